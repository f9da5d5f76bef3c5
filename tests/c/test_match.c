/* Which quotations are tellings of one utterance: sentences of our own, each after something that accounts do. */
#include "harness.h"

#include "../../csrc/match/match.h"
#include "../../csrc/match/matching.h"

#define NO (-1)
#define ACCOUNTS 8
#define LINES 64

enum { MAYOR = 1, PILOT, CLERK, JUDGE };

typedef struct line {
    int account, speaker, parent; /* parent: a line */
    const char *words;
} line;

/* Candidates of lines: the texts of the accounts hold their words one after the other. */
typedef struct fixture {
    quoth_context *context;
    quoth_language *language;
    quoth_vocabulary *vocabulary;
    char bytes[ACCOUNTS][8192];
    size_t used[ACCOUNTS];
    quoth_text *texts[ACCOUNTS];
    quoth__span spans[LINES];
    quoth__candidate candidates[LINES];
    size_t count;
    const char *lang;
} fixture;

static void begin(fixture *f)
{
    *f = (fixture){.lang = "en"};
    assert_int_equal(quoth_context_make(NULL, &f->context), QUOTH_OK);
    assert_int_equal(quoth_language_load(f->context, "en", &f->language), QUOTH_OK);
    assert_int_equal(quoth_vocabulary_make(f->context, &f->vocabulary), QUOTH_OK);
}

static void fill(fixture *f, const line *lines, size_t count)
{
    begin(f);
    f->count = count;
    for (size_t i = 0; i < count; i++) {
        size_t account = (size_t)lines[i].account, length = strlen(lines[i].words);
        f->spans[i] = (quoth__span){(uint32_t)f->used[account], (uint32_t)(f->used[account] + length)};
        memcpy(f->bytes[account] + f->used[account], lines[i].words, length);
        f->bytes[account][f->used[account] + length] = '\n';
        f->used[account] += length + 1;
    }
    quoth_text_options options = {.size = sizeof options, .language = f->language};
    for (size_t a = 0; a < ACCOUNTS; a++)
        assert_int_equal(quoth_text_make(f->context, f->bytes[a], f->used[a], &options, &f->texts[a]), QUOTH_OK);
    for (size_t i = 0; i < count; i++) {
        const line *l = &lines[i];
        quoth__candidate *c = &f->candidates[i];
        c->passage = (quoth__passage){.text = f->texts[l->account], .ranges = &f->spans[i], .range_count = 1};
        c->account = (uint32_t)l->account;
        c->speaker = (uint32_t)l->speaker;
        c->parent = (uint32_t)l->parent;
        c->teller = l->parent == NO ? QUOTH__NONE : (uint32_t)lines[l->parent].speaker;
        c->level = l->parent == NO ? 0 : 1;
        c->group = (uint32_t)i;
        assert_int_equal(quoth__passage_tokenise(f->context, &c->passage, f->vocabulary), QUOTH_OK);
    }
}

static void finish(fixture *f)
{
    for (size_t i = 0; i < f->count; i++) quoth__tokens_free(&f->context->allocator, &f->candidates[i].passage.tokens);
    for (size_t a = 0; a < ACCOUNTS; a++) quoth_text_free(f->texts[a]);
    quoth_vocabulary_free(f->vocabulary);
    quoth_language_release(f->language);
    quoth_context_free(f->context);
}

/* utterance[i] of line i, or -1; reasons and shares where asked for. Gives how many utterances there are. */
static int tell(fixture *f, int *utterance, quoth__telling *of)
{
    quoth__array tellings = {0};
    int most = 0;
    for (size_t i = 0; i < f->count; i++) utterance[i] = -1;
    assert_int_equal(quoth__match(f->context, f->candidates, f->count, f->vocabulary, f->lang, &tellings), QUOTH_OK);
    for (size_t i = 0; i < tellings.count; i++) {
        const quoth__telling *t = &QUOTH__AT(tellings, quoth__telling, i);
        if (i) assert_true(t[-1].utterance < t->utterance || t[-1].candidate < t->candidate);
        assert_true(t->share <= 1000 && t->reason < QUOTH__REASON_COUNT);
        utterance[t->candidate] = (int)t->utterance;
        if (of) of[t->candidate] = *t;
        if ((int)t->utterance + 1 > most) most = (int)t->utterance + 1;
    }
    quoth__array_free(&f->context->allocator, &tellings, sizeof(quoth__telling));
    return most;
}

