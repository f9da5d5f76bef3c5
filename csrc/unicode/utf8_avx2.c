/* utf8_avx2: the check of UTF-8 by 32 bytes. */
#include "blocks.h"

#ifdef QUOTH__X86
#include <immintrin.h>

#define TARGET __attribute__((target("avx2,popcnt")))
#define UNIT 32u

typedef __m256i unit;

static inline TARGET unit load_unit(const uint8_t *at) { return _mm256_loadu_si256((const __m256i *)(const void *)at); }

static inline TARGET unit zero_unit(void) { return _mm256_setzero_si256(); }
static inline TARGET unit all_bytes(uint8_t byte) { return _mm256_set1_epi8((char)byte); }
static inline TARGET unit either(unit a, unit b) { return _mm256_or_si256(a, b); }
static inline TARGET unit both(unit a, unit b) { return _mm256_and_si256(a, b); }
static inline TARGET unit differ(unit a, unit b) { return _mm256_xor_si256(a, b); }
static inline TARGET unit minus(unit a, uint8_t byte) { return _mm256_subs_epu8(a, all_bytes(byte)); }
static inline TARGET unit lower(unit a) { return both(a, all_bytes(0x0F)); }
static inline TARGET unit upper(unit a) { return lower(_mm256_srli_epi16(a, 4)); }
static inline TARGET bool is_zero(unit a) { return _mm256_testz_si256(a, a) != 0; }
static inline TARGET bool is_ascii(unit a) { return _mm256_movemask_epi8(a) == 0; }

static inline TARGET unit look(const uint8_t *table, unit at)
{
    __m128i half = _mm_loadu_si128((const __m128i *)(const void *)table);
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(half), at);
}

/* Continuations are the lowest signed bytes, -128 to -65. */
static inline TARGET size_t leads_in(unit a)
{
    unit leads = _mm256_cmpgt_epi8(a, _mm256_set1_epi8(-65));
    return (size_t)__builtin_popcount((uint32_t)_mm256_movemask_epi8(leads));
}

#include "utf8_inside.h"

bool quoth__utf8_valid_avx2(const uint8_t *bytes, size_t size, size_t *code_points)
{
    return check_units(bytes, size, code_points);
}
#endif
