/* spelling: the whole way from forms to tellings by their letters (spelling.h draws it). */
#include "spelling.h"

#define LINKED 100000u /* in QUOTH__LETTERS_ONE: how much less alike than a group two passages may be that link it */
#define SAMPLE 8u      /* wordings of an utterance that a telling is held against */

/* --------------------------------------------------------------------------------------------------------- nodes */

typedef struct ordering {
    const quoth__spelling *given;
    const uint32_t *rank; /* of a form */
    const uint32_t *time; /* of a passage: how many of its form its account has told before */
} ordering;

static uint32_t account_of(const quoth__spelling *given, uint32_t passage)
{
    return given->account ? given->account[passage] : 0;
}

static int form_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const quoth__spelling *given = user;
    size_t i = given->first[a], j = given->first[b];
    size_t i_end = given->first[a + 1], j_end = given->first[b + 1], from = i;
    while (i < i_end && j < j_end && given->letters[i] == given->letters[j]) {
        i++;
        j++;
    }
    *work += 20 + 7 * (i - from);
    if (i < i_end && j < j_end) return quoth__three_way(given->letters[i], given->letters[j]);
    return quoth__three_way(i_end - i, j_end - j);
}

/* The passages of a form and an account together, as they were given. */
static int telling_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const ordering *by = user;
    *work += 16;
    int order = quoth__three_way(by->given->form[a], by->given->form[b]);
    return order ? order : quoth__three_way(account_of(by->given, a), account_of(by->given, b));
}

static int member_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const ordering *by = user;
    *work += 24;
    int order = quoth__three_way(by->rank[by->given->form[a]], by->rank[by->given->form[b]]);
    if (!order) order = quoth__three_way(by->time[a], by->time[b]);
    return order ? order : quoth__three_way(account_of(by->given, a), account_of(by->given, b));
}

static quoth_status rank_forms(quoth_context *context, quoth__lettering *l, uint32_t **rank)
{
    uint32_t *sorted, forms = l->given->forms;
    QUOTH__TAKE(context, l, forms, sorted);
    QUOTH__TAKE(context, l, forms, *rank);
    for (uint32_t f = 0; f < forms; f++) sorted[f] = f;
    QUOTH__TRY(quoth__sort(context, sorted, forms, form_order, l->given));
    for (uint32_t f = 0; f < forms; f++) (*rank)[sorted[f]] = f;
    return quoth__work(context, 6 * (uint64_t)forms);
}

/* Sorts the passages that have words into `member`; gives how many they are. */
static quoth_status sort_members(quoth_context *context, quoth__lettering *l, ordering *by, uint32_t *members)
{
    const quoth__spelling *given = l->given;
    uint32_t *rank, *time, count = 0;
    QUOTH__TRY(rank_forms(context, l, &rank));
    QUOTH__TAKE(context, l, given->count, l->member);
    QUOTH__TAKE(context, l, given->count, time);
    for (uint32_t p = 0; p < given->count; p++)
        if (given->form[p] != QUOTH__NONE) l->member[count++] = p;
    *by = (ordering){given, rank, time};
    QUOTH__TRY(quoth__sort(context, l->member, count, telling_order, by));
    for (uint32_t i = 0; i < count; i++) {
        uint32_t p = l->member[i], q = i ? l->member[i - 1] : 0;
        bool again = i && given->account && given->form[p] == given->form[q] && given->account[p] == given->account[q];
        time[p] = again ? time[q] + 1 : 0;
    }
    QUOTH__TRY(quoth__sort(context, l->member, count, member_order, by));
    *members = count;
    return quoth__work(context, 24 * (uint64_t)given->count);
}

static quoth_status make_nodes(quoth_context *context, quoth__lettering *l)
{
    ordering by;
    uint32_t members;
    const uint32_t *form = l->given->form;
    QUOTH__TRY(sort_members(context, l, &by, &members));
    QUOTH__TAKE(context, l, members, l->nodes);
    for (uint32_t i = 0; i < members; i++) {
        uint32_t p = l->member[i], q = i ? l->member[i - 1] : 0;
        if (i && form[p] == form[q] && by.time[p] == by.time[q])
            l->nodes[l->node_count - 1].members++;
        else
            l->nodes[l->node_count++] = (quoth__spelt){form[p], i, 1};
    }
    return quoth__work(context, 20 * (uint64_t)members);
}

/* --------------------------------------------------------------------------------------------------------- links */

