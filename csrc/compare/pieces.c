/* pieces: the walk along the pairs of words (the drawing stands in pieces.h). */
#include "pieces.h"

static quoth_status push(quoth__comparison *c, quoth__piece piece)
{
    void *place;
    QUOTH__TRY(quoth__work(c->context, 60));
    QUOTH__TRY(quoth__array_push(c->context, &c->pieces, sizeof(quoth__piece), &place));
    *(quoth__piece *)place = piece;
    return QUOTH_OK;
}

/* Where the next pair is, from words b and r on; the ends where there is none. */
static void next_pair(const quoth__comparison *c, uint32_t b, uint32_t r, uint32_t *b_next, uint32_t *r_next)
{
    while (b < c->base.count && c->pairing.base[b] == QUOTH__NONE) b++;
    *b_next = b;
    while (b == c->base.count && r < c->reading.count && c->pairing.reading[r] == QUOTH__NONE) r++;
    *r_next = b < c->base.count ? c->pairing.base[b] : r;
}

/* Base words without a partner, none of them moved. */
static quoth_status push_cut(quoth__comparison *c, uint32_t b, uint32_t b_end, uint32_t r, uint32_t others)
{
    quoth_change whole = quoth__kind_of_cut(c, b, b_end, r, others);
    bool marked = quoth__cut_is_marked(c, b, b_end, r);
    if (whole != QUOTH_CHANGE_SAME) return push(c, (quoth__piece){(uint8_t)whole, false, b, b_end, r, r});
    for (uint32_t i = b; i < b_end; i++) {
        quoth_change kind = quoth__kind_of_word(c, &c->base, i, b_end, b_end - b,
                                                marked ? QUOTH_CHANGE_CUT_MARKED : QUOTH_CHANGE_CUT_SILENT);
        QUOTH__TRY(push(c, (quoth__piece){(uint8_t)kind, false, i, i + 1, r, r}));
    }
    return QUOTH_OK;
}

static quoth_status push_addition(quoth__comparison *c, uint32_t b, uint32_t r, uint32_t r_end)
{
    quoth_change whole = quoth__kind_of_addition(c, r, r_end);
    if (whole != QUOTH_CHANGE_SAME) return push(c, (quoth__piece){(uint8_t)whole, false, b, b, r, r_end});
    for (uint32_t i = r; i < r_end; i++) {
        quoth_change kind = quoth__kind_of_word(c, &c->reading, i, r_end, r_end - r, QUOTH_CHANGE_ADDED);
        QUOTH__TRY(push(c, (quoth__piece){(uint8_t)kind, false, b, b, i, i + 1}));
    }
    return QUOTH_OK;
}

/* The end of a moved block that begins at base word b. */
static uint32_t moved_end(const quoth__comparison *c, uint32_t b, uint32_t limit)
{
    uint32_t end = b + 1;
    while (end < limit && c->pairing.base_moved[end] == c->pairing.base_moved[end - 1] + 1) end++;
    return end;
}

/* The base's side between two pairs: `others` words of the reading stand there too. */
static quoth_status push_base(quoth__comparison *c, uint32_t b, uint32_t b_end, uint32_t r, uint32_t others)
{
    while (b < b_end) {
        uint32_t end = b;
        if (c->pairing.base_moved[b] != QUOTH__NONE) {
            uint32_t to = c->pairing.base_moved[b];
            end = moved_end(c, b, b_end);
            bool link = end - b == 1; /* an "and" between blocks: no change of its own */
            quoth_change kind = link ? QUOTH_CHANGE_SAME : QUOTH_CHANGE_MOVED;
            QUOTH__TRY(push(c, (quoth__piece){(uint8_t)kind, false, b, end, to, to + (end - b)}));
        } else {
            while (end < b_end && c->pairing.base_moved[end] == QUOTH__NONE) end++;
            QUOTH__TRY(push_cut(c, b, end, r, others));
        }
        b = end;
    }
    return QUOTH_OK;
}

static quoth_status push_reading(quoth__comparison *c, uint32_t b, uint32_t r, uint32_t r_end)
{
    while (r < r_end) {
        uint32_t end = r;
        while (end < r_end && c->pairing.reading_moved[end] == QUOTH__NONE) end++;
        if (end > r) QUOTH__TRY(push_addition(c, b, r, end));
        while (end < r_end && c->pairing.reading_moved[end] != QUOTH__NONE) end++;
        r = end;
    }
    return QUOTH_OK;
}

static uint32_t put_in(const quoth__comparison *c, uint32_t r, uint32_t r_end)
{
    uint32_t count = 0;
    for (; r < r_end; r++) count += c->pairing.reading_moved[r] == QUOTH__NONE;
    return count;
}

/* The punctuation before words b and r, where both follow on one another. */
static quoth_status push_gap(quoth__comparison *c, uint32_t b, uint32_t r)
{
    quoth_change kind = quoth__kind_of_gaps(c, b, r);
    return kind == QUOTH_CHANGE_SAME ? QUOTH_OK : push(c, (quoth__piece){(uint8_t)kind, true, b, b, r, r});
}

static uint32_t count_starts(const quoth__words *words, uint32_t from, uint32_t end)
{
    uint32_t count = 0;
    for (uint32_t i = from; i <= end && i < words->count; i++) count += words->words[i].starts;
    return count;
}

/* A sentence that was parted or joined where a word was left out or put in: "and" for a full stop. A cut that joins is
 * a splice. */
static quoth_status push_sentence(quoth__comparison *c, quoth__piece between)
{
    bool inside = between.b > 0 && between.r > 0 && between.b_end < c->base.count && between.r_end < c->reading.count;
    bool cut = between.r == between.r_end, put = between.b == between.b_end;
    if (!inside || cut == put) return QUOTH_OK;
    uint32_t before = count_starts(&c->base, between.b, between.b_end);
    uint32_t after = count_starts(&c->reading, between.r, between.r_end);
    if (cut ? after <= before : before <= after) return QUOTH_OK;
    return push(
        c, (quoth__piece){QUOTH_CHANGE_SENTENCE, true, between.b_end, between.b_end, between.r_end, between.r_end});
}

quoth_status quoth__pieces_make(quoth__comparison *c)
{
    uint32_t b = 0, r = 0;
    for (;;) {
        uint32_t b_next, r_next;
        next_pair(c, b, r, &b_next, &r_next);
        QUOTH__TRY(quoth__work(c->context, 60 + 40 * (uint64_t)(b_next - b + r_next - r)));
        if (b_next == b && r_next == r)
            QUOTH__TRY(push_gap(c, b, r));
        else {
            QUOTH__TRY(push_base(c, b, b_next, r, put_in(c, r, r_next)));
            QUOTH__TRY(push_reading(c, b_next, r, r_next));
            QUOTH__TRY(push_sentence(c, (quoth__piece){0, false, b, b_next, r, r_next}));
        }
        if (b_next == c->base.count) return QUOTH_OK;
        quoth_change kind = quoth__kind_of_pair(c, b_next, r_next);
        QUOTH__TRY(quoth__work(c->context, 5 * QUOTH__RELATE_WORK));
        b = b_next + 1;
        r = r_next + 1;
        QUOTH__TRY(push(c, (quoth__piece){(uint8_t)kind, false, b_next, b, r_next, r}));
    }
}
