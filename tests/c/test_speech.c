/* speech: who says it, to whom, what kind of stretch it is, and why. Sentences of our own. */
#include "harness.h"

#include "../../csrc/speech/speech.h"

/* --------------------------------------------------------------------------------------------------- one analysis */

typedef struct analysis {
    quoth_context *context;
    quoth_language *language;
    quoth_text *text;
    quoth__array stretches;
    quoth__speech speech;
} analysis;

static quoth_status analyse_with(quoth_context *context, quoth_language *language, const char *words, size_t length,
                                 analysis *of)
{
    quoth_text_options options = {.size = sizeof options, .language = language};
    *of = (analysis){.context = context};
    quoth_status status = quoth_text_make(context, words, length, &options, &of->text);
    if (status == QUOTH_OK) status = quoth__stretches_find(context, of->text, &of->stretches);
    if (status == QUOTH_OK) status = quoth__speech_find(context, of->text, &of->stretches, &of->speech);
    return status;
}

static void forget(analysis *of)
{
    quoth__speech_free(&of->context->allocator, &of->speech);
    quoth__array_free(&of->context->allocator, &of->stretches, sizeof(quoth__stretch));
    quoth_text_free(of->text);
    of->text = NULL;
}

static quoth_context *context;
static quoth_language *english;

static int set_up(void **state)
{
    (void)state;
    return quoth_context_make(NULL, &context) != QUOTH_OK || quoth_language_load(context, "en", &english) != QUOTH_OK;
}

static int tear_down(void **state)
{
    (void)state;
    quoth_language_release(english);
    quoth_context_free(context);
    return 0;
}

static void analyse(const char *words, analysis *of)
{
    assert_int_equal(analyse_with(context, english, words, strlen(words), of), QUOTH_OK);
}

static const quoth__verdict *verdict_of(const analysis *of, size_t index)
{
    assert_true(index < of->speech.verdicts.count);
    return &QUOTH__AT(of->speech.verdicts, quoth__verdict, index);
}

/* The name of a person as a C string; "" for nobody. */
static const char *name_of(const analysis *of, uint32_t person)
{
    static char names[4][128];
    static int next;
    char *name = names[next++ & 3];
    name[0] = 0;
    if (person == QUOTH__NONE) return name;
    quoth_string words =
        quoth__strings_get(&of->speech.names, QUOTH__AT(of->speech.people, quoth__person, person).name);
    size_t length = words.length < 127 ? words.length : 127;
    memcpy(name, words.bytes, length);
    name[length] = 0;
    return name;
}

/* ------------------------------------------------------------------------------------------------------- the cases */

#define ANY (-1)

typedef struct expected {
    const char *words;
    int stretch;
    const char *speaker; /* "" nobody, NULL not asked */
    int kind, step;      /* ANY */
    int asserted;        /* ANY, 0, 1 */
    const char *addressee;
} expected;

static size_t wrong;

static void complain(const expected *want, const char *what, const char *got)
{
    wrong++;
    print_error("%s\n    stretch %d, %s: %s\n", want->words, want->stretch, what, got);
}

static void check(const expected *want)
{
    analysis of;
    analyse(want->words, &of);
    if ((size_t)want->stretch >= of.speech.verdicts.count) {
        complain(want, "stretches", "too few");
        forget(&of);
        return;
    }
    const quoth__verdict *got = verdict_of(&of, (size_t)want->stretch);
    if (want->speaker && strcmp(name_of(&of, got->speaker), want->speaker) != 0)
        complain(want, "speaker", name_of(&of, got->speaker));
    if (want->addressee && strcmp(name_of(&of, got->addressee), want->addressee) != 0)
        complain(want, "addressee", name_of(&of, got->addressee));
    if (want->kind != ANY && got->kind != want->kind) {
        static const char *const kinds[] = {"speech", "thought", "writing", "fragment", "title", "name", "term"};
        complain(want, "kind", kinds[got->kind]);
    }
    if (want->step != ANY && got->step != want->step) complain(want, "step", quoth__step_names[got->step]);
    if (want->asserted != ANY && got->asserted != (want->asserted != 0))
        complain(want, "asserted", got->asserted ? "yes" : "no");
    forget(&of);
}

