/* trace: the best of all minimal edit scripts of a part, found on the cells through which minimal scripts go.
 *
 *   forward, bit-parallel:  for each column the bits of three questions about each cell (i, j) of a band:
 *                             up        is it 1 more than (i - 1, j)?      then the pattern's token may be passed over
 *                             left      is it 1 more than (i, j - 1)?      then the text's token may be passed over
 *                             diagonal  is it the same as (i - 1, j - 1)?  if not, one may replace the other
 *   backward:               from the last cell through every cell that a minimal script can come by. Each gets the best
 *                           score of the way from it to the end: by an equal pair next, and by anything else next.
 *                           While there is one cell and one way on, as between changes, it is only followed
 *   forward again:          along the best score
 *
 * Of the minimal scripts the best is the one with the most equal tokens; of those, the one with the fewest unbroken
 * runs of them; of those, at the first step where two differ, an equal pair goes before a replacement, that before a
 * token of the longer side passed over, and that before one of the shorter side (where both are of one length a is
 * taken for the shorter).
 *
 * The band (Ukkonen 1985) is first one that a few edits stay within. What comes out is what some script costs; where it
 * is more than those few, a second band is made that no cheaper script leaves. What lies outside is taken for further
 * away than it is, never for nearer, so that no bit of a cell on a minimal script is wrong.
 *
 * Cost: O(distance * n / 64) forward, O(cells on minimal scripts) backward: near the diagonal for passages that are
 * alike, at most all the cells kept; memory 3 bits and a byte a cell of the band. */
#include "trace.h"
#include "columns.h"

#define KEPT_BLOCK_WORK 52u
#define FOLLOW_WORK 35u
#define CELL_WORK 75u
#define ROOM 1280u    /* for 60 tokens by 60 */
#define FEW_EDITS 62u /* of the first band, beyond the difference of the lengths */
#define ONE_EQUAL ((int64_t)1 << 32)
#define ONE_RUN ((int64_t)1)
#define UNREACHED (INT64_MIN / 2)
/* Bits and bytes of a band are kept up to so many cells. */
#define KEPT_CELLS ((size_t)1 << 23)

/* What is kept of a cell for the way forward: the step that is best when it is no equal pair, and whether an equal pair
 * is better, within a run of them and at the beginning of one. */
enum { STEP_REPLACE, STEP_TEXT, STEP_PATTERN, STEP_MASK = 3, EQUAL_WITHIN = 4, EQUAL_FIRST = 8 };

/* The best scores of the ways from a cell to the end, by an equal pair next and by the step. */
typedef struct cell {
    int64_t equal, other;
    uint8_t step;
} cell;

/* The cells of one column: rows low..high have been set; below low is nothing. */
typedef struct side {
    cell *cells;
    size_t low, high;
    bool any;
} side;

typedef struct grid {
    const uint32_t *pattern, *text;
    size_t m, n;
    size_t width;       /* blocks of the band */
    uint64_t *kept;     /* of each column `width` times: up, left, diagonal */
    uint32_t *first;    /* the first block of each column */
    uint8_t *choice;    /* of the cells that the way back came by */
    size_t *choice_end; /* of each column: the choice of row i stands at choice_end - i */
    size_t chosen;      /* how many there are */
    side now, before;
    void *memory;
    size_t words;
    uint64_t *room; /* ROOM words that need no allocation */
} grid;

static quoth_status grid_make(quoth_context *context, grid *g)
{
    size_t kept = 3 * g->width * g->n, cells = 2 * (g->m + 1), rows = g->width * QUOTH__WORD_BITS + 1;
    if (rows > g->m + 1) rows = g->m + 1;
    size_t bytes = cells * sizeof(cell) + (g->n + 1) * sizeof(size_t) + g->n * sizeof(uint32_t) + rows * (g->n + 1);
    g->words = kept + bytes / sizeof(uint64_t) + 1;
    g->memory = g->room;
    if (g->words > ROOM) QUOTH__TRY(quoth__allocate(context, g->words, sizeof(uint64_t), &g->memory));
    g->kept = g->memory;
    g->now.cells = (cell *)(void *)(g->kept + kept);
    g->before.cells = g->now.cells + g->m + 1;
    g->choice_end = (size_t *)(void *)(g->before.cells + g->m + 1);
    g->first = (uint32_t *)(void *)(g->choice_end + g->n + 1);
    g->choice = (uint8_t *)(g->first + g->n);
    g->chosen = 0;
    return QUOTH_OK;
}

