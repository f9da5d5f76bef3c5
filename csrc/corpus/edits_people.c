/* edits_people: people who are said to be one.
 *
 *   names ─► forms ─► the one person who has the form ─► union-find over the people joined ─► people in order, no gaps
 *
 * A name that stands for a person goes before one that is only written for somebody. The one shown is the fullest: most
 * words, then the longest, then the first by bytes; so the order of the edits has no meaning. Linear in the people and
 * their aliases. */
#include "../unicode/form.h"
#include "corpus.h"

#define SEVERAL (QUOTH__NONE - 1)

typedef struct union_of {
    quoth_context *context;
    quoth_corpus *corpus;
    quoth__strings forms;
    quoth__array shown, written; /* uint32_t by form: who is shown so, who is written so; QUOTH__NONE, SEVERAL */
    quoth__array form;
    uint32_t *parent;
} union_of;

static uint32_t root_of(const union_of *of, uint32_t person)
{
    while (of->parent[person] != person) {
        of->parent[person] = of->parent[of->parent[person]];
        person = of->parent[person];
    }
    return person;
}

static quoth_status form_of(union_of *of, quoth_string name)
{
    of->form.count = 0;
    return quoth__form_append(of->context, (const uint8_t *)name.bytes, name.length, 0, &of->form);
}

static void own(quoth__array *owners, uint32_t form, uint32_t person)
{
    uint32_t *owner = &QUOTH__AT(*owners, uint32_t, form);
    *owner = *owner == QUOTH__NONE || *owner == person ? person : SEVERAL;
}

static quoth_status note(union_of *of, quoth_string name, uint32_t person, bool shown)
{
    uint32_t id;
    void *made;
    QUOTH__TRY(form_of(of, name));
    QUOTH__TRY(quoth__strings_add(of->context, &of->forms, of->form.data ? of->form.data : "", of->form.count, &id));
    if (id == of->shown.count) {
        QUOTH__TRY(quoth__array_push(of->context, &of->shown, sizeof(uint32_t), &made));
        *(uint32_t *)made = QUOTH__NONE;
        QUOTH__TRY(quoth__array_push(of->context, &of->written, sizeof(uint32_t), &made));
        *(uint32_t *)made = QUOTH__NONE;
    }
    own(shown ? &of->shown : &of->written, id, person);
    return quoth__work(of->context, 60);
}

static quoth_status note_names(union_of *of)
{
    const quoth_corpus *corpus = of->corpus;
    for (uint32_t p = 0; p < corpus->people.count; p++)
        QUOTH__TRY(
            note(of, quoth__strings_get(&corpus->names, QUOTH__AT(corpus->people, quoth__joined, p).name), p, true));
    for (size_t a = 0; a < corpus->accounts.count; a++) {
        const quoth__account_entry *entry = QUOTH__ACCOUNT(corpus, a);
        for (size_t i = 0; i < entry->speech.people.count; i++)
            QUOTH__TRY(note(
                of, quoth__strings_get(&entry->speech.names, QUOTH__AT(entry->speech.people, quoth__person, i).name),
                entry->person_of[i], false));
        for (size_t i = 0; i < entry->speech.aliases.count; i++) {
            const quoth__alias *alias = &QUOTH__AT(entry->speech.aliases, quoth__alias, i);
            QUOTH__TRY(note(of, quoth__strings_get(&entry->speech.names, alias->name), entry->person_of[alias->person],
                            false));
        }
    }
    return QUOTH_OK;
}

/* The one whose name it is, or QUOTH__NONE. */
static quoth_status person_named(union_of *of, const char *name, uint32_t *person)
{
    QUOTH__TRY(form_of(of, (quoth_string){name, strlen(name)}));
    uint32_t id = quoth__strings_find(&of->forms, of->form.data ? of->form.data : "", of->form.count);
    *person = QUOTH__NONE;
    if (id == QUOTH__NONE) return QUOTH_OK;
    *person = QUOTH__AT(of->shown, uint32_t, id);
    if (*person >= SEVERAL) *person = QUOTH__AT(of->written, uint32_t, id);
    if (*person == SEVERAL) *person = QUOTH__NONE;
    return QUOTH_OK;
}

static size_t count_words(quoth_string name)
{
    size_t words = 0;
    for (size_t i = 0; i < name.length; i++) words += name.bytes[i] != ' ' && (i == 0 || name.bytes[i - 1] == ' ');
    return words;
}

