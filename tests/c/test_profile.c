/* The flags of tokens: each by itself and together. A case is a text with | where the tokens of it are cut (white space
 * too), the flags, and the language. */
#include "harness.h"

#include "../../csrc/text/profile.h"

#define JOINS                                                                                                          \
    (QUOTH_TOKENS_HYPHENS | QUOTH_TOKENS_URLS | QUOTH_TOKENS_EMAILS | QUOTH_TOKENS_NAMES | QUOTH_TOKENS_TAGS |         \
     QUOTH_TOKENS_NUMBERS | QUOTH_TOKENS_ABBREVIATIONS)

typedef struct rule {
    uint32_t flags;
    const char *lang, *text;
} rule;

static const rule rules[] = {
    /* nothing asked for: the standard */
    {0, "fr", "l’arbre| |vice|-|roi| |jo|@|a.org| |12|:|30| |e.g|.| |a:b| |#|x| |10|\u202f|000"},
    {QUOTH_TOKENS_HYPHENS, NULL, "vice-president| |3-year-old| |x|-|-|y| |-|a|-| |Jean‐Paul’s| |e|-|,| |a|–|b"},
    {QUOTH_TOKENS_HYPHENS, NULL, "non\u2011stop| |state-of-the-art|.| |1999-2000"},
    {QUOTH_TOKENS_URLS, NULL,
     "See| |https://www.example.com/a_(b)?c=d#e|,| |or| |(|http://a.org/b|)|.| |Or| |x|:|/|/|y"},
    {QUOTH_TOKENS_URLS, NULL,
     "www.example.museum|:| |a9.com|,| |webserver1.domain.com/x?y=1|.| |end.Next| |U.S|.| |3.14"},
    {QUOTH_TOKENS_URLS, NULL, "“|https://a.org|”| |«|a.org|»| |jo|@|a.org| |http|:|/|/| |example.com:8080/x|!"},
    {QUOTH_TOKENS_EMAILS, NULL, "jo.do+x@a-b.org|.| |a|@|b| |joe.com@x.com| |@|jo| |(|x@y.co.uk|)| |@|@| |a|@|b|.|1"},
    {QUOTH_TOKENS_NAMES, NULL, "@jo_2|,| |@Jo@a.org|’s| |a|@|b.org| |@|-| |@лев"},
    {QUOTH_TOKENS_TAGS, NULL, "#tag|,| |#a_1|.| |#|1| |a|#|b| |&|#|x27|;| |#été| |#|#|b"},
    {QUOTH_TOKENS_NUMBERS, NULL,
     "12:30|,| |1:39:02.6| |3.14| |1,000.50| |.5| |10\u00a0000\u202f000,5| |5|\u00a0|men| |a:b"},
    {QUOTH_TOKENS_NUMBERS, NULL, "1|:|a| |10\u2009000| |10| |000| |12|\u00a0|3456|.| |x|.|5"},
    {QUOTH_TOKENS_ABBREVIATIONS, "en",
     "Mr.| |J.| |Smith| |of| |the| |U.S.|,| |e.g.| |No.| |5|.| |No|.| |He| |sat|.| |Ph.D."},
    {QUOTH_TOKENS_ABBREVIATIONS, "de",
     "z.| |B.| |Dr.| |Weber|,| |usw.| |Option| |a|.| |Am| |3|.| |Mai|.|.|.| |bzw.| |z.B."},
    {QUOTH_TOKENS_ABBREVIATIONS, NULL, "Mr|.| |J.| |Smith| |U.S.| |end|."},
    {QUOTH_TOKENS_ELISION, "fr", "l’|arbre| |d'|un| |qu’|il| |aujourd’hui| |l’|l’|an| |prud’homme| |l|’| |a"},
    {QUOTH_TOKENS_ELISION, "it", "dell’|anno| |l'|Avv|.| |po|’| |c’|è"},
    {QUOTH_TOKENS_ELISION, "en", "don’t| |l’arbre"},
    {QUOTH_TOKENS_ELISION, NULL, "l’arbre"},
    {QUOTH_TOKENS_COLON, NULL, "a|:|b| |a|:|b|:|c| |12|:|30| |x|:| |y|：|z"},
    {QUOTH_TOKENS_COLON | QUOTH_TOKENS_ELISION | QUOTH_TOKENS_HYPHENS, "fr", "l’|abc|:|d-e| |l’|arbre-roi"},
    {JOINS, "en", "@jo|:| |see| |http://a.org/x-y|,| |Lt.-Gen.| |Fox’s| |#x|-|1| |at| |12:30| |jo-do@a.org|."},
    {JOINS, "en", "#a|@|b.org| |@a| |b"},
};

