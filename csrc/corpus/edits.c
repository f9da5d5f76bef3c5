/* edits: corrections come in, are taken back, and are made good before the next table.
 *
 *   quoth_corpus_edit ─► corrections[0 .. held)      accounts named ─► stale
 *   undo, redo        ─► held - 1, held + 1                 │ next table
 *                                                           ▼
 *   each stale account: stretches found ─► targets placed ─► some taken out ─► judged with the speakers and kinds set
 *   people joined ─► same_person                 tellings matched ─► merge, split           (edits_account, _people,
 *                                                                                            _group)
 * Invariant: an account that is not stale is as the corrections say, and its targets know their stretches. The analysis
 * itself is never changed: without corrections an account is found again as it was. Linear in the accounts that are
 * stale, and in the corrections. */
#include "../unicode/utf8.h"
#include "corpus.h"

static const char *const edit_names[QUOTH_EDIT_COUNT] = {"speaker",     "addressee", "kind", "not_a_quotation",
                                                         "same_person", "merge",     "split"};

const char *quoth_edit_name(quoth_edit_kind kind)
{
    return (size_t)kind < QUOTH_EDIT_COUNT ? edit_names[kind] : "unknown edit";
}

/* -------------------------------------------------------------------------------------------------------- checking */

static quoth_status refuse(quoth_context *context, const quoth_edit *edit, const char *why)
{
    return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "edit %s: %s", quoth_edit_name(edit->kind), why);
}

static quoth_status check_string(quoth_context *context, const quoth_edit *edit, quoth_string string, const char *what)
{
    size_t bad;
    if (!string.bytes || quoth__utf8_check((const uint8_t *)string.bytes, string.length, &bad, NULL))
        return quoth__work(context, string.length);
    return quoth__fail(context, QUOTH_BAD_UTF8, bad, "edit %s: its %s is not UTF-8 at byte %zu",
                       quoth_edit_name(edit->kind), what, bad);
}

static quoth_string string_of(const char *string) { return (quoth_string){string, string ? strlen(string) : 0}; }

static uint32_t account_named(const quoth_corpus *corpus, const char *id)
{
    for (uint32_t a = 0; a < corpus->accounts.count; a++)
        if (strcmp(QUOTH__ACCOUNT(corpus, a)->id, id) == 0) return a;
    return QUOTH__NONE;
}

/* The words of a place: those given, or those that stand there. */
static quoth_status words_of(quoth_context *context, const quoth_corpus *corpus, const quoth_edit *edit,
                             const quoth_edit_place *place, quoth_string *words)
{
    if (!place->account || !place->account[0]) return refuse(context, edit, "it names no account");
    if (place->start >= place->end) return refuse(context, edit, "its place has no words: start must be before end");
    if (place->words.bytes && !place->words.length) return refuse(context, edit, "its words are empty");
    *words = place->words;
    if (words->bytes) return check_string(context, edit, *words, "words");
    uint32_t account = account_named(corpus, place->account);
    if (account == QUOTH__NONE)
        return quoth__fail(context, QUOTH_NOT_FOUND, UINT64_MAX, "edit %s: there is no account '%.80s'",
                           quoth_edit_name(edit->kind), place->account);
    const quoth_text *text = QUOTH__ACCOUNT(corpus, account)->text;
    if (place->end > text->code_points)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, place->end, "edit %s: %u to %u: '%.80s' has %u code points",
                           quoth_edit_name(edit->kind), (unsigned)place->start, (unsigned)place->end, place->account,
                           (unsigned)text->code_points);
    uint32_t start = quoth_text_byte(text, place->start);
    *words = (quoth_string){(const char *)text->bytes + start, quoth_text_byte(text, place->end) - start};
    return QUOTH_OK;
}

static bool is_kind(const char *value)
{
    for (int kind = 0; kind <= QUOTH_KIND_TERM; kind++)
        if (strcmp(value, quoth_kind_name((quoth_kind)kind)) == 0) return true;
    return false;
}

static quoth_status check_values(quoth_context *context, const quoth_edit *edit)
{
    bool both = edit->kind == QUOTH_EDIT_SAME_PERSON, none = edit->kind == QUOTH_EDIT_NOT_A_QUOTATION;
    none = none || edit->kind == QUOTH_EDIT_MERGE || edit->kind == QUOTH_EDIT_SPLIT;
    if (both && (!edit->value || !edit->other_value)) return refuse(context, edit, "it needs two names");
    if (none && edit->value) return refuse(context, edit, "it takes no value");
    if (!both && edit->other_value) return refuse(context, edit, "it takes no second value");
    if (edit->kind == QUOTH_EDIT_KIND && (!edit->value || !is_kind(edit->value)))
        return refuse(context, edit, "the kinds are speech, thought, writing, fragment, title, name and term");
    if ((edit->value && !edit->value[0]) || (edit->other_value && !edit->other_value[0]))
        return refuse(context, edit, "a name is empty");
    QUOTH__TRY(check_string(context, edit, string_of(edit->value), "value"));
    QUOTH__TRY(check_string(context, edit, string_of(edit->other_value), "second value"));
    return check_string(context, edit, string_of(edit->note), "note");
}

