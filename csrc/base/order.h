/* order: sorting with a result that is one for an input whatever the machine, and the logarithm that weights are of. */
#ifndef QUOTH_ORDER_H
#define QUOTH_ORDER_H

#include "base.h"

/* Below 0, 0 or above it as a goes before, with or after b; adds to `work` what it did. */
typedef int quoth__compare(const void *user, uint32_t a, uint32_t b, uint64_t *work);
static inline int quoth__three_way(uint64_t a, uint64_t b) { return (a > b) - (a < b); }

/* Sorts ids; equals stay in order. */
quoth_status quoth__sort(quoth_context *context, uint32_t *ids, size_t count, quoth__compare *compare,
                         const void *user);
/* Sorts numbers, rising. */
quoth_status quoth__sort_keys(quoth_context *context, uint64_t *keys, size_t count);

/* sixteen times the logarithm to base 2, rounded; 0 for 0. */
uint32_t quoth__log2_sixteenths(uint64_t x);

#endif
