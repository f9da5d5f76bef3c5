/* work: analyses one family of hostile (or plain) input and prints what the work counter says.
 *
 *   work                 the names of the families; `tokens-...` and `graphemes-...` are cut into these, `corpus-...`
 *                        are accounts of a corpus, the others are read for quotations
 *   work FAMILY BYTES    one line: family, bytes, work, rows of the table
 *
 * tests/bench/work.py runs it, plain and under callgrind. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../include/quoth.h"

typedef struct family {
    const char *name;
    const char *unit;   /* repeated */
    const char *before; /* once, in front */
} family;

static const char prose[] =
    "The minister, Anna Petrova, said on Monday that the bridge would be closed until the spring. "
    "\xE2\x80\x9CWe have no choice,\xE2\x80\x9D she told reporters in the harbour. "
    "\xE2\x80\x9CThe ice was heavier than anybody expected, and nobody wants another accident.\xE2\x80\x9D\n\n"
    "According to the ministry, the repairs will cost 3.5 million and take about ten weeks. "
    "The mayor of the town, who had asked for a new bridge two years ago, did not agree. "
    "\xE2\x80\x9CThey knew it,\xE2\x80\x9D said John Miller. It\xE2\x80\x99s the third time since 2009 that the road "
    "to the islands is cut off for more than a month, and the people there have to take the ferry.\n\n";

