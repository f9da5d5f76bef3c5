#!/usr/bin/env python3
"""Measure which of many passages are tellings of one utterance: how right, how fast, and in how much memory.

    groups.py lines CORPUS.jsonl          score {"ms", "line_id", "text"} a line, with and without the accounts
    groups.py sentences CORPUS.json       score {"train": [[same, a, b], ...]}: best F1 of each measure of words
    groups.py sizes [N ...]               passages made by a script, 10,000, 100,000 and 1,000,000 unless said

    groups.py find [N ...]                search in one text of so many passages: 10,000 and 100,000 unless said

Counted are pairs of passages in one group. Each size is a process of its own, so that its peak of memory is its own;
the growth is that of the seconds from one size to the next, beside the growth of the passages.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import quoth

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

SIZES = (10_000, 100_000, 1_000_000)
SOUGHT = 100
"""Passages that are looked for in a text."""
MEASURES = ("dice", "cosine", "containment", "lcs", "indel", "levenshtein")
SYLLABLES = [consonant + vowel for consonant in "bcdfghjklmnprstvz" for vowel in ("a", "e", "i", "o", "u", "an", "er")]


@dataclass
class Score:
    """Pairs of passages in one group: right ones, told ones, and both."""

    gold: int
    told: int
    both: int

    @property
    def f1(self) -> float:
        return 2 * self.both / (self.gold + self.told) if self.gold + self.told else 0.0

    def __str__(self) -> str:
        precision, recall = self.both / max(self.told, 1), self.both / max(self.gold, 1)
        return f"pairs precision {precision:.4f} recall {recall:.4f} f1 {self.f1:.4f}"


def _pairs(groups: Counter[Hashable]) -> int:
    return sum(count * (count - 1) // 2 for count in groups.values())


def score(table: quoth.Table, gold: Sequence[Hashable]) -> Score:
    """Score the utterances of `quoth.utterances` against the right label of each passage."""
    told, passages = table.list("utterance"), table.list("passage")
    both = Counter(zip(told, (gold[passage] for passage in passages), strict=True))
    return Score(_pairs(Counter(gold)), _pairs(Counter(told)), _pairs(both))


def best_f1(likeness: list[tuple[float, bool]]) -> float:
    """Give the best F1 that a bound on likeness reaches, where the right answer stands beside each."""
    gold, both, best = sum(same for _, same in likeness), 0, 0.0
    ranked = sorted(likeness, key=lambda one: -one[0])
    for told, (share, same) in enumerate(ranked, start=1):
        both += same
        if told == len(ranked) or ranked[told][0] != share:
            best = max(best, Score(gold, told, both).f1)
    return best


def generate(count: int, *, spelling: bool = False, seed: int = 1) -> tuple[list[str], list[int]]:
    """Make passages: every other one is told once, the others two to five times, with changes at a tenth of the words.

    A change puts another word, leaves one out or puts one in; with `spelling` it is of a letter. Words have the
    frequencies of Zipf, and there are more of them where there are more passages.
    """
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(2000 + count // 20)]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    total, cumulated = 0.0, []
    for weight in weights:
        total += weight
        cumulated.append(total)
    passages: list[str] = []
    gold: list[int] = []
    while len(passages) < count:
        words = chance.choices(vocabulary, cum_weights=cumulated, k=chance.randint(5, 25))
        group = len(passages)
        for _ in range(1 if chance.random() < 0.5 else chance.randint(2, 5)):
            passages.append(" ".join(_retold(words, vocabulary, chance, spelling)))
            gold.append(group)
    return passages[:count], gold[:count]


def _retold(words: list[str], vocabulary: list[str], chance: random.Random, spelling: bool) -> list[str]:
    told = []
    for word in words:
        kind = chance.randrange(30)
        if spelling and kind < 6:
            place = chance.randrange(len(word))
            told.append(word[:place] + chance.choice("aeioustz") + word[place + (kind < 3) :])
        elif kind == 0:
            told.append(chance.choice(vocabulary))
        elif kind != 1:
            told.append(word)
        if kind == 2:
            told.append(chance.choice(vocabulary))
    return told


def lines(path: Path) -> int:
    """Score a corpus of lines in several accounts."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts, gold = [row["text"] for row in rows], [row["line_id"] for row in rows]
    for name, accounts in (("accounts known", [row["ms"] for row in rows]), ("not known", None)):
        start = time.process_time()
        table = quoth.utterances(texts, by="letters", accounts=accounts)
        seconds = time.process_time() - start
        print(
            f"{name:15}{score(table, gold)}, largest {max(Counter(table.list('utterance')).values())}, {seconds:.2f} s"
        )
    return 0


