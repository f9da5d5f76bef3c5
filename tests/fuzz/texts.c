/* fuzz/texts: any bytes through every public call that takes a text, and what must hold of each result.
 *
 *   byte 0            which options (the bits below)
 *   byte 1            a limit of work, where WITH_LIMIT is set
 *   the rest          one account, or two parted by the byte FF, which no UTF-8 holds
 *
 * A text that is not UTF-8 must be refused with its place; of any other the tokens cover it, places are sorted, lie
 * inside and agree in bytes and code points, quotations are a tree, distances are symmetric, an alignment leads from one
 * to the other, and changes, people, utterances, hits and checks point at what there is. `make fuzz` runs it under libFuzzer
 * with ASan and UBSan; tests/c/test_fuzz.c runs the seeds and some changes of them in every `make test`.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../include/quoth.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { UAX29 = 1, WITHOUT_LANGUAGE = 2, SPANS_ONLY = 4, PORTABLE = 8, SHALLOW = 16, WITH_LIMIT = 32 };

#define HOLDS(what)                                                                                                    \
    do {                                                                                                               \
        if (!(what)) {                                                                                                 \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #what);                                  \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

/* Whether a call gave what it should: false where the limit of work stopped it, which it may do anywhere. */
static bool done(const quoth_context *context, quoth_status status)
{
    const quoth_error *error = quoth_context_error(context);
    HOLDS(error->status == status);
    HOLDS((status == QUOTH_OK) == (error->message[0] == 0));
    HOLDS(status == QUOTH_OK || status == QUOTH_OVER_LIMIT);
    return status == QUOTH_OK;
}

typedef struct places {
    const uint32_t *start, *end, *start_byte, *end_byte;
    size_t rows;
} places;

static const void *column(const quoth_table *table, const char *name, quoth_type type)
{
    quoth_column found;
    HOLDS(quoth_table_column_named(table, name, &found));
    HOLDS(found.type == type && found.rows == quoth_table_rows(table));
    HOLDS((uintptr_t)found.values % 64 == 0);
    return found.values;
}

/* Columns of u32 that may be null: NONE there. */
#define NONE UINT32_MAX
static uint32_t cell(const quoth_table *table, const char *name, size_t row)
{
    quoth_column found;
    HOLDS(quoth_table_column_named(table, name, &found) && row < found.rows);
    return quoth_column_valid(&found, row) ? ((const uint32_t *)found.values)[row] : NONE;
}

static places places_of(const quoth_table *table)
{
    return (places){column(table, "start", QUOTH_U32), column(table, "end", QUOTH_U32),
                    column(table, "start_byte", QUOTH_U32), column(table, "end_byte", QUOTH_U32),
                    quoth_table_rows(table)};
}

static bool is_within_character(quoth_string text, uint32_t byte)
{
    return byte < text.length && ((uint8_t)text.bytes[byte] & 0xC0) == 0x80;
}

/* The places of rows [first, last), which stand in the order of start. */
static void check_some_places(const quoth_text *text, const quoth_table *table, size_t first, size_t last)
{
    places at = places_of(table);
    quoth_string bytes = quoth_text_bytes(text);
    for (size_t row = first; row < last; row++) {
        HOLDS(at.start_byte[row] <= at.end_byte[row] && at.end_byte[row] <= bytes.length);
        HOLDS(!is_within_character(bytes, at.start_byte[row]) && !is_within_character(bytes, at.end_byte[row]));
        HOLDS(quoth_text_code_point(text, at.start_byte[row]) == at.start[row]);
        HOLDS(quoth_text_code_point(text, at.end_byte[row]) == at.end[row]);
        HOLDS(quoth_text_byte(text, at.start[row]) == at.start_byte[row]);
        HOLDS(row == first || at.start_byte[row - 1] <= at.start_byte[row]);
    }
}

static void check_places(const quoth_text *text, const quoth_table *table)
{
    check_some_places(text, table, 0, quoth_table_rows(table));
}

static void check_apart(const quoth_table *table, bool touching)
{
    places at = places_of(table);
    for (size_t row = 0; row < at.rows; row++) HOLDS(at.start_byte[row] < at.end_byte[row]);
    for (size_t row = 1; row < at.rows; row++)
        HOLDS(touching ? at.end_byte[row - 1] == at.start_byte[row] : at.end_byte[row - 1] <= at.start_byte[row]);
}

/* -------------------------------------------------------------------------------------------------- the pieces */

