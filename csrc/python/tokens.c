/* tokens: the tokens of one text and of many, with the ids of a vocabulary of their own or of one that is given.
 *
 *   none given   a vocabulary for this call: the column `form` has it for its pool; or, without forms, no ids at all
 *   one given    its ids, and no forms: the vocabulary has them */
#include "module.h"

#include "../text/text.h"

static const quoth__column_spec form_spec = {"form", QUOTH_NAME, false};

/* One column more, `form`: its pool is the vocabulary, so that its indices are the ids. */
static quoth_status add_forms(quoth_context *context, const quoth_vocabulary *vocabulary, quoth_table *table)
{
    const size_t count = quoth_table_columns(table);
    QUOTH__TRY(quoth__table_add_view(context, table, &form_spec, count - 1));
    return quoth__table_set_pool(context, table, count, &vocabulary->forms);
}

/* What a call was given beside the text. */
typedef struct token_job {
    quoth_token_options options;
    quoth_vocabulary *vocabulary; /* NULL: one for this call, or none */
    bool no_forms;
} token_job;

typedef quoth_status (*tokens_of)(quoth_context *context, const void *about, const quoth_token_options *options,
                                  quoth_vocabulary *vocabulary, quoth_table **table);

static quoth_status with_forms(quoth_context *context, tokens_of make, const void *about, const token_job *job,
                               quoth_table **table)
{
    quoth_vocabulary *vocabulary;
    quoth_table *tokens = NULL;
    quoth_status status;
    if (job->vocabulary || job->no_forms) return make(context, about, &job->options, job->vocabulary, table);
    QUOTH__TRY(quoth_vocabulary_make(context, &vocabulary));
    QUOTH__GOTO(make(context, about, &job->options, vocabulary, &tokens));
    QUOTH__GOTO(add_forms(context, vocabulary, tokens));
    *table = tokens;
    tokens = NULL;
done:
    quoth_table_release(tokens);
    quoth_vocabulary_free(vocabulary);
    return status;
}

static quoth_status of_one(quoth_context *context, const void *about, const quoth_token_options *options,
                           quoth_vocabulary *vocabulary, quoth_table **table)
{
    return quoth_tokens(context, about, options, vocabulary, table);
}

static quoth_status tokens_job(quoth_context *context, const quoth_text *text, const void *options, quoth_table **table)
{
    return with_forms(context, of_one, text, options, table);
}

/* ------------------------------------------------------------------------------------------------ arguments */

/* The flags of tokens, by the names of their keywords. */
static const struct {
    const char *name;
    uint32_t flag;
} token_flags[] = {{"hyphens", QUOTH_TOKENS_HYPHENS},
                   {"urls", QUOTH_TOKENS_URLS},
                   {"emails", QUOTH_TOKENS_EMAILS},
                   {"names", QUOTH_TOKENS_NAMES},
                   {"tags", QUOTH_TOKENS_TAGS},
                   {"numbers", QUOTH_TOKENS_NUMBERS},
                   {"abbreviations", QUOTH_TOKENS_ABBREVIATIONS},
                   {"elision", QUOTH_TOKENS_ELISION},
                   {"colon", QUOTH_TOKENS_COLON},
                   {"no_break_spaces", QUOTH_TOKENS_NO_BREAK_SPACES}};
#define TOKEN_FLAGS (sizeof token_flags / sizeof *token_flags)

static int flags_of(PyObject *const *given, uint32_t *flags)
{
    for (size_t i = 0; i < TOKEN_FLAGS; i++) {
        bool truth;
        if (truth_of(given[i], &truth) < 0) return -1;
        if (truth) *flags |= token_flags[i].flag;
    }
    return 0;
}

typedef struct token_arguments {
    text_arguments given;
    token_job job;
    VocabularyObject *vocabulary; /* taken; given back by tokens_end */
} token_arguments;

