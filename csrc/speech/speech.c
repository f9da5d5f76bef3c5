/* speech: the whole way, from a text and its stretches to verdicts and people.
 *
 *   read ─► mentions ─► people ─► narrative resolved ─► stretch by stretch: verdict, then the words inside it
 *
 * A stretch's own mentions need its speaker ("I"), and its children need those: so stretches go in order, parents
 * first. Linear: every part is. */
#include "inside.h"

static void scan_free(const quoth_allocator *allocator, quoth__scan *scan)
{
    size_t containers = scan->stretches->count + 1;
    quoth__facts_free(allocator, scan);
    quoth__free(allocator, scan->first_mention, containers + 1, sizeof(uint32_t));
    quoth__free(allocator, scan->cue_of, scan->item_count, sizeof(uint32_t));
    quoth__free(allocator, scan->mention_at, scan->item_count, sizeof(uint32_t));
    quoth__free(allocator, scan->items, scan->item_count, sizeof(quoth__item));
    quoth__free(allocator, scan->at, scan->stretches->count, sizeof(uint32_t));
    quoth__free(allocator, scan->first, containers + 1, sizeof(uint32_t));
    quoth__free(allocator, scan->inner, scan->tokens.count, sizeof(uint32_t));
    quoth__array_free(allocator, &scan->last_in, sizeof(uint32_t));
    quoth__array_free(allocator, &scan->by_alias, sizeof(uint32_t));
    quoth__array_free(allocator, &scan->by_name, sizeof(uint32_t));
    quoth__array_free(allocator, &scan->written, 1);
    quoth__array_free(allocator, &scan->humans, sizeof(quoth__human));
    quoth__array_free(allocator, &scan->mentions, sizeof(quoth__mention));
    quoth__tokens_free(allocator, &scan->tokens);
}

/* ------------------------------------------------------------------------------------------------------- the reader */

/* A reader of more words is begun anew, so that it stays within the caches whatever the number of texts. */
#define READER_WORDS 65536u
#define READER_BYTES (1u << 22)

static void forget_words(const quoth_allocator *allocator, quoth__reader *reader)
{
    quoth__array_free(allocator, &reader->lexemes, sizeof(quoth__lexeme));
    quoth__vocabulary_clear(allocator, &reader->vocabulary);
    reader->vocabulary = (quoth_vocabulary){.allocator = *allocator};
}

void quoth__reader_free(const quoth_allocator *allocator, quoth__reader *reader)
{
    forget_words(allocator, reader);
    quoth_language_release(reader->language);
    *reader = (quoth__reader){0};
}

/* Makes the reader fit for a text of a language. */
static void reader_begin(const quoth_allocator *allocator, quoth__reader *reader, quoth_language *language)
{
    const quoth__strings *forms = &reader->vocabulary.forms;
    bool full = quoth__strings_count(forms) > READER_WORDS || forms->bytes.count > READER_BYTES;
    if (full || reader->language != language) quoth__reader_free(allocator, reader);
    if (!reader->language && language) reader->language = quoth_language_retain(language);
    reader->vocabulary.allocator = *allocator;
}

/* Gives the words back to the reader, without what this text said of them; after a failure without any. */
static quoth_status reader_end(quoth__scan *scan, quoth__reader *reader, quoth_status status)
{
    reader->vocabulary = scan->vocabulary;
    reader->lexemes = scan->lexemes;
    if (status == QUOTH_OK) status = quoth__lexemes_forget(scan);
    if (status != QUOTH_OK) forget_words(&scan->context->allocator, reader);
    return status;
}

/* Verdicts that say nothing yet, and no last stretch in any container. */
static quoth_status begin_verdicts(quoth__scan *scan)
{
    size_t count = scan->stretches->count;
    quoth__span none = {QUOTH__NONE, QUOTH__NONE};
    quoth__array *verdicts = &scan->speech->verdicts;
    QUOTH__TRY(quoth__array_reserve(scan->context, verdicts, count, sizeof(quoth__verdict)));
    QUOTH__TRY(quoth__array_reserve(scan->context, &scan->last_in, count + 1, sizeof(uint32_t)));
    for (size_t i = 0; i < count; i++) {
        QUOTH__AT(*verdicts, quoth__verdict, i) = (quoth__verdict){.step = QUOTH__STEP_NONE,
                                                                   .asserted = true,
                                                                   .speaker = QUOTH__NONE,
                                                                   .addressee = QUOTH__NONE,
                                                                   .earlier = QUOTH__NONE,
                                                                   .written = none,
                                                                   .cue = none,
                                                                   .rest = none};
        QUOTH__TRY(quoth__pace(scan, i, 30));
    }
    memset(scan->last_in.data, 0xFF, (count + 1) * sizeof(uint32_t));
    verdicts->count = count;
    scan->last_in.count = count + 1;
    return quoth__paced(scan, count, 30);
}

