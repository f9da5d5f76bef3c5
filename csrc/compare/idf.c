/* idf: what tokens weigh by how few passages have them, in whole numbers: 16 times the logarithm to base 2. */
#include "../base/order.h"
#include "many.h"

static quoth_status count_passages(quoth_context *context, const quoth_sequences *passages, uint32_t *last,
                                   uint32_t *counts, size_t count)
{
    for (size_t i = 0; i < passages->count; i++) {
        const uint32_t *ids = quoth__many_ids(passages, i);
        size_t length = quoth__many_length(passages, i);
        for (size_t k = 0; k < length; k++) {
            if (ids[k] >= count)
                return quoth__fail(context, QUOTH_BAD_ARGUMENT, i, "passage %zu has id %lu, and there are %zu weights",
                                   i, (unsigned long)ids[k], count);
            counts[ids[k]] += last[ids[k]] != i + 1;
            last[ids[k]] = (uint32_t)i + 1;
        }
        QUOTH__TRY(quoth__work(context, 10 + 12 * (uint64_t)length));
    }
    return QUOTH_OK;
}

static quoth_status idf(quoth_context *context, const quoth_sequences *passages, uint32_t *weights, size_t count)
{
    size_t longest;
    void *block;
    QUOTH__TRY(quoth__many_check(context, passages, "passages", &longest));
    if (!weights && count) return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "the weights are NULL");
    QUOTH__TRY(quoth__allocate_zeroed(context, 2 * count, sizeof(uint32_t), &block));
    uint32_t *last = block, *counts = last + count, all = quoth__log2_sixteenths((uint64_t)passages->count + 1);
    quoth_status status = count_passages(context, passages, last, counts, count);
    if (status == QUOTH_OK) status = quoth__work(context, 60 * (uint64_t)count);
    for (size_t id = 0; id < count && status == QUOTH_OK; id++) {
        uint32_t few = counts[id] ? quoth__log2_sixteenths(counts[id]) : 0;
        weights[id] = all > few ? all - few : 1;
    }
    quoth__free(&context->allocator, block, 2 * count, sizeof(uint32_t));
    return status;
}

quoth_status quoth_idf(quoth_context *context, const quoth_sequences *passages, uint32_t *weights, size_t count)
{
    quoth__enter(context);
    return quoth__leave(context, idf(context, passages, weights, count));
}
