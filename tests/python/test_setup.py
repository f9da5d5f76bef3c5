"""What setup.py says where a library is missing, and where it looks for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TREE = Path(__file__).resolve().parents[2]
INSTALL = ("apt-get install", "dnf install", "apk add", "brew install", "conda install")

pytestmark = pytest.mark.skipif(not (TREE / "setup.py").exists(), reason="not in the source tree")


def build(folder, **environment):
    """Build the extension into a folder; gives what it printed and whether it went well."""
    pytest.importorskip("setuptools", minversion="77")
    config = folder / "setup.cfg"
    config.write_text(f"[build]\nbuild_base = {folder}/build\n")
    done = subprocess.run(
        [sys.executable, "setup.py", "build_ext"],
        cwd=TREE,
        env={**os.environ, "DIST_EXTRA_CONFIG": str(config), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr, done.returncode == 0


@pytest.mark.parametrize("name", ["UTF8PROC", "STEMMER"])
def test_a_missing_library_has_its_install_lines(tmp_path, name):
    said, well = build(tmp_path, **{f"{name}_LIBS": "-lnowhere-at-all"})
    assert not well
    assert f"quoth needs the library {name.lower()} and its header" in said
    for line in INSTALL:
        assert line in said
    assert f"{name}_CFLAGS and {name}_LIBS" in said
    assert "csrc/base" not in said, "it began to compile"


def test_flags_of_the_environment_come_first(tmp_path):
    said, well = build(tmp_path, UTF8PROC_CFLAGS="-I/nowhere -DFIRST_OF_ALL", UTF8PROC_LIBS="-lnowhere-at-all")
    assert not well
    assert "-DFIRST_OF_ALL" in said
    said, well = build(tmp_path, STEMMER_CFLAGS="-include nowhere.h")
    assert not well


def test_a_missing_static_library_is_named(tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    compiler = tools / "cc"
    compiler.write_text('#!/bin/sh\ncase "$*" in *-print-file-name=*) echo none ;; *) exec cc "$@" ;; esac\n')
    compiler.chmod(0o755)
    said, well = build(tmp_path, QUOTH_STATIC="1", CC=str(compiler))
    assert not well
    assert "libutf8proc.a is not there" in said
    assert "libutf8proc-dev" in said
