/* unicode: classes against the data files, boundaries against the break tests and against the rules written out
 * naively, restarts, and work. */
#include "../../csrc/unicode/boundary.h"
#include "unicode_rules.h"

/* ------------------------------------------------------------------------------------------------------- classes */

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

/* Any ASCII byte after any context: what the short ways stand on; with marks here and there. */
static void random_ascii_follows_the_rules(void **unused)
{
    (void)unused;
    static naive t;
    static text expected;
    uint64_t seed = 31;
    if (!have_data) return;
    for (int round = 0; round < 60000; round++) {
        t.n = 40 + next_random(&seed) % 60;
        for (size_t i = 0; i < t.n; i++) {
            bool any = next_random(&seed) % 3 == 0;
            t.c[i] = any ? (uint32_t)(next_random(&seed) % 128) : (uint32_t)("a1_ .',\r"[next_random(&seed) % 8]);
            if (round % 5 == 0 && t.c[i] == '1') t.c[i] = 'B';
            if (round % 2 == 0 && t.c[i] == '\r') t.c[i] = next_random(&seed) % 4 == 0 ? 0x301 : 'b';
        }
        naive_text(&t, QUOTH__WORDS, &expected);
        check(QUOTH__WORDS, &expected);
        naive_text(&t, QUOTH__GRAPHEMES, &expected);
        check(QUOTH__GRAPHEMES, &expected);
        naive_text(&t, QUOTH__SENTENCES, &expected);
        check(QUOTH__SENTENCES, &expected);
    }
}

/* Every string of `length` characters, one of each class at each place. */
static void run_all_strings(quoth__unit unit, const uint32_t *characters, size_t count, size_t length)
{
    static naive t;
    static text expected;
    static size_t got[LONGEST];
    size_t strings = 1;
    for (size_t i = 0; i < length; i++) strings *= count;
    for (size_t number = 0; number < strings; number++) {
        t.n = length;
        for (size_t i = 0, rest = number; i < length; i++, rest /= count) t.c[i] = characters[rest % count];
        naive_text(&t, unit, &expected);
        expect(&expected, got, walk_from(unit, expected.bytes, 0, expected.size, got), "all strings");
    }
}

static void all_short_strings_follow_the_rules(void **unused)
{
    (void)unused;
    static const uint32_t of_words[] = {'!', '\r', '\n', 0x85, 0x301, 0x200D, 0x1F1E9, 0x30AB, 0x5D0,  'a',   '\'',
                                        '"', '.',  ':',  ',',  '1',   '_',    ' ',     0x2764, 0x24C2, 0x4E00};
    static const uint32_t joining[] = {'!', ' ', 0x200D, 0x5D0, 'a', '\'', '"', '.', '1', '_', 0x202F, 0x24C2, 0x30AB};
    static const uint32_t of_sentences[] = {'=', '\r',  '\n', 0x85, 0x301, ' ', 'a',
                                            'A', 0x5D0, '1',  '.',  '!',   ')', ','};
    static const uint32_t of_graphemes[] = {'a',   '\r',   '\n',   0x1,    0x301,  0x200D, 0x1F1E9, 0x600,
                                            0x903, 0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01, 0x2764};
    if (!have_data) return;
    run_all_strings(QUOTH__WORDS, of_words, sizeof of_words / sizeof *of_words, 4);
    run_all_strings(QUOTH__WORDS, joining, sizeof joining / sizeof *joining, 5);
    run_all_strings(QUOTH__SENTENCES, of_sentences, sizeof of_sentences / sizeof *of_sentences, 5);
    run_all_strings(QUOTH__GRAPHEMES, of_graphemes, sizeof of_graphemes / sizeof *of_graphemes, 5);
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

static uint64_t work_of_walk(quoth__unit unit, const uint8_t *bytes, size_t size)
{
    quoth__walk walk;
    size_t start, end;
    uint64_t before = context->work;
    quoth__walk_begin(&walk, unit, bytes, size);
    while (quoth__walk_next(&walk, &start, &end)) assert_int_equal(quoth__walk_charge(context, &walk), QUOTH_OK);
    assert_int_equal(walk.work, 75); /* of the call that found nothing more */
    return context->work - before;
}

static uint64_t work_of_take(const uint8_t *bytes, size_t size)
{
    static uint32_t ends[256];
    quoth__walk walk;
    size_t count;
    uint64_t before = context->work;
    quoth__walk_begin(&walk, QUOTH__WORDS, bytes, size);
    do assert_int_equal(quoth__walk_take(context, &walk, NULL, ends, 256, &count), QUOTH_OK);
    while (count == 256);
    return context->work - before;
}

static void work_follows_the_size(void **unused)
{
    (void)unused;
    enum { SIZE = 64 * 1024 };
    static uint8_t bytes[SIZE];
    for (size_t i = 0; i < SIZE; i++) bytes[i] = (uint8_t)around[i % (sizeof around - 1)];
    uint64_t half = work_of_take(bytes, SIZE / 2), whole = work_of_take(bytes, SIZE);
    assert_in_range(whole, half * 19 / 10, half * 21 / 10);
    assert_in_range(whole, SIZE * 14, SIZE * 24);
    for (int unit = 0; unit <= QUOTH__GRAPHEMES; unit++) {
        half = work_of_walk((quoth__unit)unit, bytes, SIZE / 2);
        whole = work_of_walk((quoth__unit)unit, bytes, SIZE);
        assert_in_range(whole, half * 19 / 10, half * 21 / 10);
        assert_in_range(whole, SIZE * 10, SIZE * 110);
    }
}

static void a_limit_of_work_holds(void **unused)
{
    (void)unused;
    quoth_context_options options = {.size = sizeof options, .max_work = 1000};
    quoth_context *limited;
    quoth__walk walk;
    size_t count;
    uint32_t ends[64];
    assert_int_equal(quoth_context_make(&options, &limited), QUOTH_OK);
    quoth__walk_begin(&walk, QUOTH__WORDS, (const uint8_t *)around, sizeof around - 1);
    assert_int_equal(quoth__walk_take(limited, &walk, NULL, ends, 64, &count), QUOTH_OVER_LIMIT);
    quoth_context_free(limited);
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
        cmocka_unit_test_setup_teardown(random_ascii_follows_the_rules, make_context, free_context),
        cmocka_unit_test(all_short_strings_follow_the_rules),
        cmocka_unit_test_setup_teardown(every_boundary_is_a_place_to_begin, make_context, free_context),
        cmocka_unit_test_setup_teardown(own_cases, make_context, free_context),
        cmocka_unit_test_setup_teardown(long_runs, make_context, free_context),
        cmocka_unit_test_setup_teardown(work_follows_the_size, make_context, free_context),
        cmocka_unit_test(a_limit_of_work_holds),
    };
    return cmocka_run_group_tests(tests, read_data, NULL);
}
