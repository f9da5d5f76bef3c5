"""The corpus: several accounts of a conversation, analysed together.

    read, corpus, demo ─► drafts ─► Corpus ─► accounts, quotations, people, utterances     views over its tables

The tables are made when they are first asked for, and kept. A corpus never changes, and pickles as its drafts.
"""

from __future__ import annotations

import os
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from . import _core
from .account import Account, Accounts
from .edits import Edit, Edits, Given, lost_problems, warning
from .errors import AccountError, AccountWarning, Error, InputError, Problem, listed
from .given import Known, Mentions, Speakers, mentions_of, said_of, spread
from .metadata import Lookup, Metadata, frame_rows, is_frame, is_missing, text_of
from .person import People, name_words
from .quotation import Quotations
from .reading import Draft, Reader, StrPath, checked, described, distinct, draft
from .text import Limits
from .utterance import Utterances
from .views import Lists, Shown, counted

if TYPE_CHECKING:
    from ._core import Language, Table
    from .search import Hits

Texts: TypeAlias = Iterable[str | bytes] | Mapping[str, str | bytes] | Any
Progress: TypeAlias = Callable[[Sequence[Draft]], Iterable[Draft]]


class Corpus(Shown):
    """Several accounts of a conversation, analysed together; `read`, `corpus` and `demo` make one.

    ``corpus["carlson-2024"]`` is an account, by its id or siglum; a corpus iterates over its accounts.

    Attributes
    ----------
    problems : tuple of Problem
        The accounts that could not be read, and why.

    Examples
    --------
    >>> import quoth
    >>> corpus = quoth.demo()
    >>> corpus
    <quoth.Corpus of 5 accounts: CAR, ROB, MIN, STO, TAS>
    >>> corpus["MIN"].date
    '2025-08-22'
    """

    _html = "corpus"

    def __init__(
        self,
        drafts: Iterable[Draft],
        problems: Iterable[Problem] | None = (),
        lang: str | Language | None = None,
        limits: Limits | None = None,
        progress: Progress = iter,
        *,
        edits: Iterable[Edit] = (),
        indirect: bool = True,
    ) -> None:
        self._core = _core.Corpus()
        self._edition = 0
        self._lang, self._limits, self._indirect = lang, limits, bool(indirect)
        self._language = _core.load_language(lang) if isinstance(lang, str) else lang
        found = None if problems is None else list(problems)
        self._drafts = tuple(self._added(list(drafts), found, progress))
        self.problems = tuple(found or ())
        self._lost: tuple[Problem, ...] = ()
        self.edits.load(edits)

    def _added(self, drafts: list[Draft], problems: list[Problem] | None, progress: Progress) -> Iterator[Draft]:
        """Add each draft; one that cannot be taken becomes a problem, or an exception where none are gathered."""
        for made in progress(drafts):
            language = self._language if made.lang in (None, getattr(self._language, "code", None)) else None
            try:
                self._core.add(
                    made.id,
                    made.text,
                    skip=made.start,
                    siglum=made.siglum,
                    date=made.date,
                    source=made.source,
                    title=made.title,
                    lang=made.lang,
                    language=language,
                    mentions=made.mentions,
                    speakers=made.speakers,
                    indirect=self._indirect,
                    limits=self._limits,
                )
            except Error as error:
                if problems is None:
                    raise
                problems.append(Problem(made.where, str(error)))
            else:
                yield made

    # ------------------------------------------------------------------------------------------------ what it holds

    @property
    def accounts(self) -> Accounts:
        """The accounts, in the order they were given."""
        return Accounts(self)

    @property
    def quotations(self) -> Quotations:
        """All quotations: those between marks, account by account, in order of start, then what is told without."""
        return Quotations(self)

    @property
    def people(self) -> People:
        """Everybody who speaks, across the accounts."""
        quotations = self._people_table.list("quotations")
        return People(self, tuple(row for row, count in enumerate(quotations) if count))

    @property
    def edits(self) -> Edits:
        """Corrections by hand: make them, take them back, save them and make them again in another run.

        Examples
        --------
        >>> import quoth
        >>> corpus = quoth.demo()
        >>> corpus.edits.same_person("Putin", "Clinton")
        >>> [edit.status for edit in corpus.edits.log]
        ['applied']
        """
        return Edits(self)

    def utterances(self) -> Utterances:
        """Find the sayings that are told twice or more, and what changed.

        Returns
        -------
        Utterances

        Examples
        --------
        >>> import quoth
        >>> print(quoth.demo().utterances().where(speaker="Putin", account="TAS")[-1])  # doctest: +ELLIPSIS
        u... · Vladimir Putin · 2 readings...
          TAS  2017-06-03  base ...
        """
        return Utterances(self)

    def find(self, passage: str, *, at_least: float | None = None, most: int | None = None) -> Hits:
        """Find where the accounts say a passage again, in quotation marks or without them.

        Parameters
        ----------
        passage : str
            An ellipsis in it stands for any words.
        at_least : float, optional
            How similar a hit is at least, from 0 to 1; as for `quoth.find` where it is not given.
        most : int, optional
            How many hits to give, the most similar first.

        Returns
        -------
        Hits

        Examples
        --------
        >>> import quoth
        >>> [hit.account.siglum for hit in quoth.demo().find("I think so", at_least=1)]
        ['CAR', 'ROB', 'MIN']
        """
        from .search import AT_LEAST, find  # noqa: PLC0415 - it knows of corpora

        return find(passage, self, at_least=AT_LEAST if at_least is None else at_least, most=most, limits=self._limits)

    def report(self, path: StrPath, title: str | None = None) -> Path:
        """Write everything into one HTML file that needs no network.

        Parameters
        ----------
        path : str or path
            An existing file is written over.
        title : str, optional

        Returns
        -------
        pathlib.Path
            The file.
        """
        from ._html import report  # noqa: PLC0415 - its templates are slow to load

        report(self, path, title=title)
        return Path(path)

    def __len__(self) -> int:
        return len(self._drafts)

    def __iter__(self) -> Iterator[Account]:
        return iter(self.accounts)

    @overload
    def __getitem__(self, index: int | str) -> Account: ...
    @overload
    def __getitem__(self, index: slice) -> Accounts: ...
    def __getitem__(self, index: int | str | slice) -> Account | Accounts:
        return self.accounts[index]

    def __contains__(self, item: object) -> bool:
        return item in self.accounts

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._account_names)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Corpus):
            return NotImplemented
        same = self._drafts == other._drafts and self._lang == other._lang and self._limits == other._limits
        same = same and self._indirect == other._indirect
        return same and self.edits.log == other.edits.log

    def __hash__(self) -> int:
        return hash(self._drafts)

    def __reduce__(self) -> tuple[Any, ...]:
        others = (self._drafts, self.problems, self._lang, self._limits)
        return type(self)._again, (*others, tuple(self.edits), self._indirect)

    @classmethod
    def _again(cls, *arguments: Any) -> Corpus:
        *others, edits, indirect = arguments
        return cls(*others, edits=edits, indirect=indirect)

    def __repr__(self) -> str:
        return f"<quoth.Corpus of {counted(len(self), 'account')}: {', '.join(one.siglum for one in self) or 'none'}>"

    def __str__(self) -> str:
        told = f"{counted(len(self), 'account')}, {counted(len(self.quotations), 'quotation')}"
        left = [listed("not read", self.problems)] if self.problems else []
        return "\n".join([told, str(self.accounts), *left])

    # ------------------------------------------------------------------------------------------------- for the views

    def _forget(self) -> None:
        """Ask for every table anew: something was edited."""
        self._edition += 1
        for name, value in vars(Corpus).items():
            if isinstance(value, cached_property):
                self.__dict__.pop(name, None)

    @cached_property
    def _edits_table(self) -> Table:
        return self._core.edits(limits=self._limits)

    @cached_property
    def _accounts_table(self) -> Table:
        return self._core.accounts(limits=self._limits)

    @cached_property
    def _quotations_table(self) -> Table:
        return self._core.quotations(limits=self._limits)

    @cached_property
    def _people_table(self) -> Table:
        return self._core.people(limits=self._limits)

    @cached_property
    def _utterances_table(self) -> Table:
        return self._core.utterances(limits=self._limits)

    @cached_property
    def _readings_table(self) -> Table:
        return self._utterances_table.child("readings")

    @cached_property
    def _kept_lists(self) -> dict[tuple[str, str], Lists]:
        return {}

    def _lists(self, table: str, child: str) -> Lists:
        """Give the lists of a child of the table of this name."""
        if (table, child) not in self._kept_lists:
            parent: Table = getattr(self, f"_{table}_table")
            self._kept_lists[table, child] = Lists(parent.child(child))
        return self._kept_lists[table, child]

    @cached_property
    def _account_names(self) -> dict[str, int]:
        names = {}
        for column in ("siglum", "id"):
            names.update({name: row for row, name in enumerate(self._accounts_table.list(column))})
        return names

    @cached_property
    def _quotation_names(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self._quotations_table.list("id"))}

    @cached_property
    def _inner(self) -> dict[int, list[int]]:
        return _gathered(self._quotations_table.list("parent"))

    @cached_property
    def _wholes(self) -> dict[int, list[int]]:
        return _gathered(self._quotations_table.list("group"))

    @cached_property
    def _name_forms(self) -> list[list[tuple[str, ...]]]:
        """The words of the name and of every alias of each person."""
        aliases = self._lists("people", "aliases")
        names = self._people_table.list("name")
        forms = ((name, *aliases.values(row, "name")) for row, name in enumerate(names))
        return [[name_words(form) for form in all_of_one] for all_of_one in forms]

    def _names_of(self, asked: tuple[str | None, ...]) -> set[str | None]:
        """Give the full names of everybody asked for; None stays."""
        people = People(self)
        return {None} & set(asked) | {person.name for one in asked if one is not None for person in people.named(one)}


