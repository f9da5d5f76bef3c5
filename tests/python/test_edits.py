"""Corrections by hand, and what is known beforehand."""

import copy
import json
import pickle
import subprocess
import sys
from types import SimpleNamespace as Thing

import pytest

import quoth

EARLY = (
    "The mayor, Anna Petrova, met the engineers. “Then I said: ‘The ice will hold.’ And I left,” Petrova recalled.\n\n"
    "Boris Lang disagreed. “The ice was never a danger to the bridge,” he said. “It melts.”\n\n"
    "The “old gang” laughed.\n"
)
LATE = (
    "Years later it was told again. “Then I said: ‘The ice will hold.’ And I left,” Anna Petrova told them.\n\n"
    "“Frozen water cannot do any harm to stone,” Mr. Lang told her.\n"
)


@pytest.fixture
def corpus():
    return quoth.corpus({"early": EARLY, "late": LATE}, meta={"early": {"date": "2001"}, "late": {"date": "2011"}})


def of(corpus, words):
    (found,) = (one for one in corpus.quotations if one.text == words)
    return found


DANGER = "The ice was never a danger to the bridge,"
MELTS = "It melts."
FROZEN = "Frozen water cannot do any harm to stone,"


# ---------------------------------------------------------------------------------------------------------- making them


def test_a_speaker_and_what_rests_on_it(corpus):
    quotation, next_ = of(corpus, DANGER), of(corpus, MELTS)
    assert (quotation.speaker, quotation.edited) == ("Boris Lang", False)
    corpus.edits.set_speaker(quotation.id, "Olga Stern", note="heard on the tape")
    assert (quotation.speaker, quotation.edited, quotation.sure) == ("Olga Stern", True, 1.0)
    assert (next_.speaker, next_.edited) == ("Olga Stern", False)
    assert quotation.why == "The speaker was set by hand: heard on the tape."
    assert quotation.to_dict()["edited"] is True
    assert "set by hand: heard on the tape" in str(quotation)
    assert [one.text for one in corpus.people["Olga Stern"].quotations] == [DANGER, MELTS]


def test_the_chain_follows(corpus):
    outer = corpus.quotations[0]
    assert corpus.quotations[1].chain == ("Anna Petrova", "Anna Petrova")
    corpus.edits.set_speaker(outer, "Boris Lang")
    assert corpus.quotations[1].chain == ("Boris Lang", "Boris Lang")
    assert corpus.quotations[1].speaker == "Boris Lang"


def test_names_are_those_of_the_corpus(corpus):
    corpus.edits.set_speaker(of(corpus, DANGER), "Petrova")
    assert of(corpus, DANGER).speaker == "Anna Petrova"
    corpus.edits.set_speaker(of(corpus, DANGER), corpus.people["Lang"])
    assert of(corpus, DANGER).speaker == "Boris Lang"
    corpus.edits.set_speaker(of(corpus, DANGER), None)
    assert of(corpus, DANGER).speaker is None
    assert of(corpus, DANGER).chain == ()


def test_addressee_and_kind(corpus):
    corpus.edits.set_addressee(of(corpus, MELTS), "Petrova", note="a letter")
    corpus.edits.set_kind(of(corpus, "old gang"), "name")
    assert of(corpus, MELTS).addressee == "Anna Petrova"
    assert of(corpus, MELTS).why.endswith(". The addressee was set by hand: a letter.")
    assert of(corpus, "old gang").kind == "name"


def test_not_a_quotation(corpus):
    outer, inner, last = corpus.quotations[0], corpus.quotations[1], of(corpus, FROZEN)
    ids = [one.id for one in corpus.quotations]
    held = corpus.quotations[:2]
    corpus.edits.not_a_quotation(outer)
    assert [one.id for one in corpus.quotations] == ids[1:]
    assert (inner.level, inner.parent, inner.text) == (0, None, "The ice will hold.")
    assert last.text == FROZEN
    assert [one.id for one in held] == ids[1:2]
    with pytest.raises(quoth.NotFoundError, match="this quotation is not there any more"):
        outer.speaker  # noqa: B018
    assert len(corpus["early"].quotations) == len(ids) - 1 - len(corpus["late"].quotations)
    corpus.edits.undo()
    assert len(held) == 1
    assert [one.id for one in corpus.quotations] == ids


