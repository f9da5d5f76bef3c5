/* lanes_kernel: the kernels of one width of lane, made by including this file with
 *
 *   LANE        the type of a lane, SIGNED the same with a sign, LANE_BITS its bits
 *   BYTES       of a vector
 *   NAME(x)     the name of a function
 *   TARGET      what the compiler is told about the processor
 *   LONG        patterns of several words (LANE is uint64_t)
 *   TERNARY     three operands an instruction, where it is defined
 *
 * lanes.h draws the data. Of a column `up` and `down` are kept (columns.h), or `same` for the longest common
 * subsequence; `not_plus` holds the complement of the horizontal +1, which is shifted by adding it to itself. */
#define VECTOR NAME(vector)
#if defined(__GNUC__)
typedef LANE VECTOR __attribute__((vector_size(BYTES), may_alias));
typedef SIGNED NAME(signed_vector) __attribute__((vector_size(BYTES), may_alias));
/* -1 in the lanes where x is greater than y; both are below half of what a lane holds. */
#define GREATER(x, y) ((VECTOR)((NAME(signed_vector))(x) > (NAME(signed_vector))(y)))
#else
typedef LANE VECTOR;
#define GREATER(x, y) (-(VECTOR)((x) > (y)))
#endif

#if defined(__GNUC__)
#define INLINE TARGET static inline __attribute__((always_inline))
#else
#define INLINE static inline
#endif

#if defined(TERNARY)
#define LOGIC(a, b, c, table) ((VECTOR)_mm512_ternarylogic_epi64((__m512i)(a), (__m512i)(b), (__m512i)(c), table))
#define XOR_OR(a, b, c) LOGIC(a, b, c, 0xBE)     /* (a ^ b) | c */
#define NOT_AND_OR(a, b, c) LOGIC(a, b, c, 0x0E) /* ~a & (b | c) */
#define OR_NOT_AND(a, b, c) LOGIC(a, b, c, 0xF2) /* a | (~b & c) */
#define OR_AND_NOT(a, b, c) LOGIC(a, b, c, 0xF4) /* a | (b & ~c) */
#define CARRY(a, b, sum) LOGIC(a, b, sum, 0xD4)  /* (a & b) | ((a | b) & ~sum) */
#else
#define XOR_OR(a, b, c) (((a) ^ (b)) | (c))
#define NOT_AND_OR(a, b, c) (~(a) & ((b) | (c)))
#define OR_NOT_AND(a, b, c) ((a) | (~(b) & (c)))
#define OR_AND_NOT(a, b, c) ((a) | ((b) & ~(c)))
#define CARRY(a, b, sum) (((a) & (b)) | (((a) | (b)) & ~(sum)))
#endif

#define FILL(byte) ((LANE)(0x0101010101010101u * (byte)))

/* Bytes that each hold how many bits of theirs are set, of the vector x. */
#define ONES_OF_BYTES(x)                                                                                               \
    do {                                                                                                               \
        x -= (x >> 1) & FILL(0x55);                                                                                    \
        x = (x & FILL(0x33)) + ((x >> 2) & FILL(0x33));                                                                \
        x = (x + (x >> 4)) & FILL(0x0F);                                                                               \
    } while (0)
#if LANE_BITS == 16
#define SUM_BYTES(x) (((x)&0xFF) + ((x) >> 8))
#elif LANE_BITS == 32
#define SUM_BYTES(x) (((x)*0x01010101u) >> 24)
#else
#define SUM_PAIRS(x) ((x) + ((x) >> 8))
#define SUM_FOURS(x) ((x) + ((x) >> 16))
#define SUM_EIGHTS(x) (((x) + ((x) >> 32)) & 0xFF)
#endif

INLINE void NAME(sum_bytes)(VECTOR *x)
{
#if LANE_BITS == 64
    *x = SUM_PAIRS(*x);
    *x = SUM_FOURS(*x);
    *x = SUM_EIGHTS(*x);
#else
    *x = SUM_BYTES(*x);
#endif
}

/* The bits set in `up`, less those set in `down`, of what the mask leaves: at most 64 of either. */
INLINE void NAME(difference)(const VECTOR *up, const VECTOR *down, const VECTOR *mask, VECTOR *out)
{
    VECTOR plus = *up & *mask, minus = *down & *mask;
    ONES_OF_BYTES(plus);
    ONES_OF_BYTES(minus);
    plus += FILL(8) - minus; /* bytes of 0 to 16 */
    NAME(sum_bytes)(&plus);
    *out += plus - LANE_BITS;
}

