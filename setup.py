"""Builds quoth._core: the C library and its binding in one extension, an abi3 file for every Python from 3.11.

Environment: UTF8PROC_CFLAGS, UTF8PROC_LIBS, STEMMER_CFLAGS, STEMMER_LIBS say where the two libraries are;
QUOTH_STATIC=1 links their static ones. All else is in pyproject.toml.
"""

import os
import re
import shlex
import subprocess
import sys
import sysconfig
import tempfile
from glob import glob
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.errors import BaseError, CompileError, LinkError

HEADER = Path("include/quoth.h").read_text(encoding="utf-8")
VERSION = re.search(r'^#define QUOTH_VERSION "(.+)"$', HEADER, re.MULTILINE)[1]
STATIC = os.environ.get("QUOTH_STATIC", "0") not in ("", "0")
FREE_THREADED = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))  # such a Python loads no abi3 file

# name: library, a call to try, pkg-config's name, and its packages, one for each installer
LIBRARIES = {
    "UTF8PROC": ("utf8proc", "utf8proc_version()", "libutf8proc",
                 "libutf8proc-dev utf8proc-devel utf8proc-dev utf8proc libutf8proc"),
    "STEMMER": ("stemmer", "sb_stemmer_list()", None,
                "libstemmer-dev libstemmer-devel snowball-dev snowball libstemmer"),
}  # fmt: skip
HEADERS = {"UTF8PROC": "utf8proc.h", "STEMMER": "libstemmer.h"}
INSTALLERS = ("apt-get install", "dnf install", "apk add", "brew install", "conda install -c conda-forge")


class MissingLibrary(BaseError):
    """A library that quoth needs is not there."""


def pkg_config(*arguments):
    """What pkg-config prints, as a list; None where it does not know the library or is not there."""
    try:
        done = subprocess.run(["pkg-config", *arguments], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return shlex.split(done.stdout)


def places(name):
    """The flags to try, one after the other: of the environment, of pkg-config, and the plain name."""
    library, _, package, _ = LIBRARIES[name]
    given = [shlex.split(os.environ.get(f"{name}_{kind}", "")) for kind in ("CFLAGS", "LIBS")]
    if any(given):
        return [(given[0], given[1] or [f"-l{library}"])]
    found = [pkg_config(kind, package) for kind in ("--cflags", "--libs")] if package else [None]
    return [*([] if None in found else [tuple(found)]), ([], [f"-l{library}"])]


class Build(build_ext):
    """Finds the libraries with the compiler that builds the extension."""

    def links(self, name, cflags, libs):
        """Whether a program with a call of the library compiles and links."""
        header, call = HEADERS[name], LIBRARIES[name][1]
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "try.c")
            source.write_text(f"#include <stddef.h>\n#include <{header}>\nint main(void) {{ return !{call}; }}\n")
            flags = [*libs, *shlex.split(os.environ.get("CFLAGS", "")), *shlex.split(os.environ.get("LDFLAGS", ""))]
            try:
                objects = self.compiler.compile([str(source)], output_dir=folder, extra_preargs=cflags)
                self.compiler.link_executable(objects, str(Path(folder, "try")), extra_postargs=flags)
            except (CompileError, LinkError):
                return False
        return True

    def archive(self, name, libs):
        """The static library beside the shared one."""
        file = f"lib{LIBRARIES[name][0]}.a"
        folders = [flag[2:] for flag in libs if flag.startswith("-L")]
        compiler = shlex.split(os.environ.get("CC", "")) or self.compiler.compiler_so[:1]
        asked = subprocess.run([*compiler, f"-print-file-name={file}"], capture_output=True, text=True, check=False)
        for path in [*(Path(folder, file) for folder in folders), Path(asked.stdout.strip())]:
            if path.is_absolute() and path.exists():
                return str(path)
        raise MissingLibrary(f"{file} is not there, and QUOTH_STATIC=1 asks for it. {self.advice(name)}")

    @staticmethod
    def advice(name):
        lines = [f"  {how} {what}" for how, what in zip(INSTALLERS, LIBRARIES[name][3].split(), strict=True)]
        return "\n".join(["Install it by one of", *lines, f"or say where it is in {name}_CFLAGS and {name}_LIBS."])

    def build_extension(self, ext):
        for name, (library, *_) in LIBRARIES.items():
            usable = (flags for flags in places(name) if self.links(name, *flags))
            cflags, libs = next(usable, (None, None))
            if libs is None:
                raise MissingLibrary(f"quoth needs the library {library} and its header. {self.advice(name)}")
            ext.extra_compile_args += cflags
            ext.extra_link_args += [self.archive(name, libs)] if STATIC else libs
        super().build_extension(ext)


core = Extension(
    "quoth._core",
    sources=sorted(glob("csrc/*/*.c")),
    depends=["include/quoth.h", *sorted(glob("csrc/*/*.h"))],
    define_macros=[("QUOTH_API", "")] + ([] if FREE_THREADED else [("Py_LIMITED_API", "0x030B0000")]),
    extra_compile_args=["-std=c11", "-fvisibility=hidden"],
    extra_link_args=["-Wl,--exclude-libs,ALL"] if sys.platform == "linux" else [],
    py_limited_api=not FREE_THREADED,
)

setup(
    version=VERSION,
    ext_modules=[core],
    cmdclass={"build_ext": Build},
    options={} if FREE_THREADED else {"bdist_wheel": {"py_limited_api": "cp311"}},
)
