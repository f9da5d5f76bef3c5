/* lists: many lists of numbers in one block, by counting (the drawing stands in find.h). Linear. */
#include "find.h"

quoth_status quoth__lists_make(quoth_context *context, const uint64_t *pairs, size_t count, size_t lists,
                               quoth__lists *made)
{
    void *got;
    QUOTH__TRY(quoth__allocate_zeroed(context, lists + 2 + count, sizeof(uint32_t), &got));
    *made = (quoth__lists){.first = got, .items = (uint32_t *)got + lists + 2, .lists = lists, .count = count};
    uint32_t *next = made->first + 1;
    for (size_t i = 0; i < count; i++) next[(pairs[i] >> 32) + 1]++;
    for (size_t i = 1; i <= lists; i++) next[i] += next[i - 1];
    for (size_t i = 0; i < count; i++) made->items[next[pairs[i] >> 32]++] = (uint32_t)pairs[i];
    return quoth__work(context, 30 + 5 * (uint64_t)lists + 12 * (uint64_t)count);
}

void quoth__lists_free(const quoth_allocator *allocator, quoth__lists *lists)
{
    if (lists->first) quoth__free(allocator, lists->first, lists->lists + 2 + lists->count, sizeof(uint32_t));
    *lists = (quoth__lists){0};
}
