/* kind: what a marked stretch is, by where it begins, how it ends, its words and the verb beside it.
 *
 *   sentence start + capital + closing punctuation   speech, at any length
 *   after a comma or colon + capital                 speech
 *   right after a verb of saying + capital           speech
 *   small letter after an ordinary word              fragment, where somebody says it; else a term
 *   capitals throughout, a word for a work beside it title, name
 *
 * The words are looked at up to WORDS items. O(1) a stretch. */
#include "inside.h"

#define WORDS 24u
#define NOUN 45u /* weight of a verb from which one noun is what somebody said */
#define NEAR 16u /* items around a stretch */

typedef struct looks {
    uint32_t words, lowers, capitals, content; /* of the first WORDS items; content words are no function words */
    bool capital;                              /* the first word has one, or is a number */
    bool letter;                               /* the word before is one small letter */
    bool long_;                                /* more than WORDS items */
    bool start;                                /* begins a sentence */
    bool set_off;                              /* after a comma or colon */
    bool clause;                               /* after "that" and the like */
    bool continues;                            /* goes on after "he said," */
    quoth__ending ending;
    bool closed;      /* ends with a mark of punctuation, its own or the one right after it */
    bool free;        /* the language has subjects on either side, and its own stops behind the marks */
    bool colon;       /* after a colon */
    bool stopped;     /* a stop stands right behind the marks */
    bool beside_name; /* joined to a title or name by "and" or a comma */
    bool beside;      /* a word of saying stands right before it */
    bool pronoun;     /* begins with the subject of a clause: he, this, there */
    bool heading;     /* a paragraph of its own in single marks, where the text has double ones */
    bool told;        /* "that" stands right after the verb in front: he said that in the end, “...” */
    bool by;          /* the one who wrote it stands behind: “The Long Road,” by Anna Lind */
    bool runs_on;     /* no stop at its end, and the sentence goes on with a small letter */
} looks;

static void count_words(const quoth__scan *scan, uint32_t stretch, looks *of)
{
    uint32_t begin = scan->first[stretch + 1], end = scan->first[stretch + 2];
    of->long_ = end - begin > WORDS;
    bool first = true;
    for (uint32_t item = begin; item < end && item < begin + WORDS; item++) {
        if (scan->items[item].shape == QUOTH__SHAPE_STRETCH && first) of->capital = true, first = false;
        if (!quoth__is_word(scan, item)) continue;
        uint8_t shape = scan->items[item].shape;
        const quoth__lexeme *word = quoth__lexeme_of(scan, item);
        if (first) {
            of->capital = shape != QUOTH__SHAPE_LOWER;
            of->pronoun = word->case_ == QUOTH__CASE_SUBJECT || word->function == QUOTH__FUNCTION_DEFINITE ||
                          word->function == QUOTH__FUNCTION_QUANTIFIER || word->case_ == QUOTH__CASE_POSSESSIVE;
        }
        if (of->words == 1 && of->letter && shape == QUOTH__SHAPE_CAPITAL) of->capital = true; /* 't Is */
        of->letter = first && shape == QUOTH__SHAPE_LOWER &&
                     quoth__items_span(scan, item, item + 1).end - quoth__items_span(scan, item, item + 1).start == 1;
        first = false;
        of->words++;
        bool content =
            !word->function && !word->case_ && !word->auxiliary && !(word->classes >> QUOTH__CLASS_CONTRACTION & 1);
        of->content += content;
        of->lowers += shape == QUOTH__SHAPE_LOWER && content;
        of->capitals += shape == QUOTH__SHAPE_CAPITAL && content;
    }
}

