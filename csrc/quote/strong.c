/* strong: pairs the marks of one paragraph that are no apostrophes, from left to right on a stack.
 *
 *   “They shouted “shame” at us, he said. “No,” said another.
 *   1             2     2'                3   3'              waiting: 1, then 1 2, 1, 1 3, 1
 *   └─────────────┴ mark 1 is left: it ends before the next opening of its family, or with the paragraph
 *
 * A closing mark closes the topmost opening that it may close, of the REACH topmost; what lies above was never closed.
 * One that closes nothing is a stray and changes nothing. Every mark is pushed and popped once: O(marks). */
#include "../unicode/properties.h"
#include "pairing.h"

#define REACH 4u
#define AHEAD 6u /* marks to look ahead of one that was not closed */
/* Of work, each. */
#define STRONG_UNITS 200u /* a mark */
#define ENDED_UNITS 160u  /* an opening that was not closed */

#define NO QUOTH__SIDE_NONE
#define OP QUOTH__SIDE_OPEN
#define CL QUOTH__SIDE_CLOSE
#define EI QUOTH__SIDE_EITHER

/* Which way a mark faces that is written alike on both sides, by what stands left (row) and right (column). */
static const uint8_t straight_side[QUOTH__NEAR_COUNT][QUOTH__NEAR_COUNT] = {
    /*                      space letter digit stop opening dash other dots */
    [QUOTH__NEAR_SPACE] = {EI, OP, OP, EI, OP, EI, OP, OP},   [QUOTH__NEAR_LETTER] = {CL, EI, EI, CL, CL, CL, CL, CL},
    [QUOTH__NEAR_DIGIT] = {CL, EI, EI, CL, CL, CL, CL, CL},   [QUOTH__NEAR_STOP] = {CL, EI, EI, CL, CL, CL, CL, EI},
    [QUOTH__NEAR_OPENING] = {EI, OP, OP, OP, OP, OP, OP, OP}, [QUOTH__NEAR_DASH] = {CL, OP, OP, CL, OP, EI, OP, OP},
    [QUOTH__NEAR_OTHER] = {CL, OP, OP, CL, OP, CL, EI, OP},   [QUOTH__NEAR_DOTS] = {CL, EI, EI, CL, CL, CL, CL, EI},
};

#define IN(near, set) ((1u << (near) & (set)) != 0)
#define WORDS (1u << QUOTH__NEAR_LETTER | 1u << QUOTH__NEAR_DIGIT | 1u << QUOTH__NEAR_DOTS | 1u << QUOTH__NEAR_OPENING)

static inline bool surely_opens(const quoth__found *mark)
{
    return IN(mark->left, 1u << QUOTH__NEAR_SPACE | 1u << QUOTH__NEAR_OPENING) && IN(mark->right, WORDS);
}

bool quoth__surely_closes(const quoth__found *mark)
{
    return IN(mark->left, 1u << QUOTH__NEAR_LETTER | 1u << QUOTH__NEAR_DIGIT | 1u << QUOTH__NEAR_STOP) &&
           IN(mark->right, 1u << QUOTH__NEAR_SPACE | 1u << QUOTH__NEAR_STOP | 1u << QUOTH__NEAR_DASH);
}

/* ------------------------------------------------------------------------------------- marks that are no marks */

static bool is_straight_double(uint8_t kind)
{
    return kind == QUOTH__STRAIGHT_DOUBLE || kind == QUOTH__TWO_STRAIGHTS || kind == QUOTH__DOUBLE_PRIME;
}

/* Low marks, which a left one closes. */
static bool is_low(uint8_t kind)
{
    return kind == QUOTH__LOW_DOUBLE || kind == QUOTH__TWO_COMMAS || kind == QUOTH__TWO_LOWS;
}

