/* text: what is found in one text - sentences, paragraphs, graphemes, quotations (tokens: tokens.c).
 *
 *   arguments ─► source, language, limits ─► quoth_text ─► a job ─► Table
 *
 * Each function names its job and the job's options; text_table does the rest, without the GIL for long texts. */
#include "module.h"

#include "../text/text.h"
#include "../unicode/utf8.h"

static PyObject *run(call *called, const source *text, LanguageObject *language, quoth_units units, text_job job,
                     const void *options)
{
    quoth_text_options made_with = {
        .size = sizeof made_with, .units = units, .language = language ? language->language : NULL};
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

int units_of(module_state *state, PyObject *object, quoth_units *units)
{
    *units = QUOTH_UNITS_CODE_POINTS;
    if (!object) return 0;
    if (PyUnicode_Check(object)) {
        if (PyUnicode_CompareWithASCIIString(object, "codepoints") == 0) return 0;
        *units = QUOTH_UNITS_UTF16;
        if (PyUnicode_CompareWithASCIIString(object, "utf16") == 0) return 0;
    }
    return raise_input(state, "units must be \"codepoints\" or \"utf16\", not %R", object);
}

PyObject *text_table(PyObject *module, const text_arguments *given, text_job job, const void *options)
{
    module_state *state = PyModule_GetState(module);
    LanguageObject *language = NULL;
    PyObject *table = NULL;
    quoth_units units;
    source text;
    call called;
    if (units_of(state, given->units, &units) < 0) return NULL;
    if (source_open(state, given->text, "text", &text) < 0) return NULL;
    if (call_begin(&called, state, given->limits, NULL) == 0 &&
        (!given->wants_language ||
         language_choose(state, &called, &text, given->lang, given->language, &language) == 0))
        table = run(&called, &text, language, units, job, options);
    call_end(&called);
    Py_XDECREF((PyObject *)language);
    source_close(&text);
    return table;
}

/* A truth given by keyword; `object` may be NULL. */
int truth_of(PyObject *object, bool *truth)
{
    int got = object ? PyObject_IsTrue(object) : 0;
    *truth = got > 0;
    return got < 0 ? -1 : 0;
}

int profile_of(module_state *state, PyObject *object, quoth_profile *profile)
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

PyDoc_STRVAR(paragraphs_doc, "paragraphs(text, *, units='codepoints', limits=None)\n--\n\n"
                             "The paragraphs of a text.\n\n"
                             "Parameters\n----------\ntext : str or bytes\nunits : {'codepoints', 'utf16'}, optional\n "
                             "   What start and end count.\n"
                             "limits : dict, optional\n\n"
                             "Returns\n-------\nTable\n    start, end (code points), start_byte, end_byte.\n\n"
                             "Examples\n--------\n"
                             ">>> from quoth import _core\n"
                             ">>> _core.paragraphs(\"One.\\nTwo.\").list(\"start\")\n[0, 5]\n");
static PyObject *paragraphs(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"text", "units", "limits", NULL};
    text_arguments given = {0};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OO:paragraphs", QUOTH__KEYWORDS(keywords), &given.text,
                                     &given.units, &given.limits))
        return NULL;
    return text_table(module, &given, paragraphs_job, NULL);
}

PyDoc_STRVAR(sentences_doc,
             "sentences(text, *, lang=None, language=None, profile='news', spaces=False, units='codepoints',\n"
             "          limits=None)\n--\n\n"
             "The sentences of a text: those of UAX #29, mended for news.\n\n"
             "Parameters\n----------\ntext : str or bytes\n"
             "lang : str, optional\n    The code of its language; guessed where it is not given.\n"
             "language : Language, optional\n    The language itself.\n"
             "profile : {'news', 'uax29'}, optional\n    The standard as it stands with \"uax29\".\n"
             "spaces : bool, optional\n    The white space behind a sentence is of it.\n"
             "units : {'codepoints', 'utf16'}, optional\n    What start and end count.\n"
             "limits : dict, optional\n\n"
             "Returns\n-------\nTable\n    start, end (code points), start_byte, end_byte.\n\n"
             "Examples\n--------\n"
             ">>> from quoth import _core\n"
             ">>> _core.sentences(\"Mr. Smith went. He came back.\", lang=\"en\").list(\"start\")\n[0, 16]\n");
