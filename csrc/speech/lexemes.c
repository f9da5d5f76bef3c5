/* lexemes: what the language says of every distinct form, looked up once.
 *
 *   form "putin's" ─► base "putin" ─► word of the language ─► node of the trie ─► classes, entries
 *
 * Forms that a base or a nickname needs are added to the vocabulary and get a lexeme too. Linear in the forms. */
#include "inside.h"

static bool same(quoth_string a, const char *b) { return a.length == strlen(b) && memcmp(a.bytes, b, a.length) == 0; }

static uint8_t kind_of(quoth_string value)
{
    if (same(value, "thought")) return QUOTH_KIND_THOUGHT;
    return same(value, "writing") ? QUOTH_KIND_WRITING : QUOTH_KIND_SPEECH;
}

static uint8_t function_of(quoth_string value)
{
    static const char *const names[] = {"definite",    "indefinite",   "quantifier", "preposition",
                                        "conjunction", "subordinator", "relative",   "adverb"};
    for (uint8_t i = 0; i < 8; i++)
        if (same(value, names[i])) return (uint8_t)(QUOTH__FUNCTION_DEFINITE + i);
    return QUOTH__FUNCTION_OTHER;
}

static uint8_t case_of(quoth_string value)
{
    static const char *const names[] = {"subject",   "object",     "possessive", "both",
                                        "reflexive", "indefinite", "relative"};
    if (value.length < 5) return QUOTH__CASE_NOT;
    quoth_string tail = {value.bytes + 4, value.length - 4};
    for (uint8_t i = 0; i < 7; i++)
        if (same(tail, names[i])) return (uint8_t)(QUOTH__CASE_SUBJECT + i);
    return QUOTH__CASE_NOT;
}

/* m or f at the head of a value, 0 for anything else. */
static uint8_t gender_of(quoth_string value)
{
    return value.length && (value.bytes[0] == 'm' || value.bytes[0] == 'f') ? (uint8_t)value.bytes[0] : 0;
}

typedef struct reading {
    quoth__scan *scan;
    quoth__lexeme *lexeme;
    uint32_t node;
} reading;

static const quoth__entry *entry_of(const reading *of, quoth__class class_)
{
    return of->lexeme->classes >> class_ & 1 ? quoth__language_entry(of->scan->language, of->node, class_) : NULL;
}

static quoth_string value_of(const reading *of, const quoth__entry *entry)
{
    return entry ? quoth__language_value(of->scan->language, entry->value) : (quoth_string){"", 0};
}

static void read_verbs(const reading *of)
{
    quoth__lexeme *lexeme = of->lexeme;
    const quoth__entry *cue = entry_of(of, QUOTH__CLASS_CUE), *noun = entry_of(of, QUOTH__CLASS_CUE_NOUN);
    const quoth__entry *function = entry_of(of, QUOTH__CLASS_FUNCTION);
    const quoth__entry *auxiliary = entry_of(of, QUOTH__CLASS_AUXILIARY);
    if (cue) {
        lexeme->cue_kind = kind_of(value_of(of, cue));
        lexeme->cue_weight = (uint8_t)cue->weight;
    }
    if (noun) {
        lexeme->noun_kind = kind_of(value_of(of, noun));
        lexeme->noun_weight = (uint8_t)noun->weight;
    }
    if (function) lexeme->function = function_of(value_of(of, function));
    if (auxiliary) {
        quoth_string verb = value_of(of, auxiliary);
        lexeme->auxiliary = verb.length ? (uint8_t)verb.bytes[0] : 0;
    }
    if (entry_of(of, QUOTH__CLASS_MODAL)) lexeme->auxiliary = 'm';
}

static void read_names(const reading *of)
{
    quoth__lexeme *lexeme = of->lexeme;
    const quoth__entry *title = entry_of(of, QUOTH__CLASS_TITLE), *role = entry_of(of, QUOTH__CLASS_ROLE);
    const quoth__entry *nation = entry_of(of, QUOTH__CLASS_DEMONYM);
    lexeme->name_gender = gender_of(value_of(of, entry_of(of, QUOTH__CLASS_FIRST_NAME)));
    if (title && same(value_of(of, title), "past")) {
        lexeme->flags |= QUOTH__LEXEME_FORMER;
        lexeme->classes &= ~(1u << QUOTH__CLASS_TITLE);
    } else if (title) {
        lexeme->title_gender = gender_of(value_of(of, title));
    }
    if (role) {
        lexeme->role_gender = gender_of(value_of(of, role));
        lexeme->office = role->value;
    }
    if (nation) lexeme->country = nation->value;
    quoth_string what = value_of(of, entry_of(of, QUOTH__CLASS_NOT_NAME));
    if (same(what, "body")) lexeme->flags |= QUOTH__LEXEME_BODY;
    if (same(what, "place")) lexeme->flags |= QUOTH__LEXEME_PLACE;
    if (same(what, "particle")) lexeme->flags |= QUOTH__LEXEME_PARTICLE;
}

