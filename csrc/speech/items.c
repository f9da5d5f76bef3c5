/* items: tokens put into containers, with shapes and the beginnings of sentences (inside.h draws them).
 *
 *   tokens + stretches ─► inner[token] ─► count ─► first[container] ─► items
 *
 * Two passes over the tokens; linear. */
#include "inside.h"

#include "../unicode/properties.h"

/* ------------------------------------------------------------------------------------------------------- tokens */

static quoth_status read_tokens(quoth__scan *scan)
{
    const quoth_text *text = scan->text;
    const quoth_token_options elided = {.size = sizeof elided, .flags = QUOTH_TOKENS_ELISION};
    const quoth_token_options *options = scan->traits & QUOTH__TRAIT_ELIDED_WORDS ? &elided : NULL;
    for (size_t i = 0; i < text->paragraphs.count; i++) {
        quoth__span paragraph = QUOTH__AT(text->paragraphs, quoth__span, i);
        QUOTH__TRY(quoth__tokens_append(scan->context, text, paragraph.start, paragraph.end, options, &scan->vocabulary,
                                        &scan->tokens));
    }
    return QUOTH_OK;
}

/* Says of every token in which stretch it lies, and counts those of each container. `open` climbs by parents, so each stretch is entered and left once. */
static quoth_status place_tokens(quoth__scan *scan)
{
    void *got;
    size_t next = 0, count = scan->stretches->count;
    uint32_t open = QUOTH__NONE;
    QUOTH__TRY(quoth__allocate_zeroed(scan->context, count + 2, sizeof(uint32_t), &got));
    scan->first = got;
    QUOTH__TRY(quoth__allocate(scan->context, scan->tokens.count, sizeof(uint32_t), &got));
    scan->inner = got;
    for (size_t t = 0; t < scan->tokens.count; t++) {
        uint32_t place = scan->tokens.start[t];
        while (open != QUOTH__NONE && place >= quoth__stretch_of(scan, open)->outer_end)
            open = quoth__stretch_of(scan, open)->parent;
        while (next < count && quoth__stretch_of(scan, (uint32_t)next)->outer_start <= place) open = (uint32_t)next++;
        while (open != QUOTH__NONE && place >= quoth__stretch_of(scan, open)->outer_end)
            open = quoth__stretch_of(scan, open)->parent;
        const quoth__stretch *in = open == QUOTH__NONE ? NULL : quoth__stretch_of(scan, open);
        bool mark = in && (place < in->start || place >= in->end);
        scan->inner[t] = mark ? QUOTH__NONE : open == QUOTH__NONE ? 0 : open + 1;
        if (!mark) scan->first[scan->inner[t]]++;
        QUOTH__TRY(quoth__pace(scan, t, 20));
    }
    QUOTH__TRY(quoth__paced(scan, scan->tokens.count, 20));
    return quoth__work(scan->context, 8 * (uint64_t)count);
}

/* -------------------------------------------------------------------------------------------------------- shapes */

static uint8_t shape_of_sign(const quoth__scan *scan, size_t t)
{
    size_t place = scan->tokens.start[t];
    switch (quoth__utf8_next(scan->text->bytes, &place)) {
    case ',': return QUOTH__SHAPE_COMMA;
    case '.':
    case '!':
    case '?':
    case 0x2026: return QUOTH__SHAPE_STOP;
    case ':': return QUOTH__SHAPE_COLON;
    case ';': return QUOTH__SHAPE_SEMICOLON;
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212: return QUOTH__SHAPE_DASH;
    case '(':
    case '[': return QUOTH__SHAPE_OPEN;
    case ')':
    case ']': return QUOTH__SHAPE_CLOSE;
    default: return QUOTH__SHAPE_OTHER;
    }
}

static bool glued(const quoth__scan *scan, size_t t)
{
    return t > 0 && scan->tokens.end[t - 1] == scan->tokens.start[t];
}

