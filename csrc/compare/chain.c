/* chain: anchors that go on in one direction, at the least cost for what lies between them.
 *
 *   word of     │        ×        score(anchor) = its weight + the best, over all anchors before it in the text and in
 *   the passage │    ×                            the passage, of their score - cost of the words between; or its
 *               │ ×       ×                       weight alone, where nothing before it is worth that
 *               └─────────── place
 *
 * The cost of what lies between two anchors is so much a word on either side, so it comes apart into a part of either
 * anchor. Anchors come by place; a tree over the words of the passage (Fenwick 1994) gives the best one up to a word.
 * A second tree has them at the cost that holds over an ellipsis, and is asked up to the last ellipsis before a word.
 *
 * Cost: O(k log m) for k anchors and m words of the passage, O(k log k) to take the chains by score. */
#include "../base/order.h"
#include "find.h"

typedef struct node {
    int64_t score;
    uint32_t before; /* the anchor before it in its chain, or QUOTH__NONE */
} node;

typedef struct best {
    int64_t value;
    uint32_t anchor;
} best;

typedef struct chainer {
    quoth_context *context;
    const quoth__query *query;
    const quoth__pair *anchors;
    node *nodes;
    best *near, *far; /* trees: the second at the cost over an ellipsis; each of words + 1 */
    uint8_t *taken;
} chainer;

/* --------------------------------------------------------------------------------------------------------- trees */

static void tree_clear(best *tree, size_t words)
{
    for (size_t i = 0; i <= words; i++) tree[i] = (best){INT64_MIN, QUOTH__NONE};
}

static void tree_set(best *tree, size_t words, uint32_t word, int64_t value, uint32_t anchor)
{
    for (size_t i = (size_t)word + 1; i <= words; i += i & (~i + 1))
        if (value > tree[i].value) tree[i] = (best){value, anchor};
}

/* The best of words before `word`. */
static best tree_get(const best *tree, uint32_t word)
{
    best found = {INT64_MIN, QUOTH__NONE};
    for (size_t i = word; i > 0; i -= i & (~i + 1))
        if (tree[i].value > found.value) found = tree[i];
    return found;
}

/* -------------------------------------------------------------------------------------------------------- scores */

static int64_t own_weight(const chainer *c, const quoth__pair *anchor)
{
    uint64_t weight = c->query->weight[anchor->mine];
    return (int64_t)(weight * quoth__query_likeness(c->query, anchor->mine, anchor->place) / QUOTH__LIKE_SAME);
}

static int64_t near_cost(const quoth__pair *anchor)
{
    return QUOTH__COST_TEXT * (int64_t)anchor->place + QUOTH__COST_PASSAGE * (int64_t)anchor->mine;
}

static int64_t far_cost(const quoth__pair *anchor)
{
    return (QUOTH__COST_TEXT * (int64_t)anchor->place >> QUOTH__COST_ELLIPSIS_SHIFT) +
           QUOTH__COST_PASSAGE * (int64_t)anchor->mine;
}

static void take_before(node *of, best before, int64_t cost, int64_t own)
{
    if (before.anchor == QUOTH__NONE) return;
    int64_t score = before.value - cost + own;
    if (score <= of->score) return;
    *of = (node){score, before.anchor};
}

static void score_anchor(chainer *c, uint32_t index)
{
    const quoth__pair *anchor = &c->anchors[index];
    int64_t own = own_weight(c, anchor), step = QUOTH__COST_TEXT + QUOTH__COST_PASSAGE;
    node *of = &c->nodes[index];
    *of = (node){own, QUOTH__NONE};
    take_before(of, tree_get(c->near, anchor->mine), near_cost(anchor) - step, own);
    if (c->query->ellipsis[anchor->mine])
        take_before(of, tree_get(c->far, c->query->ellipsis[anchor->mine]), far_cost(anchor) - QUOTH__COST_PASSAGE,
                    own);
}

static void enter_anchor(chainer *c, uint32_t index)
{
    const quoth__pair *anchor = &c->anchors[index];
    size_t words = c->query->words.count;
    tree_set(c->near, words, anchor->mine, c->nodes[index].score + near_cost(anchor), index);
    tree_set(c->far, words, anchor->mine, c->nodes[index].score + far_cost(anchor), index);
}

