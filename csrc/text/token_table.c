/* token_table: the tokens of a text as a table, in the very columns in which they were found.
 *
 *   block ─► start_byte │ end_byte │ kind │ id       the table keeps it
 *            start │ end                             the same two where the text is ASCII, else columns of their own
 *
 * Linear. */
#include "../base/table.h"
#include "text.h"

#define WORK_ROW 30u

static quoth_status tokens_table(quoth_context *context, const quoth_text *text, quoth__tokens *tokens, bool with_ids,
                                 quoth_table **table)
{
    static const quoth__column_spec specs[] = {{"start", QUOTH_U32, false},      {"end", QUOTH_U32, false},
                                               {"start_byte", QUOTH_U32, false}, {"end_byte", QUOTH_U32, false},
                                               {"kind", QUOTH_NAME, false},      {"id", QUOTH_U32, false}};
    const bool ascii = text->code_points == text->length;
    void *const found[] = {
        ascii ? tokens->start : NULL, ascii ? tokens->end : NULL, tokens->start, tokens->end, tokens->kind, tokens->id};
    quoth_table *made = NULL;
    quoth_status status;
    QUOTH__GOTO(quoth__table_make_on(context, specs, with_ids ? 6 : 5, tokens->count, found, &made));
    if (!ascii)
        quoth__points_fill(text, tokens->count, tokens->start, tokens->end, quoth__table_u32(made, 0),
                           quoth__table_u32(made, 1));
    QUOTH__GOTO(quoth__table_set_list(context, made, 4, quoth__token_kind_names, QUOTH__TOKEN_KINDS));
    QUOTH__GOTO(quoth__work(context, WORK_ROW * (uint64_t)tokens->count));
    quoth__table_keep(made, tokens->block, quoth__tokens_bytes(tokens));
    *tokens = (quoth__tokens){0};
    *table = made;
    return QUOTH_OK;
done:
    quoth_table_release(made);
    return status;
}

quoth_status quoth_tokens(quoth_context *context, const quoth_text *text, const quoth_token_options *options,
                          quoth_vocabulary *vocabulary, quoth_table **table)
{
    quoth__tokens tokens = {0};
    quoth_status status;
    quoth__enter(context);
    if (options && options->size != sizeof *options)
        return quoth__leave(context, quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "options of another size"));
    if (options && options->flags >= 2 * QUOTH_TOKENS_NO_BREAK_SPACES)
        return quoth__leave(context, quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "flags that there are not"));
    QUOTH__GOTO(quoth__tokens_append(context, text, text->skip, text->length, options, vocabulary, &tokens));
    QUOTH__GOTO(quoth__tokens_fit(context, &tokens));
    QUOTH__GOTO(tokens_table(context, text, &tokens, vocabulary != NULL, table));
done:
    quoth__tokens_free(&context->allocator, &tokens);
    return quoth__leave(context, status);
}
