"""Tables as Arrow streams: read by a consumer written here with ctypes, and by pyarrow and polars where they are."""

import ctypes
import gc
import itertools
import threading

import pytest
from core_tools import PROSE, ROWS, table

from quoth import _core


class Schema(ctypes.Structure):
    pass


class Array(ctypes.Structure):
    pass


class Stream(ctypes.Structure):
    pass


Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(Schema))),
    ("dictionary", ctypes.POINTER(Schema)),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Schema))),
    ("private_data", ctypes.c_void_p),
]
Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(Array))),
    ("dictionary", ctypes.POINTER(Array)),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Array))),
    ("private_data", ctypes.c_void_p),
]
Stream._fields_ = [
    ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Schema))),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Array))),
    ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.POINTER(Stream))),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Stream))),
    ("private_data", ctypes.c_void_p),
]

pointer_of = ctypes.pythonapi.PyCapsule_GetPointer
pointer_of.restype = ctypes.c_void_p
pointer_of.argtypes = [ctypes.py_object, ctypes.c_char_p]


def stream_of(capsule):
    return Stream.from_address(pointer_of(capsule, b"arrow_array_stream"))


def get(call, stream, kind):
    got = kind()
    assert call(ctypes.byref(stream), ctypes.byref(got)) == 0
    return got


def release(node):
    assert node.release
    node.release(ctypes.byref(node))
    assert not node.release


def numbers(array, buffer, form, count):
    address = array.buffers[buffer]
    return list((form * count).from_address(address)) if count else []


def strings(array, count):
    offsets = numbers(array, 1, ctypes.c_int64, count + 1)
    data = ctypes.string_at(array.buffers[2], offsets[-1])
    return [data[a:b].decode() for a, b in itertools.pairwise(offsets)]


FORMS = {b"C": ctypes.c_uint8, b"I": ctypes.c_uint32, b"L": ctypes.c_uint64, b"g": ctypes.c_double}


def column(schema, array):
    """The values of one child, by the rules of the format alone."""
    count = array.length
    assert array.offset == 0
    if schema.dictionary:
        assert schema.dictionary.contents.format == b"U"
        pool = strings(array.dictionary.contents, array.dictionary.contents.length)
        values = [pool[i] if i < len(pool) else None for i in numbers(array, 1, FORMS[schema.format], count)]
    elif schema.format == b"U":
        values = strings(array, count)
    else:
        values = numbers(array, 1, FORMS[schema.format], count)
    if not array.buffers[0]:
        assert array.null_count == 0
        return values
    assert schema.flags & 2
    bits = numbers(array, 0, ctypes.c_uint8, (count + 7) // 8)
    valid = [bits[i // 8] >> (i % 8) & 1 for i in range(count)]
    assert array.null_count == valid.count(0)
    return [value if ok else None for value, ok in zip(values, valid, strict=True)]


def test_a_consumer_by_the_rules():
    capsule = table().__arrow_c_stream__()
    stream = stream_of(capsule)
    schema, array = get(stream.get_schema, stream, Schema), get(stream.get_next, stream, Array)
    end = get(stream.get_next, stream, Array)
    assert not end.release
    assert stream.get_last_error(ctypes.byref(stream))
    assert (schema.format, array.length, array.null_count) == (b"+s", 3, 0)
    assert schema.n_children == array.n_children == 6
    release(stream)
    del capsule
    got = {
        schema.children[i].contents.name.decode(): column(schema.children[i].contents, array.children[i].contents)
        for i in range(6)
    }
    assert [dict(zip(got, row, strict=True)) for row in zip(*got.values(), strict=True)] == ROWS
    for i in range(6):
        assert array.children[i].contents.buffers[1] % 64 == 0
    release(schema)
    release(array)


def test_a_child_may_be_moved_out():
    stream = stream_of(capsule := _core.tokens(PROSE).__arrow_c_stream__())
    schema, array = get(stream.get_schema, stream, Schema), get(stream.get_next, stream, Array)
    moved, moved_schema = Array(), Schema()
    ctypes.pointer(moved)[0] = array.children[0].contents
    ctypes.pointer(moved_schema)[0] = schema.children[0].contents
    ctypes.memset(ctypes.byref(array.children[0].contents, Array.release.offset), 0, Array.release.size)
    ctypes.memset(ctypes.byref(schema.children[0].contents, Schema.release.offset), 0, Schema.release.size)
    release(array)
    release(schema)
    release(stream)
    del capsule
    assert column(moved_schema, moved) == _core.tokens(PROSE).list("start")
    release(moved)
    release(moved_schema)


def test_capsules_that_nobody_reads_are_freed():
    made = _core.tokens(PROSE)
    for _ in range(2000):
        made.__arrow_c_stream__()
        made.__arrow_c_schema__()
    gc.collect()


def test_the_schema_alone():
    capsule = table().__arrow_c_schema__()
    schema = Schema.from_address(pointer_of(capsule, b"arrow_schema"))
    names = [schema.children[i].contents.name for i in range(schema.n_children)]
    assert names == [name.encode() for name in ROWS[0]]
    assert [schema.children[i].contents.format for i in range(6)] == [b"C", b"I", b"L", b"g", b"U", b"I"]


def test_released_on_another_thread_after_the_table():
    stream = stream_of(capsule := _core.tokens(PROSE).__arrow_c_stream__())
    array = get(stream.get_next, stream, Array)
    del capsule
    thread = threading.Thread(target=release, args=(array,))
    thread.start()
    thread.join()


def test_a_requested_schema_is_a_capsule():
    made = table()
    made.__arrow_c_stream__(None)
    made.__arrow_c_stream__(requested_schema=made.__arrow_c_schema__())
    for wrong in (3, "schema", made.__arrow_c_stream__()):
        with pytest.raises(TypeError, match="arrow_schema"):
            made.__arrow_c_stream__(wrong)
    with pytest.raises(TypeError):
        made.__arrow_c_stream__(schema=None)


def test_pyarrow_reads_it():
    pyarrow = pytest.importorskip("pyarrow")
    for made in (table(), _core.tokens(PROSE), _core.tokens(""), _core.make_table({"x": ("name", [None])})):
        read = pyarrow.table(made)
        read.validate(full=True)
        assert read.column_names == list(made.names)
        assert read.to_pydict() == {name: made.list(name) for name in made.names}
        assert pyarrow.schema(made) == read.schema


def test_polars_reads_it():
    polars = pytest.importorskip("polars")
    for made in (table(), _core.tokens(PROSE), _core.tokens("")):
        read = polars.DataFrame(made)
        assert read.to_dict(as_series=False) == {name: made.list(name) for name in made.names}


def test_pandas_reads_it():
    pandas = pytest.importorskip("pandas", minversion="2.2")
    pytest.importorskip("pyarrow")
    made = table()
    if not hasattr(pandas.DataFrame, "from_arrow"):
        pytest.skip("this pandas has no DataFrame.from_arrow")
    assert list(pandas.DataFrame.from_arrow(made).columns) == list(made.names)
