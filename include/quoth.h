/* quoth.h - reads several accounts of one conversation, finds what each quotes, says who is speaking,
 * puts the tellings of one utterance side by side and names what changed between them.
 *
 * This is the one public header and the contract of the library.
 *
 * Conventions that hold for every function below:
 *   - Text is UTF-8. `start`, `end` in tables are code points, `start_byte`, `end_byte` are bytes; an end is exclusive.
 *   - Every function that can fail returns a quoth_status; the detail stands in the context (quoth_context_error).
 *     When a call fails, everything it made is freed, its out parameters are not written, and the context stays usable.
 *   - A context is used by one thread at a time. Tables, languages and texts cannot be changed once made and may be
 * read by many threads; tables and languages are counted by atomic references and outlive the context that made them.
 *   - No function aborts, prints, reads a file, or looks at errno, the locale, the clock or the environment.
 *   - Options structs start with their own size: set `size` to sizeof the struct and the rest to zero for defaults.
 *   - Unless a comment says otherwise a function costs time linear in its input.
 */
#ifndef QUOTH_H
#define QUOTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QUOTH_VERSION "0.1.0"

#if defined(__GNUC__)
#define QUOTH_API __attribute__((visibility("default")))
#define QUOTH_CHECKED __attribute__((warn_unused_result))
#else
#define QUOTH_API
#define QUOTH_CHECKED
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------------------------------------ status */

typedef enum quoth_status {
    QUOTH_OK = 0,
    QUOTH_NO_MEMORY,    /* the allocator gave nothing */
    QUOTH_BAD_ARGUMENT, /* an argument that the function does not take; the message says which */
    QUOTH_BAD_UTF8,     /* the text is not UTF-8; `place` is the byte of the first malformed sequence */
    QUOTH_TOO_LARGE,    /* a text of more than 2^32 - 2 bytes, or a count that no index can hold */
    QUOTH_OVER_LIMIT,   /* a limit of the context; the message names it */
    QUOTH_CANCELLED,    /* the progress callback or the cancel flag said stop */
    QUOTH_NOT_FOUND,    /* no such language, account or row */
    QUOTH_BAD_LANGUAGE  /* a language file that cannot be read; `place` is its line, counted from 1 */
} quoth_status;

/* The name of a status, "no memory" for QUOTH_NO_MEMORY. Static; never NULL. */
QUOTH_API const char *quoth_status_name(quoth_status status);

/* The version of the library, of utf8proc and of the Unicode data of the boundaries and of utf8proc. Static. */
typedef struct quoth_build {
    const char *version;
    const char *unicode;          /* of words, sentences and graphemes: the tables of this library */
    const char *utf8proc;         /* the linked utf8proc */
    const char *utf8proc_unicode; /* the Unicode version of the comparison form */
} quoth_build;
QUOTH_API quoth_build quoth_build_info(void);

/* ----------------------------------------------------------------------------------------------- context */

/* One function allocates, grows, shrinks and frees: reallocate(user, NULL, 0, n) allocates n bytes,
 * reallocate(user, p, old, n) moves, reallocate(user, p, old, 0) frees and returns NULL. `old` is always the size
 * last given. Alignment as malloc's. It may be called from any thread that releases a table. */
typedef struct quoth_allocator {
    void *(*reallocate)(void *user, void *pointer, size_t old_size, size_t new_size);
    void *user;
} quoth_allocator;

typedef struct quoth_context quoth_context;

/* Which code the boundaries and distances run: chosen when the context is made. The results never differ. */
typedef enum quoth_path { QUOTH_PATH_BEST = 0, QUOTH_PATH_PORTABLE } quoth_path;

typedef struct quoth_context_options {
    size_t size;
    quoth_allocator allocator; /* .reallocate NULL: malloc, realloc and free */
    uint64_t max_bytes;        /* of one text; 0: 2^32 - 2 */
    uint64_t max_tokens;       /* of one text; 0: no limit */
    uint64_t max_work;         /* of one call, in units of about one instruction; 0: no limit */
    uint32_t max_depth;        /* of nested quotations; 0: 64 */
    quoth_path path;
    /* Called every few thousand units of work with what was done since the call began; false stops it. */
    bool (*progress)(void *user, uint64_t work);
    void *progress_user;
    const int *cancel; /* read atomically at the same moments: not 0 stops the call. May be NULL */
} quoth_context_options;

