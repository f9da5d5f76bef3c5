/* read: a language out of the bytes of a TSV file (lang.h says its form).
 *
 *   line ─► fields ─► words of the phrase ─► nodes of the trie ─► entry at the last node
 *
 * Linear in the file. The first line that is wrong stops the reading, and its number is the place of the error. */
#include "../unicode/utf8.h"
#include "language.h"

#define FIELDS 4

static const char *const class_names[QUOTH__CLASS_COUNT] = {
    "function",     "abbreviation",    "cue",         "cue_noun",  "cue_phrase", "title",   "role",
    "collective",   "pronoun",         "first_name",  "nickname",  "negation",   "modal",   "number",
    "date",         "spelling",        "contraction", "auxiliary", "not_name",   "demonym", "work",
    "hypothetical", "negative_prefix", "letters",     "indirect",  "trait",      "link",    "suffix",
    "dialogue",     "ending",          "reported"};

typedef struct reader {
    quoth_context *context;
    quoth_language *language;
    uint64_t line;
} reader;

static quoth_status wrong(const reader *from, const char *what)
{
    return quoth__fail(from->context, QUOTH_BAD_LANGUAGE, from->line, "line %llu of the language file: %s",
                       (unsigned long long)from->line, what);
}

static bool equals(quoth_string a, const char *b) { return a.length == strlen(b) && memcmp(a.bytes, b, a.length) == 0; }

/* Cuts a line at its tabs; more fields than FIELDS are left in the last. */
static size_t split(quoth_string line, quoth_string *fields)
{
    size_t count = 0;
    for (size_t i = 0, from = 0; i <= line.length; i++)
        if (i == line.length || (line.bytes[i] == '\t' && count < FIELDS - 1)) {
            fields[count++] = (quoth_string){line.bytes + from, i - from};
            from = i + 1;
        }
    return count;
}

static quoth_status grow_edges(const reader *from)
{
    quoth_language *language = from->language;
    size_t slots = language->edge_slots ? language->edge_slots * 2 : 256, old_slots = language->edge_slots;
    quoth__lang_edge *old = language->edges;
    void *got;
    QUOTH__TRY(quoth__allocate_zeroed(from->context, slots, sizeof(quoth__lang_edge), &got));
    language->edges = got;
    language->edge_slots = slots;
    for (size_t i = 0; i < old_slots; i++)
        if (old[i].to) language->edges[quoth__language_slot(language, old[i].node, old[i].word)] = old[i];
    quoth__free(&language->allocator, old, old_slots, sizeof(quoth__lang_edge));
    return quoth__work(from->context, slots * 4);
}

/* The node after `node` by a word, made where it is new. */
static quoth_status step(const reader *from, uint32_t *node, uint32_t word)
{
    quoth_language *language = from->language;
    if (language->edge_count * 2 >= language->edge_slots) QUOTH__TRY(grow_edges(from));
    size_t slot = quoth__language_slot(language, *node, word);
    if (!language->edges[slot].to) {
        void *made;
        uint32_t to = (uint32_t)language->nodes.count;
        QUOTH__TRY(quoth__array_push(from->context, &language->nodes, sizeof(quoth__lang_node), &made));
        language->edges[slot] = (quoth__lang_edge){*node, word, to};
        language->edge_count++;
    }
    *node = language->edges[slot].to;
    return quoth__work(from->context, 30);
}

static quoth_status walk_phrase(const reader *from, quoth_string phrase, quoth__class class_, uint32_t *node)
{
    *node = 0;
    for (size_t i = 0, word = 0; i <= phrase.length; i++) {
        if (i < phrase.length && phrase.bytes[i] != ' ') continue;
        if (i == word) return wrong(from, "an empty word in the phrase");
        uint32_t id;
        QUOTH__TRY(quoth__strings_add(from->context, &from->language->words, phrase.bytes + word, i - word, &id));
        QUOTH__AT(from->language->nodes, quoth__lang_node, *node).leads |= 1u << class_;
        QUOTH__TRY(step(from, node, id));
        word = i + 1;
    }
    return QUOTH_OK;
}

static quoth_status add_entry(const reader *from, uint32_t node, quoth__class class_, quoth_string value,
                              uint16_t weight)
{
    quoth_language *language = from->language;
    if (QUOTH__AT(language->nodes, quoth__lang_node, node).classes >> class_ & 1)
        return wrong(from, "the phrase has this class already");
    void *made;
    QUOTH__TRY(quoth__array_push(from->context, &language->entries, sizeof(quoth__lang_entry), &made));
    quoth__lang_entry *entry = made;
    entry->entry.class_ = (uint16_t)class_;
    entry->entry.weight = weight;
    QUOTH__TRY(quoth__strings_add(from->context, &language->values, value.bytes, value.length, &entry->entry.value));
    quoth__lang_node *at = &QUOTH__AT(language->nodes, quoth__lang_node, node);
    at->classes |= 1u << class_;
    entry->next = at->first_entry;
    at->first_entry = (uint32_t)language->entries.count;
    return QUOTH_OK;
}