def sentences(path: Path) -> int:
    """Score measures of words on pairs of sentences."""
    pairs = json.loads(path.read_text(encoding="utf-8"))["train"]
    for measure in MEASURES:
        f1 = best_f1([(quoth.similarity(a, b, measure), bool(same)) for same, a, b in pairs])
        print(f"{measure:12} best f1 {f1:.4f}")
    return 0


def one_size(count: int, by: str) -> int:
    """Print passages, seconds of the processor, megabytes at the peak beyond those before, and the score."""
    passages, gold = generate(count, spelling=by == "letters")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    table = quoth.utterances(passages, by=by, lang="en")
    seconds = time.process_time() - start
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(count, seconds, more / 1024, f"{score(table, gold).f1:.4f}")
    return 0


def sizes(counts: list[int]) -> int:
    """Measure by words and by letters, each size in a process of its own."""
    print(f"{'by':9}{'passages':>10}{'seconds':>10}{'growth':>9}{'MB':>9}{'bytes each':>12}{'f1':>9}")
    for by in ("words", "letters"):
        last = 0.0
        for count in counts:
            command = [sys.executable, __file__, "size", str(count), "--by", by]
            line = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            seconds, megabytes = float(line[1]), float(line[2])
            growth = f"{seconds / last:.1f}" if last else ""
            each = megabytes * 1024 * 1024 / count
            print(
                f"{by:9}{count:>10,}{seconds:>10.2f}{growth:>9}{megabytes:>9.0f}{each:>12.0f}{line[3]:>9}", flush=True
            )
            last = seconds
    return 0


def one_search(count: int) -> int:
    """Print passages, seconds of the first search, milliseconds of each other, and the share found."""
    passages, gold = generate(count + SOUGHT)
    text = "\n\n".join(passages[:count])
    told = set(gold[:count])
    sought = [passage for passage, group in zip(passages[count:], gold[count:], strict=True) if group not in told]
    sought += [" ".join(words[1:]) for words in (passages[i * (count // SOUGHT)].split() for i in range(SOUGHT))]
    corpus = quoth.corpus({"text": text}, lang="en")
    start = time.process_time()
    corpus.find(sought[-1])
    first = time.process_time()
    found = [bool(corpus.find(passage)) for passage in sought]
    each = 1000 * (time.process_time() - first) / len(sought)
    print(count, first - start, each, f"{sum(found[-SOUGHT:]) / SOUGHT:.2f}")
    return 0


def searches(counts: list[int]) -> int:
    """Measure the search, each size in a process of its own."""
    print(f"{'passages':>10}{'first, s':>10}{'each, ms':>10}{'found':>8}")
    for count in counts:
        command = [sys.executable, __file__, "size", str(count), "--by", "find"]
        line = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        print(f"{count:>10,}{float(line[1]):>10.2f}{float(line[2]):>10.2f}{line[3]:>8}", flush=True)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("lines").add_argument("corpus", type=Path)
    commands.add_parser("sizes").add_argument("count", type=int, nargs="*", default=list(SIZES))
    commands.add_parser("find").add_argument("count", type=int, nargs="*", default=list(SIZES[:2]))
    commands.add_parser("sentences").add_argument("corpus", type=Path)
    size = commands.add_parser("size", help="one size, as `sizes` and `find` call it")
    size.add_argument("count", type=int)
    size.add_argument("--by", choices=("words", "letters", "find"), default="words")
    given = parser.parse_args()
    if given.command in ("lines", "sentences"):
        return (lines if given.command == "lines" else sentences)(given.corpus)
    if given.command != "size":
        return (sizes if given.command == "sizes" else searches)(given.count)
    return one_search(given.count) if given.by == "find" else one_size(given.count, given.by)


if __name__ == "__main__":
    sys.exit(main())
