/* The rules of words over one block, and the way from block to block. A path includes this after it has defined
 *
 *   TARGET           what comes before a function of the path
 *   vector           64 bytes
 *   load, store      64 bytes anywhere
 *   beyond_ascii     the bits of the bytes from 0x80 on
 *   equal            the bits of the bytes of one value
 *   at_least         the bits of the bytes that are that value or more (0x80 or more)
 *   flagged          the bits of the bytes that have a flag
 *   read_ascii       letter, number, extender, mid_letter, mid_number, space of a block without other characters
 *   first_flags      the flags of ASCII and of the leads that are easy to tell; QUOTH__FLAGS_BEYOND where to look up
 *   of_row           flags, but for some characters those of the classes that a leaf gives for their last bytes
 *   write_places     base + i for every bit i, gives how many; may write up to 64 */
#include "blocks.h"

typedef struct block {
    uint64_t letter, number, extender, mid_letter, mid_number, space;
    uint64_t kana, hebrew;
} block;

/* The bits of the characters behind those of `x`, over the gaps between: the addition carries a bit to the end of the
 * gap that it stands before. */
static inline uint64_t behind(uint64_t x, uint64_t gaps) { return ((x << 1) + gaps) & ~gaps; }

/* The boundaries of a block of ASCII. A mid character in the last byte waits for the next block. */
static inline TARGET uint64_t ascii_boundaries(vector v)
{
    block b;
    read_ascii(v, &b);
    uint64_t word = b.letter | b.number | b.extender;
    uint64_t mid_letter = b.mid_letter & b.letter << 1, mid_number = b.mid_number & b.number << 1;
    uint64_t closed = (mid_letter << 1 & b.letter) | (mid_number << 1 & b.number);
    uint64_t joined = (word & word << 1) | closed | closed >> 1 | (b.space & b.space << 1);
    uint64_t returns = equal(v, '\r');
    if (returns != 0) joined |= returns << 1 & equal(v, '\n');
    uint64_t open = (mid_letter | mid_number) & 1ULL << 63;
    return ~(joined | open | 1u);
}

/* Looks up, one by one, the characters that are left. */
static inline TARGET vector look_up(const uint8_t *at, vector known, uint64_t left)
{
    uint8_t flags[QUOTH__BLOCK];
    store(flags, known);
    for (; left != 0; left &= left - 1) {
        size_t place = (size_t)__builtin_ctzll(left), next = place;
        flags[place] = quoth__block_flags[quoth__word_class(quoth__utf8_next(at, &next))];
    }
    return load(flags);
}

#define MOST_ROWS 4
#define LEAST_ALIKE 3

/* Looks up the characters of `left` by the rows of the table: a text uses few rows at a time, and all characters of one,
 * those with the same bytes but the last, are looked up together, where there are some. */
static inline TARGET vector look_up_rows(const uint8_t *at, vector v, vector next, vector third, vector flags,
                                         uint64_t left)
{
    for (int row = 0; row < MOST_ROWS; row++) {
        const uint8_t *first = at + __builtin_ctzll(left);
        uint64_t alike = equal(v, first[0]);
        size_t leaf = first[0] & 31;
        if (first[0] >= 0xE0) {
            alike &= equal(next, first[1]);
            leaf = quoth__word_rows[(size_t)(first[0] & 15) << 6 | (first[1] & 63)];
        }
        if (first[0] >= 0xF0 || __builtin_popcountll(alike) < LEAST_ALIKE) break;
        flags = of_row(flags, alike, quoth__word_leaves + 64 * leaf, first[0] < 0xE0 ? next : third);
        left &= ~alike;
        if (left == 0) return flags;
    }
    return look_up(at, flags, left);
}

/* The flags of every character; `at` is where the block lies. U+2000 to U+203F, curly marks and dashes, are what most
 * blocks have that have anything: their row is known without a look at the block. */
static inline TARGET vector find_flags(const uint8_t *at, vector v)
{
    vector next = load(at + 1), third = load(at + 2), flags = first_flags(v, next);
    uint64_t left = equal(flags, QUOTH__FLAGS_BEYOND), marks = equal(v, 0xE2) & equal(next, 0x80);
    if (marks != 0)
        flags = of_row(flags, marks, quoth__word_leaves + 64 * (size_t)quoth__word_rows[0x2000 >> 6], third);
    left &= ~marks;
    return left == 0 ? flags : look_up_rows(at, v, next, third, flags, left);
}

/* Takes the rare values apart. Gives the bits of what ends the block: characters that are not dealt with, and a
 * pictograph behind a ZWJ, which WB3c joins. */
static inline TARGET uint64_t read_rare(const uint8_t *at, vector flags, bool news, block *b)
{
    uint64_t ends = equal(flags, QUOTH__FLAGS_BEYOND);
    b->kana = equal(flags, QUOTH__FLAGS_KANA);
    b->hebrew = equal(flags, QUOTH__FLAGS_HEBREW);
    if (news) b->extender &= ~equal(flags, QUOTH__FLAGS_NARROW);
    for (uint64_t joiners = equal(flags, QUOTH__FLAGS_ZWJ); joiners != 0; joiners &= joiners - 1) {
        size_t next = (size_t)__builtin_ctzll(joiners) + 3, place = next;
        uint32_t class = quoth__word_class(quoth__utf8_next(at, &place));
        bool pictograph = class == QUOTH__WORD_PICTOGRAPHIC || class == QUOTH__WORD_ALETTER_PICTOGRAPHIC;
        if (pictograph && next < QUOTH__BLOCK) ends |= 1ULL << next;
    }
    return ends;
}