/* 6'2": feet, then inches. */
static bool is_feet_and_inches(const quoth__pairing *p, const quoth__found *mark)
{
    const uint8_t *bytes = p->bytes;
    uint32_t at = mark->start, digits = 0;
    if (mark->left != QUOTH__NEAR_DIGIT || (!is_straight_double(mark->kind) && mark->kind != QUOTH__RIGHT_DOUBLE))
        return false;
    for (; at > p->span.start && (uint8_t)(bytes[at - 1] - '0') < 10 && digits < 3; at--) digits++;
    if (digits == 0 || digits == 3 || at == p->span.start) return false;
    uint32_t before = at - 1;
    if (bytes[before] == '\'') return before > p->span.start && (uint8_t)(bytes[before - 1] - '0') < 10;
    if (at - p->span.start < 4 || bytes[at - 3] != 0xE2 || bytes[at - 2] != 0x80) return false;
    return (bytes[before] == 0x99 || bytes[before] == 0xB2) && (uint8_t)(bytes[at - 4] - '0') < 10;
}

/* Gershayim: a straight mark inside a Hebrew word. */
static bool is_gershayim(const quoth__pairing *p, const quoth__found *mark)
{
    size_t at = mark->start;
    if (mark->left != QUOTH__NEAR_LETTER || mark->right != QUOTH__NEAR_LETTER || at == p->span.start) return false;
    return p->bytes[at - 1] >= 0x80 && quoth__word_class(quoth__utf8_back(p->bytes, &at)) == QUOTH__WORD_HEBREW_LETTER;
}

/* key="value": markup or code. */
static bool is_assigned(const quoth__pairing *p, const quoth__found *mark)
{
    return mark->kind == QUOTH__STRAIGHT_DOUBLE && mark->start > p->span.start && p->bytes[mark->start - 1] == '=';
}

/* ------------------------------------------------------------------------------------------------ direction */

/* The second of two that touch: ""= . */
static bool repeats_last(const quoth__pairing *p, const quoth__found *mark)
{
    return mark != quoth__found_at(p, p->from) && mark[-1].kind == mark->kind &&
           quoth__found_end(mark - 1) == mark->start;
}

static quoth__side angles_side(const quoth__pairing *p, const quoth__found *mark)
{
    bool inwards = p->habit.angles_in > p->habit.angles_out;
    quoth__side usual = (mark->kind == QUOTH__LEFT_ANGLES) != inwards ? QUOTH__SIDE_OPEN : QUOTH__SIDE_CLOSE;
    quoth__side other = usual == QUOTH__SIDE_OPEN ? QUOTH__SIDE_CLOSE : QUOTH__SIDE_OPEN;
    bool both = p->habit.angles_in > 0 && p->habit.angles_out > 0;
    if (!both) return usual;
    if (other == QUOTH__SIDE_OPEN ? surely_opens(mark) : quoth__surely_closes(mark)) return other;
    return usual;
}

static quoth__side strong_side(const quoth__pairing *p, const quoth__found *mark)
{
    switch (mark->kind) {
    case QUOTH__STRAIGHT_DOUBLE:
    case QUOTH__WIDE_DOUBLE:
    case QUOTH__TWO_STRAIGHTS:
    case QUOTH__TWO_ACUTES:
        if (mark->left == QUOTH__NEAR_LETTER && is_gershayim(p, mark)) return QUOTH__SIDE_NONE;
        if (mark->right == QUOTH__NEAR_OTHER && repeats_last(p, mark)) return QUOTH__SIDE_EITHER;
        return (quoth__side)straight_side[mark->left][mark->right];
    case QUOTH__LEFT_ANGLES:
    case QUOTH__RIGHT_ANGLES: return angles_side(p, mark);
    case QUOTH__TWO_COMMAS: return surely_opens(mark) ? QUOTH__SIDE_OPEN : QUOTH__SIDE_NONE;
    case QUOTH__DOUBLE_PRIME: return mark->left == QUOTH__NEAR_DIGIT ? QUOTH__SIDE_NONE : QUOTH__SIDE_CLOSE;
    case QUOTH__LEFT_DOUBLE:
    case QUOTH__TWO_GRAVES:
    case QUOTH__LEFT_ANGLE:
    case QUOTH__REVERSED_DOUBLE:
    case QUOTH__TWO_LEFTS: return quoth__surely_closes(mark) ? QUOTH__SIDE_CLOSE : QUOTH__SIDE_OPEN;
    case QUOTH__RIGHT_DOUBLE:
    case QUOTH__RIGHT_ANGLE: return surely_opens(mark) ? QUOTH__SIDE_OPEN : QUOTH__SIDE_CLOSE;
    default: return (quoth__side)quoth__mark_kinds[mark->kind].side;
    }
}

