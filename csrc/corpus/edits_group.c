/* edits_group: tellings that are said to be of one utterance, or of none.
 *
 *   row ─► group ─► root          merge: the roots of two rows become one, new groups where they have none
 *                                 split: the row gets a group of its own
 *
 * in the order in which they were made; then the groups with two rows and more are utterances, numbered by their first
 * row. Near linear in the rows and the corrections. */
#include "edits_group.h"

typedef struct grouping {
    quoth_context *context;
    const quoth_corpus *corpus;
    quoth__passages *passages;
    quoth__array *tellings;
    uint32_t *group;     /* of a row, or QUOTH__NONE */
    uint32_t *telling;   /* of a row, + 1; 0 */
    quoth__array parent; /* uint32_t by group: union-find */
    uint32_t *size;      /* by root: rows; */
    uint32_t *number;    /* the utterance + 1; */
    uint32_t *first;     /* its next place among the new tellings; */
    uint32_t *from;      /* the utterance + 1 that all its rows were of, or 0: put together by hand */
    quoth__array made;   /* quoth__telling */
} grouping;

#define PARENT(of, group) QUOTH__AT((of)->parent, uint32_t, group)

static uint32_t root_of(const grouping *of, uint32_t group)
{
    while (PARENT(of, group) != group) {
        PARENT(of, group) = PARENT(of, PARENT(of, group));
        group = PARENT(of, group);
    }
    return group;
}

static quoth_status new_group(grouping *of, uint32_t row)
{
    void *made;
    uint32_t group = (uint32_t)of->parent.count;
    QUOTH__TRY(quoth__array_push(of->context, &of->parent, sizeof(uint32_t), &made));
    *(uint32_t *)made = of->group[row] = group;
    return QUOTH_OK;
}

static quoth_status merge(grouping *of, uint32_t a, uint32_t b)
{
    if (of->group[a] == QUOTH__NONE) QUOTH__TRY(new_group(of, a));
    if (of->group[b] == QUOTH__NONE) QUOTH__TRY(new_group(of, b));
    uint32_t root_a = root_of(of, of->group[a]), root_b = root_of(of, of->group[b]);
    if (root_a < root_b)
        PARENT(of, root_b) = root_a;
    else
        PARENT(of, root_a) = root_b;
    return QUOTH_OK;
}

/* A title or a term has no words to match, but may be a telling where somebody says so. */
static quoth_status give_words(grouping *of, uint32_t row)
{
    quoth__candidate *candidate = &of->passages->candidates[row];
    if (candidate->passage.range_count || !of->passages->used[row]) return QUOTH_OK;
    candidate->passage.range_count = of->passages->used[row];
    return quoth__passage_tokenise(of->context, &candidate->passage, of->passages->vocabulary);
}

static quoth_status follow(grouping *of, const quoth__correction *correction)
{
    uint32_t a = quoth__target_row(of->corpus, &correction->at[0]);
    QUOTH__TRY(quoth__work(of->context, 100));
    if (a == QUOTH__NONE) return QUOTH_OK;
    if (correction->kind == QUOTH_EDIT_SPLIT) return new_group(of, a);
    uint32_t b = quoth__target_row(of->corpus, &correction->at[1]);
    if (b == QUOTH__NONE || a == b) return QUOTH_OK;
    QUOTH__TRY(give_words(of, a));
    QUOTH__TRY(give_words(of, b));
    return merge(of, a, b);
}

static quoth_status begin(grouping *of, uint32_t rows)
{
    void *got;
    uint32_t groups = 0;
    QUOTH__TRY(quoth__allocate(of->context, rows, sizeof(uint32_t), &got));
    of->group = got;
    memset(of->group, 0xFF, rows * sizeof(uint32_t));
    QUOTH__TRY(quoth__allocate_zeroed(of->context, rows, sizeof(uint32_t), &got));
    of->telling = got;
    for (uint32_t i = 0; i < of->tellings->count; i++) {
        const quoth__telling *telling = &QUOTH__AT(*of->tellings, quoth__telling, i);
        of->group[telling->candidate] = telling->utterance;
        of->telling[telling->candidate] = i + 1;
        if (telling->utterance >= groups) groups = telling->utterance + 1;
    }
    QUOTH__TRY(quoth__array_reserve(of->context, &of->parent, groups, sizeof(uint32_t)));
    of->parent.count = groups;
    for (uint32_t g = 0; g < groups; g++) PARENT(of, g) = g;
    return quoth__work(of->context, 4 * (uint64_t)rows + 12 * (uint64_t)of->tellings->count);
}

