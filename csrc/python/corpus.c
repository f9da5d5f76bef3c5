/* corpus: the type Corpus - accounts in, tables out.
 *
 *   Corpus ── corpus ─► quoth_corpus          its memory is counted: `memory`
 *          ── texts: [str]                    as they were given, by row of the table of accounts
 *          ── rows: {id: row}
 *          ── quotations, utterances          the last tables made, until an account is added
 *          ── lock                            one call at a time: the GIL is released during long ones
 *
 * Invariant: texts, rows and the corpus have the same accounts, `count` of them, in the same order, whatever fails. */
#include "module.h"

typedef struct CorpusObject {
    PyObject_HEAD
    quoth_corpus *corpus;
    memory *memory;
    PyObject *texts, *rows;
    Py_ssize_t count;                     /* accounts; texts and rows have one more while it is being added */
    quoth_table *quotations, *utterances; /* NULL: not made yet */
    size_t bytes;                         /* of all texts */
    PyThread_type_lock lock;
    unsigned long holder; /* the thread that holds the lock; 0: none */
    bool knows_languages; /* those of the module */
} CorpusObject;

static CorpusObject *corpus_in(PyObject *self) { return (CorpusObject *)self; }

/* ------------------------------------------------------------------------------------------ making, ending */

static int corpus_open(module_state *state, CorpusObject *made)
{
    call called;
    made->texts = PyList_New(0);
    made->rows = PyDict_New();
    made->lock = PyThread_allocate_lock();
    made->memory = memory_make();
    if (!made->texts || !made->rows) return -1;
    if (!made->lock || !made->memory) {
        PyErr_NoMemory();
        return -1;
    }
    int result = call_begin(&called, state, NULL, made->memory);
    if (result == 0) result = call_check(&called, quoth_corpus_make(called.context, &made->corpus));
    call_end(&called);
    return result;
}

static PyObject *corpus_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {NULL};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, ":Corpus", QUOTH__KEYWORDS(keywords))) return NULL;
    PyObject *made = PyType_GenericAlloc(type, 0);
    if (made && corpus_open(PyType_GetModuleState(type), corpus_in(made)) < 0) Py_CLEAR(made);
    return made;
}

static void forget_tables(CorpusObject *self)
{
    quoth_table_release(self->quotations);
    quoth_table_release(self->utterances);
    self->quotations = self->utterances = NULL;
}

static int corpus_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(corpus_in(self)->texts);
    Py_VISIT(corpus_in(self)->rows);
    return 0;
}

