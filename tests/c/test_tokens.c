/* tokens: rows held against one segment at a time: places, kinds and ids, with memos that are new, full and grown. */
#include "../../csrc/text/text.h"
#include "../../csrc/unicode/boundary.h"
#include "../../csrc/unicode/form.h"
#include "../../csrc/unicode/properties.h"
#include "harness.h"
#include "paths.h"

static quoth_context *context;

static int make_context(void **unused)
{
    (void)unused;
    return quoth_context_make(NULL, &context) != QUOTH_OK;
}

static int free_context(void **unused)
{
    (void)unused;
    quoth_context_free(context);
    return 0;
}

static const uint32_t *column(const quoth_table *table, const char *name)
{
    quoth_column described;
    assert_true(quoth_table_column_named(table, name, &described));
    return described.values;
}

/* The id of a segment says its comparison form and nothing else. */
static void check_form(const quoth_vocabulary *vocabulary, const uint8_t *bytes, size_t size, uint32_t id)
{
    quoth__array form = {0};
    quoth_string known = quoth_vocabulary_form(vocabulary, id);
    assert_int_equal(quoth__form_append(context, bytes, size, 0, &form), QUOTH_OK);
    assert_int_equal(known.length, form.count);
    if (form.count > 0) assert_memory_equal(known.bytes, form.data, form.count);
    quoth__array_free(&context->allocator, &form, 1);
}

/* The bytes lie in a block of their own size. */
static void check_tokens(const uint8_t *given, size_t size, bool spaces, quoth_vocabulary *vocabulary)
{
    uint8_t *bytes = malloc(size > 0 ? size : 1);
    assert_non_null(bytes);
    memcpy(bytes, given, size);
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    quoth_token_options options = {.size = sizeof options, .profile = QUOTH_PROFILE_UAX29, .spaces = spaces};
    assert_int_equal(quoth_text_make(context, (const char *)bytes, size, NULL, &text), QUOTH_OK);
    assert_int_equal(quoth_tokens(context, text, &options, vocabulary, &table), QUOTH_OK);
    const uint32_t *start = column(table, "start_byte"), *end = column(table, "end_byte");
    const uint32_t *from = column(table, "start"), *to = column(table, "end");
    const uint32_t *id = vocabulary ? column(table, "id") : NULL, *kind = column(table, "kind");
    size_t rows = quoth_table_rows(table), row = 0, first, last;
    quoth__walk walk;
    size_t skip = text->skip;
    quoth__walk_begin(&walk, QUOTH__WORDS, bytes + skip, size - skip);
    while (quoth__walk_next(&walk, &first, &last)) {
        size_t place = skip + first;
        bool space = quoth__is_space(quoth__utf8_next(bytes, &place));
        if (space && !spaces) continue;
        assert_true(row < rows);
        assert_int_equal(start[row], skip + first);
        assert_int_equal(end[row], skip + last);
        assert_int_equal(from[row], quoth_text_code_point(text, start[row]));
        assert_int_equal(to[row], quoth_text_code_point(text, end[row]));
        assert_int_equal(kind[row] == QUOTH__TOKEN_SPACE, space);
        if (id) check_form(vocabulary, bytes + start[row], end[row] - start[row], id[row]);
        row++;
    }
    assert_int_equal(row, rows);
    quoth_table_release(table);
    quoth_text_free(text);
    free(bytes);
}

static void random_texts(void **unused)
{
    (void)unused;
    uint64_t seed = 2024;
    uint8_t text[400];
    quoth_vocabulary *kept = NULL, *fresh = NULL;
    assert_int_equal(quoth_vocabulary_make(context, &kept), QUOTH_OK);
    for (int round = 0; round < 3000; round++) {
        size_t size = confusable_text(&seed, text, sizeof text);
        assert_int_equal(quoth_vocabulary_make(context, &fresh), QUOTH_OK);
        check_tokens(text, size, round % 2 == 0, kept);
        check_tokens(text, size, round % 2 == 0, kept);
        check_tokens(text, size, round % 3 == 0, fresh);
        check_tokens(text, size, round % 3 == 0, NULL);
        quoth_vocabulary_free(fresh);
    }
    quoth_vocabulary_free(kept);
}

