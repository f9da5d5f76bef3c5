/* quoth.h - reads several accounts of one conversation, finds what each quotes, says who is speaking,
 * puts the tellings of one utterance side by side and names what changed between them.
 *
 * This is the one public header and the contract of the library.
 *
 * Conventions that hold for every function below:
 *   - Text is UTF-8. `start`, `end` in tables are code points, `start_byte`, `end_byte` are bytes; an end is exclusive.
 *   - Every function that can fail returns a quoth_status; the detail stands in the context (quoth_context_error).
 *     When a call fails, everything it made is freed, its out parameters are not written, and the context stays usable.
 *   - A context is used by one thread at a time. Tables, languages and texts cannot be changed once made and may be
 *     read by many threads; tables and languages are counted by atomic references and outlive the context that made them.
 *   - No function aborts, prints, reads a file, or looks at errno, the locale, the clock or the environment.
 *   - Options structs start with their own size: set `size` to sizeof the struct and the rest to zero for defaults.
 *   - Unless a comment says otherwise a function costs time linear in its input.
 */
#ifndef QUOTH_H
#define QUOTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QUOTH_VERSION "0.1.0"

/* A program that holds the library within itself may define QUOTH_API as nothing: then none of it is exported. */
#if defined(__GNUC__) && !defined(QUOTH_API)
#define QUOTH_API __attribute__((visibility("default")))
#elif !defined(QUOTH_API)
#define QUOTH_API
#endif
#if defined(__GNUC__)
#define QUOTH_CHECKED __attribute__((warn_unused_result))
#else
#define QUOTH_CHECKED
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------------------------------------ status */

typedef enum quoth_status {
    QUOTH_OK = 0,
    QUOTH_NO_MEMORY,    /* the allocator gave nothing */
    QUOTH_BAD_ARGUMENT, /* an argument that the function does not take; the message says which */
    QUOTH_BAD_UTF8,     /* the text is not UTF-8; `place` is the byte of the first malformed sequence */
    QUOTH_TOO_LARGE,    /* a text of more than 2^32 - 2 bytes, or a count that no index can hold */
    QUOTH_OVER_LIMIT,   /* a limit of the context; the message names it */
    QUOTH_CANCELLED,    /* the progress callback or the cancel flag said stop */
    QUOTH_NOT_FOUND,    /* no such language, account or row */
    QUOTH_BAD_LANGUAGE  /* a language file that cannot be read; `place` is its line, counted from 1 */
} quoth_status;

/* The name of a status, "no memory" for QUOTH_NO_MEMORY. Static; never NULL. */
QUOTH_API const char *quoth_status_name(quoth_status status);

/* The version of the library, of utf8proc and of the Unicode data of the boundaries and of utf8proc. Static. */
typedef struct quoth_build {
    const char *version;
    const char *unicode;          /* of words, sentences and graphemes: the tables of this library */
    const char *utf8proc;         /* the linked utf8proc */
    const char *utf8proc_unicode; /* the Unicode version of the comparison form */
} quoth_build;
QUOTH_API quoth_build quoth_build_info(void);

/* ----------------------------------------------------------------------------------------------- context */

/* One function allocates, grows, shrinks and frees: reallocate(user, NULL, 0, n) allocates n bytes,
 * reallocate(user, p, old, n) moves, reallocate(user, p, old, 0) frees and returns NULL. `old` is always the size
 * last given. Alignment as malloc's. It may be called from any thread that releases a table. */
typedef struct quoth_allocator {
    void *(*reallocate)(void *user, void *pointer, size_t old_size, size_t new_size);
    void *user;
} quoth_allocator;

typedef struct quoth_context quoth_context;

/* Which code the boundaries run: chosen when the context is made, the best that the processor has unless another is
 * asked for. Results and work never differ. */
typedef enum quoth_path {
    QUOTH_PATH_BEST = 0,
    QUOTH_PATH_PORTABLE,
    QUOTH_PATH_AVX2,
    QUOTH_PATH_AVX512, /* with VBMI2 */
    QUOTH_PATH_NEON
} quoth_path;

typedef struct quoth_context_options {
    size_t size;
    quoth_allocator allocator; /* .reallocate NULL: malloc, realloc and free */
    uint64_t max_bytes;        /* of one text; 0: 2^32 - 2 */
    uint64_t max_tokens;       /* of one text; 0: no limit */
    uint64_t max_work;         /* of one call, in units of about one instruction; 0: no limit */
    uint32_t max_depth;        /* of nested quotations; 0: 64 */
    quoth_path path;           /* one that the processor has not: QUOTH_BAD_ARGUMENT */
    /* Called every few thousand units of work with what was done since the call began; false stops it. */
    bool (*progress)(void *user, uint64_t work);
    void *progress_user;
    const int *cancel; /* read atomically at the same moments: not 0 stops the call. May be NULL */
} quoth_context_options;

/* Makes a context; `options` may be NULL. Free with quoth_context_free. Errors: QUOTH_NO_MEMORY, QUOTH_BAD_ARGUMENT. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_context_make(const quoth_context_options *options, quoth_context **context);
/* Frees a context; NULL does nothing. What was made with it and is counted lives on. */
QUOTH_API void quoth_context_free(quoth_context *context);

typedef struct quoth_error {
    quoth_status status;
    uint64_t place;    /* a byte, line or row, as the status says; UINT64_MAX where there is none */
    char message[256]; /* ASCII or UTF-8, one line, ends with NUL; empty after a success */
} quoth_error;

/* What the last call with this context reported. Owned by the context, until its next call. */
QUOTH_API const quoth_error *quoth_context_error(const quoth_context *context);
/* The work done by the last call, in units of about one instruction. */
QUOTH_API uint64_t quoth_context_work(const quoth_context *context);

/* ------------------------------------------------------------------------------------------------- table */

/* A table is a set of named columns of equal length, with child tables for lists. It never changes, is counted by
 * atomic references, keeps a copy of its allocator and outlives its context. */
typedef struct quoth_table quoth_table;

typedef enum quoth_type {
    QUOTH_U8,   /* also truth values, 0 or 1 */
    QUOTH_U32,  /* places, row numbers */
    QUOTH_U64,  /* counts */
    QUOTH_F64,  /* shares from 0 to 1 */
    QUOTH_UTF8, /* offsets (int64, rows + 1) into bytes: Arrow's large_utf8 */
    QUOTH_NAME  /* u32 index into a pool of strings: Arrow's dictionary */
} quoth_type;

typedef struct quoth_column {
    const char *name;
    quoth_type type;
    size_t rows;
    const void *values;      /* 64-byte aligned; the bytes of all strings for QUOTH_UTF8 */
    const int64_t *offsets;  /* QUOTH_UTF8: rows + 1; else NULL */
    const uint8_t *validity; /* bit i (least significant first) is 1 where row i has a value; NULL: every row has */
    size_t pool_count;       /* QUOTH_NAME: how many strings the pool holds */
    const char *pool_bytes;
    const int64_t *pool_offsets; /* pool_count + 1 */
} quoth_column;

