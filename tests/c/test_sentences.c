/* Sentences of the news profile, by language: a case is a text with | where a sentence ends; the white space behind the
 * bar is that of the text. The standard alone, and work on hostile texts. */
#include "harness.h"

typedef struct rule {
    const char *lang; /* NULL: no language */
    const char *text;
} rule;

static const rule rules[] = {
    /* abbreviations that never end a sentence, and those that may */
    {"en", "Mr. Orlov met Gen. Petrov on Jan. 5.| He left with Sen. Brown."},
    {"en", "The U.S. Army moved.| He lives in the U.S.| She does not."},
    {"en", "He works for Acme Corp. in Ohio.| She left Acme Inc.| They know."},
    {"en", "It was, e.g. Smith says, too late.| Cf. Brown et al. [2004] for more."},
    {"en", "He sat.| Moscow was quiet.| On Sat. Moscow was loud."},
    {"en", "Lt.-Gen. Brown came.| “Mr. Brown?”| He nodded."},
    {"en", "We saw the file of the F.B.I. Director.| It was thin."},
    /* numbers of things, times */
    {"en", "See No. 5 and p. 12, and fig. 3.| No.| I do not."},
    {"en", "She came at 5 p.m. Friday and left at 6 a.m. EST.| He came at 7 p.m.| Smith did not."},
    {"en", "At 5 a.m. Mr. Smith woke."},
    {"en", "It costs 3.50.| That is 2.5 per cent.| In 1999.| Then more."},
    /* initials, and what looks like one */
    {"en", "J. K. Rowling and George W. Bush met.| J. A. Smith did not."},
    {"en", "It is you and I.| Did Albert I. Jones know?| He took vitamin C.| The rest is known."},
    {"en", "George F. Will wrote it."},
    /* ellipses */
    {"en", "I never knew...| She did.| He waited…| Nobody came."},
    {"en", "I was . . . well, I thought . . . I knew.| It ended.| . . . The rest [...] Was cut."},
    {"en", "They all ran.| ...and then it rained."},
    /* questions and exclamations that go on, or do not */
    {"en", "“Really?” he asked.| “Good morning?” Harry asked.| He sat down."},
    {"en", "“Stop!” Mary Ann Brown cried.| “Why?”| The coach left."},
    {"en", "She works at Yahoo! in Ohio.| “Why now?” I asked."},
    {"en", "“We won.| It was hard,” the coach said.| “It is late.”| She left."},
    {"en", "(He left.)| Then “they” came.| “Marks” open the next."},
    /* figures and lists */
    {"en", "The house was hit.| 81 people were hurt."},
    {"en", "1. The first item| 2. The second item| 3. The third"},
    {"en", "1.) The first.| 2.) The second."},
    {"en", "• 9. One item| • 10. Another"},
    {"en", "a. one thing| b. another thing"},
    {"en", "A. Smith and B. Jones wrote it."},
    /* addresses, notes */
    {"en", "Write to jane.doe@example.com.| See https://www.example.com/?Page=2 for it."},
    {"en", "He was a martyr.[1][2]| The cult grew. [3]| It fell."},
    /* German */
    {"de", "Am 3. Oktober kam Dr. Weber.| Das war im 19. Jahrhundert, z. B. in Bonn.| Der 2. Weltkrieg war aus."},
    {"de", "Es war 1945.| Berlin lag in Trümmern.| Ludwig XIV. König von Frankreich."},
    {"de", "„Darf ich mit?“, fragte sie.| Er kam u. a. aus Wien, bzw. Graz.| Sie wohnt in der Berliner Str. 5."},
    {"de", "»Wirklich?«| »Ja!«| Das kostet 5 Mio. Euro usw.| Der Rest ist frei."},
    /* French */
    {"fr", "« Bonjour ! » dit-elle.| « Il est parti. »| Elle sourit."},
    {"fr", "M. Dupont et Mme Durand ont vu l’art. 5.| Ils sont partis av. J.-C. en Gaule."},
    {"fr", "Il a dit : «\u00a0Pourquoi\u00a0?\u00a0»| Personne n’a répondu."},
    /* Spanish */
    {"es", "El Sr. López vive en EE. UU. con su hijo.| ¿Por qué?| ¡No lo sé!| La Dra. Ruiz tampoco."},
    {"es", "Véase pág. 5 y art. 4.| Llegó a las 5 p. m. con D. José."},
    /* Italian */
    {"it", "È l’Avv. Rossi con il Dott. Bianchi.| Costa 3,50 ecc.| Il resto è noto."},
    {"it", "La S.p.A. Fiat chiude.| «Perché?» chiese lei."},
    /* Dutch */
    {"nl", "Dhr. Jansen en mevr. De Vries kwamen o.a. uit Gent.| Zie blz. 5.| ‘Waarom?’ vroeg ze."},
    {"nl", "Het was raak.| 81 procent bleef weg.| ...en toen regende het."},
    /* Russian */
    {"ru", "«Это г. Москва», — сказал И. И. Иванов.| Он ушёл.| «Куда?» — спросила она."},
    {"ru", "В 2010 г. Россия выросла на 4 %.| Проф. Семёнов живёт на ул. Ленина, д. 5, и т. д.| Это всё."},
    {"ru", "Он ждал…| Никто не пришёл."},
    /* marks of other writings, no words of the language */
    {NULL, "他说：“我不去。|你去吧。”|然后走了。|《摔跤吧！爸爸》好吗？"},
    {NULL, "「行かない。」と彼は言った。|終わり。"},
    {NULL, "Πού είναι;| Δεν ξέρω."},
    {NULL, "Mr.| Smith and J. Brown came."},
};

