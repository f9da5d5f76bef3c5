/* pickle: a table as bytes and back, for pickle alone. A private format, in the byte order of the machine:
 *
 *   "quothtb1"  u64 ORDER  table
 *   table    u64 rows, u32 columns, u32 children, u64 length of the names
 *            names, each ending with NUL: of the columns, then of the children
 *            columns * (u8 type, u8 nullable), the columns' data, the children's tables
 *   data     where nullable (rows + 7) / 8 bytes of validity; then
 *            numbers as they are | strings of the rows | rows * u32, u64 count, strings of the pool
 *   strings  (count + 1) * i64 offsets, the bytes
 *
 * Nothing in the bytes is believed: every length is held against what is left before anything is allocated for it,
 * offsets must rise, strings must be UTF-8, names must point into their pool. Linear. */
#include "module.h"

#include "../unicode/utf8.h"

#define ORDER UINT64_C(0x0102030405060708)
#define COLUMNS_MOST 1024u
#define DEPTH_MOST 4

static const char magic[8] = {'q', 'u', 'o', 't', 'h', 't', 'b', '1'};
static const uint8_t widths[] = {1, 4, 8, 8, 0, 4};

/* ---------------------------------------------------------------------------------------------- writing */

/* Counts the bytes, and where `at` is not NULL writes them too. */
typedef struct writer {
    char *at;
    size_t size;
} writer;

static void put(writer *out, const void *bytes, size_t size)
{
    if (out->at && size) memcpy(out->at + out->size, bytes, size);
    out->size += size;
}

static void put_u32(writer *out, size_t number)
{
    uint32_t small = (uint32_t)number;
    put(out, &small, sizeof small);
}

static void put_u64(writer *out, uint64_t number) { put(out, &number, sizeof number); }

static void put_name(writer *out, const char *name) { put(out, name, strlen(name) + 1); }

static void put_strings(writer *out, const int64_t *offsets, const char *bytes, size_t count)
{
    put(out, offsets, (count + 1) * sizeof *offsets);
    put(out, bytes, (size_t)offsets[count]);
}

static void put_column(writer *out, const quoth_column *column)
{
    if (column->validity) put(out, column->validity, (column->rows + 7) / 8);
    if (column->type == QUOTH_UTF8)
        put_strings(out, column->offsets, column->values, column->rows);
    else
        put(out, column->values, column->rows * widths[column->type]);
    if (column->type != QUOTH_NAME) return;
    put_u64(out, column->pool_count);
    put_strings(out, column->pool_offsets, column->pool_bytes, column->pool_count);
}

static size_t names_length(const quoth_table *table)
{
    size_t length = 0;
    quoth_column column;
    for (size_t i = 0; quoth_table_column(table, i, &column); i++) length += strlen(column.name) + 1;
    for (size_t i = 0; i < quoth_table_children(table); i++) length += strlen(quoth_table_child_name(table, i)) + 1;
    return length;
}

static void put_table(writer *out, const quoth_table *table)
{
    quoth_column column;
    size_t children = quoth_table_children(table);
    put_u64(out, quoth_table_rows(table));
    put_u32(out, quoth_table_columns(table));
    put_u32(out, children);
    put_u64(out, names_length(table));
    for (size_t i = 0; quoth_table_column(table, i, &column); i++) put_name(out, column.name);
    for (size_t i = 0; i < children; i++) put_name(out, quoth_table_child_name(table, i));
    for (size_t i = 0; quoth_table_column(table, i, &column); i++)
        put(out, (uint8_t[]){(uint8_t)column.type, column.validity != NULL}, 2);
    for (size_t i = 0; quoth_table_column(table, i, &column); i++) put_column(out, &column);
    for (size_t i = 0; i < children; i++) put_table(out, quoth_table_child(table, quoth_table_child_name(table, i)));
}

static void put_all(writer *out, const quoth_table *table)
{
    put(out, magic, sizeof magic);
    put_u64(out, ORDER);
    put_table(out, table);
}

