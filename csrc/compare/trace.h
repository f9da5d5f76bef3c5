/* trace: what an alignment of one part writes, and the part that is small enough to keep whole. */
#ifndef QUOTH_TRACE_H
#define QUOTH_TRACE_H

#include "compare.h"

/* The script that is being written. Steps come in as equal tokens and as tokens passed over on either side; what is
 * passed over between two equal ones is written as one replacement of as many tokens as both sides have, then one
 * deletion or insertion of what is left. */
typedef struct quoth__script {
    quoth__array *edits; /* quoth__edit */
    uint32_t a, b;       /* how far the edits reach */
    uint32_t gap_a, gap_b, equal;
} quoth__script;

/* Passes over tokens of a and b, which do not stand for one another or are replaced. */
QUOTH_CHECKED quoth_status quoth__script_gap(quoth_context *context, quoth__script *script, size_t a, size_t b);
QUOTH_CHECKED quoth_status quoth__script_equal(quoth_context *context, quoth__script *script, size_t count);
/* Writes what is pending. */
QUOTH_CHECKED quoth_status quoth__script_end(quoth_context *context, quoth__script *script);

/* Cells whose bits are kept for the way back: 3 bits and a byte each. */
#define QUOTH__KEPT_CELLS ((size_t)1 << 20)
static inline bool quoth__trace_fits(size_t m, size_t n)
{
    size_t rows = m / 64 * 64 + 64;
    return n < QUOTH__KEPT_CELLS && rows <= QUOTH__KEPT_CELLS / (n + 1);
}

/* Aligns a part that fits; neither side is empty. `pattern` is a's side, unless swapped. */
QUOTH_CHECKED quoth_status quoth__trace(quoth_context *context, const uint32_t *pattern, size_t m, const uint32_t *text,
                                        size_t n, bool swapped, quoth__script *script);

#endif
