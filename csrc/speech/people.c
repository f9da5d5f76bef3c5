/* people: one person for all the names of one, and the offices they hold.
 *
 *   names of two words and more, in order ─► by (first, last) ─► a person, or the one whose first name fits
 *   then names of one word               ─► the last person seen with that surname, else first name, else a new one
 *
 *   facts: (role or office, country) ─► who was last said to hold it      open addressing, newest wins
 *
 * The people of one surname are a list of which at most SAME are looked at, so a name costs O(1). */
#include "inside.h"

#define SAME 8

typedef struct fact {
    uint32_t key, country, person; /* person + 1; 0: empty */
} fact;

/* --------------------------------------------------------------------------------------------------------- facts */

static size_t fact_slot(const quoth__scan *scan, uint32_t key, uint32_t country)
{
    const fact *facts = scan->facts;
    uint64_t hash = ((uint64_t)key << 32 | country) * 0x9E3779B97F4A7C15u;
    size_t slot = (size_t)(hash >> 32) & (scan->fact_slots - 1);
    while (facts[slot].person && (facts[slot].key != key || facts[slot].country != country))
        slot = (slot + 1) & (scan->fact_slots - 1);
    return slot;
}

uint32_t quoth__fact_find(const quoth__scan *scan, uint32_t key, uint32_t country)
{
    const fact *facts = scan->facts;
    uint32_t found = facts[fact_slot(scan, key, country)].person;
    return found ? found - 1 : QUOTH__NONE;
}

static void fact_put(quoth__scan *scan, uint32_t key, uint32_t country, uint32_t person)
{
    fact *facts = scan->facts;
    facts[fact_slot(scan, key, country)] = (fact){key, country, person + 1};
}

void quoth__fact_add(quoth__scan *scan, const quoth__mention *mention, uint32_t person)
{
    if (mention->role == QUOTH__NONE || person == QUOTH__NONE) return;
    quoth__human *human = quoth__human_of(scan, person);
    uint32_t role = mention->role, office = mention->office, country = mention->country;
    fact_put(scan, role, QUOTH__NONE, person);
    if (country != QUOTH__NONE) fact_put(scan, role, country, person);
    if (office == QUOTH__NONE) return;
    fact_put(scan, QUOTH__OFFICE(office), QUOTH__NONE, person);
    if (country == QUOTH__NONE) return;
    fact_put(scan, QUOTH__OFFICE(office), country, person);
    human->office = office;
    human->country = country;
}

static quoth_status make_facts(quoth__scan *scan)
{
    void *got;
    size_t roles = 0, slots = 64;
    for (size_t m = 0; m < scan->mentions.count; m++)
        roles += quoth__mention_of(scan, (uint32_t)m)->role != QUOTH__NONE;
    while (slots < roles * 8 + 16) slots *= 2;
    QUOTH__TRY(quoth__allocate_zeroed(scan->context, slots, sizeof(fact), &got));
    scan->facts = got;
    scan->fact_slots = slots;
    return quoth__work(scan->context, 3 * (uint64_t)scan->mentions.count + slots);
}

void quoth__facts_free(const quoth_allocator *allocator, quoth__scan *scan)
{
    quoth__free(allocator, scan->facts, scan->fact_slots, sizeof(fact));
}

/* ------------------------------------------------------------------------------------------------------- making */

/* The bytes of an item without a possessive ending. */
static quoth__span bare(const quoth__scan *scan, uint32_t item)
{
    uint32_t token = scan->items[item].token;
    quoth__span span = {scan->tokens.start[token], scan->tokens.end[token]};
    if (!quoth__is_word(scan, item) || !quoth__lexeme_of(scan, item)->possessive) return span;
    const uint8_t *bytes = scan->text->bytes;
    if (bytes[span.end - 1] == 's' || bytes[span.end - 1] == 'S') span.end--;
    span.end--;
    while (span.end > span.start + 1 && (bytes[span.end] & 0xC0) == 0x80) span.end--;
    return span;
}

static uint32_t length_of(const quoth__scan *scan, uint32_t item)
{
    uint32_t token = scan->items[item].token;
    return scan->tokens.end[token] - scan->tokens.start[token];
}

