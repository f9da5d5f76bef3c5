"""Quotations: who is quoted saying what, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import EllipsisType
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from ._core import KINDS
from .errors import InputError, NotFoundError, near
from .plain import safe, table
from .views import Column, Rows, View, counted, several

if TYPE_CHECKING:
    from typing import Self

    from ._core import Table
    from .account import Account

T = TypeVar("T")
Asked: TypeAlias = T | Iterable[T] | EllipsisType
"""What `where` is asked for: one value, any of several, or ``...`` for every value."""


class Quotation(View):
    """One unbroken stretch between quotation marks, or one of what is told without marks.

    Places are code points of the account's text; an end is exclusive.

    Examples
    --------
    >>> import quoth
    >>> quotation = quoth.demo()["CAR"].quotations[2]
    >>> quotation.text
    'You know, it’s interesting. I think so,'
    >>> quotation.speaker, quotation.chain
    ('Bill Clinton', ('Vladimir Putin', 'Bill Clinton'))
    """

    __slots__ = ()
    _lasting = "id"
    _html = "quotation"

    id = Column[str]("Its name in the corpus: that of the account and a number.")
    start = Column[int]("Where its words begin, behind the mark.")
    end = Column[int]("Where its words end, in front of the mark.")
    outer_start = Column[int]("Where it begins with its mark.")
    outer_end = Column[int]("Where it ends with its mark.")
    level = Column[int | None]("How many quotations it lies in; None for what has no marks.")
    part = Column[int]("Which stretch of its whole it is, from 0.")
    marked = Column[str | None](
        "What sets it off: marks, dash, block (set in) or label (a name and a colon); None for what nothing does."
    )
    closed = Column[bool | None]("Whether it has both marks, or needs none; None for what has none.", bool)
    mended = Column[str | None]("How a missing mark was made good.")
    kind = Column[str | None](
        "Speech, thought, writing, fragment, title, name, term, turn (of a transcript), indirect or mixed."
    )
    kind_sure = Column[float | None]("How sure the kind is, from 0 to 1.")
    asserted = Column[bool | None]("False for what was not said or only might be.", bool)
    speaker = Column[str | None]("Who is said to have said it.")
    speaker_as_written = Column[str | None]("The words of the text that name the speaker.")
    speaker_start = Column[int | None]("Where they begin.")
    speaker_end = Column[int | None]("Where they end.")
    addressee = Column[str | None]("To whom it was said.")
    cue = Column[str | None]("The words that say that somebody speaks.")
    cue_start = Column[int | None]("Where they begin.")
    cue_end = Column[int | None]("Where they end.")
    sure = Column[float | None]("How sure the speaker is, from 0 to 1.")
    step = Column[str | None]("The step of attribution that decided.")
    edited = Column[bool]("Whether something of it was set by hand.", bool)

    @property
    def _table(self) -> Table:
        return self._corpus._quotations_table

    def _key(self) -> tuple[Any, ...]:
        return self.id, self.start, self.end, self.text, self.level, self.kind, self.speakers, self.chain, self.closed

    @property
    def account(self) -> Account:
        """The account that it stands in."""
        return self._corpus[str(self._table.value("account", self._row))]

    @property
    def text(self) -> str:
        """The words inside the marks, as they stand."""
        return self.account.text[self.start : self.end]

    @property
    def parent(self) -> Quotation | None:
        """The quotation around it."""
        row = self._table.value("parent", self._row)
        return None if row is None else Quotation(self._corpus, row)

    @property
    def within(self) -> Quotation | None:
        """Of what has no marks, the innermost quotation between marks that it lies in."""
        row = self._table.value("within", self._row)
        return None if row is None else Quotation(self._corpus, row)

    @property
    def inner(self) -> tuple[Quotation, ...]:
        """The quotations that lie in it and in no other inside it, in order."""
        return tuple(Quotation(self._corpus, row) for row in self._corpus._inner.get(self._row, ()))

    @property
    def group(self) -> Quotation:
        """The first stretch of its whole; itself where it is in one piece."""
        return Quotation(self._corpus, self._table.value("group", self._row))

    @property
    def whole(self) -> tuple[Quotation, ...]:
        """Every stretch of what is said here, which may run on after "he said" or over paragraphs."""
        return tuple(Quotation(self._corpus, row) for row in self._corpus._wholes[self.group._row])

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everybody who is said to have said it."""
        found = self._corpus._lists("quotations", "speakers").values(self._row, "name")
        return found or (() if self.speaker is None else (self.speaker,))

    @property
    def chain(self) -> tuple[str, ...]:
        """The tellers from the outside in, the speaker last."""
        return self._corpus._lists("quotations", "chain").values(self._row, "name")

    @property
    def editorial(self) -> tuple[tuple[int, int, str], ...]:
        """What an editor did to its own words: start, end and sort (ellipsis, cut or insertion) of each sign."""
        return self._corpus._lists("quotations", "editorial").values(self._row, "start", "end", "sort")

    @property
    def why(self) -> str:
        """Why this speaker, in a sentence."""
        return self._corpus._core.why_speaker(self._row)

    def to_dict(self) -> dict[str, Any]:
        """Give everything as plain values: the keys of ``quoth quotations --format jsonl``, in their order."""
        parent, within = self.parent, self.within
        return {
            "id": self.id,
            "start": self.start,
            "end": self.end,
            "level": self.level,
            "parent": None if parent is None else parent.id,
            "group": self.group.id,
            "part": self.part,
            "kind": self.kind,
            "kind_sure": self.kind_sure,
            "marked": self.marked,
            "closed": self.closed,
            "mended": self.mended,
            "asserted": self.asserted,
            "speaker": self.speaker,
            "speakers": list(self.speakers),
            "speaker_as_written": self.speaker_as_written,
            "speaker_start": self.speaker_start,
            "speaker_end": self.speaker_end,
            "addressee": self.addressee,
            "chain": list(self.chain) or None,
            "cue": self.cue,
            "cue_start": self.cue_start,
            "cue_end": self.cue_end,
            "sure": self.sure,
            "edited": self.edited,
            "why": self.why,
            "text": self.text,
            "within": None if within is None else within.id,
        }

    def __repr__(self) -> str:
        return f"<quoth.Quotation {self.id} {self.speaker or 'nobody named'}: {safe(self.text)[:60]!r}>"

    def __str__(self) -> str:
        facts = [self.kind or "", " → ".join(self.chain) or self.speaker or "nobody named"]
        facts += [f"to {self.addressee}"] if self.addressee else []
        facts += ["not said"] if self.asserted is False else []
        facts += [f"mended: {self.mended}"] if self.mended else []
        return f"{self.id}  {', '.join(filter(None, facts))}\n    {safe(self.text)}\n    {safe(self.why)}"


