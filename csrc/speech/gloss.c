/* gloss: a translation in brackets right behind a quotation is the same saying once more.
 *
 *   “Genug” (“enough”), he said.       one speaker, one cue, one kind: those that stand behind the brackets
 *
 * O(1) a stretch. */
#include "inside.h"

static bool is_shape(const quoth__scan *scan, uint32_t item, uint32_t end, quoth__shape shape)
{
    return item < end && scan->items[item].shape == shape;
}

/* Whether the items from `item` on, before `end`, are a stretch alone in round brackets. */
static bool is_bracketed(const quoth__scan *scan, uint32_t item, uint32_t end)
{
    if (!is_shape(scan, item, end, QUOTH__SHAPE_OPEN) || !is_shape(scan, item + 1, end, QUOTH__SHAPE_STRETCH) ||
        !is_shape(scan, item + 2, end, QUOTH__SHAPE_CLOSE))
        return false;
    return scan->text->bytes[scan->tokens.start[scan->items[item].token]] == '(';
}

uint32_t quoth__gloss_behind(const quoth__scan *scan, uint32_t stretch)
{
    uint32_t item = scan->at[stretch], end = scan->first[quoth__container_of(scan, stretch) + 1];
    return is_bracketed(scan, item + 1, end) ? scan->items[item + 2].token : QUOTH__NONE;
}

uint32_t quoth__glossed_by(const quoth__scan *scan, uint32_t stretch)
{
    uint32_t item = scan->at[stretch], container = quoth__container_of(scan, stretch);
    if (item < scan->first[container] + 2 || scan->items[item - 2].shape != QUOTH__SHAPE_STRETCH) return QUOTH__NONE;
    return is_bracketed(scan, item - 1, scan->first[container + 1]) ? scan->items[item - 2].token : QUOTH__NONE;
}

void quoth__gloss(const quoth__scan *scan, uint32_t glossed, quoth__verdict *verdict)
{
    *verdict = *quoth__verdict_of(scan, glossed);
    verdict->earlier = glossed;
    if (verdict->step != QUOTH__STEP_NONE) verdict->step = QUOTH__STEP_GLOSS;
}
