/* atoms: reads the words and signs of a paragraph (atoms.h draws them) and asks the language about each new form.
 *
 * A word is cut at hyphens and behind apostrophes: s’|écria|-|t|-|il. A form is looked up once: its own classes, then the
 * longest ending of it that the language names. Linear in bytes. */
#include "atoms.h"

#include "../lang/lang.h"
#include "../unicode/properties.h"

#define LONGEST 12u /* bytes of an ending at most */
#define CUE 20u     /* weight of a cue at least */
#define TELLS 70u   /* and of one that reports most of the time */
#define WORD 256u   /* bytes of a word that is looked up at most */
/* Of work, each. */
#define ATOM_UNITS 90u
#define BYTE_UNITS 14u
#define WORD_UNITS 150u
#define FORM_UNITS 1500u /* a form that is new */

static bool same(quoth_string a, const char *b) { return a.length == strlen(b) && memcmp(a.bytes, b, a.length) == 0; }

/* ------------------------------------------------------------------------------------------------ what a form is */

/* The entry of a class of one word; NULL where it has none. */
static const quoth__entry *entry_of(const quoth_language *language, const char *bytes, size_t length,
                                    quoth__class class_)
{
    uint32_t word = quoth__language_word(language, bytes, length);
    uint32_t node = word == QUOTH__NONE ? QUOTH__NONE : quoth__language_step(language, 0, word);
    return node == QUOTH__NONE ? NULL : quoth__language_entry(language, node, class_);
}

char quoth__dialogue_of(const quoth_language *language)
{
    const quoth__entry *entry = language ? entry_of(language, "dash", 4, QUOTH__CLASS_DIALOGUE) : NULL;
    if (!entry) return 0;
    return same(quoth__language_value(language, entry->value), "comma") ? 'c' : 'd';
}

static uint16_t pronoun_bits(quoth_string value)
{
    if (value.length < 5) return 0;
    quoth_string tail = {value.bytes + 4, value.length - 4};
    uint16_t bits = value.bytes[0] == '1' || value.bytes[0] == '2' ? QUOTH__WORD_SPEAKS : 0;
    if (same(tail, "possessive")) return bits | QUOTH__WORD_NOUN_SIGN;
    if (same(tail, "object") || same(tail, "reflexive")) return bits | QUOTH__WORD_OBJECT;
    if (!bits && (same(tail, "subject") || same(tail, "both"))) bits |= QUOTH__WORD_THIRD;
    return bits;
}

static uint16_t function_bits(quoth_string value)
{
    if (same(value, "definite") || same(value, "indefinite") || same(value, "quantifier")) return QUOTH__WORD_NOUN_SIGN;
    if (same(value, "preposition") || same(value, "relative")) return QUOTH__WORD_GOES_ON;
    return same(value, "adverb") ? QUOTH__WORD_ADVERB : 0;
}

/* By the longest ending that the language names; the word itself may be named as one that has none. */
static uint16_t ending_bits(const quoth_language *language, quoth_string form)
{
    const quoth__entry *whole = entry_of(language, form.bytes, form.length, QUOTH__CLASS_ENDING);
    if (whole && same(quoth__language_value(language, whole->value), "none")) return 0;
    size_t longest = form.length - 1 < LONGEST ? form.length - 1 : LONGEST;
    for (size_t length = longest; length > 0; length--) {
        const quoth__entry *entry = entry_of(language, form.bytes + form.length - length, length, QUOTH__CLASS_ENDING);
        if (!entry) continue;
        quoth_string value = quoth__language_value(language, entry->value);
        if (same(value, "told")) return QUOTH__WORD_TOLD;
        if (same(value, "goes_on")) return QUOTH__WORD_GOES_ON;
    }
    return 0;
}

/* What classes say of a form; `known` says that it is a word of the grammar, whose ending says nothing. */
static uint16_t class_bits(const quoth_language *language, quoth_string form, bool *known)
{
    const quoth__entry *entry;
    uint16_t bits = 0;
    if ((entry = entry_of(language, form.bytes, form.length, QUOTH__CLASS_CUE)) != NULL && entry->weight >= CUE)
        bits |= entry->weight >= TELLS ? QUOTH__WORD_CUE | QUOTH__WORD_TELLS : QUOTH__WORD_CUE;
    if ((entry = entry_of(language, form.bytes, form.length, QUOTH__CLASS_PRONOUN)) != NULL)
        bits |= pronoun_bits(quoth__language_value(language, entry->value));
    *known = entry != NULL;
    if ((entry = entry_of(language, form.bytes, form.length, QUOTH__CLASS_FUNCTION)) != NULL)
        bits |= function_bits(quoth__language_value(language, entry->value));
    *known |= entry != NULL || entry_of(language, form.bytes, form.length, QUOTH__CLASS_AUXILIARY);
    return bits;
}

