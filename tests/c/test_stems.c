/* Stems, with a stemmer of the test's own in the place of libstemmer: one that can fail, which the real one cannot be
 * made to do. It cuts an "s" off. */
#include "harness.h"

#include <libstemmer.h>

#include "../../csrc/compare/compare.h"
#include "../../csrc/text/stems.h"

struct sb_stemmer {
    sb_symbol stem[256];
    int length;
};

static bool no_stemmer, no_stem;
static int stemmers, longest;
static const char *known[] = {"english", "german", NULL};

const char **sb_stemmer_list(void) { return known; }

struct sb_stemmer *sb_stemmer_new(const char *algorithm, const char *encoding)
{
    assert_string_equal(encoding, "UTF_8");
    assert_true(strcmp(algorithm, "english") == 0 || strcmp(algorithm, "german") == 0);
    if (no_stemmer) return NULL;
    stemmers++;
    return calloc(1, sizeof(struct sb_stemmer));
}

void sb_stemmer_delete(struct sb_stemmer *stemmer)
{
    stemmers--;
    free(stemmer);
}

const sb_symbol *sb_stemmer_stem(struct sb_stemmer *stemmer, const sb_symbol *word, int size)
{
    if (size > longest) longest = size;
    if (no_stem) return NULL;
    memcpy(stemmer->stem, word, (size_t)size);
    stemmer->length = size > 1 && word[size - 1] == 's' ? size - 1 : size;
    return stemmer->stem;
}

int sb_stemmer_length(struct sb_stemmer *stemmer) { return stemmer->length; }

static uint32_t stem_of(quoth_context *context, quoth__stems *stems, quoth_vocabulary *vocabulary, const char *word)
{
    uint32_t id, stem = QUOTH__NONE;
    assert_int_equal(quoth_vocabulary_add(context, vocabulary, word, strlen(word), &id), QUOTH_OK);
    assert_int_equal(quoth__stems_get(context, stems, vocabulary, id, &stem), QUOTH_OK);
    return stem;
}

static void forms_of_a_word_have_one_stem(void **state)
{
    (void)state;
    quoth_context *context = NULL;
    quoth_vocabulary *words = NULL;
    quoth__stems stems;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_vocabulary_make(context, &words), QUOTH_OK);
    assert_int_equal(quoth__stems_make(context, "en-GB", &stems), QUOTH_OK);
    assert_int_equal(stemmers, 1);
    uint32_t ship = stem_of(context, &stems, words, "ship");
    assert_int_equal(stem_of(context, &stems, words, "Ships"), ship);
    assert_int_not_equal(stem_of(context, &stems, words, "shop"), ship);
    assert_int_equal(stem_of(context, &stems, words, "ships"), ship);
    assert_int_equal(quoth__stems_bytes(&stems, ship).length, 4);
    char large[301];
    memset(large, 's', 300);
    large[300] = '\0';
    uint32_t stem = stem_of(context, &stems, words, large);
    assert_int_equal(quoth__stems_bytes(&stems, stem).length, 300);
    assert_true(longest <= 255);
    assert_int_equal(quoth__stems_get(context, &stems, words, 99, &stem), QUOTH_BAD_ARGUMENT);
    quoth__stems_free(&context->allocator, &stems);
    assert_int_equal(stemmers, 0);
    quoth_vocabulary_free(words);
    quoth_context_free(context);
}

static void other_languages_keep_their_words(void **state)
{
    (void)state;
    quoth_context *context = NULL;
    const char *codes[] = {NULL, "", "tlh", "e", "eng", "fr"}; /* no French in this one */
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    for (size_t i = 0; i < 6; i++) {
        quoth__stems stems;
        uint32_t a, b;
        assert_int_equal(quoth__stems_make(context, codes[i], &stems), QUOTH_OK);
        assert_null(stems.stemmer);
        assert_int_equal(quoth__stems_form(context, &stems, "ship", 4, &a), QUOTH_OK);
        assert_int_equal(quoth__stems_form(context, &stems, "ships", 5, &b), QUOTH_OK);
        assert_int_not_equal(a, b);
        quoth__stems_free(&context->allocator, &stems);
    }
    quoth_context_free(context);
}

/* The stemmer's own memory runs out: an error, and nothing left. */
static void a_stemmer_that_fails_is_an_error(void **state)
{
    (void)state;
    quoth_context *context = NULL;
    quoth_language *language = NULL;
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_language_load(context, "en", &language), QUOTH_OK);
    quoth_text_options options = {.size = sizeof options, .language = language};
    assert_int_equal(quoth_text_make(context, "Ships sail.", 11, &options, &text), QUOTH_OK);
    quoth_range range = {0, 11};
    quoth_passage passage = {text, &range, 1};
    no_stemmer = true;
    assert_int_equal(quoth_changes(context, &passage, &passage, &table), QUOTH_NO_MEMORY);
    no_stemmer = false;
    no_stem = true;
    assert_int_equal(quoth_changes(context, &passage, &passage, &table), QUOTH_NO_MEMORY);
    assert_int_equal(quoth_context_error(context)->status, QUOTH_NO_MEMORY);
    no_stem = false;
    assert_int_equal(quoth_changes(context, &passage, &passage, &table), QUOTH_OK);
    assert_int_equal(stemmers, 0);
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_language_release(language);
    quoth_context_free(context);
}

static quoth_status swept_stems(quoth_context *context, void *argument)
{
    (void)argument;
    quoth__stems stems;
    uint32_t stem;
    quoth_status status = quoth__stems_make(context, "en", &stems);
    for (int i = 0; i < 40 && status == QUOTH_OK; i++) {
        char word[16];
        snprintf(word, sizeof word, "w%ds", i);
        status = quoth__stems_form(context, &stems, word, strlen(word), &stem);
    }
    quoth__stems_free(&context->allocator, &stems);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(sweep(swept_stems, NULL) > 3);
    assert_int_equal(stemmers, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_a_word_have_one_stem),
        cmocka_unit_test(other_languages_keep_their_words),
        cmocka_unit_test(a_stemmer_that_fails_is_an_error),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
