"""Edits: corrections by hand, kept apart from what was found, that every table respects.

    corpus.edits.set_speaker(...) ─► C: analysed anew with it ─► the tables are asked for again
    corpus.edits.log              ─► Edit, one each, with what became of it
    edits.jsonl                   ─► one edit a line (docs/edits.md), for another run

What was found itself never changes: without its edits a corpus is as it was.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, overload

from .errors import EditWarning, InputError, NotFoundError, Problem, listed
from .person import People, Person
from .plain import safe, table
from .quotation import Quotation
from .reading import StrPath, decode
from .utterance import Reading
from .views import Shown, Tabular, counted

if TYPE_CHECKING:
    from .corpora import Corpus

Said: TypeAlias = str | Quotation | Reading
"""A quotation: itself, its id, or a reading of it."""
Given: TypeAlias = "StrPath | Iterable[Edit | Mapping[str, Any]]"
"""Edits to be made: a file, or the edits themselves."""

EDITS = ("speaker", "addressee", "kind", "not_a_quotation", "same_person", "merge", "split")
_VALUED = ("speaker", "addressee", "kind")


class Place(NamedTuple):
    """A quotation, as an edit knows it.

    Attributes
    ----------
    account : str
    start, end : int
        Code points of its words; the end is exclusive.
    words : str
    """

    account: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One correction.

    Attributes
    ----------
    edit : str
        speaker, addressee, kind, not_a_quotation, same_person, merge or split.
    at : Place, optional
        The quotation that it is about.
    other : Place, optional
        The second one of merge.
    value : str, optional
        Who or which kind; the first name of same_person.
    other_value : str, optional
        The second name of same_person.
    note : str, optional
    status : str
        ``applied``; ``moved``: the words stood at another place of the account, once, and it was applied there;
        ``lost``: they were not found, or a name is nobody's or several people's.
    overruled : bool
        Whether a later edit of the same thing says otherwise.
    """

    edit: str
    at: Place | None = None
    other: Place | None = None
    value: str | None = None
    other_value: str | None = None
    note: str | None = None
    status: str = "applied"
    overruled: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Give the keys of a line of ``edits.jsonl``."""
        line: dict[str, Any] = {"edit": self.edit}
        if self.at is not None:
            line |= self.at._asdict()
        if self.other is not None:
            line["other"] = self.other._asdict()
        if self.edit == "same_person":
            line["names"] = [self.value, self.other_value]
        elif self.edit in _VALUED:
            line["value"] = self.value
        if self.note is not None:
            line["note"] = self.note
        return line

    @classmethod
    def from_dict(cls, line: Mapping[str, Any]) -> Edit:
        """Make an edit of the keys of a line; what is amiss is named."""
        given = dict(line)
        name = given.pop("edit", None)
        if name not in EDITS:
            raise InputError(f"{name!r} is no edit: the edits are {', '.join(EDITS)}")
        note = _taken(given, "note", (str, type(None)), None)
        value = other_value = at = other = None
        if name == "same_person":
            value, other_value = _names(given.pop("names", None))
        else:
            at = _place(given)
        if name == "merge":
            other = _place(_taken(given, "other", (dict,)), whole=True)
        if name in _VALUED:
            value = _taken(given, "value", (str,) if name == "kind" else (str, type(None)))
        if given:
            raise InputError(f"{name} has no key {next(iter(given))!r}")
        return cls(name, at, other, value, other_value, note)

    def __str__(self) -> str:
        told = [self.edit, _told(self.at), _told(self.other) and f"with {_told(self.other)}"]
        if self.edit == "same_person":
            told.append(f"{self.value} is {self.other_value}")
        elif self.edit in _VALUED:
            told.append(f"→ {self.value or 'nobody'}")
        told.append(f"({self.note})" if self.note else "")
        return safe(" ".join(filter(None, told)))


def _told(place: Place | None) -> str:
    if place is None:
        return ""
    words = place.words if len(place.words) < 40 else place.words[:37] + "…"
    return f"{place.account} {place.start}–{place.end} “{words}”"


_NEEDED = object()


def _taken(given: dict[str, Any], key: str, types: tuple[type, ...], default: Any = _NEEDED) -> Any:
    """Take a key out; it must be of one of the types."""
    value = given.pop(key, default)
    if value is _NEEDED:
        raise InputError(f"the key {key!r} is missing")
    if not isinstance(value, types) or isinstance(value, bool):
        raise InputError(f"{key!r} cannot be {value!r}")
    return value


def _place(given: dict[str, Any], whole: bool = False) -> Place:
    account, start = _taken(given, "account", (str,)), _taken(given, "start", (int,))
    made = Place(account, start, _taken(given, "end", (int,)), _taken(given, "words", (str,)))
    if whole and given:
        raise InputError(f"other has no key {next(iter(given))!r}")
    return made


def _names(given: Any) -> tuple[str, str]:
    if isinstance(given, Sequence) and not isinstance(given, str) and len(given) == 2:
        first, second = given
        if isinstance(first, str) and isinstance(second, str):
            return first, second
    raise InputError(f"'names' must be two names, not {given!r}")


def read_edits(path: StrPath) -> list[Edit]:
    """Read a file of edits, one a line; InputError names the line that is none."""
    made = []
    for number, line in enumerate(decode(Path(path).read_bytes()).removeprefix("\ufeff").splitlines(), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
            if not isinstance(found, dict):
                raise InputError("it is no object")
            made.append(Edit.from_dict(found))
        except ValueError as error:
            raise InputError(f"{os.fspath(path)}, line {number}: {error}") from None
    return made


class Log(Shown, Tabular, Sequence[Edit]):
    """The edits that hold, in the order they were made."""

    __slots__ = ("_edits",)
    _html = "edits"
    _keys = ("edit", "account", "start", "end", "words", "value", "note", "status", "overruled")

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits = tuple(edits)

    def __len__(self) -> int:
        return len(self._edits)

    @overload
    def __getitem__(self, index: int) -> Edit: ...
    @overload
    def __getitem__(self, index: slice) -> Log: ...
    def __getitem__(self, index: int | slice) -> Edit | Log:
        return Log(self._edits[index]) if isinstance(index, slice) else self._edits[index]

    def __eq__(self, other: object) -> bool:
        return self._edits == other._edits if isinstance(other, Log) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._edits)

    def __reduce__(self) -> tuple[Any, ...]:
        return Log, (self._edits,)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give one dict an edit: the keys of a line of ``edits.jsonl``, status and overruled."""
        return [{**one.to_dict(), "status": one.status, "overruled": one.overruled} for one in self]

    def __repr__(self) -> str:
        return f"<quoth.Log: {counted(len(self), 'edit')}>"

    def __str__(self) -> str:
        rows = ((number, one.status, "yes" if one.overruled else "", str(one)) for number, one in enumerate(self, 1))
        return table(("", "status", "overruled", "edit"), rows) if self else "no edits"


