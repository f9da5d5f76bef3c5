"""Accounts in, tables out: metadata, the demonstration accounts, places, sentences that say why, bad input."""

import sys
from pathlib import Path

import pytest
from core_tools import PROSE, SENTENCE, table

import quoth
from quoth import _core

ACCOUNTS = sorted((Path(quoth.__path__[0]) / "data" / "accounts").glob("*.txt"))


@pytest.fixture(scope="module")
def demo():
    corpus = _core.Corpus()
    for path in ACCOUNTS:
        text = path.read_bytes().decode()
        front = _core.front_matter(text)
        corpus.add(front["id"] or path.stem, text, **{k: v for k, v in front.items() if k != "id"})
    return corpus


def test_accounts(demo):
    made = demo.accounts()
    assert len(demo) == len(made) == 5
    for row in map(made.row, range(5)):
        assert row["code_points"] == len(demo.text(row["id"]))
        assert demo.text(row["id"])[row["skip"] :].lstrip()
        assert row["siglum"]
        assert row["lang"] == "en"
        assert row["words"] > 50


def test_quotations_are_slices_of_the_str(demo):
    made = demo.quotations()
    assert len(made) > 20
    for row in map(made.row, range(len(made))):
        text = demo.text(row["account"])
        assert row["text"] == text[row["start"] : row["end"]]
        assert row["text"].encode() == text.encode()[row["start_byte"] : row["end_byte"]]
        assert text[row["outer_start"] : row["outer_end"]].find(row["text"]) >= 0
        told = row["kind"] in ("indirect", "mixed")
        assert row["id"].startswith(row["account"] + ("~" if told else "#"))
        assert (row["level"] is None, row["closed"] is None) == (told, told)
        assert row["kind"] in _core.KINDS
        if row["speaker_start"] is not None:
            assert row["speaker_as_written"] == text[row["speaker_start"] : row["speaker_end"]]
        if row["cue_start"] is not None:
            assert row["cue"] == text[row["cue_start"] : row["cue_end"]]
        assert row["parent"] is None or row["parent"] < len(made)
    assert set(made.children) == {"speakers", "chain", "editorial", "edits"}
    assert made.child("chain").names == ("quotation", "depth", "name")


def test_one_text_has_what_the_corpus_has(demo):
    made = demo.quotations()
    text = demo.text(0)
    alone = _core.quotations(text, lang="en")
    mine = [row for row in range(len(made)) if made.value("account", row) == demo.accounts().value("id", 0)]
    front = demo.accounts().value("skip", 0)
    assert [made.value("start", row) for row in mine] == [start for start in alone.list("start") if start >= front]
    for row in range(len(alone)):
        assert _core.why_speaker(text, alone, row, lang="en")


def test_utterances(demo):
    made = demo.utterances()
    readings, ranges, changes = (made.child(name) for name in ("readings", "ranges", "changes"))
    assert len(made) >= 2
    for row in map(readings.row, range(len(readings))):
        assert row["account"] in demo.accounts().list("id")
        assert row["quotation"] < len(demo.quotations())
    assert max(ranges.list("reading")) < len(readings)
    assert set(changes.list("kind")) <= set(_core.CHANGES)
    assert demo.utterances() == made
    assert demo.people().names[:2] == ("name", "gender")


def test_why(demo):
    for count, why in (
        (len(demo.quotations()), demo.why_speaker),
        (len(demo.utterances()), demo.why_utterance),
        (len(demo.utterances().child("changes")), demo.why_change),
    ):
        sentences = [why(row) for row in range(count)]
        assert all(isinstance(sentence, str) and len(sentence) > 5 for sentence in sentences)
        for beyond in (count, -1, 10**30):
            with pytest.raises(IndexError):
                why(beyond)
        for wrong in ("0", None, 0.0):
            with pytest.raises(TypeError):
                why(wrong)


def test_why_speaker_of_a_foreign_table(demo):
    made = _core.quotations(SENTENCE, lang="en")
    with pytest.raises(_core.Error):
        _core.why_speaker(SENTENCE, table(), 0)
    with pytest.raises(TypeError):
        _core.why_speaker(SENTENCE, "table", 0)
    with pytest.raises(IndexError):
        _core.why_speaker(SENTENCE, made, len(made))
    for text in ("", "a", "é" * 9):
        for foreign in (made, demo.quotations()):
            for row in range(len(foreign)):
                try:
                    _core.why_speaker(text, foreign, row, lang="en")
                except _core.Error:
                    continue


