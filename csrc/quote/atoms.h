/* atoms: the words and signs of one paragraph, with what the language says of each word: what dialogue behind dashes is
 * cut by. Made for the paragraphs that hold such dialogue alone.
 *
 *   bytes   — Mais, s’écria-t-il…
 *   atoms   — │Mais│,│s’│écria│-│t│-│il│…
 *   id       a form of the vocabulary ─► bits[id], looked up once a form */
#ifndef QUOTH_QUOTE_ATOMS_H
#define QUOTH_QUOTE_ATOMS_H

#include "../text/text.h"

typedef enum quoth__atom_kind {
    QUOTH__ATOM_WORD,
    QUOTH__ATOM_NUMBER,
    QUOTH__ATOM_COMMA,
    QUOTH__ATOM_SEMICOLON,
    QUOTH__ATOM_COLON,
    QUOTH__ATOM_STOP,   /* . or a row of . ! ? … */
    QUOTH__ATOM_HYPHEN, /* between two words, no space around */
    QUOTH__ATOM_DASH,   /* — – ―, two or three hyphens, a hyphen with space beside it */
    QUOTH__ATOM_OPEN,   /* ( [ « “ and their like */
    QUOTH__ATOM_CLOSE,
    QUOTH__ATOM_OTHER
} quoth__atom_kind;

enum {
    QUOTH__ATOM_SPACED = 1, /* white space before it, or the start of the paragraph */
    QUOTH__ATOM_UPPER = 2,  /* a word that begins with a capital */
    QUOTH__ATOM_QUERY = 4,  /* a stop with ? or ! in it */
    QUOTH__ATOM_DOTS = 8,   /* a stop of dots: … */
    QUOTH__ATOM_THIN = 16,  /* a dash written as one hyphen */
    QUOTH__ATOM_CAPITALS = 32
};

/* What a word may be. */
enum {
    QUOTH__WORD_CUE = 1,
    QUOTH__WORD_SPEAKS = 2,     /* I, you: first and second person */
    QUOTH__WORD_THIRD = 4,      /* he, they: a subject */
    QUOTH__WORD_OBJECT = 8,     /* him, itself; what is elided before a verb: s' */
    QUOTH__WORD_NOUN_SIGN = 16, /* the, a, his, mister: a noun or name comes */
    QUOTH__WORD_GOES_ON = 32,   /* with, who, saying: goes on with the clause before */
    QUOTH__WORD_TOLD = 64,      /* a form of the tense that stories are told in */
    QUOTH__WORD_ADVERB = 128,
    QUOTH__WORD_ABBREVIATION = 256,
    QUOTH__WORD_TELLS = 512 /* a verb form that reports most of the time */
};

typedef struct quoth__atom {
    uint32_t start, end; /* bytes */
    uint16_t bits;       /* QUOTH__WORD_... */
    uint8_t kind, flags;
} quoth__atom;

typedef struct quoth__atoms {
    quoth__array list;           /* quoth__atom */
    quoth_vocabulary vocabulary; /* .allocator must be set */
    quoth__array bits;           /* uint16_t, of a form */
} quoth__atoms;

/* Reads the atoms of bytes [start, end) of the text, in place of those before. Linear. */
quoth_status quoth__atoms_read(quoth_context *context, const quoth_text *text, quoth__span span, quoth__atoms *atoms);
void quoth__atoms_free(const quoth_allocator *allocator, quoth__atoms *atoms);

/* Whether the language has a dialogue of dashes: 0, or 'c' where commas set off the narrator's words, 'd' where dashes
 * do. */
char quoth__dialogue_of(const quoth_language *language);

#endif
