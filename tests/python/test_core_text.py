"""Text in: str of every kind, bytes, buffers, surrogates; what is found in it; languages; limits."""

import array
import copy
import mmap
import pickle
import threading

import pytest
from core_tools import PROSE, SENTENCE
from hypothesis import given
from hypothesis import strategies as st

from quoth import _core

MINE = "language\ttst\tTest language\nfunction\tzi\nfunction\tdu\nabbreviation\tkun\n"

anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)


class Text(str):
    """A str that lies about itself."""

    __slots__ = ()

    def isascii(self):
        return True

    def encode(self, *_):
        raise AssertionError("not to be called")


def whole(text, spaces=True):
    return _core.tokens(text, spaces=spaces)


@given(anything)
def test_tokens_cover_any_str(text):
    made = whole(text)
    starts, ends = made.list("start"), made.list("end")
    first = text.startswith("\ufeff")  # a byte order mark is no part of the text
    assert starts == [first, *ends[:-1]][: len(starts)]
    assert (ends[-1] if ends else first) == len(text)
    plain = text.encode("utf-8", "surrogatepass")
    for start, end, a, b in zip(starts, ends, made["start_byte"], made["end_byte"], strict=True):
        assert plain[a:b].decode("utf-8", "surrogatepass") == text[start:end]


@given(st.text(max_size=60))
def test_str_and_its_utf8_are_the_same(text):
    data = text.encode()
    for same in (data, bytearray(data), memoryview(data), Text(text)):
        assert _core.tokens(same) == _core.tokens(text)
        assert _core.paragraphs(same) == _core.paragraphs(text)


@pytest.mark.parametrize("text", ["\ud800", "a\ud83d\ude00b", "é\ud800", "\U0001f600\udc00", "퟿\ud800"])
def test_lone_surrogates_are_one_code_point_each(text):
    made = whole(text)
    assert made.list("end")[-1] == len(text)
    assert made == whole("".join("�" if "\ud800" <= c <= "\udfff" else c for c in text))
    for ask in (_core.paragraphs, _core.sentences, _core.guess_language, _core.front_matter):
        ask(text)
    assert _core.distance(text, text, unit="character") == 0


def test_the_str_keeps_no_copy():
    text = "é" * 100_000
    before = text.__sizeof__()
    _core.tokens(text)
    assert text.__sizeof__() == before


@pytest.mark.parametrize("text", ["", "a", "\0", "é", "\ufeff", "\ufeffa", "a\0b", "\n\n\n", "\u2029"])
def test_small_texts(text):
    for ask in (_core.tokens, _core.paragraphs, _core.sentences):
        made = ask(text)
        assert all(0 <= start < end <= len(text) for start, end in zip(made["start"], made["end"], strict=True))


@pytest.mark.parametrize(("data", "place"), [(b"ab\xff", 2), (b"\xe2\x82", 0), (b"a\xed\xa0\x80", 1), (b"\xc0\x80", 0)])
def test_bytes_must_be_utf8(data, place):
    for ask in (
        _core.tokens,
        _core.paragraphs,
        lambda text: _core.distance(text, "a"),
        lambda text: _core.Corpus().add("x", text),
    ):
        with pytest.raises(_core.InputError, match=f"byte {place}.*data.decode") as caught:
            ask(data)
        assert caught.value.place == place
        assert caught.value.status == "bad UTF-8"
        assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("wrong", [None, 3, 1.5, ["a"], object()])
def test_no_text(wrong):
    for ask in (_core.tokens, _core.paragraphs, _core.sentences, _core.quotations, _core.front_matter):
        with pytest.raises(TypeError, match="text must be str or bytes, not"):
            ask(wrong)


def test_buffers_are_copied_while_another_thread_writes():
    data = bytearray(SENTENCE.encode() * 2000)
    stop = threading.Event()

    def spoil():
        while not stop.is_set():
            data[:] = b"x" * len(data)
            data[:] = SENTENCE.encode() * 2000

    thread = threading.Thread(target=spoil)
    thread.start()
    try:
        for _ in range(20):
            made = _core.tokens(data)
            assert made.list("end_byte")[-1] <= len(data)
    except BufferError:
        pass
    finally:
        stop.set()
        thread.join()


def test_other_buffers():
    with mmap.mmap(-1, 16) as mapped:
        mapped[:5] = b"a b c"
        assert _core.tokens(mapped)["start"][:3] == [0, 2, 4]
    assert len(_core.tokens(array.array("B", b"one two"))) == 2
    with pytest.raises(BufferError):
        _core.tokens(memoryview(b"a b c")[::2])


# ------------------------------------------------------------------------------------------------- options


def test_unknown_options():
    for ask in (_core.tokens, _core.paragraphs, _core.sentences, _core.quotations, _core.guess_language):
        with pytest.raises(TypeError, match="limit"):
            ask("a", limit={})
        with pytest.raises(TypeError):
            ask("a", "b")
        with pytest.raises(TypeError):
            ask()
    for profile in ("News", None, 0):
        with pytest.raises(_core.InputError, match="profile must be"):
            _core.tokens("a", profile=profile)


def test_truths_may_raise():
    class Never:
        def __bool__(self):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _core.tokens("a", spaces=Never())


def test_profiles_differ_at_no_break_spaces():
    text = "12\u00a0345 a"
    assert len(_core.tokens(text)) >= len(_core.tokens(text, profile="uax29"))
    assert _core.tokens(text, spaces=True, profile="uax29").list("end")[-1] == len(text)


