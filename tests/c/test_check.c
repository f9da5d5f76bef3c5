/* Check and find over a corpus: every quotation of a draft held against the accounts. */
#include "harness.h"

static const char harbour[] =
    "---\ndate: 2019-11-04\nlang: en\n---\n\n"
    "The mayor of the island, Anna Petrova, spoke to the fishermen on Monday. \"We will build the new breakwater "
    "before the next winter comes,\" Petrova said, \"and no boat will be lost again. I do not doubt that the money is "
    "there.\"\n\n"
    "An old pilot, John Miller, was not convinced. \"I heard the same promise from her father,\" Miller said. "
    "\"Nothing "
    "came of it. Perhaps sixteen boats were lost that year, perhaps more, and nobody has ever counted the men.\"\n\n"
    "The channel is marked with lights now, green on one side and red on the other.\n";
static const char letter[] =
    "---\ndate: 2020-02-17\nlang: en\n---\n\n"
    "Petrova told the council about her talk with the minister. \"I asked him: 'Will you keep your word to the "
    "islands?' And he answered, 'The ministry has never broken it,'\" Petrova recalled. Miller, who sat at the back, "
    "said that he had nothing to add.\n";

typedef struct example {
    const char *draft;
    const char *checks; /* of each quotation: found (speaker > said_by) kind(before>after) ... */
} example;

static const example examples[] = {
    /* word for word; the stop that a sentence gives, case and brackets */
    {"\"I do not doubt that the money is there,\" Petrova said.\n", "exact (Anna Petrova > Anna Petrova)"},
    {"Petrova said that \"no boat will be lost again\".\n", "exact (Anna Petrova > Anna Petrova)"},
    {"\"[N]o boat will be lost again,\" said Petrova.\n", "exact (Anna Petrova > Anna Petrova) editorial(no>[N]o)"},
    /* a cut that dots show */
    {"\"We will build the new breakwater ... and no boat will be lost again,\" Petrova said.\n",
     "exact (Anna Petrova > Anna Petrova) cut_marked(before the next winter comes>...)"},
    /* one quotation in two stretches, joined in the draft; and the other way round */
    {"\"We will build the new breakwater before the next winter comes, and no boat will be lost again,\" she said.\n",
     "exact ( > Anna Petrova)"},
    {"\"Perhaps sixteen boats were lost that year,\" Miller said, \"perhaps more.\"\n",
     "exact (John Miller > John Miller)"},
    /* changed, and how */
    {"\"I doubt that the money is there,\" Petrova said.\n",
     "changed ! (Anna Petrova > Anna Petrova) negation(do not>)"},
    {"\"Perhaps sixty boats were lost that year, perhaps more,\" Miller said.\n",
     "changed ! (John Miller > John Miller) number(sixteen>sixty)"},
    {"\"I heard the same promises from her father,\" Miller said.\n",
     "changed (John Miller > John Miller) form(promise>promises)"},
    /* said by somebody else */
    {"\"I heard the same promise from her father,\" Petrova said.\n", "other_speaker (Anna Petrova > John Miller)"},
    /* not said at all */
    {"\"The glacier is melting faster than anybody expected,\" Petrova said.\n", "not_found (Anna Petrova > )"},
    /* in the account, but not in marks */
    {"Miller said that the lights are \"green on one side and red on the other\".\n", "exact (John Miller > )"},
    /* nested: each for itself */
    {"\"I asked him: 'Will you keep your word to the islands?' And he answered, 'The ministry has always broken it,'\" "
     "Petrova recalled.\n",
     "changed ! (Anna Petrova > Anna Petrova) negation(never>always); exact (Anna Petrova > Anna Petrova); "
     "changed ! ( > ) "
     "negation(never>always)"},
    /* titles and terms are not asked for; nothing quoted, nothing checked */
    {"Nobody said anything.\n", ""},
    {"", ""},
    /* Markdown: emphasis and block quotes are no words of it */
    {"# A draft\n\n> \"I *do not* doubt that the __money__ is there,\" Petrova said.\n",
     "exact (Anna Petrova > Anna Petrova)"},
};