/* The words of items as a name: single spaces, no possessive at the end, a small letter first in an article. */
static quoth_status write_name(quoth__scan *scan, uint32_t first, uint32_t last, quoth__array *name)
{
    size_t most = 0;
    for (uint32_t item = first; item < last; item++)
        if (scan->items[item].shape != QUOTH__SHAPE_STRETCH) most += 1 + length_of(scan, item);
    name->count = 0;
    QUOTH__TRY(quoth__array_reserve(scan->context, name, most, 1));
    uint8_t *bytes = name->data;
    for (uint32_t item = first; item < last; item++) {
        if (scan->items[item].shape == QUOTH__SHAPE_STRETCH) continue;
        uint32_t start = scan->tokens.start[scan->items[item].token], length = length_of(scan, item);
        if (item + 1 == last) length = bare(scan, item).end - start;
        if (name->count && !(scan->items[item].flags & QUOTH__ITEM_GLUED)) bytes[name->count++] = ' ';
        memcpy(bytes + name->count, scan->text->bytes + start, length);
        name->count += length;
    }
    uint8_t function = quoth__function_of(scan, first);
    bool article = function >= QUOTH__FUNCTION_DEFINITE && function <= QUOTH__FUNCTION_QUANTIFIER;
    bool small_next = name->count > 1 && (bytes[1] == ' ' || (bytes[1] >= 'a' && bytes[1] <= 'z'));
    if (article && small_next && bytes[0] >= 'A' && bytes[0] <= 'Z') bytes[0] |= 0x20;
    return quoth__work(scan->context, 110 * (uint64_t)(last - first));
}

quoth_status quoth__person_of_name(quoth__scan *scan, quoth_string name, uint32_t place, uint32_t *person, bool *made)
{
    void *got;
    uint32_t id;
    QUOTH__TRY(quoth__strings_add(scan->context, &scan->speech->names, name.bytes ? name.bytes : "", name.length, &id));
    while (scan->by_name.count <= id) QUOTH__TRY(quoth__array_push(scan->context, &scan->by_name, 4, &got));
    uint32_t known = QUOTH__AT(scan->by_name, uint32_t, id);
    *made = known == 0;
    if (known) {
        *person = known - 1;
        return QUOTH_OK;
    }
    QUOTH__TRY(quoth__array_push(scan->context, &scan->humans, sizeof(quoth__human), &got));
    *(quoth__human *)got = (quoth__human){.name = id,
                                          .first_name = QUOTH__NONE,
                                          .last_name = QUOTH__NONE,
                                          .country = QUOTH__NONE,
                                          .office = QUOTH__NONE,
                                          .role = QUOTH__NONE,
                                          .place = place};
    *person = (uint32_t)scan->humans.count - 1;
    QUOTH__AT(scan->by_name, uint32_t, id) = *person + 1;
    return QUOTH_OK;
}

/* The person of these very words; made where it is new. */
static quoth_status person_of_words(quoth__scan *scan, uint32_t first, uint32_t last, uint32_t *person, bool *new_one)
{
    quoth__array *name = &scan->written;
    *new_one = false;
    QUOTH__TRY(write_name(scan, first, last, name));
    return quoth__person_of_name(scan, (quoth_string){name->data, name->count},
                                 quoth__items_span(scan, first, last).start, person, new_one);
}

quoth_status quoth__person_of_words(quoth__scan *scan, uint32_t first, uint32_t last, uint32_t *person)
{
    bool made;
    QUOTH__TRY(person_of_words(scan, first, last, person, &made));
    if (made) quoth__human_of(scan, *person)->anonymous = true;
    return QUOTH_OK;
}

/* -------------------------------------------------------------------------------------------------------- joining */

/* The words of a name: its first and last, Jr and the like left out. */
typedef struct parts {
    uint32_t first, last; /* lexemes; first QUOTH__NONE where there is one word */
    uint32_t words, end;  /* how many; the item after the last word */
    bool initial;         /* the first is an initial */
} parts;

static bool is_suffix(const quoth__scan *scan, uint32_t item)
{
    quoth_string form = quoth__strings_get(&scan->vocabulary.forms, scan->items[item].lexeme);
    return form.length == 2 &&
           (!memcmp(form.bytes, "jr", 2) || !memcmp(form.bytes, "sr", 2) || !memcmp(form.bytes, "ii", 2));
}

