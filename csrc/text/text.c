/* text: makes a text (text.h draws it): checks its bytes, counts its code points, finds its paragraphs. */
#include "text.h"

#include "../unicode/properties.h"

#define STOP 64u /* bytes from one stop to the next */

/* Lines of 45 to 95 characters with blank lines between paragraphs are taken for hard-wrapped. */
#define WRAPPED_FROM 45u
#define WRAPPED_TO 95u

/* How many units some characters are: code points, or units of UTF-16. */
static uint32_t units_of(const quoth_text *text, size_t from, size_t size)
{
    uint32_t units = (uint32_t)quoth__utf8_count(text->bytes + from, size);
    for (size_t i = from; text->utf16 && i < from + size; i++) units += text->bytes[i] >= 0xF0;
    return units;
}

static quoth_status make_stops(quoth_context *context, quoth_text *text)
{
    void *got;
    text->stop_count = text->length / STOP + 1;
    QUOTH__TRY(quoth__allocate(context, text->stop_count, sizeof(uint32_t), &got));
    text->stops = got;
    uint32_t before = 0;
    for (size_t i = 0; i < text->stop_count; i++) {
        text->stops[i] = before;
        size_t from = i * STOP, left = text->length - from;
        before += units_of(text, from, left < STOP ? left : STOP);
    }
    text->code_points = before;
    return quoth__work(context, 4 * (uint64_t)text->length);
}

#define ONES 0x0101010101010101u

static bool any_byte(uint64_t word, uint8_t byte)
{
    uint64_t zero = word ^ byte * ONES;
    return ((zero - ONES) & ~zero & QUOTH__HIGH_BITS) != 0;
}

/* Whether any of eight bytes may be a line break, or the last of U+2029 (E2 80 A9): no break is passed over. */
static bool may_break(const uint8_t *bytes)
{
    uint64_t word = quoth__load64(bytes);
    if ((word - 0x0E * ONES) & ~word & QUOTH__HIGH_BITS) return true;
    return any_byte(word, 0xA9) && (bytes[0] == 0xA9 || any_byte(word, 0x80));
}

static bool ends_separator(const uint8_t *bytes, size_t at)
{
    return bytes[at] == 0xA9 && at >= 2 && bytes[at - 1] == 0x80 && bytes[at - 2] == 0xE2;
}

/* The first byte of the line break at or after `from`, and the byte behind it; `length` and `length` where there is
 * none. Adds to `work` what the search is. */
static size_t line_break(const quoth_text *text, size_t from, size_t *behind, uint64_t *work)
{
    const uint8_t *bytes = text->bytes;
    *work += 15;
    for (size_t block = from; block < text->length; block += 8) {
        size_t end = block + 8;
        *work += 20;
        if (end > text->length)
            end = text->length;
        else if (!may_break(bytes + block))
            continue;
        for (size_t i = block; i < end; i++) {
            *work += 14;
            *behind = i + 1;
            if (bytes[i] == '\n') return i;
            if (ends_separator(bytes, i)) return i - 2;
            if (bytes[i] != '\r') continue;
            *behind += i + 1 < text->length && bytes[i + 1] == '\n';
            return i;
        }
    }
    *behind = text->length;
    return text->length;
}

/* White space is set aside at both ends. */
static quoth__span trimmed(const quoth_text *text, size_t start, size_t end)
{
    for (size_t next = start; start < end; start = next)
        if (!quoth__is_space(quoth__utf8_next(text->bytes, &next))) break;
    for (size_t before = end; end > start; end = before)
        if (!quoth__is_space(quoth__utf8_back(text->bytes, &before))) break;
    return (quoth__span){(uint32_t)start, (uint32_t)end};
}

/* Whether the line breaks inside paragraphs are of the width of a page: most lines that another follows directly are of
 * that width, and none is longer. */
static bool is_wrapped(const quoth_text *text, uint64_t *work)
{
    size_t followed = 0, wide = 0, blank = 0, width = 0, behind;
    for (size_t at = text->skip; at < text->length; at = behind) {
        quoth__span line = trimmed(text, at, line_break(text, at, &behind, work));
        *work += 30 + (behind - at) / 2;
        size_t next_width = quoth__utf8_count(text->bytes + line.start, line.end - line.start);
        if (next_width > WRAPPED_TO) return false;
        if (width && next_width) {
            followed++;
            wide += width >= WRAPPED_FROM;
        }
        blank += next_width == 0;
        width = next_width;
    }
    return followed >= 4 && blank > 0 && wide * 10 >= followed * 8;
}

static quoth_status add_paragraph(quoth_context *context, quoth_text *text, size_t start, size_t end)
{
    void *got;
    quoth__span span = trimmed(text, start, end);
    if (span.start == span.end) return QUOTH_OK;
    QUOTH__TRY(quoth__array_push(context, &text->paragraphs, sizeof span, &got));
    *(quoth__span *)got = span;
    return QUOTH_OK;
}

