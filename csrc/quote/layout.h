/* layout: quotations that the layout shows and no marks.
 *
 *   layout.c   the habits of the text: whether its dashes open turns of speech, ...; what is laid out in a paragraph;
 *              marks that would cross it are cut short
 *   turns.c    dialogue behind dashes: turns, and the narrator's words cut out of them
 *   labels.c   transcripts: turns that begin with who speaks
 *   blocks.c   paragraphs set in, which a colon introduces
 *
 * What is found goes into layout->laid, in order and apart; stretches.c writes it among the marked ones. */
#ifndef QUOTH_QUOTE_LAYOUT_H
#define QUOTH_QUOTE_LAYOUT_H

#include "atoms.h"
#include "pairing.h"

/* A stretch that the layout shows. */
typedef struct quoth__laid {
    uint32_t outer;      /* bytes: where it begins with its sign, */
    uint32_t start, end; /* and where its words do */
    uint8_t marked;      /* quoth__marked */
    bool goes_on;        /* with the one before it: not the first part of its whole */
} quoth__laid;

typedef struct quoth__layout {
    quoth__array laid; /* quoth__laid, of the paragraph at hand */
    quoth__atoms atoms;
    char dialogue; /* quoth__dialogue_of the text's language */
    bool dashes;   /* paragraphs that begin with a dash are turns of speech, */
    bool within;   /* and turns begin within paragraphs as well */
    bool set_off;  /* dashes set off the narrator's words */

    quoth__strings labels;                      /* as written */
    quoth__array label_counts;                  /* uint32_t, of a label */
    uint32_t labelled, first_label, last_label; /* paragraphs */
    bool turns;                                 /* they are turns of a transcript, */
    bool goes_on;                               /* and paragraphs between them go on with the turn before */
    bool in_turn;                               /* the paragraph before was of one */
    uint32_t marked_turn; /* the byte of the mark that opens a turn between marks, or QUOTH__NONE */

    uint32_t indented; /* paragraphs */
    bool indents;      /* an indent sets a quotation apart */
    bool in_block;     /* the paragraph before was of one */
} quoth__layout;

/* The habits of the text. O(bytes). */
QUOTH_CHECKED quoth_status quoth__layout_begin(quoth__pairing *pairing, quoth__layout *layout);
/* What is laid out in the paragraph at hand, whose marks are paired; those that would cross it are cut short. Linear. */
QUOTH_CHECKED quoth_status quoth__layout_find(quoth__pairing *pairing, quoth__layout *layout, uint32_t paragraph);
void quoth__layout_free(const quoth_allocator *allocator, quoth__layout *layout);

/* The turns of a paragraph, whose atoms are read. */
QUOTH_CHECKED quoth_status quoth__turns_find(quoth__pairing *pairing, quoth__layout *layout);

/* labels.c, blocks.c: each notes what a paragraph does, settles the habit of the text, and finds what is laid out in the
 * paragraph at hand. */
QUOTH_CHECKED quoth_status quoth__labels_note(quoth__pairing *pairing, quoth__layout *layout, uint32_t paragraph);
void quoth__labels_settle(quoth__layout *layout);
QUOTH_CHECKED quoth_status quoth__labels_find(quoth__pairing *pairing, quoth__layout *layout, uint32_t paragraph);
void quoth__blocks_note(const quoth__pairing *pairing, quoth__layout *layout, uint32_t paragraph);
void quoth__blocks_settle(const quoth__pairing *pairing, quoth__layout *layout);
QUOTH_CHECKED quoth_status quoth__blocks_find(quoth__pairing *pairing, quoth__layout *layout, uint32_t paragraph);
/* Whether a marked quotation begins at byte `at`, near the head of the paragraph at hand, and holds all up to `end` but
 * stops. */
bool quoth__marked_whole(const quoth__pairing *pairing, uint32_t at, uint32_t end);

QUOTH_CHECKED static inline quoth_status quoth__lay(quoth__pairing *p, quoth__layout *layout, quoth__laid laid)
{
    if (layout->laid.count == layout->laid.capacity)
        QUOTH__TRY(quoth__array_reserve(p->context, &layout->laid, 1, sizeof laid));
    QUOTH__AT(layout->laid, quoth__laid, layout->laid.count++) = laid;
    return QUOTH_OK;
}

#endif
