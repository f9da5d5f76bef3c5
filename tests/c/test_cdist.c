/* Matrices of distances: each cell is that of its pair alone, on every path, for every share, type and bound. */
#include "harness.h"

#include "../../csrc/compare/many.h"

static uint64_t random_state = 0x9E3779B97F4A7C15u;
static uint32_t random_below(uint32_t bound)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 32) * bound >> 32);
}

/* ------------------------------------------------------------------------------------------------- sequences */

#define TOKENS 400000
#define SEQUENCES 400

typedef struct set {
    uint32_t ids[TOKENS];
    uint64_t starts[SEQUENCES + 1];
    quoth_sequences sequences;
} set;
static set first, second;

/* Sequences of up to `longest` ids, or of lengths round the widths of lanes; some like the one before. */
static void fill(set *s, size_t count, uint32_t longest, uint32_t vocabulary)
{
    static const uint32_t edges[] = {0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 511, 512, 513};
    size_t at = 5; /* the first does not begin at 0 */
    for (size_t i = 0; i < count; i++) {
        uint32_t length = random_below(3) ? random_below(longest + 1) : edges[random_below(17)];
        if (length > longest) length = longest;
        s->starts[i] = at;
        assert_true(at + length <= TOKENS);
        size_t before = i ? (size_t)(s->starts[i] - s->starts[i - 1]) : 0;
        bool alike = random_below(2);
        for (size_t k = 0; k < length; k++, at++)
            s->ids[at] = alike && k < before && random_below(8) ? s->ids[s->starts[i - 1] + k]
                                                                : random_below(vocabulary) * 2654435761u;
    }
    s->starts[count] = at;
    s->sequences = (quoth_sequences){s->ids, s->starts, count};
}

static const quoth_path paths[] = {QUOTH_PATH_PORTABLE, QUOTH_PATH_AVX2, QUOTH_PATH_AVX512, QUOTH_PATH_NEON};
#define PATHS 4

static quoth_context *context_of(quoth_path path, uint64_t max_work)
{
    quoth_context_options options = {.size = sizeof options, .path = path, .max_work = max_work};
    quoth_context *made = NULL;
    return quoth_context_make(&options, &made) == QUOTH_OK ? made : NULL;
}

/* ------------------------------------------------------------------------------------------------------ cells */

static union {
    uint8_t u8[SEQUENCES * SEQUENCES];
    uint16_t u16[SEQUENCES * SEQUENCES];
    uint32_t u32[SEQUENCES * SEQUENCES];
    float f32[SEQUENCES * SEQUENCES];
} cells;
static uint64_t expected[SEQUENCES][SEQUENCES];
static quoth_likeness likeness[SEQUENCES][SEQUENCES];

static void expect(quoth_context *context, quoth_measure measure, const quoth_weights *weights)
{
    for (size_t i = 0; i < first.sequences.count; i++)
        for (size_t j = 0; j < second.sequences.count; j++) {
            assert_int_equal(quoth_compare(context, measure, weights, first.ids + first.starts[i],
                                           quoth__many_length(&first.sequences, i), second.ids + second.starts[j],
                                           quoth__many_length(&second.sequences, j), UINT64_MAX, &likeness[i][j]),
                             QUOTH_OK);
            expected[i][j] = likeness[i][j].distance;
        }
}

static void check_cells(const quoth_cdist_options *options, size_t from, size_t to)
{
    size_t columns = second.sequences.count;
    for (size_t i = from; i < to; i++)
        for (size_t j = 0; j < columns; j++) {
            size_t at = (i - from) * columns + j;
            uint64_t right = expected[i][j], got = 0;
            if (options->bounded && right > options->bound) right = options->bound + 1;
            if (options->cell == QUOTH_CELL_F32) {
                quoth_likeness found = likeness[i][j];
                float share =
                    options->bounded && found.distance > options->bound ? 0 : (float)quoth__likeness_share(&found);
                assert_memory_equal(&cells.f32[at], &share, sizeof share);
                continue;
            }
            if (options->cell == QUOTH_CELL_U8) got = cells.u8[at];
            if (options->cell == QUOTH_CELL_U16) got = cells.u16[at];
            if (options->cell == QUOTH_CELL_U32) got = cells.u32[at];
            if (got != right) fail_msg("cell %zu, %zu is %u, not %u", i, j, (unsigned)got, (unsigned)right);
        }
}

/* All shares and paths of one matrix; the work is the same on all paths. */
static void check_matrix(quoth_cdist_options *options)
{
    size_t rows = first.sequences.count;
    for (size_t share = rows; share > 0; share = share > 64 ? share / 7 : share > 1 ? 1 : 0) {
        uint64_t works[PATHS] = {0};
        size_t from = random_below((uint32_t)(rows - share + 1));
        for (size_t p = 0; p < PATHS; p++) {
            quoth_context *context = context_of(paths[p], 0);
            if (!context) continue;
            memset(&cells, 0xAA, sizeof cells);
            assert_int_equal(
                quoth_cdist(context, options, &first.sequences, &second.sequences, from, from + share, &cells),
                QUOTH_OK);
            check_cells(options, from, from + share);
            works[p] = quoth_context_work(context);
            assert_int_equal(works[p], works[0]);
            quoth_context_free(context);
        }
    }
}

