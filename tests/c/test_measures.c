/* Measures against slow references of a few lines, on random pairs; bounds, costs, weights, what they refuse. */
#include "harness.h"

#include <math.h>

#include "../../csrc/compare/measures.h"

/* link: -lm */

#define LONGEST 300

static uint64_t random_state = 0x9E3779B97F4A7C15u;
static uint32_t random_below(uint32_t bound)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 32) * bound >> 32);
}

static uint32_t a_words[LONGEST], b_words[LONGEST];

static void random_pair(uint32_t longest, uint32_t vocabulary, size_t *m, size_t *n)
{
    *m = random_below(longest + 1);
    *n = 0;
    for (size_t i = 0; i < *m; i++) a_words[i] = random_below(vocabulary);
    if (random_below(2)) {
        *n = random_below(longest + 1);
        for (size_t i = 0; i < *n; i++) b_words[i] = random_below(vocabulary);
        return;
    }
    uint32_t rate = 1 + random_below(40);
    for (size_t i = 0; i < *m && *n + 2 < longest; i++) {
        if (random_below(100) >= rate) {
            b_words[(*n)++] = a_words[i];
        } else if (random_below(2) && i + 1 < *m) { /* neighbours change places */
            b_words[(*n)++] = a_words[i + 1];
            if (random_below(3) == 0) b_words[(*n)++] = random_below(vocabulary);
            if (*n < longest) b_words[(*n)++] = a_words[i++];
        } else if (random_below(2)) {
            b_words[(*n)++] = random_below(vocabulary);
        }
    }
}

/* ------------------------------------------------------------------------------------------- slow references */

static uint64_t least(uint64_t a, uint64_t b) { return a < b ? a : b; }
static uint64_t most(uint64_t a, uint64_t b) { return a > b ? a : b; }
static uint64_t cells[LONGEST + 1][LONGEST + 1];

/* Edits with costs; `transpose` 0: none, 1: of neighbours, 2: with edits between (tries every one). */
static uint64_t slow_edits(size_t m, size_t n, const quoth_costs *costs, int transpose)
{
    for (size_t i = 0; i <= m; i++)
        for (size_t j = 0; j <= n; j++) {
            uint64_t best = i + j ? UINT64_MAX : 0;
            if (i) best = least(best, cells[i - 1][j] + costs->deletion);
            if (j) best = least(best, cells[i][j - 1] + costs->insertion);
            if (i && j)
                best = least(best, cells[i - 1][j - 1] + (a_words[i - 1] == b_words[j - 1] ? 0 : costs->replacement));
            for (size_t k = i; transpose && j && k-- > 1;) /* a[k - 1] and a[i - 1] stand for b[l - 1] and b[j - 1] */
                for (size_t l = j; a_words[k - 1] == b_words[j - 1] && l-- > 1;) {
                    if (transpose == 1 && (k + 1 < i || l + 1 < j)) break;
                    if (a_words[i - 1] == b_words[l - 1])
                        best = least(best, cells[k - 1][l - 1] + (i - k - 1) + 1 + (j - l - 1));
                }
            cells[i][j] = best;
        }
    return cells[m][n];
}

static const quoth_costs ones = {1, 1, 1};

static uint64_t slow_ends(size_t m, size_t n, bool last)
{
    uint64_t same = 0;
    while (same < least(m, n) && a_words[last ? m - 1 - same : same] == b_words[last ? n - 1 - same : same]) same++;
    return most(m, n) - same;
}

static uint64_t slow_hamming(size_t m, size_t n)
{
    uint64_t found = most(m, n);
    for (size_t i = 0; i < least(m, n); i++) found -= a_words[i] == b_words[i];
    return found;
}

static double slow_jaro(size_t m, size_t n, bool winkler)
{
    uint8_t in_a[LONGEST] = {0}, in_b[LONGEST] = {0};
    size_t reach = most(m, n) / 2 > 0 ? most(m, n) / 2 - 1 : 0, pairs = 0, differ = 0, same = 0;
    for (size_t i = 0; i < m; i++)
        for (size_t j = i > reach ? i - reach : 0; j < n && j <= i + reach && !in_a[i]; j++)
            if (!in_b[j] && a_words[i] == b_words[j]) in_a[i] = in_b[j] = 1;
    for (size_t i = 0, j = 0; i < m; i++) {
        if (!in_a[i]) continue;
        for (; !in_b[j]; j++) continue;
        pairs++;
        differ += a_words[i] != b_words[j++];
    }
    if (m + n == 0) return 1;
    if (pairs == 0) return 0;
    double p = (double)pairs, share = (p / (double)m + p / (double)n + (p - (double)(differ / 2)) / p) / 3;
    while (same < 4 && same < least(m, n) && a_words[same] == b_words[same]) same++;
    return winkler && share > .7 ? share + .1 * (double)same * (1 - share) : share;
}

