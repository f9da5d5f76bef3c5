/* Pairs above a bound and the nearest passages, against comparing each with each. */
#include "harness.h"

#include "../../csrc/compare/join.h"

static uint64_t random_state = 0x9E3779B97F4A7C15u;
static uint32_t random_below(uint32_t bound)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 32) * bound >> 32);
}

#define PASSAGES 250
#define TOKENS 60000
static uint32_t ids[TOKENS];
static uint64_t starts[PASSAGES + 1];
static quoth_sequences passages;

/* Passages, many of them like one before; common ids come often. */
static void fill(size_t count, uint32_t longest, uint32_t vocabulary)
{
    size_t at = 3;
    for (size_t i = 0; i < count; i++) {
        size_t like = i ? random_below((uint32_t)i) : 0, length = i ? (size_t)(starts[like + 1] - starts[like]) : 0;
        bool copy = i && random_below(2);
        uint32_t rate = 1 + random_below(12);
        starts[i] = at;
        if (!copy) length = random_below(longest + 1);
        for (size_t k = 0; k < length && at - starts[i] < longest; k++) {
            uint32_t id = random_below(1 + random_below(vocabulary)) * 7919u;
            if (!copy || random_below(rate) == 0) {
                ids[at++] = id;
                if (copy && random_below(3)) ids[at++] = ids[starts[like] + k];
            } else if (random_below(rate + 4)) {
                ids[at++] = ids[starts[like] + k];
            }
        }
        assert_true(at < TOKENS - 2 * longest);
    }
    starts[count] = at;
    passages = (quoth_sequences){ids, starts, count};
}

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

static quoth_likeness compared(quoth_measure measure, const quoth_weights *weights, size_t a, size_t b)
{
    quoth_likeness found;
    assert_int_equal(quoth_compare(context, measure, weights, ids + starts[a], (size_t)(starts[a + 1] - starts[a]),
                                   ids + starts[b], (size_t)(starts[b + 1] - starts[b]), UINT64_MAX, &found),
                     QUOTH_OK);
    return found;
}

static uint32_t u32_at(const quoth_table *table, const char *name, size_t row)
{
    quoth_column column;
    assert_true(quoth_table_column_named(table, name, &column));
    return ((const uint32_t *)column.values)[row];
}
static double similarity_at(const quoth_table *table, size_t row)
{
    quoth_column column;
    assert_true(quoth_table_column_named(table, "similarity", &column));
    return ((const double *)column.values)[row];
}

/* Made of `shares` tables. */
static quoth_table *pairs_of(const quoth_join *join, size_t shares)
{
    quoth_table *parts[8], *whole = NULL;
    size_t count = quoth_join_count(join);
    for (size_t i = 0; i < shares; i++)
        assert_int_equal(
            quoth_join_pairs(context, join, count * i / shares, count * (i + 1) / shares, &parts[shares - 1 - i]),
            QUOTH_OK);
    assert_int_equal(quoth_pairs_merge(context, (const quoth_table *const *)parts, shares, &whole), QUOTH_OK);
    for (size_t i = 0; i < shares; i++) quoth_table_release(parts[i]);
    return whole;
}

static void check_pairs(quoth_measure measure, const quoth_weights *weights, uint32_t at_least)
{
    quoth_join_options options = {.size = sizeof options, .measure = measure, .at_least = at_least, .weights = weights};
    quoth_join *join = NULL;
    assert_int_equal(quoth_join_make(context, &options, &passages, &join), QUOTH_OK);
    assert_int_equal(quoth_join_count(join), passages.count);
    quoth_table *table = pairs_of(join, 1), *shared = pairs_of(join, 2 + random_below(6));
    size_t row = 0;
    for (size_t a = 0; a < passages.count; a++)
        for (size_t b = a + 1; b < passages.count; b++) {
            quoth_likeness found = compared(measure, weights, a, b);
            if (!quoth__likeness_reaches(&found, at_least)) continue;
            if (row >= quoth_table_rows(table) || u32_at(table, "a", row) != a || u32_at(table, "b", row) != b)
                fail_msg("%s at %u: %zu and %zu are not there", quoth_measure_name(measure), (unsigned)at_least, a, b);
            double share = quoth__likeness_share(&found), got = similarity_at(table, row);
            assert_memory_equal(&share, &got, sizeof share);
            row++;
        }
    assert_int_equal(quoth_table_rows(table), row);
    assert_int_equal(quoth_table_rows(shared), row);
    for (size_t i = 0; i < row; i++) {
        assert_int_equal(u32_at(shared, "a", i), u32_at(table, "a", i));
        assert_int_equal(u32_at(shared, "b", i), u32_at(table, "b", i));
    }
    quoth_table_release(table);
    quoth_table_release(shared);
    quoth_join_free(join);
}

