/* Quotations that the layout shows: dialogue behind dashes with the narrator's words cut out, transcripts, blocks. In a language of a few
 * words, so that what is tested is the rules. */
#include <stdlib.h>

#include "stretches.h"

/* Words that dialogue is cut by: verbs of saying, pronouns, what a name or a clause begins with. `SET_OFF` is what sets
 * off the narrator's words. */
#define WORDS(code, set_off)                                                                                           \
    "language\t" code "\tTest\n"                                                                                       \
    "dialogue\tdash\t" set_off "\n"                                                                                    \
    "cue\tdit\tspeech\t90\ncue\treprit\tspeech\t90\ncue\tdemanda\tspeech\t90\ncue\técria\tspeech\t90\n"               \
    "cue\tdijo\tspeech\t90\ncue\tсказал\tspeech\t90\ncue\tспросила\tspeech\t90\n"                        \
    "pronoun\til\t3sm-subject\npronoun\telle\t3sf-subject\npronoun\tje\t1s--subject\npronoun\tj'\t1s--subject\n"       \
    "pronoun\tvous\t2p--both\npronoun\tте\t2p--both\npronoun\tон\t3sm-subject\npronoun\tlui\t3s--object\n"         \
    "contraction\ts'\tse\nfunction\tla\tdefinite\nfunction\tle\tdefinite\nfunction\td'\tpreposition\n"                 \
    "function\ten\tpreposition\nabbreviation\tm\nending\ta\ttold\nending\tait\ttold\nending\tant\tgoes_on\n"           \
    "ending\tmoi\tnone\n"

static const char comma[] = WORDS("xc", "comma"), dash[] = WORDS("xd", "dash");

#define CHECK(words, cases) check_all(words, cases, sizeof(cases) / sizeof *(cases))

static void turns_begin_with_a_dash(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"— Vous partez ?\n— Demain.", "0|— Vous partez ?|dash\n0|— Demain.|dash"},
        {"– Vous partez ?\n\nElle attend.\n\n– Demain.", "0|– Vous partez ?|dash\n0|– Demain.|dash"},
        {"-- Vous partez ?\n-- Demain.", "0|-- Vous partez ?|dash\n0|-- Demain.|dash"},
        {"―Vous partez ?\n―Demain.", "0|―Vous partez ?|dash\n0|―Demain.|dash"},
        {"— Il a dit « non » !\n— « Non », vraiment ?",
         "0|— Il a dit « non » !|dash\n1|non\n0|— « Non », vraiment ?|dash\n1|Non"},
        /* one such line; a list; a ruled line; figures; a minus */
        {"— Vous partez ?\nElle attend.", ""},
        {"- du pain\n- du vin\n- de l'eau", ""},
        {"– du pain ;\n– du vin ;\n– de l'eau.", ""},
        {"----\nUn !\n----\nDeux !", ""},
        {"— 5 %\n— 6 % !\n— 7 %", ""},
    };
    CHECK(comma, cases);
}

static void without_a_language_more_is_asked(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"— Is it far?\n— Two miles.\n— Then come.", "0|— Is it far?|dash\n0|— Two miles.|dash\n0|— Then come.|dash"},
        {"— Is it far?\n— Two miles.", ""},
        {"— The bill passed.\n— The vote was close.\n— It rained.", ""},
        {"- Is it far?\n- Two miles.\n- Then come!", ""},
        {"We ate. — They slept! — It rained? — Nobody came.", ""},
    };
    CHECK(NULL, cases);
}