static quoth_status read_weight(const reader *from, quoth_string field, uint16_t *weight)
{
    uint32_t read = 0;
    for (size_t i = 0; i < field.length; i++) {
        if (field.bytes[i] < '0' || field.bytes[i] > '9' || read > 100)
            return wrong(from, "the weight is no number from 0 to 100");
        read = read * 10 + (uint32_t)(field.bytes[i] - '0');
    }
    if (read > 100) return wrong(from, "the weight is no number from 0 to 100");
    *weight = (uint16_t)read;
    return QUOTH_OK;
}

static quoth_status read_head(const reader *from, const quoth_string *fields, size_t count)
{
    if (!equals(fields[0], "language")) return wrong(from, "the first line must be: language, tab, code, tab, name");
    if (count < 2 || fields[1].length < 2 || fields[1].length >= sizeof from->language->code)
        return wrong(from, "a language code of 2 to 15 letters is missing");
    for (size_t i = 0; i < fields[1].length; i++) {
        char c = fields[1].bytes[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'))
            return wrong(from, "a language code has letters and hyphens only");
    }
    memcpy(from->language->code, fields[1].bytes, fields[1].length);
    return QUOTH_OK;
}

static quoth_status read_letters(const reader *from, quoth_string letters)
{
    for (size_t at = 0; at < letters.length;) {
        uint32_t c = quoth__utf8_next((const uint8_t *)letters.bytes, &at);
        if (c >= QUOTH__LETTERS) return wrong(from, "a letter beyond U+05FF");
        from->language->letters[c / 8] |= (uint8_t)(1u << c % 8);
    }
    from->language->knows_letters = true;
    return QUOTH_OK;
}

static quoth_status read_line(const reader *from, quoth_string line)
{
    quoth_string fields[FIELDS];
    size_t count = split(line, fields), class_ = 0;
    if (!from->language->code[0]) return read_head(from, fields, count);
    while (class_ < QUOTH__CLASS_COUNT && !equals(fields[0], class_names[class_])) class_++;
    if (count < 2 || !fields[1].length) return wrong(from, "class, tab, phrase are needed");
    if (class_ == QUOTH__CLASS_COUNT) return QUOTH_OK;
    if (class_ == QUOTH__CLASS_LETTERS) return read_letters(from, fields[1]);
    uint32_t node;
    uint16_t weight = 100;
    QUOTH__TRY(walk_phrase(from, fields[1], (quoth__class)class_, &node));
    if (count > 3) QUOTH__TRY(read_weight(from, fields[3], &weight));
    quoth_string value = count > 2 ? fields[2] : (quoth_string){"", 0};
    uint8_t *longest = &from->language->suffix_longest;
    if (class_ == QUOTH__CLASS_SUFFIX && fields[1].length > UINT8_MAX)
        return wrong(from, "a suffix of more than 255 bytes");
    if (class_ == QUOTH__CLASS_SUFFIX && fields[1].length > *longest) *longest = (uint8_t)fields[1].length;
    return add_entry(from, node, (quoth__class)class_, value, weight);
}

static quoth_status read_lines(reader *from, quoth_string chunk)
{
    for (size_t start = 0; start < chunk.length;) {
        const char *stop = memchr(chunk.bytes + start, '\n', chunk.length - start);
        size_t end = stop ? (size_t)(stop - chunk.bytes) : chunk.length;
        quoth_string line = {chunk.bytes + start, end - start};
        from->line++;
        if (line.length && line.bytes[line.length - 1] == '\r') line.length--;
        if (line.length && line.bytes[0] != '#') QUOTH__TRY(read_line(from, line));
        QUOTH__TRY(quoth__work(from->context, 40 + 4 * line.length));
        start = end + 1;
    }
    return QUOTH_OK;
}

static quoth_status read_chunks(reader *from, const quoth_string *chunks, size_t count)
{
    void *root;
    QUOTH__TRY(quoth__array_push(from->context, &from->language->nodes, sizeof(quoth__lang_node), &root));
    for (size_t i = 0; i < count; i++) QUOTH__TRY(read_lines(from, chunks[i]));
    return from->language->code[0] ? QUOTH_OK : wrong(from, "the line language, tab, code, tab, name is missing");
}

quoth_status quoth__language_read(quoth_context *context, const quoth_string *chunks, size_t count,
                                  quoth_language **language)
{
    void *got;
    reader from = {.context = context};
    QUOTH__TRY(quoth__allocate_zeroed(context, 1, sizeof(quoth_language), &got));
    from.language = got;
    from.language->references = 1;
    from.language->allocator = context->allocator;
    quoth_status status = read_chunks(&from, chunks, count);
    if (status == QUOTH_OK)
        *language = from.language;
    else
        quoth_language_release(from.language);
    return status;
}

quoth_status quoth_language_read(quoth_context *context, const char *bytes, size_t length, quoth_language **language)
{
    const quoth_string whole = {bytes, length};
    size_t bad, code_points;
    quoth__enter(context);
    if (!quoth__utf8_check((const uint8_t *)bytes, length, &bad, &code_points))
        return quoth__leave(
            context, quoth__fail(context, QUOTH_BAD_UTF8, bad, "the language file is not UTF-8 at byte %zu", bad));
    return quoth__leave(context, quoth__language_read(context, &whole, 1, language));
}
