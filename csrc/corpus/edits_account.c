/* edits_account: one account, analysed anew with its corrections.
 *
 *   stretches as the marks show them ── targets placed: by place and words, else by words that stand there once
 *        │ not_a_quotation: taken out, what lies in them moves up, the wholes they were parts of close up
 *        ▼
 *   stretches that are left ── slots: what the caller knows, then what was corrected, the last of a thing ─► speech
 *
 * What is not found among the stretches may be about words without marks: speech finds those (speech/told_given.c).
 *
 * Only when all is done are the stretches, the verdicts and the list of edits of the account replaced. Linear. */
#include "../base/order.h"
#include "corpus.h"

enum aspect { ASPECT_SPEAKER, ASPECT_ADDRESSEE, ASPECT_KIND, ASPECTS }; /* the first three of quoth_edit_kind */

typedef struct correcting {
    quoth_context *context;
    quoth_corpus *corpus;
    quoth__account_entry *entry;
    const uint32_t *targets; /* 2 * correction + target */
    size_t count;
    quoth__array stretches; /* as the marks show them, then those that are left */
    size_t found;           /* how many the marks show */
    uint32_t *kept;         /* by number: the index of a stretch that is left, QUOTH__NONE of one taken out */
    uint32_t *last;         /* by aspect and number: the last correction of it + 1, 0 */
    quoth__strings words;   /* of all stretches, once one target is not at its place */
    quoth__array owner;     /* by words: the number of the stretch that has them, 0 of several */
    quoth__given_verdict *slots;
    size_t slot_count;
    quoth__array told;    /* quoth__given_told: what is about words without marks */
    quoth__array told_by; /* uint32_t: the index of the target of each */
    quoth__speech speech;
    quoth__array edited; /* quoth__edited */
} correcting;

static quoth__correction *correction_of(const correcting *of, size_t i)
{
    return QUOTH__CORRECTION(of->corpus, of->targets[i] / 2);
}
static quoth__edit_target *target_of(const correcting *of, size_t i)
{
    return &correction_of(of, i)->at[of->targets[i] & 1];
}

static quoth_string value_of(const quoth__correction *correction)
{
    return (quoth_string){correction->value, correction->value ? strlen(correction->value) : 0};
}

/* --------------------------------------------------------------------------------------------------------- placing */

static quoth_string words_of(const correcting *of, size_t stretch)
{
    const quoth__stretch *at = QUOTH__STRETCH(of->stretches, stretch);
    return (quoth_string){(const char *)of->entry->text->bytes + at->start, at->end - at->start};
}

