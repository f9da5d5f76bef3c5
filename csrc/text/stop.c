/* stop: what tells a stop that ends a sentence (stop.h) from one that does not, in this order:
 *
 *   "Really?" | he asked.            a lower-case letter, a comma: the sentence goes on
 *   example.com, 3.Arroz             no space: a part of a word
 *   [...] | The, what I . . . | I    an ellipsis in brackets or standing apart
 *   Mr. | Putin, J. | Smith, No. | 5 abbreviations and initials, with what may follow them
 *   "Really?" | Harry asked.         a name and a cue
 *
 * Everything looks at a bounded number of words around the stop. */
#include "stop.h"

#include "../unicode/form.h"
#include "../unicode/properties.h"

#define WORD_BYTES 64u /* longer words are no abbreviations */
#define NAME_WORDS 5u  /* of a speaker between a quotation and the cue */
#define SURE_CUE 50u   /* the weight of a verb that is a cue rather than not */
#define STOP_WORK 200u /* of one judgement, but for words that are looked up */

typedef struct judging {
    quoth_context *context;
    const quoth_text *text;
    const uint8_t *bytes;
    size_t from, limit;
    const quoth__stop *stop;
} judging;

typedef struct range {
    size_t start, end;
} range;

/* ------------------------------------------------------------------------------------------- characters */

static bool is_space(const uint8_t *bytes, size_t at) { return quoth__is_space(quoth__utf8_next(bytes, &at)); }

static uint32_t character(const uint8_t *bytes, size_t at, size_t limit)
{
    return at < limit ? quoth__utf8_next(bytes, &at) : 0;
}

static uint32_t character_before(const uint8_t *bytes, size_t from, size_t at)
{
    return at > from ? quoth__utf8_back(bytes, &at) : 0;
}

static bool is_dash(uint32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015); }

static bool is_dot(uint32_t c) { return c == '.' || c == 0x2024; }

static bool is_cased(uint32_t c) { return quoth__is_upper(c) || quoth__is_lower(c) || quoth__is_number(c); }

/* Marks that close where a stop stands right before them: not the brackets that open, nor the low marks. */
static bool closes_after(uint32_t c)
{
    if (c == '`' || c == 0xB4) return true;
    return quoth__sentence_class(c) == QUOTH__SENTENCE_CLOSE && c != '(' && c != '[' && c != '{' && c != 0x201E &&
           c != 0x201A && c != 0x300C && c != 0x300E && c != 0x300A && c != 0xFF08;
}

/* Marks that may close although white space stands before them. */
static bool closes_apart(uint32_t c)
{
    return c == 0xBB || c == 0x203A || c == 0x201D || c == 0x2019 || c == '"' || c == '\'' || c == ')' || c == ']';
}

static bool opens(uint32_t c)
{
    return c == '"' || c == '\'' || c == '(' || c == '[' || c == 0xAB || c == 0xBB || c == 0xBF || c == 0xA1 ||
           c == 0x2039 || (c >= 0x2018 && c <= 0x201F);
}

/* Behind the opening marks of what follows. */
static size_t behind_opening(const uint8_t *bytes, size_t at, size_t limit)
{
    for (size_t next = at; at < limit; at = next) {
        uint32_t c = quoth__utf8_next(bytes, &next);
        if (!opens(c) && !(c == 0xA0 || c == 0x202F)) break;
    }
    return at;
}

bool quoth__stop_before_capital(const quoth_text *text, const quoth__stop *stop, size_t limit)
{
    size_t at = behind_opening(text->bytes, stop->next, limit);
    return stop->next > stop->closed && quoth__is_upper(character(text->bytes, at, limit));
}

/* ----------------------------------------------------------------------------------- what follows a stop */

static size_t behind_spaces(const uint8_t *bytes, size_t at, size_t limit)
{
    for (size_t next = at; at < limit; at = next)
        if (!quoth__is_space(quoth__utf8_next(bytes, &next))) break;
    return at;
}

