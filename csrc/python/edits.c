/* edits: what is set by hand or known beforehand, from Python objects to the structs of the library.
 *
 *   mentions [(start, end, name, ...)] ─┐
 *   said     [(start, end, name, ...)] ─┴─► known: arrays of structs, and the strings that they point into
 *   edit("merge", account, start, end, words, ...) ─► quoth_edit ─► corpus_change, which forgets the tables
 *
 * Sequences are taken into tuples first, so that nothing that Python code does meanwhile can change them. Linear. */
#include "module.h"

#include <stdlib.h>

/* ------------------------------------------------------------------------------------------------ known */

/* One item of a sequence as a tuple of 2 to `most` things; a new reference. */
static PyObject *item_of(PyObject *items, Py_ssize_t index, Py_ssize_t most, const char *what)
{
    PyObject *item = PyTuple_GetItem(items, index), *tuple = NULL;
    if (item && !PyUnicode_Check(item)) tuple = PySequence_Tuple(item);
    if (tuple && PyTuple_Size(tuple) >= 2 && PyTuple_Size(tuple) <= most) return tuple;
    Py_XDECREF(tuple);
    if (PyErr_Occurred() && !PyErr_ExceptionMatches(PyExc_TypeError)) return NULL;
    PyErr_Format(PyExc_TypeError, "%s %zd must be a tuple that begins with start and end, and has %zd things at most",
                 what, index, most);
    return NULL;
}

static int read_place(PyObject *tuple, uint32_t *start, uint32_t *end)
{
    uint64_t first = 0, last = 0;
    if (number_of(PyTuple_GetItem(tuple, 0), "start", UINT32_MAX, &first) < 0) return -1;
    if (number_of(PyTuple_GetItem(tuple, 1), "end", UINT32_MAX, &last) < 0) return -1;
    *start = (uint32_t)first;
    *end = (uint32_t)last;
    return 0;
}

/* A name of a tuple, NULL where it is not there or None; kept open by `opened`. */
static int read_name(module_state *state, PyObject *tuple, Py_ssize_t index, const char *what, knowing *opened,
                     const char **name)
{
    if (index >= PyTuple_Size(tuple)) return 0;
    source *kept = &opened->names[opened->name_count];
    if (source_open_name(state, PyTuple_GetItem(tuple, index), what, kept) < 0) return -1;
    opened->name_count++;
    *name = kept->bytes;
    return 0;
}

/* One letter of a closed list, or 0 where it is not there or None. */
static int read_letter(module_state *state, PyObject *tuple, Py_ssize_t index, const char *const *names, char *letter)
{
    PyObject *given = index < PyTuple_Size(tuple) ? PyTuple_GetItem(tuple, index) : Py_None;
    if (given == Py_None) return 0;
    for (size_t i = 0; i < 2 && PyUnicode_Check(given); i++) {
        const char first[2] = {names[i][0], '\0'};
        if (PyUnicode_CompareWithASCIIString(given, names[i]) != 0 &&
            PyUnicode_CompareWithASCIIString(given, first) != 0)
            continue;
        *letter = first[0];
        return 0;
    }
    return raise_input(state, "%R is neither %s nor %s nor None", given, names[0], names[1]);
}

static int read_mention(module_state *state, PyObject *tuple, knowing *opened, quoth_mention *mention)
{
    static const char *const genders[] = {"m", "f"}, *const sorts[] = {"person", "body"};
    if (read_place(tuple, &mention->start, &mention->end) < 0) return -1;
    if (read_name(state, tuple, 2, "the name of a mention", opened, &mention->name) < 0) return -1;
    if (read_letter(state, tuple, 3, genders, &mention->gender) < 0) return -1;
    return read_letter(state, tuple, 4, sorts, &mention->sort);
}

static int read_said(module_state *state, PyObject *tuple, knowing *opened, quoth_said *said)
{
    if (read_place(tuple, &said->start, &said->end) < 0) return -1;
    if (read_name(state, tuple, 2, "a speaker", opened, &said->speaker) < 0) return -1;
    return read_name(state, tuple, 3, "an addressee", opened, &said->addressee);
}

static PyObject *items_of(PyObject *given, const char *what)
{
    if (!given || given == Py_None) return PyTuple_New(0);
    PyObject *items = PyUnicode_Check(given) ? NULL : PySequence_Tuple(given);
    if (!items && !PyErr_Occurred()) PyErr_Format(PyExc_TypeError, "%s must be a sequence of tuples, not a str", what);
    return items;
}

