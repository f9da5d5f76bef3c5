/* marks: the table, and the reading of a mark at a place: by lead byte, then by the bytes behind it. */
#include "marks.h"

#include <string.h>

#define BIT(mark) ((uint64_t)1 << QUOTH__##mark)

/* What closes a high double mark, whatever it was opened with: half of the world's texts mix them. */
#define HIGH (BIT(RIGHT_DOUBLE) | BIT(LEFT_DOUBLE) | BIT(STRAIGHT_DOUBLE) | BIT(DOUBLE_PRIME))
#define TWOS (BIT(TWO_STRAIGHTS) | BIT(TWO_ACUTES) | BIT(TWO_RIGHTS))
#define SINGLES (BIT(RIGHT_SINGLE) | BIT(STRAIGHT_SINGLE) | BIT(LEFT_SINGLE) | BIT(ACUTE))
#define ANGLES (BIT(LEFT_ANGLES) | BIT(RIGHT_ANGLES) | BIT(TWO_LESS) | BIT(TWO_GREATER))

const quoth__mark_kind quoth__mark_kinds[QUOTH__MARK_COUNT] = {
    [QUOTH__LEFT_DOUBLE] = {"“", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_OPEN, HIGH | TWOS},
    [QUOTH__RIGHT_DOUBLE] = {"”", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_CLOSE, HIGH | TWOS},
    [QUOTH__LOW_DOUBLE] = {"„", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_OPEN,
                           HIGH | TWOS | BIT(REVERSED_DOUBLE) | BIT(TWO_LEFTS)},
    [QUOTH__REVERSED_DOUBLE] = {"‟", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_OPEN, HIGH | TWOS},
    [QUOTH__STRAIGHT_DOUBLE] = {"\"", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_EITHER, HIGH | TWOS},
    [QUOTH__WIDE_DOUBLE] = {"＂", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_EITHER, HIGH | BIT(WIDE_DOUBLE)},
    [QUOTH__DOUBLE_PRIME] = {"″", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_CLOSE, 0},
    [QUOTH__EAST_OPENING] = {"〝", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_OPEN, BIT(EAST_CLOSING) | HIGH},
    [QUOTH__EAST_CLOSING] = {"〞", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_CLOSE, 0},
    [QUOTH__TWO_GRAVES] = {"``", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_OPEN, HIGH | TWOS | BIT(TWO_GRAVES)},
    [QUOTH__TWO_STRAIGHTS] = {"''", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_EITHER, HIGH | TWOS},
    [QUOTH__TWO_ACUTES] = {"´´", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_EITHER, HIGH | TWOS},
    [QUOTH__TWO_COMMAS] = {",,", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_OPEN,
                           HIGH | TWOS | BIT(TWO_LEFTS) | BIT(TWO_GRAVES)},
    [QUOTH__TWO_LEFTS] = {"‘‘", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_OPEN, HIGH | TWOS},
    [QUOTH__TWO_RIGHTS] = {"’’", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_CLOSE, HIGH | TWOS},
    [QUOTH__TWO_LOWS] = {"‚‚", QUOTH__FAMILY_DOUBLE, QUOTH__SIDE_OPEN, HIGH | TWOS | BIT(TWO_LEFTS)},
    [QUOTH__LEFT_ANGLES] = {"«", QUOTH__FAMILY_ANGLES, QUOTH__SIDE_OPEN, ANGLES | BIT(STRAIGHT_DOUBLE)},
    [QUOTH__RIGHT_ANGLES] = {"»", QUOTH__FAMILY_ANGLES, QUOTH__SIDE_CLOSE, ANGLES | BIT(STRAIGHT_DOUBLE)},
    [QUOTH__TWO_LESS] = {"<<", QUOTH__FAMILY_ANGLES, QUOTH__SIDE_OPEN, BIT(RIGHT_ANGLES) | BIT(TWO_GREATER)},
    [QUOTH__TWO_GREATER] = {">>", QUOTH__FAMILY_ANGLES, QUOTH__SIDE_CLOSE, BIT(LEFT_ANGLES) | BIT(TWO_LESS)},
    [QUOTH__LEFT_ANGLE] = {"‹", QUOTH__FAMILY_ANGLE, QUOTH__SIDE_OPEN, BIT(RIGHT_ANGLE) | BIT(LEFT_ANGLE)},
    [QUOTH__RIGHT_ANGLE] = {"›", QUOTH__FAMILY_ANGLE, QUOTH__SIDE_CLOSE, BIT(LEFT_ANGLE) | BIT(RIGHT_ANGLE)},
    [QUOTH__LEFT_CORNER] = {"「", QUOTH__FAMILY_CORNER, QUOTH__SIDE_OPEN, BIT(RIGHT_CORNER)},
    [QUOTH__RIGHT_CORNER] = {"」", QUOTH__FAMILY_CORNER, QUOTH__SIDE_CLOSE, 0},
    [QUOTH__LEFT_CORNERS] = {"『", QUOTH__FAMILY_CORNERS, QUOTH__SIDE_OPEN, BIT(RIGHT_CORNERS)},
    [QUOTH__RIGHT_CORNERS] = {"』", QUOTH__FAMILY_CORNERS, QUOTH__SIDE_CLOSE, 0},
    [QUOTH__LEFT_SINGLE] = {"‘", QUOTH__FAMILY_SINGLE, QUOTH__SIDE_OPEN, SINGLES},
    [QUOTH__RIGHT_SINGLE] = {"’", QUOTH__FAMILY_SINGLE, QUOTH__SIDE_CLOSE, SINGLES},
    [QUOTH__LOW_SINGLE] = {"‚", QUOTH__FAMILY_SINGLE, QUOTH__SIDE_OPEN, SINGLES | BIT(REVERSED_SINGLE)},
    [QUOTH__REVERSED_SINGLE] = {"‛", QUOTH__FAMILY_SINGLE, QUOTH__SIDE_OPEN, SINGLES},
    [QUOTH__STRAIGHT_SINGLE] = {"'", QUOTH__FAMILY_SINGLE, QUOTH__SIDE_EITHER, SINGLES},
    [QUOTH__WIDE_SINGLE] = {"＇", QUOTH__FAMILY_SINGLE, QUOTH__SIDE_EITHER, SINGLES | BIT(WIDE_SINGLE)},
    [QUOTH__GRAVE] = {"`", QUOTH__FAMILY_SINGLE, QUOTH__SIDE_OPEN, SINGLES | BIT(GRAVE)},
    [QUOTH__ACUTE] = {"´", QUOTH__FAMILY_SINGLE, QUOTH__SIDE_EITHER, SINGLES},
};

