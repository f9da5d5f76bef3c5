/* token_table: the tokens of a text as a table, in the very columns in which they were found.
 *
 *   block ─► start_byte │ end_byte │ kind │ id       the table keeps it
 *            start │ end                             the same two where the text is ASCII, else columns of their own
 *
 * Linear. */
#include "../base/table.h"
#include "../unicode/utf8.h"
#include "text.h"

#define WORK_ROW 30u

/* Code points of rising places, counted from the place before. */
typedef struct counting {
    const quoth_text *text;
    uint32_t byte, code_point;
} counting;

static inline uint32_t leads_of(uint64_t word)
{
    uint64_t leads = (~(word >> 7) | word >> 6) & 0x0101010101010101u;
    return (uint32_t)((leads * 0x0101010101010101u) >> 56);
}

static inline uint32_t count_to(counting *at, uint32_t byte)
{
    const uint8_t *bytes = at->text->bytes;
    for (; byte - at->byte >= 8; at->byte += 8) at->code_point += leads_of(quoth__load64(bytes + at->byte));
    if (at->text->length - at->byte >= 8) {
        /* What stands behind the place is made to look like continuations. */
        uint64_t left = 8 * (uint64_t)(byte - at->byte), word = quoth__load_little(bytes + at->byte);
        at->code_point += leads_of((word & ((1ULL << left) - 1)) | (QUOTH__HIGH_BITS << left));
    } else {
        for (uint32_t i = at->byte; i < byte; i++) at->code_point += !quoth__utf8_continues(bytes[i]);
    }
    at->byte = byte;
    return at->code_point;
}

/* The first byte from a place on that is not ASCII, or one not far before it. */
static uint32_t ascii_end(const quoth_text *text, uint32_t at)
{
    while (text->length - at >= 8 && QUOTH__ALL_ASCII(text->bytes + at)) at += 8;
    return at;
}

/* Places in code points, start and end in turns: an end is the next start, or before it. Over ASCII what they differ by
 * stays. */
static void fill_code_points(const quoth_text *text, const quoth__tokens *tokens, uint32_t *start, uint32_t *end)
{
    counting at = {text, 0, 0};
    for (size_t i = 0; i < tokens->count; i++) {
        uint32_t plain = ascii_end(text, at.byte), less = at.byte - at.code_point;
        for (; i < tokens->count && tokens->end[i] <= plain; i++) {
            start[i] = tokens->start[i] - less;
            end[i] = tokens->end[i] - less;
        }
        if (i == tokens->count) break;
        if (i > 0 && tokens->end[i - 1] > at.byte) {
            at.byte = tokens->end[i - 1];
            at.code_point = at.byte - less;
        }
        start[i] = count_to(&at, tokens->start[i]);
        end[i] = count_to(&at, tokens->end[i]);
    }
}

/* The same for places in UTF-16. */
static void fill_units(const quoth_text *text, const quoth__tokens *tokens, uint32_t *start, uint32_t *end)
{
    for (size_t i = 0; i < tokens->count; i++) {
        start[i] = quoth_text_code_point(text, tokens->start[i]);
        end[i] = quoth_text_code_point(text, tokens->end[i]);
    }
}

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
        (text->utf16 ? fill_units : fill_code_points)(text, tokens, quoth__table_u32(made, 0),
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
