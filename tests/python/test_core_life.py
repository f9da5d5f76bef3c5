"""The life of the module: interpreters, second copies, leaks, no memory, the end; the examples in its docs."""

import doctest
import gc
import os
import pathlib
import re
import subprocess
import sys
import types

import pytest
from core_tools import PROSE, SENTENCE, load, run_python

from quoth import _core

QUICK = bool(os.environ.get("QUOTH_QUICK"))

# Every function, on things made before.
CALLS = """
import pickle
text, data = SENTENCE = "“I asked him,” Mr. Putin said, “whether Russia could join.”\\n\\n" * 3, "é" * 40
table = _core.tokens("one, two “three”")
child = _core.make_table({"x": ("utf8", ["a", None]), "y": ("name", ["b", None]), "z": ("f64", [1, 2])}, {"c": table})
english = _core.load_language("en")
mine = "language\\ttst\\tTest\\nfunction\\tzi\\n"
pickled = table.__reduce__()[1][0]
corpus = _core.Corpus()
corpus.add("one", "a text", lang="en")

def add():
    made = _core.Corpus()
    made.add("two", text[0], date="2000", lang="en")
    made.accounts()
    made.quotations()
    return made

def added_again():
    try:
        corpus.add("one", "b")
    except _core.InputError:
        pass

def refused():
    try:
        _core.tokens(b"\\xff")
    except _core.InputError:
        pass

def misnamed():
    try:
        table["strat"]
    except KeyError:
        pass

calls = [
    lambda: _core.build_info(),
    lambda: _core.languages(),
    lambda: _core.guess_language(text[0]),
    lambda: _core.load_language("en"),
    lambda: _core.read_language(mine),
    lambda: _core.front_matter("---\\ndate: 2017\\n---\\nx"),
    lambda: _core.tokens(text[0]),
    lambda: _core.tokens(data, spaces=True, limits={"max_tokens": 99}),
    lambda: _core.tokens(b"one two"),
    lambda: _core.tokens("a \\ud800 b"),
    lambda: _core.paragraphs(text[0]),
    lambda: _core.sentences(text[0], lang="en"),
    lambda: _core.quotations(text[0], spans_only=True),
    lambda: _core.quotations(text[0], language=english),
    lambda: _core.distance("one two", "one three"),
    lambda: _core.distance([1, "a"], ["a", (2, 3)]),
    lambda: _core.distance(table["start"], table["end"]),
    lambda: _core.similarity("one", "two", unit="character"),
    lambda: _core.align("one two", "two three"),
    lambda: _core.changes("one not two", None, "one two", [(0, 7)], lang="en"),
    lambda: _core.make_table({"x": ("u8", [1, None]), "y": ("name", ["a", "b"])}, {"c": table}),
    lambda: _core._table_load(pickled),
    lambda: pickle.loads(pickle.dumps(pickled)),
    lambda: table.__reduce__(),
    lambda: (table.names, child.children, child.child("c"), repr(table), table == child, "x" in child),
    lambda: (child.row(0), child.value("y", 0), child.list("x"), child.__sizeof__()),
    lambda: (list(child["x"]), child["y"].pool, child["y"].indices, child["x"].offsets, child["x"][::-1]),
    lambda: (repr(child["x"]), child["x"].null_count, child["x"] == child["x"], memoryview(child["z"]).tolist()),
    lambda: child.__arrow_c_stream__(),
    lambda: child.__arrow_c_schema__(),
    lambda: (repr(corpus), len(corpus), corpus.text("one"), corpus.__sizeof__()),
    lambda: corpus.accounts(),
    lambda: corpus.people(),
    lambda: corpus.utterances(),
    add,
    added_again,
    refused,
    misnamed,
]
"""


