"""The project's own measure of accuracy: it agrees with the scorers beside the tree, and what was reached is held."""

import importlib.util
import json
import subprocess
import sys
from itertools import islice, pairwise
from pathlib import Path

import pytest

import quoth
from quoth.export import json_line

BENCH = Path(__file__).resolve().parents[1] / "bench" / "accuracy.py"

SAID = "speech,thought,writing,fragment"
MARKED = "speech,thought,writing,fragment,title,name,term"

# corpus, gold types, kinds: the least precision, recall and F1 of spans, and least share of the measures given the span
FLOORS = [
    (
        "polnear",
        "direct",
        "speech",
        (0.895, 0.95, 0.924),
        {"mention overlap": 0.977, "mention before": 0.96, "mention exact": 0.923},
    ),
    ("litbank", "direct", "speech,thought,writing", (0.94, 0.95, 0.95), {"name": 0.69}),
    ("gernews", "direct", "speech,fragment", (0.81, 0.945, 0.875), {"mention overlap": 0.745, "mention exact": 0.53}),
    (
        "redewiedergabe",
        "direct",
        "speech,thought,writing,fragment",
        (0.885, 0.75, 0.815),
        {"mention overlap": 0.645, "mention exact": 0.42},
    ),
    ("openboek", "direct", "speech,thought,writing", (0.93, 0.925, 0.93), {"mention overlap": 0.80}),
    ("aads_french", "direct", MARKED, (0.78, 0.81, 0.80), {}),
    ("openboek", "direct", SAID, (0.90, 0.94, 0.925), {}),
    ("redewiedergabe", "direct", SAID, (0.88, 0.74, 0.81), {}),
]


@pytest.fixture(scope="module")
def accuracy():
    spec = importlib.util.spec_from_file_location("accuracy", BENCH)
    module = importlib.util.module_from_spec(spec)
    sys.modules["accuracy"] = module
    spec.loader.exec_module(module)
    return module


# exact F1 of each by itself, every type and kind, on all of polnear, on every other article, and on the rest
INDEPENDENT = {"content": (0.57, 0.56, 0.57), "cue": (0.65, 0.645, 0.655), "source": (0.65, 0.64, 0.66)}


def test_what_is_told_without_marks_is_found(accuracy, shared):
    whole, halves = accuracy.Score(), (accuracy.Score(), accuracy.Score())
    for number, document in enumerate(accuracy.documents(shared / "corpora" / "polnear.jsonl")):
        rows = quoth.quotations(document["text"], lang="en").to_dicts()
        for score in (whole, halves[number % 2]):
            accuracy.judge(score, document, rows, None, None)
    for name, floors in INDEPENDENT.items():
        reached = tuple(score.independent[name].f1 for score in (whole, *halves))
        assert all(value >= least for value, least in zip(reached, floors, strict=True)), (name, reached)


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: floor[0])
def test_what_was_reached_is_held(accuracy, shared, floor):
    corpus, types, kinds, spans, measures = floor
    path = shared / "corpora" / f"{corpus}.jsonl"
    score, _ = accuracy.score_corpus(path, types=set(types.split(",")), kinds=set(kinds.split(",")))
    reached = (score.spans.precision, score.spans.recall, score.spans.f1)
    assert all(value >= least for value, least in zip(reached, spans, strict=True)), reached
    for name, least in measures.items():
        assert score.given(name) >= least, name


@pytest.mark.parametrize(
    "case",
    [
        ("polnear", 40, ("--types", "direct", "--kinds", "speech")),
        ("polnear", 40, ("--independent",)),
        ("litbank", 12, ("--kinds", "speech,thought,writing", "--independent")),
        ("gernews", 40, ("--types", "direct", "--kinds", "speech,fragment", "--independent")),
        ("openboek", 1, ()),
        ("redewiedergabe", 20, ("--types", "direct")),
        ("accounts", None, ("--kinds", MARKED)),
        ("accounts", None, ()),
    ],
)
def test_it_agrees_with_the_scorer(accuracy, shared, tmp_path, case):
    corpus, most, options = case
    folder = shared / "corpora" if corpus != "accounts" else shared / "accounts"
    path = folder / ("accounts.gold.jsonl" if corpus == "accounts" else f"{corpus}.jsonl")
    some, predicted = tmp_path / "some.jsonl", tmp_path / "predicted.jsonl"
    with path.open(encoding="utf-8", newline="") as lines, some.open("w", encoding="utf-8", newline="") as few:
        few.writelines(islice(lines, most))
    with predicted.open("w", encoding="utf-8") as out:
        for document in accuracy.documents(some):
            rows = quoth.quotations(document["text"], lang=document["lang"]).to_dicts()
            out.write(json_line({"id": document["id"], "quotations": rows}) + "\n")
    arguments = [sys.executable, shared / "tools" / "score_quotations.py", some, predicted, *options]
    theirs = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout
    given = dict(pairwise(options))
    types, kinds = ({*given[name].split(",")} if name in given else None for name in ("--types", "--kinds"))
    score, _ = accuracy.score_corpus(some, types=types, kinds=kinds)
    assert list(score.lines(independent="--independent" in options)) == theirs.splitlines()


def test_a_name_is_right_when_it_is_part_of_an_alias(accuracy):
    assert accuracy.is_name_of("Putin", ["Vladimir Putin"])
    assert accuracy.is_name_of("President Vladimir Putin", ["Putin"])
    assert not accuracy.is_name_of("Vladimir", ["Vladimir Putin"])
    assert not accuracy.is_name_of(None, ["Putin"])


def test_documents_are_read_without_translating_line_ends(accuracy, tmp_path):
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(json.dumps({"id": "a", "text": "x\r\ny", "quotations": []}).encode() + b"\n")
    assert [document["text"] for document in accuracy.documents(path)] == ["x\r\ny"]