static bool is_fuller(quoth_string a, quoth_string b)
{
    size_t words_a = count_words(a), words_b = count_words(b);
    if (words_a != words_b) return words_a > words_b;
    if (a.length != b.length) return a.length > b.length;
    return a.length && memcmp(a.bytes, b.bytes, a.length) < 0;
}

/* Of two groups of people the one with the fuller name stands for both. */
static void unite(union_of *of, uint32_t a, uint32_t b)
{
    const quoth_corpus *corpus = of->corpus;
    a = root_of(of, a);
    b = root_of(of, b);
    if (a == b) return;
    bool first = is_fuller(quoth__strings_get(&corpus->names, QUOTH__AT(corpus->people, quoth__joined, a).name),
                           quoth__strings_get(&corpus->names, QUOTH__AT(corpus->people, quoth__joined, b).name));
    quoth__joined *shown = &QUOTH__AT(corpus->people, quoth__joined, first ? a : b);
    const quoth__joined *other = &QUOTH__AT(corpus->people, quoth__joined, first ? b : a);
    if (!shown->gender) shown->gender = other->gender;
    of->parent[first ? b : a] = first ? a : b;
}

/* Closes the gaps: every person of an account is that of the root. */
static quoth_status close_up(union_of *of)
{
    quoth_corpus *corpus = of->corpus;
    size_t people = corpus->people.count;
    void *got;
    uint32_t count = 0;
    QUOTH__TRY(quoth__allocate(of->context, people, sizeof(uint32_t), &got));
    uint32_t *row = got;
    for (uint32_t p = 0; p < people; p++)
        if (of->parent[p] == p) row[p] = count++;
    for (size_t a = 0; a < corpus->accounts.count; a++) {
        quoth__account_entry *entry = QUOTH__ACCOUNT(corpus, a);
        for (size_t i = 0; i < entry->speech.people.count; i++)
            entry->person_of[i] = row[root_of(of, entry->person_of[i])];
    }
    for (uint32_t p = 0; p < people; p++)
        if (of->parent[p] == p)
            QUOTH__AT(corpus->people, quoth__joined, row[p]) = QUOTH__AT(corpus->people, quoth__joined, p);
    corpus->people.count = count;
    quoth__free(&of->context->allocator, row, people, sizeof(uint32_t));
    return quoth__work(of->context, 30 * (uint64_t)people);
}

static quoth_status unite_all(union_of *of)
{
    void *got;
    size_t people = of->corpus->people.count;
    QUOTH__TRY(quoth__allocate(of->context, people, sizeof(uint32_t), &got));
    of->parent = got;
    for (uint32_t p = 0; p < people; p++) of->parent[p] = p;
    QUOTH__TRY(note_names(of));
    for (uint32_t i = 0; i < of->corpus->held; i++) {
        quoth__correction *correction = QUOTH__CORRECTION(of->corpus, i);
        uint32_t a, b;
        if (correction->kind != QUOTH_EDIT_SAME_PERSON) continue;
        QUOTH__TRY(person_named(of, correction->value, &a));
        QUOTH__TRY(person_named(of, correction->other_value, &b));
        bool both = a != QUOTH__NONE && b != QUOTH__NONE;
        correction->names = (uint8_t)(both ? QUOTH__EDIT_APPLIED : QUOTH__EDIT_LOST);
        if (both) unite(of, a, b);
        QUOTH__TRY(quoth__work(of->context, 400));
    }
    return close_up(of);
}

quoth_status quoth__corrections_join(quoth_context *context, quoth_corpus *corpus)
{
    union_of of = {.context = context, .corpus = corpus};
    size_t people = corpus->people.count;
    bool asked = false;
    for (uint32_t i = 0; i < corpus->held; i++)
        asked = asked || QUOTH__CORRECTION(corpus, i)->kind == QUOTH_EDIT_SAME_PERSON;
    QUOTH__TRY(quoth__work(context, 4 * (uint64_t)corpus->held));
    if (!asked) return QUOTH_OK;
    quoth_status status = unite_all(&of);
    quoth__free(&context->allocator, of.parent, people, sizeof(uint32_t));
    quoth__array_free(&context->allocator, &of.shown, sizeof(uint32_t));
    quoth__array_free(&context->allocator, &of.written, sizeof(uint32_t));
    quoth__array_free(&context->allocator, &of.form, 1);
    quoth__strings_free(&context->allocator, &of.forms);
    return status;
}