static void corpus_dealloc(PyObject *self)
{
    CorpusObject *ended = corpus_in(self);
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    forget_tables(ended);
    quoth_corpus_free(ended->corpus);
    memory_release(ended->memory);
    if (ended->lock) PyThread_free_lock(ended->lock);
    Py_XDECREF(ended->texts);
    Py_XDECREF(ended->rows);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

/* ------------------------------------------------------------------------------------------------- lock */

static int wait_for_lock(CorpusObject *self)
{
    PyLockStatus got;
    do {
        Py_BEGIN_ALLOW_THREADS
        got = PyThread_acquire_lock_timed(self->lock, -1, 1);
        Py_END_ALLOW_THREADS
        if (got == PY_LOCK_INTR && PyErr_CheckSignals() < 0) return -1;
    } while (got != PY_LOCK_ACQUIRED);
    return 0;
}

static int corpus_lock(CorpusObject *self)
{
    unsigned long me = PyThread_get_thread_ident();
    if (!PyThread_acquire_lock(self->lock, NOWAIT_LOCK)) {
        if (__atomic_load_n(&self->holder, __ATOMIC_RELAXED) == me) {
            PyErr_SetString(PyExc_RuntimeError, "this corpus is at work already, below in this thread");
            return -1;
        }
        if (wait_for_lock(self) < 0) return -1;
    }
    __atomic_store_n(&self->holder, me, __ATOMIC_RELAXED);
    return 0;
}

static void corpus_unlock(CorpusObject *self)
{
    __atomic_store_n(&self->holder, 0, __ATOMIC_RELAXED);
    PyThread_release_lock(self->lock);
}

/* ------------------------------------------------------------------------------------------------- adding */

/* The arguments of add, and the strings that they are. */
typedef struct adding {
    PyObject *id, *text, *skip, *siglum, *date, *source, *title, *lang, *language, *indirect, *spans_only, *mentions,
        *said, *limits;
    source texts, names[6];
    knowing known;
    quoth_account account;
} adding;

/* Opens one string of the account; NULL stays where it is not given. */
static int open_name(module_state *state, adding *added, size_t index, PyObject *given, const char *what,
                     const char **place)
{
    if (source_open_name(state, given, what, &added->names[index]) < 0) return -1;
    *place = added->names[index].bytes;
    return 0;
}

static int open_names(module_state *state, adding *added)
{
    quoth_account *account = &added->account;
    if (open_name(state, added, 0, added->id, "id", &account->id) < 0) return -1;
    if (open_name(state, added, 1, added->siglum, "siglum", &account->siglum) < 0) return -1;
    if (open_name(state, added, 2, added->date, "date", &account->date) < 0) return -1;
    if (open_name(state, added, 3, added->source, "source", &account->source) < 0) return -1;
    if (open_name(state, added, 4, added->title, "title", &account->title) < 0) return -1;
    return open_name(state, added, 5, added->lang, "lang", &account->lang);
}

static int open_skip(module_state *state, adding *added)
{
    uint64_t code_points = 0;
    if (added->skip && number_of(added->skip, "skip", UINT32_MAX, &code_points) < 0) return -1;
    added->account.skip = source_byte(&added->texts, (size_t)code_points);
    if (added->account.skip != SIZE_MAX) return 0;
    return raise_input(state, "skip is %llu: the text is shorter", (unsigned long long)code_points);
}

static int open_language(module_state *state, adding *added)
{
    if (!added->language || added->language == Py_None) return 0;
    if (Py_IS_TYPE(added->language, state->language)) {
        added->account.language = ((LanguageObject *)added->language)->language;
        return 0;
    }
    PyErr_SetString(PyExc_TypeError, "language must be a Language or None: read_language makes one");
    return -1;
}

static int adding_open(module_state *state, adding *added)
{
    added->account.size = sizeof added->account;
    if (source_open(state, added->text, "text", &added->texts) < 0 || open_names(state, added) < 0) return -1;
    if (!added->account.id) return raise_input(state, "an account needs an id");
    added->account.text = (quoth_string){added->texts.bytes, added->texts.length};
    int indirect = added->indirect ? PyObject_IsTrue(added->indirect) : 1;
    int spans_only = added->spans_only ? PyObject_IsTrue(added->spans_only) : 0;
    if (indirect < 0 || spans_only < 0) return -1;
    added->account.no_indirect = !indirect;
    added->account.spans_only = spans_only;
    if (open_skip(state, added) < 0 || open_language(state, added) < 0) return -1;
    if (known_open(state, added->mentions, added->said, &added->known) < 0) return -1;
    added->account.known = added->known.known;
    return 0;
}

static void adding_close(adding *closed)
{
    source_close(&closed->texts);
    known_close(&closed->known);
    for (size_t i = 0; i < sizeof closed->names / sizeof *closed->names; i++) source_close(&closed->names[i]);
}

/* Takes the last text back; the exception stays. */
static void unnote(CorpusObject *self)
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    if (PyList_SetSlice(self->texts, self->count, PyList_Size(self->texts), NULL) < 0) PyErr_Clear();
    PyErr_Restore(type, value, traceback);
}

