/* find: the public search: hits of all shelves in one order, and what changed, as a table (find.h draws the whole).
 *
 *   hits    one row each, the most similar first
 *   changes one list a hit: from the passage to what the text says
 *
 * Cost: that of the search, and an alignment a hit. */
#include "find.h"
#include "found.h"

#define MILLION 1000000u

static int better_first(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const quoth__hit *hits = user, *x = &hits[a], *y = &hits[b];
    *work += 12;
    int order = quoth__three_way(y->similarity, x->similarity);
    if (!order) order = quoth__three_way(x->text, y->text);
    return order ? order : quoth__three_way(x->span.start, y->span.start);
}

/* Puts the hits in order and keeps the first `most`. */
static quoth_status order_hits(quoth_context *context, size_t most, quoth__array *hits)
{
    void *ids, *copy = NULL;
    size_t count = hits->count;
    if (count < 2 && count <= most) return QUOTH_OK;
    QUOTH__TRY(quoth__allocate(context, count, sizeof(uint32_t), &ids));
    uint32_t *order = ids;
    for (uint32_t i = 0; i < count; i++) order[i] = i;
    quoth_status status = quoth__sort(context, order, count, better_first, hits->data);
    if (status == QUOTH_OK) status = quoth__allocate(context, count, sizeof(quoth__hit), &copy);
    if (status == QUOTH_OK) {
        memcpy(copy, hits->data, count * sizeof(quoth__hit));
        for (size_t i = 0; i < count; i++) QUOTH__AT(*hits, quoth__hit, i) = ((quoth__hit *)copy)[order[i]];
        hits->count = count < most ? count : most;
        status = quoth__work(context, 30 * (uint64_t)count);
    }
    quoth__free(&context->allocator, copy, count, sizeof(quoth__hit));
    quoth__free(&context->allocator, ids, count, sizeof(uint32_t));
    return status;
}

static quoth_status search_shelf(quoth_context *context, const quoth__shelf *shelf, const quoth__passage *passage,
                                 const quoth_vocabulary *vocabulary, uint32_t at_least, quoth__array *hits,
                                 quoth__array *ranges)
{
    quoth__query query = {0};
    quoth_status status = quoth__query_make(context, shelf, passage, vocabulary, &query);
    if (status == QUOTH_OK && query.words.count > 0)
        status = quoth__find_on_shelf(context, &query, at_least, hits, ranges);
    quoth__query_free(&context->allocator, &query);
    return status;
}

quoth_status quoth__find(quoth_context *context, const quoth_index *index, const quoth__passage *passage,
                         const quoth_vocabulary *vocabulary, double at_least, size_t most, quoth__array *hits,
                         quoth__array *ranges)
{
    uint32_t least = (uint32_t)(at_least * MILLION + 0.5);
    for (size_t i = 0; i < index->shelves.count; i++)
        QUOTH__TRY(search_shelf(context, &QUOTH__AT(index->shelves, quoth__shelf, i), passage, vocabulary, least, hits,
                                ranges));
    return order_hits(context, most ? most : SIZE_MAX, hits);
}

quoth_status quoth__find_check(quoth_context *context, const quoth_find_options *options, double *at_least,
                               size_t *most)
{
    *at_least = 0;
    *most = 0;
    if (!options) return QUOTH_OK;
    if (options->size != sizeof *options)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "options of another size");
    if (!(options->at_least >= 0 && options->at_least <= 1))
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "at_least is a share from 0 to 1");
    *at_least = options->at_least;
    *most = options->most;
    return QUOTH_OK;
}

/* -------------------------------------------------------------------------------------------------------- changes */

/* What changed from the passage to a hit, or the other way round. */
quoth_status quoth__found_changes(quoth_context *context, const quoth__passage *passage, const quoth_text *text,
                                  const quoth__span *ranges, size_t count, bool from_text, quoth_vocabulary *vocabulary,
                                  quoth__array *differences)
{
    quoth__passage said = {.text = text, .ranges = ranges, .range_count = count};
    quoth_status status = quoth__passage_tokenise(context, &said, vocabulary);
    if (status == QUOTH_OK)
        status = quoth__differences(context, from_text ? &said : passage, from_text ? passage : &said, vocabulary,
                                    differences);
    quoth__tokens_free(&context->allocator, &said.tokens);
    return status;
}

/* The changes of all hits; firsts[i] is the first of hit i. */
static quoth_status compare_hits(quoth_context *context, const quoth_index *index, const quoth__passage *passage,
                                 quoth_vocabulary *vocabulary, quoth__found *found)
{
    for (size_t i = 0; i < found->hits.count; i++) {
        const quoth__hit *hit = &QUOTH__AT(found->hits, quoth__hit, i);
        void *place;
        QUOTH__TRY(quoth__array_push(context, &found->firsts, sizeof(uint32_t), &place));
        *(uint32_t *)place = (uint32_t)found->changes.count;
        QUOTH__TRY(quoth__found_changes(context, passage, index->texts[hit->text],
                                        (const quoth__span *)found->ranges.data + hit->first_range, hit->range_count,
                                        false, vocabulary, &found->changes));
    }
    return QUOTH_OK;
}

