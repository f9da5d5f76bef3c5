/* Changes: what is said of two passages, kind by kind, and what no kind may hide. */
#include "harness.h"

#include "../../csrc/compare/compare.h"

typedef struct example {
    const char *base, *reading, *changes; /* kind(words before>words after); ... */
} example;

static const example examples[] = {
    {"I think so.", "I think so.", "same(I think so.>I think so.)"},
    {"I do not think so.", "I think so.", "negation(do not>)"},
    {"I don't think so.", "I do not think so.", "form(don't>do not)"},
    {"I don't think so.", "I do think so.", "negation(don't>do)"},
    {"I don’t think so.", "I don't think so.", "marks(don’t>don't)"},
    {"It's interesting, you know.", "It is interesting, you know.", "form(It's>It is)"},
    {"We may sign the treaty in June 2000.", "We must sign the treaty in July 2001.",
     "modal(may>must); date(June 2000>July 2001)"},
    {"There were 16 members of the bloc.", "There were 32 members of the bloc.", "number(16>32)"},
    {"There were sixteen members of the bloc.", "There were 16 members of the bloc.", "spelling(sixteen>16)"},
    {"There were thirty-two members.", "There were 32 members.", "spelling(thirty-two>32)"},
    {"There were thirty-two members.", "There were forty members.", "number(thirty-two>forty)"},
    {"I told President Clinton about it.", "I told President Bush about it.", "name(Clinton>Bush)"},
    {"The colour of the new programme is grey.", "The color of the new program is gray.",
     "spelling(colour>color); spelling(programme>program); spelling(grey>gray)"},
    {"Do you think Russia could join? I think so. Are you sure of it today? No, it is impossible now.",
     "Do you think Russia could join? No, it is impossible now.", "splice(I think so. Are you sure of it today>)"},
    {"We talked about the treaty. Then, after a long dinner with his team, he changed his mind and left early.",
     "We talked about the treaty. Then ... he changed his mind and left early.",
     "cut_marked(after a long dinner with his team>...)"},
    {"We talked about the treaty. Then, after a long dinner with his team, he changed his mind and left early.",
     "We talked about the treaty. Then he changed his mind and left early.",
     "cut_silent(after a long dinner with his team>)"},
    {"In the evening, when we met at dinner, he told me that it was impossible.",
     "He told me that it was impossible when we met at dinner, in the evening.",
     "moved(In the evening>in the evening); moved(when we met at dinner>when we met at dinner)"},
    {"He agreed to the plan.", "He [the president] agreed to the plan.", "editorial(>[the president])"},
    {"The agreement is dead.", "[T]he agreement is dead.", "editorial(The>[T]he)"},
    {"I will come tomorrow with my family.", "He would come tomorrow with his family.",
     "shifted(I>He); shifted(will>would); shifted(my>his)"},
    {"I left. Then I came back.", "I left, then I came back.", "sentence(.>,)"},
    {"The White House denied it.", "The white house denied it.", "case(White House>white house)"},
    {"We will not, as I said before, accept this.", "We will accept this.",
     "negation(not>); cut_silent(as I said before>)"},
    {"She always said yes.", "She never said yes.", "negation(always>never)"},
    {"We cooperate with them in good faith.", "We co-operate with them in good faith.",
     "spelling(cooperate>co-operate)"},
    {"It was the best thing we did.", "It was, frankly and without any doubt at all, the best thing we did.",
     "added(>frankly and without any doubt at all)"},
    {"He said, \"Why not?\"", "He said: “Why not?”", "marks(, \">: “); marks(?\">?”)"},
    {"I know, of course.", "I know of course.", "marks(,>)"},
    {"Was it possible?", "Was it possible!", "marks(?>!)"},
    {"Well - yes.", "Well — yes.", "marks(->—)"},
    {"one (two) three", "one two three", "marks((>); marks()>)"},
    {"The PRESIDENT agreed.", "The President agreed.", "case(PRESIDENT>President)"},
    {"we met in the Kremlin", "We met in the Kremlin", "case(we>We)"},
    {"They spoke of Nato.", "They spoke of NATO.", "case(Nato>NATO)"},
    {"Our partners were sincere", "our partners were sincere", "case(Our>our)"},
    {"THE ANSWER WAS CLEAR", "The answer was clear", "case(THE ANSWER WAS CLEAR>The answer was clear)"},
    {"We need to organise a defence.", "We need to organize a defense.",
     "spelling(organise>organize); spelling(defence>defense)"},
    {"The café was naïve.", "The cafe was naive.", "spelling(café>cafe); spelling(naïve>naive)"},
    {"He had travelled with Zelensky.", "He had traveled with Zelenskyy.",
     "spelling(travelled>traveled); spelling(Zelensky>Zelenskyy)"},
    {"I recieved the government letter.", "I received the goverment letter.",
     "spelling(recieved>received); spelling(government>goverment)"},
    {"He joins the bloc.", "He joined the bloc.", "form(joins>joined)"},
    {"The leaders are talking.", "The leader is talking.", "form(leaders>leader); form(are>is)"},
    {"We've decided.", "We have decided.", "form(We've>We have)"},
    {"They're joining the alliances.", "They are joining the alliance.",
     "form(They're>They are); form(alliances>alliance)"},
    {"He trusted me.", "He trusted mine.", "form(me>mine)"},
    {"The treaty was signed quickly.", "The accord was signed quickly.", "replaced(treaty>accord)"},
    {"He was very nervous about it.", "He was rather worried about it.", "replaced(very nervous>rather worried)"},
    {"My team refused.", "My advisers refused.", "replaced(team>advisers)"},
    {"It became clear at dinner.", "It became clear over supper.", "replaced(at dinner>over supper)"},
    {"They want a sincere dialogue.", "They want an honest conversation.",
     "replaced(a sincere dialogue>an honest conversation)"},
    {"The minister gladly welcomed every visitor", "Why should fishermen travel across lonely islands?",
     "replaced(The minister gladly welcomed every visitor>Why should fishermen travel across lonely islands)"},
    {"The old bridge cannot be repaired before winter", "My brother mends boats by the harbour",
     "negation(The old bridge cannot be repaired before winter>My brother mends boats by the harbour)"},
    {"I think so.", "I certainly think so.", "added(>certainly)"},
    {"We are ready.", "We are ready, and so are our friends in the east.",
     "added(>and so are our friends in the east)"},
    {"Let us talk.", "Please let us talk again.", "added(>Please); added(>again)"},
    {"It is interesting.", "You know, it is interesting.", "added(>You know)"},
    {"Russia is a partner.", "Russia is a very important partner.", "added(>very important)"},
    {"I have spoken to my people, and they said that it is impossible now.",
     "I have spoken to my people ... it is impossible now.", "cut_marked(and they said that>...)"},
    {"We agreed on the treaty after many long nights of talks in Geneva.", "We agreed on the treaty […].",
     "cut_marked(after many long nights of talks in Geneva>[…])"},
    {"As I said yesterday, we are ready to talk.", "... we are ready to talk.", "cut_marked(As I said yesterday>...)"},
    {"The old man, who had been a soldier, wept.", "The old man [...] wept.",
     "cut_marked(who had been a soldier>[...])"},
    {"First came the debt, then came the war.", "First came the debt . . . the war.", "cut_marked(then came>. . .)"},
    {"We agreed on the treaty after many long nights of talks.", "We agreed on the treaty.",
     "cut_silent(after many long nights of talks>)"},
    {"You know, it is interesting.", "It is interesting.", "cut_silent(You know>)"},
    {"I really think so.", "I think so.", "cut_silent(really>)"},
    {"The old man, who had been a soldier, wept.", "The old man wept.", "cut_silent(who had been a soldier>)"},
    {"Let us talk again tomorrow.", "Let us talk.", "cut_silent(again tomorrow>)"},
    {"Would you join us? I think so. Did they ask you first? No.", "Would you join us? No.",
     "splice(I think so. Did they ask you first>)"},
    {"I trust him. He never lied to me in those years. The others are liars.", "I trust him. The others are liars.",
     "splice(He never lied to me in those years>)"},
    {"I saw the plan and I liked it. My advisers were asleep. They woke up angry.",
     "I saw the plan and they woke up angry.", "splice(I liked it. My advisers were asleep>)"},
    {"We will pay for the house. It burned down last year.", "We will pay for last year.",
     "splice(the house. It burned down>)"},
    {"Is he guilty? Everybody thinks so. Is he sorry? Not at all.", "Is he guilty? Not at all.",
     "splice(Everybody thinks so. Is he sorry>)"},
    {"We met at dinner in the evening and drank tea.", "In the evening we met at dinner and drank tea.",
     "moved(in the evening>In the evening)"},
    {"The green door opened and the old dog barked.", "The old dog barked and the green door opened.",
     "moved(the old dog barked>The old dog barked)"},
    {"With all due respect, I cannot agree.", "I cannot agree, with all due respect.",
     "moved(I cannot agree>I cannot agree)"},
    {"I asked him that in Moscow last summer.", "In Moscow last summer I asked him that.",
     "moved(I asked him that>I asked him that)"},
    {"He spoke for an hour, and the big hall was silent.", "The big hall was silent, and he spoke for an hour.",
     "moved(He spoke for an hour>he spoke for an hour)"},
    {"I trust my people.", "He trusts his people.", "shifted(I>He); form(trust>trusts); shifted(my>his)"},
    {"We want our money back.", "They want their money back.", "shifted(We>They); shifted(our>their)"},
    {"I will call you.", "He would call me.", "shifted(I>He); shifted(will>would); shifted(you>me)"},
    {"You told us.", "They told them.", "shifted(You>They); shifted(us>them)"},
    {"My answer is ready.", "Her answer is ready.", "shifted(My>Her)"},
    {"I do not agree.", "I agree.", "negation(do not>)"},
    {"He never came.", "He came.", "negation(never>)"},
    {"She can't swim.", "She can swim.", "negation(can't>can)"},
    {"Everybody knew.", "Nobody knew.", "negation(Everybody>Nobody)"},
    {"They were happy.", "They were not happy.", "negation(>not)"},
    {"We left without him.", "We left with him.", "negation(without>with)"},
    {"You may go.", "You must go.", "modal(may>must)"},
    {"They should resign.", "They could resign.", "modal(should>could)"},
    {"He can help.", "He will help.", "modal(can>will)"},
    {"We might lose.", "We shall lose.", "modal(might>shall)"},
    {"They have to pay.", "They may pay.", "modal(have to>may)"},
    {"I may have seen it.", "I have seen it.", "modal(may>)"},
    {"We lost 16 of them.", "We lost 61 of them.", "number(16>61)"},
    {"Two ships sank.", "Three ships sank.", "number(Two>Three)"},
    {"It cost 1,000 rubles.", "It cost 10,000 rubles.", "number(1,000>10,000)"},
    {"twenty-one men", "twenty-seven men", "number(one>seven)"},
    {"Five million people voted.", "Fifty million people voted.", "number(Five>Fifty)"},
    {"I asked Clinton about NATO.", "I asked Clinton about Ukraine.", "name(NATO>Ukraine)"},
    {"It was Tony Blair.", "It was Gordon Brown.", "name(Tony Blair>Gordon Brown)"},
    {"We flew to Moscow.", "We flew to Minsk.", "name(Moscow>Minsk)"},
    {"The talks in Paris failed.", "The talks in Rome failed.", "name(Paris>Rome)"},
    {"Then Ivanov spoke.", "Then Ordzhonikidze spoke.", "name(Ivanov>Ordzhonikidze)"},
    {"It was in June.", "It was in July.", "date(June>July)"},
    {"They met on Monday.", "They met on Friday.", "date(Monday>Friday)"},
    {"In 2000 we met.", "In 2001 we met.", "date(2000>2001)"},
    {"on June 4", "on June 14", "date(4>14)"},
    {"since February 1999", "since March 1999", "date(February>March)"},
    {"He said it.", "[Putin] said it.", "editorial(He>[Putin])"},
    {"They signed it.", "They signed [the treaty] it.", "editorial(>[the treaty])"},
    {"We met him there.", "We met him [in the Kremlin] there.", "editorial(>[in the Kremlin])"},
    {"It was his idea.", "It was [Clinton's] idea.", "editorial(his>[Clinton's])"},
    {"Nato grew.", "(The alliance) grew.", "editorial(Nato>(The alliance))"},
    {"I came. I saw.", "I came, I saw.", "sentence(.>,)"},
    {"It rained and we left.", "It rained. We left.", "cut_silent(and>); sentence(>.)"},
    {"Stop! You are wrong.", "Stop, you are wrong.", "sentence(!>,)"},
    {"I asked; he refused.", "I asked. He refused.", "sentence(;>.)"},
    {"We tried. But we failed.", "We tried but we failed.", "sentence(.>)"},
    {"We tried. But we failed.", "We tried, but we failed.", "sentence(.>,)"},
    {"The green door opened and the old dog barked.", "The old dog barked and the green door opened.",
     "moved(the old dog barked>The old dog barked)"},
    {"It rained and we left.", "It rained. We left.", "cut_silent(and>); sentence(>.)"},
    {"We agreed on the treaty after many long nights of talks in Geneva.", "We agreed on the treaty […].",
     "cut_marked(after many long nights of talks in Geneva>[…])"},
    {"He spoke for an hour, and the big hall was silent.", "The big hall was silent, and he spoke for an hour.",
     "moved(He spoke for an hour>he spoke for an hour)"},
    {"Nothing changed here.", "Nothing changed here.", "same(Nothing changed here.>Nothing changed here.)"},
    {"It was late, and cold.", "It was late,   and cold.", "same(It was late, and cold.>It was late,   and cold.)"},
    {"\"Come in,\" he said.", "\"Come in,\" he said.", "same(\"Come in,\" he said.>\"Come in,\" he said.)"},
    {"Good.", "Good.", "same(Good.>Good.)"},
    {"Whatever he said", "Whatever he said", "same(Whatever he said>Whatever he said)"},
    {"1.1535 percent", "1.1537 percent", "number(1.1535>1.1537)"},
    {"It weighs one and a half million tons.", "It weighs two and a half million tons.", "number(one>two)"},
    {"He has seven dogs.", "He has several dogs.", "replaced(seven>several)"},
    {"It rained, so we stayed. He did not like the house at all, he said.", "It rained, so we stayed.",
     "cut_silent(He did not like the house at all, he said>)"},
    {"They had a plan. We did not know of it. It failed.", "They had a plan ... It failed.",
     "cut_marked(We did not know of it>...)"},
    {"He will certainly agree.", "He would certainly agree.", "modal(will>would)"},
    {"I cannot swim.", "I can swim.", "negation(cannot>can)"},
    {"I may go.", "I might go.", "form(may>might)"},
    {"on May 4 we met", "on June 4 we met", "date(May>June)"},
    {"Mark agreed at once.", "Boris agreed at once.", "name(Mark>Boris)"},
    {"The talks with Jensen ended.", "The talks with Jansen ended.", "name(Jensen>Jansen)"},
    {"It's not possible now.", "It's impossible now.", "form(not possible>impossible)"},
    {"It is possible now.", "It is impossible now.", "negation(possible>impossible)"},
    {"It isn't possible now.", "It is impossible now.", "form(isn't possible>is impossible)"},
    {"The deal is unlikely.", "The deal is likely.", "negation(unlikely>likely)"},
    {"They don't agree.", "They disagree.", "form(don't agree>disagree)"},
    {"We have to take measures.", "We must take measures.", "form(have to>must)"},
    {"We have to leave.", "We may leave.", "modal(have to>may)"},
};
#define EXAMPLES (sizeof examples / sizeof *examples)

