#!/usr/bin/env python3
"""Makes tables.c and tables.h from the Unicode Character Database.

    generate.py [--data /usr/share/unicode] [--version 15.0.0] [--out FOLDER] [--check]

--check writes nothing and exits with 1 where the files differ from what the data give. Same data, same bytes.

A property becomes three arrays (see tables.h for the drawing): planes, rows, leaves. The rows of U+0000..U+FFFF and the
leaves of U+0000..U+07FF stand at their own places, so that the first 2048 code points need one look-up and the rest of
the basic plane two.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import rules

SIZE = 0x110000
LEAF = 64
FLAT_LEAVES = 0x800 // LEAF
FLAT_ROWS = 0x10000 // (LEAF * LEAF)
STATES = 32  # room for states in a column of a machine
ASCII_SLOTS = 8

CATEGORIES = ("other", "letter", "upper", "lower", "mark", "number", "punctuation", "symbol", "space", "digit")
_CATEGORY_OF = {"Lu": "upper", "Lt": "upper", "Ll": "lower", "Lo": "letter", "Lm": "letter", "Nd": "digit"}
_CATEGORY_OF_FIRST = {"M": "mark", "N": "number", "P": "punctuation", "S": "symbol", "Z": "space", "C": "other"}


# ------------------------------------------------------------------------------------------------- reading the data


def check_version(path: Path, version: str) -> None:
    """The first line names file and version; emoji-data.txt says its two numbers further down."""
    lines = path.read_text(encoding="utf-8").splitlines()[:20]
    if lines[0] == f"# {path.stem}-{version}.txt":
        return
    short = version.rsplit(".", 1)[0]
    if any(line.startswith(f"# Used with Emoji Version {short} ") for line in lines):
        return
    raise SystemExit(f"{path}: not of Unicode {version}: {lines[0]}")


def read_ranges(path: Path) -> Iterator[tuple[int, int, str]]:
    """The (first, last, value) lines of a property file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        match = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)", line)
        if match:
            yield int(match[1], 16), int(match[2] or match[1], 16), match[3]


def read_property(path: Path, missing: str) -> list[str]:
    values = [missing] * SIZE
    for first, last, value in read_ranges(path):
        values[first : last + 1] = [value] * (last + 1 - first)
    return values


def read_set(path: Path, name: str) -> set[int]:
    members: set[int] = set()
    for first, last, value in read_ranges(path):
        if value == name:
            members.update(range(first, last + 1))
    return members


class Data:
    """The properties of every code point, as names of our classes."""

    def __init__(self, folder: Path, version: str) -> None:
        files = {
            "word": folder / "auxiliary" / "WordBreakProperty.txt",
            "sentence": folder / "auxiliary" / "SentenceBreakProperty.txt",
            "grapheme": folder / "auxiliary" / "GraphemeBreakProperty.txt",
            "general": folder / "extracted" / "DerivedGeneralCategory.txt",
            "list": folder / "PropList.txt",
            "emoji": folder / "emoji" / "emoji-data.txt",
        }
        for path in files.values():
            check_version(path, version)
        general = read_property(files["general"], "Cn")
        pictographic = read_set(files["emoji"], "Extended_Pictographic")
        white = read_set(files["list"], "White_Space")
        self.word = self._word(read_property(files["word"], "Other"), general, pictographic)
        self.sentence = [_format_as_extend(v) for v in read_property(files["sentence"], "Other")]
        self.grapheme = self._grapheme(read_property(files["grapheme"], "Other"), pictographic)
        self.category = [self._coarse(general[c], c in white) for c in range(SIZE)]

    @staticmethod
    def _word(values: list[str], general: list[str], pictographic: set[int]) -> list[str]:
        values = [_format_as_extend(value) for value in values]
        for c in range(SIZE):
            if values[c] == "Other" and general[c] in ("Lo", "Lm", "Nl"):
                values[c] = "Other_Letter"
        for c in pictographic:
            values[c] = {"Other": "Pictographic", "ALetter": "ALetter_Pictographic"}[values[c]]
        if values[0x202F] != "ExtendNumLet":
            raise SystemExit("U+202F is no longer ExtendNumLet: look at the news profile again")
        values[0x202F] = "Narrow_Space"
        return values

    @staticmethod
    def _grapheme(values: list[str], pictographic: set[int]) -> list[str]:
        for c in pictographic:
            values[c] = {"Other": "Pictographic"}[values[c]]
        return values

    @staticmethod
    def _coarse(general: str, white: bool) -> str:
        if white:
            return "space"
        return _CATEGORY_OF.get(general) or _CATEGORY_OF_FIRST[general[0]]


