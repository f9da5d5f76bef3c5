/* tell - which sayings several accounts tell, each reading of them, and what changed between the readings.
 *
 *   cc tell.c $(pkg-config --cflags --libs quoth) -o tell
 *   ./tell accounts/one.txt accounts/another.txt
 *
 * Ends with 0, with 1 where no saying is told twice, and with 2 where a file cannot be read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quoth.h>

/* ---------------------------------------------------------------------------------------------- accounts in */

/* The whole of a file, to be freed; NULL where it cannot be read. */
static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    size_t capacity = 0;
    *length = 0;
    while (file && !feof(file) && !ferror(file)) {
        if (*length == capacity) {
            char *larger = realloc(bytes, capacity = capacity ? 2 * capacity : 65536);
            if (!larger) break;
            bytes = larger;
        }
        *length += fread(bytes + *length, 1, capacity - *length, file);
    }
    bool whole = file && feof(file) && !ferror(file);
    if (file) fclose(file);
    if (whole) return bytes;
    free(bytes);
    return NULL;
}

/* A copy of a string of the front matter with a NUL at its end, or NULL where there is none. */
static char *copy(quoth_string string)
{
    char *copied = string.bytes ? malloc(string.length + 1) : NULL;
    if (copied) {
        memcpy(copied, string.bytes, string.length);
        copied[string.length] = '\0';
    }
    return copied;
}

/* The name of a file without its folder and its ending: the id of an account that names none. */
static char *stem(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return copy((quoth_string){name, dot && dot != name ? (size_t)(dot - name) : strlen(name)});
}

static quoth_status add_account(quoth_context *context, quoth_corpus *corpus, const char *path, const char *bytes,
                                size_t length)
{
    quoth_front_matter front = quoth_front_matter_read(bytes, length);
    char *id = front.id.bytes ? copy(front.id) : stem(path);
    char *siglum = copy(front.siglum), *date = copy(front.date), *source = copy(front.source);
    char *title = copy(front.title), *lang = copy(front.lang);
    quoth_account account = {.size = sizeof account,
                             .id = id,
                             .text = {bytes, length},
                             .skip = front.skip,
                             .siglum = siglum,
                             .date = date,
                             .source = source,
                             .title = title,
                             .lang = lang};
    quoth_status status = quoth_corpus_add(context, corpus, &account);
    free(id), free(siglum), free(date), free(source), free(title), free(lang);
    return status;
}

static bool read_account(quoth_context *context, quoth_corpus *corpus, const char *path)
{
    size_t length;
    char *bytes = read_file(path, &length);
    if (!bytes) {
        fprintf(stderr, "tell: %s: cannot be read\n", path);
        return false;
    }
    quoth_status status = add_account(context, corpus, path, bytes, length);
    free(bytes);
    if (status == QUOTH_OK) return true;
    const quoth_error *error = quoth_context_error(context);
    fprintf(stderr, "tell: %s: %s", path, error->message);
    if (error->place != UINT64_MAX) fprintf(stderr, " (at %llu)", (unsigned long long)error->place);
    fputc('\n', stderr);
    return false;
}

/* ------------------------------------------------------------------------------------------- utterances out */

typedef struct told {
    quoth_context *context;
    const quoth_corpus *corpus;
    quoth_table *accounts, *utterances;
    const quoth_table *readings, *ranges, *changes; /* children of `utterances` */
} told;

static quoth_column column(const quoth_table *table, const char *name)
{
    quoth_column found;
    if (!quoth_table_column_named(table, name, &found)) {
        fprintf(stderr, "tell: no column %s\n", name);
        exit(2);
    }
    return found;
}

static uint32_t number(const quoth_table *table, const char *name, size_t row)
{
    return ((const uint32_t *)column(table, name).values)[row];
}

static void print(quoth_string string) { printf("%.*s", (int)string.length, string.bytes ? string.bytes : ""); }

static void print_column(const quoth_table *table, const char *name, size_t row)
{
    quoth_column found = column(table, name);
    print(quoth_column_string(&found, row));
}

/* The row of the account of a reading. */
static size_t account_of(const told *all, size_t reading)
{
    quoth_column ids = column(all->accounts, "id"), accounts = column(all->readings, "account");
    quoth_string name = quoth_column_string(&accounts, reading);
    for (size_t row = 0; row < ids.rows; row++) {
        quoth_string id = quoth_column_string(&ids, row);
        if (id.length == name.length && memcmp(id.bytes, name.bytes, id.length) == 0) return row;
    }
    return 0;
}

