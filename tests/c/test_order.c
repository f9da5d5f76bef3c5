/* order: who speaks where a subject may stand on either side of its verb, in six languages. Sentences of our own. */
#include "harness.h"

#include "../../csrc/speech/speech.h"

typedef struct analysis {
    quoth_text *text;
    quoth__array stretches;
    quoth__speech speech;
} analysis;

static quoth_context *context;

static int set_up(void **state)
{
    (void)state;
    return quoth_context_make(NULL, &context) != QUOTH_OK;
}

static int tear_down(void **state)
{
    (void)state;
    quoth_context_free(context);
    return 0;
}

static quoth_status analyse(quoth_context *with, quoth_language *language, const char *words, size_t length,
                            analysis *of)
{
    quoth_text_options options = {.size = sizeof options, .language = language};
    *of = (analysis){0};
    QUOTH__TRY(quoth_text_make(with, words, length, &options, &of->text));
    QUOTH__TRY(quoth__stretches_find(with, of->text, &of->stretches));
    return quoth__speech_find(with, of->text, &of->stretches, &of->speech);
}

static void forget(quoth_context *with, analysis *of)
{
    quoth__speech_free(&with->allocator, &of->speech);
    quoth__array_free(&with->allocator, &of->stretches, sizeof(quoth__stretch));
    quoth_text_free(of->text);
}

/* The words that name the speaker of the last stretch of a text. */
static void assert_written(const char *code, const char *words, const char *right)
{
    quoth_language *language;
    analysis of;
    assert_int_equal(quoth_language_load(context, code, &language), QUOTH_OK);
    assert_int_equal(analyse(context, language, words, strlen(words), &of), QUOTH_OK);
    assert_true(of.speech.verdicts.count > 0);
    const quoth__verdict *last = &QUOTH__AT(of.speech.verdicts, quoth__verdict, of.speech.verdicts.count - 1);
    assert_true(last->written.start != QUOTH__NONE);
    quoth_string written = {words + last->written.start, last->written.end - last->written.start};
    if (written.length != strlen(right) || memcmp(written.bytes, right, written.length) != 0)
        print_error("%s: %.*s\n", words, (int)written.length, written.bytes);
    assert_int_equal(written.length, strlen(right));
    assert_memory_equal(written.bytes, right, written.length);
    forget(context, &of);
    quoth_language_release(language);
}

static void verb_second(void **state)
{
    (void)state;
    assert_written("de", "Der Leiter der Schule sagte: „Wir warten.“", "Der Leiter der Schule");
    assert_written("de", "In der Schule sagte Otto Braun: „Wir warten.“", "Otto Braun");
    assert_written("de", "Als er ankam, sagte Otto Braun: „Wir warten.“", "Otto Braun");
    assert_written("de", "Otto Braun, ein Lehrer, sagte: „Wir warten.“", "Otto Braun, ein Lehrer");
    assert_written("de", "Den Plan nannte er „einen Fehler“.", "er");
    assert_written("de", "Gestern hatte Otto Braun im Rat erklärt: „Wir warten.“", "Otto Braun");
    assert_written("nl", "In de raad zei Jan de Wit: ‘Wij wachten.’", "Jan de Wit");
}

static void behind_the_marks(void **state)
{
    (void)state;
    assert_written("de", "„Wir warten“, sagte am Montag Otto Braun.", "Otto Braun");
    assert_written("de", "„Wir warten“, hatte Otto Braun im Rat gesagt.", "Otto Braun");
    assert_written("de", "„Wir warten“, heißt es in dem Brief.", "dem Brief");
    assert_written("fr", "« Nous attendons », a-t-elle répondu.", "elle");
    assert_written("fr", "« Nous attendons », lui dit le maire.", "le maire");
    assert_written("es", "«Esperamos», les respondió el alcalde.", "el alcalde");
    assert_written("it", "«Aspettiamo», ha detto Anna Ferri.", "Anna Ferri");
    assert_written("ru", "«Мы ждём», — сказал мэр города Иван Орлов.", "мэр города Иван Орлов");
}

static quoth_status swept_run(quoth_context *with, void *user)
{
    static const char words[] =
        "In Merkels Büro sagte der Regierungssprecher: „Wir warten.“ Merkel ging. „Gut“, so er.";
    analysis of;
    quoth_status status = analyse(with, user, words, sizeof words - 1, &of);
    forget(with, &of);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    quoth_language *german;
    assert_int_equal(quoth_language_load(context, "de", &german), QUOTH_OK);
    assert_true(sweep(swept_run, german) > 30);
    quoth_language_release(german);
}

/* Work a byte of a piece over and over. */
static double work_a_byte(quoth_language *language, const char *piece, size_t times)
{
    size_t length = strlen(piece), whole = length * times;
    char *words = malloc(whole);
    analysis of;
    assert_non_null(words);
    for (size_t i = 0; i < times; i++) memcpy(words + i * length, piece, length);
    quoth_text_options options = {.size = sizeof options, .language = language};
    of = (analysis){0};
    assert_int_equal(quoth_text_make(context, words, whole, &options, &of.text), QUOTH_OK);
    assert_int_equal(quoth__stretches_find(context, of.text, &of.stretches), QUOTH_OK);
    uint64_t before = context->work;
    assert_int_equal(quoth__speech_find(context, of.text, &of.stretches, &of.speech), QUOTH_OK);
    double work = (double)(context->work - before) / (double)whole;
    forget(context, &of);
    free(words);
    return work;
}

static void work_is_linear(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "sagte er ", "„A“, ", "sagte „x“ ",  "so Merkel ", "wie er sagte, ",
        "hat er ",   "und ",  "Es sei „a“ ", "als „A“ ",   "„Nein“, sagte Anna Braun. "};
    quoth_language *german;
    assert_int_equal(quoth_language_load(context, "de", &german), QUOTH_OK);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        double once = work_a_byte(german, pieces[i], 3000), twice = work_a_byte(german, pieces[i], 6000);
        if (twice > once * 1.1) print_error("%s: %g, then %g\n", pieces[i], once, twice);
        assert_true(twice <= once * 1.1);
    }
    quoth_language_release(german);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verb_second),
        cmocka_unit_test(behind_the_marks),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(work_is_linear),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
