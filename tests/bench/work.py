#!/usr/bin/env python3
"""Hold the work counter against hostile input and against the instructions that callgrind counts.

    work.py PROGRAM [--bytes N] [--callgrind] [--callgrind-bytes N]

PROGRAM is the built tests/bench/work.c. Printed for each family: work a byte, the same against prose, work for twice
the input, and with --callgrind the share of the counter in the instructions counted. Exit status 1 where a family takes
more than 8 times the work of prose a byte, more than 2.2 times for twice the input, or the counter is off by over a
quarter.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

MOST_OF_PROSE = 8.0
MOST_FOR_TWICE = 2.2
OFF_BY_AT_MOST = 0.25
MEASURED = ("quoth_text_make", "quoth_quotations", "quoth_tokens", "quoth_graphemes")
KINDS = ("tokens-", "graphemes-", "corpus-", "")  # each held against prose of its kind


def measure(program: str, family: str, size: int) -> tuple[int, int]:
    """Give the bytes of an input and the work that its analysis was."""
    line = subprocess.run([program, family, str(size)], capture_output=True, text=True, check=True).stdout
    _, length, work, _ = line.split()
    return int(length), int(work)


def instructions(program: str, family: str, size: int) -> int:
    """Count the instructions of quoth_text_make and of what cuts or reads the text; quoth_corpus_add makes its own."""
    measured = ("quoth_corpus_add",) if family.startswith("corpus-") else MEASURED
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "callgrind.out"
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}"]
        command += [f"--toggle-collect={name}" for name in measured]
        subprocess.run([*command, program, family, str(size)], capture_output=True, check=True)
        found = re.search(r"^(?:summary|totals): (\d+)", out.read_text(), re.MULTILINE)
        return int(found[1]) if found else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--only", default="", help="families with this in their names")
    parser.add_argument("--bytes", type=int, default=1_000_000, help="of an input; twice as many too")
    parser.add_argument("--callgrind", action="store_true", help="count instructions as well")
    parser.add_argument("--callgrind-bytes", type=int, default=200_000)
    given = parser.parse_args()
    families = subprocess.run([given.program], capture_output=True, text=True, check=True).stdout.split()
    prose = {}
    for kind in KINDS:
        length, work = measure(given.program, f"{kind}prose", given.bytes)
        prose[kind] = work / length
    families = [family for family in families if given.only in family]
    bad = 0
    print(f"{'family':22}{'work/byte':>11}{'x prose':>9}{'x twice':>9}{'counter/instructions':>22}")
    for family in families:
        like_prose = prose[next(kind for kind in KINDS if family.startswith(kind))]
        length, work = measure(given.program, family, given.bytes)
        twice = measure(given.program, family, 2 * given.bytes)[1]
        ratio = ""
        wrong = work / length > MOST_OF_PROSE * like_prose or twice > MOST_FOR_TWICE * work
        if given.callgrind:
            counted = instructions(given.program, family, given.callgrind_bytes)
            share = measure(given.program, family, given.callgrind_bytes)[1] / max(counted, 1)
            wrong = wrong or abs(share - 1) > OFF_BY_AT_MOST
            ratio = f"{share:.2f}"
        bad += wrong
        print(
            f"{family:22}{work / length:11.1f}{work / length / like_prose:9.2f}{twice / work:9.2f}{ratio:>22}"
            + ("  <-- too much" if wrong else "")
        )
    print(f"{len(families)} families, {bad} out of bounds")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