/* ------------------------------------------------------------------------------------------------ the two sides */

typedef struct sides {
    quoth_context *context;
    quoth_language *language;
    quoth_text *texts[2];
    quoth_range ranges[2];
    quoth_passage passages[2];
} sides;

static quoth_text *read_text(quoth_context *context, const char *bytes, quoth_language *language)
{
    quoth_text_options options = {.size = sizeof options, .language = language};
    quoth_text *text = NULL;
    assert_int_equal(quoth_text_make(context, bytes, strlen(bytes), &options, &text), QUOTH_OK);
    return text;
}

static void open_sides(sides *s, const char *base, const char *reading)
{
    const char *bytes[2] = {base, reading};
    memset(s, 0, sizeof *s);
    assert_int_equal(quoth_context_make(NULL, &s->context), QUOTH_OK);
    assert_int_equal(quoth_language_load(s->context, "en", &s->language), QUOTH_OK);
    for (size_t i = 0; i < 2; i++) {
        s->texts[i] = read_text(s->context, bytes[i], s->language);
        s->ranges[i] = (quoth_range){0, (uint32_t)quoth_text_code_points(s->texts[i])};
        s->passages[i] = (quoth_passage){s->texts[i], &s->ranges[i], 1};
    }
}

static void close_sides(sides *s)
{
    for (size_t i = 0; i < 2; i++) quoth_text_free(s->texts[i]);
    quoth_language_release(s->language);
    quoth_context_free(s->context);
}

