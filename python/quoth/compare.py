"""Two texts against each other: distances, alignments, and what changed, by kind."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from . import _core
from .plain import safe
from .text import Limits, language_arguments
from .views import Shown

if TYPE_CHECKING:
    from ._core import Language, Table

Comparable: TypeAlias = str | bytes | Iterable[Hashable]
Measure: TypeAlias = Literal[
    "levenshtein",
    "indel",
    "lcs",
    "osa",
    "damerau",
    "hamming",
    "prefix",
    "postfix",
    "jaro",
    "jaro_winkler",
    "dice",
    "jaccard",
    "containment",
    "cosine",
]
Unit: TypeAlias = Literal["word", "token", "character"]

# One call is short: nothing stands between it and the C function.
distance = _core.distance
similarity = _core.similarity
align = _core.align


@dataclass(frozen=True, slots=True)
class Change(Shown):
    """What differs between a reading and the base at one place.

    Attributes
    ----------
    kind : str
        One of the kinds of change: same, marks, case, spelling, form, replaced, added, cut_marked, cut_silent,
        splice, moved, shifted, negation, modal, number, name, date, editorial, sentence.
    before, after : str or None
        The words of the base and of the reading; None where a side has none.
    before_start, before_end, after_start, after_end : int or None
        Where they stand, in code points of the two texts.
    before_words, after_words : int
        How many words they are.
    turns_sense : bool
        Whether a change of this kind may turn the sense.
    why : str
        The change in a sentence.
    """

    _html = "change"

    kind: str
    before: str | None
    after: str | None
    before_start: int | None
    before_end: int | None
    after_start: int | None
    after_end: int | None
    before_words: int
    after_words: int
    turns_sense: bool
    why: str

    def to_dict(self) -> dict[str, Any]:
        """Give the keys of ``quoth utterances --format jsonl``, in their order."""
        names = ("kind", "before", "after", "before_start", "before_end", "after_start", "after_end", "why")
        return {name: getattr(self, name) for name in names}

    def __str__(self) -> str:
        return f"{'⚠ ' if self.turns_sense else ''}{self.kind.replace('_', ' ')}: {safe(self.why)}"


def change_of(table: Table, row: int, before_text: str, after_text: str, why: str) -> Change:
    """Make a change of a row of a table of changes."""
    cells = table.row(row)
    for owner in ("reading", "hit", "check"):
        cells.pop(owner, None)

    def words(text: str, side: str) -> str | None:
        start, end = cells[f"{side}_start"], cells[f"{side}_end"]
        return None if start is None else text[start:end]

    return Change(
        **cells,
        before=words(before_text, "before"),
        after=words(after_text, "after"),
        turns_sense=cells["kind"] in _core.TURNS_SENSE,
        why=why,
    )


def changes(a: str, b: str, *, lang: str | Language | None = None, limits: Limits | None = None) -> tuple[Change, ...]:
    """Find what changed from one text to another, by kind.

    Parameters
    ----------
    a, b : str
        The base and a reading of it.
    lang : str or Language, optional
        Their language; guessed from the base where it is not given.
    limits : dict, optional
        Any of ``max_bytes``, ``max_tokens``, ``max_depth``, ``max_work``.

    Returns
    -------
    tuple of Change
        In the order of the base; one of the kind ``same`` where nothing differs.

    Examples
    --------
    >>> import quoth
    >>> [(change.kind, change.before) for change in quoth.changes("I do not mind.", "I do mind.", lang="en")]
    [('negation', 'not')]
    """
    arguments = {**language_arguments(lang), "limits": limits}
    table = _core.changes(a, None, b, None, **arguments)

    def why(row: int) -> str:
        return _core.why_change(a, None, b, None, table, row, **arguments)

    return tuple(change_of(table, row, a, b, why(row)) for row in range(len(table)))
