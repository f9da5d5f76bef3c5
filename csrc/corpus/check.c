/* check: every quotation of a draft held against the accounts.
 *
 *   draft ─► an account of its own, analysed beside those of the corpus, so that its people are theirs
 *         ─► wholes: the stretches of one quotation together, with what is quoted inside it
 *   whole ─► hits (the index of the corpus) ─► the best: as similar as can be, rather in marks and by the same speaker
 *         ─► what changed from the account to the draft ─► exact, changed, other_speaker, not_found
 *
 * A hit that runs over "he said" in the account is compared without it: only the stretches of the quotation count.
 *
 * Cost: that of the analysis of the draft, and of a search a quotation; the people are joined once more. */
#include "held.h"
#include "markdown.h"

#define MILLION 1000000u
#define AT_LEAST 400000u     /* similarity of a quotation that is found, unless asked for otherwise */
#define SAME_SPEAKER 100000u /* what it is worth, against similarity */
#define IN_MARKS 30000u
#define MOST_HITS 64u

typedef enum verdict { EXACT, CHANGED, OTHER_SPEAKER, NOT_FOUND, VERDICTS } verdict;
static const char *const verdict_names[VERDICTS] = {"exact", "changed", "other_speaker", "not_found"};

/* One quotation of the draft. */
typedef struct checked {
    uint32_t first, last; /* stretches of its group */
    uint32_t speaker;     /* of `with`; QUOTH__NONE: not known */
    uint32_t first_range, range_count;
    verdict verdict;
    bool found, turns_sense;
    quoth__hit hit;
    uint32_t stretch; /* of the account; QUOTH__NONE: not in marks */
    uint32_t said_by;
    uint32_t first_change;
} checked;

typedef struct checker {
    quoth_context *context;
    quoth_corpus *corpus;
    quoth_corpus with; /* the accounts and, last, the draft; only lent, but for what the joining makes */
    quoth__account_entry draft;
    uint32_t at_least;
    quoth__array checks;  /* checked */
    quoth__array ranges;  /* quoth__span, of the draft */
    quoth__array changes; /* quoth__difference */
} checker;

#define CHECKED(by, index) (&QUOTH__AT((by)->checks, checked, index))

/* ------------------------------------------------------------------------------------------------------- the draft */

static quoth_status read_draft(checker *by, const quoth_account *given)
{
    void *plain;
    quoth_account draft = *given;
    if (given->size != sizeof *given)
        return quoth__fail(by->context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "a draft of another size");
    if (given->skip > given->text.length)
        return quoth__fail(by->context, QUOTH_BAD_ARGUMENT, given->skip, "the text cannot begin at byte %zu",
                           given->skip);
    if (!draft.id) draft.id = "draft";
    draft.siglum = draft.id;
    QUOTH__TRY(quoth__allocate(by->context, given->text.length, 1, &plain));
    draft.text.bytes = plain;
    quoth_status status = quoth__markdown_plain(by->context, given->text, given->skip, plain);
    if (status == QUOTH_OK) status = quoth__entry_make(by->context, by->corpus, &draft, &by->draft);
    quoth__free(&by->context->allocator, plain, given->text.length, 1);
    return status;
}

/* Joins the people of the accounts and of the draft. */
static quoth_status join_people(checker *by)
{
    size_t count = by->corpus->accounts.count;
    QUOTH__TRY(quoth__corrections_apply(by->context, by->corpus));
    by->with = (quoth_corpus){.allocator = by->context->allocator,
                              .rows = by->corpus->rows,
                              .corrections = by->corpus->corrections,
                              .held = by->corpus->held,
                              .corrected = true};
    if (by->with.held) quoth__corpus_forget(by->corpus); /* what becomes of the names is to be seen without the draft */
    QUOTH__TRY(quoth__array_reserve(by->context, &by->with.accounts, count + 1, sizeof(quoth__account_entry)));
    for (size_t i = 0; i <= count; i++) {
        quoth__account_entry *entry = QUOTH__ACCOUNT(&by->with, i);
        *entry = i < count ? *QUOTH__ACCOUNT(by->corpus, i) : by->draft;
        entry->person_of = NULL;
        by->with.accounts.count++;
    }
    by->with.rows += (uint32_t)by->draft.stretches.count;
    return quoth__corpus_join(by->context, &by->with);
}