static void read_pronoun(const reading *of)
{
    quoth_string value = value_of(of, entry_of(of, QUOTH__CLASS_PRONOUN));
    of->lexeme->case_ = case_of(value);
    if (of->lexeme->case_ == QUOTH__CASE_NOT) return;
    of->lexeme->person = (uint8_t)(value.bytes[0] - '0');
    of->lexeme->number = (uint8_t)value.bytes[1];
    of->lexeme->gender = (uint8_t)value.bytes[2];
}

static uint8_t suffix_of(const quoth__scan *scan, quoth_string form)
{
    static const char *const names[] = {"participle", "past", "adverb", "noun"};
    const quoth__entry *entry = scan->language ? quoth__language_suffix(scan->language, form.bytes, form.length) : NULL;
    for (int i = 0; entry && i < 4; i++)
        if (same(quoth__language_value(scan->language, entry->value), names[i])) return (uint8_t) "gdyn"[i];
    return 0;
}

/* The parts that a value names, with commas between. */
static uint8_t links_of(quoth_string value)
{
    static const char *const names[] = {"as", "agent", "of", "listener", "that", "oblique"};
    uint8_t links = 0;
    for (size_t from = 0; from < value.length;) {
        const char *comma = memchr(value.bytes + from, ',', value.length - from);
        size_t end = comma ? (size_t)(comma - value.bytes) : value.length;
        for (unsigned i = 0; i < 6; i++)
            if (same((quoth_string){value.bytes + from, end - from}, names[i])) links |= (uint8_t)(1u << i);
        from = end + 1;
    }
    return links;
}

/* How many bytes of a form are its possessive ending: 's or ' after s. */
static size_t ending_of(quoth_string form)
{
    size_t n = form.length;
    if (n > 2 && form.bytes[n - 2] == '\'' && form.bytes[n - 1] == 's') return 2;
    return n > 2 && form.bytes[n - 1] == '\'' && form.bytes[n - 2] == 's' ? 1 : 0;
}

/* "Merkels": the form without its s, which the text may hold too (QUOTH__NONE: none). What the language knows already
 * is left alone, but for first names, which are surely names. */
static quoth_status add_stem(quoth__scan *scan, quoth_string form, quoth__lexeme *lexeme, size_t *ending)
{
    char stem[256];
    size_t length = form.length - 1;
    if (!(scan->traits & QUOTH__TRAIT_GENITIVE_S) || form.length < 4 || form.bytes[length] != 's') return QUOTH_OK;
    uint32_t word = quoth__language_word(scan->language, form.bytes, length);
    uint32_t classes = quoth__language_classes(scan->language, quoth__language_step(scan->language, 0, word));
    if (classes >> QUOTH__CLASS_FIRST_NAME & 1) *ending = 1;
    if (classes || length > sizeof stem) return QUOTH_OK;
    memcpy(stem, form.bytes, length); /* adding may move the bytes of the forms */
    return quoth__strings_add(scan->context, &scan->vocabulary.forms, stem, length, &lexeme->stem);
}

quoth_status quoth__genitives_read(quoth__scan *scan)
{
    if (!(scan->traits & QUOTH__TRAIT_GENITIVE_S)) return QUOTH_OK;
    for (uint32_t i = 0; i < scan->item_count; i++) {
        QUOTH__TRY(quoth__pace(scan, i, 12));
        if (!quoth__is_word(scan, i)) continue;
        quoth__lexeme *lexeme = quoth__lexeme_of(scan, i);
        if (lexeme->stem == QUOTH__NONE) continue;
        lexeme->possessive = QUOTH__AT(scan->lexemes, quoth__lexeme, lexeme->stem).upper > 0;
        lexeme->base = lexeme->possessive ? lexeme->stem : scan->items[i].lexeme;
    }
    return quoth__paced(scan, scan->item_count, 12);
}

/* "Regierungssprecher" is what "Sprecher" is. */
static void take_tail(const quoth__scan *scan, quoth_string form, quoth__lexeme *lexeme)
{
    const uint32_t nouns = 1u << QUOTH__CLASS_ROLE | 1u << QUOTH__CLASS_TITLE | 1u << QUOTH__CLASS_COLLECTIVE |
                           1u << QUOTH__CLASS_CUE_NOUN | 1u << QUOTH__CLASS_WORK;
    lexeme->word = quoth__language_tail(scan->language, form.bytes, form.length, nouns);
    lexeme->node = quoth__language_step(scan->language, 0, lexeme->word);
    lexeme->classes = quoth__language_classes(scan->language, lexeme->node) & nouns;
}

