"""Figures, and the tables behind them."""

import sys

import pytest

import quoth
from quoth import plots


@pytest.fixture(scope="module")
def utterance(demo):
    return next(one for one in demo.utterances() if len(one.accounts) > 2)


class TestRows:
    def test_every_two_readings_are_in_the_matrix(self, utterance):
        rows = plots.similarity_rows(utterance)
        assert len(rows) == len(utterance.readings) ** 2
        found = {(row["reading"], row["other"]): row["similarity"] for row in rows}
        assert all(found[one, one] == 1 for one, _ in found)
        assert all(found[one, other] == found[other, one] for one, other in found)
        first, second = utterance.readings[:2]
        assert found[first.account.siglum, second.account.siglum] == pytest.approx(second.similarity)

    def test_coverage_has_every_account_for_every_utterance(self, demo):
        rows = plots.coverage_rows(demo)
        assert len(rows) == len(demo) * len(demo.utterances())
        for one in demo.utterances():
            told = {row["account"] for row in rows if row["utterance"] == one.id and row["told"]}
            assert told == {account.siglum for account in one.accounts}
        assert sum(row["told"] == "base" for row in rows) == len(demo.utterances())

    def test_accounts_are_in_the_order_of_their_dates(self, demo):
        dates = [row["date"] for row in plots.coverage_rows(demo)[: len(demo)]]
        assert dates == sorted(dates)

    def test_the_timeline_leaves_out_what_is_not_told(self, demo):
        rows = plots.timeline_rows(demo)
        assert rows == [row for row in plots.coverage_rows(demo) if row["told"] is not None]

    def test_dates_may_be_missing_or_of_a_year(self):
        said = "“It is not possible now, whatever my team may say,” Mary Brown said."
        dates = {"a": None, "b": "2020", "c": "2019-05", "d": "someday"}
        meta = {id_: {"date": date} for id_, date in dates.items() if date}
        corpus = quoth.corpus(dict.fromkeys(dates, said), meta=meta)
        assert [account.id for account in plots.by_date(corpus)] == ["c", "b", "a", "d"]

    def test_nothing_has_no_rows(self):
        corpus = quoth.corpus({"a": "Nobody said a word."})
        assert plots.coverage_rows(corpus) == plots.timeline_rows(corpus) == []


@pytest.mark.parametrize("draw", [plots.coverage, plots.timeline])
@pytest.mark.parametrize("dark", [False, True])
def test_figures_of_a_corpus(demo, draw, dark):
    figure = pytest.importorskip("matplotlib.figure", reason="matplotlib, of the extra plots, is not installed")
    made = draw(demo, dark=dark)
    assert isinstance(made, figure.Figure)
    assert made.png().startswith(b"\x89PNG")
    assert made.png() == draw(demo, dark=dark).png()
    assert len(made.png()) < 60_000
    assert all(account.siglum in made.alt for account in demo)
    assert made._repr_png_()[1]["alt"] == made.alt


def test_the_matrix_has_its_numbers_in_words(utterance):
    pytest.importorskip("matplotlib", reason="matplotlib, of the extra plots, is not installed")
    made = plots.similarity(utterance)
    shown = {text.get_text() for text in made.axes[0].texts}
    assert {f"{row['similarity']:.2f}" for row in plots.similarity_rows(utterance)} == shown
    assert f"{utterance.readings[1].similarity:.2f}" in made.alt


def test_words_of_accounts_begin_no_formula_and_need_no_font():
    pytest.importorskip("matplotlib", reason="matplotlib, of the extra plots, is not installed")
    said = "“It costs $5 and $x^{ and \\frac 日本 עברית \ud800 \x00 now,” Mary Brown said."
    corpus = quoth.corpus([said, said], meta={"1": {"siglum": "$1$"}, "2": {"siglum": "日本"}})
    assert plots.coverage(corpus).png() != plots.timeline(corpus).png()
    if len(corpus.utterances()):
        plots.similarity(corpus.utterances()[0]).png()


def test_figures_of_nothing():
    pytest.importorskip("matplotlib", reason="matplotlib, of the extra plots, is not installed")
    corpus = quoth.corpus({"a": "Nobody said a word."})
    assert plots.coverage(corpus).png()
    assert plots.timeline(corpus).png()


def test_without_matplotlib_the_error_names_the_extra(demo, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    for name in [name for name in sys.modules if name.startswith("matplotlib.")]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "quoth._drawing", raising=False)
    with pytest.raises(ImportError, match=r"quoth\[plots\]"):
        plots.coverage(demo)
