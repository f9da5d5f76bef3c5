/* turns: cuts dialogue behind dashes into what is said and what the narrator puts in.
 *
 *   — Mais, reprit la vieille, il est là. — Qui ?       — Да, — сказал он, — пора.      —Sí —dijo Ana—. Vamos.
 *   └─────┘                    └────────┘ └─────┘       └───┘               └───┘       └──┘            └─────┘
 *   a part                     a part     a turn
 *
 * A paragraph is read sentence by sentence. The narrator's words begin behind a comma or stop, where a verb of saying
 * and its subject stand (or a dash, in texts that set them off so), and end at a comma that no clause of theirs follows,
 * at the closing dash, or with their sentence; what follows that is speech again where it speaks of I and you, asks or
 * calls, and not where it tells in the tense of stories. Each atom is looked at a bounded number of times: linear. */
#include "layout.h"

#define BEFORE_CUE 3u /* words between the comma and the verb at most: s'en, ne lui */
#define LOOK 6u       /* words in which the narrator's verb stands behind a dash */
#define NOWHERE SIZE_MAX
/* Of work, each. */
#define ATOM_UNITS 60u

typedef struct cutting {
    quoth__pairing *pairing;
    quoth__layout *layout;
    const quoth__atom *atoms;
    size_t count;
    size_t from; /* the atom with which the part begins that is not written yet, or NOWHERE */
    bool begun;  /* a part of the turn is written */
} cutting;

static bool is(const cutting *of, size_t at, quoth__atom_kind kind)
{
    return at < of->count && of->atoms[at].kind == kind;
}
static bool has(const cutting *of, size_t at, unsigned bits)
{
    return at < of->count && (of->atoms[at].bits & bits) != 0;
}
static bool flagged(const cutting *of, size_t at, unsigned flags)
{
    return at < of->count && (of->atoms[at].flags & flags) != 0;
}
static bool is_lower_word(const cutting *of, size_t at)
{
    return is(of, at, QUOTH__ATOM_WORD) && !flagged(of, at, QUOTH__ATOM_UPPER);
}
static bool is_upper_word(const cutting *of, size_t at)
{
    return is(of, at, QUOTH__ATOM_WORD) && flagged(of, at, QUOTH__ATOM_UPPER);
}

/* ------------------------------------------------------------------------------------------------------ sentences */

/* Whether the stop at `at` belongs to an abbreviation or initial. */
static bool is_dot(const cutting *of, size_t at)
{
    if (at == 0 || flagged(of, at, QUOTH__ATOM_SPACED | QUOTH__ATOM_QUERY | QUOTH__ATOM_DOTS)) return false;
    const quoth__atom *before = of->atoms + at - 1;
    if (before->kind != QUOTH__ATOM_WORD) return false;
    bool initial = before->end - before->start == 1 && before->flags & QUOTH__ATOM_UPPER;
    return initial || (before->bits & QUOTH__WORD_ABBREVIATION && before->flags & QUOTH__ATOM_UPPER);
}

/* The first atom behind the sentence that begins at `at`, before `limit`. */
static size_t sentence_end(const cutting *of, size_t at, size_t limit)
{
    for (; at < limit; at++) {
        if (!is(of, at, QUOTH__ATOM_STOP) || is_dot(of, at)) continue;
        size_t next = at + 1;
        while (next < limit && is(of, next, QUOTH__ATOM_CLOSE)) next++;
        bool opens = is_upper_word(of, next) || is(of, next, QUOTH__ATOM_OPEN) || is(of, next, QUOTH__ATOM_NUMBER) ||
                     (is(of, next, QUOTH__ATOM_DASH) && !of->layout->set_off);
        if (next < limit && opens && flagged(of, next, QUOTH__ATOM_SPACED)) return next;
    }
    return limit;
}

