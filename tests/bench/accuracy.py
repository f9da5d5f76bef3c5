#!/usr/bin/env python3
"""Score quoth on a labelled corpus of quotations.

    accuracy.py CORPUS.jsonl [--types direct,mixed] [--kinds speech,fragment] [--independent] [--split train]
                [--lang en] [--errors N]

A line of the corpus is ``{"id", "lang", "text", "quotations": [...]}`` with code point offsets of the words inside the
marks; a gold quotation may have ``type``, ``level``, ``parent``, ``speaker`` with ``speaker_aliases``, and
``speaker_start``, ``speaker_end`` where the text names the speaker, ``cue_start``, ``cue_end`` where it says so.

What is counted: spans, exact after white space, marks and stops are set aside at both ends; the share of predicted
spans inside any gold quotation; the place of the speaker's mention (overlap and exact), the name, the level and the
parent, each given the span. With ``--independent``, exact precision, recall and F1 of three sets of stretches, each by
itself: content (the quotations), cue, source (where the speaker is named). The last line gives the speed of the
analysis, reading and scoring left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import quoth

Span = tuple[int, int]
Row = dict[str, Any]

EDGE = frozenset(" \t\r\n\u00a0\u202f,.;:!?…\"'“”‘’«»‹›„‚‟‛「」『』`´")
TITLES = frozenset({"mr", "mrs", "ms", "dr", "president", "the", "sir", "miss", "lady", "lord"})
STRETCHES = {"content": ("start", "end"), "cue": ("cue_start", "cue_end"), "source": ("speaker_start", "speaker_end")}
MEASURES = ("mention overlap", "mention exact", "mention after", "mention before", "name", "level", "parent")


def trim(text: str, start: int, end: int) -> Span:
    """Set aside white space, marks and stops at both ends."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def name_words(name: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", name).casefold()
    parts = "".join(c if c.isalnum() or c in "-’'" else " " for c in folded).split()
    return [part for part in parts if part not in TITLES] or parts


def is_name_of(name: str | None, aliases: list[str]) -> bool:
    """Whether a name is an alias, or one is part of the other and both end in the same word."""
    mine = name_words(name or "")
    for alias in aliases:
        theirs = name_words(alias)
        if mine == theirs and mine:
            return True
        if mine and theirs and mine[-1] == theirs[-1] and (set(mine) <= set(theirs) or set(theirs) <= set(mine)):
            return True
    return False


@dataclass
class Overlap:
    """Two sets over many documents: how many are in each, and in both."""

    gold: int = 0
    predicted: int = 0
    found: int = 0

    def add(self, gold: Collection[Span], predicted: Collection[Span]) -> None:
        self.gold += len(gold)
        self.predicted += len(predicted)
        self.found += len(set(gold) & set(predicted))

    @property
    def precision(self) -> float:
        return self.found / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.found / (self.predicted + self.gold) if self.predicted + self.gold else 0.0

    def __str__(self) -> str:
        return f"precision {self.precision:.4f} recall {self.recall:.4f} f1 {self.f1:.4f}"


@dataclass
class Score:
    """Counts over documents: spans, and for each measure how many were asked, found and right."""

    documents: int = 0
    spans: Overlap = field(default_factory=Overlap)
    inside: int = 0
    independent: dict[str, Overlap] = field(default_factory=lambda: {name: Overlap() for name in STRETCHES})
    measures: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0, 0] for name in MEASURES})
    errors: list[str] = field(default_factory=list)

    def count(self, measure: str, found: bool, right: bool) -> None:
        asked = self.measures[measure]
        asked[0] += 1
        asked[1] += found
        asked[2] += found and right

    def given(self, measure: str) -> float:
        """Give the share that is right of those whose span was found."""
        _, found, right = self.measures[measure]
        return right / found if found else 0.0

    def lines(self, *, independent: bool = False) -> Iterator[str]:
        """Give the figures, a line each."""
        spans = self.spans
        counts = f"gold {spans.gold}, predicted {spans.predicted}, found {spans.found}"
        yield f"documents {self.documents}, quotations: {counts}"
        inside = self.inside / spans.predicted if spans.predicted else 0.0
        yield f"span: {spans}; inside any attribution {inside:.4f}"
        for name, (asked, _, right) in self.measures.items():
            if asked:
                yield f"{name}: {self.given(name):.4f} given the span, {right / asked:.4f} of all {asked}"
        if independent:
            yield from (f"{name}: {overlap}" for name, overlap in self.independent.items())


def stretches(text: str, rows: list[Row], keys: tuple[str, str]) -> set[Span]:
    return {trim(text, row[keys[0]], row[keys[1]]) for row in rows if row.get(keys[0]) is not None}


def parent_span(row: Row, spans: dict[Any, Span], otherwise: Span | None) -> Span | None:
    """Give the span of the parent: None for the outermost, `otherwise` where no span is known by that id."""
    return None if row.get("parent") is None else spans.get(row["parent"], otherwise)