INLINE void NAME(ones)(const VECTOR *same, const VECTOR *mask, VECTOR *out)
{
    VECTOR zeros = ~*same & *mask;
    ONES_OF_BYTES(zeros);
    NAME(sum_bytes)(&zeros);
    *out += zeros;
}

/* Writes the distance of vector k. */
INLINE void NAME(write)(const quoth__lane_run *run, size_t k, VECTOR *distance)
{
    VECTOR limit = (VECTOR){0} + (LANE)run->limit, above = GREATER(*distance, limit);
    ((VECTOR *)run->out)[k] += ((*distance & ~above) | (limit & above)) << run->shift;
}

/* The same from the length of the longest common subsequence. */
INLINE void NAME(write_lcs)(const quoth__lane_run *run, size_t k, VECTOR *common)
{
    VECTOR length = ((const VECTOR *)run->lengths)[k], count = (VECTOR){0} + (LANE)run->count;
    VECTOR longer = GREATER(length, count), distance = ((length & longer) | (count & ~longer)) - *common;
    if (run->indel) distance = length + count - *common - *common;
    NAME(write)(run, k, &distance);
}

#if !defined(LONG)

#define VECTORS 4
#define FOR_EACH(step) step(0) step(1) step(2) step(3)

TARGET static void NAME(levenshtein)(const quoth__lane_run *run)
{
    const VECTOR *rows = run->rows, *mask = run->mask;
    const uint32_t *text = run->text;
#define BEGIN(k) VECTOR up##k = ~((VECTOR){0}), down##k = {0};
    FOR_EACH(BEGIN)
    for (size_t j = 0; j < run->known; j++) {
        const VECTOR *row = rows + (size_t)text[j] * VECTORS;
#define STEP(k)                                                                                                        \
    {                                                                                                                  \
        VECTOR equal = row[k], sum = (equal & up##k) + up##k;                                                          \
        VECTOR taken = XOR_OR(sum, up##k, equal), diagonal = taken | down##k;                                          \
        VECTOR not_plus = NOT_AND_OR(down##k, taken, up##k), minus = taken & up##k;                                    \
        not_plus += not_plus;                                                                                          \
        minus += minus;                                                                                                \
        up##k = OR_NOT_AND(minus, diagonal, not_plus);                                                                 \
        down##k = diagonal & ~not_plus;                                                                                \
    }
        FOR_EACH(STEP)
    }
#define END(k)                                                                                                         \
    {                                                                                                                  \
        VECTOR found = (VECTOR){0} + (LANE)run->count;                                                                 \
        NAME(difference)(&up##k, &down##k, mask + k, &found);                                                          \
        NAME(write)(run, k, &found);                                                                                   \
    }
    FOR_EACH(END)
#undef BEGIN
#undef STEP
#undef END
}

TARGET static void NAME(lcs)(const quoth__lane_run *run)
{
    const VECTOR *rows = run->rows, *mask = run->mask;
    const uint32_t *text = run->text;
#define BEGIN(k) VECTOR same##k = ~((VECTOR){0});
    FOR_EACH(BEGIN)
    for (size_t j = 0; j < run->known; j++) {
        const VECTOR *row = rows + (size_t)text[j] * VECTORS;
#define STEP(k)                                                                                                        \
    {                                                                                                                  \
        VECTOR equal = row[k], sum = same##k + (same##k & equal);                                                      \
        same##k = OR_AND_NOT(sum, same##k, equal);                                                                     \
    }
        FOR_EACH(STEP)
    }
#define END(k)                                                                                                         \
    {                                                                                                                  \
        VECTOR found = {0};                                                                                            \
        NAME(ones)(&same##k, mask + k, &found);                                                                        \
        NAME(write_lcs)(run, k, &found);                                                                               \
    }
    FOR_EACH(END)
#undef BEGIN
#undef STEP
#undef END
}

#else

#define VECTORS 2
#define FOR_EACH(step) step(0) step(1)

/* Words from the lowest: a sum carries into the next, and so do the shifts. */
TARGET static void NAME(levenshtein)(const quoth__lane_run *run)
{
    const VECTOR *rows = run->rows, *mask = run->mask;
    const uint32_t *text = run->text;
    const size_t words = run->words;
    VECTOR up[VECTORS * QUOTH__LANE_WORDS], down[VECTORS * QUOTH__LANE_WORDS];
    for (size_t i = 0; i < VECTORS * words; i++) {
        up[i] = ~((VECTOR){0});
        down[i] = (VECTOR){0};
    }
    for (size_t j = 0; j < run->known; j++) {
        const VECTOR *row = rows + (size_t)text[j] * VECTORS * words;
#define BEGIN(k) VECTOR carry##k = {0}, not_plus_in##k = {0}, minus_in##k = {0};
        FOR_EACH(BEGIN)
        for (size_t word = 0; word < words; word++) {
#define STEP(k)                                                                                                        \
    {                                                                                                                  \
        VECTOR u = up[VECTORS * word + k], d = down[VECTORS * word + k], equal = row[VECTORS * word + k];              \
        VECTOR hit = equal & u, sum = hit + u + carry##k;                                                              \
        carry##k = CARRY(hit, u, sum) >> 63;                                                                           \
        VECTOR taken = XOR_OR(sum, u, equal), diagonal = taken | d;                                                    \
        VECTOR not_plus = NOT_AND_OR(d, taken, u), minus = taken & u;                                                  \
        VECTOR not_plus_out = not_plus >> 63, minus_out = minus >> 63;                                                 \
        not_plus = (not_plus + not_plus) | not_plus_in##k;                                                             \
        minus = (minus + minus) | minus_in##k;                                                                         \
        not_plus_in##k = not_plus_out;                                                                                 \
        minus_in##k = minus_out;                                                                                       \
        up[VECTORS * word + k] = OR_NOT_AND(minus, diagonal, not_plus);                                                \
        down[VECTORS * word + k] = diagonal & ~not_plus;                                                               \
    }
            FOR_EACH(STEP)
        }
    }
    for (size_t k = 0; k < VECTORS; k++) {
        VECTOR found = (VECTOR){0} + (LANE)run->count;
        for (size_t i = k; i < VECTORS * words; i += VECTORS) NAME(difference)(&up[i], &down[i], mask + i, &found);
        NAME(write)(run, k, &found);
    }
#undef BEGIN
#undef STEP
}

TARGET static void NAME(lcs)(const quoth__lane_run *run)
{
    const VECTOR *rows = run->rows, *mask = run->mask;
    const uint32_t *text = run->text;
    const size_t words = run->words;
    VECTOR same[VECTORS * QUOTH__LANE_WORDS];
    for (size_t i = 0; i < VECTORS * words; i++) same[i] = ~((VECTOR){0});
    for (size_t j = 0; j < run->known; j++) {
        const VECTOR *row = rows + (size_t)text[j] * VECTORS * words;
#define BEGIN(k) VECTOR carry##k = {0};
        FOR_EACH(BEGIN)
        for (size_t word = 0; word < words; word++) {
#define STEP(k)                                                                                                        \
    {                                                                                                                  \
        VECTOR s = same[VECTORS * word + k], equal = row[VECTORS * word + k];                                          \
        VECTOR hit = s & equal, sum = s + hit + carry##k;                                                              \
        carry##k = CARRY(s, hit, sum) >> 63;                                                                           \
        same[VECTORS * word + k] = OR_AND_NOT(sum, s, equal);                                                          \
    }
            FOR_EACH(STEP)
        }
    }
    for (size_t k = 0; k < VECTORS; k++) {
        VECTOR found = {0};
        for (size_t i = k; i < VECTORS * words; i += VECTORS) NAME(ones)(&same[i], mask + i, &found);
        NAME(write_lcs)(run, k, &found);
    }
#undef BEGIN
#undef STEP
}

#endif

#undef VECTOR
#undef INLINE
#undef GREATER
#undef LOGIC
#undef XOR_OR
#undef NOT_AND_OR
#undef OR_NOT_AND
#undef OR_AND_NOT
#undef CARRY
#undef FILL
#undef ONES_OF_BYTES
#undef SUM_BYTES
#undef SUM_PAIRS
#undef SUM_FOURS
#undef SUM_EIGHTS
#undef VECTORS
#undef FOR_EACH
#undef LANE
#undef SIGNED
#undef LANE_BITS
#undef NAME
