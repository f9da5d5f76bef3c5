/* utterances: groups of tellings as a table, the base of each, and what changed from the base to every other reading.
 *
 *   match ─► tellings ─► readings, bucketed: base first ─┬─► utterances   one row each
 *                                                        ├─► ranges       the words of each reading
 *                                                        └─► changes      against the base
 *
 * The base is the earliest reading by date, then by the order of the accounts, then by place; ids rise with the bases.
 */
#include <stdio.h>

#include "../match/matching.h"
#include "edits_group.h"

typedef struct reading {
    uint32_t row, utterance;
    uint32_t words, changed;
    double similarity;
} reading;

typedef struct changed {
    uint32_t reading;
    quoth__difference difference;
} changed;

typedef struct group {
    uint32_t first, count; /* readings */
    uint32_t turns_sense, reason, share;
} group;

typedef struct maker {
    quoth_context *context;
    quoth_corpus *corpus;
    quoth__passages passages;
    quoth__array tellings; /* quoth__telling; `utterance` renumbered in the order of the bases */
    uint32_t *order;       /* tellings by date and row */
    reading *readings;     /* one a telling */
    group *groups;
    uint32_t group_count;
    quoth__array changes; /* changed */
} maker;

#define TELLING(by, index) (&QUOTH__AT((by)->tellings, quoth__telling, index))

/* --------------------------------------------------------------------------------------------------------- readings */

static const quoth__account_entry *account_of(const maker *by, uint32_t row)
{
    return QUOTH__ACCOUNT(by->corpus, by->passages.candidates[row].account);
}

/* By date (none is last), account, place. */
static int earlier_first(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const maker *by = user;
    uint32_t row_a = TELLING(by, a)->candidate, row_b = TELLING(by, b)->candidate;
    const char *date_a = account_of(by, row_a)->date, *date_b = account_of(by, row_b)->date;
    *work += 20;
    if (!date_a != !date_b) return date_a ? -1 : 1;
    int order = date_a ? strcmp(date_a, date_b) : 0;
    return order ? order : quoth__three_way(row_a, row_b);
}

/* Numbers the utterances anew, in the order of their bases, and gives each its stretch of the readings. */
static void renumber(maker *by, uint32_t *number)
{
    size_t count = by->tellings.count;
    for (size_t i = 0; i < count; i++) number[i] = QUOTH__NONE;
    for (size_t i = 0; i < count; i++) {
        quoth__telling *telling = TELLING(by, by->order[i]);
        uint32_t *known = &number[telling->utterance];
        if (*known == QUOTH__NONE) {
            *known = by->group_count;
            by->groups[by->group_count++] = (group){.share = 1000};
        }
        telling->utterance = *known;
        group *in = &by->groups[*known];
        in->count++;
        if (telling->reason > in->reason) in->reason = telling->reason;
        if (telling->share < in->share) in->share = telling->share;
    }
    for (uint32_t g = 1; g < by->group_count; g++)
        by->groups[g].first = by->groups[g - 1].first + by->groups[g - 1].count;
}

static void place_readings(maker *by)
{
    for (uint32_t g = 0; g < by->group_count; g++) by->groups[g].count = 0;
    for (size_t i = 0; i < by->tellings.count; i++) {
        const quoth__telling *telling = TELLING(by, by->order[i]);
        group *in = &by->groups[telling->utterance];
        by->readings[in->first + in->count++] =
            (reading){.row = telling->candidate, .utterance = telling->utterance, .similarity = 1.0};
    }
}

static quoth_status make_readings(maker *by)
{
    size_t count = by->tellings.count;
    void *got;
    QUOTH__TRY(quoth__allocate(by->context, count, sizeof(uint32_t), &got));
    by->order = got;
    QUOTH__TRY(quoth__allocate_zeroed(by->context, count, sizeof(reading), &got));
    by->readings = got;
    QUOTH__TRY(quoth__allocate(by->context, count, sizeof(group), &got));
    by->groups = got;
    for (uint32_t i = 0; i < count; i++) by->order[i] = i;
    QUOTH__TRY(quoth__sort(by->context, by->order, count, earlier_first, by));
    QUOTH__TRY(quoth__allocate(by->context, count, sizeof(uint32_t), &got));
    renumber(by, got);
    quoth__free(&by->context->allocator, got, count, sizeof(uint32_t));
    place_readings(by);
    return quoth__work(by->context, 60 * (uint64_t)count);
}

/* ---------------------------------------------------------------------------------------------------------- changes */