static void check_all(const expected *cases, size_t count)
{
    wrong = 0;
    for (size_t i = 0; i < count; i++) check(&cases[i]);
    assert_int_equal(wrong, 0);
}

#define CHECK_ALL(cases) check_all(cases, sizeof cases / sizeof *cases)

static void steps(void **state)
{
    (void)state;
    static const expected cases[] = {
        {"“We shall wait,” Marta Lind said.", 0, "Marta Lind", QUOTH_KIND_SPEECH, QUOTH__STEP_CUE_AFTER, 1, NULL},
        {"“We shall wait,” said Marta Lind.", 0, "Marta Lind", QUOTH_KIND_SPEECH, QUOTH__STEP_INVERTED, 1, NULL},
        {"Marta Lind said, “We shall wait.”", 0, "Marta Lind", QUOTH_KIND_SPEECH, QUOTH__STEP_CUE_BEFORE, 1, NULL},
        {"Marta Lind said: “We shall wait.”", 0, "Marta Lind", QUOTH_KIND_SPEECH, QUOTH__STEP_COLON, 1, NULL},
        {"Marta Lind: “We shall wait.”", 0, "Marta Lind", QUOTH_KIND_SPEECH, QUOTH__STEP_LABEL, 1, NULL},
        {"According to Marta Lind, the road is “a disgrace”.", 0, "Marta Lind", QUOTH_KIND_FRAGMENT,
         QUOTH__STEP_ACCORDING, 1, NULL},
        {"The road is “a disgrace”, according to Marta Lind.", 0, "Marta Lind", QUOTH_KIND_FRAGMENT,
         QUOTH__STEP_ACCORDING, 1, NULL},
        {"Paul Roth was tired. “When do we leave?” he recalled Marta Lind asking.", 0, "Marta Lind", QUOTH_KIND_SPEECH,
         QUOTH__STEP_ASKED_SPEAKER, 1, NULL},
        {"“We shall wait,” Marta Lind is quoted as saying in the record.", 0, "Marta Lind", QUOTH_KIND_SPEECH,
         QUOTH__STEP_PASSIVE, 1, NULL},
        {"Marta Lind had enough. Her answer was “no more of this”.", 0, "Marta Lind", ANY, QUOTH__STEP_NOUN, 1, NULL},
        {"In Marta Lind’s words, “no more of this”.", 0, "Marta Lind", ANY, QUOTH__STEP_NOUN, 1, NULL},
        {"Marta Lind said she had no wish to see the “old gang of thieves” again.", 0, "Marta Lind",
         QUOTH_KIND_FRAGMENT, QUOTH__STEP_SUBJECT, 1, NULL},
        {"“We shall wait,” Marta Lind said. “Then we shall go.”", 1, "Marta Lind", QUOTH_KIND_SPEECH,
         QUOTH__STEP_PARAGRAPH, 1, NULL},
        {"“We shall wait,” Marta Lind said on Friday, “and then go.”", 1, "Marta Lind", QUOTH_KIND_SPEECH,
         QUOTH__STEP_CONTINUED, 1, NULL},
        {"“We shall wait,” Marta Lind said.\n\n“Then we shall go. There is no other way for us.”", 1, "Marta Lind",
         QUOTH_KIND_SPEECH, QUOTH__STEP_PREVIOUS, 1, NULL},
        {"“Go away now.” “Please, at once,” Marta Lind begged.", 0, "Marta Lind", QUOTH_KIND_SPEECH, QUOTH__STEP_NEXT,
         1, NULL},
        {"Paul Roth shook his head. “Not while I am here.”", 0, "Paul Roth", QUOTH_KIND_SPEECH, QUOTH__STEP_SENTENCE, 1,
         NULL},
        {"Paul Roth lost, but his “we will be back” was heard by all.", 0, "Paul Roth", ANY, QUOTH__STEP_POSSESSIVE, 1,
         NULL},
        {"“It will help them all.” —Commissioner Ana Ruiz", 0, "Ana Ruiz", QUOTH_KIND_SPEECH, QUOTH__STEP_SIGNED, 1,
         NULL},
        {"“It will help them all.”\n\n— Ana Ruiz.\n\nShe is right.", 0, "Ana Ruiz", QUOTH_KIND_SPEECH,
         QUOTH__STEP_SIGNED, 1, NULL},
        {"“Come in,” said Paul Roth.\n\n“Thank you,” said Marta Lind.\n\n“Sit down.”\n\n“I would rather stand.”", 2,
         "Paul Roth", QUOTH_KIND_SPEECH, QUOTH__STEP_TURN, 1, NULL},
        {"“The ‘old gang’ has gone,” Marta Lind said.", 1, "Marta Lind", ANY, QUOTH__STEP_OUTER, 1, NULL},
        {"The sky was blue and the water cold.\n\n“Nobody knows.”", 0, "", QUOTH_KIND_SPEECH, QUOTH__STEP_NONE, 1,
         NULL},
    };
    CHECK_ALL(cases);
}

