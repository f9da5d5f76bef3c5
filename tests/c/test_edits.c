/* edits: what is set by hand, and what every table makes of it. */
#include "../../csrc/corpus/corpus.h"
#include "tables.h"

static const char early[] =
    "The mayor, Anna Petrova, met the engineers on Monday. \"I asked the builder: 'Will the bridge hold the winter "
    "ice?' He answered, 'The bridge will not hold the ice this winter.'\" Petrova said.\n\nBoris Lang disagreed. \"The "
    "ice was never a danger to the bridge,\" he said. \"It melts.\"\n\nThe \"old gang\" laughed.\n";
static const char late[] =
    "Years later the story was told again. \"I asked the builder: 'Will the bridge hold the winter ice?' And he "
    "answered, 'The bridge will hold the ice this winter.'\" Anna Petrova recalled.\n\n\"Nobody believed me,\" she "
    "added.\n\n\"Frozen water cannot do any harm to stone,\" Mr. Lang told her.\n";

/* Read once: what fails in reading it is swept elsewhere. */
static quoth_language *english;

static int set_up(void **state)
{
    (void)state;
    quoth_context *context = NULL;
    int failed =
        quoth_context_make(NULL, &context) != QUOTH_OK || quoth_language_load(context, "en", &english) != QUOTH_OK;
    quoth_context_free(context);
    return failed;
}

static int tear_down(void **state)
{
    (void)state;
    quoth_language_release(english);
    return 0;
}

typedef struct opened {
    quoth_context *context;
    quoth_corpus *corpus;
} opened;

static quoth_account account_of(const char *id, const char *text, const char *date)
{
    return (quoth_account){.size = sizeof(quoth_account),
                           .id = id,
                           .text = {text, strlen(text)},
                           .date = date,
                           .lang = "en",
                           .language = english,
                           .no_indirect = true};
}

static quoth_status add_both(quoth_context *context, quoth_corpus *corpus)
{
    quoth_account first = account_of("early", early, "2001"), second = account_of("late", late, "2011");
    quoth_status status = quoth_corpus_add(context, corpus, &first);
    return status == QUOTH_OK ? quoth_corpus_add(context, corpus, &second) : status;
}

static opened open_both(void)
{
    opened of = {0};
    assert_int_equal(quoth_context_make(NULL, &of.context), QUOTH_OK);
    assert_int_equal(quoth_corpus_make(of.context, &of.corpus), QUOTH_OK);
    assert_int_equal(add_both(of.context, of.corpus), QUOTH_OK);
    return of;
}

static void shut(opened *of)
{
    quoth_corpus_free(of->corpus);
    quoth_context_free(of->context);
}

typedef quoth_status (*maker)(quoth_context *context, quoth_corpus *corpus, quoth_table **table);

static quoth_table *make(const opened *of, maker made_by)
{
    quoth_table *table = NULL;
    if (made_by(of->context, of->corpus, &table) != QUOTH_OK) fail_msg("%s", quoth_context_error(of->context)->message);
    return table;
}

/* The utterance of a quotation, or QUOTH__NONE. */
static uint32_t utterance_of(const quoth_table *quotations, const quoth_table *utterances, const char *id)
{
    const quoth_table *readings = quoth_table_child(utterances, "readings");
    size_t quotation = row_of(quotations, "id", id);
    for (size_t row = 0; row < quoth_table_rows(readings); row++)
        if (number(readings, "quotation", row) == quotation) return number(readings, "utterance", row);
    return QUOTH__NONE;
}

/* ------------------------------------------------------------------------------------------------- making edits */

static quoth_edit_place place_of(const char *account, const char *text, const char *words)
{
    const char *at = strstr(text, words);
    assert_non_null(at);
    uint32_t start = (uint32_t)(at - text);
    return (quoth_edit_place){account, start, start + (uint32_t)strlen(words), {words, strlen(words)}};
}

#define DANGER "The ice was never a danger to the bridge,"
#define MELTS "It melts."
#define WILL_NOT "The bridge will not hold the ice this winter."
#define WILL "The bridge will hold the ice this winter."
#define NOBODY "Nobody believed me,"
#define FROZEN "Frozen water cannot do any harm to stone,"
#define GANG "old gang"

static quoth_edit edit_of(quoth_edit_kind kind, const char *words, const char *value)
{
    bool first = strstr(early, words) != NULL;
    return (quoth_edit){.size = sizeof(quoth_edit),
                        .kind = kind,
                        .at = first ? place_of("early", early, words) : place_of("late", late, words),
                        .value = value};
}

