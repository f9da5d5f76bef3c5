"""Figures of a corpus and of an utterance, by matplotlib (the extra ``plots``), and the table behind each.

    utterance ─► similarity_rows ─► similarity     how alike any two readings are
    corpus    ─► timeline_rows   ─► timeline       which account tells which utterance, in the order of the telling
    corpus    ─► coverage_rows   ─► coverage       what each account keeps, and what it leaves out

The rows need no matplotlib. A figure sets its own ground and colours, so that it is readable on every page, and says
what it shows in `Drawing.alt`. Words of accounts are drawn as they are: a dollar sign begins no formula.

Examples
--------
>>> import quoth
>>> from quoth import plots
>>> rows = plots.coverage_rows(quoth.demo())
>>> rows[0]["utterance"], rows[0]["account"], rows[0]["told"]
('u1', 'TAS', 'base')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from . import _picture
from ._html import ADDED, MISSING, MOVED, NEUTRAL, clean

if TYPE_CHECKING:
    from ._drawing import Drawing
    from .account import Account
    from .corpora import Corpus
    from .utterance import Utterance

__all__ = ["coverage", "coverage_rows", "similarity", "similarity_rows", "timeline", "timeline_rows"]

MOST = 40
"""How many rows or columns a figure shows at most; its caption says how many more there are."""

_LOOKS = {
    "base": ("s", ADDED, "base"),
    "same": ("o", NEUTRAL, "same words"),
    "changed": ("D", MISSING, "changed"),
    "turned": ("^", MOVED, "⚠ may turn the sense"),
}
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def _drawing(width: float, height: float, dark: bool) -> Drawing:
    try:
        from ._drawing import Drawing  # noqa: PLC0415 - an extra
    except ImportError:
        raise ImportError("figures need matplotlib, which is an extra of quoth: pip install 'quoth[plots]'") from None
    return Drawing(width, height, dark)


def _short(text: str | None, limit: int = 34) -> str:
    text = " ".join(str(clean(text or "")).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _name(utterance: Utterance) -> str:
    return f"{utterance.id} {_short(utterance.speaker, 20) or 'nobody named'}: {_short(utterance.base.text)}"


def _day(account: Account) -> date | None:
    """Give the day of an account, the first of its month or year where no more is known."""
    found = _ISO.match(account.date or "")
    try:
        return date(*(int(part or 1) for part in found.groups())) if found else None
    except ValueError:
        return None


def by_date(corpus: Corpus) -> list[Account]:
    """Give the accounts in the order of their dates, those without one last."""
    return sorted(corpus.accounts, key=lambda account: (_day(account) or date.max, account.date or ""))


def _gap(earlier: date | None, later: date | None) -> str:
    """Say how much later an account is, where that is a month or more."""
    if earlier is None or later is None or (days := (later - earlier).days) < 28:
        return ""
    years = days / 365.25
    return f"{years:.0f} years later" if years >= 1.75 else f"{days / 30.44:.0f} months later"


# ---------------------------------------------------------------------------------------------------- similarity


def similarity_rows(utterance: Utterance) -> list[dict[str, Any]]:
    """Give how alike any two readings of an utterance are.

    Parameters
    ----------
    utterance : Utterance

    Returns
    -------
    list of dict
        ``reading``, ``other`` (sigla) and ``similarity``, from 0 to 1: the share of the words that both have in the
        same order.

    Examples
    --------
    >>> import quoth
    >>> rows = similarity_rows(quoth.demo().utterances()[0])
    >>> rows[0]["similarity"]
    1.0
    """
    table = _picture.alike(utterance.readings[:MOST])
    return [
        {"reading": one, "other": other, "similarity": share}
        for one, shares in table
        for (other, _), share in zip(table, shares, strict=True)
    ]


def similarity(utterance: Utterance, *, dark: bool = False) -> Drawing:
    """Draw how alike any two readings of an utterance are, as a matrix with its numbers.

    Parameters
    ----------
    utterance : Utterance
    dark : bool, optional
        For a dark page.

    Returns
    -------
    matplotlib.figure.Figure
    """
    table = _picture.alike(utterance.readings[:MOST])
    size = 1.6 + 0.7 * len(table)
    made = _drawing(size + 1, size, dark)
    sigla = [_short(siglum, 12) for siglum, _ in table]
    axes = made.axes_of(f"How alike the readings of {utterance.id} are", sigla, sigla)
    for row, (_, shares) in enumerate(table):
        for column, share in enumerate(shares):
            made.cell(axes, column, row, f"{share:.2f}", share)
    told = "; ".join(
        f"{one} and {other} {share:.2f}"
        for at, (one, shares) in enumerate(table)
        for (other, _), share in zip(table[:at], shares, strict=False)
    )
    made.alt = f"Matrix: how alike the readings of {utterance.id} are, from 0 to 1. {told}."
    return made


# ------------------------------------------------------------------------------------------------------ coverage


def _told(corpus: Corpus) -> list[dict[str, Any]]:
    """Give a row for each utterance and account, with the closest reading of the account."""
    rows = []
    for utterance in corpus.utterances():
        base_words = utterance.base.words
        found: dict[str, dict[str, Any]] = {}
        for reading in utterance.readings:
            look = "base" if reading.is_base else "turned" if reading.turns_sense else "changed"
            look = "same" if look == "changed" and reading.changed == 0 else look
            most = max(base_words, reading.words)
            told = "base" if reading.is_base else "same words" if look == "same" else f"{reading.changed} of {most}"
            row = {"told": told, "look": look, "share": reading.similarity, "quotation": reading.quotation.id}
            found.setdefault(reading.account.id, row)
        rows += [
            {
                "utterance": utterance.id,
                "speaker": utterance.speaker,
                "account": account.siglum,
                "date": account.date,
                **found.get(account.id, {"told": None, "look": None, "share": None, "quotation": None}),
            }
            for account in by_date(corpus)
        ]
    return rows


def _public(row: dict[str, Any]) -> dict[str, Any]:
    names = ("utterance", "speaker", "account", "date", "quotation", "told")
    return {**{name: row[name] for name in names}, "turns_sense": row["look"] == "turned"}


def coverage_rows(corpus: Corpus) -> list[dict[str, Any]]:
    """Give what each account keeps of each utterance.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    list of dict
        ``utterance``, ``speaker``, ``account`` (siglum), ``date``, ``quotation``, ``told`` ("base", "same words",
        "5 of 31" words changed; None where the account leaves it out) and ``turns_sense``.
    """
    return [_public(row) for row in _told(corpus)]


def coverage(corpus: Corpus, *, dark: bool = False) -> Drawing:
    """Draw which account tells which utterance, and how many of its words are changed.

    Parameters
    ----------
    corpus : Corpus
    dark : bool, optional
        For a dark page.

    Returns
    -------
    matplotlib.figure.Figure
    """
    accounts = by_date(corpus)[:MOST]
    names, cells, more = _shown(corpus)
    made = _drawing(4.4 + 0.95 * len(accounts), 1.5 + 0.42 * len(names), dark)
    heads = [f"{_short(account.siglum, 10)}\n{account.date or 'no date'}" for account in accounts]
    axes = made.axes_of(f"What each account tells, and words changed{more}", heads, names)
    for row, cells_of in enumerate(cells):
        for column, cell in enumerate(cells_of[: len(accounts)]):
            words = "—" if cell["told"] is None else ("⚠ " if cell["look"] == "turned" else "") + cell["told"]
            made.cell(axes, column, row, words, cell["share"])
    missing = "; ".join(
        f"{account.siglum} leaves out {sum(one[at]['told'] is None for one in cells)} of {len(cells)}"
        for at, account in enumerate(accounts)
    )
    made.alt = f"Table: which account tells which utterance. {missing}."
    return made


def _shown(corpus: Corpus) -> tuple[list[str], list[list[dict[str, Any]]], str]:
    """Give the utterances that a figure has room for: their names, their rows, and how many more there are."""
    utterances, count = corpus.utterances(), len(corpus)
    told = _told(corpus)
    rows = [told[at : at + count] for at in range(0, len(told), count)] if count else []
    more = f" (the first {MOST} of {len(rows)})" if len(rows) > MOST else ""
    return [_name(utterance) for utterance in utterances[:MOST]], rows[:MOST], more


# ------------------------------------------------------------------------------------------------------ timeline


def timeline_rows(corpus: Corpus) -> list[dict[str, Any]]:
    """Give every telling of an utterance, in the order of the utterances and of the dates.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    list of dict
        The rows of `coverage_rows` in which the account tells the utterance.
    """
    return [row for row in coverage_rows(corpus) if row["told"] is not None]


def timeline(corpus: Corpus, *, dark: bool = False) -> Drawing:
    """Draw the accounts in the order of their dates, and which utterances each tells.

    The steps between accounts are of one width; where a month or more lies between them, it is said.

    Parameters
    ----------
    corpus : Corpus
    dark : bool, optional
        For a dark page.

    Returns
    -------
    matplotlib.figure.Figure
    """
    accounts = by_date(corpus)[:MOST]
    names, rows, more = _shown(corpus)
    made = _drawing(4.4 + 1.15 * len(accounts), 1.9 + 0.42 * len(names), dark)
    heads = [f"{_short(account.siglum, 10)}\n{account.date or 'no date'}" for account in accounts]
    axes = made.axes_of(f"When each utterance was told{more}", heads, names)
    for row, cells in enumerate(rows):
        points = [(at, cell["look"]) for at, cell in enumerate(cells[: len(accounts)]) if cell["look"]]
        made.line(axes, row, points, _LOOKS)
    days = [_day(account) for account in accounts]
    for at, (earlier, later) in enumerate(pairwise(days)):
        made.between(axes, at + 0.5, _gap(earlier, later))
    made.legend_of(axes, list(_LOOKS.values()))
    made.alt = "Timeline: " + "; ".join(
        f"{name.split()[0]} in {_sigla(cells)}" for name, cells in zip(names, rows, strict=True)
    )
    return made


def _sigla(cells: Sequence[dict[str, Any]]) -> str:
    return ", ".join(f"{cell['account']} ({cell['told']})" for cell in cells if cell["told"] is not None)
