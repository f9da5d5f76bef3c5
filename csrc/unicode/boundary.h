/* boundary: where words, sentences and graphemes begin and end (UAX #29), one pass over valid UTF-8.
 *
 *   text   T h e   U . S .   s a i d
 *   words  └───┘ │ └───┘ │ │ └─────┘      they tile the text: each begins where the one before ended
 *
 * A walk stands on the caller's stack, allocates nothing and may be left at any time. Every boundary it gives is a
 * place where a new walk over the rest finds the same boundaries. A boundary that later characters decide is kept as
 * pending; nothing is read twice. */
#ifndef QUOTH_UNICODE_BOUNDARY_H
#define QUOTH_UNICODE_BOUNDARY_H

#include "../base/base.h"
#include "properties.h"

typedef enum quoth__unit {
    QUOTH__WORDS,      /* UAX #29 as it stands */
    QUOTH__WORDS_NEWS, /* the same, but U+202F separates, as U+00A0 and U+2007 do (the standard lets it join) */
    QUOTH__SENTENCES,  /* UAX #29 as it stands: no list of abbreviations */
    QUOTH__GRAPHEMES   /* extended grapheme clusters */
} quoth__unit;

typedef struct quoth__walk {
    const uint8_t *bytes;
    size_t size;
    size_t start;   /* the last boundary that was given: where the next segment begins */
    size_t place;   /* the next byte to read */
    size_t pending; /* where a boundary may stand, while the state is a pending one */
    size_t queued;  /* a boundary found together with the one before it; 0 where there is none */
    uint64_t work;  /* units done and not charged yet */
    uint8_t state;
    quoth__unit unit;
} quoth__walk;

/* A walk over `size` bytes of valid UTF-8, which must stay while it is used. */
void quoth__walk_begin(quoth__walk *walk, quoth__unit unit, const uint8_t *bytes, size_t size);

/* The next segment, [start, end); false after the last. An empty text has none. The work is kept in the walk: charge it
 * by quoth__walk_charge, at the latest after some hundred segments. */
bool quoth__walk_next(quoth__walk *walk, size_t *start, size_t *end);

QUOTH_CHECKED static inline quoth_status quoth__walk_charge(quoth_context *context, quoth__walk *walk)
{
    uint64_t work = walk->work;
    walk->work = 0;
    return quoth__work(context, work);
}

/* Many at once: fills at most `capacity` places and says in `count` how many; fewer than `capacity` only at the end of
 * the text. `starts` may be NULL (a segment begins where the one before ended). The text has at most 2^32 - 2 bytes.
 * Calls of this and of quoth__walk_next may alternate. The work is charged. Errors: those of quoth__work. */
QUOTH_CHECKED quoth_status quoth__walk_take(quoth_context *context, quoth__walk *walk, uint32_t *starts, uint32_t *ends,
                                            size_t capacity, size_t *count);

/* Whether a byte is white space of ASCII. */
static inline bool quoth__is_blank(uint8_t byte) { return byte == ' ' || (uint8_t)(byte - '\t') < 5; }

/* Words alone, and only those that do not begin with white space of ASCII. Fills some of the room (at least 128) for
 * starts and ends, maybe none of it, and goes on; the text is at its end where walk->start == walk->size. The work is a
 * figure of the bytes gone over and is charged. */
QUOTH_CHECKED quoth_status quoth__walk_take_visible(quoth_context *context, quoth__walk *walk, uint32_t *starts,
                                                    uint32_t *ends, size_t capacity, size_t *count);

#endif
