"""Long calls: the GIL is given up, Ctrl-C is answered within 100 ms, and threads share what they may share."""

import array
import contextlib
import os
import random
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from core_tools import PROSE, SENTENCE, table

from quoth import _core

QUICK = bool(os.environ.get("QUOTH_QUICK"))  # under a sanitizer or valgrind times mean nothing


def long_pair(count=400_000):
    """Two sequences whose distance takes seconds."""
    chance = random.Random(5)
    return [array.array("I", (chance.randrange(9) for _ in range(count))) for _ in range(2)]


@contextlib.contextmanager
def handler(function):
    before = signal.signal(signal.SIGINT, function)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def interrupted_after(seconds):
    """A real SIGINT to this process; gives the moment of it, and how long this thread had waited for a processor."""
    sent = []

    def send():
        sent.append((time.perf_counter(), waited()))
        os.kill(os.getpid(), signal.SIGINT)

    timer = threading.Timer(seconds, send)
    timer.start()
    try:
        yield sent
    finally:
        timer.join()


def again(call, seconds=30):
    """The call again and again, until somebody stops it."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        call()


def waited():
    """Seconds in which this thread was ready to run and the processors were busy with others, where Linux tells."""
    try:
        return int(Path("/proc/self/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


def long_calls():
    a, b = long_pair()
    text = PROSE * (20_000_000 // len(PROSE))
    yield "distance", lambda: _core.distance(a, b)
    yield "align", lambda: _core.align(a, b)
    yield "tokens", lambda: again(lambda: _core.tokens(text))
    yield "spans", lambda: again(lambda: _core.quotations(text, spans_only=True))


@pytest.mark.parametrize("name", ["distance", "align", "tokens", "spans"])
def test_ctrl_c_within_100_ms(name):
    call = dict(long_calls())[name]
    latency = []
    for _ in range(3):
        with handler(signal.default_int_handler), interrupted_after(0.3) as sent:
            with pytest.raises(KeyboardInterrupt):
                call()
            answered, idle = time.perf_counter(), waited()
        before, waiting = sent[0]
        latency.append(answered - before - (idle - waiting))
    assert QUICK or min(latency) < 0.1, latency
    assert len(_core.tokens("still works")) == 2


def test_an_exception_of_a_signal_handler_comes_out():
    class Enough(Exception):
        pass

    def stop(*_):
        raise Enough("now")

    a, b = long_pair()
    with handler(stop), interrupted_after(0.2), pytest.raises(Enough, match="now"):
        _core.distance(a, b)


def test_a_signal_handler_that_returns_changes_nothing():
    seen = []
    a, b = long_pair(100_000)
    expected = _core.distance(a, b)

    def note(*_):
        seen.append(_core.tokens("a handler may call, too").list("form"))

    with handler(note), interrupted_after(0.02):
        assert _core.distance(a, b) == expected
    assert len(seen) == 1


def test_a_cancelled_account_leaves_no_trace():
    corpus = _core.Corpus()
    corpus.add("first", SENTENCE, lang="en")
    before = corpus.accounts()
    text = PROSE * 400

    def stop(*_):
        raise KeyboardInterrupt

    with handler(stop), interrupted_after(0.05):
        try:
            corpus.add("long", text, lang="en")
        except KeyboardInterrupt:
            pass
        else:
            pytest.skip("done before it could be stopped")
    assert len(corpus) == 1
    assert corpus.accounts() == before
    with pytest.raises(KeyError):
        corpus.text("long")
    corpus.add("long", SENTENCE, lang="en")
    assert corpus.text(1) == SENTENCE


def counting_beside(call):
    """How often another Python thread gets to run during a call, and the seconds of the call."""
    done, count = threading.Event(), 0
    started = threading.Event()

    def turn():
        nonlocal count
        while not done.is_set():
            started.set()
            time.sleep(0.001)
            count += 1

    thread = threading.Thread(target=turn)
    thread.start()
    started.wait()
    before = count
    start = time.perf_counter()
    call()
    seconds = time.perf_counter() - start
    turns = count - before
    done.set()
    thread.join()
    return turns, seconds


def test_the_gil_is_given_up():
    a, b = long_pair(150_000)
    turns, seconds = counting_beside(lambda: _core.distance(a, b))
    assert QUICK or turns > 100 * seconds
    text = PROSE * 100
    turns, seconds = counting_beside(lambda: _core.tokens(text))
    assert QUICK or turns > 100 * seconds


def seconds_beside(turn, call):
    """How long a call takes while another thread takes turn after turn."""
    done, started = threading.Event(), threading.Event()

    def spin():
        while not done.is_set():
            started.set()
            turn()

    thread = threading.Thread(target=spin)
    thread.start()
    started.wait()
    start = time.perf_counter()
    call()
    seconds = time.perf_counter() - start
    done.set()
    thread.join()
    return seconds


@pytest.mark.skipif(QUICK or (os.cpu_count() or 1) < 2, reason="times mean nothing here")
def test_a_spinning_thread_costs_little():
    """Beside a thread that holds the GIL a call takes hardly longer than beside one that only has a processor."""
    a, b = long_pair(150_000)
    c, d = long_pair(20_000)
    ratios = []
    for _ in range(8):
        busy = seconds_beside(lambda: _core.distance(c, d), lambda: _core.distance(a, b))
        ratios.append(seconds_beside(lambda: sum(range(1000)), lambda: _core.distance(a, b)) / busy)
        if ratios[-1] <= 1.5:
            return
    raise AssertionError(f"beside a spinning thread a call took {ratios} times as long")


@contextlib.contextmanager
def switching_often():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def test_threads_share_tables_and_languages():
    shared, english = _core.tokens(PROSE), _core.load_language("en")
    forms, start = shared.list("form"), shared.list("start")

    def work(number):
        for _ in range(6):
            assert shared.list("form") == forms
            assert memoryview(shared["start"]).tolist() == start
            assert shared == _core.tokens(PROSE)
            assert _core.sentences(SENTENCE, language=english) == _core.sentences(SENTENCE, lang="en")
            shared.__arrow_c_stream__()
            assert _core.distance(forms[:300], forms[number:300]) == number
        return True

    with switching_often(), ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))


def test_threads_share_a_corpus():
    corpus = _core.Corpus()
    texts = [SENTENCE * (1 + i % 30) for i in range(64)]

    def work(number):
        for i in range(number, len(texts), 8):
            corpus.add(f"a-{i}", texts[i], lang="en")
            assert corpus.text(f"a-{i}") is texts[i]
            assert len(corpus.quotations()) > 0
            assert len(corpus.accounts()) >= 1
            corpus.__sizeof__()
        return True

    with switching_often(), ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))
    accounts = corpus.accounts()
    assert len(corpus) == len(accounts) == 64
    for row, name in enumerate(accounts.list("id")):
        assert corpus.text(row) is corpus.text(name)
        assert accounts.value("code_points", row) == len(corpus.text(row))


def test_a_corpus_at_work_says_so_to_its_own_thread():
    corpus = _core.Corpus()
    corpus.add("first", SENTENCE, lang="en")
    said = []

    def reenter(*_):
        try:
            corpus.add("again", SENTENCE)
        except RuntimeError as error:
            said.append(str(error))

    text = PROSE * 200
    with handler(reenter), interrupted_after(0.03):
        corpus.add("long", text, lang="en")
    if len(corpus) == 3:
        pytest.skip("done before the signal came")
    assert said == ["this corpus is at work already, below in this thread"]
    assert corpus.accounts().list("id") == ["first", "long"]


def test_fork_after_use():
    if not hasattr(os, "fork"):
        pytest.skip("no fork here")
    shared = table()
    child = os.fork()
    if child == 0:
        os._exit(0 if shared == table() and len(_core.tokens(PROSE)) > 0 else 1)
    assert os.waitpid(child, 0)[1] == 0
