/* align: the steps that turn one sequence into the other.
 *
 *   whole ── what both begin and end with off ── small enough to keep? ── trace (trace.c): the best of minimal scripts
 *     │
 *     └─ else: the longer side cut in the middle, and the shorter where the way from the beginning to there and the way
 *        from there to the end are shortest together (Hirschberg 1975):
 *
 *           pattern ┌────────┬───────┐        each of the two shaded parts is aligned in the same way; both columns
 *                   │░░░░░░░░│       │        at the middle come from the bit-parallel kernel
 *                 i ├────────┼───────┤
 *                   │        │░░░░░░░│
 *                   └────────┴───────┘ text
 *
 * What is best among minimal scripts is said in trace.c. That what both begin with stands for itself costs no edit and
 * no equal token, as a first run of equal tokens elsewhere can be moved there; it can cost a run where that one goes on
 * beyond what both begin with ("a b" in "a c a b"). There it is left on, and so at the end. So the script is a best one,
 * and of those one that keeps beginning and end.
 *
 * It holds for sequences that are kept whole (8 million cells of the band) and within each part of longer ones; where
 * several cuts are as short, the first that runs through equal tokens is taken, or else the first. So the result is one
 * for a pair of sequences, whatever the machine, and that of the swapped pair is its mirror image whenever the sequences
 * differ in length; its cost, its number of equal tokens and of runs are the same in any case.
 *
 * Cost: O(distance * n / 64) for what is kept and O(m * n / 64) for what is divided, and what trace.c says for each
 * part; memory linear in the sequences beyond the bound. */
#include "../base/table.h"
#include "columns.h"
#include "trace.h"

/* ----------------------------------------------------------------------------------------------------- script */

/* Writes an edit, which counts only when it has tokens: there is room. */
static inline void write_edit(quoth__edit *edits, size_t *count, quoth__op op, quoth__script *s, uint32_t a, uint32_t b)
{
    edits[*count] = (quoth__edit){op, s->a, s->a + a, s->b, s->b + b};
    *count += (a | b) != 0;
    s->a += a;
    s->b += b;
}

quoth_status quoth__script_end(quoth_context *context, quoth__script *s)
{
    uint32_t both = s->gap_a < s->gap_b ? s->gap_a : s->gap_b;
    if (s->edits->capacity - s->edits->count < 4)
        QUOTH__TRY(quoth__array_reserve(context, s->edits, 4, sizeof(quoth__edit)));
    quoth__edit *edits = s->edits->data;
    size_t count = s->edits->count;
    write_edit(edits, &count, QUOTH__OP_EQUAL, s, s->equal, s->equal);
    write_edit(edits, &count, QUOTH__OP_REPLACE, s, both, both);
    write_edit(edits, &count, QUOTH__OP_DELETE, s, s->gap_a - both, 0);
    write_edit(edits, &count, QUOTH__OP_INSERT, s, 0, s->gap_b - both);
    s->edits->count = count;
    s->equal = s->gap_a = s->gap_b = 0;
    return quoth__work(context, 60);
}

/* --------------------------------------------------------------------------------------------------- dividing */

/* A part of both sequences, the shorter as the pattern. */
typedef struct part {
    const uint32_t *pattern, *text;
    size_t m, n;
    bool swapped; /* the pattern is b's side */
} part;

static part part_of(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    if (a_count > b_count) return (part){b, a, b_count, a_count, true};
    return (part){a, b, a_count, b_count, false};
}

/* The last column of the table of a pattern (in the order of its rows) and n tokens of a text, from text[0] on or, with
 * step -1, backwards from it: cells[i] is the distance of the first i tokens of the pattern to them all. */
static quoth_status last_column(quoth_context *context, const uint32_t *pattern, size_t m, const uint32_t *text,
                                size_t n, int step, uint32_t *cells)
{
    quoth__rows rows;
    void *words = NULL;
    quoth_status status = quoth__rows_make(context, pattern, m, &rows);
    if (status != QUOTH_OK) goto done;
    QUOTH__GOTO(quoth__allocate(context, 2 * rows.blocks, sizeof(uint64_t), &words));
    uint64_t *up = words, *down = up + rows.blocks;
    memset(up, 0xFF, rows.blocks * sizeof *up);
    memset(down, 0, rows.blocks * sizeof *down);
    for (size_t j = 0; j < n; j++, text += step) {
        quoth__column_step(quoth__rows_bits(&rows, *text), up, down, 0, rows.blocks - 1);
        QUOTH__GOTO(quoth__work(context, QUOTH__COLUMN_WORK + QUOTH__BLOCK_WORK * (uint64_t)rows.blocks));
    }
    cells[0] = (uint32_t)n;
    for (size_t i = 0; i < m; i++) {
        uint32_t more = up[i / 64] >> (i % 64) & 1, less = down[i / 64] >> (i % 64) & 1;
        cells[i + 1] = cells[i] + more - less;
    }
    status = quoth__work(context, 10 * (uint64_t)m);
done:
    quoth__free(&context->allocator, words, 2 * rows.blocks, sizeof(uint64_t));
    quoth__rows_free(&context->allocator, &rows);
    return status;
}