/* A line of its own in single marks where the text marks with double ones: words that somebody says further down. */
static bool is_heading(const quoth__scan *scan, uint32_t stretch)
{
    const quoth__stretch *of = quoth__stretch_of(scan, stretch);
    const uint8_t *bytes = scan->text->bytes;
    bool plain = bytes[of->outer_start] == '\'' && of->start == of->outer_start + 1;
    bool single = plain || (of->start == of->outer_start + 3 && !memcmp(bytes + of->outer_start, "\xE2\x80\x98", 3));
    if (!single || of->parent != QUOTH__NONE || scan->single_marks * 4u > scan->stretches->count) return false;
    uint32_t item = scan->at[stretch], after = item + 1, end = scan->first[1];
    if (after < end && scan->items[after].shape == QUOTH__SHAPE_STOP) after++;
    return scan->items[item].flags & QUOTH__ITEM_PARAGRAPH &&
           (after >= end || scan->items[after].flags & QUOTH__ITEM_PARAGRAPH);
}

/* Joined by "and" or a comma to a stretch that is a title, name or term: its kind; else QUOTH_KIND_SPEECH. */
static uint8_t kind_beside(const quoth__scan *scan, uint32_t stretch)
{
    uint32_t item = scan->at[stretch], begin = scan->first[quoth__container_of(scan, stretch)];
    if (!(scan->traits & QUOTH__TRAIT_FREE_SUBJECT) || item < begin + 2 ||
        scan->items[item].flags & QUOTH__ITEM_PARAGRAPH)
        return QUOTH_KIND_SPEECH;
    bool joined = scan->items[item - 1].shape == QUOTH__SHAPE_COMMA ||
                  quoth__function_of(scan, item - 1) == QUOTH__FUNCTION_CONJUNCTION;
    if (!joined || scan->items[item - 2].shape != QUOTH__SHAPE_STRETCH) return QUOTH_KIND_SPEECH;
    uint8_t kind = quoth__verdict_of(scan, scan->items[item - 2].token)->kind;
    return kind == QUOTH_KIND_TITLE || kind == QUOTH_KIND_NAME || kind == QUOTH_KIND_TERM ? kind : QUOTH_KIND_SPEECH;
}

static looks look(const quoth__scan *scan, uint32_t stretch)
{
    looks of = {.ending = quoth__ending_of(scan, stretch)};
    uint32_t item = scan->at[stretch], container = quoth__container_of(scan, stretch);
    uint32_t begin = scan->first[container], end = scan->first[container + 1];
    count_words(scan, stretch, &of);
    of.start = (scan->items[item].flags & QUOTH__ITEM_SENTENCE) != 0;
    uint8_t before = item > begin ? scan->items[item - 1].shape : (uint8_t)QUOTH__SHAPE_STOP;
    of.set_off = before == QUOTH__SHAPE_COMMA || before == QUOTH__SHAPE_COLON || before == QUOTH__SHAPE_DASH;
    of.free = (scan->traits & QUOTH__TRAIT_FREE_SUBJECT) != 0;
    of.colon = before == QUOTH__SHAPE_COLON;
    of.clause = item > begin && quoth__function_of(scan, item - 1) == QUOTH__FUNCTION_SUBORDINATOR;
    uint8_t after = item + 1 < end ? scan->items[item + 1].shape : (uint8_t)QUOTH__SHAPE_STOP;
    bool outside = after == QUOTH__SHAPE_COMMA || after == QUOTH__SHAPE_STOP;
    of.stopped = after == QUOTH__SHAPE_STOP;
    of.closed = of.ending != QUOTH__ENDING_NONE || outside;
    of.beside = item > begin && quoth__has_class(scan, item - 1, QUOTH__CLASS_CUE);
    of.heading = is_heading(scan, stretch);
    of.beside_name = kind_beside(scan, stretch) != QUOTH_KIND_SPEECH;
    bool goes_on = item + 1 < end && !(scan->items[item + 1].flags & QUOTH__ITEM_SENTENCE);
    of.by = goes_on && item + 2 < end && of.ending == QUOTH__ENDING_COMMA &&
            quoth__links(scan, item + 1, QUOTH__LINK_AGENT) && scan->items[item + 2].shape == QUOTH__SHAPE_CAPITAL;
    of.runs_on = goes_on && !of.closed && after == QUOTH__SHAPE_LOWER &&
                 quoth__function_of(scan, item + 1) >= QUOTH__FUNCTION_PREPOSITION;
    return of;
}

