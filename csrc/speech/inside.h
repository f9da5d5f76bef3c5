/* The inside of speech: what its files share.
 *
 *   tokens ─► lexemes (one a distinct form: what the language says of it)
 *      └────► items, container by container:
 *
 *      container 0      the narrative: every token outside all marks, and the outermost stretches as one item each
 *      container s + 1  the words of stretch s, and its children as one item each
 *
 * so that "the words right after the quotation" is the next item at every level. Mentions, cues and attribution all
 * work on items and never look further than a fixed number of them: every step is O(1) a stretch or a token.
 *
 * Invariant: items of one container lie together and in the order of the text; `first[c]` is where container c begins.
 */
#ifndef QUOTH_SPEECH_INSIDE_H
#define QUOTH_SPEECH_INSIDE_H

#include "speech.h"

typedef enum quoth__shape {
    QUOTH__SHAPE_LOWER,
    QUOTH__SHAPE_CAPITAL,
    QUOTH__SHAPE_NUMBER,
    QUOTH__SHAPE_COMMA,
    QUOTH__SHAPE_STOP, /* . ? ! … that may end a sentence */
    QUOTH__SHAPE_DOT,  /* the dot of an abbreviation or initial */
    QUOTH__SHAPE_COLON,
    QUOTH__SHAPE_SEMICOLON,
    QUOTH__SHAPE_HYPHEN, /* between two words, no space around */
    QUOTH__SHAPE_DASH,
    QUOTH__SHAPE_OPEN, /* ( [ */
    QUOTH__SHAPE_CLOSE,
    QUOTH__SHAPE_OTHER,
    QUOTH__SHAPE_STRETCH
} quoth__shape;

enum {
    QUOTH__ITEM_SENTENCE = 1,  /* a sentence begins here */
    QUOTH__ITEM_PARAGRAPH = 2, /* a paragraph begins here */
    QUOTH__ITEM_MAYBE = 4,     /* a sentence may begin here: after “...?” */
    QUOTH__ITEM_CAPITALS = 8,  /* two capitals or more and no small letter */
    QUOTH__ITEM_INITIAL = 16,  /* one capital letter */
    QUOTH__ITEM_GLUED = 32     /* no space before it */
};

typedef struct quoth__item {
    uint32_t token;  /* index of the token, or of the stretch */
    uint32_t lexeme; /* the id of its form; 0 for a stretch */
    uint8_t shape, flags;
} quoth__item;

/* What a function word does in its clause. */
typedef enum quoth__function {
    QUOTH__FUNCTION_NOT,
    QUOTH__FUNCTION_OTHER,
    QUOTH__FUNCTION_DEFINITE,
    QUOTH__FUNCTION_INDEFINITE,
    QUOTH__FUNCTION_QUANTIFIER,
    QUOTH__FUNCTION_PREPOSITION,
    QUOTH__FUNCTION_CONJUNCTION,
    QUOTH__FUNCTION_SUBORDINATOR,
    QUOTH__FUNCTION_RELATIVE,
    QUOTH__FUNCTION_ADVERB
} quoth__function;

typedef enum quoth__case {
    QUOTH__CASE_NOT, /* no pronoun */
    QUOTH__CASE_SUBJECT,
    QUOTH__CASE_OBJECT,
    QUOTH__CASE_POSSESSIVE,
    QUOTH__CASE_BOTH, /* her */
    QUOTH__CASE_REFLEXIVE,
    QUOTH__CASE_INDEFINITE,
    QUOTH__CASE_RELATIVE
} quoth__case;

