/* pairs: the nodes that may be tellings of one utterance, by what is rare in them: never all against all.
 *
 *   feature: a term that is no word of grammar, or two of them that follow one another (in one of `buckets` by a hash
 *            of their bytes)
 *   first[feature] ─► posting: nodes that have it, rising
 *
 * Each node walks the postings of its FEATURES rarest features, and a longer one those of every STRIDE-th, since the
 * rarest of very many are what it shares by chance; long ones share most words, so there only terms in sequence count.
 * Of a posting longer than WINDOW it sees only what stands around the node itself, where the nodes with like beginnings
 * are. What it meets gathers the weight that is shared, and the PER_NODE best are kept. So the cost is at most
 * WINDOW * (nodes * FEATURES + terms / STRIDE), whatever the passages say; a pair is found when either of the two finds
 * the other. */
#include "matching.h"

#define FEATURES 24u
#define STRIDE 16u
#define LONG 256u /* features: with more of them, only terms in sequence are asked for */
#define WINDOW 128u
#define PER_NODE 24u
#define ENOUGH 100u  /* in 1000: a smaller estimate is not worth a comparison */
#define SEQUENCE 16u /* weight of two terms in sequence beyond their own: one bit */

typedef struct feature {
    uint32_t id, weight, length; /* length of its posting */
} feature;

typedef struct postings {
    quoth__matching *m;
    size_t buckets, features;
    size_t *first;
    uint32_t *posting;
    uint32_t *last;   /* by feature: node + 1 that was counted last */
    feature *own;     /* of the node that asks */
    uint64_t *weight; /* by node, close together: what is met is all over the memory */
    uint32_t *met, *gathered, met_count;
    uint64_t shared, asked; /* weight of the features of the node that others have too, and of those that it asks for */
} postings;

typedef struct choice {
    uint32_t node, estimate;
} choice;

static size_t bucket_of(const postings *x, uint32_t a, uint32_t b)
{
    uint64_t mixed = (x->m->term_hash[a] * 0x9E3779B97F4A7C15u) ^ (x->m->term_hash[b] + (x->m->term_hash[a] >> 29));
    mixed *= 0xBF58476D1CE4E5B9u;
    return x->m->terms + (size_t)(mixed >> 20 & (x->buckets - 1));
}

/* The features of a node, each once: their ids go to `own`; gives how many. `mark` is new for each walk. */
static uint32_t list_features(postings *x, uint32_t node, uint32_t mark)
{
    const quoth__matching *m = x->m;
    const uint32_t *terms = quoth__terms_of(m, node);
    uint32_t count = 0, before = QUOTH__NONE;
    for (uint32_t i = 0; i < m->nodes[node].terms; i++) {
        uint32_t term = terms[i];
        if (quoth__kind_of(m, term) == QUOTH__TERM_FUNCTION) continue;
        if (x->last[term] != mark) {
            x->last[term] = mark;
            x->own[count++] = (feature){.id = term, .weight = quoth__hefts_of(m, node)[i]};
        }
        size_t both = before == QUOTH__NONE ? 0 : bucket_of(x, before, term);
        if (both && x->last[both] != mark) {
            x->last[both] = mark;
            x->own[count++] = (feature){.id = (uint32_t)both, .weight = SEQUENCE};
        }
        before = term;
    }
    return count;
}

