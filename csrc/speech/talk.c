/* talk: whose turn it is where paragraphs of speech follow one another and name nobody.
 *
 *   “Is it far?” asked Ruth.      Ruth
 *   “Two miles.”                  the other of the two who spoke, whom Ruth spoke to, or of whom her paragraph tells
 *   He laughed.                   a paragraph between that tells of one person: he speaks next
 *   “Come, then.”
 *
 * A text is talk where neighbouring paragraphs that name their speakers mostly name two. The first AHEAD stretches are
 * looked at before any verdict, so that the first page is read as the others are.
 *
 * The narrator: "I" outside all marks is one person; where others call him by a name in turn with him, it is his.
 * All looks are bounded: O(1) a stretch. */
#include "inside.h"

#define SHORT 160u /* bytes of a turn */
#define AHEAD 240u
#define NAMES 6u /* that the narrator may be called by */

static uint8_t flags(const quoth__scan *scan, uint32_t item) { return scan->items[item].flags; }

bool quoth__is_talk(const quoth__scan *scan) { return scan->turns >= 2 && scan->turns > scan->returns; }

/* Whether the paragraph of a stretch holds nothing but marked words. */
static bool bare_paragraph(const quoth__scan *scan, uint32_t stretch)
{
    uint32_t item = scan->at[stretch], after = item + 1;
    return flags(scan, item) & QUOTH__ITEM_PARAGRAPH &&
           (after >= scan->first[1] || flags(scan, after) & QUOTH__ITEM_PARAGRAPH);
}

static void count_turn(quoth__scan *scan, uint32_t stretch, uint32_t speaker)
{
    uint32_t paragraph = quoth__stretch_of(scan, stretch)->paragraph;
    if (scan->turn_speaker != QUOTH__NONE && scan->turn_paragraph + 1 == paragraph) {
        scan->turns += scan->turn_speaker != speaker;
        scan->returns += scan->turn_speaker == speaker;
    }
    scan->turn_paragraph = paragraph;
    scan->turn_speaker = speaker;
}

/* Counts whether a named speaker at the head of a paragraph is another than in the paragraph before. */
void quoth__talk_count(quoth__scan *scan, uint32_t stretch)
{
    const quoth__verdict *verdict = quoth__verdict_of(scan, stretch);
    bool named = verdict->speaker != QUOTH__NONE && verdict->sure >= 75 && verdict->earlier == QUOTH__NONE;
    if (named && flags(scan, scan->at[stretch]) & QUOTH__ITEM_PARAGRAPH && verdict->kind == QUOTH_KIND_SPEECH)
        count_turn(scan, stretch, verdict->speaker);
}

/* Whether a stretch is a short paragraph of its own, and so is the one before it. */
static bool is_exchange(const quoth__scan *scan, uint32_t before, uint32_t stretch)
{
    const quoth__stretch *a = quoth__stretch_of(scan, before), *b = quoth__stretch_of(scan, stretch);
    return a->parent == QUOTH__NONE && b->parent == QUOTH__NONE && a->paragraph + 1 == b->paragraph && a->closed &&
           b->closed && a->end - a->start <= SHORT && b->end - b->start <= SHORT && bare_paragraph(scan, before) &&
           bare_paragraph(scan, stretch);
}

quoth_status quoth__talk_begin(quoth__scan *scan)
{
    uint32_t count = (uint32_t)scan->stretches->count, exchanges = 0;
    for (uint32_t s = 1; s < count && s < AHEAD; s++) exchanges += is_exchange(scan, s - 1, s);
    scan->turns += exchanges / 2;
    for (uint32_t s = 0; s < count && s < AHEAD; s++) {
        bool head = flags(scan, scan->at[s]) & QUOTH__ITEM_PARAGRAPH;
        if (quoth__container_of(scan, s) != 0 || !head) continue;
        quoth__found found;
        quoth__find_after(scan, s, &found);
        if (found.step == QUOTH__STEP_NONE || !found.subject.mention || found.sure < 90) continue;
        uint32_t person = quoth__mention_of(scan, found.subject.mention - 1)->person;
        if (person != QUOTH__NONE) count_turn(scan, s, person);
        QUOTH__TRY(quoth__charge(scan));
    }
    scan->turn_speaker = QUOTH__NONE;
    return quoth__charge(scan);
}