static quoth_text *text_of(quoth_context *context, const char *bytes, size_t length, const char *lang)
{
    quoth_text_options options = {.size = sizeof options};
    quoth_text *text = NULL;
    if (lang) assert_int_equal(quoth_language_load(context, lang, &options.language), QUOTH_OK);
    assert_int_equal(quoth_text_make(context, bytes, length, &options, &text), QUOTH_OK);
    quoth_language_release(options.language);
    return text;
}

static uint32_t cell(const quoth_table *table, const char *name, size_t row)
{
    quoth_column column;
    assert_true(quoth_table_column_named(table, name, &column));
    return ((const uint32_t *)column.values)[row];
}

/* Writes the sentences of a text with bars between, as the rules have them; false where it had to be cut. */
static void barred(const quoth_table *table, const char *bytes, char *out)
{
    size_t rows = quoth_table_rows(table), end = 0;
    for (size_t i = 0; i < rows; i++) {
        size_t from = i ? end : cell(table, "start_byte", i);
        if (i) *out++ = '|';
        end = cell(table, "end_byte", i);
        memcpy(out, bytes + from, end - from);
        out += end - from;
    }
    *out = 0;
}

static void rules_by_language(void **unused)
{
    (void)unused;
    quoth_context *context = NULL;
    size_t wrong = 0;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        char bytes[400], found[400];
        size_t length = 0;
        quoth_table *table = NULL;
        for (const char *from = rules[i].text; *from; from++)
            if (*from != '|') bytes[length++] = *from;
        quoth_text *text = text_of(context, bytes, length, rules[i].lang);
        assert_int_equal(quoth_sentences(context, text, NULL, &table), QUOTH_OK);
        barred(table, bytes, found);
        if (strcmp(found, rules[i].text) != 0) {
            wrong++;
            print_error("wanted %s\nfound  %s\n", rules[i].text, found);
        }
        quoth_table_release(table);
        quoth_text_free(text);
    }
    quoth_context_free(context);
    assert_int_equal(wrong, 0);
}

static void check_rows(const char *bytes, const quoth_sentence_options *options, const char *expected)
{
    quoth_context *context = NULL;
    quoth_table *table = NULL;
    char found[400];
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_text *text = text_of(context, bytes, strlen(bytes), "en");
    assert_int_equal(quoth_sentences(context, text, options, &table), QUOTH_OK);
    barred(table, bytes, found);
    assert_string_equal(found, expected);
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_context_free(context);
}

static void standard_and_spaces(void **unused)
{
    (void)unused;
    quoth_sentence_options options = {.size = sizeof options};
    const char *bytes = "Mr. Fox ran.  Then\nhe sat. ";
    check_rows(bytes, &options, "Mr. Fox ran.|  Then|\nhe sat.");
    options.spaces = true;
    check_rows(bytes, &options, "Mr. Fox ran.  |Then\n|he sat. ");
    options.profile = QUOTH_PROFILE_UAX29;
    check_rows(bytes, &options, "Mr. |Fox ran.  |Then\n|he sat. ");
    options.spaces = false;
    check_rows(bytes, &options, "Mr.| Fox ran.|  Then|\nhe sat.");
}

