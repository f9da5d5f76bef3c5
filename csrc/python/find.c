/* find: where a text, or the accounts of a corpus, say a passage again; a draft held against them.
 *
 *   passage, text ─► find(...)          quoth_find         the language is that of the text
 *   passage       ─► Corpus.find(...)   quoth_corpus_find  the corpus is locked while it is asked
 *   draft         ─► Corpus.check(...)  quoth_corpus_check */
#include "module.h"

/* The options as they were given. */
typedef struct bounds {
    PyObject *at_least, *most;
    quoth_find_options options;
} bounds;

static int bounds_read(bounds *read)
{
    uint64_t most = 0;
    read->options.size = sizeof read->options;
    if (read->at_least) {
        read->options.at_least = PyFloat_AsDouble(read->at_least);
        if (PyErr_Occurred()) return -1;
    }
    if (read->most && read->most != Py_None && number_of(read->most, "most", SIZE_MAX, &most) < 0) return -1;
    read->options.most = (size_t)most;
    return 0;
}

/* A whole text as a passage, which the caller frees. */
static quoth_status passage_make(quoth_context *context, const source *given, quoth_language *language,
                                 quoth_text **text, quoth_range *range, quoth_passage *passage)
{
    quoth_text_options options = {.size = sizeof options, .language = language};
    QUOTH__TRY(quoth_text_make(context, given->bytes, given->length, &options, text));
    *range = (quoth_range){0, (uint32_t)quoth_text_code_points(*text)};
    *passage = (quoth_passage){*text, range, 1};
    return QUOTH_OK;
}

/* ----------------------------------------------------------------------------------------------- one text */

typedef struct search {
    PyObject *passage, *text, *lang, *language, *limits;
    bounds bounds;
    source sought, searched;
    LanguageObject *held;
    call call;
} search;

static int search_begin(PyObject *module, search *made)
{
    module_state *state = PyModule_GetState(module);
    if (bounds_read(&made->bounds) < 0) return -1;
    if (source_open(state, made->passage, "passage", &made->sought) < 0) return -1;
    if (source_open(state, made->text, "text", &made->searched) < 0) return -1;
    if (call_begin(&made->call, state, made->limits, NULL) < 0) return -1;
    return language_choose(state, &made->call, &made->searched, made->lang, made->language, &made->held);
}

static quoth_status search_run(search *made, quoth_table **table)
{
    quoth_language *language = made->held ? made->held->language : NULL;
    quoth_context *context = made->call.context;
    quoth_text *passage_text = NULL, *text = NULL;
    quoth_text_options options = {.size = sizeof options, .language = language};
    quoth_range range;
    quoth_passage passage;
    quoth_status status = passage_make(context, &made->sought, language, &passage_text, &range, &passage);
    if (status == QUOTH_OK)
        status = quoth_text_make(context, made->searched.bytes, made->searched.length, &options, &text);
    if (status == QUOTH_OK) status = quoth_find(context, &passage, text, &made->bounds.options, table);
    quoth_text_free(passage_text);
    quoth_text_free(text);
    return status;
}

static void search_end(search *made)
{
    source_close(&made->sought);
    source_close(&made->searched);
    call_end(&made->call);
    Py_XDECREF((PyObject *)made->held);
}

#define BOUNDS_DOC                                                                                                     \
    "at_least : float, optional\n    Similarity, from 0 to 1; 0 for all that chance does not explain.\n"               \
    "most : int, optional\n    Rows at the most; 0 for all.\n"
#define HITS_DOC "start, end, similarity, exact, words, shared, gaps, part_start, part_end; children ranges, changes.\n"

PyDoc_STRVAR(find_doc,
             "find(passage, text, *, at_least=0, most=0, lang=None, language=None, limits=None)\n--\n\n"
             "Where a text says a passage again, the most similar first.\n\n"
             "Parameters\n----------\npassage, text : str or bytes\n" BOUNDS_DOC
             "lang : str, optional\n    The code of the language; guessed from the text where it is not given.\n"
             "language : Language, optional\n    The language itself.\n"
             "limits : dict, optional\n    Any of max_bytes, max_tokens, max_depth, max_work.\n\n"
             "Returns\n-------\nTable\n    text (always 0), " HITS_DOC "\n"
             "Examples\n--------\n"
             ">>> from quoth import _core\n"
             ">>> table = _core.find(\"not mind\", \"He did not mind it.\")\n"
             ">>> table.list(\"start\"), table.list(\"exact\")\n([7], [1])\n");
static PyObject *find(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"passage", "text", "at_least", "most", "lang", "language", "limits", NULL};
    search made = {0};
    quoth_table *table = NULL;
    PyObject *answer = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OO|$OOOOO:find", QUOTH__KEYWORDS(keywords), &made.passage,
                                     &made.text, &made.bounds.at_least, &made.bounds.most, &made.lang, &made.language,
                                     &made.limits))
        return NULL;
    if (search_begin(module, &made) == 0) {
        call_release(&made.call, made.sought.length + made.searched.length);
        quoth_status status = search_run(&made, &table);
        call_restore(&made.call);
        if (call_check(&made.call, status) == 0)
            answer = table_wrap(made.call.state, table);
        else if (status == QUOTH_OK)
            quoth_table_release(table);
    }
    search_end(&made);
    return answer;
}

