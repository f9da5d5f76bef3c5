/* join: passages of which those that are alike are to be found, without comparing each with each.
 *
 *   codes   a passage as a sorted set: each token with the number of its coming there, the rarest first (PPJoin, Xiao,
 *           Wang, Lin and Yu 2008); passages in the order of how many codes they have, "ranks"
 *   lists   code ─► (rank, place in its passage) of the passages that have it in front, by rank
 *
 * Of measures that a common bag bounds from above: a similarity of at least t needs `need` common codes, from the
 * lengths alone. Of two passages with so many, the first length - need + 1 codes of either have one in common: only
 * these stand in the lists, and only these are looked up. What is left in common behind the places where two passages
 * meet bounds it again. What passes all of this is compared; nothing that reaches t is lost.
 *
 * Memory: 8 bytes a token, and 8 for each code in front (at .7 about every third). */
#ifndef QUOTH_JOIN_H
#define QUOTH_JOIN_H

#include "many.h"

struct quoth_join {
    quoth_allocator allocator;
    quoth_measure measure;
    uint32_t at_least;
    uint32_t *weight_numbers; /* a copy; NULL where there are none */
    quoth_weights weights;
    quoth_sequences passages; /* borrowed */
    quoth__dense dense;
    size_t vocabulary;
    uint32_t *order; /* rank ─► passage */
    size_t *starts;  /* of rank r: codes[starts[r] .. starts[r + 1]) */
    uint32_t *codes;
    size_t code_count; /* different ones */
    size_t total;      /* of `codes` */
    size_t *lists;     /* of code c: entries lists[c] .. lists[c + 1] */
    uint32_t *ranks, *places;
    size_t entries;
    quoth__singles singles;
};

static inline size_t quoth__join_length(const quoth_join *join, size_t rank)
{
    return join->starts[rank + 1] - join->starts[rank];
}
/* How many codes two passages of so many must have in common to reach the bound; 0 where none. */
size_t quoth__join_need(const quoth_join *join, size_t a, size_t b);

#endif
