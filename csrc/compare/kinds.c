/* kinds: what a pair of words, a run of words without partners, or the punctuation between two words says of a change.
 *
 * What may turn the sense goes before what does not: a "not" that only one side has, another number, date or name, a
 * modal of another strength. Cost: linear in the words and marks looked at. */
#include "../unicode/form.h"
#include "../unicode/properties.h"
#include "pieces.h"

#define YEAR_FIRST ((uint64_t)1000 * QUOTH__NUMBER_UNIT)
#define YEAR_LAST ((uint64_t)2199 * QUOTH__NUMBER_UNIT)
#define MODAL_STEP 20
#define SHORT_RUN 3u /* a modal lost with more words than these went with its clause */

/* ------------------------------------------------------------------------------------------------------- pairs */

/* The capitals of a stretch: how many, and whether the first letter is one. */
static uint32_t capitals(const uint8_t *bytes, quoth__span span, bool *first)
{
    uint32_t count = 0, letters = 0;
    for (size_t place = span.start; place < span.end;) {
        uint32_t c = quoth__utf8_next(bytes, &place);
        bool upper = quoth__is_upper(c);
        if (quoth__is_letter(c) && letters++ == 0) *first = upper;
        count += upper;
    }
    return count;
}

/* Whether two stretches have the same apostrophes and dashes, in order. */
static bool same_marks(const uint8_t *a, quoth__span x, const uint8_t *b, quoth__span y)
{
    size_t i = x.start, j = y.start;
    for (;;) {
        uint32_t c = 0, d = 0;
        while (i < x.end && !((c = quoth__utf8_next(a, &i)) != 0 && quoth__is_punctuation(c))) c = 0;
        while (j < y.end && !((d = quoth__utf8_next(b, &j)) != 0 && quoth__is_punctuation(d))) d = 0;
        if (c != d) return false;
        if (c == 0) return true;
    }
}

quoth_change quoth__kind_of_bytes(const quoth__comparison *c, quoth__span before, quoth__span after)
{
    const uint8_t *a = c->base.passage->text->bytes, *b = c->reading.passage->text->bytes;
    size_t length = before.end - before.start;
    if (length == after.end - after.start && memcmp(a + before.start, b + after.start, length) == 0)
        return QUOTH_CHANGE_SAME;
    bool first = false, other_first = false;
    uint32_t count = capitals(a, before, &first), other = capitals(b, after, &other_first);
    if (count != other || first != other_first) return QUOTH_CHANGE_CASE;
    return same_marks(a, before, b, after) ? QUOTH_CHANGE_SAME : QUOTH_CHANGE_MARKS;
}

/* Two words of one form. A capital that a sentence gives is no change where only one of them begins one. */
static quoth_change kind_of_same(const quoth__comparison *c, const quoth__word *x, const quoth__word *y)
{
    if (x->parts > 1 || y->parts > 1) return QUOTH_CHANGE_SAME;
    if ((x->last > x->first) != (y->last > y->first)) return QUOTH_CHANGE_EDITORIAL; /* [T]he */
    quoth_change kind = quoth__kind_of_bytes(c, quoth__tokens_span(&c->base, x->first, x->last),
                                             quoth__tokens_span(&c->reading, y->first, y->last));
    bool given = x->starts != y->starts && (x->starts ? x->capital && !y->capital : y->capital && !x->capital);
    return kind == QUOTH_CHANGE_CASE && given ? QUOTH_CHANGE_SAME : kind;
}

static bool near_date(const quoth__words *words, uint32_t i)
{
    return (i > 0 && quoth__word_is_date(&words->words[i - 1])) ||
           (i + 1 < words->count && quoth__word_is_date(&words->words[i + 1]));
}

static bool is_year(const quoth__lexeme *lexeme)
{
    return lexeme->digits && lexeme->number >= YEAR_FIRST && lexeme->number <= YEAR_LAST &&
           lexeme->number % QUOTH__NUMBER_UNIT == 0;
}

/* Two numbers; same where one of the words is none. */
static quoth_change kind_of_numbers(const quoth__comparison *c, uint32_t b, uint32_t r)
{
    const quoth__lexeme *x = quoth__lexeme_at(&c->lexicon, c->base.words[b].lexeme);
    const quoth__lexeme *y = quoth__lexeme_at(&c->lexicon, c->reading.words[r].lexeme);
    if (x->number == UINT64_MAX || y->number == UINT64_MAX) return QUOTH_CHANGE_SAME;
    if (x->number == y->number) return QUOTH_CHANGE_SPELLING;
    if (is_year(x) && is_year(y)) return QUOTH_CHANGE_DATE;
    return near_date(&c->base, b) && near_date(&c->reading, r) ? QUOTH_CHANGE_DATE : QUOTH_CHANGE_NUMBER;
}

