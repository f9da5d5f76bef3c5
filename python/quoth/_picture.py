"""What the picture of an utterance shows, made of the places of its changes; `templates/utterance.html` draws it.

    changes of a reading ─► places in the reading's text ─► bits: plain, added, other, moved, missing    (readings)
                         ─► places in the base's text ─┬─► rows: stretches that no change divides      (grid)
                                                       └─► entries: lemma] reading sigla               (apparatus)

Words that no change covers are the same on both sides and in the same order: the i-th of the one stands for the i-th
of the other. From that follows where in a reading something is missing, and where in the base something was added.
Nothing is compared here but to count those words. Linear in the words, times the readings.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ._core import similarity

if TYPE_CHECKING:
    from .compare import Change
    from .utterance import Reading, Utterance

QUIET = frozenset(("same", "marks", "case", "sentence"))
"""Kinds of change that leave every word as it is."""
SLIGHT = frozenset(("spelling", "form"))
CUTS = frozenset(("cut_marked", "cut_silent", "splice"))

KIND_WORDS = {
    "same": "same words",
    "marks": "other punctuation",
    "case": "other capitals",
    "spelling": "other spelling",
    "form": "another form of a word",
    "replaced": "other words",
    "added": "words added",
    "cut_marked": "cut, marked with …",
    "cut_silent": "silent cut",
    "splice": "silent splice",
    "moved": "words moved",
    "shifted": "person or tense shifted",
    "negation": "negation changed",
    "modal": "can, must or may changed",
    "number": "another number",
    "name": "another name",
    "date": "another date",
    "editorial": "words of the editor",
    "sentence": "sentences parted otherwise",
}
"""Each kind of change in the words of a reader."""

LONG = 240
"""How many characters a place of the apparatus or a cell of the grid shows at most."""

_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of a reading, and how it is marked."""

    text: str
    mark: str = ""  # added, other, slight, moved, missing, inner, more
    note: str = ""
    turns: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A reading as the table of readings shows it."""

    reading: Reading
    siglum: str
    bits: list[Bit]
    changes: Sequence[Change]
    kinds: list[tuple[str, int, bool]]  # in words, how many, whether the sense may turn
    warnings: list[str]


@dataclass(slots=True)
class Cell:
    """What a reading has for a row of the grid."""

    front: list[Bit] = field(default_factory=list)  # what was added before the words of the base
    bits: list[Bit] = field(default_factory=list)
    same: bool = True
    missing: bool = False
    moved: bool = False
    turns: bool = False
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the base, with a cell a reading; None where a cell above reaches down."""

    text: str
    cells: list[Cell | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the apparatus: what stands in the base, and who has something else."""

    lemma: str
    forms: list[tuple[str, str, list[str]]]  # om., add., transp. or nothing; the words; the sigla


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that the template needs."""

    utterance: Utterance
    base: Reading
    base_siglum: str
    accounts: int
    tellers: list[tuple[str, int]]
    lines: list[Line]
    more_lines: int
    sigla: list[str]
    rows: list[Row]
    more_rows: int
    apparatus: list[Entry]
    more_entries: int
    forms: frozenset[str]
    alike: list[tuple[str, list[float]]]
    marks: frozenset[str]


def words_of(text: str, pieces: Iterable[Span]) -> list[Span]:
    """Give the places of the words of a passage."""
    return [found.span() for start, end in pieces for found in _WORD.finditer(text, start, end)]


def _outside(words: Sequence[Span], spans: Iterable[Span]) -> list[Span]:
    """Leave out the words that one of the spans touches."""
    covers = sorted(span for span in spans if span[0] < span[1])
    left, at, reach = [], 0, -1
    for start, end in words:
        while at < len(covers) and covers[at][0] < end:
            reach = max(reach, covers[at][1])
            at += 1
        if reach <= start:
            left.append((start, end))
    return left


def _opens(text: str, at: int) -> bool:
    """Whether the character belongs to what follows: a letter, an opening mark."""
    char = text[at]
    if char.isalnum() or unicodedata.category(char) in ("Ps", "Pi", "Sc"):
        return True
    return char in "\"'" and (at == 0 or text[at - 1].isspace())


def _behind(text: str, at: int, end: int, spaces: bool = True) -> int:
    """Go on from the end of a word over the punctuation (and spaces) that belong to it."""
    while at < end and not _opens(text, at) and (spaces or not text[at].isspace()):
        at += 1
    return at


class Sides:
    """The base and a reading, their changes, and which place of the one is which of the other."""

    def __init__(self, base: Reading, reading: Reading, siglum: str = "") -> None:
        self.base, self.reading, self.named = base, reading, reading.changes
        self.siglum = siglum
        self.changes = [change for change in self.named if change.kind not in QUIET]
        base_words = words_of(base.account.text, base.pieces)
        reading_words = words_of(reading.account.text, reading.pieces)
        before = _outside(base_words, (span for change in self.changes if (span := before_of(change))))
        after = _outside(reading_words, (span for change in self.changes if (span := after_of(change))))
        self._before = [end for _, end in before[: len(after)]]
        self._after = [end for _, end in after[: len(before)]]

    def place_in_reading(self, change: Change) -> int:
        """Where in the reading the words of the base are missing."""
        if change.after_start is not None:
            return change.after_start
        known = bisect_right(self._before, change.before_start or 0)
        places = [self.reading.start, *self._after[known - 1 : known]] if known else [self.reading.start]
        places += [after for before, after in self._ends() if before <= (change.before_start or 0)]
        return max(places)

    def place_in_base(self, change: Change) -> int:
        """Where in the base the words of the reading were added."""
        if change.before_start is not None:
            return change.before_start
        known = bisect_right(self._after, change.after_start or 0)
        places = [self.base.start, *self._before[known - 1 : known]] if known else [self.base.start]
        places += [before for before, after in self._ends() if after <= (change.after_start or 0)]
        return max(places)

    def _ends(self) -> Iterable[tuple[int, int]]:
        """Give where changes that have words on both sides end, in the base and in the reading."""
        for change in self.changes:
            if change.kind != "moved" and change.before_end is not None and change.after_end is not None:
                yield change.before_end, change.after_end

    def past_inner(self, change: Change, place: int) -> int:
        """Go over a quotation inside the reading, where the missing words come after one in the base."""
        known = bisect_right(self._before, change.before_start or 0)
        last = self._before[known - 1] if known else self.base.start
        if not any(last <= start <= (change.before_start or 0) for start, _ in self.base.pieces[1:]):
            return place
        for at, (start, end) in enumerate(self.reading.pieces):
            if start <= place <= end and not _WORD.search(self.reading.account.text, place, end):
                return self.reading.pieces[at + 1][0] if at + 1 < len(self.reading.pieces) else self.reading.end
        return place


def own(reading: Reading, span: Span) -> str:
    """Give the words of a stretch of a reading; dots stand for the quotations inside it."""
    text = reading.account.text
    parts = [text[max(start, span[0]) : min(end, span[1])] for start, end in reading.pieces]
    return " ‹…› ".join(part.strip() for part in parts if part.strip()) or text[slice(*span)]


def before_of(change: Change) -> Span | None:
    """Give the place of a change in the base, where it has words there."""
    if change.before_start is None or change.before_end is None or change.before_start >= change.before_end:
        return None
    return change.before_start, change.before_end


def after_of(change: Change) -> Span | None:
    """Give the place of a change in the reading, where it has words there."""
    if change.after_start is None or change.after_end is None or change.after_start >= change.after_end:
        return None
    return change.after_start, change.after_end


def counted_words(count: int) -> str:
    """Say how many words are missing: [−1 word], [−13 words]."""
    return f"[−{count:,} word{'' if count == 1 else 's'}]"


def shortened(text: str, words: int = 7, ends: int = 3) -> str:
    """Leave out the middle of a long text: the first words … the last words."""
    parts = text.split()
    made = " ".join(parts if len(parts) <= words else [*parts[:ends], "…", *parts[-ends:]])
    return made if len(made) <= LONG else f"{made[: LONG // 2]} … {made[-LONG // 2 :]}"


# ------------------------------------------------------------------------------------------------------ readings


def _mark_of(change: Change) -> str:
    if change.kind in ("added", "editorial"):
        return "added"
    if change.kind == "moved":
        return "moved"
    return "slight" if change.kind in SLIGHT else "other"


def _marked(sides: Sides) -> list[tuple[int, int, int, Bit]]:
    """Give what is marked in a reading, in order: start, end, whether a gap comes first at one place, how."""
    text = sides.reading.account.text
    found: list[tuple[int, int, int, Bit]] = []
    for change in sides.changes:
        before, after = before_of(change), after_of(change)
        if after and not (change.kind in CUTS and before):
            note = f"in the base: “{shortened(own(sides.base, before))}”" if before else "not in the base"
            found.append((*after, 1, Bit("", _mark_of(change), note, change.turns_sense)))
        elif before and change.kind != "moved":
            place = after[1] if after else sides.place_in_reading(change)
            place = _behind(text, place, sides.reading.end, spaces=False) if place > sides.reading.start else place
            place = sides.past_inner(change, place)
            note = f"missing: “{shortened(own(sides.base, before), 24, 10)}”"
            found.append(
                (place, place, 0, Bit(counted_words(change.before_words), "missing", note, change.turns_sense))
            )
    return sorted(found, key=lambda one: one[:3])


def _joined(found: Iterable[tuple[int, int, int, Bit]]) -> list[tuple[int, int, int, Bit]]:
    """Let two gaps at one place be one, with the words of both."""
    made: list[tuple[int, int, int, Bit]] = []
    counts: list[int] = []
    for one in found:
        count = int(re.sub(r"\D", "", one[3].text) or 0) if one[3].mark == "missing" else 0
        if made and count and counts[-1] and made[-1][0] == one[0]:
            last = made[-1][3]
            counts[-1] += count
            bit = Bit(counted_words(counts[-1]), "missing", f"{last.note}; {one[3].note}", last.turns or one[3].turns)
            made[-1] = (*one[:3], bit)
        else:
            made.append(one)
            counts.append(count)
    return made


def _stretch(reading: Reading, start: int, end: int, how: Bit) -> Iterable[Bit]:
    """Give a stretch marked in some way; what is not of the reading's own words is said by somebody inside it."""
    text = reading.account.text
    for first, last in reading.pieces:
        if last <= start or first >= end:
            continue
        if start < first:
            yield Bit(text[start:first], "inner", "quoted inside: another utterance")
        words = text[max(start, first) : min(end, last)]
        bare = words.strip()
        at = words.find(bare)
        yield from (Bit(words[:at]), replace(how, text=bare), Bit(words[at + len(bare) :]))
        start = min(end, last)
    if start < end:
        yield Bit(text[start:end], "inner", "quoted inside: another utterance")


def bits_of(sides: Sides, limit: int) -> list[Bit]:
    """Give a reading, at most so many characters of it, with what differs from the base marked."""
    reading = sides.reading
    text, at, stop = reading.account.text, reading.start, min(reading.end, reading.start + limit)
    bits: list[Bit] = []
    for start, end, _, bit in _joined(_marked(sides)):
        if start < at or end > stop:
            if end <= at and bit.mark == "missing" and at <= stop:
                bits.append(Bit(f" {bit.text} ", "missing", bit.note, bit.turns))
            continue
        bits.extend(_stretch(reading, at, start, Bit("")))
        if bit.mark == "missing":
            space = "" if start == reading.start or text[start - 1].isspace() else " "
            after = "" if start >= reading.end or text[start].isspace() else " "
            bits += [Bit(space), bit, Bit(after)]
        else:
            marked = list(_stretch(reading, start, end, replace(bit, turns=False)))
            own_at = max((i for i, one in enumerate(marked) if one.mark == bit.mark and one.text), default=None)
            bits += [replace(one, turns=bit.turns) if i == own_at else one for i, one in enumerate(marked)]
        at = end
    bits.extend(_stretch(reading, at, stop, Bit("")))
    if stop < reading.end:
        bits.append(Bit(f" … and {reading.end - stop:,} more characters", "more"))
    return [bit for bit in bits if bit.text]


def _kinds(changes: Sequence[Change]) -> list[tuple[str, int, bool]]:
    """Count the kinds of change, those that may turn the sense first."""
    counts: Counter[str] = Counter(change.kind for change in changes)
    turning = {change.kind for change in changes if change.turns_sense}
    order = sorted(counts, key=lambda kind: (kind not in turning, kind in QUIET, -counts[kind], kind))
    return [(KIND_WORDS.get(kind, kind.replace("_", " ")), counts[kind], kind in turning) for kind in order]


def _line(sides: Sides, limit: int) -> Line:
    warnings = list(dict.fromkeys(change.why for change in sides.named if change.turns_sense))
    return Line(sides.reading, sides.siglum, bits_of(sides, limit), sides.named, _kinds(sides.named), warnings)


# ---------------------------------------------------------------------------------------------------------- grid


def _cuts(base: Reading, sides: Sequence[Sides]) -> list[Span]:
    """Divide the base wherever a change of some reading begins or ends."""
    text = base.account.text
    places: set[int] = set()
    for side in sides:
        for change in side.changes:
            before = before_of(change)
            places.update(before or (side.place_in_base(change),))
    rows = []
    for start, end in base.pieces:
        inside = {_behind(text, place, end) for place in places if start < place < end}
        points = [start, *sorted(point for point in inside if point < end), end]
        rows += [span for span in pairwise(points) if _WORD.search(text, *span)]
    return rows


def _column(side: Sides, rows: Sequence[Span]) -> list[Cell | None]:
    cells = [Cell() for _ in rows]
    spans: list[tuple[int, int]] = []
    for change in side.changes:
        before, after = before_of(change), after_of(change)
        words = (
            [Bit(shortened(own(side.reading, after), 60, 20), _mark_of(change), turns=change.turns_sense)]
            if after
            else []
        )
        if before is None:
            place = side.place_in_base(change)
            ends = [at for at, row in enumerate(rows) if row[0] < place]
            (cells[ends[-1]].bits if ends else cells[0].front).extend(words)
            continue
        covered = [at for at, row in enumerate(rows) if row[0] < before[1] and row[1] > before[0]]
        if not covered:
            continue
        first = cells[covered[0]]
        if not first.same:
            first.bits.extend(words)
            continue
        first.same = False
        first.moved = change.kind == "moved"
        first.missing = not words or change.kind in CUTS
        first.turns = change.turns_sense
        first.bits = [*words, *first.bits] if not first.missing else first.bits
        spans.append((covered[0], covered[-1] + 1))
    return _spanned(cells, spans)


def _spanned(cells: list[Cell], spans: Iterable[Span]) -> list[Cell | None]:
    """Let a cell reach over the rows of its change, as far as the next one."""
    made: list[Cell | None] = list(cells)
    for start, end in spans:
        for at in range(start + 1, end):
            if not cells[at].same or cells[at].bits or made[at] is None:
                break
            made[at] = None
            cells[start].rows += 1
    return made


def grid(base: Reading, sides: Sequence[Sides], limit: int) -> tuple[list[Row], int]:
    """Make a row for each stretch of the base; at most so many, and how many more there are."""
    spans = _cuts(base, sides)
    kept = spans[:limit]
    columns = [_column(side, kept) for side in sides]
    text = base.account.text
    rows = [Row(text[slice(*span)].strip(), [column[at] for column in columns]) for at, span in enumerate(kept)]
    return rows, len(spans) - len(kept)


# ----------------------------------------------------------------------------------------------------- apparatus


def _lemma(base: Reading, words: Sequence[Span], span: Span) -> str:
    """Give the words of the base at a place; where there are none, the word before it, or the first."""
    if span[0] == span[1]:
        behind = bisect_right(words, span[0], key=lambda word: word[1])
        span = words[max(0, behind - 1)] if words else span
    return shortened(own(base, span), 5, 2)


def _form(side: Sides, change: Change, first: bool) -> tuple[str, str]:
    if change.kind == "moved":
        return "transp.", ""
    after = after_of(change)
    if after is None or (change.kind in CUTS and before_of(change)):
        return "om.", ""
    words = " ".join(own(side.reading, after).split())
    return ("", words) if before_of(change) else ("praem." if first else "add.", words)


def apparatus(base: Reading, sides: Sequence[Sides], limit: int) -> tuple[list[Entry], int]:
    """Make an entry for each place of the base at which a reading has other words."""
    places: dict[Span, dict[tuple[str, str], list[str]]] = {}
    words = words_of(base.account.text, base.pieces)
    for side in sides:
        for change in side.changes:
            span = before_of(change) or (side.place_in_base(change),) * 2
            form = _form(side, change, not words or span[1] < words[0][1])
            sigla = places.setdefault(span, {}).setdefault(form, [])
            if side.siglum not in sigla:
                sigla.append(side.siglum)
    entries = []
    for span in sorted(places)[:limit]:
        forms = [(what, shortened(said, 16, 6), sigla) for (what, said), sigla in places[span].items()]
        entries.append(Entry(_lemma(base, words, span), forms))
    return entries, max(0, len(places) - limit)


# --------------------------------------------------------------------------------------------------- the picture


def own_words(reading: Reading) -> str:
    """Give the words of a reading, without those of the quotations inside it."""
    return " ".join(reading.account.text[start:end] for start, end in reading.pieces)


def alike(readings: Sequence[Reading]) -> list[tuple[str, list[float]]]:
    """Give how alike any two readings are: the share of their words that both have in the same order."""
    texts = [own_words(reading) for reading in readings]
    return [
        (siglum, [similarity(text, other, "indel", unit="word") for other in texts])
        for siglum, text in zip(sigla_of(readings), texts, strict=True)
    ]


def sigla_of(readings: Sequence[Reading]) -> list[str]:
    """Give the siglum of each reading, with the number of the quotation where an account tells it twice."""
    counts = Counter(reading.account.siglum for reading in readings)

    def short(text: str) -> str:
        return text if len(text) <= 40 else text[:39] + "…"

    return [
        short(siglum) + ("" if counts[siglum] == 1 else f" #{reading.quotation.id.rpartition('#')[2]}")
        for reading, siglum in ((reading, reading.account.siglum) for reading in readings)
    ]


def tellers(readings: Iterable[Reading]) -> list[tuple[str, int]]:
    """Count who tells it: the last in the chain before the speaker; "" where the account tells it by itself."""
    last = [(reading.quotation.speaker, *reading.quotation.chain[-2:-1]) for reading in readings]
    counts = Counter("" if len(set(names)) == 1 else names[1] or "" for names in last)
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def picture(utterance: Utterance, *, readings: int, characters: int, rows: int, columns: int) -> Picture:
    """Make the picture of an utterance, within limits."""
    base, every = utterance.base, utterance.readings
    named = list(zip(every, sigla_of(every), strict=True))[:readings]
    shown = [Sides(base, reading, siglum) for reading, siglum in named]
    sides = [side for side in shown if not side.reading.is_base][:columns]
    lines = [_line(side, characters) for side in shown]
    entries, more_entries = apparatus(base, sides, rows)
    table, more_rows = grid(base, sides, rows) if entries else ([], 0)
    return Picture(
        utterance=utterance,
        base=base,
        base_siglum=next((side.siglum for side in shown if side.reading.is_base), base.account.siglum),
        accounts=len({reading.account.id for reading in every}),
        tellers=tellers(every),
        lines=lines,
        more_lines=len(every) - len(shown),
        sigla=[side.siglum for side in sides],
        rows=table,
        more_rows=more_rows,
        apparatus=entries,
        more_entries=more_entries,
        forms=frozenset(what for entry in entries for what, _, _ in entry.forms),
        alike=alike([side.reading for side in shown[:columns]]) if table and len(shown) > 2 else [],
        marks=frozenset(bit.mark for line in lines for bit in line.bits),
    )
