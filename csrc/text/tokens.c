/* tokens: UAX #29 words of a text with kind and id, as columns that grow together in one block:
 *
 *   block ─► start[capacity] │ end[capacity] │ id[capacity] │ kind[capacity]
 *
 * Linear: every byte is walked once, every token folded and looked up once. */
#include "../base/table.h"
#include "../unicode/boundary.h"
#include "text.h"

#define TOKEN_BYTES (3 * sizeof(uint32_t) + 1)
#define BATCH 256u

const char *const quoth__token_kind_names[QUOTH__TOKEN_KINDS] = {"word", "number", "punctuation",
                                                                 "mark", "space",  "other"};

static void place_columns(quoth__tokens *tokens, void *block, size_t capacity)
{
    tokens->start = block;
    tokens->end = tokens->start + capacity;
    tokens->id = tokens->end + capacity;
    tokens->kind = (uint8_t *)(tokens->id + capacity);
    tokens->capacity = capacity;
}

static quoth_status reserve(quoth_context *context, quoth__tokens *tokens, size_t more)
{
    if (tokens->capacity - tokens->count >= more) return QUOTH_OK;
    size_t capacity = tokens->capacity * 2 > tokens->count + more ? tokens->capacity * 2 : tokens->count + more;
    quoth__tokens old = *tokens;
    void *block;
    QUOTH__TRY(quoth__allocate(context, capacity, TOKEN_BYTES, &block));
    place_columns(tokens, block, capacity);
    if (old.count) {
        memcpy(tokens->start, old.start, old.count * sizeof(uint32_t));
        memcpy(tokens->end, old.end, old.count * sizeof(uint32_t));
        memcpy(tokens->id, old.id, old.count * sizeof(uint32_t));
        memcpy(tokens->kind, old.kind, old.count);
    }
    quoth__free(&context->allocator, old.start, old.capacity, TOKEN_BYTES);
    return quoth__work(context, old.count * 2);
}

void quoth__tokens_free(const quoth_allocator *allocator, quoth__tokens *tokens)
{
    quoth__free(allocator, tokens->start, tokens->capacity, TOKEN_BYTES);
    *tokens = (quoth__tokens){0};
}

static bool is_mark(uint32_t c)
{
    return c == '"' || c == '\'' || c == '`' || c == 0xAB || c == 0xBB || c == 0xB4 || (c >= 0x2018 && c <= 0x201F) ||
           c == 0x2039 || c == 0x203A || (c >= 0x300C && c <= 0x300F) || (c >= 0x301D && c <= 0x301F);
}

static quoth__token_kind kind_of(const uint8_t *bytes, size_t start, size_t end)
{
    size_t place = start;
    uint32_t first = quoth__utf8_next(bytes, &place);
    uint8_t category = quoth__category(first);
    if (1u << category & QUOTH__CATEGORIES_LETTER) return QUOTH__TOKEN_WORD;
    if (category == QUOTH__CATEGORY_SPACE) return QUOTH__TOKEN_SPACE;
    if (is_mark(first)) return QUOTH__TOKEN_MARK;
    uint32_t set = quoth__categories(bytes + start, end - start);
    if (set & QUOTH__CATEGORIES_LETTER) return QUOTH__TOKEN_WORD;
    if (set & QUOTH__CATEGORIES_NUMBER) return QUOTH__TOKEN_NUMBER;
    return category == QUOTH__CATEGORY_PUNCTUATION ? QUOTH__TOKEN_PUNCTUATION : QUOTH__TOKEN_OTHER;
}

typedef struct adding {
    quoth_context *context;
    const quoth_text *text;
    quoth_vocabulary *vocabulary;
    quoth__tokens *tokens;
    bool spaces;
} adding;

