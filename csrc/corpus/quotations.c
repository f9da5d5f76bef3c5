/* quotations: stretches and verdicts of one text or of many, written as a table with its children.
 *
 * The columns of one text are those of many without the first three (account, id, text) and the last (edited), so one
 * list serves both; `skip` is the number of columns left out in front. Linear in the rows; the child `chain` has at
 * most the depth limit of rows a quotation, and rows only for quotations whose speaker is known. */
#include "corpus.h"

#define ROW_UNITS 1300u /* of work: a row */

enum column {
    ACCOUNT,
    ID,
    TEXT,
    START,
    END,
    START_BYTE,
    END_BYTE,
    OUTER_START,
    OUTER_END,
    LEVEL,
    PARENT,
    GROUP,
    PART,
    MARKED,
    CLOSED,
    MENDED,
    KIND,
    KIND_SURE,
    SPEAKER,
    SPEAKER_START,
    SPEAKER_END,
    SPEAKER_AS_WRITTEN,
    ADDRESSEE,
    CUE,
    CUE_START,
    CUE_END,
    ASSERTED,
    SURE,
    STEP,
    REST_START,
    REST_END,
    EARLIER,
    WITHIN,
    EDITED,
    COLUMNS
};
#define CORPUS_COLUMNS START

static const quoth__column_spec specs[COLUMNS] = {
    {"account", QUOTH_NAME, false},   {"id", QUOTH_UTF8, false},
    {"text", QUOTH_UTF8, false},      {"start", QUOTH_U32, false},
    {"end", QUOTH_U32, false},        {"start_byte", QUOTH_U32, false},
    {"end_byte", QUOTH_U32, false},   {"outer_start", QUOTH_U32, false},
    {"outer_end", QUOTH_U32, false},  {"level", QUOTH_U32, true},
    {"parent", QUOTH_U32, true},      {"group", QUOTH_U32, false},
    {"part", QUOTH_U32, false},       {"marked", QUOTH_NAME, true},
    {"closed", QUOTH_U8, true},       {"mended", QUOTH_NAME, true},
    {"kind", QUOTH_NAME, true},       {"kind_sure", QUOTH_F64, true},
    {"speaker", QUOTH_NAME, true},    {"speaker_start", QUOTH_U32, true},
    {"speaker_end", QUOTH_U32, true}, {"speaker_as_written", QUOTH_UTF8, true},
    {"addressee", QUOTH_NAME, true},  {"cue", QUOTH_UTF8, true},
    {"cue_start", QUOTH_U32, true},   {"cue_end", QUOTH_U32, true},
    {"asserted", QUOTH_U8, true},     {"sure", QUOTH_F64, true},
    {"step", QUOTH_NAME, true},       {"rest_start", QUOTH_U32, true},
    {"rest_end", QUOTH_U32, true},    {"earlier", QUOTH_U32, true},
    {"within", QUOTH_U32, true},      {"edited", QUOTH_U8, false}};

static const char *const kind_names[QUOTH_KIND_COUNT] = {"speech", "thought", "writing",  "fragment", "title",
                                                         "name",   "term",    "indirect", "mixed",    "turn"};

const char *quoth_kind_name(quoth_kind kind)
{
    return (size_t)kind < QUOTH_KIND_COUNT ? kind_names[kind] : "unknown kind";
}

typedef struct writer {
    quoth_context *context;
    quoth_table *table;
    const quoth__row_source *source;
    size_t skip;
    bool spans; /* the columns up to MENDED alone */
} writer;

static void put(const writer *to, enum column column, size_t row, uint32_t value)
{
    quoth__table_u32(to->table, column - to->skip)[row] = value;
}

/* Writes a value, or none. */
static void put_if(const writer *to, enum column column, size_t row, bool given, uint32_t value)
{
    put(to, column, row, given ? value : 0);
    if (!given) quoth__table_set_valid(to->table, column - to->skip, row, false);
}

static void put_share(const writer *to, enum column column, size_t row, bool given, uint32_t in_100)
{
    quoth__table_f64(to->table, column - to->skip)[row] = given ? (double)in_100 / 100.0 : 0.0;
    if (!given) quoth__table_set_valid(to->table, column - to->skip, row, false);
}

static void put_span(const writer *to, enum column column, size_t row, quoth__span span)
{
    bool given = span.start != QUOTH__NONE;
    const quoth_text *text = to->source->text;
    put_if(to, column, row, given, given ? quoth_text_code_point(text, span.start) : 0);
    put_if(to, column + 1, row, given, given ? quoth_text_code_point(text, span.end) : 0);
}

