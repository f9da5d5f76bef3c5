/* boundary: the machines of tables.c, driven over bytes.
 *
 *   byte(s) ─► class ─► steps[32 * class + state] = next state + BREAK, FLUSH, MARK
 *
 *   BREAK  gives the place of this character
 *   MARK   keeps it as pending: a b . │ c joins, a b │ . │ ! does not, and only the character after the dot tells
 *   FLUSH  gives the pending one, before a BREAK of the same step
 *
 * Invariant: pending < place, and it counts only in the states of the PENDING mask; start is the last boundary given.
 *
 * Words of ASCII take a shorter way (ascii_block): the state is a shift, the row of a byte holds the next shift for all
 * eight states, and a block of 32 bytes becomes a mask of boundaries that is written out in one go. Where the processor
 * can, words go by blocks of 64 bytes (blocks.h), and the automaton takes what these leave. Graphemes are most of them
 * one plain character each, found without the automaton; within sentences it is asked where something may end.
 * Cost: O(n), each byte read once (bytes of a block that turns out not to be ASCII: twice). The work of words taken many
 * at once is a figure of their bytes, whatever way they went. */
#include "boundary.h"

#include "blocks.h"

#define WORK_TAKE 75u      /* a call of quoth__walk_take ... */
#define WORK_TAKEN 21u     /* ... and a byte of the words it gives */
#define WORK_CHARACTER 13u /* a character and ... */
#define WORK_BYTE 11u      /* ... each of its bytes, one by one */
#define WORK_PASSED 8u     /* a byte that needs no step */
#define WORK_BOUNDARY 75u
#define WORK_RUN 90u        /* a run of plain graphemes, ... */
#define WORK_RUN_BYTE 6u    /* a byte of it that goes with others, and ... */
#define WORK_RUN_SINGLE 45u /* a character that goes by itself */

typedef struct machine {
    const uint8_t *planes;
    const uint16_t *rows;
    const uint8_t *leaves;
    const uint8_t *steps;
    uint32_t pending;
} machine;

static const machine machines[] = {
    [QUOTH__WORDS] = {quoth__word_planes, quoth__word_rows, quoth__word_leaves, quoth__word_steps, QUOTH__WORD_PENDING},
    [QUOTH__WORDS_NEWS] = {quoth__word_planes, quoth__word_rows, quoth__word_leaves, quoth__word_steps,
                           QUOTH__WORD_PENDING},
    [QUOTH__SENTENCES] = {quoth__sentence_planes, quoth__sentence_rows, quoth__sentence_leaves, quoth__sentence_steps,
                          QUOTH__SENTENCE_PENDING},
    [QUOTH__GRAPHEMES] = {quoth__grapheme_planes, quoth__grapheme_rows, quoth__grapheme_leaves, quoth__grapheme_steps,
                          QUOTH__GRAPHEME_PENDING},
};

void quoth__walk_begin(quoth__walk *walk, quoth__unit unit, const uint8_t *bytes, size_t size)
{
    *walk = (quoth__walk){.bytes = bytes, .size = size, .unit = unit};
}

/* Reads one character and takes one step. Gives the actions. */
static inline uint32_t take_step(quoth__walk *walk, const machine *with)
{
    uint32_t c = quoth__utf8_next(walk->bytes, &walk->place);
    uint32_t class = quoth__look(with->planes, with->rows, with->leaves, c);
    if (c == 0x202F && walk->unit == QUOTH__WORDS_NEWS) class = QUOTH__WORD_OTHER;
    uint32_t step = with->steps[class << 5 | walk->state];
    walk->state = (uint8_t)(step & QUOTH__STEP_STATE);
    return step;
}

/* Characters of sentences that neither end one nor a line. */
#define INNER                                                                                                          \
    (1u << QUOTH__SENTENCE_OTHER | 1u << QUOTH__SENTENCE_SP | 1u << QUOTH__SENTENCE_LOWER |                            \
     1u << QUOTH__SENTENCE_UPPER | 1u << QUOTH__SENTENCE_NUMERIC | 1u << QUOTH__SENTENCE_CLOSE |                       \
     1u << QUOTH__SENTENCE_SCONTINUE)

