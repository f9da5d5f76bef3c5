/* Vocabularies with options, merged, saved and loaded; places in UTF-16; graphemes. */
#include "harness.h"

static quoth_context *plain_context(void)
{
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    return context;
}

static uint32_t id_of(quoth_context *context, quoth_vocabulary *vocabulary, const char *word)
{
    uint32_t id = UINT32_MAX;
    assert_int_equal(quoth_vocabulary_add(context, vocabulary, word, strlen(word), &id), QUOTH_OK);
    return id;
}

static uint32_t cell(const quoth_table *table, const char *name, size_t row)
{
    quoth_column column;
    assert_true(quoth_table_column_named(table, name, &column));
    return ((const uint32_t *)column.values)[row];
}

static void options_of_a_vocabulary(void **unused)
{
    (void)unused;
    static const char *const words[] = {"Résumé", "résumé", "resume", "saying", "says"};
    static const uint32_t ids[4][5] = {{0, 0, 1, 2, 3}, {0, 1, 2, 3, 4}, {0, 0, 0, 1, 2}, {0, 0, 1, 2, 2}};
    quoth_context *context = plain_context();
    for (size_t i = 0; i < 4; i++) {
        quoth_vocabulary_options options = {
            .size = sizeof options, .keep_case = i == 1, .strip_marks = i == 2, .stems = i == 3 ? "en-GB" : NULL};
        quoth_vocabulary *vocabulary = NULL;
        assert_int_equal(quoth_vocabulary_make_with(context, &options, &vocabulary), QUOTH_OK);
        for (size_t j = 0; j < 5; j++) assert_int_equal(id_of(context, vocabulary, words[j]), ids[i][j]);
        quoth_vocabulary_free(vocabulary);
    }
    quoth_vocabulary_options options = {.size = sizeof options, .stems = "xx"};
    quoth_vocabulary *vocabulary = NULL;
    assert_int_equal(quoth_vocabulary_make_with(context, &options, &vocabulary), QUOTH_NOT_FOUND);
    assert_non_null(strstr(quoth_context_error(context)->message, "known: ar, "));
    options.size = 1;
    assert_int_equal(quoth_vocabulary_make_with(context, &options, &vocabulary), QUOTH_BAD_ARGUMENT);
    quoth_context_free(context);
}

/* Two shares of a list of words, merged in order, have the ids of one vocabulary. */
static void merging(void **unused)
{
    (void)unused;
    static const char *const words[] = {"a", "b", "a", "c", "b", "d", "c", "e"};
    quoth_context *context = plain_context();
    quoth_vocabulary *all = NULL, *share[2] = {NULL, NULL}, *merged = NULL, *other = NULL;
    uint32_t ids[8];
    quoth_vocabulary_options options = {.size = sizeof options, .keep_case = true};
    assert_int_equal(quoth_vocabulary_make(context, &all), QUOTH_OK);
    assert_int_equal(quoth_vocabulary_make(context, &merged), QUOTH_OK);
    assert_int_equal(quoth_vocabulary_make_with(context, &options, &other), QUOTH_OK);
    for (size_t i = 0; i < 2; i++) {
        uint32_t local[4];
        assert_int_equal(quoth_vocabulary_make(context, &share[i]), QUOTH_OK);
        for (size_t j = 0; j < 4; j++) local[j] = id_of(context, share[i], words[4 * i + j]);
        assert_int_equal(quoth_vocabulary_merge(context, merged, share[i], ids), QUOTH_OK);
        for (size_t j = 0; j < 4; j++) assert_int_equal(ids[local[j]], id_of(context, all, words[4 * i + j]));
    }
    assert_int_equal(quoth_vocabulary_size(merged), 5);
    assert_int_equal(quoth_vocabulary_merge(context, merged, merged, ids), QUOTH_OK);
    assert_int_equal(ids[4], 4);
    assert_int_equal(quoth_vocabulary_merge(context, merged, other, ids), QUOTH_BAD_ARGUMENT);
    for (size_t i = 0; i < 2; i++) quoth_vocabulary_free(share[i]);
    quoth_vocabulary_free(other);
    quoth_vocabulary_free(merged);
    quoth_vocabulary_free(all);
    quoth_context_free(context);
}