static parts read_parts(const quoth__scan *scan, const quoth__mention *mention)
{
    parts of = {QUOTH__NONE, QUOTH__NONE, 0, mention->head_last, false};
    for (uint32_t item = mention->head_first; item < mention->head_last; item++) {
        if (!quoth__is_word(scan, item) || (of.words && is_suffix(scan, item))) continue;
        uint32_t base = quoth__lexeme_of(scan, item)->base;
        if (of.words == 0) {
            of.first = base;
            of.initial = (scan->items[item].flags & QUOTH__ITEM_INITIAL) != 0;
        }
        of.last = base;
        of.words++;
    }
    if (of.words < 2) of.first = QUOTH__NONE;
    return of;
}

static quoth__lexeme *lexeme_at(const quoth__scan *scan, uint32_t id)
{
    return &QUOTH__AT(scan->lexemes, quoth__lexeme, id);
}

/* One first name may stand for the other: the same, a short form, an initial. */
static bool same_first(const quoth__scan *scan, uint32_t a, uint32_t b)
{
    if (a == b || a == QUOTH__NONE || b == QUOTH__NONE) return true;
    uint32_t whole_a = lexeme_at(scan, a)->whole, whole_b = lexeme_at(scan, b)->whole;
    if (whole_a == b || whole_b == a || (whole_a != QUOTH__NONE && whole_a == whole_b)) return true;
    quoth_string form_a = quoth__strings_get(&scan->vocabulary.forms, a);
    quoth_string form_b = quoth__strings_get(&scan->vocabulary.forms, b);
    return (form_a.length == 1 || form_b.length == 1) && form_a.length && form_b.length &&
           form_a.bytes[0] == form_b.bytes[0];
}

static bool same_gender(uint8_t a, uint8_t b) { return !a || !b || a == b; }

uint32_t quoth__person_find(const quoth__scan *scan, uint32_t last, uint32_t first, uint8_t gender)
{
    uint32_t best = QUOTH__NONE, next = lexeme_at(scan, last)->by_last, use = 0;
    for (int i = 0; next && i < SAME; i++) {
        const quoth__human *human = quoth__human_of(scan, next - 1);
        bool fits = same_gender(human->gender, gender) && (first == QUOTH__NONE || human->first_name == QUOTH__NONE ||
                                                           same_first(scan, human->first_name, first));
        if (fits && (best == QUOTH__NONE || human->any > use)) best = next - 1, use = human->any;
        next = human->next_last;
    }
    return best;
}

static uint32_t find_first(const quoth__scan *scan, uint32_t word)
{
    uint32_t whole = lexeme_at(scan, word)->whole, next = lexeme_at(scan, word)->by_first, best = QUOTH__NONE, use = 0;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; next && i < SAME; i++) {
            const quoth__human *human = quoth__human_of(scan, next - 1);
            if (best == QUOTH__NONE || human->any > use) best = next - 1, use = human->any;
            next = human->next_first;
        }
        if (best != QUOTH__NONE || whole == QUOTH__NONE) break;
        next = lexeme_at(scan, whole)->by_first;
    }
    return best;
}

void quoth__person_file(quoth__scan *scan, uint32_t person, uint32_t first, uint32_t last)
{
    quoth__human *human = quoth__human_of(scan, person);
    quoth__lexeme *surname = lexeme_at(scan, last);
    human->first_name = first;
    human->last_name = last;
    human->next_last = surname->by_last;
    surname->by_last = person + 1;
    if (first == QUOTH__NONE) return;
    quoth__lexeme *forename = lexeme_at(scan, first);
    human->next_first = forename->by_first;
    forename->by_first = person + 1;
}

static quoth_status name_person(quoth__scan *scan, quoth__mention *mention, parts of)
{
    uint32_t person = quoth__person_find(scan, of.last, of.first, mention->gender);
    if (person == QUOTH__NONE && of.words == 1) person = find_first(scan, of.last);
    if (of.words > 1 && person != QUOTH__NONE && quoth__human_of(scan, person)->first_name == QUOTH__NONE)
        person = QUOTH__NONE;
    if (person == QUOTH__NONE) {
        bool made;
        bool other =
            of.words == 1 && mention->gender && quoth__person_find(scan, of.last, QUOTH__NONE, 0) != QUOTH__NONE;
        uint32_t from = other ? mention->first : mention->head_first; /* "Mr. Clinton" beside "Mrs. Clinton" */
        QUOTH__TRY(person_of_words(scan, from, of.end, &person, &made));
        if (made) quoth__person_file(scan, person, of.first, of.last);
    }
    quoth__human *human = quoth__human_of(scan, person);
    mention->person = person;
    human->any = mention->first + 1;
    if (!human->gender) human->gender = mention->gender;
    human->human |= (mention->flags & QUOTH__MENTION_HUMAN) != 0;
    uint32_t place = quoth__items_span(scan, mention->first, mention->last).start;
    if (place < human->place) human->place = place;
    return quoth__work(scan->context, 950);
}