/* One a distinct form; of "putin's" the classes are those of "putin". */
typedef struct quoth__lexeme {
    uint32_t classes; /* bits 1 << quoth__class */
    uint32_t word;    /* of the language, or QUOTH__NONE */
    uint32_t node;    /* of the trie after the word, or QUOTH__NONE */
    uint32_t leads;   /* bits: the classes of longer phrases that begin with the word */
    uint32_t base;    /* the form without 's: a lexeme */
    uint32_t stem;    /* the form without an s that may be a genitive: a lexeme, or QUOTH__NONE */
    uint32_t whole;   /* of a nickname: the lexeme of the whole name, or QUOTH__NONE */
    uint32_t country; /* of a demonym: value of the language, or QUOTH__NONE */
    uint32_t office;  /* of a role: value of the language, or QUOTH__NONE */
    /* Of this text alone: lexemes outlive it, and quoth__lexemes_forget clears these. */
    uint32_t lower;             /* how often the form begins with a small letter, */
    uint32_t upper;             /* and with a capital that begins no sentence */
    uint32_t by_last, by_first; /* the first person of this name + 1, 0: none */
    uint32_t common, proper;    /* behind an article or adjective; behind a title or first name (capital nouns) */
    uint8_t possessive, function, auxiliary, cue_kind, cue_weight, noun_kind, noun_weight;
    uint8_t person, number, gender, case_; /* of a pronoun */
    uint8_t name_gender, role_gender, title_gender;
    uint8_t suffix; /* 'g' of a participle (-ing), 'd' of a past (-ed), 'y' of an adverb (-ly), 'n' of a noun, 0 */
    uint8_t link;   /* QUOTH__LINK_... */
    uint8_t flags;  /* QUOTH__WORD_... below */
} quoth__lexeme;

enum {
    QUOTH__LEXEME_BODY = 1,     /* nato: a speaker that is no person */
    QUOTH__LEXEME_PLACE = 2,    /* moscow */
    QUOTH__LEXEME_PARTICLE = 4, /* van, de: inside a name */
    QUOTH__LEXEME_FORMER = 8    /* former, ex */
};

/* What small words do beside a verb of saying. */
enum {
    QUOTH__LINK_AS = 1,       /* as he said */
    QUOTH__LINK_AGENT = 2,    /* said by */
    QUOTH__LINK_OF = 4,       /* the leader of */
    QUOTH__LINK_LISTENER = 8, /* said to */
    QUOTH__LINK_THAT = 16,    /* said that */
    QUOTH__LINK_OBLIQUE = 32  /* begins no subject: German den, dem */
};

/* How a language builds its sentences and words (its class `trait`). */
enum {
    QUOTH__TRAIT_CAPITAL_NOUNS = 1,   /* every noun has a capital */
    QUOTH__TRAIT_VERB_SECOND = 2,     /* "In Berlin sagte Merkel" */
    QUOTH__TRAIT_FREE_SUBJECT = 4,    /* a subject may stand behind its verb */
    QUOTH__TRAIT_DROPPED_SUBJECT = 8, /* or be left out */
    QUOTH__TRAIT_ELIDED_WORDS = 16,   /* l'homme */
    QUOTH__TRAIT_GENITIVE_S = 32,     /* Merkels Sprecher */
    QUOTH__TRAIT_COMPOUNDS = 64,      /* Regierungssprecher */
    QUOTH__TRAIT_NO_ARTICLES = 256,   /* a noun names somebody without one */
    QUOTH__TRAIT_INDIRECT = 128       /* its verbs of telling are known: what is told without marks is found */
};

typedef enum quoth__mention_type {
    QUOTH__MENTION_NAME,
    QUOTH__MENTION_ROLE,
    QUOTH__MENTION_COLLECTIVE,
    QUOTH__MENTION_PRONOUN
} quoth__mention_type;

enum {
    QUOTH__MENTION_POSSESSIVE = 1,
    QUOTH__MENTION_SUBJECT = 2,
    QUOTH__MENTION_DEFINITE = 4,
    QUOTH__MENTION_TITLED = 8,
    QUOTH__MENTION_BODY = 16,  /* no person */
    QUOTH__MENTION_HUMAN = 32, /* surely a person */
    QUOTH__MENTION_PLURAL = 64,
    QUOTH__MENTION_GOVERNED = 128 /* after a preposition */
};