static quoth_status count_single_marks(quoth__scan *scan)
{
    const uint8_t *bytes = scan->text->bytes;
    for (uint32_t s = 0; s < scan->stretches->count; s++) {
        const quoth__stretch *of = quoth__stretch_of(scan, s);
        bool low = of->start == of->outer_start + 1 && bytes[of->outer_start] == '\'';
        bool curly = of->start == of->outer_start + 3 && !memcmp(bytes + of->outer_start, "\xE2\x80\x98", 3);
        scan->single_marks += of->parent == QUOTH__NONE && (low || curly);
        QUOTH__TRY(quoth__pace(scan, s, 14));
    }
    return quoth__paced(scan, scan->stretches->count, 14);
}

static void read_traits(quoth__scan *scan)
{
    static const char *const names[] = {"capital nouns",   "verb second",  "free subject",
                                        "dropped subject", "elided words", "genitive s",
                                        "compounds",       "indirect",     "no articles"};
    for (unsigned i = 0; scan->language && i < sizeof names / sizeof *names; i++)
        if (quoth__language_has(scan->language, names[i])) scan->traits |= 1u << i;
}

static quoth_status judge_all(quoth__scan *scan)
{
    for (uint32_t s = 0; s < scan->stretches->count; s++) {
        QUOTH__TRY(quoth__attribute(scan, s));
        QUOTH__TRY(quoth__resolve_inside(scan, s));
    }
    return QUOTH_OK;
}

/* Speech that a label alone sets off is a turn of a transcript: so it is called once all is judged. */
static quoth_status name_turns(const quoth__scan *scan)
{
    for (uint32_t s = 0; s < scan->stretches->count; s++) {
        const quoth__stretch *of = quoth__stretch_of(scan, s);
        quoth__verdict *verdict = quoth__verdict_of(scan, s);
        bool laid = of->marked == QUOTH__MARKED_LABEL && of->outer_start == of->start;
        if (laid && verdict->kind == QUOTH_KIND_SPEECH && verdict->kind_sure < 100) verdict->kind = QUOTH_KIND_TURN;
        QUOTH__TRY(quoth__pace(scan, s, 8));
    }
    return quoth__paced(scan, scan->stretches->count, 8);
}

static quoth_status find(quoth__scan *scan)
{
    QUOTH__TRY(begin_verdicts(scan));
    QUOTH__TRY(count_single_marks(scan));
    read_traits(scan);
    QUOTH__TRY(quoth__scan_read(scan));
    QUOTH__TRY(quoth__nouns_read(scan));
    QUOTH__TRY(quoth__mentions_find(scan));
    QUOTH__TRY(quoth__given_mentions(scan));
    QUOTH__TRY(quoth__people_find(scan));
    QUOTH__TRY(quoth__resolve_narrative(scan));
    QUOTH__TRY(quoth__talk_begin(scan));
    QUOTH__TRY(judge_all(scan));
    QUOTH__TRY(quoth__talk_end(scan));
    QUOTH__TRY(quoth__talk_names(scan));
    if (!scan->speech->no_indirect) QUOTH__TRY(quoth__indirect_find(scan));
    QUOTH__TRY(name_turns(scan));
    return quoth__people_hand_out(scan);
}

quoth_status quoth__speech_find(quoth_context *context, const quoth_text *text, quoth__array *stretches,
                                quoth__speech *speech)
{
    return quoth__speech_find_given(context, text, NULL, stretches, speech);
}

quoth_status quoth__speech_find_given(quoth_context *context, const quoth_text *text, const quoth__given *given,
                                      quoth__array *stretches, quoth__speech *speech)
{
    const quoth__given nothing = {0};
    if (!stretches->count && speech->no_indirect) return QUOTH_OK;
    quoth__scan scan = {.context = context,
                        .text = text,
                        .language = text->language,
                        .stretches = stretches,
                        .speech = speech,
                        .given = given ? given : &nothing,
                        .turn_speaker = QUOTH__NONE,
                        .narrator = QUOTH__NONE};
    quoth__reader own = {0}, *reader = speech->reader ? speech->reader : &own;
    uint64_t steps = 0;
    scan.steps = &steps;
    reader_begin(&context->allocator, reader, text->language);
    scan.vocabulary = reader->vocabulary;
    scan.lexemes = reader->lexemes;
    quoth_status status = reader_end(&scan, reader, find(&scan));
    quoth__reader_free(&context->allocator, &own);
    scan_free(&context->allocator, &scan);
    return status;
}

void quoth__speech_free(const quoth_allocator *allocator, quoth__speech *speech)
{
    quoth__array_free(allocator, &speech->statements, sizeof(quoth__statement));
    quoth__array_free(allocator, &speech->verdicts, sizeof(quoth__verdict));
    quoth__array_free(allocator, &speech->people, sizeof(quoth__person));
    quoth__array_free(allocator, &speech->aliases, sizeof(quoth__alias));
    quoth__array_free(allocator, &speech->also, sizeof(quoth__also));
    quoth__strings_free(allocator, &speech->names);
    *speech = (quoth__speech){0};
}
