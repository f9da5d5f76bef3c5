/* cues: the verbs that report, whose they are, and whether they are denied.
 *
 *      Putin  has also  [said]            subject right before the verb, over adverbs and auxiliaries
 *      Hill, a doctor in Leeds, [said]    over an apposition
 *      Putin spoke ... and [said]         the subject of the finite verb before
 *      ..., Putin said, [noting]          likewise
 *
 * All looks are bounded by LOOK items, so a cue costs O(1). */
#include "inside.h"

#define LOOK 60u

static uint8_t flags(const quoth__scan *scan, uint32_t item) { return scan->items[item].flags; }
static uint8_t shape(const quoth__scan *scan, uint32_t item) { return scan->items[item].shape; }
static quoth__lexeme *lexeme(const quoth__scan *scan, uint32_t item) { return quoth__lexeme_of(scan, item); }

/* ----------------------------------------------------------------------------------------------------------- verbs */

/* What may stand between a subject and its verb. */
static bool is_between(const quoth__scan *scan, uint32_t item)
{
    if (!quoth__is_word(scan, item)) return false;
    const quoth__lexeme *word = lexeme(scan, item);
    if (word->classes >> QUOTH__CLASS_DATE & 1 && shape(scan, item) == QUOTH__SHAPE_CAPITAL && !scan->mention_at[item])
        return true;
    return word->auxiliary || word->suffix == 'y' || word->function == QUOTH__FUNCTION_ADVERB ||
           (word->classes >> QUOTH__CLASS_NEGATION & 1);
}

/* "the report", "his claim", "of state": the form is a noun here. */
bool quoth__noun_here(const quoth__scan *scan, uint32_t item, uint32_t begin)
{
    if (item == begin || flags(scan, item) & QUOTH__ITEM_SENTENCE) return false;
    uint32_t before = item - 1;
    if (!quoth__is_word(scan, before)) return false;
    const quoth__lexeme *word = lexeme(scan, before);
    bool gerund = lexeme(scan, item)->suffix == 'g';
    if (scan->traits & QUOTH__TRAIT_FREE_SUBJECT && word->case_ == QUOTH__CASE_OBJECT) return false; /* "gli rispose" */
    switch (word->function) {
    case QUOTH__FUNCTION_DEFINITE:
    case QUOTH__FUNCTION_INDEFINITE: return true;
    case QUOTH__FUNCTION_PREPOSITION: {
        quoth_string form = quoth__strings_get(&scan->vocabulary.forms, scan->items[before].lexeme);
        return !gerund && !(form.length == 2 && !memcmp(form.bytes, "to", 2));
    }
    default: break;
    }
    if (word->case_ == QUOTH__CASE_POSSESSIVE || word->case_ == QUOTH__CASE_BOTH || word->possessive) return true;
    bool modified = !word->case_ && !word->auxiliary && word->function <= QUOTH__FUNCTION_OTHER && before > begin &&
                    lexeme(scan, item)->noun_weight && !scan->mention_at[before];
    return modified && !(flags(scan, before) & QUOTH__ITEM_SENTENCE) && quoth__noun_here(scan, before, begin);
}

/* A form of be or get before the verb, over adverbs. */
static bool is_passive(const quoth__scan *scan, uint32_t item, uint32_t begin)
{
    uint32_t at = item;
    for (int i = 0; i < 4 && at > begin && is_between(scan, at - 1); i++) {
        at--;
        if (lexeme(scan, at)->auxiliary == 'b' || lexeme(scan, at)->auxiliary == 'g') return true;
    }
    return false;
}

static bool is_form(const quoth__scan *scan, uint32_t item, const char *word)
{
    if (!quoth__is_word(scan, item)) return false;
    quoth_string form = quoth__strings_get(&scan->vocabulary.forms, scan->items[item].lexeme);
    return form.length == strlen(word) && !memcmp(form.bytes, word, form.length);
}

