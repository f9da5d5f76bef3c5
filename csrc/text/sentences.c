/* sentences: UAX #29 sentences of a paragraph, joined where the stop before is no end:
 *
 *   Mr. | Putin said so.      an abbreviation of the language
 *   J. | Smith                an initial
 *   "Really?" | he asked.     a closing mark, then lower case
 *
 * Linear: a candidate looks at one word before it and one after. */
#include "../base/table.h"
#include "../unicode/boundary.h"
#include "../unicode/form.h"
#include "text.h"

#define WORD_BYTES 64u /* longer words are no abbreviations */

/* The word that ends at `end`, back to white space or a mark. */
static size_t word_start(const uint8_t *bytes, size_t from, size_t end)
{
    size_t start = end;
    while (start > from && end - start < WORD_BYTES) {
        size_t before = start;
        uint32_t c = quoth__utf8_back(bytes, &before);
        if (!quoth__is_letter(c) && !quoth__is_number(c) && c != '.' && c != '\'' && c != 0x2019 && c != '-') break;
        start = before;
    }
    return start;
}

static bool is_initial(const uint8_t *bytes, size_t start, size_t end)
{
    size_t place = start;
    return start < end && quoth__is_upper(quoth__utf8_next(bytes, &place)) && place == end && bytes[start] != 'I';
}

/* The node of a word of the language that stands at [start, end). */
static quoth_status look_up(quoth_context *context, const quoth_text *text, size_t start, size_t end, uint32_t *node)
{
    quoth__array form = {0};
    *node = QUOTH__NONE;
    if (!text->language || start == end) return QUOTH_OK;
    quoth_status status = quoth__form_append(context, text->bytes + start, end - start, 0, &form);
    if (status == QUOTH_OK)
        *node = quoth__language_step(text->language, 0, quoth__language_word(text->language, form.data, form.count));
    quoth__array_free(&context->allocator, &form, 1);
    return status;
}

/* Whether the next sentence begins with a capitalised function word: so an abbreviation that may end a sentence ends
 * it. */
static quoth_status starts_anew(quoth_context *context, const quoth_text *text, size_t at, size_t limit, bool *anew)
{
    size_t end = at;
    uint32_t node;
    for (size_t next = at; next < limit && end - at < WORD_BYTES; end = next)
        if (!quoth__is_letter(quoth__utf8_next(text->bytes, &next))) break;
    QUOTH__TRY(look_up(context, text, at, end, &node));
    *anew = (quoth__language_classes(text->language, node) >> QUOTH__CLASS_FUNCTION & 1) != 0;
    return QUOTH_OK;
}

static quoth_status after_abbreviation(quoth_context *context, const quoth_text *text, quoth__span sentence,
                                       size_t limit, bool *joins)
{
    size_t stop = sentence.end - 1, start = word_start(text->bytes, sentence.start, stop);
    uint32_t node;
    *joins = is_initial(text->bytes, start, stop);
    if (*joins) return QUOTH_OK;
    QUOTH__TRY(look_up(context, text, start, stop, &node));
    if (node == QUOTH__NONE) return QUOTH_OK;
    const quoth__entry *entry = quoth__language_entry(text->language, node, QUOTH__CLASS_ABBREVIATION);
    if (!entry) return QUOTH_OK;
    *joins = true;
    size_t next = sentence.end;
    while (next < limit && text->bytes[next] == ' ') next++;
    if (quoth__language_value(text->language, entry->value).length) {
        bool anew = false;
        QUOTH__TRY(starts_anew(context, text, next, limit, &anew));
        *joins = !anew;
    }
    return QUOTH_OK;
}

/* `sentence` is trimmed and something follows it up to `limit`. */
static quoth_status joins_next(quoth_context *context, const quoth_text *text, quoth__span sentence, size_t next,
                               size_t limit, bool *joins)
{
    *joins = false;
    if (sentence.start == sentence.end || next >= limit) return QUOTH_OK;
    size_t place = next;
    if (quoth__is_lower(quoth__utf8_next(text->bytes, &place))) {
        *joins = true;
        return QUOTH_OK;
    }
    if (text->bytes[sentence.end - 1] == '.') return after_abbreviation(context, text, sentence, limit, joins);
    return QUOTH_OK;
}

