/* The paths of the processor held against the portable one, without a test library: test_paths.c runs it here, and
 * paths_alone.c in a program for another processor. */
#ifndef PATHS_H
#define PATHS_H

#include "../../csrc/unicode/boundary.h"
#include "unicode_data.h"

#define MOST_PLACES 16384u
#define PATHS 3u

static const quoth_path some_paths[PATHS] = {QUOTH_PATH_AVX2, QUOTH_PATH_AVX512, QUOTH_PATH_NEON};
static const char *const path_names[PATHS] = {"AVX2", "AVX-512", "NEON"};

typedef struct paths {
    quoth_context *portable;
    quoth_context *other[PATHS]; /* NULL where the processor has it not */
} paths;

static inline quoth_context *context_of_path(quoth_path path)
{
    quoth_context_options options = {.size = sizeof options, .path = path};
    quoth_context *context = NULL;
    return quoth_context_make(&options, &context) == QUOTH_OK ? context : NULL;
}

/* Gives how many paths there are beside the portable one. */
static inline size_t open_paths(paths *all)
{
    size_t count = 0;
    all->portable = context_of_path(QUOTH_PATH_PORTABLE);
    for (size_t i = 0; i < PATHS; i++) {
        all->other[i] = context_of_path(some_paths[i]);
        count += all->other[i] != NULL;
        if (all->other[i] == NULL) printf("skipped: this processor has no %s\n", path_names[i]);
    }
    return count;
}

static inline void close_paths(paths *all)
{
    quoth_context_free(all->portable);
    for (size_t i = 0; i < PATHS; i++) quoth_context_free(all->other[i]);
}

/* All boundaries, taken `capacity` at a time; SIZE_MAX where a call fails. */
static inline size_t take_places(quoth_context *context, quoth__unit unit, const uint8_t *bytes, size_t size,
                                 size_t capacity, uint32_t *ends)
{
    quoth__walk walk;
    size_t count = 0, taken;
    quoth__walk_begin(&walk, unit, bytes, size);
    do {
        if (quoth__walk_take(context, &walk, NULL, ends + count, capacity, &taken) != QUOTH_OK) return SIZE_MAX;
        count += taken;
    } while (taken == capacity);
    return count;
}

/* Whether the words that quoth__walk_take_visible gives are those of `ends` that do not begin with white space of ASCII,
 * for the same work as on the portable path. */
static inline bool visible_are(const paths *all, quoth__unit unit, const uint8_t *bytes, size_t size,
                               const uint32_t *ends, size_t count)
{
    uint64_t work[PATHS + 1];
    for (size_t i = 0; i <= PATHS; i++) {
        quoth_context *context = i < PATHS ? all->other[i] : all->portable;
        uint32_t starts[160], places[160];
        size_t at = 0, taken;
        quoth__walk walk;
        if (context == NULL) continue;
        work[i] = 0 - context->work;
        quoth__walk_begin(&walk, unit, bytes, size);
        while (walk.start < walk.size) {
            if (quoth__walk_take_visible(context, &walk, starts, places, 160, &taken) != QUOTH_OK) return false;
            for (size_t k = 0; k < taken; k++, at++) {
                while (at < count && strchr(" \t\n\v\f\r", bytes[at > 0 ? ends[at - 1] : 0]) &&
                       bytes[at > 0 ? ends[at - 1] : 0] != 0)
                    at++;
                if (at == count || starts[k] != (at > 0 ? ends[at - 1] : 0) || places[k] != ends[at]) return false;
            }
        }
        for (; at < count; at++) {
            uint8_t first = bytes[at > 0 ? ends[at - 1] : 0];
            if (first == 0 || !strchr(" \t\n\v\f\r", first)) return false;
        }
        work[i] += context->work;
    }
    for (size_t i = 0; i < PATHS; i++) {
        if (all->other[i] != NULL && work[i] != work[PATHS]) return false;
    }
    return true;
}

static inline void show_places(const char *who, const uint32_t *ends, size_t count)
{
    fprintf(stderr, "\n%-9s", who);
    for (size_t i = 0; i < count; i++) fprintf(stderr, " %u", ends[i]);
}

/* Whether every path gives what the portable one gives, boundaries and work; shows what does not. Bytes and places lie
 * in blocks of their own size, so that the sanitizers see what goes beyond them. */