/* Checks the utterances of lines against letters: the same letter, the same utterance; '.' told once. */
static void check(const line *lines, size_t count, const char *letters)
{
    fixture f;
    int utterance[LINES];
    assert_int_equal(strlen(letters), count);
    fill(&f, lines, count);
    tell(&f, utterance, NULL);
    for (size_t i = 0; i < count; i++) {
        if ((utterance[i] >= 0) != (letters[i] != '.')) fail_msg("line %zu of \"%s\": %d", i, letters, utterance[i]);
        for (size_t j = 0; j < i; j++)
            if (letters[i] != '.' && (utterance[i] == utterance[j]) != (letters[i] == letters[j]))
                fail_msg("lines %zu and %zu of \"%s\"", j, i, letters);
    }
    finish(&f);
}
#define CHECK(letters, ...)                                                                                            \
    do {                                                                                                               \
        const line checked[] = {__VA_ARGS__};                                                                          \
        check(checked, sizeof checked / sizeof *checked, letters);                                                     \
    } while (0)

/* ------------------------------------------------------------------------------------------------------- weights */

static void logarithms(void **unused)
{
    (void)unused;
    assert_int_equal(quoth__log2_sixteenths(0), 0);
    for (unsigned i = 0; i < 64; i++) assert_int_equal(quoth__log2_sixteenths((uint64_t)1 << i), 16 * i);
    static const uint32_t known[][2] = {{3, 25}, {5, 37}, {7, 45}, {10, 53}, {100, 106}, {1000, 159}, {65535, 256}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_int_equal(quoth__log2_sixteenths(known[i][0]), known[i][1]);
    assert_int_equal(quoth__log2_sixteenths(UINT64_MAX), 1024);
    for (uint64_t x = 1; x < 100000; x++) assert_true(quoth__log2_sixteenths(x) <= quoth__log2_sixteenths(x + 1));
    assert_true(quoth__match_weight(10, 1) > quoth__match_weight(10, 2));
    assert_true(quoth__match_weight(0, 0) >= 1 && quoth__match_weight(5, 500) >= 1);
}

/* ---------------------------------------------------------------------------------------------- words tell it */

static void the_same_words(void **unused)
{
    (void)unused;
    const line lines[] = {{0, MAYOR, NO, "The old bridge will stand for another hundred years."},
                          {0, MAYOR, NO, "I never liked the colour of it."},
                          {1, MAYOR, NO, "The old bridge will stand for another hundred years"},
                          {2, MAYOR, NO, "the OLD bridge will stand, for another hundred years!"}};
    fixture f;
    int utterance[LINES];
    quoth__telling of[LINES];
    fill(&f, lines, 4);
    assert_int_equal(tell(&f, utterance, of), 1);
    assert_int_equal(utterance[1], -1);
    for (size_t i = 0; i < 4; i++) {
        if (i == 1) continue;
        assert_int_equal(utterance[i], 0);
        assert_int_equal(of[i].reason, QUOTH__REASON_SAME_WORDS);
        assert_int_equal(of[i].share, 1000);
    }
    finish(&f);
    assert_string_equal(quoth__reason_names[QUOTH__REASON_ALIKE], "alike");
}

static void other_words(void **unused)
{
    (void)unused;
    /* contractions, forms of a word, spelling, numbers in words */
    CHECK("aa.", {0, PILOT, NO, "I wouldn't have landed in that field if the engine hadn't failed."},
          {1, PILOT, NO, "I would never land in a field like that if the engine didn't fail,"},
          {1, PILOT, NO, "My mother taught me to fly."});
    CHECK("aa", {0, MAYOR, NO, "Five neighbors painted the theater in two weeks"},
          {1, MAYOR, NO, "5 neighbours were painting the theatre for 2 weeks"});
    /* two translations of one sentence */
    CHECK("aa.", {0, MAYOR, NO, "The harbour belongs to the fishermen of this town, it was never for sale,"},
          {1, MAYOR, NO, "This harbor is the property of our fishermen; never has the town put it up for sale."},
          {1, MAYOR, NO, "We shall build a school for the children of the valley."});
    /* one that begins earlier and goes on longer */
    CHECK("aa", {0, JUDGE, NO, "the letters were forged by a careful hand"},
          {1, JUDGE, NO, "Let me say this: the letters were forged by a careful hand, and we know whose."});
}

static void who_speaks(void **unused)
{
    (void)unused;
    /* the same topic, another speaker */
    CHECK("..", {0, MAYOR, NO, "When will you send us the new engine?"},
          {1, PILOT, NO, "We do not send a new engine; you come and get the new engine."});
    /* the same words of some length, but the tellers or the speakers differ */
    CHECK("..", {0, MAYOR, NO, "The engine failed twice over the lake."},
          {1, PILOT, NO, "The engine failed twice over the lake."});
    CHECK("......", {0, MAYOR, NO, "We talked of the weather."},
          {0, PILOT, 0, "The engine failed twice over the lake."}, {1, CLERK, NO, "He came late to supper."},
          {1, PILOT, 2, "The engine failed twice over the lake."}, {0, JUDGE, NO, "Nobody saw a light."},
          {1, JUDGE, NO, "There was a dog outside."});
    /* one speaker is not known: a reworded telling is not enough, many of the same words are */
    CHECK("aa", {0, PILOT, NO, "Before the storm the minister begged us for lanterns and rope."},
          {1, PILOT, NO, "The minister wanted lanterns from us before that storm, blankets, too."});
    CHECK("..", {0, PILOT, NO, "Before the storm the minister begged us for lanterns and rope."},
          {1, NO, NO, "The minister wanted lanterns from us before that storm, blankets, too."});
    CHECK("aa", {0, PILOT, NO, "The engine failed twice over the frozen lake that morning."},
          {1, NO, NO, "The engine failed twice over the frozen lake this morning"});
    /* so many of the same words that an account must have named the wrong one */
    CHECK("aa",
          {0, PILOT, NO,
           "The engine failed twice over the frozen lake that morning, and we prayed until the village church came in "
           "sight."},
          {1, CLERK, NO,
           "The engine failed twice over the frozen lake that morning and we prayed until the village church came in "
           "sight"});
}

static void a_fragment(void **unused)
{
    (void)unused;
    CHECK("a.a", {0, MAYOR, NO, "sitting at a table with a crowd of merchants who don't count."},
          {0, CLERK, NO, "He never came to our table again."}, {0, MAYOR, NO, "merchants who don't count"});
    /* two sayings of one speaker on one matter, in one account */
    CHECK("..", {0, MAYOR, NO, "We are troubled by the way the budgets are written in the council,"},
          {0, MAYOR, NO, "I know how budgets are written there,"});
}

static void what_lies_inside(void **unused)
{
    (void)unused;
    /* an answer is never one with what it stands in, however alike */
    CHECK("..", {0, PILOT, NO, "I said the engine failed over the frozen lake and I said"},
          {0, PILOT, 0, "the engine failed over the frozen lake"});
    /* each level finds its own */
    CHECK("ababc.c", {0, MAYOR, NO, "So I climbed the tower and shouted down to the waiting clerks:"},
          {0, CLERK, 0, "Bring the ledger and every lantern in the house"},
          {1, MAYOR, NO, "I climbed the tower then and shouted to the clerks who waited:"},
          {1, CLERK, 2, "Bring the ledger, bring every lantern that is in the house"},
          {0, JUDGE, NO, "The ledger burned in a kitchen stove."},
          {1, PILOT, NO, "It was raining that night on the airfield."},
          {1, JUDGE, NO, "That ledger burned in the stove of a kitchen"});
}

static void no_chains(void **unused)
{
    (void)unused;
    /* the third is half like each of the first two, which have nothing in common: it goes to one of them */
    const line lines[] = {{0, MAYOR, NO, "copper kettles whistle louder than silver trumpets"},
                          {1, MAYOR, NO, "muddy rivers carry barges toward distant lighthouses"},
                          {2, MAYOR, NO, "copper kettles whistle louder while muddy rivers carry barges"}};
    fixture f;
    int utterance[LINES];
    fill(&f, lines, 3);
    assert_int_equal(tell(&f, utterance, NULL), 1);
    assert_int_not_equal(utterance[0], utterance[1]);
    assert_int_equal(utterance[2], 0);
    finish(&f);
}

/* ------------------------------------------------------------------------------------------ the place tells it */

static void slight_words(void **unused)
{
    (void)unused;
    CHECK("....", {0, PILOT, NO, "Yes"}, {0, PILOT, NO, "We flew over the mill."},
          {1, PILOT, NO, "My wife bakes bread."}, {1, PILOT, NO, "Yes."});
    CHECK("..", {0, PILOT, NO, "Why not?"}, {1, PILOT, NO, "Why not?"});
    /* beside the same question */
    CHECK("abab.", {0, JUDGE, NO, "Did you see the ledger burning in the stove?"}, {0, CLERK, NO, "Yes"},
          {1, JUDGE, NO, "Have you seen the ledger burn in the stove?"}, {1, CLERK, NO, "Yes."},
          {1, CLERK, NO, "Yes."});
    /* beside the same question, but somebody else answers */
    CHECK("a.a.", {0, JUDGE, NO, "Did you see the ledger burning in the stove?"}, {0, CLERK, NO, "Yes"},
          {1, JUDGE, NO, "Have you seen the ledger burn in the stove?"}, {1, PILOT, NO, "Yes."});
}

static void another_name_in_its_place(void **unused)
{
    (void)unused;
    /* the second account has the wrong speaker, but the question in front is the same */
    CHECK("abab", {0, JUDGE, NO, "Did you see the ledger burning in the stove?"},
          {0, CLERK, NO, "I saw smoke from the kitchen, nothing more."},
          {1, JUDGE, NO, "Have you seen the ledger burn in the stove?"},
          {1, PILOT, NO, "I saw some smoke from that kitchen, nothing more"});
    /* the one account leaves the answer out, the other the question: an answer uses the words of the question */
    CHECK("a.a.", {0, JUDGE, NO, "We shall now turn to the matter of the burned ledger."},
          {0, JUDGE, NO, "Who carried the lanterns to the tower?"},
          {1, JUDGE, NO, "Let us now turn to this matter of the burned ledger"},
          {1, CLERK, NO, "Nobody carries lanterns; lanterns stay in the tower."});
}

static void a_telling_over_two(void **unused)
{
    (void)unused;
    const line lines[] = {{0, MAYOR, NO, "Keller answered: I have no objection, but all his clerks turned very pale,"},
                          {1, MAYOR, NO, "I recall the last time that I met Keller at the mill. There Keller said,"},
                          {1, CLERK, 1, "As you like."},
                          {1, MAYOR, NO, "the clerks turned rather pale."},
                          {1, MAYOR, NO, "Later we walked to the station."}};
    fixture f;
    int utterance[LINES];
    quoth__telling of[LINES];
    fill(&f, lines, 5);
    assert_int_equal(tell(&f, utterance, of), 1);
    assert_int_equal(utterance[0], 0);
    assert_int_equal(utterance[1], 0);
    assert_int_equal(utterance[3], -1);
    assert_int_equal(of[0].reason, QUOTH__REASON_PLACE);
    finish(&f);
    /* without the report in front it is one with what it shares its words with */
    CHECK("a..a", {0, MAYOR, NO, "I had no objection, but all his clerks turned very pale,"},
          {1, MAYOR, NO, "I recall the last time that I met Keller at the mill. There Keller said,"},
          {1, CLERK, 1, "As you like."}, {1, MAYOR, NO, "the clerks turned rather pale."});
}

static void between_the_same(void **unused)
{
    (void)unused;
    /* other words between the same two sayings, one of them in common */
    CHECK("abcabc", {0, MAYOR, NO, "The old bridge will stand for another hundred years."},
          {0, MAYOR, NO, "Whoever doubts it may ask the masons."},
          {0, MAYOR, NO, "My father laid the keystone with his own hands."},
          {1, MAYOR, NO, "That old bridge stands for another hundred years"},
          {1, MAYOR, NO, "Go to the masons, unbelievers."},
          {1, MAYOR, NO, "With his own hands my father laid the keystone"});
    /* nothing in common */
    CHECK("a.ca.c", {0, MAYOR, NO, "The old bridge will stand for another hundred years."},
          {0, MAYOR, NO, "Whoever doubts it may ask the masons."},
          {0, MAYOR, NO, "My father laid the keystone with his own hands."},
          {1, MAYOR, NO, "That old bridge stands for another hundred years"},
          {1, MAYOR, NO, "I have never been so tired."},
          {1, MAYOR, NO, "With his own hands my father laid the keystone"});
    /* inside tellings of one saying, at the same place, the answer in other words */
    CHECK("abab", {0, MAYOR, NO, "So I climbed the tower and shouted down to the waiting clerks, and one of them said"},
          {0, CLERK, 0, "Gladly, sir."},
          {1, MAYOR, NO, "I climbed the tower then and shouted to the clerks who waited. One of them said"},
          {1, CLERK, 2, "With pleasure."});
}

/* --------------------------------------------------------------------------------------------------- the order */

static uint64_t random_state = 88172645463325252u;
static uint32_t below(uint32_t bound)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 32) * bound >> 32);
}