static size_t behind_closing(const uint8_t *bytes, size_t at, size_t limit)
{
    for (size_t next = at; at < limit; at = next)
        if (!closes_after(quoth__utf8_next(bytes, &next))) break;
    return at;
}

/* Behind numbers of notes, "[4][12]", where white space, the end or another one follows; else `at`. */
static size_t behind_notes(const uint8_t *bytes, size_t at, size_t limit)
{
    for (size_t from = at; at < limit && bytes[at] == '[';) {
        size_t digits = at + 1, end = digits;
        while (end < limit && end - digits < 4 && bytes[end] >= '0' && bytes[end] <= '9') end++;
        if (end == digits || end >= limit || bytes[end] != ']') return from;
        at = end + 1;
        if (at >= limit || bytes[at] == '[' || is_space(bytes, at)) from = at;
        size_t next = behind_spaces(bytes, at, limit);
        if (next >= limit || bytes[next] != '[') return from;
        at = next;
    }
    return at;
}

/* Behind closing marks that stand apart: white space, the end, a comma or a dot follows the last. Straight marks with
 * white space on both sides open, where a capital follows, as often as they close: they are left. */
static size_t behind_marks_apart(const uint8_t *bytes, size_t at, size_t limit)
{
    size_t end = at;
    bool straight = false;
    for (size_t next = end; end < limit; end = next) {
        uint32_t c = quoth__utf8_next(bytes, &next);
        if (!closes_apart(c)) break;
        straight = straight || c == '"' || c == '\'';
    }
    if (end == at || end >= limit) return end;
    if (is_space(bytes, end)) {
        size_t next = behind_spaces(bytes, end, limit);
        return straight && quoth__is_upper(character(bytes, next, limit)) ? at : end;
    }
    uint8_t class_ = quoth__sentence_class(character(bytes, end, limit));
    return class_ == QUOTH__SENTENCE_SCONTINUE || class_ == QUOTH__SENTENCE_ATERM ? end : at;
}

static void find_next(const uint8_t *bytes, size_t limit, quoth__stop *stop)
{
    stop->closed = behind_closing(bytes, stop->after, limit);
    size_t at = behind_notes(bytes, stop->closed, limit);
    for (;;) {
        size_t next = behind_spaces(bytes, at, limit), behind = behind_notes(bytes, next, limit);
        if (behind == next && next > at) behind = behind_marks_apart(bytes, next, limit);
        stop->next = next;
        if (behind == next) return;
        at = behind;
    }
}

quoth__stop quoth__stop_at(const quoth_text *text, size_t mark, size_t limit)
{
    quoth__stop stop = {.mark = mark, .after = mark};
    stop.c = quoth__utf8_next(text->bytes, &stop.after);
    find_next(text->bytes, limit, &stop);
    return stop;
}

quoth__stop quoth__stop_before(const quoth_text *text, size_t from, size_t place, size_t limit)
{
    for (size_t at = place; at > from;) {
        uint32_t c = quoth__utf8_back(text->bytes, &at);
        uint8_t class_ = quoth__sentence_class(c);
        if (class_ == QUOTH__SENTENCE_ATERM || class_ == QUOTH__SENTENCE_STERM) return quoth__stop_at(text, at, limit);
        if (class_ != QUOTH__SENTENCE_CLOSE && !quoth__is_space(c)) break;
    }
    return (quoth__stop){place, place, place, place, 0};
}

/* ------------------------------------------------------------------------------- words and the language */

/* The node of a word of the language that stands in a range. */
static quoth_status look_up(const judging *in, range word, uint32_t *node)
{
    quoth__array form = {0};
    const quoth_language *language = in->text->language;
    *node = QUOTH__NONE;
    if (!language || word.start >= word.end || word.end - word.start > WORD_BYTES) return QUOTH_OK;
    quoth_status status = quoth__form_append(in->context, in->bytes + word.start, word.end - word.start, 0, &form);
    if (status == QUOTH_OK)
        *node = quoth__language_step(language, 0, quoth__language_word(language, form.data, form.count));
    quoth__array_free(&in->context->allocator, &form, 1);
    return status;
}

