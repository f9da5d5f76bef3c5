/* lanes: dense ids, and loading and running batches (the drawing stands in lanes.h). */
#include "lanes.h"
#include "rows.h"

#define ALIGNED 64u
#define FIRST_ROWS 64u

const quoth__kernels *quoth__kernels_of(const quoth_context *context)
{
#if defined(__GNUC__) && defined(__x86_64__)
    if (context->path == QUOTH_PATH_AVX512) return &quoth__kernels_avx512;
    if (context->path == QUOTH_PATH_AVX2) return &quoth__kernels_avx2;
#endif
    (void)context;
    return &quoth__kernels_portable;
}

/* --------------------------------------------------------------------------------------------------- dense ids */

/* Slots of a table of ids, open addressing at a load of at most 1/2, and for each id how often it comes. */
typedef struct counted {
    uint32_t *slots; /* index + 1 */
    size_t mask;
    quoth__array ids;    /* uint32_t: in the order of their coming */
    quoth__array counts; /* uint32_t */
} counted;

static size_t slot_of(const counted *c, uint32_t id)
{
    size_t slot = quoth__rows_hash(id) & c->mask;
    while (c->slots[slot] && QUOTH__AT(c->ids, uint32_t, c->slots[slot] - 1) != id) slot = (slot + 1) & c->mask;
    return slot;
}

static quoth_status grow(quoth_context *context, counted *c)
{
    void *block;
    size_t before = c->slots ? c->mask + 1 : 0, slots = before ? 2 * before : 1024;
    QUOTH__TRY(quoth__allocate_zeroed(context, slots, sizeof(uint32_t), &block));
    quoth__free(&context->allocator, c->slots, before, sizeof(uint32_t));
    c->slots = block;
    c->mask = slots - 1;
    for (size_t i = 0; i < c->ids.count; i++) c->slots[slot_of(c, QUOTH__AT(c->ids, uint32_t, i))] = (uint32_t)i + 1;
    return quoth__work(context, 20 * (uint64_t)c->ids.count + slots / 8);
}

/* Turns ids into indices of counted->ids and counts them. */
static quoth_status count_ids(quoth_context *context, const uint32_t *ids, size_t count, counted *c, uint32_t *indices)
{
    for (size_t i = 0; i < count; i++) {
        if (c->ids.count >= c->mask / 2) QUOTH__TRY(grow(context, c));
        size_t slot = slot_of(c, ids[i]);
        if (!c->slots[slot] || !c->counts.data) { /* where there is a slot there are counts */
            void *id, *number;
            QUOTH__TRY(quoth__array_push(context, &c->ids, sizeof(uint32_t), &id));
            QUOTH__TRY(quoth__array_push(context, &c->counts, sizeof(uint32_t), &number));
            *(uint32_t *)id = ids[i];
            c->slots[slot] = (uint32_t)c->ids.count;
        }
        indices[i] = c->slots[slot] - 1;
        QUOTH__AT(c->counts, uint32_t, indices[i])++;
        if (i % 256 == 255) QUOTH__TRY(quoth__work(context, 256 * 30));
    }
    return quoth__work(context, 30 * (uint64_t)(count % 256));
}

/* The rank of each index by how often it comes, the most frequent first; those that come as often in the order of
 * their coming. */
static quoth_status rank_ids(quoth_context *context, const counted *c, uint32_t **ranks)
{
    void *keys, *scratch = NULL, *block;
    size_t count = c->ids.count;
    quoth_status status;
    QUOTH__TRY(quoth__allocate(context, count, sizeof(uint64_t), &keys));
    QUOTH__GOTO(quoth__allocate(context, count, sizeof(uint64_t), &scratch));
    uint64_t *key = keys;
    for (size_t i = 0; i < count; i++) key[i] = (uint64_t)(UINT32_MAX - QUOTH__AT(c->counts, uint32_t, i)) << 32 | i;
    QUOTH__GOTO(quoth__sort_u64(context, key, scratch, count));
    QUOTH__GOTO(quoth__allocate(context, count, sizeof(uint32_t), &block));
    *ranks = block;
    for (size_t i = 0; i < count; i++) (*ranks)[(uint32_t)key[i]] = (uint32_t)i;
    status = quoth__work(context, 12 * (uint64_t)count);
    if (status != QUOTH_OK) quoth__free(&context->allocator, *ranks, count, sizeof(uint32_t));
done:
    quoth__free(&context->allocator, scratch, count, sizeof(uint64_t));
    quoth__free(&context->allocator, keys, count, sizeof(uint64_t));
    return status;
}