static quoth_table *changes_of(const sides *s)
{
    quoth_table *table = NULL;
    assert_int_equal(quoth_changes(s->context, &s->passages[0], &s->passages[1], &table), QUOTH_OK);
    return table;
}

static bool numbers_of(const quoth_table *table, const char *name, size_t row, uint32_t *value)
{
    quoth_column column;
    assert_true(quoth_table_column_named(table, name, &column));
    *value = ((const uint32_t *)column.values)[row];
    return quoth_column_valid(&column, row);
}

static quoth_string kind_of(const quoth_table *table, size_t row)
{
    quoth_column column;
    assert_true(quoth_table_column_named(table, "kind", &column));
    return quoth_column_string(&column, row);
}

/* The words of one side of a row, appended. */
static void append_side(const sides *s, const quoth_table *table, size_t row, int side, char *out, size_t capacity)
{
    uint32_t start, end;
    bool there = numbers_of(table, side ? "after_start" : "before_start", row, &start);
    assert_int_equal(numbers_of(table, side ? "after_end" : "before_end", row, &end), there);
    if (!there) return;
    assert_true(start < end && end <= quoth_text_code_points(s->texts[side]));
    uint32_t from = quoth_text_byte(s->texts[side], start), to = quoth_text_byte(s->texts[side], end);
    size_t at = strlen(out);
    snprintf(out + at, capacity - at, "%.*s", (int)(to - from), quoth_text_bytes(s->texts[side]).bytes + from);
}

