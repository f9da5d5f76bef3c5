/* terms: the words of the candidates, and the terms that stand for them when readings are compared.
 *
 *   token "wouldn't" ─► word 17 ─► terms "would" "not"       contraction undone
 *   token "Threatening" ─► word 4 ─► term "threaten"         stem of the form; spelling variants and number words are
 *                                                            replaced by the form that stands for both first
 *
 * Words are numbered anew so that the cost is that of the candidates, but for one array over the vocabulary. Linear. */
#include "../text/stems.h"
#include "matching.h"

#define CUE_ENOUGH 60 /* in 100: how often a word reports speech for it to be taken as one that does */

static bool is_word(uint32_t kind) { return kind == QUOTH__TOKEN_WORD || kind == QUOTH__TOKEN_NUMBER; }

quoth_status quoth__match_words(quoth_context *context, quoth__matching *m)
{
    quoth_status status = QUOTH_OK;
    size_t known = quoth_vocabulary_size(m->vocabulary), total = 0;
    void *got = NULL;
    for (uint32_t c = 0; c < m->count; c++) total += m->candidates[c].passage.tokens.count;
    QUOTH__TAKE(context, m, total, m->word);
    QUOTH__TAKE(context, m, (size_t)m->count + 1, m->word_first);
    QUOTH__TAKE(context, m, known < total ? known : total, m->word_id);
    QUOTH__TRY(quoth__allocate(context, known, sizeof(uint32_t), &got));
    uint32_t *number = got;
    memset(number, 0xFF, known * sizeof *number);
    QUOTH__GOTO(quoth__work(context, known / 4));
    size_t at = 0;
    for (uint32_t c = 0; c < m->count; c++) {
        const quoth__tokens *tokens = &m->candidates[c].passage.tokens;
        m->word_first[c] = at;
        for (size_t i = 0; i < tokens->count; i++) {
            if (!is_word(tokens->kind[i]) || tokens->id[i] >= known) continue;
            uint32_t *slot = &number[tokens->id[i]];
            if (*slot == QUOTH__NONE) {
                m->word_id[m->words] = tokens->id[i];
                *slot = m->words++;
            }
            m->word[at++] = *slot;
        }
        QUOTH__GOTO(quoth__work(context, 16 + 19 * (uint64_t)tokens->count));
    }
    m->word_first[m->count] = at;
done:
    quoth__free(&context->allocator, got, known, sizeof(uint32_t));
    return status;
}

/* The node of the language that a word leads to; QUOTH__NONE where it has none. */
static uint32_t entry_of(const quoth__matching *m, const char *form, size_t length)
{
    if (!m->language) return QUOTH__NONE;
    return quoth__language_step(m->language, 0, quoth__language_word(m->language, form, length));
}

/* Whether a word reports speech often enough, and speech rather than thought. */
static bool is_cue(const quoth__matching *m, uint32_t node)
{
    const quoth__entry *cue = quoth__language_entry(m->language, node, QUOTH__CLASS_CUE);
    if (!cue || cue->weight < CUE_ENOUGH) return false;
    quoth_string value = quoth__language_value(m->language, cue->value);
    return value.length == 6 && memcmp(value.bytes, "speech", 6) == 0;
}

static quoth__term_kind kind_of(const quoth__matching *m, uint32_t node)
{
    const uint32_t function = 1u << QUOTH__CLASS_FUNCTION | 1u << QUOTH__CLASS_NEGATION | 1u << QUOTH__CLASS_MODAL |
                              1u << QUOTH__CLASS_AUXILIARY | 1u << QUOTH__CLASS_PRONOUN;
    if (node == QUOTH__NONE) return QUOTH__TERM_CONTENT;
    if (is_cue(m, node)) return QUOTH__TERM_CUE;
    return quoth__language_classes(m->language, node) & function ? QUOTH__TERM_FUNCTION : QUOTH__TERM_CONTENT;
}

/* The form that stands for a variant, or for a number word; the word itself where there is none. */
static quoth_string standing_for(const quoth__matching *m, uint32_t node, quoth_string form)
{
    if (node == QUOTH__NONE) return form;
    const quoth__entry *entry = quoth__language_entry(m->language, node, QUOTH__CLASS_NUMBER);
    if (!entry) entry = quoth__language_entry(m->language, node, QUOTH__CLASS_SPELLING);
    quoth_string value = entry ? quoth__language_value(m->language, entry->value) : form;
    return value.length ? value : form;
}

/* Appends the term of one word that is no contraction. A term is of the slightest kind of its words. */
static quoth_status append_term(quoth_context *context, quoth__matching *m, quoth__stems *stems, quoth_string word)
{
    uint32_t term;
    void *place;
    uint32_t node = entry_of(m, word.bytes, word.length);
    quoth_string form = standing_for(m, node, word);
    uint8_t kind = (uint8_t)kind_of(m, node);
    QUOTH__TRY(quoth__stems_form(context, stems, form.bytes, form.length, &term));
    if (term >= m->kinds.count) QUOTH__TRY(quoth__array_push(context, &m->kinds, 1, &place));
    uint8_t *had = &QUOTH__AT(m->kinds, uint8_t, term);
    if (kind > *had) *had = kind;
    QUOTH__TRY(quoth__array_push(context, &m->expansion, sizeof term, &place));
    memcpy(place, &term, sizeof term);
    return quoth__work(context, 500 + 55 * (uint64_t)word.length);
}

static quoth_status append_terms(quoth_context *context, quoth__matching *m, quoth__stems *stems, quoth_string word)
{
    uint32_t node = entry_of(m, word.bytes, word.length);
    const quoth__entry *entry =
        node == QUOTH__NONE ? NULL : quoth__language_entry(m->language, node, QUOTH__CLASS_CONTRACTION);
    if (!entry) return append_term(context, m, stems, word);
    quoth_string whole = quoth__language_value(m->language, entry->value);
    for (size_t start = 0, end; start < whole.length; start = end + 1) {
        for (end = start; end < whole.length && whole.bytes[end] != ' ';) end++;
        if (end > start) QUOTH__TRY(append_term(context, m, stems, (quoth_string){whole.bytes + start, end - start}));
    }
    return QUOTH_OK;
}

static quoth_status hash_terms(quoth_context *context, quoth__matching *m, const quoth__stems *stems)
{
    QUOTH__TAKE(context, m, m->terms, m->term_hash);
    for (uint32_t term = 0; term < m->terms; term++) {
        quoth_string bytes = quoth__stems_bytes(stems, term);
        m->term_hash[term] = quoth__hash(bytes.bytes, bytes.length);
        QUOTH__TRY(quoth__work(context, 60 + 12 * (uint64_t)bytes.length));
    }
    return QUOTH_OK;
}

quoth_status quoth__match_terms(quoth_context *context, quoth__matching *m, const char *lang)
{
    quoth_status status = QUOTH_OK;
    quoth__stems stems;
    QUOTH__TAKE(context, m, (size_t)m->words + 1, m->expansion_first);
    QUOTH__TRY(quoth__stems_make(context, lang, &stems));
    for (uint32_t word = 0; word < m->words; word++) {
        m->expansion_first[word] = (uint32_t)m->expansion.count;
        QUOTH__GOTO(append_terms(context, m, &stems, quoth_vocabulary_form(m->vocabulary, m->word_id[word])));
    }
    m->expansion_first[m->words] = (uint32_t)m->expansion.count;
    m->terms = quoth__strings_count(&stems.forms);
    QUOTH__GOTO(hash_terms(context, m, &stems));
done:
    quoth__stems_free(&context->allocator, &stems);
    return status;
}