static quoth__span trimmed(const quoth_text *text, size_t start, size_t end)
{
    for (size_t before = end; end > start; end = before)
        if (!quoth__is_space(quoth__utf8_back(text->bytes, &before))) break;
    return (quoth__span){(uint32_t)start, (uint32_t)end};
}

/* Whether the last character, closing marks and brackets set aside, is a stop: else a line end in a wrapped paragraph
 * ends no sentence. */
static bool is_finished(const uint8_t *bytes, quoth__span sentence)
{
    for (size_t at = sentence.end; at > sentence.start;) {
        uint8_t class_ = quoth__sentence_class(quoth__utf8_back(bytes, &at));
        if (class_ == QUOTH__SENTENCE_ATERM || class_ == QUOTH__SENTENCE_STERM) return true;
        if (class_ != QUOTH__SENTENCE_CLOSE) return false;
    }
    return false;
}

quoth_status quoth__sentences_append(quoth_context *context, const quoth_text *text, quoth__span paragraph,
                                     quoth__array *sentences)
{
    quoth__walk walk;
    size_t start, end, from = paragraph.start;
    quoth__walk_begin(&walk, QUOTH__SENTENCES, text->bytes + paragraph.start, paragraph.end - paragraph.start);
    while (quoth__walk_next(&walk, &start, &end)) {
        bool joins;
        size_t behind = paragraph.start + end;
        quoth__span sentence = trimmed(text, from, behind);
        QUOTH__TRY(quoth__work(context, 60 + QUOTH__WALK_WORK * (end - start)));
        if (text->wrapped && text->bytes[behind - 1] == '\n' && !is_finished(text->bytes, sentence)) continue;
        QUOTH__TRY(joins_next(context, text, sentence, behind, paragraph.end, &joins));
        if (joins || sentence.start == sentence.end) continue;
        void *got;
        QUOTH__TRY(quoth__array_push(context, sentences, sizeof sentence, &got));
        *(quoth__span *)got = sentence;
        from = behind;
    }
    return QUOTH_OK;
}

/* A table of places out of spans. */
static quoth_status spans_table(quoth_context *context, const quoth_text *text, const quoth__array *spans,
                                quoth_table **table)
{
    static const quoth__column_spec specs[] = {{"start", QUOTH_U32, false},
                                               {"end", QUOTH_U32, false},
                                               {"start_byte", QUOTH_U32, false},
                                               {"end_byte", QUOTH_U32, false}};
    quoth_table *made;
    QUOTH__TRY(quoth__table_make(context, specs, 4, spans->count, &made));
    for (size_t i = 0; i < spans->count; i++) {
        quoth__span span = QUOTH__AT(*spans, quoth__span, i);
        quoth__table_u32(made, 0)[i] = quoth_text_code_point(text, span.start);
        quoth__table_u32(made, 1)[i] = quoth_text_code_point(text, span.end);
        quoth__table_u32(made, 2)[i] = span.start;
        quoth__table_u32(made, 3)[i] = span.end;
    }
    *table = made;
    return QUOTH_OK;
}

quoth_status quoth_paragraphs(quoth_context *context, const quoth_text *text, quoth_table **table)
{
    quoth__enter(context);
    return quoth__leave(context, spans_table(context, text, &text->paragraphs, table));
}

quoth_status quoth_sentences(quoth_context *context, const quoth_text *text, quoth_table **table)
{
    quoth__array sentences = {0};
    quoth_status status = QUOTH_OK;
    quoth__enter(context);
    for (size_t i = 0; i < text->paragraphs.count; i++)
        QUOTH__GOTO(quoth__sentences_append(context, text, QUOTH__AT(text->paragraphs, quoth__span, i), &sentences));
    QUOTH__GOTO(spans_table(context, text, &sentences, table));
done:
    quoth__array_free(&context->allocator, &sentences, sizeof(quoth__span));
    return quoth__leave(context, status);
}
