/* attribute: the verdict of a stretch, by a sieve from sure to unsure.
 *
 *   1  what stands right after it            5  the part before it of the same whole, the sentence that goes on
 *   2  a verb right before it                6  the last speaker of the paragraph; the next stretch right behind
 *   3  a verb, noun or colon in its sentence 7  the subject of the sentence before
 *   4  "his “...”"                           8  turn and turn about, the paragraph before
 *
 * Stretches come in the order of the text, so what is before has its verdict. O(1) a stretch. */
#include "inside.h"

#define TELLER 80u /* items back to the one who told */

typedef struct judging {
    quoth__scan *scan;
    uint32_t stretch, item, begin, end;
    quoth__found after, before, best;
    uint32_t previous; /* the stretch before in the same container, or QUOTH__NONE */
    bool same_paragraph, joined;
} judging;

static uint8_t flags(const judging *of, uint32_t item) { return of->scan->items[item].flags; }
static uint8_t shape(const judging *of, uint32_t item) { return of->scan->items[item].shape; }

static bool is_speech(const quoth__verdict *verdict) { return verdict->kind <= QUOTH_KIND_WRITING; }

/* ------------------------------------------------------------------------------------------------------ the sides */

/* Which side decides. */
static quoth__found choose(const judging *of)
{
    const quoth__found *after = &of->after, *before = &of->before;
    if (after->step == QUOTH__STEP_NONE) return before->step == QUOTH__STEP_NONE && after->cued ? *after : *before;
    if (before->step == QUOTH__STEP_NONE) return *after;
    quoth__ending ending = quoth__ending_of(of->scan, of->stretch);
    bool dashed = of->item > of->begin && shape(of, of->item - 1) == QUOTH__SHAPE_DASH;
    if (dashed && after->step == QUOTH__STEP_INVERTED && after->cue.weight >= 80) return *after;
    if (before->near && ending != QUOTH__ENDING_COMMA && before->sure >= 80) return *before;
    bool opened = before->step == QUOTH__STEP_COLON && before->cued && before->sure >= 88;
    if (opened && ending != QUOTH__ENDING_COMMA) return *before;
    if (before->near && after->sure <= 80) return *before;
    if (before->near && before->step != QUOTH__STEP_SUBJECT && before->step != QUOTH__STEP_NOUN &&
        before->cue.weight >= 60 && before->subject.sure && before->sure >= 94)
        return *before;
    return after->sure + 8 >= before->sure ? *after : *before;
}

/* A possessive right before the marks: "her “we will manage”". */
static bool find_possessive(const judging *of, quoth__found *found)
{
    if (of->item == of->begin || flags(of, of->item) & QUOTH__ITEM_SENTENCE) return false;
    const quoth__mention *mention = quoth__mention_here(of->scan, of->item - 1);
    if (!mention || !(mention->flags & QUOTH__MENTION_POSSESSIVE)) return false;
    *found = (quoth__found){.step = QUOTH__STEP_POSSESSIVE,
                            .sure = 68,
                            .near = true,
                            .asserted = true,
                            .subject = {of->scan->mention_at[of->item - 1], mention->first, mention->last, true},
                            .rest = QUOTH__NONE};
    return true;
}

/* "... „zu Ende“ sei, sagte der Minister.": the verb in front of its subject. */
static bool find_verb_behind(const judging *of, uint32_t item, quoth__found *found)
{
    quoth__cue cue;
    quoth__subject subject;
    if (!(of->scan->traits & QUOTH__TRAIT_FREE_SUBJECT)) return false;
    if (item + 1 < of->end && quoth__function_of(of->scan, item) == QUOTH__FUNCTION_ADVERB) item++; /* so heißt es */
    if (!quoth__cue_at(of->scan, item, of->begin, of->end, &cue) || cue.weight < 60) return false;
    if (!quoth__subject_by_order(of->scan, &cue, of->begin, &subject) || subject.first < cue.last) return false;
    *found = (quoth__found){.step = QUOTH__STEP_INVERTED,
                            .sure = 82,
                            .cued = true,
                            .cue = cue,
                            .asserted = true,
                            .subject = subject,
                            .rest = QUOTH__NONE};
    return true;
}

