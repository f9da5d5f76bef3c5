#!/usr/bin/env python3
"""Hold the speed of words and tokens against other libraries, on texts of several scripts, in one run.

    tokens.py PROGRAM [--folder FOLDER] [--rounds N] [--piece BYTES] [LANGUAGE...]

PROGRAM is the built tests/bench/tokens.c; the texts are those of texts.py, made where they are absent. In C: ICU
(libicu-dev), libunistring (libunistring-dev) and StringZilla (the headers of its source archive, by pip). From Python,
on one text of --piece bytes: `re`, `regex`, `stringzilla`, `PyICU`, `spacy` and quoth itself, those that can be
imported. What is absent is named. `make bench-tokens` has all of them.

A line for each measure: MB/s of UTF-8, and how many times as fast our words in C are (for Python: our tokens of a str,
which are places and kinds; forms and ids are a line of their own). The last lines say which goals are met: words at
least 1,000 MB/s on English and 4 times StringZilla's, at least 500 MB/s and ahead of all others on every text, tokens
with ids at least 300 MB/s on English; from Python, bytes at no more than 1.25 times the time of C, and a str on English
5 times as fast as any other call that gives a result to keep. Exit status 1 where one is not.
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import texts

HERE = Path(__file__).resolve().parent
LANGUAGES = ["english", "russian", "chinese-japanese", "greek", "korean", "arabic", "hindi"]


def run(command: Sequence[object]) -> str:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


def stringzilla_headers(folder: Path) -> Path | None:
    """The include folder of StringZilla's source archive, which pip brings."""
    target = folder / "stringzilla"
    if not list(target.glob("*/include")):
        target.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "stringzilla"]
        try:
            run([*command, "-d", target])
        except subprocess.CalledProcessError:
            return None
        for archive in target.glob("*.tar.gz"):
            with tarfile.open(archive) as members:
                members.extractall(target, filter="data")
    found = sorted(target.glob("*/include"))
    return found[-1] if found else None


def build_peers(folder: Path) -> Path:
    """The program of peers/words.c with the libraries that are there."""
    flags, libraries = ["-O3", "-march=native", "-std=gnu11", "-w"], []
    if Path("/usr/include/unicode/ubrk.h").exists():
        flags.append("-DHAVE_ICU")
        libraries += ["-licuuc", "-licudata"]
    else:
        print("ICU is absent (package libicu-dev)")
    if Path("/usr/include/uniwbrk.h").exists():
        flags.append("-DHAVE_UNISTRING")
        libraries.append("-lunistring")
    else:
        print("libunistring is absent (package libunistring-dev)")
    headers = stringzilla_headers(folder)
    if headers:
        flags += ["-DHAVE_STRINGZILLA", f"-I{headers}"]
    else:
        print("StringZilla's source archive could not be had")
    program = folder / "words"
    run(["cc", *flags, HERE / "peers" / "words.c", "-o", program, *libraries])
    return program


def best(rounds: int, size: int, call: Callable[[], Any]) -> float:
    """MB/s of the fastest of some calls."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return size / max(min(times), 1e-9) / 1e6


def of_icu(icu: Any, text: str) -> list[int]:
    """Every boundary, by the rules of a locale that changes nothing of UAX #29."""
    breaks = icu.BreakIterator.createWordInstance(icu.Locale("fi"))
    breaks.setText(text)
    return list(breaks)


def of_spacy(spacy: Any, text: str) -> Callable[[], Any]:
    tokenizer = spacy.blank("en").tokenizer
    return lambda: tokenizer(text)


def of_quoth(quoth: Any, text: str) -> dict[str, Callable[[], Any]]:
    data = text.encode()
    return {
        "quoth.tokens(str)": lambda: quoth.tokens(text),
        "quoth.tokens(str).table": lambda: quoth.tokens(text).table,
        "quoth.tokens(bytes)": lambda: quoth.tokens(data),
    }


# Shown, but no goal: each piece is made and dropped, so that there is no result in the end.
THROWN_AWAY = {"stringzilla, iterated"}

# By the name of the package: what is measured, and the call that does it.
PEERS: dict[str, Callable[[Any, str], dict[str, Callable[[], Any]]]] = {
    "re": lambda re, text: {
        "re \\w+ findall": lambda: re.findall(r"\w+", text),
        "re \\w+ spans": lambda: [found.span() for found in re.finditer(r"\w+", text)],
    },
    "regex": lambda regex, text: {"regex \\w+ findall": lambda: regex.findall(r"\w+", text)},
    "stringzilla": lambda stringzilla, text: {
        "stringzilla, a list": lambda: list(stringzilla.utf8_wordbreaks(text)),
        "stringzilla, iterated": lambda: deque(stringzilla.utf8_wordbreaks(text), 0),
    },
    "icu": lambda icu, text: {"PyICU boundaries": lambda: of_icu(icu, text)},
    "spacy": lambda spacy, text: {"spaCy tokenizer": of_spacy(spacy, text)},
    "quoth": of_quoth,
}