static bool has_class(const judging *in, uint32_t node, quoth__class class_)
{
    return node != QUOTH__NONE && (quoth__language_classes(in->text->language, node) >> class_ & 1) != 0;
}

/* Letters, and what abbreviations hold between them. */
static bool is_of_word(uint32_t c)
{
    return quoth__is_letter(c) || quoth__is_number(c) || is_dot(c) || c == '\'' || c == 0x2019 || c == '-' || c == 0xB0;
}

/* The word that ends at `end`, back to white space or a mark. */
static range word_before(const judging *in, size_t end)
{
    size_t start = end;
    while (start > in->from && end - start <= WORD_BYTES) {
        size_t before = start;
        if (!is_of_word(quoth__utf8_back(in->bytes, &before))) break;
        start = before;
    }
    return (range){start, end};
}

/* The word that begins at `at`: letters only. */
static range word_after(const judging *in, size_t at)
{
    size_t end = at;
    for (size_t next = at; next < in->limit && end - at <= WORD_BYTES; end = next)
        if (!quoth__is_letter(quoth__utf8_next(in->bytes, &next))) break;
    return (range){at, end};
}

static bool starts_upper(const judging *in, range word)
{
    return word.start < word.end && quoth__is_upper(character(in->bytes, word.start, word.end));
}

/* Whether what follows begins with a function word that has a capital: so a new sentence begins after an abbreviation
 * that may end one. Behind an initial a modal verb may be a surname: Will, May. */
static quoth_status begins_anew(const judging *in, bool initial, bool *anew)
{
    range word = word_after(in, behind_opening(in->bytes, in->stop->next, in->limit));
    uint32_t node;
    *anew = false;
    if (!starts_upper(in, word)) return QUOTH_OK;
    size_t place = word.start;
    quoth__utf8_next(in->bytes, &place);
    if (place == word.end && place < in->limit && in->bytes[place] == '.') return QUOTH_OK; /* an initial */
    QUOTH__TRY(look_up(in, word, &node));
    *anew = has_class(in, node, QUOTH__CLASS_FUNCTION) && !(initial && has_class(in, node, QUOTH__CLASS_MODAL));
    return QUOTH_OK;
}

/* ------------------------------------------------------------------------------------------- abbreviations */

static bool is_digit(uint32_t c) { return quoth__category(c) == QUOTH__CATEGORY_DIGIT; }

static bool is_roman(const uint8_t *bytes, range word)
{
    size_t at = word.start;
    while (at < word.end && bytes[at] && strchr("IVXLC", bytes[at])) at++;
    size_t length = word.end - word.start;
    return at == word.end && length <= 6 && (length > 1 || (length == 1 && strchr("VX", bytes[word.start])));
}

/* A number in figures or as a capital Roman one. */
static bool is_number_at(const judging *in, size_t at)
{
    uint32_t c = character(in->bytes, at, in->limit);
    if (is_digit(c) || c == '#') return true;
    return is_roman(in->bytes, word_after(in, at));
}

/* Two letters or more with dots between, none of more than two: U.S, z.B, Ph.D. */
static bool is_dotted(const judging *in, range word)
{
    size_t letters = 0, dots = 0, part = 0;
    for (size_t at = word.start; at < word.end;) {
        uint32_t c = quoth__utf8_next(in->bytes, &at);
        if (is_dot(c)) {
            if (part == 0) return false;
            dots++;
            part = 0;
        } else if (quoth__is_letter(c) && part < 2) {
            letters++;
            part++;
        } else {
            return false;
        }
    }
    return dots > 0 && part > 0 && letters > 1;
}