/* How much a cut at row i of the pattern and the middle of the text runs through equal tokens: 0 to 2. */
static int cut_worth(const part *p, size_t i, size_t middle)
{
    int before = i > 0 && p->pattern[i - 1] == p->text[middle - 1];
    int after = i < p->m && p->pattern[i] == p->text[middle];
    return before + after;
}

/* The row of the pattern at which the text is cut in its middle. Needs 3 * m + 2 numbers. */
static quoth_status cut_with(quoth_context *context, const part *p, size_t middle, uint32_t *numbers, size_t *row)
{
    uint32_t *head = numbers, *tail = head + p->m + 1, *reversed = tail + p->m + 1;
    for (size_t i = 0; i < p->m; i++) reversed[i] = p->pattern[p->m - 1 - i];
    QUOTH__TRY(last_column(context, p->pattern, p->m, p->text, middle, 1, head));
    QUOTH__TRY(last_column(context, reversed, p->m, p->text + p->n - 1, p->n - middle, -1, tail));
    uint64_t least = UINT64_MAX;
    int worth = 0;
    for (size_t i = 0; i <= p->m; i++) {
        uint64_t cost = (uint64_t)head[i] + tail[p->m - i];
        if (cost > least) continue;
        int here = cut_worth(p, i, middle);
        if (cost == least && here <= worth) continue;
        least = cost;
        worth = here;
        *row = i;
    }
    return quoth__work(context, 16 * (uint64_t)p->m);
}

static quoth_status cut(quoth_context *context, const part *p, size_t middle, size_t *row)
{
    void *numbers;
    size_t count = 3 * p->m + 2;
    QUOTH__TRY(quoth__allocate(context, count, sizeof(uint32_t), &numbers));
    quoth_status status = cut_with(context, p, middle, numbers, row);
    quoth__free(&context->allocator, numbers, count, sizeof(uint32_t));
    return status;
}

static quoth_status align_part(quoth_context *context, const uint32_t *a, size_t a_count, const uint32_t *b,
                               size_t b_count, quoth__script *script);

/* Aligns both parts of a part that is too large to keep. */
static quoth_status divide(quoth_context *context, const part *p, quoth__script *script)
{
    size_t middle = p->n / 2, row = 0;
    QUOTH__TRY(cut(context, p, middle, &row));
    const uint32_t *pattern = p->pattern + row, *text = p->text + middle;
    if (p->swapped) {
        QUOTH__TRY(align_part(context, p->text, middle, p->pattern, row, script));
        return align_part(context, text, p->n - middle, pattern, p->m - row, script);
    }
    QUOTH__TRY(align_part(context, p->pattern, row, p->text, middle, script));
    return align_part(context, pattern, p->m - row, text, p->n - middle, script);
}

/* ------------------------------------------------------------------------------------------------------- ends */

#define TRIES 16 /* places where a beginning is held against the whole of what it may go on to */

/* The first place from `from` on where a token stands, or `count`: eight at a look. */
static size_t next_place(uint32_t token, const uint32_t *at, size_t from, size_t count)
{
    for (; from + 8 <= count; from += 8) {
        unsigned hits = 0;
        for (size_t i = 0; i < 8; i++) hits |= at[from + i] == token;
        if (hits) break;
    }
    while (from < count && at[from] != token) from++;
    return from;
}

/* Whether what both begin with, and the token of a after it, stand in b again. Says so, too, where it would take long to
 * know. */
static bool begins_again(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, size_t same)
{
    if (same >= a_count) return false;
    int tries = 0;
    for (size_t at = same + 1; (at = next_place(a[same], b, at, b_count)) < b_count; at++) {
        if (b[at - same] != *a) continue;
        if (++tries > TRIES || memcmp(b + at - same, a, same * sizeof *a) == 0) return true;
    }
    return false;
}

