"""How fast comparing is, beside RapidFuzz, edlib, pywfa (WFA2) and difflib in one run: pairs a second, and the ratio.

    python tests/bench/compare.py NEWS [--only PART...] [--seconds S] [--passages N...]

NEWS is `msrp_news_pairs.json` (key `train`: rows of a number and two sentences). Parts:

    all       all pairs of 2,000 sentences with all of them, by `cdist` on the same ids
    passages  the same for passages of 65 to 200 tokens, made of sentences that follow one another
    calls     one call from Python for each pair of sentences, as lists of words and as str
    align     the edits of one pair by `align`, 20 to 1000 long, 5 % and 30 % changed: ids in lists, letters in str
    pairs     `quoth.pairs` at .7 on 100,000 passages, RapidFuzz's time for all pairs from 20,000 x 20,000 in uint8
    memory    `quoth.pairs` at N passages: seconds, bytes of the passages, the index and the pairs, and the most the
              process held; each in a process of its own

`make bench-compare NEWS=...` sets the peers up and runs it. A peer that is not there has `--`. One thread throughout;
each figure is the best of several rounds, ours and theirs in turn, so that what else runs weighs on all of them alike.
"""

import argparse
import difflib
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import quoth
from quoth import _core

try:
    from rapidfuzz import distance as fuzz
    from rapidfuzz import process
except ImportError:
    fuzz = process = None
try:
    import edlib
except ImportError:
    edlib = None
try:
    import pywfa
except ImportError:
    pywfa = None

PARTS = ("all", "passages", "calls", "align", "pairs", "memory")
MEASURES = (("levenshtein", "Levenshtein"), ("indel", "Indel"))
LENGTHS = (20, 60, 200, 1000)
LETTERS = "".join(chr(code) for code in range(33, 127) if not chr(code).islower())[:50]  # pywfa knows no small ones
Run = Callable[[], Any]


def measure(runs: dict[str, Run | None], count: int, seconds: float) -> dict[str, float | None]:
    """Pairs a second of each: the best of rounds that take turns, for so long; at least three of them."""
    best: dict[str, float] = {}
    end, rounds = time.perf_counter() + seconds, 0
    while rounds < 3 or time.perf_counter() < end:
        for name, run in runs.items():
            if run is not None:
                start = time.process_time_ns()
                run()
                took = (time.process_time_ns() - start) / 1e9
                best[name] = min(took, best.get(name, took))
        rounds += 1
    return {name: None if run is None else count / best[name] for name, run in runs.items()}


def row(title: str, rates: dict[str, float | None], goal: str = "") -> None:
    """Print a line: each rate, and how many times the best of the others ours is."""
    ours, *others = rates.values()
    best = max((rate for rate in others if rate is not None), default=None)
    cells = "".join(f"{'--' if rate is None else number(rate):>12}" for rate in rates.values())
    print(f"{title:34}{cells}{'--' if best is None or ours is None else f'{ours / best:.2f}':>8}  {goal}", flush=True)


def head(title: str, names: Sequence[str]) -> None:
    """Print the head of a table."""
    print(f"\n{title:34}{''.join(f'{name:>12}' for name in names)}{'ratio':>8}  goal")


def number(rate: float) -> str:
    """A rate in three figures."""
    for unit, name in ((1e9, " G"), (1e6, " M"), (1e3, " k")):
        if rate >= unit:
            return f"{rate / unit:.3g}{name}"
    return f"{rate:.3g}"


# -------------------------------------------------------------------------------------------------------- the data


def sentences(news: Path) -> list[list[str]]:
    """The words of all sentences, the first ones of the pairs and then the second ones."""
    rows = json.loads(news.read_text("utf-8"))["train"]
    word = re.compile(r"\w+|[^\w\s]")
    return [word.findall(row[side].lower()) for side in (1, 2) for row in rows]


def ids_of(passages: list[list[str]]) -> list[list[int]]:
    """Numbers for words, from 0 on as they come."""
    known: dict[str, int] = {}
    return [[known.setdefault(token, len(known)) for token in passage] for passage in passages]


def joined(passages: list[list[int]], least: int, most: int, draw: random.Random) -> list[list[int]]:
    """Passages of `least` to `most` tokens of sentences that follow one another."""
    made, held, wanted = [], [], draw.randint(least, most)
    for passage in passages:
        held += passage
        if len(held) >= wanted:
            made.append(held[:wanted])
            held, wanted = [], draw.randint(least, most)
    return made


def changed(sequence: list[int], rate: float, vocabulary: int, draw: random.Random) -> list[int]:
    """A reading of a sequence: each token goes, is replaced or has another before it, a third of the rate each."""
    made = []
    for token in sequence:
        what = draw.random()
        if what < rate / 3:
            continue
        if what < rate:
            made.append(draw.randrange(vocabulary))
        if what >= rate * 2 / 3:
            made.append(token)
    return made


