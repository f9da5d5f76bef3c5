/* indirect: what is told without marks, its words, cue and speaker, and how its rows stand in the table. */
#include "harness.h"

#include "../../csrc/corpus/corpus.h"

static quoth_context *context;
static quoth_language *english;
static const quoth__beliefs nothing;

static int set_up(void **state)
{
    (void)state;
    return quoth_context_make(NULL, &context) != QUOTH_OK || quoth_language_load(context, "en", &english) != QUOTH_OK;
}

static int tear_down(void **state)
{
    (void)state;
    quoth_language_release(english);
    quoth_context_free(context);
    return 0;
}

typedef struct analysis {
    quoth_text *text;
    quoth__array stretches;
    quoth__speech speech;
} analysis;

static void analyse(const char *words, size_t length, analysis *of)
{
    quoth_text_options options = {.size = sizeof options, .language = english};
    *of = (analysis){0};
    assert_int_equal(quoth_text_make(context, words, length, &options, &of->text), QUOTH_OK);
    assert_int_equal(quoth__analyse(context, of->text, &nothing, &of->stretches, &of->speech), QUOTH_OK);
}

static void forget(analysis *of)
{
    quoth__speech_free(&context->allocator, &of->speech);
    quoth__array_free(&context->allocator, &of->stretches, sizeof(quoth__stretch));
    quoth_text_free(of->text);
}

static void has_words(const char *text, quoth__span span, const char *expected)
{
    if (!expected) {
        assert_int_equal(span.start, QUOTH__NONE);
        return;
    }
    assert_int_not_equal(span.start, QUOTH__NONE);
    char found[200];
    size_t length = span.end - span.start;
    assert_true(length < sizeof found);
    memcpy(found, text + span.start, length);
    found[length] = '\0';
    assert_string_equal(found, expected);
}

/* ----------------------------------------------------------------------------------------------- one by one */

typedef struct told {
    const char *text, *first, *second; /* the parts of the one telling; NULL: none */
    const char *cue, *written;
    quoth_kind kind;
} told;

