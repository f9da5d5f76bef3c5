/* column: the type Column - a view of one column, or of the numbers that one is made of.
 *
 *   Column ── one reference ─► quoth_table
 *          ── what: a quoth_type, or int64 for offsets
 *          ── values, rows, validity, pool: pointers into the table
 *
 * Columns of numbers export their buffer as it lies in memory (rows without a value hold anything: `validity` tells).
 * Strings have none; theirs are the columns `indices`, `offsets` and `bytes`. Everything but lists is O(1) a row. */
#include "module.h"

/* Beyond the types of quoth.h, for offsets. */
#define INT64 (QUOTH_NAME + 1)

typedef struct ColumnObject {
    PyObject_HEAD
    quoth_table *table; /* one reference */
    quoth_column column;
    int what;                   /* column.type, or INT64 */
    Py_ssize_t shape, itemsize; /* that exported buffers point to */
} ColumnObject;

static const char *const type_names[] = {"u8", "u32", "u64", "f64", "utf8", "name", "i64"};
static const char *const formats[] = {"B", "I", "Q", "d", NULL, NULL, "q"};
static const uint8_t widths[] = {1, 4, 8, 8, 0, 0, 8};

static ColumnObject *column_in(PyObject *self) { return (ColumnObject *)self; }

static PyObject *wrap(module_state *state, quoth_table *table, const quoth_column *column, int what)
{
    ColumnObject *made = (ColumnObject *)PyType_GenericAlloc(state->column, 0);
    if (!made) return NULL;
    made->table = quoth_table_retain(table);
    made->column = *column;
    made->what = what;
    made->shape = (Py_ssize_t)column->rows;
    made->itemsize = widths[what];
    return (PyObject *)made;
}

PyObject *column_wrap(module_state *state, quoth_table *table, const quoth_column *column)
{
    return wrap(state, table, column, (int)column->type);
}

/* A column of bare numbers, without validity. */
static PyObject *part(PyObject *self, const void *values, size_t rows, int what)
{
    const quoth_column bare = {.name = column_in(self)->column.name, .type = QUOTH_U8, .rows = rows, .values = values};
    return wrap(state_of(self), column_in(self)->table, &bare, what);
}

static void column_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    quoth_table_release(column_in(self)->table);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

/* ----------------------------------------------------------------------------------------------- values */

static PyObject *value(const quoth_column *column, int what, size_t row)
{
    if (!quoth_column_valid(column, row)) Py_RETURN_NONE;
    switch (what) {
    case QUOTH_U8: return PyLong_FromLong(((const uint8_t *)column->values)[row]);
    case QUOTH_U32: return PyLong_FromUnsignedLong(((const uint32_t *)column->values)[row]);
    case QUOTH_U64: return PyLong_FromUnsignedLongLong(((const uint64_t *)column->values)[row]);
    case QUOTH_F64: return PyFloat_FromDouble(((const double *)column->values)[row]);
    case INT64: return PyLong_FromLongLong(((const int64_t *)column->values)[row]);
    default: return string_wrap(quoth_column_string(column, row));
    }
}

PyObject *column_value(const quoth_column *column, size_t row) { return value(column, (int)column->type, row); }

static PyObject *pool_tuple(const quoth_column *column)
{
    PyObject *pool = PyTuple_New((Py_ssize_t)column->pool_count);
    for (size_t i = 0; pool && i < column->pool_count; i++) {
        const int64_t *offsets = column->pool_offsets + i;
        PyObject *name = PyUnicode_DecodeUTF8(column->pool_bytes + offsets[0], offsets[1] - offsets[0], NULL);
        if (!name || PyTuple_SetItem(pool, (Py_ssize_t)i, name) < 0) Py_CLEAR(pool);
    }
    return pool;
}

/* Each string of the pool is made once. */
static PyObject *named_value(const quoth_column *column, PyObject *pool, size_t row)
{
    uint32_t index = ((const uint32_t *)column->values)[row];
    if (!quoth_column_valid(column, row) || index >= column->pool_count) Py_RETURN_NONE;
    PyObject *name = PyTuple_GetItem(pool, (Py_ssize_t)index);
    return name ? Py_NewRef(name) : NULL;
}

/* Rows start, start + step, ... , `count` of them. */
static PyObject *list(const quoth_column *column, int what, Py_ssize_t start, Py_ssize_t step, Py_ssize_t count)
{
    PyObject *pool = NULL, *values = PyList_New(count);
    if (values && what == QUOTH_NAME && !(pool = pool_tuple(column))) Py_CLEAR(values);
    for (Py_ssize_t i = 0; values && i < count; i++) {
        size_t row = (size_t)(start + i * step);
        PyObject *one = pool ? named_value(column, pool, row) : value(column, what, row);
        if (!one || PyList_SetItem(values, i, one) < 0) Py_CLEAR(values);
    }
    Py_XDECREF(pool);
    return values;
}

PyObject *column_list(const quoth_column *column)
{
    return list(column, (int)column->type, 0, 1, (Py_ssize_t)column->rows);
}

