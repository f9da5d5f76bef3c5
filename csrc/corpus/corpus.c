/* corpus: accounts come in, and the table of them goes out (corpus.h draws the whole). */
#include "corpus.h"

#include "../unicode/utf8.h"

quoth_status quoth_corpus_make(quoth_context *context, quoth_corpus **corpus)
{
    void *got;
    quoth__enter(context);
    quoth_status status = quoth__allocate_zeroed(context, 1, sizeof(quoth_corpus), &got);
    if (status == QUOTH_OK) {
        *corpus = got;
        (*corpus)->allocator = context->allocator;
    }
    return quoth__leave(context, status);
}

void quoth__entry_free(const quoth_allocator *allocator, quoth__account_entry *entry)
{
    quoth__free(allocator, entry->person_of, entry->speech.people.count, sizeof(uint32_t));
    quoth__speech_free(allocator, &entry->speech);
    quoth__array_free(allocator, &entry->stretches, sizeof(quoth__stretch));
    quoth__array_free(allocator, &entry->edited, sizeof(quoth__edited));
    quoth__beliefs_free(allocator, &entry->known);
    quoth_text_free(entry->text);
    quoth__free(allocator, entry->strings, entry->strings_size, 1);
}

static void free_readers(quoth_corpus *corpus)
{
    for (size_t i = 0; i < QUOTH__READERS; i++) quoth__reader_free(&corpus->allocator, &corpus->readers[i]);
    quoth__free(&corpus->allocator, corpus->guesses, 1, sizeof(quoth__guess_memo));
    corpus->guesses = NULL;
}

static void free_languages(const quoth_allocator *allocator, quoth__array *languages)
{
    for (size_t i = 0; i < languages->count; i++) quoth_language_release(QUOTH__AT(*languages, quoth_language *, i));
    quoth__array_free(allocator, languages, sizeof(quoth_language *));
}

void quoth_corpus_free(quoth_corpus *corpus)
{
    if (!corpus) return;
    quoth_allocator allocator = corpus->allocator;
    quoth__corpus_forget(corpus);
    free_readers(corpus);
    quoth__taken_free(&allocator, &corpus->ids);
    quoth__taken_free(&allocator, &corpus->sigla);
    quoth_index_free(corpus->index);
    for (size_t i = 0; i < corpus->accounts.count; i++) quoth__entry_free(&allocator, QUOTH__ACCOUNT(corpus, i));
    quoth__array_free(&allocator, &corpus->accounts, sizeof(quoth__account_entry));
    free_languages(&allocator, &corpus->languages);
    quoth__corrections_free(corpus);
    quoth__free(&allocator, corpus, 1, sizeof *corpus);
}

/* -------------------------------------------------------------------------------------------------- adding an account
 */

/* Copies id, siglum, date, source, title and lang into one block. */
static quoth_status copy_strings(quoth_context *context, const quoth_account *account, const char *siglum,
                                 const char *lang, quoth__account_entry *entry)
{
    const char *const from[] = {account->id, siglum, account->date, account->source, account->title, lang};
    const char **const to[] = {&entry->id, &entry->siglum, &entry->date, &entry->source, &entry->title, &entry->lang};
    size_t bytes = 0;
    void *got;
    for (size_t i = 0; i < 6; i++) bytes += from[i] ? strlen(from[i]) + 1 : 0;
    QUOTH__TRY(quoth__allocate(context, bytes, 1, &got));
    entry->strings = got;
    entry->strings_size = bytes;
    char *at = got;
    for (size_t i = 0; i < 6; i++) {
        if (!from[i]) continue;
        size_t length = strlen(from[i]) + 1;
        memcpy(at, from[i], length);
        *to[i] = at;
        at += length;
    }
    return QUOTH_OK;
}

/* Appends a language, and takes the reference to it over, also where it fails. */
static quoth_status keep_language(quoth_context *context, quoth__array *languages, quoth_language *language)
{
    void *place;
    quoth_status status = quoth__array_push(context, languages, sizeof language, &place);
    if (status == QUOTH_OK)
        *(quoth_language **)place = language;
    else
        quoth_language_release(language);
    return status;
}

static quoth_status keep_languages(quoth_context *context, quoth__array *languages, quoth_language *const *given,
                                   size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!given[i]) return quoth__fail(context, QUOTH_BAD_ARGUMENT, i, "language %zu is NULL", i);
        QUOTH__TRY(keep_language(context, languages, quoth_language_retain(given[i])));
    }
    return QUOTH_OK;
}

