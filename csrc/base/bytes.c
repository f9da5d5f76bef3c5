/* bytes: texts handed out, a hash, and strings to dense ids (the drawing stands in base.h).
 *
 * Cost: adding and finding take time linear in the string, O(1) probes on average at a load of at most one half. A
 * rival who chooses strings whose hashes meet can make a probe long: every probe is charged as work, so that limits
 * hold. */
#include "base.h"

void quoth__hand_out(const quoth__array *text, char *buffer, size_t capacity, size_t *length)
{
    const unsigned char *bytes = text->data;
    size_t fits = text->count < capacity ? text->count : capacity - 1;
    if (length) *length = text->count;
    if (!buffer || capacity == 0) return;
    while (fits > 0 && fits < text->count && (bytes[fits] & 0xC0u) == 0x80u) fits--;
    if (fits) memcpy(buffer, bytes, fits);
    buffer[fits] = '\0';
}

static uint64_t mix(uint64_t a, uint64_t b)
{
    a ^= b;
    a *= 0x9E3779B97F4A7C15u;
    a ^= a >> 29;
    a *= 0xBF58476D1CE4E5B9u;
    return a ^ (a >> 32);
}

/* Eight bytes, the first the least significant, whatever the machine. */
static uint64_t load(const unsigned char *bytes, size_t length)
{
    uint64_t word = 0;
    for (size_t i = 0; i < length; i++) word |= (uint64_t)bytes[i] << (8 * i);
    return word;
}

/* The same for 1 to 7 bytes, of which those in the middle are read twice. */
static uint64_t load_rest(const unsigned char *bytes, size_t length)
{
    if (length >= 4) return load(bytes, 4) | load(bytes + length - 4, 4) << (8 * (length - 4));
    return bytes[0] | (uint64_t)bytes[length / 2] << (8 * (length / 2)) |
           (uint64_t)bytes[length - 1] << (8 * (length - 1));
}

uint64_t quoth__hash(const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    uint64_t hash = 0x243F6A8885A308D3u ^ length;
    size_t left = length;
    for (; left >= 8; left -= 8, at += 8) hash = mix(hash, load(at, 8));
    return left ? mix(hash, load_rest(at, left) ^ 0xA0761D6478BD642Fu) : mix(hash, 0);
}

#define ENTRY(strings, id) QUOTH__AT((strings)->entries, quoth__strings_entry, id)

static bool holds(const quoth__strings *strings, uint32_t id, uint64_t hash, const void *bytes, size_t length)
{
    const quoth__strings_entry *entry = &ENTRY(strings, id);
    return entry->hash == hash && entry->length == length &&
           (length == 0 || memcmp((const char *)strings->bytes.data + entry->offset, bytes, length) == 0);
}

/* A slot says the upper half of the hash: an entry is looked at only where it is most likely the one. */
static uint64_t slot_of(uint64_t hash, uint32_t id) { return (hash & 0xFFFFFFFF00000000u) | (id + 1); }

static uint32_t id_in(uint64_t slot) { return (uint32_t)slot - 1; }

/* The slot where the string stands, or the empty one where it would. */
static size_t probe(const quoth__strings *strings, uint64_t hash, const void *bytes, size_t length, uint64_t *steps)
{
    size_t mask = strings->slot_count - 1, slot = (size_t)hash & mask;
    for (; strings->slots[slot]; slot = (slot + 1) & mask) {
        ++*steps;
        if ((strings->slots[slot] ^ hash) >> 32 != 0) continue;
        if (holds(strings, id_in(strings->slots[slot]), hash, bytes, length)) break;
    }
    return slot;
}

static quoth_status grow_slots(quoth_context *context, quoth__strings *strings)
{
    size_t count = strings->slot_count ? strings->slot_count * 2 : 16;
    void *slots;
    QUOTH__TRY(quoth__allocate_zeroed(context, count, sizeof(uint64_t), &slots));
    quoth__free(&context->allocator, strings->slots, strings->slot_count, sizeof(uint64_t));
    strings->slots = slots;
    strings->slot_count = count;
    for (uint32_t id = 0; id < quoth__strings_count(strings); id++) {
        size_t slot = (size_t)ENTRY(strings, id).hash & (count - 1);
        while (strings->slots[slot]) slot = (slot + 1) & (count - 1);
        strings->slots[slot] = slot_of(ENTRY(strings, id).hash, id);
    }
    return quoth__work(context, 12 * (uint64_t)strings->entries.count);
}

quoth_status quoth__strings_add(quoth_context *context, quoth__strings *strings, const void *bytes, size_t length,
                                uint32_t *id)
{
    if (length > UINT32_MAX || quoth__strings_count(strings) >= UINT32_MAX - 1)
        return quoth__fail(context, QUOTH_TOO_LARGE, UINT64_MAX, "too many different strings, or one too long");
    if (strings->entries.count * 2 >= strings->slot_count) QUOTH__TRY(grow_slots(context, strings));
    uint64_t hash = quoth__hash(bytes, length), steps = 0;
    size_t slot = probe(strings, hash, bytes, length, &steps);
    QUOTH__TRY(quoth__work(context, 30 + 3 * length + 8 * steps));
    if (!strings->slots[slot]) {
        QUOTH__TRY(quoth__array_reserve(context, &strings->entries, 1, sizeof(quoth__strings_entry)));
        size_t offset = strings->bytes.count;
        QUOTH__TRY(quoth__array_append(context, &strings->bytes, bytes, length));
        ENTRY(strings, strings->entries.count) = (quoth__strings_entry){hash, offset, (uint32_t)length};
        strings->slots[slot] = slot_of(hash, (uint32_t)strings->entries.count++);
    }
    *id = id_in(strings->slots[slot]);
    return QUOTH_OK;
}

uint32_t quoth__strings_find(const quoth__strings *strings, const void *bytes, size_t length)
{
    uint64_t steps = 0;
    if (!strings->slot_count) return QUOTH__NONE;
    size_t slot = probe(strings, quoth__hash(bytes, length), bytes, length, &steps);
    return strings->slots[slot] ? id_in(strings->slots[slot]) : QUOTH__NONE;
}

void quoth__strings_free(const quoth_allocator *allocator, quoth__strings *strings)
{
    quoth__array_free(allocator, &strings->bytes, 1);
    quoth__array_free(allocator, &strings->entries, sizeof(quoth__strings_entry));
    quoth__free(allocator, strings->slots, strings->slot_count, sizeof(uint64_t));
    *strings = (quoth__strings){0};
}
