#!/usr/bin/env python3
"""Score the search on a corpus of reused passages: books, and in them the places that say a passage again.

    reuse.py CORPUS.json [--at-least SHARE]

The corpus is ``{"references": {id: text}, "reference_work": {id: work}, "volumes": {id: {"tokens": [...],
"gold_spans": [[start, end, work], ...]}}}``: every reference is looked for in every volume by `Corpus.find`. Counted
are tokens with the work that they are said to be of; tokens of right spans whose work has no reference are set aside.
The last line gives the speed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import quoth

Token = tuple[str, int, str]
"""A token of a volume, and the work that it is of."""


@dataclass
class Score:
    """Tokens with their work: right ones, found ones, and both."""

    gold: int
    found: int
    both: int
    seconds: float
    words: int
    references: int

    @property
    def precision(self) -> float:
        return self.both / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.both / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.both / (self.gold + self.found) if self.gold + self.found else 0.0


def gold_of(volumes: dict[str, Any], works: set[str]) -> tuple[set[Token], set[tuple[str, int]]]:
    """Give the right tokens, and those of works that nobody can find."""
    gold: set[Token] = set()
    aside: set[tuple[str, int]] = set()
    for name, volume in volumes.items():
        for start, end, work in volume["gold_spans"]:
            for place in range(start, end):
                if work in works:
                    gold.add((name, place, work))
                else:
                    aside.add((name, place))
    return gold, aside - {(name, place) for name, place, _ in gold}


def starts_of(tokens: list[str]) -> list[int]:
    """Give the place of each token in the text that they make, with a space between them."""
    starts, place = [], 0
    for token in tokens:
        starts.append(place)
        place += len(token) + 1
    return starts


def score_reuse(path: Path, at_least: float | None = None) -> Score:
    """Score a corpus."""
    data = json.loads(path.read_text(encoding="utf-8"))
    volumes, work_of = data["volumes"], data["reference_work"]
    starts = {name: starts_of(volume["tokens"]) for name, volume in volumes.items()}
    corpus = quoth.corpus({name: " ".join(volume["tokens"]) for name, volume in volumes.items()})
    found: set[Token] = set()
    begin = time.perf_counter()
    for id_, reference in data["references"].items():
        table = corpus.find(reference, at_least=at_least).table
        for name, start, end in zip(table.list("account"), table.list("start"), table.list("end"), strict=True):
            first, last = bisect_right(starts[name], start) - 1, bisect_left(starts[name], end)
            found.update((name, place, work_of[id_]) for place in range(first, last))
    seconds = time.perf_counter() - begin
    gold, aside = gold_of(volumes, set(work_of.values()))
    found = {token for token in found if token[:2] not in aside}
    words = sum(len(volume["tokens"]) for volume in volumes.values())
    return Score(len(gold), len(found), len(gold & found), seconds, words, len(data["references"]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--at-least", type=float, metavar="SHARE", help="similarity of a hit (default: that of find)")
    given = parser.parse_args()
    score = score_reuse(given.corpus, given.at_least)
    print(f"tokens with their work: gold {score.gold}, found {score.found}, both {score.both}")
    print(f"precision {score.precision:.4f} recall {score.recall:.4f} f1 {score.f1:.4f}")
    each = 1000 * score.seconds / score.references
    print(f"speed: {score.references} passages in {score.words:,} words, {each:.1f} ms a passage, the index made once")
    return 0


if __name__ == "__main__":
    sys.exit(main())
