/* score: how alike two nodes are, by the weights of the terms that they share and by their order.
 *
 *   common     what the two bags share                           merge of sorted bags, O(a + b)
 *   in order   heaviest common subsequence                       O(a * b) for short ones: one row of cells;
 *              of longer ones the k-th place of a term in the one stands for its k-th in the other, and the heaviest
 *              rising chain of these places is taken             O((a + b) * log b)
 *   run        heaviest unbroken stretch in common
 *
 * Symmetric in a and b. */
#include "matching.h"

#define TABLE ((uint64_t)1 << 16) /* cells up to which the whole table is walked */

/* What a term in common weighs: the lesser of what it weighs on each side. */
static uint64_t lesser(uint16_t x, uint16_t y) { return x < y ? x : y; }

/* One step of the merge of two bags: true while both have terms; *same when they agree at i, j. */
static bool meet(const uint64_t *a, uint32_t a_count, const uint64_t *b, uint32_t b_count, uint32_t *i, uint32_t *j)
{
    while (*i < a_count && *j < b_count) {
        uint64_t x = a[*i] >> 32, y = b[*j] >> 32;
        if (x == y) return true;
        if (x < y)
            ++*i;
        else
            ++*j;
    }
    return false;
}

quoth_status quoth__match_common(quoth_context *context, const quoth__matching *m, uint32_t a, uint32_t b,
                                 uint64_t *common)
{
    const uint64_t *x = quoth__bag_of(m, a), *y = quoth__bag_of(m, b);
    uint32_t x_count = m->nodes[a].terms, y_count = m->nodes[b].terms;
    *common = 0;
    for (uint32_t i = 0, j = 0; meet(x, x_count, y, y_count, &i, &j); i++, j++)
        *common += lesser(quoth__hefts_of(m, a)[(uint32_t)x[i]], quoth__hefts_of(m, b)[(uint32_t)y[j]]);
    return quoth__work(context, 20 + 8 * ((uint64_t)x_count + y_count));
}

static quoth_status cells(quoth_context *context, quoth__matching *m, size_t count)
{
    void *got;
    if (count <= m->cell_count) return QUOTH_OK;
    QUOTH__TRY(quoth__allocate(context, 2 * count, sizeof *m->cells, &got));
    quoth__free(&context->allocator, m->cells, m->cell_count, sizeof *m->cells);
    m->cells = got;
    m->cell_count = 2 * count;
    return QUOTH_OK;
}

/* The whole table, a row at a time: heaviest[j] of the prefix, run[j] of the stretch that ends here. */
static quoth_status walk_table(quoth_context *context, quoth__matching *m, uint32_t a, uint32_t b,
                               quoth__likeness *likeness)
{
    const uint32_t *x = quoth__terms_of(m, a), *y = quoth__terms_of(m, b);
    const uint16_t *x_heft = quoth__hefts_of(m, a), *y_heft = quoth__hefts_of(m, b);
    uint32_t rows = m->nodes[a].terms, columns = m->nodes[b].terms;
    QUOTH__TRY(cells(context, m, 2 * ((size_t)columns + 1)));
    uint64_t *heaviest = m->cells, *run = m->cells + columns + 1;
    memset(m->cells, 0, 2 * ((size_t)columns + 1) * sizeof *m->cells);
    for (uint32_t i = 0; i < rows; i++) {
        uint64_t corner = 0, run_corner = 0;
        for (uint32_t j = 1; j <= columns; j++) {
            uint64_t above = heaviest[j], run_above = run[j];
            bool same = x[i] == y[j - 1];
            uint64_t weight = lesser(x_heft[i], y_heft[j - 1]);
            uint64_t best = same ? corner + weight : above;
            heaviest[j] = best > heaviest[j - 1] ? best : heaviest[j - 1];
            run[j] = same ? run_corner + weight : 0;
            if (run[j] > likeness->run) likeness->run = run[j];
            corner = above;
            run_corner = run_above;
        }
        QUOTH__TRY(quoth__work(context, 10 + 15 * (uint64_t)columns));
    }
    likeness->in_order = heaviest[columns];
    return QUOTH_OK;
}

/* The heaviest chain that ends before `place`, and entering one: a tree of greatest sums over the places of b. */
static uint64_t best_before(const uint64_t *tree, uint32_t place)
{
    uint64_t best = 0;
    for (uint32_t at = place; at > 0; at &= at - 1)
        if (tree[at] > best) best = tree[at];
    return best;
}

static void enter(uint64_t *tree, uint32_t count, uint32_t place, uint64_t sum)
{
    for (uint64_t at = (uint64_t)place + 1; at <= count; at += at & (~at + 1))
        if (sum > tree[at]) tree[at] = sum;
}

static quoth_status walk_places(quoth_context *context, quoth__matching *m, uint32_t a, uint32_t b,
                                quoth__likeness *likeness)
{
    const uint64_t *x = quoth__bag_of(m, a), *y = quoth__bag_of(m, b);
    const uint16_t *x_heft = quoth__hefts_of(m, a), *y_heft = quoth__hefts_of(m, b);
    uint32_t x_count = m->nodes[a].terms, y_count = m->nodes[b].terms, bits = 0;
    QUOTH__TRY(cells(context, m, (size_t)x_count + y_count + 1));
    uint64_t *partner = m->cells, *tree = m->cells + x_count;
    memset(m->cells, 0, ((size_t)x_count + y_count + 1) * sizeof *m->cells);
    for (uint32_t i = 0, j = 0; meet(x, x_count, y, y_count, &i, &j); i++, j++)
        partner[(uint32_t)x[i]] = (uint64_t)(uint32_t)y[j] + 1;
    for (uint32_t rest = y_count; rest; rest >>= 1) bits++;
    uint64_t run = 0;
    for (uint32_t i = 0; i < x_count; i++) {
        if (!partner[i]) continue;
        uint32_t place = (uint32_t)(partner[i] - 1);
        uint64_t weight = lesser(x_heft[i], y_heft[place]);
        run = i && partner[i - 1] && partner[i - 1] + 1 == partner[i] ? run + weight : weight;
        if (run > likeness->run) likeness->run = run;
        enter(tree, y_count, place, best_before(tree, place) + weight);
    }
    likeness->in_order = best_before(tree, y_count);
    return quoth__work(context, 100 + (uint64_t)x_count * (20 + 12 * bits) + 10 * (uint64_t)y_count);
}

quoth_status quoth__match_compare(quoth_context *context, quoth__matching *m, uint32_t a, uint32_t b,
                                  quoth__likeness *likeness)
{
    if (a > b) {
        uint32_t swap = a;
        a = b;
        b = swap;
    }
    const quoth__node *x = &m->nodes[a], *y = &m->nodes[b];
    *likeness = (quoth__likeness){0};
    if (x->form == y->form) {
        *likeness = (quoth__likeness){x->weight, x->weight, x->weight, 1000, 1000};
        return quoth__work(context, 10);
    }
    QUOTH__TRY(quoth__match_common(context, m, a, b, &likeness->common));
    if (likeness->common >= quoth__rare_of(m, a, b))
        QUOTH__TRY((uint64_t)x->terms * y->terms <= TABLE ? walk_table(context, m, a, b, likeness)
                                                          : walk_places(context, m, a, b, likeness));
    uint64_t lighter = x->weight < y->weight ? x->weight : y->weight;
    likeness->share = (uint32_t)(1000 * (likeness->common + likeness->in_order) / (x->weight + y->weight + 1));
    likeness->within = (uint32_t)(1000 * likeness->in_order / (lighter + 1));
    return QUOTH_OK;
}
