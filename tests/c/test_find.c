/* Search: where a text says a passage again, what it finds of rewordings, and what it does not. */
#include "harness.h"

/* The text in which all is looked for: so many words that chance has its say. */
static const char story[] =
    "The harbour of the old town was closed for eleven days. Nobody had seen so much ice since the winter in which the "
    "lighthouse lost its lamp, and the fishermen sat in the customs house and played cards. On Monday the mayor, who "
    "had "
    "come over from the mainland by helicopter, spoke to them for an hour. \"We will build the new breakwater before "
    "the "
    "next winter comes, whatever it costs,\" she said, \"and no boat will be lost again.\"\n\n"
    "An old pilot asked her whether she believed it herself. She did not answer at once. Then she said that the money "
    "was there, that the engineers were ready, and that the ministry had never yet broken its word to the islands. "
    "Somebody laughed. The pilot said he'd heard the same promise from her father, and from his father before him, in "
    "the year of the great flood.\n\n"
    "Two weeks later the minister wrote to the town. \"I do not doubt that the breakwater is needed,\" the letter ran, "
    "\"but the engineers who looked at the harbor in the spring found that the sea floor is too soft to carry it. We "
    "shall have to think of something else.\" The letter was read out in the customs house by the pilot, who had put "
    "on "
    "his best jacket for it, and when he had finished he folded it very carefully and threw it into the stove.\n\n"
    "In the summer a company from the south offered to dredge the channel and to mark it with lights. The offer was "
    "cheap, because the company had boats that lay idle. The town council met three times. The first time nobody could "
    "agree who was to speak; the second time everybody spoke; the third time they voted, and the vote was eleven to "
    "ten. Why not? said the mayor. It is only sand. The lights were lit on the first of September, green on one side "
    "and red on the other, and the fishermen, who had been against it, said that one could see them from the "
    "church.\n\n"
    "What the pilot thought of it he never told anybody. He was seen on the mole in the evenings, counting the lights. "
    "When a journalist asked him about the promise of the mayor, he said: We will build the new breakwater before the "
    "winter, whatever the cost. That is what she told us, word for word. I wrote it down.\n";

typedef struct example {
    const char *passage;
    const char *hits; /* what of the text: "words" exact gaps; one after the other, the most similar first */
    double at_least;
} example;