static quoth_status dense_of(quoth_context *context, const quoth_sequences *from, size_t first, size_t end, counted *c,
                             quoth__dense *dense)
{
    void *ids, *starts;
    uint64_t start = from->starts[first];
    QUOTH__TRY(quoth__allocate(context, end - first + 1, sizeof(size_t), &starts));
    dense->starts = starts;
    dense->count = end - first;
    for (size_t i = first; i <= end; i++) dense->starts[i - first] = (size_t)(from->starts[i] - start);
    size_t total = dense->starts[dense->count];
    QUOTH__TRY(quoth__allocate(context, total, sizeof(uint32_t), &ids));
    dense->ids = ids;
    dense->total = total;
    return total ? count_ids(context, from->ids + start, total, c, dense->ids) : QUOTH_OK;
}

static quoth_status rename_ids(quoth_context *context, const uint32_t *ranks, quoth__dense *dense)
{
    for (size_t i = 0; i < dense->total; i++) dense->ids[i] = ranks[dense->ids[i]];
    return quoth__work(context, 4 * (uint64_t)dense->total);
}

quoth_status quoth__dense_make(quoth_context *context, const quoth_sequences *a, size_t a_from, size_t a_to,
                               const quoth_sequences *b, quoth__dense *dense_a, quoth__dense *dense_b,
                               size_t *vocabulary)
{
    counted c = {0};
    uint32_t *ranks = NULL;
    quoth_status status;
    *dense_a = *dense_b = (quoth__dense){0};
    QUOTH__GOTO(dense_of(context, a, a_from, a_to, &c, dense_a));
    if (b) QUOTH__GOTO(dense_of(context, b, 0, b->count, &c, dense_b));
    QUOTH__GOTO(rank_ids(context, &c, &ranks));
    QUOTH__GOTO(rename_ids(context, ranks, dense_a));
    status = rename_ids(context, ranks, dense_b);
    *vocabulary = c.ids.count;
done:
    quoth__free(&context->allocator, ranks, c.ids.count, sizeof(uint32_t));
    quoth__free(&context->allocator, c.slots, c.mask + 1, sizeof(uint32_t));
    quoth__array_free(&context->allocator, &c.ids, sizeof(uint32_t));
    quoth__array_free(&context->allocator, &c.counts, sizeof(uint32_t));
    return status;
}

void quoth__dense_free(const quoth_allocator *allocator, quoth__dense *dense)
{
    quoth__free(allocator, dense->ids, dense->total, sizeof(uint32_t));
    quoth__free(allocator, dense->starts, dense->count + 1, sizeof(size_t));
    *dense = (quoth__dense){0};
}

quoth_status quoth__order_by_length(quoth_context *context, const quoth__dense *dense, uint32_t *order,
                                    size_t *short_enough)
{
    static const size_t beyond = QUOTH__LANE_PATTERN + 1;
    size_t first[QUOTH__LANE_PATTERN + 3] = {0};
#define KEY(i) (quoth__dense_length(dense, i) < beyond ? quoth__dense_length(dense, i) : beyond)
    for (size_t i = 0; i < dense->count; i++) first[KEY(i) + 1]++;
    for (size_t i = 1; i <= beyond; i++) first[i] += first[i - 1];
    *short_enough = first[beyond];
    for (size_t i = 0; i < dense->count; i++) order[first[KEY(i)]++] = (uint32_t)i;
#undef KEY
    return quoth__work(context, 2000 + 16 * (uint64_t)dense->count);
}

/* ----------------------------------------------------------------------------------------------------- batches */

quoth_status quoth__batch_make(quoth_context *context, size_t vocabulary, size_t longest_text, quoth__batch *batch)
{
    void *block;
    batch->kernels = quoth__kernels_of(context);
    batch->map = NULL;
    batch->text = NULL;
    batch->ids = batch->rows = (quoth__array){0};
    batch->map_count = vocabulary;
    batch->text_count = longest_text < QUOTH__LANE_TEXT ? longest_text : QUOTH__LANE_TEXT;
    QUOTH__TRY(quoth__allocate_zeroed(context, batch->map_count, sizeof(uint16_t), &block));
    batch->map = block;
    QUOTH__TRY(quoth__work(context, vocabulary / 16 + 100));
    QUOTH__TRY(quoth__allocate(context, batch->text_count, sizeof(uint32_t), &block));
    batch->text = block;
    return QUOTH_OK;
}

