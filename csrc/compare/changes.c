/* changes: two passages to the rows of what changed.
 *
 *   passages ─► words (words.c) ─► pairs (pairing.c, moves.c) ─► pieces (pieces.c, group.c) ─► rows
 *
 * Cost: that of the alignment; all else is linear in the words. */
#include "pieces.h"

static const quoth__span no_span = {QUOTH__NONE, QUOTH__NONE};

/* How many words of the passage stand in words [from, end): a contraction is one. */
static uint32_t count_words(const quoth__words *words, uint32_t from, uint32_t end)
{
    uint32_t count = 0;
    for (uint32_t i = from; i < end; i++) count += i == from || words->words[i].first != words->words[i - 1].first;
    return count;
}

static quoth__span tokens_or_none(const quoth__words *words, uint32_t first, uint32_t end)
{
    return first < end ? quoth__tokens_span(words, first, end - 1) : no_span;
}

static bool is_byte(const quoth__words *words, uint32_t token, char byte)
{
    quoth__span span = quoth__tokens_span(words, token, token);
    return span.end - span.start == 1 && words->passage->text->bytes[span.start] == (uint8_t)byte;
}

/* The place of words [from, end); those in brackets with their brackets. */
static quoth__span words_span(const quoth__words *words, uint32_t from, uint32_t end, bool brackets)
{
    if (from == end) return no_span;
    uint32_t first = words->words[from].first, last = words->words[end - 1].last;
    const quoth__gap *before = &words->gaps[from], *after = &words->gaps[end];
    if (brackets && words->words[from].bracketed && before->first < before->end &&
        (is_byte(words, before->end - 1, '[') || is_byte(words, before->end - 1, '(')))
        first = before->end - 1;
    if (brackets && words->words[end - 1].bracketed && after->first < after->end &&
        (is_byte(words, after->first, ']') || is_byte(words, after->first, ')')))
        last = after->first;
    return quoth__tokens_span(words, first, last);
}

static bool is_one_of(const quoth__words *words, uint32_t token, const char *bytes)
{
    return strchr(bytes, words->passage->text->bytes[words->passage->tokens.start[token]]) != NULL;
}

/* The dots that mark a cut, with the brackets round them: the gap without other punctuation at its ends. The dots are
 * full stops or begin with the byte E2 (U+2026). */
static quoth__span dots_span(const quoth__words *words, const quoth__gap *gap)
{
    uint32_t first = gap->first, end = gap->end;
    while (first < end && !is_one_of(words, first, ".[(\xE2")) first++;
    bool bracket = first < end && is_one_of(words, first, "[(");
    while (end > first && !is_one_of(words, end - 1, bracket ? "])" : ".\xE2")) end--;
    return tokens_or_none(words, first, end);
}

static quoth__difference difference_of(const quoth__comparison *c, const quoth__piece *p)
{
    quoth__difference d = {.kind = p->kind};
    const quoth__gap *x = &c->base.gaps[p->b], *y = &c->reading.gaps[p->r];
    if (p->gap) {
        d.before = tokens_or_none(&c->base, x->first, x->end);
        d.after = tokens_or_none(&c->reading, y->first, y->end);
        return d;
    }
    bool brackets = p->kind == QUOTH_CHANGE_EDITORIAL;
    d.before = words_span(&c->base, p->b, p->b_end, brackets);
    d.after = words_span(&c->reading, p->r, p->r_end, brackets);
    if (p->kind == QUOTH_CHANGE_CUT_MARKED && p->r == p->r_end) d.after = dots_span(&c->reading, y);
    d.before_words = count_words(&c->base, p->b, p->b_end);
    d.after_words = count_words(&c->reading, p->r, p->r_end);
    return d;
}

static quoth_status add_difference(quoth_context *context, quoth__array *differences, quoth__difference d)
{
    void *place;
    QUOTH__TRY(quoth__array_push(context, differences, sizeof d, &place));
    *(quoth__difference *)place = d;
    return quoth__work(context, 60 + 4 * (uint64_t)(d.before_words + d.after_words));
}

/* The one row of a reading that says the same. */
static quoth__difference same(const quoth__comparison *c)
{
    const quoth__tokens *a = &c->base.passage->tokens, *b = &c->reading.passage->tokens;
    return (quoth__difference){.kind = QUOTH_CHANGE_SAME,
                               .before = tokens_or_none(&c->base, 0, (uint32_t)a->count),
                               .after = tokens_or_none(&c->reading, 0, (uint32_t)b->count),
                               .before_words = count_words(&c->base, 0, (uint32_t)c->base.count),
                               .after_words = count_words(&c->reading, 0, (uint32_t)c->reading.count)};
}