static void set(const opened *of, quoth_edit_kind kind, const char *words, const char *value)
{
    quoth_edit edit = edit_of(kind, words, value);
    if (quoth_corpus_edit(of->context, of->corpus, &edit) != QUOTH_OK)
        fail_msg("%s", quoth_context_error(of->context)->message);
}

static quoth_edit merge_of(const char *words, const char *other)
{
    quoth_edit edit = edit_of(QUOTH_EDIT_MERGE, words, NULL);
    edit.other = edit_of(QUOTH_EDIT_MERGE, other, NULL).at;
    return edit;
}

static void merge(const opened *of, const char *words, const char *other)
{
    quoth_edit edit = merge_of(words, other);
    assert_int_equal(quoth_corpus_edit(of->context, of->corpus, &edit), QUOTH_OK);
}

static quoth_edit same_of(const char *a, const char *b)
{
    return (quoth_edit){
        .size = sizeof(quoth_edit), .kind = QUOTH_EDIT_SAME_PERSON, .value = a, .other_value = b, .note = "a letter"};
}

/* ---------------------------------------------------------------------------------------------------- the tests */

static void a_speaker(void **unused)
{
    (void)unused;
    opened of = open_both();
    quoth_table *before = make(&of, quoth_corpus_quotations);
    size_t danger = row_of(before, "text", DANGER);
    assert_cell(before, "speaker", danger, "Boris Lang");
    assert_cell(before, "speaker", danger + 1, "Boris Lang");
    assert_int_equal(number(before, "edited", danger), 0);
    quoth_edit edit = edit_of(QUOTH_EDIT_SPEAKER, DANGER, "Olga Stern");
    edit.note = "heard on the tape";
    assert_int_equal(quoth_corpus_edit(of.context, of.corpus, &edit), QUOTH_OK);
    quoth_table *after = make(&of, quoth_corpus_quotations);
    assert_cell(after, "speaker", danger, "Olga Stern");
    assert_cell(after, "speaker", danger + 1, "Olga Stern"); /* what goes on follows */
    assert_cell(after, "step", danger, "by_hand");
    assert_cell(after, "step", danger + 1, "paragraph");
    assert_cell(after, "cue", danger, "said");
    assert_cell(after, "speaker_as_written", danger, NULL);
    assert_int_equal(number(after, "edited", danger), 1);
    assert_int_equal(number(after, "edited", danger + 1), 0);
    quoth_table *child = quoth_table_child(after, "edits");
    assert_int_equal(quoth_table_rows(child), 1);
    assert_int_equal(number(child, "quotation", 0), danger);
    assert_int_equal(number(child, "edit", 0), 0);
    char why[200];
    size_t length;
    assert_int_equal(quoth_corpus_why_speaker(of.context, of.corpus, after, danger, why, sizeof why, &length),
                     QUOTH_OK);
    assert_string_equal(why, "The speaker was set by hand: heard on the tape.");
    quoth_table *people = make(&of, quoth_corpus_people);
    assert_int_equal(number(people, "quotations", row_of(people, "name", "Olga Stern")), 2);
    quoth_table_release(people);
    quoth_table_release(after);
    quoth_table_release(before);
    shut(&of);
}

static void the_chain_and_the_i_follow(void **unused)
{
    (void)unused;
    static const char text[] = "\"Then I said: 'We shall see.' And I left,\" Ann Lee recalled.\n";
    opened of = {0};
    quoth_account account = account_of("one", text, NULL);
    assert_int_equal(quoth_context_make(NULL, &of.context), QUOTH_OK);
    assert_int_equal(quoth_corpus_make(of.context, &of.corpus), QUOTH_OK);
    assert_int_equal(quoth_corpus_add(of.context, of.corpus, &account), QUOTH_OK);
    quoth_table *before = make(&of, quoth_corpus_quotations);
    assert_cell(before, "speaker", 1, "Ann Lee");
    quoth_edit edit = {.size = sizeof edit, .kind = QUOTH_EDIT_SPEAKER, .value = "Olga Stern"};
    edit.at = (quoth_edit_place){"one", number(before, "start", 0), number(before, "end", 0), {NULL, 0}};
    assert_int_equal(quoth_corpus_edit(of.context, of.corpus, &edit), QUOTH_OK);
    quoth_table *after = make(&of, quoth_corpus_quotations);
    assert_cell(after, "speaker", 0, "Olga Stern");
    assert_cell(after, "speaker", 1, "Olga Stern");
    quoth_table *chain = quoth_table_child(after, "chain");
    assert_int_equal(quoth_table_rows(chain), 3);
    for (size_t row = 0; row < 3; row++) assert_cell(chain, "name", row, "Olga Stern");
    quoth_table_release(after);
    quoth_table_release(before);
    shut(&of);
}

