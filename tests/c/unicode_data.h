/* Reading the files of the Unicode Character Database for the tests. The folder is /usr/share/unicode, or what
 * QUOTH_UNICODE_DATA names; a file that is absent or of another version gives false, and the test says that it skips.
 */
#ifndef UNICODE_DATA_H
#define UNICODE_DATA_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CODE_POINTS 0x110000u

static inline FILE *open_data(const char *name, const char *version)
{
    char path[512], line[1024];
    const char *folder = getenv("QUOTH_UNICODE_DATA");
    snprintf(path, sizeof path, "%s/%s", folder ? folder : "/usr/share/unicode", name);
    FILE *file = fopen(path, "r");
    if (!file) {
        printf("skipped: %s is absent\n", path);
        return NULL;
    }
    if (version && (!fgets(line, sizeof line, file) || !strstr(line, version))) {
        printf("skipped: %s is not of version %s\n", path, version);
        fclose(file);
        return NULL;
    }
    return file;
}

/* One line "0041..005A ; Value # ..." taken apart; false for a line of another kind. */
static inline bool property_line(const char *line, uint32_t *first, uint32_t *last, char value[64])
{
    char *rest;
    *first = *last = (uint32_t)strtoul(line, &rest, 16);
    if (rest == line) return false;
    if (strncmp(rest, "..", 2) == 0) *last = (uint32_t)strtoul(rest + 2, &rest, 16);
    return sscanf(rest, " ; %63[A-Za-z_0-9]", value) == 1;
}

/* Calls `take` for every range of a property file. */
static inline bool read_property(const char *name, const char *version,
                                 void (*take)(uint32_t first, uint32_t last, const char *value, void *user), void *user)
{
    char line[4096], value[64];
    uint32_t first, last;
    FILE *file = open_data(name, version);
    if (!file) return false;
    while (fgets(line, sizeof line, file)) {
        if (property_line(line, &first, &last, value)) take(first, last, value, user);
    }
    fclose(file);
    return true;
}

/* The random numbers of the tests: the same on every machine. */
static inline uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

#endif
