/* mentions: the words that name somebody, found in one pass over the items of each container.
 *
 *   "former U.S. [title President] [name Bill Clinton]"     a run of capitals, cut after its last title
 *   "the 42nd [role President] of the United States"        a role with what stands before it and its complement
 *   "the [collective ministry]", "[pronoun he]"
 *
 * A mention may swallow those just before it ("New York Times" in front of "columnist David Brooks"). Every look is
 * bounded, so the pass is linear. */
#include "inside.h"

#define RUN 14u    /* items of one name */
#define BEFORE 10u /* items in front of a role or title */

typedef struct finder {
    quoth__scan *scan;
    uint32_t begin, end; /* the container */
    uint32_t floor;      /* the first mention of the container */
} finder;

static uint8_t shape(const finder *in, uint32_t item) { return in->scan->items[item].shape; }
static uint8_t flags(const finder *in, uint32_t item) { return in->scan->items[item].flags; }
static quoth__lexeme *lexeme(const finder *in, uint32_t item) { return quoth__lexeme_of(in->scan, item); }

/* -------------------------------------------------------------------------------------------------------- pushing */

static quoth_status push(finder *in, const quoth__mention *mention)
{
    void *made;
    quoth__array *mentions = &in->scan->mentions;
    while (mentions->count > in->floor &&
           QUOTH__AT(*mentions, quoth__mention, mentions->count - 1).last > mention->first)
        mentions->count--;
    QUOTH__TRY(quoth__array_push(in->scan->context, mentions, sizeof(quoth__mention), &made));
    *(quoth__mention *)made = *mention;
    return QUOTH_OK;
}

static quoth__mention blank(quoth__mention_type type, uint32_t first, uint32_t last)
{
    return (quoth__mention){.first = first,
                            .last = last,
                            .head_first = first,
                            .head_last = last,
                            .person = QUOTH__NONE,
                            .role = QUOTH__NONE,
                            .office = QUOTH__NONE,
                            .country = QUOTH__NONE,
                            .type = (uint8_t)type};
}

/* The country that a word or phrase names at an item. */
static uint32_t country_at(const finder *in, uint32_t item, uint32_t end, uint32_t *length)
{
    const quoth__entry *entry = quoth__phrase(in->scan, item, end, QUOTH__CLASS_DEMONYM, length);
    return entry ? entry->value : QUOTH__NONE;
}

/* ---------------------------------------------------------------------------------------- what stands before a head */

static bool is_determiner(const finder *in, uint32_t item)
{
    if (!quoth__is_word(in->scan, item)) return false;
    const quoth__lexeme *word = lexeme(in, item);
    if (word->function == QUOTH__FUNCTION_DEFINITE || word->function == QUOTH__FUNCTION_INDEFINITE ||
        word->function == QUOTH__FUNCTION_QUANTIFIER)
        return true;
    return word->case_ == QUOTH__CASE_POSSESSIVE || word->case_ == QUOTH__CASE_BOTH || word->possessive;
}

/* Whether a word may stand between a determiner and its noun. */
static bool is_modifier(const finder *in, uint32_t item)
{
    uint8_t form = shape(in, item);
    if (form == QUOTH__SHAPE_HYPHEN || form == QUOTH__SHAPE_DOT || form == QUOTH__SHAPE_NUMBER) return true;
    if (form > QUOTH__SHAPE_NUMBER) return false;
    const quoth__lexeme *word = lexeme(in, item);
    if (word->flags & QUOTH__LEXEME_FORMER) return true;
    if (word->function || word->auxiliary || word->case_) return false;
    return form == QUOTH__SHAPE_CAPITAL || word->cue_weight < 40 || word->suffix == 'g';
}