quoth_status quoth_corpus_languages(quoth_context *context, quoth_corpus *corpus, quoth_language *const *languages,
                                    size_t count)
{
    quoth__array kept = {0};
    quoth__enter(context);
    quoth_status status = keep_languages(context, &kept, languages, count);
    if (status == QUOTH_OK) {
        quoth__array before = corpus->languages;
        free_readers(corpus);
        corpus->languages = kept;
        kept = before;
    }
    free_languages(&corpus->allocator, &kept);
    return quoth__leave(context, status);
}

/* A place for each language compiled in, empty until the language is asked for. */
static quoth_status make_places(quoth_context *context, quoth_corpus *corpus)
{
    quoth__array places = {0};
    quoth_status status = QUOTH_OK;
    if (corpus->languages.count) return QUOTH_OK;
    while (status == QUOTH_OK && quoth_language_code(places.count)) status = keep_language(context, &places, NULL);
    if (status == QUOTH_OK)
        corpus->languages = places;
    else
        free_languages(&corpus->allocator, &places);
    return status;
}

/* The language of a place, which is loaded where it is empty. */
static quoth_status language_at(quoth_context *context, quoth_corpus *corpus, size_t index, quoth_language **language)
{
    quoth_language **place = &QUOTH__AT(corpus->languages, quoth_language *, index);
    if (!*place) QUOTH__TRY(quoth_language_load(context, quoth_language_code(index), place));
    *language = *place;
    return QUOTH_OK;
}

/* Whether a tag such as en-GB is of the language of a code such as en. */
static bool is_tag_of(const char *tag, const char *code)
{
    size_t length = strlen(code);
    return strncmp(tag, code, length) == 0 && (tag[length] == '\0' || tag[length] == '-' || tag[length] == '_');
}

/* The language that a tag names; NULL where nobody has it. */
static quoth_status language_named(quoth_context *context, quoth_corpus *corpus, const char *tag,
                                   quoth_language **language)
{
    for (size_t i = 0; i < corpus->languages.count; i++) {
        const quoth_language *known = QUOTH__AT(corpus->languages, quoth_language *, i);
        if (is_tag_of(tag, known ? quoth_language_name(known) : quoth_language_code(i)))
            return language_at(context, corpus, i, language);
    }
    return QUOTH_OK;
}

static quoth_status make_guesses(quoth_context *context, quoth_corpus *corpus)
{
    void *got;
    if (corpus->guesses) return QUOTH_OK;
    QUOTH__TRY(quoth__allocate_zeroed(context, 1, sizeof(quoth__guess_memo), &got));
    corpus->guesses = got;
    return QUOTH_OK;
}

static quoth_status language_guessed(quoth_context *context, quoth_corpus *corpus, const quoth_account *account,
                                     quoth_language **language)
{
    size_t index = SIZE_MAX, count = corpus->languages.count;
    for (size_t i = 0; i < count; i++) QUOTH__TRY(language_at(context, corpus, i, language));
    *language = NULL;
    quoth_language **known = corpus->languages.data;
    QUOTH__TRY(make_guesses(context, corpus));
    QUOTH__TRY(quoth__language_guess(context, (const quoth_language *const *)known, count, corpus->guesses,
                                     account->text.bytes + account->skip, account->text.length - account->skip,
                                     &index));
    if (known && index < count) *language = known[index];
    return QUOTH_OK;
}

/* The language of an account: the given one, the one named, or the one guessed. None is no error: marks need no
 * words. */
static quoth_status choose_language(quoth_context *context, quoth_corpus *corpus, const quoth_account *account,
                                    quoth_language **language, bool *guessed)
{
    *language = account->language;
    *guessed = false;
    if (*language) return QUOTH_OK;
    QUOTH__TRY(make_places(context, corpus));
    if (account->lang) return language_named(context, corpus, account->lang, language);
    QUOTH__TRY(language_guessed(context, corpus, account, language));
    *guessed = *language != NULL;
    return QUOTH_OK;
}

static quoth_status check_account(quoth_context *context, const quoth_corpus *corpus, const quoth_account *account)
{
    if (account->size != sizeof *account)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "an account of another size");
    if (!account->id || !account->id[0])
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "an account needs an id");
    if (account->skip > account->text.length)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, account->skip, "the text cannot begin at byte %zu",
                           account->skip);
    uint32_t other = quoth__taken_by(&corpus->ids, account->id);
    if (other != QUOTH__NONE)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, other, "there is an account '%.80s' already", account->id);
    other = account->siglum ? quoth__taken_by(&corpus->sigla, account->siglum) : QUOTH__NONE;
    if (other != QUOTH__NONE)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, other, "the siglum '%.40s' is that of '%.80s' already",
                           account->siglum, QUOTH__ACCOUNT(corpus, other)->id);
    return QUOTH_OK;
}

