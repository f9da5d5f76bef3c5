"""What is told without marks: rows of their own, behind those of the marked quotations."""

import pickle

import pytest

import quoth

TEXT = (
    "Marta Lind said that the bridge was safe. The ice, she said, would hold. "
    "“My colleague Jon Berg said that it held,” Lind added."
)


def told(text, **options):
    return [one for one in quoth.quotations(text, lang="en", **options) if one.level is None]


def test_words_cue_and_speaker():
    first, ice, hold, inside = told(TEXT)
    assert (first.text, first.cue, first.speaker) == ("that the bridge was safe", "said", "Marta Lind")
    assert (first.kind, first.part, first.group, first.closed, first.parent) == ("indirect", 0, first, None, None)
    assert (ice.text, hold.text, ice.speaker_as_written) == ("The ice", "would hold", "she")
    assert hold.part == 1
    assert ice.whole == (ice, hold)
    assert inside.within == quoth.quotations(TEXT, lang="en")[0]
    assert inside.chain == ("Marta Lind", "Jon Berg")
    assert first.within is None
    assert "said" in first.why


def test_ids_count_by_themselves():
    found = quoth.corpus({"a": TEXT, "b": TEXT}, lang="en").quotations
    assert [one.id for one in found] == ["a#1", "b#1", *(f"{id_}~{n}" for id_ in "ab" for n in (1, 2, 3, 4))]
    assert found["b~4"].within == found["b#1"]
    assert [one.id for one in found.where(kind="indirect", account="b")] == ["b~1", "b~2", "b~3", "b~4"]
    assert found["a~4"].to_dict()["within"] == "a#1"
    assert found["a#1"].to_dict()["within"] is None
    assert not found.problems()


def test_a_mixed_one_holds_its_marked_words():
    (mixed,) = told("Lind said that the bridge “will never open” again.")
    assert mixed.kind == "mixed"
    assert mixed.text == "that the bridge “will never open” again"


def test_one_option_leaves_them_out():
    assert told(TEXT, indirect=False) == []
    corpus = quoth.corpus([TEXT], lang="en", indirect=False)
    assert [one.id for one in corpus.quotations] == ["1#1"]
    again = pickle.loads(pickle.dumps(corpus))
    assert again == corpus
    assert len(again.quotations) == 1
    assert corpus != quoth.corpus([TEXT], lang="en")


def test_marked_ones_and_utterances_stay_as_they_are():
    with_told = quoth.demo()
    without = quoth.Corpus(with_told._drafts, indirect=False)
    marked = [one.to_dict() for one in with_told.quotations if one.level is not None]
    assert marked == [one.to_dict() for one in without.quotations]
    assert with_told.utterances().to_dicts() == without.utterances().to_dicts()


def test_pictures_show_them():
    corpus = quoth.corpus([TEXT], lang="en")
    assert "a mark is missing" not in corpus.quotations._repr_html_()
    assert "level" not in corpus.quotations["1~1"]._repr_html_()
    assert "Marta Lind" in corpus.accounts[0]._repr_html_()
    assert "1~1" in str(corpus.quotations)


def test_edits_hold_for_them_too():
    corpus = quoth.corpus({"a": TEXT}, lang="en")
    corpus.edits.set_speaker("a~1", "Ann Ruiz", note="heard on the tape")
    corpus.edits.set_addressee("a~1", "Jon Berg")
    first = corpus.quotations["a~1"]
    assert (first.speaker, first.addressee, first.edited) == ("Ann Ruiz", "Jon Berg", True)
    assert "heard on the tape" in first.why
    corpus.edits.not_a_quotation("a~2")
    assert [one.id for one in corpus.quotations if one.level is None] == ["a~1", "a~3", "a~4"]
    assert [one.status for one in corpus.edits] == ["applied"] * 3
    assert corpus.quotations["a~3"].part == 0
    for _ in range(3):
        corpus.edits.undo()
    assert corpus == quoth.corpus({"a": TEXT}, lang="en")


def test_edits_that_make_no_sense_say_so():
    corpus = quoth.corpus({"a": TEXT, "b": TEXT}, lang="en")
    with pytest.raises(quoth.InputError, match="a~1 is told without marks"):
        corpus.edits.set_kind("a~1", "speech")
    with pytest.raises(quoth.InputError, match="no telling of an utterance"):
        corpus.edits.merge("a~1", "b~1")
    with pytest.raises(quoth.InputError, match="no telling of an utterance"):
        corpus.edits.split("a~1")
    assert len(corpus.edits) == 0


def test_edits_are_made_again_from_their_file(tmp_path):
    corpus = quoth.corpus({"a": TEXT}, lang="en")
    corpus.edits.set_speaker("a~1", "Ann Ruiz")
    corpus.edits.not_a_quotation("a~2")
    path = corpus.edits.save(tmp_path / "edits.jsonl")
    again = quoth.corpus({"a": "Word for word. " + TEXT}, lang="en", edits=path)
    assert again.quotations["a~1"].speaker == "Ann Ruiz"
    assert [one.status for one in again.edits] == ["moved", "moved"]
    gone = quoth.corpus({"a": TEXT}, lang="en", indirect=False)
    gone.edits.load(path)
    assert len(gone.edits.lost) == 2


def test_slices_and_exports_hold_them():
    corpus = quoth.corpus({"a": TEXT}, lang="en")
    told = corpus.quotations[1:]
    assert [one.id for one in told] == ["a~1", "a~2", "a~3", "a~4"]
    rows = told.to_dicts()
    assert [(row["id"], row["level"], row["parent"], row["within"]) for row in rows][-1] == ("a~4", None, None, "a#1")
    assert "a~1" in told._repr_html_()
    assert not corpus.utterances()
