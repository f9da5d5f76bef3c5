/* matching: what the files of this floor share while one call of quoth__match runs.
 *
 *   candidates ─► words ─► terms (stems, contractions undone)                                  terms.c
 *              ─► nodes: candidates with the same words, speaker and teller                    nodes.c
 *   nodes      ─► weights: how rare a term is                                                  weights.c
 *              ─► pairs: nodes that share rare terms or pairs of terms, by an inverted index   pairs.c
 *   pairs      ─► how alike (score.c), and whether that is enough for one utterance (judge.c) ─► links
 *   links      ─► groups without chaining (group.c), then what its place tells (place.c) ─► tellings
 *
 * Invariant: nodes stand in an order that only the words and the texts decide, never the order of the candidates, and
 * every tie is broken by that order: so the partition is the same however the candidates are given. All arrays that do
 * not grow live in one arena. Every figure is an integer. */
#ifndef QUOTH_MATCHING_H
#define QUOTH_MATCHING_H

#include "../base/order.h"
#include "match.h"

/* --------------------------------------------------------------------------------------------------------- the state
 */

typedef enum quoth__term_kind {
    QUOTH__TERM_CONTENT,
    QUOTH__TERM_CUE,     /* said, answered: words that report speech */
    QUOTH__TERM_FUNCTION /* the, not, would: says little of what is spoken of */
} quoth__term_kind;

typedef struct quoth__node {
    uint32_t first, members; /* member[first ...]: candidates */
    uint32_t speaker, teller;
    uint32_t account; /* of all members; QUOTH__NONE where they are of several */
    uint32_t form;    /* equal: the same words */
    size_t term_first;
    uint32_t terms;  /* how many */
    uint64_t weight; /* of all its terms */
    uint32_t rare;   /* weight of a term that one node of this speaker has */
    bool slight;     /* too little said for the words alone to tell that two are one: "Why not?" */
} quoth__node;

typedef struct quoth__likeness {
    uint64_t common;   /* weight of the terms in common, in any order */
    uint64_t in_order; /* weight of the heaviest common subsequence */
    uint64_t run;      /* weight of the heaviest unbroken run in common */
    uint32_t share;    /* in 1000: what is common, mean of in order and in any, of the weight of both */
    uint32_t within;   /* in 1000: what is common in order of the lighter one */
} quoth__likeness;

/* A comparison that was made: groups and shares ask again for what links asked. */
typedef struct quoth__memory {
    uint32_t a, b; /* a < b; both 0: none */
    quoth__likeness likeness;
} quoth__memory;

typedef struct quoth__matching {
    const quoth__candidate *candidates;
    uint32_t count;
    const quoth_vocabulary *vocabulary;
    const quoth_language *language; /* NULL: none known */
    quoth__arena arena;

    uint32_t *word;     /* of all candidates: ids of this call, dense */
    size_t *word_first; /* count + 1 */
    uint32_t words;     /* how many different ones */
    uint32_t *word_id;  /* their ids in the vocabulary */

    quoth__array expansion;    /* uint32_t: the terms of each word */
    uint32_t *expansion_first; /* words + 1 */
    uint32_t terms;            /* how many different ones */
    quoth__array kinds;        /* uint8_t by term: quoth__term_kind */
    uint64_t *term_hash;       /* of the bytes of a term */
    uint32_t *weight;          /* by term, in sixteenths of a bit, among all nodes */

    quoth__node *nodes;
    uint32_t node_count;
    uint32_t *member;  /* candidates, by node */
    uint32_t *rank;    /* by candidate: its place in member */
    uint32_t *node_of; /* by candidate; QUOTH__NONE where it has no words */
    uint32_t *term;    /* of all nodes, as they stand */
    uint64_t *bag;     /* the same, term << 32 | place, sorted by term within a node */
    uint16_t *heft;    /* weight of each, as this speaker's */
    uint64_t *cells;   /* room for score.c */
    size_t cell_count;
    quoth__memory *memories; /* by a hash of the pair, the last that was written */
    size_t memory_count;     /* a power of two */
    quoth__array edits;      /* quoth__edit, the same */

    uint32_t *before, *after; /* by candidate: the sibling in front and behind, QUOTH__NONE at the ends */
    quoth__array links;       /* quoth__link */
    quoth__array overruns;    /* quoth__overrun */
    uint32_t *set;            /* union-find over candidates (place.c) */
    uint32_t *set_size;
    uint8_t *by_place; /* by candidate: its place decided */
} quoth__matching;

static inline uint8_t quoth__kind_of(const quoth__matching *m, uint32_t term)
{
    return QUOTH__AT(m->kinds, uint8_t, term);
}
static inline const uint32_t *quoth__terms_of(const quoth__matching *m, uint32_t node)
{
    return m->term + m->nodes[node].term_first;
}
static inline const uint64_t *quoth__bag_of(const quoth__matching *m, uint32_t node)
{
    return m->bag + m->nodes[node].term_first;
}
static inline const uint16_t *quoth__hefts_of(const quoth__matching *m, uint32_t node)
{
    return m->heft + m->nodes[node].term_first;
}
/* The rare word of two nodes: that of the speaker of whom less is told. */
static inline uint32_t quoth__rare_of(const quoth__matching *m, uint32_t a, uint32_t b)
{
    return m->nodes[a].rare < m->nodes[b].rare ? m->nodes[a].rare : m->nodes[b].rare;
}
static inline const quoth__candidate *quoth__first_of(const quoth__matching *m, uint32_t node)
{
    return &m->candidates[m->member[m->nodes[node].first]];
}

