"""The project's own measure of accuracy: it agrees with the scorers beside the tree, and what was reached is held."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import quoth
from quoth.export import json_line

BENCH = Path(__file__).resolve().parents[1] / "bench" / "accuracy.py"

MARKED = "speech,thought,writing,fragment,title,name,term"

# corpus, gold types, kinds: the least precision, recall and F1 of spans, and least share of the measures given the span
FLOORS = [
    (
        "polnear",
        "direct",
        "speech",
        (0.89, 0.95, 0.92),
        {"mention overlap": 0.97, "mention before": 0.955, "mention exact": 0.92},
    ),
    ("litbank", "direct", "speech,thought,writing", (0.94, 0.95, 0.95), {"name": 0.58}),
    ("aads_french", "direct", MARKED, (0.78, 0.81, 0.80), {}),
]


@pytest.fixture(scope="module")
def accuracy():
    spec = importlib.util.spec_from_file_location("accuracy", BENCH)
    module = importlib.util.module_from_spec(spec)
    sys.modules["accuracy"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: floor[0])
def test_what_was_reached_is_held(accuracy, shared, floor):
    corpus, types, kinds, spans, measures = floor
    path = shared / "corpora" / f"{corpus}.jsonl"
    score, _ = accuracy.score_corpus(path, types=set(types.split(",")), kinds=set(kinds.split(",")))
    reached = (score.precision, score.recall, score.f1)
    assert all(value >= least for value, least in zip(reached, spans, strict=True)), reached
    for name, least in measures.items():
        assert score.given(name) >= least, name


def test_it_agrees_with_the_scorer(accuracy, shared, tmp_path):
    corpus, most = shared / "corpora" / "polnear.jsonl", 60
    some, predicted = tmp_path / "some.jsonl", tmp_path / "predicted.jsonl"
    with corpus.open(encoding="utf-8", newline="") as lines, some.open("w", encoding="utf-8", newline="") as few:
        few.writelines(line for line, _ in zip(lines, range(most), strict=False))
    with predicted.open("w", encoding="utf-8") as out:
        for document in accuracy.documents(some):
            rows = quoth.quotations(document["text"], lang="en").to_dicts()
            out.write(json_line({"id": document["id"], "quotations": rows}) + "\n")
    scorer = shared / "tools" / "score_quotations.py"
    arguments = [sys.executable, scorer, some, predicted, "--types", "direct", "--kinds", "speech"]
    theirs = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout
    score, _ = accuracy.score_corpus(some, types={"direct"}, kinds={"speech"})
    counts = f"gold {score.gold}, predicted {score.predicted}, found {score.found}"
    assert counts in theirs
    for name in ("mention overlap", "mention exact", "mention after", "mention before"):
        given = re.search(rf"^{name}: ([\d.]+) given", theirs, re.MULTILINE)
        assert float(given[1]) == pytest.approx(score.given(name), abs=1e-4)


def test_a_name_is_right_when_it_is_part_of_an_alias(accuracy):
    assert accuracy.is_name_of("Putin", ["Vladimir Putin"])
    assert accuracy.is_name_of("President Vladimir Putin", ["Putin"])
    assert not accuracy.is_name_of("Vladimir", ["Vladimir Putin"])
    assert not accuracy.is_name_of(None, ["Putin"])


def test_documents_are_read_without_translating_line_ends(accuracy, tmp_path):
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(json.dumps({"id": "a", "text": "x\r\ny", "quotations": []}).encode() + b"\n")
    assert [document["text"] for document in accuracy.documents(path)] == ["x\r\ny"]