static quoth_account account_of(const char *id, const char *text)
{
    quoth_front_matter matter = quoth_front_matter_read(text, strlen(text));
    return (quoth_account){
        .size = sizeof(quoth_account), .id = id, .text = {text, strlen(text)}, .skip = matter.skip, .lang = "en"};
}

static quoth_status make(quoth_context *context, quoth_corpus **corpus)
{
    quoth_account first = account_of("harbour", harbour), second = account_of("letter", letter);
    quoth_status status = quoth_corpus_make(context, corpus);
    if (status == QUOTH_OK) status = quoth_corpus_add(context, *corpus, &first);
    return status == QUOTH_OK ? quoth_corpus_add(context, *corpus, &second) : status;
}

static quoth_column column(const quoth_table *table, const char *name)
{
    quoth_column found;
    assert_true(quoth_table_column_named(table, name, &found));
    return found;
}

static uint32_t cell(const quoth_table *table, const char *name, size_t row)
{
    return ((const uint32_t *)column(table, name).values)[row];
}

typedef struct written {
    char bytes[4096];
    size_t used;
} written;

static void write_out(written *to, const char *bytes, size_t length)
{
    assert_true(to->used + length < sizeof to->bytes);
    memcpy(to->bytes + to->used, bytes, length);
    to->used += length;
    to->bytes[to->used] = '\0';
}

static void write_name(written *to, const quoth_table *table, const char *name, size_t row)
{
    quoth_column names = column(table, name);
    quoth_string string = quoth_column_string(&names, row);
    if (string.bytes) write_out(to, string.bytes, string.length);
}

static void write_side(written *to, const quoth_table *changes, const char *start, const char *end, size_t row,
                       const char *text)
{
    quoth_column starts = column(changes, start);
    if (quoth_column_valid(&starts, row))
        write_out(to, text + cell(changes, start, row), cell(changes, end, row) - cell(changes, start, row));
}

/* The changes of a check; those of marks and case go without saying. */
static void write_changes(written *to, const quoth_table *table, size_t check, const char *draft)
{
    const quoth_table *changes = quoth_table_child(table, "changes");
    quoth_column kinds = column(changes, "kind"), accounts = column(table, "account");
    for (size_t row = 0; row < quoth_table_rows(changes); row++) {
        if (cell(changes, "check", row) != check) continue;
        uint32_t kind = ((const uint32_t *)kinds.values)[row];
        if (kind <= QUOTH_CHANGE_CASE || kind == QUOTH_CHANGE_SENTENCE) continue;
        const char *said = ((const uint32_t *)accounts.values)[check] == 0 ? harbour : letter;
        write_out(to, " ", 1);
        write_name(to, changes, "kind", row);
        write_out(to, "(", 1);
        write_side(to, changes, "before_start", "before_end", row, said);
        write_out(to, ">", 1);
        write_side(to, changes, "after_start", "after_end", row, draft);
        write_out(to, ")", 1);
    }
}

static void describe(written *to, const quoth_table *table, const char *draft)
{
    quoth_column turns = column(table, "turns_sense");
    to->used = 0;
    to->bytes[0] = '\0';
    for (size_t row = 0; row < quoth_table_rows(table); row++) {
        if (row) write_out(to, "; ", 2);
        write_name(to, table, "found", row);
        write_out(to, ((const uint8_t *)turns.values)[row] ? " ! (" : " (",
                  ((const uint8_t *)turns.values)[row] ? 4 : 2);
        write_name(to, table, "speaker", row);
        write_out(to, " > ", 3);
        write_name(to, table, "said_by", row);
        write_out(to, ")", 1);
        write_changes(to, table, row, draft);
    }
}

