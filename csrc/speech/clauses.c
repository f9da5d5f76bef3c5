/* clauses: the words that are told without marks, whose they are, and by which verb.
 *
 *   [Putin] {said} on Friday [that the talks went on], but ...      from the verb on
 *   [The talks], {said} [Putin], [went on].                         the clause put in, or behind
 *   {According to} [Putin], [the talks went on].
 *
 * A telling lies in one sentence. Looks to the left are bounded as in cues.c; looks to the right end where the telling
 * does, and the next one begins there: linear in the sentence. */
#include "clauses.h"

/* The verb is that of marked speech. */
static bool is_taken(const quoth__sentence *of, uint32_t item)
{
    uint32_t stretch = of->scan->cue_of[item];
    return stretch && quoth__verdict_of(of->scan, stretch - 1)->kind <= QUOTH_KIND_WRITING;
}

/* What stands before the verb in its group: has, also, never. */
static bool is_helper(const quoth__sentence *of, uint32_t item)
{
    if (!is_word(of, item) || of->scan->mention_at[item]) return false;
    const quoth__lexeme *word = lexeme(of, item);
    return word->auxiliary || (word->suffix == 'y' && shape(of, item) == QUOTH__SHAPE_LOWER) ||
           word->function == QUOTH__FUNCTION_ADVERB || word->classes >> QUOTH__CLASS_NEGATION & 1;
}

static uint32_t group_first(const quoth__sentence *of, uint32_t head)
{
    uint32_t at = head;
    for (int i = 0; i < 6 && at > of->first && is_helper(of, at - 1); i++) at--;
    if (at > of->first && is_form(of, at - 1, "to")) at--;
    return at;
}

/* ------------------------------------------------------------------------------------------------------ whose it is */

/* A word that a noun phrase may hold before its head or behind a preposition. */
static bool is_nominal(const quoth__sentence *of, uint32_t item)
{
    uint8_t form = shape(of, item);
    if (form == QUOTH__SHAPE_HYPHEN || form == QUOTH__SHAPE_DOT || form == QUOTH__SHAPE_NUMBER) return true;
    if (form > QUOTH__SHAPE_NUMBER) return false;
    const quoth__lexeme *word = lexeme(of, item);
    if (word->auxiliary && form != QUOTH__SHAPE_CAPITAL) return false;
    if (of->scan->mention_at[item]) return true;
    return word->function < QUOTH__FUNCTION_CONJUNCTION && word->cue_weight < 60 &&
           (!word->case_ || word->case_ >= QUOTH__CASE_POSSESSIVE);
}

/* Widens a subject to the whole phrase between the last break of the sentence and the verb. */
static void widen(const quoth__sentence *of, quoth__telling *telling)
{
    quoth__subject *who = &telling->who;
    if (who->last <= who->first || who->last > telling->cue_first) return;
    if (who->mention && quoth__mention_of(of->scan, who->mention - 1)->type == QUOTH__MENTION_PRONOUN) return;
    uint32_t at = who->first, floor = at > of->first + PHRASE ? at - PHRASE : of->first;
    while (at > floor && is_nominal(of, at - 1)) at--;
    bool opens = at == of->first || shape(of, at - 1) == QUOTH__SHAPE_COMMA || shape(of, at - 1) == QUOTH__SHAPE_DASH ||
                 function(of, at - 1) >= QUOTH__FUNCTION_CONJUNCTION;
    while (at < who->first && (function(of, at) == QUOTH__FUNCTION_PREPOSITION || !is_word(of, at))) at++;
    if (opens && at < who->first && at == floor && function(of, floor) == QUOTH__FUNCTION_PREPOSITION) return;
    uint32_t near = who->first;
    while (near > at && near + 4 > who->first &&
           (function(of, near - 1) == QUOTH__FUNCTION_DEFINITE ||
            function(of, near - 1) == QUOTH__FUNCTION_INDEFINITE ||
            function(of, near - 1) == QUOTH__FUNCTION_QUANTIFIER))
        near--;
    who->first = opens ? at : near;
}

