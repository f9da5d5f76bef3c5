"""Tables and columns: what is in them, as lists, buffers and pickles; and bytes that are no pickled table."""

import copy
import pickle
import random
import struct
import sys

import pytest
from core_tools import PROSE, ROWS, table

from quoth import _core


def test_rows_and_names():
    made = table()
    assert len(made) == 3
    assert made.names == tuple(ROWS[0])
    assert made.children == ("words", "again")
    assert [made.row(i) for i in range(3)] == ROWS
    for name in made.names:
        assert name in made
        assert made.list(name) == list(made[name]) == [row[name] for row in ROWS]
        assert [made.value(name, i) for i in range(3)] == [row[name] for row in ROWS]
    assert made.child("words").list("word") == ["a", "", "ζ"]
    assert "table" not in made
    assert 3 not in made
    assert "\0" not in made
    assert repr(made) == "<quoth._core.Table of 3 rows: flag, place, count, share, text, who>"


def test_no_such_name_says_the_nearest():
    made = table()
    for ask in (made.column, made.__getitem__, made.list, lambda name: made.value(name, 0)):
        with pytest.raises(KeyError, match="no column 'plac'; there is place"):
            ask("plac")
    with pytest.raises(KeyError, match="no child table 'wordz'; there is words"):
        made.child("wordz")
    with pytest.raises(KeyError, match="flag, place"):
        made["\ud800"]
    for wrong in (3, None, b"flag"):
        with pytest.raises(TypeError):
            made[wrong]


@pytest.mark.parametrize("row", [3, -1, 10**30, -(10**30)])
def test_no_such_row(row):
    for ask in (table().row, lambda row: table().value("flag", row)):
        with pytest.raises(IndexError):
            ask(row)


def test_rows_are_ints():
    for wrong in ("0", 0.0, None, [0]):
        with pytest.raises(TypeError):
            table().row(wrong)


def test_columns_index_as_lists_do():
    made = table()
    for name in made.names:
        column, values = made[name], made.list(name)
        assert len(column) == 3
        for at in (0, 2, -1, -3, True):
            assert column[at] == values[at]
        for cut in (slice(None), slice(1, None), slice(None, None, -1), slice(-1, -9, -2), slice(5, 9), slice(0, 3, 2)):
            assert column[cut] == values[cut]
        assert list(reversed(column)) == values[::-1]
        for beyond in (3, -4, 10**30):
            with pytest.raises(IndexError):
                column[beyond]
        with pytest.raises(TypeError):
            column["0"]
        with pytest.raises(ValueError, match="zero"):
            column[::0]


def test_parts_of_columns():
    made = table()
    assert [made[name].type for name in made.names] == ["u8", "u32", "u64", "f64", "utf8", "name"]
    assert [made[name].null_count for name in made.names] == [0, 1, 0, 1, 1, 1]
    assert made["who"].pool == ("Bill",)
    assert list(made["who"].indices)[::2] == [0, 0]
    assert list(made["text"].offsets) == [0, 3, 3, 11]
    assert bytes(made["text"].bytes).decode() == "Ann“é”"
    assert made["flag"].validity is None
    assert made["place"].validity[0] & 7 == 0b101
    for name, missing in (("flag", "pool"), ("text", "indices"), ("who", "offsets"), ("flag", "bytes")):
        with pytest.raises(AttributeError, match="only a column of"):
            getattr(made[name], missing)


def test_buffers():
    made = table()
    for name, form, size in (("flag", "B", 1), ("place", "I", 4), ("count", "Q", 8), ("share", "d", 8)):
        with memoryview(made[name]) as view:
            assert (view.format, view.itemsize, view.shape, view.strides) == (form, size, (3,), (size,))
            assert view.readonly
            assert view.c_contiguous
            values = [value for value in made.list(name) if value is not None]
            assert all(value in view.tolist() for value in values)
    assert memoryview(made["who"].indices).format == "I"
    assert memoryview(made["text"].offsets).format == "q"
    with pytest.raises(BufferError, match="indices"):
        memoryview(made["who"])
    with pytest.raises(TypeError):
        memoryview(made["flag"])[0] = 3
    assert b"".join([made["flag"]]) == b"\1\0\1"