static void check_pieces(quoth_context *context, const quoth_text *text, unsigned options)
{
    quoth_sentence_options asked = {.size = sizeof asked};
    if (options & UAX29) asked.profile = QUOTH_PROFILE_UAX29;
    quoth_table *table = NULL;
    if (done(context, quoth_paragraphs(context, text, &table))) {
        check_places(text, table);
        check_apart(table, false);
        quoth_table_release(table);
    }
    if (done(context, quoth_sentences(context, text, &asked, &table))) {
        check_places(text, table);
        check_apart(table, false);
        quoth_table_release(table);
    }
}

static void check_tokens(quoth_context *context, const quoth_text *text, quoth_vocabulary *vocabulary, unsigned options)
{
    quoth_token_options asked = {.size = sizeof asked, .spaces = true};
    if (options & UAX29) asked.profile = QUOTH_PROFILE_UAX29;
    quoth_table *table = NULL;
    if (!done(context, quoth_tokens(context, text, &asked, vocabulary, &table))) return;
    const uint32_t *ids = column(table, "id", QUOTH_U32);
    check_places(text, table);
    check_apart(table, true);
    for (size_t row = 0; row < quoth_table_rows(table); row++)
        HOLDS(ids[row] < quoth_vocabulary_size(vocabulary) && quoth_vocabulary_form(vocabulary, ids[row]).bytes);
    quoth_table_release(table);
}

/* -------------------------------------------------------------------------------------------------- quotations */

/* What is told without marks lies in a stretch or in none. */
static void check_told(const quoth_table *table, size_t row)
{
    uint32_t within = cell(table, "within", row);
    HOLDS(cell(table, "parent", row) == NONE && cell(table, "group", row) <= row);
    HOLDS(cell(table, "outer_start", row) == cell(table, "start", row));
    HOLDS(cell(table, "outer_end", row) == cell(table, "end", row));
    if (within == NONE) return;
    HOLDS(within < row && cell(table, "level", within) != NONE);
    HOLDS(cell(table, "start", within) <= cell(table, "start", row));
    HOLDS(cell(table, "end", row) <= cell(table, "end", within));
}

static void check_tree(const quoth_table *table, size_t row)
{
    uint32_t parent = cell(table, "parent", row), level = cell(table, "level", row);
    if (level == NONE) {
        check_told(table, row);
        return;
    }
    HOLDS(cell(table, "outer_start", row) <= cell(table, "start", row));
    HOLDS(cell(table, "end", row) <= cell(table, "outer_end", row));
    HOLDS(cell(table, "group", row) <= row);
    HOLDS((parent == NONE) == (level == 0));
    if (parent == NONE) return;
    HOLDS(parent < row && cell(table, "level", parent) + 1 == level);
    HOLDS(cell(table, "start", parent) <= cell(table, "outer_start", row));
    HOLDS(cell(table, "outer_end", row) <= cell(table, "end", parent));
}

static void check_speaker(const quoth_text *text, const quoth_table *table, size_t row)
{
    static const char *const pairs[][2] = {
        {"speaker_start", "speaker_end"}, {"cue_start", "cue_end"}, {"rest_start", "rest_end"}};
    const double *sure = column(table, "sure", QUOTH_F64), *kind_sure = column(table, "kind_sure", QUOTH_F64);
    HOLDS(sure[row] >= 0 && sure[row] <= 1 && kind_sure[row] >= 0 && kind_sure[row] <= 1);
    for (size_t i = 0; i < 3; i++) {
        uint32_t start = cell(table, pairs[i][0], row), end = cell(table, pairs[i][1], row);
        HOLDS((start == NONE) == (end == NONE));
        HOLDS(start == NONE || (start <= end && end <= quoth_text_code_points(text)));
    }
    uint32_t earlier = cell(table, "earlier", row);
    HOLDS(earlier == NONE || earlier < quoth_table_rows(table));
}

static void check_quotations(quoth_context *context, const quoth_text *text, unsigned options)
{
    quoth_quotation_options asked = {.size = sizeof asked, .spans_only = (options & SPANS_ONLY) != 0};
    quoth_table *table = NULL;
    if (!done(context, quoth_quotations(context, text, &asked, &table))) return;
    size_t marked = 0, rows = quoth_table_rows(table);
    while (marked < rows && cell(table, "level", marked) != NONE) marked++;
    check_some_places(text, table, 0, marked);
    check_some_places(text, table, marked, rows);
    for (size_t row = 0; row < rows; row++) {
        char why[64];
        size_t length = 0;
        check_tree(table, row);
        if (asked.spans_only) continue;
        check_speaker(text, table, row);
        if (done(context, quoth_why_speaker(context, text, table, row, why, sizeof why, &length)))
            HOLDS(length > 0 && strlen(why) <= length && strlen(why) < sizeof why);
    }
    quoth_table_release(table);
}

