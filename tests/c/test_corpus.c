/* corpus: accounts in; quotations, people, utterances, changes and why out. */
#include "../../csrc/corpus/corpus.h"
#include "harness.h"

static const char early[] =
    "---\nsiglum: ERL\ndate: 2001-03-05\nsource: a paper\nlang: en\nunknown: x\n---\n\n"
    "The mayor, Anna Petrova, met the engineers on Monday. \xE2\x80\x9CI asked the builder: \xE2\x80\x98Will the "
    "bridge hold the winter ice?\xE2\x80\x99 He answered, \xE2\x80\x98The bridge will not hold the ice this "
    "winter.\xE2\x80\x99\xE2\x80\x9D Petrova said.\n";
static const char late[] =
    "Years later the story was told again. \xE2\x80\x9CI asked the builder: \xE2\x80\x98Will the bridge hold the "
    "winter ice?\xE2\x80\x99 And he answered, \xE2\x80\x98The bridge will hold the ice this winter.\xE2\x80\x99\xE2"
    "\x80\x9D Anna Petrova recalled.\n\n\xE2\x80\x9CNobody believed me,\xE2\x80\x9D she added.\n";

static quoth_account account_of(const char *id, const char *text, size_t length, const char *date)
{
    quoth_front_matter matter = quoth_front_matter_read(text, length);
    return (quoth_account){
        .size = sizeof(quoth_account), .id = id, .text = {text, length}, .skip = matter.skip, .date = date};
}

static quoth_status add_both(quoth_context *context, quoth_corpus *corpus)
{
    quoth_account first = account_of("early", early, sizeof early - 1, "2001-03-05");
    quoth_account second = account_of("late-2011", late, sizeof late - 1, "2011");
    quoth_status status = quoth_corpus_add(context, corpus, &second);
    return status == QUOTH_OK ? quoth_corpus_add(context, corpus, &first) : status;
}

static uint32_t cell(const quoth_table *table, const char *column, size_t row)
{
    quoth_column described;
    assert_true(quoth_table_column_named(table, column, &described));
    return ((const uint32_t *)described.values)[row];
}

static bool has_string(const quoth_table *table, const char *column, size_t row, const char *expected)
{
    quoth_column described;
    assert_true(quoth_table_column_named(table, column, &described));
    quoth_string got = quoth_column_string(&described, row);
    if (!expected) return got.bytes == NULL;
    return got.bytes && got.length == strlen(expected) && memcmp(got.bytes, expected, got.length) == 0;
}

static size_t row_of(const quoth_table *table, const char *column, const char *expected)
{
    for (size_t row = 0; row < quoth_table_rows(table); row++)
        if (has_string(table, column, row, expected)) return row;
    fail_msg("no row with %s = %s", column, expected);
    return 0;
}

static void front_matter(void **unused)
{
    (void)unused;
    quoth_front_matter matter = quoth_front_matter_read(early, sizeof early - 1);
    assert_memory_equal(matter.siglum.bytes, "ERL", 3);
    assert_memory_equal(matter.source.bytes, "a paper", 7);
    assert_memory_equal(matter.lang.bytes, "en", 2);
    assert_null(matter.title.bytes);
    assert_memory_equal(early + matter.skip, "\nThe mayor", 10);
    static const char *const none[] = {"", "---", "---\n", "---\ndate: 2001\n", "text\n---\n---\n", "----\n---\n"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        matter = quoth_front_matter_read(none[i], strlen(none[i]));
        assert_int_equal(matter.skip, 0);
        assert_null(matter.date.bytes);
    }
    static const char marked[] = "\xEF\xBB\xBF---\r\ndate : \"2001\" \r\ntitle:\r\n---\r\nText";
    matter = quoth_front_matter_read(marked, sizeof marked - 1);
    assert_memory_equal(matter.date.bytes, "2001", 4);
    assert_null(matter.title.bytes);
    assert_string_equal(marked + matter.skip, "Text");
}

static quoth_corpus *both(quoth_context *context)
{
    quoth_corpus *corpus = NULL;
    assert_int_equal(quoth_corpus_make(context, &corpus), QUOTH_OK);
    assert_int_equal(add_both(context, corpus), QUOTH_OK);
    return corpus;
}