/* "is quoted as saying": the verb before "as" is the head, and its subject speaks. Asked at either verb. */
static bool quotes_as(const quoth__scan *scan, uint32_t item, uint32_t end, quoth__cue *cue)
{
    if (item + 2 >= end || !quoth__is_word(scan, item + 2)) return false;
    if (lexeme(scan, item + 2)->cue_weight < 20 || lexeme(scan, item + 2)->suffix != 'g') return false;
    if (!is_form(scan, item + 1, "as")) return false;
    cue->last = item + 3;
    cue->finite = true;
    cue->as_saying = true;
    return true;
}

static bool quoted_as(const quoth__scan *scan, uint32_t item, uint32_t begin, quoth__cue *cue)
{
    if (item < begin + 2 || lexeme(scan, item)->suffix != 'g' || !quoth__is_word(scan, item - 2)) return false;
    if (lexeme(scan, item - 2)->cue_weight < 20 || !is_form(scan, item - 1, "as")) return false;
    cue->first = item - 2;
    cue->finite = true;
    cue->as_saying = true;
    return true;
}

bool quoth__cue_at(const quoth__scan *scan, uint32_t item, uint32_t begin, uint32_t end, quoth__cue *cue)
{
    quoth__note(scan, 26);
    if (!quoth__is_word(scan, item)) return false;
    const quoth__lexeme *word = lexeme(scan, item);
    if (word->node == QUOTH__NONE || word->possessive || shape(scan, item) == QUOTH__SHAPE_NUMBER) return false;
    if (word->function && !word->cue_weight) return false;
    uint32_t length = 1;
    const quoth__entry *entry = quoth__phrase(scan, item, end, QUOTH__CLASS_CUE, &length);
    if (!entry || quoth__noun_here(scan, item, begin)) return false;
    bool capital = shape(scan, item) == QUOTH__SHAPE_CAPITAL;
    if (capital && !(flags(scan, item) & (QUOTH__ITEM_SENTENCE | QUOTH__ITEM_MAYBE))) return false;
    quoth_string value = quoth__language_value(scan->language, entry->value);
    uint8_t kind = value.bytes[0] == 't'   ? QUOTH_KIND_THOUGHT
                   : value.bytes[0] == 'w' ? QUOTH_KIND_WRITING
                                           : QUOTH_KIND_SPEECH;
    quoth__note(scan, 200);
    *cue = (quoth__cue){.first = item, .last = item + length, .kind = kind, .weight = (uint8_t)entry->weight};
    if (quotes_as(scan, item, end, cue) || quoted_as(scan, item, begin, cue)) return true;
    bool be = is_passive(scan, item, begin);
    bool infinitive = item > begin && is_form(scan, item - 1, "to");
    cue->passive = be && word->suffix != 'g' && word->cue_weight;
    cue->finite = (word->suffix != 'g' || be) && !infinitive;
    if (infinitive && cue->weight < 60) cue->weight = 60;
    return true;
}

/* -------------------------------------------------------------------------------------------------------- subjects */

static void give(quoth__subject *subject, const quoth__scan *scan, uint32_t mention, bool sure)
{
    const quoth__mention *of = quoth__mention_of(scan, mention);
    *subject = (quoth__subject){mention + 1, of->first, of->last, sure};
}

/* ", he reminded his visitor,": a clause put in, whose subject is not that of the sentence. */
static bool is_put_in(const quoth__scan *scan, const quoth__mention *mention, uint32_t begin, uint32_t end)
{
    if (mention->first == begin || shape(scan, mention->first - 1) != QUOTH__SHAPE_COMMA) return false;
    if (flags(scan, mention->first) & QUOTH__ITEM_SENTENCE) return false;
    for (uint32_t at = mention->last, steps = 0; at < end && steps < 6; at++, steps++) {
        if (flags(scan, at) & QUOTH__ITEM_SENTENCE) return false;
        if (shape(scan, at) == QUOTH__SHAPE_COMMA) return steps > 0 && steps < 6;
    }
    return false;
}

