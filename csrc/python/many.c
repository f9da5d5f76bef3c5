/* many: matrices, pairs and nearest of many sequences.
 *
 *   sets of passages ── sequences ──► for each set (ids, starts), two bytes objects ──► shares, each a call of its own
 *
 * A share is worked on without the GIL, by whatever thread calls it; `cancel` is a buffer of an int that all shares of
 * one question look at: where it is not 0 they stop. Matrix, table and join are the same whatever the shares are. */
#include "module.h"

#include "../text/text.h"

/* ------------------------------------------------------------------------------------------------- sequences */

/* What the sequences of all sets share. */
typedef struct maker {
    call call;
    PyObject *known; /* of things: a dict, NULL while all are small ints */
    quoth_vocabulary *vocabulary;
    unit by;
    int texts; /* -1 until the first passage */
} maker;

/* Appends one passage; 1 where it is to be begun again with a dict. */
static int add_passage(maker *m, PyObject *passage, bool named, quoth__array *ids)
{
    int text = is_text(passage);
    if (m->texts < 0) m->texts = text;
    if (text != m->texts || (named && !text)) {
        PyErr_SetString(PyExc_TypeError, text != m->texts ? "a text compares with a text only" : "a unit is for texts");
        return -1;
    }
    if (text) {
        source opened;
        if (source_open(m->call.state, passage, "a passage", &opened) < 0) return -1;
        quoth_status status = ids_of_text(m->call.context, &opened, m->by, m->vocabulary, ids);
        int result = call_check(&m->call, status);
        source_close(&opened);
        return result;
    }
    int copied = m->known ? 0 : ids_of_buffer(&m->call, passage, ids);
    if (copied != 0) return copied < 0 ? -1 : 0;
    return ids_of_things(&m->call, passage, m->known, ids);
}

static int add_set(maker *m, PyObject *set, bool named, quoth__array *ids, quoth__array *starts)
{
    Py_ssize_t count = PyTuple_Size(set);
    quoth_status status = quoth__array_reserve(m->call.context, starts, (size_t)count + 1, sizeof(uint64_t));
    if (call_check(&m->call, status) < 0) return -1;
    for (Py_ssize_t i = 0; i < count; i++) {
        QUOTH__AT(*starts, uint64_t, starts->count++) = ids->count;
        int result = add_passage(m, PyTuple_GetItem(set, i), named, ids);
        if (result != 0) return result;
    }
    QUOTH__AT(*starts, uint64_t, starts->count++) = ids->count;
    return 0;
}

/* A list of (ids, starts) of each set; NULL without an exception where a dict is needed. */
static PyObject *make_sets(maker *m, PyObject *sets, bool named)
{
    PyObject *list = PyList_New(0);
    int result = list ? 0 : -1;
    for (Py_ssize_t i = 0; result == 0 && i < PyTuple_Size(sets); i++) {
        quoth__array ids = {0}, starts = {0};
        result = add_set(m, PyTuple_GetItem(sets, i), named, &ids, &starts);
        PyObject *made = NULL;
        if (result == 0) {
            made = Py_BuildValue("(y#y#)", ids.data ? (const char *)ids.data : "",
                                 (Py_ssize_t)(ids.count * sizeof(uint32_t)), (const char *)starts.data,
                                 (Py_ssize_t)(starts.count * sizeof(uint64_t)));
            result = made ? PyList_Append(list, made) : -1;
        }
        Py_XDECREF(made);
        quoth__array_free(&m->call.context->allocator, &ids, sizeof(uint32_t));
        quoth__array_free(&m->call.context->allocator, &starts, sizeof(uint64_t));
    }
    if (result != 0) Py_CLEAR(list);
    return list;
}

/* Tuples of what the sets hold: they may be iterators. */
static PyObject *tuples_of(PyObject *sets)
{
    PyObject *outer = PySequence_Tuple(sets), *made = outer ? PyTuple_New(PyTuple_Size(outer)) : NULL;
    for (Py_ssize_t i = 0; made && i < PyTuple_Size(outer); i++) {
        PyObject *set = PyTuple_GetItem(outer, i), *inner = NULL;
        if (is_text(set))
            PyErr_SetString(PyExc_TypeError, "passages are given in a list, also when there is only one");
        else
            inner = PySequence_Tuple(set);
        if (!inner || PyTuple_SetItem(made, i, inner) < 0) Py_CLEAR(made);
    }
    Py_XDECREF(outer);
    return made;
}