def test_same_person(corpus):
    corpus.edits.set_speaker(of(corpus, MELTS), "A. P. Smirnova")
    corpus.edits.same_person("Smirnova", "Petrova", note="married")
    assert {one.speaker for one in corpus.people["Petrova"].quotations} == {"A. P. Smirnova"}
    assert "Anna Petrova" in corpus.people["Petrova"].aliases
    assert corpus.quotations.where(speaker="Anna Petrova") == corpus.quotations.where(speaker="Smirnova")
    with pytest.raises(quoth.InputError, match="one person already"):
        corpus.edits.same_person("Petrova", "Smirnova")
    with pytest.raises(quoth.NotFoundError, match="nobody is called 'Nemo'"):
        corpus.edits.same_person("Petrova", "Nemo")


def test_several_of_a_name():
    text = "“One,” Ann Lee said. “Two,” Bob Lee said. “Three,” somebody said."
    corpus = quoth.corpus([text])
    with pytest.raises(quoth.InputError, match="2 persons may be 'Lee': Ann Lee, Bob Lee"):
        corpus.edits.set_speaker("1#3", "Lee")
    corpus.edits.set_speaker("1#3", "Bob Lee")
    assert corpus.quotations["1#3"].speaker == "Bob Lee"


def utterance_of(corpus, words):
    return next((one for one in corpus.utterances() if any(words in reading.text for reading in one.readings)), None)


def test_merge_and_split(corpus):
    assert utterance_of(corpus, FROZEN) is None
    corpus.edits.merge(of(corpus, DANGER), of(corpus, FROZEN).id, note="the same evening")
    made = utterance_of(corpus, FROZEN)
    assert [reading.text for reading in made.readings] == [DANGER, FROZEN]
    assert made.reason == "by hand"
    assert "put together by hand: the same evening" in made.why
    corpus.edits.split(made.readings[1])
    assert utterance_of(corpus, FROZEN) is None
    assert [one.overruled for one in corpus.edits.log] == [True, False]
    with pytest.raises(quoth.NotFoundError, match="ask the corpus for it again"):
        made.speaker  # noqa: B018
    with pytest.raises(quoth.InputError, match="the two tellings are one"):
        corpus.edits.merge(of(corpus, DANGER), of(corpus, DANGER))


def test_views_of_all_are_of_now(corpus):
    utterances, quotations = corpus.utterances(), corpus.quotations
    before = len(utterances)
    corpus.edits.merge(of(corpus, DANGER), of(corpus, FROZEN))
    assert len(utterances) == before + 1
    corpus.edits.not_a_quotation(of(corpus, "old gang"))
    assert len(quotations) == len(corpus.quotations)
    assert corpus["early"].id == "early"
    account, person = corpus["late"], corpus.people["Lang"]
    corpus.edits.set_speaker(of(corpus, MELTS), "Olga Stern")
    assert (account.id, person.name) == ("late", "Boris Lang")


def test_searches_and_checks_are_with_the_edits(corpus):
    hits = corpus.find(FROZEN)
    assert hits[0].quotation.id == of(corpus, FROZEN).id
    corpus.edits.not_a_quotation("early#1")
    corpus.edits.set_speaker(of(corpus, FROZEN), "Olga Stern")
    with pytest.raises(quoth.NotFoundError, match="search it again"):
        hits[0].quotation  # noqa: B018
    assert corpus.find(FROZEN)[0].quotation.speaker == "Olga Stern"
    (checked,) = quoth.check(f"“{FROZEN}” Stern said.", corpus)
    assert (checked.found, checked.said_by, checked.quotation.text) == ("exact", "Olga Stern", FROZEN)
    (other,) = quoth.check(f"“{FROZEN}” Boris Lang said.", corpus)
    assert other.found == "other_speaker"