/* Notes text and row before the library adds the account, so that nothing is left to fail after it. */
static int note(CorpusObject *self, PyObject *id, PyObject *text)
{
    if (PyDict_GetItemWithError(self->rows, id))
        return raise_input(state_of((PyObject *)self), "there is an account %R already: give this one another id", id);
    if (PyErr_Occurred() || PyList_Append(self->texts, text) < 0) return -1;
    PyObject *row = PyLong_FromSsize_t(self->count);
    int result = row ? PyDict_SetItem(self->rows, id, row) : -1;
    Py_XDECREF(row);
    if (result < 0) unnote(self);
    return result;
}

/* The languages of the module, before the first account that names none. */
static int know_languages(CorpusObject *self, const adding *added)
{
    call called;
    size_t count;
    quoth_language *known[LANGUAGES_MOST];
    module_state *state = state_of((PyObject *)self);
    if (added->account.language || self->knows_languages) return 0;
    if (languages_known(state, known, &count) < 0) return -1;
    int result = call_begin(&called, state, NULL, self->memory);
    if (result == 0) result = call_check(&called, quoth_corpus_languages(called.context, self->corpus, known, count));
    call_end(&called);
    self->knows_languages = result == 0;
    return result;
}

static int add_account(CorpusObject *self, adding *added)
{
    call called;
    if (know_languages(self, added) < 0) return -1;
    int result = call_begin(&called, state_of((PyObject *)self), added->limits, self->memory);
    if (result == 0) {
        call_release(&called, added->texts.length);
        quoth_status status = quoth_corpus_add(called.context, self->corpus, &added->account);
        call_restore(&called);
        result = call_check(&called, status);
    }
    call_end(&called);
    return result;
}

static void forget_id(CorpusObject *self, PyObject *id)
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    if (PyDict_DelItem(self->rows, id) < 0) PyErr_Clear();
    PyErr_Restore(type, value, traceback);
}

static int add_noted(CorpusObject *self, adding *added, PyObject *id, PyObject *text)
{
    if (note(self, id, text) < 0) return -1;
    int result = add_account(self, added);
    if (quoth_corpus_accounts_count(self->corpus) > (size_t)self->count) {
        self->count++;
        self->bytes += added->texts.length;
        forget_tables(self);
    } else {
        forget_id(self, id);
        unnote(self);
    }
    return result;
}

PyDoc_STRVAR(
    add_doc,
    "add($self, id, text, *, skip=0, siglum=None, date=None, source=None, title=None, lang=None, "
    "language=None, indirect=True, spans_only=False, mentions=None, speakers=None, limits=None)\n--\n\n"
    "Add an account and find its quotations. A failure leaves the corpus as it was.\n\n"
    "Parameters\n----------\nid : str\n    Not yet in the corpus.\ntext : str or bytes\n"
    "skip : int, optional\n    The code points in front that are not analysed, as `front_matter` gives them.\n"
    "siglum : str, optional\n    A short name; made from the id where it is not given.\n"
    "date : str, optional\n    ISO 8601, as far as it is known.\n"
    "source, title : str, optional\n"
    "lang : str, optional\n    The code of its language; guessed where it is not given.\n"
    "language : Language, optional\n    The language itself.\n"
    "indirect : bool, optional\n    Also find what is told without marks.\n"
    "spans_only : bool, optional\n    Find the stretches between marks alone; no language is guessed.\n"
    "mentions : sequence of tuples, optional\n    (start, end, name, gender, sort): words that name somebody.\n"
    "speakers : sequence of tuples, optional\n    (start, end, speaker, addressee): who says a quotation.\n"
    "limits : dict, optional\n    Any of max_bytes, max_tokens, max_depth, max_work.\n\n"
    "Raises\n------\nInputError\n    Not UTF-8, or an id or siglum that is there already.\n"
    "LimitError\n    A limit was passed.\n\n"
    "Examples\n--------\n"
    ">>> from quoth import _core\n"
    ">>> corpus = _core.Corpus()\n"
    ">>> corpus.add(\"daily-2024\", '\"It is late,\" Mary Brown said.', date=\"2024-02-06\")\n"
    ">>> corpus.accounts().list(\"date\")\n['2024-02-06']\n");