/* Whether a word for a work stands right before or after: the film “...”. */
static bool beside_work(const quoth__scan *scan, uint32_t stretch)
{
    uint32_t item = scan->at[stretch], container = quoth__container_of(scan, stretch);
    for (uint32_t i = 1; i <= 2; i++) {
        if (item >= scan->first[container] + i && quoth__has_class(scan, item - i, QUOTH__CLASS_WORK)) return true;
        if (item + i < scan->first[container + 1] && quoth__has_class(scan, item + i, QUOTH__CLASS_WORK)) return true;
    }
    return false;
}

/* "sogenannte „...“": the word of a work in front whose value is term. */
static bool is_so_called(const quoth__scan *scan, uint32_t stretch)
{
    uint32_t item = scan->at[stretch], length;
    if (item == scan->first[quoth__container_of(scan, stretch)] || !quoth__has_class(scan, item - 1, QUOTH__CLASS_WORK))
        return false;
    const quoth__entry *entry = quoth__phrase(scan, item - 1, item, QUOTH__CLASS_WORK, &length);
    return entry && quoth__language_value(scan->language, entry->value).length == 4;
}

/* "la novela «El patio de piedra»": a word for a work right before, where the nouns of a title have no capitals. */
static bool is_entitled(const quoth__scan *scan, uint32_t stretch, const looks *of)
{
    uint32_t item = scan->at[stretch];
    if (!of->free || !of->capital || of->words > 9 || item == scan->first[quoth__container_of(scan, stretch)])
        return false;
    return quoth__has_class(scan, item - 1, QUOTH__CLASS_WORK) && !is_so_called(scan, stretch);
}

bool quoth__is_reported(const quoth__scan *scan, uint32_t stretch)
{
    uint32_t item = scan->at[stretch], container = quoth__container_of(scan, stretch);
    uint32_t begin = scan->first[container], end = scan->first[container + 1];
    quoth__note(scan, 24 * (uint64_t)NEAR);
    for (uint32_t at = item, i = 0; at > begin && i < NEAR && !(scan->items[at].flags & QUOTH__ITEM_SENTENCE);
         at--, i++)
        if (quoth__has_class(scan, at - 1, QUOTH__CLASS_REPORTED)) return true;
    for (uint32_t at = item + 1, i = 0; at < end && i < NEAR && !(scan->items[at].flags & QUOTH__ITEM_SENTENCE);
         at++, i++)
        if (quoth__has_class(scan, at, QUOTH__CLASS_REPORTED)) return true;
    return false;
}

/* Two words with capitals side by side: "New York Times". */
static bool has_neighbours(const quoth__scan *scan, uint32_t stretch)
{
    uint32_t begin = scan->first[stretch + 1], end = scan->first[stretch + 2];
    for (uint32_t item = begin + 1; item < end && item < begin + WORDS; item++)
        if (scan->items[item].shape == QUOTH__SHAPE_CAPITAL && scan->items[item - 1].shape == QUOTH__SHAPE_CAPITAL &&
            !quoth__function_of(scan, item - 1))
            return true;
    return false;
}

/* A short name in brackets, in capitals or with a number: (kurz „GTA“), „E2“, „documenta 12“. */
static bool is_sign(const quoth__scan *scan, uint32_t stretch, const looks *of)
{
    uint32_t item = scan->at[stretch], begin = scan->first[stretch + 1], end = scan->first[stretch + 2];
    bool opened =
        item > scan->first[quoth__container_of(scan, stretch)] && scan->items[item - 1].shape == QUOTH__SHAPE_OPEN;
    if (of->long_ || begin == end || of->words > 3) return opened && of->capital && of->ending == QUOTH__ENDING_NONE;
    quoth__span last = quoth__items_span(scan, end - 1, end);
    uint8_t byte = scan->text->bytes[last.end - 1];
    bool capitals = of->words == 1 && scan->items[begin].flags & QUOTH__ITEM_CAPITALS;
    return opened || capitals || (byte >= '0' && byte <= '9');
}

