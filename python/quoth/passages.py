"""Passages that come from no account: which of them are tellings of one utterance."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from . import _core
from .errors import InputError
from .text import Limits, language_arguments

if TYPE_CHECKING:
    from ._core import Language, Table

By: TypeAlias = Literal["words", "letters"]
_ONE = 1_000_000_000
_NOBODY = 2**32 - 1


def _numbers(labels: Iterable[Hashable] | None, count: int, what: str, nobody: bool) -> array[int] | None:
    """Number labels in the order of their first coming; None is nobody where that may be."""
    if labels is None:
        return None
    known: dict[Hashable, int] = {None: _NOBODY} if nobody else {}
    numbers = array("I", (known.setdefault(label, len(known)) for label in labels))
    if len(numbers) != count:
        raise InputError(f"{len(numbers)} {what} for {count} passages")
    return numbers


def utterances(
    passages: Iterable[str],
    *,
    accounts: Iterable[Hashable] | None = None,
    speakers: Iterable[Hashable] | None = None,
    by: By = "words",
    at_least: float | None = None,
    lang: str | Language | None = None,
    limits: Limits | None = None,
) -> Table:
    """Find which of many passages are tellings of one utterance; no corpus is needed.

    By words it goes the way of `Corpus.utterances`: exact forms first, candidates by rare words, verified by the words
    in order, grouped without chaining. By letters it knows no words, for texts where no two hands spell alike:
    candidates by rare stretches of five letters, verified by insertions and deletions of letters, grouped by the mean
    of all with all (Sokal and Michener 1958). The groups are the same for any order of the passages, but that those of
    one account count as told in the order given.

    Parameters
    ----------
    passages : iterable of str
        The passages.
    accounts : iterable of hashables, optional
        Who tells each passage. By letters, no two passages of one account are of one utterance; by words, what stands
        beside a passage in its account helps to tell what it is. Where they are not given, each is of its own.
    speakers : iterable of hashables, optional
        Who is said to say each passage, None where nobody is known; asked for by words only.
    by : {"words", "letters"}, optional
        What is compared.
    at_least : float, optional
        By letters: how alike the passages of an utterance are on the mean, from 0 to 1 (one less the letters put in and
        left out, of the letters of both). Unless given, .66 with accounts and .74 without.
    lang : str or Language, optional
        The language, for the forms of words; guessed from the first 16 KB where it is not given.
    limits : Limits, optional
        The most that is worked on.

    Returns
    -------
    Table
        ``utterance`` (0, 1, ...), ``passage`` (its number), ``stands`` (1: its wording stands for the utterance: the
        one told most often, of these the one most like the others), ``reason`` (same words, alike, place) and ``share``
        (how much it has in common with the others, from 0 to 1), in the order of utterance and passage. What is told
        once has no row.

    Raises
    ------
    InputError
        More or fewer labels than passages, a bound out of range, or at_least by words.
    LimitError
        More work than the limits allow.

    Examples
    --------
    >>> import quoth
    >>> lines = ["Il est venus ce jour", "La dame chante", "Il est venuz che jor", "Il ert venus cel jor"]
    >>> found = quoth.utterances(lines, by="letters")
    >>> found.list("passage"), found.list("stands")
    ([0, 2, 3], [1, 0, 0])
    """
    if by not in ("words", "letters"):
        raise InputError(f'by must be "words" or "letters", not {by!r}')
    if at_least is not None and by == "words":
        raise InputError("at_least is for letters: by words, the words that are shared decide")
    if at_least is not None and not 0 < at_least <= 1:
        raise InputError(f"at_least must be above 0 and at most 1, not {at_least}")
    texts = list(passages)
    places = array("I")
    start = 0
    for text in texts:
        places.extend((start, start + len(text)))
        start += len(text) + 1
    return _core.utterances(
        "\n".join(texts),
        places,
        accounts=_numbers(accounts, len(texts), "accounts", nobody=False),
        speakers=_numbers(speakers, len(texts), "speakers", nobody=True),
        letters=by == "letters",
        at_least=0 if at_least is None else int(Fraction(at_least).limit_denominator(1_000_000) * _ONE),
        limits=limits,
        **language_arguments(lang),
    )
