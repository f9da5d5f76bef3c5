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
static inline void quoth__script_gap(quoth__script *script, size_t a, size_t b)
{
    script->gap_a += (uint32_t)a;
    script->gap_b += (uint32_t)b;
}
/* Writes what is pending. */
QUOTH_CHECKED quoth_status quoth__script_end(quoth_context *context, quoth__script *script);
/* Makes ready for equal tokens after others. */
QUOTH_CHECKED static inline quoth_status quoth__script_turn(quoth_context *context, quoth__script *script)
{
    return script->gap_a || script->gap_b ? quoth__script_end(context, script) : QUOTH_OK;
}
QUOTH_CHECKED static inline quoth_status quoth__script_equal(quoth_context *context, quoth__script *script,
                                                             size_t count)
{
    if (count) QUOTH__TRY(quoth__script_turn(context, script));
    script->equal += (uint32_t)count;
    return QUOTH_OK;
}

/* Aligns a part of which neither side is empty; the pattern is no longer than the text. `pattern` is a's side, unless
 * swapped. Writes nothing where it does not fit. */
QUOTH_CHECKED quoth_status quoth__trace(quoth_context *context, const uint32_t *pattern, size_t m, const uint32_t *text,
                                        size_t n, bool swapped, quoth__script *script, bool *fits);

#endif
