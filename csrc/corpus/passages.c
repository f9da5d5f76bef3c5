/* passages: of every quotation of the corpus its own words, as ranges of bytes without the quotations inside it.
 *
 *   “I asked him: ‘Bill, ...?’ Suddenly he said, ‘You know ...’”
 *    └─────────┘              └───────────────┘                      the ranges of the outer one
 *
 * Stretches stand in order of start, a parent before its children, so one pass with a cursor a stretch is enough.
 * Linear. */
#include "passages.h"

static bool is_saying(const quoth__account_entry *entry, size_t index)
{
    uint8_t kind = QUOTH__VERDICT(&entry->speech, index)->kind;
    return kind != QUOTH_KIND_TITLE && kind != QUOTH_KIND_NAME && kind != QUOTH_KIND_TERM;
}

/* The ranges of a stretch with k children take at most k + 1 places from first[row] on. */
static quoth_status place_ranges(quoth_context *context, const quoth_corpus *corpus, quoth__passages *made)
{
    uint32_t *first = made->first;
    for (size_t a = 0; a < corpus->accounts.count; a++) {
        const quoth__account_entry *entry = QUOTH__ACCOUNT(corpus, a);
        for (size_t i = 0; i < entry->stretches.count; i++) {
            uint32_t parent = QUOTH__STRETCH(entry->stretches, i)->parent;
            first[entry->first + i + 1]++;
            if (parent != QUOTH__NONE) first[entry->first + parent + 1]++;
        }
        QUOTH__TRY(quoth__work(context, 10 * (uint64_t)entry->stretches.count));
    }
    for (size_t row = 0; row < corpus->rows; row++) first[row + 1] += first[row];
    return quoth__work(context, 4 * (uint64_t)corpus->rows);
}

static void add_range(quoth__passages *made, uint32_t row, uint32_t start, uint32_t end)
{
    if (start >= end) return;
    made->ranges[made->first[row] + made->used[row]++] = (quoth__span){start, end};
}

static void write_ranges(const quoth__account_entry *entry, quoth__passages *made)
{
    const quoth__array *stretches = &entry->stretches;
    for (size_t i = 0; i < stretches->count; i++) made->cursor[i] = QUOTH__STRETCH(*stretches, i)->start;
    for (size_t i = 0; i < stretches->count; i++) {
        const quoth__stretch *stretch = QUOTH__STRETCH(*stretches, i);
        if (stretch->parent == QUOTH__NONE) continue;
        add_range(made, entry->first + stretch->parent, made->cursor[stretch->parent], stretch->outer_start);
        if (stretch->outer_end > made->cursor[stretch->parent]) made->cursor[stretch->parent] = stretch->outer_end;
    }
    for (uint32_t i = 0; i < stretches->count; i++)
        add_range(made, entry->first + i, made->cursor[i], QUOTH__STRETCH(*stretches, i)->end);
}

static uint32_t joined_person(const quoth__account_entry *entry, uint32_t person)
{
    return person == QUOTH__NONE ? QUOTH__NONE : entry->person_of[person];
}

static uint32_t row_of(const quoth__account_entry *entry, uint32_t index)
{
    return index == QUOTH__NONE ? QUOTH__NONE : entry->first + index;
}

static void write_candidate(const quoth__account_entry *entry, uint32_t account, uint32_t index, quoth__passages *made)
{
    const quoth__stretch *stretch = QUOTH__STRETCH(entry->stretches, index);
    uint32_t row = entry->first + index, parent = stretch->parent;
    quoth__candidate *candidate = &made->candidates[row];
    candidate->passage.text = entry->text;
    candidate->passage.ranges = made->ranges + made->first[row];
    candidate->passage.range_count = is_saying(entry, index) ? made->used[row] : 0;
    candidate->account = account;
    candidate->speaker = joined_person(entry, QUOTH__VERDICT(&entry->speech, index)->speaker);
    candidate->teller =
        parent == QUOTH__NONE ? QUOTH__NONE : joined_person(entry, QUOTH__VERDICT(&entry->speech, parent)->speaker);
    candidate->parent = row_of(entry, parent);
    candidate->group = row_of(entry, stretch->group);
    candidate->level = stretch->level;
}

static quoth_status write_account(quoth_context *context, const quoth_corpus *corpus, uint32_t account,
                                  quoth__passages *made)
{
    const quoth__account_entry *entry = QUOTH__ACCOUNT(corpus, account);
    write_ranges(entry, made);
    for (uint32_t i = 0; i < entry->stretches.count; i++) {
        write_candidate(entry, account, i, made);
        QUOTH__TRY(quoth__passage_tokenise(context, &made->candidates[entry->first + i].passage, made->vocabulary));
        QUOTH__TRY(quoth__work(context, 120));
    }
    return QUOTH_OK;
}

quoth_status quoth__passages_make(quoth_context *context, quoth_corpus *corpus, quoth__passages *made)
{
    void *got;
    made->count = corpus->rows;
    made->range_capacity = 2 * (size_t)corpus->rows;
    QUOTH__TRY(quoth__corpus_join(context, corpus));
    QUOTH__TRY(quoth_vocabulary_make(context, &made->vocabulary));
    QUOTH__TRY(quoth__allocate_zeroed(context, made->count + 1, sizeof(uint32_t), &got));
    made->first = got;
    QUOTH__TRY(quoth__allocate_zeroed(context, made->count, sizeof(uint32_t), &got));
    made->used = got;
    QUOTH__TRY(quoth__allocate(context, made->count, sizeof(uint32_t), &got));
    made->cursor = got;
    QUOTH__TRY(quoth__allocate(context, made->range_capacity, sizeof(quoth__span), &got));
    made->ranges = got;
    QUOTH__TRY(quoth__allocate_zeroed(context, made->count, sizeof(quoth__candidate), &got));
    made->candidates = got;
    QUOTH__TRY(place_ranges(context, corpus, made));
    for (uint32_t a = 0; a < corpus->accounts.count; a++) QUOTH__TRY(write_account(context, corpus, a, made));
    return QUOTH_OK;
}

void quoth__passages_free(const quoth_allocator *allocator, quoth__passages *made)
{
    for (size_t row = 0; made->candidates && row < made->count; row++)
        quoth__tokens_free(allocator, &made->candidates[row].passage.tokens);
    quoth__free(allocator, made->candidates, made->count, sizeof(quoth__candidate));
    quoth__free(allocator, made->ranges, made->range_capacity, sizeof(quoth__span));
    quoth__free(allocator, made->cursor, made->count, sizeof(uint32_t));
    quoth__free(allocator, made->used, made->count, sizeof(uint32_t));
    quoth__free(allocator, made->first, made->count + 1, sizeof(uint32_t));
    quoth_vocabulary_free(made->vocabulary);
}
