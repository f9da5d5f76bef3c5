/* rows: making the rows of bits of a pattern (the drawing stands in rows.h). */
#include "rows.h"

#define FEW_SLOTS 32u
#define STRAIGHT_BLOCKS 64u
#define WHOLE_WORDS 16384u

/* The row of an id, new where the pattern did not have it yet. */
static uint32_t add(quoth__rows *rows, uint32_t id)
{
    size_t slot = quoth__rows_hash(id) & rows->slot_mask;
    for (; rows->slots[slot]; slot = (slot + 1) & rows->slot_mask)
        if (rows->ids[rows->slots[slot] - 1] == id) return rows->slots[slot] - 1;
    rows->ids[rows->rows] = id;
    rows->slots[slot] = (uint32_t)++rows->rows;
    return (uint32_t)rows->rows - 1;
}

/* Ids below QUOTH__STRAIGHT in a pattern that is not too long, nor so short that to clear all rows takes longest. */
static bool is_straight(const uint32_t *pattern, size_t count)
{
    uint32_t all = 0;
    if (count <= FEW_SLOTS / 4 || count > STRAIGHT_BLOCKS * QUOTH__WORD_BITS) return false;
    for (size_t i = 0; i < count; i++) all |= pattern[i];
    return all < QUOTH__STRAIGHT;
}

static quoth_status make_straight(quoth_context *context, const uint32_t *pattern, quoth__rows *rows)
{
    size_t words = QUOTH__STRAIGHT * rows->blocks;
    rows->straight = true;
    rows->rows = QUOTH__STRAIGHT;
    rows->bits = rows->small_bits;
    if (rows->blocks > 1) {
        void *block;
        QUOTH__TRY(quoth__allocate(context, words, sizeof(uint64_t), &block));
        rows->bits = block;
        rows->bit_count = words;
    }
    memset(rows->bits, 0, words * sizeof *rows->bits);
    for (size_t i = 0; i < rows->count; i++)
        rows->bits[pattern[i] * rows->blocks + i / QUOTH__WORD_BITS] |= (uint64_t)1 << i % QUOTH__WORD_BITS;
    return quoth__work(context, 60 + 10 * (uint64_t)rows->count + words / 6);
}

/* A row of bits for every id. */
static void fill_whole(const uint32_t *pattern, quoth__rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        size_t known = rows->rows;
        uint64_t *bits = rows->bits + add(rows, pattern[i]) * rows->blocks;
        if (rows->rows > known) memset(bits, 0, rows->blocks * sizeof *bits);
        bits[i / QUOTH__WORD_BITS] |= (uint64_t)1 << i % QUOTH__WORD_BITS;
    }
}

static quoth_status make_whole(quoth_context *context, const uint32_t *pattern, quoth__rows *rows)
{
    size_t slots = QUOTH__SMALL_SLOTS;
    void *block;
    while (slots < 2 * rows->count) slots *= 2;
    QUOTH__TRY(quoth__allocate(context, slots + rows->count, sizeof(uint32_t), &block));
    rows->numbers = rows->slots = block;
    rows->number_count = slots + rows->count;
    rows->ids = rows->slots + slots;
    QUOTH__TRY(quoth__allocate(context, rows->count * rows->blocks, sizeof(uint64_t), &block));
    rows->bits = block;
    rows->bit_count = rows->count * rows->blocks;
    rows->slot_mask = slots - 1;
    memset(rows->slots, 0, slots * sizeof *rows->slots);
    fill_whole(pattern, rows);
    return quoth__work(context, 200 + 40 * (uint64_t)rows->count + slots / 12 + rows->rows * rows->blocks / 6);
}

static quoth_status make_word(quoth_context *context, const uint32_t *pattern, quoth__rows *rows)
{
    rows->word = true;
    rows->rows = FEW_SLOTS;
    while (rows->rows < 4 * rows->count) rows->rows *= 2;
    rows->slot_mask = rows->rows - 1;
    rows->ids = rows->small_ids;
    rows->bits = rows->small_bits;
    memset(rows->bits, 0, rows->rows * sizeof *rows->bits);
    memset(rows->ids, 0, rows->rows * sizeof *rows->ids);
    for (size_t i = 0; i < rows->count; i++) {
        size_t slot = quoth__rows_slot(rows, pattern[i]);
        rows->ids[slot] = pattern[i];
        rows->bits[slot] |= (uint64_t)1 << i;
    }
    return quoth__work(context, 80 + 25 * (uint64_t)rows->count);
}

