/* alignment: the type Alignment - the steps that turn one sequence into the other - and Step, one of them.
 *
 *   Alignment ── edits (5 numbers each), in the object itself
 *      ├── a sequence of Steps, made when they are asked for
 *      └── cigar, editops(), opcodes(), table: other forms of the same
 *
 * It never changes. Steps follow one another without a hole; equal and replaced stretches are as long on both sides. */
#include "module.h"

#include "../compare/compare.h"

typedef struct AlignmentObject {
    PyObject_VAR_HEAD quoth__edit edits[];
} AlignmentObject;

static const char *const ops[] = {"equal", "replace", "delete", "insert"};

static const quoth__edit *edits_of(PyObject *self) { return ((AlignmentObject *)self)->edits; }
static Py_ssize_t count_of(PyObject *self) { return Py_SIZE(self); }

PyObject *alignment_wrap(module_state *state, const void *edits, size_t count)
{
    AlignmentObject *made = PyObject_NewVar(AlignmentObject, state->alignment, (Py_ssize_t)count);
    if (made && count) memcpy(made->edits, edits, count * sizeof(quoth__edit));
    return (PyObject *)made;
}

static void alignment_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_Free(self);
    Py_DECREF(type);
}

/* -------------------------------------------------------------------------------------------------- from steps */

static int follows(const quoth__edit *edit, uint32_t a, uint32_t b)
{
    if (edit->a_start != a || edit->b_start != b || edit->a_end < a || edit->b_end < b) return 0;
    uint32_t on_a = edit->a_end - a, on_b = edit->b_end - b;
    if (edit->op == QUOTH__OP_DELETE) return on_a && !on_b;
    if (edit->op == QUOTH__OP_INSERT) return on_b && !on_a;
    return on_a && on_a == on_b;
}

static int edit_read(module_state *state, PyObject *step, const quoth__edit *before, quoth__edit *edit)
{
    uint64_t places[4] = {0};
    if (!PyTuple_Check(step) || PyTuple_Size(step) != 5)
        return raise_input(state, "a step is op, a_start, a_end, b_start and b_end, not %R", step);
    int op =
        choice_of(state, PyTuple_GetItem(step, 0), "op", ops, 4, "\"equal\", \"replace\", \"delete\" or \"insert\"");
    if (op < 0) return -1;
    for (Py_ssize_t i = 0; i < 4; i++)
        if (number_of(PyTuple_GetItem(step, i + 1), "a place", QUOTH__SEQUENCE_MAX, &places[i]) < 0) return -1;
    *edit =
        (quoth__edit){(uint32_t)op, (uint32_t)places[0], (uint32_t)places[1], (uint32_t)places[2], (uint32_t)places[3]};
    if (follows(edit, before ? before->a_end : 0, before ? before->b_end : 0)) return 0;
    return raise_input(state, "the step %R does not follow the one before it", step);
}

PyDoc_STRVAR(alignment_doc,
             "Alignment(steps)\n--\n\n"
             "The steps that turn one sequence into the other, in order: a sequence of `Step`.\n\n"
             "Parameters\n----------\nsteps : iterable of tuples\n    op, a_start, a_end, b_start, b_end.\n\n"
             "Examples\n--------\n"
             ">>> import quoth\n"
             ">>> alignment = quoth.align(\"he said no\", \"he never said no\")\n"
             ">>> len(alignment), alignment[1].op, alignment.distance, alignment.cigar\n"
             "(3, 'insert', 1, '1=1I2=')\n"
             ">>> alignment.editops()\n[('insert', 1, 1)]\n");
static PyObject *alignment_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"steps", NULL};
    PyObject *steps, *tuple, *made = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O:Alignment", QUOTH__KEYWORDS(keywords), &steps)) return NULL;
    if (!(tuple = PySequence_Tuple(steps))) return NULL;
    Py_ssize_t count = PyTuple_Size(tuple);
    quoth__edit *edits = PyMem_Malloc(((size_t)count + 1) * sizeof *edits);
    if (!edits) PyErr_NoMemory();
    module_state *state = PyType_GetModuleState(type);
    int result = edits ? 0 : -1;
    for (Py_ssize_t i = 0; result == 0 && i < count; i++)
        result = edit_read(state, PyTuple_GetItem(tuple, i), i ? &edits[i - 1] : NULL, &edits[i]);
    if (result == 0) made = alignment_wrap(state, edits, (size_t)count);
    PyMem_Free(edits);
    Py_DECREF(tuple);
    return made;
}

