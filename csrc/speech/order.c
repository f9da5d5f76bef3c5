/* order: whose a verb is in languages where the subject may stand on either side of it.
 *
 *   verb second    In Berlin [sagte] *Merkel* am Montag: „...“      what opens the clause is no subject: it stands behind
 *                  *Der Sprecher der Polizei* [sagte]: „...“        it opens the clause
 *                  Das hatte *Merkel* am Montag [gesagt]            the auxiliary stands for the verb
 *                  „...“, wie *die Polizei* am Montag [mitteilte]   behind the word that opens the clause
 *   free           según *explicó* *el ministro*: «...»             right behind the verb, unless it stands right before
 *
 * All looks are bounded by LOOK items: O(1) a verb. */
#include "inside.h"

#define LOOK 40u

typedef struct clause {
    const quoth__scan *scan;
    uint32_t begin; /* of the container */
    uint32_t first; /* item of the clause */
    uint32_t verb;  /* the finite one: the auxiliary, where there is one */
    uint32_t last;  /* behind the words of the verb of saying */
} clause;

static uint8_t shape(const clause *of, uint32_t item) { return of->scan->items[item].shape; }
static const quoth__lexeme *lexeme(const clause *of, uint32_t item) { return quoth__lexeme_of(of->scan, item); }
static uint8_t function(const clause *of, uint32_t item) { return quoth__function_of(of->scan, item); }
static bool starts(const clause *of, uint32_t item)
{
    return item >= of->scan->item_count || (of->scan->items[item].flags & QUOTH__ITEM_SENTENCE) != 0;
}

bool quoth__is_object(const quoth__scan *scan, uint32_t item)
{
    if (item >= scan->item_count || !quoth__is_word(scan, item)) return false;
    uint8_t case_ = quoth__lexeme_of(scan, item)->case_;
    return case_ == QUOTH__CASE_OBJECT || case_ == QUOTH__CASE_REFLEXIVE;
}

static bool is_object(const clause *of, uint32_t item) { return quoth__is_object(of->scan, item); }

/* Words between a verb and its subject: himself, him, yesterday. */
static bool is_light(const clause *of, uint32_t item)
{
    if (!quoth__is_word(of->scan, item) || starts(of, item)) return false;
    const quoth__lexeme *word = lexeme(of, item);
    bool name = of->scan->mention_at[item] != 0 && !word->case_;
    return !name && (is_object(of, item) || word->function == QUOTH__FUNCTION_ADVERB || word->suffix == 'y' ||
                     word->classes >> QUOTH__CLASS_NEGATION & 1);
}

/* Whether what has been read of a clause is its verb alone, or an adverb and its verb. */
static bool ends_clause(const clause *of)
{
    return of->first == of->verb || (of->first + 1 == of->verb && is_light(of, of->first));
}

/* Where the clause of a verb begins, and its auxiliary where it has one. */
static clause clause_of(const quoth__scan *scan, const quoth__cue *cue, uint32_t begin)
{
    clause of = {scan, begin, cue->first, cue->first, cue->last};
    for (uint32_t i = 0; i < LOOK && of.first > begin && !starts(&of, of.first); i++) {
        uint32_t left = of.first - 1;
        uint8_t form = shape(&of, left);
        bool cut =
            form == QUOTH__SHAPE_DASH && scan->items[left].flags & QUOTH__ITEM_GLUED; /* Bundes- und Landesminister */
        bool inside = form <= QUOTH__SHAPE_NUMBER || form == QUOTH__SHAPE_HYPHEN || form == QUOTH__SHAPE_DOT || cut ||
                      form == QUOTH__SHAPE_OPEN || form == QUOTH__SHAPE_CLOSE;
        bool joint = function(&of, left) == QUOTH__FUNCTION_CONJUNCTION; /* before a verb: of two clauses */
        if (!inside || (joint && ends_clause(&of))) break;
        of.first = left;
        if (form <= QUOTH__SHAPE_NUMBER && lexeme(&of, left)->auxiliary && of.verb == cue->first &&
            !scan->mention_at[left])
            of.verb = left;
        if (quoth__links(scan, left, QUOTH__LINK_THAT)) break;
    }
    if (of.first < of.verb && function(&of, of.first) == QUOTH__FUNCTION_CONJUNCTION) of.first++;
    quoth__note(scan, 14 * (uint64_t)(cue->first - of.first + 1));
    return of;
}