/* The nearest subject to the left in the sentence; people before bodies. */
static bool nearest_subject(const quoth__scan *scan, uint32_t item, uint32_t begin, quoth__subject *subject)
{
    bool found = false;
    for (uint32_t at = item, steps = 0; at > begin && steps < LOOK; at--, steps++) {
        const quoth__mention *mention = quoth__mention_here(scan, at - 1);
        quoth__note(scan, 22);
        if (!(flags(scan, at) & QUOTH__ITEM_SENTENCE) && mention && mention->flags & QUOTH__MENTION_SUBJECT &&
            !is_put_in(scan, mention, begin, item)) {
            bool person = mention->type != QUOTH__MENTION_COLLECTIVE && !(mention->flags & QUOTH__MENTION_BODY);
            if (!found || person) give(subject, scan, scan->mention_at[at - 1] - 1, false);
            found = true;
            if (person) return true;
        }
        if (flags(scan, at) & QUOTH__ITEM_SENTENCE) break;
    }
    return found;
}

/* The subject of what is told: "Lind said [he] was glad and added": the second verb shares Lind, not him. */
static bool is_told(const quoth__scan *scan, const quoth__mention *mention, uint32_t begin)
{
    quoth__cue cue;
    if (mention->type != QUOTH__MENTION_PRONOUN || mention->first <= begin) return false;
    if (flags(scan, mention->first) & QUOTH__ITEM_SENTENCE) return false;
    uint32_t before = mention->first - 1;
    if (quoth__links(scan, before, QUOTH__LINK_THAT)) return true;
    return quoth__cue_at(scan, before, begin, mention->first, &cue) && cue.weight >= 70;
}

/* The subject that a second verb of a sentence shares: the nearest before a verb of saying, else the first. */
static bool shared_subject(const quoth__scan *scan, uint32_t item, uint32_t begin, quoth__subject *subject)
{
    bool found = false;
    for (uint32_t at = item, steps = 0; at > begin && steps < LOOK && !(flags(scan, at) & QUOTH__ITEM_SENTENCE);
         at--, steps++) {
        const quoth__mention *mention = quoth__mention_here(scan, at - 1);
        quoth__note(scan, 22);
        if (!mention || mention->last != at || !(mention->flags & QUOTH__MENTION_SUBJECT)) continue;
        if (is_put_in(scan, mention, begin, item) || mention->flags & QUOTH__MENTION_BODY) continue;
        quoth__cue cue;
        if (found && is_told(scan, mention, begin)) continue;
        give(subject, scan, scan->mention_at[at - 1] - 1, false);
        found = true;
        if (is_told(scan, mention, begin)) continue;
        if (quoth__cue_at(scan, at, begin, scan->item_count > at + 4 ? at + 4 : (uint32_t)scan->item_count, &cue) &&
            cue.weight >= 50)
            return true;
    }
    return found || nearest_subject(scan, item, begin, subject);
}

/* The first mention of the sentence that could be its subject. */
static bool first_subject(const quoth__scan *scan, uint32_t item, uint32_t begin, quoth__subject *subject)
{
    bool found = false;
    for (uint32_t at = item, steps = 0; at > begin && steps < LOOK && !(flags(scan, at) & QUOTH__ITEM_SENTENCE);
         at--, steps++) {
        const quoth__mention *mention = quoth__mention_here(scan, at - 1);
        quoth__note(scan, 22);
        bool object = scan->traits & QUOTH__TRAIT_FREE_SUBJECT && mention && quoth__is_object(scan, mention->first);
        if (mention && !object && !(mention->flags & (QUOTH__MENTION_GOVERNED | QUOTH__MENTION_POSSESSIVE))) {
            give(subject, scan, scan->mention_at[at - 1] - 1, false);
            found = true;
        }
    }
    return found;
}