static void nobody_addressee_and_kind(void **unused)
{
    (void)unused;
    opened of = open_both();
    set(&of, QUOTH_EDIT_SPEAKER, DANGER, NULL);
    set(&of, QUOTH_EDIT_ADDRESSEE, NOBODY, "Boris Lang");
    set(&of, QUOTH_EDIT_KIND, GANG, "speech");
    set(&of, QUOTH_EDIT_KIND, FROZEN, "title");
    quoth_table *table = make(&of, quoth_corpus_quotations), *utterances = make(&of, quoth_corpus_utterances);
    assert_cell(table, "speaker", row_of(table, "text", DANGER), NULL);
    assert_cell(table, "step", row_of(table, "text", DANGER), "by_hand");
    size_t nobody = row_of(table, "text", NOBODY);
    assert_cell(table, "addressee", nobody, "Boris Lang");
    assert_cell(table, "speaker", nobody, "Anna Petrova");
    assert_cell(table, "kind", row_of(table, "text", GANG), "speech");
    assert_cell(table, "kind", row_of(table, "text", FROZEN), "title");
    char why[300];
    size_t length;
    assert_int_equal(quoth_corpus_why_speaker(of.context, of.corpus, table, nobody, why, sizeof why, &length),
                     QUOTH_OK);
    assert_non_null(strstr(why, "she"));
    assert_non_null(strstr(why, ". The addressee was set by hand."));
    quoth_table_release(utterances);
    quoth_table_release(table);
    shut(&of);
}

static void not_a_quotation(void **unused)
{
    (void)unused;
    opened of = open_both();
    quoth_table *before = make(&of, quoth_corpus_quotations);
    assert_cell(before, "id", 1, "early#2");
    quoth_edit edit = {.size = sizeof edit, .kind = QUOTH_EDIT_NOT_A_QUOTATION};
    edit.at = (quoth_edit_place){"early", number(before, "start", 0), number(before, "end", 0), {NULL, 0}};
    assert_int_equal(quoth_corpus_edit(of.context, of.corpus, &edit), QUOTH_OK);
    quoth_table *after = make(&of, quoth_corpus_quotations), *accounts = make(&of, quoth_corpus_accounts);
    assert_int_equal(quoth_table_rows(after), quoth_table_rows(before) - 1);
    assert_int_equal(number(accounts, "quotations", 0), 5);
    assert_cell(after, "id", 0, "early#2"); /* the ids of the others stay */
    assert_int_equal(number(after, "level", 0), 0);
    assert_int_equal(number(after, "parent", 0), QUOTH__NONE);
    assert_int_equal(number(after, "group", 1), number(before, "group", 2) - 1);
    assert_cell(after, "text", 1, WILL_NOT);
    quoth_table *edits = make(&of, quoth_corpus_edits);
    assert_cell(edits, "status", 0, "applied");
    assert_int_equal(number(edits, "quotation", 0), QUOTH__NONE);
    quoth_table_release(edits);
    quoth_table_release(accounts);
    quoth_table_release(after);
    quoth_table_release(before);
    shut(&of);
}

static void parts_close_up(void **unused)
{
    (void)unused;
    static const char text[] = "\"We went on,\" Ann Lee said, \"and on,\" she said, \"and on.\"\n";
    quoth_context *context = NULL;
    quoth_corpus *corpus = NULL;
    quoth_table *table = NULL;
    quoth_account account = account_of("one", text, NULL);
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_corpus_make(context, &corpus), QUOTH_OK);
    assert_int_equal(quoth_corpus_add(context, corpus, &account), QUOTH_OK);
    quoth_edit edit = {.size = sizeof edit, .kind = QUOTH_EDIT_NOT_A_QUOTATION, .at = {"one", 1, 12, {NULL, 0}}};
    assert_int_equal(quoth_corpus_edit(context, corpus, &edit), QUOTH_OK);
    assert_int_equal(quoth_corpus_quotations(context, corpus, &table), QUOTH_OK);
    assert_int_equal(quoth_table_rows(table), 2);
    assert_int_equal(number(table, "group", 0), 0);
    assert_int_equal(number(table, "part", 0), 0);
    assert_cell(table, "id", 0, "one#2");
    quoth_table_release(table);
    quoth_corpus_free(corpus);
    quoth_context_free(context);
}

