/* people: one person under one name across accounts.
 *
 *   Vladimir Putin (A)  ┐                            key of a name of several words, or of a collective: its form
 *   Putin (B)           ├─► Vladimir Putin           one word: joins the only name of several words that ends in it
 *   Vladimir V. Putin(C)┘                            longer names: joined by first and last word where only one has
 * them
 *
 * Independent of the order of the accounts: of several spellings of one key the one that comes first by bytes is shown.
 * Linear in the people, by quoth__strings. */
#include "../unicode/form.h"
#include "corpus.h"

#define NOBODY UINT32_MAX
#define SEVERAL (UINT32_MAX - 1)

typedef struct joiner {
    quoth_context *context;
    quoth_corpus *corpus;
    quoth__strings keys;     /* form of a name (collectives with a NUL in front) -> row of corpus->people */
    quoth__strings edges;    /* last word, or first word NUL last word -> ... */
    quoth__array edge_owner; /* uint32_t: the one person who has the edge, or SEVERAL */
    quoth__array form, scratch;
} joiner;

static quoth_string name_of(const quoth__account_entry *entry, uint32_t person)
{
    return quoth__strings_get(&entry->speech.names, QUOTH__AT(entry->speech.people, quoth__person, person).name);
}

static size_t count_words(quoth_string name)
{
    size_t words = 0;
    for (size_t i = 0; i < name.length; i++) words += name.bytes[i] != ' ' && (i == 0 || name.bytes[i - 1] == ' ');
    return words;
}

static quoth_status fold(joiner *by, quoth_string name, bool collective)
{
    by->form.count = 0;
    if (collective) QUOTH__TRY(quoth__array_append(by->context, &by->form, "\0", 1));
    return quoth__form_append(by->context, (const uint8_t *)name.bytes, name.length, 0, &by->form);
}

/* Into scratch: the last word of the form, or the first and the last with a NUL between them. */
static quoth_status edge_of(joiner *by, bool with_first)
{
    const char *form = by->form.data;
    size_t length = by->form.count, first = 0, last = length;
    while (first < length && form[first] != ' ') first++;
    while (last > 0 && form[last - 1] != ' ') last--;
    by->scratch.count = 0;
    if (with_first) {
        QUOTH__TRY(quoth__array_append(by->context, &by->scratch, form, first));
        QUOTH__TRY(quoth__array_append(by->context, &by->scratch, "\0", 1));
    }
    return quoth__array_append(by->context, &by->scratch, form + last, length - last);
}

static quoth_status own_edge(joiner *by, bool with_first, uint32_t person)
{
    uint32_t edge;
    QUOTH__TRY(edge_of(by, with_first));
    QUOTH__TRY(quoth__strings_add(by->context, &by->edges, by->scratch.data, by->scratch.count, &edge));
    if (edge == by->edge_owner.count) {
        void *place;
        QUOTH__TRY(quoth__array_push(by->context, &by->edge_owner, sizeof(uint32_t), &place));
        *(uint32_t *)place = person;
    } else if (QUOTH__AT(by->edge_owner, uint32_t, edge) != person) {
        QUOTH__AT(by->edge_owner, uint32_t, edge) = SEVERAL;
    }
    return QUOTH_OK;
}

static quoth_status owner_of(joiner *by, bool with_first, uint32_t *person)
{
    QUOTH__TRY(edge_of(by, with_first));
    uint32_t edge = quoth__strings_find(&by->edges, by->scratch.data, by->scratch.count);
    *person = edge == QUOTH__NONE ? NOBODY : QUOTH__AT(by->edge_owner, uint32_t, edge);
    return QUOTH_OK;
}

static bool before(quoth_string a, quoth_string b)
{
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared ? memcmp(a.bytes, b.bytes, shared) : 0;
    return order < 0 || (order == 0 && a.length < b.length);
}

