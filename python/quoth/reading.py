"""From files to drafts: an account as it was given, before it is analysed.

    paths, globs, folders ─► files ─► bytes ─► refused | text ─► front matter, table of metadata ─► Draft
                             .jsonl ─► lines ─► text and keys ──────────────────────────────────────┘

A file is decoded as it is, without translating newlines; a byte order mark is left out, and places count after it.
What cannot be read becomes a `Problem`, and the other accounts are read.
"""

from __future__ import annotations

import codecs
import glob
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from ._core import front_matter
from .errors import InputError, Problem, near
from .given import Mention, Said
from .metadata import FIELDS, Lookup, fields_of, text_of

StrPath: TypeAlias = str | os.PathLike[str]

TEXT_SUFFIXES = frozenset((".txt", ".text", ".md"))
"""What is read out of a folder."""
LEFT_OUT = frozenset(("readme", "license", "licence", "changelog", "notice", "copying"))
"""What is not read out of a folder, whatever its suffix."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An account before it is analysed."""

    id: str
    text: str
    start: int = 0
    siglum: str | None = None
    date: str | None = None
    source: str | None = None
    title: str | None = None
    lang: str | None = None
    path: str | None = None
    mentions: tuple[Mention, ...] = ()
    speakers: tuple[Said, ...] = ()

    @property
    def where(self) -> str:
        """The place that a problem of this account names."""
        return self.path or f"account {self.id!r}"


_FIELDS = frozenset(FIELDS)
_RULE = ("---", "\ufeff---")
"""What a text with front matter begins with."""


def draft(text: str, given: Mapping[str, Any], fallback: str, path: str | None = None, **known: Any) -> Draft:
    """Make a draft; what is given beside the text goes before what its front matter says."""
    id_ = text_of(given.get("id"))
    if not text.startswith(_RULE):
        said: dict[str, Any] = {} if _FIELDS.isdisjoint(given) else fields_of(given)
        return Draft(id=id_ or fallback, text=text, path=path, **said, **known)
    front = front_matter(text)
    fields: dict[str, Any] = {key: value or text_of(front[key]) for key, value in fields_of(given).items()}
    return Draft(id=id_ or front["id"] or fallback, text=text, start=front["skip"], path=path, **fields, **known)


def checked(made: Draft) -> Draft:
    """Refuse a draft without words."""
    if not made.start and made.text[:1].isalnum():
        return made
    if not made.text[made.start :].strip("\ufeff \t\r\n\f\v"):
        raise InputError("it is empty" if not made.start else "there is nothing after the front matter")
    return made


# -------------------------------------------------------------------------------------------------------------- bytes