static PyObject *corpus_add(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"id",         "text",     "skip",     "siglum",   "date",
                                           "source",     "title",    "lang",     "language", "indirect",
                                           "spans_only", "mentions", "speakers", "limits",   NULL};
    adding added = {0};
    PyObject *id = NULL, *text = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OO|$OOOOOOOOOOOO:add", QUOTH__KEYWORDS(keywords), &added.id,
                                     &added.text, &added.skip, &added.siglum, &added.date, &added.source, &added.title,
                                     &added.lang, &added.language, &added.indirect, &added.spans_only, &added.mentions,
                                     &added.said, &added.limits))
        return NULL;
    int result = adding_open(state_of(self), &added);
    if (result == 0) id = PyUnicode_DecodeUTF8(added.names[0].bytes, (Py_ssize_t)added.names[0].length, NULL);
    if (id) text = source_str(&added.texts);
    result = text ? corpus_lock(corpus_in(self)) : -1;
    if (result == 0) {
        result = add_noted(corpus_in(self), &added, id, text);
        corpus_unlock(corpus_in(self));
    }
    Py_XDECREF(id);
    Py_XDECREF(text);
    adding_close(&added);
    return result < 0 ? NULL : Py_NewRef(Py_None);
}

/* ------------------------------------------------------------------------------------------------- tables */

typedef quoth_status (*table_maker)(quoth_context *context, quoth_corpus *corpus, quoth_table **table);

/* A new reference to the table of a maker; -1 with an exception. The lock is held. */
static int make_table(CorpusObject *self, PyObject *limits, table_maker maker, quoth_table **table)
{
    call called;
    quoth_table *made = NULL;
    int result = call_begin(&called, state_of((PyObject *)self), limits, self->memory);
    if (result == 0) {
        call_release(&called, self->bytes);
        quoth_status status = maker(called.context, self->corpus, &made);
        call_restore(&called);
        result = call_check(&called, status);
        if (result < 0 && status == QUOTH_OK) quoth_table_release(made);
    }
    call_end(&called);
    if (result == 0) *table = made;
    return result;
}

/* The same out of `kept`, where it is made once. */
static int keep_table(CorpusObject *self, PyObject *limits, table_maker maker, quoth_table **kept)
{
    return *kept ? 0 : make_table(self, limits, maker, kept);
}

static int limits_argument(PyObject *args, PyObject *kwargs, const char *format, PyObject **limits)
{
    static const char *const keywords[] = {"limits", NULL};
    return PyArg_ParseTupleAndKeywords(args, kwargs, format, QUOTH__KEYWORDS(keywords), limits) ? 0 : -1;
}

/* The table of a method; `kept` is NULL where it is made anew each time. */
static PyObject *table_method(PyObject *object, PyObject *limits, table_maker maker, quoth_table **kept)
{
    CorpusObject *self = corpus_in(object);
    quoth_table *table = NULL;
    if (corpus_lock(self) < 0) return NULL;
    int result = kept ? keep_table(self, limits, maker, kept) : make_table(self, limits, maker, &table);
    if (result == 0 && kept) table = quoth_table_retain(*kept);
    corpus_unlock(self);
    return result < 0 ? NULL : table_wrap(state_of(object), table);
}

#define LIMITS_DOC "Parameters\n----------\nlimits : dict, optional\n\n"

PyDoc_STRVAR(accounts_doc, "accounts($self, *, limits=None)\n--\n\n"
                           "The accounts, in the order of adding.\n\n" LIMITS_DOC
                           "Returns\n-------\nTable\n    id, siglum, date, source, title, lang, lang_guessed, words,\n"
                           "    code_points, skip (code points), quotations.\n");
static PyObject *corpus_accounts(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *limits = NULL;
    if (limits_argument(args, kwargs, "|$O:accounts", &limits) < 0) return NULL;
    return table_method(self, limits, quoth_corpus_accounts, NULL);
}

