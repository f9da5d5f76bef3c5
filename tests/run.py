"""Runs the C tests and the Python tests and ends on one line that counts both: `N passed, N failed, N skipped`.

A C test is a program made with cmocka. Its counts are read from what it prints; one that crashes, hangs or ends badly
without naming a failed test counts as one failed test. The counts of pytest are read from its JUnit file.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

TREE = Path(__file__).resolve().parent.parent


@dataclass
class Result:
    """What one run of tests came to."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)
    output: str = ""

    def line(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def count_cmocka(name: str, output: str, ended: str | None) -> Result:
    """The counts of a C test from its output. `ended` says what was wrong with its end, None where nothing was."""
    result = Result(name, output=output)
    skipped = set(re.findall(r"^\[  SKIPPED \] (?!\d+ test\(s\))(\S+)", output, re.M))
    failed = set(re.findall(r"^\[  FAILED  \] (?!\d+ test\(s\))(?:GROUP \w+\s*:?\s*)?(\S+)", output, re.M))
    result.passed = len(re.findall(r"^\[       OK \]", output, re.M))
    result.failed = len(failed)
    result.skipped = len(skipped)
    result.notes = [f"skipped: {test}" for test in sorted(skipped)]
    announced = sum(
        int(n) for n in re.findall(r"^\[={10}\] (?:.*: )?(?:Running )?(\d+) test\(s\)(?! run)", output, re.M)
    )
    if ended is None and announced != result.passed + result.failed + result.skipped:
        ended = f"{announced} tests were announced, {result.line()}"
    if ended is not None and not failed:
        result.failed += 1
    if ended is not None:
        result.notes.append(ended)
    return result


def run_program(program: str, under: list[str], timeout: float) -> Result:
    """Runs one C test from the top of the tree."""
    started = time.monotonic()
    name = Path(program).name
    try:
        run = subprocess.run(
            [*under, str(Path(program).resolve())],
            cwd=TREE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout,
            check=False,
        )
        output = run.stdout.decode("utf-8", "replace")
        ended = None if run.returncode == 0 else f"ended with {run.returncode}"
    except subprocess.TimeoutExpired as expired:
        output = (expired.stdout or b"").decode("utf-8", "replace")
        ended = f"did not end in {timeout:.0f} s"
    result = count_cmocka(name, output, ended)
    result.seconds = time.monotonic() - started
    return result


def report(result: Result) -> None:
    """Prints a line for a C test, all its output where it failed, and the seeds that it names."""
    print(f"{result.name}: {result.line()} ({result.seconds:.1f} s)", flush=True)
    for note in result.notes:
        print(f"    {note}", flush=True)
    lines = result.output.splitlines()
    shown = lines if result.failed else [line for line in lines if re.search(r"\bseed\b", line)]
    for line in shown:
        print(f"    | {line}", flush=True)


def run_python(paths: list[str]) -> Result:
    """Runs pytest on the installed package."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pytest.xml"
        code = subprocess.run(
            [sys.executable, "-m", "pytest", "-rs", "--durations=5", f"--junitxml={file}", *paths],
            cwd=TREE,
            check=False,
        ).returncode
        result = Result("pytest")
        if file.exists():
            for suite in ET.parse(file).getroot().iter("testsuite"):
                result.failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
                result.skipped += int(suite.get("skipped", 0))
                result.passed += int(suite.get("tests", 0))
        result.passed -= result.failed + result.skipped
    if code != 0 and not result.failed:
        print(f"pytest ended with {code}")
        result.failed += 1
    return result


def check_shared() -> Result:
    """Where QUOTH_REQUIRE_SHARED is set the accounts with the right answers must be there: no test skips for them."""
    result = Result("shared")
    if os.environ.get("QUOTH_REQUIRE_SHARED", "0") not in ("", "0"):
        folder = Path(os.environ.get("QUOTH_SHARED", TREE.parent / "shared"))
        if not (folder / "accounts" / "accounts.gold.jsonl").is_file():
            print(f"{folder} does not hold the accounts that the tests read, and QUOTH_REQUIRE_SHARED is set")
            result.failed = 1
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--c", nargs="*", default=[], metavar="PROGRAM", help="C tests")
    parser.add_argument("--python", nargs="*", default=[], metavar="PATH", help="what pytest is given")
    parser.add_argument("--under", default="", help="the command to run the C tests under")
    parser.add_argument("--timeout", type=float, default=3600 if os.environ.get("QUOTH_LONG") else 600)
    arguments = parser.parse_args()
    if os.environ.get("QUOTH_SEED"):
        print(f"QUOTH_SEED={os.environ['QUOTH_SEED']}", flush=True)

    results = [check_shared()]
    under = shlex.split(arguments.under)
    with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        for result in pool.map(lambda program: run_program(program, under, arguments.timeout), arguments.c):
            report(result)
            results.append(result)
    if arguments.python:
        results.append(run_python(arguments.python))

    total = Result("all", *(sum(getattr(r, part) for r in results) for part in ("passed", "failed", "skipped")))
    for result in results:
        if result.failed:
            print(f"failed: {result.name}")
    if os.environ.get("QUOTH_SEED"):
        print(f"QUOTH_SEED={os.environ['QUOTH_SEED']}")
    print(total.line(), flush=True)
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
