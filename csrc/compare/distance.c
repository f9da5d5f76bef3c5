/* distance: how far apart two sequences of ids are, bit-parallel (Myers 1999; Hyyrö 2003 for blocks, 2004 for the
 * longest common subsequence).
 *
 *                 text: the longer sequence, one column a token
 *                ┌─┬─┬─┬─┬─┬─┬─┐
 *   pattern:     │ │ │ │ │ │ │ │  a column is a stack of blocks of 64 rows; of each cell only how it differs from the
 *   the shorter, ├─┼─┼─┼─┼─┼─┼─┤  one above is kept: +1 (bit in `up`), -1 (bit in `down`), else 0. A block hands the
 *   blocks of 64 │ │ │ │ │ │ │ │  difference to the column before, at its last row, to the block under it.
 *                └─┴─┴─┴─┴─┴─┴─┘
 *
 * A common beginning and end are cut off first. With a bound only cells near the diagonal can lie on a path within it
 * (Ukkonen): what leaves the band above and what has not entered it below is taken for further away than it is, so that
 * a distance within the bound is exact and one above it comes out above it.
 *
 * Cost: O(blocks * text) time, about 17 operations a block for Levenshtein and 8 for the others; O(bound * text / 64)
 * with a bound; memory linear in the pattern. */
#include "columns.h"
#include "measures.h"

#define LCS_WORK 20u
#define FEW_BLOCKS 4u
#define FEW_WORK 50u

/* ------------------------------------------------------------------------------------------------ Levenshtein */

static quoth_status levenshtein_blocks(quoth_context *context, const quoth__two *p, quoth__rows *rows, uint64_t *up,
                                       quoth__band *b, uint64_t *distance)
{
    uint64_t *down = up + rows->blocks;
    uint64_t top = 0; /* the cell above the first block */
    size_t entered = 0, left = 0;
    for (size_t j = 1; j <= p->n; j++) {
        quoth__band_move(b, j, p->m);
        for (; left < b->first; left++) top += quoth__ones(up[left]) - quoth__ones(down[left]);
        for (; entered <= b->last; entered++) {
            up[entered] = UINT64_MAX;
            down[entered] = 0;
        }
        quoth__column_step(quoth__rows_bits(rows, p->text[j - 1]), up, down, b->first, b->last);
        top++;
        QUOTH__TRY(quoth__work(context, QUOTH__COLUMN_WORK + QUOTH__BLOCK_WORK * (uint64_t)(b->last - b->first + 1)));
    }
    for (size_t block = b->first; block <= b->last; block++)
        top += quoth__ones(up[block] & quoth__block_mask(block, p->m)) -
               quoth__ones(down[block] & quoth__block_mask(block, p->m));
    *distance = top;
    return QUOTH_OK;
}

/* A pattern of a few blocks: no band. Inline, for a number of blocks that is known. */
static inline quoth_status levenshtein_few(quoth_context *context, const quoth__two *p, quoth__rows *rows,
                                           const size_t blocks, uint64_t *distance)
{
    uint64_t up[FEW_BLOCKS], down[FEW_BLOCKS];
    for (size_t block = 0; block < blocks; block++) {
        up[block] = UINT64_MAX;
        down[block] = 0;
    }
    for (size_t j = 0; j < p->n; j++) {
        quoth__column_step(quoth__rows_bits(rows, p->text[j]), up, down, 0, blocks - 1);
        if (j % 256 == 255) QUOTH__TRY(quoth__work(context, 256 * (FEW_WORK + QUOTH__BLOCK_WORK * (uint64_t)blocks)));
    }
    *distance = p->n;
    for (size_t block = 0; block < blocks; block++)
        *distance += quoth__ones(up[block] & quoth__block_mask(block, p->m)) -
                     quoth__ones(down[block] & quoth__block_mask(block, p->m));
    return quoth__work(context, (FEW_WORK + QUOTH__BLOCK_WORK * (uint64_t)blocks) * (uint64_t)(p->n % 256) + 30);
}

