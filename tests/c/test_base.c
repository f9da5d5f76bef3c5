/* base: context, arrays, strings, tables. */
#include "../../csrc/base/table.h"
#include "harness.h"

static bool stop_at(void *user, uint64_t work) { return work < *(uint64_t *)user; }

static quoth_status spin(quoth_context *context, uint64_t units)
{
    quoth_status status = QUOTH_OK;
    quoth__enter(context);
    for (uint64_t i = 0; i < units && status == QUOTH_OK; i++) status = quoth__work(context, 1);
    return quoth__leave(context, status);
}

static void limits_of_work(void **unused)
{
    (void)unused;
    for (uint64_t limit = 99999; limit <= 100001; limit++) {
        quoth_context_options options = {.size = sizeof options, .max_work = limit};
        quoth_context *context;
        assert_int_equal(quoth_context_make(&options, &context), QUOTH_OK);
        assert_int_equal(spin(context, 100000), limit < 100000 ? QUOTH_OVER_LIMIT : QUOTH_OK);
        assert_int_equal(spin(context, 5), QUOTH_OK);
        assert_int_equal(quoth_context_work(context), 5);
        quoth_context_free(context);
    }
}

static void progress_and_cancel(void **unused)
{
    (void)unused;
    uint64_t bound = 200000;
    int cancel = 0;
    quoth_context_options options = {
        .size = sizeof options, .progress = stop_at, .progress_user = &bound, .cancel = &cancel};
    quoth_context *context;
    assert_int_equal(quoth_context_make(&options, &context), QUOTH_OK);
    assert_int_equal(spin(context, 10000000), QUOTH_CANCELLED);
    assert_in_range(quoth_context_work(context), 200000, 300000);
    assert_int_equal(quoth_context_error(context)->status, QUOTH_CANCELLED);
    bound = UINT64_MAX;
    assert_int_equal(spin(context, 10000000), QUOTH_OK);
    assert_string_equal(quoth_context_error(context)->message, "");
    cancel = 1;
    assert_int_equal(spin(context, 10000000), QUOTH_CANCELLED);
    quoth_context_free(context);
}

static void options_of_another_size(void **unused)
{
    (void)unused;
    quoth_context_options options = {.size = 3};
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(&options, &context), QUOTH_BAD_ARGUMENT);
    assert_null(context);
    quoth_context_free(NULL);
    assert_string_equal(quoth_status_name(QUOTH_BAD_UTF8), "bad UTF-8");
    assert_string_equal(quoth_status_name((quoth_status)99), "unknown status");
}

static quoth_status many_strings(quoth_context *context, void *unused)
{
    (void)unused;
    quoth__strings strings = {0};
    quoth_status status = QUOTH_OK;
    quoth__enter(context);
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 500; i++) {
            char form[32];
            int length = snprintf(form, sizeof form, "form %u", i * 7919u);
            uint32_t id;
            QUOTH__GOTO(quoth__strings_add(context, &strings, form, (size_t)length, &id));
            assert_int_equal(id, i);
            assert_int_equal(quoth__strings_find(&strings, form, (size_t)length), i);
        }
    assert_int_equal(quoth__strings_count(&strings), 500);
    assert_int_equal(quoth__strings_find(&strings, "form", 4), QUOTH__NONE);
    quoth_string got = quoth__strings_get(&strings, 1);
    assert_memory_equal(got.bytes, "form 7919", got.length);
    assert_null(quoth__strings_get(&strings, 500).bytes);
done:
    quoth__strings_free(&context->allocator, &strings);
    return quoth__leave(context, status);
}

static quoth_status small_table(quoth_context *context, quoth_table **table)
{
    static const quoth__column_spec specs[] = {{"start", QUOTH_U32, false},
                                               {"speaker", QUOTH_NAME, true},
                                               {"text", QUOTH_UTF8, true},
                                               {"sure", QUOTH_F64, false}};
    static const quoth__column_spec child_specs[] = {{"row", QUOTH_U32, false}};
    static const char *const names[] = {"Putin", "Clinton"};
    const quoth_string texts[] = {{"Why not?", 8}, {NULL, 0}, {"", 0}};
    quoth_table *made = NULL, *child = NULL;
    quoth_status status;
    QUOTH__GOTO(quoth__table_make(context, specs, 4, 3, &made));
    for (uint32_t row = 0; row < 3; row++) {
        quoth__table_u32(made, 0)[row] = row * 10;
        quoth__table_u32(made, 1)[row] = row & 1;
        quoth__table_f64(made, 3)[row] = 0.5;
    }
    quoth__table_set_valid(made, 1, 2, false);
    QUOTH__GOTO(quoth__table_set_list(context, made, 1, names, 2));
    QUOTH__GOTO(quoth__table_set_strings(context, made, 2, texts));
    QUOTH__GOTO(quoth__table_make(context, child_specs, 1, 2, &child));
    QUOTH__GOTO(quoth__table_add_child(context, made, "chain", child));
    *table = made;
    return QUOTH_OK;
done:
    quoth_table_release(made);
    return status;
}

