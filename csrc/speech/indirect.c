/* indirect: what is told without marks, sentence by sentence.
 *
 *   container ─► sentences ─► tellings (clauses.c), which never overlap ─► statements, one a part, in order of start
 *
 * A telling that is put in or stands behind ("..., he said") takes its whole sentence; else the first verb that tells
 * takes what follows it, and the next is looked for behind that. Each item is looked at a fixed number of times. */
#include "../base/order.h"
#include "inside.h"

#define DATELINE 16u /* items */

typedef struct finder {
    quoth__scan *scan;
    uint32_t container;
} finder;

/* ------------------------------------------------------------------------------------------------------- writing it */

static quoth_status person_of(const quoth__scan *scan, const quoth__subject *who, uint32_t *person)
{
    *person = who->mention ? quoth__mention_of(scan, who->mention - 1)->person : QUOTH__NONE;
    if (*person != QUOTH__NONE || who->last <= who->first) return QUOTH_OK;
    if (who->mention && quoth__mention_of(scan, who->mention - 1)->type == QUOTH__MENTION_PRONOUN) return QUOTH_OK;
    return quoth__person_of_words((quoth__scan *)scan, who->first, who->last, person);
}

static quoth_status judge(const finder *in, const quoth__telling *telling, quoth__verdict *verdict)
{
    const quoth__span none = {QUOTH__NONE, QUOTH__NONE};
    quoth__scan *scan = in->scan;
    *verdict = (quoth__verdict){.kind = QUOTH_KIND_INDIRECT,
                                .kind_sure = telling->kind_sure,
                                .step = telling->step,
                                .speaker = QUOTH__NONE,
                                .addressee = QUOTH__NONE,
                                .earlier = QUOTH__NONE,
                                .written = none,
                                .rest = none};
    verdict->cue = quoth__items_span(scan, telling->cue_first, telling->cue_last);
    verdict->asserted = !quoth__denied(scan, telling->head, scan->first[in->container]);
    if (telling->step == QUOTH__STEP_NONE) return QUOTH_OK;
    QUOTH__TRY(person_of(scan, &telling->who, &verdict->speaker));
    verdict->sure = verdict->speaker == QUOTH__NONE ? (uint8_t)(telling->sure / 2) : telling->sure;
    verdict->written = quoth__items_span(scan, telling->who.first, telling->who.last);
    if (telling->addressee) verdict->addressee = quoth__mention_of(scan, telling->addressee - 1)->person;
    return QUOTH_OK;
}

static bool holds_marks(const quoth__scan *scan, const quoth__telling *telling)
{
    for (uint32_t p = 0; p < telling->parts; p++)
        for (uint32_t at = telling->part[p][0]; at < telling->part[p][1]; at++)
            if (scan->items[at].shape == QUOTH__SHAPE_STRETCH) return true;
    return false;
}

static quoth_status write_telling(const finder *in, const quoth__telling *telling)
{
    quoth__verdict verdict;
    quoth__array *statements = &in->scan->speech->statements;
    uint32_t group = (uint32_t)statements->count;
    QUOTH__TRY(judge(in, telling, &verdict));
    if (holds_marks(in->scan, telling)) verdict.kind = QUOTH_KIND_MIXED;
    for (uint32_t p = 0; p < telling->parts; p++) {
        void *made;
        QUOTH__TRY(quoth__array_push(in->scan->context, statements, sizeof(quoth__statement), &made));
        *(quoth__statement *)made =
            (quoth__statement){.words = quoth__items_span(in->scan, telling->part[p][0], telling->part[p][1]),
                               .within = in->container ? in->container - 1 : QUOTH__NONE,
                               .group = group,
                               .part = p,
                               .verdict = verdict};
    }
    quoth__note(in->scan, 600);
    return QUOTH_OK;
}

/* -------------------------------------------------------------------------------------------------------- sentences */

/* Inside marked words only what is surely told of another: "Clinton said that he had nothing against it". */
static bool is_told_inside(const quoth__scan *scan, const quoth__telling *telling)
{
    const quoth__lexeme *verb = quoth__lexeme_of(scan, telling->head);
    if (!telling->who.mention || telling->step == QUOTH__STEP_LABEL) return false;
    const quoth__mention *who = quoth__mention_of(scan, telling->who.mention - 1);
    if (who->type == QUOTH__MENTION_PRONOUN && quoth__lexeme_of(scan, who->first)->person != 3) return false;
    if (telling->step == QUOTH__STEP_ACCORDING) return true;
    return verb->cue_weight >= 85 && verb->cue_kind == QUOTH_KIND_SPEECH && telling->that;
}