typedef struct quoth__mention {
    uint32_t first, last;           /* items, the end exclusive */
    uint32_t head_first, head_last; /* the name itself, or the word of the role */
    uint32_t person;                /* QUOTH__NONE while not known */
    uint32_t role, office, country; /* lexeme of the role; values of the language; QUOTH__NONE */
    uint8_t type, gender, flags;
    bool given; /* its person is: nothing else is looked for */
} quoth__mention;

/* A person while the account is read; quoth__person is what goes out. */
typedef struct quoth__human {
    uint32_t name;                  /* in speech->names */
    uint32_t first_name, last_name; /* lexemes; first_name QUOTH__NONE where there is one word */
    uint32_t next_last, next_first; /* the next person of the same name + 1 */
    uint32_t country, office;       /* the office that was seen with a country */
    uint32_t role;                  /* lexeme of the role that he is known by alone, or QUOTH__NONE */
    uint32_t listener;              /* the person + 1 to whom he last spoke */
    uint32_t subject, any;          /* item + 1 of the last mention as subject, and of any */
    uint32_t place;                 /* byte of the first mention */
    uint8_t gender;
    bool human, collective, anonymous;
    bool owned; /* known as somebody's: "his mother" */
} quoth__human;

#define QUOTH__RING 8u /* people kept in mind */

typedef struct quoth__scan {
    quoth_context *context;
    const quoth_text *text;
    const quoth_language *language; /* may be NULL: then only the looks of a stretch tell its kind */
    uint32_t traits;                /* QUOTH__TRAIT_... of the language */
    quoth__array *stretches;
    quoth__speech *speech;
    const quoth__given *given; /* never NULL */
    size_t given_verdict;      /* the next one of given->verdicts */
    quoth_vocabulary vocabulary;
    quoth__tokens tokens;
    quoth__array lexemes; /* quoth__lexeme */
    uint32_t *inner;      /* of a token: the innermost stretch + 1; 0 in the narrative; QUOTH__NONE for a mark */
    quoth__item *items;
    size_t item_count;
    uint32_t *first;         /* of a container: its first item; one more at the end */
    uint32_t *at;            /* of a stretch: its item */
    quoth__array mentions;   /* quoth__mention, in order of items */
    uint32_t *first_mention; /* of a container; one more at the end */
    uint32_t *cue_of;        /* of an item: the stretch + 1 whose cue begins here; 0 */
    uint32_t *mention_at;    /* of an item: the mention + 1 that covers it; 0 */
    quoth__array humans;     /* quoth__human */
    quoth__array written;    /* char: the name that was last written out of items */
    quoth__array by_alias;   /* uint32_t: of a name of speech->names, its last alias + 1 (people.c) */
    quoth__array by_name;    /* uint32_t: of a name of speech->names, the person + 1 */
    void *facts;             /* who holds an office (people.c) */
    size_t fact_slots;
    quoth__array last_in;       /* uint32_t: of a container, the last stretch that has its verdict, or QUOTH__NONE */
    uint32_t ring[QUOTH__RING]; /* people, the last one spoken of first */
    uint32_t ring_count;
    uint32_t single_marks;   /* outermost stretches between single marks */
    uint32_t turns, returns; /* neighbouring paragraphs whose named speakers differ, and are the same */
    uint32_t turn_paragraph, turn_speaker;
    uint32_t narrator;       /* the person who is "I" outside all marks, or QUOTH__NONE */
    uint64_t *steps;         /* work done by the looks of one stretch or container, charged in one go */
    uint32_t interviewee;    /* who answers at "A:", or QUOTH__NONE */
    bool interviewed;        /* it is known who does */
    uint32_t next_narrative; /* the first mention of the narrative that is not yet in the ring */
} quoth__scan;