/* Candidates without texts to speak of: numbers stand for words. */
typedef struct bulk {
    quoth_context *context;
    quoth_vocabulary *vocabulary;
    quoth_text text;
    quoth__candidate *candidates;
    quoth__span *spans;
    uint32_t *kinds;
    uint32_t *ids;
    size_t count, words;
} bulk;

static void bulk_begin(bulk *b, size_t count, size_t words, size_t vocabulary)
{
    static const uint8_t bytes[] = "text";
    *b = (bulk){.count = count, .words = words};
    assert_int_equal(quoth_context_make(NULL, &b->context), QUOTH_OK);
    b->text = (quoth_text){.bytes = bytes, .length = 4};
    assert_int_equal(quoth_language_load(b->context, "en", &b->text.language), QUOTH_OK);
    assert_int_equal(quoth_vocabulary_make(b->context, &b->vocabulary), QUOTH_OK);
    for (size_t i = 0; i < vocabulary; i++) {
        char form[24];
        uint32_t id;
        int length = snprintf(form, sizeof form, "w%zu", i);
        assert_int_equal(quoth_vocabulary_add(b->context, b->vocabulary, form, (size_t)length, &id), QUOTH_OK);
    }
    b->candidates = calloc(count, sizeof *b->candidates);
    b->spans = calloc(count, sizeof *b->spans);
    b->kinds = calloc(words, sizeof *b->kinds);
    b->ids = calloc(count * words, sizeof *b->ids);
    for (size_t i = 0; i < count; i++) {
        quoth__candidate *c = &b->candidates[i];
        b->spans[i] = (quoth__span){(uint32_t)i, (uint32_t)i + 1};
        c->passage =
            (quoth__passage){&b->text, &b->spans[i], 1, {NULL, NULL, b->kinds, b->ids + i * words, words, 0, NULL}};
        c->account = (uint32_t)i % 100;
        c->speaker = 1;
        c->teller = c->parent = QUOTH__NONE;
        c->group = (uint32_t)i;
    }
}