static void each_draft(void **state)
{
    (void)state;
    quoth_context *context = NULL;
    quoth_corpus *corpus = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(make(context, &corpus), QUOTH_OK);
    int wrong = 0;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        static written got;
        quoth_table *table = NULL;
        quoth_account draft = account_of(NULL, examples[i].draft);
        assert_int_equal(quoth_corpus_check(context, corpus, &draft, NULL, &table), QUOTH_OK);
        describe(&got, table, examples[i].draft);
        if (strcmp(got.bytes, examples[i].checks) != 0) {
            print_error("draft    %sexpected %s\ngot      %s\n", examples[i].draft, examples[i].checks, got.bytes);
            wrong++;
        }
        quoth_table_release(table);
    }
    assert_int_equal(wrong, 0);
    quoth_corpus_free(corpus);
    quoth_context_free(context);
}

/* The corpus is as it was: a check, then what it gives without one. */
static void the_corpus_stays(void **state)
{
    (void)state;
    quoth_context *context = NULL;
    quoth_corpus *corpus = NULL;
    quoth_table *before = NULL, *after = NULL, *checks = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(make(context, &corpus), QUOTH_OK);
    assert_int_equal(quoth_corpus_people(context, corpus, &before), QUOTH_OK);
    quoth_account draft = account_of("harbour", "\"Nothing came of it,\" said Boris Orlov.\n");
    assert_int_equal(quoth_corpus_check(context, corpus, &draft, NULL, &checks), QUOTH_OK);
    assert_int_equal(quoth_corpus_accounts_count(corpus), 2);
    assert_int_equal(quoth_corpus_people(context, corpus, &after), QUOTH_OK);
    assert_int_equal(quoth_table_rows(before), quoth_table_rows(after));
    quoth_table_release(before);
    quoth_table_release(after);
    quoth_table_release(checks);
    quoth_account third = account_of("orlov", "---\n---\n\"The glacier is melting,\" said Boris Orlov.\n");
    draft = account_of(NULL, "\"The glacier is melting,\" Orlov said.\n");
    assert_int_equal(quoth_corpus_add(context, corpus, &third), QUOTH_OK);
    assert_int_equal(quoth_corpus_check(context, corpus, &draft, NULL, &checks), QUOTH_OK);
    assert_int_equal(quoth_table_rows(checks), 1);
    assert_int_equal(cell(checks, "account", 0), 2);
    quoth_table_release(checks);
    quoth_corpus_free(corpus);
    quoth_context_free(context);
}

static void find_names_the_quotation(void **state)
{
    (void)state;
    quoth_context *context = NULL;
    quoth_corpus *corpus = NULL;
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    static const char passage[] = "the ministry had never broken it";
    quoth_range range = {0, sizeof passage - 1};
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(make(context, &corpus), QUOTH_OK);
    assert_int_equal(quoth_text_make(context, passage, sizeof passage - 1, NULL, &text), QUOTH_OK);
    quoth_passage whole = {text, &range, 1};
    assert_int_equal(quoth_corpus_find(context, corpus, &whole, NULL, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 1);
    quoth_column quotation = column(table, "quotation"), account = column(table, "account");
    quoth_string name = quoth_column_string(&account, 0);
    assert_memory_equal(name.bytes, "letter", 6);
    assert_true(quoth_column_valid(&quotation, 0));
    assert_int_equal(cell(table, "quotation", 0), 6); /* the innermost one */
    assert_memory_equal(letter + cell(table, "start", 0), "The ministry has never broken it", 32);
    quoth_table_release(table);
    range.end = 100;
    assert_int_equal(quoth_corpus_find(context, corpus, &whole, NULL, &table), QUOTH_BAD_ARGUMENT);
    quoth_text_free(text);
    quoth_corpus_free(corpus);
    quoth_context_free(context);
}

static void errors_are_named(void **state)
{
    (void)state;
    quoth_context *context = NULL;
    quoth_corpus *corpus = NULL;
    quoth_table *table = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_corpus_make(context, &corpus), QUOTH_OK);
    quoth_account draft = account_of(NULL, "\"No,\" he said.\n");
    assert_int_equal(quoth_corpus_check(context, corpus, &draft, NULL, &table), QUOTH_OK); /* nothing to find it in */
    quoth_table_release(table);
    table = NULL;
    draft.skip = 1000;
    assert_int_equal(quoth_corpus_check(context, corpus, &draft, NULL, &table), QUOTH_BAD_ARGUMENT);
    draft.skip = 0;
    draft.size = 3;
    assert_int_equal(quoth_corpus_check(context, corpus, &draft, NULL, &table), QUOTH_BAD_ARGUMENT);
    draft = account_of(NULL, "\"\xFF\" he said.\n");
    assert_int_equal(quoth_corpus_check(context, corpus, &draft, NULL, &table), QUOTH_BAD_UTF8);
    quoth_find_options options = {.size = sizeof options, .at_least = 2};
    draft = account_of(NULL, "\"No,\" he said.\n");
    assert_int_equal(quoth_corpus_check(context, corpus, &draft, &options, &table), QUOTH_BAD_ARGUMENT);
    assert_null(table);
    quoth_corpus_free(corpus);
    quoth_context_free(context);
}