quoth_status quoth__letters_compare(quoth_context *context, const quoth__lettering *l, uint32_t a, uint32_t b,
                                    uint32_t *alike)
{
    uint64_t distance, both = quoth__letters_length(l, a) + quoth__letters_length(l, b);
    *alike = QUOTH__LETTERS_ONE;
    if (l->nodes[a].form == l->nodes[b].form) return QUOTH_OK;
    QUOTH__TRY(quoth__distance(context, QUOTH_INDEL, quoth__letters_of(l, a), quoth__letters_length(l, a),
                               quoth__letters_of(l, b), quoth__letters_length(l, b), UINT64_MAX, &distance));
    *alike = (uint32_t)((both - distance) * QUOTH__LETTERS_ONE / both);
    return QUOTH_OK;
}

static int link_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const quoth__link *links = user;
    *work += 6;
    int order = quoth__three_way(links[b].score, links[a].score);
    return order ? order : quoth__three_way(a, b);
}

/* Compares the pairs and fills `links`, the best first; of equals, as they stand. */
static quoth_status make_links(quoth_context *context, quoth__lettering *l, const quoth__array *pairs)
{
    uint32_t least = l->given->at_least > LINKED ? l->given->at_least - LINKED : 0, *order;
    quoth__link *sorted, *links;
    void *place;
    for (size_t i = 0; i < pairs->count; i++) {
        uint64_t key = QUOTH__AT(*pairs, uint64_t, i);
        quoth__link link = {.a = (uint32_t)(key >> 32), .b = (uint32_t)key};
        QUOTH__TRY(quoth__letters_compare(context, l, link.a, link.b, &link.score));
        QUOTH__TRY(quoth__work(context, 40));
        if (link.score < least) continue;
        QUOTH__TRY(quoth__array_push(context, &l->links, sizeof link, &place));
        memcpy(place, &link, sizeof link);
    }
    uint32_t count = (uint32_t)l->links.count;
    links = l->links.data;
    QUOTH__TAKE(context, l, count, order);
    QUOTH__TAKE(context, l, count, sorted);
    for (uint32_t i = 0; i < count; i++) order[i] = i;
    QUOTH__TRY(quoth__sort(context, order, count, link_order, links));
    for (uint32_t i = 0; i < count; i++) sorted[i] = links[order[i]];
    if (count) memcpy(links, sorted, count * sizeof *links);
    return quoth__work(context, 24 * (uint64_t)count);
}

/* ------------------------------------------------------------------------------------------------------ tellings */

/* By group, then node. */
static int group_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const quoth__lettering *l = user;
    *work += 6;
    return quoth__three_way(l->group[a], l->group[b]);
}

/* The share of a wording: how alike it is with SAMPLE others of its utterance, on the mean; another passage with the same
 * letters counts as one of them. */
static quoth_status share_of(quoth_context *context, const quoth__lettering *l, const uint32_t *sorted, uint32_t count,
                             uint32_t node, uint32_t *share, bool *same)
{
    uint64_t sum = 0;
    uint32_t others = 0, alike;
    *same = l->nodes[node].members > 1;
    if (*same) {
        sum += QUOTH__LETTERS_ONE;
        others++;
    }
    for (uint32_t i = 0; i < count && i <= SAMPLE; i++) {
        if (sorted[i] == node) continue;
        QUOTH__TRY(quoth__letters_compare(context, l, node, sorted[i], &alike));
        *same = *same || l->nodes[sorted[i]].form == l->nodes[node].form;
        sum += alike;
        others++;
    }
    *share = others ? (uint32_t)(sum / others / (QUOTH__LETTERS_ONE / 1000)) : 1000;
    return quoth__work(context, 60);
}

/* Writes the tellings of the group sorted[0 .. count), by passage. */
static quoth_status tell_group(quoth_context *context, const quoth__lettering *l, const uint32_t *sorted,
                               uint32_t count, quoth__telling *telling)
{
    for (uint32_t i = 0; i < count; i++) {
        const quoth__spelt *node = &l->nodes[sorted[i]];
        uint32_t share;
        bool same;
        QUOTH__TRY(share_of(context, l, sorted, count, sorted[i], &share, &same));
        for (uint32_t k = 0; k < node->members; k++)
            telling[l->member[node->first + k]] =
                (quoth__telling){.utterance = l->group[sorted[0]],
                                 .reason = same ? QUOTH__REASON_SAME_WORDS : QUOTH__REASON_ALIKE,
                                 .share = share};
        QUOTH__TRY(quoth__work(context, 20 + 10 * (uint64_t)node->members));
    }
    return QUOTH_OK;
}