/* "die „Woche des Buches“": behind an article, a noun in front. */
static bool is_called(const quoth__scan *scan, uint32_t stretch, const looks *of)
{
    uint32_t item = scan->at[stretch], before = item - 1;
    if (!of->capital || of->long_ || item == scan->first[quoth__container_of(scan, stretch)]) return false;
    return quoth__function_of(scan, before) == QUOTH__FUNCTION_DEFINITE && !quoth__lexeme_of(scan, before)->case_;
}

/* A name among common nouns with capitals: „Der lange Weg“ within a sentence, „New York Times“, der Preis „Goldene Rose“. */
static bool is_named(const quoth__scan *scan, uint32_t stretch, const looks *of)
{
    uint32_t item = scan->at[stretch], first = scan->first[stretch + 1];
    if (of->long_ || !of->capital || !of->words || of->words >= 8 || of->start) return false;
    if (of->clause || !quoth__is_word(scan, first)) return false;
    const quoth__lexeme *word = quoth__lexeme_of(scan, first);
    bool small = word->function || word->lower || word->case_; /* it has a capital for the name's sake */
    if ((small && of->words > 1 && !of->set_off) || has_neighbours(scan, stretch)) return true;
    bool noun =
        item > scan->first[quoth__container_of(scan, stretch)] && scan->items[item - 1].shape == QUOTH__SHAPE_CAPITAL;
    return noun && !quoth__function_of(scan, item - 1) && !quoth__lexeme_of(scan, item - 1)->noun_weight &&
           !quoth__lexeme_of(scan, item - 1)->cue_weight;
}

/* A nickname: between two words of a name, or after "known as". */
static bool inside_name(const quoth__scan *scan, uint32_t stretch)
{
    uint32_t item = scan->at[stretch], container = quoth__container_of(scan, stretch);
    if (item == scan->first[container] || item + 1 >= scan->first[container + 1]) return false;
    return scan->items[item - 1].shape == QUOTH__SHAPE_CAPITAL && scan->items[item + 1].shape == QUOTH__SHAPE_CAPITAL &&
           quoth__lexeme_of(scan, item - 1)->name_gender && !(scan->items[item + 1].flags & QUOTH__ITEM_SENTENCE);
}

static void set(quoth__verdict *verdict, quoth_kind kind, uint8_t sure)
{
    verdict->kind = (uint8_t)kind;
    verdict->kind_sure = sure;
}

static bool is_title(const looks *of)
{
    return !of->long_ && of->capital && of->lowers == 0 && of->capitals > (of->content > 1 || of->words > 2);
}