static uint16_t bits_of(const quoth_language *language, quoth_string form)
{
    bool known;
    if (!language || form.length == 0) return 0;
    uint16_t bits = class_bits(language, form, &known);
    bool elided = form.bytes[form.length - 1] == '\'';
    if (elided && entry_of(language, form.bytes, form.length, QUOTH__CLASS_CONTRACTION))
        bits |= bits & QUOTH__WORD_SPEAKS ? QUOTH__WORD_OBJECT : QUOTH__WORD_OBJECT | QUOTH__WORD_NOUN_SIGN;
    if (entry_of(language, form.bytes, form.length, QUOTH__CLASS_TITLE) ||
        entry_of(language, form.bytes, form.length, QUOTH__CLASS_ROLE))
        bits |= QUOTH__WORD_NOUN_SIGN;
    if (entry_of(language, form.bytes, form.length, QUOTH__CLASS_ABBREVIATION)) bits |= QUOTH__WORD_ABBREVIATION;
    return known || elided ? bits : (uint16_t)(bits | ending_bits(language, form));
}

static quoth_status look_up(quoth_context *context, const quoth_text *text, quoth__atoms *atoms, quoth__atom *atom)
{
    quoth_string form;
    uint32_t id;
    if (atom->end - atom->start > WORD) return QUOTH_OK;
    QUOTH__TRY(
        quoth__vocabulary_fold(context, &atoms->vocabulary, text->bytes + atom->start, atom->end - atom->start, &form));
    QUOTH__TRY(quoth__strings_add(context, &atoms->vocabulary.forms, form.bytes, form.length, &id));
    if (id == atoms->bits.count) {
        void *made;
        QUOTH__TRY(quoth__array_push(context, &atoms->bits, sizeof(uint16_t), &made));
        *(uint16_t *)made = bits_of(text->language, quoth__strings_get(&atoms->vocabulary.forms, id));
        QUOTH__TRY(quoth__work(context, FORM_UNITS));
    }
    atom->bits = QUOTH__AT(atoms->bits, uint16_t, id);
    return quoth__work(context, WORD_UNITS);
}

/* --------------------------------------------------------------------------------------------------------- reading */

static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC; }

static bool is_dash(uint32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015); }

static bool is_of_word(uint32_t c) { return quoth__is_letter(c) || quoth__category(c) == QUOTH__CATEGORY_MARK; }

static uint8_t sign_of(uint32_t c)
{
    switch (c) {
    case ',': return QUOTH__ATOM_COMMA;
    case ';': return QUOTH__ATOM_SEMICOLON;
    case ':': return QUOTH__ATOM_COLON;
    case '.':
    case '!':
    case '?':
    case 0x2026: return QUOTH__ATOM_STOP;
    case '(':
    case '[':
    case 0xAB:
    case 0xBF:
    case 0xA1:
    case 0x2018:
    case 0x201C:
    case 0x201E: return QUOTH__ATOM_OPEN;
    case ')':
    case ']':
    case 0xBB:
    case 0x201D: return QUOTH__ATOM_CLOSE;
    default: return is_dash(c) ? QUOTH__ATOM_DASH : QUOTH__ATOM_OTHER;
    }
}

/* The end of a word that begins at `at`: behind its apostrophe where a letter follows. */
static size_t word_end(const uint8_t *bytes, size_t at, size_t end, uint8_t *flags)
{
    size_t capitals = 0, letters = 0, next = at;
    while (next < end) {
        size_t before = next;
        uint32_t c = quoth__utf8_next(bytes, &next);
        if (is_of_word(c)) {
            capitals += quoth__is_upper(c);
            letters++;
            continue;
        }
        size_t behind = next;
        bool inner = is_apostrophe(c) && next < end && quoth__is_letter(quoth__utf8_next(bytes, &behind));
        at = inner ? next : before;
        if (capitals == letters && letters > 1) *flags |= QUOTH__ATOM_CAPITALS;
        return at;
    }
    return next;
}