/* "... “finished” in May, said the mayor.": the verb before a name that ends the clause. */
static bool find_inverted_behind(const judging *of, uint32_t item, quoth__found *found)
{
    quoth__cue cue;
    if (of->scan->traits & QUOTH__TRAIT_FREE_SUBJECT) return false;
    if (!quoth__cue_at(of->scan, item, of->begin, of->end, &cue) || cue.weight < 80 || !cue.finite) return false;
    if (cue.last >= of->end || flags(of, cue.last) & QUOTH__ITEM_SENTENCE) return false;
    const quoth__mention *who = quoth__mention_here(of->scan, cue.last);
    if (!who || who->first != cue.last || who->type == QUOTH__MENTION_PRONOUN) return false;
    uint32_t last = quoth__extent_right(of->scan, who->last, of->end);
    bool closed = last >= of->end || shape(of, last) == QUOTH__SHAPE_STOP || shape(of, last) == QUOTH__SHAPE_COMMA ||
                  flags(of, last) & QUOTH__ITEM_SENTENCE;
    if (!closed) return false;
    *found = (quoth__found){.step = QUOTH__STEP_INVERTED,
                            .sure = 82,
                            .cued = true,
                            .cue = cue,
                            .asserted = true,
                            .subject = {of->scan->mention_at[cue.last], who->first, last, true},
                            .rest = QUOTH__NONE};
    return true;
}

/* "... “finished”, the mayor said." further to the right in the same sentence. */
static bool find_sentence_end(const judging *of, quoth__found *found)
{
    for (uint32_t at = of->item + 1, steps = 0; at < of->end && steps < 30; at++, steps++) {
        if (flags(of, at) & QUOTH__ITEM_SENTENCE || shape(of, at) == QUOTH__SHAPE_STOP) return false;
        if (shape(of, at) != QUOTH__SHAPE_COMMA || at + 1 >= of->end) continue;
        const quoth__mention *mention = quoth__mention_here(of->scan, at + 1);
        uint32_t length = 0;
        const quoth__entry *phrase = quoth__is_word(of->scan, at + 1)
                                         ? quoth__phrase(of->scan, at + 1, of->end, QUOTH__CLASS_CUE_PHRASE, &length)
                                         : NULL;
        uint32_t name = phrase ? at + 1 + length : of->end;
        if (name + 1 < of->end && quoth__function_of(of->scan, name) == QUOTH__FUNCTION_DEFINITE &&
            !of->scan->mention_at[name])
            name++;
        if (name < of->end && of->scan->mention_at[name]) {
            uint32_t index = of->scan->mention_at[name];
            const quoth__mention *who = quoth__mention_of(of->scan, index - 1);
            *found = (quoth__found){.step = QUOTH__STEP_ACCORDING,
                                    .sure = 88,
                                    .cued = true,
                                    .asserted = true,
                                    .cue = {.first = at + 1, .last = at + 1 + length},
                                    .subject = {index, who->first, who->last, true},
                                    .rest = QUOTH__NONE};
            return true;
        }
        quoth__cue cue;
        if (find_verb_behind(of, at + 1, found) || find_inverted_behind(of, at + 1, found)) return true;
        if (!mention || mention->first != at + 1 || mention->last >= of->end) continue;
        if (!quoth__cue_at(of->scan, mention->last, of->begin, of->end, &cue) || cue.weight < 60 || !cue.finite)
            continue;
        bool closed = cue.last >= of->end || shape(of, cue.last) == QUOTH__SHAPE_STOP ||
                      shape(of, cue.last) == QUOTH__SHAPE_COMMA || flags(of, cue.last) & QUOTH__ITEM_SENTENCE;
        if (!closed) continue;
        *found = (quoth__found){.step = QUOTH__STEP_CUE_AFTER,
                                .sure = 82,
                                .cued = true,
                                .cue = cue,
                                .asserted = true,
                                .subject = {of->scan->mention_at[at + 1], mention->first, mention->last, true},
                                .rest = QUOTH__NONE};
        return true;
    }
    return false;
}

