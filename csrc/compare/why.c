/* why: the sentence of a change, made of its kind and the words on both sides.
 *
 *   pattern: plain text, with  %b %a  the words before and after (in quotation marks, shortened)
 *                              %B %A  how many words they are: "1 word", "13 words"
 *
 * One pattern for each kind where both sides have words, where only the base has, and where only the reading has.
 * Linear in the words shown, SHOWN characters of each side at most. */
#include <stdio.h>

#include "../unicode/properties.h"
#include "../unicode/utf8.h"
#include "compare.h"

#define SHOWN 72u /* characters of a side; what is longer shows its beginning and its end */
#define SHOWN_HEAD 40u
#define SHOWN_TAIL 28u

typedef struct patterns {
    const char *both, *before, *after;
} patterns;

static const patterns sentences[QUOTH_CHANGE_COUNT] = {
    [QUOTH_CHANGE_SAME] = {"the same words and marks", "the same words and marks", "the same words and marks"},
    [QUOTH_CHANGE_MARKS] = {"only marks differ: %b became %a", "a mark is gone: %b", "a mark is added: %a"},
    [QUOTH_CHANGE_CASE] = {"only capitals differ: %b became %a", "capitals differ: %b", "capitals differ: %a"},
    [QUOTH_CHANGE_SPELLING] = {"%b is written %a", "%b is written in another way", "%a is written in another way"},
    [QUOTH_CHANGE_FORM] = {"%b became %a, another form of the same words", "another form: %b", "another form: %a"},
    [QUOTH_CHANGE_REPLACED] = {"%b became %a", "%b is gone", "%a is new"},
    [QUOTH_CHANGE_ADDED] = {"%A are added: %a", "%b was there before", "%A are added: %a"},
    [QUOTH_CHANGE_CUT_MARKED] = {"%B are left out, and %a marks it", "%B are left out, and a mark shows it",
                                 "%a marks a cut"},
    [QUOTH_CHANGE_CUT_SILENT] = {"%B are left out and nothing marks it: %b", NULL, /* silent_cuts */
                                 "words are left out before %a and nothing marks it"},
    [QUOTH_CHANGE_SPLICE] = {"what stood apart is joined: %B between are left out and nothing marks it: %b",
                             "what stood apart is joined: %B between are left out and nothing marks it: %b",
                             "what stood apart is joined at %a and nothing marks it"},
    [QUOTH_CHANGE_MOVED] = {"%b stands in another place", "%b stands in another place", "%a stands in another place"},
    [QUOTH_CHANGE_SHIFTED] = {"%b became %a: another person or tense", "%b is gone: another person or tense",
                              "%a is added: another person or tense"},
    [QUOTH_CHANGE_NEGATION] = {"%b became %a: a negation is on one side alone", "a %b is gone", "a %a is added"},
    [QUOTH_CHANGE_MODAL] = {"%b became %a: what may, can or must be is another thing", "a %b is gone", "a %a is added"},
    [QUOTH_CHANGE_NUMBER] = {"%b became %a: another number", "the number %b is gone", "the number %a is added"},
    [QUOTH_CHANGE_NAME] = {"%b became %a: another name", "the name %b is gone", "the name %a is added"},
    [QUOTH_CHANGE_DATE] = {"%b became %a: another date", "the date %b is gone", "the date %a is added"},
    [QUOTH_CHANGE_EDITORIAL] = {"%b became %a: words in brackets are an editor's", "words in brackets are gone: %b",
                                "words in brackets are put in: %a"},
    [QUOTH_CHANGE_SENTENCE] = {"sentences are parted in another way: %b became %a",
                               "two sentences are made one: %b is gone", "one sentence is made two: %a is added"},
};

/* A silent cut, by its edge. */
static const char *const silent_cuts[] = {
    [QUOTH__INSIDE] = "%B are left out and nothing marks it: %b",
    [QUOTH__AT_START] = "the reading begins later, %B are not in it: %b",
    [QUOTH__AT_END] = "the reading ends earlier, %B are not in it: %b",
};

/* Whether there is a letter or a number between two code points of a text. */
static quoth_status has_words(quoth_context *context, const quoth_text *text, uint32_t start, uint32_t end, bool *found)
{
    size_t place = quoth_text_byte(text, start), last = quoth_text_byte(text, end);
    *found = false;
    while (!*found && place < last) {
        uint32_t c = quoth__utf8_next(text->bytes, &place);
        *found = quoth__is_letter(c) || quoth__is_number(c);
        QUOTH__TRY(quoth__work(context, 30));
    }
    return QUOTH_OK;
}

