/* guess: which language a text is in, by the share of its words that are function words of the language, less those with
 * letters that it is not written with.
 *
 * A word that was looked up lately is known by its own bytes:
 *
 *   "the" ─► slot of the memo: bytes, length │ the languages of which it is a function word │ those it is foreign to
 *
 * In running text of English, German, French, ... a third to a half of the words are among its hundred commonest; of
 * the wrong language, one in twenty. An elided word counts by its front: l'arbre by l'. Linear in the bytes looked at,
 * times the languages. */
#include "../unicode/boundary.h"
#include "../unicode/form.h"
#include "language.h"

#define LOOKED_AT 16384u
#define LANGUAGES 32u

typedef struct tally {
    uint32_t words;
    uint32_t hits[LANGUAGES], foreign[LANGUAGES];
} tally;

static bool is_function(const quoth_language *language, const uint8_t *form, size_t length)
{
    uint32_t word = quoth__language_word(language, form, length);
    uint32_t node = quoth__language_step(language, 0, word);
    return (quoth__language_classes(language, node) >> QUOTH__CLASS_FUNCTION & 1) != 0;
}

static bool is_foreign(const quoth_language *language, const uint8_t *form, size_t length)
{
    for (size_t at = 0; at < length;)
        if (!quoth__language_writes(language, quoth__utf8_next(form, &at))) return true;
    return false;
}

/* What a word says: of which languages it is a function word, and to which it is foreign, a bit each. */
static void judge_word(const quoth_language *const *languages, size_t count, const quoth__array *form,
                       quoth__guess_slot *said)
{
    const uint8_t *bytes = form->data;
    const uint8_t *elided = form->count ? memchr(bytes, '\'', form->count) : NULL;
    size_t front = elided ? (size_t)(elided - bytes) + 1 : 0;
    said->hits = said->foreign = 0;
    for (size_t i = 0; i < count; i++) {
        bool hit = is_function(languages[i], bytes, form->count) || (front && is_function(languages[i], bytes, front));
        said->hits |= (uint32_t)hit << i;
        said->foreign |= (uint32_t)(!hit && is_foreign(languages[i], bytes, form->count)) << i;
    }
}

static void count_word(const quoth__guess_slot *said, size_t count, tally *tallied)
{
    tallied->words++;
    if (said->hits | said->foreign)
        for (size_t i = 0; i < count; i++) {
            tallied->hits[i] += said->hits >> i & 1;
            tallied->foreign[i] += said->foreign >> i & 1;
        }
}

/* The slot of a word; its own where it is known, else one to be written. NULL for a word too long for the memo. */
static quoth__guess_slot *slot_of(quoth__guess_memo *memo, const uint8_t *word, size_t length, bool *known)
{
    quoth__guess_slot key = {0};
    *known = false;
    if (!memo || length > sizeof key.bytes) return NULL;
    memcpy(key.bytes, word, length);
    quoth__guess_slot *slot = &memo->slots[quoth__hash(word, length) % QUOTH__GUESS_SLOTS];
    *known = slot->length == length && memcmp(slot->bytes, key.bytes, sizeof key.bytes) == 0;
    if (!*known) {
        *slot = key;
        slot->length = (uint32_t)length;
    }
    return slot;
}

static quoth_status count_words(quoth_context *context, const quoth_language *const *languages, size_t count,
                                quoth__guess_memo *memo, const uint8_t *bytes, size_t length, quoth__array *form,
                                tally *tallied)
{
    quoth__walk walk;
    quoth__guess_slot other;
    size_t start, end;
    bool known;
    quoth__walk_begin(&walk, QUOTH__WORDS, bytes, length);
    while (quoth__walk_next(&walk, &start, &end)) {
        size_t place = start;
        if (!quoth__is_letter(quoth__utf8_next(bytes, &place))) continue;
        quoth__guess_slot *slot = slot_of(memo, bytes + start, end - start, &known);
        if (!known) {
            form->count = 0;
            QUOTH__TRY(quoth__form_append(context, bytes + start, end - start, 0, form));
            judge_word(languages, count, form, slot ? slot : &other);
            QUOTH__TRY(quoth__work(context, (40 + 6 * (uint64_t)form->count) * count));
        }
        count_word(slot ? slot : &other, count, tallied);
        QUOTH__TRY(quoth__work(context, 60 + 8 * count));
        QUOTH__TRY(quoth__walk_charge(context, &walk));
    }
    return QUOTH_OK;
}

/* The most hits, less twice the foreign words; at least one word in eight, and a tenth more than the next. */
static size_t decide(const tally *tallied, size_t count)
{
    size_t best = SIZE_MAX;
    uint32_t first = 0, second = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t foreign = 2 * tallied->foreign[i], hits = tallied->hits[i] > foreign ? tallied->hits[i] - foreign : 0;
        if (hits > first) {
            second = first;
            first = hits;
            best = i;
        } else if (hits > second) {
            second = hits;
        }
    }
    return first * 8 >= tallied->words && first * 10 > second * 11 ? best : SIZE_MAX;
}

quoth_status quoth_language_guess(quoth_context *context, const quoth_language *const *languages, size_t count,
                                  const char *bytes, size_t length, size_t *index)
{
    return quoth__language_guess(context, languages, count, NULL, bytes, length, index);
}

quoth_status quoth__language_guess(quoth_context *context, const quoth_language *const *languages, size_t count,
                                   quoth__guess_memo *memo, const char *bytes, size_t length, size_t *index)
{
    tally tallied = {0};
    quoth__array form = {0};
    size_t bad, code_points;
    quoth__enter(context);
    if (count > LANGUAGES)
        return quoth__leave(context, quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX,
                                                 "%zu languages to guess from; at most %u", count, LANGUAGES));
    size_t looked = length < LOOKED_AT ? length : LOOKED_AT;
    while (looked < length && looked > 0 && ((uint8_t)bytes[looked] & 0xC0) == 0x80) looked--;
    if (!quoth__utf8_check((const uint8_t *)bytes, looked, &bad, &code_points))
        return quoth__leave(context,
                            quoth__fail(context, QUOTH_BAD_UTF8, bad, "the text is not UTF-8 at byte %zu", bad));
    quoth_status status = count_words(context, languages, count, memo, (const uint8_t *)bytes, looked, &form, &tallied);
    quoth__array_free(&context->allocator, &form, 1);
    if (status != QUOTH_OK && memo) *memo = (quoth__guess_memo){0}; /* the last word was not judged */
    if (status == QUOTH_OK) *index = decide(&tallied, count);
    return quoth__leave(context, status);
}