/* A piece of text that somebody else owns; no NUL at the end. `bytes` is NULL where there is none. */
typedef struct quoth_string {
    const char *bytes;
    size_t length;
} quoth_string;

/* One more reference; returns the table. Any thread. */
QUOTH_API quoth_table *quoth_table_retain(quoth_table *table);
/* One reference less; the last frees the table and its children. Any thread; NULL does nothing. */
QUOTH_API void quoth_table_release(quoth_table *table);
QUOTH_API size_t quoth_table_rows(const quoth_table *table);
QUOTH_API size_t quoth_table_columns(const quoth_table *table);
/* Describes a column; its pointers live as long as the table. False where there is no such column. */
QUOTH_API bool quoth_table_column(const quoth_table *table, size_t index, quoth_column *column);
QUOTH_API bool quoth_table_column_named(const quoth_table *table, const char *name, quoth_column *column);
/* The children, lists of a row: their first column is the row of this table, in rising order. Borrowed; NULL where
 * there is none. */
QUOTH_API size_t quoth_table_children(const quoth_table *table);
QUOTH_API const char *quoth_table_child_name(const quoth_table *table, size_t index);
QUOTH_API quoth_table *quoth_table_child(const quoth_table *table, const char *name);
/* Bytes that the table and its children hold. */
QUOTH_API size_t quoth_table_size(const quoth_table *table);

QUOTH_API bool quoth_column_valid(const quoth_column *column, size_t row);
/* The string of a row of a QUOTH_UTF8 or QUOTH_NAME column; {NULL, 0} where the row has none. */
QUOTH_API quoth_string quoth_column_string(const quoth_column *column, size_t row);

/* ---------------------------------------------------------------------------------------------- language */

/* The words of one language: abbreviations, cues, titles, roles, pronouns, negations, modals, numbers ... as data. */
typedef struct quoth_language quoth_language;

/* The languages compiled in: their codes ("en"), in rising order; NULL past the last. */
QUOTH_API const char *quoth_language_code(size_t index);
/* Reads a language compiled in. Counted: release it. Errors: QUOTH_NOT_FOUND with the known codes named,
 * QUOTH_NO_MEMORY. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_language_load(quoth_context *context, const char *code,
                                                         quoth_language **language);
/* Reads a language from the bytes of a TSV file (docs/languages.md says the format). The bytes are not kept. Counted.
 * Errors: QUOTH_BAD_LANGUAGE with the line, QUOTH_BAD_UTF8, QUOTH_NO_MEMORY. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_language_read(quoth_context *context, const char *bytes, size_t length,
                                                         quoth_language **language);
/* One more reference; returns the language. Any thread. */
QUOTH_API quoth_language *quoth_language_retain(quoth_language *language);
/* One reference less; the last frees the language. Any thread; NULL does nothing. */
QUOTH_API void quoth_language_release(quoth_language *language);
/* The code of a language, "en". Owned by the language. */
QUOTH_API const char *quoth_language_name(const quoth_language *language);
/* Guesses which of `count` languages a text is in, by the share of its words that are function words of the language:
 * its index, or SIZE_MAX where none is likely. Looks at the first 16,384 bytes at most, which must be UTF-8. Errors:
 * QUOTH_BAD_UTF8, QUOTH_NO_MEMORY, QUOTH_OVER_LIMIT, QUOTH_CANCELLED. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_language_guess(quoth_context *context,
                                                          const quoth_language *const *languages, size_t count,
                                                          const char *bytes, size_t length, size_t *index);

/* -------------------------------------------------------------------------------------------------- text */

/* A validated text: places of its paragraphs, and from bytes to code points and back. */
typedef struct quoth_text quoth_text;

/* What `start` and `end` count, in tables of a text and in the ranges given of it. */
typedef enum quoth_units {
    QUOTH_UNITS_CODE_POINTS = 0, /* as Python does */
    QUOTH_UNITS_UTF16            /* as JavaScript, Java and Jupyter do: a code point above U+FFFF is two */
} quoth_units;

typedef struct quoth_text_options {
    size_t size;
    quoth_language *language; /* retained by the text; NULL: no words of a language are known */
    size_t skip; /* bytes in front that are not analysed (front matter); places count from byte 0 all the same */
    bool keep;   /* copy the bytes; else they are read in place and must outlive the text */
    quoth_units units;
} quoth_text_options;

/* Validates and divides a text. `options` may be NULL. A byte order mark at its start is never analysed.
 * Errors: QUOTH_BAD_UTF8 with the byte, QUOTH_TOO_LARGE, QUOTH_OVER_LIMIT, QUOTH_BAD_ARGUMENT (skip within a
 * character), QUOTH_NO_MEMORY, QUOTH_CANCELLED. Free with quoth_text_free. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_text_make(quoth_context *context, const char *bytes, size_t length,
                                                     const quoth_text_options *options, quoth_text **text);
/* Frees a text; NULL does nothing. Passages and contexts may not use it any more; tables made of it live on. */
QUOTH_API void quoth_text_free(quoth_text *text);
/* The whole text, front matter included; owned by the text, or by whoever owns its bytes. */
QUOTH_API quoth_string quoth_text_bytes(const quoth_text *text);
QUOTH_API size_t quoth_text_code_points(const quoth_text *text);
/* The code point that begins at or holds a byte, in O(1), and the byte of a code point, in O(log n); the ends map to
 * the ends. In the units of the text: of UTF-16 where it was made so. */
QUOTH_API uint32_t quoth_text_code_point(const quoth_text *text, uint32_t byte);
QUOTH_API uint32_t quoth_text_byte(const quoth_text *text, uint32_t code_point);

typedef enum quoth_profile {
    QUOTH_PROFILE_NEWS = 0, /* the standard with what news needs: see quoth_sentences and quoth_tokens */
    QUOTH_PROFILE_UAX29     /* exactly the standard, UAX #29 */
} quoth_profile;

typedef struct quoth_sentence_options {
    size_t size;
    quoth_profile profile;
    bool spaces; /* the white space behind a sentence is of it, so that they cover the text */
} quoth_sentence_options;

