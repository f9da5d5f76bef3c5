"""Pictures for notebooks and the report: HTML that says everything in words and native tags.

    object ─► what is to be seen (_picture.py, functions here) ─► templates/*.html ─► one string within SIZE bytes

A notebook that is not trusted keeps no style sheet, script, id or SVG: nothing here needs one. Colours are lines that
can be seen on light and dark grounds; the colour of text is never set. Whatever comes from an account goes through
`clean` and the escaping of the templates, both in the one environment that `_environment` makes: there is no other
way into a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

import jinja2
from markupsafe import Markup

from . import _picture

if TYPE_CHECKING:
    import os

    from .account import Account, Accounts
    from .checks import Check, Checks
    from .compare import Change
    from .corpora import Corpus
    from .person import People, Person
    from .quotation import Quotation, Quotations
    from .search import Hit, Hits
    from .text import Pieces
    from .utterance import Reading, Utterance, Utterances

ROWS = 50
"""How many rows a table shows; then it says how many more there are."""
SIZE = 200_000
"""How many bytes a picture has at most."""

ADDED, MISSING, MOVED, NEUTRAL = "#3D8FD1", "#DB6A22", "#A26FC6", "#868686"
"""Lines that hold a contrast of 3:1 on white and on the dark grounds of notebooks."""

STYLES = {
    "table": "border-collapse:collapse;margin:0.6em 0 0.8em 0;text-align:left;overflow-wrap:break-word",
    "caption": "caption-side:top;text-align:left;font-weight:bold;padding:0.3em 0.6em;color:inherit",
    "th": f"text-align:left;vertical-align:top;padding:0.3em 0.6em;border-bottom:1px solid {NEUTRAL}",
    "td": f"text-align:left;vertical-align:top;padding:0.3em 0.6em;border-bottom:1px solid {NEUTRAL}",
    "number": f"text-align:right;vertical-align:top;padding:0.3em 0.6em;border-bottom:1px solid {NEUTRAL}",
    "added": f"text-decoration:none;border-bottom:2px solid {ADDED}",
    "other": f"text-decoration:none;border-bottom:2px solid {ADDED}",
    "slight": f"text-decoration:none;border-bottom:1px solid {NEUTRAL}",
    "moved": f"text-decoration:none;border-bottom:2px dotted {MOVED}",
    "missing": f"text-decoration:none;white-space:nowrap;border-bottom:2px dashed {MISSING}",
    "level0": f"border-bottom:1px solid {NEUTRAL};padding-bottom:0.3em",
    "level1": f"border-bottom:3px double {ADDED};padding-bottom:0.05em",
}

_SIGNS = {code: chr(0x2400 + code) for code in range(0x20)} | dict.fromkeys(range(0x80, 0xA0), "\ufffd")
_SIGNS |= {0x09: " ", 0x0A: "\n", 0x0B: " ", 0x0C: " ", 0x0D: " ", 0x7F: "\u2421", 0x85: " ", 0x2028: " ", 0x2029: " "}
# Overrides change what a reader takes the order of letters for, and are shown; embeddings and isolates cannot be left
# half open at the edge of a stretch, and the page has its own.
_SIGNS |= {0x202D: "\ufffd", 0x202E: "\ufffd", 0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
_SIGNS |= dict.fromkeys((0x202A, 0x202B, 0x202C, 0x2066, 0x2067, 0x2068, 0x2069), "")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def clean(value: object) -> object:
    """Make text that HTML can hold: control characters, overrides of direction and lone surrogates become signs.

    Every value that a template shows comes through here before it is escaped.
    """
    if value is None:
        return ""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return value if value.isascii() and value.isprintable() else _SURROGATE.sub("\ufffd", value.translate(_SIGNS))


def _lang(code: str | None) -> str | None:
    """Give a code of a language that may stand in an attribute."""
    return code if code and len(code) <= 35 and _LANG.fullmatch(code) else None


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _sure(share: float | None) -> str:
    """Say how sure something is, in a word and a number."""
    if share is None:
        return ""
    return f"{'sure' if share >= 0.85 else 'likely' if share >= 0.6 else 'a guess'} ({share:.2f})"


@cache
def _environment() -> jinja2.Environment:
    """Make the one environment of all templates; it escapes everything that is not its own."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("quoth"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=clean,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    made.globals.update(S=STYLES, counted=_counted, lang_of=_lang, sure_words=_sure, kind_words=_picture.KIND_WORDS)
    made.globals.update(told_by=told_by)
    made.filters.update(shortened=shortened, short=short, opening=opening)
    return made