/* A word: its capitals. */
static void shape_word(quoth__scan *scan, size_t t, quoth__item *item)
{
    const uint8_t *bytes = scan->text->bytes;
    size_t place = scan->tokens.start[t], end = scan->tokens.end[t];
    uint32_t letter = quoth__utf8_next(bytes, &place);
    uint8_t category = quoth__category(letter);
    if (category != QUOTH__CATEGORY_UPPER) {
        item->shape = 1u << category & QUOTH__CATEGORIES_NUMBER ? QUOTH__SHAPE_NUMBER : QUOTH__SHAPE_LOWER;
        if (item->shape == QUOTH__SHAPE_LOWER) QUOTH__AT(scan->lexemes, quoth__lexeme, item->lexeme).lower++;
        return;
    }
    item->shape = QUOTH__SHAPE_CAPITAL;
    if (place == end) item->flags |= QUOTH__ITEM_INITIAL;
    bool upper = false, lower = false;
    while (place < end && !lower) {
        letter = quoth__utf8_next(bytes, &place);
        lower = quoth__is_lower(letter);
        upper |= quoth__is_upper(letter);
    }
    if (upper && !lower) item->flags |= QUOTH__ITEM_CAPITALS;
}

static bool has_inner_dot(const quoth__scan *scan, size_t t)
{
    return memchr(scan->text->bytes + scan->tokens.start[t], '.', scan->tokens.end[t] - scan->tokens.start[t]) != NULL;
}

/* A dot right after an abbreviation or an initial ends no sentence by itself. */
static bool is_abbreviation_dot(const quoth__scan *scan, size_t item)
{
    if (item == 0 || !(scan->items[item].flags & QUOTH__ITEM_GLUED)) return false;
    const quoth__item *before = &scan->items[item - 1];
    if (before->shape > QUOTH__SHAPE_NUMBER) return false;
    if (before->flags & QUOTH__ITEM_INITIAL) return true;
    return (before->shape != QUOTH__SHAPE_NUMBER && has_inner_dot(scan, before->token)) ||
           (before->shape == QUOTH__SHAPE_CAPITAL &&
            quoth__has_class(scan, (uint32_t)item - 1, QUOTH__CLASS_ABBREVIATION));
}

static void shape_token(quoth__scan *scan, size_t t, uint32_t at)
{
    quoth__item *item = &scan->items[at];
    item->token = (uint32_t)t;
    item->lexeme = scan->tokens.id[t];
    item->flags = glued(scan, t) ? QUOTH__ITEM_GLUED : 0;
    uint32_t kind = scan->tokens.kind[t];
    if (kind == QUOTH__TOKEN_WORD || kind == QUOTH__TOKEN_NUMBER) {
        shape_word(scan, t, item);
        return;
    }
    item->shape = shape_of_sign(scan, t);
    bool joined = t + 1 < scan->tokens.count && glued(scan, t + 1) && scan->tokens.kind[t + 1] <= QUOTH__TOKEN_NUMBER;
    bool thin = scan->text->bytes[scan->tokens.start[t]] != 0xE2 || scan->text->bytes[scan->tokens.start[t] + 2] < 0x94;
    if (item->shape == QUOTH__SHAPE_DASH && glued(scan, t) && joined && thin) item->shape = QUOTH__SHAPE_HYPHEN;
    if (item->shape == QUOTH__SHAPE_STOP && scan->text->bytes[scan->tokens.start[t]] == '.' &&
        is_abbreviation_dot(scan, at))
        item->shape = QUOTH__SHAPE_DOT;
}

/* ---------------------------------------------------------------------------------------------------- containers */

static quoth_status count_items(quoth__scan *scan)
{
    void *got;
    size_t stretches = scan->stretches->count, containers = stretches + 1;
    QUOTH__TRY(quoth__allocate(scan->context, stretches, sizeof(uint32_t), &got));
    scan->at = got;
    for (uint32_t s = 0; s < stretches; s++) {
        scan->first[quoth__container_of(scan, s)]++;
        QUOTH__TRY(quoth__pace(scan, s, 12));
    }
    uint32_t sum = 0;
    for (size_t c = 0; c <= containers; c++) {
        uint32_t here = c < containers ? scan->first[c] : 0;
        scan->first[c] = sum;
        sum += here;
    }
    scan->item_count = sum;
    /* zeroed: the item before the first of a container may not be filled yet where is_abbreviation_dot looks at it */
    QUOTH__TRY(quoth__allocate_zeroed(scan->context, sum, sizeof(quoth__item), &got));
    scan->items = got;
    return quoth__paced(scan, stretches, 12);
}

