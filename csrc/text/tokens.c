/* tokens: UAX #29 words of a text with kind and id, as columns that grow together in one block:
 *
 *   block ─► start[capacity] │ end[capacity] │ id[capacity] │ kind[capacity]
 *
 * A segment is known by its own bytes where it came before (memo.h gives id and kind); else it is folded and looked up.
 * Linear. */
#include "../base/table.h"
#include "../unicode/boundary.h"
#include "profile.h"

#define TOKEN_BYTES (3 * sizeof(uint32_t) + 1)
#define BATCH 1024u
#define GROUP 128u         /* segments whose slots are asked for ahead */
#define BYTES_PER_TOKEN 4u /* of most texts: the first guess of the room */

#define WORK_SEGMENT 90u
#define WORK_ID 95u     /* asking the memo of short ones */
#define WORK_LONGER 90u /* asking that of the others */
#define WORK_NEW 150u   /* a segment that has to be put down */
#define WORK_KIND 60u   /* where there are no ids */
#define WORK_ROW 75u    /* of the table */

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
    return QUOTH_OK; /* the work of it is part of each token's: when it happens hangs on the path */
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
    uint64_t work; /* not charged yet */
} adding;

/* The long way: the comparison form, its id, and the kind. */
static quoth_status look_up(adding *to, size_t start, size_t length, quoth__memo_value *value)
{
    const uint8_t *bytes = to->text->bytes + start;
    quoth_string form;
    value->kind = (uint8_t)kind_of(to->text->bytes, start, start + length);
    to->work += WORK_NEW;
    QUOTH__TRY(quoth__vocabulary_fold(to->context, to->vocabulary, bytes, length, &form));
    return quoth__strings_add(to->context, &to->vocabulary->forms, form.bytes, form.length, &value->id);
}

/* A segment on its way to a token. */
typedef struct pending {
    uint32_t start, length;
    uint64_t hash;
    uint64_t words[2]; /* the key of a short one */
} pending;

/* Whether a segment is white space beyond ASCII. No space begins with another byte than these. */
static inline bool is_wide_space(const uint8_t *bytes, size_t start)
{
    uint8_t first = bytes[start];
    if (first < 0xC2 || (first > 0xC2 && (first < 0xE1 || first > 0xE3))) return false;
    return quoth__is_space(quoth__utf8_next(bytes, &start));
}

/* First of three passes over a group: what is left of white space is set aside. Gives how many segments are left. */
static size_t set_aside(const adding *to, uint32_t base, const uint32_t *starts, const uint32_t *ends, size_t count,
                        pending *group)
{
    const uint8_t *bytes = to->text->bytes;
    const bool spaces = to->spaces;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!spaces && is_wide_space(bytes, base + starts[i])) continue;
        group[kept].start = base + starts[i];
        group[kept].length = ends[i] - starts[i];
        kept++;
    }
    return kept;
}

/* The second: hashes are made and slots asked for. */
static void expect(const adding *to, pending *group, size_t count)
{
    const quoth__memo short_ones = to->vocabulary->short_ones, longer = to->vocabulary->longer;
    const uint8_t *bytes = to->text->bytes;
    const size_t size = to->text->length;
    for (size_t i = 0; i < count; i++) {
        pending *one = &group[i];
        if (one->length <= QUOTH__MEMO_SHORT) {
            quoth__memo_key_of(bytes + one->start, one->length, size - one->start, QUOTH__MEMO_SHORT, one->words);
            one->hash = quoth__memo_hash(one->words, one->length, QUOTH__MEMO_SHORT);
            quoth__memo_expect(&short_ones, one->hash, QUOTH__MEMO_SHORT);
        } else if (one->length <= QUOTH__MEMO_LONG) {
            uint64_t words[QUOTH__MEMO_LONG / 8];
            quoth__memo_key_of(bytes + one->start, one->length, size - one->start, QUOTH__MEMO_LONG, words);
            one->hash = quoth__memo_hash(words, one->length, QUOTH__MEMO_LONG);
            quoth__memo_expect(&longer, one->hash, QUOTH__MEMO_LONG);
        }
    }
}