def judge_mention(score: Score, text: str, gold: Row, span: Span, mine: Row | None) -> None:
    start, end = gold["speaker_start"], gold["speaker_end"]
    at, to = (mine or {}).get("speaker_start"), (mine or {}).get("speaker_end")
    touches = at is not None and to is not None and at < end and start < to
    found = mine is not None
    score.count("mention overlap", found, touches)
    score.count("mention exact", found, touches and name_words(text[at:to]) == name_words(text[start:end]))
    score.count("mention after" if start >= span[1] else "mention before", found, touches)
    if found and not touches:
        score.errors.append(f"speaker {text[at:to] if at is not None else None!r}, gold {text[start:end]!r}")


def judge_name(score: Score, account: str, gold: Row, span: Span, mine: Row | None) -> None:
    right = mine is not None and is_name_of(mine["speaker"], [gold["speaker"], *(gold.get("speaker_aliases") or [])])
    score.count("name", mine is not None, right)
    if mine is not None and not right:
        score.errors.append(f"{account} {span} name {mine['speaker']!r}, gold {gold['speaker']!r}")


def judge(score: Score, document: Row, mine: list[Row], types: set[str] | None, kinds: set[str] | None) -> None:
    """Add one document to the counts."""
    text, every = document["text"], document["quotations"]
    gold = [row for row in every if types is None or row.get("type") in types]
    told = [row for row in mine if kinds is None or row["kind"] in kinds]
    gold_at: dict[Span, Row] = {}
    mine_at: dict[Span, Row] = {}
    for row in gold:
        gold_at.setdefault(trim(text, row["start"], row["end"]), row)
    for row in told:
        mine_at.setdefault(trim(text, row["start"], row["end"]), row)
    for name, keys in STRETCHES.items():
        score.independent[name].add(stretches(text, gold, keys), stretches(text, told, keys))
    gold_ids = {row.get("id"): span for span, row in gold_at.items()}
    mine_ids = {row["id"]: trim(text, row["start"], row["end"]) for row in mine}
    bounds = [trim(text, row["start"], row["end"]) for row in every]
    score.documents += 1
    score.spans.add(gold_at.keys(), mine_at.keys())
    score.inside += sum(any(s <= a and b <= e for s, e in bounds) for a, b in mine_at)
    for span in mine_at.keys() - gold_at.keys():
        score.errors.append(f"{document['id']} {span} not in gold: {text[slice(*span)]!r:.90}")
    for span, row in gold_at.items():
        hit = mine_at.get(span)
        if hit is None:
            score.errors.append(f"{document['id']} {span} missed: {text[slice(*span)]!r:.90}")
        if row.get("level") is not None:
            parents = parent_span(row, gold_ids, None), None if hit is None else parent_span(hit, mine_ids, (-1, -1))
            score.count("level", hit is not None, hit is not None and (hit["level"] or 0) == row["level"])
            score.count("parent", hit is not None, parents[0] == parents[1])
        if row.get("speaker_start") is not None:
            judge_mention(score, text, row, span, hit)
        if row.get("speaker") and row.get("speaker_kind") != "mention":
            judge_name(score, document["id"], row, span, hit)


def documents(path: Path, split: str | None = None) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        for line in lines:
            document = json.loads(line)
            if split is None or document.get("split") == split:
                yield document


def score_corpus(
    path: Path,
    *,
    types: set[str] | None = None,
    kinds: set[str] | None = None,
    split: str | None = None,
    lang: str | None = None,
    most: int | None = None,
) -> tuple[Score, float]:
    """Score a corpus, or its first documents; also give the characters a second of the analysis, one thread."""
    score, seconds, characters = Score(), 0.0, 0
    for document in islice(documents(path, split), most):
        spoken = lang or document.get("lang")
        begin = time.perf_counter()
        found = quoth.quotations(document["text"], lang=spoken if spoken in quoth.languages() else None)
        count = len(found)
        seconds += time.perf_counter() - begin
        characters += len(document["text"])
        judge(score, document, found.to_dicts() if count else [], types, kinds)
    return score, characters / seconds if seconds else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--types", help="gold types to score, such as direct,mixed (default: all)")
    parser.add_argument("--kinds", help="predicted kinds to score, such as speech (default: all)")
    parser.add_argument("--independent", action="store_true", help="exact F1 of content, cue and source as well")
    parser.add_argument("--split", help="lines of this split only")
    parser.add_argument("--lang", help="the language of the texts (default: as the corpus says)")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the first N errors")
    given = parser.parse_args()
    types = set(given.types.split(",")) if given.types else None
    kinds = set(given.kinds.split(",")) if given.kinds else None
    score, speed = score_corpus(given.corpus, types=types, kinds=kinds, split=given.split, lang=given.lang)
    for error in score.errors[: given.errors]:
        print("-", error)
    for line in score.lines(independent=given.independent):
        print(line)
    print(f"speed: {speed / 1e6:.1f} million characters a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