/* Goes left from an item over modifiers to the determiner; says what it saw. */
static uint32_t extend_left(const finder *in, uint32_t item, quoth__mention *mention, bool *determined)
{
    uint32_t first = item, stop = item > in->begin + BEFORE ? item - BEFORE : in->begin;
    *determined = false;
    while (first > stop && !(flags(in, first) & QUOTH__ITEM_SENTENCE)) {
        uint32_t at = first - 1, length;
        if (is_determiner(in, at)) {
            if (lexeme(in, at)->function == QUOTH__FUNCTION_DEFINITE || lexeme(in, at)->case_)
                mention->flags |= QUOTH__MENTION_DEFINITE;
            *determined = true;
            return at;
        }
        bool listed = shape(in, at) == QUOTH__SHAPE_COMMA && at >= stop + 2 && at < item && !flags(in, at - 1) &&
                      shape(in, at - 1) == QUOTH__SHAPE_LOWER && is_modifier(in, at - 1) && is_determiner(in, at - 2);
        if (listed) { /* "a tall, thin man" */
            first = at;
            continue;
        }
        if (!is_modifier(in, at)) break;
        uint32_t country = country_at(in, at, first, &length);
        if (country != QUOTH__NONE && mention->country == QUOTH__NONE) mention->country = country;
        first = at;
    }
    while (first < item && (shape(in, first) == QUOTH__SHAPE_HYPHEN || shape(in, first) == QUOTH__SHAPE_DOT)) first++;
    return first;
}

/* Whether a word goes on in "of the department", "for the campaign". */
static bool goes_on(const finder *in, uint32_t item, bool started)
{
    if (flags(in, item) & QUOTH__ITEM_SENTENCE) return false;
    uint8_t form = shape(in, item);
    if (form == QUOTH__SHAPE_HYPHEN || form == QUOTH__SHAPE_DOT) return started;
    if (form > QUOTH__SHAPE_NUMBER) return false;
    const quoth__lexeme *word = lexeme(in, item);
    if (is_determiner(in, item)) return true;
    if (word->function || word->auxiliary || word->case_) return false;
    if (in->scan->traits & QUOTH__TRAIT_FREE_SUBJECT && word->name_gender)
        return false; /* "el jefe del Gobierno Luis Rey" */
    return form == QUOTH__SHAPE_CAPITAL || (word->cue_weight < 50 && !(word->suffix == 'y'));
}

/* The end of the complement of a role: "of the United States", "for X", twice at most. */
static uint32_t extend_right(const finder *in, uint32_t item, quoth__mention *mention)
{
    static const char *const words[] = {"of", "for", "at", "from"};
    uint32_t last = item;
    for (int round = 0; round < 3 && last + 1 < in->end; round++) {
        bool of = quoth__links(in->scan, last, QUOTH__LINK_OF);
        if (!quoth__is_word(in->scan, last) || (lexeme(in, last)->function != QUOTH__FUNCTION_PREPOSITION && !of))
            break;
        quoth_string form = quoth__strings_get(&in->scan->vocabulary.forms, in->scan->items[last].lexeme);
        bool joins = of;
        for (int i = 0; i < 4; i++)
            joins |= form.length == strlen(words[i]) && !memcmp(form.bytes, words[i], form.length);
        if (!joins) break;
        uint32_t at = last + 1, lowers = 0;
        while (at < in->end && at < last + 9 && goes_on(in, at, at > last + 1)) {
            uint32_t length, country = country_at(in, at, in->end, &length);
            if (country != QUOTH__NONE && mention->country == QUOTH__NONE) mention->country = country;
            if (shape(in, at) == QUOTH__SHAPE_LOWER && !is_determiner(in, at) && ++lowers > 2) break;
            bool stops = quoth__is_word(in->scan, at) && lexeme(in, at)->possessive;
            at++;
            if (stops) break;
        }
        if (at == last + 1) break;
        last = at;
    }
    return last;
}

static void note_grammar(const finder *in, quoth__mention *mention)
{
    uint32_t before = mention->first;
    if (quoth__is_word(in->scan, mention->last - 1) && lexeme(in, mention->last - 1)->possessive)
        mention->flags |= QUOTH__MENTION_POSSESSIVE;
    if (before > in->begin + 1 && !(flags(in, before) & QUOTH__ITEM_SENTENCE) &&
        quoth__function_of(in->scan, before - 1) == QUOTH__FUNCTION_DEFINITE &&
        !(flags(in, before - 1) & QUOTH__ITEM_SENTENCE))
        before--; /* "of The Nation" */
    if (before > in->begin && !(flags(in, before) & QUOTH__ITEM_SENTENCE) &&
        quoth__function_of(in->scan, before - 1) == QUOTH__FUNCTION_PREPOSITION)
        mention->flags |= QUOTH__MENTION_GOVERNED;
}