static bool is_word(const quoth__tokens *tokens, size_t i)
{
    return tokens->kind[i] == QUOTH__TOKEN_WORD || tokens->kind[i] == QUOTH__TOKEN_NUMBER;
}

/* The ids of the words of a passage, without its punctuation. */
static quoth_status words_of(quoth_context *context, const quoth__passage *passage, quoth__array *words)
{
    words->count = 0;
    QUOTH__TRY(quoth__array_reserve(context, words, passage->tokens.count, sizeof(uint32_t)));
    for (size_t i = 0; i < passage->tokens.count; i++)
        if (is_word(&passage->tokens, i)) QUOTH__AT(*words, uint32_t, words->count++) = passage->tokens.id[i];
    return quoth__work(context, 8 * (uint64_t)passage->tokens.count);
}

static quoth_status measure(maker *by, const quoth__array *base, reading *of, quoth__array *words)
{
    uint64_t distance, indel;
    QUOTH__TRY(words_of(by->context, &by->passages.candidates[of->row].passage, words));
    of->words = (uint32_t)words->count;
    QUOTH__TRY(quoth__distance(by->context, QUOTH_LEVENSHTEIN, base->data, base->count, words->data, words->count,
                               UINT64_MAX, &distance));
    QUOTH__TRY(quoth__distance(by->context, QUOTH_INDEL, base->data, base->count, words->data, words->count, UINT64_MAX,
                               &indel));
    of->changed = (uint32_t)distance;
    size_t most = base->count + words->count;
    of->similarity = most ? 1.0 - (double)indel / (double)most : 1.0;
    return QUOTH_OK;
}

static quoth_status keep_changes(maker *by, uint32_t index, const quoth__array *differences, bool *turns)
{
    *turns = false;
    for (size_t i = 0; i < differences->count; i++) {
        void *place;
        const quoth__difference *difference = &QUOTH__AT(*differences, quoth__difference, i);
        QUOTH__TRY(quoth__array_push(by->context, &by->changes, sizeof(changed), &place));
        *(changed *)place = (changed){index, *difference};
        *turns = *turns || quoth_change_turns_sense((quoth_change)difference->kind);
    }
    return QUOTH_OK;
}

static quoth_status compare_reading(maker *by, uint32_t base, uint32_t index, const quoth__array *base_words,
                                    quoth__array *words, quoth__array *differences)
{
    const quoth__candidate *candidates = by->passages.candidates;
    reading *of = &by->readings[index];
    bool turns;
    differences->count = 0;
    QUOTH__TRY(measure(by, base_words, of, words));
    QUOTH__TRY(quoth__differences(by->context, &candidates[by->readings[base].row].passage,
                                  &candidates[of->row].passage, by->passages.vocabulary, differences));
    QUOTH__TRY(keep_changes(by, index, differences, &turns));
    group *in = &by->groups[of->utterance];
    in->turns_sense += turns;
    uint32_t alike = (uint32_t)(of->similarity * 1000.0);
    if (in->reason == QUOTH__REASON_BY_HAND && alike < in->share) in->share = alike;
    return QUOTH_OK;
}

static quoth_status compare_group(maker *by, const group *in, quoth__array *base_words, quoth__array *words,
                                  quoth__array *differences)
{
    reading *base = &by->readings[in->first];
    QUOTH__TRY(words_of(by->context, &by->passages.candidates[base->row].passage, base_words));
    base->words = (uint32_t)base_words->count;
    for (uint32_t i = 1; i < in->count; i++)
        QUOTH__TRY(compare_reading(by, in->first, in->first + i, base_words, words, differences));
    return QUOTH_OK;
}

static quoth_status make_changes(maker *by)
{
    quoth__array base_words = {0}, words = {0}, differences = {0};
    quoth_status status = QUOTH_OK;
    for (uint32_t g = 0; g < by->group_count && status == QUOTH_OK; g++)
        status = compare_group(by, &by->groups[g], &base_words, &words, &differences);
    quoth__array_free(&by->context->allocator, &base_words, sizeof(uint32_t));
    quoth__array_free(&by->context->allocator, &words, sizeof(uint32_t));
    quoth__array_free(&by->context->allocator, &differences, sizeof(quoth__difference));
    return status;
}

/* ----------------------------------------------------------------------------------------------------------- tables */

