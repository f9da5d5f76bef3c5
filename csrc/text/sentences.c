/* sentences: UAX #29 sentences of a paragraph, with the stops that end none taken out and those that it does not know
 * put in:
 *
 *   Mr. | Putin said so.           stop.c judges every boundary of the standard
 *   ... was hit. | 81 per cent     it does not end a sentence before a figure and a small letter,
 *   He waited… | Nobody came.      nor at an ellipsis of one character,
 *   1. The first 2. | The second   nor before an item of a list (item.c)
 *
 *   walk ─► boundary ─┐
 *   scan ─► stop ─────┴─► judged ─► cut: [from, place), trimmed
 *
 * Linear: every byte is walked and scanned once, and a stop looks at a bounded number of words around it. */
#include "../base/table.h"
#include "../unicode/boundary.h"
#include "item.h"
#include "stop.h"

#define SCAN_WORK 12u     /* a byte */
#define WORK_SENTENCE 60u /* beside the search for its end */

typedef struct cutter {
    quoth_context *context;
    const quoth_text *text;
    const uint8_t *bytes;
    size_t limit;
    quoth__array *sentences;
    size_t from;      /* where the sentence begins that is being read */
    quoth__item item; /* the one that it begins with */
    bool has_item;
    bool ordinals; /* the language writes 2. for "the second": no items are looked for by that */
} cutter;

static quoth__span trimmed(const quoth_text *text, size_t start, size_t end)
{
    for (size_t next = start; start < end; start = next)
        if (!quoth__is_space(quoth__utf8_next(text->bytes, &next))) break;
    for (size_t before = end; end > start; end = before)
        if (!quoth__is_space(quoth__utf8_back(text->bytes, &before))) break;
    return (quoth__span){(uint32_t)start, (uint32_t)end};
}

static quoth_status push(quoth_context *context, quoth__array *sentences, quoth__span span)
{
    void *got;
    if (span.start == span.end) return QUOTH_OK;
    QUOTH__TRY(quoth__array_push(context, sentences, sizeof span, &got));
    *(quoth__span *)got = span;
    return quoth__work(context, 60);
}

static void begin(cutter *of, size_t from)
{
    of->from = from;
    of->has_item = quoth__item_at(of->bytes, from, of->limit, &of->item);
    if (of->ordinals && of->item.number && of->item.close == 1 && !of->item.letter) of->has_item = false;
}

static quoth_status cut(cutter *of, size_t place)
{
    QUOTH__TRY(push(of->context, of->sentences, trimmed(of->text, of->from, place)));
    begin(of, place);
    return QUOTH_OK;
}

static quoth_status judge(cutter *of, const quoth__stop *stop)
{
    bool ends;
    QUOTH__TRY(quoth__stop_ends(of->context, of->text, of->from, of->limit, stop, &ends));
    return ends ? cut(of, stop->next) : QUOTH_OK;
}

/* A boundary of the standard. */
static quoth_status offer(cutter *of, size_t place)
{
    if (place <= of->from || place >= of->limit) return QUOTH_OK;
    quoth__stop stop = quoth__stop_before(of->text, of->from, place, of->limit);
    if (stop.c) return judge(of, &stop);
    bool wraps = of->text->wrapped && of->bytes[place - 1] == '\n';
    return wraps ? QUOTH_OK : cut(of, place);
}

/* ------------------------------------------------------------------------- what the standard does not end */

/* Whether exactly three dots, single spaces between them allowed, or one … begin at `at`. */
static bool is_ellipsis(const uint8_t *bytes, size_t at, size_t limit)
{
    if (limit - at >= 3 && memcmp(bytes + at, "\xE2\x80\xA6", 3) == 0) return true;
    for (size_t dots = 0; dots < 3; dots++) {
        if (at < limit && dots && bytes[at] == ' ') at++;
        if (at >= limit || bytes[at] != '.') return false;
        at++;
    }
    while (at < limit && (bytes[at] == ' ' || bytes[at] == '.'))
        if (bytes[at++] == '.') return false;
    return at < limit && quoth__is_letter(quoth__utf8_next(bytes, &at));
}

