/* index: texts read once, so that many passages can be looked for in them (find.h draws the whole).
 *
 *   text ─► paragraphs ─► words (words.c) ─► shelf.words     word w of a shelf: lexeme, place, what stands before it
 *                                            places[lexeme]  the words of a lexeme, rising
 *                                            weights[lexeme] by how rare its key is on the shelf
 *
 * Cost: linear in the texts; 16 bytes a word and 4 in the lists, and the vocabulary. */
#include "../base/order.h"
#include "find.h"

#define UNSEEN 1024u /* words that a shelf is larger than it is: what a few words share tells little */

uint32_t quoth__find_weight(uint64_t words, uint64_t places, bool light)
{
    uint32_t top = quoth__log2_sixteenths(2 * (words + UNSEEN)), bottom = quoth__log2_sixteenths(2 * places + 1);
    uint32_t weight = top > bottom ? top - bottom : 1;
    if (light) weight /= 4;
    return weight ? weight : 1;
}

/* ------------------------------------------------------------------------------------------------- words of texts */

static bool has_marks(const quoth__words *words, size_t i)
{
    const quoth__gap *gap = &words->gaps[i];
    return gap->first < gap->end || i == 0;
}

static quoth_status add_words(quoth_context *context, const quoth__words *words, quoth__shelf *shelf)
{
    const quoth__tokens *tokens = &words->passage->tokens;
    if (words->count > QUOTH__SEQUENCE_MAX - shelf->words.count)
        return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "an index holds 2^31 - 1 words of a language");
    QUOTH__TRY(quoth__array_reserve(context, &shelf->words, words->count, sizeof(quoth__shelf_word)));
    for (size_t i = 0; i < words->count; i++) {
        const quoth__word *word = &words->words[i];
        QUOTH__AT(shelf->words, quoth__shelf_word, shelf->words.count++) =
            (quoth__shelf_word){.lexeme = word->lexeme,
                                .start = tokens->start[word->first],
                                .end = tokens->end[word->last],
                                .barrier = word->part == 0 && has_marks(words, i),
                                .contracted = word->parts > 1};
    }
    return quoth__work(context, 40 * (uint64_t)words->count + 800);
}

static quoth_status add_paragraph(quoth_context *context, const quoth_text *text, quoth__span paragraph,
                                  quoth_vocabulary *vocabulary, quoth__shelf *shelf)
{
    quoth__passage passage = {.text = text, .ranges = &paragraph, .range_count = 1};
    quoth__words words = {0};
    quoth_status status = quoth__passage_tokenise(context, &passage, vocabulary);
    if (status == QUOTH_OK) status = quoth__words_make(context, &passage, vocabulary, &shelf->lexicon, &words);
    if (status == QUOTH_OK) status = add_words(context, &words, shelf);
    quoth__words_free(&context->allocator, &words);
    quoth__tokens_free(&context->allocator, &passage.tokens);
    return status;
}

static quoth_status add_text(quoth_context *context, const quoth_text *text, uint32_t number, quoth__shelf *shelf)
{
    quoth_vocabulary *vocabulary = NULL;
    void *place;
    QUOTH__TRY(quoth__array_push(context, &shelf->texts, sizeof(quoth__shelved), &place));
    *(quoth__shelved *)place = (quoth__shelved){number, (uint32_t)shelf->words.count};
    QUOTH__TRY(quoth_vocabulary_make(context, &vocabulary));
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; i < text->paragraphs.count && status == QUOTH_OK; i++)
        status = add_paragraph(context, text, QUOTH__AT(text->paragraphs, quoth__span, i), vocabulary, shelf);
    quoth_vocabulary_free(vocabulary);
    return status;
}

static quoth_status shelf_for(quoth_context *context, quoth_index *index, const quoth_language *language,
                              quoth__shelf **shelf)
{
    void *place;
    for (size_t i = 0; i < index->shelves.count; i++) {
        *shelf = &QUOTH__AT(index->shelves, quoth__shelf, i);
        if ((*shelf)->language == language) return QUOTH_OK;
    }
    QUOTH__TRY(quoth__array_push(context, &index->shelves, sizeof(quoth__shelf), &place));
    *shelf = place;
    (*shelf)->language = language;
    return quoth__lexicon_make(context, language, &(*shelf)->lexicon);
}

/* --------------------------------------------------------------------------------------------------------- lists */

static quoth_status list_places(quoth_context *context, quoth__shelf *shelf)
{
    void *got;
    size_t count = shelf->words.count;
    QUOTH__TRY(quoth__allocate(context, count, sizeof(uint64_t), &got));
    uint64_t *pairs = got;
    for (size_t i = 0; i < count; i++) pairs[i] = (uint64_t)QUOTH__SHELF_WORD(shelf, i)->lexeme << 32 | i;
    quoth_status status = quoth__work(context, 6 * (uint64_t)count);
    if (status == QUOTH_OK)
        status = quoth__lists_make(context, pairs, count, shelf->lexicon.lexemes.count, &shelf->places);
    quoth__free(&context->allocator, got, count, sizeof(uint64_t));
    return status;
}