/* Notes work inside a bounded look; it is charged after the stretch or container. */
static inline void quoth__note(const quoth__scan *scan, uint64_t units) { *scan->steps += units; }
static inline quoth_status quoth__charge(const quoth__scan *scan)
{
    uint64_t units = *scan->steps;
    *scan->steps = 0;
    return quoth__work(scan->context, units);
}

/* Charges a loop of the same `units` a step every 4,096 steps, so that a cancel is answered soon; quoth__paced charges
 * the rest behind the loop. */
static inline quoth_status quoth__pace(const quoth__scan *scan, size_t step, uint64_t units)
{
    return (step & 4095) == 4095 ? quoth__work(scan->context, units * 4096) : QUOTH_OK;
}
static inline quoth_status quoth__paced(const quoth__scan *scan, size_t steps, uint64_t units)
{
    return quoth__work(scan->context, units * (steps & 4095));
}

static inline quoth__lexeme *quoth__lexeme_of(const quoth__scan *scan, uint32_t item)
{
    return &QUOTH__AT(scan->lexemes, quoth__lexeme, scan->items[item].lexeme);
}
static inline bool quoth__is_word(const quoth__scan *scan, uint32_t item)
{
    return scan->items[item].shape <= QUOTH__SHAPE_NUMBER;
}
static inline bool quoth__has_class(const quoth__scan *scan, uint32_t item, quoth__class class_)
{
    return quoth__is_word(scan, item) && (quoth__lexeme_of(scan, item)->classes >> class_ & 1);
}
static inline uint8_t quoth__function_of(const quoth__scan *scan, uint32_t item)
{
    return quoth__is_word(scan, item) ? quoth__lexeme_of(scan, item)->function : (uint8_t)QUOTH__FUNCTION_NOT;
}
static inline quoth__mention *quoth__mention_of(const quoth__scan *scan, uint32_t mention)
{
    return &QUOTH__AT(scan->mentions, quoth__mention, mention);
}
static inline quoth__human *quoth__human_of(const quoth__scan *scan, uint32_t person)
{
    return &QUOTH__AT(scan->humans, quoth__human, person);
}
static inline quoth__stretch *quoth__stretch_of(const quoth__scan *scan, uint32_t stretch)
{
    return &QUOTH__AT(*scan->stretches, quoth__stretch, stretch);
}
static inline quoth__verdict *quoth__verdict_of(const quoth__scan *scan, uint32_t stretch)
{
    return &QUOTH__AT(scan->speech->verdicts, quoth__verdict, stretch);
}
/* Whether a word has a part in what is said: QUOTH__LINK_... */
static inline bool quoth__links(const quoth__scan *scan, uint32_t item, uint8_t link)
{
    return quoth__is_word(scan, item) && (quoth__lexeme_of(scan, item)->link & link) != 0;
}
/* The mention that covers an item, or NULL. */
static inline quoth__mention *quoth__mention_here(const quoth__scan *scan, uint32_t item)
{
    return scan->mention_at[item] ? quoth__mention_of(scan, scan->mention_at[item] - 1) : NULL;
}

/* lexemes.c, items.c */
quoth_status quoth__lexemes_read(quoth__scan *scan);
/* Which forms are the genitives of names in this text, by their capitals. */
quoth_status quoth__genitives_read(quoth__scan *scan);
/* Clears what the lexemes know of this text, at its end. */
quoth_status quoth__lexemes_forget(quoth__scan *scan);
quoth_status quoth__scan_read(quoth__scan *scan);
/* The places of items [first, last) in the text. */
quoth__span quoth__items_span(const quoth__scan *scan, uint32_t first, uint32_t last);
/* The longest phrase of a class that begins at an item and ends before `end`: its entry, or NULL; `length` in items. */
const quoth__entry *quoth__phrase_from(const quoth__scan *scan, uint32_t item, uint32_t end, quoth__class class_,
                                       uint32_t *length);
