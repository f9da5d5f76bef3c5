"""What the tests of quoth._core share."""

import importlib.util
import os
import subprocess
import sys
import textwrap
from pathlib import Path

from quoth import _core

SENTENCE = "“I asked him,” Mr. Putin said, “whether Russia could join — and he answered: ‘Why not?’”\n\n"
PROSE = SENTENCE * 400
EXTENSION = Path(_core.__file__)

# Loads the extension by itself, without the package, in whatever Python runs it.
LOAD = f"""
import importlib.util, sys
def load():
    spec = importlib.util.spec_from_file_location("quoth._core", {str(EXTENSION)!r})
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
_core = load()
"""


def load():
    """Make one more module out of the extension, independent of the imported one."""
    spec = importlib.util.spec_from_file_location("quoth._core", EXTENSION)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_python(code, *options, python=sys.executable, timeout=300, **environment):
    """What a program prints that has `_core` loaded; the test fails where it ends badly, with what it said."""
    done = subprocess.run(
        [python, *options, "-c", LOAD + textwrap.dedent(code)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        check=False,
    )
    assert done.returncode == 0, f"ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def table():
    """A table with a column of each type, with rows without a value, and with child tables."""
    child = _core.make_table({"row": ("u32", [0, 2, 2]), "word": ("utf8", ["a", "", "ζ"])})
    return _core.make_table(
        {
            "flag": ("u8", [1, 0, 1]),
            "place": ("u32", [3, None, 4_294_967_295]),
            "count": ("u64", [0, 2**64 - 1, 7]),
            "share": ("f64", [0.5, None, 1.0]),
            "text": ("utf8", ["Ann", None, "“é”"]),
            "who": ("name", ["Bill", None, "Bill"]),
        },
        {"words": child, "again": child},
    )


ROWS = [
    {"flag": 1, "place": 3, "count": 0, "share": 0.5, "text": "Ann", "who": "Bill"},
    {"flag": 0, "place": None, "count": 2**64 - 1, "share": None, "text": None, "who": None},
    {"flag": 1, "place": 4_294_967_295, "count": 7, "share": 1.0, "text": "“é”", "who": "Bill"},
]
