/* pairs: which passages are alike, each pair once.
 *
 *   for each rank r of the share:
 *     for each code in front of r's:  list of the code ─► s < r: met[s] + 1    dead where what is left cannot suffice
 *     for each s met and not dead:    codes walked side by side ─► compared ─► (a, b, similarity)
 *
 * A passage looks for those of lower rank alone, which are no longer than it is. Cost: linear in the entries of the
 * lists that are walked, and in the passages that are compared; memory of a share 8 bytes a passage, and a word for
 * each different token. */
#include "pairs.h"
#include "../base/table.h"

#define DEAD UINT32_MAX
#define FRONT_WORK 30u
#define ENTRY_WORK 16u
#define LISTS_SHARE 40u /* an entry of a list costs as much as so many pairs of a batch */

/* ---------------------------------------------------------------------------------------------------- lengths */

/* The needs of passages with `length` codes with each length up to it. */
static quoth_status set_needs(quoth_context *context, quoth__finder *f, size_t length)
{
    if (f->needs_of == length) return QUOTH_OK;
    f->needs_of = length;
    f->shortest = length;
    for (size_t other = 1; other <= length; other++) {
        size_t need = quoth__join_need(f->join, length, other);
        f->needs[other] = (uint32_t)need;
        if (need <= other && other < f->shortest) f->shortest = other;
    }
    return quoth__work(context, 30 * (uint64_t)length);
}

