/* local: what stands right beside a stretch, on its right and on its left.
 *
 *   “...,” said Putin      “...,” the minister has often said      “...,” according to Putin      find_after
 *   Putin said: “...”      in Ivanov's words, “...”                according to Putin, “...”      find_before
 *
 * Each side gives at most one finding, with how sure it is. Looks are bounded: O(1) a stretch. */
#include "inside.h"

#define LEFT 56u
#define RIGHT 28u
#define SIGNS 8u

typedef struct side {
    const quoth__scan *scan;
    uint32_t begin, end; /* the container */
    uint32_t item;       /* the stretch */
    quoth__ending ending;
} side;

static uint8_t flags(const side *of, uint32_t item) { return of->scan->items[item].flags; }
static uint8_t shape(const side *of, uint32_t item) { return of->scan->items[item].shape; }
static quoth__lexeme *lexeme(const side *of, uint32_t item) { return quoth__lexeme_of(of->scan, item); }
static bool starts(const side *of, uint32_t item) { return (flags(of, item) & QUOTH__ITEM_SENTENCE) != 0; }

static side side_of(const quoth__scan *scan, uint32_t stretch)
{
    uint32_t container = quoth__container_of(scan, stretch);
    return (side){scan, scan->first[container], scan->first[container + 1], scan->at[stretch],
                  quoth__ending_of(scan, stretch)};
}

static quoth__found nothing(void)
{
    return (quoth__found){.step = QUOTH__STEP_NONE, .asserted = true, .rest = QUOTH__NONE};
}

static bool is_form(const side *of, uint32_t item, const char *word)
{
    if (!quoth__is_word(of->scan, item)) return false;
    quoth_string form = quoth__strings_get(&of->scan->vocabulary.forms, of->scan->items[item].lexeme);
    return form.length == strlen(word) && !memcmp(form.bytes, word, form.length);
}

/* ------------------------------------------------------------------------------------------------- noun phrases */

/* The mention that begins at an item, or NULL. */
static quoth__mention *mention_from(const side *of, uint32_t item)
{
    quoth__mention *mention = item < of->end ? quoth__mention_here(of->scan, item) : NULL;
    return mention && mention->first == item ? mention : NULL;
}

static bool ends_words(const side *of, uint32_t item)
{
    return item >= of->end || starts(of, item) || shape(of, item) > QUOTH__SHAPE_NUMBER;
}

/* The end of a noun phrase without a mention: up to a comma, a verb, a preposition of time or place. */
static uint32_t phrase_end(const side *of, uint32_t item)
{
    uint32_t at = item;
    while (at < of->end && at < item + 10 && !(at > item && starts(of, at))) {
        uint8_t form = shape(of, at);
        if (form > QUOTH__SHAPE_NUMBER && form != QUOTH__SHAPE_HYPHEN && form != QUOTH__SHAPE_DOT) break;
        if (form <= QUOTH__SHAPE_NUMBER) {
            const quoth__lexeme *word = lexeme(of, at);
            if (word->auxiliary || word->function >= QUOTH__FUNCTION_PREPOSITION) break;
            if (word->suffix == 'y' && at > item + 1 && ends_words(of, at + 1)) break; /* "the baker solemnly" */
        }
        at++;
    }
    return at;
}

static bool may_begin_phrase(const side *of, uint32_t item)
{
    uint8_t function = quoth__function_of(of->scan, item);
    if (function == QUOTH__FUNCTION_DEFINITE || function == QUOTH__FUNCTION_INDEFINITE ||
        function == QUOTH__FUNCTION_QUANTIFIER)
        return true;
    return shape(of, item) == QUOTH__SHAPE_CAPITAL && !function && !lexeme(of, item)->auxiliary;
}

/* Who stands at an item: a mention, or a noun phrase by its words. */
static bool who_at(const side *of, uint32_t item, quoth__subject *subject)
{
    if (item >= of->end || !quoth__is_word(of->scan, item)) return false;
    const quoth__mention *mention = mention_from(of, item);
    if (mention) {
        bool object = mention->type == QUOTH__MENTION_PRONOUN && lexeme(of, item)->case_ != QUOTH__CASE_SUBJECT &&
                      lexeme(of, item)->case_ != QUOTH__CASE_INDEFINITE;
        if (object) return false;
        *subject = (quoth__subject){of->scan->mention_at[item], mention->first, mention->last, true};
        if (mention->flags & QUOTH__MENTION_POSSESSIVE) {
            uint32_t end = phrase_end(of, mention->last);
            *subject = (quoth__subject){end > mention->last ? 0 : subject->mention, mention->first, end, true};
        }
        return true;
    }
    if (!may_begin_phrase(of, item)) return false;
    uint32_t end = phrase_end(of, item);
    if (end == item) return false;
    *subject = (quoth__subject){0, item, end, true};
    for (uint32_t at = item; at < end; at++) {
        const quoth__mention *inside = quoth__mention_here(of->scan, at);
        if (inside && !(inside->flags & (QUOTH__MENTION_GOVERNED | QUOTH__MENTION_POSSESSIVE)) && inside->last >= end) {
            subject->mention = of->scan->mention_at[at];
            subject->last = inside->last;
        }
    }
    return true;
}