def render(template: str, **values: Any) -> str:
    """Fill a template."""
    return _environment().get_template(f"{template}.html").render(values)


def fitted(make: Callable[[int], str]) -> str:
    """Make a picture with less and less in it until it is no larger than SIZE; `make` takes 1, 2, 4, ..."""
    for power in range(16):
        if len((made := make(1 << power)).encode()) <= SIZE:
            return made
    return render("large", size=len(made))


def shortened(text: str | None, limit: int = 300) -> str:
    """Cut a text to so many characters, and say how many more there are."""
    text = text or ""
    return text if len(text) <= limit else f"{text[:limit].rstrip()} … and {len(text) - limit:,} more characters"


def short(name: str | None, limit: int = 80) -> str:
    """Cut a name that is longer than any name."""
    name = name or ""
    return name if len(name) <= limit else name[: limit - 1] + "…"


def opening(text: str, limit: int = 70) -> str:
    """Give the first words of a text."""
    text = " ".join(text.split()).rstrip(",;:")
    return text if len(text) <= limit else f"{text[:limit].rpartition(' ')[0] or text[:limit]} …"


class Views(Protocol):
    """What a table is made of: anything that has a length and can be gone through."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Any]: ...


def _listed(template: str, views: Views, characters: int = 300, **values: Any) -> str:
    """Show the first rows of a sequence."""

    def make(part: int) -> str:
        rows = list(islice(views, max(1, ROWS // part)))
        return render(
            template,
            rows=rows,
            count=len(views),
            more=len(views) - len(rows),
            limit=max(20, characters // part),
            **values,
        )

    return fitted(make)


# ------------------------------------------------------------------------------------------------------ utterances


def html_utterance(utterance: Utterance, *, heading: bool = True) -> str:
    """Draw the picture of an utterance: its readings, what each changes, the grid, the apparatus, and why.

    Parameters
    ----------
    utterance : Utterance
    heading : bool, optional
        Whether a line says first which utterance it is.

    Returns
    -------
    str
        HTML of at most `SIZE` bytes.
    """

    def make(part: int) -> str:
        limits = {"readings": max(2, 30 // part), "characters": max(80, 6000 // part)}
        limits |= {"rows": max(4, 60 // part), "columns": max(2, 12 // part)}
        return render("utterance", p=_picture.picture(utterance, **limits), heading=heading, notes=max(4, 40 // part))

    return fitted(make)


def html_utterances(utterances: Utterances) -> str:
    """Draw a table of utterances: who says it, who tells it, the base reading."""
    return _listed("utterances", utterances)


def html_reading(reading: Reading) -> str:
    """Draw one reading with what differs from the base marked, and each change in a sentence."""

    def make(part: int) -> str:
        sides = _picture.Sides(reading.utterance.base, reading)
        bits = _picture.bits_of(sides, max(80, 20_000 // part))
        return render("reading", reading=reading, bits=bits, changes=sides.named, notes=max(4, 100 // part))

    return fitted(make)


def html_change(change: Change) -> str:
    """Draw one change as a sentence."""
    return fitted(lambda part: render("change", change=change, limit=max(20, 4000 // part)))


# ------------------------------------------------------------------------------------------------- hits and checks


def html_hits(hits: Hits) -> str:
    """Draw a table of hits: where, who says it, how alike, the words and what changed."""
    return _listed("hits", hits, passage=hits.passage, notes=6)


def html_hit(hit: Hit) -> str:
    """Draw one hit."""
    return _listed("hits", [hit], 4000, passage=hit._sheet.passage, notes=40)


def _checked(checks: Checks, rows: Views, characters: int, notes: int) -> str:
    from .checks import VERDICTS  # noqa: PLC0415 - it needs pictures to be drawn, not to be loaded

    found = checks.counts() if rows is checks else {}
    return _listed("checks", rows, characters, draft=checks.draft.id, found=found, verdicts=VERDICTS, notes=notes)


def html_checks(checks: Checks) -> str:
    """Draw a table of the quotations of a draft: what was found of each, where, and what changed."""
    return _checked(checks, checks, 300, 6)


def html_check(check: Check) -> str:
    """Draw one quotation of a draft."""
    return _checked(check._sheet, [check], 4000, 40)


# ------------------------------------------------------------------------------------------------------ quotations


def told_by(quotation: Quotation) -> tuple[str, ...]:
    """Give who tells what the speaker said, the nearest first; somebody who tells what they said themselves is not."""
    return tuple(dict.fromkeys(name for name in reversed(quotation.chain[:-1]) if name != quotation.speaker))


def html_quotations(quotations: Quotations) -> str:
    """Draw a table of quotations, the first 50 and how many more."""
    return _listed("quotations", quotations)


def html_quotation(quotation: Quotation) -> str:
    """Draw a quotation in its context, with who says it and why."""

    def make(part: int) -> str:
        account, room = quotation.account, max(20, 160 // part)
        text, start, end = account.text, quotation.outer_start, quotation.outer_end
        first, last = max(account.start, start - room), min(len(text), end + room)
        return render(
            "quotation",
            q=quotation,
            account=account,
            before=("… " if first > account.start else "") + text[first:start],
            words=shortened(text[start:end], max(80, 20_000 // part)),
            after=text[end:last] + (" …" if last < len(text) else ""),
        )

    return fitted(make)


# -------------------------------------------------------------------------------------------------------- accounts

Event = tuple[str, Any]


def _events(account: Account, limit: int) -> Iterable[Event]:
    """Walk through the text of an account: text, line ends, and where quotations open and close, well nested."""
    text, at, stop = account.text, account.start, min(len(account.text), account.start + limit)
    at += len(text) - at - len(text[at:].lstrip())
    open_: list[Quotation] = []

    def until(place: int) -> Iterable[Event]:
        nonlocal at
        lines = text[at : max(at, place)].split("\n")
        at = max(at, place)
        for number, line in enumerate(lines):
            if number:
                yield "line", None
            if line:
                yield "text", line

    def closed(place: int) -> Iterable[Event]:
        while open_ and open_[-1].outer_end <= place:
            yield from until(open_[-1].outer_end)
            yield "close", open_.pop()

    marked = (one for one in account.quotations if one.level is not None)
    for quotation in sorted(marked, key=lambda one: (one.outer_start, -one.outer_end)):
        if quotation.outer_end > stop:
            continue
        yield from closed(quotation.outer_start)
        if open_ and quotation.outer_end > open_[-1].outer_end:
            continue
        yield from until(quotation.outer_start)
        open_.append(quotation)
        yield "open", quotation
    yield from closed(stop)
    yield from until(stop)


def html_account(account: Account, *, heading: bool = True) -> str:
    """Draw the text of an account with its quotations marked, each with its speaker."""

    def make(part: int) -> str:
        limit = max(200, 100_000 // part)
        more = max(0, len(account.text) - account.start - limit)
        return render("account", account=account, events=list(_events(account, limit)), more=more, heading=heading)

    return fitted(make)


def html_accounts(accounts: Accounts) -> str:
    """Draw a table of accounts: siglum, date, language, words, quotations, source."""
    return _listed("accounts", accounts, characters=400)


def html_corpus(corpus: Corpus) -> str:
    """Draw what a corpus holds: its accounts, and what could not be read."""
    problems = corpus.problems[:ROWS]
    return _listed(
        "corpus",
        corpus.accounts,
        characters=400,
        quotations=len(corpus.quotations),
        problems=problems,
        more_problems=len(corpus.problems) - len(problems),
    )


# -------------------------------------------------------------------------------------------------- people, pieces


def html_people(people: People) -> str:
    """Draw a table of people: name, gender, how often they are quoted, other names."""
    return _listed("people", people)


def html_person(person: Person) -> str:
    """Draw one person, and what that person is said to have said."""
    return fitted(lambda part: render("people", rows=[person], count=1, more=0, limit=max(20, 4000 // part)))


def html_pieces(pieces: Pieces[Any]) -> str:
    """Draw a table of the pieces of a text: tokens, sentences, paragraphs."""
    rows = list(islice(pieces, 1))
    return _listed("pieces", pieces, fields=rows[0]._fields if rows else ())


html_tokens = html_stretches = html_pieces


def report(corpus: Corpus, path: str | os.PathLike[str], title: str | None = None) -> None:
    """Write everything into one HTML file that needs no network.

    Parameters
    ----------
    corpus : Corpus
    path : str or path
        An existing file is written over.
    title : str, optional
    """
    from ._report import write  # noqa: PLC0415 - it is made of the pictures here

    write(corpus, path, title)
