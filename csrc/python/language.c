/* language: the type Language, and which language a text is read in.
 *
 *   Language ── one reference ─► quoth_language          one compiled in is read once an interpreter (state->languages)
 *            ── source: the bytes it was read from, for pickle
 */
#include "module.h"

static LanguageObject *language_in(PyObject *self) { return (LanguageObject *)self; }

/* Takes over the reference to `language`, also when it fails. */
static PyObject *language_wrap(module_state *state, quoth_language *language, PyObject *bytes)
{
    LanguageObject *made = (LanguageObject *)PyType_GenericAlloc(state->language, 0);
    if (!made) {
        quoth_language_release(language);
        return NULL;
    }
    made->language = language;
    made->source = bytes ? Py_NewRef(bytes) : NULL;
    return (PyObject *)made;
}

static void language_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    quoth_language_release(language_in(self)->language);
    Py_XDECREF(language_in(self)->source);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

static PyObject *language_code(PyObject *self, void *unused)
{
    (void)unused;
    return PyUnicode_FromString(quoth_language_name(language_in(self)->language));
}

static PyObject *language_repr(PyObject *self)
{
    return PyUnicode_FromFormat("<quoth._core.Language %s>", quoth_language_name(language_in(self)->language));
}

static PyObject *language_reduce(PyObject *self, PyObject *unused)
{
    (void)unused;
    PyObject *bytes = language_in(self)->source, *reduced = NULL, *module = PyType_GetModule(Py_TYPE(self));
    PyObject *maker = module ? PyObject_GetAttrString(module, bytes ? "read_language" : "load_language") : NULL;
    if (maker && bytes) reduced = Py_BuildValue("O(O)", maker, bytes);
    if (maker && !bytes) reduced = Py_BuildValue("O(s)", maker, quoth_language_name(language_in(self)->language));
    Py_XDECREF(maker);
    return reduced;
}

/* The Language of a code, from the cache or read into it; a new reference. */
static PyObject *language_load(module_state *state, const char *code)
{
    quoth_language *language;
    call called;
    PyObject *found = PyDict_GetItemString(state->languages, code);
    if (found) return Py_NewRef(found);
    if (call_begin(&called, state, NULL, NULL) < 0) return NULL;
    int failed = call_check(&called, quoth_language_load(called.context, code, &language));
    call_end(&called);
    if (failed) return NULL;
    found = language_wrap(state, language, NULL);
    if (found && PyDict_SetItemString(state->languages, code, found) < 0) Py_CLEAR(found);
    return found;
}

int languages_known(module_state *state, quoth_language *known[LANGUAGES_MOST], size_t *count)
{
    for (*count = 0; *count < LANGUAGES_MOST && quoth_language_code(*count); ++*count) {
        PyObject *one = language_load(state, quoth_language_code(*count));
        if (!one) return -1;
        known[*count] = language_in(one)->language;
        Py_DECREF(one);
    }
    return 0;
}

/* The code of the language that a text is likely in; NULL where none is. */
static int guess(module_state *state, call *called, const source *text, const char **code)
{
    quoth_language *known[LANGUAGES_MOST];
    size_t count, index = SIZE_MAX;
    if (languages_known(state, known, &count) < 0) return -1;
    call_release(called, text->length);
    quoth_status status = quoth_language_guess(called->context, (const quoth_language *const *)known, count,
                                               text->bytes, text->length, &index);
    call_restore(called);
    if (call_check(called, status) < 0) return -1;
    *code = index < count ? quoth_language_code(index) : NULL;
    return 0;
}

int language_choose(module_state *state, call *called, const source *text, PyObject *lang, PyObject *language,
                    LanguageObject **held)
{
    const char *code = NULL;
    source name = {0};
    *held = NULL;
    if (language && language != Py_None) {
        if (Py_IS_TYPE(language, state->language)) {
            *held = (LanguageObject *)Py_NewRef(language);
            return 0;
        }
        PyErr_SetString(PyExc_TypeError, "language must be a Language or None: read_language makes one");
        return -1;
    }
    if (source_open_name(state, lang, "lang", &name) < 0) return -1;
    int result = name.bytes ? 0 : guess(state, called, text, &code);
    if (result == 0 && (name.bytes || code)) {
        *held = (LanguageObject *)language_load(state, name.bytes ? name.bytes : code);
        result = *held ? 0 : -1;
    }
    source_close(&name);
    return result;
}

/* -------------------------------------------------------------------------------------------- functions */

PyDoc_STRVAR(load_doc, "load_language(code, /)\n--\n\n"
                       "A language that is compiled in.\n\n"
                       "Parameters\n----------\ncode : str\n    One of `languages`.\n\n"
                       "Returns\n-------\nLanguage\n\n"
                       "Raises\n------\nLanguageError\n    There is no such language.\n\n"
                       "Examples\n--------\n"
                       ">>> from quoth import _core\n"
                       ">>> _core.load_language(\"en\").code\n'en'\n");
static PyObject *load_language(PyObject *module, PyObject *object)
{
    module_state *state = PyModule_GetState(module);
    source code = {0};
    if (source_open_name(state, object, "code", &code) < 0) return NULL;
    PyObject *found = language_load(state, code.bytes ? code.bytes : "");
    source_close(&code);
    return found;
}

