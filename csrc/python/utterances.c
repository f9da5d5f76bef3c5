/* utterances: which of many passages are tellings of one utterance.
 *
 *   text, places (start, end, start, end ...) ─► passages ──┐
 *   accounts, speakers: a number a passage ─────────────────┴─► quoth_utterances
 *
 * The passages stand one after the other in one text, so that a million of them are two buffers. */
#include "module.h"

typedef struct numbers {
    PyObject *given;
    Py_buffer buffer;
    bool open;
    const uint32_t *at;
    size_t count;
} numbers;

typedef struct asked {
    PyObject *text, *at_least, *lang, *language, *limits;
    int letters;
    source source;
    numbers places, accounts, speakers;
    quoth_utterances_options options;
    quoth_passage *passages;
    size_t count;
    LanguageObject *held;
    call call;
} asked;

static int numbers_open(numbers *opened, const char *what)
{
    if (!opened->given || opened->given == Py_None) return 0;
    if (PyObject_GetBuffer(opened->given, &opened->buffer, PyBUF_SIMPLE) < 0) return -1;
    opened->open = true;
    opened->at = opened->buffer.buf;
    opened->count = (size_t)opened->buffer.len / sizeof(uint32_t);
    if (!opened->count || (uintptr_t)opened->at % sizeof(uint32_t) == 0) return 0;
    PyErr_Format(PyExc_TypeError, "%s are a buffer of uint32", what);
    return -1;
}

static void numbers_close(numbers *closed)
{
    if (closed->open) PyBuffer_Release(&closed->buffer);
}

/* One number a passage, or none at all. */
static int of_each(const asked *from, const numbers *of, const char *what)
{
    if (!of->open || of->count == from->count) return 0;
    PyErr_Format(from->call.state->input_error, "%s: %zu numbers for %zu passages", what, of->count, from->count);
    return -1;
}

static int asked_open(PyObject *module, asked *from)
{
    uint64_t least = 0;
    module_state *state = PyModule_GetState(module);
    from->call.state = state;
    if (from->at_least && number_of(from->at_least, "at_least", QUOTH_ONE, &least) < 0) return -1;
    if (source_open(state, from->text, "text", &from->source) < 0) return -1;
    if (numbers_open(&from->places, "places") < 0 || numbers_open(&from->accounts, "accounts") < 0 ||
        numbers_open(&from->speakers, "speakers") < 0)
        return -1;
    from->count = from->places.count / 2;
    if (of_each(from, &from->accounts, "accounts") < 0 || of_each(from, &from->speakers, "speakers") < 0) return -1;
    from->options = (quoth_utterances_options){.size = sizeof from->options,
                                               .accounts = from->accounts.at,
                                               .speakers = from->speakers.at,
                                               .letters = from->letters != 0,
                                               .at_least = (uint32_t)least};
    from->passages = PyMem_Calloc(from->count + 1, sizeof *from->passages);
    if (!from->passages) {
        PyErr_NoMemory();
        return -1;
    }
    if (call_begin(&from->call, state, from->limits, NULL) < 0) return -1;
    return language_choose(state, &from->call, &from->source, from->lang, from->language, &from->held);
}

static void asked_close(asked *from)
{
    call_end(&from->call);
    numbers_close(&from->places);
    numbers_close(&from->accounts);
    numbers_close(&from->speakers);
    PyMem_Free(from->passages);
    source_close(&from->source);
    Py_XDECREF((PyObject *)from->held);
}

static quoth_status asked_run(asked *from, quoth_table **table)
{
    quoth_context *context = from->call.context;
    quoth_text *text = NULL;
    quoth_text_options options = {.size = sizeof options, .language = from->held ? from->held->language : NULL};
    const quoth_range *ranges = (const quoth_range *)from->places.at;
    quoth_status status = quoth_text_make(context, from->source.bytes, from->source.length, &options, &text);
    for (size_t i = 0; i < from->count; i++) from->passages[i] = (quoth_passage){text, &ranges[i], 1};
    if (status == QUOTH_OK) status = quoth_utterances(context, from->passages, from->count, &from->options, table);
    quoth_text_free(text);
    return status;
}

PyDoc_STRVAR(
    utterances_doc,
    "utterances(text, places, *, accounts=None, speakers=None, letters=False, at_least=0, lang=None,\n"
    "           language=None, limits=None)\n--\n\n"
    "Which passages are tellings of one utterance.\n\n"
    "Parameters\n----------\ntext : str or bytes\n    That holds the passages.\n"
    "places : buffer of uint32\n    Of each passage: start and end, in code points.\n"
    "accounts, speakers : buffer of uint32, optional\n"
    "    A number for each passage; speakers 2**32 - 1 where nobody is known.\n"
    "letters : bool, optional\n    Compare letters, not words.\n"
    "at_least : int, optional\n    By letters: how alike an utterance is on the mean, in billionths.\n"
    "lang : str, optional\n    The code of the language; guessed from the text where it is not given.\n"
    "language : Language, optional\n    The language itself.\n"
    "limits : dict, optional\n    Any of max_bytes, max_tokens, max_depth, max_work.\n\n"
    "Returns\n-------\nTable\n    utterance, passage, stands, reason, share.\n\n"
    "Examples\n--------\n"
    ">>> from array import array\n"
    ">>> from quoth import _core\n"
    ">>> table = _core.utterances(\"je ne puis\\nje nel puis\\nor va\", array(\"I\", [0, 10, 11, 22, 23, 28]),\n"
    "...                          letters=True)\n"
    ">>> table.list(\"passage\")\n[0, 1]\n");
static PyObject *utterances(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"text",     "places", "accounts", "speakers", "letters",
                                           "at_least", "lang",   "language", "limits",   NULL};
    asked from = {0};
    quoth_table *table = NULL;
    PyObject *answer = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OO|$OOpOOOO:utterances", QUOTH__KEYWORDS(keywords), &from.text,
                                     &from.places.given, &from.accounts.given, &from.speakers.given, &from.letters,
                                     &from.at_least, &from.lang, &from.language, &from.limits))
        return NULL;
    if (asked_open(module, &from) == 0) {
        call_release(&from.call, from.source.length);
        quoth_status status = asked_run(&from, &table);
        call_restore(&from.call);
        if (call_check(&from.call, status) == 0)
            answer = table_wrap(from.call.state, table);
        else if (status == QUOTH_OK)
            quoth_table_release(table);
    }
    asked_close(&from);
    return answer;
}

PyMethodDef utterances_functions[] = {
    {"utterances", QUOTH__METHOD(utterances), METH_VARARGS | METH_KEYWORDS, utterances_doc}, {0}};
