/* stretches: from pairs of marks to the tree of quotations.
 *
 *   found    “ They shouted “ shame ” at us ”        ⏎  “ And left ”
 *   open     [0]            [0,1]   [0]     []           [2]                 a stack of ends
 *   stretch  0 level 0      1 level 1, parent 0          2: group of 0 where 0 was left open at its paragraph's end
 *
 * A paragraph is paired, then its stretches are written in order of start, so that a parent stands before its children.
 * Invariant: the ends on the stack never rise. Beyond the limit of depth the stack grows on, but levels and parents
 * stay at the limit. Cost: O(bytes + marks).
 *
 * What the layout shows and no marks (layout.h) is found between the pairing and the writing of a paragraph, and written
 * among the marked ones. */
#include "../unicode/properties.h"
#include "layout.h"

/* Of work, each. */
#define STRETCH_UNITS 130u /* a stretch */
#define WRITE_UNITS 40u    /* a mark */
#define PARAGRAPH_UNITS 240u
#define CARRIED 8u /* so many quotations go on over the end of a paragraph at most */

const char *const quoth__mended_names[QUOTH__MENDED_COUNT] = {"none", "continued", "paragraph", "outer",
                                                              "next", "opener",    "shared",    "depth"};

/* A quotation that was open at the end of the paragraph before. */
typedef struct carried {
    uint32_t stretch;
    uint8_t family;
    bool used;
} carried;

/* A stretch around the place that is being written. */
typedef struct around {
    uint32_t stretch, end;
} around;

const char *const quoth__marked_names[QUOTH__MARKED_COUNT] = {"marks", "dash", "block", "label"};

typedef struct writer {
    quoth__pairing pairing;
    quoth__layout layout;
    quoth__array *stretches;
    quoth__array open; /* around, from the outside in */
    size_t deepest;    /* the greatest level */
    uint32_t paragraph;
    carried carried[CARRIED];
    uint32_t carried_count;
    uint32_t last_laid; /* the last stretch that the layout showed, or QUOTH__NONE */
} writer;

static quoth__stretch *stretch_at(const writer *w, uint32_t index)
{
    return (quoth__stretch *)w->stretches->data + index;
}

static inline bool is_plain(uint8_t byte) { return byte > ' ' && byte < 0x80; }

/* White space at both ends is set aside. */
static void trim(const uint8_t *bytes, uint32_t *start, uint32_t *end)
{
    size_t from = *start, to = *end;
    while (from < to && bytes[from] == ' ') from++;
    while (from < to && bytes[to - 1] == ' ') to--;
    if (from < to && !is_plain(bytes[from]))
        for (size_t next = from; from < to; from = next)
            if (!quoth__is_space(quoth__utf8_next(bytes, &next))) break;
    if (from < to && !is_plain(bytes[to - 1]))
        for (size_t before = to; to > from; to = before)
            if (!quoth__is_space(quoth__utf8_back(bytes, &before))) break;
    *start = (uint32_t)from;
    *end = (uint32_t)to;
}

/* Places a stretch whose bounds are set in the tree and appends it. */
static quoth_status append(writer *w, quoth__stretch *stretch)
{
    quoth_context *context = w->pairing.context;
    QUOTH__TRY(quoth__work(context, STRETCH_UNITS));
    while (w->open.count > 0 && QUOTH__AT(w->open, around, w->open.count - 1).end <= stretch->outer_start)
        w->open.count--;
    trim(w->pairing.bytes, &stretch->start, &stretch->end);
    if (stretch->start >= stretch->end) return QUOTH_OK;
    /* One that a mark around it ends has no white space behind it, as what is around it has none at its end. */
    if (!stretch->closed && stretch->outer_end != w->pairing.span.end) stretch->outer_end = stretch->end;
    size_t depth = w->open.count;
    if (depth > w->deepest) {
        depth = w->deepest;
        stretch->mended = QUOTH__MENDED_DEPTH;
    }
    uint32_t index = (uint32_t)w->stretches->count;
    stretch->level = (uint16_t)depth;
    stretch->parent = depth ? QUOTH__AT(w->open, around, depth - 1).stretch : QUOTH__NONE;
    stretch->group = index;
    stretch->paragraph = w->paragraph;
    if (w->stretches->count == w->stretches->capacity)
        QUOTH__TRY(quoth__array_reserve(context, w->stretches, 1, sizeof *stretch));
    if (w->open.count == w->open.capacity) QUOTH__TRY(quoth__array_reserve(context, &w->open, 1, sizeof(around)));
    w->stretches->count++;
    *stretch_at(w, index) = *stretch;
    QUOTH__AT(w->open, around, w->open.count++) = (around){index, stretch->outer_end};
    return QUOTH_OK;
}

