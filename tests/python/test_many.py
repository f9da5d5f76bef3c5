"""Matrices, pairs and nearest of many sequences, and all measures: against each other and against RapidFuzz."""

import _thread
import array
import json
import random
import threading
import time

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import quoth
from quoth import _core

COUNTED = ("levenshtein", "indel", "lcs", "osa", "damerau", "hamming", "prefix", "postfix")
SHARES = ("jaro", "jaro_winkler")
BAGS = ("dice", "jaccard", "containment", "cosine")
MEASURES = (*COUNTED, *SHARES, *BAGS)
SENTENCES = ["I do not mind that.", "I do mind that", "", "No.", "You do not mind that at all", "I do not mind that!"]

sets = st.lists(st.lists(st.integers(0, 5), max_size=8), max_size=6)


# ------------------------------------------------------------------------------------------------------ matrices


@given(sets, sets, st.sampled_from(MEASURES))
def test_cells_are_those_of_the_pairs(queries, choices, measure):
    shares = quoth.cdist(queries, choices, measure, dtype="float32")
    assert shares.shape == (len(queries), len(choices))
    for i, query in enumerate(queries):
        for j, choice in enumerate(choices):
            assert shares[i, j] == np.float32(quoth.similarity(query, choice, measure))
    if measure in COUNTED:
        counts = quoth.cdist(queries, choices, measure, dtype="uint8")
        assert counts.tolist() == [[quoth.distance(query, choice, measure) for choice in choices] for query in queries]
        bounded = quoth.cdist(queries, choices, measure, dtype="uint32", bound=2).tolist()
        assert bounded == [[min(cell, 3) for cell in row] for row in counts.tolist()]


def test_texts_by_words_tokens_and_characters():
    for unit in ("word", "token", "character"):
        cells = quoth.cdist(SENTENCES, unit=unit)
        assert cells.tolist() == [[quoth.distance(a, b, unit=unit) for b in SENTENCES] for a in SENTENCES]
    assert quoth.cdist([b"I do"], ["I do"]).tolist() == [[0]]


def test_things_of_any_kind():
    things = [["a", (1, 2), None], [None, 1.0], [True, 1], iter([1, "a"])]
    assert quoth.cdist(things).tolist() == [[0, 3, 3, 3], [3, 0, 1, 2], [3, 1, 0, 1], [3, 2, 1, 0]]
    assert quoth.cdist([array.array("I", [1, 2])], [[1, 2, 3], (2**32 - 1,)]).tolist() == [[1, 2]]
    assert quoth.cdist([[2**32, 1]], [[-1, 1], [2**32, 1]]).tolist() == [[1, 0]]
    assert quoth.cdist([array.array("I", [1, 2])], [[1, 2, "x"]]).tolist() == [[1]]


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "uint32", "float32"])
def test_numpy_reads_a_matrix_without_a_copy(dtype):
    matrix = quoth.cdist(SENTENCES, SENTENCES[:4], dtype=dtype)
    read = np.asarray(matrix)
    assert (read.dtype, read.shape, matrix.dtype) == (np.dtype(dtype), (6, 4), dtype)
    assert not read.flags.owndata
    assert read.tolist() == matrix.tolist() == [matrix[i] for i in range(-6, 0)]
    assert memoryview(matrix).readonly
    assert bytes(memoryview(matrix)) == read.tobytes()
    assert matrix.__sizeof__() >= read.nbytes
    assert repr(matrix) == f"<Matrix of 6 rows and 4 columns, {dtype}>"
    assert np.asarray(quoth.cdist([], [], dtype=dtype)).shape == (0, 0)
    assert np.asarray(quoth.cdist(["a"], [], dtype=dtype)).shape == (1, 0)


def test_places_in_a_matrix():
    matrix = quoth.cdist(SENTENCES)
    assert matrix[1, -1] == matrix[1][5]
    for place in (6, -7, (0, 6), (6, 0), (0, 1, 2), ()):
        with pytest.raises(IndexError):
            matrix[place]
    with pytest.raises(TypeError):
        matrix["a"]
    with pytest.raises((TypeError, BufferError)):
        memoryview(matrix)[0, 0] = 1


