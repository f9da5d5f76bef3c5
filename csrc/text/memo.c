/* memo: growing and putting down (memo.h draws it). */
#include "memo.h"

#define EIGHT_OF(x) x, x, x, x, x, x, x, x
const uint8_t quoth__memo_masks[2 * QUOTH__MEMO_LONG] = {EIGHT_OF(255), EIGHT_OF(255), EIGHT_OF(255),
                                                         EIGHT_OF(255), EIGHT_OF(255), EIGHT_OF(255)};

#define FIRST_SLOTS 64u
#define ALIGNED 8u /* words of 64 bytes */

/* The empty slot of the key's window, or NULL where none is. */
static uint64_t *empty_slot(const quoth__memo *memo, const uint64_t *words, size_t length, size_t most)
{
    const size_t width = QUOTH__MEMO_WIDTH(most);
    size_t at = (size_t)quoth__memo_hash(words, length, most);
    for (size_t step = 0; step < QUOTH__MEMO_WINDOW; step++, at++) {
        uint64_t *slot = memo->slots + (at & (memo->slot_count - 1)) * width;
        if (slot[most / 8] == 0) return slot;
    }
    return NULL;
}

static void release(const quoth_allocator *allocator, quoth__memo *memo)
{
    quoth__free(allocator, memo->block, memo->room, sizeof(uint64_t));
}

/* Twice the slots, and every key put down again; one whose window is full is dropped. */
static quoth_status grow(quoth_context *context, quoth__memo *memo, size_t most)
{
    const size_t width = QUOTH__MEMO_WIDTH(most);
    quoth__memo grown = {.slot_count = memo->slot_count ? memo->slot_count * 2 : FIRST_SLOTS};
    grown.room = grown.slot_count * width + ALIGNED;
    QUOTH__TRY(quoth__allocate_zeroed(context, grown.room, sizeof(uint64_t), &grown.block));
    uintptr_t beyond = (uintptr_t)grown.block % 64;
    grown.slots = (uint64_t *)grown.block + (beyond ? (64 - beyond) / sizeof(uint64_t) : 0);
    for (size_t i = 0; i < memo->slot_count; i++) {
        const uint64_t *slot = memo->slots + i * width;
        if (slot[most / 8] == 0) continue;
        uint64_t *to = empty_slot(&grown, slot, slot[most / 8] >> 32 & 0xFF, most);
        if (to == NULL) continue;
        memcpy(to, slot, width * sizeof *slot);
        grown.used++;
    }
    release(&context->allocator, memo);
    uint64_t work = 20 * (uint64_t)memo->slot_count;
    *memo = grown;
    return quoth__work(context, work);
}

quoth_status quoth__memo_add(quoth_context *context, quoth__memo *memo, const uint64_t *words, size_t length,
                             size_t most, quoth__memo_value value)
{
    if (memo->used * 2 >= memo->slot_count) QUOTH__TRY(grow(context, memo, most));
    uint64_t *slot = empty_slot(memo, words, length, most);
    if (slot == NULL) return QUOTH_OK;
    memcpy(slot, words, most);
    slot[most / 8] = value.id | (uint64_t)length << 32 | (uint64_t)value.kind << 40;
    memo->used++;
    return QUOTH_OK;
}

void quoth__memo_free(const quoth_allocator *allocator, quoth__memo *memo)
{
    release(allocator, memo);
    *memo = (quoth__memo){0};
}