/* The reader of a language; where there is none, one that no language has, else the last. */
static quoth__reader *reader_of(quoth_corpus *corpus, const quoth_language *language)
{
    quoth__reader *at = corpus->readers, *last = at + QUOTH__READERS - 1;
    while (at < last && at->language && at->language != language) at++;
    return at;
}

quoth_status quoth__entry_make(quoth_context *context, quoth_corpus *corpus, const quoth_account *account,
                               quoth__account_entry *entry)
{
    char siglum[QUOTH__SIGLUM_BYTES];
    quoth_language *language;
    QUOTH__TRY(choose_language(context, corpus, account, &language, &entry->lang_guessed));
    const char *lang = account->lang ? account->lang : language ? quoth_language_name(language) : NULL;
    if (!account->siglum) quoth__siglum_make(&corpus->sigla, account->id, siglum);
    QUOTH__TRY(copy_strings(context, account, account->siglum ? account->siglum : siglum, lang, entry));
    quoth_text_options options = {.size = sizeof options, .language = language, .skip = account->skip, .keep = true};
    QUOTH__TRY(quoth_text_make(context, account->text.bytes, account->text.length, &options, &entry->text));
    QUOTH__TRY(quoth__beliefs_read(context, entry->text, &account->known, &entry->known));
    if (account->spans_only) return quoth__analyse_stretches(context, entry->text, &entry->stretches);
    entry->speech.no_indirect = account->no_indirect;
    entry->speech.reader = reader_of(corpus, language);
    quoth_status status = quoth__analyse(context, entry->text, &entry->known, &entry->stretches, &entry->speech);
    entry->speech.reader = NULL;
    return status;
}

quoth_status quoth_corpus_add(quoth_context *context, quoth_corpus *corpus, const quoth_account *account)
{
    quoth__account_entry entry = {0};
    quoth_status status;
    void *place;
    quoth__enter(context);
    QUOTH__GOTO(check_account(context, corpus, account));
    QUOTH__GOTO(quoth__entry_make(context, corpus, account, &entry));
    QUOTH__GOTO(quoth__corrections_name(context, corpus, account->id, &entry.stale));
    if (entry.stretches.count > UINT32_MAX - 1 - corpus->rows)
        QUOTH__GOTO(quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "more than 2^32 - 2 quotations"));
    QUOTH__GOTO(quoth__taken_note(context, &corpus->ids, entry.id));
    QUOTH__GOTO(quoth__taken_note(context, &corpus->sigla, entry.siglum));
    QUOTH__GOTO(quoth__array_push(context, &corpus->accounts, sizeof entry, &place));
    quoth__taken_hold(&corpus->ids, entry.id, (uint32_t)corpus->accounts.count - 1);
    quoth__taken_hold(&corpus->sigla, entry.siglum, (uint32_t)corpus->accounts.count - 1);
    entry.first = corpus->rows;
    corpus->rows += (uint32_t)entry.stretches.count;
    *(quoth__account_entry *)place = entry;
    quoth__corpus_forget(corpus);
    quoth_index_free(corpus->index);
    corpus->index = NULL;
    corpus->corrected = false;
    return quoth__leave(context, QUOTH_OK);
done:
    quoth__entry_free(&context->allocator, &entry);
    return quoth__leave(context, status);
}

/* --------------------------------------------------------------------------------------------------------- asking it
 */

size_t quoth_corpus_accounts_count(const quoth_corpus *corpus) { return corpus->accounts.count; }

const quoth_text *quoth_corpus_text(const quoth_corpus *corpus, size_t account)
{
    return account < corpus->accounts.count ? QUOTH__ACCOUNT(corpus, account)->text : NULL;
}

static quoth_status count_words(quoth_context *context, const quoth_text *text, uint32_t *words)
{
    quoth__tokens tokens = {0};
    quoth_status status = quoth__tokens_append(context, text, text->skip, text->length, NULL, NULL, &tokens);
    *words = 0;
    for (size_t i = 0; status == QUOTH_OK && i < tokens.count; i++)
        *words += tokens.kind[i] == QUOTH__TOKEN_WORD || tokens.kind[i] == QUOTH__TOKEN_NUMBER;
    quoth__tokens_free(&context->allocator, &tokens);
    return status;
}

static const char *field(const quoth__account_entry *entry, size_t column)
{
    const char *const fields[] = {entry->id, entry->siglum, entry->date, entry->source, entry->title, entry->lang};
    return fields[column];
}

