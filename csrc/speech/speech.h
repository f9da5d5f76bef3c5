/* speech: of every stretch its kind, who says it, to whom, and by which words the text says so.
 *
 *   stretches + tokens + words of the language
 *     ─► mentions (names, roles, pronouns) ─► people ─► cues ─► a sieve of steps, from sure to unsure
 *
 * Every verdict names its step and the places it rests on. */
#ifndef QUOTH_SPEECH_H
#define QUOTH_SPEECH_H

#include "../quote/quote.h"

/* The steps of attribution; their names are the pool of the column `step`, their sentences stand in speech/why.c. */
typedef enum quoth__step {
    QUOTH__STEP_NONE,          /* nobody is named */
    QUOTH__STEP_CUE_AFTER,     /* "...", Putin said */
    QUOTH__STEP_INVERTED,      /* "...", said Putin */
    QUOTH__STEP_CUE_BEFORE,    /* Putin said, "..." */
    QUOTH__STEP_COLON,         /* Putin: "..." */
    QUOTH__STEP_ACCORDING,     /* according to Putin, "..." */
    QUOTH__STEP_ASKED_SPEAKER, /* "...", he recalled Putin asking */
    QUOTH__STEP_PASSIVE,       /* "...", Clinton is quoted as saying; called "..." by the opposition */
    QUOTH__STEP_NOUN,          /* his answer was "..." */
    QUOTH__STEP_SUBJECT,       /* the subject of the sentence around it */
    QUOTH__STEP_CONTINUED,     /* the same quotation goes on */
    QUOTH__STEP_PARAGRAPH,     /* the last speaker of the paragraph */
    QUOTH__STEP_PREVIOUS,      /* the speaker of the paragraph before */
    QUOTH__STEP_NEXT,          /* a paragraph that names its speaker in the next one */
    QUOTH__STEP_TURN,          /* turn and turn about */
    QUOTH__STEP_LABEL,         /* NAME: in a transcript */
    QUOTH__STEP_OUTER,         /* a quotation inside: the teller's "I" */
    QUOTH__STEP_POSSESSIVE,    /* his "..." */
    QUOTH__STEP_SENTENCE,      /* the subject of the sentence before */
    QUOTH__STEP_SIGNED,        /* "..." - Ana Ruiz */
    QUOTH__STEP_GLOSS,         /* “Basta” (“enough”) */
    QUOTH__STEP_GIVEN,         /* the caller says so */
    QUOTH__STEP_BY_HAND        /* a correction */
} quoth__step;
#define QUOTH__STEP_COUNT 23
extern const char *const quoth__step_names[QUOTH__STEP_COUNT];

/* A person (or a collective that speaks) in one account. */
typedef struct quoth__person {
    uint32_t name;  /* in quoth__speech.names: the fullest form */
    uint8_t gender; /* 0 not known, 'm', 'f' */
    bool collective;
    uint32_t first; /* byte of the first mention */
} quoth__person;

/* A form by which a person is named: for joining people across accounts. */
typedef struct quoth__alias {
    uint32_t person, name, count;
} quoth__alias;

typedef struct quoth__verdict {
    uint8_t kind;      /* quoth_kind */
    uint8_t kind_sure; /* in 100 */
    uint8_t sure;      /* of the speaker, in 100 */
    uint8_t step;      /* quoth__step */
    bool asserted;
    uint32_t speaker;    /* person, or QUOTH__NONE */
    uint32_t addressee;  /* person, or QUOTH__NONE */
    uint32_t earlier;    /* the stretch that a continuation rests on, or QUOTH__NONE */
    quoth__span written; /* where the speaker is named; start QUOTH__NONE where not */
    quoth__span cue;     /* likewise */
    quoth__span rest;    /* the place the step rests on, likewise */
} quoth__verdict;

/* More speakers than one of a stretch: rows in order of stretch; the first of each is verdict.speaker. */
typedef struct quoth__also {
    uint32_t stretch, person;
} quoth__also;

/* A stretch of what is told without marks: the verdict is its own, `earlier` QUOTH__NONE. In order of start; those of
 * one telling have one `group`. */