/* --------------------------------------------------------------------------------------------------- pairing */

static uint32_t waiting_at(const quoth__pairing *p, size_t index) { return QUOTH__AT(p->waiting, uint32_t, index); }

/* The height (place + 1) of the opening that a mark of this kind closes; 0 where there is none in reach. */
static size_t closable(const quoth__pairing *p, uint8_t kind)
{
    size_t low = p->waiting.count > REACH ? p->waiting.count - REACH : 0;
    for (size_t height = p->waiting.count; height > low; height--)
        if (quoth__mark_closes(quoth__found_at(p, waiting_at(p, height - 1))->kind, kind)) return height;
    return 0;
}

/* Whether it matters what is open: most openings close nothing. */
static bool may_close(const quoth__pairing *p, const quoth__found *mark)
{
    if ((mark->side & QUOTH__SIDE_CLOSE) || quoth__mark_kinds[mark->kind].side != QUOTH__SIDE_OPEN) return true;
    return mark->kind == QUOTH__LEFT_DOUBLE && p->waiting.count &&
           is_low(quoth__found_at(p, waiting_at(p, p->waiting.count - 1))->kind);
}

/* The strong mark behind the k-th of the paragraph; NULL where there is none. */
static const quoth__found *strong_after(const quoth__pairing *p, size_t k)
{
    return k + 1 < p->strong.count ? quoth__found_at(p, QUOTH__AT(p->strong, uint32_t, k + 1)) : NULL;
}

static bool next_closes(const quoth__pairing *p, size_t k)
{
    const quoth__found *next = strong_after(p, k);
    return next && (next->side & QUOTH__SIDE_CLOSE) != 0;
}

/* Whether a straight mark after a figure is a sign of inches, though it could close: the next mark closes as well, and
 * the sentence goes on behind it. */
static bool is_inches(const quoth__pairing *p, const quoth__found *mark, size_t k)
{
    if (!is_straight_double(mark->kind) || mark->left != QUOTH__NEAR_DIGIT || mark->right != QUOTH__NEAR_SPACE)
        return false;
    const quoth__found *next = strong_after(p, k);
    return next && next->side == QUOTH__SIDE_CLOSE && quoth__is_lower(quoth__after_space(p, quoth__found_end(mark)));
}

/* "..." he said." No more.": a mark that stands as if it closed, but opens. */
static bool opens_all_the_same(const quoth__pairing *p, const quoth__found *mark, size_t k)
{
    if (!is_straight_double(mark->kind) || mark->left == QUOTH__NEAR_DIGIT || mark->right != QUOTH__NEAR_SPACE)
        return false;
    const quoth__found *next = strong_after(p, k);
    return next && next->kind == mark->kind && next->side == QUOTH__SIDE_CLOSE &&
           quoth__is_upper(quoth__after_space(p, quoth__found_end(mark)));
}

static quoth__side settle(const quoth__pairing *p, const quoth__found *mark, size_t k, size_t height)
{
    quoth__side side = (quoth__side)mark->side;
    if (side == QUOTH__SIDE_NONE || is_feet_and_inches(p, mark)) return QUOTH__SIDE_NONE;
    if (side == QUOTH__SIDE_EITHER) {
        if (height) return QUOTH__SIDE_CLOSE;
        bool inside = mark->left == QUOTH__NEAR_LETTER || mark->left == QUOTH__NEAR_DIGIT;
        return inside && !next_closes(p, k) ? QUOTH__SIDE_NONE : QUOTH__SIDE_OPEN;
    }
    if (side == QUOTH__SIDE_CLOSE) {
        if (mark->kind == QUOTH__LEFT_DOUBLE && height && next_closes(p, k) &&
            quoth__found_at(p, waiting_at(p, height - 1))->kind == QUOTH__LEFT_DOUBLE)
            return QUOTH__SIDE_OPEN;
        if (height && is_inches(p, mark, k)) return QUOTH__SIDE_NONE;
        if (!height && opens_all_the_same(p, mark, k)) return QUOTH__SIDE_OPEN;
        return QUOTH__SIDE_CLOSE;
    }
    if (mark->kind == QUOTH__LEFT_DOUBLE && height && !surely_opens(mark) &&
        is_low(quoth__found_at(p, waiting_at(p, height - 1))->kind))
        return QUOTH__SIDE_CLOSE;
    /* A closing mark by its form that stands as if it opened: only where nothing is open, or another closes soon. */
    if (quoth__mark_kinds[mark->kind].side == QUOTH__SIDE_CLOSE && height && !next_closes(p, k))
        return QUOTH__SIDE_CLOSE;
    return QUOTH__SIDE_OPEN;
}

