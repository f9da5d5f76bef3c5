/* find: where texts say a passage again.
 *
 *   texts   ─► index (index.c, letters.c)   words in order; by word its places; by letters the words spelt nearly so
 *   passage ─► query (query.c)              its words, and for each the words of the index that can stand for it
 *   both    ─► anchors (anchors.c)          pairs of a word of the passage and a place, in runs that tell something
 *           ─► chains (chain.c)             anchors that go on in one direction, by sparse dynamic programming
 *           ─► pairs (extend.c)             the words between the anchors, and beyond them on both sides
 *           ─► hits (hits.c) ─► rows with what changed (find.c)
 *
 * Texts of one language stand on one shelf: what is one word is for the language to say. The index is never written to
 * once it is made: a passage is read with words of its own, and looked up. All scores are integers, in sixteenths of a
 * bit: a word weighs the logarithm of how rare it is. */
#ifndef QUOTH_FIND_H
#define QUOTH_FIND_H

#include "relate.h"

/* Lists of numbers, one after the other: list i is items[first[i] .. first[i + 1]). */
typedef struct quoth__lists {
    uint32_t *first, *items;
    size_t lists, count;
} quoth__lists;

/* Makes lists of pairs (list << 32 | item), keeping the order of the items of a list. */
QUOTH_CHECKED quoth_status quoth__lists_make(quoth_context *context, const uint64_t *pairs, size_t count, size_t lists,
                                             quoth__lists *made);
void quoth__lists_free(const quoth_allocator *allocator, quoth__lists *lists);

/* A word of a text. */
typedef struct quoth__shelf_word {
    uint32_t lexeme;
    uint32_t start, end; /* bytes of its text */
    bool barrier;        /* punctuation or a mark stands before it */
    bool contracted;     /* it is a part of a contraction */
} quoth__shelf_word;

/* A text on a shelf: its words are those from `first` to the first of the next one. */
typedef struct quoth__shelved {
    uint32_t text, first;
} quoth__shelved;

/* The words of an index by their letters (letters.c): a word without doubled letters, with u for v and the like. */
typedef struct quoth__letters {
    quoth__strings plain;  /* the different words so written */
    quoth__lists of_plain; /* lexemes */
    quoth__lists grams;    /* by bucket of three letters: indices of `plain` */
    quoth__array plain_of; /* uint32_t, by lexeme; QUOTH__NONE: its letters say nothing */
} quoth__letters;

typedef struct quoth__shelf {
    const quoth_language *language; /* of its texts; NULL: none */
    quoth__lexicon lexicon;
    quoth__array words;   /* quoth__shelf_word */
    quoth__array texts;   /* quoth__shelved */
    quoth__lists places;  /* by lexeme: words, rising */
    quoth__lists of_key;  /* by string of the lexicon's pool: lexemes */
    quoth__array weights; /* uint32_t, by lexeme: sixteenths of a bit */
    quoth__letters letters;
} quoth__shelf;

struct quoth_index {
    quoth_allocator allocator;
    const quoth_text **texts; /* borrowed */
    size_t text_count;
    quoth__array shelves; /* quoth__shelf */
};

#define QUOTH__SHELF_WORD(shelf, index) (&QUOTH__AT((shelf)->words, quoth__shelf_word, index))
#define QUOTH__SHELVED(shelf, index) (&QUOTH__AT((shelf)->texts, quoth__shelved, index))

/* The weight of a word that has `places` of `words` places. */
uint32_t quoth__find_weight(uint64_t words, uint64_t places, bool light);
static inline uint32_t quoth__lists_length(const quoth__lists *lists, uint32_t list)
{
    return lists->first[list + 1] - lists->first[list];
}
static inline bool quoth__lexeme_is_light(const quoth__lexeme *lexeme)
{
    const uint32_t light = 1u << QUOTH__CLASS_FUNCTION | 1u << QUOTH__CLASS_PRONOUN | 1u << QUOTH__CLASS_AUXILIARY;
    const uint32_t weighs = 1u << QUOTH__CLASS_NEGATION | 1u << QUOTH__CLASS_NUMBER;
    return (lexeme->classes & light) && !(lexeme->classes & weighs);
}

/* Makes the index; `fallback` is the language of texts that have none. */
QUOTH_CHECKED quoth_status quoth__index_make(quoth_context *context, const quoth_text *const *texts, size_t count,
                                             const quoth_language *fallback, quoth_index **index);

/* -------------------------------------------------------------------------------------------- likeness (letters.c) */

/* How alike two words are, in sixteenths. */
enum {
    QUOTH__LIKE_NOT = 0,
    QUOTH__LIKE_FAR = 9,       /* two letters differ in a long word, one in a short one */
    QUOTH__LIKE_NEAR = 11,     /* one letter differs */
    QUOTH__LIKE_SPELLING = 13, /* the same but for doubled letters, u and v, ae and e ... */
    QUOTH__LIKE_FORM = 15,     /* forms of one word */
    QUOTH__LIKE_SAME = 16
};

/* A word of the passage, a word of the index that can stand for it, and how well. */
typedef struct quoth__like {
    uint32_t mine, other, likeness;
} quoth__like;

QUOTH_CHECKED quoth_status quoth__letters_make(quoth_context *context, const quoth__lexicon *lexicon,
                                               quoth__letters *letters);
void quoth__letters_free(const quoth_allocator *allocator, quoth__letters *letters);
/* Appends the likes of a lexeme of another lexicon that are spelt nearly as it is. `counts` has a 0 for every plain
 * word, and has so afterwards. */
