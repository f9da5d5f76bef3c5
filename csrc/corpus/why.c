/* why: sentences for the verdicts that a row of a table holds: which codes and which words stand at its places.
 *
 *   row ─► step, places ─► words of the text ─► quoth__speech_why         (speaker)
 *   row ─► reason, share, readings ─► the sentence made here              (utterance)
 *   row ─► kind, places ─► words of both texts ─► quoth__difference_why   (change)
 *
 * O(words of the row). */
#include <stdio.h>

#include "corpus.h"

typedef struct asked {
    quoth_context *context;
    quoth__array sentence;
} asked;

static quoth_status no_row(quoth_context *context, size_t row)
{
    return quoth__fail(context, QUOTH_NOT_FOUND, row, "the table has no row %zu, or is not of this kind", row);
}

/* A u32 cell; false where the column is missing or the row has no value. */
static bool cell(const quoth_table *table, const char *name, size_t row, uint32_t *value)
{
    quoth_column column;
    if (!quoth_table_column_named(table, name, &column) || !quoth_column_valid(&column, row)) return false;
    if (column.type != QUOTH_U32 && column.type != QUOTH_NAME) return false;
    *value = ((const uint32_t *)column.values)[row];
    return true;
}

static quoth_string string_cell(const quoth_table *table, const char *name, size_t row)
{
    quoth_column column;
    if (!quoth_table_column_named(table, name, &column)) return (quoth_string){NULL, 0};
    return quoth_column_string(&column, row);
}

/* The words of the text between two cells; {NULL, 0} where the row has none or they lie outside the text. */
static quoth_string words_between(const quoth_text *text, const quoth_table *table, const char *start_name,
                                  const char *end_name, size_t row)
{
    uint32_t start, end;
    if (!text || !cell(table, start_name, row, &start) || !cell(table, end_name, row, &end) || start > end ||
        end > text->code_points)
        return (quoth_string){NULL, 0};
    uint32_t first = quoth_text_byte(text, start);
    return (quoth_string){(const char *)text->bytes + first, quoth_text_byte(text, end) - first};
}

static quoth_status why_speaker(asked *of, const quoth_text *text, const quoth_table *quotations, size_t row)
{
    uint32_t step, earlier;
    if (!cell(quotations, "step", row, &step)) return no_row(of->context, row);
    quoth__why why = {.step = (uint8_t)step,
                      .speaker = string_cell(quotations, "speaker", row),
                      .written = words_between(text, quotations, "speaker_start", "speaker_end", row),
                      .cue = words_between(text, quotations, "cue_start", "cue_end", row),
                      .rest = words_between(text, quotations, "rest_start", "rest_end", row)};
    if (cell(quotations, "earlier", row, &earlier))
        why.earlier = words_between(text, quotations, "start", "end", earlier);
    return quoth__speech_why(of->context, &why, &of->sentence);
}

static quoth_status append(asked *of, const char *words)
{
    return quoth__array_append(of->context, &of->sentence, words, strlen(words));
}

static quoth_status append_note(asked *of, const quoth__correction *correction)
{
    if (!correction->note) return QUOTH_OK;
    QUOTH__TRY(append(of, ": "));
    return append(of, correction->note);
}

/* What was set by hand in a row, with the notes. */
static quoth_status why_edited(asked *of, const quoth_corpus *corpus, const quoth_table *quotations, size_t row)
{
    static const char *const things[] = {"The speaker", "The addressee", "The kind"};
    quoth_column rows, edits;
    const quoth_table *child = quoth_table_child(quotations, "edits");
    if (!child || !quoth_table_column_named(child, "quotation", &rows) ||
        !quoth_table_column_named(child, "edit", &edits))
        return QUOTH_OK;
    const uint32_t *quotation = rows.values, *edit = edits.values;
    size_t low = 0, high = rows.rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (quotation[middle] < row)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < rows.rows && quotation[low] == row; low++) {
        if (edit[low] >= corpus->held) return no_row(of->context, row);
        const quoth__correction *correction = QUOTH__CORRECTION(corpus, edit[low]);
        if (correction->kind > QUOTH_EDIT_KIND) continue;
        if (of->sentence.count) QUOTH__TRY(append(of, " "));
        QUOTH__TRY(append(of, things[correction->kind]));
        QUOTH__TRY(append(of, " was set by hand"));
        QUOTH__TRY(append_note(of, correction));
        QUOTH__TRY(append(of, "."));
    }
    return QUOTH_OK;
}