const uint8_t quoth__mark_leads[256] = {
    ['"'] = 1, ['\''] = 1, [','] = 1, ['<'] = 1, ['>'] = 1, ['`'] = 1, [0xC2] = 1, [0xE2] = 1, [0xE3] = 1, [0xEF] = 1};

#define NO_MARK QUOTH__MARK_COUNT

/* E2 80 98 .. E2 80 9F */
static const uint8_t curly[8] = {QUOTH__LEFT_SINGLE, QUOTH__RIGHT_SINGLE, QUOTH__LOW_SINGLE, QUOTH__REVERSED_SINGLE,
                                 QUOTH__LEFT_DOUBLE, QUOTH__RIGHT_DOUBLE, QUOTH__LOW_DOUBLE, QUOTH__REVERSED_DOUBLE};
/* E2 9D 9B .. E2 9D 9E */
static const uint8_t heavy[4] = {QUOTH__LEFT_SINGLE, QUOTH__RIGHT_SINGLE, QUOTH__LEFT_DOUBLE, QUOTH__RIGHT_DOUBLE};
/* E3 80 8C .. E3 80 8F */
static const uint8_t corners[4] = {QUOTH__LEFT_CORNER, QUOTH__RIGHT_CORNER, QUOTH__LEFT_CORNERS, QUOTH__RIGHT_CORNERS};