/* The hard cases of attribution. */
static void hard_cases(void **state)
{
    (void)state;
    static const expected cases[] = {
        {"Vera Lavrova arrived late. “We agree,” she said.", 0, "Vera Lavrova", QUOTH_KIND_SPEECH, ANY, 1, NULL},
        {"“It works,” said Hugh Hill, a doctor in Leeds who treats miners.", 0, "Hugh Hill", QUOTH_KIND_SPEECH, ANY, 1,
         NULL},
        {"Hugh Hill, a doctor, said: “They need care.\n\n“Without it they die,” he added.", 0, "Hugh Hill", ANY, ANY, 1,
         NULL},
        {"Hugh Hill, a doctor, said: “They need care.\n\n“Without it they die,” he added.", 1, "Hugh Hill", ANY, ANY, 1,
         NULL},
        {"Anna told Boris: “You go first.”", 0, "Anna", QUOTH_KIND_SPEECH, ANY, 1, "Boris"},
        {"Igor Sokolov stood up. “Stay, Maria,” he said.", 0, "Igor Sokolov", QUOTH_KIND_SPEECH, ANY, 1, "Maria"},
        {"“Enough,” sighed Jo.", 0, "Jo", QUOTH_KIND_SPEECH, ANY, 1, NULL},
        {"“Enough of that!” trumpled Jo.", 0, "Jo", QUOTH_KIND_SPEECH, ANY, 1, NULL},
        {"Paul Roth came in. He said: “We tried,” he said.", 0, "Paul Roth", QUOTH_KIND_SPEECH, ANY, 1, NULL},
        {"The ministry said “no decision” had been taken.", 0, "the ministry", QUOTH_KIND_FRAGMENT, ANY, 1, NULL},
        {"“Soon,” said one official, who asked not to be named.", 0, "one official", QUOTH_KIND_SPEECH, ANY, 1, NULL},
        {"The plan was called “reckless” by the opposition.", 0, "the opposition", QUOTH_KIND_FRAGMENT,
         QUOTH__STEP_PASSIVE, 1, NULL},
        {"Troops were told to “hold the line”.", 0, "", QUOTH_KIND_FRAGMENT, ANY, 1, NULL},
        {"According to the mayor, the bridge is “finished”.", 0, "the mayor", QUOTH_KIND_FRAGMENT, ANY, 1, NULL},
        {"The letter read: “We resign.”", 0, "the letter", QUOTH_KIND_WRITING, ANY, 1, NULL},
        {"Reuters reported that Kurz said Vienna “will not pay”.", 0, "Kurz", QUOTH_KIND_FRAGMENT, ANY, 1, NULL},
        {"Ng told the BBC that Lee had warned of “chaos”.", 0, "Lee", QUOTH_KIND_FRAGMENT, ANY, 1, NULL},
        {"Chen never said “we quit”.", 0, "Chen", ANY, ANY, 0, NULL},
        {"No officer would say “please”.", 0, NULL, ANY, ANY, 0, NULL},
        {"If he had said “Yes”, all would be well.", 0, NULL, ANY, ANY, 0, NULL},
        {"Paul Roth left. Had he said “Yes”, all would be well.", 0, "Paul Roth", ANY, ANY, 0, NULL},
        {"“Why me?” Rosa wondered.", 0, "Rosa", QUOTH_KIND_THOUGHT, ANY, 1, NULL},
        {"Ann Gray spoke. A law which she said was “dead” passed.", 0, "Ann Gray", QUOTH_KIND_FRAGMENT, ANY, 1, NULL},
        {"“Fine,” Prime Minister Ana Sá said.", 0, "Ana Sá", QUOTH_KIND_SPEECH, ANY, 1, NULL},
        {"“Go.” “No.” “Please,” Paul Roth begged.", 2, "Paul Roth", QUOTH_KIND_SPEECH, ANY, 1, NULL},
        {"“It was late,” said former secretary of state Ann Gray, who had waited.", 0, "Ann Gray", ANY, ANY, 1, NULL},
        {"“It was late,” said master of ceremonies Asab Nour.", 0, "Asab Nour", ANY, ANY, 1, NULL},
        {"“It was late,” said Will Doyle, a professor.", 0, "Will Doyle", ANY, ANY, 1, NULL},
        {"“Big news soon,” Trump tweeted.", 0, "Trump", QUOTH_KIND_SPEECH, ANY, 1, NULL},
        {"The crowd held signs reading “Bread for all”.", 0, "the crowd", QUOTH_KIND_WRITING, ANY, 1, NULL},
        {"Her “we will manage” became famous.", 0, NULL, QUOTH_KIND_FRAGMENT, QUOTH__STEP_POSSESSIVE, 1, NULL},
        {"The so-called “peace summit” broke up before lunch.", 0, "", QUOTH_KIND_TERM, QUOTH__STEP_NONE, 1, NULL},
        {"She lent him the novel “The Long Winter Road” and left.", 0, "", QUOTH_KIND_TITLE, QUOTH__STEP_NONE, 1, NULL},
        {"William “Buzz” Harker left early.", 0, "", QUOTH_KIND_NAME, QUOTH__STEP_NONE, 1, NULL},
        {"Asked whether she had said “never again”, Ann Gray smiled.", 0, NULL, ANY, ANY, 0, NULL},
    };
    CHECK_ALL(cases);
}