/* A pattern of one block: no band, no loop over blocks. */
static quoth_status levenshtein_word(quoth_context *context, const quoth__two *p, const quoth__rows *rows,
                                     uint64_t *distance)
{
    uint64_t up = UINT64_MAX, down = 0;
    for (size_t j = 0; j < p->n; j++) {
        uint64_t equal = quoth__rows_word(rows, p->text[j]);
        uint64_t diagonal = (((equal & up) + up) ^ up) | equal | down;
        uint64_t h_plus = ((down | ~(diagonal | up)) << 1) | 1, h_minus = (up & diagonal) << 1;
        up = h_minus | ~(diagonal | h_plus);
        down = h_plus & diagonal;
        if (j % 256 == 255) QUOTH__TRY(quoth__work(context, 256 * 55));
    }
    uint64_t mask = quoth__block_mask(0, p->m);
    *distance = p->n + quoth__ones(up & mask) - quoth__ones(down & mask);
    return quoth__work(context, 55 * (uint64_t)(p->n % 256) + 10);
}

/* -------------------------------------------------------------------- the longest common subsequence, and Indel */

/* One column: a bit of `same` is 0 where the cell is one more than the cell above it. */
static inline void lcs_column(const uint64_t *row, uint64_t *same, size_t first, size_t last)
{
    uint64_t carry = 0;
    for (size_t block = first; block <= last; block++) {
        uint64_t s = same[block], hit = s & row[block];
        uint64_t carried = s + carry, sum = carried + hit;
        carry = (carried < carry) | (sum < hit);
        same[block] = sum | (s & ~row[block]);
    }
}

static quoth_status lcs_blocks(quoth_context *context, const quoth__two *p, quoth__rows *rows, uint64_t *same,
                               quoth__band *b, uint64_t *length)
{
    uint64_t top = 0;
    size_t entered = 0, left = 0;
    for (size_t j = 1; j <= p->n; j++) {
        quoth__band_move(b, j, p->m);
        for (; left < b->first; left++) top += quoth__ones(~same[left]);
        for (; entered <= b->last; entered++) same[entered] = UINT64_MAX;
        const uint64_t *row = quoth__rows_bits(rows, p->text[j - 1]);
        if (row) lcs_column(row, same, b->first, b->last);
        QUOTH__TRY(
            quoth__work(context, QUOTH__COLUMN_WORK + LCS_WORK * (row ? (uint64_t)(b->last - b->first + 1) : 0)));
    }
    for (size_t block = b->first; block <= b->last; block++)
        top += quoth__ones(~same[block] & quoth__block_mask(block, p->m));
    *length = top;
    return QUOTH_OK;
}

static inline quoth_status lcs_few(quoth_context *context, const quoth__two *p, quoth__rows *rows, const size_t blocks,
                                   uint64_t *length)
{
    uint64_t same[FEW_BLOCKS];
    for (size_t block = 0; block < blocks; block++) same[block] = UINT64_MAX;
    for (size_t j = 0; j < p->n; j++) {
        const uint64_t *row = quoth__rows_bits(rows, p->text[j]);
        if (row) lcs_column(row, same, 0, blocks - 1);
        if (j % 256 == 255) QUOTH__TRY(quoth__work(context, 256 * (FEW_WORK + LCS_WORK * (uint64_t)blocks)));
    }
    *length = 0;
    for (size_t block = 0; block < blocks; block++)
        *length += quoth__ones(~same[block] & quoth__block_mask(block, p->m));
    return quoth__work(context, (FEW_WORK + LCS_WORK * (uint64_t)blocks) * (uint64_t)(p->n % 256) + 30);
}

static quoth_status lcs_word(quoth_context *context, const quoth__two *p, const quoth__rows *rows, uint64_t *length)
{
    uint64_t same = UINT64_MAX;
    for (size_t j = 0; j < p->n; j++) {
        uint64_t hit = same & quoth__rows_word(rows, p->text[j]);
        same = (same + hit) | (same - hit);
        if (j % 256 == 255) QUOTH__TRY(quoth__work(context, 256 * 42));
    }
    *length = quoth__ones(~same & quoth__block_mask(0, p->m));
    return quoth__work(context, 42 * (uint64_t)(p->n % 256) + 10);
}

/* ---------------------------------------------------------------------------------------------------- together */