static inline bool same_on_paths(const paths *all, const uint8_t *text, size_t size, size_t capacity)
{
    bool same = true;
    uint8_t *bytes = malloc(size > 0 ? size : 1);
    uint32_t *expected = malloc((size + capacity) * sizeof *expected), *got = malloc((size + capacity) * sizeof *got);
    if (!bytes || !expected || !got) return false;
    memcpy(bytes, text, size);
    for (int unit = QUOTH__WORDS; unit <= QUOTH__WORDS_NEWS; unit++) {
        uint64_t before = all->portable->work;
        size_t count = take_places(all->portable, (quoth__unit)unit, bytes, size, capacity, expected);
        uint64_t work = all->portable->work - before;
        if (!visible_are(all, (quoth__unit)unit, bytes, size, expected, count)) {
            for (size_t k = 0; k < size; k++) fprintf(stderr, "%02X ", bytes[k]);
            fprintf(stderr, "\nunit %d: other words are visible\n", unit);
            same = false;
        }
        for (size_t i = 0; i < PATHS; i++) {
            if (all->other[i] == NULL) continue;
            before = all->other[i]->work;
            size_t found = take_places(all->other[i], (quoth__unit)unit, bytes, size, capacity, got);
            bool equal = found == count && memcmp(got, expected, count * sizeof *got) == 0 &&
                         all->other[i]->work - before == work;
            if (equal) continue;
            same = false;
            for (size_t k = 0; k < size; k++) fprintf(stderr, "%02X ", bytes[k]);
            show_places("portable", expected, count);
            show_places(path_names[i], got, found);
            fprintf(stderr, "\nunit %d, capacity %zu, work %llu and %llu\n", unit, capacity, (unsigned long long)work,
                    (unsigned long long)(all->other[i]->work - before));
        }
    }
    free(bytes);
    free(expected);
    free(got);
    return same;
}

/* Characters that the rules speak of, and some of every script that a path has a way of its own for. */
static const uint32_t confusable[] = {
    'a',    'b',     'Z',     '1',     '9',     '.',     ',',     ':',     ';',    '\'',   '"',    '_',    ' ',
    ' ',    '\r',    '\n',    '\t',    '\v',    '\f',    '(',     '-',     '@',    '[',    '`',    '{',    '/',
    0x7F,   0x00,    0x85,    0xA0,    0xA9,    0xAD,    0xB7,    0xD7,    0xE9,   0xF7,   0x17F,  0x2C2,  0x301,
    0x308,  0x387,   0x3A2,   0x3B1,   0x3F6,   0x410,   0x44F,   0x482,   0x483,  0x5D0,  0x5D1,  0x5F4,  0x60C,
    0x627,  0x64B,   0x661,   0x66B,   0x66C,   0x915,   0x94D,   0x903,   0x966,  0xE01,  0x1680, 0x2003, 0x2007,
    0x200B, 0x200C,  0x200D,  0x200E,  0x2010,  0x2014,  0x2018,  0x2019,  0x201C, 0x201D, 0x2024, 0x2026, 0x2027,
    0x2028, 0x202F,  0x203C,  0x203F,  0x2044,  0x2060,  0x20AC,  0x24C2,  0x2764, 0x3000, 0x3001, 0x302A, 0x3031,
    0x3042, 0x3099,  0x30A2,  0x30FB,  0x30FC,  0x3299,  0x3400,  0x4DC0,  0x4E00, 0x9FFF, 0xA000, 0xAC00, 0xBFFF,
    0xD7A3, 0xE000,  0xFE0F,  0xFF07,  0xFF0C,  0xFF0E,  0xFF11,  0xFF1A,  0xFF21, 0xFF3F, 0xFF76, 0xFF9E, 0xFFFD,
    0x1100, 0x10400, 0x1D7CE, 0x1F1E9, 0x1F1EA, 0x1F44D, 0x1F3FD, 0x1F170, 0xE0001};

/* A string of a few of them, with runs and with words of one script between; at most `most` bytes. */
static inline size_t confusable_text(uint64_t *seed, uint8_t *to, size_t most)
{
    uint32_t few[8];
    size_t count = 2 + next_random(seed) % 7, size = 0;
    size_t goal = next_random(seed) % 5 == 0 ? next_random(seed) % 80 : 80 + next_random(seed) % 240;
    uint64_t strange = next_random(seed) % 40;
    if (goal > most) goal = most;
    for (size_t i = 0; i < count; i++)
        few[i] = confusable[next_random(seed) % (sizeof confusable / sizeof *confusable)];
    while (size + 40 < goal) {
        uint64_t dice = next_random(seed) % 100;
        uint32_t c = few[next_random(seed) % count];
        if (dice < strange) c = confusable[next_random(seed) % (sizeof confusable / sizeof *confusable)];
        if (dice == 99) c = (uint32_t)(next_random(seed) % 0xD800);
        size_t run = dice % 11 == 0 ? 1 + next_random(seed) % 9 : 1;
        for (size_t i = 0; i < run; i++) size += quoth__utf8_put(c, to + size);
    }
    return size;
}