static void describe(const sides *s, const quoth_table *table, char *out, size_t capacity)
{
    out[0] = '\0';
    for (size_t row = 0; row < quoth_table_rows(table); row++) {
        quoth_string kind = kind_of(table, row);
        size_t at = strlen(out);
        snprintf(out + at, capacity - at, "%s%.*s(", row ? "; " : "", (int)kind.length, kind.bytes);
        append_side(s, table, row, 0, out, capacity);
        strncat(out, ">", capacity - strlen(out) - 1);
        append_side(s, table, row, 1, out, capacity);
        strncat(out, ")", capacity - strlen(out) - 1);
    }
}

static void assert_changes(const char *base, const char *reading, const char *expected)
{
    char got[2000];
    sides s;
    open_sides(&s, base, reading);
    quoth_table *table = changes_of(&s);
    describe(&s, table, got, sizeof got);
    if (strcmp(got, expected) != 0) print_error("%s\n%s\n", base, reading);
    assert_string_equal(got, expected);
    quoth_table_release(table);
    close_sides(&s);
}

/* --------------------------------------------------------------------------------------------------- the kinds */

static void examples_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXAMPLES; i++) assert_changes(examples[i].base, examples[i].reading, examples[i].changes);
}

static void every_kind_has_five_examples(void **state)
{
    (void)state;
    for (int kind = 0; kind < QUOTH_CHANGE_COUNT; kind++) {
        char opening[40];
        size_t count = 0;
        snprintf(opening, sizeof opening, "%s(", quoth_change_name((quoth_change)kind));
        for (size_t i = 0; i < EXAMPLES; i++) count += strstr(examples[i].changes, opening) != NULL;
        if (count < 5) print_error("%s has %zu examples\n", quoth_change_name((quoth_change)kind), count);
        assert_true(count >= 5);
    }
}