static inline const quoth__entry *quoth__phrase(const quoth__scan *scan, uint32_t item, uint32_t end,
                                                quoth__class class_, uint32_t *length)
{
    if (item >= end || !quoth__is_word(scan, item)) return NULL;
    const quoth__lexeme *lexeme = quoth__lexeme_of(scan, item);
    bool any = ((lexeme->classes | lexeme->leads) >> class_ & 1) != 0; /* most words begin none */
    return any ? quoth__phrase_from(scan, item, end, class_, length) : NULL;
}
/* The container of a stretch: where it is an item. */
static inline uint32_t quoth__container_of(const quoth__scan *scan, uint32_t stretch)
{
    uint32_t parent = quoth__stretch_of(scan, stretch)->parent;
    return parent == QUOTH__NONE ? 0 : parent + 1;
}

/* How the words of a stretch end. */
typedef enum quoth__ending {
    QUOTH__ENDING_NONE,
    QUOTH__ENDING_COMMA,
    QUOTH__ENDING_STOP,
    QUOTH__ENDING_QUERY, /* ? ! */
    QUOTH__ENDING_DASH   /* - … : ; */
} quoth__ending;
quoth__ending quoth__ending_of(const quoth__scan *scan, uint32_t stretch);

/* mentions.c */
quoth_status quoth__mentions_find(quoth__scan *scan);
/* A name of these items, with what its clause makes of it. */
quoth__mention quoth__mention_of_items(quoth__scan *scan, uint32_t container, uint32_t first, uint32_t last);
/* given.c: the mentions that are given, and their people, among those found; what is given of a stretch, in order. */
quoth_status quoth__given_mentions(quoth__scan *scan);
void quoth__given_kind(quoth__scan *scan, uint32_t stretch, quoth__verdict *verdict);
quoth_status quoth__given_speaker(quoth__scan *scan, uint32_t stretch, quoth__verdict *verdict);
/* The person who is called so here; somebody new where nobody is, or several are. */
quoth_status quoth__person_named(quoth__scan *scan, quoth_string name, uint32_t place, uint32_t *person);
/* told_given.c: what is set of statements, once they are in order. */
quoth_status quoth__given_told_set(quoth__scan *scan);
/* nouns.c: of languages whose nouns have capitals, which forms are common nouns in this text. */
quoth_status quoth__nouns_read(quoth__scan *scan);
bool quoth__is_common(const quoth__scan *scan, uint32_t item);
/* people.c, persons from names; resolve.c: roles and pronouns. */
quoth_status quoth__people_find(quoth__scan *scan);
quoth_status quoth__person_of_words(quoth__scan *scan, uint32_t first, uint32_t last, uint32_t *person);
quoth_status quoth__aliases_find(quoth__scan *scan);
/* hand_out.c: the rows of people, and verdicts and aliases that name them by row. */
quoth_status quoth__people_hand_out(quoth__scan *scan);
quoth_status quoth__resolve_narrative(quoth__scan *scan);
quoth_status quoth__resolve_inside(quoth__scan *scan, uint32_t stretch);
#define QUOTH__OFFICE(office) ((office) | 0x80000000u) /* the key of an office among the facts; a role is its lexeme */
void quoth__fact_add(quoth__scan *scan, const quoth__mention *mention, uint32_t person);
void quoth__facts_free(const quoth_allocator *allocator, quoth__scan *scan);
/* The newest person of a surname whose first name and gender fit; `first` QUOTH__NONE fits all. QUOTH__NONE: none. */
uint32_t quoth__person_find(const quoth__scan *scan, uint32_t last, uint32_t first, uint8_t gender);
/* The person of this very name, made where it is new; then `place` is where it first stands. */
quoth_status quoth__person_of_name(quoth__scan *scan, quoth_string name, uint32_t place, uint32_t *person, bool *made);
/* Puts a person among those of a surname and, unless QUOTH__NONE, of a first name. */
void quoth__person_file(quoth__scan *scan, uint32_t person, uint32_t first, uint32_t last);
/* The one whom a stretch calls by name at its head: "Bill, do you ..."; a person or QUOTH__NONE. */
uint32_t quoth__called(const quoth__scan *scan, uint32_t stretch);
uint32_t quoth__fact_find(const quoth__scan *scan, uint32_t key, uint32_t country);