static uint32_t speaker_of(const checker *by, size_t account, uint32_t stretch)
{
    const quoth__account_entry *entry = QUOTH__ACCOUNT(&by->with, account);
    uint32_t person = QUOTH__VERDICT(&entry->speech, stretch)->speaker;
    return person == QUOTH__NONE ? QUOTH__NONE : entry->person_of[person];
}

/* ------------------------------------------------------------------------------------------------ its quotations */

static bool is_saying(const quoth__account_entry *entry, size_t index)
{
    uint8_t kind = QUOTH__VERDICT(&entry->speech, index)->kind;
    return kind != QUOTH_KIND_TITLE && kind != QUOTH_KIND_NAME && kind != QUOTH_KIND_TERM;
}

static quoth_status add_range(checker *by, checked *of, const quoth__stretch *stretch)
{
    void *place;
    if (stretch->start >= stretch->end) return QUOTH_OK;
    QUOTH__TRY(quoth__array_push(by->context, &by->ranges, sizeof(quoth__span), &place));
    *(quoth__span *)place = (quoth__span){stretch->start, stretch->end};
    of->range_count++;
    return QUOTH_OK;
}

/* The stretches of the draft by their quotation: of each the next part, QUOTH__NONE for the last one. */
static quoth_status link_parts(checker *by, uint32_t *next, uint32_t *last)
{
    const quoth__array *stretches = &by->draft.stretches;
    for (uint32_t i = 0; i < stretches->count; i++) {
        uint32_t group = QUOTH__STRETCH(*stretches, i)->group;
        next[i] = QUOTH__NONE;
        if (group != i) next[last[group]] = i;
        last[group] = i;
    }
    return quoth__work(by->context, 10 * (uint64_t)stretches->count);
}

static quoth_status add_quotation(checker *by, uint32_t first, const uint32_t *next)
{
    void *place;
    QUOTH__TRY(quoth__array_push(by->context, &by->checks, sizeof(checked), &place));
    checked *of = place;
    *of = (checked){.first = first,
                    .first_range = (uint32_t)by->ranges.count,
                    .speaker = speaker_of(by, by->with.accounts.count - 1, first),
                    .stretch = QUOTH__NONE,
                    .said_by = QUOTH__NONE};
    for (uint32_t i = first; i != QUOTH__NONE; i = next[i]) {
        of->last = i;
        QUOTH__TRY(add_range(by, of, QUOTH__STRETCH(by->draft.stretches, i)));
        QUOTH__TRY(quoth__work(by->context, 60));
    }
    return QUOTH_OK;
}

static quoth_status list_quotations(checker *by)
{
    const quoth__account_entry *draft = &by->draft;
    void *got;
    size_t count = draft->stretches.count;
    QUOTH__TRY(quoth__allocate(by->context, 2 * count, sizeof(uint32_t), &got));
    uint32_t *next = got;
    quoth_status status = link_parts(by, next, next + count);
    for (uint32_t i = 0; i < count && status == QUOTH_OK; i++)
        if (QUOTH__STRETCH(draft->stretches, i)->group == i && is_saying(draft, i)) status = add_quotation(by, i, next);
    quoth__free(&by->context->allocator, got, 2 * count, sizeof(uint32_t));
    return status;
}

/* -------------------------------------------------------------------------------------------------- the best hit */

static bool spoken_by(const checker *by, size_t account, uint32_t stretch, uint32_t speaker)
{
    const quoth__account_entry *entry = QUOTH__ACCOUNT(&by->with, account);
    if (speaker_of(by, account, stretch) == speaker) return true;
    for (size_t i = 0; i < entry->speech.also.count; i++) {
        const quoth__also *also = &QUOTH__AT(entry->speech.also, quoth__also, i);
        if (also->stretch == stretch && entry->person_of[also->person] == speaker) return true;
    }
    return false;
}

static uint32_t worth_of(const checker *by, const checked *of, const quoth__hit *hit, uint32_t stretch)
{
    uint32_t worth = hit->similarity;
    if (stretch == QUOTH__NONE) return worth;
    if (of->speaker != QUOTH__NONE && spoken_by(by, hit->text, stretch, of->speaker)) worth += SAME_SPEAKER;
    return worth + IN_MARKS;
}