/* Tables of places: start, end, start_byte, end_byte. A paragraph ends at a line break or U+2029 (lines of a
 * hard-wrapped text are joined: such a text has blank lines between its paragraphs).
 *
 * A sentence of the news profile lies within a paragraph. It is not ended by abbreviations, initials and ordinals as the
 * language of the text has them, by "No." before a number, "a.m." within it, stops in numbers and addresses, "[...]" and
 * an ellipsis that stands apart, nor by a quoted question or exclamation that a small letter or a name with a cue goes on
 * from (“Really?” Harry asked). It is ended, though the standard does not, before figures (... was hit. 81 per cent ...),
 * at … before a capital, and before the next item of a list (1. One 2. Two). Marks that close stay with the sentence
 * before, marks that open with the one behind. The profile of the standard takes the whole text, line breaks and all.
 * `options` may be NULL. Errors: QUOTH_BAD_ARGUMENT, QUOTH_OVER_LIMIT, QUOTH_NO_MEMORY, QUOTH_CANCELLED. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_paragraphs(quoth_context *context, const quoth_text *text,
                                                      quoth_table **table);
QUOTH_API QUOTH_CHECKED quoth_status quoth_sentences(quoth_context *context, const quoth_text *text,
                                                     const quoth_sentence_options *options, quoth_table **table);

/* The extended grapheme clusters of a text, which they cover: each is what a reader takes for one character. Errors:
 * QUOTH_OVER_LIMIT, QUOTH_NO_MEMORY, QUOTH_CANCELLED. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_graphemes(quoth_context *context, const quoth_text *text,
                                                     quoth_table **table);

/* ------------------------------------------------------------------------------------------------ tokens */

/* Forms to dense ids. Exact: two tokens have one id when and only when their comparison forms are the same bytes. A
 * vocabulary has one writer at a time; what nobody writes to may be read by many threads. */
typedef struct quoth_vocabulary quoth_vocabulary;

/* Makes an empty vocabulary. Errors: QUOTH_NO_MEMORY. Free with quoth_vocabulary_free; it outlives its context. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_vocabulary_make(quoth_context *context, quoth_vocabulary **vocabulary);
/* What makes two words one beside the comparison form. */
typedef struct quoth_vocabulary_options {
    size_t size;
    bool keep_case;    /* Polish and polish are two */
    bool strip_marks;  /* résumé and resume are one */
    const char *stems; /* the code of a language: said and saying are one by their Snowball stems; NULL: no stems */
} quoth_vocabulary_options;
/* A vocabulary with options. Errors: QUOTH_NOT_FOUND with the codes named that there are stems for, QUOTH_BAD_ARGUMENT,
 * QUOTH_NO_MEMORY. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_vocabulary_make_with(quoth_context *context,
                                                                const quoth_vocabulary_options *options,
                                                                quoth_vocabulary **vocabulary);
/* Adds the forms of another vocabulary, in the order of their ids, and writes into `ids` (quoth_vocabulary_size(from)
 * of them) which id each has in `into`. Shares of a list of texts, each with a vocabulary of its own, that are merged in
 * the order of the texts give the ids that one vocabulary would have. Errors: QUOTH_BAD_ARGUMENT (other options),
 * QUOTH_NO_MEMORY, QUOTH_TOO_LARGE; forms added before a failure stay. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_vocabulary_merge(quoth_context *context, quoth_vocabulary *into,
                                                            const quoth_vocabulary *from, uint32_t *ids);
/* The vocabulary as bytes, the same on every machine: `length` says how many; they are written into `buffer` where its
 * `capacity` is enough. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_vocabulary_save(quoth_context *context, const quoth_vocabulary *vocabulary,
                                                           void *buffer, size_t capacity, size_t *length);
/* A vocabulary out of such bytes, with the same ids. Nothing in them is believed. Errors: QUOTH_BAD_ARGUMENT with the
 * byte, QUOTH_BAD_UTF8, QUOTH_NOT_FOUND (stems), QUOTH_NO_MEMORY. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_vocabulary_load(quoth_context *context, const void *bytes, size_t length,
                                                           quoth_vocabulary **vocabulary);
/* Frees a vocabulary; NULL does nothing. */
QUOTH_API void quoth_vocabulary_free(quoth_vocabulary *vocabulary);
/* The id of the comparison form of some words; it is added where it is new. Errors: QUOTH_BAD_UTF8, QUOTH_NO_MEMORY. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_vocabulary_add(quoth_context *context, quoth_vocabulary *vocabulary,
                                                          const char *bytes, size_t length, uint32_t *id);
QUOTH_API size_t quoth_vocabulary_size(const quoth_vocabulary *vocabulary);
/* The form of an id, owned by the vocabulary until it is next written to; {NULL, 0} where there is none. */
QUOTH_API quoth_string quoth_vocabulary_form(const quoth_vocabulary *vocabulary, uint32_t id);

/* What differs from the standard, each by itself: flags of quoth_token_options. They are for both profiles and no other
 * changes them; abbreviations and elisions are those of the language of the text. */
typedef enum quoth_token_flag {
    QUOTH_TOKENS_HYPHENS = 1,        /* compounds with hyphens are one token: vice-president */
    QUOTH_TOKENS_URLS = 2,           /* so are https://a.org/b, www.a.org and a9.com, */
    QUOTH_TOKENS_EMAILS = 4,         /* jo.do@a.org, */
    QUOTH_TOKENS_NAMES = 8,          /* @jo and @jo@a.org, */
    QUOTH_TOKENS_TAGS = 16,          /* #tag, */
    QUOTH_TOKENS_NUMBERS = 32,       /* 12:30, .5 and 10 000 with a no-break or thin space (3.14 is one in any case), */
    QUOTH_TOKENS_ABBREVIATIONS = 64, /* U.S., e.g., Mr. and J. with their dots */
    QUOTH_TOKENS_ELISION = 128,      /* l’ and arbre are two tokens */
    QUOTH_TOKENS_COLON = 256,        /* a colon is no part of a word, as in CLDR: the standard has a:b as one */
    QUOTH_TOKENS_NO_BREAK_SPACES = 512 /* U+202F separates, as U+00A0 does: always so in the profile of news */
} quoth_token_flag;

typedef struct quoth_token_options {
    size_t size;
    quoth_profile profile;
    bool spaces;    /* also rows of white space, so that the tokens cover the text */
    uint32_t flags; /* a sum of quoth_token_flag */
} quoth_token_options;

/* The tokens of a text by UAX #29 words: start, end, start_byte, end_byte, kind (a name: word, number, punctuation,
 * mark, space, other), id. `vocabulary` gives the ids and grows; NULL: no column `id`. `options` may be NULL. Errors:
 * QUOTH_OVER_LIMIT, QUOTH_NO_MEMORY, QUOTH_CANCELLED, QUOTH_BAD_ARGUMENT; ids added before a failure stay. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_tokens(quoth_context *context, const quoth_text *text,
                                                  const quoth_token_options *options, quoth_vocabulary *vocabulary,
                                                  quoth_table **table);

/* The tokens of many texts in one table, in the order of the texts: `text` (which of them) and the columns of
 * quoth_tokens. Errors as there, QUOTH_TOO_LARGE. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_tokens_many(quoth_context *context, const quoth_text *const *texts,
                                                       size_t count, const quoth_token_options *options,
                                                       quoth_vocabulary *vocabulary, quoth_table **table);

/* -------------------------------------------------------------------------------------------- quotations */