/* A passage that is an iterator can be walked once only: it becomes a tuple. */
static int hold_passages(PyObject *sets)
{
    for (Py_ssize_t i = 0; i < PyTuple_Size(sets); i++) {
        PyObject *set = PyTuple_GetItem(sets, i);
        for (Py_ssize_t k = 0; k < PyTuple_Size(set); k++) {
            PyObject *passage = PyTuple_GetItem(set, k);
            if (PySequence_Check(passage) || is_text(passage)) continue;
            PyObject *held = PySequence_Tuple(passage);
            if (!held || PyTuple_SetItem(set, k, held) < 0) return -1;
        }
    }
    return 0;
}

/* Tuples may be shared with the caller, who passed them in: those that are changed are our own. */
static PyObject *own_tuple(PyObject *tuple)
{
    Py_ssize_t count = PyTuple_Size(tuple);
    PyObject *own = PyTuple_New(count);
    for (Py_ssize_t i = 0; own && i < count; i++)
        if (PyTuple_SetItem(own, i, Py_NewRef(PyTuple_GetItem(tuple, i))) < 0) Py_CLEAR(own);
    return own;
}

static PyObject *own_sets(PyObject *sets)
{
    PyObject *tuples = tuples_of(sets), *own = tuples ? PyTuple_New(PyTuple_Size(tuples)) : NULL;
    for (Py_ssize_t i = 0; own && i < PyTuple_Size(tuples); i++) {
        PyObject *inner = own_tuple(PyTuple_GetItem(tuples, i));
        if (!inner || PyTuple_SetItem(own, i, inner) < 0) Py_CLEAR(own);
    }
    Py_XDECREF(tuples);
    if (own && hold_passages(own) < 0) Py_CLEAR(own);
    return own;
}

static PyObject *make_all(maker *m, PyObject *sets, bool named, bool dense)
{
    if (dense && !(m->known = PyDict_New())) return NULL;
    PyObject *list = make_sets(m, sets, named);
    if (!list && !PyErr_Occurred() && (m->known = PyDict_New())) {
        m->texts = -1;
        list = make_sets(m, sets, named);
    }
    return list;
}

PyDoc_STRVAR(sequences_doc,
             "sequences(sets, *, unit=None, dense=False, limits=None)\n--\n\n"
             "The ids of passages, for each of some sets of them: equal where the tokens are, in all sets.\n\n"
             "Parameters\n----------\n"
             "sets : iterable of iterables of passages\n"
             "    Texts, buffers of uint32, or iterables of hashables.\n"
             "unit : {'word', 'token', 'character'}, optional\n    Of texts.\n"
             "dense : bool, optional\n    Ids count from 0 on, also those of ints.\n"
             "limits : dict, optional\n    Any of max_bytes, max_tokens, max_depth, max_work.\n\n"
             "Returns\n-------\nlist of tuples\n"
             "    ids (uint32) and starts (uint64, one more than there are passages), as bytes.\n\n"
             "Examples\n--------\n"
             ">>> from quoth import _core\n"
             ">>> ids, starts = _core.sequences([[\"I do\", \"do I\"]])[0]\n"
             ">>> list(memoryview(ids).cast(\"I\")), list(memoryview(starts).cast(\"Q\"))\n"
             "([0, 1, 1, 0], [0, 2, 4])\n");
static PyObject *sequences(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"sets", "unit", "dense", "limits", NULL};
    static const char *const units[] = {"word", "token", "character"};
    PyObject *sets, *by = NULL, *limits = NULL, *list = NULL;
    int dense = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OpO:sequences", QUOTH__KEYWORDS(keywords), &sets, &by, &dense,
                                     &limits))
        return NULL;
    module_state *state = PyModule_GetState(module);
    bool named = by && by != Py_None;
    int chosen = named ? choice_of(state, by, "unit", units, 3, "\"word\", \"token\" or \"character\"") : UNIT_WORD;
    maker m = {.by = (unit)chosen, .texts = -1};
    if (chosen < 0) return NULL;
    PyObject *own = own_sets(sets);
    if (!own) return NULL;
    if (call_begin(&m.call, state, limits, NULL) == 0) {
        if (call_check(&m.call, quoth_vocabulary_make(m.call.context, &m.vocabulary)) == 0)
            list = make_all(&m, own, named, dense);
        quoth_vocabulary_free(m.vocabulary);
    }
    call_end(&m.call);
    Py_XDECREF(m.known);
    Py_DECREF(own);
    return list;
}

