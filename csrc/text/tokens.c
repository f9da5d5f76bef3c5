/* tokens: UAX #29 words of a text with kind and id, as columns that grow together in one block:
 *
 *   block ─► start[capacity] │ end[capacity] │ kind[capacity] │ id[capacity]      each aligned to 64 bytes
 *
 * A segment is known by its own bytes where it came before (memo.h gives id and kind); else it is folded and looked up.
 * Without a vocabulary there is nothing to look up, and id is not written. Linear. */
#include "../unicode/boundary.h"
#include "profile.h"

#define COLUMNS 4u /* of u32 */
#define ALIGNED 64u
#define BATCH 1024u
#define GROUP 128u          /* segments whose slots are asked for ahead */
#define BYTES_PER_TOKEN 32u /* no text has so few: what the first room is for a part of a long one */

#define WORK_SEGMENT 90u
#define WORK_ID 95u     /* asking the memo of short ones */
#define WORK_LONGER 90u /* asking that of the others */
#define WORK_NEW 350u   /* a segment that has to be put down */
#define WORK_SEEN 9u    /* a byte of a segment that no letter begins */
#define WORK_PLACE 50u  /* a segment where there are no ids */

const char *const quoth__token_kind_names[QUOTH__TOKEN_KINDS] = {"word", "number", "punctuation",
                                                                 "mark", "space",  "other"};

size_t quoth__tokens_bytes(const quoth__tokens *tokens)
{
    return tokens->capacity > 0 ? tokens->capacity * COLUMNS * sizeof(uint32_t) + ALIGNED : 0;
}

void quoth__tokens_free(const quoth_allocator *allocator, quoth__tokens *tokens)
{
    quoth__free(allocator, tokens->block, quoth__tokens_bytes(tokens), 1);
    *tokens = (quoth__tokens){0};
}

/* Room for so many tokens, those that are there among them. */
static quoth_status resize(quoth_context *context, quoth__tokens *tokens, size_t capacity)
{
    quoth__tokens made = {.count = tokens->count};
    made.capacity = (capacity + ALIGNED / sizeof(uint32_t) - 1) & ~(ALIGNED / sizeof(uint32_t) - 1);
    QUOTH__TRY(quoth__allocate(context, quoth__tokens_bytes(&made), 1, &made.block));
    made.start = (uint32_t *)(void *)((char *)made.block + (0 - (uintptr_t)made.block) % ALIGNED);
    made.end = made.start + made.capacity;
    made.kind = made.end + made.capacity;
    made.id = made.kind + made.capacity;
    if (tokens->count) {
        size_t bytes = tokens->count * sizeof(uint32_t);
        memcpy(made.start, tokens->start, bytes);
        memcpy(made.end, tokens->end, bytes);
        memcpy(made.kind, tokens->kind, bytes);
        memcpy(made.id, tokens->id, bytes);
    }
    quoth__tokens_free(&context->allocator, tokens);
    *tokens = made;
    return QUOTH_OK; /* the work of it is part of each token's: when it happens hangs on the path */
}

static quoth_status reserve(quoth_context *context, quoth__tokens *tokens, size_t more)
{
    if (tokens->capacity - tokens->count >= more) return QUOTH_OK;
    size_t grown = tokens->capacity + tokens->capacity / 2, wanted = tokens->count + more;
    return resize(context, tokens, grown > wanted ? grown : wanted);
}