/* How much a sentence looks like one of the narrator: below 0 it is speech. */
static int narrated(const cutting *of, size_t at, size_t end)
{
    int told = 0;
    for (size_t i = at; i < end; i++) {
        if (has(of, i, QUOTH__WORD_SPEAKS)) return -4;
        told += has(of, i, QUOTH__WORD_TOLD) && !flagged(of, i, QUOTH__ATOM_CAPITALS) ? 2 : 0;
    }
    for (size_t i = end; i > at && i + 3 > end; i--) {
        if (!is(of, i - 1, QUOTH__ATOM_STOP)) continue;
        return told - (flagged(of, i - 1, QUOTH__ATOM_QUERY) ? 3 : flagged(of, i - 1, QUOTH__ATOM_DOTS) ? 1 : 0);
    }
    return told;
}

/* Whether speech goes on with a sentence that follows the narrator's words. */
static bool resumes(const cutting *of, size_t at, size_t end)
{
    int narration = narrated(of, at, end);
    bool third = has(of, at, QUOTH__WORD_THIRD) && is(of, at, QUOTH__ATOM_WORD);
    return narration < 0 || (narration == 0 && !third);
}

/* ------------------------------------------------------------------------------------------- the narrator's words */

static bool is_pronoun_behind(const cutting *of, size_t at)
{
    while (is(of, at, QUOTH__ATOM_HYPHEN) && is(of, at + 1, QUOTH__ATOM_WORD)) {
        if (has(of, at + 1, QUOTH__WORD_THIRD | QUOTH__WORD_SPEAKS)) return true;
        at += 2; /* a-t-il */
    }
    return false;
}

/* Whether the subject of the verb before may begin at `at`. */
static bool is_subject(const cutting *of, size_t at)
{
    if (!is(of, at, QUOTH__ATOM_WORD)) return false;
    unsigned fit = QUOTH__WORD_THIRD | QUOTH__WORD_NOUN_SIGN | QUOTH__WORD_SPEAKS | QUOTH__WORD_ADVERB |
                   QUOTH__WORD_OBJECT | QUOTH__WORD_GOES_ON;
    return flagged(of, at, QUOTH__ATOM_UPPER) || has(of, at, fit);
}

/* Whether the narrator's words begin at `at`: a verb of saying and its subject (dit-il, reprit Paul, lui cria la foule),
 * or a verb of the tense of stories with a pronoun behind it. */
static bool is_verb_first(const cutting *of, size_t at)
{
    size_t first = at;
    while (at - first < BEFORE_CUE && is_lower_word(of, at) && has(of, at, QUOTH__WORD_OBJECT) &&
           !has(of, at, QUOTH__WORD_CUE))
        at++;
    if (!is_lower_word(of, at)) return false;
    bool pronoun = is_pronoun_behind(of, at + 1);
    if (pronoun) return has(of, at, QUOTH__WORD_CUE | QUOTH__WORD_TOLD);
    if (!has(of, at, QUOTH__WORD_CUE)) return false;
    return is_subject(of, at + 1) || (at > first && !is(of, at + 1, QUOTH__ATOM_WORD));
}

/* A pronoun or name and its verb of saying, with a sign or the end behind: he said, */
static bool is_subject_first(const cutting *of, size_t at)
{
    if (!has(of, at, QUOTH__WORD_THIRD) && !is_upper_word(of, at)) return false;
    if (!is_lower_word(of, at + 1) || !has(of, at + 1, QUOTH__WORD_CUE)) return false;
    return !is(of, at + 2, QUOTH__ATOM_WORD) || has(of, at + 2, QUOTH__WORD_GOES_ON | QUOTH__WORD_ADVERB);
}

static bool has_cue(const cutting *of, size_t at)
{
    for (size_t i = at; i < at + LOOK && is(of, i, QUOTH__ATOM_WORD); i++) {
        if (has(of, i, QUOTH__WORD_SPEAKS)) return false;
        if (has(of, i, QUOTH__WORD_CUE)) return true;
    }
    return false;
}

