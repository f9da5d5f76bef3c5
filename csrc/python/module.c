/* module: quoth._core, made once an interpreter (multi-phase), with all that it has in its state.
 *
 * Python 3.12 and later may run it in interpreters with a GIL of their own, and refuse modules that do not say so; 3.11
 * refuses the slot that says so. Which of the two lists of slots is taken is chosen when the module is asked for, so
 * that one file serves both. A build for free-threaded Python says that it needs no GIL. */
#include "module.h"

/* Named here, because headers of the Limited API of 3.11 do not. */
#define MULTIPLE_INTERPRETERS 3
#define PER_INTERPRETER_GIL ((void *)2)

/* ------------------------------------------------------------------------------------------ build_info */

PyDoc_STRVAR(build_info_doc,
             "build_info()\n--\n\n"
             "The versions that results depend on.\n\n"
             "Returns\n-------\ndict\n"
             "    version (of the library), unicode (of words, sentences and graphemes), utf8proc, and\n"
             "    utf8proc_unicode (of the comparison form).\n\n"
             "Examples\n--------\n"
             ">>> from quoth import _core\n"
             ">>> sorted(_core.build_info())\n['unicode', 'utf8proc', 'utf8proc_unicode', 'version']\n");
static PyObject *build_info(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    quoth_build build = quoth_build_info();
    return Py_BuildValue("{s:s,s:s,s:s,s:s}", "version", build.version, "unicode", build.unicode, "utf8proc",
                         build.utf8proc, "utf8proc_unicode", build.utf8proc_unicode);
}

static PyMethodDef module_functions[] = {{"build_info", build_info, METH_NOARGS, build_info_doc}, {0}};

/* ----------------------------------------------------------------------------------------- closed lists */

static const char *kind_name(size_t index) { return quoth_kind_name((quoth_kind)index); }
static const char *change_name(size_t index) { return quoth_change_name((quoth_change)index); }

/* Adds a tuple of names; those that `wanted` is false for are left out. */
static int add_names(PyObject *module, const char *name, size_t count, const char *(*name_of)(size_t),
                     bool (*wanted)(quoth_change))
{
    PyObject *names = PyList_New(0), *tuple = NULL;
    for (size_t i = 0; names && i < count; i++) {
        if (wanted && !wanted((quoth_change)i)) continue;
        PyObject *one = PyUnicode_FromString(name_of(i));
        if (!one || PyList_Append(names, one) < 0) Py_CLEAR(names);
        Py_XDECREF(one);
    }
    if (names) tuple = PyList_AsTuple(names);
    int result = tuple ? PyModule_AddObjectRef(module, name, tuple) : -1;
    Py_XDECREF(names);
    Py_XDECREF(tuple);
    return result;
}

static int add_lists(PyObject *module)
{
    if (add_names(module, "KINDS", QUOTH_KIND_COUNT, kind_name, NULL) < 0) return -1;
    if (add_names(module, "CHANGES", QUOTH_CHANGE_COUNT, change_name, NULL) < 0) return -1;
    return add_names(module, "TURNS_SENSE", QUOTH_CHANGE_COUNT, change_name, quoth_change_turns_sense);
}

/* ---------------------------------------------------------------------------------------------- module */

int type_make(PyObject *module, PyType_Spec *spec, PyTypeObject **kept)
{
    *kept = (PyTypeObject *)PyType_FromModuleAndSpec(module, spec, NULL);
    if (*kept) return PyModule_AddType(module, *kept);
    if (!PyErr_Occurred()) PyErr_NoMemory(); /* Python 3.11 forgets to say so */
    return -1;
}

static int add_functions(PyObject *module)
{
    PyMethodDef *const lists[] = {module_functions,   text_functions,  token_functions,     vocabulary_functions,
                                  compare_functions,  many_functions,  change_functions,    find_functions,
                                  language_functions, table_functions, utterances_functions};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (PyModule_AddFunctions(module, lists[i]) < 0) return -1;
    return 0;
}

static int module_exec(PyObject *module)
{
    module_state *state = PyModule_GetState(module);
    state->languages = PyDict_New();
    state->isascii = PyObject_GetAttrString((PyObject *)&PyUnicode_Type, "isascii");
    if (!state->languages || !state->isascii) return -1;
    if (errors_make(module, state) < 0 || table_type_make(module, state) < 0) return -1;
    if (column_type_make(module, state) < 0 || language_type_make(module, state) < 0 ||
        vocabulary_type_make(module, state) < 0)
        return -1;
    if (corpus_type_make(module, state) < 0 || matrix_type_make(module, state) < 0 ||
        alignment_type_make(module, state) < 0 || add_functions(module) < 0 || add_lists(module) < 0)
        return -1;
    return PyModule_AddStringConstant(module, "__version__", QUOTH_VERSION);
}

static int module_traverse(PyObject *module, visitproc visit, void *arg)
{
    module_state *state = PyModule_GetState(module);
    Py_VISIT(state->table);
    Py_VISIT(state->column);
    Py_VISIT(state->language);
    Py_VISIT(state->vocabulary);
    Py_VISIT(state->corpus);
    Py_VISIT(state->matrix);
    Py_VISIT(state->alignment);
    Py_VISIT(state->step);
    Py_VISIT(state->ops);
    Py_VISIT(state->error);
    Py_VISIT(state->input_error);
    Py_VISIT(state->limit_error);
    Py_VISIT(state->language_error);
    Py_VISIT(state->isascii);
    Py_VISIT(state->languages);
    return 0;
}

static int module_clear(PyObject *module)
{
    module_state *state = PyModule_GetState(module);
    Py_CLEAR(state->table);
    Py_CLEAR(state->column);
    Py_CLEAR(state->language);
    Py_CLEAR(state->vocabulary);
    Py_CLEAR(state->corpus);
    Py_CLEAR(state->matrix);
    Py_CLEAR(state->alignment);
    Py_CLEAR(state->step);
    Py_CLEAR(state->ops);
    Py_CLEAR(state->error);
    Py_CLEAR(state->input_error);
    Py_CLEAR(state->limit_error);
    Py_CLEAR(state->language_error);
    Py_CLEAR(state->isascii);
    Py_CLEAR(state->languages);
    return 0;
}

static void module_free(void *module)
{
    module_state *state = PyModule_GetState(module);
    module_clear(module);
    if (state) quoth_context_free(state->spare);
    if (state) state->spare = NULL;
}

#define MODULE(slots)                                                                                                  \
    {                                                                                                                  \
        .m_base = PyModuleDef_HEAD_INIT, .m_name = "quoth._core",                                                      \
        .m_doc = "The C library of quoth: tables in and out.", .m_size = sizeof(module_state), .m_slots = slots,       \
        .m_traverse = module_traverse, .m_clear = module_clear, .m_free = module_free                                  \
    }

static PyModuleDef_Slot slots_3_11[] = {{Py_mod_exec, QUOTH__SLOT(module_exec)}, {0, NULL}};
static PyModuleDef module_3_11 = MODULE(slots_3_11);

static PyModuleDef_Slot slots_3_12[] = {{Py_mod_exec, QUOTH__SLOT(module_exec)},
                                        {MULTIPLE_INTERPRETERS, PER_INTERPRETER_GIL},
#ifdef Py_GIL_DISABLED
                                        {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
                                        {0, NULL}};
static PyModuleDef module_3_12 = MODULE(slots_3_12);

PyMODINIT_FUNC PyInit__core(void);
PyMODINIT_FUNC PyInit__core(void) { return PyModuleDef_Init(Py_Version < 0x030C0000 ? &module_3_11 : &module_3_12); }
