/* edits_table: the corrections that hold, as a table, and what became of each. */
#include "corpus.h"

enum column {
    EDIT,
    ACCOUNT,
    START,
    END,
    WORDS,
    OTHER_ACCOUNT,
    OTHER_START,
    OTHER_END,
    OTHER_WORDS,
    VALUE,
    OTHER_VALUE,
    NOTE,
    STATUS,
    OVERRULED,
    QUOTATION,
    OTHER_QUOTATION,
    COLUMNS
};

static const quoth__column_spec specs[COLUMNS] = {
    {"edit", QUOTH_NAME, false},       {"account", QUOTH_UTF8, true},
    {"start", QUOTH_U32, true},        {"end", QUOTH_U32, true},
    {"words", QUOTH_UTF8, true},       {"other_account", QUOTH_UTF8, true},
    {"other_start", QUOTH_U32, true},  {"other_end", QUOTH_U32, true},
    {"other_words", QUOTH_UTF8, true}, {"value", QUOTH_UTF8, true},
    {"other_value", QUOTH_UTF8, true}, {"note", QUOTH_UTF8, true},
    {"status", QUOTH_NAME, false},     {"overruled", QUOTH_U8, false},
    {"quotation", QUOTH_U32, true},    {"other_quotation", QUOTH_U32, true}};

static const char *const status_names[QUOTH__EDIT_STATUSES] = {"applied", "moved", "lost"};

static quoth_string string_of(const char *string) { return (quoth_string){string, string ? strlen(string) : 0}; }

static quoth_string cell_of(const quoth__correction *correction, enum column column)
{
    const quoth_string none = {NULL, 0};
    const quoth__edit_target *at = &correction->at[column >= OTHER_ACCOUNT];
    switch (column) {
    case ACCOUNT:
    case OTHER_ACCOUNT: return correction->targets > (column == OTHER_ACCOUNT) ? string_of(at->account) : none;
    case WORDS:
    case OTHER_WORDS: return correction->targets > (column == OTHER_WORDS) ? at->words : none;
    case VALUE: return string_of(correction->value);
    case OTHER_VALUE: return string_of(correction->other_value);
    case NOTE: return string_of(correction->note);
    default: return none;
    }
}

static void put_if(quoth_table *table, enum column column, size_t row, bool given, uint32_t value)
{
    quoth__table_u32(table, column)[row] = given ? value : 0;
    if (!given) quoth__table_set_valid(table, column, row, false);
}

/* The worst of its targets. */
static uint8_t status_of(const quoth__correction *correction)
{
    uint8_t status = correction->targets ? (uint8_t)QUOTH__EDIT_APPLIED : correction->names;
    for (uint8_t t = 0; t < correction->targets; t++) {
        const quoth__edit_target *target = &correction->at[t];
        uint8_t one = target->entry == QUOTH__NONE ? (uint8_t)QUOTH__EDIT_LOST : target->status;
        if (one > status) status = one;
    }
    return status;
}

static void write_row(const quoth_corpus *corpus, quoth_table *table, size_t row)
{
    static const enum column starts[2] = {START, OTHER_START}, rows[2] = {QUOTATION, OTHER_QUOTATION};
    const quoth__correction *correction = QUOTH__CORRECTION(corpus, row);
    quoth__table_u32(table, EDIT)[row] = correction->kind;
    quoth__table_u32(table, STATUS)[row] = status_of(correction);
    quoth__table_u8(table, OVERRULED)[row] = correction->overruled;
    for (uint8_t t = 0; t < 2; t++) {
        bool given = t < correction->targets;
        uint32_t quotation = given ? quoth__target_quotation(corpus, &correction->at[t]) : QUOTH__NONE;
        put_if(table, starts[t], row, given, correction->at[t].start);
        put_if(table, starts[t] + 1, row, given, correction->at[t].end);
        put_if(table, rows[t], row, quotation != QUOTH__NONE, quotation);
    }
}

static quoth_status fill(quoth_context *context, const quoth_corpus *corpus, quoth_table *table)
{
    static const enum column strings[] = {ACCOUNT, WORDS, OTHER_ACCOUNT, OTHER_WORDS, VALUE, OTHER_VALUE, NOTE};
    const char *kinds[QUOTH_EDIT_COUNT];
    void *got;
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; i < QUOTH_EDIT_COUNT; i++) kinds[i] = quoth_edit_name((quoth_edit_kind)i);
    QUOTH__TRY(quoth__table_set_list(context, table, EDIT, kinds, QUOTH_EDIT_COUNT));
    QUOTH__TRY(quoth__table_set_list(context, table, STATUS, status_names, QUOTH__EDIT_STATUSES));
    QUOTH__TRY(quoth__allocate(context, corpus->held, sizeof(quoth_string), &got));
    quoth_string *cells = got;
    for (size_t row = 0; row < corpus->held; row++) write_row(corpus, table, row);
    for (size_t i = 0; i < sizeof strings / sizeof *strings && status == QUOTH_OK; i++) {
        for (size_t row = 0; row < corpus->held; row++)
            cells[row] = cell_of(QUOTH__CORRECTION(corpus, row), strings[i]);
        status = quoth__table_set_strings(context, table, strings[i], cells);
    }
    quoth__free(&context->allocator, cells, corpus->held, sizeof(quoth_string));
    return status == QUOTH_OK ? quoth__work(context, 150 * (uint64_t)corpus->held) : status;
}

quoth_status quoth_corpus_edits(quoth_context *context, quoth_corpus *corpus, quoth_table **table)
{
    quoth_table *made = NULL;
    quoth_status status;
    quoth__enter(context);
    QUOTH__GOTO(quoth__corpus_join(context, corpus));
    QUOTH__GOTO(quoth__table_make(context, specs, COLUMNS, corpus->held, &made));
    QUOTH__GOTO(fill(context, corpus, made));
    *table = made;
    return quoth__leave(context, QUOTH_OK);
done:
    quoth_table_release(made);
    return quoth__leave(context, status);
}
