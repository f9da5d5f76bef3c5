/* identity: vocabularies with options, merged, and as bytes:
 *
 *   "quothvo1" │ flags │ 0 0 0 │ code of the stems, 16, zeros behind │ count │ count * length │ bytes of the forms
 *        8         1      3                    16                       4        4 each
 *
 * Numbers are written with the least significant byte first. Linear. */
#include "../unicode/form.h"
#include "../unicode/utf8.h"
#include "text.h"

#define HEAD 32u
#define AT_FLAGS 8u
#define AT_CODE 12u
#define AT_COUNT 28u

static const char magic[8] = {'q', 'u', 'o', 't', 'h', 'v', 'o', '1'};

/* ---------------------------------------------------------------------------------------------------- options */

static quoth_status no_stems(quoth_context *context, const char *code)
{
    char known[160] = "";
    quoth__stems_list(known, sizeof known);
    return quoth__fail(context, QUOTH_NOT_FOUND, UINT64_MAX, "no stems for the language '%.15s'; known: %s", code,
                       known);
}

static quoth_status make(quoth_context *context, unsigned form_options, const char *code, quoth_vocabulary **vocabulary)
{
    quoth_vocabulary *made = NULL;
    quoth_status status;
    size_t length = code ? strlen(code) : 0;
    if (code && (length >= sizeof made->code || !quoth__stems_know(code))) return no_stems(context, code);
    QUOTH__TRY(quoth_vocabulary_make(context, &made));
    made->form_options = form_options;
    if (code) {
        memcpy(made->code, code, length);
        QUOTH__GOTO(quoth__stems_make(context, code, &made->stems));
    }
    *vocabulary = made;
    return QUOTH_OK;
done:
    quoth_vocabulary_free(made);
    return status;
}

quoth_status quoth_vocabulary_make_with(quoth_context *context, const quoth_vocabulary_options *options,
                                        quoth_vocabulary **vocabulary)
{
    unsigned form_options = 0;
    quoth__enter(context);
    if (!options) return quoth__leave(context, make(context, 0, NULL, vocabulary));
    if (options->size != sizeof *options)
        return quoth__leave(context, quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "options of another size"));
    if (options->keep_case) form_options |= QUOTH__FORM_KEEP_CASE;
    if (options->strip_marks) form_options |= QUOTH__FORM_STRIP_MARKS;
    return quoth__leave(context, make(context, form_options, options->stems, vocabulary));
}

/* ------------------------------------------------------------------------------------------------------ merging */

static quoth_status merge(quoth_context *context, quoth_vocabulary *into, const quoth_vocabulary *from, uint32_t *ids)
{
    if (into->form_options != from->form_options || memcmp(into->code, from->code, sizeof into->code) != 0)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "a vocabulary with other options");
    for (uint32_t id = 0; id < quoth__strings_count(&from->forms); id++) {
        quoth_string form = quoth__strings_get(&from->forms, id);
        if (into == from)
            ids[id] = id;
        else
            QUOTH__TRY(quoth__strings_add(context, &into->forms, form.bytes, form.length, &ids[id]));
        QUOTH__TRY(quoth__work(context, 20));
    }
    return QUOTH_OK;
}

quoth_status quoth_vocabulary_merge(quoth_context *context, quoth_vocabulary *into, const quoth_vocabulary *from,
                                    uint32_t *ids)
{
    quoth__enter(context);
    return quoth__leave(context, merge(context, into, from, ids));
}

/* ------------------------------------------------------------------------------------------------------ as bytes */

static void put_u32(uint8_t *at, size_t number)
{
    for (size_t i = 0; i < 4; i++) at[i] = (uint8_t)(number >> (8 * i));
}

static uint32_t get_u32(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static void write_out(const quoth_vocabulary *vocabulary, uint8_t *out)
{
    uint32_t count = quoth__strings_count(&vocabulary->forms);
    uint8_t *bytes = out + HEAD + 4 * (size_t)count;
    memset(out, 0, HEAD);
    memcpy(out, magic, sizeof magic);
    out[AT_FLAGS] = (uint8_t)vocabulary->form_options;
    memcpy(out + AT_CODE, vocabulary->code, sizeof vocabulary->code);
    put_u32(out + AT_COUNT, count);
    for (uint32_t id = 0; id < count; id++) {
        quoth_string form = quoth__strings_get(&vocabulary->forms, id);
        put_u32(out + HEAD + 4 * (size_t)id, form.length);
        if (form.length) memcpy(bytes, form.bytes, form.length);
        bytes += form.length;
    }
}

quoth_status quoth_vocabulary_save(quoth_context *context, const quoth_vocabulary *vocabulary, void *buffer,
                                   size_t capacity, size_t *length)
{
    uint32_t count = quoth__strings_count(&vocabulary->forms);
    size_t needed = HEAD + 4 * (size_t)count + vocabulary->forms.bytes.count;
    quoth__enter(context);
    quoth_status status = quoth__work(context, 40 + 30 * (uint64_t)count + needed / 4);
    if (status == QUOTH_OK) {
        if (capacity >= needed) write_out(vocabulary, buffer);
        *length = needed;
    }
    return quoth__leave(context, status);
}

static quoth_status wrong(quoth_context *context, size_t place)
{
    return quoth__fail(context, QUOTH_BAD_ARGUMENT, place, "these bytes are no vocabulary (byte %zu)", place);
}

static quoth_status read_forms(quoth_context *context, const uint8_t *bytes, size_t length, quoth_vocabulary *made)
{
    uint32_t count = get_u32(bytes + AT_COUNT), id;
    size_t at = HEAD + 4 * (size_t)count, bad, code_points;
    if (count > (length - HEAD) / 4) return wrong(context, AT_COUNT);
    for (uint32_t i = 0; i < count; i++) {
        size_t size = get_u32(bytes + HEAD + 4 * (size_t)i);
        if (size > length - at) return wrong(context, HEAD + 4 * (size_t)i);
        if (!quoth__utf8_check(bytes + at, size, &bad, &code_points))
            return quoth__fail(context, QUOTH_BAD_UTF8, at + bad, "a form is not UTF-8 at byte %zu", at + bad);
        QUOTH__TRY(quoth__work(context, quoth__utf8_work(size, code_points)));
        QUOTH__TRY(quoth__strings_add(context, &made->forms, bytes + at, size, &id));
        if (id != i) return wrong(context, at);
        at += size;
    }
    return at == length ? QUOTH_OK : wrong(context, at);
}

static quoth_status load(quoth_context *context, const uint8_t *bytes, size_t length, quoth_vocabulary **vocabulary)
{
    char code[16];
    quoth_vocabulary *made = NULL;
    quoth_status status;
    if (length < HEAD || memcmp(bytes, magic, sizeof magic) != 0) return wrong(context, 0);
    memcpy(code, bytes + AT_CODE, sizeof code);
    if (bytes[AT_FLAGS] > (QUOTH__FORM_KEEP_CASE | QUOTH__FORM_STRIP_MARKS)) return wrong(context, AT_FLAGS);
    if (code[sizeof code - 1]) return wrong(context, AT_CODE);
    QUOTH__TRY(make(context, bytes[AT_FLAGS], code[0] ? code : NULL, &made));
    QUOTH__GOTO(read_forms(context, bytes, length, made));
    *vocabulary = made;
    return QUOTH_OK;
done:
    quoth_vocabulary_free(made);
    return status;
}

quoth_status quoth_vocabulary_load(quoth_context *context, const void *bytes, size_t length,
                                   quoth_vocabulary **vocabulary)
{
    quoth__enter(context);
    return quoth__leave(context, load(context, bytes, length, vocabulary));
}