static inline bool random_texts_agree(const paths *all, uint64_t seed, size_t rounds)
{
    static const size_t capacities[] = {MOST_PLACES, 80, 97, 161};
    uint8_t text[400];
    for (size_t i = 0; i < rounds; i++) {
        size_t size = confusable_text(&seed, text, sizeof text);
        if (!same_on_paths(all, text, size, capacities[i % 4])) return false;
    }
    return true;
}

/* Random texts, and the same with a byte changed: every path says of them what the portable check says. */
static inline bool checks_agree(const paths *all, uint64_t seed, size_t rounds)
{
    uint8_t text[400];
    for (size_t i = 0; i < rounds; i++) {
        size_t size = confusable_text(&seed, text, sizeof text);
        if (size > 0 && i % 2 == 0) text[next_random(&seed) % size] = (uint8_t)next_random(&seed);
        size_t bad = 7, points = 7;
        bool good = quoth__utf8_check(text, size, &bad, &points);
        for (size_t k = 0; k < PATHS; k++) {
            size_t bad_there = 7, points_there = 7;
            if (all->other[k] == NULL) continue;
            if (quoth__utf8_check_on(some_paths[k], text, size, &bad_there, &points_there) != good) return false;
            if (bad != bad_there || points != points_there) return false;
        }
    }
    return true;
}

/* Every code point between letters, numbers, marks and itself, in a text long enough for a block. */
static inline bool code_points_agree(const paths *all, uint32_t step)
{
    static const char before[] = "so they have said it: ",
                      after[] = " and nobody, so they say, has asked them what it was for; x";
    for (uint32_t c = 0; c < CODE_POINTS; c += step) {
        uint8_t text[256];
        size_t size = sizeof before - 1;
        if (c >= 0xD800 && c < 0xE000) continue;
        memcpy(text, before, size);
        for (const char *around = "a#b.#c'#1#2,#_# #\"#"; *around; around++) {
            if (*around == '#')
                size += quoth__utf8_put(c, text + size);
            else
                text[size++] = (uint8_t)*around;
        }
        size += quoth__utf8_put(c, text + size);
        size += quoth__utf8_put(0x30A2, text + size);
        size += quoth__utf8_put(c, text + size);
        size += quoth__utf8_put(0x5D0, text + size);
        size += quoth__utf8_put(c, text + size);
        memcpy(text + size, after, sizeof after - 1);
        if (!same_on_paths(all, text, size + sizeof after - 1, MOST_PLACES)) return false;
    }
    return true;
}

/* One case of a break test, "÷ 0061 × 0308 ÷ 0062 ÷	# ...", as bytes. */
static inline size_t break_test_case(const char *line, uint8_t *to)
{
    size_t size = 0;
    for (const char *at = line; *at && *at != '#'; at++) {
        if (!((*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'F'))) continue;
        char *rest;
        size += quoth__utf8_put((uint32_t)strtoul(at, &rest, 16), to + size);
        at = rest - 1;
    }
    return size;
}

/* Every line of the break test, many times with line ends between, behind 0 to 63 bytes of ASCII. */
static inline bool break_tests_agree(const paths *all, size_t step, size_t *cases)
{
    char line[8192];
    uint8_t one[256], text[MOST_PLACES];
    FILE *file = open_data("auxiliary/WordBreakTest.txt", QUOTH__UNICODE_VERSION);
    bool same = true;
    *cases = 0;
    while (file && same && fgets(line, sizeof line, file)) {
        size_t length = break_test_case(line, one);
        *cases += length > 0;
        for (size_t before = 0; length > 0 && before < 64 && same; before += step) {
            size_t size = before;
            memset(text, 'x', before);
            for (size_t i = 0; i < 8 || size < before + 200; i++) {
                memcpy(text + size, one, length);
                size += length;
                text[size++] = i % 2 == 0 ? '\n' : 'x';
            }
            same = same_on_paths(all, text, size, MOST_PLACES);
        }
    }
    if (file) fclose(file);
    return same;
}

#endif