/* One person under many names. */
static void people(void **state)
{
    (void)state;
#define NEWS "Former French President Paul Roth met Russian President Igor Sokolov in Vienna. "
    static const expected cases[] = {
        {NEWS "“It was late,” Roth said.", 0, "Paul Roth", ANY, ANY, 1, NULL},
        {NEWS "“It was late,” Mr. Roth said.", 0, "Paul Roth", ANY, ANY, 1, NULL},
        {NEWS "“It was late,” President Sokolov said.", 0, "Igor Sokolov", ANY, ANY, 1, NULL},
        {NEWS "“It was late,” the Russian president said.", 0, "Igor Sokolov", ANY, ANY, 1, NULL},
        {NEWS "“It was late,” the Russian leader said.", 0, "Igor Sokolov", ANY, ANY, 1, NULL},
        {NEWS "“It was late,” the Russian dictator mused.", 0, "Igor Sokolov", ANY, ANY, 1, NULL},
        {NEWS "“It was late,” the 9th President of France said.", 0, "Paul Roth", ANY, ANY, 1, NULL},
        {NEWS "“It was late,” said the president of Russia.", 0, "Igor Sokolov", ANY, ANY, 1, NULL},
        {"Igor Ivanov, foreign minister for six years, smiled. “It was late,” the ex-minister said.", 0, "Igor Ivanov",
         ANY, ANY, 1, NULL},
        {"No talks were held, said the former head of the department, Igor Ivanov. “It was late,” he added.", 0,
         "Igor Ivanov", ANY, ANY, 1, NULL},
        {"William Harker waited. “Sit down, Bill,” said Ann Gray.", 0, "Ann Gray", ANY, ANY, 1, "William Harker"},
        {"Bill Clinton waited. Hillary Clinton spoke. “Go,” Clinton said.", 0, "Hillary Clinton", ANY, ANY, 1, NULL},
        {"Ann Gray met Paul Roth. “It was late,” she said.", 0, "Ann Gray", ANY, ANY, 1, NULL},
        {"Ann Gray met Paul Roth. “It was late,” he said.", 0, "Paul Roth", ANY, ANY, 1, NULL},
        {"Roth smiled. “It was late,” Paul Roth said.", 0, "Paul Roth", ANY, ANY, 1, NULL},
        {"“It was late,” said Jean-Claude van der Berg.", 0, "Jean-Claude van der Berg", ANY, ANY, 1, NULL},
        {"“It was late,” said J. K. Marlow.", 0, "J. K. Marlow", ANY, ANY, 1, NULL},
        {"“It was late,” said a spokesman for Gazprom.", 0, "a spokesman for Gazprom", ANY, ANY, 1, NULL},
    };
    CHECK_ALL(cases);
}

