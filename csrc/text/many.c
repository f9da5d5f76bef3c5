/* many: the tokens of many texts in one table, in the order of the texts, with the ids of one vocabulary.
 *
 *   text 0 ─► tokens ─┐
 *   text 1 ─► tokens ─┼─► text │ start │ end │ start_byte │ end_byte │ kind │ id
 *   text 2 ─► tokens ─┘
 *
 * Linear; the tables of the texts are kept until the one of all is made. */
#include "../base/table.h"
#include "text.h"

/* Columns of a table of tokens, `text` aside; the last is there with a vocabulary alone. */
#define COLUMNS 6u

static void copy_rows(quoth_table *made, size_t row, uint32_t text, const quoth_table *tokens, size_t columns)
{
    size_t rows = quoth_table_rows(tokens);
    uint32_t *of = quoth__table_u32(made, 0);
    for (size_t i = 0; i < rows; i++) of[row + i] = text;
    for (size_t i = 0; i < columns && rows; i++) {
        quoth_column column;
        if (quoth_table_column(tokens, i, &column))
            memcpy(quoth__table_u32(made, i + 1) + row, column.values, rows * sizeof(uint32_t));
    }
}

static quoth_status join(quoth_context *context, const quoth__array *tables, bool with_ids, quoth_table **table)
{
    static const quoth__column_spec specs[] = {{"text", QUOTH_U32, false},     {"start", QUOTH_U32, false},
                                               {"end", QUOTH_U32, false},      {"start_byte", QUOTH_U32, false},
                                               {"end_byte", QUOTH_U32, false}, {"kind", QUOTH_NAME, false},
                                               {"id", QUOTH_U32, false}};
    const size_t columns = with_ids ? COLUMNS : COLUMNS - 1;
    quoth_table *made = NULL;
    quoth_status status;
    size_t rows = 0;
    for (size_t i = 0; i < tables->count; i++) rows += quoth_table_rows(QUOTH__AT(*tables, quoth_table *, i));
    QUOTH__GOTO(quoth__table_make(context, specs, columns + 1, rows, &made));
    rows = 0;
    for (size_t i = 0; i < tables->count; i++) {
        const quoth_table *tokens = QUOTH__AT(*tables, quoth_table *, i);
        copy_rows(made, rows, (uint32_t)i, tokens, columns);
        rows += quoth_table_rows(tokens);
        QUOTH__GOTO(quoth__work(context, 100 + 8 * (uint64_t)quoth_table_rows(tokens)));
    }
    QUOTH__GOTO(quoth__table_set_list(context, made, 5, quoth__token_kind_names, QUOTH__TOKEN_KINDS));
    *table = made;
    return QUOTH_OK;
done:
    quoth_table_release(made);
    return status;
}

quoth_status quoth_tokens_many(quoth_context *context, const quoth_text *const *texts, size_t count,
                               const quoth_token_options *options, quoth_vocabulary *vocabulary, quoth_table **table)
{
    quoth__array tables = {0};
    quoth_status status = QUOTH_OK;
    quoth__enter(context);
    if (count >= UINT32_MAX)
        return quoth__leave(context, quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "more than 2^32 - 2 texts"));
    for (size_t i = 0; i < count; i++) {
        QUOTH__GOTO(quoth__array_reserve(context, &tables, 1, sizeof(quoth_table *)));
        QUOTH__GOTO(quoth_tokens(context, texts[i], options, vocabulary, &QUOTH__AT(tables, quoth_table *, i)));
        tables.count++;
    }
    QUOTH__GOTO(join(context, &tables, vocabulary != NULL, table));
done:
    for (size_t i = 0; i < tables.count; i++) quoth_table_release(QUOTH__AT(tables, quoth_table *, i));
    quoth__array_free(&context->allocator, &tables, sizeof(quoth_table *));
    return quoth__leave(context, status);
}