/* ---------------------------------------------------------------------------------------------------------- roles */

static bool is_plural(const finder *in, uint32_t item)
{
    quoth_string form = quoth__strings_get(&in->scan->vocabulary.forms, in->scan->items[item].lexeme);
    return form.length > 2 && form.bytes[form.length - 1] == 's' && form.bytes[form.length - 2] != 's';
}

/* "a general air", "a major party": a form that is more often an adjective stands before its noun. */
static bool is_adjective(const finder *in, uint32_t item)
{
    uint32_t next = item + 1;
    if (next >= in->end || flags(in, next) & QUOTH__ITEM_SENTENCE) return false;
    if (shape(in, next) == QUOTH__SHAPE_HYPHEN) return true;
    if (shape(in, next) != QUOTH__SHAPE_LOWER) return false;
    const quoth__lexeme *word = lexeme(in, next);
    return !word->function && !word->auxiliary && !word->case_ && word->cue_weight < 20 && word->suffix != 'd' &&
           word->suffix != 'y';
}

/* "some", "all": they speak only where a verb or "of" is beside them. */
static bool is_idle_quantifier(const finder *in, uint32_t item)
{
    if (lexeme(in, item)->function != QUOTH__FUNCTION_QUANTIFIER) return false;
    uint32_t next = item + 1;
    if (item > in->begin && !(flags(in, item) & QUOTH__ITEM_SENTENCE) && quoth__is_word(in->scan, item - 1)) {
        const quoth__lexeme *before = lexeme(in, item - 1);
        if (before->cue_weight < 40 && before->function <= QUOTH__FUNCTION_OTHER) return true; /* "the house all" */
    }
    if (next >= in->end || !quoth__is_word(in->scan, next)) return true;
    const quoth__lexeme *word = lexeme(in, next);
    bool of = word->function == QUOTH__FUNCTION_PREPOSITION && flags(in, item) & QUOTH__ITEM_SENTENCE;
    return !of && !word->auxiliary && word->cue_weight < 20;
}

/* A role or a collective whose head is items [item, item + length). */
static quoth_status push_role(finder *in, uint32_t item, uint32_t length, bool collective, uint32_t *next)
{
    quoth__mention mention = blank(collective ? QUOTH__MENTION_COLLECTIVE : QUOTH__MENTION_ROLE, item, item + length);
    bool determined;
    const quoth__lexeme *head = lexeme(in, item + length - 1);
    uint32_t first = extend_left(in, item, &mention, &determined);
    if (in->scan->traits & QUOTH__TRAIT_NO_ARTICLES) determined = true;
    mention.first = first;
    mention.role = head->base;
    mention.office = head->office;
    mention.gender = head->role_gender;
    mention.flags |= (uint8_t)(collective ? QUOTH__MENTION_BODY : QUOTH__MENTION_HUMAN);
    if (collective && is_plural(in, item)) mention.flags |= QUOTH__MENTION_PLURAL;
    *next = item + length;
    bool capital = shape(in, item) == QUOTH__SHAPE_CAPITAL && mention.country != QUOTH__NONE;
    if (!determined && !collective && !capital && !is_plural(in, item)) return QUOTH_OK;
    if (!head->possessive && !(quoth__is_word(in->scan, item) && lexeme(in, item + length - 1)->possessive))
        mention.last = extend_right(in, item + length, &mention);
    note_grammar(in, &mention);
    *next = mention.last;
    return push(in, &mention);
}

/* ---------------------------------------------------------------------------------------------------------- names */

/* "Sprecher", not "Sprecher Otto Braun": what a person is, without his name. */
static bool is_bare_role(const finder *in, uint32_t item)
{
    const uint32_t roles = 1u << QUOTH__CLASS_ROLE | 1u << QUOTH__CLASS_TITLE;
    const quoth__lexeme *word = lexeme(in, item);
    if (!(word->classes & roles) || word->name_gender) return false;
    uint32_t next = item + 1;
    while (next < in->end && shape(in, next) == QUOTH__SHAPE_DOT) next++;
    return next >= in->end || shape(in, next) != QUOTH__SHAPE_CAPITAL || flags(in, next) & QUOTH__ITEM_SENTENCE ||
           quoth__is_common(in->scan, next);
}

