"""Who speaks: people across accounts, and finding them by any of their names."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .errors import NotFoundError, near
from .plain import table
from .views import Column, Rows, View

if TYPE_CHECKING:
    from ._core import Table
    from .quotation import Quotations

_TITLES = frozenset(("mr", "mrs", "ms", "dr", "sir", "lord", "lady", "miss", "president", "the"))


def name_words(name: str) -> tuple[str, ...]:
    """Split a name into its words, case folded and without titles.

    Examples
    --------
    >>> name_words("President Clinton")
    ('clinton',)
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    words = "".join(char if char.isalnum() or char in "-'’" else " " for char in folded).split()
    return tuple(word for word in words if word not in _TITLES) or tuple(words)


class Person(View):
    """Somebody, or a body such as a ministry, who speaks.

    Examples
    --------
    >>> import quoth
    >>> quoth.demo().people["Clinton"].name
    'Bill Clinton'
    """

    __slots__ = ()
    _lasting = "name"
    _html = "person"

    name = Column[str]("The fullest name that the accounts give.")
    gender = Column[str | None]("``'m'``, ``'f'`` or None.")
    collective = Column[bool]("Whether this is a body of people.", bool)

    @property
    def _table(self) -> Table:
        return self._corpus._people_table

    def _key(self) -> tuple[Any, ...]:
        return self.name, self.gender, self.collective, self.aliases

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every form by which the accounts name this person, in order of their first coming."""
        return tuple(dict.fromkeys(self._corpus._lists("people", "aliases").values(self._row, "name")))

    @property
    def quotations(self) -> Quotations:
        """What this person is said to have said."""
        return self._corpus.quotations._spoken_by({self.name})

    def to_dict(self) -> dict[str, Any]:
        """Give everything as plain values."""
        names = ("name", "gender", "collective")
        found = {name: getattr(self, name) for name in names}
        return found | {"quotations": len(self.quotations), "aliases": list(self.aliases)}

    def __repr__(self) -> str:
        return f"<quoth.Person {self.name}>"

    def __str__(self) -> str:
        return self.name


class People(Rows[Person]):
    """The people who speak in a corpus: by place, slice, or any name; a surname is enough."""

    __slots__ = ()
    _lasting = "name"
    _html = "people"
    _keys = ("name", "gender", "collective", "quotations", "aliases")
    _noun = "person"

    @property
    def _table(self) -> Table:
        return self._corpus._people_table

    def _view(self, row: int) -> Person:
        return Person(self._corpus, row)

    def _names(self) -> Mapping[str, int]:
        return {name: row for row, name in enumerate(self._table.list("name"))}

    def _row_named(self, name: str) -> int:
        return self._rows_named(name)[0]

    def __contains__(self, item: object) -> bool:
        return bool(self._found(item)) if isinstance(item, str) else super().__contains__(item)

    def named(self, name: str) -> tuple[Person, ...]:
        """Find everybody of a name: by the whole name, a part of it, or an alias of the accounts.

        Parameters
        ----------
        name : str
            As "Clinton", "Bill Clinton" or "President Clinton".

        Returns
        -------
        tuple of Person
            One or more.

        Raises
        ------
        NotFoundError
            Nobody is called so; the message has the nearest names.
        """
        return tuple(self._view(row) for row in self._rows_named(name))

    def _found(self, name: str) -> list[int]:
        asked = name_words(name)
        exact = [row for row, forms in enumerate(self._corpus._name_forms) if asked in forms]
        part = [row for row, forms in enumerate(self._corpus._name_forms) if asked and set(asked) <= set(forms[0])]
        return [row for row in sorted({*exact, *part}) if row in self._rows]

    def _rows_named(self, name: str) -> list[int]:
        if not (found := self._found(name)):
            names = [form for view in self for form in (view.name, view.name.split()[-1])]
            raise NotFoundError(f"nobody is called {name!r} here{near(name, names)}")
        return found

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give one dict a person."""
        return [person.to_dict() for person in self]

    def __repr__(self) -> str:
        return f"<quoth.People: {', '.join(person.name for person in self) or 'nobody'}>"

    def __str__(self) -> str:
        rows = ((view.name, view.gender, len(view.quotations), ", ".join(view.aliases)) for view in self)
        return table(("name", "gender", "quotations", "also called"), rows)