/* Whom it is said to: "told Carlson", "asked him", "said to reporters". */
static uint32_t addressee_after(const side *of, uint32_t item)
{
    uint32_t at = item;
    if (at < of->end && quoth__function_of(of->scan, at) == QUOTH__FUNCTION_PREPOSITION && !starts(of, at)) {
        quoth_string form = quoth__strings_get(&of->scan->vocabulary.forms, of->scan->items[at].lexeme);
        bool to = form.length == 2 && !memcmp(form.bytes, "to", 2);
        if (!to && !quoth__links(of->scan, at, QUOTH__LINK_LISTENER)) return 0;
        at++;
    }
    const quoth__mention *mention = mention_from(of, at);
    if (!mention || starts(of, at) || mention->flags & (QUOTH__MENTION_POSSESSIVE | QUOTH__MENTION_SUBJECT)) return 0;
    if (mention->type == QUOTH__MENTION_PRONOUN && lexeme(of, at)->case_ == QUOTH__CASE_SUBJECT &&
        lexeme(of, at)->person != 2)
        return 0;
    bool runs_on = mention->last < of->end && shape(of, mention->last) == QUOTH__SHAPE_STRETCH && at == item &&
                   mention->type != QUOTH__MENTION_PRONOUN;
    return runs_on ? 0 : of->scan->mention_at[at]; /* "said France “will act”" */
}

/* ---------------------------------------------------------------------------------------------------------- right */

static bool is_adverb(const side *of, uint32_t item)
{
    return quoth__is_word(of->scan, item) && !of->scan->mention_at[item] &&
           (lexeme(of, item)->suffix == 'y' || lexeme(of, item)->function == QUOTH__FUNCTION_ADVERB);
}

/* "said master of ceremonies Asab Nour": words before the name that begin no phrase by themselves. */
static bool name_soon(const side *of, uint32_t item, quoth__subject *subject)
{
    for (uint32_t at = item; at < of->end && at < item + 6 && !starts(of, at); at++) {
        uint8_t form = shape(of, at);
        if (form != QUOTH__SHAPE_LOWER && form != QUOTH__SHAPE_HYPHEN && form != QUOTH__SHAPE_CAPITAL) return false;
        const quoth__mention *mention = mention_from(of, at);
        if (mention && mention->type == QUOTH__MENTION_NAME && !(mention->flags & QUOTH__MENTION_BODY)) {
            *subject = (quoth__subject){of->scan->mention_at[at], item, mention->last, true};
            return true;
        }
        quoth_string form_of = quoth__strings_get(&of->scan->vocabulary.forms, of->scan->items[at].lexeme);
        bool joins = form_of.length == 2 && !memcmp(form_of.bytes, "of", 2);
        if (mention || lexeme(of, at)->auxiliary || (lexeme(of, at)->function && !joins)) return false;
    }
    return false;
}

static bool ends_clause(const side *of, uint32_t item)
{
    return item >= of->end || starts(of, item) || shape(of, item) == QUOTH__SHAPE_STOP ||
           shape(of, item) == QUOTH__SHAPE_COMMA;
}

/* A past form that is on no list, where only a verb of saying can stand: “...!” thundered Jo. */
static bool is_odd_verb(const side *of, uint32_t item)
{
    return shape(of, item) == QUOTH__SHAPE_LOWER && lexeme(of, item)->suffix == 'd' && !lexeme(of, item)->function &&
           !lexeme(of, item)->auxiliary && !lexeme(of, item)->cue_weight;
}

static bool free_subject(const side *of) { return (of->scan->traits & QUOTH__TRAIT_FREE_SUBJECT) != 0; }

