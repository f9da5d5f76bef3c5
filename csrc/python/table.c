/* table: the type Table - named columns of one length with child tables, never changed, shared with C and Arrow.
 *
 *   Table ── one reference ─► quoth_table        children and columns are made into objects when asked for
 *
 * Everything about a row is O(1) beside the search for the column's name, which is linear in the columns (at most some
 * forty). Equality is that of content. */
#include "module.h"

static quoth_table *table_in(PyObject *self) { return ((TableObject *)self)->table; }

PyObject *table_wrap(module_state *state, quoth_table *table)
{
    PyObject *made = PyType_GenericAlloc(state->table, 0);
    if (made)
        ((TableObject *)made)->table = table;
    else
        quoth_table_release(table);
    return made;
}

quoth_table *table_of(module_state *state, PyObject *object, const char *what)
{
    if (Py_IS_TYPE(object, state->table)) return table_in(object);
    PyErr_Format(PyExc_TypeError, "%s must be a Table", what);
    return NULL;
}

int row_of(PyObject *object, size_t rows, size_t *row)
{
    Py_ssize_t got = PyNumber_AsSsize_t(object, PyExc_IndexError);
    if (got == -1 && PyErr_Occurred()) return -1;
    if (got < 0 || (size_t)got >= rows) {
        PyErr_Format(PyExc_IndexError, "no row %zd: the rows are 0 to %zd", got, (Py_ssize_t)rows - 1);
        return -1;
    }
    *row = (size_t)got;
    return 0;
}

int visit_type_only(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    return 0;
}

static void table_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    quoth_table_release(table_in(self));
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

static Py_ssize_t table_length(PyObject *self) { return (Py_ssize_t)quoth_table_rows(table_in(self)); }

/* ------------------------------------------------------------------------------------------------ names */

/* A tuple of `count` names. */
static PyObject *names_tuple(const quoth_table *table, size_t count, const char *(*name)(const quoth_table *, size_t))
{
    PyObject *names = PyTuple_New((Py_ssize_t)count);
    for (size_t i = 0; names && i < count; i++) {
        PyObject *one = PyUnicode_FromString(name(table, i));
        if (!one || PyTuple_SetItem(names, (Py_ssize_t)i, one) < 0) Py_CLEAR(names);
    }
    return names;
}

static const char *column_name(const quoth_table *table, size_t index)
{
    quoth_column column;
    return quoth_table_column(table, index, &column) ? column.name : "";
}

static PyObject *table_names(PyObject *self, void *unused)
{
    (void)unused;
    return names_tuple(table_in(self), quoth_table_columns(table_in(self)), column_name);
}

static PyObject *table_children(PyObject *self, void *unused)
{
    (void)unused;
    return names_tuple(table_in(self), quoth_table_children(table_in(self)), quoth_table_child_name);
}

/* The names most like `name`, joined by commas; all of them where none is. */
static PyObject *near_names(PyObject *name, PyObject *names)
{
    PyObject *difflib = PyImport_ImportModule("difflib");
    PyObject *near = difflib ? PyObject_CallMethod(difflib, "get_close_matches", "OO", name, names) : NULL;
    PyObject *comma = near ? PyUnicode_FromString(", ") : NULL;
    PyObject *joined = comma ? PyUnicode_Join(comma, PyObject_Size(near) > 0 ? near : names) : NULL;
    Py_XDECREF(difflib);
    Py_XDECREF(near);
    Py_XDECREF(comma);
    return joined;
}

/* KeyError that says what there is; takes over `names`. */
static void *raise_no_name(const char *what, PyObject *name, PyObject *names)
{
    PyObject *near = names ? near_names(name, names) : NULL;
    PyObject *message = near ? PyUnicode_FromFormat("no %s %R; there is %U", what, name, near) : NULL;
    if (message) PyErr_SetObject(PyExc_KeyError, message);
    Py_XDECREF(message);
    Py_XDECREF(near);
    Py_XDECREF(names);
    return NULL;
}

/* UTF-8 of a name; NULL with an exception. A name with a NUL or a surrogate is the name of nothing. */
static const char *name_utf8(PyObject *name)
{
    if (!PyUnicode_Check(name)) {
        PyErr_SetString(PyExc_TypeError, "a name must be str");
        return NULL;
    }
    Py_ssize_t length;
    const char *utf8 = PyUnicode_AsUTF8AndSize(name, &length);
    if (utf8) return strlen(utf8) == (size_t)length ? utf8 : "";
    if (!PyErr_ExceptionMatches(PyExc_UnicodeError)) return NULL;
    PyErr_Clear();
    return "";
}