/* Speech by its looks: how sure, or 0. */
static uint8_t is_speech(const looks *of, const quoth__found *found)
{
    bool cue = found->cued && found->near && found->cue.weight >= 20 && found->step != QUOTH__STEP_NOUN;
    cue |= found->step == QUOTH__STEP_LABEL || (found->step == QUOTH__STEP_COLON && found->cued);
    bool dropped = found->cued && found->near && found->step == QUOTH__STEP_NONE && of->free; /* «...», añadió */
    bool after = dropped || found->step == QUOTH__STEP_CUE_AFTER || found->step == QUOTH__STEP_INVERTED ||
                 found->step == QUOTH__STEP_ASKED_SPEAKER || found->step == QUOTH__STEP_PASSIVE;
    if (of->continues) return 90;
    bool titled =
        is_title(of) && of->ending == QUOTH__ENDING_COMMA && of->words > 1 && !after; /* “The Long Road,” by */
    if (of->heading || ((titled || of->by) && !cue)) return 0;
    if (of->beside_name && !cue) return 0;
    if (of->start && of->capital && of->closed && of->ending != QUOTH__ENDING_NONE) return of->words > 3 ? 96 : 85;
    if (of->start && after && cue && of->ending != QUOTH__ENDING_NONE) return 90;
    if (of->start && of->capital && after && cue) return 75;
    if ((of->runs_on && !of->free && !of->start && !of->colon) || of->told) return 0;
    if (of->set_off && of->capital && (cue || of->words > 3) && (of->ending != QUOTH__ENDING_NONE || of->words > 2))
        return cue ? 92 : 80;
    if (of->free && of->colon && cue && !after) return 75;
    if (of->free && of->start && of->capital && of->stopped && of->words > 2) return 75;
    bool told = found->cued && found->cue.weight >= 60 && !after;
    if (of->free && of->set_off && of->closed && told && of->words > 3 && !of->clause) return 70;
    if (of->set_off && cue && !after && of->ending != QUOTH__ENDING_NONE && of->words > 3) return 75;
    if (of->set_off && cue && after && of->ending == QUOTH__ENDING_COMMA && of->pronoun && of->words > 3) return 70;
    if (cue && of->capital && of->ending == QUOTH__ENDING_QUERY && !of->clause) return 75;
    if (cue && of->capital && of->words > 2 && of->lowers > 0 && of->closed && !of->clause) return 85;
    bool sentence = of->words >= 8 && of->ending != QUOTH__ENDING_NONE && of->lowers > 1 && !of->clause;
    if (sentence && of->capital) return 65;
    if (sentence && of->beside && cue && !after && found->cue.weight >= 80) return 65;
    return 0;
}

/* What is no speech: fragment, title, name or term. */
static void name_rest(const quoth__scan *scan, uint32_t stretch, const looks *of, const quoth__found *found,
                      quoth__verdict *verdict)
{
    if (inside_name(scan, stretch)) {
        set(verdict, QUOTH_KIND_NAME, 85);
        return;
    }
    bool said = found->step != QUOTH__STEP_NONE || found->cued;
    if (is_so_called(scan, stretch)) {
        set(verdict, QUOTH_KIND_TERM, 80);
        return;
    }
    if (of->by && !(found->cued && found->near)) {
        set(verdict, QUOTH_KIND_TITLE, 75);
        return;
    }
    bool nouns = (scan->traits & QUOTH__TRAIT_CAPITAL_NOUNS) != 0, work_here = beside_work(scan, stretch);
    uint8_t beside = kind_beside(scan, stretch);
    bool near = found->near && found->cued;
    if (beside != QUOTH_KIND_SPEECH && !near) {
        set(verdict, (quoth_kind)beside, 60);
        return;
    }
    if (nouns && !near && is_sign(scan, stretch, of)) {
        set(verdict, QUOTH_KIND_NAME, 65);
        return;
    }
    if (nouns && of->words < 2 && of->capital && !near && found->cue.weight < NOUN) said = false;
    bool entitled = is_entitled(scan, stretch, of) || (nouns && work_here && of->capital && of->words < 10);
    if (entitled || (nouns && is_named(scan, stretch, of))) {
        set(verdict, of->words > 1 || work_here ? QUOTH_KIND_TITLE : QUOTH_KIND_NAME, work_here ? 85 : 65);
        return;
    }
    said |= (scan->traits & QUOTH__TRAIT_FREE_SUBJECT && of->clause) || quoth__is_reported(scan, stretch);
    bool noun_alone = nouns && of->capital && of->words == 1 && near && !of->clause; /* "nennt sich „Rat“" */
    bool few = nouns && of->capital && of->words < 4 && !of->long_;
    if (noun_alone || (few && !said) || (few && of->words > 1 && !found->cued) ||
        (nouns && is_called(scan, stretch, of))) {
        set(verdict, of->words > 2 ? QUOTH_KIND_TITLE : QUOTH_KIND_NAME, 55);
        return;
    }
    if (!nouns && is_title(of) && of->words < 8 && !(found->near && found->cue.weight >= 80)) {
        bool work = beside_work(scan, stretch);
        set(verdict, work || of->words > 1 ? QUOTH_KIND_TITLE : QUOTH_KIND_NAME, work ? 85 : 60);
        return;
    }
    if (said) {
        set(verdict, QUOTH_KIND_FRAGMENT, found->near ? 88 : 75);
        return;
    }
    bool words = of->words > 3 || of->long_ || (nouns && of->words > 1 && !of->capital);
    set(verdict, words ? QUOTH_KIND_FRAGMENT : QUOTH_KIND_TERM, 60);
}