static void grid_free(const quoth_allocator *allocator, grid *g)
{
    if (g->memory != g->room) quoth__free(allocator, g->memory, g->words, sizeof(uint64_t));
    g->memory = g->room;
}

/* ---------------------------------------------------------------------------------------------------- forward */

/* What is kept of a column: three times so many words. */
static inline uint64_t *column_of(const grid *g, size_t column) { return g->kept + 3 * g->width * column; }

/* As quoth__column_step, keeping the answers. */
static inline void kept_step(const uint64_t *row, uint64_t *up, uint64_t *down, size_t first, size_t last,
                             uint64_t *kept, size_t width)
{
    uint64_t plus = 1, minus = 0;
    for (size_t block = first; block <= last; block++, kept++) {
        uint64_t u = up[block], d = down[block], equal = row ? row[block] : 0;
        uint64_t vertical = equal | d;
        equal |= minus;
        uint64_t diagonal = (((equal & u) + u) ^ u) | equal;
        uint64_t h_plus = d | ~(diagonal | u), h_minus = u & diagonal;
        kept[width] = h_plus;
        kept[2 * width] = diagonal | d;
        uint64_t plus_out = h_plus >> 63, minus_out = h_minus >> 63;
        h_plus = (h_plus << 1) | plus;
        h_minus = (h_minus << 1) | minus;
        kept[0] = up[block] = h_minus | ~(vertical | h_plus);
        down[block] = h_plus & vertical;
        plus = plus_out;
        minus = minus_out;
    }
}

/* A pattern of one block: the columns stay in registers. */
static quoth_status fill_word(quoth_context *context, grid *g, quoth__rows *rows)
{
    uint64_t up = UINT64_MAX, down = 0;
    memset(g->first, 0, g->n * sizeof *g->first);
    for (size_t j = 0; j < g->n; j++) {
        uint64_t equal = quoth__rows_word(rows, g->text[j]);
        kept_step(&equal, &up, &down, 0, 0, column_of(g, j), 1);
        if (j % 256 == 255) QUOTH__TRY(quoth__work(context, 256 * (25 + KEPT_BLOCK_WORK)));
    }
    return quoth__work(context, (25 + KEPT_BLOCK_WORK) * (uint64_t)(g->n % 256));
}

/* Gives what some script within the band costs. */
static quoth_status fill_blocks(quoth_context *context, grid *g, quoth__rows *rows, quoth__band *band, uint64_t *cost)
{
    uint64_t *up = (uint64_t *)(void *)g->now.cells, *down = up + rows->blocks; /* the cells are not needed yet */
    uint64_t top = 0;
    size_t entered = 0, left = 0;
    for (size_t j = 0; j < g->n; j++) {
        quoth__band_move(band, j + 1, g->m);
        for (; left < band->first; left++) top += quoth__ones(up[left]) - quoth__ones(down[left]);
        for (; entered <= band->last; entered++) {
            up[entered] = UINT64_MAX;
            down[entered] = 0;
        }
        g->first[j] = (uint32_t)band->first;
        kept_step(quoth__rows_bits(rows, g->text[j]), up, down, band->first, band->last, column_of(g, j), g->width);
        top++;
        QUOTH__TRY(
            quoth__work(context, QUOTH__COLUMN_WORK + KEPT_BLOCK_WORK * (uint64_t)(band->last - band->first + 1)));
    }
    for (size_t block = band->first; block < entered; block++)
        top += quoth__ones(up[block] & quoth__block_mask(block, g->m)) -
               quoth__ones(down[block] & quoth__block_mask(block, g->m));
    *cost = top;
    return QUOTH_OK;
}

/* --------------------------------------------------------------------------------------------------- backward */

enum { WAY_EQUAL = 1, WAY_REPLACE = 2, WAY_TEXT = 4, WAY_PATTERN = 8 };