static quoth_status check_once(quoth_context *context, void *english)
{
    quoth_corpus *corpus = NULL;
    quoth_table *table = NULL;
    quoth_account account = account_of("a", "\"I do not mind it at all,\" Petrova said, \"nobody does.\"\n");
    quoth_account draft = account_of(NULL, "\"I do mind it _at all_,\" said Anna Petrova. \"Nobody does.\"\n");
    account.language = draft.language = english;
    quoth_status status = quoth_corpus_make(context, &corpus);
    if (status == QUOTH_OK) status = quoth_corpus_add(context, corpus, &account);
    if (status == QUOTH_OK) status = quoth_corpus_check(context, corpus, &draft, NULL, &table);
    quoth_table_release(table);
    quoth_corpus_free(corpus);
    return status;
}

static void memory_runs_out(void **state)
{
    (void)state;
    quoth_context *context = NULL;
    quoth_language *english = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_language_load(context, "en", &english), QUOTH_OK);
    assert_true(sweep(check_once, english) > 100);
    quoth_language_release(english);
    quoth_context_free(context);
}

/* Thousands of quotations, underscores and marks of block quotes: linear in the draft. */
static void hostile_drafts(void **state)
{
    (void)state;
    static const char *const units[] = {"\"a ", "____", "> > ", "\"No,\" he said, \"no.\" ", "* _ * _a_ `"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        uint64_t work[2];
        for (size_t twice = 0; twice < 2; twice++) {
            quoth_context *context = NULL;
            quoth_corpus *corpus = NULL;
            quoth_table *table = NULL;
            size_t length = strlen(units[i]), count = (size_t)1000 << twice;
            char *bytes = malloc(length * count + 1);
            assert_non_null(bytes);
            for (size_t k = 0; k < count; k++) memcpy(bytes + k * length, units[i], length);
            bytes[length * count] = '\0';
            assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
            assert_int_equal(make(context, &corpus), QUOTH_OK);
            quoth_account draft = account_of(NULL, bytes);
            assert_int_equal(quoth_corpus_check(context, corpus, &draft, NULL, &table), QUOTH_OK);
            work[twice] = quoth_context_work(context);
            quoth_table_release(table);
            quoth_corpus_free(corpus);
            quoth_context_free(context);
            free(bytes);
        }
        if (work[1] > work[0] * 5 / 2)
            print_error("%s: %llu, %llu\n", units[i], (unsigned long long)work[0], (unsigned long long)work[1]);
        assert_true(work[1] <= work[0] * 5 / 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_draft),
        cmocka_unit_test(the_corpus_stays),
        cmocka_unit_test(find_names_the_quotation),
        cmocka_unit_test(errors_are_named),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(hostile_drafts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