/* Makes a context; `options` may be NULL. Free with quoth_context_free. Errors: QUOTH_NO_MEMORY, QUOTH_BAD_ARGUMENT. */
QUOTH_API QUOTH_CHECKED quoth_status quoth_context_make(const quoth_context_options *options, quoth_context **context);
/* Frees a context; NULL does nothing. What was made with it and is counted lives on. */
QUOTH_API void quoth_context_free(quoth_context *context);

typedef struct quoth_error {
    quoth_status status;
    uint64_t place;    /* a byte, line or row, as the status says; UINT64_MAX where there is none */
    char message[256]; /* ASCII or UTF-8, one line, ends with NUL; empty after a success */
} quoth_error;

/* What the last call with this context reported. Owned by the context, until its next call. */
QUOTH_API const quoth_error *quoth_context_error(const quoth_context *context);
/* The work done by the last call, in units of about one instruction. */
QUOTH_API uint64_t quoth_context_work(const quoth_context *context);

/* ------------------------------------------------------------------------------------------------- table */

/* A table is a set of named columns of equal length, with child tables for lists. It never changes, is counted by
 * atomic references, keeps a copy of its allocator and outlives its context. */
typedef struct quoth_table quoth_table;

typedef enum quoth_type {
    QUOTH_U8,   /* also truth values, 0 or 1 */
    QUOTH_U32,  /* places, row numbers */
    QUOTH_U64,  /* counts */
    QUOTH_F64,  /* shares from 0 to 1 */
    QUOTH_UTF8, /* offsets (int64, rows + 1) into bytes: Arrow's large_utf8 */
    QUOTH_NAME  /* u32 index into a pool of strings: Arrow's dictionary */
} quoth_type;

typedef struct quoth_column {
    const char *name;
    quoth_type type;
    size_t rows;
    const void *values;      /* 64-byte aligned; the bytes of all strings for QUOTH_UTF8 */
    const int64_t *offsets;  /* QUOTH_UTF8: rows + 1; else NULL */
    const uint8_t *validity; /* bit i (least significant first) is 1 where row i has a value; NULL: every row has */
    size_t pool_count;       /* QUOTH_NAME: how many strings the pool holds */
    const char *pool_bytes;
    const int64_t *pool_offsets; /* pool_count + 1 */
} quoth_column;

/* A piece of text that somebody else owns; no NUL at the end. `bytes` is NULL where there is none. */
typedef struct quoth_string {
    const char *bytes;
    size_t length;
} quoth_string;

/* One more reference; returns the table. Any thread. */
QUOTH_API quoth_table *quoth_table_retain(quoth_table *table);
/* One reference less; the last frees the table and its children. Any thread; NULL does nothing. */
QUOTH_API void quoth_table_release(quoth_table *table);
QUOTH_API size_t quoth_table_rows(const quoth_table *table);
QUOTH_API size_t quoth_table_columns(const quoth_table *table);
/* Describes a column; its pointers live as long as the table. False where there is no such column. */
QUOTH_API bool quoth_table_column(const quoth_table *table, size_t index, quoth_column *column);
QUOTH_API bool quoth_table_column_named(const quoth_table *table, const char *name, quoth_column *column);
/* The children, lists of a row: their first column is the row of this table, in rising order. Borrowed; NULL where
 * there is none. */
QUOTH_API size_t quoth_table_children(const quoth_table *table);
QUOTH_API const char *quoth_table_child_name(const quoth_table *table, size_t index);
QUOTH_API quoth_table *quoth_table_child(const quoth_table *table, const char *name);
/* Bytes that the table and its children hold. */
QUOTH_API size_t quoth_table_size(const quoth_table *table);

QUOTH_API bool quoth_column_valid(const quoth_column *column, size_t row);
/* The string of a row of a QUOTH_UTF8 or QUOTH_NAME column; {NULL, 0} where the row has none. */
QUOTH_API quoth_string quoth_column_string(const quoth_column *column, size_t row);

#ifdef __cplusplus
}
#endif
#endif