/* Lead byte E2. */
static uint8_t general_mark(uint8_t second, uint8_t third)
{
    if (second == 0x80) {
        if (third >= 0x98 && third <= 0x9F) return curly[third - 0x98];
        if (third == 0xB3) return QUOTH__DOUBLE_PRIME;
        if (third == 0xB9) return QUOTH__LEFT_ANGLE;
        if (third == 0xBA) return QUOTH__RIGHT_ANGLE;
    }
    if (second == 0x9D && third >= 0x9B && third <= 0x9E) return heavy[third - 0x9B];
    return NO_MARK;
}

/* Lead byte E3. */
static uint8_t east_mark(uint8_t second, uint8_t third)
{
    if (second != 0x80) return NO_MARK;
    if (third >= 0x8C && third <= 0x8F) return corners[third - 0x8C];
    if (third == 0x9D) return QUOTH__EAST_OPENING;
    return third == 0x9E || third == 0x9F ? QUOTH__EAST_CLOSING : NO_MARK;
}

/* Lead byte EF: fullwidth, halfwidth and upright forms. */
static uint8_t form_mark(uint8_t second, uint8_t third)
{
    if (second == 0xBC) return third == 0x82 ? QUOTH__WIDE_DOUBLE : third == 0x87 ? QUOTH__WIDE_SINGLE : NO_MARK;
    if (second == 0xBD) return third == 0xA2 ? QUOTH__LEFT_CORNER : third == 0xA3 ? QUOTH__RIGHT_CORNER : NO_MARK;
    if (second == 0xB9 && third >= 0x81 && third <= 0x84) return corners[third - 0x81];
    return NO_MARK;
}

/* The mark made of exactly two of one ASCII character. */
static size_t two_of(const uint8_t *bytes, size_t left, uint8_t mark, uint8_t *found)
{
    if (left < 2 || bytes[1] != bytes[0] || (left > 2 && bytes[2] == bytes[0])) return 0;
    *found = mark;
    return 2;
}

size_t quoth__mark_at(const uint8_t *bytes, size_t left, uint8_t *mark)
{
    switch (bytes[0]) {
    case '"': *mark = QUOTH__STRAIGHT_DOUBLE; return 1;
    case '\'': *mark = QUOTH__STRAIGHT_SINGLE; return 1;
    case '`': *mark = QUOTH__GRAVE; return 1;
    case ',': return two_of(bytes, left, QUOTH__TWO_COMMAS, mark);
    case '<': return two_of(bytes, left, QUOTH__TWO_LESS, mark);
    case '>': return two_of(bytes, left, QUOTH__TWO_GREATER, mark);
    case 0xC2:
        *mark = bytes[1] == 0xAB   ? QUOTH__LEFT_ANGLES
                : bytes[1] == 0xBB ? QUOTH__RIGHT_ANGLES
                : bytes[1] == 0xB4 ? QUOTH__ACUTE
                                   : NO_MARK;
        return *mark == NO_MARK ? 0 : 2;
    case 0xE2: *mark = general_mark(bytes[1], bytes[2]); break;
    case 0xE3: *mark = east_mark(bytes[1], bytes[2]); break;
    case 0xEF: *mark = form_mark(bytes[1], bytes[2]); break;
    default: return 0;
    }
    return *mark == NO_MARK ? 0 : 3;
}

uint8_t quoth__mark_doubled(uint8_t mark)
{
    switch (mark) {
    case QUOTH__GRAVE: return QUOTH__TWO_GRAVES;
    case QUOTH__STRAIGHT_SINGLE: return QUOTH__TWO_STRAIGHTS;
    case QUOTH__ACUTE: return QUOTH__TWO_ACUTES;
    case QUOTH__LEFT_SINGLE: return QUOTH__TWO_LEFTS;
    case QUOTH__RIGHT_SINGLE: return QUOTH__TWO_RIGHTS;
    case QUOTH__LOW_SINGLE: return QUOTH__TWO_LOWS;
    default: return mark;
    }
}
