#!/usr/bin/env python3
"""Hold the speed of words and tokens against other libraries, on texts of several scripts, in one run.

    tokens.py PROGRAM [--folder FOLDER] [--rounds N] [--piece BYTES] [LANGUAGE...]

PROGRAM is the built tests/bench/tokens.c; the texts are those of texts.py, made where they are absent. In C: ICU
(libicu-dev), libunistring (libunistring-dev) and StringZilla (the headers of its source archive, by pip). From Python,
on one text of --piece bytes: `re`, `regex`, `stringzilla` and quoth itself, those that can be imported. What is absent
is named.

A line for each measure: MB/s of UTF-8, and how many times as fast our words in C are (for Python: our tokens). The last
lines say which goals are met: words at least 1,000 MB/s on English and 4 times StringZilla's, at least 500 MB/s and
ahead of all others on every text, tokens with ids at least 300 MB/s on English. Exit status 1 where one is not.
"""

from __future__ import annotations

import argparse
import importlib
import re
import subprocess
import sys
import tarfile
import time
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


def in_python(data: bytes, rounds: int) -> dict[str, float]:
    """MB/s of calls from Python on one text."""
    text, size = data.decode(), len(data)
    speeds = {"re \\w+ findall": best(rounds, size, lambda: re.findall(r"\w+", text))}
    speeds["re \\w+ spans"] = best(rounds, size, lambda: [m.span() for m in re.finditer(r"\w+", text)])
    for name in ("regex", "stringzilla", "quoth"):
        try:
            module = importlib.import_module(name)
        except ImportError:
            print(f"the Python package {name} is absent")
            continue
        if name == "regex":
            speeds["regex \\w+ findall"] = best(rounds, size, lambda m=module: m.findall(r"\w+", text))
        elif name == "stringzilla":
            speeds["stringzilla list"] = best(rounds, size, lambda m=module: list(m.utf8_wordbreaks(data)))
        else:
            speeds["quoth.tokens(str)"] = best(rounds, size, lambda m=module: m.tokens(text))
            speeds["quoth.tokens(bytes)"] = best(rounds, size, lambda m=module: m.tokens(data))
    return speeds


def first_bytes(path: Path, size: int) -> bytes:
    data = path.read_bytes()
    return data if len(data) <= size else data[: data.rindex(b"\n", 0, size) + 1]


def measure(language: str, path: Path, program: Path, peers: Path, given: argparse.Namespace) -> list[str]:
    """Prints the table of one text; gives the goals that it misses."""
    ours: dict[tuple[str, str], float] = {}
    for line in run([program, path, given.rounds]).splitlines():
        name, way, speed, _ = line.split()
        ours[name, way] = float(speed)
    others = {
        name: float(speed)
        for name, speed, _ in (line.split() for line in run([peers, path, given.rounds]).splitlines())
    }
    words = max(speed for (name, _), speed in ours.items() if name == "words")
    ids = max(speed for (name, _), speed in ours.items() if name == "ids")
    print(f"\n{language}: {path.stat().st_size:,} bytes\n{'':34}{'MB/s':>10}{'ours is':>12}")
    for (name, way), speed in ours.items():
        print(f"{'quoth ' + name + ' (' + way + ')':34}{speed:10.0f}")
    for name, speed in others.items():
        print(f"{name:34}{speed:10.0f}{words / speed:10.1f} x")
    python = in_python(first_bytes(path, given.piece), given.rounds)
    tokens = python.get("quoth.tokens(str)", ids)
    for name, speed in python.items():
        print(f"{'Python: ' + name:34}{speed:10.1f}{tokens / speed:10.1f} x")
    missed = [f"{language}: words below 500 MB/s"] * (words < 500)
    missed += [f"{language}: {name} is faster" for name, speed in others.items() if speed >= words]
    if language == "english":
        rival = max((speed for name, speed in others.items() if name.startswith("stringzilla")), default=0)
        missed += ["english: words below 1,000 MB/s"] * (words < 1000)
        missed += ["english: words below 4 times StringZilla"] * (words < 4 * rival)
        missed += ["english: tokens with ids below 300 MB/s"] * (ids < 300)
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
        missed += measure(language, path, given.program, peers, given)
    print("\n" + ("\n".join(missed) if missed else "every goal is met"))
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
