/* utf8: the check against the table of the standard written out plainly, over all short strings; decoding both ways. */
#include "../../csrc/unicode/utf8.h"
#include "harness.h"
#include "unicode_data.h"

/* The code point of a well-formed sequence and its length, decoded without care and then held against the limits. */
static size_t reference_length(const uint8_t *b, size_t left, uint32_t *c)
{
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = b[0] < 0x80                    ? 1
                    : b[0] >= 0xC0 && b[0] <= 0xDF ? 2
                    : b[0] >= 0xE0 && b[0] <= 0xEF ? 3
                    : b[0] >= 0xF0 && b[0] <= 0xF7 ? 4
                                                   : 0;
    if (length == 0 || length > left) return 0;
    *c = length == 1 ? b[0] : b[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (b[i] < 0x80 || b[i] > 0xBF) return 0;
        *c = *c << 6 | (b[i] & 0x3Fu);
    }
    if (*c < least[length] || *c > 0x10FFFF || (*c >= 0xD800 && *c <= 0xDFFF)) return 0;
    return length;
}

static bool reference_check(const uint8_t *bytes, size_t size, size_t *bad, size_t *code_points)
{
    *code_points = 0;
    for (size_t place = 0; place < size;) {
        uint32_t c;
        size_t length = reference_length(bytes + place, size - place, &c);
        if (length == 0) {
            *bad = place;
            return false;
        }
        place += length;
        *code_points += 1;
    }
    return true;
}

static quoth_path paths[3];
static size_t path_count;

/* The paths of this processor, beside the portable one. */
static int find_paths(void **unused)
{
    (void)unused;
    for (int path = QUOTH_PATH_AVX2; path <= QUOTH_PATH_NEON; path++) {
        quoth_context_options options = {.size = sizeof options, .path = (quoth_path)path};
        quoth_context *context = NULL;
        if (quoth_context_make(&options, &context) == QUOTH_OK) paths[path_count++] = (quoth_path)path;
        quoth_context_free(context);
    }
    return 0;
}

static void compare(const uint8_t *bytes, size_t size)
{
    size_t bad = 77, points = 77, expected_bad = 77, expected_points = 77;
    bool expected = reference_check(bytes, size, &expected_bad, &expected_points);
    if (!expected) expected_points = 77;
    bool got = quoth__utf8_check(bytes, size, &bad, &points);
    for (size_t i = 0; i < path_count; i++) {
        size_t bad_on = 77, points_on = 77;
        bool same = quoth__utf8_check_on(paths[i], bytes, size, &bad_on, &points_on) == got;
        if (same && bad_on == bad && points_on == points) continue;
        for (size_t k = 0; k < size; k++) fprintf(stderr, "%02X ", bytes[k]);
        fail_msg("path %d: bad %zu for %zu, points %zu for %zu", (int)paths[i], bad_on, bad, points_on, points);
    }
    if (got == expected && bad == expected_bad && points == expected_points &&
        (!got || quoth__utf8_count(bytes, size) == points))
        return;
    for (size_t i = 0; i < size; i++) fprintf(stderr, "%02X ", bytes[i]);
    fail_msg("check: %d, bad %zu for %zu, points %zu for %zu", got, bad, expected_bad, points, expected_points);
}

/* Alone, and after ASCII that makes it straddle the steps of the fast way. */
static void compare_within(const uint8_t *bytes, size_t size)
{
    uint8_t longer[64];
    compare(bytes, size);
    for (size_t before = 13; before < 36; before += before == 16 ? 12 : 1) {
        memset(longer, 'x', sizeof longer);
        memcpy(longer + before, bytes, size);
        compare(longer, before + size);
        compare(longer, before + size + 20);
    }
}

static void all_strings_of_one_and_two(void **unused)
{
    (void)unused;
    compare(NULL, 0);
    for (unsigned a = 0; a < 256; a++) {
        compare_within((const uint8_t[]){(uint8_t)a}, 1);
        for (unsigned b = 0; b < 256; b++) compare_within((const uint8_t[]){(uint8_t)a, (uint8_t)b}, 2);
    }
}

static void all_strings_of_three(void **unused)
{
    (void)unused;
    for (uint32_t i = 0; i < 1u << 24; i++) {
        uint8_t bytes[3] = {(uint8_t)(i >> 16), (uint8_t)(i >> 8), (uint8_t)i};
        compare(bytes, 3);
    }
}

static void strings_of_four_at_the_edges(void **unused)
{
    (void)unused;
    static const uint8_t edges[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
                                    0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFE, 0xFF};
    const size_t n = sizeof edges;
    for (unsigned a = 0xEE; a < 0x100; a++) {
        for (unsigned b = 0; b < 256; b++) {
            for (size_t i = 0; i < n * n; i++) {
                compare((const uint8_t[]){(uint8_t)a, (uint8_t)b, edges[i / n], edges[i % n]}, 4);
            }
        }
    }
    for (size_t i = 0; i < n * n * n * n; i++) {
        uint8_t bytes[4] = {edges[i / (n * n * n)], edges[i / (n * n) % n], edges[i / n % n], edges[i % n]};
        compare(bytes, 4);
    }
}

static void long_random_strings(void **unused)
{
    (void)unused;
    static const uint32_t pool[] = {'a', ' ', 0xE9, 0x431, 0x2019, 0x4E2D, 0x1F600, 0x10FFFF, 0x7FF, 0x800};
    uint64_t seed = 99;
    for (int round = 0; round < 100000; round++) {
        uint8_t bytes[400];
        size_t size = 0, characters = next_random(&seed) % 90;
        uint64_t few = 1 + next_random(&seed) % 10;
        for (size_t i = 0; i < characters; i++) size += quoth__utf8_put(pool[next_random(&seed) % few], bytes + size);
        compare(bytes, size);
        if (size == 0) continue;
        bytes[next_random(&seed) % size] = (uint8_t)next_random(&seed);
        compare(bytes, size);
        compare(bytes, next_random(&seed) % size);
    }
}

static void every_code_point_there_and_back(void **unused)
{
    (void)unused;
    for (uint32_t c = 0; c < CODE_POINTS; c++) {
        uint8_t bytes[QUOTH__UTF8_MAX + 1] = {'x'};
        if (c == 0xD800) c = 0xE000;
        size_t length = quoth__utf8_put(c, bytes + 1), place = 1, back = length + 1;
        assert_true(quoth__utf8_check(bytes, length + 1, NULL, NULL));
        assert_int_equal(quoth__utf8_length(bytes[1]), length);
        assert_int_equal(quoth__utf8_next(bytes, &place), c);
        assert_int_equal(place, length + 1);
        assert_int_equal(quoth__utf8_back(bytes, &back), c);
        assert_int_equal(back, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_strings_of_one_and_two),      cmocka_unit_test(all_strings_of_three),
        cmocka_unit_test(strings_of_four_at_the_edges),    cmocka_unit_test(long_random_strings),
        cmocka_unit_test(every_code_point_there_and_back),
    };
    return cmocka_run_group_tests(tests, find_paths, NULL);
}