/* “...”, a-t-il dit; „...“, hatte Merkel am Montag gesagt: the subject stands between an auxiliary and the verb. */
static bool find_between(const side *of, uint32_t item, quoth__found *found)
{
    uint32_t at = item;
    quoth__cue cue;
    if (!free_subject(of)) return false;
    for (int i = 0; i < 3 && at < of->end && quoth__may_lead_verb(of->scan, at) && !lexeme(of, at)->auxiliary; i++)
        at++;
    if (at >= of->end || !quoth__is_word(of->scan, at) || !lexeme(of, at)->auxiliary) return false;
    uint32_t who = quoth__over_hyphens(of->scan, at + 1);
    while (who < of->end && who < at + 5 && quoth__is_object(of->scan, who)) who++;
    if (who >= of->end || starts(of, who) || !who_at(of, who, &found->subject)) return false;
    for (uint32_t verb = found->subject.last; verb < of->end && verb < found->subject.last + 10; verb++) {
        if (starts(of, verb) || shape(of, verb) == QUOTH__SHAPE_STOP || shape(of, verb) == QUOTH__SHAPE_COLON)
            return false;
        if (!quoth__cue_at(of->scan, verb, of->begin, of->end, &cue) || cue.weight < 40) continue;
        found->cue = cue;
        found->cued = true;
        found->step = QUOTH__STEP_INVERTED;
        found->sure = 94;
        return true;
    }
    return false;
}

/* sagte am Montag Otto Braun: where the words behind a day begin. */
static uint32_t over_date(const side *of, uint32_t item)
{
    uint32_t at = item;
    if (at < of->end && quoth__function_of(of->scan, at) == QUOTH__FUNCTION_PREPOSITION) at++;
    bool day = at < of->end && quoth__has_class(of->scan, at, QUOTH__CLASS_DATE) && !starts(of, at) &&
               !lexeme(of, at)->name_gender;
    return day ? at + 1 : item;
}

/* "...,” said Putin" */
static bool find_inverted(const side *of, uint32_t item, quoth__found *found)
{
    uint32_t at = item;
    quoth__cue cue;
    for (int i = 0; i < 4 && at < of->end && (is_adverb(of, at) ? i < 2 : quoth__may_lead_verb(of->scan, at)); i++)
        at++;
    bool odd = at < of->end && is_odd_verb(of, at);
    if (odd)
        cue = (quoth__cue){.first = at, .last = at + 1, .weight = 50, .finite = true};
    else if (at >= of->end || !quoth__cue_at(of->scan, at, of->begin, of->end, &cue) || cue.weight < 20)
        return false;
    if (!cue.finite || shape(of, at) == QUOTH__SHAPE_CAPITAL) return false;
    uint32_t who = cue.last;
    if (odd && (!mention_from(of, who) ||
                !ends_clause(of, quoth__extent_right(of->scan, mention_from(of, who)->last, of->end))))
        return false;
    if (who < of->end && is_adverb(of, who)) who++;
    who = quoth__over_hyphens(of->scan, who);
    for (int i = 0;
         i < 3 && free_subject(of) && who < of->end && (quoth__is_object(of->scan, who) || is_adverb(of, who)); i++)
        who++;
    if (free_subject(of)) who = over_date(of, who);
    if (who >= of->end || starts(of, who)) return false;
    if (!who_at(of, who, &found->subject) && !name_soon(of, who, &found->subject)) return false;
    bool pronoun = found->subject.mention &&
                   quoth__mention_of(of->scan, found->subject.mention - 1)->type == QUOTH__MENTION_PRONOUN;
    if (!pronoun && free_subject(of)) quoth__take_name_behind(of->scan, &found->subject);
    if (pronoun && free_subject(of)) quoth__subject_of_it(of->scan, &cue, of->begin, &found->subject);
    if (!pronoun) found->subject.last = quoth__extent_right(of->scan, found->subject.last, of->end);
    found->cue = cue;
    found->cued = true;
    found->step = QUOTH__STEP_INVERTED;
    found->sure = 96;
    return true;
}

/* "he recalled Putin asking": the one who is said to ask. */
static bool find_asked(const side *of, quoth__found *found)
{
    quoth__cue asked;
    uint32_t who = found->cue.last;
    const quoth__mention *mention = mention_from(of, who);
    if (!mention || mention->flags & QUOTH__MENTION_POSSESSIVE || mention->last >= of->end) return false;
    if (!quoth__cue_at(of->scan, mention->last, of->begin, of->end, &asked)) return false;
    if (lexeme(of, mention->last)->suffix != 'g' || asked.weight < 30) return false;
    found->rest = found->cue.first;
    found->cue = asked;
    found->subject = (quoth__subject){of->scan->mention_at[who], mention->first, mention->last, true};
    found->step = QUOTH__STEP_ASKED_SPEAKER;
    found->sure = 92;
    return true;
}