def _gathered(owners: list[int | None]) -> dict[int, list[int]]:
    """Gather the rows of each owner, in order."""
    gathered: dict[int, list[int]] = defaultdict(list)
    for row, owner in enumerate(owners):
        if owner is not None:
            gathered[owner].append(row)
    return dict(gathered)


# ------------------------------------------------------------------------------------------------------------- making


def build(
    drafts: Sequence[Draft],
    problems: Sequence[Problem],
    lang: str | Language | None,
    limits: Limits | None,
    progress: Progress = iter,
    *,
    indirect: bool = True,
) -> Corpus:
    """Make a corpus of what could be read; AccountError where nothing could."""
    made = Corpus(drafts, problems, lang, limits, progress, indirect=indirect)
    if made.problems and not len(made):
        raise AccountError(made.problems)
    return made


def edited(made: Corpus, edits: Given | None) -> list[Problem]:
    """Make the edits of a file or of an iterable; give those that were lost as problems."""
    if edits is None:
        return []
    if not isinstance(edits, (str, os.PathLike)):
        edits = list(edits)
    made.edits.load(edits)
    return lost_problems(made, edits)


def _warned(made: Corpus, edits: Given | None = None) -> Corpus:
    if lost := edited(made, edits):
        warnings.warn(warning(lost), stacklevel=3)
    _warn(made.problems, len(made))
    return made


