#!/usr/bin/env python3
"""Make the texts that tests/bench/tokens.py measures on, from documentation packages of Debian.

    texts.py [--folder FOLDER] [--bytes N] [LANGUAGE...]

Each text is FOLDER/LANGUAGE.txt: different lines of the packages' HTML, manuals and message catalogues, cut to N bytes
at most (20,000,000). The packages come by `apt-get download` and stay in FOLDER/packages; nothing is installed. English
gets curly marks for its straight ones. Printed: language, bytes, lines, the share of bytes that are not ASCII.
"""

from __future__ import annotations

import argparse
import gzip
import html
import io
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "quoth-bench"
BYTES = 20_000_000

PACKAGES = {
    "english": "libreoffice-help-en-us anarchism python3.11-doc git-doc postgresql-doc-15 debian-handbook",
    "russian": "libreoffice-help-ru libreoffice-l10n-ru manpages-ru manpages-ru-dev fortunes-ru debian-handbook "
    "installation-guide-amd64 aptitude-doc-ru developers-reference-ru",
    "chinese": "libreoffice-help-zh-cn libreoffice-help-zh-tw manpages-zh debian-reference-zh-cn linux-doc-6.1",
    "japanese": "libreoffice-help-ja manpages-ja manpages-ja-dev debian-reference-ja",
    "greek": "libreoffice-help-el installation-guide-amd64",
    "korean": "libreoffice-help-ko installation-guide-amd64 debian-handbook",
    "arabic": "libreoffice-l10n-ar debian-handbook",
    "hindi": "libreoffice-help-hi libreoffice-l10n-hi",
}
# What at least half of a line's letters must be.
LETTERS = {
    "english": "A-Za-z",
    "russian": "\u0400-\u04ff",
    "chinese": "\u4e00-\u9fff",
    "japanese": "\u3041-\u30ff",
    "greek": "\u0370-\u03ff",
    "korean": "\uac00-\ud7a3",
    "arabic": "\u0600-\u06ff",
    "hindi": "\u0900-\u097f",
}
TOGETHER = {"chinese-japanese": ("chinese", "japanese")}  # half of each

_SKIPPED = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->", re.S | re.I)
_BLOCK = re.compile(r"</?(p|div|br|li|ul|ol|tr|td|th|table|h\d|dt|dd|pre|section|title|body)\b[^>]*>", re.I)
_TAG = re.compile(r"<[^>]*>")
_MANUAL = re.compile(r"^[.'].*$|\\f[A-Z]|\\[&|^]", re.M)


def download(package: str, folder: Path) -> Path:
    """The package's file, downloaded unless it is there."""
    folder.mkdir(parents=True, exist_ok=True)
    found = sorted(folder.glob(f"{package}_*.deb"))
    if not found:
        subprocess.run(["apt-get", "download", "-qq", package], cwd=folder, check=True, stderr=subprocess.DEVNULL)
        found = sorted(folder.glob(f"{package}_*.deb"))
    return found[-1]


def members(package: Path) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files of a package, unpacked where they are by gzip."""
    command = ["dpkg-deb", "--fsys-tarfile", str(package)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process,
        tarfile.open(fileobj=process.stdout, mode="r|") as archive,
    ):
        for member in archive:
            handle = archive.extractfile(member) if member.isfile() else None
            if handle is None:
                continue
            name, content = member.name, handle.read()
            if name.endswith(".gz"):
                name, content = name[:-3], gzip.decompress(content)
            yield name, content


def catalogue(content: bytes) -> str:
    """The translations of a message catalogue (.mo)."""
    if content[:4] != b"\xde\x12\x04\x95":
        return ""
    count, _, table = (int.from_bytes(content[at : at + 4], "little") for at in (8, 12, 16))
    texts = []
    for row in range(table, table + 8 * count, 8):
        length, start = (int.from_bytes(content[at : at + 4], "little") for at in (row, row + 4))
        texts.append(content[start : start + length].decode("utf-8", "replace").replace("\0", "\n"))
    return _TAG.sub("", "\n".join(texts))


def plain(name: str, content: bytes) -> str:
    """The text of a file, or "" where it is of a kind that is not read."""
    if name.endswith(".mo"):
        return catalogue(content)
    text = content.decode("utf-8", "replace")
    if re.search(r"\.(x?html?|page|xhp)$", name):
        text = _BLOCK.sub("\n", re.sub(r"\s+", " ", _SKIPPED.sub("", text)))
        return html.unescape(_TAG.sub("", text))
    if "/share/man/" in name:
        return _MANUAL.sub("", text)
    if "/games/fortunes/" in name or name.endswith((".txt", ".rst")):
        return text
    return ""


def curly(text: str) -> str:
    """Straight quotation marks and apostrophes as a printer sets them."""
    text = re.sub(r"(^|[\s(\[\u2014-])\"", "\\1\u201c", text)
    text = re.sub(r"(^|[\s(\[\u2014-])'", "\\1\u2018", text)
    return text.replace('"', "\u201d").replace("'", "\u2019").replace(" -- ", " \u2014 ")


def lines(language: str, packages: Path) -> Iterator[str]:
    """Different lines of the language, in the order of the packages."""
    wanted, letter = re.compile(f"[{LETTERS[language]}]"), re.compile(r"[^\W\d_]")
    seen: set[str] = set()
    for package in PACKAGES[language].split():
        for name, content in members(download(package, packages)):
            for line in io.StringIO(plain(name, content)):
                stripped = " ".join(line.split(" ")).strip()
                if len(stripped) < 12 or "\ufffd" in stripped or stripped in seen:
                    continue
                of_all, of_language = len(letter.findall(stripped)), len(wanted.findall(stripped))
                if of_language * 2 <= of_all or of_language * 2 <= len(stripped):
                    continue
                seen.add(stripped)
                yield curly(stripped) if language == "english" else stripped


def make(language: str, folder: Path, most: int) -> bytes:
    """The text of a language, at most so many bytes, ending with a line."""
    out = bytearray()
    for part in TOGETHER.get(language, (language,)):
        room = len(out) + most // len(TOGETHER.get(language, (language,)))
        for line in lines(part, folder / "packages"):
            encoded = line.encode() + b"\n"
            if len(out) + len(encoded) > room:
                break
            out += encoded
    return bytes(out)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help=f"of {', '.join([*PACKAGES, *TOGETHER])}")
    parser.add_argument("--folder", type=Path, default=FOLDER, help=f"where they are kept ({FOLDER})")
    parser.add_argument("--bytes", type=int, default=BYTES, help="of a text, at most")
    given = parser.parse_args()
    standard = ["english", "russian", *TOGETHER, "greek", "korean", "arabic", "hindi"]
    for language in given.languages or standard:
        text = make(language, given.folder, given.bytes)
        (given.folder / f"{language}.txt").write_bytes(text)
        beyond = sum(byte > 127 for byte in text) / max(len(text), 1)
        print(f"{language:18}{len(text):12,} bytes{text.count(10):10,} lines{beyond:8.1%} not ASCII", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