static bool starts_name(const finder *in, uint32_t item)
{
    const quoth__item *here = &in->scan->items[item];
    if (here->shape != QUOTH__SHAPE_CAPITAL) return false;
    const quoth__lexeme *word = lexeme(in, item);
    bool country = here->flags & QUOTH__ITEM_CAPITALS && word->country != QUOTH__NONE;
    if (country) return true;
    if (in->scan->traits & QUOTH__TRAIT_CAPITAL_NOUNS && (quoth__is_common(in->scan, item) || is_bare_role(in, item)))
        return false;
    bool will = word->name_gender && item + 1 < in->end && shape(in, item + 1) == QUOTH__SHAPE_CAPITAL &&
                !(here->flags & QUOTH__ITEM_SENTENCE);
    if (will) return true; /* "said Will Doyle" */
    if (word->case_ || word->auxiliary || word->classes >> QUOTH__CLASS_CONTRACTION & 1) return false;
    bool shouted = item + 1 < in->end && flags(in, item + 1) & QUOTH__ITEM_CAPITALS; /* "A HOUSE FOR ANNA" */
    bool letters = here->flags & QUOTH__ITEM_CAPITALS && !(here->flags & QUOTH__ITEM_INITIAL) && !shouted;
    if (word->function && !letters) return false;
    if (word->classes >> QUOTH__CLASS_DATE & 1) return word->name_gender != 0;
    if (!(here->flags & (QUOTH__ITEM_SENTENCE | QUOTH__ITEM_MAYBE))) return true;
    bool verb = word->cue_weight >= 60 && !word->name_gender && word->suffix != 'g'; /* "Continued Stone:" */
    if (verb && item + 1 < in->end && shape(in, item + 1) == QUOTH__SHAPE_CAPITAL) return false;
    bool capital_two = item + 1 < in->end && shape(in, item + 1) == QUOTH__SHAPE_CAPITAL;
    bool ordinary = (word->lower || word->suffix == 'y' || word->suffix == 'g') && !word->name_gender &&
                    word->country == QUOTH__NONE && !word->flags && !(word->classes >> QUOTH__CLASS_TITLE & 1);
    if (ordinary && capital_two && lexeme(in, item + 1)->name_gender) return false; /* "Finally Tom said" */
    bool known =
        word->name_gender || word->country != QUOTH__NONE || word->flags || word->classes >> QUOTH__CLASS_TITLE & 1;
    bool capital_next = item + 1 < in->end && shape(in, item + 1) == QUOTH__SHAPE_CAPITAL;
    if (known || word->possessive || capital_next) return true;
    if (word->lower || word->cue_weight || word->suffix == 'y') return false;
    if (word->upper || item + 1 >= in->end) return word->upper > 0;
    uint8_t form = shape(in, item + 1); /* "Hill, a doctor", "Hill (left)" */
    bool told = form == QUOTH__SHAPE_COMMA && item + 2 < in->end && quoth__is_word(in->scan, item + 2) &&
                (is_determiner(in, item + 2) || lexeme(in, item + 2)->case_ == QUOTH__CASE_RELATIVE);
    if (form > QUOTH__SHAPE_NUMBER) return told || form == QUOTH__SHAPE_DASH || form == QUOTH__SHAPE_OPEN;
    const quoth__lexeme *next = lexeme(in, item + 1);
    return next->auxiliary || next->cue_weight >= 20 || next->suffix == 'd';
}

static bool is_particle(const finder *in, uint32_t item)
{
    return shape(in, item) == QUOTH__SHAPE_LOWER && lexeme(in, item)->flags & QUOTH__LEXEME_PARTICLE;
}