/* The end of a noun phrase that is no mention. */
static uint32_t phrase_end(const clause *of, uint32_t item)
{
    uint32_t at = item;
    for (; at < item + 12 && !(at > item && starts(of, at)); at++) {
        uint8_t form = shape(of, at);
        if (form == QUOTH__SHAPE_HYPHEN || form == QUOTH__SHAPE_DOT) continue;
        if (form > QUOTH__SHAPE_NUMBER) break;
        uint8_t does = function(of, at);
        bool of_him = quoth__links(of->scan, at, QUOTH__LINK_OF);
        if (lexeme(of, at)->auxiliary || (does >= QUOTH__FUNCTION_PREPOSITION && !of_him)) break;
        if (at > item && lexeme(of, at)->cue_weight >= 50 && shape(of, at) == QUOTH__SHAPE_LOWER) break;
    }
    return at;
}

/* Somebody named from an item on, in the case of a subject. */
static bool who_from(const clause *of, uint32_t item, quoth__subject *subject)
{
    if (item >= of->scan->item_count || !quoth__is_word(of->scan, item)) return false;
    if (quoth__links(of->scan, item, QUOTH__LINK_OBLIQUE) || is_object(of, item)) return false;
    const quoth__mention *mention = quoth__mention_here(of->scan, item);
    if (mention && mention->first == item && !(mention->flags & QUOTH__MENTION_POSSESSIVE)) {
        *subject = (quoth__subject){of->scan->mention_at[item], mention->first, mention->last, true};
        return true;
    }
    uint8_t begins = function(of, item);
    bool noun = begins == QUOTH__FUNCTION_DEFINITE || begins == QUOTH__FUNCTION_INDEFINITE ||
                begins == QUOTH__FUNCTION_QUANTIFIER || mention || (!begins && shape(of, item) == QUOTH__SHAPE_CAPITAL);
    uint32_t last = noun ? phrase_end(of, item) : item;
    if (last == item || (last == item + 1 && begins)) return false;
    *subject = (quoth__subject){0, item, last, true};
    for (uint32_t at = item; at < last; at++) {
        const quoth__mention *inside = quoth__mention_here(of->scan, at);
        uint8_t unfit = QUOTH__MENTION_GOVERNED | QUOTH__MENTION_POSSESSIVE;
        bool genitive = at > item && inside && quoth__links(of->scan, inside->first, QUOTH__LINK_OF);
        if (!inside || inside->flags & unfit || genitive || subject->mention) continue;
        subject->mention = of->scan->mention_at[at];
        if (inside->last > subject->last) subject->last = inside->last;
    }
    return true;
}

static bool who_behind(const clause *of, uint32_t verb, quoth__subject *subject)
{
    uint32_t at = verb;
    for (int i = 0; i < 4 && at < of->scan->item_count && is_light(of, at); i++) at++;
    return !starts(of, at) && who_from(of, at, subject);
}

/* The subject that stands right before the verb, with nothing that governs it. */
static bool who_before(const clause *of, quoth__subject *subject)
{
    uint32_t at = of->verb;
    for (int i = 0; i < 5 && at > of->first; i++) {
        bool helper = is_light(of, at - 1) || (quoth__is_word(of->scan, at - 1) && lexeme(of, at - 1)->auxiliary);
        if (!helper) break;
        at--;
    }
    const quoth__mention *mention = at > of->first ? quoth__mention_here(of->scan, at - 1) : NULL;
    if (!mention || mention->last != at || mention->flags & (QUOTH__MENTION_GOVERNED | QUOTH__MENTION_POSSESSIVE))
        return false;
    if (lexeme(of, mention->first)->case_ == QUOTH__CASE_RELATIVE) return false;
    *subject = (quoth__subject){of->scan->mention_at[at - 1], mention->first, mention->last, true};
    return true;
}

/* "heißt es in dem Brief", "In dem Brief heißt es": it is nobody, and the document says so. */
static bool is_it(const clause *of, const quoth__subject *subject)
{
    const quoth__lexeme *word = lexeme(of, subject->first);
    return word->case_ == QUOTH__CASE_SUBJECT && word->gender == 'n';
}

static bool by_document(const clause *of, quoth__subject *subject)
{
    uint32_t behind = subject->last;
    while (behind < of->scan->item_count && behind < subject->last + 2 && is_light(of, behind)) behind++;
    uint32_t at =
        behind < of->scan->item_count && !starts(of, behind) && function(of, behind) == QUOTH__FUNCTION_PREPOSITION
            ? behind + 1
            : of->first + 1;
    bool governed = at < of->scan->item_count && function(of, at - 1) == QUOTH__FUNCTION_PREPOSITION;
    if (!governed || starts(of, at) || !quoth__is_word(of->scan, at)) return false;
    uint32_t last = phrase_end(of, at);
    if (last == at) return false;
    const quoth__mention *mention = quoth__mention_here(of->scan, last - 1);
    *subject = (quoth__subject){mention && mention->first >= at ? of->scan->mention_at[last - 1] : 0, at, last, true};
    return true;
}

