/* stretches: cases of quotations, each a text and what is found in it.
 *
 * What is found is written as one line a stretch:  level|words|how it is set off|how it was mended|part   (the last
 * three where they say something), and held against what is wanted. */
#ifndef QUOTH_TESTS_STRETCHES_H
#define QUOTH_TESTS_STRETCHES_H

#include "harness.h"

#include "../../csrc/quote/quote.h"

static quoth_status find(quoth_context *context, const quoth_text *text, quoth__array *found)
{
    quoth__enter(context);
    return quoth__leave(context, quoth__stretches_find(context, text, found));
}

static quoth_text *text_of(quoth_context *context, quoth_language *language, const char *bytes, size_t length)
{
    quoth_text *text = NULL;
    quoth_text_options options = {.size = sizeof options, .language = language};
    assert_int_equal(quoth_text_make(context, bytes, length, &options, &text), QUOTH_OK);
    return text;
}

static void check_stretch(const quoth_text *text, const quoth__array *found, size_t i)
{
    const quoth__stretch *all = found->data, *s = all + i;
    assert_true(s->outer_start <= s->start && s->start < s->end && s->end <= s->outer_end);
    assert_true(s->outer_end <= text->length && s->group <= i);
    quoth__span paragraph = QUOTH__AT(text->paragraphs, quoth__span, s->paragraph);
    assert_true(s->outer_start >= paragraph.start && s->outer_end <= paragraph.end);
    if (i > 0) assert_true(all[i - 1].outer_start <= s->outer_start);
    if (s->parent == QUOTH__NONE) {
        assert_int_equal(s->level, 0);
        return;
    }
    assert_true(s->parent < i && all[s->parent].level + 1 == s->level);
    assert_true(all[s->parent].start <= s->outer_start && s->outer_end <= all[s->parent].end);
}

static size_t describe(const quoth_text *text, const quoth__array *found, char *out, size_t capacity)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < found->count && used < capacity; i++) {
        const quoth__stretch *s = (const quoth__stretch *)found->data + i;
        check_stretch(text, found, i);
        used += (size_t)snprintf(out + used, capacity - used, "%s%u|%.*s", i ? "\n" : "", (unsigned)s->level,
                                 (int)(s->end - s->start), (const char *)text->bytes + s->start);
        if (s->marked != QUOTH__MARKED_MARKS)
            used += (size_t)snprintf(out + used, capacity - used, "|%s", quoth__marked_names[s->marked]);
        if (s->mended != QUOTH__MENDED_NONE)
            used += (size_t)snprintf(out + used, capacity - used, "|%s", quoth__mended_names[s->mended]);
        if (s->part) used += (size_t)snprintf(out + used, capacity - used, "|part %u", (unsigned)s->part);
    }
    return found->count;
}

typedef struct wanted {
    const char *text, *stretches;
} wanted;

/* The cases, their texts in the language of a file of its words; NULL: in none. */
static void check_all(const char *words, const wanted *cases, size_t count)
{
    quoth_language *language = NULL;
    quoth_context *context = NULL;
    char got[4096];
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    if (words) assert_int_equal(quoth_language_read(context, words, strlen(words), &language), QUOTH_OK);
    for (size_t i = 0; i < count; i++) {
        quoth__array found = {0};
        quoth_text *text = text_of(context, language, cases[i].text, strlen(cases[i].text));
        assert_int_equal(find(context, text, &found), QUOTH_OK);
        describe(text, &found, got, sizeof got);
        if (strcmp(got, cases[i].stretches) != 0)
            fail_msg("\n%s\ngives\n%s\nwanted\n%s", cases[i].text, got, cases[i].stretches);
        quoth__array_free(&context->allocator, &found, sizeof(quoth__stretch));
        quoth_text_free(text);
    }
    quoth_language_release(language);
    quoth_context_free(context);
}

#endif
