/* properties: what the generated tables say of one code point.
 *
 *   c < U+0800   leaves[c]                                   one look-up
 *   c < U+10000  leaves[64 * rows[c >> 6] + (c & 63)]        two
 *   beyond       through planes                              three
 *
 * A code point above U+10FFFF must not be asked. */
#ifndef QUOTH_UNICODE_PROPERTIES_H
#define QUOTH_UNICODE_PROPERTIES_H

#include <stdbool.h>
#include <stddef.h>

#include "tables.h"
#include "utf8.h"

static inline uint8_t quoth__look(const uint8_t *planes, const uint16_t *rows, const uint8_t *leaves, uint32_t c)
{
    if (c < 0x800) return leaves[c];
    size_t row = c < 0x10000 ? c >> 6 : (size_t)planes[c >> 12] << 6 | (c >> 6 & 63);
    return leaves[(size_t)rows[row] << 6 | (c & 63)];
}

/* QUOTH__WORD_..., the classes of UAX #29 with the tailorings that tables.h names. */
static inline uint8_t quoth__word_class(uint32_t c)
{
    return quoth__look(quoth__word_planes, quoth__word_rows, quoth__word_leaves, c);
}

static inline uint8_t quoth__sentence_class(uint32_t c)
{
    return quoth__look(quoth__sentence_planes, quoth__sentence_rows, quoth__sentence_leaves, c);
}

static inline uint8_t quoth__grapheme_class(uint32_t c)
{
    return quoth__look(quoth__grapheme_planes, quoth__grapheme_rows, quoth__grapheme_leaves, c);
}

/* QUOTH__CATEGORY_...: the general category, coarse. Space is White_Space (also tab and line ends); upper is Lu and Lt;
 * letter is Lo and Lm; digit is Nd, number the other N; other is C. */
static inline uint8_t quoth__category(uint32_t c)
{
    return quoth__look(quoth__category_planes, quoth__category_rows, quoth__category_leaves, c);
}

/* Sets of categories: a bit 1 << QUOTH__CATEGORY_... each. */
#define QUOTH__CATEGORIES_LETTER                                                                                       \
    (1u << QUOTH__CATEGORY_LETTER | 1u << QUOTH__CATEGORY_UPPER | 1u << QUOTH__CATEGORY_LOWER)
#define QUOTH__CATEGORIES_NUMBER (1u << QUOTH__CATEGORY_DIGIT | 1u << QUOTH__CATEGORY_NUMBER)

static inline bool quoth__is_letter(uint32_t c) { return (1u << quoth__category(c) & QUOTH__CATEGORIES_LETTER) != 0; }

static inline bool quoth__is_upper(uint32_t c) { return quoth__category(c) == QUOTH__CATEGORY_UPPER; }

static inline bool quoth__is_lower(uint32_t c) { return quoth__category(c) == QUOTH__CATEGORY_LOWER; }

static inline bool quoth__is_number(uint32_t c) { return (1u << quoth__category(c) & QUOTH__CATEGORIES_NUMBER) != 0; }

static inline bool quoth__is_space(uint32_t c) { return quoth__category(c) == QUOTH__CATEGORY_SPACE; }

static inline bool quoth__is_punctuation(uint32_t c) { return quoth__category(c) == QUOTH__CATEGORY_PUNCTUATION; }

/* The set of the categories of all code points of valid UTF-8. Linear in its bytes. */
static inline uint32_t quoth__categories(const uint8_t *bytes, size_t size)
{
    uint32_t set = 0;
    for (size_t place = 0; place < size;) set |= 1u << quoth__category(quoth__utf8_next(bytes, &place));
    return set;
}

#endif