def sentences(count, seed=1, vocabulary=400):
    draw = random.Random(seed)
    made = [[int(vocabulary * draw.random() ** 3) for _ in range(draw.randint(0, 70))] for _ in range(count // 2)]
    for row in made[: count - len(made)]:
        made.append([token if draw.random() > 0.1 else draw.randrange(vocabulary) for token in row])
    return made


@pytest.mark.parametrize("workers", [2, 3, -1])
def test_workers_change_nothing(workers):
    rows = sentences(120)
    assert bytes(memoryview(quoth.cdist(rows, workers=workers))) == bytes(memoryview(quoth.cdist(rows)))
    for measure in ("levenshtein", "jaccard"):
        assert quoth.pairs(rows, measure, at_least=0.5, workers=workers) == quoth.pairs(rows, measure, at_least=0.5)
        assert quoth.nearest(rows, rows, measure, k=3, workers=workers) == quoth.nearest(rows, rows, measure, k=3)


def test_nothing_to_do_with_workers():
    assert quoth.cdist([], workers=2).tolist() == []
    assert len(quoth.pairs([], at_least=0.5, workers=2)) == len(quoth.nearest([], [[1]], workers=2)) == 0
    assert len(quoth.nearest([[1], [2]], [], workers=2)) == 0


# ------------------------------------------------------------------------------------------------- pairs, nearest


@given(sets, st.sampled_from(MEASURES), st.sampled_from([0, 0.3, 0.5, 2 / 3, 0.7, 0.75, 1]))
@example([[1, 2, 3], [1, 9, 9, 9, 9, 9]], "jaro", 0.5)
@example([[1, 2, 3], [1, 2, 9]], "cosine", 2 / 3)
def test_pairs_are_all_that_reach_the_bound(rows, measure, at_least):
    table = quoth.pairs(rows, measure, at_least=at_least)
    found = list(zip(table.list("a"), table.list("b"), table.list("similarity"), strict=True))
    every = [
        (a, b, quoth.similarity(rows[a], rows[b], measure)) for a in range(len(rows)) for b in range(a + 1, len(rows))
    ]
    assert found == [pair for pair in every if pair[2] >= at_least]


@given(sets, sets, st.sampled_from(MEASURES), st.integers(0, 4))
def test_the_nearest_are_the_best(queries, passages, measure, k):
    table = quoth.nearest(queries, passages, measure, k=k)
    found = list(zip(table.list("query"), table.list("passage"), table.list("similarity"), strict=True))
    expected = []
    for i, query in enumerate(queries):
        every = sorted((-quoth.similarity(query, passage, measure), j) for j, passage in enumerate(passages))
        expected += [(i, j, -share) for share, j in every[:k]]
    assert found == expected


def test_weights():
    rows = ["the cat sat", "the dog sat", "the cat", "a bird"]
    plain = quoth.pairs(rows, "cosine", at_least=0.1)
    idf = quoth.pairs(rows, "cosine", at_least=0.1, weights="idf")
    heavy = quoth.pairs(rows, "cosine", at_least=0.1, weights={"the": 0, "cat": 100})
    assert plain.list("b") == [1, 2, 2]
    assert idf.value("similarity", 0) < plain.value("similarity", 0)
    assert heavy.list("b") == [2]
    assert quoth.cdist([["x", "y"]], [["x"]], "dice", dtype="uint32", weights={"y": 7})[0, 0] == 7
    assert quoth.nearest([[10**9]], [[1], [10**9]], "cosine", k=1, weights={10**9: 3}).list("passage") == [1]
    assert quoth.cdist([["x"]], [["x"]], "dice", dtype="uint32", weights={})[0, 0] == 0
    assert quoth.pairs([iter("ab"), iter("ab")], "dice", at_least=1, weights="idf").list("similarity") == [1.0]


# ------------------------------------------------------------------------------------------------ bad, stopped


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda: quoth.cdist([[1] * 300], [[2]], dtype="uint8"), quoth.InputError, "300"),
        (lambda: quoth.cdist([[1]], [[2]], "jaro", dtype="uint16"), quoth.InputError, "fit"),
        (lambda: quoth.cdist([[1] * 300], [[2]], "dice", dtype="uint8"), quoth.InputError, "301"),
        (lambda: quoth.cdist([[1]], dtype="int8"), ValueError, "dtype"),
        (lambda: quoth.cdist([[1]], measure="manhattan"), ValueError, "measure"),
        (lambda: quoth.cdist([[1]], bound=-1), ValueError, "bound"),
        (lambda: quoth.cdist([[1]], workers=0), ValueError, "workers"),
        (lambda: quoth.cdist(["a"], [[1]]), TypeError, "text"),
        (lambda: quoth.cdist("a text"), TypeError, "list"),
        (lambda: quoth.cdist([[1]], unit="word"), TypeError, "unit"),
        (lambda: quoth.cdist(["a"], unit="line"), ValueError, "unit"),
        (lambda: quoth.cdist([[[]]]), TypeError, "unhashable"),
        (lambda: quoth.cdist([1]), TypeError, "iterable"),
        (lambda: quoth.cdist([["a"]], weights={"a": 1}), ValueError, "levenshtein takes no weights"),
        (lambda: quoth.cdist([["a"]], measure="dice", weights={"a": -1}), ValueError, "weight of 'a'"),
        (lambda: quoth.cdist([["a"]], measure="dice", weights={"a": 65536}), ValueError, "weight of 'a'"),
        (lambda: quoth.cdist(["a"], measure="dice", weights={"a b": 1}), ValueError, "one token"),
        (lambda: quoth.cdist(["a"], measure="dice", weights="tf"), ValueError, "idf"),
        (lambda: quoth.pairs([[1]], at_least=1.5), ValueError, "at_least"),
        (lambda: quoth.pairs([[1]], at_least=-0.1), ValueError, "at_least"),
        (lambda: quoth.nearest([[1]], [[1]], k=-1), ValueError, "k must"),
        (lambda: quoth.distance([1], [2], costs=(1, 1)), ValueError, "costs"),
        (lambda: quoth.distance([1], [2], costs=(1, -1, 1)), ValueError, "costs"),
        (lambda: quoth.distance([1], [2], costs=(1, 1, 65536)), ValueError, "costs"),
        (lambda: quoth.distance([1], [2], "indel", costs=(1, 1, 1)), ValueError, "costs"),
    ],
)
def test_bad_arguments_are_named(call, error, said):
    with pytest.raises(error, match=said):
        call()


