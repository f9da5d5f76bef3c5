/* scan: finds the candidates of a text and says what stands beside them.
 *
 *   bytes  said, ''No,'' and   it's   “‘x’
 *              └┐    └┐         │     └┤└─ right of the row “‘ : a letter, for both marks
 *   found       ''    ''     (passed)  └── left of the row: space, for both
 *
 * Bytes that begin no mark are passed by eight at a time; an apostrophe between two letters of ASCII is passed at once.
 * Rows of more than ORNAMENT straight marks, or of more than ROW of any, are ornaments, not marks. Cost: one look at each
 * byte, two at rows, and about a hundred steps for a mark. */
#include "../unicode/properties.h"
#include "pairing.h"

#define ORNAMENT 8u
#define ROW 256u
#define CROWD 64u    /* straight marks of one paragraph, and ... */
#define CROWDED 4u   /* ... bytes of it for each: below that they are no quotation marks */
#define CHUNK 65536u /* bytes between two charges of work at most */

/* Of work, each. */
#define PASS_UNITS 4u      /* a byte that is passed by */
#define LEAD_UNITS 40u     /* a byte that may begin a mark */
#define MARK_UNITS 140u    /* a mark */
#define LONG_UNITS 12u     /* a byte of a row of marks that are none */
#define ROW_UNITS 85u      /* a row of marks */
#define JOIN_UNITS 10u     /* a mark, where some may be halves of a double one */
#define TOUCHING_UNITS 90u /* a mark in a row after the first */

static inline size_t next_lead(const uint8_t *bytes, size_t at, size_t end)
{
    const uint8_t *lead = quoth__mark_leads;
    for (; end - at >= 4; at += 4) {
        if (lead[bytes[at]]) return at;
        if (lead[bytes[at + 1]]) return at + 1;
        if (lead[bytes[at + 2]]) return at + 2;
        if (lead[bytes[at + 3]]) return at + 3;
    }
    while (at < end && !lead[bytes[at]]) at++;
    return at;
}

static inline bool is_ascii_letter(uint8_t byte) { return (uint8_t)((byte | 0x20) - 'a') < 26; }

static inline bool is_straight(uint8_t byte) { return byte == '"' || byte == '\'' || byte == '`'; }

/* An apostrophe between two letters: how many bytes it has; else 0. */
static inline size_t inner_apostrophe(const uint8_t *bytes, size_t at, quoth__span span)
{
    size_t length = bytes[at] == '\'' ? 1 : 3;
    if (length == 3 && (bytes[at] != 0xE2 || bytes[at + 1] != 0x80 || bytes[at + 2] != 0x99)) return 0;
    if (at == span.start || at + length >= span.end) return 0;
    return is_ascii_letter(bytes[at - 1]) && is_ascii_letter(bytes[at + length]) ? length : 0;
}

/* The length of what begins with a lead byte and is no mark: an ornament, a fence of graves, ,,, or <<<; else 0. */
static size_t no_mark(const uint8_t *bytes, size_t at, quoth__span span)
{
    size_t end = at + 1;
    if (is_straight(bytes[at])) {
        if (end == span.end || !is_straight(bytes[end])) return 0;
        while (end < span.end && is_straight(bytes[end])) end++;
        if (end - at > ORNAMENT) return end - at;
        return end - at == 3 && memcmp(bytes + at, "```", 3) == 0 ? 3 : 0;
    }
    if (bytes[at] >= 0x80) return 0;
    while (end < span.end && bytes[end] == bytes[at]) end++;
    return end - at == 2 ? 0 : end - at;
}

/* A row of more than ROW marks of any kind that touch: how many bytes it has; else 0. */
static size_t long_row(const uint8_t *bytes, size_t start, quoth__span span)
{
    uint8_t kind = 0;
    size_t marks = 0, length, at = start;
    for (; at < span.end && (length = quoth__mark_at(bytes + at, span.end - at, &kind)) != 0; at += length) marks++;
    return marks > ROW ? at - start : 0;
}

static quoth_status add(quoth__pairing *p, size_t at, uint8_t kind, size_t length)
{
    if (p->found.count == p->found.capacity)
        QUOTH__TRY(quoth__array_reserve(p->context, &p->found, 1, sizeof(quoth__found)));
    quoth__found *mark = quoth__found_at(p, (uint32_t)p->found.count++);
    *mark = (quoth__found){.start = (uint32_t)at, .partner = QUOTH__NONE, .kind = kind, .length = (uint8_t)length};
    return QUOTH_OK;
}