/* The closed lists: the pools of the columns `kind` of quotations and of changes hold these names in this order. */
typedef enum quoth_kind {
    QUOTH_KIND_SPEECH,
    QUOTH_KIND_THOUGHT,
    QUOTH_KIND_WRITING,
    QUOTH_KIND_FRAGMENT,
    QUOTH_KIND_TITLE,
    QUOTH_KIND_NAME,
    QUOTH_KIND_TERM,
    QUOTH_KIND_INDIRECT, /* told without marks: "Lind said that the bridge was safe" */
    QUOTH_KIND_MIXED,    /* the same with marked words in it, which have their own row as well */
    QUOTH_KIND_TURN /* all that somebody says in an interview or a transcript until the next one speaks: no marks */
} quoth_kind;
#define QUOTH_KIND_COUNT 10
/* "speech" for QUOTH_KIND_SPEECH. Static; never NULL. */
QUOTH_API const char *quoth_kind_name(quoth_kind kind);

/* What the caller knows of a text, from elsewhere or by hand: it is believed before what is found. Places are code
 * points; strings are UTF-8, end with NUL and are copied.
 *
 * Words that name somebody. Of two places that overlap the longer holds, of two of a length the first. */
typedef struct quoth_mention {
    uint32_t start, end;
    const char *name; /* one name, one person: also "he" may have one; NULL: the words say it themselves */
    char gender;      /* 'm', 'f', or 0 where it is not known */
    char sort;        /* 'p' a person, 'b' a body (a ministry, a firm), or 0 */
} quoth_mention;
/* Who says a quotation. It holds for the quotations that lie within the place, the ones inside them left out; where
 * none does, for the innermost one around it. A later one goes before an earlier one. */
typedef struct quoth_said {
    uint32_t start, end;
    const char *speaker;   /* NULL: nobody is known */
    const char *addressee; /* NULL: as it is found */
} quoth_said;
typedef struct quoth_known {
    const quoth_mention *mentions;
    size_t mention_count;
    const quoth_said *said;
    size_t said_count;
} quoth_known;

typedef struct quoth_quotation_options {
    size_t size;
    bool spans_only;   /* find the stretches and their nesting, no kinds and no speakers */
    bool no_indirect;  /* leave out what is told without marks */
    quoth_known known; /* a place that is none of the text: QUOTH_BAD_ARGUMENT */
} quoth_quotation_options;

/* The quotations of one text: first the stretches between marks, outermost first, in order of start; then, unless
 * `no_indirect`, what is told without marks ("Putin said that ...", "..., he said"; kinds indirect, and mixed where it
 * holds marks), in order of start. The rows of the stretches are the same with and without the others. Columns:
 *   start, end, start_byte, end_byte   the words inside the marks
 *   outer_start, outer_end             with the marks
 *   level, parent                      how deep, and the row of the quotation around it; null for what has no marks
 *   group, part                        the stretches of one whole have the row of its first in `group`; parts from 0
 *   marked (a name)                    what sets it off: marks; dash, which opens a turn of speech and is of the words,
 *                                      as it is no mark (the narrator's words are cut out); block, a paragraph set in
 *                                      or behind >; label, the name of who speaks; null for what nothing sets off
 *   closed (0, 1), mended              whether it has both marks, or needs none; how a missing one was made good (a
 *                                      name); null for what has no marks
 *   kind, kind_sure
 *   speaker, speaker_start, speaker_end, speaker_as_written, addressee
 *   cue, cue_start, cue_end, asserted (0, 1), sure
 *   step, rest_start, rest_end, earlier   the step of attribution that decided, the place it rests on, the row before
 *   within   of what has no marks, the row of the innermost stretch that it lies in; null for stretches
 * Children: `speakers` (quotation, name), `chain` (quotation, depth, name: the tellers from the outside in), `editorial`
 * (quotation, start, end, sort: an ellipsis, a cut [...] or an insertion [the army] among its own words).
 * A column without a value in a row is null there. `options` may be NULL.
 * Errors: QUOTH_OVER_LIMIT, QUOTH_NO_MEMORY, QUOTH_CANCELLED. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_quotations(quoth_context *context, const quoth_text *text,
                                                      const quoth_quotation_options *options, quoth_table **table);

/* ------------------------------------------------------------------------------------------------ compare */

typedef enum quoth_measure {
    QUOTH_LEVENSHTEIN,  /* insertions, deletions, replacements (Levenshtein 1966) */
    QUOTH_INDEL,        /* insertions and deletions */
    QUOTH_LCS,          /* the longer length less the longest common subsequence */
    QUOTH_OSA,          /* Levenshtein, and neighbours that change places; no token is edited twice */
    QUOTH_DAMERAU,      /* the same, with edits between those that change places (Damerau-Levenshtein) */
    QUOTH_HAMMING,      /* places that differ, and what the longer one has more */
    QUOTH_PREFIX,       /* the longer length less the common beginning */
    QUOTH_POSTFIX,      /* the longer length less the common end */
    QUOTH_JARO,         /* Jaro 1989, in billionths */
    QUOTH_JARO_WINKLER, /* Winkler 1990: up to four equal tokens in front count, where Jaro is above .7 */
    /* Of bags, where an id counts as often as it stands in both; the order of tokens has no meaning: */
    QUOTH_DICE,        /* 2 common / (a + b) */
    QUOTH_JACCARD,     /* common / (a + b - common) */
    QUOTH_CONTAINMENT, /* common / the smaller one */
    QUOTH_COSINE       /* of how often each id stands there times its weight; in billionths */
} quoth_measure;
#define QUOTH_MEASURE_COUNT 14
/* "levenshtein" for QUOTH_LEVENSHTEIN. Static; never NULL. */
QUOTH_API const char *quoth_measure_name(quoth_measure measure);

/* How far apart two sequences are, out of the greatest distance that there can be: the similarity is most - distance,
 * the normalised ones are shares of most (1 and 0 where it is 0). */
typedef struct quoth_likeness {
    uint64_t distance, most;
} quoth_likeness;
#define QUOTH_ONE 1000000000u /* `most` of the measures that are no counts */

/* What the tokens of bags weigh, of[id]; an id from `count` on weighs 1. Borrowed for the call. */
typedef struct quoth_weights {
    const uint32_t *of; /* up to QUOTH_WEIGHT_MAX */
    size_t count;
} quoth_weights;
#define QUOTH_WEIGHT_MAX 65535u

