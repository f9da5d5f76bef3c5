/* form: three ways to the same bytes, the shortest that can go.
 *
 *   ASCII only          A..Z to a..z, eight bytes at a time
 *   plain letters only  one code point to one (see plain_letter): what most words of most alphabets are made of
 *   anything            code points ─► decompose, fold, drop ─► marks in canonical order ─► compose ─► marks and dashes
 *                       [D é n │ ...]    [d e ´ n │ ...]            (per run of marks)    [d é n │ ...]
 *
 * utf8proc gives the data, by its calls for one code point and its composition. Order is made here: by insertion in
 * short runs, by counting the 256 combining classes in long ones, so a run of n marks costs O(n). Both are stable, as
 * the standard wants.
 *
 * Invariant of plain_letter: none of its characters composes with one before it, so that each can be folded alone.
 * Cost: O(n). Words up to STACK_BYTES allocate nothing but the room in `out`. */
#include <utf8proc.h>

#include "form.h"

#define STACK_BYTES 64
#define EXPANSION 32 /* code points that one may become: Unicode has 18 at the most */
#define SHORT_RUN 16 /* marks that are put in order by insertion */

#define WORK_CALL 90u
#define WORK_ASCII_8 19u   /* eight bytes of ASCII */
#define WORK_ASCII 14u     /* one of the last seven */
#define WORK_PLAIN 21u     /* a byte of plain letters */
#define WORK_LONG 100u     /* going the long way */
#define WORK_CHARACTER 60u /* a character on it */
#define WORK_POINT 230u    /* each code point that it is taken apart to */

/* The code points of a word on the long way: on the stack, or in `heap` when there are many. */
typedef struct points {
    int32_t *data;
    size_t count, capacity;
    quoth__array heap;
} points;

uint32_t quoth__plain_mark(uint32_t c)
{
    if (c < 0x2BB) return c;
    if (c >= 0x2010 && c <= 0x2015) return '-';
    switch (c) {
    case 0x02BB: /* turned comma */
    case 0x02BC: /* modifier apostrophe */
    case 0x02BD: /* reversed comma */
    case 0x055A: /* Armenian apostrophe */
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0xFF07: return '\'';
    case 0x058A: /* Armenian hyphen */
    case 0x05BE: /* maqaf */
    case 0x2043: /* hyphen bullet */
    case 0x2212: /* minus */
    case 0x2E3A: /* two-em dash */
    case 0x2E3B: /* three-em dash */
    case 0xFE58:
    case 0xFE63:
    case 0xFF0D: return '-';
    default: return c;
    }
}

/* ---------------------------------------------------------------------------------------------------------- ASCII */

static bool is_ascii(const uint8_t *bytes, size_t size)
{
    while (size >= 8) {
        if (!QUOTH__ALL_ASCII(bytes)) return false;
        bytes += 8;
        size -= 8;
    }
    for (; size > 0; size--) {
        if (*bytes++ >= 0x80) return false;
    }
    return true;
}

/* Eight ASCII bytes at once: a byte is a capital where adding 0x3F reaches the top bit and adding 0x25 does not. */
static inline uint64_t lower_ascii_8(uint64_t word)
{
    uint64_t from_a = word + 0x3F3F3F3F3F3F3F3Fu, beyond_z = word + 0x2525252525252525u;
    return word | ((from_a & ~beyond_z & QUOTH__HIGH_BITS) >> 2);
}

static void lower_ascii(const uint8_t *bytes, size_t size, uint8_t *out)
{
    for (; size >= 8; size -= 8, bytes += 8, out += 8) {
        uint64_t word = lower_ascii_8(quoth__load64(bytes));
        memcpy(out, &word, sizeof word);
    }
    for (; size > 0; size--, bytes++) *out++ = (uint8_t)(*bytes >= 'A' && *bytes <= 'Z' ? *bytes + 32 : *bytes);
}

static quoth_status append_ascii(quoth_context *context, const uint8_t *bytes, size_t size, unsigned options,
                                 quoth__array *out)
{
    if ((options & QUOTH__FORM_KEEP_CASE) != 0) return quoth__array_append(context, out, bytes, size);
    QUOTH__TRY(quoth__array_reserve(context, out, size, 1));
    lower_ascii(bytes, size, (uint8_t *)out->data + out->count);
    out->count += size;
    return QUOTH_OK;
}

/* -------------------------------------------------------------------------------------------------- plain letters */

static inline bool within(uint32_t c, uint32_t first, uint32_t last) { return c - first <= last - first; }

/* The folded letter, or 0 where `c` is not plain: not known here, changed by NFKC, or able to join the one before. By
 * the stability policies of Unicode none of these answers can change with a version. */
