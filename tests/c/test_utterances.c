/* Passages of no account: which are tellings of one utterance, by words and by letters. Lines are our own. */
#include <stdio.h>

#include "harness.h"

#include "../../include/quoth.h"

#define MOST 64

typedef struct fixture {
    quoth_context *context;
    quoth_language *language;
    quoth_text *text;
    char bytes[8192];
    quoth_range ranges[MOST];
    quoth_passage passages[MOST];
    uint32_t accounts[MOST], speakers[MOST];
    size_t count;
    quoth_utterances_options options;
} fixture;

/* Lines, one passage each. */
static void fill(fixture *f, const char *const *lines, size_t count, quoth_context *context)
{
    size_t used = 0;
    *f = (fixture){.context = context, .count = count, .options = {.size = sizeof f->options}};
    if (!context) assert_int_equal(quoth_context_make(NULL, &f->context), QUOTH_OK);
    assert_int_equal(quoth_language_load(f->context, "en", &f->language), QUOTH_OK);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(lines[i]);
        memcpy(f->bytes + used, lines[i], length);
        f->ranges[i] = (quoth_range){(uint32_t)used, (uint32_t)(used + length)};
        used += length;
        f->bytes[used++] = '\n';
    }
    quoth_text_options options = {.size = sizeof options, .language = f->language};
    assert_int_equal(quoth_text_make(f->context, f->bytes, used, &options, &f->text), QUOTH_OK);
    for (size_t i = 0; i < count; i++) f->passages[i] = (quoth_passage){f->text, &f->ranges[i], 1};
}

static void finish(fixture *f)
{
    quoth_text_free(f->text);
    quoth_language_release(f->language);
    quoth_context_free(f->context);
}

/* The utterance of each passage as a letter, '.' where it is told once; the first that stands is upper case. */
static void tell(fixture *f, char *letters)
{
    quoth_table *table = NULL;
    quoth_column utterance, passage, stands;
    memset(letters, '.', f->count);
    letters[f->count] = 0;
    assert_int_equal(quoth_utterances(f->context, f->passages, f->count, &f->options, &table), QUOTH_OK);
    assert_true(quoth_table_column(table, 0, &utterance) && quoth_table_column(table, 1, &passage));
    assert_true(quoth_table_column(table, 2, &stands));
    const uint32_t *u = utterance.values, *p = passage.values;
    const uint8_t *s = stands.values;
    for (size_t i = 0; i < quoth_table_rows(table); i++) {
        letters[p[i]] = (char)((s[i] ? 'A' : 'a') + (int)u[i]);
        if (i) assert_true(u[i - 1] < u[i] || p[i - 1] < p[i]);
    }
    quoth_table_release(table);
}

static void check(fixture *f, const char *expected)
{
    char letters[MOST + 1];
    tell(f, letters);
    assert_string_equal(letters, expected);
}

static const char *const spelt[] = {"Il vint au chastel por la dame veoir", "La nuit fu noire et li vens forz",
                                    "Il vint al castel pur la dame veer",   "il uint au chastiel pour la dame ueoir",
                                    "Or oez signor bone chancon",           "La nuit fut noire et li venz fors"};

static void test_one_saying_in_many_spellings(void **state)
{
    (void)state;
    fixture f;
    fill(&f, spelt, 6, NULL);
    f.options.letters = true;
    f.options.at_least = 650000000;
    check(&f, "ABaa.b");
    finish(&f);
}

