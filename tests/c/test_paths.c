/* paths: every path of this processor gives what the portable one gives: boundaries and work, at every alignment, on the
 * break test, on every code point and on random strings (QUOTH_LONG: a million, from QUOTH_SEED). */
#include "harness.h"
#include "paths.h"

static paths all;

static int set_up(void **unused)
{
    (void)unused;
    open_paths(&all);
    return all.portable == NULL;
}

static int tear_down(void **unused)
{
    (void)unused;
    close_paths(&all);
    return 0;
}

static void the_break_test_agrees(void **unused)
{
    (void)unused;
    size_t cases;
    assert_true(break_tests_agree(&all, getenv("QUOTH_QUICK") ? 13 : 1, &cases));
    printf("%zu cases\n", cases);
}

static void every_code_point_agrees(void **unused)
{
    (void)unused;
    assert_true(code_points_agree(&all, getenv("QUOTH_QUICK") ? 31 : 1));
}

static void random_strings_agree(void **unused)
{
    (void)unused;
    const char *seed = getenv("QUOTH_SEED");
    size_t rounds = getenv("QUOTH_QUICK") ? 5000 : getenv("QUOTH_LONG") ? 1000000 : 100000;
    assert_true(random_texts_agree(&all, seed ? strtoull(seed, NULL, 10) | 1u : 1234567, rounds));
}

static void checks_of_utf8_agree(void **unused)
{
    (void)unused;
    assert_true(checks_agree(&all, 99, getenv("QUOTH_QUICK") ? 5000 : 200000));
}

/* One text cut off at every place, and begun at every place. */
static void every_cut_agrees(void **unused)
{
    (void)unused;
    uint8_t text[400];
    uint64_t seed = 5;
    for (int round = 0; round < 6; round++) {
        size_t size = 0;
        while (size < 300) size = confusable_text(&seed, text, sizeof text);
        for (size_t at = 0; at <= size; at++) {
            if (at < size && quoth__utf8_continues(text[at])) continue;
            assert_true(same_on_paths(&all, text + at, size - at, MOST_PLACES));
            assert_true(same_on_paths(&all, text, at, MOST_PLACES));
        }
    }
}

/* What gives a block nothing to do: long words, flags, marks without end. */
static void repeated(const char *unit, size_t times)
{
    size_t length = strlen(unit);
    uint8_t *text = malloc(length * times);
    assert_non_null(text);
    for (size_t i = 0; i < times; i++) memcpy(text + i * length, unit, length);
    assert_true(same_on_paths(&all, text, length * times, MOST_PLACES));
    free(text);
}

static void long_runs_agree(void **unused)
{
    (void)unused;
    static const char *const units[] = {"a",
                                        " ",
                                        "1,",
                                        "a.",
                                        "\xCC\x81",
                                        "\r\n",
                                        "\xD0\xB0",
                                        "\xE4\xB8\x80",
                                        "\xE3\x82\xA2",
                                        "\xF0\x9F\x87\xA9",
                                        "\xD7\x90\"",
                                        "a\xE2\x80\x99",
                                        "_",
                                        "\xF0\x9F\x91\xA9\xE2\x80\x8D",
                                        " \xCC\x81",
                                        "\xE2\x80\xA8",
                                        "\xED\x95\x9C",
                                        "a.\xCC\x81",
                                        "'",
                                        "\xE2\x80\xAF"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        repeated(units[i], 1);
        repeated(units[i], 77);
        repeated(units[i], 5000);
    }
}

/* A walk may go by many and by one in turns. */
static void walks_alternate(void **unused)
{
    (void)unused;
    uint8_t text[400];
    uint64_t seed = 77;
    for (int round = 0; round < 3000; round++) {
        size_t size = confusable_text(&seed, text, sizeof text), count, found = 0, taken, start, end;
        uint32_t expected[400], got[512];
        count = take_places(all.portable, QUOTH__WORDS, text, size, 512 - 100, expected);
        for (size_t i = 0; i < PATHS; i++) {
            quoth__walk walk;
            if (all.other[i] == NULL) continue;
            quoth__walk_begin(&walk, QUOTH__WORDS, text, size);
            for (found = 0;;) {
                assert_int_equal(quoth__walk_take(all.other[i], &walk, NULL, got, 90, &taken), QUOTH_OK);
                assert_memory_equal(got, expected + found, taken * sizeof *got);
                found += taken;
                if (!quoth__walk_next(&walk, &start, &end)) break;
                assert_int_equal(end, expected[found++]);
            }
            assert_int_equal(found, count);
        }
    }
}

static void a_path_that_is_not_there_is_refused(void **unused)
{
    (void)unused;
    quoth_context_options options = {.size = sizeof options, .path = (quoth_path)99};
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(&options, &context), QUOTH_BAD_ARGUMENT);
    assert_null(context);
    assert_non_null(context = context_of_path(QUOTH_PATH_BEST));
    quoth_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_break_test_agrees), cmocka_unit_test(every_code_point_agrees),
        cmocka_unit_test(random_strings_agree),  cmocka_unit_test(every_cut_agrees),
        cmocka_unit_test(checks_of_utf8_agree),  cmocka_unit_test(long_runs_agree),
        cmocka_unit_test(walks_alternate),       cmocka_unit_test(a_path_that_is_not_there_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
