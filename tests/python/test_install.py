"""The shape of the C library as it is shipped: files, symbols, header, versions, and a program built against it."""

import os
import re
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

TREE = Path(__file__).resolve().parents[2]
BUILD = os.environ.get("BUILD", "build")
CC = os.environ.get("CC", "cc")
ACCOUNTS = sorted((TREE / "python" / "quoth" / "data" / "accounts").glob("*.txt"))
HEADER = (TREE / "include" / "quoth.h").read_text(encoding="utf-8")
VERSION = re.search(r'^#define QUOTH_VERSION "(.*)"$', HEADER, re.M)[1]
MAJOR = VERSION.split(".")[0]

pytestmark = pytest.mark.skipif(not (TREE / "Makefile").exists(), reason="not in the source tree")


def run(*command, **keywords):
    """What a command prints; the test fails with all of it where the command does."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    env.update(keywords.pop("env", {}))
    done = subprocess.run(
        [str(part) for part in command],
        cwd=TREE,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        **keywords,
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def install(prefix, destdir=""):
    run("make", "install", f"BUILD={BUILD}", f"CC={CC}", f"PREFIX={prefix}", f"DESTDIR={destdir}")


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_symlink() or path.is_file()}


MANIFEST = {
    "include/quoth.h",
    "lib/libquoth.a",
    "lib/libquoth.so",
    f"lib/libquoth.so.{MAJOR}",
    f"lib/libquoth.so.{VERSION}",
    "lib/pkgconfig/quoth.pc",
}


@pytest.fixture(scope="session")
def prefix(tmp_path_factory):
    folder = tmp_path_factory.mktemp("prefix")
    install(folder)
    return folder


@pytest.fixture(scope="session")
def pkg_config(prefix):
    def ask(*options):
        return run("pkg-config", *options, "quoth", env={"PKG_CONFIG_PATH": f"{prefix}/lib/pkgconfig"}).split()

    return ask


def declared():
    """The functions that the header declares."""
    code = re.sub(r"/\*.*?\*/", "", HEADER, flags=re.S)
    return set(re.findall(r"\bQUOTH_API\b[^;(]*?\b(quoth_\w+)\s*\(", code))


def symbols(*command):
    return {line.split()[-1].split("@")[0] for line in run("nm", *command).splitlines() if " " in line}


def test_the_installed_files_are_those_of_the_manifest(prefix):
    assert files(prefix) == MANIFEST


def test_a_staged_install_goes_under_destdir_and_names_the_prefix_alone(tmp_path):
    install("/opt/quoth", tmp_path)
    assert files(tmp_path) == {f"opt/quoth/{name}" for name in MANIFEST}
    assert (tmp_path / "opt/quoth/lib/pkgconfig/quoth.pc").read_text().splitlines()[0] == "prefix=/opt/quoth"
    run("make", "uninstall", f"BUILD={BUILD}", "PREFIX=/opt/quoth", f"DESTDIR={tmp_path}")
    assert files(tmp_path) == set()


@pytest.mark.parametrize("command", [("-D", "libquoth.so"), ("-g", "libquoth.a")])
def test_the_names_that_are_exported_are_those_of_the_header(prefix, command):
    flag, library = command
    exported = symbols(flag, "--defined-only", prefix / "lib" / library)
    exported -= {"_init", "_fini", "__bss_start", "_edata", "_end"}
    assert len(declared()) > 40
    assert exported == declared()


def test_nothing_is_called_that_the_library_must_not_call(prefix):
    called = symbols("-u", prefix / "lib" / "libquoth.a")
    ends_or_prints = {"abort", "exit", "_exit", "printf", "fprintf", "puts", "putchar", "perror", "__assert_fail"}
    asks_the_machine = {"__errno_location", "getenv", "setlocale", "localeconv", "time", "clock", "clock_gettime"}
    unsafe = {name for name in called if re.fullmatch(r"utf8proc_(map\w*|decompose(_custom)?|reencode|NF\w+)", name)}
    assert called & (ends_or_prints | asks_the_machine) | unsafe == set()


def test_the_library_holds_no_data_that_changes(prefix):
    sizes = run("size", "-A", prefix / "lib" / "libquoth.a")
    held = {name: int(size) for name, size in re.findall(r"^(\.t?(?:data|bss))\s+(\d+)", sizes, re.M)}
    assert held
    assert set(held.values()) == {0}, held


@pytest.mark.parametrize("language", ["c11", "c99", "c17", "c++11", "c++17"])
def test_the_header_compiles_alone(prefix, tmp_path, language):
    source = tmp_path / ("alone.cpp" if "+" in language else "alone.c")
    source.write_text("#include <quoth.h>\nint main(void) { return quoth_kind_name(QUOTH_KIND_SPEECH) == NULL; }\n")
    compiler = "c++" if "+" in language else CC
    flags = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", f"-I{prefix}/include"]
    run(compiler, f"-std={language}", *flags, source, f"-L{prefix}/lib", "-lquoth", "-o", tmp_path / "alone")
    run(tmp_path / "alone", env={"LD_LIBRARY_PATH": f"{prefix}/lib"})


def test_one_version_everywhere(prefix, pkg_config, tmp_path):
    assert pkg_config("--modversion") == [VERSION]
    assert version("quoth") == VERSION
    source = tmp_path / "version.c"
    source.write_text("#include <quoth.h>\n#include <stdio.h>\nint main(void) { puts(quoth_build_info().version); }\n")
    run(CC, source, *pkg_config("--cflags", "--libs"), "-o", tmp_path / "version")
    assert run(tmp_path / "version", env={"LD_LIBRARY_PATH": f"{prefix}/lib"}).split() == [VERSION]
    assert f"## [{VERSION}]" in (TREE / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_soname_carries_the_major_version(prefix):
    assert re.search(rf"SONAME\s+libquoth\.so\.{MAJOR}$", run("objdump", "-p", prefix / "lib/libquoth.so"), re.M)


# ------------------------------------------------------------------------------------------------ a program in C


@pytest.fixture(scope="session", params=["shared", "static"])
def tell(request, prefix, pkg_config, tmp_path_factory):
    """examples/tell.c, built from a folder that holds nothing else and with what quoth.pc says."""
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copy(TREE / "examples" / "tell.c", folder)
    static = request.param == "static"
    options = pkg_config("--cflags", "--libs", *(["--static"] if static else []))
    flags = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", *(["-static"] if static else [])]
    run(CC, *flags, folder / "tell.c", *options, "-o", folder / "tell")
    linked = subprocess.run(["ldd", folder / "tell"], capture_output=True, text=True, check=False).stdout
    assert ("libquoth" in linked) is not static

    def call(*accounts):
        return subprocess.run(
            [folder / "tell", *accounts],
            env={"LD_LIBRARY_PATH": f"{prefix}/lib", "LC_ALL": "C"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return call


def test_a_program_in_c_tells_the_utterances_of_the_demonstration(tell):
    done = tell(*ACCOUNTS)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    heads = re.findall(r"^(u\d+) (.+), told (\d+) times$", done.stdout, re.M)
    assert [head[0] for head in heads] == [f"u{n + 1}" for n in range(len(heads))]
    assert {"Bill Clinton", "Vladimir Putin"} <= {head[1] for head in heads}
    readings = re.findall(r"^    [A-Z]{3} \(\d{4}-\d\d-\d\d(, base)?\): \S", done.stdout, re.M)
    assert len(readings) == sum(int(head[2]) for head in heads)
    assert readings.count(", base") == len(heads)
    assert re.search(r"^        \w+: \S", done.stdout, re.M)


def groups(printed):
    """The utterances as sets of readings. Of readings of one day the first account is the base: that is left out."""
    utterances = re.split(r"^u\d+ ", printed, flags=re.M)[1:]
    return {frozenset(re.findall(r"^    (\w+) \([\d-]+(?:, base)?\):(.*)$", told, re.M)) for told in utterances}


def test_the_order_of_the_files_does_not_change_what_is_grouped(tell):
    told = groups(tell(*ACCOUNTS).stdout)
    assert len(told) > 3
    assert told == groups(tell(*reversed(ACCOUNTS)).stdout)


def test_a_program_in_c_says_what_is_wrong_with_a_file(tell, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"He said: \xff")
    done = tell(*ACCOUNTS, bad)
    assert (done.returncode, done.stdout) == (2, "")
    assert "bad.txt" in done.stderr
    assert "9" in done.stderr
    done = tell(tmp_path / "none.txt")
    assert done.returncode == 2
    assert "none.txt" in done.stderr
    alone = tmp_path / "alone.txt"
    alone.write_text("Nobody said anything.\n")
    assert tell(alone).returncode == 1
