/* nodes: candidates with the same words, the same speaker and the same teller are one node, so that a saying that is
 * told word for word in thousands of accounts costs as much as one.
 *
 *   words of a candidate ─► ranks of the words by their bytes ─► form (exact, by quoth__strings)
 *   member:  candidates by form, speaker, teller, then text and place
 *   node:    [first, first + members) of member        nodes stand by form, then by their first member
 *
 * Invariant: the order of nodes rests on words, texts and places only; labels are asked whether they are equal, their
 * order is never asked. O(words + candidates * log(candidates)). */
#include "matching.h"

typedef struct ordering {
    const quoth__matching *m;
    const uint32_t *rank;       /* of a word, by its bytes */
    const uint32_t *form;       /* of a candidate */
    const uint32_t *form_first; /* a candidate that has the form */
    const uint32_t *form_rank;
} ordering;

static int word_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const quoth__matching *m = user;
    quoth_string x = quoth_vocabulary_form(m->vocabulary, m->word_id[a]);
    quoth_string y = quoth_vocabulary_form(m->vocabulary, m->word_id[b]);
    size_t shorter = x.length < y.length ? x.length : y.length;
    int order = shorter ? memcmp(x.bytes, y.bytes, shorter) : 0;
    *work += 60 + shorter / 4;
    return order ? order : quoth__three_way(x.length, y.length);
}

static int form_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const ordering *by = user;
    const quoth__matching *m = by->m;
    uint32_t x = by->form_first[a], y = by->form_first[b];
    size_t i = m->word_first[x], j = m->word_first[y], x_end = m->word_first[x + 1], y_end = m->word_first[y + 1];
    for (; i < x_end && j < y_end; i++, j++) {
        *work += 12;
        if (m->word[i] != m->word[j]) return quoth__three_way(by->rank[m->word[i]], by->rank[m->word[j]]);
    }
    return quoth__three_way(x_end - i, y_end - j);
}

/* By the texts, then the place in the text; the labels of accounts part only what nothing else parts. */
static int place_order(const quoth__matching *m, uint32_t a, uint32_t b, uint64_t *work)
{
    const quoth__passage *x = &m->candidates[a].passage, *y = &m->candidates[b].passage;
    *work += 40;
    if (x->text != y->text) {
        int order = quoth__three_way(x->text->length, y->text->length);
        if (!order && x->text->length) {
            order = memcmp(x->text->bytes, y->text->bytes, x->text->length);
            *work += x->text->length / 4;
        }
        if (order) return order;
    }
    uint32_t x_start = x->range_count ? x->ranges[0].start : 0, y_start = y->range_count ? y->ranges[0].start : 0;
    int order = quoth__three_way(x_start, y_start);
    if (!order) order = quoth__three_way(m->candidates[a].level, m->candidates[b].level);
    return order ? order : quoth__three_way(m->candidates[a].account, m->candidates[b].account);
}

static int member_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const ordering *by = user;
    const quoth__candidate *x = &by->m->candidates[a], *y = &by->m->candidates[b];
    int order = quoth__three_way(by->form_rank[by->form[a]], by->form_rank[by->form[b]]);
    if (!order) order = quoth__three_way(x->speaker, y->speaker);
    if (!order) order = quoth__three_way(x->teller, y->teller);
    *work += 30;
    return order ? order : place_order(by->m, a, b, work);
}

static int node_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const quoth__matching *m = user;
    int order = quoth__three_way(m->nodes[a].form, m->nodes[b].form);
    return order ? order : place_order(m, m->member[m->nodes[a].first], m->member[m->nodes[b].first], work);
}

/* rank[word] by the bytes of the words. */
static quoth_status rank_words(quoth_context *context, quoth__matching *m, uint32_t **rank)
{
    uint32_t *sorted;
    QUOTH__TAKE(context, m, m->words, sorted);
    QUOTH__TAKE(context, m, m->words, *rank);
    for (uint32_t w = 0; w < m->words; w++) sorted[w] = w;
    QUOTH__TRY(quoth__sort(context, sorted, m->words, word_order, m));
    for (uint32_t r = 0; r < m->words; r++) (*rank)[sorted[r]] = r;
    return quoth__work(context, 16 * (uint64_t)m->words);
}

/* form[candidate], by the words; candidates without words have QUOTH__NONE. */
static quoth_status number_forms(quoth_context *context, quoth__matching *m, uint32_t *form, uint32_t *first,
                                 uint32_t *forms)
{
    quoth_status status = QUOTH_OK;
    quoth__strings keys = {0};
    for (uint32_t c = 0; c < m->count; c++) {
        size_t words = m->word_first[c + 1] - m->word_first[c];
        form[c] = QUOTH__NONE;
        if (!words) continue;
        QUOTH__GOTO(quoth__strings_add(context, &keys, m->word + m->word_first[c], words * sizeof *m->word, &form[c]));
        if (form[c] + 1 == quoth__strings_count(&keys) && form[c] >= *forms) {
            first[form[c]] = c;
            *forms = form[c] + 1;
        }
    }
done:
    quoth__strings_free(&context->allocator, &keys);
    return status;
}