/* A few blocks of which a band would leave most. */
static quoth_status few(quoth_context *context, bool levenshtein, const quoth__two *p, quoth__rows *rows,
                        uint64_t *result)
{
    switch (rows->blocks) {
    case 2: return levenshtein ? levenshtein_few(context, p, rows, 2, result) : lcs_few(context, p, rows, 2, result);
    case 3: return levenshtein ? levenshtein_few(context, p, rows, 3, result) : lcs_few(context, p, rows, 3, result);
    default: return levenshtein ? levenshtein_few(context, p, rows, 4, result) : lcs_few(context, p, rows, 4, result);
    }
}

/* The kernel of a pair that differs and is not empty: the Levenshtein distance, or the length of the longest common
 * subsequence. Exact where a path lies within the band. */
static quoth_status kernel(quoth_context *context, bool levenshtein, const quoth__two *p, quoth__band *b,
                           uint64_t *result)
{
    quoth__rows rows;
    void *columns = NULL;
    size_t words = 0;
    quoth_status status = quoth__rows_make(context, p->pattern, p->m, &rows);
    if (status != QUOTH_OK) goto done;
    if (rows.blocks == 1) {
        status = levenshtein ? levenshtein_word(context, p, &rows, result) : lcs_word(context, p, &rows, result);
        goto done;
    }
    if (rows.blocks <= FEW_BLOCKS && b->above + b->below + QUOTH__WORD_BITS >= p->m) {
        status = few(context, levenshtein, p, &rows, result);
        goto done;
    }
    words = levenshtein ? 2 * rows.blocks : rows.blocks;
    QUOTH__GOTO(quoth__allocate(context, words, sizeof(uint64_t), &columns));
    status = levenshtein ? levenshtein_blocks(context, p, &rows, columns, b, result)
                         : lcs_blocks(context, p, &rows, columns, b, result);
done:
    quoth__free(&context->allocator, columns, words, sizeof(uint64_t));
    quoth__rows_free(&context->allocator, &rows);
    return status;
}

/* The greatest distance that two sequences of these lengths can have. */
static uint64_t greatest(quoth_measure measure, uint64_t shorter, uint64_t longer)
{
    return measure == QUOTH_INDEL ? shorter + longer : longer;
}

/* The band that a bound leaves. */
static quoth__band band_of(quoth_measure measure, const quoth__two *p, uint64_t bound)
{
    if (measure == QUOTH_LCS) return (quoth__band){.above = bound, .below = bound - (p->n - p->m)};
    return quoth__band_of(p->m, p->n, bound);
}

quoth_status quoth__distance(quoth_context *context, quoth_measure measure, const uint32_t *a, size_t a_count,
                             const uint32_t *b, size_t b_count, uint64_t bound, uint64_t *distance)
{
    quoth__two p;
    QUOTH__TRY(quoth__work(context, 150));
    QUOTH__TRY(quoth__trim(context, a, a_count, b, b_count, &p));
    uint64_t most = greatest(measure, p.m, p.n), limit = bound < most ? bound : most, found = most;
    if (limit < p.n - p.m || (limit == 0 && p.n > 0)) {
        *distance = bound + 1;
        return QUOTH_OK;
    }
    if (p.m > 0) {
        quoth__band within = band_of(measure, &p, limit);
        QUOTH__TRY(kernel(context, measure == QUOTH_LEVENSHTEIN, &p, &within, &found));
        if (measure == QUOTH_INDEL) found = p.m + p.n - 2 * found;
        if (measure == QUOTH_LCS) found = p.n - found;
    }
    *distance = found <= bound ? found : bound + 1;
    return QUOTH_OK;
}

quoth_status quoth__sequences_check(quoth_context *context, const uint32_t *a, size_t a_count, const uint32_t *b,
                                    size_t b_count)
{
    if ((!a && a_count) || (!b && b_count))
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "a sequence that is not empty is NULL");
    if (a_count > QUOTH__SEQUENCE_MAX || b_count > QUOTH__SEQUENCE_MAX)
        return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "a sequence has more than %lu tokens",
                           (unsigned long)QUOTH__SEQUENCE_MAX);
    return QUOTH_OK;
}