/* "by Putin" after a passive. */
static bool find_agent(const side *of, uint32_t item, quoth__found *found)
{
    if (item + 1 >= of->end || !quoth__is_word(of->scan, item)) return false;
    if (!quoth__links(of->scan, item, QUOTH__LINK_AGENT)) return false;
    if (!who_at(of, item + 1, &found->subject)) return false;
    found->step = QUOTH__STEP_PASSIVE;
    found->sure = 88;
    return true;
}

/* Where the verb of "...,” Putin said" is; the noun phrase before it may be long. */
static bool cue_right(const side *of, uint32_t item, quoth__cue *cue)
{
    const quoth__mention *mention = mention_from(of, item);
    uint32_t at = mention ? mention->last : item + 1, stop = item + RIGHT < of->end ? item + RIGHT : of->end;
    for (; at < stop; at++) {
        uint8_t form = shape(of, at);
        bool named = mention ? at == mention->last : shape(of, at - 1) == QUOTH__SHAPE_CAPITAL;
        bool final = (of->scan->traits & QUOTH__TRAIT_VERB_SECOND) != 0; /* a verb there ends a clause of another */
        bool after_stop = of->ending == QUOTH__ENDING_STOP && starts(of, item); /* “...” Anna bowed. */
        if (named && !final && !after_stop && !starts(of, at) && is_odd_verb(of, at) && ends_clause(of, at + 1)) {
            *cue = (quoth__cue){.first = at, .last = at + 1, .weight = 50, .finite = true};
            return true;
        }
        if (starts(of, at) || form == QUOTH__SHAPE_STOP || form == QUOTH__SHAPE_COLON || form == QUOTH__SHAPE_SEMICOLON)
            return false;
        if (form == QUOTH__SHAPE_STRETCH) {
            const quoth__stretch *inside = quoth__stretch_of(of->scan, of->scan->items[at].token);
            if (inside->end - inside->start > 40) return false;
            continue;
        }
        if (quoth__cue_at(of->scan, at, of->begin, of->end, cue) && (cue->finite || cue->as_saying) &&
            cue->weight >= 20) {
            bool participle = at > item && quoth__is_word(of->scan, at - 1) &&
                              shape(of, at - 1) == QUOTH__SHAPE_LOWER && !mention && cue->weight < 70 &&
                              lexeme(of, at)->suffix;
            if (!participle) return true;
        }
    }
    return false;
}

/* Whether what follows the verb shows that it belongs to the next quotation: "he said: “". */
static bool leads_on(const side *of, const quoth__cue *cue)
{
    uint32_t at = cue->last;
    return at + 1 < of->end && shape(of, at) == QUOTH__SHAPE_COLON && shape(of, at + 1) == QUOTH__SHAPE_STRETCH;
}

/* "warm-and-fuzzy Trump said": words before the name that begin no phrase by themselves. */
static bool who_soon(const side *of, uint32_t item, quoth__subject *subject)
{
    quoth__cue cue;
    for (uint32_t at = item; at < of->end && at < item + 7 && !starts(of, at); at++) {
        uint8_t form = shape(of, at);
        if (form != QUOTH__SHAPE_LOWER && form != QUOTH__SHAPE_HYPHEN && form != QUOTH__SHAPE_CAPITAL) return false;
        const quoth__mention *mention = mention_from(of, at);
        if (!mention) continue;
        uint32_t last = mention->last;
        if (last < of->end && shape(of, last) == QUOTH__SHAPE_OPEN) last = quoth__extent_right(of->scan, last, of->end);
        *subject = (quoth__subject){of->scan->mention_at[at], item, last, true};
        return mention->type == QUOTH__MENTION_NAME && last < of->end &&
               quoth__cue_at(of->scan, last, of->begin, of->end, &cue) && cue.weight >= 80;
    }
    return false;
}