/* --------------------------------------------------------------------------------------------------- comparing */

static void check_changes(quoth_context *context, const quoth_text *first, const quoth_text *second)
{
    quoth_range whole[2] = {{0, (uint32_t)quoth_text_code_points(first)},
                            {0, (uint32_t)quoth_text_code_points(second)}};
    quoth_passage a = {first, &whole[0], 1}, b = {second, &whole[1], 1};
    quoth_table *table = NULL;
    if (!done(context, quoth_changes(context, &a, &b, &table))) return;
    for (size_t row = 0; row < quoth_table_rows(table); row++) {
        uint32_t before = cell(table, "before_end", row), after = cell(table, "after_end", row);
        char why[64];
        size_t length = 0;
        HOLDS(before == NONE || (cell(table, "before_start", row) <= before && before <= whole[0].end));
        HOLDS(after == NONE || (cell(table, "after_start", row) <= after && after <= whole[1].end));
        if (done(context, quoth_why_change(context, &a, &b, table, row, why, sizeof why, &length)))
            HOLDS(length > 0 && strlen(why) < sizeof why);
    }
    quoth_table_release(table);
}

/* The steps of an alignment take up both sequences, and equal ones are equal. */
static void check_steps(const quoth_table *table, const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    size_t at = 0, bt = 0;
    for (size_t row = 0; row < quoth_table_rows(table); row++) {
        quoth_column ops;
        HOLDS(quoth_table_column_named(table, "op", &ops));
        quoth_string op = quoth_column_string(&ops, row);
        HOLDS(cell(table, "a_start", row) == at && cell(table, "b_start", row) == bt);
        at = cell(table, "a_end", row);
        bt = cell(table, "b_end", row);
        HOLDS(at <= a_count && bt <= b_count);
        if (op.length != 5 || memcmp(op.bytes, "equal", 5) != 0) continue;
        size_t start = cell(table, "a_start", row), other = cell(table, "b_start", row);
        HOLDS(at - start == bt - other && memcmp(a + start, b + other, (at - start) * sizeof *a) == 0);
    }
    HOLDS(at == a_count && bt == b_count);
}

static void check_measures(quoth_context *context, const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    for (int measure = 0; measure < QUOTH_MEASURE_COUNT; measure++) {
        quoth_likeness there = {0}, back = {0}, self = {0};
        const quoth_measure one = (quoth_measure)measure;
        if (!done(context, quoth_compare(context, one, NULL, a, a_count, b, b_count, UINT64_MAX, &there)) ||
            !done(context, quoth_compare(context, one, NULL, b, b_count, a, a_count, UINT64_MAX, &back)) ||
            !done(context, quoth_compare(context, one, NULL, a, a_count, a, a_count, UINT64_MAX, &self)))
            continue;
        HOLDS(there.distance == back.distance && there.most == back.most);
        HOLDS(there.distance <= there.most && self.distance == 0);
    }
    quoth_table *table = NULL;
    if (!done(context, quoth_align(context, a, a_count, b, b_count, &table))) return;
    check_steps(table, a, a_count, b, b_count);
    quoth_table_release(table);
}

/* The ids of the words of a text; the caller frees them. */
static uint32_t *ids_of(quoth_context *context, const quoth_text *text, quoth_vocabulary *vocabulary, size_t *count)
{
    quoth_table *table = NULL;
    *count = 0;
    if (!done(context, quoth_tokens(context, text, NULL, vocabulary, &table))) return NULL;
    *count = quoth_table_rows(table);
    uint32_t *ids = malloc((*count + 1) * sizeof *ids);
    HOLDS(ids != NULL);
    memcpy(ids, column(table, "id", QUOTH_U32), *count * sizeof *ids);
    quoth_table_release(table);
    return ids;
}

/* --------------------------------------------------------------------------------------------------- searching */

static void check_rows(const quoth_table *child, const char *owner, size_t rows)
{
    for (size_t row = 0; row < quoth_table_rows(child); row++) {
        HOLDS(cell(child, owner, row) < rows);
        HOLDS(row == 0 || cell(child, owner, row - 1) <= cell(child, owner, row));
    }
}

