/* transposed: distances where two neighbours that change places are one edit.
 *
 *   optimal string alignment   what is transposed is not edited again: the columns of bits of columns.h, and of the
 *                              column before where its token stands and which cells it took from the diagonal
 *                              (Hyyrö 2003):
 *                                  transposed = ((not taken before and equal now) << 1) and equal before
 *   Damerau-Levenshtein        edits may stand between the two: rows of the table, and for each cell what a
 *                              transposition that ends there begins with (Zhao and Sahni 2019), linear in memory
 *
 * Cost: O(blocks * text) for the first, which stops when the bottom row cannot come back to the bound; O(min(bound,
 * pattern) * text) for the second, which leaves the cells out that lie further from the diagonal than the bound. */
#include "columns.h"
#include "measures.h"

#define OSA_WORK 30u
#define CELL_WORK 40u

/* ------------------------------------------------------------------------------------ optimal string alignment */

/* Of each block: differences up and down of the column, and of the column before the row of its token and the cells
 * that are what the cell above and to the left of them is. */
typedef struct osa {
    uint64_t *up, *down, *before, *taken;
    size_t blocks;
    uint64_t bottom; /* the last row's bit of the last block */
} osa;

/* One column; gives how the cell of the last row differs from that of the column before. */
static int osa_column(const osa *o, const uint64_t *row)
{
    uint64_t plus = 1, minus = 0, hit_out = 0, last_plus = 0, last_minus = 0;
    for (size_t block = 0; block < o->blocks; block++) {
        uint64_t u = o->up[block], d = o->down[block], equal = row ? row[block] : 0;
        uint64_t hit = ~o->taken[block] & equal;
        uint64_t transposed = (hit << 1 | hit_out) & o->before[block];
        hit_out = hit >> 63;
        o->before[block] = equal;
        equal |= minus;
        uint64_t diagonal = (((equal & u) + u) ^ u) | equal | d | transposed;
        o->taken[block] = diagonal;
        last_plus = d | ~(diagonal | u);
        last_minus = u & diagonal;
        uint64_t h_plus = last_plus << 1 | plus, h_minus = last_minus << 1 | minus;
        plus = last_plus >> 63;
        minus = last_minus >> 63;
        o->up[block] = h_minus | ~(diagonal | h_plus);
        o->down[block] = h_plus & diagonal;
    }
    return (int)((last_plus & o->bottom) != 0) - (int)((last_minus & o->bottom) != 0);
}

static quoth_status osa_columns(quoth_context *context, const quoth__two *two, quoth__rows *rows, const osa *o,
                                uint64_t bound, uint64_t *distance)
{
    int64_t found = (int64_t)two->m;
    memset(o->up, 0xFF, o->blocks * sizeof *o->up);
    memset(o->down, 0, o->blocks * sizeof *o->down);
    memset(o->before, 0, o->blocks * sizeof *o->before);
    memset(o->taken, 0xFF, o->blocks * sizeof *o->taken);
    for (size_t j = 0; j < two->n; j++) {
        found += osa_column(o, quoth__rows_bits(rows, two->text[j]));
        QUOTH__TRY(quoth__work(context, QUOTH__COLUMN_WORK + OSA_WORK * (uint64_t)o->blocks));
        uint64_t left = two->n - 1 - j;
        if ((uint64_t)found > left && (uint64_t)found - left > bound) break; /* a step lowers it by 1 at most */
    }
    *distance = (uint64_t)found;
    return QUOTH_OK;
}

quoth_status quoth__osa(quoth_context *context, const quoth__two *two, uint64_t bound, uint64_t *distance)
{
    quoth__rows rows;
    uint64_t small[4];
    void *columns = NULL;
    size_t words = 0;
    quoth_status status = quoth__rows_make(context, two->pattern, two->m, &rows);
    if (status != QUOTH_OK) goto done;
    if (rows.blocks > 1) {
        words = 4 * rows.blocks;
        QUOTH__GOTO(quoth__allocate(context, words, sizeof(uint64_t), &columns));
    }
    uint64_t *first = columns ? columns : small;
    osa o = {first,
             first + rows.blocks,
             first + 2 * rows.blocks,
             first + 3 * rows.blocks,
             rows.blocks,
             (uint64_t)1 << (two->m - 1) % QUOTH__WORD_BITS};
    status = osa_columns(context, two, &rows, &o, bound, distance);
done:
    quoth__free(&context->allocator, columns, words, sizeof(uint64_t));
    quoth__rows_free(&context->allocator, &rows);
    return status;
}