static uint64_t count_of(const uint32_t *words, size_t count, uint32_t id)
{
    uint64_t found = 0;
    for (size_t i = 0; i < count; i++) found += words[i] == id;
    return found;
}

static double slow_bags(quoth_measure measure, const quoth_weights *weights, size_t m, size_t n, uint32_t vocabulary)
{
    double a = 0, b = 0, common = 0, aa = 0, bb = 0, ab = 0;
    for (uint32_t id = 0; id < vocabulary; id++) {
        double w = weights && id < weights->count ? weights->of[id] : 1;
        double x = w * (double)count_of(a_words, m, id), y = w * (double)count_of(b_words, n, id);
        a += x;
        b += y;
        common += x < y ? x : y;
        aa += x * x;
        bb += y * y;
        ab += x * y;
    }
    double smaller = a < b ? a : b;
    if (a == 0 && b == 0) return 1;
    switch (measure) {
    case QUOTH_DICE: return 2 * common / (a + b);
    case QUOTH_JACCARD: return common / (a + b - common);
    case QUOTH_CONTAINMENT: return smaller > 0 ? common / smaller : 0;
    default: return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : 0;
    }
}

/* ------------------------------------------------------------------------------------------------------ tests */

static quoth_context *context;
static int make_context(void **state)
{
    (void)state;
    return quoth_context_make(NULL, &context) != QUOTH_OK;
}
static int free_context(void **state)
{
    (void)state;
    quoth_context_free(context);
    return 0;
}

static quoth_likeness measured(quoth_measure measure, const quoth_weights *weights, size_t m, size_t n, uint64_t bound)
{
    quoth_likeness there = {0}, back = {0};
    assert_int_equal(quoth_compare(context, measure, weights, a_words, m, b_words, n, bound, &there), QUOTH_OK);
    assert_int_equal(quoth_compare(context, measure, weights, b_words, n, a_words, m, bound, &back), QUOTH_OK);
    assert_int_equal(there.distance, back.distance);
    assert_int_equal(there.most, back.most);
    return there;
}

static void check(quoth_measure measure, size_t m, size_t n, uint64_t expected)
{
    quoth_likeness found = measured(measure, NULL, m, n, UINT64_MAX);
    assert_int_equal(found.distance, expected);
    assert_int_equal(found.most, most(m, n));
    uint64_t bounds[] = {0, 1, expected, expected ? expected - 1 : 0, random_below(20), random_below(LONGEST)};
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(measured(measure, NULL, m, n, bounds[i]).distance, least(expected, bounds[i] + 1));
}

static const uint32_t vocabularies[] = {2, 3, 5, 8, 50, 400};
static const uint32_t lengths[] = {6, 12, 30, 64, 66, 130, 200, 300};

static void edits_agree_with_the_slow_ones(void **state)
{
    (void)state;
    for (int round = 0; round < 4000; round++) {
        size_t m, n;
        random_pair(lengths[round % 8], vocabularies[random_below(6)], &m, &n);
        check(QUOTH_OSA, m, n, slow_edits(m, n, &ones, 1));
        check(QUOTH_HAMMING, m, n, slow_hamming(m, n));
        check(QUOTH_PREFIX, m, n, slow_ends(m, n, false));
        check(QUOTH_POSTFIX, m, n, slow_ends(m, n, true));
    }
}

static void damerau_agrees_with_the_slow_one(void **state)
{
    (void)state;
    for (int round = 0; round < 4000; round++) {
        size_t m, n;
        random_pair(round % 200 ? 20 : 70, vocabularies[random_below(5)], &m, &n);
        check(QUOTH_DAMERAU, m, n, slow_edits(m, n, &ones, 2));
    }
}