/* ---------------------------------------------------------------------------------------- buffers of a share */

/* Sequences that were made by sequences(), or weights: buffers that are held while they are read. */
typedef struct held {
    Py_buffer ids, starts;
    bool has_ids, has_starts;
    quoth_sequences sequences;
} held;

static void held_release(held *h)
{
    if (h->has_ids) PyBuffer_Release(&h->ids);
    if (h->has_starts) PyBuffer_Release(&h->starts);
    h->has_ids = h->has_starts = false;
}

static int wrong(void)
{
    PyErr_SetString(PyExc_TypeError, "sequences are what sequences() gives: ids and starts, as bytes");
    return -1;
}

/* Every start must lie within the ids: the buffers may come from anybody. */
static int held_open(PyObject *pair, held *h)
{
    *h = (held){0};
    if (!PyTuple_Check(pair) || PyTuple_Size(pair) != 2) return wrong();
    if (PyObject_GetBuffer(PyTuple_GetItem(pair, 0), &h->ids, PyBUF_SIMPLE) < 0) return -1;
    h->has_ids = true;
    if (PyObject_GetBuffer(PyTuple_GetItem(pair, 1), &h->starts, PyBUF_SIMPLE) < 0) return -1;
    h->has_starts = true;
    size_t ids = (size_t)h->ids.len / sizeof(uint32_t), starts = (size_t)h->starts.len / sizeof(uint64_t);
    const uint64_t *start = h->starts.buf;
    if (starts == 0 || (uintptr_t)start % sizeof *start || (uintptr_t)h->ids.buf % sizeof(uint32_t)) return wrong();
    for (size_t i = 0; i < starts; i++)
        if (start[i] > ids) return wrong();
    h->sequences = (quoth_sequences){h->ids.buf, start, starts - 1};
    return 0;
}

/* What every share is asked with. */
typedef struct share {
    PyObject *measure_name, *weights_object, *cancel_object, *limits, *from_object, *to_object;
    quoth_measure measure;
    quoth_weights weights;
    bool weighted;
    Py_buffer weight_buffer, cancel_buffer;
    bool has_weights, has_cancel;
    size_t from, to;
    call call;
} share;

static int weights_open(share *s)
{
    if (!s->weights_object || s->weights_object == Py_None) return 0;
    if (PyObject_GetBuffer(s->weights_object, &s->weight_buffer, PyBUF_SIMPLE) < 0) return -1;
    s->has_weights = s->weighted = true;
    s->weights = (quoth_weights){s->weight_buffer.buf, (size_t)s->weight_buffer.len / sizeof(uint32_t)};
    if ((uintptr_t)s->weight_buffer.buf % sizeof(uint32_t) == 0) return 0;
    PyErr_SetString(PyExc_TypeError, "weights are a buffer of uint32");
    return -1;
}

static int cancel_open(share *s)
{
    if (!s->cancel_object || s->cancel_object == Py_None) return 0;
    if (PyObject_GetBuffer(s->cancel_object, &s->cancel_buffer, PyBUF_SIMPLE) < 0) return -1;
    s->has_cancel = true;
    if ((size_t)s->cancel_buffer.len >= sizeof(int) && (uintptr_t)s->cancel_buffer.buf % sizeof(int) == 0) {
        s->call.context->cancel = s->cancel_buffer.buf;
        return 0;
    }
    PyErr_SetString(PyExc_TypeError, "cancel is a buffer of an int");
    return -1;
}

/* `count` rows there are, where the share says no end. */
static int share_begin(PyObject *module, share *s, size_t count)
{
    module_state *state = PyModule_GetState(module);
    uint64_t from = 0, to = count;
    if (s->from_object && number_of(s->from_object, "start", count, &from) < 0) return -1;
    if (s->to_object && s->to_object != Py_None && number_of(s->to_object, "stop", count, &to) < 0) return -1;
    s->from = (size_t)from;
    s->to = (size_t)to;
    if (measure_of(state, s->measure_name, &s->measure) < 0 || weights_open(s) < 0) return -1;
    if (call_begin(&s->call, state, s->limits, NULL) < 0) return -1;
    return cancel_open(s);
}

