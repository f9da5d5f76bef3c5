/* The inside of a language (lang.h draws it): for language.c, read.c and guess.c only. */
#ifndef QUOTH_LANGUAGE_H
#define QUOTH_LANGUAGE_H

#include "lang.h"

typedef struct quoth__lang_node {
    uint32_t classes;     /* bits */
    uint32_t leads;       /* bits: the classes of longer phrases that begin with this one */
    uint32_t first_entry; /* index + 1, 0: none */
} quoth__lang_node;

typedef struct quoth__lang_entry {
    quoth__entry entry;
    uint32_t next; /* index + 1, 0: none */
} quoth__lang_entry;

/* A step of the trie; `to` 0 marks an empty slot, since no step leads to the root. */
typedef struct quoth__lang_edge {
    uint32_t node, word, to;
} quoth__lang_edge;

#define QUOTH__LETTERS 0x600u /* code points below it: Latin, Greek, Cyrillic, Armenian, Hebrew */

struct quoth_language {
    size_t references; /* atomic */
    quoth_allocator allocator;
    char code[16];
    bool knows_letters;
    uint8_t suffix_longest;              /* bytes of the longest suffix */
    uint8_t letters[QUOTH__LETTERS / 8]; /* bits: those that its file names */
    quoth__strings words, values;
    quoth__array nodes;      /* quoth__lang_node; 0 is the root */
    quoth__array entries;    /* quoth__lang_entry */
    quoth__lang_edge *edges; /* open addressing, load at most one half */
    size_t edge_slots, edge_count;
};

/* The slot of a step, or the empty one where it would stand. */
size_t quoth__language_slot(const quoth_language *language, uint32_t node, uint32_t word);

/* Reads a language from chunks of whole lines; as quoth_language_read, within a call. */
quoth_status quoth__language_read(quoth_context *context, const quoth_string *chunks, size_t count,
                                  quoth_language **language);

#endif
