/* compare: distances, alignment and named changes of two passages. It knows nothing of quotations. */
#ifndef QUOTH_COMPARE_H
#define QUOTH_COMPARE_H

#include "../text/text.h"

/* A step of an alignment: a[a_start, a_end) stands for b[b_start, b_end). */
typedef enum quoth__op { QUOTH__OP_EQUAL, QUOTH__OP_REPLACE, QUOTH__OP_DELETE, QUOTH__OP_INSERT } quoth__op;
typedef struct quoth__edit {
    uint32_t op, a_start, a_end, b_start, b_end;
} quoth__edit;

/* Sequences may have this many tokens: QUOTH_TOO_LARGE beyond. */
#define QUOTH__SEQUENCE_MAX 0x7FFFFFFFu
/* What the public functions ask of their sequences: QUOTH_BAD_ARGUMENT, QUOTH_TOO_LARGE. */
quoth_status quoth__sequences_check(quoth_context *context, const uint32_t *a, size_t a_count, const uint32_t *b,
                                    size_t b_count);

/* As quoth_distance. */
quoth_status quoth__distance(quoth_context *context, quoth_measure measure, const uint32_t *a, size_t a_count,
                             const uint32_t *b, size_t b_count, uint64_t bound, uint64_t *distance);
/* Appends the runs (quoth__edit). */
quoth_status quoth__align(quoth_context *context, const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
                          quoth__array *edits);

/* Those of a sequence as a table (the columns of quoth_align), and as a CIGAR string, appended (bytes). */
quoth_status quoth__edits_table(quoth_context *context, const quoth__edit *edits, size_t count, quoth_table **table);
quoth_status quoth__cigar(quoth_context *context, const quoth__edit *edits, size_t count, quoth__array *text);

/* A passage with its tokens: what changes and match work on. */
typedef struct quoth__passage {
    const quoth_text *text;
    const quoth__span *ranges; /* bytes */
    size_t range_count;
    quoth__tokens tokens; /* words and numbers and punctuation, by the shared vocabulary */
} quoth__passage;
/* Fills tokens from text and ranges; free with quoth__tokens_free. */
quoth_status quoth__passage_tokenise(quoth_context *context, quoth__passage *passage, quoth_vocabulary *vocabulary);
/* What the public functions ask of a passage: QUOTH_BAD_ARGUMENT. */
quoth_status quoth__passage_check(quoth_context *context, const quoth_passage *passage);
/* A passage in bytes, with its tokens. Begins {0}; close it also after a failure. */
quoth_status quoth__passage_open(quoth_context *context, const quoth_passage *given, quoth_vocabulary *vocabulary,
                                 quoth__passage *passage);
void quoth__passage_close(const quoth_allocator *allocator, quoth__passage *passage);

typedef struct quoth__difference {
    uint8_t kind;              /* quoth_change */
    quoth__span before, after; /* bytes; start QUOTH__NONE where a side has none */
    uint32_t before_words, after_words;
} quoth__difference;

/* Appends what changed (quoth__difference), in the order of the base. Both passages are of one vocabulary. */
quoth_status quoth__differences(quoth_context *context, const quoth__passage *base, const quoth__passage *reading,
                                const quoth_vocabulary *vocabulary, quoth__array *differences);
/* The closed list, in the order of quoth_change. */
extern const char *const quoth__change_names[QUOTH_CHANGE_COUNT];
/* Where in the base a change stands: a cut at either end is a reading that begins later or ends earlier. */
typedef enum quoth__edge { QUOTH__INSIDE, QUOTH__AT_START, QUOTH__AT_END } quoth__edge;
quoth_status quoth__edge_of(quoth_context *context, const quoth_text *text, quoth_range whole, quoth_range part,
                            quoth__edge *edge);
/* The sentence of a change, appended (bytes): 'a negation is gone: "not"'. */
quoth_status quoth__difference_why(quoth_context *context, quoth_change kind, quoth__edge edge, quoth_string before,
                                   quoth_string after, uint32_t before_words, uint32_t after_words,
                                   quoth__array *sentence);

#endif