static const uint32_t bounds[] = {0,         1,         100000000, 333333333, 333333334, 400000000, 500000000,
                                  666666666, 666666667, 700000000, 750000000, 800000000, 900000000, QUOTH_ONE};

static void all_pairs_are_found(void **state)
{
    (void)state;
    static const uint32_t longest[] = {5, 20, 64, 90};
    uint32_t heavy[800];
    for (int round = 0; round < 16; round++) {
        fill(30 + random_below(round < 2 ? PASSAGES - 30 : 60), longest[round % 4], round % 3 ? 300 : 12);
        for (size_t i = 0; i < 800; i++) heavy[i] = random_below(5) ? random_below(1000) : 0;
        quoth_weights weights = {heavy, 400 + random_below(400)};
        for (size_t i = 0; i < passages.starts[passages.count]; i++) ids[i] %= 1000; /* so that they have weights */
        for (int measure = 0; measure < QUOTH_MEASURE_COUNT; measure++) {
            quoth_measure by = (quoth_measure)measure;
            uint32_t bound = random_below(3) ? bounds[random_below(14)] : random_below(QUOTH_ONE + 1);
            check_pairs(by, NULL, bound);
            if (quoth__measure_is_bags(by)) check_pairs(by, &weights, bound);
        }
    }
}

static void each_bound_for_each_measure(void **state)
{
    (void)state;
    fill(40, 24, 40);
    for (int measure = 0; measure < QUOTH_MEASURE_COUNT; measure++)
        for (size_t i = 0; i < 14; i++) check_pairs((quoth_measure)measure, NULL, bounds[i]);
}

/* Filters leave few pairs to compare. */
static void most_pairs_are_not_compared(void **state)
{
    (void)state;
    quoth_join_options options = {.size = sizeof options, .measure = QUOTH_LEVENSHTEIN, .at_least = 850000000};
    quoth_join *join;
    quoth_table *table;
    fill(PASSAGES, 60, 400000);
    assert_int_equal(quoth_join_make(context, &options, &passages, &join), QUOTH_OK);
    assert_true(quoth_join_size(join) > 8 * (starts[PASSAGES] - starts[0]));
    assert_int_equal(quoth_join_pairs(context, join, 0, PASSAGES, &table), QUOTH_OK);
    uint64_t filtered = quoth_context_work(context);
    quoth_table_release(table);
    quoth_join_free(join);
    options.at_least = 0;
    assert_int_equal(quoth_join_make(context, &options, &passages, &join), QUOTH_OK);
    assert_int_equal(quoth_join_pairs(context, join, 0, PASSAGES, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), PASSAGES * (PASSAGES - 1) / 2);
    assert_true(filtered * 2 < quoth_context_work(context));
    quoth_table_release(table);
    quoth_join_free(join);
}

/* ----------------------------------------------------------------------------------------------------- nearest */

/* How many passages are better than one, for a query. */
static size_t rank_of(quoth_measure measure, size_t query, size_t passage)
{
    size_t better = 0;
    quoth_likeness mine = compared(measure, NULL, query, passage);
    double share = quoth__likeness_share(&mine);
    for (size_t p = 0; p < passages.count; p++) {
        quoth_likeness found = compared(measure, NULL, query, p);
        double other = quoth__likeness_share(&found);
        better += other > share || (other == share && p < passage);
    }
    return better;
}