static void wrapped_lines(void **unused)
{
    (void)unused;
    static const char bytes[] = "The first paragraph of this text goes on over several lines with Mr.\n"
                                "Brown in it, since somebody has set it to the width of a page, as is\n"
                                "done with letters.\n\n"
                                "The second is of the same kind. It has a sentence that ends at a line.\n"
                                "The next begins a line, and a stop of an abbreviation ends one: Gen.\n"
                                "Smith.\n";
    static const char *const starts[] = {"The first", "The second", "It has", "The next"};
    quoth_context *context = NULL;
    quoth_table *table = NULL;
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_text *text = text_of(context, bytes, sizeof bytes - 1, "en");
    assert_int_equal(quoth_sentences(context, text, NULL, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 4);
    for (size_t i = 0; i < 4; i++)
        assert_memory_equal(bytes + cell(table, "start_byte", i), starts[i], strlen(starts[i]));
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_context_free(context);
}

static void bad_options(void **unused)
{
    (void)unused;
    quoth_context *context = NULL;
    quoth_table *table = NULL;
    quoth_sentence_options options = {.size = 1};
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_text *text = text_of(context, "One.", 4, NULL);
    assert_int_equal(quoth_sentences(context, text, &options, &table), QUOTH_BAD_ARGUMENT);
    quoth_text_free(text);
    quoth_context_free(context);
}

/* The work of `count` repetitions, and that the sentences are in order and do not overlap. */
static uint64_t work_of(const char *unit, size_t count)
{
    size_t step = strlen(unit), length = step * count;
    char *bytes = malloc(length);
    quoth_context *context = NULL;
    quoth_table *table = NULL;
    assert_non_null(bytes);
    for (size_t i = 0; i < length; i += step) memcpy(bytes + i, unit, step);
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    quoth_text *text = text_of(context, bytes, length, "en");
    assert_int_equal(quoth_sentences(context, text, NULL, &table), QUOTH_OK);
    uint64_t work = quoth_context_work(context);
    for (size_t i = 1; i < quoth_table_rows(table); i++)
        assert_true(cell(table, "start", i) >= cell(table, "end", i - 1));
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_context_free(context);
    free(bytes);
    return work;
}

static void work_is_linear(void **unused)
{
    (void)unused;
    static const char *const units[] = {"a",    ".",      ". ",   "A. ",   "Mr. ",  "No. ",   "? ",     "?” ",
                                        "…",    "… ",     "1. ",  "a. A ", "• ",    "[1]",    ". [1] ", ".”",
                                        ". ” ", " ",      "》",   "。",    "！《",  "?” A ",  "; ",     "α; Α",
                                        ". . ", "U.S. A", "a. 1", "... ",  "?” I ", "p.m. A", ").",     "I. "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        uint64_t once = work_of(units[i], 20000), twice = work_of(units[i], 40000);
        if (twice * 10 > once * 22)
            fail_msg("'%s': %llu, then %llu for twice as much", units[i], (unsigned long long)once,
                     (unsigned long long)twice);
    }
}

static quoth_status one_call(quoth_context *context, void *unused)
{
    (void)unused;
    static const char bytes[] = "Mr. Fox ran. “Why?” Harry asked. The U.S. Army. It is 5 p.m. Friday. 1. One 2. Two";
    quoth_text_options options = {.size = sizeof options};
    quoth_text *text = NULL;
    quoth_table *table = NULL;
    quoth_status status = quoth_language_load(context, "nl", &options.language);
    if (status == QUOTH_OK) status = quoth_text_make(context, bytes, sizeof bytes - 1, &options, &text);
    if (status == QUOTH_OK) status = quoth_sentences(context, text, NULL, &table);
    quoth_table_release(table);
    quoth_text_free(text);
    quoth_language_release(options.language);
    return status;
}

static void allocations_fail(void **unused)
{
    (void)unused;
    assert_true(sweep(one_call, NULL) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_by_language), cmocka_unit_test(standard_and_spaces), cmocka_unit_test(wrapped_lines),
        cmocka_unit_test(bad_options),       cmocka_unit_test(work_is_linear),      cmocka_unit_test(allocations_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
