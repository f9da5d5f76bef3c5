"""Check: every quotation of a draft held against the accounts.

draft, corpus ─► Checks ─► Check      exact, changed (how), found with another speaker, not found
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .compare import Change
from .errors import AccountError, Problem
from .plain import padded, safe, terminal_width, width, wrapped
from .reading import Draft, Reader, draft
from .search import AT_LEAST
from .sheet import Cell, Line, Sheet
from .text import Limits, language_arguments
from .views import counted

if TYPE_CHECKING:
    from typing import Self

    from ._core import Language, Table
    from .corpora import Corpus

Found: TypeAlias = Literal["exact", "changed", "other_speaker", "not_found"]
VERDICTS = {
    "exact": "exact",
    "changed": "changed",
    "other_speaker": "other speaker",
    "not_found": "not found",
}
"""What a check may find, and how it is said."""


class Check(Line):
    """One quotation of a draft, and where the accounts have it.

    Places are code points of the draft, or of the account (`said_start`, `said_end`); an end is exclusive.

    Examples
    --------
    >>> import quoth
    >>> check = quoth.check("Clinton said: “I am not sure.”", quoth.corpus(["“I am sure,” Clinton said."]))[0]
    >>> check.found, check.turns_sense, check.said
    ('changed', True, 'I am sure')
    """

    __slots__ = ()
    _html = "check"

    found = Cell[Found]("Whether it is found: exact, changed, other_speaker or not_found.")
    start = Cell[int]("Where its words begin in the draft.")
    end = Cell[int]("Where its words end in the draft.")
    level = Cell[int]("How many quotations of the draft it lies in.")
    speaker = Cell[str | None]("Who says it in the draft.")
    said_start = Cell[int | None]("Where its words begin in the account.")
    said_end = Cell[int | None]("Where its words end in the account.")
    said_by = Cell[str | None]("Who says it in the account.")
    similarity = Cell[float | None]("How alike the words are, from 0 to 1.")
    turns_sense = Cell("Whether a change may turn the sense.", bool)

    @property
    def text(self) -> str:
        """Its words in the draft, as they stand; `` … `` stands between stretches."""
        text: str = self._sheet.draft.text
        pieces = self._sheet._lists("ranges").values(self._row, "start", "end")
        return " … ".join(text[start:end] for start, end in pieces)

    @property
    def said(self) -> str | None:
        """The words of the account."""
        account = self.account
        return None if account is None else account.text[self.said_start : self.said_end]

    @property
    def line(self) -> int:
        """The line of the draft that it begins in, from 1."""
        text: str = self._sheet.draft.text
        return text.count("\n", 0, self.start) + 1

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changed from the account to the draft."""
        account = self.account
        return () if account is None else self._changes(account.text, self._sheet.draft.text)

    @property
    def why(self) -> str:
        """What was found, in a sentence."""
        account, quotation = self.account, self.quotation
        if account is None:
            return "no account says it, or anything like it"
        where = f"{account.siglum} has it outside of quotation marks"
        if quotation is not None:
            where = f"{self.said_by or 'nobody named'} says it in {account.siglum} ({quotation.id})"
        if self.found == "other_speaker":
            return f"{where}, not {self.speaker}"
        return where if self.found == "exact" else f"{where} in other words: “{self.said}”"

    def to_dict(self) -> dict[str, Any]:
        """Give everything as plain values: the keys of ``quoth check --format jsonl``, in their order."""
        account, quotation = self.account, self.quotation
        return {
            "line": self.line,
            "start": self.start,
            "end": self.end,
            "level": self.level,
            "speaker": self.speaker,
            "found": self.found,
            "account": None if account is None else account.id,
            "quotation": None if quotation is None else quotation.id,
            "said_start": self.said_start,
            "said_end": self.said_end,
            "said_by": self.said_by,
            "similarity": None if self.similarity is None else round(self.similarity, 4),
            "turns_sense": self.turns_sense,
            "text": self.text,
            "said": self.said,
            "changes": [change.to_dict() for change in self.changes],
            "why": self.why,
        }

    @property
    def _verdict(self) -> str:
        return ("⚠ " if self.turns_sense else "") + VERDICTS[self.found]

    def _notes(self) -> list[str]:
        notes = [] if self.found == "exact" and self.quotation else [safe(self.why)]
        return notes + [str(change) for change in self.changes if change.kind not in ("same", "marks", "case")]

    def __repr__(self) -> str:
        return f"<quoth.Check line {self.line}, {VERDICTS[self.found]}: {safe(self.text)[:60]!r}>"

    def __str__(self) -> str:
        head = f"line {self.line}  {self._verdict}  {safe(self.speaker or 'nobody named')}"
        return "\n    ".join([head, safe(self.text), *(f"· {note}" for note in self._notes())])


