/* extend: the words between the anchors of a chain, and those before and behind it.
 *
 *   passage   ····a│····│bc│···│d│·····         │ │ a part between two anchors: words that stand for one another are
 *   text    ······a│···│bc│·····│d│·······          paired so that they weigh most
 *   ◄──────────────                ──────────►  open parts at both ends: as far as the pairs weigh more than the words
 *                                               passed over cost
 *
 * An ellipsis in the passage makes two open parts out of a closed one: what stands in the text there is not looked at
 * word by word. A closed part of more than CELLS cells is left without pairs, an open one ends after OPEN_ROWS words, and
 * leaves out the cells that are DROP below the best one: there is nothing to go on for.
 *
 * Cost: O(rows * columns) a part at the most, near linear for an open one. */
#include "find.h"

#define CELLS ((size_t)1 << 17)
#define OPEN_ROWS ((size_t)256)
#define REACH 8u /* words of the text that an open part reaches further than the passage is long */
#define CELL_WORK 60u
#define DROP 320 /* 20 bits */
#define DEAD (INT64_MIN / 2)

enum { MOVE_PAIR, MOVE_TEXT, MOVE_PASSAGE };

/* A part: word r of it is `mine + r` or, where it goes backwards from its corner, `mine - r`. */
typedef struct part {
    uint32_t mine, place; /* the first of both */
    size_t rows, columns;
    int step;
    bool open; /* its end is where it is best */
} part;

typedef struct filler {
    quoth_context *context;
    const quoth__query *query;
    quoth__array *pairs;
    quoth__array scores, moves; /* int64_t, one row; uint8_t, all of them */
} filler;

/* The cells of the row before that are alive, and the best one of all. */
typedef struct front {
    size_t low, end;
    int64_t top;
    size_t row, column;
} front;

static uint32_t word_at(uint32_t first, size_t index, int step)
{
    return step > 0 ? first + (uint32_t)index : first - (uint32_t)index;
}

/* The weight of a pair of the part; 0 where the words are no pair. */
static int64_t pair_weight(const filler *f, const part *of, size_t row, size_t column)
{
    uint32_t mine = word_at(of->mine, row, of->step);
    uint32_t likeness = quoth__query_likeness(f->query, mine, word_at(of->place, column, of->step));
    return (int64_t)((uint64_t)f->query->weight[mine] * likeness / QUOTH__LIKE_SAME);
}

/* Fills one row; scores[j] is that of the row before, where it is alive. */
static void fill_row(const filler *f, const part *of, size_t i, front *at)
{
    int64_t *scores = f->scores.data, diagonal = DEAD, left = DEAD;
    uint8_t *moves = (uint8_t *)f->moves.data + i * (of->columns + 1);
    size_t first = SIZE_MAX, end = at->low;
    for (size_t j = at->low; j <= of->columns; j++) {
        int64_t above = i > 0 && j < at->end ? scores[j] : DEAD, best = above - QUOTH__COST_PASSAGE;
        uint8_t move = MOVE_PASSAGE;
        if (left - QUOTH__COST_TEXT >= best) best = left - QUOTH__COST_TEXT, move = MOVE_TEXT;
        if (diagonal > DEAD) {
            int64_t weight = pair_weight(f, of, i - 1, j - 1);
            if (weight > 0 && diagonal + weight >= best) best = diagonal + weight, move = MOVE_PAIR;
        }
        if (i == 0 && j == 0) best = 0;
        if (of->open && best < at->top - DROP) best = DEAD;
        if (j >= at->end && i > 0 && best <= DEAD / 2 && above <= DEAD / 2) break;
        if (i == 0 && best <= DEAD / 2) break;
        diagonal = above;
        left = scores[j] = best <= DEAD / 2 ? DEAD : best;
        moves[j] = move;
        if (left == DEAD) continue;
        if (first == SIZE_MAX) first = j;
        end = j + 1;
        if (of->open && best > at->top) *at = (front){at->low, at->end, best, i, j};
    }
    at->low = first;
    at->end = end;
}

/* Fills the moves; gives the cell to go back from. */
static quoth_status fill_moves(const filler *f, const part *of, size_t *row, size_t *column)
{
    front at = {.end = of->columns + 1};
    for (size_t i = 0; i <= of->rows && at.low <= of->columns; i++) {
        uint64_t before = at.end - at.low;
        fill_row(f, of, i, &at);
        uint64_t now = at.end > at.low ? at.end - at.low : 0;
        QUOTH__TRY(quoth__work(f->context, 30 + CELL_WORK * (now > before ? now : before)));
    }
    *row = of->open ? at.row : of->rows;
    *column = of->open ? at.column : of->columns;
    return QUOTH_OK;
}

static void reverse(quoth__pair *pairs, size_t count)
{
    for (size_t i = 0; i + 1 < count - i; i++) {
        quoth__pair swap = pairs[i];
        pairs[i] = pairs[count - 1 - i];
        pairs[count - 1 - i] = swap;
    }
}