/* Puts tokens and stretches at their places; first[c] runs to the end of c and is moved back afterwards. */
static quoth_status fill_items(quoth__scan *scan)
{
    size_t stretches = scan->stretches->count, next = 0;
    for (size_t t = 0; t <= scan->tokens.count; t++) {
        uint32_t place = t < scan->tokens.count ? scan->tokens.start[t] : QUOTH__NONE;
        for (; next < stretches && quoth__stretch_of(scan, (uint32_t)next)->outer_start <= place; next++) {
            uint32_t at = scan->first[quoth__container_of(scan, (uint32_t)next)]++;
            scan->items[at] = (quoth__item){(uint32_t)next, 0, QUOTH__SHAPE_STRETCH, 0};
            scan->at[next] = at;
        }
        if (t < scan->tokens.count && scan->inner[t] != QUOTH__NONE)
            shape_token(scan, t, scan->first[scan->inner[t]]++);
        QUOTH__TRY(quoth__pace(scan, t, 70));
    }
    for (size_t c = stretches + 1; c > 0; c--) scan->first[c] = scan->first[c - 1];
    scan->first[0] = 0;
    QUOTH__TRY(quoth__paced(scan, scan->tokens.count + 1, 70));
    return quoth__work(scan->context, 80 * (uint64_t)stretches);
}

/* -------------------------------------------------------------------------------------------------- sentences */

static bool is_inner_mark(const uint8_t *bytes, size_t end, size_t *length)
{
    if (end >= 3 && bytes[end - 3] == 0xE2 && bytes[end - 2] == 0x80 && bytes[end - 1] >= 0x98 &&
        bytes[end - 1] <= 0x9F) {
        *length = 3;
        return true;
    }
    *length = 1;
    return bytes[end - 1] == '"' || bytes[end - 1] == '\'' || bytes[end - 1] == ')' || bytes[end - 1] == ']' ||
           bytes[end - 1] == ' ' || bytes[end - 1] == '*';
}

quoth__ending quoth__ending_of(const quoth__scan *scan, uint32_t stretch)
{
    const quoth__stretch *of = quoth__stretch_of(scan, stretch);
    const uint8_t *bytes = scan->text->bytes;
    size_t end = of->end, length;
    for (int i = 0; i < 8 && end > of->start && is_inner_mark(bytes, end, &length); i++) end -= length;
    if (end <= of->start) return QUOTH__ENDING_NONE;
    switch (bytes[end - 1]) {
    case ',': return QUOTH__ENDING_COMMA;
    case '.': return end >= 2 && bytes[end - 2] == '.' ? QUOTH__ENDING_DASH : QUOTH__ENDING_STOP;
    case '?':
    case '!': return QUOTH__ENDING_QUERY;
    case '-':
    case ':':
    case ';': return QUOTH__ENDING_DASH;
    default: break;
    }
    bool dots = end - of->start >= 3 && bytes[end - 3] == 0xE2 && bytes[end - 2] == 0x80 &&
                (bytes[end - 1] == 0xA6 || bytes[end - 1] == 0x93 || bytes[end - 1] == 0x94);
    return dots ? QUOTH__ENDING_DASH : QUOTH__ENDING_NONE;
}

/* Whether an item may be the first of a sentence: no small letter. */
static bool may_begin(const quoth__item *item)
{
    return item->shape == QUOTH__SHAPE_CAPITAL || item->shape == QUOTH__SHAPE_NUMBER ||
           item->shape == QUOTH__SHAPE_STRETCH || item->shape == QUOTH__SHAPE_OPEN;
}

static uint8_t begins(const quoth__scan *scan, uint32_t item)
{
    const quoth__item *before = &scan->items[item - 1], *here = &scan->items[item];
    if (!may_begin(here)) return 0;
    if (before->shape == QUOTH__SHAPE_STOP) return QUOTH__ITEM_SENTENCE;
    if (before->shape == QUOTH__SHAPE_CLOSE && item >= 2 && scan->items[item - 2].shape == QUOTH__SHAPE_STOP)
        return QUOTH__ITEM_SENTENCE;
    if (before->shape == QUOTH__SHAPE_DOT && here->shape == QUOTH__SHAPE_STRETCH) {
        const quoth__stretch *of = quoth__stretch_of(scan, here->token);
        size_t place = of->start;
        const uint8_t *bytes = scan->text->bytes;
        while (place + 1 < of->end && place < of->start + 8 &&
               (bytes[place] == '.' || bytes[place] == ' ' || bytes[place] == '[' || bytes[place] == '\''))
            place++;
        return of->start < of->end && quoth__is_upper(quoth__utf8_next(bytes, &place)) ? QUOTH__ITEM_SENTENCE : 0;
    }
    if (before->shape == QUOTH__SHAPE_DOT)
        return quoth__is_word(scan, item) && quoth__lexeme_of(scan, item)->function > QUOTH__FUNCTION_OTHER
                   ? QUOTH__ITEM_SENTENCE
                   : 0;
    if (before->shape != QUOTH__SHAPE_STRETCH) return 0;
    quoth__ending ending = quoth__ending_of(scan, before->token);
    if (here->shape == QUOTH__SHAPE_STRETCH) return ending >= QUOTH__ENDING_STOP ? QUOTH__ITEM_SENTENCE : 0;
    return ending == QUOTH__ENDING_STOP ? QUOTH__ITEM_SENTENCE : ending >= QUOTH__ENDING_QUERY ? QUOTH__ITEM_MAYBE : 0;
}

