"""Rows of a table that stands outside of a corpus, such as the hits of one search: views of them, and their sequence.

Sheet ── table, corpus (or none) ── row ─► Line       frozen; its attributes are the columns of the row
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from .compare import Change, change_of
from .errors import NotFoundError
from .quotation import Quotation
from .views import Fixed, Lists, Shown, Tabular, counted, taken

if TYPE_CHECKING:
    from typing import Self

    from ._core import Table
    from .account import Account
    from .corpora import Corpus

T = TypeVar("T")
L = TypeVar("L", bound="Line")


class Cell(Generic[T]):
    """An attribute of a line that is a column of its table."""

    def __init__(self, doc: str, kind: type[T] | None = None) -> None:
        self.__doc__ = doc
        self.kind = kind
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, line: None, owner: type) -> Cell[T]: ...
    @overload
    def __get__(self, line: Line, owner: type) -> T: ...
    def __get__(self, line: Line | None, owner: type) -> Cell[T] | T:
        if line is None:
            return self
        value: Any = line._value(self.name)
        return value if self.kind is None else self.kind(value)  # type: ignore[call-arg]


class Line(Fixed):
    """One row of a sheet."""

    __slots__ = ("_row", "_sheet")
    _sheet: Any
    _row: int

    def __init__(self, sheet: Any, row: int) -> None:
        object.__setattr__(self, "_sheet", sheet)
        object.__setattr__(self, "_row", row)

    def _value(self, name: str) -> Any:
        return self._sheet._table.value(name, self._row)

    def _changes(self, before: str, after: str) -> tuple[Change, ...]:
        """Give the changes of this row between two texts."""
        table, found = self._sheet._table.child("changes"), self._sheet._lists("changes").of(self._row)
        return tuple(change_of(table, row, before, after, self._sheet._why(before, after, table, row)) for row in found)

    @property
    def account(self) -> Account | None:
        """The account that it is found in."""
        name = None if self._sheet._corpus is None else self._value("account")
        return None if name is None else self._sheet._corpus[str(name)]

    @property
    def quotation(self) -> Quotation | None:
        """The quotation of the account that it lies in; None where it stands outside of quotation marks."""
        corpus = self._sheet._corpus
        row = None if corpus is None else self._value("quotation")
        if row is None:
            return None
        if self._sheet._edition != corpus._edition:
            raise NotFoundError("found before the corpus was edited: search it again")
        return Quotation(corpus, row)

    def to_dict(self) -> dict[str, Any]:
        """Give everything as plain values."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        assert isinstance(other, Line)
        return (self._sheet is other._sheet and self._row == other._row) or self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._row))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._sheet, self._row)


class Sheet(Shown, Tabular, Generic[L]):
    """Rows of a table as a sequence of lines."""

    _noun: ClassVar[str]
    _make: type[L]

    def __init__(self, table: Table, corpus: Corpus | None, arguments: dict[str, Any]) -> None:
        self._table, self._corpus, self._arguments = table, corpus, arguments
        self._rows: Sequence[int] = range(len(table))
        self._edition = None if corpus is None else corpus._edition

    def _kept(self, rows: Sequence[int]) -> Self:
        """Give a sheet of some of the rows."""
        kept: Self = type(self).__new__(type(self))
        kept.__dict__.update(self.__dict__)
        kept._rows = tuple(rows)
        return kept

    @property
    def table(self) -> Table:
        """The columns, as C made them; of some rows alone the table is made anew, and has no child tables."""
        return self._table if len(self) == len(self._table) else taken(self._table, self._rows)

    @cached_property
    def _kept_lists(self) -> dict[str, Lists]:
        return {}

    def _lists(self, child: str) -> Lists:
        if child not in self._kept_lists:
            self._kept_lists[child] = Lists(self._table.child(child))
        return self._kept_lists[child]

    def _why(self, before: str, after: str, table: Table, row: int) -> str:
        from . import _core  # noqa: PLC0415 - named here, where it is used once

        return _core.why_change(before, None, after, None, table, row, **self._arguments)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> L: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> L | Self:
        found = self._rows[index]
        return self._make(self, found) if isinstance(found, int) else self._kept(found)

    def __iter__(self) -> Iterator[L]:
        return (self._make(self, row) for row in self._rows)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        assert isinstance(other, Sheet)
        return self is other or self.to_dicts() == other.to_dicts()

    def __hash__(self) -> int:
        return hash((type(self).__name__, len(self)))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give one dict a row."""
        return [line.to_dict() for line in self]

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand the columns to Arrow."""
        return self.table.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<quoth.{type(self).__name__}: {counted(len(self), self._noun)}>"
