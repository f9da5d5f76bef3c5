/* The properties as the files of the Unicode Character Database have them, and the rules of UAX #29 asked at every
 * place, forward and back as far as they say: slow and plain, what the machines are held against. */
#ifndef UNICODE_RULES_H
#define UNICODE_RULES_H

#include "../../csrc/unicode/properties.h"
#include "harness.h"
#include "unicode_data.h"

#define VERSION QUOTH__UNICODE_VERSION
#define LONGEST 4096

static const char *const word_names[] = {"Other",
                                         "CR",
                                         "LF",
                                         "Newline",
                                         "Extend",
                                         "ZWJ",
                                         "Regional_Indicator",
                                         "Katakana",
                                         "Hebrew_Letter",
                                         "ALetter",
                                         "Single_Quote",
                                         "Double_Quote",
                                         "MidNumLet",
                                         "MidLetter",
                                         "MidNum",
                                         "Numeric",
                                         "ExtendNumLet",
                                         "WSegSpace",
                                         "Format"};
static const char *const sentence_names[] = {"Other", "CR",    "LF",    "Sep",       "Extend",
                                             "Sp",    "Lower", "Upper", "OLetter",   "Numeric",
                                             "ATerm", "STerm", "Close", "SContinue", "Format"};
static const char *const grapheme_names[] = {
    "Other",   "CR",          "LF", "Control", "Extend", "ZWJ", "Regional_Indicator",
    "Prepend", "SpacingMark", "L",  "V",       "T",      "LV",  "LVT"};
enum { WORD_FORMAT = 18, SENTENCE_FORMAT = 14 };

typedef struct names {
    const char *const *names;
    size_t count;
    uint8_t *values;
} names;

static void take_value(uint32_t first, uint32_t last, const char *value, void *user)
{
    const names *into = user;
    size_t index = 0;
    while (index < into->count && strcmp(into->names[index], value) != 0) index++;
    if (index == into->count) fail_msg("a class without a name: %s", value);
    memset(into->values + first, (int)index, last - first + 1);
}

static void take_pictographic(uint32_t first, uint32_t last, const char *value, void *user)
{
    if (strcmp(value, "Extended_Pictographic") == 0) memset((uint8_t *)user + first, 1, last - first + 1);
}

static void take_category(uint32_t first, uint32_t last, const char *value, void *user)
{
    for (uint32_t c = first; c <= last; c++) memcpy((char *)user + 2 * c, value, 2);
}

static void take_white(uint32_t first, uint32_t last, const char *value, void *user)
{
    if (strcmp(value, "White_Space") == 0) memset((uint8_t *)user + first, 1, last - first + 1);
}

/* The properties as the files have them. */
static uint8_t words[CODE_POINTS], sentences[CODE_POINTS], graphemes[CODE_POINTS], pictographic[CODE_POINTS],
    white[CODE_POINTS];
static char general[CODE_POINTS * 2];
static bool have_data;

static int read_data(void **unused)
{
    (void)unused;
    names w = {word_names, sizeof word_names / sizeof *word_names, words};
    names s = {sentence_names, sizeof sentence_names / sizeof *sentence_names, sentences};
    names g = {grapheme_names, sizeof grapheme_names / sizeof *grapheme_names, graphemes};
    for (uint32_t c = 0; c < CODE_POINTS; c++) memcpy(general + 2 * c, "Cn", 2);
    have_data = read_property("auxiliary/WordBreakProperty.txt", VERSION, take_value, &w) &&
                read_property("auxiliary/SentenceBreakProperty.txt", VERSION, take_value, &s) &&
                read_property("auxiliary/GraphemeBreakProperty.txt", VERSION, take_value, &g) &&
                read_property("extracted/DerivedGeneralCategory.txt", VERSION, take_category, general) &&
                read_property("PropList.txt", VERSION, take_white, white) &&
                read_property("emoji/emoji-data.txt", NULL, take_pictographic, pictographic);
    return 0;
}

/* Code points with their classes, and the rules asked at every place, forward and back as far as they say. */
typedef struct naive {
    uint32_t c[LONGEST];
    size_t n;
} naive;

static uint8_t wb(const naive *t, size_t i)
{
    uint8_t class = words[t->c[i]];
    return class == WORD_FORMAT ? QUOTH__WORD_EXTEND : class;
}

static bool wb_ignored(const naive *t, size_t i)
{
    return wb(t, i) == QUOTH__WORD_EXTEND || wb(t, i) == QUOTH__WORD_ZWJ;
}