/* "I", "you" and "he" inside a quotation. */
static void turns(void **state)
{
    (void)state;
    static const expected cases[] = {
        {"“Are you coming?” asked Otto Lind.\n\n“No,” said Karl Moor.\n\n“Are you ill?” he said.", 2, "Otto Lind", ANY,
         ANY, ANY, NULL},
        {"“Are you coming?” asked Otto Lind.\n\n“No, Otto, I am tired,” said Karl Moor.\n\n“You never come, Karl,” he "
         "said.",
         2, "Otto Lind", ANY, ANY, ANY, NULL},
        {"“Oh, Otto,” cried Anna, as he finished, “I had no idea.”", 1, "Anna", ANY, ANY, ANY, NULL},
        {"“Is it far?” asked Anna.\n\n“Two miles,” said Otto.\n\n“I am glad.” Otto bowed.", 2, "Anna", ANY, ANY, ANY,
         NULL},
        {"“Is it far?” asked Ruth.\n\n“Two miles,” said Anna. Ruth shook her head. “I shall stay here.”", 2, "Ruth",
         ANY, ANY, ANY, NULL},
        {"“Is it far?” asked Ruth.\n\n“Two miles,” said Anna.\n\nAnna smiled.\n\n“Come, Anna.”", 2, "Ruth", ANY, ANY,
         ANY, NULL},
        {"Anna felt ashamed. “Ruth, you must take it.” “No, you must,” said Ruth.", 0, "Anna", ANY, ANY, ANY, NULL},
    };
    CHECK_ALL(cases);
}

static void called_by_name(void **state)
{
    (void)state;
    static const expected cases[] = {
        {"“Is it far?” I asked.\n\n“Two miles, Otto,” said Anna.\n\n“Shall we walk?” I asked.", 0, "Otto", ANY, ANY,
         ANY, NULL},
        {"“Is it far?” I asked.\n\n“Now then, Kessler, sit down,” said Anna.\n\n“Shall we walk?” I asked.", 2,
         "Kessler", ANY, ANY, ANY, NULL},
        {"“Is it far?” I asked.\n\n“Kessler,--that is the name,” said Anna.\n\n“Shall we walk?” I asked.", 2, "I", ANY,
         ANY, ANY, NULL},
        {"A nurse stood by the door. “Is it far?” she asked.\n\n“Two miles, Martha,” said Karl Moor.\n\n“Shall we "
         "walk?” said the nurse.",
         2, "Martha", ANY, ANY, ANY, NULL},
        {"“Is it far, Otto?” asked Anna.\n\n“Two miles,” cried a tall, thin man.", 1, "a tall, thin man", ANY, ANY, ANY,
         NULL},
        {"“Is it far?” asked Anna.\n\n“Two miles,” said a parson.\n\n“You are Parson Lind?” asked Anna.\n\n“I am,” "
         "said the parson.",
         3, "Lind", ANY, ANY, ANY, NULL},
    };
    CHECK_ALL(cases);
}