static void put_place(quoth_table *table, size_t column, size_t row, const quoth_text *text, quoth__span span)
{
    bool given = span.start != QUOTH__NONE;
    quoth__table_u32(table, column)[row] = given ? quoth_text_code_point(text, span.start) : 0;
    quoth__table_u32(table, column + 1)[row] = given ? quoth_text_code_point(text, span.end) : 0;
    for (size_t i = 0; i < 2 && !given; i++) quoth__table_set_valid(table, column + i, row, false);
}

static quoth_status set_account_pool(maker *by, quoth_table *table, size_t column)
{
    quoth__strings ids = {0};
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; i < by->corpus->accounts.count && status == QUOTH_OK; i++) {
        const char *id = QUOTH__ACCOUNT(by->corpus, i)->id;
        uint32_t index;
        status = quoth__strings_add(by->context, &ids, id, strlen(id), &index);
    }
    if (status == QUOTH_OK) status = quoth__table_set_pool(by->context, table, column, &ids);
    quoth__strings_free(&by->context->allocator, &ids);
    return status;
}

static quoth_status readings_table(maker *by, quoth_table **table)
{
    static const quoth__column_spec specs[] = {{"utterance", QUOTH_U32, false}, {"account", QUOTH_NAME, false},
                                               {"quotation", QUOTH_U32, false}, {"start", QUOTH_U32, false},
                                               {"end", QUOTH_U32, false},       {"words", QUOTH_U32, false},
                                               {"changed", QUOTH_U32, false},   {"similarity", QUOTH_F64, false}};
    QUOTH__TRY(quoth__table_make(by->context, specs, 8, by->tellings.count, table));
    for (size_t i = 0; i < by->tellings.count; i++) {
        const reading *of = &by->readings[i];
        const quoth__account_entry *entry = account_of(by, of->row);
        const quoth__stretch *stretch = QUOTH__STRETCH(entry->stretches, of->row - entry->first);
        quoth__table_u32(*table, 0)[i] = of->utterance;
        quoth__table_u32(*table, 1)[i] = by->passages.candidates[of->row].account;
        quoth__table_u32(*table, 2)[i] = of->row;
        quoth__table_u32(*table, 3)[i] = quoth_text_code_point(entry->text, stretch->start);
        quoth__table_u32(*table, 4)[i] = quoth_text_code_point(entry->text, stretch->end);
        quoth__table_u32(*table, 5)[i] = of->words;
        quoth__table_u32(*table, 6)[i] = of->changed;
        quoth__table_f64(*table, 7)[i] = of->similarity;
    }
    QUOTH__TRY(set_account_pool(by, *table, 1));
    return quoth__work(by->context, 100 * (uint64_t)by->tellings.count);
}

static quoth_status ranges_table(maker *by, quoth_table **table)
{
    static const quoth__column_spec specs[] = {
        {"reading", QUOTH_U32, false}, {"start", QUOTH_U32, false}, {"end", QUOTH_U32, false}};
    size_t rows = 0, row = 0;
    for (size_t i = 0; i < by->tellings.count; i++)
        rows += by->passages.candidates[by->readings[i].row].passage.range_count;
    QUOTH__TRY(quoth__table_make(by->context, specs, 3, rows, table));
    for (size_t i = 0; i < by->tellings.count; i++) {
        const quoth__passage *passage = &by->passages.candidates[by->readings[i].row].passage;
        for (size_t r = 0; r < passage->range_count; r++, row++) {
            quoth__table_u32(*table, 0)[row] = (uint32_t)i;
            put_place(*table, 1, row, passage->text, passage->ranges[r]);
        }
    }
    return quoth__work(by->context, 60 * (uint64_t)rows);
}

static quoth_status changes_table(maker *by, quoth_table **table)
{
    static const quoth__column_spec specs[] = {{"reading", QUOTH_U32, false},      {"kind", QUOTH_NAME, false},
                                               {"before_start", QUOTH_U32, true},  {"before_end", QUOTH_U32, true},
                                               {"after_start", QUOTH_U32, true},   {"after_end", QUOTH_U32, true},
                                               {"before_words", QUOTH_U32, false}, {"after_words", QUOTH_U32, false}};
    const char *names[QUOTH_CHANGE_COUNT];
    for (size_t i = 0; i < QUOTH_CHANGE_COUNT; i++) names[i] = quoth_change_name((quoth_change)i);
    QUOTH__TRY(quoth__table_make(by->context, specs, 8, by->changes.count, table));
    for (size_t i = 0; i < by->changes.count; i++) {
        const changed *at = &QUOTH__AT(by->changes, changed, i);
        const reading *of = &by->readings[at->reading];
        const reading *base = &by->readings[by->groups[of->utterance].first];
        quoth__table_u32(*table, 0)[i] = at->reading;
        quoth__table_u32(*table, 1)[i] = at->difference.kind;
        put_place(*table, 2, i, account_of(by, base->row)->text, at->difference.before);
        put_place(*table, 4, i, account_of(by, of->row)->text, at->difference.after);
        quoth__table_u32(*table, 6)[i] = at->difference.before_words;
        quoth__table_u32(*table, 7)[i] = at->difference.after_words;
    }
    QUOTH__TRY(quoth__table_set_list(by->context, *table, 1, names, QUOTH_CHANGE_COUNT));
    return quoth__work(by->context, 150 * (uint64_t)by->changes.count);
}

