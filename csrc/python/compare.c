/* compare: distances and alignments of two sequences.
 *
 *   two texts       ── by words, tokens or characters ──┐
 *   two buffers of uint32 ── as they are (copied) ──────┼─► pair of ids ─► distance, similarity, align
 *   two iterables of hashables ── one dict for both ────┘
 *
 * Ids of a pair are equal where the things are. Making them is linear; what the comparison costs quoth.h says. */
#include "module.h"

#include "../text/text.h"
#include "../unicode/utf8.h"

/* Two sequences of ids (uint32_t); begin with {0}. */
typedef struct pair {
    quoth__array a, b;
} pair;

typedef enum unit { UNIT_WORD, UNIT_TOKEN, UNIT_CHARACTER } unit;

static void pair_free(call *called, pair *freed)
{
    if (!called->context) return;
    quoth__array_free(&called->context->allocator, &freed->a, sizeof(uint32_t));
    quoth__array_free(&called->context->allocator, &freed->b, sizeof(uint32_t));
}

static size_t pair_bytes(const pair *measured) { return (measured->a.count + measured->b.count) * sizeof(uint32_t); }

/* ------------------------------------------------------------------------------------------------- text */

static quoth_status append_tokens(quoth_context *context, const quoth_text *text, bool words_only,
                                  quoth_vocabulary *vocabulary, quoth__array *ids)
{
    quoth__tokens tokens = {0};
    quoth_status status;
    uint32_t length = (uint32_t)quoth_text_bytes(text).length;
    QUOTH__GOTO(quoth__tokens_append(context, text, 0, length, NULL, vocabulary, &tokens));
    QUOTH__GOTO(quoth__array_reserve(context, ids, tokens.count, sizeof(uint32_t)));
    for (size_t i = 0; i < tokens.count; i++) {
        bool word = tokens.kind[i] == QUOTH__TOKEN_WORD || tokens.kind[i] == QUOTH__TOKEN_NUMBER;
        if (word || !words_only) QUOTH__AT(*ids, uint32_t, ids->count++) = tokens.id[i];
    }
done:
    quoth__tokens_free(&context->allocator, &tokens);
    return status;
}

static quoth_status append_characters(quoth_context *context, const quoth_text *text, quoth__array *ids)
{
    quoth_string bytes = quoth_text_bytes(text);
    QUOTH__TRY(quoth__array_reserve(context, ids, quoth_text_code_points(text), sizeof(uint32_t)));
    for (size_t at = 0; at < bytes.length;)
        QUOTH__AT(*ids, uint32_t, ids->count++) = quoth__utf8_next((const uint8_t *)bytes.bytes, &at);
    return quoth__work(context, 10 * (uint64_t)bytes.length);
}

static quoth_status append_text(quoth_context *context, const source *given, unit by, quoth_vocabulary *vocabulary,
                                quoth__array *ids)
{
    quoth_text *text;
    QUOTH__TRY(quoth_text_make(context, given->bytes, given->length, NULL, &text));
    quoth_status status = by == UNIT_CHARACTER ? append_characters(context, text, ids)
                                               : append_tokens(context, text, by == UNIT_WORD, vocabulary, ids);
    quoth_text_free(text);
    return status;
}

static quoth_status append_texts(quoth_context *context, const source *a, const source *b, unit by, pair *ids)
{
    quoth_vocabulary *vocabulary;
    QUOTH__TRY(quoth_vocabulary_make(context, &vocabulary));
    quoth_status status = append_text(context, a, by, vocabulary, &ids->a);
    if (status == QUOTH_OK) status = append_text(context, b, by, vocabulary, &ids->b);
    quoth_vocabulary_free(vocabulary);
    return status;
}

static int pair_of_texts(call *called, PyObject *a, PyObject *b, unit by, pair *ids)
{
    source first, second;
    if (source_open(called->state, a, "a", &first) < 0) return -1;
    int result = source_open(called->state, b, "b", &second);
    if (result == 0) {
        call_release(called, first.length + second.length);
        quoth_status status = append_texts(called->context, &first, &second, by, ids);
        call_restore(called);
        result = call_check(called, status);
        source_close(&second);
    }
    source_close(&first);
    return result;
}

