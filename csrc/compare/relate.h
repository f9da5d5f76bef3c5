/* relate: how alike two words are, and what it costs to let one stand for the other. */
#ifndef QUOTH_RELATE_H
#define QUOTH_RELATE_H

#include "words.h"

typedef enum quoth__likeness {
    QUOTH__ALIKE_SAME,     /* the same comparison form */
    QUOTH__ALIKE_SPELLING, /* one word, spelt in two ways; one number, in digits and in words */
    QUOTH__ALIKE_FORM,     /* forms of one word */
    QUOTH__ALIKE_CLASS,    /* two numbers, names, dates, modals, pronouns or negations */
    QUOTH__ALIKE_NOT
} quoth__likeness;

quoth__likeness quoth__relate(const quoth__lexicon *lexicon, const quoth__word *x, const quoth__word *y);

/* What a word is where it stands, found once for the words of a passage when those of both have been made. Linear. */
QUOTH_CHECKED quoth_status quoth__words_classify(quoth_context *context, const quoth__lexicon *lexicon,
                                                 quoth__words *words);
static inline bool quoth__word_is_negation(const quoth__word *word) { return word->is & QUOTH__IS_NEGATION; }
static inline bool quoth__word_is_modal(const quoth__word *word) { return word->is & QUOTH__IS_MODAL; }
static inline bool quoth__word_is_date(const quoth__word *word) { return word->is & QUOTH__IS_DATE; }
static inline bool quoth__word_is_number(const quoth__word *word) { return word->is & QUOTH__IS_NUMBER; }
static inline bool quoth__word_is_name(const quoth__word *word) { return word->is & QUOTH__IS_NAME; }
/* A pronoun that has a person: not "who", "someone". */
static inline bool quoth__word_is_personal(const quoth__word *word) { return word->is & QUOTH__IS_PERSONAL; }
/* A function word: it holds no two passages together. */
static inline bool quoth__word_is_light(const quoth__word *word) { return word->is & QUOTH__IS_LIGHT; }

/* "possible" and "impossible", either way round. */
static inline bool quoth__words_oppose(const quoth__lexeme *a, const quoth__lexeme *b)
{
    return (a->opposite != QUOTH__NONE && a->opposite == b->spelling) ||
           (b->opposite != QUOTH__NONE && b->opposite == a->spelling);
}

/* Costs: a pair of words, and a run of words that have no partner. A function word in common is dearer than the gap
 * that would go on past it is long, so that it does not tear a gap in two. */
#define QUOTH__COST_OPEN 3u
#define QUOTH__COST_OPEN_CLAUSE 2u /* a gap that begins where a clause does */
#define QUOTH__COST_WORD 4u
#define QUOTH__COST_MARKED 1u /* a word left out where dots stand for it */
uint32_t quoth__pair_cost(const quoth__lexicon *lexicon, const quoth__word *x, const quoth__word *y);
#define QUOTH__RELATE_WORK 60u

#endif