/* The speaker of the first reading that has one. */
static uint32_t speaker_of(const maker *by, const group *in)
{
    for (uint32_t i = 0; i < in->count; i++) {
        uint32_t person = by->passages.candidates[by->readings[in->first + i].row].speaker;
        if (person != QUOTH__NONE) return QUOTH__AT(by->corpus->people, quoth__joined, person).name;
    }
    return QUOTH__NONE;
}

#define ID_BYTES 12u /* "u" and ten digits at most */

static quoth_status set_ids(maker *by, quoth_table *table)
{
    void *bytes, *got = NULL;
    size_t count = by->group_count;
    QUOTH__TRY(quoth__allocate(by->context, count, ID_BYTES, &bytes));
    quoth_status status = quoth__allocate(by->context, count, sizeof(quoth_string), &got);
    quoth_string *strings = got;
    for (size_t i = 0; status == QUOTH_OK && i < count; i++) {
        char *at = (char *)bytes + i * ID_BYTES;
        int length = snprintf(at, ID_BYTES, "u%u", (unsigned)i + 1);
        strings[i] = (quoth_string){at, (size_t)length};
    }
    if (status == QUOTH_OK) status = quoth__table_set_strings(by->context, table, 0, strings);
    quoth__free(&by->context->allocator, got, count, sizeof(quoth_string));
    quoth__free(&by->context->allocator, bytes, count, ID_BYTES);
    return status;
}

static quoth_status utterances_table(maker *by, quoth_table **table)
{
    static const quoth__column_spec specs[] = {{"id", QUOTH_UTF8, false},         {"speaker", QUOTH_NAME, true},
                                               {"base", QUOTH_U32, false},        {"readings", QUOTH_U32, false},
                                               {"turns_sense", QUOTH_U32, false}, {"reason", QUOTH_NAME, false},
                                               {"share", QUOTH_F64, false}};
    QUOTH__TRY(quoth__table_make(by->context, specs, 7, by->group_count, table));
    for (uint32_t g = 0; g < by->group_count; g++) {
        const group *in = &by->groups[g];
        uint32_t speaker = speaker_of(by, in);
        quoth__table_u32(*table, 1)[g] = speaker == QUOTH__NONE ? 0 : speaker;
        if (speaker == QUOTH__NONE) quoth__table_set_valid(*table, 1, g, false);
        quoth__table_u32(*table, 2)[g] = in->first;
        quoth__table_u32(*table, 3)[g] = in->count;
        quoth__table_u32(*table, 4)[g] = in->turns_sense;
        quoth__table_u32(*table, 5)[g] = in->reason;
        quoth__table_f64(*table, 6)[g] = (double)in->share / 1000.0;
    }
    QUOTH__TRY(set_ids(by, *table));
    QUOTH__TRY(quoth__table_set_pool(by->context, *table, 1, &by->corpus->names));
    QUOTH__TRY(quoth__table_set_list(by->context, *table, 5, quoth__reason_names, QUOTH__REASON_COUNT));
    return quoth__work(by->context, 100 * (uint64_t)by->group_count);
}

