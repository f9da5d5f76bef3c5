/* pairing: the words of two passages set against one another in order.
 *
 *   keys ── align (bit-parallel) ──► runs of words in common ── long ones hold; what lies between them is loose:
 *
 *   base     I do not mind | but the whole delegation was | very nervous
 *            ═══ holds ═══ | ░░░░░░░░░ loose ░░░░░░░░░░░░ | ══ holds ══
 *
 *   A loose part is set against its other side by costs: of pairs by how alike they are (relate.h), of words without a
 *   partner by runs (Gotoh 1982), cheaper where the reading has dots, or where the run begins as a clause does. Among
 *   equals a pair goes before a word without a partner, at the end first.
 *
 * Cost: O(words * words / 64) for the runs, O(cells) for loose parts up to LOOSE_CELLS cells; a larger one is divided
 * at its words in common, and what is larger still stays without pairs. */
#include "pairing.h"

#define HOLDS 12u /* the weight of a run that holds: a content word 3, a function word 1 */
#define LOOSE_CELLS ((size_t)1 << 16)
#define CELL_WORK (QUOTH__RELATE_WORK + 110u)
#define FAR (UINT32_MAX / 4)

typedef struct pairer {
    quoth_context *context;
    const quoth__lexicon *lexicon;
    const quoth__words *base, *reading;
    quoth__pairing *pairing;
} pairer;

/* A part of both sides. */
typedef struct part {
    size_t b, b_end, r, r_end;
} part;

static void pair_up(const pairer *p, size_t b, size_t r)
{
    p->pairing->base[b] = (uint32_t)r;
    p->pairing->reading[r] = (uint32_t)b;
}

/* ------------------------------------------------------------------------------------------- a loose part */

enum { PAIRED, DROPPED, PUT_IN, STATES };

/* For each cell and state the state of the cell before, two bits each. */
typedef struct table {
    uint32_t *cost[2][STATES]; /* this row and the one before */
    uint8_t *from;
    size_t rows, columns;
    void *memory;
    size_t bytes;
} table;

static quoth_status table_make(quoth_context *context, table *t, size_t rows, size_t columns)
{
    *t = (table){.rows = rows + 1, .columns = columns + 1};
    t->bytes = 2 * STATES * t->columns * sizeof(uint32_t) + t->rows * t->columns;
    QUOTH__TRY(quoth__allocate(context, t->bytes, 1, &t->memory));
    uint32_t *numbers = t->memory;
    for (size_t row = 0; row < 2; row++)
        for (size_t state = 0; state < STATES; state++, numbers += t->columns) t->cost[row][state] = numbers;
    t->from = (uint8_t *)numbers;
    return QUOTH_OK;
}

/* What a word of the base without a partner costs, before word r of the reading: to begin a run, and to go on. */
static void drop_costs(const pairer *p, size_t b, size_t r, uint32_t *open, uint32_t *word)
{
    bool marked = p->reading->gaps[r].ellipsis, clause = p->base->gaps[b].divides;
    *open = marked ? 0 : clause ? QUOTH__COST_OPEN_CLAUSE : QUOTH__COST_OPEN;
    *word = marked ? QUOTH__COST_MARKED : QUOTH__COST_WORD;
}

static void put_costs(const pairer *p, size_t r, uint32_t *open, uint32_t *word)
{
    *open = p->reading->gaps[r].divides ? QUOTH__COST_OPEN_CLAUSE : QUOTH__COST_OPEN;
    *word = QUOTH__COST_WORD;
}

static uint32_t least_of(uint32_t paired, uint32_t dropped, uint32_t put_in, unsigned *state)
{
    uint32_t least = paired;
    *state = PAIRED;
    if (dropped < least) {
        least = dropped;
        *state = DROPPED;
    }
    if (put_in < least) {
        least = put_in;
        *state = PUT_IN;
    }
    return least;
}