static void one_person(void **unused)
{
    (void)unused;
    opened of = open_both();
    set(&of, QUOTH_EDIT_SPEAKER, NOBODY, "A. P. Smirnova");
    quoth_edit same = same_of("a. p. smirnova", "Petrova"), lost = same_of("Anna Petrova", "Karl Nemo");
    assert_int_equal(quoth_corpus_edit(of.context, of.corpus, &same), QUOTH_OK);
    assert_int_equal(quoth_corpus_edit(of.context, of.corpus, &lost), QUOTH_OK);
    quoth_table *table = make(&of, quoth_corpus_quotations), *people = make(&of, quoth_corpus_people);
    quoth_table *edits = make(&of, quoth_corpus_edits);
    assert_cell(table, "speaker", row_of(table, "text", NOBODY), "A. P. Smirnova"); /* the fullest name */
    assert_cell(table, "speaker", 0, "A. P. Smirnova");
    assert_int_equal(find_row(people, "name", "Anna Petrova"), SIZE_MAX);
    size_t person = row_of(people, "name", "A. P. Smirnova");
    const quoth_table *aliases = quoth_table_child(people, "aliases");
    bool found = false;
    for (size_t row = 0; row < quoth_table_rows(aliases); row++)
        found = found || (number(aliases, "person", row) == person && holds(aliases, "name", row, "Anna Petrova"));
    assert_true(found);
    assert_cell(edits, "status", 1, "applied");
    assert_cell(edits, "status", 2, "lost");
    assert_cell(edits, "value", 1, "a. p. smirnova");
    assert_cell(edits, "other_value", 1, "Petrova");
    assert_cell(edits, "note", 1, "a letter");
    assert_cell(edits, "account", 1, NULL);
    quoth_table_release(edits);
    quoth_table_release(people);
    quoth_table_release(table);
    shut(&of);
}

static void merge_and_split(void **unused)
{
    (void)unused;
    opened of = open_both();
    quoth_table *quotations = make(&of, quoth_corpus_quotations), *before = make(&of, quoth_corpus_utterances);
    size_t count = quoth_table_rows(before);
    assert_int_equal(utterance_of(quotations, before, "early#3"), utterance_of(quotations, before, "late#3"));
    assert_int_equal(utterance_of(quotations, before, "late#5"), QUOTH__NONE);
    merge(&of, DANGER, FROZEN);
    set(&of, QUOTH_EDIT_SPLIT, WILL, NULL);
    quoth_table *after = make(&of, quoth_corpus_utterances);
    uint32_t merged = utterance_of(quotations, after, "early#4");
    assert_int_not_equal(merged, QUOTH__NONE);
    assert_int_equal(utterance_of(quotations, after, "late#5"), merged);
    assert_int_equal(utterance_of(quotations, after, "late#3"), QUOTH__NONE);
    assert_int_equal(utterance_of(quotations, after, "early#3"), QUOTH__NONE); /* told once now */
    assert_int_equal(quoth_table_rows(after), count);
    assert_cell(after, "reason", merged, "by hand");
    char why[200];
    size_t length;
    assert_int_equal(quoth_corpus_why_utterance(of.context, of.corpus, after, merged, why, sizeof why, &length),
                     QUOTH_OK);
    assert_non_null(strstr(why, "put together by hand"));
    merge(&of, GANG, WILL); /* a term and what was split off: the last word holds */
    quoth_table *last = make(&of, quoth_corpus_utterances), *edits = make(&of, quoth_corpus_edits);
    assert_int_equal(utterance_of(quotations, last, "early#6"), utterance_of(quotations, last, "late#3"));
    assert_int_equal(number(edits, "overruled", 1), 1);
    assert_int_equal(number(edits, "overruled", 0), 0);
    assert_int_equal(number(edits, "other_quotation", 0), row_of(quotations, "id", "late#5"));
    quoth_table_release(edits);
    quoth_table_release(last);
    quoth_table_release(after);
    quoth_table_release(before);
    quoth_table_release(quotations);
    shut(&of);
}