quoth_status quoth__found_make(quoth_context *context, const quoth_index *index, const quoth_passage *given,
                               const quoth_find_options *options, quoth__found *found)
{
    quoth_vocabulary *vocabulary = NULL;
    quoth__passage passage = {0};
    double at_least;
    size_t most;
    QUOTH__TRY(quoth__find_check(context, options, &at_least, &most));
    quoth_status status = quoth_vocabulary_make(context, &vocabulary);
    if (status != QUOTH_OK) goto done;
    QUOTH__GOTO(quoth__passage_open(context, given, vocabulary, &passage));
    QUOTH__GOTO(quoth__find(context, index, &passage, vocabulary, at_least, most, &found->hits, &found->ranges));
    status = compare_hits(context, index, &passage, vocabulary, found);
done:
    quoth__passage_close(&context->allocator, &passage);
    quoth_vocabulary_free(vocabulary);
    return status;
}

void quoth__found_free(const quoth_allocator *allocator, quoth__found *found)
{
    quoth__array_free(allocator, &found->hits, sizeof(quoth__hit));
    quoth__array_free(allocator, &found->ranges, sizeof(quoth__span));
    quoth__array_free(allocator, &found->changes, sizeof(quoth__difference));
    quoth__array_free(allocator, &found->firsts, sizeof(uint32_t));
    *found = (quoth__found){0};
}

/* --------------------------------------------------------------------------------------------------------- tables */

static void set_places(quoth_table *table, size_t column, size_t row, const quoth_text *text, quoth__span span)
{
    bool valid = span.start != QUOTH__NONE;
    quoth__table_u32(table, column)[row] = valid ? quoth_text_code_point(text, span.start) : 0;
    quoth__table_u32(table, column + 1)[row] = valid ? quoth_text_code_point(text, span.end) : 0;
    if (valid) return;
    quoth__table_set_valid(table, column, row, false);
    quoth__table_set_valid(table, column + 1, row, false);
}

void quoth__change_row(quoth_table *table, size_t row, const quoth__difference *change, const quoth_text *before,
                       const quoth_text *after)
{
    quoth__table_u32(table, 1)[row] = change->kind;
    set_places(table, 2, row, before, change->before);
    set_places(table, 4, row, after, change->after);
    quoth__table_u32(table, 6)[row] = change->before_words;
    quoth__table_u32(table, 7)[row] = change->after_words;
}

quoth_status quoth__change_rows(quoth_context *context, const char *owner, size_t rows, quoth_table **table)
{
    const quoth__column_spec specs[] = {{owner, QUOTH_U32, false},          {"kind", QUOTH_NAME, false},
                                        {"before_start", QUOTH_U32, true},  {"before_end", QUOTH_U32, true},
                                        {"after_start", QUOTH_U32, true},   {"after_end", QUOTH_U32, true},
                                        {"before_words", QUOTH_U32, false}, {"after_words", QUOTH_U32, false}};
    quoth_table *made = NULL;
    QUOTH__TRY(quoth__table_make(context, specs, 8, rows, &made));
    quoth_status status = quoth__table_set_list(context, made, 1, quoth__change_names, QUOTH_CHANGE_COUNT);
    if (status == QUOTH_OK) status = quoth__work(context, 150 * (uint64_t)rows);
    if (status == QUOTH_OK)
        *table = made;
    else
        quoth_table_release(made);
    return status;
}

static quoth_status changes_table(quoth_context *context, const quoth__found *found, const quoth_index *index,
                                  const quoth_text *passage, quoth_table **table)
{
    QUOTH__TRY(quoth__change_rows(context, "hit", found->changes.count, table));
    for (uint32_t i = 0; i < found->hits.count; i++) {
        const quoth_text *text = index->texts[QUOTH__AT(found->hits, quoth__hit, i).text];
        uint32_t first = QUOTH__AT(found->firsts, uint32_t, i);
        uint32_t end =
            i + 1 < found->hits.count ? QUOTH__AT(found->firsts, uint32_t, i + 1) : (uint32_t)found->changes.count;
        for (uint32_t row = first; row < end; row++) {
            quoth__table_u32(*table, 0)[row] = i;
            quoth__change_row(*table, row, &QUOTH__AT(found->changes, quoth__difference, row), passage, text);
        }
    }
    return QUOTH_OK;
}

