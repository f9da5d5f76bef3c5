/* lang: reading a language from a file, asking it, guessing. */
#include "../../csrc/lang/lang.h"
#include "harness.h"

static const char latin[] = "# a small language\n"
                            "language\tla\tLatin\n"
                            "function\tet\n"
                            "function\test\r\n"
                            "function\tin\n"
                            "cue\tdixit\tspeech\t95\n"
                            "cue_phrase\tsecundum\n"
                            "cue_phrase\tut ait\tspeech\n"
                            "unheard_of\tres\tx\t1\n"
                            "\n"
                            "title\tdux\tm\n"
                            "role\tdux\tm\t80\n"
                            "trait\tfree subject\n"
                            "suffix\tavit\tpast\n"
                            "suffix\tit\tpast\t50\n";

static quoth_context *plain_context(void)
{
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    return context;
}

static uint32_t word(const quoth_language *language, const char *form)
{
    return quoth__language_word(language, form, strlen(form));
}

static void read_and_ask(void **unused)
{
    (void)unused;
    quoth_context *context = plain_context();
    quoth_language *language = NULL;
    assert_int_equal(quoth_language_read(context, latin, sizeof latin - 1, &language), QUOTH_OK);
    assert_string_equal(quoth_language_name(language), "la");
    uint32_t dux = quoth__language_step(language, 0, word(language, "dux"));
    assert_int_equal(quoth__language_classes(language, dux), 1u << QUOTH__CLASS_TITLE | 1u << QUOTH__CLASS_ROLE);
    assert_int_equal(quoth__language_entry(language, dux, QUOTH__CLASS_ROLE)->weight, 80);
    assert_null(quoth__language_entry(language, dux, QUOTH__CLASS_CUE));
    uint32_t ut = quoth__language_step(language, 0, word(language, "ut"));
    assert_int_equal(quoth__language_classes(language, ut), 0);
    uint32_t ut_ait = quoth__language_step(language, ut, word(language, "ait"));
    const quoth__entry *entry = quoth__language_entry(language, ut_ait, QUOTH__CLASS_CUE_PHRASE);
    quoth_string value = quoth__language_value(language, entry->value);
    assert_memory_equal(value.bytes, "speech", value.length);
    assert_int_equal(entry->weight, 100);
    assert_int_equal(quoth__language_step(language, ut, word(language, "dux")), QUOTH__NONE);
    assert_int_equal(word(language, "nemo"), QUOTH__NONE);
    assert_ptr_equal(quoth_language_retain(language), language);
    quoth_language_release(language);
    quoth_language_release(language);
    quoth_language_release(NULL);
    quoth_context_free(context);
}

static void endings_and_traits(void **unused)
{
    (void)unused;
    quoth_context *context = plain_context();
    quoth_language *language = NULL;
    assert_int_equal(quoth_language_read(context, latin, sizeof latin - 1, &language), QUOTH_OK);
    assert_int_equal(quoth__language_suffix(language, "clamavit", 8)->weight, 100);
    assert_int_equal(quoth__language_suffix(language, "respondit", 9)->weight, 50);
    assert_null(quoth__language_suffix(language, "clamat", 6));
    assert_null(quoth__language_suffix(language, "avit", 4));
    assert_true(quoth__language_has(language, "free subject"));
    assert_false(quoth__language_has(language, "free"));
    assert_false(quoth__language_has(language, "dux"));
    uint32_t titles = 1u << QUOTH__CLASS_TITLE;
    assert_int_equal(quoth__language_tail(language, "archidux", 8, titles), QUOTH__NONE); /* too short a tail */
    quoth_language_release(language);
    assert_int_equal(quoth_language_load(context, "de", &language), QUOTH_OK);
    uint32_t tail = quoth__language_tail(language, "regierungssprecher", 18, 1u << QUOTH__CLASS_ROLE);
    assert_int_equal(tail, word(language, "sprecher"));
    assert_int_equal(quoth__language_tail(language, "regierungssprecher", 18, titles), QUOTH__NONE);
    assert_true(quoth__language_has(language, "verb second"));
    quoth_language_release(language);
    quoth_context_free(context);
}