static void take_name(const quoth__sentence *of, quoth__telling *telling, const quoth__cue *cue)
{
    uint32_t at = telling->cue_first;
    if (!quoth__subject_of(of->scan, cue, of->begin, &telling->who)) {
        uint32_t first = at;
        while (cue->finite && first > of->first && at - first < PHRASE && is_nominal(of, first - 1)) first--;
        while (first < at && function(of, first) == QUOTH__FUNCTION_PREPOSITION) first++;
        telling->who = (quoth__subject){0, first, at, true};
        return;
    }
    const quoth__mention *beside = at > of->first ? quoth__mention_here(of->scan, at - 1) : NULL;
    if (beside && is_relative(of, at - 1)) {
        telling->who.first = at - 1;
        telling->who.last = at;
    } else if (telling->who.last > telling->cue_first && telling->who.first < telling->cue_first) {
        telling->who.last = telling->cue_first;
    }
    if (!(beside && is_relative(of, at - 1))) widen(of, telling);
}

/* Who is named by the words from an item on: a mention with what is said of it, or words up to a comma or a verb. */
static bool name_from(const quoth__sentence *of, uint32_t item, bool strict, quoth__telling *telling)
{
    if (!is_word(of, item)) return false;
    const quoth__mention *mention = quoth__mention_here(of->scan, item);
    uint32_t at = item;
    if (mention && mention->first == item) {
        telling->who = (quoth__subject){of->scan->mention_at[item], item, mention->last, true};
        at = mention->last;
        if (!(mention->flags & QUOTH__MENTION_POSSESSIVE)) {
            telling->who.last = quoth__extent_right(of->scan, at, of->last);
            return true;
        }
        telling->who.mention = 0;
    } else {
        uint8_t begins = function(of, item);
        bool noun = begins == QUOTH__FUNCTION_DEFINITE || begins == QUOTH__FUNCTION_INDEFINITE ||
                    begins == QUOTH__FUNCTION_QUANTIFIER || shape(of, item) == QUOTH__SHAPE_CAPITAL;
        if (strict ? !noun : begins >= QUOTH__FUNCTION_PREPOSITION) return false;
        telling->who = (quoth__subject){0, item, item, true};
    }
    while (at < of->last && at < item + PHRASE) {
        uint8_t form = shape(of, at);
        if (form > QUOTH__SHAPE_NUMBER && form != QUOTH__SHAPE_HYPHEN && form != QUOTH__SHAPE_DOT) break;
        if (form <= QUOTH__SHAPE_NUMBER && lexeme(of, at)->auxiliary) break;
        at++;
    }
    telling->who.last = at;
    return at > item;
}

static void put_part(quoth__telling *telling, uint32_t first, uint32_t last)
{
    if (first >= last) return;
    telling->part[telling->parts][0] = first;
    telling->part[telling->parts++][1] = last;
}

/* ------------------------------------------------------------------------------------------------------- from the verb */

/* What the language says of a verb that tells: its words, its weight and its voice. */
typedef struct form {
    uint32_t words;
    uint8_t weight;
    char voice; /* 's': its subject belongs to what is told ("seems"); 'p': in the passive; 'a': never */
} form;

static bool read_form(const quoth__sentence *of, uint32_t item, form *read)
{
    uint32_t length;
    const quoth__lexeme *word = lexeme(of, item);
    bool that = item + 1 < of->last && is_form(of, item + 1, "that");
    if (word->classes >> QUOTH__CLASS_INDIRECT & 1) {
        const quoth__entry *entry = quoth__phrase(of->scan, item, of->last, QUOTH__CLASS_INDIRECT, &length);
        if (entry && entry->weight >= SURE) {
            quoth_string value = quoth__language_value(of->scan->language, entry->value);
            bool counted = value.length && value.bytes[0] >= '0' && value.bytes[0] <= '9';
            uint32_t words = counted ? (uint32_t)(value.bytes[0] - '0') : length;
            char voice = value.length > counted ? value.bytes[counted] : '\0';
            *read = (form){words < length ? words : length, (uint8_t)entry->weight,
                           voice == 'o' || voice == 'b' || voice == 'l' ? '\0' : voice};
            return true;
        }
    }
    *read = (form){1, word->cue_weight, '\0'};
    return that && word->cue_weight >= 40;
}