/* Compares two sequences of ids by any measure. `weights` are for Dice, Jaccard, containment and cosine; NULL: all 1.
 * A distance above `bound` is given as bound + 1, sooner (UINT64_MAX: no bound). Symmetric. Time: Levenshtein, Indel,
 * LCS, OSA O(ceil(min / 64) * max) (Myers 1999, Hyyrö 2003, 2004), with a bound O(bound * max / 64) but for OSA;
 * Damerau O(min(bound, min) * max) (Zhao and Sahni 2019); the others O((a + b) log (a + b)) at most. Memory linear.
 * Errors: QUOTH_BAD_ARGUMENT (no such measure; weights where there can be none, or too great), QUOTH_TOO_LARGE (more
 * than 2^31 - 1 ids), QUOTH_NO_MEMORY, QUOTH_OVER_LIMIT, QUOTH_CANCELLED. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_compare(quoth_context *context, quoth_measure measure,
                                                   const quoth_weights *weights, const uint32_t *a, size_t a_count,
                                                   const uint32_t *b, size_t b_count, uint64_t bound,
                                                   quoth_likeness *likeness);

/* What edits cost. 0 is free. Up to QUOTH_WEIGHT_MAX. */
typedef struct quoth_costs {
    uint32_t insertion, deletion, replacement;
} quoth_costs;
/* The cheapest edits that turn a into b. `most` is what the cheapest edits cost where nothing is equal. Symmetric where
 * insertion and deletion cost the same. O(a * b) time, with a bound O(bound / the cheaper of insertion and deletion *
 * max); memory O(min). Errors as quoth_compare; QUOTH_BAD_ARGUMENT for a cost that is too great. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_compare_costs(quoth_context *context, const quoth_costs *costs,
                                                         const uint32_t *a, size_t a_count, const uint32_t *b,
                                                         size_t b_count, uint64_t bound, quoth_likeness *likeness);

/* The distance alone, without weights, and the normalised similarity; as quoth_compare. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_distance(quoth_context *context, quoth_measure measure, const uint32_t *a,
                                                    size_t a_count, const uint32_t *b, size_t b_count, uint64_t bound,
                                                    uint64_t *distance);
QUOTH_API QUOTH_CHECKED quoth_status quoth_similarity(quoth_context *context, quoth_measure measure, const uint32_t *a,
                                                      size_t a_count, const uint32_t *b, size_t b_count,
                                                      double *similarity);
/* The steps that turn a into b, in order: op (a name: equal, replace, delete, insert), a_start, a_end, b_start, b_end.
 * Fewest insertions, deletions and replacements; of those, the longest unbroken equal runs (compare/align.c says how).
 * O(distance * max / 64) time while the band of the fewest edits has 8 million cells at the most, O(a_count * b_count /
 * 64) and linear memory beyond. Errors as quoth_distance. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_align(quoth_context *context, const uint32_t *a, size_t a_count,
                                                 const uint32_t *b, size_t b_count, quoth_table **table);
/* The steps of such a table as a CIGAR string, "3=1X2I": how many tokens, and `=` equal, `X` replaced, `D` in a alone,
 * `I` in b alone. Written into `buffer` (`capacity` bytes, ends with NUL, cut where it does not fit); gives the length of
 * the whole. Linear. Errors: QUOTH_BAD_ARGUMENT (no such table), QUOTH_NO_MEMORY, QUOTH_OVER_LIMIT, QUOTH_CANCELLED. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_cigar(quoth_context *context, const quoth_table *alignment, char *buffer,
                                                 size_t capacity, size_t *length);

/* Many sequences of ids: sequence i is ids[starts[i] .. starts[i + 1]), so that `starts` has count + 1 numbers. Borrowed
 * for the call. */
typedef struct quoth_sequences {
    const uint32_t *ids;
    const uint64_t *starts;
    size_t count;
} quoth_sequences;

/* The weights of ids 0 .. count by how few passages have them: 16 * log2((passages + 1) / those that have it), rounded,
 * and at least 1. Linear. Errors: QUOTH_BAD_ARGUMENT (an id from `count` on), QUOTH_NO_MEMORY, QUOTH_OVER_LIMIT,
 * QUOTH_CANCELLED. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_idf(quoth_context *context, const quoth_sequences *passages,
                                               uint32_t *weights, size_t count);

/* What a cell of a matrix is: a distance, or the normalised similarity as a float of 32 bits. */
typedef enum quoth_cell { QUOTH_CELL_U8, QUOTH_CELL_U16, QUOTH_CELL_U32, QUOTH_CELL_F32 } quoth_cell;

typedef struct quoth_cdist_options {
    size_t size;
    quoth_measure measure;
    quoth_cell cell;
    const quoth_weights *weights; /* as for quoth_compare; may be NULL */
    bool bounded;                 /* a distance above `bound` is given as bound + 1, a similarity as 0, sooner */
    uint64_t bound;
} quoth_cdist_options;

/* How far each query is from each choice: rows from .. to (exclusive) of the matrix, one after the other, of
 * choices->count cells each, the first at `cells`. A share is these rows: many contexts fill shares of one matrix at
 * once, and each cell is the same whatever the shares are. Cells of a call that failed are undefined. Levenshtein,
 * Indel and LCS: many pairs at once (compare/lanes.h), each O(ceil(shorter / 64) * longer); the others as
 * quoth_compare. Memory linear in the sequences. Errors: as quoth_compare; QUOTH_BAD_ARGUMENT for starts that fall, for
 * rows that are not there and for cells that a distance may not fit into. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_cdist(quoth_context *context, const quoth_cdist_options *options,
                                                 const quoth_sequences *queries, const quoth_sequences *choices,
                                                 size_t from, size_t to, void *cells);

/* Passages made ready for quoth_join_pairs: exact filters by length, by the rarest tokens and by what is left in
 * common (PPJoin, Xiao and others 2008), for a measure and the least similarity that counts. It borrows the sequences,
 * and cannot be changed once made: many contexts read it at once. */