static void wrong_lines(void **unused)
{
    (void)unused;
    static const struct {
        const char *file;
        quoth_status status;
        uint64_t place;
    } cases[] = {{"", QUOTH_BAD_LANGUAGE, 0},
                 {"cue\tsaid\n", QUOTH_BAD_LANGUAGE, 1},
                 {"language\tx\n", QUOTH_BAD_LANGUAGE, 1},
                 {"language\tx y z\n", QUOTH_BAD_LANGUAGE, 1},
                 {"language\ten\tEnglish\ncue\tsaid\tspeech\t101\n", QUOTH_BAD_LANGUAGE, 2},
                 {"language\ten\tEnglish\ncue\tsaid\tspeech\tmuch\n", QUOTH_BAD_LANGUAGE, 2},
                 {"language\ten\tEnglish\n\ncue\n", QUOTH_BAD_LANGUAGE, 3},
                 {"language\ten\tEnglish\ncue_phrase\tin  the words\n", QUOTH_BAD_LANGUAGE, 2},
                 {"language\ten\tEnglish\ncue\tsaid\ncue\tsaid\n", QUOTH_BAD_LANGUAGE, 3},
                 {"language\ten\tEngl\xFFsh\n", QUOTH_BAD_UTF8, 16}};
    quoth_context *context = plain_context();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        quoth_language *language = NULL;
        assert_int_equal(quoth_language_read(context, cases[i].file, strlen(cases[i].file), &language),
                         cases[i].status);
        assert_int_equal(quoth_context_error(context)->place, cases[i].place);
        assert_null(language);
    }
    quoth_context_free(context);
}

static void compiled_in(void **unused)
{
    (void)unused;
    quoth_context *context = plain_context();
    for (size_t i = 0; quoth_language_code(i); i++) {
        quoth_language *language = NULL;
        assert_int_equal(quoth_language_load(context, quoth_language_code(i), &language), QUOTH_OK);
        assert_string_equal(quoth_language_name(language), quoth_language_code(i));
        quoth_language_release(language);
    }
    quoth_language *language = NULL;
    assert_int_equal(quoth_language_load(context, "tlh", &language), QUOTH_NOT_FOUND);
    assert_non_null(strstr(quoth_context_error(context)->message, "en"));
    quoth_context_free(context);
}

static void guessing(void **unused)
{
    (void)unused;
    quoth_context *context = plain_context();
    quoth_language *both[2];
    assert_int_equal(quoth_language_read(context, latin, sizeof latin - 1, &both[0]), QUOTH_OK);
    assert_int_equal(quoth_language_load(context, "en", &both[1]), QUOTH_OK);
    const quoth_language *asked[2] = {both[0], both[1]};
    static const struct {
        const char *text;
        size_t index;
    } cases[] = {{"Veni et vidi et vici in Asia, quod est notum.", 0},
                 {"The minister said that he would not be there and that it was of no use.", 1},
                 {"Zxcvb qwerty asdfg.", SIZE_MAX},
                 {"", SIZE_MAX}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t index = 7;
        assert_int_equal(quoth_language_guess(context, asked, 2, cases[i].text, strlen(cases[i].text), &index),
                         QUOTH_OK);
        assert_int_equal(index, cases[i].index);
    }
    size_t index;
    assert_int_equal(quoth_language_guess(context, asked, 2, "a\xC3", 2, &index), QUOTH_BAD_UTF8);
    quoth_language_release(both[0]);
    quoth_language_release(both[1]);
    quoth_context_free(context);
}

static quoth_status read_once(quoth_context *context, void *unused)
{
    (void)unused;
    quoth_language *language = NULL;
    quoth_status status = quoth_language_read(context, latin, sizeof latin - 1, &language);
    if (status == QUOTH_OK) quoth_language_release(language);
    return status;
}

static quoth_status guess_once(quoth_context *context, void *language)
{
    const quoth_language *asked[1] = {language};
    size_t index;
    return quoth_language_guess(context, asked, 1, "Roma est in Italia", 18, &index);
}

static void allocations_fail(void **unused)
{
    (void)unused;
    assert_true(sweep(read_once, NULL) > 5);
    quoth_context *context = plain_context();
    quoth_language *language = NULL;
    assert_int_equal(quoth_language_read(context, latin, sizeof latin - 1, &language), QUOTH_OK);
    assert_true(sweep(guess_once, language) > 0);
    quoth_language_release(language);
    quoth_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read_and_ask), cmocka_unit_test(endings_and_traits), cmocka_unit_test(wrong_lines),
        cmocka_unit_test(compiled_in),  cmocka_unit_test(guessing),           cmocka_unit_test(allocations_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
