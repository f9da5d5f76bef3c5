/* join: making the codes and lists of passages (the drawing stands in join.h). */
#include "join.h"

/* Rounded up. */
static uint64_t share_of(uint64_t at_least, uint64_t of, uint64_t one)
{
    return at_least / one * of + (at_least % one * of + one - 1) / one;
}

/* Of Jaro: no more pairs than common codes, and their share of the shorter and the longer and of 1 at the most. What is
 * a billionth less may be rounded up. */
static uint64_t jaro_need(uint64_t at_least, uint64_t a, uint64_t b)
{
    uint64_t third = 3 * at_least > QUOTH_ONE + 3 ? 3 * at_least - QUOTH_ONE - 3 : 0,
             product = a + b ? a * b / (a + b) : 0;
    return product * third / QUOTH_ONE;
}

/* What Jaro must reach for Winkler's to reach a bound: he adds at most .4 of what is missing, above .7. */
static uint64_t before_winkler(uint64_t at_least)
{
    const uint64_t above = QUOTH_ONE / 10 * 7, tenths = QUOTH_ONE / 10;
    if (at_least <= above) return at_least;
    uint64_t jaro = (at_least - 4 * tenths) * 10 / 6;
    return jaro > 10 ? jaro - 10 : 0;
}

size_t quoth__join_need(const quoth_join *join, size_t a, size_t b)
{
    uint64_t t = join->at_least, longer = a > b ? a : b, shorter = a < b ? a : b, need = 1;
    if (t == 0) return 0;
    switch (join->measure) {
    case QUOTH_INDEL:
    case QUOTH_DICE: need = share_of(t, a + b, (uint64_t)2 * QUOTH_ONE); break;
    case QUOTH_JACCARD: need = share_of(t, a + b, QUOTH_ONE + t); break;
    case QUOTH_CONTAINMENT: need = share_of(t, shorter, QUOTH_ONE); break;
    case QUOTH_JARO: need = jaro_need(t, a, b); break;
    case QUOTH_JARO_WINKLER: need = jaro_need(before_winkler(t), a, b); break;
    case QUOTH_COSINE: break;
    default: need = share_of(t, longer, QUOTH_ONE); break;
    }
    if (join->weight_numbers) need = 1;
    return need > 0 ? (size_t)need : 1;
}

/* ------------------------------------------------------------------------------------------------------- codes */

/* Sorts a passage's dense ids and drops those that weigh nothing; gives how many are left. */
static quoth_status sort_passage(quoth_context *context, const quoth_join *join, size_t passage, uint32_t *sorted,
                                 uint32_t *scratch, const uint8_t *weightless, size_t *count)
{
    const uint32_t *ids = join->dense.ids + join->dense.starts[passage];
    *count = 0;
    for (size_t i = 0; i < quoth__dense_length(&join->dense, passage); i++)
        if (!weightless || !weightless[ids[i]]) sorted[(*count)++] = ids[i];
    QUOTH__TRY(quoth__work(context, 10 + 6 * (uint64_t)quoth__dense_length(&join->dense, passage)));
    return quoth__sort_u32(context, sorted, scratch, *count);
}

/* What making the codes works on. `most[id]` is how often an id stands in one passage at the most, then its last code
 * plus one. */
typedef struct coder {
    uint32_t *most, *sorted, *scratch;
    uint8_t *weightless; /* by dense id; NULL: none */
    size_t longest, vocabulary;
    uint32_t *lengths; /* of each passage, in codes */
} coder;

static quoth_status count_codes(quoth_context *context, quoth_join *join, coder *c)
{
    for (size_t p = 0; p < join->dense.count; p++) {
        size_t count, run = 0;
        QUOTH__TRY(sort_passage(context, join, p, c->sorted, c->scratch, c->weightless, &count));
        c->lengths[p] = (uint32_t)count;
        for (size_t i = 0; i < count; i++) {
            run = i && c->sorted[i] == c->sorted[i - 1] ? run + 1 : 1;
            if (run > c->most[c->sorted[i]]) c->most[c->sorted[i]] = (uint32_t)run;
        }
        QUOTH__TRY(quoth__work(context, 10 * (uint64_t)count));
    }
    uint32_t codes = 0;
    for (size_t id = c->vocabulary; id-- > 0;) codes = c->most[id] += codes; /* the rarest id is the last */
    join->code_count = codes;
    return quoth__work(context, 4 * (uint64_t)c->vocabulary);
}