def _warn(problems: Sequence[Problem], read: int) -> None:
    """Warn of what could not be read; AccountError where nothing could."""
    if problems and not read:
        raise AccountError(problems)
    if problems:
        head = f"{counted(len(problems), 'problem')}; {counted(read, 'account')} could be read"
        warnings.warn(listed(head, problems), AccountWarning, stacklevel=4)


def read(
    *paths: StrPath,
    meta: Metadata | None = None,
    encoding: str | None = None,
    id: Callable[[Path], str] | None = None,
    lang: str | Language | None = None,
    limits: Limits | None = None,
    edits: Given | None = None,
    indirect: bool = True,
) -> Corpus:
    """Read accounts from files.

    A file is plain text (.txt, .text, .md; others where they are named), or JSON Lines (.jsonl: objects with ``id``,
    ``text`` and the keys of metadata). Newlines are not translated; a byte order mark is left out, and places count
    after it. Lines ``key: value`` between two lines ``---`` at the very start are the account's metadata (id, siglum,
    date, source, title, lang); they are not analysed, but places count from the first character of the file.

    Parameters
    ----------
    *paths : str or path
        Files, folders (their texts, but for those called README, LICENSE and the like) and globs.
    meta : path, data frame, mapping or iterable of mappings, optional
        Metadata by ``id`` or ``file``: a CSV file, as ``accounts.csv``; a data frame; ``{id: {"date": ...}}``. It goes
        before what the files say.
    encoding : str, optional
        That of all the files; UTF-8 where it is not given. It is never guessed: an error says what it might be.
    id : callable, optional
        Makes the id of a path. Else it is that of the front matter, or the name of the file without its suffix.
    lang : str or Language, optional
        The language of the accounts that do not say theirs; guessed for each where it is not given.
    limits : dict, optional
        Any of ``max_bytes``, ``max_tokens``, ``max_depth``, ``max_work``.
    edits : path or iterable of Edit or dict, optional
        Corrections by hand, as `Edits.save` writes them: ``"edits.jsonl"``.
    indirect : bool, optional
        Find also what is told without marks, as "Putin said that ...": quotations of the kinds indirect and mixed.

    Returns
    -------
    Corpus
        Of the accounts that could be read; `Corpus.problems` lists the others.

    Raises
    ------
    AccountError
        No account could be read.

    Warns
    -----
    AccountWarning
        Some could not be read.
    EditWarning
        Some edits found nothing to correct.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import quoth
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "daily.txt").write_text('---\\ndate: 2024-02-09\\n---\\n"It is late," Mary Brown said.\\n')
    >>> quoth.read(folder)["daily"].date
    '2024-02-09'
    """
    if not paths:
        raise InputError("no path was given: quoth.read('accounts/*.txt')")
    problems: list[Problem] = []
    lookup = Lookup(meta)
    drafts = distinct(list(Reader(encoding, id=id).read(paths, problems)))
    made = build(described(drafts, lookup, problems), problems, lang, limits, indirect=indirect)
    return _warned(made, edits)