static void look_up(const quoth__scan *scan, quoth_string form, quoth__lexeme *lexeme)
{
    lexeme->word = scan->language ? quoth__language_word(scan->language, form.bytes, form.length) : QUOTH__NONE;
    lexeme->node = lexeme->word == QUOTH__NONE ? QUOTH__NONE : quoth__language_step(scan->language, 0, lexeme->word);
    lexeme->classes = lexeme->node == QUOTH__NONE ? 0 : quoth__language_classes(scan->language, lexeme->node);
    lexeme->leads = lexeme->node == QUOTH__NONE ? 0 : quoth__language_leads(scan->language, lexeme->node);
}

static quoth_status add_whole(quoth__scan *scan, const reading *of)
{
    const quoth__entry *entry = entry_of(of, QUOTH__CLASS_NICKNAME);
    if (!entry) return QUOTH_OK;
    quoth_string whole = value_of(of, entry);
    return quoth__strings_add(scan->context, &scan->vocabulary.forms, whole.bytes, whole.length, &of->lexeme->whole);
}

static quoth_status read_one(quoth__scan *scan, uint32_t id)
{
    quoth_string form = quoth__strings_get(&scan->vocabulary.forms, id);
    quoth__lexeme *lexeme = &QUOTH__AT(scan->lexemes, quoth__lexeme, id);
    *lexeme = (quoth__lexeme){.word = QUOTH__NONE,
                              .node = QUOTH__NONE,
                              .base = id,
                              .stem = QUOTH__NONE,
                              .whole = QUOTH__NONE,
                              .country = QUOTH__NONE,
                              .office = QUOTH__NONE};
    look_up(scan, form, lexeme);
    lexeme->suffix = suffix_of(scan, form);
    size_t ending = lexeme->classes ? 0 : ending_of(form);
    if (!ending && !lexeme->classes) {
        QUOTH__TRY(add_stem(scan, form, lexeme, &ending));
        form = quoth__strings_get(&scan->vocabulary.forms, id);
    }
    if (ending) {
        quoth_string base = {form.bytes, form.length - ending};
        look_up(scan, base, lexeme);
        lexeme->possessive = 1;
        char copy[256];
        if (base.length > sizeof copy) return QUOTH_OK;
        memcpy(copy, base.bytes, base.length); /* adding may move the bytes of the forms */
        QUOTH__TRY(quoth__strings_add(scan->context, &scan->vocabulary.forms, copy, base.length, &lexeme->base));
    }
    if (lexeme->word == QUOTH__NONE && scan->traits & QUOTH__TRAIT_COMPOUNDS) take_tail(scan, form, lexeme);
    if (!lexeme->classes) return QUOTH_OK;
    reading of = {scan, lexeme, lexeme->node};
    read_verbs(&of);
    read_names(&of);
    read_pronoun(&of);
    const quoth__entry *link = entry_of(&of, QUOTH__CLASS_LINK);
    if (link) lexeme->link = links_of(value_of(&of, link));
    if (ending) lexeme->cue_weight = 0;
    return add_whole(scan, &of);
}

quoth_status quoth__lexemes_read(quoth__scan *scan)
{
    while (scan->lexemes.count < quoth__strings_count(&scan->vocabulary.forms)) {
        void *made;
        uint32_t id = (uint32_t)scan->lexemes.count;
        QUOTH__TRY(quoth__array_push(scan->context, &scan->lexemes, sizeof(quoth__lexeme), &made));
        QUOTH__TRY(read_one(scan, id));
        QUOTH__TRY(quoth__work(scan->context, 480));
    }
    return QUOTH_OK;
}

static void forget(quoth__scan *scan, uint32_t id)
{
    quoth__lexeme *lexeme = &QUOTH__AT(scan->lexemes, quoth__lexeme, id);
    lexeme->lower = lexeme->upper = lexeme->by_last = lexeme->by_first = lexeme->common = lexeme->proper = 0;
}

quoth_status quoth__lexemes_forget(quoth__scan *scan)
{
    for (size_t t = 0; t < scan->tokens.count; t++) {
        forget(scan, scan->tokens.id[t]);
        QUOTH__TRY(quoth__pace(scan, t, 8));
    }
    QUOTH__TRY(quoth__paced(scan, scan->tokens.count, 8));
    for (uint32_t p = 0; p < scan->humans.count; p++) {
        const quoth__human *human = quoth__human_of(scan, p);
        if (human->first_name != QUOTH__NONE) forget(scan, human->first_name);
        if (human->last_name != QUOTH__NONE) forget(scan, human->last_name);
    }
    return quoth__work(scan->context, 14 * (uint64_t)scan->humans.count);
}