/* Anchors at one place do not go before one another: they are entered when all of them have their score. */
static quoth_status score_all(chainer *c, size_t count)
{
    const quoth__shelf *shelf = c->query->shelf;
    size_t words = c->query->words.count, text = 0, depth = 1;
    while ((size_t)1 << depth <= words) depth++;
    uint32_t end = 0;
    for (uint32_t i = 0, j; i < count; i = j) {
        if (c->anchors[i].place >= end) {
            while (text < shelf->texts.count && QUOTH__SHELVED(shelf, text)->first <= c->anchors[i].place) text++;
            end = text < shelf->texts.count ? QUOTH__SHELVED(shelf, text)->first : UINT32_MAX;
            tree_clear(c->near, words);
            tree_clear(c->far, words);
            QUOTH__TRY(quoth__work(c->context, 6 * (uint64_t)words));
        }
        for (j = i; j < count && c->anchors[j].place == c->anchors[i].place; j++) score_anchor(c, j);
        for (uint32_t k = i; k < j; k++) enter_anchor(c, k);
        QUOTH__TRY(quoth__work(c->context, (60 + 36 * (uint64_t)depth) * (j - i)));
    }
    return QUOTH_OK;
}

/* -------------------------------------------------------------------------------------------------------- chains */

static int better_first(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const node *nodes = user;
    *work += 6;
    return (nodes[a].score < nodes[b].score) - (nodes[a].score > nodes[b].score);
}

/* The chain that ends in an anchor, as far back as it is not taken already. */
static quoth_status take_chain(chainer *c, uint32_t end, int64_t least, quoth__array *chains, quoth__array *pairs)
{
    size_t first = pairs->count;
    uint32_t at = end;
    void *place;
    for (; at != QUOTH__NONE && !c->taken[at]; at = c->nodes[at].before) {
        QUOTH__TRY(quoth__array_push(c->context, pairs, sizeof(quoth__pair), &place));
        *(quoth__pair *)place = c->anchors[at];
        c->taken[at] = 1;
    }
    int64_t score = c->nodes[end].score - (at == QUOTH__NONE ? 0 : c->nodes[at].score);
    if (score < least) {
        pairs->count = first;
        return QUOTH_OK;
    }
    quoth__pair *all = pairs->data;
    for (size_t i = first, j = pairs->count - 1; i < j; i++, j--) {
        quoth__pair swap = all[i];
        all[i] = all[j];
        all[j] = swap;
    }
    QUOTH__TRY(quoth__array_push(c->context, chains, sizeof(quoth__chain), &place));
    *(quoth__chain *)place = (quoth__chain){(uint32_t)first, (uint32_t)(pairs->count - first), score};
    return quoth__work(c->context, 40 * (uint64_t)(pairs->count - first));
}

static quoth_status take_chains(chainer *c, size_t count, int64_t least, quoth__array *chains, quoth__array *pairs)
{
    void *got;
    QUOTH__TRY(quoth__allocate(c->context, count, sizeof(uint32_t), &got));
    uint32_t *order = got;
    size_t ends = 0;
    for (uint32_t i = 0; i < count; i++)
        if (c->nodes[i].score >= least) order[ends++] = i;
    quoth_status status = quoth__sort(c->context, order, ends, better_first, c->nodes);
    for (size_t i = 0; i < ends && status == QUOTH_OK; i++)
        if (!c->taken[order[i]]) status = take_chain(c, order[i], least, chains, pairs);
    quoth__free(&c->context->allocator, got, count, sizeof(uint32_t));
    return status == QUOTH_OK ? quoth__work(c->context, 12 * (uint64_t)count) : status;
}

quoth_status quoth__find_chains(quoth_context *context, const quoth__query *query, const quoth__array *anchors,
                                int64_t least, quoth__array *chains, quoth__array *pairs)
{
    chainer c = {.context = context, .query = query, .anchors = anchors->data};
    size_t count = anchors->count, words = query->words.count + 1;
    void *nodes = NULL, *trees = NULL, *taken = NULL;
    quoth_status status = quoth__allocate(context, count, sizeof(node), &nodes);
    if (status != QUOTH_OK) goto done;
    QUOTH__GOTO(quoth__allocate(context, 2 * words, sizeof(best), &trees));
    QUOTH__GOTO(quoth__allocate_zeroed(context, count, 1, &taken));
    c.nodes = nodes;
    c.near = trees;
    c.far = c.near + words;
    c.taken = taken;
    QUOTH__GOTO(score_all(&c, count));
    status = take_chains(&c, count, least, chains, pairs);
done:
    if (taken) quoth__free(&context->allocator, taken, count, 1);
    if (trees) quoth__free(&context->allocator, trees, 2 * words, sizeof(best));
    if (nodes) quoth__free(&context->allocator, nodes, count, sizeof(node));
    return status;
}