static void fill_cell(const pairer *p, const part *of, table *t, size_t i, size_t j)
{
    uint32_t *const *now = t->cost[i % 2], *const *up = t->cost[(i + 1) % 2];
    uint32_t paired = i || j ? FAR : 0, dropped = FAR, put_in = FAR, open, word;
    unsigned paired_from = PAIRED, dropped_from = PAIRED, put_from = PAIRED;
    if (i && j) {
        size_t b = of->b + i - 1, r = of->r + j - 1;
        paired = least_of(up[PAIRED][j - 1], up[DROPPED][j - 1], up[PUT_IN][j - 1], &paired_from) +
                 quoth__pair_cost(p->lexicon, &p->base->words[b], &p->reading->words[r]);
    }
    if (i) {
        drop_costs(p, of->b + i - 1, of->r + j, &open, &word);
        dropped = least_of(up[PAIRED][j] + open, up[DROPPED][j], FAR, &dropped_from) + word;
    }
    if (j) {
        put_costs(p, of->r + j - 1, &open, &word);
        put_in = least_of(now[PAIRED][j - 1] + open, now[DROPPED][j - 1] + open, now[PUT_IN][j - 1], &put_from) + word;
    }
    now[PAIRED][j] = paired < FAR ? paired : FAR;
    now[DROPPED][j] = dropped < FAR ? dropped : FAR;
    now[PUT_IN][j] = put_in < FAR ? put_in : FAR;
    t->from[i * t->columns + j] = (uint8_t)(paired_from | dropped_from << 2 | put_from << 4);
}

static void walk_back(const pairer *p, const part *of, const table *t)
{
    size_t i = t->rows - 1, j = t->columns - 1;
    uint32_t *const *last = t->cost[i % 2];
    unsigned state;
    least_of(last[PAIRED][j], last[DROPPED][j], last[PUT_IN][j], &state);
    while (i || j) {
        unsigned before = t->from[i * t->columns + j] >> (2 * state) & 3;
        if (state == PAIRED) pair_up(p, of->b + i - 1, of->r + j - 1);
        i -= state != PUT_IN;
        j -= state != DROPPED;
        state = before;
    }
}

/* Sets two sides of a part against one another, where neither is empty and the part is not too large. */
static quoth_status pair_loose(const pairer *p, const part *of)
{
    size_t rows = of->b_end - of->b, columns = of->r_end - of->r;
    if (rows == 0 || columns == 0 || rows > LOOSE_CELLS / columns) return QUOTH_OK;
    table t;
    QUOTH__TRY(table_make(p->context, &t, rows, columns));
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; i <= rows && status == QUOTH_OK; i++) {
        for (size_t j = 0; j <= columns; j++) fill_cell(p, of, &t, i, j);
        status = quoth__work(p->context, CELL_WORK * (uint64_t)columns);
    }
    if (status == QUOTH_OK) walk_back(p, of, &t);
    quoth__free(&p->context->allocator, t.memory, t.bytes, 1);
    return status;
}

/* ------------------------------------------------------------------------------------------------ the whole */

static bool holds(const pairer *p, const quoth__edit *edit)
{
    uint32_t weight = 0;
    for (size_t b = edit->a_start; b < edit->a_end && weight < HOLDS; b++)
        weight += quoth__word_is_light(&p->base->words[b]) ? 1 : 3;
    return weight >= HOLDS;
}

/* A part between runs that hold, which is too large to be set against its other side whole: its runs are kept. */
static quoth_status pair_large(const pairer *p, const quoth__edit *edits, size_t count, part of)
{
    part between = {of.b, of.b, of.r, of.r};
    for (size_t i = 0; i < count; i++) {
        const quoth__edit *edit = &edits[i];
        if (edit->op != QUOTH__OP_EQUAL) continue;
        between.b_end = edit->a_start;
        between.r_end = edit->b_start;
        QUOTH__TRY(pair_loose(p, &between));
        for (size_t k = 0; k < edit->a_end - edit->a_start; k++) pair_up(p, edit->a_start + k, edit->b_start + k);
        between.b = edit->a_end;
        between.r = edit->b_end;
    }
    between.b_end = of.b_end;
    between.r_end = of.r_end;
    return pair_loose(p, &between);
}