def test_what_cannot_be(corpus):
    for wrong, error, match in (
        (lambda: corpus.edits.set_speaker("early#99", "x"), quoth.NotFoundError, "early#99"),
        (lambda: corpus.edits.set_speaker("early#1", ""), quoth.InputError, "a name is empty"),
        (lambda: corpus.edits.set_speaker("early#1", 7), TypeError, "a name is wanted"),
        (lambda: corpus.edits.set_speaker(7, "x"), TypeError, "a quotation, a reading or an id"),
        (lambda: corpus.edits.set_kind("early#1", "indirect"), quoth.InputError, "the kinds are"),
        (corpus.edits.undo, quoth.NotFoundError, "there is no edit to undo"),
        (corpus.edits.redo, quoth.NotFoundError, "there is no edit to redo"),
    ):
        with pytest.raises(error, match=match):
            wrong()
    assert len(corpus.edits) == 0
    assert str(corpus.edits) == "no edits"


# ---------------------------------------------------------------------------------------------------- undoing, keeping


def edit_all(corpus):
    corpus.edits.set_speaker(of(corpus, DANGER), "Olga Stern", note="“heard”\n")
    corpus.edits.set_addressee(of(corpus, MELTS), None)
    corpus.edits.set_kind(of(corpus, MELTS), "writing")
    corpus.edits.not_a_quotation(of(corpus, "old gang"))
    corpus.edits.same_person("Petrova", "Olga Stern")
    corpus.edits.merge(of(corpus, DANGER), of(corpus, FROZEN))
    corpus.edits.split("late#2")


def found(corpus):
    return corpus.quotations.to_dicts(), corpus.utterances().to_dicts(), corpus.people.to_dicts()


def test_undo_and_redo(corpus):
    states = [found(corpus)]
    edit_all(corpus)
    after = found(corpus)
    for _ in range(7):
        corpus.edits.undo()
    assert found(corpus) == states[0]
    for _ in range(7):
        corpus.edits.redo()
    assert found(corpus) == after
    corpus.edits.undo()
    corpus.edits.set_kind(of(corpus, MELTS), "title")
    with pytest.raises(quoth.NotFoundError):
        corpus.edits.redo()


def test_pickles_and_copies_keep_edits(corpus):
    plain = pickle.loads(pickle.dumps(corpus))
    edit_all(corpus)
    again = pickle.loads(pickle.dumps(corpus))
    assert again == corpus
    assert plain != corpus
    assert hash(again) == hash(corpus)
    assert found(again) == found(corpus)
    assert copy.deepcopy(corpus) == corpus
    quotation = pickle.loads(pickle.dumps(of(corpus, DANGER)))
    assert (quotation.speaker, quotation.edited) == (of(corpus, DANGER).speaker, True)
    assert pickle.loads(pickle.dumps(corpus.edits.log)) == corpus.edits.log


def test_save_and_load(corpus, tmp_path):
    edit_all(corpus)
    file = corpus.edits.save(tmp_path / "edits.jsonl")
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["edit"] for line in lines] == [one.edit for one in corpus.edits]
    start = EARLY.index(DANGER)
    assert lines[0] == {
        "edit": "speaker", "account": "early", "start": start, "end": start + len(DANGER), "words": DANGER,
        "value": "Olga Stern", "note": "“heard”\n",
    }  # fmt: skip
    assert lines[1]["value"] is None
    assert set(lines[3]) == {"edit", "account", "start", "end", "words"}
    assert lines[4] == {"edit": "same_person", "names": ["Anna Petrova", "Olga Stern"]}
    assert lines[5]["other"]["words"] == FROZEN
    again = quoth.corpus({"early": EARLY, "late": LATE}, meta={"early": {"date": "2001"}, "late": {"date": "2011"}})
    again.edits.load(file)
    assert again == corpus
    assert found(again) == found(corpus)
    third = quoth.corpus({"early": EARLY}, edits=[lines[0], corpus.edits.log[2]])
    assert [one.status for one in third.edits] == ["applied", "applied"]


