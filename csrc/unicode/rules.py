"""The break rules of UAX #29 as step functions, and the small machines that generate.py makes of them.

A rule set is a function ``step(left, cls) -> (left', actions)``: `left` is all that the rules may know of what stands
before, `cls` the class of the next character. Actions are a sum of

    BREAK  there is a boundary before this character
    FLUSH  the pending boundary is one (it comes first if BREAK is there too)
    MARK   there may be a boundary before this character: keep its place until a later character decides

`PENDING` says of which lefts a boundary is open; the end of the text decides for it.

Invariant that explore() proves by looking at every reachable state: after BREAK the machine stands where START would
stand after the same character, so every boundary is a place to begin anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

BREAK, FLUSH, MARK = 32, 64, 128


class Left(NamedTuple):
    """What the rules know of the text before: the kind of its last character that counts, and what they add to it."""

    kind: str
    tail: str = ""
    flag: bool = False


START = Left("start")
Step = Callable[[Left, str], tuple[Left, int]]


@dataclass(frozen=True)
class Machine:
    """A minimal automaton: `rows[state][class]` is (next state, actions); state 0 is the start of a text."""

    classes: tuple[str, ...]
    rows: tuple[tuple[tuple[int, int], ...], ...]
    pending: tuple[bool, ...]


# ------------------------------------------------------------------------------------------------------------- words

WORD_CLASSES = (
    "Other", "CR", "LF", "Newline", "Extend", "ZWJ", "Regional_Indicator", "Katakana", "Hebrew_Letter", "ALetter",
    "Single_Quote", "Double_Quote", "MidNumLet", "MidLetter", "MidNum", "Numeric", "ExtendNumLet", "WSegSpace",
    "Pictographic", "ALetter_Pictographic", "Other_Letter", "Narrow_Space",
)  # fmt: skip

_SAME_WORD_CLASS = {"Other_Letter": "Other", "Narrow_Space": "ExtendNumLet"}
_LETTERS = ("ALetter", "ALetter_Pictographic", "Hebrew_Letter")
_PLAIN = {"Regional_Indicator": "ri", "Katakana": "kana", "Hebrew_Letter": "hebrew", "ALetter": "letter",
          "ALetter_Pictographic": "letter", "Numeric": "number", "ExtendNumLet": "extender", "WSegSpace": "space",
          "CR": "cr", "LF": "newline", "Newline": "newline"}  # fmt: skip
_MID_LETTER = ("MidLetter", "MidNumLet", "Single_Quote")
_MID_NUMBER = ("MidNum", "MidNumLet", "Single_Quote")
_PENDING_WORDS = ("letter.mid", "hebrew.double", "number.mid")


def step_word(left: Left, cls: str) -> tuple[Left, int]:
    """WB1 to WB999; the rules' numbers stand at their lines. The flag says that the last character was ZWJ."""
    cls = _SAME_WORD_CLASS.get(cls, cls)
    if left == START:
        return Left(_PLAIN.get(cls, "other"), flag=cls == "ZWJ"), 0
    kind = left.kind
    if kind == "cr" and cls == "LF":  # WB3
        return Left("newline"), 0
    ends = FLUSH if kind in _PENDING_WORDS else 0
    fresh, _ = step_word(START, cls)
    if kind in ("cr", "newline") or cls in ("CR", "LF", "Newline"):  # WB3a, WB3b
        return fresh, BREAK | ends
    if kind == "space" and cls == "WSegSpace":  # WB3d
        return Left("space"), 0
    if cls in ("Extend", "ZWJ"):  # WB4; a space that was extended is no longer beside the next space
        return Left("other" if kind == "space" else kind, flag=cls == "ZWJ"), 0
    after = _join_word(kind, cls)
    if after is not None:
        return Left(after), MARK if after in _PENDING_WORDS else 0
    if left.flag and cls in ("Pictographic", "ALetter_Pictographic"):  # WB3c
        return fresh, ends
    return fresh, BREAK | ends


