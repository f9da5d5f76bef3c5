/* clang-format off */
/* Written by generate.py from the Unicode Character Database 15.0.0. Do not edit; run it again.
 *
 * A property of a code point c:
 *
 *   planes[c >> 12] ──► rows[64 * plane + (c >> 6 & 63)] ──► leaves[64 * leaf + (c & 63)] = class
 *                       c < U+10000: rows[c >> 6]            c < U+0800: leaves[c]
 *
 * A machine: steps[32 * class + state] = next state + actions. State 0 is the start of a text. */
#ifndef QUOTH_UNICODE_TABLES_H
#define QUOTH_UNICODE_TABLES_H

#include <stdint.h>

#define QUOTH__UNICODE_VERSION "15.0.0"

#define QUOTH__STEP_STATE 31u  /* the next state */
#define QUOTH__STEP_BREAK 32u  /* a boundary stands before this character */
#define QUOTH__STEP_FLUSH 64u  /* the pending boundary is one */
#define QUOTH__STEP_MARK 128u  /* a boundary may stand before this character: it is pending now */

enum {
    QUOTH__WORD_OTHER = 0,
    QUOTH__WORD_CR = 1,
    QUOTH__WORD_LF = 2,
    QUOTH__WORD_NEWLINE = 3,
    QUOTH__WORD_EXTEND = 4,
    QUOTH__WORD_ZWJ = 5,
    QUOTH__WORD_REGIONAL_INDICATOR = 6,
    QUOTH__WORD_KATAKANA = 7,
    QUOTH__WORD_HEBREW_LETTER = 8,
    QUOTH__WORD_ALETTER = 9,
    QUOTH__WORD_SINGLE_QUOTE = 10,
    QUOTH__WORD_DOUBLE_QUOTE = 11,
    QUOTH__WORD_MIDNUMLET = 12,
    QUOTH__WORD_MIDLETTER = 13,
    QUOTH__WORD_MIDNUM = 14,
    QUOTH__WORD_NUMERIC = 15,
    QUOTH__WORD_EXTENDNUMLET = 16,
    QUOTH__WORD_WSEGSPACE = 17,
    QUOTH__WORD_PICTOGRAPHIC = 18,
    QUOTH__WORD_ALETTER_PICTOGRAPHIC = 19,
    QUOTH__WORD_OTHER_LETTER = 20,
    QUOTH__WORD_NARROW_SPACE = 21,
    QUOTH__WORD_COUNT = 22
};

enum {
    QUOTH__SENTENCE_OTHER = 0,
    QUOTH__SENTENCE_CR = 1,
    QUOTH__SENTENCE_LF = 2,
    QUOTH__SENTENCE_SEP = 3,
    QUOTH__SENTENCE_EXTEND = 4,
    QUOTH__SENTENCE_SP = 5,
    QUOTH__SENTENCE_LOWER = 6,
    QUOTH__SENTENCE_UPPER = 7,
    QUOTH__SENTENCE_OLETTER = 8,
    QUOTH__SENTENCE_NUMERIC = 9,
    QUOTH__SENTENCE_ATERM = 10,
    QUOTH__SENTENCE_STERM = 11,
    QUOTH__SENTENCE_CLOSE = 12,
    QUOTH__SENTENCE_SCONTINUE = 13,
    QUOTH__SENTENCE_COUNT = 14
};

enum {
    QUOTH__GRAPHEME_OTHER = 0,
    QUOTH__GRAPHEME_CR = 1,
    QUOTH__GRAPHEME_LF = 2,
    QUOTH__GRAPHEME_CONTROL = 3,
    QUOTH__GRAPHEME_EXTEND = 4,
    QUOTH__GRAPHEME_ZWJ = 5,
    QUOTH__GRAPHEME_REGIONAL_INDICATOR = 6,
    QUOTH__GRAPHEME_PREPEND = 7,
    QUOTH__GRAPHEME_SPACINGMARK = 8,
    QUOTH__GRAPHEME_L = 9,
    QUOTH__GRAPHEME_V = 10,
    QUOTH__GRAPHEME_T = 11,
    QUOTH__GRAPHEME_LV = 12,
    QUOTH__GRAPHEME_LVT = 13,
    QUOTH__GRAPHEME_PICTOGRAPHIC = 14,
    QUOTH__GRAPHEME_COUNT = 15
};

enum {
    QUOTH__CATEGORY_OTHER = 0,
    QUOTH__CATEGORY_LETTER = 1,
    QUOTH__CATEGORY_UPPER = 2,
    QUOTH__CATEGORY_LOWER = 3,
    QUOTH__CATEGORY_MARK = 4,
    QUOTH__CATEGORY_NUMBER = 5,
    QUOTH__CATEGORY_PUNCTUATION = 6,
    QUOTH__CATEGORY_SYMBOL = 7,
    QUOTH__CATEGORY_SPACE = 8,
    QUOTH__CATEGORY_DIGIT = 9,
    QUOTH__CATEGORY_COUNT = 10
};

extern const uint8_t quoth__word_planes[272];
extern const uint16_t quoth__word_rows[2368];
extern const uint8_t quoth__word_leaves[23232];
extern const uint8_t quoth__sentence_planes[272];
extern const uint16_t quoth__sentence_rows[2368];
extern const uint8_t quoth__sentence_leaves[22272];
extern const uint8_t quoth__grapheme_planes[272];
extern const uint16_t quoth__grapheme_rows[1664];
extern const uint8_t quoth__grapheme_leaves[14720];
extern const uint8_t quoth__category_planes[272];
extern const uint16_t quoth__category_rows[2368];
extern const uint8_t quoth__category_leaves[25344];

extern const uint8_t quoth__word_steps[704];
#define QUOTH__WORD_PENDING 59965440u /* the states with a pending boundary, a bit each */
extern const uint8_t quoth__sentence_steps[448];
#define QUOTH__SENTENCE_PENDING 128u /* the states with a pending boundary, a bit each */
extern const uint8_t quoth__grapheme_steps[480];
#define QUOTH__GRAPHEME_PENDING 0u /* the states with a pending boundary, a bit each */

/* The word machine for ASCII: quoth__word_ascii[byte] >> slot * 8 is next slot * 8 + 2 (a boundary before
 * the byte) + 1 (a boundary before the byte before). slot_state and state_slot (255: none) lead over to
 * the whole machine. */
extern const uint64_t quoth__word_ascii[128];
extern const uint8_t quoth__word_slot_state[8];
extern const uint8_t quoth__word_state_slot[32];

/* For words by blocks. Of each two-byte lead (lead & 31) the longest run of continuations that make
 * ALetter, from pair_first to pair_last (255, 0: none); of each three-byte lead (lead & 15) whether all
 * that it begins is Other (0), ALetter (1), or not of one kind (255). bit_places[8 * byte ...]: which bits
 * a byte has, then 0. */
extern const uint8_t quoth__word_pair_first[32];
extern const uint8_t quoth__word_pair_last[32];
extern const uint8_t quoth__word_triple[16];
extern const uint8_t quoth__bit_places[2048];

#endif