class Quotations(Rows[Quotation]):
    """Quotations of a corpus: by place, slice or id.

    Examples
    --------
    >>> import quoth
    >>> quotations = quoth.demo().quotations
    >>> [quotation.level for quotation in quotations.where(speaker="Clinton", account="CAR")]
    [1, 1]
    >>> quotations.where(speaker="Klinton")
    Traceback (most recent call last):
        ...
    quoth.errors.NotFoundError: nobody is called 'Klinton' here; did you mean 'Clinton'?
    """

    __slots__ = ()
    _lasting = "id"
    _html = "quotations"
    _keys = (
        "account", "id", "start", "end", "level", "parent", "group", "part", "kind", "kind_sure", "marked",
        "closed", "mended", "asserted", "speaker", "speakers", "speaker_as_written", "speaker_start", "speaker_end",
        "addressee", "chain", "cue", "cue_start", "cue_end", "sure", "edited", "why", "text", "within",
    )  # fmt: skip
    _noun = "quotation"

    @property
    def _table(self) -> Table:
        return self._corpus._quotations_table

    def _view(self, row: int) -> Quotation:
        return Quotation(self._corpus, row)

    def _names(self) -> Mapping[str, int]:
        return self._corpus._quotation_names

    def where(
        self,
        *,
        speaker: Asked[str | None] = ...,
        account: Asked[str] = ...,
        kind: Asked[str | None] = ...,
        level: Asked[int] = ...,
        asserted: Asked[bool | None] = ...,
        closed: Asked[bool] = ...,
    ) -> Self:
        """Keep the quotations that are as asked for.

        Parameters
        ----------
        speaker : str or None, optional
            Any name of a speaker, as "Clinton"; None for those that nobody is named for.
        account : str, optional
            Id or siglum.
        kind : str or None, optional
        level : int, optional
        asserted : bool or None, optional
        closed : bool, optional
            Of each, an iterable stands for any of several.

        Returns
        -------
        Quotations

        Raises
        ------
        NotFoundError
            No such person, account or kind in the corpus; the message has the nearest names.
        """
        rows: Iterable[int] = self._rows
        if not isinstance(speaker, EllipsisType):
            rows = self._spoken_by(self._corpus._names_of(several(speaker)))._rows
        if not isinstance(account, EllipsisType):
            wanted = {self._corpus.accounts[one].id for one in several(account)}
            rows = self._with(rows, "account", wanted)
        if not isinstance(kind, EllipsisType):
            rows = self._with(rows, "kind", _known_kinds(several(kind)))
        for name, asked in (("level", level), ("asserted", asserted), ("closed", closed)):
            if not isinstance(asked, EllipsisType):
                rows = self._with(rows, name, set(several(asked)))
        return type(self)(self._corpus, tuple(rows))

    def _with(self, rows: Iterable[int], name: str, wanted: set[Any]) -> list[int]:
        values = self._table.list(name)
        return [row for row in rows if values[row] in wanted]

    def _spoken_by(self, names: set[str | None]) -> Self:
        main = self._table.list("speaker")
        all_of = self._corpus._lists("quotations", "speakers").values
        kept = (row for row in self._rows if main[row] in names or not names.isdisjoint(all_of(row, "name")))
        return type(self)(self._corpus, tuple(kept))

    def _in_account(self, account: int) -> Self:
        id_ = self._corpus._accounts_table.value("id", account)
        return type(self)(self._corpus, self._with(self._rows, "account", {id_}))

    def problems(self) -> Self:
        """Keep the quotations that lack a mark, or whose missing mark was made good."""
        closed, mended = self._table.list("closed"), self._table.list("mended")
        return type(self)(self._corpus, tuple(row for row in self._rows if closed[row] == 0 or mended[row] is not None))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give one dict a quotation: its account and the keys of `Quotation.to_dict`."""
        return [{"account": quotation.account.id, **quotation.to_dict()} for quotation in self]

    def __repr__(self) -> str:
        account_of = self._table.list("account")
        accounts = len({account_of[row] for row in self._rows})
        return f"<quoth.Quotations: {counted(len(self), 'quotation')} of {counted(accounts, 'account')}>"

    def __str__(self) -> str:
        rows = ((one.id, one.kind, one.speaker, "  " * (one.level or 0) + one.text) for one in self)
        return table(("id", "kind", "speaker", "text"), rows)


def _known_kinds(asked: tuple[str | None, ...]) -> set[str | None]:
    for kind in asked:
        if kind is not None and not isinstance(kind, str):
            raise InputError(f"a kind is a str or None, not {kind!r}")
        if kind is not None and kind not in KINDS:
            raise NotFoundError(f"no kind {kind!r}: the kinds are {', '.join(KINDS)}{near(kind, KINDS)}")
    return set(asked)
