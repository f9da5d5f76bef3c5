/* layout: the habits of a text that show speech without marks, and what is laid out in one paragraph.
 *
 *   — Vous partez ?        a paragraph that a dash opens; a text has dialogue of dashes where several do, most of them
 *   — Demain.              end as sentences do and some ask or call: a list of bullets does not
 *
 * Where the language has such dialogue, turns may also begin within a paragraph, behind a sentence, and less is asked
 * of the text. Labels and blocks have files of their own. O(bytes). */
#include "layout.h"

#include "../unicode/properties.h"

/* Of work, each. */
#define HEAD_UNITS 10u /* a paragraph */
#define BYTE_UNITS 8u  /* a byte of one that a dash opens, or where turns begin within */
#define DASH_UNITS 150u

/* ---------------------------------------------------------------------------------------------------------- habits */

/* What the paragraphs of a text do, counted. */
typedef struct counted {
    uint32_t leads;   /* begin with a dash, */
    uint32_t thin;    /* which is one hyphen; */
    uint32_t ended;   /* and end as a sentence does, */
    uint32_t lively;  /* ask or call, */
    uint32_t set_off; /* hold a dash that sets off words: `, —` or ` —x` */
    uint32_t within;  /* sentences behind which a dash opens another */
} counted;

/* The length of a dash at `at`: a long one, or two or three hyphens; of one hyphen where it is `thin`. 0: none. `next`
 * is the byte behind what was looked at: behind a whole rule of hyphens too, so that none is looked at twice. */
static size_t dash_at(const uint8_t *bytes, size_t at, size_t end, bool *thin, size_t *next)
{
    *thin = false;
    *next = at + 1;
    if (bytes[at] == 0xE2 && end - at >= 3 && bytes[at + 1] == 0x80) {
        *next = at + 3;
        return bytes[at + 2] >= 0x92 && bytes[at + 2] <= 0x95 ? 3 : 0;
    }
    if (bytes[at] != '-') return 0;
    while (*next < end && bytes[*next] == '-') ++*next;
    *thin = *next - at == 1;
    return *next - at <= 3 ? *next - at : 0;
}

static size_t pass_spaces(const uint8_t *bytes, size_t at, size_t end)
{
    for (size_t next = at; at < end; at = next)
        if (!quoth__is_space(quoth__utf8_next(bytes, &next))) break;
    return at;
}

/* Whether a paragraph begins with a dash that may open speech: words follow, no figures. */
static bool has_lead(const uint8_t *bytes, quoth__span span, bool *thin)
{
    if (bytes[span.start] != '-' && bytes[span.start] != 0xE2) return false;
    size_t next, length = dash_at(bytes, span.start, span.end, thin, &next), at = span.start + length;
    if (!length) return false;
    size_t word = pass_spaces(bytes, at, span.end);
    if (word >= span.end || word - at > 8) return false;
    uint32_t c = quoth__utf8_next(bytes, &word);
    return !quoth__is_number(c) && c != '-' && c != '>' && c != '|';
}

static uint32_t last_of(const uint8_t *bytes, quoth__span span)
{
    size_t at = span.end;
    return quoth__utf8_back(bytes, &at);
}

static bool ends_sentence(uint32_t c)
{
    switch (c) {
    case '.':
    case '!':
    case '?':
    case ':':
    case 0x2026:
    case 0xBB:
    case 0x201D:
    case '"':
    case ')': return true;
    default: return false;
    }
}

/* The character before `at`, white space set aside. */
static uint32_t before_spaces(const uint8_t *bytes, size_t at, size_t start, bool *spaced)
{
    *spaced = false;
    while (at > start) {
        uint32_t c = quoth__utf8_back(bytes, &at);
        if (!quoth__is_space(c)) return c;
        *spaced = true;
    }
    return 0;
}

/* What the dash at `at`, not the first of the paragraph, does. */
static void count_dash(const uint8_t *bytes, quoth__span span, size_t at, size_t length, counted *of, bool *set_off)
{
    bool spaced;
    uint32_t before = before_spaces(bytes, at, span.start, &spaced);
    size_t behind = at + length, word = pass_spaces(bytes, behind, span.end), next = word;
    if (!spaced || word >= span.end) return;
    uint32_t c = quoth__utf8_next(bytes, &next);
    if (before == ',' || (word == behind && quoth__is_lower(c))) *set_off = true;
    bool stop = ends_sentence(before) && before != ')' && before != '"';
    of->within += stop && (quoth__is_upper(c) || c == 0xAB || c == 0xBF || c == 0xA1);
}