static quoth_status make_room(quoth_context *context, postings *x)
{
    quoth__matching *m = x->m;
    size_t total = 0, longest = 0;
    for (uint32_t n = 0; n < m->node_count; n++) {
        total += m->nodes[n].terms;
        if (m->nodes[n].terms > longest) longest = m->nodes[n].terms;
    }
    for (x->buckets = 64; x->buckets < total && x->buckets < (size_t)1 << 24;) x->buckets *= 2;
    x->features = m->terms + x->buckets;
    QUOTH__TAKE(context, m, x->features + 1, x->first);
    QUOTH__TAKE(context, m, x->features, x->last);
    QUOTH__TAKE(context, m, 2 * total, x->posting);
    QUOTH__TAKE(context, m, 2 * longest, x->own);
    QUOTH__TAKE(context, m, m->node_count, x->weight);
    QUOTH__TAKE(context, m, m->node_count, x->met);
    QUOTH__TAKE(context, m, m->node_count, x->gathered);
    memset(x->first, 0, (x->features + 1) * sizeof *x->first);
    memset(x->last, 0, x->features * sizeof *x->last);
    memset(x->gathered, 0, m->node_count * sizeof *x->gathered);
    for (uint32_t n = 0; n < m->node_count; n++) x->weight[n] = m->nodes[n].weight;
    return quoth__work(context, 5 * (uint64_t)x->features + 8 * (uint64_t)m->node_count);
}

/* Counts, then fills, so that posting[first[f] ... first[f + 1]) are the nodes of f. */
static quoth_status build(quoth_context *context, postings *x)
{
    uint32_t nodes = x->m->node_count;
    QUOTH__TRY(make_room(context, x));
    for (uint32_t n = 0; n < nodes; n++) {
        uint32_t count = list_features(x, n, n + 1);
        for (uint32_t i = 0; i < count; i++) x->first[x->own[i].id + 1]++;
        QUOTH__TRY(quoth__work(context, 20 + 50 * (uint64_t)x->m->nodes[n].terms));
    }
    for (size_t f = 0; f < x->features; f++) x->first[f + 1] += x->first[f];
    memset(x->last, 0, x->features * sizeof *x->last);
    for (uint32_t n = 0; n < nodes; n++) {
        uint32_t count = list_features(x, n, n + 1);
        for (uint32_t i = 0; i < count; i++) x->posting[x->first[x->own[i].id]++] = n;
        QUOTH__TRY(quoth__work(context, 20 + 50 * (uint64_t)x->m->nodes[n].terms));
    }
    memmove(x->first + 1, x->first, x->features * sizeof *x->first);
    x->first[0] = 0;
    memset(x->last, 0, x->features * sizeof *x->last);
    return quoth__work(context, 10 * (uint64_t)x->features);
}

/* Puts `f` among the rarest, by the length of its posting; of equals the one that stands first in the passage. */
static uint32_t keep(feature *rarest, uint32_t kept, const feature *f)
{
    if (kept == FEATURES && rarest[kept - 1].length <= f->length) return kept;
    uint32_t at = kept < FEATURES ? kept++ : kept - 1;
    for (; at > 0 && rarest[at - 1].length > f->length; at--) rarest[at] = rarest[at - 1];
    rarest[at] = *f;
    return kept;
}

/* Adds the weight of a feature to every node of its posting, or of the window around `node`. */
static uint32_t gather(postings *x, uint32_t node, const feature *f)
{
    const uint32_t *posting = x->posting + x->first[f->id];
    uint32_t start = 0, end = f->length;
    if (f->length > WINDOW) {
        uint32_t low = 0, high = f->length;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (posting[middle] < node)
                low = middle + 1;
            else
                high = middle;
        }
        start = low > WINDOW / 2 ? low - WINDOW / 2 : 0;
        end = f->length - start > WINDOW ? start + WINDOW : f->length;
    }
    for (uint32_t i = start; i < end; i++) {
        uint32_t other = posting[i];
        if (other == node) continue;
        if (!x->gathered[other]) x->met[x->met_count++] = other;
        x->gathered[other] += f->weight;
    }
    return end - start;
}

/* How alike another node may be, in 1000, going by the features that were asked for as if the others were like them,
 * and whoever speaks. */
static uint32_t estimate(const postings *x, uint32_t node, uint32_t other)
{
    uint64_t a = x->weight[node], b = x->weight[other], shared = x->gathered[other] * x->shared / (x->asked + 1);
    uint64_t whole = 2000 * shared / (a + b + 1), part = 600 * shared / ((a < b ? a : b) + 1);
    return (uint32_t)(whole > part ? whole : part);
}

