/* judge: whether two nodes are alike enough, for who is said to speak and to tell, to be one utterance.
 *
 *                  share of the words        words that must be shared, in rare ones
 *                  two accounts   one        (a rare word is one that a single passage has)
 *   sure              .36         .60        1.5       speaker and teller are known and the same
 *   open              .50         .70        3         one of them is not known
 *   against           .85         .90        6         both are known and differ: the same words, and many of them, so
 *                                                      that an account that names the wrong speaker is still found
 *   placed            .60         .70        1.5       both differ or one is not known, but what stands beside them is
 *                                                      told in both accounts (place.c asks)
 *
 * The shares hold from three rare words on; for each rare word less that is shared .05 more is asked.
 *
 * A fragment lies in the other in one piece, .85 of it where sure (1.5 rare words) and .90 where open (3.5).
 * "Yes" and "Why not?" never have the weight: their place has to speak for them (place.c). Each is O(1) but for the
 * walk up through the quotations around, whose depth the context limits. */
#include "matching.h"

#define QUARTERS 4u

typedef struct rule {
    uint32_t share, share_in_one; /* in 1000 */
    uint32_t rare;                /* in quarters of a rare word */
    uint32_t within, within_rare; /* of a fragment; 1001: none */
} rule;

static const rule rules[] = {[QUOTH__BOND_SURE] = {360, 600, 6, 850, 6},
                             [QUOTH__BOND_OPEN] = {500, 700, 12, 900, 14},
                             [QUOTH__BOND_AGAINST] = {850, 900, 24, 1001, 0},
                             [QUOTH__BOND_PLACED] = {600, 700, 6, 1001, 0}};

#define PLENTY 3u         /* rare words from which on the share alone decides */
#define FOR_EACH_LESS 50u /* in 1000: share asked beyond it for each rare word less */
#define PIECE 600u        /* in 1000 of a fragment: its heaviest unbroken run in common */
#define FRAGMENT 600u     /* the score of a fragment that lies wholly in the other */

bool quoth__match_inside(const quoth__matching *m, uint32_t inner, uint32_t outer)
{
    for (uint32_t at = m->candidates[inner].parent; at < m->count; at = m->candidates[at].parent)
        if (at == outer) return true;
    return false;
}

/* Whether two candidates can never be tellings of one: stretches of one whole, or one around the other. */
static bool kept_apart(const quoth__matching *m, uint32_t a, uint32_t b)
{
    const quoth__candidate *x = &m->candidates[a], *y = &m->candidates[b];
    if (x->account != y->account) return false;
    if (x->group != QUOTH__NONE && x->group == y->group) return true;
    return quoth__match_inside(m, a, b) || quoth__match_inside(m, b, a);
}

quoth__bond quoth__match_bond(const quoth__matching *m, uint32_t a, uint32_t b)
{
    const quoth__node *x = &m->nodes[a], *y = &m->nodes[b];
    if (x->account == y->account && x->members == 1 && y->members == 1 &&
        kept_apart(m, m->member[x->first], m->member[y->first]))
        return QUOTH__BOND_NEVER;
    bool speaker_known = x->speaker != QUOTH__NONE && y->speaker != QUOTH__NONE;
    bool teller_known = x->teller != QUOTH__NONE && y->teller != QUOTH__NONE;
    if ((speaker_known && x->speaker != y->speaker) || (teller_known && x->teller != y->teller))
        return QUOTH__BOND_AGAINST;
    return speaker_known && x->teller == y->teller ? QUOTH__BOND_SURE : QUOTH__BOND_OPEN;
}

static bool heavy(uint64_t weight, uint32_t quarters, uint32_t rare)
{
    return weight * QUARTERS >= (uint64_t)quarters * rare;
}

/* The share that is asked more where few rare words are shared. */
static uint32_t for_want_of(uint64_t weight, uint32_t rare)
{
    uint64_t plenty = (uint64_t)PLENTY * rare;
    return weight >= plenty ? 0 : (uint32_t)(FOR_EACH_LESS * (plenty - weight) / rare);
}

uint32_t quoth__match_judge(const quoth__matching *m, quoth__bond bond, uint32_t a, uint32_t b,
                            const quoth__likeness *likeness)
{
    const quoth__node *x = &m->nodes[a], *y = &m->nodes[b];
    if (bond == QUOTH__BOND_NEVER) return 0;
    const rule *asked = &rules[bond];
    bool in_one = x->account != QUOTH__NONE && x->account == y->account;
    uint64_t lighter = x->weight < y->weight ? x->weight : y->weight;
    uint32_t score = 0, rare = quoth__rare_of(m, a, b);
    uint32_t bound = (in_one ? asked->share_in_one : asked->share) + for_want_of(likeness->in_order, rare);
    if (likeness->share >= bound && heavy(likeness->in_order, asked->rare, rare)) score = likeness->share;
    bool piece = likeness->run * 1000 >= lighter * PIECE;
    if (piece && likeness->within >= asked->within && heavy(likeness->in_order, asked->within_rare, rare)) {
        uint32_t fragment = likeness->within * FRAGMENT / 1000;
        if (fragment > score) score = fragment;
    }
    return score;
}

uint32_t quoth__match_affinity(const quoth__matching *m, uint32_t a, uint32_t b, const quoth__likeness *likeness)
{
    uint32_t fragment = likeness->within * FRAGMENT / 1000;
    bool part = likeness->within >= 500 && heavy(likeness->run, rules[QUOTH__BOND_SURE].rare, quoth__rare_of(m, a, b));
    return part && fragment > likeness->share ? fragment : likeness->share;
}

bool quoth__match_slight(const quoth__node *node)
{
    quoth__bond bond = node->speaker == QUOTH__NONE ? QUOTH__BOND_OPEN : QUOTH__BOND_SURE;
    return !heavy(node->weight, rules[bond].rare, node->rare);
}

/* Whether the bound on share or on within could still be met: the order of the words can only take away. */
static bool hopeful(const quoth__matching *m, uint32_t a, uint32_t b, uint64_t common)
{
    uint64_t x = m->nodes[a].weight, y = m->nodes[b].weight, lighter = x < y ? x : y;
    const rule *least = &rules[QUOTH__BOND_SURE];
    if (!heavy(common, least->rare, quoth__rare_of(m, a, b))) return false;
    return 2000 * common >= least->share * (x + y) || 1000 * common >= least->within * lighter;
}

quoth_status quoth__match_links(quoth_context *context, quoth__matching *m, const quoth__array *pairs)
{
    const uint64_t *keys = pairs->data;
    for (size_t i = 0; i < pairs->count; i++) {
        uint32_t a = (uint32_t)(keys[i] >> 32), b = (uint32_t)keys[i];
        uint64_t common;
        quoth__likeness likeness;
        void *place;
        QUOTH__TRY(quoth__match_common(context, m, a, b, &common));
        if (!hopeful(m, a, b, common)) continue;
        QUOTH__TRY(quoth__match_compare(context, m, a, b, &likeness));
        uint32_t score = quoth__match_judge(m, quoth__match_bond(m, a, b), a, b, &likeness);
        if (!score) continue;
        QUOTH__TRY(quoth__array_push(context, &m->links, sizeof(quoth__link), &place));
        bool verbatim = likeness.share >= rules[QUOTH__BOND_AGAINST].share;
        quoth__link link = {a, b, score, verbatim};
        memcpy(place, &link, sizeof link);
    }
    return QUOTH_OK;
}