static quoth_status pair_between(const pairer *p, const quoth__edit *edits, size_t count, part of)
{
    size_t rows = of.b_end - of.b, columns = of.r_end - of.r;
    if (columns && rows > LOOSE_CELLS / columns) return pair_large(p, edits, count, of);
    return pair_loose(p, &of);
}

static quoth_status pair_edits(const pairer *p, const quoth__array *array)
{
    const quoth__edit *edits = array->data;
    part loose = {0};
    size_t first = 0;
    for (size_t i = 0; i < array->count; i++) {
        const quoth__edit *edit = &edits[i];
        QUOTH__TRY(quoth__work(p->context, 20 + 8 * (uint64_t)(edit->a_end - edit->a_start)));
        if (edit->op != QUOTH__OP_EQUAL || !holds(p, edit)) continue;
        loose.b_end = edit->a_start;
        loose.r_end = edit->b_start;
        QUOTH__TRY(pair_between(p, edits + first, i - first, loose));
        for (size_t k = 0; k < edit->a_end - edit->a_start; k++) pair_up(p, edit->a_start + k, edit->b_start + k);
        loose.b = edit->a_end;
        loose.r = edit->b_end;
        first = i + 1;
    }
    loose.b_end = p->base->count;
    loose.r_end = p->reading->count;
    return first < array->count ? pair_between(p, edits + first, array->count - first, loose) : QUOTH_OK;
}

static quoth_status keys_of(quoth_context *context, const quoth__lexicon *lexicon, const quoth__words *words,
                            uint32_t *keys)
{
    for (size_t i = 0; i < words->count; i++) keys[i] = quoth__lexeme_at(lexicon, words->words[i].lexeme)->key;
    return quoth__work(context, 6 * (uint64_t)words->count);
}

static quoth_status pair_words(const pairer *p)
{
    quoth_context *context = p->context;
    size_t m = p->base->count, n = p->reading->count;
    quoth__array edits = {0};
    void *keys;
    QUOTH__TRY(quoth__allocate(context, m + n, sizeof(uint32_t), &keys));
    uint32_t *a = keys, *b = a + m;
    quoth_status status = keys_of(context, p->lexicon, p->base, a);
    if (status != QUOTH_OK) goto done;
    QUOTH__GOTO(keys_of(context, p->lexicon, p->reading, b));
    QUOTH__GOTO(quoth__align(context, a, m, b, n, &edits));
    status = pair_edits(p, &edits);
done:
    quoth__array_free(&context->allocator, &edits, sizeof(quoth__edit));
    quoth__free(&context->allocator, keys, m + n, sizeof(uint32_t));
    return status;
}

quoth_status quoth__pairing_make(quoth_context *context, const quoth__lexicon *lexicon, const quoth__words *base,
                                 const quoth__words *reading, quoth__pairing *pairing)
{
    size_t m = base->count, n = reading->count;
    void *block;
    QUOTH__TRY(quoth__allocate(context, 2 * (m + n), sizeof(uint32_t), &block));
    memset(block, 0xFF, 2 * (m + n) * sizeof(uint32_t));
    pairing->base_count = m;
    pairing->reading_count = n;
    pairing->numbers_count = 2 * (m + n);
    pairing->base = block;
    pairing->reading = pairing->base + m;
    pairing->base_moved = pairing->reading + n;
    pairing->reading_moved = pairing->base_moved + m;
    pairer p = {context, lexicon, base, reading, pairing};
    QUOTH__TRY(pair_words(&p));
    return quoth__pairing_moves(context, lexicon, base, reading, pairing);
}

void quoth__pairing_free(const quoth_allocator *allocator, quoth__pairing *pairing)
{
    quoth__free(allocator, pairing->base, pairing->numbers_count, sizeof(uint32_t));
    *pairing = (quoth__pairing){0};
}
