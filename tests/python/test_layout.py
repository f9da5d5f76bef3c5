"""Quotations that the layout shows: dialogue behind dashes, transcripts and interviews, blocks that are set in."""

import quoth

INTERVIEW = """\
Ruth Hale has kept bees for thirty years. Hale lives in Dorset.

Q: Why bees?

A: Why not? My father told me, “Keep bees.” So I did.

Q: Do they sting?

A: “Never,” they say. [Laughs]

That is a joke.

Q: And now?

A: Now I rest.

The hives are open in May.
"""

TRANSCRIPT = """\
ANNA LEE: We know it all. (Applause)

BO GRANT: Nobody said so. Petrova told me: “Go home.”

LEE: He did.

GRANT: He did not.
"""


def rows(text, lang="en"):
    return [
        (q.level, q.marked, q.kind, q.text, q.speaker)
        for q in quoth.corpus({"a": text}, lang=lang).quotations
        if q.level is not None
    ]


def test_questions_and_answers():
    assert rows(INTERVIEW) == [
        (0, "label", "turn", "Why bees?", None),
        (0, "label", "turn", "Why not? My father told me, “Keep bees.” So I did.", "Ruth Hale"),
        (1, "marks", "speech", "Keep bees.", "My father"),
        (0, "label", "turn", "Do they sting?", None),
        (0, "label", "turn", "“Never,” they say.", "Ruth Hale"),
        (1, "marks", "speech", "Never,", None),
        (0, "label", "turn", "That is a joke.", "Ruth Hale"),
        (0, "label", "turn", "And now?", None),
        (0, "label", "turn", "Now I rest.", "Ruth Hale"),
    ]


def test_names_and_colons():
    assert [row[2:] for row in rows(TRANSCRIPT)] == [
        ("turn", "We know it all.", "ANNA LEE"),
        ("turn", "Nobody said so. Petrova told me: “Go home.”", "BO GRANT"),
        ("speech", "Go home.", "Petrova"),
        ("turn", "He did.", "ANNA LEE"),
        ("turn", "He did not.", "BO GRANT"),
    ]
    inner = quoth.corpus({"a": TRANSCRIPT}, lang="en").quotations[2]
    assert inner.chain == ("BO GRANT", "Petrova")


def test_a_label_says_whose_the_marked_words_are():
    text = "Orlov: “We will.”\nLindqvist: “No.”\nOrlov: “Yes.”\nLindqvist: “Never.”"
    assert [row[1:] for row in rows(text)] == [
        ("label", "speech", "We will.", "Orlov"),
        ("label", "speech", "No.", "Lindqvist"),
        ("label", "speech", "Yes.", "Orlov"),
        ("label", "speech", "Never.", "Lindqvist"),
    ]


def test_why_a_turn_is_whose():
    quotations = quoth.corpus({"a": INTERVIEW}, lang="en").quotations
    assert quotations[0].why == "“Q” stands before the colon; who that is, the text does not say."
    assert quotations[1].why == "“A” stands before the colon; that is Ruth Hale."


def test_blocks_that_are_set_in():
    text = "The minister wrote:\n\n> We shall not sign.\n>\n> Nor shall they.\n\nNobody answered."
    assert rows(text) == [
        (0, "block", "writing", "We shall not sign.", "the minister"),
        (0, "block", "writing", "Nor shall they.", "the minister"),
    ]


def test_dialogue_behind_dashes():
    text = (
        "— Mais, reprit Paul, vous êtes là.\n— Qui ? demanda la vieille Anne.\n— Moi !\n— Toi, dit-elle. Viens !\n"
        "Il sortit."
    )
    assert rows(text, "fr") == [
        (0, "dash", "speech", "— Mais,", "Paul"),
        (0, "dash", "speech", "vous êtes là.", "Paul"),
        (0, "dash", "speech", "— Qui ?", "Anne"),
        (0, "dash", "speech", "— Moi !", "Paul"),
        (0, "dash", "speech", "— Toi,", "Anne"),
        (0, "dash", "speech", "Viens !", "Anne"),
    ]
    quotations = quoth.corpus({"a": text}, lang="fr").quotations
    assert [len(quotation.whole) for quotation in quotations] == [2, 2, 1, 1, 2, 2]


def test_dialogue_in_spanish_russian_and_italian():
    spoken = {
        "es": "—Ya voy —dijo Ana—. Espera.\n—¿Dónde? —preguntó Luis.\n—Aquí.",
        "ru": "— Иду, — сказала Анна. — Подожди.\n— Куда? — спросил Пётр.\n— Домой.",
        "it": "— Vengo, — disse Anna. — Aspetta.\n— Dove? — chiese Luca.\n— Qui.",
    }
    words = {
        "es": ["—Ya voy", "Espera.", "—¿Dónde?", "—Aquí."],
        "ru": ["— Иду,", "Подожди.", "— Куда?", "— Домой."],
        "it": ["— Vengo,", "Aspetta.", "— Dove?", "— Qui."],
    }
    for lang, text in spoken.items():
        assert [row[3] for row in rows(text, lang)] == words[lang]
        assert [row[4] for row in rows(text, lang)][:3] == {
            "es": ["Ana", "Ana", "Luis"],
            "ru": ["Анна", "Анна", "Пётр"],
            "it": ["Anna", "Anna", "Luca"],
        }[lang]


def test_ellipses_and_brackets_are_editorial():
    text = "“They … left [the town], he said: ‘Go ... on [...]’ and (...) (all of them) left [sic].” “No.” [Note]"
    corpus = quoth.corpus({"a": text}, lang="en")
    signs = [[(text[s:e], sort) for s, e, sort in quotation.editorial] for quotation in corpus.quotations]
    assert signs[:3] == [
        [("…", "ellipsis"), ("[the town]", "insertion"), ("(...)", "cut"), ("[sic]", "insertion")],
        [("...", "ellipsis"), ("[...]", "cut")],
        [],
    ]


def test_signs_count_from_their_account():
    corpus = quoth.corpus({"a": "“No …” é “[We] go.”", "b": "“Né [he] said.”"}, lang="en")
    signs = [quotation.editorial for quotation in corpus.quotations]
    assert signs == [((4, 5, "ellipsis"),), ((10, 14, "insertion"),), ((4, 8, "insertion"),)]


def test_a_gloss_has_the_speaker_of_what_it_renders():
    said = quoth.corpus({"a": "Anna Petrova spoke. “Genug” (“that will do”), she said."}, lang="en").quotations
    assert [(q.text, q.speaker, q.cue) for q in said] == [
        ("Genug", "Anna Petrova", "said"),
        ("that will do", "Anna Petrova", "said"),
    ]
    assert said[0].kind == said[1].kind
    assert said[1].why == "The words render “Genug”, whose speaker is “she”; that is Anna Petrova."
    apart = quoth.corpus({"a": "“No,” said Orlova (“a hero”) and left."}, lang="en").quotations
    assert "render" not in apart[1].why
