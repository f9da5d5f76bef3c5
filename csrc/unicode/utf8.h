/* utf8: check bytes once, then read them without looking back.
 *
 *   bytes ──quoth__utf8_check──► valid UTF-8 ──quoth__utf8_next / _back──► code points
 *
 * Everything but the check takes valid UTF-8 only and a place that is the first byte of a character. */
#ifndef QUOTH_UNICODE_UTF8_H
#define QUOTH_UNICODE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "../../include/quoth.h"

#define QUOTH__UTF8_MAX 4 /* bytes of one code point, at most */

/* True where the bytes are UTF-8 by the strict rule (no overlong form, no surrogate, nothing above U+10FFFF); then
 * `code_points` says how many. Else false and `bad` is the place of the first malformed sequence. Both may be NULL.
 * Cost: linear; the caller charges quoth__utf8_work. */
bool quoth__utf8_check(const uint8_t *bytes, size_t size, size_t *bad, size_t *code_points);

/* The same by the code of a path of the processor. */
bool quoth__utf8_check_on(quoth_path path, const uint8_t *bytes, size_t size, size_t *bad, size_t *code_points);

/* The work of a check that found so many code points. */
static inline uint64_t quoth__utf8_work(size_t size, size_t code_points)
{
    return 20 + size / 2 + (uint64_t)(size - code_points) * 28;
}

/* How many code points valid UTF-8 holds: the bytes that continue nothing. */
size_t quoth__utf8_count(const uint8_t *bytes, size_t size);

/* Eight bytes as they lie in memory; only for questions that do not depend on their order. */
static inline uint64_t quoth__load64(const uint8_t *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

#define QUOTH__HIGH_BITS 0x8080808080808080u
#define QUOTH__ALL_ASCII(bytes) ((quoth__load64(bytes) & QUOTH__HIGH_BITS) == 0)

static inline bool quoth__utf8_continues(uint8_t byte) { return (byte & 0xC0u) == 0x80u; }

/* The length of the character that begins with this byte. */
static inline size_t quoth__utf8_length(uint8_t lead)
{
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* The code point at `*place`, which moves behind it. */
static inline uint32_t quoth__utf8_next(const uint8_t *bytes, size_t *place)
{
    const uint8_t *b = bytes + *place;
    if (b[0] < 0x80) {
        *place += 1;
        return b[0];
    }
    if (b[0] < 0xE0) {
        *place += 2;
        return (b[0] & 0x1Fu) << 6 | (b[1] & 0x3Fu);
    }
    if (b[0] < 0xF0) {
        *place += 3;
        return (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
    }
    *place += 4;
    return (b[0] & 0x07u) << 18 | (b[1] & 0x3Fu) << 12 | (b[2] & 0x3Fu) << 6 | (b[3] & 0x3Fu);
}

/* The code point that ends at `*place` (above 0), which moves to its first byte. */
static inline uint32_t quoth__utf8_back(const uint8_t *bytes, size_t *place)
{
    size_t at = *place - 1;
    while (quoth__utf8_continues(bytes[at])) at--;
    *place = at;
    return quoth__utf8_next(bytes, &at);
}

/* Writes a code point (no surrogate, at most U+10FFFF) and gives the number of bytes, 1 to 4. */
static inline size_t quoth__utf8_put(uint32_t c, uint8_t out[QUOTH__UTF8_MAX])
{
    if (c < 0x80) {
        out[0] = (uint8_t)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (uint8_t)(0xC0 | c >> 6);
        out[1] = (uint8_t)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (uint8_t)(0xE0 | c >> 12);
        out[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
        out[2] = (uint8_t)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (uint8_t)(0xF0 | c >> 18);
    out[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F));
    out[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    out[3] = (uint8_t)(0x80 | (c & 0x3F));
    return 4;
}

#endif