PyDoc_STRVAR(quotations_doc,
             "quotations($self, *, limits=None)\n--\n\n"
             "The quotations of all accounts, account by account.\n\n" LIMITS_DOC "Returns\n-------\nTable\n"
             "    account, id, text, and the columns of `quoth._core.quotations`; rows count here.\n");
static PyObject *corpus_quotations(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *limits = NULL;
    if (limits_argument(args, kwargs, "|$O:quotations", &limits) < 0) return NULL;
    return table_method(self, limits, quoth_corpus_quotations, &corpus_in(self)->quotations);
}

PyDoc_STRVAR(spans_doc, "spans($self, *, limits=None)\n--\n\n"
                        "The stretches between marks alone, account by account.\n\n" LIMITS_DOC
                        "Returns\n-------\nTable\n    The columns of `quotations` from account to mended.\n");
static PyObject *corpus_spans(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *limits = NULL;
    if (limits_argument(args, kwargs, "|$O:spans", &limits) < 0) return NULL;
    return table_method(self, limits, quoth_corpus_spans, NULL);
}

PyDoc_STRVAR(people_doc,
             "people($self, *, limits=None)\n--\n\n"
             "The people who speak, or are spoken of as speakers.\n\n" LIMITS_DOC "Returns\n-------\nTable\n"
             "    name, gender, quotations; child table aliases (person, account, name, count).\n");
static PyObject *corpus_people(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *limits = NULL;
    if (limits_argument(args, kwargs, "|$O:people", &limits) < 0) return NULL;
    return table_method(self, limits, quoth_corpus_people, NULL);
}

PyDoc_STRVAR(utterances_doc, "utterances($self, *, limits=None)\n--\n\n"
                             "The sayings that are told twice or more.\n\n" LIMITS_DOC "Returns\n-------\nTable\n"
                             "    id, speaker, base, readings, turns_sense, reason, share; child tables readings,\n"
                             "    ranges and changes.\n");
static PyObject *corpus_utterances(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *limits = NULL;
    if (limits_argument(args, kwargs, "|$O:utterances", &limits) < 0) return NULL;
    return table_method(self, limits, quoth_corpus_utterances, &corpus_in(self)->utterances);
}

PyObject *corpus_ask(PyObject *object, PyObject *limits, size_t bytes, corpus_question question, const void *about)
{
    CorpusObject *self = corpus_in(object);
    quoth_table *made = NULL;
    call called;
    if (corpus_lock(self) < 0) return NULL;
    int result = call_begin(&called, state_of(object), limits, self->memory);
    if (result == 0) {
        call_release(&called, self->bytes + bytes);
        quoth_status status = question(called.context, self->corpus, about, &made);
        call_restore(&called);
        result = call_check(&called, status);
        if (result < 0 && status == QUOTH_OK) quoth_table_release(made);
    }
    call_end(&called);
    corpus_unlock(self);
    return result < 0 ? NULL : table_wrap(state_of(object), made);
}

int corpus_change(PyObject *object, corpus_changer changer, const void *about)
{
    CorpusObject *self = corpus_in(object);
    quoth_status status = QUOTH_OK;
    call called;
    if (corpus_lock(self) < 0) return -1;
    int result = call_begin(&called, state_of(object), NULL, self->memory);
    if (result == 0) {
        status = changer(called.context, self->corpus, about);
        if (status == QUOTH_OK) forget_tables(self);
        result = status == QUOTH_NOT_FOUND && !PyErr_Occurred() ? 1 : call_check(&called, status);
    }
    call_end(&called);
    corpus_unlock(self);
    return result;
}

/* ------------------------------------------------------------------------------------------------- why */

typedef quoth_status (*corpus_teller)(quoth_context *context, const quoth_corpus *corpus, const quoth_table *table,
                                      size_t row, char *buffer, size_t capacity, size_t *length);

