/* lanes_avx2: vectors of 32 bytes. */
#include "lanes.h"

#if defined(__GNUC__) && defined(__x86_64__)
#define BYTES 32
#define TARGET __attribute__((target("avx2")))

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

const quoth__kernels quoth__kernels_avx2 = {
    BYTES,
    {levenshtein_16, levenshtein_32, levenshtein_64, levenshtein_long},
    {lcs_16, lcs_32, lcs_64, lcs_long},
};

#endif
