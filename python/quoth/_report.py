"""The report: everything about a corpus in one HTML file that needs no network.

    corpus ─► sections (accounts, utterances, what each account tells, quotations, people, problems, how it was made)
           ─► templates/report.html, with the pictures of _html.py inside it ─► one file

The file has one style sheet and no script; a policy in its head forbids it to load anything. The pictures keep their
inline styles, so that a section can be copied out of it. Figures are there when matplotlib is. The same corpus gives
the same bytes: no time of making is written into it.
"""

from __future__ import annotations

import base64
import os
import platform
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from . import _html, plots
from ._core import build_info

if TYPE_CHECKING:
    from ._drawing import Drawing
    from .corpora import Corpus

PICTURES = 200
"""Of how many utterances the report shows the whole picture; the others stand in the table."""
ROWS = 2000
"""How many rows the tables of the report have at most."""


def _uri(drawing: Drawing) -> Markup:
    """Put a figure into an address that is the figure itself: letters, digits, plus, slash and equals sign."""
    return Markup("data:image/png;base64," + base64.b64encode(drawing.png()).decode("ascii"))


def _figure(make: Callable[..., Drawing], corpus: Corpus) -> dict[str, Any]:
    light, dark = make(corpus), make(corpus, dark=True)
    width, height = (round(size * light.dpi) for size in light.get_size_inches())
    return {"light": _uri(light), "dark": _uri(dark), "alt": light.alt, "width": width, "height": height}


def figures(corpus: Corpus) -> list[dict[str, Any]]:
    """Make the figures; none where matplotlib is missing or there is nothing to show."""
    if not len(corpus.utterances()):
        return []
    try:
        return [_figure(plots.timeline, corpus)]
    except ImportError:
        return []


def _coverage(corpus: Corpus) -> dict[str, Any]:
    """Give the table of what each account tells: its columns, and a row for each utterance."""
    count = len(corpus)
    rows = plots.coverage_rows(corpus)
    lines = [rows[at : at + count] for at in range(0, len(rows), count)] if count else []
    return {"heads": lines[0] if lines else [], "lines": lines[:ROWS], "more": max(0, len(lines) - ROWS)}


def _account(account: Any) -> dict[str, Any]:
    quotations = account.quotations
    return {
        "account": account,
        "text": Markup(_html.html_account(account, heading=False)),
        "quotations": list(quotations[:ROWS]),
        "more": max(0, len(quotations) - ROWS),
    }


def page(corpus: Corpus, title: str | None = None) -> str:
    """Make the report.

    Parameters
    ----------
    corpus : Corpus
    title : str, optional

    Returns
    -------
    str
        A whole HTML document.
    """
    utterances, people = corpus.utterances(), corpus.people
    versions = {**build_info(), "python": platform.python_version()}
    return _html.render(
        "report",
        title=title or "What each account says was said",
        corpus=corpus,
        accounts=[_account(account) for account in plots.by_date(corpus)],
        utterances=list(utterances[:ROWS]),
        more_utterances=max(0, len(utterances) - ROWS),
        pictures=[Markup(_html.html_utterance(utterance, heading=False)) for utterance in utterances[:PICTURES]],
        more_pictures=max(0, len(utterances) - PICTURES),
        coverage=_coverage(corpus),
        figures=figures(corpus),
        people=list(people[:ROWS]),
        more_people=max(0, len(people) - ROWS),
        problems=corpus.problems[:ROWS],
        more_problems=max(0, len(corpus.problems) - ROWS),
        unclosed=list(corpus.quotations.problems()[:ROWS]),
        versions=versions,
    )


def write(corpus: Corpus, path: str | os.PathLike[str], title: str | None = None) -> None:
    """Write the report into a file; an existing one is written over."""
    made = page(corpus, title)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(made)
