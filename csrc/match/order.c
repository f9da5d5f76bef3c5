/* order: the union-find of candidates, pairs each once, and room in the arena. */
#include "matching.h"

quoth_status quoth__match_take(quoth_context *context, quoth__arena *arena, size_t count, size_t size, void **pointer)
{
    if (count > SIZE_MAX / 8 / size)
        return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "%zu candidates are too many", count);
    return quoth__arena_take(context, arena, count * size, pointer);
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

quoth_status quoth__match_once(quoth_context *context, quoth__array *pairs)
{
    QUOTH__TRY(quoth__sort_keys(context, pairs->data, pairs->count));
    uint64_t *keys = pairs->data;
    size_t kept = 0;
    for (size_t i = 0; i < pairs->count; i++)
        if (!kept || keys[i] != keys[kept - 1]) keys[kept++] = keys[i];
    QUOTH__TRY(quoth__work(context, 4 * (uint64_t)pairs->count));
    pairs->count = kept;
    return QUOTH_OK;
}