/* The first entry of list from .. to whose rank has at least the shortest length. */
static size_t first_long_enough(const quoth__finder *f, size_t from, size_t to)
{
    const quoth_join *join = f->join;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (quoth__join_length(join, join->ranks[middle]) < f->shortest)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* The lowest rank that rank r, whose needs are set, can be like. */
static size_t lowest_rank(const quoth__finder *f, size_t r)
{
    size_t from = 0, to = r;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (quoth__join_length(f->join, middle) < f->shortest)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* -------------------------------------------------------------------------------------------------- candidates */

/* Notes that rank r's code i is rank s's code j. */
static inline void meet(quoth__finder *f, size_t length, size_t i, uint32_t s, size_t j)
{
    size_t other = quoth__join_length(f->join, s), need = f->needs[other];
    size_t left = length - i < other - j ? length - i : other - j; /* this one included */
    uint32_t met = f->met[s];
    if (met == 0) f->found[f->found_count++] = s;
    if (met != DEAD) f->met[s] = met + left >= need ? met + 1 : DEAD;
}

static quoth_status find_candidates(quoth_context *context, quoth__finder *f, size_t r)
{
    const quoth_join *join = f->join;
    size_t length = quoth__join_length(join, r);
    QUOTH__TRY(set_needs(context, f, length));
    size_t least = f->needs[f->shortest], front = least <= length ? length - least + 1 : 0;
    for (size_t i = 0; i < front; i++) {
        uint32_t code = join->codes[join->starts[r] + i];
        size_t end = join->lists[code + 1], at = first_long_enough(f, join->lists[code], end), first = at;
        for (; at < end && join->ranks[at] < r; at++) meet(f, length, i, join->ranks[at], join->places[at]);
        QUOTH__TRY(quoth__work(context, FRONT_WORK + ENTRY_WORK * (uint64_t)(at - first)));
    }
    return QUOTH_OK;
}

/* Whether two passages have `need` codes in common, or how many of all in `common` where that is asked for. */
static bool have_common(const quoth_join *join, size_t r, size_t s, size_t need, uint64_t *steps)
{
    const uint32_t *x = join->codes + join->starts[r], *y = join->codes + join->starts[s];
    const uint32_t *x_end = join->codes + join->starts[r + 1], *y_end = join->codes + join->starts[s + 1];
    size_t spare_x = (size_t)(x_end - x) - need, spare_y = (size_t)(y_end - y) - need;
    while (x < x_end && y < y_end) {
        uint32_t left = *x, right = *y;
        ++*steps;
        if (left < right && spare_x-- == 0) return false;
        if (right < left && spare_y-- == 0) return false;
        x += left <= right;
        y += right <= left;
    }
    return true;
}

/* ------------------------------------------------------------------------------------------------- comparisons */

static const uint32_t *tokens_of(const quoth_join *join, size_t rank, size_t *count)
{
    size_t passage = join->order[rank];
    *count = quoth__dense_length(&join->dense, passage);
    return join->dense.ids + join->dense.starts[passage];
}

static void set_bits(quoth__finder *f, const uint32_t *tokens, size_t count, bool on)
{
    for (size_t i = 0; i < count; i++) f->bits[tokens[i]] = on ? f->bits[tokens[i]] | (uint64_t)1 << i : 0;
}

static uint64_t ones(uint64_t word)
{
    word -= (word >> 1) & 0x5555555555555555u;
    word = (word & 0x3333333333333333u) + ((word >> 2) & 0x3333333333333333u);
    return (((word + (word >> 4)) & 0x0F0F0F0F0F0F0F0Fu) * 0x0101010101010101u) >> 56;
}

/* The distance of a text from the passage whose bits are set, which has 1 to 64 tokens. */
static uint64_t distance_by_bits(const quoth__finder *f, size_t m, const uint32_t *text, size_t n)
{
    uint64_t up = UINT64_MAX, down = 0, same = UINT64_MAX, mask = UINT64_MAX >> (64 - m);
    if (f->join->measure == QUOTH_LEVENSHTEIN) {
        for (size_t j = 0; j < n; j++) {
            uint64_t equal = f->bits[text[j]], diagonal = (((equal & up) + up) ^ up) | equal | down;
            uint64_t h_plus = ((down | ~(diagonal | up)) << 1) | 1, h_minus = (up & diagonal) << 1;
            up = h_minus | ~(diagonal | h_plus);
            down = h_plus & diagonal;
        }
        return n + ones(up & mask) - ones(down & mask);
    }
    for (size_t j = 0; j < n; j++) {
        uint64_t hit = same & f->bits[text[j]];
        same = (same + hit) | (same - hit);
    }
    uint64_t common = ones(~same & mask);
    return f->join->measure == QUOTH_INDEL ? m + n - 2 * common : (m > n ? m : n) - common;
}

static quoth_status compare(quoth_context *context, quoth__finder *f, size_t r, size_t s, bool by_bits,
                            quoth_likeness *likeness)
{
    const quoth_join *join = f->join;
    if (!quoth__measure_has_lanes(join->measure))
        return quoth__singles_measure(context, &join->singles, join->order[r], join->order[s], UINT64_MAX, likeness);
    size_t m, n;
    const uint32_t *a = tokens_of(join, r, &m), *b = tokens_of(join, s, &n);
    likeness->most = quoth__most(join->measure, m, n);
    if (by_bits) {
        likeness->distance = distance_by_bits(f, m, b, n);
        return quoth__work(context, 40 + 20 * (uint64_t)n);
    }
    /* The greatest distance that still reaches the bound. */
    uint64_t most = likeness->most, bound = most * (QUOTH_ONE - join->at_least) / QUOTH_ONE;
    QUOTH__TRY(quoth__distance(context, join->measure, a, m, b, n, bound, &likeness->distance));
    if (likeness->distance > most) likeness->distance = most;
    return QUOTH_OK;
}

quoth_status quoth__pair_keep(quoth_context *context, quoth__finder *f, size_t r, size_t s,
                              const quoth_likeness *likeness)
{
    void *pushed;
    if (!quoth__likeness_reaches(likeness, f->join->at_least)) return QUOTH_OK;
    QUOTH__TRY(quoth__array_push(context, &f->pairs, sizeof(quoth__pair), &pushed));
    uint64_t a = f->join->order[r], b = f->join->order[s];
    *(quoth__pair *)pushed = (quoth__pair){a < b ? a << 32 | b : b << 32 | a, quoth__likeness_share(likeness)};
    return quoth__work(context, 30);
}

static quoth_status compare_found(quoth_context *context, quoth__finder *f, size_t r, bool by_bits)
{
    size_t count = f->found_count;
    uint64_t steps = 0;
    f->found_count = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t s = f->found[i], met = f->met[s];
        quoth_likeness likeness;
        f->met[s] = 0;
        if (met == DEAD || !have_common(f->join, r, s, f->needs[quoth__join_length(f->join, s)], &steps)) continue;
        QUOTH__TRY(compare(context, f, r, s, by_bits, &likeness));
        QUOTH__TRY(quoth__pair_keep(context, f, r, s, &likeness));
    }
    return quoth__work(context, 10 * (uint64_t)count + 10 * steps);
}

/* Every pair: where the bound is 0, and of passages without a code. */
static quoth_status compare_all(quoth_context *context, quoth__finder *f, size_t r, bool by_bits)
{
    for (size_t s = 0; s < r; s++) {
        quoth_likeness likeness;
        if (f->join->at_least && quoth__join_length(f->join, s)) break; /* by rank: those without come first */
        QUOTH__TRY(compare(context, f, r, s, by_bits, &likeness));
        QUOTH__TRY(quoth__pair_keep(context, f, r, s, &likeness));
    }
    return quoth__work(context, 10);
}

static quoth_status find_rank(quoth_context *context, quoth__finder *f, size_t r)
{
    size_t m;
    const uint32_t *tokens = tokens_of(f->join, r, &m);
    bool by_bits = quoth__measure_has_lanes(f->join->measure) && m > 0 && m <= 64;
    quoth_status status = QUOTH_OK;
    if (by_bits) set_bits(f, tokens, m, true);
    if (f->join->at_least == 0 || quoth__join_length(f->join, r) == 0)
        status = compare_all(context, f, r, by_bits);
    else
        status = find_candidates(context, f, r);
    if (status == QUOTH_OK) status = compare_found(context, f, r, by_bits);
    if (by_bits) set_bits(f, tokens, m, false);
    return status == QUOTH_OK ? quoth__work(context, 60 + 8 * (uint64_t)m) : status;
}

/* ------------------------------------------------------------------------------------------------------- table */

/* Sorts by key: by bytes, the lowest first. Keys differ. */
static quoth_status sort_pairs(quoth_context *context, quoth__pair *pairs, size_t count)
{
    void *block;
    QUOTH__TRY(quoth__allocate(context, count, sizeof(quoth__pair), &block));
    quoth_status status = QUOTH_OK;
    quoth__pair *from = pairs, *to = block;
    for (unsigned shift = 0; shift < 64 && status == QUOTH_OK; shift += 8) {
        size_t first[257] = {0};
        for (size_t i = 0; i < count; i++) first[(from[i].key >> shift & 255) + 1]++;
        status = quoth__work(context, 600 + 12 * (uint64_t)count);
        if (count == 0 || first[(from[0].key >> shift & 255) + 1] == count) continue;
        for (size_t i = 1; i < 257; i++) first[i] += first[i - 1];
        for (size_t i = 0; i < count; i++) to[first[from[i].key >> shift & 255]++] = from[i];
        quoth__pair *swapped = from;
        from = to;
        to = swapped;
    }
    if (from != pairs) memcpy(pairs, from, count * sizeof(quoth__pair));
    quoth__free(&context->allocator, block, count, sizeof(quoth__pair));
    return status;
}

enum { A, B, SIMILARITY, COLUMNS };
static const quoth__column_spec specs[COLUMNS] = {
    {"a", QUOTH_U32, 0}, {"b", QUOTH_U32, 0}, {"similarity", QUOTH_F64, 0}};

static quoth_status make_table(quoth_context *context, quoth__pair *pairs, size_t count, quoth_table **table)
{
    quoth_table *made;
    QUOTH__TRY(sort_pairs(context, pairs, count));
    QUOTH__TRY(quoth__work(context, 8 * (uint64_t)count));
    QUOTH__TRY(quoth__table_make(context, specs, COLUMNS, count, &made));
    for (size_t i = 0; i < count; i++) {
        quoth__table_u32(made, A)[i] = (uint32_t)(pairs[i].key >> 32);
        quoth__table_u32(made, B)[i] = (uint32_t)pairs[i].key;
        quoth__table_f64(made, SIMILARITY)[i] = pairs[i].similarity;
    }
    *table = made;
    return QUOTH_OK;
}

/* ---------------------------------------------------------------------------------------------------- together */

static quoth_status finder_make(quoth_context *context, const quoth_join *join, size_t to, quoth__finder *f)
{
    void *block;
    f->join = join;
    f->needs_of = SIZE_MAX;
    f->needs_count = to ? quoth__join_length(join, to - 1) + 1 : 1;
    QUOTH__TRY(quoth__allocate_zeroed(context, to, sizeof(uint32_t), &block));
    f->met = block;
    QUOTH__TRY(quoth__allocate(context, to, sizeof(uint32_t), &block));
    f->found = block;
    QUOTH__TRY(quoth__allocate(context, f->needs_count, sizeof(uint32_t), &block));
    f->needs = block;
    QUOTH__TRY(quoth__allocate_zeroed(context, join->vocabulary, sizeof(uint64_t), &block));
    f->bits = block;
    return quoth__work(context, to / 8 + join->vocabulary / 4);
}

/* About how many entries of lists the ranks of a run would walk, half of each list, and how many pairs there are;
 * `lowest` is the lowest rank that one of them looks for. */
static quoth_status count_run(quoth_context *context, quoth__finder *f, size_t from, size_t to, uint64_t *entries,
                              uint64_t *all, size_t *lowest)
{
    const quoth_join *join = f->join;
    *entries = *all = 0;
    for (size_t r = from; r < to; r++) {
        size_t length = quoth__join_length(join, r), front, low;
        QUOTH__TRY(set_needs(context, f, length));
        front = length - f->needs[f->shortest] + 1;
        for (size_t i = 0; i < front; i++) {
            uint32_t code = join->codes[join->starts[r] + i];
            *entries += (join->lists[code + 1] - join->lists[code]) / 2;
        }
        low = lowest_rank(f, r);
        if (r == from) *lowest = low;
        *all += r - low;
        QUOTH__TRY(quoth__work(context, 150 + 8 * (uint64_t)front));
    }
    return QUOTH_OK;
}

/* A run of ranks: by the lists, or with all of lower rank where that is cheaper. */
static quoth_status find_run(quoth_context *context, quoth__finder *f, size_t from, size_t to)
{
    const quoth_join *join = f->join;
    uint64_t entries = 0, all = 0;
    size_t lowest = 0, longest = quoth__join_length(join, to - 1);
    bool lanes = quoth__measure_has_lanes(join->measure) && join->at_least && quoth__join_length(join, from) > 0 &&
                 longest <= QUOTH__LANE_PATTERN;
    if (lanes) QUOTH__TRY(count_run(context, f, from, to, &entries, &all, &lowest));
    if (lanes && entries > all / LISTS_SHARE) return quoth__pairs_by_lanes(context, f, from, to, lowest);
    for (size_t r = from; r < to; r++) QUOTH__TRY(find_rank(context, f, r));
    return QUOTH_OK;
}

static quoth_status find_share(quoth_context *context, const quoth_join *join, size_t from, size_t to,
                               quoth_table **table)
{
    quoth__finder f = {0};
    QUOTH__TRY(quoth__share_check(context, from, to, join->passages.count));
    quoth_status status = finder_make(context, join, to, &f);
    for (size_t r = from, end; r < to && status == QUOTH_OK; r = end) {
        end = (r / QUOTH__RUN + 1) * QUOTH__RUN < to ? (r / QUOTH__RUN + 1) * QUOTH__RUN : to;
        status = find_run(context, &f, r, end);
    }
    if (status == QUOTH_OK) status = make_table(context, f.pairs.data, f.pairs.count, table);
    quoth__free(&context->allocator, f.met, to, sizeof(uint32_t));
    quoth__free(&context->allocator, f.found, to, sizeof(uint32_t));
    quoth__free(&context->allocator, f.needs, f.needs_count, sizeof(uint32_t));
    quoth__free(&context->allocator, f.bits, join->vocabulary, sizeof(uint64_t));
    quoth__pairs_lanes_free(&context->allocator, &f);
    quoth__array_free(&context->allocator, &f.pairs, sizeof(quoth__pair));
    return status;
}

quoth_status quoth_join_pairs(quoth_context *context, const quoth_join *join, size_t from, size_t to,
                              quoth_table **table)
{
    quoth__enter(context);
    return quoth__leave(context, find_share(context, join, from, to, table));
}

/* Appends the rows of a table of pairs. */
static quoth_status append(quoth_context *context, const quoth_table *table, quoth__array *pairs)
{
    quoth_column columns[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++)
        if (!table || !quoth_table_column_named(table, specs[i].name, &columns[i]) || columns[i].type != specs[i].type)
            return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "a table of pairs has a column %s",
                               specs[i].name);
    size_t rows = quoth_table_rows(table);
    QUOTH__TRY(quoth__array_reserve(context, pairs, rows, sizeof(quoth__pair)));
    for (size_t i = 0; i < rows; i++) {
        uint64_t a = ((const uint32_t *)columns[A].values)[i], b = ((const uint32_t *)columns[B].values)[i];
        QUOTH__AT(*pairs, quoth__pair, pairs->count++) =
            (quoth__pair){a << 32 | b, ((const double *)columns[SIMILARITY].values)[i]};
    }
    return quoth__work(context, 10 * (uint64_t)rows);
}

quoth_status quoth_pairs_merge(quoth_context *context, const quoth_table *const *tables, size_t count,
                               quoth_table **table)
{
    quoth__enter(context);
    quoth__array pairs = {0};
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; i < count && status == QUOTH_OK; i++) status = append(context, tables[i], &pairs);
    if (status == QUOTH_OK) status = make_table(context, pairs.data, pairs.count, table);
    quoth__array_free(&context->allocator, &pairs, sizeof(quoth__pair));
    return quoth__leave(context, status);
}
