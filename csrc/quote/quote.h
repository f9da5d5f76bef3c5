/* quote: the stretches between quotation marks, their nesting and their parts.
 *
 *   bytes ─► marks (candidates with a direction) ─► pairs ─► tree ─► parts
 *
 * A stretch is one row; the tree is in `parent`, the order is that of `start` (a parent before its children). It knows
 * nothing of words: no tokens, no language but its marks. */
#ifndef QUOTH_QUOTE_H
#define QUOTH_QUOTE_H

#include "../text/text.h"

typedef enum quoth__mended {
    QUOTH__MENDED_NONE,      /* both marks are there */
    QUOTH__MENDED_CONTINUED, /* no closing mark: the next paragraph opens again, and goes on */
    QUOTH__MENDED_PARAGRAPH, /* no closing mark: ends with its paragraph */
    QUOTH__MENDED_OUTER,     /* no closing mark: ends with the quotation around it */
    QUOTH__MENDED_NEXT,      /* no closing mark: ends before the next opening of its kind */
    QUOTH__MENDED_OPENER,    /* no opening mark: begins with its sentence or paragraph */
    QUOTH__MENDED_SHARED,    /* closed by one mark that closes several */
    QUOTH__MENDED_DEPTH      /* deeper than the limit: kept at the limit */
} quoth__mended;
#define QUOTH__MENDED_COUNT 8
extern const char *const quoth__mended_names[QUOTH__MENDED_COUNT];

/* What sets a stretch off from the words around it. */
typedef enum quoth__marked {
    QUOTH__MARKED_MARKS, /* quotation marks */
    QUOTH__MARKED_DASH,  /* a dash that opens a turn of speech; it is of the stretch */
    QUOTH__MARKED_BLOCK, /* a paragraph set in, or that begins with > */
    QUOTH__MARKED_LABEL  /* who speaks, and a colon, at the head of a paragraph; not of the stretch */
} quoth__marked;
#define QUOTH__MARKED_COUNT 4
extern const char *const quoth__marked_names[QUOTH__MARKED_COUNT];

typedef struct quoth__stretch {
    uint32_t start, end;             /* bytes: the words inside the marks, white space at the ends set aside */
    uint32_t outer_start, outer_end; /* with the marks that are there */
    uint32_t parent;                 /* index, or QUOTH__NONE */
    uint32_t group;                  /* index of the first stretch of the same whole, itself where it is alone */
    uint32_t part;                   /* 0, 1, ... within the group */
    uint32_t paragraph;              /* index into the text's paragraphs */
    uint32_t number;                 /* among the stretches of the text, from 1: it stays when one is taken out */
    uint16_t level;
    uint8_t mended; /* quoth__mended */
    uint8_t marked; /* quoth__marked */
    bool closed;    /* a closing mark was there, or none is needed */
} quoth__stretch;

/* Appends the stretches (quoth__stretch) of the whole text. O(n) whatever the marks. Joins in `group` only what the
 * marks show (paragraphs that open again); speech joins what stands around "he said". */
quoth_status quoth__stretches_find(quoth_context *context, const quoth_text *text, quoth__array *stretches);

#endif
