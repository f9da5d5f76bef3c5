/* group: pieces joined where they share a token, and where they are one change.
 *
 *   1  pieces that share a token are one: do | not  against  don't
 *   2  numbers beside a number belong to it, and words of a modal to a modal: thirty | two  against  32
 *   3  words replaced, left out and put in side by side are one replacement; a long run on one side stays by itself
 *   4  neighbours of one kind are one row
 *   5  what the joined words say: the same number, the same letters, the same modal, as many negations
 *
 * Each pass goes once through the pieces and packs them in place: linear. */
#include "pieces.h"

#define NEGATED_WORDS 16u /* longer stretches are not looked through for opposites */
#define MODAL_STEP 20     /* how much weaker a modal gets when its person is shifted */

/* --------------------------------------------------------------------------------------- 1: sharing a token */

/* What may turn the sense first; a piece that joins others is of the strongest kind among them. */
static int strength(quoth_change kind)
{
    static const quoth_change order[] = {
        QUOTH_CHANGE_SAME,       QUOTH_CHANGE_MARKS,    QUOTH_CHANGE_CASE,      QUOTH_CHANGE_SPELLING,
        QUOTH_CHANGE_FORM,       QUOTH_CHANGE_ADDED,    QUOTH_CHANGE_REPLACED,  QUOTH_CHANGE_CUT_MARKED,
        QUOTH_CHANGE_CUT_SILENT, QUOTH_CHANGE_SHIFTED,  QUOTH_CHANGE_EDITORIAL, QUOTH_CHANGE_MODAL,
        QUOTH_CHANGE_NAME,       QUOTH_CHANGE_DATE,     QUOTH_CHANGE_NUMBER,    QUOTH_CHANGE_NEGATION,
        QUOTH_CHANGE_SPLICE,     QUOTH_CHANGE_SENTENCE, QUOTH_CHANGE_MOVED};
    int at = 0;
    while (order[at] != kind) at++;
    return at;
}

static bool one_token(const quoth__words *words, uint32_t end, uint32_t start)
{
    return end > 0 && end == start && start < words->count && words->words[start].part > 0;
}

/* Whether the word after the first piece is a part of the same token as its last one. */
static bool shares(const quoth__comparison *c, const quoth__piece *p, const quoth__piece *q)
{
    if (p->gap || q->gap || p->kind == QUOTH_CHANGE_MOVED || q->kind == QUOTH_CHANGE_MOVED) return false;
    bool base = p->b_end > p->b && q->b_end > q->b && one_token(&c->base, p->b_end, q->b);
    bool reading = p->r_end > p->r && q->r_end > q->r && one_token(&c->reading, p->r_end, q->r);
    return base || reading;
}

static uint32_t tokens_of(const quoth__words *words, uint32_t from, uint32_t end)
{
    uint32_t count = 0;
    for (uint32_t i = from; i < end; i++) count += i == from || words->words[i].first != words->words[i - 1].first;
    return count;
}

/* The kind of a piece whose words are the same on both sides: written as a contraction on one. */
static quoth_change kind_of_joined(const quoth__comparison *c, const quoth__piece *p)
{
    if (tokens_of(&c->base, p->b, p->b_end) != 1 || tokens_of(&c->reading, p->r, p->r_end) != 1)
        return QUOTH_CHANGE_FORM;
    const quoth__word *x = &c->base.words[p->b], *y = &c->reading.words[p->r];
    const quoth__tokens *a = &c->base.passage->tokens, *b = &c->reading.passage->tokens;
    if (a->id[x->first] != b->id[y->first]) return QUOTH_CHANGE_FORM;
    quoth_change kind = quoth__kind_of_bytes(c, quoth__tokens_span(&c->base, x->first, x->last),
                                             quoth__tokens_span(&c->reading, y->first, y->last));
    return kind == QUOTH_CHANGE_CASE && x->starts != y->starts ? QUOTH_CHANGE_SAME : kind;
}

