/* extent: how far the words reach that name a speaker, with what is said of him.
 *
 *   said [Erin Clark, a postdoctoral fellow at Brandeis University].
 *   [Harry Bond, 30, of Raleigh, who was polled,] said
 *   said [Sen. Marco Rubio (R-Fla.)]
 *
 * Bounded by REACH items. */
#include "inside.h"

#define REACH 40u

static uint8_t shape(const quoth__scan *scan, uint32_t item) { return scan->items[item].shape; }

static bool stops(const quoth__scan *scan, uint32_t item, uint32_t end)
{
    return item >= end || scan->items[item].flags & QUOTH__ITEM_SENTENCE || shape(scan, item) == QUOTH__SHAPE_STOP ||
           shape(scan, item) == QUOTH__SHAPE_STRETCH || shape(scan, item) == QUOTH__SHAPE_COLON ||
           shape(scan, item) == QUOTH__SHAPE_SEMICOLON;
}

static bool is_form(const quoth__scan *scan, uint32_t item, const char *word)
{
    quoth_string form = quoth__strings_get(&scan->vocabulary.forms, scan->items[item].lexeme);
    return form.length == strlen(word) && !memcmp(form.bytes, word, form.length);
}

/* "senior political strategist for": words that no verb or clause breaks, up to one for a role. */
static bool leads_to_role(const quoth__scan *scan, uint32_t item)
{
    uint32_t role = 1u << QUOTH__CLASS_ROLE | 1u << QUOTH__CLASS_TITLE;
    for (uint32_t at = item; at < scan->item_count && at < item + 8 && !(scan->items[at].flags & QUOTH__ITEM_SENTENCE);
         at++) {
        if (shape(scan, at) == QUOTH__SHAPE_HYPHEN || shape(scan, at) == QUOTH__SHAPE_DOT) continue;
        if (!quoth__is_word(scan, at)) return false;
        const quoth__lexeme *word = quoth__lexeme_of(scan, at);
        if ((word->classes & role) != 0 && !word->possessive) return true;
        bool joins = word->function == QUOTH__FUNCTION_CONJUNCTION || word->case_ == QUOTH__CASE_POSSESSIVE;
        bool breaks = word->function > QUOTH__FUNCTION_OTHER || word->auxiliary || word->case_;
        if ((breaks && !joins) || word->suffix == 'y') return false;
    }
    return false;
}

/* Whether the words after a comma say who the one before it is. */
static bool is_apposition(const quoth__scan *scan, uint32_t item)
{
    if (shape(scan, item) == QUOTH__SHAPE_NUMBER) return true;
    if (!quoth__is_word(scan, item)) return false;
    const quoth__lexeme *word = quoth__lexeme_of(scan, item);
    if (word->case_ == QUOTH__CASE_RELATIVE || is_form(scan, item, "whose") || is_form(scan, item, "of")) return true;
    if (word->function == QUOTH__FUNCTION_DEFINITE || word->function == QUOTH__FUNCTION_INDEFINITE) return true;
    uint32_t role = 1u << QUOTH__CLASS_ROLE | 1u << QUOTH__CLASS_TITLE;
    if ((word->classes & role) != 0 || word->flags & QUOTH__LEXEME_FORMER || word->country != QUOTH__NONE) return true;
    bool was = is_form(scan, item, "then") || is_form(scan, item, "now") || is_form(scan, item, "one");
    return leads_to_role(scan, was ? item + 1 : item);
}

/* ", Fla.", ", N.J.", ", Ohio": the state behind a town. */
static bool is_state(const quoth__scan *scan, uint32_t item, uint32_t end)
{
    if (item >= end || shape(scan, item) != QUOTH__SHAPE_CAPITAL || scan->items[item].flags & QUOTH__ITEM_SENTENCE)
        return false;
    bool place = (quoth__lexeme_of(scan, item)->flags & QUOTH__LEXEME_PLACE) != 0;
    return place || (item + 1 < end && shape(scan, item + 1) == QUOTH__SHAPE_DOT) ||
           quoth__has_class(scan, item, QUOTH__CLASS_ABBREVIATION);
}