static uint32_t place_of(const quoth__scan *scan, uint32_t item)
{
    const quoth__item *here = &scan->items[item];
    return here->shape == QUOTH__SHAPE_STRETCH ? quoth__stretch_of(scan, here->token)->outer_start
                                               : scan->tokens.start[here->token];
}

/* Flags the beginnings of sentences, and in the narrative those of paragraphs. */
static quoth_status flag_sentences(quoth__scan *scan)
{
    size_t paragraph = 0, paragraphs = scan->text->paragraphs.count;
    for (size_t c = 0; c <= scan->stretches->count; c++)
        for (uint32_t i = scan->first[c]; i < scan->first[c + 1]; i++) {
            uint8_t flags = i == scan->first[c] ? QUOTH__ITEM_SENTENCE : begins(scan, i);
            if (c == 0) {
                bool moved = i == 0;
                uint32_t place = place_of(scan, i);
                while (paragraph + 1 < paragraphs &&
                       QUOTH__AT(scan->text->paragraphs, quoth__span, paragraph + 1).start <= place)
                    paragraph++, moved = true;
                if (moved) flags = QUOTH__ITEM_SENTENCE | QUOTH__ITEM_PARAGRAPH;
            }
            scan->items[i].flags |= flags;
            bool inner =
                !(flags & (QUOTH__ITEM_SENTENCE | QUOTH__ITEM_MAYBE)) && scan->items[i].shape == QUOTH__SHAPE_CAPITAL;
            if (inner) quoth__lexeme_of(scan, i)->upper++;
            QUOTH__TRY(quoth__pace(scan, i, 38));
        }
    QUOTH__TRY(quoth__paced(scan, scan->item_count, 38));
    return quoth__work(scan->context, 4 * (uint64_t)paragraphs);
}

quoth_status quoth__scan_read(quoth__scan *scan)
{
    QUOTH__TRY(read_tokens(scan));
    QUOTH__TRY(quoth__lexemes_read(scan));
    QUOTH__TRY(place_tokens(scan));
    QUOTH__TRY(count_items(scan));
    QUOTH__TRY(fill_items(scan));
    QUOTH__TRY(flag_sentences(scan));
    return quoth__genitives_read(scan);
}

/* ------------------------------------------------------------------------------------------------------ phrases */

quoth__span quoth__items_span(const quoth__scan *scan, uint32_t first, uint32_t last)
{
    const quoth__item *end = &scan->items[last - 1];
    uint32_t stop = end->shape == QUOTH__SHAPE_STRETCH ? quoth__stretch_of(scan, end->token)->outer_end
                                                       : scan->tokens.end[end->token];
    return (quoth__span){place_of(scan, first), stop};
}

const quoth__entry *quoth__phrase_from(const quoth__scan *scan, uint32_t item, uint32_t end, quoth__class class_,
                                       uint32_t *length)
{
    const quoth__entry *found = NULL;
    uint32_t node = 0;
    for (uint32_t i = item; i < end && i < item + 12; i++) {
        uint8_t shape = scan->items[i].shape;
        if (i > item && (shape == QUOTH__SHAPE_HYPHEN || shape == QUOTH__SHAPE_DOT)) continue;
        if (shape > QUOTH__SHAPE_NUMBER) break;
        const quoth__lexeme *lexeme = quoth__lexeme_of(scan, i);
        quoth__note(scan, 130);
        if (lexeme->word == QUOTH__NONE) break;
        node = node == 0 ? lexeme->node : quoth__language_step(scan->language, node, lexeme->word);
        if (node == QUOTH__NONE) break;
        const quoth__entry *entry = quoth__language_entry(scan->language, node, class_);
        if (entry && !(node == lexeme->node && !(lexeme->classes >> class_ & 1))) {
            found = entry;
            *length = i + 1 - item;
        }
        if (lexeme->possessive || !(quoth__language_leads(scan->language, node) >> class_ & 1)) break;
    }
    return found;
}