def test_the_core_takes_nothing_but_what_it_made():
    ids, starts = _core.sequences([[[1, 2], [3]]])[0]
    for bad in ((ids,), (ids[:4], starts), (ids, b""), (ids, starts[1:]), [ids, starts], ("a", starts)):
        with pytest.raises(TypeError):
            _core.cdist(_core.Matrix(2, 2, "uint8"), bad, (ids, starts))
    with pytest.raises(ValueError, match="matrix"):
        _core.cdist(_core.Matrix(2, 3, "uint8"), (ids, starts), (ids, starts))
    with pytest.raises(ValueError, match="stop"):
        _core.cdist(_core.Matrix(2, 2, "uint8"), (ids, starts), (ids, starts), stop=3)
    with pytest.raises(quoth.InputError, match="share"):
        _core.cdist(_core.Matrix(2, 2, "uint8"), (ids, starts), (ids, starts), start=2, stop=1)
    with pytest.raises(TypeError, match="cancel"):
        _core.cdist(_core.Matrix(2, 2, "uint8"), (ids, starts), (ids, starts), cancel=b"")
    with pytest.raises(ValueError, match="apsule"):
        _core.join_pairs(None)
    with pytest.raises(TypeError):
        _core.merge([None])
    with pytest.raises(quoth.InputError):
        _core.merge([_core.make_table({"a": ("u8", [1])})])
    with pytest.raises(quoth.InputError, match="id"):
        _core.idf((ids, starts), 3)


@pytest.mark.parametrize("workers", [1, 2])
def test_limits_hold_and_everything_is_usable_after(workers):
    rows = sentences(300)
    for call in (
        lambda limits: quoth.cdist(rows, workers=workers, limits=limits),
        lambda limits: quoth.pairs(rows, at_least=0.2, workers=workers, limits=limits),
        lambda limits: quoth.nearest(rows, rows, workers=workers, limits=limits),
    ):
        with pytest.raises(quoth.LimitError):
            call({"max_work": 100_000})
        call(None)


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_is_answered(workers):
    rows = sentences(6000)
    answered = []

    def interrupt():
        answered.append(time.monotonic())
        _thread.interrupt_main()

    timer = threading.Timer(0.3, interrupt)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        quoth.cdist(rows, measure="damerau", workers=workers)
    assert time.monotonic() - answered[0] < 1
    timer.join()
    assert quoth.cdist([[1]], [[2]])[0, 0] == 1


# --------------------------------------------------------------------------------------------------- by others


