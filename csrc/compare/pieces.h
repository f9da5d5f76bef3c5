/* pieces: the stretches of two passages that stand for one another, each of one kind.
 *
 *   base      It is | , | he said | . | I do | not | think so
 *   reading   It's  |   | he said | . | I do |     | think so
 *   piece     form  |marks| same  |   | same | neg.| same
 *
 * Pieces are in order on both sides (but for the reading's side of a moved block) and leave no word out. A piece of
 * punctuation (`gap`) has the numbers of the gaps instead of words. Steps: walk the pairs and give each piece its kind
 * (pieces.c, kinds.c); join what shares a token (a contraction), and what is of one kind (group.c); write rows
 * (changes.c). Each step is linear in the words. */
#ifndef QUOTH_PIECES_H
#define QUOTH_PIECES_H

#include "pairing.h"

typedef struct quoth__piece {
    uint8_t kind; /* quoth_change */
    bool gap;
    uint32_t b, b_end, r, r_end; /* words, or gaps b and r */
} quoth__piece;

typedef struct quoth__comparison {
    quoth_context *context;
    const quoth_vocabulary *vocabulary;
    quoth__lexicon lexicon;
    quoth__words base, reading;
    quoth__pairing pairing;
    quoth__array pieces; /* quoth__piece */
} quoth__comparison;

#define QUOTH__PIECE(comparison, index) (&QUOTH__AT((comparison)->pieces, quoth__piece, index))
#define QUOTH__CLAUSE_WORDS 4u /* so many words between marks are a clause, which takes its own "not" along */
#define QUOTH__LONG_WORDS 5u   /* so many words without a partner are a row of their own */

QUOTH_CHECKED quoth_status quoth__pieces_make(quoth__comparison *c);
QUOTH_CHECKED quoth_status quoth__pieces_group(quoth__comparison *c);

/* kinds.c */
quoth_change quoth__kind_of_pair(const quoth__comparison *c, uint32_t b, uint32_t r);
/* The kind of two gaps that stand for one another; same where nothing differs. */
quoth_change quoth__kind_of_gaps(const quoth__comparison *c, uint32_t b, uint32_t r);
/* Words without a partner: base words [b, b_end) that stood before word r of the reading, with `others` words put in
 * there; and the other way round. A whole run of one kind, or QUOTH_CHANGE_SAME where each word has its own. */
quoth_change quoth__kind_of_cut(const quoth__comparison *c, uint32_t b, uint32_t b_end, uint32_t r, uint32_t others);
quoth_change quoth__kind_of_addition(const quoth__comparison *c, uint32_t r, uint32_t r_end);
/* The kind of one word of such a run of `count` words; `kind` is that of the words that have none of their own. */
quoth_change quoth__kind_of_word(const quoth__comparison *c, const quoth__words *words, uint32_t word, uint32_t end,
                                 uint32_t count, quoth_change kind);
bool quoth__cut_is_marked(const quoth__comparison *c, uint32_t b, uint32_t b_end, uint32_t r);
/* Whether two tokens of the same form differ: by case, by marks, or not at all. */
quoth_change quoth__kind_of_bytes(const quoth__comparison *c, quoth__span before, quoth__span after);

#endif
