"""The NEON path gives what the portable one gives: built by a cross compiler, run in an emulator."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

TREE = Path(__file__).resolve().parents[2]
COMPILER = "aarch64-linux-gnu-gcc"
EMULATOR = shutil.which("qemu-aarch64") or shutil.which("qemu-aarch64-static")
OF_UNICODE = ("blocks.c", "blocks_neon.c", "boundary.c", "tables.c", "utf8.c", "utf8_neon.c")
SOURCES = [
    *sorted((TREE / "csrc" / "base").glob("*.c")),
    *(TREE / "csrc" / "unicode" / name for name in OF_UNICODE),
]


@pytest.mark.skipif(not shutil.which(COMPILER), reason=f"{COMPILER} is absent (package gcc-aarch64-linux-gnu)")
@pytest.mark.skipif(not EMULATOR, reason="qemu-aarch64 is absent (package qemu-user)")
@pytest.mark.skipif(
    not Path("/usr/aarch64-linux-gnu/include/stdio.h").exists(), reason="libc6-dev-arm64-cross is absent"
)
def test_neon_is_the_portable_path(tmp_path: Path) -> None:
    program = tmp_path / "paths_alone"
    flags = ["-std=c11", "-O2", "-Wall", "-Wextra", "-Wconversion", "-Wsign-conversion", "-Werror", "-static"]
    subprocess.run([COMPILER, *flags, *SOURCES, TREE / "tests/c/paths_alone.c", "-o", program], check=True)
    rounds = "200000" if os.environ.get("QUOTH_LONG") else "10000"
    done = subprocess.run([EMULATOR, program, rounds], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert "1 paths" in done.stdout
    print(done.stdout)
