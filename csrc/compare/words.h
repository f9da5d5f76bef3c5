/* words: the words of a passage with what the language knows of them, as the changes are found on.
 *
 *   tokens   It ' s   a   [  T  ] he   ,   I   think
 *             └ it's ┘         └ the ┘
 *   words    it   is  a     the        I   think        contractions stand as the words they are short for, so that a
 *            gap 0          gap 3      gap 4            lost "not" is seen in "don't"; a letter in brackets is joined
 *                                                       to its word. Punctuation is no word: it stands in the gaps
 *
 *   lexeme   one for each different word of both passages: its classes, and its key. Words of one key are one word in
 *            another form or spelling: the number it says, the country it belongs to, its auxiliary verb, or else the
 *            stem of its spelling without accents
 *
 * Gap w lies before word w; the last one behind the last word. Cost: linear in the tokens. */
#ifndef QUOTH_WORDS_H
#define QUOTH_WORDS_H

#include "../text/stems.h"
#include "compare.h"

#define QUOTH__NUMBER_UNIT 1000000u              /* one: a number is kept in millionths */
#define QUOTH__NUMBER_OPAQUE ((uint64_t)1 << 63) /* from here on a number is itself and no amount */

typedef struct quoth__lexeme {
    uint32_t word;          /* of the language; QUOTH__NONE where it has none */
    uint32_t classes;       /* bits 1 << quoth__class */
    uint32_t key, spelling; /* of quoth__lexicon.pool */
    uint32_t opposite;      /* the spelling of the word that it is the opposite of; QUOTH__NONE where it is none */
    uint32_t modal, date;   /* values, of the pool; QUOTH__NONE where it is none */
    uint64_t number;        /* in units of QUOTH__NUMBER_UNIT; UINT64_MAX where it is none */
    quoth_string pronoun;   /* its value; NULL where it is none */
    uint8_t modal_weight;
    bool digits; /* a number in digits */
    bool name;   /* somewhere it has a capital within a sentence, or is known as a name */
} quoth__lexeme;

typedef struct quoth__lexicon {
    const quoth_language *language; /* may be NULL */
    bool capitals;                  /* a capital within a sentence makes a name */
    quoth__stems stems;
    quoth__strings forms; /* of lexeme i: string i */
    quoth__array lexemes;
    quoth__strings pool;
    quoth__array scratch;
} quoth__lexicon;

/* What a word is where it stands (relate.c). */
enum {
    QUOTH__IS_NEGATION = 1,
    QUOTH__IS_MODAL = 2,
    QUOTH__IS_DATE = 4,
    QUOTH__IS_NUMBER = 8,
    QUOTH__IS_NAME = 16,
    QUOTH__IS_PERSONAL = 32,
    QUOTH__IS_LIGHT = 64
};

typedef struct quoth__word {
    uint32_t lexeme;
    uint32_t first, last; /* tokens, both in it */
    uint32_t modal;       /* of the pool; also of phrases of two words */
    uint8_t modal_weight;
    uint8_t part, parts; /* of a contraction */
    uint8_t is;
    bool starts; /* a sentence */
    bool capital;
    bool bracketed;
} quoth__word;

typedef struct quoth__gap {
    uint32_t first, end; /* tokens */
    bool ellipsis;
    bool divides; /* punctuation that parts clauses stands here */
} quoth__gap;

typedef struct quoth__words {
    const quoth__passage *passage;
    quoth__word *words;
    quoth__gap *gaps; /* count + 1 */
    size_t count, capacity;
    quoth__array listed; /* what `words` points to */
} quoth__words;

QUOTH_CHECKED quoth_status quoth__lexicon_make(quoth_context *context, const quoth_language *language,
                                               quoth__lexicon *lexicon);
void quoth__lexicon_free(const quoth_allocator *allocator, quoth__lexicon *lexicon);
static inline quoth__lexeme *quoth__lexeme_at(const quoth__lexicon *lexicon, uint32_t index)
{
    return &QUOTH__AT(lexicon->lexemes, quoth__lexeme, index);
}
static inline bool quoth__lexeme_is(const quoth__lexeme *lexeme, quoth__class class_)
{
    return lexeme->classes >> class_ & 1;
}

/* Makes the words of a passage; begins with {0}, free also after a failure. */
QUOTH_CHECKED quoth_status quoth__words_make(quoth_context *context, const quoth__passage *passage,
                                             const quoth_vocabulary *vocabulary, quoth__lexicon *lexicon,
                                             quoth__words *words);
void quoth__words_free(const quoth_allocator *allocator, quoth__words *words);

/* The lexeme of a form, made where it is new (lexicon.c). */
QUOTH_CHECKED quoth_status quoth__lexicon_add(quoth_context *context, quoth__lexicon *lexicon, const void *form,
                                              size_t length, uint32_t *lexeme);

/* The bytes of tokens first..last. */
static inline quoth__span quoth__tokens_span(const quoth__words *words, uint32_t first, uint32_t last)
{
    return (quoth__span){words->passage->tokens.start[first], words->passage->tokens.end[last]};
}

#endif