static void kinds_have_names_and_some_turn_the_sense(void **state)
{
    (void)state;
    assert_string_equal(quoth_change_name(QUOTH_CHANGE_CUT_SILENT), "cut_silent");
    assert_string_equal(quoth_change_name(QUOTH_CHANGE_SENTENCE), "sentence");
    assert_string_equal(quoth_change_name((quoth_change)99), "unknown change");
    const quoth_change turn[] = {QUOTH_CHANGE_NEGATION, QUOTH_CHANGE_SPLICE, QUOTH_CHANGE_NUMBER,
                                 QUOTH_CHANGE_NAME,     QUOTH_CHANGE_MODAL,  QUOTH_CHANGE_DATE};
    int count = 0;
    for (int kind = 0; kind < QUOTH_CHANGE_COUNT; kind++) count += quoth_change_turns_sense((quoth_change)kind);
    for (size_t i = 0; i < 6; i++) assert_true(quoth_change_turns_sense(turn[i]));
    assert_int_equal(count, 6);
}

/* A passage in two ranges, without what stands between them, which is somebody else's words. */
static void a_passage_may_have_holes(void **state)
{
    (void)state;
    char got[500];
    sides s;
    open_sides(&s, "I told him (he had asked me to) that we \xC3\xA9lite few agree.",
               "I told him that we \xC3\xA9lite few do not agree.");
    const quoth_range parts[] = {{0, 10}, {31, s.ranges[0].end}};
    s.passages[0].ranges = parts;
    s.passages[0].range_count = 2;
    quoth_table *table = changes_of(&s);
    describe(&s, table, got, sizeof got);
    assert_string_equal(got, "negation(>do not)");
    quoth_table_release(table);
    close_sides(&s);
}

static void words_are_counted_without_punctuation(void **state)
{
    (void)state;
    sides s;
    open_sides(&s, "We don't, I said, know - not yet - him.", "We don't know him.");
    quoth_table *table = changes_of(&s);
    uint32_t before = 0, after = 0, sum = 0;
    for (size_t row = 0; row < quoth_table_rows(table); row++) {
        numbers_of(table, "before_words", row, &before);
        numbers_of(table, "after_words", row, &after);
        assert_int_equal(after, 0);
        sum += before;
    }
    assert_int_equal(sum, 4);
    quoth_table_release(table);
    close_sides(&s);
    open_sides(&s, "It's late.", "It is late.");
    table = changes_of(&s);
    numbers_of(table, "before_words", 0, &before);
    numbers_of(table, "after_words", 0, &after);
    assert_true(before == 1 && after == 2);
    quoth_table_release(table);
    close_sides(&s);
}

