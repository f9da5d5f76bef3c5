/* rows: making the rows of bits of a pattern (the drawing stands in rows.h). */
#include "rows.h"

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

static void make_small(const uint32_t *pattern, size_t count, quoth__rows *rows)
{
    memset(rows->small_slots, 0, sizeof rows->small_slots);
    rows->slots = rows->small_slots;
    rows->ids = rows->small_ids;
    rows->bits = rows->small_bits;
    rows->slot_mask = QUOTH__SMALL_SLOTS - 1;
    for (size_t i = 0; i < count; i++) {
        size_t known = rows->rows;
        uint32_t row = add(rows, pattern[i]);
        if (row == known) rows->bits[row] = 0;
        rows->bits[row] |= (uint64_t)1 << i;
    }
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
    rows->lent = QUOTH__NONE;
    rows->count = count;
    rows->blocks = (count + QUOTH__WORD_BITS - 1) / QUOTH__WORD_BITS;
    rows->numbers = NULL;
    rows->bits = NULL;
    rows->number_count = rows->bit_count = 0;
    if (rows->blocks == 1) {
        make_small(pattern, count, rows);
        return quoth__work(context, 250 + 38 * (uint64_t)count);
    }
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