/* cues.c */
typedef struct quoth__cue {
    uint32_t first, last; /* items */
    uint8_t kind;         /* quoth_kind */
    uint8_t weight;
    bool finite;    /* not -ing and not after "to" */
    bool passive;   /* after a form of be */
    bool as_saying; /* "quoted as saying" */
} quoth__cue;
/* "the report", "his claim": the form is a noun here. */
bool quoth__noun_here(const quoth__scan *scan, uint32_t item, uint32_t begin);
/* A reporting verb at an item. */
bool quoth__cue_at(const quoth__scan *scan, uint32_t item, uint32_t begin, uint32_t end, quoth__cue *cue);
/* The subject of a verb: a mention (+ 1) or, where none is known, the words [first, last). */
typedef struct quoth__subject {
    uint32_t mention; /* + 1; 0: none */
    uint32_t first, last;
    bool sure; /* right beside the verb */
} quoth__subject;
bool quoth__subject_of(const quoth__scan *scan, const quoth__cue *cue, uint32_t begin, quoth__subject *subject);
/* Whether its clause is put into another between commas. */
bool quoth__put_in(const quoth__scan *scan, const quoth__subject *subject, uint32_t begin, uint32_t end);
bool quoth__subject_before(const quoth__scan *scan, uint32_t item, uint32_t begin, quoth__subject *subject);
/* order.c: the subject of a verb where it may stand on either side of it; only in languages of QUOTH__TRAIT_FREE_SUBJECT. */
bool quoth__subject_by_order(const quoth__scan *scan, const quoth__cue *cue, uint32_t begin, quoth__subject *subject);
/* Where the subject is "it" ("heißt es in dem Brief"), the document that speaks. */
void quoth__subject_of_it(const quoth__scan *scan, const quoth__cue *cue, uint32_t begin, quoth__subject *subject);
/* him, himself. */
bool quoth__is_object(const quoth__scan *scan, uint32_t item);
/* What may stand before a verb behind the quotation, where subjects are free: “...“, ha detto Rossi; lui dit-il. */
bool quoth__may_lead_verb(const quoth__scan *scan, uint32_t item);
/* dit-il, ajoute-t-elle: where the word behind the hyphens begins. */
uint32_t quoth__over_hyphens(const quoth__scan *scan, uint32_t item);
/* "признал мэр города Пётр Лужин": the name behind what he is. */
void quoth__take_name_behind(const quoth__scan *scan, quoth__subject *subject);
/* Where the verb stands second: the first in the last clause before an item that may be its subject. */
bool quoth__first_nominative(const quoth__scan *scan, uint32_t item, uint32_t begin, quoth__subject *subject);
/* Where the clause around `item` says that it was not, or might be, said. */
bool quoth__denied(const quoth__scan *scan, uint32_t item, uint32_t begin);

/* local.c: what the words around a stretch say of its speaker. */
typedef struct quoth__found {
    uint8_t step, sure; /* QUOTH__STEP_NONE where nothing was found */
    bool near;          /* the cue stands right beside the stretch */
    bool asserted, cued;
    quoth__subject subject;
    quoth__cue cue;     /* where `cued` */
    uint32_t addressee; /* mention + 1 */
    uint32_t rest;      /* the item it rests on, or QUOTH__NONE */
} quoth__found;
void quoth__find_after(const quoth__scan *scan, uint32_t stretch, quoth__found *found);
void quoth__find_before(const quoth__scan *scan, uint32_t stretch, quoth__found *found);

