/* weak: pairs the single marks of one paragraph, which may be apostrophes, and gives stray marks an opening.
 *
 *   ‘The nurses’ pay is “too low,” the union said,’ he wrote.
 *   1          ?        [region  ]                2            1 waits with ? as its doubtful closer; 2 is a firm one
 *
 * Marks are taken from left to right. A strong pair is a region: what is opened inside must end inside. A closing mark
 * is firm (behind a stop, or a word that is no plural) or doubtful (nurses’, goin’); a doubtful one counts only where
 * no firm one comes before the next opening or the end of the region. Each mark is pushed and popped once: O(marks). */
#include "../unicode/properties.h"
#include "pairing.h"

#define REACH 3u
#define AHEAD 6u
/* Of work, each. */
#define WEAK_UNITS 48u      /* a mark of a paragraph that has single or stray ones */
#define SINGLE_UNITS 165u   /* a single mark */
#define ENDED_UNITS 250u    /* a single that was not closed */
#define SENTENCE_UNITS 380u /* a sentence looked for, beside its words */
#define STRAY_UNITS 65u     /* a stray mark */
#define WORD 8u             /* bytes of the longest elided word */

typedef enum strength { NO_CLOSER, DOUBTFUL, FIRM } strength;

static quoth__region *region_top(const quoth__pairing *p)
{
    return (quoth__region *)p->regions.data + p->regions.count - 1;
}
static quoth__single *single_top(const quoth__pairing *p)
{
    return (quoth__single *)p->singles.data + p->singles.count - 1;
}

/* ------------------------------------------------------------------------------------------------- apostrophes */

/* Words that are written with an apostrophe in front, by their first letter, in lower case, a space behind each: English,
 * German, Dutch. */
static const char *const elided[26] = {['b' - 'a'] = "bout ",
                                       ['c' - 'a'] = "cause cos coz cuz ",
                                       ['e' - 'a'] = "em er ",
                                       ['f' - 'a'] = "fraid ",
                                       ['g' - 'a'] = "gainst ",
                                       ['i' - 'a'] = "im ",
                                       ['n' - 'a'] = "neath ne nem nen ner nother nuff ",
                                       ['r' - 'a'] = "round ",
                                       ['s' - 'a'] = "scuse ",
                                       ['t' - 'a'] = "til till tis tisn twas tween twere twill twixt twould "};

static bool is_letter(uint8_t byte) { return (uint8_t)((byte | 0x20) - 'a') < 26; }

/* The lower-case ASCII letters from `at` on; 0 where there are more than WORD, or where the word goes on with another
 * letter or an apostrophe ('H'm'). */
static size_t read_word(const quoth__pairing *p, size_t at, char word[WORD])
{
    size_t length = 0;
    for (; at < p->span.end; at++) {
        uint8_t c = p->bytes[at];
        if (c >= 0xC3 && c <= 0xDF) return 0;
        if (!is_letter(c)) break;
        if (length == WORD) return 0;
        word[length++] = (char)(c | 0x20);
    }
    return at + 1 < p->span.end && p->bytes[at] == '\'' && is_letter(p->bytes[at + 1]) && length == 1 ? 0 : length;
}

static bool is_elided_word(const char *word, size_t length)
{
    const unsigned vowels =
        1u << ('a' - 'a') | 1u << ('e' - 'a') | 1u << ('i' - 'a') | 1u << ('o' - 'a') | 1u << ('u' - 'a');
    unsigned first = (unsigned)(word[0] - 'a');
    /* One consonant: Dutch 't, 's, 'n; rock 'n' roll. */
    if (length == 1) return (vowels >> first & 1u) == 0;
    const char *known = elided[first];
    while (known && *known) {
        size_t common = 0;
        while (common < length && known[common] == word[common]) common++;
        if (common == length && known[common] == ' ') return true;
        while (*known++ != ' ') continue;
    }
    return false;
}

/* '90s, '99: two figures and no more. */
static bool is_year(const quoth__pairing *p, size_t at)
{
    const uint8_t *b = p->bytes + at;
    if (p->span.end - at < 2 || (uint8_t)(b[0] - '0') > 9 || (uint8_t)(b[1] - '0') > 9) return false;
    if (p->span.end - at == 2) return true;
    return b[2] == 's' || !((uint8_t)(b[2] - '0') < 10 || b[2] == ',' || b[2] == '.' || b[2] == ':' || b[2] == '%');
}

