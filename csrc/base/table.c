/* table: immutable columns with a count of references (base/table.h says how one is made).
 *
 *   quoth_table
 *     columns[i] ── name, type, values ─► 64-byte aligned      one allocation a buffer, over-allocated by ALIGN; or
 *                                                              within `kept`, or those of another column
 *                             offsets ─► QUOTH_UTF8
 *                             validity ─► one bit a row
 *                             pool ─► bytes + offsets of QUOTH_NAME
 *     children[j] ── name, table
 *     allocator: a copy, so that the table outlives its context; `references` is atomic.
 *
 * Cost: making is linear in the rows; every accessor is O(1) but quoth_table_column_named, linear in the columns. */
#include "table.h"

#define ALIGN 64u

typedef struct buffer {
    void *base; /* as allocated; NULL where it is another's */
    void *data; /* aligned within */
    size_t bytes;
} buffer;

typedef struct column {
    quoth__column_spec spec;
    buffer values, offsets, validity, pool_bytes, pool_offsets;
    size_t pool_count;
} column;

typedef struct child {
    const char *name;
    quoth_table *table;
} child;

struct quoth_table {
    size_t references; /* read and written atomically */
    quoth_allocator allocator;
    size_t rows, column_count, child_count;
    column *columns;
    void *kept; /* a block that names point into; NULL where all names are static */
    size_t kept_bytes;
    child children[8];
};

static quoth_status buffer_take(quoth_context *context, size_t bytes, buffer *made)
{
    void *base;
    if (bytes > SIZE_MAX / 4) return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "a column of %zu bytes", bytes);
    QUOTH__TRY(quoth__allocate(context, bytes + ALIGN, 1, &base));
    uintptr_t aligned = ((uintptr_t)base + ALIGN - 1) & ~(uintptr_t)(ALIGN - 1);
    *made = (buffer){base, (char *)base + (aligned - (uintptr_t)base), bytes};
    return QUOTH_OK;
}

static quoth_status buffer_make(quoth_context *context, size_t bytes, buffer *made)
{
    QUOTH__TRY(buffer_take(context, bytes, made));
    memset(made->data, 0, bytes);
    return quoth__work(context, bytes / 16);
}

static void buffer_free(const quoth_allocator *allocator, buffer *freed)
{
    if (freed->base) quoth__free(allocator, freed->base, freed->bytes + ALIGN, 1);
    *freed = (buffer){0};
}

static size_t width(quoth_type type)
{
    switch (type) {
    case QUOTH_U8: return 1;
    case QUOTH_U32:
    case QUOTH_NAME: return 4;
    case QUOTH_U64:
    case QUOTH_F64: return 8;
    case QUOTH_UTF8: return 0;
    }
    return 0;
}

static quoth_status column_make(quoth_context *context, const quoth__column_spec *spec, size_t rows, column *made)
{
    made->spec = *spec;
    size_t size = width(spec->type);
    if (size && rows > SIZE_MAX / 8 / size) return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "%zu rows", rows);
    QUOTH__TRY(buffer_make(context, rows * size, &made->values));
    if (spec->type == QUOTH_UTF8) QUOTH__TRY(buffer_make(context, (rows + 1) * sizeof(int64_t), &made->offsets));
    if (spec->type == QUOTH_NAME) QUOTH__TRY(buffer_make(context, sizeof(int64_t), &made->pool_offsets));
    if (!spec->nullable) return QUOTH_OK;
    QUOTH__TRY(buffer_make(context, (rows + 7) / 8, &made->validity));
    memset(made->validity.data, 0xFF, made->validity.bytes);
    return QUOTH_OK;
}

/* A column of u32 on values that are there, or on some that are not cleared. */
static quoth_status column_make_on(quoth_context *context, const quoth__column_spec *spec, size_t rows, void *values,
                                   column *made)
{
    made->spec = *spec;
    if (values)
        made->values = (buffer){NULL, values, rows * sizeof(uint32_t)};
    else
        QUOTH__TRY(buffer_take(context, rows * sizeof(uint32_t), &made->values));
    return spec->type == QUOTH_NAME ? buffer_make(context, sizeof(int64_t), &made->pool_offsets) : QUOTH_OK;
}

/* With `values` NULL every column is made anew and cleared. */
static quoth_status make(quoth_context *context, const quoth__column_spec *specs, size_t columns, size_t rows,
                         void *const *values, quoth_table **table)
{
    void *got, *places;
    QUOTH__TRY(quoth__allocate_zeroed(context, 1, sizeof(quoth_table), &got));
    quoth_table *made = got;
    made->references = 1;
    made->allocator = context->allocator;
    made->rows = rows;
    made->column_count = columns;
    quoth_status status;
    QUOTH__GOTO(quoth__allocate_zeroed(context, columns, sizeof(column), &places));
    made->columns = places;
    for (size_t i = 0; i < columns; i++)
        QUOTH__GOTO(values ? column_make_on(context, &specs[i], rows, values[i], &made->columns[i])
                           : column_make(context, &specs[i], rows, &made->columns[i]));
    *table = made;
    return QUOTH_OK;
done:
    quoth_table_release(made);
    return status;
}