static int fill(module_state *state, PyObject *mentions, PyObject *said, knowing *opened)
{
    for (size_t i = 0; i < opened->known.mention_count; i++) {
        PyObject *tuple = item_of(mentions, (Py_ssize_t)i, 5, "mention");
        int result = tuple ? read_mention(state, tuple, opened, &opened->mentions[i]) : -1;
        Py_XDECREF(tuple);
        if (result < 0) return -1;
    }
    for (size_t i = 0; i < opened->known.said_count; i++) {
        PyObject *tuple = item_of(said, (Py_ssize_t)i, 4, "speaker");
        int result = tuple ? read_said(state, tuple, opened, &opened->said[i]) : -1;
        Py_XDECREF(tuple);
        if (result < 0) return -1;
    }
    return 0;
}

static int known_fill(module_state *state, PyObject *mentions, PyObject *said, knowing *opened)
{
    size_t mention_count = (size_t)PyTuple_Size(mentions), said_count = (size_t)PyTuple_Size(said);
    opened->mentions = calloc(mention_count + 1, sizeof *opened->mentions);
    opened->said = calloc(said_count + 1, sizeof *opened->said);
    opened->names = calloc(mention_count + 2 * said_count + 1, sizeof *opened->names);
    if (!opened->mentions || !opened->said || !opened->names) return raise_status(state, QUOTH_NO_MEMORY, NULL);
    opened->known = (quoth_known){opened->mentions, mention_count, opened->said, said_count};
    return fill(state, mentions, said, opened);
}

int known_open(module_state *state, PyObject *mentions, PyObject *said, knowing *opened)
{
    PyObject *both[2] = {items_of(mentions, "mentions"), NULL};
    int result = -1;
    if (both[0]) both[1] = items_of(said, "speakers");
    if (both[1]) result = known_fill(state, both[0], both[1], opened);
    Py_XDECREF(both[0]);
    Py_XDECREF(both[1]);
    return result;
}

void known_close(knowing *closed)
{
    for (size_t i = 0; i < closed->name_count; i++) source_close(&closed->names[i]);
    free(closed->mentions);
    free(closed->said);
    free(closed->names);
    *closed = (knowing){0};
}

/* ------------------------------------------------------------------------------------------------ edits */

#define NAMES 5u

/* An edit and the strings that it is. */
typedef struct editing {
    quoth_edit edit;
    source names[NAMES], words[2];
} editing;

static int read_kind(module_state *state, PyObject *name, quoth_edit_kind *kind)
{
    for (int i = 0; PyUnicode_Check(name) && i < QUOTH_EDIT_COUNT; i++) {
        if (PyUnicode_CompareWithASCIIString(name, quoth_edit_name((quoth_edit_kind)i)) != 0) continue;
        *kind = (quoth_edit_kind)i;
        return 0;
    }
    return raise_input(
        state, "%R is no edit: speaker, addressee, kind, not_a_quotation, same_person, merge and split are", name);
}

/* (account, start, end, words), or None. */
static int read_target(module_state *state, PyObject *given, source *name, source *words, quoth_edit_place *place)
{
    uint64_t start = 0, end = 0;
    if (!given || given == Py_None) return 0;
    if (!PyTuple_Check(given) || PyTuple_Size(given) != 4) {
        PyErr_SetString(PyExc_TypeError, "a place is a tuple of account, start, end and words");
        return -1;
    }
    if (source_open_name(state, PyTuple_GetItem(given, 0), "account", name) < 0) return -1;
    if (number_of(PyTuple_GetItem(given, 1), "start", UINT32_MAX, &start) < 0) return -1;
    if (number_of(PyTuple_GetItem(given, 2), "end", UINT32_MAX, &end) < 0) return -1;
    PyObject *text = PyTuple_GetItem(given, 3);
    if (text != Py_None && source_open(state, text, "words", words) < 0) return -1;
    *place = (quoth_edit_place){name->bytes, (uint32_t)start, (uint32_t)end, {words->bytes, words->length}};
    return 0;
}

static int read_value(module_state *state, PyObject *given, const char *what, source *name, const char **value)
{
    if (source_open_name(state, given ? given : Py_None, what, name) < 0) return -1;
    *value = name->bytes;
    return 0;
}