/* A verb that tells, with its helpers. */
static bool read_verb(const quoth__sentence *of, uint32_t item, quoth__telling *telling, quoth__cue *cue)
{
    form read;
    if (!is_word(of, item) || shape(of, item) == QUOTH__SHAPE_NUMBER) return false;
    const quoth__lexeme *word = lexeme(of, item);
    if (word->possessive || (!(word->classes >> QUOTH__CLASS_INDIRECT & 1) && !word->cue_weight)) return false;
    bool opens = (flags(of, item) & QUOTH__ITEM_SENTENCE) != 0;
    if (shape(of, item) == QUOTH__SHAPE_CAPITAL && (of->heading ? opens : !opens)) return false;
    if (is_taken(of, item) || quoth__noun_here(of->scan, item, of->begin) || !read_form(of, item, &read)) return false;
    uint32_t first = group_first(of, item);
    *telling =
        (quoth__telling){.cue_first = first, .cue_last = item + read.words, .head = item, .kind_sure = read.weight};
    bool infinitive = is_form(of, first, "to"), be = false;
    for (uint32_t at = first; at < item; at++) be |= is_word(of, at) && lexeme(of, at)->auxiliary == 'b';
    *cue = (quoth__cue){.first = item, .last = telling->cue_last, .weight = read.weight};
    cue->finite = (word->suffix != 'g' || be) && !infinitive;
    bool asked_by = item == of->first && word->suffix == 'd' && is_form(of, item + 1, "by");
    bool participle = be && word->suffix != 'g' && (read.voice == 'p' || (!read.voice && word->suffix == 'd'));
    cue->passive = read.voice == 's' || participle || asked_by;
    return true;
}

/* The subject of a passive: "[which] is seen", "[the race itself] seems", "[Ruiz], now sixty, was named". */
static void put_subject(const quoth__sentence *of, quoth__telling *telling)
{
    uint32_t first = telling->who.first, last = telling->who.last, verb = telling->cue_first;
    if (verb > of->first && is_relative(of, verb - 1)) first = last = verb - 1;
    if (first < of->first || first >= verb || (last == first + 1 && is_form(of, first, "it"))) return;
    bool set_off = last < verb && (shape(of, last) == QUOTH__SHAPE_COMMA || shape(of, last) == QUOTH__SHAPE_OPEN);
    put_part(telling, first, set_off ? last : verb);
}

/* "The talks are expected to go on": the subject belongs to what is told, and nobody is named, or it is "by" him. */
static void take_passive(const quoth__sentence *of, quoth__telling *telling, uint32_t *start)
{
    static const char *const ends[] = {"for", "as", "to", "over", "after", "during", "because", "when", NULL};
    put_subject(of, telling);
    telling->who = (quoth__subject){0};
    telling->step = QUOTH__STEP_NONE;
    if (is_form(of, *start, "by") && name_from(of, *start + 1, false, telling)) {
        uint32_t at = telling->who.first + 1;
        while (at < telling->who.last && !is_one_of(of, at, ends)) at++;
        telling->who.last = *start = at;
        telling->step = QUOTH__STEP_PASSIVE;
    }
}

/* "said a word", "said nothing" tell nothing that is worth a row. */
static bool is_content(const quoth__sentence *of, const quoth__telling *telling, const quoth__content *in, uint32_t end)
{
    uint8_t says = lexeme(of, telling->head)->cue_weight;
    if (says >= 85 && quoth__mark_of_verb(of, telling->head) != 'o' &&
        function(of, in->start) == QUOTH__FUNCTION_PREPOSITION && !quoth__holds_verb(of, in->start, end))
        return false;
    if (in->that || says < 94 || end - in->start > 2) return true;
    for (uint32_t at = in->start; at < end; at++)
        if (shape(of, at) == QUOTH__SHAPE_STRETCH || lexeme(of, at)->auxiliary) return true;
    uint8_t first = function(of, in->start);
    return first != QUOTH__FUNCTION_DEFINITE && first != QUOTH__FUNCTION_INDEFINITE &&
           first != QUOTH__FUNCTION_QUANTIFIER;
}

