#!/usr/bin/env python3
"""Direct quotations by textacy, for tests/bench/quotations.py to measure ours against; needs textacy and a spaCy model.

    direct_quotations.py CORPUS.jsonl MODEL [--most N]

A line of output for each document: ``{"id", "quotations", "error"}``, with rows as quoth gives them, or with what
textacy raised; the last line is ``{"model", "seconds", "characters"}``: the time of the processor on all texts, for
the model and textacy together. One thread.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
import warnings
from itertools import islice
from typing import Any

import textacy.extract


def row(number: int, found: Any) -> dict[str, Any]:
    """Give a quotation as a row: the marks are left out of its place."""
    content, speaker = found.content, found.speaker
    return {
        "id": number,
        "start": content.start_char,
        "end": content.end_char,
        "level": 0,
        "parent": None,
        "kind": "speech",
        "speaker": None,
        "speaker_start": min((token.idx for token in speaker), default=None),
        "speaker_end": max((token.idx + len(token) for token in speaker), default=None),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("model", help="the package of the model")
    parser.add_argument("--most", type=int, help="documents")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    nlp = importlib.import_module(given.model).load()
    seconds, characters = 0.0, 0
    with open(given.corpus, encoding="utf-8", newline="") as lines:
        for document in map(json.loads, islice(lines, given.most)):
            error, rows = None, []
            begin = time.process_time()
            try:
                quoted = list(textacy.extract.direct_quotations(nlp(document["text"])))
            except Exception as raised:  # whatever it is, it is counted
                error, quoted = f"{type(raised).__name__}: {raised}", []
            seconds += time.process_time() - begin
            characters += len(document["text"])
            rows = [row(number, found) for number, found in enumerate(quoted)]
            print(json.dumps({"id": document["id"], "quotations": rows, "error": error}))
    told = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}, textacy {textacy.__version__}"
    print(json.dumps({"model": told, "seconds": seconds, "characters": characters}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
