/* passage: the tokens of an ordered list of ranges of a text. Linear in the bytes of the ranges. */
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