/* A speaker set by hand needs no other reason. */
static quoth_status why_in_corpus(asked *of, const quoth_corpus *corpus, const quoth_table *quotations, size_t row)
{
    uint32_t account, step;
    if (!cell(quotations, "account", row, &account) || account >= corpus->accounts.count)
        return no_row(of->context, row);
    if (!cell(quotations, "step", row, &step) || step != QUOTH__STEP_BY_HAND)
        QUOTH__TRY(why_speaker(of, QUOTH__ACCOUNT(corpus, account)->text, quotations, row));
    return why_edited(of, corpus, quotations, row);
}

static quoth_status hand_out(asked *of, quoth_status status, char *buffer, size_t capacity, size_t *length)
{
    if (status == QUOTH_OK) quoth__hand_out(&of->sentence, buffer, capacity, length);
    quoth__array_free(&of->context->allocator, &of->sentence, 1);
    return quoth__leave(of->context, status);
}

quoth_status quoth_why_speaker(quoth_context *context, const quoth_text *text, const quoth_table *quotations,
                               size_t row, char *buffer, size_t capacity, size_t *length)
{
    asked of = {context, {0}};
    quoth__enter(context);
    return hand_out(&of, why_speaker(&of, text, quotations, row), buffer, capacity, length);
}

quoth_status quoth_corpus_why_speaker(quoth_context *context, const quoth_corpus *corpus, const quoth_table *quotations,
                                      size_t row, char *buffer, size_t capacity, size_t *length)
{
    asked of = {context, {0}};
    quoth__enter(context);
    return hand_out(&of, why_in_corpus(&of, corpus, quotations, row), buffer, capacity, length);
}

static quoth_status append_reason(asked *of, uint32_t reason, double share)
{
    char sentence[160];
    int percent = (int)(share * 100.0 + 0.5);
    switch ((quoth__reason)reason) {
    case QUOTH__REASON_SAME_WORDS: return append(of, "the same words");
    case QUOTH__REASON_ALIKE:
        snprintf(sentence, sizeof sentence,
                 "they share rare words in the same order (at least %d %% of the weight of their words)", percent);
        return append(of, sentence);
    case QUOTH__REASON_PLACE:
        return append(of, "other words for it, but told by the same person at the same place among sayings that the "
                          "accounts share");
    case QUOTH__REASON_BY_HAND: return append(of, "put together by hand");
    }
    return no_row(of->context, reason);
}

/* The notes of the merges of an utterance. */
static quoth_status append_merges(asked *of, const quoth_corpus *corpus, const quoth_table *utterances, size_t row)
{
    const quoth_table *child = quoth_table_child(utterances, "edits");
    uint32_t utterance, edit;
    for (size_t i = 0; child && i < quoth_table_rows(child); i++) {
        if (!cell(child, "utterance", i, &utterance) || utterance != row) continue;
        if (!cell(child, "edit", i, &edit) || edit >= corpus->held) return no_row(of->context, row);
        QUOTH__TRY(append_note(of, QUOTH__CORRECTION(corpus, edit)));
        QUOTH__TRY(quoth__work(of->context, 200));
    }
    return QUOTH_OK;
}