def others():
    """Other Pythons from 3.12 on, that run."""
    folders = [pathlib.Path(folder) for folder in os.get_exec_path()]
    folders += [
        pathlib.Path("/usr/bin"),
        pathlib.Path("/usr/local/bin"),
        *pathlib.Path.home().glob(".pyenv/versions/*/bin"),
    ]
    names = {p for folder in folders for p in folder.glob("python3.*") if re.fullmatch(r"python3\.1[2-9]", p.name)}
    found = {}
    for name in sorted(names):
        done = subprocess.run(
            [name, "-c", "import sys; print(sys.version_info[:2])"], capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            found.setdefault(done.stdout.strip(), str(name))
    return list(found.values())


# ------------------------------------------------------------------------------------------- interpreters


def test_two_modules_are_independent():
    other = load()
    assert other is not _core
    assert other.Table is not _core.Table
    assert other.InputError is not _core.InputError
    ours, theirs = _core.tokens("a"), other.tokens("a")
    assert ours != theirs
    assert ours.list("form") == theirs.list("form")
    with pytest.raises(TypeError):
        other.make_table({"x": ("u8", [1])}, {"c": ours})
    with pytest.raises(other.InputError):
        other.tokens(b"\xff")


def test_modules_come_and_go():
    for _ in range(20):
        load().tokens("a")
    gc.collect()
    types_before = sum(isinstance(thing, type) for thing in gc.get_objects())
    for _ in range(20):
        made = load()
        kept = made.tokens(PROSE)["start"]
        del made
        gc.collect()
        assert kept[0] == 0
        del kept
    gc.collect()
    assert sum(isinstance(thing, type) for thing in gc.get_objects()) == types_before


SUBINTERPRETERS = """
try:
    import _interpreters as sub
except ImportError:
    import _xxsubinterpreters as sub
code = '''
import importlib.util
spec = importlib.util.spec_from_file_location("quoth._core", {path!r})
_core = importlib.util.module_from_spec(spec)
spec.loader.exec_module(_core)
made = _core.tokens("one two " * 2000)
assert made.list("id")[:3] == [0, 1, 0]
assert _core.Table is not None and made["start"][1] == 4
try:
    _core.tokens(b"\\\\xff")
except _core.InputError as error:
    assert error.place == 0
else:
    raise AssertionError
'''.format(path=_core.__file__)
kept = _core.tokens("before")
for turn in range(20):
    made = sub.create()
    failed = sub.run_string(made, code)
    assert failed is None, failed
    sub.destroy(made)
assert kept.list("form") == ["before"]
print("done")
"""


def test_sub_interpreters_of_this_python():
    assert "done" in run_python(SUBINTERPRETERS)


OWN_GIL = """
import threading
failures = []
def one():
    made = sub.create()
    failed = sub.run_string(made, code * 3)
    failures.append(failed)
    sub.destroy(made)
threads = [threading.Thread(target=one) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert failures == [None] * 4, failures
"""


def test_sub_interpreters_with_their_own_gil():
    pythons = others()
    if not pythons:
        pytest.skip("no Python from 3.12 on here")
    for python in pythons:
        assert "done" in run_python(SUBINTERPRETERS + OWN_GIL, python=python)


def test_the_same_file_in_every_python():
    pythons = others()
    if not pythons:
        pytest.skip("no other Python here")
    ask = "print(_core.tokens(PROSE).__reduce__()[1][0].hex())".replace("PROSE", repr(SENTENCE))
    assert {run_python(ask, python=python) for python in [sys.executable, *pythons]} == {run_python(ask)}


def test_at_the_end_of_python():
    run_python(
        """
        import atexit, sys
        made = _core.tokens("one two")
        corpus = _core.Corpus()
        corpus.add("a", "one", lang="en")
        sys.kept = [made, made["start"], memoryview(made["start"]), made.__arrow_c_stream__(), corpus, _core]
        atexit.register(lambda: _core.tokens("at the end"))

        class Late:
            def __del__(self):
                made.list("form")
                corpus.text(0)

        sys.late = Late()
        """,
        "-X",
        "dev",
        "-bb",
        "-W",
        "error",
    )


def test_cycles_are_collected():
    class Text(str):
        pass

    text = Text(SENTENCE)
    text.corpus = _core.Corpus()
    text.corpus.add("a", text, lang="en")
    gc.collect()
    found = sum(isinstance(thing, _core.Corpus) for thing in gc.get_objects())
    del text
    gc.collect()
    assert sum(isinstance(thing, _core.Corpus) for thing in gc.get_objects()) == found - 1


# --------------------------------------------------------------------------------------------------- leaks

LEAKS = (
    CALLS
    + """
import gc, sys
def blocks(call):
    for _ in range(30): call()
    gc.collect()
    before = sys.getallocatedblocks()
    for _ in range(TIMES): call()
    gc.collect()
    return sys.getallocatedblocks() - before

for number, call in enumerate(calls):
    least = min(blocks(call) for _ in range(3))
    assert least < TIMES // 2, (number, least)
print("clean")
"""
)


def test_no_call_leaks_a_block():
    assert "clean" in run_python(LEAKS.replace("TIMES", "30" if QUICK else "400"))


RSS = """
def rss():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096

import gc
big = "one two three “four” " * 20000
def turn():
    _core.tokens(big).__arrow_c_stream__()
    _core.distance(big[:9000], big[:8000])
    corpus = _core.Corpus()
    corpus.add("a", big, lang="en")
    corpus.quotations()
    try:
        _core.tokens(big, limits={"max_tokens": 100})
    except _core.LimitError:
        pass
for _ in range(6): turn()
gc.collect()
before = rss()
for _ in range(20): turn()
gc.collect()
assert rss() - before < 8_000_000, (before, rss())
print("flat")
"""


def test_memory_of_the_library_is_given_back():
    if QUICK or not os.path.exists("/proc/self/statm"):
        pytest.skip("nothing to read here")
    assert "flat" in run_python(RSS)


NO_MEMORY = (
    CALLS
    + """
import _testcapi
def sweep(call, forever):
    for start in range(1, 400):
        failed = False
        _testcapi.set_nomemory(start, 0 if forever else start + 1)
        try:
            call()
        except MemoryError:
            failed = True
        finally:
            _testcapi.remove_mem_hooks()
        if forever and not failed:
            return start
    assert not forever
for call in calls: call()
for call in calls:
    sweep(call, True)
    sweep(call, False)
    call()
print("swept")
"""
)


def test_no_memory_is_a_memory_error():
    pytest.importorskip("_testcapi")
    assert "swept" in run_python(NO_MEMORY)


def test_no_memory_while_the_module_is_made():
    pytest.importorskip("_testcapi")
    code = """
    import _imp, _testcapi
    spec = importlib.util.spec_from_file_location("quoth._core", _core.__file__)

    def make():
        module = _imp.create_dynamic(spec)
        _imp.exec_dynamic(module)
        return module

    def sweep(forever):
        for start in range(1, 1000):
            made = None
            _testcapi.set_nomemory(start, 0 if forever else start + 1)
            try:
                made = make()
            except MemoryError:
                pass
            finally:
                _testcapi.remove_mem_hooks()
            if made is not None and (forever or start > 500):
                return made
        raise AssertionError

    for forever in (False, True):
        assert sweep(forever).tokens("a").list("form") == ["a"]
    print("made")
    """
    assert "made" in run_python(code)


# ---------------------------------------------------------------------------------------------------- docs


def documented():
    """Every public name with a docstring of its own, and that of its members."""
    for name, thing in vars(_core).items():
        if name.startswith("_") or isinstance(thing, (str, tuple, types.ModuleType)):
            continue
        yield name, thing
        if thing in (_core.Table, _core.Column, _core.Language, _core.Corpus):
            for member, value in vars(thing).items():
                if not member.startswith("_"):
                    yield f"{name}.{member}", value


@pytest.mark.parametrize(("name", "thing"), list(documented()))
def test_examples_run(name, thing):
    assert thing.__doc__, f"{name} has no docstring"
    test = doctest.DocTestParser().get_doctest(thing.__doc__, {}, name, None, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    out = []
    runner.run(test, out=out.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(out)


@pytest.mark.parametrize(("name", "thing"), list(documented()))
def test_signatures_are_those_of_the_documentation(name, thing):
    if not callable(thing) or isinstance(thing, type):
        return
    parameters = thing.__text_signature__
    assert parameters, f"{name} has no signature"
    for parameter in re.findall(r"(\w+)(?=[,=)])", parameters.replace("$self", "")):
        if not re.search(rf"\b{parameter}=", parameters) and parameter in (
            "self",
            "None",
            "False",
            "True",
            "levenshtein",
            "news",
        ):
            continue
        if parameter in ("None", "False", "True", "0"):
            continue
        assert re.search(rf"\b{parameter}\b", thing.__doc__.split("\n", 1)[1] if "\n" in thing.__doc__ else ""), (
            name,
            parameter,
        )