/* ---------------------------------------------------------------------------------------------------- as steps */

static int set_places(PyObject *made, int (*set)(PyObject *, Py_ssize_t, PyObject *), const uint32_t *places,
                      Py_ssize_t count)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *number = PyLong_FromUnsignedLong(places[i]);
        if (!number || set(made, i + 1, number) < 0) return -1;
    }
    return 0;
}

static int set_of_step(PyObject *made, Py_ssize_t place, PyObject *value)
{
    PyStructSequence_SetItem(made, place, value);
    return 0;
}

static PyObject *step_make(module_state *state, const quoth__edit *edit)
{
    const uint32_t places[] = {edit->a_start, edit->a_end, edit->b_start, edit->b_end};
    PyObject *made = PyStructSequence_New(state->step);
    if (!made) return NULL;
    PyStructSequence_SetItem(made, 0, Py_NewRef(PyTuple_GetItem(state->ops, (Py_ssize_t)edit->op)));
    if (set_places(made, set_of_step, places, 4) < 0) Py_CLEAR(made);
    return made;
}

static PyObject *alignment_item(PyObject *self, Py_ssize_t index)
{
    if (index >= 0 && index < count_of(self)) return step_make(state_of(self), &edits_of(self)[index]);
    PyErr_SetString(PyExc_IndexError, "the alignment has no such step");
    return NULL;
}

static PyObject *alignment_subscript(PyObject *self, PyObject *place)
{
    if (PySlice_Check(place)) {
        PyObject *all = PySequence_Tuple(self), *some = all ? PyObject_GetItem(all, place) : NULL;
        Py_XDECREF(all);
        return some;
    }
    Py_ssize_t index = PyNumber_AsSsize_t(place, PyExc_IndexError);
    if (index == -1 && PyErr_Occurred()) return NULL;
    return alignment_item(self, index < 0 ? index + count_of(self) : index);
}

static PyObject *alignment_compare(PyObject *self, PyObject *other, int op)
{
    if ((op != Py_EQ && op != Py_NE) || !(Py_TYPE(other) == Py_TYPE(self) || PyTuple_Check(other)))
        Py_RETURN_NOTIMPLEMENTED;
    if (PyTuple_Check(other)) {
        PyObject *tuple = PySequence_Tuple(self), *answer = tuple ? PyObject_RichCompare(tuple, other, op) : NULL;
        Py_XDECREF(tuple);
        return answer;
    }
    size_t bytes = (size_t)count_of(self) * sizeof(quoth__edit);
    bool same = count_of(self) == count_of(other) && memcmp(edits_of(self), edits_of(other), bytes) == 0;
    return PyBool_FromLong(same == (op == Py_EQ));
}

/* That of the tuple of its steps, which it is equal to. */
static Py_hash_t alignment_hash(PyObject *self)
{
    PyObject *tuple = PySequence_Tuple(self);
    Py_hash_t hash = tuple ? PyObject_Hash(tuple) : -1;
    Py_XDECREF(tuple);
    return hash;
}

static PyObject *alignment_repr(PyObject *self)
{
    PyObject *tuple = PySequence_Tuple(self), *text = NULL;
    if (tuple) text = PyUnicode_FromFormat("Alignment(%R)", tuple);
    Py_XDECREF(tuple);
    return text;
}

/* ------------------------------------------------------------------------------------------------ other forms */

static PyObject *tuple_of(module_state *state, uint32_t op, const uint32_t *places, Py_ssize_t count)
{
    PyObject *made = PyTuple_New(count + 1);
    if (!made) return NULL;
    if (PyTuple_SetItem(made, 0, Py_NewRef(PyTuple_GetItem(state->ops, (Py_ssize_t)op))) < 0 ||
        set_places(made, PyTuple_SetItem, places, count) < 0)
        Py_CLEAR(made);
    return made;
}

