/* item: reads the marks of items (item.h draws them). */
#include "item.h"

#include "../unicode/properties.h"

static bool is_bullet(uint32_t c)
{
    return c == 0x2022 || c == 0x2023 || c == 0x2043 || c == 0x25AA || c == 0x25CF || c == 0x25E6;
}

static bool ends_here(const uint8_t *bytes, size_t at, size_t limit)
{
    return at >= limit || quoth__is_space(quoth__utf8_next(bytes, &at));
}

/* The number and what closes it; the byte behind, or `at` where there is none. */
static size_t read_number(const uint8_t *bytes, size_t at, size_t limit, quoth__item *item)
{
    size_t end = at;
    uint32_t number = 0;
    while (end < limit && end - at < 3 && bytes[end] >= '0' && bytes[end] <= '9')
        number = number * 10 + (uint32_t)(bytes[end++] - '0');
    if (end == at && end < limit && (bytes[end] | 0x20) >= 'a' && (bytes[end] | 0x20) <= 'z') {
        number = (uint32_t)(bytes[end++] | 0x20) - 'a' + 1;
        item->letter = true;
    }
    if (end == at) return at;
    if (end < limit && bytes[end] == '.') {
        item->close |= 1;
        end++;
    }
    if (end < limit && bytes[end] == ')') {
        item->close |= 2;
        end++;
    }
    bool is_name = item->letter && item->close == 1 && bytes[at] < 'a'; /* J. Smith */
    if (!item->close || is_name || !ends_here(bytes, end, limit)) return at;
    item->number = number;
    return end;
}

bool quoth__item_at(const uint8_t *bytes, size_t at, size_t limit, quoth__item *item)
{
    *item = (quoth__item){0};
    if (at >= limit) return false;
    size_t next = at;
    uint32_t c = quoth__utf8_next(bytes, &next);
    if (is_bullet(c)) {
        item->bullet = c;
        at = next;
        while (at < limit && bytes[at] == ' ' && at - next < 4) at++;
    }
    if (read_number(bytes, at, limit, item) == at) item->number = item->close = item->letter = 0;
    return item->bullet || item->number;
}

bool quoth__item_follows(const quoth__item *item, const quoth__item *before)
{
    if (item->bullet != before->bullet) return false;
    if (!before->number) return !item->number;
    return item->number == before->number + 1 && item->letter == before->letter && item->close == before->close;
}
