/* moves: blocks of words that stand elsewhere.
 *
 *   base      ... [ in the evening ] ... · · · ...        · free: without a partner, or with one that is nothing like
 *   reading   ... · · · ... [ in the evening ] ...          it. Free words of the base are found by pairs of keys:
 *
 *   slots[hash of keys of words b, b + 1] ─► b ─► next b ...
 *
 * Each free pair of the reading is held against those of the base with the same keys (the first CHAIN of them), and
 * drawn out as far as the words go on being the same. The longest block is taken, then the longest of what is left, up
 * to BLOCKS blocks; among equals the one further left in the base, then in the reading. A block has three words, one
 * of them no function word, or two that are none.
 *
 * Cost: linear in the words, times CHAIN at most; finding the longest looks through the candidates BLOCKS times. */
#include "pairing.h"

#define CHAIN 32u
#define BLOCKS 32u

typedef struct block {
    uint32_t base, reading, count;
} block;

typedef struct mover {
    quoth_context *context;
    const quoth__lexicon *lexicon;
    const quoth__words *base, *reading;
    quoth__pairing *pairing;
    uint32_t *slots, *next;
    size_t mask;
    quoth__array blocks;
} mover;

static uint32_t key(const mover *m, const quoth__words *words, size_t i)
{
    return quoth__lexeme_at(m->lexicon, words->words[i].lexeme)->key;
}

/* Whether a pair is no pair: the two words have nothing to do with one another. */
static bool unlike(const mover *m, size_t b, size_t r)
{
    return quoth__relate(m->lexicon, &m->base->words[b], &m->reading->words[r]) >= QUOTH__ALIKE_CLASS;
}

static bool free_base(const mover *m, size_t b)
{
    if (b >= m->base->count || m->pairing->base_moved[b] != QUOTH__NONE) return false;
    uint32_t partner = m->pairing->base[b];
    return partner == QUOTH__NONE || unlike(m, b, partner);
}

static bool free_reading(const mover *m, size_t r)
{
    if (r >= m->reading->count || m->pairing->reading_moved[r] != QUOTH__NONE) return false;
    uint32_t partner = m->pairing->reading[r];
    return partner == QUOTH__NONE || unlike(m, partner, r);
}

static size_t slot_of(const mover *m, const quoth__words *words, size_t i)
{
    uint32_t keys[2] = {key(m, words, i), key(m, words, i + 1)};
    return (size_t)(((uint64_t)keys[0] * 0x9E3779B97F4A7C15u + keys[1]) * 0xBF58476D1CE4E5B9u >> 32) & m->mask;
}

static quoth_status index_base(mover *m)
{
    for (size_t b = m->base->count; b-- > 0;) { /* from the end, so that chains rise */
        if (!free_base(m, b) || !free_base(m, b + 1)) continue;
        size_t slot = slot_of(m, m->base, b);
        m->next[b] = m->slots[slot];
        m->slots[slot] = (uint32_t)b;
    }
    return quoth__work(m->context, (2 * QUOTH__RELATE_WORK + 30) * (uint64_t)m->base->count);
}

static uint32_t run_length(const mover *m, size_t b, size_t r)
{
    uint32_t count = 0;
    while (free_base(m, b + count) && free_reading(m, r + count) &&
           key(m, m->base, b + count) == key(m, m->reading, r + count))
        count++;
    return count;
}

static bool large_enough(const mover *m, const block *found)
{
    uint32_t heavy = 0;
    for (uint32_t i = 0; i < found->count; i++) heavy += !quoth__word_is_light(&m->base->words[found->base + i]);
    return (found->count >= 3 && heavy >= 1) || (found->count == 2 && heavy == 2);
}

static quoth_status find_blocks(mover *m)
{
    for (size_t r = 0; r + 1 < m->reading->count; r++) {
        QUOTH__TRY(quoth__work(m->context, 2 * QUOTH__RELATE_WORK + 30));
        if (!free_reading(m, r) || !free_reading(m, r + 1)) continue;
        block best = {0};
        uint32_t steps = 0;
        for (uint32_t b = m->slots[slot_of(m, m->reading, r)]; b != QUOTH__NONE && steps < CHAIN;
             b = m->next[b], steps++) {
            uint32_t count = run_length(m, b, r);
            QUOTH__TRY(quoth__work(m->context, 2 * QUOTH__RELATE_WORK * (uint64_t)(count + 1)));
            if (count > best.count) best = (block){b, (uint32_t)r, count};
        }
        if (!large_enough(m, &best)) continue;
        void *place;
        QUOTH__TRY(quoth__array_push(m->context, &m->blocks, sizeof(block), &place));
        *(block *)place = best;
        r += best.count - 2; /* what begins within it is a part of it */
    }
    return QUOTH_OK;
}

