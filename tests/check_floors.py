"""Checks what the house of the C library forbids and a compiler does not see.

- A floor includes only itself and floors below it: base < unicode < lang < text; text < quote < speech;
  text < compare < match, collate; all of them < corpus < python.
- Python.h is included in csrc/python alone.
- No function that ends the program, prints, reads the clock, the environment or the locale is called in csrc.
- Everything of libc allocates through the context: malloc and its like are named in base/memory.c alone.
- Functions are at most 90 lines long and files at most 700, the generated ones aside.
- A name that leaves its file begins with quoth.

It prints what it found, a line each with file and line, and ends with 1 where there is something.
"""

import re
import sys
from pathlib import Path

TREE = Path(__file__).resolve().parent.parent

BELOW = {
    "base": "",
    "unicode": "base",
    "lang": "base unicode",
    "text": "base unicode lang",
    "quote": "base unicode lang text",
    "speech": "base unicode lang text quote",
    "compare": "base unicode lang text",
    "match": "base unicode lang text compare",
    "collate": "base unicode lang text compare",
    "corpus": "base unicode lang text quote speech compare match collate",
}
FORBIDDEN = """
    abort exit _exit _Exit atexit quick_exit raise signal assert printf fprintf puts fputs putchar fputc perror fopen
    fread fwrite getenv setenv setlocale localeconv time clock gettimeofday clock_gettime rand srand random
    isalpha isdigit isalnum isspace isupper islower ispunct isxdigit iscntrl isgraph isprint tolower toupper
    strtod strtof atof atoi atol strcasecmp strncasecmp strcoll strxfrm strerror strtok gets sprintf vsprintf strcpy
    strcat alloca
    utf8proc_map utf8proc_map_custom utf8proc_decompose utf8proc_decompose_custom utf8proc_reencode utf8proc_NFD
    utf8proc_NFC utf8proc_NFKD utf8proc_NFKC utf8proc_NFKC_Casefold
"""
ALLOCATING = "malloc calloc realloc free strdup strndup aligned_alloc posix_memalign"
LONGEST_FUNCTION = 90
LONGEST_FILE = 700


def without_comments(source: str) -> str:
    """The source with comments and strings blanked, line breaks kept."""
    pattern = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    return re.sub(pattern, lambda found: re.sub(r"[^\n]", " ", found.group()), source, flags=re.S)


def line_of(source: str, offset: int) -> int:
    return source.count("\n", 0, offset) + 1


def included(path: Path, source: str) -> list[tuple[int, str, str]]:
    """The includes of a file: line, how it is written, and the floor it belongs to ("" outside of csrc)."""
    found = []
    for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', source, re.M):
        target = (path.parent / match[2]).resolve()
        floors = target.relative_to(TREE / "csrc").parts if target.is_relative_to(TREE / "csrc") else ()
        found.append((line_of(source, match.start()), match[2], floors[0] if match[1] == '"' and floors else ""))
    return found


def check_includes(path: Path, floor: str, source: str) -> list[tuple[int, str]]:
    found = []
    for line, name, other in included(path, source):
        if name == "Python.h" or name.startswith("cpython/"):
            found.append((line, f"{name} is included outside of csrc/python"))
        elif other and other != floor and other not in BELOW[floor].split():
            found.append((line, f"{floor} includes {name}: {other} is not a floor below it"))
        elif name.endswith(".c"):
            found.append((line, f"includes the source {name}"))
    return found


def check_calls(path: Path, floor: str, code: str) -> list[tuple[int, str]]:
    names = FORBIDDEN.split() + ([] if (floor, path.name) == ("base", "memory.c") else ALLOCATING.split())
    calls = re.finditer(rf"(?<![\w.>])({'|'.join(names)})\s*\(", code)
    return [(line_of(code, call.start()), f"calls {call[1]}") for call in calls]


def check_lengths(path: Path, code: str) -> list[tuple[int, str]]:
    found = []
    lines = code.count("\n")
    if lines > LONGEST_FILE:
        found.append((1, f"{lines} lines; at most {LONGEST_FILE}"))
    for function in re.finditer(r"^(?!#)(?:[\w*].*\)|.*\))\n\{\n(.*?)^\}", code, re.M | re.S):
        length = function.group(1).count("\n")
        if length > LONGEST_FUNCTION:
            found.append((line_of(code, function.start()), f"a function of {length} lines; at most {LONGEST_FUNCTION}"))
    return found


def check_names(path: Path, code: str) -> list[tuple[int, str]]:
    """Functions and data that other files can see are named quoth_... or quoth__..."""
    found = []
    for match in re.finditer(
        r"^(?!static\b|typedef\b|extern\b|#|\})[A-Za-z_][\w \t*]*?\b(\w+)\s*(?:\(|\[|=)", code, re.M
    ):
        if not match[1].startswith("quoth_") and not match[1].startswith("QUOTH_") and match[1] != "__attribute__":
            found.append((line_of(code, match.start()), f"{match[1]} can be seen from other files: name it quoth__..."))
    return found


def check(path: Path) -> list[tuple[int, str]]:
    source = path.read_text(encoding="utf-8")
    floor = path.relative_to(TREE / "csrc").parts[0]
    if floor == "python":
        return []
    if floor not in BELOW:
        return [(1, f"{floor} is not a floor of the house")]
    code = without_comments(source)
    found = check_includes(path, floor, source) + check_calls(path, floor, code)
    if not re.match(r"(/\*[^\n]*\*/\n)*/\*[^\n]*Do not edit", source):
        found += check_lengths(path, code)
    if path.suffix == ".c":
        found += check_names(path, code)
    return found


def main() -> int:
    count = 0
    files = sorted([*(TREE / "csrc").rglob("*.c"), *(TREE / "csrc").rglob("*.h")])
    for path in files:
        for line, what in sorted(check(path)):
            print(f"{path.relative_to(TREE)}:{line}: {what}")
            count += 1
    print(f"{len(files)} files, {count} found")
    return 1 if count or not files else 0


if __name__ == "__main__":
    sys.exit(main())