/* Reads the arguments; the first is `text` or `texts`. */
static int tokens_begin(PyObject *module, PyObject *args, PyObject *kwargs, bool many, token_arguments *to)
{
    const char *keywords[] = {many ? "texts" : "text",
                              "profile",
                              "spaces",
                              "hyphens",
                              "urls",
                              "emails",
                              "names",
                              "tags",
                              "numbers",
                              "abbreviations",
                              "elision",
                              "colon",
                              "no_break_spaces",
                              "lang",
                              "language",
                              "vocabulary",
                              "forms",
                              "units",
                              "limits",
                              NULL};
    module_state *state = PyModule_GetState(module);
    quoth_token_options *options = &to->job.options;
    PyObject *profile = NULL, *spaces = NULL, *vocabulary = NULL, *forms = Py_True, *f[TOKEN_FLAGS] = {0};
    bool with_forms;
    *to = (token_arguments){.job = {.options = {.size = sizeof *options}}};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs,
                                     many ? "O|$OOOOOOOOOOOOOOOOOO:tokens_many" : "O|$OOOOOOOOOOOOOOOOOO:tokens",
                                     QUOTH__KEYWORDS(keywords), &to->given.text, &profile, &spaces, &f[0], &f[1], &f[2],
                                     &f[3], &f[4], &f[5], &f[6], &f[7], &f[8], &f[9], &to->given.lang,
                                     &to->given.language, &vocabulary, &forms, &to->given.units, &to->given.limits))
        return -1;
    if (flags_of(f, &options->flags) < 0 || profile_of(state, profile, &options->profile) < 0 ||
        truth_of(spaces, &options->spaces) < 0 || truth_of(forms, &with_forms) < 0)
        return -1;
    to->job.no_forms = !with_forms;
    to->given.wants_language = (to->given.lang && to->given.lang != Py_None) || to->given.language ||
                               (options->flags & (QUOTH_TOKENS_ABBREVIATIONS | QUOTH_TOKENS_ELISION)) != 0;
    if (!vocabulary || vocabulary == Py_None) return 0;
    to->vocabulary = vocabulary_take(state, vocabulary);
    if (!to->vocabulary) return -1;
    to->job.vocabulary = to->vocabulary->vocabulary;
    return 0;
}

static void tokens_end(token_arguments *to)
{
    if (to->vocabulary) vocabulary_give_back(to->vocabulary);
}

PyDoc_STRVAR(
    tokens_doc,
    "tokens(text, *, profile='news', spaces=False, hyphens=False, urls=False, emails=False, names=False,\n"
    "       tags=False, numbers=False, abbreviations=False, elision=False, colon=False,\n"
    "       no_break_spaces=False, lang=None, language=None, vocabulary=None, forms=True, units='codepoints',\n"
    "       limits=None)\n--\n\n"
    "The words, numbers and other segments of a text, by UAX #29.\n\n"
    "Parameters\n----------\ntext : str or bytes\n    bytes must be UTF-8.\n"
    "profile : {'news', 'uax29'}, optional\n"
    "    With \"news\" a no-break space separates, as it does not in the standard.\n"
    "spaces : bool, optional\n    Also rows of white space, so that the tokens cover the text.\n"
    "hyphens, urls, emails, names, tags, numbers, abbreviations : bool, optional\n"
    "    Compounds with hyphens, addresses, @names, #tags, 12:30 and 10 000, U.S. with its dots: each one token.\n"
    "elision, colon, no_break_spaces : bool, optional\n"
    "    l' is a token of its own; a colon is no part of a word; U+202F separates in any profile.\n"
    "lang : str, optional\n    The code of the language, for abbreviations and elision; guessed where it is not "
    "given.\n"
    "language : Language, optional\n    The language itself.\n"
    "vocabulary : Vocabulary, optional\n    Gives the ids, and grows; there is no column of forms then.\n"
    "forms : bool, optional\n    Without them and without a vocabulary there are neither forms nor ids.\n"
    "units : {'codepoints', 'utf16'}, optional\n    What start and end count.\n"
    "limits : dict, optional\n    Any of max_bytes, max_tokens, max_depth, max_work.\n\n"
    "Returns\n-------\nTable\n"
    "    start, end (code points), start_byte, end_byte, kind (word, number, punctuation, mark, space,\n"
    "    other), id and form: the comparison form, of which `id` is the index in the pool.\n\n"
    "Raises\n------\nInputError\n    The bytes are not UTF-8.\nLimitError\n    A limit was passed.\n\n"
    "Examples\n--------\n"
    ">>> from quoth import _core\n"
    ">>> _core.tokens(\"\\u201cYes\\u201d, he said.\").list(\"form\")\n['“', 'yes', '”', ',', 'he', 'said', '.']\n");
static PyObject *tokens(PyObject *module, PyObject *args, PyObject *kwargs)
{
    token_arguments to;
    if (tokens_begin(module, args, kwargs, false, &to) < 0) return NULL;
    PyObject *table = text_table(module, &to.given, tokens_job, &to.job);
    tokens_end(&to);
    return table;
}

/* ------------------------------------------------------------------------------------------------ many texts */

/* A text of many: what keeps its bytes and its words, and the text itself. */
typedef struct one_text {
    source bytes;
    LanguageObject *language;
} one_text;

typedef struct many_texts {
    one_text *each;
    quoth_text **texts;
    size_t count, made, bytes;
} many_texts;

static void many_close(many_texts *many)
{
    for (size_t i = 0; i < many->made; i++) quoth_text_free(many->texts[i]);
    for (size_t i = 0; many->each && i < many->count; i++) {
        Py_XDECREF((PyObject *)many->each[i].language);
        source_close(&many->each[i].bytes);
    }
    PyMem_Free(many->each);
    PyMem_Free(many->texts);
}

