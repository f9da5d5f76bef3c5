/* resolve: roles and pronouns to people.
 *
 *   ring: the people last spoken of, newest first, at most RING
 *
 *   narrative     names set the ring; "the Russian president" asks the facts, then the ring; "he" asks the ring for the
 *                 last subject that fits
 *   in a stretch  "I" is its speaker, "you" its addressee, "he" the last one spoken of who is neither
 *
 * O(1) a mention. */
#include "inside.h"

/* ---------------------------------------------------------------------------------------------------------- ring */

static void touch(quoth__scan *scan, uint32_t person, uint32_t item, bool subject)
{
    uint32_t at = 0;
    while (at < scan->ring_count && scan->ring[at] != person) at++;
    if (at == scan->ring_count && scan->ring_count < QUOTH__RING) scan->ring_count++;
    if (at >= QUOTH__RING) at = QUOTH__RING - 1;
    memmove(scan->ring + 1, scan->ring, at * sizeof *scan->ring);
    scan->ring[0] = person;
    quoth__human *human = quoth__human_of(scan, person);
    human->any = item + 1;
    if (subject) human->subject = item + 1;
}

typedef struct wanted {
    uint8_t gender;
    uint32_t office, country; /* of a role; QUOTH__NONE */
    uint32_t not_a, not_b;    /* people it cannot be */
    bool body;                /* "it", "they": no person is meant */
    bool named;               /* people with a name first */
    bool subject;             /* the last subject before the last mention */
    uint32_t role;            /* lexeme of a role that another role's holder has not, or QUOTH__NONE */
    uint32_t item;            /* where it stands */
} wanted;

#define RECENT 40u /* items: about two sentences */
#define LEAD 30u   /* items by which a subject is nearer than another mention */

/* 0: cannot be; 1: might be; 2: fits. */
static int fits(const quoth__scan *scan, uint32_t person, const wanted *want)
{
    const quoth__human *human = quoth__human_of(scan, person);
    if (person == want->not_a || person == want->not_b) return 0;
    if (want->body) return human->collective ? 2 : 0;
    if (human->collective) return 0;
    if (want->role != QUOTH__NONE && human->role != QUOTH__NONE && human->role != want->role) return 0;
    if (want->gender && human->gender && want->gender != human->gender) return 0;
    if (want->country != QUOTH__NONE && human->country != QUOTH__NONE && human->office == want->office &&
        human->country != want->country)
        return 0;
    bool topic =
        human->subject && human->subject + RECENT > want->item && human->gender == want->gender && !human->owned;
    if (want->named && human->anonymous && !topic) return 1;
    return human->human || human->gender ? 2 : 1;
}

static uint32_t choose(const quoth__scan *scan, const wanted *want)
{
    uint32_t best = QUOTH__NONE;
    int last = want->named ? 1 : 2; /* a role is a person's of whom it is known that he is one */
    for (int least = 2; least >= last && best == QUOTH__NONE; least--) {
        uint32_t newest = 0;
        for (uint32_t i = 0; i < scan->ring_count; i++) {
            uint32_t person = scan->ring[i];
            if (fits(scan, person, want) < least) continue;
            const quoth__human *human = quoth__human_of(scan, person);
            uint32_t use = human->subject ? human->subject + LEAD : 0;
            if (use < human->any) use = human->any;
            if (!want->subject) use = 0;
            if (best == QUOTH__NONE || use > newest) best = person, newest = use;
        }
    }
    return best;
}

/* ------------------------------------------------------------------------------------------------------- pronouns */

/* "X's address in which he": the one whose thing it is. */
static uint32_t owner_before(const quoth__scan *scan, uint32_t item, uint32_t begin)
{
    if (item < begin + 3 || quoth__function_of(scan, item - 1) != QUOTH__FUNCTION_RELATIVE ||
        quoth__function_of(scan, item - 2) != QUOTH__FUNCTION_PREPOSITION)
        return QUOTH__NONE;
    for (uint32_t at = item - 2, steps = 0; at > begin && steps < 10; at--, steps++) {
        const quoth__mention *mention = quoth__mention_here(scan, at - 1);
        if (mention && mention->flags & QUOTH__MENTION_POSSESSIVE && mention->person != QUOTH__NONE &&
            !quoth__human_of(scan, mention->person)->collective)
            return mention->person;
        if (scan->items[at].flags & QUOTH__ITEM_SENTENCE) break;
    }
    return QUOTH__NONE;
}

