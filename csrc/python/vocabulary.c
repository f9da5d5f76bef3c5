/* vocabulary: the type Vocabulary, forms to ids that many texts share.
 *
 *   Vocabulary ─► quoth_vocabulary      `busy` while a call writes to it without the GIL
 *
 * It compares by nothing but itself, and pickles as its bytes. */
#include "module.h"

static VocabularyObject *vocabulary_in(PyObject *self) { return (VocabularyObject *)self; }

VocabularyObject *vocabulary_take(module_state *state, PyObject *object)
{
    if (!Py_IS_TYPE(object, state->vocabulary)) {
        PyErr_SetString(PyExc_TypeError, "vocabulary must be a Vocabulary or None");
        return NULL;
    }
    if (vocabulary_in(object)->busy) {
        PyErr_SetString(PyExc_RuntimeError, "another thread writes to this vocabulary");
        return NULL;
    }
    vocabulary_in(object)->busy = true;
    return (VocabularyObject *)Py_NewRef(object);
}

void vocabulary_give_back(VocabularyObject *taken)
{
    taken->busy = false;
    Py_DECREF((PyObject *)taken);
}

/* For calls that only read: they must not run while another writes either. */
static quoth_vocabulary *read_of(PyObject *self)
{
    if (!vocabulary_in(self)->busy) return vocabulary_in(self)->vocabulary;
    PyErr_SetString(PyExc_RuntimeError, "another thread writes to this vocabulary");
    return NULL;
}

/* Takes over the vocabulary, also when it fails. */
static PyObject *wrap(PyTypeObject *type, quoth_vocabulary *vocabulary)
{
    PyObject *made = PyType_GenericAlloc(type, 0);
    if (made)
        vocabulary_in(made)->vocabulary = vocabulary;
    else
        quoth_vocabulary_free(vocabulary);
    return made;
}

static PyObject *vocabulary_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"keep_case", "strip_marks", "stems", NULL};
    module_state *state = PyType_GetModuleState(type);
    quoth_vocabulary_options options = {.size = sizeof options};
    quoth_vocabulary *vocabulary = NULL;
    PyObject *keep_case = NULL, *strip_marks = NULL, *stems = NULL;
    source code = {0};
    call called;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|$OOO:Vocabulary", QUOTH__KEYWORDS(keywords), &keep_case,
                                     &strip_marks, &stems))
        return NULL;
    if (truth_of(keep_case, &options.keep_case) < 0 || truth_of(strip_marks, &options.strip_marks) < 0) return NULL;
    if (source_open_name(state, stems, "stems", &code) < 0) return NULL;
    options.stems = code.bytes;
    int failed = call_begin(&called, state, NULL, NULL);
    if (failed == 0) {
        failed = call_check(&called, quoth_vocabulary_make_with(called.context, &options, &vocabulary));
        call_end(&called);
    }
    source_close(&code);
    return failed ? NULL : wrap(type, vocabulary);
}

static void vocabulary_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    quoth_vocabulary_free(vocabulary_in(self)->vocabulary);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

static Py_ssize_t vocabulary_length(PyObject *self)
{
    const quoth_vocabulary *vocabulary = read_of(self);
    return vocabulary ? (Py_ssize_t)quoth_vocabulary_size(vocabulary) : -1;
}

static PyObject *vocabulary_item(PyObject *self, Py_ssize_t index)
{
    const quoth_vocabulary *vocabulary = read_of(self);
    if (!vocabulary) return NULL;
    if (index >= 0 && (size_t)index < quoth_vocabulary_size(vocabulary))
        return string_wrap(quoth_vocabulary_form(vocabulary, (uint32_t)index));
    PyErr_SetString(PyExc_IndexError, "no form has this id");
    return NULL;
}