static int append_tuple(PyObject *list, PyObject *tuple)
{
    int result = tuple ? PyList_Append(list, tuple) : -1;
    Py_XDECREF(tuple);
    return result;
}

PyDoc_STRVAR(opcodes_doc,
             "opcodes($self, /)\n--\n\n"
             "The steps as difflib and RapidFuzz's Opcodes have them: op, a_start, a_end, b_start, b_end.\n\n"
             "Returns\n-------\nlist of tuples\n");
static PyObject *alignment_opcodes(PyObject *self, PyObject *unused)
{
    (void)unused;
    PyObject *list = PyList_New(0);
    for (Py_ssize_t i = 0; list && i < count_of(self); i++) {
        const quoth__edit *e = &edits_of(self)[i];
        const uint32_t places[] = {e->a_start, e->a_end, e->b_start, e->b_end};
        if (append_tuple(list, tuple_of(state_of(self), e->op, places, 4)) < 0) Py_CLEAR(list);
    }
    return list;
}

static int append_editops(PyObject *list, module_state *state, const quoth__edit *edit)
{
    if (edit->op == QUOTH__OP_EQUAL) return 0;
    for (uint32_t a = edit->a_start, b = edit->b_start; a < edit->a_end || b < edit->b_end;) {
        const uint32_t places[] = {a, b};
        if (append_tuple(list, tuple_of(state, edit->op, places, 2)) < 0) return -1;
        a += edit->op != QUOTH__OP_INSERT;
        b += edit->op != QUOTH__OP_DELETE;
    }
    return 0;
}

PyDoc_STRVAR(editops_doc,
             "editops($self, /)\n--\n\n"
             "The edits token by token, as RapidFuzz's Editops have them: op, the place in a, the place in b.\n\n"
             "Returns\n-------\nlist of tuples\n"
             "    ``Editops(alignment.editops(), alignment.a_length, alignment.b_length)`` takes them.\n");
static PyObject *alignment_editops(PyObject *self, PyObject *unused)
{
    (void)unused;
    PyObject *list = PyList_New(0);
    for (Py_ssize_t i = 0; list && i < count_of(self); i++)
        if (append_editops(list, state_of(self), &edits_of(self)[i]) < 0) Py_CLEAR(list);
    return list;
}

static PyObject *alignment_cigar(PyObject *self, void *unused)
{
    (void)unused;
    call called = {0};
    quoth__array text = {0};
    PyObject *answer = NULL;
    if (call_begin(&called, state_of(self), NULL, NULL) == 0) {
        quoth__enter(called.context);
        quoth_status status = quoth__cigar(called.context, edits_of(self), (size_t)count_of(self), &text);
        if (call_check(&called, quoth__leave(called.context, status)) == 0)
            answer = PyUnicode_FromStringAndSize(text.data ? text.data : "", (Py_ssize_t)text.count);
        quoth__array_free(&called.context->allocator, &text, 1);
    }
    call_end(&called);
    return answer;
}

static PyObject *alignment_table(PyObject *self, void *unused)
{
    (void)unused;
    call called = {0};
    quoth_table *table = NULL;
    PyObject *answer = NULL;
    if (call_begin(&called, state_of(self), NULL, NULL) == 0) {
        quoth__enter(called.context);
        quoth_status status = quoth__edits_table(called.context, edits_of(self), (size_t)count_of(self), &table);
        if (call_check(&called, quoth__leave(called.context, status)) == 0) answer = table_wrap(called.state, table);
    }
    call_end(&called);
    return answer;
}

static PyObject *alignment_distance(PyObject *self, void *unused)
{
    (void)unused;
    unsigned long long edits = 0;
    for (Py_ssize_t i = 0; i < count_of(self); i++) {
        const quoth__edit *e = &edits_of(self)[i];
        if (e->op != QUOTH__OP_EQUAL)
            edits += e->op == QUOTH__OP_INSERT ? e->b_end - e->b_start : e->a_end - e->a_start;
    }
    return PyLong_FromUnsignedLongLong(edits);
}