static void accounts(void **unused)
{
    (void)unused;
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_corpus *corpus = both(context);
    quoth_table *table = NULL;
    assert_int_equal(quoth_corpus_accounts(context, corpus, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 2);
    assert_int_equal(quoth_corpus_accounts_count(corpus), 2);
    assert_true(has_string(table, "id", 0, "late-2011"));
    assert_true(has_string(table, "siglum", 0, "L11"));
    assert_true(has_string(table, "siglum", 1, "EAR"));
    assert_true(has_string(table, "date", 1, "2001-03-05"));
    assert_true(has_string(table, "source", 1, NULL));
    assert_true(has_string(table, "lang", 0, "en"));
    assert_int_equal(cell(table, "quotations", 0), 4);
    assert_non_null(quoth_corpus_text(corpus, 1));
    assert_null(quoth_corpus_text(corpus, 2));
    quoth_table_release(table);
    quoth_corpus_free(corpus);
    quoth_corpus_free(NULL);
    quoth_context_free(context);
}

/* Of `user`, a language, and one of our own. */
static quoth_status with_languages(quoth_context *context, void *user)
{
    static const char mine[] = "language\ttst\tTest\nfunction\tzi\nfunction\tza\nfunction\tzo\n";
    static const char text[] = "Zi zi za zo zi za zo zi. Zo za zi zo za zi zo zi za zo.";
    quoth_account account = {.size = sizeof account, .id = "one", .text = {text, sizeof text - 1}};
    quoth_language *languages[2] = {user, NULL};
    quoth_corpus *corpus = NULL;
    quoth_table *table = NULL;
    quoth_status status = quoth_language_read(context, mine, sizeof mine - 1, &languages[1]);
    if (status == QUOTH_OK) status = quoth_corpus_make(context, &corpus);
    if (status == QUOTH_OK) status = quoth_corpus_languages(context, corpus, languages, 2);
    if (status == QUOTH_OK) status = quoth_corpus_add(context, corpus, &account);
    if (status == QUOTH_OK) status = quoth_corpus_accounts(context, corpus, &table);
    if (status == QUOTH_OK) assert_true(has_string(table, "lang", 0, "tst"));
    quoth_table_release(table);
    quoth_corpus_free(corpus);
    quoth_language_release(languages[1]);
    return status;
}

static void languages_are_those_given(void **unused)
{
    (void)unused;
    quoth_context *context = NULL;
    quoth_corpus *corpus = NULL;
    quoth_language *languages[2] = {NULL, NULL};
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_language_load(context, "de", &languages[0]), QUOTH_OK);
    assert_true(sweep(with_languages, languages[0]) > 20);
    assert_int_equal(quoth_corpus_make(context, &corpus), QUOTH_OK);
    assert_int_equal(quoth_corpus_languages(context, corpus, languages, 2), QUOTH_BAD_ARGUMENT);
    quoth_corpus_free(corpus);
    quoth_language_release(languages[0]);
    quoth_context_free(context);
}

static void accounts_refused(void **unused)
{
    (void)unused;
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_corpus *corpus = both(context);
    quoth_account wrong = account_of("late-2011", late, sizeof late - 1, NULL);
    assert_int_equal(quoth_corpus_add(context, corpus, &wrong), QUOTH_BAD_ARGUMENT);
    wrong.id = "third";
    wrong.siglum = "EAR";
    assert_int_equal(quoth_corpus_add(context, corpus, &wrong), QUOTH_BAD_ARGUMENT);
    wrong.siglum = NULL;
    wrong.text = (quoth_string){"caf\xE9", 4};
    assert_int_equal(quoth_corpus_add(context, corpus, &wrong), QUOTH_BAD_UTF8);
    assert_int_equal(quoth_context_error(context)->place, 3);
    wrong.id = "";
    assert_int_equal(quoth_corpus_add(context, corpus, &wrong), QUOTH_BAD_ARGUMENT);
    wrong.id = "third";
    wrong.text = (quoth_string){"", 0};
    wrong.skip = 1;
    assert_int_equal(quoth_corpus_add(context, corpus, &wrong), QUOTH_BAD_ARGUMENT);
    wrong.skip = 0;
    assert_int_equal(quoth_corpus_accounts_count(corpus), 2);
    assert_int_equal(quoth_corpus_add(context, corpus, &wrong), QUOTH_OK);
    assert_int_equal(quoth_corpus_accounts_count(corpus), 3);
    quoth_account british = account_of("british", late, sizeof late - 1, NULL);
    quoth_account unknown = account_of("unknown", late, sizeof late - 1, NULL);
    quoth_table *table = NULL;
    british.lang = "en-GB";
    unknown.lang = "tlh";
    assert_int_equal(quoth_corpus_add(context, corpus, &british), QUOTH_OK);
    assert_int_equal(quoth_corpus_add(context, corpus, &unknown), QUOTH_OK);
    assert_int_equal(quoth_corpus_quotations(context, corpus, &table), QUOTH_OK);
    assert_true(has_string(table, "speaker", row_of(table, "id", "british#1"), "Anna Petrova"));
    assert_true(has_string(table, "text", row_of(table, "id", "unknown#4"), "Nobody believed me,"));
    quoth_table_release(table);
    quoth_corpus_free(corpus);
    quoth_context_free(context);
}