def corpus(
    texts: Texts,
    ids: Iterable[str] | None = None,
    meta: Metadata | None = None,
    lang: str | Language | None = None,
    limits: Limits | None = None,
    *,
    mentions: Known = None,
    speakers: Known = None,
    edits: Given | None = None,
    indirect: bool = True,
) -> Corpus:
    """Make a corpus of texts that are at hand.

    Parameters
    ----------
    texts : iterable of str, mapping of id to str, or data frame
        A data frame (pandas, polars, pyarrow, or anything with an Arrow stream) has columns ``text`` and ``id``, and
        may have ``siglum``, ``date``, ``source``, ``title``, ``lang``. Front matter is read as by `read`.
    ids : iterable of str, optional
        An id for each text; 1, 2, ... where there are none.
    meta, lang, limits, edits, indirect
        As for `read`.
    mentions, speakers : mapping of id to iterable, or an iterable for each text, optional
        What is known of the texts, as for `quotations`.

    Returns
    -------
    Corpus

    Raises
    ------
    AccountError
        There are texts, and none could be read.

    Warns
    -----
    AccountWarning
        Some could not be read.

    Examples
    --------
    >>> import quoth
    >>> corpus = quoth.corpus({"daily": "“It is late,” Mary Brown said.", "post": "“It is late,” said Brown."})
    >>> [quotation.speaker for quotation in corpus.quotations]
    ['Mary Brown', 'Mary Brown']
    """
    problems: list[Problem] = []
    rows = _known(_given(texts, ids), mentions, speakers)
    drafts = list(_drafts(rows, problems, checked))
    made = build(described(drafts, Lookup(meta), problems), problems, lang, limits, indirect=indirect)
    return _warned(made, edits)


def _known(rows: list[dict[str, Any]], mentions: Known, speakers: Known) -> list[dict[str, Any]]:
    """Put what is known of each text into its row."""
    if mentions is None and speakers is None and not (rows and {"mentions", "speakers"} & rows[0].keys()):
        return rows
    names = [text_of(row.get("id")) or str(number) for number, row in enumerate(rows, 1)]
    known = zip(spread(mentions, names, "mentions"), spread(speakers, names, "speakers"), strict=True)
    return [
        {**row, "mentions": mentions_of(mentioned), "speakers": said_of(said)}
        for row, (mentioned, said) in zip(rows, known, strict=True)
    ]


def _draft(row: dict[str, Any], number: int) -> Draft:
    known = {name: row[name] for name in ("mentions", "speakers")} if "mentions" in row else {}
    return draft(_str_of(row["text"]), row, str(number), **known)


def _drafts(rows: list[dict[str, Any]], problems: list[Problem], check: Callable[[Draft], Draft]) -> Iterator[Draft]:
    for number, row in enumerate(rows, 1):
        try:
            yield check(_draft(row, number))
        except InputError as error:
            problems.append(Problem(f"account {text_of(row.get('id')) or str(number)!r}", str(error)))


def _given(texts: Texts, ids: Iterable[str] | None) -> list[dict[str, Any]]:
    """Give a row for each text: ``text``, ``id`` and metadata, as far as they are known."""
    if isinstance(texts, (str, bytes)):
        raise InputError("texts are a list, a mapping of ids to texts, or a data frame: for one text give [text]")
    if is_frame(texts):
        rows = frame_rows(texts)
        if rows and "text" not in rows[0]:
            raise InputError(f"no column 'text'; the columns are {', '.join(rows[0])}")
    elif isinstance(texts, Mapping):
        rows = [{"id": id_, "text": text} for id_, text in texts.items()]
    elif isinstance(texts, Iterable):
        rows = [{"text": text} for text in texts]
    else:
        raise TypeError(f"texts are a list, a mapping of ids to texts, or a data frame, not {type(texts).__name__}")
    return rows if ids is None else _named(rows, list(ids))


