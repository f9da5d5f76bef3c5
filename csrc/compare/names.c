/* names: the closed list of the kinds of change. */
#include "compare.h"

const char *const quoth__change_names[QUOTH_CHANGE_COUNT] = {
    "same",  "marks",   "case",     "spelling", "form",   "replaced", "added", "cut_marked", "cut_silent", "splice",
    "moved", "shifted", "negation", "modal",    "number", "name",     "date",  "editorial",  "sentence"};

const char *quoth_change_name(quoth_change change)
{
    size_t index = (size_t)change;
    return index < QUOTH_CHANGE_COUNT ? quoth__change_names[index] : "unknown change";
}

bool quoth_change_turns_sense(quoth_change change)
{
    switch (change) {
    case QUOTH_CHANGE_SPLICE:
    case QUOTH_CHANGE_NEGATION:
    case QUOTH_CHANGE_MODAL:
    case QUOTH_CHANGE_NUMBER:
    case QUOTH_CHANGE_NAME:
    case QUOTH_CHANGE_DATE: return true;
    case QUOTH_CHANGE_SAME:
    case QUOTH_CHANGE_MARKS:
    case QUOTH_CHANGE_CASE:
    case QUOTH_CHANGE_SPELLING:
    case QUOTH_CHANGE_FORM:
    case QUOTH_CHANGE_REPLACED:
    case QUOTH_CHANGE_ADDED:
    case QUOTH_CHANGE_CUT_MARKED:
    case QUOTH_CHANGE_CUT_SILENT:
    case QUOTH_CHANGE_MOVED:
    case QUOTH_CHANGE_SHIFTED:
    case QUOTH_CHANGE_EDITORIAL:
    case QUOTH_CHANGE_SENTENCE: break;
    }
    return false;
}