static quoth_status check(quoth_context *context, const quoth_corpus *corpus, const quoth_edit *edit,
                          quoth_string words[2], uint8_t *targets)
{
    if (edit->size != sizeof *edit)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "an edit of another size");
    if ((size_t)edit->kind >= QUOTH_EDIT_COUNT)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "there is no edit number %d", (int)edit->kind);
    *targets = edit->kind == QUOTH_EDIT_SAME_PERSON ? 0 : edit->kind == QUOTH_EDIT_MERGE ? 2 : 1;
    QUOTH__TRY(check_values(context, edit));
    if (*targets > 0) QUOTH__TRY(words_of(context, corpus, edit, &edit->at, &words[0]));
    if (*targets > 1) QUOTH__TRY(words_of(context, corpus, edit, &edit->other, &words[1]));
    for (uint8_t i = 0; i < *targets; i++)
        QUOTH__TRY(check_string(context, edit, string_of((i ? edit->other : edit->at).account), "account"));
    bool same = *targets == 2 && strcmp(edit->at.account, edit->other.account) == 0 &&
                edit->at.start == edit->other.start && edit->at.end == edit->other.end;
    return same ? refuse(context, edit, "the two tellings are one") : QUOTH_OK;
}

/* --------------------------------------------------------------------------------------------------------- keeping */

static const char *keep(quoth_string string, char **at)
{
    char *kept = *at;
    if (!string.bytes) return NULL;
    memcpy(kept, string.bytes, string.length);
    kept[string.length] = '\0';
    *at += string.length + 1;
    return kept;
}

/* Copies an edit, all its strings into one block. */
static quoth_status copy(quoth_context *context, const quoth_edit *edit, const quoth_string words[2], uint8_t targets,
                         quoth__correction *made)
{
    const quoth_edit_place *const places[2] = {&edit->at, &edit->other};
    quoth_string strings[3] = {string_of(edit->value), string_of(edit->other_value), string_of(edit->note)};
    size_t bytes = 0;
    void *block;
    for (size_t i = 0; i < 3; i++) bytes += strings[i].bytes ? strings[i].length + 1 : 0;
    for (size_t i = 0; i < targets; i++) bytes += strlen(places[i]->account) + words[i].length + 2;
    QUOTH__TRY(quoth__allocate(context, bytes, 1, &block));
    char *at = block;
    *made = (quoth__correction){.kind = (uint8_t)edit->kind, .targets = targets, .block = block, .block_size = bytes};
    for (size_t i = 0; i < targets; i++)
        made->at[i] = (quoth__edit_target){.account = keep(string_of(places[i]->account), &at),
                                           .start = places[i]->start,
                                           .end = places[i]->end,
                                           .words = {keep(words[i], &at), words[i].length},
                                           .entry = QUOTH__NONE,
                                           .stretch = QUOTH__NONE,
                                           .statement = QUOTH__NONE,
                                           .status = QUOTH__EDIT_LOST};
    made->value = keep(strings[0], &at);
    made->other_value = keep(strings[1], &at);
    made->note = keep(strings[2], &at);
    return quoth__work(context, bytes);
}

static void drop_undone(quoth_corpus *corpus)
{
    while (corpus->corrections.count > corpus->held) {
        quoth__correction *last = QUOTH__CORRECTION(corpus, --corpus->corrections.count);
        quoth__free(&corpus->allocator, last->block, last->block_size, 1);
    }
}

void quoth__corrections_free(quoth_corpus *corpus)
{
    corpus->held = 0;
    drop_undone(corpus);
    quoth__array_free(&corpus->allocator, &corpus->corrections, sizeof(quoth__correction));
}

quoth_status quoth__corrections_name(quoth_context *context, const quoth_corpus *corpus, const char *account,
                                     bool *named)
{
    *named = false;
    for (uint32_t i = 0; i < corpus->held && !*named; i++)
        for (uint8_t t = 0; t < QUOTH__CORRECTION(corpus, i)->targets; t++)
            *named = *named || strcmp(QUOTH__CORRECTION(corpus, i)->at[t].account, account) == 0;
    return quoth__work(context, 40 * (uint64_t)corpus->held);
}