static bool goes_before(const block *x, const block *y)
{
    if (x->count != y->count) return x->count > y->count;
    return x->base != y->base ? x->base < y->base : x->reading < y->reading;
}

static void unpair(mover *m, uint32_t b, uint32_t r)
{
    if (b != QUOTH__NONE) m->pairing->base[b] = QUOTH__NONE;
    if (r != QUOTH__NONE) m->pairing->reading[r] = QUOTH__NONE;
}

static void take(mover *m, const block *found)
{
    for (uint32_t i = 0; i < found->count; i++) {
        uint32_t b = found->base + i, r = found->reading + i;
        unpair(m, b, m->pairing->base[b]);
        unpair(m, m->pairing->reading[r], r);
        m->pairing->base_moved[b] = r;
        m->pairing->reading_moved[r] = b;
    }
}

static quoth_status take_blocks(mover *m)
{
    for (uint32_t taken = 0; taken < BLOCKS; taken++) {
        block *best = NULL;
        for (size_t i = 0; i < m->blocks.count; i++) {
            block *found = &QUOTH__AT(m->blocks, block, i);
            if (found->count && (!best || goes_before(found, best))) best = found;
        }
        QUOTH__TRY(quoth__work(m->context, 8 * (uint64_t)m->blocks.count + 8));
        if (!best) return QUOTH_OK;
        QUOTH__TRY(quoth__work(m->context, 2 * QUOTH__RELATE_WORK * (uint64_t)best->count));
        uint32_t count = run_length(m, best->base, best->reading); /* others may have taken a part */
        if (count == best->count) take(m, best);
        best->count = 0;
    }
    return QUOTH_OK;
}

static bool beside_block(const uint32_t *moved, size_t count, size_t i)
{
    return (i > 0 && moved[i - 1] != QUOTH__NONE) || (i + 1 < count && moved[i + 1] != QUOTH__NONE);
}

/* The next free function word of the reading beside a block, from `r` on. */
static size_t next_link(const mover *m, size_t r)
{
    while (r < m->reading->count && !(free_reading(m, r) && quoth__word_is_light(&m->reading->words[r]) &&
                                      beside_block(m->pairing->reading_moved, m->reading->count, r)))
        r++;
    return r;
}

/* Function words that link blocks which changed places, "and": they go along, each with the next one of the reading. */
static quoth_status take_links(mover *m)
{
    size_t r = 0;
    QUOTH__TRY(quoth__work(m->context, 10 * (uint64_t)(m->base->count + m->reading->count)));
    for (size_t b = 0; b < m->base->count; b++) {
        if (!beside_block(m->pairing->base_moved, m->base->count, b) || !free_base(m, b)) continue;
        size_t to = next_link(m, r);
        QUOTH__TRY(quoth__work(m->context, 2 * QUOTH__RELATE_WORK * (uint64_t)(to - r + 1)));
        if (to == m->reading->count || key(m, m->base, b) != key(m, m->reading, to)) continue;
        take(m, &(block){(uint32_t)b, (uint32_t)to, 1});
        r = to + 1;
    }
    return QUOTH_OK;
}

quoth_status quoth__pairing_moves(quoth_context *context, const quoth__lexicon *lexicon, const quoth__words *base,
                                  const quoth__words *reading, quoth__pairing *pairing)
{
    mover m = {.context = context, .lexicon = lexicon, .base = base, .reading = reading, .pairing = pairing};
    size_t slots = 16;
    while (slots < 2 * base->count) slots *= 2;
    m.mask = slots - 1;
    void *memory;
    QUOTH__TRY(quoth__allocate(context, slots + base->count, sizeof(uint32_t), &memory));
    memset(memory, 0xFF, (slots + base->count) * sizeof(uint32_t));
    m.slots = memory;
    m.next = m.slots + slots;
    quoth_status status = index_base(&m);
    if (status == QUOTH_OK) status = find_blocks(&m);
    if (status == QUOTH_OK) status = take_blocks(&m);
    if (status == QUOTH_OK) status = take_links(&m);
    quoth__array_free(&context->allocator, &m.blocks, sizeof(block));
    quoth__free(&context->allocator, memory, slots + base->count, sizeof(uint32_t));
    return status;
}