static quoth_status why_utterance(asked *of, const quoth_corpus *corpus, const quoth_table *utterances, size_t row)
{
    uint32_t reason, readings;
    quoth_column share;
    char count[64];
    if (!cell(utterances, "reason", row, &reason) || !cell(utterances, "readings", row, &readings) ||
        !quoth_table_column_named(utterances, "share", &share) || share.type != QUOTH_F64)
        return no_row(of->context, row);
    snprintf(count, sizeof count, "%u readings are one utterance: ", (unsigned)readings);
    QUOTH__TRY(append(of, count));
    QUOTH__TRY(append_reason(of, reason, ((const double *)share.values)[row]));
    if (reason == QUOTH__REASON_BY_HAND) QUOTH__TRY(append_merges(of, corpus, utterances, row));
    quoth_string speaker = string_cell(utterances, "speaker", row);
    if (!speaker.bytes) return append(of, ".");
    QUOTH__TRY(append(of, "; said by "));
    QUOTH__TRY(quoth__array_append(of->context, &of->sentence, speaker.bytes, speaker.length));
    return append(of, " as the accounts tell it.");
}

quoth_status quoth_corpus_why_utterance(quoth_context *context, const quoth_corpus *corpus,
                                        const quoth_table *utterances, size_t row, char *buffer, size_t capacity,
                                        size_t *length)
{
    asked of = {context, {0}};
    quoth__enter(context);
    return hand_out(&of, why_utterance(&of, corpus, utterances, row), buffer, capacity, length);
}

/* The text that a reading stands in. */
static const quoth_text *text_of(const quoth_corpus *corpus, const quoth_table *readings, uint32_t reading)
{
    uint32_t account;
    return cell(readings, "account", reading, &account) ? quoth_corpus_text(corpus, account) : NULL;
}

/* Where in the base's reading a change stands: a cut at an end is told in other words. */
static quoth_status edge_of(asked *of, const quoth_text *text, const quoth_table *utterances, uint32_t base, size_t row,
                            quoth__edge *edge)
{
    quoth_range whole, cut;
    const quoth_table *changes = quoth_table_child(utterances, "changes");
    const quoth_table *readings = quoth_table_child(utterances, "readings");
    *edge = QUOTH__INSIDE;
    if (!cell(readings, "start", base, &whole.start) || !cell(readings, "end", base, &whole.end) ||
        !cell(changes, "before_start", row, &cut.start) || !cell(changes, "before_end", row, &cut.end))
        return QUOTH_OK;
    return quoth__edge_of(of->context, text, whole, cut, edge);
}

static quoth_status why_change(asked *of, const quoth_corpus *corpus, const quoth_table *utterances, size_t row)
{
    uint32_t reading, kind, utterance, base, before_words, after_words;
    const quoth_table *changes = quoth_table_child(utterances, "changes");
    const quoth_table *readings = quoth_table_child(utterances, "readings");
    if (!changes || !readings || !cell(changes, "reading", row, &reading) || !cell(changes, "kind", row, &kind) ||
        !cell(readings, "utterance", reading, &utterance) || !cell(utterances, "base", utterance, &base) ||
        !cell(changes, "before_words", row, &before_words) || !cell(changes, "after_words", row, &after_words))
        return no_row(of->context, row);
    quoth__edge edge = QUOTH__INSIDE;
    const quoth_text *told = text_of(corpus, readings, base);
    if (told && kind == QUOTH_CHANGE_CUT_SILENT) QUOTH__TRY(edge_of(of, told, utterances, base, row, &edge));
    quoth_string before = words_between(told, changes, "before_start", "before_end", row);
    quoth_string after = words_between(text_of(corpus, readings, reading), changes, "after_start", "after_end", row);
    return quoth__difference_why(of->context, (quoth_change)kind, edge, before, after, before_words, after_words,
                                 &of->sentence);
}

quoth_status quoth_corpus_why_change(quoth_context *context, const quoth_corpus *corpus, const quoth_table *utterances,
                                     size_t change_row, char *buffer, size_t capacity, size_t *length)
{
    asked of = {context, {0}};
    quoth__enter(context);
    return hand_out(&of, why_change(&of, corpus, utterances, change_row), buffer, capacity, length);
}
