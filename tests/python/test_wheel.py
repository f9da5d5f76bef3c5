"""The wheel and the source archive as they are shipped: what they hold, and the wheel runs in every Python here."""

import functools
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

TREE = Path(__file__).resolve().parents[2]
OLDEST = (3, 11)

pytestmark = pytest.mark.skipif(not (TREE / "Makefile").exists(), reason="not in the source tree")


def clean_environment():
    """What the shell of somebody else has: nothing of make, of this environment or of this tree."""
    ours = ("MAKE", "MFLAGS", "PYTHON", "VIRTUAL_ENV", "QUOTH", "COV_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def run(*command, cwd=TREE):
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean_environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


@functools.cache
def interpreters():
    """Every Python from 3.11 on this machine that can make an environment, by its version and where it lives.

    Names on the PATH may be shims that fail; the same Python may have several names.
    """
    folders = [Path(folder) for folder in os.get_exec_path()]
    folders += [Path("/usr/bin"), Path("/usr/local/bin"), *Path.home().glob(".pyenv/versions/*/bin")]
    names = {
        str(path)
        for folder in folders
        for path in folder.glob("python3*")
        if re.fullmatch(r"python3(\.\d+)?t?", path.name)
    }
    found = {}
    ask = "import sys, venv; print(sys.base_prefix, '%d.%d.%d' % sys.version_info[:3], sys.prefix == sys.base_prefix)"
    for name in sorted(names):
        try:
            done = subprocess.run([name, "-I", "-c", ask], capture_output=True, text=True, timeout=30, check=False)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            prefix, version, is_base = done.stdout.split()
            if is_base == "True" and tuple(map(int, version.split("."))) >= OLDEST:
                found.setdefault((version, prefix), name)
    return [pytest.param(name, id=f"{version} of {prefix}") for (version, prefix), name in sorted(found.items())]


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    """What `make wheel` makes: the folder with the source archive and the wheel, made from the archive alone."""
    folder = tmp_path_factory.mktemp("dist")
    made = run("make", "wheel", f"DIST={folder}", f"BUILD={folder}/build")
    assert "abi3audit" not in made.stderr or "error" not in made.stderr.lower()
    return folder


@pytest.fixture(scope="session")
def wheel(shipped):
    (only,) = shipped.glob("*.whl")
    return only


def test_the_wheel_is_one_for_every_python(wheel):
    assert re.fullmatch(r"quoth-[\d.]+-cp311-abi3-\w+\.whl", wheel.name)


def test_what_the_wheel_holds(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(next(name for name in names if name.endswith("/METADATA"))).decode()
    libraries = [name for name in names if name.endswith(".so")]
    assert len(libraries) == 1
    assert libraries[0].endswith(".abi3.so")
    assert "quoth/py.typed" in names
    assert any(name.endswith(".pyi") for name in names)
    assert len([name for name in names if name.startswith("quoth/data/accounts/") and name.endswith(".txt")]) == 5
    licences = {Path(name).name for name in names if "/licenses/" in name}
    assert licences == {"LICENSE", "LICENSE-THIRD-PARTY"}
    assert [name for name in names if name.endswith((".c", ".h", ".o", ".pyc")) or "/tests/" in name] == []
    assert {name.split("/")[0] for name in names} == {"quoth", names[-1].split("/")[0]}
    needs = {
        re.match(r"[\w-]+", line)[0]
        for line in re.findall(r"^Requires-Dist: (.*)$", metadata, re.M)
        if "extra ==" not in line
    }
    assert needs == {"jinja2", "click", "tqdm", "charset-normalizer"}


def test_the_wheel_needs_no_library_of_the_system_beyond_libc(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".so")]
        library = archive.extract(name, tmp_path)
    needed = re.findall(r"NEEDED\s+(\S+)", run("objdump", "-p", library).stdout)
    assert [name for name in needed if not re.match(r"lib(c|m|pthread)\.so|ld-linux", name)] == []
    exported = run("nm", "-D", "--defined-only", library).stdout.split("\n")
    exported = {line.split()[-1] for line in exported if line} - {"_init", "_fini", "__bss_start", "_edata", "_end"}
    assert exported == {"PyInit__core"}


def test_what_the_source_archive_holds(shipped):
    (archive,) = shipped.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    assert {"LICENSE", "LICENSE-THIRD-PARTY", "README.md", "setup.py", "pyproject.toml", "include/quoth.h"} <= names
    sources = {path for path in (TREE / "csrc").rglob("*") if path.suffix in (".c", ".h")}
    assert {str(path.relative_to(TREE)) for path in sources} <= names


@pytest.fixture(scope="session")
def told():
    """What the demonstration printed, by Python."""
    return {}


@pytest.mark.parametrize("python", interpreters())
def test_the_wheel_runs_the_demonstration_in_an_empty_environment(python, wheel, tmp_path, told):
    place = tmp_path / "environment"
    run(python, "-m", "venv", "--without-pip", place, cwd=tmp_path)
    own = place / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", own, "install", "-q", "--only-binary=:all:", wheel, cwd=tmp_path)
    work = tmp_path / "work"
    work.mkdir()
    done = run(place / "bin" / "quoth", "demo", cwd=work)
    told[python] = done.stdout
    assert "Bill Clinton" in done.stdout
    assert len(set(told.values())) == 1, "what is told depends on the Python"
    assert (work / "report.html").stat().st_size > 10_000
    shutil.rmtree(work)
    work.mkdir()
    assert run(own, "-I", "-m", "quoth", "demo", cwd=work).stdout == done.stdout
    run(own, "-I", "-c", "import quoth; assert quoth.demo().utterances(); print(quoth.build_info())", cwd=work)


def test_there_is_a_python_to_try():
    assert interpreters()