/* The subject of the sentence before, where the paragraph has one. */
static bool find_sentence_before(const judging *of, quoth__found *found)
{
    if (of->item == of->begin || flags(of, of->item) & QUOTH__ITEM_PARAGRAPH) return false;
    quoth__subject subject;
    uint32_t at = of->item - 1;
    for (int sentence = 0; sentence < 2 && at > of->begin; sentence++) {
        if (quoth__subject_before(of->scan, at, of->begin, &subject)) {
            *found = (quoth__found){.step = QUOTH__STEP_SENTENCE,
                                    .sure = sentence ? 48 : 60,
                                    .asserted = true,
                                    .subject = subject,
                                    .rest = QUOTH__NONE};
            return true;
        }
        while (at > of->begin && !(flags(of, at - 1) & QUOTH__ITEM_SENTENCE)) {
            at--;
            if (of->item - at > 60) return false;
        }
        if (at > of->begin) at--;
        if (flags(of, at) & QUOTH__ITEM_PARAGRAPH) break;
    }
    return false;
}

/* ------------------------------------------------------------------------------------------------------- the verdict */

static quoth_status person_of(const judging *of, const quoth__subject *subject, uint32_t *person)
{
    *person = subject->mention ? quoth__mention_of(of->scan, subject->mention - 1)->person : QUOTH__NONE;
    bool pronoun =
        subject->mention && quoth__mention_of(of->scan, subject->mention - 1)->type == QUOTH__MENTION_PRONOUN;
    if (*person != QUOTH__NONE || subject->last <= subject->first) return QUOTH_OK;
    bool somebody = pronoun && quoth__lexeme_of(of->scan, subject->first)->case_ == QUOTH__CASE_INDEFINITE;
    if (pronoun && !somebody) return QUOTH_OK;
    return quoth__person_of_words(of->scan, subject->first, subject->last, person);
}

static quoth_status note_speaker(const judging *of, uint32_t person)
{
    void *made;
    QUOTH__TRY(quoth__array_push(of->scan->context, &of->scan->speech->also, sizeof(quoth__also), &made));
    *(quoth__also *)made = (quoth__also){of->stretch, person};
    return QUOTH_OK;
}

static bool is_and(const judging *of, uint32_t item)
{
    return item < of->end && quoth__function_of(of->scan, item) == QUOTH__FUNCTION_CONJUNCTION &&
           quoth__mention_here(of->scan, item) == NULL;
}

/* "Ann and Bo said": the one beside the subject, joined by "and"; 0 where there is none. */
static uint32_t beside_subject(const judging *of, const quoth__found *found)
{
    const quoth__mention *mention = quoth__mention_of(of->scan, found->subject.mention - 1);
    if (mention->type == QUOTH__MENTION_PRONOUN || !found->cued) return 0;
    uint32_t right = mention->last + 1;
    if (is_and(of, mention->last) && right < of->end && of->scan->mention_at[right] &&
        (found->cue.first >= right || found->step == QUOTH__STEP_INVERTED)) {
        const quoth__mention *other = quoth__mention_here(of->scan, right);
        bool next_clause = found->step == QUOTH__STEP_INVERTED && other->flags & QUOTH__MENTION_SUBJECT;
        if (other->first == right && !next_clause && !(other->flags & QUOTH__MENTION_POSSESSIVE))
            return of->scan->mention_at[right];
    }
    if (mention->first < of->begin + 2 || !is_and(of, mention->first - 1) || found->step == QUOTH__STEP_INVERTED)
        return 0;
    const quoth__mention *other = quoth__mention_here(of->scan, mention->first - 2);
    uint8_t unfit = QUOTH__MENTION_POSSESSIVE | QUOTH__MENTION_GOVERNED;
    return other && other->last == mention->first - 1 && other->type != QUOTH__MENTION_PRONOUN &&
                   !(other->flags & unfit)
               ? of->scan->mention_at[mention->first - 2]
               : 0;
}