/* One letter. English I is one only behind a name: "you and I." */
static quoth_status is_initial(const judging *in, range word, bool *initial)
{
    size_t at = word.start;
    uint32_t node, c = word.start < word.end ? quoth__utf8_next(in->bytes, &at) : 0;
    *initial = false;
    if (at != word.end || !quoth__is_letter(c)) return QUOTH_OK;
    if (quoth__is_lower(c)) {
        QUOTH__TRY(look_up(in, word, &node));
        *initial = !has_class(in, node, QUOTH__CLASS_FUNCTION) && !has_class(in, node, QUOTH__CLASS_PRONOUN);
    } else if (quoth__is_upper(c)) {
        size_t space = word.start;
        bool behind_word = space > in->from && quoth__is_space(quoth__utf8_back(in->bytes, &space));
        *initial = c != 'I' || !behind_word || starts_upper(in, word_before(in, space));
    }
    return QUOTH_OK;
}

/* The part of a word behind its last apostrophe or hyphen: l'Avv, Lt.-Gen. */
static range last_part(const judging *in, range word)
{
    for (size_t at = word.end; at > word.start;) {
        size_t behind = at;
        uint32_t c = quoth__utf8_back(in->bytes, &at);
        if (c == '\'' || c == 0x2019 || c == '-') return (range){behind, word.end};
    }
    return word;
}

static bool value_is(const judging *in, const quoth__entry *entry, const char *what)
{
    quoth_string value = quoth__language_value(in->text->language, entry->value);
    return value.length == strlen(what) && memcmp(value.bytes, what, value.length) == 0;
}

static quoth_status find_abbreviation(const judging *in, range word, const quoth__entry **entry)
{
    uint32_t node;
    range part = last_part(in, word);
    *entry = NULL;
    QUOTH__TRY(look_up(in, word, &node));
    if (!has_class(in, node, QUOTH__CLASS_ABBREVIATION) && part.start != word.start)
        QUOTH__TRY(look_up(in, part, &node));
    if (node != QUOTH__NONE) *entry = quoth__language_entry(in->text->language, node, QUOTH__CLASS_ABBREVIATION);
    if (*entry && value_is(in, *entry, "ordinal")) *entry = NULL;
    return QUOTH_OK;
}

/* a.m. and p.m. end a sentence that has more in it than the time, unless a day or a time zone follows. */
static quoth_status time_joins(const judging *in, bool *joins)
{
    range word = word_after(in, in->stop->next);
    uint32_t node;
    size_t words = 0, upper = 0;
    bool anew;
    *joins = false;
    QUOTH__TRY(begins_anew(in, false, &anew));
    if (anew) return QUOTH_OK;
    QUOTH__TRY(look_up(in, word, &node));
    for (size_t at = word.start; at < word.end; upper++)
        if (!quoth__is_upper(quoth__utf8_next(in->bytes, &at))) break;
    for (size_t at = in->from; at < in->stop->mark && words < 4; at++) words += in->bytes[at] == ' ';
    *joins = has_class(in, node, QUOTH__CLASS_DATE) || upper >= 2 || words < 3;
    return QUOTH_OK;
}

/* What an abbreviation of the language does, by its value. */
static quoth_status entry_joins(const judging *in, range word, const quoth__entry *entry, bool *joins)
{
    bool anew;
    *joins = true;
    if (!quoth__language_value(in->text->language, entry->value).length) return QUOTH_OK;
    if (value_is(in, entry, "time")) return time_joins(in, joins);
    if (value_is(in, entry, "number")) {
        *joins = is_number_at(in, in->stop->next);
        return QUOTH_OK;
    }
    QUOTH__TRY(begins_anew(in, false, &anew));
    bool needs_capital = value_is(in, entry, "capital") && !is_digit(character(in->bytes, in->stop->next, in->limit));
    *joins = !anew && (!needs_capital || starts_upper(in, last_part(in, word)));
    return QUOTH_OK;
}

