/* many: checks of many sequences, and comparing them one by one. */
#include "many.h"

quoth_status quoth__many_check(quoth_context *context, const quoth_sequences *sequences, const char *what,
                               size_t *longest)
{
    *longest = 0;
    if (!sequences || !sequences->starts)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "%s have no starts", what);
    if (sequences->count >= UINT32_MAX)
        return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "%s are more than 2^32 - 2", what);
    const uint64_t *starts = sequences->starts;
    for (size_t i = 0; i < sequences->count; i++) {
        if (starts[i + 1] < starts[i])
            return quoth__fail(context, QUOTH_BAD_ARGUMENT, i, "the starts of %s fall behind sequence %zu", what, i);
        if (starts[i + 1] - starts[i] > QUOTH__SEQUENCE_MAX)
            return quoth__fail(context, QUOTH_TOO_LARGE, i, "a sequence has more than %lu tokens",
                               (unsigned long)QUOTH__SEQUENCE_MAX);
        if (starts[i + 1] - starts[i] > *longest) *longest = (size_t)(starts[i + 1] - starts[i]);
    }
    if (!sequences->ids && *longest)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "%s that are not empty have no ids", what);
    return quoth__work(context, 8 * (uint64_t)sequences->count);
}

quoth_status quoth__share_check(quoth_context *context, size_t from, size_t to, size_t count)
{
    if (from <= to && to <= count) return QUOTH_OK;
    return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "rows %zu to %zu are no share of %zu", from, to, count);
}

/* ----------------------------------------------------------------------------------------------------- singles */

static quoth_status sort_all(quoth_context *context, const quoth_sequences *from, uint32_t *numbers, uint32_t *scratch,
                             size_t total, quoth_sequences *sorted)
{
    const uint64_t *starts = from->starts;
    if (total) memcpy(numbers, from->ids + starts[0], total * sizeof *numbers);
    for (size_t i = 0; i < from->count; i++)
        QUOTH__TRY(quoth__sort_u32(context, numbers + (starts[i] - starts[0]), scratch, quoth__many_length(from, i)));
    *sorted = (quoth_sequences){numbers, starts, from->count};
    return quoth__work(context, total / 4 + 10 * (uint64_t)from->count);
}

static size_t longest_of(const quoth_sequences *sequences)
{
    size_t longest = 0;
    for (size_t i = 0; i < sequences->count; i++)
        if (quoth__many_length(sequences, i) > longest) longest = quoth__many_length(sequences, i);
    return longest;
}

quoth_status quoth__singles_make(quoth_context *context, quoth_measure measure, const quoth_weights *weights,
                                 const quoth_sequences *a, const quoth_sequences *b, quoth__singles *singles)
{
    *singles = (quoth__singles){.measure = measure, .weights = weights, .a = a, .b = b};
    if (!quoth__measure_is_bags(measure)) return QUOTH_OK;
    void *numbers, *scratch;
    size_t in_a = longest_of(a), in_b = longest_of(b), longest = in_a > in_b ? in_a : in_b;
    singles->total_a = (size_t)(a->starts[a->count] - a->starts[0]);
    singles->total_b = a == b ? 0 : (size_t)(b->starts[b->count] - b->starts[0]);
    QUOTH__TRY(quoth__work(context, 10 * (uint64_t)(a->count + b->count)));
    QUOTH__TRY(quoth__allocate(context, singles->total_a + singles->total_b, sizeof(uint32_t), &numbers));
    singles->numbers = numbers;
    QUOTH__TRY(quoth__allocate(context, longest, sizeof(uint32_t), &scratch));
    quoth_status status = sort_all(context, a, singles->numbers, scratch, singles->total_a, &singles->sorted_a);
    singles->sorted_b = singles->sorted_a;
    if (status == QUOTH_OK && a != b)
        status =
            sort_all(context, b, singles->numbers + singles->total_a, scratch, singles->total_b, &singles->sorted_b);
    quoth__free(&context->allocator, scratch, longest, sizeof(uint32_t));
    return status;
}

void quoth__singles_free(const quoth_allocator *allocator, quoth__singles *singles)
{
    quoth__free(allocator, singles->numbers, singles->total_a + singles->total_b, sizeof(uint32_t));
    singles->numbers = NULL;
}

quoth_status quoth__singles_measure(quoth_context *context, const quoth__singles *s, size_t i, size_t j, uint64_t bound,
                                    quoth_likeness *likeness)
{
    size_t a_count = quoth__many_length(s->a, i), b_count = quoth__many_length(s->b, j);
    if (!quoth__measure_is_bags(s->measure))
        return quoth__measure(context, s->measure, s->weights, quoth__many_ids(s->a, i), a_count,
                              quoth__many_ids(s->b, j), b_count, bound, likeness);
    quoth__overlap overlap;
    const uint32_t *a = s->sorted_a.ids + (s->a->starts[i] - s->a->starts[0]);
    const uint32_t *b = s->sorted_b.ids + (s->b->starts[j] - s->b->starts[0]);
    QUOTH__TRY(quoth__bags_overlap(context, s->measure == QUOTH_COSINE, s->weights, a, a_count, b, b_count, &overlap));
    quoth__bags_likeness(s->measure, &overlap, likeness);
    if (likeness->distance > bound) likeness->distance = bound + 1;
    return QUOTH_OK;
}