static void quotations_across_accounts(void **unused)
{
    (void)unused;
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_corpus *corpus = both(context);
    quoth_table *table = NULL, *people = NULL;
    assert_int_equal(quoth_corpus_quotations(context, corpus, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 8);
    assert_true(has_string(table, "id", 7, "late-2011~1"));
    assert_true(has_string(table, "id", 0, "late-2011#1"));
    assert_true(has_string(table, "id", 4, "early#1"));
    assert_true(has_string(table, "account", 4, "early"));
    assert_true(has_string(table, "text", 3, "Nobody believed me,"));
    assert_int_equal(cell(table, "parent", 5), 4);
    assert_int_equal(cell(table, "level", 5), 1);
    assert_true(has_string(table, "speaker", 0, "Anna Petrova"));
    assert_true(has_string(table, "speaker", 4, "Anna Petrova"));
    assert_true(has_string(table, "speaker_as_written", 4, "Petrova"));
    quoth_table *chain = quoth_table_child(table, "chain");
    assert_non_null(chain);
    assert_true(has_string(chain, "name", row_of(chain, "name", "Anna Petrova"), "Anna Petrova"));
    assert_int_equal(quoth_corpus_people(context, corpus, &people), QUOTH_OK);
    size_t anna = row_of(people, "name", "Anna Petrova");
    assert_true(cell(people, "quotations", anna) >= 3);
    quoth_table *aliases = quoth_table_child(people, "aliases");
    assert_true(quoth_table_rows(aliases) >= 2);
    for (size_t i = 1; i < quoth_table_rows(aliases); i++)
        assert_true(cell(aliases, "person", i) >= cell(aliases, "person", i - 1));
    char why[8], whole[400];
    size_t length, again;
    assert_int_equal(quoth_corpus_why_speaker(context, corpus, table, 4, why, sizeof why, &length), QUOTH_OK);
    assert_int_equal(quoth_corpus_why_speaker(context, corpus, table, 4, whole, sizeof whole, &again), QUOTH_OK);
    assert_int_equal(length, again);
    assert_true(strlen(why) <= 7 && strncmp(why, whole, strlen(why)) == 0);
    assert_non_null(strstr(whole, "Petrova"));
    assert_int_equal(quoth_corpus_why_speaker(context, corpus, table, 8, whole, sizeof whole, &again), QUOTH_NOT_FOUND);
    quoth_table_release(people);
    quoth_table_release(table);
    quoth_corpus_free(corpus);
    quoth_context_free(context);
}

static void utterances_and_changes(void **unused)
{
    (void)unused;
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_corpus *corpus = both(context);
    quoth_table *table = NULL;
    char why[400];
    size_t length;
    assert_int_equal(quoth_corpus_utterances(context, corpus, &table), QUOTH_OK);
    assert_true(quoth_table_rows(table) >= 2);
    quoth_table *readings = quoth_table_child(table, "readings"), *changes = quoth_table_child(table, "changes");
    for (size_t u = 0; u < quoth_table_rows(table); u++) {
        uint32_t base = cell(table, "base", u);
        assert_int_equal(cell(readings, "utterance", base), u);
        assert_true(has_string(readings, "account", base, "early"));
        assert_int_equal(quoth_corpus_why_utterance(context, corpus, table, u, why, sizeof why, &length), QUOTH_OK);
        assert_true(length > 10);
    }
    size_t lost = row_of(changes, "kind", "negation");
    assert_int_equal(quoth_corpus_why_change(context, corpus, table, lost, why, sizeof why, &length), QUOTH_OK);
    assert_non_null(strstr(why, "not"));
    uint32_t reading = cell(changes, "reading", lost);
    assert_true(has_string(readings, "account", reading, "late-2011"));
    assert_true(cell(table, "turns_sense", cell(readings, "utterance", reading)) > 0);
    assert_int_equal(quoth_corpus_why_change(context, corpus, table, 9999, why, sizeof why, &length), QUOTH_NOT_FOUND);
    quoth_table_release(table);
    quoth_corpus_free(corpus);
    quoth_context_free(context);
}

static quoth_status every_table(quoth_context *context, quoth_corpus *corpus)
{
    quoth_status (*const makers[])(quoth_context *, quoth_corpus *, quoth_table **) = {
        quoth_corpus_accounts, quoth_corpus_quotations, quoth_corpus_people, quoth_corpus_utterances};
    quoth_status status = add_both(context, corpus);
    for (size_t i = 0; i < 4 && status == QUOTH_OK; i++) {
        quoth_table *table = NULL;
        char why[100];
        size_t length;
        status = makers[i](context, corpus, &table);
        if (status == QUOTH_OK && i == 1)
            status = quoth_corpus_why_speaker(context, corpus, table, 0, why, sizeof why, &length);
        if (status == QUOTH_OK && i == 3)
            status = quoth_corpus_why_utterance(context, corpus, table, 0, why, sizeof why, &length);
        if (status == QUOTH_OK && i == 3)
            status = quoth_corpus_why_change(context, corpus, table, 0, why, sizeof why, &length);
        quoth_table_release(table);
    }
    return status;
}

static quoth_status whole_path(quoth_context *context, void *english)
{
    quoth_corpus *corpus = NULL;
    quoth_language *languages[] = {english};
    quoth_status status = quoth_corpus_make(context, &corpus);
    if (status == QUOTH_OK) status = quoth_corpus_languages(context, corpus, languages, 1);
    if (status == QUOTH_OK) status = every_table(context, corpus);
    quoth_corpus_free(corpus);
    return status;
}

/* A language compiled in. */
static quoth_status compiled_in(quoth_context *context, void *unused)
{
    (void)unused;
    quoth_corpus *corpus = NULL;
    quoth_account named = {.size = sizeof named, .id = "one", .text = {"Ja.", 3}, .lang = "nl"};
    quoth_status status = quoth_corpus_make(context, &corpus);
    if (status == QUOTH_OK) status = quoth_corpus_add(context, corpus, &named);
    quoth_corpus_free(corpus);
    return status;
}

static quoth_status one_text(quoth_context *context, void *english)
{
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    char why[100];
    size_t length;
    quoth_text_options options = {.size = sizeof options, .language = english};
    quoth_status status = quoth_text_make(context, late, sizeof late - 1, &options, &text);
    if (status == QUOTH_OK) status = quoth_quotations(context, text, NULL, &table);
    if (status == QUOTH_OK) status = quoth_why_speaker(context, text, table, 0, why, sizeof why, &length);
    quoth_table_release(table);
    quoth_text_free(text);
    return status;
}

static void allocations_fail(void **unused)
{
    (void)unused;
    quoth_context *context = NULL;
    quoth_language *english = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_language_load(context, "en", &english), QUOTH_OK);
    assert_true(sweep(one_text, english) > 20);
    assert_true(sweep(whole_path, english) > 50);
    assert_true(sweep(compiled_in, NULL) > 50);
    quoth_language_release(english);
    quoth_context_free(context);
}

