/* given: mentions and speakers that the caller knows. */
#include "../../csrc/base/base.h"
#include "tables.h"

static const char early[] =
    "The mayor, Anna Petrova, met the engineers on Monday. \"I asked the builder: 'Will the bridge hold the winter "
    "ice?' He answered, 'The bridge will not hold the ice this winter.'\" Petrova said.\n\nBoris Lang disagreed. \"The "
    "ice was never a danger to the bridge,\" he said. \"It melts.\"\n\nThe \"old gang\" laughed.\n";

static quoth_account account_of(const char *id, const char *text)
{
    return (quoth_account){.size = sizeof(quoth_account), .id = id, .text = {text, strlen(text)}, .lang = "en"};
}

static quoth_table *known_table(quoth_context *context, const char *words, const quoth_known *known)
{
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    quoth_language *english = NULL;
    assert_int_equal(quoth_language_load(context, "en", &english), QUOTH_OK);
    quoth_text_options options = {.size = sizeof options, .language = english};
    assert_int_equal(quoth_text_make(context, words, strlen(words), &options, &text), QUOTH_OK);
    quoth_quotation_options asked = {.size = sizeof asked, .known = *known};
    quoth_status status = quoth_quotations(context, text, &asked, &table);
    if (status != QUOTH_OK) fail_msg("%s", quoth_context_error(context)->message);
    quoth_text_free(text);
    quoth_language_release(english);
    return table;
}

static quoth_mention mention_of(const char *text, const char *words, const char *name)
{
    uint32_t start = (uint32_t)(strstr(text, words) - text);
    return (quoth_mention){.start = start, .end = start + (uint32_t)strlen(words), .name = name};
}

static void mentions_are_believed(void **unused)
{
    (void)unused;
    static const char text[] = "Ivan Orlov met Pavel Sokol. \"It is late,\" he said. \"Go home,\" Sokol added. \"I "
                               "will not,\" said the tall one.\n";
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_known known = {0};
    quoth_table *table = known_table(context, text, &known);
    assert_cell(table, "speaker", 0, "Ivan Orlov");
    quoth_table_release(table);
    quoth_mention mentions[] = {mention_of(text, "he said", "Pavel Sokol"),
                                mention_of(text, "the tall one", "Ivan Orlov"),
                                mention_of(text, "Sokol added", "Pavel Sokol"), mention_of(text, "tall", "Nobody")};
    mentions[0].end = mentions[0].start + 2;
    mentions[2].end = mentions[2].start + 5;
    known = (quoth_known){.mentions = mentions, .mention_count = 4};
    table = known_table(context, text, &known);
    assert_cell(table, "speaker", 0, "Pavel Sokol");
    assert_cell(table, "speaker_as_written", 0, "he");
    assert_cell(table, "speaker", 1, "Pavel Sokol");
    assert_cell(table, "speaker", 2, "Ivan Orlov");
    assert_cell(table, "speaker_as_written", 2, "the tall one");
    quoth_table_release(table);
    quoth_context_free(context);
}

static void a_given_name_is_whole(void **unused)
{
    (void)unused;
    static const char text[] =
        "\"It is late,\" Orlov said. Later Orlov went home. \"Good night,\" said Orlov. \"Yes,\" "
        "said the Harbour Board.\n";
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_mention mentions[] = {mention_of(text, "Orlov", "Ivan Orlov"), mention_of(text, "Harbour Board", NULL)};
    mentions[0].gender = 'm';
    mentions[1].sort = 'b';
    quoth_known known = {.mentions = mentions, .mention_count = 2};
    quoth_table *table = known_table(context, text, &known);
    assert_cell(table, "speaker", 0, "Ivan Orlov");
    assert_cell(table, "speaker", 1, "Ivan Orlov"); /* found by ourselves */
    assert_cell(table, "speaker", 2, "Harbour Board");
    quoth_table_release(table);
    mentions[0] = mention_of(text, "Orlov", "Orlov");
    mentions[1] = mention_of(text, "Orlov said. Later", "Somebody");
    known.mention_count = 0;
    quoth_said said[] = {{0, 200, "Ivan Orlov", NULL}, {0, 13, "Pavel Sokol", "Ivan Orlov"}, {70, 72, NULL, NULL}};
    uint32_t length = (uint32_t)strlen(text) - 1;
    said[0].end = length;
    known = (quoth_known){.said = said, .said_count = 2};
    table = known_table(context, text, &known);
    assert_cell(table, "speaker", 0, "Pavel Sokol");
    assert_cell(table, "addressee", 0, "Ivan Orlov");
    assert_cell(table, "speaker", 2, "Ivan Orlov");
    assert_cell(table, "step", 2, "given");
    quoth_table_release(table);
    quoth_context_free(context);
}

static void known_is_checked(void **unused)
{
    (void)unused;
    quoth_context *context = NULL;
    quoth_corpus *corpus = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_corpus_make(context, &corpus), QUOTH_OK);
    const quoth_mention bad[] = {{.start = 3, .end = 3, .name = "a"},
                                 {.start = 3, .end = 100000, .name = "a"},
                                 {.start = 3, .end = 5, .name = ""},
                                 {.start = 3, .end = 5, .name = "a", .gender = 'x'},
                                 {.start = 3, .end = 5, .name = "a", .sort = 'x'},
                                 {.start = 3, .end = 5, .name = "\xE9"}};
    for (size_t i = 0; i < 6; i++) {
        quoth_account account = account_of("one", early);
        account.known = (quoth_known){.mentions = &bad[i], .mention_count = 1};
        assert_int_equal(quoth_corpus_add(context, corpus, &account), i == 5 ? QUOTH_BAD_UTF8 : QUOTH_BAD_ARGUMENT);
    }
    quoth_said said = {5, 4, "a", NULL};
    quoth_account account = account_of("one", early);
    account.known = (quoth_known){.said = &said, .said_count = 1};
    assert_int_equal(quoth_corpus_add(context, corpus, &account), QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_corpus_accounts_count(corpus), 0);
    quoth_corpus_free(corpus);
    quoth_context_free(context);
}

/* Mentions anywhere, over one another and over marks, never do harm. */
static void mentions_at_random(void **unused)
{
    (void)unused;
    static const char *const names[] = {NULL, "Ivan Orlov", "Orlov", "x", "Anna Petrova", "  "};
    quoth_context *context = NULL;
    uint32_t seed = 7, length = (uint32_t)strlen(early);
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    for (int round = 0; round < 300; round++) {
        quoth_mention mentions[12];
        quoth_said said[4];
        for (size_t i = 0; i < 16; i++) {
            seed = seed * 1664525u + 1013904223u;
            uint32_t start = (seed >> 8) % (length - 1), room = length - start - 1;
            seed = seed * 1664525u + 1013904223u;
            uint32_t end = start + 1 + (seed >> 8) % (room && room < 60 ? room : 60);
            if (end > length) end = length;
            const char *name = names[(seed >> 4) % 6];
            if (i < 12)
                mentions[i] = (quoth_mention){start, end, name, "mf"[seed >> 31], "pb"[seed >> 30 & 1]};
            else
                said[i - 12] = (quoth_said){start, end, name, names[(seed >> 12) % 6]};
        }
        quoth_known known = {mentions, 12, said, 4};
        quoth_table_release(known_table(context, early, &known));
    }
    quoth_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mentions_are_believed),
        cmocka_unit_test(a_given_name_is_whole),
        cmocka_unit_test(known_is_checked),
        cmocka_unit_test(mentions_at_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