/* A correction comes or goes: the accounts it names are to be analysed again, and the people joined again. */
static void touch(quoth_corpus *corpus, const quoth__correction *correction)
{
    for (uint8_t t = 0; t < correction->targets; t++) {
        uint32_t account = account_named(corpus, correction->at[t].account);
        if (account != QUOTH__NONE) QUOTH__ACCOUNT(corpus, account)->stale = true;
    }
    quoth__corpus_forget(corpus);
    corpus->corrected = false;
}

quoth_status quoth_corpus_edit(quoth_context *context, quoth_corpus *corpus, const quoth_edit *edit)
{
    quoth_string words[2] = {{NULL, 0}, {NULL, 0}};
    quoth__correction made = {0};
    quoth_status status;
    uint8_t targets = 0;
    quoth__enter(context);
    QUOTH__GOTO(check(context, corpus, edit, words, &targets));
    if (corpus->held >= QUOTH__NONE / 2)
        QUOTH__GOTO(quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "more than 2^31 - 1 edits"));
    QUOTH__GOTO(copy(context, edit, words, targets, &made));
    QUOTH__GOTO(quoth__array_reserve(context, &corpus->corrections, 1, sizeof made));
    QUOTH__GOTO(quoth__work(context, 100 + 40 * (uint64_t)corpus->accounts.count * targets));
    drop_undone(corpus);
    QUOTH__AT(corpus->corrections, quoth__correction, corpus->corrections.count++) = made;
    corpus->held++;
    touch(corpus, &made);
    return quoth__leave(context, QUOTH_OK);
done:
    quoth__free(&context->allocator, made.block, made.block_size, 1);
    return quoth__leave(context, status);
}

static quoth_status step(quoth_context *context, quoth_corpus *corpus, bool back)
{
    if (back ? corpus->held == 0 : corpus->held == corpus->corrections.count)
        return quoth__fail(context, QUOTH_NOT_FOUND, UINT64_MAX, "there is no edit to %s", back ? "undo" : "redo");
    QUOTH__TRY(quoth__work(context, 100 + 80 * (uint64_t)corpus->accounts.count));
    if (back) corpus->held--;
    touch(corpus, QUOTH__CORRECTION(corpus, corpus->held));
    if (!back) corpus->held++;
    return QUOTH_OK;
}

quoth_status quoth_corpus_undo(quoth_context *context, quoth_corpus *corpus)
{
    quoth__enter(context);
    return quoth__leave(context, step(context, corpus, true));
}

quoth_status quoth_corpus_redo(quoth_context *context, quoth_corpus *corpus)
{
    quoth__enter(context);
    return quoth__leave(context, step(context, corpus, false));
}

/* -------------------------------------------------------------------------------------------------------- applying */

/* The targets of every account, in the order of the corrections: targets[first[a] .. first[a + 1]). */
typedef struct sorted {
    uint32_t *first, *targets;
    size_t accounts, count;
} sorted;

static quoth_status find_accounts(quoth_context *context, quoth_corpus *corpus)
{
    quoth__strings ids = {0};
    quoth_status status = QUOTH_OK;
    for (uint32_t a = 0; a < corpus->accounts.count && status == QUOTH_OK; a++) {
        const char *id = QUOTH__ACCOUNT(corpus, a)->id;
        uint32_t index;
        status = quoth__strings_add(context, &ids, id, strlen(id), &index);
    }
    for (uint32_t i = 0; i < corpus->held && status == QUOTH_OK; i++) {
        quoth__correction *correction = QUOTH__CORRECTION(corpus, i);
        for (uint8_t t = 0; t < correction->targets; t++) {
            quoth__edit_target *target = &correction->at[t];
            target->entry = quoth__strings_find(&ids, target->account, strlen(target->account));
        }
        status = quoth__work(context, 200);
    }
    quoth__strings_free(&context->allocator, &ids);
    return status;
}

