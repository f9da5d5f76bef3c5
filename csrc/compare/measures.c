/* measures: which measure is which, those that take one pass, and the public calls. */
#include "measures.h"

static const char *const names[QUOTH_MEASURE_COUNT] = {
    "levenshtein", "indel", "lcs",          "osa",  "damerau", "hamming",     "prefix",
    "postfix",     "jaro",  "jaro_winkler", "dice", "jaccard", "containment", "cosine",
};

const char *quoth_measure_name(quoth_measure measure)
{
    return (unsigned)measure < QUOTH_MEASURE_COUNT ? names[measure] : "unknown measure";
}

quoth_status quoth__trim(quoth_context *context, const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
                         quoth__two *trimmed)
{
    static const uint32_t nothing = 0;
    if (!a) a = &nothing;
    if (!b) b = &nothing;
    quoth__two p = {a, b, a_count, b_count};
    if (a_count > b_count) p = (quoth__two){b, a, b_count, a_count};
    size_t head = 0, tail = 0;
    while (head < p.m && p.pattern[head] == p.text[head]) head++;
    while (tail < p.m - head && p.pattern[p.m - 1 - tail] == p.text[p.n - 1 - tail]) tail++;
    *trimmed = (quoth__two){p.pattern + head, p.text + head, p.m - head - tail, p.n - head - tail};
    return quoth__work(context, 10 + 5 * (uint64_t)(head + tail));
}

/* ------------------------------------------------------------------------------------------------ likenesses */

uint64_t quoth__most(quoth_measure measure, size_t a_count, size_t b_count)
{
    if (measure == QUOTH_INDEL) return (uint64_t)a_count + b_count;
    if (!quoth__measure_is_edits(measure)) return QUOTH_ONE;
    return a_count > b_count ? a_count : b_count;
}

bool quoth__likeness_reaches(const quoth_likeness *likeness, uint32_t at_least)
{
    if (likeness->most == 0) return true;
    uint64_t alike = likeness->most - likeness->distance;
    if (likeness->most < (uint64_t)1 << 33) return alike * QUOTH_ONE >= at_least * likeness->most;
    /* Sums of weights may be longer: the same by long division. */
    uint64_t whole = likeness->most / QUOTH_ONE, rest = likeness->most % QUOTH_ONE;
    uint64_t product = rest * at_least;
    return alike >= whole * at_least + product / QUOTH_ONE + (product % QUOTH_ONE != 0);
}

double quoth__likeness_share(const quoth_likeness *likeness)
{
    return likeness->most == 0 ? 1.0 : (double)(likeness->most - likeness->distance) / (double)likeness->most;
}

/* --------------------------------------------------------------------------------------------------- one pass */

static quoth_status hamming(quoth_context *context, const uint32_t *a, size_t a_count, const uint32_t *b,
                            size_t b_count, uint64_t bound, uint64_t *distance)
{
    size_t shorter = a_count < b_count ? a_count : b_count, i = 0;
    uint64_t found = (a_count > b_count ? a_count : b_count) - shorter;
    while (i < shorter && found <= bound) {
        size_t end = shorter - i > 256 ? i + 256 : shorter;
        QUOTH__TRY(quoth__work(context, 6 * (uint64_t)(end - i)));
        for (; i < end; i++) found += a[i] != b[i];
    }
    *distance = found;
    return QUOTH_OK;
}

static quoth_status ends(quoth_context *context, bool last, const uint32_t *a, size_t a_count, const uint32_t *b,
                         size_t b_count, uint64_t *distance)
{
    size_t shorter = a_count < b_count ? a_count : b_count, longer = a_count < b_count ? b_count : a_count, same = 0;
    if (last)
        while (same < shorter && a[a_count - 1 - same] == b[b_count - 1 - same]) same++;
    else
        while (same < shorter && a[same] == b[same]) same++;
    *distance = longer - same;
    return quoth__work(context, 10 + 6 * (uint64_t)same);
}

static quoth_status transposed(quoth_context *context, quoth_measure measure, const uint32_t *a, size_t a_count,
                               const uint32_t *b, size_t b_count, uint64_t bound, uint64_t *distance)
{
    quoth__two two;
    QUOTH__TRY(quoth__trim(context, a, a_count, b, b_count, &two));
    *distance = two.n;
    if (two.m == 0 || two.n - two.m > bound) return QUOTH_OK;
    if (bound == 0) {
        *distance = 1;
        return QUOTH_OK;
    }
    return measure == QUOTH_OSA ? quoth__osa(context, &two, bound, distance)
                                : quoth__damerau(context, &two, bound, distance);
}