typedef struct quoth_join quoth_join;
typedef struct quoth_join_options {
    size_t size;
    quoth_measure measure;
    uint32_t at_least;            /* the least normalised similarity, in billionths */
    const quoth_weights *weights; /* as for quoth_compare; copied; may be NULL */
} quoth_join_options;
/* Makes one; free with quoth_join_free. Linear. About 20 bytes a token. Errors: QUOTH_BAD_ARGUMENT, also for
 * at_least above 1; QUOTH_TOO_LARGE, QUOTH_NO_MEMORY, QUOTH_OVER_LIMIT, QUOTH_CANCELLED. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_join_make(quoth_context *context, const quoth_join_options *options,
                                                     const quoth_sequences *passages, quoth_join **join);
/* NULL does nothing. */
QUOTH_API void quoth_join_free(quoth_join *join);
/* How many passages it has, and the bytes it holds. */
QUOTH_API size_t quoth_join_count(const quoth_join *join);
QUOTH_API size_t quoth_join_size(const quoth_join *join);
/* The pairs of passages whose similarity is at least that bound, by a and b: a, b (passages, a below b),
 * similarity. `from` to `to` is a share of the passages 0 .. quoth_join_count in an order of its own: each
 * pair is in one share, later ones take longer. Time by what the filters leave, at worst each pair; without weights all
 * measures but the cosine are filtered by length and by what they need in common, the others by the tokens that some
 * other passage has. Memory linear in the passages and the pairs. Errors: QUOTH_BAD_ARGUMENT (no such share),
 * QUOTH_TOO_LARGE, QUOTH_NO_MEMORY, QUOTH_OVER_LIMIT, QUOTH_CANCELLED. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_join_pairs(quoth_context *context, const quoth_join *join, size_t from,
                                                      size_t to, quoth_table **table);
/* Joins the pairs of shares into one table, by a and b: the same whatever the shares are. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_pairs_merge(quoth_context *context, const quoth_table *const *tables,
                                                       size_t count, quoth_table **table);

typedef struct quoth_nearest_options {
    size_t size;
    quoth_measure measure;
    size_t k;                     /* passages for each query; fewer where there are fewer */
    const quoth_weights *weights; /* as for quoth_compare; may be NULL */
} quoth_nearest_options;
/* The k passages that are most like each query from .. to (exclusive), by query, the best first and of two that are as
 * like the one that stands first: query, passage, similarity (normalised). Each query's rows are the same whatever the
 * shares are. Time that of all pairs (quoth_cdist); memory linear in the sequences and the rows. Errors as quoth_cdist.
 */
QUOTH_API QUOTH_CHECKED quoth_status quoth_nearest(quoth_context *context, const quoth_nearest_options *options,
                                                   const quoth_sequences *queries, const quoth_sequences *passages,
                                                   size_t from, size_t to, quoth_table **table);

typedef enum quoth_change {
    QUOTH_CHANGE_SAME,
    QUOTH_CHANGE_MARKS,
    QUOTH_CHANGE_CASE,
    QUOTH_CHANGE_SPELLING,
    QUOTH_CHANGE_FORM,
    QUOTH_CHANGE_REPLACED,
    QUOTH_CHANGE_ADDED,
    QUOTH_CHANGE_CUT_MARKED,
    QUOTH_CHANGE_CUT_SILENT,
    QUOTH_CHANGE_SPLICE,
    QUOTH_CHANGE_MOVED,
    QUOTH_CHANGE_SHIFTED,
    QUOTH_CHANGE_NEGATION,
    QUOTH_CHANGE_MODAL,
    QUOTH_CHANGE_NUMBER,
    QUOTH_CHANGE_NAME,
    QUOTH_CHANGE_DATE,
    QUOTH_CHANGE_EDITORIAL,
    QUOTH_CHANGE_SENTENCE
} quoth_change;
#define QUOTH_CHANGE_COUNT 19
/* "cut_silent" for QUOTH_CHANGE_CUT_SILENT. Static; never NULL. */
QUOTH_API const char *quoth_change_name(quoth_change change);
/* Whether a change of this kind may turn the sense and is to be flagged in words. */
QUOTH_API bool quoth_change_turns_sense(quoth_change change);

/* A passage: ordered ranges of code points in one text, as the words of a quotation without those of the ones inside
 * it. */
typedef struct quoth_range {
    uint32_t start, end; /* code points, exclusive; in rising order */
} quoth_range;
typedef struct quoth_passage {
    const quoth_text *text;
    const quoth_range *ranges;
    size_t range_count;
} quoth_passage;

/* What changed from `base` to `reading`, in the order of the base. Columns: kind, and the places of both sides as code
 * points of their texts, before_start, before_end, after_start, after_end (null where a side has none: an addition, a
 * cut), before_words, after_words (how many words). A reading with the same words and marks has one row, `same`. Time
 * O(words * words / 64). Errors: QUOTH_BAD_ARGUMENT (a range outside its text), QUOTH_OVER_LIMIT, QUOTH_NO_MEMORY,
 * QUOTH_CANCELLED. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_changes(quoth_context *context, const quoth_passage *base,
                                                   const quoth_passage *reading, quoth_table **table);

/* ------------------------------------------------------------------------------------------------ search */

/* Texts read once, so that many passages can be looked for in them. It is never written to: many threads may search
 * it at once, each with a context of its own. It borrows its texts, which must outlive it. */
typedef struct quoth_index quoth_index;

typedef struct quoth_find_options {
    size_t size;
    double at_least; /* similarity, from 0 to 1; 0: all that chance does not explain */
    size_t most;     /* rows; 0: all */
} quoth_find_options;

/* Where a text says a passage again: within quotation marks or without them, word for word or reworded, with words left
 * out or put in. An ellipsis in the passage (... or the one character, in brackets or not) stands for any words. Columns,
 * the most similar first, then by text and place:
 *   text                  which of the texts, from 0; 0 for quoth_find
 *   start, end            the words of the text
 *   similarity            twice the words in common (another form or spelling counts for less) by the words of both; those
 *                         at an ellipsis are not counted
 *   exact (0, 1)          word for word, but for case and marks
 *   words, shared, gaps   words of the text; how many of the passage it has; places where words were left out or put in
 *   part_start, part_end  what of the passage it says, in code points of the passage's text
 * Children: `ranges` (hit, start, end: the hit without the words that an ellipsis stands for), `changes` (hit, and the
 * columns of quoth_changes: from the passage to the text). `options` may be NULL.
 *
 * A hit says so much of the passage that chance gives it less than once in 64 texts like these, or most of it. Words are
 * the same also in another form, in another spelling and with a letter or two that were misread.
 *
 * Time: linear in the text, and for k runs of words in common O(k log k); a hit costs the words it has times those
 * of the passage at the most. Errors: QUOTH_BAD_ARGUMENT (a range outside its text, a text that is NULL, a bound that
 * is no share), QUOTH_TOO_LARGE (2^31 words), QUOTH_OVER_LIMIT, QUOTH_NO_MEMORY, QUOTH_CANCELLED. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_find(quoth_context *context, const quoth_passage *passage,
                                                const quoth_text *text, const quoth_find_options *options,
                                                quoth_table **table);
/* Reads the texts, in time linear in them; about 40 bytes a word. Errors as quoth_find. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_index_make(quoth_context *context, const quoth_text *const *texts,
                                                      size_t count, quoth_index **index);
/* NULL does nothing. */
QUOTH_API void quoth_index_free(quoth_index *index);
/* As quoth_find, in all the texts of an index. Time: linear in the places of the passage's rarer words and in the
 * different words of the texts, not in the texts. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_index_find(quoth_context *context, const quoth_index *index,
                                                      const quoth_passage *passage, const quoth_find_options *options,
                                                      quoth_table **table);

typedef struct quoth_utterances_options {
    size_t size;
    const uint32_t *accounts; /* of each passage: equal numbers, one account. NULL: each is of an account of its own */
    const uint32_t *speakers; /* of each passage: who says it; UINT32_MAX: not known. NULL: nobody is known */
    bool letters;             /* compare letters, not words: where no two hands spell alike */
    uint32_t at_least;        /* by letters: how alike the passages of an utterance are on the mean, in billionths; 0:
                                 0.66 where accounts are given, else 0.74 */
} quoth_utterances_options;