/* Names of several words (`several`) or of one. */
static quoth_status name_people(quoth__scan *scan, bool several)
{
    for (size_t m = 0; m < scan->mentions.count; m++) {
        quoth__mention *mention = quoth__mention_of(scan, (uint32_t)m);
        if (mention->type != QUOTH__MENTION_NAME) continue;
        parts of = read_parts(scan, mention);
        if (of.words == 0 || (several && of.words < 2)) continue;
        if (mention->person == QUOTH__NONE) QUOTH__TRY(name_person(scan, mention, of));
        quoth__human_of(scan, mention->person)->any = mention->first + 1;
    }
    return quoth__work(scan->context, 30 * (uint64_t)scan->mentions.count);
}

quoth_status quoth__people_find(quoth__scan *scan)
{
    QUOTH__TRY(make_facts(scan));
    QUOTH__TRY(name_people(scan, true));
    for (size_t p = 0; p < scan->humans.count; p++) quoth__human_of(scan, (uint32_t)p)->any = 0;
    QUOTH__TRY(name_people(scan, false));
    for (size_t m = 0; m < scan->mentions.count; m++) { /* a body stays one where nothing says it is a person */
        const quoth__mention *mention = quoth__mention_of(scan, (uint32_t)m);
        if (mention->person == QUOTH__NONE) continue;
        quoth__human *human = quoth__human_of(scan, mention->person);
        if (!human->human) human->collective = (mention->flags & QUOTH__MENTION_BODY) != 0;
        if (human->human) human->collective = false;
    }
    for (size_t p = 0; p < scan->humans.count; p++) quoth__human_of(scan, (uint32_t)p)->any = 0;
    return quoth__work(scan->context, 10 * (uint64_t)scan->mentions.count + 4 * (uint64_t)scan->humans.count);
}

/* -------------------------------------------------------------------------------------------------------- aliases */

/* Counts a form of a person's name. The forms of one text go back from the last alias of a name over `SAME` others. */
static quoth_status count_alias(quoth__scan *scan, uint32_t person, uint32_t name)
{
    void *made;
    quoth__array *aliases = &scan->speech->aliases;
    while (scan->by_alias.count <= name) QUOTH__TRY(quoth__array_push(scan->context, &scan->by_alias, 4, &made));
    uint32_t last = QUOTH__AT(scan->by_alias, uint32_t, name);
    if (last && QUOTH__AT(*aliases, quoth__alias, last - 1).person == person) {
        QUOTH__AT(*aliases, quoth__alias, last - 1).count++;
        return QUOTH_OK;
    }
    QUOTH__TRY(quoth__array_push(scan->context, aliases, sizeof(quoth__alias), &made));
    *(quoth__alias *)made = (quoth__alias){person, name, 1};
    QUOTH__AT(scan->by_alias, uint32_t, name) = (uint32_t)aliases->count;
    return QUOTH_OK;
}

quoth_status quoth__aliases_find(quoth__scan *scan)
{
    quoth__array *name = &scan->written;
    for (size_t m = 0; m < scan->mentions.count; m++) {
        const quoth__mention *mention = quoth__mention_of(scan, (uint32_t)m);
        uint32_t id;
        QUOTH__TRY(quoth__pace(scan, m, 12));
        if (mention->type != QUOTH__MENTION_NAME || mention->person == QUOTH__NONE) continue;
        QUOTH__TRY(write_name(scan, mention->head_first, mention->head_last, name));
        QUOTH__TRY(quoth__strings_add(scan->context, &scan->speech->names, name->data, name->count, &id));
        QUOTH__TRY(count_alias(scan, mention->person, id));
        QUOTH__TRY(quoth__work(scan->context, 350));
    }
    return QUOTH_OK;
}
