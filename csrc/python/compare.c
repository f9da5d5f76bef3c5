/* compare: distances and alignments of two sequences.
 *
 *   two texts       ── by words, tokens or characters ──┐
 *   two buffers of uint32 ── as they are (copied) ──────┼─► pair of ids ─► distance, similarity, align
 *   two iterables of hashables ── one dict for both ────┘
 *
 * Ids of a pair are equal where the things are. Making them is linear; what the comparison costs quoth.h says. */
#include "module.h"

#include "../compare/compare.h"
#include "../unicode/utf8.h"

/* Two sequences of ids (uint32_t); begin with {0}. */
typedef struct pair {
    quoth__array a, b;
} pair;

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

quoth_status ids_of_text(quoth_context *context, const source *given, unit by, quoth_vocabulary *vocabulary,
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
    quoth_status status = ids_of_text(context, a, by, vocabulary, &ids->a);
    if (status == QUOTH_OK) status = ids_of_text(context, b, by, vocabulary, &ids->b);
    quoth_vocabulary_free(vocabulary);
    return status;
}

/* The code points of a str; a lone surrogate becomes U+FFFD. */
static int append_code_points(call *called, PyObject *text, quoth__array *ids)
{
    Py_ssize_t length = PyUnicode_GetLength(text);
    if (length < 0) return -1;
    quoth_status status = quoth__array_reserve(called->context, ids, (size_t)length, sizeof(uint32_t));
    if (call_check(called, status) < 0) return -1;
    if (length == 0) return 0;
    uint32_t *at = ids->data;
    if (!PyUnicode_AsUCS4(text, at, length, 0)) return -1;
    for (Py_ssize_t i = 0; i < length; i++)
        if (at[i] >> 11 == 0xD800 >> 11) at[i] = 0xFFFD;
    ids->count = (size_t)length;
    return 0;
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

int ids_of_buffer(call *called, PyObject *object, quoth__array *ids)
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
        if (status == QUOTH_OK && count) memcpy((uint32_t *)ids->data + ids->count, view.buf, count * sizeof(uint32_t));
        if (status == QUOTH_OK) ids->count += count;
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

/* Appends the ids of things in a list or a tuple: ints from 0 to 2^32 - 1 are their own; 1 says that something else
 * came. */
static int append_ints(call *called, PyObject *things, quoth__array *ids)
{
    bool listed = PyList_CheckExact(things);
    Py_ssize_t count = listed ? PyList_Size(things) : PyTuple_Size(things);
    quoth_status status = quoth__array_reserve(called->context, ids, (size_t)count, sizeof(uint32_t));
    if (call_check(called, status) < 0) return -1;
    uint32_t *at = (uint32_t *)ids->data + ids->count;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *thing = listed ? PyList_GetItem(things, i) : PyTuple_GetItem(things, i);
        if (!PyLong_CheckExact(thing)) return 1;
        int overflow = 0;
        long long number = PyLong_AsLongLongAndOverflow(thing, &overflow);
        if (overflow || number < 0 || number > UINT32_MAX) return 1;
        at[i] = (uint32_t)number;
    }
    ids->count += (size_t)count;
    return 0;
}

/* The same by a dict. The tuple holds what is asked for its hash. */
static int append_known(call *called, PyObject *tuple, PyObject *known, quoth__array *ids)
{
    Py_ssize_t count = PyTuple_Size(tuple);
    quoth_status status = quoth__array_reserve(called->context, ids, (size_t)count, sizeof(uint32_t));
    if ((size_t)count >= UINT32_MAX / 2) return raise_status(called->state, QUOTH_TOO_LARGE, NULL);
    if (call_check(called, status) < 0) return -1;
    uint32_t *at = (uint32_t *)ids->data + ids->count;
    for (Py_ssize_t i = 0; i < count; i++)
        if (id_of(known, PyTuple_GetItem(tuple, i), at + i) < 0) return -1;
    ids->count += (size_t)count;
    return 0;
}

int ids_of_things(call *called, PyObject *iterable, PyObject *known, quoth__array *ids)
{
    PyObject *things = PySequence_Tuple(iterable);
    int result = !things ? -1 : known ? append_known(called, things, known, ids) : append_ints(called, things, ids);
    Py_XDECREF(things);
    return result;
}

/* The things of a pair and their ids, for less than a dict takes: slots (open addressing, load at most 1/2) hold an id
 * plus one. The things are held by what they stand in. */