/* ---------------------------------------------------------------------------------------------------------- turns */

/* The last stretch before `from` that another than `speaker`, and than the one called here, is known to say; QUOTH__NONE where none is near. */
static uint32_t other_speaker(const quoth__scan *scan, uint32_t from, uint32_t speaker, uint32_t called)
{
    for (int i = 0; i < 8 && from > 0; i++) {
        const quoth__stretch *of = quoth__stretch_of(scan, --from);
        if (of->parent != QUOTH__NONE) continue;
        if (!quoth__is_talk(scan) && of->end - of->start > SHORT) return QUOTH__NONE;
        uint32_t there = quoth__verdict_of(scan, from)->speaker;
        if (there != speaker && there != called && there != QUOTH__NONE) return from;
    }
    return QUOTH__NONE;
}

/* Somebody who may speak: a person, not `other`. */
static bool may_speak(const quoth__scan *scan, const quoth__mention *mention, uint32_t other)
{
    if (mention->person == QUOTH__NONE || mention->person == other || mention->flags & QUOTH__MENTION_BODY)
        return false;
    const quoth__human *human = quoth__human_of(scan, mention->person);
    return !human->collective && (human->human || human->gender || mention->type != QUOTH__MENTION_NAME);
}

/* The last mention of items [begin, end) that may be the next speaker; subjects alone where asked for. + 1; 0: none */
static uint32_t last_told(const quoth__scan *scan, uint32_t begin, uint32_t end, uint32_t other, bool subjects)
{
    for (uint32_t at = end, i = 0; at > begin && i < 60; at--, i++) {
        const quoth__mention *mention = quoth__mention_here(scan, at - 1);
        if (!mention || mention->first < begin || !may_speak(scan, mention, other)) continue;
        if (!subjects || mention->flags & QUOTH__MENTION_SUBJECT) return scan->mention_at[at - 1];
    }
    return 0;
}

quoth__turn quoth__turn_of(const quoth__scan *scan, uint32_t stretch, uint32_t previous)
{
    quoth__turn none = {QUOTH__NONE, 0, QUOTH__NONE};
    uint32_t item = scan->at[stretch];
    if (previous == QUOTH__NONE || !(flags(scan, item) & QUOTH__ITEM_PARAGRAPH)) return none;
    const quoth__stretch *here = quoth__stretch_of(scan, stretch), *before = quoth__stretch_of(scan, previous);
    bool talk = quoth__is_talk(scan);
    uint32_t gap = here->paragraph - before->paragraph;
    if (!before->closed || gap == 0) return none;
    if (!talk && (gap != 1 || !bare_paragraph(scan, stretch) || here->end - here->start > SHORT)) return none;
    uint32_t last = quoth__verdict_of(scan, previous)->speaker, begin = scan->at[previous] + 1;
    if (gap > 1) return (quoth__turn){QUOTH__NONE, last_told(scan, begin, item, QUOTH__NONE, true), QUOTH__NONE};
    uint32_t other = other_speaker(scan, previous, last, quoth__called(scan, stretch));
    if (other != QUOTH__NONE && quoth__stretch_of(scan, other)->paragraph + (talk ? 8u : 2u) >= here->paragraph)
        return (quoth__turn){other, 0, QUOTH__NONE};
    if (!talk) return none;
    uint32_t told = quoth__verdict_of(scan, previous)->addressee;
    if (told != QUOTH__NONE && told != last) return (quoth__turn){QUOTH__NONE, 0, told};
    return (quoth__turn){QUOTH__NONE, last_told(scan, begin, item, last, false), QUOTH__NONE};
}

/* ------------------------------------------------------------------------------------------------------- narrator */

quoth_status quoth__narrator_find(quoth__scan *scan, const quoth__mention *mention)
{
    const quoth__lexeme *word = quoth__lexeme_of(scan, mention->first);
    if (scan->narrator == QUOTH__NONE && word->case_ == QUOTH__CASE_SUBJECT)
        return quoth__person_of_words(scan, mention->first, mention->last, &scan->narrator);
    return QUOTH_OK;
}