static const family families[] = {
    {"prose", prose, ""},
    {"double-open", "\xE2\x80\x9C", ""},
    {"double-open-words",
     "\xE2\x80\x9C"
     "a ",
     ""},
    {"single-open", "\xE2\x80\x98", ""},
    {"single-open-words",
     "\xE2\x80\x98"
     "a ",
     ""},
    {"straight", "\"", ""},
    {"straight-words", "\"a ", ""},
    {"apostrophe", "'", ""},
    {"apostrophe-words", "'tis 'twas ", ""},
    {"guillemets", "\xC2\xAB", ""},
    {"guillemets-words",
     "\xC2\xAB"
     "a\xC2\xBB b ",
     ""},
    {"low-open",
     "\xE2\x80\x9E"
     "a ",
     ""},
    {"corner",
     "\xE3\x80\x8C"
     "a",
     ""},
    {"backticks", "``a ", ""},
    {"double-apostrophes", "''a '' ", ""},
    {"alternating",
     "\xE2\x80\x9C"
     "a \xE2\x80\x98"
     "b ",
     ""},
    {"closers", "a\xE2\x80\x9D ", ""},
    {"single-closers", "a\xE2\x80\x99 ", ""},
    {"pairs",
     "\xE2\x80\x9C"
     "a\xE2\x80\x9D ",
     ""},
    {"unclosed-paragraphs",
     "\xE2\x80\x9C"
     "a b\n\n",
     ""},
    {"unopened-paragraphs", "a b\xE2\x80\x9D\n\n", ""},
    {"open-in-speech",
     "\xE2\x80\x9C"
     "a ",
     "Petrova said: "},
    {"one-word", "a", "\xE2\x80\x9CNo,\xE2\x80\x9D he said. "},
    {"combining", "\xCC\x81", "e"},
    {"joiners", "\xF0\x9F\x91\xA9\xE2\x80\x8D", ""},
    {"line-breaks", "\n", ""},
    {"stops", ". ", "\xE2\x80\x9CNo,\xE2\x80\x9D he said. "},
    {"names", "Anna Petrova and ", "\xE2\x80\x9CNo,\xE2\x80\x9D he said. "},
    {"long-name", "Petrova ", "\xE2\x80\x9CNo,\xE2\x80\x9D he said. "},
    {"different-names", "", "\xE2\x80\x9CNo,\xE2\x80\x9D he said. "}, /* made by number */
    {"initials", "A. ", "\xE2\x80\x9CNo,\xE2\x80\x9D he said. "},
    {"pronouns", "he ", "\xE2\x80\x9CNo,\xE2\x80\x9D he said. "},
    {"he-said", "he said ", "\xE2\x80\x9CNo,\xE2\x80\x9D he said. "},
    {"said", "said ", "\xE2\x80\x9CNo,\xE2\x80\x9D he said. "},
    {"quoted-he-said",
     "\xE2\x80\x9C"
     "No,\xE2\x80\x9D he said. ",
     ""},
    {"quoted-names",
     "\xE2\x80\x9C"
     "No,\xE2\x80\x9D Anna Petrova told Boris Orlov. ",
     ""},
    {"nested-said", "\xE2\x80\x9CHe said, \xE2\x80\x98No.\xE2\x80\x99\xE2\x80\x9D she said. ", ""},
    {"he-said-that", "he said that ", ""},
    {"told-behind", "the bridge fell, he said, ", ""},
    {"told-inverted", "the bridge fell, said Bo, ", ""},
    {"told-joined", "and said that it fell, adding ", ""},
    {"told-infinitive", "is expected to ", ""},
    {"told-agent", "was seen by Bo as ", ""},
    {"told-asked", "asked Bo ", ""},
    {"told-nouns", "the ", "Ruiz said "},
    {"told-fragments",
     "a \xE2\x80\x9C"
     "b,\xE2\x80\x9D said Bo, ",
     ""},
    {"told-heading", "Says ", ""},
    {"told-labels", "Ruiz: we go\n\n", ""},
    {"according-to", "according to ", ""},
    {"according-to-names", "according to Bo, ", ""},
    {"commas", ", ", "Ruiz said that "},
    {"names-commas", "Ann, Bo, ", "Ruiz said that "},
    {"brackets", "( ", "Ruiz praised it "},
    {"corpus-prose", prose, ""},
    {"corpus-said", "said ", "\xE2\x80\x9CNo,\xE2\x80\x9D he said. "},
    {"tokens-prose", prose, ""},
    {"tokens-one-word", "a", ""},
    {"tokens-combining", "\xCC\x81", "e"},
    {"tokens-joiners", "\xF0\x9F\x91\xA9\xE2\x80\x8D", ""},
    {"tokens-line-breaks", "\n", ""},
    {"tokens-different", "", ""}, /* made by number */
    {"tokens-commas", "1,", ""},
    {"tokens-scripts", "a\xD0\xB1\xE4\xB8\x80\xE3\x82\xA2\xD7\x90\xE0\xA4\x95 ", ""},
    {"tokens-russian", "\xD0\x9C\xD0\xBE\xD1\x81\xD1\x82 \xD0\xB7\xD0\xB0\xD0\xBA\xD1\x80\xD1\x8B\xD1\x82. ", ""},
    {"tokens-chinese", "\xE6\xA1\xA5\xE5\xB7\xB2\xE5\x85\xB3\xE9\x97\xAD\xE3\x80\x82", ""},
    {"dashes", "\xE2\x80\x94 ", ""},
    {"dash-turns", "\xE2\x80\x94 No?\n", ""},
    {"dash-inserts", "\xE2\x80\x94 No, said Anna, not I!\n", ""},
    {"labels", "Q: a\n", "Anna met Boris.\n"},
    {"labelled-turns", "ANNA: No?\nBORIS: Yes.\n", ""},
    {"blocks", "He said:\n> a\n", ""},
    {"graphemes-prose", prose, ""},
    {"graphemes-combining", "\xCC\x81", "e"},
    {"graphemes-marked", "e\xCC\x81", ""},
    {"graphemes-joiners", "\xF0\x9F\x91\xA9\xE2\x80\x8D", ""},
    {"graphemes-lines", "a\r\n", ""},
    {"graphemes-flags", "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA", ""},
    {"graphemes-russian", "\xD0\x9C\xD0\xBE\xD1\x81\xD1\x82 ", ""},
    {"dialogue", "\xE2\x80\x9CNo?\xE2\x80\x9D\n\n\xE2\x80\x9CYes.\xE2\x80\x9D\n\n", "Anna met Boris.\n\n"},
};
#define FAMILIES (sizeof families / sizeof *families)