static quoth_status find_paragraphs(quoth_context *context, quoth_text *text)
{
    uint64_t work = 0;
    text->wrapped = is_wrapped(text, &work);
    size_t from = text->skip, behind;
    for (size_t at = text->skip; at < text->length; at = behind) {
        size_t end = line_break(text, at, &behind, &work);
        quoth__span line = trimmed(text, at, end);
        QUOTH__TRY(quoth__work(context, work + 70));
        work = 0;
        if (text->wrapped && line.start < line.end) continue;
        QUOTH__TRY(add_paragraph(context, text, from, end));
        from = behind;
    }
    return add_paragraph(context, text, from, text->length);
}

static quoth_status check(quoth_context *context, const char *bytes, size_t length, size_t skip)
{
    size_t bad, code_points;
    if (length > UINT32_MAX - 1)
        return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "a text of %zu bytes; at most 2^32 - 2", length);
    if (length > context->max_bytes)
        return quoth__fail(context, QUOTH_OVER_LIMIT, UINT64_MAX, "the text has %zu bytes, more than max_bytes (%llu)",
                           length, (unsigned long long)context->max_bytes);
    if (!quoth__utf8_check_on(context->path, (const uint8_t *)bytes, length, &bad, &code_points))
        return quoth__fail(context, QUOTH_BAD_UTF8, bad, "the text is not UTF-8 at byte %zu", bad);
    QUOTH__TRY(quoth__work(context, quoth__utf8_work(length, code_points)));
    if (skip > length || (skip < length && quoth__utf8_continues((uint8_t)bytes[skip])))
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, skip, "the text cannot begin at byte %zu", skip);
    return QUOTH_OK;
}

static quoth_status fill(quoth_context *context, quoth_text *text, const char *bytes)
{
    text->bytes = (const uint8_t *)bytes;
    if (text->kept) {
        void *copy;
        text->bytes = NULL;
        QUOTH__TRY(quoth__allocate(context, text->length, 1, &copy));
        if (text->length) memcpy(copy, bytes, text->length);
        text->bytes = copy;
    }
    if (text->utf16) {
        bool astral = false;
        for (uint32_t i = 0; i < text->length; i++) astral |= text->bytes[i] >= 0xF0;
        text->utf16 = astral;
        QUOTH__TRY(quoth__work(context, 2 * (uint64_t)text->length));
    }
    if (text->skip == 0 && text->length >= 3 && memcmp(text->bytes, "\xEF\xBB\xBF", 3) == 0) text->skip = 3;
    QUOTH__TRY(make_stops(context, text));
    return find_paragraphs(context, text);
}

quoth_status quoth_text_make(quoth_context *context, const char *bytes, size_t length,
                             const quoth_text_options *options, quoth_text **text)
{
    quoth_text_options chosen = {0};
    void *got;
    quoth_text *made = NULL;
    quoth_status status;
    quoth__enter(context);
    if (options && options->size != sizeof chosen)
        return quoth__leave(context, quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "options of another size"));
    if (options) chosen = *options;
    QUOTH__GOTO(check(context, bytes, length, chosen.skip));
    QUOTH__GOTO(quoth__allocate_zeroed(context, 1, sizeof *made, &got));
    made = got;
    made->allocator = context->allocator;
    made->length = (uint32_t)length;
    made->skip = (uint32_t)chosen.skip;
    made->kept = chosen.keep;
    made->utf16 = chosen.units == QUOTH_UNITS_UTF16;
    made->language = chosen.language ? quoth_language_retain(chosen.language) : NULL;
    QUOTH__GOTO(fill(context, made, bytes));
    *text = made;
    return quoth__leave(context, QUOTH_OK);
done:
    quoth_text_free(made);
    return quoth__leave(context, status);
}

void quoth_text_free(quoth_text *text)
{
    if (!text) return;
    quoth_allocator allocator = text->allocator;
    if (text->kept) quoth__free(&allocator, (void *)(uintptr_t)text->bytes, text->length, 1);
    quoth__free(&allocator, text->stops, text->stop_count, sizeof(uint32_t));
    quoth__array_free(&allocator, &text->paragraphs, sizeof(quoth__span));
    quoth_language_release(text->language);
    quoth__free(&allocator, text, 1, sizeof *text);
}

quoth_string quoth_text_bytes(const quoth_text *text)
{
    return (quoth_string){(const char *)text->bytes, text->length};
}

size_t quoth_text_code_points(const quoth_text *text) { return text->code_points; }

uint32_t quoth_text_code_point(const quoth_text *text, uint32_t byte)
{
    if (byte >= text->length) return text->code_points;
    if (text->code_points == text->length) return byte; /* ASCII */
    while (quoth__utf8_continues(text->bytes[byte])) byte--;
    uint32_t stop = byte / STOP;
    return text->stops[stop] + units_of(text, stop * STOP, byte - stop * STOP);
}

uint32_t quoth_text_byte(const quoth_text *text, uint32_t code_point)
{
    if (code_point >= text->code_points) return text->length;
    size_t low = 0, high = text->stop_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (text->stops[middle] <= code_point)
            low = middle;
        else
            high = middle;
    }
    uint32_t at = (uint32_t)low * STOP, left = code_point - text->stops[low];
    for (;; at++) {
        uint8_t byte = text->bytes[at];
        if (quoth__utf8_continues(byte)) continue;
        uint32_t width = text->utf16 && byte >= 0xF0 ? 2 : 1;
        if (left < width) return at;
        left -= width;
    }
}