/* ---------------------------------------------------------------------------------------------------- together */

static quoth_status distance_of(quoth_context *context, quoth_measure measure, const uint32_t *a, size_t a_count,
                                const uint32_t *b, size_t b_count, uint64_t bound, uint64_t *distance)
{
    switch (measure) {
    case QUOTH_OSA:
    case QUOTH_DAMERAU: return transposed(context, measure, a, a_count, b, b_count, bound, distance);
    case QUOTH_HAMMING: return hamming(context, a, a_count, b, b_count, bound, distance);
    case QUOTH_PREFIX: return ends(context, false, a, a_count, b, b_count, distance);
    case QUOTH_POSTFIX: return ends(context, true, a, a_count, b, b_count, distance);
    case QUOTH_JARO: return quoth__jaro(context, false, a, a_count, b, b_count, distance);
    case QUOTH_JARO_WINKLER: return quoth__jaro(context, true, a, a_count, b, b_count, distance);
    default: return quoth__distance(context, measure, a, a_count, b, b_count, bound, distance);
    }
}

quoth_status quoth__measure(quoth_context *context, quoth_measure measure, const quoth_weights *weights,
                            const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, uint64_t bound,
                            quoth_likeness *likeness)
{
    if (quoth__measure_is_bags(measure)) {
        QUOTH__TRY(quoth__bags(context, measure, weights, a, a_count, b, b_count, likeness));
    } else {
        QUOTH__TRY(distance_of(context, measure, a, a_count, b, b_count, bound, &likeness->distance));
        likeness->most = quoth__most(measure, a_count, b_count);
    }
    if (likeness->distance > bound) likeness->distance = bound + 1;
    return QUOTH_OK;
}

quoth_status quoth__weights_check(quoth_context *context, const quoth_weights *weights)
{
    if (!weights) return QUOTH_OK;
    if (!weights->of && weights->count)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "weights that are not empty are NULL");
    for (size_t i = 0; i < weights->count; i++)
        if (weights->of[i] > QUOTH_WEIGHT_MAX)
            return quoth__fail(context, QUOTH_BAD_ARGUMENT, i, "the weight of id %zu is above %u", i, QUOTH_WEIGHT_MAX);
    return quoth__work(context, 3 * (uint64_t)weights->count);
}

quoth_status quoth__measure_check(quoth_context *context, quoth_measure measure, const quoth_weights *weights)
{
    if ((unsigned)measure >= QUOTH_MEASURE_COUNT)
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "there is no measure %d", (int)measure);
    if (weights && !quoth__measure_is_bags(measure))
        return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "the measure %s takes no weights",
                           quoth_measure_name(measure));
    return quoth__weights_check(context, weights);
}

static quoth_status compare(quoth_context *context, quoth_measure measure, const quoth_weights *weights,
                            const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, uint64_t bound,
                            quoth_likeness *likeness)
{
    quoth_likeness found;
    QUOTH__TRY(quoth__measure_check(context, measure, weights));
    QUOTH__TRY(quoth__sequences_check(context, a, a_count, b, b_count));
    QUOTH__TRY(quoth__measure(context, measure, weights, a, a_count, b, b_count, bound, &found));
    *likeness = found;
    return QUOTH_OK;
}

quoth_status quoth_compare(quoth_context *context, quoth_measure measure, const quoth_weights *weights,
                           const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, uint64_t bound,
                           quoth_likeness *likeness)
{
    quoth__enter(context);
    return quoth__leave(context, compare(context, measure, weights, a, a_count, b, b_count, bound, likeness));
}

quoth_status quoth_distance(quoth_context *context, quoth_measure measure, const uint32_t *a, size_t a_count,
                            const uint32_t *b, size_t b_count, uint64_t bound, uint64_t *distance)
{
    quoth_likeness likeness = {0, 0};
    quoth_status status = quoth_compare(context, measure, NULL, a, a_count, b, b_count, bound, &likeness);
    if (status == QUOTH_OK) *distance = likeness.distance;
    return status;
}

quoth_status quoth_similarity(quoth_context *context, quoth_measure measure, const uint32_t *a, size_t a_count,
                              const uint32_t *b, size_t b_count, double *similarity)
{
    quoth_likeness likeness = {0, 0};
    quoth_status status = quoth_compare(context, measure, NULL, a, a_count, b, b_count, UINT64_MAX, &likeness);
    if (status == QUOTH_OK) *similarity = quoth__likeness_share(&likeness);
    return status;
}
