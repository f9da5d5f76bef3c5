/* arrow: a table as an Arrow C stream of one batch, without a copy.
 *
 *   ArrowArrayStream ─► private: one table reference, whether the batch is out
 *     get_schema ─► struct schema ── children ── (dictionary)
 *     get_next   ─► struct array  ── children ── (dictionary)
 *
 * Every node has its own reference to the table and its own release, because a consumer may move a child out and
 * release it last, on any thread: nothing below the capsules touches Python. u8 is uint8, u32 uint32, u64 uint64, f64
 * double, utf8 large_utf8, and a name is dictionary<uint32, large_utf8>. */
#include "module.h"

#include <errno.h>
#include <stdlib.h>

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
#define ARROW_FLAG_NULLABLE 2
struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};
struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};
#endif
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};
#endif

/* ----------------------------------------------------------------------------------------------- schema */

/* What a node of a schema owns: the table that its name lies in, its children and its dictionary. */
typedef struct schema_private {
    quoth_table *table;
    struct ArrowSchema **children;
    struct ArrowSchema *nodes; /* the children, and last the dictionary where there is one */
    size_t count;              /* of nodes */
} schema_private;

static void schema_release(struct ArrowSchema *schema)
{
    schema_private *owned = schema->private_data;
    for (size_t i = 0; i < owned->count; i++)
        if (owned->nodes[i].release) owned->nodes[i].release(&owned->nodes[i]);
    quoth_table_release(owned->table);
    free(owned->children);
    free(owned->nodes);
    free(owned);
    schema->release = NULL;
}

/* A node with room for `children` children and `dictionary` dictionaries, all released until they are filled. */
static int schema_begin(struct ArrowSchema *schema, quoth_table *table, const char *format, const char *name,
                        size_t children, size_t dictionary)
{
    schema_private *owned = calloc(1, sizeof *owned);
    if (!owned) return ENOMEM;
    owned->count = children + dictionary;
    owned->nodes = calloc(owned->count + 1, sizeof *owned->nodes);
    owned->children = calloc(children + 1, sizeof *owned->children);
    owned->table = quoth_table_retain(table);
    *schema = (struct ArrowSchema){.format = format, .name = name, .release = schema_release, .private_data = owned};
    if (!owned->nodes || !owned->children) {
        owned->count = 0;
        schema_release(schema);
        return ENOMEM;
    }
    for (size_t i = 0; i < children; i++) owned->children[i] = &owned->nodes[i];
    schema->n_children = (int64_t)children;
    schema->children = children ? owned->children : NULL;
    schema->dictionary = dictionary ? &owned->nodes[children] : NULL;
    return 0;
}

static const char *const arrow_formats[] = {"C", "I", "L", "g", "U", "I"};

static int schema_column(struct ArrowSchema *schema, quoth_table *table, const quoth_column *column)
{
    bool named = column->type == QUOTH_NAME;
    int failed = schema_begin(schema, table, arrow_formats[column->type], column->name, 0, named);
    if (failed) return failed;
    if (column->validity) schema->flags = ARROW_FLAG_NULLABLE;
    if (named) failed = schema_begin(schema->dictionary, table, "U", "", 0, 0);
    if (failed) schema_release(schema);
    return failed;
}

static int schema_table(struct ArrowSchema *schema, quoth_table *table)
{
    size_t columns = quoth_table_columns(table);
    int failed = schema_begin(schema, table, "+s", "", columns, 0);
    quoth_column column;
    for (size_t i = 0; !failed && quoth_table_column(table, i, &column); i++) {
        failed = schema_column(schema->children[i], table, &column);
        if (failed) schema_release(schema);
    }
    return failed;
}

/* ------------------------------------------------------------------------------------------------ array */

typedef struct array_private {
    quoth_table *table;
    const void *buffers[3];
    struct ArrowArray **children;
    struct ArrowArray *nodes;
    size_t count;
} array_private;

static void array_release(struct ArrowArray *array)
{
    array_private *owned = array->private_data;
    for (size_t i = 0; i < owned->count; i++)
        if (owned->nodes[i].release) owned->nodes[i].release(&owned->nodes[i]);
    quoth_table_release(owned->table);
    free(owned->children);
    free(owned->nodes);
    free(owned);
    array->release = NULL;
}

static int array_begin(struct ArrowArray *array, quoth_table *table, size_t length, size_t children, size_t dictionary)
{
    array_private *owned = calloc(1, sizeof *owned);
    if (!owned) return ENOMEM;
    owned->count = children + dictionary;
    owned->nodes = calloc(owned->count + 1, sizeof *owned->nodes);
    owned->children = calloc(children + 1, sizeof *owned->children);
    owned->table = quoth_table_retain(table);
    *array = (struct ArrowArray){
        .length = (int64_t)length, .buffers = owned->buffers, .release = array_release, .private_data = owned};
    if (!owned->nodes || !owned->children) {
        owned->count = 0;
        array_release(array);
        return ENOMEM;
    }
    for (size_t i = 0; i < children; i++) owned->children[i] = &owned->nodes[i];
    array->n_buffers = 1;
    array->n_children = (int64_t)children;
    array->children = children ? owned->children : NULL;
    array->dictionary = dictionary ? &owned->nodes[children] : NULL;
    return 0;
}