static void empty_passages_are_no_matter(void **state)
{
    (void)state;
    assert_changes("", "", "same(>)");
    assert_changes("One word.", "", "cut_silent(One word>)");
    assert_changes("", "One word.", "added(>One word)");
    assert_changes("...", "?!", "marks(...>?!)");
}

/* ----------------------------------------------------------------------------------------- nothing hides a not */

static const char *const stock[] = {"we",  "agreed", "on",   "the",   "treaty", "in",     "Geneva", ",",    "and",
                                    "our", "team",   "knew", "about", "it",     "before", "dinner", "that", "night"};
static uint32_t pick_state = 12345;
static uint32_t pick(uint32_t bound)
{
    pick_state = pick_state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)pick_state * bound >> 32);
}

/* A sentence out of the stock, with a "not" after word `at` where it is wanted, and other changes at a rate in 100. */
static void make_sentence(char *out, size_t capacity, size_t words, size_t at, bool with, uint32_t rate)
{
    out[0] = '\0';
    for (size_t i = 0; i < words; i++) {
        const char *word = stock[(i * 7 + words) % (sizeof stock / sizeof *stock)];
        if (i != at && i != at + 1 && pick(100) < rate) {
            if (pick(2)) continue;
            word = stock[pick(sizeof stock / sizeof *stock)];
        }
        size_t length = strlen(out);
        snprintf(out + length, capacity - length, " %s%s", word, i == at && with ? " not" : "");
    }
}

static void no_row_hides_a_not(void **state)
{
    (void)state;
    for (int round = 0; round < 400; round++) {
        char base[1000], reading[1000], got[4000];
        size_t words = 4 + pick(30), at = pick((uint32_t)words);
        bool lost = pick(2);
        make_sentence(base, sizeof base, words, at, lost, 0);
        make_sentence(reading, sizeof reading, words, at, !lost, pick(30));
        sides s;
        open_sides(&s, base, reading);
        quoth_table *table = changes_of(&s);
        describe(&s, table, got, sizeof got);
        if (!strstr(got, "negation(")) print_error("%s\n%s\n%s\n", base, reading, got);
        assert_non_null(strstr(got, "negation("));
        quoth_table_release(table);
        close_sides(&s);
    }
}

/* Rows are in order of the base, and no word of the base is in two of them. */
static void rows_are_in_order(void **state)
{
    (void)state;
    for (int round = 0; round < 400; round++) {
        char base[1000], reading[1000];
        size_t words = pick(60);
        make_sentence(base, sizeof base, words, words, false, 10);
        make_sentence(reading, sizeof reading, words, words, false, 10 + pick(60));
        sides s;
        open_sides(&s, base, reading);
        quoth_table *table = changes_of(&s);
        uint32_t reached = 0, start, end;
        for (size_t row = 0; row < quoth_table_rows(table); row++) {
            if (!numbers_of(table, "before_start", row, &start)) continue;
            numbers_of(table, "before_end", row, &end);
            assert_true(start >= reached && end > start);
            reached = end;
        }
        quoth_table_release(table);
        close_sides(&s);
    }
}

/* --------------------------------------------------------------------------------------------------- sentences */

static void assert_why(const char *base, const char *reading, const char *expected)
{
    char got[300];
    size_t length;
    sides s;
    open_sides(&s, base, reading);
    quoth_table *table = changes_of(&s);
    assert_int_equal(quoth_why_change(s.context, &s.passages[0], &s.passages[1], table, 0, got, sizeof got, &length),
                     QUOTH_OK);
    assert_string_equal(got, expected);
    assert_int_equal(length, strlen(expected));
    char part[8];
    assert_int_equal(quoth_why_change(s.context, &s.passages[0], &s.passages[1], table, 0, part, sizeof part, &length),
                     QUOTH_OK);
    assert_true(strlen(part) <= 7 && strncmp(part, expected, strlen(part)) == 0);
    assert_int_equal(quoth_why_change(s.context, &s.passages[0], &s.passages[1], table, 0, NULL, 0, NULL), QUOTH_OK);
    assert_int_equal(quoth_why_change(s.context, &s.passages[0], &s.passages[1], table, 99, got, sizeof got, &length),
                     QUOTH_NOT_FOUND);
    quoth_table_release(table);
    close_sides(&s);
}

