/* place: what the words alone do not tell, by what stands around them.
 *
 *   siblings   quotations of one account that lie in the same one (or in none) and have words, by their place:
 *              before[], after[]
 *
 *   overruns   account A  "Clinton answered: I do not mind, but the whole delegation was very nervous"      over
 *              account B  "... Clinton said, ‘Why not?’"   from     ... that "the delegation got very nervous"   to
 *              By words `over` is linked to `to`; but it begins earlier, with a report that the sibling in front of
 * `to` makes too: the same name beside a verb of speech, by the same speaker and teller. It is put with `from`, where
 * the telling begins.
 *
 *   claims     slight: the same few words ("Yes") beside, or inside, tellings of one utterance
 *              beside: words alike beside, or inside, tellings of one utterance, though another speaker is named;
 *              a question and what is none are not alike: an answer repeats the words of its question
 *              between: other words, the same speaker and teller, tellings of the same utterances on both sides
 *              inside: other words at the same place among as many siblings, in tellings of one utterance
 *
 * Claims are sorted by what they claim, so equal ones meet: O(n log n). Only quotations that are alone are moved. */
#include "matching.h"

#define STRONG 600u     /* a link of this score or more is no overrun */
#define MEMBERS 4u      /* of a node, whose surroundings are looked at */
#define ROUNDS 2        /* what one round has placed is a neighbour in the next */
#define WITNESSES 8u    /* wordings that words alike are held against */
#define LONGER 3u       /* times as many words: not another wording any more */
#define RARE_QUARTERS 3 /* of a rare word, shared by other wordings between the same sayings */

/* ------------------------------------------------------------------------------------------------------- siblings */

static uint32_t start_of(const quoth__matching *m, uint32_t candidate)
{
    const quoth__passage *passage = &m->candidates[candidate].passage;
    return passage->range_count ? passage->ranges[0].start : 0;
}

static int sibling_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const quoth__matching *m = user;
    const quoth__candidate *x = &m->candidates[a], *y = &m->candidates[b];
    *work += 10;
    int order = quoth__three_way(x->account, y->account);
    if (!order) order = quoth__three_way(x->parent, y->parent);
    return order ? order : quoth__three_way(start_of(m, a), start_of(m, b));
}

quoth_status quoth__match_siblings(quoth_context *context, quoth__matching *m)
{
    uint32_t *order, count = 0;
    QUOTH__TAKE(context, m, m->count, order);
    QUOTH__TAKE(context, m, m->count, m->before);
    QUOTH__TAKE(context, m, m->count, m->after);
    for (uint32_t c = 0; c < m->count; c++) {
        m->before[c] = m->after[c] = QUOTH__NONE;
        if (m->node_of[c] != QUOTH__NONE) order[count++] = c;
    }
    QUOTH__TRY(quoth__sort(context, order, count, sibling_order, m));
    for (uint32_t i = 1; i < count; i++) {
        const quoth__candidate *x = &m->candidates[order[i - 1]], *y = &m->candidates[order[i]];
        if (x->account != y->account || x->parent != y->parent) continue;
        m->after[order[i - 1]] = order[i];
        m->before[order[i]] = order[i - 1];
    }
    return quoth__work(context, 34 * (uint64_t)m->count);
}

/* ------------------------------------------------------------------------------------------------------- overruns */

/* How many terms of `over` stand before the first one of weight that `to` has too. */
static uint32_t head_of(const quoth__matching *m, uint32_t over, uint32_t to)
{
    const uint64_t *x = quoth__bag_of(m, over), *y = quoth__bag_of(m, to);
    uint32_t x_count = m->nodes[over].terms, y_count = m->nodes[to].terms, head = x_count;
    for (uint32_t i = 0, j = 0; i < x_count && j < y_count;) {
        uint32_t a = (uint32_t)(x[i] >> 32), b = (uint32_t)(y[j] >> 32);
        if (a == b && quoth__kind_of(m, a) == QUOTH__TERM_CONTENT && (uint32_t)x[i] < head) head = (uint32_t)x[i];
        i += a <= b;
        j += b < a;
    }
    return head;
}

