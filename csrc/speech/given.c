/* given: what somebody knows already goes before what is found.
 *
 *   places ─► items of a container ─┐
 *   mentions found, in order ───────┴─► merged container by container: one found that holds one given keeps its words
 *                                       and its grammar; any other that touches one given makes room for it
 *   names ─► people: by the whole name, else by surname and first name; else somebody new
 *
 * O(log n) a mention given, and one pass over the mentions found. */
#include "../base/order.h"
#include "inside.h"

/* ------------------------------------------------------------------------------------------------- people by name */

/* The words of a name that count: the first and the last, as lexemes. */
typedef struct name_words {
    uint32_t first, last; /* QUOTH__NONE where there is none */
    uint32_t count;
} name_words;

static quoth_status add_word(quoth__scan *scan, const char *bytes, size_t length, name_words *words)
{
    quoth_string form;
    uint32_t id;
    QUOTH__TRY(quoth__vocabulary_fold(scan->context, &scan->vocabulary, (const uint8_t *)bytes, length, &form));
    if (!form.length) return QUOTH_OK;
    QUOTH__TRY(quoth__strings_add(scan->context, &scan->vocabulary.forms, form.bytes, form.length, &id));
    if (words->count++ == 0) words->first = id;
    words->last = id;
    return QUOTH_OK;
}

static quoth_status read_words(quoth__scan *scan, quoth_string name, name_words *words)
{
    *words = (name_words){QUOTH__NONE, QUOTH__NONE, 0};
    for (size_t at = 0; at < name.length;) {
        size_t end = at;
        while (end < name.length && name.bytes[end] != ' ') end++;
        if (end > at) QUOTH__TRY(add_word(scan, name.bytes + at, end - at, words));
        at = end + 1;
    }
    if (words->count < 2) words->first = QUOTH__NONE;
    QUOTH__TRY(quoth__lexemes_read(scan));
    return quoth__work(scan->context, 200 + 4 * (uint64_t)name.length);
}

/* Whether one person alone has a surname. */
static bool is_only(const quoth__scan *scan, uint32_t last, uint32_t person)
{
    uint32_t first = QUOTH__AT(scan->lexemes, quoth__lexeme, last).by_last;
    return first == person + 1 && quoth__human_of(scan, person)->next_last == 0;
}

/* A person of the surname alone gets the whole name by which he is given. */
static quoth_status give_name(quoth__scan *scan, uint32_t person, quoth_string name, const name_words *words)
{
    uint32_t id;
    void *got;
    QUOTH__TRY(quoth__strings_add(scan->context, &scan->speech->names, name.bytes, name.length, &id));
    while (scan->by_name.count <= id) QUOTH__TRY(quoth__array_push(scan->context, &scan->by_name, 4, &got));
    QUOTH__AT(scan->by_name, uint32_t, id) = person + 1;
    quoth__human *human = quoth__human_of(scan, person);
    quoth__lexeme *forename = &QUOTH__AT(scan->lexemes, quoth__lexeme, words->first);
    human->name = id;
    human->first_name = words->first;
    human->next_first = forename->by_first;
    forename->by_first = person + 1;
    return QUOTH_OK;
}

static bool is_known(const quoth__scan *scan, quoth_string name)
{
    uint32_t id = quoth__strings_find(&scan->speech->names, name.bytes, name.length);
    return id < scan->by_name.count && QUOTH__AT(scan->by_name, uint32_t, id) != 0;
}

quoth_status quoth__person_named(quoth__scan *scan, quoth_string name, uint32_t place, uint32_t *person)
{
    bool made = false;
    name_words words;
    if (is_known(scan, name)) return quoth__person_of_name(scan, name, place, person, &made);
    QUOTH__TRY(read_words(scan, name, &words));
    *person = words.count ? quoth__person_find(scan, words.last, words.first, 0) : QUOTH__NONE;
    if (*person != QUOTH__NONE) {
        bool whole = quoth__human_of(scan, *person)->first_name != QUOTH__NONE,
             only = is_only(scan, words.last, *person);
        if (words.count > 1 ? whole : only) return QUOTH_OK;
        if (only) return give_name(scan, *person, name, &words);
    }
    QUOTH__TRY(quoth__person_of_name(scan, name, place, person, &made));
    if (made && words.count) quoth__person_file(scan, *person, words.first, words.last);
    return QUOTH_OK;
}