static const example examples[] = {
    /* word for word, case and marks aside */
    {"the engineers were ready", "[the engineers were ready] exact", 0.5},
    {"The Engineers were READY!", "[the engineers were ready] exact", 0.5},
    {"Why not?", "[Why not] exact", 0.5},
    {"counting the lights", "[counting the lights] exact", 0.5},
    {"lighthouse", "[lighthouse] exact", 0.5},
    /* in marks and out of them */
    {"We will build the new breakwater before the next winter comes, whatever it costs",
     "[We will build the new breakwater before the next winter comes, whatever it costs] exact | "
     "[We will build the new breakwater before the winter, whatever the cost] gaps 2",
     0.5},
    /* over the words between the marks */
    {"whatever it costs, and no boat will be lost again",
     "[whatever it costs,\" she said, \"and no boat will be lost again] gaps 1", 0.5},
    /* an ellipsis is no gap, bare or in brackets; without it there is one */
    {"I do not doubt that the breakwater is needed ... We shall have to think of something else",
     "[I do not doubt that the breakwater is needed,\" the letter ran, \"but the engineers who looked at the harbor in "
     "the spring found that the sea floor is too soft to carry it. We shall have to think of something else] exact",
     0.5},
    {"the engineers who looked at the harbor […] found that the sea floor is too soft",
     "[the engineers who looked at the harbor in the spring found that the sea floor is too soft] exact", 0.5},
    {"the engineers who looked at the harbor found that the sea floor is too soft",
     "[the engineers who looked at the harbor in the spring found that the sea floor is too soft] gaps 1", 0.5},
    /* other spellings and forms, and what a machine misread */
    {"the engineers who looked at the harbour", "[the engineers who looked at the harbor]", 0.5},
    {"The engineer looks at the harbour", "[the engineers who looked at the harbor] gaps 1", 0.4},
    {"folded it uery carefnlly and threvv it into the stoue", "[folded it very carefully and threw it into the stove]",
     0.5},
    {"he had heard the same promise from her father", "[he'd heard the same promise from her father]", 0.5},
    {"he'd heard the same promise from her father", "[he'd heard the same promise from her father] exact", 0.5},
    /* a short word at an end, beyond the clause of who says it */
    {"before the next winter comes, whatever it costs, and",
     "[before the next winter comes, whatever it costs,\" she said, \"and] gaps 1", 0.8},
    {"And, no boat will be lost again", "[and no boat will be lost again] exact", 0.8},
    {"is lost again? And no boat will be lost again", "[and no boat will be lost again] gaps 1", 0.5},
    {"That, we will build the new breakwater",
     "[We will build the new breakwater] gaps 1 | [We will build the new breakwater] gaps 1", 0.8},
    {"it costs, and no boat will be lost again", "[it costs,\" she said, \"and no boat will be lost again] gaps 1",
     0.5},
    /* reworded, and with words left out */
    {"I doubt that the breakwater is needed", "[I do not doubt that the breakwater is needed] gaps 1", 0.5},
    {"the ministry never broke its word to the islands",
     "[the ministry had never yet broken its word to the islands] gaps 2", 0.5},
    {"A company from the north offered to dredge the channel",
     "[a company from the south offered to dredge the channel]", 0.5},
    {"They were seen on the mole in the evenings", "[He was seen on the mole in the evenings]", 0.5},
    /* a part of the passage: asked for with a lower bound */
    {"Nobody in the whole town believed a word of it, but in the end the lights were lit on the first of September, "
     "and "
     "so the story that I had come to tell was over before it began",
     "[The lights were lit on the first of September] gaps 2", 0.1},
    {"Nobody in the whole town believed a word of it, but in the end the lights were lit on the first of September, "
     "and "
     "so the story that I had come to tell was over before it began",
     "", 0.6},
    /* nothing */
    {"The submarine surfaced near the glacier at midnight", "", 0.0},
    {"and the of in it was to", "", 0.6},
    {"", "", 0.0},
    {"... — !", "", 0.0},
    {"12", "", 0.0},
};

typedef struct world {
    quoth_context *context;
    quoth_language *english;
    quoth_text *text;
} world;

static quoth_text *text_of(world *w, const char *bytes)
{
    quoth_text_options options = {.size = sizeof options, .language = w->english};
    quoth_text *text = NULL;
    assert_int_equal(quoth_text_make(w->context, bytes, strlen(bytes), &options, &text), QUOTH_OK);
    return text;
}

static world world_make(void)
{
    world w = {0};
    assert_int_equal(quoth_context_make(NULL, &w.context), QUOTH_OK);
    assert_int_equal(quoth_language_load(w.context, "en", &w.english), QUOTH_OK);
    w.text = text_of(&w, story);
    return w;
}

static void world_free(world *w)
{
    quoth_text_free(w->text);
    quoth_language_release(w->english);
    quoth_context_free(w->context);
}

static const uint32_t *numbers(const quoth_table *table, const char *name)
{
    quoth_column column;
    assert_true(quoth_table_column_named(table, name, &column));
    return column.values;
}

static quoth_table *search(world *w, const char *passage, double at_least, size_t most)
{
    quoth_text *given = text_of(w, passage);
    quoth_range range = {0, (uint32_t)quoth_text_code_points(given)};
    quoth_passage whole = {given, &range, 1};
    quoth_find_options options = {.size = sizeof options, .at_least = at_least, .most = most};
    quoth_table *table = NULL;
    quoth_status status = quoth_find(w->context, &whole, w->text, &options, &table);
    if (status != QUOTH_OK) print_error("%s\n", quoth_context_error(w->context)->message);
    assert_int_equal(status, QUOTH_OK);
    quoth_text_free(given);
    return table;
}