static PyObject *alignment_length(PyObject *self, void *of_b)
{
    const quoth__edit *last = count_of(self) ? &edits_of(self)[count_of(self) - 1] : NULL;
    return PyLong_FromUnsignedLong(!last ? 0 : of_b ? last->b_end : last->a_end);
}

static PyObject *alignment_reduce(PyObject *self, PyObject *unused)
{
    PyObject *steps = alignment_opcodes(self, unused);
    return steps ? Py_BuildValue("O(N)", (PyObject *)Py_TYPE(self), steps) : NULL;
}

/* ------------------------------------------------------------------------------------------------------- types */

static PyMethodDef methods[] = {{"editops", alignment_editops, METH_NOARGS, editops_doc},
                                {"opcodes", alignment_opcodes, METH_NOARGS, opcodes_doc},
                                {"__reduce__", alignment_reduce, METH_NOARGS, NULL},
                                {0}};
static PyGetSetDef getset[] = {
    {"cigar", alignment_cigar, NULL,
     "The steps as a CIGAR string: ``=`` equal, ``X`` replaced, ``D`` in a alone, ``I`` in b alone.", NULL},
    {"distance", alignment_distance, NULL, "How many edits there are.", NULL},
    {"a_length", alignment_length, NULL, "How long a is.", NULL},
    {"b_length", alignment_length, NULL, "How long b is.", (void *)(uintptr_t)ops},
    {"table", alignment_table, NULL, "The steps as a Table: op, a_start, a_end, b_start, b_end.", NULL},
    {0}};
static PyType_Slot slots[] = {{Py_tp_doc, (void *)(uintptr_t)alignment_doc},
                              {Py_tp_new, QUOTH__SLOT(alignment_new)},
                              {Py_tp_dealloc, QUOTH__SLOT(alignment_dealloc)},
                              {Py_tp_methods, methods},
                              {Py_tp_getset, getset},
                              {Py_tp_repr, QUOTH__SLOT(alignment_repr)},
                              {Py_tp_hash, QUOTH__SLOT(alignment_hash)},
                              {Py_tp_richcompare, QUOTH__SLOT(alignment_compare)},
                              {Py_tp_iter, QUOTH__SLOT(PySeqIter_New)},
                              {Py_sq_length, QUOTH__SLOT(count_of)},
                              {Py_sq_item, QUOTH__SLOT(alignment_item)},
                              {Py_mp_length, QUOTH__SLOT(count_of)},
                              {Py_mp_subscript, QUOTH__SLOT(alignment_subscript)},
                              {0, NULL}};
static PyType_Spec spec = {.name = "quoth._core.Alignment",
                           .basicsize = offsetof(AlignmentObject, edits),
                           .itemsize = sizeof(quoth__edit),
                           .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
                           .slots = slots};

static PyStructSequence_Field step_fields[] = {
    {"op", "equal, replace, delete or insert"}, {"a_start", "where it begins in a"},
    {"a_end", "where it ends in a, exclusive"}, {"b_start", "where it begins in b"},
    {"b_end", "where it ends in b, exclusive"}, {0}};
static PyStructSequence_Desc step_description = {
    .name = "quoth._core.Step",
    .doc = "One step of an alignment; places count words, tokens, characters or things.",
    .fields = step_fields,
    .n_in_sequence = 5};

int alignment_type_make(PyObject *module, module_state *state)
{
    state->ops = Py_BuildValue("(ssss)", ops[0], ops[1], ops[2], ops[3]);
    state->step = state->ops ? PyStructSequence_NewType(&step_description) : NULL;
    if (!state->step && !PyErr_Occurred()) PyErr_NoMemory(); /* Python 3.11 forgets to say so */
    if (!state->step || PyModule_AddObjectRef(module, "Step", (PyObject *)state->step) < 0) return -1;
    return type_make(module, &spec, &state->alignment);
}