static bool wb_line_end(const naive *t, size_t i)
{
    return wb(t, i) == QUOTH__WORD_CR || wb(t, i) == QUOTH__WORD_LF || wb(t, i) == QUOTH__WORD_NEWLINE;
}

/* The class of the character before place i that WB4 leaves, and its place; n where there is none. */
static size_t wb_before(const naive *t, size_t i)
{
    size_t at = i;
    while (at-- > 0) {
        if (!wb_ignored(t, at)) return wb_line_end(t, at) && at + 1 < i ? at + 1 : at;
    }
    return i > 0 ? 0 : t->n;
}

static size_t wb_after(const naive *t, size_t i)
{
    do i++;
    while (i < t->n && wb_ignored(t, i));
    return i;
}

static bool is_letter(uint8_t class) { return class == QUOTH__WORD_ALETTER || class == QUOTH__WORD_HEBREW_LETTER; }

static bool word_boundary(const naive *t, size_t i)
{
    enum { NOTHING = 255 };
    uint8_t left = wb(t, i - 1), right = wb(t, i);
    if (left == QUOTH__WORD_CR && right == QUOTH__WORD_LF) return false;
    if (wb_line_end(t, i - 1) || wb_line_end(t, i)) return true;
    if (left == QUOTH__WORD_ZWJ && pictographic[t->c[i]]) return false;
    if (left == QUOTH__WORD_WSEGSPACE && right == QUOTH__WORD_WSEGSPACE) return false;
    if (wb_ignored(t, i)) return false;
    size_t p = wb_before(t, i), pp = p < t->n ? wb_before(t, p) : t->n, q = wb_after(t, i);
    left = wb(t, p);
    uint8_t before = pp < t->n ? wb(t, pp) : NOTHING, after = q < t->n ? wb(t, q) : NOTHING;
    bool left_quote = left == QUOTH__WORD_MIDNUMLET || left == QUOTH__WORD_SINGLE_QUOTE;
    bool right_quote = right == QUOTH__WORD_MIDNUMLET || right == QUOTH__WORD_SINGLE_QUOTE;
    if (is_letter(left) && is_letter(right)) return false;
    if (is_letter(left) && (right == QUOTH__WORD_MIDLETTER || right_quote) && is_letter(after)) return false;
    if (is_letter(before) && (left == QUOTH__WORD_MIDLETTER || left_quote) && is_letter(right)) return false;
    if (left == QUOTH__WORD_HEBREW_LETTER && right == QUOTH__WORD_SINGLE_QUOTE) return false;
    if (left == QUOTH__WORD_HEBREW_LETTER && right == QUOTH__WORD_DOUBLE_QUOTE && after == QUOTH__WORD_HEBREW_LETTER)
        return false;
    if (before == QUOTH__WORD_HEBREW_LETTER && left == QUOTH__WORD_DOUBLE_QUOTE && right == QUOTH__WORD_HEBREW_LETTER)
        return false;
    bool left_number = left == QUOTH__WORD_NUMERIC, right_number = right == QUOTH__WORD_NUMERIC;
    if ((left_number || is_letter(left)) && right_number) return false;
    if (left_number && is_letter(right)) return false;
    if (before == QUOTH__WORD_NUMERIC && (left == QUOTH__WORD_MIDNUM || left_quote) && right_number) return false;
    if (left_number && (right == QUOTH__WORD_MIDNUM || right_quote) && after == QUOTH__WORD_NUMERIC) return false;
    bool left_kana = left == QUOTH__WORD_KATAKANA, right_kana = right == QUOTH__WORD_KATAKANA;
    bool left_extender = left == QUOTH__WORD_EXTENDNUMLET, right_extender = right == QUOTH__WORD_EXTENDNUMLET;
    if (left_kana && right_kana) return false;
    if ((is_letter(left) || left_number || left_kana || left_extender) && right_extender) return false;
    if (left_extender && (is_letter(right) || right_number || right_kana)) return false;
    if (left == QUOTH__WORD_REGIONAL_INDICATOR && right == QUOTH__WORD_REGIONAL_INDICATOR) {
        size_t flags = 0;
        for (size_t at = i; (at = wb_before(t, at)) < t->n && wb(t, at) == QUOTH__WORD_REGIONAL_INDICATOR;) {
            flags++;
            if (at == 0) break;
        }
        return flags % 2 == 0;
    }
    return true;
}

static uint8_t sb(const naive *t, size_t i)
{
    uint8_t class = sentences[t->c[i]];
    return class == SENTENCE_FORMAT ? QUOTH__SENTENCE_EXTEND : class;
}