static void describe(const quoth_table *table, const char *text, char *to, size_t room)
{
    quoth_column exact;
    const uint32_t *start = numbers(table, "start"), *end = numbers(table, "end"), *gaps = numbers(table, "gaps");
    assert_true(quoth_table_column_named(table, "exact", &exact));
    size_t used = 0;
    to[0] = '\0';
    for (size_t i = 0; i < quoth_table_rows(table) && used < room; i++) {
        used += (size_t)snprintf(to + used, room - used, "%s[%.*s]", i ? " | " : "", (int)(end[i] - start[i]),
                                 text + start[i]);
        if (((const uint8_t *)exact.values)[i]) used += (size_t)snprintf(to + used, room - used, " exact");
        if (gaps[i]) used += (size_t)snprintf(to + used, room - used, " gaps %u", (unsigned)gaps[i]);
    }
}

static void each_example(void **state)
{
    (void)state;
    world w = world_make();
    char got[4096];
    int wrong = 0;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        quoth_table *table = search(&w, examples[i].passage, examples[i].at_least, 0);
        describe(table, story, got, sizeof got);
        if (strcmp(got, examples[i].hits) != 0) {
            print_error("passage  %s\nexpected %s\ngot      %s\n", examples[i].passage, examples[i].hits, got);
            wrong++;
        }
        quoth_table_release(table);
    }
    assert_int_equal(wrong, 0);
    world_free(&w);
}

/* ----------------------------------------------------------------------------------------------- rows and order */

static void changes_of_hits(void **state)
{
    (void)state;
    world w = world_make();
    quoth_table *table = search(&w, "I doubt that the breakwater is needed", 0.5, 0);
    quoth_table *changes = quoth_table_child(table, "changes");
    quoth_column kind;
    assert_int_equal(quoth_table_rows(changes), 1);
    assert_true(quoth_table_column_named(changes, "kind", &kind));
    quoth_string name = quoth_column_string(&kind, 0);
    assert_int_equal(name.length, 8);
    assert_memory_equal(name.bytes, "negation", 8);
    assert_int_equal(numbers(changes, "hit")[0], 0);
    uint32_t start = numbers(changes, "after_start")[0], end = numbers(changes, "after_end")[0];
    assert_int_equal(end - start, 6);
    assert_memory_equal(story + start, "do not", 6);
    quoth_table_release(table);
    /* what an ellipsis stands for is not compared */
    table = search(&w, "the engineers who looked at the harbor ... found that the sea floor is too soft", 0.5, 0);
    quoth_table *ranges = quoth_table_child(table, "ranges");
    assert_int_equal(quoth_table_rows(ranges), 2);
    assert_memory_equal(story + numbers(ranges, "end")[0], " in the spring found", 20);
    assert_memory_equal(story + numbers(ranges, "start")[1], "found", 5);
    assert_int_equal(numbers(table, "words")[0], 15);
    assert_int_equal(numbers(table, "shared")[0], 15);
    quoth_table_release(table);
    world_free(&w);
}

static void part_of_the_passage(void **state)
{
    (void)state;
    world w = world_make();
    static const char passage[] =
        "He cursed loudly for a while; then he folded it very carefully and threw it into the "
        "stove, whereupon his wife and both of his daughters went out to feed their hens.";
    quoth_table *table = search(&w, passage, 0, 0);
    assert_int_equal(quoth_table_rows(table), 1);
    uint32_t start = numbers(table, "part_start")[0], end = numbers(table, "part_end")[0];
    static const char part[] = "he folded it very carefully and threw it into the stove";
    assert_int_equal(end - start, strlen(part));
    assert_memory_equal(passage + start, part, strlen(part));
    quoth_table_release(table);
    world_free(&w);
}

