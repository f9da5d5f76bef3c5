/* words: how fast other libraries find the words of a text. tests/bench/tokens.py builds and runs it.
 *
 *   words FILE [ROUNDS]    a line for each library: its name, MB/s (the best of the rounds), how many boundaries
 *
 * HAVE_ICU, HAVE_UNISTRING and HAVE_STRINGZILLA say what is there. The file is cut at line ends into texts of about
 * 1 MB, as tests/bench/tokens.c does; ICU gets them in UTF-16, made before the clock runs. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef HAVE_ICU
#include <unicode/ubrk.h>
#include <unicode/ustring.h>
#endif
#ifdef HAVE_UNISTRING
#include <uniwbrk.h>
#endif
#ifdef HAVE_STRINGZILLA
#include <stringzilla/utf8_wordbreaks.h>
#endif

#define PIECE 1000000u
#define PLACES 4096u

typedef struct piece {
    const char *bytes;
    size_t size;
    void *made; /* what a library needs beside the bytes */
    size_t made_size;
} piece;

static double now(void) { return (double)clock() / CLOCKS_PER_SEC; }

#ifdef HAVE_ICU
static UBreakIterator *rules;

/* The rules of a locale that changes nothing of UAX #29. */
static void icu_open(void)
{
    UErrorCode error = U_ZERO_ERROR;
    rules = ubrk_open(UBRK_WORD, "fi", NULL, 0, &error);
    if (U_FAILURE(error)) exit(2);
}

static void icu_make(piece *of)
{
    UErrorCode error = U_ZERO_ERROR;
    int32_t size = 0;
    of->made = malloc((of->size + 1) * sizeof(UChar));
    if (!of->made) exit(2);
    u_strFromUTF8(of->made, (int32_t)of->size + 1, &size, of->bytes, (int32_t)of->size, &error);
    if (U_FAILURE(error)) exit(2);
    of->made_size = (size_t)size;
}

static size_t icu(piece *of)
{
    UErrorCode error = U_ZERO_ERROR;
    size_t count = 0;
    ubrk_setText(rules, of->made, (int32_t)of->made_size, &error);
    if (U_FAILURE(error)) exit(2);
    while (ubrk_next(rules) != UBRK_DONE) count++;
    return count;
}
#endif

#ifdef HAVE_UNISTRING
static void unistring_make(piece *of)
{
    of->made = malloc(of->size);
    if (!of->made) exit(2);
}

static size_t unistring(piece *of)
{
    u8_wordbreaks((const uint8_t *)of->bytes, of->size, of->made);
    return 0; /* it marks them in place; counting is not its work */
}
#endif

#ifdef HAVE_STRINGZILLA
typedef sz_size_t (*sz_words)(sz_cptr_t, sz_size_t, sz_size_t *, sz_size_t *, sz_size_t, sz_size_t *);

static size_t stringzilla_by(sz_words find, piece *of)
{
    static sz_size_t starts[PLACES], lengths[PLACES];
    size_t count = 0;
    for (size_t at = 0; at < of->size;) {
        sz_size_t consumed = 0;
        count += find(of->bytes + at, of->size - at, starts, lengths, PLACES, &consumed);
        if (consumed == 0) break;
        at += consumed;
    }
    return count;
}

static size_t stringzilla_serial(piece *of) { return stringzilla_by(sz_utf8_wordbreaks_serial, of); }
#if SZ_USE_HASWELL
static size_t stringzilla_haswell(piece *of) { return stringzilla_by(sz_utf8_wordbreaks_haswell, of); }
#endif
#if SZ_USE_ICELAKE
static size_t stringzilla_icelake(piece *of) { return stringzilla_by(sz_utf8_wordbreaks_icelake, of); }
#endif
#endif

static piece *pieces;
static size_t piece_count, whole_size;

static void read_pieces(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) exit(2);
    whole_size = (size_t)ftell(file);
    char *bytes = malloc(whole_size + 64);
    pieces = calloc(whole_size / PIECE + 1, sizeof *pieces);
    rewind(file);
    if (!bytes || !pieces || fread(bytes, 1, whole_size, file) != whole_size) exit(2);
    fclose(file);
    for (size_t at = 0; at < whole_size;) {
        size_t end = whole_size - at < PIECE ? whole_size : at + PIECE;
        while (end < whole_size && bytes[end - 1] != '\n') end++;
        pieces[piece_count++] = (piece){bytes + at, end - at, NULL, 0};
        at = end;
    }
}

static void measure(const char *name, void (*make)(piece *), size_t (*find)(piece *), int rounds)
{
    double best = 1e9;
    size_t count = 0;
    for (size_t i = 0; make && i < piece_count; i++) make(&pieces[i]);
    for (int round = 0; round < rounds; round++) {
        double start = now();
        count = 0;
        for (size_t i = 0; i < piece_count; i++) count += find(&pieces[i]);
        double took = now() - start;
        if (took < best) best = took;
    }
    for (size_t i = 0; make && i < piece_count; i++) free(pieces[i].made);
    printf("%s %.1f %zu\n", name, (double)whole_size / best / 1e6, count);
}

int main(int count, char **arguments)
{
    if (count < 2) return 2;
    int rounds = count > 2 ? atoi(arguments[2]) : 3;
    read_pieces(arguments[1]);
#ifdef HAVE_ICU
    icu_open();
    measure("icu-utf16", icu_make, icu, rounds);
#endif
#ifdef HAVE_UNISTRING
    measure("libunistring", unistring_make, unistring, rounds);
#endif
#ifdef HAVE_STRINGZILLA
    measure("stringzilla-serial", NULL, stringzilla_serial, rounds);
#if SZ_USE_HASWELL
    measure("stringzilla-avx2", NULL, stringzilla_haswell, rounds);
#endif
#if SZ_USE_ICELAKE
    measure("stringzilla-avx512", NULL, stringzilla_icelake, rounds);
#endif
#endif
    (void)measure;
    (void)rounds;
    return 0;
}
