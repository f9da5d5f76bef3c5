/* utf8: the strict check.
 *
 * A sequence is a lead byte and its continuations. The lead says the length and the range of the first continuation
 * (which shuts out overlong forms, surrogates and what is above U+10FFFF); the others are 80..BF:
 *
 *   C2..DF │ 80..BF            E0 │ A0..BF   F0 │ 90..BF
 *   E1..EF │ 80..BF │ 80..BF   ED │ 80..9F   F4 │ 80..8F
 *
 * ASCII goes by 16 bytes. Where the processor can, vectors say whether there is an error at all (utf8_inside.h), and
 * this looks for its place. Cost: O(n), one pass, two where there is an error; nothing allocated. */
#include "utf8.h"

#include "blocks.h"

/* The length of the well-formed sequence at the start of `left` bytes, or 0. */
static size_t sequence_length(const uint8_t *b, size_t left)
{
    uint8_t lead = b[0];
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    size_t length = quoth__utf8_length(lead);
    if (length > left) return 0;
    uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (b[1] < low || b[1] > high) return 0;
    for (size_t i = 2; i < length; i++) {
        if (!quoth__utf8_continues(b[i])) return 0;
    }
    return length;
}

/* Pairs C2..DF 80..BF, as most alphabets write them, without the general questions. Gives the place behind the run. */
static size_t skip_pairs(const uint8_t *bytes, size_t place, size_t size)
{
    while (size - place >= 2 && (uint8_t)(bytes[place] - 0xC2) <= 0xDF - 0xC2 &&
           quoth__utf8_continues(bytes[place + 1])) {
        place += 2;
    }
    return place;
}

static size_t skip_ascii(const uint8_t *bytes, size_t place, size_t size)
{
    while (size - place >= 16 &&
           ((quoth__load64(bytes + place) | quoth__load64(bytes + place + 8)) & QUOTH__HIGH_BITS) == 0) {
        place += 16;
    }
    while (place < size && bytes[place] < 0x80) place++;
    return place;
}

bool quoth__utf8_check(const uint8_t *bytes, size_t size, size_t *bad, size_t *code_points)
{
    size_t place = 0, count = 0;
    while (place < size) {
        size_t ascii = skip_ascii(bytes, place, size);
        size_t pairs = skip_pairs(bytes, ascii, size);
        count += (ascii - place) + (pairs - ascii) / 2;
        place = pairs;
        while (place < size && bytes[place] >= 0xE0) {
            size_t length = sequence_length(bytes + place, size - place);
            if (length == 0) break;
            place += length;
            count++;
        }
        if (place < size && sequence_length(bytes + place, size - place) == 0) {
            if (bad != NULL) *bad = place;
            return false;
        }
    }
    if (code_points != NULL) *code_points = count;
    return true;
}

/* Whether the bytes are UTF-8, and how many code points, by the vectors of a path; false also where it has none. */
static bool valid_on(quoth_path path, const uint8_t *bytes, size_t size, size_t *code_points)
{
    switch (path) {
#ifdef QUOTH__X86
    case QUOTH_PATH_AVX2:
    case QUOTH_PATH_AVX512: return quoth__utf8_valid_avx2(bytes, size, code_points);
#endif
#ifdef QUOTH__NEON
    case QUOTH_PATH_NEON: return quoth__utf8_valid_neon(bytes, size, code_points);
#endif
    default: (void)bytes, (void)size, (void)code_points; return false;
    }
}

bool quoth__utf8_check_on(quoth_path path, const uint8_t *bytes, size_t size, size_t *bad, size_t *code_points)
{
    size_t count;
    if (!valid_on(path, bytes, size, &count)) return quoth__utf8_check(bytes, size, bad, code_points);
    if (code_points != NULL) *code_points = count;
    return true;
}

/* Bytes that are not 80..BF, eight at a time: the top bit is clear or the next one is set. */
size_t quoth__utf8_count(const uint8_t *bytes, size_t size)
{
    size_t place = 0, count = 0;
    while (size - place >= 8) {
        uint64_t word = quoth__load64(bytes + place);
        uint64_t continues = (word >> 7) & ~(word >> 6) & 0x0101010101010101u;
        count += 8 - (size_t)((continues * 0x0101010101010101u) >> 56);
        place += 8;
    }
    for (; place < size; place++) count += !quoth__utf8_continues(bytes[place]);
    return count;
}
