"""What the objects of quoth share: views over the rows of tables, and sequences of views.

    Corpus ── table ── row ─► View             frozen; its attributes are the columns of the row
                    ── rows ─► Rows            a sequence of views: by place, slice or id

A view holds its corpus and a row, and nothing else: it is made when asked for, and pickles with its corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NoReturn, TypeVar, overload

from ._core import make_table
from .errors import NotFoundError, near
from .plain import without_surrogates

if TYPE_CHECKING:
    from typing import Self

    import pandas

    from ._core import Table
    from .corpora import Corpus

T = TypeVar("T")
V = TypeVar("V")


class Shown:
    """Pictures: `str` gives the one for terminals, notebooks ask for the one in HTML."""

    __slots__ = ()
    _html: ClassVar[str]

    def _repr_html_(self) -> str | None:
        """Give the picture for a notebook."""
        picture = getattr(import_module("quoth._html"), f"html_{self._html}", None)
        return None if picture is None else str(picture(self))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Give every picture there is, by its media type."""
        html = self._repr_html_()
        return {"text/plain": str(self), **({} if html is None else {"text/html": html})}


class Column(Generic[T]):
    """An attribute of a view that is a column of its table."""

    def __init__(self, doc: str, convert: Callable[[Any], T] | None = None) -> None:
        self.__doc__ = doc
        self.convert = convert
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, view: None, owner: type) -> Column[T]: ...
    @overload
    def __get__(self, view: View, owner: type) -> T: ...
    def __get__(self, view: View | None, owner: type) -> Column[T] | T:
        if view is None:
            return self
        value: Any = view._table.value(self.name, view._row)
        return value if self.convert is None or value is None else self.convert(value)


class Fixed(Shown):
    """What shows a row of something found, and cannot be changed."""

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be set: it shows what was found")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be deleted")


class View(Fixed):
    """One row of a table of a corpus.

    Where the corpus was edited since, the row is found again by its name; a view that has none that lasts says so.
    """

    __slots__ = ("_corpus", "_place", "_seen")
    _lasting: ClassVar[str | None] = None
    _corpus: Corpus
    _place: int
    _seen: Table

    def __init__(self, corpus: Corpus, row: int) -> None:
        object.__setattr__(self, "_corpus", corpus)
        object.__setattr__(self, "_place", row)
        object.__setattr__(self, "_seen", self._table)

    @property
    def _row(self) -> int:
        if self._seen is not (now := self._table):
            row = renewed(self._lasting, self._seen, [self._place], now)
            if not row:
                raise NotFoundError(f"this {type(self).__name__.lower()} is not there any more: the corpus was edited")
            object.__setattr__(self, "_place", row[0])
            object.__setattr__(self, "_seen", now)
        return self._place

    @property
    def _table(self) -> Table:
        raise NotImplementedError

    def _key(self) -> tuple[Any, ...]:
        """Give what two equal views have in common."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        assert isinstance(other, View)
        return (self._corpus is other._corpus and self._row == other._row) or self._key() == other._key()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._key()[0]))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._corpus, self._row)


class Tabular:
    """A sequence whose rows are dicts when asked for."""

    __slots__ = ()

    @property
    def _keys(self) -> Sequence[str]:
        """The names of the columns, for a table without rows."""
        return ()

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give one dict a row, of plain values."""
        raise NotImplementedError

    def to_pandas(self) -> pandas.DataFrame:
        """Make a pandas data frame of `to_dicts`; whole numbers and truths stay so where some are missing.

        Returns
        -------
        pandas.DataFrame
            With all its columns, also where there is no row.
        """
        return frame(self.to_dicts(), self._keys)


