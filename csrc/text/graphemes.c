/* graphemes: the extended grapheme clusters of a text, what a reader takes for one character each.
 *
 *   ends[0 .. code points]    one boundary after the other, room for as many as there can be; then the table of them
 *
 * Linear. */
#include "../base/table.h"
#include "../unicode/boundary.h"
#include "text.h"

#define BATCH 65536u
#define WORK_ROW 25u
#define WORK_BEYOND 40u /* a byte that is no character of its own */

static quoth_status find(quoth_context *context, const quoth_text *text, uint32_t *ends, size_t *count)
{
    quoth__walk walk;
    size_t taken;
    quoth__walk_begin(&walk, QUOTH__GRAPHEMES, text->bytes + text->skip, text->length - text->skip);
    for (*count = 0; walk.start < walk.size; *count += taken)
        QUOTH__TRY(quoth__walk_take(context, &walk, NULL, ends + *count, BATCH, &taken));
    for (size_t i = 0; text->skip > 0 && i < *count; i++) ends[i] += text->skip;
    return QUOTH_OK;
}

static quoth_status make(quoth_context *context, const quoth_text *text, const uint32_t *ends, size_t rows,
                         quoth_table **table)
{
    static const quoth__column_spec specs[] = {{"start", QUOTH_U32, false},
                                               {"end", QUOTH_U32, false},
                                               {"start_byte", QUOTH_U32, false},
                                               {"end_byte", QUOTH_U32, false}};
    void *const anew[4] = {NULL};
    uint64_t beyond = text->length - text->code_points;
    QUOTH__TRY(quoth__work(context, WORK_ROW * (uint64_t)rows + WORK_BEYOND * (beyond < rows ? beyond : rows)));
    QUOTH__TRY(quoth__table_make_on(context, specs, 4, rows, anew, table));
    uint32_t *start = quoth__table_u32(*table, 2), *end = quoth__table_u32(*table, 3);
    if (rows > 0) {
        start[0] = text->skip;
        memcpy(start + 1, ends, (rows - 1) * sizeof *ends);
        memcpy(end, ends, rows * sizeof *ends);
    }
    quoth__points_fill(text, rows, start, end, quoth__table_u32(*table, 0), quoth__table_u32(*table, 1));
    return QUOTH_OK;
}

quoth_status quoth_graphemes(quoth_context *context, const quoth_text *text, quoth_table **table)
{
    const size_t room = quoth_text_code_points(text) + BATCH; /* units of UTF-16 are no fewer */
    size_t rows;
    void *ends = NULL;
    quoth_status status;
    quoth__enter(context);
    QUOTH__GOTO(quoth__allocate(context, room, sizeof(uint32_t), &ends));
    QUOTH__GOTO(find(context, text, ends, &rows));
    QUOTH__GOTO(make(context, text, ends, rows, table));
done:
    quoth__free(&context->allocator, ends, room, sizeof(uint32_t));
    return quoth__leave(context, status);
}
