/* build: the versions of what this library was made of and is linked with. */
#include <utf8proc.h>

#include "../unicode/tables.h"
#include "corpus.h"

quoth_build quoth_build_info(void)
{
    return (quoth_build){.version = QUOTH_VERSION,
                         .unicode = QUOTH__UNICODE_VERSION,
                         .utf8proc = utf8proc_version(),
                         .utf8proc_unicode = utf8proc_unicode_version()};
}
