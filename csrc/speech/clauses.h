/* The inside of what is told without marks: what clauses.c and told.c share. */
#ifndef QUOTH_SPEECH_CLAUSES_H
#define QUOTH_SPEECH_CLAUSES_H

#include "inside.h"

#define SURE 50u   /* weight from which a form tells by itself */
#define AHEAD 14u  /* items between a verb of saying and its "that" */
#define LOOK 60u   /* items in front of a verb */
#define CLAUSE 16u /* items from the beginning of a clause to its verb */
#define PHRASE 30u /* items of those who are named after a verb */

static inline uint8_t flags(const quoth__sentence *of, uint32_t item) { return of->scan->items[item].flags; }
static inline uint8_t shape(const quoth__sentence *of, uint32_t item) { return of->scan->items[item].shape; }
static inline quoth__lexeme *lexeme(const quoth__sentence *of, uint32_t item)
{
    return quoth__lexeme_of(of->scan, item);
}
static inline bool is_word(const quoth__sentence *of, uint32_t item)
{
    return item < of->last && quoth__is_word(of->scan, item);
}
static inline uint8_t function(const quoth__sentence *of, uint32_t item) { return quoth__function_of(of->scan, item); }

static inline bool is_form(const quoth__sentence *of, uint32_t item, const char *word)
{
    if (!is_word(of, item)) return false;
    quoth_string form = quoth__strings_get(&of->scan->vocabulary.forms, of->scan->items[item].lexeme);
    return form.length == strlen(word) && !memcmp(form.bytes, word, form.length);
}

static inline bool is_one_of(const quoth__sentence *of, uint32_t item, const char *const *words)
{
    for (; *words; words++)
        if (is_form(of, item, *words)) return true;
    return false;
}

/* who, which */
static inline bool is_relative(const quoth__sentence *of, uint32_t item)
{
    return is_word(of, item) &&
           (lexeme(of, item)->case_ == QUOTH__CASE_RELATIVE || function(of, item) == QUOTH__FUNCTION_RELATIVE);
}

/* Words that somebody is marked to speak: no part of a telling. */
static inline bool is_speech(const quoth__sentence *of, uint32_t item)
{
    return shape(of, item) == QUOTH__SHAPE_STRETCH &&
           quoth__verdict_of(of->scan, of->scan->items[item].token)->kind <= QUOTH_KIND_WRITING;
}

/* How what is told stands in its sentence: by that its end is found. */
typedef struct quoth__content {
    uint32_t start;
    bool that;    /* after "that" */
    bool loose;   /* no clause: the object of the verb */
    bool opens;   /* in a clause that opens the sentence: "After calling him a liar, ..." */
    bool set_off; /* in a clause between commas or in brackets: ", who said the talks went on, ..." */
    bool dashed;  /* between dashes */
} quoth__content;

/* told.c: where what a verb tells begins ("that", a question, behind the listener), how it stands, and where it ends. */
uint32_t quoth__told_start(const quoth__sentence *of, quoth__telling *telling);
quoth__content quoth__content_at(const quoth__sentence *of, uint32_t start, const quoth__telling *telling);
uint32_t quoth__told_end(const quoth__sentence *of, const quoth__content *in);
/* Whether the words behind a comma are the teller's again. */
bool quoth__comma_ends(const quoth__sentence *of, uint32_t comma, const quoth__content *in);
/* Marked words whose last comma is that of the sentence: "he called it “a fine bridge,” adding". */
bool quoth__holds_comma(const quoth__sentence *of, uint32_t item);
/* Whether words make a clause: a verb stands among them. */
bool quoth__holds_verb(const quoth__sentence *of, uint32_t first, uint32_t last);
/* "on Friday", "in an interview", "to reporters" after a verb that stands behind what is told. */
bool quoth__may_follow(const quoth__sentence *of, uint32_t item);
/* The mark at the end of what the language says of a verb that tells: o, b, l, or another; NUL. */
char quoth__mark_of_verb(const quoth__sentence *of, uint32_t item);

#endif
