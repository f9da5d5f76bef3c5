/* unicode: classes against the data files, boundaries against the break tests and against the rules written out
 * naively, restarts, and work. */
#include "../../csrc/unicode/boundary.h"
#include "harness.h"
#include "unicode_data.h"

#define VERSION QUOTH__UNICODE_VERSION
#define LONGEST 4096

/* ------------------------------------------------------------------------------------------------------- classes */

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

static uint32_t expected_word(uint32_t c)
{
    if (words[c] == WORD_FORMAT) return QUOTH__WORD_EXTEND;
    if (c == 0x202F) return QUOTH__WORD_NARROW_SPACE;
    if (pictographic[c]) return words[c] == 0 ? QUOTH__WORD_PICTOGRAPHIC : QUOTH__WORD_ALETTER_PICTOGRAPHIC;
    const char *category = general + 2 * c;
    bool letter = strncmp(category, "Lo", 2) == 0 || strncmp(category, "Lm", 2) == 0 || strncmp(category, "Nl", 2) == 0;
    return words[c] == 0 && letter ? QUOTH__WORD_OTHER_LETTER : words[c];
}

static uint32_t expected_category(uint32_t c)
{
    if (white[c]) return QUOTH__CATEGORY_SPACE;
    switch (general[2 * c]) {
    case 'L':
        switch (general[2 * c + 1]) {
        case 'u':
        case 't': return QUOTH__CATEGORY_UPPER;
        case 'l': return QUOTH__CATEGORY_LOWER;
        default: return QUOTH__CATEGORY_LETTER;
        }
    case 'M': return QUOTH__CATEGORY_MARK;
    case 'N': return general[2 * c + 1] == 'd' ? QUOTH__CATEGORY_DIGIT : QUOTH__CATEGORY_NUMBER;
    case 'P': return QUOTH__CATEGORY_PUNCTUATION;
    case 'S': return QUOTH__CATEGORY_SYMBOL;
    case 'Z': return QUOTH__CATEGORY_SPACE;
    default: return QUOTH__CATEGORY_OTHER;
    }
}

static void classes_are_those_of_the_data(void **unused)
{
    (void)unused;
    if (!have_data) return;
    for (uint32_t c = 0; c < CODE_POINTS; c++) {
        uint32_t sentence = sentences[c] == SENTENCE_FORMAT ? QUOTH__SENTENCE_EXTEND : sentences[c];
        uint32_t grapheme = pictographic[c] ? QUOTH__GRAPHEME_PICTOGRAPHIC : graphemes[c];
        if (quoth__word_class(c) != expected_word(c)) fail_msg("word class of U+%04X", c);
        if (quoth__sentence_class(c) != sentence) fail_msg("sentence class of U+%04X", c);
        if (quoth__grapheme_class(c) != grapheme) fail_msg("grapheme class of U+%04X", c);
        if (quoth__category(c) != expected_category(c)) fail_msg("category of U+%04X", c);
    }
}

static void categories_of_letters(void **unused)
{
    (void)unused;
    assert_true(quoth__is_upper('A') && quoth__is_upper(0x41F) && quoth__is_upper(0x1C5));
    assert_true(quoth__is_lower(0xDF) && !quoth__is_lower('A') && quoth__is_letter(0x4E00) && quoth__is_letter('z'));
    assert_true(quoth__is_number('7') && quoth__is_number(0xBD) && !quoth__is_number('x'));
    assert_true(quoth__is_space(0x202F) && quoth__is_space('\n') && quoth__is_space(0x85) && !quoth__is_space(0x200B));
    assert_true(quoth__is_punctuation(0x2019) && !quoth__is_punctuation('+'));
    uint32_t set = quoth__categories((const uint8_t *)"a\xC3\x89 1", 5);
    assert_int_equal(set, 1u << QUOTH__CATEGORY_LOWER | 1u << QUOTH__CATEGORY_UPPER | 1u << QUOTH__CATEGORY_SPACE |
                              1u << QUOTH__CATEGORY_DIGIT);
}

/* ---------------------------------------------------------------------------------------------------- boundaries */

typedef struct text {
    uint8_t bytes[LONGEST];
    size_t size;
    size_t ends[LONGEST];
    size_t count;
} text;

static quoth_context *context;

