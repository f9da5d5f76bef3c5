/* memo: the id and kind of segments as they are written, so that a word seen before is not folded again.
 *
 *   "The"  ─┐                     slot: │ bytes, zeros behind them │ id, length, kind │      length 0: empty
 *   "the"  ─┼► one id                     16 or 48
 *   "THE"  ─┘
 *
 * A memo stands in front of a vocabulary, which alone decides: what the memo does not know goes the long way and may
 * be put down here. Exact: a slot answers only for the same bytes. A look-up reads WINDOW slots at most, so no choice of
 * words makes it slow; a word that finds its window full is not kept, unless the table is to grow anyhow.
 * Cost: 32 or 64 bytes a slot, load at most one half; a hit costs about 40 instructions for 16 bytes. */
#ifndef QUOTH_TEXT_MEMO_H
#define QUOTH_TEXT_MEMO_H

#include "../base/base.h"

#define QUOTH__MEMO_SHORT 16u /* bytes of the longest segment of the memo of short ones, */
#define QUOTH__MEMO_LONG 48u  /* and of that of long ones */
#define QUOTH__MEMO_WINDOW 8u

typedef struct quoth__memo {
    void *block;     /* as it was allocated: `room` words */
    uint64_t *slots; /* the first that is aligned to 64 bytes */
    size_t room, slot_count, used;
} quoth__memo;

typedef struct quoth__memo_value {
    uint32_t id;
    uint8_t kind;
} quoth__memo_value;

/* Eight bytes, the first the least significant. */
static inline uint64_t quoth__load_little(const uint8_t *bytes)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
#else
    uint64_t word = 0;
    for (size_t i = 0; i < 8; i++) word |= (uint64_t)bytes[i] << (8 * i);
    return word;
#endif
}

/* The look-ups are written once for both lengths and made into two by the compiler. */
#if defined(__GNUC__)
#define QUOTH__MEMO_INLINE static inline __attribute__((always_inline))
#else
#define QUOTH__MEMO_INLINE static inline
#endif

/* A load from `most - length` on masks the bytes behind the first `length`. */
extern const uint8_t quoth__memo_masks[2 * QUOTH__MEMO_LONG];

/* The key of 1 to `most` bytes (a constant: QUOTH__MEMO_SHORT or _LONG), of which `left` may be read: the bytes as
 * numbers, the first byte the least significant, zeros behind. */
QUOTH__MEMO_INLINE void quoth__memo_key_of(const uint8_t *bytes, size_t length, size_t left, size_t most,
                                           uint64_t *words)
{
    const uint8_t *mask = quoth__memo_masks + QUOTH__MEMO_LONG - length;
    uint8_t copy[QUOTH__MEMO_LONG];
    if (left < most) {
        memset(copy, 0, most);
        memcpy(copy, bytes, length);
        bytes = copy;
    }
    for (size_t i = 0; i < most; i += 8) words[i / 8] = quoth__load_little(bytes + i) & quoth__load_little(mask + i);
}

/* Every word by a multiplier of its own, the upper half of the sum spread over the lower. */
QUOTH__MEMO_INLINE uint64_t quoth__memo_hash(const uint64_t *words, size_t length, size_t most)
{
    uint64_t hash = (words[0] ^ length) * 0x9E3779B97F4A7C15u;
    hash = (hash ^ hash >> 32) + words[1] * 0xD6E8FEB86659FD93u;
    for (size_t i = 2; i < most / 8; i += 2) {
        hash = (hash ^ hash >> 29) * 0xA0761D6478BD642Fu;
        hash += words[i] * 0xE7037ED1A0B428DBu + (words[i + 1] ^ words[i + 1] >> 31) * 0x8EBC6AF09C88C6E3u;
    }
    hash = (hash ^ hash >> 32) * 0xBF58476D1CE4E5B9u;
    return hash ^ hash >> 32;
}

/* Words of a slot: the key and the value, filled up to a power of two. */
#define QUOTH__MEMO_WIDTH(most) ((most) == QUOTH__MEMO_SHORT ? 4u : 8u)

/* Asks for the slot of a hash ahead of its look-up: the table of a large vocabulary lies outside of the near caches. */
QUOTH__MEMO_INLINE void quoth__memo_expect(const quoth__memo *memo, uint64_t hash, size_t most)
{
#if defined(__GNUC__)
    if (memo->slot_count == 0) return;
    __builtin_prefetch(memo->slots + ((size_t)hash & (memo->slot_count - 1)) * QUOTH__MEMO_WIDTH(most));
#else
    (void)memo, (void)hash, (void)most;
#endif
}

/* Whether a slot has the key. */
QUOTH__MEMO_INLINE bool quoth__memo_holds(const uint64_t *slot, const uint64_t *words, size_t length, size_t most)
{
    uint64_t differs = (slot[most / 8] >> 32 & 0xFF) ^ length;
    for (size_t i = 0; i < most / 8; i++) differs |= slot[i] ^ words[i];
    return differs == 0;
}

QUOTH__MEMO_INLINE quoth__memo_value quoth__memo_read(const uint64_t *slot, size_t most)
{
    return (quoth__memo_value){(uint32_t)slot[most / 8], (uint8_t)(slot[most / 8] >> 40)};
}

/* Whether the first slot of its window has the key. */
QUOTH__MEMO_INLINE bool quoth__memo_first(const quoth__memo *memo, const uint64_t *words, size_t length, uint64_t hash,
                                          size_t most, quoth__memo_value *value)
{
    if (memo->slot_count == 0) return false;
    const uint64_t *slot = memo->slots + ((size_t)hash & (memo->slot_count - 1)) * QUOTH__MEMO_WIDTH(most);
    *value = quoth__memo_read(slot, most);
    return quoth__memo_holds(slot, words, length, most);
}

/* Whether the memo has the key, of which the hash is known. */
static inline bool quoth__memo_find(const quoth__memo *memo, const uint64_t *words, size_t length, uint64_t hash,
                                    size_t most, quoth__memo_value *value)
{
    size_t at = (size_t)hash;
    if (memo->slot_count == 0) return false;
    for (size_t step = 0; step < QUOTH__MEMO_WINDOW; step++, at++) {
        const uint64_t *slot = memo->slots + (at & (memo->slot_count - 1)) * QUOTH__MEMO_WIDTH(most);
        *value = quoth__memo_read(slot, most);
        if (quoth__memo_holds(slot, words, length, most)) return true;
        if (slot[most / 8] == 0) return false;
    }
    return false;
}

/* Puts down a key that is not there, if there is a place. Errors: QUOTH_NO_MEMORY and those of quoth__work. */
QUOTH_CHECKED quoth_status quoth__memo_add(quoth_context *context, quoth__memo *memo, const uint64_t *words,
                                           size_t length, size_t most, quoth__memo_value value);
void quoth__memo_free(const quoth_allocator *allocator, quoth__memo *memo);

#endif
