/* What the caller knows of a text, kept beside it (given.c). */
#ifndef QUOTH_CORPUS_GIVEN_H
#define QUOTH_CORPUS_GIVEN_H

#include "../speech/speech.h"

typedef struct quoth__said {
    quoth__span place; /* bytes */
    quoth_string speaker, addressee;
} quoth__said;

typedef struct quoth__beliefs {
    quoth__array mentions; /* quoth__given_mention: in order, none over another */
    quoth__array said;     /* quoth__said, as they were given */
    quoth__array strings;  /* char: the bytes of all names */
} quoth__beliefs;

/* Begins {0}; the caller frees it, also after a failure. */
quoth_status quoth__beliefs_read(quoth_context *context, const quoth_text *text, const quoth_known *known,
                                 quoth__beliefs *beliefs);
void quoth__beliefs_free(const quoth_allocator *allocator, quoth__beliefs *beliefs);

/* Writes what is known of the speakers into `slots`, one a stretch, cleared. */
quoth_status quoth__beliefs_spread(quoth_context *context, const quoth__beliefs *beliefs, const quoth__array *stretches,
                                   quoth__given_verdict *slots);
/* What is known, and set: of stretches, one slot each, used up; of what is told without marks. */
typedef struct quoth__given_all {
    const quoth__beliefs *beliefs;
    quoth__given_verdict *slots;
    quoth__given_told *told;
    size_t told_count;
} quoth__given_all;
/* Judges the stretches with what is known. */
quoth_status quoth__beliefs_judge(quoth_context *context, const quoth_text *text, const quoth__given_all *all,
                                  quoth__array *stretches, quoth__speech *speech);

#endif
