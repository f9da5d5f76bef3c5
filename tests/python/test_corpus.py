"""The corpus and its views: indexing, asking, comparing, pickling, pictures."""

import copy
import pickle
import re

import pandas
import polars
import pyarrow
import pytest

import quoth

TALE = "“I asked him: ‘Will you?’ He said, ‘Why not?’” Mary Brown told us. “It was late,” she said, “and we left.”"


@pytest.fixture(scope="module")
def small():
    return quoth.corpus({"a-1": TALE, "b-2": TALE.replace("Why not", "No")}, meta={"a-1": {"date": "2017"}})


# ----------------------------------------------------------------------------------------------------------- corpus


def test_an_account_is_found_by_place_id_and_siglum(demo):
    assert demo["CAR"] == demo["carlson-2024"] == demo.accounts["CAR"]
    assert demo[0] == demo.accounts[0] == next(iter(demo))
    assert demo[-1] == list(demo)[-1]
    assert list(demo[1:3]) == list(demo)[1:3]
    assert len(demo) == len(demo.accounts) == 5
    assert "CAR" in demo
    assert demo["CAR"] in demo
    assert "XYZ" not in demo
    assert set(demo._ipython_key_completions_()) == {one.id for one in demo} | {one.siglum for one in demo}


def test_what_is_not_there_is_named_with_its_neighbours(demo):
    with pytest.raises(quoth.NotFoundError, match="no account 'carlson-2025' here; did you mean 'carlson-2024'"):
        demo["carlson-2025"]
    with pytest.raises(KeyError):
        demo.quotations["carlson-2024#99"]
    with pytest.raises(quoth.NotFoundError, match="no utterance 'u99' here"):
        demo.utterances()["u99"]
    with pytest.raises(IndexError, match="there are 5"):
        demo[5]
    with pytest.raises(quoth.NotFoundError, match="no quotation 'carlson-2024#1' here"):
        demo["TAS"].quotations["carlson-2024#1"]


def test_an_account_knows_itself(demo):
    account = demo["TAS"]
    assert (account.siglum, account.date, account.lang, account.lang_guessed) == ("TAS", "2017-06-03", "en", False)
    assert account.title == "A question, a laugh and no application"
    assert "TASS" in account.source
    assert account.path is None
    assert account.text[account.start :].lstrip().startswith('"Have you applied?"')
    assert account.words == len(quoth.words(account.text[account.start :]))
    assert all(one.account == account for one in account.quotations)
    assert account.to_dict()["quotations"] == len(account.quotations)
    assert "2017-06-03" in str(account)


def test_a_siglum_is_made_of_the_id_and_told_apart():
    corpus = quoth.corpus({"new-york-post-2024": TALE, "nyp-24": TALE, "x": TALE})
    sigla = [one.siglum for one in corpus]
    assert len(set(sigla)) == 3
    assert all(re.fullmatch(r"[A-Z0-9]+", siglum) for siglum in sigla)


def test_equality_hash_and_pickle(small):
    again = quoth.corpus({"a-1": TALE, "b-2": TALE.replace("Why not", "No")}, meta={"a-1": {"date": "2017"}})
    assert again == small
    assert hash(again) == hash(small)
    assert quoth.corpus({"a-1": TALE}) != small
    assert small != 1
    for view in (small, *small, *small.quotations, *small.people, *small.utterances(), small.accounts[1:]):
        other = pickle.loads(pickle.dumps(view))
        assert other == view
        assert hash(other) == hash(view)
        assert repr(other) == repr(view)
        assert str(other) == str(view)
        assert copy.copy(view) == view
    for utterance in small.utterances():
        for reading in utterance.readings:
            assert pickle.loads(pickle.dumps(reading)) == reading
            assert pickle.loads(pickle.dumps(reading.changes)) == reading.changes
    ours, theirs = small.quotations, again.quotations
    assert ours == theirs
    assert ours[0] == theirs[0]
    assert ours[0] != ours[1]
    assert ours[:1] != ours[1:2]
    assert ours[0] in theirs
    assert {ours[0]: 1}[theirs[0]] == 1


