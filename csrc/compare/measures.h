/* measures: every way to say how far apart two sequences of ids are, as a distance out of the greatest there can be.
 *
 *   quoth__measure ─┬─ Levenshtein, Indel, LCS       distance.c      bits
 *                   ├─ OSA, Damerau-Levenshtein      transposed.c    bits; the table within a band
 *                   ├─ Hamming, prefix, postfix      measures.c      one pass
 *                   ├─ Jaro, Jaro-Winkler            jaro.c          sorted places
 *                   ├─ Dice, Jaccard, ... cosine     bags.c          sorted ids
 *                   └─ edits with costs              costs.c         the table within a band
 *
 * All of it is integers: two shares are compared by distance and most, or in billionths, never in floating point. */
#ifndef QUOTH_MEASURES_H
#define QUOTH_MEASURES_H

#include "compare.h"

/* Two sequences without what they have in common at their ends, the shorter first. */
typedef struct quoth__two {
    const uint32_t *pattern, *text;
    size_t m, n;
} quoth__two;
QUOTH_CHECKED quoth_status quoth__trim(quoth_context *context, const uint32_t *a, size_t a_count, const uint32_t *b,
                                       size_t b_count, quoth__two *trimmed);

static inline bool quoth__measure_is_edits(quoth_measure measure) { return measure <= QUOTH_POSTFIX; }
static inline bool quoth__measure_is_bags(quoth_measure measure)
{
    return measure >= QUOTH_DICE && measure <= QUOTH_COSINE;
}
/* The greatest distance that two sequences of these lengths can have; for a measure that is no count of edits that of
 * the shares, QUOTH_ONE. */
uint64_t quoth__most(quoth_measure measure, size_t a_count, size_t b_count);
/* Whether a likeness is at least so many billionths. */
bool quoth__likeness_reaches(const quoth_likeness *likeness, uint32_t at_least);
double quoth__likeness_share(const quoth_likeness *likeness);

/* QUOTH_BAD_ARGUMENT for a measure that is none, weights that are too great, an id that has none. */
quoth_status quoth__weights_check(quoth_context *context, const quoth_weights *weights);
quoth_status quoth__measure_check(quoth_context *context, quoth_measure measure, const quoth_weights *weights);

/* As quoth_compare, for arguments that were checked. */
QUOTH_CHECKED quoth_status quoth__measure(quoth_context *context, quoth_measure measure, const quoth_weights *weights,
                                          const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
                                          uint64_t bound, quoth_likeness *likeness);

/* A distance above the bound comes out above it. */
QUOTH_CHECKED quoth_status quoth__osa(quoth_context *context, const quoth__two *two, uint64_t bound,
                                      uint64_t *distance);
QUOTH_CHECKED quoth_status quoth__damerau(quoth_context *context, const quoth__two *two, uint64_t bound,
                                          uint64_t *distance);
/* 1 less the similarity, in billionths. */
QUOTH_CHECKED quoth_status quoth__jaro(quoth_context *context, bool winkler, const uint32_t *a, size_t a_count,
                                       const uint32_t *b, size_t b_count, uint64_t *distance);

/* ------------------------------------------------------------------------------------------------ bags (bags.c) */

/* Sorts numbers, rising; `scratch` holds as many. Linear in them beyond a few dozen. */
QUOTH_CHECKED quoth_status quoth__sort_u32(quoth_context *context, uint32_t *numbers, uint32_t *scratch, size_t count);
QUOTH_CHECKED quoth_status quoth__sort_u64(quoth_context *context, uint64_t *numbers, uint64_t *scratch, size_t count);

/* What two sorted bags have in common. For the cosine the sums are of squares and products. */
typedef struct quoth__overlap {
    uint64_t a, b, common;
} quoth__overlap;
QUOTH_CHECKED quoth_status quoth__bags_overlap(quoth_context *context, bool cosine, const quoth_weights *weights,
                                               const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
                                               quoth__overlap *overlap);
void quoth__bags_likeness(quoth_measure measure, const quoth__overlap *overlap, quoth_likeness *likeness);
/* The same of two sequences that are not sorted. */
QUOTH_CHECKED quoth_status quoth__bags(quoth_context *context, quoth_measure measure, const quoth_weights *weights,
                                       const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
                                       quoth_likeness *likeness);

#endif