static void close_to(quoth_likeness found, double expected)
{
    double share = quoth__likeness_share(&found);
    if (fabs(share - expected) > 2e-9) fail_msg("%.12f, not %.12f", share, expected);
}

static void jaro_agrees_with_the_slow_one(void **state)
{
    (void)state;
    for (int round = 0; round < 4000; round++) {
        size_t m, n;
        random_pair(lengths[round % 8], vocabularies[random_below(6)], &m, &n);
        close_to(measured(QUOTH_JARO, NULL, m, n, UINT64_MAX), slow_jaro(m, n, false));
        if (fabs(slow_jaro(m, n, false) - .7) > 1e-9) /* which is rounded up in floating point, but is not above .7 */
            close_to(measured(QUOTH_JARO_WINKLER, NULL, m, n, UINT64_MAX), slow_jaro(m, n, true));
    }
}

/* One third, one sixth and one: each is rounded, their mean must not be less than the half that it is. */
static void exact_shares_are_not_rounded_away(void **state)
{
    (void)state;
    static const uint32_t a[] = {1, 2, 3}, b[] = {1, 9, 9, 9, 9, 9};
    memcpy(a_words, a, sizeof a);
    memcpy(b_words, b, sizeof b);
    assert_int_equal(measured(QUOTH_JARO, NULL, 3, 6, UINT64_MAX).distance, QUOTH_ONE / 2);
    assert_int_equal(measured(QUOTH_JARO_WINKLER, NULL, 3, 6, UINT64_MAX).distance, QUOTH_ONE / 2);
    b_words[1] = 2;
    assert_int_equal(measured(QUOTH_COSINE, NULL, 3, 3, UINT64_MAX).distance, QUOTH_ONE - 666666667);
}

static void bags_agree_with_the_slow_ones(void **state)
{
    (void)state;
    uint32_t given[60];
    for (int round = 0; round < 4000; round++) {
        size_t m, n;
        uint32_t vocabulary = vocabularies[random_below(5)];
        random_pair(lengths[round % 8], vocabulary, &m, &n);
        for (size_t i = 0; i < 60; i++) given[i] = random_below(4) ? random_below(QUOTH_WEIGHT_MAX + 1) : 0;
        quoth_weights weights = {given, random_below(60)};
        for (int measure = QUOTH_DICE; measure <= QUOTH_COSINE; measure++) {
            quoth_measure by = (quoth_measure)measure;
            close_to(measured(by, NULL, m, n, UINT64_MAX), slow_bags(by, NULL, m, n, vocabulary));
            close_to(measured(by, &weights, m, n, UINT64_MAX), slow_bags(by, &weights, m, n, vocabulary));
        }
    }
}

static void costs_agree_with_the_slow_one(void **state)
{
    (void)state;
    for (int round = 0; round < 4000; round++) {
        size_t m, n;
        random_pair(lengths[round % 6], vocabularies[random_below(6)], &m, &n);
        quoth_costs costs = {random_below(6), random_below(6), random_below(10)};
        quoth_costs turned = {costs.deletion, costs.insertion, costs.replacement};
        uint64_t expected = slow_edits(m, n, &costs, 0);
        uint64_t bounds[] = {UINT64_MAX, 0, expected, expected ? expected - 1 : 0, random_below(50), random_below(900)};
        for (size_t i = 0; i < 6; i++) {
            quoth_likeness there, back;
            uint64_t right = bounds[i] < expected ? bounds[i] + 1 : expected;
            assert_int_equal(quoth_compare_costs(context, &costs, a_words, m, b_words, n, bounds[i], &there), QUOTH_OK);
            assert_int_equal(quoth_compare_costs(context, &turned, b_words, n, a_words, m, bounds[i], &back), QUOTH_OK);
            assert_int_equal(there.distance, right);
            assert_int_equal(back.distance, right);
            assert_int_equal(there.most, back.most);
        }
        for (size_t i = 0; i < n; i++) b_words[i] += 1000; /* nothing is equal */
        quoth_likeness anew;
        assert_int_equal(quoth_compare_costs(context, &costs, a_words, m, b_words, n, UINT64_MAX, &anew), QUOTH_OK);
        assert_int_equal(anew.distance, anew.most);
    }
}