bool quoth__telling_verb(const quoth__sentence *of, uint32_t item, quoth__telling *telling)
{
    quoth__cue cue;
    quoth__note(of->scan, 230);
    if (!read_verb(of, item, telling, &cue)) return false;
    quoth__note(of->scan, 270);
    uint32_t start = quoth__told_start(of, telling);
    if (start + 1 < of->last && shape(of, start) == QUOTH__SHAPE_COLON) start++;
    bool agent = cue.passive && is_form(of, start, "by");
    if (!agent && (start >= of->last || shape(of, start) == QUOTH__SHAPE_COMMA || is_speech(of, start))) return false;
    take_name(of, telling, &cue);
    telling->step = telling->who.last > telling->who.first ? QUOTH__STEP_CUE_BEFORE : QUOTH__STEP_NONE;
    if (cue.passive) take_passive(of, telling, &start);
    if (telling->parts && is_form(of, start, "like")) start++;
    const quoth__content in = quoth__content_at(of, start, telling);
    uint32_t end = quoth__told_end(of, &in);
    if (agent && start >= of->last ? telling->parts == 0 : end <= start || !is_content(of, telling, &in, end))
        return false;
    telling->sure = telling->who.sure ? 92 : 78;
    if (!lexeme(of, item)->cue_weight) telling->kind_sure = (uint8_t)(telling->kind_sure * 6 / 10);
    telling->that = in.that;
    put_part(telling, start, end);
    telling->next = end > telling->cue_last ? end : telling->cue_last;
    return true;
}

/* ------------------------------------------------------------------------------------------------ put in, or behind */

/* The end of "said on Friday", "told reporters": at a comma or the end of the sentence; QUOTH__NONE where there is
 * more. */
static uint32_t clause_end(const quoth__sentence *of, uint32_t item)
{
    uint32_t at = item;
    if (at < of->last && shape(of, at) != QUOTH__SHAPE_COMMA && !quoth__may_follow(of, at)) return QUOTH__NONE;
    while (at < of->last && at < item + 16 && shape(of, at) != QUOTH__SHAPE_COMMA) {
        if (shape(of, at) == QUOTH__SHAPE_STRETCH || shape(of, at) == QUOTH__SHAPE_COLON) return QUOTH__NONE;
        if (is_word(of, at) && (is_form(of, at, "that") || lexeme(of, at)->auxiliary)) return QUOTH__NONE;
        at++;
    }
    return at < of->last && shape(of, at) != QUOTH__SHAPE_COMMA ? QUOTH__NONE : at;
}

/* "And the talks", "However, the talks": what is told begins behind the word that joins it to the sentence before. */
static uint32_t over_joint(const quoth__sentence *of)
{
    uint32_t at = of->first;
    if (!is_word(of, at)) return at;
    if (is_form(of, at, "and") || is_form(of, at, "but") || is_form(of, at, "so")) at++;
    if (at + 2 < of->last && is_word(of, at) && shape(of, at + 1) == QUOTH__SHAPE_COMMA &&
        (is_form(of, at, "however") || is_form(of, at, "meanwhile") || is_form(of, at, "still") ||
         is_form(of, at, "instead")))
        at += 2;
    return at;
}

/* Whether a stretch between commas, not one about a name ("who lost"), holds a verb; so does one without commas. */
static bool holds_clause(const quoth__sentence *of, uint32_t first, uint32_t last)
{
    uint32_t from = first;
    for (uint32_t at = first; at <= last; at++) {
        if (at < last && shape(of, at) != QUOTH__SHAPE_COMMA) continue;
        if ((from == first && at == last) || (!is_relative(of, from) && quoth__holds_verb(of, from, at))) return true;
        from = at + 1;
    }
    return false;
}

