/* nouns: common nouns and names, where every noun has a capital.
 *
 *   die [Zuversicht], im [Garten], neue [Töne]     behind an article or an adjective, somewhere in the text: common
 *   Kanzlerin [Merkel], Otto [Braun]               behind a title or a first name: proper, wherever it stands
 *   Forder[ung]                                    by its ending: common
 *
 * Two looks at an item: linear. */
#include "inside.h"

static const quoth__lexeme *lexeme(const quoth__scan *scan, uint32_t item) { return quoth__lexeme_of(scan, item); }

/* A word that stands before common nouns. */
static bool is_article(const quoth__scan *scan, uint32_t item)
{
    const quoth__lexeme *word = lexeme(scan, item);
    return word->function == QUOTH__FUNCTION_DEFINITE || word->function == QUOTH__FUNCTION_INDEFINITE ||
           word->function == QUOTH__FUNCTION_QUANTIFIER || word->case_ == QUOTH__CASE_POSSESSIVE ||
           word->classes >> QUOTH__CLASS_CONTRACTION & 1;
}

/* An adjective by its looks: a small word that the language does not list, behind an article or preposition. */
static bool is_adjective(const quoth__scan *scan, uint32_t item, uint32_t begin)
{
    const quoth__lexeme *word = lexeme(scan, item);
    if (scan->items[item].shape != QUOTH__SHAPE_LOWER || word->function || word->auxiliary || word->cue_weight)
        return false;
    if (item == begin || scan->items[item].flags & QUOTH__ITEM_SENTENCE) return false;
    return quoth__is_word(scan, item - 1) &&
           (is_article(scan, item - 1) || quoth__function_of(scan, item - 1) == QUOTH__FUNCTION_PREPOSITION);
}

static void read_one(const quoth__scan *scan, uint32_t item, uint32_t begin)
{
    const quoth__item *here = &scan->items[item];
    if (here->shape != QUOTH__SHAPE_CAPITAL || item == begin || here->flags & QUOTH__ITEM_SENTENCE) return;
    uint32_t before = item - 1;
    if (scan->items[before].shape == QUOTH__SHAPE_DOT && before > begin) before--;
    if (!quoth__is_word(scan, before)) return;
    quoth__lexeme *word = quoth__lexeme_of(scan, item);
    const uint32_t heads = 1u << QUOTH__CLASS_TITLE | 1u << QUOTH__CLASS_ROLE | 1u << QUOTH__CLASS_FIRST_NAME;
    if (scan->items[before].shape == QUOTH__SHAPE_CAPITAL) {
        word->proper += (lexeme(scan, before)->classes & heads) != 0;
    } else if (is_article(scan, before) || is_adjective(scan, before, begin)) {
        word->common++;
    }
}

quoth_status quoth__nouns_read(quoth__scan *scan)
{
    if (!(scan->traits & QUOTH__TRAIT_CAPITAL_NOUNS)) return QUOTH_OK;
    for (uint32_t c = 0; c <= scan->stretches->count; c++)
        for (uint32_t i = scan->first[c]; i < scan->first[c + 1]; i++) {
            read_one(scan, i, scan->first[c]);
            QUOTH__TRY(quoth__pace(scan, i, 30));
        }
    return quoth__paced(scan, scan->item_count, 30);
}

bool quoth__is_common(const quoth__scan *scan, uint32_t item)
{
    if (!(scan->traits & QUOTH__TRAIT_CAPITAL_NOUNS) || !quoth__is_word(scan, item)) return false;
    const quoth__lexeme *word = lexeme(scan, item);
    const uint32_t names = 1u << QUOTH__CLASS_TITLE | 1u << QUOTH__CLASS_ROLE | 1u << QUOTH__CLASS_FIRST_NAME;
    const uint32_t nouns = 1u << QUOTH__CLASS_CUE_NOUN | 1u << QUOTH__CLASS_COLLECTIVE | 1u << QUOTH__CLASS_WORK |
                           1u << QUOTH__CLASS_DATE | 1u << QUOTH__CLASS_NUMBER;
    if (word->classes & names || word->country != QUOTH__NONE || word->flags) return false;
    if (scan->items[item].flags & QUOTH__ITEM_CAPITALS && !(word->classes & nouns)) return false;
    if (word->proper > word->common) return false;
    return word->common || word->suffix == 'n' || (word->classes & nouns) != 0;
}