static bool find_subject_first(const side *of, uint32_t item, quoth__found *found)
{
    quoth__cue cue;
    bool who = who_at(of, item, &found->subject) ||
               (of->ending == QUOTH__ENDING_COMMA && shape(of, item) == QUOTH__SHAPE_LOWER &&
                who_soon(of, item, &found->subject));
    if (!who || !cue_right(of, item, &cue)) return false;
    uint32_t gap = cue.first > found->subject.last ? cue.first - found->subject.last : 0;
    bool pronoun = found->subject.mention &&
                   quoth__mention_of(of->scan, found->subject.mention - 1)->type == QUOTH__MENTION_PRONOUN;
    bool weak = cue.weight < 50 && !ends_clause(of, cue.last);
    if ((gap > 3 || !found->subject.mention) && weak) return false;
    if (found->subject.last > cue.first) found->subject.last = cue.first;
    if (pronoun && gap > 6) return false;
    found->cue = cue;
    found->cued = true;
    found->step = cue.as_saying ? QUOTH__STEP_PASSIVE : QUOTH__STEP_CUE_AFTER;
    found->sure = gap <= 2 ? 97 : gap <= 8 ? 90 : 82;
    if (find_asked(of, found)) return true;
    if (cue.passive && !cue.as_saying) return find_agent(of, cue.last, found);
    found->addressee = addressee_after(of, cue.last);
    if (!pronoun && gap) found->subject.last = quoth__extent_before(of->scan, found->subject.last, cue.first);
    return true;
}

/* "...,” according to Putin", "... —Commissioner Ana Ruiz" */
static bool find_named(const side *of, uint32_t item, bool dash, quoth__found *found)
{
    uint32_t length;
    const quoth__entry *entry = quoth__is_word(of->scan, item)
                                    ? quoth__phrase(of->scan, item, of->end, QUOTH__CLASS_CUE_PHRASE, &length)
                                    : NULL;
    if (entry && who_at(of, item + length, &found->subject)) {
        found->cue = (quoth__cue){.first = item, .last = item + length, .weight = (uint8_t)entry->weight};
        found->cued = true;
        found->step = QUOTH__STEP_ACCORDING;
        found->sure = 97;
        return true;
    }
    if (!dash || shape(of, item) != QUOTH__SHAPE_CAPITAL || !who_at(of, item, &found->subject)) return false;
    uint32_t end = found->subject.last;
    if (end < of->end && shape(of, end) == QUOTH__SHAPE_STOP) end++;
    if (end < of->end && !(flags(of, end) & QUOTH__ITEM_PARAGRAPH) && shape(of, end) != QUOTH__SHAPE_COMMA)
        return false;
    found->step = QUOTH__STEP_SIGNED;
    found->sure = 85;
    return true;
}

/* Whether a cue ends its sentence: then it belongs to the words before, whatever their last mark. */
static bool closes(const side *of, uint32_t item)
{
    return item >= of->end || starts(of, item) || shape(of, item) == QUOTH__SHAPE_STOP;
}

/* „Von einem „Fehler“ sprach Minister Weiss“: the words open a clause whose verb stands second. */
static bool leads_clause(const side *of, uint32_t at)
{
    quoth__cue cue;
    return of->scan->traits & QUOTH__TRAIT_VERB_SECOND && quoth__cue_at(of->scan, at, of->begin, of->end, &cue) &&
           cue.weight >= 60;
}

static bool may_follow(const side *of, uint32_t at, bool comma)
{
    if (comma || of->ending == QUOTH__ENDING_COMMA) return true;
    if (of->ending == QUOTH__ENDING_QUERY || of->ending == QUOTH__ENDING_DASH) return true;
    if (of->ending == QUOTH__ENDING_NONE && leads_clause(of, at)) return true;
    if (of->ending == QUOTH__ENDING_NONE) return starts(of, of->item) || shape(of, of->item - 1) == QUOTH__SHAPE_COLON;
    return starts(of, at);
}

/* «...», añadió.: the verb has no subject, and the last speaker goes on. */
static bool find_dropped(const side *of, uint32_t item, quoth__found *found)
{
    uint32_t at = item;
    quoth__cue cue;
    if (!(of->scan->traits & QUOTH__TRAIT_DROPPED_SUBJECT)) return false;
    for (int i = 0; i < 4 && at < of->end && (is_adverb(of, at) || quoth__may_lead_verb(of->scan, at)); i++) at++;
    if (at >= of->end || !quoth__cue_at(of->scan, at, of->begin, of->end, &cue) || cue.weight < 60) return false;
    *found = nothing();
    found->cue = cue;
    found->cued = found->near = true;
    return true;
}

