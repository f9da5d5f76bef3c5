/* find: where the accounts say a passage again, in marks or out of them.
 *
 *   passage ─► the index of the corpus (made at the first search, forgotten when an account comes) ─► hits
 *   hit     ─► the quotation that it lies in                                                         by its place
 *
 * Cost: that of quoth_index_find; linear in the stretches of an account for each of its hits at the most. */
#include "held.h"

#define ALL_BUT 10u /* a tenth of a hit may stand outside of the quotation that holds it */

quoth_status quoth__corpus_index(quoth_context *context, quoth_corpus *corpus)
{
    void *got;
    size_t count = corpus->accounts.count;
    if (corpus->index) return QUOTH_OK;
    QUOTH__TRY(quoth__allocate(context, count, sizeof(quoth_text *), &got));
    const quoth_text **texts = got;
    for (size_t i = 0; i < count; i++) texts[i] = QUOTH__ACCOUNT(corpus, i)->text;
    quoth_status status = quoth__index_make(context, texts, count, NULL, &corpus->index);
    quoth__free(&context->allocator, got, count, sizeof(quoth_text *));
    return status;
}

static uint32_t overlap(const quoth__stretch *stretch, quoth__span span)
{
    uint32_t start = stretch->start > span.start ? stretch->start : span.start;
    uint32_t end = stretch->end < span.end ? stretch->end : span.end;
    return end > start ? end - start : 0;
}

/* How much of a span stands in the quotation that a stretch is of, in all its stretches. */
static uint32_t overlap_of_whole(const quoth__account_entry *entry, uint32_t stretch, quoth__span span)
{
    uint32_t group = QUOTH__STRETCH(entry->stretches, stretch)->group, shared = 0;
    for (uint32_t i = group; i < entry->stretches.count; i++) {
        const quoth__stretch *part = QUOTH__STRETCH(entry->stretches, i);
        if (part->start >= span.end) break;
        if (part->group == group) shared += overlap(part, span);
    }
    return shared;
}

uint32_t quoth__stretch_at(const quoth__account_entry *entry, quoth__span span)
{
    uint32_t length = span.end - span.start, inside = QUOTH__NONE, found = QUOTH__NONE, most = 0;
    for (uint32_t i = 0; i < entry->stretches.count; i++) {
        const quoth__stretch *stretch = QUOTH__STRETCH(entry->stretches, i);
        if (stretch->start >= span.end) break;
        uint32_t shared = overlap(stretch, span);
        if (shared >= length - length / ALL_BUT) inside = i; /* an inner one comes after the one around it */
        if (shared > most) {
            found = i;
            most = shared;
        }
    }
    if (inside != QUOTH__NONE || found == QUOTH__NONE) return inside;
    return overlap_of_whole(entry, found, span) > length / 2 ? found : QUOTH__NONE;
}

quoth_status quoth__accounts_pool(quoth_context *context, const quoth_corpus *corpus, quoth_table *table, size_t column)
{
    quoth__strings ids = {0};
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; i < corpus->accounts.count && status == QUOTH_OK; i++) {
        const char *id = QUOTH__ACCOUNT(corpus, i)->id;
        uint32_t index;
        status = quoth__strings_add(context, &ids, id, strlen(id), &index);
    }
    if (status == QUOTH_OK) status = quoth__table_set_pool(context, table, column, &ids);
    quoth__strings_free(&context->allocator, &ids);
    return status;
}

static quoth_status fill_quotations(quoth_context *context, const quoth_corpus *corpus, const quoth__found *found,
                                    quoth_table *table)
{
    for (size_t row = 0; row < found->hits.count; row++) {
        const quoth__hit *hit = &QUOTH__AT(found->hits, quoth__hit, row);
        const quoth__account_entry *entry = QUOTH__ACCOUNT(corpus, hit->text);
        uint32_t stretch = quoth__stretch_at(entry, hit->span);
        bool held = stretch != QUOTH__NONE;
        quoth__table_u32(table, QUOTH__HIT_COLUMNS)[row] = held ? entry->first + stretch : 0;
        if (!held) quoth__table_set_valid(table, QUOTH__HIT_COLUMNS, row, false);
        QUOTH__TRY(quoth__work(context, 60 + 12 * (uint64_t)entry->stretches.count));
    }
    return quoth__accounts_pool(context, corpus, table, QUOTH__HIT_TEXT);
}

static quoth_status find(quoth_context *context, quoth_corpus *corpus, const quoth_passage *passage,
                         const quoth_find_options *options, quoth__found *found, quoth_table **table)
{
    static const quoth__column_spec specs[QUOTH__HIT_COLUMNS + 1] = {
        {"account", QUOTH_NAME, false},   {"start", QUOTH_U32, false},    {"end", QUOTH_U32, false},
        {"similarity", QUOTH_F64, false}, {"exact", QUOTH_U8, false},     {"words", QUOTH_U32, false},
        {"shared", QUOTH_U32, false},     {"gaps", QUOTH_U32, false},     {"part_start", QUOTH_U32, false},
        {"part_end", QUOTH_U32, false},   {"quotation", QUOTH_U32, true},
    };
    quoth_table *made = NULL;
    QUOTH__TRY(quoth__passage_check(context, passage));
    QUOTH__TRY(quoth__corrections_apply(context, corpus));
    QUOTH__TRY(quoth__corpus_index(context, corpus));
    QUOTH__TRY(quoth__found_make(context, corpus->index, passage, options, found));
    QUOTH__TRY(quoth__found_table(context, found, corpus->index, passage->text, specs, QUOTH__HIT_COLUMNS + 1, &made));
    quoth_status status = fill_quotations(context, corpus, found, made);
    if (status == QUOTH_OK)
        *table = made;
    else
        quoth_table_release(made);
    return status;
}

quoth_status quoth_corpus_find(quoth_context *context, quoth_corpus *corpus, const quoth_passage *passage,
                               const quoth_find_options *options, quoth_table **table)
{
    quoth__found found = {0};
    quoth__enter(context);
    quoth_status status = find(context, corpus, passage, options, &found, table);
    quoth__found_free(&context->allocator, &found);
    return quoth__leave(context, status);
}