PyObject *table_save(const quoth_table *table)
{
    writer count = {0};
    put_all(&count, table);
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)count.size);
    writer out = {bytes ? PyBytes_AsString(bytes) : NULL, 0};
    if (bytes) put_all(&out, table);
    return bytes;
}

/* ---------------------------------------------------------------------------------------------- reading */

typedef struct reader {
    quoth_context *context;
    const char *bytes;
    size_t size, at;
} reader;

static quoth_status bad(const reader *in, const char *why)
{
    return quoth__fail(in->context, QUOTH_BAD_ARGUMENT, in->at, "byte %zu of a pickled table: %s", in->at, why);
}

/* `count` things of `size` bytes. */
static quoth_status take(reader *in, uint64_t count, size_t size, const char **taken)
{
    if (count > (in->size - in->at) / size) return bad(in, "it is cut short");
    *taken = in->bytes + in->at;
    in->at += (size_t)count * size;
    return QUOTH_OK;
}

static quoth_status take_number(reader *in, size_t size, uint64_t *number)
{
    const char *taken = NULL;
    uint32_t small;
    QUOTH__TRY(take(in, 1, size, &taken));
    if (size == sizeof *number) {
        memcpy(number, taken, size);
    } else {
        memcpy(&small, taken, sizeof small);
        *number = small;
    }
    return QUOTH_OK;
}

static int64_t offset_at(const char *offsets, size_t index)
{
    int64_t offset;
    memcpy(&offset, offsets + index * sizeof offset, sizeof offset);
    return offset;
}

/* Strings of `count` rows, into an array that the caller frees; they point into the bytes read. */
static quoth_status take_strings(reader *in, uint64_t count, quoth__array *strings)
{
    const char *offsets = NULL, *bytes = NULL;
    if (count >= UINT32_MAX) return bad(in, "it has too many strings");
    QUOTH__TRY(take(in, count + 1, sizeof(int64_t), &offsets));
    size_t rows = (size_t)count;
    int64_t before = 0, last = offset_at(offsets, rows);
    if (last < 0) return bad(in, "a length is negative");
    QUOTH__TRY(take(in, (uint64_t)last, 1, &bytes));
    QUOTH__TRY(quoth__array_reserve(in->context, strings, rows, sizeof(quoth_string)));
    for (size_t row = 0; row <= rows; row++) {
        int64_t offset = offset_at(offsets, row);
        if (offset < before || offset > last || (row == 0 && offset)) return bad(in, "its offsets do not rise");
        if (!quoth__utf8_check((const uint8_t *)bytes + before, (size_t)(offset - before), NULL, NULL))
            return bad(in, "a string is not UTF-8");
        if (row) QUOTH__AT(*strings, quoth_string, row - 1) = (quoth_string){bytes + before, (size_t)(offset - before)};
        before = offset;
    }
    strings->count = rows;
    return QUOTH_OK;
}

static quoth_status read_utf8(reader *in, quoth_table *table, size_t index, size_t rows, const uint8_t *validity)
{
    quoth__array strings = {0};
    quoth_status status;
    QUOTH__GOTO(take_strings(in, rows, &strings));
    for (size_t row = 0; validity && row < rows; row++)
        if (!(validity[row / 8] >> (row & 7) & 1)) QUOTH__AT(strings, quoth_string, row) = (quoth_string){NULL, 0};
    status = quoth__table_set_strings(in->context, table, index, strings.data);
done:
    quoth__array_free(&in->context->allocator, &strings, sizeof(quoth_string));
    return status;
}

static quoth_status read_pool(reader *in, quoth_table *table, size_t index, uint64_t *count)
{
    quoth__array strings = {0};
    quoth__strings pool = {0};
    quoth_status status;
    uint32_t id;
    QUOTH__GOTO(take_number(in, sizeof *count, count));
    QUOTH__GOTO(take_strings(in, *count, &strings));
    for (size_t i = 0; i < strings.count; i++) {
        quoth_string string = QUOTH__AT(strings, quoth_string, i);
        QUOTH__GOTO(quoth__strings_add(in->context, &pool, string.bytes, string.length, &id));
        if (id == i) continue;
        status = bad(in, "a pool holds a string twice");
        goto done;
    }
    status = quoth__table_set_pool(in->context, table, index, &pool);
done:
    quoth__strings_free(&in->context->allocator, &pool);
    quoth__array_free(&in->context->allocator, &strings, sizeof(quoth_string));
    return status;
}