/* The end of the run of capitals that begins at an item. */
static uint32_t run_end(const finder *in, uint32_t item)
{
    uint32_t at = item;
    while (at < in->end && at < item + RUN) {
        if (at > item && flags(in, at) & QUOTH__ITEM_SENTENCE) break;
        uint8_t form = shape(in, at);
        bool more = at + 1 < in->end &&
                    (shape(in, at + 1) == QUOTH__SHAPE_CAPITAL ||
                     (is_particle(in, at + 1) && at + 2 < in->end && shape(in, at + 2) == QUOTH__SHAPE_CAPITAL));
        if (form == QUOTH__SHAPE_CAPITAL) {
            const quoth__lexeme *word = lexeme(in, at);
            bool country = flags(in, at) & QUOTH__ITEM_CAPITALS && word->country != QUOTH__NONE;
            if (at > item && !country && quoth__is_common(in->scan, at)) break;
            if (at > item && !country && (word->case_ || (word->function && !(word->flags & QUOTH__LEXEME_PARTICLE))))
                break;
            at++;
            if (word->possessive) break;
        } else if (form == QUOTH__SHAPE_DOT && at > item) {
            at++;
        } else if (form == QUOTH__SHAPE_HYPHEN && at > item && at + 1 < in->end) {
            at += 2;
        } else if (at > item && more && is_particle(in, at)) {
            at++;
        } else {
            break;
        }
    }
    while (at > item + 1 && shape(in, at - 1) == QUOTH__SHAPE_HYPHEN) at--;
    return at;
}

/* Reads the titles and countries in front of a name: gives where the name itself begins; `end` where none is left. */
static uint32_t cut_titles(const finder *in, uint32_t first, uint32_t end, quoth__mention *mention)
{
    uint32_t name = first;
    bool named = false;
    for (uint32_t at = first; at < end; at++) {
        uint32_t length = 0;
        if (!quoth__is_word(in->scan, at)) continue;
        const quoth__lexeme *word = lexeme(in, at);
        if (at > first && at == name && word->name_gender && at + 1 < end) break;
        if (at > first + 1 && word->name_gender && at + 1 < end && !named) { /* "Public Diplomacy Sergei ..." */
            name = at;
            break;
        }
        named |=
            word->name_gender != 0 || (word->flags & QUOTH__LEXEME_PARTICLE) || flags(in, at) & QUOTH__ITEM_INITIAL;
        uint32_t country = country_at(in, at, end, &length);
        if (country != QUOTH__NONE && at == name) {
            mention->country = country;
            name = at + length;
            continue;
        }
        if (word->flags & QUOTH__LEXEME_FORMER && at == name) name = at + 1;
        bool after_first = at > first && quoth__is_word(in->scan, at - 1) && lexeme(in, at - 1)->name_gender;
        bool role = in->scan->traits & QUOTH__TRAIT_CAPITAL_NOUNS && at + 1 < end &&
                    quoth__phrase(in->scan, at, end, QUOTH__CLASS_ROLE, &length);
        if (!role && !quoth__phrase(in->scan, at, end, QUOTH__CLASS_TITLE, &length)) continue;
        if (at + length == end && after_first) continue;
        mention->role = lexeme(in, at + length - 1)->base;
        mention->office = lexeme(in, at + length - 1)->office;
        if (word->title_gender || role) mention->gender = word->title_gender ? word->title_gender : word->role_gender;
        mention->flags |= QUOTH__MENTION_TITLED | QUOTH__MENTION_HUMAN;
        name = at + length;
        at += length - 1;
    }
    while (name < end && !quoth__is_word(in->scan, name)) name++;
    return name;
}

/* What a run of capitals is, when it is no person: a body or a place by its words. */
static void judge_words(const finder *in, quoth__mention *mention)
{
    uint32_t words = 0, bodies = 0, places = 0;
    for (uint32_t at = mention->head_first; at < mention->head_last; at++) {
        if (!quoth__is_word(in->scan, at)) continue;
        const quoth__lexeme *word = lexeme(in, at);
        words++;
        places += (word->flags & QUOTH__LEXEME_PLACE) != 0 || word->country != QUOTH__NONE;
        bodies += (word->flags & QUOTH__LEXEME_BODY) != 0 ||
                  (word->classes >> QUOTH__CLASS_COLLECTIVE & 1 && !word->name_gender) ||
                  (flags(in, at) & QUOTH__ITEM_CAPITALS && words == 1 && mention->head_last == at + 1);
    }
    const quoth__lexeme *head = lexeme(in, mention->head_first);
    if (head->name_gender && words > 1 && !bodies) {
        mention->flags |= QUOTH__MENTION_HUMAN;
        if (!mention->gender) mention->gender = head->name_gender;
    }
    const quoth__lexeme *tail = lexeme(in, mention->head_last - 1);
    if (words > 1 && !bodies && tail->role_gender) { /* "THE OLD MAN" */
        mention->flags |= QUOTH__MENTION_HUMAN;
        if (!mention->gender) mention->gender = tail->role_gender;
    }
    bool place = places == words || (words > 1 && tail->flags & QUOTH__LEXEME_PLACE); /* "Golden Lion Hotel" */
    if (!(mention->flags & QUOTH__MENTION_HUMAN) && (bodies || place)) mention->flags |= QUOTH__MENTION_BODY;
    if (head->name_gender && words == 1 && !mention->gender && !places) mention->gender = head->name_gender;
}