/* Segments of every length to beyond the longest that a memo takes, in the middle and at the very end. */
/* Each code point of a row alone and with others, a line each. */
static size_t lines_of_row(uint32_t row, uint8_t *to)
{
    static const char *const around[] = {"#\n",  "#\xCC\x81\n", "#a\n", "#1\n",
                                         "_#\n", "1#\n",        ".#\n", "#\xEF\xBE\x9E\n"};
    size_t size = 0;
    for (uint32_t c = row << 8; c < (row + 1) << 8; c++) {
        if (c >= 0xD800 && c < 0xE000) continue;
        for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
            for (const char *at = around[i]; *at; at++) {
                if (*at == '#')
                    size += quoth__utf8_put(c, to + size);
                else
                    to[size++] = (uint8_t)*at;
            }
        }
    }
    return size;
}

/* Kinds are the same with a vocabulary, where all bytes of a segment are looked at, and without, where the first may
 * tell: for every code point. */
static void kinds_need_no_vocabulary(void **unused)
{
    (void)unused;
    static uint8_t bytes[256 * 8 * 8];
    for (uint32_t row = 0; row < CODE_POINTS >> 8; row += getenv("QUOTH_QUICK") ? 17 : 1) {
        size_t size = lines_of_row(row, bytes);
        quoth_vocabulary *vocabulary = NULL;
        quoth_text *text = NULL;
        quoth_table *with = NULL, *without = NULL;
        assert_int_equal(quoth_text_make(context, (const char *)bytes, size, NULL, &text), QUOTH_OK);
        assert_int_equal(quoth_vocabulary_make(context, &vocabulary), QUOTH_OK);
        assert_int_equal(quoth_tokens(context, text, NULL, vocabulary, &with), QUOTH_OK);
        assert_int_equal(quoth_tokens(context, text, NULL, NULL, &without), QUOTH_OK);
        size_t rows = quoth_table_rows(with);
        assert_int_equal(quoth_table_rows(without), rows);
        for (const char *const *name = (const char *const[]){"start", "end_byte", "kind", NULL}; *name; name++)
            assert_memory_equal(column(with, *name), column(without, *name), rows * sizeof(uint32_t));
        quoth_table_release(with);
        quoth_table_release(without);
        quoth_vocabulary_free(vocabulary);
        quoth_text_free(text);
    }
}

static void every_length(void **unused)
{
    (void)unused;
    static const char *const letters[] = {"a", "\xD0\xB1", "\xED\x95\x9C", "B"};
    quoth_vocabulary *vocabulary = NULL;
    assert_int_equal(quoth_vocabulary_make(context, &vocabulary), QUOTH_OK);
    for (size_t which = 0; which < 4; which++) {
        for (size_t count = 1; count < 70; count++) {
            uint8_t text[1024];
            size_t size = 0;
            for (int twice = 0; twice < 3; twice++) {
                if (twice > 0) text[size++] = twice == 1 ? ' ' : '\n';
                for (size_t i = 0; i < count; i++) {
                    memcpy(text + size, letters[which], strlen(letters[which]));
                    size += strlen(letters[which]);
                }
            }
            check_tokens(text, size, false, vocabulary);
        }
    }
    quoth_vocabulary_free(vocabulary);
}

/* Words that differ in one byte, in their length, or in what folding takes away are told apart or not, as they must. */
static void like_words(void **unused)
{
    (void)unused;
    quoth_vocabulary *vocabulary = NULL;
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    static const char words[] = "The the THE t\xC2\xADhe don't don\xE2\x80\x99t thea he "
                                "\xD0\x9F\xD1\x83\xD1\x82\xD0\xB8\xD0\xBD \xD0\xBF\xD1\x83\xD1\x82\xD0\xB8\xD0\xBD";
    static const uint32_t ids[] = {0, 0, 0, 0, 1, 1, 2, 3, 4, 4};
    assert_int_equal(quoth_vocabulary_make(context, &vocabulary), QUOTH_OK);
    assert_int_equal(quoth_text_make(context, words, sizeof words - 1, NULL, &text), QUOTH_OK);
    for (int round = 0; round < 2; round++) {
        assert_int_equal(quoth_tokens(context, text, NULL, vocabulary, &table), QUOTH_OK);
        assert_int_equal(quoth_table_rows(table), 10);
        assert_memory_equal(column(table, "id"), ids, sizeof ids);
        quoth_table_release(table);
    }
    assert_int_equal(quoth_vocabulary_size(vocabulary), 5);
    quoth_text_free(text);
    quoth_vocabulary_free(vocabulary);
}