def test_texts_are_the_very_str():
    corpus = _core.Corpus()
    text = SENTENCE + "\ud800 end"
    corpus.add("surrogate", text)
    corpus.add("bytes", SENTENCE.encode())
    assert corpus.text(0) is text
    assert corpus.text("bytes") == SENTENCE
    assert corpus.accounts().list("code_points") == [len(text), len(SENTENCE)]
    for wrong, error in (("none", KeyError), (2, IndexError), (-1, IndexError), (1.0, TypeError), (None, TypeError)):
        with pytest.raises(error):
            corpus.text(wrong)


def test_skip_counts_code_points():
    text = "é" * 10 + SENTENCE
    corpus = _core.Corpus()
    corpus.add("a", text, skip=10, lang="en")
    corpus.add("whole", text, skip=len(text), lang="en")
    made = corpus.quotations()
    assert made.value("text", 0) == text[made.value("start", 0) : made.value("end", 0)]
    assert corpus.accounts().list("skip") == [10, len(text)]
    for wrong, error in (
        (len(text) + 1, ValueError),
        (-1, ValueError),
        (2**32, ValueError),
        (True, TypeError),
        ("1", TypeError),
    ):
        with pytest.raises(error):
            corpus.add("b", text, skip=wrong)
    assert len(corpus) == 2


def test_an_account_that_fails_leaves_the_others():
    corpus = _core.Corpus()
    corpus.add("one", SENTENCE, siglum="O", lang="en")
    before = corpus.quotations()
    for options, error in (
        ({"id": "one"}, ValueError),
        ({"siglum": "O"}, ValueError),
        ({"text": b"\xff"}, ValueError),
        ({"text": 3}, TypeError),
        ({"id": 3}, TypeError),
        ({"id": None}, ValueError),
        ({"id": ""}, ValueError),
        ({"id": "a\0b"}, ValueError),
        ({"date": "20\0"}, ValueError),
        ({"date": 2000}, TypeError),
        ({"language": "en"}, TypeError),
        ({"limits": {"max_bytes": 3}}, _core.LimitError),
        ({"limits": {"max_byte": 3}}, TypeError),
        ({"dat": "2000"}, TypeError),
    ):
        with pytest.raises(error):
            corpus.add(**{"id": "two", "text": SENTENCE, **options})
        assert len(corpus) == 1
    assert corpus.quotations() == before
    corpus.add("two", PROSE, lang="en")
    assert corpus.accounts().list("id") == ["one", "two"]
    assert len(corpus.quotations()) > len(before)


def test_an_id_with_surrogates():
    corpus = _core.Corpus()
    corpus.add("a\udcff", SENTENCE, lang="en")
    assert corpus.accounts().list("id") == ["a�"]
    assert corpus.text("a�") is corpus.text(0)
    with pytest.raises(ValueError, match="already"):
        corpus.add("a\udcfe", SENTENCE)


def test_a_language_of_ones_own():
    mine = _core.read_language("language\ttst\tTest\nfunction\tzi\n")
    corpus = _core.Corpus()
    corpus.add("a", SENTENCE, language=mine, lang="tst")
    assert corpus.accounts().list("lang") == ["tst"]


def test_size_counts_what_is_held():
    corpus = _core.Corpus()
    empty = sys.getsizeof(corpus)
    corpus.add("a", PROSE, lang="en")
    held = sys.getsizeof(corpus)
    assert held - empty > len(PROSE.encode())
    made = corpus.quotations()
    assert sys.getsizeof(corpus) >= held + 8 * len(made)


def test_tables_outlive_the_corpus():
    corpus = _core.Corpus()
    corpus.add("a", PROSE, lang="en")
    made = corpus.quotations()
    again = _core._table_load(made.__reduce__()[1][0])
    del corpus
    assert made == again


def test_an_empty_corpus():
    corpus = _core.Corpus()
    assert len(corpus) == 0
    assert not corpus
    for made in (corpus.accounts(), corpus.quotations(), corpus.people(), corpus.utterances()):
        assert len(made) == 0
    with pytest.raises(IndexError):
        corpus.why_speaker(0)
    with pytest.raises(TypeError):
        _core.Corpus("a")
    with pytest.raises(TypeError):
        corpus.accounts({})