def _format_as_extend(value: str) -> str:
    return "Extend" if value == "Format" else value


# ----------------------------------------------------------------------------------------------------------- tables


def letter_runs(word: Sequence[str]) -> tuple[list[int], list[int]]:
    """For each two-byte lead (lead & 31) the first and last of the longest run of continuations that make ALetter."""
    firsts, lasts = [255] * 32, [0] * 32
    for lead in range(2, 32):
        length = 0
        for second in range(64):
            length = length + 1 if word[lead << 6 | second] == "ALetter" else 0
            if length > max(0, lasts[lead] - firsts[lead] + 1):
                firsts[lead], lasts[lead] = 0x80 + second + 1 - length, 0x80 + second
    return firsts, lasts


def even_leads(word: Sequence[str]) -> list[int]:
    """For each three-byte lead (lead & 15): 0 where all that it begins is Other, 1 where all is ALetter, 255 else."""
    sets = [set(word[lead << 12 | 0x800 * (lead == 0) : (lead << 12) + 0x1000]) for lead in range(16)]
    return [0 if s <= {"Other", "Other_Letter"} else 1 if s == {"ALetter"} else 255 for s in sets]


def bit_places() -> list[int]:
    """The places of the bits of every byte, eight a row, 0 past the last."""
    rows = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]
    return [place for row in rows for place in row + [0] * (8 - len(row))]


class Trie:
    """The three arrays: planes to rows of 64, rows to leaves of 64, leaves to classes."""

    def __init__(self, values: Sequence[int]) -> None:
        leaves, leaf_of = _share(values, LEAF, FLAT_LEAVES)
        rows, row_of = _share(leaf_of, LEAF, FLAT_ROWS)
        self.planes, self.rows, self.leaves = row_of, rows, leaves
        for c in range(SIZE):
            if self.look(c) != values[c]:
                raise ValueError(f"table is wrong at U+{c:04X}")

    def look(self, c: int) -> int:
        return self.leaves[LEAF * self.rows[LEAF * self.planes[c >> 12] + (c >> 6 & 63)] + (c & 63)]