static quoth_status sort_members(quoth_context *context, quoth__matching *m, uint32_t *members, uint32_t **form_rank,
                                 uint32_t **form)
{
    uint32_t *first, *sorted, *rank, forms = 0;
    QUOTH__TRY(rank_words(context, m, &rank));
    QUOTH__TAKE(context, m, m->count, *form);
    QUOTH__TAKE(context, m, m->count, first);
    QUOTH__TRY(number_forms(context, m, *form, first, &forms));
    QUOTH__TAKE(context, m, forms, sorted);
    QUOTH__TAKE(context, m, forms, *form_rank);
    for (uint32_t f = 0; f < forms; f++) sorted[f] = f;
    ordering by = {.m = m, .rank = rank, .form = *form, .form_first = first, .form_rank = *form_rank};
    QUOTH__TRY(quoth__sort(context, sorted, forms, form_order, &by));
    for (uint32_t r = 0; r < forms; r++) (*form_rank)[sorted[r]] = r;
    *members = 0;
    QUOTH__TAKE(context, m, m->count, m->member);
    for (uint32_t c = 0; c < m->count; c++)
        if ((*form)[c] != QUOTH__NONE) m->member[(*members)++] = c;
    QUOTH__TRY(quoth__work(context, 8 * (uint64_t)m->count));
    return quoth__sort(context, m->member, *members, member_order, &by);
}

/* Cuts the sorted members into nodes. */
static void cut(quoth__matching *m, uint32_t members, const uint32_t *form, const uint32_t *form_rank,
                quoth__node *nodes)
{
    for (uint32_t i = 0; i < members; i++) {
        const quoth__candidate *candidate = &m->candidates[m->member[i]];
        uint32_t rank = form_rank[form[m->member[i]]];
        quoth__node *last = m->node_count ? &nodes[m->node_count - 1] : NULL;
        if (last && last->form == rank && last->speaker == candidate->speaker && last->teller == candidate->teller) {
            last->members++;
            if (last->account != candidate->account) last->account = QUOTH__NONE;
            continue;
        }
        nodes[m->node_count++] = (quoth__node){.first = i,
                                               .members = 1,
                                               .speaker = candidate->speaker,
                                               .teller = candidate->teller,
                                               .account = candidate->account,
                                               .form = rank};
    }
}

static size_t terms_of_words(const quoth__matching *m, uint32_t candidate)
{
    size_t terms = 0;
    for (size_t i = m->word_first[candidate]; i < m->word_first[candidate + 1]; i++)
        terms += m->expansion_first[m->word[i] + 1] - m->expansion_first[m->word[i]];
    return terms;
}

/* The terms of each node, as they stand and as a bag. */
static quoth_status fill_terms(quoth_context *context, quoth__matching *m)
{
    size_t total = 0;
    const uint32_t *expansion = m->expansion.data;
    for (uint32_t n = 0; n < m->node_count; n++) {
        size_t terms = terms_of_words(m, m->member[m->nodes[n].first]);
        if (terms >= UINT32_MAX) return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "a passage is too long");
        m->nodes[n].terms = (uint32_t)terms;
        m->nodes[n].term_first = total;
        total += terms;
        QUOTH__TRY(quoth__work(context, 20 + 14 * (uint64_t)terms));
    }
    QUOTH__TAKE(context, m, total, m->term);
    QUOTH__TAKE(context, m, total, m->bag);
    for (uint32_t n = 0; n < m->node_count; n++) {
        uint32_t candidate = m->member[m->nodes[n].first], *term = m->term + m->nodes[n].term_first, count = 0;
        uint64_t *bag = m->bag + m->nodes[n].term_first;
        for (size_t i = m->word_first[candidate]; i < m->word_first[candidate + 1]; i++)
            for (uint32_t e = m->expansion_first[m->word[i]]; e < m->expansion_first[m->word[i] + 1]; e++) {
                bag[count] = (uint64_t)expansion[e] << 32 | count;
                term[count++] = expansion[e];
            }
        QUOTH__TRY(quoth__work(context, 40 + 20 * (uint64_t)count));
        QUOTH__TRY(quoth__sort_keys(context, bag, count));
    }
    return QUOTH_OK;
}

quoth_status quoth__match_nodes(quoth_context *context, quoth__matching *m)
{
    uint32_t *form, *form_rank, *sorted, members;
    quoth__node *cuts;
    QUOTH__TRY(sort_members(context, m, &members, &form_rank, &form));
    QUOTH__TAKE(context, m, members, cuts);
    cut(m, members, form, form_rank, cuts);
    QUOTH__TAKE(context, m, m->node_count, sorted);
    for (uint32_t n = 0; n < m->node_count; n++) sorted[n] = n;
    m->nodes = cuts;
    QUOTH__TRY(quoth__sort(context, sorted, m->node_count, node_order, m));
    QUOTH__TAKE(context, m, m->node_count, m->nodes);
    for (uint32_t n = 0; n < m->node_count; n++) m->nodes[n] = cuts[sorted[n]];
    QUOTH__TAKE(context, m, m->count, m->node_of);
    QUOTH__TAKE(context, m, m->count, m->rank);
    memset(m->node_of, 0xFF, m->count * sizeof *m->node_of);
    for (uint32_t i = 0; i < members; i++) m->rank[m->member[i]] = i;
    for (uint32_t n = 0; n < m->node_count; n++)
        for (uint32_t i = 0; i < m->nodes[n].members; i++) m->node_of[m->member[m->nodes[n].first + i]] = n;
    QUOTH__TRY(quoth__work(context, 60 * (uint64_t)members));
    return fill_terms(context, m);
}
