/* relate: spelling, form and class of two words. Each answer takes time linear in the letters, 32 at most. */
#include "relate.h"
#include "../unicode/utf8.h"

#define LETTERS 32u
#define SPELT_LETTERS 5u   /* shorter words that differ are different words */
#define SWAPPED_LETTERS 7u /* two letters that changed places */
#define LONG_LETTERS 8u    /* any one letter may differ */
#define MIDDLE_LETTERS 3u  /* the longest of the variants below */

/* ------------------------------------------------------------------------------------------------- what it is */

static bool is_date(const quoth__lexeme *lexeme, const quoth__word *word)
{
    return lexeme->date != QUOTH__NONE && (word->capital || !quoth__lexeme_is(lexeme, QUOTH__CLASS_MODAL));
}

/* A modal, but not the month of May, nor a word that negates. */
static bool is_modal(const quoth__lexeme *lexeme, const quoth__word *word)
{
    if (word->modal == QUOTH__NONE || quoth__lexeme_is(lexeme, QUOTH__CLASS_NEGATION)) return false;
    return !(word->capital && !word->starts && is_date(lexeme, word));
}

/* A value of a pronoun is person, number, gender, a hyphen and its case: relative and indefinite ones have none. */
static bool is_personal(const quoth__lexeme *lexeme)
{
    quoth_string value = lexeme->pronoun;
    if (value.length < 5 || value.bytes[0] < '1' || value.bytes[0] > '3') return false;
    return value.bytes[4] != 'i' && !(value.bytes[4] == 'r' && value.length > 7 && value.bytes[6] == 'l');
}

static bool is_light(const quoth__lexeme *lexeme)
{
    const uint32_t light = 1u << QUOTH__CLASS_FUNCTION | 1u << QUOTH__CLASS_PRONOUN | 1u << QUOTH__CLASS_AUXILIARY;
    const uint32_t weighs = 1u << QUOTH__CLASS_NEGATION | 1u << QUOTH__CLASS_NUMBER;
    return (lexeme->classes & light) && !(lexeme->classes & weighs);
}

quoth_status quoth__words_classify(quoth_context *context, const quoth__lexicon *lexicon, quoth__words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        quoth__word *word = &words->words[i];
        const quoth__lexeme *lexeme = quoth__lexeme_at(lexicon, word->lexeme);
        unsigned is = 0;
        if (quoth__lexeme_is(lexeme, QUOTH__CLASS_NEGATION)) is |= QUOTH__IS_NEGATION;
        if (is_modal(lexeme, word)) is |= QUOTH__IS_MODAL;
        if (is_date(lexeme, word)) is |= QUOTH__IS_DATE;
        if (lexeme->number != UINT64_MAX) is |= QUOTH__IS_NUMBER;
        if (word->capital && lexeme->name) is |= QUOTH__IS_NAME;
        if (is_personal(lexeme)) is |= QUOTH__IS_PERSONAL;
        if (is_light(lexeme)) is |= QUOTH__IS_LIGHT;
        word->is = (uint8_t)is;
    }
    return quoth__work(context, 34 * (uint64_t)words->count);
}

/* --------------------------------------------------------------------------------------------------- spelling */

/* Letters that stand for one another from one way of spelling to another; the second list only within names, which
 * are carried over from other alphabets. */
static const char *const variants[][2] = {{"s", "z"},  {"c", "s"},  {"c", "k"},   {"i", "y"},  {"ph", "f"},
                                          {"ae", "e"}, {"oe", "e"}, {"que", "k"}, {"x", "ct"}, {"ck", "k"}};
static const char *const name_variants[][2] = {
    {"", "y"},   {"", "j"},    {"", "h"},    {"", "i"},   {"j", "y"}, {"j", "i"},  {"v", "w"},  {"v", "f"},
    {"v", "ff"}, {"ei", "ai"}, {"ts", "tz"}, {"x", "ks"}, {"u", "o"}, {"e", "ye"}, {"u", "ou"}, {"u", "oo"}};

typedef struct letters {
    uint32_t at[LETTERS];
    size_t count;
} letters;

static bool read_letters(quoth_string form, letters *read)
{
    read->count = 0;
    for (size_t place = 0; place < form.length;) {
        if (read->count == LETTERS) return false;
        read->at[read->count++] = quoth__utf8_next((const uint8_t *)form.bytes, &place);
    }
    return true;
}

static bool spells(const uint32_t *at, size_t count, const char *letters_of)
{
    size_t i = 0;
    while (i < count && letters_of[i] && at[i] == (uint32_t)letters_of[i]) i++;
    return i == count && !letters_of[i];
}

static bool listed(const char *const list[][2], size_t pairs, const uint32_t *x, size_t m, const uint32_t *y, size_t n)
{
    for (size_t i = 0; i < pairs; i++) {
        if (spells(x, m, list[i][0]) && spells(y, n, list[i][1])) return true;
        if (spells(x, m, list[i][1]) && spells(y, n, list[i][0])) return true;
    }
    return false;
}