static bool sb_paragraph(uint8_t class)
{
    return class == QUOTH__SENTENCE_CR || class == QUOTH__SENTENCE_LF || class == QUOTH__SENTENCE_SEP;
}

/* Drops what SB5 ignores: fills classes and the places that they had. Place i of the text is at index result. */
static size_t sb_reduce(const naive *t, uint8_t *classes, size_t *places)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        bool kept = sb(t, i) != QUOTH__SENTENCE_EXTEND || i == 0 || sb_paragraph(sb(t, i - 1));
        if (!kept) continue;
        classes[n] = sb(t, i);
        places[n++] = i;
    }
    return n;
}

static bool sb_terminator(uint8_t class) { return class == QUOTH__SENTENCE_ATERM || class == QUOTH__SENTENCE_STERM; }

static bool sentence_boundary(const uint8_t *c, size_t n, size_t i)
{
    uint8_t left = c[i - 1], right = c[i];
    if (left == QUOTH__SENTENCE_CR && right == QUOTH__SENTENCE_LF) return false;
    if (sb_paragraph(left)) return true;
    if (left == QUOTH__SENTENCE_ATERM && right == QUOTH__SENTENCE_NUMERIC) return false;
    bool cased = i >= 2 && (c[i - 2] == QUOTH__SENTENCE_UPPER || c[i - 2] == QUOTH__SENTENCE_LOWER);
    if (cased && left == QUOTH__SENTENCE_ATERM && right == QUOTH__SENTENCE_UPPER) return false;
    size_t at = i;
    while (at > 0 && c[at - 1] == QUOTH__SENTENCE_SP) at--;
    bool spaces = at < i;
    while (at > 0 && c[at - 1] == QUOTH__SENTENCE_CLOSE) at--;
    if (at == 0 || !sb_terminator(c[at - 1])) return false;
    if (c[at - 1] == QUOTH__SENTENCE_ATERM) {
        size_t next = i;
        while (next < n && c[next] != QUOTH__SENTENCE_OLETTER && c[next] != QUOTH__SENTENCE_UPPER &&
               c[next] != QUOTH__SENTENCE_LOWER && !sb_paragraph(c[next]) && !sb_terminator(c[next]))
            next++;
        if (next < n && c[next] == QUOTH__SENTENCE_LOWER) return false;
    }
    if (right == QUOTH__SENTENCE_SCONTINUE || sb_terminator(right)) return false;
    if (!spaces && right == QUOTH__SENTENCE_CLOSE) return false;
    return right != QUOTH__SENTENCE_SP && !sb_paragraph(right);
}

static uint8_t gb(const naive *t, size_t i) { return graphemes[t->c[i]]; }

static bool gb_control(uint8_t class)
{
    return class == QUOTH__GRAPHEME_CR || class == QUOTH__GRAPHEME_LF || class == QUOTH__GRAPHEME_CONTROL;
}

static bool grapheme_boundary(const naive *t, size_t i)
{
    uint8_t left = gb(t, i - 1), right = gb(t, i);
    if (left == QUOTH__GRAPHEME_CR && right == QUOTH__GRAPHEME_LF) return false;
    if (gb_control(left) || gb_control(right)) return true;
    bool right_v = right == QUOTH__GRAPHEME_V, right_t = right == QUOTH__GRAPHEME_T;
    if (left == QUOTH__GRAPHEME_L &&
        (right == QUOTH__GRAPHEME_L || right_v || right == QUOTH__GRAPHEME_LV || right == QUOTH__GRAPHEME_LVT))
        return false;
    if ((left == QUOTH__GRAPHEME_LV || left == QUOTH__GRAPHEME_V) && (right_v || right_t)) return false;
    if ((left == QUOTH__GRAPHEME_LVT || left == QUOTH__GRAPHEME_T) && right_t) return false;
    if (right == QUOTH__GRAPHEME_EXTEND || right == QUOTH__GRAPHEME_ZWJ || right == QUOTH__GRAPHEME_SPACINGMARK)
        return false;
    if (left == QUOTH__GRAPHEME_PREPEND) return false;
    if (left == QUOTH__GRAPHEME_ZWJ && pictographic[t->c[i]]) {
        size_t at = i - 1;
        while (at > 0 && gb(t, at - 1) == QUOTH__GRAPHEME_EXTEND) at--;
        if (at > 0 && pictographic[t->c[at - 1]]) return false;
    }
    size_t flags = 0;
    while (flags < i && gb(t, i - 1 - flags) == QUOTH__GRAPHEME_REGIONAL_INDICATOR) flags++;
    return right != QUOTH__GRAPHEME_REGIONAL_INDICATOR || flags % 2 == 0;
}

#endif