/* How many bytes from `at` on hold no mark: an apostrophe, an ornament, a character that only begins like a mark. 0 where
 * a mark stands, which is `kind` with `length` bytes. `touches` says that a mark ended at `at`. */
static inline size_t unmarked(const uint8_t *bytes, size_t at, quoth__span span, bool touches, uint8_t *kind,
                              size_t *length)
{
    size_t passed = inner_apostrophe(bytes, at, span);
    if (passed || (bytes[at] < 0x80 && (passed = no_mark(bytes, at, span)) != 0)) return passed;
    *length = quoth__mark_at(bytes + at, span.end - at, kind);
    if (*length == 0) return 1;
    if (touches || at + *length >= span.end || !quoth__mark_leads[bytes[at + *length]]) return 0;
    return long_row(bytes, at, span);
}

static quoth_status find_candidates(quoth__pairing *p, quoth__span span)
{
    size_t at = span.start, row = SIZE_MAX;
    while (at < span.end) {
        size_t limit = span.end - at > CHUNK ? at + CHUNK : span.end, before = at, length = 0;
        uint8_t kind = 0;
        at = next_lead(p->bytes, at, limit);
        size_t passed = at < limit ? unmarked(p->bytes, at, span, at == row, &kind, &length) : 0;
        QUOTH__TRY(quoth__work(p->context, LEAD_UNITS + PASS_UNITS * (at - before) + LONG_UNITS * passed));
        if (at < limit && !passed) {
            QUOTH__TRY(quoth__work(p->context, MARK_UNITS));
            QUOTH__TRY(add(p, at, kind, length));
            row = at + length;
        }
        at += passed ? passed : length;
    }
    return QUOTH_OK;
}

/* ------------------------------------------------------------------------------------------------- neighbours */

#define SP QUOTH__NEAR_SPACE
#define LE QUOTH__NEAR_LETTER
#define DI QUOTH__NEAR_DIGIT
#define ST QUOTH__NEAR_STOP
#define OP QUOTH__NEAR_OPENING
#define DA QUOTH__NEAR_DASH
#define OT QUOTH__NEAR_OTHER

/* The class of each ASCII character. */
static const uint8_t near_ascii[128] = {
    /* clang-format off */
    SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP,
    SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP, SP,
    SP, ST, OT, OT, OT, OT, OT, OT, OP, ST, OT, OT, ST, DA, ST, DA,
    DI, DI, DI, DI, DI, DI, DI, DI, DI, DI, ST, ST, OT, OT, OT, ST,
    OT, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE,
    LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, OP, OT, ST, OT, OT,
    OT, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE,
    LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, LE, OP, OT, ST, OT, OT,
    /* clang-format on */
};

static quoth__near near_punctuation(uint32_t c)
{
    if (c >= 0x2010 && c <= 0x2015) return QUOTH__NEAR_DASH;
    switch (c) {
    case 0x2026:
    case 0x3001:
    case 0x3002:
    case 0xFF01:
    case 0xFF09:
    case 0xFF0C:
    case 0xFF0E:
    case 0xFF1A:
    case 0xFF1B:
    case 0xFF1F:
    case 0x203C:
    case 0x2047:
    case 0x2048:
    case 0x2049:
    case 0x060C:
    case 0x061B:
    case 0x061F:
    case 0x0964:
    case 0x037E:
    case 0x0387: return QUOTH__NEAR_STOP;
    case 0xBF:
    case 0xA1:
    case 0xFF08: return QUOTH__NEAR_OPENING;
    default: return QUOTH__NEAR_OTHER;
    }
}

quoth__near quoth__near_of(uint32_t c)
{
    if (c < 0x80) return (quoth__near)near_ascii[c];
    switch (quoth__category(c)) {
    case QUOTH__CATEGORY_LETTER:
    case QUOTH__CATEGORY_UPPER:
    case QUOTH__CATEGORY_LOWER:
    case QUOTH__CATEGORY_MARK: return QUOTH__NEAR_LETTER;
    case QUOTH__CATEGORY_DIGIT:
    case QUOTH__CATEGORY_NUMBER: return QUOTH__NEAR_DIGIT;
    case QUOTH__CATEGORY_SPACE: return QUOTH__NEAR_SPACE;
    case QUOTH__CATEGORY_PUNCTUATION: return near_punctuation(c);
    case QUOTH__CATEGORY_OTHER: return c == 0x200B || c == 0xFEFF ? QUOTH__NEAR_SPACE : QUOTH__NEAR_OTHER;
    default: return QUOTH__NEAR_OTHER;
    }
}