static void pronouns_in_stories(void **state)
{
    (void)state;
    static const expected cases[] = {
        {"Many years ago Karl Moor had built the mill. The road was long and the evening dark, and nothing moved on "
         "the hills but the wind and a few sheep that had lost their way. At the gate they met Otto Lind.\n\n“Is it "
         "far?” he asked.",
         0, "Otto Lind", ANY, ANY, ANY, NULL},
        {"Karl Moor sat in the garden. A small boy came along the path. He stopped.\n\n“Is it far?” he asked.", 0,
         "a small boy", ANY, ANY, ANY, NULL},
        {"“Is it far?” said Karl Moor.\n\nOf the club Otto Lind has no high opinion. “It has only servants,” he tells "
         "the printer.",
         1, "Otto Lind", ANY, ANY, ANY, NULL},
        {"THE OLD MAN'S HOUSE\n\nThe rain fell. He came to the door.\n\n“Is it far?” he asked.", 0, "OLD MAN", ANY, ANY,
         ANY, NULL},
        {"They reached the Golden Lion Inn. She laughed.\n\n“Is it far?” she asked.", 0, "", ANY, ANY, ANY, NULL},
        {"Anna Lind rose, and before she left the room she said,\n\n“Is it far?”", 0, "Anna Lind", ANY, ANY, ANY, NULL},
        {"Anna Lind asked again:\n\n“Is it far?” Otto answered that it was.", 0, "Anna Lind", ANY, ANY, ANY, NULL},
    };
    CHECK_ALL(cases);
}

static void parts_of_a_sentence(void **state)
{
    (void)state;
    static const expected cases[] = {
        {"“Two Houses to Close in May,” by Otto Lind, stood on the page.", 0, NULL, QUOTH_KIND_TITLE, ANY, ANY, NULL},
        {"Otto Lind said, “We have not heard that story” from the mayor.", 0, "Otto Lind", QUOTH_KIND_FRAGMENT, ANY,
         ANY, NULL},
        {"Otto Lind said that after the long war, “I have never seen it.”", 0, "Otto Lind", QUOTH_KIND_FRAGMENT, ANY,
         ANY, NULL},
        {"Anna Lind said he was glad of it and added: “We begin at noon.”", 0, "Anna Lind", QUOTH_KIND_SPEECH, ANY, ANY,
         NULL},
        {"Anna Lind said Otto Moor spoke with her in May and expressed a wish to become “part of that quiet town.”", 0,
         "Otto Moor", QUOTH_KIND_FRAGMENT, ANY, ANY, NULL},
        {"Anna “slept quite well” in the tower, said Doctor Karl Moor. “She is better.”", 0, "Karl Moor",
         QUOTH_KIND_FRAGMENT, QUOTH__STEP_INVERTED, ANY, NULL},
        {"Anna “slept quite well” in the tower, said Doctor Karl Moor. “She is better.”", 1, "Karl Moor",
         QUOTH_KIND_SPEECH, ANY, ANY, NULL},
        {"Otto Lind said both were idle, but he gave the smith a back-handed compliment: “You never have to guess.”", 0,
         "Otto Lind", QUOTH_KIND_SPEECH, ANY, ANY, NULL},
        {"A clerk who spoke openly to the press said Monday, “We begin at noon.”", 0, "a clerk", QUOTH_KIND_SPEECH, ANY,
         ANY, NULL},
    };
    CHECK_ALL(cases);
}

static void inner_speakers(void **state)
{
    (void)state;
#define TALK                                                                                                              \
    "Igor Sokolov spoke of his dinner with William Harker. “I asked him: ‘Bill, will you come?’ Suddenly he said, " \
    "‘I may come.’ We were saying, ‘Let us see.’ Ann Gray said, ‘Why not?’” Sokolov told Paul Roth."
    static const expected cases[] = {
        {TALK, 0, "Igor Sokolov", QUOTH_KIND_SPEECH, ANY, 1, "Paul Roth"},
        {TALK, 1, "Igor Sokolov", QUOTH_KIND_SPEECH, ANY, 1, "William Harker"},
        {TALK, 2, "William Harker", QUOTH_KIND_SPEECH, ANY, 1, NULL},
        {TALK, 3, "Igor Sokolov", QUOTH_KIND_SPEECH, ANY, 1, NULL},
        {TALK, 4, "Ann Gray", QUOTH_KIND_SPEECH, ANY, 1, NULL},
        {"Ann Gray knew Igor Sokolov well. “He told me, ‘I will go.’ He added, ‘Do not wait,’” Gray said.", 1,
         "Igor Sokolov", ANY, ANY, 1, "Ann Gray"},
        {"Ann Gray knew Igor Sokolov well. “He told me, ‘I will go.’ He added, ‘Do not wait,’” Gray said.", 2,
         "Igor Sokolov", ANY, ANY, 1, NULL},
        {"Igor Sokolov asked William Harker. “If he had said ‘Yes’, all would be well,” Sokolov said.", 1,
         "William Harker", ANY, ANY, 0, NULL},
    };
    CHECK_ALL(cases);
}

