/* query: a passage as a shelf reads it: for each of its words, the words of the shelf that can stand for it.
 *
 *   word i ─► lexeme (of the passage) ─► likes ─► lexemes of the shelf ─► their places
 *   place  ─► lexeme (of the shelf)   ─► row   ─► likes                    how well it stands for a word of the passage
 *
 * Cost: linear in the words of the passage and in the vocabulary of the shelf (one store a lexeme), and what
 * letters.c says for each different word. */
#include "find.h"

/* The like of a word of the passage with the same form, and with other forms of one key. */
static quoth_status add_forms(quoth_context *context, quoth__query *query, uint32_t lexeme)
{
    const quoth__lexicon *mine = &query->lexicon, *other = &query->shelf->lexicon;
    quoth_string form = quoth__strings_get(&mine->forms, lexeme);
    quoth_string key = quoth__strings_get(&mine->pool, quoth__lexeme_at(mine, lexeme)->key);
    uint32_t same = quoth__strings_find(&other->forms, form.bytes, form.length);
    uint32_t list = quoth__strings_find(&other->pool, key.bytes, key.length);
    if (list == QUOTH__NONE) return quoth__work(context, 500);
    const quoth__lists *of_key = &query->shelf->of_key;
    for (uint32_t k = of_key->first[list]; k < of_key->first[list + 1]; k++) {
        void *place;
        uint32_t likeness = of_key->items[k] == same ? QUOTH__LIKE_SAME : QUOTH__LIKE_FORM;
        QUOTH__TRY(quoth__array_push(context, &query->likes, sizeof(quoth__like), &place));
        *(quoth__like *)place = (quoth__like){lexeme, of_key->items[k], likeness};
    }
    return quoth__work(context, 500 + 50 * (uint64_t)quoth__lists_length(of_key, list));
}

static bool is_known(const quoth__query *query, size_t first, size_t count, uint32_t other)
{
    for (size_t i = first; i < count; i++)
        if (QUOTH__LIKE(query, i)->other == other) return true;
    return false;
}

/* The likes of one lexeme, each other lexeme once: forms go before spellings. */
static quoth_status add_likes(quoth_context *context, quoth__query *query, uint32_t lexeme, uint8_t *counts)
{
    size_t first = query->likes.count;
    QUOTH__TRY(add_forms(context, query, lexeme));
    size_t forms = query->likes.count;
    QUOTH__TRY(quoth__letters_like(context, &query->shelf->letters, &query->lexicon, lexeme, counts, &query->likes));
    size_t kept = forms;
    for (size_t i = forms; i < query->likes.count; i++)
        if (!is_known(query, first, forms, QUOTH__LIKE(query, i)->other))
            *QUOTH__LIKE(query, kept++) = *QUOTH__LIKE(query, i);
    uint64_t looked = (uint64_t)(query->likes.count - forms) * (forms - first + 1);
    query->likes.count = kept;
    return quoth__work(context, 6 * looked);
}

static quoth_status find_likes(quoth_context *context, quoth__query *query)
{
    void *counts;
    size_t plain = quoth__strings_count(&query->shelf->letters.plain);
    QUOTH__TRY(quoth__allocate_zeroed(context, plain, 1, &counts));
    quoth_status status = quoth__work(context, plain / 8);
    for (uint32_t i = 0; i < query->lexicon.lexemes.count && status == QUOTH_OK; i++)
        status = add_likes(context, query, i, counts);
    quoth__free(&context->allocator, counts, plain, 1);
    return status;
}

/* Numbers the lexemes of the shelf that stand for something, and lists the likes by both sides. */
static quoth_status list_likes(quoth_context *context, quoth__query *query)
{
    void *got;
    uint32_t rows = 0;
    size_t count = query->likes.count, lexemes = query->shelf->lexicon.lexemes.count;
    QUOTH__TRY(quoth__allocate_zeroed(context, lexemes, sizeof(uint32_t), &got));
    query->row_of = got;
    QUOTH__TRY(quoth__allocate(context, count, sizeof(uint64_t), &got));
    uint64_t *pairs = got;
    for (uint32_t i = 0; i < count; i++) pairs[i] = (uint64_t)QUOTH__LIKE(query, i)->mine << 32 | i;
    quoth_status status = quoth__lists_make(context, pairs, count, query->lexicon.lexemes.count, &query->of_mine);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t *row = &query->row_of[QUOTH__LIKE(query, i)->other];
        if (!*row) *row = ++rows;
        pairs[i] = (uint64_t)(*row - 1) << 32 | i;
    }
    if (status == QUOTH_OK) status = quoth__lists_make(context, pairs, count, rows, &query->of_row);
    quoth__free(&context->allocator, got, count, sizeof(uint64_t));
    return status == QUOTH_OK ? quoth__work(context, lexemes / 4 + 20 * (uint64_t)count) : status;
}