static void resolve_third(quoth__scan *scan, quoth__mention *mention, uint32_t begin, wanted want)
{
    bool plural = (mention->flags & QUOTH__MENTION_PLURAL) != 0;
    want.gender = mention->gender == 'n' ? 0 : mention->gender;
    want.named = true;
    want.body = plural || mention->gender == 'n';
    uint32_t person = owner_before(scan, mention->first, begin);
    if (person == QUOTH__NONE || fits(scan, person, &want) == 0) person = choose(scan, &want);
    if (person == QUOTH__NONE) return;
    quoth__human *human = quoth__human_of(scan, person);
    if (!human->gender && (want.gender == 'm' || want.gender == 'f')) human->gender = want.gender;
    mention->person = person;
}

/* ---------------------------------------------------------------------------------------------------------- roles */

/* Whether two mentions stand side by side with a comma between. */
static bool beside(const quoth__scan *scan, const quoth__mention *left, const quoth__mention *right)
{
    return left->last + 1 == right->first && scan->items[left->last].shape == QUOTH__SHAPE_COMMA &&
           !(left->flags & QUOTH__MENTION_POSSESSIVE);
}

/* "Ivanov, the former minister" and "the former minister, Igor Ivanov": the role's person by its neighbour. */
static uint32_t apposed(const quoth__scan *scan, uint32_t index, uint32_t floor, uint32_t ceiling)
{
    const quoth__mention *role = quoth__mention_of(scan, index);
    if (index > floor && !(role->flags & QUOTH__MENTION_SUBJECT)) {
        const quoth__mention *before = quoth__mention_of(scan, index - 1);
        if (before->type == QUOTH__MENTION_NAME && !(before->flags & QUOTH__MENTION_BODY) && beside(scan, before, role))
            return before->person;
    }
    if (index + 1 < ceiling) {
        const quoth__mention *after = quoth__mention_of(scan, index + 1);
        bool held = after->type == QUOTH__MENTION_NAME && !(after->flags & QUOTH__MENTION_BODY);
        uint32_t end = after->last;
        uint8_t shape = end < scan->item_count ? scan->items[end].shape : (uint8_t)QUOTH__SHAPE_STOP;
        if (held && beside(scan, role, after) && (shape == QUOTH__SHAPE_COMMA || shape == QUOTH__SHAPE_STOP))
            return after->person;
    }
    return QUOTH__NONE;
}

/* Whose thing it is is said: "his spokesman", "Putin's adviser", "the child's nurse". */
static bool is_owned(const quoth__scan *scan, const quoth__mention *mention)
{
    for (uint32_t at = mention->first; at < mention->head_first; at++) {
        if (!quoth__is_word(scan, at)) continue;
        const quoth__lexeme *word = quoth__lexeme_of(scan, at);
        if (word->case_ != QUOTH__CASE_NOT || word->possessive) return true;
    }
    return false;
}

static uint32_t by_facts(const quoth__scan *scan, const quoth__mention *mention, const wanted *want)
{
    uint32_t keys[2] = {mention->role, mention->office == QUOTH__NONE ? mention->role : QUOTH__OFFICE(mention->office)};
    for (int i = 0; i < 2; i++) {
        uint32_t person = quoth__fact_find(scan, keys[i], mention->country);
        bool other = person != QUOTH__NONE && is_owned(scan, mention) && quoth__human_of(scan, person)->anonymous;
        if (person != QUOTH__NONE && !other && fits(scan, person, want)) return person;
    }
    return QUOTH__NONE;
}

static quoth_status resolve_role(quoth__scan *scan, uint32_t index, uint32_t floor, uint32_t ceiling, wanted want)
{
    quoth__mention *mention = quoth__mention_of(scan, index);
    want.gender = mention->gender;
    want.office = mention->office;
    want.role = mention->role;
    want.country = mention->country;
    bool definite = (mention->flags & QUOTH__MENTION_DEFINITE) != 0;
    bool capital = scan->items[mention->head_first].shape == QUOTH__SHAPE_CAPITAL;
    uint32_t person = apposed(scan, index, floor, ceiling);
    if (person == QUOTH__NONE && (definite || capital)) person = by_facts(scan, mention, &want);
    bool free = definite && !is_owned(scan, mention) && !(mention->flags & QUOTH__MENTION_PLURAL);
    if (person == QUOTH__NONE && free && mention->type == QUOTH__MENTION_ROLE) person = choose(scan, &want);
    if (person == QUOTH__NONE) {
        QUOTH__TRY(quoth__person_of_words(scan, mention->first, mention->last, &person));
        quoth__human *human = quoth__human_of(scan, person);
        human->collective = mention->type == QUOTH__MENTION_COLLECTIVE;
        human->human = !human->collective;
        if (!human->gender) human->gender = mention->gender;
        human->role = mention->role;
        human->owned = is_owned(scan, mention);
    }
    mention->person = person;
    quoth__human *human = quoth__human_of(scan, person);
    if (!human->gender) human->gender = mention->gender;
    if (mention->type == QUOTH__MENTION_ROLE) quoth__fact_add(scan, mention, person);
    return QUOTH_OK;
}