static bool is_elision(const quoth__pairing *p, const quoth__found *mark)
{
    char word[WORD];
    size_t at = quoth__found_end(mark);
    if (mark->right == QUOTH__NEAR_DIGIT) return is_year(p, at);
    size_t length = read_word(p, at, word);
    return length > 0 && is_elided_word(word, length);
}

/* Whether a letter beside the mark is of a script that is written without spaces. */
static bool is_unspaced(const quoth__pairing *p, const quoth__found *mark)
{
    size_t before = mark->start, after = quoth__found_end(mark);
    uint8_t left = before > p->span.start ? quoth__word_class(quoth__utf8_back(p->bytes, &before)) : QUOTH__WORD_OTHER;
    uint8_t right = after < p->span.end ? quoth__word_class(quoth__utf8_next(p->bytes, &after)) : QUOTH__WORD_OTHER;
    return left == QUOTH__WORD_OTHER_LETTER || left == QUOTH__WORD_KATAKANA || right == QUOTH__WORD_OTHER_LETTER ||
           right == QUOTH__WORD_KATAKANA;
}

static bool may_open(const quoth__pairing *p, const quoth__found *mark)
{
    if (mark->kind == QUOTH__RIGHT_SINGLE) return false;
    bool right = mark->right != QUOTH__NEAR_SPACE && mark->right != QUOTH__NEAR_STOP;
    if (mark->right == QUOTH__NEAR_DASH) right = mark->left == QUOTH__NEAR_SPACE;
    bool left = mark->left != QUOTH__NEAR_LETTER && mark->left != QUOTH__NEAR_DIGIT && mark->left != QUOTH__NEAR_STOP;
    if (mark->left == QUOTH__NEAR_LETTER) left = mark->kind == QUOTH__LEFT_SINGLE && is_unspaced(p, mark);
    if (mark->left == QUOTH__NEAR_STOP) left = mark->kind == QUOTH__LEFT_SINGLE || mark->kind == QUOTH__LOW_SINGLE;
    return left && right && !is_elision(p, mark);
}

/* A letter after which an apostrophe may stand for the owner's s: nurses', Marx'. */
static bool ends_in_s(uint8_t byte) { return byte == 's' || byte == 'S' || byte == 'z' || byte == 'x'; }

/* goin', an', o', th', ol': letters left out at the end. */
static bool is_clipped(const uint8_t *bytes, size_t at, size_t start)
{
    size_t from = at;
    while (from > start && at - from < 4 && (uint8_t)((bytes[from - 1] | 0x20) - 'a') < 26) from--;
    size_t length = at - from;
    if (length == 1) return bytes[from] == 'o' || bytes[from] == 'd';
    if (length == 2)
        return memcmp(bytes + from, "an", 2) == 0 || memcmp(bytes + from, "th", 2) == 0 ||
               memcmp(bytes + from, "ol", 2) == 0;
    return length == 4 && memcmp(bytes + at - 2, "in", 2) == 0;
}

static bool touches_next(const quoth__pairing *p, uint32_t index)
{
    return index + 1 < p->to && quoth__found_at(p, index + 1)->start == quoth__found_end(quoth__found_at(p, index));
}

static bool touches_last(const quoth__pairing *p, uint32_t index)
{
    return index > p->from && quoth__found_end(quoth__found_at(p, index - 1)) == quoth__found_at(p, index)->start;
}

/* How firmly a mark behind a word closes. */
static strength behind_word(const quoth__pairing *p, uint32_t index, const quoth__found *mark)
{
    if (touches_last(p, index)) return FIRM;
    if (mark->start - p->span.start >= 2 && (p->bytes[mark->start - 1] | 0x20) == 'n') {
        uint8_t before = p->bytes[mark->start - 2];
        if (before == '\'' || before == 0x99) return NO_CLOSER; /* rock 'n' roll */
    }
    if (touches_next(p, index)) return FIRM;
    if (mark->right == QUOTH__NEAR_SPACE && ends_in_s(p->bytes[mark->start - 1])) return DOUBTFUL;
    return is_clipped(p->bytes, mark->start, p->span.start) ? DOUBTFUL : FIRM;
}

