/* stop: whether a stop ends a sentence. For sentences.c only.
 *
 *   He saw it in the U.S.   ”   [4]  »  Then ...
 *                       │└after └closed     └next
 *                       └mark
 *
 * `closed` is behind the closing marks that stand right after the stop; `next` behind white space, numbers of notes in
 * brackets, and closing marks that stand apart, as in French. A sentence that ends here ends before the white space at
 * `next`. */
#ifndef QUOTH_TEXT_STOP_H
#define QUOTH_TEXT_STOP_H

#include "text.h"

typedef struct quoth__stop {
    size_t mark, after, closed, next; /* bytes of the text */
    uint32_t c;                       /* the stop itself, at `mark`; 0 where there is none, at a line break */
} quoth__stop;

/* The stop before a place where a sentence may end, within [from, limit); c is 0 where no stop stands there. */
quoth__stop quoth__stop_before(const quoth_text *text, size_t from, size_t place, size_t limit);
/* The same for a stop that begins at a byte. */
quoth__stop quoth__stop_at(const quoth_text *text, size_t mark, size_t limit);

/* Whether white space and a capital letter follow, opening marks set aside. */
bool quoth__stop_before_capital(const quoth_text *text, const quoth__stop *stop, size_t limit);

/* Whether the sentence that begins at `from` ends at the stop. Constant cost but for what stands between the stop and
 * `next`; the work is charged. */
quoth_status quoth__stop_ends(quoth_context *context, const quoth_text *text, size_t from, size_t limit,
                              const quoth__stop *stop, bool *ends);

/* Whether the dot behind a word is a part of it: U.S., e.g., J., No. before a number. `limit` bounds what is looked at
 * behind it. */
quoth_status quoth__stop_abbreviates(quoth_context *context, const quoth_text *text, quoth__span word, size_t limit,
                                     bool *abbreviates);

/* Whether the word before a dot is no abbreviation, by the words of the language: false where none is known. */
quoth_status quoth__stop_follows_word(quoth_context *context, const quoth_text *text, size_t from, size_t dot,
                                      bool *word);

#endif