/* The bits of the last byte of the characters of `x` moved one on: where the next character would begin. */
static inline uint64_t right_behind(uint64_t x, uint64_t one, uint64_t two, uint64_t three)
{
    return (x & one) << 1 | (x & two) << 2 | (x & three) << 3;
}

/* WB5 to WB13b and WB3d. `gaps` as above, `keep` the bits that are characters, and of what length they are. A mid
 * character that would have to wait for a character behind `keep` is put to the joined ones: it is no boundary yet. */
static inline TARGET uint64_t joined_bits(vector v, const block *b, uint64_t gaps, uint64_t keep, uint64_t two,
                                          uint64_t three)
{
    uint64_t letters = behind(b->letter, gaps), numbers = behind(b->number, gaps);
    uint64_t extenders = behind(b->extender, gaps);
    uint64_t word = b->letter | b->number | b->extender;
    uint64_t mid = b->mid_letter & letters, mid_number = b->mid_number & numbers;
    uint64_t closed = (behind(mid, gaps) & b->letter) | (behind(mid_number, gaps) & b->number);
    uint64_t joined = (word & (letters | numbers | extenders)) | closed;
    joined |= b->space & behind(b->space, gaps);
    mid |= mid_number;
    joined |= mid & ((closed >> 1 & ~(two | three)) | (closed >> 2 & two) | (closed >> 3 & three));
    if (b->kana != 0) joined |= (b->kana & (behind(b->kana, gaps) | extenders)) | (b->extender & behind(b->kana, gaps));
    if (b->hebrew != 0) {
        uint64_t hebrews = behind(b->hebrew, gaps), quotes = equal(v, '"') & hebrews;
        uint64_t quoted = behind(quotes, gaps) & b->hebrew;
        joined |= (equal(v, '\'') & hebrews) | quoted | (quotes & quoted >> 1);
        mid |= quotes & ~joined;
    }
    uint64_t top = 1ULL << 63 >> __builtin_clzll(keep | 1);
    return joined | (mid & top);
}

/* The boundaries of a block of any characters. */
static TARGET uint64_t mixed_boundaries(const uint8_t *at, vector v, uint64_t beyond, bool news)
{
    vector flags = find_flags(at, v);
    block b = {.letter = flagged(flags, QUOTH__FLAG_LETTER),
               .number = flagged(flags, QUOTH__FLAG_NUMBER),
               .extender = flagged(flags, QUOTH__FLAG_EXTENDER),
               .mid_letter = flagged(flags, QUOTH__FLAG_MID_LETTER),
               .mid_number = flagged(flags, QUOTH__FLAG_MID_NUMBER),
               .space = flagged(flags, QUOTH__FLAG_SPACE)};
    uint64_t leads = at_least(v, 0xC0), three = at_least(v, 0xE0), two = leads & ~three;
    uint64_t gaps = beyond & ~leads, ends = 0;
    uint64_t extend = flagged(flags, QUOTH__FLAG_EXTEND);
    if (flagged(flags, QUOTH__FLAG_RARE) != 0) ends = read_rare(at, flags, news, &b);
    if (extend != 0) {
        /* WB4, but not behind a line end. A mark right behind a mid character or a space ends the block. */
        uint64_t lines = equal(v, '\n') | equal(v, '\r') | equal(v, '\v') | equal(v, '\f');
        uint64_t waiting = b.mid_letter | b.mid_number | b.space | (b.hebrew != 0 ? equal(v, '"') : 0);
        uint64_t marks = extend & ~(lines << 1 | 1u);
        ends |= marks & right_behind(waiting, ~beyond, two, three);
        gaps |= marks;
    }
    uint64_t usable = ends != 0 ? (ends & (0 - ends)) - 1 : ~0ULL, keep = ~gaps & usable;
    uint64_t joined = joined_bits(v, &b, gaps, keep, two, three);
    uint64_t returns = equal(v, '\r');
    if (returns != 0) joined |= returns << 1 & equal(v, '\n');
    return keep & ~(joined | 1u);
}

/* Starts and ends of the segments between the boundaries found that do not begin with white space of ASCII: a start is
 * the block's own or a boundary but the last, its end the next boundary. */
static inline TARGET size_t write_visible(vector v, uint64_t found, uint32_t base, uint32_t *starts, uint32_t *ends)
{
    uint64_t last = 1ULL << 63 >> __builtin_clzll(found);
    uint64_t blank = equal(v, ' ') | (at_least(v, '\t') & ~at_least(v, '\r' + 1));
    uint64_t visible = ((found ^ last) | 1u) & ~blank;
    write_places(visible, base, starts);
    return write_places(behind(visible, ~found), base, ends);
}

static TARGET size_t go_by_blocks(const uint8_t *bytes, size_t size, bool news, size_t *start, uint32_t *starts,
                                  uint32_t *ends, size_t room)
{
    size_t at = *start, count = 0;
    while (size - at >= QUOTH__BLOCK_READS && room - count >= QUOTH__BLOCK_WRITES) {
        vector v = load(bytes + at);
        uint64_t beyond = beyond_ascii(v);
        uint64_t found = beyond == 0 ? ascii_boundaries(v) : mixed_boundaries(bytes + at, v, beyond, news);
        if (found == 0) break;
        if (starts != NULL)
            count += write_visible(v, found, (uint32_t)at, starts + count, ends + count);
        else
            count += write_places(found, (uint32_t)at, ends + count);
        at += 63 - (size_t)__builtin_clzll(found);
    }
    *start = at;
    return count;
}