quoth_status quoth__table_make(quoth_context *context, const quoth__column_spec *specs, size_t columns, size_t rows,
                               quoth_table **table)
{
    return make(context, specs, columns, rows, NULL, table);
}

quoth_status quoth__table_make_on(quoth_context *context, const quoth__column_spec *specs, size_t columns, size_t rows,
                                  void *const *values, quoth_table **table)
{
    return make(context, specs, columns, rows, values, table);
}

quoth_status quoth__table_add_view(quoth_context *context, quoth_table *table, const quoth__column_spec *spec,
                                   size_t index)
{
    void *got;
    size_t count = table->column_count;
    QUOTH__TRY(quoth__allocate_zeroed(context, count + 1, sizeof(column), &got));
    memcpy(got, table->columns, count * sizeof(column));
    quoth__free(&table->allocator, table->columns, count, sizeof(column));
    table->columns = got;
    table->column_count++;
    return column_make_on(context, spec, table->rows, table->columns[index].values.data, &table->columns[count]);
}

uint8_t *quoth__table_u8(quoth_table *table, size_t index) { return table->columns[index].values.data; }

uint32_t *quoth__table_u32(quoth_table *table, size_t index) { return table->columns[index].values.data; }

uint64_t *quoth__table_u64(quoth_table *table, size_t index) { return table->columns[index].values.data; }

double *quoth__table_f64(quoth_table *table, size_t index) { return table->columns[index].values.data; }

void quoth__table_set_valid(quoth_table *table, size_t index, size_t row, bool valid)
{
    uint8_t *bits = table->columns[index].validity.data, bit = (uint8_t)(1u << (row & 7));
    bits[row / 8] = (uint8_t)(valid ? bits[row / 8] | bit : bits[row / 8] & ~bit);
}

quoth_status quoth__table_set_strings(quoth_context *context, quoth_table *table, size_t index,
                                      const quoth_string *strings)
{
    column *set = &table->columns[index];
    int64_t *offsets = set->offsets.data;
    size_t total = 0;
    for (size_t row = 0; row < table->rows; row++) {
        total += strings[row].bytes ? strings[row].length : 0;
        offsets[row + 1] = (int64_t)total;
    }
    buffer bytes = {0};
    quoth_status status = buffer_make(context, total, &bytes);
    if (status != QUOTH_OK) {
        buffer_free(&table->allocator, &bytes);
        return status;
    }
    for (size_t row = 0; row < table->rows; row++) {
        if (strings[row].bytes && strings[row].length)
            memcpy((char *)bytes.data + offsets[row], strings[row].bytes, strings[row].length);
        if (!strings[row].bytes && set->spec.nullable) quoth__table_set_valid(table, index, row, false);
    }
    buffer_free(&table->allocator, &set->values);
    set->values = bytes;
    return quoth__work(context, 20 * (uint64_t)table->rows + total / 4);
}

/* Room for a pool of `count` strings, `bytes` together; the old pool goes. */
static quoth_status pool_make(quoth_context *context, quoth_table *table, column *set, size_t count, size_t bytes)
{
    buffer_free(&table->allocator, &set->pool_bytes);
    buffer_free(&table->allocator, &set->pool_offsets);
    set->pool_count = 0;
    QUOTH__TRY(buffer_make(context, (count + 1) * sizeof(int64_t), &set->pool_offsets));
    QUOTH__TRY(buffer_make(context, bytes, &set->pool_bytes));
    set->pool_count = count;
    return QUOTH_OK;
}

static void pool_put(column *set, size_t index, quoth_string string)
{
    int64_t *offsets = set->pool_offsets.data;
    if (string.length) memcpy((char *)set->pool_bytes.data + offsets[index], string.bytes, string.length);
    offsets[index + 1] = offsets[index] + (int64_t)string.length;
}

quoth_status quoth__table_set_pool(quoth_context *context, quoth_table *table, size_t index,
                                   const quoth__strings *names)
{
    column *set = &table->columns[index];
    size_t count = quoth__strings_count(names);
    QUOTH__TRY(pool_make(context, table, set, count, names->bytes.count));
    for (size_t i = 0; i < count; i++) pool_put(set, i, quoth__strings_get(names, (uint32_t)i));
    return quoth__work(context, 20 * (uint64_t)count + names->bytes.count / 4);
}

