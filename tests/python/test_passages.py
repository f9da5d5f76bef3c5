"""Passages of no account: which are tellings of one utterance, by words and by letters."""

import _thread
import importlib.util
import json
import random
import sys
import threading
import time
from pathlib import Path

import pytest

import quoth

BENCH = Path(__file__).resolve().parents[1] / "bench" / "groups.py"
LINES = [
    "Il vint au chastel por la dame veoir",
    "La nuit fu noire et li vens forz",
    "Il vint al castel pur la dame veer",
    "La nuit fut noire et li venz fors",
    "Or oez signor bone chancon",
]


@pytest.fixture(scope="module")
def groups():
    spec = importlib.util.spec_from_file_location("groups", BENCH)
    module = importlib.util.module_from_spec(spec)
    sys.modules["groups"] = module
    spec.loader.exec_module(module)
    return module


def partition(table, order=None):
    """Give the utterances as sets of passages, and which of these stand for them."""
    sets: dict[int, set[int]] = {}
    for utterance, passage in zip(table.list("utterance"), table.list("passage"), strict=True):
        sets.setdefault(utterance, set()).add(passage if order is None else order[passage])
    stands = {p for p, s in zip(table.list("passage"), table.list("stands"), strict=True) if s}
    return {frozenset(s) for s in sets.values()}, stands if order is None else {order[p] for p in stands}


def test_spellings_of_one_line():
    table = quoth.utterances(LINES, by="letters", at_least=0.7)
    assert partition(table)[0] == {frozenset({0, 2}), frozenset({1, 3})}
    assert table.list("reason") == ["alike"] * 4
    assert all(0.7 <= share < 1 for share in table.list("share"))


def test_nothing_and_no_words():
    for by in ("words", "letters"):
        assert len(quoth.utterances([], by=by)) == 0
        assert len(quoth.utterances(["", "...", "", "—"], by=by)) == 0
        assert quoth.utterances(["", "the green lanterns burned", "The green lanterns, burned!"], by=by).list(
            "passage"
        ) == [1, 2]


def test_labels_are_any_hashables():
    lines = [LINES[0], LINES[0], LINES[2]]
    apart = quoth.utterances(lines, by="letters", accounts=["A", "A", ("B", 1)])
    assert partition(apart)[0] == {frozenset({0, 2})}
    assert partition(quoth.utterances(lines, by="letters"))[0] == {frozenset({0, 1, 2})}
    said = ["The ferry will not sail before Monday", "The ferry cannot sail before Monday"]
    assert len(quoth.utterances(said, speakers=["Ines", "Ines"], lang="en")) == 2
    assert len(quoth.utterances(said, speakers=["Ines", "Otto"], lang="en")) == 0
    assert len(quoth.utterances(said, speakers=[None, "Otto"], lang="en")) in (0, 2)


@pytest.mark.parametrize(
    "arguments",
    [
        {"by": "sound"},
        {"at_least": 0.5},
        {"at_least": 0, "by": "letters"},
        {"at_least": 1.1, "by": "letters"},
        {"accounts": ["A"]},
        {"speakers": ["A", "B", "C"]},
    ],
)
def test_what_is_refused(arguments):
    with pytest.raises(quoth.InputError):
        quoth.utterances(["a b", "a c"], **arguments)


def test_work_is_limited():
    with pytest.raises(quoth.LimitError):
        quoth.utterances(LINES * 50, by="letters", limits=quoth.Limits(max_work=20_000))


@pytest.mark.parametrize("by", ["words", "letters"])
def test_ctrl_c_is_answered(groups, by):
    made, _ = groups.generate(40_000)
    answered = []

    def interrupt():
        answered.append(time.monotonic())
        _thread.interrupt_main()

    timer = threading.Timer(0.4, interrupt)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        quoth.utterances(made, by=by, lang="en")
    assert time.monotonic() - answered[0] < 1
    timer.join()
    assert len(quoth.utterances(made[:50], by=by, lang="en"))


@pytest.mark.parametrize("by", ["words", "letters"])
def test_order_has_no_meaning(groups, by):
    made, _ = groups.generate(400, spelling=by == "letters")
    order = list(range(len(made)))
    random.Random(7).shuffle(order)
    first = quoth.utterances(made, by=by, lang="en")
    second = quoth.utterances([made[i] for i in order], by=by, lang="en")
    assert partition(first) == partition(second, order)


@pytest.mark.parametrize(("by", "least"), [("words", 0.9), ("letters", 0.9)])
def test_generated_tellings_are_found(groups, by, least):
    made, gold = groups.generate(2000, spelling=by == "letters")
    assert groups.score(quoth.utterances(made, by=by, lang="en"), gold).f1 >= least


def test_floors_of_verse_lines(groups, shared):
    """The goal is pairs .88 and groups .86; with the manuscripts known .94 was reached, without them .87."""
    path = shared / "corpora" / "collation" / "partonopeus_lines.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts, gold = [row["text"] for row in rows], [row["line_id"] for row in rows]
    told = quoth.utterances(texts, by="letters", accounts=[row["ms"] for row in rows])
    assert groups.score(told, gold).f1 >= 0.935
    assert groups.score(quoth.utterances(texts, by="letters"), gold).f1 >= 0.865


def test_floor_of_news_sentences(groups, shared):
    """Which pairs of news sentences say one thing: the goal is a best F1 of .82, by Dice over words .8207."""
    data = json.loads((shared / "corpora" / "collation" / "msrp_news_pairs.json").read_text(encoding="utf-8"))
    likeness = [(quoth.similarity(a, b, "dice"), bool(same)) for same, a, b in data["train"]]
    assert groups.best_f1(likeness) >= 0.82


def test_short_sayings_need_words_enough():
    """Who speaks is one person under two names; what is too short to be known again, the place has to speak for."""

    def told(words):
        pair = {"a": f"“{words},” Mary Brown said.", "b": f"“{words},” Brown said. Mary Brown left."}
        return len(quoth.corpus(pair).utterances())

    assert told("We lost the keys of the harbour") == 1
    assert told("We closed the harbour") == 1
    assert told("Yes") == 0