static void spans_only(void **unused)
{
    (void)unused;
    quoth_context *context = NULL;
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    quoth_quotation_options options = {.size = sizeof options, .spans_only = true};
    quoth_column kind;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_text_make(context, late, sizeof late - 1, NULL, &text), QUOTH_OK);
    assert_int_equal(quoth_quotations(context, text, &options, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 4);
    assert_true(quoth_table_column_named(table, "kind", &kind));
    for (size_t row = 0; row < 4; row++) assert_false(quoth_column_valid(&kind, row));
    assert_int_equal(quoth_table_rows(quoth_table_child(table, "chain")), 0);
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_context_free(context);
    assert_string_equal(quoth_kind_name(QUOTH_KIND_TERM), "term");
    assert_string_equal(quoth_build_info().version, QUOTH_VERSION);
}

static quoth_status spans_of(quoth_context *context, bool alone, quoth_table **table)
{
    quoth_corpus *corpus = NULL;
    quoth_account first = account_of("early", early, sizeof early - 1, NULL);
    quoth_account second = account_of("late", late, sizeof late - 1, NULL);
    first.spans_only = second.spans_only = alone;
    quoth_status status = quoth_corpus_make(context, &corpus);
    if (status == QUOTH_OK) status = quoth_corpus_add(context, corpus, &first);
    if (status == QUOTH_OK) status = quoth_corpus_add(context, corpus, &second);
    if (status == QUOTH_OK) status = quoth_corpus_spans(context, corpus, table);
    quoth_corpus_free(corpus);
    return status;
}