class Rows(Shown, Tabular, Generic[V]):
    """Some rows of a table, as a sequence of views.

    It is no `collections.abc.Sequence`: data frames would read it view by view, and not by its Arrow stream. Where the
    corpus was edited since, the rows are found again by their names; those that are not there any more are left out.
    """

    __slots__ = ("_corpus", "_places", "_seen")
    _noun: ClassVar[str]
    _lasting: ClassVar[str | None] = None
    _corpus: Corpus
    _places: Sequence[int]
    _seen: Table

    def __init__(self, corpus: Corpus, rows: Sequence[int] | None = None) -> None:
        self._corpus = corpus
        self._seen = self._table
        self._places = range(len(self._seen)) if rows is None else rows

    @property
    def _rows(self) -> Sequence[int]:
        if self._seen is not (now := self._table):
            if self._places == range(len(self._seen)):
                self._places = range(len(now))
            else:
                self._places = tuple(renewed(self._lasting, self._seen, self._places, now))
            self._seen = now
        return self._places

    @property
    def _table(self) -> Table:
        raise NotImplementedError

    def _view(self, row: int) -> V:
        raise NotImplementedError

    def _names(self) -> Mapping[str, int]:
        """Give the row of every name that a view may be asked for by."""
        raise NotImplementedError

    @property
    def table(self) -> Table:
        """The columns, as C made them: NumPy reads one without a copy, and Arrow them all.

        Rows that a column names count in the table of the whole corpus. Of some rows alone the table is made anew, and
        has no child tables.
        """
        return self._table if len(self) == len(self._table) else taken(self._table, self._rows)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand the columns to Arrow, as ``polars.DataFrame(...)`` and ``pyarrow.table(...)`` ask for."""
        return self.table.__arrow_c_stream__(requested_schema)

    def _row_named(self, name: str) -> int:
        names = self._names()
        if (row := names.get(name)) is None or row not in self._rows:
            held = set(self._rows)
            hint = near(name, (known for known, one in names.items() if one in held))
            raise NotFoundError(f"no {self._noun} {name!r} here{hint}")
        return row

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[V]:
        return map(self._view, self._rows)

    @overload
    def __getitem__(self, index: int | str) -> V: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | str | slice) -> V | Self:
        if isinstance(index, str):
            return self._view(self._row_named(index))
        if isinstance(index, slice):
            return type(self)(self._corpus, self._rows[index])
        try:
            return self._view(self._rows[index])
        except IndexError:
            raise IndexError(f"no {self._noun} {index}: there are {len(self)}") from None

    def __contains__(self, item: object) -> bool:
        if isinstance(item, str):
            return self._names().get(item, -1) in self._rows
        return any(item == view for view in self)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        assert isinstance(other, Rows)
        if self._corpus is other._corpus and self._rows == other._rows:
            return True
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash((type(self).__name__, tuple(self)))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._corpus, self._rows)

    def __repr__(self) -> str:
        return f"<quoth.{type(self).__name__}: {counted(len(self), self._noun)}>"

    def _ipython_key_completions_(self) -> list[str]:
        held = set(self._rows)
        return [name for name, row in self._names().items() if row in held]


def renewed(lasting: str | None, before: Table, rows: Iterable[int], now: Table) -> list[int]:
    """Find rows of a table again in the one made after an edit, by the column whose names last."""
    if lasting is None:
        raise NotFoundError("found before the corpus was edited: ask the corpus for it again")
    names = [before.value(lasting, row) for row in rows]
    found = {name: row for row, name in enumerate(now.list(lasting))}
    return [found[name] for name in names if name in found]


def taken(table: Table, rows: Sequence[int]) -> Table:
    """Make a table of some rows of another."""
    columns = (table[name] for name in table.names)
    made: dict[str, Any] = {one.name: (one.type, [one[row] for row in rows]) for one in columns}
    return make_table(made)


def frame(rows: list[dict[str, Any]], keys: Sequence[str] = ()) -> pandas.DataFrame:
    """Make a pandas data frame of dicts, of these keys where there is none."""
    try:
        import pandas  # noqa: PLC0415 - an extra
    except ImportError:
        raise ImportError("this needs pandas, which is an extra of quoth: pip install 'quoth[pandas]'") from None
    made = {}
    for name in rows[0] if rows else keys:
        values = [without_surrogates(row[name]) if isinstance(row[name], str) else row[name] for row in rows]
        kinds = {type(value) for value in values} - {type(None)}
        types = {int: "Int64", bool: "boolean"} if None in values else {}
        kind = types.get(kinds.pop()) if len(kinds) == 1 else None
        made[name] = pandas.Series(values, dtype=kind if values else object)
    return pandas.DataFrame(made)


def frame_of_table(table: Table) -> pandas.DataFrame:
    """Make a pandas data frame of a table of the core; `Table.to_pandas` calls it."""
    return frame([table.row(row) for row in range(len(table))], table.names)


class Lists:
    """The rows of a child table by the row that they belong to."""

    def __init__(self, child: Table) -> None:
        self.child = child
        self.rows: dict[int, range] = {}
        start = 0
        owners = child.list(child.names[0])
        for end in range(1, len(owners) + 1):
            if end == len(owners) or owners[end] != owners[start]:
                self.rows[owners[start]] = range(start, end)
                start = end

    def of(self, row: int) -> range:
        """Give the rows of the child that belong to a row."""
        return self.rows.get(row, range(0))

    def values(self, row: int, *names: str) -> tuple[Any, ...]:
        """Give a value (of several columns: a tuple of values) for each row of the child that belongs to a row."""
        made = (tuple(self.child.value(name, one) for name in names) for one in self.of(row))
        return tuple(made if len(names) > 1 else (one[0] for one in made))


def counted(count: int, noun: str) -> str:
    """Put a number before a noun: 1 account, 2 accounts."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def several(value: Any) -> tuple[Any, ...]:
    """Make a tuple of one value or of many; a str is one."""
    return tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else (value,)
