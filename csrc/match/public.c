/* public: passages that come from no account, and which of them are tellings of one utterance, as a table.
 *
 *   passages ─► tokens ─► forms: the words of a passage, each wording once
 *      ├── by words    ─► candidates ─► quoth__match           (matching.h)
 *      └── by letters  ─► letters of the forms ─► quoth__match_letters   (spelling.h)
 *   tellings ─► the wording that stands for each utterance: the one told most often; of these the one most like the
 *               others; then by its bytes
 *
 * Linear beyond what the two cost. */
#include "../base/table.h"
#include "../unicode/utf8.h"
#include "spelling.h"

#define AT_LEAST_OF_ACCOUNTS                                                                                           \
    660000u              /* in QUOTH__LETTERS_ONE: how alike a group is where accounts keep passages apart */
#define AT_LEAST 740000u /* where nothing is known of them */

#define OPENED 1700u /* work: two places looked up, five blocks of memory taken and given back */

typedef struct maker {
    const quoth_passage *given;
    uint32_t count;
    quoth_utterances_options options;
    quoth_vocabulary *vocabulary;
    quoth__candidate *candidates;
    uint32_t *form;       /* of each passage; QUOTH__NONE where it has no words */
    quoth__strings forms; /* the ids of their words */
    quoth__array tellings;
    uint32_t *told;  /* by form: passages of the utterance in question that have it */
    uint8_t *stands; /* by passage: its wording stands for the utterance */
} maker;

static const quoth__telling *telling_at(const maker *by, size_t i)
{
    return &QUOTH__AT(by->tellings, quoth__telling, i);
}

/* ------------------------------------------------------------------------------------------------------ passages */

static quoth_status open_passages(quoth_context *context, maker *by)
{
    for (uint32_t p = 0; p < by->count; p++) {
        quoth__candidate *candidate = &by->candidates[p];
        QUOTH__TRY(quoth__passage_open(context, &by->given[p], by->vocabulary, &candidate->passage));
        candidate->account = by->options.accounts ? by->options.accounts[p] : p;
        candidate->speaker = by->options.speakers ? by->options.speakers[p] : QUOTH__NONE;
        candidate->teller = candidate->parent = candidate->group = QUOTH__NONE;
        QUOTH__TRY(quoth__work(context, OPENED));
    }
    return QUOTH_OK;
}

/* The form of each passage, by the ids of its words. */
static quoth_status number_forms(quoth_context *context, maker *by)
{
    quoth__array words = {0};
    quoth_status status = QUOTH_OK;
    for (uint32_t p = 0; p < by->count && status == QUOTH_OK; p++) {
        const quoth__tokens *tokens = &by->candidates[p].passage.tokens;
        words.count = 0;
        QUOTH__GOTO(quoth__array_reserve(context, &words, tokens->count, sizeof(uint32_t)));
        for (size_t i = 0; i < tokens->count; i++)
            if (tokens->kind[i] == QUOTH__TOKEN_WORD || tokens->kind[i] == QUOTH__TOKEN_NUMBER)
                QUOTH__AT(words, uint32_t, words.count++) = tokens->id[i];
        by->form[p] = QUOTH__NONE;
        if (words.count)
            QUOTH__GOTO(
                quoth__strings_add(context, &by->forms, words.data, words.count * sizeof(uint32_t), &by->form[p]));
        QUOTH__GOTO(quoth__work(context, 60 + 10 * (uint64_t)tokens->count));
    }
done:
    quoth__array_free(&context->allocator, &words, sizeof(uint32_t));
    return status;
}

/* ------------------------------------------------------------------------------------------------------- letters */

/* Appends the code points of the words of a form, a space between them. */
static quoth_status append_letters(quoth_context *context, const maker *by, uint32_t form, quoth__array *letters)
{
    quoth_string ids = quoth__strings_get(&by->forms, form);
    for (size_t at = 0; at < ids.length; at += sizeof(uint32_t)) {
        uint32_t id;
        memcpy(&id, ids.bytes + at, sizeof id);
        quoth_string word = quoth_vocabulary_form(by->vocabulary, id);
        QUOTH__TRY(quoth__array_reserve(context, letters, word.length + 1, sizeof(uint32_t)));
        if (at) QUOTH__AT(*letters, uint32_t, letters->count++) = ' ';
        for (size_t place = 0; place < word.length;)
            QUOTH__AT(*letters, uint32_t, letters->count++) = quoth__utf8_next((const uint8_t *)word.bytes, &place);
        QUOTH__TRY(quoth__work(context, 40 + 9 * (uint64_t)word.length));
    }
    return QUOTH_OK;
}