/* ------------------------------------------------------------------------------------------------------- mentions */

typedef struct overlay {
    quoth__scan *scan;
    quoth__array
        placed; /* quoth__mention: those given, by container and place; `person` is the index of what is given */
    quoth__array merged; /* quoth__mention */
} overlay;

/* The first token that ends behind a byte. */
static size_t token_at(const quoth__scan *scan, uint32_t byte)
{
    size_t low = 0, high = scan->tokens.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (scan->tokens.end[middle] <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first item of a container that begins at a byte or behind it. */
static uint32_t item_at(const quoth__scan *scan, uint32_t container, uint32_t byte)
{
    uint32_t low = scan->first[container], high = scan->first[container + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (quoth__items_span(scan, middle, middle + 1).start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The items of a place: of the container of its first word, up to the next stretch. False where there are none. */
static bool items_of(const quoth__scan *scan, quoth__span place, uint32_t *container, uint32_t *first, uint32_t *last)
{
    size_t token = token_at(scan, place.start);
    while (token < scan->tokens.count && scan->tokens.start[token] < place.end && scan->inner[token] == QUOTH__NONE)
        token++;
    if (token == scan->tokens.count || scan->tokens.start[token] >= place.end) return false;
    *container = scan->inner[token];
    *first = item_at(scan, *container, scan->tokens.start[token]);
    *last = *first;
    uint32_t end = scan->first[*container + 1];
    while (*last < end && scan->items[*last].shape != QUOTH__SHAPE_STRETCH &&
           quoth__items_span(scan, *last, *last + 1).start < place.end)
        ++*last;
    return *last > *first;
}

/* Items of the narrative and of a stretch come in the order of containers, not of the text. */
static quoth_status place_all(overlay *of)
{
    quoth__scan *scan = of->scan;
    for (size_t i = 0; i < scan->given->mention_count; i++) {
        uint32_t container, first, last;
        void *made;
        QUOTH__TRY(quoth__work(scan->context, 1500));
        if (!items_of(scan, scan->given->mentions[i].place, &container, &first, &last)) continue;
        QUOTH__TRY(quoth__work(scan->context, 40 * (uint64_t)(last - first)));
        QUOTH__TRY(quoth__array_push(scan->context, &of->placed, sizeof(quoth__mention), &made));
        *(quoth__mention *)made = quoth__mention_of_items(scan, container, first, last);
        ((quoth__mention *)made)->person = (uint32_t)i;
        ((quoth__mention *)made)->given = true;
    }
    return QUOTH_OK;
}

#define PLACED(of, index) (&QUOTH__AT((of)->placed, quoth__mention, index))

static int by_items(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const quoth__mention *placed = user;
    *work += 6;
    return quoth__three_way(placed[a].first, placed[b].first);
}

/* By items: those of the narrative stand before those of the stretches between them. */
static quoth_status sort_placed(overlay *of)
{
    size_t count = of->placed.count;
    quoth__array sorted = {0};
    void *got = NULL;
    quoth_status status;
    QUOTH__GOTO(quoth__allocate(of->scan->context, count, sizeof(uint32_t), &got));
    uint32_t *ids = got;
    for (uint32_t i = 0; i < count; i++) ids[i] = i;
    QUOTH__GOTO(quoth__sort(of->scan->context, ids, count, by_items, of->placed.data));
    QUOTH__GOTO(quoth__array_reserve(of->scan->context, &sorted, count, sizeof(quoth__mention)));
    for (; sorted.count < count; sorted.count++)
        QUOTH__AT(sorted, quoth__mention, sorted.count) = *PLACED(of, ids[sorted.count]);
    quoth__array old = of->placed;
    of->placed = sorted;
    sorted = old;
    status = quoth__work(of->scan->context, 20 * (uint64_t)count);
done:
    quoth__free(&of->scan->context->allocator, got, count, sizeof(uint32_t));
    quoth__array_free(&of->scan->context->allocator, &sorted, sizeof(quoth__mention));
    return status;
}

static quoth_status put(overlay *of, const quoth__mention *mention)
{
    void *made;
    quoth__array *merged = &of->merged;
    const quoth__mention *last = merged->count ? &QUOTH__AT(*merged, quoth__mention, merged->count - 1) : NULL;
    if (last && last->last > mention->first) return QUOTH_OK; /* a word may stand in two places that are given */
    QUOTH__TRY(quoth__array_push(of->scan->context, merged, sizeof(quoth__mention), &made));
    *(quoth__mention *)made = *mention;
    return quoth__work(of->scan->context, 40);
}

/* One found, with those given from `*next` on that it touches. */
static quoth_status merge_one(overlay *of, const quoth__mention *found, size_t *next)
{
    size_t from = *next, end = from;
    while (end < of->placed.count && PLACED(of, end)->first < found->last) end++;
    bool alone = end == from + 1 && PLACED(of, from)->first >= found->first && PLACED(of, from)->last <= found->last;
    *next = end;
    if (end == from) return put(of, found);
    if (alone) {
        quoth__mention kept = *found;
        kept.person = PLACED(of, from)->person;
        kept.given = true;
        return put(of, &kept);
    }
    for (size_t i = from; i < end; i++) QUOTH__TRY(put(of, PLACED(of, i)));
    return QUOTH_OK;
}

/* Those given that end before an item. */
static quoth_status put_before(overlay *of, uint32_t item, size_t *next)
{
    while (*next < of->placed.count && PLACED(of, *next)->last <= item) QUOTH__TRY(put(of, PLACED(of, (*next)++)));
    return QUOTH_OK;
}

static quoth_status merge(overlay *of)
{
    quoth__scan *scan = of->scan;
    size_t next = 0;
    for (size_t c = 0; c <= scan->stretches->count; c++) {
        uint32_t from = scan->first_mention[c], to = scan->first_mention[c + 1];
        scan->first_mention[c] = (uint32_t)of->merged.count;
        for (uint32_t m = from; m < to; m++) {
            const quoth__mention *found = quoth__mention_of(scan, m);
            QUOTH__TRY(put_before(of, found->first, &next));
            QUOTH__TRY(merge_one(of, found, &next));
        }
        QUOTH__TRY(put_before(of, scan->first[c + 1], &next));
    }
    scan->first_mention[scan->stretches->count + 1] = (uint32_t)of->merged.count;
    return quoth__work(scan->context, 10 * (uint64_t)scan->stretches->count);
}

/* The person and the flags of a mention that is given; `person` was the index of what is given. */
static quoth_status settle(quoth__scan *scan, uint32_t index)
{
    quoth__mention *mention = quoth__mention_of(scan, index);
    const quoth__given_mention *given = &scan->given->mentions[mention->person];
    mention->person = QUOTH__NONE;
    if (given->sort) mention->flags &= (uint8_t) ~(QUOTH__MENTION_BODY | QUOTH__MENTION_HUMAN);
    if (given->sort == 'p') mention->flags |= QUOTH__MENTION_HUMAN;
    if (given->sort == 'b') mention->flags |= QUOTH__MENTION_BODY;
    if (given->gender) mention->gender = given->gender;
    mention->given = given->name.bytes != NULL;
    if (!mention->given) return QUOTH_OK;
    uint32_t person;
    QUOTH__TRY(quoth__person_named(scan, given->name, given->place.start, &person));
    quoth__human *human = quoth__human_of(scan, person);
    mention->person = person;
    if (!human->gender) human->gender = mention->gender;
    human->human |= (mention->flags & QUOTH__MENTION_HUMAN) != 0;
    human->collective |= (mention->flags & QUOTH__MENTION_BODY) != 0;
    if (given->place.start < human->place) human->place = given->place.start;
    return quoth__work(scan->context, 700);
}

static quoth_status settle_all(overlay *of)
{
    quoth__scan *scan = of->scan;
    quoth__array found = scan->mentions;
    scan->mentions = of->merged;
    of->merged = found;
    memset(scan->mention_at, 0, scan->item_count * sizeof(uint32_t));
    for (uint32_t m = 0; m < scan->mentions.count; m++) {
        if (quoth__mention_of(scan, m)->given) QUOTH__TRY(settle(scan, m));
        const quoth__mention *mention = quoth__mention_of(scan, m);
        for (uint32_t at = mention->first; at < mention->last; at++) scan->mention_at[at] = m + 1;
    }
    return quoth__work(scan->context, 30 * (uint64_t)scan->mentions.count + scan->item_count);
}

quoth_status quoth__given_mentions(quoth__scan *scan)
{
    overlay of = {.scan = scan};
    quoth_status status;
    if (!scan->given->mention_count) return QUOTH_OK;
    QUOTH__GOTO(place_all(&of));
    QUOTH__GOTO(sort_placed(&of));
    QUOTH__GOTO(merge(&of));
    status = settle_all(&of);
done:
    quoth__array_free(&scan->context->allocator, &of.placed, sizeof(quoth__mention));
    quoth__array_free(&scan->context->allocator, &of.merged, sizeof(quoth__mention));
    return status;
}

/* ------------------------------------------------------------------------------------------------------- verdicts */

/* What is given of a stretch; stretches are asked for in order. */
static const quoth__given_verdict *given_of(quoth__scan *scan, uint32_t stretch)
{
    const quoth__given *given = scan->given;
    while (scan->given_verdict < given->verdict_count && given->verdicts[scan->given_verdict].stretch < stretch)
        scan->given_verdict++;
    if (scan->given_verdict == given->verdict_count) return NULL;
    const quoth__given_verdict *next = &given->verdicts[scan->given_verdict];
    return next->stretch == stretch ? next : NULL;
}

void quoth__given_kind(quoth__scan *scan, uint32_t stretch, quoth__verdict *verdict)
{
    const quoth__given_verdict *given = given_of(scan, stretch);
    if (!given || !(given->set & QUOTH__GIVEN_KIND)) return;
    verdict->kind = given->kind;
    verdict->kind_sure = 100;
}

static quoth_status set_speaker(quoth__scan *scan, uint32_t stretch, const quoth__given_verdict *given,
                                quoth__verdict *verdict)
{
    quoth__array *also = &scan->speech->also;
    const quoth__span none = {QUOTH__NONE, QUOTH__NONE};
    while (also->count && QUOTH__AT(*also, quoth__also, also->count - 1).stretch == stretch) also->count--;
    verdict->step = given->step;
    verdict->sure = 100;
    verdict->earlier = verdict->speaker = QUOTH__NONE;
    verdict->written = verdict->rest = none;
    if (!given->speaker.bytes) return QUOTH_OK;
    QUOTH__TRY(quoth__person_named(scan, given->speaker, quoth__stretch_of(scan, stretch)->start, &verdict->speaker));
    if (verdict->addressee == verdict->speaker) verdict->addressee = QUOTH__NONE;
    return QUOTH_OK;
}

quoth_status quoth__given_speaker(quoth__scan *scan, uint32_t stretch, quoth__verdict *verdict)
{
    const quoth__given_verdict *given = given_of(scan, stretch);
    if (!given) return QUOTH_OK;
    verdict->kind = given->set & QUOTH__GIVEN_KIND ? given->kind : verdict->kind;
    if (given->set & QUOTH__GIVEN_SPEAKER) QUOTH__TRY(set_speaker(scan, stretch, given, verdict));
    if (!(given->set & QUOTH__GIVEN_ADDRESSEE)) return QUOTH_OK;
    verdict->addressee = QUOTH__NONE;
    if (!given->addressee.bytes) return QUOTH_OK;
    return quoth__person_named(scan, given->addressee, quoth__stretch_of(scan, stretch)->start, &verdict->addressee);
}
