/* The quotations of a corpus as candidates of match (passages.c draws their ranges). */
#ifndef QUOTH_PASSAGES_H
#define QUOTH_PASSAGES_H

#include "corpus.h"

typedef struct quoth__passages {
    quoth__candidate *candidates; /* by row of the quotation; titles, names and terms have no words */
    size_t count;
    quoth__span *ranges; /* of row r: ranges[first[r]] and the used[r] - 1 after it */
    size_t range_capacity;
    uint32_t *first, *used, *cursor;
    quoth_vocabulary *vocabulary; /* of all of them */
} quoth__passages;

/* Begins {0}; free it also after a failure. */
quoth_status quoth__passages_make(quoth_context *context, quoth_corpus *corpus, quoth__passages *made);
void quoth__passages_free(const quoth_allocator *allocator, quoth__passages *made);

#endif