static void join(quoth__piece *p, const quoth__piece *q)
{
    if (q->b_end > q->b) {
        if (p->b == p->b_end) p->b = q->b;
        p->b_end = q->b_end;
    }
    if (q->r_end > q->r) {
        if (p->r == p->r_end) p->r = q->r;
        p->r_end = q->r_end;
    }
}

static quoth_status join_tokens(quoth__comparison *c)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->pieces.count;) {
        quoth__piece piece = *QUOTH__PIECE(c, i);
        size_t first = i;
        for (i++; i < c->pieces.count && shares(c, QUOTH__PIECE(c, i - 1), QUOTH__PIECE(c, i)); i++) {
            const quoth__piece *next = QUOTH__PIECE(c, i);
            quoth_change kind = (quoth_change)piece.kind, other = (quoth_change)next->kind;
            bool one_sided = kind == QUOTH_CHANGE_SAME || other == QUOTH_CHANGE_SAME;
            join(&piece, next);
            if (strength(other) > strength(kind)) piece.kind = next->kind;
            if (one_sided && (piece.kind == QUOTH_CHANGE_ADDED || piece.kind == QUOTH_CHANGE_CUT_SILENT))
                piece.kind = QUOTH_CHANGE_REPLACED;
        }
        if (i - first > 1 && piece.kind == QUOTH_CHANGE_SAME) piece.kind = (uint8_t)kind_of_joined(c, &piece);
        *QUOTH__PIECE(c, kept++) = piece;
    }
    c->pieces.count = kept;
    return quoth__work(c->context, 60 * (uint64_t)kept + 20);
}

/* ------------------------------------------------------------------------------------------------- 2: numbers */

static bool all_numbers(const quoth__words *words, uint32_t from, uint32_t end)
{
    for (uint32_t i = from; i < end; i++)
        if (!quoth__word_is_number(&words->words[i])) return false;
    return true;
}

static bool one_sided_number(const quoth__comparison *c, const quoth__piece *p)
{
    if (p->gap || (p->kind != QUOTH_CHANGE_ADDED && p->kind != QUOTH_CHANGE_CUT_SILENT)) return false;
    return all_numbers(&c->base, p->b, p->b_end) && all_numbers(&c->reading, p->r, p->r_end);
}

static bool is_number_pair(const quoth__piece *p)
{
    return !p->gap && p->b_end > p->b && p->r_end > p->r &&
           (p->kind == QUOTH_CHANGE_NUMBER || p->kind == QUOTH_CHANGE_SPELLING);
}

static bool number_piece(const quoth__comparison *c, const quoth__piece *p)
{
    return is_number_pair(p) && all_numbers(&c->base, p->b, p->b_end) && all_numbers(&c->reading, p->r, p->r_end);
}

static quoth_status join_numbers(quoth__comparison *c)
{
    for (size_t i = 0; i < c->pieces.count; i++) {
        quoth__piece *p = QUOTH__PIECE(c, i);
        if (!one_sided_number(c, p)) continue;
        quoth__piece *before = i > 0 ? QUOTH__PIECE(c, i - 1) : NULL;
        quoth__piece *after = i + 1 < c->pieces.count ? QUOTH__PIECE(c, i + 1) : NULL;
        if (before && number_piece(c, before)) p->kind = before->kind = QUOTH_CHANGE_NUMBER;
        if (after && number_piece(c, after)) p->kind = after->kind = QUOTH_CHANGE_NUMBER;
    }
    return quoth__work(c->context, 30 * (uint64_t)c->pieces.count);
}

/* ----------------------------------------------------------------------- the same for modals of several words */

/* The modal that all words of a stretch are; QUOTH__NONE where one is none, or another. */
static uint32_t one_modal(const quoth__words *words, uint32_t from, uint32_t end)
{
    uint32_t modal = from < end ? words->words[from].modal : QUOTH__NONE;
    for (uint32_t i = from; i < end; i++)
        if (words->words[i].modal != modal) return QUOTH__NONE;
    return modal;
}