static int make_context(void **unused)
{
    (void)unused;
    return quoth_context_make(NULL, &context) != QUOTH_OK;
}

static int free_context(void **unused)
{
    (void)unused;
    quoth_context_free(context);
    return 0;
}

static void put(text *into, uint32_t c) { into->size += quoth__utf8_put(c, into->bytes + into->size); }

/* Boundaries by quoth__walk_next, from `from` on. */
static size_t walk_from(quoth__unit unit, const uint8_t *bytes, size_t from, size_t size, size_t *ends)
{
    quoth__walk walk;
    size_t count = 0, start, end, last = 0;
    quoth__walk_begin(&walk, unit, bytes + from, size - from);
    while (quoth__walk_next(&walk, &start, &end)) {
        assert_int_equal(start, last);
        assert_true(end > start);
        ends[count++] = from + end;
        last = end;
    }
    assert_int_equal(last, size - from);
    assert_false(quoth__walk_next(&walk, &start, &end));
    return count;
}

/* Boundaries by quoth__walk_take with this capacity; every third call (0: none) takes one by quoth__walk_next instead.
 */
static size_t take_all(quoth__unit unit, const uint8_t *bytes, size_t size, size_t capacity, bool mix, size_t *ends)
{
    static uint32_t room_starts[LONGEST + 2], room_ends[LONGEST + 2];
    quoth__walk walk;
    size_t count = 0, taken, start, end, calls = 0;
    quoth__walk_begin(&walk, unit, bytes, size);
    for (;;) {
        if (mix && calls++ % 3 == 1) {
            if (!quoth__walk_next(&walk, &start, &end)) break;
            ends[count++] = end;
            continue;
        }
        room_ends[capacity] = room_starts[capacity] = 0xABCDEF01u;
        assert_int_equal(quoth__walk_take(context, &walk, room_starts, room_ends, capacity, &taken), QUOTH_OK);
        assert_true(taken <= capacity);
        assert_int_equal(room_ends[capacity], 0xABCDEF01u);
        assert_int_equal(room_starts[capacity], 0xABCDEF01u);
        for (size_t i = 0; i < taken; i++) {
            assert_int_equal(room_starts[i], count > 0 ? ends[count - 1] : 0);
            ends[count++] = room_ends[i];
        }
        if (taken < capacity) break;
    }
    return count;
}

static void show(const text *t, const size_t *got, size_t count)
{
    for (size_t i = 0; i < t->size; i++) fprintf(stderr, "%02X ", t->bytes[i]);
    fprintf(stderr, "\nexpected:");
    for (size_t i = 0; i < t->count; i++) fprintf(stderr, " %zu", t->ends[i]);
    fprintf(stderr, "\ngot:     ");
    for (size_t i = 0; i < count; i++) fprintf(stderr, " %zu", got[i]);
    fprintf(stderr, "\n");
}

static void expect(const text *t, const size_t *got, size_t count, const char *how)
{
    if (count == t->count && memcmp(got, t->ends, count * sizeof *got) == 0) return;
    show(t, got, count);
    fail_msg("%s", how);
}

static void check(quoth__unit unit, const text *t)
{
    static const size_t capacities[] = {1, 2, 3, 41, 64, LONGEST};
    static size_t got[LONGEST];
    /* A copy of its own length: a read beyond the end is found by the sanitizer. */
    uint8_t *bytes = malloc(t->size ? t->size : 1);
    assert_non_null(bytes);
    memcpy(bytes, t->bytes, t->size);
    expect(t, got, walk_from(unit, bytes, 0, t->size, got), "one by one");
    for (size_t i = 0; i < sizeof capacities / sizeof *capacities; i++) {
        expect(t, got, take_all(unit, bytes, t->size, capacities[i], false, got), "many at once");
        expect(t, got, take_all(unit, bytes, t->size, capacities[i], true, got), "in both ways");
    }
    free(bytes);
}

/* A line of a break test: "÷ 0061 × 0308 ÷ 0062 ÷	# ...". False where it has no case. */
static bool read_case(const char *line, text *t)
{
    t->size = t->count = 0;
    for (const char *at = line; *at && *at != '#';) {
        if (strncmp(at, "÷", 2) == 0) {
            if (t->size > 0) t->ends[t->count++] = t->size;
            at += 2;
        } else if (strncmp(at, "×", 2) == 0) {
            at += 2;
        } else if ((*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'F')) {
            char *rest;
            put(t, (uint32_t)strtoul(at, &rest, 16));
            at = rest;
        } else {
            at++;
        }
    }
    return t->size > 0;
}