static uint32_t plain_letter(uint32_t c)
{
    if (c < 0x80) return within(c, 'A', 'Z') ? c + 32 : c;
    if (c < 0x100) return c == 0xDF || c < 0xC0 ? 0 : c < 0xDF && c != 0xD7 ? c + 32 : c;
    if (within(c, 0x0400, 0x045F)) return c < 0x0410 ? c + 80 : c < 0x0430 ? c + 32 : c;
    if (within(c, 0x0391, 0x03A9)) return c == 0x03A2 ? 0 : c + 32;
    if (within(c, 0x03B1, 0x03C9)) return c == 0x03C2 ? 0x03C3 : c;
    if (within(c, 0x05D0, 0x05EA) || within(c, 0x0621, 0x063A) || within(c, 0x0641, 0x064A)) return c;
    if (within(c, 0x3041, 0x3096) || within(c, 0x30A1, 0x30FA)) return c;
    if (within(c, 0x3400, 0x4DBF) || within(c, 0x4E00, 0x9FFF) || within(c, 0xAC00, 0xD7A3)) return c;
    if (within(c, 0x2018, 0x201E)) return quoth__plain_mark(c);
    return c == 0x2010 || within(c, 0x2012, 0x2015) ? '-' : 0;
}

/* Gives how many bytes were plain, and appends where all were. The room in `out` suffices: none grows in UTF-8. */
static size_t append_plain(const uint8_t *bytes, size_t size, quoth__array *out)
{
    uint8_t *to = (uint8_t *)out->data + out->count;
    size_t written = 0, place = 0;
    while (place < size) {
        size_t at = place;
        uint32_t folded = plain_letter(quoth__utf8_next(bytes, &place));
        if (folded == 0) return at;
        written += quoth__utf8_put(folded, to + written);
    }
    out->count += written;
    return size;
}

/* ---------------------------------------------------------------------------------------------------- the long way */

/* Room for one more decomposition. A word that outgrows the stack moves to the heap. */
static quoth_status reserve_points(quoth_context *context, points *word)
{
    if (word->capacity - word->count >= EXPANSION) return QUOTH_OK;
    const int32_t *stack = word->heap.data == NULL ? word->data : NULL;
    word->heap.count = stack != NULL ? 0 : word->count;
    QUOTH__TRY(quoth__array_reserve(context, &word->heap, word->count - word->heap.count + EXPANSION, sizeof *stack));
    if (stack != NULL) memcpy(word->heap.data, stack, word->count * sizeof *stack);
    word->data = word->heap.data;
    word->capacity = word->heap.capacity;
    return QUOTH_OK;
}

static uint8_t combining_class(int32_t c) { return (uint8_t)utf8proc_get_property(c)->combining_class; }

/* The marks that QUOTH__FORM_STRIP_MARKS takes away: overlays, the points of Hebrew and Arabic, and all that stand
 * above or below a letter without being its vowel. */
static bool is_diacritic(int32_t c)
{
    uint8_t class = combining_class(c);
    return class == 1 || within(class, 10, 36) || class >= 200;
}

static utf8proc_option_t decomposition_options(unsigned options)
{
    int all = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_IGNORE;
    return (utf8proc_option_t)((options & QUOTH__FORM_KEEP_CASE) != 0 ? all : all | UTF8PROC_CASEFOLD);
}

/* Places that Unicode keeps for characters that show nothing; utf8proc knows only of those that are assigned. */
static bool is_ignorable_place(uint32_t c)
{
    return c == 0x2065 || within(c, 0xFFF0, 0xFFF8) || within(c, 0xE0000, 0xE0FFF);
}

/* Keeps only what is no diacritic of the points from `from` on. */
static void strip_diacritics(points *word, size_t from)
{
    size_t kept = from;
    for (size_t i = from; i < word->count; i++) {
        if (!is_diacritic(word->data[i])) word->data[kept++] = word->data[i];
    }
    word->count = kept;
}

static quoth_status decompose(quoth_context *context, const uint8_t *bytes, size_t size, unsigned options, points *word)
{
    utf8proc_option_t how = decomposition_options(options);
    for (size_t place = 0; place < size;) {
        size_t first = word->count, at = place;
        int boundary = 0;
        uint32_t c = quoth__utf8_next(bytes, &place);
        QUOTH__TRY(quoth__work(context, WORK_CHARACTER));
        if (is_ignorable_place(c)) continue;
        QUOTH__TRY(reserve_points(context, word));
        utf8proc_ssize_t got = utf8proc_decompose_char((int32_t)c, word->data + first, EXPANSION, how, &boundary);
        if (got < 0 || got > EXPANSION)
            return quoth__fail(context, QUOTH_BAD_ARGUMENT, at, "utf8proc does not take U+%04X", (unsigned)c);
        word->count += (size_t)got;
        QUOTH__TRY(quoth__work(context, (uint64_t)got * WORK_POINT));
        if ((options & QUOTH__FORM_STRIP_MARKS) != 0) strip_diacritics(word, first);
    }
    return QUOTH_OK;
}