/* -------------------------------------------------------------------------------------- ids and hashables */

/* 1 where the object is a buffer of uint32 and was copied, 0 where it is not. */
static int copy_buffer(call *called, PyObject *object, quoth__array *ids)
{
    Py_buffer view;
    if (!PyObject_CheckBuffer(object)) return 0;
    if (PyObject_GetBuffer(object, &view, PyBUF_ND | PyBUF_FORMAT) < 0) {
        if (PyErr_ExceptionMatches(PyExc_BufferError)) PyErr_Clear();
        return PyErr_Occurred() ? -1 : 0;
    }
    bool fits = view.ndim == 1 && view.itemsize == sizeof(uint32_t) && view.format &&
                (strcmp(view.format, "I") == 0 || strcmp(view.format, "L") == 0);
    int result = 0;
    if (fits) {
        size_t count = (size_t)view.len / sizeof(uint32_t);
        quoth_status status = quoth__array_reserve(called->context, ids, count, sizeof(uint32_t));
        if (status == QUOTH_OK && count) memcpy(ids->data, view.buf, count * sizeof(uint32_t));
        if (status == QUOTH_OK) ids->count = count;
        result = call_check(called, status) < 0 ? -1 : 1;
    }
    PyBuffer_Release(&view);
    return result;
}

/* The id of a thing: the number of different things before its first coming. */
static int id_of(PyObject *known, PyObject *thing, uint32_t *id)
{
    PyObject *number = PyDict_GetItemWithError(known, thing);
    if (number) {
        *id = (uint32_t)PyLong_AsUnsignedLong(number);
        return 0;
    }
    if (PyErr_Occurred()) return -1;
    *id = (uint32_t)PyDict_Size(known);
    number = PyLong_FromUnsignedLong(*id);
    int result = number ? PyDict_SetItem(known, thing, number) : -1;
    Py_XDECREF(number);
    return result;
}

static int copy_things(call *called, PyObject *iterable, PyObject *known, quoth__array *ids)
{
    PyObject *things = PySequence_Tuple(iterable);
    if (!things) return -1;
    size_t count = (size_t)PyTuple_Size(things);
    quoth_status status = quoth__array_reserve(called->context, ids, count, sizeof(uint32_t));
    int result =
        count >= UINT32_MAX / 2 ? raise_status(called->state, QUOTH_TOO_LARGE, NULL) : call_check(called, status);
    for (size_t i = 0; result == 0 && i < count; i++)
        result = id_of(known, PyTuple_GetItem(things, (Py_ssize_t)i), &QUOTH__AT(*ids, uint32_t, i));
    if (result == 0) ids->count = count;
    Py_DECREF(things);
    return result;
}

static int pair_of_things(call *called, PyObject *a, PyObject *b, pair *ids)
{
    int first = copy_buffer(called, a, &ids->a), second = first > 0 ? copy_buffer(called, b, &ids->b) : 0;
    if (first < 0 || second < 0) return -1;
    if (first && second) return 0;
    ids->a.count = 0;
    PyObject *known = PyDict_New();
    int result = known ? copy_things(called, a, known, &ids->a) : -1;
    if (result == 0) result = copy_things(called, b, known, &ids->b);
    Py_XDECREF(known);
    return result;
}

/* -------------------------------------------------------------------------------------------- arguments */

static bool is_text(PyObject *object)
{
    return PyUnicode_Check(object) || PyBytes_Check(object) || PyByteArray_Check(object);
}

/* The index of a word in a list of words, or an exception. */
static int choice_of(module_state *state, PyObject *object, const char *what, const char *const *words, size_t count,
                     const char *list)
{
    for (size_t i = 0; PyUnicode_Check(object) && i < count; i++)
        if (PyUnicode_CompareWithASCIIString(object, words[i]) == 0) return (int)i;
    return raise_input(state, "%s must be %s, not %R", what, list, object);
}