/* Where `text` says again what `sought` says. */
static void check_find(quoth_context *context, const quoth_text *sought, const quoth_text *text)
{
    quoth_range whole = {0, (uint32_t)quoth_text_code_points(sought)};
    quoth_passage passage = {sought, &whole, 1};
    quoth_table *table = NULL;
    if (!done(context, quoth_find(context, &passage, text, NULL, &table))) return;
    const double *similarity = column(table, "similarity", QUOTH_F64);
    for (size_t row = 0; row < quoth_table_rows(table); row++) {
        HOLDS(similarity[row] >= 0 && similarity[row] <= 1 && (row == 0 || similarity[row - 1] >= similarity[row]));
        HOLDS(cell(table, "start", row) < cell(table, "end", row));
        HOLDS(cell(table, "end", row) <= quoth_text_code_points(text));
        HOLDS(cell(table, "part_start", row) <= cell(table, "part_end", row));
        HOLDS(cell(table, "part_end", row) <= whole.end);
    }
    check_rows(quoth_table_child(table, "ranges"), "hit", quoth_table_rows(table));
    check_rows(quoth_table_child(table, "changes"), "hit", quoth_table_rows(table));
    quoth_table_release(table);
}

#define PASSAGES 64u

/* The paragraphs of a text as passages of two accounts in turn. */
static void check_passages(quoth_context *context, const quoth_text *text, bool letters)
{
    quoth_range ranges[PASSAGES];
    quoth_passage passages[PASSAGES];
    uint32_t accounts[PASSAGES], count = 0;
    quoth_table *table = NULL;
    if (!done(context, quoth_paragraphs(context, text, &table))) return;
    for (; count < PASSAGES && count < quoth_table_rows(table); count++) {
        ranges[count] = (quoth_range){cell(table, "start", count), cell(table, "end", count)};
        passages[count] = (quoth_passage){text, &ranges[count], 1};
        accounts[count] = count % 2;
    }
    quoth_table_release(table);
    quoth_utterances_options options = {.size = sizeof options, .letters = letters};
    if (letters) options.accounts = accounts;
    if (!done(context, quoth_utterances(context, passages, count, &options, &table))) return;
    check_rows(table, "utterance", count);
    for (size_t row = 0; row < quoth_table_rows(table); row++) {
        uint32_t before = row ? cell(table, "utterance", row - 1) : NONE, here = cell(table, "utterance", row);
        bool last = row + 1 == quoth_table_rows(table);
        HOLDS(cell(table, "passage", row) < count);
        HOLDS(here == before || (!last && cell(table, "utterance", row + 1) == here));
    }
    quoth_table_release(table);
}

/* ------------------------------------------------------------------------------------------------------ corpus */

static void check_utterances(quoth_context *context, quoth_corpus *corpus, size_t quotations)
{
    quoth_table *table = NULL;
    if (!done(context, quoth_corpus_utterances(context, corpus, &table))) return;
    const quoth_table *readings = quoth_table_child(table, "readings");
    check_rows(readings, "utterance", quoth_table_rows(table));
    check_rows(quoth_table_child(table, "ranges"), "reading", quoth_table_rows(readings));
    check_rows(quoth_table_child(table, "changes"), "reading", quoth_table_rows(readings));
    for (size_t row = 0; row < quoth_table_rows(readings); row++) HOLDS(cell(readings, "quotation", row) < quotations);
    for (size_t row = 0; row < quoth_table_rows(table); row++) {
        HOLDS(cell(table, "base", row) < quoth_table_rows(readings) && cell(table, "readings", row) > 1);
        HOLDS(cell(readings, "utterance", cell(table, "base", row)) == row);
    }
    quoth_table_release(table);
}

/* Every quotation of an account as a draft is held against the accounts. */
static void check_draft(quoth_context *context, quoth_corpus *corpus, const quoth_account *draft, size_t quotations)
{
    quoth_table *table = NULL;
    if (!done(context, quoth_corpus_check(context, corpus, draft, NULL, &table))) return;
    for (size_t row = 0; row < quoth_table_rows(table); row++) {
        uint32_t found = cell(table, "quotation", row), said = cell(table, "said_end", row);
        HOLDS(cell(table, "start", row) <= cell(table, "end", row));
        HOLDS(cell(table, "end", row) <= draft->text.length);
        HOLDS(found == NONE || found < quotations);
        HOLDS(said == NONE || cell(table, "said_start", row) <= said);
    }
    check_rows(quoth_table_child(table, "ranges"), "check", quoth_table_rows(table));
    check_rows(quoth_table_child(table, "changes"), "check", quoth_table_rows(table));
    quoth_table_release(table);
}