static quoth_status choose(checker *by, const quoth__array *hits, checked *of)
{
    uint32_t most = 0;
    for (size_t i = 0; i < hits->count; i++) {
        const quoth__hit *hit = &QUOTH__AT(*hits, quoth__hit, i);
        const quoth__account_entry *entry = QUOTH__ACCOUNT(&by->with, hit->text);
        uint32_t stretch = quoth__stretch_at(entry, hit->span), worth = worth_of(by, of, hit, stretch);
        QUOTH__TRY(quoth__work(by->context, 100 + 12 * (uint64_t)entry->stretches.count));
        if (of->found && worth <= most) continue;
        most = worth;
        of->found = true;
        of->hit = *hit;
        of->stretch = stretch;
    }
    if (of->stretch != QUOTH__NONE) of->said_by = speaker_of(by, of->hit.text, of->stretch);
    return QUOTH_OK;
}

/* ------------------------------------------------------------------------------------------------ what changed */

static quoth_status add_said(checker *by, quoth__array *ranges, uint32_t start, uint32_t end)
{
    void *place;
    if (start >= end) return QUOTH_OK;
    QUOTH__TRY(quoth__array_push(by->context, ranges, sizeof(quoth__span), &place));
    *(quoth__span *)place = (quoth__span){start, end};
    return QUOTH_OK;
}

/* The words of a hit that are those of the quotation: what stands between two stretches of it is left out. */
static quoth_status said_ranges(checker *by, const checked *of, quoth__array *ranges)
{
    const quoth__array *stretches = &QUOTH__ACCOUNT(&by->with, of->hit.text)->stretches;
    uint32_t at = of->hit.span.start, end = of->hit.span.end, before = 0;
    uint32_t group = of->stretch == QUOTH__NONE ? QUOTH__NONE : QUOTH__STRETCH(*stretches, of->stretch)->group;
    for (uint32_t i = group; i < stretches->count && QUOTH__STRETCH(*stretches, i)->start < end; i++) {
        const quoth__stretch *part = QUOTH__STRETCH(*stretches, i);
        if (part->group != group) continue;
        if (before > at && part->start > before) { /* from one part to the next */
            QUOTH__TRY(add_said(by, ranges, at, before));
            at = part->start;
        }
        before = part->end;
        QUOTH__TRY(quoth__work(by->context, 40));
    }
    return add_said(by, ranges, at, end);
}

/* Whether a change is one that who quotes may make, and shows. */
static bool is_open(uint8_t kind)
{
    return kind == QUOTH_CHANGE_SAME || kind == QUOTH_CHANGE_MARKS || kind == QUOTH_CHANGE_CASE ||
           kind == QUOTH_CHANGE_SENTENCE || kind == QUOTH_CHANGE_CUT_MARKED || kind == QUOTH_CHANGE_EDITORIAL;
}

static quoth_status compare(checker *by, const quoth__passage *passage, quoth_vocabulary *vocabulary, checked *of)
{
    quoth__array ranges = {0};
    quoth_status status = said_ranges(by, of, &ranges);
    of->first_change = (uint32_t)by->changes.count;
    if (status == QUOTH_OK)
        status = quoth__found_changes(by->context, passage, QUOTH__ACCOUNT(&by->with, of->hit.text)->text, ranges.data,
                                      ranges.count, true, vocabulary, &by->changes);
    quoth__array_free(&by->context->allocator, &ranges, sizeof(quoth__span));
    if (status != QUOTH_OK) return status;
    of->verdict = EXACT;
    for (size_t i = of->first_change; i < by->changes.count; i++) {
        uint8_t kind = QUOTH__AT(by->changes, quoth__difference, i).kind;
        if (!is_open(kind)) of->verdict = CHANGED;
        of->turns_sense = of->turns_sense || quoth_change_turns_sense((quoth_change)kind);
    }
    if (of->speaker != QUOTH__NONE && of->said_by != QUOTH__NONE &&
        !spoken_by(by, of->hit.text, of->stretch, of->speaker))
        of->verdict = OTHER_SPEAKER;
    return QUOTH_OK;
}

static quoth_status search(checker *by, const quoth__passage *passage, quoth_vocabulary *vocabulary, checked *of)
{
    quoth__array hits = {0}, ranges = {0};
    quoth_status status = quoth__find(by->context, by->corpus->index, passage, vocabulary,
                                      (double)by->at_least / MILLION, MOST_HITS, &hits, &ranges);
    if (status == QUOTH_OK) status = choose(by, &hits, of);
    quoth__array_free(&by->context->allocator, &hits, sizeof(quoth__hit));
    quoth__array_free(&by->context->allocator, &ranges, sizeof(quoth__span));
    of->verdict = NOT_FOUND;
    of->first_change = (uint32_t)by->changes.count;
    return status == QUOTH_OK && of->found ? compare(by, passage, vocabulary, of) : status;
}