/* How many items before `first` are one title of several words: "secretary of state". */
static uint32_t title_before(const finder *in, uint32_t first)
{
    for (uint32_t back = 2; back <= 4 && first >= in->begin + back; back++) {
        uint32_t length, at = first - back;
        if (shape(in, at) == QUOTH__SHAPE_LOWER && quoth__phrase(in->scan, at, first, QUOTH__CLASS_TITLE, &length) &&
            length == back)
            return back;
        if (flags(in, at) & QUOTH__ITEM_SENTENCE) break;
    }
    return 0;
}

/* Lower-case titles in front: "film director Oliver Stone", "the outgoing President Bill Clinton". */
static void take_titles_before(const finder *in, quoth__mention *mention)
{
    uint32_t first = mention->first, stop = first > in->begin + BEFORE ? first - BEFORE : in->begin;
    if (flags(in, first) & QUOTH__ITEM_SENTENCE || first == in->begin) return;
    bool role = false;
    uint32_t title_words = title_before(in, first);
    if (title_words) {
        first -= title_words;
        mention->role = lexeme(in, first)->base;
        mention->office = lexeme(in, first)->office;
        role = true;
    }
    while (first > stop && !(flags(in, first) & QUOTH__ITEM_SENTENCE)) {
        uint32_t at = first - 1;
        if (!quoth__is_word(in->scan, at)) {
            if (shape(in, at) != QUOTH__SHAPE_HYPHEN || !role) break;
            first = at;
            continue;
        }
        const quoth__lexeme *word = lexeme(in, at);
        bool title = (word->classes >> QUOTH__CLASS_TITLE & 1) || (word->classes >> QUOTH__CLASS_ROLE & 1);
        if (title && shape(in, at) == QUOTH__SHAPE_LOWER) {
            if (!role) mention->role = word->base, mention->office = word->office;
            if (!mention->gender) mention->gender = word->title_gender ? word->title_gender : word->role_gender;
            role = true;
        } else if (!role && !(word->flags & QUOTH__LEXEME_FORMER)) {
            break;
        } else if (!is_modifier(in, at)) {
            break;
        }
        uint32_t length, country = country_at(in, at, first, &length);
        if (country != QUOTH__NONE && mention->country == QUOTH__NONE) mention->country = country;
        first = at;
    }
    bool opens = first == in->begin || flags(in, first) & QUOTH__ITEM_SENTENCE;
    if (first < mention->first && !opens && is_determiner(in, first - 1)) first--;
    if (role) mention->flags |= QUOTH__MENTION_TITLED | QUOTH__MENTION_HUMAN;
    mention->first = first;
}

static quoth_status push_name(finder *in, uint32_t item, uint32_t *next)
{
    uint32_t end = run_end(in, item), length;
    quoth__mention mention = blank(QUOTH__MENTION_NAME, item, end);
    uint32_t name = cut_titles(in, item, end, &mention);
    *next = end;
    if (name >= end && mention.role != QUOTH__NONE) { /* "Russian President", "the President": a role */
        uint32_t head = end - 1, next_role;
        size_t before = in->scan->mentions.count;
        while (head > item && !quoth__phrase(in->scan, head, end, QUOTH__CLASS_TITLE, &length)) head--;
        QUOTH__TRY(push_role(in, head, end - head, false, &next_role));
        if (in->scan->mentions.count > before) {
            *next = next_role > end ? next_role : end;
            return QUOTH_OK;
        }
    }
    if (name >= end) { /* a country alone, "King" */
        name = item;
        if (mention.country != QUOTH__NONE && !lexeme(in, item)->name_gender) mention.flags |= QUOTH__MENTION_BODY;
        mention.country = mention.role = mention.office = QUOTH__NONE;
        mention.flags &= (uint8_t) ~(QUOTH__MENTION_TITLED | QUOTH__MENTION_HUMAN);
    }
    bool adjective =
        end == item + 1 && lexeme(in, item)->classes >> QUOTH__CLASS_NOT_NAME & 1 && !lexeme(in, item)->flags;
    if (adjective && end < in->end && shape(in, end) == QUOTH__SHAPE_LOWER) return QUOTH_OK;
    mention.head_first = name;
    mention.head_last = end;
    judge_words(in, &mention);
    take_titles_before(in, &mention);
    note_grammar(in, &mention);
    return push(in, &mention);
}