static quoth_status match_letters(quoth_context *context, maker *by)
{
    uint32_t forms = quoth__strings_count(&by->forms), asked = by->options.at_least / (QUOTH_ONE / QUOTH__LETTERS_ONE);
    quoth__array letters = {0};
    void *got;
    QUOTH__TRY(quoth__allocate_zeroed(context, (size_t)forms + 1, sizeof(size_t), &got));
    size_t *first = got;
    quoth_status status = QUOTH_OK;
    for (uint32_t f = 0; f < forms; f++) {
        QUOTH__GOTO(append_letters(context, by, f, &letters));
        first[f + 1] = letters.count;
    }
    quoth__spelling given = {.form = by->form,
                             .count = by->count,
                             .forms = forms,
                             .letters = letters.data,
                             .first = first,
                             .account = by->options.accounts,
                             .at_least = asked                  ? asked
                                         : by->options.accounts ? AT_LEAST_OF_ACCOUNTS
                                                                : AT_LEAST};
    QUOTH__GOTO(quoth__match_letters(context, &given, &by->tellings));
done:
    quoth__array_free(&context->allocator, &letters, sizeof(uint32_t));
    quoth__free(&context->allocator, first, (size_t)forms + 1, sizeof *first);
    return status;
}

static quoth_status match_words(quoth_context *context, maker *by)
{
    const quoth_language *language = by->count ? by->given[0].text->language : NULL;
    const char *lang = language ? quoth_language_name(language) : NULL;
    return quoth__match(context, by->candidates, by->count, by->vocabulary, lang, &by->tellings);
}

/* --------------------------------------------------------------------------------------------------------- table */

static int byte_order(const maker *by, uint32_t a, uint32_t b)
{
    quoth_string x = quoth__strings_get(&by->forms, by->form[a]), y = quoth__strings_get(&by->forms, by->form[b]);
    if (by->form[a] == by->form[b]) return quoth__three_way(a, b);
    for (size_t at = 0; at < x.length && at < y.length; at += sizeof(uint32_t)) {
        uint32_t i, j;
        memcpy(&i, x.bytes + at, sizeof i);
        memcpy(&j, y.bytes + at, sizeof j);
        if (i == j) continue;
        quoth_string v = quoth_vocabulary_form(by->vocabulary, i), w = quoth_vocabulary_form(by->vocabulary, j);
        int order = memcmp(v.bytes, w.bytes, v.length < w.length ? v.length : w.length);
        return order ? order : quoth__three_way(v.length, w.length);
    }
    return quoth__three_way(x.length, y.length);
}

/* Below 0 where the wording of telling a stands for the utterance rather than that of b. */
static int standing(const maker *by, const quoth__telling *a, const quoth__telling *b)
{
    int order = quoth__three_way(by->told[by->form[b->candidate]], by->told[by->form[a->candidate]]);
    if (!order) order = quoth__three_way(b->share, a->share);
    return order ? order : byte_order(by, a->candidate, b->candidate);
}

/* Names the wording that stands for the tellings [start, end) of one utterance. */
static quoth_status choose(quoth_context *context, maker *by, size_t start, size_t end)
{
    size_t best = start, words = 0;
    for (size_t i = start; i < end; i++) by->told[by->form[telling_at(by, i)->candidate]]++;
    for (size_t i = start + 1; i < end; i++) {
        if (standing(by, telling_at(by, i), telling_at(by, best)) < 0) best = i;
        words += quoth__strings_get(&by->forms, by->form[telling_at(by, i)->candidate]).length / sizeof(uint32_t);
    }
    uint32_t form = by->form[telling_at(by, best)->candidate];
    for (size_t i = start; i < end; i++) {
        uint32_t passage = telling_at(by, i)->candidate;
        by->stands[passage] = by->form[passage] == form;
        by->told[by->form[passage]] = 0;
    }
    return quoth__work(context, 60 * (uint64_t)(end - start) + 2 * (uint64_t)words);
}