/* The person of the key in `form`, made where it is new; the name shown is the first by bytes. */
static quoth_status person_of_key(joiner *by, quoth_string name, const quoth__person *person, uint32_t *joined)
{
    quoth_corpus *corpus = by->corpus;
    uint32_t id, shown;
    QUOTH__TRY(quoth__strings_add(by->context, &by->keys, by->form.data, by->form.count, &id));
    if (id == corpus->people.count) {
        void *place;
        QUOTH__TRY(quoth__array_push(by->context, &corpus->people, sizeof(quoth__joined), &place));
        QUOTH__TRY(quoth__strings_add(by->context, &corpus->names, name.bytes, name.length, &shown));
        *(quoth__joined *)place = (quoth__joined){shown, person->gender, person->collective, 0};
    }
    quoth__joined *made = &QUOTH__AT(corpus->people, quoth__joined, id);
    if (before(name, quoth__strings_get(&corpus->names, made->name)))
        QUOTH__TRY(quoth__strings_add(by->context, &corpus->names, name.bytes, name.length, &made->name));
    if (!made->gender) made->gender = person->gender;
    *joined = id;
    return QUOTH_OK;
}

/* First the names that stand by themselves: three words and more, then two, then collectives; single words come last.
 */
enum pass { LONG, PAIRS, COLLECTIVES, SINGLE, PASSES };

static enum pass pass_of(const quoth__person *person, quoth_string name)
{
    if (person->collective) return COLLECTIVES;
    size_t words = count_words(name);
    return words > 2 ? LONG : words == 2 ? PAIRS : SINGLE;
}

static bool gender_fits(const quoth_corpus *corpus, uint32_t joined, const quoth__person *person)
{
    uint8_t other = QUOTH__AT(corpus->people, quoth__joined, joined).gender;
    return !other || !person->gender || other == person->gender;
}

static quoth_status join_person(joiner *by, quoth__account_entry *entry, uint32_t index, enum pass pass)
{
    const quoth__person *person = &QUOTH__AT(entry->speech.people, quoth__person, index);
    quoth_string name = name_of(entry, index);
    uint32_t owner = NOBODY;
    if (pass_of(person, name) != pass) return QUOTH_OK;
    QUOTH__TRY(fold(by, name, person->collective));
    if (pass == PAIRS || pass == SINGLE) QUOTH__TRY(owner_of(by, pass == PAIRS, &owner));
    if (owner < SEVERAL && gender_fits(by->corpus, owner, person)) {
        entry->person_of[index] = owner;
        return QUOTH_OK;
    }
    QUOTH__TRY(person_of_key(by, name, person, &owner));
    entry->person_of[index] = owner;
    return QUOTH_OK;
}

/* After a pass: the edges by which shorter names are joined to the names of this pass. Pairs that were joined to a
 * longer name own the longer name's edge. */
static quoth_status own_edges(joiner *by, const quoth__account_entry *entry, uint32_t index, enum pass pass)
{
    const quoth__person *person = &QUOTH__AT(entry->speech.people, quoth__person, index);
    quoth_string name = name_of(entry, index);
    if (pass_of(person, name) != pass || pass > PAIRS) return QUOTH_OK;
    QUOTH__TRY(fold(by, name, false));
    if (pass == LONG) QUOTH__TRY(own_edge(by, true, entry->person_of[index]));
    return own_edge(by, false, entry->person_of[index]);
}

static quoth_status run_pass(joiner *by, enum pass pass)
{
    for (size_t a = 0; a < by->corpus->accounts.count; a++) {
        quoth__account_entry *entry = QUOTH__ACCOUNT(by->corpus, a);
        for (uint32_t i = 0; i < entry->speech.people.count; i++) QUOTH__TRY(join_person(by, entry, i, pass));
    }
    for (size_t a = 0; a < by->corpus->accounts.count; a++) {
        quoth__account_entry *entry = QUOTH__ACCOUNT(by->corpus, a);
        for (uint32_t i = 0; i < entry->speech.people.count; i++) QUOTH__TRY(own_edges(by, entry, i, pass));
        QUOTH__TRY(quoth__work(by->context, 100 * (uint64_t)entry->speech.people.count));
    }
    return QUOTH_OK;
}

static quoth_status make_room(quoth_context *context, quoth_corpus *corpus)
{
    for (size_t a = 0; a < corpus->accounts.count; a++) {
        quoth__account_entry *entry = QUOTH__ACCOUNT(corpus, a);
        void *got;
        QUOTH__TRY(quoth__allocate_zeroed(context, entry->speech.people.count, sizeof(uint32_t), &got));
        entry->person_of = got;
    }
    return QUOTH_OK;
}