static void bulk_end(bulk *b)
{
    free(b->candidates);
    free(b->spans);
    free(b->kinds);
    free(b->ids);
    quoth_vocabulary_free(b->vocabulary);
    quoth_language_release(b->text.language);
    quoth_context_free(b->context);
}

static size_t bulk_match(bulk *b, quoth__array *tellings, uint64_t *work)
{
    quoth__enter(b->context);
    quoth_status status = quoth__match(b->context, b->candidates, b->count, b->vocabulary, "en", tellings);
    assert_int_equal(quoth__leave(b->context, status), QUOTH_OK);
    if (work) *work = quoth_context_work(b->context);
    return tellings->count;
}

/* label[i]: the least place (by `original`) of the utterance of the candidate that was i before it was shuffled. */
static void partition(bulk *b, const uint32_t *original, uint32_t *label)
{
    quoth__array tellings = {0};
    bulk_match(b, &tellings, NULL);
    for (size_t i = 0; i < b->count; i++) label[i] = QUOTH__NONE;
    const quoth__telling *t = tellings.data;
    for (size_t start = 0, end; start < tellings.count; start = end) {
        uint32_t least = QUOTH__NONE;
        for (end = start; end < tellings.count && t[end].utterance == t[start].utterance; end++)
            if (original[t[end].candidate] < least) least = original[t[end].candidate];
        for (size_t i = start; i < end; i++) label[original[t[i].candidate]] = least;
    }
    quoth__array_free(&b->context->allocator, &tellings, sizeof(quoth__telling));
}

