/* letters: the words of an index that are spelt nearly as a given word is: old spellings, and what a machine misread.
 *
 *   word      Chriſtus, uiuificauit ...
 *   plain     the word as letters that were written for one another make it: u for v, i for j, e for ae, f for ph, one
 *             letter for two of a kind. Words of one plain form are one word in two spellings
 *   grams     three plain letters in a row (a mark at both ends) ─► bucket ─► plain words that have them
 *
 * A word that shares grams enough is then held letter by letter against the one that is asked for: one letter may
 * differ in five, two in eight. A bucket may hold several grams: that costs time, and changes nothing, since the letters
 * decide.
 *
 * Cost: making it is linear in the letters. A word costs the lengths of the lists of its grams. */
#include "../unicode/utf8.h"
#include "find.h"

#define LETTERS 40u
#define SHORT 4u       /* letters of a word in which only u and v, i and j are the same */
#define ONE_LETTERS 5u /* letters of a word of which one may differ */
#define TWO_LETTERS 8u
#define COUNT_MAX 255u

typedef struct letters {
    uint32_t at[LETTERS];
    size_t count;
} letters;

/* ------------------------------------------------------------------------------------------------- plain letters */

static uint32_t plain_letter(uint32_t c)
{
    switch (c) {
    case 'v': return 'u';
    case 'j': return 'i';
    case 0x17F: return 's'; /* long s */
    default: return c;
    }
}