static quoth_status walk_back(const filler *f, const part *of, size_t row, size_t column)
{
    const uint8_t *moves = f->moves.data;
    size_t first = f->pairs->count;
    while (row > 0 || column > 0) {
        uint8_t move = moves[row * (of->columns + 1) + column];
        if (move == MOVE_PAIR) {
            void *place;
            QUOTH__TRY(quoth__array_push(f->context, f->pairs, sizeof(quoth__pair), &place));
            *(quoth__pair *)place =
                (quoth__pair){word_at(of->mine, row - 1, of->step), word_at(of->place, column - 1, of->step)};
        }
        row -= move != MOVE_TEXT;
        column -= move != MOVE_PASSAGE;
    }
    if (of->step > 0 && f->pairs->count > first)
        reverse((quoth__pair *)f->pairs->data + first, f->pairs->count - first);
    return quoth__work(f->context, 12 * (uint64_t)(of->rows + of->columns));
}

/* Appends the pairs of a part, rising. */
static quoth_status pair_part(filler *f, part of)
{
    size_t row = 0, column = 0;
    if (of.rows == 0 || of.columns == 0 || of.rows > CELLS / of.columns) return QUOTH_OK;
    QUOTH__TRY(quoth__array_reserve(f->context, &f->scores, of.columns + 1, sizeof(int64_t)));
    QUOTH__TRY(quoth__array_reserve(f->context, &f->moves, (of.rows + 1) * (of.columns + 1), 1));
    QUOTH__TRY(fill_moves(f, &of, &row, &column));
    return walk_back(f, &of, row, column);
}

/* A part whose end is open, of `rows` words of the passage and `columns` of the text at the most. */
static part open_part(uint32_t mine, uint32_t place, size_t rows, size_t columns, int step)
{
    if (rows > OPEN_ROWS) rows = OPEN_ROWS;
    size_t reach = rows + rows / 2 + REACH;
    return (part){mine, place, rows, columns < reach ? columns : reach, step, true};
}

/* From behind `after`, as far as `rows` words of the passage, and the text to `high`. */
static part forwards(quoth__pair after, size_t rows, uint32_t high)
{
    return open_part(after.mine + 1, after.place + 1, rows, high - after.place - 1, 1);
}

static part backwards(quoth__pair before, size_t rows, uint32_t low)
{
    return open_part(before.mine - 1, before.place - 1, rows, before.place - low, -1);
}

/* Between two anchors with an ellipsis: each side as far as it goes, the second not into the first. */
static quoth_status pair_over_ellipsis(filler *f, quoth__pair a, quoth__pair b)
{
    const uint32_t *ellipsis = f->query->ellipsis;
    uint32_t last = ellipsis[b.mine], first = last;
    while (ellipsis[first - 1] > a.mine) first = ellipsis[first - 1]; /* more than one: none of what is between */
    uint32_t low = a.place + 1;
    QUOTH__TRY(pair_part(f, forwards(a, first - a.mine - 1, b.place)));
    if (f->pairs->count) low = QUOTH__AT(*f->pairs, quoth__pair, f->pairs->count - 1).place + 1;
    return pair_part(f, backwards(b, b.mine - last, low));
}

static quoth_status pair_between(filler *f, quoth__pair a, quoth__pair b)
{
    if (quoth__query_skips(f->query, a.mine, b.mine)) return pair_over_ellipsis(f, a, b);
    return pair_part(f, (part){a.mine + 1, a.place + 1, b.mine - a.mine - 1, b.place - a.place - 1, 1, false});
}

static quoth_status extend(filler *f, const quoth__pair *pairs, size_t count, uint32_t low, uint32_t high)
{
    quoth__pair last = pairs[count - 1];
    void *place;
    QUOTH__TRY(pair_part(f, backwards(pairs[0], pairs[0].mine, low)));
    for (size_t i = 0; i < count; i++) {
        if (i > 0) QUOTH__TRY(pair_between(f, pairs[i - 1], pairs[i]));
        QUOTH__TRY(quoth__array_push(f->context, f->pairs, sizeof(quoth__pair), &place));
        *(quoth__pair *)place = pairs[i];
    }
    QUOTH__TRY(quoth__work(f->context, 40 * (uint64_t)count));
    return pair_part(f, forwards(last, f->query->words.count - last.mine - 1, high));
}

quoth_status quoth__find_extend(quoth_context *context, const quoth__query *query, const quoth__pair *pairs,
                                size_t count, uint32_t low, uint32_t high, quoth__array *extended)
{
    filler f = {.context = context, .query = query, .pairs = extended};
    quoth_status status = extend(&f, pairs, count, low, high);
    quoth__array_free(&context->allocator, &f.scores, sizeof(int64_t));
    quoth__array_free(&context->allocator, &f.moves, 1);
    return status;
}
