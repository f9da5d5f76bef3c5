/* cdist: how far each of some sequences is from each of some others, as a matrix of a chosen type.
 *
 *                choices of up to 512 tokens   longer
 *   queries     ┌─────────────────────────────┬───────┐
 *   up to 512   │ queries in lanes, choices as texts  │   few queries: choices in lanes, a query as text
 *               ├─────────────────────────────┼───────┤
 *   longer      │ choices in lanes            │ one by│
 *               └─────────────────────────────┴─ one ─┘
 *
 * A share is some rows; what a cell holds depends on its pair alone. Patterns are sorted by length, so that the lanes of
 * a batch are as wide as they must be; the texts of a batch come in the order of the columns, so that each lane writes
 * along a row. */
#include "many.h"

#define FEW_QUERIES 16u

typedef struct job {
    quoth__batch batch;
    quoth_measure measure;
    quoth_cell cell;
    uint64_t bound;
    uint8_t *cells;
    size_t columns;
    quoth__dense queries, choices;
    uint32_t *query_order, *choice_order; /* by length; those too long for a lane come last */
    size_t short_queries, short_choices;
} job;

/* ------------------------------------------------------------------------------------------------------- cells */

static const uint64_t cell_most[] = {UINT8_MAX, UINT16_MAX, UINT32_MAX, UINT64_MAX};

static float similarity_of(uint64_t distance, uint64_t most, uint64_t bound)
{
    if (distance > bound) return 0;
    return most == 0 ? 1 : (float)((double)(most - distance) / (double)most);
}

static void put(const job *j, size_t index, const quoth_likeness *found)
{
    switch (j->cell) {
    case QUOTH_CELL_U8: j->cells[index] = (uint8_t)found->distance; break;
    case QUOTH_CELL_U16: ((uint16_t *)(void *)j->cells)[index] = (uint16_t)found->distance; break;
    case QUOTH_CELL_U32: ((uint32_t *)(void *)j->cells)[index] = (uint32_t)found->distance; break;
    default: ((float *)(void *)j->cells)[index] = similarity_of(found->distance, found->most, j->bound); break;
    }
}

/* The cells of a batch and one text: lane l's is at `at + items[l] * step`. */
#define PUT(type, lane_type)                                                                                           \
    for (size_t l = 0; l < b->lanes; l++)                                                                              \
    ((type *)(void *)j->cells)[at + b->items[l] * step] = (type)((const lane_type *)(const void *)b->out)[l]
#define PUT_LANES(type)                                                                                                \
    switch (quoth__batch_bits(b)) {                                                                                    \
    case 16: PUT(type, uint16_t); break;                                                                               \
    case 32: PUT(type, uint32_t); break;                                                                               \
    default: PUT(type, uint64_t); break;                                                                               \
    }                                                                                                                  \
    break
static void put_one(const job *j, size_t at, size_t step, size_t text_length)
{
    const quoth__batch *b = &j->batch;
    switch (j->cell) {
    case QUOTH_CELL_U8: PUT_LANES(uint8_t);
    case QUOTH_CELL_U16: PUT_LANES(uint16_t);
    case QUOTH_CELL_U32: PUT_LANES(uint32_t);
    default:
        for (size_t l = 0; l < b->lanes; l++)
            ((float *)(void *)j->cells)[at + b->items[l] * step] = similarity_of(
                quoth__batch_distance(b, l), quoth__most(j->measure, b->lengths[l], text_length), j->bound);
        break;
    }
}

/* The cells of a batch and as many texts, in columns side by side, as fit into a lane: the first is lowest there. */
static void put_together(const job *j, size_t column)
{
    const quoth__batch *b = &j->batch;
    const uint8_t *out = b->out;
    size_t lane_bytes = quoth__batch_bits(b) / 8, cell_bytes = (size_t)1 << j->cell, row = j->columns * cell_bytes;
    uint8_t *cells = j->cells + column * cell_bytes;
    switch (lane_bytes) {
    case 2:
        for (size_t l = 0; l < b->lanes; l++) memcpy(cells + b->items[l] * row, out + 2 * l, 2);
        break;
    case 4:
        for (size_t l = 0; l < b->lanes; l++) memcpy(cells + b->items[l] * row, out + 4 * l, 4);
        break;
    default:
        for (size_t l = 0; l < b->lanes; l++) memcpy(cells + b->items[l] * row, out + 8 * l, 8);
        break;
    }
}

/* ------------------------------------------------------------------------------------------------------- lanes */

/* How many texts are written together. */
static size_t together(const job *j)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    unsigned cell_bits = 8u << j->cell, bits = quoth__batch_bits(&j->batch);
    return j->cell <= QUOTH_CELL_U32 && bits > cell_bits ? bits / cell_bits : 1;
#else
    (void)j;
    return 1;
#endif
}

/* The texts from i on that are written together: as many as fit into a lane, or one. */
static size_t group_at(const quoth__dense *texts, size_t i, size_t most)
{
    if (texts->count - i < most) return 1;
    for (size_t k = 0; k < most; k++)
        if (quoth__dense_length(texts, i + k) > QUOTH__LANE_TEXT) return 1;
    return most;
}