/* Whether what is left of two words between what they share is another way to write the same. */
static bool differ_by_spelling(const letters *x, const letters *y, size_t head, size_t m, size_t n, bool name)
{
    const uint32_t *u = x->at + head, *v = y->at + head;
    size_t least = x->count < y->count ? x->count : y->count;
    if (listed(variants, sizeof variants / sizeof *variants, u, m, v, n)) return true;
    if (m + n == 1 && head > 0 && (m ? u[0] : v[0]) == x->at[head - 1]) return true; /* doubled */
    if (name) return listed(name_variants, sizeof name_variants / sizeof *name_variants, u, m, v, n);
    if (m == 2 && n == 2 && u[0] == v[1] && u[1] == v[0]) return least >= SWAPPED_LETTERS;
    return m <= 1 && n <= 1 && head > 0 && least >= LONG_LETTERS;
}

/* Whether two words share all but a few bytes at their middle: most pairs do not, and are not read letter by letter. */
static bool nearly_equal(quoth_string a, quoth_string b)
{
    size_t least = a.length < b.length ? a.length : b.length, head = 0, tail = 0;
    size_t most = (unsigned char)a.bytes[0] < 0x80 ? MIDDLE_LETTERS : 2 * MIDDLE_LETTERS;
    while (head < least && a.bytes[head] == b.bytes[head]) head++;
    while (tail < least - head && a.bytes[a.length - 1 - tail] == b.bytes[b.length - 1 - tail]) tail++;
    return a.length - head - tail <= most && b.length - head - tail <= most;
}

static bool close_letters(const quoth__lexicon *lexicon, uint32_t x_spelling, uint32_t y_spelling, bool name)
{
    letters x, y;
    quoth_string a = quoth__strings_get(&lexicon->pool, x_spelling), b = quoth__strings_get(&lexicon->pool, y_spelling);
    if (a.length < SPELT_LETTERS + 1 || b.length < SPELT_LETTERS + 1) return false;
    a = (quoth_string){a.bytes + 1, a.length - 1}; /* a dot stands in front */
    b = (quoth_string){b.bytes + 1, b.length - 1};
    if (!nearly_equal(a, b) || !read_letters(a, &x) || !read_letters(b, &y)) return false;
    size_t least = x.count < y.count ? x.count : y.count, head = 0, tail = 0;
    if (least < SPELT_LETTERS) return false;
    while (head < least && x.at[head] == y.at[head]) head++;
    while (tail < least - head && x.at[x.count - 1 - tail] == y.at[y.count - 1 - tail]) tail++;
    return differ_by_spelling(&x, &y, head, x.count - head - tail, y.count - head - tail, name);
}

/* ---------------------------------------------------------------------------------------------------- together */

quoth__likeness quoth__relate(const quoth__lexicon *lexicon, const quoth__word *x, const quoth__word *y)
{
    if (x->lexeme == y->lexeme) return QUOTH__ALIKE_SAME;
    const quoth__lexeme *a = quoth__lexeme_at(lexicon, x->lexeme), *b = quoth__lexeme_at(lexicon, y->lexeme);
    if (a->spelling == b->spelling) return QUOTH__ALIKE_SPELLING;
    unsigned both = x->is & y->is & ~(unsigned)QUOTH__IS_LIGHT, either = x->is | y->is;
    if (both & QUOTH__IS_DATE) return a->date == b->date ? QUOTH__ALIKE_SPELLING : QUOTH__ALIKE_CLASS;
    if (quoth__words_oppose(a, b)) return QUOTH__ALIKE_CLASS;
    if (a->key == b->key) return either & QUOTH__IS_NUMBER ? QUOTH__ALIKE_SPELLING : QUOTH__ALIKE_FORM;
    bool plain = !(either & (QUOTH__IS_NUMBER | QUOTH__IS_NEGATION | QUOTH__IS_LIGHT));
    if (plain && close_letters(lexicon, a->spelling, b->spelling, either & QUOTH__IS_NAME))
        return QUOTH__ALIKE_SPELLING;
    return both ? QUOTH__ALIKE_CLASS : QUOTH__ALIKE_NOT;
}

uint32_t quoth__pair_cost(const quoth__lexicon *lexicon, const quoth__word *x, const quoth__word *y)
{
    static const uint32_t costs[] = {0, 2, 1, 5, 9};
    quoth__likeness likeness = quoth__relate(lexicon, x, y);
    uint32_t cost = costs[likeness];
    if (likeness == QUOTH__ALIKE_SAME && quoth__word_is_light(x)) cost = 3;
    if (likeness == QUOTH__ALIKE_FORM && quoth__word_is_light(x)) cost = 4;
    if (likeness == QUOTH__ALIKE_NOT && quoth__word_is_negation(x) != quoth__word_is_negation(y)) cost = 10;
    return cost;
}
