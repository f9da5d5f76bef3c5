/* order: stable merge sorts that charge their work, and a logarithm in integers.
 *
 *   runs of 1, 2, 4, ... are merged back and forth between the array and a second one: O(n log n) comparisons. */
#include "order.h"

/* Merges from[start, middle) and from[middle, end) into to[start, end). */
static uint64_t merge(const uint32_t *from, uint32_t *to, size_t start, size_t middle, size_t end,
                      quoth__compare *compare, const void *user)
{
    uint64_t work = 0;
    size_t left = start, right = middle;
    for (size_t at = start; at < end; at++) {
        bool take_left = right >= end || (left < middle && compare(user, from[left], from[right], &work) <= 0);
        to[at] = take_left ? from[left++] : from[right++];
    }
    return work + 38 * (uint64_t)(end - start);
}

quoth_status quoth__sort(quoth_context *context, uint32_t *ids, size_t count, quoth__compare *compare, const void *user)
{
    quoth_status status = QUOTH_OK;
    void *got = NULL;
    if (count < 2) return QUOTH_OK;
    QUOTH__TRY(quoth__allocate(context, count, sizeof(uint32_t), &got));
    uint32_t *from = ids, *to = got;
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t start = 0; start < count; start += 2 * run) {
            size_t middle = start + run < count ? start + run : count;
            size_t end = middle + run < count ? middle + run : count;
            QUOTH__GOTO(quoth__work(context, merge(from, to, start, middle, end, compare, user)));
        }
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != ids) memcpy(ids, from, count * sizeof *ids);
done:
    quoth__free(&context->allocator, got, count, sizeof(uint32_t));
    return status;
}

quoth_status quoth__sort_keys(quoth_context *context, uint64_t *keys, size_t count)
{
    void *got;
    uint64_t passes = 1;
    if (count < 2) return QUOTH_OK;
    QUOTH__TRY(quoth__allocate(context, count, sizeof *keys, &got));
    uint64_t *from = keys, *to = got;
    for (size_t run = 1; run < count; run *= 2, passes++) {
        for (size_t start = 0; start < count; start += 2 * run) {
            size_t middle = start + run < count ? start + run : count;
            size_t end = middle + run < count ? middle + run : count;
            for (size_t at = start, left = start, right = middle; at < end; at++)
                to[at] = right >= end || (left < middle && from[left] <= from[right]) ? from[left++] : from[right++];
        }
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != keys) memcpy(keys, from, count * sizeof *keys);
    quoth__free(&context->allocator, got, count, sizeof *keys);
    return quoth__work(context, 80 + 18 * passes * count);
}

uint32_t quoth__log2_sixteenths(uint64_t x)
{
    uint32_t whole = 0, parts = 0;
    if (!x) return 0;
    for (uint64_t rest = x; rest >>= 1;) whole++;
    uint64_t mantissa = whole >= 31 ? x >> (whole - 31) : x << (31 - whole); /* 1 to 2, 31 bits behind the point */
    for (int bit = 0; bit < 5; bit++) {
        mantissa = mantissa * mantissa >> 31;
        parts <<= 1;
        if (mantissa >> 32) {
            parts |= 1;
            mantissa >>= 1;
        }
    }
    return 16 * whole + (parts + 1) / 2;
}