/* ------------------------------------------------------------------------------------- openings without a closer */

uint32_t quoth__before_space(const quoth__pairing *p, uint32_t at)
{
    size_t place = at;
    for (int i = 0; i < 4 && place > p->span.start; i++) {
        uint32_t c = quoth__utf8_back(p->bytes, &place);
        if (!quoth__is_space(c)) return c;
    }
    return 0;
}

uint32_t quoth__after_space(const quoth__pairing *p, uint32_t at)
{
    size_t place = at;
    for (int i = 0; i < 4 && place < p->span.end; i++) {
        uint32_t c = quoth__utf8_next(p->bytes, &place);
        if (!quoth__is_space(c)) return c;
    }
    return 0;
}

bool quoth__goes_on(const quoth__pairing *p, uint8_t family)
{
    uint32_t count = (uint32_t)p->found.count, next = p->to;
    const quoth__found *marks = p->found.data;
    if (next == count) return false;
    size_t at = p->span.end;
    for (int i = 0; i < 16 && at < marks[next].start; i++)
        if (!quoth__is_space(quoth__utf8_next(p->bytes, &at))) return false;
    if (at != marks[next].start) return false;
    for (uint32_t i = next; i < count && i < next + 3 && marks[i].start == at; i++) {
        at = quoth__found_end(marks + i);
        if (quoth__mark_kinds[marks[i].kind].family == family && marks[i].right != QUOTH__NEAR_STOP) return true;
    }
    return false;
}

bool quoth__is_turn(const quoth__pairing *p, const quoth__found *mark)
{
    uint32_t before = quoth__before_space(p, mark->start);
    return before == 0 || quoth__near_of(before) == QUOTH__NEAR_STOP;
}

/* The next opening of the family directly inside the k-th strong mark of the paragraph, before byte `limit`. */
static const quoth__found *next_opening(const quoth__pairing *p, size_t k, uint8_t family, uint32_t limit)
{
    for (size_t i = k + 1; i < p->strong.count && i <= k + AHEAD; i++) {
        const quoth__found *next = quoth__found_at(p, QUOTH__AT(p->strong, uint32_t, i));
        if (next->start >= limit) return NULL;
        if (next->role != QUOTH__ROLE_OPEN && next->role != QUOTH__ROLE_WAITING) continue;
        return quoth__mark_kinds[next->kind].family == family ? next : NULL;
    }
    return NULL;
}

/* Whether an opening means something without a closing mark: not << or ,, which need one, and not a mark between
 * spaces, which stands for "ditto" or for nothing. */
static bool is_whole(const quoth__found *mark)
{
    if (mark->kind == QUOTH__TWO_LESS || mark->kind == QUOTH__TWO_COMMAS) return false;
    bool spaced = mark->left == QUOTH__NEAR_SPACE && mark->right == QUOTH__NEAR_SPACE;
    return !spaced || quoth__mark_kinds[mark->kind].family == QUOTH__FAMILY_ANGLES;
}

/* Ends an opening that nothing closed, the k-th strong mark: with the quotation around it, which `closer` closes, or
 * with the paragraph (QUOTH__NONE). */
