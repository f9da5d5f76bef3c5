/* costs: edits that cost what the caller says, by the table of Wagner and Fischer (1974), a row at a time.
 *
 *              pattern (the shorter) ─►
 *   text  ┌─┬─┬─┬─┬─┐   a row is a token of the text; cells further from the diagonal than the bound pays for are
 *     │   │ │ │ │ │ │   left out, and so are all rows when every cell of one is above the bound
 *     ▼   └─┴─┴─┴─┴─┘
 *
 * Cost: O(text * pattern), O(text * bound / the cheapest step aside) with a bound; memory linear in the pattern. */
#include "measures.h"

#define CELL_WORK 16u
#define FAR (UINT64_MAX / 2)

/* Passing over a token of the text, of the pattern, and replacing one. */
typedef struct steps {
    uint64_t text, pattern, replace;
} steps;

/* Cells low..high of a row; the cell left of low stands in row[low - 1]. Gives the least of them. */
static uint64_t row_of(const quoth__two *two, const steps *step, uint32_t token, uint64_t *row, uint64_t corner,
                       size_t low, size_t high)
{
    uint64_t least = FAR;
    for (size_t j = low; j <= high; j++) {
        uint64_t cell = corner + (token == two->pattern[j - 1] ? 0 : step->replace);
        corner = row[j];
        if (corner + step->text < cell) cell = corner + step->text;
        if (row[j - 1] + step->pattern < cell) cell = row[j - 1] + step->pattern;
        row[j] = cell;
        if (cell < least) least = cell;
    }
    return least;
}

static quoth_status table(quoth_context *context, const quoth__two *two, const steps *step, uint64_t bound,
                          uint64_t *row, uint64_t *distance)
{
    uint64_t above = step->text && bound / step->text < two->n ? bound / step->text : two->n;
    uint64_t below = step->pattern && bound / step->pattern < two->m ? bound / step->pattern : two->m;
    for (size_t j = 0; j <= two->m; j++) row[j] = j <= below ? j * step->pattern : FAR;
    QUOTH__TRY(quoth__work(context, 6 * (uint64_t)two->m));
    for (size_t i = 1; i <= two->n; i++) {
        size_t low = i > above ? i - (size_t)above : 1, high = i + (size_t)below < two->m ? i + (size_t)below : two->m;
        uint64_t corner = row[low - 1], edge = low == 1 && i <= above ? i * step->text : FAR;
        row[low - 1] = edge;
        uint64_t least = row_of(two, step, two->text[i - 1], row, corner, low, high);
        QUOTH__TRY(quoth__work(context, 30 + CELL_WORK * (uint64_t)(high - low + 1)));
        if (least > bound && edge > bound) {
            *distance = FAR;
            return QUOTH_OK;
        }
    }
    *distance = row[two->m];
    return QUOTH_OK;
}

/* What it costs where nothing is equal: everything goes and comes, or as much as can be is replaced. */
static uint64_t costs_most(const quoth_costs *costs, uint64_t a, uint64_t b)
{
    uint64_t anew = a * costs->deletion + b * costs->insertion;
    uint64_t replaced = a > b ? b * costs->replacement + (a - b) * costs->deletion
                              : a * costs->replacement + (b - a) * costs->insertion;
    return anew < replaced ? anew : replaced;
}

static quoth_status compare_costs(quoth_context *context, const quoth_costs *costs, const uint32_t *a, size_t a_count,
                                  const uint32_t *b, size_t b_count, uint64_t bound, quoth_likeness *likeness)
{
    quoth__two two;
    void *row = NULL;
    uint64_t distance = 0;
    if (!costs || costs->insertion > QUOTH_WEIGHT_MAX || costs->deletion > QUOTH_WEIGHT_MAX ||
        costs->replacement > QUOTH_WEIGHT_MAX)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "costs go up to %u", QUOTH_WEIGHT_MAX);
    QUOTH__TRY(quoth__sequences_check(context, a, a_count, b, b_count));
    QUOTH__TRY(quoth__trim(context, a, a_count, b, b_count, &two));
    steps step = {costs->deletion, costs->insertion, costs->replacement};
    if (a_count <= b_count) step = (steps){costs->insertion, costs->deletion, costs->replacement};
    uint64_t most = costs_most(costs, a_count, b_count), limit = bound < most ? bound : most;
    QUOTH__TRY(quoth__allocate(context, two.m + 1, sizeof(uint64_t), &row));
    quoth_status status = QUOTH_OK;
    if ((two.n - two.m) * step.text > limit)
        distance = FAR;
    else
        status = table(context, &two, &step, limit, row, &distance);
    quoth__free(&context->allocator, row, two.m + 1, sizeof(uint64_t));
    if (status == QUOTH_OK) *likeness = (quoth_likeness){distance <= bound ? distance : bound + 1, most};
    return status;
}

quoth_status quoth_compare_costs(quoth_context *context, const quoth_costs *costs, const uint32_t *a, size_t a_count,
                                 const uint32_t *b, size_t b_count, uint64_t bound, quoth_likeness *likeness)
{
    quoth__enter(context);
    return quoth__leave(context, compare_costs(context, costs, a, a_count, b, b_count, bound, likeness));
}