static void the_narrator_is_cut_out_at_commas(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"— Mais, reprit la vieille, vous êtes là.\n— Qui ?",
         "0|— Mais,|dash\n0|vous êtes là.|dash|part 1\n0|— Qui ?|dash"},
        {"— Qui ? demanda-t-elle.\n— Moi.", "0|— Qui ?|dash\n0|— Moi.|dash"},
        {"— Assez ! s’écria Paul, tremblant, en courant. Vous mentez !\n— Moi ?",
         "0|— Assez !|dash\n0|Vous mentez !|dash|part 1\n0|— Moi ?|dash"},
        {"— Assez, dit-il. Il se leva.\n— Non !", "0|— Assez,|dash\n0|— Non !|dash"},
        {"— Assez, dit-il. Il pleura. Je sors !\n— Non !", "0|— Assez,|dash\n0|— Non !|dash"},
        {"— Assez, lui dit M. Paul. Je sors.\n— Non !", "0|— Assez,|dash\n0|Je sors.|dash|part 1\n0|— Non !|dash"},
        {"— Venez, il dit la messe.\n— Non !", "0|— Venez, il dit la messe.|dash\n0|— Non !|dash"},
        {"— Venez, il dit, et restez.\n— Non !", "0|— Venez,|dash\n0|et restez.|dash|part 1\n0|— Non !|dash"},
        {"— Oui, et vous ?\n— Elle dit la vérité.", "0|— Oui, et vous ?|dash\n0|— Elle dit la vérité.|dash"},
    };
    CHECK(comma, cases);
}

static void the_narrator_is_cut_out_at_dashes(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"—Sí —dijo Ana—. Vamos.\n—¿Ya?\n—Ya.", "0|—Sí|dash\n0|Vamos.|dash|part 1\n0|—¿Ya?|dash\n0|—Ya.|dash"},
        {"—Sí —dijo Ana.\n—¿Ya?", "0|—Sí|dash\n0|—¿Ya?|dash"},
        {"—Sí. —Ana cerraba la puerta—. Vamos.\n—¿Ya?", "0|—Sí.|dash\n0|Vamos.|dash|part 1\n0|—¿Ya?|dash"},
        {"— Да, — сказал он, — пора.\n— Куда? — спросила Анна.\n— Домой.",
         "0|— Да,|dash\n0|пора.|dash|part 1\n0|— Куда?|dash\n0|— Домой.|dash"},
        {"— Москва — столица, — сказал он. — Те знают?\n— Да.",
         "0|— Москва — столица,|dash\n0|Те знают?|dash|part 1\n0|— Да.|dash"},
    };
    CHECK(dash, cases);
}

static void turns_within_a_paragraph(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"Il entra. — Vous partez ? — Demain, dit-elle. Elle chanta. — Alors, adieu !",
         "0|— Vous partez ?|dash\n0|— Demain,|dash\n0|— Alors, adieu !|dash"},
        {"Il dit : — Vous partez ? — Je reste. La porte claqua.", "0|— Vous partez ?|dash\n0|— Je reste.|dash"},
        {"La mer — si calme — montait. — Un seul.", ""},
    };
    CHECK(comma, cases);
}

static void marks_do_not_cross_turns(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"« Venez. — Vous partez ? — Oui ! » Il pleura.", "0|Venez.|next\n0|— Vous partez ?|dash\n0|— Oui ! »|dash"},
        {"— Il a dit « venez, s’écria Paul, et partez » hier !\n— Non !",
         "0|— Il a dit « venez,|dash\n1|venez,|outer\n0|et partez » hier !|dash|part 1\n0|— Non !|dash"},
        {"— Assez ! Vous mentez. »\n— Moi ?", "0|— Assez ! Vous mentez. »|dash\n0|— Moi ?|dash"},
    };
    CHECK(comma, cases);
}