static inline bool is_inner(uint8_t byte) { return byte < 0x80 && (INNER >> quoth__sentence_leaves[byte] & 1u) != 0; }

/* Where an inner character of ASCII was read and no full stop is being thought of, the state is that of the character
 * alone, and so is the one after each of its like that follow: they need no steps. Gives how many were passed over. */
static size_t pass_inner(quoth__walk *walk)
{
    const uint8_t *bytes = walk->bytes;
    uint8_t last = bytes[walk->place - 1];
    size_t at = walk->place;
    if (!is_inner(last) ||
        walk->state != (quoth__sentence_steps[quoth__sentence_leaves[last] << 5] & QUOTH__STEP_STATE))
        return 0;
    while (at < walk->size && is_inner(bytes[at])) at++;
    size_t passed = at - walk->place;
    walk->place = at;
    walk->state = quoth__sentence_steps[quoth__sentence_leaves[bytes[at - 1]] << 5] & QUOTH__STEP_STATE;
    return passed;
}

/* Reads up to the next boundary. False where the text ends first. */
static bool run_to_boundary(quoth__walk *walk, const machine *with, size_t *boundary)
{
    const bool sentences = walk->unit == QUOTH__SENTENCES;
    size_t from = walk->place, characters = 0, passed = 0;
    bool found = false;
    while (walk->place < walk->size && !found) {
        size_t at = walk->place;
        uint32_t step = take_step(walk, with);
        characters++;
        if ((step & (QUOTH__STEP_BREAK | QUOTH__STEP_FLUSH | QUOTH__STEP_MARK)) == 0) {
            if (sentences) passed += pass_inner(walk);
            continue;
        }
        if ((step & QUOTH__STEP_MARK) != 0) {
            walk->pending = at;
            continue;
        }
        found = true;
        *boundary = at;
        if ((step & QUOTH__STEP_FLUSH) != 0) {
            *boundary = walk->pending;
            if ((step & QUOTH__STEP_BREAK) != 0) walk->queued = at;
        }
    }
    walk->work += characters * WORK_CHARACTER + (walk->place - from - passed) * WORK_BYTE + passed * WORK_PASSED;
    return found;
}

/* The next boundary, or false after the end of the text, which is the last one. */
static bool find_boundary(quoth__walk *walk, size_t *boundary)
{
    const machine *with = &machines[walk->unit];
    walk->work += WORK_BOUNDARY;
    if (walk->queued != 0) {
        *boundary = walk->queued;
        walk->queued = 0;
        return true;
    }
    if (run_to_boundary(walk, with, boundary)) return true;
    bool open = (with->pending >> walk->state & 1u) != 0;
    *boundary = open ? walk->pending : walk->size;
    walk->state = 0;
    return walk->start < walk->size;
}

bool quoth__walk_next(quoth__walk *walk, size_t *start, size_t *end)
{
    size_t boundary;
    if (!find_boundary(walk, &boundary)) return false;
    *start = walk->start;
    *end = boundary;
    walk->start = boundary;
    return true;
}

/* --------------------------------------------------------------------------------------------------- many words at
 * once */

#define BLOCK 32      /* bytes of ASCII that make one mask */
#define BLOCK_ROOM 40 /* places that a block may write to: 33 boundaries, in groups of 8 */
#define NO_SLOT 255   /* of quoth__word_state_slot: a state that ASCII alone never reaches */

/* The lowest bit of a number that is not 0. */
static inline uint32_t lowest_bit(uint64_t bits)
{
#if defined(__GNUC__)
    return (uint32_t)__builtin_ctzll(bits);
#else
    uint32_t place = 0;
    for (; (bits & 1u) == 0; bits >>= 1) place++;
    return place;
#endif
}

static inline size_t count_bits(uint64_t bits)
{
    bits -= (bits >> 1) & 0x5555555555555555u;
    bits = (bits & 0x3333333333333333u) + ((bits >> 2) & 0x3333333333333333u);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (size_t)((bits * 0x0101010101010101u) >> 56);
}

/* Writes base + i for every bit i of a mask (bits below 63), eight at a time without asking; up to 7 places behind the
 * last are written too. Gives how many count. */