static bool values_equal(const quoth_column *a, const quoth_column *b, int what, size_t row)
{
    if (what == QUOTH_F64) {
        double left = ((const double *)a->values)[row], right = ((const double *)b->values)[row];
        return left == right || (left != left && right != right);
    }
    if (widths[what]) {
        size_t width = widths[what];
        return memcmp((const char *)a->values + row * width, (const char *)b->values + row * width, width) == 0;
    }
    quoth_string first = quoth_column_string(a, row), second = quoth_column_string(b, row);
    if (!first.bytes || !second.bytes) return first.bytes == second.bytes;
    return first.length == second.length && memcmp(first.bytes, second.bytes, first.length) == 0;
}

static bool equal(const quoth_column *a, const quoth_column *b, int what)
{
    if (a->rows != b->rows) return false;
    for (size_t row = 0; row < a->rows; row++) {
        bool valid = quoth_column_valid(a, row);
        if (valid != quoth_column_valid(b, row)) return false;
        if (valid && !values_equal(a, b, what, row)) return false;
    }
    return true;
}

bool columns_equal(const quoth_column *a, const quoth_column *b)
{
    return a->type == b->type && equal(a, b, (int)a->type);
}

size_t column_null_count(const quoth_column *column)
{
    size_t nulls = 0;
    for (size_t row = 0; column->validity && row < column->rows; row++) nulls += !quoth_column_valid(column, row);
    return nulls;
}

/* -------------------------------------------------------------------------------------------- protocols */

static Py_ssize_t column_length(PyObject *self) { return column_in(self)->shape; }

static PyObject *column_slice(const ColumnObject *self, PyObject *slice)
{
    Py_ssize_t start, stop, step;
    if (PySlice_Unpack(slice, &start, &stop, &step) < 0) return NULL;
    Py_ssize_t count = PySlice_AdjustIndices(self->shape, &start, &stop, step);
    return list(&self->column, self->what, start, step, count);
}

static PyObject *column_item(PyObject *self, Py_ssize_t row)
{
    const ColumnObject *column = column_in(self);
    if (row >= 0 && row < column->shape) return value(&column->column, column->what, (size_t)row);
    PyErr_SetString(PyExc_IndexError, "no such row");
    return NULL;
}

static PyObject *column_subscript(PyObject *self, PyObject *key)
{
    const ColumnObject *column = column_in(self);
    if (PySlice_Check(key)) return column_slice(column, key);
    if (!PyIndex_Check(key)) {
        PyErr_SetString(PyExc_TypeError, "rows are ints or slices");
        return NULL;
    }
    Py_ssize_t row = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (row == -1 && PyErr_Occurred()) return NULL;
    return column_item(self, row < 0 ? row + column->shape : row);
}

static PyObject *column_all(PyObject *self)
{
    const ColumnObject *column = column_in(self);
    return list(&column->column, column->what, 0, 1, column->shape);
}

static PyObject *column_iter(PyObject *self)
{
    PyObject *values = column_all(self);
    PyObject *iterator = values ? PyObject_GetIter(values) : NULL;
    Py_XDECREF(values);
    return iterator;
}

static PyObject *column_compare(PyObject *self, PyObject *other, int op)
{
    if ((op != Py_EQ && op != Py_NE) || Py_TYPE(self) != Py_TYPE(other)) Py_RETURN_NOTIMPLEMENTED;
    const ColumnObject *a = column_in(self), *b = column_in(other);
    bool same = a->what == b->what && equal(&a->column, &b->column, a->what);
    return PyBool_FromLong(same == (op == Py_EQ));
}

static PyObject *column_repr(PyObject *self)
{
    const ColumnObject *column = column_in(self);
    return PyUnicode_FromFormat("<quoth._core.Column %s: %zd rows of %s>", column->column.name, column->shape,
                                type_names[column->what]);
}

static int column_getbuffer(PyObject *self, Py_buffer *view, int flags)
{
    ColumnObject *column = column_in(self);
    view->obj = NULL;
    if (!column->itemsize || flags & PyBUF_WRITABLE) {
        PyErr_SetString(PyExc_BufferError, column->itemsize
                                               ? "a column cannot be written to"
                                               : "strings have no buffer: take .indices, .offsets or .bytes");
        return -1;
    }
    view->obj = Py_NewRef(self);
    view->buf = (void *)(uintptr_t)column->column.values;
    view->itemsize = column->itemsize;
    view->len = column->shape * column->itemsize;
    view->readonly = 1;
    view->ndim = 1;
    view->format = flags & PyBUF_FORMAT ? (char *)(uintptr_t)formats[column->what] : NULL;
    view->shape = flags & PyBUF_ND ? &column->shape : NULL;
    view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? &column->itemsize : NULL;
    view->suboffsets = NULL;
    view->internal = NULL;
    return 0;
}

/* ------------------------------------------------------------------------------------------- attributes */

static PyObject *column_name(PyObject *self, void *unused)
{
    (void)unused;
    return PyUnicode_FromString(column_in(self)->column.name);
}