def test_a_new_run_over_other_words(corpus, tmp_path):
    edit_all(corpus)
    file = corpus.edits.save(tmp_path / "edits.jsonl")
    changed = "A new head line.\n\n" + EARLY.replace("It melts.", "It thaws.")
    with pytest.warns(quoth.EditWarning, match=r"4 edits found nothing to correct:\n.*edits.jsonl: lost: addressee"):
        again = quoth.corpus({"early": changed}, edits=file)
    assert [one.status for one in again.edits] == ["moved", "lost", "lost", "moved", "applied", "lost", "lost"]
    assert len(again.edits.lost) == 4
    assert of(again, DANGER).speaker == "Olga Stern" or of(again, DANGER).speaker == "Anna Petrova"
    assert again.edits.save(tmp_path / "again.jsonl").read_bytes() == file.read_bytes()  # nothing is dropped


def test_the_log(corpus):
    edit_all(corpus)
    log = corpus.edits.log
    assert (len(log), log[0].edit, log[-1].edit, len(log[1:3])) == (7, "speaker", "split", 2)
    assert log[0].at.words == DANGER
    assert log.to_dicts()[4]["names"] == ["Anna Petrova", "Olga Stern"]
    assert "same_person Anna Petrova is Olga Stern" in str(corpus.edits)
    assert repr(corpus.edits) == "<quoth.Edits: 7 edits>"
    assert list(corpus.edits) == list(log)
    assert str(log[1]).endswith("→ nobody")


def _line(edit, rest=""):
    return f'{{"edit": "{edit}", "account": "early", "start": 1, "end": 4, "words": "abc"{rest}}}'


def test_lines_that_are_no_edits(corpus, tmp_path):
    file = tmp_path / "edits.jsonl"
    good = '{"edit": "same_person", "names": ["Petrova", "Lang"]}\n'
    for line, why in (
        ("{", "line 3: "),
        ("[]", "it is no object"),
        ('{"edit": "speakers"}', "'speakers' is no edit: the edits are speaker, "),
        ('{"edit": "split"}', "the key 'account' is missing"),
        (_line("split", ', "start": "1"'), "'start' cannot be '1'"),
        (_line("split", ', "value": "x"'), "split has no key 'value'"),
        (_line("kind", ', "value": null'), "'value' cannot be None"),
        (_line("merge", ""), "the key 'other' is missing"),
        ('{"edit": "same_person", "names": ["x"]}', "'names' must be two names"),
    ):
        file.write_text(good + "\n" + line + "\n", encoding="utf-8")
        with pytest.raises(quoth.InputError, match=r"edits\.jsonl, line 3: ") as caught:
            corpus.edits.load(file)
        assert why in str(caught.value)
        assert len(corpus.edits) == 0
    with pytest.raises(quoth.InputError, match="the kinds are"):
        corpus.edits.load([json.loads(good), json.loads(_line("kind", ', "value": "x"'))])
    assert len(corpus.edits) == 0


# -------------------------------------------------------------------------------------------------------- command line


def run(folder, *arguments):
    command = [sys.executable, "-m", "quoth", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=folder, check=False)