static bool same_words(quoth_string a, quoth_string b)
{
    return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

/* The stretch whose words stand at a place and are those of the target; its number, or 0. */
static uint32_t at_place(const correcting *of, const quoth__edit_target *target)
{
    const quoth_text *text = of->entry->text;
    if (target->end > text->code_points) return 0;
    uint32_t start = quoth_text_byte(text, target->start), end = quoth_text_byte(text, target->end);
    size_t low = 0, high = of->stretches.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (QUOTH__STRETCH(of->stretches, middle)->start < start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < of->stretches.count && QUOTH__STRETCH(of->stretches, low)->start == start; low++)
        if (QUOTH__STRETCH(of->stretches, low)->end == end)
            return same_words(words_of(of, low), target->words) ? (uint32_t)low + 1 : 0;
    return 0;
}

static quoth_status index_words(correcting *of)
{
    for (uint32_t i = 0; i < of->found; i++) {
        quoth_string words = words_of(of, i);
        uint32_t id;
        void *made;
        if (!words.length) continue;
        QUOTH__TRY(quoth__strings_add(of->context, &of->words, words.bytes, words.length, &id));
        bool first = id == of->owner.count;
        if (first) QUOTH__TRY(quoth__array_push(of->context, &of->owner, sizeof(uint32_t), &made));
        QUOTH__AT(of->owner, uint32_t, id) = first ? i + 1 : 0;
        QUOTH__TRY(quoth__work(of->context, 100 + words.length));
    }
    return QUOTH_OK;
}

/* The place of a target in bytes where its words stand there, if without marks; else none. */
static quoth__span unmarked_place(const correcting *of, const quoth__edit_target *target)
{
    const quoth_text *text = of->entry->text;
    const quoth__span none = {QUOTH__NONE, QUOTH__NONE};
    if (target->start > target->end || target->end > text->code_points) return none;
    quoth__span at = {quoth_text_byte(text, target->start), quoth_text_byte(text, target->end)};
    quoth_string there = {(const char *)text->bytes + at.start, at.end - at.start};
    return same_words(there, target->words) ? at : none;
}

/* Leaves a target to speech, which finds what is told without marks; until then it is lost. */
static quoth_status leave_to_speech(correcting *of, size_t i, quoth__span place)
{
    const quoth__correction *correction = correction_of(of, i);
    void *made;
    target_of(of, i)->status = QUOTH__EDIT_LOST;
    if (correction->kind != QUOTH_EDIT_SPEAKER && correction->kind != QUOTH_EDIT_ADDRESSEE &&
        correction->kind != QUOTH_EDIT_NOT_A_QUOTATION)
        return QUOTH_OK;
    uint8_t set = correction->kind == QUOTH_EDIT_SPEAKER     ? QUOTH__GIVEN_SPEAKER
                  : correction->kind == QUOTH_EDIT_ADDRESSEE ? QUOTH__GIVEN_ADDRESSEE
                                                             : 0;
    QUOTH__TRY(quoth__array_push(of->context, &of->told_by, sizeof(uint32_t), &made));
    *(uint32_t *)made = (uint32_t)i;
    QUOTH__TRY(quoth__array_push(of->context, &of->told, sizeof(quoth__given_told), &made));
    *(quoth__given_told *)made =
        (quoth__given_told){.place = place, .words = target_of(of, i)->words, .set = set, .name = value_of(correction)};
    return QUOTH_OK;
}

/* A stretch at the place; where the words stand there without marks, what is told; else a stretch of these words. */
static quoth_status place_one(correcting *of, size_t i)
{
    quoth__edit_target *target = target_of(of, i);
    target->told = 0;
    target->statement = QUOTH__NONE;
    target->number = at_place(of, target);
    target->status = QUOTH__EDIT_APPLIED;
    if (target->number) return quoth__work(of->context, 400 + target->words.length / 4);
    quoth__span place = unmarked_place(of, target);
    QUOTH__TRY(quoth__work(of->context, 400 + target->words.length));
    if (place.start != QUOTH__NONE) return leave_to_speech(of, i, place);
    if (!of->owner.count) QUOTH__TRY(index_words(of));
    uint32_t id = quoth__strings_find(&of->words, target->words.bytes, target->words.length);
    if (id != QUOTH__NONE) target->number = QUOTH__AT(of->owner, uint32_t, id);
    target->status = QUOTH__EDIT_MOVED;
    return target->number ? QUOTH_OK : leave_to_speech(of, i, place);
}

/* ---------------------------------------------------------------------------------------------------------- taking out */

/* Marks what is taken out, and of each thing the last correction; earlier ones are overruled. */
static void mark(correcting *of)
{
    for (size_t i = 0; i < of->count; i++) {
        quoth__correction *correction = correction_of(of, i);
        uint32_t number = target_of(of, i)->number;
        if (correction->kind < QUOTH_EDIT_MERGE) correction->overruled = false;
        if (!number) continue;
        if (correction->kind == QUOTH_EDIT_NOT_A_QUOTATION) of->kept[number - 1] = QUOTH__NONE;
        if (correction->kind >= ASPECTS) continue;
        uint32_t *last = &of->last[correction->kind * of->found + number - 1];
        if (*last) QUOTH__CORRECTION(of->corpus, *last - 1)->overruled = true;
        *last = of->targets[i] / 2 + 1;
    }
    for (size_t i = 0; i < of->count; i++) {
        uint32_t number = target_of(of, i)->number;
        if (number && correction_of(of, i)->kind < ASPECTS && of->kept[number - 1] == QUOTH__NONE)
            correction_of(of, i)->overruled = true;
    }
}

/* Room by number for what take_out has to know. */
typedef struct left {
    uint32_t up;    /* the index of the stretch itself where it is left, else of the next one around it */
    uint32_t first; /* of a whole, by its first stretch: the index of the first that is left */
    uint32_t parts; /* how many are left so far */
} left;

static quoth_status take_out(correcting *of)
{
    void *got;
    QUOTH__TRY(quoth__allocate_zeroed(of->context, of->found, sizeof(left), &got));
    left *by_number = got;
    uint32_t count = 0;
    for (uint32_t i = 0; i < of->found; i++) {
        quoth__stretch stretch = *QUOTH__STRETCH(of->stretches, i);
        uint32_t around = stretch.parent == QUOTH__NONE ? QUOTH__NONE : by_number[stretch.parent].up;
        bool out = of->kept[i] == QUOTH__NONE;
        of->kept[i] = out ? QUOTH__NONE : count;
        by_number[i].up = out ? around : count;
        if (out) continue;
        left *whole = &by_number[stretch.group];
        if (whole->parts == 0) whole->first = count;
        uint16_t deepest = (uint16_t)(around == QUOTH__NONE ? 0 : QUOTH__STRETCH(of->stretches, around)->level + 1);
        stretch.parent = around;
        stretch.level = stretch.level < deepest ? stretch.level : deepest;
        stretch.group = whole->first;
        stretch.part = whole->parts++;
        *QUOTH__STRETCH(of->stretches, count++) = stretch;
    }
    of->stretches.count = count;
    quoth__free(&of->context->allocator, by_number, of->found, sizeof(left));
    return quoth__work(of->context, 30 * (uint64_t)of->found);
}

/* --------------------------------------------------------------------------------------------------------- judging */

static uint8_t kind_named(const char *name)
{
    uint8_t kind = 0;
    while (kind < QUOTH_KIND_TERM && strcmp(name, quoth_kind_name((quoth_kind)kind)) != 0) kind++;
    return kind;
}

static void set_slot(const quoth__correction *correction, quoth__given_verdict *slot)
{
    if (correction->kind == QUOTH_EDIT_SPEAKER) {
        slot->set |= QUOTH__GIVEN_SPEAKER;
        slot->step = QUOTH__STEP_BY_HAND;
        slot->speaker = value_of(correction);
    } else if (correction->kind == QUOTH_EDIT_ADDRESSEE) {
        slot->set |= QUOTH__GIVEN_ADDRESSEE;
        slot->addressee = value_of(correction);
    } else {
        slot->set |= QUOTH__GIVEN_KIND;
        slot->kind = kind_named(correction->value);
    }
}

static quoth_status fill_slots(correcting *of)
{
    void *got;
    of->slot_count = of->stretches.count;
    QUOTH__TRY(quoth__allocate_zeroed(of->context, of->slot_count, sizeof(quoth__given_verdict), &got));
    of->slots = got;
    QUOTH__TRY(quoth__beliefs_spread(of->context, &of->entry->known, &of->stretches, of->slots));
    for (size_t i = 0; i < of->count; i++) {
        const quoth__correction *correction = correction_of(of, i);
        uint32_t number = target_of(of, i)->number;
        if (correction->kind < ASPECTS && number && !correction->overruled)
            set_slot(correction, &of->slots[of->kept[number - 1]]);
    }
    return quoth__work(of->context, 40 * (uint64_t)of->count + of->slot_count);
}

/* ------------------------------------------------------------------------------------------------------- replacing */

/* Where the stretches are now, by their numbers: speech may have put rows of its own between them. */
static void find_again(correcting *of)
{
    for (uint32_t i = 0; i < of->stretches.count; i++) {
        uint32_t number = QUOTH__STRETCH(of->stretches, i)->number;
        if (number) of->kept[number - 1] = i;
    }
}

static quoth_status list_edited(correcting *of)
{
    quoth_status status;
    void *keys = NULL, *place;
    size_t count = 0;
    QUOTH__GOTO(quoth__allocate(of->context, of->count, sizeof(uint64_t), &keys));
    uint64_t *sorted = keys;
    for (size_t i = 0; i < of->count; i++) {
        const quoth__correction *correction = correction_of(of, i);
        uint32_t number = target_of(of, i)->number;
        if (correction->kind < ASPECTS && number && !correction->overruled)
            sorted[count++] = (uint64_t)of->kept[number - 1] << 32 | of->targets[i] / 2;
    }
    QUOTH__GOTO(quoth__sort_keys(of->context, sorted, count));
    for (size_t i = 0; i < count; i++) {
        QUOTH__GOTO(quoth__array_push(of->context, &of->edited, sizeof(quoth__edited), &place));
        *(quoth__edited *)place = (quoth__edited){(uint32_t)(sorted[i] >> 32), (uint32_t)sorted[i], false};
    }
    status = quoth__work(of->context, 30 * (uint64_t)of->count);
done:
    quoth__free(&of->context->allocator, keys, of->count, sizeof(uint64_t));
    return status;
}

/* ----------------------------------------------------------------------------------------------------- without marks */

static const quoth__given_told *told_of(const correcting *of, size_t i)
{
    return &QUOTH__AT(of->told, quoth__given_told, i);
}

/* The index now of the statement of a number; QUOTH__NONE where it is taken out. */
static uint32_t statement_of(const correcting *of, uint32_t number)
{
    const quoth__array *statements = &of->speech.statements;
    size_t low = 0, high = statements->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (QUOTH__AT(*statements, quoth__statement, middle).number < number)
            low = middle + 1;
        else
            high = middle;
    }
    bool there = low < statements->count && QUOTH__AT(*statements, quoth__statement, low).number == number;
    return there ? (uint32_t)low : QUOTH__NONE;
}

