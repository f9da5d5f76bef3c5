/* form: against the normalization data where utf8proc is of their version, own cases, marks without end, memory. */
#define _POSIX_C_SOURCE 200809L
#include <time.h>

#include <utf8proc.h>

#include "../../csrc/unicode/form.h"
#include "../../csrc/unicode/tables.h"
#include "harness.h"
#include "unicode_data.h"

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

/* The form of a string, with a NUL; kept until the next four calls. */
static const char *form_of(const char *bytes, size_t size, unsigned options)
{
    static char rooms[4][2048];
    static size_t turn;
    char *room = rooms[turn++ % 4];
    quoth__array out = {0};
    assert_int_equal(quoth__form_append(context, (const uint8_t *)bytes, size, options, &out), QUOTH_OK);
    assert_true(out.count < sizeof rooms[0]);
    if (out.count > 0) memcpy(room, out.data, out.count);
    room[out.count] = '\0';
    quoth__array_free(&context->allocator, &out, 1);
    return room;
}

static void expect(const char *bytes, unsigned options, const char *form)
{
    assert_string_equal(form_of(bytes, strlen(bytes), options), form);
}

static void own_cases(void **unused)
{
    (void)unused;
    expect("", 0, "");
    expect("ABCxyz[@`{ 09 Wasn't THAT so", 0, "abcxyz[@`{ 09 wasn't that so");
    expect("wasn’t", 0, "wasn't");
    expect("WASNʼT", 0, "wasn't");
    expect("wasn＇t", 0, "wasn't");
    expect("Stra\u00DFe", 0, "strasse");
    expect("\u0130I", 0, "i\u0307i");
    expect("e\u0301t\u00E9", 0, "\u00E9t\u00E9");
    expect("\uFB01n co\u00ADop \u2460", 0, "fin coop 1");
    expect("well\u2011known 1999\u20132004 \u22125", 0, "well-known 1999-2004 -5");
    expect("\u041C\u043E\u0441\u043A\u0432\u0430 \u0401\u0416", 0, "\u043C\u043E\u0441\u043A\u0432\u0430 \u0451\u0436");
    expect("\u041C\u2019Y", QUOTH__FORM_KEEP_CASE, "\u041C'Y");
    expect("Don't", QUOTH__FORM_KEEP_CASE, "Don't");
    expect("\u00C9l\u00E8ve \u0141\u00F8", QUOTH__FORM_STRIP_MARKS, "eleve \u0142\u00F8");
    expect("\u0419\u0301 \u05E9\u05C1\u05B8", QUOTH__FORM_STRIP_MARKS | QUOTH__FORM_KEEP_CASE, "\u0418 \u05E9");
    expect("\u304C \u0915\u093F", QUOTH__FORM_STRIP_MARKS, "\u304C \u0915\u093F");
    expect("\u0301\u0323", QUOTH__FORM_STRIP_MARKS, ""); /* nothing is left, and nothing was reserved */
    expect("\u03A3\u03BF\u03C6\u03CC\u03C2", 0, "\u03C3\u03BF\u03C6\u03CC\u03C3");
    expect("\u00AD\u200D", 0, "");
    assert_memory_equal(form_of("A\0\u00E9", 4, 0), "a\0\u00E9", 5);
}

static void a_form_is_its_own_form(void **unused)
{
    (void)unused;
    uint64_t seed = 4711;
    for (int round = 0; round < 200000; round++) {
        uint8_t bytes[64];
        size_t size = 0, n = next_random(&seed) % 6;
        for (size_t i = 0; i < n; i++) {
            uint32_t c = (uint32_t)(next_random(&seed) % (i % 2 ? 0x370 : 0x3000));
            size += quoth__utf8_put(c > 0 ? c : 'x', bytes + size);
        }
        const char *once = form_of((const char *)bytes, size, 0), *twice = form_of(once, strlen(once), 0);
        assert_string_equal(once, twice);
    }
}

