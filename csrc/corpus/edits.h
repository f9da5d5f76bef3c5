/* Corrections: what was set by hand, kept by account, place and words (edits.c draws the way of one). */
#ifndef QUOTH_CORPUS_EDITS_H
#define QUOTH_CORPUS_EDITS_H

#include "../match/match.h"

typedef enum quoth__edit_status { QUOTH__EDIT_APPLIED, QUOTH__EDIT_MOVED, QUOTH__EDIT_LOST } quoth__edit_status;
#define QUOTH__EDIT_STATUSES 3

/* A quotation that a correction is about. */
typedef struct quoth__edit_target {
    const char *account;
    uint32_t start, end; /* code points */
    quoth_string words;
    /* what the accounts that are there make of it: */
    uint32_t entry;     /* of the account, or QUOTH__NONE */
    uint32_t number;    /* of the stretch; 0: not found */
    uint32_t stretch;   /* its index now, or QUOTH__NONE where it is taken out */
    uint32_t told;      /* the number of the statement where it is about one; 0 */
    uint32_t statement; /* its index now, or QUOTH__NONE */
    uint8_t status;     /* quoth__edit_status */
} quoth__edit_target;

typedef struct quoth__correction {
    uint8_t kind;    /* quoth_edit_kind */
    uint8_t targets; /* how many of at[] it has */
    uint8_t names;   /* of QUOTH_EDIT_SAME_PERSON: quoth__edit_status */
    bool overruled;  /* a later one of the same thing holds */
    char *block;     /* holds all strings */
    size_t block_size;
    quoth__edit_target at[2];
    const char *value, *other_value, *note; /* NULL where there is none */
} quoth__correction;

/* A correction that holds for a stretch, or (`told`) for a statement. */
typedef struct quoth__edited {
    uint32_t stretch, correction;
    bool told;
} quoth__edited;

#define QUOTH__CORRECTION(corpus, index) (&QUOTH__AT((corpus)->corrections, quoth__correction, index))
#define QUOTH__EDITED(array, index) (&QUOTH__AT(array, quoth__edited, index))

struct quoth__account_entry;

/* Whether a correction that holds names an account. */
quoth_status quoth__corrections_name(quoth_context *context, const quoth_corpus *corpus, const char *account,
                                     bool *named);
void quoth__corrections_free(quoth_corpus *corpus);
/* Analyses the accounts anew whose corrections changed, and says of each correction what became of it. What was done
 * when it fails is kept, and the rest is done by the next call. */
quoth_status quoth__corrections_apply(quoth_context *context, quoth_corpus *corpus);
/* The marked quotation of a target, as a row of the table; QUOTH__NONE where it has none. */
uint32_t quoth__target_row(const quoth_corpus *corpus, const quoth__edit_target *target);
/* The same, or the row of what is told without marks. */
uint32_t quoth__target_quotation(const quoth_corpus *corpus, const quoth__edit_target *target);

/* edits_account.c: one account with its corrections, given as indices 2 * correction + target, in the order in which
 * they were made. */
quoth_status quoth__corrections_account(quoth_context *context, quoth_corpus *corpus, uint32_t account,
                                        const uint32_t *targets, size_t count);
/* edits_people.c: joins the people that corrections say are one. */
quoth_status quoth__corrections_join(quoth_context *context, quoth_corpus *corpus);

#endif
