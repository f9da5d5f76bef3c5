/* blocks_avx2: blocks as two vectors of 32 bytes. A class of ASCII is told by comparisons, the marks by one shuffle: no
 * two of  space ' , - . : ; _  have the same lower half of a byte, so the half says which of them it can be. */
#include "blocks.h"

#ifdef QUOTH__X86
#include <immintrin.h>

#define TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))

typedef struct vector {
    __m256i low, high;
} vector;

static inline TARGET vector load(const uint8_t *bytes)
{
    const __m256i *at = (const __m256i *)(const void *)bytes;
    return (vector){_mm256_loadu_si256(at), _mm256_loadu_si256(at + 1)};
}

static inline TARGET void store(uint8_t *bytes, vector v)
{
    __m256i *at = (__m256i *)(void *)bytes;
    _mm256_storeu_si256(at, v.low);
    _mm256_storeu_si256(at + 1, v.high);
}

/* The top bits of the bytes. */
static inline TARGET uint64_t tops(__m256i low, __m256i high)
{
    return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

static inline TARGET uint64_t beyond_ascii(vector v) { return tops(v.low, v.high); }

static inline TARGET __m256i all(uint8_t byte) { return _mm256_set1_epi8((char)byte); }

static inline TARGET uint64_t equal(vector v, uint8_t byte)
{
    return tops(_mm256_cmpeq_epi8(v.low, all(byte)), _mm256_cmpeq_epi8(v.high, all(byte)));
}

static inline TARGET uint64_t at_least(vector v, uint8_t byte)
{
    return tops(_mm256_cmpeq_epi8(_mm256_max_epu8(v.low, all(byte)), v.low),
                _mm256_cmpeq_epi8(_mm256_max_epu8(v.high, all(byte)), v.high));
}

static inline TARGET uint64_t flagged(vector v, uint8_t flag)
{
    int left = __builtin_clz(flag) - 24;
    return tops(_mm256_slli_epi16(v.low, left), _mm256_slli_epi16(v.high, left));
}

/* a..z and A..Z: moved to the top of what a signed byte holds. */
static inline TARGET __m256i are_letters(__m256i v)
{
    __m256i moved = _mm256_add_epi8(_mm256_or_si256(v, all(0x20)), all(0x7F - 'z'));
    return _mm256_cmpgt_epi8(moved, all('a' - 1 + 0x7F - 'z'));
}

static inline TARGET __m256i are_digits(__m256i v)
{
    return _mm256_cmpgt_epi8(_mm256_add_epi8(v, all(0x7F - '9')), all('0' - 1 + 0x7F - '9'));
}

/* The flags of  space ' : ; , . _ , by the lower half. */
static inline TARGET __m256i flags_of_marks(__m256i v)
{
    const __m256i marks = _mm256_setr_epi8(' ', -1, -1, -1, -1, -1, -1, '\'', -1, -1, ':', ';', ',', -1, '.', '_', ' ',
                                           -1, -1, -1, -1, -1, -1, '\'', -1, -1, ':', ';', ',', -1, '.', '_');
    const __m256i flags = _mm256_setr_epi8(0x20, 0, 0, 0, 0, 0, 0, 0x18, 0, 0, 0x08, 0x10, 0x10, 0, 0x18, 0x04, 0x20, 0,
                                           0, 0, 0, 0, 0, 0x18, 0, 0, 0x08, 0x10, 0x10, 0, 0x18, 0x04);
    __m256i is = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(marks, v), v);
    return _mm256_and_si256(_mm256_shuffle_epi8(flags, v), is);
}

struct block;
static inline TARGET void read_ascii(vector v, struct block *b);
static inline TARGET vector first_flags(vector v, vector next);
static inline TARGET vector of_row(vector flags, uint64_t which, const uint8_t *leaf, vector last);
static inline TARGET size_t write_places(uint64_t mask, uint32_t base, uint32_t *ends);

#include "blocks_inside.h"

static inline TARGET void read_ascii(vector v, block *b)
{
    vector marks = {flags_of_marks(v.low), flags_of_marks(v.high)};
    b->letter = tops(are_letters(v.low), are_letters(v.high));
    b->number = tops(are_digits(v.low), are_digits(v.high));
    b->extender = flagged(marks, QUOTH__FLAG_EXTENDER);
    b->mid_letter = flagged(marks, QUOTH__FLAG_MID_LETTER);
    b->mid_number = flagged(marks, QUOTH__FLAG_MID_NUMBER);
    b->space = flagged(marks, QUOTH__FLAG_SPACE);
}

static inline TARGET __m256i twice(const uint8_t *table)
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}