static int share_check(share *s, quoth_status status)
{
    call_restore(&s->call);
    return call_check(&s->call, status);
}

static void share_end(share *s)
{
    call_end(&s->call);
    if (s->has_weights) PyBuffer_Release(&s->weight_buffer);
    if (s->has_cancel) PyBuffer_Release(&s->cancel_buffer);
}

/* ------------------------------------------------------------------------------------------------- functions */

#define SHARE                                                                                                          \
    "weights : buffer of uint32, optional\n    Of ids, for bags.\n"                                                    \
    "start, stop : int, optional\n    The share: some of the rows.\n"                                                  \
    "cancel : buffer of an int, optional\n    Another thread stops the call by making it 1.\n"                         \
    "limits : dict, optional\n    Any of max_bytes, max_tokens, max_depth, max_work.\n\n"
#define RELEASED (QUOTH__RELEASE_ABOVE + 1)

PyDoc_STRVAR(cdist_doc,
             "cdist(matrix, queries, choices, measure='levenshtein', *, bound=None, weights=None, start=0, "
             "stop=None, cancel=None, limits=None)\n--\n\n"
             "Fills rows of a matrix: how far each query is from each choice.\n\n"
             "Parameters\n----------\nmatrix : Matrix\n    With a row a query and a column a choice.\n"
             "queries, choices : tuple\n    Of `sequences`.\n"
             "measure : str, optional\n    As for `distance`.\n"
             "bound : int, optional\n    A greater distance is given as bound + 1, a similarity as 0.\n" SHARE
             "Examples\n--------\n"
             ">>> from quoth import _core\n"
             ">>> a, b = _core.sequences([[\"I do\"], [\"I do\", \"do not\"]])\n"
             ">>> matrix = _core.Matrix(1, 2, \"uint8\")\n"
             ">>> _core.cdist(matrix, a, b)\n"
             ">>> matrix.tolist()\n[[0, 2]]\n");
static PyObject *cdist(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"matrix", "queries", "choices", "measure", "bound", "weights",
                                           "start",  "stop",    "cancel",  "limits",  NULL};
    PyObject *matrix, *a, *b, *bound = NULL, *answer = NULL;
    share s = {0};
    held queries = {0}, choices = {0};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O!OO|O$OOOOOO:cdist", QUOTH__KEYWORDS(keywords),
                                     ((module_state *)PyModule_GetState(module))->matrix, &matrix, &a, &b,
                                     &s.measure_name, &bound, &s.weights_object, &s.from_object, &s.to_object,
                                     &s.cancel_object, &s.limits))
        return NULL;
    MatrixObject *m = (MatrixObject *)matrix;
    quoth_cdist_options options = {.size = sizeof options, .cell = (quoth_cell)m->cell};
    options.bounded = bound && bound != Py_None;
    if (options.bounded && number_of(bound, "bound", UINT64_MAX - 1, &options.bound) < 0) return NULL;
    if (held_open(a, &queries) < 0 || held_open(b, &choices) < 0) goto done;
    if (queries.sequences.count != (size_t)m->shape[0] || choices.sequences.count != (size_t)m->shape[1]) {
        PyErr_SetString(PyExc_ValueError, "the matrix has not a row for each query and a column for each choice");
        goto done;
    }
    if (share_begin(module, &s, queries.sequences.count) < 0) goto done;
    options.measure = s.measure;
    options.weights = s.weighted ? &s.weights : NULL;
    call_release(&s.call, RELEASED);
    quoth_status status = quoth_cdist(s.call.context, &options, &queries.sequences, &choices.sequences, s.from, s.to,
                                      (char *)m->cells + s.from * (size_t)m->strides[0]);
    if (share_check(&s, status) == 0) answer = Py_NewRef(Py_None);
done:
    share_end(&s);
    held_release(&queries);
    held_release(&choices);
    return answer;
}