static quoth_status sort_targets(quoth_context *context, const quoth_corpus *corpus, sorted *made)
{
    void *got;
    made->accounts = corpus->accounts.count;
    made->count = 2 * (size_t)corpus->held;
    QUOTH__TRY(quoth__allocate_zeroed(context, made->accounts + 2, sizeof(uint32_t), &got));
    made->first = got;
    QUOTH__TRY(quoth__allocate(context, made->count, sizeof(uint32_t), &got));
    made->targets = got;
    uint32_t *next = made->first + 1; /* moves on to the end of its account, which is where the next one begins */
    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < made->count; i++) {
            const quoth__correction *correction = QUOTH__CORRECTION(corpus, i / 2);
            uint32_t entry = (i & 1) < correction->targets ? correction->at[i & 1].entry : QUOTH__NONE;
            if (entry == QUOTH__NONE) continue;
            if (pass)
                made->targets[next[entry]++] = i;
            else
                next[entry + 1]++;
        }
        for (size_t a = 0; !pass && a < made->accounts; a++) next[a + 1] += next[a];
    }
    return quoth__work(context, 24 * (uint64_t)made->count + 4 * (uint64_t)made->accounts);
}

static void sorted_free(const quoth_allocator *allocator, sorted *freed)
{
    quoth__free(allocator, freed->first, freed->accounts + 2, sizeof(uint32_t));
    quoth__free(allocator, freed->targets, freed->count, sizeof(uint32_t));
}

uint32_t quoth__target_row(const quoth_corpus *corpus, const quoth__edit_target *target)
{
    if (target->entry == QUOTH__NONE || target->stretch == QUOTH__NONE) return QUOTH__NONE;
    return QUOTH__ACCOUNT(corpus, target->entry)->first + target->stretch;
}

uint32_t quoth__target_quotation(const quoth_corpus *corpus, const quoth__edit_target *target)
{
    if (target->entry == QUOTH__NONE || target->statement == QUOTH__NONE) return quoth__target_row(corpus, target);
    return QUOTH__ACCOUNT(corpus, target->entry)->first_told + target->statement;
}

static quoth_status count_rows(quoth_context *context, quoth_corpus *corpus)
{
    corpus->rows = 0;
    for (uint32_t a = 0; a < corpus->accounts.count; a++) {
        quoth__account_entry *entry = QUOTH__ACCOUNT(corpus, a);
        entry->first = corpus->rows;
        corpus->rows += (uint32_t)entry->stretches.count;
    }
    uint32_t told = corpus->rows;
    for (uint32_t a = 0; a < corpus->accounts.count; a++) {
        quoth__account_entry *entry = QUOTH__ACCOUNT(corpus, a);
        entry->first_told = told;
        told += (uint32_t)entry->speech.statements.count;
    }
    return quoth__work(context, 12 * (uint64_t)corpus->accounts.count);
}

/* Of merge and split: one whose quotations are all gone, or of which a later one of the other kind says otherwise. */
static quoth_status overrule_tellings(quoth_context *context, quoth_corpus *corpus)
{
    void *got;
    size_t rows = corpus->rows;
    QUOTH__TRY(quoth__allocate_zeroed(context, rows, 1, &got)); /* the kind of the last one of a row */
    uint8_t *last = got;
    for (uint32_t i = corpus->held; i-- > 0;) {
        quoth__correction *correction = QUOTH__CORRECTION(corpus, i);
        if (correction->kind < QUOTH_EDIT_MERGE) continue;
        correction->overruled = false;
        for (uint8_t t = 0; t < correction->targets; t++) {
            const quoth__edit_target *target = &correction->at[t];
            uint32_t row = quoth__target_row(corpus, target);
            bool gone = row == QUOTH__NONE && target->entry != QUOTH__NONE && target->number != 0;
            correction->overruled |= gone || (row != QUOTH__NONE && last[row] && last[row] != correction->kind);
        }
        for (uint8_t t = 0; t < correction->targets; t++) {
            uint32_t row = quoth__target_row(corpus, &correction->at[t]);
            if (row != QUOTH__NONE && !last[row]) last[row] = correction->kind;
        }
    }
    quoth__free(&context->allocator, last, rows, 1);
    return quoth__work(context, 50 * (uint64_t)corpus->held + rows / 8);
}

quoth_status quoth__corrections_apply(quoth_context *context, quoth_corpus *corpus)
{
    sorted by = {0};
    quoth_status status;
    if (corpus->corrected) return QUOTH_OK;
    QUOTH__GOTO(find_accounts(context, corpus));
    QUOTH__GOTO(sort_targets(context, corpus, &by));
    quoth__corpus_forget(corpus);
    for (uint32_t a = 0; a < by.accounts; a++)
        if (QUOTH__ACCOUNT(corpus, a)->stale)
            QUOTH__GOTO(quoth__corrections_account(context, corpus, a, by.targets + by.first[a],
                                                   by.first[a + 1] - by.first[a]));
    QUOTH__GOTO(count_rows(context, corpus));
    QUOTH__GOTO(overrule_tellings(context, corpus));
    corpus->corrected = true;
done:
    sorted_free(&context->allocator, &by);
    return status;
}
