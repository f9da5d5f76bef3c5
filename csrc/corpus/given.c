/* given: what the caller knows, from code points and strings of his own to bytes and strings kept here.
 *
 *   mentions ─► bytes ─► longest first where they overlap ─► in order, none over another
 *   said     ─► the stretches within each place ─► one slot a stretch ─► those that say something, for speech
 *
 * Sorting costs n log n, all else is linear, but that places of `said` that overlap look at stretches again. */
#include "given.h"

#include "../base/order.h"
#include "../unicode/utf8.h"
#include "corpus.h"

/* -------------------------------------------------------------------------------------------------------- reading */

static quoth_status place_of(quoth_context *context, const quoth_text *text, uint32_t start, uint32_t end,
                             const char *what, size_t index, quoth__span *place)
{
    if (start >= end || end > text->code_points)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, index, "%s %zu, %u to %u: the text has %u code points", what,
                           index, (unsigned)start, (unsigned)end, (unsigned)text->code_points);
    *place = (quoth__span){quoth_text_byte(text, start), quoth_text_byte(text, end)};
    return quoth__work(context, 500);
}

/* Appends a name to the strings; until all are there `bytes` says only whether there is one. */
static quoth_status keep_name(quoth_context *context, const char *name, quoth__beliefs *beliefs, quoth_string *kept)
{
    size_t bad;
    *kept = (quoth_string){NULL, 0};
    if (!name) return QUOTH_OK;
    kept->length = strlen(name);
    if (!kept->length) return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "a name that is given is empty");
    if (!quoth__utf8_check((const uint8_t *)name, kept->length, &bad, NULL))
        return quoth__fail(context, QUOTH_BAD_UTF8, bad, "a name that is given is not UTF-8 at byte %zu", bad);
    kept->bytes = "";
    QUOTH__TRY(quoth__array_append(context, &beliefs->strings, name, kept->length));
    return quoth__work(context, 100 + kept->length);
}

static quoth_status read_mention(quoth_context *context, const quoth_text *text, const quoth_known *known, size_t index,
                                 quoth__beliefs *beliefs)
{
    const quoth_mention *from = &known->mentions[index];
    quoth__given_mention made = {.gender = (uint8_t)from->gender, .sort = (uint8_t)from->sort};
    void *place;
    if (from->gender && from->gender != 'm' && from->gender != 'f')
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, index, "mention %zu: the gender is m, f or none", index);
    if (from->sort && from->sort != 'p' && from->sort != 'b')
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, index, "mention %zu: it is p, a person, or b, a body", index);
    QUOTH__TRY(place_of(context, text, from->start, from->end, "mention", index, &made.place));
    QUOTH__TRY(keep_name(context, from->name, beliefs, &made.name));
    QUOTH__TRY(quoth__array_push(context, &beliefs->mentions, sizeof made, &place));
    *(quoth__given_mention *)place = made;
    return QUOTH_OK;
}

static quoth_status read_said(quoth_context *context, const quoth_text *text, const quoth_known *known, size_t index,
                              quoth__beliefs *beliefs)
{
    const quoth_said *from = &known->said[index];
    quoth__said made = {0};
    void *place;
    QUOTH__TRY(place_of(context, text, from->start, from->end, "speaker", index, &made.place));
    QUOTH__TRY(keep_name(context, from->speaker, beliefs, &made.speaker));
    QUOTH__TRY(keep_name(context, from->addressee, beliefs, &made.addressee));
    QUOTH__TRY(quoth__array_push(context, &beliefs->said, sizeof made, &place));
    *(quoth__said *)place = made;
    return QUOTH_OK;
}

static void point_at(quoth_string *name, const char **at)
{
    if (!name->bytes) return;
    name->bytes = *at;
    *at += name->length;
}

/* The bytes of the names no longer move: in the order in which they were appended. */
static void point_names(quoth__beliefs *beliefs)
{
    const char *at = beliefs->strings.data;
    for (size_t i = 0; i < beliefs->mentions.count; i++)
        point_at(&QUOTH__AT(beliefs->mentions, quoth__given_mention, i).name, &at);
    for (size_t i = 0; i < beliefs->said.count; i++) {
        point_at(&QUOTH__AT(beliefs->said, quoth__said, i).speaker, &at);
        point_at(&QUOTH__AT(beliefs->said, quoth__said, i).addressee, &at);
    }
}

static int by_start(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const quoth__given_mention *mentions = user;
    *work += 8;
    return quoth__three_way(mentions[a].place.start, mentions[b].place.start);
}

static uint32_t length_of(const quoth__given_mention *mention) { return mention->place.end - mention->place.start; }

/* In order, none over another. One that is shorter than what it meets goes; else what it meets goes, as far back as
 * that is shorter. */