/* Where two speak, both are noted, the first in the text first, who is the verdict's. */
static quoth_status note_several(const judging *of, quoth__found *found, quoth__verdict *verdict)
{
    if (!found->subject.mention || verdict->speaker == QUOTH__NONE) return QUOTH_OK;
    uint32_t beside = beside_subject(of, found);
    if (!beside) return QUOTH_OK;
    const quoth__mention *a = quoth__mention_of(of->scan, found->subject.mention - 1);
    const quoth__mention *b = quoth__mention_of(of->scan, beside - 1);
    if (b->person == QUOTH__NONE || b->person == verdict->speaker) return QUOTH_OK;
    if (b->first < a->first) {
        const quoth__mention *first = b;
        b = a;
        a = first;
    }
    verdict->speaker = a->person;
    if (a->first < found->subject.first) found->subject.first = a->first;
    if (b->last > found->subject.last) found->subject.last = b->last;
    QUOTH__TRY(note_speaker(of, a->person));
    return note_speaker(of, b->person);
}

/* Where whose turn it is shows that a pronoun or a role is another than the one last told of, it is he. */
static void turn_subject(const judging *of, const quoth__found *found)
{
    if (!found->subject.mention) return;
    uint32_t index = found->subject.mention - 1;
    const quoth__mention *to = found->addressee ? quoth__mention_of(of->scan, found->addressee - 1) : NULL;
    uint32_t told = to && to->type == QUOTH__MENTION_NAME ? to->person : (uint32_t)QUOTH__NONE;
    uint32_t other = quoth__turn_person(of->scan, of->stretch, of->previous, quoth__mention_of(of->scan, index), told);
    if (other != QUOTH__NONE) quoth__mention_of(of->scan, index)->person = other;
}

static quoth_status write_found(const judging *of, quoth__found *found, quoth__verdict *verdict)
{
    const quoth__scan *scan = of->scan;
    if (found->cued) {
        verdict->cue = quoth__items_span(scan, found->cue.first, found->cue.last);
        scan->cue_of[found->cue.first] = of->stretch + 1;
    }
    verdict->asserted = found->asserted;
    if (found->step == QUOTH__STEP_NONE) return QUOTH_OK;
    turn_subject(of, found);
    QUOTH__TRY(person_of(of, &found->subject, &verdict->speaker));
    QUOTH__TRY(note_several(of, found, verdict));
    verdict->step = found->step;
    verdict->sure = verdict->speaker == QUOTH__NONE ? (uint8_t)(found->sure / 2) : found->sure;
    verdict->written = quoth__items_span(scan, found->subject.first, found->subject.last);
    if (found->addressee) verdict->addressee = quoth__mention_of(scan, found->addressee - 1)->person;
    if (verdict->addressee == verdict->speaker) verdict->addressee = QUOTH__NONE;
    if (found->rest != QUOTH__NONE) verdict->rest = quoth__items_span(scan, found->rest, found->rest + 1);
    return QUOTH_OK;
}

/* The several speakers of an earlier stretch are those of this one too. */
static quoth_status take_several(const judging *of, uint32_t from)
{
    const quoth__array *also = &of->scan->speech->also;
    uint32_t both[2];
    size_t found = 0;
    for (size_t i = also->count, steps = 0; i > 0 && steps < 8 && found < 2; i--, steps++)
        if (QUOTH__AT(*also, quoth__also, i - 1).stretch == from)
            both[found++] = QUOTH__AT(*also, quoth__also, i - 1).person;
    while (found > 0) QUOTH__TRY(note_speaker(of, both[--found]));
    return QUOTH_OK;
}

