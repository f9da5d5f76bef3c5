/* weights: how much a shared term tells, by how few have it: log2 of the inverse frequency, in sixteenths of a bit,
 * integers throughout.
 *
 *   weight = 16 * log2((wordings + 64) / (wordings that have it + 1/2)), rounded
 *
 * Two tellings have one speaker, so what counts is how rare a term is in what this speaker is said to have said: a
 * president speaks of his country all the time, however rare its name is in the corpus. So a term of a node weighs the
 * less of its weight among all wordings and among those of its speaker, and a corpus of a million passages weighs the
 * words of one conversation as the five accounts of it do alone. The 64 stand for the speech that the corpus does not
 * hold: in a corpus of three quotations a word that two of them share is rare all the same.
 *
 * Words of grammar weigh a quarter and words of reporting a half of that; every other word weighs at least a third of a
 * rare one, since the words of what a hundred accounts tell are frequent for that reason alone. A sum of weights above
 * that of one rare term is what chance gives less than once in what the speaker says.
 *
 *   nodes by speaker ─► counts of their terms, in one array that is cleared after each speaker        linear
 */
#include "matching.h"

#define UNSEEN 64u
#define FLOOR 3u

uint32_t quoth__match_weight(uint32_t all, uint32_t nodes)
{
    uint32_t top = quoth__log2_sixteenths(2 * ((uint64_t)all + UNSEEN));
    uint32_t bottom = quoth__log2_sixteenths(2 * (uint64_t)nodes + 1);
    return top > bottom ? top - bottom : 1;
}

/* Adds the terms of a node, each once, to the counts. */
static quoth_status count_terms(quoth_context *context, const quoth__matching *m, uint32_t node, uint32_t *has)
{
    const uint64_t *bag = quoth__bag_of(m, node);
    for (uint32_t i = 0; i < m->nodes[node].terms; i++)
        if (!i || bag[i] >> 32 != bag[i - 1] >> 32) has[bag[i] >> 32]++;
    return quoth__work(context, 16 + 15 * (uint64_t)m->nodes[node].terms);
}

/* The weight of a term that weighs `raw`, where a rare one weighs `rare`. */
static uint32_t weigh(const quoth__matching *m, uint32_t term, uint32_t raw, uint32_t rare)
{
    if (!m->language) return raw;
    switch (quoth__kind_of(m, term)) {
    case QUOTH__TERM_FUNCTION: return raw / 4 > 0 ? raw / 4 : 1;
    case QUOTH__TERM_CUE: return raw / 2 > 0 ? raw / 2 : 1;
    default: return raw > rare / FLOOR ? raw : rare / FLOOR;
    }
}

/* Weights among all wordings: nodes of one form stand together and count once. */
static quoth_status weigh_all(quoth_context *context, quoth__matching *m, uint32_t *has, uint32_t *wordings)
{
    *wordings = 0;
    for (uint32_t n = 0; n < m->node_count; n++) {
        if (n && m->nodes[n].form == m->nodes[n - 1].form) continue;
        QUOTH__TRY(count_terms(context, m, n, has));
        ++*wordings;
    }
    for (uint32_t t = 0; t < m->terms; t++) m->weight[t] = quoth__match_weight(*wordings, has[t]);
    memset(has, 0, m->terms * sizeof *has);
    return quoth__work(context, 110 * (uint64_t)m->terms);
}

static int speaker_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const quoth__matching *m = user;
    *work += 4;
    return quoth__three_way(m->nodes[a].speaker, m->nodes[b].speaker);
}

/* The terms of a node, weighed among the `wordings` of its speaker, of which `has` have each. */
static quoth_status weigh_node(quoth_context *context, quoth__matching *m, uint32_t n, const uint32_t *has,
                               uint32_t wordings)
{
    quoth__node *node = &m->nodes[n];
    uint16_t *hefts = m->heft + node->term_first;
    node->rare = quoth__match_weight(wordings, 1);
    node->weight = 0;
    for (uint32_t i = 0; i < node->terms; i++) {
        uint32_t term = quoth__terms_of(m, n)[i], own = quoth__match_weight(wordings, has[term]);
        hefts[i] = (uint16_t)weigh(m, term, own < m->weight[term] ? own : m->weight[term], node->rare);
        node->weight += hefts[i];
    }
    node->slight = quoth__match_slight(node);
    return quoth__work(context, 80 + 130 * (uint64_t)node->terms);
}

/* The nodes sorted[start, end) of one speaker, or of nobody named. */
static quoth_status weigh_speaker(quoth_context *context, quoth__matching *m, const uint32_t *sorted, uint32_t start,
                                  uint32_t end, uint32_t *has)
{
    for (uint32_t i = start; i < end; i++) QUOTH__TRY(count_terms(context, m, sorted[i], has));
    for (uint32_t i = start; i < end; i++) QUOTH__TRY(weigh_node(context, m, sorted[i], has, end - start));
    for (uint32_t i = start; i < end; i++)
        for (uint32_t j = 0; j < m->nodes[sorted[i]].terms; j++) has[quoth__terms_of(m, sorted[i])[j]] = 0;
    return QUOTH_OK;
}

quoth_status quoth__match_weights(quoth_context *context, quoth__matching *m)
{
    uint32_t *has, *sorted, wordings;
    size_t total = 0;
    QUOTH__TAKE(context, m, m->terms, has);
    QUOTH__TAKE(context, m, m->terms, m->weight);
    QUOTH__TAKE(context, m, m->node_count, sorted);
    for (uint32_t n = 0; n < m->node_count; n++) {
        total += m->nodes[n].terms;
        sorted[n] = n;
    }
    QUOTH__TAKE(context, m, total, m->heft);
    memset(has, 0, m->terms * sizeof *has);
    QUOTH__TRY(weigh_all(context, m, has, &wordings));
    QUOTH__TRY(quoth__sort(context, sorted, m->node_count, speaker_order, m));
    for (uint32_t start = 0, end; start < m->node_count; start = end) {
        uint32_t speaker = m->nodes[sorted[start]].speaker;
        for (end = start + 1; end < m->node_count && m->nodes[sorted[end]].speaker == speaker;) end++;
        QUOTH__TRY(weigh_speaker(context, m, sorted, start, end, has));
    }
    return quoth__work(context, 10 * (uint64_t)m->node_count);
}
