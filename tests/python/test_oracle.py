"""Words, sentences and graphemes of random strings are those of ICU, on every path of this processor."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

TREE = Path(__file__).resolve().parents[2]
COMPILER = shutil.which(os.environ.get("CC", "cc"))
HEADERS = ("/usr/include/unicode/ubrk.h", "/usr/local/include/unicode/ubrk.h")
OF_UNICODE = ("boundary.c", "tables.c", "utf8.c", *(f"blocks{path}.c" for path in ("", "_avx2", "_avx512", "_neon")))
SOURCES = [
    *sorted((TREE / "csrc" / "base").glob("*.c")),
    *(TREE / "csrc" / "unicode" / name for name in (*OF_UNICODE, "utf8_avx2.c", "utf8_neon.c")),
    TREE / "tests" / "c" / "oracle_icu.c",
]
OTHER_VERSION = 77


@pytest.mark.skipif(not COMPILER, reason="there is no C compiler")
@pytest.mark.skipif(not any(map(os.path.exists, HEADERS)), reason="ICU is absent (package libicu-dev)")
def test_random_strings_are_cut_as_icu_cuts_them(tmp_path: Path) -> None:
    program = tmp_path / "oracle_icu"
    command = [COMPILER, "-std=c11", "-O2", "-Wall", "-Wextra", *SOURCES, "-o", program, "-licuuc", "-licudata"]
    subprocess.run([str(part) for part in command], check=True)
    rounds = "500000" if os.environ.get("QUOTH_LONG") else "20000"
    seed = [os.environ["QUOTH_SEED"]] if "QUOTH_SEED" in os.environ else []
    done = subprocess.run([program, rounds, *seed], capture_output=True, text=True, check=False)
    if done.returncode == OTHER_VERSION:
        pytest.skip(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert f"{2 * int(rounds)} random strings: the same" in done.stdout