static void count_quotations(quoth_corpus *corpus)
{
    for (size_t a = 0; a < corpus->accounts.count; a++) {
        const quoth__account_entry *entry = QUOTH__ACCOUNT(corpus, a);
        for (size_t i = 0; i < entry->speech.verdicts.count; i++) {
            uint32_t speaker = QUOTH__VERDICT(&entry->speech, i)->speaker;
            if (speaker != QUOTH__NONE)
                QUOTH__AT(corpus->people, quoth__joined, entry->person_of[speaker]).quotations++;
        }
    }
}

void quoth__corpus_forget(quoth_corpus *corpus)
{
    for (size_t a = 0; a < corpus->accounts.count; a++) {
        quoth__account_entry *entry = QUOTH__ACCOUNT(corpus, a);
        quoth__free(&corpus->allocator, entry->person_of, entry->speech.people.count, sizeof(uint32_t));
        entry->person_of = NULL;
    }
    quoth__array_free(&corpus->allocator, &corpus->people, sizeof(quoth__joined));
    quoth__strings_free(&corpus->allocator, &corpus->names);
    corpus->joined = false;
}

quoth_status quoth__corpus_join(quoth_context *context, quoth_corpus *corpus)
{
    joiner by = {.context = context, .corpus = corpus};
    quoth_status status;
    if (corpus->joined) return QUOTH_OK;
    QUOTH__GOTO(quoth__corrections_apply(context, corpus));
    QUOTH__GOTO(make_room(context, corpus));
    for (enum pass pass = LONG; pass < PASSES; pass++) QUOTH__GOTO(run_pass(&by, pass));
    QUOTH__GOTO(quoth__corrections_join(context, corpus));
    count_quotations(corpus);
    corpus->joined = true;
done:
    if (status != QUOTH_OK) quoth__corpus_forget(corpus);
    quoth__strings_free(&context->allocator, &by.keys);
    quoth__strings_free(&context->allocator, &by.edges);
    quoth__array_free(&context->allocator, &by.edge_owner, sizeof(uint32_t));
    quoth__array_free(&context->allocator, &by.form, 1);
    quoth__array_free(&context->allocator, &by.scratch, 1);
    return status;
}

/* ---------------------------------------------------------------------------------------------------- the table */

/* One name by which an account speaks of a person. */
typedef struct naming {
    uint32_t person, account, count;
    quoth_string written;
} naming;

static quoth_status collect_namings(quoth_context *context, const quoth_corpus *corpus, quoth__array *namings)
{
    for (uint32_t a = 0; a < corpus->accounts.count; a++) {
        const quoth__account_entry *entry = QUOTH__ACCOUNT(corpus, a);
        for (size_t i = 0; i < entry->speech.aliases.count; i++) {
            const quoth__alias *alias = &QUOTH__AT(entry->speech.aliases, quoth__alias, i);
            void *place;
            QUOTH__TRY(quoth__array_push(context, namings, sizeof(naming), &place));
            *(naming *)place = (naming){entry->person_of[alias->person], a, alias->count,
                                        quoth__strings_get(&entry->speech.names, alias->name)};
            QUOTH__TRY(quoth__work(context, 40));
        }
    }
    return QUOTH_OK;
}

/* By person; within one in the order of the accounts: a counting sort into `order`. */
static quoth_status sort_namings(quoth_context *context, const quoth_corpus *corpus, const quoth__array *namings,
                                 uint32_t *order)
{
    void *got;
    size_t people = corpus->people.count;
    QUOTH__TRY(quoth__allocate_zeroed(context, people + 1, sizeof(uint32_t), &got));
    uint32_t *next = got;
    for (size_t i = 0; i < namings->count; i++) next[QUOTH__AT(*namings, naming, i).person + 1]++;
    for (size_t p = 0; p < people; p++) next[p + 1] += next[p];
    for (uint32_t i = 0; i < namings->count; i++) order[next[QUOTH__AT(*namings, naming, i).person]++] = i;
    quoth__free(&context->allocator, next, people + 1, sizeof(uint32_t));
    return quoth__work(context, 20 * (uint64_t)(namings->count + people));
}