/* What stands before a clause that is put in or behind is no clause itself: "After the talks, ", "Ruiz, who lost, ". */
static bool leads_in(const quoth__sentence *of, uint32_t comma, bool inverted, bool put_in)
{
    uint32_t first = of->first;
    if (!is_word(of, first)) return false;
    if (inverted) return function(of, first) < QUOTH__FUNCTION_PREPOSITION && !holds_clause(of, first, comma);
    if (put_in || function(of, first) != QUOTH__FUNCTION_SUBORDINATOR) return false;
    for (uint32_t at = first; at < comma; at++)
        if (shape(of, at) == QUOTH__SHAPE_COMMA) return false;
    return true;
}

/* Parts: the sentence before the comma, and what goes on after the clause. */
static bool put_around(const quoth__sentence *of, uint32_t comma, uint32_t end, quoth__telling *telling)
{
    if (of->speech < comma) return false;
    bool put_in = end + 1 < of->last, inverted = telling->step == QUOTH__STEP_INVERTED;
    if (comma <= of->first || (!put_in && comma < of->first + 2)) return false;
    if (!quoth__holds_verb(of, of->first, comma) && !(put_in && quoth__holds_verb(of, end, of->last))) return false;
    if (is_word(of, of->first) && lexeme(of, of->first)->suffix == 'g') return false;
    quoth__note(of->scan, 20 * (uint64_t)(comma - of->first));
    if (leads_in(of, comma, inverted, put_in)) return false;
    put_part(telling, over_joint(of), comma);
    telling->next = of->last;
    if (!put_in) return telling->parts > 0;
    const quoth__content in = {.start = end + 1, .that = true};
    uint32_t start = end + 1, stop = quoth__told_end(of, &in);
    bool whole = inverted && quoth__holds_verb(of, of->first, comma);
    if (!quoth__comma_ends(of, end, &in) && !whole) put_part(telling, start, stop);
    telling->next = stop > start ? stop : start;
    return telling->parts > 0;
}

/* A verb that may stand behind what is told: one of saying ("the bridge fell, Lind said"), or marked so ("records
 * show"); none that takes an object ("Lind blamed"). */
static bool cue_behind(const quoth__sentence *of, uint32_t item, quoth__cue *cue)
{
    if (!is_word(of, item) || is_taken(of, item)) return false;
    const quoth__lexeme *word = lexeme(of, item);
    if (word->cue_weight < 50 && !(word->classes >> QUOTH__CLASS_INDIRECT & 1)) return false;
    char mark = quoth__mark_of_verb(of, item);
    if (mark == 'b' && !quoth__noun_here(of->scan, item, of->begin)) {
        *cue = (quoth__cue){.first = item, .last = item + 1, .weight = 60, .finite = true};
        return !(item > of->first && is_form(of, item - 1, "to"));
    }
    return mark != 'o' && word->cue_weight >= 50 && quoth__cue_at(of->scan, item, of->begin, of->last, cue) &&
           cue->finite && !cue->passive;
}

/* The end of what is told before a clause that begins at an item: at its comma, which may stand within the marks of a
 * part of it ("Lind called it “a fine bridge,” he said"); QUOTH__NONE where there is none. */
static uint32_t told_before(const quoth__sentence *of, uint32_t item)
{
    if (item <= of->first) return QUOTH__NONE;
    if (shape(of, item - 1) == QUOTH__SHAPE_COMMA) return item - 1;
    return quoth__holds_comma(of, item - 1) && item > of->first + 1 ? item : QUOTH__NONE;
}

/* "said Lind, who built it": what stands behind the name is about the one who is named. */
static bool goes_on_about(const quoth__sentence *of, const quoth__telling *telling)
{
    uint32_t at = telling->who.last;
    if (!telling->who.mention || at >= of->last) return false;
    if (quoth__mention_of(of->scan, telling->who.mention - 1)->type == QUOTH__MENTION_PRONOUN) return false;
    if (shape(of, at) == QUOTH__SHAPE_COMMA) return true;
    return is_word(of, at) && (function(of, at) == QUOTH__FUNCTION_PREPOSITION || is_relative(of, at));
}