def walked(passages: list[list[int]], count: int) -> list[list[int]]:
    """Passages that walk on from a word to one that follows it in the sentences; a tenth are readings of others."""
    draw = random.Random(7)
    following: dict[int, list[int]] = {}
    for passage in passages:
        for token, after in pairwise(passage):
            following.setdefault(token, []).append(after)
    made: list[list[int]] = []
    while len(made) < count:
        if made and draw.random() < 0.1:
            made.append(changed(made[draw.randrange(len(made))], 0.1, len(following), draw))
            continue
        source = passages[draw.randrange(len(passages))]
        token, walk = source[0], []
        while len(walk) < len(source) and token in following:
            walk.append(token)
            token = following[token][draw.randrange(len(following[token]))]
        made.append(walk)
    return made


def buffers(passages: list[list[int]]) -> list[array]:
    """The same as buffers."""
    return [array("I", passage) for passage in passages]


# ------------------------------------------------------------------------------------------------------- the parts


def matrices(
    title: str, queries: list[list[int]], choices: list[list[int]], *, dtype: Any, seconds: float, goals: list[str]
) -> None:
    """All pairs by `cdist`: ours on this machine's widest lanes, theirs on the same ids."""
    head(title, ("quoth", "RapidFuzz"))
    a, b = buffers(queries), buffers(choices)
    for (name, measured), goal in zip(MEASURES, goals, strict=True):
        scorer = getattr(fuzz, measured).distance if fuzz else None

        def ours(name: str = name) -> quoth.Matrix:
            return quoth.cdist(a, b, name, dtype=dtype)

        def theirs(scorer: Any = scorer) -> Any:
            return process.cdist(queries, choices, scorer=scorer, dtype=dtype, workers=1)

        rates = measure({"quoth": ours, "RapidFuzz": theirs if fuzz else None}, len(a) * len(b), seconds)
        row(f"  {name}", rates, goal)


def calls(passages: list[list[str]], seconds: float) -> None:
    """One call a pair: lists of words, and the sentences as str by characters."""
    head("one call for a pair of sentences", ("quoth", "RapidFuzz"))
    half = len(passages) // 2
    words = list(zip(passages[:half], passages[half:], strict=True))
    texts = [(" ".join(a), " ".join(b)) for a, b in words]
    for name, measured in MEASURES:
        scorer = getattr(fuzz, measured).distance if fuzz else None
        for kind, given in (("lists of ids", ids_pairs(words)), ("lists of str", words), ("characters", texts)):
            unit = "character" if kind == "characters" else None

            def ours(name: str = name, given: Any = given, unit: Any = unit) -> None:
                distance = quoth.distance
                if unit is None:
                    for a, b in given:
                        distance(a, b, name)
                else:
                    for a, b in given:
                        distance(a, b, name, unit="character")

            def theirs(scorer: Any = scorer, given: Any = given) -> None:
                for a, b in given:
                    scorer(a, b)

            rates = measure({"quoth": ours, "RapidFuzz": theirs if fuzz else None}, len(given), seconds)
            row(f"  {name}, {kind}", rates, "1")


def ids_pairs(words: list[tuple[list[str], list[str]]]) -> list[tuple[list[int], list[int]]]:
    """Pairs as numbers."""
    ids = ids_of([side for pair in words for side in pair])
    return list(zip(ids[::2], ids[1::2], strict=True))