static bool is_modal_pair(const quoth__comparison *c, const quoth__piece *p)
{
    if (p->gap || (p->kind != QUOTH_CHANGE_FORM && p->kind != QUOTH_CHANGE_MODAL)) return false;
    return one_modal(&c->base, p->b, p->b_end) != QUOTH__NONE && one_modal(&c->reading, p->r, p->r_end) != QUOTH__NONE;
}

/* A word of a modal without a partner, beside a pair of modals: "have | to" against "must". */
static quoth_status join_modals(quoth__comparison *c)
{
    for (size_t i = 0; i < c->pieces.count; i++) {
        quoth__piece *p = QUOTH__PIECE(c, i);
        if (p->gap || (p->b < p->b_end) == (p->r < p->r_end)) continue;
        const quoth__words *words = p->b < p->b_end ? &c->base : &c->reading;
        uint32_t modal = p->b < p->b_end ? one_modal(words, p->b, p->b_end) : one_modal(words, p->r, p->r_end);
        if (modal == QUOTH__NONE) continue;
        quoth__piece *before = i > 0 ? QUOTH__PIECE(c, i - 1) : NULL;
        quoth__piece *after = i + 1 < c->pieces.count ? QUOTH__PIECE(c, i + 1) : NULL;
        if (before && is_modal_pair(c, before)) p->kind = before->kind = QUOTH_CHANGE_MODAL;
        if (after && is_modal_pair(c, after)) p->kind = after->kind = QUOTH_CHANGE_MODAL;
    }
    return quoth__work(c->context, 40 * (uint64_t)c->pieces.count);
}

/* -------------------------------------------------------------------------------------------- 3: replacements */

static bool plain(const quoth__piece *p)
{
    return !p->gap &&
           (p->kind == QUOTH_CHANGE_REPLACED || p->kind == QUOTH_CHANGE_CUT_SILENT || p->kind == QUOTH_CHANGE_ADDED);
}

static bool follows(const quoth__piece *p, const quoth__piece *q) { return p->b_end == q->b && p->r_end == q->r; }

/* The end of the run of pieces of one kind that begins at i. */
static size_t run_end(const quoth__comparison *c, size_t i, size_t end)
{
    size_t at = i + 1;
    while (at < end && QUOTH__PIECE(c, at)->kind == QUOTH__PIECE(c, i)->kind) at++;
    return at;
}

/* Makes replacements of a stretch of plain pieces that has words on both sides. */
static void replace_stretch(quoth__comparison *c, size_t first, size_t end)
{
    uint32_t base = QUOTH__PIECE(c, end - 1)->b_end - QUOTH__PIECE(c, first)->b;
    uint32_t reading = QUOTH__PIECE(c, end - 1)->r_end - QUOTH__PIECE(c, first)->r;
    uint32_t more = base > reading ? base : reading, fewer = base > reading ? reading : base;
    if (fewer == 0) return;
    uint8_t apart = base > reading ? QUOTH_CHANGE_CUT_SILENT : QUOTH_CHANGE_ADDED;
    for (size_t i = first, next; i < end; i = next) {
        next = run_end(c, i, end);
        uint32_t words = QUOTH__PIECE(c, next - 1)->b_end - QUOTH__PIECE(c, i)->b + QUOTH__PIECE(c, next - 1)->r_end -
                         QUOTH__PIECE(c, i)->r;
        bool stays = QUOTH__PIECE(c, i)->kind == apart && words >= QUOTH__LONG_WORDS && 3 * fewer < more;
        for (size_t k = i; k < next && !stays; k++) QUOTH__PIECE(c, k)->kind = QUOTH_CHANGE_REPLACED;
    }
}

static quoth_status join_replacements(quoth__comparison *c)
{
    for (size_t i = 0; i < c->pieces.count;) {
        size_t end = i + 1;
        if (plain(QUOTH__PIECE(c, i))) {
            while (end < c->pieces.count && plain(QUOTH__PIECE(c, end)) &&
                   follows(QUOTH__PIECE(c, end - 1), QUOTH__PIECE(c, end)))
                end++;
            replace_stretch(c, i, end);
        }
        i = end;
    }
    return quoth__work(c->context, 40 * (uint64_t)c->pieces.count);
}