uint32_t quoth__row_name(const quoth__row_source *source, uint32_t person)
{
    if (person == QUOTH__NONE) return QUOTH__NONE;
    if (source->person_of) return source->people[source->person_of[person]].name;
    return QUOTH__AT(source->speech->people, quoth__person, person).name;
}

static void put_name(const writer *to, enum column column, size_t row, uint32_t person)
{
    uint32_t name = quoth__row_name(to->source, person);
    put_if(to, column, row, name != QUOTH__NONE, name);
}

/* The row of a marked stretch. */
static uint32_t row_of(const writer *to, uint32_t index)
{
    return index == QUOTH__NONE ? 0 : to->source->first + index;
}

static uint32_t edited_row(const quoth__row_source *source, const quoth__edited *edited)
{
    return (edited->told ? source->statement_first : source->first) + edited->stretch;
}

static void write_places(const writer *to, size_t row, quoth__span words, quoth__span outer)
{
    const quoth_text *text = to->source->text;
    put(to, START, row, quoth_text_code_point(text, words.start));
    put(to, END, row, quoth_text_code_point(text, words.end));
    put(to, START_BYTE, row, words.start);
    put(to, END_BYTE, row, words.end);
    put(to, OUTER_START, row, quoth_text_code_point(text, outer.start));
    put(to, OUTER_END, row, quoth_text_code_point(text, outer.end));
    if (to->skip == 0) put(to, ACCOUNT, row, to->source->account);
}

static void write_stretch(const writer *to, size_t row, const quoth__stretch *stretch)
{
    write_places(to, row, (quoth__span){stretch->start, stretch->end},
                 (quoth__span){stretch->outer_start, stretch->outer_end});
    put(to, LEVEL, row, stretch->level);
    put_if(to, PARENT, row, stretch->parent != QUOTH__NONE, row_of(to, stretch->parent));
    put(to, GROUP, row, row_of(to, stretch->group));
    put(to, PART, row, stretch->part);
    put(to, MARKED, row, stretch->marked);
    quoth__table_u8(to->table, CLOSED - to->skip)[row] = stretch->closed;
    put_if(to, MENDED, row, stretch->mended != QUOTH__MENDED_NONE, stretch->mended);
}

static void write_statement(const writer *to, size_t row, const quoth__statement *statement)
{
    write_places(to, row, statement->words, statement->words);
    put_if(to, LEVEL, row, false, 0);
    put_if(to, PARENT, row, false, 0);
    put(to, GROUP, row, to->source->statement_first + statement->group);
    put(to, PART, row, statement->part);
    put_if(to, MARKED, row, false, 0);
    quoth__table_u8(to->table, CLOSED - to->skip)[row] = 0;
    quoth__table_set_valid(to->table, CLOSED - to->skip, row, false);
    put_if(to, MENDED, row, false, 0);
    put_if(to, WITHIN, row, statement->within != QUOTH__NONE, row_of(to, statement->within));
}

static void write_no_verdict(const writer *to, size_t row)
{
    for (size_t column = KIND; column < EDITED; column++)
        quoth__table_set_valid(to->table, column - to->skip, row, false);
}

static void write_verdict(const writer *to, size_t row, const quoth__verdict *verdict)
{
    bool spoken = verdict->speaker != QUOTH__NONE;
    put(to, KIND, row, verdict->kind);
    put_share(to, KIND_SURE, row, true, verdict->kind_sure);
    put_name(to, SPEAKER, row, verdict->speaker);
    put_span(to, SPEAKER_START, row, verdict->written);
    put_name(to, ADDRESSEE, row, verdict->addressee);
    put_span(to, CUE_START, row, verdict->cue);
    quoth__table_u8(to->table, ASSERTED - to->skip)[row] = verdict->asserted;
    put_share(to, SURE, row, spoken, verdict->sure);
    put(to, STEP, row, verdict->step);
    put_span(to, REST_START, row, verdict->rest);
    put_if(to, EARLIER, row, verdict->earlier != QUOTH__NONE, row_of(to, verdict->earlier));
}