def test_views_cannot_be_changed(small):
    with pytest.raises(AttributeError, match=r"Account\.date cannot be set"):
        small["a-1"].date = "1999"
    with pytest.raises(AttributeError):
        del small.quotations[0].text
    with pytest.raises(AttributeError):
        small.utterances()[0].readings[1].changes[0].kind = "same"


# ------------------------------------------------------------------------------------------------------- quotations


def test_a_quotation_knows_its_place_and_its_relations(small):
    first, second, third, *rest = small["a-1"].quotations
    account = small["a-1"]
    assert account.text[first.start : first.end] == first.text
    assert account.text[first.outer_start : first.outer_end] == f"“{first.text}”"
    assert (first.level, first.parent, first.inner) == (0, None, (second, third))
    assert (second.level, second.parent, second.inner, second.text) == (1, first, (), "Will you?")
    assert first.whole == (first,)
    before, after = rest
    assert before.whole == after.whole == (before, after)
    assert (after.part, after.group) == (1, before)
    assert {first.speaker, before.speaker, after.speaker} == {"Mary Brown"}
    assert first.speaker_as_written == account.text[first.speaker_start : first.speaker_end]
    assert first.cue == account.text[first.cue_start : first.cue_end] == "told"
    assert first.chain == first.speakers == ("Mary Brown",)
    assert second.chain == ("Mary Brown", "Mary Brown")
    assert 0 < first.sure <= 1
    assert first.closed is True
    assert first.asserted is True
    assert "Mary Brown" in first.why


def test_rows_of_the_table_that_are_names_in_dicts(small):
    second = small["b-2"].quotations[1].to_dict()
    assert (second["id"], second["parent"], second["group"]) == ("b-2#2", "b-2#1", "b-2#2")
    assert second["chain"] == ["Mary Brown", "Mary Brown"]


def test_where_takes_one_value_or_several(demo):
    quotations = demo.quotations
    clinton = quotations.where(speaker="Clinton")
    assert {one.speaker for one in clinton} == {"Bill Clinton"}
    for name in ("Bill Clinton", "President Clinton", "BILL", "clinton"):
        assert quotations.where(speaker=name) == clinton
    both = quotations.where(speaker=["Clinton", "Robertson"])
    assert len(both) == len(clinton) + len(quotations.where(speaker="George Robertson"))
    nobody = quotations.where(speaker=None)
    assert {one.speaker for one in nobody} <= {None}
    assert len(quotations.where(speaker=(None, "Clinton"))) == len(nobody) + len(clinton)
    assert quotations.where(account="CAR") == demo["CAR"].quotations == quotations.where(account=["carlson-2024"])
    assert {one.level for one in quotations.where(level=1)} == {1}
    assert {one.kind for one in quotations.where(kind=("speech", "fragment"))} == {"speech", "fragment"}
    assert quotations.where(closed=True, level=range(9)) == quotations.where(closed=(True,))
    assert len(quotations.where(asserted=False)) + len(quotations.where(asserted=True)) <= len(quotations)
    assert quotations.where() == quotations
    assert demo["CAR"].quotations.where(speaker="Clinton", level=1) == clinton.where(account="CAR")
    assert len(quotations.where(speaker="Musk")) == 0, "somebody who is known and says nothing"


def test_where_gives_hints(demo):
    with pytest.raises(quoth.NotFoundError, match="did you mean 'Clinton'"):
        demo.quotations.where(speaker="Clintn")
    with pytest.raises(quoth.NotFoundError, match="did you mean 'speech'"):
        demo.quotations.where(kind="speach")
    with pytest.raises(quoth.NotFoundError, match="did you mean 'CAR'"):
        demo.quotations.where(account="CARL")
    with pytest.raises(quoth.InputError, match="a kind is a str"):
        demo.quotations.where(kind=3)


