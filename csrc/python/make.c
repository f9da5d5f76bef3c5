/* make: a table out of Python sequences, for what the package changes or selects in one.
 *
 *   {name: (type, values)} ─► draft: names in one block, a spec and a tuple of values each ─► quoth_table
 *
 * The values are taken into tuples first, so that nothing that Python code does meanwhile can change how many there
 * are. A column with a None in it can have rows without a value. Linear. */
#include "module.h"

#include <stdlib.h>

static const char *const type_names[] = {"u8", "u32", "u64", "f64", "utf8", "name"};
#define TYPE_COUNT (sizeof type_names / sizeof *type_names)

/* A table while it is made; begin with {0}. */
typedef struct draft {
    call call;
    size_t columns, children, rows, names_length, capacity;
    char *names;               /* the library's; */
    bool kept;                 /* the table has it */
    quoth__column_spec *specs; /* malloc's; so is the next */
    PyObject **values;         /* tuples */
    quoth_table *table;
} draft;

static void draft_free(draft *freed)
{
    for (size_t i = 0; freed->values && i < freed->columns; i++) Py_XDECREF(freed->values[i]);
    if (freed->names && !freed->kept) quoth__free(&freed->call.context->allocator, freed->names, freed->capacity, 1);
    quoth_table_release(freed->table);
    free(freed->specs);
    free(freed->values);
    call_end(&freed->call);
}

/* ------------------------------------------------------------------------------------------ what is asked for */

/* A name that can be one: not empty, without NUL. Borrowed from the str. */
static const char *good_name(module_state *state, PyObject *name)
{
    Py_ssize_t length;
    const char *utf8 = PyUnicode_Check(name) ? PyUnicode_AsUTF8AndSize(name, &length) : NULL;
    if (utf8 && length && strlen(utf8) == (size_t)length) return utf8;
    if (!PyErr_Occurred()) raise_input(state, "%R is no name: give a str that is not empty and has no NUL", name);
    return NULL;
}

/* How many bytes the names of both dicts need. */
static int measure_names(module_state *state, PyObject *dict, size_t *length)
{
    PyObject *name, *value;
    Py_ssize_t at = 0;
    while (PyDict_Next(dict, &at, &name, &value)) {
        const char *utf8 = good_name(state, name);
        if (!utf8) return -1;
        *length += strlen(utf8) + 1;
    }
    return 0;
}

/* Copies a name into the block. */
static const char *keep_name(draft *made, const char *name)
{
    size_t size = strlen(name) + 1;
    char *kept = made->names + made->names_length;
    memcpy(kept, name, size);
    made->names_length += size;
    return kept;
}

static int type_of(module_state *state, PyObject *object, quoth_type *type)
{
    for (size_t i = 0; PyUnicode_Check(object) && i < TYPE_COUNT; i++) {
        if (PyUnicode_CompareWithASCIIString(object, type_names[i]) != 0) continue;
        *type = (quoth_type)i;
        return 0;
    }
    return raise_input(state, "%R is no type: u8, u32, u64, f64, utf8 and name are", object);
}

static bool has_none(PyObject *values)
{
    for (Py_ssize_t i = 0; i < PyTuple_Size(values); i++)
        if (PyTuple_GetItem(values, i) == Py_None) return true;
    return false;
}

/* Notes a column: `pair` is its type and its values. */
static int add_column(draft *made, PyObject *name, PyObject *pair)
{
    module_state *state = made->call.state;
    quoth__column_spec *spec = &made->specs[made->columns];
    if (!PyTuple_Check(pair) || PyTuple_Size(pair) != 2)
        return raise_input(state, "column %R must be a tuple of type and values", name);
    if (type_of(state, PyTuple_GetItem(pair, 0), &spec->type) < 0) return -1;
    PyObject *values = PySequence_Tuple(PyTuple_GetItem(pair, 1));
    if (!values) return -1;
    made->values[made->columns] = values;
    size_t rows = (size_t)PyTuple_Size(values);
    if (made->columns == 0) made->rows = rows;
    made->columns++;
    if (rows != made->rows)
        return raise_input(state, "column %R has %zd rows, the first %zd", name, (Py_ssize_t)rows,
                           (Py_ssize_t)made->rows);
    spec->nullable = has_none(values);
    spec->name = keep_name(made, good_name(state, name));
    return 0;
}

static int draft_reserve(draft *made, PyObject *columns, PyObject *children)
{
    void *got = NULL;
    size_t count = (size_t)PyDict_Size(columns);
    if (count == 0) return raise_input(made->call.state, "a table needs a column");
    if (measure_names(made->call.state, columns, &made->capacity) < 0) return -1;
    if (children && measure_names(made->call.state, children, &made->capacity) < 0) return -1;
    made->specs = calloc(count, sizeof *made->specs);
    made->values = calloc(count, sizeof *made->values);
    if (!made->specs || !made->values) return raise_status(made->call.state, QUOTH_NO_MEMORY, NULL);
    if (call_check(&made->call, quoth__allocate(made->call.context, made->capacity, 1, &got)) < 0) return -1;
    made->names = got;
    return 0;
}

/* ------------------------------------------------------------------------------------------------- filling */