static void check_corpus(quoth_context *context, quoth_language *language, const quoth_string *parts)
{
    static const char *const ids[] = {"first", "second"};
    quoth_corpus *corpus = NULL;
    quoth_table *quotations = NULL, *people = NULL;
    if (!done(context, quoth_corpus_make(context, &corpus))) return;
    for (size_t i = 0; i < 2; i++) {
        quoth_front_matter matter = quoth_front_matter_read(parts[i].bytes, parts[i].length);
        HOLDS(matter.skip <= parts[i].length);
        quoth_account account = {.size = sizeof account, .id = ids[i], .text = parts[i], .skip = matter.skip};
        account.language = language;
        account.lang = language ? NULL : "xx";
        if (!done(context, quoth_corpus_add(context, corpus, &account))) goto end;
    }
    if (!done(context, quoth_corpus_quotations(context, corpus, &quotations))) goto end;
    for (size_t row = 0; row < quoth_table_rows(quotations); row++) check_tree(quotations, row);
    check_utterances(context, corpus, quoth_table_rows(quotations));
    quoth_account draft = {.size = sizeof draft, .text = parts[1], .language = language};
    check_draft(context, corpus, &draft, quoth_table_rows(quotations));
    if (done(context, quoth_corpus_people(context, corpus, &people))) {
        check_rows(quoth_table_child(people, "aliases"), "person", quoth_table_rows(people));
        quoth_table_release(people);
    }
end:
    quoth_table_release(quotations);
    quoth_corpus_free(corpus);
}

/* ------------------------------------------------------------------------------------------------------- whole */

static quoth_text *text_of(quoth_context *context, quoth_language *language, quoth_string part)
{
    quoth_text_options options = {.size = sizeof options, .language = language, .keep = true};
    quoth_text *text = NULL;
    quoth_status status = quoth_text_make(context, part.bytes, part.length, &options, &text);
    if (status == QUOTH_BAD_UTF8) HOLDS(quoth_context_error(context)->place < part.length);
    return status != QUOTH_BAD_UTF8 && done(context, status) ? text : NULL;
}

static void check_texts(quoth_context *context, quoth_language *language, const quoth_string *parts, unsigned options)
{
    quoth_vocabulary *vocabulary = NULL;
    quoth_text *texts[2] = {text_of(context, language, parts[0]), text_of(context, language, parts[1])};
    uint32_t *ids[2] = {NULL, NULL};
    size_t counts[2];
    if (!texts[0] || !texts[1] || !done(context, quoth_vocabulary_make(context, &vocabulary))) goto end;
    for (size_t i = 0; i < 2; i++) {
        check_pieces(context, texts[i], options);
        check_tokens(context, texts[i], vocabulary, options);
        check_quotations(context, texts[i], options);
        ids[i] = ids_of(context, texts[i], vocabulary, &counts[i]);
    }
    if (ids[0] && ids[1]) check_measures(context, ids[0], counts[0], ids[1], counts[1]);
    check_changes(context, texts[0], texts[1]);
    check_find(context, texts[1], texts[0]);
    check_find(context, texts[0], texts[0]);
    check_passages(context, texts[0], false);
    check_passages(context, texts[0], true);
    check_corpus(context, language, parts);
end:
    free(ids[0]);
    free(ids[1]);
    quoth_vocabulary_free(vocabulary);
    quoth_text_free(texts[0]);
    quoth_text_free(texts[1]);
}

/* English, read once. */
static quoth_language *english(void)
{
    static quoth_language *language;
    quoth_context *context = NULL;
    if (language) return language;
    HOLDS(quoth_context_make(NULL, &context) == QUOTH_OK);
    HOLDS(quoth_language_load(context, "en", &language) == QUOTH_OK);
    quoth_context_free(context);
    return language;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) return 0;
    unsigned options = data[0];
    quoth_context_options asked = {.size = sizeof asked};
    quoth_context *context = NULL;
    if (options & PORTABLE) asked.path = QUOTH_PATH_PORTABLE;
    if (options & SHALLOW) asked.max_depth = 2;
    if (options & WITH_LIMIT) asked.max_work = 1 + data[1] * (uint64_t)data[1] * 64;
    HOLDS(quoth_context_make(&asked, &context) == QUOTH_OK);
    const char *bytes = (const char *)data + 2;
    const char *cut = memchr(bytes, 0xFF, size - 2);
    size_t length = cut ? (size_t)(cut - bytes) : size - 2;
    quoth_string parts[2] = {{bytes, length}, {cut ? cut + 1 : "", cut ? size - 3 - length : 0}};
    check_texts(context, options & WITHOUT_LANGUAGE ? NULL : english(), parts, options);
    quoth_context_free(context);
    return 0;
}
