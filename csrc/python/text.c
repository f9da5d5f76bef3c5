/* text: what is found in one text - tokens, sentences, paragraphs, quotations.
 *
 *   arguments ─► source, language, limits ─► quoth_text ─► a job ─► Table
 *
 * Each function names its job and the job's options; text_table does the rest, without the GIL for long texts. */
#include "module.h"

#include "../text/text.h"
#include "../unicode/utf8.h"

typedef quoth_status (*text_job)(quoth_context *context, const quoth_text *text, const void *options,
                                 quoth_table **table);

/* What a call on a text was given. */
typedef struct text_arguments {
    PyObject *text, *lang, *language, *limits;
    bool wants_language;
} text_arguments;

static PyObject *run(call *called, const source *text, LanguageObject *language, text_job job, const void *options)
{
    quoth_text_options made_with = {.size = sizeof made_with, .language = language ? language->language : NULL};
    quoth_text *made = NULL;
    quoth_table *table = NULL;
    call_release(called, text->length);
    quoth_status status = quoth_text_make(called->context, text->bytes, text->length, &made_with, &made);
    if (status == QUOTH_OK) {
        status = job(called->context, made, options, &table);
        quoth_text_free(made);
    }
    call_restore(called);
    if (call_check(called, status) == 0) return table_wrap(called->state, table);
    if (status == QUOTH_OK) quoth_table_release(table);
    return NULL;
}

static PyObject *text_table(PyObject *module, const text_arguments *given, text_job job, const void *options)
{
    module_state *state = PyModule_GetState(module);
    LanguageObject *language = NULL;
    PyObject *table = NULL;
    source text;
    call called;
    if (source_open(state, given->text, "text", &text) < 0) return NULL;
    if (call_begin(&called, state, given->limits, NULL) == 0 &&
        (!given->wants_language ||
         language_choose(state, &called, &text, given->lang, given->language, &language) == 0))
        table = run(&called, &text, language, job, options);
    call_end(&called);
    Py_XDECREF((PyObject *)language);
    source_close(&text);
    return table;
}

/* A truth given by keyword; `object` may be NULL. */
static int truth_of(PyObject *object, bool *truth)
{
    int got = object ? PyObject_IsTrue(object) : 0;
    *truth = got > 0;
    return got < 0 ? -1 : 0;
}

/* ----------------------------------------------------------------------------------------------- tokens */

static const quoth__column_spec form_spec = {"form", QUOTH_NAME, false};

/* The table of tokens with one column more, `form`: its pool is the vocabulary, so that its indices are the ids. */
static quoth_status add_forms(quoth_context *context, const quoth_table *tokens, const quoth_vocabulary *vocabulary,
                              quoth_table **table)
{
    quoth__column_spec specs[8];
    quoth_column column = {0}, ids = {0};
    quoth_table *made = NULL;
    quoth_status status = QUOTH_OK;
    size_t count = 0;
    for (; count < 7 && quoth_table_column(tokens, count, &column); count++)
        specs[count] = (quoth__column_spec){column.name, column.type, column.validity != NULL};
    specs[count] = form_spec;
    QUOTH__GOTO(quoth__table_make(context, specs, count + 1, quoth_table_rows(tokens), &made));
    for (size_t i = 0; i < count && quoth_table_column(tokens, i, &column); i++)
        QUOTH__GOTO(column_copy(context, made, i, &column, NULL));
    if (quoth_table_column_named(tokens, "id", &ids) && ids.rows)
        memcpy(quoth__table_u32(made, count), ids.values, ids.rows * sizeof(uint32_t));
    QUOTH__GOTO(quoth__table_set_pool(context, made, count, &vocabulary->forms));
    *table = made;
    made = NULL;
done:
    quoth_table_release(made);
    return status;
}

static quoth_status tokens_job(quoth_context *context, const quoth_text *text, const void *options, quoth_table **table)
{
    quoth_vocabulary *vocabulary;
    quoth_table *tokens = NULL;
    quoth_status status;
    QUOTH__TRY(quoth_vocabulary_make(context, &vocabulary));
    QUOTH__GOTO(quoth_tokens(context, text, options, vocabulary, &tokens));
    QUOTH__GOTO(add_forms(context, tokens, vocabulary, table));
done:
    quoth_table_release(tokens);
    quoth_vocabulary_free(vocabulary);
    return status;
}