static quoth_status write_rows(writer *to)
{
    const quoth__row_source *source = to->source;
    bool judged = source->speech && source->speech->verdicts.count == source->stretches->count;
    for (size_t i = 0; i < source->stretches->count; i++) {
        write_stretch(to, source->first + i, QUOTH__STRETCH(*source->stretches, i));
        if (judged) {
            write_verdict(to, source->first + i, QUOTH__VERDICT(source->speech, i));
            put_if(to, WITHIN, source->first + i, false, 0);
        } else if (!to->spans) {
            write_no_verdict(to, source->first + i);
        }
        if ((i & 255) == 255) QUOTH__TRY(quoth__work(to->context, ROW_UNITS * 256));
    }
    for (size_t i = 0; source->edited && i < source->edited->count; i++)
        quoth__table_u8(to->table, EDITED - to->skip)[edited_row(source, QUOTH__EDITED(*source->edited, i))] = 1;
    size_t statements = quoth__statement_count(source);
    for (size_t i = 0; i < statements; i++) {
        const quoth__statement *statement = QUOTH__STATEMENT(source->speech, i);
        write_statement(to, source->statement_first + i, statement);
        write_verdict(to, source->statement_first + i, &statement->verdict);
        if ((i & 255) == 255) QUOTH__TRY(quoth__work(to->context, ROW_UNITS * 256));
    }
    uint64_t rest = (source->stretches->count & 255) + (statements & 255);
    return quoth__work(to->context, ROW_UNITS * rest);
}

/* ------------------------------------------------------------------------------------------------ columns of strings
 */

static quoth_string slice(const quoth_text *text, quoth__span span)
{
    if (span.start == QUOTH__NONE) return (quoth_string){NULL, 0};
    return (quoth_string){(const char *)text->bytes + span.start, span.end - span.start};
}

static quoth__span words_of(const quoth__row_source *source, size_t i, enum column column)
{
    const quoth__span none = {QUOTH__NONE, QUOTH__NONE};
    const quoth__stretch *stretch = QUOTH__STRETCH(*source->stretches, i);
    if (column == TEXT) return (quoth__span){stretch->start, stretch->end};
    if (!source->speech || source->speech->verdicts.count == 0) return none;
    const quoth__verdict *verdict = QUOTH__VERDICT(source->speech, i);
    return column == CUE ? verdict->cue : verdict->written;
}

static quoth__span told_words(const quoth__statement *statement, enum column column)
{
    if (column == TEXT) return statement->words;
    return column == CUE ? statement->verdict.cue : statement->verdict.written;
}

static quoth_status set_words(quoth_context *context, quoth_table *table, const quoth__row_source *sources,
                              size_t count, enum column column, size_t skip)
{
    void *got;
    size_t rows = quoth_table_rows(table);
    QUOTH__TRY(quoth__allocate(context, rows, sizeof(quoth_string), &got));
    quoth_string *strings = got;
    for (size_t s = 0; s < count; s++) {
        const quoth__row_source *source = &sources[s];
        for (size_t i = 0; i < source->stretches->count; i++)
            strings[source->first + i] = slice(source->text, words_of(source, i, column));
        for (size_t i = 0; i < quoth__statement_count(source); i++)
            strings[source->statement_first + i] =
                slice(source->text, told_words(QUOTH__STATEMENT(source->speech, i), column));
    }
    quoth_status status = quoth__table_set_strings(context, table, column - skip, strings);
    quoth__free(&context->allocator, strings, rows, sizeof(quoth_string));
    return status;
}

/* Writes a number in digits; gives how many. */
static size_t write_number(unsigned number, char *to)
{
    char digits[24];
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + number % 10);
    } while (number /= 10);
    for (size_t i = 0; i < count; i++) to[i] = digits[count - 1 - i];
    return count;
}

/* Ids of `count` rows of one account: its own, a mark and a number. */
static quoth_status append_ids(quoth_context *context, const quoth__row_source *source, char mark, size_t count,
                               quoth__array *bytes, quoth__array *places)
{
    for (size_t i = 0; i < count; i++) {
        char number[24];
        void *place;
        size_t before = bytes->count, length = source->id ? strlen(source->id) : 0;
        unsigned own =
            mark == '#' ? QUOTH__STRETCH(*source->stretches, i)->number : QUOTH__STATEMENT(source->speech, i)->number;
        size_t digits = write_number(own, number + 1);
        number[0] = mark;
        QUOTH__TRY(quoth__array_append(context, bytes, source->id, length));
        QUOTH__TRY(quoth__array_append(context, bytes, number, digits + 1));
        QUOTH__TRY(quoth__array_push(context, places, sizeof(quoth__span), &place));
        *(quoth__span *)place = (quoth__span){(uint32_t)before, (uint32_t)bytes->count};
        if (bytes->count > UINT32_MAX - 1024)
            return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "the ids of the quotations take over 4 GB");
        QUOTH__TRY(quoth__work(context, 200 + length));
    }
    return QUOTH_OK;
}

