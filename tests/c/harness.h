/* What the C tests share: an allocator that counts, checks sizes and fails at the k-th call, and the sweep that makes
 * every allocation of a call fail in turn. Everything is static inline: each test is a program of its own. */
#ifndef HARNESS_H
#define HARNESS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../include/quoth.h"

typedef struct faulty {
    uint64_t calls;   /* allocations and growths so far */
    uint64_t fail_at; /* the one that fails, counted from 1; 0: none */
    bool fail_on;     /* and every one after it */
    int64_t blocks, bytes;
} faulty;

/* Every block has its size in front, so that a wrong `old` is found. */
static inline void *faulty_reallocate(void *user, void *pointer, size_t old_size, size_t new_size)
{
    faulty *state = user;
    size_t *block = pointer ? (size_t *)pointer - 2 : NULL;
    if (block && *block != old_size) {
        fprintf(stderr, "a block of %zu bytes was said to have %zu\n", *block, old_size);
        abort();
    }
    if (new_size == 0) {
        state->blocks -= block != NULL;
        state->bytes -= (int64_t)old_size;
        free(block);
        return NULL;
    }
    state->calls++;
    if (state->fail_at && (state->calls == state->fail_at || (state->fail_on && state->calls > state->fail_at)))
        return NULL;
    size_t *moved = realloc(block, new_size + 2 * sizeof(size_t));
    if (!moved) return NULL;
    state->blocks += block == NULL;
    state->bytes += (int64_t)new_size - (int64_t)old_size;
    *moved = new_size;
    return moved + 2;
}

static inline quoth_context *faulty_context(faulty *state)
{
    quoth_context_options options = {.size = sizeof options, .allocator = {faulty_reallocate, state}};
    quoth_context *context = NULL;
    assert_int_equal(quoth_context_make(&options, &context), QUOTH_OK);
    return context;
}

/* Calls `run` with the k-th allocation failing, k = 1, 2, ... until it succeeds: once failing alone, once failing from
 * there on. `run` frees what it made when it succeeds. Checks the status, that nothing is left, and that the same
 * context then does the call. Returns how many allocations the call makes. */
typedef quoth_status (*swept)(quoth_context *context, void *argument);

static inline uint64_t sweep(swept run, void *argument)
{
    uint64_t k = 1;
    for (int fail_on = 0; fail_on < 2; fail_on++) {
        for (k = 1;; k++) {
            faulty state = {0};
            quoth_context *context = faulty_context(&state);
            int64_t blocks = state.blocks, bytes = state.bytes;
            state.fail_at = state.calls + k;
            state.fail_on = fail_on != 0;
            quoth_status status = run(context, argument);
            bool reached = state.calls >= state.fail_at;
            assert_int_equal(status, reached ? QUOTH_NO_MEMORY : QUOTH_OK);
            assert_int_equal(state.blocks, blocks);
            assert_int_equal(state.bytes, bytes);
            state.fail_at = 0;
            assert_int_equal(run(context, argument), QUOTH_OK);
            assert_int_equal(state.blocks, blocks);
            quoth_context_free(context);
            assert_int_equal(state.blocks, 0);
            if (!reached) break;
        }
    }
    return k - 1;
}

#endif
