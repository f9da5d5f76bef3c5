/* scan: finds the candidates of a text and says what stands beside them.
 *
 *   bytes  said, ''No,'' and   it's   “‘x’
 *              └┐    └┐         │     └┤└─ right of the row “‘ : a letter, for both marks
 *   found       ''    ''     (passed)  └── left of the row: space, for both
 *
 * Bytes that begin no mark are passed by eight at a time; an apostrophe between two letters of ASCII is passed at once.
 * Rows of more than ORNAMENT straight marks are ornaments, not marks. Cost: one look at each byte, and about a hundred
 * steps for a mark. */
#include "../unicode/properties.h"
#include "pairing.h"

#define ORNAMENT 8u
#define CHUNK 65536u   /* bytes between two charges of work at most */
#define PASS_UNITS 3u  /* of work a byte that is passed by */
#define MARK_UNITS 40u /* of work a candidate */
#define ROW_UNITS 60u  /* of work a row of marks */

static size_t next_lead(const uint8_t *bytes, size_t at, size_t end)
{
    const uint8_t *lead = quoth__mark_leads;
    for (; end - at >= 8; at += 8) {
        const uint8_t *b = bytes + at;
        if (lead[b[0]] | lead[b[1]] | lead[b[2]] | lead[b[3]] | lead[b[4]] | lead[b[5]] | lead[b[6]] | lead[b[7]])
            break;
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

static quoth_status add(quoth__pairing *p, size_t at, uint8_t kind, size_t length)
{
    if (p->found.count == p->found.capacity)
        QUOTH__TRY(quoth__array_reserve(p->context, &p->found, 1, sizeof(quoth__found)));
    quoth__found *mark = quoth__found_at(p, (uint32_t)p->found.count++);
    *mark = (quoth__found){.start = (uint32_t)at, .partner = QUOTH__NONE, .kind = kind, .length = (uint8_t)length};
    return QUOTH_OK;
}

static quoth_status find_candidates(quoth__pairing *p, quoth__span span)
{
    size_t at = span.start;
    while (at < span.end) {
        size_t limit = span.end - at > CHUNK ? at + CHUNK : span.end, before = at, length;
        uint8_t kind = 0;
        at = next_lead(p->bytes, at, limit);
        QUOTH__TRY(quoth__work(p->context, PASS_UNITS * (at - before) + MARK_UNITS));
        if (at == limit) continue;
        if ((length = inner_apostrophe(p->bytes, at, span)) != 0 || (length = no_mark(p->bytes, at, span)) != 0) {
            QUOTH__TRY(quoth__work(p->context, PASS_UNITS * length));
        } else if ((length = quoth__mark_at(p->bytes + at, span.end - at, &kind)) != 0) {
            QUOTH__TRY(add(p, at, kind, length));
        } else {
            length = 1;
        }
        at += length;
    }
    return QUOTH_OK;
}

/* ------------------------------------------------------------------------------------------------- neighbours */

static quoth__near near_ascii(uint8_t c)
{
    if (is_ascii_letter(c)) return QUOTH__NEAR_LETTER;
    if ((uint8_t)(c - '0') < 10) return QUOTH__NEAR_DIGIT;
    if (c <= ' ') return QUOTH__NEAR_SPACE;
    switch (c) {
    case '.':
    case ',':
    case ';':
    case ':':
    case '!':
    case '?':
    case ')':
    case ']':
    case '}': return QUOTH__NEAR_STOP;
    case '(':
    case '[':
    case '{': return QUOTH__NEAR_OPENING;
    case '-':
    case '/': return QUOTH__NEAR_DASH;
    default: return QUOTH__NEAR_OTHER;
    }
}

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
    if (c < 0x80) return near_ascii((uint8_t)c);
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

static quoth__near near_before(const quoth__pairing *p, quoth__span span, size_t at)
{
    for (int i = 0; i < UNSEEN && at > span.start; i++) {
        uint32_t c = quoth__utf8_back(p->bytes, &at);
        if (!is_unseen(c)) return quoth__near_of(c);
    }
    return QUOTH__NEAR_SPACE;
}

static quoth__near near_after(const quoth__pairing *p, quoth__span span, size_t at)
{
    for (int i = 0; i < UNSEEN && at < span.end; i++) {
        uint32_t c = quoth__utf8_next(p->bytes, &at);
        if (c == 0x2026 || (c == '.' && at < span.end && p->bytes[at] == '.')) return QUOTH__NEAR_DOTS;
        if (!is_unseen(c)) return quoth__near_of(c);
    }
    return QUOTH__NEAR_SPACE;
}

/* Whether [start, end) holds more than white space, commas and semicolons. */
static bool holds_words(const uint8_t *bytes, size_t start, size_t end)
{
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
    return (mark->left == QUOTH__NEAR_SPACE || mark->left == QUOTH__NEAR_OPENING) &&
           (mark->right == QUOTH__NEAR_LETTER || mark->right == QUOTH__NEAR_DIGIT || mark->right == QUOTH__NEAR_DOTS);
}

static bool looks_closing(const quoth__found *mark)
{
    return (mark->left == QUOTH__NEAR_LETTER || mark->left == QUOTH__NEAR_STOP || mark->left == QUOTH__NEAR_DIGIT) &&
           (mark->right == QUOTH__NEAR_SPACE || mark->right == QUOTH__NEAR_STOP || mark->right == QUOTH__NEAR_DASH);
}

static void note_habits(quoth__pairing *p, uint32_t first, uint32_t last)
{
    quoth__found *marks = p->found.data;
    quoth__habit *habit = &p->habit;
    for (uint32_t i = first; i <= last; i++) {
        quoth__found *mark = marks + i;
        bool opening = looks_opening(mark), closing = looks_closing(mark);
        if (mark->kind == QUOTH__LEFT_ANGLES || mark->kind == QUOTH__RIGHT_ANGLES) {
            bool left = mark->kind == QUOTH__LEFT_ANGLES;
            habit->angles_out += left ? opening : closing;
            habit->angles_in += left ? closing : opening;
        }
        if (quoth__mark_is_single(mark->kind)) {
            habit->singles += mark->kind == QUOTH__LEFT_SINGLE || (mark->kind == QUOTH__STRAIGHT_SINGLE && opening);
        } else {
            habit->strong++;
        }
        if (i < last && mark[1].kind == mark->kind && quoth__mark_doubled(mark->kind) != mark->kind) {
            uint32_t *votes = habit->doubles[quoth__mark_doubled(mark->kind)];
            votes[0] += opening;
            votes[1] += closing;
            p->touching = true;
        }
    }
}

/* Rows of touching marks: their neighbours, the gaps before them, their share in the habits. */
static quoth_status look_around(quoth__pairing *p, quoth__span span, uint32_t first)
{
    quoth__found *marks = p->found.data;
    uint32_t count = (uint32_t)p->found.count, texts = first ? marks[first - 1].texts : 0, gap = span.start;
    for (uint32_t i = first, last; i < count; i = last + 1) {
        for (last = i; last + 1 < count && quoth__found_end(marks + last) == marks[last + 1].start;) last++;
        uint32_t end = quoth__found_end(marks + last);
        uint8_t left = (uint8_t)near_before(p, span, marks[i].start), right = (uint8_t)near_after(p, span, end);
        texts += holds_words(p->bytes, gap, marks[i].start);
        for (uint32_t j = i; j <= last; j++) {
            marks[j].left = left;
            marks[j].right = right;
            marks[j].texts = texts;
        }
        note_habits(p, i, last);
        gap = end;
        QUOTH__TRY(quoth__work(p->context, ROW_UNITS + 20 * (last - i)));
    }
    return QUOTH_OK;
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
        QUOTH__TRY(quoth__work(p->context, 12 + 12 * (last - i)));
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
        QUOTH__TRY(look_around(p, span, first));
    }
    return p->touching ? join_doubles(p) : QUOTH_OK;
}