static strength closer_strength(const quoth__pairing *p, uint32_t index, const quoth__found *mark)
{
    if (mark->kind == QUOTH__LOW_SINGLE || mark->kind == QUOTH__REVERSED_SINGLE) return NO_CLOSER;
    if (mark->kind == QUOTH__LEFT_SINGLE || mark->kind == QUOTH__GRAVE)
        return quoth__surely_closes(mark) ? FIRM : NO_CLOSER;
    if (mark->left == QUOTH__NEAR_SPACE || mark->left == QUOTH__NEAR_OPENING || mark->right == QUOTH__NEAR_DIGIT)
        return NO_CLOSER;
    if (mark->left == QUOTH__NEAR_LETTER || mark->left == QUOTH__NEAR_DIGIT)
        return mark->right != QUOTH__NEAR_LETTER                           ? behind_word(p, index, mark)
               : mark->kind == QUOTH__RIGHT_SINGLE && is_unspaced(p, mark) ? FIRM
                                                                           : NO_CLOSER;
    return FIRM;
}

/* --------------------------------------------------------------------------------------- openings without a closer */

/* Whether an opening that nothing closes is a quotation all the same, and no apostrophe. */
static bool is_convincing(const quoth__pairing *p, const quoth__found *mark, bool outermost)
{
    uint32_t before = quoth__before_space(p, mark->start);
    bool introduced = before == ',' || before == ':' || before == 0xFF1A;
    bool upper = quoth__is_upper(quoth__after_space(p, quoth__found_end(mark)));
    bool curly = mark->kind == QUOTH__LEFT_SINGLE || mark->kind == QUOTH__LOW_SINGLE;
    bool usual = p->habit.singles > p->habit.strong;
    if (outermost && usual) introduced |= before == 0;
    return curly ? introduced || (upper && (!outermost || usual)) : introduced && upper;
}

/* The next single opening behind a mark, before byte `limit` and in the same region. */
static const quoth__found *next_single(const quoth__pairing *p, uint32_t index, uint32_t limit)
{
    uint32_t i = index + 1;
    for (uint32_t steps = 0; i < p->to && steps < AHEAD; i++, steps++) {
        const quoth__found *next = quoth__found_at(p, i);
        if (next->start >= limit) return NULL;
        if (next->role != QUOTH__ROLE_OPEN) continue;
        if (quoth__mark_is_single(next->kind)) return next;
        if (next->mended != QUOTH__MENDED_NONE) return NULL;
        i = next->partner;
    }
    return NULL;
}

static void end_single(quoth__pairing *p, uint32_t index, const quoth__region *around)
{
    quoth__found *mark = quoth__found_at(p, index);
    bool outermost = around->opening == QUOTH__NONE;
    p->units += ENDED_UNITS;
    const quoth__found *next = next_single(p, index, around->end);
    bool goes_on = outermost && quoth__goes_on(p, QUOTH__FAMILY_SINGLE);
    if (!is_convincing(p, mark, outermost) || (next && next->start == quoth__found_end(mark)))
        mark->role = QUOTH__ROLE_NONE;
    else if (next && (!goes_on || quoth__is_turn(p, next)))
        quoth__open_ended(p, index, next->start, QUOTH__MENDED_NEXT, (uint32_t)(next - quoth__found_at(p, 0)));
    else if (!outermost)
        quoth__open_ended(p, index, around->end, QUOTH__MENDED_OUTER, quoth__found_at(p, around->opening)->partner);
    else
        quoth__open_ended(p, index, around->end, goes_on ? QUOTH__MENDED_CONTINUED : QUOTH__MENDED_PARAGRAPH,
                          QUOTH__NONE);
}

/* Closes the single on top with its doubtful closer, where it has one that serves. */
static bool close_doubtful(quoth__pairing *p)
{
    const quoth__single *top = single_top(p);
    if (top->doubtful == QUOTH__NONE) return false;
    const quoth__found *closer = quoth__found_at(p, top->doubtful);
    bool straight = quoth__found_at(p, top->opening)->kind == QUOTH__STRAIGHT_SINGLE;
    if (straight && !ends_in_s(p->bytes[closer->start - 1])) return false;
    quoth__open_pair(p, top->opening, top->doubtful);
    p->singles.count--;
    return true;
}

/* -------------------------------------------------------------------------------------------------- regions */

static quoth_status enter(quoth__pairing *p, uint32_t opening, uint32_t end)
{
    if (p->regions.count == p->regions.capacity)
        QUOTH__TRY(quoth__array_reserve(p->context, &p->regions, 1, sizeof(quoth__region)));
    p->regions.count++;
    *region_top(p) = (quoth__region){opening, end, (uint32_t)p->singles.count};
    return QUOTH_OK;
}