def test_people_are_found_by_any_name(demo):
    people = demo.people
    assert people["Clinton"] == people["President Clinton"]
    assert (people["Clinton"].name, people["Clinton"].gender) == ("Bill Clinton", "m")
    assert "Clinton" in people["Clinton"].aliases
    assert people["Clinton"].quotations == demo.quotations.where(speaker="Clinton")
    assert "Putin" in people
    assert "Nobody" not in people
    assert people.named("Putin") == (people["Putin"],)
    assert all(len(person.quotations) for person in people)
    assert people.to_dicts()[0]["name"] == people[0].name
    assert "Bill Clinton" in repr(people)
    assert "Bill Clinton" in str(people)


def test_quotations_that_lack_a_mark():
    corpus = quoth.corpus(["He said: “It is late.\n\nShe left. “Yes,” he said."])
    assert [one.text for one in corpus.quotations.problems()] == ["It is late."]
    assert not corpus.quotations.problems()[0].closed
    assert len(corpus.quotations) == 2


# ----------------------------------------------------------------------------------------------------------- tables


def test_tables_for_everybody(demo):
    quotations = demo.quotations
    some = quotations.where(speaker="Clinton")
    for views in (quotations, some, demo.accounts, demo.people, demo.utterances(), demo.utterances()[1:3]):
        assert pyarrow.table(views).num_rows == len(views)
        assert polars.DataFrame(views).height == len(views)
        assert len(views.table) == len(views)
        assert len(views.to_dicts()) == len(views)
        assert isinstance(views.to_pandas(), pandas.DataFrame)
    assert pyarrow.table(some)["start"].to_pylist() == [one.start for one in some]
    assert polars.DataFrame(some)["speaker"].to_list() == ["Bill Clinton"] * len(some)
    assert quotations.table is quotations.table or quotations.table == quotations.table
    assert quotations.table.children == ("speakers", "chain", "editorial", "edits")
    frame = quotations.to_pandas()
    assert list(frame["id"]) == [one.id for one in quotations]
    assert str(frame["speaker_start"].dtype) in ("Int64", "int64")
    assert frame["chain"][0] == list(quotations[0].chain)


def test_a_data_frame_without_rows_has_its_columns(demo):
    pytest.importorskip("pandas")
    for full in (demo.quotations, demo.accounts, demo.people, demo.utterances(), quoth.tokens("Yes.")):
        assert tuple(full._keys) == tuple(full.to_dicts()[0])
    for empty in (quoth.quotations("Nobody spoke."), demo.accounts[:0], demo.people[:0], quoth.tokens("")):
        frame = empty.to_pandas()
        assert len(frame) == 0
        assert tuple(frame.columns) == tuple(empty._keys)
    assert list(quoth.quotations("Nobody spoke.").to_pandas()["speaker"]) == []


def test_the_bare_table_is_a_data_frame(demo):
    pytest.importorskip("pandas")
    table = demo.quotations.table
    frame = table.to_pandas()
    assert tuple(frame.columns) == table.names
    assert frame["text"].tolist() == table.list("text")
    assert tuple(quoth.quotations("None.", spans_only=True).to_pandas().columns)[:3] == ("account", "id", "text")