static size_t stop_end(const uint8_t *bytes, size_t at, size_t end, uint8_t *flags)
{
    size_t dots = 0, next = at;
    for (; at < end; at = next) {
        uint32_t c = quoth__utf8_next(bytes, &next);
        if (sign_of(c) != QUOTH__ATOM_STOP) break;
        if (c == '!' || c == '?') *flags |= QUOTH__ATOM_QUERY;
        dots += c == '.' ? 1 : c == 0x2026 ? 3 : 0;
    }
    if (dots > 1) *flags |= QUOTH__ATOM_DOTS;
    return at;
}

/* A row of hyphens or one dash: its end. One hyphen is a dash where there is white space on a side. */
static size_t dash_end(const uint8_t *bytes, size_t at, size_t end, quoth__atom *atom)
{
    size_t next = at;
    uint32_t c = quoth__utf8_next(bytes, &next), row = 1;
    if (c == '-')
        for (; next < end && bytes[next] == '-'; next++) row++;
    bool spaced = (atom->flags & QUOTH__ATOM_SPACED) || next == end || bytes[next] == ' ' || bytes[next] == '\n';
    if (row == 1 && (c == '-' || c == 0x2010 || c == 0x2011)) {
        atom->flags |= QUOTH__ATOM_THIN;
        if (!spaced) atom->kind = QUOTH__ATOM_HYPHEN;
    }
    return next;
}

/* Whether the character at `at` is "1" of a number. */
static size_t number_end(const uint8_t *bytes, size_t at, size_t end)
{
    for (size_t next = at; at < end; at = next)
        if (!quoth__is_number(quoth__utf8_next(bytes, &next))) break;
    return at;
}

/* The atom at `at`, no white space; its end. */
static size_t read_atom(const uint8_t *bytes, size_t at, size_t end, quoth__atom *atom)
{
    size_t next = at;
    uint32_t c = quoth__utf8_next(bytes, &next);
    if (is_of_word(c)) {
        atom->kind = QUOTH__ATOM_WORD;
        if (quoth__is_upper(c)) atom->flags |= QUOTH__ATOM_UPPER;
        return word_end(bytes, at, end, &atom->flags);
    }
    if (quoth__is_number(c)) {
        atom->kind = QUOTH__ATOM_NUMBER;
        return number_end(bytes, at, end);
    }
    atom->kind = sign_of(c);
    if (atom->kind == QUOTH__ATOM_STOP) return stop_end(bytes, at, end, &atom->flags);
    return atom->kind == QUOTH__ATOM_DASH ? dash_end(bytes, at, end, atom) : next;
}

quoth_status quoth__atoms_read(quoth_context *context, const quoth_text *text, quoth__span span, quoth__atoms *atoms)
{
    const uint8_t *bytes = text->bytes;
    uint8_t spaced = QUOTH__ATOM_SPACED;
    atoms->list.count = 0;
    for (size_t at = span.start, next = at; at < span.end; at = next) {
        uint32_t c = quoth__utf8_next(bytes, &next);
        if (quoth__is_space(c)) {
            spaced = QUOTH__ATOM_SPACED;
            QUOTH__TRY(quoth__work(context, BYTE_UNITS));
            continue;
        }
        quoth__atom atom = {.start = (uint32_t)at, .flags = spaced};
        next = read_atom(bytes, at, span.end, &atom);
        atom.end = (uint32_t)next;
        spaced = 0;
        if (atom.kind == QUOTH__ATOM_WORD) QUOTH__TRY(look_up(context, text, atoms, &atom));
        if (atoms->list.count == atoms->list.capacity)
            QUOTH__TRY(quoth__array_reserve(context, &atoms->list, 1, sizeof atom));
        QUOTH__AT(atoms->list, quoth__atom, atoms->list.count++) = atom;
        QUOTH__TRY(quoth__work(context, ATOM_UNITS + BYTE_UNITS * (next - at)));
    }
    return QUOTH_OK;
}

void quoth__atoms_free(const quoth_allocator *allocator, quoth__atoms *atoms)
{
    quoth__array_free(allocator, &atoms->list, sizeof(quoth__atom));
    quoth__array_free(allocator, &atoms->bits, sizeof(uint16_t));
    quoth__vocabulary_clear(allocator, &atoms->vocabulary);
}
