/* grams: the passages that may be spellings of one another, by the stretches of letters that few others have.
 *
 *   gram       GRAM letters in a row, with a space at either end of the passage; in one of `buckets` by a hash
 *   first[b] ─► posting: nodes that have a gram of bucket b, rising
 *
 * Each node walks the postings of its rarest grams, FEATURES at most, until it has seen BUDGET nodes; of a posting
 * longer than WINDOW it sees what stands around the node itself, where the passages with like beginnings are. Each node
 * met gathers the weights of the grams in common, as a share of those of both, and the PER_NODE best are kept. So the
 * cost is at most (BUDGET + WINDOW) * nodes, whatever the passages say. */
#include "spelling.h"

#define GRAM 5u
#define FEATURES 24u
#define BUDGET 4096u
#define WINDOW 512u
#define PER_NODE 24u
#define SAME_SPELLERS 8u /* members whose accounts are looked up, to tell whether two nodes share one */

typedef struct gram {
    uint32_t bucket, length; /* of its posting */
} gram;

typedef struct finder {
    quoth__lettering *l;
    size_t buckets;
    size_t *first;
    uint32_t *posting;
    uint32_t *last;  /* by bucket: node + 1 that was counted last */
    gram *own;       /* of the node that asks */
    uint32_t *grams; /* by node: how many different ones */
    uint32_t *met, *gathered, met_count;
} finder;

typedef struct choice {
    uint32_t node;
    uint64_t share;
} choice;

/* The grams of a node, each bucket once, into `own`; gives how many. `mark` is new for each walk. */
static uint32_t list_grams(finder *x, uint32_t node, uint32_t mark)
{
    const uint32_t *letters = quoth__letters_of(x->l, node);
    size_t length = quoth__letters_length(x->l, node) + 2;
    uint32_t count = 0;
    for (size_t at = 0; at == 0 || at + GRAM <= length; at++) {
        uint64_t mixed = 0;
        for (size_t k = at; k < at + GRAM && k < length; k++) {
            uint32_t letter = k == 0 || k + 1 == length ? ' ' : letters[k - 1];
            mixed = (mixed ^ letter) * 0x9E3779B97F4A7C15u;
            mixed ^= mixed >> 29;
        }
        uint32_t bucket = (uint32_t)(mixed >> 24 & (x->buckets - 1));
        if (x->last[bucket] == mark) continue;
        x->last[bucket] = mark;
        x->own[count++].bucket = bucket;
    }
    return count;
}

static uint64_t cost_of(const finder *x, uint32_t node)
{
    return 30 + (9 * GRAM + 14) * (uint64_t)(quoth__letters_length(x->l, node) + 1);
}

static quoth_status make_room(quoth_context *context, finder *x)
{
    quoth__lettering *l = x->l;
    size_t total = 0, longest = 0;
    for (uint32_t n = 0; n < l->node_count; n++) {
        size_t length = quoth__letters_length(l, n) + 1;
        total += length;
        if (length > longest) longest = length;
    }
    for (x->buckets = 64; x->buckets < 2 * total && x->buckets < (size_t)1 << 24;) x->buckets *= 2;
    QUOTH__TAKE(context, l, x->buckets + 1, x->first);
    QUOTH__TAKE(context, l, x->buckets, x->last);
    QUOTH__TAKE(context, l, total, x->posting);
    QUOTH__TAKE(context, l, longest, x->own);
    QUOTH__TAKE(context, l, l->node_count, x->grams);
    QUOTH__TAKE(context, l, l->node_count, x->met);
    QUOTH__TAKE(context, l, l->node_count, x->gathered);
    memset(x->first, 0, (x->buckets + 1) * sizeof *x->first);
    memset(x->last, 0, x->buckets * sizeof *x->last);
    memset(x->gathered, 0, l->node_count * sizeof *x->gathered);
    return quoth__work(context, 2 * (uint64_t)x->buckets + 10 * (uint64_t)l->node_count);
}

/* Counts, then fills, so that posting[first[b] ... first[b + 1]) are the nodes of b. */
static quoth_status build(quoth_context *context, finder *x)
{
    uint32_t nodes = x->l->node_count;
    QUOTH__TRY(make_room(context, x));
    for (uint32_t n = 0; n < nodes; n++) {
        x->grams[n] = list_grams(x, n, n + 1);
        for (uint32_t i = 0; i < x->grams[n]; i++) x->first[x->own[i].bucket + 1]++;
        QUOTH__TRY(quoth__work(context, cost_of(x, n) + 5 * (uint64_t)x->grams[n]));
    }
    for (size_t b = 0; b < x->buckets; b++) x->first[b + 1] += x->first[b];
    memset(x->last, 0, x->buckets * sizeof *x->last);
    for (uint32_t n = 0; n < nodes; n++) {
        uint32_t count = list_grams(x, n, n + 1);
        for (uint32_t i = 0; i < count; i++) x->posting[x->first[x->own[i].bucket]++] = n;
        QUOTH__TRY(quoth__work(context, cost_of(x, n) + 8 * (uint64_t)count));
    }
    memmove(x->first + 1, x->first, x->buckets * sizeof *x->first);
    x->first[0] = 0;
    memset(x->last, 0, x->buckets * sizeof *x->last);
    return quoth__work(context, 6 * (uint64_t)x->buckets);
}