/* Marked words alone have their row already. */
static bool is_marked_alone(const quoth__scan *scan, const quoth__telling *telling)
{
    return telling->parts == 1 && telling->part[0][1] == telling->part[0][0] + 1 &&
           scan->items[telling->part[0][0]].shape == QUOTH__SHAPE_STRETCH;
}

static quoth_status take(const finder *in, const quoth__telling *telling)
{
    if (is_marked_alone(in->scan, telling)) return QUOTH_OK;
    if (in->container && !is_told_inside(in->scan, telling)) return QUOTH_OK;
    return write_telling(in, telling);
}

/* Notes the look at an item; charges after every 128. */
static quoth_status charge_some(const finder *in, uint32_t item)
{
    quoth__note(in->scan, 30);
    return (item & 127) == 127 ? quoth__charge(in->scan) : QUOTH_OK;
}

/* Most words begin nothing that tells. */
static bool may_tell(const quoth__scan *scan, uint32_t item)
{
    const uint32_t telling = 1u << QUOTH__CLASS_CUE | 1u << QUOTH__CLASS_CUE_PHRASE | 1u << QUOTH__CLASS_INDIRECT;
    if (!quoth__is_word(scan, item)) return false;
    const quoth__lexeme *word = quoth__lexeme_of(scan, item);
    return ((word->classes | word->leads) & telling) != 0;
}

static quoth_status find_in_sentence(const finder *in, const quoth__sentence *of)
{
    quoth__telling telling;
    uint32_t from = of->first;
    if (quoth__telling_label(of, &telling)) return take(in, &telling);
    for (uint32_t item = of->first; item < of->last; item++) {
        QUOTH__TRY(charge_some(in, item));
        if (!may_tell(in->scan, item)) continue;
        if (quoth__telling_according(of, item, &telling) || quoth__telling_behind(of, item, &telling)) {
            QUOTH__TRY(take(in, &telling));
            from = telling.next;
            break;
        }
    }
    for (uint32_t item = from; item < of->last; item++) {
        QUOTH__TRY(charge_some(in, item));
        if (!may_tell(in->scan, item) || !quoth__telling_verb(of, item, &telling)) continue;
        QUOTH__TRY(take(in, &telling));
        item = telling.next - 1;
    }
    quoth__note(in->scan, 160);
    return quoth__charge(in->scan);
}

static bool is_speech(const quoth__scan *scan, uint32_t item)
{
    return scan->items[item].shape == QUOTH__SHAPE_STRETCH &&
           quoth__verdict_of(scan, scan->items[item].token)->kind <= QUOTH_KIND_WRITING;
}

static uint8_t shape(const quoth__scan *scan, uint32_t item) { return scan->items[item].shape; }

/* "LISBON, May 2 (Agency) — The bridge": behind the place and the day with which a paragraph begins. */
static uint32_t over_dateline(const quoth__scan *scan, uint32_t first, uint32_t last)
{
    if (!(scan->items[first].flags & QUOTH__ITEM_PARAGRAPH)) return first;
    for (uint32_t at = first; at < last && at < first + DATELINE; at++) {
        uint8_t form = shape(scan, at);
        if (form == QUOTH__SHAPE_DASH) return at > first && at + 1 < last ? at + 1 : first;
        if (form == QUOTH__SHAPE_LOWER || form == QUOTH__SHAPE_STRETCH || form == QUOTH__SHAPE_COLON) break;
    }
    return first;
}

static uint32_t before_stops(const quoth__scan *scan, uint32_t first, uint32_t last)
{
    while (last > first && shape(scan, last - 1) == QUOTH__SHAPE_STOP) last--;
    return last;
}

