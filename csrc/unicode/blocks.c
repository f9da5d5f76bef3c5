/* blocks: which path has blocks, and the flags of the classes. */
#include "blocks.h"

const uint8_t quoth__block_flags[64] = {
    [QUOTH__WORD_NEWLINE] = QUOTH__FLAGS_BEYOND,
    [QUOTH__WORD_EXTEND] = QUOTH__FLAG_EXTEND,
    [QUOTH__WORD_ZWJ] = QUOTH__FLAGS_ZWJ,
    [QUOTH__WORD_REGIONAL_INDICATOR] = QUOTH__FLAGS_BEYOND,
    [QUOTH__WORD_KATAKANA] = QUOTH__FLAGS_KANA,
    [QUOTH__WORD_HEBREW_LETTER] = QUOTH__FLAGS_HEBREW,
    [QUOTH__WORD_ALETTER] = QUOTH__FLAG_LETTER,
    [QUOTH__WORD_ALETTER_PICTOGRAPHIC] = QUOTH__FLAG_LETTER,
    [QUOTH__WORD_SINGLE_QUOTE] = QUOTH__FLAG_MID_LETTER | QUOTH__FLAG_MID_NUMBER,
    [QUOTH__WORD_MIDNUMLET] = QUOTH__FLAG_MID_LETTER | QUOTH__FLAG_MID_NUMBER,
    [QUOTH__WORD_MIDLETTER] = QUOTH__FLAG_MID_LETTER,
    [QUOTH__WORD_MIDNUM] = QUOTH__FLAG_MID_NUMBER,
    [QUOTH__WORD_NUMERIC] = QUOTH__FLAG_NUMBER,
    [QUOTH__WORD_EXTENDNUMLET] = QUOTH__FLAG_EXTENDER,
    [QUOTH__WORD_WSEGSPACE] = QUOTH__FLAG_SPACE,
    [QUOTH__WORD_NARROW_SPACE] = QUOTH__FLAGS_NARROW,
};

quoth__blocks quoth__blocks_of(quoth_path path)
{
    switch (path) {
#ifdef QUOTH__X86
    case QUOTH_PATH_AVX2: return quoth__blocks_avx2;
    case QUOTH_PATH_AVX512: return quoth__blocks_avx512;
#endif
#ifdef QUOTH__NEON
    case QUOTH_PATH_NEON: return quoth__blocks_neon;
#endif
    default: return NULL;
    }
}
