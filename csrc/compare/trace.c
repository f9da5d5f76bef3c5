/* trace: the best of all minimal edit scripts of a part, found on the cells through which minimal scripts go.
 *
 *   forward, bit-parallel:  for each column the bits of three questions about each cell (i, j):
 *                             up        is it 1 more than (i - 1, j)?      then the pattern's token may be passed over
 *                             left      is it 1 more than (i, j - 1)?      then the text's token may be passed over
 *                             diagonal  is it the same as (i - 1, j - 1)?  if not, one may replace the other
 *   backward:               from the last cell through every cell that a minimal script can come by. Each gets the best
 *                           score of the way from it to the end: by an equal pair next, and by anything else next
 *   forward again:          along the best score
 *
 * Of the minimal scripts the best is the one with the most equal tokens; of those, the one with the fewest unbroken
 * runs of them; of those, at the first step where two differ, an equal pair goes before a replacement, that before a
 * token of the longer side passed over, and that before one of the shorter side (where both are of one length a is
 * taken for the shorter).
 *
 * Cost: O(m * n / 64) forward, O(cells on minimal scripts) backward: near the diagonal for passages that are alike,
 * at most all the cells kept; memory 3 bits and a byte a cell. */
#include "trace.h"
#include "columns.h"

#define KEPT_BLOCK_WORK 47u
#define CELL_WORK 75u
#define ONE_EQUAL ((int64_t)1 << 32)
#define ONE_RUN ((int64_t)1)
#define UNREACHED (INT64_MIN / 2)

/* What is kept of a cell for the way forward: the step that is best when it is no equal pair, and whether an equal pair
 * is better, within a run of them and at the beginning of one. */
enum { STEP_REPLACE, STEP_TEXT, STEP_PATTERN, STEP_MASK = 3, EQUAL_WITHIN = 4, EQUAL_FIRST = 8 };

/* The scores of one column: rows low..high have been set; below low is nothing. */
typedef struct side {
    int64_t *equal, *other;
    uint8_t *step;
    size_t low, high;
    bool any;
} side;

typedef struct grid {
    const uint32_t *pattern, *text;
    size_t m, n, blocks;
    uint64_t *up, *left, *diagonal; /* `blocks` words a column */
    uint8_t *choice;                /* m + 1 bytes a column, columns 0..n */
    side now, before;
    void *memory;
    size_t words;
} grid;

static quoth_status grid_make(quoth_context *context, grid *g)
{
    size_t kept = g->blocks * g->n, scores = g->m + 1, bytes = (g->m + 1) * (g->n + 1) + 2 * (g->m + 1);
    g->words = 3 * kept + 4 * scores + bytes / 8 + 1;
    QUOTH__TRY(quoth__allocate(context, g->words, sizeof(uint64_t), &g->memory));
    g->up = g->memory;
    g->left = g->up + kept;
    g->diagonal = g->left + kept;
    g->now.equal = (int64_t *)g->memory + 3 * kept;
    g->now.other = g->now.equal + scores;
    g->before.equal = g->now.other + scores;
    g->before.other = g->before.equal + scores;
    g->now.step = (uint8_t *)(g->before.other + scores);
    g->before.step = g->now.step + g->m + 1;
    g->choice = g->before.step + g->m + 1;
    return QUOTH_OK;
}

/* ---------------------------------------------------------------------------------------------------- forward */

/* As quoth__column_step, from the column whose bits stand in up and down, keeping the answers. */
static void kept_step(const grid *g, const uint64_t *row, size_t column, uint64_t *down)
{
    uint64_t plus = 1, minus = 0;
    uint64_t *up = g->up + column * g->blocks;
    const uint64_t *up_before = up - g->blocks;
    uint64_t *left = g->left + column * g->blocks, *same = g->diagonal + column * g->blocks;
    for (size_t block = 0; block < g->blocks; block++) {
        uint64_t u = column ? up_before[block] : UINT64_MAX, d = down[block], equal = row ? row[block] : 0;
        uint64_t vertical = equal | d;
        equal |= minus;
        uint64_t diagonal = (((equal & u) + u) ^ u) | equal;
        uint64_t h_plus = d | ~(diagonal | u), h_minus = u & diagonal;
        same[block] = diagonal | d;
        left[block] = h_plus;
        uint64_t plus_out = h_plus >> 63, minus_out = h_minus >> 63;
        h_plus = (h_plus << 1) | plus;
        h_minus = (h_minus << 1) | minus;
        up[block] = h_minus | ~(vertical | h_plus);
        down[block] = h_plus & vertical;
        plus = plus_out;
        minus = minus_out;
    }
}

static quoth_status fill(quoth_context *context, grid *g, quoth__rows *rows)
{
    uint64_t *down = (uint64_t *)g->now.equal; /* the scores are not needed yet */
    memset(down, 0, g->blocks * sizeof *down);
    for (size_t j = 0; j < g->n; j++) {
        kept_step(g, quoth__rows_bits(rows, g->text[j]), j, down);
        QUOTH__TRY(quoth__work(context, QUOTH__COLUMN_WORK + KEPT_BLOCK_WORK * (uint64_t)g->blocks));
    }
    return QUOTH_OK;
}