static quoth_status add(const adding *to, uint32_t start, uint32_t end)
{
    quoth__token_kind kind = kind_of(to->text->bytes, start, end);
    if (kind == QUOTH__TOKEN_SPACE && !to->spaces) return QUOTH_OK;
    uint32_t id = 0;
    if (to->vocabulary) {
        quoth_string form;
        QUOTH__TRY(quoth__vocabulary_fold(to->context, to->vocabulary, to->text->bytes + start, end - start, &form));
        QUOTH__TRY(quoth__strings_add(to->context, &to->vocabulary->forms, form.bytes, form.length, &id));
    }
    size_t at = to->tokens->count++;
    to->tokens->start[at] = start;
    to->tokens->end[at] = end;
    to->tokens->id[at] = id;
    to->tokens->kind[at] = (uint8_t)kind;
    return QUOTH_OK;
}

static quoth_status add_batch(const adding *to, uint32_t base, uint32_t *from, const uint32_t *ends, size_t count)
{
    QUOTH__TRY(reserve(to->context, to->tokens, count));
    for (size_t i = 0; i < count; i++) {
        QUOTH__TRY(add(to, *from, base + ends[i]));
        *from = base + ends[i];
    }
    if (to->tokens->count > to->context->max_tokens)
        return quoth__fail(to->context, QUOTH_OVER_LIMIT, *from, "more than %llu tokens, the limit of a text",
                           (unsigned long long)to->context->max_tokens);
    return quoth__work(to->context, 40 * count);
}

quoth_status quoth__tokens_append(quoth_context *context, const quoth_text *text, uint32_t start, uint32_t end,
                                  const quoth_token_options *options, quoth_vocabulary *vocabulary,
                                  quoth__tokens *tokens)
{
    adding to = {context, text, vocabulary, tokens, options && options->spaces};
    bool exact = options && options->profile == QUOTH_PROFILE_UAX29;
    quoth__walk walk;
    uint32_t ends[BATCH], from = start;
    size_t count;
    quoth__walk_begin(&walk, exact ? QUOTH__WORDS : QUOTH__WORDS_NEWS, text->bytes + start, end - start);
    do {
        QUOTH__TRY(quoth__walk_take(context, &walk, NULL, ends, BATCH, &count));
        QUOTH__TRY(add_batch(&to, start, &from, ends, count));
    } while (count == BATCH);
    return QUOTH_OK;
}

static quoth_status tokens_table(quoth_context *context, const quoth_text *text, const quoth__tokens *tokens,
                                 bool with_ids, quoth_table **table)
{
    static const quoth__column_spec specs[] = {{"start", QUOTH_U32, false},      {"end", QUOTH_U32, false},
                                               {"start_byte", QUOTH_U32, false}, {"end_byte", QUOTH_U32, false},
                                               {"kind", QUOTH_NAME, false},      {"id", QUOTH_U32, false}};
    quoth_table *made = NULL;
    quoth_status status;
    size_t rows = tokens->count;
    QUOTH__GOTO(quoth__table_make(context, specs, with_ids ? 6 : 5, rows, &made));
    for (size_t i = 0; i < rows; i++) {
        quoth__table_u32(made, 0)[i] = quoth_text_code_point(text, tokens->start[i]);
        quoth__table_u32(made, 1)[i] = quoth_text_code_point(text, tokens->end[i]);
        quoth__table_u32(made, 2)[i] = tokens->start[i];
        quoth__table_u32(made, 3)[i] = tokens->end[i];
        quoth__table_u32(made, 4)[i] = tokens->kind[i];
        if (with_ids) quoth__table_u32(made, 5)[i] = tokens->id[i];
    }
    QUOTH__GOTO(quoth__table_set_list(context, made, 4, quoth__token_kind_names, QUOTH__TOKEN_KINDS));
    QUOTH__GOTO(quoth__work(context, 60 * (uint64_t)rows));
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
    QUOTH__GOTO(quoth__tokens_append(context, text, text->skip, text->length, options, vocabulary, &tokens));
    QUOTH__GOTO(tokens_table(context, text, &tokens, vocabulary != NULL, table));
done:
    quoth__tokens_free(&context->allocator, &tokens);
    return quoth__leave(context, status);
}
