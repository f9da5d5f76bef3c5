/* pairing: which word of the reading stands for which word of the base. */
#ifndef QUOTH_PAIRING_H
#define QUOTH_PAIRING_H

#include "relate.h"

/* For each word its partner on the other side, QUOTH__NONE where it has none; the pairs are in order on both sides.
 * A word of a moved block has its partner in `*_moved`. */
typedef struct quoth__pairing {
    size_t base_count, reading_count, numbers_count;
    uint32_t *base, *reading, *base_moved, *reading_moved; /* one block */
} quoth__pairing;

QUOTH_CHECKED quoth_status quoth__pairing_make(quoth_context *context, const quoth__lexicon *lexicon,
                                               const quoth__words *base, const quoth__words *reading,
                                               quoth__pairing *pairing);
void quoth__pairing_free(const quoth_allocator *allocator, quoth__pairing *pairing);

/* Finds blocks of words that stand elsewhere (moves.c), after the order-keeping pairs have been made. */
QUOTH_CHECKED quoth_status quoth__pairing_moves(quoth_context *context, const quoth__lexicon *lexicon,
                                                const quoth__words *base, const quoth__words *reading,
                                                quoth__pairing *pairing);

#endif