static quoth_status write_rows(quoth__comparison *c, quoth__array *differences)
{
    size_t before = differences->count;
    for (size_t i = 0; i < c->pieces.count; i++) {
        const quoth__piece *piece = QUOTH__PIECE(c, i);
        if (piece->kind != QUOTH_CHANGE_SAME)
            QUOTH__TRY(add_difference(c->context, differences, difference_of(c, piece)));
    }
    return differences->count > before ? QUOTH_OK : add_difference(c->context, differences, same(c));
}

/* Told in other words: of the words that are no function words the two share less than one in OTHER_WORDS. Then no word
 * stands for another, and word by word would be noise. */
#define OTHER_WORDS 5u
#define ENOUGH_WORDS 3u

static uint32_t count_heavy(const quoth__words *words)
{
    uint32_t count = 0;
    for (size_t i = 0; i < words->count; i++) count += !quoth__word_is_light(&words->words[i]);
    return count;
}

static uint32_t count_shared(const quoth__comparison *c)
{
    uint32_t count = 0;
    for (size_t b = 0; b < c->base.count; b++) {
        uint32_t r = c->pairing.base[b] != QUOTH__NONE ? c->pairing.base[b] : c->pairing.base_moved[b];
        if (r == QUOTH__NONE || quoth__word_is_light(&c->base.words[b])) continue;
        count += quoth__relate(&c->lexicon, &c->base.words[b], &c->reading.words[r]) <= QUOTH__ALIKE_FORM;
    }
    return count;
}

static bool is_in_other_words(const quoth__comparison *c)
{
    uint32_t base = count_heavy(&c->base), reading = count_heavy(&c->reading), least = base < reading ? base : reading;
    return least >= ENOUGH_WORDS && count_shared(c) * OTHER_WORDS < least;
}

static bool has_negation(const quoth__words *words)
{
    for (size_t i = 0; i < words->count; i++)
        if (quoth__word_is_negation(&words->words[i])) return true;
    return false;
}

/* The one piece of a reading in other words; that only one side has a negation is not hidden. */
static quoth_status push_other_words(quoth__comparison *c)
{
    void *place;
    bool turned = has_negation(&c->base) != has_negation(&c->reading);
    QUOTH__TRY(quoth__work(c->context, 6 * (uint64_t)(c->base.count + c->reading.count)));
    QUOTH__TRY(quoth__array_push(c->context, &c->pieces, sizeof(quoth__piece), &place));
    *(quoth__piece *)place = (quoth__piece){(uint8_t)(turned ? QUOTH_CHANGE_NEGATION : QUOTH_CHANGE_REPLACED),
                                            false,
                                            0,
                                            (uint32_t)c->base.count,
                                            0,
                                            (uint32_t)c->reading.count};
    return QUOTH_OK;
}

static quoth_status make_pieces(quoth__comparison *c)
{
    QUOTH__TRY(quoth__work(c->context, (QUOTH__RELATE_WORK + 8) * (uint64_t)(c->base.count + c->reading.count)));
    if (is_in_other_words(c)) return push_other_words(c);
    QUOTH__TRY(quoth__pieces_make(c));
    return quoth__pieces_group(c);
}

static quoth_status compare(quoth__comparison *c, const quoth__passage *base, const quoth__passage *reading,
                            quoth__array *differences)
{
    const quoth_language *language = base->text->language ? base->text->language : reading->text->language;
    QUOTH__TRY(quoth__lexicon_make(c->context, language, &c->lexicon));
    QUOTH__TRY(quoth__words_make(c->context, base, c->vocabulary, &c->lexicon, &c->base));
    QUOTH__TRY(quoth__words_make(c->context, reading, c->vocabulary, &c->lexicon, &c->reading));
    QUOTH__TRY(quoth__words_classify(c->context, &c->lexicon, &c->base));
    QUOTH__TRY(quoth__words_classify(c->context, &c->lexicon, &c->reading));
    QUOTH__TRY(quoth__pairing_make(c->context, &c->lexicon, &c->base, &c->reading, &c->pairing));
    QUOTH__TRY(make_pieces(c));
    return write_rows(c, differences);
}

quoth_status quoth__differences(quoth_context *context, const quoth__passage *base, const quoth__passage *reading,
                                const quoth_vocabulary *vocabulary, quoth__array *differences)
{
    quoth__comparison c = {.context = context, .vocabulary = vocabulary};
    const quoth_allocator *allocator = &context->allocator;
    quoth_status status = compare(&c, base, reading, differences);
    quoth__array_free(allocator, &c.pieces, sizeof(quoth__piece));
    quoth__pairing_free(allocator, &c.pairing);
    quoth__words_free(allocator, &c.base);
    quoth__words_free(allocator, &c.reading);
    quoth__lexicon_free(allocator, &c.lexicon);
    return status;
}