/* By a memo; a segment that it does not know goes the long way, and is put down. */
static inline quoth_status ask(adding *to, quoth__memo *memo, const pending *one, const uint64_t *words, size_t most,
                               quoth__memo_value *value)
{
    if (quoth__memo_find(memo, words, one->length, one->hash, most, value)) return QUOTH_OK;
    QUOTH__TRY(look_up(to, one->start, one->length, value));
    return quoth__memo_add(to->context, memo, words, one->length, most, *value);
}

/* What is not short and in the first slot of its window. */
static quoth_status describe(adding *to, const pending *one, quoth__memo_value *value)
{
    const quoth_text *text = to->text;
    uint64_t words[QUOTH__MEMO_LONG / 8];
    if (to->vocabulary == NULL) {
        to->work += WORK_KIND;
        *value = (quoth__memo_value){0, (uint8_t)kind_of(text->bytes, one->start, one->start + one->length)};
        return QUOTH_OK;
    }
    if (one->length <= QUOTH__MEMO_SHORT)
        return ask(to, &to->vocabulary->short_ones, one, one->words, QUOTH__MEMO_SHORT, value);
    to->work += WORK_LONGER;
    if (one->length > QUOTH__MEMO_LONG) return look_up(to, one->start, one->length, value);
    quoth__memo_key_of(text->bytes + one->start, one->length, text->length - one->start, QUOTH__MEMO_LONG, words);
    return ask(to, &to->vocabulary->longer, one, words, QUOTH__MEMO_LONG, value);
}

/* The third: the tokens, written behind those that are there. */
static quoth_status write_group(adding *to, const pending *group, size_t count)
{
    const quoth__memo none = {0}, *memo = to->vocabulary != NULL ? &to->vocabulary->short_ones : &none;
    quoth__tokens at = *to->tokens;
    for (size_t i = 0; i < count; i++) {
        const pending *one = &group[i];
        size_t row = at.count + i;
        quoth__memo_value value;
        bool known = one->length <= QUOTH__MEMO_SHORT &&
                     quoth__memo_first(memo, one->words, one->length, one->hash, QUOTH__MEMO_SHORT, &value);
        if (!known) QUOTH__TRY(describe(to, one, &value));
        at.start[row] = one->start;
        at.end[row] = one->start + one->length;
        at.id[row] = value.id;
        at.kind[row] = value.kind;
    }
    to->tokens->count += count;
    return QUOTH_OK;
}

static quoth_status add_batch(adding *to, uint32_t base, const uint32_t *starts, const uint32_t *ends, size_t count)
{
    pending group[GROUP];
    const uint64_t most = to->context->max_tokens;
    QUOTH__TRY(reserve(to->context, to->tokens, count));
    for (size_t i = 0; i < count; i += GROUP) {
        size_t kept = set_aside(to, base, starts + i, ends + i, count - i < GROUP ? count - i : GROUP, group);
        if (to->vocabulary != NULL) expect(to, group, kept);
        QUOTH__TRY(write_group(to, group, kept));
    }
    if (to->tokens->count > most)
        return quoth__fail(to->context, QUOTH_OVER_LIMIT, to->tokens->start[most], "more tokens than max_tokens (%llu)",
                           (unsigned long long)most);
    uint64_t each = to->vocabulary != NULL ? WORK_SEGMENT + WORK_ID : WORK_SEGMENT;
    uint64_t work = to->work + each * count;
    to->work = 0;
    return quoth__work(to->context, work);
}

/* Starts and ends of some pieces that follow each other from `start` on, white space of ASCII left out as the walk
 * leaves it out. Gives how many. */
static size_t pieces_between(const adding *to, uint32_t base, uint32_t start, const uint32_t *all, size_t count,
                             uint32_t *starts, uint32_t *ends)
{
    const uint8_t *bytes = to->text->bytes + base;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        starts[kept] = start;
        ends[kept] = all[i];
        kept += to->spaces || !quoth__is_blank(bytes[start]);
        start = all[i];
    }
    return kept;
}

