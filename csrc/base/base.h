/* base: what every floor stands on - the context (allocator, limits, work, error), buffers that grow, bytes that hash.
 *
 *   context ── allocator, limits ── error of the last call
 *      │
 *      └── work: rises with every loop; past `poll_at` it asks whether to go on
 *
 * Rule of the work counter: a unit is about one instruction of the portable code. Every loop over input charges before
 * or after its run, in one call for many steps, so that a call's work is a figure of the input and never of the
 * machine. */
#ifndef QUOTH_BASE_H
#define QUOTH_BASE_H

#include <stdarg.h>
#include <string.h>

#include "../../include/quoth.h"

#define QUOTH__NONE UINT32_MAX

/* Return early from a function when a call failed. */
#define QUOTH__TRY(call)                                                                                               \
    do {                                                                                                               \
        quoth_status quoth__tried = (call);                                                                            \
        if (quoth__tried != QUOTH_OK) return quoth__tried;                                                             \
    } while (0)

/* The same where something is to be freed first: the function ends with `done:` and returns `status`. */
#define QUOTH__GOTO(call)                                                                                              \
    do {                                                                                                               \
        status = (call);                                                                                               \
        if (status != QUOTH_OK) goto done;                                                                             \
    } while (0)

struct quoth_context {
    quoth_allocator allocator;
    uint64_t max_bytes, max_tokens, max_work;
    uint32_t max_depth;
    quoth_path path; /* never QUOTH_PATH_BEST */
    bool (*progress)(void *user, uint64_t work);
    void *progress_user;
    const int *cancel;
    uint64_t work;    /* of this call */
    uint64_t poll_at; /* the work at which to look at limit, cancel flag and progress again */
    uint32_t calls;   /* depth of public calls within public calls: only the outermost clears work and error */
    quoth_error error;
};

/* ------------------------------------------------------------------------------- calls, errors and work (context.c) */

/* Every public function that takes a context begins with quoth__enter and ends with `return quoth__leave(context,
 * status)`: the outermost call clears the error and the work. */
void quoth__enter(quoth_context *context);
quoth_status quoth__leave(quoth_context *context, quoth_status status);

/* Notes an error and returns its status: `return quoth__fail(context, QUOTH_BAD_ARGUMENT, UINT64_MAX, "...", ...)`. */
#if defined(__GNUC__)
__attribute__((format(printf, 4, 5)))
#endif
quoth_status
quoth__fail(quoth_context *context, quoth_status status, uint64_t place, const char *format, ...);
/* The analyzer does not see into context.c: the status that comes back is the one that was given. */
#ifdef __clang_analyzer__
#define quoth__fail(context, status, ...) ((void)quoth__fail(context, status, __VA_ARGS__), (status))
#endif

quoth_status quoth__poll(quoth_context *context);

/* Charges units of work. Cheap: one addition and one comparison. */
QUOTH_CHECKED static inline quoth_status quoth__work(quoth_context *context, uint64_t units)
{
    context->work += units;
    return context->work < context->poll_at ? QUOTH_OK : quoth__poll(context);
}

/* ------------------------------------------------------------------------------------------------ memory (memory.c) */

extern const quoth_allocator quoth__malloc_allocator;

/* `count` things of `size` bytes, not cleared. Free with quoth__free and the same count and size. A count of 0 gives a
 * pointer that must be freed too. Errors: QUOTH_NO_MEMORY, QUOTH_TOO_LARGE when the product overflows. */
quoth_status quoth__allocate(quoth_context *context, size_t count, size_t size, void **pointer);
quoth_status quoth__allocate_zeroed(quoth_context *context, size_t count, size_t size, void **pointer);
void quoth__free(const quoth_allocator *allocator, void *pointer, size_t count, size_t size);

/* A growing array of things of one size:
 *
 *   data ─► [0][1][2] ... [count-1] | room up to capacity
 *
 * Begin with {0}. Growth doubles. */
typedef struct quoth__array {
    void *data;
    size_t count, capacity;
} quoth__array;

/* Makes room for `more` things beyond count. */
quoth_status quoth__array_reserve(quoth_context *context, quoth__array *array, size_t more, size_t size);
/* Appends one cleared thing and gives its place, good until the next growth. */
quoth_status quoth__array_push(quoth_context *context, quoth__array *array, size_t size, void **thing);
/* Appends `more` bytes (size 1). */
quoth_status quoth__array_append(quoth_context *context, quoth__array *array, const void *bytes, size_t more);
void quoth__array_free(const quoth_allocator *allocator, quoth__array *array, size_t size);

/* The element type is checked by the reader of the code, not by C: use one macro per array in a file. */
#define QUOTH__AT(array, type, index) (((type *)(array).data)[index])

/* An arena: many small things that are freed together. Begin with {0}. Pointers stay. Aligned to 16. */
typedef struct quoth__arena {
    struct quoth__arena_block *block;
    size_t used;
} quoth__arena;
quoth_status quoth__arena_take(quoth_context *context, quoth__arena *arena, size_t bytes, void **pointer);
void quoth__arena_free(const quoth_allocator *allocator, quoth__arena *arena);

/* -------------------------------------------------------------------------------------------------- bytes (bytes.c) */

/* Hands a text out: its length, and into `buffer` what fits of it, whole characters only, with a NUL. */
void quoth__hand_out(const quoth__array *text, char *buffer, size_t capacity, size_t *length);

/* A hash of bytes, the same on every machine and run. Not secret: tables that use it bound their probes by growth. */
uint64_t quoth__hash(const void *bytes, size_t length);

/* Strings to dense ids 0, 1, 2, ... in the order of their first coming. Exact: equal id means equal bytes.
 *
 *   slots (open addressing, load ≤ 1/2): upper half of the hash, id + 1; or 0 where empty
 *   entry[id]: hash, offset, length ─► bytes                                             */
typedef struct quoth__strings {
    quoth__array bytes;   /* char */
    quoth__array entries; /* quoth__strings_entry */
    uint64_t *slots;
    size_t slot_count; /* a power of two, or 0 */
} quoth__strings;

typedef struct quoth__strings_entry {
    uint64_t hash;
    size_t offset;
    uint32_t length;
} quoth__strings_entry;

quoth_status quoth__strings_add(quoth_context *context, quoth__strings *strings, const void *bytes, size_t length,
                                uint32_t *id);
/* The id of a string that is there, or QUOTH__NONE. */
uint32_t quoth__strings_find(const quoth__strings *strings, const void *bytes, size_t length);
static inline uint32_t quoth__strings_count(const quoth__strings *strings) { return (uint32_t)strings->entries.count; }
/* The string of an id; {NULL, 0} where there is none. Good until the next adding. */
static inline quoth_string quoth__strings_get(const quoth__strings *strings, uint32_t id)
{
    if (id >= quoth__strings_count(strings)) return (quoth_string){NULL, 0};
    const quoth__strings_entry *entry = &QUOTH__AT(strings->entries, quoth__strings_entry, id);
    const char *bytes = strings->bytes.data ? (const char *)strings->bytes.data + entry->offset : "";
    return (quoth_string){bytes, entry->length};
}
void quoth__strings_free(const quoth_allocator *allocator, quoth__strings *strings);

#endif