/* A number that the language writes with a dot for "the 12th": one or two figures, or a Roman one, before a word that
 * does not begin a sentence. The language says so by an abbreviation 0. */
static quoth_status ordinal_joins(const judging *in, range word, bool *joins)
{
    bool anew, small = word.end - word.start <= 2;
    *joins = false;
    if (!in->text->language || word.start == word.end) return QUOTH_OK;
    for (size_t at = word.start; at < word.end; at++) small = small && in->bytes[at] >= '0' && in->bytes[at] <= '9';
    if (!small && !is_roman(in->bytes, word)) return QUOTH_OK;
    uint32_t node = quoth__language_step(in->text->language, 0, quoth__language_word(in->text->language, "0", 1));
    if (!has_class(in, node, QUOTH__CLASS_ABBREVIATION)) return QUOTH_OK;
    QUOTH__TRY(begins_anew(in, false, &anew));
    *joins = !anew && quoth__is_letter(character(in->bytes, in->stop->next, in->limit));
    return QUOTH_OK;
}

static quoth_status abbreviation_joins(const judging *in, bool *joins)
{
    range word = word_before(in, in->stop->mark);
    const quoth__entry *entry;
    bool initial, anew;
    *joins = false;
    if (word.start == word.end || word.end - word.start > WORD_BYTES) return QUOTH_OK;
    QUOTH__TRY(is_initial(in, word, &initial));
    QUOTH__TRY(find_abbreviation(in, word, &entry));
    if (entry && !(initial && starts_upper(in, word))) return entry_joins(in, word, entry, joins);
    if (initial || is_dotted(in, word)) {
        QUOTH__TRY(begins_anew(in, initial, &anew));
        *joins = !anew;
        return QUOTH_OK;
    }
    return ordinal_joins(in, word, joins);
}

/* A letter with a dot that stands right before or behind another: z. B. */
static bool is_paired(const judging *in, range word)
{
    size_t at = word.start;
    range next = word_after(in, in->stop->next);
    if (next.end < in->limit && in->bytes[next.end] == '.') {
        size_t behind = next.start;
        if (next.start < next.end && (quoth__utf8_next(in->bytes, &behind), behind == next.end)) return true;
    }
    if (at == in->from || !quoth__is_space(quoth__utf8_back(in->bytes, &at)) || at == in->from) return false;
    if (!is_dot(quoth__utf8_back(in->bytes, &at)) || at == in->from) return false;
    return quoth__is_letter(quoth__utf8_back(in->bytes, &at)) &&
           (at == in->from || !quoth__is_letter(quoth__utf8_back(in->bytes, &at)));
}

quoth_status quoth__stop_abbreviates(quoth_context *context, const quoth_text *text, quoth__span word, size_t limit,
                                     bool *abbreviates)
{
    quoth__stop stop = quoth__stop_at(text, word.end, limit);
    judging in = {context, text, text->bytes, text->skip, limit, &stop};
    range whole = {word.start, word.end};
    const quoth__entry *entry;
    bool initial;
    *abbreviates = false;
    if (word.end - word.start > WORD_BYTES) return QUOTH_OK;
    QUOTH__TRY(quoth__work(context, STOP_WORK));
    QUOTH__TRY(is_initial(&in, whole, &initial));
    QUOTH__TRY(find_abbreviation(&in, whole, &entry));
    uint32_t next = character(in.bytes, stop.next, limit);
    if (entry && value_is(&in, entry, "number"))
        *abbreviates = is_number_at(&in, stop.next);
    else if (entry && value_is(&in, entry, "capital"))
        *abbreviates = starts_upper(&in, whole) || is_digit(next);
    else
        *abbreviates = entry || is_dotted(&in, whole);
    if (initial && !*abbreviates) *abbreviates = starts_upper(&in, whole) || is_paired(&in, whole);
    return QUOTH_OK;
}

