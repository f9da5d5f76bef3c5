/* found: the hits of one passage with what changed, and how they become rows: shared with the floors above. */
#ifndef QUOTH_FOUND_H
#define QUOTH_FOUND_H

#include "../base/order.h"
#include "../base/table.h"
#include "find.h"

typedef struct quoth__found {
    quoth__array hits;    /* quoth__hit */
    quoth__array ranges;  /* quoth__span, of the hits */
    quoth__array changes; /* quoth__difference, of the hits: those of hit i from firsts[i] on */
    quoth__array firsts;  /* uint32_t */
} quoth__found;

/* Checks and reads the options; 0 of `most` is all. */
QUOTH_CHECKED quoth_status quoth__find_check(quoth_context *context, const quoth_find_options *options,
                                             double *at_least, size_t *most);
/* Begins {0}; free also after a failure. */
QUOTH_CHECKED quoth_status quoth__found_make(quoth_context *context, const quoth_index *index,
                                             const quoth_passage *passage, const quoth_find_options *options,
                                             quoth__found *found);
void quoth__found_free(const quoth_allocator *allocator, quoth__found *found);
/* Appends what changed from the passage to ranges of a text or, with `from_text`, from these to the passage. */
QUOTH_CHECKED quoth_status quoth__found_changes(quoth_context *context, const quoth__passage *passage,
                                                const quoth_text *text, const quoth__span *ranges, size_t count,
                                                bool from_text, quoth_vocabulary *vocabulary,
                                                quoth__array *differences);

/* The first columns of a table of hits, in this order; START, PART are followed by their ends. */
enum {
    QUOTH__HIT_TEXT,
    QUOTH__HIT_START,
    QUOTH__HIT_SIMILARITY = 3,
    QUOTH__HIT_EXACT,
    QUOTH__HIT_WORDS,
    QUOTH__HIT_SHARED,
    QUOTH__HIT_GAPS,
    QUOTH__HIT_PART,
    QUOTH__HIT_COLUMNS = 10
};

/* A table of hits whose first columns are those above (more may follow, filled by the caller), with its children. */
QUOTH_CHECKED quoth_status quoth__found_table(quoth_context *context, const quoth__found *found,
                                              const quoth_index *index, const quoth_text *passage,
                                              const quoth__column_spec *specs, size_t columns, quoth_table **table);
void quoth__hit_row(quoth_table *table, size_t row, const quoth__hit *hit, const quoth_text *text,
                    const quoth_text *passage);
/* A table of changes whose first column has the name `owner`, to be filled row by row. */
QUOTH_CHECKED quoth_status quoth__change_rows(quoth_context *context, const char *owner, size_t rows,
                                              quoth_table **table);
void quoth__change_row(quoth_table *table, size_t row, const quoth__difference *change, const quoth_text *before,
                       const quoth_text *after);

#endif