PyMethodDef find_functions[] = {{"find", QUOTH__METHOD(find), METH_VARARGS | METH_KEYWORDS, find_doc}, {0}};

/* ----------------------------------------------------------------------------------------------- a corpus */

typedef struct question {
    bounds bounds;
    source text;
    quoth_account draft;
} question;

static quoth_status ask_find(quoth_context *context, quoth_corpus *corpus, const void *about, quoth_table **table)
{
    const question *of = about;
    quoth_text *text = NULL;
    quoth_range range;
    quoth_passage passage;
    quoth_status status = passage_make(context, &of->text, NULL, &text, &range, &passage);
    if (status == QUOTH_OK) status = quoth_corpus_find(context, corpus, &passage, &of->bounds.options, table);
    quoth_text_free(text);
    return status;
}

const char corpus_find_doc[] =
    "find($self, passage, *, at_least=0, most=0, limits=None)\n--\n\n"
    "Where the accounts say a passage again, the most similar first.\n\n"
    "Parameters\n----------\npassage : str or bytes\n" BOUNDS_DOC "limits : dict, optional\n\n"
    "Returns\n-------\nTable\n    account, " HITS_DOC
    "    quotation: the row of `quotations` that holds it, or None.\n";
PyObject *corpus_find(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"passage", "at_least", "most", "limits", NULL};
    PyObject *passage, *limits = NULL, *answer = NULL;
    question about = {0};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OOO:find", QUOTH__KEYWORDS(keywords), &passage,
                                     &about.bounds.at_least, &about.bounds.most, &limits))
        return NULL;
    if (bounds_read(&about.bounds) == 0 && source_open(state_of(self), passage, "passage", &about.text) == 0)
        answer = corpus_ask(self, limits, about.text.length, ask_find, &about);
    source_close(&about.text);
    return answer;
}

static quoth_status ask_check(quoth_context *context, quoth_corpus *corpus, const void *about, quoth_table **table)
{
    const question *of = about;
    return quoth_corpus_check(context, corpus, &of->draft, &of->bounds.options, table);
}

/* Reads the draft; `lang` is opened into `name`. */
static int draft_open(module_state *state, PyObject *skip, PyObject *lang, PyObject *language, source *name,
                      question *about)
{
    uint64_t code_points = 0;
    quoth_account *draft = &about->draft;
    *draft = (quoth_account){.size = sizeof *draft, .text = {about->text.bytes, about->text.length}};
    if (source_open_name(state, lang ? lang : Py_None, "lang", name) < 0) return -1;
    draft->lang = name->bytes;
    if (skip && number_of(skip, "skip", UINT32_MAX, &code_points) < 0) return -1;
    draft->skip = source_byte(&about->text, (size_t)code_points);
    if (draft->skip == SIZE_MAX)
        return raise_input(state, "skip is %llu: the draft is shorter", (unsigned long long)code_points);
    if (!language || language == Py_None) return 0;
    if (!Py_IS_TYPE(language, state->language)) {
        PyErr_SetString(PyExc_TypeError, "language must be a Language or None: read_language makes one");
        return -1;
    }
    draft->language = ((LanguageObject *)language)->language;
    return 0;
}

const char corpus_check_doc[] =
    "check($self, draft, *, skip=0, at_least=0, lang=None, language=None, limits=None)\n--\n\n"
    "Every quotation of a draft held against the accounts.\n\n"
    "Parameters\n----------\ndraft : str or bytes\n    Text or Markdown.\n"
    "skip : int, optional\n    The code points in front that are not analysed.\n"
    "at_least : float, optional\n    A quotation that is less similar is not found; 0 for 0.4.\n"
    "lang : str, optional\n    The language of the draft; guessed where it is not given.\n"
    "language : Language, optional\n    The language itself.\nlimits : dict, optional\n\n"
    "Returns\n-------\nTable\n    row, start, end, level, speaker, found (exact, changed, other_speaker, not_found),\n"
    "    account, said_start, said_end, quotation, said_by, similarity, turns_sense; children ranges, changes.\n";
PyObject *corpus_check(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"draft", "skip", "at_least", "lang", "language", "limits", NULL};
    PyObject *draft, *skip = NULL, *lang = NULL, *language = NULL, *limits = NULL, *answer = NULL;
    question about = {0};
    source name = {0};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OOOOO:check", QUOTH__KEYWORDS(keywords), &draft, &skip,
                                     &about.bounds.at_least, &lang, &language, &limits))
        return NULL;
    module_state *state = state_of(self);
    if (bounds_read(&about.bounds) == 0 && source_open(state, draft, "draft", &about.text) == 0 &&
        draft_open(state, skip, lang, language, &name, &about) == 0)
        answer = corpus_ask(self, limits, about.text.length, ask_check, &about);
    source_close(&name);
    source_close(&about.text);
    return answer;
}