static const char around[] =
    "It isn't 3,14 of U.S. x_1 a.b... \"Yes,\" he said  twice: well-known e-mail 2024. And so on.";

/* The case within a longer text, `before` bytes of ASCII and a line end in front. Sentences keep the line end that
 * follows; everything else breaks there. */
static void embed(quoth__unit unit, const text *line, size_t before, text *into)
{
    bool joins = line->bytes[line->size - 1] == '\r';
    into->size = 0;
    memcpy(into->bytes, around, before);
    into->size = before;
    put(into, '\n');
    into->count = walk_from(unit, into->bytes, 0, into->size, into->ends);
    for (size_t i = 0; i < line->count; i++) into->ends[into->count + i] = into->size + line->ends[i];
    into->count += line->count;
    memcpy(into->bytes + into->size, line->bytes, line->size);
    into->size += line->size;
    uint32_t last;
    size_t place = into->size;
    last = quoth__utf8_back(into->bytes, &place);
    if (unit == QUOTH__SENTENCES && last != 0x85 && last != 0x2028 && last != 0x2029 && last != '\n') into->count--;
    size_t from = into->size;
    put(into, joins ? 0x2029 : '\n');
    if (joins && unit == QUOTH__SENTENCES) into->ends[into->count++] = from;
    size_t separator = into->size;
    into->ends[into->count++] = separator;
    memcpy(into->bytes + separator, around, sizeof around - 1);
    into->size += sizeof around - 1;
    into->count += walk_from(unit, into->bytes, separator, into->size, into->ends + into->count);
}

static void run_break_test(quoth__unit unit, const char *name, size_t least)
{
    static text line, longer;
    char buffer[8192];
    size_t cases = 0;
    FILE *file = open_data(name, VERSION);
    if (!file) return;
    while (fgets(buffer, sizeof buffer, file)) {
        if (buffer[0] == '#' || !read_case(buffer, &line)) continue;
        cases++;
        check(unit, &line);
        for (size_t before = 0; before < 41; before += before < 9 ? 1 : 16) {
            embed(unit, &line, before, &longer);
            check(unit, &longer);
        }
    }
    fclose(file);
    printf("%s: %zu cases\n", name, cases);
    assert_true(cases >= least);
}

static void words_of_the_break_test(void **unused)
{
    (void)unused;
    run_break_test(QUOTH__WORDS, "auxiliary/WordBreakTest.txt", 1823);
}

static void sentences_of_the_break_test(void **unused)
{
    (void)unused;
    run_break_test(QUOTH__SENTENCES, "auxiliary/SentenceBreakTest.txt", 502);
}

static void graphemes_of_the_break_test(void **unused)
{
    (void)unused;
    run_break_test(QUOTH__GRAPHEMES, "auxiliary/GraphemeBreakTest.txt", 602);
}

/* ------------------------------------------------------------------------------ the rules, written out naively */

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

static void naive_text(const naive *t, quoth__unit unit, text *into)
{
    static uint8_t classes[LONGEST];
    static size_t places[LONGEST];
    size_t reduced = unit == QUOTH__SENTENCES ? sb_reduce(t, classes, places) : 0, at = 0;
    into->size = into->count = 0;
    for (size_t i = 0; i < t->n; i++) {
        bool boundary = false;
        if (unit == QUOTH__SENTENCES) {
            while (at < reduced && places[at] < i) at++;
            boundary = i > 0 && at < reduced && places[at] == i && sentence_boundary(classes, reduced, at);
        } else if (i > 0) {
            boundary = unit == QUOTH__WORDS ? word_boundary(t, i) : grapheme_boundary(t, i);
        }
        if (boundary) into->ends[into->count++] = into->size;
        put(into, t->c[i]);
    }
    if (into->size > 0) into->ends[into->count++] = into->size;
}