/* A soft hyphen is dropped, and sends the word the long way: the short ways must agree with it. */
static void the_short_ways_agree(void **unused)
{
    (void)unused;
    uint64_t seed = 17;
    for (uint32_t i = 0; i < CODE_POINTS + 300000; i++) {
        static const uint32_t bases[] = {0x20, 0xC0, 0x400, 0x390, 0x5D0, 0x620, 0x3040, 0x30A0, 0xAC00, 0x2010};
        uint8_t bytes[32];
        uint32_t c = i < CODE_POINTS ? i : (uint32_t)(bases[i % 10] + next_random(&seed) % 0x60);
        uint32_t d = (uint32_t)(bases[next_random(&seed) % 10] + next_random(&seed) % 0x60);
        if (c >= 0xD800 && c < 0xE000) continue;
        if (c == 0) continue;
        size_t size = quoth__utf8_put(c, bytes);
        if (i >= CODE_POINTS) size += quoth__utf8_put(d, bytes + size);
        const char *shorter = form_of((char *)bytes, size, 0);
        size += quoth__utf8_put(0xAD, bytes + size);
        if (strcmp(shorter, form_of((char *)bytes, size, 0)) != 0) fail_msg("U+%04X U+%04X", c, d);
    }
}

static bool same_version(void)
{
    if (strcmp(utf8proc_unicode_version(), QUOTH__UNICODE_VERSION) == 0) return true;
    printf("skipped: utf8proc is of Unicode %s, the data of %s\n", utf8proc_unicode_version(), QUOTH__UNICODE_VERSION);
    return false;
}

/* Code points in hexadecimal up to a ; or #, as UTF-8 with a NUL; `marks` maps apostrophes and dashes as the form does.
 */
static const char *read_points(const char *at, bool marks, char *into)
{
    size_t size = 0;
    for (char *rest; *at != ';' && *at != '#' && *at != '\n'; at = rest) {
        uint32_t c = (uint32_t)strtoul(at, &rest, 16);
        if (rest == at)
            rest++;
        else
            size += quoth__utf8_put(marks ? quoth__plain_mark(c) : c, (uint8_t *)into + size);
    }
    into[size] = '\0';
    return at + 1;
}

static void casefold_of_every_code_point(void **unused)
{
    (void)unused;
    static char folds[CODE_POINTS][4];
    char line[1024], buffer[QUOTH__UTF8_MAX + 1], mapped[256];
    size_t lines = 0;
    FILE *file = same_version() ? open_data("DerivedNormalizationProps.txt", QUOTH__UNICODE_VERSION) : NULL;
    if (!file) return;
    while (fgets(line, sizeof line, file)) {
        uint32_t first, last;
        char name[64];
        if (!property_line(line, &first, &last, name) || strcmp(name, "NFKC_CF") != 0) continue;
        read_points(strchr(strchr(line, ';') + 1, ';') + 1, true, mapped);
        for (uint32_t c = first; c <= last; c++, lines++) {
            buffer[quoth__utf8_put(c, (uint8_t *)buffer)] = '\0';
            folds[c][0] = 1;
            if (strcmp(form_of(buffer, strlen(buffer), 0), mapped) != 0) fail_msg("NFKC_CF of U+%04X", c);
        }
    }
    fclose(file);
    assert_true(lines > 10000);
    for (uint32_t c = 1; c < CODE_POINTS; c++) {
        if (folds[c][0] || (c >= 0xD800 && c < 0xE000)) continue;
        buffer[quoth__utf8_put(c, (uint8_t *)buffer)] = '\0';
        mapped[quoth__utf8_put(quoth__plain_mark(c), (uint8_t *)mapped)] = '\0';
        if (strcmp(form_of(buffer, strlen(buffer), 0), mapped) != 0) fail_msg("U+%04X folds to itself", c);
    }
}

/* NFKC of the five columns of the test file is the same, and where nothing of ours is in it, it is column four. */
static void normalization_test(void **unused)
{
    (void)unused;
    char line[8192], columns[5][1024], raw[1024];
    size_t lines = 0;
    FILE *there = same_version() ? open_data("NormalizationTest.txt.bz2", NULL) : NULL;
    if (!there) return;
    fclose(there);
    const char *folder = getenv("QUOTH_UNICODE_DATA");
    snprintf(line, sizeof line, "bzip2 -dc '%s/NormalizationTest.txt.bz2'", folder ? folder : "/usr/share/unicode");
    FILE *file = popen(line, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '#' || line[0] == '@') continue;
        const char *at = line, *fourth = line;
        for (size_t i = 0; i < 5; i++) {
            if (i == 3) fourth = at;
            at = read_points(at, false, columns[i]);
        }
        read_points(fourth, true, raw);
        const char *expected = form_of(columns[3], strlen(columns[3]), QUOTH__FORM_KEEP_CASE);
        for (size_t i = 0; i < 5; i++) {
            assert_string_equal(form_of(columns[i], strlen(columns[i]), QUOTH__FORM_KEEP_CASE), expected);
        }
        if (strlen(expected) == strlen(raw)) assert_string_equal(expected, raw);
        lines++;
    }
    int ended = pclose(file);
    if (lines == 0) printf("skipped: bzip2 does not run (%d)\n", ended);
    printf("NormalizationTest.txt: %zu lines\n", lines);
    assert_true(lines == 0 || lines > 18000);
}