static quoth_status make_edit(quoth_context *context, quoth_corpus *corpus, const void *about)
{
    return quoth_corpus_edit(context, corpus, about);
}

static void editing_close(editing *closed)
{
    for (size_t i = 0; i < NAMES; i++) source_close(&closed->names[i]);
    for (size_t i = 0; i < 2; i++) source_close(&closed->words[i]);
}

const char corpus_edit_doc[] =
    "edit($self, kind, at=None, other=None, value=None, other_value=None, note=None)\n--\n\n"
    "Set something by hand; the tables are made anew with it.\n\n"
    "Parameters\n----------\n"
    "kind : str\n    speaker, addressee, kind, not_a_quotation, same_person, merge or split.\n"
    "at, other : tuple, optional\n    A quotation: account, start, end, and its words (None: those that stand there).\n"
    "value, other_value : str, optional\n    Who, or which kind.\nnote : str, optional\n\n"
    "Raises\n------\nInputError\n    An edit that cannot be.\n";
PyObject *corpus_edit(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"kind", "at", "other", "value", "other_value", "note", NULL};
    PyObject *kind, *at = NULL, *other = NULL, *value = NULL, *other_value = NULL, *note = NULL;
    module_state *state = state_of(self);
    editing made = {.edit = {.size = sizeof(quoth_edit)}};
    quoth_edit *edit = &made.edit;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|OOOOO:edit", QUOTH__KEYWORDS(keywords), &kind, &at, &other,
                                     &value, &other_value, &note))
        return NULL;
    int result = read_kind(state, kind, &edit->kind);
    if (result == 0) result = read_target(state, at, &made.names[0], &made.words[0], &edit->at);
    if (result == 0) result = read_target(state, other, &made.names[1], &made.words[1], &edit->other);
    if (result == 0) result = read_value(state, value, "value", &made.names[2], &edit->value);
    if (result == 0) result = read_value(state, other_value, "other_value", &made.names[3], &edit->other_value);
    if (result == 0) result = read_value(state, note, "note", &made.names[4], &edit->note);
    if (result == 0) result = corpus_change(self, make_edit, edit);
    if (result > 0) result = raise_input(state, "there is no such account: give the words too");
    editing_close(&made);
    return result < 0 ? NULL : Py_NewRef(Py_None);
}

static quoth_status undo(quoth_context *context, quoth_corpus *corpus, const void *about)
{
    (void)about;
    return quoth_corpus_undo(context, corpus);
}

static quoth_status redo(quoth_context *context, quoth_corpus *corpus, const void *about)
{
    (void)about;
    return quoth_corpus_redo(context, corpus);
}

static PyObject *step(PyObject *self, corpus_changer changer)
{
    int result = corpus_change(self, changer, NULL);
    return result < 0 ? NULL : PyBool_FromLong(result == 0);
}

const char corpus_undo_doc[] = "undo($self, /)\n--\n\nTake the last edit back; False where there is none.\n\n"
                               "Returns\n-------\nbool\n";
PyObject *corpus_undo(PyObject *self, PyObject *unused)
{
    (void)unused;
    return step(self, undo);
}

const char corpus_redo_doc[] = "redo($self, /)\n--\n\nMake the edit again that was last taken back; False where there\n"
                               "is none.\n\nReturns\n-------\nbool\n";
PyObject *corpus_redo(PyObject *self, PyObject *unused)
{
    (void)unused;
    return step(self, redo);
}

static quoth_status ask_edits(quoth_context *context, quoth_corpus *corpus, const void *about, quoth_table **table)
{
    (void)about;
    return quoth_corpus_edits(context, corpus, table);
}

const char corpus_edits_doc[] =
    "edits($self, *, limits=None)\n--\n\n"
    "The edits that hold, in the order they were made.\n\n"
    "Parameters\n----------\nlimits : dict, optional\n\n"
    "Returns\n-------\nTable\n    edit, account, start, end, words, other_account, ..., value, other_value, note,\n"
    "    status (applied, moved, lost), overruled, quotation, other_quotation.\n";
PyObject *corpus_edits(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"limits", NULL};
    PyObject *limits = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|$O:edits", QUOTH__KEYWORDS(keywords), &limits)) return NULL;
    return corpus_ask(self, limits, 0, ask_edits, NULL);
}