/* Characters that set the direction of writing, or join and forbid to join, are not seen. */
static bool is_unseen(uint32_t c)
{
    return (c >= 0x200C && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069);
}

#define UNSEEN 4 /* so many of them are passed over */

static uint8_t far_before(const quoth__pairing *p, quoth__span span, size_t at)
{
    for (int i = 0; i < UNSEEN && at > span.start; i++) {
        uint32_t c = quoth__utf8_back(p->bytes, &at);
        if (!is_unseen(c)) return (uint8_t)quoth__near_of(c);
    }
    return QUOTH__NEAR_SPACE;
}

static uint8_t far_after(const quoth__pairing *p, quoth__span span, size_t at)
{
    for (int i = 0; i < UNSEEN && at < span.end; i++) {
        uint32_t c = quoth__utf8_next(p->bytes, &at);
        if (c == 0x2026) return QUOTH__NEAR_DOTS;
        if (!is_unseen(c)) return (uint8_t)quoth__near_of(c);
    }
    return QUOTH__NEAR_SPACE;
}

static inline uint8_t near_before(const quoth__pairing *p, quoth__span span, size_t at)
{
    if (at == span.start) return QUOTH__NEAR_SPACE;
    uint8_t byte = p->bytes[at - 1];
    return byte < 0x80 ? near_ascii[byte] : far_before(p, span, at);
}

static inline uint8_t near_after(const quoth__pairing *p, quoth__span span, size_t at)
{
    if (at == span.end) return QUOTH__NEAR_SPACE;
    uint8_t byte = p->bytes[at];
    if (byte >= 0x80) return far_after(p, span, at);
    if (byte == '.' && at + 1 < span.end && p->bytes[at + 1] == '.') return QUOTH__NEAR_DOTS;
    return near_ascii[byte];
}

/* Whether [start, end) holds more than white space, commas and semicolons. */
static inline bool holds_words(const uint8_t *bytes, size_t start, size_t end)
{
    if (start == end) return false;
    if (is_ascii_letter(bytes[start]) || is_ascii_letter(bytes[end - 1])) return true;
    while (start < end) {
        uint32_t c = quoth__utf8_next(bytes, &start);
        if (c == ',' || c == ';' || c == ' ') continue;
        if (c < 0x80 ? c > ' ' : !quoth__is_space(c)) return true;
    }
    return false;
}

/* --------------------------------------------------------------------------------------------------- habits */

static bool looks_opening(const quoth__found *mark)
{
    return (1u << mark->left & (1u << SP | 1u << OP)) != 0 &&
           (1u << mark->right & (1u << LE | 1u << DI | 1u << QUOTH__NEAR_DOTS)) != 0;
}

static bool looks_closing(const quoth__found *mark)
{
    return (1u << mark->left & (1u << LE | 1u << ST | 1u << DI)) != 0 &&
           (1u << mark->right & (1u << SP | 1u << ST | 1u << DA)) != 0;
}

static void note_habit(quoth__habit *habit, const quoth__found *mark)
{
    switch (mark->kind) {
    case QUOTH__LEFT_ANGLES:
        habit->angles_out += looks_opening(mark);
        habit->angles_in += looks_closing(mark);
        habit->strong++;
        break;
    case QUOTH__RIGHT_ANGLES:
        habit->angles_out += looks_closing(mark);
        habit->angles_in += looks_opening(mark);
        habit->strong++;
        break;
    case QUOTH__LEFT_SINGLE: habit->singles++; break;
    case QUOTH__STRAIGHT_SINGLE: habit->singles += looks_opening(mark); break;
    default: habit->strong += !quoth__mark_is_single(mark->kind);
    }
}

/* Two of the same single mark that touch may be one mark. */
static void note_touching(quoth__pairing *p, const quoth__found *mark)
{
    uint8_t two = quoth__mark_doubled(mark->kind);
    if (mark[1].kind != mark->kind || two == mark->kind) return;
    p->habit.doubles[two][0] += looks_opening(mark);
    p->habit.doubles[two][1] += looks_closing(mark);
    p->touching = true;
}