/* A table as numbers: two that are the same give the same. */
static uint64_t digest(const quoth_table *table)
{
    uint64_t sum = quoth_table_rows(table);
    quoth_column column;
    for (size_t i = 0; quoth_table_column(table, i, &column); i++)
        for (size_t row = 0; row < column.rows; row++) {
            quoth_string string = quoth_column_string(&column, row);
            uint64_t value = string.bytes ? quoth__hash(string.bytes, string.length) : 1;
            if (column.type == QUOTH_U32 && quoth_column_valid(&column, row)) value = number(table, column.name, row);
            sum = sum * 1099511628211u + value;
        }
    for (size_t i = 0; i < quoth_table_children(table); i++)
        sum = sum * 31 + digest(quoth_table_child(table, quoth_table_child_name(table, i)));
    return sum;
}

static uint64_t digest_all(const opened *of)
{
    static const maker makers[] = {quoth_corpus_accounts, quoth_corpus_quotations, quoth_corpus_people,
                                   quoth_corpus_utterances};
    uint64_t sum = 0;
    for (size_t i = 0; i < 4; i++) {
        quoth_table *table = make(of, makers[i]);
        sum = sum * 31 + digest(table);
        quoth_table_release(table);
    }
    return sum;
}

static void edit_some(const opened *of)
{
    quoth_edit same = same_of("Anna Petrova", "Boris Lang");
    set(of, QUOTH_EDIT_SPEAKER, DANGER, "Olga Stern");
    set(of, QUOTH_EDIT_NOT_A_QUOTATION, GANG, NULL);
    assert_int_equal(quoth_corpus_edit(of->context, of->corpus, &same), QUOTH_OK);
    merge(of, MELTS, FROZEN);
    set(of, QUOTH_EDIT_KIND, NOBODY, "writing");
}

static void undo_and_redo(void **unused)
{
    (void)unused;
    opened of = open_both();
    uint64_t states[6];
    states[0] = digest_all(&of);
    assert_int_equal(quoth_corpus_undo(of.context, of.corpus), QUOTH_NOT_FOUND);
    assert_int_equal(quoth_corpus_redo(of.context, of.corpus), QUOTH_NOT_FOUND);
    edit_some(&of);
    states[5] = digest_all(&of);
    for (int i = 4; i >= 0; i--) {
        assert_int_equal(quoth_corpus_undo(of.context, of.corpus), QUOTH_OK);
        uint64_t now = digest_all(&of);
        if (i == 0) assert_int_equal(now, states[0]);
        states[i] = now;
        assert_int_not_equal(now, states[i + 1]);
    }
    for (int i = 1; i <= 5; i++) {
        assert_int_equal(quoth_corpus_redo(of.context, of.corpus), QUOTH_OK);
        assert_int_equal(digest_all(&of), states[i]);
    }
    assert_int_equal(quoth_corpus_undo(of.context, of.corpus), QUOTH_OK);
    set(&of, QUOTH_EDIT_SPEAKER, MELTS, "Olga Stern");
    assert_int_equal(quoth_corpus_redo(of.context, of.corpus), QUOTH_NOT_FOUND);
    shut(&of);
}

static void order_has_no_meaning_where_things_differ(void **unused)
{
    (void)unused;
    opened a = open_both(), b = open_both();
    const char *words[] = {DANGER, NOBODY, FROZEN};
    for (int i = 0; i < 3; i++) {
        set(&a, QUOTH_EDIT_SPEAKER, words[i], "Olga Stern");
        set(&b, QUOTH_EDIT_SPEAKER, words[2 - i], "Olga Stern");
    }
    quoth_edit one = same_of("Olga Stern", "Boris Lang"), two = same_of("Petrova", "Olga Stern");
    quoth_edit back = same_of("Olga Stern", "Petrova");
    assert_int_equal(quoth_corpus_edit(a.context, a.corpus, &one), QUOTH_OK);
    assert_int_equal(quoth_corpus_edit(a.context, a.corpus, &two), QUOTH_OK);
    assert_int_equal(quoth_corpus_edit(b.context, b.corpus, &back), QUOTH_OK);
    assert_int_equal(quoth_corpus_edit(b.context, b.corpus, &one), QUOTH_OK);
    merge(&a, DANGER, FROZEN);
    merge(&a, MELTS, FROZEN);
    merge(&b, FROZEN, MELTS);
    merge(&b, FROZEN, DANGER);
    quoth_table *first = make(&a, quoth_corpus_people), *second = make(&b, quoth_corpus_people);
    assert_int_equal(digest(first), digest(second));
    quoth_table *u = make(&a, quoth_corpus_utterances), *v = make(&b, quoth_corpus_utterances);
    const quoth_table *u_readings = quoth_table_child(u, "readings"), *v_readings = quoth_table_child(v, "readings");
    assert_int_equal(digest(u_readings), digest(v_readings));
    quoth_table_release(u);
    quoth_table_release(v);
    quoth_table_release(first);
    quoth_table_release(second);
    shut(&a);
    shut(&b);
}

