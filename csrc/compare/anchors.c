/* anchors: runs of words of the passage that stand in a text one after the other, and weigh enough to be no chance.
 *
 *   passage  · · a b c · ·          a run goes along a diagonal; each of its words is an anchor. It is found from the
 *   text     · · · a b c · ·        rarest of its words: frequent ones are looked up only where the passage has no others
 *
 * A run of one rare word is enough, and so are two or three less rare ones: what counts is their weight. Where a word
 * stands so often that its pairs would be more than BUDGET, its places are not looked at.
 *
 * Cost: O(places of the words looked up, times their runs), O(k log k) to sort k anchors. */
#include "../base/order.h"
#include "find.h"

#define FREQUENT_SHARE 64u /* a word that is one of so many is frequent */
#define FREQUENT_LEAST 4u
#define STARTERS 3u /* words of a passage that are looked up at least */
#define BUDGET ((uint64_t)1 << 20)
#define SHORT_SHARE 3u /* a run of a short passage weighs this part of it at least */

typedef struct finder {
    quoth_context *context;
    const quoth__query *query;
    uint64_t *pairs_of; /* by lexeme of the passage: how many pairs it has */
    bool *starts;       /* by lexeme of the passage: it is looked up */
    uint64_t least;     /* weight of a run */
    quoth__array keys;  /* place << 32 | ~word, so that they can be sorted */
} finder;

/* ------------------------------------------------------------------------------------------------------ starters */

static void count_pairs(finder *f)
{
    const quoth__query *query = f->query;
    for (uint32_t mine = 0; mine < query->of_mine.lists; mine++) {
        uint64_t places = 0;
        for (uint32_t k = query->of_mine.first[mine]; k < query->of_mine.first[mine + 1]; k++)
            places += quoth__lists_length(&query->shelf->places, QUOTH__LIKE(query, query->of_mine.items[k])->other);
        f->pairs_of[mine] = places;
    }
}

static int rarer_first(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const finder *f = user;
    *work += 6;
    return quoth__three_way(f->pairs_of[a], f->pairs_of[b]);
}

/* The rare words, and as many others as are wanted, the rarest first. */
static void choose(finder *f, const uint32_t *rarest)
{
    const quoth__query *query = f->query;
    uint64_t frequent = query->shelf->words.count / FREQUENT_SHARE + FREQUENT_LEAST, pairs = 0;
    uint32_t words = 0;
    for (size_t k = 0; k < query->at.lists; k++) {
        uint32_t mine = rarest[k], at = quoth__lists_length(&query->at, mine);
        if (f->pairs_of[mine] == 0) continue;
        if (f->pairs_of[mine] > frequent && words >= STARTERS) break;
        pairs += f->pairs_of[mine] * at;
        if (pairs > BUDGET) break;
        f->starts[mine] = true;
        words += at;
    }
}

static quoth_status choose_starters(finder *f)
{
    size_t lexemes = f->query->at.lists;
    void *got;
    count_pairs(f);
    QUOTH__TRY(quoth__allocate(f->context, lexemes, sizeof(uint32_t), &got));
    uint32_t *rarest = got;
    for (uint32_t i = 0; i < lexemes; i++) rarest[i] = i;
    quoth_status status = quoth__sort(f->context, rarest, lexemes, rarer_first, f);
    if (status == QUOTH_OK) choose(f, rarest);
    quoth__free(&f->context->allocator, got, lexemes, sizeof(uint32_t));
    return status == QUOTH_OK ? quoth__work(f->context, 12 * (uint64_t)(lexemes + f->query->likes.count)) : status;
}

/* ---------------------------------------------------------------------------------------------------------- runs */

/* The words of one text: those from low to high. */
typedef struct bounds {
    uint32_t low, high;
} bounds;

static void bounds_move(const quoth__shelf *shelf, size_t *text, uint32_t place, bounds *of)
{
    if (of->high > place && of->low <= place) return;
    if (place < of->low) *text = 0;
    while (*text + 1 < shelf->texts.count && QUOTH__SHELVED(shelf, *text + 1)->first <= place) ++*text;
    of->low = QUOTH__SHELVED(shelf, *text)->first;
    of->high = *text + 1 < shelf->texts.count ? QUOTH__SHELVED(shelf, *text + 1)->first : (uint32_t)shelf->words.count;
}

