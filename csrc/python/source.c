/* source: text out of Python objects, and strings back into Python.
 *
 *   str, ASCII      read in place; the str is kept alive
 *   str, other      encoded into bytes of our own, a lone surrogate (ED A0..BF ..) overwritten by U+FFFD (EF BF BD):
 *                   three bytes for three, so that every place stays that of the str
 *   bytes           read in place; the library checks that they are UTF-8
 *   other buffers   copied first, since another thread may write to them
 *
 * Invariant: bytes[length] is NUL. Linear. */
#include "module.h"

#include "../unicode/utf8.h"

/* The bytes are ours alone: nobody else has seen them yet. What a strange codec may have made of them is not trusted.
 */
static void mend_surrogates(char *bytes, size_t length)
{
    for (char *end = bytes + length, *at = bytes; (at = memchr(at, 0xED, (size_t)(end - at))) && end - at >= 3; at++)
        if ((unsigned char)at[1] >= 0xA0) memcpy(at, "\xEF\xBF\xBD", 3);
}

static int open_bytes(PyObject *bytes, source *opened)
{
    char *data;
    Py_ssize_t length;
    if (PyBytes_AsStringAndSize(bytes, &data, &length) < 0) return -1;
    opened->bytes = data;
    opened->length = (size_t)length;
    opened->owner = Py_NewRef(bytes);
    return 0;
}

static int is_ascii(module_state *state, PyObject *text)
{
    PyObject *answer = PyObject_CallFunctionObjArgs(state->isascii, text, NULL);
    int result = answer ? PyObject_IsTrue(answer) : -1;
    Py_XDECREF(answer);
    return result;
}

static int open_ascii(PyObject *text, source *opened)
{
    Py_ssize_t length;
    opened->bytes = PyUnicode_AsUTF8AndSize(text, &length);
    if (!opened->bytes) return -1;
    opened->length = (size_t)length;
    opened->owner = Py_NewRef(text);
    return 0;
}

static int open_str(module_state *state, PyObject *text, source *opened)
{
    int ascii = is_ascii(state, text);
    if (ascii < 0) return -1;
    opened->text = Py_NewRef(text);
    if (ascii) return open_ascii(text, opened);
    PyObject *encoded = PyUnicode_AsEncodedString(text, "utf-8", "surrogatepass");
    int result = encoded ? open_bytes(encoded, opened) : -1;
    Py_XDECREF(encoded);
    if (result == 0) mend_surrogates((char *)(uintptr_t)opened->bytes, opened->length);
    return result;
}

static int open_buffer(PyObject *object, source *opened)
{
    Py_buffer view;
    if (PyObject_GetBuffer(object, &view, PyBUF_SIMPLE) < 0) return -1;
    PyObject *copy = PyBytes_FromStringAndSize(view.buf, view.len);
    PyBuffer_Release(&view);
    int result = copy ? open_bytes(copy, opened) : -1;
    Py_XDECREF(copy);
    return result;
}

int source_open(module_state *state, PyObject *object, const char *what, source *opened)
{
    int result = -1;
    *opened = (source){0};
    if (PyUnicode_Check(object)) {
        result = open_str(state, object, opened);
    } else if (PyBytes_Check(object)) {
        result = open_bytes(object, opened);
    } else if (PyObject_CheckBuffer(object)) {
        result = open_buffer(object, opened);
    } else {
        PyObject *type = PyType_GetName(Py_TYPE(object));
        if (type) PyErr_Format(PyExc_TypeError, "%s must be str or bytes, not %U", what, type);
        Py_XDECREF(type);
    }
    if (result < 0) source_close(opened);
    return result;
}

void source_close(source *opened)
{
    Py_CLEAR(opened->owner);
    Py_CLEAR(opened->text);
    opened->bytes = NULL;
    opened->length = 0;
}

int source_open_name(module_state *state, PyObject *object, const char *what, source *opened)
{
    *opened = (source){0};
    if (!object || object == Py_None) return 0;
    if (!PyUnicode_Check(object)) {
        PyObject *type = PyType_GetName(Py_TYPE(object));
        if (type) PyErr_Format(PyExc_TypeError, "%s must be str or None, not %U", what, type);
        Py_XDECREF(type);
        return -1;
    }
    if (source_open(state, object, what, opened) < 0) return -1;
    if (strlen(opened->bytes) == opened->length) return 0;
    source_close(opened);
    return raise_input(state, "%s holds a NUL: leave it out", what);
}

PyObject *source_str(const source *opened)
{
    if (opened->text) return Py_NewRef(opened->text);
    return PyUnicode_DecodeUTF8(opened->bytes, (Py_ssize_t)opened->length, "replace");
}

PyObject *string_wrap(quoth_string string)
{
    if (!string.bytes) Py_RETURN_NONE;
    return PyUnicode_DecodeUTF8(string.bytes, (Py_ssize_t)string.length, NULL);
}

size_t source_byte(const source *opened, size_t code_point)
{
    size_t byte = 0;
    for (; byte < opened->length; byte++) {
        if (quoth__utf8_continues((uint8_t)opened->bytes[byte])) continue;
        if (code_point-- == 0) break;
    }
    return code_point == 0 || byte < opened->length ? byte : SIZE_MAX;
}

int number_of(PyObject *object, const char *what, uint64_t most, uint64_t *number)
{
    if (PyBool_Check(object)) {
        PyErr_Format(PyExc_TypeError, "%s must be an int, not bool", what);
        return -1;
    }
    PyObject *index = PyNumber_Index(object);
    if (!index) return -1;
    unsigned long long got = PyLong_AsUnsignedLongLong(index);
    Py_DECREF(index);
    bool failed = got == (unsigned long long)-1 && PyErr_Occurred();
    if (failed && !PyErr_ExceptionMatches(PyExc_OverflowError)) return -1;
    if (failed || got > most) {
        PyErr_Format(PyExc_ValueError, "%s must be from 0 to %llu", what, (unsigned long long)most);
        return -1;
    }
    *number = got;
    return 0;
}