/* The name at place i of a report: a term of content beside a verb of speech; QUOTH__NONE where there is none. */
static uint32_t reported(const quoth__matching *m, const uint32_t *terms, uint32_t count, uint32_t i)
{
    if (quoth__kind_of(m, terms[i]) != QUOTH__TERM_CONTENT) return QUOTH__NONE;
    bool cue = (i && quoth__kind_of(m, terms[i - 1]) == QUOTH__TERM_CUE) ||
               (i + 1 < count && quoth__kind_of(m, terms[i + 1]) == QUOTH__TERM_CUE);
    return cue ? terms[i] : QUOTH__NONE;
}

/* Whether the head of `over` reports the speech of somebody whose speech `from` reports too. */
static bool same_report(const quoth__matching *m, uint32_t over, uint32_t head, uint32_t from)
{
    const uint32_t *x = quoth__terms_of(m, over), *y = quoth__terms_of(m, from);
    uint32_t y_count = m->nodes[from].terms;
    for (uint32_t i = 0; i < head; i++) {
        uint32_t name = reported(m, x, head, i);
        for (uint32_t j = 0; name != QUOTH__NONE && j < y_count; j++)
            if (reported(m, y, y_count, j) == name) return true;
    }
    return false;
}

/* The sibling in front of `to` with which the telling `over` begins; QUOTH__NONE where it does not. */
static uint32_t begins_with(const quoth__matching *m, uint32_t over, uint32_t to)
{
    uint32_t from = m->before[to];
    const quoth__candidate *x = &m->candidates[over], *y = &m->candidates[to];
    if (from == QUOTH__NONE || m->node_of[from] == QUOTH__NONE || x->account == y->account) return QUOTH__NONE;
    const quoth__candidate *z = &m->candidates[from];
    if (x->speaker == QUOTH__NONE || x->speaker != z->speaker || z->speaker != y->speaker || x->teller != z->teller ||
        z->teller != y->teller)
        return QUOTH__NONE;
    uint32_t head = head_of(m, m->node_of[over], m->node_of[to]);
    return same_report(m, m->node_of[over], head, m->node_of[from]) ? from : QUOTH__NONE;
}

/* Whether some member of `a` tells on from what stands before a member of `b`. */
static quoth_status find_overrun(quoth_context *context, quoth__matching *m, uint32_t a, uint32_t b,
                                 quoth__overrun *overrun, bool *found)
{
    const quoth__node *x = &m->nodes[a], *y = &m->nodes[b];
    *found = false;
    for (uint32_t i = 0; i < x->members && i < MEMBERS; i++)
        for (uint32_t j = 0; j < y->members && j < MEMBERS; j++) {
            uint32_t over = m->member[x->first + i], to = m->member[y->first + j], from = begins_with(m, over, to);
            QUOTH__TRY(quoth__work(context, 60 + 18 * ((uint64_t)x->terms + y->terms)));
            if (from == QUOTH__NONE) continue;
            *overrun = (quoth__overrun){over, from, to};
            *found = true;
            return QUOTH_OK;
        }
    return QUOTH_OK;
}

quoth_status quoth__match_overruns(quoth_context *context, quoth__matching *m)
{
    quoth__link *links = m->links.data;
    size_t kept = 0;
    for (size_t i = 0; i < m->links.count; i++) {
        quoth__overrun overrun;
        bool found = false;
        void *place;
        if (links[i].score < STRONG) QUOTH__TRY(find_overrun(context, m, links[i].a, links[i].b, &overrun, &found));
        if (!found && links[i].score < STRONG)
            QUOTH__TRY(find_overrun(context, m, links[i].b, links[i].a, &overrun, &found));
        if (!found) {
            links[kept++] = links[i];
            continue;
        }
        QUOTH__TRY(quoth__array_push(context, &m->overruns, sizeof overrun, &place));
        memcpy(place, &overrun, sizeof overrun);
    }
    m->links.count = kept;
    return QUOTH_OK;
}