static inline bool bit(const uint64_t *words, const grid *g, size_t i, size_t j)
{
    return words[(j - 1) * g->blocks + (i - 1) / QUOTH__WORD_BITS] >> ((i - 1) % QUOTH__WORD_BITS) & 1;
}

/* --------------------------------------------------------------------------------------------------- backward */

/* Makes sure that row i of a column has scores. The first row that is asked for is the highest. */
static inline void reach(side *s, size_t i)
{
    if (!s->any) {
        s->any = true;
        s->high = i;
        s->low = i + 1;
    }
    while (s->low > i) {
        s->low--;
        s->equal[s->low] = s->other[s->low] = UNREACHED;
    }
}

/* A way on from row i by a step that is no equal pair: what was offered first stays among equals. */
static inline void offer(side *s, size_t i, int64_t score, uint8_t step)
{
    reach(s, i);
    if (score <= s->other[i]) return;
    s->other[i] = score;
    s->step[i] = step;
}

/* Hands the score of a cell to the cells before it. */
static inline void settle(grid *g, size_t i, size_t j)
{
    side *now = &g->now, *before = &g->before;
    int64_t equal = now->equal[i], other = now->other[i];
    if (equal == UNREACHED && other == UNREACHED) return;
    bool within = equal >= other, first = equal - ONE_RUN >= other;
    g->choice[j * (g->m + 1) + i] =
        (uint8_t)((now->step[i] & STEP_MASK) | (within ? EQUAL_WITHIN : 0) | (first ? EQUAL_FIRST : 0));
    int64_t score = first ? equal - ONE_RUN : other;
    if (j) reach(before, i);
    if (i && j) {
        if (g->pattern[i - 1] == g->text[j - 1]) {
            reach(before, i - 1);
            before->equal[i - 1] = ONE_EQUAL + (within ? equal : other);
        } else if (!bit(g->diagonal, g, i, j)) {
            offer(before, i - 1, score, STEP_REPLACE);
        }
    }
    if (j && (i == 0 || bit(g->left, g, i, j))) offer(before, i, score, STEP_TEXT);
    if (i && (j == 0 || bit(g->up, g, i, j))) offer(now, i - 1, score, STEP_PATTERN);
}

static quoth_status walk_back(quoth_context *context, grid *g)
{
    g->now.any = g->before.any = false;
    memset(g->now.step, 0, 2 * (g->m + 1));
    offer(&g->now, g->m, 0, STEP_REPLACE);
    for (size_t j = g->n;; j--) {
        for (size_t i = g->now.high;; i--) {
            settle(g, i, j);
            if (i == g->now.low) break;
        }
        QUOTH__TRY(quoth__work(context, 40 + CELL_WORK * (uint64_t)(g->now.high - g->now.low + 1)));
        if (j == 0) return QUOTH_OK;
        side done = g->now;
        g->now = g->before;
        g->before = done;
        g->before.any = false;
    }
}

/* ---------------------------------------------------------------------------------------------- forward again */

static quoth_status write_steps(quoth_context *context, const grid *g, bool swapped, quoth__script *script)
{
    bool within = false;
    for (size_t i = 0, j = 0; i < g->m || j < g->n;) {
        uint8_t choice = g->choice[j * (g->m + 1) + i];
        within = choice & (within ? EQUAL_WITHIN : EQUAL_FIRST);
        size_t di = 1, dj = 1;
        if (within) {
            QUOTH__TRY(quoth__script_equal(context, script, 1));
        } else {
            if ((choice & STEP_MASK) == STEP_TEXT) di = 0;
            if ((choice & STEP_MASK) == STEP_PATTERN) dj = 0;
            QUOTH__TRY(quoth__script_gap(context, script, swapped ? dj : di, swapped ? di : dj));
        }
        i += di;
        j += dj;
    }
    return quoth__work(context, 40 * (uint64_t)(g->m + g->n) + 3000);
}

quoth_status quoth__trace(quoth_context *context, const uint32_t *pattern, size_t m, const uint32_t *text, size_t n,
                          bool swapped, quoth__script *script)
{
    quoth__rows rows;
    grid g = {.pattern = pattern, .text = text, .m = m, .n = n};
    quoth_status status = quoth__rows_make(context, pattern, m, &rows);
    if (status != QUOTH_OK) goto done;
    g.blocks = rows.blocks;
    QUOTH__GOTO(grid_make(context, &g));
    QUOTH__GOTO(fill(context, &g, &rows));
    QUOTH__GOTO(walk_back(context, &g));
    status = write_steps(context, &g, swapped, script);
done:
    quoth__free(&context->allocator, g.memory, g.words, sizeof(uint64_t));
    quoth__rows_free(&context->allocator, &rows);
    return status;
}
