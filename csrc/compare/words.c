/* words: from the tokens of a passage to its words and gaps (the drawing stands in words.h). */
#include "words.h"
#include "../unicode/properties.h"

#define PART_MAX 4u /* words that a contraction stands for, at most */

static bool is_word(const quoth__tokens *tokens, size_t token)
{
    return tokens->kind[token] != QUOTH__TOKEN_PUNCTUATION && tokens->kind[token] != QUOTH__TOKEN_MARK;
}

/* The character that a token begins with, and whether it is all of it. */
static uint32_t character(const quoth__words *words, uint32_t token, bool *whole)
{
    size_t place = words->passage->tokens.start[token];
    uint32_t c = quoth__utf8_next(words->passage->text->bytes, &place);
    *whole = place == words->passage->tokens.end[token];
    return c;
}

static bool is_character(const quoth__words *words, size_t token, uint32_t c)
{
    bool whole;
    return token < words->passage->tokens.count && character(words, (uint32_t)token, &whole) == c && whole;
}

/* ------------------------------------------------------------------------------------------------------ words */

static quoth_status add_word(quoth_context *context, const quoth__lexicon *lexicon, quoth__words *words, uint32_t token,
                             uint32_t lexeme, quoth__word **added)
{
    void *place;
    bool whole;
    QUOTH__TRY(quoth__array_push(context, &words->listed, sizeof(quoth__word), &place));
    *added = place;
    const quoth__lexeme *known = quoth__lexeme_at(lexicon, lexeme);
    **added = (quoth__word){.lexeme = lexeme,
                            .first = token,
                            .last = token,
                            .modal = known->modal,
                            .modal_weight = known->modal_weight,
                            .parts = 1,
                            .capital = quoth__is_upper(character(words, token, &whole))};
    words->words = words->listed.data;
    words->count = words->listed.count;
    return QUOTH_OK;
}

/* The words that a contraction stands for; none where the form is no contraction. */
static quoth_string expansion(const quoth__lexicon *lexicon, quoth_string form)
{
    const quoth_language *language = lexicon->language;
    uint32_t word = language ? quoth__language_word(language, form.bytes, form.length) : QUOTH__NONE;
    if (word == QUOTH__NONE) return (quoth_string){NULL, 0};
    uint32_t node = quoth__language_step(language, 0, word);
    const quoth__entry *entry = quoth__language_entry(language, node, QUOTH__CLASS_CONTRACTION);
    return entry ? quoth__language_value(language, entry->value) : (quoth_string){NULL, 0};
}

static quoth_status add_parts(quoth_context *context, quoth__lexicon *lexicon, quoth__words *words, uint32_t token,
                              quoth_string parts)
{
    uint8_t count = 0;
    size_t first = words->listed.count;
    for (size_t at = 0; at < parts.length && count < PART_MAX; count++) {
        size_t end = at;
        while (end < parts.length && parts.bytes[end] != ' ') end++;
        uint32_t lexeme;
        quoth__word *word;
        QUOTH__TRY(quoth__lexicon_add(context, lexicon, parts.bytes + at, end - at, &lexeme));
        QUOTH__TRY(add_word(context, lexicon, words, token, lexeme, &word));
        word->part = count;
        if (count) word->capital = false;
        at = end + 1;
    }
    for (size_t i = first; i < words->listed.count; i++) words->words[i].parts = count;
    return QUOTH_OK;
}

/* Whether the last word is a letter in brackets to which this token is joined: [T]he. */
static bool joins_letter(const quoth__words *words, uint32_t token)
{
    const quoth__tokens *tokens = &words->passage->tokens;
    if (words->count == 0 || token < 3 || !is_word(tokens, token - 2)) return false;
    const quoth__word *before = &words->words[words->count - 1];
    bool whole;
    character(words, token - 2, &whole);
    return whole && before->last == token - 2 && before->first == token - 2 && before->parts == 1 &&
           is_character(words, token - 3, '[') && is_character(words, token - 1, ']') &&
           tokens->end[token - 3] == tokens->start[token - 2] && tokens->end[token - 2] == tokens->start[token - 1] &&
           tokens->end[token - 1] == tokens->start[token];
}