/* The same of what both end with and the token of a before it. */
static bool ends_before(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, size_t same)
{
    if (same >= a_count || same >= b_count) return false;
    uint32_t token = a[a_count - same - 1];
    const uint32_t *end = a + a_count - same;
    int tries = 0;
    for (size_t at = 0, count = b_count - same - 1; (at = next_place(token, b, at, count)) < count; at++) {
        if (b[at + same] != a[a_count - 1]) continue;
        if (++tries > TRIES || memcmp(b + at + 1, end, same * sizeof *a) == 0) return true;
    }
    return false;
}

/* How much of what both begin with is taken for equal before the rest is looked at; the same of what they end with. */
static size_t same_beginning(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    size_t shorter = a_count < b_count ? a_count : b_count, same = 0;
    while (same < shorter && a[same] == b[same]) same++;
    if (same && (begins_again(a, a_count, b, b_count, same) || begins_again(b, b_count, a, a_count, same))) return 0;
    return same;
}

static size_t same_end(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    size_t shorter = a_count < b_count ? a_count : b_count, same = 0;
    while (same < shorter && a[a_count - 1 - same] == b[b_count - 1 - same]) same++;
    if (same && (ends_before(a, a_count, b, b_count, same) || ends_before(b, b_count, a, a_count, same))) return 0;
    return same;
}

/* The depth of the calls within calls is that of halving the longer side: 62 at most. */
static quoth_status align_part(quoth_context *context, const uint32_t *a, size_t a_count, const uint32_t *b,
                               size_t b_count, quoth__script *script)
{
    bool fits = true;
    size_t head = same_beginning(a, a_count, b, b_count);
    a += head;
    b += head;
    size_t tail = same_end(a, a_count -= head, b, b_count -= head);
    part p = part_of(a, a_count - tail, b, b_count - tail);
    QUOTH__TRY(quoth__work(context, 100 + 5 * (uint64_t)(head + tail) + 6 * (uint64_t)(p.m + p.n)));
    QUOTH__TRY(quoth__script_equal(context, script, head));
    if (p.m == 0)
        quoth__script_gap(script, p.swapped ? p.n : 0, p.swapped ? 0 : p.n);
    else
        QUOTH__TRY(quoth__trace(context, p.pattern, p.m, p.text, p.n, p.swapped, script, &fits));
    if (!fits) QUOTH__TRY(divide(context, &p, script));
    return quoth__script_equal(context, script, tail);
}

quoth_status quoth__align(quoth_context *context, const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
                          quoth__array *edits)
{
    static const uint32_t nothing = 0;
    quoth__script script = {.edits = edits};
    QUOTH__TRY(align_part(context, a ? a : &nothing, a_count, b ? b : &nothing, b_count, &script));
    return quoth__script_end(context, &script);
}

/* ----------------------------------------------------------------------------------------------------- public */

static const char *const op_names[] = {"equal", "replace", "delete", "insert"};

quoth_status quoth__edits_table(quoth_context *context, const quoth__edit *edits, size_t count, quoth_table **table)
{
    static const quoth__column_spec specs[] = {
        {"op", QUOTH_NAME, 0},     {"a_start", QUOTH_U32, 0}, {"a_end", QUOTH_U32, 0},
        {"b_start", QUOTH_U32, 0}, {"b_end", QUOTH_U32, 0},
    };
    quoth_table *made = NULL;
    QUOTH__TRY(quoth__table_make(context, specs, 5, count, &made));
    for (size_t i = 0; i < count; i++) {
        const quoth__edit *edit = &edits[i];
        quoth__table_u32(made, 0)[i] = edit->op;
        quoth__table_u32(made, 1)[i] = edit->a_start;
        quoth__table_u32(made, 2)[i] = edit->a_end;
        quoth__table_u32(made, 3)[i] = edit->b_start;
        quoth__table_u32(made, 4)[i] = edit->b_end;
    }
    quoth_status status = quoth__table_set_list(context, made, 0, op_names, 4);
    if (status == QUOTH_OK) status = quoth__work(context, 40 * (uint64_t)count);
    if (status == QUOTH_OK)
        *table = made;
    else
        quoth_table_release(made);
    return status;
}

quoth_status quoth_align(quoth_context *context, const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
                         quoth_table **table)
{
    quoth__enter(context);
    quoth__array edits = {0};
    quoth_status status = quoth__sequences_check(context, a, a_count, b, b_count);
    if (status == QUOTH_OK) status = quoth__align(context, a, a_count, b, b_count, &edits);
    if (status == QUOTH_OK) status = quoth__edits_table(context, edits.data, edits.count, table);
    quoth__array_free(&context->allocator, &edits, sizeof(quoth__edit));
    return quoth__leave(context, status);
}