def in_python(text: str, rounds: int) -> dict[str, float]:
    """MB/s of calls from Python on one text."""
    speeds = {}
    for package, calls in PEERS.items():
        try:
            module = importlib.import_module(package)
        except ImportError:
            print(f"the Python package {package} is absent")
            continue
        for name, call in calls(module, text).items():
            speeds[name] = best(2 if package == "spacy" else 2 * rounds, len(text.encode()), call)
    return speeds


def first_bytes(path: Path, size: int) -> bytes:
    data = path.read_bytes()
    return data if len(data) <= size else data[: data.rindex(b"\n", 0, size) + 1]


def by_program(program: Path, path: Path, rounds: int, *only: str) -> dict[tuple[str, str], float]:
    """MB/s by measure and path of the processor."""
    lines = run([program, path, rounds, *only]).splitlines()
    return {(name, way): float(speed) for name, way, speed, _ in map(str.split, lines)}


def fastest(speeds: dict[tuple[str, str], float], measure: str) -> float:
    return max(speed for (name, _), speed in speeds.items() if name == measure)


def measure_c(path: Path, program: Path, peers: Path, rounds: int) -> list[str]:
    """Prints what C does with a text; gives the goals that it misses."""
    ours = by_program(program, path, rounds)
    others = {
        name: float(speed) for name, speed, _ in (line.split() for line in run([peers, path, rounds]).splitlines())
    }
    words, ids = fastest(ours, "words"), fastest(ours, "ids")
    print(f"\n{path.stem}: {path.stat().st_size:,} bytes\n{'':34}{'MB/s':>10}{'ours is':>12}")
    for (name, way), speed in ours.items():
        print(f"{'quoth ' + name + ' (' + way + ')':34}{speed:10.0f}")
    for name, speed in others.items():
        print(f"{name:34}{speed:10.0f}{words / speed:10.1f} x")
    missed = ["words below 500 MB/s"] * (words < 500)
    missed += [f"{name} is faster" for name, speed in others.items() if speed >= words]
    if path.stem == "english":
        rival = max((speed for name, speed in others.items() if name.startswith("stringzilla")), default=0)
        missed += ["words below 1,000 MB/s"] * (words < 1000)
        missed += ["words below 4 times StringZilla"] * (words < 4 * rival)
        missed += ["tokens with ids below 300 MB/s"] * (ids < 300)
    return missed


def measure_python(path: Path, program: Path, piece: int, rounds: int) -> list[str]:
    """The same of what calls from Python do with the beginning of a text, and C with the same."""
    data = first_bytes(path, piece)
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        of_c = fastest(by_program(program, Path(file.name), 4 * rounds, "places"), "places")
        with_forms = fastest(by_program(program, Path(file.name), 4 * rounds, "forms"), "forms")
    speeds = in_python(data.decode(), rounds)
    ours = speeds.get("quoth.tokens(str)", 0.0)
    print(f"{len(data):,} bytes of it at once")
    print(f"{'in C: places and kinds':34}{of_c:10.1f}\n{'in C: ids and forms too':34}{with_forms:10.1f}")
    for name, speed in speeds.items():
        print(f"{'Python: ' + name:34}{speed:10.1f}{ours / speed:10.1f} x")
    if not ours:
        return []
    missed = ["bytes from Python slower than C by over a quarter"] * (1.25 * speeds["quoth.tokens(bytes)"] < of_c)
    if path.stem == "english":
        kept = {name: speed for name, speed in speeds.items() if name not in THROWN_AWAY}
        peers = {name: speed for name, speed in kept.items() if not name.startswith("quoth")}
        missed += [f"Python: not 5 times {name}" for name, speed in peers.items() if ours < 5 * speed]
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("languages", nargs="*", default=LANGUAGES, metavar="LANGUAGE")
    parser.add_argument("--folder", type=Path, default=texts.FOLDER, help="where texts and peers are kept")
    parser.add_argument("--rounds", type=int, default=5, help="the best of so many counts")
    parser.add_argument("--piece", type=int, default=1_000_000, help="bytes of the text for Python")
    given = parser.parse_intermixed_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    peers = build_peers(given.folder)
    missed = []
    for language in given.languages:
        path = given.folder / f"{language}.txt"
        if not path.exists():
            path.write_bytes(texts.make(language, given.folder, texts.BYTES))
        of_language = measure_c(path, given.program, peers, given.rounds)
        of_language += measure_python(path, given.program, given.piece, given.rounds)
        missed += [f"{language}: {what}" for what in of_language]
    print("\n" + ("\n".join(missed) if missed else "every goal is met"))
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