static const told cases[] = {
    {"Lind said that the bridge was safe.", "that the bridge was safe", NULL, "said", "Lind", QUOTH_KIND_INDIRECT},
    {"Lind said the bridge was safe.", "the bridge was safe", NULL, "said", "Lind", QUOTH_KIND_INDIRECT},
    {"Marta Lind has also said that the bridge was safe.", "that the bridge was safe", NULL, "has also said",
     "Marta Lind", QUOTH_KIND_INDIRECT},
    {"Lind said on Friday that the bridge was safe.", "that the bridge was safe", NULL, "said", "Lind",
     QUOTH_KIND_INDIRECT},
    {"The bridge was safe, Lind said.", "The bridge was safe", NULL, "said", "Lind", QUOTH_KIND_INDIRECT},
    {"The bridge was safe, said Marta Lind, an engineer.", "The bridge was safe", NULL, "said",
     "Marta Lind, an engineer", QUOTH_KIND_INDIRECT},
    {"The bridge, she said, was safe.", "The bridge", "was safe", "said", "she", QUOTH_KIND_INDIRECT},
    {"Five years ago, he said, prices were low.", "Five years ago", "prices were low", "said", "he",
     QUOTH_KIND_INDIRECT},
    {"According to the ministry, the bridge was safe.", "the bridge was safe", NULL, "According to", "the ministry",
     QUOTH_KIND_INDIRECT},
    {"The bridge was safe, according to a report.", "The bridge was safe", NULL, "according to", "a report",
     QUOTH_KIND_INDIRECT},
    {"The White House told reporters that nothing had changed.", "that nothing had changed", NULL, "told",
     "The White House", QUOTH_KIND_INDIRECT},
    {"Lind said that the bridge “will never open” again.", "that the bridge “will never open” again", NULL, "said",
     "Lind", QUOTH_KIND_MIXED},
    {"Lind, who said that the bridge was safe, left.", "that the bridge was safe", NULL, "said", "who",
     QUOTH_KIND_INDIRECT},
    {"Lind said that the bridge was safe, adding nothing.", "that the bridge was safe", NULL, "said", "Lind",
     QUOTH_KIND_INDIRECT},
    {"The bridge is expected to open.", "The bridge", "to open", "is expected", NULL, QUOTH_KIND_INDIRECT},
    {"The bridge was criticized by the mayor for its cost.", "The bridge", "for its cost", "was criticized",
     "the mayor", QUOTH_KIND_INDIRECT},
    {"The plan, which is seen as a failure, goes on.", "which", "a failure", "is seen as", NULL, QUOTH_KIND_INDIRECT},
    {"The bridge was a “fine piece of work,” Lind said.", "The bridge was a “fine piece of work,”", NULL, "said",
     "Lind", QUOTH_KIND_MIXED},
    {"Lind called the bridge “a wreck,” adding nothing.", "the bridge “a wreck,”", NULL, "called", "Lind",
     QUOTH_KIND_MIXED},
    {"Reporters asked Lind on Friday whether the bridge was safe.", "whether the bridge was safe", NULL, "asked",
     "Reporters", QUOTH_KIND_INDIRECT},
    {"However, the bridge was safe, Lind said.", "the bridge was safe", NULL, "said", "Lind", QUOTH_KIND_INDIRECT},
    {"LISBON (Agency) — The bridge was safe, Lind said.", "The bridge was safe", NULL, "said", "Lind",
     QUOTH_KIND_INDIRECT},
    {"(The bridge was safe, according to a report.)", "The bridge was safe", NULL, "according to", "a report",
     QUOTH_KIND_INDIRECT},
    {"Lind, who built the bridge, mocked the mayor.", "the mayor", NULL, "mocked", "Lind, who built the bridge",
     QUOTH_KIND_INDIRECT},
    {"Lind endorsed the bridge, a work of ten years.", "the bridge", NULL, "endorsed", "Lind", QUOTH_KIND_INDIRECT},
    {"Town Engineer Denies That the Bridge Is Safe", "That the Bridge Is Safe", NULL, "Denies", "Town Engineer",
     QUOTH_KIND_INDIRECT},
    {"The bridge was safe, records show.", "The bridge was safe", NULL, "show", "records", QUOTH_KIND_INDIRECT},
    {"Lind praised the bridge when she saw it.", "the bridge", NULL, "praised", "Lind", QUOTH_KIND_INDIRECT},
    {"Lind reminded many in the town that the bridge was safe.", "that the bridge was safe", NULL, "reminded", "Lind",
     QUOTH_KIND_INDIRECT},
    {"Asked by Berg whether the bridge was safe, Lind left.", "whether the bridge was safe", NULL, "Asked", "Berg",
     QUOTH_KIND_INDIRECT},
    {"The bridge was safe, said Marta Lind, who built it.", "The bridge was safe", NULL, "said",
     "Marta Lind, who built it", QUOTH_KIND_INDIRECT},
    {"“We wait,” Lind said.", NULL, NULL, NULL, NULL, QUOTH_KIND_INDIRECT},
    {"“We wait,” Lind said in an interview on “Mornings.”", NULL, NULL, NULL, NULL, QUOTH_KIND_INDIRECT},
    {"“We wait,” said Marta Lind, an engineer.", NULL, NULL, NULL, NULL, QUOTH_KIND_INDIRECT},
    {"Lind walked over the bridge.", NULL, NULL, NULL, NULL, QUOTH_KIND_INDIRECT},
    {"Nobody said a word.", NULL, NULL, NULL, NULL, QUOTH_KIND_INDIRECT},
};

static void check(const told *wanted)
{
    analysis of;
    analyse(wanted->text, strlen(wanted->text), &of);
    size_t parts = wanted->second ? 2 : wanted->first ? 1 : 0;
    if (of.speech.statements.count < parts || (!parts && of.speech.statements.count)) print_error("%s\n", wanted->text);
    assert_true(parts ? of.speech.statements.count >= parts : of.speech.statements.count == 0);
    for (size_t i = 0; i < parts; i++) {
        const quoth__statement *found = QUOTH__STATEMENT(&of.speech, i);
        has_words(wanted->text, found->words, i ? wanted->second : wanted->first);
        has_words(wanted->text, found->verdict.cue, wanted->cue);
        has_words(wanted->text, found->verdict.written, wanted->written);
        assert_int_equal(found->verdict.kind, wanted->kind);
        assert_int_equal(found->group, 0);
        assert_int_equal(found->part, i);
        assert_int_equal(found->within, QUOTH__NONE);
    }
    forget(&of);
}

static void what_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check(&cases[i]);
}

