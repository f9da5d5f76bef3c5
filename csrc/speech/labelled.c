/* labelled: who speaks in the turns of a transcript, by the label in front of them.
 *
 *   Ruth Hale has kept bees for thirty years.     the person of whom the text tells most before its first turn
 *   Q: Why bees?                                  Q: somebody who is not named
 *   A: Why not?                                   A: that person
 *   HALE: They were here first.                   anybody else: the person of that name
 *
 * O(1) a turn; once a text, linear in the mentions before its first turn. */
#include "inside.h"

#define LABEL 20u /* items of a label at most */
#define BACK 40u  /* stretches that are looked back upon */

/* The items [first, last) of the label before a stretch, without the signs around it; false where there is none. */
static bool label_of(const quoth__scan *scan, uint32_t stretch, uint32_t *first, uint32_t *last)
{
    uint32_t item = scan->at[stretch], end = item, begin;
    while (end > 0 && item - end < LABEL && !quoth__is_word(scan, end - 1)) {
        if (scan->items[end - 1].flags & QUOTH__ITEM_PARAGRAPH || scan->items[end - 1].shape == QUOTH__SHAPE_STRETCH)
            return false;
        end--;
    }
    for (begin = end; begin > 0 && end - begin < LABEL && scan->items[begin - 1].shape != QUOTH__SHAPE_STRETCH;) {
        begin--;
        if (scan->items[begin].flags & QUOTH__ITEM_PARAGRAPH) break;
    }
    while (begin < end && !quoth__is_word(scan, begin)) begin++;
    *first = begin;
    *last = end;
    return begin < end;
}

/* Whether the label is this one letter. */
static bool is_letter(const quoth__scan *scan, uint32_t first, uint32_t last, char letter)
{
    uint32_t token = scan->items[first].token;
    return last == first + 1 && scan->tokens.end[token] == scan->tokens.start[token] + 1 &&
           scan->text->bytes[scan->tokens.start[token]] == (uint8_t)letter;
}

static bool may_answer(const quoth__scan *scan, uint32_t person)
{
    return person != QUOTH__NONE && !quoth__human_of(scan, person)->collective;
}

/* The person of whom the narrative tells most before an item. */
static quoth_status find_interviewee(quoth__scan *scan, uint32_t before)
{
    void *got;
    size_t people = scan->humans.count;
    uint32_t best = QUOTH__NONE;
    scan->interviewed = true;
    QUOTH__TRY(quoth__allocate_zeroed(scan->context, people, sizeof(uint32_t), &got));
    uint32_t *counts = got;
    for (uint32_t m = scan->first_mention[0]; m < scan->first_mention[1]; m++) {
        const quoth__mention *mention = quoth__mention_of(scan, m);
        if (mention->first >= before) break;
        if (!may_answer(scan, mention->person)) continue;
        uint32_t count = ++counts[mention->person];
        if (best == QUOTH__NONE || count > counts[best]) best = mention->person;
    }
    scan->interviewee = best;
    quoth__free(&scan->context->allocator, got, people, sizeof(uint32_t));
    return quoth__work(scan->context, 20 * (uint64_t)(scan->first_mention[1] - scan->first_mention[0]) + people);
}

/* The speaker of an earlier turn whose label ends with the one word of this one: ANNA LEE, then LEE. */
static bool find_longer(const quoth__scan *scan, uint32_t stretch, uint32_t item, uint32_t *person)
{
    for (uint32_t s = stretch, steps = 0; s > 0 && steps < BACK; s--, steps++) {
        const quoth__stretch *of = quoth__stretch_of(scan, s - 1);
        uint32_t first, last;
        if (of->marked != QUOTH__MARKED_LABEL || of->part > 0 || of->parent != QUOTH__NONE) continue;
        if (!label_of(scan, s - 1, &first, &last) || last == first + 1) continue;
        if (scan->items[last - 1].lexeme != scan->items[item].lexeme) continue;
        *person = quoth__verdict_of(scan, s - 1)->speaker;
        return *person != QUOTH__NONE;
    }
    return false;
}

static quoth_status person_of_label(quoth__scan *scan, uint32_t stretch, uint32_t first, uint32_t last,
                                    uint32_t *person)
{
    *person = QUOTH__NONE;
    if (is_letter(scan, first, last, 'Q')) return QUOTH_OK;
    if (is_letter(scan, first, last, 'A')) {
        if (!scan->interviewed) QUOTH__TRY(find_interviewee(scan, first));
        *person = scan->interviewee;
        return QUOTH_OK;
    }
    if (last == first + 1 && find_longer(scan, stretch, first, person)) return QUOTH_OK;
    for (uint32_t item = first; item < last; item++) {
        const quoth__mention *mention = quoth__mention_here(scan, item);
        if (mention && mention->person != QUOTH__NONE) {
            *person = mention->person;
            return QUOTH_OK;
        }
    }
    return quoth__person_of_words(scan, first, last, person);
}

quoth_status quoth__labelled(quoth__scan *scan, uint32_t stretch, quoth__verdict *verdict)
{
    const quoth__stretch *of = quoth__stretch_of(scan, stretch);
    uint32_t first, last;
    verdict->kind = QUOTH_KIND_SPEECH;
    verdict->kind_sure = 95;
    verdict->asserted = true;
    if (of->part > 0) {
        const quoth__verdict *earlier = quoth__verdict_of(scan, of->group);
        verdict->speaker = earlier->speaker;
        verdict->written = earlier->written;
        verdict->rest = earlier->rest;
        verdict->step = QUOTH__STEP_CONTINUED;
        verdict->sure = earlier->sure;
        verdict->earlier = of->group;
        return QUOTH_OK;
    }
    if (!label_of(scan, stretch, &first, &last)) return QUOTH_OK;
    QUOTH__TRY(person_of_label(scan, stretch, first, last, &verdict->speaker));
    bool letter = last == first + 1 && scan->items[first].flags & QUOTH__ITEM_INITIAL;
    quoth__note(scan, BACK * 40u);
    verdict->step = QUOTH__STEP_LABEL;
    verdict->sure = verdict->speaker == QUOTH__NONE ? 0 : letter ? 60 : 97;
    *(letter ? &verdict->rest : &verdict->written) = quoth__items_span(scan, first, last);
    return QUOTH_OK;
}