/* The speaker of an earlier stretch, taken over. */
static bool take_over(const judging *of, uint32_t from, quoth__step step, uint8_t sure, quoth__verdict *verdict)
{
    const quoth__verdict *earlier = quoth__verdict_of(of->scan, from);
    if (earlier->step == QUOTH__STEP_NONE) return false;
    verdict->speaker = earlier->speaker;
    verdict->addressee = earlier->addressee;
    verdict->written = earlier->written;
    if (verdict->cue.start == QUOTH__NONE) verdict->cue = earlier->cue;
    verdict->step = (uint8_t)step;
    verdict->sure = sure < earlier->sure ? sure : earlier->sure;
    verdict->earlier = from;
    return true;
}

/* ---------------------------------------------------------------------------------------------------- what goes on */

/* “...,” X said, “...”: the sentence of the stretch before runs on into this one. */
static bool runs_on(const judging *of)
{
    if (of->previous == QUOTH__NONE || !of->same_paragraph) return false;
    if (!is_speech(quoth__verdict_of(of->scan, of->previous))) return false;
    uint32_t from = of->scan->at[of->previous] + 1;
    if (of->item - from > 30 || of->item == from) return false;
    for (uint32_t at = from; at <= of->item; at++)
        if (flags(of, at) & QUOTH__ITEM_SENTENCE) return false;
    uint8_t left = shape(of, of->item - 1);
    bool set_off = left == QUOTH__SHAPE_COMMA || left == QUOTH__SHAPE_DASH || left == QUOTH__SHAPE_SEMICOLON ||
                   left == QUOTH__SHAPE_COLON;
    const quoth__verdict *previous = quoth__verdict_of(of->scan, of->previous);
    bool between = previous->cue.start != QUOTH__NONE &&
                   previous->cue.start >= quoth__stretch_of(of->scan, of->previous)->outer_end;
    bool comma = of->scan->traits & QUOTH__TRAIT_FREE_SUBJECT && shape(of, from) == QUOTH__SHAPE_COMMA; /* its own */
    return set_off && between && (comma || quoth__ending_of(of->scan, of->previous) != QUOTH__ENDING_NONE);
}

static void join(const judging *of)
{
    quoth__stretch *here = quoth__stretch_of(of->scan, of->stretch);
    const quoth__stretch *earlier = quoth__stretch_of(of->scan, of->previous);
    if (here->part != 0 || here->group != of->stretch) return;
    here->group = earlier->group;
    here->part = earlier->part + 1;
}

/* Turn and turn about: this paragraph begins with words that nobody is named for. */
static bool take_turn(const judging *of, quoth__verdict *verdict)
{
    quoth__turn turn = quoth__turn_of(of->scan, of->stretch, of->previous);
    if (turn.stretch != QUOTH__NONE) return take_over(of, turn.stretch, QUOTH__STEP_TURN, 55, verdict);
    if (!turn.mention && turn.person == QUOTH__NONE) return false;
    verdict->speaker = turn.person;
    if (turn.mention) {
        const quoth__mention *mention = quoth__mention_of(of->scan, turn.mention - 1);
        verdict->speaker = mention->person;
        verdict->written = quoth__items_span(of->scan, mention->first, mention->last);
    }
    verdict->step = QUOTH__STEP_TURN;
    verdict->sure = 45;
    return true;
}

