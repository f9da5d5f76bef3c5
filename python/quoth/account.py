"""Accounts: the texts of a corpus and what is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .plain import table
from .views import Column, Rows, View, counted

if TYPE_CHECKING:
    from ._core import Table
    from .quotation import Quotations


class Account(View):
    """A text that tells of a conversation.

    Examples
    --------
    >>> import quoth
    >>> account = quoth.demo()["CAR"]
    >>> account.id, account.date, account.lang
    ('carlson-2024', '2024-02-09', 'en')
    >>> account.text[account.start :].strip().split("?")[0][:37]
    'Might Russia have ended up on the ins'
    """

    __slots__ = ()
    _lasting = "id"
    _html = "account"

    id = Column[str]("Its name in the corpus.")
    siglum = Column[str]("Its short name; made from the id where none was given.")
    title = Column[str | None]("Its title.")
    date = Column[str | None]("When it was told: ISO 8601, as far as it is known.")
    source = Column[str | None]("Where it comes from.")
    lang = Column[str | None]("The code of its language; None where none is known.")
    lang_guessed = Column[bool]("Whether the language was guessed from its function words.", bool)
    words = Column[int]("How many words it has.")

    @property
    def _table(self) -> Table:
        return self._corpus._accounts_table

    def _key(self) -> tuple[Any, ...]:
        return self.id, self.text, self.siglum, self.title, self.date, self.source, self.lang

    @property
    def text(self) -> str:
        """The whole text, front matter too: places of quotations count in it."""
        return self._corpus._drafts[self._row].text

    @property
    def start(self) -> int:
        """Where the analysed text begins, behind the front matter."""
        return self._corpus._drafts[self._row].start

    @property
    def path(self) -> str | None:
        """The file it was read from, or the line of a file; None for a text that was passed in."""
        return self._corpus._drafts[self._row].path

    @property
    def quotations(self) -> Quotations:
        """What it quotes."""
        return self._corpus.quotations._in_account(self._row)

    def __repr__(self) -> str:
        return f"<quoth.Account {self.siglum} {self.id!r}: {counted(self.words, 'word')}>"

    def __str__(self) -> str:
        known = (("title", self.title), ("date", self.date), ("source", self.source), ("lang", self._language()))
        lines = [f"{self.siglum}  {self.id}", *(f"{key}: {value}" for key, value in known if value)]
        return "\n".join([*lines, f"{counted(self.words, 'word')}, {counted(len(self.quotations), 'quotation')}"])

    def _language(self) -> str:
        return (self.lang or "not known") + (" (guessed)" if self.lang_guessed else "")

    def to_dict(self) -> dict[str, Any]:
        """Give what is known of it as plain values, without the text."""
        names = ("id", "siglum", "title", "date", "source", "lang", "lang_guessed", "words")
        return {name: getattr(self, name) for name in names} | {"quotations": len(self.quotations), "path": self.path}


class Accounts(Rows[Account]):
    """The accounts of a corpus: by place, slice, id or siglum."""

    __slots__ = ()
    _lasting = "id"
    _html = "accounts"
    _keys = ("id", "siglum", "title", "date", "source", "lang", "lang_guessed", "words", "quotations", "path")
    _noun = "account"

    @property
    def _table(self) -> Table:
        return self._corpus._accounts_table

    def _view(self, row: int) -> Account:
        return Account(self._corpus, row)

    def _names(self) -> Mapping[str, int]:
        return self._corpus._account_names

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give one dict an account: what is known of it, without the text."""
        return [account.to_dict() for account in self]

    def __str__(self) -> str:
        head = ("siglum", "id", "date", "language", "words", "quotations", "source")
        return table(
            head,
            (
                (one.siglum, one.id, one.date, one._language(), one.words, len(one.quotations), one.source or one.title)
                for one in self
            ),
        )