def _share(values: Sequence[int], width: int, in_place: int) -> tuple[list[int], list[int]]:
    """Cuts into blocks and keeps equal ones once, but the first `in_place` blocks always at their own place."""
    shared: list[int] = []
    places: dict[tuple[int, ...], int] = {}
    index: list[int] = []
    for number in range(len(values) // width):
        block = tuple(values[number * width : (number + 1) * width])
        if number < in_place or block not in places:
            place = len(shared) // width
            shared.extend(block)
            places.setdefault(block, place)
            index.append(place)
        else:
            index.append(places[block])
    return shared, index


def ascii_rows(machine: rules.Machine, ascii_classes: list[int]) -> tuple[list[int], list[int], list[int]]:
    """The word machine cut down to ASCII: eight states, a slot of eight bits each, in one 64-bit number a byte.

    A slot holds the next slot times 8, plus 2 for a boundary before this byte and 1 for one before the byte before it.
    States that differ only in what follows from beyond ASCII share a slot. Gives the rows, the state of each slot (if
    the slot stands for several: the one that an ordinary character leaves), and the slot of each state (255: none).
    """
    reach = sorted(_reachable(machine, set(ascii_classes)) - {0})
    groups = {state: int(machine.pending[state]) for state in reach}
    while True:
        cells = {s: [machine.rows[s][cls] for cls in ascii_classes] for s in reach}
        keys = {s: (groups[s], tuple((groups[after], actions) for after, actions in cells[s])) for s in reach}
        names: dict[object, int] = {}
        refined = {s: names.setdefault(keys[s], len(names)) for s in reach}
        if len(names) == len(set(groups.values())):
            break
        groups = refined
    if len(names) > ASCII_SLOTS:
        raise ValueError("more ASCII states than slots")
    ordinary = machine.rows[0][0][0]
    state_of = [next(s for s in [ordinary, *reach] if refined[s] == slot) for slot in range(len(names))]
    rows = []
    for cls in ascii_classes:
        number = 0
        for slot, state in enumerate(state_of):
            after, actions = machine.rows[state][cls]
            if actions & rules.FLUSH and not actions & rules.BREAK:
                raise ValueError("an ASCII byte that decides for a boundary must have one before itself")
            code = (2 if actions & rules.BREAK else 0) | (1 if actions & rules.FLUSH else 0)
            number |= (refined[after] * 8 | code) << (8 * slot)
        rows.append(number)
    slots = [refined.get(state, 255) for state in range(len(machine.rows))]
    pad = ASCII_SLOTS - len(state_of)
    return rows, state_of + [0] * pad, slots + [255] * (STATES - len(slots))


def _reachable(machine: rules.Machine, classes: set[int]) -> set[int]:
    seen, queue = {0}, [0]
    for state in queue:
        for cls in classes:
            after = machine.rows[state][cls][0]
            if after not in seen:
                seen.add(after)
                queue.append(after)
    return seen


# ---------------------------------------------------------------------------------------------------------- writing


def write_array(name: str, kind: str, values: Iterable[int], suffix: str = "") -> Iterator[str]:
    items = [f"{value}{suffix}" for value in values]
    yield f"const {kind} {name}[{len(items)}] = {{"
    line = "   "
    for item in items:
        if len(line) + len(item) + 2 > 119:
            yield line
            line = "   "
        line += f" {item},"
    yield line
    yield "};"
    yield ""


def write_enum(prefix: str, names: Sequence[str]) -> Iterator[str]:
    yield "enum {"
    for number, name in enumerate(names):
        yield f"    QUOTH__{prefix}_{name.upper()} = {number},"
    yield f"    QUOTH__{prefix}_COUNT = {len(names)}"
    yield "};"
    yield ""


def write_machine(name: str, machine: rules.Machine) -> Iterator[str]:
    if len(machine.rows) > STATES:
        raise ValueError(f"{name}: {len(machine.rows)} states")
    cells = []
    for cls in range(len(machine.classes)):
        column = [row[cls][0] | row[cls][1] for row in machine.rows]
        cells += column + [0] * (STATES - len(column))
    yield from write_array(f"quoth__{name}_steps", "uint8_t", cells)


HEADER = """\
/* clang-format off */
/* Written by generate.py from the Unicode Character Database {version}. Do not edit; run it again.
 *
 * A property of a code point c:
 *
 *   planes[c >> 12] ──► rows[64 * plane + (c >> 6 & 63)] ──► leaves[64 * leaf + (c & 63)] = class
 *                       c < U+10000: rows[c >> 6]            c < U+0800: leaves[c]
 *
 * A machine: steps[32 * class + state] = next state + actions. State 0 is the start of a text. */
#ifndef QUOTH_UNICODE_TABLES_H
#define QUOTH_UNICODE_TABLES_H

#include <stdint.h>

#define QUOTH__UNICODE_VERSION "{version}"

#define QUOTH__STEP_STATE 31u  /* the next state */
#define QUOTH__STEP_BREAK 32u  /* a boundary stands before this character */
#define QUOTH__STEP_FLUSH 64u  /* the pending boundary is one */
#define QUOTH__STEP_MARK 128u  /* a boundary may stand before this character: it is pending now */
"""


def write_header(version: str, machines: dict[str, rules.Machine], tries: dict[str, Trie]) -> Iterator[str]:
    yield from HEADER.format(version=version).splitlines()
    yield ""
    for name, machine in machines.items():
        yield from write_enum(name.upper(), machine.classes)
    yield from write_enum("CATEGORY", CATEGORIES)
    for name, trie in tries.items():
        yield f"extern const uint8_t quoth__{name}_planes[{len(trie.planes)}];"
        yield f"extern const uint16_t quoth__{name}_rows[{len(trie.rows)}];"
        yield f"extern const uint8_t quoth__{name}_leaves[{len(trie.leaves)}];"
    yield ""
    for name, machine in machines.items():
        mask = sum(1 << state for state, flag in enumerate(machine.pending) if flag)
        yield f"extern const uint8_t quoth__{name}_steps[{STATES * len(machine.classes)}];"
        yield f"#define QUOTH__{name.upper()}_PENDING {mask}u /* the states with a pending boundary, a bit each */"
    yield ""
    yield "/* The word machine for ASCII: quoth__word_ascii[byte] >> slot * 8 is next slot * 8 + 2 (a boundary before"
    yield " * the byte) + 1 (a boundary before the byte before). slot_state and state_slot (255: none) lead over to"
    yield " * the whole machine. */"
    yield "extern const uint64_t quoth__word_ascii[128];"
    yield f"extern const uint8_t quoth__word_slot_state[{ASCII_SLOTS}];"
    yield f"extern const uint8_t quoth__word_state_slot[{STATES}];"
    yield ""
    yield "/* For words by blocks. Of each two-byte lead (lead & 31) the longest run of continuations that make"
    yield " * ALetter, from pair_first to pair_last (255, 0: none); of each three-byte lead (lead & 15) whether all"
    yield " * that it begins is Other (0), ALetter (1), or not of one kind (255). bit_places[8 * byte ...]: which bits"
    yield " * a byte has, then 0. */"
    yield "extern const uint8_t quoth__word_pair_first[32];"
    yield "extern const uint8_t quoth__word_pair_last[32];"
    yield "extern const uint8_t quoth__word_triple[16];"
    yield "extern const uint8_t quoth__bit_places[2048];"
    yield ""
    yield "#endif"


def write_source(
    version: str, machines: dict[str, rules.Machine], tries: dict[str, Trie], word: Sequence[str]
) -> Iterator[str]:
    yield "/* clang-format off */"
    yield f"/* Written by generate.py from the Unicode Character Database {version}. Do not edit; run it again. */"
    yield '#include "tables.h"'
    yield ""
    for name, trie in tries.items():
        yield from write_array(f"quoth__{name}_planes", "uint8_t", trie.planes)
        yield from write_array(f"quoth__{name}_rows", "uint16_t", trie.rows)
        yield from write_array(f"quoth__{name}_leaves", "uint8_t", trie.leaves)
    for name, machine in machines.items():
        yield from write_machine(name, machine)
    ascii_classes = [rules.WORD_CLASSES.index(value) for value in word[:128]]
    rows, slot_state, state_slot = ascii_rows(machines["word"], ascii_classes)
    yield from write_array("quoth__word_ascii", "uint64_t", rows, "ULL")
    yield from write_array("quoth__word_slot_state", "uint8_t", slot_state)
    yield from write_array("quoth__word_state_slot", "uint8_t", state_slot)
    firsts, lasts = letter_runs(word)
    yield from write_array("quoth__word_pair_first", "uint8_t", firsts)
    yield from write_array("quoth__word_pair_last", "uint8_t", lasts)
    yield from write_array("quoth__word_triple", "uint8_t", even_leads(word))
    yield from write_array("quoth__bit_places", "uint8_t", bit_places())


def generate(folder: Path, version: str) -> dict[str, str]:
    """The files by name."""
    data = Data(folder, version)
    machines = {
        "word": rules.explore(rules.WORD_CLASSES, rules.step_word, rules.word_pending),
        "sentence": rules.explore(rules.SENTENCE_CLASSES, rules.step_sentence, rules.sentence_pending),
        "grapheme": rules.explore(rules.GRAPHEME_CLASSES, rules.step_grapheme, rules.never_pending),
    }
    names = {name: machine.classes for name, machine in machines.items()} | {"category": CATEGORIES}
    tries = {name: Trie([classes.index(value) for value in getattr(data, name)]) for name, classes in names.items()}
    return {
        "tables.h": "\n".join(write_header(version, machines, tries)) + "\n",
        "tables.c": "\n".join(write_source(version, machines, tries, data.word)).rstrip("\n") + "\n",
    }


def main() -> int:
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("/usr/share/unicode"), help="folder of the database")
    parser.add_argument("--version", default="15.0.0", help="version that the files must have")
    parser.add_argument("--out", type=Path, default=here, help="where the tables are written or looked for")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 on a difference")
    options = parser.parse_args()
    status = 0
    for name, content in generate(options.data, options.version).items():
        path = options.out / name
        if not options.check:
            path.write_text(content, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != content:
            print(f"{path}: differs from the data")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