/* Tells of each passage, by its place, what it is a telling of; QUOTH__NONE where it stands alone. */
static quoth_status tell_passages(quoth_context *context, quoth__lettering *l, quoth__telling *telling)
{
    uint32_t *sorted;
    QUOTH__TAKE(context, l, l->node_count, sorted);
    for (uint32_t n = 0; n < l->node_count; n++) sorted[n] = n;
    for (uint32_t p = 0; p < l->given->count; p++) telling[p].utterance = QUOTH__NONE;
    QUOTH__TRY(quoth__sort(context, sorted, l->node_count, group_order, l));
    for (uint32_t start = 0, end; start < l->node_count; start = end) {
        uint32_t members = 0;
        for (end = start; end < l->node_count && l->group[sorted[end]] == l->group[sorted[start]]; end++)
            members += l->nodes[sorted[end]].members;
        if (members > 1) QUOTH__TRY(tell_group(context, l, sorted + start, end - start, telling));
    }
    return quoth__work(context, 14 * (uint64_t)l->node_count + 3 * (uint64_t)l->given->count);
}

static const quoth__telling *telling_at(const quoth__array *tellings, uint32_t i)
{
    return &QUOTH__AT(*tellings, quoth__telling, i);
}

static int utterance_order(const void *user, uint32_t a, uint32_t b, uint64_t *work)
{
    const quoth__array *tellings = user;
    *work += 8;
    int order = quoth__three_way(telling_at(tellings, a)->utterance, telling_at(tellings, b)->utterance);
    return order ? order : quoth__three_way(a, b);
}

/* Numbers the utterances by their first passage, and appends the tellings in that order. */
static quoth_status number(quoth_context *context, quoth__lettering *l, const quoth__telling *telling,
                           quoth__array *tellings)
{
    uint32_t *number_of, *sorted, utterances = 0;
    quoth__telling *room;
    QUOTH__TAKE(context, l, l->node_count, number_of);
    QUOTH__TAKE(context, l, l->given->count, sorted);
    QUOTH__TAKE(context, l, l->given->count, room);
    quoth__array told = {.data = room};
    memset(number_of, 0xFF, l->node_count * sizeof *number_of);
    for (uint32_t p = 0; p < l->given->count; p++) {
        if (telling[p].utterance == QUOTH__NONE) continue;
        uint32_t *known = &number_of[telling[p].utterance];
        if (*known == QUOTH__NONE) *known = utterances++;
        quoth__telling *at = &QUOTH__AT(told, quoth__telling, told.count);
        *at = telling[p];
        at->candidate = p;
        at->utterance = *known;
        sorted[told.count] = (uint32_t)told.count;
        told.count++;
    }
    QUOTH__TRY(quoth__sort(context, sorted, told.count, utterance_order, &told));
    QUOTH__TRY(quoth__array_reserve(context, tellings, told.count, sizeof(quoth__telling)));
    for (size_t i = 0; i < told.count; i++)
        QUOTH__AT(*tellings, quoth__telling, tellings->count++) = *telling_at(&told, sorted[i]);
    return quoth__work(context, 14 * (uint64_t)l->given->count + 16 * (uint64_t)told.count + l->node_count / 2);
}

static quoth_status tell(quoth_context *context, quoth__lettering *l, quoth__array *tellings)
{
    quoth__telling *telling;
    QUOTH__TAKE(context, l, l->given->count, telling);
    QUOTH__TRY(tell_passages(context, l, telling));
    return number(context, l, telling, tellings);
}

quoth_status quoth__match_letters(quoth_context *context, const quoth__spelling *given, quoth__array *tellings)
{
    quoth__lettering l = {.given = given};
    quoth__array pairs = {0};
    quoth_status status;
    QUOTH__GOTO(make_nodes(context, &l));
    QUOTH__GOTO(quoth__letters_pairs(context, &l, &pairs));
    QUOTH__GOTO(make_links(context, &l, &pairs));
    QUOTH__GOTO(quoth__letters_group(context, &l));
    QUOTH__GOTO(tell(context, &l, tellings));
done:
    quoth__array_free(&context->allocator, &pairs, sizeof(uint64_t));
    quoth__array_free(&context->allocator, &l.links, sizeof(quoth__link));
    quoth__arena_free(&context->allocator, &l.arena);
    return status;
}