static void swap_candidates(bulk *b, uint32_t *original, size_t i, size_t j)
{
    quoth__candidate c = b->candidates[i];
    uint32_t o = original[i];
    b->candidates[i] = b->candidates[j];
    original[i] = original[j];
    b->candidates[j] = c;
    original[j] = o;
}

/* Parents are indices: they follow the shuffle. */
static void shuffle(bulk *b, uint32_t *original)
{
    uint32_t *parent = calloc(b->count, sizeof *parent), *now = calloc(b->count, sizeof *now);
    for (size_t i = 0; i < b->count; i++)
        parent[original[i]] = b->candidates[i].parent == QUOTH__NONE ? QUOTH__NONE : original[b->candidates[i].parent];
    for (size_t i = b->count - 1; i > 0; i--) swap_candidates(b, original, i, below((uint32_t)i + 1));
    for (size_t i = 0; i < b->count; i++) now[original[i]] = (uint32_t)i;
    uint32_t turn = below(1000);
    for (size_t i = 0; i < b->count; i++) {
        quoth__candidate *c = &b->candidates[i];
        c->parent = parent[original[i]] == QUOTH__NONE ? QUOTH__NONE : now[parent[original[i]]];
        c->group = (uint32_t)i;
        if (c->speaker != QUOTH__NONE) c->speaker = (c->speaker * 7 + turn) % 1009;
        if (c->teller != QUOTH__NONE) c->teller = (c->teller * 7 + turn) % 1009;
    }
    free(parent);
    free(now);
}