class Checks(Sheet[Check]):
    """The quotations of a draft, in order: a sequence of `Check`.

    Attributes
    ----------
    draft : Draft
        The draft, with its text.
    """

    _html = "checks"
    _noun = "check"
    _make = Check

    def __init__(self, draft: Draft, table: Table, corpus: Corpus, arguments: dict[str, Any]) -> None:
        super().__init__(table, corpus, arguments)
        self.draft = draft

    @property
    def exact(self) -> bool:
        """Whether every quotation is exact."""
        return all(check.found == "exact" for check in self)

    def where(self, found: Found | Iterable[Found]) -> Self:
        """Keep the quotations of which this was found, or any of several."""
        wanted = {found} if isinstance(found, str) else set(found)
        values = self._table.list("found")
        return self._kept([row for row in self._rows if values[row] in wanted])

    def counts(self) -> dict[str, int]:
        """Count the quotations by what was found."""
        counted_: Counter[str] = Counter(check.found for check in self)
        return {name: counted_[name] for name in VERDICTS if counted_[name]}

    def __reduce__(self) -> tuple[Any, ...]:
        return _checks_again, ((self.draft, self._table, self._corpus, self._arguments), tuple(self._rows))

    def __str__(self) -> str:
        facts = [f"{count:,} {VERDICTS[name]}" for name, count in self.counts().items()]
        lines = [" · ".join([safe(self.draft.id), counted(len(self), "quotation"), *facts])]
        rows = [(f"line {one.line}", one._verdict, safe(one.speaker or "nobody named")) for one in self]
        widths = [min(28, max((width(row[i]) for row in rows), default=0)) for i in range(3)]
        indent = sum(widths) + 8
        room = terminal_width() - indent
        for one, row in zip(self, rows, strict=True):
            head = "  " + "  ".join(map(padded, row, widths)) + "  "
            for number, line in enumerate(wrapped(safe(one.text), room)):
                lines.append((head if number == 0 else " " * indent) + line)
            for note in one._notes():
                first, *rest = wrapped(note, room - 4)
                lines += [" " * indent + "· " + first, *(" " * (indent + 2) + line for line in rest)]
        return "\n".join(lines)


def _checks_again(arguments: Any, rows: tuple[int, ...]) -> Checks:
    return Checks(*arguments)._kept(rows)


def check(
    draft: str | Path | Draft,
    corpus: Corpus,
    *,
    at_least: float = AT_LEAST,
    lang: str | Language | None = None,
    limits: Limits | None = None,
) -> Checks:
    """Hold every quotation of a draft against the accounts of a corpus.

    Parameters
    ----------
    draft : str or path
        The text of the draft, plain or Markdown, with front matter or without; or a path to read it from.
    corpus : Corpus
        The accounts.
    at_least : float, optional
        A quotation that no account has words for that are so similar is not found.
    lang : str or Language, optional
        The language of the draft; guessed where it is not given.
    limits : dict, optional
        Any of ``max_bytes``, ``max_tokens``, ``max_depth``, ``max_work``.

    Returns
    -------
    Checks

    Examples
    --------
    >>> import quoth
    >>> draft = "“I think so,” Clinton said.\\n\\n“The harbour froze over last winter,” he said."
    >>> [check.found for check in quoth.check(draft, quoth.demo())]
    ['exact', 'not_found']
    """
    made = _draft_of(draft)
    given = language_arguments(lang or made.lang)
    table = corpus._core.check(made.text, skip=made.start, at_least=at_least, limits=limits, **given)
    return Checks(made, table, corpus, {**language_arguments(lang or corpus._language), "limits": limits})


def _draft_of(given: str | Path | Draft) -> Draft:
    if isinstance(given, Draft):
        return given
    if isinstance(given, str):
        return draft(given, {}, "draft")
    problems: list[Problem] = []
    found = list(Reader().read([given], problems))
    if problems or len(found) != 1:
        raise AccountError(problems or [Problem(str(given), f"{counted(len(found), 'draft')}, and not one")])
    return found[0]
