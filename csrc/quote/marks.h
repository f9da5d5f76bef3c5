/* marks: the one table of quotation marks: how each is written, to which family it belongs, which way it usually faces
 * and which marks may close it. To add a mark, add a name here and a row in marks.c. */
#ifndef QUOTH_QUOTE_MARKS_H
#define QUOTH_QUOTE_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum quoth__mark {
    QUOTH__LEFT_DOUBLE,     /* “ ❝ */
    QUOTH__RIGHT_DOUBLE,    /* ” ❞ */
    QUOTH__LOW_DOUBLE,      /* „ */
    QUOTH__REVERSED_DOUBLE, /* ‟ */
    QUOTH__STRAIGHT_DOUBLE, /* " */
    QUOTH__WIDE_DOUBLE,     /* ＂ */
    QUOTH__DOUBLE_PRIME,    /* ″ */
    QUOTH__EAST_OPENING,    /* 〝 */
    QUOTH__EAST_CLOSING,    /* 〞 〟 */
    QUOTH__TWO_GRAVES,      /* `` */
    QUOTH__TWO_STRAIGHTS,   /* '' */
    QUOTH__TWO_ACUTES,      /* ´´ */
    QUOTH__TWO_COMMAS,      /* ,, */
    QUOTH__TWO_LEFTS,       /* ‘‘ */
    QUOTH__TWO_RIGHTS,      /* ’’ */
    QUOTH__TWO_LOWS,        /* ‚‚ */
    QUOTH__LEFT_ANGLES,     /* « */
    QUOTH__RIGHT_ANGLES,    /* » */
    QUOTH__TWO_LESS,        /* << */
    QUOTH__TWO_GREATER,     /* >> */
    QUOTH__LEFT_ANGLE,      /* ‹ */
    QUOTH__RIGHT_ANGLE,     /* › */
    QUOTH__LEFT_CORNER,     /* 「 ｢ ﹁ */
    QUOTH__RIGHT_CORNER,    /* 」 ｣ ﹂ */
    QUOTH__LEFT_CORNERS,    /* 『 ﹃ */
    QUOTH__RIGHT_CORNERS,   /* 』 ﹄ */
    QUOTH__LEFT_SINGLE,     /* ‘ ❛ */
    QUOTH__RIGHT_SINGLE,    /* ’ ❜ */
    QUOTH__LOW_SINGLE,      /* ‚ */
    QUOTH__REVERSED_SINGLE, /* ‛ */
    QUOTH__STRAIGHT_SINGLE, /* ' */
    QUOTH__WIDE_SINGLE,     /* ＇ */
    QUOTH__GRAVE,           /* ` */
    QUOTH__ACUTE            /* ´ */
} quoth__mark;
#define QUOTH__MARK_COUNT 34

/* Marks of one family open the paragraphs of one quotation, and a second one ends one that was left open. Those of
 * QUOTH__FAMILY_SINGLE may be apostrophes: they are paired after all others. */
typedef enum quoth__family {
    QUOTH__FAMILY_DOUBLE,
    QUOTH__FAMILY_ANGLES,
    QUOTH__FAMILY_ANGLE,
    QUOTH__FAMILY_CORNER,
    QUOTH__FAMILY_CORNERS,
    QUOTH__FAMILY_SINGLE
} quoth__family;

/* Which way a mark faces. As bits, so that EITHER is both. */
typedef enum quoth__side { QUOTH__SIDE_NONE, QUOTH__SIDE_OPEN, QUOTH__SIDE_CLOSE, QUOTH__SIDE_EITHER } quoth__side;

typedef struct quoth__mark_kind {
    const char *written; /* UTF-8; others that count as the same stand in the comment above */
    uint8_t family;      /* quoth__family */
    uint8_t side;        /* quoth__side: the usual one */
    uint64_t closers;    /* bits 1 << quoth__mark: what may close it */
} quoth__mark_kind;

extern const quoth__mark_kind quoth__mark_kinds[QUOTH__MARK_COUNT];

/* Not 0 for a byte that may begin a mark. */
extern const uint8_t quoth__mark_leads[256];

/* The mark written at the start of `left` bytes of valid UTF-8, and its length; 0 where there is none. A mark of two
 * characters is one only where this table cannot read it otherwise (,, << >>): '' `` ´´ ‘‘ ’’ ‚‚ come as two marks.
 * O(1).
 */
size_t quoth__mark_at(const uint8_t *bytes, size_t left, uint8_t *mark);

/* What two of a mark in a row are, or the mark itself where they are nothing special. */
uint8_t quoth__mark_doubled(uint8_t mark);

static inline bool quoth__mark_closes(uint8_t opening, uint8_t closing)
{
    return (quoth__mark_kinds[opening].closers >> closing & 1) != 0;
}

static inline bool quoth__mark_is_single(uint8_t mark)
{
    return quoth__mark_kinds[mark].family == QUOTH__FAMILY_SINGLE;
}

#endif