/* Which of many passages are tellings of one utterance. Columns: utterance (0, 1, ... by the first passage), passage,
 * stands (0, 1: the wording that stands for the utterance: the one told most often, of these the one most like the
 * others), reason (a name: "same words", "alike", "place"), share (0 to 1: how much it has in common with the others on
 * the mean); by utterance, then passage. A passage that is told once has no row. The partition is the same for any order
 * of the passages, but that passages of one account count as told in the order in which they are given.
 *
 * By words, as quoth_corpus_utterances: exact forms first, candidates by rare words and pairs of words, verified by the
 * words in order and by speaker, word forms by the language of the first passage's text. By letters: candidates by rare
 * stretches of five letters, verified by insertions and deletions of letters (spaces count, marks and case do not), joined
 * by the mean of all with all; speakers are not looked at, and of one account no two passages are of one utterance.
 * `options` may be NULL.
 *
 * Time: near linear, each passage is held against some dozens of others at the most; memory linear. Errors:
 * QUOTH_BAD_ARGUMENT (a range outside its text; at_least above 1), QUOTH_TOO_LARGE, QUOTH_NO_MEMORY, QUOTH_OVER_LIMIT,
 * QUOTH_CANCELLED. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_utterances(quoth_context *context, const quoth_passage *passages,
                                                      size_t count, const quoth_utterances_options *options,
                                                      quoth_table **table);

/* ------------------------------------------------------------------------------------------------ corpus */

/* Several accounts of a conversation, analysed together. One writer; once made its tables are free of it. */
typedef struct quoth_corpus quoth_corpus;

typedef struct quoth_account {
    size_t size;
    const char *id;           /* unique in the corpus; UTF-8, ends with NUL */
    quoth_string text;        /* UTF-8; copied */
    size_t skip;              /* bytes in front that are not analysed */
    const char *siglum;       /* NULL: made from the id */
    const char *date;         /* ISO 8601, as far as known; NULL: none */
    const char *source;       /* NULL: none */
    const char *title;        /* NULL: none */
    const char *lang;         /* NULL: guessed */
    quoth_language *language; /* NULL: the compiled-in one of `lang` (en for en-GB) */
    quoth_known known;        /* copied */
    bool no_indirect;         /* leave out what is told without marks */
    bool spans_only;          /* its stretches alone, no kinds and no speakers; no language is guessed for it */
} quoth_account;

/* The front matter of an account: lines `key: value` between two lines `---` at the very start (after a byte order
 * mark). Keys id, siglum, date, source, title, lang; others are passed over. Strings point into `bytes`; {NULL, 0}
 * where there is none. `skip` is the byte where the text begins: 0 where there is no front matter. Never fails. */
typedef struct quoth_front_matter {
    quoth_string id, siglum, date, source, title, lang;
    size_t skip;
} quoth_front_matter;
QUOTH_API quoth_front_matter quoth_front_matter_read(const char *bytes, size_t length);

/* Makes an empty corpus. Errors: QUOTH_NO_MEMORY. Free with quoth_corpus_free; it outlives its context. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_make(quoth_context *context, quoth_corpus **corpus);
/* Frees a corpus; NULL does nothing. Its tables live on, its texts do not. */
QUOTH_API void quoth_corpus_free(quoth_corpus *corpus);
/* The languages that accounts added from now on are looked up in by their `lang` and guessed from: in place of those
 * compiled in, each of which a corpus reads anew when it needs it, and of those given before. Retained. O(count). Errors:
 * QUOTH_BAD_ARGUMENT (one that is NULL), QUOTH_NO_MEMORY. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_languages(quoth_context *context, quoth_corpus *corpus,
                                                            quoth_language *const *languages, size_t count);
/* Adds an account and finds its quotations; where nobody has words of its language, by the marks alone. A failure leaves
 * the corpus as it was. Errors: those of quoth_text_make and quoth_quotations; QUOTH_BAD_ARGUMENT for an id or a siglum
 * that there is already. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_add(quoth_context *context, quoth_corpus *corpus,
                                                      const quoth_account *account);
QUOTH_API size_t quoth_corpus_accounts_count(const quoth_corpus *corpus);
/* One row an account, in the order of adding: id, siglum, date, source, title, lang, lang_guessed (0, 1), words,
 * code_points, skip (code points), quotations (how many). */
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_accounts(quoth_context *context, quoth_corpus *corpus,
                                                           quoth_table **table);
/* The text of an account; owned by the corpus. NULL where there is none. */
QUOTH_API const quoth_text *quoth_corpus_text(const quoth_corpus *corpus, size_t account);
/* All quotations: the stretches between marks, account by account, then what is told without, account by account. The
 * columns of quoth_quotations after `account` (a name), `id` ("carlson-2024#3" for a stretch, "carlson-2024~1" for
 * what is told without marks) and `text` (the words as they stand), and before `edited` (0, 1: whether an edit holds).
 * Rows (`parent`, `group`, `earlier`, `within`) count within this table. Names are those of people across the accounts.
 * Fourth child: edits (quotation, edit: row of quoth_corpus_edits). */
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_quotations(quoth_context *context, quoth_corpus *corpus,
                                                             quoth_table **table);