static quoth_status join_letter(quoth_context *context, quoth__lexicon *lexicon, quoth__words *words, uint32_t token,
                                quoth_string form)
{
    quoth__word *word = &words->words[words->count - 1];
    quoth_string letter = quoth__strings_get(&lexicon->forms, word->lexeme);
    quoth__array joined = {0};
    quoth_status status = quoth__array_append(context, &joined, letter.bytes, letter.length);
    if (status == QUOTH_OK) status = quoth__array_append(context, &joined, form.bytes, form.length);
    if (status == QUOTH_OK) status = quoth__lexicon_add(context, lexicon, joined.data, joined.count, &word->lexeme);
    quoth__array_free(&context->allocator, &joined, 1);
    word->first = token - 3;
    word->last = token;
    return status;
}

static quoth_status add_token(quoth_context *context, const quoth_vocabulary *vocabulary, quoth__lexicon *lexicon,
                              quoth__words *words, uint32_t token)
{
    quoth_string form = quoth_vocabulary_form(vocabulary, words->passage->tokens.id[token]);
    quoth_string parts = expansion(lexicon, form);
    if (joins_letter(words, token)) return join_letter(context, lexicon, words, token, form);
    if (parts.length) return add_parts(context, lexicon, words, token, parts);
    uint32_t lexeme;
    quoth__word *word;
    QUOTH__TRY(quoth__lexicon_add(context, lexicon, form.bytes ? form.bytes : "", form.length, &lexeme));
    return add_word(context, lexicon, words, token, lexeme, &word);
}

/* The modal that two words are together, "have to"; NULL where they are none. */
static const quoth__entry *phrase_of(const quoth__lexicon *lexicon, const quoth__word *first)
{
    uint32_t node = 0;
    for (size_t k = 0; k < 2 && node != QUOTH__NONE; k++) {
        uint32_t word = quoth__lexeme_at(lexicon, first[k].lexeme)->word;
        node = word == QUOTH__NONE ? QUOTH__NONE : quoth__language_step(lexicon->language, node, word);
    }
    return node == QUOTH__NONE ? NULL : quoth__language_entry(lexicon->language, node, QUOTH__CLASS_MODAL);
}

static quoth_status find_phrases(quoth_context *context, quoth__lexicon *lexicon, quoth__words *words)
{
    for (size_t i = 0; i + 1 < words->count; i++) {
        const quoth__entry *entry = phrase_of(lexicon, &words->words[i]);
        if (!entry) continue;
        quoth_string value = quoth__language_value(lexicon->language, entry->value);
        uint32_t modal;
        lexicon->scratch.count = 0;
        QUOTH__TRY(quoth__array_append(context, &lexicon->scratch, "=", 1));
        QUOTH__TRY(quoth__array_append(context, &lexicon->scratch, value.bytes, value.length));
        QUOTH__TRY(quoth__strings_add(context, &lexicon->pool, lexicon->scratch.data, lexicon->scratch.count, &modal));
        words->words[i].modal = words->words[i + 1].modal = modal;
        words->words[i].modal_weight = words->words[i + 1].modal_weight = (uint8_t)entry->weight;
    }
    return quoth__work(context, 70 * (uint64_t)words->count);
}

/* ------------------------------------------------------------------------------------------- gaps and brackets */

static bool divides(uint32_t c)
{
    return c == '.' || c == ',' || c == ';' || c == ':' || c == '?' || c == '!' || (c >= 0x2013 && c <= 0x2015) ||
           c == 0x2026 || c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF01 || c == 0xFF1F;
}

/* What the punctuation of a gap says: three dots, near or apart, are an ellipsis. */
static void read_gap(const quoth__words *words, quoth__gap *gap)
{
    uint32_t dots = 0;
    for (uint32_t token = gap->first; token < gap->end; token++) {
        size_t place = words->passage->tokens.start[token], end = words->passage->tokens.end[token];
        while (place < end) {
            uint32_t c = quoth__utf8_next(words->passage->text->bytes, &place);
            dots = c == '.' ? dots + 1 : 0;
            if (c == 0x2026 || dots == 3) gap->ellipsis = true;
            if (divides(c)) gap->divides = true;
        }
    }
}

static quoth_status make_gaps(quoth_context *context, quoth__words *words)
{
    void *block;
    QUOTH__TRY(quoth__allocate_zeroed(context, words->count + 1, sizeof(quoth__gap), &block));
    words->gaps = block;
    words->capacity = words->count + 1;
    uint32_t at = 0;
    for (size_t i = 0; i <= words->count; i++) {
        quoth__gap *gap = &words->gaps[i];
        gap->first = at;
        gap->end = i < words->count ? words->words[i].first : (uint32_t)words->passage->tokens.count;
        if (gap->end < gap->first) gap->end = gap->first; /* within a contraction */
        read_gap(words, gap);
        if (i < words->count) at = words->words[i].last + 1;
    }
    return quoth__work(context, 80 * (uint64_t)words->passage->tokens.count + 200);
}

