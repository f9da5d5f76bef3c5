/* threads: what the header lets many threads share is shared by eight at once, each with a context of its own: a language,
 * a text, a frozen vocabulary, a corpus and tables, retained and released on any of them; and all see the same.
 * `make check-threads` runs it under ThreadSanitizer. */
#include "harness.h"

#include <pthread.h>

#define THREADS 8u

static const char told[] =
    "The mayor met the engineers. \xE2\x80\x9CI asked the builder: \xE2\x80\x98Will the bridge hold the "
    "ice?\xE2\x80\x99 "
    "He answered, \xE2\x80\x98The bridge will not hold the ice this winter.\xE2\x80\x99\xE2\x80\x9D Anna Petrova said.";
static const char again[] =
    "\xE2\x80\x9CI asked the builder: \xE2\x80\x98Will the bridge hold the ice?\xE2\x80\x99 And he answered, "
    "\xE2\x80\x98The bridge will hold the ice.\xE2\x80\x99\xE2\x80\x9D Anna Petrova recalled years later.";

typedef struct shared {
    quoth_language *language;
    quoth_text *text, *other;
    quoth_vocabulary *vocabulary;
    quoth_corpus *corpus;
    quoth_table *quotations;
    unsigned rounds;
} shared;

typedef struct result {
    const shared *all;
    pthread_t thread;
    uint64_t sum;      /* of what was seen */
    const char *wrong; /* the first call that failed; NULL: none */
} result;

/* FNV-1a over what the columns of a table hold. */
static uint64_t sum_of(uint64_t sum, const quoth_table *table)
{
    quoth_column column;
    for (size_t i = 0; quoth_table_column(table, i, &column); i++) {
        const uint8_t *bytes = column.values;
        size_t length = column.type == QUOTH_U32 || column.type == QUOTH_NAME ? column.rows * 4 : 0;
        if (column.type == QUOTH_UTF8) length = (size_t)column.offsets[column.rows];
        for (size_t at = 0; at < length; at++) sum = (sum ^ bytes[at]) * 1099511628211u;
    }
    return (sum ^ quoth_table_rows(table)) * 1099511628211u;
}

static bool see(result *mine, quoth_status status, const char *call, quoth_table **table)
{
    if (status != QUOTH_OK) {
        mine->wrong = call;
        return false;
    }
    mine->sum = sum_of(mine->sum, *table);
    quoth_table_release(*table);
    return true;
}

static bool look(result *mine, quoth_context *context)
{
    const shared *all = mine->all;
    quoth_range ranges[2] = {{0, (uint32_t)quoth_text_code_points(all->text)},
                             {0, (uint32_t)quoth_text_code_points(all->other)}};
    quoth_passage a = {all->text, &ranges[0], 1}, b = {all->other, &ranges[1], 1};
    quoth_table *table = NULL;
    char why[300];
    size_t length = 0;
    if (!see(mine, quoth_quotations(context, all->text, NULL, &table), "quotations", &table) ||
        !see(mine, quoth_changes(context, &a, &b, &table), "changes", &table) ||
        !see(mine, quoth_sentences(context, all->text, NULL, &table), "sentences", &table) ||
        !see(mine, quoth_tokens(context, all->text, NULL, NULL, &table), "tokens", &table))
        return false;
    for (size_t row = 0; row < quoth_table_rows(all->quotations); row++) {
        mine->wrong = "why";
        if (quoth_corpus_why_speaker(context, all->corpus, all->quotations, row, why, sizeof why, &length) != QUOTH_OK)
            return false;
        mine->sum = (mine->sum ^ length) * 1099511628211u;
    }
    mine->wrong = NULL;
    mine->sum = sum_of(mine->sum, quoth_table_retain(all->quotations));
    quoth_table_release(all->quotations);
    for (uint32_t id = 0; id < quoth_vocabulary_size(all->vocabulary); id++)
        mine->sum = (mine->sum ^ quoth_vocabulary_form(all->vocabulary, id).length) * 1099511628211u;
    return true;
}