static void the_best_first_and_no_more(void **state)
{
    (void)state;
    world w = world_make();
    static const char passage[] = "We will build the new breakwater before the winter, whatever it costs";
    quoth_table *all = search(&w, passage, 0.5, 0), *one = search(&w, passage, 0.5, 1);
    quoth_column similarity;
    assert_int_equal(quoth_table_rows(all), 2);
    assert_int_equal(quoth_table_rows(one), 1);
    assert_true(quoth_table_column_named(all, "similarity", &similarity));
    const double *values = similarity.values;
    assert_true(values[0] >= values[1] && values[0] <= 1 && values[1] >= 0.5);
    assert_int_equal(numbers(one, "start")[0], numbers(all, "start")[0]);
    quoth_table_release(all);
    quoth_table_release(one);
    world_free(&w);
}

/* An index of several texts, of two languages and none, gives of each what a search of it alone gives. */
static void many_texts(void **state)
{
    (void)state;
    world w = world_make();
    quoth_language *german = NULL;
    static const char words[] = "language\tde\tGerman\nfunction\tden\nfunction\tund\n";
    assert_int_equal(quoth_language_read(w.context, words, strlen(words), &german), QUOTH_OK);
    static const char letter[] = "Der Lotse faltete den Brief und warf ihn in den Ofen.";
    quoth_text_options options = {.size = sizeof options, .language = german};
    quoth_text *texts[4] = {w.text, text_of(&w, "Nothing is said here of all that."), NULL, NULL};
    assert_int_equal(quoth_text_make(w.context, letter, strlen(letter), &options, &texts[2]), QUOTH_OK);
    assert_int_equal(quoth_text_make(w.context, letter, strlen(letter), NULL, &texts[3]), QUOTH_OK);
    quoth_index *index = NULL;
    assert_int_equal(quoth_index_make(w.context, (const quoth_text *const *)texts, 4, &index), QUOTH_OK);
    quoth_text *passage = text_of(&w, "faltete den Brief");
    quoth_range range = {0, 17};
    quoth_passage whole = {passage, &range, 1};
    quoth_table *table = NULL;
    assert_int_equal(quoth_index_find(w.context, index, &whole, NULL, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 2);
    assert_int_equal(numbers(table, "text")[0], 2);
    assert_int_equal(numbers(table, "text")[1], 3);
    assert_int_equal(numbers(table, "start")[0], 10);
    quoth_table_release(table);
    quoth_index_free(index);
    assert_int_equal(quoth_index_make(w.context, NULL, 0, &index), QUOTH_OK);
    assert_int_equal(quoth_index_find(w.context, index, &whole, NULL, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 0);
    quoth_table_release(table);
    quoth_index_free(index);
    quoth_index_free(NULL);
    quoth_text_free(passage);
    for (size_t i = 1; i < 4; i++) quoth_text_free(texts[i]);
    quoth_language_release(german);
    world_free(&w);
}

/* ------------------------------------------------------------------------------------------------ what may not be */

static void errors_are_named(void **state)
{
    (void)state;
    world w = world_make();
    quoth_range outside = {0, 100000}, range = {0, 5};
    quoth_passage passage = {w.text, &outside, 1};
    quoth_table *table = NULL;
    quoth_index *index = NULL;
    const quoth_text *none = NULL;
    assert_int_equal(quoth_find(w.context, &passage, w.text, NULL, &table), QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_find(w.context, NULL, w.text, NULL, &table), QUOTH_BAD_ARGUMENT);
    passage.ranges = &range;
    assert_int_equal(quoth_find(w.context, &passage, NULL, NULL, &table), QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_index_make(w.context, &none, 1, &index), QUOTH_BAD_ARGUMENT);
    quoth_find_options options = {.size = sizeof options, .at_least = 1.5};
    assert_int_equal(quoth_find(w.context, &passage, w.text, &options, &table), QUOTH_BAD_ARGUMENT);
    options.at_least = -0.1;
    assert_int_equal(quoth_find(w.context, &passage, w.text, &options, &table), QUOTH_BAD_ARGUMENT);
    options = (quoth_find_options){.size = 1};
    assert_int_equal(quoth_find(w.context, &passage, w.text, &options, &table), QUOTH_BAD_ARGUMENT);
    assert_null(table);
    assert_null(index);
    world_free(&w);
}

typedef struct asked {
    const quoth_text *passage, *text;
} asked;

static quoth_status find_once(quoth_context *context, void *argument)
{
    const asked *of = argument;
    quoth_range range = {0, (uint32_t)quoth_text_code_points(of->passage)};
    quoth_passage whole = {of->passage, &range, 1};
    quoth_table *table = NULL;
    quoth_status status = quoth_find(context, &whole, of->text, NULL, &table);
    if (status == QUOTH_OK) quoth_table_release(table);
    return status;
}

static void memory_runs_out(void **state)
{
    (void)state;
    world w = world_make();
    quoth_text *text =
        text_of(&w, "One day he said it. \"I do not mind at all, nobody minds it now,\" he said. He minds.");
    quoth_text *passage = text_of(&w, "I do not mind ... nobody minded");
    asked of = {passage, text};
    assert_true(sweep(find_once, &of) > 60);
    quoth_text_free(passage);
    quoth_text_free(text);
    world_free(&w);
}

static bool never(void *user, uint64_t work)
{
    (void)user;
    (void)work;
    return false;
}

/* A text of one word, and a passage of it: as many pairs as there can be. */
static char *repeated(const char *word, size_t count)
{
    size_t length = strlen(word);
    char *bytes = malloc(length * count + 1);
    assert_non_null(bytes);
    for (size_t i = 0; i < count; i++) memcpy(bytes + i * length, word, length);
    bytes[length * count] = '\0';
    return bytes;
}

static uint64_t work_of(world *w, const char *word, size_t words, size_t asked_for)
{
    char *bytes = repeated(word, words), *given = repeated(word, asked_for);
    quoth_text *text = text_of(w, bytes), *passage = text_of(w, given);
    asked of = {passage, text};
    assert_int_equal(find_once(w->context, &of), QUOTH_OK);
    uint64_t work = quoth_context_work(w->context);
    quoth_text_free(text);
    quoth_text_free(passage);
    free(bytes);
    free(given);
    return work;
}

static void hostile_texts(void **state)
{
    (void)state;
    world w = world_make();
    static const char *const words[] = {"ha ", "breakwater ", "the ", "aaaaaaaab aaaaaaaac ", "ab cd ... "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint64_t once = work_of(&w, words[i], 4000, 12), twice = work_of(&w, words[i], 8000, 12);
        uint64_t large = work_of(&w, words[i], 4000, 4000);
        if (twice > once * 5 / 2 || large > 4000000000u)
            print_error("%s: %llu, %llu, %llu\n", words[i], (unsigned long long)once, (unsigned long long)twice,
                        (unsigned long long)large);
        assert_true(twice <= once * 5 / 2);
        assert_true(large <= 4000000000u);
    }
    world_free(&w);
}

static void limits_hold(void **state)
{
    (void)state;
    world w = world_make();
    quoth_text *passage = text_of(&w, "We will build the new breakwater before the winter, whatever it costs");
    asked of = {passage, w.text};
    assert_int_equal(find_once(w.context, &of), QUOTH_OK);
    uint64_t work = quoth_context_work(w.context);
    quoth_context_options options = {.size = sizeof options, .max_work = work / 2};
    quoth_context *limited = NULL, *stopped = NULL;
    assert_int_equal(quoth_context_make(&options, &limited), QUOTH_OK);
    assert_int_equal(find_once(limited, &of), QUOTH_OVER_LIMIT);
    options = (quoth_context_options){.size = sizeof options, .progress = never};
    assert_int_equal(quoth_context_make(&options, &stopped), QUOTH_OK);
    assert_int_equal(find_once(stopped, &of), QUOTH_CANCELLED);
    quoth_context_free(limited);
    quoth_context_free(stopped);
    quoth_text_free(passage);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_example),        cmocka_unit_test(changes_of_hits),
        cmocka_unit_test(part_of_the_passage), cmocka_unit_test(the_best_first_and_no_more),
        cmocka_unit_test(many_texts),          cmocka_unit_test(errors_are_named),
        cmocka_unit_test(memory_runs_out),     cmocka_unit_test(limits_hold),
        cmocka_unit_test(hostile_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