static int put_number(draft *made, size_t column, size_t row, PyObject *value)
{
    static const uint64_t most[] = {UINT8_MAX, UINT32_MAX, UINT64_MAX};
    quoth_type type = made->specs[column].type;
    uint64_t number = 0;
    if (type == QUOTH_F64) {
        double real = PyFloat_AsDouble(value);
        quoth__table_f64(made->table, column)[row] = real;
        return PyErr_Occurred() ? -1 : 0;
    }
    if (type == QUOTH_U8 && PyBool_Check(value))
        number = value == Py_True;
    else if (number_of(value, made->specs[column].name, most[type], &number) < 0)
        return -1;
    if (type == QUOTH_U8) quoth__table_u8(made->table, column)[row] = (uint8_t)number;
    if (type == QUOTH_U32) quoth__table_u32(made->table, column)[row] = (uint32_t)number;
    if (type == QUOTH_U64) quoth__table_u64(made->table, column)[row] = number;
    return 0;
}

/* UTF-8 of a str, kept by it; {NULL, 0} for None. */
static int string_of(PyObject *value, quoth_string *string)
{
    Py_ssize_t length = 0;
    *string = (quoth_string){NULL, 0};
    if (value == Py_None) return 0;
    if (!PyUnicode_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "a column of strings takes str and None");
        return -1;
    }
    string->bytes = PyUnicode_AsUTF8AndSize(value, &length);
    string->length = (size_t)length;
    return string->bytes ? 0 : -1;
}

static int fill_strings(draft *made, size_t column)
{
    quoth__array strings = {0};
    quoth_context *context = made->call.context;
    PyObject *values = made->values[column];
    int result = call_check(&made->call, quoth__array_reserve(context, &strings, made->rows, sizeof(quoth_string)));
    for (size_t row = 0; result == 0 && row < made->rows; row++)
        result = string_of(PyTuple_GetItem(values, (Py_ssize_t)row), &QUOTH__AT(strings, quoth_string, row));
    if (result == 0)
        result = call_check(&made->call, quoth__table_set_strings(context, made->table, column, strings.data));
    quoth__array_free(&context->allocator, &strings, sizeof(quoth_string));
    return result;
}

static int put_name(draft *made, size_t column, size_t row, quoth__strings *pool)
{
    quoth_string string;
    uint32_t *ids = quoth__table_u32(made->table, column);
    if (string_of(PyTuple_GetItem(made->values[column], (Py_ssize_t)row), &string) < 0) return -1;
    if (string.bytes)
        return call_check(&made->call,
                          quoth__strings_add(made->call.context, pool, string.bytes, string.length, &ids[row]));
    quoth__table_set_valid(made->table, column, row, false);
    return 0;
}

static int fill_names(draft *made, size_t column)
{
    quoth__strings pool = {0};
    int result = 0;
    for (size_t row = 0; result == 0 && row < made->rows; row++) result = put_name(made, column, row, &pool);
    if (result == 0)
        result = call_check(&made->call, quoth__table_set_pool(made->call.context, made->table, column, &pool));
    quoth__strings_free(&made->call.context->allocator, &pool);
    return result;
}

static int fill_column(draft *made, size_t column)
{
    int result = 0;
    if (made->specs[column].type == QUOTH_UTF8) return fill_strings(made, column);
    if (made->specs[column].type == QUOTH_NAME) return fill_names(made, column);
    for (size_t row = 0; result == 0 && row < made->rows; row++) {
        PyObject *value = PyTuple_GetItem(made->values[column], (Py_ssize_t)row);
        if (value == Py_None)
            quoth__table_set_valid(made->table, column, row, false);
        else
            result = put_number(made, column, row, value);
    }
    return result;
}

/* ------------------------------------------------------------------------------------------------- making */

static int add_children(draft *made, PyObject *children)
{
    PyObject *name, *value;
    Py_ssize_t at = 0;
    while (children && PyDict_Next(children, &at, &name, &value)) {
        const char *kept = keep_name(made, good_name(made->call.state, name));
        quoth_table *child = table_of(made->call.state, value, "a child");
        if (!child) return -1;
        quoth_status status = quoth__table_add_child(made->call.context, made->table, kept, quoth_table_retain(child));
        if (call_check(&made->call, status) < 0) return -1;
    }
    return 0;
}

static int make(draft *made, PyObject *columns, PyObject *children)
{
    PyObject *name, *value;
    Py_ssize_t at = 0;
    if (draft_reserve(made, columns, children) < 0) return -1;
    while (PyDict_Next(columns, &at, &name, &value))
        if (add_column(made, name, value) < 0) return -1;
    quoth_status status = quoth__table_make(made->call.context, made->specs, made->columns, made->rows, &made->table);
    if (call_check(&made->call, status) < 0) return -1;
    quoth__table_keep(made->table, made->names, made->capacity);
    made->kept = true;
    for (size_t i = 0; i < made->columns; i++)
        if (fill_column(made, i) < 0) return -1;
    return add_children(made, children);
}

PyObject *table_make(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"columns", "children", NULL};
    module_state *state = PyModule_GetState(module);
    PyObject *columns, *children = NULL, *wrapped = NULL;
    draft made = {0};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O!|O:make_table", QUOTH__KEYWORDS(keywords), &PyDict_Type, &columns,
                                     &children))
        return NULL;
    if (children == Py_None) children = NULL;
    if (children && !PyDict_Check(children)) {
        PyErr_SetString(PyExc_TypeError, "children must be a dict or None");
        return NULL;
    }
    columns = PyDict_Copy(columns);
    children = columns && children ? PyDict_Copy(children) : NULL;
    if (!PyErr_Occurred() && call_begin(&made.call, state, NULL, NULL) == 0 && make(&made, columns, children) == 0) {
        wrapped = table_wrap(state, made.table);
        made.table = NULL;
    }
    draft_free(&made);
    Py_XDECREF(columns);
    Py_XDECREF(children);
    return wrapped;
}
