/* group: nodes that are linked become groups, without chaining unlike ones together.
 *
 *   links, best first ─► the groups of both ends become one when the mean affinity of their samples is TOGETHER or more
 *   group: root, and a sample of the SAMPLE nodes of it that stand first
 *
 * A link alone does not join: what the one group holds must be like what the other holds, so a passage half like each
 * of two unlike ones goes to the better of them. Ties go by the order of nodes. At most links * (log(links) + SAMPLE^2
 * comparisons); a link within a group costs nothing, nor does one between groups that were refused as they are. */
#include "matching.h"

#define SAMPLE 6u
#define TOGETHER 300u /* in 1000 */

typedef struct group {
    uint32_t parent; /* of the union-find */
    uint32_t size, speaker, teller;
    uint32_t sample[SAMPLE], sampled; /* rising */
} group;

/* Two groups, as large as they were, that are not to be one; in the slot of their hash, the last one written. */
typedef struct refusal {
    uint32_t a, b, a_size, b_size;
} refusal;

typedef struct grouping {
    group *groups;
    refusal *refused;
    size_t slots; /* a power of two */
} grouping;

static refusal *slot_of(const grouping *g, const refusal *pair)
{
    return &g->refused[quoth__hash(pair, sizeof *pair) & (g->slots - 1)];
}

static uint32_t root_of(group *groups, uint32_t node)
{
    while (groups[node].parent != node) {
        groups[node].parent = groups[groups[node].parent].parent;
        node = groups[node].parent;
    }
    return node;
}

static int link_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const quoth__link *links = user;
    *work += 6;
    if (links[a].score != links[b].score) return quoth__three_way(links[b].score, links[a].score);
    if (links[a].a != links[b].a) return quoth__three_way(links[a].a, links[b].a);
    return quoth__three_way(links[a].b, links[b].b);
}

static bool differ(uint32_t a, uint32_t b) { return a != QUOTH__NONE && b != QUOTH__NONE && a != b; }

/* Whether the samples of two groups are like each other on the mean. Stretches of one whole are not counted. */
static quoth_status like(quoth_context *context, quoth__matching *m, const group *x, const group *y, bool *yes)
{
    uint64_t sum = 0, pairs = 0;
    *yes = false;
    for (uint32_t i = 0; i < x->sampled; i++)
        for (uint32_t j = 0; j < y->sampled; j++) {
            quoth__likeness likeness;
            const quoth__candidate *a = quoth__first_of(m, x->sample[i]), *b = quoth__first_of(m, y->sample[j]);
            if (quoth__match_bond(m, x->sample[i], y->sample[j]) == QUOTH__BOND_NEVER) {
                if (a->group == b->group && a->group != QUOTH__NONE) continue;
                return QUOTH_OK;
            }
            QUOTH__TRY(quoth__match_compare(context, m, x->sample[i], y->sample[j], &likeness));
            sum += quoth__match_affinity(m, x->sample[i], y->sample[j], &likeness);
            pairs++;
        }
    *yes = pairs && sum >= TOGETHER * pairs;
    return QUOTH_OK;
}

static void join(group *groups, uint32_t a, uint32_t b)
{
    uint32_t big = groups[a].size >= groups[b].size ? a : b, small = big == a ? b : a;
    group *x = &groups[big], *y = &groups[small];
    x->sampled = quoth__merge_samples(x->sample, x->sampled, y->sample, y->sampled, SAMPLE);
    x->size += y->size;
    if (x->speaker == QUOTH__NONE) x->speaker = y->speaker;
    if (x->teller == QUOTH__NONE) x->teller = y->teller;
    y->parent = big;
}

static quoth_status follow(quoth_context *context, quoth__matching *m, const grouping *g, const quoth__link *link)
{
    group *groups = g->groups;
    uint32_t a = root_of(groups, link->a), b = root_of(groups, link->b);
    bool yes;
    QUOTH__TRY(quoth__work(context, 80));
    if (a == b) return QUOTH_OK;
    bool against = differ(groups[a].speaker, groups[b].speaker) || differ(groups[a].teller, groups[b].teller);
    if (against && !link->verbatim) return QUOTH_OK;
    refusal pair = {a, b, groups[a].size, groups[b].size}, *slot = slot_of(g, &pair);
    if (memcmp(slot, &pair, sizeof pair) == 0) return QUOTH_OK;
    QUOTH__TRY(like(context, m, &groups[a], &groups[b], &yes));
    if (yes)
        join(groups, a, b);
    else
        *slot = pair;
    return QUOTH_OK;
}

/* The sets of candidates: members of a node together unless it is slight, and the nodes of a group. */
static quoth_status fill_sets(quoth_context *context, quoth__matching *m, group *groups)
{
    for (uint32_t n = 0; n < m->node_count; n++) {
        uint32_t root = root_of(groups, n), first = m->member[m->nodes[n].first];
        for (uint32_t i = 1; i < m->nodes[n].members && !m->nodes[n].slight; i++)
            quoth__match_unite(m, first, m->member[m->nodes[n].first + i]);
        if (root != n) quoth__match_unite(m, first, m->member[m->nodes[root].first]);
        QUOTH__TRY(quoth__work(context, 50 + 40 * (uint64_t)m->nodes[n].members));
    }
    return QUOTH_OK;
}

static quoth_status begin(quoth_context *context, quoth__matching *m, grouping *g)
{
    for (g->slots = 64; g->slots < m->links.count;) g->slots *= 2;
    QUOTH__TAKE(context, m, g->slots, g->refused);
    memset(g->refused, 0, g->slots * sizeof *g->refused);
    QUOTH__TAKE(context, m, m->node_count, g->groups);
    for (uint32_t n = 0; n < m->node_count; n++)
        g->groups[n] = (group){.parent = n,
                               .size = 1,
                               .speaker = m->nodes[n].speaker,
                               .teller = m->nodes[n].teller,
                               .sample = {n},
                               .sampled = 1};
    return quoth__work(context, 20 * (uint64_t)m->node_count + 2 * (uint64_t)g->slots);
}

quoth_status quoth__match_group(quoth_context *context, quoth__matching *m)
{
    grouping g = {0};
    uint32_t *order, count = (uint32_t)m->links.count;
    const quoth__link *links = m->links.data;
    QUOTH__TRY(begin(context, m, &g));
    QUOTH__TAKE(context, m, count, order);
    for (uint32_t i = 0; i < count; i++) order[i] = i;
    QUOTH__TRY(quoth__sort(context, order, count, link_order, links));
    for (uint32_t i = 0; i < count; i++) QUOTH__TRY(follow(context, m, &g, &links[order[i]]));
    return fill_sets(context, m, g.groups);
}
