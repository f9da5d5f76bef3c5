/* cluster: nodes that are linked become groups, by the mean of how alike all of the one are with all of the other.
 *
 *   links, best first ─► the groups of both ends become one when the samples of both are alike on the mean, and no
 *                        account has a passage in both
 *   group: parent, a sample of the SAMPLE nodes of it that stand first, a list of all of them (next)
 *   seats: (group, account) ─► taken; a table with open addressing, where the smaller group moves to the larger
 *
 * The mean does not chain: a passage half like each of two unlike ones goes to the better of them (Sokal and Michener
 * 1958, here by the links and by samples). Two groups that an account keeps apart stay apart. O(links * SAMPLE^2) comparisons, O(members * log(members)) seats. */
#include "spelling.h"

#define SAMPLE 8u

typedef struct cluster {
    uint32_t parent, size; /* nodes */
    uint32_t members;      /* passages */
    uint32_t sample[SAMPLE], sampled;
    uint32_t last; /* of the list */
} cluster;

/* Two groups, as large as they were, that are not to be one; in the slot of their hash, the last one written. */
typedef struct refusal {
    uint32_t a, b, a_size, b_size; /* sizes 0: kept apart for good; all 0: none */
} refusal;

typedef struct clustering {
    quoth__lettering *l;
    cluster *clusters;
    refusal *refused;
    size_t slots;   /* a power of two */
    uint32_t *next; /* by node; QUOTH__NONE at the end */
    uint64_t *seats;
    size_t seat_count, taken; /* a power of two */
} clustering;

#define NO_SEAT UINT64_MAX

static uint32_t root_of(cluster *clusters, uint32_t node)
{
    while (clusters[node].parent != node) {
        clusters[node].parent = clusters[clusters[node].parent].parent;
        node = clusters[node].parent;
    }
    return node;
}

static size_t seat_of(const clustering *c, uint64_t key)
{
    size_t at = (size_t)((key * 0x9E3779B97F4A7C15u) >> 24) & (c->seat_count - 1);
    while (c->seats[at] != NO_SEAT && c->seats[at] != key) at = (at + 1) & (c->seat_count - 1);
    return at;
}

/* A table of `count` seats, with those of the old one. */
static quoth_status more_seats(quoth_context *context, clustering *c, size_t count)
{
    void *got;
    clustering old = *c;
    QUOTH__TRY(quoth__allocate(context, count, sizeof *c->seats, &got));
    c->seats = got;
    c->seat_count = count;
    memset(c->seats, 0xFF, count * sizeof *c->seats);
    for (size_t i = 0; i < old.seat_count; i++)
        if (old.seats[i] != NO_SEAT) c->seats[seat_of(c, old.seats[i])] = old.seats[i];
    quoth__free(&context->allocator, old.seats, old.seat_count, sizeof *c->seats);
    return quoth__work(context, 16 * (uint64_t)old.seat_count + count / 2);
}

/* Takes the seats of the members of a node in the group of `root`. */
static quoth_status sit(quoth_context *context, clustering *c, uint32_t root, uint32_t node)
{
    uint32_t members = c->l->nodes[node].members;
    while (2 * (c->taken + members) > c->seat_count) QUOTH__TRY(more_seats(context, c, 2 * c->seat_count));
    for (uint32_t i = 0; i < members; i++) {
        uint64_t key = (uint64_t)root << 32 | quoth__letters_account(c->l, node, i);
        size_t at = seat_of(c, key);
        if (c->seats[at] == NO_SEAT) c->taken++;
        c->seats[at] = key;
    }
    return quoth__work(context, 30 + 24 * (uint64_t)members);
}

/* Whether an account of the group `small` has a passage in `big` too. */
static quoth_status meet(quoth_context *context, const clustering *c, uint32_t small, uint32_t big, bool *yes)
{
    uint64_t looked = 0;
    *yes = false;
    for (uint32_t node = small; node != QUOTH__NONE && !*yes; node = c->next[node])
        for (uint32_t i = 0; i < c->l->nodes[node].members && !*yes; i++, looked++) {
            uint64_t key = (uint64_t)big << 32 | quoth__letters_account(c->l, node, i);
            *yes = c->seats[seat_of(c, key)] == key;
        }
    return quoth__work(context, 24 * looked);
}

