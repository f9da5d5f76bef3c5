/* fuzz: the seeds of tests/fuzz/seeds, and some thousand changes of them, keep what tests/fuzz/texts.c asks of any text;
 * with QUOTH_LONG a hundred thousand, from the seed of QUOTH_SEED. */
#include "../fuzz/texts.c"
#include "harness.h"
#include "unicode_data.h"

#include <dirent.h>

#define FOLDER "tests/fuzz/seeds"
#define MOST_SEEDS 64u
#define MOST_BYTES 4096u

typedef struct seed {
    size_t size;
    uint8_t bytes[MOST_BYTES];
} seed;

static seed seeds[MOST_SEEDS];
static size_t seed_count;

static void read_seed(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, FOLDER "/%s", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_true(seed_count < MOST_SEEDS);
    seed *one = &seeds[seed_count++];
    one->size = fread(one->bytes, 1, MOST_BYTES, file);
    fclose(file);
}

static int by_bytes(const void *a, const void *b)
{
    const seed *one = a, *other = b;
    int order = memcmp(one->bytes, other->bytes, one->size < other->size ? one->size : other->size);
    return order ? order : (one->size > other->size) - (one->size < other->size);
}

static int read_seeds(void **unused)
{
    (void)unused;
    DIR *folder = opendir(FOLDER);
    if (!folder) return -1;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder))
        if (entry->d_name[0] != '.') read_seed(entry->d_name);
    closedir(folder);
    qsort(seeds, seed_count, sizeof *seeds, by_bytes);
    return seed_count > 0 ? 0 : -1;
}

static void every_seed_holds(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < seed_count; i++)
        for (unsigned options = 0; options < 64; options++) {
            seed one = seeds[i];
            one.bytes[0] = (uint8_t)options;
            LLVMFuzzerTestOneInput(one.bytes, one.size);
        }
}

static void put(seed *one, size_t place, const char *what)
{
    size_t length = strlen(what);
    if (one->size + length > MOST_BYTES) return;
    memmove(one->bytes + place + length, one->bytes + place, one->size - place);
    memcpy(one->bytes + place, what, length);
    one->size += length;
}

/* A byte set, a stretch doubled or taken out, or a mark put in. */
static void change(seed *one, uint64_t *random)
{
    static const char *const marks[] = {"“",
                                        "”",
                                        "‘",
                                        "’",
                                        "\"",
                                        "'",
                                        "«",
                                        "»",
                                        "\xFF",
                                        "\n\n",
                                        "he said ",
                                        "\xCC\x81",
                                        "\xE2\x80\xA9",
                                        "—",
                                        "…",
                                        "[",
                                        "not ",
                                        "\xF0\x9F\x91\xA9\xE2\x80\x8D"};
    size_t place = 2 + next_random(random) % (one->size - 1), left = one->size - place;
    size_t length = left ? next_random(random) % (left < 60 ? left : 60) : 0;
    switch (next_random(random) % 6) {
    case 0:
        if (left) one->bytes[place] = (uint8_t)next_random(random);
        break;
    case 1:
        if (one->size + length > MOST_BYTES) break;
        memmove(one->bytes + place + length, one->bytes + place, left);
        one->size += length;
        break;
    case 2:
        memmove(one->bytes + place, one->bytes + place + length, left - length);
        one->size -= length;
        break;
    default: put(one, place, marks[next_random(random) % (sizeof marks / sizeof *marks)]);
    }
}

static void changed_seeds_hold(void **unused)
{
    (void)unused;
    const char *asked = getenv("QUOTH_LONG") ? getenv("QUOTH_SEED") : NULL;
    uint64_t random = asked ? strtoull(asked, NULL, 10) | 1 : 99;
    int rounds = getenv("QUOTH_LONG") ? 100000 : getenv("QUOTH_QUICK") ? 200 : 8000;
    printf("seed %llu\n", (unsigned long long)random);
    for (int round = 0; round < rounds; round++) {
        seed one = seeds[next_random(&random) % seed_count];
        one.bytes[0] = (uint8_t)next_random(&random);
        one.bytes[1] = (uint8_t)next_random(&random);
        for (uint64_t changes = 1 + next_random(&random) % 6; changes > 0; changes--) change(&one, &random);
        LLVMFuzzerTestOneInput(one.bytes, one.size);
    }
}

static int free_language(void **unused)
{
    (void)unused;
    quoth_language_release(english());
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_seed_holds), cmocka_unit_test(changed_seeds_hold)};
    return cmocka_run_group_tests(tests, read_seeds, free_language);
}
