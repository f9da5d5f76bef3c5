/* lang: the words of a language, as data. One TSV file a language (csrc/lang/data/en.tsv), compiled in as bytes by a
 * generator and read by the same reader as a file given at run time.
 *
 * A line is  class <TAB> phrase <TAB> value <TAB> weight  (value and weight may be missing: "" and 100); `#` begins a
 * comment line. The first line that is no comment is  language <TAB> code <TAB> name.  A phrase is one word or several
 * with single spaces, in comparison form (case folded, ' and -).
 *
 *   words:   word -> id                       (quoth__strings)
 *   phrases: ids of words, longest match       a trie in one hash table: (node, word) -> node
 *   node:    entries of the phrase that ends there, one a class
 *
 * Invariant: a language never changes once read. Finding a word or a step of the trie is O(1); reading is linear. */
#ifndef QUOTH_LANG_H
#define QUOTH_LANG_H

#include "../base/base.h"

/* The classes that the library knows. A file may hold others: they are read and never asked for. */
typedef enum quoth__class {
    QUOTH__CLASS_FUNCTION,     /* function words, by which a language is guessed and which no name holds.
                                * value: definite, indefinite, quantifier, preposition, conjunction, subordinator,
                                * relative, adverb: what it does in its clause; or empty */
    QUOTH__CLASS_ABBREVIATION, /* ends with a dot that ends no sentence; written here without the last dot. value: end,
                                * where it may end one; capital, number, time, ordinal: docs/languages.md */
    QUOTH__CLASS_CUE,          /* verb forms that report. value: speech, thought, writing; weight: how often, in 100 */
    QUOTH__CLASS_CUE_NOUN,     /* answer, statement: "his answer was". value as for cues */
    QUOTH__CLASS_CUE_PHRASE,   /* according to, in the words of */
    QUOTH__CLASS_TITLE,        /* mr, president, sen: before a name. value: m, f or empty; past: former, ex */
    QUOTH__CLASS_ROLE,         /* spokesman, leader: a person named by what he is. value: m, f or -, then an office */
    QUOTH__CLASS_COLLECTIVE,   /* ministry, police, government: speakers that are no person */
    QUOTH__CLASS_PRONOUN,      /* value: person number gender case, as 3sm-subject, 1p--object, 3sf-possessive */
    QUOTH__CLASS_FIRST_NAME,   /* value: m or f */
    QUOTH__CLASS_NICKNAME,     /* bill. value: the whole first name, william */
    QUOTH__CLASS_NEGATION,     /* not, never, n't-forms as words: don't, can't */
    QUOTH__CLASS_MODAL,        /* value: the modal; weight: how strong, in 100: may 40, must 100 */
    QUOTH__CLASS_NUMBER,       /* number words. value: the number in digits */
    QUOTH__CLASS_DATE,         /* months and weekdays. value: its number, as m06, w1 */
    QUOTH__CLASS_SPELLING,     /* variants of one word: colour. value: color */
    QUOTH__CLASS_CONTRACTION,  /* i've, l'. value: i have, le */
    QUOTH__CLASS_AUXILIARY,    /* forms of be, have, do. value: the verb */
    QUOTH__CLASS_NOT_NAME,     /* words with a capital that are no person: monday, nato, kremlin. value: place, body,
                                * particle (van, de: inside names), or empty */
    QUOTH__CLASS_DEMONYM,      /* russian, american. value: the country, russia */
    QUOTH__CLASS_WORK,         /* film, book, song: a marked stretch after it is a title. value: title */
    QUOTH__CLASS_HYPOTHETICAL, /* if, would, whether: what follows may not have been said */
    QUOTH__CLASS_PREFIX,       /* letters that turn a word into its opposite: un (likely, unlikely) */
    QUOTH__CLASS_LETTERS,      /* one line: the letters that the language is written with, beside a to z in Latin */
    QUOTH__CLASS_INDIRECT, /* verb forms that tell without marks what somebody says, thinks or wants. value: how many
                                * words of the phrase are the verb (empty: all), then letters (data/en.tsv says which);
                                * weight: how often they do, in 100 */
    QUOTH__CLASS_TRAIT, /* how the language builds its sentences and words: capital nouns, verb second, free subject, ...:
                          * docs/languages.md */
    QUOTH__CLASS_LINK,   /* small words beside a verb of saying. value: as, agent, of, listener, that, oblique; several
                          * with commas */
    QUOTH__CLASS_SUFFIX, /* letters that a form ends with. value: participle, past, adverb, noun */
    QUOTH__CLASS_DIALOGUE, /* one line, "dash": a dash opens a turn of speech. value: comma or dash, which sets off the
                            * words of the narrator within it */
    QUOTH__CLASS_ENDING, /* how words end. value: told, a past tense of narration; goes_on, which goes on with the clause
                            * of the narrator; none, this very word is neither */
    QUOTH__CLASS_REPORTED, /* verb forms of a sentence that tells what another has said: German sei, habe */
    QUOTH__CLASS_COUNT
} quoth__class;