def _join_word(kind: str, cls: str) -> str | None:
    """The kind after `cls` where WB5 to WB16 join it, or may (a pending kind); None where they do not."""
    if kind in ("letter", "hebrew"):
        if kind == "hebrew" and cls == "Single_Quote":
            return "hebrew.single"  # WB7a joins it at once; WB7 may join what comes
        if kind == "hebrew" and cls == "Double_Quote":
            return "hebrew.double"  # WB7b
        if cls in _MID_LETTER:
            return "letter.mid"  # WB6
    if kind == "number" and cls in _MID_NUMBER:
        return "number.mid"  # WB12
    if cls in _LETTERS:
        if kind in ("letter", "hebrew", "number", "extender", "letter.mid", "hebrew.single"):
            return _PLAIN[cls]  # WB5, WB10, WB13b, WB7
        if kind == "hebrew.double" and cls == "Hebrew_Letter":
            return "hebrew"  # WB7c
    if cls == "Numeric" and kind in ("letter", "hebrew", "number", "extender", "number.mid"):
        return "number"  # WB8, WB9, WB13b, WB11
    if cls == "Katakana" and kind in ("kana", "extender"):
        return "kana"  # WB13, WB13b
    if cls == "ExtendNumLet" and kind in ("letter", "hebrew", "number", "kana", "extender"):
        return "extender"  # WB13a
    if cls == "Regional_Indicator" and kind == "ri":
        return "pair"  # WB15, WB16
    return None


def word_pending(left: Left) -> bool:
    return left.kind in _PENDING_WORDS


# --------------------------------------------------------------------------------------------------------- sentences

SENTENCE_CLASSES = (
    "Other", "CR", "LF", "Sep", "Extend", "Sp", "Lower", "Upper", "OLetter", "Numeric", "ATerm", "STerm", "Close",
    "SContinue",
)  # fmt: skip

_PARAGRAPH = ("CR", "LF", "Sep")


def _plain_sentence(cls: str) -> Left:
    if cls in _PARAGRAPH:
        return Left("cr" if cls == "CR" else "separator")
    if cls in ("ATerm", "STerm"):
        return Left(cls)
    return Left("cased" if cls in ("Lower", "Upper") else "other")


def step_sentence(left: Left, cls: str) -> tuple[Left, int]:
    """SB1 to SB998. After a terminator the tail is what followed it, the flag that a cased letter stood before it."""
    if left == START:
        return _plain_sentence(cls), 0
    kind = left.kind
    if kind == "cr" and cls == "LF":  # SB3
        return Left("separator"), 0
    if kind in ("cr", "separator"):  # SB4
        return _plain_sentence(cls), BREAK
    if cls == "Extend":  # SB5 (Format is put to Extend)
        return left, 0
    if kind == "pending":  # SB8 looks for the first of these, however far
        if cls == "Lower":
            return Left("cased"), 0
        decided = cls in ("OLetter", "Upper", "ATerm", "STerm") or cls in _PARAGRAPH
        return (_plain_sentence(cls), FLUSH) if decided else (left, 0)
    if kind not in ("ATerm", "STerm"):  # SB998
        after = _plain_sentence(cls)
        return (Left("ATerm", flag=True) if kind == "cased" and cls == "ATerm" else after), 0
    return _after_terminator(left, cls)


def _after_terminator(left: Left, cls: str) -> tuple[Left, int]:
    kind, tail, cased = left
    if kind == "ATerm" and tail == "" and (cls == "Numeric" or (cls == "Upper" and cased)):  # SB6, SB7
        return _plain_sentence(cls), 0
    if kind == "ATerm" and cls == "Lower":  # SB8, nothing between
        return Left("cased"), 0
    if cls in ("SContinue", "ATerm", "STerm"):  # SB8a
        return _plain_sentence(cls), 0
    if cls == "Close" and tail in ("", "close"):  # SB9
        return Left(kind, "close"), 0
    if cls == "Sp":  # SB9, SB10
        return Left(kind, "space"), 0
    if cls in _PARAGRAPH:  # SB9, SB10
        return _plain_sentence(cls), 0
    if kind == "ATerm" and cls not in ("OLetter", "Upper"):
        return Left("pending"), MARK
    return _plain_sentence(cls), BREAK  # SB11


