/* text: offsets, paragraphs, sentences, tokens. */
#include "../../csrc/text/text.h"
#include "harness.h"

static quoth_context *plain_context(void)
{
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    return context;
}

static quoth_text *text_of(quoth_context *context, const char *bytes, size_t length, bool with_english)
{
    quoth_language *english = NULL;
    if (with_english) assert_int_equal(quoth_language_load(context, "en", &english), QUOTH_OK);
    quoth_text_options options = {.size = sizeof options, .language = english};
    quoth_text *text = NULL;
    assert_int_equal(quoth_text_make(context, bytes, length, &options, &text), QUOTH_OK);
    quoth_language_release(english);
    return text;
}

static uint32_t cell(const quoth_table *table, const char *column, size_t row)
{
    quoth_column described;
    assert_true(quoth_table_column_named(table, column, &described));
    return ((const uint32_t *)described.values)[row];
}

/* The rows of a table of places must be these stretches of the text. */
static void check_places(const quoth_table *table, const char *bytes, const char *const *expected, size_t count)
{
    assert_int_equal(quoth_table_rows(table), count);
    for (size_t i = 0; i < count; i++) {
        uint32_t start = cell(table, "start_byte", i), end = cell(table, "end_byte", i);
        assert_int_equal(end - start, strlen(expected[i]));
        assert_memory_equal(bytes + start, expected[i], end - start);
    }
}

static void offsets_both_ways(void **unused)
{
    (void)unused;
    quoth_context *context = plain_context();
    static const char *const pieces[] = {"a", "\xC3\xA9", "\xE2\x80\x9C", "\xF0\x9F\x91\x8D"};
    char bytes[2000];
    size_t length = 0;
    for (size_t i = 0; i < 600; i++) {
        const char *piece = pieces[(i * i + i / 7) % 4];
        memcpy(bytes + length, piece, strlen(piece));
        length += strlen(piece);
    }
    quoth_text *text = text_of(context, bytes, length, false);
    assert_int_equal(quoth_text_code_points(text), 600);
    uint32_t code_point = 0;
    for (uint32_t byte = 0; byte < length; byte++) {
        if (byte > 0 && ((uint8_t)bytes[byte] & 0xC0) != 0x80) code_point++;
        assert_int_equal(quoth_text_code_point(text, byte), code_point);
        if (((uint8_t)bytes[byte] & 0xC0) != 0x80) assert_int_equal(quoth_text_byte(text, code_point), byte);
    }
    assert_int_equal(quoth_text_code_point(text, (uint32_t)length), 600);
    assert_int_equal(quoth_text_byte(text, 600), length);
    assert_int_equal(quoth_text_byte(text, 9999), length);
    quoth_text_free(text);
    quoth_text_free(NULL);
    quoth_context_free(context);
}