static PyObject *vocabulary_repr(PyObject *self)
{
    Py_ssize_t forms = vocabulary_length(self);
    if (forms < 0) return NULL;
    return PyUnicode_FromFormat("<quoth._core.Vocabulary: %zd %s>", forms, forms == 1 ? "form" : "forms");
}

PyDoc_STRVAR(add_doc, "add($self, word, /)\n--\n\nThe id of a word; its form is added where it is new.\n");
static PyObject *vocabulary_add(PyObject *self, PyObject *word)
{
    module_state *state = state_of(self);
    source text;
    call called;
    uint32_t id = 0;
    int failed = -1;
    if (source_open(state, word, "word", &text) < 0) return NULL;
    VocabularyObject *taken = vocabulary_take(state, self);
    if (!taken) {
        source_close(&text);
        return NULL;
    }
    if (call_begin(&called, state, NULL, NULL) == 0) {
        failed = call_check(&called, quoth_vocabulary_add(called.context, vocabulary_in(self)->vocabulary, text.bytes,
                                                          text.length, &id));
        call_end(&called);
    }
    vocabulary_give_back(taken);
    source_close(&text);
    return failed ? NULL : PyLong_FromUnsignedLong(id);
}

static PyObject *numbers(const uint32_t *ids, size_t count)
{
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list && i < count; i++) {
        PyObject *number = PyLong_FromUnsignedLong(ids[i]);
        if (!number)
            Py_CLEAR(list);
        else
            PyList_SetItem(list, (Py_ssize_t)i, number);
    }
    return list;
}

PyDoc_STRVAR(merge_doc, "merge($self, other, /)\n--\n\n"
                        "Adds the forms of another vocabulary, in the order of their ids.\n\n"
                        "Returns\n-------\nlist of int\n    Which id each form of the other has in this one.\n");
static PyObject *vocabulary_merge(PyObject *self, PyObject *other)
{
    module_state *state = state_of(self);
    VocabularyObject *from = vocabulary_take(state, other), *into = NULL;
    PyObject *list = NULL;
    call called;
    if (from && self != other) into = vocabulary_take(state, self);
    if (!from || (self != other && !into)) {
        if (from) vocabulary_give_back(from);
        return NULL;
    }
    size_t count = quoth_vocabulary_size(from->vocabulary);
    uint32_t *ids = PyMem_Malloc((count + 1) * sizeof *ids);
    if (!ids) PyErr_NoMemory();
    if (ids && call_begin(&called, state, NULL, NULL) == 0) {
        quoth_status status =
            quoth_vocabulary_merge(called.context, vocabulary_in(self)->vocabulary, from->vocabulary, ids);
        if (call_check(&called, status) == 0) list = numbers(ids, count);
        call_end(&called);
    }
    PyMem_Free(ids);
    if (into) vocabulary_give_back(into);
    vocabulary_give_back(from);
    return list;
}

PyDoc_STRVAR(save_doc, "save($self, /)\n--\n\nThe vocabulary as bytes, for `load_vocabulary`.\n");
static PyObject *vocabulary_save(PyObject *self, PyObject *unused)
{
    const quoth_vocabulary *vocabulary = read_of(self);
    PyObject *bytes = NULL;
    size_t length = 0;
    call called;
    (void)unused;
    if (!vocabulary || call_begin(&called, state_of(self), NULL, NULL) < 0) return NULL;
    if (call_check(&called, quoth_vocabulary_save(called.context, vocabulary, NULL, 0, &length)) == 0)
        bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)length);
    char *room = bytes ? PyBytes_AsString(bytes) : NULL;
    if (room && call_check(&called, quoth_vocabulary_save(called.context, vocabulary, room, length, &length)) < 0)
        Py_CLEAR(bytes);
    call_end(&called);
    return bytes;
}