/* A text of the thread's own, in the language that all share. */
static bool make(result *mine, quoth_context *context)
{
    quoth_text_options options = {.size = sizeof options, .language = quoth_language_retain(mine->all->language)};
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    quoth_status status = quoth_text_make(context, told, sizeof told - 1, &options, &text);
    quoth_language_release(mine->all->language);
    if (status == QUOTH_OK) status = quoth_quotations(context, text, NULL, &table);
    quoth_text_free(text);
    return see(mine, status, "a text of its own", &table);
}

static void *work(void *argument)
{
    result *mine = argument;
    quoth_context *context = NULL;
    mine->wrong = "context";
    if (quoth_context_make(NULL, &context) != QUOTH_OK) return NULL;
    mine->wrong = NULL;
    for (unsigned round = 0; round < mine->all->rounds; round++)
        if (!look(mine, context) || !make(mine, context)) break;
    quoth_context_free(context);
    return NULL;
}

static void add(quoth_context *context, shared *all, const char *id, const char *bytes, size_t length)
{
    quoth_account account = {.size = sizeof account, .id = id, .text = {bytes, length}, .language = all->language};
    assert_int_equal(quoth_corpus_add(context, all->corpus, &account), QUOTH_OK);
}

static void open_all(shared *all)
{
    quoth_context *context = NULL;
    quoth_text_options options = {.size = sizeof options};
    quoth_table *tokens = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_language_load(context, "en", &all->language), QUOTH_OK);
    options.language = all->language;
    assert_int_equal(quoth_text_make(context, told, sizeof told - 1, &options, &all->text), QUOTH_OK);
    assert_int_equal(quoth_text_make(context, again, sizeof again - 1, &options, &all->other), QUOTH_OK);
    assert_int_equal(quoth_vocabulary_make(context, &all->vocabulary), QUOTH_OK);
    assert_int_equal(quoth_tokens(context, all->text, NULL, all->vocabulary, &tokens), QUOTH_OK);
    quoth_table_release(tokens);
    assert_int_equal(quoth_corpus_make(context, &all->corpus), QUOTH_OK);
    add(context, all, "told", told, sizeof told - 1);
    add(context, all, "again", again, sizeof again - 1);
    assert_int_equal(quoth_corpus_quotations(context, all->corpus, &all->quotations), QUOTH_OK);
    quoth_context_free(context);
}

static void close_all(shared *all)
{
    quoth_table_release(all->quotations);
    quoth_corpus_free(all->corpus);
    quoth_vocabulary_free(all->vocabulary);
    quoth_text_free(all->other);
    quoth_text_free(all->text);
    quoth_language_release(all->language);
}

static void eight_threads_see_the_same(void **unused)
{
    (void)unused;
    shared all = {.rounds = getenv("QUOTH_QUICK") ? 3 : 40};
    result results[THREADS] = {{0}};
    open_all(&all);
    for (size_t i = 0; i < THREADS; i++) {
        results[i].all = &all;
        assert_int_equal(pthread_create(&results[i].thread, NULL, work, &results[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) assert_int_equal(pthread_join(results[i].thread, NULL), 0);
    for (size_t i = 0; i < THREADS; i++) {
        if (results[i].wrong) fail_msg("thread %zu: %s failed", i, results[i].wrong);
        assert_true(results[i].sum == results[0].sum && results[0].sum != 0);
    }
    close_all(&all);
}

static void *release(void *table)
{
    for (int i = 0; i < 1000; i++) quoth_table_release(quoth_table_retain(table));
    quoth_table_release(table);
    return NULL;
}

/* The last reference may be given up on any thread, after everything else is gone. */
static void a_table_dies_on_some_thread(void **unused)
{
    (void)unused;
    shared all = {0};
    pthread_t threads[THREADS];
    open_all(&all);
    quoth_table *table = all.quotations;
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, release, quoth_table_retain(table)), 0);
    close_all(&all);
    for (size_t i = 0; i < THREADS; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eight_threads_see_the_same),
        cmocka_unit_test(a_table_dies_on_some_thread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
/* link: -pthread */
