/* Reading cells of tables in tests. */
#ifndef TABLES_H
#define TABLES_H

#include "harness.h"

static inline quoth_column column_of(const quoth_table *table, const char *name)
{
    quoth_column column = {0};
    if (!quoth_table_column_named(table, name, &column)) fail_msg("no column %s", name);
    return column;
}

static inline uint32_t number(const quoth_table *table, const char *name, size_t row)
{
    quoth_column column = column_of(table, name);
    if (!quoth_column_valid(&column, row)) return UINT32_MAX;
    return column.type == QUOTH_U8 ? ((const uint8_t *)column.values)[row] : ((const uint32_t *)column.values)[row];
}

/* Whether a cell holds a string; NULL: no value. */
static inline bool holds(const quoth_table *table, const char *name, size_t row, const char *expected)
{
    quoth_column column = column_of(table, name);
    quoth_string got = quoth_column_string(&column, row);
    if (!expected || !got.bytes) return !expected && !got.bytes;
    return got.length == strlen(expected) && memcmp(got.bytes, expected, got.length) == 0;
}

#define assert_cell(table, name, row, expected)                                                                        \
    do {                                                                                                               \
        quoth_column column_ = column_of(table, name);                                                                 \
        quoth_string got_ = quoth_column_string(&column_, row);                                                        \
        if (!holds(table, name, row, expected))                                                                        \
            fail_msg("line %d, %s of row %zu: %.*s, not %s", __LINE__, name, (size_t)(row), (int)got_.length,          \
                     got_.bytes ? got_.bytes : "", (expected) ? (expected) : "none");                                  \
    } while (0)

static inline size_t find_row(const quoth_table *table, const char *name, const char *expected)
{
    for (size_t row = 0; row < quoth_table_rows(table); row++)
        if (holds(table, name, row, expected)) return row;
    return SIZE_MAX;
}

static inline size_t row_of(const quoth_table *table, const char *name, const char *expected)
{
    size_t row = find_row(table, name, expected);
    if (row == SIZE_MAX) fail_msg("no row with %s = %s", name, expected);
    return row;
}

#endif
