/* address: URLs, e-mail addresses, @names and #tags in running text.
 *
 *   https://a.org/b_(c)   www.a.org   a9.com/x?y=1     jo.do@a.org     @jo  @jo@a.org     #tag
 *        └ from ://       └ from the dots of a host        └ from @                       └ from #
 *
 * Found from a mark in the middle, to the left as far as the last mark that was tried, to the right as far as the
 * address goes; marks of the sentence at its end are left out. Linear: no byte is tried twice by the same rule. */
#include "../unicode/properties.h"
#include "profile.h"

#define BYTE_WORK 14u
#define SCHEME_BYTES 16u

/* Last labels by which a host is known that has neither a scheme nor www in front: the general ones, and of countries
 * those that end no common word after a dot without a space. */
static const char domains[] =
    " com org net edu gov mil int info biz io eu de fr es nl ru uk ca au ch at be ie pl cz se "
    "dk fi pt gr ua by kz br mx ar cl jp cn kr in nz za tv app dev news online site xyz ";

typedef struct finder {
    quoth_context *context;
    const uint8_t *bytes;
    uint32_t start, end, flags;
    quoth__array *found;
    uint32_t host_tried, at_tried; /* behind the last host and the last @ that were looked at */
} finder;

static bool is_figure(uint32_t c) { return c >= '0' && c <= '9'; }

