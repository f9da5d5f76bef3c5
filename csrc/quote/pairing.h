/* pairing: what the files of this floor share while the stretches of one text are found.
 *
 *   scan.c    bytes ─► found[]: every candidate of the text with what stands to its left and right; the text's habits
 *   strong.c  one paragraph: pairs the marks that can be nothing else (“ " « 「 ''), on a stack
 *   weak.c    the same for marks that may be apostrophes (‘ ' `), inside the regions that the strong ones make; gives
 *             marks that are left over an opening
 *   stretches.c  pairs ─► stretches: levels, parents, parts over paragraphs
 *
 * Invariants: found[] is in order of start; an opening's partner is behind it and pairs do not cross; each mark is
 * looked at a bounded number of times, so everything is linear in bytes and marks. */
#ifndef QUOTH_QUOTE_PAIRING_H
#define QUOTH_QUOTE_PAIRING_H

#include "marks.h"
#include "quote.h"

/* What stands beside a mark, or beside a row of marks that touch. */
typedef enum quoth__near {
    QUOTH__NEAR_SPACE, /* also the edges of the paragraph */
    QUOTH__NEAR_LETTER,
    QUOTH__NEAR_DIGIT,
    QUOTH__NEAR_STOP,    /* . , ; : ! ? ) and their like */
    QUOTH__NEAR_OPENING, /* ( [ ¿ ¡ */
    QUOTH__NEAR_DASH,
    QUOTH__NEAR_OTHER,
    QUOTH__NEAR_DOTS /* only to the right: … or ... */
} quoth__near;
#define QUOTH__NEAR_COUNT 8

typedef enum quoth__role {
    QUOTH__ROLE_NONE,     /* an apostrophe, a prime, a bullet, or not yet looked at */
    QUOTH__ROLE_OPEN,     /* has a partner or an end */
    QUOTH__ROLE_CLOSE,    /* has a partner */
    QUOTH__ROLE_WAITING,  /* opened, its end not known yet */
    QUOTH__ROLE_STRAY,    /* closes, but nothing is open */
    QUOTH__ROLE_SWALLOWED /* the second half of a mark made of two */
} quoth__role;

typedef struct quoth__found {
    uint32_t start;      /* byte */
    uint32_t partner;    /* the mark that ends it, or the one that it closes; QUOTH__NONE: ends with the paragraph */
    uint32_t end;        /* of an opening: the byte where its words end */
    uint32_t texts;      /* how many of the gaps between marks, up to this one, hold more than space and commas */
    uint8_t kind;        /* quoth__mark */
    uint8_t length;      /* bytes */
    uint8_t left, right; /* quoth__near */
    uint8_t role;        /* quoth__role */
    uint8_t mended;      /* of an opening: quoth__mended */
    uint8_t side;        /* of a strong mark: quoth__side */
} quoth__found;

/* A quotation whose opening mark is missing. */
typedef struct quoth__begun {
    uint32_t start;  /* byte */
    uint32_t closer; /* index into found */
} quoth__begun;

/* Inside a strong pair, or the paragraph, single marks are paired among themselves. */
typedef struct quoth__region {
    uint32_t opening; /* the strong mark, or QUOTH__NONE for the paragraph */
    uint32_t end;     /* byte */
    uint32_t base;    /* the singles that were open before */
} quoth__region;

/* A single mark that waits for its closing one. */
typedef struct quoth__single {
    uint32_t opening;
    uint32_t doubtful; /* the first doubtful closer, or QUOTH__NONE */
} quoth__single;

/* What a text does everywhere, counted before anything is paired. */
typedef struct quoth__habit {
    uint32_t doubles[QUOTH__MARK_COUNT][2]; /* of marks made of two: how often one opens, how often one closes */
    uint32_t angles_out, angles_in;         /* « like this », » like this « */
    uint32_t strong, singles;               /* marks, and single marks that can only open */
} quoth__habit;