static quoth_status read_names(reader *in, quoth_table *table, size_t index, size_t rows, const uint8_t *validity)
{
    const char *taken = NULL;
    uint64_t count = 0;
    QUOTH__TRY(take(in, rows, sizeof(uint32_t), &taken));
    uint32_t *indices = quoth__table_u32(table, index);
    if (rows) memcpy(indices, taken, rows * sizeof *indices);
    QUOTH__TRY(read_pool(in, table, index, &count));
    for (size_t row = 0; row < rows; row++)
        if (indices[row] >= count && (!validity || (validity[row / 8] >> (row & 7) & 1)))
            return bad(in, "a row has no string in its pool");
    return QUOTH_OK;
}

static quoth_status read_column(reader *in, quoth_table *table, size_t index)
{
    const char *taken = NULL;
    quoth_column column;
    if (!quoth_table_column(table, index, &column)) return bad(in, "a column is missing");
    if (column.validity) {
        QUOTH__TRY(take(in, (column.rows + 7) / 8, 1, &taken));
        for (size_t row = 0; row < column.rows; row++)
            quoth__table_set_valid(table, index, row, taken[row / 8] >> (row & 7) & 1);
    }
    const uint8_t *validity = (const uint8_t *)taken;
    if (column.type == QUOTH_UTF8) return read_utf8(in, table, index, column.rows, validity);
    if (column.type == QUOTH_NAME) return read_names(in, table, index, column.rows, validity);
    QUOTH__TRY(take(in, column.rows, widths[column.type], &taken));
    if (column.rows) memcpy(quoth__table_u8(table, index), taken, column.rows * widths[column.type]);
    return QUOTH_OK;
}

typedef struct header {
    uint64_t rows, columns, children, names_length;
    const char *names, *kinds;
} header;

static quoth_status take_header(reader *in, header *head)
{
    QUOTH__TRY(take_number(in, 8, &head->rows));
    QUOTH__TRY(take_number(in, 4, &head->columns));
    QUOTH__TRY(take_number(in, 4, &head->children));
    QUOTH__TRY(take_number(in, 8, &head->names_length));
    QUOTH__TRY(take(in, head->names_length, 1, &head->names));
    QUOTH__TRY(take(in, head->columns, 2, &head->kinds));
    if (head->columns == 0 || head->columns > COLUMNS_MOST) return bad(in, "it has no columns or too many");
    if (head->children > COLUMNS_MOST) return bad(in, "it has too many child tables");
    if (head->rows > in->size - in->at) return bad(in, "it is cut short");
    if (!quoth__utf8_check((const uint8_t *)head->names, (size_t)head->names_length, NULL, NULL))
        return bad(in, "a name is not UTF-8");
    return QUOTH_OK;
}

/* The next name of the block; no name is empty, and none comes twice among `names`. */
static quoth_status next_name(const reader *in, const char **block, const char *end, const char *const *names,
                              size_t count, const char **name)
{
    const char *nul = memchr(*block, 0, (size_t)(end - *block));
    if (!nul || nul == *block) return bad(in, "a name is missing");
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], *block) == 0) return bad(in, "a name comes twice");
    *name = *block;
    *block = nul + 1;
    return QUOTH_OK;
}

/* What a table is made of, while it is read: freed but for the block of names, which goes into the table. */
typedef struct parts {
    char *block;
    const char **names;
    quoth__column_spec *specs;
} parts;

