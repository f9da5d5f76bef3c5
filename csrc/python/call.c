/* call: one call of the library from Python - its limits, its memory, the GIL and Ctrl-C.
 *
 *   call_begin ── call_release ──► work without the GIL ──► call_restore ── call_check ── call_end
 *                                      │  every 32,768 units the library calls `progress`:
 *                                      └► reads the clock; every 50 ms takes the GIL by the saved thread state,
 *                                         lets Python run its signal handlers, and gives the GIL back
 *
 * An exception of a handler stays in the thread state, the library returns QUOTH_CANCELLED, and call_check finds it. */
#include "module.h"

#include <stdlib.h>
#include <time.h>

#define LOOK_EVERY 50000000u /* nanoseconds */

/* ------------------------------------------------------------------------------------------------ memory */

memory *memory_make(void)
{
    memory *made = calloc(1, sizeof *made);
    if (made) made->holders = 1;
    return made;
}

void memory_release(memory *counted)
{
    if (counted && __atomic_sub_fetch(&counted->holders, 1, __ATOMIC_ACQ_REL) == 0) free(counted);
}

uint64_t memory_bytes(const memory *counted)
{
    return __atomic_load_n(&counted->bytes, __ATOMIC_RELAXED) + sizeof *counted;
}

static void *memory_reallocate(void *user, void *pointer, size_t old_size, size_t new_size)
{
    memory *counted = user;
    if (new_size == 0) {
        if (!pointer) return NULL;
        free(pointer);
        __atomic_sub_fetch(&counted->bytes, old_size, __ATOMIC_RELAXED);
        memory_release(counted);
        return NULL;
    }
    void *moved = realloc(pointer, new_size);
    if (!moved) return NULL;
    __atomic_add_fetch(&counted->bytes, (uint64_t)new_size - (uint64_t)old_size, __ATOMIC_RELAXED);
    if (!pointer) __atomic_add_fetch(&counted->holders, 1, __ATOMIC_RELAXED);
    return moved;
}

/* ------------------------------------------------------------------------------------------------ limits */

static const char *const limit_names[] = {"max_bytes", "max_tokens", "max_depth", "max_work"};
#define LIMIT_COUNT (sizeof limit_names / sizeof *limit_names)

static int limit_known(PyObject *key)
{
    for (size_t i = 0; i < LIMIT_COUNT; i++)
        if (PyUnicode_CompareWithASCIIString(key, limit_names[i]) == 0) return 1;
    return 0;
}

static int limit_keys_check(PyObject *keys)
{
    for (Py_ssize_t i = 0; i < PyList_Size(keys); i++) {
        PyObject *key = PyList_GetItem(keys, i);
        if (key && PyUnicode_Check(key) && limit_known(key)) continue;
        if (key)
            PyErr_Format(PyExc_TypeError, "no limit %R: the limits are max_bytes, max_tokens, max_depth and max_work",
                         key);
        return -1;
    }
    return 0;
}

static int limits_check(PyObject *limits)
{
    if (!PyDict_Check(limits)) return 0;
    PyObject *keys = PyDict_Keys(limits);
    int result = keys ? limit_keys_check(keys) : -1;
    Py_XDECREF(keys);
    return result;
}

