/* hand_out: the people of one account, those that are worth a row.
 *
 *   humans ─► kept: who speaks or is spoken to, and who is surely a person by name ─► rows, in the old order
 *
 * "a doctor", "the report", "Keystone" that say nothing are left out; verdicts, also and aliases follow the new rows.
 * Linear in people, verdicts and aliases. */
#include "inside.h"

/* Gives the kept their new places: row + 1 of a person, 0 for one that is left out. */
static void keep(const quoth__scan *scan, uint32_t *row, uint32_t person)
{
    if (person != QUOTH__NONE && person < scan->humans.count) row[person] = 1;
}

static void mark_kept(const quoth__scan *scan, uint32_t *row)
{
    for (uint32_t p = 0; p < scan->humans.count; p++) {
        const quoth__human *human = quoth__human_of(scan, p);
        bool whole = human->first_name != QUOTH__NONE;
        row[p] = !human->anonymous && !human->collective && (human->human || (whole && human->gender));
    }
    for (uint32_t s = 0; s < scan->stretches->count; s++) {
        keep(scan, row, quoth__verdict_of(scan, s)->speaker);
        keep(scan, row, quoth__verdict_of(scan, s)->addressee);
    }
    for (size_t i = 0; i < scan->speech->statements.count; i++) {
        const quoth__verdict *verdict = &QUOTH__AT(scan->speech->statements, quoth__statement, i).verdict;
        keep(scan, row, verdict->speaker);
        keep(scan, row, verdict->addressee);
    }
    for (size_t i = 0; i < scan->speech->also.count; i++)
        keep(scan, row, QUOTH__AT(scan->speech->also, quoth__also, i).person);
}

static uint32_t moved(const uint32_t *row, uint32_t person) { return person == QUOTH__NONE ? person : row[person] - 1; }

static void move_verdict(quoth__verdict *verdict, const uint32_t *row)
{
    verdict->speaker = moved(row, verdict->speaker);
    verdict->addressee = moved(row, verdict->addressee);
}

static void move_verdicts(const quoth__scan *scan, const uint32_t *row)
{
    quoth__array *statements = &scan->speech->statements;
    for (uint32_t s = 0; s < scan->stretches->count; s++) move_verdict(quoth__verdict_of(scan, s), row);
    for (size_t i = 0; i < statements->count; i++)
        move_verdict(&QUOTH__AT(*statements, quoth__statement, i).verdict, row);
    for (size_t i = 0; i < scan->speech->also.count; i++) {
        quoth__also *also = &QUOTH__AT(scan->speech->also, quoth__also, i);
        also->person = moved(row, also->person);
    }
}

/* The aliases of those who are left out go too. */
static void move_aliases(const quoth__scan *scan, const uint32_t *row)
{
    quoth__array *aliases = &scan->speech->aliases;
    size_t kept = 0;
    for (size_t i = 0; i < aliases->count; i++) {
        quoth__alias alias = QUOTH__AT(*aliases, quoth__alias, i);
        if (!row[alias.person]) continue;
        alias.person = row[alias.person] - 1;
        QUOTH__AT(*aliases, quoth__alias, kept++) = alias;
    }
    aliases->count = kept;
}

quoth_status quoth__people_hand_out(quoth__scan *scan)
{
    void *got;
    quoth__array *people = &scan->speech->people;
    size_t count = scan->humans.count;
    QUOTH__TRY(quoth__aliases_find(scan));
    QUOTH__TRY(quoth__array_reserve(scan->context, people, count, sizeof(quoth__person)));
    QUOTH__TRY(quoth__allocate(scan->context, count, sizeof(uint32_t), &got));
    uint32_t *row = got;
    mark_kept(scan, row);
    for (uint32_t p = 0; p < count; p++) {
        if (!row[p]) continue;
        const quoth__human *human = quoth__human_of(scan, p);
        QUOTH__AT(*people, quoth__person, people->count) = (quoth__person){
            .name = human->name, .gender = human->gender, .collective = human->collective, .first = human->place};
        row[p] = (uint32_t)++people->count;
    }
    move_verdicts(scan, row);
    move_aliases(scan, row);
    quoth__free(&scan->context->allocator, row, count, sizeof(uint32_t));
    return quoth__work(scan->context, 16 * (uint64_t)count +
                                          14 * (uint64_t)(scan->stretches->count + scan->speech->statements.count) +
                                          6 * (uint64_t)scan->speech->aliases.count);
}