/* Whether the samples of two groups are as alike on the mean as is asked. */
static quoth_status like(quoth_context *context, const clustering *c, const cluster *x, const cluster *y, bool *yes)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < x->sampled; i++)
        for (uint32_t j = 0; j < y->sampled; j++) {
            uint32_t alike;
            QUOTH__TRY(quoth__letters_compare(context, c->l, x->sample[i], y->sample[j], &alike));
            sum += alike;
        }
    *yes = sum >= (uint64_t)c->l->given->at_least * x->sampled * y->sampled;
    return QUOTH_OK;
}

static void join(clustering *c, uint32_t big, uint32_t small)
{
    cluster *x = &c->clusters[big], *y = &c->clusters[small];
    x->sampled = quoth__merge_samples(x->sample, x->sampled, y->sample, y->sampled, SAMPLE);
    x->size += y->size;
    x->members += y->members;
    c->next[x->last] = small;
    x->last = y->last;
    y->parent = big;
}

/* Whether two groups, a < b, may be one. */
static quoth_status may_join(quoth_context *context, const clustering *c, uint32_t a, uint32_t b, bool *yes)
{
    const cluster *x = &c->clusters[a], *y = &c->clusters[b];
    refusal pair = {a, b, x->size, y->size};
    refusal *slot = &c->refused[(((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u) >> 24 & (c->slots - 1)];
    *yes = false;
    if (slot->a == a && slot->b == b && (!slot->a_size || (slot->a_size == x->size && slot->b_size == y->size)))
        return QUOTH_OK;
    bool apart = false, swap = x->members < y->members;
    if (c->l->given->account) QUOTH__TRY(meet(context, c, swap ? a : b, swap ? b : a, &apart));
    if (apart) pair.a_size = pair.b_size = 0;
    if (!apart) QUOTH__TRY(like(context, c, x, y, yes));
    if (!*yes) *slot = pair;
    return QUOTH_OK;
}

static quoth_status follow(quoth_context *context, clustering *c, const quoth__link *link)
{
    uint32_t a = root_of(c->clusters, link->a), b = root_of(c->clusters, link->b);
    bool yes;
    QUOTH__TRY(quoth__work(context, 60));
    if (a == b) return QUOTH_OK;
    QUOTH__TRY(may_join(context, c, a < b ? a : b, a < b ? b : a, &yes));
    if (!yes) return QUOTH_OK;
    uint32_t big = c->clusters[a].members >= c->clusters[b].members ? a : b, small = big == a ? b : a;
    for (uint32_t node = small; c->l->given->account && node != QUOTH__NONE; node = c->next[node])
        QUOTH__TRY(sit(context, c, big, node));
    join(c, big, small);
    return QUOTH_OK;
}

static quoth_status begin(quoth_context *context, clustering *c)
{
    quoth__lettering *l = c->l;
    QUOTH__TRY(more_seats(context, c, 64));
    QUOTH__TAKE(context, l, l->node_count, c->clusters);
    QUOTH__TAKE(context, l, l->node_count, c->next);
    QUOTH__TAKE(context, l, l->node_count, l->group);
    for (c->slots = 64; c->slots < l->links.count;) c->slots *= 2;
    QUOTH__TAKE(context, l, c->slots, c->refused);
    memset(c->refused, 0, c->slots * sizeof *c->refused);
    for (uint32_t n = 0; n < l->node_count; n++) {
        c->clusters[n] =
            (cluster){.parent = n, .size = 1, .members = l->nodes[n].members, .sample = {n}, .sampled = 1, .last = n};
        c->next[n] = QUOTH__NONE;
        if (l->given->account) QUOTH__TRY(sit(context, c, n, n));
    }
    return quoth__work(context, 24 * (uint64_t)l->node_count + 2 * (uint64_t)c->slots);
}

quoth_status quoth__letters_group(quoth_context *context, quoth__lettering *l)
{
    clustering c = {.l = l};
    quoth_status status;
    QUOTH__GOTO(begin(context, &c));
    for (size_t i = 0; i < l->links.count; i++) QUOTH__GOTO(follow(context, &c, &QUOTH__AT(l->links, quoth__link, i)));
    for (uint32_t n = 0; n < l->node_count; n++) l->group[n] = root_of(c.clusters, n);
    QUOTH__GOTO(quoth__work(context, 14 * (uint64_t)l->node_count));
done:
    quoth__free(&context->allocator, c.seats, c.seat_count, sizeof *c.seats);
    return status;
}