static quoth_status spans_alone(quoth_context *context, void *unused)
{
    (void)unused;
    quoth_table *table = NULL;
    quoth_status status = spans_of(context, true, &table);
    quoth_table_release(table);
    return status;
}

/* The stretches are the same whether anything else was asked for; which are of one whole, words too may tell. */
static void spans_of_accounts(void **unused)
{
    (void)unused;
    quoth_context *context = NULL;
    quoth_table *alone = NULL, *among = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(spans_of(context, true, &alone), QUOTH_OK);
    assert_int_equal(spans_of(context, false, &among), QUOTH_OK);
    assert_int_equal(quoth_table_rows(alone), 7);
    assert_int_equal(quoth_table_rows(among), 7);
    assert_int_equal(quoth_table_children(alone), 0);
    static const char *const places[] = {"start", "end", "outer_start", "outer_end", "level"};
    for (size_t row = 0; row < 7; row++) {
        for (size_t i = 0; i < 5; i++) assert_int_equal(cell(alone, places[i], row), cell(among, places[i], row));
    }
    assert_true(has_string(alone, "id", 6, "late#4"));
    assert_true(has_string(alone, "text", 6, "Nobody believed me,"));
    assert_true(has_string(alone, "account", 6, "late"));
    quoth_table_release(alone);
    quoth_table_release(among);
    quoth_context_free(context);
    assert_true(sweep(spans_alone, NULL) > 20);
}

/* Sigla that are made are numbered on, also where a number is taken already; an account that is refused takes none. */
static void sigla(void **unused)
{
    (void)unused;
    static const char *const ids[] = {"one-x", "ox", "one-y", "o-x", "OX", "o.x", "on-x"};
    static const char *const expected[] = {"OX", "OX3", "OY", "OX2", "OX4", "OX5", "OX6"};
    quoth_context *context = NULL;
    quoth_corpus *corpus = NULL;
    quoth_table *table = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_corpus_make(context, &corpus), QUOTH_OK);
    for (size_t i = 0; i < 7; i++) {
        quoth_account account = account_of(ids[i], "\xFF", 1, NULL);
        assert_int_equal(quoth_corpus_add(context, corpus, &account), QUOTH_BAD_UTF8);
        account.text = (quoth_string){"Yes.", 4};
        if (i == 1) account.siglum = "OX3";
        assert_int_equal(quoth_corpus_add(context, corpus, &account), QUOTH_OK);
        account.siglum = NULL;
        assert_int_equal(quoth_corpus_add(context, corpus, &account), QUOTH_BAD_ARGUMENT);
        assert_int_equal(quoth_context_error(context)->place, i);
    }
    assert_int_equal(quoth_corpus_accounts(context, corpus, &table), QUOTH_OK);
    for (size_t i = 0; i < 7; i++) assert_true(has_string(table, "siglum", i, expected[i]));
    quoth_table_release(table);
    quoth_corpus_free(corpus);
    quoth_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(front_matter),
        cmocka_unit_test(accounts),
        cmocka_unit_test(languages_are_those_given),
        cmocka_unit_test(accounts_refused),
        cmocka_unit_test(quotations_across_accounts),
        cmocka_unit_test(utterances_and_changes),
        cmocka_unit_test(spans_only),
        cmocka_unit_test(spans_of_accounts),
        cmocka_unit_test(sigla),
        cmocka_unit_test(allocations_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