/* Left of the comma that closes an apposition: the mention before the comma that opens it. */
static bool over_apposition(const quoth__scan *scan, uint32_t comma, uint32_t begin, quoth__subject *subject)
{
    for (uint32_t at = comma, steps = 0; at > begin && steps < 28 && !(flags(scan, at) & QUOTH__ITEM_SENTENCE);
         at--, steps++) {
        uint8_t form = shape(scan, at - 1);
        if (form == QUOTH__SHAPE_STRETCH && steps > 0) return false;
        if ((form != QUOTH__SHAPE_COMMA && form != QUOTH__SHAPE_DASH) || at - 1 == comma || at - 1 == begin) continue;
        const quoth__mention *mention = quoth__mention_here(scan, at - 2);
        if (!mention || mention->last != at - 1 || mention->flags & QUOTH__MENTION_POSSESSIVE) continue;
        if (mention->flags & QUOTH__MENTION_GOVERNED && mention->type != QUOTH__MENTION_NAME) continue;
        uint32_t here = scan->mention_at[at - 2] - 1;
        bool headed = mention->flags & QUOTH__MENTION_GOVERNED && mention->first >= begin + 2;
        const quoth__mention *head = headed ? quoth__mention_here(scan, mention->first - 2) : NULL;
        if (head && head->last == mention->first - 1 && !(head->flags & QUOTH__MENTION_POSSESSIVE))
            here = scan->mention_at[mention->first - 2] - 1; /* "the report by Ana Ruiz, out on Monday, said" */
        give(subject, scan, here, true);
        subject->last = comma;
        return true;
    }
    return false;
}

/* A noun phrase that is no mention: its words, from its determiner on. */
static bool words_before(const quoth__scan *scan, uint32_t item, uint32_t begin, quoth__subject *subject)
{
    uint32_t at = item;
    for (int i = 0; i < 12 && at > begin && !(flags(scan, at) & QUOTH__ITEM_SENTENCE); i++) {
        uint32_t before = at - 1;
        if (shape(scan, before) == QUOTH__SHAPE_HYPHEN || shape(scan, before) == QUOTH__SHAPE_DOT) {
            at--;
            continue;
        }
        if (!quoth__is_word(scan, before)) break;
        const quoth__lexeme *word = lexeme(scan, before);
        if (word->auxiliary || word->cue_weight >= 60 || (word->case_ && word->case_ < QUOTH__CASE_POSSESSIVE)) break;
        uint8_t function = word->function;
        if (function == QUOTH__FUNCTION_CONJUNCTION || function >= QUOTH__FUNCTION_SUBORDINATOR) break;
        at--;
        bool determiner = function == QUOTH__FUNCTION_DEFINITE || function == QUOTH__FUNCTION_INDEFINITE;
        bool of = at > begin && quoth__function_of(scan, at - 1) == QUOTH__FUNCTION_PREPOSITION;
        if (determiner && !of) break;
    }
    while (at < item && quoth__function_of(scan, at) == QUOTH__FUNCTION_PREPOSITION) at++;
    if (at == item || shape(scan, at) == QUOTH__SHAPE_HYPHEN) return false;
    if (shape(scan, at) == QUOTH__SHAPE_LOWER && lexeme(scan, at)->suffix == 'y') return false; /* "who spoke openly" */
    *subject = (quoth__subject){0, at, item, true};
    for (uint32_t m = at; m < item && !subject->mention; m++) /* the head of "a woman at the rally" */
        if (scan->mention_at[m] && quoth__mention_here(scan, m)->first == at &&
            !(quoth__mention_here(scan, m)->flags & QUOTH__MENTION_POSSESSIVE))
            subject->mention = scan->mention_at[m];
    return true;
}

static bool subject_at(const quoth__scan *scan, uint32_t at, uint32_t begin, int depth, quoth__subject *subject)
{
    if (at == begin || flags(scan, at) & QUOTH__ITEM_SENTENCE) return false;
    uint32_t before = at - 1;
    const quoth__mention *mention = quoth__mention_here(scan, before);
    if (mention && mention->last == at) {
        bool relative =
            mention->type == QUOTH__MENTION_PRONOUN && lexeme(scan, mention->first)->case_ == QUOTH__CASE_RELATIVE;
        if (relative && depth < 3) {
            uint32_t left = mention->first;
            if (left > begin && shape(scan, left - 1) == QUOTH__SHAPE_COMMA) left--;
            return subject_at(scan, left, begin, depth + 1, subject);
        }
        if (mention->flags & QUOTH__MENTION_GOVERNED) return words_before(scan, at, begin, subject);
        give(subject, scan, scan->mention_at[before] - 1, true);
        return true;
    }
    switch (shape(scan, before)) {
    case QUOTH__SHAPE_COMMA:
    case QUOTH__SHAPE_DASH:
        if (before > begin && shape(scan, before - 1) == QUOTH__SHAPE_CLOSE && depth < 3)
            return subject_at(scan, before, begin, depth + 1, subject);
        return over_apposition(scan, before, begin, subject) || nearest_subject(scan, before, begin, subject);
    case QUOTH__SHAPE_CLOSE:
        for (uint32_t open = before, i = 0; open > begin && i < 12; open--, i++)
            if (shape(scan, open) == QUOTH__SHAPE_OPEN && depth < 3)
                return subject_at(scan, open, begin, depth + 1, subject);
        return false;
    case QUOTH__SHAPE_LOWER:
    case QUOTH__SHAPE_CAPITAL:
        if (quoth__function_of(scan, before) <= QUOTH__FUNCTION_OTHER && words_before(scan, at, begin, subject))
            return true;
        return shared_subject(scan, at, begin, subject);
    default: return false;
    }
}

