/* order: a stable merge sort of ids that charges its work, and the union-find of candidates.
 *
 *   runs of 1, 2, 4, ... ids are merged back and forth between `ids` and a second array: O(n log n) comparisons. */
#include "matching.h"

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

quoth_status quoth__match_sort(quoth_context *context, uint32_t *ids, size_t count, quoth__compare *compare,
                               const void *user)
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

quoth_status quoth__match_sort_keys(quoth_context *context, uint64_t *keys, size_t count)
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

quoth_status quoth__match_take(quoth_context *context, quoth__matching *m, size_t count, size_t size, void **pointer)
{
    if (count > SIZE_MAX / 8 / size)
        return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "%zu candidates are too many", count);
    return quoth__arena_take(context, &m->arena, count * size, pointer);
}

uint32_t quoth__match_find(quoth__matching *m, uint32_t candidate)
{
    while (m->set[candidate] != candidate) {
        m->set[candidate] = m->set[m->set[candidate]];
        candidate = m->set[candidate];
    }
    return candidate;
}

void quoth__match_unite(quoth__matching *m, uint32_t a, uint32_t b)
{
    a = quoth__match_find(m, a);
    b = quoth__match_find(m, b);
    if (a == b) return;
    uint32_t big = m->set_size[a] >= m->set_size[b] ? a : b, small = big == a ? b : a;
    m->set[small] = big;
    m->set_size[big] += m->set_size[small];
}
