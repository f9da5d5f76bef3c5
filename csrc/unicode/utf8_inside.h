/* The check of UTF-8 by vectors, after Keiser and Lemire, "Validating UTF-8 in less than one instruction per byte"
 * (2021). Every wrong pair of neighbours is told by three questions of 16 answers each, a bit for each kind of error:
 *
 *   upper half of the byte before  &  lower half of it  &  upper half of this byte  =  the errors that all three allow
 *
 * The one kind that is no error by itself, a continuation behind a continuation, must stand just where a lead of three
 * or four bytes, two or three bytes before, asks for it.
 *
 * A path includes this after it has defined TARGET, unit (so many bytes: UNIT), load_unit, zero_unit, either (or),
 * differ (xor), both (and), minus (saturated), upper (upper halves), lower, look (in a table of 16), is_zero,
 * is_ascii and leads_in (how many bytes are no continuations). */
#include <string.h>

enum {
    SHORT = 1,         /* a lead, then no continuation */
    LONG = 2,          /* ASCII, then a continuation */
    OVERLONG_3 = 4,    /* E0 80..9F */
    LARGE = 8,         /* F4 90.., F5 and above 90.. */
    SURROGATE = 16,    /* ED A0..BF */
    OVERLONG_2 = 32,   /* C0, C1 */
    FOUR_AT_80 = 64,   /* F0 80..8F, F5 and above 80..8F */
    CONTINUATION = 128 /* two of them */
};
#define ANY_LOW (SHORT | LONG | CONTINUATION)
#define ANY_SECOND (LONG | OVERLONG_2 | CONTINUATION)
#define FOUR_TIMES(x) x, x, x, x

static const uint8_t by_upper_before[16] = {FOUR_TIMES(LONG),
                                            FOUR_TIMES(LONG),
                                            FOUR_TIMES(CONTINUATION),
                                            SHORT | OVERLONG_2,
                                            SHORT,
                                            SHORT | OVERLONG_3 | SURROGATE,
                                            SHORT | LARGE | FOUR_AT_80};
static const uint8_t by_lower_before[16] = {ANY_LOW | OVERLONG_3 | OVERLONG_2 | FOUR_AT_80,
                                            ANY_LOW | OVERLONG_2,
                                            ANY_LOW,
                                            ANY_LOW,
                                            ANY_LOW | LARGE,
                                            FOUR_TIMES(ANY_LOW | LARGE | FOUR_AT_80),
                                            FOUR_TIMES(ANY_LOW | LARGE | FOUR_AT_80),
                                            ANY_LOW | LARGE | FOUR_AT_80 | SURROGATE,
                                            ANY_LOW | LARGE | FOUR_AT_80,
                                            ANY_LOW | LARGE | FOUR_AT_80};
static const uint8_t by_upper[16] = {FOUR_TIMES(SHORT),
                                     FOUR_TIMES(SHORT),
                                     ANY_SECOND | OVERLONG_3 | FOUR_AT_80,
                                     ANY_SECOND | OVERLONG_3 | LARGE,
                                     ANY_SECOND | SURROGATE | LARGE,
                                     ANY_SECOND | SURROGATE | LARGE,
                                     FOUR_TIMES(SHORT)};

/* What is wrong in the bytes of one unit; three bytes before them are read. */
static inline TARGET unit wrong(const uint8_t *at, unit here)
{
    unit before = load_unit(at - 1);
    unit kinds = both(both(look(by_upper_before, upper(before)), look(by_lower_before, lower(before))),
                      look(by_upper, upper(here)));
    unit asked = either(minus(load_unit(at - 2), 0xE0 - 0x80), minus(load_unit(at - 3), 0xF0 - 0x80));
    return differ(both(asked, all_bytes(0x80)), kinds);
}

/* Whether the bytes are UTF-8 and how many code points they are. The ends go through a copy with zeros around, so that
 * what is cut off at the end stands before ASCII, where it is too short. */
static TARGET bool check_units(const uint8_t *bytes, size_t size, size_t *code_points)
{
    uint8_t edge[3 + UNIT];
    unit errors = zero_unit(), ascii = zero_unit();
    size_t count = 0;
    for (size_t place = 0; place <= size; place += UNIT) {
        const uint8_t *at = bytes + place;
        if (place == 0 || size - place < UNIT) {
            size_t left = size - place < UNIT ? size - place : UNIT, behind = place == 0 ? 0 : 3;
            memset(edge, 0, sizeof edge);
            if (left + behind > 0) memcpy(edge + 3 - behind, bytes + place - behind, left + behind);
            at = edge + 3;
        }
        unit here = load_unit(at);
        count += leads_in(here);
        /* ASCII behind ASCII has nothing to be asked. */
        if (!is_ascii(either(here, ascii))) errors = either(errors, wrong(at, here));
        ascii = here;
    }
    *code_points = count - (UNIT - size % UNIT);
    return is_zero(errors);
}
