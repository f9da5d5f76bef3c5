/* pairs: what finding pairs works on (pairs.c), and comparing all where the filters would leave most (everyone.c). */
#ifndef QUOTH_PAIRS_H
#define QUOTH_PAIRS_H

#include "join.h"

typedef struct quoth__pair {
    uint64_t key; /* a << 32 | b */
    double similarity;
} quoth__pair;

typedef struct quoth__finder {
    const quoth_join *join;
    uint32_t *met;   /* by rank: common codes so far, or DEAD */
    uint32_t *found; /* the ranks that were met */
    size_t found_count;
    uint32_t *needs; /* for the length that `needs_of` is: by the other length */
    size_t needs_of, needs_count;
    size_t shortest;     /* a passage of `needs_of` codes is like none that is shorter */
    uint64_t *bits;      /* by dense id: where it stands in the passage looked for, where that has up to 64 tokens */
    quoth__batch *batch; /* NULL until it is needed */
    void *batch_block;
    quoth__array pairs; /* quoth__pair */
} quoth__finder;

/* Keeps a pair of ranks that reaches the bound. */
QUOTH_CHECKED quoth_status quoth__pair_keep(quoth_context *context, quoth__finder *f, size_t r, size_t s,
                                            const quoth_likeness *likeness);

/* Ranks are looked at in runs of so many. */
#define QUOTH__RUN 128u
/* Compares the ranks from .. to, one run, with all of lower rank down to `lowest`, many at once. Their passages are
 * short enough for lanes. */
QUOTH_CHECKED quoth_status quoth__pairs_by_lanes(quoth_context *context, quoth__finder *f, size_t from, size_t to,
                                                 size_t lowest);
void quoth__pairs_lanes_free(const quoth_allocator *allocator, quoth__finder *f);

#endif