/* Two pronouns: of another person they are shifted; of one person, number and gender they are cases of one. */
static quoth_change kind_of_pronouns(quoth_string x, quoth_string y)
{
    if (x.bytes[0] != y.bytes[0]) return QUOTH_CHANGE_SHIFTED;
    bool one = (x.bytes[1] == y.bytes[1] || x.bytes[1] == '-' || y.bytes[1] == '-') && x.bytes[2] == y.bytes[2];
    return one ? QUOTH_CHANGE_FORM : QUOTH_CHANGE_REPLACED;
}

/* Another modal, or one of another strength: "will" and "would", but not "may" and "might". */
static bool modal_differs(const quoth__word *x, const quoth__word *y)
{
    int stronger = (int)x->modal_weight - (int)y->modal_weight;
    return x->modal != y->modal || stronger >= MODAL_STEP || stronger <= -MODAL_STEP;
}

/* Two words that are not of one form; the order is that of what may turn the sense. */
static quoth_change kind_of_unlike(const quoth__comparison *c, uint32_t b, uint32_t r, quoth__likeness likeness)
{
    const quoth__lexicon *lexicon = &c->lexicon;
    const quoth__word *x = &c->base.words[b], *y = &c->reading.words[r];
    quoth_change numbers = kind_of_numbers(c, b, r);
    bool dates = quoth__word_is_date(x) && quoth__word_is_date(y);
    bool modal = quoth__word_is_modal(x) || quoth__word_is_modal(y);
    if (quoth__word_is_negation(x) != quoth__word_is_negation(y)) return QUOTH_CHANGE_NEGATION;
    if (quoth__words_oppose(quoth__lexeme_at(lexicon, x->lexeme), quoth__lexeme_at(lexicon, y->lexeme)))
        return QUOTH_CHANGE_NEGATION;
    if (dates) return likeness == QUOTH__ALIKE_SPELLING ? QUOTH_CHANGE_SPELLING : QUOTH_CHANGE_DATE;
    if (numbers != QUOTH_CHANGE_SAME) return numbers;
    if (likeness == QUOTH__ALIKE_SPELLING) return QUOTH_CHANGE_SPELLING;
    if (modal) return modal_differs(x, y) ? QUOTH_CHANGE_MODAL : QUOTH_CHANGE_FORM;
    if (quoth__word_is_name(x) && quoth__word_is_name(y))
        return likeness == QUOTH__ALIKE_FORM ? QUOTH_CHANGE_FORM : QUOTH_CHANGE_NAME;
    if (likeness == QUOTH__ALIKE_FORM) return QUOTH_CHANGE_FORM;
    if (x->bracketed != y->bracketed) return QUOTH_CHANGE_EDITORIAL;
    if (quoth__word_is_personal(x) && quoth__word_is_personal(y))
        return kind_of_pronouns(quoth__lexeme_at(lexicon, x->lexeme)->pronoun,
                                quoth__lexeme_at(lexicon, y->lexeme)->pronoun);
    return QUOTH_CHANGE_REPLACED;
}

quoth_change quoth__kind_of_pair(const quoth__comparison *c, uint32_t b, uint32_t r)
{
    const quoth__word *x = &c->base.words[b], *y = &c->reading.words[r];
    quoth__likeness likeness = quoth__relate(&c->lexicon, x, y);
    return likeness == QUOTH__ALIKE_SAME ? kind_of_same(c, x, y) : kind_of_unlike(c, b, r, likeness);
}

/* -------------------------------------------------------------------------------------------------------- gaps */

static quoth__span token_span(const quoth__words *words, uint32_t token)
{
    return quoth__tokens_span(words, token, token);
}

static bool is_bracket(const quoth__words *words, uint32_t token)
{
    quoth__span span = token_span(words, token);
    uint8_t c = words->passage->text->bytes[span.start];
    return span.end - span.start == 1 && (c == '[' || c == ']' || c == '(' || c == ')');
}

/* The next token of a gap; brackets round a word that is no longer the same belong to that word. */
static uint32_t next_mark(const quoth__words *words, uint32_t token, uint32_t end, bool brackets)
{
    while (token < end && !brackets && is_bracket(words, token)) token++;
    return token;
}

static bool gaps_equal(const quoth__comparison *c, const quoth__gap *x, const quoth__gap *y, bool brackets)
{
    const uint8_t *a = c->base.passage->text->bytes, *b = c->reading.passage->text->bytes;
    uint32_t i = x->first, j = y->first;
    for (;; i++, j++) {
        i = next_mark(&c->base, i, x->end, brackets);
        j = next_mark(&c->reading, j, y->end, brackets);
        if (i == x->end || j == y->end) return i == x->end && j == y->end;
        quoth__span s = token_span(&c->base, i), t = token_span(&c->reading, j);
        if (s.end - s.start != t.end - t.start || memcmp(a + s.start, b + t.start, s.end - s.start) != 0) return false;
    }
}

