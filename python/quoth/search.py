"""Search: where a text, an account or a corpus says a passage again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _core
from .account import Account
from .compare import Change
from .corpora import Corpus
from .plain import safe, table
from .sheet import Cell, Line, Sheet
from .text import Limits, language_arguments

if TYPE_CHECKING:
    from ._core import Language, Table

AT_LEAST = 0.4
"""How similar a hit is at least, unless asked for otherwise."""


class Hit(Line):
    """A place where a passage is said again, in quotation marks or without them.

    Places are code points of the text that was searched; an end is exclusive.

    Examples
    --------
    >>> import quoth
    >>> hit = quoth.demo().find("It was interesting ... I think so")[0]
    >>> hit.account.siglum, hit.quotation.speaker
    ('CAR', 'Bill Clinton')
    """

    __slots__ = ()
    _html = "hit"

    start = Cell[int]("Where its words begin.")
    end = Cell[int]("Where its words end.")
    similarity = Cell[float]("How alike its words are to those of the passage, from 0 to 1.")
    exact = Cell("Whether it is word for word, but for case and marks.", bool)
    words = Cell[int]("How many words it has; those that an ellipsis stands for are not counted.")
    shared = Cell[int]("How many words of the passage it has.")
    gaps = Cell[int]("How many times words are left out or put in.")
    part_start = Cell[int]("Where the part of the passage that it says begins.")
    part_end = Cell[int]("Where that part ends.")

    @property
    def text(self) -> str:
        """Its words, as they stand."""
        return self._searched[self.start : self.end]

    @property
    def _searched(self) -> str:
        account = self.account
        text: str = self._sheet._text if account is None else account.text
        return text

    @property
    def part(self) -> str:
        """The part of the passage that it says."""
        passage: str = self._sheet.passage
        return passage[self.part_start : self.part_end]

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each stretch, without the words that an ellipsis of the passage stands for."""
        found: tuple[tuple[int, int], ...] = self._sheet._lists("ranges").values(self._row, "start", "end")
        return found

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changed from the passage to the text."""
        return self._changes(self._sheet.passage, self._searched)

    @property
    def turns_sense(self) -> bool:
        """Whether a change may turn the sense."""
        return any(change.turns_sense for change in self.changes)

    def to_dict(self) -> dict[str, Any]:
        """Give everything as plain values."""
        account, quotation = self.account, self.quotation
        return {
            "account": None if account is None else account.id,
            "quotation": None if quotation is None else quotation.id,
            "speaker": None if quotation is None else quotation.speaker,
            "start": self.start,
            "end": self.end,
            "similarity": round(self.similarity, 4),
            "exact": self.exact,
            "words": self.words,
            "shared": self.shared,
            "gaps": self.gaps,
            "text": self.text,
            "changes": [change.to_dict() for change in self.changes],
        }

    def __repr__(self) -> str:
        account = self.account
        where = f"{account.id} " if account else ""
        return f"<quoth.Hit {where}{self.start}-{self.end}, {self.similarity:.2f}: {safe(self.text)[:60]!r}>"

    def __str__(self) -> str:
        account, quotation = self.account, self.quotation
        where = [account.siglum if account else "", f"{self.start}-{self.end}"]
        where += [f"{quotation.id}, {quotation.speaker or 'nobody named'}"] if quotation else []
        head = "  ".join(filter(None, [*where, "word for word" if self.exact else f"{self.similarity:.2f}"]))
        changes = [str(change) for change in self.changes if change.kind != "same"]
        return "\n    ".join([head, safe(self.text), *(f"· {change}" for change in changes)])


class Hits(Sheet[Hit]):
    """The hits of one search, the most similar first: a sequence of `Hit`.

    Attributes
    ----------
    passage : str
        What was looked for.
    """

    _html = "hits"
    _noun = "hit"
    _make = Hit

    def __init__(
        self, passage: str, text: str | None, table: Table, corpus: Corpus | None, arguments: dict[str, Any]
    ) -> None:
        super().__init__(table, corpus, arguments)
        self.passage, self._text = passage, text

    def __reduce__(self) -> tuple[Any, ...]:
        return _hits_again, ((self.passage, self._text, self._table, self._corpus, self._arguments), tuple(self._rows))

    def __str__(self) -> str:
        rows = (
            (
                one.account.siglum if one.account else "",
                one.quotation.speaker if one.quotation else "",
                one.start,
                "exact" if one.exact else f"{one.similarity:.2f}",
                one.text,
            )
            for one in self
        )
        return table(("account", "speaker", "start", "alike", "text"), rows)


def _hits_again(arguments: Any, rows: tuple[int, ...]) -> Hits:
    return Hits(*arguments)._kept(rows)


def find(
    passage: str,
    where: str | Account | Corpus,
    *,
    at_least: float = AT_LEAST,
    most: int | None = None,
    lang: str | Language | None = None,
    limits: Limits | None = None,
) -> Hits:
    """Find where a text says a passage again.

    In quotation marks or without them, word for word or reworded, with words left out or put in, in other forms and
    spellings. An ellipsis in the passage (``...``, ``…``, ``[...]``) stands for any words.

    Parameters
    ----------
    passage : str
    where : str, Account or Corpus
    at_least : float, optional
        How similar a hit is at least: 1 has every word of the passage and no other; 0 is for every hit that chance
        does not explain, also of a small part of the passage.
    most : int, optional
        How many hits to give, the most similar first.
    lang : str or Language, optional
        The language of a text; guessed where it is not given. Accounts have theirs.
    limits : dict, optional
        Any of ``max_bytes``, ``max_tokens``, ``max_work``.

    Returns
    -------
    Hits

    Examples
    --------
    >>> import quoth
    >>> hits = quoth.find("I do not mind", "He said he did not mind. “I don't mind it,” he told us.", lang="en")
    >>> [(hit.text, hit.exact) for hit in hits]
    [("I don't mind", False), ('he did not mind', False)]
    """
    if isinstance(where, Account):
        found = find(passage, where._corpus, at_least=at_least, limits=limits)
        rows = [row for row in found._rows if found._table.value("account", row) == where.id]
        return found._kept(rows[:most])
    if isinstance(where, Corpus):
        arguments: dict[str, Any] = {**language_arguments(where._language), "limits": limits}
        table = where._core.find(passage, at_least=at_least, most=most or 0, limits=limits or where._limits)
        return Hits(passage, None, table, where, arguments)
    arguments = {**language_arguments(lang), "limits": limits}
    table = _core.find(passage, where, at_least=at_least, most=most or 0, **arguments)
    return Hits(passage, where, table, None, arguments)
