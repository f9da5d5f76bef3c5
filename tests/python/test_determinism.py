"""The same accounts give the same bytes out, whatever the hash seed, the locale, the compiler and how it optimises.

The order of the accounts is in test_corpus.py, threads in test_core_calls.py and tests/c/test_threads.c, the paths of
the processor in tests/c/test_paths.c.
"""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import quoth

TREE = Path(__file__).resolve().parents[2]
ACCOUNTS = sorted((Path(quoth.__file__).parent / "data" / "accounts").glob("*.txt"))
FLOORS = ("base", "unicode", "lang", "text", "quote", "speech", "compare", "match", "collate", "corpus")


def told(**environment):
    """All that the command line tells of the demonstration accounts, by a process of this environment."""
    made = []
    for command in ("quotations", "utterances", "tokens", "accounts"):
        done = subprocess.run(
            [sys.executable, "-m", "quoth", command, "--format", "jsonl", *ACCOUNTS],
            env={**os.environ, **environment},
            capture_output=True,
            check=True,
        )
        made.append(done.stdout)
    return b"".join(made)


@pytest.fixture(scope="module")
def usual():
    made = told(PYTHONHASHSEED="0", LC_ALL="C")
    assert len(made) > 10_000
    return made


@pytest.mark.parametrize("seed", ["1", "random"])
def test_whatever_the_hash_seed(usual, seed):
    assert told(PYTHONHASHSEED=seed) == usual


def test_whatever_the_locale(usual, tmp_path):
    """In Turkish I and i are other letters to the C library, and a number has a comma."""
    made = shutil.which("localedef") and subprocess.run(
        ["localedef", "-i", "tr_TR", "-f", "UTF-8", str(tmp_path / "tr_TR.UTF-8")], capture_output=True, check=False
    )
    if not made or not (tmp_path / "tr_TR.UTF-8").is_dir():
        pytest.skip("localedef cannot make the Turkish locale here")
    look = "import locale; print(locale.setlocale(locale.LC_ALL, ''), locale.str(1.5))"
    turkish = {"LC_ALL": "tr_TR.UTF-8", "LOCPATH": str(tmp_path)}
    seen = subprocess.check_output([sys.executable, "-c", look], env={**os.environ, **turkish}, text=True)
    assert seen == "tr_TR.UTF-8 1,5\n"
    assert told(**turkish) == usual


# ------------------------------------------------------------------------------------------------------- compilers


def flags(library, plain):
    given = [os.environ.get(f"{library}_{kind}", "") for kind in ("CFLAGS", "LIBS")]
    return [flag for one in (given if any(given) else [plain]) for flag in shlex.split(one)]


def tell(compiler, optimise, folder):
    """What examples/tell.c prints, built with the library by a compiler."""
    if shutil.which(compiler) is None:
        pytest.skip(f"there is no {compiler} here")
    program = folder / f"tell-{compiler}{optimise}"
    sources = [path for floor in FLOORS for path in sorted((TREE / "csrc" / floor).glob("*.c"))]
    libraries = [*flags("UTF8PROC", "-lutf8proc"), *flags("STEMMER", "-lstemmer")]
    command = [compiler, "-std=c11", optimise, "-I", TREE / "include", *sources, TREE / "examples" / "tell.c"]
    done = subprocess.run([*command, *libraries, "-o", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return subprocess.run([program, *ACCOUNTS], capture_output=True, check=True).stdout


BUILDS = [("clang", "-O0")]
if os.environ.get("QUOTH_LONG"):
    BUILDS += [("gcc", "-O3"), ("clang", "-O3")]


@pytest.mark.skipif(not (TREE / "csrc").exists(), reason="not in the source tree")
@pytest.mark.parametrize(("compiler", "optimise"), BUILDS)
def test_whatever_the_compiler(compiler, optimise, tmp_path_factory):
    folder = tmp_path_factory.getbasetemp()
    usual = folder / "told-by-gcc-O0"
    if not usual.exists():
        usual.write_bytes(tell("gcc", "-O0", folder))
    assert len(usual.read_bytes()) > 1000
    assert tell(compiler, optimise, folder) == usual.read_bytes()
