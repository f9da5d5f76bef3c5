/* why: the sentence of a verdict, made of its step and the words at its places.
 *
 * A sentence is a pattern: {w} the words that name the speaker, {c} the cue, {r} the place it rests on, {e} the earlier
 * quotation, {s} the speaker; " means {s}" is added where the words are not the name itself. */
#include "speech.h"

const char *const quoth__step_names[QUOTH__STEP_COUNT] = {
    "none",  "cue_after",  "inverted",  "cue_before", "colon",    "according", "asked_speaker", "passive",
    "noun",  "subject",    "continued", "paragraph",  "previous", "next",      "turn",          "label",
    "outer", "possessive", "sentence",  "signed",     "gloss",    "given",     "by_hand"};

static const char *const patterns[QUOTH__STEP_COUNT] = {
    "Nothing around it names a speaker.",
    "{w} stands before {c}, right after the words",
    "{w} stands after {c}, right after the words",
    "{w} stands before {c}, which leads to the words",
    "{w} is the subject of the clause whose colon opens the words",
    "{c} names {w}",
    "{w} is the one who is said to do the {c}, not the subject of {r}",
    "{w} is the one to whom {c} gives the words",
    "{c} is the word of {w}",
    "{w} is the subject of {c}, and the words stand in its sentence",
    "The words go on from {e}, whose speaker is {w}",
    "{w} is the last speaker of the paragraph, in {e}",
    "No one is named in the paragraph; {w} spoke last, in {e}",
    "The words that follow are said by {w}, with {c}",
    "Two speakers take turns here, and it is the turn of {w}",
    "{w} stands before the colon",
    "The words lie inside {e}, whose speaker is {w}",
    "{w} stands right before the words, as their owner",
    "{w} is the subject of the sentence before the words",
    "{w} signs the words after a dash",
    "The words render {e}, whose speaker is {w}",
    "The speaker was given with the text",
    "The speaker was set by hand"};

static quoth_status put(quoth_context *context, quoth__array *sentence, const char *bytes)
{
    return quoth__array_append(context, sentence, bytes, strlen(bytes));
}

/* Words of the text between marks, white space made single, cut after 60 bytes at a whole character. */
static quoth_status put_words(quoth_context *context, quoth__array *sentence, quoth_string words)
{
    if (!words.bytes) return put(context, sentence, "(no words)");
    size_t end = words.length, from = 0;
    if (end > 60) {
        end = 57;
        while (end > 0 && ((uint8_t)words.bytes[end] & 0xC0) == 0x80) end--;
    }
    QUOTH__TRY(put(context, sentence, "\xE2\x80\x9C"));
    for (size_t i = 0; i < end; i++) {
        if (words.bytes[i] != '\n' && words.bytes[i] != '\r' && words.bytes[i] != '\t') continue;
        QUOTH__TRY(quoth__array_append(context, sentence, words.bytes + from, i - from));
        if (i > from) QUOTH__TRY(put(context, sentence, " "));
        from = i + 1;
    }
    QUOTH__TRY(quoth__array_append(context, sentence, words.bytes + from, end - from));
    if (end < words.length) QUOTH__TRY(put(context, sentence, "\xE2\x80\xA6"));
    QUOTH__TRY(put(context, sentence, "\xE2\x80\x9D"));
    return quoth__work(context, 8 * (uint64_t)end);
}

static quoth_string place_of(const quoth__why *why, char letter)
{
    switch (letter) {
    case 'w':
        if (why->written.bytes) return why->written;
        if (why->step == QUOTH__STEP_LABEL && why->rest.bytes) return why->rest; /* Q and A name nobody */
        return why->speaker.bytes ? why->speaker : why->rest;
    case 'c': return why->cue;
    case 'r': return why->rest;
    case 'e': return why->earlier;
    default: return why->speaker;
    }
}

static quoth_status put_pattern(quoth_context *context, quoth__array *sentence, const char *pattern,
                                const quoth__why *why)
{
    for (const char *at = pattern; *at; at++) {
        if (at[0] == '{') {
            QUOTH__TRY(put_words(context, sentence, place_of(why, at[1])));
            at += 2;
        } else {
            QUOTH__TRY(quoth__array_append(context, sentence, at, 1));
        }
    }
    return QUOTH_OK;
}

static bool same(quoth_string a, quoth_string b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

quoth_status quoth__speech_why(quoth_context *context, const quoth__why *why, quoth__array *sentence)
{
    quoth__step step = why->step < QUOTH__STEP_COUNT ? (quoth__step)why->step : QUOTH__STEP_NONE;
    QUOTH__TRY(put_pattern(context, sentence, patterns[step], why));
    if (step == QUOTH__STEP_NONE) return QUOTH_OK;
    if (step >= QUOTH__STEP_GIVEN) return put(context, sentence, ".");
    if (!why->speaker.bytes) return put(context, sentence, "; who that is, the text does not say.");
    quoth_string written = place_of(why, 'w');
    if (written.bytes && !same(written, why->speaker)) {
        QUOTH__TRY(put(context, sentence, "; that is "));
        QUOTH__TRY(quoth__array_append(context, sentence, why->speaker.bytes, why->speaker.length));
    }
    return put(context, sentence, ".");
}