static PyObject *sentences(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"text", "lang", "language", "profile", "spaces", "units", "limits", NULL};
    text_arguments given = {.wants_language = true};
    quoth_sentence_options options = {.size = sizeof options};
    PyObject *profile = NULL, *spaces = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OOOOOO:sentences", QUOTH__KEYWORDS(keywords), &given.text,
                                     &given.lang, &given.language, &profile, &spaces, &given.units, &given.limits))
        return NULL;
    if (profile_of(PyModule_GetState(module), profile, &options.profile) < 0) return NULL;
    if (truth_of(spaces, &options.spaces) < 0) return NULL;
    return text_table(module, &given, sentences_job, &options);
}

static quoth_status graphemes_job(quoth_context *context, const quoth_text *text, const void *options,
                                  quoth_table **table)
{
    (void)options;
    return quoth_graphemes(context, text, table);
}

PyDoc_STRVAR(graphemes_doc, "graphemes(text, *, units='codepoints', limits=None)\n--\n\n"
                            "The extended grapheme clusters of a text: what a reader takes for one character.\n\n"
                            "Parameters\n----------\ntext : str or bytes\n"
                            "units : {'codepoints', 'utf16'}, optional\n    What start and end count.\n"
                            "limits : dict, optional\n\n"
                            "Returns\n-------\nTable\n    start, end, start_byte, end_byte.\n\n"
                            "Examples\n--------\n"
                            ">>> from quoth import _core\n"
                            ">>> _core.graphemes(\"e\\u0301a\").list(\"end\")\n[2, 3]\n");
static PyObject *graphemes(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static const char *const keywords[] = {"text", "units", "limits", NULL};
    text_arguments given = {0};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OO:graphemes", QUOTH__KEYWORDS(keywords), &given.text,
                                     &given.units, &given.limits))
        return NULL;
    return text_table(module, &given, graphemes_job, NULL);
}

/* ------------------------------------------------------------------------------------------- quotations */

static quoth_status quotations_job(quoth_context *context, const quoth_text *text, const void *options,
                                   quoth_table **table)
{
    return quoth_quotations(context, text, options, table);
}

PyDoc_STRVAR(
    quotations_doc,
    "quotations(text, *, lang=None, language=None, spans_only=False, indirect=True, mentions=None, speakers=None, "
    "limits=None)\n"
    "--\n\n"
    "The quotations of a text, with who speaks and who says so.\n\n"
    "Parameters\n----------\ntext : str or bytes\n    bytes must be UTF-8.\n"
    "lang : str, optional\n    The code of its language; guessed where it is not given.\n"
    "language : Language, optional\n    The language itself, as `read_language` makes it.\n"
    "spans_only : bool, optional\n    Find the stretches and their nesting, no kinds and no speakers.\n"
    "indirect : bool, optional\n    Also what is told without marks.\n"
    "mentions : sequence of tuples, optional\n    (start, end, name, gender, sort): words that name somebody.\n"
    "speakers : sequence of tuples, optional\n    (start, end, speaker, addressee): who says a quotation.\n"
    "limits : dict, optional\n    Any of max_bytes, max_tokens, max_depth, max_work.\n\n"
    "Returns\n-------\nTable\n"
    "    One row a stretch between marks, outermost first, in order of start, then one for what is told without:\n"
    "    start, end, start_byte,\n"
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
    static const char *const keywords[] = {"text",     "lang",     "language", "spans_only", "indirect",
                                           "mentions", "speakers", "limits",   NULL};
    text_arguments given = {.wants_language = true};
    quoth_quotation_options options = {.size = sizeof options};
    bool wanted;
    PyObject *spans_only = NULL, *indirect = Py_True, *mentions = NULL, *said = NULL, *table = NULL;
    knowing known = {0};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OOOOOOO:quotations", QUOTH__KEYWORDS(keywords), &given.text,
                                     &given.lang, &given.language, &spans_only, &indirect, &mentions, &said,
                                     &given.limits))
        return NULL;
    if (truth_of(spans_only, &options.spans_only) < 0 || truth_of(indirect, &wanted) < 0) return NULL;
    options.no_indirect = !wanted;
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
    {"paragraphs", QUOTH__METHOD(paragraphs), METH_VARARGS | METH_KEYWORDS, paragraphs_doc},
    {"graphemes", QUOTH__METHOD(graphemes), METH_VARARGS | METH_KEYWORDS, graphemes_doc},
    {"sentences", QUOTH__METHOD(sentences), METH_VARARGS | METH_KEYWORDS, sentences_doc},
    {"quotations", QUOTH__METHOD(quotations), METH_VARARGS | METH_KEYWORDS, quotations_doc},
    {"why_speaker", QUOTH__METHOD(why_speaker), METH_VARARGS | METH_KEYWORDS, why_speaker_doc},
    {"front_matter", front_matter, METH_O, front_matter_doc},
    {0}};