/* "Ruiz Denies Plan to Leave": every word has a capital, but those of grammar. */
static bool is_heading(const quoth__scan *scan, uint32_t first, uint32_t last)
{
    uint32_t capitals = 0;
    if (last <= first || !(scan->items[first].flags & QUOTH__ITEM_PARAGRAPH)) return false;
    for (uint32_t at = first; at < last; at++) {
        const quoth__lexeme *word = quoth__lexeme_of(scan, at);
        capitals += shape(scan, at) == QUOTH__SHAPE_CAPITAL;
        if (shape(scan, at) == QUOTH__SHAPE_LOWER && !word->function && !word->auxiliary) return false;
    }
    return capitals >= 4;
}

/* The words of a sentence: without the mark that ends it, brackets around it and a dateline. */
static quoth__sentence words_of(const finder *in, uint32_t first, uint32_t next)
{
    const quoth__scan *scan = in->scan;
    uint32_t last = before_stops(scan, first, next);
    if (last > first && shape(scan, first) == QUOTH__SHAPE_OPEN) {
        first++;
        if (last > first && shape(scan, last - 1) == QUOTH__SHAPE_CLOSE) last = before_stops(scan, first, last - 1);
    }
    if (first < last) first = over_dateline(scan, first, last);
    uint32_t speech = first;
    while (speech < last && !is_speech(scan, speech)) speech++;
    return (quoth__sentence){.scan = in->scan,
                             .begin = scan->first[in->container],
                             .end = scan->first[in->container + 1],
                             .first = first,
                             .last = last,
                             .speech = speech,
                             .heading = is_heading(scan, first, last)};
}

static quoth_status find_in(const finder *in)
{
    const quoth__scan *scan = in->scan;
    uint32_t begin = scan->first[in->container], end = scan->first[in->container + 1];
    for (uint32_t first = begin, next; first < end; first = next) {
        next = first + 1;
        while (next < end && !(scan->items[next].flags & QUOTH__ITEM_SENTENCE)) next++;
        const quoth__sentence sentence = words_of(in, first, next);
        QUOTH__TRY(find_in_sentence(in, &sentence));
    }
    return QUOTH_OK;
}

/* ------------------------------------------------------------------------------------------------------------- order */

static int by_start(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const quoth__statement *all = user;
    *work += 12;
    return quoth__three_way(all[a].words.start, all[b].words.start);
}

/* Puts the statements in the order of the text; `group` is turned from the order of finding to that. */
static quoth_status put_in_order(quoth_context *context, quoth__array *statements)
{
    size_t count = statements->count;
    quoth__array sorted = {0};
    void *order = NULL, *place = NULL;
    quoth_status status;
    QUOTH__GOTO(quoth__allocate(context, count, sizeof(uint32_t), &order));
    QUOTH__GOTO(quoth__allocate(context, count, sizeof(uint32_t), &place));
    QUOTH__GOTO(quoth__array_reserve(context, &sorted, count, sizeof(quoth__statement)));
    uint32_t *ids = order, *at = place;
    for (uint32_t i = 0; i < count; i++) ids[i] = i;
    QUOTH__GOTO(quoth__sort(context, ids, count, by_start, statements->data));
    for (uint32_t i = 0; i < count; i++) at[ids[i]] = i;
    for (uint32_t i = 0; i < count; i++) {
        quoth__statement *made = &QUOTH__AT(sorted, quoth__statement, i);
        *made = QUOTH__AT(*statements, quoth__statement, ids[i]);
        made->group = at[made->group];
        made->number = i + 1;
    }
    sorted.count = count;
    quoth__array swapped = *statements;
    *statements = sorted;
    sorted = swapped;
    status = quoth__work(context, 60 * (uint64_t)count);
done:
    quoth__array_free(&context->allocator, &sorted, sizeof(quoth__statement));
    quoth__free(&context->allocator, place, count, sizeof(uint32_t));
    quoth__free(&context->allocator, order, count, sizeof(uint32_t));
    return status;
}

quoth_status quoth__indirect_find(quoth__scan *scan)
{
    if (!(scan->traits & QUOTH__TRAIT_INDIRECT)) return QUOTH_OK;
    for (uint32_t c = 0; c <= scan->stretches->count; c++) {
        if (c && quoth__verdict_of(scan, c - 1)->kind > QUOTH_KIND_WRITING) continue;
        const finder in = {scan, c};
        QUOTH__TRY(find_in(&in));
    }
    QUOTH__TRY(put_in_order(scan->context, &scan->speech->statements));
    return quoth__given_told_set(scan);
}
