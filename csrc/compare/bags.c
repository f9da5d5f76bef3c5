/* bags: sequences without their order. Two sorted bags are walked side by side:
 *
 *   a   2 2 5 9          common 2 2 9: 3 of 4 and 5
 *   b   2 2 2 7 9
 *
 * Shares are fractions of whole numbers, but for the cosine: its roots are those of whole numbers, so that it is the
 * same everywhere, in billionths, cut off and not rounded.
 *
 * Cost: sorting is linear (by bytes) beyond a few dozen ids; the walk is linear. */
#include "measures.h"

#define FEW 40u /* so many are sorted by insertion */

/* The lowest byte first; a byte that all numbers share is passed over. */
#define SORT(name, type)                                                                                               \
    static void name##_few(type *numbers, size_t count)                                                                \
    {                                                                                                                  \
        for (size_t i = 1; i < count; i++) {                                                                           \
            type number = numbers[i];                                                                                  \
            size_t at = i;                                                                                             \
            for (; at > 0 && numbers[at - 1] > number; at--) numbers[at] = numbers[at - 1];                            \
            numbers[at] = number;                                                                                      \
        }                                                                                                              \
    }                                                                                                                  \
    static bool name##_byte(const type *from, type *to, size_t count, unsigned shift)                                  \
    {                                                                                                                  \
        size_t first[257] = {0};                                                                                       \
        for (size_t i = 0; i < count; i++) first[(from[i] >> shift & 255) + 1]++;                                      \
        if (first[(from[0] >> shift & 255) + 1] == count) return false;                                                \
        for (size_t i = 1; i < 257; i++) first[i] += first[i - 1];                                                     \
        for (size_t i = 0; i < count; i++) to[first[from[i] >> shift & 255]++] = from[i];                              \
        return true;                                                                                                   \
    }                                                                                                                  \
    quoth_status name(quoth_context *context, type *numbers, type *scratch, size_t count)                              \
    {                                                                                                                  \
        if (count <= FEW) {                                                                                            \
            name##_few(numbers, count);                                                                                \
            return quoth__work(context, 20 * (uint64_t)count);                                                         \
        }                                                                                                              \
        type *from = numbers, *to = scratch;                                                                           \
        for (unsigned shift = 0; shift < 8 * sizeof(type); shift += 8) {                                               \
            QUOTH__TRY(quoth__work(context, 1500 + 12 * (uint64_t)count));                                             \
            if (!name##_byte(from, to, count, shift)) continue;                                                        \
            type *swapped = from;                                                                                      \
            from = to;                                                                                                 \
            to = swapped;                                                                                              \
        }                                                                                                              \
        if (from != numbers) memcpy(numbers, from, count * sizeof(type));                                              \
        return QUOTH_OK;                                                                                               \
    }

SORT(quoth__sort_u32, uint32_t)
SORT(quoth__sort_u64, uint64_t)

/* --------------------------------------------------------------------------------------------------- the walk */

static uint64_t weight_of(const quoth_weights *weights, uint32_t id)
{
    return weights && id < weights->count ? weights->of[id] : 1;
}

/* Adds a product of two numbers below 2^48; false where it goes beyond 2^63. */
static bool add_product(uint64_t *sum, uint64_t x, uint64_t y)
{
    if (y && x > (((uint64_t)1 << 63) - 1) / y) return false;
    *sum += x * y;
    return *sum < (uint64_t)1 << 63;
}

/* One id that stands `a` times in one bag and `b` times in the other. */
static bool add_id(quoth__overlap *overlap, bool cosine, uint64_t weight, uint64_t a, uint64_t b)
{
    if (cosine)
        return add_product(&overlap->a, a * weight, a * weight) && add_product(&overlap->b, b * weight, b * weight) &&
               add_product(&overlap->common, a * weight, b * weight);
    return add_product(&overlap->a, a, weight) && add_product(&overlap->b, b, weight) &&
           add_product(&overlap->common, a < b ? a : b, weight);
}

quoth_status quoth__bags_overlap(quoth_context *context, bool cosine, const quoth_weights *weights, const uint32_t *a,
                                 size_t a_count, const uint32_t *b, size_t b_count, quoth__overlap *overlap)
{
    *overlap = (quoth__overlap){0};
    for (size_t i = 0, j = 0; i < a_count || j < b_count;) {
        uint32_t id = j == b_count || (i < a_count && a[i] < b[j]) ? a[i] : b[j];
        uint64_t in_a = 0, in_b = 0;
        for (; i < a_count && a[i] == id; i++) in_a++;
        for (; j < b_count && b[j] == id; j++) in_b++;
        if (!add_id(overlap, cosine, weight_of(weights, id), in_a, in_b))
            return quoth__fail(context, QUOTH_TOO_LARGE, id, "the weights of a bag add up to more than 2^63");
    }
    return quoth__work(context, 20 + 20 * (uint64_t)(a_count + b_count));
}

/* ------------------------------------------------------------------------------------------------- likenesses */

/* The root of a number from 2^62 on, rounded down. */
static uint64_t root(uint64_t number)
{
    uint64_t found = 0;
    for (uint64_t bit = (uint64_t)1 << 31; bit; bit >>= 1)
        if ((found | bit) * (found | bit) <= number) found |= bit;
    return found;
}

/* Shifts a number to the top, by an even number of places; half of it is added to `half`. */
static uint64_t to_the_top(uint64_t number, unsigned *half)
{
    for (; number < (uint64_t)1 << 62; number <<= 2) ++*half;
    return number;
}

/* common / the root of a * b, to the nearest billionth. */
static uint64_t cosine_of(const quoth__overlap *overlap)
{
    unsigned half = 0;
    if (overlap->a == 0 || overlap->b == 0) return overlap->a == overlap->b ? QUOTH_ONE : 0;
    uint64_t a = root(to_the_top(overlap->a, &half)), b = root(to_the_top(overlap->b, &half));
    uint64_t common = overlap->common << half >> 30, roots = a * b >> 30;
    return common >= roots ? QUOTH_ONE : (common * QUOTH_ONE + roots / 2) / roots;
}

void quoth__bags_likeness(quoth_measure measure, const quoth__overlap *overlap, quoth_likeness *likeness)
{
    uint64_t a = overlap->a, b = overlap->b, common = overlap->common, smaller = a < b ? a : b;
    switch (measure) {
    case QUOTH_DICE: *likeness = (quoth_likeness){a + b - 2 * common, a + b}; break;
    case QUOTH_JACCARD: *likeness = (quoth_likeness){a + b - 2 * common, a + b - common}; break;
    case QUOTH_CONTAINMENT:
        *likeness = smaller || a == b ? (quoth_likeness){smaller - common, smaller} : (quoth_likeness){1, 1};
        break;
    default: *likeness = (quoth_likeness){QUOTH_ONE - cosine_of(overlap), QUOTH_ONE}; break;
    }
}

quoth_status quoth__bags(quoth_context *context, quoth_measure measure, const quoth_weights *weights, const uint32_t *a,
                         size_t a_count, const uint32_t *b, size_t b_count, quoth_likeness *likeness)
{
    size_t longer = a_count > b_count ? a_count : b_count, count = a_count + b_count + longer;
    uint32_t small[3 * FEW], *numbers = small;
    void *block = NULL;
    quoth_status status;
    quoth__overlap overlap;
    if (count > 3 * FEW) {
        QUOTH__TRY(quoth__allocate(context, count, sizeof(uint32_t), &block));
        numbers = block;
    }
    if (a_count) memcpy(numbers, a, a_count * sizeof *a);
    if (b_count) memcpy(numbers + a_count, b, b_count * sizeof *b);
    uint32_t *scratch = numbers + a_count + b_count;
    QUOTH__GOTO(quoth__sort_u32(context, numbers, scratch, a_count));
    QUOTH__GOTO(quoth__sort_u32(context, numbers + a_count, scratch, b_count));
    QUOTH__GOTO(quoth__bags_overlap(context, measure == QUOTH_COSINE, weights, numbers, a_count, numbers + a_count,
                                    b_count, &overlap));
    quoth__bags_likeness(measure, &overlap, likeness);
done:
    quoth__free(&context->allocator, block, count, sizeof(uint32_t));
    return status;
}