static void any_order(void **unused)
{
    (void)unused;
    enum { COUNT = 300, WORDS = 9 };
    static uint32_t original[COUNT], before[COUNT], after[COUNT];
    size_t told = 0;
    for (int round = 0; round < 60; round++) {
        bulk b;
        bulk_begin(&b, COUNT, WORDS, 60);
        for (size_t i = 0; i < COUNT; i++) {
            original[i] = (uint32_t)i;
            size_t from = i ? below((uint32_t)i) : 0;
            bool anew = i < 20 || below(4) == 0;
            for (size_t w = 0; w < WORDS; w++)
                b.ids[i * WORDS + w] = anew || below(5) == 0 ? below(60) : b.ids[from * WORDS + w];
            if (below(6) == 0) b.candidates[i].passage.tokens.count = 1 + below(2);
            b.candidates[i].account = (uint32_t)i / 30;
            b.candidates[i].speaker = below(5) == 0 ? QUOTH__NONE : below(2);
            if (i % 30 && below(4) == 0) {
                b.candidates[i].parent = (uint32_t)i - 1;
                b.candidates[i].teller = b.candidates[i - 1].speaker;
            }
        }
        partition(&b, original, before);
        for (int times = 0; times < 3; times++) {
            shuffle(&b, original);
            partition(&b, original, after);
            assert_memory_equal(before, after, sizeof before);
        }
        for (size_t i = 0; i < COUNT; i++) told += before[i] != QUOTH__NONE;
        bulk_end(&b);
    }
    assert_true(told > 2000);
}

/* --------------------------------------------------------------------------------------------------- the cost */

typedef void family(bulk *b);
static void identical(bulk *b)
{
    for (size_t i = 0; i < b->count * b->words; i++) b->ids[i] = (uint32_t)(i % b->words);
}
static void identical_by_many(bulk *b)
{
    identical(b);
    for (size_t i = 0; i < b->count; i++) b->candidates[i].speaker = (uint32_t)i;
}
static void one_word(bulk *b)
{
    for (size_t i = 0; i < b->count; i++) b->candidates[i].passage.tokens.count = 1;
}
static void variants(bulk *b)
{
    for (size_t i = 0; i < b->count; i++)
        for (size_t w = 0; w < b->words; w++) b->ids[i * b->words + w] = below(6) ? (uint32_t)w : below(5000);
}
static void few_words(bulk *b)
{
    for (size_t i = 0; i < b->count * b->words; i++) b->ids[i] = below(40);
}