/* A text of many different words, short and long: the memos grow, and the second time the ids are the same. */
static void many_words(void **unused)
{
    (void)unused;
    enum { WORDS = 40000 };
    char *bytes = malloc(WORDS * 40);
    size_t size = 0;
    uint64_t seed = 4;
    quoth_vocabulary *vocabulary = NULL;
    quoth_text *text = NULL;
    quoth_table *first = NULL, *second = NULL;
    assert_non_null(bytes);
    for (size_t i = 0; i < WORDS; i++) {
        size_t length = 3 + next_random(&seed) % 30;
        for (size_t k = 0; k < length; k++) bytes[size++] = (char)('a' + next_random(&seed) % 26);
        bytes[size++] = ' ';
    }
    assert_int_equal(quoth_vocabulary_make(context, &vocabulary), QUOTH_OK);
    assert_int_equal(quoth_text_make(context, bytes, size, NULL, &text), QUOTH_OK);
    assert_int_equal(quoth_tokens(context, text, NULL, vocabulary, &first), QUOTH_OK);
    size_t known = quoth_vocabulary_size(vocabulary);
    assert_int_equal(quoth_tokens(context, text, NULL, vocabulary, &second), QUOTH_OK);
    assert_int_equal(quoth_vocabulary_size(vocabulary), known);
    assert_int_equal(quoth_table_rows(first), WORDS);
    assert_memory_equal(column(first, "id"), column(second, "id"), WORDS * sizeof(uint32_t));
    assert_true(vocabulary->short_ones.used > 10000 && vocabulary->longer.used > 10000);
    quoth_table_release(first);
    quoth_table_release(second);
    check_tokens((const uint8_t *)bytes, 100000, false, vocabulary);
    quoth_text_free(text);
    quoth_vocabulary_free(vocabulary);
    free(bytes);
}

/* The work of a call is the same on every path. */
static void work_is_that_of_the_text(void **unused)
{
    (void)unused;
    paths all;
    uint8_t bytes[400];
    uint64_t seed = 9;
    open_paths(&all);
    for (int round = 0; round < 300; round++) {
        size_t size = confusable_text(&seed, bytes, sizeof bytes);
        uint64_t work[PATHS + 1];
        for (size_t i = 0; i <= PATHS; i++) {
            quoth_context *on = i < PATHS ? all.other[i] : all.portable;
            quoth_vocabulary *vocabulary = NULL;
            quoth_text *text = NULL;
            quoth_table *table = NULL;
            if (on == NULL) continue;
            assert_int_equal(quoth_vocabulary_make(on, &vocabulary), QUOTH_OK);
            assert_int_equal(quoth_text_make(on, (const char *)bytes, size, NULL, &text), QUOTH_OK);
            work[i] = quoth_context_work(on);
            assert_int_equal(quoth_tokens(on, text, NULL, vocabulary, &table), QUOTH_OK);
            work[i] += quoth_context_work(on);
            quoth_table_release(table);
            quoth_text_free(text);
            quoth_vocabulary_free(vocabulary);
        }
        for (size_t i = 0; i < PATHS; i++) {
            if (all.other[i] != NULL) assert_int_equal(work[i], work[PATHS]);
        }
    }
    close_paths(&all);
}