static quoth_status make_and_release(quoth_context *context, void *unused)
{
    (void)unused;
    quoth_table *table = NULL;
    quoth__enter(context);
    quoth_status status = small_table(context, &table);
    if (status == QUOTH_OK) quoth_table_release(table);
    return quoth__leave(context, status);
}

static void check_string(const quoth_table *table, const char *column, size_t row, const char *expected)
{
    quoth_column described;
    assert_true(quoth_table_column_named(table, column, &described));
    quoth_string got = quoth_column_string(&described, row);
    if (!expected) {
        assert_null(got.bytes);
        return;
    }
    assert_int_equal(got.length, strlen(expected));
    assert_memory_equal(got.bytes, expected, got.length);
}

static void table_outlives_context(void **unused)
{
    (void)unused;
    faulty state = {0};
    quoth_context *context = faulty_context(&state);
    quoth_table *table = NULL;
    assert_int_equal(small_table(context, &table), QUOTH_OK);
    quoth_context_free(context);
    assert_ptr_equal(quoth_table_retain(table), table);
    quoth_table_release(table);
    assert_int_equal(quoth_table_rows(table), 3);
    assert_int_equal(quoth_table_columns(table), 4);
    check_string(table, "speaker", 1, "Clinton");
    check_string(table, "speaker", 2, NULL);
    check_string(table, "text", 0, "Why not?");
    check_string(table, "text", 1, NULL);
    check_string(table, "text", 2, "");
    check_string(table, "text", 3, NULL);
    quoth_column described;
    for (size_t i = 0; i < 4; i++) {
        assert_true(quoth_table_column(table, i, &described));
        assert_int_equal((uintptr_t)described.values % 64, 0);
    }
    assert_false(quoth_table_column(table, 4, &described));
    assert_false(quoth_table_column_named(table, "nobody", &described));
    assert_int_equal(quoth_table_children(table), 1);
    assert_string_equal(quoth_table_child_name(table, 0), "chain");
    assert_int_equal(quoth_table_rows(quoth_table_child(table, "chain")), 2);
    assert_null(quoth_table_child(table, "nobody"));
    assert_true(quoth_table_size(table) <= (size_t)state.bytes);
    quoth_table_release(table);
    quoth_table_release(NULL);
    assert_int_equal(state.blocks, 0);
    assert_int_equal(state.bytes, 0);
}

static quoth_status arena(quoth_context *context, void *unused)
{
    (void)unused;
    quoth__arena taken = {0};
    quoth_status status = QUOTH_OK;
    quoth__enter(context);
    for (size_t bytes = 0; bytes < 6000; bytes += 97) {
        void *got;
        QUOTH__GOTO(quoth__arena_take(context, &taken, bytes, &got));
        assert_int_equal((uintptr_t)got % 16, 0);
        memset(got, 0xAB, bytes);
    }
done:
    quoth__arena_free(&context->allocator, &taken);
    return quoth__leave(context, status);
}

static void sizes_that_overflow(void **unused)
{
    (void)unused;
    faulty state = {0};
    quoth_context *context = faulty_context(&state);
    void *got;
    assert_int_equal(quoth__allocate(context, SIZE_MAX / 2, 3, &got), QUOTH_TOO_LARGE);
    quoth__array array = {0};
    assert_int_equal(quoth__array_reserve(context, &array, SIZE_MAX / 4, 8), QUOTH_TOO_LARGE);
    quoth__arena taken = {0};
    assert_int_equal(quoth__arena_take(context, &taken, SIZE_MAX - 3, &got), QUOTH_NO_MEMORY);
    quoth_context_free(context);
    assert_int_equal(state.blocks, 0);
}

static void allocations_fail(void **unused)
{
    (void)unused;
    assert_true(sweep(many_strings, NULL) > 10);
    assert_true(sweep(make_and_release, NULL) > 10);
    assert_true(sweep(arena, NULL) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_of_work),          cmocka_unit_test(progress_and_cancel),
        cmocka_unit_test(options_of_another_size), cmocka_unit_test(table_outlives_context),
        cmocka_unit_test(sizes_that_overflow),     cmocka_unit_test(allocations_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
