/* lanes_portable: vectors that the compiler makes of what every processor of a kind has (SSE2, NEON), and plain words
 * where it has none. */
#include "lanes.h"

#if defined(__GNUC__)
#define BYTES 16
#define TARGET

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

const quoth__kernels quoth__kernels_portable = {
    BYTES,
    {levenshtein_16, levenshtein_32, levenshtein_64, levenshtein_long},
    {lcs_16, lcs_32, lcs_64, lcs_long},
};

#else
#define BYTES 8
#define TARGET

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

const quoth__kernels quoth__kernels_portable = {
    BYTES,
    {NULL, NULL, levenshtein_64, levenshtein_long},
    {NULL, NULL, lcs_64, lcs_long},
};
#endif