/* A name that no other has: its number written in syllables. */
static size_t numbered_name(char *to, size_t number)
{
    static const char *const syllables[] = {"ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "zu"};
    size_t length = 0;
    do {
        memcpy(to + length, syllables[number % 10], 2);
        length += 2;
    } while (number /= 10);
    to[0] = (char)(to[0] - 'a' + 'A');
    memcpy(to + length, " said. ", 7);
    return length + 7;
}

static char *make(const family *of, size_t bytes, size_t *length)
{
    char *text = malloc(bytes + 1024);
    size_t unit = strlen(of->unit), used = strlen(of->before);
    if (!text) exit(2);
    memcpy(text, of->before, used);
    for (size_t number = 0; used < bytes; number++) {
        if (unit) memcpy(text + used, of->unit, unit);
        used += unit ? unit : numbered_name(text + used, number);
    }
    *length = used;
    return text;
}

/* Gives the rows, or SIZE_MAX. */
static size_t quotations(quoth_context *context, const quoth_text *text)
{
    quoth_table *table = NULL;
    if (quoth_quotations(context, text, NULL, &table) != QUOTH_OK) return SIZE_MAX;
    size_t rows = quoth_table_rows(table);
    quoth_table_release(table);
    return rows;
}

static size_t tokens(quoth_context *context, const quoth_text *text)
{
    quoth_vocabulary *vocabulary = NULL;
    quoth_table *table = NULL;
    size_t rows = SIZE_MAX;
    if (quoth_vocabulary_make(context, &vocabulary) == QUOTH_OK &&
        quoth_tokens(context, text, NULL, vocabulary, &table) == QUOTH_OK)
        rows = quoth_table_rows(table);
    quoth_table_release(table);
    quoth_vocabulary_free(vocabulary);
    return rows;
}

static size_t graphemes(quoth_context *context, const quoth_text *text)
{
    quoth_table *table = NULL;
    if (quoth_graphemes(context, text, &table) != QUOTH_OK) return SIZE_MAX;
    size_t rows = quoth_table_rows(table);
    quoth_table_release(table);
    return rows;
}

static bool begins(const char *name, const char *with) { return strncmp(name, with, strlen(with)) == 0; }

static quoth_language *english;
static uint64_t more_work; /* of calls before the last */

/* The text as three accounts of a corpus: what is learnt of words in one is known in the next. */
static size_t accounts(quoth_context *context, const quoth_text *text)
{
    static const char *const ids[] = {"a", "b", "c"};
    quoth_corpus *corpus = NULL;
    quoth_string words = quoth_text_bytes(text);
    size_t rows = SIZE_MAX;
    quoth_account account = {.size = sizeof account, .text = words, .language = english};
    if (quoth_corpus_make(context, &corpus) != QUOTH_OK) return rows;
    quoth_status status = QUOTH_OK;
    for (size_t i = 0; i < 3 && status == QUOTH_OK; i++) {
        account.id = ids[i];
        status = quoth_corpus_add(context, corpus, &account);
        more_work += i < 2 ? quoth_context_work(context) : 0;
    }
    if (status == QUOTH_OK) rows = quoth_corpus_accounts_count(corpus);
    quoth_corpus_free(corpus);
    return rows;
}

static int run(const family *of, size_t bytes)
{
    size_t length;
    char *input = make(of, bytes, &length);
    quoth_context *context = NULL;
    quoth_text *text = NULL;
    /* The instructions are those of the portable code; the counter says the same on every path. */
    quoth_context_options portable = {.size = sizeof portable, .path = QUOTH_PATH_PORTABLE};
    if (quoth_context_make(&portable, &context) != QUOTH_OK) return 2;
    if (quoth_language_load(context, "en", &english) != QUOTH_OK) return 2;
    quoth_text_options options = {.size = sizeof options, .language = english};
    if (quoth_text_make(context, input, length, &options, &text) != QUOTH_OK) return 2;
    uint64_t work = begins(of->name, "corpus-") ? 0 : quoth_context_work(context);
    size_t rows = (begins(of->name, "tokens-")      ? tokens
                   : begins(of->name, "graphemes-") ? graphemes
                   : begins(of->name, "corpus-")    ? accounts
                                                    : quotations)(context, text);
    if (rows == SIZE_MAX) {
        fprintf(stderr, "%s: %s\n", of->name, quoth_context_error(context)->message);
        return 2;
    }
    work += quoth_context_work(context) + more_work;
    printf("%s %zu %llu %zu\n", of->name, length, (unsigned long long)work, rows);
    quoth_text_free(text);
    quoth_language_release(english);
    quoth_context_free(context);
    free(input);
    return 0;
}

int main(int count, char **arguments)
{
    for (size_t i = 0; i < FAMILIES; i++) {
        if (count < 3)
            puts(families[i].name);
        else if (strcmp(families[i].name, arguments[1]) == 0)
            return run(&families[i], strtoul(arguments[2], NULL, 10));
    }
    return count < 3 ? 0 : 2;
}
