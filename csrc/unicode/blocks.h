/* blocks: the boundaries of words found 64 bytes at a time, a bit a byte.
 *
 *   bytes     d o n ' t   s t o p .
 *   letter    1 1 1 . 1 . 1 1 1 1 .      class flags of each character, in the bit of its first byte
 *   gaps      . . . . . . . . . . .      bytes that belong to the character before: continuations, marks on it
 *   boundary  0 0 0 0 0 1 1 0 0 0 1      a bit for every character, but those that the rules join to the one before
 *
 * A block begins at a boundary, so it needs to know nothing of what is before; it gives the boundaries that its own
 * characters decide, and the next block begins at the last of them. Where a block has none, or comes to a character
 * that it does not deal with (flags, line ends beyond ASCII), the automaton of boundary.c goes on from there.
 *
 * blocks_inside.h has the rules, written once; each path defines what it needs of vectors and includes it. */
#ifndef QUOTH_UNICODE_BLOCKS_H
#define QUOTH_UNICODE_BLOCKS_H

#include "../base/base.h"
#include "properties.h"

#if defined(__GNUC__) && defined(__x86_64__)
#define QUOTH__X86 1
#elif defined(__GNUC__) && defined(__aarch64__)
#define QUOTH__NEON 1
#endif

/* What a character is to a block, a bit each. */
#define QUOTH__FLAG_LETTER 0x01
#define QUOTH__FLAG_NUMBER 0x02
#define QUOTH__FLAG_EXTENDER 0x04 /* ExtendNumLet */
#define QUOTH__FLAG_MID_LETTER 0x08
#define QUOTH__FLAG_MID_NUMBER 0x10
#define QUOTH__FLAG_SPACE 0x20  /* WSegSpace */
#define QUOTH__FLAG_EXTEND 0x40 /* Extend, Format and ZWJ */
#define QUOTH__FLAG_RARE 0x80   /* one of these whole values: */
#define QUOTH__FLAGS_KANA 0x80
#define QUOTH__FLAGS_HEBREW 0x81
#define QUOTH__FLAGS_NARROW 0x84 /* U+202F, an ExtendNumLet unless the unit is news */
#define QUOTH__FLAGS_ZWJ 0xC0
#define QUOTH__FLAGS_BEYOND 0xFF /* not dealt with */

extern const uint8_t quoth__block_flags[64]; /* by class */

#define QUOTH__BLOCK 64u
#define QUOTH__BLOCK_READS 80u  /* bytes that a block may read */
#define QUOTH__BLOCK_WRITES 80u /* places that a block may write */

/* Goes on by blocks from the boundary *start, as long as each gives a boundary and QUOTH__BLOCK_READS bytes and room
 * for QUOTH__BLOCK_WRITES places are left. Writes the boundaries, gives their number, and moves *start to the last.
 * With `starts`: writes starts and ends of the segments that do not begin with white space of ASCII. */
typedef size_t (*quoth__blocks)(const uint8_t *bytes, size_t size, bool news, size_t *start, uint32_t *starts,
                                uint32_t *ends, size_t room);

#ifdef QUOTH__X86
size_t quoth__blocks_avx2(const uint8_t *bytes, size_t size, bool news, size_t *start, uint32_t *starts, uint32_t *ends,
                          size_t room);
bool quoth__utf8_valid_avx2(const uint8_t *bytes, size_t size, size_t *code_points); /* utf8.c calls it */
size_t quoth__blocks_avx512(const uint8_t *bytes, size_t size, bool news, size_t *start, uint32_t *starts,
                            uint32_t *ends, size_t room);
#endif
#ifdef QUOTH__NEON
bool quoth__utf8_valid_neon(const uint8_t *bytes, size_t size, size_t *code_points);
size_t quoth__blocks_neon(const uint8_t *bytes, size_t size, bool news, size_t *start, uint32_t *starts, uint32_t *ends,
                          size_t room);
#endif

/* The blocks of a path, or NULL for the portable one. */
quoth__blocks quoth__blocks_of(quoth_path path);

#endif