static quoth_status set_ids(quoth_context *context, quoth_table *table, const quoth__row_source *sources, size_t count)
{
    quoth__array bytes = {0}, places = {0};
    void *got = NULL;
    size_t rows = quoth_table_rows(table); /* one for each stretch and each statement of the sources */
    quoth_status status = QUOTH_OK;
    for (size_t s = 0; s < count; s++)
        QUOTH__GOTO(append_ids(context, &sources[s], '#', sources[s].stretches->count, &bytes, &places));
    for (size_t s = 0; s < count; s++)
        QUOTH__GOTO(append_ids(context, &sources[s], '~', quoth__statement_count(&sources[s]), &bytes, &places));
    QUOTH__GOTO(quoth__allocate(context, rows, sizeof(quoth_string), &got));
    quoth_string *strings = got;
    for (size_t row = 0; row < places.count; row++) {
        quoth__span place = QUOTH__AT(places, quoth__span, row);
        strings[row] = (quoth_string){(const char *)bytes.data + place.start, place.end - place.start};
    }
    QUOTH__GOTO(quoth__table_set_strings(context, table, ID, strings));
done:
    quoth__free(&context->allocator, got, rows, sizeof(quoth_string));
    quoth__array_free(&context->allocator, &bytes, 1);
    quoth__array_free(&context->allocator, &places, sizeof(quoth__span));
    return status;
}

static quoth_status set_pools(quoth_context *context, quoth_table *table, const quoth__strings *names, size_t skip)
{
    QUOTH__TRY(quoth__table_set_list(context, table, KIND - skip, kind_names, QUOTH_KIND_COUNT));
    QUOTH__TRY(quoth__table_set_list(context, table, STEP - skip, quoth__step_names, QUOTH__STEP_COUNT));
    QUOTH__TRY(quoth__table_set_pool(context, table, SPEAKER - skip, names));
    return quoth__table_set_pool(context, table, ADDRESSEE - skip, names);
}

/* ------------------------------------------------------------------------------------------------------- child tables
 */

typedef struct link {
    uint32_t row, depth, name; /* name QUOTH__NONE: nobody is known at this depth */
} link;

static quoth_status add_link(quoth_context *context, quoth__array *links, uint32_t row, uint32_t depth, uint32_t name)
{
    void *got;
    QUOTH__TRY(quoth__array_push(context, links, sizeof(link), &got));
    *(link *)got = (link){row, depth, name};
    return quoth__work(context, 30);
}

/* The tellers of a stretch for a row, from the outside in. */
static quoth_status tellers_of(quoth_context *context, const quoth__row_source *source, uint32_t row, uint32_t index,
                               quoth__array *links)
{
    uint32_t depth = QUOTH__STRETCH(*source->stretches, index)->level, from = (uint32_t)links->count;
    for (uint32_t d = 0; d <= depth; d++) QUOTH__TRY(add_link(context, links, row, d, QUOTH__NONE));
    for (uint32_t at = index; at != QUOTH__NONE; at = QUOTH__STRETCH(*source->stretches, at)->parent) {
        uint32_t level = QUOTH__STRETCH(*source->stretches, at)->level;
        QUOTH__AT(*links, link, from + level).name =
            quoth__row_name(source, QUOTH__VERDICT(source->speech, at)->speaker);
    }
    return QUOTH_OK;
}

static quoth_status chain_of(quoth_context *context, const quoth__row_source *source, uint32_t index,
                             quoth__array *links)
{
    if (QUOTH__VERDICT(source->speech, index)->speaker == QUOTH__NONE) return QUOTH_OK;
    return tellers_of(context, source, source->first + index, index, links);
}

/* The tellers of the stretch around a statement and its own speaker; of `speakers` the speaker alone. */
static quoth_status statement_links(quoth_context *context, const quoth__row_source *source, uint32_t index, bool chain,
                                    quoth__array *links)
{
    const quoth__statement *statement = QUOTH__STATEMENT(source->speech, index);
    uint32_t row = source->statement_first + index, depth = 0;
    if (statement->verdict.speaker == QUOTH__NONE) return QUOTH_OK;
    if (chain && statement->within != QUOTH__NONE) {
        QUOTH__TRY(tellers_of(context, source, row, statement->within, links));
        depth = QUOTH__STRETCH(*source->stretches, statement->within)->level + 1u;
    }
    return add_link(context, links, row, depth, quoth__row_name(source, statement->verdict.speaker));
}