PyDoc_STRVAR(nearest_doc, "nearest(queries, passages, k, measure='levenshtein', *, weights=None, start=0, stop=None, "
                          "cancel=None, limits=None)\n--\n\n"
                          "The k passages that are most like each query, the best first.\n\n"
                          "Parameters\n----------\nqueries, passages : tuple\n    Of `sequences`.\n"
                          "k : int\n    Passages for each query.\n"
                          "measure : str, optional\n    As for `distance`.\n" SHARE
                          "Returns\n-------\nTable\n    query, passage, similarity.\n\n"
                          "Examples\n--------\n"
                          ">>> from quoth import _core\n"
                          ">>> a, b = _core.sequences([[\"I do\"], [\"you do\", \"I do\"]])\n"
                          ">>> _core.nearest(a, b, 1).row(0)\n{'query': 0, 'passage': 1, 'similarity': 1.0}\n");
static PyObject *nearest(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"queries", "passages", "k",      "measure", "weights",
                                           "start",   "stop",     "cancel", "limits",  NULL};
    PyObject *a, *b, *k_object, *answer = NULL;
    share s = {0};
    held queries = {0}, passages = {0};
    uint64_t k;
    quoth_table *table = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OOO|O$OOOOO:nearest", QUOTH__KEYWORDS(keywords), &a, &b, &k_object,
                                     &s.measure_name, &s.weights_object, &s.from_object, &s.to_object, &s.cancel_object,
                                     &s.limits))
        return NULL;
    if (number_of(k_object, "k", SIZE_MAX, &k) < 0) return NULL;
    if (held_open(a, &queries) < 0 || held_open(b, &passages) < 0) goto done;
    if (share_begin(module, &s, queries.sequences.count) < 0) goto done;
    quoth_nearest_options options = {
        .size = sizeof options, .measure = s.measure, .k = (size_t)k, .weights = s.weighted ? &s.weights : NULL};
    call_release(&s.call, RELEASED);
    quoth_status status =
        quoth_nearest(s.call.context, &options, &queries.sequences, &passages.sequences, s.from, s.to, &table);
    if (share_check(&s, status) == 0)
        answer = table_wrap(s.call.state, table);
    else if (status == QUOTH_OK)
        quoth_table_release(table);
done:
    share_end(&s);
    held_release(&queries);
    held_release(&passages);
    return answer;
}

/* ----------------------------------------------------------------------------------------------------- pairs */

#define JOIN "quoth._core.join"

/* What a capsule holds: the join reads the buffers. */
typedef struct joined {
    quoth_join *join;
    held passages;
} joined;

static void joined_free(joined *j)
{
    quoth_join_free(j->join);
    held_release(&j->passages);
    PyMem_Free(j);
}

static void capsule_free(PyObject *capsule) { joined_free(PyCapsule_GetPointer(capsule, JOIN)); }

PyDoc_STRVAR(join_doc,
             "join(passages, at_least, measure='levenshtein', *, weights=None, cancel=None, limits=None)\n--\n\n"
             "Makes passages ready for `join_pairs`.\n\n"
             "Parameters\n----------\npassages : tuple\n    Of `sequences`.\n"
             "at_least : int\n    The least similarity, in billionths.\n"
             "measure : str, optional\n    As for `distance`.\n"
             "weights, cancel, limits\n    As for `cdist`.\n\n"
             "Returns\n-------\ncapsule\n\n"
             "Examples\n--------\n"
             ">>> from quoth import _core\n"
             ">>> join = _core.join(_core.sequences([[\"I do\", \"no\", \"I do not\"]])[0], 600_000_000)\n"
             ">>> _core.join_pairs(join).row(0)[\"b\"]\n2\n");
static PyObject *join(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"passages", "at_least", "measure", "weights", "cancel", "limits", NULL};
    PyObject *passages, *least, *answer = NULL;
    share s = {0};
    uint64_t at_least;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OO|O$OOO:join", QUOTH__KEYWORDS(keywords), &passages, &least,
                                     &s.measure_name, &s.weights_object, &s.cancel_object, &s.limits))
        return NULL;
    if (number_of(least, "at_least", QUOTH_ONE, &at_least) < 0) return NULL;
    joined *made = PyMem_Malloc(sizeof *made);
    if (!made) return PyErr_NoMemory();
    *made = (joined){0};
    if (held_open(passages, &made->passages) < 0 || share_begin(module, &s, 0) < 0) goto done;
    quoth_join_options options = {.size = sizeof options,
                                  .measure = s.measure,
                                  .at_least = (uint32_t)at_least,
                                  .weights = s.weighted ? &s.weights : NULL};
    call_release(&s.call, RELEASED);
    quoth_status status = quoth_join_make(s.call.context, &options, &made->passages.sequences, &made->join);
    if (share_check(&s, status) == 0) answer = PyCapsule_New(made, JOIN, capsule_free);
