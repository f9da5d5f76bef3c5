/* change: what changed between two passages, and the sentences that say why.
 *
 *   text, ranges ─► side ─┐
 *                         ├─► quoth_changes ─► Table
 *   text, ranges ─► side ─┘
 *
 * Ranges are pairs of code points of the text beside them; None is the whole text. */
#include "module.h"

/* One passage as it was given: ranges are PyMem's, `text` is the library's. Begin with {0}. */
typedef struct side {
    PyObject *given, *given_ranges;
    source source;
    quoth_range *ranges;
    size_t count;
    quoth_text *text;
} side;

/* The arguments of both functions. */
typedef struct comparison {
    side base, reading;
    PyObject *lang, *language, *limits, *changes, *row;
    LanguageObject *held;
    call call;
} comparison;

/* ----------------------------------------------------------------------------------------------- ranges */

static int range_read(PyObject *object, quoth_range *range)
{
    uint64_t start = 0, end = 0;
    PyObject *ends = PySequence_Tuple(object);
    if (!ends) return -1;
    int result = -1;
    if (PyTuple_Size(ends) != 2)
        PyErr_SetString(PyExc_ValueError, "a range is a pair: start and end, in code points");
    else if (number_of(PyTuple_GetItem(ends, 0), "the start of a range", UINT32_MAX, &start) == 0)
        result = number_of(PyTuple_GetItem(ends, 1), "the end of a range", UINT32_MAX, &end);
    Py_DECREF(ends);
    *range = (quoth_range){(uint32_t)start, (uint32_t)end};
    return result;
}

static int ranges_read(side *read)
{
    PyObject *all = PySequence_Tuple(read->given_ranges);
    if (!all) return -1;
    read->count = (size_t)PyTuple_Size(all);
    read->ranges = PyMem_Calloc(read->count + 1, sizeof *read->ranges);
    int result = read->ranges ? 0 : -1;
    if (result < 0) PyErr_NoMemory();
    for (size_t i = 0; result == 0 && i < read->count; i++)
        result = range_read(PyTuple_GetItem(all, (Py_ssize_t)i), &read->ranges[i]);
    Py_DECREF(all);
    return result;
}

static int side_open(module_state *state, side *opened, const char *what)
{
    if (source_open(state, opened->given, what, &opened->source) < 0) return -1;
    return opened->given_ranges == Py_None ? 0 : ranges_read(opened);
}

static void side_close(side *closed)
{
    quoth_text_free(closed->text);
    PyMem_Free(closed->ranges);
    source_close(&closed->source);
}

/* The passage of a side, whose text is made here. `whole` has room for the one range of a whole text. */
static quoth_status side_passage(quoth_context *context, side *made, quoth_language *language, quoth_range *whole,
                                 quoth_passage *passage)
{
    quoth_text_options options = {.size = sizeof options, .language = language};
    QUOTH__TRY(quoth_text_make(context, made->source.bytes, made->source.length, &options, &made->text));
    *whole = (quoth_range){0, (uint32_t)quoth_text_code_points(made->text)};
    bool all = made->given_ranges == Py_None;
    *passage = (quoth_passage){made->text, all ? whole : made->ranges, all ? 1 : made->count};
    return QUOTH_OK;
}

/* -------------------------------------------------------------------------------------------- functions */

static int comparison_begin(PyObject *module, comparison *made)
{
    module_state *state = PyModule_GetState(module);
    if (side_open(state, &made->base, "base_text") < 0) return -1;
    if (side_open(state, &made->reading, "reading_text") < 0) return -1;
    if (call_begin(&made->call, state, made->limits, NULL) < 0) return -1;
    return language_choose(state, &made->call, &made->base.source, made->lang, made->language, &made->held);
}

static void comparison_end(comparison *made)
{
    side_close(&made->base);
    side_close(&made->reading);
    call_end(&made->call);
    Py_XDECREF((PyObject *)made->held);
}

static size_t comparison_bytes(const comparison *measured)
{
    return measured->base.source.length + measured->reading.source.length;
}

static quoth_status passages(comparison *made, quoth_range whole[2], quoth_passage passage[2])
{
    quoth_language *language = made->held ? made->held->language : NULL;
    QUOTH__TRY(side_passage(made->call.context, &made->base, language, &whole[0], &passage[0]));
    return side_passage(made->call.context, &made->reading, language, &whole[1], &passage[1]);
}