/* Whether the words at a gap are the same on both sides. */
static bool between_same(const quoth__comparison *c, uint32_t b, uint32_t r)
{
    bool before = b == 0 || r == 0 || c->base.words[b - 1].lexeme == c->reading.words[r - 1].lexeme;
    bool after = b == c->base.count || r == c->reading.count || c->base.words[b].lexeme == c->reading.words[r].lexeme;
    return before && after;
}

quoth_change quoth__kind_of_gaps(const quoth__comparison *c, uint32_t b, uint32_t r)
{
    const quoth__gap *x = &c->base.gaps[b], *y = &c->reading.gaps[r];
    if (gaps_equal(c, x, y, between_same(c, b, r))) return QUOTH_CHANGE_SAME;
    bool inside = b > 0 && b < c->base.count && r > 0 && r < c->reading.count;
    bool starts = inside && c->base.words[b].starts, other = inside && c->reading.words[r].starts;
    return starts != other ? QUOTH_CHANGE_SENTENCE : QUOTH_CHANGE_MARKS;
}

/* -------------------------------------------------------------------------------------------------------- runs */

bool quoth__cut_is_marked(const quoth__comparison *c, uint32_t b, uint32_t b_end, uint32_t r)
{
    if (!c->reading.gaps[r].ellipsis) return false;
    return !c->base.gaps[b].ellipsis || !c->base.gaps[b_end].ellipsis;
}

/* Whether the words kept before and after a cut stand next to one another in the reading, and fewer sentences end
 * between them than did in the base. */
static bool is_splice(const quoth__comparison *c, uint32_t b, uint32_t b_end, uint32_t r, uint32_t others)
{
    if (b == 0 || b_end == c->base.count || r == 0 || r == c->reading.count || others * 4 > b_end - b) return false;
    if (c->pairing.base[b - 1] == QUOTH__NONE || c->pairing.base[b_end] == QUOTH__NONE) return false;
    uint32_t ends = 0, kept = 0;
    for (uint32_t i = b; i <= b_end; i++) ends += c->base.words[i].starts;
    for (uint32_t i = r; i <= r + others && i < c->reading.count; i++) kept += c->reading.words[i].starts;
    return ends > kept;
}

/* Whether a run is a clause of its own: marks stand on both sides, and it has some words. */
static bool is_clause(const quoth__words *words, uint32_t from, uint32_t end)
{
    bool before = from == 0 || words->gaps[from].divides || words->words[from].starts;
    bool after = end == words->count || words->gaps[end].divides || words->words[end].starts;
    return before && after && end - from >= QUOTH__CLAUSE_WORDS;
}

quoth_change quoth__kind_of_cut(const quoth__comparison *c, uint32_t b, uint32_t b_end, uint32_t r, uint32_t others)
{
    bool marked = quoth__cut_is_marked(c, b, b_end, r);
    if (!marked && is_splice(c, b, b_end, r, others)) return QUOTH_CHANGE_SPLICE;
    if (!is_clause(&c->base, b, b_end)) return QUOTH_CHANGE_SAME;
    return marked ? QUOTH_CHANGE_CUT_MARKED : QUOTH_CHANGE_CUT_SILENT;
}

quoth_change quoth__kind_of_addition(const quoth__comparison *c, uint32_t r, uint32_t r_end)
{
    for (uint32_t i = r; i < r_end; i++)
        if (c->reading.words[i].bracketed) return QUOTH_CHANGE_SAME;
    return is_clause(&c->reading, r, r_end) ? QUOTH_CHANGE_ADDED : QUOTH_CHANGE_SAME;
}

quoth_change quoth__kind_of_word(const quoth__comparison *c, const quoth__words *words, uint32_t word, uint32_t end,
                                 uint32_t count, quoth_change kind)
{
    const quoth__word *w = &words->words[word];
    bool helper = quoth__lexeme_is(quoth__lexeme_at(&c->lexicon, w->lexeme), QUOTH__CLASS_AUXILIARY);
    if (quoth__word_is_negation(w)) return QUOTH_CHANGE_NEGATION;
    /* "did not": the auxiliary goes with its "not" */
    if (helper && count <= SHORT_RUN && word + 1 < end && quoth__word_is_negation(w + 1)) return QUOTH_CHANGE_NEGATION;
    if (w->bracketed) return QUOTH_CHANGE_EDITORIAL;
    if (quoth__word_is_modal(w) && count <= SHORT_RUN) return QUOTH_CHANGE_MODAL;
    return kind;
}
