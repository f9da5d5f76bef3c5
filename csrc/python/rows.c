/* rows: columns filled from other columns, for tables made of tables. */
#include "module.h"

static const uint8_t widths[] = {1, 4, 8, 8, 0, 4};

/* Values of one width, copied by index. */
static void copy_values(char *to, const quoth_column *from, const uint32_t *rows, size_t count)
{
    size_t width = widths[from->type];
    const char *values = from->values;
    if (!rows && count) memcpy(to, values, count * width);
    for (size_t i = 0; rows && i < count; i++) memcpy(to + i * width, values + rows[i] * width, width);
}

static quoth_status copy_pool(quoth_context *context, quoth_table *table, size_t index, const quoth_column *from)
{
    quoth__strings pool = {0};
    quoth_status status = QUOTH_OK;
    uint32_t id;
    for (size_t i = 0; status == QUOTH_OK && i < from->pool_count; i++) {
        const int64_t *offsets = from->pool_offsets + i;
        status =
            quoth__strings_add(context, &pool, from->pool_bytes + offsets[0], (size_t)(offsets[1] - offsets[0]), &id);
    }
    if (status == QUOTH_OK) status = quoth__table_set_pool(context, table, index, &pool);
    quoth__strings_free(&context->allocator, &pool);
    return status;
}

static quoth_status copy_strings(quoth_context *context, quoth_table *table, size_t index, const quoth_column *from,
                                 const uint32_t *rows, size_t count)
{
    quoth__array strings = {0};
    quoth_status status;
    QUOTH__GOTO(quoth__array_reserve(context, &strings, count, sizeof(quoth_string)));
    for (size_t i = 0; i < count; i++)
        QUOTH__AT(strings, quoth_string, i) = quoth_column_string(from, rows ? rows[i] : i);
    status = quoth__table_set_strings(context, table, index, strings.data);
done:
    quoth__array_free(&context->allocator, &strings, sizeof(quoth_string));
    return status;
}

quoth_status column_copy(quoth_context *context, quoth_table *table, size_t index, const quoth_column *from,
                         const uint32_t *rows)
{
    size_t count = quoth_table_rows(table);
    if (from->type == QUOTH_UTF8) return copy_strings(context, table, index, from, rows, count);
    copy_values((char *)quoth__table_u8(table, index), from, rows, count);
    for (size_t i = 0; from->validity && i < count; i++)
        quoth__table_set_valid(table, index, i, quoth_column_valid(from, rows ? rows[i] : i));
    QUOTH__TRY(quoth__work(context, 10 * (uint64_t)count));
    return from->type == QUOTH_NAME ? copy_pool(context, table, index, from) : QUOTH_OK;
}