static inline size_t write_mask(uint64_t mask, uint32_t base, uint32_t *ends)
{
    size_t count = count_bits(mask);
    for (size_t i = 0; i < count; i += 8) {
        for (size_t k = 0; k < 8; k++) {
            ends[i + k] = base + lowest_bit(mask | 1ULL << 63);
            mask &= mask - 1;
        }
    }
    return count;
}

/* One ASCII byte: bit i + 1 of the result is a boundary before it, bit i one before the byte before it. `slot` is a
 * slot times 8; what lies in its lower bits is not looked at. */
static inline uint64_t ascii_byte(uint8_t byte, unsigned i, uint64_t *slot)
{
    *slot = quoth__word_ascii[byte] >> (*slot & 56);
    return (*slot & 3) << i;
}

/* Eight of them, written out: a shift by a constant is cheaper than one by a counter. */
static inline uint64_t ascii_mask(const uint8_t *bytes, uint64_t *slot)
{
    uint64_t mask = ascii_byte(bytes[0], 0, slot);
    mask |= ascii_byte(bytes[1], 1, slot);
    mask |= ascii_byte(bytes[2], 2, slot);
    mask |= ascii_byte(bytes[3], 3, slot);
    mask |= ascii_byte(bytes[4], 4, slot);
    mask |= ascii_byte(bytes[5], 5, slot);
    mask |= ascii_byte(bytes[6], 6, slot);
    return mask | ascii_byte(bytes[7], 7, slot);
}

/* Whether the short way may go on at `place`: eight ASCII bytes ahead, a state that has a slot, and a pending boundary,
 * if any, before the byte just read (where the masks expect it). */
static inline bool ascii_ahead(const quoth__walk *walk, uint8_t state, size_t place)
{
    if (walk->size - place < 8 || !QUOTH__ALL_ASCII(walk->bytes + place)) return false;
    if (quoth__word_state_slot[state] == NO_SLOT) return false;
    return (QUOTH__WORD_PENDING >> state & 1u) == 0 || walk->pending == place - 1;
}

/* The state after an ASCII byte, from its slot. The slot of an ordinary character stands also for the line ends. */
static uint8_t slot_state(uint64_t slot, uint8_t last)
{
    uint8_t class = quoth__word_leaves[last];
    if (class == QUOTH__WORD_LF || class == QUOTH__WORD_NEWLINE) {
        return quoth__word_steps[class << 5] & QUOTH__STEP_STATE;
    }
    return quoth__word_slot_state[slot >> 3 & 7];
}

/* Goes on over ASCII by eight bytes, from where ascii_ahead said yes, while there is room. */
static size_t take_ascii(quoth__walk *walk, uint32_t *ends, size_t room)
{
    const uint8_t *bytes = walk->bytes;
    uint64_t slot = (uint64_t)quoth__word_state_slot[walk->state] * 8;
    size_t count = 0, place = walk->place;
    bool ascii = true;
    while (ascii && room - count >= BLOCK_ROOM) {
        uint64_t mask = 0;
        size_t first = place;
        for (unsigned k = 0; k < BLOCK; k += 8) {
            ascii = walk->size - place >= 8 && QUOTH__ALL_ASCII(bytes + place);
            if (!ascii) break;
            mask |= ascii_mask(bytes + place, &slot) << k;
            place += 8;
        }
        count += write_mask(mask, (uint32_t)(first - 1), ends + count);
    }
    walk->state = slot_state(slot, bytes[place - 1]);
    walk->pending = place - 1;
    walk->place = place;
    return count;
}