/* Puts a gram among the rarest, by the length of its posting; of equals the one that stands first in the passage. */
static uint32_t keep(gram *rarest, uint32_t kept, gram g)
{
    if (kept == FEATURES && rarest[kept - 1].length <= g.length) return kept;
    uint32_t at = kept < FEATURES ? kept++ : kept - 1;
    for (; at > 0 && rarest[at - 1].length > g.length; at--) rarest[at] = rarest[at - 1];
    rarest[at] = g;
    return kept;
}

/* Adds the weight of a gram to every node of its posting, or of the window around `node`; gives how many it saw. */
static uint32_t gather(finder *x, uint32_t node, gram g)
{
    const uint32_t *posting = x->posting + x->first[g.bucket];
    uint32_t start = 0, end = g.length, weight = quoth__match_weight(x->l->node_count, g.length);
    if (g.length > WINDOW) {
        uint32_t low = 0, high = g.length;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (posting[middle] < node)
                low = middle + 1;
            else
                high = middle;
        }
        start = low > WINDOW / 2 ? low - WINDOW / 2 : 0;
        end = g.length - start > WINDOW ? start + WINDOW : g.length;
    }
    for (uint32_t i = start; i < end; i++) {
        uint32_t other = posting[i];
        if (!x->gathered[other]) x->met[x->met_count++] = other;
        x->gathered[other] += weight;
    }
    return end - start;
}

/* Whether one account has passages in both nodes, as far as the first members of the smaller one tell. */
static bool share_account(const quoth__lettering *l, uint32_t a, uint32_t b)
{
    if (!l->given->account) return false;
    uint32_t few = l->nodes[a].members <= l->nodes[b].members ? a : b, many = few == a ? b : a;
    for (uint32_t i = 0; i < l->nodes[few].members && i < SAME_SPELLERS; i++) {
        uint32_t account = quoth__letters_account(l, few, i), low = 0, high = l->nodes[many].members;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (quoth__letters_account(l, many, middle) < account)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < l->nodes[many].members && quoth__letters_account(l, many, low) == account) return true;
    }
    return false;
}

/* Keeps the PER_NODE best of what was met, by the share of the grams of both, then by the order of the nodes. */
static uint32_t choose(finder *x, uint32_t node, choice *best)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < x->met_count; i++) {
        uint32_t other = x->met[i];
        choice c = {other, ((uint64_t)x->gathered[other] << 16) / (x->grams[node] + x->grams[other])};
        x->gathered[other] = 0;
        if (kept == PER_NODE && best[kept - 1].share > c.share) continue;
        if (other == node || share_account(x->l, node, other)) continue;
        uint32_t at = kept;
        while (at > 0 && (best[at - 1].share < c.share || (best[at - 1].share == c.share && best[at - 1].node > other)))
            at--;
        if (at == PER_NODE) continue;
        if (kept < PER_NODE) kept++;
        for (uint32_t j = kept - 1; j > at; j--) best[j] = best[j - 1];
        best[at] = c;
    }
    x->met_count = 0;
    return kept;
}

/* Asks for the rarest grams of a node; gives how many nodes it saw. */
static uint64_t ask(finder *x, uint32_t node)
{
    gram rarest[FEATURES];
    uint32_t kept = 0, count = list_grams(x, node, node + 1);
    uint64_t seen = 0;
    for (uint32_t i = 0; i < count; i++) {
        gram g = {x->own[i].bucket, (uint32_t)(x->first[x->own[i].bucket + 1] - x->first[x->own[i].bucket])};
        if (g.length > 1) kept = keep(rarest, kept, g);
    }
    for (uint32_t i = 0; i < kept && seen < BUDGET; i++) seen += gather(x, node, rarest[i]);
    return seen;
}

static quoth_status pair_up(quoth_context *context, finder *x, uint32_t node, quoth__array *pairs)
{
    choice best[PER_NODE];
    void *place;
    uint64_t seen = ask(x, node), work = cost_of(x, node) + 30 * (uint64_t)x->grams[node] + 8 * seen;
    work += 60 * (uint64_t)x->met_count;
    uint32_t chosen = choose(x, node, best);
    for (uint32_t i = 0; i < chosen; i++) {
        uint32_t other = best[i].node;
        uint64_t key = node < other ? (uint64_t)node << 32 | other : (uint64_t)other << 32 | node;
        QUOTH__TRY(quoth__array_push(context, pairs, sizeof key, &place));
        memcpy(place, &key, sizeof key);
    }
    return quoth__work(context, 2000 + work);
}

quoth_status quoth__letters_pairs(quoth_context *context, quoth__lettering *l, quoth__array *pairs)
{
    finder x = {.l = l};
    QUOTH__TRY(build(context, &x));
    for (uint32_t n = 0; n < l->node_count; n++) QUOTH__TRY(pair_up(context, &x, n, pairs));
    return quoth__match_once(context, pairs);
}