/* The stretches between marks alone: the columns of quoth_corpus_quotations from `account` to `mended`; no children.
 * Errors: QUOTH_OVER_LIMIT, QUOTH_NO_MEMORY, QUOTH_CANCELLED. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_spans(quoth_context *context, quoth_corpus *corpus,
                                                        quoth_table **table);
/* The people who speak or are spoken of: name, gender (m, f or none), collective (0, 1), quotations (how many they
 * speak). Child `aliases`: person, account, name (as written), count. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_people(quoth_context *context, quoth_corpus *corpus,
                                                         quoth_table **table);
/* The utterances: one row each saying told twice or more. Columns: id ("u1"), speaker, base (row of `readings`), readings
 * (how many), turns_sense (how many readings have a change that may turn the sense), reason (a name), share (0 to 1: how
 * much of their words the readings have in common). Children:
 *   readings   utterance, account (a name), quotation (row of quoth_corpus_quotations), start, end, words, changed (how
 *              many words), similarity (to the base); the base first, then by date, account, place
 *   ranges     reading, start, end: the quotation's own words, without those of the quotations inside it
 *   changes    reading, and the columns of quoth_changes, from the base to it
 *   edits      utterance, edit (row of quoth_corpus_edits)
 * Independent of the order of the accounts, but for the order of equals. Errors: QUOTH_OVER_LIMIT, QUOTH_NO_MEMORY,
 * QUOTH_CANCELLED. Time: linear in the words and in the pairs of quotations that share rare words; the changes as
 * quoth_changes for each reading. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_utterances(quoth_context *context, quoth_corpus *corpus,
                                                             quoth_table **table);

/* Where the accounts say a passage again: the columns and children of quoth_find, but for `text`, which is `account` (a
 * name), and after them `quotation`: the row of quoth_corpus_quotations that holds the hit, none where it stands outside
 * of quotation marks. The texts are read for it at the first search, and kept until an account is added. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_find(quoth_context *context, quoth_corpus *corpus,
                                                       const quoth_passage *passage, const quoth_find_options *options,
                                                       quoth_table **table);
/* Every quotation of a draft held against the accounts; what is quoted inside another has a row of its own, titles,
 * names and terms have none. The draft may be Markdown. It stays outside of the corpus; its id may be NULL. Columns:
 *   row, start, end, level   of the draft: the row that quoth_quotations would give it, its places, how deep it lies
 *   speaker                  who says it in the draft
 *   found (a name)           exact (word for word; marks, capitals, cuts marked by dots and words in brackets aside),
 *                            changed, other_speaker (whatever else changed), not_found
 *   account, said_start, said_end, quotation, said_by   where it is found: places of the account, the row of
 *                            quoth_corpus_quotations (none outside of marks), who says it there
 *   similarity, turns_sense (0, 1)
 * Children: `ranges` (check, start, end: of the draft, the stretches of a quotation that goes on after "he said"),
 * `changes` (check, and the columns of quoth_changes: from the account to the draft).
 * Of several places the most similar is taken, rather in marks and by the same speaker. One that is less similar than
 * options->at_least (0, or no options: 0.4) is not found; `most` is not looked at. Errors: those of quoth_corpus_add and
 * quoth_find. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_check(quoth_context *context, quoth_corpus *corpus,
                                                        const quoth_account *draft, const quoth_find_options *options,
                                                        quoth_table **table);

/* Edits: corrections that the analysis respects from then on in every table. An account that has some is analysed anew
 * with them: what rests on a speaker (parts that go on, "I" inside the words, turns) follows. Each is kept by account,
 * place and words, so that it can be made again in another run; nothing of it is lost where it cannot be. */
typedef enum quoth_edit_kind {
    QUOTH_EDIT_SPEAKER,         /* `value` says it (NULL: nobody is known) */
    QUOTH_EDIT_ADDRESSEE,       /* it is said to `value` (NULL: nobody is known) */
    QUOTH_EDIT_KIND,            /* `value` is its kind, one of those between marks */
    QUOTH_EDIT_NOT_A_QUOTATION, /* it leaves the tables, and what lies in it moves up; ids of the others stay */
    QUOTH_EDIT_SAME_PERSON,     /* `value` and `other_value` are names of one person, in every account */
    QUOTH_EDIT_MERGE,           /* `at` and `other` are tellings of one utterance, and so are all that go with them */
    QUOTH_EDIT_SPLIT            /* it is no telling of an utterance, unless a later merge says so */
} quoth_edit_kind;
#define QUOTH_EDIT_COUNT 7
QUOTH_API const char *quoth_edit_name(quoth_edit_kind kind);

/* A quotation: where its words stand. */
typedef struct quoth_edit_place {
    const char *account; /* its id */
    uint32_t start, end; /* code points */
    quoth_string words;  /* {NULL, 0}: those that stand there now */
} quoth_edit_place;
typedef struct quoth_edit {
    size_t size;
    quoth_edit_kind kind;
    quoth_edit_place at;    /* every kind but QUOTH_EDIT_SAME_PERSON */
    quoth_edit_place other; /* QUOTH_EDIT_MERGE */
    const char *value, *other_value;
    const char *note; /* NULL: none */
} quoth_edit;

/* Makes an edit, after those there are; what was undone can no longer be made again. Strings are copied. Of several
 * edits of one thing the last holds. O(accounts); the analysis waits for the next table that is asked for. Errors:
 * QUOTH_BAD_ARGUMENT (no such kind, a value, place or words that cannot be), QUOTH_BAD_UTF8, QUOTH_NOT_FOUND (no such
 * account, and no words), QUOTH_NO_MEMORY. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_edit(quoth_context *context, quoth_corpus *corpus,
                                                       const quoth_edit *edit);
/* Takes the last edit back; makes the one again that was last taken back. Errors: QUOTH_NOT_FOUND where there is none.
 */
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_undo(quoth_context *context, quoth_corpus *corpus);
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_redo(quoth_context *context, quoth_corpus *corpus);
/* The edits that hold, in the order they were made: edit (a name), account, start, end, words, other_account,
 * other_start, other_end, other_words, value, other_value, note; status (a name: applied; moved: the words no longer
 * stand at the place, but elsewhere in the account, once; lost: they do not, or a name is nobody's or several
 * people's); overruled (0, 1: a later edit says otherwise); quotation, other_quotation (rows of
 * quoth_corpus_quotations, null where they have none). What an edit has no use for is null. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_edits(quoth_context *context, quoth_corpus *corpus,
                                                        quoth_table **table);

/* Sentences made of codes and places. Each is written into `buffer` (`capacity` bytes, ends with NUL, cut at a whole
 * character where it does not fit); gives the length of the whole. The tables are those of this corpus. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_why_speaker(quoth_context *context, const quoth_corpus *corpus,
                                                              const quoth_table *quotations, size_t row, char *buffer,
                                                              size_t capacity, size_t *length);
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_why_utterance(quoth_context *context, const quoth_corpus *corpus,
                                                                const quoth_table *utterances, size_t row, char *buffer,
                                                                size_t capacity, size_t *length);
QUOTH_API QUOTH_CHECKED quoth_status quoth_corpus_why_change(quoth_context *context, const quoth_corpus *corpus,
                                                             const quoth_table *utterances, size_t change_row,
                                                             char *buffer, size_t capacity, size_t *length);
/* The same for a table of quoth_quotations and its text, and for one of quoth_changes and its passages. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_why_speaker(quoth_context *context, const quoth_text *text,
                                                       const quoth_table *quotations, size_t row, char *buffer,
                                                       size_t capacity, size_t *length);
QUOTH_API QUOTH_CHECKED quoth_status quoth_why_change(quoth_context *context, const quoth_passage *base,
                                                      const quoth_passage *reading, const quoth_table *changes,
                                                      size_t row, char *buffer, size_t capacity, size_t *length);

#ifdef __cplusplus
}
#endif
#endif
