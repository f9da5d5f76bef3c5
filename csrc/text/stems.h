/* stems: the stem of a word by libstemmer (Snowball), as a dense id, made once for each word of a vocabulary.
 *
 *   vocabulary id ─► of[id] ─► stem id ─► bytes of the stem     (of[id] is QUOTH__NONE until it is asked for)
 *
 * Two words are forms of one word when their stem ids are equal. A stemmer is not shared: it belongs to one writer,
 * who asks about the words of one vocabulary. libstemmer allocates by itself, with malloc: the one exception to the
 * allocator of the context. A word of more than 255 bytes is its own stem, and so is every word of a language that
 * libstemmer does not know.
 *
 * Cost: a word is stemmed once, in time linear in its length; after that a look-up is O(1). */
#ifndef QUOTH_STEMS_H
#define QUOTH_STEMS_H

#include "../base/base.h"

struct sb_stemmer;

typedef struct quoth__stems {
    struct sb_stemmer *stemmer; /* NULL: the language has none */
    quoth__array of;            /* uint32_t: by vocabulary id */
    quoth__strings forms;       /* the stems */
} quoth__stems;

/* Begins; `code` is that of a language ("en", "pt-BR": what follows the first - or _ is not looked at), or NULL for
 * none. Free with quoth__stems_free. Errors: QUOTH_NO_MEMORY. */
QUOTH_CHECKED quoth_status quoth__stems_make(quoth_context *context, const char *code, quoth__stems *stems);
/* Whether libstemmer has a stemmer for the language of a code. */
bool quoth__stems_know(const char *code);
/* The stem of a form as it is, good until the next call: `*stem` is a part of the form or of the stemmer's. */
QUOTH_CHECKED quoth_status quoth__stems_of(quoth_context *context, const quoth__stems *stems, quoth_string form,
                                           quoth_string *stem);
/* The stem of a word of the vocabulary. Errors: QUOTH_NO_MEMORY, QUOTH_BAD_ARGUMENT (no such id). */
QUOTH_CHECKED quoth_status quoth__stems_get(quoth_context *context, quoth__stems *stems,
                                            const quoth_vocabulary *vocabulary, uint32_t id, uint32_t *stem);
/* The same for a form that stands in no vocabulary (nothing is cached). */
QUOTH_CHECKED quoth_status quoth__stems_form(quoth_context *context, quoth__stems *stems, const void *form,
                                             size_t length, uint32_t *stem);
/* The codes that there are stemmers for, with commas between: written into `out`, at most `size` bytes with the NUL. */
void quoth__stems_list(char *out, size_t size);
static inline quoth_string quoth__stems_bytes(const quoth__stems *stems, uint32_t stem)
{
    return quoth__strings_get(&stems->forms, stem);
}
/* May be called on one that is all zero. */
void quoth__stems_free(const quoth_allocator *allocator, quoth__stems *stems);

#endif