/* The speakers of a row: `also` from *next on, else the one speaker. */
static quoth_status speakers_of(quoth_context *context, const quoth__row_source *source, uint32_t index, size_t *next,
                                quoth__array *links)
{
    const quoth__array *also = &source->speech->also;
    uint32_t one = QUOTH__VERDICT(source->speech, index)->speaker, row = source->first + index, depth = 0;
    if (*next >= also->count || QUOTH__AT(*also, quoth__also, *next).stretch != index)
        return one == QUOTH__NONE ? QUOTH_OK : add_link(context, links, row, 0, quoth__row_name(source, one));
    for (; *next < also->count && QUOTH__AT(*also, quoth__also, *next).stretch == index; ++*next)
        QUOTH__TRY(add_link(context, links, row, depth++,
                            quoth__row_name(source, QUOTH__AT(*also, quoth__also, *next).person)));
    return QUOTH_OK;
}

static quoth_status collect(quoth_context *context, const quoth__row_source *sources, size_t count, bool chain,
                            quoth__array *links)
{
    for (size_t s = 0; s < count; s++) {
        size_t next = 0;
        if (!sources[s].speech || sources[s].speech->verdicts.count == 0) continue;
        for (uint32_t i = 0; i < sources[s].stretches->count; i++)
            QUOTH__TRY(chain ? chain_of(context, &sources[s], i, links)
                             : speakers_of(context, &sources[s], i, &next, links));
    }
    for (size_t s = 0; s < count; s++)
        for (uint32_t i = 0; i < quoth__statement_count(&sources[s]); i++)
            QUOTH__TRY(statement_links(context, &sources[s], i, chain, links));
    return QUOTH_OK;
}

static quoth_status add_child(quoth_context *context, quoth_table *table, const quoth__row_source *sources,
                              size_t count, bool chain)
{
    static const quoth__column_spec child[] = {
        {"quotation", QUOTH_U32, false}, {"depth", QUOTH_U32, false}, {"name", QUOTH_NAME, true}};
    quoth__array links = {0};
    quoth_table *made = NULL;
    quoth_status status;
    QUOTH__GOTO(collect(context, sources, count, chain, &links));
    QUOTH__GOTO(quoth__table_make(context, child, 3, links.count, &made));
    for (size_t i = 0; i < links.count; i++) {
        link at = QUOTH__AT(links, link, i);
        quoth__table_u32(made, 0)[i] = at.row;
        quoth__table_u32(made, 1)[i] = at.depth;
        quoth__table_u32(made, 2)[i] = at.name == QUOTH__NONE ? 0 : at.name;
        if (at.name == QUOTH__NONE) quoth__table_set_valid(made, 2, i, false);
    }
    if (count) QUOTH__GOTO(quoth__table_set_pool(context, made, 2, sources[0].names));
    status = quoth__table_add_child(context, table, chain ? "chain" : "speakers", made);
    made = NULL;
done:
    quoth_table_release(made);
    quoth__array_free(&context->allocator, &links, sizeof(link));
    return status;
}

/* Which edits hold for which rows. */
static quoth_status add_edits(quoth_context *context, quoth_table *table, const quoth__row_source *sources,
                              size_t count)
{
    static const quoth__column_spec child[] = {{"quotation", QUOTH_U32, false}, {"edit", QUOTH_U32, false}};
    quoth_table *made = NULL;
    size_t rows = 0, row = 0;
    for (size_t s = 0; s < count; s++) rows += sources[s].edited ? sources[s].edited->count : 0;
    QUOTH__TRY(quoth__table_make(context, child, 2, rows, &made));
    for (size_t told = 0; told < 2; told++) /* rows of statements stand behind those of all stretches */
        for (size_t s = 0; s < count; s++)
            for (size_t i = 0; sources[s].edited && i < sources[s].edited->count; i++) {
                const quoth__edited *edited = QUOTH__EDITED(*sources[s].edited, i);
                if (edited->told != (told == 1)) continue;
                quoth__table_u32(made, 0)[row] = edited_row(&sources[s], edited);
                quoth__table_u32(made, 1)[row++] = edited->correction;
            }
    return quoth__table_add_child(context, table, "edits", made);
}