/* ------------------------------------------------------------------------------------------------- other properties */

static void several_speakers(void **state)
{
    (void)state;
    analysis of;
    analyse("“We won,” Ann Gray and Paul Roth said in a joint note.", &of);
    assert_int_equal(of.speech.also.count, 2);
    assert_string_equal(name_of(&of, QUOTH__AT(of.speech.also, quoth__also, 0).person), "Ann Gray");
    assert_string_equal(name_of(&of, QUOTH__AT(of.speech.also, quoth__also, 1).person), "Paul Roth");
    assert_int_equal(QUOTH__AT(of.speech.also, quoth__also, 0).person, verdict_of(&of, 0)->speaker);
    forget(&of);
    analyse("“We won,” Ann Gray and Paul Roth said. “Now we rest.”", &of);
    assert_int_equal(of.speech.also.count, 4);
    assert_int_equal(QUOTH__AT(of.speech.also, quoth__also, 2).stretch, 1);
    assert_string_equal(name_of(&of, QUOTH__AT(of.speech.also, quoth__also, 2).person), "Ann Gray");
    forget(&of);
}

static void parts_are_joined(void **state)
{
    (void)state;
    analysis of;
    analyse("“The talks,” Ann Gray said on Friday, “will go on.” “Maybe,” said Paul Roth.", &of);
    assert_int_equal(QUOTH__AT(of.stretches, quoth__stretch, 1).group, 0);
    assert_int_equal(QUOTH__AT(of.stretches, quoth__stretch, 1).part, 1);
    assert_int_equal(QUOTH__AT(of.stretches, quoth__stretch, 2).group, 2);
    forget(&of);
}

static void sure_falls_with_the_evidence(void **state)
{
    (void)state;
    analysis near, far, none;
    analyse("“We shall wait,” Marta Lind said.", &near);
    analyse("Paul Roth shook his head. “Not while I am here.”", &far);
    analyse("The sky was blue and the water cold.\n\n“Nobody knows.”", &none);
    assert_true(verdict_of(&near, 0)->sure > verdict_of(&far, 0)->sure);
    assert_true(verdict_of(&far, 0)->sure > verdict_of(&none, 0)->sure);
    assert_int_equal(verdict_of(&none, 0)->sure, 0);
    forget(&near);
    forget(&far);
    forget(&none);
}

static void aliases_are_counted(void **state)
{
    (void)state;
    analysis of;
    analyse("Ann Gray spoke. Gray sat. “Good,” Gray said.", &of);
    uint32_t counted = 0;
    for (size_t i = 0; i < of.speech.aliases.count; i++) {
        const quoth__alias *alias = &QUOTH__AT(of.speech.aliases, quoth__alias, i);
        if (strcmp(name_of(&of, alias->person), "Ann Gray") == 0) counted += alias->count;
    }
    assert_int_equal(counted, 3);
    forget(&of);
}