static void the_last_of_a_thing_holds(void **unused)
{
    (void)unused;
    opened of = open_both();
    set(&of, QUOTH_EDIT_SPEAKER, DANGER, "Olga Stern");
    set(&of, QUOTH_EDIT_ADDRESSEE, DANGER, "Anna Petrova");
    set(&of, QUOTH_EDIT_SPEAKER, DANGER, "Karl Winter");
    set(&of, QUOTH_EDIT_KIND, GANG, "name");
    set(&of, QUOTH_EDIT_NOT_A_QUOTATION, GANG, NULL);
    quoth_table *table = make(&of, quoth_corpus_quotations), *edits = make(&of, quoth_corpus_edits);
    assert_cell(table, "speaker", row_of(table, "text", DANGER), "Karl Winter");
    assert_cell(table, "addressee", row_of(table, "text", DANGER), "Anna Petrova");
    static const uint32_t overruled[] = {1, 0, 0, 1, 0};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(number(edits, "overruled", i), overruled[i]);
        assert_cell(edits, "status", i, "applied");
    }
    assert_int_equal(quoth_table_rows(quoth_table_child(table, "edits")), 2);
    quoth_table_release(edits);
    quoth_table_release(table);
    shut(&of);
}

/* The same edits in a run over other texts. */
static void applied_again(void **unused)
{
    (void)unused;
    static const char longer[] = "A new head line.\n\n\"It melts.\" Somebody wrote this first.\n\nThe mayor smiled. "
                                 "\"The ice was never a danger to the bridge,\" he said. \"It melts.\"\n";
    opened of = {0};
    assert_int_equal(quoth_context_make(NULL, &of.context), QUOTH_OK);
    assert_int_equal(quoth_corpus_make(of.context, &of.corpus), QUOTH_OK);
    set(&of, QUOTH_EDIT_SPEAKER, DANGER, "Olga Stern");
    set(&of, QUOTH_EDIT_SPEAKER, MELTS, "Olga Stern");
    set(&of, QUOTH_EDIT_SPEAKER, GANG, "Olga Stern");
    set(&of, QUOTH_EDIT_SPEAKER, NOBODY, "Olga Stern");
    merge(&of, DANGER, FROZEN);
    quoth_table *edits = make(&of, quoth_corpus_edits);
    for (size_t i = 0; i < 5; i++) assert_cell(edits, "status", i, "lost"); /* no account is there */
    quoth_table_release(edits);
    quoth_account account = account_of("early", longer, NULL);
    assert_int_equal(quoth_corpus_add(of.context, of.corpus, &account), QUOTH_OK);
    edits = make(&of, quoth_corpus_edits);
    static const char *const status[] = {"moved", "lost", "lost", "lost", "lost"}; /* twice; gone; no account */
    for (size_t i = 0; i < 5; i++) assert_cell(edits, "status", i, status[i]);
    assert_int_equal(number(edits, "quotation", 0), 1);
    quoth_table *table = make(&of, quoth_corpus_quotations);
    assert_cell(table, "speaker", 1, "Olga Stern");
    quoth_table_release(table);
    quoth_table_release(edits);
    quoth_account second = account_of("late", late, NULL);
    assert_int_equal(quoth_corpus_add(of.context, of.corpus, &second), QUOTH_OK);
    edits = make(&of, quoth_corpus_edits);
    assert_cell(edits, "status", 3, "applied");
    assert_cell(edits, "status", 4, "moved");
    assert_int_equal(number(edits, "other_quotation", 4), 3 + 4);
    quoth_table_release(edits);
    shut(&of);
}