/* Where the next stretch stands right behind this one, or is its next part: what is said of that. */
static bool find_next(const judging *of, quoth__found *found)
{
    uint32_t next = of->stretch + 1, count = (uint32_t)of->scan->stretches->count;
    for (int i = 0; i < 8 && next < count &&
                    quoth__stretch_of(of->scan, next)->level > quoth__stretch_of(of->scan, of->stretch)->level;
         i++)
        next++;
    if (next >= count || quoth__container_of(of->scan, next) != quoth__container_of(of->scan, of->stretch))
        return false;
    bool same_group = quoth__stretch_of(of->scan, next)->group == quoth__stretch_of(of->scan, of->stretch)->group;
    bool behind = of->scan->at[next] == of->item + 1 && !(flags(of, of->item + 1) & QUOTH__ITEM_PARAGRAPH);
    if (!same_group && !behind) return false;
    quoth__find_after(of->scan, next, found);
    if (found->step == QUOTH__STEP_NONE) return false;
    uint32_t called = quoth__called(of->scan, of->stretch);
    if (called != QUOTH__NONE && found->subject.mention &&
        quoth__mention_of(of->scan, found->subject.mention - 1)->person == called)
        return false;
    found->step = QUOTH__STEP_NEXT;
    found->sure = same_group ? 85 : 70;
    return true;
}

/* “...,” Ruth said. Anna shook her head. “...”: in talk the words are hers of whom the sentence before tells. */
static bool find_new_subject(const judging *of, quoth__found *found)
{
    if (!quoth__is_talk(of->scan) || of->joined || !find_sentence_before(of, found) || !found->subject.mention)
        return false;
    const quoth__mention *mention = quoth__mention_of(of->scan, found->subject.mention - 1);
    const quoth__human *human = mention->person == QUOTH__NONE ? NULL : quoth__human_of(of->scan, mention->person);
    if (!human || human->collective || mention->type == QUOTH__MENTION_PRONOUN) return false;
    if (mention->person == quoth__verdict_of(of->scan, of->previous)->speaker) return false;
    uint32_t from = of->scan->at[of->previous] + 1;
    while (from < of->item && !(flags(of, from) & QUOTH__ITEM_SENTENCE)) from++;
    return mention->first >= from && mention->flags & QUOTH__MENTION_SUBJECT;
}

/* Steps 5 to 8, for words that somebody must have said. */
static quoth_status fall_back(const judging *of, quoth__verdict *verdict)
{
    quoth__found found;
    bool narrative = of->begin == of->scan->first[0] && quoth__container_of(of->scan, of->stretch) == 0;
    if (narrative && of->same_paragraph && of->previous != QUOTH__NONE && find_new_subject(of, &found))
        return write_found(of, &found, verdict);
    if (of->same_paragraph && of->previous != QUOTH__NONE &&
        take_over(of, of->previous, of->joined ? QUOTH__STEP_CONTINUED : QUOTH__STEP_PARAGRAPH, of->joined ? 95 : 88,
                  verdict))
        return QUOTH_OK;
    if (find_next(of, &found) || find_sentence_before(of, &found)) return write_found(of, &found, verdict);
    if (!narrative) return QUOTH_OK;
    if (take_turn(of, verdict)) return QUOTH_OK;
    if (of->previous == QUOTH__NONE) return QUOTH_OK;
    uint32_t gap =
        quoth__stretch_of(of->scan, of->stretch)->paragraph - quoth__stretch_of(of->scan, of->previous)->paragraph;
    if (gap == 1 && quoth__is_talk(of->scan) && quoth__stretch_of(of->scan, of->previous)->closed) return QUOTH_OK;
    if (gap <= 2) take_over(of, of->previous, QUOTH__STEP_PREVIOUS, gap == 1 ? 65 : 45, verdict);
    return QUOTH_OK;
}

/* The subject of the sentence itself, where the verb stands second. */
static bool find_nominative(const judging *of, quoth__found *found)
{
    quoth__subject subject;
    if (!quoth__first_nominative(of->scan, of->item, of->begin, &subject)) return false;
    *found = (quoth__found){
        .step = QUOTH__STEP_SENTENCE, .sure = 50, .asserted = true, .subject = subject, .rest = QUOTH__NONE};
    return true;
}