static void leave(quoth__pairing *p)
{
    quoth__region around = *region_top(p);
    while (p->singles.count > around.base) {
        if (close_doubtful(p)) continue;
        uint32_t opening = single_top(p)->opening;
        p->singles.count--;
        end_single(p, opening, &around);
    }
    p->regions.count--;
}

/* --------------------------------------------------------------------------------------------- single marks */

static quoth_status open_single(quoth__pairing *p, uint32_t index)
{
    if (p->singles.count > region_top(p)->base) close_doubtful(p);
    if (p->singles.count == p->singles.capacity)
        QUOTH__TRY(quoth__array_reserve(p->context, &p->singles, 1, sizeof(quoth__single)));
    p->singles.count++;
    *single_top(p) = (quoth__single){index, QUOTH__NONE};
    quoth__found_at(p, index)->role = QUOTH__ROLE_WAITING;
    return QUOTH_OK;
}

/* The single that the mark closes, as its height on the stack; 0 where there is none. */
static size_t closable(const quoth__pairing *p, uint8_t kind)
{
    size_t low = region_top(p)->base;
    if (p->singles.count > low + REACH) low = p->singles.count - REACH;
    for (size_t height = p->singles.count; height > low; height--) {
        uint32_t opening = QUOTH__AT(p->singles, quoth__single, height - 1).opening;
        if (quoth__mark_closes(quoth__found_at(p, opening)->kind, kind)) return height;
    }
    return 0;
}

/* A firm single closer where no single is open: it closes a strong quotation that has no closing mark of its own. */
static void close_outer(quoth__pairing *p, uint32_t index)
{
    const quoth__found *mark = quoth__found_at(p, index);
    uint32_t opening = region_top(p)->opening;
    if (opening == QUOTH__NONE) return;
    uint8_t mended = quoth__found_at(p, opening)->mended;
    if (mended == QUOTH__MENDED_NONE || mended == QUOTH__MENDED_OUTER) return;
    if (mark->left != QUOTH__NEAR_STOP || !quoth__surely_closes(mark)) return;
    quoth__open_pair(p, opening, index);
    region_top(p)->end = mark->start;
    leave(p);
}

static quoth_status take_single(quoth__pairing *p, uint32_t index)
{
    quoth__found *mark = quoth__found_at(p, index);
    p->units += SINGLE_UNITS;
    if (may_open(p, mark)) return open_single(p, index);
    strength firmness = closer_strength(p, index, mark);
    if (firmness == NO_CLOSER) return QUOTH_OK;
    size_t height = closable(p, mark->kind);
    if (!height) {
        if (firmness == FIRM) close_outer(p, index);
        return QUOTH_OK;
    }
    if (firmness == DOUBTFUL) {
        if (single_top(p)->doubtful == QUOTH__NONE) single_top(p)->doubtful = index;
        return QUOTH_OK;
    }
    while (p->singles.count > height) {
        if (close_doubtful(p)) continue;
        quoth__found_at(p, single_top(p)->opening)->role = QUOTH__ROLE_NONE;
        p->singles.count--;
    }
    quoth__open_pair(p, single_top(p)->opening, index);
    p->singles.count--;
    return QUOTH_OK;
}

/* --------------------------------------------------------------------------------- strays: a missing opening */

/* Whether a stray mark closes words in such a way that only its opening can be missing. */
static bool closes_speech(const quoth__pairing *p, const quoth__found *mark)
{
    if (mark->kind == QUOTH__DOUBLE_PRIME || mark->kind == QUOTH__TWO_GREATER || mark->left != QUOTH__NEAR_STOP ||
        !quoth__surely_closes(mark))
        return false;
    uint32_t last = quoth__before_space(p, mark->start), next = quoth__after_space(p, quoth__found_end(mark));
    if (last == ')' || last == ']' || last == '}' || last == ':' || last == ';') return false;
    return last == ',' || next == 0 || quoth__is_lower(next) ||
           quoth__mark_kinds[mark->kind].side != QUOTH__SIDE_EITHER;
}