#define SIDES                                                                                                          \
    "Parameters\n----------\nbase_text, reading_text : str or bytes\n"                                                 \
    "base_ranges, reading_ranges : iterable of pairs of int, or None\n"                                                \
    "    Start and end in code points, in rising order; None: the whole text.\n"
#define LANGUAGE_AND_LIMITS                                                                                            \
    "lang : str, optional\n    The code of the language; guessed from the base where it is not given.\n"               \
    "language : Language, optional\n    The language itself.\n"                                                        \
    "limits : dict, optional\n    Any of max_bytes, max_tokens, max_depth, max_work.\n\n"

PyDoc_STRVAR(changes_doc,
             "changes(base_text, base_ranges, reading_text, reading_ranges, *, lang=None, language=None, limits=None)\n"
             "--\n\n"
             "What changed from one passage to another, in the order of the base.\n\n" SIDES LANGUAGE_AND_LIMITS
             "Returns\n-------\nTable\n"
             "    kind (one of `CHANGES`), before_start, before_end, after_start, after_end (code points of the\n"
             "    texts, None where a side has none), before_words, after_words.\n\n"
             "Examples\n--------\n"
             ">>> from quoth import _core\n"
             ">>> table = _core.changes(\"I do not mind.\", None, \"I do mind.\", None, lang=\"en\")\n"
             ">>> table.list(\"kind\")\n['negation']\n");
static PyObject *changes(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"base_text", "base_ranges", "reading_text", "reading_ranges",
                                           "lang",      "language",    "limits",       NULL};
    comparison made = {0};
    quoth_range whole[2];
    quoth_passage passage[2];
    quoth_table *table = NULL;
    PyObject *answer = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OOOO|$OOO:changes", QUOTH__KEYWORDS(keywords), &made.base.given,
                                     &made.base.given_ranges, &made.reading.given, &made.reading.given_ranges,
                                     &made.lang, &made.language, &made.limits))
        return NULL;
    if (comparison_begin(module, &made) == 0) {
        call_release(&made.call, comparison_bytes(&made));
        quoth_status status = passages(&made, whole, passage);
        if (status == QUOTH_OK) status = quoth_changes(made.call.context, &passage[0], &passage[1], &table);
        call_restore(&made.call);
        if (call_check(&made.call, status) == 0)
            answer = table_wrap(made.call.state, table);
        else if (status == QUOTH_OK)
            quoth_table_release(table);
    }
    comparison_end(&made);
    return answer;
}

/* What a sentence about a change is told of. */
typedef struct told {
    const quoth_passage *passage;
    const quoth_table *table;
    size_t row;
} told;

static quoth_status tell_change(quoth_context *context, const void *about, char *buffer, size_t capacity,
                                size_t *length)
{
    const told *of = about;
    return quoth_why_change(context, &of->passage[0], &of->passage[1], of->table, of->row, buffer, capacity, length);
}

PyDoc_STRVAR(why_change_doc,
             "why_change(base_text, base_ranges, reading_text, reading_ranges, changes, row, *, lang=None, "
             "language=None, limits=None)\n--\n\n"
             "A change in a sentence.\n\n" SIDES "changes : Table\n    That of `changes` for the same passages.\n"
             "row : int\n    Of `changes`.\n" LANGUAGE_AND_LIMITS "Returns\n-------\nstr\n");
static PyObject *why_change(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"base_text", "base_ranges", "reading_text", "reading_ranges", "changes",
                                           "row",       "lang",        "language",     "limits",         NULL};
    comparison made = {0};
    quoth_range whole[2];
    quoth_passage passage[2];
    PyObject *answer = NULL;
    told about = {.passage = passage};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OOOOOO|$OOO:why_change", QUOTH__KEYWORDS(keywords),
                                     &made.base.given, &made.base.given_ranges, &made.reading.given,
                                     &made.reading.given_ranges, &made.changes, &made.row, &made.lang, &made.language,
                                     &made.limits))
        return NULL;
    about.table = table_of(PyModule_GetState(module), made.changes, "changes");
    if (!about.table || row_of(made.row, quoth_table_rows(about.table), &about.row) < 0) return NULL;
    if (comparison_begin(module, &made) == 0 && call_check(&made.call, passages(&made, whole, passage)) == 0)
        answer = tell(&made.call, tell_change, &about);
    comparison_end(&made);
    return answer;
}

PyMethodDef change_functions[] = {
    {"changes", QUOTH__METHOD(changes), METH_VARARGS | METH_KEYWORDS, changes_doc},
    {"why_change", QUOTH__METHOD(why_change), METH_VARARGS | METH_KEYWORDS, why_change_doc},
    {0}};
