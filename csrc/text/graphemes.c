/* graphemes: the extended grapheme clusters of a text, what a reader takes for one character each. Linear. */
#include "../base/table.h"
#include "../unicode/boundary.h"
#include "text.h"

#define BATCH 256u

static quoth_status append(quoth_context *context, const quoth_text *text, quoth__array *spans)
{
    quoth__walk walk;
    uint32_t ends[BATCH], from = text->skip;
    size_t count;
    quoth__walk_begin(&walk, QUOTH__GRAPHEMES, text->bytes + text->skip, text->length - text->skip);
    do {
        QUOTH__TRY(quoth__walk_take(context, &walk, NULL, ends, BATCH, &count));
        QUOTH__TRY(quoth__array_reserve(context, spans, count, sizeof(quoth__span)));
        for (size_t i = 0; i < count; i++) {
            QUOTH__AT(*spans, quoth__span, spans->count) = (quoth__span){from, text->skip + ends[i]};
            from = text->skip + ends[i];
            spans->count++;
        }
        QUOTH__TRY(quoth__work(context, 10 * (uint64_t)count));
    } while (count == BATCH);
    return QUOTH_OK;
}

quoth_status quoth_graphemes(quoth_context *context, const quoth_text *text, quoth_table **table)
{
    quoth__array spans = {0};
    quoth_status status;
    quoth__enter(context);
    QUOTH__GOTO(append(context, text, &spans));
    QUOTH__GOTO(quoth__spans_table(context, text, &spans, table));
done:
    quoth__array_free(&context->allocator, &spans, sizeof(quoth__span));
    return quoth__leave(context, status);
}