static void changes_are_told_in_a_sentence(void **state)
{
    (void)state;
    assert_why("He did not come.", "He did come.", "a \"not\" is gone");
    assert_why("We had 16 ships.", "We had 32 ships.", "\"16\" became \"32\": another number");
    assert_why("We agreed after many long nights of talks.", "We agreed.",
               "the reading ends earlier, 6 words are not in it: \"after many long nights of talks\"");
    assert_why("In the end, we agreed.", "We agreed.",
               "the reading begins later, 3 words are not in it: \"In the end\"");
    assert_why("I really agree.", "I agree.", "1 word is left out and nothing marks it: \"really\"");
    assert_why("I agree.", "I quite agree.", "1 word is added: \"quite\"");
    assert_why("I agree.", "I agree.", "the same words and marks");
    assert_why("I agree, he said.", "I agree ... he said.", "only marks differ: \",\" became \"...\"");
    assert_why("We left. They stayed. You slept.", "We left. You slept.",
               "what stood apart is joined: 2 words between are left out and nothing marks it: \"They stayed\"");
    assert_why("\xC3\xA9t\xC3\xA9", "hiver", "\"\xC3\xA9t\xC3\xA9\" became \"hiver\"");
}

static void long_words_are_shown_by_their_ends(void **state)
{
    (void)state;
    char base[2000] = "We agreed", got[300];
    for (int i = 0; i < 100; i++) strcat(base, i % 10 == 9 ? "\nagain" : " again");
    sides s;
    open_sides(&s, base, "We agreed");
    quoth_table *table = changes_of(&s);
    size_t length;
    assert_int_equal(quoth_why_change(s.context, &s.passages[0], &s.passages[1], table, 0, got, sizeof got, &length),
                     QUOTH_OK);
    assert_true(length < 150 && strstr(got, " ... ") && !strchr(got, '\n'));
    assert_int_equal(strncmp(got, "the reading ends earlier, 100 words", 35), 0);
    quoth_table_release(table);
    close_sides(&s);
}

/* ------------------------------------------------------------------------------------- arguments, limits, work */

static void bad_arguments_are_named(void **state)
{
    (void)state;
    sides s;
    open_sides(&s, "One two.", "One three.");
    quoth_table *table = NULL;
    const quoth_range outside = {0, 9}, turned = {3, 2}, back[] = {{4, 6}, {0, 2}};
    quoth_passage bad = {s.texts[0], &outside, 1};
    assert_int_equal(quoth_changes(s.context, &bad, &s.passages[1], &table), QUOTH_BAD_ARGUMENT);
    bad.ranges = &turned;
    assert_int_equal(quoth_changes(s.context, &s.passages[0], &bad, &table), QUOTH_BAD_ARGUMENT);
    bad = (quoth_passage){s.texts[0], back, 2};
    assert_int_equal(quoth_changes(s.context, &bad, &s.passages[1], &table), QUOTH_BAD_ARGUMENT);
    assert_int_equal(quoth_changes(s.context, NULL, &s.passages[1], &table), QUOTH_BAD_ARGUMENT);
    assert_null(table);
    char buffer[10];
    size_t length;
    assert_int_equal(
        quoth_why_change(s.context, &s.passages[0], &s.passages[1], NULL, 0, buffer, sizeof buffer, &length),
        QUOTH_BAD_ARGUMENT);
    table = changes_of(&s);
    quoth_table_release(table);
    close_sides(&s);
}

static char *repeated(const char *unit, size_t times)
{
    size_t length = strlen(unit);
    char *made = malloc(length * times + 1);
    assert_non_null(made);
    for (size_t i = 0; i < times; i++) memcpy(made + i * length, unit, length);
    made[length * times] = '\0';
    return made;
}

static uint64_t work_of(const char *unit, size_t times)
{
    char *text = repeated(unit, times);
    sides s;
    open_sides(&s, text, text);
    quoth_table *table = changes_of(&s);
    uint64_t work = quoth_context_work(s.context);
    assert_int_equal(quoth_table_rows(table), 1);
    quoth_table_release(table);
    close_sides(&s);
    free(text);
    return work;
}

