"""One text and two texts: pieces, distances, alignments, changes, plain text."""

import pickle

import polars
import pytest

import quoth
from quoth import _core
from quoth.plain import cut, safe, table, width

TEXT = "“Don’t go,” he said.\n\nShe went. 3.5 \ud800 👩‍👩‍👧"


def test_pieces_are_sequences():
    tokens = quoth.tokens(TEXT)
    assert tokens[1] == quoth.Token(1, 6, "word", "don't", "Don’t")
    assert all(TEXT[token.start : token.end] == token.text for token in tokens)
    assert tokens[-1] == list(tokens)[-1]
    assert tokens[1:3] == tuple(tokens)[1:3]
    assert len(tokens) == len(list(tokens)) == len(tokens.table)
    with pytest.raises(IndexError):
        tokens[len(tokens)]
    assert pickle.loads(pickle.dumps(tokens)) == tokens
    assert tokens != quoth.tokens("other")
    assert tokens != 1
    assert hash(tokens) == hash(quoth.tokens(TEXT))
    assert polars.DataFrame(tokens)["start"].to_list() == [token.start for token in tokens]
    assert tokens.to_pandas()["text"][1] == "Don’t"
    assert repr(tokens) == f"<quoth.Tokens: {len(tokens)} tokens>"
    assert str(tokens).splitlines()[0].split() == ["start", "end", "kind", "form", "text"]
    assert "".join(token.text for token in quoth.tokens(TEXT, spaces=True)) == TEXT
    assert quoth.paragraphs(TEXT)[0].text == "“Don’t go,” he said."
    assert quoth.sentences("Dr. No came. He left.", lang="en")[1].text == "He left."
    assert repr(quoth.paragraphs("a")) == "<quoth.Stretches: 1 paragraph>"
    assert quoth.words(TEXT)[:5] == ("Don’t", "go", "he", "said", "She")
    with pytest.raises(quoth.LimitError):
        quoth.tokens(TEXT, limits={"max_tokens": 3})


def test_forms_are_made_when_they_are_asked_for():
    tokens = quoth.tokens(TEXT)
    names = ["start", "end", "start_byte", "end_byte", "kind"]
    assert tokens.places.names == tuple(names)
    assert len(tokens) == len(tokens.places)
    whole = _core.tokens(TEXT)
    assert [tokens.places.list(name) for name in names] == [whole.list(name) for name in names]
    assert tokens.table == whole == tokens.places
    assert [token.form for token in quoth.tokens(TEXT)] == whole.list("form")
    assert pickle.loads(pickle.dumps(quoth.tokens(TEXT))) == quoth.tokens(TEXT)
    words = quoth.Vocabulary()
    assert "id" in quoth.tokens(TEXT, vocabulary=words).places.names
    assert len(words) > 0
    assert quoth.tokens_many([TEXT, TEXT], forms=False).names == ("text", *names)
    assert "id" in quoth.tokens_many([TEXT], forms=False, vocabulary=words).names


def test_tokens_of_bytes():
    text = TEXT.replace("\ud800", "")
    mutable = bytearray(text.encode())
    tokens = quoth.tokens(mutable)
    mutable[:] = b"x" * len(mutable)
    assert list(tokens) == list(quoth.tokens(text.encode())) == list(quoth.tokens(text))
    assert tokens == quoth.tokens(text)
    assert list(quoth.tokens(text.encode(), units="utf16")) == list(quoth.tokens(text, units="utf16"))
    with pytest.raises(quoth.InputError, match="byte 1"):
        quoth.tokens(b"a\xff")


SHAPED = [
    ("hyphens", "vice-president", ["vice-president"], ["vice", "-", "president"]),
    ("urls", "https://a.org/b?c=1", ["https://a.org/b?c=1"], None),
    ("emails", "jo.do@a.org", ["jo.do@a.org"], ["jo.do", "@", "a.org"]),
    ("names", "@jo", ["@jo"], ["@", "jo"]),
    ("tags", "#tag", ["#tag"], ["#", "tag"]),
    ("numbers", "12:30", ["12:30"], ["12", ":", "30"]),
    ("abbreviations", "U.S.", ["U.S."], ["U.S", "."]),
    ("elision", "l’arbre", ["l’", "arbre"], ["l’arbre"]),
    ("colon", "a:b", ["a", ":", "b"], ["a:b"]),
]