typedef struct different {
    PyObject **things;
    Py_hash_t *hashes;
    uint32_t *slots;
    size_t mask;
    uint32_t count;
} different;

/* As id_of: by hash, then the thing itself or one that is equal. */
static int different_id(different *d, PyObject *thing, uint32_t *id)
{
    Py_hash_t hash = PyObject_Hash(thing);
    if (hash == -1) return -1;
    for (size_t slot = (size_t)((uint64_t)hash * 0x9E3779B97F4A7C15u >> 32) & d->mask;; slot = (slot + 1) & d->mask) {
        *id = d->slots[slot] - 1;
        if (d->slots[slot] == 0) {
            *id = d->count++;
            d->slots[slot] = d->count;
            d->things[*id] = thing;
            d->hashes[*id] = hash;
            return 0;
        }
        if (d->hashes[*id] != hash) continue;
        int same = d->things[*id] == thing ? 1 : PyObject_RichCompareBool(d->things[*id], thing, Py_EQ);
        if (same != 0) return same < 0 ? -1 : 0;
    }
}

/* Of a list only strings are taken: to ask anything else for its hash may change the list. 1 where something else came. */
static int append_different(call *called, PyObject *things, different *d, quoth__array *ids)
{
    bool listed = PyList_CheckExact(things);
    Py_ssize_t count = listed ? PyList_Size(things) : PyTuple_Size(things);
    quoth_status status = quoth__array_reserve(called->context, ids, (size_t)count, sizeof(uint32_t));
    if (call_check(called, status) < 0) return -1;
    uint32_t *at = ids->data;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *thing = listed ? PyList_GetItem(things, i) : PyTuple_GetItem(things, i);
        if (listed && !PyUnicode_CheckExact(thing)) return 1;
        if (different_id(d, thing, at + i) < 0) return -1;
    }
    ids->count = (size_t)count;
    return 0;
}

#define FEW_THINGS 64u

static int pair_of_different(call *called, PyObject *a, PyObject *b, pair *ids)
{
    PyObject *small_things[FEW_THINGS];
    Py_hash_t small_hashes[FEW_THINGS];
    uint32_t small_slots[2 * FEW_THINGS];
    Py_ssize_t both = PyObject_Size(a) + PyObject_Size(b);
    size_t count = (size_t)both, slots = 2 * FEW_THINGS;
    if (count >= UINT32_MAX / 2) return raise_status(called->state, QUOTH_TOO_LARGE, NULL);
    while (slots < 2 * count) slots *= 2;
    size_t bytes = count * (sizeof(PyObject *) + sizeof(Py_hash_t)) + slots * sizeof(uint32_t);
    different d = {small_things, small_hashes, small_slots, slots - 1, 0};
    void *block = NULL;
    if (count > FEW_THINGS) {
        if (!(block = PyMem_Malloc(bytes))) return PyErr_NoMemory(), -1;
        d.things = block;
        d.hashes = (Py_hash_t *)(void *)(d.things + count);
        d.slots = (uint32_t *)(void *)(d.hashes + count);
    }
    memset(d.slots, 0, slots * sizeof *d.slots);
    ids->a.count = ids->b.count = 0;
    int result = append_different(called, a, &d, &ids->a);
    if (result == 0) result = append_different(called, b, &d, &ids->b);
    PyMem_Free(block);
    return result;
}

/* A list or a tuple with what an object holds: itself where it is one. */
static PyObject *as_they_are(PyObject *object)
{
    return PyList_CheckExact(object) || PyTuple_CheckExact(object) ? Py_NewRef(object) : PySequence_Tuple(object);
}

/* To ask a thing for its hash may change the list it stands in: from here on tuples hold them. */
static int pair_of_tuples(call *called, PyObject *a, PyObject *b, pair *ids)
{
    PyObject *first = PySequence_Tuple(a), *second = first ? PySequence_Tuple(b) : NULL;
    int result = second ? pair_of_different(called, first, second, ids) : -1;
    Py_XDECREF(first);
    Py_XDECREF(second);
    return result;
}

static int pair_of_things(call *called, PyObject *a, PyObject *b, pair *ids)
{
    int first = ids_of_buffer(called, a, &ids->a), second = first > 0 ? ids_of_buffer(called, b, &ids->b) : 0;
    if (first < 0 || second < 0) return -1;
    if (first && second) return 0;
    ids->a.count = 0;
    PyObject *things = as_they_are(a), *others = things ? as_they_are(b) : NULL;
    int result = others ? append_ints(called, things, &ids->a) : -1;
    if (result == 0) result = append_ints(called, others, &ids->b);
    if (result > 0) result = pair_of_different(called, things, others, ids); /* something that is no small int */
    if (result > 0) result = pair_of_tuples(called, things, others, ids);    /* and no str */
    Py_XDECREF(things);
    Py_XDECREF(others);
    return result;
}

