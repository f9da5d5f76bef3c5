/* stems: libstemmer behind a cache (the drawing stands in stems.h). */
#include <libstemmer.h>

#include "stems.h"

#define LONGEST 255u       /* bytes of a word that is stemmed */
#define WORK_PER_WORD 700u /* what a Snowball stemmer does for a word, and for each of its bytes */
#define WORK_PER_BYTE 60u

/* The names under which libstemmer lists the languages: sb_stemmer_new cannot tell an unknown one from want of memory.
 */
static const char *const algorithms[][2] = {
    {"ar", "arabic"},     {"ca", "catalan"},   {"da", "danish"},     {"de", "german"},     {"el", "greek"},
    {"en", "english"},    {"es", "spanish"},   {"et", "estonian"},   {"eu", "basque"},     {"fi", "finnish"},
    {"fr", "french"},     {"ga", "irish"},     {"hi", "hindi"},      {"hu", "hungarian"},  {"hy", "armenian"},
    {"id", "indonesian"}, {"it", "italian"},   {"lt", "lithuanian"}, {"ne", "nepali"},     {"nl", "dutch"},
    {"no", "norwegian"},  {"nb", "norwegian"}, {"nn", "norwegian"},  {"pt", "portuguese"}, {"ro", "romanian"},
    {"ru", "russian"},    {"sr", "serbian"},   {"sv", "swedish"},    {"ta", "tamil"},      {"tr", "turkish"},
    {"yi", "yiddish"},
};

static bool known_to_libstemmer(const char *algorithm)
{
    for (const char **name = sb_stemmer_list(); *name; name++)
        if (strcmp(*name, algorithm) == 0) return true;
    return false;
}

/* The algorithm of a language; NULL where there is none. */
static const char *algorithm_of(const char *code)
{
    size_t length = code ? strcspn(code, "-_") : 0;
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++) {
        const char *name = algorithms[i][0];
        if (strlen(name) == length && memcmp(name, code, length) == 0)
            return known_to_libstemmer(algorithms[i][1]) ? algorithms[i][1] : NULL;
    }
    return NULL;
}

static quoth_status stemmer_failed(quoth_context *context)
{
    return quoth__fail(context, QUOTH_NO_MEMORY, UINT64_MAX, "no memory for the stemmer");
}

quoth_status quoth__stems_make(quoth_context *context, const char *code, quoth__stems *stems)
{
    *stems = (quoth__stems){0};
    const char *algorithm = algorithm_of(code);
    if (!algorithm) return QUOTH_OK;
    QUOTH__TRY(quoth__work(context, 2000));
    stems->stemmer = sb_stemmer_new(algorithm, "UTF_8");
    return stems->stemmer ? QUOTH_OK : stemmer_failed(context);
}

bool quoth__stems_know(const char *code) { return algorithm_of(code) != NULL; }

void quoth__stems_list(char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++) {
        const char *code = algorithms[i][0];
        if (!known_to_libstemmer(algorithms[i][1]) || used + 5 > size) continue;
        if (used) {
            memcpy(out + used, ", ", 2);
            used += 2;
        }
        memcpy(out + used, code, 3);
        used += 2;
    }
}

quoth_status quoth__stems_of(quoth_context *context, const quoth__stems *stems, quoth_string form, quoth_string *stem)
{
    *stem = form;
    if (!stems->stemmer || form.length == 0 || form.length > LONGEST) return QUOTH_OK;
    QUOTH__TRY(quoth__work(context, WORK_PER_WORD + WORK_PER_BYTE * (uint64_t)form.length));
    const sb_symbol *bytes = sb_stemmer_stem(stems->stemmer, (const sb_symbol *)form.bytes, (int)form.length);
    if (!bytes) return stemmer_failed(context);
    *stem = (quoth_string){(const char *)bytes, (size_t)sb_stemmer_length(stems->stemmer)};
    return QUOTH_OK;
}

quoth_status quoth__stems_form(quoth_context *context, quoth__stems *stems, const void *form, size_t length,
                               uint32_t *stem)
{
    quoth_string found;
    QUOTH__TRY(quoth__stems_of(context, stems, (quoth_string){form, length}, &found));
    return quoth__strings_add(context, &stems->forms, found.bytes, found.length, stem);
}

/* Room for every word that the vocabulary has now, so that a sweep over it grows the cache once. */
static quoth_status widen(quoth_context *context, quoth__stems *stems, size_t count)
{
    size_t more = count - stems->of.count;
    QUOTH__TRY(quoth__array_reserve(context, &stems->of, more, sizeof(uint32_t)));
    memset((uint32_t *)stems->of.data + stems->of.count, 0xFF, more * sizeof(uint32_t));
    stems->of.count = count;
    return quoth__work(context, more);
}

quoth_status quoth__stems_get(quoth_context *context, quoth__stems *stems, const quoth_vocabulary *vocabulary,
                              uint32_t id, uint32_t *stem)
{
    size_t words = quoth_vocabulary_size(vocabulary);
    if (id >= words)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, id, "no word of the vocabulary has the id %lu",
                           (unsigned long)id);
    if (stems->of.count < words) QUOTH__TRY(widen(context, stems, words));
    uint32_t *cached = &QUOTH__AT(stems->of, uint32_t, id);
    if (*cached == QUOTH__NONE) {
        quoth_string form = quoth_vocabulary_form(vocabulary, id);
        QUOTH__TRY(quoth__stems_form(context, stems, form.bytes, form.length, cached));
    }
    *stem = *cached;
    return QUOTH_OK;
}

void quoth__stems_free(const quoth_allocator *allocator, quoth__stems *stems)
{
    if (stems->stemmer) sb_stemmer_delete(stems->stemmer);
    quoth__array_free(allocator, &stems->of, sizeof(uint32_t));
    quoth__strings_free(allocator, &stems->forms);
    *stems = (quoth__stems){0};
}