static void check_measure(quoth_measure measure, const quoth_weights *weights, bool narrow)
{
    static const uint64_t bounds[] = {0, 3, 20, 254, 100000};
    quoth_context *context = context_of(QUOTH_PATH_BEST, 0);
    expect(context, measure, weights);
    quoth_context_free(context);
    quoth_cdist_options options = {.size = sizeof options, .measure = measure, .weights = weights};
    for (int cell = narrow ? QUOTH_CELL_U8 : QUOTH_CELL_U16; cell <= QUOTH_CELL_F32; cell++) {
        options.cell = (quoth_cell)cell;
        options.bounded = false;
        if (quoth__measure_is_edits(measure) || cell >= QUOTH_CELL_U32) check_matrix(&options);
        options.bounded = true;
        options.bound = bounds[random_below(cell == QUOTH_CELL_U8 ? 4 : cell == QUOTH_CELL_U16 ? 4 : 5)];
        check_matrix(&options);
    }
}

/* ------------------------------------------------------------------------------------------------------ tests */

static void short_sequences(void **state)
{
    (void)state;
    static const uint32_t vocabularies[] = {2, 10, 300, 4000};
    for (int round = 0; round < 8; round++) {
        fill(&first, 1 + random_below(SEQUENCES / 2), round % 2 ? 40 : 64, vocabularies[round / 2]);
        fill(&second, 1 + random_below(SEQUENCES / 2), 64, vocabularies[round / 2]);
        for (int measure = 0; measure <= QUOTH_LCS; measure++) check_measure((quoth_measure)measure, NULL, true);
    }
}

static void long_sequences(void **state)
{
    (void)state;
    for (int round = 0; round < 2; round++) {
        fill(&first, round ? 40 : 12, 700, 300);
        fill(&second, round ? 12 : 40, 700, 300);
        for (int measure = 0; measure <= QUOTH_LCS; measure++) check_measure((quoth_measure)measure, NULL, false);
    }
}

/* Texts that are too long for 16 bits a lane, and for a lane at all. */
static void very_long_sequences(void **state)
{
    (void)state;
    fill(&first, 40, 60, 30);
    fill(&second, 8, QUOTH__LANE_TEXT + 500, 30);
    second.starts[8] = second.starts[7] + QUOTH__LANE_TEXT; /* of exactly this length, and one more */
    second.starts[7] = second.starts[8] - 1 - QUOTH__LANE_TEXT;
    second.starts[6] = second.starts[7] < second.starts[6] ? second.starts[7] : second.starts[6];
    for (int measure = 0; measure <= QUOTH_LCS; measure++) check_measure((quoth_measure)measure, NULL, false);
}

static void other_measures(void **state)
{
    (void)state;
    uint32_t heavy[300];
    for (size_t i = 0; i < 300; i++) heavy[i] = random_below(50);
    quoth_weights weights = {heavy, 300};
    fill(&first, 20, 60, 60);
    fill(&second, 25, 60, 60);
    for (int measure = QUOTH_OSA; measure < QUOTH_MEASURE_COUNT; measure++) {
        quoth_measure by = (quoth_measure)measure;
        check_measure(by, NULL, quoth__measure_is_edits(by));
        if (quoth__measure_is_bags(by)) check_measure(by, &weights, false);
    }
}

static void nothing_to_do(void **state)
{
    (void)state;
    quoth_context *context = context_of(QUOTH_PATH_BEST, 0);
    quoth_cdist_options options = {.size = sizeof options};
    uint64_t none = 0;
    quoth_sequences empty = {NULL, &none, 0};
    fill(&first, 3, 5, 4);
    assert_int_equal(quoth_cdist(context, &options, &empty, &first.sequences, 0, 0, NULL), QUOTH_OK);
    assert_int_equal(quoth_cdist(context, &options, &first.sequences, &empty, 0, 3, NULL), QUOTH_OK);
    uint64_t two[3] = {0, 0, 0};
    quoth_sequences blank = {NULL, two, 2};
    for (int measure = 0; measure < QUOTH_MEASURE_COUNT; measure++) {
        options.measure = (quoth_measure)measure;
        options.cell = QUOTH_CELL_F32;
        assert_int_equal(quoth_cdist(context, &options, &blank, &blank, 0, 2, &cells), QUOTH_OK);
        assert_true(cells.f32[0] == 1 && cells.f32[3] == 1);
    }
    quoth_context_free(context);
}

