/* jaro: the similarity of Jaro (1989), and Winkler's (1990) for a common beginning.
 *
 *   a   C a t h y      equal tokens count where their places are no further apart than half of the longer length
 *   b   C a h t y  →   less one; each token takes part once, the first that it can reach. Those of a in order, held
 *                      against those of b in order, differ at 2 places: one transposition.
 *
 * The places of each id are sorted, so that the pairs are found by one walk and not by looking through a window; the
 * first that can be reached on one side is the first on the other too, so that the order of a and b has no meaning.
 *
 * Cost: linear but for the sorting of up to 40 tokens. Memory 17 bytes a token. */
#include "measures.h"

#define WINKLER_ABOVE (QUOTH_ONE / 10 * 7)

typedef struct places {
    uint64_t *keys; /* id << 32 | place, sorted */
    uint8_t *paired;
    size_t count;
} places;

static quoth_status places_fill(quoth_context *context, const uint32_t *ids, uint64_t *scratch, places *p)
{
    for (size_t i = 0; i < p->count; i++) p->keys[i] = (uint64_t)ids[i] << 32 | i;
    if (p->count) memset(p->paired, 0, p->count);
    QUOTH__TRY(quoth__work(context, 5 * (uint64_t)p->count));
    return quoth__sort_u64(context, p->keys, scratch, p->count);
}

/* Marks the tokens that have a partner; gives how many on either side. */
static uint64_t pair_up(const places *a, const places *b, uint64_t reach)
{
    uint64_t pairs = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        uint64_t x = a->keys[i], y = b->keys[j];
        if (x >> 32 == y >> 32 && (x < y ? y - x : x - y) <= reach) {
            a->paired[(uint32_t)x] = b->paired[(uint32_t)y] = 1;
            pairs++;
            i++;
            j++;
        } else if (x < y) {
            i++;
        } else {
            j++;
        }
    }
    return pairs;
}

/* The places at which the tokens with a partner differ, in order. */
static uint64_t out_of_order(const uint32_t *a, const places *in_a, const uint32_t *b, const places *in_b)
{
    uint64_t differ = 0;
    for (size_t i = 0, j = 0; i < in_a->count; i++) {
        if (!in_a->paired[i]) continue;
        while (!in_b->paired[j]) j++;
        differ += a[i] != b[j++];
    }
    return differ;
}

/* The mean of three shares, to the nearest billionth: what is .7 comes out as .7, though its shares are none of it. */
static uint64_t mean_of(uint64_t pairs, uint64_t transpositions, uint64_t a_count, uint64_t b_count)
{
    const uint64_t fine = (uint64_t)8 * QUOTH_ONE;
    if (pairs == 0) return a_count == b_count && a_count == 0 ? QUOTH_ONE : 0;
    return (pairs * fine / a_count + pairs * fine / b_count + (pairs - transpositions) * fine / pairs + 12) / 24;
}

static uint64_t with_prefix(uint64_t distance, const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    size_t shorter = a_count < b_count ? a_count : b_count, same = 0;
    if (QUOTH_ONE - distance <= WINKLER_ABOVE) return distance;
    while (same < 4 && same < shorter && a[same] == b[same]) same++;
    return (distance * (10 - same) + 5) / 10;
}

quoth_status quoth__jaro(quoth_context *context, bool winkler, const uint32_t *a, size_t a_count, const uint32_t *b,
                         size_t b_count, uint64_t *distance)
{
    size_t longer = a_count > b_count ? a_count : b_count, both = a_count + b_count,
           words = both + longer + both / 8 + 1;
    uint64_t reach = longer / 2 > 0 ? longer / 2 - 1 : 0;
    void *block;
    quoth_status status;
    QUOTH__TRY(quoth__allocate(context, words, sizeof(uint64_t), &block));
    uint64_t *keys = block, *scratch = keys + both;
    uint8_t *paired = (uint8_t *)(scratch + longer);
    places in_a = {keys, paired, a_count}, in_b = {keys + a_count, paired + a_count, b_count};
    QUOTH__GOTO(places_fill(context, a, scratch, &in_a));
    QUOTH__GOTO(places_fill(context, b, scratch, &in_b));
    uint64_t pairs = pair_up(&in_a, &in_b, reach);
    uint64_t transpositions = out_of_order(a, &in_a, b, &in_b) / 2;
    *distance = QUOTH_ONE - mean_of(pairs, transpositions, a_count, b_count);
    if (winkler) *distance = with_prefix(*distance, a, a_count, b, b_count);
    status = quoth__work(context, 100 + 25 * (uint64_t)both);
done:
    quoth__free(&context->allocator, block, words, sizeof(uint64_t));
    return status;
}