/* Goes on over any characters, until ASCII lies ahead or fewer than two places are left. */
static size_t take_mixed(quoth__walk *walk, uint32_t *ends, size_t room)
{
    const uint8_t *bytes = walk->bytes;
    const bool news = walk->unit == QUOTH__WORDS_NEWS;
    uint32_t state = walk->state;
    size_t count = 0, place = walk->place;
    while (place < walk->size && room - count >= 2) {
        size_t at = place;
        if (bytes[at] < 0x80 && ascii_ahead(walk, (uint8_t)state, at)) break;
        uint32_t class = quoth__word_class(quoth__utf8_next(bytes, &place));
        if (news && class == QUOTH__WORD_NARROW_SPACE) class = QUOTH__WORD_OTHER;
        uint32_t step = quoth__word_steps[class << 5 | state];
        state = step & QUOTH__STEP_STATE;
        if ((step & QUOTH__STEP_MARK) != 0) walk->pending = at;
        if ((step & QUOTH__STEP_FLUSH) != 0) ends[count++] = (uint32_t)walk->pending;
        ends[count] = (uint32_t)at;
        count += step / QUOTH__STEP_BREAK & 1;
    }
    walk->state = (uint8_t)state;
    walk->place = place;
    return count;
}

/* As many words as fit; what is left at the end of the text or of the room goes one by one. */
static size_t take_words(quoth__walk *walk, uint32_t *ends, size_t capacity)
{
    size_t count = 0;
    if (walk->queued != 0) return 0;
    while (walk->place < walk->size && capacity - count >= BLOCK_ROOM) {
        bool ascii = ascii_ahead(walk, walk->state, walk->place);
        count += (ascii ? take_ascii : take_mixed)(walk, ends + count, capacity - count);
    }
    if (count > 0) walk->start = ends[count - 1];
    return count;
}

/* Goes on from the last boundary that was given. What was read beyond it is read again. */
static void begin_at_start(quoth__walk *walk)
{
    walk->place = walk->start;
    walk->queued = 0;
    walk->state = 0;
}

#define MOST_STEPS 256u

/* The same by blocks. Where a block gets nowhere, so many boundaries are found by the automaton: one, then twice as
 * many each time that the next block gets nowhere either. With `starts`: what is blank is left out (blocks.h). */
static size_t take_by_blocks(quoth__walk *walk, quoth__blocks blocks, uint32_t *starts, uint32_t *ends, size_t capacity)
{
    const bool news = walk->unit == QUOTH__WORDS_NEWS;
    size_t count = 0, steps = 1, boundary;
    while (walk->size - walk->start >= QUOTH__BLOCK_READS && capacity - count >= QUOTH__BLOCK_WRITES) {
        size_t before = walk->start;
        count += blocks(walk->bytes, walk->size, news, &walk->start, starts != NULL ? starts + count : NULL,
                        ends + count, capacity - count);
        begin_at_start(walk);
        if (walk->start > before) steps = 1;
        for (size_t i = 0; i < steps && count < capacity && find_boundary(walk, &boundary); i++) {
            ends[count] = (uint32_t)boundary;
            if (starts != NULL) starts[count] = (uint32_t)walk->start;
            count += starts == NULL || !quoth__is_blank(walk->bytes[walk->start]);
            walk->start = boundary;
        }
        if (steps < MOST_STEPS) steps *= 2;
        begin_at_start(walk);
    }
    return count;
}

/* ---------------------------------------------------------------------------------------------- many graphemes at once */

/* Characters between two of which there is always a boundary, by class. */
#define PLAIN                                                                                                          \
    (1u << QUOTH__GRAPHEME_OTHER | 1u << QUOTH__GRAPHEME_LF | 1u << QUOTH__GRAPHEME_CONTROL |                          \
     1u << QUOTH__GRAPHEME_LV | 1u << QUOTH__GRAPHEME_LVT | 1u << QUOTH__GRAPHEME_PICTOGRAPHIC)

#define RUN 32u /* bytes of ASCII that are looked at together */

/* Whether the next bytes are ASCII without CR: all of them plain. */
static inline bool plain_ascii(const uint8_t *bytes)
{
    uint64_t strange = 0;
    for (size_t i = 0; i < RUN; i += 8) {
        uint64_t word = quoth__load64(bytes + i), other = word ^ 0x0D0D0D0D0D0D0D0Du;
        strange |= word | ((other - 0x0101010101010101u) & ~other);
    }
    return (strange & QUOTH__HIGH_BITS) == 0;
}

/* The byte behind the character at `at`, or `at` where it is not plain. */
static inline size_t behind_plain(const quoth__walk *walk, size_t at)
{
    size_t next = at;
    uint32_t c = quoth__utf8_next(walk->bytes, &next);
    return PLAIN >> quoth__grapheme_class(c) & 1u ? next : at;
}