static int pair_make(call *called, PyObject *a, PyObject *b, PyObject *by, pair *ids)
{
    static const char *const units[] = {"word", "token", "character"};
    int chosen = UNIT_WORD;
    bool named = by && by != Py_None;
    if (is_text(a) != is_text(b) || (named && !is_text(a))) {
        PyErr_SetString(PyExc_TypeError, named ? "a unit is for two texts" : "a text compares with a text only");
        return -1;
    }
    if (!is_text(a)) return pair_of_things(called, a, b, ids);
    if (named) chosen = choice_of(called->state, by, "unit", units, 3, "\"word\", \"token\" or \"character\"");
    return chosen < 0 ? -1 : pair_of_texts(called, a, b, (unit)chosen, ids);
}

static int measure_of(module_state *state, PyObject *object, quoth_measure *measure)
{
    static const char *const measures[] = {"levenshtein", "indel", "lcs"};
    *measure = QUOTH_LEVENSHTEIN;
    if (!object) return 0;
    int chosen = choice_of(state, object, "measure", measures, 3, "\"levenshtein\", \"indel\" or \"lcs\"");
    if (chosen >= 0) *measure = (quoth_measure)chosen;
    return chosen < 0 ? -1 : 0;
}

/* What the three functions share: the arguments, the call and the ids. */
typedef struct comparison {
    PyObject *a, *b, *measure_name, *unit, *bound, *limits;
    quoth_measure measure;
    call call;
    pair ids;
} comparison;

static int comparison_begin(PyObject *module, comparison *made)
{
    module_state *state = PyModule_GetState(module);
    if (measure_of(state, made->measure_name, &made->measure) < 0) return -1;
    if (call_begin(&made->call, state, made->limits, NULL) < 0) return -1;
    if (pair_make(&made->call, made->a, made->b, made->unit, &made->ids) < 0) return -1;
    call_release(&made->call, pair_bytes(&made->ids));
    return 0;
}

static int comparison_check(comparison *made, quoth_status status)
{
    call_restore(&made->call);
    return call_check(&made->call, status);
}

static void comparison_end(comparison *made)
{
    pair_free(&made->call, &made->ids);
    call_end(&made->call);
}

/* -------------------------------------------------------------------------------------------- functions */

#define SEQUENCES                                                                                                      \
    "Parameters\n----------\na, b : str, bytes, buffer of uint32 or iterable of hashables\n"                           \
    "    Two texts, or two sequences of anything else.\n"

#define UNIT_AND_LIMITS                                                                                                \
    "unit : {'word', 'token', 'character'}, optional\n"                                                                \
    "    Of texts: words and numbers by their comparison form, unless said otherwise; tokens are also\n"               \
    "    punctuation and marks; characters are code points as they are.\n"                                             \
    "limits : dict, optional\n    Any of max_bytes, max_tokens, max_depth, max_work.\n\n"

PyDoc_STRVAR(distance_doc,
             "distance(a, b, measure='levenshtein', bound=None, *, unit=None, limits=None)\n--\n\n"
             "How many edits turn one sequence into the other.\n\n" SEQUENCES
             "measure : {'levenshtein', 'indel', 'lcs'}, optional\n"
             "    Insertions, deletions and replacements; the first two alone; or the longer length less the\n"
             "    longest common subsequence.\n"
             "bound : int, optional\n    A greater distance is given as bound + 1, sooner.\n" UNIT_AND_LIMITS
             "Returns\n-------\nint\n\n"
             "Examples\n--------\n"
             ">>> from quoth import _core\n"
             ">>> _core.distance(\"I have no objections.\", \"I've no objection\")\n3\n"
             ">>> _core.distance(\"kitten\", \"sitting\", unit=\"character\")\n3\n"
             ">>> _core.distance([1, (2, 3)], [(2, 3)], \"indel\")\n1\n");
