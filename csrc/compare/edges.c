/* edges: the first and last words of a passage, where the alignment has no pair for them.
 *
 *   passage   [I] doubt that ...              [Well,] we do not invite ...
 *   text      [I] do not doubt that ...       [Well,] Brown said, we do not invite ...
 *
 * A function word alone is not worth the words between, but it belongs to the hit: so an edge of a few words is looked
 * for near the hit, as far as no mark stands between, and behind a clause that marks divide on both sides. What is not
 * found there is taken for said otherwise: as many words of the text stand for it, up to the next mark.
 *
 * Cost: O(1) a hit. */
#include "find.h"

#define EDGE_WORDS 3u   /* at an end, without a pair */
#define EDGE_SHARE 4u   /* no more than this part of the passage */
#define EDGE_REACH 4u   /* words of the text among which one of them is looked for */
#define CLAUSE_WORDS 8u /* of a clause beyond which they are looked for */

typedef struct ends {
    const quoth__query *query;
    uint32_t low, high; /* words of the text */
    quoth__pair first, last;
} ends;

static bool is_barrier(const quoth__query *query, uint32_t place)
{
    return QUOTH__SHELF_WORD(query->shelf, place)->barrier;
}

static uint32_t missing_behind(const quoth__query *query, const quoth__pair *last)
{
    return (uint32_t)query->words.count - last->mine - 1;
}

/* Whether so many words of the passage, of which the text has no pair at this end, are looked for beyond it. */
static bool is_edge(const quoth__query *query, uint32_t wanted)
{
    return wanted > 0 && wanted <= EDGE_WORDS && wanted * EDGE_SHARE <= query->words.count;
}

/* The place nearest to `from` on the way to `end`, up or down, that stands for word `mine`, with no mark between;
 * `from` where there is none. */
static uint32_t place_beyond(const quoth__query *query, uint32_t mine, uint32_t from, uint32_t end)
{
    bool up = end > from;
    for (uint32_t place = from; place != end;) {
        if (is_barrier(query, up ? place + 1 : place)) break;
        place = up ? place + 1 : place - 1;
        if (quoth__query_likeness(query, mine, place) >= QUOTH__LIKE_SPELLING) return place;
    }
    return from;
}

/* Whether words `mine` and on stand at a place, one after the other. */
static bool stands_at(const quoth__query *query, uint32_t mine, uint32_t count, uint32_t place)
{
    for (uint32_t i = 0; i < count; i++)
        if (quoth__query_likeness(query, mine + i, place + i) < QUOTH__LIKE_FORM) return false;
    return true;
}

static quoth_status insert(quoth_context *context, quoth__array *pairs, size_t at, quoth__pair pair)
{
    void *added;
    QUOTH__TRY(quoth__array_push(context, pairs, sizeof pair, &added));
    quoth__pair *all = pairs->data;
    memmove(all + at + 1, all + at, (pairs->count - 1 - at) * sizeof pair);
    all[at] = pair;
    return QUOTH_OK;
}

/* ------------------------------------------------------------------------------------------------------- near ends */

static quoth_status complete_behind(quoth_context *context, ends *of, quoth__array *pairs)
{
    const quoth__query *query = of->query;
    uint32_t count = (uint32_t)query->words.count;
    if (!is_edge(query, missing_behind(query, &of->last))) return QUOTH_OK;
    for (uint32_t mine = of->last.mine + 1; mine < count; mine++) {
        uint32_t most = of->high - 1, end = most - of->last.place > EDGE_REACH ? of->last.place + EDGE_REACH : most;
        uint32_t place = place_beyond(query, mine, of->last.place, end);
        if (place == of->last.place) continue;
        of->last = (quoth__pair){mine, place};
        QUOTH__TRY(insert(context, pairs, pairs->count, of->last));
    }
    return QUOTH_OK;
}

static quoth_status complete_before(quoth_context *context, ends *of, quoth__array *pairs)
{
    const quoth__query *query = of->query;
    if (!is_edge(query, of->first.mine)) return QUOTH_OK;
    for (uint32_t mine = of->first.mine; mine-- > 0;) {
        uint32_t end = of->first.place - of->low > EDGE_REACH ? of->first.place - EDGE_REACH : of->low;
        uint32_t place = place_beyond(query, mine, of->first.place, end);
        if (place == of->first.place) continue;
        of->first = (quoth__pair){mine, place};
        QUOTH__TRY(insert(context, pairs, 0, of->first));
    }
    return QUOTH_OK;
}

/* ---------------------------------------------------------------------------------------------- beyond a clause */

static quoth_status complete_before_clause(quoth_context *context, ends *of, quoth__array *pairs)
{
    const quoth__query *query = of->query;
    uint32_t count = of->first.mine;
    if (!is_edge(query, count) || !is_barrier(query, of->first.place)) return QUOTH_OK;
    for (uint32_t k = 1; k <= CLAUSE_WORDS && of->first.place - of->low >= k + count; k++) {
        uint32_t place = of->first.place - k - count; /* k words stand between */
        if (!is_barrier(query, place + count) || !stands_at(query, 0, count, place)) continue;
        for (uint32_t i = 0; i < count; i++) QUOTH__TRY(insert(context, pairs, i, (quoth__pair){i, place + i}));
        return QUOTH_OK;
    }
    return QUOTH_OK;
}

static quoth_status complete_behind_clause(quoth_context *context, ends *of, quoth__array *pairs)
{
    const quoth__query *query = of->query;
    uint32_t count = missing_behind(query, &of->last), mine = of->last.mine + 1;
    if (!is_edge(query, count) || of->last.place + 1 >= of->high || !is_barrier(query, of->last.place + 1))
        return QUOTH_OK;
    for (uint32_t k = 1; k <= CLAUSE_WORDS && of->high - of->last.place > k + count; k++) {
        uint32_t place = of->last.place + 1 + k;
        if (!is_barrier(query, place) || !stands_at(query, mine, count, place)) continue;
        for (uint32_t i = 0; i < count; i++)
            QUOTH__TRY(insert(context, pairs, pairs->count, (quoth__pair){mine + i, place + i}));
        return QUOTH_OK;
    }
    return QUOTH_OK;
}

quoth_status quoth__find_complete(quoth_context *context, const quoth__query *query, uint32_t low, uint32_t high,
                                  quoth__array *pairs)
{
    const quoth__pair *all = pairs->data;
    ends of = {.query = query, .low = low, .high = high, .first = all[0], .last = all[pairs->count - 1]};
    QUOTH__TRY(complete_behind(context, &of, pairs));
    QUOTH__TRY(complete_before(context, &of, pairs));
    QUOTH__TRY(complete_behind_clause(context, &of, pairs));
    QUOTH__TRY(complete_before_clause(context, &of, pairs));
    return quoth__work(context, 100 * EDGE_WORDS * (EDGE_REACH + CLAUSE_WORDS) + (uint64_t)pairs->count);
}

/* ------------------------------------------------------------------------------------------------- said otherwise */

uint32_t quoth__find_edge_before(const quoth__query *query, const quoth__pair *first, uint32_t low)
{
    uint32_t count = 0;
    while (is_edge(query, first->mine) && count < first->mine && first->place - count > low &&
           !is_barrier(query, first->place - count))
        count++;
    return count;
}

uint32_t quoth__find_edge_behind(const quoth__query *query, const quoth__pair *last, uint32_t high)
{
    uint32_t wanted = missing_behind(query, last), count = 0;
    while (is_edge(query, wanted) && count < wanted && last->place + count + 1 < high &&
           !is_barrier(query, last->place + count + 1))
        count++;
    return count;
}