static quoth__telling *telling_of(const grouping *of, uint32_t row)
{
    return of->telling[row] ? &QUOTH__AT(*of->tellings, quoth__telling, of->telling[row] - 1) : NULL;
}

static uint32_t root_of_row(const grouping *of, uint32_t row)
{
    return of->group[row] == QUOTH__NONE ? QUOTH__NONE : root_of(of, of->group[row]);
}

/* Counts the rows of every root, and sees whether they were of one utterance. */
static void count_rows(const grouping *of, uint32_t rows)
{
    for (uint32_t row = 0; row < rows; row++) {
        uint32_t root = root_of_row(of, row);
        if (root == QUOTH__NONE) continue;
        uint32_t before = of->telling[row] ? telling_of(of, row)->utterance + 1 : 0;
        if (of->size[root]++ == 0) of->from[root] = before;
        if (of->from[root] != before) of->from[root] = 0;
    }
}

/* The new tellings, by utterance and row: counted, then put in their places. */
static quoth_status write_tellings(grouping *of, uint32_t rows)
{
    uint32_t utterances = 0, count = 0;
    count_rows(of, rows);
    for (uint32_t row = 0; row < rows; row++) {
        uint32_t root = root_of_row(of, row);
        if (root == QUOTH__NONE || of->size[root] < 2 || of->number[root]) continue;
        of->number[root] = ++utterances;
        of->first[root] = count;
        count += of->size[root];
    }
    QUOTH__TRY(quoth__array_reserve(of->context, &of->made, count, sizeof(quoth__telling)));
    of->made.count = count;
    for (uint32_t row = 0; row < rows; row++) {
        uint32_t root = root_of_row(of, row);
        if (root == QUOTH__NONE || of->size[root] < 2) continue;
        quoth__telling telling = {row, of->number[root] - 1, QUOTH__REASON_BY_HAND, 1000};
        if (of->from[root]) {
            telling.reason = telling_of(of, row)->reason;
            telling.share = telling_of(of, row)->share;
        }
        QUOTH__AT(of->made, quoth__telling, of->first[root]++) = telling;
    }
    return quoth__work(of->context, 80 * (uint64_t)rows);
}

static quoth_status regroup(grouping *of, uint32_t rows)
{
    void *got;
    QUOTH__TRY(begin(of, rows));
    for (uint32_t i = 0; i < of->corpus->held; i++) {
        const quoth__correction *correction = QUOTH__CORRECTION(of->corpus, i);
        if (correction->kind >= QUOTH_EDIT_MERGE) QUOTH__TRY(follow(of, correction));
    }
    size_t groups = of->parent.count;
    QUOTH__TRY(quoth__allocate_zeroed(of->context, 4 * groups, sizeof(uint32_t), &got));
    of->size = got;
    of->number = of->size + groups;
    of->first = of->number + groups;
    of->from = of->first + groups;
    QUOTH__TRY(write_tellings(of, rows));
    quoth__array old = *of->tellings;
    *of->tellings = of->made;
    of->made = old;
    return QUOTH_OK;
}

quoth_status quoth__corrections_group(quoth_context *context, const quoth_corpus *corpus, quoth__passages *passages,
                                      quoth__array *tellings)
{
    grouping of = {.context = context, .corpus = corpus, .passages = passages, .tellings = tellings};
    const quoth_allocator *allocator = &context->allocator;
    uint32_t rows = corpus->rows;
    bool asked = false;
    for (uint32_t i = 0; i < corpus->held; i++) asked = asked || QUOTH__CORRECTION(corpus, i)->kind >= QUOTH_EDIT_MERGE;
    if (!asked) return QUOTH_OK;
    quoth_status status = regroup(&of, rows);
    quoth__free(allocator, of.size, 4 * of.parent.count, sizeof(uint32_t));
    quoth__free(allocator, of.telling, rows, sizeof(uint32_t));
    quoth__free(allocator, of.group, rows, sizeof(uint32_t));
    quoth__array_free(allocator, &of.parent, sizeof(uint32_t));
    quoth__array_free(allocator, &of.made, sizeof(quoth__telling));
    return status;
}