static PyObject *column_type(PyObject *self, void *unused)
{
    (void)unused;
    return PyUnicode_FromString(type_names[column_in(self)->what]);
}

static PyObject *column_nulls(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromSize_t(column_null_count(&column_in(self)->column));
}

static PyObject *column_pool(PyObject *self, void *unused)
{
    (void)unused;
    if (column_in(self)->what == QUOTH_NAME) return pool_tuple(&column_in(self)->column);
    PyErr_SetString(PyExc_AttributeError, "only a column of names has a pool");
    return NULL;
}

static PyObject *column_indices(PyObject *self, void *unused)
{
    (void)unused;
    const ColumnObject *column = column_in(self);
    if (column->what == QUOTH_NAME) return part(self, column->column.values, column->column.rows, QUOTH_U32);
    PyErr_SetString(PyExc_AttributeError, "only a column of names has indices");
    return NULL;
}

static PyObject *column_offsets(PyObject *self, void *unused)
{
    (void)unused;
    const ColumnObject *column = column_in(self);
    if (column->what == QUOTH_UTF8) return part(self, column->column.offsets, column->column.rows + 1, INT64);
    PyErr_SetString(PyExc_AttributeError, "only a column of strings has offsets");
    return NULL;
}

static PyObject *column_bytes(PyObject *self, void *unused)
{
    (void)unused;
    const quoth_column *column = &column_in(self)->column;
    if (column_in(self)->what == QUOTH_UTF8)
        return part(self, column->values, (size_t)column->offsets[column->rows], QUOTH_U8);
    PyErr_SetString(PyExc_AttributeError, "only a column of strings has bytes");
    return NULL;
}

static PyObject *column_validity(PyObject *self, void *unused)
{
    (void)unused;
    const quoth_column *column = &column_in(self)->column;
    if (!column->validity) Py_RETURN_NONE;
    return part(self, column->validity, (column->rows + 7) / 8, QUOTH_U8);
}

static PyGetSetDef column_getset[] = {
    {"name", column_name, NULL, "The name of the column.", NULL},
    {"type", column_type, NULL, "\"u8\", \"u32\", \"u64\", \"f64\", \"utf8\" or \"name\".", NULL},
    {"null_count", column_nulls, NULL, "How many rows have no value.", NULL},
    {"pool", column_pool, NULL, "The strings that the rows of a column of names choose from.", NULL},
    {"indices", column_indices, NULL, "Which string of `pool` each row has.", NULL},
    {"offsets", column_offsets, NULL, "Where in `bytes` each string of a column of strings begins and ends.", NULL},
    {"bytes", column_bytes, NULL, "The bytes of all strings, UTF-8.", NULL},
    {"validity", column_validity, NULL, "Bit i, least significant first, is 1 where row i has a value; or None.", NULL},
    {0}};

/* Python has this method by itself only from 3.12 on; type checkers go by it. */
static PyObject *column_buffer(PyObject *self, PyObject *flags)
{
    (void)flags;
    return PyMemoryView_FromObject(self);
}

static PyMethodDef column_methods[] = {
    {"__buffer__", column_buffer, METH_O, "__buffer__($self, flags, /)\n--\n\nA memoryview of the numbers.\n"}, {0}};

PyDoc_STRVAR(column_doc, "A view of one column of a `Table`.\n\n"
                         "A sequence of int, float, str and None. A column of numbers is a buffer too.\n\n"
                         "Examples\n--------\n"
                         ">>> from quoth import _core\n"
                         ">>> start = _core.tokens(\"Yes, sir.\")[\"start\"]\n"
                         ">>> start[-1], start[:2], memoryview(start).format\n(8, [0, 3], 'I')\n");

static PyType_Slot column_slots[] = {{Py_tp_doc, QUOTH__SLOT(column_doc)},
                                     {Py_tp_dealloc, QUOTH__SLOT(column_dealloc)},
                                     {Py_tp_traverse, QUOTH__SLOT(visit_type_only)},
                                     {Py_tp_methods, column_methods},
                                     {Py_tp_getset, column_getset},
                                     {Py_tp_repr, QUOTH__SLOT(column_repr)},
                                     {Py_tp_iter, QUOTH__SLOT(column_iter)},
                                     {Py_tp_richcompare, QUOTH__SLOT(column_compare)},
                                     {Py_tp_hash, QUOTH__SLOT(PyObject_HashNotImplemented)},
                                     {Py_sq_length, QUOTH__SLOT(column_length)},
                                     {Py_sq_item, QUOTH__SLOT(column_item)},
                                     {Py_mp_length, QUOTH__SLOT(column_length)},
                                     {Py_mp_subscript, QUOTH__SLOT(column_subscript)},
                                     {Py_bf_getbuffer, QUOTH__SLOT(column_getbuffer)},
                                     {0, NULL}};

static PyType_Spec column_spec = {"quoth._core.Column", sizeof(ColumnObject), 0,
                                  Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION |
                                      Py_TPFLAGS_IMMUTABLETYPE,
                                  column_slots};

int column_type_make(PyObject *module, module_state *state) { return type_make(module, &column_spec, &state->column); }
