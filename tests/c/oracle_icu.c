/* oracle_icu: words, sentences and graphemes of random strings, ours on every path held against those of ICU.
 * tests/python/test_oracle.py builds it with the sources of csrc/unicode and the system's ICU, and runs it.
 *
 *   oracle_icu ROUNDS [SEED]    exit status 0: the same; 1: not, and the string is shown; 77: another version of Unicode
 *
 * ICU gets the rules of words and graphemes written below from UAX #29: its own put dictionaries on top. Its sentences
 * are the standard's. */
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "paths.h"

#define MOST 600u

/* A line a rule; a rule may go on where another ended (chain), over the character that they share. */
static const char word_rules[] =
    "!!chain; !!quoted_literals_only;"
    "$CR = [\\p{WB=CR}]; $LF = [\\p{WB=LF}]; $Newline = [\\p{WB=Newline}];"
    "$Pictograph = [\\p{Extended_Pictographic}]; $ZWJ = [\\p{WB=ZWJ}];"
    "$Mark = [\\p{WB=Extend}\\p{WB=Format}\\p{WB=ZWJ}]; $Space = [\\p{WB=WSegSpace}];"
    "$Hebrew = [\\p{WB=Hebrew_Letter}]; $Letter = [\\p{WB=ALetter}\\p{WB=Hebrew_Letter}];"
    "$Number = [\\p{WB=Numeric}]; $Kana = [\\p{WB=Katakana}]; $Under = [\\p{WB=ExtendNumLet}];"
    "$Single = [\\p{WB=Single_Quote}]; $Double = [\\p{WB=Double_Quote}];"
    "$InWord = [\\p{WB=MidLetter}\\p{WB=MidNumLet}\\p{WB=Single_Quote}];"
    "$InNumber = [\\p{WB=MidNum}\\p{WB=MidNumLet}\\p{WB=Single_Quote}];"
    "$Flag = [\\p{WB=Regional_Indicator}];"
    "$CR $LF;"
    "$ZWJ $Pictograph;"
    "$Space $Space;"
    "[^$CR $LF $Newline] $Mark;"
    "$Letter $Mark* $Letter;"
    "$Letter $Mark* $InWord $Mark* $Letter;"
    "$Hebrew $Mark* $Single;"
    "$Hebrew $Mark* $Double $Mark* $Hebrew;"
    "$Number $Mark* $Number;"
    "$Letter $Mark* $Number;"
    "$Number $Mark* $Letter;"
    "$Number $Mark* $InNumber $Mark* $Number;"
    "$Kana $Mark* $Kana;"
    "[$Letter $Number $Kana $Under] $Mark* $Under;"
    "$Under $Mark* [$Letter $Number $Kana];"
    "^$Flag $Mark* $Flag;"
    ".;";

/* ICU's own join the consonants of some scripts over a virama, as later versions of the standard do. */
static const char grapheme_rules[] =
    "!!chain; !!quoted_literals_only;"
    "$CR = [\\p{GCB=CR}]; $LF = [\\p{GCB=LF}]; $Control = [\\p{GCB=Control}]; $ZWJ = [\\p{GCB=ZWJ}];"
    "$Extend = [\\p{GCB=Extend}]; $Spacing = [\\p{GCB=SpacingMark}]; $Prepend = [\\p{GCB=Prepend}];"
    "$L = [\\p{GCB=L}]; $V = [\\p{GCB=V}]; $T = [\\p{GCB=T}]; $LV = [\\p{GCB=LV}]; $LVT = [\\p{GCB=LVT}];"
    "$Pictograph = [\\p{Extended_Pictographic}]; $Flag = [\\p{GCB=Regional_Indicator}];"
    "$CR $LF;"
    "$L [$L $V $LV $LVT];"
    "[$LV $V] [$V $T];"
    "[$LVT $T] $T;"
    "[^$Control $CR $LF] [$Extend $ZWJ $Spacing];"
    "$Prepend [^$Control $CR $LF];"
    "$Pictograph $Extend* $ZWJ $Pictograph;"
    "^$Prepend* $Flag $Flag;"
    ".;";

typedef struct oracle {
    const char *name;
    quoth__unit unit;
    UBreakIterator *rules;
} oracle;

/* What the rules of sentences and graphemes speak of; those of words have a pool of their own (paths.h). */
static const uint32_t others[] = {
    'a',    'b',    'B',     'Z',     '1',     '.',     '.',     '?',     '!',     ',',     ':',     ';',    '-',
    '"',    '\'',   '(',     ')',     '[',     ']',     ' ',     ' ',     '\t',    '\r',    '\n',    0x85,   0xA0,
    0xAA,   0xAB,   0xAD,    0xBB,    0xDF,    0xE9,    0x1C5,   0x2B0,   0x301,   0x308,   0x345,   0x34F,  0x3B1,
    0x3A9,  0x44F,  0x42F,   0x589,   0x5D0,   0x600,   0x627,   0x61F,   0x64B,   0x6D4,   0x6DD,   0x70F,  0x8E2,
    0x903,  0x915,  0x92A,   0x93E,   0x94D,   0x964,   0x9BE,   0xB95,   0xBBE,   0xD4E,   0xE33,   0xE40,  0x1100,
    0x1160, 0x11A8, 0xAC00,  0xAC01,  0xD7B0,  0xD7CB,  0xA960,  0x1680,  0x1BF3,  0x2003,  0x200B,  0x200C, 0x200D,
    0x200E, 0x2018, 0x2019,  0x201C,  0x201D,  0x2024,  0x2026,  0x2028,  0x2029,  0x203C,  0x2060,  0x20E3, 0x231A,
    0x2764, 0x3000, 0x3001,  0x3002,  0x300C,  0x300D,  0x3042,  0x3099,  0x4E00,  0xFE0F,  0xFE52,  0xFF0E, 0xFF61,
    0xFEFF, 0xFFFD, 0x10400, 0x110BD, 0x1F1E9, 0x1F1EA, 0x1F3FD, 0x1F468, 0x1F44D, 0xE0001, 0xE0020, 0xE0100};