quoth_status quoth__stop_follows_word(quoth_context *context, const quoth_text *text, size_t from, size_t dot,
                                      bool *follows)
{
    judging in = {context, text, text->bytes, from, dot, NULL};
    range word = word_before(&in, dot);
    const quoth__entry *entry = NULL;
    size_t letters = 0;
    *follows = false;
    if (!text->language || word.end - word.start > WORD_BYTES || starts_upper(&in, word)) return QUOTH_OK;
    for (size_t at = word.start; at < word.end; letters++)
        if (!quoth__is_letter(quoth__utf8_next(text->bytes, &at))) return QUOTH_OK;
    QUOTH__TRY(find_abbreviation(&in, word, &entry));
    *follows = letters >= 3 && !entry;
    return quoth__work(context, STOP_WORK);
}

/* ----------------------------------------------------------------------------------- what else goes on */

/* The dots that end at `end`, with single spaces between: at most five are counted. */
static size_t dots_before(const judging *in, size_t end, size_t *start)
{
    size_t dots = 0;
    *start = end;
    while (end > in->from && dots < 5) {
        size_t at = end;
        uint32_t c = quoth__utf8_back(in->bytes, &at);
        if (c == ' ' && dots && at > in->from && in->bytes[at - 1] == '.') {
            end = at;
            continue;
        }
        if (!is_dot(c) && c != 0x2026) break;
        dots += c == 0x2026 ? 3 : 1;
        end = *start = at;
    }
    return dots;
}

/* "[...]" anywhere, and three dots that stand apart from the word before. */
static bool is_ellipsis_inside(const judging *in)
{
    size_t start, dots = dots_before(in, in->stop->after, &start);
    if (dots < 3) return false;
    uint32_t before = character_before(in->bytes, in->from, start);
    uint32_t behind = character(in->bytes, in->stop->after, in->limit);
    if ((before == '[' && behind == ']') || (before == '(' && behind == ')')) return true;
    if (dots != 3 || in->stop->closed != in->stop->after) return false;
    if (start == in->from) return true;
    if (!quoth__is_space(before)) return false;
    quoth__utf8_back(in->bytes, &start);
    uint32_t word = character_before(in->bytes, in->from, start);
    return word != '!' && word != '?';
}

/* Whether the sentence so far is the number of an item alone: "1.", "a.", "2.1.", with or without a bullet. */
static bool is_item_number(const judging *in)
{
    size_t at = in->from, letters = 0, digits = 0;
    if (in->stop->mark - at > 12) return false;
    while (at < in->stop->mark) {
        uint32_t c = quoth__utf8_next(in->bytes, &at);
        bool first = letters + digits == 0;
        if (quoth__is_letter(c))
            letters++;
        else if (is_digit(c))
            digits++;
        else if (first ? !(quoth__is_space(c) || c == 0x2022 || c == 0x2043 || c == '(' || c == '*') : !is_dot(c))
            return false;
    }
    return (letters == 1 && digits == 0) || (letters == 0 && digits > 0 && digits <= 3);
}

/* A capital name, or I, and a verb that reports it: "Good morning?" Harry asked. */
static quoth_status cue_follows(const judging *in, bool *follows)
{
    size_t at = in->stop->next;
    *follows = false;
    if (!in->text->language || in->stop->closed == in->stop->after) return QUOTH_OK;
    for (size_t i = 0; i < NAME_WORDS; i++) {
        range word = word_after(in, at);
        uint32_t node;
        if (word.start == word.end || word.end - word.start > WORD_BYTES) return QUOTH_OK;
        QUOTH__TRY(look_up(in, word, &node));
        if (!starts_upper(in, word)) {
            const quoth__entry *cue =
                node == QUOTH__NONE ? NULL : quoth__language_entry(in->text->language, node, QUOTH__CLASS_CUE);
            *follows = i > 0 && cue && cue->weight >= SURE_CUE;
            return QUOTH_OK;
        }
        bool is_i = word.end - word.start == 1 && in->bytes[word.start] == 'I';
        if (i == 0 && has_class(in, node, QUOTH__CLASS_FUNCTION) && !is_i) return QUOTH_OK;
        at = word.end;
        if (at < in->limit && in->bytes[at] == '.') at++;
        at = behind_spaces(in->bytes, at, in->limit);
    }
    return QUOTH_OK;
}