void quoth__find_after(const quoth__scan *scan, uint32_t stretch, quoth__found *found)
{
    side of = side_of(scan, stretch);
    uint32_t at = of.item + (quoth__gloss_behind(scan, stretch) == QUOTH__NONE ? 1 : 4);
    bool comma = false, dash = false;
    *found = nothing();
    for (int i = 0;
         i < 2 && at < of.end && (shape(&of, at) == QUOTH__SHAPE_COMMA || shape(&of, at) == QUOTH__SHAPE_DASH); i++) {
        comma |= shape(&of, at) == QUOTH__SHAPE_COMMA;
        dash |= shape(&of, at) == QUOTH__SHAPE_DASH;
        at++;
    }
    if (at >= of.end || flags(&of, at) & QUOTH__ITEM_PARAGRAPH) return;
    if (find_named(&of, at, dash, found)) {
        found->near = true;
        return;
    }
    if (!may_follow(&of, at, comma)) return;
    bool as = free_subject(&of) && quoth__links(scan, at, QUOTH__LINK_AS); /* „...“, wie Merkel sagte */
    if (as) at++;
    bool got = find_between(&of, at, found) || find_inverted(&of, at, found) || find_subject_first(&of, at, found);
    if (!got && find_dropped(&of, at, found)) return;
    bool strict = starts(&of, at) || (of.ending == QUOTH__ENDING_NONE && !comma && !dash);
    bool whole = starts(&of, of.item) && !starts(&of, at) && found->cue.weight >= 85 &&
                 found->step != QUOTH__STEP_NONE &&
                 (found->cue.first <= found->subject.last || found->step == QUOTH__STEP_INVERTED);
    bool kept =
        got && !leads_on(&of, &found->cue) &&
        (!strict || whole || (found->step == QUOTH__STEP_INVERTED && leads_clause(&of, at)) ||
         closes(&of, found->cue.last) || (found->step == QUOTH__STEP_INVERTED && closes(&of, found->subject.last)));
    if (!kept) {
        *found = nothing();
        return;
    }
    found->near = true;
    if (strict) found->sure = 80;
    found->asserted = !quoth__denied(scan, found->cue.first, at);
}

/* ----------------------------------------------------------------------------------------------------------- left */

static void take_cue(const side *of, const quoth__cue *cue, quoth__found *found)
{
    uint32_t gap = of->item - cue->last;
    uint8_t left = shape(of, of->item - 1);
    uint32_t behind = found->subject.first >= cue->last ? found->subject.last : cue->last; /* „In Rom sagte Merkel: “ */
    found->cue = *cue;
    found->cued = true;
    found->asserted = !quoth__denied(of->scan, cue->first, of->begin);
    found->addressee = addressee_after(of, behind);
    uint32_t told = found->addressee ? quoth__mention_of(of->scan, found->addressee - 1)->last : behind;
    found->near = gap <= 1 || of->item <= told + 1 || (free_subject(of) && left == QUOTH__SHAPE_COLON);
    bool set_off = left == QUOTH__SHAPE_COLON || left == QUOTH__SHAPE_COMMA;
    found->step = left == QUOTH__SHAPE_COLON ? QUOTH__STEP_COLON
                  : found->near || set_off   ? QUOTH__STEP_CUE_BEFORE
                                             : QUOTH__STEP_SUBJECT;
    found->sure = found->near && set_off ? 96 : found->near ? 92 : left == QUOTH__SHAPE_COLON ? 90 : 80;
    if (!found->subject.sure) found->sure = (uint8_t)(found->sure - 12);
}

/* A reporting verb to the left. */
static bool find_verb(const side *of, uint32_t item, quoth__found *found)
{
    quoth__cue cue;
    if (!quoth__cue_at(of->scan, item, of->begin, of->end, &cue) || cue.last > of->item) return false;
    uint32_t gap = of->item - cue.last;
    if (cue.weight < (gap <= 1 ? 8u : gap <= 4 ? 12u : 20u)) return false;
    if (cue.passive && !cue.as_saying) {
        if (find_agent(of, of->item + 1, found) || find_agent(of, cue.last, found)) {
            found->cue = cue;
            found->cued = true;
            return true;
        }
        found->step = QUOTH__STEP_NONE; /* nobody is named: "was told to “hold the line”" */
        found->cue = cue;
        found->cued = true;
        found->near = gap <= 2;
        return true;
    }
    if (!quoth__subject_of(of->scan, &cue, of->begin, &found->subject)) {
        if (!(of->scan->traits & QUOTH__TRAIT_DROPPED_SUBJECT) || gap > 8 || cue.weight < 60) return false;
        found->cue = cue; /* Añadió: «...» */
        found->cued = true;
        found->near = gap <= 1 || shape(of, of->item - 1) == QUOTH__SHAPE_COLON;
        return true;
    }
    take_cue(of, &cue, found);
    return true;
}

