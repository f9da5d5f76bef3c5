/* blocks: quotations that stand apart, in paragraphs of their own that are indented or begin with >.
 *
 *   The minister wrote:
 *
 *       We shall not sign.          a part
 *       Nor shall they.             its next part
 *
 * What ends with a colon introduces them. Indents say something only where most paragraphs have none. O(1) a
 * paragraph beside its indent. */
#include "layout.h"

#include "../unicode/properties.h"

#define INDENT 2u /* columns of an indent at least */
#define TAIL 200u /* bytes of what introduces a block that are read */
#define LOOK 16u  /* bytes before a paragraph that are looked at */
#define BLOCK_UNITS 40u

/* How far a paragraph is indented. */
static uint32_t indent_of(const quoth__pairing *p, quoth__span span)
{
    uint32_t columns = 0, at = span.start;
    for (; at > 0 && span.start - at < LOOK; at--) {
        uint8_t byte = p->bytes[at - 1];
        if (byte == '\t')
            columns += 4;
        else if (byte == ' ' || byte == 0xA0)
            columns++;
        else if (byte != 0xC2)
            break;
    }
    return at == 0 || p->bytes[at - 1] == '\n' || p->bytes[at - 1] == '\r' || span.start - at >= LOOK ? columns : 0;
}

/* Behind > and the spaces that follow; `span.start` where the paragraph does not begin so. */
static uint32_t behind_sign(const quoth__pairing *p, quoth__span span)
{
    uint32_t at = span.start;
    if (p->bytes[at] != '>') return at;
    while (at < span.end && (p->bytes[at] == '>' || p->bytes[at] == ' ')) at++;
    return at;
}

void quoth__blocks_note(const quoth__pairing *p, quoth__layout *layout, uint32_t paragraph)
{
    layout->indented += indent_of(p, QUOTH__AT(p->text->paragraphs, quoth__span, paragraph)) >= INDENT;
}

void quoth__blocks_settle(const quoth__pairing *p, quoth__layout *layout)
{
    layout->indents = layout->indented > 0 && (uint64_t)layout->indented * 2 <= p->text->paragraphs.count;
}

/* The last bytes of a paragraph, from a word on. */
static quoth__span tail_of(const quoth__pairing *p, quoth__span span)
{
    if (span.end - span.start <= TAIL) return span;
    uint32_t at = span.end - TAIL;
    while (at < span.end && p->bytes[at] != ' ') at++;
    while (at < span.end && (p->bytes[at] & 0xC0) == 0x80) at++;
    return (quoth__span){at, span.end};
}

/* Whether the paragraph before ends with a colon, and, where the language is known, tells of somebody who says or writes
 * something: a list stands behind a colon as well. */
static quoth_status is_introduced(quoth__pairing *p, quoth__layout *layout, uint32_t paragraph, bool *introduced)
{
    *introduced = false;
    if (paragraph == 0) return QUOTH_OK;
    quoth__span before = QUOTH__AT(p->text->paragraphs, quoth__span, paragraph - 1);
    if (p->bytes[before.end - 1] != ':') return QUOTH_OK;
    QUOTH__TRY(quoth__atoms_read(p->context, p->text, tail_of(p, before), &layout->atoms));
    *introduced = p->text->language == NULL;
    for (size_t i = 0; i < layout->atoms.list.count; i++)
        *introduced |= (QUOTH__AT(layout->atoms.list, quoth__atom, i).bits & QUOTH__WORD_TELLS) != 0;
    return quoth__work(p->context, 4 * (uint64_t)layout->atoms.list.count);
}

quoth_status quoth__blocks_find(quoth__pairing *p, quoth__layout *layout, uint32_t paragraph)
{
    uint32_t words = behind_sign(p, p->span);
    bool set_in = words > p->span.start || (layout->indents && indent_of(p, p->span) >= INDENT);
    bool goes_on = set_in && layout->in_block;
    bool begins = false;
    if (set_in && !goes_on) QUOTH__TRY(is_introduced(p, layout, paragraph, &begins));
    layout->in_block = goes_on || begins;
    QUOTH__TRY(quoth__work(p->context, BLOCK_UNITS));
    if (!layout->in_block || words >= p->span.end || quoth__marked_whole(p, words, p->span.end)) return QUOTH_OK;
    return quoth__lay(p, layout, (quoth__laid){p->span.start, words, p->span.end, QUOTH__MARKED_BLOCK, goes_on});
}