/* ---------------------------------------------------------------------------------------------------------- the table
 */

/* What the marks alone show. */
static quoth_status fill_spans(writer *to, const quoth__row_source *sources, size_t count,
                               const quoth__strings *accounts)
{
    quoth_context *context = to->context;
    for (size_t s = 0; s < count; s++) {
        to->source = &sources[s];
        QUOTH__TRY(write_rows(to));
    }
    QUOTH__TRY(quoth__table_set_list(context, to->table, MENDED - to->skip, quoth__mended_names, QUOTH__MENDED_COUNT));
    QUOTH__TRY(quoth__table_set_list(context, to->table, MARKED - to->skip, quoth__marked_names, QUOTH__MARKED_COUNT));
    if (to->skip) return QUOTH_OK;
    QUOTH__TRY(set_words(context, to->table, sources, count, TEXT, 0));
    QUOTH__TRY(set_ids(context, to->table, sources, count));
    return quoth__table_set_pool(context, to->table, ACCOUNT, accounts);
}

static quoth_status fill(writer *to, const quoth__row_source *sources, size_t count, const quoth__strings *names,
                         const quoth__strings *accounts)
{
    QUOTH__TRY(fill_spans(to, sources, count, accounts));
    if (to->spans) return QUOTH_OK;
    QUOTH__TRY(set_words(to->context, to->table, sources, count, CUE, to->skip));
    QUOTH__TRY(set_words(to->context, to->table, sources, count, SPEAKER_AS_WRITTEN, to->skip));
    QUOTH__TRY(set_pools(to->context, to->table, names, to->skip));
    QUOTH__TRY(add_child(to->context, to->table, sources, count, false));
    QUOTH__TRY(add_child(to->context, to->table, sources, count, true));
    QUOTH__TRY(quoth__editorial_add(to->context, to->table, sources, count));
    return to->skip ? QUOTH_OK : add_edits(to->context, to->table, sources, count);
}

quoth_status quoth__quotations_table(quoth_context *context, quoth__row_source *sources, size_t count,
                                     const quoth__strings *accounts, bool spans, quoth_table **table)
{
    const quoth__strings none = {0};
    size_t rows = 0, skip = accounts ? 0 : CORPUS_COLUMNS, end = spans ? KIND : skip ? EDITED : COLUMNS;
    for (size_t s = 0; s < count; s++) rows += sources[s].stretches->count;
    for (size_t s = 0; s < count; s++) {
        sources[s].statement_first = (uint32_t)rows;
        rows += quoth__statement_count(&sources[s]);
        if (rows > UINT32_MAX - 1)
            return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "more than 2^32 - 2 quotations");
    }
    writer to = {.context = context, .skip = skip, .spans = spans};
    QUOTH__TRY(quoth__table_make(context, specs + skip, end - skip, rows, &to.table));
    quoth_status status = fill(&to, sources, count, count ? sources[0].names : &none, accounts);
    if (status == QUOTH_OK)
        *table = to.table;
    else
        quoth_table_release(to.table);
    return status;
}

quoth_status quoth_quotations(quoth_context *context, const quoth_text *text, const quoth_quotation_options *options,
                              quoth_table **table)
{
    quoth__array stretches = {0};
    quoth__speech speech = {0};
    quoth__beliefs known = {0};
    quoth_status status;
    quoth__enter(context);
    if (options && options->size != sizeof *options)
        return quoth__leave(context, quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "options of another size"));
    speech.no_indirect = options && options->no_indirect;
    if (options) QUOTH__GOTO(quoth__beliefs_read(context, text, &options->known, &known));
    if (options && options->spans_only)
        QUOTH__GOTO(quoth__analyse_stretches(context, text, &stretches));
    else
        QUOTH__GOTO(quoth__analyse(context, text, &known, &stretches, &speech));
    quoth__row_source source = {.text = text, .stretches = &stretches, .speech = &speech, .names = &speech.names};
    QUOTH__GOTO(quoth__quotations_table(context, &source, 1, NULL, false, table));
done:
    quoth__speech_free(&context->allocator, &speech);
    quoth__array_free(&context->allocator, &stretches, sizeof(quoth__stretch));
    quoth__beliefs_free(&context->allocator, &known);
    return quoth__leave(context, status);
}