bool quoth__put_in(const quoth__scan *scan, const quoth__subject *subject, uint32_t begin, uint32_t end)
{
    return subject->mention && is_put_in(scan, quoth__mention_of(scan, subject->mention - 1), begin, end);
}

/* Right before a participle: "with Ruiz reportedly asking", "..., Ruiz said, adding". */
static bool beside_participle(const quoth__scan *scan, uint32_t at, uint32_t begin, quoth__subject *subject)
{
    quoth__cue cue;
    for (int i = 0; i < 3 && at > begin && is_between(scan, at - 1); i++) at--;
    if (at < begin + 3 || flags(scan, at) & QUOTH__ITEM_SENTENCE) return false;
    const quoth__mention *mention = quoth__mention_here(scan, at - 1);
    if (mention && mention->last == at && mention->first > begin && is_form(scan, mention->first - 1, "with")) {
        give(subject, scan, scan->mention_at[at - 1] - 1, true);
        return true;
    }
    if (shape(scan, at - 1) != QUOTH__SHAPE_COMMA || !quoth__cue_at(scan, at - 2, begin, at, &cue)) return false;
    mention = quoth__mention_here(scan, at - 3);
    if (cue.weight < 80 || !mention || mention->last != at - 2 || !(mention->flags & QUOTH__MENTION_SUBJECT))
        return false;
    give(subject, scan, scan->mention_at[at - 3] - 1, true);
    return true;
}

bool quoth__subject_of(const quoth__scan *scan, const quoth__cue *cue, uint32_t begin, quoth__subject *subject)
{
    uint32_t at = cue->first;
    if (quoth__subject_by_order(scan, cue, begin, subject)) return true;
    if (!cue->finite && beside_participle(scan, at, begin, subject)) return true;
    if (!cue->finite) return shared_subject(scan, at, begin, subject) || first_subject(scan, at, begin, subject);
    for (int i = 0; i < 6 && at > begin && !(flags(scan, at) & QUOTH__ITEM_SENTENCE) && is_between(scan, at - 1); i++)
        at--;
    return subject_at(scan, at, begin, 0, subject) || first_subject(scan, at, begin, subject);
}

/* The subject of the sentence before an item: the nearest, or the first mention that could be it. */
bool quoth__subject_before(const quoth__scan *scan, uint32_t item, uint32_t begin, quoth__subject *subject)
{
    return nearest_subject(scan, item, begin, subject) || first_subject(scan, item, begin, subject);
}

/* ---------------------------------------------------------------------------------------------------------- denied */

bool quoth__denied(const quoth__scan *scan, uint32_t item, uint32_t begin)
{
    for (uint32_t at = item, steps = 0; at > begin && steps < 9 && !(flags(scan, at) & QUOTH__ITEM_SENTENCE);
         at--, steps++) {
        uint32_t before = at - 1;
        if (!quoth__is_word(scan, before)) break;
        const quoth__lexeme *word = lexeme(scan, before);
        if (word->function == QUOTH__FUNCTION_CONJUNCTION) break;
        if (word->cue_weight >= 85 && steps > 0) break;
        if (!(word->classes >> QUOTH__CLASS_HYPOTHETICAL & 1)) continue;
        bool had = word->auxiliary == 'h';
        if (!had || flags(scan, before) & QUOTH__ITEM_SENTENCE) return true;
    }
    return false;
}