/* Joins the last stretch with one that the paragraph before left open. */
static void join(writer *w, carried *earlier)
{
    quoth__stretch *before = stretch_at(w, earlier->stretch);
    quoth__stretch *after = stretch_at(w, (uint32_t)w->stretches->count - 1);
    earlier->used = true;
    if (before->mended == QUOTH__MENDED_PARAGRAPH) before->mended = QUOTH__MENDED_CONTINUED;
    after->group = before->group;
    after->part = before->part + 1;
}

/* The quotation carried over that an opening of this family, or of any (negative), goes on with. */
static carried *carried_on(writer *w, int family)
{
    for (uint32_t i = 0; i < w->carried_count; i++) {
        carried *earlier = w->carried + i;
        if (!earlier->used && (family < 0 || earlier->family == family)) return earlier;
    }
    return NULL;
}

static quoth_status write_begun(writer *w, const quoth__begun *begun)
{
    const quoth__found *closer = quoth__found_at(&w->pairing, begun->closer);
    uint32_t count = (uint32_t)w->stretches->count;
    QUOTH__TRY(append(w, &(quoth__stretch){.start = begun->start,
                                           .end = closer->start,
                                           .outer_start = begun->start,
                                           .outer_end = quoth__found_end(closer),
                                           .mended = QUOTH__MENDED_OPENER,
                                           .closed = true}));
    carried *earlier = begun->start == w->pairing.span.start ? carried_on(w, -1) : NULL;
    if (w->stretches->count > count && earlier) join(w, earlier);
    return QUOTH_OK;
}

/* Whether an opening has words: a gap between marks that holds some, before the mark that ends it or the paragraph. */
static bool has_words(const quoth__pairing *p, const quoth__found *mark)
{
    if (mark->partner != QUOTH__NONE) return quoth__found_at(p, mark->partner)->texts > mark->texts;
    const quoth__found *last = quoth__found_at(p, p->to - 1);
    return last->texts > mark->texts || quoth__found_end(last) < p->span.end;
}

static quoth_status write_opening(writer *w, uint32_t index, bool first_row)
{
    const quoth__pairing *p = &w->pairing;
    const quoth__found *mark = quoth__found_at(p, index);
    if (!has_words(p, mark)) return QUOTH_OK;
    bool closed = mark->partner != QUOTH__NONE && quoth__found_at(p, mark->partner)->partner == index;
    uint32_t count = (uint32_t)w->stretches->count;
    uint8_t family = quoth__mark_kinds[mark->kind].family;
    QUOTH__TRY(append(
        w, &(quoth__stretch){.start = quoth__found_end(mark),
                             .end = mark->end,
                             .outer_start = mark->start,
                             .outer_end = closed ? quoth__found_end(quoth__found_at(p, mark->partner)) : mark->end,
                             .mended = mark->mended,
                             .marked = mark->start == w->layout.marked_turn ? QUOTH__MARKED_LABEL : QUOTH__MARKED_MARKS,
                             .closed = closed}));
    carried *earlier = first_row ? carried_on(w, family) : NULL;
    if (w->stretches->count > count && earlier && stretch_at(w, earlier->stretch)->mended == QUOTH__MENDED_CONTINUED)
        join(w, earlier);
    return QUOTH_OK;
}

/* Notes what the paragraph leaves open. */
static void carry(writer *w)
{
    const quoth__pairing *p = &w->pairing;
    w->carried_count = 0;
    for (size_t i = 0; i < w->open.count && w->carried_count < CARRIED; i++) {
        uint32_t index = QUOTH__AT(w->open, around, i).stretch;
        const quoth__stretch *stretch = stretch_at(w, index);
        if (stretch->closed || stretch->outer_end != p->span.end) continue;
        size_t at = stretch->outer_start;
        uint8_t kind = QUOTH__LEFT_DOUBLE;
        (void)quoth__mark_at(p->bytes + at, p->span.end - at, &kind);
        w->carried[w->carried_count++] = (carried){index, quoth__mark_kinds[kind].family, false};
    }
    w->pairing.carried = w->carried_count > 0;
    if (w->carried_count) w->pairing.carried_family = w->carried[0].family;
    w->open.count = 0;
}

/* The paragraph ends with the closing mark of an inner quotation, which then closes those around it as well. */
static void note_shared(writer *w)
{
    const quoth__pairing *p = &w->pairing;
    if (p->to == p->from || w->open.count == 0) return;
    const quoth__found *last = quoth__found_at(p, p->to - 1);
    if (last->role != QUOTH__ROLE_CLOSE || quoth__found_end(last) != p->span.end) return;
    for (size_t i = 0; i < w->open.count; i++) {
        quoth__stretch *stretch = stretch_at(w, QUOTH__AT(w->open, around, i).stretch);
        if (!stretch->closed && stretch->outer_end == p->span.end && stretch->mended == QUOTH__MENDED_PARAGRAPH)
            stretch->mended = QUOTH__MENDED_SHARED;
    }
}