/* Work of a call for a unit repeated up to so many bytes; the text's own is left out. */
static uint64_t work_of(const char *unit, size_t bytes, bool graphemes)
{
    size_t length = strlen(unit), size = bytes - bytes % length;
    char *repeated = malloc(size);
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    quoth_vocabulary *vocabulary = NULL;
    assert_non_null(repeated);
    for (size_t at = 0; at < size; at += length) memcpy(repeated + at, unit, length);
    assert_int_equal(quoth_vocabulary_make(context, &vocabulary), QUOTH_OK);
    assert_int_equal(quoth_text_make(context, repeated, size, NULL, &text), QUOTH_OK);
    quoth_status status =
        graphemes ? quoth_graphemes(context, text, &table) : quoth_tokens(context, text, NULL, vocabulary, &table);
    assert_int_equal(status, QUOTH_OK);
    uint64_t work = quoth_context_work(context);
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_vocabulary_free(vocabulary);
    free(repeated);
    return work;
}

/* Text made to be slow costs at most eight times what prose costs, and twice of it twice as much. */
static void hostile_text_is_linear(void **unused)
{
    (void)unused;
    static const char prose[] =
        "The bridge, she said, would be closed until the \xE2\x80\x9Cspring\xE2\x80\x9D of 2009. ";
    static const char *const units[] = {"a",
                                        "\xCC\x81",
                                        "\xF0\x9F\x91\xA9\xE2\x80\x8D",
                                        "1,",
                                        "a.",
                                        "\r\n",
                                        "\n",
                                        "\xF0\x9F\x87\xA9",
                                        "\xD7\x90\"",
                                        "\xE1\x84\x80",
                                        "\xD8\x80",
                                        "_",
                                        "a\xD0\xB1\xE4\xB8\x80\xE3\x82\xA2\xD7\x90\xE0\xA4\x95 "};
    const size_t bytes = getenv("QUOTH_QUICK") ? 20000 : 500000;
    for (int graphemes = 0; graphemes < 2; graphemes++) {
        uint64_t plain = work_of(prose, bytes, graphemes != 0);
        for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
            uint64_t once = work_of(units[i], bytes, graphemes != 0),
                     twice = work_of(units[i], 2 * bytes, graphemes != 0);
            if (once > 8 * plain || 10 * twice > 22 * once) fail_msg("unit %zu: %llu", i, (unsigned long long)once);
        }
    }
}

static quoth_status all_of_it(quoth_context *of, void *unused)
{
    (void)unused;
    static const char bytes[] = "The same words the same words and antidisestablishmentarianism, \xD0\xBF\xD1\x83.";
    quoth_vocabulary *vocabulary = NULL;
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    quoth_status status = quoth_vocabulary_make(of, &vocabulary);
    if (status == QUOTH_OK) status = quoth_text_make(of, bytes, sizeof bytes - 1, NULL, &text);
    if (status == QUOTH_OK) status = quoth_tokens(of, text, NULL, vocabulary, &table);
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_vocabulary_free(vocabulary);
    return status;
}

/* One word, for which too much room is taken and given back. */
static quoth_status of_a_word(quoth_context *of, void *unused)
{
    (void)unused;
    char bytes[1000];
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    memset(bytes, 'a', sizeof bytes);
    quoth_status status = quoth_text_make(of, bytes, sizeof bytes, NULL, &text);
    if (status == QUOTH_OK) status = quoth_tokens(of, text, NULL, NULL, &table);
    if (status == QUOTH_OK) assert_true(quoth_table_size(table) < 2500);
    quoth_table_release(table);
    quoth_text_free(text);
    return status;
}

static void memory_may_run_out(void **unused)
{
    (void)unused;
    assert_true(sweep(all_of_it, NULL) > 8);
    assert_true(sweep(of_a_word, NULL) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(random_texts, make_context, free_context),
        cmocka_unit_test_setup_teardown(kinds_need_no_vocabulary, make_context, free_context),
        cmocka_unit_test_setup_teardown(every_length, make_context, free_context),
        cmocka_unit_test_setup_teardown(like_words, make_context, free_context),
        cmocka_unit_test_setup_teardown(many_words, make_context, free_context),
        cmocka_unit_test(work_is_that_of_the_text),
        cmocka_unit_test_setup_teardown(hostile_text_is_linear, make_context, free_context),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