/* Counts what is inside a paragraph; gives how many dashes that is. */
static uint64_t count_inside(const uint8_t *bytes, quoth__span span, bool lead, counted *of)
{
    uint64_t dashes = 0;
    bool lively = false, set_off = false, thin;
    for (size_t at = span.start, next; at < span.end; at = next) {
        uint8_t byte = bytes[at];
        lively |= byte == '?' || byte == '!';
        next = at + 1;
        if (byte != '-' && byte != 0xE2) continue;
        size_t length = dash_at(bytes, at, span.end, &thin, &next);
        if (length && !thin && at > span.start) count_dash(bytes, span, at, length, of, &set_off);
        dashes++;
    }
    if (!lead) return dashes;
    of->lively += lively;
    of->set_off += set_off;
    of->ended += lively || ends_sentence(last_of(bytes, span));
    return dashes;
}

static void settle(quoth__layout *layout, const counted *of)
{
    bool most_end = of->ended * 4 >= of->leads * 3;
    if (layout->dialogue)
        layout->dashes = of->leads >= 2 && most_end && of->lively * (of->thin * 2 > of->leads ? 3 : 8) >= of->leads;
    else
        layout->dashes = of->leads >= 3 && most_end && of->lively * 4 >= of->leads && of->thin * 2 <= of->leads;
    layout->set_off = layout->dialogue == 'd' || (of->set_off > 0 && of->set_off * 6 >= of->leads);
    layout->within = layout->dialogue == 'c' && !layout->set_off && of->within >= 2;
}

static quoth_status note_dashes(quoth__pairing *p, const quoth__layout *layout, quoth__span span, counted *of)
{
    bool thin, lead = has_lead(p->bytes, span, &thin);
    QUOTH__TRY(quoth__work(p->context, HEAD_UNITS));
    of->leads += lead;
    of->thin += lead && thin;
    if (!lead && layout->dialogue != 'c') return QUOTH_OK;
    uint64_t dashes = count_inside(p->bytes, span, lead, of);
    return quoth__work(p->context, BYTE_UNITS * (uint64_t)(span.end - span.start) + DASH_UNITS * dashes);
}

quoth_status quoth__layout_begin(quoth__pairing *p, quoth__layout *layout)
{
    const quoth__array *paragraphs = &p->text->paragraphs;
    counted of = {0};
    layout->dialogue = quoth__dialogue_of(p->text->language);
    for (uint32_t i = 0; i < paragraphs->count; i++) {
        QUOTH__TRY(note_dashes(p, layout, QUOTH__AT(*paragraphs, quoth__span, i), &of));
        QUOTH__TRY(quoth__labels_note(p, layout, i));
        quoth__blocks_note(p, layout, i);
    }
    settle(layout, &of);
    quoth__labels_settle(layout);
    quoth__blocks_settle(p, layout);
    return QUOTH_OK;
}

/* --------------------------------------------------------------------------------------- marks across what is laid */

/* The byte behind an opening's quotation, its closing mark included. */
static uint32_t outer_end(const quoth__pairing *p, const quoth__found *mark, uint32_t index)
{
    bool closed = mark->partner != QUOTH__NONE && quoth__found_at(p, mark->partner)->partner == index;
    return closed ? quoth__found_end(quoth__found_at(p, mark->partner)) : mark->end;
}

/* Cuts marked quotations short that would cross what is laid out. */
static void cut_marks(quoth__pairing *p, const quoth__layout *layout)
{
    size_t next = 0;
    for (uint32_t i = p->from; i < p->to; i++) {
        quoth__found *mark = quoth__found_at(p, i);
        if (mark->role != QUOTH__ROLE_OPEN) continue;
        while (next < layout->laid.count && QUOTH__AT(layout->laid, quoth__laid, next).end <= mark->start) next++;
        if (next == layout->laid.count) return;
        const quoth__laid *laid = &QUOTH__AT(layout->laid, quoth__laid, next);
        uint32_t end = outer_end(p, mark, i);
        if (mark->start < laid->start && end > laid->start)
            quoth__open_ended(p, i, laid->start, QUOTH__MENDED_NEXT, QUOTH__NONE);
        else if (mark->start >= laid->start && end > laid->end)
            quoth__open_ended(p, i, laid->end, QUOTH__MENDED_OUTER, QUOTH__NONE);
    }
}

