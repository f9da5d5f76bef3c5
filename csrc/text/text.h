/* text: a validated text, its paragraphs and sentences, and tokens with their ids.
 *
 *   bytes  ──────────────────────────────────────────► validated UTF-8
 *   stops[i]: code points before byte 64 * i           so that byte -> code point is O(1): one stop and 64 bytes at
 * most paragraphs: [start, end) in bytes, no line break at either end, in order; what lies between them is white space
 *
 * Everything inside the library counts in bytes; quoth_text_code_point turns places that go out. */
#ifndef QUOTH_TEXT_H
#define QUOTH_TEXT_H

#include "../base/base.h"
#include "../lang/lang.h"
#include "memo.h"
#include "stems.h"

typedef struct quoth__span {
    uint32_t start, end; /* bytes */
} quoth__span;

struct quoth_text {
    quoth_allocator allocator;
    const uint8_t *bytes;
    uint32_t length, skip, code_points;
    bool kept;
    bool utf16; /* code points above U+FFFF, of which there are some, count as two */
    uint32_t *stops;
    size_t stop_count;
    quoth_language *language; /* may be NULL */
    quoth__array paragraphs;  /* quoth__span */
    bool wrapped;             /* the lines are hard-wrapped: single line breaks lie inside paragraphs */
};

typedef enum quoth__token_kind {
    QUOTH__TOKEN_WORD,
    QUOTH__TOKEN_NUMBER,
    QUOTH__TOKEN_PUNCTUATION,
    QUOTH__TOKEN_MARK, /* a quotation mark or apostrophe standing alone */
    QUOTH__TOKEN_SPACE,
    QUOTH__TOKEN_OTHER
} quoth__token_kind;
#define QUOTH__TOKEN_KINDS 6
extern const char *const quoth__token_kind_names[QUOTH__TOKEN_KINDS];

/* Tokens as columns, in order; white space is left out unless asked for. */
typedef struct quoth__tokens {
    uint32_t *start, *end; /* bytes of the text */
    uint32_t *kind;        /* quoth__token_kind */
    uint32_t *id;          /* of the vocabulary; not written without one */
    size_t count, capacity;
    void *block; /* where they lie; quoth__tokens_bytes long */
} quoth__tokens;

struct quoth_vocabulary {
    quoth_allocator allocator;
    quoth__strings forms;
    quoth__array scratch;           /* the form being made */
    unsigned form_options;          /* of quoth__form_append */
    quoth__stems stems;             /* a stemmer where stems are asked for */
    char code[16];                  /* of the language of the stems; empty: none */
    quoth__memo short_ones, longer; /* segments as written that were looked up before: up to 16 bytes, up to 48 */
};

/* Frees what is inside a vocabulary that stands in another struct. */
void quoth__vocabulary_clear(const quoth_allocator *allocator, quoth_vocabulary *vocabulary);

/* The comparison form of bytes, in vocabulary->scratch until the next call. */
quoth_status quoth__vocabulary_fold(quoth_context *context, quoth_vocabulary *vocabulary, const uint8_t *bytes,
                                    size_t length, quoth_string *form);

/* Appends the tokens of bytes [start, end) of the text, which must be word boundaries (a paragraph, or the whole). */
quoth_status quoth__tokens_append(quoth_context *context, const quoth_text *text, uint32_t start, uint32_t end,
                                  const quoth_token_options *options, quoth_vocabulary *vocabulary,
                                  quoth__tokens *tokens);
void quoth__tokens_free(const quoth_allocator *allocator, quoth__tokens *tokens);
/* Gives back room where more than a quarter of it is empty. */
quoth_status quoth__tokens_fit(quoth_context *context, quoth__tokens *tokens);
size_t quoth__tokens_bytes(const quoth__tokens *tokens);

/* Fills in the code points (or units of UTF-16) of rising places in bytes: no start before the end above it. */
void quoth__points_fill(const quoth_text *text, size_t count, const uint32_t *start_byte, const uint32_t *end_byte,
                        uint32_t *start, uint32_t *end);

/* A table of places out of spans of bytes (quoth__span) that rise. */
quoth_status quoth__spans_table(quoth_context *context, const quoth_text *text, const quoth__array *spans,
                                quoth_table **table);

/* Appends the sentences (quoth__span, bytes, trimmed of white space) of a paragraph: UAX #29 sentences, joined after
 * the abbreviations and initials of the language and where a closing mark is followed by a lower-case word. */
quoth_status quoth__sentences_append(quoth_context *context, const quoth_text *text, quoth__span paragraph,
                                     quoth__array *sentences);

#endif