/* The run through word i at a place, unless it is found from another of its words. */
static quoth_status add_run(finder *f, uint32_t i, uint32_t place, bounds of)
{
    const quoth__query *query = f->query;
    uint32_t first = i, at = place;
    uint64_t weight = 0;
    while (first > 0 && at > of.low) {
        if (!quoth__query_likeness(query, first - 1, at - 1)) break;
        if (f->starts[query->words.words[first - 1].lexeme])
            return quoth__work(f->context, 40 * (uint64_t)(i - first + 1));
        first--;
        at--;
    }
    uint32_t count = 0;
    while (first + count < query->words.count && at + count < of.high) {
        uint32_t likeness = quoth__query_likeness(query, first + count, at + count);
        if (!likeness) break;
        weight += (uint64_t)query->weight[first + count] * likeness / QUOTH__LIKE_SAME;
        count++;
    }
    QUOTH__TRY(quoth__work(f->context, 40 * (uint64_t)(i - first + count + 1)));
    if (weight < f->least || f->keys.count + count > BUDGET) return QUOTH_OK;
    QUOTH__TRY(quoth__array_reserve(f->context, &f->keys, count, sizeof(uint64_t)));
    for (uint32_t k = 0; k < count; k++)
        QUOTH__AT(f->keys, uint64_t, f->keys.count++) = (uint64_t)(at + k) << 32 | (uint32_t) ~(first + k);
    return QUOTH_OK;
}

static quoth_status add_runs_of(finder *f, uint32_t mine, uint32_t other)
{
    const quoth__query *query = f->query;
    const quoth__lists *places = &query->shelf->places, *at = &query->at;
    bounds of = {0};
    size_t text = 0;
    for (uint32_t k = places->first[other]; k < places->first[other + 1]; k++) {
        bounds_move(query->shelf, &text, places->items[k], &of);
        for (uint32_t n = at->first[mine]; n < at->first[mine + 1]; n++)
            QUOTH__TRY(add_run(f, at->items[n], places->items[k], of));
    }
    return QUOTH_OK;
}

static quoth_status add_runs(finder *f)
{
    const quoth__query *query = f->query;
    for (uint32_t i = 0; i < query->likes.count; i++) {
        const quoth__like *like = QUOTH__LIKE(query, i);
        if (f->starts[like->mine]) QUOTH__TRY(add_runs_of(f, like->mine, like->other));
    }
    return quoth__work(f->context, 8 * (uint64_t)query->likes.count);
}

/* The keys in order, those that come twice once. */
static quoth_status write_anchors(finder *f, quoth__array *anchors)
{
    QUOTH__TRY(quoth__sort_keys(f->context, f->keys.data, f->keys.count));
    QUOTH__TRY(quoth__array_reserve(f->context, anchors, f->keys.count, sizeof(quoth__pair)));
    for (size_t i = 0; i < f->keys.count; i++) {
        uint64_t key = QUOTH__AT(f->keys, uint64_t, i);
        if (i > 0 && key == QUOTH__AT(f->keys, uint64_t, i - 1)) continue;
        QUOTH__AT(*anchors, quoth__pair, anchors->count++) = (quoth__pair){~(uint32_t)key, (uint32_t)(key >> 32)};
    }
    return quoth__work(f->context, 12 * (uint64_t)f->keys.count);
}

/* Half of what one word tells among so many, but of a short passage a third of what it has. */
static uint64_t least_weight(const quoth__query *query)
{
    uint64_t half = quoth__find_weight(query->shelf->words.count, 0, false) / 2, part = query->total / SHORT_SHARE;
    return part < half ? part : half;
}

quoth_status quoth__find_anchors(quoth_context *context, const quoth__query *query, quoth__array *anchors)
{
    finder f = {.context = context, .query = query, .least = least_weight(query)};
    size_t lexemes = query->at.lists;
    void *got = NULL;
    QUOTH__TRY(quoth__allocate_zeroed(context, lexemes, sizeof(uint64_t) + 1, &got));
    f.pairs_of = got;
    f.starts = (bool *)(f.pairs_of + lexemes);
    quoth_status status = choose_starters(&f);
    if (status == QUOTH_OK) status = add_runs(&f);
    if (status == QUOTH_OK) status = write_anchors(&f, anchors);
    quoth__array_free(&context->allocator, &f.keys, sizeof(uint64_t));
    quoth__free(&context->allocator, got, lexemes, sizeof(uint64_t) + 1);
    return status;
}