/* Takes the arrays of numbers out of one block and counts the places of each id into first[row + 1]. */
static quoth_status count_places(quoth_context *context, const uint32_t *pattern, quoth__rows *rows)
{
    size_t count = rows->count, slots = QUOTH__SMALL_SLOTS;
    while (slots < 2 * count) slots *= 2;
    rows->number_count = slots + 4 * count + 2;
    void *block;
    QUOTH__TRY(quoth__allocate_zeroed(context, rows->number_count, sizeof(uint32_t), &block));
    rows->numbers = block;
    rows->slot_mask = slots - 1;
    rows->slots = rows->numbers;
    rows->ids = rows->slots + slots;
    rows->places = rows->ids + count;
    rows->dense = rows->places + count;
    rows->first = rows->dense + count; /* count + 2: one more than the rows, and one to shift by */
    for (size_t i = 0; i < count; i++) rows->first[add(rows, pattern[i]) + 2]++;
    return quoth__work(context, 45 * (uint64_t)count + slots / 8 + 600);
}

/* From the counts to the places, by counting sort. */
static quoth_status sort_places(quoth_context *context, const uint32_t *pattern, quoth__rows *rows)
{
    for (size_t row = 0; row < rows->rows; row++) rows->first[row + 2] += rows->first[row + 1];
    for (size_t i = 0; i < rows->count; i++)
        rows->places[rows->first[quoth__rows_find(rows, pattern[i]) + 1]++] = (uint32_t)i;
    return quoth__work(context, 38 * (uint64_t)rows->count);
}

static void set_places(const quoth__rows *rows, uint32_t row, uint64_t *bits)
{
    for (uint32_t i = rows->first[row]; i < rows->first[row + 1]; i++)
        bits[rows->places[i] / QUOTH__WORD_BITS] |= (uint64_t)1 << rows->places[i] % QUOTH__WORD_BITS;
}

static quoth_status make_bits(quoth_context *context, quoth__rows *rows)
{
    for (uint32_t row = 0; row < rows->rows; row++) {
        bool often = (uint64_t)(rows->first[row + 1] - rows->first[row]) * 8 > rows->blocks;
        rows->dense[row] = often ? (uint32_t)rows->dense_rows++ : QUOTH__NONE;
    }
    size_t words = (rows->dense_rows + 1) * rows->blocks;
    void *block;
    QUOTH__TRY(quoth__allocate_zeroed(context, words, sizeof(uint64_t), &block));
    rows->bits = block;
    rows->bit_count = words;
    for (uint32_t row = 0; row < rows->rows; row++)
        if (rows->dense[row] != QUOTH__NONE) set_places(rows, row, rows->bits + rows->dense[row] * rows->blocks);
    return quoth__work(context, 24 * (uint64_t)rows->rows + 22 * (uint64_t)rows->count + words / 6 + 400);
}

quoth_status quoth__rows_make(quoth_context *context, const uint32_t *pattern, size_t count, quoth__rows *rows)
{
    rows->rows = rows->dense_rows = 0;
    rows->straight = rows->word = rows->sparse = false;
    rows->lent = QUOTH__NONE;
    rows->count = count;
    rows->blocks = (count + QUOTH__WORD_BITS - 1) / QUOTH__WORD_BITS;
    rows->numbers = NULL;
    rows->bits = NULL;
    rows->number_count = rows->bit_count = 0;
    if (is_straight(pattern, count)) return make_straight(context, pattern, rows);
    if (rows->blocks == 1) return make_word(context, pattern, rows);
    if (count * rows->blocks <= WHOLE_WORDS) return make_whole(context, pattern, rows);
    rows->sparse = true;
    QUOTH__TRY(count_places(context, pattern, rows));
    QUOTH__TRY(sort_places(context, pattern, rows));
    return make_bits(context, rows);
}

const uint64_t *quoth__rows_sparse(quoth__rows *rows, uint32_t row)
{
    uint64_t *scratch = rows->bits + rows->dense_rows * rows->blocks;
    if (rows->lent == row) return scratch;
    if (rows->lent != QUOTH__NONE)
        for (uint32_t i = rows->first[rows->lent]; i < rows->first[rows->lent + 1]; i++)
            scratch[rows->places[i] / QUOTH__WORD_BITS] = 0;
    set_places(rows, row, scratch);
    rows->lent = row;
    return scratch;
}

void quoth__rows_free(const quoth_allocator *allocator, quoth__rows *rows)
{
    quoth__free(allocator, rows->numbers, rows->number_count, sizeof(uint32_t));
    if (rows->bit_count) quoth__free(allocator, rows->bits, rows->bit_count, sizeof(uint64_t));
    rows->numbers = NULL;
    rows->bits = NULL;
    rows->bit_count = 0;
}
