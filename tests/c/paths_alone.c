/* The paths of another processor: tests/python/test_neon.py builds it with a cross compiler and runs it in an emulator. */
#include "paths.h"

int main(int count, char **arguments)
{
    paths all;
    size_t rounds = count > 1 ? strtoul(arguments[1], NULL, 10) : 20000, cases;
    size_t there = open_paths(&all);
    bool same = there > 0 && random_texts_agree(&all, 7, rounds) && code_points_agree(&all, 7) &&
                break_tests_agree(&all, 9, &cases) && checks_agree(&all, 3, 5 * rounds);
    printf("%zu paths, %zu random texts, %zu cases of the break test: %s\n", there, rounds, same ? cases : 0,
           same ? "the same" : "not the same");
    close_paths(&all);
    return same ? 0 : 1;
}