/* "of Wisconsin", "at the university", "for X": a preposition that belongs to the name. */
static uint32_t over_preposition(const quoth__scan *scan, uint32_t item, uint32_t end)
{
    static const char *const words[] = {"of", "from", "at", "to", "for"};
    bool joins = false;
    for (int i = 0; i < 5; i++) joins |= is_form(scan, item, words[i]);
    if (scan->traits & QUOTH__TRAIT_FREE_SUBJECT) joins = quoth__links(scan, item, QUOTH__LINK_OF);
    if (!joins || item + 1 >= end) return item;
    const quoth__mention *mention = quoth__mention_here(scan, item + 1);
    if (mention && mention->first == item + 1 && mention->type == QUOTH__MENTION_PRONOUN) return item;
    uint32_t at = item + 1;
    while (!stops(scan, at, end) && at < item + 10) {
        uint8_t form = shape(scan, at);
        if (form == QUOTH__SHAPE_COMMA || form == QUOTH__SHAPE_DASH || form == QUOTH__SHAPE_OPEN) break;
        if (form <= QUOTH__SHAPE_NUMBER) {
            const quoth__lexeme *word = quoth__lexeme_of(scan, at);
            bool joined = word->function == QUOTH__FUNCTION_PREPOSITION && quoth__links(scan, at, QUOTH__LINK_OF);
            bool date = word->classes >> QUOTH__CLASS_DATE & 1;
            if (word->auxiliary || date || (word->function >= QUOTH__FUNCTION_PREPOSITION && !joined)) break;
        }
        at++;
    }
    return at == item + 1 ? item : at;
}

/* The end of an apposition that begins at an item. */
static uint32_t over_apposition(const quoth__scan *scan, uint32_t item, uint32_t end)
{
    uint32_t at = item;
    while (!stops(scan, at, end) && shape(scan, at) != QUOTH__SHAPE_COMMA && shape(scan, at) != QUOTH__SHAPE_DASH &&
           at < item + REACH)
        at++;
    uint32_t last = at;
    if (at < end && shape(scan, at) == QUOTH__SHAPE_COMMA && shape(scan, at - 1) == QUOTH__SHAPE_CAPITAL &&
        is_state(scan, at + 1, end)) {
        last = at + 2;
        while (!stops(scan, last, end) &&
               (shape(scan, last) == QUOTH__SHAPE_DOT || scan->items[last].flags & QUOTH__ITEM_INITIAL))
            last++;
    }
    return last;
}

uint32_t quoth__extent_right(const quoth__scan *scan, uint32_t last, uint32_t end)
{
    uint32_t at = last;
    for (int i = 0; i < 5 && !stops(scan, at, end) && at < last + REACH; i++) {
        uint32_t from = at;
        if (shape(scan, at) == QUOTH__SHAPE_OPEN) {
            while (!stops(scan, at, end) && shape(scan, at) != QUOTH__SHAPE_CLOSE && at < from + 8) at++;
            if (at < end && shape(scan, at) == QUOTH__SHAPE_CLOSE)
                at++;
            else
                return from;
        } else if (quoth__is_word(scan, at) && quoth__lexeme_of(scan, at)->case_ == QUOTH__CASE_RELATIVE) {
            at = over_apposition(scan, at, end);
        } else if (quoth__is_word(scan, at)) {
            at = over_preposition(scan, at, end);
        } else if (shape(scan, at) == QUOTH__SHAPE_COMMA && at + 1 < end && !stops(scan, at + 1, end) &&
                   is_apposition(scan, at + 1)) {
            at = over_apposition(scan, at + 1, end);
        }
        if (at == from) break;
    }
    return at;
}

uint32_t quoth__extent_before(const quoth__scan *scan, uint32_t last, uint32_t verb)
{
    uint32_t at = verb;
    while (at > last && !quoth__mention_here(scan, at - 1)) {
        uint8_t form = shape(scan, at - 1);
        bool loose = form == QUOTH__SHAPE_COMMA || form == QUOTH__SHAPE_DASH;
        if (form <= QUOTH__SHAPE_NUMBER) {
            const quoth__lexeme *word = quoth__lexeme_of(scan, at - 1);
            loose = word->auxiliary || word->suffix == 'y' || word->function == QUOTH__FUNCTION_ADVERB ||
                    word->classes >> QUOTH__CLASS_NEGATION & 1 || word->classes >> QUOTH__CLASS_DATE & 1 ||
                    word->cue_weight >= 50 || word->function == QUOTH__FUNCTION_CONJUNCTION;
        }
        if (!loose) break;
        at--;
    }
    return at;
}