/* --------------------------------------------------------------------------------------------------------- claims */

static bool alone(quoth__matching *m, uint32_t candidate) { return m->set_size[quoth__match_find(m, candidate)] == 1; }

static void place_with(quoth__matching *m, uint32_t a, uint32_t b)
{
    if (alone(m, a)) m->by_place[a] = 1;
    if (alone(m, b)) m->by_place[b] = 1;
    quoth__match_unite(m, a, b);
}

static void place_overruns(quoth__matching *m)
{
    const quoth__overrun *overruns = m->overruns.data;
    for (size_t i = 0; i < m->overruns.count; i++) {
        const quoth__overrun *o = &overruns[i];
        if (alone(m, o->over)) place_with(m, o->over, o->from);
    }
}

typedef enum claim_kind { SLIGHT, BESIDE = SLIGHT + 3, BETWEEN = BESIDE + 3, INSIDE } claim_kind;

typedef struct claim {
    uint32_t kind, keys[5];
    uint32_t candidate;
} claim;

typedef struct claiming {
    quoth__matching *m;
    quoth__array claims; /* claim */
    uint32_t *utterance; /* by candidate: its set as it was before, QUOTH__NONE where it is alone */
} claiming;

static quoth_status add(quoth_context *context, claiming *c, const claim *what)
{
    void *place;
    QUOTH__TRY(quoth__array_push(context, &c->claims, sizeof *what, &place));
    memcpy(place, what, sizeof *what);
    return quoth__work(context, 120);
}

static uint32_t utterance_of(const claiming *c, uint32_t candidate)
{
    return candidate < c->m->count ? c->utterance[candidate] : QUOTH__NONE;
}

/* Claims by one neighbour: behind it, in front of it, or in it. */
static quoth_status claim_beside(quoth_context *context, claiming *c, uint32_t candidate)
{
    const quoth__matching *m = c->m;
    const quoth__node *node = &m->nodes[m->node_of[candidate]];
    const uint32_t beside[] = {utterance_of(c, m->before[candidate]), utterance_of(c, m->after[candidate]),
                               utterance_of(c, m->candidates[candidate].parent)};
    for (uint32_t i = 0; i < 3; i++) {
        if (beside[i] == QUOTH__NONE) continue;
        claim slight = {.kind = SLIGHT + i, .keys = {node->form, beside[i]}, .candidate = candidate};
        claim alike = {.kind = BESIDE + i, .keys = {beside[i]}, .candidate = candidate};
        QUOTH__TRY(add(context, c, node->slight ? &slight : &alike));
    }
    return QUOTH_OK;
}

/* Claims of a candidate with a known speaker, whatever its words are. `nth` of `siblings` in its parent. */
static quoth_status claim_place(quoth_context *context, claiming *c, uint32_t candidate, uint32_t nth,
                                uint32_t siblings)
{
    const quoth__candidate *x = &c->m->candidates[candidate];
    uint32_t before = utterance_of(c, c->m->before[candidate]), after = utterance_of(c, c->m->after[candidate]);
    uint32_t around = utterance_of(c, x->parent);
    if (x->speaker == QUOTH__NONE) return QUOTH_OK;
    claim between = {.kind = BETWEEN, .keys = {x->speaker, x->teller, before, after}, .candidate = candidate};
    if (before != QUOTH__NONE && after != QUOTH__NONE && before != after) QUOTH__TRY(add(context, c, &between));
    claim inside = {.kind = INSIDE, .keys = {x->speaker, x->teller, around, nth, siblings}, .candidate = candidate};
    return around == QUOTH__NONE ? QUOTH_OK : add(context, c, &inside);
}

/* The claims of a candidate that stands first among its siblings, and of those after it. */
static quoth_status claim_row(quoth_context *context, claiming *c, uint32_t first)
{
    uint32_t siblings = 0, nth = 0;
    for (uint32_t at = first; at != QUOTH__NONE; at = c->m->after[at]) siblings++;
    for (uint32_t at = first; at != QUOTH__NONE; at = c->m->after[at], nth++) {
        uint32_t node = c->m->node_of[at];
        if (node == QUOTH__NONE) continue;
        QUOTH__TRY(claim_beside(context, c, at));
        QUOTH__TRY(claim_place(context, c, at, nth, siblings));
    }
    return quoth__work(context, 110 * (uint64_t)siblings);
}