/* The one whose word it is: "his comment", "Putin's own remark". */
static uint32_t owner_of(const side *of, uint32_t item)
{
    for (uint32_t at = item, i = 0; at > of->begin && i < 4 && !starts(of, at); at--, i++) {
        const quoth__mention *mention = quoth__mention_here(of->scan, at - 1);
        if (mention && mention->flags & QUOTH__MENTION_POSSESSIVE) return of->scan->mention_at[at - 1];
        if (!quoth__is_word(of->scan, at - 1) || quoth__function_of(of->scan, at - 1) >= QUOTH__FUNCTION_PREPOSITION)
            break;
    }
    return 0;
}

/* A noun of saying to the left: "his answer was", "ended with the words". */
static bool find_noun(const side *of, uint32_t item, quoth__found *found)
{
    if (!quoth__is_word(of->scan, item) || !lexeme(of, item)->noun_weight || lexeme(of, item)->possessive) return false;
    if (shape(of, item) == QUOTH__SHAPE_CAPITAL && !starts(of, item)) return false;
    uint32_t owner = owner_of(of, item), gap = of->item - item - 1;
    bool of_him = quoth__links(of->scan, item + 1, QUOTH__LINK_AGENT | QUOTH__LINK_OF); /* Zitat von Schmidt: */
    if (!owner && of_him && free_subject(of) && item + 2 < of->item) owner = of->scan->mention_at[item + 2];
    if (owner) {
        const quoth__mention *mention = quoth__mention_of(of->scan, owner - 1);
        found->subject = (quoth__subject){owner, mention->first, mention->last, true};
        found->sure = gap <= 3 ? 85 : 72;
        bool about = mention->flags & QUOTH__MENTION_GOVERNED && mention->first > of->begin &&
                     (is_form(of, mention->first - 1, "of") || is_form(of, mention->first - 1, "about"));
        if (about) found->sure = 70; /* "said of Hill's request: “" */
    } else {
        if (gap > 2 || !quoth__subject_before(of->scan, item, of->begin, &found->subject)) return false;
        found->sure = 70;
    }
    found->cue = (quoth__cue){
        .first = item, .last = item + 1, .kind = lexeme(of, item)->noun_kind, .weight = lexeme(of, item)->noun_weight};
    found->cued = true;
    found->near = gap <= 3;
    found->step = QUOTH__STEP_NOUN;
    found->asserted = !quoth__denied(of->scan, item, of->begin);
    return true;
}

/* "according to Putin, ..." */
static bool find_according(const side *of, uint32_t item, quoth__found *found)
{
    uint32_t length;
    if (!quoth__is_word(of->scan, item) || lexeme(of, item)->node == QUOTH__NONE) return false;
    const quoth__entry *entry = quoth__phrase(of->scan, item, of->item, QUOTH__CLASS_CUE_PHRASE, &length);
    if (!entry || entry->weight < (item > of->begin && shape(of, item - 1) == QUOTH__SHAPE_COMMA ? 40 : 50))
        return false;
    quoth_string side_of_name = quoth__language_value(of->scan->language, entry->value);
    bool after = side_of_name.length == 5 && !memcmp(side_of_name.bytes, "after", 5); /* dem Bericht zufolge */
    if (after ? !quoth__subject_before(of->scan, item, of->begin, &found->subject)
              : !who_at(of, item + length, &found->subject))
        return false;
    found->cue = (quoth__cue){.first = item, .last = item + length, .weight = (uint8_t)entry->weight};
    found->cued = true;
    found->step = QUOTH__STEP_ACCORDING;
    found->sure = 92;
    found->near = found->subject.last + 1 >= of->item;
    return true;
}

/* "Putin: “...”" */
static bool find_label(const side *of, quoth__found *found)
{
    if (of->item < of->begin + 2 || shape(of, of->item - 1) != QUOTH__SHAPE_COLON) return false;
    const quoth__mention *mention = quoth__mention_here(of->scan, of->item - 2);
    if (!mention || mention->last != of->item - 1) return false;
    if (mention->first >= of->begin + 2 && !starts(of, mention->first) &&
        quoth__function_of(of->scan, mention->first - 1) == QUOTH__FUNCTION_CONJUNCTION) { /* "Ana Ruiz and Bo Li: “" */
        const quoth__mention *other = quoth__mention_here(of->scan, mention->first - 2);
        if (other && other->last == mention->first - 1) mention = other;
    }
    if (!starts(of, mention->first) && shape(of, mention->first - 1) != QUOTH__SHAPE_DASH) return false;
    found->subject = (quoth__subject){of->scan->mention_at[mention->first], mention->first, of->item - 1, true};
    found->step = QUOTH__STEP_LABEL;
    found->sure = 93;
    found->near = true;
    return true;
}