static void work_is_linear_where_nothing_changed(void **state)
{
    (void)state;
    const char *units[] = {"We agreed, he said, on the treaty. ", "not ", "don't ", "[a] ", "... a ", "A. "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        assert_true(work_of(units[i], 4000) <= work_of(units[i], 2000) * 22 / 10);
}

static bool stop_after(void *user, uint64_t work) { return work < *(uint64_t *)user; }

static void long_passages_can_be_stopped(void **state)
{
    (void)state;
    char *base = repeated("We agreed on one and the other thing in Geneva. ", 3000);
    char *reading = repeated("They never talked of the third one in some hotel. ", 3000);
    sides s;
    open_sides(&s, base, reading);
    uint64_t limits[] = {200000, 5000000, 30000000, 120000000};
    for (size_t i = 0; i < 4; i++) {
        faulty memory = {0};
        quoth_context_options options = {.size = sizeof options,
                                         .allocator = {faulty_reallocate, &memory},
                                         .progress = stop_after,
                                         .progress_user = &limits[i]};
        quoth_context *context = NULL;
        quoth_table *table = NULL;
        assert_int_equal(quoth_context_make(&options, &context), QUOTH_OK);
        assert_int_equal(quoth_changes(context, &s.passages[0], &s.passages[1], &table), QUOTH_CANCELLED);
        assert_int_equal(memory.blocks, 1);
        assert_true(quoth_context_work(context) < limits[i] + 1000000);
        quoth_context_free(context);
        options.progress = NULL;
        options.max_work = limits[i];
        assert_int_equal(quoth_context_make(&options, &context), QUOTH_OK);
        assert_int_equal(quoth_changes(context, &s.passages[0], &s.passages[1], &table), QUOTH_OVER_LIMIT);
        assert_int_equal(memory.blocks, 1);
        quoth_context_free(context);
    }
    close_sides(&s);
    free(base);
    free(reading);
}

/* Passages too large to be set against one another word by word still get rows. */
static void large_passages_are_divided(void **state)
{
    (void)state;
    char *base = repeated("We agreed, on the treaty. They left early that night. ", 300);
    char *reading = repeated("Nobody knew of other plans. The old house burned down. ", 300);
    sides s;
    open_sides(&s, base, reading);
    quoth_table *table = changes_of(&s);
    assert_true(quoth_table_rows(table) >= 1);
    quoth_table_release(table);
    close_sides(&s);
    free(base);
    free(reading);
}

static quoth_status swept_changes(quoth_context *context, void *argument)
{
    const sides *s = argument;
    quoth_table *table = NULL;
    quoth_status status = quoth_changes(context, &s->passages[0], &s->passages[1], &table);
    quoth_table_release(table);
    return status;
}

typedef struct asked {
    const sides *s;
    const quoth_table *table;
} asked;

static quoth_status swept_why(quoth_context *context, void *argument)
{
    const asked *a = argument;
    char buffer[200];
    size_t length;
    return quoth_why_change(context, &a->s->passages[0], &a->s->passages[1], a->table, 0, buffer, sizeof buffer,
                            &length);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    sides s;
    open_sides(&s, "We don't agree; in the big hall we met caf\xC3\xA9 owners. It rained, and then we left at 5.",
               "[W]e agree ... we met cafe owners in the big hall. Then he left at 6, as he said.");
    assert_true(sweep(swept_changes, &s) > 20);
    quoth_table *table = changes_of(&s);
    asked a = {&s, table};
    assert_true(sweep(swept_why, &a) >= 1);
    quoth_table_release(table);
    close_sides(&s);
}

/* Without a language words are compared all the same. */
static void a_language_may_be_missing(void **state)
{
    (void)state;
    sides s;
    open_sides(&s, "I do not agree.", "I agree.");
    quoth_text_free(s.texts[0]);
    quoth_text_free(s.texts[1]);
    s.texts[0] = read_text(s.context, "Ich sage nichts.", NULL);
    s.texts[1] = read_text(s.context, "Ich sage alles.", NULL);
    for (size_t i = 0; i < 2; i++) {
        s.passages[i].text = s.texts[i];
        s.ranges[i].end = (uint32_t)quoth_text_code_points(s.texts[i]);
    }
    char got[200];
    quoth_table *table = changes_of(&s);
    describe(&s, table, got, sizeof got);
    assert_string_equal(got, "replaced(nichts>alles)");
    quoth_table_release(table);
    close_sides(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_are_named),
        cmocka_unit_test(every_kind_has_five_examples),
        cmocka_unit_test(kinds_have_names_and_some_turn_the_sense),
        cmocka_unit_test(a_passage_may_have_holes),
        cmocka_unit_test(words_are_counted_without_punctuation),
        cmocka_unit_test(empty_passages_are_no_matter),
        cmocka_unit_test(no_row_hides_a_not),
        cmocka_unit_test(rows_are_in_order),
        cmocka_unit_test(changes_are_told_in_a_sentence),
        cmocka_unit_test(long_words_are_shown_by_their_ends),
        cmocka_unit_test(bad_arguments_are_named),
        cmocka_unit_test(work_is_linear_where_nothing_changed),
        cmocka_unit_test(long_passages_can_be_stopped),
        cmocka_unit_test(large_passages_are_divided),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(a_language_may_be_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