static quoth_status check_one(checker *by, checked *of)
{
    quoth_vocabulary *vocabulary = NULL;
    quoth__passage passage = {.text = by->draft.text,
                              .ranges = (const quoth__span *)by->ranges.data + of->first_range,
                              .range_count = of->range_count};
    QUOTH__TRY(quoth_vocabulary_make(by->context, &vocabulary));
    quoth_status status = quoth__passage_tokenise(by->context, &passage, vocabulary);
    if (status == QUOTH_OK) status = search(by, &passage, vocabulary, of);
    quoth__tokens_free(&by->context->allocator, &passage.tokens);
    quoth_vocabulary_free(vocabulary);
    return status;
}

/* --------------------------------------------------------------------------------------------------------- tables */

enum {
    ID,
    START,
    END,
    LEVEL = 3,
    SPEAKER,
    FOUND,
    ACCOUNT,
    SAID_START,
    SAID_END,
    QUOTATION,
    SAID_BY,
    SIMILARITY,
    TURNS,
    COLUMNS
};

static const quoth__column_spec specs[COLUMNS] = {
    {"row", QUOTH_U32, false},        {"start", QUOTH_U32, false},     {"end", QUOTH_U32, false},
    {"level", QUOTH_U32, false},      {"speaker", QUOTH_NAME, true},   {"found", QUOTH_NAME, false},
    {"account", QUOTH_NAME, true},    {"said_start", QUOTH_U32, true}, {"said_end", QUOTH_U32, true},
    {"quotation", QUOTH_U32, true},   {"said_by", QUOTH_NAME, true},   {"similarity", QUOTH_F64, true},
    {"turns_sense", QUOTH_U8, false},
};

static void put(quoth_table *table, size_t column, size_t row, uint32_t value, bool valid)
{
    quoth__table_u32(table, column)[row] = valid ? value : 0;
    if (!valid) quoth__table_set_valid(table, column, row, false);
}

static void put_name(const checker *by, quoth_table *table, size_t column, size_t row, uint32_t person)
{
    bool known = person != QUOTH__NONE;
    put(table, column, row, known ? QUOTH__AT(by->with.people, quoth__joined, person).name : 0, known);
}

static void put_row(const checker *by, quoth_table *table, size_t row)
{
    const checked *of = CHECKED(by, row);
    const quoth__array *stretches = &by->draft.stretches;
    const quoth_text *draft = by->draft.text;
    quoth__table_u32(table, ID)[row] = of->first;
    quoth__table_u32(table, START)[row] = quoth_text_code_point(draft, QUOTH__STRETCH(*stretches, of->first)->start);
    quoth__table_u32(table, END)[row] = quoth_text_code_point(draft, QUOTH__STRETCH(*stretches, of->last)->end);
    quoth__table_u32(table, LEVEL)[row] = QUOTH__STRETCH(*stretches, of->first)->level;
    put_name(by, table, SPEAKER, row, of->speaker);
    quoth__table_u32(table, FOUND)[row] = of->verdict;
    const quoth__account_entry *entry = QUOTH__ACCOUNT(&by->with, of->hit.text);
    put(table, ACCOUNT, row, of->hit.text, of->found);
    put(table, SAID_START, row, quoth_text_code_point(entry->text, of->hit.span.start), of->found);
    put(table, SAID_END, row, quoth_text_code_point(entry->text, of->hit.span.end), of->found);
    put(table, QUOTATION, row, entry->first + of->stretch, of->stretch != QUOTH__NONE);
    put_name(by, table, SAID_BY, row, of->said_by);
    quoth__table_f64(table, SIMILARITY)[row] = of->found ? (double)of->hit.similarity / MILLION : 0;
    if (!of->found) quoth__table_set_valid(table, SIMILARITY, row, false);
    quoth__table_u8(table, TURNS)[row] = of->turns_sense;
}

static quoth_status changes_table(const checker *by, quoth_table **table)
{
    QUOTH__TRY(quoth__change_rows(by->context, "check", by->changes.count, table));
    for (uint32_t i = 0; i < by->checks.count; i++) {
        const checked *of = CHECKED(by, i);
        size_t end = i + 1 < by->checks.count ? CHECKED(by, i + 1)->first_change : by->changes.count;
        const quoth_text *said = QUOTH__ACCOUNT(&by->with, of->hit.text)->text;
        for (size_t row = of->first_change; row < end; row++) {
            quoth__table_u32(*table, 0)[row] = i;
            quoth__change_row(*table, row, &QUOTH__AT(by->changes, quoth__difference, row), said, by->draft.text);
        }
    }
    return QUOTH_OK;
}