/* What stands behind the verb, with "it" replaced by the document that speaks. */
static bool behind_verb(const clause *of, uint32_t verb, quoth__subject *subject)
{
    if (!who_behind(of, verb, subject)) return false;
    return !is_it(of, subject) || by_document(of, subject);
}

/* Right behind a comma: "Als er kam, sagte Merkel"; but "Merkel, die Kanzlerin, sagte" has its subject in front. */
static bool behind_comma(const clause *of, uint32_t verb, quoth__subject *subject)
{
    uint32_t at = of->first;
    quoth__note(of->scan, 10 * LOOK);
    if (!starts(of, at) && at > of->begin && function(of, at - 1) == QUOTH__FUNCTION_CONJUNCTION) return false;
    for (uint32_t i = 0; i < LOOK && at > of->begin && !starts(of, at); i++) at--;
    uint8_t opens = function(of, at);
    bool other = at == of->first || shape(of, at) == QUOTH__SHAPE_STRETCH || opens == QUOTH__FUNCTION_SUBORDINATOR ||
                 opens == QUOTH__FUNCTION_PREPOSITION || opens == QUOTH__FUNCTION_ADVERB ||
                 quoth__links(of->scan, at, QUOTH__LINK_AS);
    return other && behind_verb(of, verb, subject);
}

/* Words in front of what opens a clause: even, also. */
static uint32_t over_particles(const clause *of)
{
    uint32_t at = of->first;
    for (int i = 0; i < 2 && at + 1 < of->verb && quoth__is_word(of->scan, at); i++) {
        uint8_t does = function(of, at);
        bool particle = (does == QUOTH__FUNCTION_ADVERB || does == QUOTH__FUNCTION_OTHER) && !lexeme(of, at)->case_ &&
                        !lexeme(of, at)->auxiliary;
        uint8_t next = function(of, at + 1);
        if (!particle ||
            (next != QUOTH__FUNCTION_DEFINITE && next != QUOTH__FUNCTION_INDEFINITE && !of->scan->mention_at[at + 1]))
            break;
        at++;
    }
    return at;
}

/* One word at the head of a sentence that has no capital elsewhere in the text: "Besorgt äußerte sich der Leiter". */
static bool is_first_word(const clause *of, const quoth__subject *subject)
{
    const quoth__mention *mention = quoth__mention_of(of->scan, subject->mention - 1);
    return mention->type == QUOTH__MENTION_NAME && subject->last == subject->first + 1 && starts(of, subject->first) &&
           !(mention->flags & (QUOTH__MENTION_HUMAN | QUOTH__MENTION_BODY)) && !lexeme(of, subject->first)->upper;
}

/* The verb stands second: by what opens the clause. */
static bool by_second(const clause *of, quoth__subject *subject)
{
    uint32_t behind = of->verb < of->last - 1 || of->last == of->verb + 1 ? of->verb + 1 : of->last;
    if (of->first == of->verb) return behind_comma(of, behind, subject);
    uint8_t opens = function(of, of->first);
    quoth__subject second = {0};
    bool found = behind_verb(of, behind, &second);
    if (opens == QUOTH__FUNCTION_SUBORDINATOR || opens == QUOTH__FUNCTION_RELATIVE ||
        quoth__links(of->scan, of->first, QUOTH__LINK_AS)) {
        *subject = second;
        return found || (who_behind(of, of->first + 1, subject) && subject->first < of->verb);
    }
    uint32_t from = over_particles(of);
    bool other = function(of, from) == QUOTH__FUNCTION_PREPOSITION || function(of, from) == QUOTH__FUNCTION_ADVERB ||
                 is_object(of, from) || quoth__links(of->scan, from, QUOTH__LINK_OBLIQUE);
    bool pronoun = found && lexeme(of, second.first)->case_ == QUOTH__CASE_SUBJECT;
    pronoun &= lexeme(of, second.first)->gender != 'f'; /* "Der Leiter nannte sie" */
    *subject = second;
    if (found && (other || pronoun)) return true;
    bool first = !other && who_from(of, from, subject) && subject->first < of->verb;
    if (first && !is_it(of, subject)) {
        bool bare = !subject->mention && function(of, from) == QUOTH__FUNCTION_NOT; /* "Relativierend fügte Gall" */
        bare |= !subject->mention && !function(of, from);
        bare |= subject->mention && is_first_word(of, subject);
        const quoth__mention *named = found && second.mention ? quoth__mention_of(of->scan, second.mention - 1) : NULL;
        bare |= !subject->mention && named &&
                named->flags & QUOTH__MENTION_HUMAN; /* "Die Anwendung stellte Minister Weiss" */
        if (bare && found && second.mention) *subject = second;
        if (subject->first < of->verb && subject->last > of->verb) subject->last = of->verb;
        return true;
    }
    *subject = second;
    return found;
}