def alignments(seconds: float) -> None:
    """The edits of pairs of four lengths and two shares of changes."""
    names = ("quoth", "RapidFuzz", "edlib", "WFA2", "difflib")
    for kind, vocabulary in (("ids in lists", 5000), ("letters in str", len(LETTERS))):
        head(f"edits, {kind}", names)
        for rate in (0.05, 0.3):
            for length in LENGTHS:
                draw = random.Random(length)
                pairs = []
                for _ in range(max(4, 8000 // length)):
                    a = [draw.randrange(vocabulary) for _ in range(length)]
                    pairs.append((a, changed(a, rate, vocabulary, draw)))
                if vocabulary == len(LETTERS):
                    pairs = [tuple("".join(LETTERS[i] for i in side) for side in pair) for pair in pairs]
                rates = measure(aligners(pairs, vocabulary), len(pairs), seconds)
                row(f"  {length} long, {rate:.0%} changed", rates, "1")


def aligners(pairs: list[tuple[Any, Any]], vocabulary: int) -> dict[str, Run | None]:
    """Who aligns these pairs, and how."""
    text = isinstance(pairs[0][0], str)
    wavefront = pywfa.WavefrontAligner(scope="full") if pywfa and text else None  # it knows affine gaps alone

    def ours() -> None:
        align = quoth.align
        for a, b in pairs:
            align(a, b, unit="character") if text else align(a, b)

    def editops() -> None:
        scorer = fuzz.Levenshtein.editops
        for a, b in pairs:
            scorer(a, b)

    def paths() -> None:
        for a, b in pairs:
            edlib.align(a, b, task="path")

    def waves() -> None:
        for a, b in pairs:
            wavefront(a, b)

    def opcodes() -> None:
        for a, b in pairs:
            difflib.SequenceMatcher(None, a, b).get_opcodes()

    return {
        "quoth": ours,
        "RapidFuzz": editops if fuzz else None,
        "edlib": paths if edlib and vocabulary <= 256 else None,
        "WFA2": waves if wavefront else None,
        "difflib": opcodes,
    }


def joins(passages: list[list[int]]) -> None:
    """All that are alike of 100,000 passages, beside all pairs by RapidFuzz."""
    made = walked(passages, 100_000)
    some = made[:20_000]
    head("pairs at .7 of 100,000 passages", ("quoth", "RapidFuzz"))
    every = len(made) * (len(made) - 1) // 2
    for name, measured in MEASURES:
        given = buffers(made)
        start = time.process_time()
        found = quoth.pairs(given, name, at_least=0.7)
        ours = time.process_time() - start
        theirs = None
        if fuzz:
            scorer = getattr(fuzz, measured).distance
            start = time.process_time()
            process.cdist(some, some, scorer=scorer, dtype="uint8", workers=1)
            theirs = (time.process_time() - start) * (len(made) / len(some)) ** 2
        row(f"  {name}: {len(found):,} pairs", {"quoth": every / ours, "RapidFuzz": theirs and every / theirs}, "20")
        print(f"    {ours:.2f} s" + (f" beside {theirs:.0f} s" if theirs else ""))


def memory(passages: list[list[int]], sizes: list[int]) -> None:
    """What `quoth.pairs` takes, in a process of its own for each number of passages."""
    made = walked(passages, max(sizes))
    print(f"\n{'pairs at .7: passages':>22}{'pairs':>12}{'seconds':>10}{'x':>6}", end="")
    print("".join(f"{name:>14}" for name in ("passages MB", "index MB", "pairs MB", "most held MB")))
    before = None
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            for name, content in zip(("ids", "starts"), _core.sequences([buffers(made[:size])])[0], strict=True):
                Path(folder, name).write_bytes(content)
            command = [sys.executable, __file__, folder, "--one"]
            got = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            growth = f"{got['seconds'] / before:.0f}" if before else ""
            print(f"{size:>22,}{got['pairs']:>12,}{got['seconds']:>10.2f}{growth:>6}", end="")
            print("".join(f"{got[name] / 1e6:>14.1f}" for name in ("passages", "index", "table", "held")), flush=True)
            before = got["seconds"]


def most_held() -> int:
    """The most bytes that this process has held; not those of the one it came from, as getrusage gives them."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def one(folder: Path) -> None:
    """Measure the passages in a folder; what the process holds is what it held more than before it read them."""
    base = most_held()
    made = ((folder / "ids").read_bytes(), (folder / "starts").read_bytes())
    start = time.process_time()
    join = _core.join(made, 700_000_000)
    found = _core.join_pairs(join)
    seconds = time.process_time() - start
    held = most_held() - base
    numbers = {"pairs": len(found), "seconds": seconds, "passages": sum(map(len, made)), "index": _core.join_size(join)}
    print(json.dumps({**numbers, "table": found.__sizeof__(), "held": held}))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("news", type=Path)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--seconds", type=float, default=1.0, help="of each figure (1)")
    parser.add_argument("--passages", nargs="+", type=int, default=[10_000, 100_000, 1_000_000], metavar="N")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        one(arguments.news)
        return 0
    words, seconds = sentences(arguments.news), arguments.seconds
    ids = ids_of(words)
    versions = quoth.build_info()
    print(f"quoth {versions['version']}, pairs a second; ratio: ours by the best of the others", flush=True)
    if "all" in arguments.only:
        goals = ["6 (AVX-512), 3 (AVX2)", "15 (AVX-512), 6 (AVX2)"]
        matrices("2,000 x 8,152 news sentences", ids[:2000], ids, dtype="uint8", seconds=seconds, goals=goals)
    if "passages" in arguments.only:
        long = joined(ids, 65, 200, random.Random(5))
        matrices("passages of 65 to 200 tokens", long, long[::-1], dtype="uint16", seconds=seconds, goals=["4", "4"])
    if "calls" in arguments.only:
        calls(words, seconds)
    if "align" in arguments.only:
        alignments(seconds)
    if "pairs" in arguments.only:
        joins(ids)
    if "memory" in arguments.only:
        memory(ids, arguments.passages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