static quoth_status set_fields(quoth_context *context, const quoth_corpus *corpus, quoth_table *table)
{
    void *got;
    size_t rows = corpus->accounts.count;
    quoth_status status = QUOTH_OK;
    QUOTH__TRY(quoth__allocate(context, rows, sizeof(quoth_string), &got));
    quoth_string *strings = got;
    for (size_t column = 0; column < 6 && status == QUOTH_OK; column++) {
        for (size_t row = 0; row < rows; row++) {
            const char *value = field(QUOTH__ACCOUNT(corpus, row), column);
            strings[row] = (quoth_string){value, value ? strlen(value) : 0};
        }
        status = quoth__table_set_strings(context, table, column, strings);
    }
    quoth__free(&context->allocator, strings, rows, sizeof(quoth_string));
    return status;
}

quoth_status quoth_corpus_accounts(quoth_context *context, quoth_corpus *corpus, quoth_table **table)
{
    static const quoth__column_spec specs[] = {
        {"id", QUOTH_UTF8, false},         {"siglum", QUOTH_UTF8, false},   {"date", QUOTH_UTF8, true},
        {"source", QUOTH_UTF8, true},      {"title", QUOTH_UTF8, true},     {"lang", QUOTH_UTF8, true},
        {"lang_guessed", QUOTH_U8, false}, {"words", QUOTH_U32, false},     {"code_points", QUOTH_U32, false},
        {"skip", QUOTH_U32, false},        {"quotations", QUOTH_U32, false}};
    quoth_table *made = NULL;
    quoth_status status;
    quoth__enter(context);
    QUOTH__GOTO(quoth__corrections_apply(context, corpus));
    QUOTH__GOTO(quoth__table_make(context, specs, 11, corpus->accounts.count, &made));
    QUOTH__GOTO(set_fields(context, corpus, made));
    for (size_t row = 0; row < corpus->accounts.count; row++) {
        const quoth__account_entry *entry = QUOTH__ACCOUNT(corpus, row);
        quoth__table_u8(made, 6)[row] = entry->lang_guessed;
        QUOTH__GOTO(count_words(context, entry->text, &quoth__table_u32(made, 7)[row]));
        quoth__table_u32(made, 8)[row] = entry->text->code_points;
        quoth__table_u32(made, 9)[row] = quoth_text_code_point(entry->text, entry->text->skip);
        quoth__table_u32(made, 10)[row] = (uint32_t)entry->stretches.count;
    }
    *table = made;
    return quoth__leave(context, QUOTH_OK);
done:
    quoth_table_release(made);
    return quoth__leave(context, status);
}

static quoth_status account_ids(quoth_context *context, const quoth_corpus *corpus, quoth__strings *ids)
{
    for (size_t i = 0; i < corpus->accounts.count; i++) {
        uint32_t id;
        const char *bytes = QUOTH__ACCOUNT(corpus, i)->id;
        QUOTH__TRY(quoth__strings_add(context, ids, bytes, strlen(bytes), &id));
    }
    return QUOTH_OK;
}

/* Of the stretches alone nothing is asked but where they are. */
static quoth__row_source source_of(const quoth_corpus *corpus, size_t account, bool spans)
{
    const quoth__account_entry *entry = QUOTH__ACCOUNT(corpus, account);
    return (quoth__row_source){.text = entry->text,
                               .stretches = &entry->stretches,
                               .speech = spans ? NULL : &entry->speech,
                               .person_of = entry->person_of,
                               .names = &corpus->names,
                               .people = corpus->people.data,
                               .first = entry->first,
                               .account = (uint32_t)account,
                               .id = entry->id,
                               .edited = spans ? NULL : &entry->edited};
}

static quoth_status make_rows(quoth_context *context, quoth_corpus *corpus, bool spans, quoth_table **table)
{
    quoth__strings ids = {0};
    void *got = NULL;
    size_t count = corpus->accounts.count;
    quoth_status status;
    QUOTH__GOTO(spans ? quoth__corrections_apply(context, corpus) : quoth__corpus_join(context, corpus));
    QUOTH__GOTO(account_ids(context, corpus, &ids));
    QUOTH__GOTO(quoth__allocate(context, count, sizeof(quoth__row_source), &got));
    quoth__row_source *sources = got;
    for (size_t i = 0; i < count; i++) sources[i] = source_of(corpus, i, spans);
    QUOTH__GOTO(quoth__quotations_table(context, sources, count, &ids, spans, table));
    free_readers(corpus);
done:
    quoth__free(&context->allocator, got, count, sizeof(quoth__row_source));
    quoth__strings_free(&context->allocator, &ids);
    return status;
}

quoth_status quoth_corpus_quotations(quoth_context *context, quoth_corpus *corpus, quoth_table **table)
{
    quoth__enter(context);
    return quoth__leave(context, make_rows(context, corpus, false, table));
}

quoth_status quoth_corpus_spans(quoth_context *context, quoth_corpus *corpus, quoth_table **table)
{
    quoth__enter(context);
    return quoth__leave(context, make_rows(context, corpus, true, table));
}