/* "But, said Solovey, “...”": the verb stands before its subject. */
static bool find_inverted_before(const side *of, quoth__found *found)
{
    uint32_t comma = of->item - 1;
    quoth__cue cue;
    if (comma <= of->begin + 1 || (shape(of, comma) != QUOTH__SHAPE_COMMA && shape(of, comma) != QUOTH__SHAPE_COLON))
        return false;
    const quoth__mention *mention = quoth__mention_here(of->scan, comma - 1);
    if (!mention || mention->last != comma || mention->first <= of->begin || mention->type == QUOTH__MENTION_PRONOUN)
        return false;
    uint32_t at = mention->first - 1;
    if (!quoth__cue_at(of->scan, at, of->begin, of->end, &cue) || cue.last != mention->first || cue.weight < 85)
        return false;
    bool opens = starts(of, at) || (at > of->begin && shape(of, at - 1) == QUOTH__SHAPE_COMMA);
    if (!opens || lexeme(of, at)->suffix == 'g') return false;
    for (uint32_t left = at, i = 0; left > of->begin && i < 30 && !starts(of, left); left--, i++)
        if (of->scan->mention_at[left - 1]) return false; /* "Hill, who had lost, told her friends, “" */
    found->subject = (quoth__subject){of->scan->mention_at[comma - 1], mention->first, mention->last, true};
    found->cue = cue;
    found->cued = found->near = true;
    found->step = QUOTH__STEP_CUE_BEFORE;
    found->sure = 94;
    return true;
}

/* Goes left to the nearest finding; a weak verb yields to a strong one further off. */
static bool find_left(const side *of, uint32_t from, quoth__found *found)
{
    quoth__found weak = nothing();
    uint32_t signs = 0; /* in a row */
    int verbs = 0;      /* without a subject: after a few the sentence is given up */
    for (uint32_t at = from + 1, steps = 0; at > of->begin && steps < LEFT; at--, steps++) {
        uint32_t item = at - 1;
        if (!quoth__is_word(of->scan, item)) { /* nothing but marks far and wide: nobody is named */
            quoth__note(of->scan, 12);
            if (++signs > SIGNS || starts(of, item)) break;
            continue;
        }
        signs = 0;
        quoth__found here = nothing();
        if (find_verb(of, item, &here) || find_noun(of, item, &here) || find_according(of, item, &here)) {
            bool set_off =
                shape(of, of->item - 1) == QUOTH__SHAPE_COLON || shape(of, of->item - 1) == QUOTH__SHAPE_COMMA;
            bool strong =
                (here.near && set_off) || here.cue.weight >= 70 || (here.step == QUOTH__STEP_NOUN && here.sure > 70);
            if (here.step == QUOTH__STEP_NOUN && here.sure <= 70) strong = false;
            if (strong && weak.step != QUOTH__STEP_NONE &&
                (here.cue.weight < 85 || quoth__put_in(of->scan, &here.subject, of->begin, of->item)))
                strong = false;
            if (strong) {
                *found = here;
                return true;
            }
            if (weak.step == QUOTH__STEP_NONE) weak = here;
        }
        verbs += quoth__is_word(of->scan, item) && lexeme(of, item)->cue_weight >= 20;
        if (verbs > 6 || starts(of, item)) break;
    }
    *found = weak;
    return weak.step != QUOTH__STEP_NONE;
}

/* After a colon without a verb of saying: the subject of its sentence. */
static bool find_colon(const side *of, quoth__found *found)
{
    if (shape(of, of->item - 1) != QUOTH__SHAPE_COLON) return false;
    if (!quoth__first_nominative(of->scan, of->item - 1, of->begin, &found->subject) &&
        !quoth__subject_before(of->scan, of->item - 1, of->begin, &found->subject))
        return false;
    found->step = QUOTH__STEP_COLON;
    found->sure = 72;
    return true;
}

void quoth__find_before(const quoth__scan *scan, uint32_t stretch, quoth__found *found)
{
    side of = side_of(scan, stretch);
    *found = nothing();
    if (of.item == of.begin) return;
    uint8_t left = shape(&of, of.item - 1); /* a paragraph may end with "he said," and the words be the next one */
    if (starts(&of, of.item) && left != QUOTH__SHAPE_COLON && left != QUOTH__SHAPE_COMMA) return;
    if (find_label(&of, found) || find_inverted_before(&of, found)) return;
    if (find_left(&of, of.item - 1, found)) return;
    *found = nothing();
    find_colon(&of, found);
}
