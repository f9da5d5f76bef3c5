/* nearest: for each query the passages that are most like it.
 *
 *                passages, TILE at a time
 *   queries,   ┌──────────┐
 *   ROWS at    │ cdist    │──► row by row into a heap of the k best so far, the worst at its root
 *   a time     └──────────┘
 *
 * Shares are held against each other as fractions of whole numbers; of two that are the same the passage that comes
 * first is the better one, so that the order in which they are found has no meaning.
 *
 * Cost: that of all pairs (cdist.c), and O(log k) where a passage is better than the worst that is kept. Memory: 24
 * bytes for each passage kept, of all queries of a share, and a tile. */
#include "../base/table.h"
#include "many.h"

#define ROWS 256u
#define TILE 4096u

typedef struct kept {
    quoth_likeness likeness;
    uint32_t passage;
} kept;

typedef struct selection {
    const quoth_nearest_options *options;
    const quoth_sequences *queries, *passages;
    size_t from, to, k;
    kept *heaps;    /* k of each query */
    size_t *counts; /* how many each has */
    uint32_t *tile;
} selection;

/* ------------------------------------------------------------------------------------------------------- order */

/* Compares a / b with c / d, b and d above 0: the whole parts, then what is left of each turned over. */
static int compare_fractions(uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    for (int sign = 1;; sign = -sign) {
        uint64_t left = a / b, right = c / d, rest_left = a % b, rest_right = c % d;
        if (left != right) return left < right ? -sign : sign;
        if (rest_left == 0 || rest_right == 0) return sign * ((rest_left > 0) - (rest_right > 0));
        a = b;
        b = rest_left;
        c = d;
        d = rest_right;
    }
}

static bool is_better(const kept *x, const kept *y)
{
    uint64_t x_most = x->likeness.most, y_most = y->likeness.most;
    uint64_t x_alike = x_most ? x_most - x->likeness.distance : 1, y_alike = y_most ? y_most - y->likeness.distance : 1;
    if (!x_most) x_most = 1;
    if (!y_most) y_most = 1;
    if (x_most <= UINT32_MAX && y_most <= UINT32_MAX) {
        uint64_t left = x_alike * y_most, right = y_alike * x_most;
        return left != right ? left > right : x->passage < y->passage;
    }
    int order = compare_fractions(x_alike, x_most, y_alike, y_most);
    return order != 0 ? order > 0 : x->passage < y->passage;
}

/* Lets the thing at `at` sink until nothing below it is worse. */
static void sink(kept *heap, size_t count, size_t at)
{
    kept moved = heap[at];
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= count) break;
        if (child + 1 < count && is_better(&heap[child], &heap[child + 1])) child++;
        if (!is_better(&moved, &heap[child])) break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = moved;
}

static void rise(kept *heap, size_t at)
{
    kept moved = heap[at];
    for (; at > 0 && is_better(&heap[(at - 1) / 2], &moved); at = (at - 1) / 2) heap[at] = heap[(at - 1) / 2];
    heap[at] = moved;
}

static inline void offer(const selection *s, size_t query, const kept *found)
{
    kept *heap = s->heaps + query * s->k;
    size_t *count = s->counts + query;
    if (*count < s->k) {
        heap[*count] = *found;
        rise(heap, (*count)++);
    } else if (is_better(found, heap)) {
        heap[0] = *found;
        sink(heap, s->k, 0);
    }
}

/* From a heap to the best first. */
static void put_in_order(kept *heap, size_t count)
{
    for (size_t left = count; left > 1; left--) {
        kept worst = heap[0];
        heap[0] = heap[left - 1];
        heap[left - 1] = worst;
        sink(heap, left - 1, 0);
    }
}

/* ------------------------------------------------------------------------------------------------------- pairs */

static quoth_sequences part_of(const quoth_sequences *sequences, size_t first, size_t count)
{
    return (quoth_sequences){sequences->ids, sequences->starts + first, count};
}

/* One tile: queries first .. first + rows, passages column .. column + columns. */
static quoth_status run_tile(quoth_context *context, const selection *s, size_t first, size_t rows, size_t column,
                             size_t columns)
{
    quoth_measure measure = s->options->measure;
    quoth_cdist_options options = {.size = sizeof options, .measure = measure, .cell = QUOTH_CELL_U32};
    quoth_sequences queries = part_of(s->queries, first, rows), passages = part_of(s->passages, column, columns);
    QUOTH__TRY(quoth_cdist(context, &options, &queries, &passages, 0, rows, s->tile));
    for (size_t i = 0; i < rows; i++) {
        size_t length = quoth__many_length(&queries, i);
        for (size_t j = 0; j < columns; j++) {
            kept found = {{s->tile[i * columns + j], quoth__most(measure, length, quoth__many_length(&passages, j))},
                          (uint32_t)(column + j)};
            offer(s, first + i - s->from, &found);
        }
        QUOTH__TRY(quoth__work(context, 20 * (uint64_t)columns));
    }
    return QUOTH_OK;
}