/* The words of one range of an account, white space made single, a space before each word. */
static void print_range(const char *bytes, uint32_t from, uint32_t to)
{
    bool space = true;
    for (uint32_t i = from; i < to; i++) {
        bool blank = strchr(" \n\r\t", bytes[i]) != NULL;
        if (!blank && space) putchar(' ');
        if (!blank) putchar(bytes[i]);
        space = blank;
    }
}

/* The words of a reading: its ranges, with a mark where the quotation holds another one between them. */
static void print_words(const told *all, size_t reading, size_t account)
{
    const quoth_text *text = quoth_corpus_text(all->corpus, account);
    size_t printed = 0;
    for (size_t row = 0; row < quoth_table_rows(all->ranges); row++) {
        if (number(all->ranges, "reading", row) != reading) continue;
        if (printed++) printf(" [ ]");
        print_range(quoth_text_bytes(text).bytes, quoth_text_byte(text, number(all->ranges, "start", row)),
                    quoth_text_byte(text, number(all->ranges, "end", row)));
    }
    putchar('\n');
}

static quoth_status print_changes(const told *all, size_t reading)
{
    for (size_t row = 0; row < quoth_table_rows(all->changes); row++) {
        if (number(all->changes, "reading", row) != reading) continue;
        char why[1024];
        size_t length;
        quoth_status status =
            quoth_corpus_why_change(all->context, all->corpus, all->utterances, row, why, sizeof why, &length);
        if (status != QUOTH_OK) return status;
        printf("        ");
        print_column(all->changes, "kind", row);
        printf(": %s\n", why);
    }
    return QUOTH_OK;
}

static quoth_status print_reading(const told *all, size_t utterance, size_t reading)
{
    size_t account = account_of(all, reading);
    bool base = number(all->utterances, "base", utterance) == reading;
    printf("    ");
    print_column(all->accounts, "siglum", account);
    printf(" (");
    print_column(all->accounts, "date", account);
    printf("%s):", base ? ", base" : "");
    print_words(all, reading, account);
    return base ? QUOTH_OK : print_changes(all, reading);
}

static quoth_status print_utterance(const told *all, size_t utterance)
{
    print_column(all->utterances, "id", utterance);
    printf(" ");
    print_column(all->utterances, "speaker", utterance);
    printf(", told %u times\n", (unsigned)number(all->utterances, "readings", utterance));
    for (size_t reading = 0; reading < quoth_table_rows(all->readings); reading++) {
        if (number(all->readings, "utterance", reading) != utterance) continue;
        quoth_status status = print_reading(all, utterance, reading);
        if (status != QUOTH_OK) return status;
    }
    return QUOTH_OK;
}

static quoth_status print_all(told *all, quoth_corpus *corpus)
{
    quoth_status status = quoth_corpus_accounts(all->context, corpus, &all->accounts);
    if (status == QUOTH_OK) status = quoth_corpus_utterances(all->context, corpus, &all->utterances);
    if (status != QUOTH_OK) return status;
    all->readings = quoth_table_child(all->utterances, "readings");
    all->ranges = quoth_table_child(all->utterances, "ranges");
    all->changes = quoth_table_child(all->utterances, "changes");
    for (size_t row = 0; row < quoth_table_rows(all->utterances) && status == QUOTH_OK; row++)
        status = print_utterance(all, row);
    return status;
}

int main(int count, char **arguments)
{
    quoth_context *context = NULL;
    quoth_corpus *corpus = NULL;
    int code = 2;
    if (count < 2) {
        fprintf(stderr, "usage: tell ACCOUNT.txt...\n");
        return 2;
    }
    if (quoth_context_make(NULL, &context) != QUOTH_OK) return 2;
    if (quoth_corpus_make(context, &corpus) != QUOTH_OK) goto done;
    for (int i = 1; i < count; i++)
        if (!read_account(context, corpus, arguments[i])) goto done;
    told all = {.context = context, .corpus = corpus};
    if (print_all(&all, corpus) == QUOTH_OK)
        code = quoth_table_rows(all.utterances) ? 0 : 1;
    else
        fprintf(stderr, "tell: %s\n", quoth_context_error(context)->message);
    quoth_table_release(all.accounts);
    quoth_table_release(all.utterances);
done:
    quoth_corpus_free(corpus);
    quoth_context_free(context);
    return code;
}
