/* Merge and split among the tellings that were matched (edits_group.c). */
#ifndef QUOTH_CORPUS_EDITS_GROUP_H
#define QUOTH_CORPUS_EDITS_GROUP_H

#include "passages.h"

/* Changes the tellings (quoth__telling, by utterance, then candidate) as the corrections say. */
quoth_status quoth__corrections_group(quoth_context *context, const quoth_corpus *corpus, quoth__passages *passages,
                                      quoth__array *tellings);

#endif
