/* labels: transcripts and interviews, whose turns begin with who speaks.
 *
 *   LEE: We know. (Applause)          a label is a name or two to six words with capitals, or Q and A, and a colon
 *   **Anna Petrova:** Not all of us.  a text has turns where several labels come again and again, and most of the
 *   There is more.                    paragraphs from the first to the last of them have one
 *
 * A paragraph without a label between two that have one goes on with the turn before. Where marks enclose the whole turn
 * they are the quotation, and the label says whose it is. O(1) a paragraph, and its words for those that have a label. */
#include "layout.h"

#include "../unicode/properties.h"

#define LONGEST 72u /* bytes of a label at most */
#define WORDS 6u
#define PARTICLE 3u /* letters of a small word in a name at most: de, van, of */
#define NOTE 48u    /* bytes of a note (Applause) at most */
/* Of work, each. */
#define LOOK_UNITS 40u
#define LABEL_UNITS 600u

/* A paragraph's label, its last word (ANNA LEE and LEE are one), and where the words behind it begin. */
typedef struct label {
    uint32_t start, last, end, words;
    bool capitals;
} label;

static bool is_emphasis(uint8_t byte) { return byte == '*' || byte == '_'; }

static bool is_label_sign(uint32_t c)
{
    return c == '.' || c == '\'' || c == 0x2019 || c == '-' || c == '&' || c == ',' || c == '(' || c == ')';
}

/* Q: or A., and nothing else of one letter. */
static bool is_question_letter(uint8_t byte) { return byte == 'Q' || byte == 'A'; }

/* Behind a colon at `at`: the words of the turn, past emphasis that ends; 0 where none begin there. */
static uint32_t behind_colon(const uint8_t *bytes, size_t at, size_t end)
{
    while (at < end && is_emphasis(bytes[at])) at++;
    size_t from = at;
    for (size_t next = at; at < end; at = next)
        if (!quoth__is_space(quoth__utf8_next(bytes, &next))) break;
    return at > from && at < end ? (uint32_t)at : 0;
}

/* What is read of a label so far. */
typedef struct reading {
    uint32_t words, letters, small; /* of the word at hand, small ones at its head */
    size_t last;                    /* the byte where the last word begins */
    bool lower;                     /* a small letter was there */
} reading;

/* Takes one character of a label; false where it cannot be of one. */
static bool take(reading *of, uint32_t c, size_t at)
{
    if (quoth__is_space(c)) {
        bool fits = of->small == 0 || of->letters <= PARTICLE;
        of->letters = of->small = 0;
        return fits;
    }
    if (!quoth__is_letter(c) && quoth__category(c) != QUOTH__CATEGORY_MARK) return is_label_sign(c);
    if (of->letters++ == 0) {
        of->words++;
        of->last = at;
        of->small = quoth__is_lower(c);
    }
    of->lower |= quoth__is_lower(c);
    return of->words <= WORDS && (of->small == 0 || of->letters <= PARTICLE);
}

/* The label that a paragraph begins with. */
static bool read_label(const uint8_t *bytes, quoth__span span, label *found)
{
    size_t at = span.start, limit = span.end - at > LONGEST ? at + LONGEST : span.end, end = 0;
    reading of = {.last = span.start};
    while (at < limit && is_emphasis(bytes[at])) at++;
    size_t start = at;
    if (at + 2 < limit && is_question_letter(bytes[at]) && bytes[at + 1] == '.' && bytes[at + 2] == ' ') end = at + 1;
    while (!end && at < limit) {
        size_t before = at;
        uint32_t c = quoth__utf8_next(bytes, &at);
        if (before == start && !quoth__is_upper(c)) return false;
        if (c == ':' || is_emphasis((uint8_t)(c < 0x80 ? c : 0)))
            end = before;
        else if (!take(&of, c, before))
            return false;
    }
    if (!end) return false;
    for (at = end; at < span.end && is_emphasis(bytes[at]); at++) continue;
    if (at >= span.end || (bytes[at] != ':' && bytes[at] != '.') || (of.small && of.letters <= PARTICLE)) return false;
    *found = (label){(uint32_t)start, (uint32_t)(of.last > start ? of.last : start), (uint32_t)end,
                     behind_colon(bytes, at + 1, span.end), !of.lower};
    return found->words != 0;
}

/* ----------------------------------------------------------------------------------------------------------- habit */