quoth_status quoth__tokens_fit(quoth_context *context, quoth__tokens *tokens)
{
    return tokens->capacity > tokens->count + tokens->count / 3 + ALIGNED ? resize(context, tokens, tokens->count)
                                                                          : QUOTH_OK;
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

/* What the first byte tells. Signs and numbers of more than a byte are looked at, and what begins beyond ASCII, but for
 * the leads that only letters have: U+0400 to U+047F, U+5000 to U+9FFF, U+B000 to U+CFFF. */
#define LOOK 0x80
#define ALONE 0x40 /* only where there is no second byte */
#define W QUOTH__TOKEN_WORD
#define N (QUOTH__TOKEN_NUMBER | ALONE)
#define P (QUOTH__TOKEN_PUNCTUATION | ALONE)
#define M (QUOTH__TOKEN_MARK | ALONE)
#define S (QUOTH__TOKEN_SPACE | ALONE)
#define O (QUOTH__TOKEN_OTHER | ALONE)
#define L LOOK
static const uint8_t kind_by_first[256] = {
    O, O, O, O, O, O, O, O, O, S, S, S, S, S, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 0x00 */
    S, P, M, P, O, P, P, M, P, P, P, O, P, P, P, P, N, N, N, N, N, N, N, N, N, N, P, P, O, O, O, P, /* space */
    P, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, P, P, P, O, P, /* @ */
    M, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, P, O, P, O, O, /* ` */
    L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 0x80 */
    L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 0xA0 */
    L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, W, W, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 0xC0 */
    L, L, L, L, L, W, W, W, W, W, L, W, W, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 0xE0 */
};
#undef W
#undef N
#undef P
#undef M
#undef S
#undef O
#undef L

static inline uint32_t quick_kind(const uint8_t *bytes, uint32_t start, uint32_t end)
{
    uint32_t kind = kind_by_first[bytes[start]], longer = end - start > 1;
    return kind & (LOOK | (longer ? ALONE : 0)) ? (uint32_t)kind_of(bytes, start, end) : kind & ~(uint32_t)ALONE;
}

typedef struct adding {
    quoth_context *context;
    const quoth_text *text;
    quoth_vocabulary *vocabulary;
    quoth__tokens *tokens;
    bool spaces;
    uint64_t work;  /* not charged yet */
    uint32_t bytes; /* to go over in all, */
    size_t before;  /* and the tokens that there were */
} adding;

/* The long way: the comparison form, its id, and the kind. */
static quoth_status look_up(adding *to, size_t start, size_t length, quoth__memo_value *value)
{
    const uint8_t *bytes = to->text->bytes + start;
    quoth_string form;
    value->kind = (uint8_t)kind_of(to->text->bytes, start, start + length);
    to->work += WORK_NEW + (value->kind == QUOTH__TOKEN_WORD ? 0 : WORK_SEEN * (uint64_t)length);
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
    const quoth__memo *memo = &to->vocabulary->short_ones;
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

static quoth_status add_groups(adding *to, uint32_t base, const uint32_t *starts, const uint32_t *ends, size_t count)
{
    pending group[GROUP];
    for (size_t i = 0; i < count; i += GROUP) {
        size_t kept = set_aside(to, base, starts + i, ends + i, count - i < GROUP ? count - i : GROUP, group);
        expect(to, group, kept);
        QUOTH__TRY(write_group(to, group, kept));
    }
    to->work += (WORK_SEGMENT + WORK_ID) * (uint64_t)count;
    return QUOTH_OK;
}

/* Without a vocabulary: the places and the kinds. */
static void add_places(adding *to, uint32_t base, const uint32_t *starts, const uint32_t *ends, size_t count)
{
    const uint8_t *bytes = to->text->bytes;
    const bool spaces = to->spaces;
    quoth__tokens at = *to->tokens;
    size_t row = at.count;
    uint64_t seen = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t start = base + starts[i], end = base + ends[i], kind = quick_kind(bytes, start, end);
        at.start[row] = start;
        at.end[row] = end;
        at.kind[row] = kind;
        row += spaces || kind != QUOTH__TOKEN_SPACE;
        seen += kind == QUOTH__TOKEN_WORD ? 0 : end - start;
    }
    to->tokens->count = row;
    to->work += WORK_PLACE * (uint64_t)count + WORK_SEEN * seen;
}

/* Room for the tokens of a batch, the last of which ends `gone` bytes on. Where there is none: for as many as there will
 * be if the rest is like what is gone over, and an eighth more. */
static quoth_status make_room(adding *to, uint32_t gone, size_t count)
{
    quoth__tokens *tokens = to->tokens;
    if (tokens->capacity - tokens->count >= count) return QUOTH_OK;
    uint64_t here = tokens->count - to->before + count;
    uint64_t likely = here * to->bytes / gone, left = to->bytes - gone;
    if (likely > here + left) likely = here + left;
    return reserve(to->context, tokens, count + (size_t)(likely + likely / 8 - here));
}

static quoth_status add_batch(adding *to, uint32_t base, const uint32_t *starts, const uint32_t *ends, size_t count)
{
    const uint64_t most = to->context->max_tokens;
    if (count > 0) QUOTH__TRY(make_room(to, ends[count - 1], count));
    if (to->vocabulary != NULL)
        QUOTH__TRY(add_groups(to, base, starts, ends, count));
    else
        add_places(to, base, starts, ends, count);
    if (to->tokens->count > most)
        return quoth__fail(to->context, QUOTH_OVER_LIMIT, to->tokens->start[most], "more tokens than max_tokens (%llu)",
                           (unsigned long long)most);
    uint64_t work = to->work;
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
        adding shaped = {context, text, vocabulary, tokens, options->spaces, 0, end - start, tokens->count};
        return append_shaped(&shaped, start, end, options);
    }
    adding to = {context, text, vocabulary, tokens, options && options->spaces, 0, end - start, tokens->count};
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