done:
    share_end(&s);
    if (!answer) joined_free(made);
    return answer;
}

PyDoc_STRVAR(join_pairs_doc, "join_pairs(join, *, start=0, stop=None, cancel=None, limits=None)\n--\n\n"
                             "The pairs of passages that reach the bound of a join.\n\n"
                             "Parameters\n----------\njoin : capsule\n    Of `join`.\n"
                             "start, stop, cancel, limits\n    As for `cdist`; a share is in an order of its own.\n\n"
                             "Returns\n-------\nTable\n    a, b, similarity.\n");
static PyObject *join_pairs(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"join", "start", "stop", "cancel", "limits", NULL};
    PyObject *capsule, *answer = NULL;
    share s = {0};
    quoth_table *table = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OOOO:join_pairs", QUOTH__KEYWORDS(keywords), &capsule,
                                     &s.from_object, &s.to_object, &s.cancel_object, &s.limits))
        return NULL;
    joined *j = PyCapsule_GetPointer(capsule, JOIN);
    if (!j) return NULL;
    if (share_begin(module, &s, quoth_join_count(j->join)) == 0) {
        call_release(&s.call, RELEASED);
        quoth_status status = quoth_join_pairs(s.call.context, j->join, s.from, s.to, &table);
        if (share_check(&s, status) == 0)
            answer = table_wrap(s.call.state, table);
        else if (status == QUOTH_OK)
            quoth_table_release(table);
    }
    share_end(&s);
    return answer;
}

PyDoc_STRVAR(join_size_doc, "join_size(join, /)\n--\n\nThe bytes that a join holds beside its passages.\n\n"
                            "Parameters\n----------\njoin : capsule\n    Of `join`.\n\nReturns\n-------\nint\n");
static PyObject *join_size(PyObject *module, PyObject *capsule)
{
    (void)module;
    joined *j = PyCapsule_GetPointer(capsule, JOIN);
    return j ? PyLong_FromSize_t(quoth_join_size(j->join)) : NULL;
}

/* ----------------------------------------------------------------------------------------- tables of shares */

static const quoth_table **tables_in(module_state *state, PyObject *tuple)
{
    Py_ssize_t count = PyTuple_Size(tuple);
    const quoth_table **tables = PyMem_Malloc(((size_t)count + 1) * sizeof *tables);
    if (!tables) PyErr_NoMemory();
    for (Py_ssize_t i = 0; tables && i < count; i++) {
        tables[i] = table_of(state, PyTuple_GetItem(tuple, i), "a share");
        if (tables[i]) continue;
        PyMem_Free(tables);
        tables = NULL;
    }
    return tables;
}

/* The rows of tables of nearest, one after the other. */
static quoth_status append_tables(quoth_context *context, const quoth_table *const *tables, size_t count,
                                  quoth_table **table)
{
    static const quoth__column_spec specs[] = {
        {"query", QUOTH_U32, 0}, {"passage", QUOTH_U32, 0}, {"similarity", QUOTH_F64, 0}};
    size_t rows = 0, at = 0;
    quoth_column columns[3];
    for (size_t i = 0; i < count; i++) rows += quoth_table_rows(tables[i]);
    QUOTH__TRY(quoth__table_make(context, specs, 3, rows, table));
    for (size_t i = 0; i < count; i++) {
        size_t more = quoth_table_rows(tables[i]);
        for (size_t k = 0; k < 3; k++)
            if (!quoth_table_column_named(tables[i], specs[k].name, &columns[k]) || columns[k].type != specs[k].type) {
                quoth_table_release(*table);
                return quoth__fail(context, QUOTH_BAD_ARGUMENT, i, "a share is no table of nearest passages");
            }
        if (more == 0) continue;
        memcpy(quoth__table_u32(*table, 0) + at, columns[0].values, more * sizeof(uint32_t));
        memcpy(quoth__table_u32(*table, 1) + at, columns[1].values, more * sizeof(uint32_t));
        memcpy(quoth__table_f64(*table, 2) + at, columns[2].values, more * sizeof(double));
        at += more;
    }
    return QUOTH_OK;
}