/* The one who was the last to tell something in the paragraph: "Weiss versicherte, dass ... Es drohe „...“" */
static bool find_teller(const judging *of, quoth__found *found)
{
    quoth__subject subject;
    quoth__cue cue;
    for (uint32_t at = of->item, i = 0; at > of->begin && i < TELLER; at--, i++) {
        if (flags(of, at) & QUOTH__ITEM_PARAGRAPH) break;
        if (!quoth__is_word(of->scan, at - 1) || quoth__lexeme_of(of->scan, at - 1)->cue_weight < 60) continue;
        if (!quoth__cue_at(of->scan, at - 1, of->begin, of->end, &cue)) continue;
        if (!quoth__subject_by_order(of->scan, &cue, of->begin, &subject)) continue;
        *found = (quoth__found){
            .step = QUOTH__STEP_SENTENCE, .sure = 52, .asserted = true, .subject = subject, .rest = QUOTH__NONE};
        return true;
    }
    quoth__note(of->scan, 12 * (uint64_t)TELLER);
    return false;
}

/* A fragment in a sentence that names nobody: told after the one who spoke before it in the paragraph. */
static quoth_status fall_back_near(const judging *of, quoth__verdict *verdict)
{
    quoth__found found;
    bool reported = quoth__is_reported(of->scan, of->stretch);
    if (!reported && find_nominative(of, &found)) return write_found(of, &found, verdict);
    if (of->same_paragraph && of->previous != QUOTH__NONE &&
        take_over(of, of->previous, QUOTH__STEP_PARAGRAPH, 55, verdict))
        return QUOTH_OK;
    if (reported && find_teller(of, &found)) return write_found(of, &found, verdict);
    if (!find_sentence_before(of, &found)) return QUOTH_OK;
    found.sure = (uint8_t)(found.sure - 12);
    return write_found(of, &found, verdict);
}

/* A part of a whole that began in the paragraph before has the speaker of the first part. */
static bool is_later_part(const judging *of)
{
    const quoth__stretch *here = quoth__stretch_of(of->scan, of->stretch);
    return here->part > 0 && here->group != of->stretch &&
           quoth__verdict_of(of->scan, here->group)->step != QUOTH__STEP_NONE;
}

/* Whether the verb before is the one behind the stretch before: “...,” X said, “...” */
static bool same_cue(const judging *of)
{
    if (of->best.step != QUOTH__STEP_SUBJECT && of->best.step != QUOTH__STEP_CUE_BEFORE &&
        of->best.step != QUOTH__STEP_COLON)
        return false;
    uint32_t subject = of->best.subject.first;
    if (of->best.cued && of->best.cue.weight < 70 && subject > of->begin && of->best.step != QUOTH__STEP_COLON &&
        quoth__function_of(of->scan, subject - 1) == QUOTH__FUNCTION_SUBORDINATOR)
        return true; /* “...,” Anna cried, as he finished, “...” */
    uint32_t place = quoth__items_span(of->scan, of->best.cue.first, of->best.cue.last).start;
    return !of->best.cued || place <= quoth__verdict_of(of->scan, of->previous)->cue.start;
}

