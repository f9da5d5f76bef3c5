"""One text: its tokens, words, sentences and paragraphs, its front matter, and the languages whose words are known."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypedDict, TypeVar, Unpack, overload

from . import _core
from .plain import table as drawn
from .views import Shown, Tabular, counted

if TYPE_CHECKING:
    from ._core import Language, Table, Vocabulary


class Limits(TypedDict, total=False):
    """What a call may cost: a text over a limit is an error that names the limit.

    Attributes
    ----------
    max_bytes, max_tokens : int
        Of one text.
    max_depth : int
        Of nested quotations: 64 unless set; a deeper mark is kept at the limit.
    max_work : int
        Of one call, in units of about one machine instruction.
    """

    max_bytes: int
    max_tokens: int
    max_depth: int
    max_work: int


# ---------------------------------------------------------------------------------------------------------- languages


def languages() -> tuple[str, ...]:
    """Give the codes of the languages whose words are built in.

    Examples
    --------
    >>> import quoth
    >>> "en" in quoth.languages()
    True
    """
    return _core.languages()


def read_language(path: str | os.PathLike[str]) -> Language:
    """Read the words of a language from a file, to be given as ``lang=``.

    Parameters
    ----------
    path : str or path
        A TSV file in UTF-8: lines of class, phrase, value and weight.

    Returns
    -------
    Language

    Raises
    ------
    LanguageError
        A line cannot be read; the message names it.

    Examples
    --------
    >>> import quoth, tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "la.tsv"
    >>> _ = file.write_text("language\\tla\\tLatin\\nfunction\\tet\\ncue\\tdixit\\tspeech\\t95\\n")
    >>> quoth.read_language(file).code
    'la'
    """
    return _core.read_language(Path(path).read_bytes())


def language_arguments(lang: str | Language | None) -> dict[str, Any]:
    """Give the arguments by which the functions of C take a language."""
    if lang is None or isinstance(lang, str):
        return {"lang": lang}
    return {"language": lang}


def front_matter(text: str) -> dict[str, Any]:
    """Read the lines ``key: value`` between two lines ``---`` at the very start of an account.

    Parameters
    ----------
    text : str

    Returns
    -------
    dict
        ``id``, ``siglum``, ``date``, ``source``, ``title``, ``lang`` (str or None), and ``skip``: the code point
        where the text begins.

    Examples
    --------
    >>> import quoth
    >>> front = quoth.front_matter("---\\ndate: 2017-06-12\\n---\\nHe said so.")
    >>> front["date"], front["skip"]
    ('2017-06-12', 25)
    """
    return _core.front_matter(text)


# ------------------------------------------------------------------------------------------------- pieces of a text


class Token(NamedTuple):
    """A word, number, punctuation or other segment of a text."""

    start: int
    end: int
    kind: str
    form: str
    text: str


class Stretch(NamedTuple):
    """A sentence, a paragraph or a grapheme of a text."""

    start: int
    end: int
    text: str


P = TypeVar("P", Token, Stretch)


class Pieces(Shown, Tabular, Generic[P]):
    """The pieces of one text, in order; `table` has them as columns."""

    __slots__ = ("_encoded", "_make", "_noun", "_table", "_text", "_units", "_vocabulary")
    _html = "pieces"

    _make: type[P]

    def __init__(
        self,
        make: type[P],
        noun: str,
        text: str | bytes,
        table: Table,
        *,
        units: Literal["codepoints", "utf16"] = "codepoints",
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self._make, self._noun, self._text, self._table = make, noun, text, table
        self._units, self._vocabulary = units, vocabulary
        self._encoded: bytes | None = None

    @property
    def table(self) -> Table:
        """The pieces as columns."""
        return self._table

    @property
    def _string(self) -> str:
        """The text, out of its bytes where it was given as bytes."""
        if not isinstance(self._text, str):
            self._text = str(self._text, "utf-8")
        return self._text

    def _slice(self, start: int, end: int) -> str:
        """What stands at a place."""
        if self._units == "codepoints":
            return self._string[start:end]
        if self._encoded is None:
            self._encoded = self._string.encode("utf-16-le", "surrogatepass")
        return self._encoded[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")

    def __len__(self) -> int:
        return len(self._table)

    def _piece(self, row: int) -> P:
        cells = self.table.row(row)
        cells["text"] = self._slice(cells["start"], cells["end"])
        if self._vocabulary is not None:
            cells["form"] = self._vocabulary[cells["id"]]
        piece: P = self._make(*(cells[name] for name in self._make._fields))
        return piece

    @overload
    def __getitem__(self, index: int) -> P: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[P, ...]: ...
    def __getitem__(self, index: int | slice) -> P | tuple[P, ...]:
        rows = range(len(self))[index]
        return tuple(map(self._piece, rows)) if isinstance(rows, range) else self._piece(rows)

    def __iter__(self) -> Iterator[P]:
        return map(self._piece, range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pieces):
            return NotImplemented
        return (self._make, self._string, self.table) == (other._make, other._string, other.table)

    def __hash__(self) -> int:
        return hash((self._noun, self._string))

    def __reduce__(self) -> tuple[Any, ...]:
        return _pieces, (type(self), self._make, self._noun, self._text, self.table, self._units, self._vocabulary)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand the columns to Arrow."""
        return self.table.__arrow_c_stream__(requested_schema)

    @property
    def _keys(self) -> Sequence[str]:
        return self._make._fields

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give one dict a piece."""
        return [piece._asdict() for piece in self]

    def __repr__(self) -> str:
        return f"<quoth.{type(self).__name__}: {counted(len(self), self._noun)}>"

    def __str__(self) -> str:
        return drawn(self._make._fields, self)


def _pieces(cls: type[Pieces[P]], make: type[P], noun: str, text: str | bytes, table: Table, *how: Any) -> Pieces[P]:
    """Make pieces again, for pickle."""
    units, vocabulary = how
    return cls(make, noun, text, table, units=units, vocabulary=vocabulary)


class Tokens(Pieces[Token]):
    """The tokens of a text: a sequence of `Token`.

    Places and kinds are there at once; the forms are made when something first asks for them.
    """

    __slots__ = ("_later",)

    def __init__(self, *pieces: Any, later: Callable[[], Table] | None = None, **how: Any) -> None:
        super().__init__(*pieces, **how)
        self._later = later

    @property
    def places(self) -> Table:
        """The columns ``start``, ``end``, ``start_byte``, ``end_byte`` and ``kind``, without the cost of forms.

        Examples
        --------
        >>> import quoth
        >>> quoth.tokens("To be.").places.list("start")
        [0, 3, 5]
        """
        return self._table

    @property
    def table(self) -> Table:
        """The tokens as columns: those of `places`, ``id``, and ``form`` where no vocabulary was given."""
        if self._later is not None:
            self._table, self._later = self._later(), None
        return self._table


class Stretches(Pieces[Stretch]):
    """Sentences, paragraphs or graphemes of a text: a sequence of `Stretch`."""

    __slots__ = ()


class Shape(TypedDict, total=False):
    """What differs from the standard in the tokens of a text, each by itself; all are false unless given.

    Attributes
    ----------
    hyphens, urls, emails, names, tags, numbers, abbreviations : bool
        One token each: compounds with hyphens; addresses of the web and of mail; @names; #tags; 12:30, .5 and 10 000
        with a no-break space; U.S., e.g. and Mr. with their dots.
    elision, colon, no_break_spaces : bool
        Tokens that are split: l’ | arbre; a | : | b; at U+202F, which the profile of news does in any case.
    """

    hyphens: bool
    urls: bool
    emails: bool
    names: bool
    tags: bool
    numbers: bool
    abbreviations: bool
    elision: bool
    colon: bool
    no_break_spaces: bool


def tokens(
    text: str | bytes,
    *,
    profile: Literal["news", "uax29"] = "news",
    spaces: bool = False,
    lang: str | Language | None = None,
    vocabulary: Vocabulary | None = None,
    units: Literal["codepoints", "utf16"] = "codepoints",
    limits: Limits | None = None,
    **shape: Unpack[Shape],
) -> Tokens:
    """Cut a text into words, numbers and other segments, by UAX #29.

    Parameters
    ----------
    text : str or bytes
        bytes must be UTF-8.
    profile : {'news', 'uax29'}, optional
        With "news" a no-break space separates, as it does not in the standard.
    spaces : bool, optional
        White space too, so that the tokens cover the text.
    lang : str or Language, optional
        Its language, for ``abbreviations`` and ``elision``; guessed where it is not given.
    vocabulary : Vocabulary, optional
        Gives the ids of the forms, and grows; many texts may share it.
    units : {'codepoints', 'utf16'}, optional
        What ``start`` and ``end`` count: code points, as Python does, or units of UTF-16, as JavaScript does.
    limits : dict, optional
        Any of ``max_bytes``, ``max_tokens``, ``max_work``. With limits, or a vocabulary, everything is made at once.
    **shape : bool
        ``hyphens``, ``urls``, ``emails``, ``names``, ``tags``, ``numbers``, ``abbreviations`` make one token of what
        the standard cuts; ``elision``, ``colon``, ``no_break_spaces`` cut what it does not. See `Shape`.

    Returns
    -------
    Tokens

    Examples
    --------
    >>> import quoth
    >>> [token.text for token in quoth.tokens("“Don’t,” he said.") if token.kind == "word"]
    ['Don’t', 'he', 'said']
    >>> quoth.tokens("Don’t")[0].form
    "don't"
    >>> [token.text for token in quoth.tokens("L’ex-roi", lang="fr", hyphens=True, elision=True)]
    ['L’', 'ex-roi']
    """
    if not isinstance(text, str):
        text = bytes(text)  # it is read again for the forms
    cut = partial(
        _core.tokens,
        text,
        profile=profile,
        spaces=spaces,
        units=units,
        limits=limits,
        **language_arguments(lang),
        **shape,
    )
    if vocabulary is not None or limits is not None:
        return Tokens(Token, "token", text, cut(vocabulary=vocabulary), units=units, vocabulary=vocabulary)
    return Tokens(Token, "token", text, cut(forms=False), units=units, later=cut)


def tokens_many(
    texts: Iterable[str],
    *,
    profile: Literal["news", "uax29"] = "news",
    spaces: bool = False,
    lang: str | Language | None = None,
    vocabulary: Vocabulary | None = None,
    forms: bool = True,
    units: Literal["codepoints", "utf16"] = "codepoints",
    limits: Limits | None = None,
    **shape: Unpack[Shape],
) -> Table:
    """Cut many texts into words, numbers and other segments, all in one table of columns.

    Texts may be shared out, each share with a vocabulary of its own: `Vocabulary.merge`, in the order of the texts,
    gives the ids that one vocabulary would have.

    Parameters
    ----------
    texts : iterable of str
    profile, spaces, lang, vocabulary, units, limits, **shape : optional
        As for `tokens`; the limits are of each text but for ``max_work``, which is of all.
    forms : bool, optional
        Without them and without a vocabulary there are no ids either, and it is done in half the time.

    Returns
    -------
    Table
        ``text`` (which of them), ``start``, ``end``, ``start_byte``, ``end_byte``, ``kind``, ``id``, and ``form`` where
        no vocabulary is given.

    Examples
    --------
    >>> import quoth
    >>> table = quoth.tokens_many(["To be", "or not to be"])
    >>> table.list("text"), table.list("id")
    ([0, 0, 1, 1, 1, 1], [0, 1, 2, 3, 0, 1])
    """
    return _core.tokens_many(
        texts,
        profile=profile,
        spaces=spaces,
        vocabulary=vocabulary,
        forms=forms,
        units=units,
        **language_arguments(lang),
        limits=limits,
        **shape,
    )


def words(
    text: str, *, lang: str | Language | None = None, limits: Limits | None = None, **shape: Unpack[Shape]
) -> tuple[str, ...]:
    """Give the words and numbers of a text, as they stand.

    Parameters
    ----------
    text : str
    lang, limits, **shape : optional
        As for `tokens`.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> import quoth
    >>> quoth.words("“Why not?”, he said.")
    ('Why', 'not', 'he', 'said')
    """
    found = _core.tokens(text, forms=False, limits=limits, **language_arguments(lang), **shape)
    rows = zip(found.list("start"), found.list("end"), found.list("kind"), strict=True)
    return tuple(text[start:end] for start, end, kind in rows if kind in ("word", "number"))


def sentences(
    text: str,
    *,
    lang: str | Language | None = None,
    profile: Literal["news", "uax29"] = "news",
    spaces: bool = False,
    units: Literal["codepoints", "utf16"] = "codepoints",
    limits: Limits | None = None,
) -> Stretches:
    """Cut a text into sentences.

    Parameters
    ----------
    text : str
    lang : str or Language, optional
        Its language, for abbreviations; guessed where it is not given.
    profile : {'news', 'uax29'}, optional
        With "news" abbreviations, initials, decimals, ellipses and the marks of quotations are understood; with
        "uax29" the rules of the standard stand alone.
    spaces : bool, optional
        The white space behind a sentence is of it, so that the sentences cover the text.
    units : {'codepoints', 'utf16'}, optional
        What ``start`` and ``end`` count.
    limits : dict, optional

    Returns
    -------
    Stretches

    Examples
    --------
    >>> import quoth
    >>> [sentence.text for sentence in quoth.sentences("Mr. Smith went. He came back.", lang="en")]
    ['Mr. Smith went.', 'He came back.']
    >>> len(quoth.sentences("Mr. Smith went. He came back.", profile="uax29"))
    3
    """
    table = _core.sentences(
        text, **language_arguments(lang), profile=profile, spaces=spaces, units=units, limits=limits
    )
    return Stretches(Stretch, "sentence", text, table, units=units)


def paragraphs(
    text: str, *, units: Literal["codepoints", "utf16"] = "codepoints", limits: Limits | None = None
) -> Stretches:
    """Cut a text into paragraphs.

    Parameters
    ----------
    text : str
    units : {'codepoints', 'utf16'}, optional
        What ``start`` and ``end`` count.
    limits : dict, optional

    Returns
    -------
    Stretches

    Examples
    --------
    >>> import quoth
    >>> [paragraph.text for paragraph in quoth.paragraphs("One.\\n\\nTwo.")]
    ['One.', 'Two.']
    """
    return Stretches(Stretch, "paragraph", text, _core.paragraphs(text, units=units, limits=limits), units=units)


def graphemes(
    text: str, *, units: Literal["codepoints", "utf16"] = "codepoints", limits: Limits | None = None
) -> Stretches:
    """Cut a text into extended grapheme clusters: each is what a reader takes for one character.

    Parameters
    ----------
    text : str
    units : {'codepoints', 'utf16'}, optional
        What ``start`` and ``end`` count.
    limits : dict, optional

    Returns
    -------
    Stretches

    Examples
    --------
    >>> import quoth
    >>> [grapheme.end for grapheme in quoth.graphemes("e\\u0301a")]
    [2, 3]
    """
    return Stretches(Stretch, "grapheme", text, _core.graphemes(text, units=units, limits=limits), units=units)