_PLAIN = "save its text as UTF-8 in a .txt file"
_BY_SUFFIX = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), "HTML"),
    ".pdf": "PDF",
    ".rtf": "RTF",
    **dict.fromkeys((".docx", ".docm"), "a Word document (docx)"),
    ".doc": "an old Word document (doc)",
    ".odt": "an OpenDocument text (odt)",
    ".epub": "an e-book (epub)",
}
_BY_MAGIC = (
    (rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", "HTML"),
    (rb"\s*<\?xml\b", "XML"),
    (rb"%PDF-", "PDF"),
    (rb"\{\\rtf", "RTF"),
    (rb"PK\x03\x04.{26}word/|PK\x03\x04.{26}\[Content_Types\]", "a Word document (docx)"),
    (rb"PK\x03\x04", "a zip archive (docx, odt and epub are such)"),
    (rb"\xd0\xcf\x11\xe0", "an old Word document (doc)"),
    (rb"\x1f\x8b", "compressed (gzip)"),
)
_MAGIC = tuple((re.compile(pattern, re.I | re.S), kind) for pattern, kind in _BY_MAGIC)


def refuse(data: bytes, suffix: str = "") -> None:
    """Refuse what is no plain text, by its name or its first bytes."""
    head = data.removeprefix(codecs.BOM_UTF8)[:4096]
    kind = _BY_SUFFIX.get(suffix.casefold()) or next((kind for magic, kind in _MAGIC if magic.match(head)), None)
    if kind is not None:
        raise InputError(f"it is {kind}, and quoth reads plain text: {_PLAIN}")


def _line(text: str | bytes, place: int) -> int:
    return text[:place].count("\n" if isinstance(text, str) else b"\n") + 1  # type: ignore[arg-type]


def _guess(data: bytes) -> str | None:
    """Guess the encoding of bytes that are not UTF-8; for the message of an error alone."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to load, and needed for a message alone

    best = from_bytes(data[:262_144]).best()
    if best is None or best.encoding.startswith("utf_8"):
        return None
    return "cp1252" if "cp1252" in best.could_be_from_charset else best.encoding


_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\v\f\r\x1b")


def _is_binary(data: bytes) -> bool:
    """Tell whether one byte in 50 of the first 64 KB, and more than a few, are controls that no text holds."""
    head = data[:65_536]
    return len(head) - len(head.translate(None, _CONTROLS)) > max(8, len(head) // 50)


def decode(data: bytes, encoding: str | None = None) -> str:
    """Decode bytes strictly, and refuse what holds a NUL.

    Parameters
    ----------
    data : bytes
    encoding : str, optional
        UTF-8 where it is not given.

    Returns
    -------
    str
        Without a byte order mark at its start.
    """
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        at = f"at byte {error.start:,} (line {_line(data, error.start):,})"
        if encoding is not None:
            raise InputError(f"not {encoding} {at}: {error.reason}; give another encoding") from None
        guess = _guess(data)
        if guess is None or (_is_binary(data) and guess != "utf-16"):
            raise InputError(f"not UTF-8 {at}, and it looks like no text: {_PLAIN}") from None
        raise InputError(f"not UTF-8 {at}; it looks like {guess}: read with encoding={guess!r}") from None
    if "\0" in text:
        if _is_binary(data) and encoding is None:
            raise InputError(f"it looks like binary data (a NUL at character {text.index(chr(0)):,}): {_PLAIN}")
        place = text.index("\0")
        raise InputError(f"a NUL at character {place:,} (line {_line(text, place):,}): take it out")
    return text.removeprefix("\ufeff")


# -------------------------------------------------------------------------------------------------------------- files


def problem_of(error: OSError) -> str:
    """Say in a word what the system has against a file."""
    return error.strerror.lower() if error.strerror else str(error)


def _in_order(paths: Iterable[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: (path.parent, path.stem, path.suffix))


def _in_folder(folder: Path) -> list[Path]:
    inside = (path for path in folder.iterdir() if path.suffix.casefold() in TEXT_SUFFIXES and path.is_file())
    texts = [path for path in _in_order(inside) if path.stem.casefold() not in LEFT_OUT and path.name[0] != "."]
    if not texts:
        raise InputError(f"no texts in this folder: quoth reads {', '.join(sorted(TEXT_SUFFIXES))} out of a folder")
    return texts


def _siblings(path: Path) -> list[str]:
    try:
        return [one.name for one in path.parent.iterdir()]
    except OSError:
        return []


def files_of(given: StrPath) -> list[Path]:
    """Find the files that a path, a folder or a glob stands for; the path itself where it is a file."""
    if not os.fspath(given):
        raise InputError("a path without a name: give a file or a folder, . for this one")
    path = Path(given)
    if path.is_dir():
        return _in_folder(path)
    if path.exists():
        return [path]
    if glob.has_magic(str(given)):
        found = map(Path, glob.glob(str(given), recursive=True))
        if files := [one for one in found if one.is_file()]:
            return _in_order(files)
        raise InputError("no file matches")
    raise InputError(f"no such file{near(path.name, _siblings(path))}")


def find_files(paths: Iterable[StrPath], problems: list[Problem]) -> Iterator[Path]:
    """Find the files of many paths, each once."""
    seen = set()
    for given in paths:
        try:
            for path in files_of(given):
                if (real := path.resolve()) not in seen:
                    seen.add(real)
                    yield path
        except InputError as error:
            problems.append(Problem(str(given), str(error)))
        except OSError as error:
            problems.append(Problem(str(given), problem_of(error)))


# -------------------------------------------------------------------------------------------------------------- lines


def _line_draft(line: str, fallback: str, where: str) -> Draft:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError('a line is an object with the keys "id" and "text", and "text" is a string')
    if "\0" in row["text"]:
        raise InputError(f"a NUL at character {row['text'].index(chr(0)):,} of the text: take it out")
    return draft(row["text"], row, fallback, where)


def line_drafts(text: str, name: str, problems: list[Problem]) -> Iterator[Draft]:
    """Read accounts from JSON Lines: objects with ``id``, ``text`` and the keys of metadata."""
    for number, line in enumerate(text.split("\n"), 1):
        where = f"{name}, line {number}"
        if line.strip():
            try:
                yield checked(_line_draft(line, f"{Path(name).stem}-{number}", where))
            except InputError as error:
                problems.append(Problem(where, str(error)))


# ------------------------------------------------------------------------------------------------------------ reading


@dataclass(frozen=True, slots=True)
class Reader:
    """How files become drafts.

    Attributes
    ----------
    encoding : str or None
        That of every file; None for UTF-8.
    lines : bool
        Whether every file is JSON Lines; else those are that end in .jsonl.
    id : callable or None
        Makes an id of a path; None for the front matter's, else the name of the file without its suffix.
    """

    encoding: str | None = None
    lines: bool = False
    id: Callable[[Path], str] | None = None

    def __post_init__(self) -> None:
        try:
            codecs.lookup(self.encoding or "utf-8")
        except LookupError:
            raise InputError(f"no encoding {self.encoding!r}; there are utf-8, cp1252, utf-16 and many more") from None

    def drafts(self, data: bytes, path: str, problems: list[Problem]) -> Iterator[Draft]:
        """Read the accounts of one file."""
        file = Path(path)
        lines = self.lines or file.suffix.casefold() in (".jsonl", ".ndjson")
        if not data.strip():
            raise InputError("it is empty")
        if not lines:
            refuse(data, file.suffix)
        text = decode(data, self.encoding)
        if lines:
            yield from line_drafts(text, path, problems)
        else:
            given = {} if self.id is None else {"id": str(self.id(file))}
            yield checked(draft(text, given, file.stem, path))

    def read(self, paths: Iterable[StrPath], problems: list[Problem]) -> Iterator[Draft]:
        """Read the accounts of many files; what cannot be read is added to the problems."""
        for path in find_files(paths, problems):
            try:
                yield from self.drafts(path.read_bytes(), str(path), problems)
            except InputError as error:
                problems.append(Problem(str(path), str(error)))
            except OSError as error:
                problems.append(Problem(str(path), problem_of(error)))


def distinct(drafts: list[Draft]) -> list[Draft]:
    """Put the folder in front of ids that are the names of several files."""
    count = Counter(made.id for made in drafts)

    def renamed(made: Draft) -> Draft:
        path = Path(made.path or "")
        if count[made.id] < 2 or made.id != path.stem or not path.parent.name:
            return made
        return replace(made, id=f"{path.parent.name}/{made.id}")

    return [renamed(made) for made in drafts]


def described(drafts: list[Draft], lookup: Lookup, problems: list[Problem]) -> list[Draft]:
    """Add what a table of metadata says; it goes before what the accounts say of themselves."""
    if not lookup.rows:
        return drafts

    def with_row(made: Draft) -> Draft:
        stem = Path(made.path).stem if made.path else None
        said = fields_of(lookup.find((made.id, stem), made.path))
        fields: dict[str, Any] = {field: value for field, value in said.items() if value is not None}
        return replace(made, **fields)

    found = [with_row(made) for made in drafts]
    problems.extend(lookup.left_over(made.id for made in drafts))
    return found