static void a_bound_prunes(void **state)
{
    (void)state;
    static uint32_t a[4000], b[4000];
    for (uint32_t i = 0; i < 4000; i++) {
        a[i] = random_below(100);
        b[i] = random_below(100);
    }
    static const quoth_measure by[] = {QUOTH_LEVENSHTEIN, QUOTH_INDEL,   QUOTH_LCS,
                                       QUOTH_OSA,         QUOTH_DAMERAU, QUOTH_HAMMING};
    quoth_likeness found;
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(quoth_compare(context, by[i], NULL, a, 4000, b, 4000, UINT64_MAX, &found), QUOTH_OK);
        uint64_t whole = quoth_context_work(context);
        assert_int_equal(quoth_compare(context, by[i], NULL, a, 4000, b, 4000, 40, &found), QUOTH_OK);
        assert_int_equal(found.distance, 41);
        if (by[i] != QUOTH_OSA) assert_true(quoth_context_work(context) * 2 < whole);
    }
    assert_int_equal(quoth_compare_costs(context, &ones, a, 4000, b, 4000, 40, &found), QUOTH_OK);
    assert_true(quoth_context_work(context) < 4000 * 4000);
}

static void shares_are_held_against_a_bound_exactly(void **state)
{
    (void)state;
    quoth_likeness third = {2, 3}, empty = {0, 0};
    assert_true(quoth__likeness_reaches(&third, 333333333));
    assert_false(quoth__likeness_reaches(&third, 333333334));
    assert_true(quoth__likeness_reaches(&empty, QUOTH_ONE));
    for (int round = 0; round < 100000; round++) {
        uint64_t scale = (uint64_t)1 << random_below(30), great = 1 + random_below(1u << 31);
        quoth_likeness small = {random_below((uint32_t)great), great}, large = {small.distance * scale, great * scale};
        uint32_t at_least = random_below(QUOTH_ONE + 1);
        assert_int_equal(quoth__likeness_reaches(&small, at_least), quoth__likeness_reaches(&large, at_least));
    }
}

static void sorting_is_right(void **state)
{
    (void)state;
    static uint32_t numbers[LONGEST], scratch[LONGEST];
    static uint64_t long_numbers[LONGEST], long_scratch[LONGEST];
    for (int round = 0; round < 2000; round++) {
        size_t count = random_below(LONGEST);
        uint32_t below = (uint32_t)1 << random_below(32);
        for (size_t i = 0; i < count; i++) {
            numbers[i] = random_below(below);
            long_numbers[i] = (uint64_t)random_below(below) << random_below(32) | random_below(below);
        }
        assert_int_equal(quoth__sort_u32(context, numbers, scratch, count), QUOTH_OK);
        assert_int_equal(quoth__sort_u64(context, long_numbers, long_scratch, count), QUOTH_OK);
        for (size_t i = 1; i < count; i++) {
            assert_true(numbers[i - 1] <= numbers[i]);
            assert_true(long_numbers[i - 1] <= long_numbers[i]);
        }
    }
}

static void bad_arguments_are_named(void **state)
{
    (void)state;
    uint32_t heavy[] = {1, QUOTH_WEIGHT_MAX + 1}, words[] = {0, 1};
    quoth_weights weights = {heavy, 2}, none = {NULL, 1};
    quoth_costs costs = {1, 1, QUOTH_WEIGHT_MAX + 1};
    quoth_likeness found = {7, 7};
    assert_int_equal(quoth_compare(context, (quoth_measure)14, NULL, words, 2, words, 2, 0, &found),
                     QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_compare(context, QUOTH_DICE, &weights, words, 2, words, 2, 0, &found), QUOTH_BAD_ARGUMENT);
    assert_non_null(strstr(quoth_context_error(context)->message, "weight of id 1"));
    assert_int_equal(quoth_compare(context, QUOTH_DICE, &none, words, 2, words, 2, 0, &found), QUOTH_BAD_ARGUMENT);
    weights.count = 1;
    assert_int_equal(quoth_compare(context, QUOTH_OSA, &weights, words, 2, words, 2, 0, &found), QUOTH_BAD_ARGUMENT);
    assert_non_null(strstr(quoth_context_error(context)->message, "osa takes no weights"));
    assert_int_equal(quoth_compare(context, QUOTH_OSA, NULL, NULL, 2, words, 2, 0, &found), QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_compare(context, QUOTH_JARO, NULL, words, (size_t)1 << 31, words, 2, 0, &found),
                     QUOTH_TOO_LARGE);
    assert_int_equal(quoth_compare_costs(context, &costs, words, 2, words, 2, 0, &found), QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_compare_costs(context, NULL, words, 2, words, 2, 0, &found), QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_compare_costs(context, &ones, words, 2, NULL, 2, 0, &found), QUOTH_BAD_ARGUMENT);
    assert_int_equal(found.distance, 7);
    assert_string_equal(quoth_measure_name(QUOTH_COSINE), "cosine");
    assert_string_equal(quoth_measure_name(QUOTH_JARO_WINKLER), "jaro_winkler");
    assert_string_equal(quoth_measure_name((quoth_measure)14), "unknown measure");
}

