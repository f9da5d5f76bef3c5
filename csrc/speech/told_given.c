/* told_given: what is set by hand of words that are told without marks, once they are found.
 *
 *   statements, in order of start ── each thing set: by place and words, else by words that stand there once
 *        │ a speaker or an addressee: written into the verdict, the last one holds
 *        ▼
 *   those that are said to be none are taken out; numbers stay, and wholes close up
 *
 * O(log n) a thing set, and one pass over the statements. */
#include "inside.h"

typedef struct telling_words {
    quoth__strings words; /* of all statements, once one thing set is not at its place */
    quoth__array owner;   /* by words: the number of the statement that has them, 0 of several */
} telling_words;

#define STATEMENT(scan, index) (&QUOTH__AT((scan)->speech->statements, quoth__statement, index))

static quoth_string words_of(const quoth__scan *scan, size_t index)
{
    quoth__span at = STATEMENT(scan, index)->words;
    return (quoth_string){(const char *)scan->text->bytes + at.start, at.end - at.start};
}

/* The number of the statement at a place with these words, or 0. */
static uint32_t at_place(const quoth__scan *scan, const quoth__given_told *given)
{
    size_t low = 0, high = scan->speech->statements.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (STATEMENT(scan, middle)->words.start < given->place.start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < scan->speech->statements.count && STATEMENT(scan, low)->words.start == given->place.start; low++) {
        quoth_string words = words_of(scan, low);
        if (STATEMENT(scan, low)->words.end == given->place.end && words.length == given->words.length &&
            memcmp(words.bytes, given->words.bytes, words.length) == 0)
            return (uint32_t)low + 1;
    }
    return 0;
}

static quoth_status index_words(quoth__scan *scan, telling_words *by)
{
    for (uint32_t i = 0; i < scan->speech->statements.count; i++) {
        quoth_string words = words_of(scan, i);
        uint32_t id;
        void *made;
        QUOTH__TRY(quoth__strings_add(scan->context, &by->words, words.bytes, words.length, &id));
        bool first = id == by->owner.count;
        if (first) QUOTH__TRY(quoth__array_push(scan->context, &by->owner, sizeof(uint32_t), &made));
        QUOTH__AT(by->owner, uint32_t, id) = first ? i + 1 : 0;
        QUOTH__TRY(quoth__work(scan->context, 100 + words.length));
    }
    return QUOTH_OK;
}

static quoth_status place_one(quoth__scan *scan, quoth__given_told *given, telling_words *by)
{
    given->found = at_place(scan, given);
    if (!given->found && scan->speech->statements.count) {
        if (!by->owner.count) QUOTH__TRY(index_words(scan, by));
        uint32_t id = quoth__strings_find(&by->words, given->words.bytes, given->words.length);
        if (id != QUOTH__NONE) given->found = QUOTH__AT(by->owner, uint32_t, id);
        given->moved = given->found != 0;
    }
    return quoth__work(scan->context, 400 + given->words.length);
}

static quoth_status set_one(quoth__scan *scan, const quoth__given_told *given)
{
    const quoth__span none = {QUOTH__NONE, QUOTH__NONE};
    quoth__statement *statement = STATEMENT(scan, given->found - 1);
    quoth__verdict *verdict = &statement->verdict;
    uint32_t person = QUOTH__NONE;
    if (!given->set) return QUOTH_OK;
    if (given->name.bytes) QUOTH__TRY(quoth__person_named(scan, given->name, statement->words.start, &person));
    if (given->set == QUOTH__GIVEN_ADDRESSEE) {
        verdict->addressee = person;
        return QUOTH_OK;
    }
    verdict->step = QUOTH__STEP_BY_HAND;
    verdict->sure = 100;
    verdict->speaker = person;
    verdict->written = verdict->rest = none;
    if (verdict->addressee == person) verdict->addressee = QUOTH__NONE;
    return QUOTH_OK;
}

/* Takes out those that `set` 0 names. */
static quoth_status take_out(quoth__scan *scan)
{
    quoth__array *statements = &scan->speech->statements;
    const quoth__given *given = scan->given;
    uint32_t left = 0, count = (uint32_t)statements->count;
    void *got;
    QUOTH__TRY(quoth__allocate_zeroed(scan->context, 2 * (size_t)count, sizeof(uint32_t), &got));
    uint32_t *first = got, *parts = first + count; /* of a whole, by its first statement: what is left of it */
    for (size_t i = 0; i < given->told_count; i++)
        if (given->told[i].found && !given->told[i].set) STATEMENT(scan, given->told[i].found - 1)->number = 0;
    for (uint32_t i = 0; i < count; i++) {
        quoth__statement statement = *STATEMENT(scan, i);
        if (!statement.number) continue;
        uint32_t whole = statement.group;
        if (!parts[whole]) first[whole] = left;
        statement.group = first[whole];
        statement.part = parts[whole]++;
        *STATEMENT(scan, left++) = statement;
    }
    statements->count = left;
    quoth__free(&scan->context->allocator, got, 2 * (size_t)count, sizeof(uint32_t));
    return quoth__work(scan->context, 30 * (uint64_t)count + 8 * (uint64_t)given->told_count);
}

quoth_status quoth__given_told_set(quoth__scan *scan)
{
    telling_words by = {0};
    quoth_status status = QUOTH_OK;
    const quoth__given *given = scan->given;
    if (!given->told_count) return QUOTH_OK;
    for (size_t i = 0; i < given->told_count; i++) {
        QUOTH__GOTO(place_one(scan, &given->told[i], &by));
        if (given->told[i].found) QUOTH__GOTO(set_one(scan, &given->told[i]));
    }
    status = take_out(scan);
done:
    quoth__strings_free(&scan->context->allocator, &by.words);
    quoth__array_free(&scan->context->allocator, &by.owner, sizeof(uint32_t));
    return status;
}