/* The merges that hold, by utterance. */
static quoth_status list_merges(maker *by, quoth__array *keys)
{
    uint32_t rows = by->corpus->rows;
    void *got, *place;
    quoth_status status = QUOTH_OK;
    QUOTH__TRY(quoth__allocate_zeroed(by->context, rows, sizeof(uint32_t), &got));
    uint32_t *utterance = got; /* of a row, + 1 */
    for (size_t i = 0; i < by->tellings.count; i++) utterance[by->readings[i].row] = by->readings[i].utterance + 1;
    for (uint32_t i = 0; i < by->corpus->held && status == QUOTH_OK; i++) {
        const quoth__correction *correction = QUOTH__CORRECTION(by->corpus, i);
        if (correction->kind != QUOTH_EDIT_MERGE || correction->overruled) continue;
        uint32_t a = quoth__target_row(by->corpus, &correction->at[0]);
        uint32_t b = quoth__target_row(by->corpus, &correction->at[1]);
        if (a == QUOTH__NONE || b == QUOTH__NONE || !utterance[a] || utterance[a] != utterance[b]) continue;
        status = quoth__array_push(by->context, keys, sizeof(uint64_t), &place);
        if (status == QUOTH_OK) *(uint64_t *)place = (uint64_t)(utterance[a] - 1) << 32 | i;
    }
    quoth__free(&by->context->allocator, got, rows, sizeof(uint32_t));
    QUOTH__TRY(status);
    QUOTH__TRY(quoth__sort_keys(by->context, keys->data, keys->count));
    return quoth__work(by->context, 20 * (uint64_t)by->corpus->held + 4 * (uint64_t)by->tellings.count + rows / 4);
}

static quoth_status edits_table(maker *by, quoth_table **table)
{
    static const quoth__column_spec specs[] = {{"utterance", QUOTH_U32, false}, {"edit", QUOTH_U32, false}};
    quoth__array keys = {0};
    quoth_status status = by->corpus->held ? list_merges(by, &keys) : QUOTH_OK;
    if (status == QUOTH_OK) status = quoth__table_make(by->context, specs, 2, keys.count, table);
    for (size_t i = 0; status == QUOTH_OK && i < keys.count; i++) {
        quoth__table_u32(*table, 0)[i] = (uint32_t)(QUOTH__AT(keys, uint64_t, i) >> 32);
        quoth__table_u32(*table, 1)[i] = (uint32_t)QUOTH__AT(keys, uint64_t, i);
    }
    quoth__array_free(&by->context->allocator, &keys, sizeof(uint64_t));
    return status;
}

static quoth_status add_child(maker *by, quoth_table *table, const char *name,
                              quoth_status (*make)(maker *by, quoth_table **child))
{
    quoth_table *child = NULL;
    quoth_status status = make(by, &child);
    if (status == QUOTH_OK) return quoth__table_add_child(by->context, table, name, child);
    quoth_table_release(child);
    return status;
}

static quoth_status make_table(maker *by, quoth_table **table)
{
    quoth_table *made = NULL;
    quoth_status status;
    QUOTH__GOTO(utterances_table(by, &made));
    QUOTH__GOTO(add_child(by, made, "readings", readings_table));
    QUOTH__GOTO(add_child(by, made, "ranges", ranges_table));
    QUOTH__GOTO(add_child(by, made, "changes", changes_table));
    QUOTH__GOTO(add_child(by, made, "edits", edits_table));
    *table = made;
    return QUOTH_OK;
done:
    quoth_table_release(made);
    return status;
}

static quoth_status find(maker *by)
{
    const quoth_corpus *corpus = by->corpus;
    const char *lang = corpus->accounts.count ? QUOTH__ACCOUNT(corpus, 0)->lang : NULL;
    QUOTH__TRY(quoth__passages_make(by->context, by->corpus, &by->passages));
    QUOTH__TRY(quoth__match(by->context, by->passages.candidates, by->passages.count, by->passages.vocabulary, lang,
                            &by->tellings));
    QUOTH__TRY(quoth__corrections_group(by->context, corpus, &by->passages, &by->tellings));
    QUOTH__TRY(make_readings(by));
    return make_changes(by);
}

quoth_status quoth_corpus_utterances(quoth_context *context, quoth_corpus *corpus, quoth_table **table)
{
    maker by = {.context = context, .corpus = corpus};
    const quoth_allocator *allocator = &context->allocator;
    quoth__enter(context);
    quoth_status status = find(&by);
    if (status == QUOTH_OK) status = make_table(&by, table);
    quoth__free(allocator, by.order, by.tellings.count, sizeof(uint32_t));
    quoth__free(allocator, by.readings, by.tellings.count, sizeof(reading));
    quoth__free(allocator, by.groups, by.tellings.count, sizeof(group));
    quoth__array_free(allocator, &by.changes, sizeof(changed));
    quoth__array_free(allocator, &by.tellings, sizeof(quoth__telling));
    quoth__passages_free(allocator, &by.passages);
    return quoth__leave(context, status);
}
