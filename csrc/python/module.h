/* module.h: what the files of the binding share. The binding is the only code that includes Python.h.
 *
 *   Python objects ──source.c──► UTF-8 ──call.c (limits, GIL, Ctrl-C)──► the library ──► quoth_table
 *                                                                                          │
 *                    Table ◄── Column ◄── Arrow stream, pickle ◄───────────────────────────┘
 *
 * Rules: the Limited API of 3.11; no static that changes; every type is final, so that its module is that of
 * Py_TYPE(self); a function that returns NULL or -1 has set an exception. */
#ifndef QUOTH_PYTHON_MODULE_H
#define QUOTH_PYTHON_MODULE_H

#define PY_SSIZE_T_CLEAN
#if !defined(Py_LIMITED_API) && !defined(Py_GIL_DISABLED)
#define Py_LIMITED_API 0x030B0000
#endif
#include <Python.h>

#include "../base/base.h"
#include "../base/table.h"

/* Slots hold functions as void pointers, which ISO C has no conversion for but by way of an integer. */
#define QUOTH__SLOT(function) ((void *)(uintptr_t)(function))
/* The same for functions that take keywords, in a method table. */
#define QUOTH__METHOD(function) ((PyCFunction)(uintptr_t)(function))
/* Older headers take the list of keywords as char **, and change nothing in it. */
#define QUOTH__KEYWORDS(list) ((char **)(uintptr_t)(list))

/* More than this many bytes are worked on without the GIL: about 10 microseconds. */
#define QUOTH__RELEASE_ABOVE 8192u

typedef struct module_state {
    PyTypeObject *table, *column, *language, *vocabulary, *corpus, *matrix, *alignment, *step;
    PyObject *error, *input_error, *limit_error, *language_error;
    PyObject *isascii;    /* str.isascii */
    PyObject *ops;        /* the names of the steps of an alignment */
    PyObject *languages;  /* dict: code -> Language, filled as they are asked for */
    quoth_context *spare; /* for the next call, or NULL */
} module_state;

static inline module_state *state_of(PyObject *self) { return PyType_GetModuleState(Py_TYPE(self)); }

/* ------------------------------------------------------------------------------------------------ objects */

typedef struct TableObject {
    PyObject_HEAD
    quoth_table *table; /* one reference */
} TableObject;

typedef struct LanguageObject {
    PyObject_HEAD
    quoth_language *language; /* one reference */
    PyObject *source;         /* the bytes it was read from; NULL for one compiled in */
} LanguageObject;

/* Makes a type, keeps it and adds it to the module. */
int type_make(PyObject *module, PyType_Spec *spec, PyTypeObject **kept);
int table_type_make(PyObject *module, module_state *state);
int column_type_make(PyObject *module, module_state *state);
int language_type_make(PyObject *module, module_state *state);
int corpus_type_make(PyObject *module, module_state *state);
int matrix_type_make(PyObject *module, module_state *state);
int alignment_type_make(PyObject *module, module_state *state);
/* An Alignment of edits (quoth__edit), which are copied. */
PyObject *alignment_wrap(module_state *state, const void *edits, size_t count);

typedef struct MatrixObject {
    PyObject_HEAD
    void *cells;
    int cell;              /* quoth_cell */
    Py_ssize_t shape[2];   /* rows, columns */
    Py_ssize_t strides[2]; /* bytes */
} MatrixObject;

/* Wraps a table; takes over the reference, also when it fails. */
PyObject *table_wrap(module_state *state, quoth_table *table);
/* The table of a Table; NULL with TypeError for anything else. Borrowed. `what` names the argument. */
quoth_table *table_of(module_state *state, PyObject *object, const char *what);
/* A row number: an index from 0, else IndexError. */
int row_of(PyObject *object, size_t rows, size_t *row);

/* A column of a table as an object; holds a reference to the table. */
PyObject *column_wrap(module_state *state, quoth_table *table, const quoth_column *column);
/* The value of a row: int, float, str or None. The row is there. */
PyObject *column_value(const quoth_column *column, size_t row);
/* All values, in a list. */
PyObject *column_list(const quoth_column *column);
bool columns_equal(const quoth_column *a, const quoth_column *b);
size_t column_null_count(const quoth_column *column);

/* tp_traverse of objects that refer to no Python object but their type. */
int visit_type_only(PyObject *self, visitproc visit, void *arg);

/* ---------------------------------------------------------------------------------------------- text in */