static quoth_status read_specs(reader *in, const header *head, parts *made)
{
    void *got;
    size_t columns = (size_t)head->columns, count = columns + (size_t)head->children;
    QUOTH__TRY(quoth__allocate(in->context, (size_t)head->names_length, 1, &got));
    made->block = got;
    if (head->names_length) memcpy(made->block, head->names, (size_t)head->names_length);
    QUOTH__TRY(quoth__allocate_zeroed(in->context, count, sizeof *made->names, &got));
    made->names = got;
    QUOTH__TRY(quoth__allocate_zeroed(in->context, columns, sizeof *made->specs, &got));
    made->specs = got;
    const char *at = made->block, *end = at + head->names_length;
    for (size_t i = 0; i < count; i++) {
        size_t first = i < columns ? 0 : columns;
        QUOTH__TRY(next_name(in, &at, end, made->names + first, i - first, &made->names[i]));
    }
    if (at != end) return bad(in, "it has a name too many");
    for (size_t i = 0; i < columns; i++) {
        uint8_t type = (uint8_t)head->kinds[2 * i];
        if (type > QUOTH_NAME) return bad(in, "a column is of no known type");
        made->specs[i] = (quoth__column_spec){made->names[i], (quoth_type)type, head->kinds[2 * i + 1] != 0};
    }
    return QUOTH_OK;
}

static void parts_free(reader *in, const header *head, parts *made)
{
    const quoth_allocator *allocator = &in->context->allocator;
    quoth__free(allocator, made->block, (size_t)head->names_length, 1);
    quoth__free(allocator, made->names, (size_t)(head->columns + head->children), sizeof *made->names);
    quoth__free(allocator, made->specs, (size_t)head->columns, sizeof *made->specs);
}

static quoth_status read_table(reader *in, int depth, quoth_table **table);

static quoth_status read_children(reader *in, int depth, quoth_table *table, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        quoth_table *child = NULL;
        QUOTH__TRY(read_table(in, depth + 1, &child));
        QUOTH__TRY(quoth__table_add_child(in->context, table, names[i], child));
    }
    return QUOTH_OK;
}

static quoth_status read_table(reader *in, int depth, quoth_table **table)
{
    header head = {0};
    parts made = {0};
    quoth_table *read = NULL;
    quoth_status status;
    if (depth > DEPTH_MOST) return bad(in, "its child tables are too deep");
    QUOTH__TRY(take_header(in, &head));
    QUOTH__GOTO(read_specs(in, &head, &made));
    QUOTH__GOTO(quoth__table_make(in->context, made.specs, (size_t)head.columns, (size_t)head.rows, &read));
    quoth__table_keep(read, made.block, (size_t)head.names_length);
    made.block = NULL;
    for (size_t i = 0; i < head.columns; i++) QUOTH__GOTO(read_column(in, read, i));
    QUOTH__GOTO(read_children(in, depth, read, made.names + head.columns, (size_t)head.children));
    *table = read;
    read = NULL;
done:
    parts_free(in, &head, &made);
    quoth_table_release(read);
    return status;
}

static quoth_status read_all(reader *in, quoth_table **table)
{
    const char *taken = NULL;
    uint64_t order = 0;
    QUOTH__TRY(take(in, sizeof magic, 1, &taken));
    if (memcmp(taken, magic, sizeof magic) != 0) return bad(in, "it is none");
    QUOTH__TRY(take_number(in, sizeof order, &order));
    if (order != ORDER) return bad(in, "it is of a machine with another byte order");
    QUOTH__TRY(read_table(in, 0, table));
    if (in->at == in->size) return QUOTH_OK;
    quoth_table_release(*table);
    *table = NULL;
    return bad(in, "bytes are left over");
}

PyObject *table_load(PyObject *module, PyObject *object)
{
    module_state *state = PyModule_GetState(module);
    quoth_table *table = NULL;
    call called;
    if (!PyBytes_Check(object)) {
        PyErr_SetString(PyExc_TypeError, "a pickled table is bytes");
        return NULL;
    }
    if (call_begin(&called, state, NULL, NULL) < 0) return NULL;
    reader in = {called.context, PyBytes_AsString(object), (size_t)PyBytes_Size(object), 0};
    quoth_status status = read_all(&in, &table);
    PyObject *wrapped = call_check(&called, status) < 0 ? NULL : table_wrap(state, table);
    call_end(&called);
    return wrapped;
}