/* -------------------------------------------------------------------------------------------- arguments */

bool is_text(PyObject *object) { return PyUnicode_Check(object) || PyBytes_Check(object) || PyByteArray_Check(object); }

int choice_of(module_state *state, PyObject *object, const char *what, const char *const *words, size_t count,
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
    if (chosen < 0) return -1;
    /* Without limits of their own texts in characters need not become UTF-8. */
    bool plain = chosen == UNIT_CHARACTER && PyUnicode_Check(a) && PyUnicode_Check(b);
    if (plain && called->context->max_bytes == UINT32_MAX - 1)
        return append_code_points(called, a, &ids->a) < 0 ? -1 : append_code_points(called, b, &ids->b);
    return pair_of_texts(called, a, b, (unit)chosen, ids);
}

static int keyword_at(const char *const *keywords, PyObject *name)
{
    for (int i = 0; keywords[i]; i++)
        if (PyUnicode_CompareWithASCIIString(name, keywords[i]) == 0) return i;
    return -1;
}

int arguments_of(const char *function, PyObject *const *args, Py_ssize_t count, PyObject *names,
                 const char *const *keywords, Py_ssize_t least, Py_ssize_t most, PyObject **values)
{
    if (count > most) {
        PyErr_Format(PyExc_TypeError, "%s() takes at most %zd positional arguments (%zd given)", function, most, count);
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; i++) values[i] = args[i];
    for (Py_ssize_t i = 0; names && i < PyTuple_Size(names); i++) {
        PyObject *name = PyTuple_GetItem(names, i);
        int at = keyword_at(keywords, name);
        if (at < 0 || values[at]) {
            PyErr_Format(PyExc_TypeError, at < 0 ? "%s() has no parameter %R" : "%s() got the argument %R twice",
                         function, name);
            return -1;
        }
        values[at] = args[count + i];
    }
    for (Py_ssize_t i = 0; i < least; i++) {
        if (values[i]) continue;
        PyErr_Format(PyExc_TypeError, "%s() misses the argument '%s'", function, keywords[i]);
        return -1;
    }
    return 0;
}

int measure_of(module_state *state, PyObject *object, quoth_measure *measure)
{
    const char *measures[QUOTH_MEASURE_COUNT];
    *measure = QUOTH_LEVENSHTEIN;
    if (!object) return 0;
    for (size_t i = 0; i < QUOTH_MEASURE_COUNT; i++) measures[i] = quoth_measure_name((quoth_measure)i);
    int chosen = choice_of(state, object, "measure", measures, QUOTH_MEASURE_COUNT,
                           "\"levenshtein\", \"indel\", \"lcs\", \"osa\", \"damerau\", \"hamming\", \"prefix\", "
                           "\"postfix\", \"jaro\", \"jaro_winkler\", \"dice\", \"jaccard\", \"containment\" or "
                           "\"cosine\"");
    if (chosen >= 0) *measure = (quoth_measure)chosen;
    return chosen < 0 ? -1 : 0;
}

/* Whether distances are shares and not counts. */
static bool is_share(quoth_measure measure)
{
    return measure == QUOTH_JARO || measure == QUOTH_JARO_WINKLER || measure == QUOTH_COSINE;
}

static int costs_of(PyObject *object, quoth_costs *costs)
{
    static const char *const names[] = {"costs[0]", "costs[1]", "costs[2]"};
    PyObject *tuple = PySequence_Tuple(object);
    uint64_t got[3] = {0};
    int result = tuple ? 0 : -1;
    if (tuple && PyTuple_Size(tuple) != 3) {
        PyErr_SetString(PyExc_ValueError, "costs are three: of an insertion, a deletion, a replacement");
        result = -1;
    }
    for (Py_ssize_t i = 0; result == 0 && i < 3; i++)
        result = number_of(PyTuple_GetItem(tuple, i), names[i], QUOTH_WEIGHT_MAX, &got[i]);
    Py_XDECREF(tuple);
    *costs = (quoth_costs){(uint32_t)got[0], (uint32_t)got[1], (uint32_t)got[2]};
    return result;
}