@pytest.mark.parametrize(("flag", "text", "with_it", "without"), SHAPED)
def test_each_flag_of_tokens(flag, text, with_it, without):
    assert [token.text for token in quoth.tokens(text, lang="fr", **{flag: True})] == with_it
    plain = [token.text for token in quoth.tokens(text, lang="fr")]
    assert plain == without if without else plain != with_it
    assert [token.text for token in quoth.tokens(text, lang="fr", **{flag: False})] == plain


def test_flags_together():
    text = "@jo: l’ex-roi, 10\u202f000 €"
    assert quoth.words(text, lang="fr", hyphens=True, elision=True, names=True, numbers=True) == (
        "@jo", "l’", "ex-roi", "10\u202f000"
    )  # fmt: skip
    text = "mot\u202f?"
    assert quoth.tokens(text, profile="uax29")[0].text == "mot\u202f"
    assert quoth.tokens(text, profile="uax29", no_break_spaces=True)[0].text == quoth.tokens(text)[0].text == "mot"
    guessed = quoth.tokens("Il a vu l’arbre de la ville, dit-il.", elision=True)
    assert [token.text for token in guessed][3:5] == ["l’", "arbre"]
    with pytest.raises(TypeError):
        quoth.tokens(text, joined=True)


def test_distances():
    assert quoth.distance("a b c", "a c") == 1
    assert quoth.distance("Don’t", "don't") == 0, "words are compared by their form"
    assert quoth.distance("abc", "abd", unit="character") == 1
    assert quoth.distance("ab", "cd", "indel", unit="character") == 4
    assert quoth.distance([1, (2,)], [(2,)], "lcs") == 1
    assert quoth.distance("a b c d", "e f g h", bound=1) == 2
    assert quoth.similarity("", "") == 1.0
    assert quoth.similarity(["a"], ["b"]) == 0.0
    with pytest.raises(quoth.InputError):
        quoth.distance("a", "b", "manhattan")
    with pytest.raises(TypeError):
        quoth.distance("a", ["a"])


def test_alignment():
    steps = quoth.align(["x", "y"], ["y", "z"])
    assert [step.op for step in steps].count("equal") == 1
    assert steps[0].a_start == steps[0].b_start == 0
    assert (steps[-1].a_end, steps[-1].b_end) == (2, 2)
    assert quoth.align("", "") == ()
    assert isinstance(steps[0], quoth.Step)


def test_changes_of_two_texts():
    (change,) = quoth.changes("I do not mind.", "I do mind.", lang="en")
    assert (change.kind, change.before, change.after, change.turns_sense) == ("negation", "not", None, True)
    assert "I do not mind."[change.before_start : change.before_end] == "not"
    assert str(change).startswith("⚠ negation: ")
    assert pickle.loads(pickle.dumps(change)) == change
    assert hash(change) == hash(pickle.loads(pickle.dumps(change)))
    assert list(change.to_dict()) == [
        "kind", "before", "after", "before_start", "before_end", "after_start", "after_end", "why",
    ]  # fmt: skip
    assert [one.kind for one in quoth.changes("Same.", "Same.", lang="en")] == ["same"]
    assert [one.kind for one in quoth.changes("He won 3 seats.", "He won 4 seats.", lang="en")] == ["number"]


def test_front_matter_and_languages():
    assert quoth.front_matter("no")["skip"] == 0
    assert quoth.languages() == tuple(sorted(quoth.languages()))
    assert set(quoth.build_info()) >= {"version", "unicode", "utf8proc"}


def test_plain_text_cannot_steer_a_terminal():
    assert safe("a\x1b[2Jb\x07\x7f") == "a␛[2Jb␇␡"
    assert safe("line\nline\ttab\u2028") == "line line tab "
    assert safe("\u202egnp.exe\u202c\ud800\x9b") == "<U+202E>gnp.exe<U+202C><U+D800><U+009B>"
    assert safe("👩‍👩‍👧 né שלום") == "👩‍👩‍👧 né שלום"
    assert width("日本") == 4
    assert width("e\u0301") == 1
    assert cut("abcdef", 4) == "abc…"
    assert cut("日本語", 5) == "日本…"
    assert table(("a", "b"), [(None, "x" * 200)], 40) == "a  b\n   " + "x" * 36 + "…"
