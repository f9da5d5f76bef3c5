"""Utterances: the tellings of one saying side by side, and what changed from the base to each other."""

from __future__ import annotations

from collections.abc import Mapping
from types import EllipsisType
from typing import TYPE_CHECKING, Any

from .compare import Change, change_of
from .plain import padded, safe, table, terminal_width, width, wrapped
from .quotation import Asked, Quotation
from .views import Column, Rows, View, counted, several

if TYPE_CHECKING:
    from typing import Self

    from ._core import Table
    from .account import Account

LEFT_OUT = "‹…›"
"""Stands in `Reading.text` where a quotation inside was left out; an ellipsis of the account is never of this form."""


class Reading(View):
    """One telling of an utterance.

    Places are code points of the account's text. The words of a reading are the quotation's own: those of the
    quotations inside it are sayings by themselves.

    Examples
    --------
    >>> import quoth
    >>> reading = quoth.demo().utterances().where(speaker="Clinton", account="ROB")[0].base
    >>> reading.account.siglum, reading.is_base, reading.changes
    ('CAR', True, ())
    """

    __slots__ = ()
    _html = "reading"

    start = Column[int]("Where the quotation begins, behind its mark.")
    end = Column[int]("Where the quotation ends, in front of its mark.")
    words = Column[int]("How many words it has.")
    changed = Column[int]("How many words are added, missing or others, against the base.")
    similarity = Column[float]("How alike its words are to those of the base, from 0 to 1.")

    @property
    def _table(self) -> Table:
        return self._corpus._readings_table

    def _key(self) -> tuple[Any, ...]:
        return self.quotation.id, self.start, self.end, self.text, self.is_base, self.changes

    @property
    def utterance(self) -> Utterance:
        """The utterance that it is a reading of."""
        return Utterance(self._corpus, self._table.value("utterance", self._row))

    @property
    def account(self) -> Account:
        """The account that tells it."""
        return self._corpus[str(self._table.value("account", self._row))]

    @property
    def quotation(self) -> Quotation:
        """The quotation that it is."""
        return Quotation(self._corpus, self._table.value("quotation", self._row))

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """The places of its own words: start and end of each stretch between the quotations inside it."""
        return self._corpus._lists("utterances", "ranges").values(self._row, "start", "end")

    @property
    def text(self) -> str:
        """Its own words as they stand; ``‹…›`` stands where a quotation inside was left out."""
        account, end, made = self.account.text, self.start, ""
        for piece_start, piece_end in self.pieces:
            made += (LEFT_OUT if piece_start > end else "") + account[piece_start:piece_end]
            end = piece_end
        return made + (LEFT_OUT if self.end > end else "")

    @property
    def is_base(self) -> bool:
        """Whether the other readings are held against this one."""
        return self.utterance._base_row == self._row

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changed from the base; nothing for the base itself."""
        child = self._corpus._utterances_table.child("changes")
        before, after, why = self.utterance.base.account.text, self.account.text, self._corpus._core.why_change
        rows = self._corpus._lists("utterances", "changes").of(self._row)
        return tuple(change_of(child, row, before, after, why(row)) for row in rows)

    @property
    def turns_sense(self) -> bool:
        """Whether a change in it may turn the sense."""
        return any(change.turns_sense for change in self.changes)

    def _told(self) -> str:
        if self.is_base:
            return "base"
        if self.changed == 0:
            return "same words"
        return f"{self.changed} of {max(self.words, self.utterance.base.words)}"

    def to_dict(self) -> dict[str, Any]:
        """Give the keys of ``quoth utterances --format jsonl``, in their order."""
        return {
            "account": self.account.id,
            "quotation": self.quotation.id,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "changes": [change.to_dict() for change in self.changes],
        }

    def __repr__(self) -> str:
        return f"<quoth.Reading {self.quotation.id} of {self.utterance.id}: {safe(self.text)[:60]!r}>"

    def __str__(self) -> str:
        told = [self.account.siglum, self.account.date or "", self._told(), safe(self.text)]
        return "\n    ".join(["  ".join(filter(None, told)), *map(str, self.changes)])


class Utterance(View):
    """One saying that is told twice or more, in several accounts or in one.

    Examples
    --------
    >>> import quoth
    >>> utterance = quoth.demo().utterances()["u1"]
    >>> utterance.base == utterance.readings[0]
    True
    """

    __slots__ = ()
    _html = "utterance"

    id = Column[str]("Its name: u1, u2, ... in the order of the bases.")
    speaker = Column[str | None]("Who is said to have said it.")
    turns_sense = Column[int]("In how many readings a change may turn the sense.")
    reason = Column[str]("Why the readings are one utterance, as a name.")
    share = Column[float]("How much of their words the readings have in common, from 0 to 1.")

    @property
    def _table(self) -> Table:
        return self._corpus._utterances_table

    def _key(self) -> tuple[Any, ...]:
        return self.id, self.speaker, self.readings, self.reason

    @property
    def _base_row(self) -> int:
        return int(self._table.value("base", self._row))

    @property
    def base(self) -> Reading:
        """The reading that the others are held against: the earliest by date, then the first account."""
        return Reading(self._corpus, self._base_row)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Its tellings: the base first, then by date, account and place."""
        return tuple(Reading(self._corpus, row) for row in self._corpus._lists("utterances", "readings").of(self._row))

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts that tell it, each once."""
        return tuple(dict.fromkeys(reading.account for reading in self.readings))

    @property
    def why(self) -> str:
        """Why these are one utterance, in a sentence."""
        return self._corpus._core.why_utterance(self._row)

    def to_dict(self) -> dict[str, Any]:
        """Give everything as plain values: the keys of ``quoth utterances --format jsonl``, in their order."""
        return {
            "id": self.id,
            "speaker": self.speaker,
            "base": self.base.quotation.id,
            "readings": [reading.to_dict() for reading in self.readings],
            "why": self.why,
        }

    def __len__(self) -> int:
        return len(self.readings)

    def __repr__(self) -> str:
        return f"<quoth.Utterance {self.id} {self.speaker or 'nobody named'}: {counted(len(self), 'reading')}>"

    def __str__(self) -> str:
        head = [self.id, self.speaker or "nobody named", counted(len(self), "reading")]
        if self.turns_sense:
            head.append(f"⚠ the sense may turn in {self.turns_sense}")
        why = (f"  {line}" for line in wrapped(safe(self.why), terminal_width() - 2))
        return "\n".join([" · ".join(head), *_picture(self.readings), *why])


_ROOM = 32
"""Columns that a reading has beside its head at the least; in a narrower terminal it stands under it."""


def _picture(readings: tuple[Reading, ...]) -> list[str]:
    """Draw readings under each other: siglum, date, words changed, the reading, and under it what changed."""
    columns = [(one.account.siglum, one.account.date or "", one._told()) for one in readings]
    widths = [max(width(row[i]) for row in columns) for i in range(3)]
    indent = sum(widths) + 8
    beside = terminal_width() - indent >= _ROOM
    if not beside:
        indent = 4
    room = terminal_width() - indent
    lines = []
    for reading, row in zip(readings, columns, strict=True):
        head = "  " + "  ".join(map(padded, row, widths)) + "  "
        notes = [str(change) for change in reading.changes if change.kind != "same"]
        first, *rest = wrapped(safe(reading.text), room)
        lines += [head + first] if beside else [head.rstrip(), " " * indent + first]
        lines += [" " * indent + line for line in rest]
        for note in notes:
            first, *rest = wrapped(note, room - 4)
            lines += [" " * indent + "· " + first, *(" " * (indent + 4) + line for line in rest)]
    return lines


class Utterances(Rows[Utterance]):
    """The utterances of a corpus: by place, slice or id.

    Examples
    --------
    >>> import quoth
    >>> utterances = quoth.demo().utterances()
    >>> len(utterances.where(speaker="Clinton")) >= 2
    True
    """

    __slots__ = ()
    _html = "utterances"
    _keys = ("id", "speaker", "base", "readings", "why")
    _noun = "utterance"

    @property
    def _table(self) -> Table:
        return self._corpus._utterances_table

    def _view(self, row: int) -> Utterance:
        return Utterance(self._corpus, row)

    def _names(self) -> Mapping[str, int]:
        return {name: row for row, name in enumerate(self._table.list("id"))}

    def where(
        self,
        *,
        speaker: Asked[str | None] = ...,
        account: Asked[str] = ...,
        turns_sense: bool | EllipsisType = ...,
    ) -> Self:
        """Keep the utterances that are as asked for.

        Parameters
        ----------
        speaker : str or None, optional
            Any name of a speaker, as "Clinton"; None for those that nobody is named for.
        account : str, optional
            Id or siglum of an account that tells it. Of both, an iterable stands for any of several.
        turns_sense : bool, optional
            Whether a change in a reading may turn the sense.

        Returns
        -------
        Utterances

        Raises
        ------
        NotFoundError
            No such person or account in the corpus; the message has the nearest names.
        """
        kept = list(self._rows)
        if not isinstance(speaker, EllipsisType):
            names = self._corpus._names_of(several(speaker))
            speakers = self._table.list("speaker")
            kept = [row for row in kept if speakers[row] in names]
        if not isinstance(account, EllipsisType):
            wanted = {self._corpus.accounts[one] for one in several(account)}
            kept = [row for row in kept if not wanted.isdisjoint(self._view(row).accounts)]
        if not isinstance(turns_sense, EllipsisType):
            turned = self._table.list("turns_sense")
            kept = [row for row in kept if bool(turned[row]) is bool(turns_sense)]
        return type(self)(self._corpus, tuple(kept))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give one dict an utterance: `Utterance.to_dict`, readings and changes inside it."""
        return [utterance.to_dict() for utterance in self]

    def __str__(self) -> str:
        head = ("id", "speaker", "told by", "base reading")
        return table(
            head,
            (
                (
                    one.id + (" ⚠" if one.turns_sense else ""),
                    one.speaker,
                    " ".join(account.siglum for account in one.accounts),
                    one.base.text,
                )
                for one in self
            ),
        )
