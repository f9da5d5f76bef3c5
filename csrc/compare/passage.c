/* passage: from the ranges of a text to its tokens. Linear in the bytes of the ranges. */
#include "compare.h"

quoth_status quoth__passage_tokenise(quoth_context *context, quoth__passage *passage, quoth_vocabulary *vocabulary)
{
    for (size_t i = 0; i < passage->range_count; i++) {
        quoth__span range = passage->ranges[i];
        if (range.start < range.end)
            QUOTH__TRY(quoth__tokens_append(context, passage->text, range.start, range.end, NULL, vocabulary,
                                            &passage->tokens));
    }
    return QUOTH_OK;
}

quoth_status quoth__passage_check(quoth_context *context, const quoth_passage *passage)
{
    if (!passage || !passage->text || (!passage->ranges && passage->range_count))
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "a passage without a text or without ranges");
    uint32_t before = 0;
    for (size_t i = 0; i < passage->range_count; i++) {
        quoth_range range = passage->ranges[i];
        if (range.start > range.end || range.end > passage->text->code_points)
            return quoth__fail(context, QUOTH_BAD_ARGUMENT, i, "range %zu of a passage lies outside its text", i);
        if (range.start < before)
            return quoth__fail(context, QUOTH_BAD_ARGUMENT, i, "range %zu of a passage begins before the one before",
                               i);
        before = range.end;
    }
    return quoth__work(context, 12 * (uint64_t)passage->range_count);
}

quoth_status quoth__passage_open(quoth_context *context, const quoth_passage *given, quoth_vocabulary *vocabulary,
                                 quoth__passage *passage)
{
    void *ranges;
    QUOTH__TRY(quoth__passage_check(context, given));
    QUOTH__TRY(quoth__allocate(context, given->range_count, sizeof(quoth__span), &ranges));
    quoth__span *spans = ranges;
    for (size_t i = 0; i < given->range_count; i++)
        spans[i] = (quoth__span){quoth_text_byte(given->text, given->ranges[i].start),
                                 quoth_text_byte(given->text, given->ranges[i].end)};
    *passage = (quoth__passage){.text = given->text, .ranges = spans, .range_count = given->range_count};
    QUOTH__TRY(quoth__work(context, 150 * (uint64_t)given->range_count));
    return quoth__passage_tokenise(context, passage, vocabulary);
}

void quoth__passage_close(const quoth_allocator *allocator, quoth__passage *passage)
{
    quoth__free(allocator, (void *)(uintptr_t)passage->ranges, passage->range_count, sizeof(quoth__span));
    quoth__tokens_free(allocator, &passage->tokens);
}
