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
 * The narrator: "I" outside all marks is one person. Where others call him, or "the nurse", by a name in turn with
 * him, it is his.
 * All looks are bounded: O(1) a stretch. */
#include "inside.h"

#define SHORT 160u /* bytes of a turn */
#define AHEAD 240u

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

/* Whether a paragraph that ends with a question is followed by one that begins with marked words. */
static bool is_answer(const quoth__scan *scan, uint32_t before, uint32_t stretch)
{
    const quoth__stretch *a = quoth__stretch_of(scan, before), *b = quoth__stretch_of(scan, stretch);
    if (a->parent != QUOTH__NONE || b->parent != QUOTH__NONE || a->paragraph + 1 != b->paragraph) return false;
    uint32_t at = scan->at[stretch];
    return a->closed && b->closed && flags(scan, at) & QUOTH__ITEM_PARAGRAPH && scan->at[before] + 4 >= at &&
           quoth__ending_of(scan, before) == QUOTH__ENDING_QUERY;
}

quoth_status quoth__talk_begin(quoth__scan *scan)
{
    uint32_t count = (uint32_t)scan->stretches->count, exchanges = 0;
    for (uint32_t s = 1; s < count && s < AHEAD; s++) {
        exchanges += is_exchange(scan, s - 1, s);
        scan->turns += is_answer(scan, s - 1, s);
    }
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

/* Whether a person has a name of his own: the narrator and "the nurse" may be the one who is called by name. */
static bool is_named(const quoth__scan *scan, uint32_t person)
{
    return person != scan->narrator && !quoth__human_of(scan, person)->anonymous;
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
    uint32_t called_here = quoth__called(scan, stretch);
    if (gap > 1) {
        uint32_t subject = last_told(scan, begin, item, called_here, true);
        if (subject || !talk) return (quoth__turn){QUOTH__NONE, subject, QUOTH__NONE};
        uint32_t before_him = other_speaker(scan, previous, last, called_here);
        if (gap == 2 && before_him != QUOTH__NONE) return (quoth__turn){before_him, 0, QUOTH__NONE};
        return none;
    }
    uint32_t told = quoth__verdict_of(scan, previous)->addressee;
    uint32_t other = other_speaker(scan, previous, last, called_here);
    bool called = talk && told != QUOTH__NONE && told != last && quoth__called(scan, previous) == told;
    if (called && (other == QUOTH__NONE || is_named(scan, quoth__verdict_of(scan, other)->speaker)))
        return (quoth__turn){QUOTH__NONE, 0, told};
    if (other != QUOTH__NONE && quoth__stretch_of(scan, other)->paragraph + (talk ? 8u : 2u) >= here->paragraph)
        return (quoth__turn){other, 0, QUOTH__NONE};
    if (!talk) return none;
    if (told != QUOTH__NONE && told != last) return (quoth__turn){QUOTH__NONE, 0, told};
    if (called_here != QUOTH__NONE && called_here != last) return (quoth__turn){QUOTH__NONE, 0, last};
    uint32_t mention = last_told(scan, begin, item, last, false);
    uint32_t item_before = scan->at[previous], floor = scan->first[0];
    if (!mention && last != QUOTH__NONE) mention = last_told(scan, floor, item_before, last, false);
    return (quoth__turn){QUOTH__NONE, mention, QUOTH__NONE};
}

/* Whether a person may be the one whom a pronoun or a role names. */
static bool may_be(const quoth__scan *scan, uint32_t person, const quoth__mention *mention)
{
    const quoth__human *human = quoth__human_of(scan, person);
    uint8_t want = mention->gender == 'n' ? 0 : mention->gender;
    return !human->collective && person != scan->narrator && (!want || !human->gender || want == human->gender);
}

/* The last one told of before an item that a pronoun may name, neither `a` nor `b`; the subjects of the narrative first. */
static uint32_t told_before(const quoth__scan *scan, uint32_t item, const quoth__mention *mention, uint32_t a,
                            uint32_t b)
{
    uint32_t other = QUOTH__NONE;
    for (uint32_t at = item, i = 0; at > scan->first[0] && i < 120; at--, i++) {
        quoth__note(scan, 12);
        const quoth__mention *told = quoth__mention_here(scan, at - 1);
        if (!told || !may_speak(scan, told, a) || told->person == b || !may_be(scan, told->person, mention)) continue;
        const quoth__human *human = quoth__human_of(scan, told->person);
        if (!human->gender && mention->gender && !human->human) continue;
        if (told->flags & QUOTH__MENTION_SUBJECT) return told->person;
        if (other == QUOTH__NONE) other = told->person;
    }
    return other;
}

/* “...,” he said, at the head of a paragraph: not the one who spoke in the paragraph before, and not the one whom the
 * words call by name. Gives who it is then; QUOTH__NONE to leave it as it is. */
uint32_t quoth__turn_person(const quoth__scan *scan, uint32_t stretch, uint32_t previous, const quoth__mention *mention,
                            uint32_t told)
{
    bool pronoun = mention->type == QUOTH__MENTION_PRONOUN;
    uint32_t person = mention->person, called = quoth__called(scan, stretch), last = QUOTH__NONE;
    if (person == QUOTH__NONE || mention->given || quoth__container_of(scan, stretch) != 0) return QUOTH__NONE;
    if (mention->type == QUOTH__MENTION_NAME || mention->flags & QUOTH__MENTION_PLURAL) return QUOTH__NONE;
    bool known = !pronoun && quoth__human_of(scan, person)->role != QUOTH__NONE; /* "the nurse" is who she was before */
    if (pronoun && quoth__lexeme_of(scan, mention->first)->person != 3) return QUOTH__NONE;
    const quoth__stretch *here = quoth__stretch_of(scan, stretch);
    if (previous != QUOTH__NONE && !known && quoth__is_talk(scan)) {
        const quoth__stretch *before = quoth__stretch_of(scan, previous);
        bool next = before->paragraph + 1 == here->paragraph && before->closed;
        if (next && flags(scan, scan->at[stretch]) & QUOTH__ITEM_PARAGRAPH)
            last = quoth__verdict_of(scan, previous)->speaker;
    }
    if (told != QUOTH__NONE && person == told) called = told;
    if (person != called && person != last) return QUOTH__NONE;
    for (uint32_t at = previous == QUOTH__NONE ? 0 : previous + 1, i = 0; at > 0 && i < 16; at--, i++) {
        const quoth__stretch *before = quoth__stretch_of(scan, at - 1);
        uint32_t speaker = quoth__verdict_of(scan, at - 1)->speaker;
        if (before->paragraph + 8u < here->paragraph) break;
        if (before->parent != QUOTH__NONE || speaker == QUOTH__NONE || speaker == person || speaker == called) continue;
        if (may_be(scan, speaker, mention)) return speaker;
    }
    return told_before(scan, mention->first, mention, person, called);
}

/* ------------------------------------------------------------------------------------------------------- narrator */

quoth_status quoth__narrator_find(quoth__scan *scan, const quoth__mention *mention)
{
    const quoth__lexeme *word = quoth__lexeme_of(scan, mention->first);
    if (scan->narrator == QUOTH__NONE && word->case_ == QUOTH__CASE_SUBJECT)
        return quoth__person_of_words(scan, mention->first, mention->last, &scan->narrator);
    return QUOTH_OK;
}

/* The name that others call somebody by who has none of his own: Boyer and Moore's majority (1981) over the calls. */
typedef struct calling {
    uint32_t name, votes; /* a person; votes 0: none */
    bool speaks;          /* is said to speak under his own name: he is nobody else */
} calling;

/* Whether the one who speaks a stretch may be the one whom the stretch beside it calls. */
static bool may_be_called(const quoth__scan *scan, uint32_t beside, uint32_t stretch, uint32_t called)
{
    const quoth__stretch *here = quoth__stretch_of(scan, stretch), *there = quoth__stretch_of(scan, beside);
    uint32_t person = quoth__verdict_of(scan, beside)->speaker;
    uint32_t gap =
        here->paragraph > there->paragraph ? here->paragraph - there->paragraph : there->paragraph - here->paragraph;
    if (there->parent != QUOTH__NONE || gap > 2 || person == QUOTH__NONE || person == called) return false;
    if (person == quoth__verdict_of(scan, stretch)->speaker || is_named(scan, person)) return false;
    if (quoth__human_of(scan, person)->place >= there->start) return false; /* "cried a man": somebody new */
    uint8_t a = quoth__human_of(scan, person)->gender, b = quoth__human_of(scan, called)->gender;
    return !quoth__human_of(scan, person)->collective && (!a || !b || a == b);
}

static void vote(calling *of, uint32_t name)
{
    if (of->votes == 0) of->name = name;
    if (of->name == name)
        of->votes++;
    else
        of->votes--;
}

static quoth_status count_calls(const quoth__scan *scan, calling *of)
{
    uint32_t count = (uint32_t)scan->stretches->count;
    for (uint32_t s = 0; s < count; s++) {
        const quoth__verdict *verdict = quoth__verdict_of(scan, s);
        bool own = verdict->earlier == QUOTH__NONE && verdict->step != QUOTH__STEP_TURN;
        if (verdict->speaker != QUOTH__NONE && own) of[verdict->speaker].speaks = true;
    }
    for (uint32_t s = 0; s < count; s++) {
        const quoth__verdict *verdict = quoth__verdict_of(scan, s);
        QUOTH__TRY(quoth__pace(scan, s, 70));
        if (quoth__stretch_of(scan, s)->parent != QUOTH__NONE || verdict->speaker == QUOTH__NONE) continue;
        uint32_t called = quoth__called(scan, s);
        if (called == QUOTH__NONE || called == verdict->speaker || of[called].speaks) continue;
        if (s > 0 && may_be_called(scan, s - 1, s, called)) vote(&of[quoth__verdict_of(scan, s - 1)->speaker], called);
        if (s + 1 < count && may_be_called(scan, s + 1, s, called))
            vote(&of[quoth__verdict_of(scan, s + 1)->speaker], called);
    }
    return quoth__paced(scan, count, 70);
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

/* "the parson" is Parson Lind, where no other bears the title: of each role's lexeme the one who does, + 1, or TWO. */
#define TWO QUOTH__NONE

static quoth_status count_titles(const quoth__scan *scan, uint32_t *bearer)
{
    for (uint32_t m = 0; m < scan->mentions.count; m++) {
        const quoth__mention *mention = quoth__mention_of(scan, m);
        QUOTH__TRY(quoth__pace(scan, m, 9));
        if (mention->type != QUOTH__MENTION_NAME || mention->role == QUOTH__NONE || mention->person == QUOTH__NONE)
            continue;
        uint32_t *here = &bearer[mention->role];
        *here = *here == 0 || *here == mention->person + 1 ? mention->person + 1 : TWO;
    }
    return quoth__paced(scan, scan->mentions.count, 9);
}

/* The person himself, or the one whose name he is called by, or whose title is his. */
static uint32_t by_name(const quoth__scan *scan, const calling *of, const uint32_t *bearer, uint32_t person)
{
    if (person == QUOTH__NONE || is_named(scan, person)) {
        if (person != scan->narrator || person == QUOTH__NONE) return person;
    }
    if (of[person].votes) return of[of[person].name].votes ? person : of[person].name;
    const quoth__human *human = quoth__human_of(scan, person);
    uint32_t other = human->role == QUOTH__NONE || human->owned ? 0 : bearer[human->role];
    if (other == 0 || other == TWO) return person;
    uint8_t gender = quoth__human_of(scan, other - 1)->gender;
    return gender && human->gender && gender != human->gender ? person : other - 1;
}

static quoth_status rename_all(const quoth__scan *scan, calling *of, uint32_t *bearer)
{
    QUOTH__TRY(count_calls(scan, of));
    QUOTH__TRY(count_titles(scan, bearer));
    for (uint32_t s = 0; s < scan->stretches->count; s++) {
        quoth__verdict *verdict = quoth__verdict_of(scan, s);
        verdict->speaker = by_name(scan, of, bearer, verdict->speaker);
        verdict->addressee = by_name(scan, of, bearer, verdict->addressee);
        QUOTH__TRY(quoth__pace(scan, s, 30));
    }
    return quoth__paced(scan, scan->stretches->count, 30);
}

quoth_status quoth__talk_names(quoth__scan *scan)
{
    size_t people = scan->humans.count, lexemes = scan->lexemes.count;
    void *calls, *bearers;
    if (people == 0 || !(quoth__is_talk(scan) || scan->narrator != QUOTH__NONE)) return QUOTH_OK;
    QUOTH__TRY(quoth__allocate_zeroed(scan->context, people, sizeof(calling), &calls));
    quoth_status status = quoth__allocate_zeroed(scan->context, lexemes, sizeof(uint32_t), &bearers);
    if (status == QUOTH_OK) {
        status = rename_all(scan, calls, bearers);
        quoth__free(&scan->context->allocator, bearers, lexemes, sizeof(uint32_t));
    }
    quoth__free(&scan->context->allocator, calls, people, sizeof(calling));
    QUOTH__TRY(status);
    return quoth__work(scan->context, 2 * (uint64_t)people + lexemes);
}
