/* lanes_avx512: vectors of 64 bytes, and any function of three bits in one instruction. */
#include "lanes.h"

#if defined(__GNUC__) && defined(__x86_64__)
#include <immintrin.h>

#define TERNARY
#define BYTES 64
#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl")))

#define LANE uint16_t
#define SIGNED int16_t
#define LANE_BITS 16
#define NAME(x) x##_16
#include "lanes_kernel.h"

#define LANE uint32_t
#define SIGNED int32_t
#define LANE_BITS 32
#define NAME(x) x##_32
#include "lanes_kernel.h"

#define LANE uint64_t
#define SIGNED int64_t
#define LANE_BITS 64
#define NAME(x) x##_64
#include "lanes_kernel.h"

#define LONG
#define LANE uint64_t
#define SIGNED int64_t
#define LANE_BITS 64
#define NAME(x) x##_long
#include "lanes_kernel.h"

const quoth__kernels quoth__kernels_avx512 = {
    BYTES,
    {levenshtein_16, levenshtein_32, levenshtein_64, levenshtein_long},
    {lcs_16, lcs_32, lcs_64, lcs_long},
};

#endif
