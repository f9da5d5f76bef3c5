/* told: where the words begin that a verb tells, and where they end.
 *
 *   Putin {said} on Friday [that the talks went on], but ...       a clause: ends where the teller's own goes on
 *   Putin {told} reporters [that ...]; {asked} him [whether ...]   begins behind the listener
 *   Putin {praised} [the talks], a work of years                   an object: ends with its phrase
 *
 * Looks ahead for a beginning are bounded by AHEAD; the look for the end stops where the telling does. */
#include "clauses.h"

/* A verb of the sentence's subject after "and" or a comma: ", saying", "and called". */
static bool tells(const quoth__sentence *of, uint32_t item, uint32_t least)
{
    if (!is_word(of, item) || shape(of, item) != QUOTH__SHAPE_LOWER) return false;
    const quoth__lexeme *word = lexeme(of, item);
    uint32_t length;
    if (!(word->classes >> QUOTH__CLASS_INDIRECT & 1) && word->cue_weight < 60) return false;
    const quoth__entry *entry = quoth__phrase(of->scan, item, of->last, QUOTH__CLASS_INDIRECT, &length);
    return (entry ? entry->weight : word->cue_weight) >= least;
}

static bool is_verb(const quoth__sentence *of, uint32_t item)
{
    if (!is_word(of, item) || shape(of, item) == QUOTH__SHAPE_CAPITAL) return false;
    const quoth__lexeme *word = lexeme(of, item);
    return word->auxiliary || word->suffix == 'd' || word->cue_weight >= 40;
}

/* Somebody with a verb: another clause. */
static bool clause_at(const quoth__sentence *of, uint32_t at)
{
    if (!is_word(of, at)) return false;
    const quoth__mention *mention = quoth__mention_here(of->scan, at);
    if (lexeme(of, at)->case_ == QUOTH__CASE_SUBJECT || is_form(of, at, "there")) return true;
    return mention && mention->first == at && !(mention->flags & QUOTH__MENTION_POSSESSIVE) &&
           is_verb(of, mention->last);
}

/* What begins behind a comma: a word of the teller's sentence? */
static bool word_ends(const quoth__sentence *of, uint32_t at, const quoth__content *in)
{
    static const char *const breaks[] = {"but", "which", "while", "although", "though", "even", NULL};
    const quoth__mention *mention = quoth__mention_here(of->scan, at);
    bool subject = mention && mention->first == at && !(mention->flags & QUOTH__MENTION_POSSESSIVE);
    if (lexeme(of, at)->suffix == 'g' && tells(of, at, SURE)) return true;
    if (subject && tells(of, mention->last, 60)) return true;
    if (is_form(of, at, "and") && tells(of, at + 1, SURE)) return true;
    if (in->that) return false;
    if (!in->loose && is_form(of, at, "but")) return clause_at(of, at + 1);
    if (is_one_of(of, at, breaks) || is_relative(of, at)) return true;
    if (!in->loose) return false;
    if (is_form(of, at, "and")) return is_verb(of, at + 1) || clause_at(of, at + 1);
    uint8_t begins = function(of, at);
    return begins == QUOTH__FUNCTION_DEFINITE || begins == QUOTH__FUNCTION_INDEFINITE ||
           lexeme(of, at)->suffix == 'g' || clause_at(of, at);
}

bool quoth__comma_ends(const quoth__sentence *of, uint32_t comma, const quoth__content *in)
{
    uint32_t at = comma + 1;
    if (at >= of->last) return true;
    if (shape(of, at) == QUOTH__SHAPE_STRETCH) return is_speech(of, at);
    if (!is_word(of, at)) return false;
    bool goes_on = function(of, at) == QUOTH__FUNCTION_CONJUNCTION;
    if ((in->opens || in->set_off) && !goes_on) return true;
    return word_ends(of, at, in);
}

/* Without a comma: "and" before another verb or clause; "by doing", "when he ..." behind what is no clause. */
static bool joint_ends(const quoth__sentence *of, uint32_t at, const quoth__content *in)
{
    static const char *const times[] = {"while", "after", "before", "by", NULL};
    if (at == in->start || !is_word(of, at + 1)) return false;
    if (in->loose && (is_form(of, at, "when") || is_form(of, at, "during"))) return true;
    if (in->loose && is_one_of(of, at, times)) return lexeme(of, at + 1)->suffix == 'g';
    if (in->loose && is_form(of, at, "but")) return true;
    if (!is_form(of, at, "and") && !is_form(of, at, "but")) return false;
    return (lexeme(of, at + 1)->suffix != 'g' && tells(of, at + 1, 60)) ||
           (in->loose && (is_verb(of, at + 1) || clause_at(of, at + 1)));
}