typedef struct quoth__entry {
    uint16_t class_;
    uint16_t weight;
    uint32_t value; /* quoth__language_value */
} quoth__entry;

/* The id of a word of the language, by its comparison form; QUOTH__NONE where it has none. */
uint32_t quoth__language_word(const quoth_language *language, const void *form, size_t length);
/* Walks the trie: from node 0 by a word's id; QUOTH__NONE where no phrase goes on so. */
uint32_t quoth__language_step(const quoth_language *language, uint32_t node, uint32_t word);
/* The entry of a class of the phrase that ends at a node; NULL where there is none. */
const quoth__entry *quoth__language_entry(const quoth_language *language, uint32_t node, quoth__class class_);
/* Which classes a node has, as bits 1 << class. */
uint32_t quoth__language_classes(const quoth_language *language, uint32_t node);
/* The entry of the longest suffix that a form ends with, two bytes of it left over, of forms of
 * five bytes and more; NULL where it has none. */
const quoth__entry *quoth__language_suffix(const quoth_language *language, const char *form, size_t length);
/* The longest word of the language, of a class of `classes`, that a form ends with; QUOTH__NONE: none. */
uint32_t quoth__language_tail(const quoth_language *language, const char *form, size_t length, uint32_t classes);
/* Whether a language has a trait. */
bool quoth__language_has(const quoth_language *language, const char *trait);
/* Which classes the longer phrases have that go on from a node, likewise: where a bit is 0, no step leads to the class. */
uint32_t quoth__language_leads(const quoth_language *language, uint32_t node);
/* Whether a language may be written with a letter: also true where its file says nothing of letters. */
bool quoth__language_writes(const quoth_language *language, uint32_t letter);
/* The string of a value; never {NULL, 0}. */
quoth_string quoth__language_value(const quoth_language *language, uint32_t value);

/* Words that were looked up lately, for many guesses from the same languages. Begin {0}. */
#define QUOTH__GUESS_SLOTS 8192u
typedef struct quoth__guess_slot {
    uint8_t bytes[20]; /* as written; zeros behind them */
    uint32_t length;   /* 0: empty */
    uint32_t hits, foreign;
} quoth__guess_slot;
typedef struct quoth__guess_memo {
    quoth__guess_slot slots[QUOTH__GUESS_SLOTS];
} quoth__guess_memo;
/* quoth_language_guess with a memo, or NULL. What is guessed is the same. */
quoth_status quoth__language_guess(quoth_context *context, const quoth_language *const *languages, size_t count,
                                   quoth__guess_memo *memo, const char *bytes, size_t length, size_t *index);

/* The files compiled in (generated: data.c), each as chunks of whole lines. */
typedef struct quoth__language_file {
    const char *code;
    const char *const *chunks;
    size_t count;
} quoth__language_file;
extern const quoth__language_file quoth__language_files[];
extern const size_t quoth__language_file_count;

#endif
