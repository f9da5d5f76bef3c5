/* public: quoth_changes and quoth_why_change: passages in code points, rows as a table, a sentence in a buffer. */
#include "../base/table.h"
#include "compare.h"

enum { KIND, BEFORE_START, BEFORE_END, AFTER_START, AFTER_END, BEFORE_WORDS, AFTER_WORDS, COLUMNS };

static const quoth__column_spec specs[COLUMNS] = {
    {"kind", QUOTH_NAME, 0},       {"before_start", QUOTH_U32, 1}, {"before_end", QUOTH_U32, 1},
    {"after_start", QUOTH_U32, 1}, {"after_end", QUOTH_U32, 1},    {"before_words", QUOTH_U32, 0},
    {"after_words", QUOTH_U32, 0},
};

/* ------------------------------------------------------------------------------------------------------ table */

static void set_place(quoth_table *table, size_t column, size_t row, const quoth_text *text, quoth__span span)
{
    bool valid = span.start != QUOTH__NONE;
    quoth__table_u32(table, column)[row] = valid ? quoth_text_code_point(text, span.start) : 0;
    quoth__table_u32(table, column + 1)[row] = valid ? quoth_text_code_point(text, span.end) : 0;
    quoth__table_set_valid(table, column, row, valid);
    quoth__table_set_valid(table, column + 1, row, valid);
}

static quoth_status make_table(quoth_context *context, const quoth__passage *base, const quoth__passage *reading,
                               const quoth__array *differences, quoth_table **table)
{
    quoth_table *made = NULL;
    QUOTH__TRY(quoth__table_make(context, specs, COLUMNS, differences->count, &made));
    for (size_t row = 0; row < differences->count; row++) {
        const quoth__difference *d = &QUOTH__AT(*differences, quoth__difference, row);
        quoth__table_u32(made, KIND)[row] = d->kind;
        set_place(made, BEFORE_START, row, base->text, d->before);
        set_place(made, AFTER_START, row, reading->text, d->after);
        quoth__table_u32(made, BEFORE_WORDS)[row] = d->before_words;
        quoth__table_u32(made, AFTER_WORDS)[row] = d->after_words;
    }
    quoth_status status = quoth__work(context, 400 * (uint64_t)differences->count);
    if (status == QUOTH_OK)
        status = quoth__table_set_list(context, made, KIND, quoth__change_names, QUOTH_CHANGE_COUNT);
    if (status == QUOTH_OK)
        *table = made;
    else
        quoth_table_release(made);
    return status;
}

quoth_status quoth_changes(quoth_context *context, const quoth_passage *base, const quoth_passage *reading,
                           quoth_table **table)
{
    quoth__enter(context);
    quoth_vocabulary *vocabulary = NULL;
    quoth__passage a = {0}, b = {0};
    quoth__array differences = {0};
    quoth_status status = quoth_vocabulary_make(context, &vocabulary);
    if (status != QUOTH_OK) goto done;
    QUOTH__GOTO(quoth__passage_open(context, base, vocabulary, &a));
    QUOTH__GOTO(quoth__passage_open(context, reading, vocabulary, &b));
    QUOTH__GOTO(quoth__differences(context, &a, &b, vocabulary, &differences));
    status = make_table(context, &a, &b, &differences, table);
done:
    quoth__array_free(&context->allocator, &differences, sizeof(quoth__difference));
    quoth__passage_close(&context->allocator, &a);
    quoth__passage_close(&context->allocator, &b);
    quoth_vocabulary_free(vocabulary);
    return quoth__leave(context, status);
}

/* -------------------------------------------------------------------------------------------------------- why */

static quoth_status columns_of(quoth_context *context, const quoth_table *changes, size_t row,
                               quoth_column columns[COLUMNS])
{
    for (size_t i = 0; i < COLUMNS; i++)
        if (!changes || !quoth_table_column_named(changes, specs[i].name, &columns[i]) ||
            columns[i].type != specs[i].type)
            return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "a table of changes has a column %s",
                               specs[i].name);
    if (row >= quoth_table_rows(changes))
        return quoth__fail(context, QUOTH_NOT_FOUND, row, "the table of changes has no row %zu", row);
    return QUOTH_OK;
}

static uint32_t cell(const quoth_column *column, size_t row) { return ((const uint32_t *)column->values)[row]; }

/* The words of one side; {NULL, 0} where the row has none there. */
static quoth_status side_of(quoth_context *context, const quoth_passage *passage, const quoth_column *start,
                            const quoth_column *end, size_t row, quoth_string *words)
{
    *words = (quoth_string){NULL, 0};
    if (!quoth_column_valid(start, row) || !quoth_column_valid(end, row)) return QUOTH_OK;
    if (cell(start, row) > cell(end, row) || cell(end, row) > passage->text->code_points)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, row, "row %zu has places outside the text of its passage", row);
    uint32_t from = quoth_text_byte(passage->text, cell(start, row));
    uint32_t to = quoth_text_byte(passage->text, cell(end, row));
    *words = (quoth_string){(const char *)passage->text->bytes + from, to - from};
    return QUOTH_OK;
}

static quoth_status why(quoth_context *context, const quoth_passage *base, const quoth_passage *reading,
                        const quoth_table *changes, size_t row, quoth__array *sentence)
{
    quoth_column columns[COLUMNS];
    quoth_string before, after;
    QUOTH__TRY(quoth__passage_check(context, base));
    QUOTH__TRY(quoth__passage_check(context, reading));
    QUOTH__TRY(columns_of(context, changes, row, columns));
    QUOTH__TRY(side_of(context, base, &columns[BEFORE_START], &columns[BEFORE_END], row, &before));
    QUOTH__TRY(side_of(context, reading, &columns[AFTER_START], &columns[AFTER_END], row, &after));
    quoth_change kind = (quoth_change)cell(&columns[KIND], row);
    quoth__edge edge = QUOTH__INSIDE;
    if (kind == QUOTH_CHANGE_CUT_SILENT && before.bytes && base->range_count > 0) {
        quoth_range whole = {base->ranges[0].start, base->ranges[base->range_count - 1].end};
        quoth_range cut = {cell(&columns[BEFORE_START], row), cell(&columns[BEFORE_END], row)};
        QUOTH__TRY(quoth__edge_of(context, base->text, whole, cut, &edge));
    }
    return quoth__difference_why(context, kind, edge, before, after, cell(&columns[BEFORE_WORDS], row),
                                 cell(&columns[AFTER_WORDS], row), sentence);
}

quoth_status quoth_why_change(quoth_context *context, const quoth_passage *base, const quoth_passage *reading,
                              const quoth_table *changes, size_t row, char *buffer, size_t capacity, size_t *length)
{
    quoth__enter(context);
    quoth__array sentence = {0};
    quoth_status status = why(context, base, reading, changes, row, &sentence);
    if (status == QUOTH_OK) quoth__hand_out(&sentence, buffer, capacity, length);
    quoth__array_free(&context->allocator, &sentence, 1);
    return quoth__leave(context, status);
}