/* Opens the texts of a list; with the GIL. */
static int many_open(module_state *state, call *called, const text_arguments *given, PyObject *list, many_texts *many)
{
    size_t count = (size_t)PyList_Size(list);
    many->each = PyMem_Calloc(count + 1, sizeof *many->each);
    many->texts = PyMem_Calloc(count + 1, sizeof(quoth_text *));
    if (!many->each || !many->texts) {
        PyErr_NoMemory();
        return -1;
    }
    for (; many->count < count; many->count++) {
        one_text *one = &many->each[many->count];
        if (source_open(state, PyList_GetItem(list, (Py_ssize_t)many->count), "text", &one->bytes) < 0) return -1;
        many->bytes += one->bytes.length;
        if (!given->wants_language) continue;
        if (language_choose(state, called, &one->bytes, given->lang, given->language, &one->language) == 0) continue;
        source_close(&one->bytes);
        return -1;
    }
    return 0;
}

/* Without the GIL. */
static quoth_status many_make(quoth_context *context, many_texts *many, quoth_units units)
{
    for (; many->made < many->count; many->made++) {
        const one_text *one = &many->each[many->made];
        quoth_text_options options = {
            .size = sizeof options, .units = units, .language = one->language ? one->language->language : NULL};
        QUOTH__TRY(quoth_text_make(context, one->bytes.bytes, one->bytes.length, &options, &many->texts[many->made]));
    }
    return QUOTH_OK;
}

static quoth_status of_many(quoth_context *context, const void *about, const quoth_token_options *options,
                            quoth_vocabulary *vocabulary, quoth_table **table)
{
    const many_texts *many = about;
    return quoth_tokens_many(context, (const quoth_text *const *)many->texts, many->count, options, vocabulary, table);
}

static PyObject *many_run(module_state *state, call *called, const token_arguments *to, PyObject *list)
{
    many_texts many = {0};
    quoth_table *table = NULL;
    PyObject *wrapped = NULL;
    quoth_units units;
    if (units_of(state, to->given.units, &units) == 0 && many_open(state, called, &to->given, list, &many) == 0) {
        call_release(called, many.bytes);
        quoth_status status = many_make(called->context, &many, units);
        if (status == QUOTH_OK) status = with_forms(called->context, of_many, &many, &to->job, &table);
        call_restore(called);
        if (call_check(called, status) == 0)
            wrapped = table_wrap(state, table);
        else if (status == QUOTH_OK)
            quoth_table_release(table);
    }
    many_close(&many);
    return wrapped;
}

PyDoc_STRVAR(tokens_many_doc,
             "tokens_many(texts, *, profile='news', spaces=False, hyphens=False, urls=False, emails=False,\n"
             "            names=False, tags=False, numbers=False, abbreviations=False, elision=False, colon=False,\n"
             "            no_break_spaces=False, lang=None, language=None, vocabulary=None, forms=True,\n"
             "            units='codepoints', limits=None)\n--\n\n"
             "The tokens of many texts in one table, with the ids of one vocabulary.\n\n"
             "Parameters\n----------\ntexts : iterable of str or bytes\n"
             "profile, spaces, hyphens, urls, emails, names, tags, numbers, abbreviations, elision, colon,\n"
             "no_break_spaces, lang, language, vocabulary, forms, units, limits : optional\n    As for `tokens`.\n\n"
             "Returns\n-------\nTable\n    text (which of them), and the columns of `tokens`.\n\n"
             "Examples\n--------\n"
             ">>> from quoth import _core\n"
             ">>> table = _core.tokens_many([\"a b\", \"b c\"])\n"
             ">>> table.list(\"text\"), table.list(\"id\")\n([0, 0, 1, 1], [0, 1, 1, 2])\n");
static PyObject *tokens_many(PyObject *module, PyObject *args, PyObject *kwargs)
{
    module_state *state = PyModule_GetState(module);
    token_arguments to;
    PyObject *list = NULL, *table = NULL;
    call called;
    if (tokens_begin(module, args, kwargs, true, &to) < 0) return NULL;
    if (PyUnicode_Check(to.given.text) || PyBytes_Check(to.given.text))
        PyErr_SetString(PyExc_TypeError, "texts must be a list of texts: give [text] for one");
    else
        list = PySequence_List(to.given.text);
    if (list && call_begin(&called, state, to.given.limits, NULL) == 0) {
        table = many_run(state, &called, &to, list);
        call_end(&called);
    }
    Py_XDECREF(list);
    tokens_end(&to);
    return table;
}

PyMethodDef token_functions[] = {
    {"tokens", QUOTH__METHOD(tokens), METH_VARARGS | METH_KEYWORDS, tokens_doc},
    {"tokens_many", QUOTH__METHOD(tokens_many), METH_VARARGS | METH_KEYWORDS, tokens_many_doc},
    {0}};