static bool is_letter_before(const cutter *of, size_t at)
{
    return at > of->from && quoth__is_letter(quoth__utf8_back(of->bytes, &at));
}

/* A full stop before figures, or before an ellipsis that begins the next sentence. */
static quoth_status scan_stop(cutter *of, size_t at)
{
    size_t next = at + 1;
    bool follows = false;
    if (next >= of->limit || of->bytes[next] != ' ' || !is_letter_before(of, at)) return QUOTH_OK;
    next++;
    if (next >= of->limit) return QUOTH_OK;
    if (of->bytes[next] >= '0' && of->bytes[next] <= '9')
        QUOTH__TRY(quoth__stop_follows_word(of->context, of->text, of->from, at, &follows));
    else
        follows = is_ellipsis(of->bytes, next, of->limit);
    if (!follows) return QUOTH_OK;
    quoth__stop stop = quoth__stop_at(of->text, at, of->limit);
    return judge(of, &stop);
}

static quoth_status scan_before_capital(cutter *of, size_t at)
{
    quoth__stop stop = quoth__stop_at(of->text, at, of->limit);
    return quoth__stop_before_capital(of->text, &stop, of->limit) ? judge(of, &stop) : QUOTH_OK;
}

/* The Greek question mark is written as a semicolon, the Armenian full stop as a colon. */
static quoth_status scan_foreign_stop(cutter *of, size_t at)
{
    size_t before = at;
    if (at == of->from) return QUOTH_OK;
    uint32_t c = quoth__utf8_back(of->bytes, &before);
    bool greek = (c >= 0x370 && c < 0x400) || (c >= 0x1F00 && c < 0x2000), armenian = c > 0x530 && c < 0x588;
    return of->bytes[at] == ':' ? (armenian ? scan_before_capital(of, at) : QUOTH_OK)
                                : (greek ? scan_before_capital(of, at) : QUOTH_OK);
}

static quoth_status scan_item(cutter *of, size_t at)
{
    quoth__item item;
    if (!of->has_item || at >= of->limit || !quoth__item_at(of->bytes, at, of->limit, &item)) return QUOTH_OK;
    return quoth__item_follows(&item, &of->item) ? cut(of, at) : QUOTH_OK;
}

/* The bytes of a segment, for what ends a sentence within it. */
static quoth_status scan(cutter *of, size_t start, size_t end)
{
    const uint8_t *bytes = of->bytes;
    for (size_t at = start; at < end; at++) {
        if (at < of->from) continue;
        switch (bytes[at]) {
        case '.': QUOTH__TRY(scan_stop(of, at)); break;
        case ' ': QUOTH__TRY(scan_item(of, at + 1)); break;
        case ';':
        case ':': QUOTH__TRY(scan_foreign_stop(of, at)); break;
        case 0xE2:
            if (bytes[at + 1] == 0x80 && bytes[at + 2] == 0xA6) QUOTH__TRY(scan_before_capital(of, at));
            break;
        default: break;
        }
    }
    return quoth__work(of->context, SCAN_WORK * (uint64_t)(end - start));
}

static bool has_ordinals(const quoth_language *language)
{
    if (!language) return false;
    uint32_t node = quoth__language_step(language, 0, quoth__language_word(language, "0", 1));
    return (quoth__language_classes(language, node) >> QUOTH__CLASS_ABBREVIATION & 1) != 0;
}

quoth_status quoth__sentences_append(quoth_context *context, const quoth_text *text, quoth__span paragraph,
                                     quoth__array *sentences)
{
    cutter of = {context, text, text->bytes, paragraph.end, sentences, 0, {0}, false, has_ordinals(text->language)};
    quoth__walk walk;
    size_t start, end;
    begin(&of, paragraph.start);
    quoth__walk_begin(&walk, QUOTH__SENTENCES, text->bytes + paragraph.start, paragraph.end - paragraph.start);
    while (quoth__walk_next(&walk, &start, &end)) {
        QUOTH__TRY(scan(&of, paragraph.start + start, paragraph.start + end));
        QUOTH__TRY(offer(&of, paragraph.start + end));
        walk.work += WORK_SENTENCE;
        QUOTH__TRY(quoth__walk_charge(context, &walk));
    }
    return push(context, sentences, trimmed(text, of.from, paragraph.end));
}