static quoth_status list_keys(quoth_context *context, quoth__shelf *shelf)
{
    void *got;
    size_t count = shelf->lexicon.lexemes.count;
    QUOTH__TRY(quoth__allocate(context, count, sizeof(uint64_t), &got));
    uint64_t *pairs = got;
    for (uint32_t i = 0; i < count; i++) pairs[i] = (uint64_t)quoth__lexeme_at(&shelf->lexicon, i)->key << 32 | i;
    quoth_status status =
        quoth__lists_make(context, pairs, count, quoth__strings_count(&shelf->lexicon.pool), &shelf->of_key);
    quoth__free(&context->allocator, got, count, sizeof(uint64_t));
    return status;
}

static quoth_status weigh_words(quoth_context *context, quoth__shelf *shelf)
{
    size_t count = shelf->lexicon.lexemes.count;
    QUOTH__TRY(quoth__array_reserve(context, &shelf->weights, count, sizeof(uint32_t)));
    shelf->weights.count = count;
    for (uint32_t key = 0; key < shelf->of_key.lists; key++) {
        uint64_t places = 0;
        uint32_t first = shelf->of_key.first[key], end = shelf->of_key.first[key + 1];
        for (uint32_t k = first; k < end; k++) places += quoth__lists_length(&shelf->places, shelf->of_key.items[k]);
        for (uint32_t k = first; k < end; k++) {
            uint32_t lexeme = shelf->of_key.items[k];
            QUOTH__AT(shelf->weights, uint32_t, lexeme) = quoth__find_weight(
                shelf->words.count, places, quoth__lexeme_is_light(quoth__lexeme_at(&shelf->lexicon, lexeme)));
        }
    }
    return quoth__work(context, 8 * (uint64_t)shelf->of_key.lists + 120 * (uint64_t)count);
}

static quoth_status finish_shelf(quoth_context *context, quoth__shelf *shelf)
{
    QUOTH__TRY(list_places(context, shelf));
    QUOTH__TRY(list_keys(context, shelf));
    QUOTH__TRY(weigh_words(context, shelf));
    return quoth__letters_make(context, &shelf->lexicon, &shelf->letters);
}

/* --------------------------------------------------------------------------------------------------------- whole */

static quoth_status fill(quoth_context *context, const quoth_text *const *texts, const quoth_language *fallback,
                         quoth_index *index)
{
    for (uint32_t i = 0; i < index->text_count; i++) {
        quoth__shelf *shelf;
        index->texts[i] = texts[i];
        QUOTH__TRY(shelf_for(context, index, texts[i]->language ? texts[i]->language : fallback, &shelf));
        QUOTH__TRY(add_text(context, texts[i], i, shelf));
    }
    for (size_t i = 0; i < index->shelves.count; i++)
        QUOTH__TRY(finish_shelf(context, &QUOTH__AT(index->shelves, quoth__shelf, i)));
    return QUOTH_OK;
}

quoth_status quoth__index_make(quoth_context *context, const quoth_text *const *texts, size_t count,
                               const quoth_language *fallback, quoth_index **index)
{
    void *got;
    for (size_t i = 0; i < count; i++)
        if (!texts || !texts[i]) return quoth__fail(context, QUOTH_BAD_ARGUMENT, i, "text %zu of an index is NULL", i);
    if (count > QUOTH__SEQUENCE_MAX) return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "too many texts");
    QUOTH__TRY(quoth__allocate_zeroed(context, 1, sizeof(quoth_index), &got));
    quoth_index *made = got;
    made->allocator = context->allocator;
    quoth_status status = quoth__allocate(context, count, sizeof *made->texts, &got);
    if (status == QUOTH_OK) {
        made->texts = got;
        made->text_count = count;
        status = fill(context, texts, fallback, made);
    }
    if (status == QUOTH_OK)
        *index = made;
    else
        quoth_index_free(made);
    return status;
}

static void shelf_free(const quoth_allocator *allocator, quoth__shelf *shelf)
{
    quoth__lexicon_free(allocator, &shelf->lexicon);
    quoth__array_free(allocator, &shelf->words, sizeof(quoth__shelf_word));
    quoth__array_free(allocator, &shelf->texts, sizeof(quoth__shelved));
    quoth__lists_free(allocator, &shelf->places);
    quoth__lists_free(allocator, &shelf->of_key);
    quoth__array_free(allocator, &shelf->weights, sizeof(uint32_t));
    quoth__letters_free(allocator, &shelf->letters);
}

void quoth_index_free(quoth_index *index)
{
    if (!index) return;
    quoth_allocator allocator = index->allocator;
    for (size_t i = 0; i < index->shelves.count; i++)
        shelf_free(&allocator, &QUOTH__AT(index->shelves, quoth__shelf, i));
    quoth__array_free(&allocator, &index->shelves, sizeof(quoth__shelf));
    if (index->texts) quoth__free(&allocator, (void *)(uintptr_t)index->texts, index->text_count, sizeof *index->texts);
    quoth__free(&allocator, index, 1, sizeof *index);
}

quoth_status quoth_index_make(quoth_context *context, const quoth_text *const *texts, size_t count, quoth_index **index)
{
    quoth__enter(context);
    return quoth__leave(context, quoth__index_make(context, texts, count, NULL, index));
}