/* Where the sentence begins that ends at the mark, at or behind byte `from`; QUOTH__NONE where that is not sure. */
static quoth_status sentence_start(quoth__pairing *p, const quoth__found *mark, uint32_t from, uint32_t *start)
{
    p->sentences.count = 0;
    p->units += SENTENCE_UNITS;
    *start = QUOTH__NONE;
    QUOTH__TRY(quoth__sentences_append(p->context, p->text, (quoth__span){from, mark->start}, &p->sentences));
    if (p->sentences.count == 0) return QUOTH_OK;
    quoth__span last = QUOTH__AT(p->sentences, quoth__span, p->sentences.count - 1);
    bool whole = from == p->span.start || p->sentences.count > 1;
    uint32_t first = quoth__after_space(p, last.start);
    if (whole && !quoth__is_lower(first) && quoth__near_of(first) != QUOTH__NEAR_STOP) *start = last.start;
    return QUOTH_OK;
}

/* Whether no single pair crosses `start` on the way back from the mark. */
static bool is_clear(const quoth__pairing *p, uint32_t index, uint32_t start)
{
    for (uint32_t i = index; i > p->from && quoth__found_at(p, i - 1)->start >= start; i--) {
        const quoth__found *mark = quoth__found_at(p, i - 1);
        if (mark->role == QUOTH__ROLE_CLOSE && quoth__found_at(p, mark->partner)->start < start) return false;
    }
    return true;
}

/* The end of the strong mark before this one, or the start of the paragraph. Looks at the marks between, which no other
 * call looks at. */
static uint32_t last_strong_end(const quoth__pairing *p, uint32_t index)
{
    for (uint32_t i = index; i > p->from; i--) {
        const quoth__found *mark = quoth__found_at(p, i - 1);
        if (mark->role != QUOTH__ROLE_SWALLOWED && !quoth__mark_is_single(mark->kind)) return quoth__found_end(mark);
    }
    return p->span.start;
}

static quoth_status begin_at(quoth__pairing *p, uint32_t start, uint32_t index)
{
    QUOTH__TRY(quoth__array_reserve(p->context, &p->begun, 1, sizeof(quoth__begun)));
    ((quoth__begun *)p->begun.data)[p->begun.count++] = (quoth__begun){start, index};
    quoth__found_at(p, index)->role = QUOTH__ROLE_CLOSE;
    quoth__found_at(p, index)->partner = QUOTH__NONE;
    return QUOTH_OK;
}

/* A single left open before a stray strong mark is closed by it, where it is a quotation at all. */
static bool closes_single(quoth__pairing *p, uint32_t index)
{
    while (p->singles.count > region_top(p)->base) {
        if (close_doubtful(p)) continue;
        uint32_t opening = single_top(p)->opening;
        p->singles.count--;
        if (is_convincing(p, quoth__found_at(p, opening), false)) {
            quoth__open_pair(p, opening, index);
            return true;
        }
        quoth__found_at(p, opening)->role = QUOTH__ROLE_NONE;
    }
    return false;
}

static quoth_status take_stray(quoth__pairing *p, uint32_t index)
{
    const quoth__found *mark = quoth__found_at(p, index);
    p->units += STRAY_UNITS;
    if (!quoth__surely_closes(mark) || closes_single(p, index)) return QUOTH_OK;
    uint32_t from = last_strong_end(p, index), start;
    if (p->carried && from == p->span.start && is_clear(p, index, from)) return begin_at(p, from, index);
    if (!closes_speech(p, mark)) return QUOTH_OK;
    QUOTH__TRY(sentence_start(p, mark, from, &start));
    if (start == QUOTH__NONE || !is_clear(p, index, start)) return QUOTH_OK;
    return begin_at(p, start, index);
}

quoth_status quoth__weak_pair(quoth__pairing *p)
{
    p->begun.count = p->regions.count = p->singles.count = 0;
    if (p->weak == 0 && p->strays == 0) return QUOTH_OK;
    QUOTH__TRY(enter(p, QUOTH__NONE, p->span.end));
    for (uint32_t i = p->from; i < p->to; i++) {
        quoth__found *mark = quoth__found_at(p, i);
        while (p->regions.count > 1 && region_top(p)->end <= mark->start) leave(p);
        QUOTH__TRY(quoth__charge(p, WEAK_UNITS));
        if (mark->role == QUOTH__ROLE_SWALLOWED) continue;
        if (quoth__mark_is_single(mark->kind))
            QUOTH__TRY(take_single(p, i));
        else if (mark->role == QUOTH__ROLE_OPEN)
            QUOTH__TRY(enter(p, i, mark->end));
        else if (mark->role == QUOTH__ROLE_STRAY)
            QUOTH__TRY(take_stray(p, i));
    }
    while (p->regions.count > 0) leave(p);
    return QUOTH_OK;
}
