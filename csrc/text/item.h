/* item: the mark at the beginning of an item of a list that runs on in one line. For sentences.c only.
 *
 *   1. The first item 2. The second item        • 9. The ninth • 10. The tenth        a) one b) two
 *
 * A bullet, a number of up to three figures or one letter with a dot or bracket behind it, or both; white space follows. */
#ifndef QUOTH_TEXT_ITEM_H
#define QUOTH_TEXT_ITEM_H

#include "text.h"

typedef struct quoth__item {
    uint32_t bullet; /* 0: none */
    uint32_t number; /* 0: none; a is 1 */
    bool letter;
    uint8_t close; /* of the number: 1 a dot, 2 a bracket, 3 both */
} quoth__item;

/* The item that begins at a byte; false where none does. Constant cost. */
bool quoth__item_at(const uint8_t *bytes, size_t at, size_t limit, quoth__item *item);
/* Whether an item may come next in the list that another is of. */
bool quoth__item_follows(const quoth__item *item, const quoth__item *before);

#endif
