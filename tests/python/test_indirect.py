"""What is told without marks: rows of their own, behind those of the marked quotations."""

import pickle

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