static int find_column(PyObject *self, PyObject *name, quoth_column *column)
{
    const char *utf8 = name_utf8(name);
    if (!utf8) return -1;
    if (quoth_table_column_named(table_in(self), utf8, column)) return 0;
    raise_no_name("column", name, table_names(self, NULL));
    return -1;
}

/* ---------------------------------------------------------------------------------------------- methods */

PyDoc_STRVAR(column_doc, "column($self, name, /)\n--\n\n"
                         "The column of a name, as a view.\n\n"
                         "Parameters\n----------\nname : str\n    One of `names`.\n\n"
                         "Returns\n-------\nColumn\n\n"
                         "Raises\n------\nKeyError\n    There is no such column; the message has the nearest names.\n\n"
                         "Examples\n--------\n"
                         ">>> from quoth import _core\n"
                         ">>> table = _core.tokens(\"Yes, sir.\")\n"
                         ">>> list(table.column(\"start\"))\n[0, 3, 5, 8]\n");
static PyObject *table_column(PyObject *self, PyObject *name)
{
    quoth_column column;
    if (find_column(self, name, &column) < 0) return NULL;
    return column_wrap(state_of(self), table_in(self), &column);
}

PyDoc_STRVAR(child_doc, "child($self, name, /)\n--\n\n"
                        "The child table of a name: the lists of the rows.\n\n"
                        "Parameters\n----------\nname : str\n    One of `children`.\n\n"
                        "Returns\n-------\nTable\n    Its first column is the row of this table, in rising order.\n\n"
                        "Raises\n------\nKeyError\n    There is no such child.\n");
static PyObject *table_child(PyObject *self, PyObject *name)
{
    const char *utf8 = name_utf8(name);
    if (!utf8) return NULL;
    quoth_table *child = quoth_table_child(table_in(self), utf8);
    if (!child) return raise_no_name("child table", name, table_children(self, NULL));
    return table_wrap(state_of(self), quoth_table_retain(child));
}

PyDoc_STRVAR(value_doc, "value($self, name, row, /)\n--\n\n"
                        "One value.\n\n"
                        "Parameters\n----------\nname : str\n    One of `names`.\nrow : int\n    From 0.\n\n"
                        "Returns\n-------\nint, float, str or None\n    None where the row has no value.\n\n"
                        "Examples\n--------\n"
                        ">>> from quoth import _core\n"
                        ">>> _core.tokens(\"Yes, sir.\").value(\"kind\", 1)\n'punctuation'\n");
static PyObject *table_value(PyObject *self, PyObject *args)
{
    PyObject *name, *index;
    quoth_column column;
    size_t row;
    if (!PyArg_ParseTuple(args, "OO:value", &name, &index) || find_column(self, name, &column) < 0) return NULL;
    return row_of(index, column.rows, &row) < 0 ? NULL : column_value(&column, row);
}

PyDoc_STRVAR(list_doc, "list($self, name, /)\n--\n\n"
                       "All values of a column.\n\n"
                       "Parameters\n----------\nname : str\n    One of `names`.\n\n"
                       "Returns\n-------\nlist\n    None where a row has no value.\n\n"
                       "Examples\n--------\n"
                       ">>> from quoth import _core\n"
                       ">>> _core.tokens(\"Yes, sir.\").list(\"form\")\n['yes', ',', 'sir', '.']\n");
static PyObject *table_list(PyObject *self, PyObject *name)
{
    quoth_column column;
    return find_column(self, name, &column) < 0 ? NULL : column_list(&column);
}

PyDoc_STRVAR(row_doc, "row($self, row, /)\n--\n\n"
                      "One row.\n\n"
                      "Parameters\n----------\nrow : int\n    From 0.\n\n"
                      "Returns\n-------\ndict\n    Names to values, in the order of the columns.\n\n"
                      "Examples\n--------\n"
                      ">>> from quoth import _core\n"
                      ">>> _core.paragraphs(\"One.\\n\\nTwo.\").row(1)\n"
                      "{'start': 6, 'end': 10, 'start_byte': 6, 'end_byte': 10}\n");
