/* lexicon: what the language knows of each different word (the drawing stands in words.h). */
#include "../unicode/form.h"
#include "../unicode/properties.h"
#include "words.h"

#define PREFIX_MIN 2u /* bytes of the letters that make an opposite, and of what they stand before */
#define PREFIX_MAX 4u
#define REST_MIN 5u

quoth_status quoth__lexicon_make(quoth_context *context, const quoth_language *language, quoth__lexicon *lexicon)
{
    const char *code = language ? quoth_language_name(language) : NULL;
    *lexicon = (quoth__lexicon){.language = language};
    lexicon->capitals = !code || strcmp(code, "de") != 0; /* German gives every noun a capital */
    return quoth__stems_make(context, code, &lexicon->stems);
}

void quoth__lexicon_free(const quoth_allocator *allocator, quoth__lexicon *lexicon)
{
    quoth__stems_free(allocator, &lexicon->stems);
    quoth__strings_free(allocator, &lexicon->forms);
    quoth__array_free(allocator, &lexicon->lexemes, sizeof(quoth__lexeme));
    quoth__strings_free(allocator, &lexicon->pool);
    quoth__array_free(allocator, &lexicon->scratch, 1);
}

/* The value of a form in a class; bytes NULL where it is not in it. */
static quoth_string value_in(const quoth_language *language, uint32_t node, quoth__class class_, uint16_t *weight)
{
    const quoth__entry *entry = quoth__language_entry(language, node, class_);
    if (!entry) return (quoth_string){NULL, 0};
    if (weight) *weight = entry->weight;
    return quoth__language_value(language, entry->value);
}

/* A number in digits, thousands parted by commas or not, with a fraction or an ending ("16,000", "0.5", "4th"), in
 * units of QUOTH__NUMBER_UNIT; one that is too great or too fine for them gets a value of its own, above
 * QUOTH__NUMBER_OPAQUE. UINT64_MAX where it is none. */
static uint64_t read_number(quoth_string form)
{
    uint64_t whole = 0, fraction = 0, place = QUOTH__NUMBER_UNIT;
    bool exact = true;
    size_t i = 0;
    if (form.length == 0 || form.bytes[0] < '0' || form.bytes[0] > '9') return UINT64_MAX;
    for (; i < form.length && ((form.bytes[i] >= '0' && form.bytes[i] <= '9') || form.bytes[i] == ','); i++) {
        if (form.bytes[i] == ',') continue;
        whole = whole * 10 + (uint64_t)(form.bytes[i] - '0');
        if (whole >= QUOTH__NUMBER_OPAQUE / QUOTH__NUMBER_UNIT / 10) exact = false, whole = 0;
    }
    if (i < form.length && form.bytes[i] == '.')
        for (i++; i < form.length && form.bytes[i] >= '0' && form.bytes[i] <= '9'; i++) {
            place /= 10;
            if (place == 0 && form.bytes[i] != '0') exact = false;
            fraction += place * (uint64_t)(form.bytes[i] - '0');
        }
    if (exact) return whole * QUOTH__NUMBER_UNIT + fraction;
    return (quoth__hash(form.bytes, form.length) | QUOTH__NUMBER_OPAQUE) & ~(uint64_t)1;
}

/* Adds a string with a letter in front that says what kind of key it is. */
static quoth_status add_key(quoth_context *context, quoth__lexicon *lexicon, char kind, quoth_string value,
                            uint32_t *key)
{
    lexicon->scratch.count = 0;
    QUOTH__TRY(quoth__array_append(context, &lexicon->scratch, &kind, 1));
    QUOTH__TRY(quoth__array_append(context, &lexicon->scratch, value.bytes, value.length));
    return quoth__strings_add(context, &lexicon->pool, lexicon->scratch.data, lexicon->scratch.count, key);
}

/* The form without accents, or the variant that stands for all its spellings. */
static quoth_status spell(quoth_context *context, quoth__lexicon *lexicon, quoth_string form, uint32_t node,
                          quoth__array *spelled)
{
    quoth_string variant = value_in(lexicon->language, node, QUOTH__CLASS_SPELLING, NULL);
    if (variant.bytes) return quoth__array_append(context, spelled, variant.bytes, variant.length);
    size_t i = 0;
    while (i < form.length && (unsigned char)form.bytes[i] < 0x80) i++;
    if (i == form.length) return quoth__array_append(context, spelled, form.bytes, form.length);
    return quoth__form_append(context, (const uint8_t *)form.bytes, form.length, QUOTH__FORM_STRIP_MARKS, spelled);
}