static quoth_status list_words(quoth_context *context, quoth__query *query)
{
    void *got;
    size_t count = query->words.count;
    QUOTH__TRY(quoth__allocate(context, count, sizeof(uint64_t), &got));
    uint64_t *pairs = got;
    for (uint32_t i = 0; i < count; i++) pairs[i] = (uint64_t)query->words.words[i].lexeme << 32 | i;
    quoth_status status = quoth__lists_make(context, pairs, count, query->lexicon.lexemes.count, &query->at);
    quoth__free(&context->allocator, got, count, sizeof(uint64_t));
    return status;
}

/* What a word of the passage weighs: by the places of all that stand for it as the same word. */
static uint32_t weight_of(const quoth__query *query, uint32_t lexeme)
{
    const quoth__lists *of_mine = &query->of_mine;
    uint32_t weight = UINT32_MAX;
    for (uint32_t k = of_mine->first[lexeme]; k < of_mine->first[lexeme + 1]; k++) {
        const quoth__like *like = QUOTH__LIKE(query, of_mine->items[k]);
        uint32_t other = QUOTH__AT(query->shelf->weights, uint32_t, like->other);
        if (like->likeness >= QUOTH__LIKE_SPELLING && other < weight) weight = other;
    }
    if (weight != UINT32_MAX) return weight;
    return quoth__find_weight(query->shelf->words.count, 0,
                              quoth__lexeme_is_light(quoth__lexeme_at(&query->lexicon, lexeme)));
}

static quoth_status weigh(quoth_context *context, quoth__query *query)
{
    void *got;
    size_t count = query->words.count;
    QUOTH__TRY(quoth__allocate(context, 2 * count, sizeof(uint32_t), &got));
    query->weight = got;
    query->ellipsis = query->weight + count;
    for (uint32_t i = 0; i < count; i++) {
        query->weight[i] = weight_of(query, query->words.words[i].lexeme);
        query->total += query->weight[i];
        query->ellipsis[i] = i > 0 && query->words.gaps[i].ellipsis ? i : i > 0 ? query->ellipsis[i - 1] : 0;
    }
    return quoth__work(context, 120 * (uint64_t)count + 8 * (uint64_t)query->likes.count);
}

quoth_status quoth__query_make(quoth_context *context, const quoth__shelf *shelf, const quoth__passage *passage,
                               const quoth_vocabulary *vocabulary, quoth__query *query)
{
    query->shelf = shelf;
    query->passage = passage;
    QUOTH__TRY(quoth__lexicon_make(context, shelf->language, &query->lexicon));
    QUOTH__TRY(quoth__words_make(context, passage, vocabulary, &query->lexicon, &query->words));
    QUOTH__TRY(find_likes(context, query));
    QUOTH__TRY(list_likes(context, query));
    QUOTH__TRY(list_words(context, query));
    return weigh(context, query);
}

void quoth__query_free(const quoth_allocator *allocator, quoth__query *query)
{
    if (query->weight) quoth__free(allocator, query->weight, 2 * query->words.count, sizeof(uint32_t));
    if (query->row_of) quoth__free(allocator, query->row_of, query->shelf->lexicon.lexemes.count, sizeof(uint32_t));
    quoth__array_free(allocator, &query->likes, sizeof(quoth__like));
    quoth__lists_free(allocator, &query->of_mine);
    quoth__lists_free(allocator, &query->of_row);
    quoth__lists_free(allocator, &query->at);
    quoth__words_free(allocator, &query->words);
    quoth__lexicon_free(allocator, &query->lexicon);
    *query = (quoth__query){0};
}