static bool is_vowel(uint32_t c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/* Joins what is one letter: ae, oe, ph, two consonants of a kind. */
static void join_letters(letters *word)
{
    size_t kept = 0;
    for (size_t i = 0; i < word->count; i++) {
        uint32_t c = word->at[i], next = i + 1 < word->count ? word->at[i + 1] : 0;
        if ((c == 'a' || c == 'o') && next == 'e') continue;
        if (c == next && !is_vowel(c)) continue;
        if (c == 'p' && next == 'h') {
            word->at[kept++] = 'f';
            i++;
            continue;
        }
        word->at[kept++] = c == 'y' ? 'i' : c;
    }
    word->count = kept;
}

/* The plain letters of a spelling of the pool, which begins with a dot; false where it is too long or none. */
static bool read_plain(quoth_string spelling, letters *word)
{
    word->count = 0;
    for (size_t place = 1; place < spelling.length;) {
        if (word->count == LETTERS) return false;
        uint32_t c = quoth__utf8_next((const uint8_t *)spelling.bytes, &place);
        if (c >= '0' && c <= '9') return false;
        word->at[word->count++] = plain_letter(c);
    }
    if (word->count >= SHORT) join_letters(word);
    return word->count > 0;
}

static quoth_string spelling_of(const quoth__lexicon *lexicon, uint32_t lexeme)
{
    return quoth__strings_get(&lexicon->pool, quoth__lexeme_at(lexicon, lexeme)->spelling);
}

/* The bucket of the gram that begins one letter before letter i; a mark stands before the first and behind the last. */
static uint32_t gram_bucket(const letters *word, size_t i, size_t buckets)
{
    uint64_t gram = i > 0 ? word->at[i - 1] : 1;
    gram = gram * 0x110000u + word->at[i];
    gram = gram * 0x110000u + (i + 1 < word->count ? word->at[i + 1] : 1);
    gram *= 0x9E3779B97F4A7C15u;
    return (uint32_t)(gram >> 40) & (uint32_t)(buckets - 1);
}

/* --------------------------------------------------------------------------------------------------------- making */

static quoth_status add_plain(quoth_context *context, const quoth__lexicon *lexicon, uint32_t lexeme,
                              quoth__letters *made, quoth__array *pairs)
{
    letters word;
    uint32_t plain = QUOTH__NONE;
    void *place;
    if (read_plain(spelling_of(lexicon, lexeme), &word)) {
        QUOTH__TRY(quoth__strings_add(context, &made->plain, word.at, word.count * sizeof *word.at, &plain));
        QUOTH__TRY(quoth__array_push(context, pairs, sizeof(uint64_t), &place));
        *(uint64_t *)place = (uint64_t)plain << 32 | lexeme;
    }
    QUOTH__AT(made->plain_of, uint32_t, made->plain_of.count++) = plain;
    return quoth__work(context, 300 + 40 * (uint64_t)word.count);
}

static void get_plain(const quoth__letters *made, uint32_t plain, letters *word)
{
    quoth_string bytes = quoth__strings_get(&made->plain, plain);
    word->count = bytes.length / sizeof *word->at;
    if (bytes.length) memcpy(word->at, bytes.bytes, bytes.length);
}

static quoth_status add_grams(quoth_context *context, quoth__letters *made, size_t buckets, quoth__array *pairs)
{
    letters word;
    for (uint32_t plain = 0; plain < quoth__strings_count(&made->plain); plain++) {
        get_plain(made, plain, &word);
        if (word.count < ONE_LETTERS - 1) continue;
        QUOTH__TRY(quoth__array_reserve(context, pairs, word.count, sizeof(uint64_t)));
        for (size_t i = 0; i < word.count; i++)
            QUOTH__AT(*pairs, uint64_t, pairs->count++) = (uint64_t)gram_bucket(&word, i, buckets) << 32 | plain;
        QUOTH__TRY(quoth__work(context, 60 + 30 * (uint64_t)word.count));
    }
    return QUOTH_OK;
}

quoth_status quoth__letters_make(quoth_context *context, const quoth__lexicon *lexicon, quoth__letters *made)
{
    quoth__array pairs = {0};
    size_t lexemes = lexicon->lexemes.count, buckets = 64;
    quoth_status status = quoth__array_reserve(context, &made->plain_of, lexemes, sizeof(uint32_t));
    for (uint32_t i = 0; status == QUOTH_OK && i < lexemes; i++) status = add_plain(context, lexicon, i, made, &pairs);
    if (status != QUOTH_OK) goto done;
    QUOTH__GOTO(
        quoth__lists_make(context, pairs.data, pairs.count, quoth__strings_count(&made->plain), &made->of_plain));
    while (buckets < lexemes && buckets < (size_t)1 << 22) buckets *= 2;
    pairs.count = 0;
    QUOTH__GOTO(add_grams(context, made, buckets, &pairs));
    status = quoth__lists_make(context, pairs.data, pairs.count, buckets, &made->grams);
done:
    quoth__array_free(&context->allocator, &pairs, sizeof(uint64_t));
    return status;
}

void quoth__letters_free(const quoth_allocator *allocator, quoth__letters *made)
{
    quoth__strings_free(allocator, &made->plain);
    quoth__lists_free(allocator, &made->of_plain);
    quoth__lists_free(allocator, &made->grams);
    quoth__array_free(allocator, &made->plain_of, sizeof(uint32_t));
}

/* --------------------------------------------------------------------------------------------------------- asking */

/* How many letters differ, at most two looked for: 3 where there are more. A band of five diagonals. */
static uint32_t letters_apart(const letters *x, const letters *y)
{
    enum { BAND = 2, WIDTH = 2 * BAND + 1, FAR = BAND + 1 };
    uint32_t row[WIDTH], next[WIDTH];
    size_t longer = x->count > y->count ? x->count : y->count, shorter = x->count + y->count - longer;
    if (longer - shorter > BAND) return FAR;
    for (uint32_t d = 0; d < WIDTH; d++) row[d] = d < BAND ? FAR : d - BAND;
    for (size_t i = 1; i <= x->count; i++) {
        for (size_t d = 0; d < WIDTH; d++) {
            next[d] = FAR;
            if (i + d < BAND || i + d - BAND > y->count) continue;
            size_t j = i + d - BAND;
            uint32_t best = j > 0 ? row[d] + (x->at[i - 1] != y->at[j - 1]) : FAR;
            if (d + 1 < WIDTH && row[d + 1] + 1 < best) best = row[d + 1] + 1;
            if (d > 0 && next[d - 1] + 1 < best) best = next[d - 1] + 1;
            next[d] = best < FAR ? best : FAR;
        }
        memcpy(row, next, sizeof row);
    }
    return row[y->count + BAND - x->count];
}

static uint32_t likeness_of(const letters *x, const letters *y)
{
    size_t shorter = x->count < y->count ? x->count : y->count;
    size_t longer = x->count > y->count ? x->count : y->count;
    uint32_t apart = letters_apart(x, y);
    if (apart == 0) return QUOTH__LIKE_SPELLING;
    if (apart == 1 && longer >= ONE_LETTERS) return shorter > ONE_LETTERS ? QUOTH__LIKE_NEAR : QUOTH__LIKE_FAR;
    return apart == 2 && longer >= TWO_LETTERS ? QUOTH__LIKE_FAR : QUOTH__LIKE_NOT;
}

static quoth_status add_likes(quoth_context *context, const quoth__letters *made, uint32_t plain, uint32_t lexeme,
                              uint32_t likeness, quoth__array *likes)
{
    for (uint32_t k = made->of_plain.first[plain]; k < made->of_plain.first[plain + 1]; k++) {
        void *place;
        QUOTH__TRY(quoth__array_push(context, likes, sizeof(quoth__like), &place));
        *(quoth__like *)place = (quoth__like){lexeme, made->of_plain.items[k], likeness};
    }
    return quoth__work(context, 30 * (uint64_t)quoth__lists_length(&made->of_plain, plain));
}

/* Counts the grams that words share with this one, and takes the counts away again; a word that shares enough is held
 * against it letter by letter. */
static quoth_status add_near(quoth_context *context, const quoth__letters *made, const letters *word, uint32_t lexeme,
                             uint8_t *counts, quoth__array *likes)
{
    quoth_status status = QUOTH_OK;
    uint32_t buckets[LETTERS], needed = word->count < TWO_LETTERS ? 1 : (uint32_t)word->count / 3;
    uint64_t work = 0;
    for (size_t i = 0; i < word->count; i++) {
        buckets[i] = gram_bucket(word, i, made->grams.lists);
        for (uint32_t k = made->grams.first[buckets[i]]; k < made->grams.first[buckets[i] + 1]; k++)
            if (counts[made->grams.items[k]] < COUNT_MAX) counts[made->grams.items[k]]++;
        work += 20 + 13 * (uint64_t)quoth__lists_length(&made->grams, buckets[i]);
    }
    for (size_t i = 0; i < word->count; i++)
        for (uint32_t k = made->grams.first[buckets[i]]; k < made->grams.first[buckets[i] + 1]; k++) {
            uint32_t plain = made->grams.items[k], shared = counts[plain];
            letters other;
            counts[plain] = 0;
            if (shared < needed || status != QUOTH_OK) continue;
            get_plain(made, plain, &other);
            work += 60 + 75 * (uint64_t)word->count;
            uint32_t likeness = likeness_of(word, &other);
            if (likeness && likeness < QUOTH__LIKE_SPELLING)
                status = add_likes(context, made, plain, lexeme, likeness, likes);
        }
    return status == QUOTH_OK ? quoth__work(context, work) : status;
}

quoth_status quoth__letters_like(quoth_context *context, const quoth__letters *made, const quoth__lexicon *lexicon,
                                 uint32_t lexeme, uint8_t *counts, quoth__array *likes)
{
    letters word;
    if (!read_plain(spelling_of(lexicon, lexeme), &word)) return QUOTH_OK;
    uint32_t plain = quoth__strings_find(&made->plain, word.at, word.count * sizeof *word.at);
    if (plain != QUOTH__NONE) QUOTH__TRY(add_likes(context, made, plain, lexeme, QUOTH__LIKE_SPELLING, likes));
    if (word.count < ONE_LETTERS - 1 || quoth__lexeme_is_light(quoth__lexeme_at(lexicon, lexeme))) return QUOTH_OK;
    return add_near(context, made, &word, lexeme, counts, likes);
}