/* ------------------------------------------------------------------------------------------------------- the pass */

static quoth_status push_pronoun(finder *in, uint32_t item)
{
    const quoth__lexeme *word = lexeme(in, item);
    quoth__mention mention = blank(QUOTH__MENTION_PRONOUN, item, item + 1);
    mention.gender = word->gender == '-' ? 0 : word->gender;
    if (word->number == 'p') mention.flags |= QUOTH__MENTION_PLURAL;
    bool possessive = word->case_ == QUOTH__CASE_POSSESSIVE ||
                      (word->case_ == QUOTH__CASE_BOTH && item + 1 < in->end &&
                       (shape(in, item + 1) == QUOTH__SHAPE_STRETCH ||
                        (shape(in, item + 1) == QUOTH__SHAPE_LOWER && !lexeme(in, item + 1)->function)));
    if (possessive) mention.flags |= QUOTH__MENTION_POSSESSIVE;
    note_grammar(in, &mention);
    bool always = !(in->scan->traits & QUOTH__TRAIT_FREE_SUBJECT); /* "con él", "für sie" */
    if (always && word->case_ == QUOTH__CASE_SUBJECT) mention.flags &= (uint8_t)~QUOTH__MENTION_GOVERNED;
    return push(in, &mention);
}

static quoth_status find_one(finder *in, uint32_t item, uint32_t *next)
{
    uint32_t length;
    *next = item + 1;
    if (!quoth__is_word(in->scan, item)) return QUOTH_OK;
    const quoth__lexeme *word = lexeme(in, item);
    bool country = flags(in, item) & QUOTH__ITEM_CAPITALS && word->country != QUOTH__NONE;
    if (word->case_ && !country) return push_pronoun(in, item);
    if (shape(in, item) == QUOTH__SHAPE_CAPITAL && starts_name(in, item)) return push_name(in, item, next);
    if (word->node == QUOTH__NONE || word->function == QUOTH__FUNCTION_PREPOSITION) return QUOTH_OK;
    const quoth__entry *role = quoth__phrase(in->scan, item, in->end, QUOTH__CLASS_ROLE, &length);
    if (role && role->weight < 60 && length == 1 && is_adjective(in, item)) return QUOTH_OK;
    if (role) return push_role(in, item, length, false, next);
    if (quoth__phrase(in->scan, item, in->end, QUOTH__CLASS_COLLECTIVE, &length) && !is_idle_quantifier(in, item))
        return push_role(in, item, length, true, next);
    return QUOTH_OK;
}

