/* blocks_neon: blocks as four vectors of 16 bytes. A mask is made of the lanes by three steps of adding neighbours, each
 * lane holding its bit. */
#include "blocks.h"

#ifdef QUOTH__NEON
#include <arm_neon.h>

#define TARGET

typedef uint8x16x4_t vector;

static inline vector load(const uint8_t *bytes)
{
    return (vector){{vld1q_u8(bytes), vld1q_u8(bytes + 16), vld1q_u8(bytes + 32), vld1q_u8(bytes + 48)}};
}

static inline void store(uint8_t *bytes, vector v)
{
    for (int i = 0; i < 4; i++) vst1q_u8(bytes + 16 * i, v.val[i]);
}

/* The bits of lanes that are all ones or all zeros. */
static inline uint64_t bits_of(vector lanes)
{
    static const uint8_t bits[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t bit = vld1q_u8(bits);
    uint8x16_t low = vpaddq_u8(vandq_u8(lanes.val[0], bit), vandq_u8(lanes.val[1], bit));
    uint8x16_t high = vpaddq_u8(vandq_u8(lanes.val[2], bit), vandq_u8(lanes.val[3], bit));
    uint8x16_t sums = vpaddq_u8(low, high);
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sums, sums)), 0);
}

static inline uint64_t at_least(vector v, uint8_t byte)
{
    for (int i = 0; i < 4; i++) v.val[i] = vcgeq_u8(v.val[i], vdupq_n_u8(byte));
    return bits_of(v);
}

static inline uint64_t beyond_ascii(vector v)
{
    uint8x16_t any = vorrq_u8(vorrq_u8(v.val[0], v.val[1]), vorrq_u8(v.val[2], v.val[3]));
    return vmaxvq_u8(any) < 0x80 ? 0 : at_least(v, 0x80);
}

static inline uint64_t equal(vector v, uint8_t byte)
{
    for (int i = 0; i < 4; i++) v.val[i] = vceqq_u8(v.val[i], vdupq_n_u8(byte));
    return bits_of(v);
}

static inline uint64_t flagged(vector v, uint8_t flag)
{
    for (int i = 0; i < 4; i++) v.val[i] = vtstq_u8(v.val[i], vdupq_n_u8(flag));
    return bits_of(v);
}

/* Lanes of ones from `first` on, `count` values. */
static inline uint8x16_t within(uint8x16_t v, uint8_t first, uint8_t count)
{
    return vcltq_u8(vsubq_u8(v, vdupq_n_u8(first)), vdupq_n_u8(count));
}

/* Letters, digits, and  space ' : ; , . _  which the lower half of a byte tells apart. */
static inline uint8x16_t ascii_flags(uint8x16_t v)
{
    static const uint8_t marks[16] = {' ', 255, 255, 255, 255, 255, 255, '\'', 255, 255, ':', ';', ',', 255, '.', '_'};
    static const uint8_t flags[16] = {0x20, 0, 0, 0, 0, 0, 0, 0x18, 0, 0, 0x08, 0x10, 0x10, 0, 0x18, 0x04};
    uint8x16_t half = vandq_u8(v, vdupq_n_u8(0x0F));
    uint8x16_t is = vceqq_u8(vqtbl1q_u8(vld1q_u8(marks), half), v);
    uint8x16_t letters = within(vorrq_u8(v, vdupq_n_u8(0x20)), 'a', 26), digits = within(v, '0', 10);
    uint8x16_t found = vandq_u8(is, vqtbl1q_u8(vld1q_u8(flags), half));
    found = vorrq_u8(found, vandq_u8(letters, vdupq_n_u8(QUOTH__FLAG_LETTER)));
    return vorrq_u8(found, vandq_u8(digits, vdupq_n_u8(QUOTH__FLAG_NUMBER)));
}

struct block;
static inline void read_ascii(vector v, struct block *b);
static inline vector first_flags(vector v, vector next);
static inline vector of_row(vector flags, uint64_t which, const uint8_t *leaf, vector last);
static inline size_t write_places(uint64_t mask, uint32_t base, uint32_t *ends);