bool quoth__subject_by_order(const quoth__scan *scan, const quoth__cue *cue, uint32_t begin, quoth__subject *subject)
{
    if (!(scan->traits & QUOTH__TRAIT_FREE_SUBJECT)) return false;
    clause of = clause_of(scan, cue, begin);
    quoth__note(scan, 300);
    if (scan->traits & QUOTH__TRAIT_VERB_SECOND) return by_second(&of, subject);
    return who_before(&of, subject) || behind_verb(&of, cue->last, subject);
}

void quoth__subject_of_it(const quoth__scan *scan, const quoth__cue *cue, uint32_t begin, quoth__subject *subject)
{
    const clause of = {scan, begin, cue->first, cue->first, cue->last};
    if (is_it(&of, subject)) (void)by_document(&of, subject);
}

/* ------------------------------------------------------------------------------------------ what local.c asks beside it */

bool quoth__may_lead_verb(const quoth__scan *scan, uint32_t item)
{
    if (!(scan->traits & QUOTH__TRAIT_FREE_SUBJECT) || !quoth__is_word(scan, item)) return false;
    if (quoth__is_object(scan, item) || quoth__lexeme_of(scan, item)->auxiliary) return true;
    return quoth__has_class(scan, item, QUOTH__CLASS_CONTRACTION) && item + 1 < scan->item_count &&
           scan->items[item + 1].flags & QUOTH__ITEM_GLUED;
}

uint32_t quoth__over_hyphens(const quoth__scan *scan, uint32_t item)
{
    uint32_t at = item, end = (uint32_t)scan->item_count;
    if (!(scan->traits & QUOTH__TRAIT_FREE_SUBJECT)) return item;
    while (at + 1 < end && at < item + 3 && scan->items[at].shape == QUOTH__SHAPE_HYPHEN)
        at += at + 2 < end && scan->items[at + 2].shape == QUOTH__SHAPE_HYPHEN ? 2 : 1;
    return at;
}

void quoth__take_name_behind(const quoth__scan *scan, quoth__subject *subject)
{
    if (!subject->mention || quoth__mention_of(scan, subject->mention - 1)->type != QUOTH__MENTION_ROLE) return;
    for (uint32_t at = subject->last, i = 0; i < 4 && at < scan->item_count; at++, i++) {
        const quoth__mention *mention = quoth__mention_here(scan, at);
        if (scan->items[at].flags & QUOTH__ITEM_SENTENCE) return;
        bool name = mention && mention->first == at && mention->type == QUOTH__MENTION_NAME &&
                    !(mention->flags & QUOTH__MENTION_BODY);
        if (name) *subject = (quoth__subject){scan->mention_at[at], subject->first, mention->last, true};
        if (name || scan->items[at].shape != QUOTH__SHAPE_LOWER || quoth__function_of(scan, at)) return;
    }
}

/* Whether a mention may be a subject by its own form. */
static bool may_be_subject(const quoth__scan *scan, const quoth__mention *mention)
{
    uint8_t unfit = QUOTH__MENTION_GOVERNED | QUOTH__MENTION_POSSESSIVE;
    if (mention->flags & unfit || quoth__links(scan, mention->first, QUOTH__LINK_OBLIQUE)) return false;
    return !quoth__is_object(scan, mention->first) &&
           quoth__lexeme_of(scan, mention->first)->case_ != QUOTH__CASE_RELATIVE;
}

bool quoth__first_nominative(const quoth__scan *scan, uint32_t item, uint32_t begin, quoth__subject *subject)
{
    bool found = false;
    if (!(scan->traits & QUOTH__TRAIT_VERB_SECOND)) return false;
    for (uint32_t at = item, i = 0; at > begin && i < LOOK && !(scan->items[at].flags & QUOTH__ITEM_SENTENCE);
         at--, i++) {
        const quoth__mention *mention = quoth__mention_here(scan, at - 1);
        quoth__note(scan, 14);
        if (scan->items[at - 1].shape == QUOTH__SHAPE_COMMA && found) break;
        if (!mention || mention->last != at || !may_be_subject(scan, mention)) continue;
        *subject = (quoth__subject){scan->mention_at[at - 1], mention->first, mention->last, true};
        found = true;
    }
    return found;
}