/* Strings of characters that the rules speak of, a few classes each, so that long contexts come up. */
static void random_text(uint64_t *seed, naive *t)
{
    static const uint32_t pool[] = {
        'a',    'B',    'z',    '1',     '9',     '.',     ',',    ':',    ';',    '\'',    '"',     '_',
        ' ',    ' ',    '\r',   '\n',    '(',     ')',     '!',    '?',    '-',    0x85,    0xA0,    0xAD,
        0xB7,   0x2019, 0x301,  0x308,   0x200D,  0x202F,  0x2028, 0x2029, 0x5D0,  0x5D1,   0x5F4,   0x3042,
        0x30AB, 0x30FC, 0x4E00, 0x3002,  0xFE0F,  0x1F468, 0x2764, 0x24C2, 0xA9,   0x1F3FD, 0x1F1E9, 0x1F1EA,
        0x1100, 0x1161, 0x11A8, 0xAC00,  0xAC01,  0x915,   0x94D,  0x903,  0x600,  0x661,   0x66B,   0x41,
        0x2C,   0x2060, 0x180E, 0xE0001, 0x1D7CE, 0x0378,  0xE000, 0x2024, 0xFF0E, 0x1F170};
    uint32_t some[6];
    size_t few = 2 + next_random(seed) % 5;
    for (size_t i = 0; i < few; i++) some[i] = pool[next_random(seed) % (sizeof pool / sizeof *pool)];
    t->n = next_random(seed) % 60;
    for (size_t i = 0; i < t->n; i++) {
        uint64_t dice = next_random(seed) % 100;
        if (dice < 80) {
            t->c[i] = some[next_random(seed) % few];
        } else if (dice < 98) {
            t->c[i] = pool[next_random(seed) % (sizeof pool / sizeof *pool)];
        } else {
            do t->c[i] = (uint32_t)(next_random(seed) % CODE_POINTS);
            while (t->c[i] >= 0xD800 && t->c[i] < 0xE000);
        }
    }
}

static void random_strings_follow_the_rules(void **unused)
{
    (void)unused;
    static const quoth__unit units[] = {QUOTH__WORDS, QUOTH__SENTENCES, QUOTH__GRAPHEMES};
    static naive t;
    static text expected;
    uint64_t seed = 0x9E3779B97F4A7C15u;
    if (!have_data) return;
    for (int round = 0; round < 60000; round++) {
        random_text(&seed, &t);
        for (size_t u = 0; u < 3; u++) {
            naive_text(&t, units[u], &expected);
            check(units[u], &expected);
        }
    }
}

static void every_boundary_is_a_place_to_begin(void **unused)
{
    (void)unused;
    static naive t;
    static text whole;
    static size_t rest[LONGEST];
    uint64_t seed = 12345;
    for (int round = 0; round < 3000; round++) {
        random_text(&seed, &t);
        whole.size = 0;
        for (size_t i = 0; i < t.n; i++) put(&whole, t.c[i]);
        for (int unit = 0; unit <= QUOTH__GRAPHEMES; unit++) {
            whole.count = walk_from((quoth__unit)unit, whole.bytes, 0, whole.size, whole.ends);
            for (size_t i = 0; i < whole.count; i++) {
                size_t count = walk_from((quoth__unit)unit, whole.bytes, whole.ends[i], whole.size, rest);
                assert_int_equal(count, whole.count - i - 1);
                assert_memory_equal(rest, whole.ends + i + 1, count * sizeof *rest);
            }
        }
    }
}

/* ----------------------------------------------------------------------------------------------------- own cases */

/* `shown` has a bar at every boundary within. */
static void expect_segments(quoth__unit unit, const char *shown)
{
    static text t;
    t.size = t.count = 0;
    for (const char *at = shown; *at; at++) {
        if (*at == '|') {
            t.ends[t.count++] = t.size;
        } else {
            t.bytes[t.size++] = (uint8_t)*at;
        }
    }
    if (t.size > 0) t.ends[t.count++] = t.size;
    check(unit, &t);
}