static void bad_texts(void **unused)
{
    (void)unused;
    quoth_context_options limits = {.size = sizeof limits, .max_bytes = 10, .max_tokens = 3};
    quoth_context *context = NULL;
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    assert_int_equal(quoth_context_make(&limits, &context), QUOTH_OK);
    assert_int_equal(quoth_text_make(context, "ab\xFF", 3, NULL, &text), QUOTH_BAD_UTF8);
    assert_int_equal(quoth_context_error(context)->place, 2);
    assert_int_equal(quoth_text_make(context, "0123456789a", 11, NULL, &text), QUOTH_OVER_LIMIT);
    quoth_text_options within = {.size = sizeof within, .skip = 1};
    assert_int_equal(quoth_text_make(context, "\xC3\xA9", 2, &within, &text), QUOTH_BAD_ARGUMENT);
    within.skip = 3;
    assert_int_equal(quoth_text_make(context, "\xC3\xA9", 2, &within, &text), QUOTH_BAD_ARGUMENT);
    assert_null(text);
    assert_int_equal(quoth_text_make(context, "a b c d", 7, NULL, &text), QUOTH_OK);
    assert_int_equal(quoth_tokens(context, text, NULL, NULL, &table), QUOTH_OVER_LIMIT);
    quoth_text_free(text);
    assert_int_equal(quoth_text_make(context, "a b c", 5, NULL, &text), QUOTH_OK);
    assert_int_equal(quoth_tokens(context, text, NULL, NULL, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 3);
    quoth_table_release(table);
    quoth_text_free(text);
    assert_int_equal(quoth_text_make(context, "", 0, NULL, &text), QUOTH_OK);
    assert_int_equal(quoth_paragraphs(context, text, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 0);
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_context_free(context);
}

static void check_paragraphs(const char *bytes, const char *const *expected, size_t count)
{
    quoth_context *context = plain_context();
    quoth_text *text = text_of(context, bytes, strlen(bytes), false);
    quoth_table *table = NULL;
    assert_int_equal(quoth_paragraphs(context, text, &table), QUOTH_OK);
    check_places(table, bytes, expected, count);
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_context_free(context);
}

static void paragraphs(void **unused)
{
    (void)unused;
    static const char *const lines[] = {"One.", "Two.", "Three.", "Four.", "Five."};
    check_paragraphs("\xEF\xBB\xBFOne.\n\nTwo.\r\n Three.\rFour.\xE2\x80\xA9\n \xC2\xA0\n Five. ", lines, 5);
    static const char *const wrapped[] = {"The first paragraph of this text goes on over several lines of it,\n"
                                          "since somebody has set it to the width of a page, as books have it,\n"
                                          "and so a line break does not end it.",
                                          "The second one is of the same kind: each of its lines is as long as\n"
                                          "the page is wide, but for the last, which is what it happens to be,\n"
                                          "and then comes a blank line or the end."};
    char bytes[600];
    snprintf(bytes, sizeof bytes, "%s\n\n%s\n", wrapped[0], wrapped[1]);
    check_paragraphs(bytes, wrapped, 2);
}

static void check_sentences(const char *bytes, const char *const *expected, size_t count)
{
    quoth_context *context = plain_context();
    quoth_text *text = text_of(context, bytes, strlen(bytes), true);
    quoth_table *table = NULL;
    assert_int_equal(quoth_sentences(context, text, NULL, &table), QUOTH_OK);
    check_places(table, bytes, expected, count);
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_context_free(context);
}

static void sentences(void **unused)
{
    (void)unused;
    static const char *const news[] = {"Mr. Orlov met J. K. Petrov on Monday.", "He left at 3.30.",
                                       "\"Really?\" she asked.", "Nobody knew."};
    check_sentences("Mr. Orlov met J. K. Petrov on Monday. He left at 3.30. \"Really?\" she asked.\nNobody knew.", news,
                    4);
}

static void tokens(void **unused)
{
    (void)unused;
    static const char bytes[] = "\xE2\x80\x9CIt\xE2\x80\x99s 3.5,\xE2\x80\x9D he said: it's \xC3\xA9t\xC3\xA9.";
    static const char *const expected[] = {
        "\xE2\x80\x9C", "It\xE2\x80\x99s",   "3.5", ",", "\xE2\x80\x9D", "he", "said", ":",
        "it's",         "\xC3\xA9t\xC3\xA9", "."};
    static const char kinds[] = {3, 0, 1, 2, 3, 0, 0, 2, 0, 0, 2};
    quoth_context *context = plain_context();
    quoth_text *text = text_of(context, bytes, sizeof bytes - 1, false);
    quoth_vocabulary *vocabulary = NULL;
    quoth_table *table = NULL;
    assert_int_equal(quoth_vocabulary_make(context, &vocabulary), QUOTH_OK);
    assert_int_equal(quoth_tokens(context, text, NULL, vocabulary, &table), QUOTH_OK);
    check_places(table, bytes, expected, 11);
    for (size_t i = 0; i < 11; i++) assert_int_equal(cell(table, "kind", i), kinds[i]);
    assert_int_equal(cell(table, "id", 1), cell(table, "id", 8));
    quoth_string form = quoth_vocabulary_form(vocabulary, cell(table, "id", 1));
    assert_memory_equal(form.bytes, "it's", 4);
    assert_int_equal(quoth_vocabulary_size(vocabulary), 10);
    uint32_t id;
    assert_int_equal(quoth_vocabulary_add(context, vocabulary, "SAID", 4, &id), QUOTH_OK);
    assert_int_equal(id, cell(table, "id", 6));
    assert_int_equal(quoth_vocabulary_add(context, vocabulary, "\xFF", 1, &id), QUOTH_BAD_UTF8);
    assert_int_equal(cell(table, "start", 2), 6);
    quoth_table_release(table);
    quoth_token_options options = {.size = sizeof options, .spaces = true};
    assert_int_equal(quoth_tokens(context, text, &options, NULL, &table), QUOTH_OK);
    assert_int_equal(quoth_table_columns(table), 5);
    for (size_t i = 1; i < quoth_table_rows(table); i++)
        assert_int_equal(cell(table, "start", i), cell(table, "end", i - 1));
    quoth_table_release(table);
    quoth_vocabulary_free(vocabulary);
    quoth_text_free(text);
    quoth_context_free(context);
}

static quoth_status everything(quoth_context *context, void *unused)
{
    (void)unused;
    static const char bytes[] = "Dr. No said no. \"No!\" said he.\n\nAnd \xC3\xA9t\xC3\xA9 came.";
    quoth_text_options options = {.size = sizeof options, .keep = true};
    quoth_text *text = NULL;
    quoth_vocabulary *vocabulary = NULL;
    quoth_table *table = NULL;
    quoth_status status;
    QUOTH__GOTO(quoth_text_make(context, bytes, sizeof bytes - 1, &options, &text));
    QUOTH__GOTO(quoth_vocabulary_make(context, &vocabulary));
    QUOTH__GOTO(quoth_tokens(context, text, NULL, vocabulary, &table));
    quoth_table_release(table);
    table = NULL;
    QUOTH__GOTO(quoth_sentences(context, text, NULL, &table));
    quoth_table_release(table);
    table = NULL;
    QUOTH__GOTO(quoth_paragraphs(context, text, &table));
done:
    quoth_table_release(table);
    quoth_vocabulary_free(vocabulary);
    quoth_text_free(text);
    return status;
}

static void allocations_fail(void **unused)
{
    (void)unused;
    assert_true(sweep(everything, NULL) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offsets_both_ways), cmocka_unit_test(bad_texts), cmocka_unit_test(paragraphs),
        cmocka_unit_test(sentences),         cmocka_unit_test(tokens),    cmocka_unit_test(allocations_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