/* As many graphemes of one plain character as there are from the start on, the last of them left: what is behind it may
 * belong to it. */
static size_t take_plain(quoth__walk *walk, uint32_t *ends, size_t room)
{
    size_t count = 0, together = 0, at = walk->start, next = behind_plain(walk, at);
    while (next > at && next < walk->size && room - count >= RUN) {
        if (walk->size - at >= RUN && plain_ascii(walk->bytes + at)) {
            for (size_t i = 1; i < RUN; i++) ends[count + i - 1] = (uint32_t)(at + i);
            count += RUN - 1;
            together += RUN - 1;
            at += RUN - 1;
            next = at + 1;
            continue;
        }
        size_t after = behind_plain(walk, next);
        if (after == next) break;
        ends[count++] = (uint32_t)next;
        at = next;
        next = after;
    }
    walk->start = at;
    walk->work += WORK_RUN + together * WORK_RUN_BYTE + (count - together) * WORK_RUN_SINGLE;
    begin_at_start(walk);
    return count;
}

/* Any unit, many at once; words by any way, by blocks unless `blocks` is NULL. */
static size_t take_all(quoth__walk *walk, quoth__blocks blocks, uint32_t *ends, size_t capacity)
{
    const bool words = walk->unit <= QUOTH__WORDS_NEWS, graphemes = walk->unit == QUOTH__GRAPHEMES;
    size_t taken = 0, boundary;
    while (taken < capacity && walk->start < walk->size) {
        if (graphemes) taken += take_plain(walk, ends + taken, capacity - taken);
        if (words && blocks != NULL) taken += take_by_blocks(walk, blocks, NULL, ends + taken, capacity - taken);
        if (words) taken += take_words(walk, ends + taken, capacity - taken);
        if (taken == capacity || !find_boundary(walk, &boundary)) break;
        ends[taken++] = (uint32_t)boundary;
        walk->start = boundary;
    }
    return taken;
}

quoth_status quoth__walk_take(quoth_context *context, quoth__walk *walk, uint32_t *starts, uint32_t *ends,
                              size_t capacity, size_t *count)
{
    size_t first = walk->start;
    uint64_t work = walk->work;
    size_t taken = take_all(walk, quoth__blocks_of(context->path), ends, capacity);
    if (walk->unit <= QUOTH__WORDS_NEWS) walk->work = work + WORK_TAKE + (walk->start - first) * WORK_TAKEN;
    if (starts != NULL && taken > 0) {
        starts[0] = (uint32_t)first;
        memcpy(starts + 1, ends, (taken - 1) * sizeof *ends);
    }
    *count = taken;
    return quoth__walk_charge(context, walk);
}

/* Leaves out the blank ones of segments that follow each other from `start` on. Gives how many are left. */
static size_t leave_blanks(const uint8_t *bytes, uint32_t start, size_t count, uint32_t *starts, uint32_t *ends)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t end = ends[i];
        bool blank = quoth__is_blank(bytes[start]);
        starts[kept] = start;
        ends[kept] = end;
        kept += !blank;
        start = end;
    }
    return kept;
}

quoth_status quoth__walk_take_visible(quoth_context *context, quoth__walk *walk, uint32_t *starts, uint32_t *ends,
                                      size_t capacity, size_t *count)
{
    quoth__blocks blocks = quoth__blocks_of(context->path);
    size_t first = walk->start, taken = 0;
    uint64_t work = walk->work;
    if (blocks != NULL) taken = take_by_blocks(walk, blocks, starts, ends, capacity);
    if (blocks == NULL || walk->size - walk->start < QUOTH__BLOCK_READS) {
        uint32_t from = (uint32_t)walk->start;
        size_t got = take_all(walk, NULL, ends + taken, capacity - taken);
        taken += leave_blanks(walk->bytes, from, got, starts + taken, ends + taken);
    }
    walk->work = work + (walk->start - first) * WORK_TAKEN;
    *count = taken;
    return quoth__walk_charge(context, walk);
}