def test_the_command_line(corpus, tmp_path):
    (tmp_path / "early.txt").write_text(EARLY, encoding="utf-8")
    corpus.edits.set_speaker(of(corpus, DANGER), "Olga Stern")
    corpus.edits.save(tmp_path / "edits.jsonl")
    done = run(tmp_path, "quotations", "early.txt", "--format", "jsonl", "--edits", "edits.jsonl")
    assert done.returncode == 0, done.stderr
    (account,) = map(json.loads, done.stdout.splitlines())
    assert [one["speaker"] for one in account["quotations"] if one["edited"]] == ["Olga Stern"]
    assert run(tmp_path, "report", "early.txt", "--edits", "edits.jsonl").returncode == 0
    assert "Olga Stern" in (tmp_path / "report.html").read_text(encoding="utf-8")
    corpus.edits.set_speaker(of(corpus, FROZEN), "Olga Stern")
    corpus.edits.save(tmp_path / "edits.jsonl")
    done = run(tmp_path, "quotations", "early.txt", "--edits", "edits.jsonl")
    assert done.returncode == 2
    assert "edits.jsonl: lost: speaker late" in done.stderr
    assert "Olga Stern" in done.stdout
    (tmp_path / "again.txt").write_text(EARLY, encoding="utf-8")
    done = run(tmp_path, "compare", "early.txt", "again.txt", "--edits", "edits.jsonl")
    assert (done.returncode, "lost: speaker late" in done.stderr) == (2, True)


# ------------------------------------------------------------------------------------------------ what is known already

TALK = "Ivan Orlov met Pavel Sokol. “It is late,” he said. “I will not,” said the tall one."


def place(words, *rest, text=TALK):
    return (text.index(words), text.index(words) + len(words), *rest)


def test_mentions_are_believed():
    assert quoth.quotations(TALK)[0].speaker == "Ivan Orlov"
    mentions = [(TALK.index("he said"), TALK.index("he said") + 2, "Pavel Sokol")]
    mentions.append(place("the tall one", "Ivan Orlov", "m", "person"))
    found = quoth.quotations(TALK, mentions=mentions)
    assert [one.speaker for one in found] == ["Pavel Sokol", "Ivan Orlov"]
    assert found[1].speaker_as_written == "the tall one"
    several = quoth.corpus({"a": TALK, "b": TALK}, mentions={"b": [quoth.Mention(*one) for one in mentions]})
    assert [one.speaker for one in several["b"].quotations] == ["Pavel Sokol", "Ivan Orlov"]
    assert several["a"].quotations[0].speaker == "Ivan Orlov"
    assert pickle.loads(pickle.dumps(several)) == several
    several.edits.set_speaker("b#2", "Sokol")
    assert [one.speaker for one in several["b"].quotations] == ["Pavel Sokol", "Pavel Sokol"]


def test_speakers_are_believed():
    found = quoth.quotations([TALK], speakers=[[place("It is late,", "Pavel Sokol", "Ivan Orlov")]])
    assert (found[0].speaker, found[0].addressee, found[0].edited) == ("Pavel Sokol", "Ivan Orlov", False)
    assert found[0].why == "The speaker was given with the text."
    whole = quoth.quotations(TALK, speakers=[quoth.Said(0, len(TALK), "Somebody")])
    assert {one.speaker for one in whole} == {"Somebody"}


def test_what_is_known_is_checked():
    for known, error, match in (
        ([(1, 2, "")], quoth.InputError, "a name that is given is empty"),
        ([(5, 5)], quoth.InputError, "mention 0, 5 to 5"),
        ([(5, 1000)], quoth.InputError, "the text has"),
        ([(5, 6, "x", "q")], quoth.InputError, "neither m nor f"),
        ([(5,)], TypeError, "number 0 must be a tuple of start, end, name"),
        (["ab"], TypeError, "number 0 is no tuple"),
        ("ab", TypeError, "not str"),
        (7, TypeError, "not int"),
    ):
        with pytest.raises(error, match=match):
            quoth.quotations(TALK, mentions=known)
    with pytest.raises(quoth.InputError, match="there is no such text"):
        quoth.corpus({"a": TALK}, mentions={"b": []})
    with pytest.raises(quoth.InputError, match="give a list for each"):
        quoth.corpus([TALK, TALK], mentions=[[]])


class Underscore(Thing):
    """Stands for ``doc._``."""


def span(words, label=None, text=TALK):
    start, end = place(words, text=text)
    return Thing(start_char=start, end_char=end, label_=label)