static PyObject *table_row(PyObject *self, PyObject *index)
{
    const quoth_table *table = table_in(self);
    size_t row;
    if (row_of(index, quoth_table_rows(table), &row) < 0) return NULL;
    PyObject *values = PyDict_New();
    quoth_column column;
    for (size_t i = 0; values && quoth_table_column(table, i, &column); i++) {
        PyObject *value = column_value(&column, row);
        if (!value || PyDict_SetItemString(values, column.name, value) < 0) Py_CLEAR(values);
        Py_XDECREF(value);
    }
    return values;
}

/* --------------------------------------------------------------------------------------------- protocols */

static int table_contains(PyObject *self, PyObject *name)
{
    quoth_column column;
    const char *utf8 = PyUnicode_Check(name) ? name_utf8(name) : "";
    return utf8 ? quoth_table_column_named(table_in(self), utf8, &column) : -1;
}

static bool tables_equal(const quoth_table *a, const quoth_table *b)
{
    if (a == b) return true;
    size_t columns = quoth_table_columns(a), children = quoth_table_children(a);
    if (quoth_table_rows(a) != quoth_table_rows(b) || columns != quoth_table_columns(b)) return false;
    if (children != quoth_table_children(b)) return false;
    for (size_t i = 0; i < columns; i++) {
        quoth_column left, right;
        quoth_table_column(a, i, &left);
        quoth_table_column(b, i, &right);
        if (strcmp(left.name, right.name) != 0 || !columns_equal(&left, &right)) return false;
    }
    for (size_t i = 0; i < children; i++) {
        const char *name = quoth_table_child_name(a, i);
        if (strcmp(name, quoth_table_child_name(b, i)) != 0) return false;
        if (!tables_equal(quoth_table_child(a, name), quoth_table_child(b, name))) return false;
    }
    return true;
}

static PyObject *table_compare(PyObject *self, PyObject *other, int op)
{
    if ((op != Py_EQ && op != Py_NE) || Py_TYPE(self) != Py_TYPE(other)) Py_RETURN_NOTIMPLEMENTED;
    return PyBool_FromLong(tables_equal(table_in(self), table_in(other)) == (op == Py_EQ));
}

static PyObject *table_repr(PyObject *self)
{
    PyObject *names = table_names(self, NULL), *comma = names ? PyUnicode_FromString(", ") : NULL;
    PyObject *joined = comma ? PyUnicode_Join(comma, names) : NULL, *repr = NULL;
    if (joined) repr = PyUnicode_FromFormat("<quoth._core.Table of %zd rows: %U>", table_length(self), joined);
    Py_XDECREF(names);
    Py_XDECREF(comma);
    Py_XDECREF(joined);
    return repr;
}

static PyObject *table_sizeof(PyObject *self, PyObject *unused)
{
    (void)unused;
    return PyLong_FromSize_t(sizeof(TableObject) + quoth_table_size(table_in(self)));
}

static PyObject *table_reduce(PyObject *self, PyObject *unused)
{
    (void)unused;
    PyObject *module = PyType_GetModule(Py_TYPE(self));
    PyObject *load = module ? PyObject_GetAttrString(module, "_table_load") : NULL;
    PyObject *bytes = load ? table_save(table_in(self)) : NULL;
    PyObject *reduced = bytes ? Py_BuildValue("O(O)", load, bytes) : NULL;
    Py_XDECREF(load);
    Py_XDECREF(bytes);
    return reduced;
}

static PyObject *table_copy(PyObject *self, PyObject *unused)
{
    (void)unused;
    return Py_NewRef(self);
}

PyDoc_STRVAR(pandas_doc, "to_pandas($self, /)\n--\n\n"
                         "A pandas data frame of the columns; child tables are left out.\n\n"
                         "Returns\n-------\npandas.DataFrame\n");
static PyObject *table_to_pandas(PyObject *self, PyObject *unused)
{
    (void)unused;
    PyObject *views = PyImport_ImportModule("quoth.views");
    PyObject *made = views ? PyObject_CallMethod(views, "frame_of_table", "O", self) : NULL;
    Py_XDECREF(views);
    return made;
}

PyDoc_STRVAR(schema_doc, "__arrow_c_schema__($self, /)\n--\n\nThe schema, in an Arrow PyCapsule.\n");
PyDoc_STRVAR(stream_doc, "__arrow_c_stream__($self, /, requested_schema=None)\n--\n\n"
                         "The columns as a stream of one batch, in an Arrow PyCapsule; child tables are left out.\n\n"
                         "Parameters\n----------\nrequested_schema : object, optional\n    Not followed.\n");