static void saved_and_loaded(void **unused)
{
    (void)unused;
    quoth_context *context = plain_context();
    quoth_vocabulary_options options = {.size = sizeof options, .strip_marks = true, .stems = "fr"};
    quoth_vocabulary *vocabulary = NULL, *again = NULL;
    uint8_t bytes[300], copy[300];
    size_t length = 0;
    assert_int_equal(quoth_vocabulary_make_with(context, &options, &vocabulary), QUOTH_OK);
    assert_int_equal(id_of(context, vocabulary, "Été"), 0);
    assert_int_equal(id_of(context, vocabulary, "\u00ad"), 1); /* shows nothing: an empty form */
    assert_int_equal(id_of(context, vocabulary, "continuait"), 2);
    assert_int_equal(quoth_vocabulary_save(context, vocabulary, NULL, 0, &length), QUOTH_OK);
    assert_true(length > 44 && length < sizeof bytes);
    assert_int_equal(quoth_vocabulary_save(context, vocabulary, bytes, sizeof bytes, &length), QUOTH_OK);
    assert_int_equal(quoth_vocabulary_load(context, bytes, length, &again), QUOTH_OK);
    assert_int_equal(quoth_vocabulary_size(again), 3);
    assert_int_equal(id_of(context, again, "ÉTÉ"), 0);
    assert_int_equal(id_of(context, again, "continuer"), id_of(context, vocabulary, "continuer"));
    quoth_vocabulary_free(again);
    for (size_t i = 0; i < length; i++) {
        assert_int_equal(quoth_vocabulary_load(context, bytes, i, &again), QUOTH_BAD_ARGUMENT);
        for (unsigned bit = 0; bit < 8; bit++) {
            memcpy(copy, bytes, length);
            copy[i] ^= (uint8_t)(1u << bit);
            if (quoth_vocabulary_load(context, copy, length, &again) == QUOTH_OK) quoth_vocabulary_free(again);
        }
    }
    quoth_vocabulary_free(vocabulary);
    quoth_context_free(context);
}

static void places_in_utf16(void **unused)
{
    (void)unused;
    static const char bytes[] = "\U0001F44D John said. \U0001F600\U0001F600 é!";
    quoth_context *context = plain_context();
    quoth_text_options options = {.size = sizeof options, .units = QUOTH_UNITS_UTF16};
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    assert_int_equal(quoth_text_make(context, bytes, sizeof bytes - 1, &options, &text), QUOTH_OK);
    assert_int_equal(quoth_text_code_points(text), 21);
    for (uint32_t byte = 0, units = 0; byte <= sizeof bytes - 1; byte++) {
        uint8_t lead = (uint8_t)bytes[byte];
        if (byte < sizeof bytes - 1 && (lead & 0xC0) == 0x80) continue;
        assert_int_equal(quoth_text_code_point(text, byte), units);
        assert_int_equal(quoth_text_byte(text, units), byte);
        if (lead >= 0xF0) assert_int_equal(quoth_text_byte(text, units + 1), byte);
        units += lead >= 0xF0 ? 2 : 1;
    }
    assert_int_equal(quoth_tokens(context, text, NULL, NULL, &table), QUOTH_OK);
    assert_int_equal(cell(table, "start", 1), 3);
    assert_int_equal(cell(table, "end", 1), 7);
    assert_int_equal(cell(table, "start_byte", 1), 5);
    quoth_table_release(table);
    quoth_text_free(text);
    assert_int_equal(quoth_text_make(context, "éa", 3, &options, &text), QUOTH_OK);
    assert_int_equal(quoth_text_code_point(text, 2), 1);
    quoth_text_free(text);
    quoth_context_free(context);
}