static void empty_sequences(void **state)
{
    (void)state;
    for (int measure = 0; measure < QUOTH_MEASURE_COUNT; measure++) {
        quoth_likeness both = measured((quoth_measure)measure, NULL, 0, 0, UINT64_MAX);
        assert_int_equal(both.distance, 0);
        assert_true(quoth__likeness_share(&both) == 1);
        a_words[0] = 3;
        quoth_likeness one = measured((quoth_measure)measure, NULL, 1, 0, UINT64_MAX);
        assert_true(quoth__likeness_share(&one) == 0);
        quoth_likeness found;
        assert_int_equal(quoth_compare(context, (quoth_measure)measure, NULL, NULL, 0, a_words, 1, UINT64_MAX, &found),
                         QUOTH_OK);
        assert_int_equal(found.distance, one.distance);
    }
}

static quoth_status every_measure(quoth_context *used, void *argument)
{
    size_t count = *(size_t *)argument;
    quoth_likeness found;
    for (int measure = 0; measure < QUOTH_MEASURE_COUNT; measure++)
        QUOTH__TRY(
            quoth_compare(used, (quoth_measure)measure, NULL, a_words, count, b_words, count, UINT64_MAX, &found));
    return quoth_compare_costs(used, &ones, a_words, count, b_words, count, UINT64_MAX, &found);
}

static void memory_may_run_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < LONGEST; i++) {
        a_words[i] = random_below(20);
        b_words[i] = random_below(20);
    }
    size_t short_one = 12, long_one = LONGEST;
    assert_true(sweep(every_measure, &short_one) > 0);
    assert_true(sweep(every_measure, &long_one) > 10);
}

static void work_is_limited(void **state)
{
    (void)state;
    quoth_context *limited = NULL;
    quoth_context_options options = {.size = sizeof options, .max_work = 20000};
    assert_int_equal(quoth_context_make(&options, &limited), QUOTH_OK);
    static uint32_t a[50000], b[50000];
    for (uint32_t i = 0; i < 50000; i++) a[i] = b[49999 - i] = i;
    for (int measure = 0; measure < QUOTH_MEASURE_COUNT; measure++) {
        if (measure == QUOTH_PREFIX || measure == QUOTH_POSTFIX) continue;
        quoth_likeness found;
        assert_int_equal(quoth_compare(limited, (quoth_measure)measure, NULL, a, 50000, b, 50000, UINT64_MAX, &found),
                         QUOTH_OVER_LIMIT);
        assert_int_equal(quoth_compare(limited, (quoth_measure)measure, NULL, a, 9, b, 9, UINT64_MAX, &found),
                         QUOTH_OK);
    }
    quoth_context_free(limited);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_agree_with_the_slow_ones),
        cmocka_unit_test(damerau_agrees_with_the_slow_one),
        cmocka_unit_test(jaro_agrees_with_the_slow_one),
        cmocka_unit_test(exact_shares_are_not_rounded_away),
        cmocka_unit_test(bags_agree_with_the_slow_ones),
        cmocka_unit_test(costs_agree_with_the_slow_one),
        cmocka_unit_test(a_bound_prunes),
        cmocka_unit_test(shares_are_held_against_a_bound_exactly),
        cmocka_unit_test(sorting_is_right),
        cmocka_unit_test(bad_arguments_are_named),
        cmocka_unit_test(empty_sequences),
        cmocka_unit_test(memory_may_run_out),
        cmocka_unit_test(work_is_limited),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}