static quoth_text *text_of(quoth_context *context, const char *bytes, size_t length, const char *lang)
{
    quoth_text_options options = {.size = sizeof options, .keep = true};
    quoth_text *text = NULL;
    if (lang) assert_int_equal(quoth_language_load(context, lang, &options.language), QUOTH_OK);
    assert_int_equal(quoth_text_make(context, bytes, length, &options, &text), QUOTH_OK);
    quoth_language_release(options.language);
    return text;
}

static uint32_t cell(const quoth_table *table, const char *name, size_t row)
{
    quoth_column column;
    assert_true(quoth_table_column_named(table, name, &column));
    return ((const uint32_t *)column.values)[row];
}

/* The tokens of a text, white space too, with bars between. */
static void barred(quoth_context *context, const quoth_text *text, const quoth_token_options *options, char *out)
{
    quoth_table *table = NULL;
    quoth_string bytes = quoth_text_bytes(text);
    assert_int_equal(quoth_tokens(context, text, options, NULL, &table), QUOTH_OK);
    for (size_t i = 0; i < quoth_table_rows(table); i++) {
        uint32_t start = cell(table, "start_byte", i), end = cell(table, "end_byte", i);
        assert_int_equal(start, i ? cell(table, "end_byte", i - 1) : 0);
        if (i) *out++ = '|';
        memcpy(out, bytes.bytes + start, end - start);
        out += end - start;
    }
    *out = 0;
    quoth_table_release(table);
}

static void flags(void **unused)
{
    (void)unused;
    quoth_context *context = NULL;
    size_t wrong = 0;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        char bytes[400], found[800];
        size_t length = 0;
        for (const char *from = rules[i].text; *from; from++)
            if (*from != '|') bytes[length++] = *from;
        quoth_text *text = text_of(context, bytes, length, rules[i].lang);
        quoth_token_options options = {.size = sizeof options, .spaces = true, .flags = rules[i].flags};
        barred(context, text, &options, found);
        if (strcmp(found, rules[i].text) != 0) {
            wrong++;
            print_error("wanted %s\nfound  %s\n", rules[i].text, found);
        }
        quoth_text_free(text);
    }
    quoth_context_free(context);
    assert_int_equal(wrong, 0);
}

static void no_break_spaces(void **unused)
{
    (void)unused;
    static const char bytes[] = "mot\u202f? a\u00a0b";
    quoth_token_options options = {.size = sizeof options, .spaces = true, .profile = QUOTH_PROFILE_UAX29};
    quoth_context *context = NULL;
    char found[100];
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_text *text = text_of(context, bytes, sizeof bytes - 1, NULL);
    barred(context, text, &options, found);
    assert_string_equal(found, "mot\u202f|?| |a|\u00a0|b");
    options.flags = QUOTH_TOKENS_NO_BREAK_SPACES;
    barred(context, text, &options, found);
    assert_string_equal(found, "mot|\u202f|?| |a|\u00a0|b");
    options.flags = QUOTH_TOKENS_HYPHENS;
    barred(context, text, &options, found);
    assert_string_equal(found, "mot\u202f|?| |a|\u00a0|b");
    options.profile = QUOTH_PROFILE_NEWS;
    barred(context, text, &options, found);
    assert_string_equal(found, "mot|\u202f|?| |a|\u00a0|b");
    options.flags = 1024;
    quoth_table *table = NULL;
    assert_int_equal(quoth_tokens(context, text, &options, NULL, &table), QUOTH_BAD_ARGUMENT);
    quoth_text_free(text);
    quoth_context_free(context);
}