/* The steps by which minimal scripts come to a cell that one goes through. */
static inline unsigned ways_to(const grid *g, size_t i, size_t j)
{
    if (i == 0) return j ? WAY_TEXT : 0;
    if (j == 0) return WAY_PATTERN;
    const uint64_t *word = column_of(g, j - 1) + ((i - 1) / QUOTH__WORD_BITS - g->first[j - 1]);
    unsigned shift = (i - 1) % QUOTH__WORD_BITS, equal = g->pattern[i - 1] == g->text[j - 1];
    unsigned up = word[0] >> shift & 1, left = word[g->width] >> shift & 1;
    unsigned replace = (unsigned)~(word[2 * g->width] >> shift) & 1 & ~equal;
    return equal * WAY_EQUAL | replace * WAY_REPLACE | left * WAY_TEXT | up * WAY_PATTERN;
}

/* Writes down how to go on from a cell; gives the score of the way from it where no run of equal tokens comes in. */
static inline int64_t choose(grid *g, const cell *at)
{
    bool within = at->equal >= at->other, first = at->equal - ONE_RUN >= at->other;
    g->choice[g->chosen++] = (uint8_t)(at->step | (within ? EQUAL_WITHIN : 0) | (first ? EQUAL_FIRST : 0));
    return first ? at->equal - ONE_RUN : at->other;
}

static inline int64_t after_equal(const cell *at)
{
    return ONE_EQUAL + (at->equal >= at->other ? at->equal : at->other);
}

/* Follows from a cell while there is one way on; false at the first cell. All ways come by the cells followed, so that
 * their scores begin anew behind them. No branch hangs on what the step is: nobody could foresee it. */
static bool follow(grid *g, size_t *row, size_t *column, cell *at)
{
    static const uint8_t choices[] = {
        [WAY_EQUAL] = EQUAL_WITHIN | EQUAL_FIRST, [WAY_TEXT] = STEP_TEXT, [WAY_PATTERN] = STEP_PATTERN};
    size_t i = *row, j = *column, chosen = g->chosen;
    unsigned ways = ways_to(g, i, j), last = 0;
    if (ways & (ways - 1)) return true;
    choose(g, at);
    for (;;) {
        chosen++;
        if (ways == WAY_EQUAL) {
            i--;
            j--;
        } else {
            if (ways == 0) break;
            i -= ways != WAY_TEXT;
            j -= ways != WAY_PATTERN;
        }
        g->choice_end[j] = chosen + i; /* within a column it stays what it is */
        last = ways;
        ways = ways_to(g, i, j);
        if (ways & (ways - 1)) break;
        g->choice[chosen] = choices[last];
    }
    g->chosen = chosen;
    *row = i;
    *column = j;
    *at = last == WAY_EQUAL ? (cell){0, UNREACHED, STEP_REPLACE} : (cell){UNREACHED, 0, choices[last]};
    return ways != 0;
}

/* Makes sure that row i of a column has scores. The first row that is asked for is the highest. */
static inline void reach(side *s, size_t i)
{
    if (!s->any) {
        s->any = true;
        s->high = i;
        s->low = i + 1;
    }
    while (s->low > i) s->cells[--s->low] = (cell){UNREACHED, UNREACHED, STEP_REPLACE};
}

/* A way on from row i by a step that is no equal pair: what was offered first stays among equals. */
static inline void offer(side *s, size_t i, int64_t score, uint8_t step)
{
    reach(s, i);
    if (score <= s->cells[i].other) return;
    s->cells[i].other = score;
    s->cells[i].step = step;
}

/* Hands the score of a cell to the cells before it. */
static inline void settle(grid *g, size_t i, size_t j)
{
    const cell at = g->now.cells[i];
    if (at.equal == UNREACHED && at.other == UNREACHED) {
        g->chosen++;
        return;
    }
    unsigned ways = ways_to(g, i, j);
    int64_t other = choose(g, &at);
    if (ways & WAY_TEXT) reach(&g->before, i); /* the higher row first */
    if (ways & WAY_EQUAL) {
        reach(&g->before, i - 1);
        g->before.cells[i - 1].equal = after_equal(&at);
    }
    if (ways & WAY_REPLACE) offer(&g->before, i - 1, other, STEP_REPLACE);
    if (ways & WAY_TEXT) offer(&g->before, i, other, STEP_TEXT);
    if (ways & WAY_PATTERN) offer(&g->now, i - 1, other, STEP_PATTERN);
}