/* Marks of many classes on one letter, the worst order first: linear, and in the canonical order. */
static void marks_without_end(void **unused)
{
    (void)unused;
    static const char *const marks[] = {"\u0301", "\u0323", "\u0338", "\u05B0", "\u0345", "\u0327"};
    uint64_t work[2];
    for (size_t half = 0; half < 2; half++) {
        size_t count = half == 0 ? 500000 : 1000000, size = 1;
        uint8_t *bytes = malloc(2 * count + 1);
        quoth__array out = {0};
        assert_non_null(bytes);
        bytes[0] = 'q';
        for (size_t i = 0; i < count; i++, size += 2) memcpy(bytes + size, marks[i % 5 == 4 ? 5 : i % 5], 2);
        uint64_t before = context->work;
        clock_t begun = clock();
        assert_int_equal(quoth__form_append(context, bytes, size, 0, &out), QUOTH_OK);
        assert_true(clock() - begun < 5 * CLOCKS_PER_SEC);
        work[half] = context->work - before;
        assert_int_equal(out.count, size);
        const uint8_t *got = out.data;
        size_t fifth = count / 5 * 2;
        assert_memory_equal(got, "q\u0338\u0338", 5);
        assert_memory_equal(got + 1 + fifth, "\u05B0\u05B0", 4);
        assert_memory_equal(got + 1 + 2 * fifth, "\u0327\u0327", 4);
        assert_memory_equal(got + 1 + 3 * fifth, "\u0323\u0323", 4);
        assert_memory_equal(got + 1 + 4 * fifth, "\u0301\u0301", 4);
        quoth__array_free(&context->allocator, &out, 1);
        free(bytes);
    }
    assert_in_range(work[1], work[0], work[0] * 22 / 10);
}

static quoth_status form_all(quoth_context *swept_context, void *argument)
{
    quoth__array out = {0};
    const char *text = argument;
    size_t size = strlen(text);
    quoth_status status = quoth__form_append(swept_context, (const uint8_t *)text, size, 0, &out);
    if (status == QUOTH_OK)
        status = quoth__form_append(swept_context, (const uint8_t *)text, size, QUOTH__FORM_STRIP_MARKS, &out);
    quoth__array_free(&swept_context->allocator, &out, 1);
    return status;
}

static void memory_that_fails(void **unused)
{
    (void)unused;
    char text[400] = "Strasse ";
    for (size_t i = 8; i + 6 < sizeof text; i += 5) memcpy(text + i, i % 2 ? "\u0301\uFDFA" : "\u0323\uFB03", 6);
    assert_true(sweep(form_all, text) > 3);
    assert_true(sweep(form_all, "ABC") > 0);
}

static void a_failure_leaves_no_trace(void **unused)
{
    (void)unused;
    quoth_context_options options = {.size = sizeof options, .max_work = 3000};
    quoth_context *limited;
    quoth__array out = {0};
    char text[301];
    for (size_t i = 0; i < 150; i++) memcpy(text + 2 * i, "\u0301", 3);
    assert_int_equal(quoth_context_make(&options, &limited), QUOTH_OK);
    assert_int_equal(quoth__form_append(limited, (const uint8_t *)"AB", 2, 0, &out), QUOTH_OK);
    assert_int_equal(quoth__form_append(limited, (const uint8_t *)text, 300, 0, &out), QUOTH_OVER_LIMIT);
    assert_int_equal(out.count, 2);
    assert_memory_equal(out.data, "ab", 2);
    quoth__array_free(&limited->allocator, &out, 1);
    quoth_context_free(limited);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(own_cases, make_context, free_context),
        cmocka_unit_test_setup_teardown(a_form_is_its_own_form, make_context, free_context),
        cmocka_unit_test_setup_teardown(the_short_ways_agree, make_context, free_context),
        cmocka_unit_test_setup_teardown(casefold_of_every_code_point, make_context, free_context),
        cmocka_unit_test_setup_teardown(normalization_test, make_context, free_context),
        cmocka_unit_test_setup_teardown(marks_without_end, make_context, free_context),
        cmocka_unit_test(memory_that_fails),
        cmocka_unit_test(a_failure_leaves_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