def test_costs():
    assert quoth.distance("kitten", "sitting", unit="character", costs=(1, 1, 2)) == 5
    assert quoth.distance([1, 2], [1], costs=(5, 3, 9)) == 3
    assert quoth.distance([1], [1, 2], costs=(5, 3, 9)) == 5
    assert quoth.distance([1], [2], costs=(5, 3, 9), bound=7) == 8
    assert quoth.similarity([1], [2], costs=(1, 1, 1)) == 0


NAMES = {
    "levenshtein": "Levenshtein",
    "indel": "Indel",
    "lcs": "LCSseq",
    "osa": "OSA",
    "damerau": "DamerauLevenshtein",
    "hamming": "Hamming",
    "prefix": "Prefix",
    "postfix": "Postfix",
    "jaro": "Jaro",
    "jaro_winkler": "JaroWinkler",
}


@pytest.mark.parametrize("measure", NAMES)
def test_rapidfuzz_says_the_same(measure):
    theirs = getattr(pytest.importorskip("rapidfuzz.distance"), NAMES[measure])
    rows = [*sentences(60, seed=3, vocabulary=40), list("abcd"), list("dcba"), [], [5]]
    for a in rows[::3]:
        for b in rows:
            share = quoth.similarity(a, b, measure)
            assert share == pytest.approx(theirs.normalized_similarity(a, b), abs=1e-8)
            if measure in COUNTED:
                assert quoth.distance(a, b, measure) == theirs.distance(a, b)


def test_costs_are_those_of_rapidfuzz():
    theirs = pytest.importorskip("rapidfuzz.distance").Levenshtein
    rows = sentences(30, seed=4, vocabulary=20)
    for a, b in zip(rows, rows[15:], strict=False):
        for costs in ((1, 1, 2), (1, 2, 3), (2, 1, 1), (3, 3, 1)):
            assert quoth.distance(a, b, costs=costs) == theirs.distance(a, b, weights=costs)
            share = theirs.normalized_similarity(a, b, weights=costs)
            assert quoth.similarity(a, b, costs=costs) == pytest.approx(share)


@pytest.fixture(scope="module")
def collation(shared):
    folder = shared / "corpora" / "collation"
    if not (folder / "token_pairs.jsonl").is_file():
        pytest.skip(f"the token pairs are not at {folder}")
    return folder


def test_the_token_pairs(collation):
    rows = [json.loads(line) for line in (collation / "token_pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        for measure in ("levenshtein", "indel", "osa", "damerau"):
            assert row[measure] in (None, quoth.distance(row["a"], row["b"], measure))
        longer = max(len(row["a"]), len(row["b"]))
        assert longer - quoth.distance(row["a"], row["b"], "lcs") == row["lcs"]
        assert quoth.similarity(row["a"], row["b"]) == pytest.approx(row["lev_norm_sim"])
        assert quoth.similarity(row["a"], row["b"], "indel") == pytest.approx(row["indel_norm_sim"])
        if row["jaro_winkler"] is not None:
            assert quoth.similarity(row["a"], row["b"], "jaro_winkler") == pytest.approx(row["jaro_winkler"], abs=1e-8)
    some = [row for row in rows if len(row["a"]) < 1200]
    counts = quoth.cdist([row["a"] for row in some], [row["b"] for row in some])
    assert [counts[i, i] for i in range(len(some))] == [row["levenshtein"] for row in some]


def test_rapidfuzz_assertions(collation):
    ours = {theirs: name for name, theirs in NAMES.items()}
    data = json.loads((collation / "rapidfuzz_assertions.json").read_text(encoding="utf-8"))
    checked = 0
    for case in data["assertions"]:
        measure, kwargs = ours.get(case["metric"]), dict(case["kwargs"])
        if measure is None or not all(isinstance(arg, (str, list)) for arg in case["args"]) or len(case["args"]) != 2:
            continue
        costs, bound = kwargs.pop("weights", None), kwargs.pop("score_cutoff", None)
        kwargs.pop("score_hint", None)
        if kwargs or (measure == "jaro" and bound is not None):
            continue
        a, b = (list(arg) for arg in case["args"])
        costs = costs and tuple(costs)
        if case["function"] == "distance":
            assert quoth.distance(a, b, measure, bound=bound, costs=costs) == case["expected"], case
        elif case["function"] == "normalized_similarity" and bound is None:
            assert quoth.similarity(a, b, measure, costs=costs) == pytest.approx(case["expected"]), case
        else:
            continue
        checked += 1
    assert checked > 50