/* Room in the arena of `m` for `count` things, into a pointer; returns from the function where there is none. */
#define QUOTH__TAKE(context, m, count, pointer)                                                                        \
    do {                                                                                                               \
        void *quoth__got;                                                                                              \
        QUOTH__TRY(quoth__match_take(context, &(m)->arena, (size_t)(count), sizeof *(pointer), &quoth__got));          \
        (pointer) = quoth__got;                                                                                        \
    } while (0)
quoth_status quoth__match_take(quoth_context *context, quoth__arena *arena, size_t count, size_t size, void **pointer);

/* --------------------------------------------------------------------------------------------------------- the steps
 */

quoth_status quoth__match_words(quoth_context *context, quoth__matching *m);
quoth_status quoth__match_terms(quoth_context *context, quoth__matching *m, const char *lang);
quoth_status quoth__match_nodes(quoth_context *context, quoth__matching *m);
quoth_status quoth__match_weights(quoth_context *context, quoth__matching *m);

/* Weight of a term that `nodes` of `all` have. */
uint32_t quoth__match_weight(uint32_t all, uint32_t nodes);

/* Sorts pairs (uint64_t), and keeps each once. */
quoth_status quoth__match_once(quoth_context *context, quoth__array *pairs);

/* Appends the pairs of nodes worth looking at (uint64_t: a << 32 | b, a < b), rising, each once. */
quoth_status quoth__match_pairs(quoth_context *context, quoth__matching *m, quoth__array *pairs);

quoth_status quoth__match_compare(quoth_context *context, quoth__matching *m, uint32_t a, uint32_t b,
                                  quoth__likeness *likeness);
/* Room to remember comparisons; after the nodes are made. */
quoth_status quoth__match_memories(quoth_context *context, quoth__matching *m);
/* The weight in common in any order: an upper bound, cheap. */
quoth_status quoth__match_common(quoth_context *context, const quoth__matching *m, uint32_t a, uint32_t b,
                                 uint64_t *common);

/* Whether speaker and teller of two nodes can be the same. */
typedef enum quoth__bond {
    QUOTH__BOND_SURE,    /* both are known and the same */
    QUOTH__BOND_OPEN,    /* nothing speaks against it */
    QUOTH__BOND_AGAINST, /* both known and different: only the same words, and many of them, can outweigh that */
    QUOTH__BOND_PLACED,  /* asked for by place.c: they stand beside tellings of one utterance, whoever is named */
    QUOTH__BOND_NEVER    /* one lies in the other, or they are stretches of one whole */
} quoth__bond;
quoth__bond quoth__match_bond(const quoth__matching *m, uint32_t a, uint32_t b);
bool quoth__match_inside(const quoth__matching *m, uint32_t inner, uint32_t outer);
/* How surely two nodes with this bond are tellings of one utterance, in 1000; 0 where the words do not tell it. */
uint32_t quoth__match_judge(const quoth__matching *m, quoth__bond bond, uint32_t a, uint32_t b,
                            const quoth__likeness *likeness);
/* How well two nodes sit in one group, in 1000; may be low where both belong to it by a third. */
uint32_t quoth__match_affinity(const quoth__matching *m, uint32_t a, uint32_t b, const quoth__likeness *likeness);
/* Whether a node said by nobody else, or several times, has words enough to be known again. */
bool quoth__match_slight(const quoth__node *node);

typedef struct quoth__link {
    uint32_t a, b, score;
    bool verbatim;
} quoth__link;
/* Compares the pairs and fills `links`. */
quoth_status quoth__match_links(quoth_context *context, quoth__matching *m, const quoth__array *pairs);
quoth_status quoth__match_group(quoth_context *context, quoth__matching *m);

/* A telling that runs over two quotations of another account: `over` tells what `from` begins and `to` goes on with. */
typedef struct quoth__overrun {
    uint32_t over, from, to; /* candidates */
} quoth__overrun;
quoth_status quoth__match_siblings(quoth_context *context, quoth__matching *m);
/* Takes the links that are overruns out of `links` into `overruns`. */
quoth_status quoth__match_overruns(quoth_context *context, quoth__matching *m);
quoth_status quoth__match_places(quoth_context *context, quoth__matching *m);

/* Appends the tellings (quoth__telling). */
quoth_status quoth__match_tell(quoth_context *context, quoth__matching *m, quoth__array *tellings);

#define QUOTH__SAMPLE_MOST 8u
/* Merges two samples, each in rising order, into the first: the `most` (up to QUOTH__SAMPLE_MOST) that stand first.
 * Gives how many they are. */
static inline uint32_t quoth__merge_samples(uint32_t *sample, uint32_t count, const uint32_t *other,
                                            uint32_t other_count, uint32_t most)
{
    uint32_t merged[2 * QUOTH__SAMPLE_MOST], all = 0, i = 0, j = 0;
    while (i < count || j < other_count) {
        bool left = j == other_count || (i < count && sample[i] < other[j]);
        merged[all++] = left ? sample[i++] : other[j++];
    }
    uint32_t kept = all < most ? all : most;
    memcpy(sample, merged, kept * sizeof *merged);
    return kept;
}

uint32_t quoth__match_find(quoth__matching *m, uint32_t candidate);
void quoth__match_unite(quoth__matching *m, uint32_t a, uint32_t b);

#endif
