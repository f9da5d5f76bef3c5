/* hits: chains of one shelf to places of the text, each with what it shares with the passage.
 *
 *   pairs   w0·p0  w1·p1       w4·p5 w5·p6        gaps: places where words of one side are passed over
 *   hit     [p0 ............... p6]               and the words at its ends that the passage has and the text says
 *                                                 otherwise, as far as no mark stands between
 *
 * A hit is kept where its pairs weigh more than chance gives in so many words, or where it says most of the passage;
 * of hits that lie in one another the one that weighs most. Cost: that of the chains and their parts. */
#include "../base/order.h"
#include "find.h"

#define MILLION 1000000u
#define SURE_BITS 6u       /* beyond the logarithm of the words: less than one hit in 64 by chance */
#define MOST_OF_IT 700000u /* a hit as similar as this needs half of the passage's weight alone */

typedef struct maker {
    quoth_context *context;
    const quoth__query *query;
    uint32_t at_least; /* similarity, in millionths */
    int64_t evidence;
    quoth__array pairs; /* quoth__pair, of the hit being made */
    uint8_t *claimed;   /* by word of the shelf: a hit holds it */
    quoth__array *hits, *ranges;
} maker;

/* -------------------------------------------------------------------------------------------------------- figures */

typedef struct figures {
    int64_t score;
    uint64_t common; /* likeness of the pairs, in sixteenths */
    uint32_t words, shared, gaps;
    bool same; /* all pairs are the same words */
} figures;

static void add_pair(const quoth__query *query, const quoth__pair *pair, figures *of)
{
    uint32_t likeness = quoth__query_likeness(query, pair->mine, pair->place);
    const quoth__word *word = &query->words.words[pair->mine];
    of->score += (int64_t)((uint64_t)query->weight[pair->mine] * likeness / QUOTH__LIKE_SAME);
    of->common += likeness;
    of->words++;
    of->shared += likeness >= QUOTH__LIKE_SPELLING;
    if (likeness < QUOTH__LIKE_SAME || (word->parts > 1) != QUOTH__SHELF_WORD(query->shelf, pair->place)->contracted)
        of->same = false;
}

static void add_gap(const quoth__query *query, const quoth__pair *a, const quoth__pair *b, figures *of)
{
    uint32_t text = b->place - a->place - 1, passage = b->mine - a->mine - 1;
    bool skips = quoth__query_skips(query, a->mine, b->mine);
    int64_t cost = QUOTH__COST_TEXT * (int64_t)text;
    of->score -= (skips ? cost >> QUOTH__COST_ELLIPSIS_SHIFT : cost) + QUOTH__COST_PASSAGE * (int64_t)passage;
    if (!skips) of->words += text;
    of->gaps += skips ? passage > 0 : text != passage;
}

static figures figures_of(const quoth__query *query, const quoth__array *pairs)
{
    figures of = {.same = true};
    const quoth__pair *all = pairs->data;
    for (size_t i = 0; i < pairs->count; i++) {
        if (i > 0) add_gap(query, &all[i - 1], &all[i], &of);
        add_pair(query, &all[i], &of);
    }
    return of;
}

/* ---------------------------------------------------------------------------------------------------------- hits */

static uint32_t similarity_of(const quoth__query *query, const figures *of)
{
    uint64_t both = (uint64_t)query->words.count + of->words;
    return (uint32_t)(2 * of->common * MILLION / (QUOTH__LIKE_SAME * both));
}

static quoth_status add_range(const maker *by, uint32_t first, uint32_t last)
{
    void *place;
    QUOTH__TRY(quoth__array_push(by->context, by->ranges, sizeof(quoth__span), &place));
    *(quoth__span *)place = (quoth__span){QUOTH__SHELF_WORD(by->query->shelf, first)->start,
                                          QUOTH__SHELF_WORD(by->query->shelf, last)->end};
    return QUOTH_OK;
}

/* The stretches of a hit, parted where an ellipsis of the passage stands for words of the text. */
static quoth_status add_ranges(const maker *by, uint32_t first, uint32_t last)
{
    const quoth__pair *all = by->pairs.data;
    for (size_t i = 1; i < by->pairs.count; i++) {
        if (!quoth__query_skips(by->query, all[i - 1].mine, all[i].mine) || all[i].place - all[i - 1].place == 1)
            continue;
        QUOTH__TRY(add_range(by, first, all[i - 1].place));
        first = all[i].place;
    }
    return add_range(by, first, last);
}

/* More than half of the words of a hit are those of a better one. */
static bool is_claimed(const maker *by, uint32_t first, uint32_t last)
{
    uint32_t taken = 0;
    for (uint32_t i = first; i <= last; i++) taken += by->claimed[i];
    return 2 * taken > last - first + 1;
}

static quoth__span part_of(const quoth__query *query, uint32_t first, uint32_t last)
{
    const quoth__tokens *tokens = &query->passage->tokens;
    return (quoth__span){tokens->start[query->words.words[first].first], tokens->end[query->words.words[last].last]};
}