/* UTF-8 that a Python object holds or was turned into; `owner` keeps it alive. Begin with {0}. */
typedef struct source {
    const char *bytes; /* a NUL follows */
    size_t length;
    PyObject *owner;
    PyObject *text; /* the str passed in; NULL where it was bytes */
} source;

/* Any str (a lone surrogate becomes U+FFFD), or UTF-8 in bytes or in another buffer, which is copied. */
int source_open(module_state *state, PyObject *object, const char *what, source *opened);
void source_close(source *opened);
/* A str without NUL, or NULL for None: for names and dates. */
int source_open_name(module_state *state, PyObject *object, const char *what, source *opened);
/* The str passed in, or the one that the bytes hold (whether they are UTF-8 is for the library to say). */
PyObject *source_str(const source *opened);
PyObject *string_wrap(quoth_string string);
/* The byte of a code point of a source: for text that was not yet validated, the count of bytes that begin one. */
size_t source_byte(const source *opened, size_t code_point);

/* An int from 0 to `most`; no bool. Negative or greater: ValueError. */
int number_of(PyObject *object, const char *what, uint64_t most, uint64_t *number);

/* What a caller knows of a text; begin with {0}, and close it also after a failure. */
typedef struct knowing {
    quoth_known known;
    quoth_mention *mentions;
    quoth_said *said;
    source *names;
    size_t name_count;
} knowing;

/* mentions: (start, end[, name[, gender[, sort]]]), said: (start, end, speaker[, addressee]); NULL or None: none. */
int known_open(module_state *state, PyObject *mentions, PyObject *said, knowing *opened);
void known_close(knowing *closed);

/* ------------------------------------------------------------------------------------------------ calls */

/* Memory that is counted: freed when its owner and every block allocated with it are gone. */
typedef struct memory {
    uint64_t holders; /* the owner and the blocks */
    uint64_t bytes;
} memory;

memory *memory_make(void);
void memory_release(memory *counted);
uint64_t memory_bytes(const memory *counted);

/* One call of the library. */
typedef struct call {
    module_state *state;
    quoth_context *context;
    bool plain;            /* the context has no limits and no counted memory */
    PyThreadState *thread; /* of the caller while the GIL is released; else NULL */
    uint64_t looked;       /* when signals were last asked for, in nanoseconds; 0: not yet */
} call;

/* `limits` may be NULL or None; `counted` may be NULL. */
int call_begin(call *call, module_state *state, PyObject *limits, memory *counted);
void call_end(call *call);
/* Gives the GIL up for work on so many bytes, and takes it again. Nothing of Python may be touched between. */
void call_release(call *call, size_t bytes);
void call_restore(call *call);
/* After call_restore: 0 where the call went well and no signal handler raised; else -1 with the exception. */
int call_check(call *call, quoth_status status);

/* A sentence of the library as a str: `teller` is asked again with more room where it needs it. */
typedef quoth_status (*teller)(quoth_context *context, const void *about, char *buffer, size_t capacity,
                               size_t *length);
PyObject *tell(call *call, teller told_by, const void *about);

/* ------------------------------------------------------------------------------------------- exceptions */

int errors_make(PyObject *module, module_state *state);
/* Sets the exception of a status; always -1. */
int raise_status(module_state *state, quoth_status status, const quoth_error *error);
int raise_input(module_state *state, const char *format, ...);

/* ---------------------------------------------------------------------------------------------- language */

#define LANGUAGES_MOST 32
/* The languages compiled in: each is read once in a process and kept by the cache of the module. */
int languages_known(module_state *state, quoth_language *known[LANGUAGES_MOST], size_t *count);
/* The language of a text: `language` (a Language), or that of the code `lang`, or the one guessed; borrowed by the
 * text while `held` is kept. NULL in `held` where none is likely. */
int language_choose(module_state *state, call *call, const source *text, PyObject *lang, PyObject *language,
                    LanguageObject **held);

/* ------------------------------------------------------------------------------------- sequences (compare.c) */

typedef enum unit { UNIT_WORD, UNIT_TOKEN, UNIT_CHARACTER } unit;

/* Appends the ids (uint32_t) of a text by its words, words and marks, or characters. */
quoth_status ids_of_text(quoth_context *context, const source *given, unit by, quoth_vocabulary *vocabulary,
                         quoth__array *ids);
/* 1 where the object is a buffer of uint32 and was appended, 0 where it is not. */
int ids_of_buffer(call *called, PyObject *object, quoth__array *ids);
/* Appends the ids of hashables by a dict of those that are known. Without one ints from 0 to 2^32 - 1 are their own
 * ids; 1 where something else came. */
