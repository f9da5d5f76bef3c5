/* everyone: the pairs of some ranks with all of lower rank, many at once, where filters would leave most of them.
 *
 *   ranks from .. to   patterns in lanes (lanes.h), sorted by length as ranks are
 *   ranks below        texts, one after the other
 *
 * The kernels give what is further than the greatest distance that any lane allows as that distance plus one: a text
 * that is far from all of them is known by one look at all lanes. Cost: that of all these pairs (cdist.c). */
#include "pairs.h"

/* Room to align a batch in. */
#define BATCH_BYTES (sizeof(quoth__batch) + _Alignof(quoth__batch))

/* A batch and what it allows. */
typedef struct lanes_run {
    quoth__finder *f;
    size_t first;                     /* the rank of lane 0 */
    size_t text_length;               /* that `bound` and `far` are of */
    uint64_t bound;                   /* the greatest distance that some lane allows */
    size_t bytes;                     /* of the lanes in use */
    _Alignas(64) uint8_t far[64 * 4]; /* lanes that are all too far */
} lanes_run;

/* The greatest distance with which two lengths reach the bound. */
static uint64_t allowed(const quoth_join *join, size_t m, size_t n)
{
    uint64_t most = quoth__most(join->measure, m, n);
    return most - (most * join->at_least + QUOTH_ONE - 1) / QUOTH_ONE;
}

static void set_length(lanes_run *run, size_t length)
{
    const quoth__batch *batch = run->f->batch;
    if (run->text_length == length) return;
    run->text_length = length;
    run->bound = allowed(run->f->join, batch->longest, length); /* what is longer allows more */
    uint64_t far = run->bound + 1;
    for (size_t lane = 0; lane < batch->lanes; lane++) switch (quoth__batch_bits(batch)) {
        case 16: ((uint16_t *)(void *)run->far)[lane] = (uint16_t)far; break;
        case 32: ((uint32_t *)(void *)run->far)[lane] = (uint32_t)far; break;
        default: ((uint64_t *)(void *)run->far)[lane] = far; break;
        }
}

/* Rank s against the batch: its lanes of higher rank. */
static quoth_status run_text(quoth_context *context, lanes_run *run, size_t s)
{
    const quoth_join *join = run->f->join;
    quoth__batch *batch = run->f->batch;
    size_t passage = join->order[s], n = quoth__dense_length(&join->dense, passage);
    set_length(run, n);
    memset(batch->out, 0, sizeof batch->out);
    QUOTH__TRY(quoth__batch_run(context, batch, join->measure, join->dense.ids + join->dense.starts[passage], n,
                                run->bound, 0));
    if (memcmp(batch->out, run->far, run->bytes) == 0) return QUOTH_OK;
    for (size_t lane = s < run->first ? 0 : s - run->first + 1; lane < batch->lanes; lane++) {
        quoth_likeness likeness = {quoth__batch_distance(batch, lane),
                                   quoth__most(join->measure, batch->lengths[lane], n)};
        if (likeness.distance <= run->bound)
            QUOTH__TRY(quoth__pair_keep(context, run->f, run->first + lane, s, &likeness));
    }
    return QUOTH_OK;
}

static quoth_status make_batch(quoth_context *context, quoth__finder *f)
{
    if (f->batch) return QUOTH_OK;
    QUOTH__TRY(quoth__allocate_zeroed(context, 1, BATCH_BYTES, &f->batch_block));
    uintptr_t at = (uintptr_t)f->batch_block % _Alignof(quoth__batch);
    f->batch = (void *)((uint8_t *)f->batch_block + (at ? _Alignof(quoth__batch) - at : 0));
    return quoth__batch_make(context, f->join->vocabulary, QUOTH__LANE_PATTERN, f->batch);
}

quoth_status quoth__pairs_by_lanes(quoth_context *context, quoth__finder *f, size_t from, size_t to, size_t lowest)
{
    const quoth_join *join = f->join;
    QUOTH__TRY(make_batch(context, f));
    for (size_t first = from, lanes; first < to; first += lanes) {
        for (lanes = 1; lanes < QUOTH__LANES_MAX && first + lanes < to; lanes++)
            if (lanes >= quoth__batch_width(f->batch, quoth__join_length(join, first + lanes))) break;
        QUOTH__TRY(quoth__batch_load(context, f->batch, &join->dense, join->order + first, lanes));
        lanes_run run = {
            .f = f, .first = first, .text_length = SIZE_MAX, .bytes = lanes * quoth__batch_bits(f->batch) / 8};
        for (size_t s = lowest; s + 1 < first + lanes; s++) QUOTH__TRY(run_text(context, &run, s));
    }
    return QUOTH_OK;
}

void quoth__pairs_lanes_free(const quoth_allocator *allocator, quoth__finder *f)
{
    if (f->batch) quoth__batch_free(allocator, f->batch);
    quoth__free(allocator, f->batch_block, 1, BATCH_BYTES);
}