static quoth_status add_hit(maker *by, uint32_t text, uint32_t low, uint32_t high)
{
    const quoth__query *query = by->query;
    const quoth__pair *first = by->pairs.data, *last = first + by->pairs.count - 1;
    figures of = figures_of(query, &by->pairs);
    uint32_t before = quoth__find_edge_before(query, first, low), behind = quoth__find_edge_behind(query, last, high);
    uint32_t from = first->place - before, to = last->place + behind;
    of.words += before + behind;
    if (before < first->mine) of.gaps++;
    if (behind < query->words.count - last->mine - 1) of.gaps++;
    uint32_t similarity = similarity_of(query, &of);
    bool most = similarity >= MOST_OF_IT && 2 * of.score >= (int64_t)query->total;
    if (of.score < by->evidence && !most) return QUOTH_OK;
    if (similarity < by->at_least || is_claimed(by, from, to)) return QUOTH_OK;
    memset(by->claimed + from, 1, to - from + 1);
    void *place;
    size_t range = by->ranges->count;
    QUOTH__TRY(add_ranges(by, from, to));
    QUOTH__TRY(quoth__array_push(by->context, by->hits, sizeof(quoth__hit), &place));
    *(quoth__hit *)place =
        (quoth__hit){.text = text,
                     .span = {QUOTH__SHELF_WORD(query->shelf, from)->start, QUOTH__SHELF_WORD(query->shelf, to)->end},
                     .part = part_of(query, first->mine - before, last->mine + behind),
                     .score = of.score,
                     .similarity = similarity,
                     .words = of.words,
                     .shared = of.shared,
                     .gaps = of.gaps,
                     .exact = of.same && of.gaps == 0 && of.shared == query->words.count && of.shared == of.words,
                     .first_range = (uint32_t)range,
                     .range_count = (uint32_t)(by->ranges->count - range)};
    return quoth__work(by->context, 300 + 4 * (uint64_t)(to - from));
}

/* The text that a place of a shelf lies in. */
static size_t text_at(const quoth__shelf *shelf, uint32_t place)
{
    size_t low = 0, high = shelf->texts.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (QUOTH__SHELVED(shelf, middle)->first <= place)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static quoth_status add_chain(maker *by, const quoth__pair *pairs, size_t count)
{
    const quoth__shelf *shelf = by->query->shelf;
    size_t text = text_at(shelf, pairs->place);
    uint32_t low = QUOTH__SHELVED(shelf, text)->first;
    uint32_t high =
        text + 1 < shelf->texts.count ? QUOTH__SHELVED(shelf, text + 1)->first : (uint32_t)shelf->words.count;
    by->pairs.count = 0;
    QUOTH__TRY(quoth__find_extend(by->context, by->query, pairs, count, low, high, &by->pairs));
    QUOTH__TRY(quoth__find_complete(by->context, by->query, low, high, &by->pairs));
    QUOTH__TRY(quoth__work(by->context, 100 * (uint64_t)by->pairs.count));
    return add_hit(by, QUOTH__SHELVED(shelf, text)->text, low, high);
}

static quoth_status add_chains(maker *by, const quoth__array *chains, const quoth__array *pairs)
{
    for (size_t i = 0; i < chains->count; i++) {
        const quoth__chain *chain = &QUOTH__AT(*chains, quoth__chain, i);
        QUOTH__TRY(add_chain(by, (const quoth__pair *)pairs->data + chain->first, chain->count));
    }
    return QUOTH_OK;
}

quoth_status quoth__find_on_shelf(quoth_context *context, const quoth__query *query, uint32_t at_least,
                                  quoth__array *hits, quoth__array *ranges)
{
    maker by = {.context = context, .query = query, .at_least = at_least, .hits = hits, .ranges = ranges};
    quoth__array anchors = {0}, chains = {0}, pairs = {0};
    size_t words = query->shelf->words.count;
    void *claimed = NULL;
    by.evidence = (int64_t)quoth__find_weight(words, 0, false) + 16 * (int64_t)SURE_BITS;
    int64_t least = by.evidence * 2 / 3, third = (int64_t)query->total / 3;
    if (third < least) least = third; /* of a short passage */
    quoth_status status = quoth__find_anchors(context, query, &anchors);
    if (status != QUOTH_OK) goto done;
    QUOTH__GOTO(quoth__allocate_zeroed(context, words, 1, &claimed));
    QUOTH__GOTO(quoth__work(context, words / 8));
    by.claimed = claimed;
    QUOTH__GOTO(quoth__find_chains(context, query, &anchors, least, &chains, &pairs));
    status = add_chains(&by, &chains, &pairs);
done:
    quoth__free(&context->allocator, claimed, words, 1);
    quoth__array_free(&context->allocator, &by.pairs, sizeof(quoth__pair));
    quoth__array_free(&context->allocator, &anchors, sizeof(quoth__pair));
    quoth__array_free(&context->allocator, &chains, sizeof(quoth__chain));
    quoth__array_free(&context->allocator, &pairs, sizeof(quoth__pair));
    return status;
}