void quoth__batch_free(const quoth_allocator *allocator, quoth__batch *batch)
{
    quoth__free(allocator, batch->map, batch->map_count, sizeof(uint16_t));
    quoth__free(allocator, batch->text, batch->text_count, sizeof(uint32_t));
    quoth__array_free(allocator, &batch->ids, sizeof(uint32_t));
    quoth__array_free(allocator, &batch->rows, 1);
}

/* The narrowest lane that a pattern fits into and that the path has. */
static size_t class_of(const quoth__kernels *kernels, size_t longest)
{
    size_t found = longest > 64   ? QUOTH__LANE_LONG
                   : longest > 32 ? QUOTH__LANE_64
                   : longest > 16 ? QUOTH__LANE_32
                                  : QUOTH__LANE_16;
    while (!kernels->lcs[found]) found++;
    return found;
}

/* Bytes of a word of all lanes. */
static size_t row_bytes(const quoth__batch *batch, size_t class_)
{
    return batch->kernels->bytes * (class_ == QUOTH__LANE_LONG ? 2 : 4);
}

static size_t lane_bytes(size_t class_) { return class_ >= QUOTH__LANE_64 ? 8 : (size_t)2 << class_; }

size_t quoth__batch_width(const quoth__batch *batch, size_t longest)
{
    size_t class_ = class_of(batch->kernels, longest);
    return row_bytes(batch, class_) / lane_bytes(class_);
}

static uint8_t *aligned(const quoth__batch *batch)
{
    uint8_t *rows = batch->rows.data;
    return rows + (ALIGNED - (uintptr_t)rows % ALIGNED) % ALIGNED;
}

/* Sets a bit of a lane in a row, or in the mask. */
static void set_bit(const quoth__batch *batch, uint8_t *row, size_t lane, size_t bit)
{
    switch (batch->class_) {
    case QUOTH__LANE_16: ((uint16_t *)(void *)row)[lane] |= (uint16_t)(1u << bit); break;
    case QUOTH__LANE_32: ((uint32_t *)(void *)row)[lane] |= (uint32_t)1 << bit; break;
    default: ((uint64_t *)(void *)row)[bit / 64 * batch->width + lane] |= (uint64_t)1 << bit % 64; break;
    }
}

static void set_length(quoth__batch *batch, size_t lane, size_t length)
{
    void *lengths = batch->lane_lengths;
    switch (batch->class_) {
    case QUOTH__LANE_16: ((uint16_t *)lengths)[lane] = (uint16_t)length; break;
    case QUOTH__LANE_32: ((uint32_t *)lengths)[lane] = (uint32_t)length; break;
    default: ((uint64_t *)lengths)[lane] = length; break;
    }
}

/* A cleared row more, with its id. */
static quoth_status add_row(quoth_context *context, quoth__batch *batch, uint32_t id)
{
    size_t bytes = row_bytes(batch, batch->class_) * batch->words;
    void *pushed;
    if (batch->rows.capacity < (batch->ids.count + 2) * bytes + ALIGNED) {
        /* The rows move within their block where it is aligned in another way. */
        size_t used = (batch->ids.count + 1) * bytes,
               before = batch->rows.data ? (size_t)(aligned(batch) - (uint8_t *)batch->rows.data) : 0;
        batch->rows.count = batch->rows.data ? used + before : 0;
        QUOTH__TRY(quoth__array_reserve(context, &batch->rows, FIRST_ROWS * bytes + 2 * ALIGNED, 1));
        memmove(aligned(batch), (uint8_t *)batch->rows.data + before, batch->rows.count ? used : 0);
    }
    QUOTH__TRY(quoth__array_push(context, &batch->ids, sizeof(uint32_t), &pushed));
    *(uint32_t *)pushed = id;
    memset(aligned(batch) + batch->ids.count * bytes, 0, bytes);
    batch->map[id] = (uint16_t)batch->ids.count;
    return QUOTH_OK;
}

static quoth_status load_pattern(quoth_context *context, quoth__batch *batch, size_t lane, const uint32_t *pattern,
                                 size_t count)
{
    size_t bytes = row_bytes(batch, batch->class_) * batch->words;
    for (size_t i = 0; i < count; i++) {
        if (!batch->map[pattern[i]]) QUOTH__TRY(add_row(context, batch, pattern[i]));
        set_bit(batch, aligned(batch) + batch->map[pattern[i]] * bytes, lane, i);
        set_bit(batch, batch->mask, lane, i);
    }
    return quoth__work(context, 20 + 60 * (uint64_t)count);
}