class Edits(Shown):
    """The corrections of a corpus: make them, take them back, save them, make them again in another run.

    Examples
    --------
    >>> import quoth
    >>> corpus = quoth.corpus({"daily": "“It is late,” Mary Brown said. “Go home,” she added."})
    >>> corpus.edits.set_speaker("daily#2", "Ann Lee", note="heard on the tape")
    >>> quotation = corpus.quotations["daily#2"]
    >>> quotation.speaker, quotation.edited
    ('Ann Lee', True)
    >>> quotation.why
    'The speaker was set by hand: heard on the tape.'
    >>> corpus.edits.undo()
    >>> quotation.speaker
    'Mary Brown'
    """

    __slots__ = ("_corpus",)
    _html = "edits"

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    # ------------------------------------------------------------------------------------------------- making them

    def set_speaker(self, quotation: Said, name: str | Person | None, note: str | None = None) -> None:
        """Say who says a quotation.

        What rests on it follows: the parts of the same whole, "I" inside the words, turns.

        Parameters
        ----------
        quotation : str, Quotation or Reading
            Itself or its id.
        name : str, Person or None
            Any name of somebody in the corpus, or a new one; None: nobody is known.
        note : str, optional
            Why.

        Raises
        ------
        NotFoundError
            There is no such quotation.
        InputError
            Several people are called so.
        """
        self._make(Edit("speaker", self._place(quotation), value=self._who(name), note=note))

    def set_addressee(self, quotation: Said, name: str | Person | None, note: str | None = None) -> None:
        """Say to whom a quotation is said; parameters as for `set_speaker`."""
        self._make(Edit("addressee", self._place(quotation), value=self._who(name), note=note))

    def set_kind(self, quotation: Said, kind: str, note: str | None = None) -> None:
        """Say of which kind a quotation is.

        Parameters
        ----------
        quotation : str, Quotation or Reading
        kind : str
            speech, thought, writing, fragment, title, name or term.
        note : str, optional

        Raises
        ------
        NotFoundError
            There is no such quotation.
        InputError
            It is told without marks: then it is indirect, or mixed where it holds marked words.
        """
        self._make(Edit("kind", self._place(quotation, "has no other kind"), value=kind, note=note))

    def not_a_quotation(self, quotation: Said, note: str | None = None) -> None:
        """Take a quotation out of every table; what lies in it moves up, and the ids of the others stay."""
        self._make(Edit("not_a_quotation", self._place(quotation), note=note))

    def same_person(self, a: str | Person, b: str | Person, note: str | None = None) -> None:
        """Say that two names are of one person, in every account; the fuller name is shown.

        Parameters
        ----------
        a, b : str or Person
            Names of people of the corpus.
        note : str, optional

        Raises
        ------
        NotFoundError
            Nobody is called so.
        InputError
            Several people are called so, or both are one person already.
        """
        first, second = self._known(a), self._known(b)
        if first == second:
            raise InputError(f"{a!r} and {b!r} are one person already: {first}")
        self._make(Edit("same_person", value=first, other_value=second, note=note))

    def merge(self, a: Said, b: Said, note: str | None = None) -> None:
        """Say that two tellings are of one utterance, with all that go with either.

        Parameters
        ----------
        a, b : str, Quotation or Reading
            Marked ones: what is told without marks is no telling of an utterance.
        note : str, optional

        Raises
        ------
        NotFoundError
            There is no such quotation.
        InputError
            One is told without marks.
        """
        told = "is no telling of an utterance"
        self._make(Edit("merge", self._place(a, told), self._place(b, told), note=note))

    def split(self, reading: Said, note: str | None = None) -> None:
        """Say that a telling is none of its utterance; a later `merge` may put it into another."""
        self._make(Edit("split", self._place(reading, "is no telling of an utterance"), note=note))

    def undo(self) -> None:
        """Take the last edit back.

        Raises
        ------
        NotFoundError
            There is none.
        """
        self._step(self._corpus._core.undo(), "undo")

    def redo(self) -> None:
        """Make the edit again that was last taken back; a new edit leaves nothing to redo.

        Raises
        ------
        NotFoundError
            There is none.
        """
        self._step(self._corpus._core.redo(), "redo")

    def _step(self, done: bool, what: str) -> None:
        if not done:
            raise NotFoundError(f"there is no edit to {what}")
        self._corpus._forget()

    def _make(self, edit: Edit) -> None:
        kind: Any = edit.edit
        self._corpus._core.edit(kind, edit.at, edit.other, edit.value, edit.other_value, edit.note)
        self._corpus._forget()

    def _place(self, said: Said, unmarked: str = "") -> Place:
        """Give the place of a quotation; `unmarked` says what cannot be said of one without marks."""
        quotation = said.quotation if isinstance(said, Reading) else said
        if isinstance(quotation, str):
            quotation = self._corpus.quotations[quotation]
        if not isinstance(quotation, Quotation):
            raise TypeError(f"a quotation, a reading or an id is wanted, not {type(said).__name__}")
        if quotation._corpus is not self._corpus:
            quotation = self._corpus.quotations[quotation.id]
        if unmarked and quotation.level is None:
            raise InputError(f"{quotation.id} is told without marks ({quotation.kind}): it {unmarked}")
        return Place(quotation.account.id, quotation.start, quotation.end, quotation.text)

    def _who(self, name: str | Person | None) -> str | None:
        """Give the whole name of somebody that is known; another name as it is."""
        if name is None:
            return None
        if not isinstance(name, (str, Person)):
            raise TypeError(f"a name is wanted, not {type(name).__name__}")
        people = People(self._corpus)
        return self._known(name) if isinstance(name, Person) or name in people else name

    def _known(self, name: str | Person) -> str:
        if isinstance(name, Person):
            return name.name
        found = tuple(dict.fromkeys(person.name for person in People(self._corpus).named(name)))
        if name in found or len(found) == 1:
            return name if name in found else found[0]
        raise InputError(f"{counted(len(found), 'person')} may be {name!r}: {', '.join(found)}")

    # -------------------------------------------------------------------------------------------------- seeing them

    @property
    def log(self) -> Log:
        """The edits that hold, with what became of each."""
        rows = self._corpus._edits_table
        return Log(_edit_of(rows.row(number)) for number in range(len(rows)))

    @property
    def lost(self) -> Log:
        """The edits whose quotation or people were not found; they are kept all the same."""
        return Log(one for one in self.log if one.status == "lost")

    def __len__(self) -> int:
        return len(self._corpus._edits_table)

    def __iter__(self) -> Iterator[Edit]:
        return iter(self.log)

    def __repr__(self) -> str:
        return f"<quoth.Edits: {counted(len(self), 'edit')}>"

    def __str__(self) -> str:
        return str(self.log)

    # ------------------------------------------------------------------------------------------------- keeping them

    def save(self, path: StrPath) -> Path:
        """Write the edits into a file, one a line, to be made again in another run.

        Parameters
        ----------
        path : str or path
            As "edits.jsonl"; an existing file is written over.

        Returns
        -------
        pathlib.Path
            The file.
        """
        lines = "".join(json.dumps(one.to_dict(), ensure_ascii=False) + "\n" for one in self.log)
        Path(path).write_bytes(lines.encode("utf-8", "replace"))
        return Path(path)

    def load(self, edits: Given) -> None:
        """Make edits of a file, after those there are; all of them, or where one cannot be made none.

        Those whose words are not found are kept: `lost` has them.

        Parameters
        ----------
        edits : str, path or iterable of Edit or dict
            A file that `save` wrote; or the edits.

        Raises
        ------
        InputError
            A line is no edit; the message names it.
        """
        if isinstance(edits, (str, os.PathLike)):
            made = read_edits(edits)
        else:
            made = [one if isinstance(one, Edit) else Edit.from_dict(one) for one in edits]
        for number, edit in enumerate(made):
            try:
                self._make(edit)
            except Exception:
                for _ in range(number):
                    self.undo()
                raise


def _edit_of(row: Mapping[str, Any]) -> Edit:
    at, other = (
        None if row[f"{prefix}account"] is None else Place(*(row[f"{prefix}{key}"] for key in Place._fields))
        for prefix in ("", "other_")
    )
    rest = {key: row[key] for key in ("value", "other_value", "note", "status")}
    return Edit(row["edit"], at, other, overruled=bool(row["overruled"]), **rest)


def lost_problems(corpus: Corpus, edits: Given) -> list[Problem]:
    """Say of each edit that was lost which it is."""
    where = os.fspath(edits) if isinstance(edits, (str, os.PathLike)) else "edits"
    return [Problem(str(where), f"lost: {one}") for one in corpus.edits.lost]


def warning(problems: Sequence[Problem]) -> EditWarning:
    """Make the warning about edits that were lost."""
    return EditWarning(listed(f"{counted(len(problems), 'edit')} found nothing to correct", problems))