static quoth_status run_text(quoth_context *context, job *j, const quoth__dense *texts, size_t text, size_t shift)
{
    return quoth__batch_run(context, &j->batch, j->measure, texts->ids + texts->starts[text],
                            quoth__dense_length(texts, text), j->bound, (unsigned)shift);
}

/* The batch that is loaded against all texts in their order, a row a lane. */
static quoth_status run_along_rows(quoth_context *context, job *j, const quoth__dense *texts)
{
    size_t most = together(j), cell_bits = (size_t)8 << j->cell;
    for (size_t i = 0, group; i < texts->count; i += group) {
        group = group_at(texts, i, most);
        if (group == 1 && quoth__dense_length(texts, i) > QUOTH__LANE_TEXT) continue;
        memset(j->batch.out, 0, sizeof j->batch.out);
        for (size_t k = 0; k < group; k++) QUOTH__TRY(run_text(context, j, texts, i + k, k * cell_bits));
        if (group > 1)
            put_together(j, i);
        else
            put_one(j, i, j->columns, quoth__dense_length(texts, i));
    }
    return QUOTH_OK;
}

/* The batch against some texts, in any place. */
static quoth_status run_across(quoth_context *context, job *j, size_t pattern_step, const quoth__dense *texts,
                               const uint32_t *text_order, size_t text_count, size_t text_step)
{
    for (size_t i = 0; i < text_count; i++) {
        size_t text = text_order ? text_order[i] : i, length = quoth__dense_length(texts, text);
        if (length > QUOTH__LANE_TEXT) continue;
        memset(j->batch.out, 0, sizeof j->batch.out);
        QUOTH__TRY(run_text(context, j, texts, text, 0));
        put_one(j, text * text_step, pattern_step, length);
    }
    return QUOTH_OK;
}

/* Patterns order[0 .. count) against texts; a pattern's cell steps by pattern_step, a text's by text_step. */
static quoth_status run_batches(quoth_context *context, job *j, const quoth__dense *patterns, const uint32_t *order,
                                size_t count, size_t pattern_step, const quoth__dense *texts,
                                const uint32_t *text_order, size_t text_count, size_t text_step)
{
    for (size_t first = 0, lanes; first < count; first += lanes) {
        for (lanes = 1; lanes < QUOTH__LANES_MAX && first + lanes < count; lanes++) {
            size_t longest = quoth__dense_length(patterns, order[first + lanes]);
            if (lanes >= quoth__batch_width(&j->batch, longest)) break;
        }
        QUOTH__TRY(quoth__batch_load(context, &j->batch, patterns, order + first, lanes));
        if (text_step == 1 && !text_order)
            QUOTH__TRY(run_along_rows(context, j, texts));
        else
            QUOTH__TRY(run_across(context, j, pattern_step, texts, text_order, text_count, text_step));
    }
    return QUOTH_OK;
}

/* One pair of dense sequences; their ids are equal where the tokens are. */
static quoth_status run_one(quoth_context *context, const job *j, size_t query, size_t choice)
{
    size_t m = quoth__dense_length(&j->queries, query), n = quoth__dense_length(&j->choices, choice);
    quoth_likeness found = {0, quoth__most(j->measure, m, n)};
    QUOTH__TRY(quoth__distance(context, j->measure, j->queries.ids + j->queries.starts[query], m,
                               j->choices.ids + j->choices.starts[choice], n, j->bound, &found.distance));
    put(j, query * j->columns + choice, &found);
    return QUOTH_OK;
}

/* The pairs that no lane takes: both long, or one too long for a text. */
static quoth_status run_rest(quoth_context *context, const job *j)
{
    for (size_t i = 0; i < j->queries.count; i++) {
        size_t m = quoth__dense_length(&j->queries, i);
        QUOTH__TRY(quoth__work(context, 4 * (uint64_t)j->choices.count));
        for (size_t k = 0; k < j->choices.count; k++) {
            size_t n = quoth__dense_length(&j->choices, k), shorter = m < n ? m : n, longer = m < n ? n : m;
            if (shorter > QUOTH__LANE_PATTERN || longer > QUOTH__LANE_TEXT) QUOTH__TRY(run_one(context, j, i, k));
        }
    }
    return QUOTH_OK;
}

static quoth_status run_lanes(quoth_context *context, job *j, size_t longest)
{
    if (j->short_queries < FEW_QUERIES && j->short_choices > j->short_queries) {
        QUOTH__TRY(run_batches(context, j, &j->choices, j->choice_order, j->short_choices, 1, &j->queries, NULL,
                               j->queries.count, j->columns));
        QUOTH__TRY(run_batches(context, j, &j->queries, j->query_order, j->short_queries, j->columns, &j->choices,
                               j->choice_order + j->short_choices, j->choices.count - j->short_choices, 1));
    } else {
        QUOTH__TRY(run_batches(context, j, &j->queries, j->query_order, j->short_queries, j->columns, &j->choices, NULL,
                               j->choices.count, 1));
        QUOTH__TRY(run_batches(context, j, &j->choices, j->choice_order, j->short_choices, 1, &j->queries,
                               j->query_order + j->short_queries, j->queries.count - j->short_queries, j->columns));
    }
    return longest > QUOTH__LANE_PATTERN ? run_rest(context, j) : QUOTH_OK;
}

