"""The generated Unicode tables are what the generator makes of the data, and its checks refuse other data."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

UNICODE = Path(__file__).resolve().parents[2] / "csrc" / "unicode"
DATA = Path(os.environ.get("QUOTH_UNICODE_DATA", "/usr/share/unicode"))
VERSION = "15.0.0"


def data_version() -> str:
    path = DATA / "auxiliary" / "WordBreakProperty.txt"
    if not path.is_file():
        return "absent"
    first = path.read_text(encoding="utf-8").splitlines()[0]
    return first.removeprefix("# WordBreakProperty-").removesuffix(".txt")


needs_data = pytest.mark.skipif(
    data_version() != VERSION, reason=f"the Unicode data in {DATA} are {data_version()}, not {VERSION}"
)


def generate(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(UNICODE / "generate.py"), "--data", str(DATA), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@needs_data
def test_tables_are_those_of_the_data() -> None:
    done = generate("--version", VERSION, "--check")
    assert (done.returncode, done.stdout) == (0, "")


@needs_data
def test_check_finds_a_difference(tmp_path: Path) -> None:
    for name in ("tables.c", "tables.h"):
        (tmp_path / name).write_text((UNICODE / name).read_text(encoding="utf-8"), encoding="utf-8")
    source = tmp_path / "tables.c"
    source.write_text(source.read_text(encoding="utf-8").replace(" 9,", " 8,", 1), encoding="utf-8")
    done = generate("--check", "--out", str(tmp_path))
    assert done.returncode == 1
    assert done.stdout == f"{source}: differs from the data\n"


@needs_data
def test_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    assert generate("--out", str(tmp_path)).returncode == 0
    for name in ("tables.c", "tables.h"):
        assert (tmp_path / name).read_bytes() == (UNICODE / name).read_bytes()


@needs_data
def test_another_version_is_refused(tmp_path: Path) -> None:
    done = generate("--version", "14.0.0", "--out", str(tmp_path))
    assert done.returncode == 1
    assert "not of Unicode 14.0.0" in done.stderr
    assert not list(tmp_path.iterdir())
