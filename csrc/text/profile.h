/* profile: the words of UAX #29 joined and split as the flags of quoth_token_options ask.
 *
 *   walk      the │ l’arbre │ , │ vice │ - │ roi │ @ │ jo.com       ends of segments
 *   addresses                                      └──────────┘     found in the bytes (address.c), never cut again
 *   splits        │ l’ │ arbre
 *   joins                       └────────────┘
 *
 * Without a flag nothing of this runs. Linear. */
#ifndef QUOTH_TEXT_PROFILE_H
#define QUOTH_TEXT_PROFILE_H

#include "text.h"

/* A stretch that is one token: what follows `end` is another piece. */
typedef struct quoth__piece {
    uint32_t end; /* byte of the text */
    bool whole;   /* an address: neither cut nor joined */
} quoth__piece;

/* The ends of the tokens of bytes [start, end), white space included, as distances from `start` (uint32_t). */
quoth_status quoth__profile_ends(quoth_context *context, const quoth_text *text, quoth__span within,
                                 const quoth_token_options *options, quoth__array *ends);

/* Appends the URLs, e-mail addresses, @names and #tags that stand in a span, as far as the flags ask for them
 * (quoth__span, in order, apart). */
quoth_status quoth__addresses_find(quoth_context *context, const quoth_text *text, quoth__span within, uint32_t flags,
                                   quoth__array *found);

#endif