static void bad_arguments_are_named(void **state)
{
    (void)state;
    quoth_context *context = context_of(QUOTH_PATH_BEST, 0);
    quoth_cdist_options options = {.size = sizeof options};
    fill(&first, 30, 64, 50);
    fill(&second, 30, 300, 50);
    second.starts[30] = second.starts[29] + 300;
    quoth_sequences falling = second.sequences, none = second.sequences;
#define BAD(a, b, from, to) assert_int_equal(quoth_cdist(context, &options, a, b, from, to, &cells), QUOTH_BAD_ARGUMENT)
    BAD(&first.sequences, &second.sequences, 0, 30);
    assert_non_null(strstr(quoth_context_error(context)->message, "may be 300"));
    options.bounded = true;
    options.bound = 255;
    BAD(&first.sequences, &second.sequences, 0, 30);
    options.bound = 254;
    assert_int_equal(quoth_cdist(context, &options, &first.sequences, &second.sequences, 0, 30, &cells), QUOTH_OK);
    BAD(&first.sequences, &second.sequences, 0, 31);
    BAD(&first.sequences, &second.sequences, 2, 1);
    BAD(NULL, &second.sequences, 0, 1);
    none.ids = NULL;
    BAD(&first.sequences, &none, 0, 1);
    assert_int_equal(quoth_cdist(context, &options, &first.sequences, &second.sequences, 0, 1, NULL),
                     QUOTH_BAD_ARGUMENT);
    options.cell = (quoth_cell)4;
    BAD(&first.sequences, &second.sequences, 0, 1);
    options.cell = QUOTH_CELL_U16;
    options.measure = QUOTH_COSINE;
    options.bounded = false;
    BAD(&first.sequences, &second.sequences, 0, 1);
    options.measure = (quoth_measure)77;
    BAD(&first.sequences, &second.sequences, 0, 1);
    options.measure = QUOTH_JACCARD;
    options.cell = QUOTH_CELL_U8;
    BAD(&first.sequences, &second.sequences, 0, 30);
    options.size = 1;
    BAD(&first.sequences, &second.sequences, 0, 1);
    options.size = sizeof options;
    second.starts[3] = second.starts[5] + 1;
    BAD(&first.sequences, &falling, 0, 1);
    assert_non_null(strstr(quoth_context_error(context)->message, "choices"));
    quoth_context_free(context);
}

static quoth_status swept_cdist(quoth_context *context, void *argument)
{
    const quoth_cdist_options *options = argument;
    return quoth_cdist(context, options, &first.sequences, &second.sequences, 0, first.sequences.count, &cells);
}

static void memory_may_run_out(void **state)
{
    (void)state;
    quoth_cdist_options options = {.size = sizeof options, .cell = QUOTH_CELL_U32};
    fill(&first, 20, 600, 50);
    fill(&second, 20, 70, 50);
    assert_true(sweep(swept_cdist, &options) > 10);
    options.measure = QUOTH_DICE;
    assert_true(sweep(swept_cdist, &options) > 1);
    fill(&first, 3, 90, 50);
    fill(&second, 4, 90, 50);
    options.measure = QUOTH_DAMERAU;
    assert_true(sweep(swept_cdist, &options) > 1);
}

static bool stop(void *user, uint64_t work)
{
    (void)work;
    return --*(int *)user > 0;
}

static void it_can_be_stopped(void **state)
{
    (void)state;
    fill(&first, 300, 64, 500);
    fill(&second, 300, 64, 500);
    quoth_context *limited = context_of(QUOTH_PATH_BEST, 1000000), *stopped = NULL;
    int looks = 10, cancel = 0;
    quoth_context_options asked = {.size = sizeof asked, .progress = stop, .progress_user = &looks, .cancel = &cancel};
    assert_int_equal(quoth_context_make(&asked, &stopped), QUOTH_OK);
    quoth_cdist_options options = {.size = sizeof options};
    for (int measure = 0; measure < QUOTH_HAMMING; measure++) {
        options.measure = (quoth_measure)measure;
        assert_int_equal(quoth_cdist(limited, &options, &first.sequences, &second.sequences, 0, 300, &cells),
                         QUOTH_OVER_LIMIT);
        looks = 10;
        assert_int_equal(quoth_cdist(stopped, &options, &first.sequences, &second.sequences, 0, 300, &cells),
                         QUOTH_CANCELLED);
        looks = 1 << 30;
        cancel = 1;
        assert_int_equal(quoth_cdist(stopped, &options, &first.sequences, &second.sequences, 0, 300, &cells),
                         QUOTH_CANCELLED);
        cancel = 0;
        assert_int_equal(quoth_cdist(stopped, &options, &first.sequences, &second.sequences, 0, 2, &cells), QUOTH_OK);
    }
    quoth_context_free(limited);
    quoth_context_free(stopped);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_sequences),     cmocka_unit_test(long_sequences),
        cmocka_unit_test(very_long_sequences), cmocka_unit_test(other_measures),
        cmocka_unit_test(nothing_to_do),       cmocka_unit_test(bad_arguments_are_named),
        cmocka_unit_test(memory_may_run_out),  cmocka_unit_test(it_can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
