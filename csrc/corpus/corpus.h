/* corpus: accounts in; quotations, people, utterances out: the only floor that sees both branches.
 *
 *   quoth_corpus
 *     accounts[a] ── text ── stretches + speech (people of the account)
 *                            person_of[p] ──► people[q]            joined when asked for, forgotten when an account
 * comes people[q]  ── one name across accounts
 *
 * Rows of the tables count account by account: row = accounts[a].first + index of the stretch. What is told without
 * marks has rows behind those of all stretches, and no part in people's counts or utterances. */
#ifndef QUOTH_CORPUS_H
#define QUOTH_CORPUS_H

#include "../base/table.h"
#include "../match/match.h"
#include "../speech/speech.h"
#include "edits.h"
#include "given.h"

typedef struct quoth__account_entry {
    char *strings; /* one block that holds the following, each with its NUL */
    size_t strings_size;
    const char *id, *siglum, *date, *source, *title, *lang; /* NULL where there is none, but for id and siglum */
    bool lang_guessed;
    quoth_text *text;
    quoth__array stretches; /* quoth__stretch */
    quoth__speech speech;
    uint32_t *person_of; /* one a person of the account, while quoth_corpus.joined */
    uint32_t first;      /* row of the first quotation */
    uint32_t first_told; /* row of the first one without marks */
    quoth__beliefs known;
    quoth__array edited; /* quoth__edited: the edits that hold for its quotations */
    bool stale;          /* its edits are others than those it was analysed with */
} quoth__account_entry;

/* A person across accounts. */
typedef struct quoth__joined {
    uint32_t name; /* in quoth_corpus.names */
    uint8_t gender;
    bool collective;
    uint32_t quotations;
} quoth__joined;

#define QUOTH__READERS 8u
#define QUOTH__SIGLUM_BYTES 24u /* of one that is made, with its NUL */

/* Who has a name (sigla.c). */
typedef struct quoth__holder {
    uint32_t account; /* + 1; 0: nobody */
    uint32_t next;    /* the number to try behind it */
} quoth__holder;

typedef struct quoth__taken {
    quoth__strings names;
    quoth__array holders; /* quoth__holder: of each name */
} quoth__taken;

struct quoth_corpus {
    quoth_allocator allocator;
    quoth__array accounts;      /* quoth__account_entry */
    quoth__array languages;     /* quoth_language *: those given; or those compiled in, NULL until asked for */
    quoth__guess_memo *guesses; /* of its languages; NULL: nothing was guessed since the last table */
    quoth__reader readers[QUOTH__READERS]; /* of its languages, from one account to the next: until a table is made */
    quoth__taken ids, sigla;
    uint32_t rows; /* quotations of all accounts */
    bool joined;
    quoth__array people; /* quoth__joined */
    quoth__strings names;
    quoth_index *index;       /* of the texts, while somebody searches them; NULL: not made */
    quoth__array corrections; /* quoth__correction: those that hold, then those undone */
    uint32_t held;            /* how many hold */
    bool corrected;           /* the accounts are as the corrections say */
};

#define QUOTH__ACCOUNT(corpus, index) (&QUOTH__AT((corpus)->accounts, quoth__account_entry, index))
#define QUOTH__STRETCH(array, index) (&QUOTH__AT(array, quoth__stretch, index))
#define QUOTH__STATEMENT(speech, index) (&QUOTH__AT((speech)->statements, quoth__statement, index))
#define QUOTH__VERDICT(speech, index) (&QUOTH__AT((speech)->verdicts, quoth__verdict, index))

/* The stretches of a text with their numbers, and their verdicts. Both begin {0} but for speech->no_indirect; the caller frees them, also after a
 * failure. */
quoth_status quoth__analyse_stretches(quoth_context *context, const quoth_text *text, quoth__array *stretches);
quoth_status quoth__analyse(quoth_context *context, const quoth_text *text, const quoth__beliefs *known,
                            quoth__array *stretches, quoth__speech *speech);

/* The rows of one text, written into a table of quotations from row `first` on. */
typedef struct quoth__row_source {
    const quoth_text *text;
    const quoth__array *stretches;
    const quoth__speech *speech; /* no verdicts: spans only */
    const uint32_t *person_of;   /* NULL: people are those of the text */
    const quoth__strings *names; /* of the column `speaker`: */
    const quoth__joined *people; /* by people of the corpus, or */
    uint32_t first, account;
    uint32_t statement_first;   /* row of the first statement; quoth__quotations_table sets it */
    const char *id;             /* of the account; NULL: no columns account, id, text */
    const quoth__array *edited; /* quoth__edited; NULL: none */
} quoth__row_source;
static inline size_t quoth__statement_count(const quoth__row_source *source)
{
    return source->speech ? source->speech->statements.count : 0;
}
/* The stretches of all sources first, then the statements of all. `accounts` NULL: without the columns account, id,
 * text, edited; `spans`: those up to `mended` alone, and no children. */
quoth_status quoth__quotations_table(quoth_context *context, quoth__row_source *sources, size_t count,
                                     const quoth__strings *accounts, bool spans, quoth_table **table);

/* The child table `editorial`: what an editor did to the words of the stretches (editorial.c). Linear. */
quoth_status quoth__editorial_add(quoth_context *context, quoth_table *table, const quoth__row_source *sources,
                                  size_t count);

/* The name of a verdict's person in `names` of the source; QUOTH__NONE for none. */
uint32_t quoth__row_name(const quoth__row_source *source, uint32_t person);

/* Joins the people of all accounts, where that is still to be done. */
quoth_status quoth__corpus_join(quoth_context *context, quoth_corpus *corpus);
void quoth__corpus_forget(quoth_corpus *corpus);

/* Makes the index of the texts, where that is still to be done (find.c). */
quoth_status quoth__corpus_index(quoth_context *context, quoth_corpus *corpus);

/* Reads and analyses an account that is not (yet) in the corpus; `entry` begins {0}, and is freed also after a failure.
 */
quoth_status quoth__entry_make(quoth_context *context, quoth_corpus *corpus, const quoth_account *account,
                               quoth__account_entry *entry);
void quoth__entry_free(const quoth_allocator *allocator, quoth__account_entry *entry);

/* The account that has a name, or QUOTH__NONE. */
uint32_t quoth__taken_by(const quoth__taken *taken, const char *name);
/* Makes room for a name; then quoth__taken_hold gives it to an account and cannot fail. */
quoth_status quoth__taken_note(quoth_context *context, quoth__taken *taken, const char *name);
void quoth__taken_hold(quoth__taken *taken, const char *name, uint32_t account);
void quoth__taken_free(const quoth_allocator *allocator, quoth__taken *taken);
/* A siglum that nobody has, made from an id; ends with NUL. */
void quoth__siglum_make(const quoth__taken *taken, const char *id, char siglum[QUOTH__SIGLUM_BYTES]);

#endif
