"""Search: `quoth.find`, `Corpus.find`, and what their hits show."""

import importlib.util
import json
import pickle
import sys
from pathlib import Path

import pytest

import quoth

STORY = (
    "The pilot wrote to the mayor. “I do not doubt that the breakwater is needed,” the letter ran, “but the sea floor "
    "is too soft to carry it.” She had heard him say that the breakwater was not needed at all.\n\n"
    "Nobody answered the letter. In the spring the sea took the old mole away, and the boats with it."
)


def test_a_hit_has_the_words_and_what_changed():
    hits = quoth.find("I doubt that the breakwater is needed", STORY, lang="en", at_least=0.6)
    assert hits[0].text == "I do not doubt that the breakwater is needed"
    assert [hit.text for hit in hits[1:]] == ["that the breakwater was not needed"]
    hit = hits[0]
    assert STORY[hit.start : hit.end] == hit.text
    assert (hit.exact, hit.words, hit.shared, hit.gaps) == (False, 9, 7, 1)
    assert hit.part == "I doubt that the breakwater is needed"
    assert hit.account is None
    assert hit.quotation is None
    assert [(change.kind, change.after) for change in hit.changes] == [("negation", "do not")]
    assert hit.turns_sense
    assert "⚠ negation" in str(hit)


def test_word_for_word_over_the_words_of_the_teller():
    hit = quoth.find("the breakwater is needed [...] too soft to carry it", STORY)[0]
    assert hit.exact
    assert hit.gaps == 0
    assert hit.similarity == 1
    assert len(hit.pieces) == 2
    assert [STORY[start:end] for start, end in hit.pieces] == ["the breakwater is needed", "too soft to carry it"]
    assert {change.kind for change in hit.changes} <= {"same", "marks", "sentence"}


def test_hits_are_a_sequence():
    hits = quoth.find("breakwater", STORY, at_least=0)
    assert len(hits) == 2
    assert [hit.exact for hit in hits] == [True, True]
    assert hits[-1].start > hits[0].start
    assert [hit.start for hit in hits[1:]] == [hits[1].start]
    assert hits == quoth.find("breakwater", STORY, at_least=0)
    assert hash(hits[0]) == hash(hits[0])
    assert hits != hits[1:]
    assert hits != 3
    assert pickle.loads(pickle.dumps(hits)) == hits
    assert pickle.loads(pickle.dumps(hits[1])) == hits[1]
    assert quoth.find("breakwater", STORY, most=1).to_dicts() == hits[:1].to_dicts()
    assert hits.table.list("start") == [hit.start for hit in hits]
    assert len(hits[1:].table) == 1
    with pytest.raises(AttributeError, match="cannot be set"):
        hits[0].start = 3
    with pytest.raises(IndexError):
        hits[2]


def test_nothing_is_found():
    hits = quoth.find("The submarine surfaced at midnight", STORY)
    assert len(hits) == 0
    assert str(hits).startswith("account")
    assert "0 hits" in repr(hits)
    assert len(quoth.find("", STORY)) == len(quoth.find("the pilot", "")) == 0


def test_arguments_are_checked():
    with pytest.raises(quoth.InputError, match="at_least"):
        quoth.find("a", "b", at_least=2)
    with pytest.raises(TypeError):
        quoth.find("a", "b", at_least="much")
    with pytest.raises(quoth.LimitError):
        quoth.find("pilot", STORY * 100, limits={"max_work": 1000})
    with pytest.raises(TypeError):
        quoth.find("a", 3)


def test_a_corpus_names_account_and_quotation(demo):
    hits = demo.find("I've talked to my team")
    assert [hit.account.siglum for hit in hits[:2]] == ["CAR", "ROB"]
    assert all(hit.quotation.speaker == "Bill Clinton" for hit in hits)
    assert hits[0].text in hits[0].account.text
    assert "CAR" in str(hits)
    assert "Bill Clinton" in str(hits[0])
    assert "<table" in hits._repr_html_()
    assert "<table" in hits[0]._repr_html_()
    assert hits[0].to_dict()["quotation"] == hits[0].quotation.id


def test_one_account_alone(demo):
    hits = quoth.find("I've talked to my team", demo["ROB"])
    assert [hit.account.siglum for hit in hits] == ["ROB"]
    assert len(quoth.find("I've talked to my team", demo["ROB"], most=0)) == 0 or hits


def test_words_outside_of_marks(demo):
    account = demo["MIN"]
    words = account.text[account.start :].split(".")[0].strip()
    hit = demo.find(words)[0]
    assert hit.exact
    assert hit.account == account
    assert hit.quotation is None
    assert "not in quotation marks" in demo.find(words)._repr_html_()


def test_html_says_everything_of_hostile_text():
    text = "<script>alert(1)</script> the breakwater & the mole \u202e\x07\ud800"
    hits = quoth.find("the breakwater and the mole", text)
    assert "<script>" not in hits._repr_html_()
    assert "\x07" not in str(hits)


# ----------------------------------------------------------------------------------------------- held against answers


def test_the_utterances_of_the_accounts_are_found_again(shared):
    """Each reading of a gold utterance, looked for in the account of another reading of it."""
    accounts = quoth.read(shared / "accounts" / "*.txt")
    gold = json.loads((shared / "accounts" / "utterances.gold.json").read_text(encoding="utf-8"))
    asked = found = 0
    missed = []
    for utterance in gold["utterances"]:
        readings = [accounts.quotations[id_] for id_ in utterance["told_in"]]
        for one in readings:
            for other in readings:
                if one.account == other.account:
                    continue
                asked += 1
                hits = quoth.find(one.text, other.account, at_least=0.3)
                if any(hit.start < other.end and other.start < hit.end for hit in hits):
                    found += 1
                else:
                    missed.append((one.id, one.text, other.id, other.text))
    print(f"{found} of {asked} readings are found in the other account; not found: {missed}")
    assert asked == 32
    assert found >= 30


def test_passages_in_noisy_books(shared):
    """The figure that tests/bench/reuse.py prints; what the project of the corpus has is .445."""
    path = shared / "corpora" / "collation" / "horae_psalm_reuse.json"
    if not path.is_file():
        pytest.skip(f"the corpus of reuse is not at {path}")
    tool = Path(__file__).resolve().parents[1] / "bench" / "reuse.py"
    spec = importlib.util.spec_from_file_location("bench_reuse", tool)
    reuse = importlib.util.module_from_spec(spec)
    sys.modules["bench_reuse"] = reuse
    spec.loader.exec_module(reuse)
    score = reuse.score_reuse(path)
    print(f"precision {score.precision:.4f} recall {score.recall:.4f} f1 {score.f1:.4f}")
    assert score.f1 >= 0.89