static quoth_status ranges_table(const checker *by, quoth_table **table)
{
    static const quoth__column_spec columns[] = {
        {"check", QUOTH_U32, false}, {"start", QUOTH_U32, false}, {"end", QUOTH_U32, false}};
    QUOTH__TRY(quoth__table_make(by->context, columns, 3, by->ranges.count, table));
    for (uint32_t i = 0; i < by->checks.count; i++) {
        const checked *of = CHECKED(by, i);
        for (size_t row = of->first_range; row < of->first_range + of->range_count; row++) {
            quoth__span range = QUOTH__AT(by->ranges, quoth__span, row);
            quoth__table_u32(*table, 0)[row] = i;
            quoth__table_u32(*table, 1)[row] = quoth_text_code_point(by->draft.text, range.start);
            quoth__table_u32(*table, 2)[row] = quoth_text_code_point(by->draft.text, range.end);
        }
    }
    return quoth__work(by->context, 60 * (uint64_t)by->ranges.count);
}

static quoth_status add_child(const checker *by, quoth_table *table, const char *name,
                              quoth_status (*make)(const checker *by, quoth_table **child))
{
    quoth_table *child = NULL;
    quoth_status status = make(by, &child);
    if (status == QUOTH_OK) return quoth__table_add_child(by->context, table, name, child);
    quoth_table_release(child);
    return status;
}

static quoth_status make_table(const checker *by, quoth_table **table)
{
    quoth_table *made = NULL;
    quoth_status status = quoth__table_make(by->context, specs, COLUMNS, by->checks.count, &made);
    if (status != QUOTH_OK) return status;
    for (size_t row = 0; row < by->checks.count; row++) put_row(by, made, row);
    QUOTH__GOTO(quoth__work(by->context, 600 * (uint64_t)by->checks.count));
    QUOTH__GOTO(quoth__table_set_pool(by->context, made, SPEAKER, &by->with.names));
    QUOTH__GOTO(quoth__table_set_pool(by->context, made, SAID_BY, &by->with.names));
    QUOTH__GOTO(quoth__table_set_list(by->context, made, FOUND, verdict_names, VERDICTS));
    QUOTH__GOTO(quoth__accounts_pool(by->context, by->corpus, made, ACCOUNT));
    QUOTH__GOTO(add_child(by, made, "ranges", ranges_table));
    QUOTH__GOTO(add_child(by, made, "changes", changes_table));
    *table = made;
    return QUOTH_OK;
done:
    quoth_table_release(made);
    return status;
}

/* --------------------------------------------------------------------------------------------------------- whole */

static quoth_status check(checker *by, const quoth_account *draft, const quoth_find_options *options)
{
    double at_least;
    size_t most;
    QUOTH__TRY(quoth__find_check(by->context, options, &at_least, &most));
    by->at_least = at_least > 0 ? (uint32_t)(at_least * MILLION + 0.5) : AT_LEAST;
    QUOTH__TRY(read_draft(by, draft));
    QUOTH__TRY(join_people(by));
    QUOTH__TRY(quoth__corpus_index(by->context, by->corpus));
    QUOTH__TRY(list_quotations(by));
    for (size_t i = 0; i < by->checks.count; i++) QUOTH__TRY(check_one(by, CHECKED(by, i)));
    return QUOTH_OK;
}

quoth_status quoth_corpus_check(quoth_context *context, quoth_corpus *corpus, const quoth_account *draft,
                                const quoth_find_options *options, quoth_table **table)
{
    checker by = {.context = context, .corpus = corpus};
    const quoth_allocator *allocator = &context->allocator;
    quoth__enter(context);
    quoth_status status = check(&by, draft, options);
    if (status == QUOTH_OK) status = make_table(&by, table);
    quoth__corpus_forget(&by.with);
    quoth__array_free(allocator, &by.with.accounts, sizeof(quoth__account_entry));
    quoth__entry_free(allocator, &by.draft);
    quoth__array_free(allocator, &by.checks, sizeof(checked));
    quoth__array_free(allocator, &by.ranges, sizeof(quoth__span));
    quoth__array_free(allocator, &by.changes, sizeof(quoth__difference));
    return quoth__leave(context, status);
}