/* One that the layout shows; it goes on with the one before it where it is no first part. */
static quoth_status write_laid(writer *w, const quoth__laid *laid)
{
    uint32_t index = (uint32_t)w->stretches->count;
    QUOTH__TRY(append(w, &(quoth__stretch){.start = laid->start,
                                           .end = laid->end,
                                           .outer_start = laid->outer,
                                           .outer_end = laid->end,
                                           .marked = laid->marked,
                                           .closed = true}));
    if (w->stretches->count == index) return QUOTH_OK;
    if (laid->goes_on && w->last_laid != QUOTH__NONE) {
        stretch_at(w, index)->group = stretch_at(w, w->last_laid)->group;
        stretch_at(w, index)->part = stretch_at(w, w->last_laid)->part + 1;
    }
    w->last_laid = index;
    return QUOTH_OK;
}

/* Everything but marks that begins up to byte `limit`. */
static quoth_status write_before(writer *w, uint32_t limit, size_t *begun, size_t *laid)
{
    const quoth__array *started = &w->pairing.begun, *shown = &w->layout.laid;
    for (;;) {
        uint32_t a = *begun < started->count ? QUOTH__AT(*started, quoth__begun, *begun).start : QUOTH__NONE;
        uint32_t b = *laid < shown->count ? QUOTH__AT(*shown, quoth__laid, *laid).outer : QUOTH__NONE;
        if ((a < b ? a : b) > limit || (a == QUOTH__NONE && b == QUOTH__NONE)) return QUOTH_OK;
        if (b <= a)
            QUOTH__TRY(write_laid(w, &QUOTH__AT(*shown, quoth__laid, (*laid)++)));
        else
            QUOTH__TRY(write_begun(w, &QUOTH__AT(*started, quoth__begun, (*begun)++)));
    }
}

static quoth_status write_paragraph(writer *w)
{
    quoth__pairing *p = &w->pairing;
    size_t begun = 0, laid = 0;
    uint32_t row = p->span.start;
    for (uint32_t i = p->from; i < p->to; i++) {
        const quoth__found *mark = quoth__found_at(p, i);
        QUOTH__TRY(write_before(w, mark->start, &begun, &laid));
        bool first_row = mark->start == row;
        if (first_row) row = quoth__found_end(mark);
        if (mark->role == QUOTH__ROLE_OPEN) QUOTH__TRY(write_opening(w, i, first_row));
    }
    QUOTH__TRY(write_before(w, p->span.end, &begun, &laid));
    note_shared(w);
    carry(w);
    return quoth__charge(p, WRITE_UNITS * (uint64_t)(p->to - p->from));
}

static quoth_status do_paragraph(writer *w, uint32_t index)
{
    quoth__pairing *p = &w->pairing;
    uint32_t count = (uint32_t)p->found.count;
    p->span = QUOTH__AT(p->text->paragraphs, quoth__span, index);
    w->paragraph = index;
    p->from = p->to;
    while (p->to < count && quoth__found_at(p, p->to)->start < p->span.end) p->to++;
    QUOTH__TRY(quoth__work(p->context, PARAGRAPH_UNITS));
    QUOTH__TRY(quoth__strong_pair(p));
    QUOTH__TRY(quoth__weak_pair(p));
    QUOTH__TRY(quoth__layout_find(p, &w->layout, index));
    return write_paragraph(w);
}

static void free_writer(writer *w)
{
    quoth__pairing *p = &w->pairing;
    const quoth_allocator *allocator = &p->context->allocator;
    quoth__layout_free(allocator, &w->layout);
    quoth__array_free(allocator, &w->open, sizeof(around));
    quoth__array_free(allocator, &p->found, sizeof(quoth__found));
    quoth__array_free(allocator, &p->strong, sizeof(uint32_t));
    quoth__array_free(allocator, &p->waiting, sizeof(uint32_t));
    quoth__array_free(allocator, &p->regions, sizeof(quoth__region));
    quoth__array_free(allocator, &p->singles, sizeof(quoth__single));
    quoth__array_free(allocator, &p->begun, sizeof(quoth__begun));
    quoth__array_free(allocator, &p->sentences, sizeof(quoth__span));
}

quoth_status quoth__stretches_find(quoth_context *context, const quoth_text *text, quoth__array *stretches)
{
    writer w = {.pairing = {.context = context, .text = text, .bytes = text->bytes},
                .layout = {.atoms = {.vocabulary = {.allocator = context->allocator}}},
                .stretches = stretches,
                .last_laid = QUOTH__NONE};
    size_t before = stretches->count;
    quoth_status status;
    w.deepest = context->max_depth > UINT16_MAX ? UINT16_MAX : context->max_depth ? context->max_depth - 1 : 0;
    QUOTH__GOTO(quoth__marks_scan(&w.pairing));
    QUOTH__GOTO(quoth__layout_begin(&w.pairing, &w.layout));
    for (uint32_t i = 0; i < text->paragraphs.count; i++) QUOTH__GOTO(do_paragraph(&w, i));
done:
    free_writer(&w);
    if (status != QUOTH_OK) stretches->count = before;
    return status;
}
