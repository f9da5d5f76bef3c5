/* errors: the exceptions of the module, and from a status to one of them.
 *
 *   Exception ◄── Error ◄── InputError (also ValueError)      bad argument, not UTF-8
 *                      ◄── LimitError                         a limit, or too large for any
 *                      ◄── LanguageError (also ValueError)    no such language, a file that cannot be read
 *
 * Each instance has `status`, the name of the status, and `place`: a byte, line or row, or None. */
#include "module.h"

static const char error_doc[] = "What quoth could not do.\n\n"
                                "Attributes\n----------\n"
                                "status : str or None\n    The status of the library, as ``\"bad UTF-8\"``.\n"
                                "place : int or None\n    The byte, line or row that it is about.";
static const char input_doc[] = "An argument or a text that cannot be taken; ``place`` is the byte.";
static const char limit_doc[] = "A text or a call went over a limit.";
static const char language_doc[] = "No such language, or a language file that cannot be read; ``place`` is its line.";

static PyObject *error_make(PyObject *module, const char *name, const char *doc, PyObject *bases, PyObject *dict)
{
    char full[64];
    PyOS_snprintf(full, sizeof full, "quoth._core.%s", name);
    PyObject *made = PyErr_NewExceptionWithDoc(full, doc, bases, dict);
    if (made && PyModule_AddObjectRef(module, name, made) < 0) Py_CLEAR(made);
    return made;
}

int errors_make(PyObject *module, module_state *state)
{
    PyObject *value_bases = NULL, *nothing = Py_BuildValue("{s:O,s:O}", "status", Py_None, "place", Py_None);
    if (!nothing) return -1;
    state->error = error_make(module, "Error", error_doc, PyExc_Exception, nothing);
    Py_DECREF(nothing);
    if (!state->error) return -1;
    value_bases = PyTuple_Pack(2, state->error, PyExc_ValueError);
    if (!value_bases) return -1;
    state->input_error = error_make(module, "InputError", input_doc, value_bases, NULL);
    state->limit_error = state->input_error ? error_make(module, "LimitError", limit_doc, state->error, NULL) : NULL;
    if (state->limit_error)
        state->language_error = error_make(module, "LanguageError", language_doc, value_bases, NULL);
    Py_DECREF(value_bases);
    return state->language_error ? 0 : -1;
}

static PyObject *class_of(const module_state *state, quoth_status status)
{
    switch (status) {
    case QUOTH_BAD_ARGUMENT:
    case QUOTH_BAD_UTF8: return state->input_error;
    case QUOTH_TOO_LARGE:
    case QUOTH_OVER_LIMIT: return state->limit_error;
    case QUOTH_NOT_FOUND:
    case QUOTH_BAD_LANGUAGE: return state->language_error;
    default: return state->error;
    }
}

/* What to do about it, after the message of the library. */
static const char *advice(quoth_status status)
{
    switch (status) {
    case QUOTH_BAD_UTF8: return ": decode it with its own encoding first, as in data.decode(\"cp1252\")";
    case QUOTH_OVER_LIMIT: return ": raise it with limits=, or give a shorter text";
    default: return "";
    }
}

/* Makes the exception and sets its attributes; NULL where that fails. */
static PyObject *exception_make(PyObject *class_, PyObject *message, const char *status, uint64_t place)
{
    PyObject *made = PyObject_CallFunctionObjArgs(class_, message, NULL);
    PyObject *name = made ? PyUnicode_FromString(status) : NULL;
    PyObject *number = !name ? NULL : place == UINT64_MAX ? Py_NewRef(Py_None) : PyLong_FromUnsignedLongLong(place);
    if (!number || PyObject_SetAttrString(made, "status", name) < 0 ||
        PyObject_SetAttrString(made, "place", number) < 0)
        Py_CLEAR(made);
    Py_XDECREF(name);
    Py_XDECREF(number);
    return made;
}

static int raise_message(PyObject *class_, PyObject *message, quoth_status status, uint64_t place)
{
    PyObject *made = message ? exception_make(class_, message, quoth_status_name(status), place) : NULL;
    if (made) PyErr_SetObject(class_, made);
    Py_XDECREF(made);
    Py_XDECREF(message);
    return -1;
}

int raise_status(module_state *state, quoth_status status, const quoth_error *error)
{
    if (status == QUOTH_NO_MEMORY) {
        PyErr_NoMemory();
        return -1;
    }
    bool told = error && error->message[0];
    const char *message = told ? error->message : quoth_status_name(status);
    uint64_t place = error ? error->place : UINT64_MAX;
    PyObject *text = PyUnicode_DecodeUTF8(message, (Py_ssize_t)strlen(message), "replace");
    PyObject *whole = text ? PyUnicode_FromFormat("%U%s", text, advice(status)) : NULL;
    Py_XDECREF(text);
    return raise_message(class_of(state, status), whole, status, place);
}

int raise_input(module_state *state, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    PyObject *message = PyUnicode_FromFormatV(format, arguments);
    va_end(arguments);
    return raise_message(state->input_error, message, QUOTH_BAD_ARGUMENT, UINT64_MAX);
}
