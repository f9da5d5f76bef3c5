/* reader: words that earlier texts have had change nothing in what is found of a later one. */
#include "../../csrc/speech/speech.h"
#include "harness.h"

/* What one text says of a word (it is a surname, it is written small) must not be known in the next. */
static const char *const texts[] = {
    "“We shall wait,” Marta Brown said. Her brown coat was wet. “It is late,” she added.",
    "Brown, who had come by train, was brown from the sun. “I like it here,” said Brown.",
    "“Then go,” Jack Brown told Will Hill. Hill went. “I go,” he said.",
    "The hill was steep. “Hill?” she asked. Brown said that the road was closed.",
    "",
    "„Wir warten“, sagte Anna Braun. Braun lachte. „Es ist spät“, fügte sie hinzu.",
    "“Bill will go,” said William Hill. Bill did not go, he said.",
};
#define TEXTS (sizeof texts / sizeof *texts)
#define GERMAN 5u

typedef struct analysis {
    quoth_text *text;
    quoth__array stretches;
    quoth__speech speech;
} analysis;

static quoth_language *english, *german;

static quoth_status analyse(quoth_context *context, const char *words, size_t length, quoth_language *language,
                            quoth__reader *reader, analysis *of)
{
    quoth_text_options options = {.size = sizeof options, .language = language};
    *of = (analysis){.speech = {.reader = reader}};
    quoth_status status = quoth_text_make(context, words, length, &options, &of->text);
    if (status == QUOTH_OK) status = quoth__stretches_find(context, of->text, &of->stretches);
    if (status == QUOTH_OK) status = quoth__speech_find(context, of->text, &of->stretches, &of->speech);
    return status;
}

static void forget(quoth_context *context, analysis *of)
{
    quoth__speech_free(&context->allocator, &of->speech);
    quoth__array_free(&context->allocator, &of->stretches, sizeof(quoth__stretch));
    quoth_text_free(of->text);
}

static quoth_language *language_of(size_t text) { return text == GERMAN ? german : english; }

static void assert_same_verdict(const quoth__verdict *a, const quoth__verdict *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->sure, b->sure);
    assert_int_equal(a->step, b->step);
    assert_int_equal(a->speaker, b->speaker);
    assert_int_equal(a->addressee, b->addressee);
    assert_int_equal(a->written.start, b->written.start);
    assert_int_equal(a->cue.start, b->cue.start);
}

static void assert_same(const quoth__speech *a, const quoth__speech *b)
{
    assert_int_equal(a->verdicts.count, b->verdicts.count);
    assert_int_equal(a->statements.count, b->statements.count);
    assert_int_equal(a->people.count, b->people.count);
    assert_int_equal(a->names.bytes.count, b->names.bytes.count);
    for (size_t i = 0; i < a->verdicts.count; i++)
        assert_same_verdict(&QUOTH__AT(a->verdicts, quoth__verdict, i), &QUOTH__AT(b->verdicts, quoth__verdict, i));
    for (size_t i = 0; i < a->statements.count; i++)
        assert_same_verdict(&QUOTH__AT(a->statements, quoth__statement, i).verdict,
                            &QUOTH__AT(b->statements, quoth__statement, i).verdict);
    for (uint32_t i = 0; i < quoth__strings_count(&a->names); i++) {
        quoth_string mine = quoth__strings_get(&a->names, i), other = quoth__strings_get(&b->names, i);
        assert_int_equal(mine.length, other.length);
        assert_memory_equal(mine.bytes, other.bytes, mine.length);
    }
}

/* Every text after every other, each as it is by itself. */
static void earlier_texts_change_nothing(void **state)
{
    quoth_context *context = *state;
    for (size_t first = 0; first < TEXTS; first++) {
        quoth__reader reader = {0};
        for (size_t i = 0; i <= TEXTS; i++) {
            size_t text = i ? i - 1 : first;
            analysis alone, after;
            size_t length = strlen(texts[text]);
            assert_int_equal(analyse(context, texts[text], length, language_of(text), NULL, &alone), QUOTH_OK);
            assert_int_equal(analyse(context, texts[text], length, language_of(text), &reader, &after), QUOTH_OK);
            assert_same(&after.speech, &alone.speech);
            forget(context, &alone);
            forget(context, &after);
        }
        quoth__reader_free(&context->allocator, &reader);
    }
}

static void a_known_text_is_less_work(void **state)
{
    quoth_context *context = *state;
    quoth__reader reader = {0};
    analysis of;
    uint64_t work[2];
    for (int round = 0; round < 2; round++) {
        assert_int_equal(analyse(context, texts[0], strlen(texts[0]), english, &reader, &of), QUOTH_OK);
        work[round] = context->work;
        forget(context, &of);
    }
    assert_true(work[1] < work[0]);
    quoth__reader_free(&context->allocator, &reader);
}

/* A text of more words than are kept: the next one begins anew. */
static void a_full_reader_is_emptied(void **state)
{
    enum { WORDS = 70000, LENGTH = 8 };
    quoth_context *context = *state;
    quoth__reader reader = {0};
    analysis of;
    char *words = malloc(WORDS * LENGTH + 1);
    assert_non_null(words);
    for (int i = 0; i < WORDS; i++) snprintf(words + i * LENGTH, LENGTH + 1, "w%06d ", i);
    assert_int_equal(analyse(context, words, WORDS * LENGTH, english, &reader, &of), QUOTH_OK);
    forget(context, &of);
    assert_true(quoth__strings_count(&reader.vocabulary.forms) > WORDS - 1);
    assert_int_equal(analyse(context, texts[0], strlen(texts[0]), english, &reader, &of), QUOTH_OK);
    assert_true(quoth__strings_count(&reader.vocabulary.forms) < 100);
    forget(context, &of);
    quoth__reader_free(&context->allocator, &reader);
    free(words);
}

static quoth_status two_texts(quoth_context *context, void *unused)
{
    (void)unused;
    quoth__reader reader = {0};
    quoth_status status = QUOTH_OK;
    for (size_t i = 4; i < TEXTS && status == QUOTH_OK; i++) {
        analysis of;
        status = analyse(context, texts[i], strlen(texts[i]), language_of(i), &reader, &of);
        forget(context, &of);
    }
    quoth__reader_free(&context->allocator, &reader);
    return status;
}

/* A failure leaves a reader that can be used. */
static quoth_status fail_and_go_on(quoth_context *context, void *reader)
{
    analysis of;
    quoth_status status = analyse(context, texts[2], strlen(texts[2]), english, reader, &of);
    if (status != QUOTH_OK) assert_int_equal(quoth__strings_count(&((quoth__reader *)reader)->vocabulary.forms), 0);
    forget(context, &of);
    quoth__reader_free(&context->allocator, reader);
    return status;
}

static void allocations_fail(void **state)
{
    (void)state;
    quoth__reader reader = {0};
    assert_true(sweep(two_texts, NULL) > 30);
    assert_true(sweep(fail_and_go_on, &reader) > 30);
}

static int set_up(void **state)
{
    quoth_context *context = NULL;
    if (quoth_context_make(NULL, &context) != QUOTH_OK) return 1;
    *state = context;
    return quoth_language_load(context, "en", &english) != QUOTH_OK ||
           quoth_language_load(context, "de", &german) != QUOTH_OK;
}

static int tear_down(void **state)
{
    quoth_language_release(english);
    quoth_language_release(german);
    quoth_context_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(earlier_texts_change_nothing),
        cmocka_unit_test(a_known_text_is_less_work),
        cmocka_unit_test(a_full_reader_is_emptied),
        cmocka_unit_test(allocations_fail),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