static quoth_status run_tiles(quoth_context *context, const selection *s)
{
    for (size_t first = s->from; first < s->to; first += ROWS)
        for (size_t column = 0; column < s->passages->count; column += TILE) {
            size_t rows = s->to - first < ROWS ? s->to - first : ROWS;
            size_t columns = s->passages->count - column < TILE ? s->passages->count - column : TILE;
            QUOTH__TRY(run_tile(context, s, first, rows, column, columns));
        }
    return QUOTH_OK;
}

static quoth_status run_singles(quoth_context *context, const selection *s)
{
    quoth__singles singles;
    quoth_status status =
        quoth__singles_make(context, s->options->measure, s->options->weights, s->queries, s->passages, &singles);
    for (size_t i = s->from; i < s->to && status == QUOTH_OK; i++)
        for (size_t j = 0; j < s->passages->count && status == QUOTH_OK; j++) {
            kept found = {.passage = (uint32_t)j};
            status = quoth__singles_measure(context, &singles, i, j, UINT64_MAX, &found.likeness);
            if (status == QUOTH_OK) offer(s, i - s->from, &found);
        }
    quoth__singles_free(&context->allocator, &singles);
    return status;
}

/* ------------------------------------------------------------------------------------------------------- table */

enum { QUERY, PASSAGE, SIMILARITY, COLUMNS };
static const quoth__column_spec specs[COLUMNS] = {
    {"query", QUOTH_U32, 0}, {"passage", QUOTH_U32, 0}, {"similarity", QUOTH_F64, 0}};

static quoth_status make_table(quoth_context *context, const selection *s, quoth_table **table)
{
    size_t rows = (s->to - s->from) * s->k;
    quoth_table *made;
    QUOTH__TRY(quoth__work(context, 100 * (uint64_t)rows));
    QUOTH__TRY(quoth__table_make(context, specs, COLUMNS, rows, &made));
    for (size_t i = 0, row = 0; i < s->to - s->from; i++) {
        kept *heap = s->heaps + i * s->k;
        put_in_order(heap, s->k);
        for (size_t j = 0; j < s->k; j++, row++) {
            quoth__table_u32(made, QUERY)[row] = (uint32_t)(s->from + i);
            quoth__table_u32(made, PASSAGE)[row] = heap[j].passage;
            quoth__table_f64(made, SIMILARITY)[row] = quoth__likeness_share(&heap[j].likeness);
        }
    }
    *table = made;
    return QUOTH_OK;
}

static quoth_status select_nearest(quoth_context *context, selection *s, quoth_table **table)
{
    void *heaps = NULL, *counts = NULL, *tile = NULL;
    size_t rows = s->to - s->from, lanes = quoth__measure_has_lanes(s->options->measure);
    size_t tile_rows = rows < ROWS ? rows : ROWS, columns = s->passages->count < TILE ? s->passages->count : TILE;
    size_t cells = lanes ? tile_rows * columns : 0;
    quoth_status status;
    if (s->k && rows > SIZE_MAX / 64 / s->k)
        return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "%zu queries with %zu passages each are too many",
                           rows, s->k);
    QUOTH__TRY(quoth__allocate(context, rows * s->k, sizeof(kept), &heaps));
    s->heaps = heaps;
    QUOTH__GOTO(quoth__allocate_zeroed(context, rows, sizeof(size_t), &counts));
    s->counts = counts;
    QUOTH__GOTO(quoth__allocate(context, cells, sizeof(uint32_t), &tile));
    s->tile = tile;
    if (s->k) QUOTH__GOTO(lanes ? run_tiles(context, s) : run_singles(context, s));
    status = make_table(context, s, table);
done:
    quoth__free(&context->allocator, tile, cells, sizeof(uint32_t));
    quoth__free(&context->allocator, counts, rows, sizeof(size_t));
    quoth__free(&context->allocator, heaps, rows * s->k, sizeof(kept));
    return status;
}

static quoth_status nearest(quoth_context *context, const quoth_nearest_options *options,
                            const quoth_sequences *queries, const quoth_sequences *passages, size_t from, size_t to,
                            quoth_table **table)
{
    size_t longest;
    if (!options || options->size != sizeof *options)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "options that are not of this version");
    QUOTH__TRY(quoth__measure_check(context, options->measure, options->weights));
    QUOTH__TRY(quoth__many_check(context, queries, "queries", &longest));
    QUOTH__TRY(quoth__many_check(context, passages, "passages", &longest));
    QUOTH__TRY(quoth__share_check(context, from, to, queries->count));
    selection s = {.options = options,
                   .queries = queries,
                   .passages = passages,
                   .from = from,
                   .to = to,
                   .k = options->k < passages->count ? options->k : passages->count};
    return select_nearest(context, &s, table);
}

quoth_status quoth_nearest(quoth_context *context, const quoth_nearest_options *options, const quoth_sequences *queries,
                           const quoth_sequences *passages, size_t from, size_t to, quoth_table **table)
{
    quoth__enter(context);
    return quoth__leave(context, nearest(context, options, queries, passages, from, to, table));
}