static quoth_status find_key(quoth_context *context, quoth__lexicon *lexicon, quoth_string form, uint32_t node,
                             quoth__lexeme *lexeme)
{
    quoth__array spelled = {0};
    quoth_string country = value_in(lexicon->language, node, QUOTH__CLASS_DEMONYM, NULL);
    quoth_string verb = value_in(lexicon->language, node, QUOTH__CLASS_AUXILIARY, NULL);
    quoth_status status = spell(context, lexicon, form, node, &spelled);
    if (status != QUOTH_OK) goto done;
    quoth_string own = {spelled.data ? spelled.data : "", spelled.count};
    QUOTH__GOTO(add_key(context, lexicon, '.', own, &lexeme->spelling));
    if (lexeme->number != UINT64_MAX) {
        quoth_string number = {(const char *)&lexeme->number, sizeof lexeme->number};
        status = add_key(context, lexicon, '#', number, &lexeme->key);
    } else if (country.length) {
        status = add_key(context, lexicon, '@', country, &lexeme->key);
    } else if (verb.length) {
        status = add_key(context, lexicon, '=', verb, &lexeme->key);
    } else if (quoth__lexeme_is(lexeme, QUOTH__CLASS_NEGATION) || quoth__lexeme_is(lexeme, QUOTH__CLASS_PRONOUN) ||
               own.length == 0) {
        lexeme->key = lexeme->spelling;
    } else {
        uint32_t stem;
        QUOTH__GOTO(quoth__stems_form(context, &lexicon->stems, own.bytes, own.length, &stem));
        status = add_key(context, lexicon, '~', quoth__stems_bytes(&lexicon->stems, stem), &lexeme->key);
    }
done:
    quoth__array_free(&context->allocator, &spelled, 1);
    return status;
}

/* What is left of a word without letters that make an opposite: "possible" of "impossible". The first letters that the
 * language knows are taken, the shorter first. */
static quoth_status find_opposite(quoth_context *context, quoth__lexicon *lexicon, quoth_string form,
                                  uint32_t *opposite)
{
    const quoth_language *language = lexicon->language;
    *opposite = QUOTH__NONE;
    for (size_t cut = PREFIX_MIN; language && cut <= PREFIX_MAX && cut + REST_MIN <= form.length; cut++) {
        uint32_t word = quoth__language_word(language, form.bytes, cut);
        uint32_t node = word == QUOTH__NONE ? QUOTH__NONE : quoth__language_step(language, 0, word);
        if (node == QUOTH__NONE || !(quoth__language_classes(language, node) >> QUOTH__CLASS_PREFIX & 1)) continue;
        return add_key(context, lexicon, '.', (quoth_string){form.bytes + cut, form.length - cut}, opposite);
    }
    return QUOTH_OK;
}

/* A value as an index into the pool; QUOTH__NONE where there is none. */
static quoth_status pooled(quoth_context *context, quoth__lexicon *lexicon, quoth_string value, uint32_t *index)
{
    *index = QUOTH__NONE;
    return value.length ? add_key(context, lexicon, '=', value, index) : QUOTH_OK;
}

/* Whether a word with a capital is a name wherever it stands: a first name, a country, a place or a body, and nothing
 * that sentences begin with. */
static bool known_name(const quoth_language *language, uint32_t node, uint32_t classes)
{
    const uint32_t never = 1u << QUOTH__CLASS_FUNCTION | 1u << QUOTH__CLASS_MODAL | 1u << QUOTH__CLASS_DATE |
                           1u << QUOTH__CLASS_TITLE | 1u << QUOTH__CLASS_ROLE;
    if (classes & never) return false;
    if (classes & (1u << QUOTH__CLASS_FIRST_NAME | 1u << QUOTH__CLASS_DEMONYM)) return true;
    return value_in(language, node, QUOTH__CLASS_NOT_NAME, NULL).length > 0;
}

static quoth_status describe(quoth_context *context, quoth__lexicon *lexicon, quoth_string form, quoth__lexeme *lexeme)
{
    const quoth_language *language = lexicon->language;
    uint32_t node = QUOTH__NONE;
    uint16_t weight = 0;
    lexeme->word = language ? quoth__language_word(language, form.bytes, form.length) : QUOTH__NONE;
    if (lexeme->word != QUOTH__NONE) node = quoth__language_step(language, 0, lexeme->word);
    bool known = node != QUOTH__NONE;
    lexeme->classes = known ? quoth__language_classes(language, node) : 0;
    lexeme->number = read_number(form);
    lexeme->digits = lexeme->number != UINT64_MAX;
    lexeme->modal = lexeme->date = QUOTH__NONE;
    lexeme->name = known && known_name(language, node, lexeme->classes);
    if (known) {
        quoth_string number = value_in(language, node, QUOTH__CLASS_NUMBER, NULL);
        if (number.length) lexeme->number = read_number(number);
        lexeme->pronoun = value_in(language, node, QUOTH__CLASS_PRONOUN, NULL);
        QUOTH__TRY(pooled(context, lexicon, value_in(language, node, QUOTH__CLASS_MODAL, &weight), &lexeme->modal));
        QUOTH__TRY(pooled(context, lexicon, value_in(language, node, QUOTH__CLASS_DATE, NULL), &lexeme->date));
        lexeme->modal_weight = (uint8_t)weight;
    }
    QUOTH__TRY(find_opposite(context, lexicon, form, &lexeme->opposite));
    QUOTH__TRY(quoth__work(context, 1200));
    return find_key(context, lexicon, form, node, lexeme);
}

quoth_status quoth__lexicon_add(quoth_context *context, quoth__lexicon *lexicon, const void *form, size_t length,
                                uint32_t *lexeme)
{
    uint32_t id;
    QUOTH__TRY(quoth__strings_add(context, &lexicon->forms, form, length, &id));
    if (id == lexicon->lexemes.count) {
        void *place;
        QUOTH__TRY(quoth__array_push(context, &lexicon->lexemes, sizeof(quoth__lexeme), &place));
        QUOTH__TRY(describe(context, lexicon, quoth__strings_get(&lexicon->forms, id), place));
    }
    *lexeme = id;
    return QUOTH_OK;
}
