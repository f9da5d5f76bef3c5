/* held: which quotation a place of an account lies in, and rows of accounts: shared by find.c and check.c. */
#ifndef QUOTH_HELD_H
#define QUOTH_HELD_H

#include "../compare/found.h"
#include "corpus.h"

/* The stretch that holds a span of the account: the innermost one that has all of it but a tenth, else the one that has
 * most of it, if its quotation has half of it; QUOTH__NONE where there is none. O(stretches). */
uint32_t quoth__stretch_at(const quoth__account_entry *entry, quoth__span span);

/* The names of the accounts as the pool of a column. */
quoth_status quoth__accounts_pool(quoth_context *context, const quoth_corpus *corpus, quoth_table *table,
                                  size_t column);

#endif
