/* columns: a column of the table of Levenshtein distances, as bits of how each cell differs from the one above it.
 *
 *   up[block]   bit i: the cell of row 64 * block + i is 1 more than the one above it
 *   down[block] bit i: it is 1 less; neither bit: it is the same
 *
 * The step from one column to the next is that of Myers (1999) in blocks (Hyyrö 2003): O(1) for 64 rows. */
#ifndef QUOTH_COLUMNS_H
#define QUOTH_COLUMNS_H

#include "rows.h"

#define QUOTH__COLUMN_WORK 70u /* finding the row of bits, moving a band */
#define QUOTH__BLOCK_WORK 38u  /* a block of a column */

static inline uint64_t quoth__ones(uint64_t word)
{
#if defined(__GNUC__)
    return (uint64_t)__builtin_popcountll(word);
#else
    word -= (word >> 1) & 0x5555555555555555u;
    word = (word & 0x3333333333333333u) + ((word >> 2) & 0x3333333333333333u);
    return (((word + (word >> 4)) & 0x0F0F0F0F0F0F0F0Fu) * 0x0101010101010101u) >> 56;
#endif
}

/* The rows of a block that belong to a pattern of m tokens: all, but for the last. */
static inline uint64_t quoth__block_mask(size_t block, size_t m)
{
    size_t left = m - block * QUOTH__WORD_BITS;
    return left >= QUOTH__WORD_BITS ? UINT64_MAX : ((uint64_t)1 << left) - 1;
}

/* The rows that can matter in a column: of column j those from j - above to j + below (Ukkonen 1985). */
typedef struct quoth__band {
    uint64_t above, below;
    size_t first, last; /* blocks, both in it */
} quoth__band;

/* That of paths with so many edits (at least the difference of the lengths), from the shorter side to the longer. */
static inline quoth__band quoth__band_of(size_t m, size_t n, uint64_t edits)
{
    uint64_t longer_by = n - m;
    return (quoth__band){.above = (edits + longer_by) / 2, .below = (edits - longer_by) / 2};
}

/* Moves the band to column j (counted from 1). */
static inline void quoth__band_move(quoth__band *b, size_t j, size_t m)
{
    uint64_t low = j > b->above ? j - b->above : 1;
    uint64_t high = b->below < m - (j < m ? j : m) ? j + b->below : m;
    b->first = (size_t)(low - 1) / QUOTH__WORD_BITS;
    b->last = (size_t)(high - 1) / QUOTH__WORD_BITS;
}

/* One column through the blocks first..last; the cell above them is 1 more than in the column before. `row` is where
 * the column's token stands in the pattern, NULL for nowhere. */
static inline void quoth__column_step(const uint64_t *row, uint64_t *up, uint64_t *down, size_t first, size_t last)
{
    uint64_t plus = 1, minus = 0; /* the difference to the column before that comes in from above */
    for (size_t block = first; block <= last; block++) {
        uint64_t u = up[block], d = down[block], equal = row ? row[block] : 0;
        uint64_t vertical = equal | d;
        equal |= minus;
        uint64_t diagonal = (((equal & u) + u) ^ u) | equal;
        uint64_t h_plus = d | ~(diagonal | u), h_minus = u & diagonal;
        uint64_t plus_out = h_plus >> 63, minus_out = h_minus >> 63;
        h_plus = (h_plus << 1) | plus;
        h_minus = (h_minus << 1) | minus;
        up[block] = h_minus | ~(vertical | h_plus);
        down[block] = h_plus & vertical;
        plus = plus_out;
        minus = minus_out;
    }
}

#endif