static void white_space_is_left_out(void **unused)
{
    (void)unused;
    static const char bytes[] = " a-b\t\u00a0c\r\n\u3000 d\n";
    quoth_token_options options = {.size = sizeof options, .flags = QUOTH_TOKENS_HYPHENS};
    quoth_context *context = NULL;
    quoth_table *table = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_text *text = text_of(context, bytes, sizeof bytes - 1, NULL);
    assert_int_equal(quoth_tokens(context, text, &options, NULL, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 3);
    for (size_t i = 0; i < 3; i++) assert_int_equal(bytes[cell(table, "start_byte", i)], "acd"[i]);
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_context_free(context);
}

/* Random strings of what confuses: the tokens cover the text whatever the flags. */
static void tokens_cover_the_text(void **unused)
{
    (void)unused;
    static const char *const pool[] = {"a",    "B",  "1", "12", ".", ":",      "/",      "//",   "@",
                                       "#",    "-",  "'", "’",  " ", "\u00a0", "\u202f", "www.", "http://",
                                       ".com", "l’", "é", "中", "(", ")",      "_",      "U.S.", "\n"};
    quoth_context *context = NULL;
    uint64_t random = 88172645463325252u;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    for (int round = 0; round < 4000; round++) {
        char bytes[300] = "", found[900];
        for (int i = 0; i < 24; i++) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            strcat(bytes, pool[random % (sizeof pool / sizeof *pool)]);
        }
        quoth_text *text = text_of(context, bytes, strlen(bytes), NULL);
        quoth_token_options options = {
            .size = sizeof options, .spaces = true, .flags = (uint32_t)(random >> 20) % 1024};
        barred(context, text, &options, found);
        size_t length = 0;
        for (const char *from = found; *from; from++) length += *from != '|';
        assert_int_equal(length, strlen(bytes));
        quoth_text_free(text);
    }
    quoth_context_free(context);
}

static uint64_t work_of(const char *unit, size_t count)
{
    size_t step = strlen(unit), length = step * count;
    char *bytes = malloc(length);
    quoth_token_options options = {.size = sizeof options, .flags = 1023};
    quoth_context *context = NULL;
    quoth_table *table = NULL;
    assert_non_null(bytes);
    for (size_t i = 0; i < length; i += step) memcpy(bytes + i, unit, step);
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_text *text = text_of(context, bytes, length, "fr");
    assert_int_equal(quoth_tokens(context, text, &options, NULL, &table), QUOTH_OK);
    uint64_t work = quoth_context_work(context);
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_context_free(context);
    free(bytes);
    return work;
}

static void work_is_linear(void **unused)
{
    (void)unused;
    static const char *const units[] = {"a", ".",  "a.", "@",   "a@",     "@a", "#",       "#a",   "-",   "a-",
                                        ":", "1:", "a:", "://", "a://b)", "l’", "1\u202f", ".com", "(.)", "a.b@c.d "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        uint64_t once = work_of(units[i], 20000), twice = work_of(units[i], 40000);
        if (twice * 10 > once * 22)
            fail_msg("'%s': %llu, then %llu for twice as much", units[i], (unsigned long long)once,
                     (unsigned long long)twice);
    }
}

static quoth_status one_call(quoth_context *context, void *unused)
{
    (void)unused;
    static const char bytes[] = "@jo: see http://a.org/x-y, Lt.-Gen. l’arbre #x at 12:30 jo@a.org a:b";
    quoth_token_options options = {.size = sizeof options, .flags = 1023};
    quoth_text_options with = {.size = sizeof with};
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    quoth_status status = quoth_language_load(context, "nl", &with.language);
    if (status == QUOTH_OK) status = quoth_text_make(context, bytes, sizeof bytes - 1, &with, &text);
    if (status == QUOTH_OK) status = quoth_tokens(context, text, &options, NULL, &table);
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_language_release(with.language);
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
        cmocka_unit_test(flags),
        cmocka_unit_test(no_break_spaces),
        cmocka_unit_test(white_space_is_left_out),
        cmocka_unit_test(tokens_cover_the_text),
        cmocka_unit_test(work_is_linear),
        cmocka_unit_test(allocations_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
