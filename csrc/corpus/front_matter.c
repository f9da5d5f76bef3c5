/* front_matter: `key: value` lines between two lines `---` at the very start of an account. Linear; never fails. */
#include "corpus.h"

typedef struct line {
    size_t start, end, behind; /* without and with its line break */
} line;

static line line_at(const char *bytes, size_t length, size_t start)
{
    const char *stop = start < length ? memchr(bytes + start, '\n', length - start) : NULL;
    size_t end = stop ? (size_t)(stop - bytes) : length;
    line found = {start, end, stop ? end + 1 : length};
    if (found.end > start && bytes[found.end - 1] == '\r') found.end--;
    return found;
}

static bool is_rule(const char *bytes, line at)
{
    return at.end - at.start == 3 && memcmp(bytes + at.start, "---", 3) == 0;
}

static quoth_string trimmed(const char *bytes, size_t start, size_t end)
{
    while (start < end && (bytes[start] == ' ' || bytes[start] == '\t')) start++;
    while (end > start && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) end--;
    bool quoted = end - start >= 2 && bytes[start] == '"' && bytes[end - 1] == '"';
    return quoted ? (quoth_string){bytes + start + 1, end - start - 2} : (quoth_string){bytes + start, end - start};
}

/* Where the value of a key is kept; NULL for a key that has no meaning here. */
static quoth_string *place_of(quoth_front_matter *matter, quoth_string key)
{
    const struct {
        const char *name;
        quoth_string *place;
    } known[] = {{"id", &matter->id},         {"siglum", &matter->siglum}, {"date", &matter->date},
                 {"source", &matter->source}, {"title", &matter->title},   {"lang", &matter->lang}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (key.length == strlen(known[i].name) && memcmp(key.bytes, known[i].name, key.length) == 0)
            return known[i].place;
    return NULL;
}

static void read_line(quoth_front_matter *matter, const char *bytes, line at)
{
    const char *colon = memchr(bytes + at.start, ':', at.end - at.start);
    if (!colon) return;
    quoth_string *place = place_of(matter, trimmed(bytes, at.start, (size_t)(colon - bytes)));
    quoth_string value = trimmed(bytes, (size_t)(colon - bytes) + 1, at.end);
    if (place && value.length) *place = value;
}

quoth_front_matter quoth_front_matter_read(const char *bytes, size_t length)
{
    const quoth_front_matter none = {0};
    quoth_front_matter matter = {0};
    size_t start = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    line at = line_at(bytes, length, start);
    if (!is_rule(bytes, at)) return none;
    while (at.behind < length) {
        at = line_at(bytes, length, at.behind);
        if (is_rule(bytes, at)) {
            matter.skip = at.behind;
            return matter;
        }
        read_line(&matter, bytes, at);
    }
    return none;
}