static void labels_open_turns(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"Q: Why?\nA: Why not?\nQ: When?\nA: Now.", "0|Why?|label\n0|Why not?|label\n0|When?|label\n0|Now.|label"},
        {"Q. Why?\nA. Why not?\nQ. When?\nA. Now.", "0|Why?|label\n0|Why not?|label\n0|When?|label\n0|Now.|label"},
        {"ANN LEE: We know. (Applause)\nGRANT: No [laughs].\n[Break]\nLEE: Yes.\nGRANT: Well.",
         "0|We know.|label\n0|No [laughs].|label\n0|Yes.|label\n0|Well.|label"},
        {"**Ann Lee:** We know.\n**Bo de Wit:** No.\n**Ann Lee**: Yes.\n**Bo de Wit**: Well.",
         "0|We know.|label\n0|No.|label\n0|Yes.|label\n0|Well.|label"},
        {"Lee: He told me, “Go.”\nMore of it.\nGrant: “No.”\nLee: Yes.\nGrant: Well.",
         "0|He told me, “Go.”|label\n1|Go.\n0|More of it.|label|part 1\n0|No.|label\n0|Yes.|label\n0|Well.|label"},
        /* a form, a few names, sentences with a colon, a list of terms, an address */
        {"Date: Monday\nPlace: Rome\nPhone: 5\nFax: 6", ""},
        {"Lee: Yes.\nGrant: No.\nIt rained.", ""},
        {"Lee had one wish: peace.\nLee had one wish: peace.\nGrant too: war.\nGrant too: war.", ""},
        {"Http://a.org\nHttp://a.org\nFtp://b.org\nFtp://b.org", ""},
    };
    CHECK(NULL, cases);
}

static void blocks_are_set_in(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"Il dit :\n\n> Je reste.\n>\n> Je dors.\n\nIl dort.", "0|Je reste.|block\n0|Je dors.|block|part 1"},
        {"Il dit :\n\n    Je reste.\n\n\tJe dors.\n\nIl dort.\n\nIl rit.",
         "0|Je reste.|block\n0|Je dors.|block|part 1"},
        {"Il dit :\n\n    « Je reste. »\n\nIl dort.\n\nIl rit.", "0|Je reste."},
        {"Il dit :\n\n    Elle dit « oui » hier.\n\nIl dort.\n\nIl rit.", "0|Elle dit « oui » hier.|block\n1|oui"},
        /* a list, no colon, every paragraph set in */
        {"La liste :\n\n    du pain\n\nIl dort.\n\nIl rit.", ""},
        {"Il dit cela.\n\n    Je reste.\n\nIl dort.\n\nIl rit.", ""},
        {"    Il dit :\n\n    Je reste.\n\n    Il dort.", ""},
    };
    CHECK(comma, cases);
}

/* ------------------------------------------------------------------------------------------- memory, work, any row */

typedef struct found_in {
    const char *words, *text;
} found_in;

static quoth_status find_once(quoth_context *context, void *argument)
{
    const found_in *of = argument;
    quoth_language *language = NULL;
    quoth_text *text = NULL;
    quoth__array found = {0};
    QUOTH__TRY(quoth_language_read(context, of->words, strlen(of->words), &language));
    quoth_text_options options = {.size = sizeof options, .language = language};
    quoth_status status = quoth_text_make(context, of->text, strlen(of->text), &options, &text);
    if (status == QUOTH_OK) status = find(context, text, &found);
    quoth__array_free(&context->allocator, &found, sizeof(quoth__stretch));
    quoth_text_free(text);
    quoth_language_release(language);
    return status;
}

static void memory_runs_out(void **state)
{
    (void)state;
    found_in of = {comma, "— Mais, reprit la vieille, « vous » êtes là.\n— Qui ? dit-il. Je sors. — Adieu !"};
    assert_true(sweep(find_once, &of) >= 20);
    found_in transcript = {comma, "LEE: Il dit :\n> Je reste.\nBO: Non.\nLEE: Si.\nBO: Il dit :\n> Oui."};
    assert_true(sweep(find_once, &transcript) >= 20);
}

/* Work of finding the stretches of `unit`, repeated to about `size` bytes. */
static uint64_t work_of(const char *words, const char *unit, size_t size)
{
    size_t step = strlen(unit), length = size / step * step;
    quoth_context *context = NULL;
    quoth_language *language = NULL;
    quoth__array found = {0};
    char *bytes = malloc(length + 1);
    assert_non_null(bytes);
    for (size_t i = 0; i < length; i += step) memcpy(bytes + i, unit, step);
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_language_read(context, words, strlen(words), &language), QUOTH_OK);
    quoth_text *text = text_of(context, language, bytes, length);
    assert_int_equal(find(context, text, &found), QUOTH_OK);
    uint64_t work = quoth_context_work(context);
    quoth__array_free(&context->allocator, &found, sizeof(quoth__stretch));
    quoth_text_free(text);
    quoth_language_release(language);
    quoth_context_free(context);
    free(bytes);
    return work;
}