/* Subjects: what a verb follows, or what follows a reporting verb after a quotation. */
static void note_subject(const finder *in, quoth__mention *mention)
{
    if (mention->flags & (QUOTH__MENTION_POSSESSIVE | QUOTH__MENTION_GOVERNED)) return;
    if (mention->type == QUOTH__MENTION_PRONOUN && (lexeme(in, mention->first)->case_ == QUOTH__CASE_OBJECT ||
                                                    lexeme(in, mention->first)->case_ == QUOTH__CASE_RELATIVE))
        return;
    bool free = (in->scan->traits & QUOTH__TRAIT_FREE_SUBJECT) != 0;
    if (free && lexeme(in, mention->first)->case_ == QUOTH__CASE_REFLEXIVE) return;
    if (free && lexeme(in, mention->first)->case_ == QUOTH__CASE_SUBJECT && mention->gender != 'n')
        mention->flags |= QUOTH__MENTION_SUBJECT;
    if (free && mention->first > in->begin && !(flags(in, mention->first) & QUOTH__ITEM_SENTENCE) &&
        quoth__is_word(in->scan, mention->first - 1)) { /* "In Rom trat Merkel auf": behind its verb */
        const quoth__lexeme *before = lexeme(in, mention->first - 1);
        if (before->auxiliary || before->cue_weight >= 20) mention->flags |= QUOTH__MENTION_SUBJECT;
    }
    uint32_t next = mention->last;
    if (next < in->end && !(flags(in, next) & QUOTH__ITEM_SENTENCE) && quoth__is_word(in->scan, next)) {
        const quoth__lexeme *word = lexeme(in, next);
        bool verb = word->auxiliary || word->cue_weight >= 20 || word->function == QUOTH__FUNCTION_ADVERB ||
                    word->classes >> QUOTH__CLASS_NEGATION & 1;
        if (verb || (shape(in, next) == QUOTH__SHAPE_LOWER && !word->function && !word->case_ && word->suffix != 'g'))
            mention->flags |= QUOTH__MENTION_SUBJECT;
    }
    quoth__cue cue;
    if (mention->first >= in->begin + 2 && quoth__cue_at(in->scan, mention->first - 1, in->begin, in->end, &cue) &&
        shape(in, mention->first - 2) == QUOTH__SHAPE_STRETCH)
        mention->flags |= QUOTH__MENTION_SUBJECT;
    if (flags(in, mention->first) & QUOTH__ITEM_SENTENCE && next < in->end && shape(in, next) == QUOTH__SHAPE_COMMA)
        mention->flags |= QUOTH__MENTION_SUBJECT;
    if (mention->flags & QUOTH__MENTION_SUBJECT && next < in->end &&
        quoth__cue_at(in->scan, next, in->begin, in->end, &cue) && cue.weight >= 70 &&
        mention->type == QUOTH__MENTION_NAME && !(mention->flags & QUOTH__MENTION_BODY))
        mention->flags |= QUOTH__MENTION_HUMAN;
}

quoth__mention quoth__mention_of_items(quoth__scan *scan, uint32_t container, uint32_t first, uint32_t last)
{
    finder in = {scan, scan->first[container], scan->first[container + 1], 0};
    quoth__mention mention = blank(QUOTH__MENTION_NAME, first, last);
    note_grammar(&in, &mention);
    note_subject(&in, &mention);
    return mention;
}

static quoth_status find_in(quoth__scan *scan, uint32_t container)
{
    finder in = {scan, scan->first[container], scan->first[container + 1], (uint32_t)scan->mentions.count};
    scan->first_mention[container] = in.floor;
    for (uint32_t item = in.begin, next; item < in.end; item = next) {
        QUOTH__TRY(find_one(&in, item, &next));
        QUOTH__TRY(quoth__work(scan->context, quoth__is_word(scan, item) ? 150 : 125));
    }
    for (size_t m = in.floor; m < scan->mentions.count; m++) {
        quoth__mention *mention = quoth__mention_of(scan, (uint32_t)m);
        note_subject(&in, mention);
        for (uint32_t at = mention->first; at < mention->last; at++) scan->mention_at[at] = (uint32_t)m + 1;
        quoth__note(scan, 125);
        if ((m & 255) == 255) QUOTH__TRY(quoth__charge(scan));
    }
    return quoth__charge(scan);
}

quoth_status quoth__mentions_find(quoth__scan *scan)
{
    void *got;
    size_t containers = scan->stretches->count + 1;
    QUOTH__TRY(quoth__allocate_zeroed(scan->context, scan->item_count, sizeof(uint32_t), &got));
    scan->mention_at = got;
    QUOTH__TRY(quoth__allocate_zeroed(scan->context, scan->item_count, sizeof(uint32_t), &got));
    scan->cue_of = got;
    QUOTH__TRY(quoth__allocate(scan->context, containers + 1, sizeof(uint32_t), &got));
    scan->first_mention = got;
    for (uint32_t c = 0; c < containers; c++) QUOTH__TRY(find_in(scan, c));
    scan->first_mention[containers] = (uint32_t)scan->mentions.count;
    return QUOTH_OK;
}