quoth_status quoth__edge_of(quoth_context *context, const quoth_text *text, quoth_range whole, quoth_range part,
                            quoth__edge *edge)
{
    bool before = true, after = true;
    if (whole.start <= part.start) QUOTH__TRY(has_words(context, text, whole.start, part.start, &before));
    if (before && part.end <= whole.end) QUOTH__TRY(has_words(context, text, part.end, whole.end, &after));
    *edge = !before ? QUOTH__AT_START : !after ? QUOTH__AT_END : QUOTH__INSIDE;
    return QUOTH_OK;
}

/* One character, white space as one space. */
static quoth_status append_character(quoth_context *context, quoth__array *out, uint32_t c)
{
    uint8_t bytes[QUOTH__UTF8_MAX];
    bool space = c <= ' ' || c == 0x85 || c == 0xA0 || c == 0x2028 || c == 0x2029;
    if (space && out->count && ((const char *)out->data)[out->count - 1] == ' ') return QUOTH_OK;
    return quoth__array_append(context, out, bytes, quoth__utf8_put(space ? ' ' : c, bytes));
}

static quoth_status append_text(quoth_context *context, quoth__array *out, const char *text)
{
    return quoth__array_append(context, out, text, strlen(text));
}

/* Words in quotation marks; long ones without their middle. */
static quoth_status append_words(quoth_context *context, quoth__array *out, quoth_string words)
{
    const uint8_t *bytes = (const uint8_t *)words.bytes;
    size_t head = words.length, tail = words.length, place = 0, count = quoth__utf8_count(bytes, words.length);
    if (count > SHOWN) {
        head = 0;
        for (size_t i = 0; i < SHOWN_HEAD; i++) quoth__utf8_next(bytes, &head);
        for (size_t i = 0; i < SHOWN_TAIL; i++) quoth__utf8_back(bytes, &tail);
    }
    QUOTH__TRY(quoth__work(context, 100 + words.length));
    QUOTH__TRY(append_text(context, out, "\""));
    while (place < head) QUOTH__TRY(append_character(context, out, quoth__utf8_next(bytes, &place)));
    if (count > SHOWN) QUOTH__TRY(append_text(context, out, " ... "));
    while (tail < words.length) QUOTH__TRY(append_character(context, out, quoth__utf8_next(bytes, &tail)));
    return append_text(context, out, "\"");
}

static quoth_status append_count(quoth_context *context, quoth__array *out, uint32_t words)
{
    char count[32];
    snprintf(count, sizeof count, "%lu word%s", (unsigned long)words, words == 1 ? "" : "s");
    return append_text(context, out, count);
}

/* "1 word are" reads ill: the verb after a count of one. */
static const char *after_count(const char *pattern, uint32_t words, quoth_context *context, quoth__array *out,
                               quoth_status *status)
{
    if (words != 1 || strncmp(pattern, " are", 4) != 0) return pattern;
    *status = append_text(context, out, " is");
    return pattern + 4;
}

static quoth_status append_pattern(quoth_context *context, quoth__array *out, const char *pattern, quoth_string before,
                                   quoth_string after, uint32_t before_words, uint32_t after_words)
{
    while (*pattern) {
        quoth_status status = QUOTH_OK;
        char what = *pattern++;
        if (what != '%') {
            QUOTH__TRY(quoth__array_append(context, out, &what, 1));
            continue;
        }
        what = *pattern++;
        if (what == 'b' || what == 'a') {
            QUOTH__TRY(append_words(context, out, what == 'b' ? before : after));
        } else {
            uint32_t words = what == 'B' ? before_words : after_words;
            QUOTH__TRY(append_count(context, out, words));
            if (strncmp(pattern, " between are", 12) == 0) {
                QUOTH__TRY(append_text(context, out, " between"));
                pattern += 8;
            }
            pattern = after_count(pattern, words, context, out, &status);
            QUOTH__TRY(status);
        }
    }
    return QUOTH_OK;
}

quoth_status quoth__difference_why(quoth_context *context, quoth_change kind, quoth__edge edge, quoth_string before,
                                   quoth_string after, uint32_t before_words, uint32_t after_words,
                                   quoth__array *sentence)
{
    if ((size_t)kind >= QUOTH_CHANGE_COUNT)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "there is no change %d", (int)kind);
    const patterns *of = &sentences[kind];
    const char *pattern = !before.bytes ? of->after : !after.bytes ? of->before : of->both;
    if (!before.bytes && !after.bytes) return append_text(context, sentence, quoth_change_name(kind));
    if (!pattern) pattern = silent_cuts[edge];
    return append_pattern(context, sentence, pattern, before, after, before_words, after_words);
}