/* A new reference, or NULL: without an exception where there is no such limit. */
static PyObject *limit_get(PyObject *limits, const char *name)
{
    PyObject *got;
    if (PyDict_Check(limits)) {
        got = PyDict_GetItemString(limits, name);
        return got ? Py_NewRef(got) : NULL;
    }
    got = PyObject_GetAttrString(limits, name);
    if (!got && PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear();
    return got;
}

static int limit_read(PyObject *limits, const char *name, uint64_t most, uint64_t *limit)
{
    PyObject *got = limit_get(limits, name);
    if (!got) return PyErr_Occurred() ? -1 : 0;
    int result = got == Py_None ? 0 : number_of(got, name, most, limit);
    if (result == 0 && got != Py_None && *limit == 0) {
        PyErr_Format(PyExc_ValueError, "%s is 0: give None for the limit that holds otherwise", name);
        result = -1;
    }
    Py_DECREF(got);
    return result;
}

static int limits_read(PyObject *limits, quoth_context_options *options)
{
    uint64_t values[LIMIT_COUNT] = {0};
    if (limits_check(limits) < 0) return -1;
    for (size_t i = 0; i < LIMIT_COUNT; i++) {
        uint64_t most = i == 2 ? UINT32_MAX : UINT64_MAX - 1;
        if (limit_read(limits, limit_names[i], most, &values[i]) < 0) return -1;
    }
    options->max_bytes = values[0];
    options->max_tokens = values[1];
    options->max_depth = (uint32_t)values[2];
    options->max_work = values[3];
    return 0;
}

/* ------------------------------------------------------------------------------------------------- calls */

static uint64_t now(void)
{
    struct timespec time = {0};
    timespec_get(&time, TIME_UTC);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/* True where the work goes on. A clock set back asks at once. */
static bool progress(void *user, uint64_t work)
{
    (void)work;
    call *called = user;
    uint64_t time = now();
    if (called->looked == 0) called->looked = time; /* a short call need not know when it began */
    if (time - called->looked < LOOK_EVERY) return true;
    bool released = called->thread != NULL;
    if (released) call_restore(called);
    bool go_on = PyErr_CheckSignals() == 0;
    if (released) called->thread = PyEval_SaveThread();
    called->looked = now();
    return go_on;
}

/* A context without limits is kept for the next call. */
int call_begin(call *called, module_state *state, PyObject *limits, memory *counted)
{
    *called = (call){.state = state, .plain = !counted && (!limits || limits == Py_None)};
    if (called->plain) called->context = __atomic_exchange_n(&state->spare, NULL, __ATOMIC_ACQ_REL);
    if (called->context) {
        called->context->progress_user = called;
        called->context->cancel = NULL;
        return 0;
    }
    quoth_context_options options = {.size = sizeof options, .progress = progress, .progress_user = called};
    if (counted) options.allocator = (quoth_allocator){memory_reallocate, counted};
    if (limits && limits != Py_None && limits_read(limits, &options) < 0) return -1;
    quoth_status status = quoth_context_make(&options, &called->context);
    return status == QUOTH_OK ? 0 : raise_status(state, status, NULL);
}

void call_end(call *called)
{
    quoth_context *context = called->context;
    if (called->plain && context) context = __atomic_exchange_n(&called->state->spare, context, __ATOMIC_ACQ_REL);
    quoth_context_free(context);
    called->context = NULL;
}

void call_release(call *called, size_t bytes)
{
    if (bytes > QUOTH__RELEASE_ABOVE) called->thread = PyEval_SaveThread();
}

void call_restore(call *called)
{
    if (called->thread) PyEval_RestoreThread(called->thread);
    called->thread = NULL;
}

int call_check(call *called, quoth_status status)
{
    if (PyErr_Occurred()) return -1;
    return status == QUOTH_OK ? 0 : raise_status(called->state, status, quoth_context_error(called->context));
}

#define SENTENCE_ROOM 512

static PyObject *tell_long(call *called, teller told_by, const void *about, size_t length)
{
    PyObject *text = NULL;
    size_t again = 0;
    char *room = length < PY_SSIZE_T_MAX ? PyMem_Malloc(length + 1) : NULL;
    if (!room) return PyErr_NoMemory();
    if (call_check(called, told_by(called->context, about, room, length + 1, &again)) == 0)
        text = PyUnicode_DecodeUTF8(room, (Py_ssize_t)(again < length ? again : length), NULL);
    PyMem_Free(room);
    return text;
}

PyObject *tell(call *called, teller told_by, const void *about)
{
    char room[SENTENCE_ROOM];
    size_t length = 0;
    if (call_check(called, told_by(called->context, about, room, sizeof room, &length)) < 0) return NULL;
    if (length >= sizeof room) return tell_long(called, told_by, about, length);
    return PyUnicode_DecodeUTF8(room, (Py_ssize_t)length, NULL);
}