/* What the tables C_ (of leads C0..CF) and D_ say of each lead. */
static inline TARGET __m256i of_pairs(const uint8_t *table, __m256i v, __m256i half)
{
    __m256i c = _mm256_shuffle_epi8(twice(table), half), d = _mm256_shuffle_epi8(twice(table + 16), half);
    return _mm256_blendv_epi8(c, d, _mm256_slli_epi16(v, 3));
}

/* Flags of 32 bytes; `next` are the bytes one further on. */
static inline TARGET __m256i flags_of(__m256i v, __m256i next)
{
    __m256i ascii = _mm256_or_si256(_mm256_and_si256(are_letters(v), all(QUOTH__FLAG_LETTER)),
                                    _mm256_and_si256(are_digits(v), all(QUOTH__FLAG_NUMBER)));
    ascii = _mm256_or_si256(ascii, flags_of_marks(v));
    __m256i half = _mm256_and_si256(v, all(0x0F)), kind = _mm256_and_si256(v, all(0xF0));
    __m256i first = of_pairs(quoth__word_pair_first, v, half), last = of_pairs(quoth__word_pair_last, v, half);
    __m256i in_run = _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_max_epu8(next, first), next),
                                      _mm256_cmpeq_epi8(_mm256_min_epu8(next, last), next));
    __m256i two = _mm256_cmpeq_epi8(_mm256_and_si256(v, all(0xE0)), all(0xC0));
    __m256i pairs = _mm256_and_si256(two, _mm256_or_si256(_mm256_andnot_si256(in_run, all(0xFF)), all(1)));
    __m256i three = _mm256_cmpeq_epi8(kind, all(0xE0)), four = _mm256_cmpeq_epi8(kind, all(0xF0));
    __m256i triples = _mm256_and_si256(three, _mm256_shuffle_epi8(twice(quoth__word_triple), half));
    return _mm256_or_si256(_mm256_or_si256(ascii, pairs), _mm256_or_si256(triples, four));
}

static inline TARGET vector first_flags(vector v, vector next)
{
    return (vector){flags_of(v.low, next.low), flags_of(v.high, next.high)};
}

/* What a table of 64 says by the lower six bits. */
static inline TARGET __m256i of_leaf(const uint8_t *leaf, __m256i at)
{
    __m256i half = _mm256_and_si256(at, all(0x0F)), by_four = _mm256_slli_epi16(at, 3);
    __m256i low = _mm256_blendv_epi8(_mm256_shuffle_epi8(twice(leaf), half),
                                     _mm256_shuffle_epi8(twice(leaf + 16), half), by_four);
    __m256i high = _mm256_blendv_epi8(_mm256_shuffle_epi8(twice(leaf + 32), half),
                                      _mm256_shuffle_epi8(twice(leaf + 48), half), by_four);
    return _mm256_blendv_epi8(low, high, _mm256_slli_epi16(at, 2));
}

/* All ones in the bytes whose bit is set. */
static inline TARGET __m256i spread(uint32_t bits)
{
    const __m256i of_byte = _mm256_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3,
                                             3, 3, 3, 3, 3, 3, 3);
    const __m256i bit = _mm256_set1_epi64x((long long)0x8040201008040201u);
    __m256i bytes = _mm256_shuffle_epi8(_mm256_set1_epi32((int)bits), of_byte);
    return _mm256_cmpeq_epi8(_mm256_and_si256(bytes, bit), bit);
}

static inline TARGET vector of_row(vector flags, uint64_t which, const uint8_t *leaf, vector last)
{
    __m256i low = of_leaf(quoth__block_flags, of_leaf(leaf, last.low));
    __m256i high = of_leaf(quoth__block_flags, of_leaf(leaf, last.high));
    return (vector){_mm256_blendv_epi8(flags.low, low, spread((uint32_t)which)),
                    _mm256_blendv_epi8(flags.high, high, spread((uint32_t)(which >> 32)))};
}

/* The bits of a byte by a table, eight places at a time without asking how many count. */
static inline TARGET size_t write_places(uint64_t mask, uint32_t base, uint32_t *ends)
{
    size_t count = 0;
    for (unsigned k = 0; k < 64; k += 8) {
        uint32_t byte = (uint32_t)(mask >> k) & 255;
        __m128i places = _mm_loadl_epi64((const __m128i *)(const void *)(quoth__bit_places + 8 * byte));
        __m256i wide = _mm256_add_epi32(_mm256_cvtepu8_epi32(places), _mm256_set1_epi32((int)(base + k)));
        _mm256_storeu_si256((__m256i *)(void *)(ends + count), wide);
        count += (size_t)__builtin_popcount(byte);
    }
    return count;
}

size_t quoth__blocks_avx2(const uint8_t *bytes, size_t size, bool news, size_t *start, uint32_t *starts, uint32_t *ends,
                          size_t room)
{
    return go_by_blocks(bytes, size, news, start, starts, ends, room);
}
#endif
