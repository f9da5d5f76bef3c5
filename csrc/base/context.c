/* context: limits, the work counter, and the error of the last call.
 *
 * Invariant: work < poll_at means that nothing need be looked at. poll_at is the next moment to look: at most POLL_STEP
 * away, and never past the limit of work, so that a call stops within one charge of its limit. */
#include <stdio.h>

#include "base.h"

#define POLL_STEP 32768u

static const char *const status_names[] = {"ok",         "no memory", "bad argument", "bad UTF-8",   "too large",
                                           "over limit", "cancelled", "not found",    "bad language"};

const char *quoth_status_name(quoth_status status)
{
    size_t index = (size_t)status;
    return index < sizeof status_names / sizeof *status_names ? status_names[index] : "unknown status";
}

static void next_poll(quoth_context *context)
{
    context->poll_at = context->work + POLL_STEP;
    if (context->poll_at > context->max_work) context->poll_at = context->max_work + 1;
}

void quoth__enter(quoth_context *context)
{
    if (context->calls++ > 0) return;
    context->work = 0;
    next_poll(context);
    context->error.status = QUOTH_OK;
    context->error.place = UINT64_MAX;
    context->error.message[0] = '\0';
}

quoth_status quoth__leave(quoth_context *context, quoth_status status)
{
    context->calls--;
    return status;
}

quoth_status(quoth__fail)(quoth_context *context, quoth_status status, uint64_t place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int written = vsnprintf(context->error.message, sizeof context->error.message, format, arguments);
    va_end(arguments);
    if (written < 0) context->error.message[0] = '\0';
    context->error.status = status;
    context->error.place = place;
    return status;
}

quoth_status quoth__poll(quoth_context *context)
{
    if (context->work > context->max_work)
        return quoth__fail(context, QUOTH_OVER_LIMIT, UINT64_MAX,
                           "the call took more units of work than max_work (%llu)",
                           (unsigned long long)context->max_work);
    next_poll(context);
    bool stop = context->cancel && __atomic_load_n(context->cancel, __ATOMIC_RELAXED);
    if (!stop && context->progress) stop = !context->progress(context->progress_user, context->work);
    return stop ? quoth__fail(context, QUOTH_CANCELLED, UINT64_MAX, "the call was cancelled") : QUOTH_OK;
}

/* Whether the code of a path was built and the processor can run it. */
static bool has_path(quoth_path path)
{
    switch (path) {
    case QUOTH_PATH_PORTABLE: return true;
#if defined(__GNUC__) && defined(__x86_64__)
    case QUOTH_PATH_AVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
    case QUOTH_PATH_AVX512:
        return has_path(QUOTH_PATH_AVX2) && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi") &&
               __builtin_cpu_supports("avx512vbmi2");
#endif
#if defined(__GNUC__) && defined(__aarch64__)
    case QUOTH_PATH_NEON: return true;
#endif
    default: return false;
    }
}

static quoth_path best_path(void)
{
    static const quoth_path paths[] = {QUOTH_PATH_AVX512, QUOTH_PATH_AVX2, QUOTH_PATH_NEON};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        if (has_path(paths[i])) return paths[i];
    }
    return QUOTH_PATH_PORTABLE;
}

static uint64_t limit_or(uint64_t limit, uint64_t standard)
{
    return limit == 0 || limit > standard ? standard : limit;
}

quoth_status quoth_context_make(const quoth_context_options *options, quoth_context **context)
{
    quoth_context_options chosen = {0};
    if (options) {
        if (options->size != sizeof chosen) return QUOTH_BAD_ARGUMENT;
        chosen = *options;
    }
    if (chosen.path == QUOTH_PATH_BEST) chosen.path = best_path();
    if (!has_path(chosen.path)) return QUOTH_BAD_ARGUMENT;
    if (!chosen.allocator.reallocate) chosen.allocator = quoth__malloc_allocator;
    quoth_context *made = chosen.allocator.reallocate(chosen.allocator.user, NULL, 0, sizeof *made);
    if (!made) return QUOTH_NO_MEMORY;
    *made = (quoth_context){.allocator = chosen.allocator,
                            .max_bytes = limit_or(chosen.max_bytes, UINT32_MAX - 1),
                            .max_tokens = limit_or(chosen.max_tokens, UINT32_MAX - 1),
                            .max_work = limit_or(chosen.max_work, UINT64_MAX - 1),
                            .max_depth = chosen.max_depth ? chosen.max_depth : 64,
                            .path = chosen.path,
                            .progress = chosen.progress,
                            .progress_user = chosen.progress_user,
                            .cancel = chosen.cancel,
                            .error = {.place = UINT64_MAX}};
    next_poll(made);
    *context = made;
    return QUOTH_OK;
}

void quoth_context_free(quoth_context *context)
{
    if (!context) return;
    quoth_allocator allocator = context->allocator;
    allocator.reallocate(allocator.user, context, sizeof *context, 0);
}

const quoth_error *quoth_context_error(const quoth_context *context) { return &context->error; }

uint64_t quoth_context_work(const quoth_context *context) { return context->work; }