static void own_cases(void **unused)
{
    (void)unused;
    expect_segments(QUOTH__WORDS, "");
    expect_segments(QUOTH__WORDS, "a");
    expect_segments(QUOTH__WORDS, "don’t| |stop|.");
    expect_segments(QUOTH__WORDS, "wasn't| |3.14|,| |U.S.A|.| |e|-|mail|  |x_y|\r\n|\n|end");
    expect_segments(QUOTH__WORDS, "a.\xC2\xAD"
                                  "b");
    expect_segments(QUOTH__WORDS, "“|Yes|,|”| |he| |said|—|twice|…");
    expect_segments(QUOTH__WORDS, "a|.\u200D👍");
    expect_segments(QUOTH__WORDS, "mot\u202F|?");
    expect_segments(QUOTH__WORDS_NEWS, "mot|\u202F|?");
    expect_segments(QUOTH__WORDS_NEWS, "«|\u202F|mot|\u202F|»|\u00A0|10|\u2007|000|\u202F|000| |x\u2060y");
    expect_segments(QUOTH__SENTENCES, "He came. |“Why?” |she asked. |It was 3.14 etc. (and more) of it. |No.");
    expect_segments(QUOTH__SENTENCES, "One.\n|Two");
    expect_segments(QUOTH__GRAPHEMES, "e\u0301|👨\u200D👩|🇩🇪|🇫|\r\n|x");
}

/* A pending boundary over a long run: linear, and told at the end. */
static void long_runs(void **unused)
{
    (void)unused;
    enum { LONG = 1000000 };
    uint8_t *bytes = malloc(2 * LONG + 2);
    uint32_t ends[64];
    quoth__walk walk;
    size_t count, start, end;
    assert_non_null(bytes);
    for (size_t i = 0; i < LONG; i++) memcpy(bytes + 2 + 2 * i, "\xCC\x81", 2);
    memcpy(bytes, "a.", 2);
    quoth__walk_begin(&walk, QUOTH__WORDS, bytes, 2 * LONG + 2);
    assert_int_equal(quoth__walk_take(context, &walk, NULL, ends, 64, &count), QUOTH_OK);
    assert_int_equal(count, 2);
    assert_int_equal(ends[0], 1);
    assert_int_equal(ends[1], 2 * LONG + 2);
    memcpy(bytes, "a. ", 3);
    memset(bytes + 3, '(', 2 * LONG - 1);
    quoth__walk_begin(&walk, QUOTH__SENTENCES, bytes, 2 * LONG + 2);
    assert_true(quoth__walk_next(&walk, &start, &end));
    assert_int_equal(end, 3);
    assert_true(quoth__walk_next(&walk, &start, &end));
    assert_int_equal(end, 2 * LONG + 2);
    free(bytes);
}

static void work_follows_the_size(void **unused)
{
    (void)unused;
    enum { SIZE = 64 * 1024 };
    static uint8_t bytes[SIZE];
    static uint32_t ends[SIZE];
    uint64_t work[2];
    for (size_t i = 0; i < SIZE; i++) bytes[i] = (uint8_t)around[i % (sizeof around - 1)];
    for (size_t half = 0; half < 2; half++) {
        quoth__walk walk;
        size_t count;
        uint64_t before = context->work;
        quoth__walk_begin(&walk, QUOTH__WORDS, bytes, half == 0 ? SIZE / 2 : SIZE);
        assert_int_equal(quoth__walk_take(context, &walk, NULL, ends, SIZE, &count), QUOTH_OK);
        work[half] = context->work - before;
    }
    assert_true(work[0] >= SIZE / 2);
    assert_in_range(work[1], work[0] * 19 / 10, work[0] * 21 / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_are_those_of_the_data),
        cmocka_unit_test(categories_of_letters),
        cmocka_unit_test_setup_teardown(words_of_the_break_test, make_context, free_context),
        cmocka_unit_test_setup_teardown(sentences_of_the_break_test, make_context, free_context),
        cmocka_unit_test_setup_teardown(graphemes_of_the_break_test, make_context, free_context),
        cmocka_unit_test_setup_teardown(random_strings_follow_the_rules, make_context, free_context),
        cmocka_unit_test_setup_teardown(every_boundary_is_a_place_to_begin, make_context, free_context),
        cmocka_unit_test_setup_teardown(own_cases, make_context, free_context),
        cmocka_unit_test_setup_teardown(long_runs, make_context, free_context),
        cmocka_unit_test_setup_teardown(work_follows_the_size, make_context, free_context),
    };
    return cmocka_run_group_tests(tests, read_data, NULL);
}