static int claim_keys(const claim *x, const claim *y)
{
    int order = quoth__three_way(x->kind, y->kind);
    for (int i = 0; !order && i < 5; i++) order = quoth__three_way(x->keys[i], y->keys[i]);
    return order;
}

static int claim_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const claiming *c = user;
    const claim *claims = c->claims.data, *x = &claims[a], *y = &claims[b];
    *work += 40;
    int order = claim_keys(x, y);
    if (!order) order = quoth__three_way(c->m->node_of[x->candidate], c->m->node_of[y->candidate]);
    return order ? order : quoth__three_way(c->m->rank[x->candidate], c->m->rank[y->candidate]);
}

/* Whether a quotation ends as a question: its answer may well repeat its words. */
static bool asks(const quoth__matching *m, uint32_t candidate)
{
    const quoth__tokens *tokens = &m->candidates[candidate].passage.tokens;
    for (size_t i = tokens->count; i-- > 0;) {
        if (tokens->kind[i] == QUOTH__TOKEN_WORD || tokens->kind[i] == QUOTH__TOKEN_NUMBER) return false;
        quoth_string form = quoth_vocabulary_form(m->vocabulary, tokens->id[i]);
        if ((form.length == 1 && form.bytes[0] == '?') || (form.length == 2 && memcmp(form.bytes, "\xD8\x9F", 2) == 0))
            return true;
    }
    return false;
}

/* Whether two candidates may be one utterance by an equal claim. */
static quoth_status agree(quoth_context *context, quoth__matching *m, uint32_t kind, uint32_t a, uint32_t b, bool *yes)
{
    uint32_t x = m->node_of[a], y = m->node_of[b], rare = quoth__rare_of(m, x, y);
    uint32_t x_terms = m->nodes[x].terms, y_terms = m->nodes[y].terms;
    quoth__bond bond = quoth__match_bond(m, x, y);
    quoth__likeness likeness;
    *yes = false;
    if (m->candidates[a].account == m->candidates[b].account || bond == QUOTH__BOND_NEVER) return QUOTH_OK;
    if (kind >= BESIDE && kind < BETWEEN) {
        if (asks(m, a) != asks(m, b)) return QUOTH_OK;
        QUOTH__TRY(quoth__match_compare(context, m, x, y, &likeness));
        *yes = quoth__match_judge(m, QUOTH__BOND_PLACED, x, y, &likeness) > 0;
        return QUOTH_OK;
    }
    if (bond == QUOTH__BOND_AGAINST) return QUOTH_OK;
    bool alike_in_length = x_terms <= LONGER * (uint64_t)y_terms && y_terms <= LONGER * (uint64_t)x_terms;
    QUOTH__TRY(quoth__match_common(context, m, x, y, &likeness.common));
    if (kind == BETWEEN)
        *yes = alike_in_length && 4 * likeness.common >= RARE_QUARTERS * (uint64_t)rare;
    else
        *yes = kind < BESIDE || alike_in_length;
    return QUOTH_OK;
}

/* The candidate that those alone among equal claims [start, end) are held against: the first that is told elsewhere, or
 * else the first. QUOTH__NONE where they belong to several utterances: then their place tells nothing. */
static uint32_t lead_of(const claiming *c, const uint32_t *order, size_t start, size_t end)
{
    const claim *claims = c->claims.data;
    uint32_t lead = claims[order[start]].candidate, had = QUOTH__NONE;
    for (size_t i = start; i < end; i++) {
        uint32_t candidate = claims[order[i]].candidate, utterance = c->utterance[candidate];
        if (utterance == QUOTH__NONE) continue;
        if (had != QUOTH__NONE && had != utterance) return QUOTH__NONE;
        if (had == QUOTH__NONE) lead = candidate;
        had = utterance;
    }
    return lead;
}