/* What became of each, and of one thing which correction is the last: the key of a thing, in order of statements. */
static quoth_status list_told(correcting *of)
{
    size_t count = 0;
    void *got, *place;
    quoth_status status;
    QUOTH__TRY(quoth__allocate(of->context, of->told.count, sizeof(uint64_t), &got));
    uint64_t *keys = got;
    for (size_t i = 0; i < of->told.count; i++) {
        quoth__edit_target *target = target_of(of, QUOTH__AT(of->told_by, uint32_t, i));
        target->told = told_of(of, i)->found;
        if (!target->told) continue;
        target->status = told_of(of, i)->moved ? QUOTH__EDIT_MOVED : QUOTH__EDIT_APPLIED;
        target->statement = statement_of(of, target->told);
        if (told_of(of, i)->set) keys[count++] = (uint64_t)target->told << 34 | (uint64_t)told_of(of, i)->set << 32 | i;
    }
    QUOTH__GOTO(quoth__sort_keys(of->context, keys, count));
    for (size_t k = 0; k < count; k++) {
        size_t target = QUOTH__AT(of->told_by, uint32_t, (uint32_t)keys[k]);
        bool last = k + 1 == count || keys[k + 1] >> 32 != keys[k] >> 32;
        uint32_t statement = target_of(of, target)->statement;
        correction_of(of, target)->overruled = !last || statement == QUOTH__NONE;
        if (correction_of(of, target)->overruled) continue;
        QUOTH__GOTO(quoth__array_push(of->context, &of->edited, sizeof(quoth__edited), &place));
        *(quoth__edited *)place = (quoth__edited){statement, of->targets[target] / 2, true};
    }
    status = quoth__work(of->context, 200 * (uint64_t)of->told.count);
done:
    quoth__free(&of->context->allocator, keys, of->told.count, sizeof(uint64_t));
    return status;
}