def test_numpy_reads_without_a_copy():
    numpy = pytest.importorskip("numpy")
    start = _core.tokens(PROSE)["start"]
    array = numpy.asarray(start)
    assert array.dtype == numpy.uint32
    assert not array.flags.writeable
    assert array.tolist() == list(start)
    assert numpy.shares_memory(array, numpy.asarray(start))


def test_a_buffer_outlives_its_table():
    view = memoryview(_core.tokens(PROSE)["start"])
    other = [_core.tokens(PROSE) for _ in range(4)]
    assert view.tolist() == other[0].list("start")


def test_equality_is_of_content():
    made, same = table(), table()
    assert made == same
    assert made is not same
    assert made["who"] == same["who"]
    assert made["who"] != same["text"]
    assert made != _core.make_table({"flag": ("u8", [1, 0, 1])})
    assert made != ROWS
    assert made["flag"] != [1, 0, 1]
    nan = _core.make_table({"x": ("f64", [float("nan")])})
    assert nan == _core.make_table({"x": ("f64", [float("nan")])})
    assert nan != _core.make_table({"x": ("f64", [0.5])})
    assert nan != _core.make_table({"x": ("f64", [None])})
    for thing in (made, made["who"]):
        with pytest.raises(TypeError):
            hash(thing)
        with pytest.raises(TypeError):
            _ = thing < table()
    for other in ("x", None):
        words = {"words": ("utf8", ["a", other])}
        assert _core.make_table({"y": ("u8", [1])}, {"c": _core.make_table(words)}) == _core.make_table(
            {"y": ("u8", [1])}, {"c": _core.make_table(words)}
        )


def test_names_are_equal_in_other_pools():
    a = _core.make_table({"x": ("name", ["a", "b", "b"])})
    b = _core.make_table({"x": ("name", ["b", "a", "b"])})
    assert a["x"].pool != b["x"].pool
    assert a != b
    assert _core.make_table({"x": ("name", ["a", "b"])}) == _core.make_table({"x": ("name", ["a", "b"])})


def test_size_is_shown():
    small, large = _core.tokens("a"), _core.tokens(PROSE)
    assert sys.getsizeof(small) > 500
    assert sys.getsizeof(large) > 24 * len(large)


def test_never_changed_and_not_made():
    made = table()
    for thing in (made, made["flag"], _core.load_language("en"), _core.Corpus()):
        with pytest.raises(AttributeError):
            thing.extra = 1
        assert not hasattr(thing, "__dict__")
        with pytest.raises(TypeError):
            type(thing).extra = 1
        with pytest.raises(TypeError):
            type("Below", (type(thing),), {})
    for kind in (_core.Table, _core.Column, _core.Language):
        with pytest.raises(TypeError, match="cannot create"):
            kind()
        with pytest.raises(TypeError):
            kind.__new__(kind)
        with pytest.raises(TypeError):
            object.__new__(kind)


# ------------------------------------------------------------------------------------------------- pickle


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles(protocol):
    for made in (table(), _core.tokens(PROSE), _core.tokens(""), _core.make_table({"x": ("name", [])})):
        back = pickle.loads(pickle.dumps(made, protocol))
        assert back == made
        assert back.names == made.names
        assert back.children == made.children
        # A quarter of what the tokens lie in may be empty.
        assert sys.getsizeof(back) >= 0.75 * sys.getsizeof(made) - 128


def test_copies_are_the_table_itself():
    made = table()
    assert copy.copy(made) is made
    assert copy.deepcopy([made])[0] is made


def test_what_does_not_pickle_says_so():
    for thing in (table()["flag"], _core.Corpus()):
        with pytest.raises(TypeError, match="pickle"):
            pickle.dumps(thing)


def data_of(made):
    return made.__reduce__()[1][0]


def test_a_pickle_cut_short_or_too_long():
    data = data_of(table())
    for length in range(len(data)):
        with pytest.raises(_core.InputError, match="pickled table"):
            _core._table_load(data[:length])
    with pytest.raises(_core.InputError, match="left over"):
        _core._table_load(data + b"\0")
    for wrong in ("", None, bytearray(data)):
        with pytest.raises(TypeError):
            _core._table_load(wrong)