static void the_nearest_are_found(void **state)
{
    (void)state;
    static const size_t ks[] = {1, 3, 7, 1000, 0};
    for (int measure = 0; measure < QUOTH_MEASURE_COUNT; measure++) {
        fill(measure < 3 ? 60 : 25, 70, 40);
        for (size_t i = 0; i < 5; i++) {
            quoth_nearest_options options = {.size = sizeof options, .measure = (quoth_measure)measure, .k = ks[i]};
            quoth_table *table;
            size_t from = random_below((uint32_t)passages.count), to = from + random_below(5);
            if (to > passages.count) to = passages.count;
            size_t k = ks[i] < passages.count ? ks[i] : passages.count;
            assert_int_equal(quoth_nearest(context, &options, &passages, &passages, from, to, &table), QUOTH_OK);
            assert_int_equal(quoth_table_rows(table), (to - from) * k);
            for (size_t row = 0; row < quoth_table_rows(table); row++) {
                size_t query = u32_at(table, "query", row), passage = u32_at(table, "passage", row);
                assert_int_equal(query, from + row / k);
                assert_int_equal(rank_of(options.measure, query, passage), row % k);
                quoth_likeness found = compared(options.measure, NULL, query, passage);
                assert_true(similarity_at(table, row) == quoth__likeness_share(&found));
            }
            quoth_table_release(table);
        }
    }
}

/* ----------------------------------------------------------------------------------------------------- weights */

static quoth_status swept_idf(quoth_context *used, void *argument) { return quoth_idf(used, &passages, argument, 4); }

static void weights_by_how_few_have_them(void **state)
{
    (void)state;
    static const uint32_t words[] = {0, 0, 1, 0, 2, 0};
    static const uint64_t from[] = {0, 3, 5, 6};
    uint32_t weights[4] = {9, 9, 9, 9};
    passages = (quoth_sequences){words, from, 3};
    assert_int_equal(quoth_idf(context, &passages, weights, 2), QUOTH_BAD_ARGUMENT);
    assert_int_equal(weights[0], 9);
    assert_int_equal(quoth_idf(context, &passages, NULL, 3), QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_idf(context, &passages, weights, 4), QUOTH_OK);
    assert_int_equal(weights[0], 32 - 25); /* 16 log2 (4 / 3), of the rounded logarithms */
    assert_int_equal(weights[1], 32);
    assert_int_equal(weights[2], 32);
    assert_int_equal(weights[3], 32); /* nobody has it */
    passages.count = 0;
    assert_int_equal(quoth_idf(context, &passages, weights, 1), QUOTH_OK);
    assert_int_equal(weights[0], 1);
    passages.count = 3;
    assert_int_equal(sweep(swept_idf, weights), 1);
}

/* ------------------------------------------------------------------------------------------------- bad, limits */