static bool ends_here(const quoth__sentence *of, uint32_t at, const quoth__content *in, uint32_t *open)
{
    switch (shape(of, at)) {
    case QUOTH__SHAPE_COMMA: return quoth__comma_ends(of, at, in);
    case QUOTH__SHAPE_SEMICOLON: return true;
    case QUOTH__SHAPE_COLON: return at + 1 < of->last && is_speech(of, at + 1);
    case QUOTH__SHAPE_STRETCH: return is_speech(of, at);
    case QUOTH__SHAPE_DASH:
        return in->dashed || (in->loose && is_word(of, at + 1) && lexeme(of, at + 1)->suffix == 'g');
    case QUOTH__SHAPE_OPEN: ++*open; return in->loose && at > in->start && !of->scan->mention_at[at - 1];
    case QUOTH__SHAPE_CLOSE: return (*open)-- == 0;
    case QUOTH__SHAPE_LOWER: return joint_ends(of, at, in);
    default: return false;
    }
}

bool quoth__holds_comma(const quoth__sentence *of, uint32_t item)
{
    return shape(of, item) == QUOTH__SHAPE_STRETCH && !is_speech(of, item) &&
           quoth__ending_of(of->scan, of->scan->items[item].token) == QUOTH__ENDING_COMMA;
}

uint32_t quoth__told_end(const quoth__sentence *of, const quoth__content *in)
{
    uint32_t at = in->start, open = 0;
    while (at < of->last && !ends_here(of, at, in, &open) &&
           !(at > in->start && quoth__holds_comma(of, at - 1) && quoth__comma_ends(of, at - 1, in)))
        at++;
    quoth__note(of->scan, 40 * (uint64_t)(at - in->start + 1));
    return at;
}

bool quoth__holds_verb(const quoth__sentence *of, uint32_t first, uint32_t last)
{
    for (uint32_t at = first; at < last && at < first + LOOK; at++) {
        if (!is_word(of, at) || of->scan->mention_at[at]) continue;
        const quoth__lexeme *word = lexeme(of, at);
        if (word->auxiliary || (word->suffix == 'd' && at > first) || (word->cue_weight && word->suffix != 'g'))
            return true;
    }
    return false;
}

/* Whether a clause begins here: a finite verb stands before the next comma. */
static bool clause_begins(const quoth__sentence *of, uint32_t start)
{
    uint32_t at = start;
    if (is_form(of, start, "to")) return false;
    while (at < of->last && at < start + CLAUSE && shape(of, at) != QUOTH__SHAPE_COMMA) at++;
    return quoth__holds_verb(of, start, at);
}

/* In a clause in front of the teller's own: "After Lind said the talks went on, ...", "When asked whether ..., ...". */
static bool opens_sentence(const quoth__sentence *of, const quoth__telling *telling, bool no_comma)
{
    uint32_t first = of->first, verb = telling->cue_first;
    if (verb > first + 1 && function(of, first) == QUOTH__FUNCTION_CONJUNCTION && is_word(of, first)) first++;
    if (verb > of->first && is_word(of, verb - 1) && lexeme(of, telling->head)->suffix) {
        uint8_t before = function(of, verb - 1);
        if (before == QUOTH__FUNCTION_SUBORDINATOR) return true;
        if (before == QUOTH__FUNCTION_PREPOSITION && verb == first + 1) return true;
    }
    return no_comma && (verb == first || (is_word(of, first) && function(of, first) == QUOTH__FUNCTION_SUBORDINATOR));
}

/* Looks at what stands between the beginning of the sentence and the verb, LOOK items at most. */
quoth__content quoth__content_at(const quoth__sentence *of, uint32_t start, const quoth__telling *telling)
{
    quoth__content in = {.start = start, .that = is_form(of, start, "that")};
    uint32_t floor = telling->cue_first > of->first + LOOK ? telling->cue_first - LOOK : of->first, commas = 0,
             dashes = 0;
    for (uint32_t at = floor; at < telling->cue_first; at++) {
        commas += shape(of, at) == QUOTH__SHAPE_COMMA;
        dashes += shape(of, at) == QUOTH__SHAPE_DASH;
    }
    uint8_t says = lexeme(of, telling->head)->cue_weight;
    bool subject = is_word(of, start) && lexeme(of, start)->case_ == QUOTH__CASE_SUBJECT;
    in.loose = !in.that && !subject && (says < 60 || (says < 94 && !clause_begins(of, start)));
    in.dashed = dashes == 1;
    in.opens = opens_sentence(of, telling, commas == 0);
    uint32_t name = telling->cue_first;
    bool relative = name > of->first + 1 && is_relative(of, name - 1);
    in.set_off = relative && shape(of, name - 2) == QUOTH__SHAPE_COMMA;
    return in;
}

