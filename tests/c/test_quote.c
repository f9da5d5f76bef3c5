/* Quotations by their marks: cases in sentences of our own, parts over paragraphs, the limit of depth, work, memory.
 */
#include <stdlib.h>

#include "stretches.h"

#include "../../csrc/quote/marks.h"

#define CHECK(cases) check_all(NULL, cases, sizeof(cases) / sizeof *(cases))

/* ------------------------------------------------------------------------------------------------------ cases */

static void plain_quotations(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"The mayor spoke of a “grand opening” and left.", "0|grand opening"},
        {"He gave her “The Quiet Harbour” to read.", "0|The Quiet Harbour"},
        {"“It rained all night,” said a man they call “Pepper.”", "0|It rained all night,\n0|Pepper."},
        {"The list has “colour” and “color” side by side.", "0|colour\n0|color"},
        {"“The bridge,” Moreau said on Monday, “will open.”", "0|The bridge,\n0|will open."},
        {"“maybe” and “never”, she answered", "0|maybe\n0|never"},
        {"“They … [the guards] went home.”", "0|They … [the guards] went home."},
        {"\"Ann.\"\n\n\"Why.\"", "0|Ann.\n0|Why."},
        {"Governor: ‘no delay’ on schools", "0|no delay"},
        {"(“Yes”), he wrote – “no”.", "0|Yes\n0|no"},
        {"He said:\"Go\"and went.", "0|Go"},
        {"\"Stay here,\" she said.\"We will come back.\"", "0|Stay here,\n0|We will come back."},
        {"\"Stay here,\" she said.\" We will come back.\"", "0|Stay here,\n0|We will come back."},
        {"\" Stay here , \" she said .", "0|Stay here ,"},
        {"*\"Stay,\"* _\"or go,\"_ she wrote.", "0|Stay,\n0|or go,"},
        {"He thought “Why?”—and “Why not?”—for hours.", "0|Why?\n0|Why not?"},
    };
    CHECK(cases);
}

static void apostrophes_are_no_marks(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"‘’Twas cold,’ the porter said, ‘and the ’80s were colder.’", "0|’Twas cold,\n0|and the ’80s were colder."},
        {"''Twas cold,' the porter said, 'and the '80s were colder.'", "0|'Twas cold,\n0|and the '80s were colder."},
        {"'The drivers' hours are too long,' the clerk said.", "0|The drivers' hours are too long,"},
        {"‘The drivers’ hours are too long,’ the clerk said.", "0|The drivers’ hours are too long,"},
        {"‘The drivers’ hours are “too long,” they say,’ he wrote.",
         "0|The drivers’ hours are “too long,” they say,\n1|too long,"},
        {"Petrova said she “won‘t sign it”.", "0|won‘t sign it"},
        {"“We played rock ’n’ roll,” he smiled.", "0|We played rock ’n’ roll,"},
        {"\"We played rock 'n' roll,\" he smiled.", "0|We played rock 'n' roll,"},
        {"'We played rock 'n' roll,' he smiled.", "0|We played rock 'n' roll,"},
        {"He told ’em the nurses’ rooms weren’t ready.", ""},
        {"Give 'em the dogs' bowl, they're goin' home.", ""},
        {"\"Tell 'em we're comin',\" he said.", "0|Tell 'em we're comin',"},
        {"The ‘trade talks’ failed in the drivers’ hall.", "0|trade talks"},
        {"The 'trade talks' and the 'last offer' failed.", "0|trade talks\n0|last offer"},
        {"'H'm!' was all he said.", "0|H'm!"},
        {"\"'t Is laat,\" zei hij. \"'s Avonds niet.\"", "0|'t Is laat,\n0|'s Avonds niet."},
        {"L'homme n'a rien dit à l'été d'avant.", ""},
    };
    CHECK(cases);
}

static void figures_and_bullets_are_no_marks(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"The 6'2\" keeper called it “luck”.", "0|luck"},
        {"“He is 6’2” tall,” said the coach.", "0|He is 6’2” tall,"},
        {"They had 7\" of rain. “Terrible,” he said. “Truly.”", "0|Terrible,\n0|Truly."},
        {"They had 7\" of rain. \"Terrible,\" he said. \"Truly.\"", "0|Terrible,\n0|Truly."},
        {"\"We had 7\" of rain,\" he said.", "0|We had 7\" of rain,"},
        {"\"I was born in 1975\" and \"I left in 1990,\" he said.", "0|I was born in 1975\n0|I left in 1990,"},
        {"ארה\"ב הודיעה", ""},
        {"ארה\"ב הודיעה: \"לא עכשיו\"", "0|לא עכשיו"},
        {"» Read more » Send", ""},
        {"» Read more\n\n» Send\n\nHe said «yes».", "0|yes"},
        {"\"\"= and “” and '' and \" \" and \", \"", ""},
        {"<a href=\"page\" class=\"x\">\"Go on\"</a>", "0|Go on"},
        {"\"\"\"\"\"\"\"\"\"\"\"\"\nTitle\n''''''''''''''\n```\ncode\n```", ""},
        {"apples,, pears and <<<<<<< HEAD", ""},
        {"Wheat „ 7–8 „ „\n\nditto „ 2 „", ""},
    };
    CHECK(cases);
}