static void cost(void **unused)
{
    (void)unused;
    family *const families[] = {identical, identical_by_many, one_word, variants, few_words};
    const uint64_t most_growth[] = {22, 22, 22, 22, 28}; /* in tenths; the last fills the windows of the index */
    const size_t least[] = {16000, 16000, 0, 15000, 0}, most[] = {16000, 16000, 0, 16000, 16000};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        uint64_t work[2];
        for (size_t twice = 0; twice < 2; twice++) {
            bulk b;
            quoth__array tellings = {0};
            bulk_begin(&b, twice ? 16000 : 8000, 14, 5000);
            families[i](&b);
            size_t count = bulk_match(&b, &tellings, &work[twice]);
            if (twice) assert_in_range(count, least[i], most[i]);
            quoth__array_free(&b.context->allocator, &tellings, sizeof(quoth__telling));
            bulk_end(&b);
        }
        if (work[1] > work[0] * most_growth[i] / 10)
            fail_msg("family %zu: %llu, then %llu", i, (unsigned long long)work[0], (unsigned long long)work[1]);
    }
}

static void long_passages(void **unused)
{
    (void)unused;
    enum { WORDS = 20000 };
    bulk b;
    quoth__array tellings = {0};
    uint64_t work;
    bulk_begin(&b, 4, WORDS, 5000);
    for (size_t w = 0; w < WORDS; w++) {
        b.ids[w] = b.ids[WORDS + w] = below(5000);
        b.ids[2 * WORDS + w] = below(10) ? b.ids[w] : below(5000);
        b.ids[3 * WORDS + w] = below(5000);
    }
    b.ids[WORDS] = 4999 - b.ids[0];
    assert_int_equal(bulk_match(&b, &tellings, &work), 3);
    assert_true(work < 16 * (uint64_t)WORDS * WORDS);
    quoth__array_free(&b.context->allocator, &tellings, sizeof(quoth__telling));
    bulk_end(&b);
}

static quoth_status match_all(quoth_context *context, void *argument)
{
    fixture *f = argument;
    quoth__array tellings = {0};
    quoth__enter(context);
    quoth_status status = quoth__match(context, f->candidates, f->count, f->vocabulary, f->lang, &tellings);
    quoth__array_free(&context->allocator, &tellings, sizeof(quoth__telling));
    return quoth__leave(context, status);
}

static const line mixed[] = {
    {0, JUDGE, NO, "Did you see the ledger burning in the stove?"},
    {0, CLERK, NO, "Yes"},
    {1, JUDGE, NO, "Have you seen the ledger burn in the stove?"},
    {1, CLERK, NO, "Yes."},
    {2, MAYOR, NO, "Keller answered: I have no objection, but all his clerks turned very pale,"},
    {3, MAYOR, NO, "I recall the last time that I met Keller at the mill. There Keller said,"},
    {3, CLERK, 5, "As you like."},
    {3, MAYOR, NO, "the clerks turned rather pale."},
    {4, MAYOR, NO, ""}};

static void no_memory(void **unused)
{
    (void)unused;
    fixture f;
    fill(&f, mixed, sizeof mixed / sizeof *mixed);
    assert_true(sweep(match_all, &f) > 20);
    finish(&f);
}

static void limits(void **unused)
{
    (void)unused;
    fixture f;
    fill(&f, mixed, sizeof mixed / sizeof *mixed);
    quoth_context_options options = {.size = sizeof options, .max_work = 20000};
    quoth_context *context;
    assert_int_equal(quoth_context_make(&options, &context), QUOTH_OK);
    assert_int_equal(match_all(context, &f), QUOTH_OVER_LIMIT);
    quoth_context_free(context);
    /* nothing to match, a language that nobody knows, none at all */
    f.lang = "xx";
    assert_int_equal(match_all(f.context, &f), QUOTH_OK);
    f.lang = NULL;
    assert_int_equal(match_all(f.context, &f), QUOTH_OK);
    size_t count = f.count;
    f.count = 0;
    assert_int_equal(match_all(f.context, &f), QUOTH_OK);
    f.count = count;
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logarithms),
        cmocka_unit_test(the_same_words),
        cmocka_unit_test(other_words),
        cmocka_unit_test(who_speaks),
        cmocka_unit_test(a_fragment),
        cmocka_unit_test(what_lies_inside),
        cmocka_unit_test(no_chains),
        cmocka_unit_test(slight_words),
        cmocka_unit_test(another_name_in_its_place),
        cmocka_unit_test(a_telling_over_two),
        cmocka_unit_test(between_the_same),
        cmocka_unit_test(any_order),
        cmocka_unit_test(cost),
        cmocka_unit_test(long_passages),
        cmocka_unit_test(no_memory),
        cmocka_unit_test(limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