def sentence_pending(left: Left) -> bool:
    return left.kind == "pending"


# --------------------------------------------------------------------------------------------------------- graphemes

GRAPHEME_CLASSES = (
    "Other", "CR", "LF", "Control", "Extend", "ZWJ", "Regional_Indicator", "Prepend", "SpacingMark", "L", "V", "T",
    "LV", "LVT", "Pictographic",
)  # fmt: skip

_GRAPHEME_KIND = {"CR": "cr", "LF": "control", "Control": "control", "Regional_Indicator": "ri", "Prepend": "prepend",
                  "L": "L", "V": "V", "LV": "V", "T": "T", "LVT": "T", "Pictographic": "pictographic"}  # fmt: skip
_HANGUL = {"L": ("L", "V", "LV", "LVT"), "V": ("V", "T"), "T": ("T",)}


def step_grapheme(left: Left, cls: str) -> tuple[Left, int]:
    """GB1 to GB999 of Unicode 15.0 (extended grapheme clusters). No boundary is ever pending."""
    fresh = Left(_GRAPHEME_KIND.get(cls, "other"))
    if left == START:
        return fresh, 0
    kind = left.kind
    if kind == "cr" and cls == "LF":  # GB3
        return Left("control"), 0
    if kind in ("cr", "control") or cls in ("CR", "LF", "Control"):  # GB4, GB5
        return fresh, BREAK
    if cls in _HANGUL.get(kind, ()):  # GB6, GB7, GB8
        return fresh, 0
    if cls == "Extend":  # GB9
        return Left("pictographic" if kind == "pictographic" else "other"), 0
    if cls == "ZWJ":  # GB9
        return Left("joined" if kind == "pictographic" else "other"), 0
    if cls == "SpacingMark":  # GB9a
        return Left("other"), 0
    if kind == "prepend":  # GB9b
        return fresh, 0
    if kind == "joined" and cls == "Pictographic":  # GB11
        return fresh, 0
    if kind == "ri" and cls == "Regional_Indicator":  # GB12, GB13
        return Left("pair"), 0
    return fresh, BREAK


def never_pending(left: Left) -> bool:
    return False


# ---------------------------------------------------------------------------------------------------------- machines


def explore(classes: tuple[str, ...], step: Step, pending: Callable[[Left], bool]) -> Machine:
    """All states that can be reached, merged where nothing tells them apart, in the order of their first coming."""
    places: dict[Left, int] = {START: 0}
    queue: list[Left] = [START]
    rows: list[list[tuple[int, int]]] = []
    for left in queue:
        row = []
        for cls in classes:
            after, actions = step(left, cls)
            if actions & BREAK and after != step(START, cls)[0]:
                raise ValueError(f"no fresh start after a break: {left} {cls}")
            if after not in places:
                places[after] = len(queue)
                queue.append(after)
            row.append((places[after], actions))
        rows.append(row)
    return _minimise(classes, rows, [pending(left) for left in queue])


def _minimise(classes: tuple[str, ...], rows: list[list[tuple[int, int]]], pending: list[bool]) -> Machine:
    groups = [int(flag) for flag in pending]
    while True:
        keys = [(groups[i], tuple((groups[n], a) for n, a in row)) for i, row in enumerate(rows)]
        names: dict[object, int] = {}
        refined = [names.setdefault(key, len(names)) for key in keys]
        if len(names) == len(set(groups)):
            break
        groups = refined
    first = {group: refined.index(group) for group in range(len(names))}
    merged = [tuple((refined[n], a) for n, a in rows[first[group]]) for group in range(len(names))]
    return Machine(classes, tuple(merged), tuple(pending[first[group]] for group in range(len(names))))