static void nesting(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"“She told me ‘go home’ and sat down,” Ilyin said.", "0|She told me ‘go home’ and sat down,\n1|go home"},
        {"“He told me “go” and sat down,” Ilyin said.", "0|He told me “go” and sat down,\n1|go"},
        {"\"He told me \"go\" and sat down,\" Ilyin said.", "0|He told me \"go\" and sat down,\n1|go"},
        {"'He told me 'go' and sat down,' Ilyin said.", "0|He told me 'go' and sat down,\n1|go"},
        {"‘He told me “go” and sat down,’ Ilyin said.", "0|He told me “go” and sat down,\n1|go"},
        {"«He told me “go” and sat down», Ilyin said.", "0|He told me “go” and sat down\n1|go"},
        {"“He said, ‘She cried, “Not you.”’”",
         "0|He said, ‘She cried, “Not you.”’\n1|She cried, “Not you.”\n2|Not you."},
        {"\"He said, 'She cried, \"Not you.\"'\"",
         "0|He said, 'She cried, \"Not you.\"'\n1|She cried, \"Not you.\"\n2|Not you."},
        {"“‘Not you,’ she cried,” he said.", "0|‘Not you,’ she cried,\n1|Not you,"},
        {"\"'Not you,' she cried,\" he said.", "0|'Not you,' she cried,\n1|Not you,"},
        {"““Not you,” she cried,” he said.", "0|“Not you,” she cried,\n1|Not you,"},
        {"「彼は『行け』と言った」と書いた。", "0|彼は『行け』と言った\n1|行け"},
        {"他说：“她说‘走吧’，就走了。”", "0|她说‘走吧’，就走了。\n1|走吧"},
    };
    CHECK(cases);
}

static void closers_that_pile_up(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"\"He asked: ‘Why now?’ And then: ‘It’s too late.’’\n\nNobody answered.",
         "0|He asked: ‘Why now?’ And then: ‘It’s too late.’\n1|Why now?\n1|It’s too late."},
        {"“We said, ‘Let us talk.'”", "0|We said, ‘Let us talk.'\n1|Let us talk."},
        {"“We said, ‘Let us talk.’\n\nNobody answered.", "0|We said, ‘Let us talk.’|shared\n1|Let us talk."},
        {"“We said, ‘Let us talk,” he recalled.", "0|We said, ‘Let us talk,\n1|Let us talk,|outer"},
        {"\"She said, ‘Why not?’,\" he noted.", "0|She said, ‘Why not?’,\n1|Why not?"},
        {"He wrote: ‘Let us talk,” and went.", "0|Let us talk,"},
        {"He wrote: “Let us talk.’ Then he went.", "0|Let us talk."},
    };
    CHECK(cases);
}

