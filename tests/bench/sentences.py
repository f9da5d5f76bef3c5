"""Sentences against sets with right answers: boundary F1 and exact cases by language, ours and ICU's.

    python tests/bench/sentences.py FOLDER [--misses LANG]

FOLDER holds `golden_rules_pysbd.jsonl` (rows with lang, set, text, sentences), `quote_cases.jsonl` (the same without
set) and `sentencex_tests/*.txt` (cases apart by `===`, the text above `---`, a sentence a line below it).

A boundary is the end of a sentence, in characters that are no white space, so that it does not matter who keeps the
spaces. The F1 of a case is over all its boundaries, the end of the text too; the figure of a language is the mean over
its cases. ICU is called by ctypes in its plain C interface, with the locale of the language, where the machine has it.
"""

import argparse
import ctypes
import ctypes.util
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import quoth

CODES = {
    "amharic": "am", "arabic": "ar", "armenian": "hy", "bulgarian": "bg", "burmese": "my", "chinese": "zh",
    "danish": "da", "deutsch": "de", "dutch": "nl", "english": "en", "french": "fr", "greek": "el", "hindi": "hi",
    "italian": "it", "japanese": "ja", "kazakh": "kk", "marathi": "mr", "persian": "fa", "polish": "pl",
    "russian": "ru", "slovak": "sk", "spanish": "es", "urdu": "ur",
}  # fmt: skip
Splitter = Callable[[str, str], list[str]]


@dataclass(frozen=True)
class Case:
    """A text with its sentences."""

    lang: str
    text: str
    sentences: tuple[str, ...]


def golden(folder: Path, *, more: bool = False) -> list[Case]:
    """The golden rules; with `more`, the other sets whose texts are no pages to be cleaned first."""
    rows = map(json.loads, (folder / "golden_rules_pysbd.jsonl").read_text("utf-8").splitlines())
    return [
        Case(CODES[row["lang"]], row["text"], tuple(row["sentences"]))
        for row in rows
        if row["set"].startswith("GOLDEN") != more and row["lang"] in CODES and "PDF" not in row["set"]
    ]


def quotes(folder: Path) -> list[Case]:
    """The cases of quotation marks."""
    rows = map(json.loads, (folder / "quote_cases.jsonl").read_text("utf-8").splitlines())
    return [Case(row["lang"], row["text"], tuple(row["sentences"])) for row in rows]


def sentencex(folder: Path) -> list[Case]:
    """The cases of sentencex; a line that begins with a number sign is left out."""
    cases = []
    for path in sorted((folder / "sentencex_tests").glob("??.txt")):
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        for block in "\n".join(lines).split("\n===")[:-1]:
            text, _, wanted = block.partition("\n---\n")
            sentences = tuple(line.strip().replace("\\n", "\n") for line in wanted.splitlines() if line.strip())
            if text.strip() and sentences:
                cases.append(Case(path.stem, text.strip(), sentences))
    return cases


def boundaries(sentences: list[str] | tuple[str, ...]) -> list[int]:
    """The ends of the sentences, counted in characters that are no white space."""
    ends, end = [], 0
    for sentence in sentences:
        length = len("".join(sentence.split()))
        end += length
        if length:
            ends.append(end)
    return ends


def score(case: Case, found: list[str]) -> tuple[float, bool]:
    """Boundary F1 and whether the case is right to the last boundary."""
    right, ours = set(boundaries(case.sentences)), set(boundaries(found))
    return 2 * len(right & ours) / (len(right) + len(ours)), right == ours


def figures(cases: list[Case], split: Splitter) -> dict[str, tuple[float, int, int]]:
    """By language and for `all`: mean F1, exact cases, cases."""
    scores: dict[str, list[tuple[float, bool]]] = {"all": []}
    for case in cases:
        got = score(case, split(case.text, case.lang))
        scores.setdefault(case.lang, []).append(got)
        scores["all"].append(got)
    return {
        lang: (sum(f1 for f1, _ in rows) / len(rows), sum(exact for _, exact in rows), len(rows))
        for lang, rows in scores.items()
        if rows
    }


def ours(text: str, lang: str) -> list[str]:
    """The sentences of quoth; a language of which it has no words is guessed."""
    known = lang if lang in quoth.languages() else None
    return [sentence.text for sentence in quoth.sentences(text, lang=known)]


def standard(text: str, lang: str) -> list[str]:
    """The sentences of quoth by the standard alone."""
    return [sentence.text for sentence in quoth.sentences(text, lang="en", profile="uax29")]


def icu() -> Splitter | None:
    """ICU's sentences, None where the machine has no ICU."""
    name = ctypes.util.find_library("icuuc")
    if not name:
        return None
    library = ctypes.CDLL(name)
    suffix = next((f"_{n}" for n in range(99, 48, -1) if hasattr(library, f"ubrk_open_{n}")), None)
    if suffix is None:
        return None
    opened, following, close = (getattr(library, f"ubrk_{what}{suffix}") for what in ("open", "next", "close"))
    opened.restype = ctypes.c_void_p

    def split(text: str, lang: str) -> list[str]:
        units = text.encode("utf-16-le")
        buffer = ctypes.create_string_buffer(units, len(units) + 2)
        status = ctypes.c_int(0)
        walk = ctypes.c_void_p(opened(3, lang.encode(), buffer, len(units) // 2, ctypes.byref(status)))
        pieces, start = [], 0
        while (end := following(walk)) != -1:
            pieces.append(units[2 * start : 2 * end].decode("utf-16-le"))
            start = end
        close(walk)
        return pieces

    return split


def show(title: str, cases: list[Case], splitters: dict[str, Splitter]) -> None:
    """Prints a table, a row a language."""
    found = {name: figures(cases, split) for name, split in splitters.items()}
    print(f"\n{title}\n{'':6}{'cases':>7}" + "".join(f"{name:>20}" for name in found))
    for lang in sorted(next(iter(found.values())), key=lambda lang: (lang != "all", lang)):
        rows = [by_lang[lang] for by_lang in found.values()]
        cells = "".join(f"{f1:>13.3f}{exact:>7}" for f1, exact, _ in rows)
        print(f"{lang:6}{rows[0][2]:>7}{cells}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", metavar="LANG", help="show the cases of a language that are not exact")
    arguments = parser.parse_args()
    splitters: dict[str, Splitter] = {"quoth": ours, "uax29": standard}
    peer = icu()
    if peer:
        splitters["ICU"] = peer
    else:
        print("no ICU here")
    sets = {"golden": golden(arguments.folder), "more": golden(arguments.folder, more=True),
            "quotes": quotes(arguments.folder), "sentencex": sentencex(arguments.folder)}  # fmt: skip
    for title, cases in sets.items():
        show(f"{title}: mean boundary F1, exact", cases, splitters)
        for case in cases:
            found = ours(case.text, case.lang)
            if arguments.misses == case.lang and not score(case, found)[1]:
                print(f"  wanted {list(case.sentences)}\n  found  {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
