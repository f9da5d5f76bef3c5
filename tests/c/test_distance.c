/* Distances and alignments against slow references of a few lines, on random pairs (10,000; with QUOTH_LONG a million,
 * from the seed of QUOTH_SEED) and on chosen ones. */
#include "harness.h"

#include "../../csrc/compare/compare.h"

#define LONGEST 600
#define DIVIDED 3600 /* so many that differ are not kept whole */

/* A generator with a seed: the same pairs on every machine. */
static uint64_t random_state = 0x9E3779B97F4A7C15u;
static uint32_t random_below(uint32_t bound)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 32) * bound >> 32);
}

static int random_rounds(void)
{
    const char *asked = getenv("QUOTH_LONG") ? getenv("QUOTH_SEED") : NULL;
    if (asked) random_state ^= strtoull(asked, NULL, 10) * 0xBF58476D1CE4E5B9u;
    return getenv("QUOTH_LONG") ? 1000000 : getenv("QUOTH_QUICK") ? 1000 : 10000;
}

/* ------------------------------------------------------------------------------------------- slow references */

static uint64_t least(uint64_t a, uint64_t b) { return a < b ? a : b; }

/* The distance by the whole table, row by row. `replacement` is what a replacement costs. */
static uint64_t slow(const uint32_t *a, size_t m, const uint32_t *b, size_t n, uint64_t replacement)
{
    static uint64_t row[DIVIDED + 1];
    for (size_t j = 0; j <= n; j++) row[j] = j;
    for (size_t i = 1; i <= m; i++) {
        uint64_t diagonal = row[0]++;
        for (size_t j = 1; j <= n; j++) {
            uint64_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : replacement);
            diagonal = row[j];
            row[j] = least(changed, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[n];
}

static uint64_t slow_distance(quoth_measure measure, const uint32_t *a, size_t m, const uint32_t *b, size_t n)
{
    if (measure == QUOTH_LEVENSHTEIN) return slow(a, m, b, n, 1);
    uint64_t indel = slow(a, m, b, n, 2);
    return measure == QUOTH_INDEL ? indel : (m > n ? m : n) - (m + n - indel) / 2;
}

/* The best of all scripts as one number: edits, then as many equal tokens, then as few runs of them as can be. Two
 * tables: the last step was an equal pair, or it was not. */
#define EDIT 100000000
#define EQUAL 10000
static int64_t slow_best(const uint32_t *a, size_t m, const uint32_t *b, size_t n)
{
    static int64_t within[101][101], outside[101][101];
    for (size_t i = 0; i <= m; i++)
        for (size_t j = 0; j <= n; j++) {
            int64_t best = i || j ? INT64_MAX / 2 : 0;
            within[i][j] = INT64_MAX / 2;
#define LEAST(x, y)                                                                                                    \
    do {                                                                                                               \
        if ((y) < (x)) (x) = (y);                                                                                      \
    } while (0)
            if (i) LEAST(best, EDIT + within[i - 1][j]);
            if (i) LEAST(best, EDIT + outside[i - 1][j]);
            if (j) LEAST(best, EDIT + within[i][j - 1]);
            if (j) LEAST(best, EDIT + outside[i][j - 1]);
            if (i && j) LEAST(best, EDIT + within[i - 1][j - 1]);
            if (i && j) LEAST(best, EDIT + outside[i - 1][j - 1]);
            outside[i][j] = best;
            if (i && j && a[i - 1] == b[j - 1]) {
                LEAST(within[i][j], within[i - 1][j - 1] - EQUAL);
                LEAST(within[i][j], outside[i - 1][j - 1] - EQUAL + 1);
            }
        }
    return within[m][n] < outside[m][n] ? within[m][n] : outside[m][n];
}

/* ------------------------------------------------------------------------------------------------- the pairs */

static uint32_t a_words[DIVIDED], b_words[DIVIDED];

/* A sequence, and another that is either its own or the first with changes. */
static void random_pair(size_t longest, uint32_t vocabulary, size_t *m, size_t *n)
{
    *m = random_below((uint32_t)longest + 1);
    for (size_t i = 0; i < *m; i++) a_words[i] = random_below(vocabulary);
    if (random_below(2)) {
        *n = random_below((uint32_t)longest + 1);
        for (size_t i = 0; i < *n; i++) b_words[i] = random_below(vocabulary);
        return;
    }
    *n = 0;
    uint32_t rate = 1 + random_below(40);
    for (size_t i = 0; i < *m && *n + 2 < longest; i++) {
        if (random_below(100) < rate) {
            if (random_below(3) == 0) continue;
            if (random_below(2)) b_words[(*n)++] = a_words[i];
            b_words[(*n)++] = random_below(vocabulary);
        } else {
            b_words[(*n)++] = a_words[i];
        }
    }
}

static const uint32_t vocabularies[] = {2, 3, 8, 50, 400, 5000};
static const uint32_t lengths[] = {6, 20, 64, 66, 130, 130, 200, LONGEST};

static void check_distance(quoth_context *context, size_t m, size_t n)
{
    for (int measure = 0; measure < 3; measure++) {
        uint64_t expected = slow_distance((quoth_measure)measure, a_words, m, b_words, n), got, back;
        assert_int_equal(quoth_distance(context, (quoth_measure)measure, a_words, m, b_words, n, UINT64_MAX, &got),
                         QUOTH_OK);
        assert_int_equal(got, expected);
        assert_int_equal(quoth_distance(context, (quoth_measure)measure, b_words, n, a_words, m, UINT64_MAX, &back),
                         QUOTH_OK);
        assert_int_equal(back, expected);
        uint64_t bounds[] = {0, expected, expected ? expected - 1 : 0, random_below(20), random_below(LONGEST)};
        for (size_t i = 0; i < 5; i++) {
            assert_int_equal(quoth_distance(context, (quoth_measure)measure, a_words, m, b_words, n, bounds[i], &got),
                             QUOTH_OK);
            assert_int_equal(got, expected <= bounds[i] ? expected : bounds[i] + 1);
        }
    }
}

static void distances_agree_with_the_slow_one(void **state)
{
    (void)state;
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    for (int round = 0, rounds = random_rounds(); round < rounds; round++) {
        size_t m, n;
        random_pair(lengths[round % 8], vocabularies[random_below(6)], &m, &n);
        check_distance(context, m, n);
    }
    quoth_context_free(context);
}

/* The edits in order, without a hole, rebuilding b from a; gives their cost. */
static uint64_t check_edits(const quoth__array *edits, size_t m, size_t n, int64_t *best)
{
    uint32_t a = 0, b = 0, before = UINT32_MAX;
    uint64_t cost = 0;
    *best = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const quoth__edit *e = &QUOTH__AT(*edits, quoth__edit, i);
        assert_int_equal(e->a_start, a);
        assert_int_equal(e->b_start, b);
        uint32_t da = e->a_end - e->a_start, db = e->b_end - e->b_start;
        assert_true(e->op != before && (da || db));
        assert_true(e->op == QUOTH__OP_DELETE ? db == 0 : e->op == QUOTH__OP_INSERT ? da == 0 : da == db);
        if (e->op == QUOTH__OP_EQUAL) {
            assert_memory_equal(a_words + a, b_words + b, da * sizeof *a_words);
            *best += 1 - (int64_t)da * EQUAL;
        } else {
            cost += da > db ? da : db;
        }
        before = e->op;
        a = e->a_end;
        b = e->b_end;
    }
    assert_int_equal(a, m);
    assert_int_equal(b, n);
    *best += (int64_t)cost * EDIT;
    return cost;
}

static void align_pair(quoth_context *context, const uint32_t *a, size_t m, const uint32_t *b, size_t n,
                       quoth__array *edits)
{
    edits->count = 0;
    quoth__enter(context);
    assert_int_equal(quoth__leave(context, quoth__align(context, a, m, b, n, edits)), QUOTH_OK);
}

static void alignments_are_minimal_and_best(void **state)
{
    (void)state;
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth__array edits = {0}, mirrored = {0};
    for (int round = 0, rounds = random_rounds(); round < rounds; round++) {
        size_t m, n;
        random_pair(lengths[round % 8], vocabularies[random_below(6)], &m, &n);
        align_pair(context, a_words, m, b_words, n, &edits);
        int64_t best;
        assert_int_equal(check_edits(&edits, m, n, &best), slow(a_words, m, b_words, n, 1));
        if (m <= 100 && n <= 100) assert_int_equal(best, slow_best(a_words, m, b_words, n));
        if (m == n) continue;
        align_pair(context, b_words, n, a_words, m, &mirrored);
        assert_int_equal(edits.count, mirrored.count);
        for (size_t i = 0; i < edits.count; i++) {
            quoth__edit e = QUOTH__AT(edits, quoth__edit, i), f = QUOTH__AT(mirrored, quoth__edit, i);
            assert_true(e.a_start == f.b_start && e.a_end == f.b_end && e.b_start == f.a_start && e.b_end == f.a_end);
        }
    }
    quoth__array_free(&context->allocator, &edits, sizeof(quoth__edit));
    quoth__array_free(&context->allocator, &mirrored, sizeof(quoth__edit));
    quoth_context_free(context);
}

/* Letters as tokens; the expected script as "=2 -1 +3 ~1" (equal, deleted, inserted, replaced). */
static void assert_script(const char *a, const char *b, const char *expected)
{
    size_t m = strlen(a), n = strlen(b);
    for (size_t i = 0; i < m; i++) a_words[i] = (uint32_t)a[i];
    for (size_t i = 0; i < n; i++) b_words[i] = (uint32_t)b[i];
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_table *table = NULL;
    assert_int_equal(quoth_align(context, a_words, m, b_words, n, &table), QUOTH_OK);
    quoth_column op, start[2], end[2];
    assert_true(quoth_table_column_named(table, "op", &op));
    assert_true(quoth_table_column_named(table, "a_start", &start[0]) &&
                quoth_table_column_named(table, "b_start", &start[1]));
    assert_true(quoth_table_column_named(table, "a_end", &end[0]) && quoth_table_column_named(table, "b_end", &end[1]));
    char got[200] = "";
    for (size_t row = 0; row < quoth_table_rows(table); row++) {
        char name = quoth_column_string(&op, row).bytes[0];
        int side = name == 'i';
        unsigned count = ((const uint32_t *)end[side].values)[row] - ((const uint32_t *)start[side].values)[row];
        size_t at = strlen(got);
        snprintf(got + at, sizeof got - at, "%s%c%u", at ? " " : "",
                 name == 'e'   ? '='
                 : name == 'r' ? '~'
                 : name == 'd' ? '-'
                               : '+',
                 count);
    }
    assert_string_equal(got, expected);
    quoth_table_release(table);
    quoth_context_free(context);
}

static void ties_go_to_long_runs_and_to_the_left(void **state)
{
    (void)state;
    assert_script("", "", "");
    assert_script("abc", "abc", "=3");
    assert_script("abc", "", "-3");
    assert_script("", "ab", "+2");
    assert_script("xy", "xzxy", "+2 =2");
    assert_script("xzxy", "xy", "-2 =2");
    assert_script("the", "thethe", "=3 +3");
    assert_script("ab", "ba", "+1 =1 -1");
    assert_script("abcde", "abXde", "=2 ~1 =2");
    assert_script("abcdef", "abXYZdef", "=2 ~1 +2 =3");
    assert_script("abcdefgh", "abgh", "=2 -4 =2");
    assert_script("kitten", "sitting", "~1 =3 ~1 =1 +1");
}

/* ---------------------------------------------------------------------------------- bounds, limits, long ones */

static void similarities_go_from_0_to_1(void **state)
{
    (void)state;
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    const uint32_t a[] = {1, 2, 3, 4}, b[] = {1, 2, 9}, c[] = {7, 8};
    double s = -1;
    for (int measure = 0; measure < 3; measure++) {
        assert_int_equal(quoth_similarity(context, (quoth_measure)measure, NULL, 0, NULL, 0, &s), QUOTH_OK);
        assert_true(s == 1.0);
        assert_int_equal(quoth_similarity(context, (quoth_measure)measure, a, 4, a, 4, &s), QUOTH_OK);
        assert_true(s == 1.0);
        assert_int_equal(quoth_similarity(context, (quoth_measure)measure, a, 4, c, 2, &s), QUOTH_OK);
        assert_true(s == 0.0);
    }
    assert_int_equal(quoth_similarity(context, QUOTH_LEVENSHTEIN, a, 4, b, 3, &s), QUOTH_OK);
    assert_true(s == 0.5);
    assert_int_equal(quoth_similarity(context, QUOTH_INDEL, b, 3, a, 4, &s), QUOTH_OK);
    assert_true(s == 1.0 - 3.0 / 7.0);
    assert_int_equal(quoth_similarity(context, QUOTH_LCS, a, 4, b, 3, &s), QUOTH_OK);
    assert_true(s == 0.5);
    quoth_context_free(context);
}

static void bad_arguments_are_named(void **state)
{
    (void)state;
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    const uint32_t a[] = {1};
    uint64_t distance = 77;
    double similarity = 7;
    quoth_table *table = NULL;
    assert_int_equal(quoth_distance(context, (quoth_measure)99, a, 1, a, 1, 0, &distance), QUOTH_BAD_ARGUMENT);
    assert_non_null(strstr(quoth_context_error(context)->message, "measure"));
    assert_int_equal(quoth_distance(context, QUOTH_LCS, NULL, 1, a, 1, 0, &distance), QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_similarity(context, QUOTH_LCS, a, 1, NULL, 3, &similarity), QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_align(context, a, 1, NULL, 3, &table), QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_align(context, a, (size_t)1 << 32, a, 1, &table), QUOTH_TOO_LARGE);
    assert_true(distance == 77 && similarity == 7 && table == NULL);
    assert_int_equal(quoth_distance(context, QUOTH_LCS, NULL, 0, a, 1, UINT64_MAX, &distance), QUOTH_OK);
    assert_int_equal(distance, 1);
    assert_int_equal(quoth_align(context, NULL, 0, NULL, 0, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 0);
    quoth_table_release(table);
    assert_int_equal(quoth_context_error(context)->status, QUOTH_OK);
    quoth_context_free(context);
}

static uint32_t *long_sequence(size_t count, uint32_t vocabulary)
{
    uint32_t *made = malloc(count * sizeof *made);
    assert_non_null(made);
    for (size_t i = 0; i < count; i++) made[i] = random_below(vocabulary);
    return made;
}

/* The work of a distance, and of an alignment where `bound` is 0. */
static uint64_t work_of(const uint32_t *a, const uint32_t *b, size_t count, uint64_t bound)
{
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    uint64_t distance;
    quoth_table *table = NULL;
    if (bound)
        assert_int_equal(quoth_distance(context, QUOTH_LEVENSHTEIN, a, count, b, count, bound, &distance), QUOTH_OK);
    else
        assert_int_equal(quoth_align(context, a, count, b, count, &table), QUOTH_OK);
    uint64_t work = quoth_context_work(context);
    quoth_table_release(table);
    quoth_context_free(context);
    return work;
}

static void a_bound_prunes(void **state)
{
    (void)state;
    uint32_t *a = long_sequence(20000, 3000), *b = long_sequence(20000, 3000);
    memcpy(b, a, 20000 * sizeof *a);
    for (size_t i = 0; i < 20000; i += 500) b[i] = 5000;
    uint64_t whole = work_of(a, b, 20000, UINT64_MAX), bound = work_of(a, b, 20000, 100);
    assert_true(bound < whole / 20);
    assert_true(work_of(a, b, 10000, 100) * 22 / 10 > bound);
    free(a);
    free(b);
}

/* A part of the sequences is kept, so that the long ones are divided: still minimal, still rebuilding. */
static void long_alignments_are_divided(void **state)
{
    (void)state;
    size_t m = DIVIDED, n = DIVIDED - 100;
    for (int round = 0; round < 4; round++) {
        for (size_t i = 0; i < m; i++) a_words[i] = random_below(round ? 200 : 3);
        size_t count = 0;
        for (size_t i = 0; i < m && count < n; i++)
            if (random_below(20)) b_words[count++] = random_below(8) ? random_below(200) : a_words[i];
        quoth_context *context = NULL;
        assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
        quoth__array edits = {0};
        int64_t best;
        align_pair(context, a_words, m, b_words, count, &edits);
        assert_int_equal(check_edits(&edits, m, count, &best), slow(a_words, m, b_words, count, 1));
        quoth__array_free(&context->allocator, &edits, sizeof(quoth__edit));
        quoth_context_free(context);
    }
}

static bool stop_after(void *user, uint64_t work)
{
    uint64_t *limit = user;
    return work < *limit;
}

/* 200,000 tokens against 200,000: memory stays linear and the call stops within a column of being told. */
static void long_ones_can_be_stopped(void **state)
{
    (void)state;
    const size_t count = 200000;
    uint32_t *a = long_sequence(count, 5000), *b = long_sequence(count, 5000);
    uint64_t limit = 200u * 1000u * 1000u;
    faulty memory = {0};
    quoth_context_options options = {.size = sizeof options,
                                     .allocator = {faulty_reallocate, &memory},
                                     .progress = stop_after,
                                     .progress_user = &limit};
    quoth_context *context = NULL;
    quoth_table *table = NULL;
    uint64_t distance = 5;
    assert_int_equal(quoth_context_make(&options, &context), QUOTH_OK);
    int64_t blocks = memory.blocks;
    assert_int_equal(quoth_align(context, a, count, b, count, &table), QUOTH_CANCELLED);
    assert_int_equal(memory.blocks, blocks);
    assert_true(quoth_context_work(context) < limit + 200000);
    assert_int_equal(quoth_distance(context, QUOTH_LEVENSHTEIN, a, count, b, count, UINT64_MAX, &distance),
                     QUOTH_CANCELLED);
    assert_int_equal(quoth_distance(context, QUOTH_INDEL, a, count, b, count, UINT64_MAX, &distance), QUOTH_CANCELLED);
    assert_int_equal(memory.blocks, blocks);
    assert_true(distance == 5 && table == NULL);
    assert_int_equal(quoth_distance(context, QUOTH_INDEL, a, 100, b, 100, UINT64_MAX, &distance), QUOTH_OK);
    quoth_context_free(context);
    free(a);
    free(b);
}

static void work_over_the_limit_is_an_error(void **state)
{
    (void)state;
    uint32_t *a = long_sequence(4000, 50), *b = long_sequence(4000, 50);
    quoth_context_options options = {.size = sizeof options, .max_work = 100000};
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(&options, &context), QUOTH_OK);
    uint64_t distance;
    quoth_table *table = NULL;
    assert_int_equal(quoth_distance(context, QUOTH_LEVENSHTEIN, a, 4000, b, 4000, UINT64_MAX, &distance),
                     QUOTH_OVER_LIMIT);
    assert_int_equal(quoth_align(context, a, 4000, b, 4000, &table), QUOTH_OVER_LIMIT);
    assert_int_equal(quoth_align(context, a, 40, b, 40, &table), QUOTH_OK);
    quoth_table_release(table);
    quoth_context_free(context);
    free(a);
    free(b);
}

/* ---------------------------------------------------------------------------------------- failing allocations */

static quoth_status swept_distance(quoth_context *context, void *argument)
{
    uint64_t distance;
    return quoth_distance(context, *(quoth_measure *)argument, a_words, 300, b_words, 310, UINT64_MAX, &distance);
}

static quoth_status swept_similarity(quoth_context *context, void *argument)
{
    double similarity;
    return quoth_similarity(context, *(quoth_measure *)argument, a_words, 300, b_words, 310, &similarity);
}

static quoth_status swept_align(quoth_context *context, void *argument)
{
    const size_t *counts = argument;
    quoth_table *table = NULL;
    quoth_status status = quoth_align(context, a_words, counts[0], b_words, counts[1], &table);
    quoth_table_release(table);
    return status;
}

/* The table of an alignment made before, as a CIGAR string. */
static quoth_status swept_cigar(quoth_context *context, void *table)
{
    char text[8];
    size_t length;
    return quoth_cigar(context, table, text, sizeof text, &length);
}

static void cigars(void **state)
{
    (void)state;
    const uint32_t a[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 50},
                   b[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 60, 61, 50};
    char text[32];
    size_t length = 0;
    quoth_context *context = NULL;
    quoth_table *table = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_align(context, a, 13, b, 15, &table), QUOTH_OK);
    assert_int_equal(quoth_cigar(context, table, text, sizeof text, &length), QUOTH_OK);
    assert_string_equal(text, "11=1X2I1=");
    assert_int_equal(length, 9);
    assert_int_equal(quoth_cigar(context, table, text, 4, &length), QUOTH_OK);
    assert_string_equal(text, "11=");
    assert_int_equal(quoth_cigar(context, table, NULL, 0, &length), QUOTH_OK);
    assert_int_equal(length, 9);
    assert_true(sweep(swept_cigar, table) >= 2);
    quoth_table_release(table);
    assert_int_equal(quoth_align(context, a, 3, b, 0, &table), QUOTH_OK);
    assert_int_equal(quoth_cigar(context, table, text, sizeof text, &length), QUOTH_OK);
    assert_string_equal(text, "3D");
    quoth_table_release(table);
    assert_int_equal(quoth_cigar(context, NULL, text, sizeof text, &length), QUOTH_BAD_ARGUMENT);
    quoth_context_free(context);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    for (size_t i = 0; i < DIVIDED; i++) {
        a_words[i] = random_below(300);
        b_words[i] = random_below(3) ? a_words[i] : random_below(300);
    }
    quoth_measure measures[] = {QUOTH_LEVENSHTEIN, QUOTH_INDEL, QUOTH_LCS};
    for (size_t i = 0; i < 3; i++) {
        assert_true(sweep(swept_distance, &measures[i]) > 2);
        assert_true(sweep(swept_similarity, &measures[i]) > 2);
    }
    size_t small[] = {20, 22}, medium[] = {300, 310}, large[] = {DIVIDED, DIVIDED - 10};
    assert_true(sweep(swept_align, small) > 2);
    assert_true(sweep(swept_align, medium) > 3);
    for (size_t i = 0; i < DIVIDED; i++) b_words[i] = random_below(300) + 200;
    assert_true(sweep(swept_align, large) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_agree_with_the_slow_one),
        cmocka_unit_test(alignments_are_minimal_and_best),
        cmocka_unit_test(ties_go_to_long_runs_and_to_the_left),
        cmocka_unit_test(cigars),
        cmocka_unit_test(similarities_go_from_0_to_1),
        cmocka_unit_test(bad_arguments_are_named),
        cmocka_unit_test(a_bound_prunes),
        cmocka_unit_test(long_alignments_are_divided),
        cmocka_unit_test(long_ones_can_be_stopped),
        cmocka_unit_test(work_over_the_limit_is_an_error),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