static void work_is_linear(void **state)
{
    (void)state;
    static const char *const families[] = {"—",
                                           "— ",
                                           "--",
                                           "— A\n",
                                           "— A !\n",
                                           "- A !\n",
                                           "A. — ",
                                           "A ! — B, dit-il. ",
                                           "— A, dit-il, — ",
                                           "— a —b ",
                                           "— A, — ",
                                           ", dit-il",
                                           "« A. — ",
                                           "« — ",
                                           "— « A, dit-il, » ",
                                           "— A ? dit B, ",
                                           "— dit, ",
                                           "—a—",
                                           "— A ! » "};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        char line[64] = "— A ? ";
        for (int of = 0; of < 2; of++) {
            const char *words = of ? dash : comma;
            size_t size = 100000 * strlen(families[i]);
            uint64_t once = work_of(words, families[i], size), twice = work_of(words, families[i], 2 * size);
            if (twice * 10 > once * 22) fail_msg("'%s': not linear", families[i]);
            strcat(strcpy(line, "— A ? "), families[i]);
            once = work_of(words, line, size), twice = work_of(words, line, 2 * size);
            if (twice * 10 > once * 22) fail_msg("'%s': not linear", line);
        }
    }
}

static void any_row_keeps_the_tree(void **state)
{
    (void)state;
    static const char *const pieces[] = {"“",      "”",  "«",  "»",  "\n", "\n", "—",     "— ",    "--",   "- ",
                                         "!",      "? ", ". ", ", ", ":",  "A",  "il",    "dit",   " ",    " ",
                                         "dit-il", "Je", "a ", "\"", "(",  "… ", "\nQ: ", "\nA: ", "\n> ", "\n   "};
    const size_t count = sizeof pieces / sizeof *pieces;
    uint64_t seed = 20261122;
    quoth_context *context = NULL;
    quoth_language *languages[2] = {NULL, NULL};
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_language_read(context, comma, strlen(comma), languages), QUOTH_OK);
    assert_int_equal(quoth_language_read(context, dash, strlen(dash), languages + 1), QUOTH_OK);
    size_t laid = 0;
    for (int round = 0; round < 20000; round++) {
        char bytes[640] = "— A !\n— B ?\n";
        size_t length = strlen(bytes);
        for (int i = 0; i < 60; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            const char *piece = pieces[(seed >> 33) % count];
            memcpy(bytes + length, piece, strlen(piece));
            length += strlen(piece);
        }
        quoth__array found = {0};
        quoth_text *text = text_of(context, languages[round % 2], bytes, length);
        assert_int_equal(find(context, text, &found), QUOTH_OK);
        for (size_t i = 0; i < found.count; i++) {
            check_stretch(text, &found, i);
            laid += QUOTH__AT(found, quoth__stretch, i).marked != QUOTH__MARKED_MARKS;
        }
        quoth__array_free(&context->allocator, &found, sizeof(quoth__stretch));
        quoth_text_free(text);
    }
    assert_true(laid > 20000);
    for (int i = 0; i < 2; i++) quoth_language_release(languages[i]);
    quoth_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turns_begin_with_a_dash),
        cmocka_unit_test(without_a_language_more_is_asked),
        cmocka_unit_test(the_narrator_is_cut_out_at_commas),
        cmocka_unit_test(the_narrator_is_cut_out_at_dashes),
        cmocka_unit_test(turns_within_a_paragraph),
        cmocka_unit_test(marks_do_not_cross_turns),
        cmocka_unit_test(labels_open_turns),
        cmocka_unit_test(blocks_are_set_in),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(work_is_linear),
        cmocka_unit_test(any_row_keeps_the_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
