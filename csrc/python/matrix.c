/* matrix: the type Matrix - rows and columns of distances or similarities in one block, row after row.
 *
 * It exports its buffer, of two dimensions, as it lies in memory: numpy.asarray(matrix) copies nothing. A matrix is
 * filled by cdist before anybody else sees it, and then never changes. */
#include "module.h"

#include <stdlib.h>

static const char *const formats[] = {"B", "H", "I", "f"};
static const char *const dtypes[] = {"uint8", "uint16", "uint32", "float32"};
static const Py_ssize_t widths[] = {1, 2, 4, 4};

static MatrixObject *matrix_in(PyObject *self) { return (MatrixObject *)self; }

PyDoc_STRVAR(matrix_doc, "Matrix(rows, columns, dtype)\n--\n\n"
                         "Distances or similarities in rows and columns, all 0.\n\n"
                         "Examples\n--------\n"
                         ">>> from quoth import _core\n"
                         ">>> matrix = _core.Matrix(2, 3, \"uint8\")\n"
                         ">>> matrix.shape, matrix[1, 2], matrix.tolist()\n((2, 3), 0, [[0, 0, 0], [0, 0, 0]])\n");
static PyObject *matrix_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"rows", "columns", "dtype", NULL};
    PyObject *rows_object, *columns_object, *dtype;
    uint64_t rows, columns;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OOO:Matrix", QUOTH__KEYWORDS(keywords), &rows_object,
                                     &columns_object, &dtype))
        return NULL;
    module_state *state = PyType_GetModuleState(type);
    int cell = choice_of(state, dtype, "dtype", dtypes, 4, "\"uint8\", \"uint16\", \"uint32\" or \"float32\"");
    if (cell < 0 || number_of(rows_object, "rows", PY_SSIZE_T_MAX, &rows) < 0 ||
        number_of(columns_object, "columns", PY_SSIZE_T_MAX, &columns) < 0)
        return NULL;
    if (columns && rows > (uint64_t)PY_SSIZE_T_MAX / (uint64_t)widths[cell] / columns) return PyErr_NoMemory();
    MatrixObject *made = (MatrixObject *)PyType_GenericAlloc(type, 0);
    if (!made) return NULL;
    made->cell = cell;
    made->shape[0] = (Py_ssize_t)rows;
    made->shape[1] = (Py_ssize_t)columns;
    made->strides[0] = (Py_ssize_t)columns * widths[cell];
    made->strides[1] = widths[cell];
    made->cells = calloc((size_t)(rows * columns) + 1, (size_t)widths[cell]);
    if (made->cells) return (PyObject *)made;
    Py_DECREF(made);
    return PyErr_NoMemory();
}

static void matrix_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    free(matrix_in(self)->cells);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

static PyObject *cell_value(const MatrixObject *m, Py_ssize_t index)
{
    switch (m->cell) {
    case QUOTH_CELL_U8: return PyLong_FromLong(((const uint8_t *)m->cells)[index]);
    case QUOTH_CELL_U16: return PyLong_FromLong(((const uint16_t *)m->cells)[index]);
    case QUOTH_CELL_U32: return PyLong_FromUnsignedLong(((const uint32_t *)m->cells)[index]);
    default: return PyFloat_FromDouble((double)((const float *)m->cells)[index]);
    }
}

static PyObject *row_list(const MatrixObject *m, Py_ssize_t row)
{
    PyObject *list = PyList_New(m->shape[1]);
    for (Py_ssize_t j = 0; list && j < m->shape[1]; j++) {
        PyObject *one = cell_value(m, row * m->shape[1] + j);
        if (!one || PyList_SetItem(list, j, one) < 0) Py_CLEAR(list);
    }
    return list;
}

PyDoc_STRVAR(tolist_doc, "tolist($self, /)\n--\n\nAll cells, in a list of lists.");
static PyObject *matrix_tolist(PyObject *self, PyObject *unused)
{
    (void)unused;
    const MatrixObject *m = matrix_in(self);
    PyObject *list = PyList_New(m->shape[0]);
    for (Py_ssize_t i = 0; list && i < m->shape[0]; i++) {
        PyObject *row = row_list(m, i);
        if (!row || PyList_SetItem(list, i, row) < 0) Py_CLEAR(list);
    }
    return list;
}

/* A row or column number, also from the end. */
static int place_of(PyObject *object, Py_ssize_t count, Py_ssize_t *place)
{
    *place = PyNumber_AsSsize_t(object, PyExc_IndexError);
    if (*place == -1 && PyErr_Occurred()) return -1;
    if (*place < 0) *place += count;
    if (*place >= 0 && *place < count) return 0;
    PyErr_Format(PyExc_IndexError, "there is no such place in %zd", count);
    return -1;
}

