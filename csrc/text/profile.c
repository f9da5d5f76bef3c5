/* profile: splits and joins the words of the standard (profile.h draws it), in passes over the ends of the pieces:
 *
 *   1  the ends of the standard, those within an address left out
 *   2  elisions and colons cut                   l’arbre -> l’ arbre
 *   3  dots put to their abbreviations           e.g . -> e.g.
 *   4  hyphens, and figures about a colon or a narrow space, put between their neighbours
 *
 * A pass that joins looks at three pieces and writes in place. */
#include "profile.h"

#include "../unicode/boundary.h"
#include "../unicode/form.h"
#include "stop.h"

#define BATCH 256u
#define PIECE_WORK 60u /* of a piece in all passes */

typedef struct shaping {
    quoth_context *context;
    const quoth_text *text;
    const uint8_t *bytes;
    uint32_t start, end, flags;
    quoth__array pieces; /* quoth__piece */
} shaping;

static quoth_status add(shaping *of, uint32_t end, bool whole)
{
    void *got;
    QUOTH__TRY(quoth__array_push(of->context, &of->pieces, sizeof(quoth__piece), &got));
    *(quoth__piece *)got = (quoth__piece){end, whole};
    return QUOTH_OK;
}

static uint32_t end_of(const shaping *of)
{
    return of->pieces.count ? QUOTH__AT(of->pieces, quoth__piece, of->pieces.count - 1).end : of->start;
}

/* ---------------------------------------------------------------------------------------- splits, addresses */

static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0xFF07; }

/* Whether the language elides the word at [start, end), the apostrophe at its end. */
static quoth_status is_elided(const shaping *of, uint32_t start, uint32_t end, bool *elided)
{
    quoth__array form = {0};
    const quoth_language *language = of->text->language;
    *elided = false;
    if (end - start > 32) return QUOTH_OK;
    QUOTH__TRY(quoth__form_append(of->context, of->bytes + start, end - start, 0, &form));
    uint32_t node = quoth__language_step(language, 0, quoth__language_word(language, form.data, form.count));
    *elided = (quoth__language_classes(language, node) >> QUOTH__CLASS_CONTRACTION & 1) != 0;
    quoth__array_free(&of->context->allocator, &form, 1);
    return QUOTH_OK;
}

/* The pieces of one word of the standard. */
static quoth_status add_word(shaping *of, uint32_t start, uint32_t end)
{
    const bool colon = (of->flags & QUOTH_TOKENS_COLON) != 0;
    const bool elision = (of->flags & QUOTH_TOKENS_ELISION) && of->text->language;
    uint32_t from = start;
    for (size_t at = start; (colon || elision) && at < end;) {
        uint32_t here = (uint32_t)at, c = quoth__utf8_next(of->bytes, &at);
        bool cut = false;
        if (colon && (c == ':' || c == 0xFE55 || c == 0xFF1A) && here > start && at < end) {
            QUOTH__TRY(add(of, here, false));
            cut = true;
        } else if (elision && is_apostrophe(c) && at < end) {
            QUOTH__TRY(is_elided(of, from, (uint32_t)at, &cut));
        }
        if (cut) {
            from = (uint32_t)at;
            QUOTH__TRY(add(of, from, false));
        }
    }
    return add(of, end, false);
}

/* One word of the standard, between the addresses: `next` is the first that may lie within it or behind. */
static quoth_status add_segment(shaping *of, uint32_t end, const quoth__array *addresses, size_t *next)
{
    for (; *next < addresses->count; ++*next) {
        quoth__span address = QUOTH__AT(*addresses, quoth__span, *next);
        if (address.start >= end) break;
        if (address.start > end_of(of)) QUOTH__TRY(add_word(of, end_of(of), address.start));
        if (address.end > end_of(of)) QUOTH__TRY(add(of, address.end, true));
        if (address.end >= end) {
            *next += address.end == end;
            return QUOTH_OK;
        }
    }
    return end > end_of(of) ? add_word(of, end_of(of), end) : QUOTH_OK;
}