/* Rows of touching marks: their neighbours, the gaps before them, their share in the habits. */
static quoth_status look_around(quoth__pairing *p, quoth__span span, uint32_t first)
{
    quoth__found *marks = p->found.data;
    uint32_t count = (uint32_t)p->found.count, texts = first ? marks[first - 1].texts : 0, gap = span.start;
    for (uint32_t i = first, last; i < count; i = last + 1) {
        uint32_t end = quoth__found_end(marks + i);
        for (last = i; last + 1 < count && end == marks[last + 1].start; end = quoth__found_end(marks + last)) last++;
        uint8_t left = near_before(p, span, marks[i].start), right = near_after(p, span, end);
        texts += holds_words(p->bytes, gap, marks[i].start);
        for (uint32_t j = i; j <= last; j++) {
            marks[j].left = left;
            marks[j].right = right;
            marks[j].texts = texts;
            note_habit(&p->habit, marks + j);
            if (j < last) note_touching(p, marks + j);
        }
        gap = end;
        QUOTH__TRY(quoth__work(p->context, ROW_UNITS + TOUCHING_UNITS * (last - i)));
    }
    return QUOTH_OK;
}

/* A paragraph with a straight mark in every CROWDED bytes is a table, code or an ornament: its straight marks are none. */
static void leave_out_crowd(quoth__pairing *p, quoth__span span, uint32_t first)
{
    quoth__found *marks = p->found.data;
    uint32_t count = (uint32_t)p->found.count, kept = first, straight = 0;
    if (count - first <= CROWD) return;
    for (uint32_t i = first; i < count; i++) straight += marks[i].length == 1;
    if (straight <= CROWD || (uint64_t)straight * CROWDED <= span.end - span.start) return;
    for (uint32_t i = first; i < count; i++)
        if (marks[i].length > 1) marks[kept++] = marks[i];
    p->found.count = kept;
}

/* ------------------------------------------------------------------------------------- marks made of two marks */

/* Two graves or two acutes are one mark; of the others only where the text opens and closes with them. */
static bool is_double(const quoth__pairing *p, uint8_t kind)
{
    uint8_t two = quoth__mark_doubled(kind);
    if (two == kind) return false;
    if (kind == QUOTH__GRAVE || kind == QUOTH__ACUTE) return true;
    if (kind == QUOTH__RIGHT_SINGLE)
        return p->habit.doubles[QUOTH__TWO_LEFTS][0] > 0 && p->habit.doubles[QUOTH__TWO_RIGHTS][1] > 0;
    if (kind == QUOTH__LEFT_SINGLE)
        return p->habit.doubles[QUOTH__TWO_LEFTS][0] > 0 &&
               p->habit.doubles[QUOTH__TWO_RIGHTS][1] + p->habit.doubles[QUOTH__TWO_LEFTS][1] > 0;
    if (kind == QUOTH__LOW_SINGLE) return true;
    return p->habit.doubles[QUOTH__TWO_STRAIGHTS][1] > 0 &&
           p->habit.doubles[QUOTH__TWO_STRAIGHTS][0] + p->habit.doubles[QUOTH__TWO_GRAVES][0] > 0;
}

/* Joins the row of equal single marks first..last two by two. Where their number is odd, the one left over stands
 * inside. */
static void join_row(quoth__pairing *p, uint32_t first, uint32_t last)
{
    quoth__found *marks = p->found.data;
    bool opening = marks[first].right != QUOTH__NEAR_SPACE && marks[first].right != QUOTH__NEAR_STOP;
    uint32_t i = (last - first + 1) % 2 && !opening ? first + 1 : first;
    for (; i + 1 <= last; i += 2) {
        marks[i].kind = quoth__mark_doubled(marks[i].kind);
        marks[i].length = (uint8_t)(marks[i].length * 2);
        marks[i + 1].role = QUOTH__ROLE_SWALLOWED;
    }
}

static quoth_status join_doubles(quoth__pairing *p)
{
    quoth__found *marks = p->found.data;
    uint32_t count = (uint32_t)p->found.count;
    for (uint32_t i = 0, last; i < count; i = last + 1) {
        for (last = i; last + 1 < count && marks[last + 1].kind == marks[i].kind &&
                       quoth__found_end(marks + last) == marks[last + 1].start;)
            last++;
        if (last > i && is_double(p, marks[i].kind)) join_row(p, i, last);
        QUOTH__TRY(quoth__work(p->context, JOIN_UNITS * (1 + last - i)));
    }
    return QUOTH_OK;
}

quoth_status quoth__marks_scan(quoth__pairing *p)
{
    const quoth__array *paragraphs = &p->text->paragraphs;
    for (size_t i = 0; i < paragraphs->count; i++) {
        quoth__span span = QUOTH__AT(*paragraphs, quoth__span, i);
        uint32_t first = (uint32_t)p->found.count;
        QUOTH__TRY(find_candidates(p, span));
        leave_out_crowd(p, span, first);
        QUOTH__TRY(look_around(p, span, first));
    }
    return p->touching ? join_doubles(p) : QUOTH_OK;
}