static void graphemes(void **unused)
{
    (void)unused;
    static const char bytes[] = "e\u0301\r\n\U0001F469\u200D\U0001F467 x";
    static const uint32_t ends[] = {2, 4, 7, 8, 9};
    quoth_context *context = plain_context();
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    assert_int_equal(quoth_text_make(context, bytes, sizeof bytes - 1, NULL, &text), QUOTH_OK);
    assert_int_equal(quoth_graphemes(context, text, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(cell(table, "end", i), ends[i]);
        assert_int_equal(cell(table, "start", i), i ? ends[i - 1] : 0);
    }
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_context_free(context);
}

static void many_texts(void **unused)
{
    (void)unused;
    static const char *const bytes[] = {"a b", "", "é b c"};
    quoth_context *context = plain_context();
    quoth_text *texts[3] = {NULL, NULL, NULL};
    const quoth_text *given[3];
    quoth_vocabulary *vocabulary = NULL;
    quoth_table *table = NULL;
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(quoth_text_make(context, bytes[i], strlen(bytes[i]), NULL, &texts[i]), QUOTH_OK);
        given[i] = texts[i];
    }
    assert_int_equal(quoth_vocabulary_make(context, &vocabulary), QUOTH_OK);
    assert_int_equal(quoth_tokens_many(context, given, 3, NULL, vocabulary, &table), QUOTH_OK);
    static const uint32_t rows[5][4] = {{0, 0, 1, 0}, {0, 2, 3, 1}, {2, 0, 1, 2}, {2, 2, 3, 1}, {2, 4, 5, 3}};
    assert_int_equal(quoth_table_rows(table), 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(cell(table, "text", i), rows[i][0]);
        assert_int_equal(cell(table, "start", i), rows[i][1]);
        assert_int_equal(cell(table, "end", i), rows[i][2]);
        assert_int_equal(cell(table, "id", i), rows[i][3]);
    }
    quoth_table_release(table);
    assert_int_equal(quoth_tokens_many(context, given, 0, NULL, NULL, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 0);
    quoth_table_release(table);
    for (size_t i = 0; i < 3; i++) quoth_text_free(texts[i]);
    quoth_vocabulary_free(vocabulary);
    quoth_context_free(context);
}

static quoth_status one_call(quoth_context *context, void *unused)
{
    (void)unused;
    quoth_vocabulary_options options = {.size = sizeof options, .strip_marks = true, .stems = "en"};
    quoth_text_options with = {.size = sizeof with, .units = QUOTH_UNITS_UTF16};
    quoth_vocabulary *one = NULL, *other = NULL;
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    uint8_t bytes[300];
    size_t length = 0;
    uint32_t id, ids[4];
    quoth_status status = quoth_vocabulary_make_with(context, &options, &one);
    if (status == QUOTH_OK) status = quoth_vocabulary_add(context, one, "saying", 6, &id);
    if (status == QUOTH_OK) status = quoth_vocabulary_save(context, one, bytes, sizeof bytes, &length);
    if (status == QUOTH_OK) status = quoth_vocabulary_load(context, bytes, length, &other);
    if (status == QUOTH_OK) status = quoth_vocabulary_merge(context, other, one, ids);
    if (status == QUOTH_OK) status = quoth_text_make(context, "\U0001F600a", 5, &with, &text);
    if (status == QUOTH_OK) status = quoth_graphemes(context, text, &table);
    quoth_table_release(table);
    table = NULL;
    const quoth_text *const twice[] = {text, text};
    if (status == QUOTH_OK) status = quoth_tokens_many(context, twice, 2, NULL, one, &table);
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_vocabulary_free(other);
    quoth_vocabulary_free(one);
    return status;
}

static void allocations_fail(void **unused)
{
    (void)unused;
    assert_true(sweep(one_call, NULL) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_of_a_vocabulary), cmocka_unit_test(merging),   cmocka_unit_test(saved_and_loaded),
        cmocka_unit_test(places_in_utf16),         cmocka_unit_test(graphemes), cmocka_unit_test(many_texts),
        cmocka_unit_test(allocations_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