static void denied_is_not_asserted(void **state)
{
    (void)state;
    static const char words[] = "Lind never said that the bridge was safe. Lind said that the bridge was safe.";
    analysis of;
    analyse(words, sizeof words - 1, &of);
    assert_int_equal(of.speech.statements.count, 2);
    assert_false(QUOTH__STATEMENT(&of.speech, 0)->verdict.asserted);
    assert_true(QUOTH__STATEMENT(&of.speech, 1)->verdict.asserted);
    forget(&of);
}

/* ------------------------------------------------------------------------------------------------ the table */

static const char account[] =
    "Marta Lind said that the bridge was safe. “My colleague Jon Berg said that the ice would "
    "hold,” Lind added. “It held,” she said.";

static quoth_column column_of(const quoth_table *table, const char *name)
{
    quoth_column found;
    assert_true(quoth_table_column_named(table, name, &found));
    return found;
}

static uint32_t cell(const quoth_table *table, const char *name, size_t row)
{
    return ((const uint32_t *)column_of(table, name).values)[row];
}

static bool valid(const quoth_table *table, const char *name, size_t row)
{
    quoth_column column = column_of(table, name);
    return quoth_column_valid(&column, row);
}

static quoth_table *table_of(const char *words, bool no_indirect)
{
    quoth_text *text;
    quoth_table *table = NULL;
    quoth_text_options options = {.size = sizeof options, .language = english};
    quoth_quotation_options asked = {.size = sizeof asked, .no_indirect = no_indirect};
    assert_int_equal(quoth_text_make(context, words, strlen(words), &options, &text), QUOTH_OK);
    assert_int_equal(quoth_quotations(context, text, &asked, &table), QUOTH_OK);
    quoth_text_free(text);
    return table;
}

static void rows_behind_the_marked_ones(void **state)
{
    (void)state;
    quoth_table *with = table_of(account, false), *without = table_of(account, true);
    assert_int_equal(quoth_table_rows(without), 2);
    assert_int_equal(quoth_table_rows(with), 4);
    for (size_t row = 0; row < 2; row++) {
        assert_int_equal(cell(with, "start", row), cell(without, "start", row));
        assert_true(valid(with, "level", row) && valid(with, "closed", row) && !valid(with, "within", row));
    }
    for (size_t row = 2; row < 4; row++) {
        assert_false(valid(with, "level", row) || valid(with, "parent", row) || valid(with, "closed", row));
        assert_int_equal(cell(with, "kind", row), QUOTH_KIND_INDIRECT);
        assert_int_equal(cell(with, "group", row), row);
    }
    assert_false(valid(with, "within", 2));
    assert_true(valid(with, "within", 3));
    assert_int_equal(cell(with, "within", 3), 0);
    const quoth_table *chain = quoth_table_child(with, "chain");
    assert_int_equal(quoth_table_rows(chain), 5); /* Lind; Lind; Lind; Lind and Berg */
    assert_int_equal(cell(chain, "quotation", 4), 3);
    assert_int_equal(cell(chain, "depth", 4), 1);
    quoth_table_release(with);
    quoth_table_release(without);
}

static void ids_of_their_own(void **state)
{
    (void)state;
    quoth_corpus *corpus;
    quoth_table *table;
    assert_int_equal(quoth_corpus_make(context, &corpus), QUOTH_OK);
    quoth_account added = {.size = sizeof added, .id = "a", .text = {account, sizeof account - 1}, .language = english};
    assert_int_equal(quoth_corpus_add(context, corpus, &added), QUOTH_OK);
    added.id = "b";
    added.no_indirect = true;
    assert_int_equal(quoth_corpus_add(context, corpus, &added), QUOTH_OK);
    assert_int_equal(quoth_corpus_quotations(context, corpus, &table), QUOTH_OK);
    static const char *const ids[] = {"a#1", "a#2", "b#1", "b#2", "a~1", "a~2"};
    quoth_column column = column_of(table, "id");
    assert_int_equal(quoth_table_rows(table), 6);
    for (size_t row = 0; row < 6; row++) {
        quoth_string id = quoth_column_string(&column, row);
        assert_int_equal(id.length, 3);
        assert_memory_equal(id.bytes, ids[row], 3);
        char sentence[200];
        size_t length;
        assert_int_equal(quoth_corpus_why_speaker(context, corpus, table, row, sentence, sizeof sentence, &length),
                         QUOTH_OK);
    }
    quoth_table_release(table);
    quoth_corpus_free(corpus);
}

/* ----------------------------------------------------------------------------------------------- edits */