static quoth_status cut(shaping *of, quoth__unit unit, const quoth__array *addresses)
{
    quoth__walk walk;
    uint32_t ends[BATCH];
    size_t count, next = 0;
    quoth__walk_begin(&walk, unit, of->bytes + of->start, of->end - of->start);
    do {
        QUOTH__TRY(quoth__walk_take(of->context, &walk, NULL, ends, BATCH, &count));
        for (size_t i = 0; i < count; i++) QUOTH__TRY(add_segment(of, of->start + ends[i], addresses, &next));
        QUOTH__TRY(quoth__work(of->context, PIECE_WORK * (uint64_t)count));
    } while (count == BATCH);
    return QUOTH_OK;
}

/* ---------------------------------------------------------------------------------------------------- joins */

/* The piece at `index`: empty past the last. */
static quoth__span piece(const shaping *of, size_t index)
{
    if (index >= of->pieces.count) return (quoth__span){of->end, of->end};
    return (quoth__span){index ? QUOTH__AT(of->pieces, quoth__piece, index - 1).end : of->start,
                         QUOTH__AT(of->pieces, quoth__piece, index).end};
}

static bool is_whole(const shaping *of, size_t index)
{
    return index < of->pieces.count && QUOTH__AT(of->pieces, quoth__piece, index).whole;
}

static uint32_t only_character(const shaping *of, quoth__span span)
{
    size_t at = span.start;
    uint32_t c = span.start < span.end ? quoth__utf8_next(of->bytes, &at) : 0;
    return at == span.end ? c : 0;
}

static bool is_of_words(const shaping *of, quoth__span span)
{
    size_t at = span.start;
    if (span.start == span.end) return false;
    uint32_t c = quoth__utf8_next(of->bytes, &at);
    return quoth__is_letter(c) || quoth__is_number(c);
}

static bool is_figure(uint8_t byte) { return byte >= '0' && byte <= '9'; }

static bool is_figures(const shaping *of, quoth__span span)
{
    return span.start < span.end && is_figure(of->bytes[span.start]) && is_figure(of->bytes[span.end - 1]);
}

/* Three figures and no fourth: what follows a space within a number. */
static bool is_thousand(const shaping *of, quoth__span span)
{
    uint32_t length = span.end - span.start;
    for (uint32_t i = 0; i < 3; i++)
        if (i >= length || !is_figure(of->bytes[span.start + i])) return false;
    return length == 3 || !is_figure(of->bytes[span.start + 3]);
}

/* Whether a piece binds its neighbours: a hyphen in a word, a colon or narrow space in a number. `so_far` is all that
 * is joined to the left of it. */
static bool binds(const shaping *of, quoth__span so_far, quoth__span middle, quoth__span right)
{
    uint32_t c = only_character(of, middle);
    if ((of->flags & QUOTH_TOKENS_HYPHENS) && (c == '-' || c == 0x2010 || c == 0x2011))
        return is_of_words(of, so_far) && is_of_words(of, right);
    if (!(of->flags & QUOTH_TOKENS_NUMBERS) || !is_figures(of, so_far) || !is_of_words(of, right)) return false;
    if (c == ':') return is_figures(of, right);
    return (c == 0xA0 || c == 0x202F || c == 0x2009) && is_thousand(of, right);
}

/* Whether a dot stands before figures, and nothing but white space or an opening mark before it: .5 */
static bool begins_number(const shaping *of, quoth__span dot, quoth__span right)
{
    size_t before = dot.start;
    if (!(of->flags & QUOTH_TOKENS_NUMBERS) || only_character(of, dot) != '.' || !is_figures(of, right)) return false;
    if (dot.start == of->start) return true;
    uint32_t c = quoth__utf8_back(of->bytes, &before);
    return quoth__is_space(c) || c == '(' || c == '$' || c == 0xA3 || c == 0x20AC;
}