static quoth_status count_label(quoth__pairing *p, quoth__layout *layout, const label *found)
{
    uint32_t id;
    QUOTH__TRY(quoth__strings_add(p->context, &layout->labels, p->bytes + found->last, found->end - found->last, &id));
    if (id == layout->label_counts.count) {
        void *made;
        QUOTH__TRY(quoth__array_push(p->context, &layout->label_counts, sizeof(uint32_t), &made));
    }
    QUOTH__AT(layout->label_counts, uint32_t, id)++;
    return quoth__work(p->context, LABEL_UNITS);
}

quoth_status quoth__labels_note(quoth__pairing *p, quoth__layout *layout, uint32_t paragraph)
{
    label found;
    quoth__span span = QUOTH__AT(p->text->paragraphs, quoth__span, paragraph);
    QUOTH__TRY(quoth__work(p->context, 4));
    uint8_t first = p->bytes[span.start];
    if ((uint8_t)(first - 'A') >= 26 && !is_emphasis(first) && first < 0x80) return QUOTH_OK;
    QUOTH__TRY(quoth__work(p->context, LOOK_UNITS));
    if (!read_label(p->bytes, span, &found)) return QUOTH_OK;
    if (layout->labelled++ == 0) layout->first_label = paragraph;
    layout->last_label = paragraph;
    return count_label(p, layout, &found);
}

void quoth__labels_settle(quoth__layout *layout)
{
    uint32_t again = 0, distinct = (uint32_t)layout->label_counts.count;
    for (uint32_t i = 0; i < distinct; i++) again += QUOTH__AT(layout->label_counts, uint32_t, i) > 1;
    uint32_t all = layout->labelled ? layout->last_label - layout->first_label + 1 : 0;
    layout->turns = layout->labelled >= 4 && again >= 2 && layout->labelled * 2 >= 3 * distinct &&
                    (uint64_t)layout->labelled * 3 >= all;
    layout->goes_on = layout->turns && (uint64_t)layout->labelled * 2 >= all;
}

/* ------------------------------------------------------------------------------------------------------ a paragraph */

/* Whether the label comes again, or is written in capitals. */
static bool is_known(const quoth__pairing *p, const quoth__layout *layout, const label *found)
{
    uint32_t id = quoth__strings_find(&layout->labels, p->bytes + found->last, found->end - found->last);
    return found->capitals || (id != QUOTH__NONE && QUOTH__AT(layout->label_counts, uint32_t, id) > 1);
}

/* The end without a note at it: We know. (Applause) */
static uint32_t without_note(const quoth__pairing *p, uint32_t start, uint32_t end)
{
    const uint8_t *bytes = p->bytes;
    uint8_t close = bytes[end - 1], open = close == ')' ? '(' : close == ']' ? '[' : 0;
    if (!open) return end;
    for (uint32_t at = end - 1; at > start && end - at < NOTE; at--) {
        if (bytes[at - 1] != open) continue;
        uint32_t before = at - 1;
        while (before > start && bytes[before - 1] == ' ') before--;
        bool apart =
            before == start || (before < at - 1 && bytes[before - 1] != ',' && bytes[before - 1] < 0x80 &&
                                (bytes[before - 1] == '.' || bytes[before - 1] == '?' || bytes[before - 1] == '!'));
        return apart ? before : end;
    }
    return end;
}

quoth_status quoth__labels_find(quoth__pairing *p, quoth__layout *layout, uint32_t paragraph)
{
    label found = {.words = p->span.start};
    if (paragraph < layout->first_label || paragraph > layout->last_label) return QUOTH_OK;
    QUOTH__TRY(quoth__work(p->context, LOOK_UNITS + LABEL_UNITS / 2));
    bool labelled = read_label(p->bytes, p->span, &found) && is_known(p, layout, &found);
    bool goes_on = !labelled && layout->goes_on && layout->in_turn;
    if (labelled || !goes_on) layout->in_turn = false;
    if (!labelled && !goes_on) return QUOTH_OK;
    if (!labelled) found.words = p->span.start;
    uint32_t end = without_note(p, found.words, p->span.end);
    layout->in_turn = true;
    if (labelled && quoth__marked_whole(p, found.words, end)) {
        layout->marked_turn = found.words;
        return QUOTH_OK;
    }
    if (end <= found.words) return QUOTH_OK;
    return quoth__lay(p, layout,
                      (quoth__laid){found.words, found.words, end, QUOTH__MARKED_LABEL, goes_on && !labelled});
}