static void test_an_account_tells_a_saying_once(void **state)
{
    (void)state;
    fixture f;
    const char *lines[] = {spelt[0], spelt[1], spelt[2], spelt[0], spelt[2], spelt[1]};
    const uint32_t accounts[] = {0, 0, 1, 0, 1, 1};
    fill(&f, lines, 6, NULL);
    memcpy(f.accounts, accounts, sizeof accounts);
    f.options = (quoth_utterances_options){.size = sizeof f.options, .accounts = f.accounts, .letters = true};
    char letters[MOST + 1];
    tell(&f, letters);
    assert_int_equal(letters[1] | 32, letters[5] | 32);
    assert_int_not_equal(letters[0] | 32, letters[3] | 32);
    assert_int_not_equal(letters[2] | 32, letters[4] | 32);
    assert_int_equal(letters[0] | 32, letters[2] | 32);
    assert_int_equal(letters[3] | 32, letters[4] | 32);
    f.options.accounts = NULL;
    tell(&f, letters);
    assert_int_equal(letters[0] | 32, letters[3] | 32);
    finish(&f);
}

/* Each is like the next, the ends are not alike. */
static void test_letters_do_not_chain(void **state)
{
    (void)state;
    fixture f;
    const char *const lines[] = {"abcdefghij klmnopqrst", "abcdefghij klmnouuuuu", "abcdeuuuuu klmnouuuuu",
                                 "abcdeuuuuu vwxyzuuuuu", "vwxyzuuuuu vwxyzuuuuu"};
    char letters[MOST + 1];
    fill(&f, lines, 5, NULL);
    f.options.letters = true;
    tell(&f, letters);
    assert_int_not_equal(letters[0] | 32, letters[4] | 32);
    finish(&f);
}

static void test_the_order_of_passages_has_no_meaning(void **state)
{
    (void)state;
    for (int by = 0; by < 2; by++) {
        fixture f, g;
        char a[MOST + 1], b[MOST + 1];
        const char *turned[6];
        for (size_t i = 0; i < 6; i++) turned[i] = spelt[5 - i];
        fill(&f, spelt, 6, NULL);
        fill(&g, turned, 6, NULL);
        f.options.letters = g.options.letters = by == 1;
        tell(&f, a);
        tell(&g, b);
        for (size_t i = 0; i < 6; i++)
            for (size_t j = 0; j < 6; j++) {
                assert_int_equal((a[i] | 32) == (a[j] | 32) && a[i] != '.',
                                 (b[5 - i] | 32) == (b[5 - j] | 32) && b[5 - i] != '.');
                assert_int_equal(a[i] >= 'A' && a[i] <= 'Z', b[5 - i] >= 'A' && b[5 - i] <= 'Z');
            }
        finish(&f);
        finish(&g);
    }
}

static void test_by_words_the_wording_told_most_often_stands(void **state)
{
    (void)state;
    fixture f;
    const char *const lines[] = {"The ferry will not sail before the ice has melted",
                                 "The ferry won't sail before the ice has melted, he said",
                                 "the ferry will not sail, before the ice has melted!", "", "We lost the harbour keys"};
    fill(&f, lines, 5, NULL);
    check(&f, "AaA..");
    finish(&f);
}

static void test_speakers_keep_apart(void **state)
{
    (void)state;
    fixture f;
    const char *const lines[] = {"The ferry will not sail before Monday", "The ferry cannot sail before Monday"};
    fill(&f, lines, 2, NULL);
    f.speakers[0] = 1;
    f.speakers[1] = 1;
    f.options.speakers = f.speakers;
    check(&f, "aA");
    f.speakers[1] = 2;
    check(&f, "..");
    finish(&f);
}