/* ---------------------------------------------------------------------------------------------- 4: neighbours */

static bool joins_neighbours(const quoth__piece *p, const quoth__piece *q)
{
    static const uint32_t alone = 1u << QUOTH_CHANGE_SAME | 1u << QUOTH_CHANGE_SPELLING | 1u << QUOTH_CHANGE_FORM |
                                  1u << QUOTH_CHANGE_MOVED | 1u << QUOTH_CHANGE_SHIFTED | 1u << QUOTH_CHANGE_MARKS |
                                  1u << QUOTH_CHANGE_SENTENCE | 1u << QUOTH_CHANGE_SPLICE;
    return p->kind == q->kind && !p->gap && !q->gap && !(alone >> p->kind & 1) && follows(p, q);
}

static quoth_status join_kinds(quoth__comparison *c)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->pieces.count; i++) {
        quoth__piece piece = *QUOTH__PIECE(c, i);
        if (kept > 0 && joins_neighbours(QUOTH__PIECE(c, kept - 1), &piece))
            join(QUOTH__PIECE(c, kept - 1), &piece);
        else
            *QUOTH__PIECE(c, kept++) = piece;
    }
    c->pieces.count = kept;
    return quoth__work(c->context, 20 * (uint64_t)kept);
}

/* ----------------------------------------------------------------------------------- 5: what joined words say */

/* a times b / 1, in units; UINT64_MAX where it is too great. */
static uint64_t times(uint64_t amount, uint64_t by)
{
    uint64_t whole = by / QUOTH__NUMBER_UNIT;
    return whole && amount > QUOTH__NUMBER_OPAQUE / whole ? UINT64_MAX : amount * whole;
}

/* The number that a run of number words says: "two hundred thirty", "1.5 million". UINT64_MAX where it is too great
 * to say. */
static uint64_t number_of(const quoth__comparison *c, const quoth__words *words, uint32_t from, uint32_t end)
{
    const uint64_t hundred = (uint64_t)100 * QUOTH__NUMBER_UNIT, thousand = 10 * hundred;
    uint64_t total = 0, group = 0;
    for (uint32_t i = from; i < end; i++) {
        uint64_t value = quoth__lexeme_at(&c->lexicon, words->words[i].lexeme)->number;
        if (value >= QUOTH__NUMBER_OPAQUE) return UINT64_MAX;
        bool multiplies = group > 0 && (value >= thousand || (value == hundred && group < hundred));
        group = multiplies ? times(group, value) : group + value;
        if (group >= QUOTH__NUMBER_OPAQUE || total >= QUOTH__NUMBER_OPAQUE) return UINT64_MAX;
        if (value < thousand) continue;
        total += group;
        group = 0;
    }
    return total + group;
}

/* Letter for letter the same words, parted in other places: "co operate", "cooperate". */
static bool same_letters(const quoth__comparison *c, const quoth__piece *p)
{
    uint32_t b = p->b, r = p->r;
    size_t i = 0, j = 0;
    if (p->b_end - b > 4 || p->r_end - r > 4) return false;
    for (;;) {
        quoth_string x = {NULL, 0}, y = {NULL, 0};
        if (b < p->b_end) x = quoth__strings_get(&c->lexicon.forms, c->base.words[b].lexeme);
        if (r < p->r_end) y = quoth__strings_get(&c->lexicon.forms, c->reading.words[r].lexeme);
        if (x.bytes && i == x.length) {
            b++;
            i = 0;
        } else if (y.bytes && j == y.length) {
            r++;
            j = 0;
        } else if (!x.bytes || !y.bytes) {
            return !x.bytes && !y.bytes;
        } else if (x.bytes[i++] != y.bytes[j++]) {
            return false;
        }
    }
}