/* extent.c: the end of the words that name a speaker: after a name that follows its verb, and before a verb. */
uint32_t quoth__extent_right(const quoth__scan *scan, uint32_t last, uint32_t end);
uint32_t quoth__extent_before(const quoth__scan *scan, uint32_t last, uint32_t verb);

/* kind.c: speech, fragment, title, ... of a stretch by its looks and what was found beside it. */
void quoth__kind_find(const quoth__scan *scan, uint32_t stretch, const quoth__found *found, bool continues,
                      quoth__verdict *verdict);

/* Whether the sentence around tells what another has said: "Es drohe „...“". */
bool quoth__is_reported(const quoth__scan *scan, uint32_t stretch);

/* talk.c: whose turn it is, by the stretch that he said before, by a mention (+ 1), or the person himself. */
typedef struct quoth__turn {
    uint32_t stretch, mention, person;
} quoth__turn;
quoth_status quoth__talk_begin(quoth__scan *scan);
bool quoth__is_talk(const quoth__scan *scan);
void quoth__talk_count(quoth__scan *scan, uint32_t stretch);
quoth__turn quoth__turn_of(const quoth__scan *scan, uint32_t stretch, uint32_t previous);
uint32_t quoth__turn_person(const quoth__scan *scan, uint32_t stretch, uint32_t previous, const quoth__mention *mention,
                            uint32_t told);
quoth_status
quoth__talk_end(quoth__scan *scan); /* what is known behind, for those before it that nobody is named for */
quoth_status quoth__narrator_find(quoth__scan *scan, const quoth__mention *mention);
quoth_status quoth__talk_names(quoth__scan *scan); /* who is known by a name that others call him by */
/* clauses.c: where what is told without marks begins and ends, by which words, and whose it is. */
typedef struct quoth__telling {
    uint32_t part[2][2]; /* items [first, last) of what is told, in the order of the text */
    uint32_t parts;
    uint32_t cue_first, cue_last, head; /* items; the head is the verb */
    quoth__subject who;                 /* empty where nobody is named */
    uint32_t addressee;                 /* mention + 1 */
    uint32_t next;                      /* the item to go on from */
    uint8_t step, sure, kind_sure;
    bool that; /* what is told begins with "that" */
} quoth__telling;
typedef struct quoth__sentence {
    quoth__scan *scan;
    uint32_t begin, end;  /* the container */
    uint32_t first, last; /* without the mark that ends it */
    uint32_t speech;      /* the first item that is marked speech, or `last` */
    bool heading;         /* its verbs have capitals */
} quoth__sentence;
/* The telling at an item from its verb on; the one whose clause is put in or behind; "according to". */
bool quoth__telling_verb(const quoth__sentence *of, uint32_t item, quoth__telling *telling);
bool quoth__telling_behind(const quoth__sentence *of, uint32_t item, quoth__telling *telling);
bool quoth__telling_according(const quoth__sentence *of, uint32_t item, quoth__telling *telling);
/* "Graham: Talks Go On": at the head of a paragraph. */
bool quoth__telling_label(const quoth__sentence *of, quoth__telling *telling);

/* gloss.c: the gloss behind a stretch, and the stretch that one is a gloss of; QUOTH__NONE where there is none. The
 * verdict of a gloss is that of the stretch. */
uint32_t quoth__gloss_behind(const quoth__scan *scan, uint32_t stretch);
uint32_t quoth__glossed_by(const quoth__scan *scan, uint32_t stretch);
void quoth__gloss(const quoth__scan *scan, uint32_t glossed, quoth__verdict *verdict);

/* labelled.c: the verdict of a turn of a transcript. */
quoth_status quoth__labelled(quoth__scan *scan, uint32_t stretch, quoth__verdict *verdict);

/* indirect.c: what is told without marks, once every stretch has its verdict. */
quoth_status quoth__indirect_find(quoth__scan *scan);

/* attribute.c: the verdict of a stretch; those before it, and the one around it, are there. */
quoth_status quoth__attribute(quoth__scan *scan, uint32_t stretch);

#endif
