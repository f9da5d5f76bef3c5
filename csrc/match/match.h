/* match: which of many passages are tellings of one utterance. */
#ifndef QUOTH_MATCH_H
#define QUOTH_MATCH_H

#include "../compare/compare.h"

/* A passage with labels; equal labels mean the same thing, QUOTH__NONE not known. Order has no meaning: the result is
 * the same partition for any order of the passages. */
typedef struct quoth__candidate {
    quoth__passage passage;
    uint32_t account;
    uint32_t speaker; /* one number a person across accounts */
    uint32_t teller;  /* who tells it: the speaker of the quotation around it, QUOTH__NONE at level 0 */
    uint32_t parent;  /* candidate that this one lies in, or QUOTH__NONE */
    uint32_t group;   /* candidates of one whole have the index of its first */
    uint32_t level;
} quoth__candidate;

typedef enum quoth__reason {
    QUOTH__REASON_SAME_WORDS, /* the comparison forms are the same */
    QUOTH__REASON_ALIKE,      /* rare words and their order are shared */
    QUOTH__REASON_PLACE,  /* other words for it: same speaker, same teller, same place among sayings that are shared */
    QUOTH__REASON_BY_HAND /* never found here: a correction says so */
} quoth__reason;
#define QUOTH__REASON_COUNT 4
extern const char *const quoth__reason_names[QUOTH__REASON_COUNT];

typedef struct quoth__telling {
    uint32_t candidate, utterance; /* utterances 0, 1, ... */
    uint32_t reason;               /* quoth__reason */
    uint32_t share;                /* how much of the words it has in common with the utterance, in 1000 */
} quoth__telling;

/* Appends the tellings (quoth__telling) of utterances told twice or more, in several accounts or in one, by utterance,
 * then candidate; utterances are numbered by their first candidate. `lang` is for word forms (libstemmer) and names the
 * language of the texts whose word lists are used; NULL: none. Candidates are of one vocabulary; one without words is
 * no telling (its children are matched all the same). A quotation and one that lies in it are never one utterance, nor
 * are stretches of one `group` for the words that they share with each other.
 * Cost: near linear in the words. Candidates with the same words, speaker and teller count as one; each is held against
 * 24 others at most, in O(words * words / 64) for long passages. Errors: QUOTH_NO_MEMORY, QUOTH_OVER_LIMIT,
 * QUOTH_CANCELLED, QUOTH_TOO_LARGE; the array is as it was. */
quoth_status quoth__match(quoth_context *context, const quoth__candidate *candidates, size_t count,
                          const quoth_vocabulary *vocabulary, const char *lang, quoth__array *tellings);

#endif
