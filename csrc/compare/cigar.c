/* cigar: an alignment as a CIGAR string, "3=1X2I": how many tokens and what becomes of them, run after run.
 *
 * `=` stands on both sides, `X` is replaced, `D` is in a alone, `I` in b alone. Linear in the runs. */
#include "../base/table.h"
#include "compare.h"

quoth_status quoth__cigar(quoth_context *context, const quoth__edit *edits, size_t count, quoth__array *text)
{
    static const char signs[] = {'=', 'X', 'D', 'I'};
    for (size_t i = 0; i < count; i++) {
        const quoth__edit *edit = &edits[i];
        uint32_t tokens = edit->op == QUOTH__OP_INSERT ? edit->b_end - edit->b_start : edit->a_end - edit->a_start;
        char digits[11];
        size_t at = sizeof digits;
        digits[--at] = signs[edit->op];
        for (; at == sizeof digits - 1 || tokens; tokens /= 10) digits[--at] = (char)('0' + tokens % 10);
        QUOTH__TRY(quoth__array_append(context, text, digits + at, sizeof digits - at));
        QUOTH__TRY(quoth__work(context, 100));
    }
    return QUOTH_OK;
}

/* The edits of a table of quoth_align. */
static quoth_status edits_in(quoth_context *context, const quoth_table *table, quoth__array *edits)
{
    static const char *const names[] = {"op", "a_start", "a_end", "b_start", "b_end"};
    quoth_column columns[5];
    for (size_t i = 0; i < 5; i++)
        if (!table || !quoth_table_column_named(table, names[i], &columns[i]) ||
            columns[i].type != (i ? QUOTH_U32 : QUOTH_NAME))
            return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "an alignment has a column %s", names[i]);
    size_t rows = quoth_table_rows(table);
    QUOTH__TRY(quoth__array_reserve(context, edits, rows, sizeof(quoth__edit)));
    for (size_t row = 0; row < rows; row++) {
        const uint32_t *cells[5];
        for (size_t i = 0; i < 5; i++) cells[i] = (const uint32_t *)columns[i].values + row;
        if (*cells[0] > QUOTH__OP_INSERT || *cells[1] > *cells[2] || *cells[3] > *cells[4])
            return quoth__fail(context, QUOTH_BAD_ARGUMENT, row, "row %zu is no step of an alignment", row);
        QUOTH__AT(*edits, quoth__edit, edits->count++) =
            (quoth__edit){*cells[0], *cells[1], *cells[2], *cells[3], *cells[4]};
    }
    return quoth__work(context, 300 + 60 * (uint64_t)rows);
}

quoth_status quoth_cigar(quoth_context *context, const quoth_table *alignment, char *buffer, size_t capacity,
                         size_t *length)
{
    quoth__enter(context);
    quoth__array edits = {0}, text = {0};
    quoth_status status = edits_in(context, alignment, &edits);
    if (status == QUOTH_OK) status = quoth__cigar(context, edits.data, edits.count, &text);
    if (status == QUOTH_OK) quoth__hand_out(&text, buffer, capacity, length);
    quoth__array_free(&context->allocator, &edits, sizeof(quoth__edit));
    quoth__array_free(&context->allocator, &text, 1);
    return quoth__leave(context, status);
}
