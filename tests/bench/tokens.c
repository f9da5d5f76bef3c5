/* tokens: how fast boundaries and tokens are on one text, on each path.
 *
 *   tokens FILE [ROUNDS [MEASURE [PATH]]]
 *
 * A line for each measure, or for one on all paths or one: its name, the path, MB/s (the best of the rounds), how many.
 *
 * The file is cut at line ends into texts of about 1 MB, so that results stay in the memory that the allocator keeps.
 * tests/bench/tokens.py runs it beside other programs. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../../csrc/text/text.h"
#include "../../csrc/unicode/boundary.h"

#define PIECE 1000000u
#define PLACES 4096u

typedef struct input {
    const char *bytes;
    size_t size;
} input;

typedef size_t (*measured)(quoth_context *context, input piece);

static void must(quoth_status status, const quoth_context *context)
{
    if (status == QUOTH_OK) return;
    fprintf(stderr, "%s\n", quoth_context_error(context)->message);
    exit(2);
}

/* Seconds of this process: what others do on the machine counts less. */
static double now(void) { return (double)clock() / CLOCKS_PER_SEC; }

static size_t boundaries(quoth_context *context, input piece, quoth__unit unit)
{
    static uint32_t ends[PLACES];
    size_t total = 0, count;
    quoth__walk walk;
    quoth__walk_begin(&walk, unit, (const uint8_t *)piece.bytes, piece.size);
    do {
        must(quoth__walk_take(context, &walk, NULL, ends, PLACES, &count), context);
        total += count;
    } while (count == PLACES);
    return total;
}

static size_t words(quoth_context *context, input piece) { return boundaries(context, piece, QUOTH__WORDS); }

static size_t graphemes(quoth_context *context, input piece) { return boundaries(context, piece, QUOTH__GRAPHEMES); }

static size_t sentences(quoth_context *context, input piece) { return boundaries(context, piece, QUOTH__SENTENCES); }

static quoth_text *text_of(quoth_context *context, input piece)
{
    quoth_text *text = NULL;
    must(quoth_text_make(context, piece.bytes, piece.size, NULL, &text), context);
    return text;
}

static size_t texts(quoth_context *context, input piece)
{
    quoth_text *text = text_of(context, piece);
    size_t count = quoth_text_code_points(text);
    quoth_text_free(text);
    return count;
}

static quoth_vocabulary *vocabulary;
static double aside; /* seconds that do not count */

static size_t columns(quoth_context *context, input piece)
{
    double before = now();
    quoth_text *text = text_of(context, piece);
    quoth__tokens tokens = {0};
    aside += now() - before;
    must(quoth__tokens_append(context, text, 0, text->length, NULL, vocabulary, &tokens), context);
    size_t count = tokens.count;
    quoth__tokens_free(&context->allocator, &tokens);
    quoth_text_free(text);
    return count;
}

static size_t table(quoth_context *context, input piece)
{
    double before = now();
    quoth_text *text = text_of(context, piece);
    quoth_table *made = NULL;
    aside += now() - before;
    must(quoth_tokens(context, text, NULL, vocabulary, &made), context);
    size_t count = quoth_table_rows(made);
    quoth_table_release(made);
    quoth_text_free(text);
    return count;
}

/* What a call from Python without forms does: the text, and a table of places and kinds. */
static size_t places(quoth_context *context, input piece)
{
    quoth_text *text = text_of(context, piece);
    quoth_table *made = NULL;
    must(quoth_tokens(context, text, NULL, NULL, &made), context);
    size_t count = quoth_table_rows(made);
    quoth_table_release(made);
    quoth_text_free(text);
    return count;
}

/* And with forms: a vocabulary of its own. */
static size_t forms(quoth_context *context, input piece)
{
    quoth_vocabulary *own = NULL;
    quoth_text *text = text_of(context, piece);
    quoth_table *made = NULL;
    must(quoth_vocabulary_make(context, &own), context);
    must(quoth_tokens(context, text, NULL, own, &made), context);
    size_t count = quoth_table_rows(made);
    quoth_table_release(made);
    quoth_vocabulary_free(own);
    quoth_text_free(text);
    return count;
}

static size_t check(quoth_context *context, input piece)
{
    size_t points = 0;
    if (!quoth__utf8_check_on(context->path, (const uint8_t *)piece.bytes, piece.size, NULL, &points)) exit(2);
    return points;
}

static void measure(const char *name, measured what, input whole, quoth_path path, const char *path_name, int rounds)
{
    quoth_context_options options = {.size = sizeof options, .path = path};
    quoth_context *context = NULL;
    double best = 1e9;
    size_t total = 0;
    if (quoth_context_make(&options, &context) != QUOTH_OK) return;
    for (int round = 0; round < rounds; round++) {
        must(quoth_vocabulary_make(context, &vocabulary), context);
        double start = now();
        aside = 0;
        total = 0;
        for (size_t at = 0; at < whole.size;) {
            size_t end = whole.size - at < PIECE ? whole.size : at + PIECE;
            while (end < whole.size && whole.bytes[end - 1] != '\n') end++;
            total += what(context, (input){whole.bytes + at, end - at});
            at = end;
        }
        double took = now() - start - aside;
        if (took < best) best = took;
        quoth_vocabulary_free(vocabulary);
    }
    printf("%-12s %-9s %8.0f %zu\n", name, path_name, (double)whole.size / best / 1e6, total);
    quoth_context_free(context);
}

static input read_whole(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) exit(2);
    long size = ftell(file);
    char *bytes = malloc((size_t)size + 1);
    rewind(file);
    if (!bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size) exit(2);
    fclose(file);
    return (input){bytes, (size_t)size};
}

int main(int count, char **arguments)
{
    static const struct {
        const char *name;
        measured what;
    } all[] = {{"words", words}, {"ids", columns}, {"table", table},         {"places", places},      {"forms", forms},
               {"check", check}, {"text", texts},  {"graphemes", graphemes}, {"sentences", sentences}};
    static const struct {
        const char *name;
        quoth_path path;
    } paths[] = {{"portable", QUOTH_PATH_PORTABLE},
                 {"avx2", QUOTH_PATH_AVX2},
                 {"avx512", QUOTH_PATH_AVX512},
                 {"neon", QUOTH_PATH_NEON}};
    if (count < 2) return 2;
    input whole = read_whole(arguments[1]);
    int rounds = count > 2 ? atoi(arguments[2]) : 3;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (count > 3 && strcmp(arguments[3], all[i].name) != 0) continue;
        for (size_t k = 0; k < sizeof paths / sizeof *paths; k++)
            if (count <= 4 || strcmp(arguments[4], paths[k].name) == 0)
                measure(all[i].name, all[i].what, whole, paths[k].path, paths[k].name, rounds);
    }
    free((void *)(uintptr_t)whole.bytes);
    return 0;
}