static PyObject *matrix_item(PyObject *self, PyObject *key)
{
    const MatrixObject *m = matrix_in(self);
    Py_ssize_t row, column;
    if (!PyTuple_Check(key)) return place_of(key, m->shape[0], &row) < 0 ? NULL : row_list(m, row);
    if (PyTuple_Size(key) != 2) {
        PyErr_SetString(PyExc_IndexError, "a matrix has rows and columns: matrix[row, column]");
        return NULL;
    }
    if (place_of(PyTuple_GetItem(key, 0), m->shape[0], &row) < 0) return NULL;
    if (place_of(PyTuple_GetItem(key, 1), m->shape[1], &column) < 0) return NULL;
    return cell_value(m, row * m->shape[1] + column);
}

static Py_ssize_t matrix_length(PyObject *self) { return matrix_in(self)->shape[0]; }

static int matrix_buffer(PyObject *self, Py_buffer *view, int flags)
{
    MatrixObject *m = matrix_in(self);
    bool flat = !(flags & PyBUF_ND);
    if ((flags & PyBUF_WRITABLE) == PyBUF_WRITABLE || (flags & PyBUF_F_CONTIGUOUS) == PyBUF_F_CONTIGUOUS) {
        PyErr_SetString(PyExc_BufferError, "a matrix is read row after row, and not written to");
        return -1;
    }
    *view = (Py_buffer){.buf = m->cells,
                        .obj = Py_NewRef(self),
                        .len = m->shape[0] * m->strides[0],
                        .itemsize = m->strides[1],
                        .readonly = 1,
                        .ndim = flat ? 1 : 2,
                        .format = flags & PyBUF_FORMAT ? (char *)(uintptr_t)formats[m->cell] : NULL,
                        .shape = flat ? NULL : m->shape,
                        .strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? m->strides : NULL};
    return 0;
}

/* What 3.12 gives every type that exports buffers. */
static PyObject *matrix_view(PyObject *self, PyObject *unused)
{
    (void)unused;
    return PyMemoryView_FromObject(self);
}

static PyObject *matrix_shape(PyObject *self, void *unused)
{
    (void)unused;
    return Py_BuildValue("nn", matrix_in(self)->shape[0], matrix_in(self)->shape[1]);
}

static PyObject *matrix_dtype(PyObject *self, void *unused)
{
    (void)unused;
    return PyUnicode_FromString(dtypes[matrix_in(self)->cell]);
}

static PyObject *matrix_repr(PyObject *self)
{
    const MatrixObject *m = matrix_in(self);
    return PyUnicode_FromFormat("<Matrix of %zd rows and %zd columns, %s>", m->shape[0], m->shape[1], dtypes[m->cell]);
}

static PyObject *matrix_sizeof(PyObject *self, PyObject *unused)
{
    (void)unused;
    const MatrixObject *m = matrix_in(self);
    return PyLong_FromSsize_t((Py_ssize_t)sizeof *m + m->shape[0] * m->strides[0]);
}

static PyMethodDef methods[] = {
    {"tolist", matrix_tolist, METH_NOARGS, tolist_doc},
    {"__sizeof__", matrix_sizeof, METH_NOARGS, NULL},
    {"__buffer__", matrix_view, METH_O, "__buffer__($self, flags, /)\n--\n\nA memoryview of the cells.\n"},
    {0}};
static PyGetSetDef getset[] = {{"shape", matrix_shape, NULL, "How many rows and columns there are.", NULL},
                               {"dtype", matrix_dtype, NULL, "What a cell is: uint8, uint16, uint32, float32.", NULL},
                               {0}};
static PyType_Slot slots[] = {{Py_tp_doc, (void *)(uintptr_t)matrix_doc},
                              {Py_tp_new, QUOTH__SLOT(matrix_new)},
                              {Py_tp_dealloc, QUOTH__SLOT(matrix_dealloc)},
                              {Py_tp_traverse, QUOTH__SLOT(visit_type_only)},
                              {Py_tp_methods, methods},
                              {Py_tp_getset, getset},
                              {Py_tp_repr, QUOTH__SLOT(matrix_repr)},
                              {Py_mp_length, QUOTH__SLOT(matrix_length)},
                              {Py_mp_subscript, QUOTH__SLOT(matrix_item)},
                              {Py_bf_getbuffer, QUOTH__SLOT(matrix_buffer)},
                              {0, NULL}};
static PyType_Spec spec = {.name = "quoth._core.Matrix",
                           .basicsize = sizeof(MatrixObject),
                           .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
                           .slots = slots};

int matrix_type_make(PyObject *module, module_state *state) { return type_make(module, &spec, &state->matrix); }