/* Both joins run over the pieces and write what is left in front. */
static quoth_status join_neighbours(shaping *of)
{
    size_t kept = 0;
    quoth__piece *pieces = of->pieces.data;
    for (size_t i = 0; i < of->pieces.count; kept++) {
        quoth__span so_far = piece(of, i);
        bool whole = is_whole(of, i);
        if (!whole && begins_number(of, so_far, piece(of, i + 1))) so_far.end = piece(of, ++i).end;
        while (!whole && i + 2 < of->pieces.count && !is_whole(of, i + 2) &&
               binds(of, so_far, piece(of, i + 1), piece(of, i + 2))) {
            i += 2;
            so_far.end = piece(of, i).end;
        }
        i++;
        /* The end that the next piece begins with stays in its place: kept < i. */
        pieces[kept] = (quoth__piece){so_far.end, whole};
    }
    of->pieces.count = kept;
    return QUOTH_OK;
}

static quoth_status join_abbreviations(shaping *of)
{
    size_t kept = 0;
    quoth__piece *pieces = of->pieces.data;
    for (size_t i = 0; i < of->pieces.count; kept++) {
        quoth__span word = piece(of, i), dot = piece(of, i + 1);
        bool whole = is_whole(of, i), joins = false;
        if (!whole && is_of_words(of, word) && only_character(of, dot) == '.' && !is_whole(of, i + 1) &&
            only_character(of, piece(of, i + 2)) != '.')
            QUOTH__TRY(quoth__stop_abbreviates(of->context, of->text, word, of->end, &joins));
        i += joins ? 2 : 1;
        pieces[kept] = (quoth__piece){joins ? dot.end : word.end, whole};
    }
    of->pieces.count = kept;
    return QUOTH_OK;
}

static quoth_status give(const shaping *of, quoth__array *ends)
{
    QUOTH__TRY(quoth__array_reserve(of->context, ends, of->pieces.count, sizeof(uint32_t)));
    for (size_t i = 0; i < of->pieces.count; i++)
        QUOTH__AT(*ends, uint32_t, ends->count + i) = QUOTH__AT(of->pieces, quoth__piece, i).end - of->start;
    ends->count += of->pieces.count;
    return quoth__work(of->context, 6 * (uint64_t)of->pieces.count);
}

quoth_status quoth__profile_ends(quoth_context *context, const quoth_text *text, quoth__span within,
                                 const quoth_token_options *options, quoth__array *ends)
{
    shaping of = {context, text, text->bytes, within.start, within.end, options->flags, {0}};
    quoth__array addresses = {0};
    quoth_status status = QUOTH_OK;
    bool exact = options->profile == QUOTH_PROFILE_UAX29 && !(of.flags & QUOTH_TOKENS_NO_BREAK_SPACES);
    if (of.flags & (QUOTH_TOKENS_URLS | QUOTH_TOKENS_EMAILS | QUOTH_TOKENS_NAMES | QUOTH_TOKENS_TAGS))
        QUOTH__GOTO(quoth__addresses_find(context, text, within, of.flags, &addresses));
    QUOTH__GOTO(cut(&of, exact ? QUOTH__WORDS : QUOTH__WORDS_NEWS, &addresses));
    if (of.flags & QUOTH_TOKENS_ABBREVIATIONS) QUOTH__GOTO(join_abbreviations(&of));
    if (of.flags & (QUOTH_TOKENS_HYPHENS | QUOTH_TOKENS_NUMBERS)) QUOTH__GOTO(join_neighbours(&of));
    QUOTH__GOTO(give(&of, ends));
done:
    quoth__array_free(&context->allocator, &addresses, sizeof(quoth__span));
    quoth__array_free(&context->allocator, &of.pieces, sizeof(quoth__piece));
    return status;
}