typedef struct quoth__pairing {
    quoth_context *context;
    const quoth_text *text;
    const uint8_t *bytes;
    quoth__array found; /* quoth__found, of the whole text */
    quoth__habit habit;
    bool touching; /* somewhere two of the same single mark touch */

    /* the paragraph that is being looked at */
    quoth__span span;
    uint32_t from, to; /* its marks */
    bool carried;      /* the paragraph before ended within a quotation of the family below */
    uint8_t carried_family;
    quoth__array strong;    /* uint32_t: its strong marks */
    quoth__array waiting;   /* uint32_t: the stack of openings */
    quoth__array regions;   /* quoth__region */
    quoth__array singles;   /* quoth__single */
    quoth__array begun;     /* quoth__begun, in order */
    quoth__array sentences; /* quoth__span */
    uint32_t weak, strays;  /* how many */
    uint64_t units;         /* of work that is not charged yet */
} quoth__pairing;

static inline quoth__found *quoth__found_at(const quoth__pairing *p, uint32_t index)
{
    return (quoth__found *)p->found.data + index;
}

static inline uint32_t quoth__found_end(const quoth__found *mark) { return mark->start + mark->length; }

/* Every candidate of the text, classified, with the text's habits. */
QUOTH_CHECKED quoth_status quoth__marks_scan(quoth__pairing *pairing);

/* Whether a mark stands as closing marks do: behind a word or a stop and before space. */
bool quoth__surely_closes(const quoth__found *mark);
/* Whether an opening looks like that of a new turn of speech, not of a few words within one. */
bool quoth__is_turn(const quoth__pairing *pairing, const quoth__found *mark);
/* Whether the next paragraph begins with an opening of this family. */
bool quoth__goes_on(const quoth__pairing *pairing, uint8_t family);
/* The character before `at`, white space set aside; 0 at the start of the paragraph. */
uint32_t quoth__before_space(const quoth__pairing *pairing, uint32_t at);
/* The character at or after `at`, white space set aside; 0 at the end of the paragraph. */
uint32_t quoth__after_space(const quoth__pairing *pairing, uint32_t at);

/* Pair the marks of the paragraph from, to: first this, then that. */
QUOTH_CHECKED quoth_status quoth__strong_pair(quoth__pairing *pairing);
QUOTH_CHECKED quoth_status quoth__weak_pair(quoth__pairing *pairing);

/* What a character is to the mark beside it. */
quoth__near quoth__near_of(uint32_t c);

/* Charges units of work, and those noted in pairing->units. */
QUOTH_CHECKED static inline quoth_status quoth__charge(quoth__pairing *p, uint64_t units)
{
    units += p->units;
    p->units = 0;
    return quoth__work(p->context, units);
}

/* An opening and the mark that closes it. */
static inline void quoth__open_pair(quoth__pairing *p, uint32_t opening, uint32_t closing)
{
    quoth__found *o = quoth__found_at(p, opening), *c = quoth__found_at(p, closing);
    o->role = QUOTH__ROLE_OPEN;
    o->partner = closing;
    o->end = c->start;
    o->mended = QUOTH__MENDED_NONE;
    c->role = QUOTH__ROLE_CLOSE;
    c->partner = opening;
}

/* An opening that ends at byte `end`, before the mark `ender` of somebody else, or with the paragraph. */
static inline void quoth__open_ended(quoth__pairing *p, uint32_t opening, uint32_t end, quoth__mended mended,
                                     uint32_t ender)
{
    quoth__found *o = quoth__found_at(p, opening);
    o->role = QUOTH__ROLE_OPEN;
    o->partner = ender;
    o->end = end;
    o->mended = (uint8_t)mended;
}

static inline quoth_status quoth__push_index(quoth__pairing *p, quoth__array *array, uint32_t index)
{
    if (array->count == array->capacity) QUOTH__TRY(quoth__array_reserve(p->context, array, 1, sizeof(uint32_t)));
    ((uint32_t *)array->data)[array->count++] = index;
    return QUOTH_OK;
}

#endif