typedef struct quoth__statement {
    quoth__span words;
    uint32_t within;      /* the innermost stretch that it lies in, or QUOTH__NONE */
    uint32_t group, part; /* the index of the first stretch of its telling; 0, 1 */
    uint32_t number;      /* 1, 2, ... as they were found, before any was taken out */
    quoth__verdict verdict;
} quoth__statement;

/* The words that texts of one language have had so far, with what the language says of each, so that the next text need
 * not look them up again. Begin {0}. What is found is the same with one and without. */
typedef struct quoth__reader {
    quoth_language *language; /* retained */
    quoth_vocabulary vocabulary;
    quoth__array lexemes; /* quoth__lexeme (inside.h) */
} quoth__reader;
void quoth__reader_free(const quoth_allocator *allocator, quoth__reader *reader);

typedef struct quoth__speech {
    bool no_indirect;        /* no statements are asked for */
    quoth__reader *reader;   /* of the texts before; NULL: none */
    quoth__array statements; /* quoth__statement */
    quoth__array verdicts;   /* quoth__verdict, one a stretch */
    quoth__array people;     /* quoth__person */
    quoth__array aliases;    /* quoth__alias */
    quoth__array also;       /* quoth__also: stretches with several speakers only */
    quoth__strings names;
} quoth__speech;

/* Judges every stretch, and finds what is told without marks unless speech->no_indirect; may join stretches around "he said" (`group`, `part`). `speech` begins {0} but for that and the reader. */
quoth_status quoth__speech_find(quoth_context *context, const quoth_text *text, quoth__array *stretches,
                                quoth__speech *speech);
void quoth__speech_free(const quoth_allocator *allocator, quoth__speech *speech);

/* What somebody knows already, and speech believes before what it finds itself (given.c). */
enum { QUOTH__GIVEN_SPEAKER = 1, QUOTH__GIVEN_ADDRESSEE = 2, QUOTH__GIVEN_KIND = 4 };

/* Words that name somebody. */
typedef struct quoth__given_mention {
    quoth__span place;
    quoth_string name; /* one name, one person; {NULL, 0}: the words themselves say who */
    uint8_t gender;    /* 'm', 'f', 0 */
    uint8_t sort;      /* 'p' a person, 'b' a body, 0 */
} quoth__given_mention;

/* What is said of a stretch. */
typedef struct quoth__given_verdict {
    uint32_t stretch;
    uint8_t set;                     /* a sum of QUOTH__GIVEN_...: which of the following hold */
    uint8_t step;                    /* of the speaker: QUOTH__STEP_GIVEN or QUOTH__STEP_BY_HAND */
    uint8_t kind;                    /* quoth_kind */
    quoth_string speaker, addressee; /* {NULL, 0}: nobody */
} quoth__given_verdict;

/* What is set of a statement: the speaker or the addressee, or (`set` 0) that it is none. */
typedef struct quoth__given_told {
    quoth__span place; /* bytes; words that are not there are looked for elsewhere */
    quoth_string words;
    uint8_t set;
    bool moved;        /* written: its words stand elsewhere, once */
    quoth_string name; /* {NULL, 0}: nobody */
    uint32_t found;    /* written: the number of the statement, 0 where there is none */
} quoth__given_told;

typedef struct quoth__given {
    const quoth__given_mention *mentions; /* in order, none over another */
    size_t mention_count;
    const quoth__given_verdict *verdicts; /* by stretch, one a stretch */
    size_t verdict_count;
    quoth__given_told *told; /* in the order in which they hold */
    size_t told_count;
} quoth__given;

/* quoth__speech_find with what is given; NULL: nothing. */
quoth_status quoth__speech_find_given(quoth_context *context, const quoth_text *text, const quoth__given *given,
                                      quoth__array *stretches, quoth__speech *speech);

/* The sentence of a verdict, from its codes and the words at its places ("Putin" stands before "said" right after it).
 */
typedef struct quoth__why {
    uint8_t step;
    quoth_string speaker, written, cue, rest, earlier; /* {NULL, 0} where there is none */
} quoth__why;
quoth_status quoth__speech_why(quoth_context *context, const quoth__why *why, quoth__array *sentence);

#endif