static quoth_status order_mentions(quoth_context *context, quoth__array *mentions)
{
    size_t count = mentions->count;
    const quoth__given_mention *from = mentions->data;
    quoth__array kept = {0};
    quoth_status status;
    void *order = NULL, *place;
    QUOTH__GOTO(quoth__allocate(context, count, sizeof(uint32_t), &order));
    uint32_t *ids = order;
    for (uint32_t i = 0; i < count; i++) ids[i] = i;
    QUOTH__GOTO(quoth__sort(context, ids, count, by_start, from));
    for (size_t i = 0; i < count; i++) {
        const quoth__given_mention *next = &from[ids[i]], *last = kept.data;
        size_t back = kept.count;
        while (back > 0 && last[back - 1].place.end > next->place.start && length_of(&last[back - 1]) < length_of(next))
            back--;
        if (back > 0 && last[back - 1].place.end > next->place.start) continue;
        kept.count = back;
        QUOTH__GOTO(quoth__array_push(context, &kept, sizeof *next, &place));
        *(quoth__given_mention *)place = *next;
        QUOTH__GOTO(quoth__work(context, 60));
    }
    quoth__array old = *mentions;
    *mentions = kept;
    kept = old;
done:
    quoth__free(&context->allocator, order, count, sizeof(uint32_t));
    quoth__array_free(&context->allocator, &kept, sizeof(quoth__given_mention));
    return status;
}

quoth_status quoth__beliefs_read(quoth_context *context, const quoth_text *text, const quoth_known *known,
                                 quoth__beliefs *beliefs)
{
    for (size_t i = 0; i < known->mention_count; i++) QUOTH__TRY(read_mention(context, text, known, i, beliefs));
    for (size_t i = 0; i < known->said_count; i++) QUOTH__TRY(read_said(context, text, known, i, beliefs));
    point_names(beliefs);
    return known->mention_count ? order_mentions(context, &beliefs->mentions) : QUOTH_OK;
}

void quoth__beliefs_free(const quoth_allocator *allocator, quoth__beliefs *beliefs)
{
    quoth__array_free(allocator, &beliefs->mentions, sizeof(quoth__given_mention));
    quoth__array_free(allocator, &beliefs->said, sizeof(quoth__said));
    quoth__array_free(allocator, &beliefs->strings, 1);
}

/* ------------------------------------------------------------------------------------------------------- speakers */

/* The first stretch whose words begin at a byte or behind it. */
static size_t stretch_at(const quoth__array *stretches, uint32_t byte)
{
    size_t low = 0, high = stretches->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (QUOTH__STRETCH(*stretches, middle)->start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void set_slot(const quoth__said *said, quoth__given_verdict *slot)
{
    slot->set |= QUOTH__GIVEN_SPEAKER;
    slot->step = QUOTH__STEP_GIVEN;
    slot->speaker = said->speaker;
    if (!said->addressee.bytes) return;
    slot->set |= QUOTH__GIVEN_ADDRESSEE;
    slot->addressee = said->addressee;
}

/* The innermost stretch around a place, from the last one that begins before it. */
static uint32_t around(const quoth__array *stretches, size_t next, quoth__span place)
{
    uint32_t at = next ? (uint32_t)next - 1 : QUOTH__NONE;
    while (at != QUOTH__NONE && QUOTH__STRETCH(*stretches, at)->outer_end < place.end)
        at = QUOTH__STRETCH(*stretches, at)->parent;
    return at;
}

static quoth_status spread_one(quoth_context *context, const quoth__said *said, const quoth__array *stretches,
                               quoth__given_verdict *slots)
{
    size_t first = stretch_at(stretches, said->place.start), i = first;
    uint32_t covered = 0, found = 0;
    for (; i < stretches->count && QUOTH__STRETCH(*stretches, i)->start < said->place.end; i++) {
        const quoth__stretch *stretch = QUOTH__STRETCH(*stretches, i);
        if (stretch->start < covered || stretch->end > said->place.end) continue;
        covered = stretch->outer_end;
        set_slot(said, &slots[i]);
        found++;
    }
    uint32_t outer = found ? QUOTH__NONE : around(stretches, first, said->place);
    if (outer != QUOTH__NONE) set_slot(said, &slots[outer]);
    return quoth__work(context, 200 + 12 * (uint64_t)(i - first));
}

quoth_status quoth__beliefs_spread(quoth_context *context, const quoth__beliefs *beliefs, const quoth__array *stretches,
                                   quoth__given_verdict *slots)
{
    for (size_t i = 0; i < beliefs->said.count; i++)
        QUOTH__TRY(spread_one(context, &QUOTH__AT(beliefs->said, quoth__said, i), stretches, slots));
    return QUOTH_OK;
}

quoth_status quoth__beliefs_judge(quoth_context *context, const quoth_text *text, const quoth__given_all *all,
                                  quoth__array *stretches, quoth__speech *speech)
{
    const quoth__beliefs *beliefs = all->beliefs;
    quoth__given_verdict *slots = all->slots;
    size_t count = 0;
    for (uint32_t i = 0; i < stretches->count; i++) {
        if (!slots[i].set) continue;
        slots[i].stretch = i;
        slots[count++] = slots[i];
    }
    quoth__given given = {beliefs->mentions.data, beliefs->mentions.count, slots, count, all->told, all->told_count};
    QUOTH__TRY(quoth__work(context, 6 * (uint64_t)stretches->count));
    return quoth__speech_find_given(context, text, &given, stretches, speech);
}