static quoth_status ranges_table(quoth_context *context, const quoth__found *found, const quoth_index *index,
                                 quoth_table **table)
{
    static const quoth__column_spec specs[] = {
        {"hit", QUOTH_U32, false}, {"start", QUOTH_U32, false}, {"end", QUOTH_U32, false}};
    size_t rows = 0, row = 0;
    for (size_t i = 0; i < found->hits.count; i++) rows += QUOTH__AT(found->hits, quoth__hit, i).range_count;
    QUOTH__TRY(quoth__table_make(context, specs, 3, rows, table));
    for (uint32_t i = 0; i < found->hits.count; i++) {
        const quoth__hit *hit = &QUOTH__AT(found->hits, quoth__hit, i);
        for (uint32_t k = 0; k < hit->range_count; k++, row++) {
            quoth__table_u32(*table, 0)[row] = i;
            set_places(*table, 1, row, index->texts[hit->text],
                       QUOTH__AT(found->ranges, quoth__span, hit->first_range + k));
        }
    }
    return quoth__work(context, 60 * (uint64_t)rows);
}

void quoth__hit_row(quoth_table *table, size_t row, const quoth__hit *hit, const quoth_text *text,
                    const quoth_text *passage)
{
    quoth__table_u32(table, QUOTH__HIT_TEXT)[row] = hit->text;
    set_places(table, QUOTH__HIT_START, row, text, hit->span);
    quoth__table_f64(table, QUOTH__HIT_SIMILARITY)[row] = (double)hit->similarity / MILLION;
    quoth__table_u8(table, QUOTH__HIT_EXACT)[row] = hit->exact;
    quoth__table_u32(table, QUOTH__HIT_WORDS)[row] = hit->words;
    quoth__table_u32(table, QUOTH__HIT_SHARED)[row] = hit->shared;
    quoth__table_u32(table, QUOTH__HIT_GAPS)[row] = hit->gaps;
    set_places(table, QUOTH__HIT_PART, row, passage, hit->part);
}

static quoth_status add_children(quoth_context *context, const quoth__found *found, const quoth_index *index,
                                 const quoth_text *passage, quoth_table *table)
{
    quoth_table *child = NULL;
    quoth_status status = ranges_table(context, found, index, &child);
    if (status == QUOTH_OK) {
        status = quoth__table_add_child(context, table, "ranges", child);
        child = NULL;
    }
    if (status == QUOTH_OK) status = changes_table(context, found, index, passage, &child);
    if (status == QUOTH_OK) return quoth__table_add_child(context, table, "changes", child);
    quoth_table_release(child);
    return status;
}

quoth_status quoth__found_table(quoth_context *context, const quoth__found *found, const quoth_index *index,
                                const quoth_text *passage, const quoth__column_spec *specs, size_t columns,
                                quoth_table **table)
{
    quoth_table *made = NULL;
    QUOTH__TRY(quoth__table_make(context, specs, columns, found->hits.count, &made));
    for (size_t row = 0; row < found->hits.count; row++) {
        const quoth__hit *hit = &QUOTH__AT(found->hits, quoth__hit, row);
        quoth__hit_row(made, row, hit, index->texts[hit->text], passage);
    }
    quoth_status status = quoth__work(context, 400 * (uint64_t)found->hits.count);
    if (status == QUOTH_OK) status = add_children(context, found, index, passage, made);
    if (status == QUOTH_OK)
        *table = made;
    else
        quoth_table_release(made);
    return status;
}

/* --------------------------------------------------------------------------------------------------------- public */

static const quoth__column_spec specs[QUOTH__HIT_COLUMNS] = {
    {"text", QUOTH_U32, false},       {"start", QUOTH_U32, false}, {"end", QUOTH_U32, false},
    {"similarity", QUOTH_F64, false}, {"exact", QUOTH_U8, false},  {"words", QUOTH_U32, false},
    {"shared", QUOTH_U32, false},     {"gaps", QUOTH_U32, false},  {"part_start", QUOTH_U32, false},
    {"part_end", QUOTH_U32, false},
};

quoth_status quoth_index_find(quoth_context *context, const quoth_index *index, const quoth_passage *passage,
                              const quoth_find_options *options, quoth_table **table)
{
    quoth__found found = {0};
    quoth__enter(context);
    quoth_status status = quoth__found_make(context, index, passage, options, &found);
    if (status == QUOTH_OK)
        status = quoth__found_table(context, &found, index, passage->text, specs, QUOTH__HIT_COLUMNS, table);
    quoth__found_free(&context->allocator, &found);
    return quoth__leave(context, status);
}

quoth_status quoth_find(quoth_context *context, const quoth_passage *passage, const quoth_text *text,
                        const quoth_find_options *options, quoth_table **table)
{
    quoth_index *index = NULL;
    quoth__enter(context);
    quoth_status status = quoth__passage_check(context, passage);
    if (status == QUOTH_OK) status = quoth__index_make(context, &text, 1, passage->text->language, &index);
    if (status == QUOTH_OK) status = quoth_index_find(context, index, passage, options, table);
    quoth_index_free(index);
    return quoth__leave(context, status);
}