typedef struct told {
    corpus_teller teller;
    const quoth_corpus *corpus;
    const quoth_table *table;
    size_t row;
} told;

static quoth_status tell_row(quoth_context *context, const void *about, char *buffer, size_t capacity, size_t *length)
{
    const told *of = about;
    return of->teller(context, of->corpus, of->table, of->row, buffer, capacity, length);
}

/* The sentence about a row of `rows`, which is `table` or a child of it. The lock is held. */
static PyObject *tell_locked(CorpusObject *self, corpus_teller told_by, const quoth_table *table,
                             const quoth_table *rows, PyObject *row)
{
    told about = {told_by, self->corpus, table, 0};
    PyObject *sentence = NULL;
    call called;
    if (row_of(row, rows ? quoth_table_rows(rows) : 0, &about.row) < 0) return NULL;
    if (call_begin(&called, state_of((PyObject *)self), NULL, self->memory) == 0)
        sentence = tell(&called, tell_row, &about);
    call_end(&called);
    return sentence;
}

static PyObject *tell_method(PyObject *object, corpus_teller told_by, table_maker maker, quoth_table **kept,
                             const char *child, PyObject *row)
{
    CorpusObject *self = corpus_in(object);
    PyObject *sentence = NULL;
    if (corpus_lock(self) < 0) return NULL;
    if (keep_table(self, NULL, maker, kept) == 0)
        sentence = tell_locked(self, told_by, *kept, child ? quoth_table_child(*kept, child) : *kept, row);
    corpus_unlock(self);
    return sentence;
}

#define ROW_DOC(of) "Parameters\n----------\nrow : int\n    Of " of ".\n\nReturns\n-------\nstr\n"

PyDoc_STRVAR(
    why_speaker_doc,
    "why_speaker($self, row, /)\n--\n\nWhy a quotation has its speaker, in a sentence.\n\n" ROW_DOC("`quotations`"));
static PyObject *corpus_why_speaker(PyObject *self, PyObject *row)
{
    return tell_method(self, quoth_corpus_why_speaker, quoth_corpus_quotations, &corpus_in(self)->quotations, NULL,
                       row);
}

PyDoc_STRVAR(why_utterance_doc,
             "why_utterance($self, row, /)\n--\n\n"
             "Why readings are tellings of one utterance, in a sentence.\n\n" ROW_DOC("`utterances`"));
static PyObject *corpus_why_utterance(PyObject *self, PyObject *row)
{
    return tell_method(self, quoth_corpus_why_utterance, quoth_corpus_utterances, &corpus_in(self)->utterances, NULL,
                       row);
}

PyDoc_STRVAR(why_change_doc, "why_change($self, row, /)\n--\n\nA change in a sentence.\n\n" ROW_DOC(
                                 "the child table `changes` of `utterances`"));
static PyObject *corpus_why_change(PyObject *self, PyObject *row)
{
    return tell_method(self, quoth_corpus_why_change, quoth_corpus_utterances, &corpus_in(self)->utterances, "changes",
                       row);
}

/* ------------------------------------------------------------------------------------------------- others */

PyDoc_STRVAR(text_doc,
             "text($self, account, /)\n--\n\n"
             "The text of an account, the very str that was added.\n\n"
             "Parameters\n----------\naccount : str or int\n    Its id or its row.\n\n"
             "Returns\n-------\nstr\n\nRaises\n------\nKeyError, IndexError\n    There is no such account.\n");
static PyObject *corpus_text(PyObject *object, PyObject *account)
{
    CorpusObject *self = corpus_in(object);
    size_t row;
    if (!PyUnicode_Check(account)) {
        if (row_of(account, (size_t)self->count, &row) < 0) return NULL;
    } else {
        PyObject *number = PyDict_GetItemWithError(self->rows, account);
        row = number ? PyLong_AsSize_t(number) : SIZE_MAX;
        if (PyErr_Occurred()) return NULL;
        if (row >= (size_t)self->count) {
            PyErr_SetObject(PyExc_KeyError, account);
            return NULL;
        }
    }
    PyObject *text = PyList_GetItem(self->texts, (Py_ssize_t)row);
    return text ? Py_NewRef(text) : NULL;
}