#include "blocks_inside.h"

static inline void read_ascii(vector v, block *b)
{
    for (int i = 0; i < 4; i++) v.val[i] = ascii_flags(v.val[i]);
    b->letter = flagged(v, QUOTH__FLAG_LETTER);
    b->number = flagged(v, QUOTH__FLAG_NUMBER);
    b->extender = flagged(v, QUOTH__FLAG_EXTENDER);
    b->mid_letter = flagged(v, QUOTH__FLAG_MID_LETTER);
    b->mid_number = flagged(v, QUOTH__FLAG_MID_NUMBER);
    b->space = flagged(v, QUOTH__FLAG_SPACE);
}

static inline uint8x16_t of_pairs(const uint8_t *table, uint8x16_t v)
{
    uint8x16x2_t both = {{vld1q_u8(table), vld1q_u8(table + 16)}};
    return vqtbl2q_u8(both, vandq_u8(v, vdupq_n_u8(31)));
}

/* Flags of 16 bytes; `next` are the bytes one further on. */
static inline uint8x16_t flags_of(uint8x16_t v, uint8x16_t next)
{
    uint8x16_t two = within(v, 0xC0, 0x20), three = within(v, 0xE0, 0x10), four = vcgeq_u8(v, vdupq_n_u8(0xF0));
    uint8x16_t in_run = vandq_u8(vcgeq_u8(next, of_pairs(quoth__word_pair_first, v)),
                                 vcleq_u8(next, of_pairs(quoth__word_pair_last, v)));
    uint8x16_t pairs = vandq_u8(two, vornq_u8(vdupq_n_u8(QUOTH__FLAG_LETTER), in_run));
    uint8x16_t triples = vqtbl1q_u8(vld1q_u8(quoth__word_triple), vandq_u8(v, vdupq_n_u8(15)));
    return vorrq_u8(vorrq_u8(ascii_flags(v), pairs), vorrq_u8(vandq_u8(three, triples), four));
}

static inline vector first_flags(vector v, vector next)
{
    for (int i = 0; i < 4; i++) v.val[i] = flags_of(v.val[i], next.val[i]);
    return v;
}

/* All ones in the bytes whose bit is set. */
static inline uint8x16_t spread(uint32_t bits)
{
    static const uint8_t each[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    return vtstq_u8(vcombine_u8(vdup_n_u8((uint8_t)bits), vdup_n_u8((uint8_t)(bits >> 8))), vld1q_u8(each));
}

static inline vector of_row(vector flags, uint64_t which, const uint8_t *leaf, vector last)
{
    vector classes = load(leaf), by_class = load(quoth__block_flags);
    for (int i = 0; i < 4; i++) {
        uint8x16_t class = vqtbl4q_u8(classes, vandq_u8(last.val[i], vdupq_n_u8(63)));
        uint8x16_t found = vqtbl4q_u8(by_class, class);
        flags.val[i] = vbslq_u8(spread((uint32_t)(which >> (16 * i)) & 0xFFFF), found, flags.val[i]);
    }
    return flags;
}

/* The bits of a byte by a table, eight places at a time without asking how many count. */
static inline size_t write_places(uint64_t mask, uint32_t base, uint32_t *ends)
{
    size_t count = 0;
    for (unsigned k = 0; k < 64; k += 8) {
        uint32_t byte = (uint32_t)(mask >> k) & 255;
        uint16x8_t places = vmovl_u8(vld1_u8(quoth__bit_places + (size_t)8 * byte));
        uint32x4_t from = vdupq_n_u32(base + k);
        vst1q_u32(ends + count, vaddw_u16(from, vget_low_u16(places)));
        vst1q_u32(ends + count + 4, vaddw_u16(from, vget_high_u16(places)));
        count += (size_t)__builtin_popcount(byte);
    }
    return count;
}

size_t quoth__blocks_neon(const uint8_t *bytes, size_t size, bool news, size_t *start, uint32_t *starts, uint32_t *ends,
                          size_t room)
{
    return go_by_blocks(bytes, size, news, start, starts, ends, room);
}
#endif