/* A stop inside a title, 《摔跤吧！爸爸》: its closing mark comes, and no opening one before it. */
static bool is_in_title(const judging *in)
{
    size_t at = in->stop->after;
    for (size_t i = 0; i < 32 && at < in->limit; i++) {
        uint32_t c = quoth__utf8_next(in->bytes, &at);
        if (c == 0x300B) return true;
        if (c == 0x300A || c < 0x80) return false;
    }
    return false;
}

/* Japanese と and って go on right after the closing mark. */
static bool particle_follows(const judging *in)
{
    if (in->stop->closed == in->stop->after || in->stop->next != in->stop->closed) return false;
    uint32_t c = character(in->bytes, in->stop->next, in->limit);
    return c == 0x3068 || c == 0x3063;
}

/* A dot with white space on both sides, and no other dot behind it. */
static bool is_dot_apart(const uint8_t *bytes, size_t at, size_t limit)
{
    return at + 1 >= limit || (bytes[at + 1] == ' ' && (at + 2 >= limit || bytes[at + 2] != '.'));
}

/* A number of three figures or more before the stop: "1,000.That" lacks a space, "3.Rice" is an item of a list. */
static bool follows_figures(const judging *in)
{
    size_t figures = 0;
    for (size_t at = in->stop->mark; at > in->from && figures < 3; figures++)
        if (!is_digit(quoth__utf8_back(in->bytes, &at))) break;
    return figures == 3;
}

/* Whether the first character that follows says that the sentence goes on. */
static bool goes_on(const judging *in)
{
    size_t at = in->stop->next;
    uint32_t c = character(in->bytes, at, in->limit);
    bool adjacent = at == in->stop->after;
    if (quoth__is_lower(c) || c == ',' || c == ';' || c == ':' || c == 0x2116) return true;
    if (c == '.' && is_dot_apart(in->bytes, at, in->limit)) return true;
    if (adjacent &&
        (in->stop->c < 0x80 ? is_cased(c) && !(quoth__is_upper(c) && follows_figures(in)) : is_in_title(in)))
        return true;
    if (!is_dash(c)) return particle_follows(in);
    while (at < in->limit && (is_dash(c) || quoth__is_space(c))) {
        quoth__utf8_next(in->bytes, &at);
        c = character(in->bytes, at, in->limit);
        if (at - in->stop->next > 16) break;
    }
    return quoth__is_lower(c);
}

quoth_status quoth__stop_ends(quoth_context *context, const quoth_text *text, size_t from, size_t limit,
                              const quoth__stop *stop, bool *ends)
{
    judging in = {context, text, text->bytes, from, limit, stop};
    bool joins = false;
    *ends = false;
    QUOTH__TRY(quoth__work(context, STOP_WORK + 12 * (uint64_t)(stop->next - stop->mark)));
    if (stop->next >= limit || goes_on(&in)) return QUOTH_OK;
    *ends = true;
    if (stop->c == '.' || stop->c == 0x2026) {
        bool open = stop->closed == stop->after;
        bool bracket = !open && in.bytes[stop->after] == ')' && stop->closed == stop->after + 1;
        if (is_ellipsis_inside(&in) || ((open || bracket) && is_item_number(&in)))
            joins = true;
        else if ((open || bracket) && character_before(in.bytes, from, stop->mark) != '.')
            QUOTH__TRY(abbreviation_joins(&in, &joins));
    } else {
        QUOTH__TRY(cue_follows(&in, &joins));
    }
    *ends = !joins;
    return QUOTH_OK;
}