/* Whether the dash at `at` opens the narrator's words. */
static bool is_dash_opening(const cutting *of, size_t at, size_t limit)
{
    size_t word = at + 1;
    if (word >= limit || !is(of, word, QUOTH__ATOM_WORD) || at == 0) return false;
    if (is_lower_word(of, word) && (is_verb_first(of, word) || has_cue(of, word))) return true;
    if (!of->layout->set_off) return false;
    bool glued = flagged(of, at, QUOTH__ATOM_SPACED) && !flagged(of, word, QUOTH__ATOM_SPACED);
    bool behind_stop = is(of, at - 1, QUOTH__ATOM_STOP), comma = is(of, at - 1, QUOTH__ATOM_COMMA);
    if (!behind_stop && !comma && !glued) return false;
    if (comma && !glued && has(of, word, QUOTH__WORD_SPEAKS)) return false;
    if (is_lower_word(of, word)) return true;
    if (!behind_stop) return false;
    size_t end = word;
    while (end < limit && !is(of, end, QUOTH__ATOM_DASH)) end++;
    int narration = narrated(of, word, end);
    return glued ? narration >= 0 : narration > 0 || (narration == 0 && has(of, word, QUOTH__WORD_THIRD));
}

/* The first place in [at, end) behind which the narrator's words begin: the atom before them, or NOWHERE. */
static size_t find_inserted(const cutting *of, size_t at, size_t end, size_t limit, bool *dash)
{
    for (size_t i = at; i + 1 < end; i++) {
        bool sign = is(of, i, QUOTH__ATOM_COMMA) || is(of, i, QUOTH__ATOM_STOP) || is(of, i, QUOTH__ATOM_SEMICOLON) ||
                    is(of, i, QUOTH__ATOM_CLOSE);
        *dash = is(of, i + 1, QUOTH__ATOM_DASH);
        if (*dash && i + 1 > at && (sign || is(of, i, QUOTH__ATOM_WORD)) && is_dash_opening(of, i + 1, limit)) return i;
        if (*dash || !sign || !flagged(of, i + 1, QUOTH__ATOM_SPACED)) continue;
        if (is_lower_word(of, i + 1) && (is_verb_first(of, i + 1) || is_subject_first(of, i + 1))) return i;
        if (is_upper_word(of, i + 1) && is(of, i, QUOTH__ATOM_COMMA) && is_subject_first(of, i + 1)) return i;
    }
    return NOWHERE;
}

/* Where speech goes on within the sentence whose narrator's words begin behind the atom `sign`; `end` where it does not.
 * What was asked or called before them was whole: what goes on then speaks of I and you, asks or calls as well. */
static size_t behind_comma(const cutting *of, size_t sign, size_t end)
{
    bool whole = is(of, sign, QUOTH__ATOM_STOP) && narrated(of, sign + 1, end) >= 0;
    for (size_t i = sign + 1; i + 1 < end; i++) {
        if (is(of, i, QUOTH__ATOM_COLON)) return i + 1;
        if (whole) continue;
        if (!is(of, i, QUOTH__ATOM_COMMA) && !is(of, i, QUOTH__ATOM_SEMICOLON)) continue;
        bool goes_on = is(of, i + 1, QUOTH__ATOM_WORD) && has(of, i + 1, QUOTH__WORD_GOES_ON) &&
                       !has(of, i + 1, QUOTH__WORD_SPEAKS);
        if (!goes_on || flagged(of, i + 1, QUOTH__ATOM_UPPER)) return i + 1;
    }
    return end;
}

/* The atom behind the dash that closes the narrator's words, and behind a stop that it brings with it; NOWHERE where
 * there is none. */
