/* lanes: one text against many patterns at once, a pattern a lane of a vector.
 *
 *   patterns of a batch, sorted by length:    lane 0   lane 1   lane 2 ...      lanes as wide as the longest pattern
 *                                                                               needs: 16, 32 or 64 bits, or words of 64
 *   map[id] ─► row ─► rows  row 0: no pattern has the token
 *                           row 1: [bits of lane 0][bits of lane 1][...]        bit i: the token is the pattern's i-th
 *   text, as rows:  3 0 1 7 2 ...   a step of all lanes for each
 *
 * The rows are shared by all patterns of the batch, and found by one look into a table for all lanes, not one a lane.
 * The Levenshtein distance is read off at the end: the length of the text and the bits that say +1, less those that
 * say -1 (Myers 1999, Hyyrö 2003). For the longest common subsequence (Hyyrö 2004) tokens that no pattern has are left
 * out of the text.
 *
 * Paths: vectors of 16 bytes that the compiler makes of what the processor has, of 32 for AVX2, of 64 for AVX-512 with
 * its logic of three operands. The arithmetic is that of whole numbers in all, and so are the results.
 *
 * Cost: of n tokens of text about 10 operations a vector and token for Levenshtein, 3 or 4 for the other; memory of a
 * batch: 256 bytes (AVX-512) for each token that its patterns have, at most 2,048 of them up to 64 tokens a pattern. */
#ifndef QUOTH_LANES_H
#define QUOTH_LANES_H

#include "measures.h"

#define QUOTH__LANES_MAX 128u       /* of a batch */
#define QUOTH__LANE_PATTERN 512u    /* tokens of a pattern at most */
#define QUOTH__LANE_TEXT (1u << 14) /* of a text: longer ones are compared one by one */
#define QUOTH__LANE_WORDS (QUOTH__LANE_PATTERN / 64)

enum { QUOTH__LANE_16, QUOTH__LANE_32, QUOTH__LANE_64, QUOTH__LANE_LONG, QUOTH__LANE_CLASSES };

/* One text against a batch. `rows`, `mask`, `lengths` and `out` are aligned to 64. A kernel adds to each lane of `out`
 * the distance, `limit` where it is greater, shifted left by `shift` bits: distances of several texts fit into a lane,
 * so that they are written together. */
typedef struct quoth__lane_run {
    const void *rows;
    const uint32_t *text;
    size_t known; /* rows in `text` */
    size_t count; /* tokens of the text, also those that were left out: up to QUOTH__LANE_TEXT */
    size_t words;
    const void *mask, *lengths; /* of the patterns: the bits they have in each word, their tokens */
    void *out;
    uint32_t limit; /* up to 2^15 - 1 where lanes have 16 bits */
    unsigned shift;
    bool indel; /* of the longest common subsequence: the Indel distance, else the LCS distance */
} quoth__lane_run;
typedef void quoth__kernel(const quoth__lane_run *run);
typedef struct quoth__kernels {
    size_t bytes; /* of a vector */
    quoth__kernel *levenshtein[QUOTH__LANE_CLASSES], *lcs[QUOTH__LANE_CLASSES];
} quoth__kernels;

extern const quoth__kernels quoth__kernels_portable;
#if defined(__GNUC__) && defined(__x86_64__)
extern const quoth__kernels quoth__kernels_avx2, quoth__kernels_avx512;
#endif
/* Those of the path of a context. */
const quoth__kernels *quoth__kernels_of(const quoth_context *context);

/* Sequences with dense ids: sequence i is ids[starts[i] .. starts[i + 1]). */
typedef struct quoth__dense {
    uint32_t *ids;
    size_t *starts;
    size_t count, total;
} quoth__dense;

/* Gives two sets of sequences dense ids, the most frequent first: the same for a token on both sides. `b` may be NULL.
 * Free each with quoth__dense_free, also when this fails. Linear. */
QUOTH_CHECKED quoth_status quoth__dense_make(quoth_context *context, const quoth_sequences *a, size_t a_from,
                                             size_t a_to, const quoth_sequences *b, quoth__dense *dense_a,
                                             quoth__dense *dense_b, size_t *vocabulary);
void quoth__dense_free(const quoth_allocator *allocator, quoth__dense *dense);
static inline size_t quoth__dense_length(const quoth__dense *dense, size_t i)
{
    return dense->starts[i + 1] - dense->starts[i];
}

/* A batch: patterns of one set in lanes. */
typedef struct quoth__batch {
    const quoth__kernels *kernels;
    size_t lanes; /* in use */
    size_t width; /* lanes there are */
    size_t words, class_;
    size_t shortest, longest;
    uint32_t items[QUOTH__LANES_MAX], lengths[QUOTH__LANES_MAX];
    uint16_t *map; /* of dense ids; all 0 between batches */
    size_t map_count;
    quoth__array ids, rows; /* of row r > 0 its id; bytes of all rows, with room to align them */
    uint32_t *text;         /* the rows of a text */
    size_t text_count;
    _Alignas(64) uint8_t mask[64 * 4 * QUOTH__LANE_WORDS];
    _Alignas(64) uint8_t lane_lengths[64 * 4]; /* as wide as the lanes */
    _Alignas(64) uint8_t out[64 * 4];
} quoth__batch;

/* Makes room for batches over a vocabulary and for texts up to a length. Must not be moved. */
QUOTH_CHECKED quoth_status quoth__batch_make(quoth_context *context, size_t vocabulary, size_t longest_text,
                                             quoth__batch *batch);
void quoth__batch_free(const quoth_allocator *allocator, quoth__batch *batch);
/* How many patterns of this length, of up to 512 tokens, make a batch. */
size_t quoth__batch_width(const quoth__batch *batch, size_t longest);
/* Loads patterns items[0 .. lanes), which are sorted by length. */
QUOTH_CHECKED quoth_status quoth__batch_load(quoth_context *context, quoth__batch *batch, const quoth__dense *patterns,
                                             const uint32_t *items, size_t lanes);
/* How many bits a lane has: 16, 32 or 64. */
static inline unsigned quoth__batch_bits(const quoth__batch *batch)
{
    return batch->class_ >= QUOTH__LANE_64 ? 64 : 16u << batch->class_;
}
/* Adds the distance of a text from each pattern to batch->out, shifted (quoth__lane_run); one above the bound is
 * bound + 1. The caller clears `out`. */
QUOTH_CHECKED quoth_status quoth__batch_run(quoth_context *context, quoth__batch *batch, quoth_measure measure,
                                            const uint32_t *text, size_t count, uint64_t bound, unsigned shift);
/* The distance in a lane that holds one. */
static inline uint32_t quoth__batch_distance(const quoth__batch *batch, size_t lane)
{
    switch (batch->class_) {
    case QUOTH__LANE_16: return ((const uint16_t *)(const void *)batch->out)[lane];
    case QUOTH__LANE_32: return ((const uint32_t *)(const void *)batch->out)[lane];
    default: return (uint32_t)((const uint64_t *)(const void *)batch->out)[lane];
    }
}

/* Orders items 0 .. count by length, stable; those longer than QUOTH__LANE_PATTERN come last. `order` holds `count`.
 * Gives how many are short enough for a lane. */
QUOTH_CHECKED quoth_status quoth__order_by_length(quoth_context *context, const quoth__dense *dense, uint32_t *order,
                                                  size_t *short_enough);

#endif
