/* rows: where each id stands in a pattern, as rows of bits: what the bit-parallel kernels ask for at every token.
 *
 *   straight  ids below 256, as characters mostly are: row r is id r
 *   word      a pattern of at most 64 tokens: row r is slot r (open addressing, load at most 1/4); no bits: empty
 *   whole     every different id has a row, found by its slot:
 *               slots (open addressing, load at most 1/2): row + 1, or 0 where empty
 *               row r: ids[r]  its id
 *   sparse    beyond 16,384 words of bits, also:
 *               places[first[r] .. first[r + 1])   where it stands in the pattern, rising
 *               dense[r]                           which of the rows of bits it has, or QUOTH__NONE
 *   bits:     [ row 0: `blocks` words ][ row 1 ] ... [ sparse: scratch ]
 *
 * In a long pattern an id that stands in more than an eighth as many places as there are blocks has its bits kept; the
 * others (there may be as many as tokens) have theirs written into the scratch row when they are asked for. So the memory
 * is linear in the pattern - at most 512 dense rows - and the kernels read plain words. A pattern of at most 64 tokens
 * needs no allocation.
 *
 * Cost: making it is linear in the pattern; a row is found in O(1) probes on average, and O(blocks) at the most. */
#ifndef QUOTH_ROWS_H
#define QUOTH_ROWS_H

#include "../base/base.h"

#define QUOTH__WORD_BITS 64u
#define QUOTH__SMALL_SLOTS (4 * QUOTH__WORD_BITS)
#define QUOTH__STRAIGHT 256u

typedef struct quoth__rows {
    size_t blocks; /* words a row */
    size_t rows;   /* different ids; straight or of one word: 256 or less, not all of them in use */
    bool straight, word, sparse;
    size_t slot_mask;
    uint32_t *slots, *ids, *first, *places, *dense;
    uint64_t *bits;
    size_t dense_rows;
    uint32_t lent;     /* the row whose bits are in the scratch row, or QUOTH__NONE */
    size_t count;      /* tokens of the pattern */
    uint32_t *numbers; /* the one block that the u32 arrays stand in */
    size_t number_count, bit_count;
    uint32_t small_ids[QUOTH__SMALL_SLOTS];
    uint64_t small_bits[QUOTH__STRAIGHT];
} quoth__rows;

/* Makes the rows of a pattern of 1 to 2^31 tokens. `rows` must not be moved afterwards. Free with quoth__rows_free,
 * also when this fails. */
QUOTH_CHECKED quoth_status quoth__rows_make(quoth_context *context, const uint32_t *pattern, size_t count,
                                            quoth__rows *rows);
void quoth__rows_free(const quoth_allocator *allocator, quoth__rows *rows);

/* Mixes the bits of an id: a bijection, so that ids that follow one another spread. */
static inline uint32_t quoth__rows_hash(uint32_t id)
{
    id *= 0x9E3779B1u;
    return id ^ (id >> 15);
}

/* The slot of an id in a pattern of one word, or the empty one where it would be. */
static inline size_t quoth__rows_slot(const quoth__rows *rows, uint32_t id)
{
    size_t slot = quoth__rows_hash(id) & rows->slot_mask;
    while ((rows->bits[slot] != 0) & (rows->ids[slot] != id)) slot = (slot + 1) & rows->slot_mask;
    return slot;
}

/* The bits of an id in a pattern of at most 64 tokens; 0 where it has none. */
static inline uint64_t quoth__rows_word(const quoth__rows *rows, uint32_t id)
{
    if (rows->straight) return id < QUOTH__STRAIGHT ? rows->bits[id] : 0;
    return rows->bits[quoth__rows_slot(rows, id)];
}

/* The row of an id; QUOTH__NONE where the pattern has none. */
static inline uint32_t quoth__rows_find(const quoth__rows *rows, uint32_t id)
{
    if (rows->straight) return id < QUOTH__STRAIGHT ? id : QUOTH__NONE;
    if (rows->word) {
        size_t found = quoth__rows_slot(rows, id);
        return rows->bits[found] ? (uint32_t)found : QUOTH__NONE;
    }
    size_t slot = quoth__rows_hash(id) & rows->slot_mask;
    for (; rows->slots[slot]; slot = (slot + 1) & rows->slot_mask)
        if (rows->ids[rows->slots[slot] - 1] == id) return rows->slots[slot] - 1;
    return QUOTH__NONE;
}

/* The bits of a row, in the scratch row until the next call. */
const uint64_t *quoth__rows_sparse(quoth__rows *rows, uint32_t row);

/* The bits of an id, `blocks` words, until the next call; NULL where the pattern has none. */
static inline const uint64_t *quoth__rows_bits(quoth__rows *rows, uint32_t id)
{
    uint32_t row = quoth__rows_find(rows, id);
    if (row == QUOTH__NONE) return NULL;
    if (!rows->sparse) return rows->bits + row * rows->blocks;
    if (rows->dense[row] != QUOTH__NONE) return rows->bits + rows->dense[row] * rows->blocks;
    return quoth__rows_sparse(rows, row);
}

#endif
