/* many: what the functions that compare many sequences share. */
#ifndef QUOTH_MANY_H
#define QUOTH_MANY_H

#include "lanes.h"

/* QUOTH_BAD_ARGUMENT where the starts of sequences do not rise, QUOTH_TOO_LARGE where there are too many or one is too
 * long. `longest` is the length of the longest. Linear in the count. */
QUOTH_CHECKED quoth_status quoth__many_check(quoth_context *context, const quoth_sequences *sequences, const char *what,
                                             size_t *longest);
QUOTH_CHECKED quoth_status quoth__share_check(quoth_context *context, size_t from, size_t to, size_t count);
static inline size_t quoth__many_length(const quoth_sequences *sequences, size_t i)
{
    return (size_t)(sequences->starts[i + 1] - sequences->starts[i]);
}
static inline const uint32_t *quoth__many_ids(const quoth_sequences *sequences, size_t i)
{
    return sequences->ids ? sequences->ids + sequences->starts[i] : NULL;
}

/* Whether the lanes compute a measure. */
static inline bool quoth__measure_has_lanes(quoth_measure measure) { return measure <= QUOTH_LCS; }

/* Each with each, by any measure: pairs compare the sequences of `many` as they are, or their sorted bags. */
typedef struct quoth__singles {
    quoth_measure measure;
    const quoth_weights *weights;
    const quoth_sequences *a, *b;
    quoth_sequences sorted_a, sorted_b; /* of bags; ids NULL where there are none */
    uint32_t *numbers;                  /* what they point into */
    size_t total_a, total_b;
} quoth__singles;
/* Begins; `a` may be `b`. Free also when it fails. Linear. */
QUOTH_CHECKED quoth_status quoth__singles_make(quoth_context *context, quoth_measure measure,
                                               const quoth_weights *weights, const quoth_sequences *a,
                                               const quoth_sequences *b, quoth__singles *singles);
void quoth__singles_free(const quoth_allocator *allocator, quoth__singles *singles);
QUOTH_CHECKED quoth_status quoth__singles_measure(quoth_context *context, const quoth__singles *singles, size_t i,
                                                  size_t j, uint64_t bound, quoth_likeness *likeness);

#endif