def test_limits():
    class Limits:
        max_tokens = 2

    assert len(_core.tokens("a b", limits={"max_tokens": 2, "max_bytes": None})) == 2
    assert len(_core.tokens("a b", limits=Limits())) == 2
    for limits in ({"max_tokens": 2}, {"max_bytes": 4}, Limits(), {"max_work": 1}):
        with pytest.raises(_core.LimitError, match="limits=") as caught:
            _core.tokens("a b c", limits=limits)
        assert caught.value.status == "over limit"
        assert not isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("limits", "error"),
    [
        ({"max_token": 2}, TypeError),
        ({3: 2}, TypeError),
        ({"max_tokens": True}, TypeError),
        ({"max_tokens": "2"}, TypeError),
        ({"max_tokens": 1.0}, TypeError),
        ({"max_tokens": 0}, ValueError),
        ({"max_tokens": -1}, ValueError),
        ({"max_tokens": 2**64}, ValueError),
        ({"max_depth": 2**32}, ValueError),
    ],
)
def test_wrong_limits(limits, error):
    for ask in (_core.tokens, _core.guess_language, lambda text, limits: _core.distance(text, text, limits=limits)):
        with pytest.raises(error, match=r"limit|max_|int"):
            ask("a b c", limits=limits)


def test_limits_whose_attributes_raise():
    class Never:
        @property
        def max_work(self):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _core.tokens("a", limits=Never())


# ---------------------------------------------------------------------------------------------- what is found


def test_tokens_have_forms():
    made = _core.tokens("Don’t — the CAFÉ, don't")
    assert made.list("form") == ["don't", "-", "the", "café", ",", "don't"]
    assert made.list("id") == list(made["form"].indices) == [0, 1, 2, 3, 4, 0]
    assert made["form"].pool == ("don't", "-", "the", "café", ",")
    assert set(made.list("kind")) == {"word", "punctuation"}


def test_paragraphs_and_sentences():
    text = "One is here. Mr. Two is not.\n\nThree?"
    made = _core.paragraphs(text)
    assert [text[a:b] for a, b in zip(made["start"], made["end"], strict=True)] == text.split("\n\n")
    made = _core.sentences(text, lang="en")
    assert [text[a:b] for a, b in zip(made["start"], made["end"], strict=True)] == [
        "One is here.",
        "Mr. Two is not.",
        "Three?",
    ]


def test_front_matter():
    text = "\ufeff---\nid: ö1\ndate: 2017-06-12\nother: x\n---\n\nHé said so."
    front = _core.front_matter(text)
    assert (front["id"], front["date"], front["siglum"]) == ("ö1", "2017-06-12", None)
    assert text[front["skip"] :].strip() == "Hé said so."
    assert _core.front_matter(text.encode()) == front
    assert _core.front_matter("no front")["skip"] == 0
    assert set(front) == {"id", "siglum", "date", "source", "title", "lang", "skip"}


def test_stretches():
    made = _core.quotations(SENTENCE, spans_only=True)
    assert SENTENCE[made["start"][0] : made["end"][0]] == "I asked him,"


# ------------------------------------------------------------------------------------------------- languages


def test_languages():
    assert _core.languages() == tuple(sorted(_core.languages()))
    assert "en" in _core.languages()
    assert _core.guess_language(PROSE) == "en"
    assert _core.guess_language("") is None
    english = _core.load_language("en")
    assert english.code == "en"
    assert english is _core.load_language("en")
    assert pickle.loads(pickle.dumps(english)) is english


def test_a_language_is_read_from_bytes():
    mine = _core.read_language(MINE.encode())
    assert mine.code == "tst"
    assert repr(mine) == "<quoth._core.Language tst>"
    for same in (_core.read_language(MINE), pickle.loads(pickle.dumps(mine)), copy.copy(mine)):
        assert same.code == "tst"
    text = "Zi kun. Petro venis. Du."
    assert len(_core.sentences(text, language=mine)) <= len(_core.sentences(text))


def test_a_language_that_cannot_be_read():
    with pytest.raises(_core.LanguageError) as caught:
        _core.read_language("# a remark\nfunction\tzi\n")
    assert caught.value.place == 2
    assert caught.value.status == "bad language"
    with pytest.raises(_core.InputError):
        _core.read_language(b"language\tt\tT\nfunction\t\xff\n")
    with pytest.raises(_core.LanguageError, match="en"):
        _core.load_language("none")
    for wrong in ("e\0n", "\ud800", ""):
        with pytest.raises(ValueError, match=r"."):
            _core.load_language(wrong)
    with pytest.raises(TypeError):
        _core.load_language(b"en")


def test_which_language():
    for ask in (_core.sentences, _core.quotations):
        with pytest.raises(_core.LanguageError, match="none"):
            ask("a", lang="none")
        for wrong in ({"lang": 3}, {"language": "en"}, {"language": 3}):
            with pytest.raises(TypeError, match="lang"):
                ask("a", **wrong)


# ------------------------------------------------------------------------------------------------- errors


def test_errors_pickle():
    with pytest.raises(_core.InputError) as caught:
        _core.tokens(b"\xff")
    back = pickle.loads(pickle.dumps(caught.value))
    assert (type(back), str(back), back.place, back.status) == (_core.InputError, str(caught.value), 0, "bad UTF-8")
    assert _core.Error().place is None
    for kind in (_core.InputError, _core.LimitError, _core.LanguageError):
        assert issubclass(kind, _core.Error)
        assert kind.__doc__


def test_build_info():
    info = _core.build_info()
    assert info["version"] == _core.__version__
    assert info["unicode"] == "15.0.0"
    assert len(_core.KINDS) == 10
    assert len(_core.CHANGES) == 19
    assert set(_core.TURNS_SENSE) < set(_core.CHANGES)