/* Marks the words between brackets: square ones always, round ones where they are closed before the passage ends. */
static void find_brackets(quoth__words *words)
{
    size_t open = SIZE_MAX;
    for (size_t i = 0; i <= words->count; i++) {
        if (i < words->count && words->words[i].last > words->words[i].first) words->words[i].bracketed = true;
        for (uint32_t token = words->gaps[i].first; token < words->gaps[i].end; token++) {
            if (is_character(words, token, '[') || is_character(words, token, '(')) open = i;
            if (open == SIZE_MAX || !(is_character(words, token, ']') || is_character(words, token, ')'))) continue;
            for (size_t k = open; k < i; k++) words->words[k].bracketed = true;
            open = SIZE_MAX;
        }
    }
}

/* -------------------------------------------------------------------------------------------------- sentences */

/* Whether a range goes on with the sentence of the one before it: that ended without a stop. */
static bool goes_on(const quoth__words *words, size_t word) { return word > 0 && !words->gaps[word].divides; }

static quoth_status find_starts(quoth_context *context, quoth__words *words)
{
    const quoth__passage *passage = words->passage;
    quoth__array sentences = {0};
    quoth_status status = QUOTH_OK;
    size_t word = 0;
    for (size_t i = 0; i < passage->range_count && word < words->count; i++) {
        sentences.count = 0;
        if (passage->ranges[i].start >= passage->ranges[i].end) continue;
        QUOTH__GOTO(quoth__sentences_append(context, passage->text, passage->ranges[i], &sentences));
        for (size_t k = 0; k < sentences.count && word < words->count; k++) {
            quoth__span sentence = QUOTH__AT(sentences, quoth__span, k);
            size_t first = word;
            while (word < words->count && passage->tokens.start[words->words[word].first] < sentence.end) word++;
            if (first < word) words->words[first].starts = k > 0 || !goes_on(words, first);
        }
    }
    status = quoth__work(context, 10 * (uint64_t)words->count);
done:
    quoth__array_free(&context->allocator, &sentences, sizeof(quoth__span));
    return status;
}

/* A capital within a sentence makes a name, but not of words that have one for other reasons. */
static quoth_status find_names(quoth_context *context, quoth__lexicon *lexicon, const quoth__words *words)
{
    const uint32_t never = 1u << QUOTH__CLASS_FUNCTION | 1u << QUOTH__CLASS_PRONOUN | 1u << QUOTH__CLASS_TITLE |
                           1u << QUOTH__CLASS_ROLE | 1u << QUOTH__CLASS_DATE | 1u << QUOTH__CLASS_NUMBER;
    for (size_t i = 0; i < words->count; i++) {
        const quoth__word *word = &words->words[i];
        quoth__lexeme *lexeme = quoth__lexeme_at(lexicon, word->lexeme);
        if (lexicon->capitals && word->capital && !word->starts && word->parts == 1 && !(lexeme->classes & never))
            lexeme->name = true;
    }
    return quoth__work(context, 12 * (uint64_t)words->count);
}

/* ------------------------------------------------------------------------------------------------------- whole */

quoth_status quoth__words_make(quoth_context *context, const quoth__passage *passage,
                               const quoth_vocabulary *vocabulary, quoth__lexicon *lexicon, quoth__words *words)
{
    words->passage = passage;
    for (uint32_t token = 0; token < passage->tokens.count; token++) {
        QUOTH__TRY(quoth__work(context, 850));
        if (is_word(&passage->tokens, token)) QUOTH__TRY(add_token(context, vocabulary, lexicon, words, token));
    }
    QUOTH__TRY(find_phrases(context, lexicon, words));
    QUOTH__TRY(make_gaps(context, words));
    find_brackets(words);
    QUOTH__TRY(find_starts(context, words));
    return find_names(context, lexicon, words);
}

void quoth__words_free(const quoth_allocator *allocator, quoth__words *words)
{
    quoth__array_free(allocator, &words->listed, sizeof(quoth__word));
    quoth__free(allocator, words->gaps, words->capacity, sizeof(quoth__gap));
    *words = (quoth__words){0};
}