bool quoth__telling_behind(const quoth__sentence *of, uint32_t item, quoth__telling *telling)
{
    quoth__cue cue;
    quoth__note(of->scan, 60);
    if (item <= of->first || !cue_behind(of, item, &cue)) return false;
    quoth__note(of->scan, 500);
    uint32_t first = group_first(of, item);
    *telling = (quoth__telling){.cue_first = first, .cue_last = cue.last, .head = item, .kind_sure = 90};
    uint32_t before = told_before(of, item);
    if (before != QUOTH__NONE && cue.weight >= 85 && name_from(of, cue.last, true, telling)) {
        uint32_t end = clause_end(of, telling->who.last);
        telling->step = QUOTH__STEP_INVERTED;
        telling->sure = 92;
        if (end == QUOTH__NONE && goes_on_about(of, telling)) end = of->last;
        return end != QUOTH__NONE && put_around(of, before, end, telling);
    }
    take_name(of, telling, &cue);
    uint32_t name = telling->who.first;
    if (telling->who.last <= name || name <= of->first || name >= first) return false;
    before = told_before(of, name);
    if (before == QUOTH__NONE) return false;
    if (telling->who.last == name + 1 && is_relative(of, name)) return false;
    uint32_t end = clause_end(of, cue.last);
    telling->step = QUOTH__STEP_CUE_AFTER;
    telling->sure = 94;
    return end != QUOTH__NONE && put_around(of, before, end, telling);
}

/* Those who are named after "according to": up to the comma, with what is said of them where the sentence ends so. */
static void name_to_comma(const quoth__sentence *of, uint32_t item, quoth__telling *telling)
{
    uint32_t at = telling->who.first;
    while (at < of->last && at < telling->who.first + PHRASE && shape(of, at) != QUOTH__SHAPE_COMMA &&
           shape(of, at) != QUOTH__SHAPE_DASH && shape(of, at) != QUOTH__SHAPE_SEMICOLON)
        at++;
    bool leads = item == of->first || (item == of->first + 1 && is_word(of, of->first));
    if (leads || telling->who.last < at) telling->who.last = at;
}

bool quoth__telling_according(const quoth__sentence *of, uint32_t item, quoth__telling *telling)
{
    uint32_t length;
    if (!is_word(of, item) || !(lexeme(of, item)->node != QUOTH__NONE)) return false;
    const quoth__entry *entry = quoth__phrase(of->scan, item, of->last, QUOTH__CLASS_CUE_PHRASE, &length);
    if (!entry || entry->weight < SURE || is_taken(of, item)) return false;
    *telling = (quoth__telling){.cue_first = item, .cue_last = item + length, .head = item, .kind_sure = 95};
    if (!name_from(of, item + length, false, telling)) return false;
    name_to_comma(of, item, telling);
    telling->step = QUOTH__STEP_ACCORDING;
    telling->sure = 95;
    uint32_t end = telling->who.last, before = item;
    if (before > of->first && shape(of, before - 1) == QUOTH__SHAPE_COMMA) before--;
    if (before > of->first + 1) put_part(telling, of->first, before);
    if (end < of->last && shape(of, end) == QUOTH__SHAPE_COMMA && end + 1 < of->last)
        put_part(telling, end + 1, of->last);
    telling->next = of->last;
    return telling->parts > 0;
}

bool quoth__telling_label(const quoth__sentence *of, quoth__telling *telling)
{
    const quoth__mention *mention = of->first < of->last ? quoth__mention_here(of->scan, of->first) : NULL;
    if (!mention || mention->first != of->first || mention->last + 1 >= of->last) return false;
    uint32_t colon = mention->last;
    if (shape(of, colon) != QUOTH__SHAPE_COLON || !(flags(of, of->first) & QUOTH__ITEM_PARAGRAPH)) return false;
    if (mention->flags & QUOTH__MENTION_POSSESSIVE || is_speech(of, colon + 1)) return false;
    *telling = (quoth__telling){.cue_first = colon, .cue_last = colon + 1, .head = colon, .kind_sure = 70};
    telling->who = (quoth__subject){of->scan->mention_at[of->first], mention->first, mention->last, true};
    telling->step = QUOTH__STEP_LABEL;
    telling->sure = 85;
    put_part(telling, colon + 1, of->last);
    telling->next = of->last;
    return true;
}
