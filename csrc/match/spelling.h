/* spelling: which of many passages are tellings of one utterance where no two hands spell alike: by their letters alone,
 * without the words of any language.
 *
 *   forms ─► nodes: passages of one form; the second telling of it in an account is of a second node       spelling.c
 *   nodes ─► pairs that share rare stretches of GRAM letters, by an inverted index                           grams.c
 *   pairs ─► how many letters stay when the one is turned into the other, of both ─► links                spelling.c
 *   links, best first ─► groups, by the mean of all with all                                              cluster.c
 *   groups ─► tellings                                                                                    spelling.c
 *
 * Invariant: nodes stand in the order of their letters, and every tie is broken by it: the partition is the same for any
 * order of the passages of different accounts. Every figure is an integer. */
#ifndef QUOTH_SPELLING_H
#define QUOTH_SPELLING_H

#include "matching.h"

/* Passages as forms; borrowed. */
typedef struct quoth__spelling {
    const uint32_t *form; /* of each passage; QUOTH__NONE where it has no words */
    uint32_t count, forms;
    const uint32_t *letters; /* of form f: letters[first[f] .. first[f + 1]) */
    const size_t *first;
    const uint32_t *account; /* of each passage; an account tells an utterance once. NULL: not known */
    uint32_t at_least;       /* in QUOTH__LETTERS_ONE: the mean of how alike the passages of a group are */
} quoth__spelling;

#define QUOTH__LETTERS_ONE 1000000u

typedef struct quoth__spelt {
    uint32_t form, first, members; /* member[first ...]: passages, by account */
} quoth__spelt;

typedef struct quoth__lettering {
    const quoth__spelling *given;
    quoth__arena arena;
    uint32_t *member;
    quoth__spelt *nodes;
    uint32_t node_count;
    quoth__array links; /* quoth__link, by score, the best first */
    uint32_t *group;    /* by node: the node that stands for its group */
} quoth__lettering;

static inline size_t quoth__letters_length(const quoth__lettering *l, uint32_t node)
{
    uint32_t form = l->nodes[node].form;
    return l->given->first[form + 1] - l->given->first[form];
}
static inline const uint32_t *quoth__letters_of(const quoth__lettering *l, uint32_t node)
{
    return l->given->letters + l->given->first[l->nodes[node].form];
}
static inline uint32_t quoth__letters_account(const quoth__lettering *l, uint32_t node, uint32_t member)
{
    return l->given->account[l->member[l->nodes[node].first + member]];
}

/* How alike two nodes are: 1 - insertions and deletions of letters / letters of both, in QUOTH__LETTERS_ONE. */
quoth_status quoth__letters_compare(quoth_context *context, const quoth__lettering *l, uint32_t a, uint32_t b,
                                    uint32_t *alike);
/* Appends the pairs of nodes worth a comparison (uint64_t: a << 32 | b, a < b), rising, each once. */
quoth_status quoth__letters_pairs(quoth_context *context, quoth__lettering *l, quoth__array *pairs);
/* Fills `group` from the links. */
quoth_status quoth__letters_group(quoth_context *context, quoth__lettering *l);

/* Appends the tellings (quoth__telling) of utterances told twice or more, by utterance, then passage; utterances are
 * numbered by their first passage. Cost: letters, and for each node at most the budget of grams.c and PER_NODE
 * comparisons of O(letters * letters / 64). */
quoth_status quoth__match_letters(quoth_context *context, const quoth__spelling *given, quoth__array *tellings);

#endif