static PyMethodDef table_methods[] = {
    {"column", table_column, METH_O, column_doc},
    {"child", table_child, METH_O, child_doc},
    {"value", table_value, METH_VARARGS, value_doc},
    {"list", table_list, METH_O, list_doc},
    {"row", table_row, METH_O, row_doc},
    {"to_pandas", table_to_pandas, METH_NOARGS, pandas_doc},
    {"__arrow_c_schema__", table_arrow_schema, METH_NOARGS, schema_doc},
    {"__arrow_c_stream__", QUOTH__METHOD(table_arrow_stream), METH_VARARGS | METH_KEYWORDS, stream_doc},
    {"__sizeof__", table_sizeof, METH_NOARGS, "__sizeof__($self, /)\n--\n\nBytes held, with the columns.\n"},
    {"__reduce__", table_reduce, METH_NOARGS, "__reduce__($self, /)\n--\n\nFor pickle.\n"},
    {"__copy__", table_copy, METH_NOARGS, "__copy__($self, /)\n--\n\nThe table itself, which never changes.\n"},
    {"__deepcopy__", table_copy, METH_O, "__deepcopy__($self, memo, /)\n--\n\nThe table itself.\n"},
    {0}};

static PyGetSetDef table_getset[] = {{"names", table_names, NULL, "The names of the columns.", NULL},
                                     {"children", table_children, NULL, "The names of the child tables.", NULL},
                                     {0}};

PyDoc_STRVAR(table_doc, "Columns of one length, that never change.\n\n"
                        "``len(table)`` is the number of rows, ``table[name]`` a `Column`. NumPy reads a column of\n"
                        "numbers without a copy; polars, pyarrow, duckdb and pandas read the table by\n"
                        "``__arrow_c_stream__``.\n");

static PyType_Slot table_slots[] = {{Py_tp_doc, QUOTH__SLOT(table_doc)},
                                    {Py_tp_dealloc, QUOTH__SLOT(table_dealloc)},
                                    {Py_tp_traverse, QUOTH__SLOT(visit_type_only)},
                                    {Py_tp_methods, table_methods},
                                    {Py_tp_getset, table_getset},
                                    {Py_tp_repr, QUOTH__SLOT(table_repr)},
                                    {Py_tp_richcompare, QUOTH__SLOT(table_compare)},
                                    {Py_tp_hash, QUOTH__SLOT(PyObject_HashNotImplemented)},
                                    {Py_mp_length, QUOTH__SLOT(table_length)},
                                    {Py_mp_subscript, QUOTH__SLOT(table_column)},
                                    {Py_sq_contains, QUOTH__SLOT(table_contains)},
                                    {0, NULL}};

static PyType_Spec table_spec = {"quoth._core.Table", sizeof(TableObject), 0,
                                 Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION |
                                     Py_TPFLAGS_IMMUTABLETYPE,
                                 table_slots};

int table_type_make(PyObject *module, module_state *state) { return type_make(module, &table_spec, &state->table); }

PyDoc_STRVAR(load_doc, "_table_load(data, /)\n--\n\n"
                       "A table from the bytes that pickling it made.\n\n"
                       "Parameters\n----------\ndata : bytes\n\n"
                       "Returns\n-------\nTable\n\n"
                       "Raises\n------\nInputError\n    The bytes are not those of a table.\n");
PyDoc_STRVAR(make_doc,
             "make_table(columns, children=None)\n--\n\n"
             "A table out of sequences.\n\n"
             "Parameters\n----------\ncolumns : dict\n"
             "    Names to pairs of a type (u8, u32, u64, f64, utf8, name) and its values; None: no value.\n"
             "children : dict, optional\n    Names to tables, four at the most.\n\n"
             "Returns\n-------\nTable\n\n"
             "Examples\n--------\n"
             ">>> from quoth import _core\n"
             ">>> _core.make_table({\"who\": (\"name\", [\"Ann\", None]), \"row\": (\"u32\", [4, 7])}).row(0)\n"
             "{'who': 'Ann', 'row': 4}\n");

PyMethodDef table_functions[] = {{"_table_load", table_load, METH_O, load_doc},
                                 {"make_table", QUOTH__METHOD(table_make), METH_VARARGS | METH_KEYWORDS, make_doc},
                                 {0}};
