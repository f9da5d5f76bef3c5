/* markdown: the marks of a draft that are no part of its words, blanked, so that places stay.
 *
 *   > He said: "I do *not* mind."   ─►     He said: "I do  not  mind."
 *
 * Blanked: the > of a block quote at the start of a line; * and ` everywhere; _ at the edge of a word. Linear. */
#include "markdown.h"

static bool is_word_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The end of what stands before the text of a line: the > of block quotes, and the spaces between them. */
static size_t quote_marks_end(quoth_string text, size_t at)
{
    size_t end = at;
    for (; at < text.length && (text.bytes[at] == ' ' || text.bytes[at] == '>'); at++)
        if (text.bytes[at] == '>') end = at + 1;
    return end;
}

/* The end of a run of underscores, and whether it stands within a word, as in a_name. */
static size_t underscores_end(quoth_string text, size_t at, size_t skip, bool *within)
{
    size_t end = at;
    while (end < text.length && text.bytes[end] == '_') end++;
    *within = at > skip && end < text.length && is_word_byte(text.bytes[at - 1]) && is_word_byte(text.bytes[end]);
    return end;
}

quoth_status quoth__markdown_plain(quoth_context *context, quoth_string text, size_t skip, char *plain)
{
    if (text.length) memcpy(plain, text.bytes, text.length);
    for (size_t i = skip, end; i < text.length; i = end) {
        bool kept = text.bytes[i] != '*' && text.bytes[i] != '`';
        end = i + 1;
        if (i == skip || text.bytes[i - 1] == '\n') {
            size_t marks = quote_marks_end(text, i);
            if (marks > i) end = marks, kept = false;
        }
        if (text.bytes[i] == '_') end = underscores_end(text, i, skip, &kept);
        if (!kept) memset(plain + i, ' ', end - i);
    }
    return quoth__work(context, 20 * (uint64_t)text.length);
}