/* Equal claims [start, end), in the order of nodes and their members: those alone are put with the lead. */
static quoth_status settle(quoth_context *context, claiming *c, const uint32_t *order, size_t start, size_t end)
{
    quoth__matching *m = c->m;
    const claim *claims = c->claims.data;
    uint32_t lead = lead_of(c, order, start, end);
    for (size_t i = start; i < end && lead != QUOTH__NONE; i++) {
        uint32_t candidate = claims[order[i]].candidate;
        bool yes;
        if (candidate == lead || !alone(m, candidate)) continue;
        QUOTH__TRY(agree(context, m, claims[order[i]].kind, candidate, lead, &yes));
        if (yes) place_with(m, candidate, lead);
    }
    return quoth__work(context, 160 * (uint64_t)(end - start));
}

/* Claims of words alike: several utterances may stand beside one, so each claimant alone is held against WITNESSES
 * wordings of the others. */
static quoth_status settle_alike(quoth_context *context, claiming *c, const uint32_t *order, size_t start, size_t end)
{
    quoth__matching *m = c->m;
    const claim *claims = c->claims.data;
    uint32_t witnesses[WITNESSES], count = 0;
    for (size_t i = start; i < end && count < WITNESSES; i++) {
        uint32_t candidate = claims[order[i]].candidate;
        if (!count || m->node_of[witnesses[count - 1]] != m->node_of[candidate]) witnesses[count++] = candidate;
    }
    for (size_t i = start; i < end; i++) {
        uint32_t candidate = claims[order[i]].candidate;
        bool yes = false;
        for (uint32_t w = 0; w < count && !yes && alone(m, candidate); w++) {
            if (witnesses[w] == candidate) continue;
            QUOTH__TRY(agree(context, m, claims[order[i]].kind, candidate, witnesses[w], &yes));
            if (yes) quoth__match_unite(m, candidate, witnesses[w]);
        }
    }
    return quoth__work(context, 160 * (uint64_t)(end - start));
}

static quoth_status settle_all(quoth_context *context, claiming *c)
{
    uint32_t *order;
    size_t count = c->claims.count;
    const claim *claims = c->claims.data;
    QUOTH__TAKE(context, c->m, count, order);
    for (uint32_t i = 0; i < count; i++) order[i] = i;
    QUOTH__TRY(quoth__sort(context, order, count, claim_order, c));
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && claim_keys(&claims[order[start]], &claims[order[end]]) == 0;) end++;
        uint32_t kind = claims[order[start]].kind;
        if (end - start < 2) continue;
        if (kind >= BESIDE && kind < BETWEEN)
            QUOTH__TRY(settle_alike(context, c, order, start, end));
        else
            QUOTH__TRY(settle(context, c, order, start, end));
    }
    return QUOTH_OK;
}

/* One round of claims. The utterances are those of its beginning, so that the order of claims does not matter. */
static quoth_status settle_round(quoth_context *context, claiming *c)
{
    quoth__matching *m = c->m;
    c->claims.count = 0;
    for (uint32_t i = 0; i < m->count; i++) c->utterance[i] = alone(m, i) ? QUOTH__NONE : quoth__match_find(m, i);
    QUOTH__TRY(quoth__work(context, 24 * (uint64_t)m->count));
    for (uint32_t i = 0; i < m->count; i++)
        if (m->before[i] == QUOTH__NONE) QUOTH__TRY(claim_row(context, c, i));
    return settle_all(context, c);
}

quoth_status quoth__match_places(quoth_context *context, quoth__matching *m)
{
    quoth_status status = QUOTH_OK;
    claiming c = {.m = m};
    place_overruns(m);
    QUOTH__TAKE(context, m, m->count, c.utterance);
    for (int round = 0; round < ROUNDS; round++) QUOTH__GOTO(settle_round(context, &c));
done:
    quoth__array_free(&context->allocator, &c.claims, sizeof(claim));
    return status;
}