static int profile_of(module_state *state, PyObject *object, quoth_profile *profile)
{
    *profile = QUOTH_PROFILE_NEWS;
    if (!object) return 0;
    if (PyUnicode_Check(object)) {
        if (PyUnicode_CompareWithASCIIString(object, "news") == 0) return 0;
        *profile = QUOTH_PROFILE_UAX29;
        if (PyUnicode_CompareWithASCIIString(object, "uax29") == 0) return 0;
    }
    return raise_input(state, "profile must be \"news\" or \"uax29\", not %R", object);
}

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

PyDoc_STRVAR(
    tokens_doc,
    "tokens(text, *, profile='news', spaces=False, hyphens=False, urls=False, emails=False, names=False,\n"
    "       tags=False, numbers=False, abbreviations=False, elision=False, colon=False,\n"
    "       no_break_spaces=False, lang=None, language=None, limits=None)\n--\n\n"
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
    static const char *const keywords[] = {
        "text",          "profile", "spaces", "hyphens",         "urls", "emails",   "names",  "tags", "numbers",
        "abbreviations", "elision", "colon",  "no_break_spaces", "lang", "language", "limits", NULL};
    text_arguments given = {0};
    quoth_token_options options = {.size = sizeof options};
    PyObject *profile = NULL, *spaces = NULL, *f[TOKEN_FLAGS] = {0};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OOOOOOOOOOOOOOO:tokens", QUOTH__KEYWORDS(keywords), &given.text,
                                     &profile, &spaces, &f[0], &f[1], &f[2], &f[3], &f[4], &f[5], &f[6], &f[7], &f[8],
                                     &f[9], &given.lang, &given.language, &given.limits))
        return NULL;
    if (flags_of(f, &options.flags) < 0) return NULL;
    given.wants_language =
        given.lang || given.language || (options.flags & (QUOTH_TOKENS_ABBREVIATIONS | QUOTH_TOKENS_ELISION)) != 0;
    if (profile_of(PyModule_GetState(module), profile, &options.profile) < 0) return NULL;
    if (truth_of(spaces, &options.spaces) < 0) return NULL;
    return text_table(module, &given, tokens_job, &options);
}

/* ---------------------------------------------------------------------------------- paragraphs, sentences */

static quoth_status paragraphs_job(quoth_context *context, const quoth_text *text, const void *options,
                                   quoth_table **table)
{
    (void)options;
    return quoth_paragraphs(context, text, table);
}

static quoth_status sentences_job(quoth_context *context, const quoth_text *text, const void *options,
                                  quoth_table **table)
{
    return quoth_sentences(context, text, options, table);
}

PyDoc_STRVAR(paragraphs_doc, "paragraphs(text, *, limits=None)\n--\n\n"
                             "The paragraphs of a text.\n\n"
                             "Parameters\n----------\ntext : str or bytes\nlimits : dict, optional\n\n"
                             "Returns\n-------\nTable\n    start, end (code points), start_byte, end_byte.\n\n"
                             "Examples\n--------\n"
                             ">>> from quoth import _core\n"
                             ">>> _core.paragraphs(\"One.\\nTwo.\").list(\"start\")\n[0, 5]\n");
static PyObject *paragraphs(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"text", "limits", NULL};
    text_arguments given = {0};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$O:paragraphs", QUOTH__KEYWORDS(keywords), &given.text,
                                     &given.limits))
        return NULL;
    return text_table(module, &given, paragraphs_job, NULL);
}

PyDoc_STRVAR(sentences_doc,
             "sentences(text, *, lang=None, language=None, profile='news', spaces=False, limits=None)\n--\n\n"
             "The sentences of a text: those of UAX #29, mended for news.\n\n"
             "Parameters\n----------\ntext : str or bytes\n"
             "lang : str, optional\n    The code of its language; guessed where it is not given.\n"
             "language : Language, optional\n    The language itself.\n"
             "profile : {'news', 'uax29'}, optional\n    The standard as it stands with \"uax29\".\n"
             "spaces : bool, optional\n    The white space behind a sentence is of it.\n"
             "limits : dict, optional\n\n"
             "Returns\n-------\nTable\n    start, end (code points), start_byte, end_byte.\n\n"
             "Examples\n--------\n"
             ">>> from quoth import _core\n"
             ">>> _core.sentences(\"Mr. Smith went. He came back.\", lang=\"en\").list(\"start\")\n[0, 16]\n");
