/* vocabulary: comparison forms to dense ids, by quoth__strings. The memos in front of them are read and written by the
 * tokens (tokens.c). */
#include "../unicode/form.h"
#include "../unicode/utf8.h"
#include "text.h"

quoth_status quoth_vocabulary_make(quoth_context *context, quoth_vocabulary **vocabulary)
{
    void *got;
    quoth__enter(context);
    quoth_status status = quoth__allocate_zeroed(context, 1, sizeof(quoth_vocabulary), &got);
    if (status == QUOTH_OK) {
        *vocabulary = got;
        (*vocabulary)->allocator = context->allocator;
    }
    return quoth__leave(context, status);
}

void quoth__vocabulary_clear(const quoth_allocator *allocator, quoth_vocabulary *vocabulary)
{
    quoth__strings_free(allocator, &vocabulary->forms);
    quoth__array_free(allocator, &vocabulary->scratch, 1);
    quoth__stems_free(allocator, &vocabulary->stems);
    quoth__memo_free(allocator, &vocabulary->short_ones);
    quoth__memo_free(allocator, &vocabulary->longer);
}

void quoth_vocabulary_free(quoth_vocabulary *vocabulary)
{
    if (!vocabulary) return;
    quoth_allocator allocator = vocabulary->allocator;
    quoth__vocabulary_clear(&allocator, vocabulary);
    quoth__free(&allocator, vocabulary, 1, sizeof *vocabulary);
}

quoth_status quoth__vocabulary_fold(quoth_context *context, quoth_vocabulary *vocabulary, const uint8_t *bytes,
                                    size_t length, quoth_string *form)
{
    vocabulary->scratch.count = 0;
    QUOTH__TRY(quoth__form_append(context, bytes, length, vocabulary->form_options, &vocabulary->scratch));
    *form = (quoth_string){vocabulary->scratch.count ? vocabulary->scratch.data : "", vocabulary->scratch.count};
    return vocabulary->stems.stemmer ? quoth__stems_of(context, &vocabulary->stems, *form, form) : QUOTH_OK;
}

quoth_status quoth_vocabulary_add(quoth_context *context, quoth_vocabulary *vocabulary, const char *bytes,
                                  size_t length, uint32_t *id)
{
    quoth_string form;
    quoth_status status;
    size_t bad, code_points;
    quoth__enter(context);
    if (!quoth__utf8_check((const uint8_t *)bytes, length, &bad, &code_points))
        return quoth__leave(context,
                            quoth__fail(context, QUOTH_BAD_UTF8, bad, "the word is not UTF-8 at byte %zu", bad));
    QUOTH__GOTO(quoth__vocabulary_fold(context, vocabulary, (const uint8_t *)bytes, length, &form));
    QUOTH__GOTO(quoth__strings_add(context, &vocabulary->forms, form.bytes, form.length, id));
done:
    return quoth__leave(context, status);
}

size_t quoth_vocabulary_size(const quoth_vocabulary *vocabulary) { return quoth__strings_count(&vocabulary->forms); }

quoth_string quoth_vocabulary_form(const quoth_vocabulary *vocabulary, uint32_t id)
{
    return quoth__strings_get(&vocabulary->forms, id);
}