/* Puts a choice among the best; of equals the node that stands first. */
static uint32_t keep_best(choice *best, uint32_t kept, choice c)
{
    uint32_t at = kept;
    while (at > 0 &&
           (best[at - 1].estimate < c.estimate || (best[at - 1].estimate == c.estimate && best[at - 1].node > c.node)))
        at--;
    if (at == PER_NODE) return kept;
    if (kept < PER_NODE) kept++;
    for (uint32_t j = kept - 1; j > at; j--) best[j] = best[j - 1];
    best[at] = c;
    return kept;
}

/* Keeps the PER_NODE best of what was met, by estimate, then by the order of the nodes. Who speaks can only lower an
 * estimate, and is asked for where it may still be among the best. */
static uint32_t choose(postings *x, uint32_t node, choice *best, uint64_t *work)
{
    uint32_t kept = 0;
    *work += 50 * (uint64_t)x->met_count;
    for (uint32_t i = 0; i < x->met_count; i++) {
        choice c = {x->met[i], estimate(x, node, x->met[i])};
        x->gathered[c.node] = 0;
        if (c.estimate < ENOUGH || (kept == PER_NODE && c.estimate < best[kept - 1].estimate)) continue;
        quoth__bond bond = quoth__match_bond(x->m, node, c.node);
        *work += 100;
        if (bond == QUOTH__BOND_AGAINST) c.estimate /= 2;
        if (bond != QUOTH__BOND_NEVER && c.estimate >= ENOUGH) kept = keep_best(best, kept, c);
    }
    x->met_count = 0;
    return kept;
}

/* Asks for the rarest features of a node, and of a long one for every STRIDE-th too. Gives the steps that it took. */
static uint64_t ask(postings *x, uint32_t node)
{
    feature rarest[FEATURES];
    uint32_t kept = 0, count = list_features(x, node, node + 1);
    uint64_t steps = 0;
    bool is_long = count > LONG;
    x->shared = x->asked = 0;
    for (uint32_t i = 0; i < count; i++) {
        feature *f = &x->own[i];
        f->length = (uint32_t)(x->first[f->id + 1] - x->first[f->id]);
        if (f->length < 2 || (is_long && f->id < x->m->terms)) continue;
        x->shared += f->weight;
        if (count > FEATURES && i % STRIDE == 0) {
            steps += gather(x, node, f);
            x->asked += f->weight;
        } else {
            kept = keep(rarest, kept, f);
        }
    }
    for (uint32_t i = 0; i < kept; i++) {
        steps += gather(x, node, &rarest[i]);
        x->asked += rarest[i].weight;
    }
    if (is_long) x->shared = x->m->nodes[node].weight;
    return 18 * steps + 90 * (uint64_t)x->m->nodes[node].terms;
}

static quoth_status pair_up(quoth_context *context, postings *x, uint32_t node, quoth__array *pairs)
{
    choice best[PER_NODE];
    void *place;
    uint64_t work = 100 + ask(x, node);
    uint32_t chosen = choose(x, node, best, &work);
    for (uint32_t i = 0; i < chosen; i++) {
        uint32_t other = best[i].node;
        uint64_t key = node < other ? (uint64_t)node << 32 | other : (uint64_t)other << 32 | node;
        QUOTH__TRY(quoth__array_push(context, pairs, sizeof key, &place));
        memcpy(place, &key, sizeof key);
    }
    return quoth__work(context, work);
}

quoth_status quoth__match_pairs(quoth_context *context, quoth__matching *m, quoth__array *pairs)
{
    postings x = {.m = m};
    QUOTH__TRY(build(context, &x));
    for (uint32_t n = 0; n < m->node_count; n++) QUOTH__TRY(pair_up(context, &x, n, pairs));
    return quoth__match_once(context, pairs);
}
