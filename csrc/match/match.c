/* match: the whole way from candidates to tellings (matching.h draws it). */
#include "matching.h"

const char *const quoth__reason_names[QUOTH__REASON_COUNT] = {"same words", "alike", "place", "by hand"};

/* The language of the candidates' texts whose code is `lang`. */
static const quoth_language *language_of(const quoth__candidate *candidates, size_t count, const char *lang)
{
    for (size_t c = 0; c < count && lang; c++) {
        const quoth_language *language = candidates[c].passage.text->language;
        if (language && strcmp(quoth_language_name(language), lang) == 0) return language;
    }
    return NULL;
}

static quoth_status begin(quoth_context *context, quoth__matching *m)
{
    QUOTH__TAKE(context, m, m->count, m->set);
    QUOTH__TAKE(context, m, m->count, m->set_size);
    QUOTH__TAKE(context, m, m->count, m->by_place);
    for (uint32_t c = 0; c < m->count; c++) {
        m->set[c] = c;
        m->set_size[c] = 1;
        m->by_place[c] = 0;
    }
    return quoth__work(context, 12 * (uint64_t)m->count);
}

static quoth_status run(quoth_context *context, quoth__matching *m, const char *lang, quoth__array *tellings)
{
    quoth_status status = QUOTH_OK;
    quoth__array pairs = {0};
    QUOTH__TRY(begin(context, m));
    QUOTH__TRY(quoth__match_words(context, m));
    QUOTH__TRY(quoth__match_terms(context, m, lang));
    QUOTH__TRY(quoth__match_nodes(context, m));
    QUOTH__TRY(quoth__match_weights(context, m));
    QUOTH__TRY(quoth__match_memories(context, m));
    QUOTH__TRY(quoth__match_siblings(context, m));
    QUOTH__GOTO(quoth__match_pairs(context, m, &pairs));
    QUOTH__GOTO(quoth__match_links(context, m, &pairs));
    QUOTH__GOTO(quoth__match_overruns(context, m));
    QUOTH__GOTO(quoth__match_group(context, m));
    QUOTH__GOTO(quoth__match_places(context, m));
    QUOTH__GOTO(quoth__match_tell(context, m, tellings));
done:
    quoth__array_free(&context->allocator, &pairs, sizeof(uint64_t));
    return status;
}

quoth_status quoth__match(quoth_context *context, const quoth__candidate *candidates, size_t count,
                          const quoth_vocabulary *vocabulary, const char *lang, quoth__array *tellings)
{
    if (count >= UINT32_MAX)
        return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "%zu passages are too many to match", count);
    if (!count) return QUOTH_OK;
    quoth__matching m = {.candidates = candidates,
                         .count = (uint32_t)count,
                         .vocabulary = vocabulary,
                         .language = language_of(candidates, count, lang)};
    quoth_status status = run(context, &m, lang, tellings);
    quoth__array_free(&context->allocator, &m.expansion, sizeof(uint32_t));
    quoth__array_free(&context->allocator, &m.kinds, 1);
    quoth__array_free(&context->allocator, &m.links, sizeof(quoth__link));
    quoth__array_free(&context->allocator, &m.overruns, sizeof(quoth__overrun));
    quoth__array_free(&context->allocator, &m.edits, sizeof(quoth__edit));
    quoth__free(&context->allocator, m.cells, m.cell_count, sizeof *m.cells);
    quoth__arena_free(&context->allocator, &m.arena);
    return status;
}