/* Pieces that were joined and split by the flags. */
static quoth_status append_shaped(adding *to, uint32_t start, uint32_t end, const quoth_token_options *options)
{
    quoth__array found = {0};
    quoth_status status;
    uint32_t starts[BATCH], ends[BATCH];
    QUOTH__GOTO(quoth__profile_ends(to->context, to->text, (quoth__span){start, end}, options, &found));
    const uint32_t *all = found.data;
    for (size_t i = 0; i < found.count; i += BATCH) {
        size_t here = found.count - i < BATCH ? found.count - i : BATCH;
        size_t kept = pieces_between(to, start, i > 0 ? all[i - 1] : 0, all + i, here, starts, ends);
        QUOTH__GOTO(add_batch(to, start, starts, ends, kept));
    }
done:
    quoth__array_free(&to->context->allocator, &found, sizeof(uint32_t));
    return status;
}

quoth_status quoth__tokens_append(quoth_context *context, const quoth_text *text, uint32_t start, uint32_t end,
                                  const quoth_token_options *options, quoth_vocabulary *vocabulary,
                                  quoth__tokens *tokens)
{
    if (options && options->flags) {
        adding shaped = {context, text, vocabulary, tokens, options->spaces, 0};
        return append_shaped(&shaped, start, end, options);
    }
    adding to = {context, text, vocabulary, tokens, options && options->spaces, 0};
    bool exact = options && options->profile == QUOTH_PROFILE_UAX29;
    quoth__walk walk;
    uint32_t starts[BATCH], ends[BATCH];
    size_t count;
    if (start < end) QUOTH__TRY(reserve(context, tokens, (end - start) / BYTES_PER_TOKEN + 1));
    quoth__walk_begin(&walk, exact ? QUOTH__WORDS : QUOTH__WORDS_NEWS, text->bytes + start, end - start);
    while (walk.start < walk.size) {
        if (to.spaces)
            QUOTH__TRY(quoth__walk_take(context, &walk, starts, ends, BATCH, &count));
        else
            QUOTH__TRY(quoth__walk_take_visible(context, &walk, starts, ends, BATCH, &count));
        QUOTH__TRY(add_batch(&to, start, starts, ends, count));
    }
    return QUOTH_OK;
}

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

/* Places in code points, start and end in turns: an end is the next start, or before it. */
static void fill_code_points(const quoth_text *text, const quoth__tokens *tokens, uint32_t *start, uint32_t *end)
{
    counting at = {text, 0, 0};
    if (text->code_points == text->length) {
        memcpy(start, tokens->start, tokens->count * sizeof *start);
        memcpy(end, tokens->end, tokens->count * sizeof *end);
        return;
    }
    for (size_t i = 0; text->utf16 && i < tokens->count; i++) {
        start[i] = quoth_text_code_point(text, tokens->start[i]);
        end[i] = quoth_text_code_point(text, tokens->end[i]);
    }
    for (size_t i = 0; !text->utf16 && i < tokens->count; i++) {
        start[i] = count_to(&at, tokens->start[i]);
        end[i] = count_to(&at, tokens->end[i]);
    }
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
    if (rows > 0) {
        fill_code_points(text, tokens, quoth__table_u32(made, 0), quoth__table_u32(made, 1));
        memcpy(quoth__table_u32(made, 2), tokens->start, rows * sizeof(uint32_t));
        memcpy(quoth__table_u32(made, 3), tokens->end, rows * sizeof(uint32_t));
        if (with_ids) memcpy(quoth__table_u32(made, 5), tokens->id, rows * sizeof(uint32_t));
    }
    uint32_t *kind = quoth__table_u32(made, 4);
    for (size_t i = 0; i < rows; i++) kind[i] = tokens->kind[i];
    QUOTH__GOTO(quoth__table_set_list(context, made, 4, quoth__token_kind_names, QUOTH__TOKEN_KINDS));
    QUOTH__GOTO(quoth__work(context, WORK_ROW * (uint64_t)rows));
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
    QUOTH__GOTO(tokens_table(context, text, &tokens, vocabulary != NULL, table));
done:
    quoth__tokens_free(&context->allocator, &tokens);
    return quoth__leave(context, status);
}
