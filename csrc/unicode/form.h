/* form: the comparison form of a word, so that "Wasn’t", "wasn't" and "WASN'T" are one.
 *
 *   bytes ─► NFKC casefold (utf8proc's data) ─► ’ ʼ ＇ and their like to ', dashes to - ─► bytes
 *
 * Two words are the same to quoth where their forms are the same bytes. */
#ifndef QUOTH_UNICODE_FORM_H
#define QUOTH_UNICODE_FORM_H

#include "../base/base.h"
#include "utf8.h"

enum {
    QUOTH__FORM_KEEP_CASE = 1, /* NFKC alone, without casefolding; the rest as ever */
    /* Without the accents that Unicode takes apart (not the strokes of ł and ø) and without the points of Hebrew and
     * Arabic. Vowel signs of Indic scripts and Thai and the voice marks of kana are spelling, and stay. */
    QUOTH__FORM_STRIP_MARKS = 2
};

/* Appends the form of valid UTF-8 to `out` (of bytes). Characters that show nothing by default (soft hyphen, joiners,
 * variation selectors) are dropped, so the form may be empty. `options` is a sum of the values above, or 0.
 * When it fails `out` is as it was. Errors: QUOTH_NO_MEMORY, QUOTH_TOO_LARGE and those of quoth__work, which is
 * charged. Cost: linear, also for any number of marks on one letter. */
QUOTH_CHECKED quoth_status quoth__form_append(quoth_context *context, const uint8_t *bytes, size_t size,
                                              unsigned options, quoth__array *out);

/* The character that stands for `c` among quotation marks and dashes: ' for every apostrophe, - for every dash, else
 * `c`. */
uint32_t quoth__plain_mark(uint32_t c);

#endif
