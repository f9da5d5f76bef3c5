"""Distances and alignments of texts, of buffers of uint32 and of any hashables; changes between passages."""

import array
import pickle
import random

import pytest
from core_tools import table
from hypothesis import given
from hypothesis import strategies as st

from quoth import _core

MEASURES = ("levenshtein", "indel", "lcs")
things = st.lists(st.sampled_from([1, 1.0, "a", (2, 3), None, frozenset()]), max_size=12)


def by_the_textbook(a, b, measure):
    """Rows of the usual table; indel and lcs take no replacement."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            replaced = before + (x != y) * (1 if measure == "levenshtein" else 2)
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, replaced)
    common = (len(a) + len(b) - row[-1]) // 2
    return max(len(a), len(b)) - common if measure == "lcs" else row[-1]


@given(things, things, st.sampled_from(MEASURES))
def test_distance_is_the_textbooks(a, b, measure):
    expected = by_the_textbook(a, b, measure)
    assert _core.distance(a, b, measure) == expected
    assert _core.distance(iter(b), tuple(a), measure=measure) == expected
    for bound in (0, 1, 5):
        assert _core.distance(a, b, measure, bound) == min(expected, bound + 1)
    share = _core.similarity(a, b, measure)
    assert 0 <= share <= 1
    assert (share == 1) == (expected == 0)


@given(things, things)
def test_align_rebuilds_the_second(a, b):
    made, built = _core.align(a, b), []
    for step in made:
        old, new = a[step.a_start : step.a_end], b[step.b_start : step.b_end]
        assert (step.op == "equal") == (old == new)
        built += new
    assert built == b
    assert made.distance == _core.distance(a, b)
    assert (made.a_length, made.b_length) == (len(a), len(b))
    assert [tuple(made.table.row(row).values()) for row in range(len(made))] == list(made) == made.opcodes()


def test_alignments_are_sequences():
    made = _core.align("he said no", "he never said yes")
    assert made == tuple(made) == _core.Alignment(made) == pickle.loads(pickle.dumps(made))
    assert hash(made) == hash(tuple(made))
    assert made != _core.align("he", "he")
    assert made != [*made]
    steps = tuple(made)
    assert (made[0], made[-1], made[1:3]) == (steps[0], steps[-1], steps[1:3])
    assert repr(made[0]).endswith("Step(op='equal', a_start=0, a_end=1, b_start=0, b_end=1)")
    assert repr(made).startswith("Alignment((")
    assert made.cigar == "1=1I1=1X"
    assert made.editops() == [("insert", 1, 1), ("replace", 2, 3)]
    assert _core.align("", "").cigar == ""
    assert _core.align([1] * 100_000, []).cigar == "100000D"
    with pytest.raises(IndexError):
        made[4]
    with pytest.raises(TypeError):
        made["a"]


@pytest.mark.parametrize(
    "steps",
    [
        [("equal", 0, 1, 0)],
        [["equal", 0, 1, 0, 1]],
        [("same", 0, 1, 0, 1)],
        [("equal", 0, 1, 0, 2)],
        [("equal", 0, 1, 1, 2)],
        [("equal", 0, 0, 0, 0)],
        [("delete", 0, 1, 0, 1)],
        [("insert", 0, 0, 0, 1), ("insert", 0, 1, 1, 2)],
        [("insert", 0, 0, 0, 2**31)],
    ],
)
def test_steps_that_do_not_follow(steps):
    with pytest.raises(ValueError, match=r"step|op|place"):
        _core.Alignment(steps)


class Odd:
    """Equal to whatever has its hash, or failing."""

    def __init__(self, fails=False):
        self.fails = fails

    def __hash__(self):
        return 5

    def __eq__(self, other):
        if self.fails:
            raise RuntimeError("not to be compared")
        return True


def test_things_are_the_same_as_in_a_dict():
    assert _core.distance([Odd(), "a"], [5, "a"]) == 0
    assert _core.distance([1.0, True, "x"], [1, 1, "x"]) == 0
    nan = float("nan")
    assert _core.distance([nan], [nan]) == 0
    assert _core.distance([nan, "a"], [float("nan"), "a"]) == 1
    many = [(i, str(i)) for i in range(500)]
    assert _core.distance(many, [(i, str(i)) for i in range(499, -1, -1)]) == 500
    assert _core.distance(many, [(i, str(i)) for i in range(500)]) == 0
    with pytest.raises(RuntimeError):
        _core.distance([Odd(True)], [5])
    with pytest.raises(TypeError):
        _core.distance(["a", []], ["a"])


def test_buffers_of_uint32():
    a, b = array.array("I", [1, 2, 3]), array.array("I", [1, 3])
    assert _core.distance(a, b) == _core.distance(memoryview(a), b) == _core.distance([1, 2, 3], b) == 1
    assert _core.distance(a, array.array("H", [1, 3])) == 1
    assert _core.distance(array.array("d", [1.0]), a) == 2
    column = table()["place"]
    assert _core.distance(column, column) == 0
    assert _core.distance(memoryview(a)[::2], b) == 0
    assert a.append(4) is None


def test_texts_by_units():
    a, b = "He said: No!", "he said no"
    assert _core.distance(a, b) == _core.distance(a, b.encode(), unit="word") == 0
    assert _core.distance(a, b, unit="token") == 2
    assert _core.distance(a, b, unit="character") == 4
    assert _core.distance("naïve \U0001f600", "naive x", unit="character") == 2
    assert _core.similarity("", "") == 1.0
    assert list(_core.align("", "")) == []
    assert [step.op for step in _core.align(bytearray(b"one two"), "one")] == ["equal", "delete"]


def test_large_sequences_agree_with_small_alphabets():
    chance = random.Random(7)
    a = [chance.randrange(5) for _ in range(700)]
    b = [chance.randrange(5) for _ in range(900)]
    for measure in MEASURES:
        expected = by_the_textbook(a, b, measure)
        assert _core.distance(a, b, measure) == expected
        assert _core.distance(array.array("I", a), array.array("I", b), measure) == expected


@pytest.mark.parametrize(
    ("arguments", "options", "error"),
    [
        (("a", [1]), {}, TypeError),
        (([1], "a"), {}, TypeError),
        (([1], [1]), {"unit": "word"}, TypeError),
        (("a", "b"), {"unit": "line"}, ValueError),
        (("a", "b"), {"unit": 3}, ValueError),
        (("a", "b"), {"measure": "manhattan"}, ValueError),
        (("a", "b"), {"measure": None}, ValueError),
        (("a", "b"), {"bound": -1}, ValueError),
        (("a", "b"), {"bound": 2**64}, ValueError),
        (("a", "b"), {"bound": 1.0}, TypeError),
        (("a", "b"), {"bound": True}, TypeError),
        (("a", "b"), {"mesure": "lcs"}, TypeError),
        (([[]], [1]), {}, TypeError),
        ((3, [1]), {}, TypeError),
        (([1], None), {}, TypeError),
        (("a",), {}, TypeError),
    ],
)
def test_wrong_arguments(arguments, options, error):
    with pytest.raises(error):
        _core.distance(*arguments, **options)


class Strange:
    """A thing whose hash and equality run code that changes the list it is in."""

    def __init__(self, home, equal=True):
        self.home, self.equal = home, equal

    def __hash__(self):
        self.home.clear()
        return 1

    def __eq__(self, other):
        self.home.append(None)
        if self.equal is None:
            raise ZeroDivisionError
        return self.equal


def test_things_that_change_their_list():
    home = []
    home.extend(Strange(home, equal) for equal in (True, False, True))
    assert _core.distance(home, [1, 2]) >= 1
    home = []
    home.extend([Strange(home, None), Strange(home, None)])
    with pytest.raises(ZeroDivisionError):
        _core.distance(home, home)


def test_iterators_that_raise():
    def things():
        yield 1
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _core.distance(things(), [1])
    with pytest.raises(ZeroDivisionError):
        _core.align([1], things())


# -------------------------------------------------------------------------------------------------- changes

BASE = "It said: I do not mind at all if Russia joins in 2000."
READING = "I do mind at all, if Russia joins in 2001. Yes."


def test_changes_of_passages():
    made = _core.changes(BASE, [(9, 54)], READING, [(0, 42)], lang="en")
    kinds = made.list("kind")
    assert "negation" in kinds
    assert "date" in kinds
    for row in map(made.row, range(len(made))):
        for text, start, end in (
            (BASE, row["before_start"], row["before_end"]),
            (READING, row["after_start"], row["after_end"]),
        ):
            assert (start is None) == (end is None)
            assert start is None or 0 <= start <= end <= len(text)
    at = kinds.index("negation")
    assert BASE[made.value("before_start", at) : made.value("before_end", at)].strip() == "not"
    why = _core.why_change(BASE, [(9, 54)], READING, [(0, 42)], made, at, lang="en")
    assert "not" in why


def test_the_whole_text_is_a_passage():
    made = _core.changes(BASE, None, BASE.encode(), None)
    assert made.list("kind") == ["same"]
    assert _core.changes("", None, "", None).list("kind") in ([], ["same"])


@pytest.mark.parametrize(
    ("ranges", "error"),
    [
        ([(0, 999)], ValueError),
        ([(5, 2)], ValueError),
        ([(5, 9), (0, 2)], ValueError),
        ([(0,)], ValueError),
        ([(0, 1, 2)], ValueError),
        ([(-1, 2)], ValueError),
        ([(0, 2**32)], ValueError),
        ([(0, True)], TypeError),
        ([(0, "1")], TypeError),
        ([3], TypeError),
        (3, TypeError),
    ],
)
def test_wrong_ranges(ranges, error):
    for ask in (
        lambda: _core.changes(BASE, ranges, READING, None),
        lambda: _core.changes(BASE, None, READING, ranges),
    ):
        with pytest.raises(error):
            ask()


def test_ranges_from_anything_that_gives_pairs():
    made = _core.changes(BASE, iter([[9, 20]]), READING, ((0, 10),), lang="en")
    assert made == _core.changes(BASE, [(9, 20)], READING, [(0, 10)], lang="en")


def test_why_change_takes_a_row_of_a_table():
    made = _core.changes(BASE, None, READING, None, lang="en")
    for row in (len(made), -1):
        with pytest.raises(IndexError):
            _core.why_change(BASE, None, READING, None, made, row)
    with pytest.raises(TypeError):
        _core.why_change(BASE, None, READING, None, "table", 0)
    with pytest.raises(_core.Error):
        _core.why_change(BASE, None, READING, None, table(), 0)