static size_t behind_dash(const cutting *of, size_t at, size_t limit)
{
    while (at < limit && !is(of, at, QUOTH__ATOM_DASH)) at++;
    if (at >= limit) return NOWHERE;
    at++;
    while (at < limit && !flagged(of, at, QUOTH__ATOM_SPACED) && of->atoms[at].kind >= QUOTH__ATOM_COMMA &&
           of->atoms[at].kind <= QUOTH__ATOM_STOP)
        at++;
    return at < limit ? at : NOWHERE;
}

/* ---------------------------------------------------------------------------------------------------------- a turn */

/* Writes the part that ends before atom `to`. */
static quoth_status write_part(cutting *of, size_t to)
{
    while (of->begun && of->from < to && (is(of, of->from, QUOTH__ATOM_COMMA) || is(of, of->from, QUOTH__ATOM_DASH)))
        of->from++;
    if (of->from >= to) return QUOTH_OK;
    uint32_t start = of->atoms[of->from].start;
    quoth__laid laid = {start, start, of->atoms[to - 1].end, QUOTH__MARKED_DASH, of->begun};
    of->begun = true;
    return quoth__lay(of->pairing, of->layout, laid);
}

/* Goes on behind the narrator's words, which begin behind atom `sign`: gives the atom from which to read on. `end` is
 * the end of the sentence. */
static size_t pass_inserted(cutting *of, size_t sign, bool dash, size_t end, size_t limit)
{
    size_t next = dash ? behind_dash(of, sign + 2, limit) : behind_comma(of, sign, end);
    if (!dash && next == end) next = end < limit && resumes(of, end, sentence_end(of, end, limit)) ? end : NOWHERE;
    of->from = next;
    return next;
}

/* The turn that the dash at `first` opens, up to atom `limit`. */
static quoth_status cut_turn(cutting *of, size_t first, size_t limit)
{
    bool dash = false;
    of->from = first;
    of->begun = false;
    for (size_t at = first + 1, end; at < limit; at = end) {
        end = sentence_end(of, at, limit);
        size_t sign = find_inserted(of, at, end, limit, &dash);
        QUOTH__TRY(quoth__work(of->pairing->context, ATOM_UNITS * (uint64_t)(end - at)));
        if (sign != NOWHERE) {
            QUOTH__TRY(write_part(of, sign + 1));
            end = pass_inserted(of, sign, dash, end, limit);
        } else if (at > first + 1 && of->layout->within && narrated(of, at, end) > 0) {
            QUOTH__TRY(write_part(of, at));
            of->from = end = NOWHERE;
        }
        if (end == NOWHERE) return QUOTH_OK;
    }
    return write_part(of, limit);
}

/* Whether a dash opens a turn: at the head of the paragraph, or behind a sentence. */
static bool opens_turn(const cutting *of, size_t at)
{
    if (!is(of, at, QUOTH__ATOM_DASH)) return false;
    if (at == 0) return at + 1 < of->count;
    bool behind =
        is(of, at - 1, QUOTH__ATOM_STOP) || is(of, at - 1, QUOTH__ATOM_COLON) || is(of, at - 1, QUOTH__ATOM_CLOSE);
    if (!of->layout->within || !behind || !flagged(of, at, QUOTH__ATOM_SPACED) || flagged(of, at, QUOTH__ATOM_THIN))
        return false;
    size_t next = at + 1;
    while (is(of, next, QUOTH__ATOM_OPEN)) next++;
    return is_upper_word(of, next);
}

quoth_status quoth__turns_find(quoth__pairing *p, quoth__layout *layout)
{
    cutting of = {p, layout, layout->atoms.list.data, layout->atoms.list.count, NOWHERE, false};
    size_t first = 0;
    while (first < of.count && !opens_turn(&of, first)) first++;
    while (first < of.count) {
        size_t limit = first + 1;
        while (limit < of.count && !opens_turn(&of, limit)) limit++;
        QUOTH__TRY(cut_turn(&of, first, limit));
        first = limit;
    }
    return quoth__work(p->context, ATOM_UNITS * (uint64_t)of.count);
}