/* Who is called by name by the one who speaks before or after the narrator. */
static uint32_t called_beside(const quoth__scan *scan, uint32_t stretch)
{
    uint32_t narrator = scan->narrator, count = (uint32_t)scan->stretches->count;
    const quoth__verdict *verdict = quoth__verdict_of(scan, stretch);
    if (verdict->speaker == narrator || verdict->speaker == QUOTH__NONE) return QUOTH__NONE;
    bool beside = (stretch > 0 && quoth__verdict_of(scan, stretch - 1)->speaker == narrator) ||
                  (stretch + 1 < count && quoth__verdict_of(scan, stretch + 1)->speaker == narrator);
    uint32_t called = beside ? quoth__called(scan, stretch) : QUOTH__NONE;
    return called == verdict->speaker ? QUOTH__NONE : called;
}

/* The name by which the narrator is called, where it is one name most of the time; else QUOTH__NONE. */
static quoth_status name_of_narrator(const quoth__scan *scan, uint32_t *name)
{
    *name = QUOTH__NONE;
    uint32_t people[NAMES], votes[NAMES], count = 0, best = 0, all = 0;
    for (uint32_t s = 0; s < scan->stretches->count; s++) {
        uint32_t person = called_beside(scan, s), at = 0;
        QUOTH__TRY(quoth__pace(scan, s, 60));
        if (person == QUOTH__NONE) continue;
        while (at < count && people[at] != person) at++;
        if (at == NAMES) continue;
        if (at == count) people[count] = person, votes[count++] = 0;
        votes[at]++;
        all++;
        if (votes[at] > votes[best]) best = at;
    }
    if (all == 0 || votes[best] * 2 <= all) return QUOTH_OK;
    for (uint32_t s = 0; s < scan->stretches->count; s++) /* the narrator does not speak of himself as another */
        if (quoth__verdict_of(scan, s)->speaker == people[best]) return QUOTH_OK;
    *name = people[best];
    return quoth__paced(scan, scan->stretches->count, 60);
}

/* Two paragraphs on, the same one speaks again; and the next speaker may call him by name. */
static void take_back(const quoth__scan *scan, uint32_t stretch, const uint32_t next[2])
{
    quoth__verdict *verdict = quoth__verdict_of(scan, stretch);
    uint32_t paragraph = quoth__stretch_of(scan, stretch)->paragraph;
    for (uint32_t i = 0; i < 2; i++) {
        if (next[i] == QUOTH__NONE || quoth__stretch_of(scan, next[i])->paragraph != paragraph + 1 + i) return;
        const quoth__verdict *later = quoth__verdict_of(scan, next[i]);
        uint32_t person = i == 0 ? later->addressee : later->speaker;
        if (person == QUOTH__NONE || person == verdict->addressee) continue;
        verdict->speaker = person;
        verdict->step = QUOTH__STEP_TURN;
        verdict->sure = 40;
        verdict->earlier = next[i];
        return;
    }
}

quoth_status quoth__talk_end(quoth__scan *scan)
{
    uint32_t next[2] = {QUOTH__NONE, QUOTH__NONE}; /* the heads of the paragraphs behind */
    if (!quoth__is_talk(scan)) return QUOTH_OK;
    for (uint32_t s = (uint32_t)scan->stretches->count; s > 0; s--) {
        bool head = flags(scan, scan->at[s - 1]) & QUOTH__ITEM_PARAGRAPH;
        QUOTH__TRY(quoth__pace(scan, s, 30));
        if (quoth__stretch_of(scan, s - 1)->parent != QUOTH__NONE || !head) continue;
        const quoth__verdict *verdict = quoth__verdict_of(scan, s - 1);
        if (verdict->kind <= QUOTH_KIND_WRITING && verdict->step == QUOTH__STEP_NONE) take_back(scan, s - 1, next);
        next[1] = next[0];
        next[0] = s - 1;
    }
    return quoth__paced(scan, scan->stretches->count, 30);
}

quoth_status quoth__narrator_name(quoth__scan *scan)
{
    if (scan->narrator == QUOTH__NONE) return QUOTH_OK;
    uint32_t name;
    QUOTH__TRY(name_of_narrator(scan, &name));
    for (uint32_t s = 0; name != QUOTH__NONE && s < scan->stretches->count; s++) {
        quoth__verdict *verdict = quoth__verdict_of(scan, s);
        if (verdict->speaker == scan->narrator) verdict->speaker = name;
        if (verdict->addressee == scan->narrator) verdict->addressee = name;
    }
    return quoth__work(scan->context, 8 * (uint64_t)scan->stretches->count);
}
