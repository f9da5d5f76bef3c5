/* Making tables. The rows are counted first, then the table is made whole and its columns are filled in place:
 *
 *   static const quoth__column_spec specs[] = {{"start", QUOTH_U32, 0}, {"speaker", QUOTH_NAME, 1}};
 *   quoth__table_make(context, specs, 2, rows, &table);
 *   uint32_t *start = quoth__table_u32(table, 0);            fill start[0 .. rows-1]
 *   quoth__table_set_pool(context, table, 1, &names);        moves the strings in
 *   quoth__table_set_valid(table, 1, row, false);            rows of a nullable column begin valid
 *
 * Until it is handed out a table may be filled; after that nobody writes to it. */
#ifndef QUOTH_TABLE_H
#define QUOTH_TABLE_H

#include "base.h"

typedef struct quoth__column_spec {
    const char *name; /* static, or in the block of quoth__table_keep */
    quoth_type type;
    bool nullable;
} quoth__column_spec;

quoth_status quoth__table_make(quoth_context *context, const quoth__column_spec *specs, size_t columns, size_t rows,
                               quoth_table **table);
/* The same on values that are there already: `values` has for each column of QUOTH_U32 or QUOTH_NAME what the rows are,
 * 64-byte aligned, in a block that quoth__table_keep is given; or NULL for a column whose values are not cleared, so
 * that each must be filled. Two columns may have the same values. */
quoth_status quoth__table_make_on(quoth_context *context, const quoth__column_spec *specs, size_t columns, size_t rows,
                                  void *const *values, quoth_table **table);
/* Adds a column that has the values of another, for QUOTH_U32 and QUOTH_NAME. */
quoth_status quoth__table_add_view(quoth_context *context, quoth_table *table, const quoth__column_spec *spec,
                                   size_t column);
uint8_t *quoth__table_u8(quoth_table *table, size_t column);
uint32_t *quoth__table_u32(quoth_table *table, size_t column); /* QUOTH_U32 and QUOTH_NAME */
uint64_t *quoth__table_u64(quoth_table *table, size_t column);
double *quoth__table_f64(quoth_table *table, size_t column);
void quoth__table_set_valid(quoth_table *table, size_t column, size_t row, bool valid);

/* The strings of a QUOTH_UTF8 column: the function copies `rows` strings (bytes NULL: no value, if nullable). */
quoth_status quoth__table_set_strings(quoth_context *context, quoth_table *table, size_t column,
                                      const quoth_string *strings);
/* The pool of a QUOTH_NAME column, copied out of `names`: index i is id i. */
quoth_status quoth__table_set_pool(quoth_context *context, quoth_table *table, size_t column,
                                   const quoth__strings *names);
/* The same from a closed list of static names, in the order of their enum. */
quoth_status quoth__table_set_list(quoth_context *context, quoth_table *table, size_t column, const char *const *names,
                                   size_t count);
/* Takes over the caller's reference to `child`, also when it fails. */
quoth_status quoth__table_add_child(quoth_context *context, quoth_table *table, const char *name, quoth_table *child);
/* Hands over a block of `bytes` bytes, allocated with the table's allocator, that names of columns and children point
 * into: it is freed with the table. Once a table. */
void quoth__table_keep(quoth_table *table, void *block, size_t bytes);

#endif