PyDoc_STRVAR(merge_doc, "merge(shares, /)\n--\n\nOne table of the tables of shares.\n\n"
                        "Parameters\n----------\nshares : iterable of Table\n"
                        "    Of `join_pairs`, in any order, or of `nearest`, in theirs.\n\nReturns\n-------\nTable\n");
static PyObject *merge(PyObject *module, PyObject *shares)
{
    module_state *state = PyModule_GetState(module);
    PyObject *tuple = PySequence_Tuple(shares), *answer = NULL;
    const quoth_table **tables = tuple ? tables_in(state, tuple) : NULL;
    size_t count = tables ? (size_t)PyTuple_Size(tuple) : 0;
    quoth_table *table = NULL;
    quoth_column column;
    call called = {0};
    if (tables && call_begin(&called, state, NULL, NULL) == 0) {
        bool nearest_ones = count && quoth_table_column_named(tables[0], "query", &column);
        call_release(&called, RELEASED);
        quoth_status status = nearest_ones ? append_tables(called.context, tables, count, &table)
                                           : quoth_pairs_merge(called.context, tables, count, &table);
        call_restore(&called);
        if (call_check(&called, status) == 0)
            answer = table_wrap(state, table);
        else if (status == QUOTH_OK)
            quoth_table_release(table);
    }
    call_end(&called);
    PyMem_Free(tables);
    Py_XDECREF(tuple);
    return answer;
}

PyDoc_STRVAR(idf_doc, "idf(passages, count, /)\n--\n\nThe weights of ids by how few passages have them.\n\n"
                      "Parameters\n----------\npassages : tuple\n    Of `sequences`.\n"
                      "count : int\n    One more than the greatest id.\n\nReturns\n-------\nbytes\n    Of uint32.\n\n"
                      "Examples\n--------\n"
                      ">>> from quoth import _core\n"
                      ">>> weights = _core.idf(_core.sequences([[\"I do\", \"I\", \"I\"]])[0], 2)\n"
                      ">>> list(memoryview(weights).cast(\"I\"))\n[7, 32]\n");
static PyObject *idf(PyObject *module, PyObject *args)
{
    PyObject *passages, *count_object, *answer = NULL;
    uint64_t count;
    held h = {0};
    call called = {0};
    if (!PyArg_ParseTuple(args, "OO:idf", &passages, &count_object)) return NULL;
    if (number_of(count_object, "count", UINT32_MAX, &count) < 0) return NULL;
    if (held_open(passages, &h) == 0 && call_begin(&called, PyModule_GetState(module), NULL, NULL) == 0) {
        answer = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(count * sizeof(uint32_t)));
        quoth_status status = QUOTH_OK;
        if (answer) {
            uint32_t *weights = (uint32_t *)(void *)PyBytes_AsString(answer);
            status = quoth_idf(called.context, &h.sequences, weights, (size_t)count);
        }
        if (answer && call_check(&called, status) < 0) Py_CLEAR(answer);
    }
    call_end(&called);
    held_release(&h);
    return answer;
}

PyMethodDef many_functions[] = {{"sequences", QUOTH__METHOD(sequences), METH_VARARGS | METH_KEYWORDS, sequences_doc},
                                {"cdist", QUOTH__METHOD(cdist), METH_VARARGS | METH_KEYWORDS, cdist_doc},
                                {"nearest", QUOTH__METHOD(nearest), METH_VARARGS | METH_KEYWORDS, nearest_doc},
                                {"join", QUOTH__METHOD(join), METH_VARARGS | METH_KEYWORDS, join_doc},
                                {"join_pairs", QUOTH__METHOD(join_pairs), METH_VARARGS | METH_KEYWORDS, join_pairs_doc},
                                {"join_size", join_size, METH_O, join_size_doc},
                                {"merge", merge, METH_O, merge_doc},
                                {"idf", idf, METH_VARARGS, idf_doc},
                                {0}};
