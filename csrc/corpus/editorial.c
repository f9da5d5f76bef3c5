/* editorial: what an editor did to the words of a quotation, found by its signs.
 *
 *   “They … left [the town] and [...] came back.”
 *         ellipsis  └ insertion     └ cut
 *
 * A stretch is read without those inside it, which are passed by the sizes of their subtrees: every byte is looked at
 * once, whatever the depth. */
#include "corpus.h"

#include "../base/table.h"

#define LONGEST 160u /* bytes within brackets at most */
#define BYTE_UNITS 6u
#define STRETCH_UNITS 30u

typedef enum sort { ELLIPSIS, CUT, INSERTION } sort;
static const char *const sort_names[] = {"ellipsis", "cut", "insertion"};

typedef struct sign {
    uint32_t row;
    quoth__span place;
    uint8_t sort;
} sign;

typedef struct reader {
    quoth_context *context;
    const quoth__row_source *source;
    const uint8_t *bytes;
    quoth__array *signs; /* sign */
} reader;

/* The length of an ellipsis at `at`: …, or three dots and more; 0 where there is none. */
static uint32_t dots_at(const uint8_t *bytes, uint32_t at, uint32_t end)
{
    uint32_t dots = 0;
    if (end - at >= 3 && bytes[at] == 0xE2 && bytes[at + 1] == 0x80 && bytes[at + 2] == 0xA6) return 3;
    while (at + dots < end && bytes[at + dots] == '.') dots++;
    return dots >= 3 ? dots : 0;
}

/* The bytes of the brackets that begin at `at`; 0 where they do not end, or hold others. */
static uint32_t brackets_at(const uint8_t *bytes, uint32_t at, uint32_t end)
{
    uint8_t close = bytes[at] == '[' ? ']' : ')';
    for (uint32_t i = at + 1; i < end && i - at < LONGEST; i++) {
        if (bytes[i] == close) return i + 1 - at;
        if (bytes[i] == bytes[at]) return 0;
    }
    return 0;
}

/* Whether the brackets hold an ellipsis and no word. */
static bool is_cut(const uint8_t *bytes, uint32_t at, uint32_t length)
{
    uint32_t i = at + 1, end = at + length - 1;
    while (i < end && bytes[i] == ' ') i++;
    uint32_t dots = dots_at(bytes, i, end);
    for (i += dots; i < end; i++)
        if (bytes[i] != ' ') return false;
    return dots > 0;
}

static quoth_status add(const reader *of, uint32_t row, uint32_t at, uint32_t length, sort what)
{
    void *made;
    QUOTH__TRY(quoth__array_push(of->context, of->signs, sizeof(sign), &made));
    *(sign *)made = (sign){row, {at, at + length}, (uint8_t)what};
    return QUOTH_OK;
}

/* The sign at `at`, if there is one: its length goes to `length`, else 1. */
static quoth_status take(const reader *of, uint32_t row, uint32_t at, uint32_t end, uint32_t *length)
{
    *length = 1;
    uint8_t byte = of->bytes[at];
    if (byte == '.' || byte == 0xE2) {
        uint32_t dots = dots_at(of->bytes, at, end);
        if (!dots) return QUOTH_OK;
        *length = dots;
        return add(of, row, at, dots, ELLIPSIS);
    }
    if (byte != '[' && byte != '(') return QUOTH_OK;
    uint32_t whole = brackets_at(of->bytes, at, end);
    bool cut = whole && is_cut(of->bytes, at, whole);
    if (!whole || (byte == '(' && !cut)) return QUOTH_OK;
    *length = whole;
    return add(of, row, at, whole, cut ? CUT : INSERTION);
}

/* The signs of a stretch's own words. `sizes` says how many stretches each subtree has. */
static quoth_status read_stretch(const reader *of, uint32_t index, const uint32_t *sizes)
{
    const quoth__array *stretches = of->source->stretches;
    const quoth__stretch *own = QUOTH__STRETCH(*stretches, index);
    uint32_t child = index + 1, behind = index + sizes[index], length;
    for (uint32_t at = own->start; at < own->end; at += length) {
        uint32_t end = child < behind ? QUOTH__STRETCH(*stretches, child)->outer_start : own->end;
        if (at >= end && child < behind) {
            length = QUOTH__STRETCH(*stretches, child)->outer_end - at;
            child += sizes[child];
            continue;
        }
        QUOTH__TRY(take(of, of->source->first + index, at, end, &length));
        QUOTH__TRY(quoth__work(of->context, BYTE_UNITS));
    }
    return quoth__work(of->context, STRETCH_UNITS);
}

static quoth_status read_source(const reader *of)
{
    void *got;
    uint32_t count = (uint32_t)of->source->stretches->count;
    quoth_status status = QUOTH_OK;
    QUOTH__TRY(quoth__allocate(of->context, count, sizeof(uint32_t), &got));
    uint32_t *sizes = got;
    for (uint32_t i = 0; i < count; i++) sizes[i] = 1;
    for (uint32_t i = count; i > 0; i--) {
        uint32_t parent = QUOTH__STRETCH(*of->source->stretches, i - 1)->parent;
        if (parent != QUOTH__NONE) sizes[parent] += sizes[i - 1];
    }
    for (uint32_t i = 0; i < count && status == QUOTH_OK; i++) status = read_stretch(of, i, sizes);
    quoth__free(&of->context->allocator, got, count, sizeof(uint32_t));
    return status;
}

static quoth_status write_signs(quoth_context *context, const quoth__row_source *sources, size_t count,
                                const quoth__array *signs, quoth_table *table)
{
    size_t source = 0;
    for (size_t i = 0; i < signs->count; i++) {
        const sign *at = &QUOTH__AT(*signs, sign, i);
        while (source + 1 < count && at->row >= sources[source + 1].first) source++;
        quoth__table_u32(table, 0)[i] = at->row;
        quoth__table_u32(table, 1)[i] = quoth_text_code_point(sources[source].text, at->place.start);
        quoth__table_u32(table, 2)[i] = quoth_text_code_point(sources[source].text, at->place.end);
        quoth__table_u32(table, 3)[i] = at->sort;
    }
    return quoth__table_set_list(context, table, 3, sort_names, sizeof sort_names / sizeof *sort_names);
}

quoth_status quoth__editorial_add(quoth_context *context, quoth_table *table, const quoth__row_source *sources,
                                  size_t count)
{
    static const quoth__column_spec child[] = {{"quotation", QUOTH_U32, false},
                                               {"start", QUOTH_U32, false},
                                               {"end", QUOTH_U32, false},
                                               {"sort", QUOTH_NAME, false}};
    quoth__array signs = {0};
    quoth_table *made = NULL;
    quoth_status status = QUOTH_OK;
    for (size_t s = 0; s < count; s++) {
        reader of = {context, &sources[s], sources[s].text->bytes, &signs};
        QUOTH__GOTO(read_source(&of));
    }
    QUOTH__GOTO(quoth__table_make(context, child, 4, signs.count, &made));
    QUOTH__GOTO(write_signs(context, sources, count, &signs, made));
    status = quoth__table_add_child(context, table, "editorial", made);
    made = NULL;
done:
    quoth_table_release(made);
    quoth__array_free(&context->allocator, &signs, sizeof(sign));
    return status;
}