/* ------------------------------------------------------------------------------------------------------- the passes */

static quoth_status resolve_one(quoth__scan *scan, uint32_t index, uint32_t container, wanted want)
{
    quoth__mention *mention = quoth__mention_of(scan, index);
    if (mention->given) {
        quoth__fact_add(scan, mention, mention->person);
        return quoth__work(scan->context, 60);
    }
    uint32_t floor = scan->first_mention[container], ceiling = scan->first_mention[container + 1];
    want.item = mention->first;
    if (mention->type == QUOTH__MENTION_PRONOUN) {
        const quoth__lexeme *word = quoth__lexeme_of(scan, mention->first);
        if (word->person == 3 && word->case_ < QUOTH__CASE_REFLEXIVE) {
            resolve_third(scan, mention, scan->first[container], want);
        } else if (container == 0 && word->person == 1 && word->number == 's') {
            QUOTH__TRY(quoth__narrator_find(scan, mention));
            quoth__mention_of(scan, index)->person = scan->narrator;
        }
    } else if (mention->type == QUOTH__MENTION_NAME) {
        quoth__fact_add(scan, mention, mention->person);
    } else {
        QUOTH__TRY(resolve_role(scan, index, floor, ceiling, want));
    }
    return quoth__work(scan->context, 450);
}

/* "a general": named in passing, and not kept in mind. */
static bool is_passing(const quoth__mention *mention)
{
    return mention->type == QUOTH__MENTION_ROLE &&
           !(mention->flags & (QUOTH__MENTION_SUBJECT | QUOTH__MENTION_DEFINITE));
}

static bool is_topic(const quoth__scan *scan, const quoth__mention *mention)
{
    if (mention->flags & QUOTH__MENTION_SUBJECT) return true;
    if (!(mention->flags & QUOTH__MENTION_POSSESSIVE)) return false;
    uint32_t at = mention->first; /* "Putin's memory", "In Putin's memory" */
    return scan->items[at].flags & QUOTH__ITEM_SENTENCE ||
           (mention->flags & QUOTH__MENTION_GOVERNED && scan->items[at - 1].flags & QUOTH__ITEM_SENTENCE);
}

quoth_status quoth__resolve_narrative(quoth__scan *scan)
{
    wanted want = {.office = QUOTH__NONE,
                   .country = QUOTH__NONE,
                   .role = QUOTH__NONE,
                   .not_a = QUOTH__NONE,
                   .not_b = QUOTH__NONE,
                   .subject = true};
    for (uint32_t m = 0; m < scan->first_mention[1]; m++) {
        QUOTH__TRY(resolve_one(scan, m, 0, want));
        const quoth__mention *mention = quoth__mention_of(scan, m);
        if (mention->person != QUOTH__NONE && mention->person != scan->narrator && !is_passing(mention))
            touch(scan, mention->person, mention->first, is_topic(scan, mention));
    }
    scan->ring_count = 0;
    scan->next_narrative = 0;
    return QUOTH_OK;
}

/* Takes into the ring what the narrative says before a place. */
static quoth_status catch_up(quoth__scan *scan, uint32_t item)
{
    uint32_t from = scan->next_narrative;
    while (scan->next_narrative < scan->first_mention[1]) {
        const quoth__mention *mention = quoth__mention_of(scan, scan->next_narrative);
        if (mention->first >= item) break;
        if (mention->person != QUOTH__NONE && mention->person != scan->narrator && !is_passing(mention))
            touch(scan, mention->person, mention->first, is_topic(scan, mention));
        QUOTH__TRY(quoth__pace(scan, scan->next_narrative - from, 90));
        scan->next_narrative++;
    }
    return quoth__paced(scan, scan->next_narrative - from, 90);
}

/* Who listens to a stretch: its addressee, or the one its speaker last spoke to in the narrative. */
static uint32_t listener(quoth__scan *scan, uint32_t stretch)
{
    const quoth__verdict *verdict = quoth__verdict_of(scan, stretch);
    if (verdict->speaker == QUOTH__NONE) return verdict->addressee;
    quoth__human *speaker = quoth__human_of(scan, verdict->speaker);
    if (quoth__stretch_of(scan, stretch)->parent != QUOTH__NONE) return verdict->addressee;
    if (verdict->addressee != QUOTH__NONE) speaker->listener = verdict->addressee + 1;
    return speaker->listener ? speaker->listener - 1 : QUOTH__NONE;
}