/* Takes out quotations without an opening mark that would cross what is laid out. */
static void cut_begun(quoth__pairing *p, const quoth__layout *layout)
{
    quoth__begun *begun = p->begun.data;
    size_t kept = 0, next = 0;
    for (size_t i = 0; i < p->begun.count; i++) {
        while (next < layout->laid.count && QUOTH__AT(layout->laid, quoth__laid, next).end <= begun[i].start) next++;
        const quoth__laid *laid = next < layout->laid.count ? &QUOTH__AT(layout->laid, quoth__laid, next) : NULL;
        uint32_t end = quoth__found_end(quoth__found_at(p, begun[i].closer));
        bool apart = !laid || end <= laid->start || (begun[i].start > laid->start && end <= laid->end);
        if (apart) begun[kept++] = begun[i];
    }
    p->begun.count = kept;
}

/* --------------------------------------------------------------------------------------------------- a paragraph */

static bool may_hold_dash(const quoth__pairing *p)
{
    for (uint32_t at = p->span.start; at + 1 < p->span.end; at++)
        if ((p->bytes[at] == '-' && p->bytes[at + 1] == '-') || (p->bytes[at] == 0xE2 && p->bytes[at + 1] == 0x80))
            return true;
    return false;
}

bool quoth__marked_whole(const quoth__pairing *p, uint32_t at, uint32_t end)
{
    for (uint32_t i = p->from; i < p->to && quoth__found_at(p, i)->start <= at; i++) {
        const quoth__found *mark = quoth__found_at(p, i);
        if (mark->start != at || mark->role != QUOTH__ROLE_OPEN) continue;
        size_t behind = outer_end(p, mark, i);
        for (int signs = 0; signs < 4 && behind < end; signs++)
            if (quoth__near_of(quoth__utf8_next(p->bytes, &behind)) != QUOTH__NEAR_STOP) return false;
        return behind >= end;
    }
    return false;
}

static quoth_status find_dashes(quoth__pairing *p, quoth__layout *layout)
{
    bool thin, lead = layout->dashes && has_lead(p->bytes, p->span, &thin);
    if (!lead && layout->within) {
        QUOTH__TRY(quoth__work(p->context, 3 * (uint64_t)(p->span.end - p->span.start)));
        lead = may_hold_dash(p);
    }
    if (!lead) return QUOTH_OK;
    QUOTH__TRY(quoth__atoms_read(p->context, p->text, p->span, &layout->atoms));
    return quoth__turns_find(p, layout);
}

quoth_status quoth__layout_find(quoth__pairing *p, quoth__layout *layout, uint32_t paragraph)
{
    layout->laid.count = 0;
    layout->marked_turn = QUOTH__NONE;
    if (layout->turns) QUOTH__TRY(quoth__labels_find(p, layout, paragraph));
    bool block = layout->indents || layout->in_block || p->bytes[p->span.start] == '>';
    if (!layout->laid.count && block) QUOTH__TRY(quoth__blocks_find(p, layout, paragraph));
    if (!layout->laid.count && (layout->dashes || layout->within)) QUOTH__TRY(find_dashes(p, layout));
    if (!layout->laid.count) return QUOTH_OK;
    cut_marks(p, layout);
    cut_begun(p, layout);
    return quoth__work(p->context, 40 * (uint64_t)(p->to - p->from + layout->laid.count));
}

void quoth__layout_free(const quoth_allocator *allocator, quoth__layout *layout)
{
    quoth__array_free(allocator, &layout->laid, sizeof(quoth__laid));
    quoth__array_free(allocator, &layout->label_counts, sizeof(uint32_t));
    quoth__strings_free(allocator, &layout->labels);
    quoth__atoms_free(allocator, &layout->atoms);
}