static quoth_status fill_lanes(quoth_context *context, job *j, const quoth_sequences *queries,
                               const quoth_sequences *choices, size_t from, size_t to, size_t longest)
{
    size_t vocabulary, both = to - from + choices->count;
    void *orders = NULL;
    quoth_status status;
    QUOTH__GOTO(quoth__dense_make(context, queries, from, to, choices, &j->queries, &j->choices, &vocabulary));
    QUOTH__GOTO(quoth__allocate(context, both, sizeof(uint32_t), &orders));
    j->query_order = orders;
    j->choice_order = j->query_order + (to - from);
    QUOTH__GOTO(quoth__order_by_length(context, &j->queries, j->query_order, &j->short_queries));
    QUOTH__GOTO(quoth__order_by_length(context, &j->choices, j->choice_order, &j->short_choices));
    QUOTH__GOTO(quoth__batch_make(context, vocabulary, longest, &j->batch));
    status = run_lanes(context, j, longest);
done:
    quoth__batch_free(&context->allocator, &j->batch);
    quoth__free(&context->allocator, orders, both, sizeof(uint32_t));
    quoth__dense_free(&context->allocator, &j->queries);
    quoth__dense_free(&context->allocator, &j->choices);
    return status;
}

/* -------------------------------------------------------------------------------------------------- one by one */

static quoth_status fill_rows(quoth_context *context, const job *j, const quoth__singles *singles, size_t from,
                              size_t to)
{
    for (size_t i = from; i < to; i++)
        for (size_t k = 0; k < j->columns; k++) {
            quoth_likeness found;
            QUOTH__TRY(quoth__singles_measure(context, singles, i, k, j->bound, &found));
            if (found.distance > cell_most[j->cell])
                return quoth__fail(context, QUOTH_BAD_ARGUMENT, i, "a distance of %llu does not fit into the cells",
                                   (unsigned long long)found.distance);
            put(j, (i - from) * j->columns + k, &found);
        }
    return QUOTH_OK;
}

static quoth_status fill_singly(quoth_context *context, const job *j, const quoth_cdist_options *options,
                                const quoth_sequences *queries, const quoth_sequences *choices, size_t from, size_t to)
{
    quoth__singles singles;
    quoth_status status = quoth__singles_make(context, j->measure, options->weights, queries, choices, &singles);
    if (status == QUOTH_OK) status = fill_rows(context, j, &singles, from, to);
    quoth__singles_free(&context->allocator, &singles);
    return status;
}

/* ---------------------------------------------------------------------------------------------------- together */

/* Distances of edits, and those in billionths, must fit whatever the pairs are. */
static quoth_status check_cells(quoth_context *context, const quoth_cdist_options *options, uint64_t bound,
                                size_t query, size_t choice)
{
    if ((unsigned)options->cell > QUOTH_CELL_F32)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "there is no type %d of cells", (int)options->cell);
    if (options->measure >= QUOTH_DICE && options->measure <= QUOTH_CONTAINMENT) return QUOTH_OK;
    uint64_t most = quoth__most(options->measure, query, choice);
    if (bound < most) most = bound + 1;
    if (most <= cell_most[options->cell]) return QUOTH_OK;
    return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX,
                       "a distance may be %llu, which does not fit into the cells", (unsigned long long)most);
}

static quoth_status cdist(quoth_context *context, const quoth_cdist_options *options, const quoth_sequences *queries,
                          const quoth_sequences *choices, size_t from, size_t to, void *cells)
{
    size_t query, choice;
    if (!options || options->size != sizeof *options)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "options that are not of this version");
    uint64_t bound = options->bounded ? options->bound : UINT64_MAX;
    QUOTH__TRY(quoth__measure_check(context, options->measure, options->weights));
    QUOTH__TRY(quoth__many_check(context, queries, "queries", &query));
    QUOTH__TRY(quoth__many_check(context, choices, "choices", &choice));
    QUOTH__TRY(quoth__share_check(context, from, to, queries->count));
    QUOTH__TRY(check_cells(context, options, bound, query, choice));
    if (from == to || choices->count == 0) return QUOTH_OK;
    if (!cells) return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "the cells are NULL");
    job j = {
        .measure = options->measure, .cell = options->cell, .bound = bound, .cells = cells, .columns = choices->count};
    if (!quoth__measure_has_lanes(options->measure))
        return fill_singly(context, &j, options, queries, choices, from, to);
    return fill_lanes(context, &j, queries, choices, from, to, query > choice ? query : choice);
}

quoth_status quoth_cdist(quoth_context *context, const quoth_cdist_options *options, const quoth_sequences *queries,
                         const quoth_sequences *choices, size_t from, size_t to, void *cells)
{
    quoth__enter(context);
    return quoth__leave(context, cdist(context, options, queries, choices, from, to, cells));
}