/* Of a few characters, one in twenty any of the pool, one in a hundred any at all. */
static size_t other_text(uint64_t *seed, uint8_t *to)
{
    const size_t pool = sizeof others / sizeof *others, goal = next_random(seed) % 120;
    uint32_t few[7];
    size_t count = 2 + next_random(seed) % 6, size = 0;
    for (size_t i = 0; i < count; i++) few[i] = others[next_random(seed) % pool];
    while (size < goal) {
        uint64_t dice = next_random(seed) % 100;
        uint32_t c = few[next_random(seed) % count];
        if (dice < 5) c = others[next_random(seed) % pool];
        if (dice == 99) c = (uint32_t)(next_random(seed) % 0xD800);
        size += quoth__utf8_put(c, to + size);
    }
    return size;
}

static void must(UErrorCode error)
{
    if (U_SUCCESS(error)) return;
    fprintf(stderr, "ICU: %s\n", u_errorName(error));
    exit(2);
}

static UBreakIterator *open_rules(const char *rules)
{
    UChar wide[4096];
    UErrorCode error = U_ZERO_ERROR;
    UParseError where;
    size_t length = strlen(rules);
    for (size_t i = 0; i < length; i++) wide[i] = (UChar)rules[i];
    UBreakIterator *opened = ubrk_openRules(wide, (int32_t)length, NULL, 0, &where, &error);
    must(error);
    return opened;
}

static UBreakIterator *open_sentences(void)
{
    UErrorCode error = U_ZERO_ERROR;
    UBreakIterator *opened = ubrk_open(UBRK_SENTENCE, "root", NULL, 0, &error);
    must(error);
    return opened;
}

static size_t icu_places(const oracle *with, const uint8_t *text, size_t size, uint32_t *ends)
{
    UErrorCode error = U_ZERO_ERROR;
    UText opened = UTEXT_INITIALIZER;
    size_t count = 0;
    utext_openUTF8(&opened, (const char *)text, (int64_t)size, &error);
    ubrk_setUText(with->rules, &opened, &error);
    must(error);
    for (int32_t end; (end = ubrk_next(with->rules)) != UBRK_DONE;) ends[count++] = (uint32_t)end;
    utext_close(&opened);
    return count;
}

/* Whether every path of ours gives the places of ICU; shows what does not. */
static bool same(const paths *all, const oracle *with, const uint8_t *text, size_t size)
{
    uint32_t theirs[MOST], ours[2 * MOST];
    size_t count = icu_places(with, text, size, theirs);
    for (size_t i = 0; i <= PATHS; i++) {
        quoth_context *context = i < PATHS ? all->other[i] : all->portable;
        if (context == NULL) continue;
        size_t found = take_places(context, with->unit, text, size, MOST, ours);
        if (found == count && memcmp(ours, theirs, count * sizeof *ours) == 0) continue;
        for (size_t k = 0; k < size; k++) fprintf(stderr, "%02X ", text[k]);
        show_places("ICU", theirs, count);
        show_places(i < PATHS ? path_names[i] : "portable", ours, found);
        fprintf(stderr, "\n%s\n", with->name);
        return false;
    }
    return true;
}

int main(int count, char **arguments)
{
    const oracle all_of[] = {{"words", QUOTH__WORDS, open_rules(word_rules)},
                             {"sentences", QUOTH__SENTENCES, open_sentences()},
                             {"graphemes", QUOTH__GRAPHEMES, open_rules(grapheme_rules)}};
    const size_t rounds = count > 1 ? strtoul(arguments[1], NULL, 10) : 20000;
    uint64_t seed = count > 2 ? strtoull(arguments[2], NULL, 10) | 1u : 20230612;
    uint8_t text[MOST];
    UVersionInfo version;
    char of_icu[U_MAX_VERSION_STRING_LENGTH];
    paths all;
    bool good = true;
    u_getUnicodeVersion(version);
    u_versionToString(version, of_icu);
    if (strncmp(of_icu, QUOTH__UNICODE_VERSION, 4) != 0) {
        printf("ICU has Unicode %s\n", of_icu);
        return 77;
    }
    open_paths(&all);
    for (size_t i = 0; i < rounds && good; i++) {
        size_t size = confusable_text(&seed, text, 400);
        for (size_t k = 0; k < 3; k++) good = good && same(&all, &all_of[k], text, size);
        size = other_text(&seed, text);
        for (size_t k = 0; k < 3; k++) good = good && same(&all, &all_of[k], text, size);
    }
    close_paths(&all);
    for (size_t k = 0; k < 3; k++) ubrk_close(all_of[k].rules);
    printf("%zu random strings: %s\n", 2 * rounds, good ? "the same" : "not the same");
    return good ? 0 : 1;
}