quoth_status quoth__table_set_list(quoth_context *context, quoth_table *table, size_t index, const char *const *names,
                                   size_t count)
{
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++) bytes += strlen(names[i]);
    column *set = &table->columns[index];
    QUOTH__TRY(pool_make(context, table, set, count, bytes));
    for (size_t i = 0; i < count; i++) pool_put(set, i, (quoth_string){names[i], strlen(names[i])});
    return QUOTH_OK;
}

quoth_status quoth__table_add_child(quoth_context *context, quoth_table *table, const char *name, quoth_table *added)
{
    if (table->child_count == sizeof table->children / sizeof *table->children) {
        quoth_table_release(added);
        return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "too many child tables");
    }
    table->children[table->child_count++] = (child){name, added};
    return QUOTH_OK;
}

void quoth__table_keep(quoth_table *table, void *block, size_t bytes)
{
    table->kept = block;
    table->kept_bytes = bytes;
}

quoth_table *quoth_table_retain(quoth_table *table)
{
    __atomic_fetch_add(&table->references, 1, __ATOMIC_RELAXED);
    return table;
}

static void column_free(const quoth_allocator *allocator, column *freed)
{
    buffer_free(allocator, &freed->values);
    buffer_free(allocator, &freed->offsets);
    buffer_free(allocator, &freed->validity);
    buffer_free(allocator, &freed->pool_bytes);
    buffer_free(allocator, &freed->pool_offsets);
}

void quoth_table_release(quoth_table *table)
{
    if (!table || __atomic_sub_fetch(&table->references, 1, __ATOMIC_ACQ_REL) != 0) return;
    quoth_allocator allocator = table->allocator;
    for (size_t i = 0; table->columns && i < table->column_count; i++) column_free(&allocator, &table->columns[i]);
    quoth__free(&allocator, table->columns, table->column_count, sizeof(column));
    for (size_t i = 0; i < table->child_count; i++) quoth_table_release(table->children[i].table);
    quoth__free(&allocator, table->kept, table->kept_bytes, 1);
    quoth__free(&allocator, table, 1, sizeof *table);
}

size_t quoth_table_rows(const quoth_table *table) { return table->rows; }

size_t quoth_table_columns(const quoth_table *table) { return table->column_count; }

bool quoth_table_column(const quoth_table *table, size_t index, quoth_column *described)
{
    if (index >= table->column_count) return false;
    const column *found = &table->columns[index];
    *described = (quoth_column){.name = found->spec.name,
                                .type = found->spec.type,
                                .rows = table->rows,
                                .values = found->values.data,
                                .offsets = found->offsets.data,
                                .validity = found->validity.data,
                                .pool_count = found->pool_count,
                                .pool_bytes = found->pool_bytes.data,
                                .pool_offsets = found->pool_offsets.data};
    return true;
}

bool quoth_table_column_named(const quoth_table *table, const char *name, quoth_column *described)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (strcmp(table->columns[i].spec.name, name) == 0) return quoth_table_column(table, i, described);
    return false;
}

size_t quoth_table_children(const quoth_table *table) { return table->child_count; }

const char *quoth_table_child_name(const quoth_table *table, size_t index)
{
    return index < table->child_count ? table->children[index].name : NULL;
}

quoth_table *quoth_table_child(const quoth_table *table, const char *name)
{
    for (size_t i = 0; i < table->child_count; i++)
        if (strcmp(table->children[i].name, name) == 0) return table->children[i].table;
    return NULL;
}

static size_t column_size(const column *sized)
{
    const buffer *all[] = {&sized->values, &sized->offsets, &sized->validity, &sized->pool_bytes, &sized->pool_offsets};
    size_t bytes = sizeof *sized;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) bytes += all[i]->base ? all[i]->bytes + ALIGN : 0;
    return bytes;
}

size_t quoth_table_size(const quoth_table *table)
{
    size_t bytes = sizeof *table + table->kept_bytes;
    for (size_t i = 0; i < table->column_count; i++) bytes += column_size(&table->columns[i]);
    for (size_t i = 0; i < table->child_count; i++) bytes += quoth_table_size(table->children[i].table);
    return bytes;
}

bool quoth_column_valid(const quoth_column *described, size_t row)
{
    return row < described->rows && (!described->validity || (described->validity[row / 8] >> (row & 7) & 1));
}

quoth_string quoth_column_string(const quoth_column *described, size_t row)
{
    const quoth_string none = {NULL, 0};
    if (!quoth_column_valid(described, row)) return none;
    const int64_t *offsets = described->offsets;
    const char *bytes = described->values;
    size_t at = row;
    if (described->type == QUOTH_NAME) {
        at = ((const uint32_t *)described->values)[row];
        if (at >= described->pool_count) return none;
        offsets = described->pool_offsets;
        bytes = described->pool_bytes;
    } else if (described->type != QUOTH_UTF8) {
        return none;
    }
    return (quoth_string){bytes + offsets[at], (size_t)(offsets[at + 1] - offsets[at])};
}
