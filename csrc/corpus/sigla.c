/* sigla: which ids and sigla are taken, and a siglum for an account that has none.
 *
 *   names: string ─► n        holders[n]: the account that has it + 1, 0: nobody; the number to try next behind it
 *
 * A name that was noted for an account that could not be added is nobody's. Finding one is O(1), and so is making a
 * siglum: the numbers behind one siglum only rise. */
#include <stdio.h>

#include "../unicode/utf8.h"
#include "corpus.h"

#define HOLDER(taken, id) (&QUOTH__AT((taken)->holders, quoth__holder, id))

static quoth__holder *find(const quoth__taken *taken, const char *name)
{
    uint32_t id = quoth__strings_find(&taken->names, name, strlen(name));
    return id == QUOTH__NONE ? NULL : HOLDER(taken, id);
}

uint32_t quoth__taken_by(const quoth__taken *taken, const char *name)
{
    const quoth__holder *holder = find(taken, name);
    return holder && holder->account ? holder->account - 1 : QUOTH__NONE;
}

quoth_status quoth__taken_note(quoth_context *context, quoth__taken *taken, const char *name)
{
    uint32_t id;
    void *made;
    QUOTH__TRY(quoth__strings_add(context, &taken->names, name, strlen(name), &id));
    while (taken->holders.count <= id)
        QUOTH__TRY(quoth__array_push(context, &taken->holders, sizeof(quoth__holder), &made));
    return QUOTH_OK;
}

void quoth__taken_hold(quoth__taken *taken, const char *name, uint32_t account)
{
    quoth__holder *holder = find(taken, name);
    if (holder) holder->account = account + 1;
}

void quoth__taken_free(const quoth_allocator *allocator, quoth__taken *taken)
{
    quoth__strings_free(allocator, &taken->names);
    quoth__array_free(allocator, &taken->holders, sizeof(quoth__holder));
}

/* ------------------------------------------------------------------------------------------------------------ sigla */

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static char upper(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c; }

/* How much of a word of `length` bytes stands in the siglum: a year its last two digits, a single word its first
 * three characters, another its first. */
static quoth_string abridged(const char *word, size_t length, bool only)
{
    if (length == 4 && word[0] >= '1' && word[0] <= '2' && word[1] >= '0' && word[1] <= '9')
        return (quoth_string){word + 2, 2};
    size_t characters = only ? 3 : 1, at = 0;
    for (; at < length && characters; characters--) at += quoth__utf8_length((uint8_t)word[at]);
    return (quoth_string){word, at < length ? at : length};
}

/* carlson-2024 ─► C24, smh ─► SMH. Ends with NUL. */
static void make_siglum(const char *id, char siglum[QUOTH__SIGLUM_BYTES])
{
    size_t words = 0, used = 0;
    for (size_t i = 0; id[i]; i++) words += is_alphanumeric(id[i]) && (i == 0 || !is_alphanumeric(id[i - 1]));
    for (size_t i = 0; id[i];) {
        size_t end = i;
        while (id[end] && is_alphanumeric(id[end])) end++;
        quoth_string part = abridged(id + i, end - i, words == 1);
        if (used + part.length + 8 < QUOTH__SIGLUM_BYTES)
            for (size_t c = 0; c < part.length; c++) siglum[used++] = upper(part.bytes[c]);
        i = end + (id[end] != '\0');
    }
    if (!used) siglum[used++] = 'A';
    siglum[used] = '\0';
}

void quoth__siglum_make(const quoth__taken *taken, const char *id, char siglum[QUOTH__SIGLUM_BYTES])
{
    make_siglum(id, siglum);
    quoth__holder *first = find(taken, siglum);
    size_t base = strlen(siglum);
    if (!first || !first->account) return;
    unsigned number = first->next > 2 ? first->next : 2;
    do {
        snprintf(siglum + base, QUOTH__SIGLUM_BYTES - base, "%u", number);
    } while (quoth__taken_by(taken, siglum) != QUOTH__NONE && number++ < 999999);
    first->next = number;
}
