/* score: how alike two nodes are, by the weights of the terms that they share and by their order.
 *
 *   common     what the two bags share                           merge of sorted bags, O(a + b)
 *   in order   heaviest common subsequence                       O(a * b), one row of cells, for short ones; of longer
 *              ones what the alignment of fewest steps leaves equal, O(a * b / 64)
 *   run        heaviest unbroken stretch in common
 *   share      mean of common and in order, of the weight of both; but what is in common counts for twice of what is in
 *              order at most: two long passages of one topic have most words in common and no order
 *
 * Symmetric in a and b. */
#include "matching.h"

#define MEMORIES ((size_t)1 << 16) /* comparisons that are remembered */
#define TABLE ((uint64_t)1 << 16)  /* cells up to which the whole table is walked */

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
    return quoth__work(context, 40 + 13 * ((uint64_t)x_count + y_count));
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
        QUOTH__TRY(quoth__work(context, 16 + 25 * (uint64_t)columns));
    }
    likeness->in_order = heaviest[columns];
    return QUOTH_OK;
}

/* Longer ones: what stays equal when the one is turned into the other in the fewest steps. */
static quoth_status walk_alignment(quoth_context *context, quoth__matching *m, uint32_t a, uint32_t b,
                                   quoth__likeness *likeness)
{
    const uint16_t *x_heft = quoth__hefts_of(m, a), *y_heft = quoth__hefts_of(m, b);
    const quoth__node *x = &m->nodes[a], *y = &m->nodes[b];
    m->edits.count = 0;
    QUOTH__TRY(quoth__align(context, quoth__terms_of(m, a), x->terms, quoth__terms_of(m, b), y->terms, &m->edits));
    for (size_t i = 0; i < m->edits.count; i++) {
        const quoth__edit *edit = &QUOTH__AT(m->edits, quoth__edit, i);
        uint64_t run = 0;
        if (edit->op != QUOTH__OP_EQUAL) continue;
        for (uint32_t k = 0; k < edit->a_end - edit->a_start; k++)
            run += lesser(x_heft[edit->a_start + k], y_heft[edit->b_start + k]);
        likeness->in_order += run;
        if (run > likeness->run) likeness->run = run;
    }
    return quoth__work(context, 30 * (uint64_t)m->edits.count + 12 * ((uint64_t)x->terms + y->terms));
}

static quoth_status measure(quoth_context *context, quoth__matching *m, uint32_t a, uint32_t b,
                            quoth__likeness *likeness)
{
    const quoth__node *x = &m->nodes[a], *y = &m->nodes[b];
    *likeness = (quoth__likeness){0};
    QUOTH__TRY(quoth__match_common(context, m, a, b, &likeness->common));
    if (likeness->common >= quoth__rare_of(m, a, b))
        QUOTH__TRY((uint64_t)x->terms * y->terms <= TABLE ? walk_table(context, m, a, b, likeness)
                                                          : walk_alignment(context, m, a, b, likeness));
    uint64_t lighter = x->weight < y->weight ? x->weight : y->weight;
    uint64_t moved = likeness->common < 2 * likeness->in_order ? likeness->common : 2 * likeness->in_order;
    likeness->share = (uint32_t)(1000 * (moved + likeness->in_order) / (x->weight + y->weight + 1));
    likeness->within = (uint32_t)(1000 * likeness->in_order / (lighter + 1));
    return QUOTH_OK;
}

quoth_status quoth__match_memories(quoth_context *context, quoth__matching *m)
{
    for (m->memory_count = 64; m->memory_count < m->node_count && m->memory_count < MEMORIES;) m->memory_count *= 2;
    QUOTH__TAKE(context, m, m->memory_count, m->memories);
    memset(m->memories, 0, m->memory_count * sizeof *m->memories);
    return quoth__work(context, 40 * (uint64_t)m->memory_count);
}

quoth_status quoth__match_compare(quoth_context *context, quoth__matching *m, uint32_t a, uint32_t b,
                                  quoth__likeness *likeness)
{
    if (a > b) {
        uint32_t swap = a;
        a = b;
        b = swap;
    }
    if (m->nodes[a].form == m->nodes[b].form) {
        uint64_t weight = m->nodes[a].weight;
        *likeness = (quoth__likeness){weight, weight, weight, 1000, 1000};
        return quoth__work(context, 10);
    }
    uint64_t mixed = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u;
    quoth__memory *memory = &m->memories[mixed >> 40 & (m->memory_count - 1)];
    if (memory->a != a || memory->b != b) {
        QUOTH__TRY(measure(context, m, a, b, &memory->likeness));
        memory->a = a;
        memory->b = b;
    }
    *likeness = memory->likeness;
    return quoth__work(context, 20);
}