static void end_waiting(quoth__pairing *p, uint32_t index, size_t k, uint32_t closer)
{
    quoth__found *mark = quoth__found_at(p, index);
    uint8_t family = quoth__mark_kinds[mark->kind].family;
    uint32_t limit = closer == QUOTH__NONE ? p->span.end : quoth__found_at(p, closer)->start;
    const quoth__found *next = next_opening(p, k, family, limit);
    p->units += ENDED_UNITS;
    bool goes_on = closer == QUOTH__NONE && !(next && next->mended) && quoth__goes_on(p, family);
    if (!is_whole(mark) || (next && next->start == quoth__found_end(mark) && next->kind == mark->kind)) {
        mark->role = QUOTH__ROLE_NONE;
    } else if (next && (!goes_on || next->mended || quoth__is_turn(p, next))) {
        quoth__open_ended(p, index, next->start, QUOTH__MENDED_NEXT, (uint32_t)(next - quoth__found_at(p, 0)));
    } else if (closer != QUOTH__NONE) {
        quoth__open_ended(p, index, quoth__found_at(p, closer)->start, QUOTH__MENDED_OUTER, closer);
    } else {
        quoth__open_ended(p, index, p->span.end, goes_on ? QUOTH__MENDED_CONTINUED : QUOTH__MENDED_PARAGRAPH,
                          QUOTH__NONE);
    }
}

/* Pops the openings from `height` up. While an opening waits, `partner` is its place among the
 * strong marks. */
static void end_above(quoth__pairing *p, size_t height, uint32_t closer)
{
    while (p->waiting.count > height) {
        uint32_t index = waiting_at(p, --p->waiting.count);
        end_waiting(p, index, quoth__found_at(p, index)->partner, closer);
    }
}

/* ------------------------------------------------------------------------------------------------- the scan */

/* Whether a closing mark stands at the start of a paragraph whose quotation goes on: French and German prose repeat it
 * there. */
static bool repeats(const quoth__pairing *p, const quoth__found *mark)
{
    return p->carried && mark->start == p->span.start && mark->kind == QUOTH__RIGHT_ANGLES &&
           p->carried_family == QUOTH__FAMILY_ANGLES;
}

/* An assigned value: its marks are no marks. Gives the place of the last one. */
static size_t pass_assigned(quoth__pairing *p, size_t k)
{
    const quoth__found *next = strong_after(p, k);
    return next && next->kind == QUOTH__STRAIGHT_DOUBLE ? k + 1 : k;
}

static quoth_status take(quoth__pairing *p, size_t k)
{
    uint32_t index = QUOTH__AT(p->strong, uint32_t, k);
    quoth__found *mark = quoth__found_at(p, index);
    size_t height = may_close(p, mark) ? closable(p, mark->kind) : 0;
    quoth__side side = repeats(p, mark) ? QUOTH__SIDE_OPEN : settle(p, mark, k, height);
    if (side == QUOTH__SIDE_NONE) return QUOTH_OK;
    if (side == QUOTH__SIDE_OPEN) {
        mark->role = QUOTH__ROLE_WAITING;
        mark->partner = (uint32_t)k;
        return quoth__push_index(p, &p->waiting, index);
    }
    if (height) {
        end_above(p, height, index);
        quoth__open_pair(p, waiting_at(p, height - 1), index);
        p->waiting.count--;
    } else {
        mark->role = QUOTH__ROLE_STRAY;
        p->strays++;
    }
    return QUOTH_OK;
}

static quoth_status list_strong(quoth__pairing *p)
{
    p->strong.count = p->waiting.count = 0;
    p->weak = p->strays = 0;
    for (uint32_t i = p->from; i < p->to; i++) {
        quoth__found *mark = quoth__found_at(p, i);
        if (mark->role == QUOTH__ROLE_SWALLOWED) continue;
        if (quoth__mark_is_single(mark->kind)) {
            p->weak++;
            continue;
        }
        mark->side = (uint8_t)strong_side(p, mark);
        QUOTH__TRY(quoth__push_index(p, &p->strong, i));
    }
    return QUOTH_OK;
}

quoth_status quoth__strong_pair(quoth__pairing *p)
{
    QUOTH__TRY(list_strong(p));
    for (size_t k = 0; k < p->strong.count; k++) {
        QUOTH__TRY(quoth__charge(p, STRONG_UNITS));
        if (is_assigned(p, quoth__found_at(p, QUOTH__AT(p->strong, uint32_t, k))))
            k = pass_assigned(p, k);
        else
            QUOTH__TRY(take(p, k));
    }
    end_above(p, 0, QUOTH__NONE);
    return QUOTH_OK;
}