static bool is_document(const quoth__scan *scan, uint32_t item)
{
    if (!quoth__is_word(scan, item)) return false;
    const quoth__lexeme *word = quoth__lexeme_of(scan, item);
    return word->noun_kind == QUOTH_KIND_WRITING && word->noun_weight;
}

/* A document that bears the words: "the letter read", "signs reading". */
static bool is_written(const quoth__scan *scan, const quoth__found *found)
{
    if (!found->cued || found->cue.kind != QUOTH_KIND_WRITING) return false;
    if (found->step == QUOTH__STEP_NOUN) return !found->subject.sure; /* a document, and nobody whose word it is */
    bool ing = quoth__is_word(scan, found->cue.first) && quoth__lexeme_of(scan, found->cue.first)->suffix == 'g';
    bool named =
        found->subject.mention && quoth__mention_of(scan, found->subject.mention - 1)->type == QUOTH__MENTION_NAME;
    if (named && !ing) return false;
    for (uint32_t item = found->subject.first; item < found->subject.last; item++)
        if (is_document(scan, item)) return true;
    return found->cue.first > 0 && is_document(scan, found->cue.first - 1); /* "held signs reading" */
}

/* What the layout shows is speech, unless a verb beside it says that it was thought or written. */
static void set_laid(const quoth__scan *scan, uint32_t stretch, const quoth__found *found, quoth__verdict *verdict)
{
    const quoth__stretch *of = quoth__stretch_of(scan, stretch);
    bool block = of->marked == QUOTH__MARKED_BLOCK;
    if (block && of->part > 0) {
        const quoth__verdict *first = quoth__verdict_of(scan, of->group);
        set(verdict, (quoth_kind)first->kind, first->kind_sure);
        return;
    }
    bool thought = found->cued && found->near && found->cue.kind == QUOTH_KIND_THOUGHT;
    bool written = block && found->cued && (found->cue.kind == QUOTH_KIND_WRITING || is_written(scan, found));
    quoth_kind kind = written ? QUOTH_KIND_WRITING : thought ? QUOTH_KIND_THOUGHT : QUOTH_KIND_SPEECH;
    set(verdict, kind, block || kind != QUOTH_KIND_SPEECH ? 80 : 95);
}

void quoth__kind_find(const quoth__scan *scan, uint32_t stretch, const quoth__found *found, bool continues,
                      quoth__verdict *verdict)
{
    if (quoth__stretch_of(scan, stretch)->marked != QUOTH__MARKED_MARKS) {
        set_laid(scan, stretch, found, verdict);
        return;
    }
    looks of = look(scan, stretch);
    of.continues = continues;
    if (found->cued && found->cue.last < scan->at[stretch] && !of.start && !of.free)
        of.told = quoth__links(scan, found->cue.last, QUOTH__LINK_THAT);
    uint8_t sure = is_speech(&of, found);
    bool work = is_title(&of) && beside_work(scan, stretch) && !(found->near && found->cued);
    work |= is_entitled(scan, stretch, &of);
    if (found->near && is_written(scan, found)) {
        set(verdict, QUOTH_KIND_WRITING, 80);
        return;
    }
    if (!sure || work) {
        name_rest(scan, stretch, &of, found, verdict);
        return;
    }
    if (found->cued && found->near && found->cue.kind == QUOTH_KIND_THOUGHT)
        set(verdict, QUOTH_KIND_THOUGHT, 75);
    else
        set(verdict, QUOTH_KIND_SPEECH, sure);
}
