/* memory: every allocation of the library passes through here; sizes are checked before they are multiplied. */
#include <stdlib.h>

#include "base.h"

static void *malloc_reallocate(void *user, void *pointer, size_t old_size, size_t new_size)
{
    (void)user;
    (void)old_size;
    if (new_size == 0) {
        free(pointer);
        return NULL;
    }
    return realloc(pointer, new_size);
}

const quoth_allocator quoth__malloc_allocator = {malloc_reallocate, NULL};

/* The bytes of `count` things, at least 1 so that the allocator never takes a request for a release. */
static bool sized(size_t count, size_t size, size_t *bytes)
{
    if (size && count > SIZE_MAX / 2 / size) return false;
    size_t product = count * size;
    *bytes = product > 0 ? product : 1;
    return true;
}

static quoth_status no_memory(quoth_context *context, size_t bytes)
{
    return quoth__fail(context, QUOTH_NO_MEMORY, UINT64_MAX, "no memory for %zu bytes", bytes);
}

quoth_status quoth__allocate(quoth_context *context, size_t count, size_t size, void **pointer)
{
    size_t bytes;
    if (!sized(count, size, &bytes))
        return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "%zu things of %zu bytes are too many", count, size);
    void *got = context->allocator.reallocate(context->allocator.user, NULL, 0, bytes);
    if (!got) return no_memory(context, bytes);
    *pointer = got;
    return QUOTH_OK;
}

quoth_status quoth__allocate_zeroed(quoth_context *context, size_t count, size_t size, void **pointer)
{
    QUOTH__TRY(quoth__allocate(context, count, size, pointer));
    memset(*pointer, 0, count * size);
    return QUOTH_OK;
}

void quoth__free(const quoth_allocator *allocator, void *pointer, size_t count, size_t size)
{
    size_t bytes;
    if (pointer && sized(count, size, &bytes)) allocator->reallocate(allocator->user, pointer, bytes, 0);
}

quoth_status quoth__array_reserve(quoth_context *context, quoth__array *array, size_t more, size_t size)
{
    if (array->capacity - array->count >= more) return QUOTH_OK;
    size_t wanted = array->count + more, doubled = array->capacity < SIZE_MAX / 4 ? array->capacity * 2 : 0;
    size_t capacity = wanted < array->count ? SIZE_MAX : wanted > doubled ? wanted : doubled;
    if (capacity < 8) capacity = 8;
    size_t bytes, old_bytes;
    if (!sized(capacity, size, &bytes) || !sized(array->capacity, size, &old_bytes))
        return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "%zu things of %zu bytes are too many", capacity,
                           size);
    void *got = context->allocator.reallocate(context->allocator.user, array->data, array->data ? old_bytes : 0, bytes);
    if (!got) return no_memory(context, bytes);
    array->data = got;
    array->capacity = capacity;
    return QUOTH_OK;
}

quoth_status quoth__array_push(quoth_context *context, quoth__array *array, size_t size, void **thing)
{
    QUOTH__TRY(quoth__array_reserve(context, array, 1, size));
    void *place = (char *)array->data + array->count++ * size;
    memset(place, 0, size);
    *thing = place;
    return QUOTH_OK;
}

quoth_status quoth__array_append(quoth_context *context, quoth__array *array, const void *bytes, size_t more)
{
    if (more == 0) return QUOTH_OK;
    QUOTH__TRY(quoth__array_reserve(context, array, more, 1));
    memcpy((char *)array->data + array->count, bytes, more);
    array->count += more;
    return QUOTH_OK;
}

void quoth__array_free(const quoth_allocator *allocator, quoth__array *array, size_t size)
{
    quoth__free(allocator, array->data, array->capacity, size);
    *array = (quoth__array){0};
}

/* Blocks stand in a list, the newest first; only the newest has room. */
#define ARENA_BLOCK 4096u

typedef struct quoth__arena_block {
    struct quoth__arena_block *before;
    size_t size; /* of the whole block */
} quoth__arena_block;

quoth_status quoth__arena_take(quoth_context *context, quoth__arena *arena, size_t bytes, void **pointer)
{
    const size_t head = (sizeof(quoth__arena_block) + 15) & ~(size_t)15;
    if (bytes > SIZE_MAX / 4) return no_memory(context, bytes);
    size_t wanted = (bytes + 15) & ~(size_t)15;
    if (!arena->block || arena->block->size - arena->used < wanted) {
        size_t size = head + (wanted > ARENA_BLOCK - head ? wanted : ARENA_BLOCK - head);
        void *got;
        QUOTH__TRY(quoth__allocate(context, 1, size, &got));
        quoth__arena_block *block = got;
        block->before = arena->block;
        block->size = size;
        arena->block = block;
        arena->used = head;
    }
    *pointer = (char *)arena->block + arena->used;
    arena->used += wanted;
    return QUOTH_OK;
}

void quoth__arena_free(const quoth_allocator *allocator, quoth__arena *arena)
{
    while (arena->block) {
        quoth__arena_block *block = arena->block;
        arena->block = block->before;
        quoth__free(allocator, block, 1, block->size);
    }
    arena->used = 0;
}
