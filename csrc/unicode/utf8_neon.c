/* utf8_neon: the check of UTF-8 by 16 bytes. */
#include "blocks.h"

#ifdef QUOTH__NEON
#include <arm_neon.h>

#define TARGET
#define UNIT 16u

typedef uint8x16_t unit;

static inline unit load_unit(const uint8_t *at) { return vld1q_u8(at); }
static inline unit zero_unit(void) { return vdupq_n_u8(0); }
static inline unit all_bytes(uint8_t byte) { return vdupq_n_u8(byte); }
static inline unit either(unit a, unit b) { return vorrq_u8(a, b); }
static inline unit both(unit a, unit b) { return vandq_u8(a, b); }
static inline unit differ(unit a, unit b) { return veorq_u8(a, b); }
static inline unit minus(unit a, uint8_t byte) { return vqsubq_u8(a, vdupq_n_u8(byte)); }
static inline unit lower(unit a) { return vandq_u8(a, vdupq_n_u8(0x0F)); }
static inline unit upper(unit a) { return vshrq_n_u8(a, 4); }
static inline bool is_zero(unit a) { return vmaxvq_u8(a) == 0; }
static inline bool is_ascii(unit a) { return vmaxvq_u8(a) < 0x80; }
static inline unit look(const uint8_t *table, unit at) { return vqtbl1q_u8(vld1q_u8(table), at); }

/* Continuations are the lowest signed bytes, -128 to -65. */
static inline size_t leads_in(unit a)
{
    uint8x16_t leads = vcgtq_s8(vreinterpretq_s8_u8(a), vdupq_n_s8(-65));
    return vaddvq_u8(vshrq_n_u8(leads, 7));
}

#include "utf8_inside.h"

bool quoth__utf8_valid_neon(const uint8_t *bytes, size_t size, size_t *code_points)
{
    return check_units(bytes, size, code_points);
}
#endif