QUOTH_CHECKED quoth_status quoth__letters_like(quoth_context *context, const quoth__letters *letters,
                                               const quoth__lexicon *lexicon, uint32_t lexeme, uint8_t *counts,
                                               quoth__array *likes);

/* -------------------------------------------------------------------------------------------------- query (query.c) */

typedef struct quoth__query {
    const quoth__shelf *shelf;
    const quoth__passage *passage;
    quoth__lexicon lexicon;
    quoth__words words;   /* word i of the passage */
    uint32_t *weight;     /* of word i */
    uint32_t *ellipsis;   /* the last word up to i that an ellipsis stands before; 0: none */
    uint32_t *row_of;     /* by lexeme of the index: its row + 1, or 0 */
    uint64_t total;       /* weight of all words */
    quoth__array likes;   /* quoth__like */
    quoth__lists of_mine; /* by lexeme of the passage: likes */
    quoth__lists of_row;  /* by row: likes */
    quoth__lists at;      /* by lexeme of the passage: words of it */
} quoth__query;

/* Begins {0}; free also after a failure. The passage has its tokens, by `vocabulary`. */
QUOTH_CHECKED quoth_status quoth__query_make(quoth_context *context, const quoth__shelf *shelf,
                                             const quoth__passage *passage, const quoth_vocabulary *vocabulary,
                                             quoth__query *query);
void quoth__query_free(const quoth_allocator *allocator, quoth__query *query);

#define QUOTH__LIKE(query, index) (&QUOTH__AT((query)->likes, quoth__like, index))

/* How well word `place` of the shelf stands for word i of the passage, in sixteenths. */
static inline uint32_t quoth__query_likeness(const quoth__query *query, uint32_t i, uint32_t place)
{
    uint32_t row = query->row_of[QUOTH__SHELF_WORD(query->shelf, place)->lexeme], mine = query->words.words[i].lexeme;
    if (!row) return QUOTH__LIKE_NOT;
    for (uint32_t k = query->of_row.first[row - 1]; k < query->of_row.first[row]; k++) {
        const quoth__like *like = QUOTH__LIKE(query, query->of_row.items[k]);
        if (like->mine == mine) return like->likeness;
    }
    return QUOTH__LIKE_NOT;
}
/* Whether an ellipsis stands between word i and a later word j. */
static inline bool quoth__query_skips(const quoth__query *query, uint32_t i, uint32_t j)
{
    return query->ellipsis[j] > i;
}

/* ------------------------------------------------------------------------------------------------- hits (the rest) */

/* A word of the passage and a word of the shelf that stands for it. */
typedef struct quoth__pair {
    uint32_t mine, place;
} quoth__pair;

/* What a word passed over costs: of the text, of the passage, and of the text where an ellipsis stands. */
#define QUOTH__COST_TEXT 24
#define QUOTH__COST_PASSAGE 16
#define QUOTH__COST_ELLIPSIS_SHIFT 6 /* a 64th of it */

/* Appends the pairs (quoth__pair) of runs that weigh enough, by place, then against the order of the passage. */
QUOTH_CHECKED quoth_status quoth__find_anchors(quoth_context *context, const quoth__query *query,
                                               quoth__array *anchors);

typedef struct quoth__chain {
    uint32_t first, count; /* of the array of pairs */
    int64_t score;
} quoth__chain;

/* Appends chains (quoth__chain) of at least this score, best first, with their pairs, rising. No anchor is of two. */
QUOTH_CHECKED quoth_status quoth__find_chains(quoth_context *context, const quoth__query *query,
                                              const quoth__array *anchors, int64_t least, quoth__array *chains,
                                              quoth__array *pairs);

/* Appends the pairs of a chain with those between and around them, rising. [low, high) are the words of the text. */
QUOTH_CHECKED quoth_status quoth__find_extend(quoth_context *context, const quoth__query *query,
                                              const quoth__pair *pairs, size_t count, uint32_t low, uint32_t high,
                                              quoth__array *extended);

/* Adds the pairs at the ends that weigh too little to be worth the words passed over, but make the passage whole
 * (edges.c). */
QUOTH_CHECKED quoth_status quoth__find_complete(quoth_context *context, const quoth__query *query, uint32_t low,
                                                uint32_t high, quoth__array *pairs);
/* How many words before the first pair, and behind the last, are what the text says for the ends of the passage. */
uint32_t quoth__find_edge_before(const quoth__query *query, const quoth__pair *first, uint32_t low);
uint32_t quoth__find_edge_behind(const quoth__query *query, const quoth__pair *last, uint32_t high);

typedef struct quoth__hit {
    uint32_t text;    /* of the index */
    uint32_t order;   /* for the sorting of equals */
    quoth__span span; /* bytes of the text */
    quoth__span part; /* bytes of the passage's text: what of it is said */
    int64_t score;
    uint32_t similarity; /* in millionths */
    uint32_t words;      /* of the text, those at an ellipsis left out */
    uint32_t shared, gaps;
    bool exact;
    uint32_t first_range, range_count; /* the span without what stands at an ellipsis */
} quoth__hit;

/* Finds the hits (quoth__hit) of a passage, best first; their ranges (quoth__span) go into `ranges`. */
QUOTH_CHECKED quoth_status quoth__find(quoth_context *context, const quoth_index *index, const quoth__passage *passage,
                                       const quoth_vocabulary *vocabulary, double at_least, size_t most,
                                       quoth__array *hits, quoth__array *ranges);
/* The hits on one shelf, in any order (hits.c). */
QUOTH_CHECKED quoth_status quoth__find_on_shelf(quoth_context *context, const quoth__query *query, uint32_t at_least,
                                                quoth__array *hits, quoth__array *ranges);

#endif