def use(made):
    """Touch everything in a table: what was loaded must hold."""
    for name in made.names:
        column = made[name]
        made.list(name)
        assert column.null_count <= len(column)
        if column.type == "name":
            assert all(value is None or value in column.pool for value in column)
    for name in made.children:
        use(made.child(name))
    made.__arrow_c_stream__()
    assert made == _core._table_load(data_of(made))


def damaged(data, random):
    """Bytes with a few of them changed, cut out or put in."""
    data = bytearray(data)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(data))
        way = random.randrange(4)
        if way == 0:
            data[at] ^= 1 << random.randrange(8)
        elif way == 1:
            data[at] = random.choice((0, 1, 127, 128, 255))
        elif way == 2:
            size = random.choice((4, 8))
            data[at : at + size] = random.choice((0, 1, 2**31, 2**32 - 1, 2**63, 2**64 - 1)).to_bytes(8, "little")[
                :size
            ]
        else:
            del data[at : at + random.randint(1, 9)]
    return bytes(data)


def test_damaged_pickles_are_refused_or_hold():
    chance = random.Random(20)
    data = data_of(table())
    loaded = 0
    for _ in range(4000):
        try:
            made = _core._table_load(damaged(data, chance))
        except (_core.InputError, _core.LimitError, MemoryError):
            continue
        use(made)
        loaded += 1
    assert 0 < loaded < 4000


def test_pickled_lengths_are_not_believed():
    head = data_of(_core.make_table({"x": ("u8", [])}))[:16]
    for rows in (1, 2**32, 2**62, 2**64 - 1):
        for kind in range(6):
            data = head + struct.pack("=QIIQ", rows, 1, 0, 2) + b"x\0" + bytes([kind, 0])
            with pytest.raises(_core.InputError):
                _core._table_load(data)
    for columns, children in ((0, 0), (2**32 - 1, 0), (1, 2**32 - 1)):
        with pytest.raises(_core.InputError):
            _core._table_load(head + struct.pack("=QIIQ", 0, columns, children, 2) + b"x\0" + b"\0\0")


# --------------------------------------------------------------------------------------------- make_table


@pytest.mark.parametrize(
    ("columns", "error"),
    [
        ({}, ValueError),
        ({"": ("u8", [])}, ValueError),
        ({"a\0b": ("u8", [])}, ValueError),
        ({3: ("u8", [])}, ValueError),
        ({"\ud800": ("u8", [])}, UnicodeEncodeError),
        ({"x": ("u16", [])}, ValueError),
        ({"x": (8, [])}, ValueError),
        ({"x": "u8"}, ValueError),
        ({"x": ("u8", [], [])}, ValueError),
        ({"x": ("u8", 3)}, TypeError),
        ({"x": ("u8", [256])}, ValueError),
        ({"x": ("u8", [-1])}, ValueError),
        ({"x": ("u32", [True])}, TypeError),
        ({"x": ("u32", [1.0])}, TypeError),
        ({"x": ("u32", [2**32])}, ValueError),
        ({"x": ("u64", [2**64])}, ValueError),
        ({"x": ("f64", ["1"])}, TypeError),
        ({"x": ("utf8", [b"a"])}, TypeError),
        ({"x": ("name", [None, 3])}, TypeError),
        ({"x": ("name", ["\ud800"])}, UnicodeEncodeError),
        ({"x": ("u8", [1]), "y": ("u8", [])}, ValueError),
    ],
)
def test_no_table_of(columns, error):
    with pytest.raises(error):
        _core.make_table(columns)


def test_children_are_tables():
    column = {"x": ("u8", [1])}
    child = _core.make_table(column)
    assert _core.make_table(column, None).children == ()
    assert _core.make_table(column, {"x": child, "y": child}).child("y") == child
    for wrong, error in (({"c": 3}, TypeError), (3, TypeError), ({"": child}, ValueError)):
        with pytest.raises(error):
            _core.make_table(column, wrong)
    with pytest.raises(_core.LimitError, match="too many child tables"):
        _core.make_table(column, {str(i): child for i in range(9)})
    with pytest.raises(TypeError):
        _core.make_table([("x", ("u8", [1]))])
    with pytest.raises(TypeError, match="childs"):
        _core.make_table(column, childs={})
