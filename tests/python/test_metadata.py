"""Metadata: from a table beside the files, from columns, from mappings; and data frames as corpora."""

import datetime

import pandas
import polars
import pyarrow
import pytest

import quoth

TEXT = "“It is late,” Mary Brown said."


@pytest.fixture
def folder(tmp_path):
    for name in ("tass", "post"):
        (tmp_path / f"{name}.txt").write_text(
            f"---\nsiglum: {name[0].upper()}\ndate: 1999\n---\n{TEXT}", encoding="utf-8"
        )
    return tmp_path


@pytest.mark.parametrize(
    "table",
    [
        "id,date,source\ntass,2017-06-03,the agency\npost,,\n",
        "\ufeffID; Date ;source\r\ntass;2017-06-03;the agency\r\n",
        "file\tdate\tsource\ntass.txt\t2017-06-03\tthe agency\n",
    ],
)
def test_a_csv_table_goes_before_the_front_matter(folder, table):
    (folder / "accounts.csv").write_text(table, encoding="utf-8", newline="")
    corpus = quoth.read(folder, meta=folder / "accounts.csv")
    assert (corpus["tass"].date, corpus["tass"].source, corpus["tass"].siglum) == ("2017-06-03", "the agency", "T")
    assert (corpus["post"].date, corpus["post"].source) == ("1999", None)


@pytest.mark.parametrize(
    "meta",
    [
        {"tass": {"date": datetime.date(2017, 6, 3)}},
        [{"id": "tass", "date": "2017-06-03"}],
        pandas.DataFrame({"id": ["tass"], "date": [pandas.Timestamp("2017-06-03")]}),
        polars.DataFrame({"file": ["tass.txt"], "date": [datetime.date(2017, 6, 3)]}),
        pyarrow.table({"id": ["tass"], "date": ["2017-06-03"]}),
    ],
    ids=["mapping", "rows", "pandas", "polars", "pyarrow"],
)
def test_metadata_may_be_a_mapping_rows_or_a_data_frame(folder, meta):
    corpus = quoth.read(folder, meta=meta)
    assert (corpus["tass"].date, corpus["post"].date) == ("2017-06-03", "1999")


def test_a_table_that_cannot_be_used_says_why(folder):
    with pytest.raises(quoth.InputError, match=r"none\.csv: no such file or directory; it is"):
        quoth.read(folder, meta=folder / "none.csv")
    table = folder / "accounts.csv"
    table.write_text("name,date\ntass,2017\n")
    with pytest.raises(quoth.InputError, match="no column 'id' or 'file'; its columns are name, date"):
        quoth.read(folder, meta=table)
    table.write_text(f"id,title\ntass,{'x' * 200_000}\n")
    with pytest.raises(quoth.InputError, match=r"accounts\.csv, line 2: field larger"):
        quoth.read(folder, meta=table)
    table.write_bytes(b"id,title\ntass,caf\xe9\n")
    with pytest.raises(quoth.InputError, match="not UTF-8 at byte 17"):
        quoth.read(folder, meta=table)


def test_a_slip_in_an_id_is_reported(folder):
    with pytest.warns(quoth.AccountWarning):
        corpus = quoth.read(folder, meta={"tas": {"date": "2017"}, "elsewhere": {"date": "2018"}})
    (problem,) = corpus.problems
    assert str(problem) == "meta, row 1: no account 'tas'; did you mean 'tass'?"
    assert len(corpus) == 2


def test_texts_in_a_list_a_mapping_and_with_ids():
    assert [one.id for one in quoth.corpus([TEXT, TEXT])] == ["1", "2"]
    assert [one.id for one in quoth.corpus(iter([TEXT, TEXT]), ids=["a", "b"])] == ["a", "b"]
    assert [one.id for one in quoth.corpus({"a": TEXT, "b": TEXT.encode()})] == ["a", "b"]
    assert quoth.corpus([f"---\nid: z\ndate: 2017\n---\n{TEXT}"])["z"].date == "2017"
    assert quoth.corpus({"a": TEXT}, meta={"a": {"date": "2017"}})["a"].date == "2017"
    assert len(quoth.corpus([])) == 0
    assert list(quoth.corpus([]).quotations) == []
    assert list(quoth.corpus([]).utterances()) == []


@pytest.mark.parametrize(
    "make", [pandas.DataFrame, polars.DataFrame, pyarrow.table], ids=["pandas", "polars", "pyarrow"]
)
def test_a_data_frame_is_a_corpus(make):
    frame = make({"id": ["a", "b"], "text": [TEXT, TEXT], "date": ["2017", None], "other": [1, 2]})
    corpus = quoth.corpus(frame)
    assert [(one.id, one.date) for one in corpus] == [("a", "2017"), ("b", None)]
    assert corpus == quoth.corpus({"a": TEXT, "b": TEXT}, meta={"a": {"date": "2017"}})


def test_anything_with_an_arrow_stream_is_a_corpus():
    class Stream:
        def __init__(self, table):
            self.table = table

        def __arrow_c_stream__(self, requested_schema=None):
            return self.table.__arrow_c_stream__(requested_schema)

    assert quoth.corpus(Stream(pyarrow.table({"id": ["a"], "text": [TEXT]})))["a"].text == TEXT


def test_rows_without_a_text_are_problems():
    frame = pandas.DataFrame({"id": ["a", "b", "c"], "text": [TEXT, None, float("nan")]})
    with pytest.warns(quoth.AccountWarning):
        corpus = quoth.corpus(frame)
    assert [str(problem) for problem in corpus.problems] == [
        "account 'b': it has no text",
        "account 'c': it has no text",
    ]


def test_a_missing_date_and_a_year_that_became_a_float():
    frame = pandas.DataFrame({"text": [TEXT, TEXT], "date": [2017.0, float("nan")], "title": [pandas.NA, "a"]})
    corpus = quoth.corpus(frame)
    assert [(one.id, one.date, one.title) for one in corpus] == [("1", "2017", None), ("2", None, "a")]


def test_what_is_no_corpus():
    with pytest.raises(quoth.InputError, match=r"give \[text\]"):
        quoth.corpus(TEXT)
    with pytest.raises(quoth.InputError, match="no column 'text'; the columns are id, words"):
        quoth.corpus(pandas.DataFrame({"id": ["a"], "words": [TEXT]}))
    with pytest.raises(quoth.InputError, match="1 id for 2 texts"):
        quoth.corpus([TEXT, TEXT], ids=["a"])
    with pytest.raises(TypeError, match="not int"):
        quoth.corpus([1])
    with pytest.raises(quoth.AccountError, match="not UTF-8 at byte 1"):
        quoth.corpus([b"a\xff"])
    with pytest.raises(quoth.LanguageError, match="known: de, en"):
        quoth.corpus([TEXT], lang="xx")
