/* blocks_avx512: a block is one vector, a mask is one instruction. The flags of ASCII come from a table of 128 bytes in
 * two registers, and the places of the bits of a mask from one compression of the numbers 0 to 63. */
#include "blocks.h"

#ifdef QUOTH__X86
#include <immintrin.h>

#define TARGET                                                                                                         \
    __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2")))

typedef __m512i vector;

static inline TARGET vector load(const uint8_t *bytes) { return _mm512_loadu_si512(bytes); }
static inline TARGET void store(uint8_t *bytes, vector v) { _mm512_storeu_si512(bytes, v); }
static inline TARGET vector all(uint8_t byte) { return _mm512_set1_epi8((char)byte); }
static inline TARGET uint64_t beyond_ascii(vector v) { return _mm512_movepi8_mask(v); }
static inline TARGET uint64_t equal(vector v, uint8_t byte) { return _mm512_cmpeq_epi8_mask(v, all(byte)); }
static inline TARGET uint64_t at_least(vector v, uint8_t byte) { return _mm512_cmpge_epu8_mask(v, all(byte)); }
static inline TARGET uint64_t flagged(vector v, uint8_t flag) { return _mm512_test_epi8_mask(v, all(flag)); }

/* By class, for ASCII alone: a line end is nothing special there. */
static const uint8_t flags_by_class[64] = {
    [QUOTH__WORD_ALETTER] = QUOTH__FLAG_LETTER,
    [QUOTH__WORD_SINGLE_QUOTE] = QUOTH__FLAG_MID_LETTER | QUOTH__FLAG_MID_NUMBER,
    [QUOTH__WORD_MIDNUMLET] = QUOTH__FLAG_MID_LETTER | QUOTH__FLAG_MID_NUMBER,
    [QUOTH__WORD_MIDLETTER] = QUOTH__FLAG_MID_LETTER,
    [QUOTH__WORD_MIDNUM] = QUOTH__FLAG_MID_NUMBER,
    [QUOTH__WORD_NUMERIC] = QUOTH__FLAG_NUMBER,
    [QUOTH__WORD_EXTENDNUMLET] = QUOTH__FLAG_EXTENDER,
    [QUOTH__WORD_WSEGSPACE] = QUOTH__FLAG_SPACE,
};

/* The flags of ASCII; of other bytes 0. */
static inline TARGET vector ascii_flags(vector v, uint64_t beyond)
{
    vector by_class = load(flags_by_class);
    vector low = _mm512_permutexvar_epi8(load(quoth__word_leaves), by_class);
    vector high = _mm512_permutexvar_epi8(load(quoth__word_leaves + 64), by_class);
    return _mm512_maskz_permutex2var_epi8(~beyond, low, v, high);
}

struct block;
static inline TARGET void read_ascii(vector v, struct block *b);
static inline TARGET vector first_flags(vector v, vector next);
static inline TARGET vector of_row(vector flags, uint64_t which, const uint8_t *leaf, vector last);
static inline TARGET size_t write_places(uint64_t mask, uint32_t base, uint32_t *ends);

#include "blocks_inside.h"

static inline TARGET void read_ascii(vector v, block *b)
{
    vector flags = ascii_flags(v, 0);
    b->letter = flagged(flags, QUOTH__FLAG_LETTER);
    b->number = flagged(flags, QUOTH__FLAG_NUMBER);
    b->extender = flagged(flags, QUOTH__FLAG_EXTENDER);
    b->mid_letter = flagged(flags, QUOTH__FLAG_MID_LETTER);
    b->mid_number = flagged(flags, QUOTH__FLAG_MID_NUMBER);
    b->space = flagged(flags, QUOTH__FLAG_SPACE);
}

/* What a table of 32 says by the lower five bits. */
static inline TARGET vector of_pairs(const uint8_t *table, vector v)
{
    __m256i half = _mm256_loadu_si256((const __m256i *)(const void *)table);
    return _mm512_permutexvar_epi8(v, _mm512_broadcast_i64x4(half));
}

static inline TARGET vector first_flags(vector v, vector next)
{
    uint64_t leads = at_least(v, 0xC0), beyond_two = at_least(v, 0xE0), four = at_least(v, 0xF0);
    uint64_t two = leads & ~beyond_two;
    vector flags = ascii_flags(v, beyond_ascii(v));
    uint64_t in_run = two & _mm512_cmpge_epu8_mask(next, of_pairs(quoth__word_pair_first, v)) &
                      _mm512_cmple_epu8_mask(next, of_pairs(quoth__word_pair_last, v));
    __m128i triples = _mm_loadu_si128((const __m128i *)(const void *)quoth__word_triple);
    flags = _mm512_mask_mov_epi8(flags, in_run, all(QUOTH__FLAG_LETTER));
    flags = _mm512_mask_mov_epi8(flags, (two & ~in_run) | four, all(QUOTH__FLAGS_BEYOND));
    return _mm512_mask_permutexvar_epi8(flags, beyond_two & ~four, v, _mm512_broadcast_i32x4(triples));
}

static inline TARGET vector of_row(vector flags, uint64_t which, const uint8_t *leaf, vector last)
{
    vector classes = _mm512_permutexvar_epi8(last, load(leaf));
    return _mm512_mask_permutexvar_epi8(flags, which, classes, load(quoth__block_flags));
}

static inline TARGET void write_sixteen(__m128i places, uint32_t base, uint32_t *ends)
{
    _mm512_storeu_si512(ends, _mm512_add_epi32(_mm512_cvtepu8_epi32(places), _mm512_set1_epi32((int)base)));
}

static inline TARGET size_t write_places(uint64_t mask, uint32_t base, uint32_t *ends)
{
    static const uint8_t numbers[64] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                                        16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
                                        32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
                                        48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    size_t count = (size_t)__builtin_popcountll(mask);
    vector places = _mm512_maskz_compress_epi8(mask, load(numbers));
    write_sixteen(_mm512_castsi512_si128(places), base, ends);
    write_sixteen(_mm512_extracti32x4_epi32(places, 1), base, ends + 16);
    if (count > 32) {
        write_sixteen(_mm512_extracti32x4_epi32(places, 2), base, ends + 32);
        write_sixteen(_mm512_extracti32x4_epi32(places, 3), base, ends + 48);
    }
    return count;
}

size_t quoth__blocks_avx512(const uint8_t *bytes, size_t size, bool news, size_t *start, uint32_t *starts,
                            uint32_t *ends, size_t room)
{
    return go_by_blocks(bytes, size, news, start, starts, ends, room);
}
#endif