static PyObject *sentences(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"text", "lang", "language", "profile", "spaces", "limits", NULL};
    text_arguments given = {.wants_language = true};
    quoth_sentence_options options = {.size = sizeof options};
    PyObject *profile = NULL, *spaces = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OOOOO:sentences", QUOTH__KEYWORDS(keywords), &given.text,
                                     &given.lang, &given.language, &profile, &spaces, &given.limits))
        return NULL;
    if (profile_of(PyModule_GetState(module), profile, &options.profile) < 0) return NULL;
    if (truth_of(spaces, &options.spaces) < 0) return NULL;
    return text_table(module, &given, sentences_job, &options);
}

/* ------------------------------------------------------------------------------------------- quotations */

static quoth_status quotations_job(quoth_context *context, const quoth_text *text, const void *options,
                                   quoth_table **table)
{
    return quoth_quotations(context, text, options, table);
}

PyDoc_STRVAR(
    quotations_doc,
    "quotations(text, *, lang=None, language=None, spans_only=False, mentions=None, speakers=None, limits=None)\n"
    "--\n\n"
    "The quotations of a text, with who speaks and who says so.\n\n"
    "Parameters\n----------\ntext : str or bytes\n    bytes must be UTF-8.\n"
    "lang : str, optional\n    The code of its language; guessed where it is not given.\n"
    "language : Language, optional\n    The language itself, as `read_language` makes it.\n"
    "spans_only : bool, optional\n    Find the stretches and their nesting, no kinds and no speakers.\n"
    "mentions : sequence of tuples, optional\n    (start, end, name, gender, sort): words that name somebody.\n"
    "speakers : sequence of tuples, optional\n    (start, end, speaker, addressee): who says a quotation.\n"
    "limits : dict, optional\n    Any of max_bytes, max_tokens, max_depth, max_work.\n\n"
    "Returns\n-------\nTable\n"
    "    One row a stretch between marks, outermost first, in order of start: start, end, start_byte,\n"
    "    end_byte, outer_start, outer_end, level, parent, group, part, closed, mended, kind, kind_sure,\n"
    "    speaker, ... with the child tables speakers and chain.\n\n"
    "Raises\n------\nInputError\n    The bytes are not UTF-8.\nLimitError\n    A limit was passed.\n"
    "LanguageError\n    There is no such language.\n\n"
    "Examples\n--------\n"
    ">>> from quoth import _core\n"
    ">>> table = _core.quotations('\"It is late,\" Mary Brown said.', lang=\"en\")\n"
    ">>> table.list(\"start\"), table.list(\"end\")\n([1], [12])\n");
static PyObject *quotations(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"text",     "lang",     "language", "spans_only",
                                           "mentions", "speakers", "limits",   NULL};
    text_arguments given = {.wants_language = true};
    quoth_quotation_options options = {.size = sizeof options};
    PyObject *spans_only = NULL, *mentions = NULL, *said = NULL, *table = NULL;
    knowing known = {0};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OOOOOO:quotations", QUOTH__KEYWORDS(keywords), &given.text,
                                     &given.lang, &given.language, &spans_only, &mentions, &said, &given.limits))
        return NULL;
    if (truth_of(spans_only, &options.spans_only) < 0) return NULL;
    if (known_open(PyModule_GetState(module), mentions, said, &known) == 0) {
        options.known = known.known;
        table = text_table(module, &given, quotations_job, &options);
    }
    known_close(&known);
    return table;
}

/* The text, the table and the row that a sentence about a speaker is told of. */
typedef struct told {
    const quoth_text *text;
    const quoth_table *table;
    size_t row;
} told;

static quoth_status tell_speaker(quoth_context *context, const void *about, char *buffer, size_t capacity,
                                 size_t *length)
{
    const told *of = about;
    return quoth_why_speaker(context, of->text, of->table, of->row, buffer, capacity, length);
}

static PyObject *tell_of_text(call *called, const source *text, LanguageObject *language, told *about)
{
    quoth_text_options options = {.size = sizeof options, .language = language ? language->language : NULL};
    quoth_text *made = NULL;
    quoth_status status = quoth_text_make(called->context, text->bytes, text->length, &options, &made);
    if (call_check(called, status) < 0) return NULL;
    about->text = made;
    PyObject *sentence = tell(called, tell_speaker, about);
    quoth_text_free(made);
    return sentence;
}