static void swap_arrays(quoth__array *a, quoth__array *b)
{
    quoth__array other = *a;
    *a = *b;
    *b = other;
}

/* Nothing here can fail. */
static void replace(correcting *of)
{
    quoth__speech speech = of->entry->speech;
    for (size_t i = 0; i < of->count; i++) {
        quoth__edit_target *target = target_of(of, i);
        target->stretch = target->number ? of->kept[target->number - 1] : QUOTH__NONE;
    }
    of->entry->speech = of->speech;
    of->speech = speech;
    swap_arrays(&of->entry->stretches, &of->stretches);
    swap_arrays(&of->entry->edited, &of->edited);
    of->entry->stale = false;
}

static quoth_status correct(correcting *of)
{
    void *got;
    QUOTH__TRY(quoth__analyse_stretches(of->context, of->entry->text, &of->stretches));
    of->found = of->stretches.count;
    QUOTH__TRY(quoth__allocate_zeroed(of->context, of->found, sizeof(uint32_t), &got));
    of->kept = got;
    QUOTH__TRY(quoth__allocate_zeroed(of->context, ASPECTS * of->found, sizeof(uint32_t), &got));
    of->last = got;
    for (size_t i = 0; i < of->count; i++) QUOTH__TRY(place_one(of, i));
    mark(of);
    QUOTH__TRY(take_out(of));
    QUOTH__TRY(fill_slots(of));
    of->speech.no_indirect = of->entry->speech.no_indirect;
    const quoth__given_all all = {&of->entry->known, of->slots, of->told.data, of->told.count};
    QUOTH__TRY(quoth__beliefs_judge(of->context, of->entry->text, &all, &of->stretches, &of->speech));
    find_again(of);
    QUOTH__TRY(list_edited(of));
    QUOTH__TRY(list_told(of));
    replace(of);
    return quoth__work(of->context, 60 * (uint64_t)of->count + 8 * (uint64_t)of->found);
}

quoth_status quoth__corrections_account(quoth_context *context, quoth_corpus *corpus, uint32_t account,
                                        const uint32_t *targets, size_t count)
{
    correcting of = {.context = context,
                     .corpus = corpus,
                     .entry = QUOTH__ACCOUNT(corpus, account),
                     .targets = targets,
                     .count = count};
    const quoth_allocator *allocator = &context->allocator;
    quoth_status status = correct(&of);
    quoth__free(allocator, of.slots, of.slot_count, sizeof(quoth__given_verdict));
    quoth__free(allocator, of.last, ASPECTS * of.found, sizeof(uint32_t));
    quoth__free(allocator, of.kept, of.found, sizeof(uint32_t));
    quoth__strings_free(allocator, &of.words);
    quoth__array_free(allocator, &of.owner, sizeof(uint32_t));
    quoth__array_free(allocator, &of.told, sizeof(quoth__given_told));
    quoth__array_free(allocator, &of.told_by, sizeof(uint32_t));
    quoth__array_free(allocator, &of.edited, sizeof(quoth__edited));
    quoth__array_free(allocator, &of.stretches, sizeof(quoth__stretch));
    quoth__speech_free(allocator, &of.speech);
    return status;
}