/* ----------------------------------------------------------------------------------------- Damerau-Levenshtein */

#define FAR 0x80000000u /* further than any distance; the text may be added to it */

/* Rows are tokens of the text, columns those of the pattern; cell 0 of a row is that before its first column. */
typedef struct zhao {
    uint32_t *now, *before; /* rows, from column -1 on: index j + 1 */
    uint32_t *corner;       /* of column j: the cell two columns and a row before the last equal pair of the column */
    uint32_t *ids;          /* of column j: the row of its token in quoth__rows */
    uint32_t *last;         /* of such a row: the last row of the table with this token; 0: none yet */
    size_t width;
} zhao;

/* Cells low..high of row i, whose token is id. */
static void zhao_row(const zhao *z, const quoth__two *two, size_t i, size_t low, size_t high)
{
    uint32_t token = two->text[i - 1], corner = FAR;
    uint32_t above_left = z->now[low]; /* of the row before the last */
    size_t equal_at = 0;
    z->now[low] = low == 1 ? (uint32_t)i : FAR;
    for (size_t j = low; j <= high; j++) {
        bool equal = token == two->pattern[j - 1];
        uint32_t cell = z->before[j] + !equal, side = z->now[j] + 1, above = z->before[j + 1] + 1, jump = FAR;
        if (side < cell) cell = side;
        if (above < cell) cell = above;
        if (equal) {
            equal_at = j;
            z->corner[j] = z->before[j - 1];
            corner = above_left;
        } else {
            size_t row = z->last[z->ids[j]];
            if (equal_at && j - equal_at == 1 && row)
                jump = z->corner[j] + (uint32_t)(i - row);
            else if (equal_at && row && i - row == 1)
                jump = corner + (uint32_t)(j - equal_at);
            if (jump < cell) cell = jump;
        }
        above_left = z->now[j + 1];
        z->now[j + 1] = cell;
    }
}

static quoth_status zhao_run(quoth_context *context, const quoth__two *two, const quoth__rows *rows, zhao *z,
                             uint64_t bound, uint64_t *distance)
{
    for (size_t j = 0; j < z->width; j++) {
        z->now[j] = j > 0 && j - 1 <= bound ? (uint32_t)(j - 1) : FAR;
        z->before[j] = z->corner[j] = FAR;
    }
    for (size_t j = 1; j <= two->m; j++) z->ids[j] = quoth__rows_find(rows, two->pattern[j - 1]);
    memset(z->last, 0, rows->rows * sizeof *z->last);
    QUOTH__TRY(quoth__work(context, 30 * (uint64_t)z->width));
    for (size_t i = 1; i <= two->n; i++) {
        uint32_t *row = z->now;
        z->now = z->before;
        z->before = row;
        size_t low = i > bound ? i - (size_t)bound : 1, high = two->m;
        if (bound < two->m && i + (size_t)bound < high) high = i + (size_t)bound;
        zhao_row(z, two, i, low, high);
        uint32_t id = quoth__rows_find(rows, two->text[i - 1]);
        if (id != QUOTH__NONE) z->last[id] = (uint32_t)i;
        QUOTH__TRY(quoth__work(context, QUOTH__COLUMN_WORK + CELL_WORK * (uint64_t)(high - low + 1)));
    }
    *distance = z->now[two->m + 1];
    return QUOTH_OK;
}

quoth_status quoth__damerau(quoth_context *context, const quoth__two *two, uint64_t bound, uint64_t *distance)
{
    quoth__rows rows;
    void *block = NULL;
    size_t width = two->m + 2, count = 0;
    quoth_status status = quoth__rows_make(context, two->pattern, two->m, &rows);
    if (status != QUOTH_OK) goto done;
    count = 4 * width + rows.rows;
    QUOTH__GOTO(quoth__allocate(context, count, sizeof(uint32_t), &block));
    uint32_t *numbers = block;
    zhao z = {numbers, numbers + width, numbers + 2 * width, numbers + 3 * width, numbers + 4 * width, width};
    status = zhao_run(context, two, &rows, &z, bound, distance);
done:
    quoth__free(&context->allocator, block, count, sizeof(uint32_t));
    quoth__rows_free(&context->allocator, &rows);
    return status;
}