/* What the three functions share: the arguments, the call and the ids. */
typedef struct comparison {
    PyObject *a, *b, *measure_name, *unit, *bound, *costs, *limits;
    quoth_measure measure;
    quoth_costs edit_costs;
    call call;
    pair ids;
} comparison;

static int comparison_begin(PyObject *module, comparison *made)
{
    module_state *state = PyModule_GetState(module);
    if (measure_of(state, made->measure_name, &made->measure) < 0) return -1;
    if (made->costs == Py_None) made->costs = NULL;
    if (made->costs && made->measure != QUOTH_LEVENSHTEIN)
        return raise_input(state, "costs are for the measure \"levenshtein\"");
    if (made->costs && costs_of(made->costs, &made->edit_costs) < 0) return -1;
    if (call_begin(&made->call, state, made->limits, NULL) < 0) return -1;
    if (pair_make(&made->call, made->a, made->b, made->unit, &made->ids) < 0) return -1;
    call_release(&made->call, pair_bytes(&made->ids));
    return 0;
}

static quoth_status comparison_run(comparison *made, uint64_t bound, quoth_likeness *got)
{
    const quoth__array *a = &made->ids.a, *b = &made->ids.b;
    quoth_context *context = made->call.context;
    if (made->costs)
        return quoth_compare_costs(context, &made->edit_costs, a->data, a->count, b->data, b->count, bound, got);
    return quoth_compare(context, made->measure, NULL, a->data, a->count, b->data, b->count, bound, got);
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

#define MEASURES                                                                                                       \
    "measure : str, optional\n"                                                                                        \
    "    Of edits: 'levenshtein' (insertions, deletions, replacements), 'indel' (the first two), 'lcs' (the\n"         \
    "    longer length less the longest common subsequence), 'osa' and 'damerau' (neighbours may change\n"             \
    "    places), 'hamming', 'prefix', 'postfix'. Shares: 'jaro', 'jaro_winkler'. Of bags: 'dice', 'jaccard',\n"       \
    "    'containment', 'cosine'.\n"
#define COSTS                                                                                                          \
    "costs : tuple of three ints, optional\n"                                                                          \
    "    What an insertion, a deletion and a replacement cost, for 'levenshtein'.\n"
#define UNIT_AND_LIMITS                                                                                                \
    "unit : {'word', 'token', 'character'}, optional\n"                                                                \
    "    Of texts: words and numbers by their comparison form, unless said otherwise; tokens are also\n"               \
    "    punctuation and marks; characters are code points as they are.\n"                                             \
    "limits : dict, optional\n    Any of max_bytes, max_tokens, max_depth, max_work.\n\n"

PyDoc_STRVAR(distance_doc,
             "distance(a, b, measure='levenshtein', bound=None, *, costs=None, unit=None, limits=None)\n--\n\n"
             "How many edits turn one sequence into the other.\n\n" SEQUENCES MEASURES
             "bound : int, optional\n    A greater distance is given as bound + 1, sooner.\n" COSTS UNIT_AND_LIMITS
             "Returns\n-------\nint or float\n    A share, 1 less the similarity, of Jaro and the cosine.\n\n"
             "Examples\n--------\n"
             ">>> import quoth\n"
             ">>> quoth.distance(\"I have no objections.\", \"I've no objection\")\n3\n"
             ">>> quoth.distance(\"kitten\", \"sitting\", unit=\"character\")\n3\n"
             ">>> quoth.distance([1, (2, 3)], [(2, 3)], \"indel\")\n1\n");
static PyObject *distance(PyObject *module, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    static const char *const keywords[] = {"a", "b", "measure", "bound", "costs", "unit", "limits", NULL};
    PyObject *given[7] = {0};
    uint64_t bound = UINT64_MAX;
    quoth_likeness got = {0};
    if (arguments_of("distance", args, count, names, keywords, 2, 4, given) < 0) return NULL;
    comparison made = {.a = given[0],
                       .b = given[1],
                       .measure_name = given[2],
                       .bound = given[3],
                       .costs = given[4],
                       .unit = given[5],
                       .limits = given[6]};
    bool bounded = made.bound && made.bound != Py_None;
    if (bounded && number_of(made.bound, "bound", UINT64_MAX, &bound) < 0) return NULL;
    PyObject *answer = NULL;
    if (comparison_begin(module, &made) == 0) {
        quoth_status status = comparison_run(&made, is_share(made.measure) ? UINT64_MAX : bound, &got);
        if (comparison_check(&made, status) == 0)
            answer = is_share(made.measure) ? PyFloat_FromDouble((double)got.distance / QUOTH_ONE)
                                            : PyLong_FromUnsignedLongLong(got.distance);
    }
    comparison_end(&made);
    return answer;
}

PyDoc_STRVAR(similarity_doc,
             "similarity(a, b, measure='levenshtein', *, costs=None, unit=None, limits=None)\n--\n\n"
             "1 less the distance as a share of the greatest that sequences of these lengths can have.\n\n" SEQUENCES
                 MEASURES COSTS UNIT_AND_LIMITS
             "Returns\n-------\nfloat\n    From 0 to 1; 1 for two empty sequences.\n\n"
             "Examples\n--------\n"
             ">>> import quoth\n"
             ">>> quoth.similarity(\"one two three four\", \"one two three five\")\n0.75\n");
static PyObject *similarity(PyObject *module, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    static const char *const keywords[] = {"a", "b", "measure", "costs", "unit", "limits", NULL};
    PyObject *given[6] = {0};
    quoth_likeness got = {0};
    if (arguments_of("similarity", args, count, names, keywords, 2, 3, given) < 0) return NULL;
    comparison made = {.a = given[0],
                       .b = given[1],
                       .measure_name = given[2],
                       .costs = given[3],
                       .unit = given[4],
                       .limits = given[5]};
    PyObject *answer = NULL;
    if (comparison_begin(module, &made) == 0) {
        quoth_status status = comparison_run(&made, UINT64_MAX, &got);
        if (comparison_check(&made, status) == 0)
            answer = PyFloat_FromDouble(got.most ? (double)(got.most - got.distance) / (double)got.most : 1.0);
    }
    comparison_end(&made);
    return answer;
}

PyDoc_STRVAR(
    align_doc,
    "align(a, b, *, unit=None, limits=None)\n--\n\n"
    "The steps that turn one sequence into the other, in order: the fewest edits, and of those the longest\n"
    "unbroken runs.\n\n" SEQUENCES UNIT_AND_LIMITS "Returns\n-------\nAlignment\n"
    "    A sequence of `Step`: op (equal, replace, delete, insert), a_start, a_end, b_start, b_end, places in\n"
    "    the sequences. Also cigar, distance, editops(), opcodes(), table.\n\n"
    "Examples\n--------\n"
    ">>> import quoth\n"
    ">>> for step in quoth.align(\"he said no\", \"he never said no\"):\n...     print(*step)\n"
    "equal 0 1 0 1\ninsert 1 1 1 2\nequal 1 3 2 4\n");

#define FEW_EDITS 48 /* room for them is made at once */

static quoth_status comparison_align(comparison *made, quoth__array *edits)
{
    const quoth__array *a = &made->ids.a, *b = &made->ids.b;
    quoth_context *context = made->call.context;
    quoth__enter(context);
    quoth_status status = quoth__sequences_check(context, a->data, a->count, b->data, b->count);
    if (status == QUOTH_OK) status = quoth__array_reserve(context, edits, FEW_EDITS, sizeof(quoth__edit));
    if (status == QUOTH_OK) status = quoth__align(context, a->data, a->count, b->data, b->count, edits);
    return quoth__leave(context, status);
}

static PyObject *align(PyObject *module, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    static const char *const keywords[] = {"a", "b", "unit", "limits", NULL};
    PyObject *given[4] = {0}, *answer = NULL;
    quoth__array edits = {0};
    if (arguments_of("align", args, count, names, keywords, 2, 2, given) < 0) return NULL;
    comparison made = {.a = given[0], .b = given[1], .unit = given[2], .limits = given[3]};
    if (comparison_begin(module, &made) == 0) {
        quoth_status status = comparison_align(&made, &edits);
        if (comparison_check(&made, status) == 0) answer = alignment_wrap(made.call.state, edits.data, edits.count);
        quoth__array_free(&made.call.context->allocator, &edits, sizeof(quoth__edit));
    }
    comparison_end(&made);
    return answer;
}

PyMethodDef compare_functions[] = {
    {"distance", QUOTH__METHOD(distance), METH_FASTCALL | METH_KEYWORDS, distance_doc},
    {"similarity", QUOTH__METHOD(similarity), METH_FASTCALL | METH_KEYWORDS, similarity_doc},
    {"align", QUOTH__METHOD(align), METH_FASTCALL | METH_KEYWORDS, align_doc},
    {0}};