bool quoth__may_follow(const quoth__sentence *of, uint32_t item)
{
    static const char *const words[] = {"in",   "on",  "at", "during", "after", "to",
                                        "with", "via", "by", "from",   "for",   NULL};
    if (!is_word(of, item)) return false;
    if (lexeme(of, item)->classes >> QUOTH__CLASS_DATE & 1 || lexeme(of, item)->suffix == 'y') return true;
    const quoth__mention *mention = quoth__mention_here(of->scan, item);
    if (mention) return mention->first == item && !(mention->flags & QUOTH__MENTION_POSSESSIVE);
    if (!is_one_of(of, item, words))
        return is_form(of, item, "last") || is_form(of, item, "this") || is_form(of, item, "earlier");
    return !is_form(of, item, "to") || (item + 1 < of->last && quoth__mention_here(of->scan, item + 1));
}

/* Where "that" stands soon after a verb of saying, with nothing but time, place and listener between. */
static uint32_t that_soon(const quoth__sentence *of, uint32_t item, bool told)
{
    if (is_form(of, item, "that")) return item;
    if (item >= of->last || (!told && (quoth__mention_here(of->scan, item) || !quoth__may_follow(of, item))))
        return QUOTH__NONE;
    for (uint32_t at = item; at < of->last && at < item + AHEAD; at++) {
        uint8_t form = shape(of, at);
        if (form == QUOTH__SHAPE_COMMA || form == QUOTH__SHAPE_COLON || form == QUOTH__SHAPE_SEMICOLON) break;
        if (form > QUOTH__SHAPE_NUMBER) continue;
        if (is_form(of, at, "that")) return at;
        const quoth__lexeme *word = lexeme(of, at);
        if (word->auxiliary || (word->case_ == QUOTH__CASE_SUBJECT && at > item + 1)) break;
    }
    return QUOTH__NONE;
}

/* "said Tuesday", "said on Friday", "said in an interview": where what is told begins. */
static uint32_t over_time(const quoth__sentence *of, uint32_t item)
{
    uint32_t at = item;
    if (is_word(of, at) && function(of, at) == QUOTH__FUNCTION_PREPOSITION && is_word(of, at + 1) &&
        lexeme(of, at + 1)->classes >> QUOTH__CLASS_DATE & 1)
        at++;
    while (is_word(of, at) && lexeme(of, at)->classes >> QUOTH__CLASS_DATE & 1) at++;
    return at;
}

/* Whom it is told to: "told reporters [that ...]". */
static uint32_t over_listener(const quoth__sentence *of, uint32_t item, quoth__telling *telling)
{
    const quoth__mention *mention = item < of->last ? quoth__mention_here(of->scan, item) : NULL;
    if (!mention || mention->first != item || mention->flags & QUOTH__MENTION_POSSESSIVE) return item;
    telling->addressee = of->scan->mention_at[item];
    return mention->last;
}

/* "asked [Ruiz on Friday] whether": a question soon after a verb of asking, nothing but words between. */
static uint32_t question_soon(const quoth__sentence *of, uint32_t item)
{
    static const char *const words[] = {"whether", "if", "how", "why", "what", "who", "when", "where", "about"};
    for (uint32_t at = item; is_word(of, at) && at < item + AHEAD; at++) {
        for (int i = 0; i < 9; i++)
            if (is_form(of, at, words[i])) return at;
        if (lexeme(of, at)->auxiliary || is_form(of, at, "to") || is_form(of, at, "for")) break;
    }
    return QUOTH__NONE;
}

char quoth__mark_of_verb(const quoth__sentence *of, uint32_t item)
{
    const quoth_language *language = of->scan->language;
    const quoth__lexeme *word = lexeme(of, item);
    if (!(word->classes >> QUOTH__CLASS_INDIRECT & 1) || word->node == QUOTH__NONE) return '\0';
    const quoth__entry *entry = quoth__language_entry(language, word->node, QUOTH__CLASS_INDIRECT);
    quoth_string value = entry ? quoth__language_value(language, entry->value) : (quoth_string){NULL, 0};
    quoth__note(of->scan, 40);
    return value.length ? value.bytes[value.length - 1] : '\0';
}

uint32_t quoth__told_start(const quoth__sentence *of, quoth__telling *telling)
{
    static const char *const asks[] = {"asked", "ask", "asks", "asking", NULL};
    uint32_t head = telling->head, at = telling->cue_last, that = QUOTH__NONE;
    bool says = lexeme(of, head)->cue_weight >= 60, told = quoth__mark_of_verb(of, head) == 'l';
    if (is_one_of(of, head, asks) && at == head + 1 && !is_form(of, at, "by")) that = question_soon(of, at);
    if (that == QUOTH__NONE && (says || is_form(of, at, "that"))) that = that_soon(of, head + 1, told);
    if (that != QUOTH__NONE) {
        if (telling->cue_last > head + 1 && that >= head + 3) telling->cue_last = head + 1;
        if (told) over_listener(of, telling->cue_last, telling);
        return that;
    }
    uint32_t after = told ? over_listener(of, at, telling) : at;
    return says ? over_time(of, after) : after;
}