static quoth_status fill_aliases(quoth_context *context, const quoth_corpus *corpus, const quoth__array *namings,
                                 const uint32_t *order, quoth_table *table)
{
    void *got;
    size_t rows = namings->count;
    QUOTH__TRY(quoth__allocate(context, 2 * rows, sizeof(quoth_string), &got));
    quoth_string *accounts = got, *written = accounts + rows;
    for (size_t row = 0; row < rows; row++) {
        const naming *at = &QUOTH__AT(*namings, naming, order[row]);
        const char *id = QUOTH__ACCOUNT(corpus, at->account)->id;
        quoth__table_u32(table, 0)[row] = at->person;
        quoth__table_u32(table, 3)[row] = at->count;
        accounts[row] = (quoth_string){id, strlen(id)};
        written[row] = at->written;
    }
    quoth_status status = quoth__table_set_strings(context, table, 1, accounts);
    if (status == QUOTH_OK) status = quoth__table_set_strings(context, table, 2, written);
    quoth__free(&context->allocator, got, 2 * rows, sizeof(quoth_string));
    return status;
}

static quoth_status add_aliases(quoth_context *context, const quoth_corpus *corpus, quoth_table *people)
{
    static const quoth__column_spec specs[] = {{"person", QUOTH_U32, false},
                                               {"account", QUOTH_UTF8, false},
                                               {"name", QUOTH_UTF8, false},
                                               {"count", QUOTH_U32, false}};
    quoth__array namings = {0};
    quoth_table *made = NULL;
    void *order = NULL;
    quoth_status status;
    QUOTH__GOTO(collect_namings(context, corpus, &namings));
    QUOTH__GOTO(quoth__allocate(context, namings.count, sizeof(uint32_t), &order));
    QUOTH__GOTO(sort_namings(context, corpus, &namings, order));
    QUOTH__GOTO(quoth__table_make(context, specs, 4, namings.count, &made));
    QUOTH__GOTO(fill_aliases(context, corpus, &namings, order, made));
    status = quoth__table_add_child(context, people, "aliases", made);
    made = NULL;
done:
    quoth_table_release(made);
    quoth__free(&context->allocator, order, namings.count, sizeof(uint32_t));
    quoth__array_free(&context->allocator, &namings, sizeof(naming));
    return status;
}

static quoth_status people_table(quoth_context *context, const quoth_corpus *corpus, quoth_table *table)
{
    static const char *const genders[] = {"f", "m"};
    for (size_t row = 0; row < corpus->people.count; row++) {
        const quoth__joined *person = &QUOTH__AT(corpus->people, quoth__joined, row);
        quoth__table_u32(table, 0)[row] = person->name;
        quoth__table_u32(table, 1)[row] = person->gender == 'm';
        if (!person->gender) quoth__table_set_valid(table, 1, row, false);
        quoth__table_u8(table, 2)[row] = person->collective;
        quoth__table_u32(table, 3)[row] = person->quotations;
    }
    QUOTH__TRY(quoth__table_set_pool(context, table, 0, &corpus->names));
    QUOTH__TRY(quoth__table_set_list(context, table, 1, genders, 2));
    return add_aliases(context, corpus, table);
}

quoth_status quoth_corpus_people(quoth_context *context, quoth_corpus *corpus, quoth_table **table)
{
    static const quoth__column_spec specs[] = {{"name", QUOTH_NAME, false},
                                               {"gender", QUOTH_NAME, true},
                                               {"collective", QUOTH_U8, false},
                                               {"quotations", QUOTH_U32, false}};
    quoth_table *made = NULL;
    quoth_status status;
    quoth__enter(context);
    QUOTH__GOTO(quoth__corpus_join(context, corpus));
    QUOTH__GOTO(quoth__table_make(context, specs, 4, corpus->people.count, &made));
    QUOTH__GOTO(people_table(context, corpus, made));
    *table = made;
    return quoth__leave(context, QUOTH_OK);
done:
    quoth_table_release(made);
    return quoth__leave(context, status);
}