static void insert_marks(int32_t *marks, size_t count)
{
    uint8_t classes[SHORT_RUN];
    for (size_t i = 0; i < count; i++) {
        int32_t mark = marks[i];
        uint8_t class = combining_class(mark);
        size_t at = i;
        for (; at > 0 && classes[at - 1] > class; at--) {
            marks[at] = marks[at - 1];
            classes[at] = classes[at - 1];
        }
        marks[at] = mark;
        classes[at] = class;
    }
}

/* Counts the marks of each class, turns the counts into places, and puts each mark at the next place of its class. */
static quoth_status count_marks(quoth_context *context, int32_t *marks, size_t count)
{
    size_t places[256] = {0}, sum = 0;
    void *sorted;
    QUOTH__TRY(quoth__allocate(context, count, sizeof *marks, &sorted));
    for (size_t i = 0; i < count; i++) places[combining_class(marks[i])]++;
    for (size_t class = 0; class < 256; class ++) {
        size_t here = places[class];
        places[class] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++) ((int32_t *)sorted)[places[combining_class(marks[i])]++] = marks[i];
    memcpy(marks, sorted, count * sizeof *marks);
    quoth__free(&context->allocator, sorted, count, sizeof *marks);
    return QUOTH_OK;
}

/* Canonical order: every run of marks (combining class above 0) by class, equal ones as they came. */
static quoth_status order_marks(quoth_context *context, points *word)
{
    size_t first = 0;
    for (size_t i = 0; i <= word->count; i++) {
        if (i < word->count && combining_class(word->data[i]) != 0) continue;
        size_t run = i - first;
        if (run > SHORT_RUN) {
            QUOTH__TRY(count_marks(context, word->data + first, run));
        } else if (run > 1) {
            insert_marks(word->data + first, run);
        }
        first = i + 1;
    }
    return QUOTH_OK;
}

static quoth_status write_points(quoth_context *context, const points *word, quoth__array *out)
{
    if (word->count == 0) return QUOTH_OK; /* nothing may be reserved yet, and NULL + 0 is not defined */
    QUOTH__TRY(quoth__array_reserve(context, out, word->count * QUOTH__UTF8_MAX, 1));
    uint8_t *to = (uint8_t *)out->data + out->count;
    for (size_t i = 0; i < word->count; i++) to += quoth__utf8_put(quoth__plain_mark((uint32_t)word->data[i]), to);
    out->count = (size_t)(to - (uint8_t *)out->data);
    return QUOTH_OK;
}

static quoth_status append_any(quoth_context *context, const uint8_t *bytes, size_t size, unsigned options,
                               quoth__array *out)
{
    int32_t stack[STACK_BYTES / 3 * 18 + EXPANSION];
    points word = {0};
    quoth_status status;
    if (size <= STACK_BYTES) {
        word.data = stack;
        word.capacity = sizeof stack / sizeof *stack;
    }
    QUOTH__GOTO(decompose(context, bytes, size, options, &word));
    QUOTH__GOTO(order_marks(context, &word));
    utf8proc_ssize_t composed = utf8proc_normalize_utf32(word.data, (utf8proc_ssize_t)word.count,
                                                         (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    word.count = composed < 0 ? 0 : (size_t)composed;
    QUOTH__GOTO(write_points(context, &word, out));
done:
    quoth__array_free(&context->allocator, &word.heap, sizeof *word.data);
    return status;
}

quoth_status quoth__form_append(quoth_context *context, const uint8_t *bytes, size_t size, unsigned options,
                                quoth__array *out)
{
    QUOTH__TRY(quoth__work(context, WORK_CALL + size / 8 * WORK_ASCII_8 + size % 8 * WORK_ASCII));
    if (is_ascii(bytes, size)) return append_ascii(context, bytes, size, options, out);
    if (options == 0) {
        QUOTH__TRY(quoth__array_reserve(context, out, size, 1));
        size_t plain = append_plain(bytes, size, out);
        if (plain == size) return quoth__work(context, size * WORK_PLAIN);
        QUOTH__TRY(quoth__work(context, plain * WORK_PLAIN));
    }
    QUOTH__TRY(quoth__work(context, WORK_LONG));
    return append_any(context, bytes, size, options, out);
}