static void marks_of_many_languages(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"Die Ministerin sagte: „Wir reden noch.“", "0|Wir reden noch."},
        {"Sie rief: „Er sagte ‚nein‘ zu mir.“", "0|Er sagte ‚nein‘ zu mir.\n1|nein"},
        {"»Heute«, sagte er, »gehen wir.«", "0|Heute\n0|gehen wir."},
        {"»Er rief ›halt‹ und lief«, sagte er.", "0|Er rief ›halt‹ und lief\n1|halt"},
        {"«\u00a0On verra\u00a0», dit-elle.", "0|On verra"},
        {"« On verra », dit-elle, « demain ».", "0|On verra\n0|demain"},
        {"«Uvidim», skazal on.", "0|Uvidim"},
        {"„We sail at noon\", the master said.", "0|We sail at noon"},
        {"„Płyniemy”, powiedział. „Zaraz”.", "0|Płyniemy\n0|Zaraz"},
        {"”Vi går nu”, sade hon. ”Kom!”", "0|Vi går nu\n0|Kom!"},
        {"»Vi går nu», sade hon. »Kom!»", "0|Vi går nu\n0|Kom!"},
        {"”We are late,” he said, “to wait“.", "0|We are late,\n0|to wait"},
        {"“We are late,\" he said. \"Too late.”", "0|We are late,\n0|Too late."},
        {"``We see rain,'' the office said.", "0|We see rain,"},
        {"''We see rain,'' the office said, ''and 'hail' too.''", "0|We see rain,\n0|and 'hail' too.\n1|hail"},
        {"''They said 'hail'''", "0|They said 'hail'\n1|hail"},
        {"‘‘We see rain,’’ the office said.", "0|We see rain,"},
        {"`We see rain,' the office said.", "0|We see rain,"},
        {"´´We see rain,´´ the office said.", "0|We see rain,"},
        {",,No sale,\" said the clerk. ,,Never``.", "0|No sale,\n0|Never"},
        {"<<We go>> and «We stay>>, they said.", "0|We go\n0|We stay"},
        {"‚No‘, he said; ‛yes’, she said.", "0|No\n0|yes"},
        {"〝はい〟と、｢いいえ｣と言った。", "0|はい\n0|いいえ"},
        {"＂はい＂と言った。", "0|はい"},
        {"❝Yes❞ and ❛no❜.", "0|Yes\n0|no"},
    };
    CHECK(cases);
}

static void missing_marks(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"“We will know soon, the aide said.\n\nNothing else happened.",
         "0|We will know soon, the aide said.|paragraph"},
        {"“We will know soon, the aide said. “No,” said another.", "0|We will know soon, the aide said.|next\n0|No,"},
        {"\"We will know soon, the aide said. \"No,\" said another.",
         "0|We will know soon, the aide said.|next\n0|No,"},
        {"We will know soon,” the aide said.", "0|We will know soon,|opener"},
        {"It was late. We will know soon,” the aide said. “No,” said another.", "0|We will know soon,|opener\n0|No,"},
        {"the so called peace” was over.", ""},
        {"““We will know soon,” the aide said.", "0|We will know soon,"},
        {"“We will know soon,”” the aide said.", "0|We will know soon,"},
        {"She wrote ‘We will know soon and left. ‘Good,’ he said.", "0|We will know soon and left.|next\n0|Good,"},
    };
    CHECK(cases);
}

static void over_paragraphs(void **state)
{
    (void)state;
    static const wanted cases[] = {
        {"“We left in May.\n\n“In June it was done,” Orlov said.",
         "0|We left in May.|continued\n0|In June it was done,|part 1"},
        {"“Once,” he said. “Then we sat.\n\n“Nobody spoke.\n\n“We left.” Then: “Yes.”",
         "0|Once,\n0|Then we sat.|continued\n0|Nobody spoke.|continued|part 1\n0|We left.|part 2\n0|Yes."},
        {"“We will know soon, the aide said.\n\n“No,” said another.",
         "0|We will know soon, the aide said.|continued\n0|No,|part 1"},
        {"‘We left in May.\n\n‘In June it was done,’ Orlov said.",
         "0|We left in May.|continued\n0|In June it was done,|part 1"},
        {"“He said: ‘We left.\n\n“‘We came back.’ And so on.”",
         "0|He said: ‘We left.|continued\n1|We left.|outer\n0|‘We came back.’ And so on.|part 1\n1|We came back."},
        {"“We left in May,\nand in June it was done,” Orlov said.",
         "0|We left in May,|continued\n0|and in June it was done,|opener|part 1"},
        {"«Nous sommes partis.\n\n» Puis revenus.» Il sourit: «Oui.»",
         "0|Nous sommes partis.|continued\n0|Puis revenus.|part 1\n0|Oui."},
    };
    CHECK(cases);
}

/* -------------------------------------------------------------------------------------------------- the table */

static void each_mark_is_read(void **state)
{
    (void)state;
    for (uint8_t kind = 0; kind < QUOTH__MARK_COUNT; kind++) {
        const char *written = quoth__mark_kinds[kind].written;
        uint8_t mark = QUOTH__MARK_COUNT;
        assert_non_null(written);
        size_t left = strlen(written), length = quoth__mark_at((const uint8_t *)written, left, &mark);
        assert_true(length > 0 && quoth__mark_leads[(uint8_t)written[0]]);
        if (length < left) {
            uint8_t single = mark;
            assert_int_equal(quoth__mark_at((const uint8_t *)written + length, left - length, &mark), length);
            assert_int_equal(mark, single);
            mark = quoth__mark_doubled(single);
        }
        assert_int_equal(mark, kind);
        if (quoth__mark_kinds[kind].side != QUOTH__SIDE_CLOSE) assert_true(quoth__mark_kinds[kind].closers != 0);
    }
}