static const char reported[] =
    "Lind said that the bridge was safe. The ice, she said, would hold. “It holds,” Berg said.";

static quoth_edit edit_of(quoth_edit_kind kind, const char *words, const char *value)
{
    const char *at = strstr(reported, words);
    uint32_t start = at ? (uint32_t)(at - reported) : 0;
    return (quoth_edit){.size = sizeof(quoth_edit),
                        .kind = kind,
                        .at = {"a", start, start + (uint32_t)strlen(words), {words, strlen(words)}},
                        .value = value};
}

static quoth_status edited_table(quoth_context *of, const quoth_edit *edits, size_t count, quoth_corpus **corpus,
                                 quoth_table **table)
{
    quoth_account added = {.size = sizeof added, .id = "a", .lang = "en", .text = {reported, sizeof reported - 1}};
    quoth_status status = quoth_corpus_make(of, corpus);
    if (status == QUOTH_OK) status = quoth_corpus_add(of, *corpus, &added);
    for (size_t i = 0; i < count && status == QUOTH_OK; i++) status = quoth_corpus_edit(of, *corpus, &edits[i]);
    return status == QUOTH_OK ? quoth_corpus_quotations(of, *corpus, table) : status;
}

static void has_cell(const quoth_table *table, const char *name, size_t row, const char *expected)
{
    quoth_column column;
    assert_true(quoth_table_column_named(table, name, &column));
    quoth_string found = quoth_column_string(&column, row);
    assert_int_equal(found.length, strlen(expected));
    assert_memory_equal(found.bytes, expected, found.length);
}