def test_from_spacy_takes_entities():
    doc = Thing(text=TALK, ents=[span("Ivan Orlov", "PERSON"), span("Pavel Sokol", "PER"), span("late", "DATE")])
    found = quoth.from_spacy(doc)
    assert found == [place("Ivan Orlov", None, None, "person"), place("Pavel Sokol", None, None, "person")]
    assert quoth.quotations(doc.text, mentions=found)[0].speaker == "Ivan Orlov"


@pytest.mark.parametrize("kind", ["spans", "objects", "spans of the underscore", "pairs"])
def test_from_spacy_takes_coreference(kind):
    ents = [span("Ivan Orlov", "PERSON"), span("Pavel Sokol", "PERSON")]
    he = Thing(start_char=TALK.index("he said"), end_char=TALK.index("he said") + 2)
    clusters = [[ents[1], he], [ents[0], span("the tall one")]]
    doc = Thing(text=TALK, ents=ents, spans={}, _=Underscore())
    if kind == "spans":
        doc.spans = {"coref_clusters_1": clusters[0], "coref_clusters_2": clusters[1], "sc": [he]}
    elif kind == "objects":
        doc._.coref_clusters = [Thing(mentions=cluster, main=cluster[0]) for cluster in clusters]
    elif kind == "pairs":
        doc._.coref_clusters = [[(one.start_char, one.end_char) for one in cluster] for cluster in clusters]
    else:
        doc._.coref_clusters = clusters
    found = quoth.from_spacy(doc)
    assert {TALK[one.start : one.end]: one.name for one in found} == {
        "Ivan Orlov": "Ivan Orlov",
        "Pavel Sokol": "Pavel Sokol",
        "he": "Pavel Sokol",
        "the tall one": "Ivan Orlov",
    }
    assert [one.speaker for one in quoth.quotations(doc.text, mentions=found)] == ["Pavel Sokol", "Ivan Orlov"]


def test_from_spacy_names_a_cluster_by_what_it_is():
    text = "Sokol's adviser came. President Pavel Sokol, the host, rose. “Sit down,” he said. “No,” the adviser said."
    ents = [span("Sokol", "PERSON", text), span("Pavel Sokol", "PERSON", text)]
    he = Thing(start_char=text.index("he said"), end_char=text.index("he said") + 2)
    host = span("President Pavel Sokol, the host", None, text)
    clusters = {
        "coref_clusters_1": [span("Sokol", None, text), host, he],
        "coref_clusters_2": [span("Sokol's adviser", None, text), span("the adviser", None, text)],
        "coref_clusters_3": [Thing(start_char=0, end_char=len(text))],
    }
    names = {
        text[one.start : one.end]: one.name for one in quoth.from_spacy(Thing(text=text, ents=ents, spans=clusters))
    }
    assert names["he"] == names["Sokol"] == names["Pavel Sokol"] == "Pavel Sokol"
    assert names["the adviser"] == "Sokol's adviser"
    assert text not in names
    found = quoth.quotations(text, mentions=quoth.from_spacy(Thing(text=text, ents=ents, spans=clusters)))
    assert [one.speaker for one in found] == ["Pavel Sokol", "Sokol's adviser"]


def test_from_spacy_asks_the_parser_for_the_head():
    text = "The house of Sokol stood. “It is old,” it was said. Sokol left."
    ents = [span("Sokol", "ORG", text)]
    for root, name in (("house", "The house of Sokol"), ("Sokol", "Sokol"), (None, "The house of Sokol")):
        house = span("The house of Sokol", None, text)
        if root:
            house.root = Thing(idx=text.index(root))
        clusters = {"coref_clusters_1": [house, span("it", None, text)]}
        names = {one.start: one.name for one in quoth.from_spacy(Thing(text=text, ents=ents, spans=clusters))}
        assert names[0] == name


def test_spacy_is_not_imported():
    code = "import sys, quoth; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