/* -------------------------------------------------------------------------------------------- depth and memory */

static void depth_at(uint32_t max_depth, uint32_t levels)
{
    quoth_context_options options = {.size = sizeof options, .max_depth = max_depth};
    quoth_context *context = NULL;
    char bytes[4096];
    size_t length = 0;
    assert_int_equal(quoth_context_make(&options, &context), QUOTH_OK);
    for (uint32_t i = 0; i < levels; i++) length += (size_t)snprintf(bytes + length, sizeof bytes - length, "“a ");
    for (uint32_t i = 0; i < levels; i++) length += (size_t)snprintf(bytes + length, sizeof bytes - length, " a”");
    quoth__array found = {0};
    quoth_text *text = text_of(context, NULL, bytes, length);
    assert_int_equal(find(context, text, &found), QUOTH_OK);
    assert_int_equal(found.count, levels);
    for (uint32_t i = 0; i < levels; i++) {
        const quoth__stretch *s = (const quoth__stretch *)found.data + i;
        uint32_t level = i < max_depth ? i : max_depth - 1;
        assert_int_equal(s->level, level);
        assert_int_equal(s->parent, level ? level - 1 : QUOTH__NONE);
        assert_int_equal(s->mended, i < max_depth ? QUOTH__MENDED_NONE : QUOTH__MENDED_DEPTH);
        assert_true(s->closed);
    }
    quoth__array_free(&context->allocator, &found, sizeof(quoth__stretch));
    quoth_text_free(text);
    quoth_context_free(context);
}

static void depth_has_a_limit(void **state)
{
    (void)state;
    const uint32_t limits[] = {1, 2, 7, 64};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        for (uint32_t levels = limits[i] > 1 ? limits[i] - 1 : 1; levels <= limits[i] + 2; levels++)
            depth_at(limits[i], levels);
}

static const char swept_text[] = "‘One “two ‘three’ four” five,’ he said, ''six'' and ''seven.\n\n"
                                 "''Eight.” It was so. Nine, he said,” and ‘ten’ went.";

static quoth_status find_once(quoth_context *context, void *argument)
{
    quoth__array found = {0};
    quoth_status status = find(context, argument, &found);
    if (status != QUOTH_OK) assert_int_equal(found.count, 0);
    quoth__array_free(&context->allocator, &found, sizeof(quoth__stretch));
    return status;
}

static void memory_runs_out(void **state)
{
    (void)state;
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_text *text = text_of(context, NULL, swept_text, sizeof swept_text - 1);
    assert_true(sweep(find_once, text) >= 5);
    quoth_text_free(text);
    quoth_context_free(context);
}

static void appends_to_what_is_there(void **state)
{
    (void)state;
    quoth_context *context = NULL;
    quoth__array found = {0};
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_text *text = text_of(context, NULL, swept_text, sizeof swept_text - 1);
    assert_int_equal(find(context, text, &found), QUOTH_OK);
    size_t count = found.count;
    assert_int_equal(find(context, text, &found), QUOTH_OK);
    assert_int_equal(found.count, 2 * count);
    assert_int_equal(QUOTH__AT(found, quoth__stretch, count + 1).parent, count);
    quoth__array_free(&context->allocator, &found, sizeof(quoth__stretch));
    quoth_text_free(text);
    quoth_context_free(context);
}

/* --------------------------------------------------------------------------------------------------------- work */

static const char prose[] =
    "The council met on Tuesday to hear what the engineers had found below the bridge. “There is "
    "no danger today,” the oldest of them said, “but it won’t hold another winter.” Nobody "
    "had expected that. The mayor asked for figures and was given them on a single page; he read "
    "it twice, folded it, and said that the town could not pay for half of what it asked. A "
    "woman in the third row stood up. “Then close it,” she said.\n\n";

/* Work of making a text of `unit`, repeated to about `size` bytes, and of finding its stretches: `found` for the second
 * alone; returns both a byte, in hundredths. */
static uint64_t work_of(const char *unit, size_t size, uint64_t *found)
{
    size_t step = strlen(unit), length = size / step * step;
    quoth_context *context = NULL;
    quoth__array stretches = {0};
    char *bytes = malloc(length + 1);
    assert_non_null(bytes);
    for (size_t i = 0; i < length; i += step) memcpy(bytes + i, unit, step);
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_text *text = text_of(context, NULL, bytes, length);
    uint64_t made = quoth_context_work(context);
    assert_int_equal(find(context, text, &stretches), QUOTH_OK);
    *found = quoth_context_work(context);
    quoth__array_free(&context->allocator, &stretches, sizeof(quoth__stretch));
    quoth_text_free(text);
    quoth_context_free(context);
    free(bytes);
    return (made + *found) * 100 / length;
}