static void refused(void **unused)
{
    (void)unused;
    opened of = open_both();
    quoth_edit good = edit_of(QUOTH_EDIT_SPEAKER, DANGER, "Olga Stern"), bad[13];
    for (size_t i = 0; i < 13; i++) bad[i] = good;
    bad[0].size = 1;
    bad[1].kind = (quoth_edit_kind)99;
    bad[2].at.account = NULL;
    bad[3].at.end = bad[3].at.start;
    bad[4].at.words = (quoth_string){"", 0};
    bad[5].value = "";
    bad[6].other_value = "x";
    bad[7].kind = QUOTH_EDIT_KIND;
    bad[8].kind = QUOTH_EDIT_SPLIT;
    bad[9] = same_of("Anna Petrova", NULL);
    bad[10] = merge_of(DANGER, DANGER);
    bad[11].at.words = (quoth_string){NULL, 0};
    bad[11].at.end = 100000;
    bad[12] = edit_of(QUOTH_EDIT_KIND, GANG, "indirect");
    for (size_t i = 0; i < 13; i++) {
        assert_int_equal(quoth_corpus_edit(of.context, of.corpus, &bad[i]), QUOTH_BAD_ARGUMENT);
        assert_true(strlen(quoth_context_error(of.context)->message) > 10);
    }
    quoth_edit wrong = good;
    wrong.note = "caf\xE9";
    assert_int_equal(quoth_corpus_edit(of.context, of.corpus, &wrong), QUOTH_BAD_UTF8);
    wrong = good;
    wrong.at.account = "nowhere";
    wrong.at.words = (quoth_string){NULL, 0};
    assert_int_equal(quoth_corpus_edit(of.context, of.corpus, &wrong), QUOTH_NOT_FOUND);
    quoth_table *edits = make(&of, quoth_corpus_edits);
    assert_int_equal(quoth_table_rows(edits), 0);
    quoth_table_release(edits);
    assert_string_equal(quoth_edit_name(QUOTH_EDIT_NOT_A_QUOTATION), "not_a_quotation");
    shut(&of);
}

/* --------------------------------------------------------------------------------------------- memory and limits */

static quoth_status make_all(quoth_context *context, quoth_corpus *corpus)
{
    static const maker makers[] = {quoth_corpus_accounts, quoth_corpus_quotations, quoth_corpus_people,
                                   quoth_corpus_utterances, quoth_corpus_edits};
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; i < 5 && status == QUOTH_OK; i++) {
        quoth_table *table = NULL;
        char why[64];
        size_t length;
        status = makers[i](context, corpus, &table);
        if (status == QUOTH_OK && i == 1)
            status = quoth_corpus_why_speaker(context, corpus, table, 3, why, sizeof why, &length);
        if (status == QUOTH_OK && i == 3)
            status = quoth_corpus_why_utterance(context, corpus, table, 0, why, sizeof why, &length);
        quoth_table_release(table);
    }
    return status;
}

static quoth_status whole_path(quoth_context *context, void *unused)
{
    (void)unused;
    quoth_corpus *corpus = NULL;
    quoth_edit edits[] = {edit_of(QUOTH_EDIT_SPEAKER, DANGER, "Olga Stern"),
                          edit_of(QUOTH_EDIT_SPEAKER, DANGER, "B. Lang"),
                          edit_of(QUOTH_EDIT_NOT_A_QUOTATION, GANG, NULL),
                          edit_of(QUOTH_EDIT_KIND, MELTS, "term"),
                          same_of("Anna Petrova", "Olga Stern"),
                          merge_of(DANGER, FROZEN),
                          merge_of(MELTS, FROZEN),
                          edit_of(QUOTH_EDIT_SPLIT, WILL, NULL)};
    uint32_t name = (uint32_t)(strstr(early, "Petrova") - early);
    quoth_mention mention = {.start = name, .end = name + 7, .name = "Anna Maria Petrova"};
    quoth_said said = {0, 20, "Boris Lang", NULL};
    edits[0].at.start++; /* the words are looked for */
    edits[0].at.end++;
    quoth_account third = account_of("third", early, NULL);
    third.known = (quoth_known){&mention, 1, &said, 1};
    quoth_status status = quoth_corpus_make(context, &corpus);
    if (status == QUOTH_OK) status = add_both(context, corpus);
    if (status == QUOTH_OK) status = quoth_corpus_add(context, corpus, &third);
    for (size_t i = 0; i < sizeof edits / sizeof *edits && status == QUOTH_OK; i++)
        status = quoth_corpus_edit(context, corpus, &edits[i]);
    if (status == QUOTH_OK) status = make_all(context, corpus);
    if (status == QUOTH_OK) status = quoth_corpus_undo(context, corpus);
    if (status == QUOTH_OK) status = make_all(context, corpus);
    if (status == QUOTH_OK) status = quoth_corpus_redo(context, corpus);
    quoth_corpus_free(corpus);
    return status;
}

static void allocations_fail(void **unused)
{
    (void)unused;
    assert_true(sweep(whole_path, NULL) > 200);
}