def _named(rows: list[dict[str, Any]], ids: list[str]) -> list[dict[str, Any]]:
    if len(ids) != len(rows):
        raise InputError(f"{counted(len(ids), 'id')} for {counted(len(rows), 'text')}: give one for each")
    return [{**row, "id": id_} for row, id_ in zip(rows, ids, strict=True)]


def _str_of(text: Any) -> str:
    if isinstance(text, str):
        return text
    if isinstance(text, bytes):
        try:
            return text.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(f"not UTF-8 at byte {error.start:,}: decode it with its own encoding first") from None
    if is_missing(text):
        raise InputError("it has no text")
    raise TypeError(f"a text is a str, not {type(text).__name__}")


@overload
def quotations(
    text: Texts,
    *,
    lang: str | Language | None = None,
    limits: Limits | None = None,
    spans_only: Literal[False] = False,
    mentions: Mentions | Known = None,
    speakers: Speakers | Known = None,
    indirect: bool = True,
) -> Quotations: ...
@overload
def quotations(
    text: Texts,
    *,
    lang: str | Language | None = None,
    limits: Limits | None = None,
    spans_only: Literal[True],
    mentions: Mentions | Known = None,
    speakers: Speakers | Known = None,
    indirect: bool = True,
) -> Table: ...
def quotations(
    text: Texts,
    *,
    lang: str | Language | None = None,
    limits: Limits | None = None,
    spans_only: bool = False,
    mentions: Mentions | Known = None,
    speakers: Speakers | Known = None,
    indirect: bool = True,
) -> Quotations | Table:
    """Find the quotations of one text or of many.

    Parameters
    ----------
    text : str, or what `corpus` takes
        One text, called "text" in the ids, or many. Front matter is read as by `read`.
    lang : str or Language, optional
        The language; guessed for each text where it is not given.
    limits : dict, optional
        Any of ``max_bytes``, ``max_tokens``, ``max_depth``, ``max_work``.
    spans_only : bool, optional
        Find the stretches and their nesting alone, no kinds and no speakers; gives the bare table.
    mentions : iterable of Mention or of such tuples, optional
        Words that name somebody, from elsewhere: start, end, and if known name, gender and sort. They are believed
        before what is found; `from_spacy` makes them of a spaCy ``Doc``. For many texts a mapping by id, or an
        iterable for each.
    speakers : iterable of Said or of such tuples, optional
        Who says what: start, end, speaker, and if known addressee. For many texts as ``mentions``.
    indirect : bool, optional
        Find also what is told without marks, as "Putin said that ...".

    Returns
    -------
    Quotations
        `Quotations.table` has the columns. With `spans_only` the table itself: account, id, text, start, end, ...

    Raises
    ------
    InputError, LimitError
        The text is none, or over a limit. Of many texts, those that cannot be read are left out with an
        `AccountWarning`, and it is an `AccountError` where none can.

    Examples
    --------
    >>> import quoth
    >>> for quotation in quoth.quotations("“Why not?” Clinton said. “I do not mind.”"):
    ...     print(quotation.speaker, quotation.start, quotation.end, quotation.text)
    Clinton 1 9 Why not?
    Clinton 26 40 I do not mind.
    """
    problems: list[Problem] | None = None
    if isinstance(text, (str, bytes)):
        (row,) = _known(_given({"text": text}, None), {"text": mentions}, {"text": speakers})
        drafts = [_draft(row, 1)]
    else:
        problems = []
        drafts = list(_drafts(_known(_given(text, None), mentions, speakers), problems, lambda made: made))
    if spans_only:
        return _spans(drafts, problems, lang, limits)
    return _warned(Corpus(drafts, problems, lang, limits, indirect=indirect)).quotations


def _spans(
    drafts: Sequence[Draft], problems: list[Problem] | None, lang: str | Language | None, limits: Limits | None
) -> Table:
    """Give the stretches of several texts."""
    core, language = _core.Corpus(), _core.load_language(lang) if isinstance(lang, str) else lang
    for made in drafts:
        own = None if language else made.lang
        try:
            core.add(made.id, made.text, skip=made.start, lang=own, language=language, spans_only=True, limits=limits)
        except Error as error:
            if problems is None:
                raise
            problems.append(Problem(made.where, str(error)))
    _warn(problems or (), len(core))
    return core.spans(limits=limits)


def demo() -> Corpus:
    """Give the corpus of the five demonstration accounts that come with quoth.

    They tell what Bill Clinton answered when Vladimir Putin spoke of Russia joining NATO.

    Examples
    --------
    >>> import quoth
    >>> len(quoth.demo())
    5
    """
    with resources.as_file(resources.files(__package__) / "data" / "accounts") as folder:
        return Corpus(replace(one, path=None) for one in Reader().read([folder], []))
