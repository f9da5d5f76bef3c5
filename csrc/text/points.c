/* points: places that go out, of many rows at once.
 *
 *   bytes         ─┬──────┬─┬────┬─ ... ─┬──────┬─
 *   code points    └ less ┘ └less┘       └ less ┘     over ASCII the two differ by the same number
 *
 * Linear in the bytes up to the last place. */
#include "../unicode/utf8.h"
#include "text.h"

/* A place, and the code points before it. */
typedef struct counting {
    const quoth_text *text;
    uint32_t byte, code_point;
} counting;

static inline uint32_t leads_of(uint64_t word)
{
    uint64_t leads = (~(word >> 7) | word >> 6) & 0x0101010101010101u;
    return (uint32_t)((leads * 0x0101010101010101u) >> 56);
}

static inline uint32_t count_to(counting *at, uint32_t byte)
{
    const uint8_t *bytes = at->text->bytes;
    for (; byte - at->byte >= 8; at->byte += 8) at->code_point += leads_of(quoth__load64(bytes + at->byte));
    if (at->text->length - at->byte >= 8) {
        /* What stands behind the place is made to look like continuations. */
        uint64_t left = 8 * (uint64_t)(byte - at->byte), word = quoth__load_little(bytes + at->byte);
        at->code_point += leads_of((word & ((1ULL << left) - 1)) | (QUOTH__HIGH_BITS << left));
    } else {
        for (uint32_t i = at->byte; i < byte; i++) at->code_point += !quoth__utf8_continues(bytes[i]);
    }
    at->byte = byte;
    return at->code_point;
}

/* The first byte from a place on that is not ASCII, or one not far before it. */
static uint32_t ascii_end(const quoth_text *text, uint32_t at)
{
    while (text->length - at >= 8 && QUOTH__ALL_ASCII(text->bytes + at)) at += 8;
    return at;
}

static void fill_code_points(const quoth_text *text, size_t count, const uint32_t *start_byte, const uint32_t *end_byte,
                             uint32_t *start, uint32_t *end)
{
    counting at = {text, 0, 0};
    for (size_t i = 0; i < count; i++) {
        uint32_t plain = ascii_end(text, at.byte), less = at.byte - at.code_point;
        for (; i < count && end_byte[i] <= plain; i++) {
            start[i] = start_byte[i] - less;
            end[i] = end_byte[i] - less;
        }
        if (i == count) break;
        if (i > 0 && end_byte[i - 1] > at.byte) {
            at.byte = end_byte[i - 1];
            at.code_point = at.byte - less;
        }
        start[i] = start_byte[i] == at.byte ? at.code_point : count_to(&at, start_byte[i]);
        end[i] = count_to(&at, end_byte[i]);
    }
}

void quoth__points_fill(const quoth_text *text, size_t count, const uint32_t *start_byte, const uint32_t *end_byte,
                        uint32_t *start, uint32_t *end)
{
    if (!text->utf16) {
        fill_code_points(text, count, start_byte, end_byte, start, end);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        start[i] = quoth_text_code_point(text, start_byte[i]);
        end[i] = quoth_text_code_point(text, end_byte[i]);
    }
}
