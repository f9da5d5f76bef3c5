/* relate: spelling, form and class of two words. Each answer takes time linear in the letters, 32 at most. */
#include "relate.h"
#include "../unicode/utf8.h"

#define LETTERS 32u
#define SPELT_LETTERS 5u   /* shorter words that differ are different words */
#define SWAPPED_LETTERS 7u /* two letters that changed places */
#define LONG_LETTERS 8u    /* any one letter may differ */

/* ------------------------------------------------------------------------------------------------- what it is */

bool quoth__word_is_date(const quoth__lexicon *lexicon, const quoth__word *word)
{
    const quoth__lexeme *lexeme = quoth__lexeme_at(lexicon, word->lexeme);
    if (lexeme->date == QUOTH__NONE) return false;
    return word->capital || !quoth__lexeme_is(lexeme, QUOTH__CLASS_MODAL);
}

bool quoth__word_is_negation(const quoth__lexicon *lexicon, const quoth__word *word)
{
    return quoth__lexeme_is(quoth__lexeme_at(lexicon, word->lexeme), QUOTH__CLASS_NEGATION);
}

bool quoth__word_is_modal(const quoth__lexicon *lexicon, const quoth__word *word)
{
    if (word->modal == QUOTH__NONE || quoth__word_is_negation(lexicon, word)) return false;
    return !(word->capital && !word->starts && quoth__word_is_date(lexicon, word));
}

bool quoth__word_is_number(const quoth__lexicon *lexicon, const quoth__word *word)
{
    return quoth__lexeme_at(lexicon, word->lexeme)->number != UINT64_MAX;
}

bool quoth__word_is_name(const quoth__lexicon *lexicon, const quoth__word *word)
{
    return word->capital && quoth__lexeme_at(lexicon, word->lexeme)->name;
}

bool quoth__word_is_personal(const quoth__lexicon *lexicon, const quoth__word *word)
{
    quoth_string value = quoth__lexeme_at(lexicon, word->lexeme)->pronoun;
    if (value.length < 5 || value.bytes[0] < '1' || value.bytes[0] > '3') return false;
    return value.bytes[4] != 'i' && !(value.bytes[4] == 'r' && value.length > 7 && value.bytes[6] == 'l');
}

bool quoth__word_is_light(const quoth__lexicon *lexicon, const quoth__word *word)
{
    const uint32_t light = 1u << QUOTH__CLASS_FUNCTION | 1u << QUOTH__CLASS_PRONOUN | 1u << QUOTH__CLASS_AUXILIARY;
    const uint32_t weighs = 1u << QUOTH__CLASS_NEGATION | 1u << QUOTH__CLASS_NUMBER;
    uint32_t classes = quoth__lexeme_at(lexicon, word->lexeme)->classes;
    return (classes & light) && !(classes & weighs);
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

static bool close_letters(const quoth__lexicon *lexicon, uint32_t x_spelling, uint32_t y_spelling, bool name)
{
    letters x, y;
    quoth_string a = quoth__strings_get(&lexicon->pool, x_spelling), b = quoth__strings_get(&lexicon->pool, y_spelling);
    if (a.length < SPELT_LETTERS + 1 || b.length < SPELT_LETTERS + 1) return false; /* a dot stands in front */
    if (a.length > b.length + 8 || b.length > a.length + 8) return false;
    if (!read_letters(a, &x) || !read_letters(b, &y)) return false;
    if (x.count < SPELT_LETTERS + 1 || y.count < SPELT_LETTERS + 1) return false;
    size_t least = x.count < y.count ? x.count : y.count, head = 1, tail = 0;
    while (head < least && x.at[head] == y.at[head]) head++;
    while (tail < least - head && x.at[x.count - 1 - tail] == y.at[y.count - 1 - tail]) tail++;
    letters from_x = x, from_y = y;
    from_x.count--;
    from_y.count--;
    memmove(from_x.at, x.at + 1, from_x.count * sizeof *x.at);
    memmove(from_y.at, y.at + 1, from_y.count * sizeof *y.at);
    return differ_by_spelling(&from_x, &from_y, head - 1, x.count - head - tail, y.count - head - tail, name);
}

/* ---------------------------------------------------------------------------------------------------- together */

static bool one_class(const quoth__lexicon *lexicon, const quoth__word *x, const quoth__word *y)
{
    static bool (*const classes[])(const quoth__lexicon *, const quoth__word *) = {
        quoth__word_is_number, quoth__word_is_name,     quoth__word_is_date,
        quoth__word_is_modal,  quoth__word_is_personal, quoth__word_is_negation};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (classes[i](lexicon, x) && classes[i](lexicon, y)) return true;
    return false;
}

quoth__likeness quoth__relate(const quoth__lexicon *lexicon, const quoth__word *x, const quoth__word *y)
{
    if (x->lexeme == y->lexeme) return QUOTH__ALIKE_SAME;
    const quoth__lexeme *a = quoth__lexeme_at(lexicon, x->lexeme), *b = quoth__lexeme_at(lexicon, y->lexeme);
    bool numbers = a->number != UINT64_MAX || b->number != UINT64_MAX;
    bool dates = quoth__word_is_date(lexicon, x) && quoth__word_is_date(lexicon, y);
    if (a->spelling == b->spelling) return QUOTH__ALIKE_SPELLING;
    if (dates) return a->date == b->date ? QUOTH__ALIKE_SPELLING : QUOTH__ALIKE_CLASS;
    if (a->key == b->key) return numbers ? QUOTH__ALIKE_SPELLING : QUOTH__ALIKE_FORM;
    bool name = quoth__word_is_name(lexicon, x) || quoth__word_is_name(lexicon, y);
    bool plain = !numbers && !quoth__word_is_negation(lexicon, x) && !quoth__word_is_negation(lexicon, y);
    if (plain && close_letters(lexicon, a->spelling, b->spelling, name)) return QUOTH__ALIKE_SPELLING;
    return one_class(lexicon, x, y) ? QUOTH__ALIKE_CLASS : QUOTH__ALIKE_NOT;
}

uint32_t quoth__pair_cost(const quoth__lexicon *lexicon, const quoth__word *x, const quoth__word *y)
{
    static const uint32_t costs[] = {0, 2, 1, 5, 9};
    quoth__likeness likeness = quoth__relate(lexicon, x, y);
    uint32_t cost = costs[likeness];
    if (likeness == QUOTH__ALIKE_SAME && quoth__word_is_light(lexicon, x)) cost = 3;
    if (likeness == QUOTH__ALIKE_FORM && quoth__word_is_light(lexicon, x)) cost = 4;
    if (likeness == QUOTH__ALIKE_NOT && quoth__word_is_negation(lexicon, x) != quoth__word_is_negation(lexicon, y))
        cost = 10;
    return cost;
}