quoth_status quoth__batch_load(quoth_context *context, quoth__batch *batch, const quoth__dense *patterns,
                               const uint32_t *items, size_t lanes)
{
    for (size_t i = 0; i < batch->ids.count; i++) batch->map[QUOTH__AT(batch->ids, uint32_t, i)] = 0;
    batch->ids.count = batch->rows.count = 0;
    batch->lanes = lanes;
    batch->shortest = quoth__dense_length(patterns, items[0]);
    batch->longest = quoth__dense_length(patterns, items[lanes - 1]);
    batch->class_ = class_of(batch->kernels, batch->longest);
    batch->width = quoth__batch_width(batch, batch->longest);
    batch->words = batch->class_ == QUOTH__LANE_LONG ? (batch->longest + 63) / 64 : 1;
    size_t bytes = row_bytes(batch, batch->class_) * batch->words;
    memset(batch->mask, 0, sizeof batch->mask);
    memset(batch->lane_lengths, 0, sizeof batch->lane_lengths);
    QUOTH__TRY(quoth__array_reserve(context, &batch->rows, FIRST_ROWS * bytes + 2 * ALIGNED, 1));
    memset(aligned(batch), 0, bytes);
    for (size_t lane = 0; lane < lanes; lane++) {
        size_t length = quoth__dense_length(patterns, items[lane]);
        batch->items[lane] = items[lane];
        batch->lengths[lane] = (uint32_t)length;
        set_length(batch, lane, length);
        QUOTH__TRY(load_pattern(context, batch, lane, patterns->ids + patterns->starts[items[lane]], length));
    }
    return QUOTH_OK;
}

/* The rows of a text; without those of tokens that no pattern has, where they mean nothing. Gives how many tokens some
 * pattern has. */
static size_t rows_of_text(const quoth__batch *batch, const uint32_t *text, size_t count, bool all)
{
    size_t known = 0;
    if (all) {
        for (size_t i = 0; i < count; i++) {
            batch->text[i] = batch->map[text[i]];
            known += batch->text[i] != 0;
        }
        return known;
    }
    for (size_t i = 0; i < count; i++) {
        batch->text[known] = batch->map[text[i]];
        known += batch->text[known] != 0;
    }
    return known;
}

/* Adds what is far to every lane. */
static void add_limit(quoth__batch *batch, uint32_t limit, unsigned shift)
{
    for (size_t lane = 0; lane < batch->lanes; lane++) switch (batch->class_) {
        case QUOTH__LANE_16: ((uint16_t *)(void *)batch->out)[lane] += (uint16_t)(limit << shift); break;
        case QUOTH__LANE_32: ((uint32_t *)(void *)batch->out)[lane] += limit << shift; break;
        default: ((uint64_t *)(void *)batch->out)[lane] += (uint64_t)limit << shift; break;
        }
}

quoth_status quoth__batch_run(quoth_context *context, quoth__batch *batch, quoth_measure measure, const uint32_t *text,
                              size_t count, uint64_t bound, unsigned shift)
{
    bool levenshtein = measure == QUOTH_LEVENSHTEIN;
    uint32_t limit = bound < INT16_MAX ? (uint32_t)bound + 1 : INT16_MAX;
    QUOTH__TRY(quoth__work(context, (20 + (levenshtein ? 12 : 6) * (uint64_t)count) * batch->lanes));
    if (bound < INT16_MAX && (count > batch->longest + bound || count + bound < batch->shortest)) {
        add_limit(batch, limit, shift);
        return QUOTH_OK;
    }
    size_t known = rows_of_text(batch, text, count, levenshtein);
    if (count - known > bound) { /* each of the others is an edit */
        add_limit(batch, limit, shift);
        return QUOTH_OK;
    }
    quoth__lane_run run = {.rows = aligned(batch),
                           .text = batch->text,
                           .known = levenshtein ? count : known,
                           .count = count,
                           .words = batch->words,
                           .mask = batch->mask,
                           .lengths = batch->lane_lengths,
                           .out = batch->out,
                           .limit = limit,
                           .shift = shift,
                           .indel = measure == QUOTH_INDEL};
    (levenshtein ? batch->kernels->levenshtein : batch->kernels->lcs)[batch->class_](&run);
    return QUOTH_OK;
}