PyDoc_STRVAR(
    read_doc,
    "read_language(data, /)\n--\n\n"
    "Read a language from the bytes of its file.\n\n"
    "Parameters\n----------\ndata : bytes or str\n    Lines of class, phrase, value and weight, with tabs between.\n\n"
    "Returns\n-------\nLanguage\n    To be given as `language`.\n\n"
    "Raises\n------\nLanguageError\n    A line cannot be read; ``place`` is its number.\n");
static PyObject *read_language(PyObject *module, PyObject *object)
{
    module_state *state = PyModule_GetState(module);
    quoth_language *language;
    source data;
    call called;
    if (source_open(state, object, "data", &data) < 0) return NULL;
    PyObject *made = NULL, *bytes = NULL;
    if (call_begin(&called, state, NULL, NULL) == 0) {
        call_release(&called, data.length);
        quoth_status status = quoth_language_read(called.context, data.bytes, data.length, &language);
        call_restore(&called);
        int failed = call_check(&called, status);
        if (!failed) bytes = PyBytes_FromStringAndSize(data.bytes, (Py_ssize_t)data.length);
        if (bytes)
            made = language_wrap(state, language, bytes);
        else if (status == QUOTH_OK)
            quoth_language_release(language);
        call_end(&called);
    }
    Py_XDECREF(bytes);
    source_close(&data);
    return made;
}

PyDoc_STRVAR(languages_doc, "languages()\n--\n\n"
                            "The codes of the languages compiled in.\n\n"
                            "Returns\n-------\ntuple of str\n\n"
                            "Examples\n--------\n"
                            ">>> from quoth import _core\n"
                            ">>> \"en\" in _core.languages()\nTrue\n");
static PyObject *languages(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    PyObject *codes = PyList_New(0), *tuple = NULL;
    const char *code;
    for (size_t i = 0; codes && (code = quoth_language_code(i)); i++) {
        PyObject *one = PyUnicode_FromString(code);
        if (!one || PyList_Append(codes, one) < 0) Py_CLEAR(codes);
        Py_XDECREF(one);
    }
    if (codes) tuple = PyList_AsTuple(codes);
    Py_XDECREF(codes);
    return tuple;
}

PyDoc_STRVAR(guess_doc,
             "guess_language(text, *, limits=None)\n--\n\n"
             "The language that a text is likely in, by its function words.\n\n"
             "Parameters\n----------\ntext : str or bytes\nlimits : dict, optional\n\n"
             "Returns\n-------\nstr or None\n    One of `languages`; None where none is likely.\n\n"
             "Examples\n--------\n"
             ">>> from quoth import _core\n"
             ">>> _core.guess_language(\"It was the first time that he had said it to the press.\")\n'en'\n");
static PyObject *guess_language(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"text", "limits", NULL};
    module_state *state = PyModule_GetState(module);
    PyObject *object, *limits = NULL, *answer = NULL;
    const char *code = NULL;
    source text;
    call called;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$O:guess_language", QUOTH__KEYWORDS(keywords), &object, &limits))
        return NULL;
    if (source_open(state, object, "text", &text) < 0) return NULL;
    if (call_begin(&called, state, limits, NULL) == 0 && guess(state, &called, &text, &code) == 0)
        answer = code ? PyUnicode_FromString(code) : Py_NewRef(Py_None);
    call_end(&called);
    source_close(&text);
    return answer;
}

PyMethodDef language_functions[] = {
    {"load_language", load_language, METH_O, load_doc},
    {"read_language", read_language, METH_O, read_doc},
    {"languages", languages, METH_NOARGS, languages_doc},
    {"guess_language", QUOTH__METHOD(guess_language), METH_VARARGS | METH_KEYWORDS, guess_doc},
    {0}};

static PyMethodDef language_methods[] = {
    {"__reduce__", language_reduce, METH_NOARGS, "__reduce__($self, /)\n--\n\nFor pickle.\n"}, {0}};

static PyGetSetDef language_getset[] = {{"code", language_code, NULL, "The code of the language, as \"en\".", NULL},
                                        {0}};

PyDoc_STRVAR(language_doc, "The words of one language; `load_language` and `read_language` make one.\n");

static PyType_Slot language_slots[] = {{Py_tp_doc, QUOTH__SLOT(language_doc)},
                                       {Py_tp_dealloc, QUOTH__SLOT(language_dealloc)},
                                       {Py_tp_traverse, QUOTH__SLOT(visit_type_only)},
                                       {Py_tp_methods, language_methods},
                                       {Py_tp_getset, language_getset},
                                       {Py_tp_repr, QUOTH__SLOT(language_repr)},
                                       {0, NULL}};

static PyType_Spec language_spec = {"quoth._core.Language", sizeof(LanguageObject), 0,
                                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION |
                                        Py_TPFLAGS_IMMUTABLETYPE,
                                    language_slots};

int language_type_make(PyObject *module, module_state *state)
{
    return type_make(module, &language_spec, &state->language);
}