static PyObject *distance(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"a", "b", "measure", "bound", "unit", "limits", NULL};
    comparison made = {0};
    uint64_t bound = UINT64_MAX, got = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OO|OO$OO:distance", QUOTH__KEYWORDS(keywords), &made.a, &made.b,
                                     &made.measure_name, &made.bound, &made.unit, &made.limits))
        return NULL;
    if (made.bound && made.bound != Py_None && number_of(made.bound, "bound", UINT64_MAX, &bound) < 0) return NULL;
    PyObject *answer = NULL;
    if (comparison_begin(module, &made) == 0) {
        const quoth__array *a = &made.ids.a, *b = &made.ids.b;
        quoth_status status =
            quoth_distance(made.call.context, made.measure, a->data, a->count, b->data, b->count, bound, &got);
        if (comparison_check(&made, status) == 0) answer = PyLong_FromUnsignedLongLong(got);
    }
    comparison_end(&made);
    return answer;
}

PyDoc_STRVAR(similarity_doc,
             "similarity(a, b, measure='levenshtein', *, unit=None, limits=None)\n--\n\n"
             "1 less the distance as a share of the greatest that sequences of these lengths can have.\n\n" SEQUENCES
             "measure : {'levenshtein', 'indel', 'lcs'}, optional\n    As for `distance`.\n" UNIT_AND_LIMITS
             "Returns\n-------\nfloat\n    From 0 to 1; 1 for two empty sequences.\n\n"
             "Examples\n--------\n"
             ">>> from quoth import _core\n"
             ">>> _core.similarity(\"one two three four\", \"one two three five\")\n0.75\n");
static PyObject *similarity(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"a", "b", "measure", "unit", "limits", NULL};
    comparison made = {0};
    double got = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OO|O$OO:similarity", QUOTH__KEYWORDS(keywords), &made.a, &made.b,
                                     &made.measure_name, &made.unit, &made.limits))
        return NULL;
    PyObject *answer = NULL;
    if (comparison_begin(module, &made) == 0) {
        const quoth__array *a = &made.ids.a, *b = &made.ids.b;
        quoth_status status =
            quoth_similarity(made.call.context, made.measure, a->data, a->count, b->data, b->count, &got);
        if (comparison_check(&made, status) == 0) answer = PyFloat_FromDouble(got);
    }
    comparison_end(&made);
    return answer;
}

PyDoc_STRVAR(align_doc,
             "align(a, b, *, unit=None, limits=None)\n--\n\n"
             "The steps that turn one sequence into the other, in order.\n\n" SEQUENCES UNIT_AND_LIMITS
             "Returns\n-------\nTable\n"
             "    op (equal, replace, delete, insert), a_start, a_end, b_start, b_end: places in the sequences.\n\n"
             "Examples\n--------\n"
             ">>> from quoth import _core\n"
             ">>> steps = _core.align(\"he said no\", \"he never said no\")\n"
             ">>> steps.list(\"op\"), steps.list(\"b_end\")\n(['equal', 'insert', 'equal'], [1, 2, 4])\n");
static PyObject *align(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"a", "b", "unit", "limits", NULL};
    comparison made = {0};
    quoth_table *table = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OO|$OO:align", QUOTH__KEYWORDS(keywords), &made.a, &made.b,
                                     &made.unit, &made.limits))
        return NULL;
    PyObject *answer = NULL;
    if (comparison_begin(module, &made) == 0) {
        const quoth__array *a = &made.ids.a, *b = &made.ids.b;
        quoth_status status = quoth_align(made.call.context, a->data, a->count, b->data, b->count, &table);
        if (comparison_check(&made, status) == 0)
            answer = table_wrap(made.call.state, table);
        else if (status == QUOTH_OK)
            quoth_table_release(table);
    }
    comparison_end(&made);
    return answer;
}

PyMethodDef compare_functions[] = {
    {"distance", QUOTH__METHOD(distance), METH_VARARGS | METH_KEYWORDS, distance_doc},
    {"similarity", QUOTH__METHOD(similarity), METH_VARARGS | METH_KEYWORDS, similarity_doc},
    {"align", QUOTH__METHOD(align), METH_VARARGS | METH_KEYWORDS, align_doc},
    {0}};