static void every_step_has_a_sentence(void **state)
{
    (void)state;
    const quoth_string some = {"Marta\nLind", 10}, cue = {"said", 4};
    for (uint8_t step = 0; step < QUOTH__STEP_COUNT; step++) {
        quoth__array sentence = {0};
        quoth__why why = {step, some, some, cue, cue, some};
        assert_int_equal(quoth__speech_why(context, &why, &sentence), QUOTH_OK);
        const char *bytes = sentence.data;
        assert_true(sentence.count > 20);
        assert_int_equal(bytes[sentence.count - 1], '.');
        assert_null(memchr(bytes, '{', sentence.count));
        assert_null(memchr(bytes, '\n', sentence.count));
        quoth__array_free(&context->allocator, &sentence, 1);
        why = (quoth__why){.step = step};
        assert_int_equal(quoth__speech_why(context, &why, &sentence), QUOTH_OK);
        quoth__array_free(&context->allocator, &sentence, 1);
    }
}

static void works_without_a_language(void **state)
{
    (void)state;
    analysis of;
    const char *words = "“We shall wait,” Marta Lind said. She had the “old gang” in mind.";
    assert_int_equal(analyse_with(context, NULL, words, strlen(words), &of), QUOTH_OK);
    assert_int_equal(verdict_of(&of, 0)->kind, QUOTH_KIND_SPEECH);
    forget(&of);
    analyse("", &of);
    assert_int_equal(of.speech.verdicts.count, 0);
    forget(&of);
}

static quoth_status swept_run(quoth_context *with, void *argument)
{
    analysis of;
    quoth_status status = analyse_with(with, argument, TALK, strlen(TALK), &of);
    forget(&of);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(sweep(swept_run, english) > 30);
}

/* ----------------------------------------------------------------------------------------------------------- work */

static double work_a_byte(const char *piece, size_t times)
{
    static const char head[] = "“We wait,” said Jo. ";
    size_t length = strlen(piece), before_pieces = sizeof head - 1, whole = before_pieces + length * times;
    char *words = malloc(whole);
    assert_non_null(words);
    memcpy(words, head, before_pieces);
    for (size_t i = 0; i < times; i++) memcpy(words + before_pieces + i * length, piece, length);
    quoth_text *text;
    quoth_text_options options = {.size = sizeof options, .language = english};
    quoth__array stretches = {0};
    quoth__speech speech = {0};
    assert_int_equal(quoth_text_make(context, words, whole, &options, &text), QUOTH_OK);
    assert_int_equal(quoth__stretches_find(context, text, &stretches), QUOTH_OK);
    uint64_t before = context->work;
    assert_int_equal(quoth__speech_find(context, text, &stretches, &speech), QUOTH_OK);
    double work = (double)(context->work - before) / (double)whole;
    quoth__speech_free(&context->allocator, &speech);
    quoth__array_free(&context->allocator, &stretches, sizeof(quoth__stretch));
    quoth_text_free(text);
    free(words);
    return work;
}

static void work_is_linear(void **state)
{
    (void)state;
    static const char *const pieces[] = {"“We shall wait,” Marta Lind said. She smiled. ",
                                         "Ann Gray ",
                                         "he ",
                                         "“A” ",
                                         "he said ",
                                         "“",
                                         "said “x” ",
                                         "Ann and ",
                                         "the minister ",
                                         "his “a” ",
                                         "A, ",
                                         "according to ",
                                         "““a” ",
                                         "said, ",
                                         "Mr. ",
                                         "“Bill, no,” he said to Bill. ",
                                         "\n\n“Go.”"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        double once = work_a_byte(pieces[i], 3000), twice = work_a_byte(pieces[i], 6000);
        if (twice > once * 1.1) print_error("%s: %g, then %g\n", pieces[i], once, twice);
        assert_true(twice <= once * 1.1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps),
        cmocka_unit_test(hard_cases),
        cmocka_unit_test(people),
        cmocka_unit_test(turns),
        cmocka_unit_test(called_by_name),
        cmocka_unit_test(pronouns_in_stories),
        cmocka_unit_test(parts_of_a_sentence),
        cmocka_unit_test(inner_speakers),
        cmocka_unit_test(several_speakers),
        cmocka_unit_test(parts_are_joined),
        cmocka_unit_test(sure_falls_with_the_evidence),
        cmocka_unit_test(aliases_are_counted),
        cmocka_unit_test(every_step_has_a_sentence),
        cmocka_unit_test(works_without_a_language),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(work_is_linear),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