/* The whole analysis of any input is held to eight times that of prose by tests/bench/work.py. This floor alone passes
 * prose by almost for nothing (9 units a byte, 18 with the text), so that a text of nothing but marks in paragraphs of
 * one letter costs more than eight times as much: it is held to MOST here. */
#define MOST 18

static const char *const families[] = {
    "“",       "”",           "‘",      "’",      "„",     "«",         "»",      "\"",    "'",      "`",
    "´",       ",,",          "「",     "」",     "‹",     "〝",        "“‘",     "‘“",    "\"'",    "“”",
    "\"“",     "«“",          "“a ",    "a” ",    "‘a ",   "a’ ",       "\"a ",   "a\" ",  "'a ",    "a' ",
    "«a ",     "a» ",         "“a ‘b ", "‘a “b ", "a, ” ", "a,” ",      "A b,” ", "“a\n",  "“a\n\n", "‘a\n\n",
    "\"a\n\n", "'tis 'twas ", "n’t’s ", "“a” ",   "\" ",   "\"a",       "'a' ",   "“a ” ", "s' ",    "“s’ ",
    "‘s’ ",    "5\" ",        "=\"",    "''a ",   "a'' ",  "<<a ",      "“ ‘",    ": ‘A ", ".’ “A ", "“‘a’ ",
    "\u00a0“", "„a “ ",       "‘ ",     "“a’ ",   "“‘A. ", "‘a s’ “b” "};

static void work_is_linear(void **state)
{
    (void)state;
    uint64_t half, twice, usual = work_of(prose, 400000, &half), worst = 0;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        size_t size = 100000 * strlen(families[i]);
        uint64_t a_byte = work_of(families[i], size, &half);
        (void)work_of(families[i], 2 * size, &twice);
        if (twice * 10 > half * 22)
            fail_msg("'%s': %llu, then %llu for twice as much", families[i], (unsigned long long)half,
                     (unsigned long long)twice);
        if (a_byte > MOST * usual)
            fail_msg("'%s': %llu hundredths a byte, prose %llu", families[i], (unsigned long long)a_byte,
                     (unsigned long long)usual);
        if (a_byte > worst) worst = a_byte;
    }
    printf("work a byte: prose %.2f, the worst of the marks %.2f\n", (double)usual / 100, (double)worst / 100);
}

/* Any row of marks, letters, stops and breaks keeps what check_stretch holds true. */
static void any_row_keeps_the_tree(void **state)
{
    (void)state;
    static const char *const pieces[] = {"“",  "”",  "‘",  "’",    "\"", "'", "''", "„", "«",  "»", "`",
                                         "´",  ",,", "‹",  "›",    " ",  " ", " ",  "a", "b",  "A", "s",
                                         ". ", ", ", ": ", "\n\n", "\n", "5", "-",  "=", "「", "」"};
    const size_t count = sizeof pieces / sizeof *pieces;
    uint64_t seed = 20240607;
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    for (int round = 0; round < 20000; round++) {
        char bytes[512];
        size_t length = 0;
        for (int i = 0; i < 60; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            const char *piece = pieces[(seed >> 33) % count];
            memcpy(bytes + length, piece, strlen(piece));
            length += strlen(piece);
        }
        quoth__array found = {0};
        quoth_text *text = text_of(context, NULL, bytes, length);
        assert_int_equal(find(context, text, &found), QUOTH_OK);
        for (size_t i = 0; i < found.count; i++) check_stretch(text, &found, i);
        quoth__array_free(&context->allocator, &found, sizeof(quoth__stretch));
        quoth_text_free(text);
    }
    quoth_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_quotations),
        cmocka_unit_test(apostrophes_are_no_marks),
        cmocka_unit_test(figures_and_bullets_are_no_marks),
        cmocka_unit_test(nesting),
        cmocka_unit_test(closers_that_pile_up),
        cmocka_unit_test(marks_of_many_languages),
        cmocka_unit_test(missing_marks),
        cmocka_unit_test(over_paragraphs),
        cmocka_unit_test(each_mark_is_read),
        cmocka_unit_test(depth_has_a_limit),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(appends_to_what_is_there),
        cmocka_unit_test(work_is_linear),
        cmocka_unit_test(any_row_keeps_the_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