/* Whatever allocation fails while the edits are made good, the next call makes them good. */
static void a_failure_is_made_up_for(void **unused)
{
    (void)unused;
    opened plain = open_both();
    edit_some(&plain);
    uint64_t expected = digest_all(&plain);
    for (uint64_t k = 1;; k += 3) {
        faulty state = {0};
        opened of = {.context = faulty_context(&state)};
        assert_int_equal(quoth_corpus_make(of.context, &of.corpus), QUOTH_OK);
        assert_int_equal(add_both(of.context, of.corpus), QUOTH_OK);
        edit_some(&of);
        state.fail_at = state.calls + k;
        quoth_table *table = NULL;
        quoth_status status = quoth_corpus_edits(of.context, of.corpus, &table);
        bool reached = state.calls >= state.fail_at;
        quoth_table_release(table);
        assert_int_equal(status, reached ? QUOTH_NO_MEMORY : QUOTH_OK);
        state.fail_at = 0;
        assert_int_equal(digest_all(&of), expected);
        shut(&of);
        assert_int_equal(state.blocks, 0);
        if (!reached) break;
    }
    shut(&plain);
}

static void the_limit_of_work_holds(void **unused)
{
    (void)unused;
    opened of = open_both();
    edit_some(&of);
    uint64_t expected = 0;
    quoth_table *table = NULL;
    quoth_context_options options = {.size = sizeof options, .max_work = 1000};
    quoth_context *narrow = NULL;
    assert_int_equal(quoth_context_make(&options, &narrow), QUOTH_OK);
    assert_int_equal(quoth_corpus_quotations(narrow, of.corpus, &table), QUOTH_OVER_LIMIT);
    assert_int_equal(quoth_corpus_edits(narrow, of.corpus, &table), QUOTH_OVER_LIMIT);
    expected = digest_all(&of);
    opened other = open_both();
    edit_some(&other);
    assert_int_equal(digest_all(&other), expected);
    quoth_context_free(narrow);
    shut(&other);
    shut(&of);
}

/* Twice the text with twice the edits, none of them where it was: twice the work. */
static uint64_t work_of(size_t count)
{
    static const char sentence[] = "\"Words %06zu are here,\" Ann Lee said.\n\n";
    quoth_context *context = NULL;
    quoth_corpus *corpus = NULL;
    quoth_table *table = NULL;
    char *text = malloc(count * 40 + 1), words[64];
    size_t length = 0;
    assert_non_null(text);
    for (size_t i = 0; i < count; i++) length += (size_t)snprintf(text + length, 41, sentence, i);
    quoth_account account = account_of("one", text, NULL);
    assert_int_equal(quoth_context_make(NULL, &context), QUOTH_OK);
    assert_int_equal(quoth_corpus_make(context, &corpus), QUOTH_OK);
    assert_int_equal(quoth_corpus_add(context, corpus, &account), QUOTH_OK);
    for (size_t i = 0; i < count; i++) {
        snprintf(words, sizeof words, "Words %06zu are here,", i);
        quoth_edit edit = {.size = sizeof edit,
                           .kind = i % 2 ? QUOTH_EDIT_SPEAKER : QUOTH_EDIT_NOT_A_QUOTATION,
                           .at = {"one", 3, 9, {words, strlen(words)}},
                           .value = i % 2 ? "Bo Rand" : NULL};
        assert_int_equal(quoth_corpus_edit(context, corpus, &edit), QUOTH_OK);
    }
    assert_int_equal(quoth_corpus_quotations(context, corpus, &table), QUOTH_OK);
    uint64_t work = quoth_context_work(context);
    assert_int_equal(quoth_table_rows(table), count / 2);
    quoth_table_release(table);
    quoth_corpus_free(corpus);
    quoth_context_free(context);
    free(text);
    return work;
}

static void work_is_linear(void **unused)
{
    (void)unused;
    uint64_t once = work_of(2000), twice = work_of(4000);
    assert_true(twice < once * 22 / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_speaker),
        cmocka_unit_test(the_chain_and_the_i_follow),
        cmocka_unit_test(nobody_addressee_and_kind),
        cmocka_unit_test(not_a_quotation),
        cmocka_unit_test(parts_close_up),
        cmocka_unit_test(one_person),
        cmocka_unit_test(merge_and_split),
        cmocka_unit_test(undo_and_redo),
        cmocka_unit_test(order_has_no_meaning_where_things_differ),
        cmocka_unit_test(the_last_of_a_thing_holds),
        cmocka_unit_test(applied_again),
        cmocka_unit_test(refused),
        cmocka_unit_test(allocations_fail),
        cmocka_unit_test(a_failure_is_made_up_for),
        cmocka_unit_test(the_limit_of_work_holds),
        cmocka_unit_test(work_is_linear),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