/* A consumer may want a place even for no bytes. */
static void array_strings(struct ArrowArray *array, const int64_t *offsets, const char *bytes)
{
    array->n_buffers = 3;
    array->buffers[1] = offsets;
    array->buffers[2] = bytes ? bytes : "";
}

static int array_column(struct ArrowArray *array, quoth_table *table, const quoth_column *column)
{
    bool named = column->type == QUOTH_NAME;
    int failed = array_begin(array, table, column->rows, 0, named);
    if (failed) return failed;
    array->null_count = (int64_t)column_null_count(column);
    array->buffers[0] = column->validity;
    array->n_buffers = 2;
    array->buffers[1] = column->values;
    if (column->type == QUOTH_UTF8) array_strings(array, column->offsets, column->values);
    if (!named) return 0;
    failed = array_begin(array->dictionary, table, column->pool_count, 0, 0);
    if (failed)
        array_release(array);
    else
        array_strings(array->dictionary, column->pool_offsets, column->pool_bytes);
    return failed;
}

static int array_table(struct ArrowArray *array, quoth_table *table)
{
    int failed = array_begin(array, table, quoth_table_rows(table), quoth_table_columns(table), 0);
    quoth_column column;
    for (size_t i = 0; !failed && quoth_table_column(table, i, &column); i++) {
        failed = array_column(array->children[i], table, &column);
        if (failed) array_release(array);
    }
    return failed;
}

/* ----------------------------------------------------------------------------------------------- stream */

typedef struct stream_private {
    quoth_table *table;
    bool done;
} stream_private;

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    return schema_table(out, ((stream_private *)stream->private_data)->table);
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    stream_private *owned = stream->private_data;
    if (owned->done) {
        *out = (struct ArrowArray){0};
        return 0;
    }
    int failed = array_table(out, owned->table);
    owned->done = !failed;
    return failed;
}

static const char *stream_error(struct ArrowArrayStream *stream)
{
    (void)stream;
    return "no memory";
}

static void stream_release(struct ArrowArrayStream *stream)
{
    stream_private *owned = stream->private_data;
    quoth_table_release(owned->table);
    free(owned);
    stream->release = NULL;
}

static struct ArrowArrayStream *stream_make(quoth_table *table)
{
    struct ArrowArrayStream *stream = calloc(1, sizeof *stream);
    stream_private *owned = calloc(1, sizeof *owned);
    if (!stream || !owned) {
        free(stream);
        free(owned);
        return NULL;
    }
    owned->table = quoth_table_retain(table);
    *stream = (struct ArrowArrayStream){stream_schema, stream_next, stream_error, stream_release, owned};
    return stream;
}

/* --------------------------------------------------------------------------------------------- capsules */

static void schema_capsule_free(PyObject *capsule)
{
    struct ArrowSchema *schema = PyCapsule_GetPointer(capsule, "arrow_schema");
    if (schema && schema->release) schema->release(schema);
    free(schema);
}

static void stream_capsule_free(PyObject *capsule)
{
    struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");
    if (stream && stream->release) stream->release(stream);
    free(stream);
}

/* A consumer believes the indices of a dictionary: those of rows with a value are looked at first. */
static int names_check(PyObject *self)
{
    quoth_column column;
    for (size_t i = 0; quoth_table_column(((TableObject *)self)->table, i, &column); i++) {
        const uint32_t *index = column.values;
        for (size_t row = 0; column.type == QUOTH_NAME && row < column.rows; row++)
            if (index[row] >= column.pool_count && quoth_column_valid(&column, row))
                return raise_input(state_of(self), "row %zd of column \"%s\" names nothing", (Py_ssize_t)row,
                                   column.name);
    }
    return 0;
}

PyObject *table_arrow_schema(PyObject *self, PyObject *unused)
{
    (void)unused;
    struct ArrowSchema *schema = calloc(1, sizeof *schema);
    if (!schema || schema_table(schema, ((TableObject *)self)->table)) {
        free(schema);
        return PyErr_NoMemory();
    }
    PyObject *capsule = PyCapsule_New(schema, "arrow_schema", schema_capsule_free);
    if (capsule) return capsule;
    schema->release(schema);
    free(schema);
    return NULL;
}

PyObject *table_arrow_stream(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"requested_schema", NULL};
    PyObject *requested = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O:__arrow_c_stream__", QUOTH__KEYWORDS(keywords), &requested))
        return NULL;
    if (requested && requested != Py_None && !PyCapsule_IsValid(requested, "arrow_schema")) {
        PyErr_SetString(PyExc_TypeError, "requested_schema must be an arrow_schema capsule or None");
        return NULL;
    }
    if (names_check(self) < 0) return NULL;
    struct ArrowArrayStream *stream = stream_make(((TableObject *)self)->table);
    if (!stream) return PyErr_NoMemory();
    PyObject *capsule = PyCapsule_New(stream, "arrow_array_stream", stream_capsule_free);
    if (capsule) return capsule;
    stream->release(stream);
    free(stream);
    return NULL;
}