/* One modal in several words or in one: "have to" and "must". */
static bool same_modal(const quoth__comparison *c, const quoth__piece *p)
{
    uint32_t modal = one_modal(&c->base, p->b, p->b_end);
    if (modal == QUOTH__NONE || modal != one_modal(&c->reading, p->r, p->r_end)) return false;
    int stronger = c->base.words[p->b].modal_weight - c->reading.words[p->r].modal_weight;
    return stronger < MODAL_STEP && stronger > -MODAL_STEP;
}

/* How many words of a side negate: a "not", or the opposite of a word of the other side. */
static uint32_t negations(const quoth__comparison *c, const quoth__words *words, uint32_t from, uint32_t end,
                          const quoth__words *others, uint32_t others_from, uint32_t others_end)
{
    uint32_t count = 0;
    for (uint32_t i = from; i < end; i++) {
        const quoth__lexeme *lexeme = quoth__lexeme_at(&c->lexicon, words->words[i].lexeme);
        count += quoth__word_is_negation(&words->words[i]);
        for (uint32_t k = others_from; k < others_end && lexeme->opposite != QUOTH__NONE; k++)
            count += lexeme->opposite == quoth__lexeme_at(&c->lexicon, others->words[k].lexeme)->spelling;
    }
    return count;
}

/* Both sides negate alike: "not possible" and "impossible". */
static bool negated_alike(const quoth__comparison *c, const quoth__piece *p)
{
    if (p->b_end - p->b > NEGATED_WORDS || p->r_end - p->r > NEGATED_WORDS) return false;
    return negations(c, &c->base, p->b, p->b_end, &c->reading, p->r, p->r_end) ==
           negations(c, &c->reading, p->r, p->r_end, &c->base, p->b, p->b_end);
}

/* Where persons are shifted, a modal that is a little weaker went with them: "he would" for "I will". */
static bool shifted_modal(const quoth__comparison *c, const quoth__piece *p)
{
    if (p->b_end - p->b != 1 || p->r_end - p->r != 1) return false;
    const quoth__word *x = &c->base.words[p->b], *y = &c->reading.words[p->r];
    if (x->modal == QUOTH__NONE || y->modal == QUOTH__NONE) return false;
    return y->modal_weight < x->modal_weight && x->modal_weight - y->modal_weight <= MODAL_STEP;
}

static quoth_status read_joined(quoth__comparison *c)
{
    bool shifted = false;
    for (size_t i = 0; i < c->pieces.count; i++) shifted |= QUOTH__PIECE(c, i)->kind == QUOTH_CHANGE_SHIFTED;
    for (size_t i = 0; i < c->pieces.count; i++) {
        quoth__piece *p = QUOTH__PIECE(c, i);
        bool both = !p->gap && p->b_end > p->b && p->r_end > p->r;
        if (p->kind == QUOTH_CHANGE_NUMBER && both) {
            uint64_t value = number_of(c, &c->base, p->b, p->b_end);
            if (value != UINT64_MAX && value == number_of(c, &c->reading, p->r, p->r_end))
                p->kind = QUOTH_CHANGE_SPELLING;
        }
        if (p->kind == QUOTH_CHANGE_REPLACED && both && same_letters(c, p)) p->kind = QUOTH_CHANGE_SPELLING;
        if (p->kind == QUOTH_CHANGE_MODAL && both && same_modal(c, p)) p->kind = QUOTH_CHANGE_FORM;
        if (p->kind == QUOTH_CHANGE_NEGATION && both && negated_alike(c, p)) p->kind = QUOTH_CHANGE_FORM;
        if (p->kind == QUOTH_CHANGE_MODAL && shifted && shifted_modal(c, p)) p->kind = QUOTH_CHANGE_SHIFTED;
    }
    return quoth__work(c->context, 60 * (uint64_t)c->pieces.count);
}

quoth_status quoth__pieces_group(quoth__comparison *c)
{
    QUOTH__TRY(join_tokens(c));
    QUOTH__TRY(join_numbers(c));
    QUOTH__TRY(join_modals(c));
    QUOTH__TRY(join_replacements(c));
    QUOTH__TRY(join_kinds(c));
    return read_joined(c);
}
