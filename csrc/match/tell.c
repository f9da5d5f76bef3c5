/* tell: from sets of candidates to tellings, with the reason and the share of each.
 *
 *   sets of two or more, less what lies inside another member ─► utterances, numbered by their first candidate
 *   share: mean of how alike a telling is with the readings of the utterance, each wording counted once
 *
 * O(candidates * (log(candidates) + SAMPLE comparisons)). */
#include "matching.h"

#define SAMPLE 6u /* wordings of an utterance that a reading is held against */

typedef struct teller {
    quoth__matching *m;
    uint32_t *utterance; /* by candidate; QUOTH__NONE where it is no telling */
    uint32_t *sorted;    /* tellings, by utterance, then node */
    uint32_t *share;     /* by candidate */
    uint8_t *reason;
} teller;

/* Takes out of their sets the quotations that lie inside another quotation of the same set. */
static quoth_status drop_inner(quoth_context *context, quoth__matching *m, uint8_t *dropped)
{
    for (uint32_t c = 0; c < m->count; c++) {
        uint32_t root = quoth__match_find(m, c), steps = 0;
        dropped[c] = 0;
        for (uint32_t at = m->candidates[c].parent; at < m->count; at = m->candidates[at].parent, steps++)
            if (quoth__match_find(m, at) == root) dropped[c] = 1;
        QUOTH__TRY(quoth__work(context, 24 + 20 * (uint64_t)steps));
    }
    for (uint32_t c = 0; c < m->count; c++)
        if (dropped[c]) m->set_size[quoth__match_find(m, c)]--;
    return quoth__work(context, 6 * (uint64_t)m->count);
}

/* Numbers the sets of two or more by their first candidate; gives how many tellings there are. */
static quoth_status number(quoth_context *context, teller *t, uint32_t *tellings)
{
    quoth__matching *m = t->m;
    uint32_t *number_of, utterances = 0;
    uint8_t *dropped;
    QUOTH__TAKE(context, m, m->count, number_of);
    QUOTH__TAKE(context, m, m->count, dropped);
    QUOTH__TRY(drop_inner(context, m, dropped));
    memset(number_of, 0xFF, m->count * sizeof *number_of);
    *tellings = 0;
    for (uint32_t c = 0; c < m->count; c++) {
        uint32_t root = quoth__match_find(m, c);
        t->utterance[c] = QUOTH__NONE;
        if (dropped[c] || m->node_of[c] == QUOTH__NONE || m->set_size[root] < 2) continue;
        if (number_of[root] == QUOTH__NONE) number_of[root] = utterances++;
        t->utterance[c] = number_of[root];
        t->sorted[(*tellings)++] = c;
    }
    return quoth__work(context, 40 * (uint64_t)m->count);
}

static int telling_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const teller *t = user;
    *work += 8;
    int order = quoth__three_way(t->utterance[a], t->utterance[b]);
    return order ? order : quoth__three_way(t->m->node_of[a], t->m->node_of[b]);
}

static int candidate_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const teller *t = user;
    *work += 4;
    int order = quoth__three_way(t->utterance[a], t->utterance[b]);
    return order ? order : quoth__three_way(a, b);
}

/* The end of the run of one node, or of one utterance. */
static uint32_t end_of(const teller *t, uint32_t start, uint32_t end, bool of_node)
{
    uint32_t at = start + 1;
    for (; at < end; at++) {
        uint32_t a = t->sorted[start], b = t->sorted[at];
        if (t->utterance[a] != t->utterance[b] || (of_node && t->m->node_of[a] != t->m->node_of[b])) break;
    }
    return at;
}

/* Reason and share of the tellings [start, end) of one node, held against the wordings of the utterance. */
static quoth_status weigh_node(quoth_context *context, teller *t, uint32_t start, uint32_t end,
                               const uint32_t *wordings, uint32_t count)
{
    quoth__matching *m = t->m;
    uint32_t node = m->node_of[t->sorted[start]], others = 0;
    uint64_t sum = 0;
    bool same = end - start > 1;
    for (uint32_t i = 0; i < count; i++) {
        quoth__likeness likeness;
        if (wordings[i] == node) continue;
        QUOTH__TRY(quoth__match_compare(context, m, node, wordings[i], &likeness));
        if (m->nodes[wordings[i]].form == m->nodes[node].form) same = true;
        sum += likeness.share;
        others++;
    }
    if (end - start > 1) {
        sum += 1000;
        others++;
    }
    for (uint32_t i = start; i < end; i++) {
        uint32_t candidate = t->sorted[i];
        t->share[candidate] = others ? (uint32_t)(sum / others) : 1000;
        t->reason[candidate] = (uint8_t)(same                     ? QUOTH__REASON_SAME_WORDS
                                         : m->by_place[candidate] ? QUOTH__REASON_PLACE
                                                                  : QUOTH__REASON_ALIKE);
    }
    return quoth__work(context, 30 + 10 * (uint64_t)(end - start));
}

static quoth_status weigh_utterance(quoth_context *context, teller *t, uint32_t start, uint32_t end)
{
    uint32_t wordings[SAMPLE + 1], count = 0; /* one more, so that each is held against SAMPLE others */
    for (uint32_t at = start; at < end && count <= SAMPLE; at = end_of(t, at, end, true))
        wordings[count++] = t->m->node_of[t->sorted[at]];
    for (uint32_t at = start; at < end;) {
        uint32_t node_end = end_of(t, at, end, true);
        QUOTH__TRY(weigh_node(context, t, at, node_end, wordings, count));
        at = node_end;
    }
    return quoth__work(context, 40 * (uint64_t)(end - start));
}

quoth_status quoth__match_tell(quoth_context *context, quoth__matching *m, quoth__array *tellings)
{
    uint32_t count;
    teller t = {.m = m};
    QUOTH__TAKE(context, m, m->count, t.utterance);
    QUOTH__TAKE(context, m, m->count, t.sorted);
    QUOTH__TAKE(context, m, m->count, t.share);
    QUOTH__TAKE(context, m, m->count, t.reason);
    QUOTH__TRY(number(context, &t, &count));
    QUOTH__TRY(quoth__sort(context, t.sorted, count, telling_order, &t));
    for (uint32_t at = 0; at < count;) {
        uint32_t end = end_of(&t, at, count, false);
        QUOTH__TRY(weigh_utterance(context, &t, at, end));
        at = end;
    }
    QUOTH__TRY(quoth__sort(context, t.sorted, count, candidate_order, &t));
    QUOTH__TRY(quoth__array_reserve(context, tellings, count, sizeof(quoth__telling)));
    for (uint32_t i = 0; i < count; i++) {
        uint32_t c = t.sorted[i];
        QUOTH__AT(*tellings, quoth__telling, tellings->count++) =
            (quoth__telling){c, t.utterance[c], t.reason[c], t.share[c]};
    }
    return quoth__work(context, 20 * (uint64_t)count);
}