static quoth_status choose_all(quoth_context *context, maker *by)
{
    for (size_t start = 0, end; start < by->tellings.count; start = end) {
        uint32_t utterance = telling_at(by, start)->utterance;
        for (end = start; end < by->tellings.count && telling_at(by, end)->utterance == utterance;) end++;
        QUOTH__TRY(choose(context, by, start, end));
    }
    return QUOTH_OK;
}

static quoth_status make_table(quoth_context *context, const maker *by, quoth_table **table)
{
    static const quoth__column_spec specs[] = {{"utterance", QUOTH_U32, false},
                                               {"passage", QUOTH_U32, false},
                                               {"stands", QUOTH_U8, false},
                                               {"reason", QUOTH_NAME, false},
                                               {"share", QUOTH_F64, false}};
    quoth_table *made = NULL;
    QUOTH__TRY(quoth__table_make(context, specs, 5, by->tellings.count, &made));
    for (size_t i = 0; i < by->tellings.count; i++) {
        const quoth__telling *telling = telling_at(by, i);
        quoth__table_u32(made, 0)[i] = telling->utterance;
        quoth__table_u32(made, 1)[i] = telling->candidate;
        quoth__table_u8(made, 2)[i] = by->stands[telling->candidate];
        quoth__table_u32(made, 3)[i] = telling->reason;
        quoth__table_f64(made, 4)[i] = (double)telling->share / 1000.0;
    }
    quoth_status status = quoth__table_set_list(context, made, 3, quoth__reason_names, QUOTH__REASON_COUNT);
    if (status == QUOTH_OK) status = quoth__work(context, 60 * (uint64_t)by->tellings.count);
    if (status == QUOTH_OK)
        *table = made;
    else
        quoth_table_release(made);
    return status;
}

/* ---------------------------------------------------------------------------------------------------------- call */

static quoth_status run(quoth_context *context, maker *by, quoth_table **table)
{
    void *got;
    QUOTH__TRY(quoth_vocabulary_make(context, &by->vocabulary));
    QUOTH__TRY(quoth__allocate_zeroed(context, by->count, sizeof *by->candidates, &got));
    by->candidates = got;
    QUOTH__TRY(quoth__allocate(context, by->count, sizeof *by->form, &got));
    by->form = got;
    QUOTH__TRY(quoth__allocate_zeroed(context, by->count, sizeof *by->told, &got));
    by->told = got;
    QUOTH__TRY(quoth__allocate_zeroed(context, by->count, sizeof *by->stands, &got));
    by->stands = got;
    QUOTH__TRY(open_passages(context, by));
    QUOTH__TRY(number_forms(context, by));
    QUOTH__TRY(by->options.letters ? match_letters(context, by) : match_words(context, by));
    QUOTH__TRY(choose_all(context, by));
    return make_table(context, by, table);
}

static quoth_status check(quoth_context *context, const quoth_passage *passages, size_t count,
                          const quoth_utterances_options *options)
{
    if (count && !passages) return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "no passages");
    if (count >= UINT32_MAX)
        return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "%zu passages are too many to match", count);
    if (options && options->size != sizeof *options)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX,
                           "options of another size: options.size is %zu, not %zu", options->size, sizeof *options);
    if (options && options->at_least > QUOTH_ONE)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "at_least is above 1");
    return QUOTH_OK;
}

quoth_status quoth_utterances(quoth_context *context, const quoth_passage *passages, size_t count,
                              const quoth_utterances_options *options, quoth_table **table)
{
    maker by = {.given = passages, .count = (uint32_t)count};
    const quoth_allocator *allocator = &context->allocator;
    quoth__enter(context);
    quoth_status status = check(context, passages, count, options);
    if (status == QUOTH_OK && options) by.options = *options;
    if (status == QUOTH_OK) status = run(context, &by, table);
    for (uint32_t p = 0; by.candidates && p < by.count; p++) quoth__passage_close(allocator, &by.candidates[p].passage);
    quoth__free(allocator, by.candidates, by.count, sizeof *by.candidates);
    quoth__free(allocator, by.form, by.count, sizeof *by.form);
    quoth__free(allocator, by.told, by.count, sizeof *by.told);
    quoth__free(allocator, by.stands, by.count, sizeof *by.stands);
    quoth__array_free(allocator, &by.tellings, sizeof(quoth__telling));
    quoth__strings_free(allocator, &by.forms);
    quoth_vocabulary_free(by.vocabulary);
    return quoth__leave(context, status);
}