static void bad_arguments_are_named(void **state)
{
    (void)state;
    fill(10, 20, 40);
    quoth_join_options options = {.size = sizeof options, .at_least = QUOTH_ONE + 1};
    quoth_nearest_options near_options = {.size = sizeof near_options, .k = 2};
    quoth_join *join = NULL;
    quoth_table *table = NULL;
    assert_int_equal(quoth_join_make(context, &options, &passages, &join), QUOTH_BAD_ARGUMENT);
    assert_non_null(strstr(quoth_context_error(context)->message, "at_least"));
    options.at_least = 5;
    options.measure = (quoth_measure)14;
    assert_int_equal(quoth_join_make(context, &options, &passages, &join), QUOTH_BAD_ARGUMENT);
    options.measure = QUOTH_LCS;
    assert_int_equal(quoth_join_make(context, &options, NULL, &join), QUOTH_BAD_ARGUMENT);
    options.size = 3;
    assert_int_equal(quoth_join_make(context, &options, &passages, &join), QUOTH_BAD_ARGUMENT);
    options.size = sizeof options;
    quoth_weights weights = {NULL, 0};
    options.weights = &weights;
    assert_int_equal(quoth_join_make(context, &options, &passages, &join), QUOTH_BAD_ARGUMENT);
    options.weights = NULL;
    assert_null(join);
    assert_int_equal(quoth_join_make(context, &options, &passages, &join), QUOTH_OK);
    assert_int_equal(quoth_join_pairs(context, join, 3, 11, &table), QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_join_pairs(context, join, 3, 2, &table), QUOTH_BAD_ARGUMENT);
    const quoth_table *none[] = {NULL};
    assert_int_equal(quoth_pairs_merge(context, none, 1, &table), QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_pairs_merge(context, none, 0, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 0);
    quoth_table_release(table);
    quoth_join_free(join);
    quoth_join_free(NULL);
    assert_int_equal(quoth_nearest(context, &near_options, &passages, &passages, 0, 11, &table), QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_nearest(context, &near_options, &passages, NULL, 0, 1, &table), QUOTH_BAD_ARGUMENT);
    near_options.size = 0;
    assert_int_equal(quoth_nearest(context, &near_options, &passages, &passages, 0, 1, &table), QUOTH_BAD_ARGUMENT);
}

static void no_passages(void **state)
{
    (void)state;
    uint64_t nothing[3] = {0, 0, 0};
    quoth_join_options options = {.size = sizeof options, .at_least = QUOTH_ONE};
    passages = (quoth_sequences){NULL, nothing, 0};
    quoth_join *join;
    assert_int_equal(quoth_join_make(context, &options, &passages, &join), QUOTH_OK);
    quoth_table *table = pairs_of(join, 1);
    assert_int_equal(quoth_table_rows(table), 0);
    quoth_table_release(table);
    quoth_join_free(join);
    passages.count = 2; /* two empty ones are alike */
    assert_int_equal(quoth_join_make(context, &options, &passages, &join), QUOTH_OK);
    table = pairs_of(join, 2);
    assert_int_equal(quoth_table_rows(table), 1);
    quoth_table_release(table);
    quoth_join_free(join);
}

static quoth_status swept_pairs(quoth_context *used, void *argument)
{
    quoth_join *join;
    quoth_table *table = NULL, *merged = NULL;
    QUOTH__TRY(quoth_join_make(used, argument, &passages, &join));
    quoth_status status = quoth_join_pairs(used, join, 0, passages.count, &table);
    if (status == QUOTH_OK) status = quoth_pairs_merge(used, (const quoth_table *const *)&table, 1, &merged);
    quoth_table_release(table);
    quoth_table_release(merged);
    quoth_join_free(join);
    return status;
}

static quoth_status swept_nearest(quoth_context *used, void *argument)
{
    quoth_table *table;
    QUOTH__TRY(quoth_nearest(used, argument, &passages, &passages, 0, passages.count, &table));
    quoth_table_release(table);
    return QUOTH_OK;
}

static void memory_may_run_out(void **state)
{
    (void)state;
    uint32_t heavy[100] = {0, 1, 2};
    quoth_weights weights = {heavy, 100};
    fill(12, 90, 40);
    quoth_join_options join = {.size = sizeof join, .at_least = 500000000};
    assert_true(sweep(swept_pairs, &join) > 10);
    join.measure = QUOTH_COSINE;
    join.weights = &weights;
    assert_true(sweep(swept_pairs, &join) > 10);
    quoth_nearest_options nearest = {.size = sizeof nearest, .k = 3};
    assert_true(sweep(swept_nearest, &nearest) > 5);
    nearest.measure = QUOTH_DICE;
    assert_true(sweep(swept_nearest, &nearest) > 5);
}

static bool stop(void *user, uint64_t work)
{
    (void)work;
    return --*(int *)user > 0;
}

static void it_can_be_stopped(void **state)
{
    (void)state;
    int looks = 3;
    quoth_context *stopped = NULL, *limited = NULL;
    quoth_context_options asked = {.size = sizeof asked, .progress = stop, .progress_user = &looks};
    quoth_context_options little = {.size = sizeof little, .max_work = 100000};
    assert_int_equal(quoth_context_make(&asked, &stopped), QUOTH_OK);
    assert_int_equal(quoth_context_make(&little, &limited), QUOTH_OK);
    fill(PASSAGES, 60, 30);
    quoth_join_options join = {.size = sizeof join, .at_least = 400000000};
    quoth_nearest_options nearest = {.size = sizeof nearest, .k = 3};
    assert_int_equal(swept_pairs(stopped, &join), QUOTH_CANCELLED);
    looks = 3;
    assert_int_equal(swept_nearest(stopped, &nearest), QUOTH_CANCELLED);
    looks = 1 << 30;
    assert_int_equal(swept_nearest(stopped, &nearest), QUOTH_OK);
    assert_int_equal(swept_pairs(limited, &join), QUOTH_OVER_LIMIT);
    assert_int_equal(swept_nearest(limited, &nearest), QUOTH_OVER_LIMIT);
    quoth_context_free(stopped);
    quoth_context_free(limited);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_pairs_are_found),
        cmocka_unit_test(each_bound_for_each_measure),
        cmocka_unit_test(most_pairs_are_not_compared),
        cmocka_unit_test(the_nearest_are_found),
        cmocka_unit_test(weights_by_how_few_have_them),
        cmocka_unit_test(bad_arguments_are_named),
        cmocka_unit_test(no_passages),
        cmocka_unit_test(memory_may_run_out),
        cmocka_unit_test(it_can_be_stopped),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}