/* A stretch inside another without a verb of its own is said by the teller's "he" or nobody that is known. */
static quoth_status decide(judging *of, quoth__verdict *verdict)
{
    of->best = choose(of);
    quoth__kind_find(of->scan, of->stretch, &of->best, of->joined, verdict);
    quoth__given_kind(of->scan, of->stretch, verdict);
    bool said = is_speech(verdict), none = of->best.step == QUOTH__STEP_NONE;
    if (none && !said && !of->best.cued && (find_sentence_end(of, &of->best) || find_possessive(of, &of->best))) {
        none = false;
        if (verdict->kind == QUOTH_KIND_TERM) verdict->kind = QUOTH_KIND_FRAGMENT;
    }
    bool weak = none || of->best.sure < 75;
    if (of->joined && (weak || same_cue(of))) {
        QUOTH__TRY(fall_back(of, verdict));
        return QUOTH_OK;
    }
    if (weak && is_later_part(of)) {
        take_over(of, quoth__stretch_of(of->scan, of->stretch)->group, QUOTH__STEP_CONTINUED, 95, verdict);
        return QUOTH_OK;
    }
    QUOTH__TRY(write_found(of, &of->best, verdict));
    bool plain = verdict->kind == QUOTH_KIND_TITLE || verdict->kind == QUOTH_KIND_NAME;
    if (plain && (!of->best.near || of->scan->traits & QUOTH__TRAIT_FREE_SUBJECT)) {
        verdict->step = QUOTH__STEP_NONE;
        verdict->speaker = verdict->addressee = QUOTH__NONE;
        verdict->written = verdict->cue = verdict->rest = (quoth__span){QUOTH__NONE, QUOTH__NONE};
        verdict->sure = 0;
    }
    if (none && said) return fall_back(of, verdict);
    bool told = verdict->kind == QUOTH_KIND_FRAGMENT && of->scan->traits & QUOTH__TRAIT_FREE_SUBJECT;
    if (none && told) return fall_back_near(of, verdict);
    uint32_t outer = quoth__stretch_of(of->scan, of->stretch)->parent;
    if (none && !plain && outer != QUOTH__NONE) take_over(of, outer, QUOTH__STEP_OUTER, 40, verdict);
    return QUOTH_OK;
}

/* The stretch before in the same container: the one behind which this one follows. */
static uint32_t previous_of(const quoth__scan *scan, uint32_t stretch)
{
    const quoth__stretch *here = quoth__stretch_of(scan, stretch);
    return QUOTH__AT(scan->last_in, uint32_t, here->parent == QUOTH__NONE ? 0 : here->parent + 1);
}

quoth_status quoth__attribute(quoth__scan *scan, uint32_t stretch)
{
    uint32_t container = quoth__container_of(scan, stretch);
    judging of = {.scan = scan,
                  .stretch = stretch,
                  .item = scan->at[stretch],
                  .begin = scan->first[container],
                  .end = scan->first[container + 1],
                  .previous = previous_of(scan, stretch)};
    quoth__verdict *verdict = quoth__verdict_of(scan, stretch);
    uint32_t glossed = quoth__glossed_by(scan, stretch);
    if (of.previous != QUOTH__NONE)
        of.same_paragraph = container != 0 || quoth__stretch_of(scan, of.previous)->paragraph ==
                                                  quoth__stretch_of(scan, stretch)->paragraph;
    if (quoth__stretch_of(scan, stretch)->marked == QUOTH__MARKED_LABEL) {
        QUOTH__TRY(quoth__labelled(scan, stretch, verdict));
        quoth__given_kind(scan, stretch, verdict);
    } else if (glossed != QUOTH__NONE) {
        quoth__gloss(scan, glossed, verdict);
        quoth__given_kind(scan, stretch, verdict);
    } else {
        quoth__find_after(scan, stretch, &of.after);
        quoth__find_before(scan, stretch, &of.before);
        of.joined = runs_on(&of);
        QUOTH__TRY(decide(&of, verdict));
    }
    if (verdict->earlier != QUOTH__NONE && verdict->step != QUOTH__STEP_OUTER)
        QUOTH__TRY(take_several(&of, verdict->earlier));
    uint32_t called = quoth__called(scan, stretch);
    if (called != QUOTH__NONE && called != verdict->speaker) verdict->addressee = called;
    QUOTH__TRY(quoth__given_speaker(scan, stretch, verdict));
    if (of.joined) join(&of);
    if (container == 0) quoth__talk_count(scan, stretch);
    if (verdict->step != QUOTH__STEP_NONE && verdict->kind <= QUOTH_KIND_FRAGMENT)
        QUOTH__AT(scan->last_in, uint32_t, container) = stretch;
    quoth__note(scan, 2700);
    return quoth__charge(scan);
}