static Py_ssize_t corpus_length(PyObject *self) { return corpus_in(self)->count; }

static PyObject *corpus_repr(PyObject *self)
{
    return PyUnicode_FromFormat("<quoth._core.Corpus of %zd accounts>", corpus_length(self));
}

static PyObject *corpus_sizeof(PyObject *self, PyObject *unused)
{
    (void)unused;
    return PyLong_FromUnsignedLongLong(sizeof(CorpusObject) + memory_bytes(corpus_in(self)->memory));
}

static PyMethodDef corpus_methods[] = {
    {"add", QUOTH__METHOD(corpus_add), METH_VARARGS | METH_KEYWORDS, add_doc},
    {"accounts", QUOTH__METHOD(corpus_accounts), METH_VARARGS | METH_KEYWORDS, accounts_doc},
    {"quotations", QUOTH__METHOD(corpus_quotations), METH_VARARGS | METH_KEYWORDS, quotations_doc},
    {"spans", QUOTH__METHOD(corpus_spans), METH_VARARGS | METH_KEYWORDS, spans_doc},
    {"people", QUOTH__METHOD(corpus_people), METH_VARARGS | METH_KEYWORDS, people_doc},
    {"utterances", QUOTH__METHOD(corpus_utterances), METH_VARARGS | METH_KEYWORDS, utterances_doc},
    {"find", QUOTH__METHOD(corpus_find), METH_VARARGS | METH_KEYWORDS, corpus_find_doc},
    {"check", QUOTH__METHOD(corpus_check), METH_VARARGS | METH_KEYWORDS, corpus_check_doc},
    {"edit", QUOTH__METHOD(corpus_edit), METH_VARARGS | METH_KEYWORDS, corpus_edit_doc},
    {"undo", corpus_undo, METH_NOARGS, corpus_undo_doc},
    {"redo", corpus_redo, METH_NOARGS, corpus_redo_doc},
    {"edits", QUOTH__METHOD(corpus_edits), METH_VARARGS | METH_KEYWORDS, corpus_edits_doc},
    {"why_speaker", corpus_why_speaker, METH_O, why_speaker_doc},
    {"why_utterance", corpus_why_utterance, METH_O, why_utterance_doc},
    {"why_change", corpus_why_change, METH_O, why_change_doc},
    {"text", corpus_text, METH_O, text_doc},
    {"__sizeof__", corpus_sizeof, METH_NOARGS,
     "__sizeof__($self, /)\n--\n\nBytes held, with the tables made of it that are still there.\n"},
    {0}};

PyDoc_STRVAR(corpus_doc, "Corpus()\n--\n\nSeveral accounts of a conversation, analysed together.\n\n"
                         "May be used by many threads: one call waits for the other.\n");

static PyType_Slot corpus_slots[] = {{Py_tp_doc, QUOTH__SLOT(corpus_doc)},
                                     {Py_tp_new, QUOTH__SLOT(corpus_new)},
                                     {Py_tp_dealloc, QUOTH__SLOT(corpus_dealloc)},
                                     {Py_tp_traverse, QUOTH__SLOT(corpus_traverse)},
                                     {Py_tp_methods, corpus_methods},
                                     {Py_tp_repr, QUOTH__SLOT(corpus_repr)},
                                     {Py_mp_length, QUOTH__SLOT(corpus_length)},
                                     {0, NULL}};

static PyType_Spec corpus_spec = {"quoth._core.Corpus", sizeof(CorpusObject), 0,
                                  Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE, corpus_slots};

int corpus_type_make(PyObject *module, module_state *state) { return type_make(module, &corpus_spec, &state->corpus); }