static bool is_plain_letter(uint32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

/* Letters of the writings that have capitals: others may stand right before an address. */
static bool is_of_host(uint32_t c)
{
    return is_plain_letter(c) || is_figure(c) || c == '-' || (c >= 0x80 && (quoth__is_upper(c) || quoth__is_lower(c)));
}

static bool is_of_local(uint32_t c) { return is_of_host(c) || c == '.' || c == '_' || c == '%' || c == '+'; }

/* Back over characters of a kind, not below `floor`. */
static uint32_t back_over(const finder *in, uint32_t at, uint32_t floor, bool (*of_kind)(uint32_t))
{
    for (size_t before = at; at > floor; at = (uint32_t)before)
        if (!of_kind(quoth__utf8_back(in->bytes, &before))) break;
    return at;
}

static uint32_t over(const finder *in, uint32_t at, bool (*of_kind)(uint32_t))
{
    for (size_t next = at; at < in->end; at = (uint32_t)next)
        if (!of_kind(quoth__utf8_next(in->bytes, &next))) break;
    return at;
}

/* White space and marks that no address holds, among them quotation marks. */
static bool ends_url(uint32_t c)
{
    return c <= ' ' || c == '"' || c == '<' || c == '>' || c == '`' || c == '{' || c == '}' || c == '|' || c == '\\' ||
           c == '^' || quoth__is_space(c) || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2026 ||
           (c >= 0x3000 && c <= 0x301F);
}

/* Of a URL of which the marks of the sentence are to be left out: a closing bracket stays where one opens within. */
static uint32_t trimmed_end(const uint8_t *bytes, uint32_t start, uint32_t end)
{
    int64_t open = 0;
    for (uint32_t at = start; at < end; at++) open += bytes[at] == '(' ? 1 : bytes[at] == ')' ? -1 : 0;
    for (; end > start; end--) {
        uint8_t last = bytes[end - 1];
        if (last == ')' && open >= 0) break;
        if (!strchr(".,;:!?')]*_~", last) || last == 0) break;
        open += last == ')';
    }
    return end;
}

static uint32_t url_end(const finder *in, uint32_t start, uint32_t from)
{
    size_t at = from;
    for (size_t next = at; at < in->end; at = next)
        if (ends_url(quoth__utf8_next(in->bytes, &next))) break;
    return trimmed_end(in->bytes, start, (uint32_t)at);
}

/* Behind the labels with dots between that begin at `from`; no dot at the end. `last` is where the last label begins,
 * `from` where there is no dot. */
static uint32_t host_end(const finder *in, uint32_t from, uint32_t *last)
{
    uint32_t at = from;
    *last = from;
    for (;;) {
        uint32_t label = at;
        at = over(in, at, is_of_host);
        if (at == label) return at > from && in->bytes[at - 1] == '.' ? at - 1 : at;
        *last = label;
        if (at >= in->end || in->bytes[at] != '.') return at;
        at++;
    }
}

static bool is_known_domain(const uint8_t *bytes, uint32_t start, uint32_t end)
{
    char key[16] = " ";
    if (end - start < 2 || end - start > 12) return false;
    memcpy(key + 1, bytes + start, end - start);
    key[end - start + 1] = ' ';
    return strstr(domains, key) != NULL;
}

/* Two letters or more, no figure. */
static bool is_any_domain(const uint8_t *bytes, uint32_t start, uint32_t end)
{
    for (uint32_t at = start; at < end; at++)
        if (is_figure(bytes[at]) || bytes[at] == '-') return false;
    return end - start >= 2;
}

/* Puts an address down; those that it holds are taken out. The scan goes on behind it. */
static quoth_status put(finder *in, uint32_t start, uint32_t end, uint32_t *at)
{
    void *got;
    while (in->found->count && QUOTH__AT(*in->found, quoth__span, in->found->count - 1).start >= start)
        in->found->count--;
    QUOTH__TRY(quoth__array_push(in->context, in->found, sizeof(quoth__span), &got));
    *(quoth__span *)got = (quoth__span){start, end};
    if (end > *at) *at = end - 1;
    return quoth__work(in->context, 60);
}

static uint32_t last_end(const finder *in)
{
    return in->found->count ? QUOTH__AT(*in->found, quoth__span, in->found->count - 1).end : in->start;
}

/* ://, with a scheme before it. */
static quoth_status try_scheme(finder *in, uint32_t *at)
{
    uint32_t colon = *at, start = colon, floor = last_end(in);
    if (in->end - colon < 4 || in->bytes[colon + 1] != '/' || in->bytes[colon + 2] != '/') return QUOTH_OK;
    while (start > floor && colon - start < SCHEME_BYTES && is_plain_letter(in->bytes[start - 1])) start--;
    uint32_t end = url_end(in, start, colon + 3);
    return start + 1 < colon && end > colon + 3 ? put(in, start, end, at) : QUOTH_OK;
}

/* A dot within a host. */
static quoth_status try_host(finder *in, uint32_t *at)
{
    uint32_t dot = *at, start = dot, last, floor = last_end(in);
    if (dot < in->host_tried) return QUOTH_OK;
    if (floor < in->host_tried) floor = in->host_tried;
    start = back_over(in, start, floor, is_of_host);
    uint32_t end = host_end(in, start, &last);
    in->host_tried = end > dot ? end : dot + 1;
    QUOTH__TRY(quoth__work(in->context, BYTE_WORK * (uint64_t)(in->host_tried - start)));
    bool www = end - start > 6 && memcmp(in->bytes + start, "www.", 4) == 0 && last > start + 4;
    if (start == dot || last == start || last >= end || (start > in->start && in->bytes[start - 1] == '@') ||
        (end < in->end && in->bytes[end] == '@') || !(www || is_known_domain(in->bytes, last, end)))
        return QUOTH_OK;
    bool goes_on = end + 1 < in->end && (in->bytes[end] == '/' || in->bytes[end] == '?' || in->bytes[end] == ':');
    if (goes_on) end = url_end(in, start, end);
    return put(in, start, end, at);
}

/* Behind letters, figures and _ from `at` on. `figures` says whether there is nothing but figures. */
static uint32_t name_end(const finder *in, uint32_t from, bool *figures)
{
    size_t at = from;
    *figures = true;
    for (size_t next = at; at < in->end; at = next) {
        uint32_t c = quoth__utf8_next(in->bytes, &next);
        uint8_t category = quoth__category(c);
        if (!(1u << category & (QUOTH__CATEGORIES_LETTER | QUOTH__CATEGORIES_NUMBER | 1u << QUOTH__CATEGORY_MARK)) &&
            c != '_')
            break;
        *figures = *figures && category == QUOTH__CATEGORY_DIGIT;
    }
    return (uint32_t)at;
}

/* Behind a host with a dot and a domain; `from` where there is none. */
static uint32_t address_end(const finder *in, uint32_t from)
{
    uint32_t last, end = host_end(in, from, &last);
    return last > from && is_any_domain(in->bytes, last, end) ? end : from;
}

static quoth_status try_at(finder *in, uint32_t *at)
{
    uint32_t mark = *at, start = mark, floor = in->at_tried;
    bool figures;
    start = back_over(in, start, floor, is_of_local);
    while (start < mark && in->bytes[start] == '.') start++;
    in->at_tried = mark + 1;
    QUOTH__TRY(quoth__work(in->context, BYTE_WORK * (uint64_t)(mark - start)));
    if (start < mark) {
        uint32_t end = address_end(in, mark + 1);
        if (last_end(in) > start && QUOTH__AT(*in->found, quoth__span, in->found->count - 1).start < start)
            return QUOTH_OK;
        return (in->flags & QUOTH_TOKENS_EMAILS) && end > mark + 1 ? put(in, start, end, at) : QUOTH_OK;
    }
    if (!(in->flags & QUOTH_TOKENS_NAMES)) return QUOTH_OK;
    uint32_t end = name_end(in, mark + 1, &figures);
    if (end == mark + 1) return QUOTH_OK;
    if (end < in->end && in->bytes[end] == '@') {
        uint32_t host = address_end(in, end + 1);
        if (host > end + 1) end = host;
    }
    return put(in, mark, end, at);
}

/* What stands right before a # that begins no tag. */
static bool is_of_tag_before(uint32_t c) { return is_of_host(c) || c == '&' || c == '/' || c == '#' || c == '_'; }

static quoth_status try_tag(finder *in, uint32_t *at)
{
    uint32_t mark = *at;
    bool figures;
    if (back_over(in, mark, mark > in->start ? mark - 1 : mark, is_of_tag_before) < mark) return QUOTH_OK;
    uint32_t end = name_end(in, mark + 1, &figures);
    return end > mark + 1 && !figures ? put(in, mark, end, at) : QUOTH_OK;
}

quoth_status quoth__addresses_find(quoth_context *context, const quoth_text *text, quoth__span within, uint32_t flags,
                                   quoth__array *found)
{
    finder in = {context, text->bytes, within.start, within.end, flags, found, within.start, within.start};
    for (uint32_t at = within.start; at < within.end; at++) {
        switch (text->bytes[at]) {
        case ':':
            if (flags & QUOTH_TOKENS_URLS) QUOTH__TRY(try_scheme(&in, &at));
            break;
        case '.':
            if (flags & QUOTH_TOKENS_URLS) QUOTH__TRY(try_host(&in, &at));
            break;
        case '@':
            if (flags & (QUOTH_TOKENS_EMAILS | QUOTH_TOKENS_NAMES)) QUOTH__TRY(try_at(&in, &at));
            break;
        case '#':
            if (flags & QUOTH_TOKENS_TAGS) QUOTH__TRY(try_tag(&in, &at));
            break;
        default: break;
        }
    }
    return quoth__work(context, BYTE_WORK * (uint64_t)(within.end - within.start));
}