static void set_by_hand(void **state)
{
    (void)state;
    const quoth_edit edits[] = {edit_of(QUOTH_EDIT_SPEAKER, "that the bridge was safe", "Jon Berg"),
                                edit_of(QUOTH_EDIT_SPEAKER, "that the bridge was safe", "Ann Ruiz"),
                                edit_of(QUOTH_EDIT_ADDRESSEE, "that the bridge was safe", "Jon Berg"),
                                edit_of(QUOTH_EDIT_NOT_A_QUOTATION, "The ice", NULL)};
    quoth_corpus *corpus = NULL;
    quoth_table *table = NULL, *log = NULL;
    assert_int_equal(edited_table(context, edits, 4, &corpus, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 3); /* "It holds," and two told without marks */
    has_cell(table, "id", 1, "a~1");
    has_cell(table, "id", 2, "a~3"); /* numbers stay */
    has_cell(table, "speaker", 1, "Ann Ruiz");
    has_cell(table, "addressee", 1, "Jon Berg");
    has_cell(table, "step", 1, "by_hand");
    quoth_column column;
    assert_true(quoth_table_column_named(table, "group", &column));
    assert_int_equal(((const uint32_t *)column.values)[2], 2);
    assert_true(quoth_table_column_named(table, "part", &column));
    assert_int_equal(((const uint32_t *)column.values)[2], 0);
    assert_true(quoth_table_column_named(table, "edited", &column));
    assert_int_equal(((const uint8_t *)column.values)[1], 1);
    assert_int_equal(((const uint8_t *)column.values)[2], 0);
    char why[200];
    size_t length;
    assert_int_equal(quoth_corpus_why_speaker(context, corpus, table, 1, why, sizeof why, &length), QUOTH_OK);
    assert_non_null(strstr(why, "set by hand"));
    assert_int_equal(quoth_corpus_edits(context, corpus, &log), QUOTH_OK);
    for (size_t i = 0; i < 4; i++) has_cell(log, "status", i, "applied");
    assert_true(quoth_table_column_named(log, "overruled", &column));
    assert_int_equal(((const uint8_t *)column.values)[0], 1);
    assert_int_equal(((const uint8_t *)column.values)[1], 0);
    assert_true(quoth_table_column_named(log, "quotation", &column));
    assert_int_equal(((const uint32_t *)column.values)[1], 1);
    assert_false(quoth_column_valid(&column, 3));
    quoth_table_release(log);
    quoth_table_release(table);
    quoth_corpus_free(corpus);
}

static void moved_or_lost(void **state)
{
    (void)state;
    quoth_edit edits[] = {edit_of(QUOTH_EDIT_SPEAKER, "that the bridge was safe", "Ann Ruiz"),
                          edit_of(QUOTH_EDIT_SPEAKER, "that the bridge fell", "Ann Ruiz"),
                          edit_of(QUOTH_EDIT_KIND, "would hold", "speech")};
    edits[0].at.start += 3;
    edits[0].at.end += 3;
    quoth_corpus *corpus = NULL;
    quoth_table *table = NULL, *log = NULL;
    assert_int_equal(edited_table(context, edits, 3, &corpus, &table), QUOTH_OK);
    has_cell(table, "speaker", 1, "Ann Ruiz");
    assert_int_equal(quoth_corpus_edits(context, corpus, &log), QUOTH_OK);
    has_cell(log, "status", 0, "moved");
    has_cell(log, "status", 1, "lost");
    has_cell(log, "status", 2, "lost"); /* what is told without marks has no other kind */
    quoth_table_release(log);
    quoth_table_release(table);
    quoth_corpus_free(corpus);
}

static quoth_status swept_edits(quoth_context *of, void *none)
{
    (void)none;
    quoth_edit edits[] = {edit_of(QUOTH_EDIT_SPEAKER, "that the bridge was safe", "Jon Berg"),
                          edit_of(QUOTH_EDIT_SPEAKER, "that the bridge was safe", "Ann Ruiz"),
                          edit_of(QUOTH_EDIT_NOT_A_QUOTATION, "The ice", NULL)};
    edits[0].at.start += 3;
    edits[0].at.end += 3;
    quoth_corpus *corpus = NULL;
    quoth_table *table = NULL;
    quoth_status status = edited_table(of, edits, 3, &corpus, &table);
    quoth_table_release(table);
    quoth_corpus_free(corpus);
    return status;
}

static void every_allocation_of_an_edit_may_fail(void **state)
{
    (void)state;
    assert_true(sweep(swept_edits, NULL) > 30);
}

/* ----------------------------------------------------------------------------------------------- memory, work */

static quoth_status swept_run(quoth_context *of, void *language)
{
    static const char words[] = "Lind said that the bridge was safe. The ice, he said, would hold. “Berg said that it "
                                "held,” she said.";
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    quoth_text_options options = {.size = sizeof options, .language = language};
    quoth_status status = quoth_text_make(of, words, sizeof words - 1, &options, &text);
    if (status == QUOTH_OK) status = quoth_quotations(of, text, NULL, &table);
    quoth_table_release(table);
    quoth_text_free(text);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(sweep(swept_run, english) > 30);
}

static double work_a_byte(const char *piece, size_t times)
{
    size_t length = strlen(piece), whole = length * times;
    char *words = malloc(whole);
    assert_non_null(words);
    for (size_t i = 0; i < times; i++) memcpy(words + i * length, piece, length);
    quoth_text_options options = {.size = sizeof options, .language = english};
    analysis of = {0};
    assert_int_equal(quoth_text_make(context, words, whole, &options, &of.text), QUOTH_OK);
    uint64_t before = context->work;
    assert_int_equal(quoth__analyse(context, of.text, &nothing, &of.stretches, &of.speech), QUOTH_OK);
    double work = (double)(context->work - before) / (double)whole;
    forget(&of);
    free(words);
    return work;
}

static void work_is_linear(void **state)
{
    (void)state;
    static const char *const pieces[] = {"he said that ",
                                         "he said, ",
                                         ", he said",
                                         ", said he",
                                         "going on, he said, ",
                                         "according to him, ",
                                         "according to ",
                                         "Ann, Bo, ",
                                         "“We wait,” he said, ",
                                         "x, he said “a b”, ",
                                         "and said ",
                                         "to say (",
                                         "he hopes — ",
                                         "Lind: ",
                                         "seems ",
                                         "the the ",
                                         "asked Ann ",
                                         "told Ann, ",
                                         "after saying, ",
                                         "Says ",
                                         "was seen by ",
                                         "“a b,” said Bo, ",
                                         "who, said Bo, ",
                                         ", ",
                                         "Ann ",
                                         "( "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        double once = work_a_byte(pieces[i], 3000), twice = work_a_byte(pieces[i], 6000);
        if (twice > once * 1.1) print_error("%s: %g, then %g\n", pieces[i], once, twice);
        assert_true(twice <= once * 1.1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_told),
        cmocka_unit_test(denied_is_not_asserted),
        cmocka_unit_test(rows_behind_the_marked_ones),
        cmocka_unit_test(ids_of_their_own),
        cmocka_unit_test(set_by_hand),
        cmocka_unit_test(moved_or_lost),
        cmocka_unit_test(every_allocation_of_an_edit_may_fail),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(work_is_linear),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