/* The sentences of the standard as they stand; without their white space unless it is asked for. */
static quoth_status append_standard(quoth_context *context, const quoth_text *text, bool spaces,
                                    quoth__array *sentences)
{
    quoth__walk walk;
    size_t start, end;
    quoth__walk_begin(&walk, QUOTH__SENTENCES, text->bytes + text->skip, text->length - text->skip);
    while (quoth__walk_next(&walk, &start, &end)) {
        quoth__span span = {(uint32_t)(text->skip + start), (uint32_t)(text->skip + end)};
        QUOTH__TRY(push(context, sentences, spaces ? span : trimmed(text, span.start, span.end)));
        walk.work += WORK_SENTENCE;
        QUOTH__TRY(quoth__walk_charge(context, &walk));
    }
    return QUOTH_OK;
}

/* Gives the white space between sentences to the one before it, so that they cover the text. */
static void cover(const quoth_text *text, quoth__array *sentences)
{
    for (size_t i = 0; i < sentences->count; i++) {
        quoth__span *span = &QUOTH__AT(*sentences, quoth__span, i);
        if (i == 0) span->start = text->skip;
        span->end = i + 1 < sentences->count ? span[1].start : text->length;
    }
}

static quoth_status append_news(quoth_context *context, const quoth_text *text, bool spaces, quoth__array *sentences)
{
    for (size_t i = 0; i < text->paragraphs.count; i++)
        QUOTH__TRY(quoth__sentences_append(context, text, QUOTH__AT(text->paragraphs, quoth__span, i), sentences));
    if (spaces) cover(text, sentences);
    return QUOTH_OK;
}

quoth_status quoth__spans_table(quoth_context *context, const quoth_text *text, const quoth__array *spans,
                                quoth_table **table)
{
    static const quoth__column_spec specs[] = {{"start", QUOTH_U32, false},
                                               {"end", QUOTH_U32, false},
                                               {"start_byte", QUOTH_U32, false},
                                               {"end_byte", QUOTH_U32, false}};
    quoth_table *made;
    QUOTH__TRY(quoth__work(context, 60 * (uint64_t)spans->count));
    QUOTH__TRY(quoth__table_make(context, specs, 4, spans->count, &made));
    for (size_t i = 0; i < spans->count; i++) {
        quoth__span span = QUOTH__AT(*spans, quoth__span, i);
        quoth__table_u32(made, 2)[i] = span.start;
        quoth__table_u32(made, 3)[i] = span.end;
    }
    quoth__points_fill(text, spans->count, quoth__table_u32(made, 2), quoth__table_u32(made, 3),
                       quoth__table_u32(made, 0), quoth__table_u32(made, 1));
    *table = made;
    return QUOTH_OK;
}

quoth_status quoth_paragraphs(quoth_context *context, const quoth_text *text, quoth_table **table)
{
    quoth__enter(context);
    return quoth__leave(context, quoth__spans_table(context, text, &text->paragraphs, table));
}

quoth_status quoth_sentences(quoth_context *context, const quoth_text *text, const quoth_sentence_options *options,
                             quoth_table **table)
{
    quoth_sentence_options chosen = {0};
    quoth__array sentences = {0};
    quoth_status status;
    quoth__enter(context);
    if (options && options->size != sizeof chosen)
        return quoth__leave(context, quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "options of another size"));
    if (options) chosen = *options;
    if (chosen.profile == QUOTH_PROFILE_UAX29)
        QUOTH__GOTO(append_standard(context, text, chosen.spaces, &sentences));
    else
        QUOTH__GOTO(append_news(context, text, chosen.spaces, &sentences));
    QUOTH__GOTO(quoth__spans_table(context, text, &sentences, table));
done:
    quoth__array_free(&context->allocator, &sentences, sizeof(quoth__span));
    return quoth__leave(context, status);
}
