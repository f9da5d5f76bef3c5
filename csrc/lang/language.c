/* language: asking a language (language.h draws it), its count of references, and the languages compiled in. */
#include "language.h"

#define TAIL 4u  /* bytes of the last part of a compound, at the least */
#define LOOK 32u /* bytes of its first part, at the most */

size_t quoth__language_slot(const quoth_language *language, uint32_t node, uint32_t word)
{
    uint64_t key = ((uint64_t)node << 32 | word) * 0x9E3779B97F4A7C15u;
    size_t mask = language->edge_slots - 1, slot = (size_t)(key >> 32) & mask;
    for (; language->edges[slot].to; slot = (slot + 1) & mask)
        if (language->edges[slot].node == node && language->edges[slot].word == word) break;
    return slot;
}

uint32_t quoth__language_word(const quoth_language *language, const void *form, size_t length)
{
    return quoth__strings_find(&language->words, form, length);
}

uint32_t quoth__language_step(const quoth_language *language, uint32_t node, uint32_t word)
{
    if (word == QUOTH__NONE || !language->edge_slots) return QUOTH__NONE;
    const quoth__lang_edge *edge = &language->edges[quoth__language_slot(language, node, word)];
    return edge->to ? edge->to : QUOTH__NONE;
}

uint32_t quoth__language_classes(const quoth_language *language, uint32_t node)
{
    return node == QUOTH__NONE ? 0 : QUOTH__AT(language->nodes, quoth__lang_node, node).classes;
}

uint32_t quoth__language_leads(const quoth_language *language, uint32_t node)
{
    return node == QUOTH__NONE ? 0 : QUOTH__AT(language->nodes, quoth__lang_node, node).leads;
}

const quoth__entry *quoth__language_entry(const quoth_language *language, uint32_t node, quoth__class class_)
{
    if (!(quoth__language_classes(language, node) >> class_ & 1)) return NULL;
    uint32_t at = QUOTH__AT(language->nodes, quoth__lang_node, node).first_entry;
    while (at) {
        const quoth__lang_entry *found = &QUOTH__AT(language->entries, quoth__lang_entry, at - 1);
        if (found->entry.class_ == (uint16_t)class_) return &found->entry;
        at = found->next;
    }
    return NULL;
}

bool quoth__language_writes(const quoth_language *language, uint32_t letter)
{
    if (!language->knows_letters || letter < 0x80) return true;
    return letter < QUOTH__LETTERS && (language->letters[letter / 8] >> letter % 8 & 1) != 0;
}

const quoth__entry *quoth__language_suffix(const quoth_language *language, const char *form, size_t length)
{
    if (length < 5) return NULL;
    size_t n = language->suffix_longest < length - 2 ? language->suffix_longest : length - 2;
    for (; n > 0; n--) {
        uint32_t word = quoth__language_word(language, form + length - n, n);
        uint32_t node = quoth__language_step(language, 0, word);
        const quoth__entry *entry = quoth__language_entry(language, node, QUOTH__CLASS_SUFFIX);
        if (entry) return entry;
    }
    return NULL;
}

uint32_t quoth__language_tail(const quoth_language *language, const char *form, size_t length, uint32_t classes)
{
    for (size_t at = 3; at + TAIL <= length && at < LOOK; at++) {
        if (((uint8_t)form[at] & 0xC0) == 0x80) continue;
        uint32_t word = quoth__language_word(language, form + at, length - at);
        if ((quoth__language_classes(language, quoth__language_step(language, 0, word)) & classes) != 0) return word;
    }
    return QUOTH__NONE;
}

bool quoth__language_has(const quoth_language *language, const char *trait)
{
    uint32_t node = 0;
    for (const char *from = trait; *from && node != QUOTH__NONE;) {
        size_t length = strcspn(from, " ");
        node = quoth__language_step(language, node, quoth__language_word(language, from, length));
        from += length + (from[length] == ' ');
    }
    return quoth__language_entry(language, node, QUOTH__CLASS_TRAIT) != NULL;
}

quoth_string quoth__language_value(const quoth_language *language, uint32_t value)
{
    return quoth__strings_get(&language->values, value);
}

const char *quoth_language_name(const quoth_language *language) { return language->code; }

quoth_language *quoth_language_retain(quoth_language *language)
{
    __atomic_fetch_add(&language->references, 1, __ATOMIC_RELAXED);
    return language;
}

void quoth_language_release(quoth_language *language)
{
    if (!language || __atomic_sub_fetch(&language->references, 1, __ATOMIC_ACQ_REL) != 0) return;
    quoth_allocator allocator = language->allocator;
    quoth__strings_free(&allocator, &language->words);
    quoth__strings_free(&allocator, &language->values);
    quoth__array_free(&allocator, &language->nodes, sizeof(quoth__lang_node));
    quoth__array_free(&allocator, &language->entries, sizeof(quoth__lang_entry));
    quoth__free(&allocator, language->edges, language->edge_slots, sizeof(quoth__lang_edge));
    quoth__free(&allocator, language, 1, sizeof *language);
}

const char *quoth_language_code(size_t index)
{
    return index < quoth__language_file_count ? quoth__language_files[index].code : NULL;
}

static quoth_status no_such_language(quoth_context *context, const char *code)
{
    char known[160] = "";
    size_t used = 0;
    for (size_t i = 0; i < quoth__language_file_count; i++) {
        size_t length = strlen(quoth__language_files[i].code);
        if (used + length + 3 > sizeof known) break;
        if (used) {
            memcpy(known + used, ", ", 2);
            used += 2;
        }
        memcpy(known + used, quoth__language_files[i].code, length + 1);
        used += length;
    }
    return quoth__fail(context, QUOTH_NOT_FOUND, UINT64_MAX, "no language '%.20s' is compiled in; known: %s", code,
                       known);
}

static quoth_status load(quoth_context *context, const quoth__language_file *file, quoth_language **language)
{
    void *got;
    QUOTH__TRY(quoth__allocate(context, file->count, sizeof(quoth_string), &got));
    quoth_string *chunks = got;
    for (size_t i = 0; i < file->count; i++) chunks[i] = (quoth_string){file->chunks[i], strlen(file->chunks[i])};
    quoth_status status = quoth__language_read(context, chunks, file->count, language);
    quoth__free(&context->allocator, chunks, file->count, sizeof(quoth_string));
    return status;
}

quoth_status quoth_language_load(quoth_context *context, const char *code, quoth_language **language)
{
    quoth__enter(context);
    for (size_t i = 0; i < quoth__language_file_count; i++)
        if (strcmp(quoth__language_files[i].code, code) == 0)
            return quoth__leave(context, load(context, &quoth__language_files[i], language));
    return quoth__leave(context, no_such_language(context, code));
}