static PyObject *vocabulary_reduce(PyObject *self, PyObject *unused)
{
    PyObject *bytes = vocabulary_save(self, unused), *module = PyType_GetModule(Py_TYPE(self)), *reduced = NULL;
    PyObject *maker = bytes && module ? PyObject_GetAttrString(module, "load_vocabulary") : NULL;
    if (maker) reduced = Py_BuildValue("O(O)", maker, bytes);
    Py_XDECREF(maker);
    Py_XDECREF(bytes);
    return reduced;
}

PyDoc_STRVAR(load_doc, "load_vocabulary(data, /)\n--\n\n"
                       "A vocabulary out of the bytes of `Vocabulary.save`, with the same ids.\n\n"
                       "Parameters\n----------\ndata : bytes\n\nReturns\n-------\nVocabulary\n\n"
                       "Raises\n------\nInputError\n    The bytes are no vocabulary.\n");
static PyObject *load_vocabulary(PyObject *module, PyObject *data)
{
    module_state *state = PyModule_GetState(module);
    quoth_vocabulary *vocabulary = NULL;
    source bytes;
    call called;
    int failed = -1;
    if (PyUnicode_Check(data)) {
        PyErr_SetString(PyExc_TypeError, "data must be bytes, not str");
        return NULL;
    }
    if (source_open(state, data, "data", &bytes) < 0) return NULL;
    if (call_begin(&called, state, NULL, NULL) == 0) {
        failed = call_check(&called, quoth_vocabulary_load(called.context, bytes.bytes, bytes.length, &vocabulary));
        call_end(&called);
    }
    source_close(&bytes);
    return failed ? NULL : wrap(state->vocabulary, vocabulary);
}

PyMethodDef vocabulary_functions[] = {{"load_vocabulary", load_vocabulary, METH_O, load_doc}, {0}};

static PyMethodDef vocabulary_methods[] = {
    {"add", vocabulary_add, METH_O, add_doc},
    {"merge", vocabulary_merge, METH_O, merge_doc},
    {"save", vocabulary_save, METH_NOARGS, save_doc},
    {"__reduce__", vocabulary_reduce, METH_NOARGS, "__reduce__($self, /)\n--\n\nFor pickle.\n"},
    {0}};

PyDoc_STRVAR(vocabulary_doc,
             "Vocabulary(*, keep_case=False, strip_marks=False, stems=None)\n--\n\n"
             "Forms of words to ids 0, 1, 2, ..., in the order of their coming; many texts may share it.\n\n"
             "Parameters\n----------\n"
             "keep_case : bool, optional\n    Polish and polish are two.\n"
             "strip_marks : bool, optional\n    r\303\251sum\303\251 and resume are one.\n"
             "stems : str, optional\n    The code of a language: words are one by their Snowball stems.\n\n"
             "Examples\n--------\n"
             ">>> from quoth import _core\n"
             ">>> words = _core.Vocabulary(stems=\"en\")\n"
             ">>> words.add(\"says\"), words.add(\"Saying\"), words[0], len(words)\n(0, 0, 'say', 1)\n");

static PyType_Slot vocabulary_slots[] = {{Py_tp_doc, QUOTH__SLOT(vocabulary_doc)},
                                         {Py_tp_new, QUOTH__SLOT(vocabulary_new)},
                                         {Py_tp_dealloc, QUOTH__SLOT(vocabulary_dealloc)},
                                         {Py_tp_traverse, QUOTH__SLOT(visit_type_only)},
                                         {Py_tp_methods, vocabulary_methods},
                                         {Py_tp_repr, QUOTH__SLOT(vocabulary_repr)},
                                         {Py_sq_length, QUOTH__SLOT(vocabulary_length)},
                                         {Py_sq_item, QUOTH__SLOT(vocabulary_item)},
                                         {0, NULL}};

static PyType_Spec vocabulary_spec = {"quoth._core.Vocabulary", sizeof(VocabularyObject), 0,
                                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
                                      vocabulary_slots};

int vocabulary_type_make(PyObject *module, module_state *state)
{
    return type_make(module, &vocabulary_spec, &state->vocabulary);
}