/* Ranks by length, stable: by counting where lengths are few, which they are. */
static quoth_status order_passages(quoth_context *context, quoth_join *join, const coder *c)
{
    void *keys, *scratch = NULL;
    size_t count = join->dense.count;
    quoth_status status;
    QUOTH__TRY(quoth__allocate(context, count, sizeof(uint64_t), &keys));
    QUOTH__GOTO(quoth__allocate(context, count, sizeof(uint64_t), &scratch));
    uint64_t *key = keys;
    for (size_t p = 0; p < count; p++) key[p] = (uint64_t)c->lengths[p] << 32 | p;
    QUOTH__GOTO(quoth__sort_u64(context, key, scratch, count));
    join->starts[0] = 0;
    for (size_t r = 0; r < count; r++) {
        join->order[r] = (uint32_t)key[r];
        join->starts[r + 1] = join->starts[r] + c->lengths[join->order[r]];
    }
    status = quoth__work(context, 16 * (uint64_t)count);
done:
    quoth__free(&context->allocator, scratch, count, sizeof(uint64_t));
    quoth__free(&context->allocator, keys, count, sizeof(uint64_t));
    return status;
}

/* The codes of each passage, rising. Of an id the code of a second coming is less than that of the first: fewer
 * passages have it. */
static quoth_status write_codes(quoth_context *context, quoth_join *join, const coder *c)
{
    for (size_t r = 0; r < join->dense.count; r++) {
        size_t count, run = 0;
        uint32_t *codes = join->codes + join->starts[r];
        QUOTH__TRY(sort_passage(context, join, join->order[r], c->sorted, c->scratch, c->weightless, &count));
        for (size_t i = 0; i < count; i++) {
            run = i && c->sorted[i] == c->sorted[i - 1] ? run + 1 : 1;
            codes[count - 1 - i] = c->most[c->sorted[i]] - (uint32_t)run;
        }
        QUOTH__TRY(quoth__work(context, 12 * (uint64_t)count));
    }
    return QUOTH_OK;
}

/* Marks the dense ids that weigh nothing. */
static quoth_status find_weightless(quoth_context *context, const quoth_join *join, coder *c)
{
    void *block;
    if (!join->weight_numbers) return QUOTH_OK;
    QUOTH__TRY(quoth__allocate_zeroed(context, c->vocabulary, 1, &block));
    c->weightless = block;
    const uint32_t *ids = join->passages.ids + join->passages.starts[0];
    for (size_t i = 0; i < join->dense.total; i++)
        if (ids[i] < join->weights.count && join->weights.of[ids[i]] == 0) c->weightless[join->dense.ids[i]] = 1;
    return quoth__work(context, 8 * (uint64_t)join->dense.total);
}

static quoth_status allocate_u32(quoth_context *context, size_t count, uint32_t **numbers)
{
    void *block;
    QUOTH__TRY(quoth__allocate_zeroed(context, count, sizeof(uint32_t), &block));
    *numbers = block;
    return quoth__work(context, count / 8);
}

static quoth_status allocate_sizes(quoth_context *context, size_t count, size_t **numbers)
{
    void *block;
    QUOTH__TRY(quoth__allocate_zeroed(context, count, sizeof(size_t), &block));
    *numbers = block;
    return quoth__work(context, count / 4);
}

static quoth_status make_codes(quoth_context *context, quoth_join *join, size_t longest)
{
    coder c = {.longest = longest, .vocabulary = join->vocabulary};
    size_t passages = join->dense.count;
    quoth_status status = find_weightless(context, join, &c);
    if (status != QUOTH_OK) goto done;
    QUOTH__GOTO(allocate_u32(context, c.vocabulary, &c.most));
    QUOTH__GOTO(allocate_u32(context, longest, &c.sorted));
    QUOTH__GOTO(allocate_u32(context, longest, &c.scratch));
    QUOTH__GOTO(allocate_u32(context, passages, &c.lengths));
    QUOTH__GOTO(count_codes(context, join, &c));
    QUOTH__GOTO(allocate_u32(context, passages, &join->order));
    QUOTH__GOTO(allocate_sizes(context, passages + 1, &join->starts));
    QUOTH__GOTO(order_passages(context, join, &c));
    join->total = join->starts[passages];
    QUOTH__GOTO(allocate_u32(context, join->total, &join->codes));
    status = write_codes(context, join, &c);
done:
    quoth__free(&context->allocator, c.weightless, c.vocabulary, 1);
    quoth__free(&context->allocator, c.most, c.vocabulary, sizeof(uint32_t));
    quoth__free(&context->allocator, c.sorted, longest, sizeof(uint32_t));
    quoth__free(&context->allocator, c.scratch, longest, sizeof(uint32_t));
    quoth__free(&context->allocator, c.lengths, passages, sizeof(uint32_t));
    return status;
}

/* ------------------------------------------------------------------------------------------------------- lists */

/* The codes in front that a passage of `length` must have one of in common with each that is as long or longer. */
static size_t front_of(const quoth_join *join, size_t length)
{
    size_t need = quoth__join_need(join, length, length);
    return need && need <= length ? length - need + 1 : 0;
}