static void test_what_is_refused(void **state)
{
    (void)state;
    fixture f;
    quoth_table *table = NULL;
    fill(&f, spelt, 6, NULL);
    f.options.at_least = QUOTH_ONE + 1;
    assert_int_equal(quoth_utterances(f.context, f.passages, 6, &f.options, &table), QUOTH_BAD_ARGUMENT);
    f.options = (quoth_utterances_options){.size = 3};
    assert_int_equal(quoth_utterances(f.context, f.passages, 6, &f.options, &table), QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_utterances(f.context, NULL, 6, NULL, &table), QUOTH_BAD_ARGUMENT);
    f.ranges[2].end = 100000;
    assert_int_equal(quoth_utterances(f.context, f.passages, 6, NULL, &table), QUOTH_BAD_ARGUMENT);
    assert_null(table);
    assert_int_equal(quoth_utterances(f.context, NULL, 0, NULL, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 0);
    quoth_table_release(table);
    finish(&f);
}

static quoth_status tell_all(quoth_context *context, void *argument)
{
    fixture *f = argument;
    quoth_table *table = NULL;
    quoth_status status = quoth_utterances(context, f->passages, f->count, &f->options, &table);
    if (status == QUOTH_OK) quoth_table_release(table);
    return status;
}

static void test_every_failing_allocation(void **state)
{
    (void)state;
    fixture f;
    fill(&f, spelt, 6, NULL);
    assert_true(sweep(tell_all, &f) > 20);
    f.options.letters = true;
    f.options.accounts = f.accounts;
    for (uint32_t i = 0; i < 6; i++) f.accounts[i] = i;
    assert_true(sweep(tell_all, &f) > 20);
    finish(&f);
}

/* ---------------------------------------------------------------------------------------------------- hostile input */

#define HOSTILE 3000u
#define LINE 80u

enum { SAME, NEAR, REPEATED, TWO_LETTERS, FAMILIES };

/* Line i of a family, of under LINE bytes; gives its length. */
static size_t write_line(int family, size_t i, char *line)
{
    switch (family) {
    case SAME: return (size_t)snprintf(line, LINE, "the same lanterns burned in the harbour");
    case NEAR: return (size_t)snprintf(line, LINE, "the same lanterns burned in the harbour %zu", i);
    case REPEATED: memset(line, 'a', i % 67 + 1); return i % 67 + 1;
    default: break;
    }
    uint64_t chance = (i + 1) * 0x9E3779B97F4A7C15u;
    for (size_t k = 0; k < 30; k++) line[k] = k % 6 == 5 ? ' ' : (chance >> k & 1) ? 'a' : 'b';
    return 30;
}

/* The work that so many lines of a family are. */
static uint64_t work_of(int family, size_t count, bool letters)
{
    static char bytes[HOSTILE * (LINE + 1)];
    static quoth_range ranges[HOSTILE];
    static quoth_passage passages[HOSTILE];
    quoth_context *context = NULL;
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        ranges[i].start = (uint32_t)used;
        used += write_line(family, i, bytes + used);
        ranges[i].end = (uint32_t)used;
        bytes[used++] = '\n';
    }
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_text_make(context, bytes, used, NULL, &text), QUOTH_OK);
    for (size_t i = 0; i < count; i++) passages[i] = (quoth_passage){text, &ranges[i], 1};
    quoth_utterances_options options = {.size = sizeof options, .letters = letters};
    assert_int_equal(quoth_utterances(context, passages, count, &options, &table), QUOTH_OK);
    uint64_t work = quoth_context_work(context);
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_context_free(context);
    return work;
}

static void test_twice_the_passages_are_twice_the_work(void **state)
{
    (void)state;
    for (int family = 0; family < FAMILIES; family++)
        for (int letters = 0; letters < 2; letters++) {
            uint64_t half = work_of(family, HOSTILE / 2, letters == 1), whole = work_of(family, HOSTILE, letters == 1);
            if (10 * whole > 23 * half) fail_msg("family %d: %.2f times", family, (double)whole / (double)half);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_saying_in_many_spellings),
        cmocka_unit_test(test_an_account_tells_a_saying_once),
        cmocka_unit_test(test_letters_do_not_chain),
        cmocka_unit_test(test_the_order_of_passages_has_no_meaning),
        cmocka_unit_test(test_by_words_the_wording_told_most_often_stands),
        cmocka_unit_test(test_speakers_keep_apart),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_every_failing_allocation),
        cmocka_unit_test(test_twice_the_passages_are_twice_the_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
