/* weights: how much a shared term tells, by how few nodes have it: log2 of the inverse frequency, in sixteenths of a
 * bit, integers throughout.
 *
 *   weight = 16 * log2((nodes + 64) / (nodes that have it + 1/2)), rounded
 *
 * The 64 stand for the speech that the corpus does not hold: in a corpus of three quotations a word that two of them
 * share is rare all the same. Words of grammar weigh a quarter and words of reporting a half of that; every other word
 * weighs at least a third of a rare one, since the words of what a hundred accounts tell are frequent for that reason
 * alone. A sum of weights above that of one rare term is what chance gives less than once in the corpus. */
#include "matching.h"

#define UNSEEN 64u
#define FLOOR 3u

uint32_t quoth__log2_sixteenths(uint64_t x)
{
    uint32_t whole = 0, parts = 0;
    if (!x) return 0;
    for (uint64_t rest = x; rest >>= 1;) whole++;
    uint64_t mantissa = whole >= 31 ? x >> (whole - 31) : x << (31 - whole); /* 1 to 2, 31 bits behind the point */
    for (int bit = 0; bit < 5; bit++) {
        mantissa = mantissa * mantissa >> 31;
        parts <<= 1;
        if (mantissa >> 32) {
            parts |= 1;
            mantissa >>= 1;
        }
    }
    return 16 * whole + (parts + 1) / 2;
}

uint32_t quoth__match_weight(uint32_t all, uint32_t nodes)
{
    uint32_t top = quoth__log2_sixteenths(2 * ((uint64_t)all + UNSEEN));
    uint32_t bottom = quoth__log2_sixteenths(2 * (uint64_t)nodes + 1);
    return top > bottom ? top - bottom : 1;
}

/* How many different forms have each term: the bags are sorted, so a term's places stand together. Nodes of one form
 * stand together too, and count once. */
static quoth_status count_forms(quoth_context *context, const quoth__matching *m, uint32_t *has, uint32_t *forms)
{
    for (uint32_t n = 0; n < m->node_count; n++) {
        if (n && m->nodes[n].form == m->nodes[n - 1].form) continue;
        const uint64_t *bag = quoth__bag_of(m, n);
        for (uint32_t i = 0; i < m->nodes[n].terms; i++)
            if (!i || bag[i] >> 32 != bag[i - 1] >> 32) has[bag[i] >> 32]++;
        ++*forms;
        QUOTH__TRY(quoth__work(context, 10 + 8 * (uint64_t)m->nodes[n].terms));
    }
    return QUOTH_OK;
}

static uint32_t weigh(const quoth__matching *m, uint32_t term, uint32_t raw)
{
    if (!m->language) return raw;
    switch (quoth__kind_of(m, term)) {
    case QUOTH__TERM_FUNCTION: return raw / 4 > 0 ? raw / 4 : 1;
    case QUOTH__TERM_CUE: return raw / 2 > 0 ? raw / 2 : 1;
    default: return raw > m->rare / FLOOR ? raw : m->rare / FLOOR;
    }
}

quoth_status quoth__match_weights(quoth_context *context, quoth__matching *m)
{
    uint32_t *has, forms = 0;
    QUOTH__TAKE(context, m, m->terms, has);
    QUOTH__TAKE(context, m, m->terms, m->weight);
    memset(has, 0, m->terms * sizeof *has);
    QUOTH__TRY(count_forms(context, m, has, &forms));
    m->rare = quoth__match_weight(forms, 1);
    for (uint32_t t = 0; t < m->terms; t++) m->weight[t] = weigh(m, t, quoth__match_weight(forms, has[t]));
    QUOTH__TRY(quoth__work(context, 60 * (uint64_t)m->terms));
    for (uint32_t n = 0; n < m->node_count; n++) {
        quoth__node *node = &m->nodes[n];
        node->weight = 0;
        for (uint32_t i = 0; i < node->terms; i++) node->weight += m->weight[quoth__terms_of(m, n)[i]];
        node->slight = quoth__match_slight(m, node);
        QUOTH__TRY(quoth__work(context, 20 + 4 * (uint64_t)node->terms));
    }
    return QUOTH_OK;
}
