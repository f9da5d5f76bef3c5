/* markdown: what a draft has beside its words. */
#ifndef QUOTH_MARKDOWN_H
#define QUOTH_MARKDOWN_H

#include "../base/base.h"

/* Copies a text of Markdown into `plain` (text.length bytes), its marks from byte `skip` on blanked. Linear. */
quoth_status quoth__markdown_plain(quoth_context *context, quoth_string text, size_t skip, char *plain);

#endif
