"""Sentences held against sets with right answers, and the guess of the language, of short texts too."""

import importlib.util
from pathlib import Path

import pytest

import quoth
from quoth import _core

BENCH = Path(__file__).resolve().parents[1] / "bench" / "sentences.py"

# Mean boundary F1 of ICU 72 by language; ours may not be lower. Where it says more, that is what was reached.
GOLDEN = {
    "all": 0.965, "am": 1, "ar": 0.764, "bg": 0.91, "da": 0.965, "de": 1, "el": 0.8, "en": 0.99, "es": 1, "fa": 1,
    "fr": 1, "hi": 1, "hy": 1, "it": 1, "ja": 1, "kk": 0.94, "mr": 1, "my": 1, "nl": 1, "pl": 1, "ru": 1, "sk": 0.733,
    "ur": 1, "zh": 1,
}  # fmt: skip
MORE = {"all": 0.98, "da": 0.619, "de": 0.99, "es": 0.97, "hy": 0.99, "it": 0.98, "ja": 0.666, "ru": 0.99}
SENTENCEX = {"all": 0.95, "en": 0.945, "de": 0.99, "fr": 1, "es": 1, "it": 0.98, "nl": 0.93, "ru": 0.99}

# Ours, one line a language, from a whole sentence to two words.
TEXTS = {
    "en": ["The minister said that he would not resign.", "Who are you?", "They have won.", "It was late.", "Why not?"],
    "de": ["Der Minister sagte, dass er nicht gehen werde.", "Wer bist du?", "Sie haben gewonnen.", "Es war spät."],
    "fr": [
        "Le ministre a dit qu’il ne partirait pas.",
        "Qui es-tu ?",
        "Ils ont gagné.",
        "L’arbre de l’école est tombé.",
    ],
    "es": [
        "El ministro dijo que no iba a dimitir.",
        "¿Quién eres tú?",
        "No lo sabe nadie.",
        "Los precios volvieron a subir.",
    ],
    "it": ["Il ministro ha detto che non se ne andrà.", "Chi sei tu?", "Hanno vinto la partita.", "L’albero è caduto."],
    "nl": ["De minister zei dat hij niet zou aftreden.", "Wie ben jij?", "Ze hebben gewonnen.", "Het was laat."],
    "ru": ["Министр сказал, что он не уйдёт.", "Кто ты?", "Они выиграли матч.", "Было поздно."],
}
OTHERS = [
    "Ministeren sagde, at han ikke ville træde tilbage, fordi det ikke var nødvendigt.",
    "O ministro disse que não iria demitir-se, porque não era necessário.",
    "Minister powiedział, że nie ustąpi, ponieważ nie jest to konieczne.",
    "Міністр сказав, що не піде у відставку, бо це не потрібно.",
    "Ministern sade att han inte skulle avgå eftersom det inte var nödvändigt.",
    "Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae.",
    "大臣は辞任しないと述べた。",
]


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("bench_sentences", BENCH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def folder(shared):
    found = shared / "corpora" / "sentences"
    assert (found / "golden_rules_pysbd.jsonl").is_file()
    return found


def check(bench, cases, floors):
    reached = bench.figures(cases, bench.ours)
    peer = bench.icu()
    others = bench.figures(cases, peer) if peer else {}
    print({lang: round(f1, 4) for lang, (f1, _, _) in reached.items()})
    low = {lang: f1 for lang, (f1, _, _) in reached.items() if f1 < floors.get(lang, 0)}
    behind = {lang: f1 for lang, (f1, _, _) in reached.items() if lang in others and f1 < others[lang][0] - 1e-9}
    assert (low, behind) == ({}, {})


def test_golden_rules(bench, folder):
    cases = bench.golden(folder)
    assert len(cases) == 162
    check(bench, cases, GOLDEN)


def test_more_rules(bench, folder):
    check(bench, bench.golden(folder, more=True), MORE)


def test_quotations(bench, folder):
    for case in bench.quotes(folder):
        assert bench.score(case, bench.ours(case.text, case.lang)) == (1.0, True), case.text


def test_many_languages(bench, folder):
    check(bench, bench.sentencex(folder), SENTENCEX)


def test_figures_of_the_bench(bench):
    case = bench.Case("en", "A b. C d. E", ("A b.", "C d.", "E"))
    assert bench.boundaries(case.sentences) == [3, 6, 7]
    assert bench.score(case, ["A b. ", "C d. E"]) == (2 * 2 / 5, False)
    assert bench.figures([case], lambda text, lang: list(case.sentences)) == {"all": (1, 1, 1), "en": (1, 1, 1)}


@pytest.mark.parametrize("lang", TEXTS)
def test_the_language_of_short_texts(lang):
    assert {text: _core.guess_language(text) for text in TEXTS[lang]} == dict.fromkeys(TEXTS[lang], lang)


def test_other_languages_are_not_taken_for_these():
    assert {text: _core.guess_language(text) for text in OTHERS} == dict.fromkeys(OTHERS)


def test_letters_of_a_language():
    mine = "language\tqq\tTest\nfunction\tna\n"
    assert _core.read_language(mine + "letters\táé\n").code == "qq"
    with pytest.raises(quoth.LanguageError, match="line 3"):
        _core.read_language(mine + "letters\t漢\n")


def test_profiles_of_sentences():
    text = "Mr. Fox ran.  He sat. "
    assert [s.text for s in quoth.sentences(text, lang="en")] == ["Mr. Fox ran.", "He sat."]
    assert [s.text for s in quoth.sentences(text, lang="en", spaces=True)] == ["Mr. Fox ran.  ", "He sat. "]
    assert [s.text for s in quoth.sentences(text, lang="en", profile="uax29")] == ["Mr.", "Fox ran.", "He sat."]
    covered = quoth.sentences(text, profile="uax29", spaces=True)
    assert "".join(s.text for s in covered) == text
    with pytest.raises(quoth.InputError, match="profile"):
        quoth.sentences(text, profile="other")