/* "..., Anna, ..." and "... my dear Anna.": a name between commas or at an end, that no verb belongs to. */
static bool is_call(const quoth__scan *scan, const quoth__mention *mention, uint32_t begin, uint32_t end)
{
    if (mention->type != QUOTH__MENTION_NAME || mention->flags & (QUOTH__MENTION_BODY | QUOTH__MENTION_POSSESSIVE))
        return false;
    uint32_t first = mention->first;
    for (int i = 0; i < 3 && first > begin && quoth__is_word(scan, first - 1); i++) {
        const quoth__lexeme *word = quoth__lexeme_of(scan, first - 1);
        if (scan->mention_at[first - 1] ? word->person != 1 : word->function || word->auxiliary || word->cue_weight)
            break;
        first--;
    }
    bool mine = first < mention->first && quoth__is_word(scan, first) && quoth__lexeme_of(scan, first)->person == 1;
    if (!mine) first = mention->first;
    bool opens = first == begin || scan->items[first - 1].shape == QUOTH__SHAPE_COMMA;
    uint8_t after = mention->last < end ? scan->items[mention->last].shape : (uint8_t)QUOTH__SHAPE_STOP;
    bool closes = after == QUOTH__SHAPE_COMMA || (first > begin && after == QUOTH__SHAPE_STOP);
    bool last = first > begin + 1 && scan->items[first - 2].shape == QUOTH__SHAPE_LOWER && after == QUOTH__SHAPE_STOP;
    bool between = first > begin && first < begin + 5 && after == QUOTH__SHAPE_COMMA; /* "And now, Kessler, tell us" */
    bool known = mine || last || between || mention->flags & QUOTH__MENTION_HUMAN || mention->gender ||
                 (mention->person != QUOTH__NONE && quoth__human_of(scan, mention->person)->human);
    bool signs = mention->last + 1 < end && scan->items[mention->last + 1].shape == QUOTH__SHAPE_DASH;
    return opens && closes && known && !signs && mention->last - mention->first <= 3;
}

uint32_t quoth__called(const quoth__scan *scan, uint32_t stretch)
{
    uint32_t begin = scan->first[stretch + 1], end = scan->first[stretch + 2];
    uint32_t from = scan->first_mention[stretch + 1], to = scan->first_mention[stretch + 2];
    for (uint32_t m = from, i = 0; m < to && i < 4; m++, i++) {
        const quoth__mention *mention = quoth__mention_of(scan, m);
        if (mention->first > begin + 12) break;
        if (is_call(scan, mention, begin, end)) return mention->person;
    }
    for (uint32_t m = to, i = 0; m > from && i < 2; m--, i++) {
        const quoth__mention *mention = quoth__mention_of(scan, m - 1);
        if (mention->last + 2 >= end && is_call(scan, mention, begin, end)) return mention->person;
    }
    return QUOTH__NONE;
}

/* Whoever is called by name in the children that stand before an item is spoken of from there on. */
static uint32_t hear_children(quoth__scan *scan, uint32_t from, uint32_t to, uint32_t speaker)
{
    for (uint32_t item = from; item < to; item++) {
        if (scan->items[item].shape != QUOTH__SHAPE_STRETCH) continue;
        uint32_t person = quoth__called(scan, scan->items[item].token);
        if (person != QUOTH__NONE && person != speaker) touch(scan, person, item, false);
    }
    return to > from ? to : from;
}

quoth_status quoth__resolve_inside(quoth__scan *scan, uint32_t stretch)
{
    const quoth__verdict *verdict = quoth__verdict_of(scan, stretch);
    if (quoth__stretch_of(scan, stretch)->parent == QUOTH__NONE) QUOTH__TRY(catch_up(scan, scan->at[stretch]));
    wanted want = {.office = QUOTH__NONE,
                   .country = QUOTH__NONE,
                   .role = QUOTH__NONE,
                   .not_a = verdict->speaker,
                   .not_b = listener(scan, stretch)};
    uint32_t heard = scan->first[stretch + 1];
    for (uint32_t m = scan->first_mention[stretch + 1]; m < scan->first_mention[stretch + 2]; m++) {
        quoth__mention *mention = quoth__mention_of(scan, m);
        const quoth__lexeme *word = quoth__lexeme_of(scan, mention->first);
        heard = hear_children(scan, heard, mention->first, verdict->speaker);
        if (mention->given)
            QUOTH__TRY(resolve_one(scan, m, stretch + 1, want));
        else if (mention->type == QUOTH__MENTION_PRONOUN && word->person == 1)
            mention->person = verdict->speaker;
        else if (mention->type == QUOTH__MENTION_PRONOUN && word->person == 2)
            mention->person = verdict->addressee;
        else
            QUOTH__TRY(resolve_one(scan, m, stretch + 1, want));
        mention = quoth__mention_of(scan, m);
        if (mention->person != QUOTH__NONE && mention->person != verdict->speaker)
            touch(scan, mention->person, mention->first, false);
    }
    return QUOTH_OK;
}