int ids_of_things(call *called, PyObject *iterable, PyObject *known, quoth__array *ids);
bool is_text(PyObject *object);
/* The index of a word in a list of words, or an exception. */
int choice_of(module_state *state, PyObject *object, const char *what, const char *const *words, size_t count,
              const char *list);
/* Levenshtein where the object is NULL. */
int measure_of(module_state *state, PyObject *object, quoth_measure *measure);

/* The arguments of a vectorcall by the names of its parameters, NULL after the last; up to `most` of them may come
 * without a name, and the first `least` must come. Those that did not are NULL. */
int arguments_of(const char *function, PyObject *const *args, Py_ssize_t count, PyObject *names,
                 const char *const *keywords, Py_ssize_t least, Py_ssize_t most, PyObject **values);

/* ------------------------------------------------------------------------------------------------- texts */

/* What a call on a text was given. */
typedef struct text_arguments {
    PyObject *text, *lang, *language, *units, *limits;
    bool wants_language;
} text_arguments;

typedef quoth_status (*text_job)(quoth_context *context, const quoth_text *text, const void *options,
                                 quoth_table **table);
/* Makes the text and does the job, without the GIL for long texts: the table, or NULL. */
PyObject *text_table(PyObject *module, const text_arguments *given, text_job job, const void *options);

/* What keywords say; `object` may be NULL. */
int truth_of(PyObject *object, bool *truth);
int profile_of(module_state *state, PyObject *object, quoth_profile *profile);
int units_of(module_state *state, PyObject *object, quoth_units *units);

/* One writer at a time: `busy` is set, under the GIL, while a call writes to the vocabulary without it. */
typedef struct VocabularyObject {
    PyObject_HEAD
    quoth_vocabulary *vocabulary;
    bool busy;
} VocabularyObject;

int vocabulary_type_make(PyObject *module, module_state *state);
/* The vocabulary of an object, taken for writing: RuntimeError where another thread writes, TypeError for anything
 * else. */
VocabularyObject *vocabulary_take(module_state *state, PyObject *object);
void vocabulary_give_back(VocabularyObject *taken);

/* ------------------------------------------------------------------------------------------------ tables */

/* Fills a column of a table that is being made with the rows of another column of its type: `rows` are indices into
 * it, NULL for all in order. */
quoth_status column_copy(quoth_context *context, quoth_table *table, size_t index, const quoth_column *from,
                         const uint32_t *rows);

/* Reads and writes the private format of pickled tables. */
PyObject *table_save(const quoth_table *table);
PyObject *table_load(PyObject *module, PyObject *bytes);
PyObject *table_make(PyObject *module, PyObject *args, PyObject *kwargs);

PyObject *table_arrow_schema(PyObject *self, PyObject *unused);
PyObject *table_arrow_stream(PyObject *self, PyObject *args, PyObject *kwargs);

/* --------------------------------------------------------------------------------- functions of the module */

extern PyMethodDef text_functions[], token_functions[], vocabulary_functions[], compare_functions[], many_functions[],
    change_functions[], find_functions[], language_functions[], table_functions[], utterances_functions[];

/* ------------------------------------------------------------------------------------ questions to a corpus */

/* A table that is made for one question; the corpus is locked, the GIL released for work on so many more bytes. */
typedef quoth_status (*corpus_question)(quoth_context *context, quoth_corpus *corpus, const void *about,
                                        quoth_table **table);
PyObject *corpus_ask(PyObject *corpus, PyObject *limits, size_t bytes, corpus_question question, const void *about);
/* Methods of Corpus that stand in find.c. */
extern const char corpus_find_doc[], corpus_check_doc[];
PyObject *corpus_find(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *corpus_check(PyObject *self, PyObject *args, PyObject *kwargs);

/* Changes a corpus, and forgets its tables. 1: QUOTH_NOT_FOUND, without an exception. */
typedef quoth_status (*corpus_changer)(quoth_context *context, quoth_corpus *corpus, const void *about);
int corpus_change(PyObject *corpus, corpus_changer changer, const void *about);
/* Methods of Corpus that stand in edits.c. */
extern const char corpus_edit_doc[], corpus_undo_doc[], corpus_redo_doc[], corpus_edits_doc[];
PyObject *corpus_edit(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *corpus_undo(PyObject *self, PyObject *unused);
PyObject *corpus_redo(PyObject *self, PyObject *unused);
PyObject *corpus_edits(PyObject *self, PyObject *args, PyObject *kwargs);

#endif