static quoth_status make_lists(quoth_context *context, quoth_join *join)
{
    QUOTH__TRY(allocate_sizes(context, join->code_count + 2, &join->lists));
    size_t *ends = join->lists + 1; /* of code c: where the next entry goes, in the end where its list ends */
    for (size_t r = 0; r < join->dense.count; r++) {
        size_t front = front_of(join, quoth__join_length(join, r));
        for (size_t i = 0; i < front; i++) ends[join->codes[join->starts[r] + i] + 1]++;
        join->entries += front;
        QUOTH__TRY(quoth__work(context, 20 + 5 * (uint64_t)front));
    }
    for (size_t code = 0; code < join->code_count; code++) ends[code + 1] += ends[code];
    QUOTH__TRY(allocate_u32(context, join->entries, &join->ranks));
    QUOTH__TRY(allocate_u32(context, join->entries, &join->places));
    for (size_t r = 0; r < join->dense.count; r++) {
        size_t front = front_of(join, quoth__join_length(join, r));
        for (size_t i = 0; i < front; i++) {
            size_t at = ends[join->codes[join->starts[r] + i]]++;
            join->ranks[at] = (uint32_t)r;
            join->places[at] = (uint32_t)i;
        }
        QUOTH__TRY(quoth__work(context, 20 + 8 * (uint64_t)front));
    }
    return QUOTH_OK;
}

/* ---------------------------------------------------------------------------------------------------- together */

static quoth_status copy_weights(quoth_context *context, const quoth_weights *weights, quoth_join *join)
{
    if (!weights) return QUOTH_OK;
    QUOTH__TRY(allocate_u32(context, weights->count, &join->weight_numbers));
    if (weights->count) memcpy(join->weight_numbers, weights->of, weights->count * sizeof(uint32_t));
    join->weights = (quoth_weights){join->weight_numbers, weights->count};
    return QUOTH_OK;
}

static quoth_status fill(quoth_context *context, const quoth_join_options *options, const quoth_sequences *passages,
                         size_t longest, quoth_join *join)
{
    quoth__dense none;
    join->allocator = context->allocator;
    join->measure = options->measure;
    join->at_least = options->at_least;
    join->passages = *passages;
    QUOTH__TRY(copy_weights(context, options->weights, join));
    QUOTH__TRY(quoth__dense_make(context, passages, 0, passages->count, NULL, &join->dense, &none, &join->vocabulary));
    QUOTH__TRY(make_codes(context, join, longest));
    QUOTH__TRY(make_lists(context, join));
    return quoth__singles_make(context, join->measure, join->weight_numbers ? &join->weights : NULL, &join->passages,
                               &join->passages, &join->singles);
}

static quoth_status index_make(quoth_context *context, const quoth_join_options *options,
                               const quoth_sequences *passages, quoth_join **join)
{
    size_t longest;
    void *made;
    if (!options || options->size != sizeof *options)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "options that are not of this version");
    if (options->at_least > QUOTH_ONE)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "at_least is %lu billionths, above 1",
                           (unsigned long)options->at_least);
    QUOTH__TRY(quoth__measure_check(context, options->measure, options->weights));
    QUOTH__TRY(quoth__many_check(context, passages, "passages", &longest));
    QUOTH__TRY(quoth__allocate_zeroed(context, 1, sizeof **join, &made));
    quoth_status status = fill(context, options, passages, longest, made);
    if (status == QUOTH_OK)
        *join = made;
    else
        quoth_join_free(made);
    return status;
}

quoth_status quoth_join_make(quoth_context *context, const quoth_join_options *options, const quoth_sequences *passages,
                             quoth_join **join)
{
    quoth__enter(context);
    return quoth__leave(context, index_make(context, options, passages, join));
}

void quoth_join_free(quoth_join *join)
{
    if (!join) return;
    const quoth_allocator allocator = join->allocator;
    size_t passages = join->passages.count;
    quoth__singles_free(&allocator, &join->singles);
    quoth__free(&allocator, join->weight_numbers, join->weights.count, sizeof(uint32_t));
    quoth__free(&allocator, join->order, passages, sizeof(uint32_t));
    quoth__free(&allocator, join->starts, passages + 1, sizeof(size_t));
    quoth__free(&allocator, join->codes, join->total, sizeof(uint32_t));
    quoth__free(&allocator, join->lists, join->code_count + 2, sizeof(size_t));
    quoth__free(&allocator, join->ranks, join->entries, sizeof(uint32_t));
    quoth__free(&allocator, join->places, join->entries, sizeof(uint32_t));
    quoth__dense_free(&allocator, &join->dense);
    quoth__free(&allocator, join, 1, sizeof *join);
}

size_t quoth_join_count(const quoth_join *join) { return join->passages.count; }

size_t quoth_join_size(const quoth_join *join)
{
    size_t passages = join->passages.count, u32 = sizeof(uint32_t), word = sizeof(size_t);
    return sizeof *join + u32 * (join->weights.count + passages + join->total + 2 * join->entries) +
           word * (passages + 1 + join->code_count + 2) + u32 * join->dense.total + word * (join->dense.count + 1) +
           u32 * (join->singles.total_a + join->singles.total_b);
}