/* Goes back by columns, from the rows of one that have been reached, until there is one cell: that of column j. */
static quoth_status spread(quoth_context *context, grid *g, size_t *column)
{
    for (size_t j = *column;;) {
        for (size_t i = g->now.high;; i--) {
            settle(g, i, j);
            if (i == g->now.low) break;
        }
        QUOTH__TRY(quoth__work(context, 40 + CELL_WORK * (uint64_t)(g->now.high - g->now.low + 1)));
        if (j == 0) {
            g->now.any = false;
            return QUOTH_OK;
        }
        side done = g->now;
        g->now = g->before;
        g->before = done;
        g->before.any = false;
        g->choice_end[--j] = g->chosen + g->now.high;
        *column = j;
        if (g->now.low == g->now.high) return QUOTH_OK;
    }
}

static quoth_status walk_back(quoth_context *context, grid *g)
{
    size_t i = g->m, j = g->n;
    cell at = {UNREACHED, 0, STEP_REPLACE};
    g->choice_end[j] = i;
    g->now.any = g->before.any = false;
    for (;;) {
        size_t before = g->chosen;
        bool more = follow(g, &i, &j, &at);
        QUOTH__TRY(quoth__work(context, 20 + FOLLOW_WORK * (uint64_t)(g->chosen - before)));
        if (!more) return QUOTH_OK;
        reach(&g->now, i);
        g->now.cells[i] = at;
        QUOTH__TRY(spread(context, g, &j));
        if (!g->now.any) return QUOTH_OK;
        i = g->now.high;
        at = g->now.cells[i];
        g->now.any = false;
    }
}

/* ---------------------------------------------------------------------------------------------- forward again */

static quoth_status write_steps(quoth_context *context, const grid *g, bool swapped, quoth__script *script)
{
    unsigned within = 0;
    for (size_t i = 0, j = 0; i < g->m || j < g->n;) {
        unsigned choice = g->choice[g->choice_end[j] - i], before = within;
        within = choice / (before ? EQUAL_WITHIN : EQUAL_FIRST) & 1;
        if (within) {
            if (!before) QUOTH__TRY(quoth__script_turn(context, script));
            script->equal++;
            i++;
            j++;
        } else {
            unsigned di = (choice & STEP_MASK) != STEP_TEXT, dj = (choice & STEP_MASK) != STEP_PATTERN;
            quoth__script_gap(script, swapped ? dj : di, swapped ? di : dj);
            i += di;
            j += dj;
        }
    }
    return quoth__work(context, 30 * (uint64_t)(g->m + g->n));
}

/* Makes the band that scripts of so many edits stay within, and fills it; false where it does not fit. */
static quoth_status fill(quoth_context *context, grid *g, quoth__rows *rows, uint64_t edits, uint64_t *cost, bool *fits)
{
    size_t blocks = (size_t)(edits / QUOTH__WORD_BITS) + 2;
    quoth__band band = quoth__band_of(g->m, g->n, edits);
    g->width = blocks < rows->blocks ? blocks : rows->blocks;
    *fits = g->n < KEPT_CELLS && g->width <= KEPT_CELLS / QUOTH__WORD_BITS / (g->n + 1);
    if (!*fits) return QUOTH_OK;
    QUOTH__TRY(grid_make(context, g));
    *cost = 0;
    return rows->blocks == 1 ? fill_word(context, g, rows) : fill_blocks(context, g, rows, &band, cost);
}

quoth_status quoth__trace(quoth_context *context, const uint32_t *pattern, size_t m, const uint32_t *text, size_t n,
                          bool swapped, quoth__script *script, bool *fits)
{
    quoth__rows rows;
    uint64_t room[ROOM];
    grid g = {.pattern = pattern, .text = text, .m = m, .n = n, .memory = room, .room = room};
    uint64_t cost, edits = n;
    quoth_status status = quoth__rows_make(context, pattern, m, &rows);
    if (status != QUOTH_OK) goto done;
    if (rows.blocks > 2 && n - m + FEW_EDITS < n) edits = n - m + FEW_EDITS;
    QUOTH__GOTO(fill(context, &g, &rows, edits, &cost, fits));
    if (*fits && cost > edits) {
        grid_free(&context->allocator, &g);
        QUOTH__GOTO(fill(context, &g, &rows, cost < n ? cost : n, &cost, fits));
    }
    if (!*fits) goto done;
    QUOTH__GOTO(walk_back(context, &g));
    status = write_steps(context, &g, swapped, script);
done:
    grid_free(&context->allocator, &g);
    quoth__rows_free(&context->allocator, &rows);
    return status;
}