def test_pandas_is_named_where_it_is_missing(demo, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(ImportError, match=r"quoth\[pandas\]"):
        demo.quotations.to_pandas()


# ------------------------------------------------------------------------------------------------------- utterances


def test_an_utterance_has_readings_with_the_base_first(demo):
    utterances = demo.utterances()
    assert [one.id for one in utterances] == [f"u{number + 1}" for number in range(len(utterances))]
    assert utterances["u2"] == utterances[1]
    for utterance in utterances:
        assert utterance.readings[0] == utterance.base
        assert len(utterance) == len(utterance.readings) >= 2
        dates = [reading.account.date for reading in utterance.readings]
        assert dates == sorted(dates)
        assert utterance.base.changes == ()
        assert utterance.why
        assert 0 <= utterance.share <= 1
        turned = [reading for reading in utterance.readings if reading.turns_sense]
        assert len(turned) == utterance.turns_sense
        for reading in utterance.readings:
            assert reading.utterance == utterance
            assert reading.is_base is (reading == utterance.base)
            assert (reading.start, reading.end) == (reading.quotation.start, reading.quotation.end)
            assert reading.words == len(
                quoth.words(" ".join(reading.account.text[slice(*one)] for one in reading.pieces))
            )
            assert all(change.why for change in reading.changes)


def test_a_reading_is_its_own_words(small):
    (outer,) = [one for one in small.utterances() if one.base.quotation.level == 0 and one.base.quotation.inner]
    reading = outer.base
    text = reading.account.text
    assert reading.text == "I asked him: ‹…› He said, ‹…›"
    assert [text[start:end] for start, end in reading.pieces] == ["I asked him: ", " He said, "]


def test_changes_stand_in_both_texts(demo):
    for utterance in demo.utterances():
        base = utterance.base.account.text
        for reading in utterance.readings[1:]:
            assert reading.changes
            for change in reading.changes:
                assert change.kind in quoth._core.CHANGES
                assert (change.before is None) is (change.before_start is None)
                assert (change.after is None) is (change.after_start is None)
                if change.before is not None:
                    assert base[change.before_start : change.before_end] == change.before
                if change.after is not None:
                    assert reading.account.text[change.after_start : change.after_end] == change.after


def test_where_of_utterances(demo):
    utterances = demo.utterances()
    clinton = utterances.where(speaker="Clinton")
    assert {one.speaker for one in clinton} == {"Bill Clinton"}
    assert all(demo["TAS"] in one.accounts for one in utterances.where(account="TAS"))
    turned = utterances.where(turns_sense=True)
    assert all(one.turns_sense for one in turned)
    assert len(turned) + len(utterances.where(turns_sense=False)) == len(utterances)
    with pytest.raises(quoth.NotFoundError):
        utterances.where(speaker="Klintonn")


def test_the_order_of_the_accounts_does_not_change_what_is_told(demo):
    texts = {account.id: account.text for account in reversed(list(demo))}
    other = quoth.corpus(texts)
    assert {one.id: one.to_dict() for one in other.quotations} == {one.id: one.to_dict() for one in demo.quotations}

    def told(corpus):
        return {frozenset(reading.quotation.id for reading in one.readings) for one in corpus.utterances()}

    assert told(other) == told(demo)


# --------------------------------------------------------------------------------------------------------- pictures


def test_pictures_in_text(demo):
    utterance = next(one for one in demo.utterances() if one.turns_sense)
    picture = str(utterance)
    assert utterance.id in picture
    assert "⚠" in picture
    for reading in utterance.readings:
        assert reading.account.siglum in picture
        assert reading.account.date in picture
    assert re.search(r"\d+ of \d+", picture)
    assert all(len(line) <= 110 for line in picture.splitlines())
    for thing in (demo, demo.accounts, demo.quotations, demo.quotations[0], demo.utterances(), utterance.base):
        assert repr(thing).startswith("<quoth.")
        assert str(thing)
        assert "\x1b" not in str(thing)


def test_pictures_for_notebooks(demo):
    things = [
        demo,
        demo[0],
        demo.accounts,
        demo.quotations,
        demo.quotations[0],
        demo.utterances(),
        demo.utterances()[0],
    ]
    for thing in [*things, demo.people, demo.people[0], quoth.tokens("a b"), demo.utterances()[0].readings[1]]:
        bundle = thing._repr_mimebundle_()
        assert bundle["text/plain"] == str(thing)
        assert bundle["text/html"].lstrip().startswith("<")


def test_a_report_is_one_file(demo, tmp_path):
    path = demo.report(tmp_path / "report.html", title="A & B")
    page = path.read_text(encoding="utf-8")
    assert "<title>A &amp; B" in page
    assert "Bill Clinton" in page


# ---------------------------------------------------------------------------------------------------- hostile texts


@pytest.mark.parametrize(
    "text",
    [
        "\ud800“It is \udfff late,” Mary Brown said.\udc80",
        "\0“It \0is late,” Mary Brown said.",
        "قال: “نعم” \u202e“It is late,” Mary Brown said.\u202c",
        "👩‍👩‍👧‍👦 “It is 🇬🇧 late,” Mary Brown said. 𝔘𝔫𝔦",
        "“\x1b[31mIt is late\x1b[0m,” Mary Brown said.",
        "“<script>alert(1)</script>,” Mary Brown said.",
        "“" * 5000,
        "”" * 500 + "“It is late,” Mary Brown said.",
        "\ufeff“It is late,” Mary Brown said.",
        "“It is late,” Mary Brown said." * 300,
    ],
)
def test_hostile_texts_have_their_places(text):
    corpus = quoth.corpus({"a": text, "b": text})
    assert corpus["a"].text is text
    for quotation in corpus["a"].quotations:
        assert text[quotation.start : quotation.end] == quotation.text
        assert quotation.outer_start <= quotation.start <= quotation.end <= quotation.outer_end <= len(text)
    if "Mary" in text and not text.startswith("”"):
        assert corpus["a"].quotations[-1].speaker == "Mary Brown"
    for utterance in corpus.utterances():
        assert "\x1b" not in str(utterance)
    assert "\x1b" not in str(corpus.quotations[:10])
    assert pickle.loads(pickle.dumps(corpus)) == corpus


def test_quotations_of_one_text_and_of_many():
    one = quoth.quotations(TALE)
    assert [quotation.id for quotation in one] == [f"text#{number}" for number in range(1, 6)]
    many = quoth.quotations([TALE, TALE])
    assert len(many) == 2 * len(one)
    assert [quotation.account.id for quotation in quoth.quotations({"x": TALE})] == ["x"] * 5
    assert list(quoth.quotations("")) == []
    assert list(quoth.quotations([])) == []
    assert [q.text for q in quoth.quotations(TALE.encode())] == [q.text for q in one]
    with pytest.raises(quoth.LimitError, match="10"):
        quoth.quotations(TALE, limits={"max_bytes": 10})
    with pytest.raises(quoth.LanguageError):
        quoth.quotations(TALE, lang="xx")
    with pytest.raises(TypeError):
        quoth.quotations(None)


def test_spans_alone():
    front = f"---\ndate: 2017\n---\n{TALE}"
    table = quoth.quotations({"a": TALE, "b": front}, spans_only=True)
    full = quoth.quotations({"a": TALE, "b": front}).table
    for name in ("account", "id", "text", "start", "end", "outer_start", "outer_end", "level", "parent", "closed"):
        assert table.list(name) == full.list(name), name
    assert "speaker" not in table
    assert len(quoth.quotations("", spans_only=True)) == 0


def test_a_language_that_was_read_is_used(tmp_path):
    words = "language\tla\tLatin\ncue\tdixit\tspeech\t95\nfirst_name\tmarcus\tm\nfunction\tet\n"
    (tmp_path / "la.tsv").write_text(words)
    latin = quoth.read_language(tmp_path / "la.tsv")
    corpus = quoth.corpus(["“Veni,” dixit Marcus Tullius."], lang=latin)
    assert corpus[0].lang == "la"
    assert corpus.quotations[0].speaker == "Marcus Tullius"
    assert pickle.loads(pickle.dumps(corpus)).quotations[0].speaker == "Marcus Tullius"
    (tmp_path / "bad.tsv").write_text("language\tla\tLatin\ncue\n")
    with pytest.raises(quoth.LanguageError):
        quoth.read_language(tmp_path / "bad.tsv")


@pytest.mark.parametrize("options", [{}, {"spans_only": True}])
def test_one_bad_text_of_many_leaves_the_others(options):
    texts = {"whole": "“Yes,” Ann Lee said.", "none": None, "long": "“No,” Ann Lee said. " * 9}
    with pytest.warns(quoth.AccountWarning) as caught:
        found = quoth.quotations(texts, limits={"max_bytes": 60}, **options)
    said = str(caught[0].message)
    assert "1 account could be read" in said
    assert "'none'" in said
    assert "'long'" in said
    assert caught[0].filename == __file__
    assert set((found if options else found.table)["account"]) == {"whole"}
    with pytest.raises(quoth.AccountError, match="'none'"):
        quoth.quotations({"none": None}, **options)
    with pytest.raises(TypeError, match="not NoneType"):
        quoth.quotations(None)
