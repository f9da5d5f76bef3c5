#!/usr/bin/env python3
"""Write data.c, the language files (data/*.tsv) as C strings. `--check` compares instead and exits 1 on a difference.

A string of C11 may have 4,095 characters, so a file becomes a list of chunks, each of whole lines.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent
HEAD = """/* Written by generate.py from the files in data. Do not edit; run it again. */
#include "lang.h"
"""
CHUNK_BYTES = 3000


def literal(line: bytes) -> str:
    named = {0x09: "\\t", 0x0A: "\\n", 0x22: '\\"', 0x5C: "\\\\"}
    plain = (named.get(b) or (chr(b) if 0x20 <= b < 0x7F else f"\\{b:03o}") for b in line)
    return f'    "{"".join(plain)}"'


def chunks(data: bytes) -> str:
    made: list[list[str]] = []
    room = 0
    for line in data.splitlines(keepends=True):
        if len(line) > room:
            made.append([])
            room = CHUNK_BYTES
        made[-1].append(literal(line))
        room -= len(line)
    return ",\n".join("\n".join(chunk) for chunk in made)


def source() -> str:
    paths = sorted((HERE / "data").glob("*.tsv"))
    arrays = (f"static const char *const {p.stem}[] = {{\n{chunks(p.read_bytes())}}};\n" for p in paths)
    rows = "".join(f'    {{"{p.stem}", {p.stem}, sizeof {p.stem} / sizeof *{p.stem}}},\n' for p in paths)
    table = f"const quoth__language_file quoth__language_files[] = {{\n{rows}}};\n"
    count = f"const size_t quoth__language_file_count = {len(paths)};\n"
    return "\n".join([HEAD, *arrays, table + count])


def main() -> int:
    target = HERE / "data.c"
    made = source()
    if "--check" in sys.argv[1:]:
        return int(not target.is_file() or target.read_text() != made)
    target.write_text(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