PyDoc_STRVAR(why_speaker_doc,
             "why_speaker(text, quotations, row, *, lang=None, language=None, limits=None)\n--\n\n"
             "Why a quotation has its speaker, in a sentence.\n\n"
             "Parameters\n----------\ntext : str or bytes\nquotations : Table\n    That of `quotations` for the text.\n"
             "row : int\nlang : str, optional\nlanguage : Language, optional\nlimits : dict, optional\n\n"
             "Returns\n-------\nstr\n");
static PyObject *why_speaker(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"text", "quotations", "row", "lang", "language", "limits", NULL};
    module_state *state = PyModule_GetState(module);
    text_arguments given = {0};
    PyObject *table, *row, *sentence = NULL;
    LanguageObject *language = NULL;
    told about = {0};
    source text;
    call called;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OOO|$OOO:why_speaker", QUOTH__KEYWORDS(keywords), &given.text,
                                     &table, &row, &given.lang, &given.language, &given.limits))
        return NULL;
    about.table = table_of(state, table, "quotations");
    if (!about.table || row_of(row, quoth_table_rows(about.table), &about.row) < 0) return NULL;
    if (source_open(state, given.text, "text", &text) < 0) return NULL;
    if (call_begin(&called, state, given.limits, NULL) == 0 &&
        language_choose(state, &called, &text, given.lang, given.language, &language) == 0)
        sentence = tell_of_text(&called, &text, language, &about);
    call_end(&called);
    Py_XDECREF((PyObject *)language);
    source_close(&text);
    return sentence;
}

/* ----------------------------------------------------------------------------------------- front matter */

/* The code points before a byte. */
static Py_ssize_t code_points(const source *text, size_t byte)
{
    return (Py_ssize_t)quoth__utf8_count((const uint8_t *)text->bytes, byte);
}

static PyObject *front_matter_dict(const source *text, const quoth_front_matter *front)
{
    PyObject *skip = PyLong_FromSsize_t(code_points(text, front->skip)), *dict = skip ? PyDict_New() : NULL;
    const struct {
        const char *key;
        quoth_string value;
    } fields[] = {{"id", front->id},         {"siglum", front->siglum}, {"date", front->date},
                  {"source", front->source}, {"title", front->title},   {"lang", front->lang}};
    for (size_t i = 0; dict && i < sizeof fields / sizeof *fields; i++) {
        PyObject *value = string_wrap(fields[i].value);
        if (!value || PyDict_SetItemString(dict, fields[i].key, value) < 0) Py_CLEAR(dict);
        Py_XDECREF(value);
    }
    if (dict && PyDict_SetItemString(dict, "skip", skip) < 0) Py_CLEAR(dict);
    Py_XDECREF(skip);
    return dict;
}

PyDoc_STRVAR(
    front_matter_doc,
    "front_matter(text, /)\n--\n\n"
    "The lines ``key: value`` between two lines ``---`` at the very start of an account.\n\n"
    "Parameters\n----------\ntext : str or bytes\n\n"
    "Returns\n-------\ndict\n"
    "    id, siglum, date, source, title, lang (str or None), and skip: the code point where the text begins.\n\n"
    "Examples\n--------\n"
    ">>> from quoth import _core\n"
    ">>> front = _core.front_matter(\"---\\ndate: 2017-06-12\\n---\\nHe said so.\")\n"
    ">>> front[\"date\"], front[\"skip\"]\n('2017-06-12', 25)\n");
static PyObject *front_matter(PyObject *module, PyObject *object)
{
    source text;
    if (source_open(PyModule_GetState(module), object, "text", &text) < 0) return NULL;
    quoth_front_matter front = quoth_front_matter_read(text.bytes, text.length);
    PyObject *dict = front_matter_dict(&text, &front);
    source_close(&text);
    return dict;
}

PyMethodDef text_functions[] = {
    {"tokens", QUOTH__METHOD(tokens), METH_VARARGS | METH_KEYWORDS, tokens_doc},
    {"paragraphs", QUOTH__METHOD(paragraphs), METH_VARARGS | METH_KEYWORDS, paragraphs_doc},
    {"sentences", QUOTH__METHOD(sentences), METH_VARARGS | METH_KEYWORDS, sentences_doc},
    {"quotations", QUOTH__METHOD(quotations), METH_VARARGS | METH_KEYWORDS, quotations_doc},
    {"why_speaker", QUOTH__METHOD(why_speaker), METH_VARARGS | METH_KEYWORDS, why_speaker_doc},
    {"front_matter", front_matter, METH_O, front_matter_doc},
    {0}};
