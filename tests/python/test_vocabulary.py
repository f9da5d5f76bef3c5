"""Vocabularies that texts share, batches, graphemes, and places in UTF-16."""

import json
import pickle
import threading

import numpy
import pytest

import quoth
from quoth import _core

TEXT = "👍 John said: “Don’t 😀😀 go, é!” He left. 👩‍👩‍👧 x"


def test_ids_of_a_vocabulary():
    words = quoth.Vocabulary()
    first = quoth.tokens("To be or", vocabulary=words)
    second = quoth.tokens("not TO be", vocabulary=words)
    assert first.table.list("id") + second.table.list("id") == [0, 1, 2, 3, 0, 1]
    assert "form" not in first.table
    assert [token.form for token in second] == ["not", "to", "be"]
    assert list(words) == ["to", "be", "or", "not"]
    assert (words.add("Or"), words.add("new"), len(words)) == (2, 4, 5)
    assert repr(words) == "<quoth._core.Vocabulary: 5 forms>"
    assert pickle.loads(pickle.dumps(second))[0] == second[0]
    with pytest.raises(IndexError):
        words[5]
    with pytest.raises(TypeError):
        quoth.tokens("a", vocabulary={})


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ({}, [0, 0, 1, 2, 3]),
        ({"keep_case": True}, [0, 1, 2, 3, 4]),
        ({"strip_marks": True}, [0, 0, 0, 1, 2]),
        ({"stems": "en"}, [0, 0, 1, 2, 2]),
    ],
)
def test_options_of_a_vocabulary(options, ids):
    words = quoth.Vocabulary(**options)
    assert quoth.tokens("Résumé résumé resume saying says", vocabulary=words).table.list("id") == ids
    again = quoth.load_vocabulary(words.save())
    assert list(again) == list(words)
    assert again.save() == words.save()
    assert again.add("SAYS") == words.add("SAYS")
    assert list(pickle.loads(pickle.dumps(words))) == list(words)


def test_what_is_no_vocabulary():
    with pytest.raises(quoth.Error, match="no stems for the language 'xx'; known: ar"):
        quoth.Vocabulary(stems="xx")
    for data in (b"", b"quothvo1", quoth.Vocabulary().save() + b"x"):
        with pytest.raises(quoth.InputError, match="no vocabulary"):
            quoth.load_vocabulary(data)
    with pytest.raises(TypeError):
        quoth.load_vocabulary("text")
    with pytest.raises(quoth.InputError, match="other options"):
        quoth.Vocabulary().merge(quoth.Vocabulary(keep_case=True))


@pytest.mark.parametrize("workers", [1, 2, 3, 7])
def test_shares_have_the_ids_of_one_vocabulary(workers):
    texts = [f"word{i % 5} and word{i} of {i * 7 % 11}" for i in range(40)]
    whole = quoth.Vocabulary()
    expected = quoth.tokens_many(texts, vocabulary=whole).list("id")
    shares = [texts[i * len(texts) // workers : (i + 1) * len(texts) // workers] for i in range(workers)]
    made = [None] * workers

    def work(i):
        words = quoth.Vocabulary()
        made[i] = words, quoth.tokens_many(shares[i], vocabulary=words)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    merged, ids = quoth.Vocabulary(), []
    for words, table in made:
        new = numpy.array(merged.merge(words), dtype=numpy.uint32)
        ids += new[numpy.asarray(table["id"])].tolist()
    assert ids == expected
    assert merged.save() == whole.save()


def test_one_writer_at_a_time():
    words, seen = quoth.Vocabulary(), []
    text = " ".join(f"word{i}" for i in range(200_000))
    writer = threading.Thread(target=lambda: quoth.tokens(text, vocabulary=words))
    writer.start()
    while writer.is_alive():
        try:
            len(words)
        except RuntimeError as error:
            seen.append(str(error))
    writer.join()
    assert set(seen) <= {"another thread writes to this vocabulary"}
    assert len(words) == 200_000


def test_many_texts():
    texts = ["a b", "", "b “c”", b"d"]
    table = _core.tokens_many(iter(texts))
    assert table.list("text") == [0, 0, 2, 2, 2, 2, 3]
    assert table.list("form") == ["a", "b", "b", "“", "c", "”", "d"]
    assert len(quoth.tokens_many([])) == 0
    assert quoth.tokens_many(["x-y"], hyphens=True).list("end") == [3]
    guessed = quoth.tokens_many(["Il a vu l’arbre de la ville.", "He has seen the tree’s top."], elision=True)
    assert [guessed.list("text").count(i) for i in range(2)] == [9, 7]
    for bad, error in (("text", TypeError), ([1], TypeError), ([b"\xff"], quoth.InputError), (1, TypeError)):
        with pytest.raises(error):
            quoth.tokens_many(bad)
    with pytest.raises(quoth.LimitError):
        quoth.tokens_many(["a", "a b c"], limits={"max_tokens": 2})


def units_of(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize("cut", [quoth.tokens, quoth.sentences, quoth.paragraphs, quoth.graphemes])
@pytest.mark.parametrize("text", [TEXT, "plain", "é", "", "\ud800 a 👍b"])
def test_places_in_utf16(cut, text):
    plain, wide = cut(text), cut(text, units="utf16")
    assert [piece.text for piece in wide] == [piece.text for piece in plain]
    assert [piece.start for piece in wide] == [units_of(text[: piece.start]) for piece in plain]
    assert [piece.end for piece in wide] == [units_of(text[: piece.end]) for piece in plain]
    assert pickle.loads(pickle.dumps(wide)) == wide
    with pytest.raises(quoth.InputError, match="units"):
        cut(text, units="bytes")


def test_utf16_is_what_json_escapes():
    token = quoth.tokens("👍 John", units="utf16")[1]
    assert (token.start, token.text) == (3, "John")
    assert json.dumps("👍")[1:-1].count("\\u") == 2
    assert quoth.tokens_many(["👍 John"], units="utf16").list("start") == [0, 3]


def test_graphemes():
    assert [grapheme.text for grapheme in quoth.graphemes("e\u0301\r\n👩‍👩‍👧x")] == ["e\u0301", "\r\n", "👩‍👩‍👧", "x"]
    assert "".join(grapheme.text for grapheme in quoth.graphemes(TEXT)) == TEXT
    assert repr(quoth.graphemes("ab")) == "<quoth.Stretches: 2 graphemes>"
