"""What a reader sees in HTML: no reading of hostile text gets a tag into it, it stays small, and it says what it must.

The pictures are made of stand-ins where text has to come to a place to which the analysis would not bring it (a
speaker's name, a siglum), and of real corpora elsewhere.
"""

import html.parser
import re
from types import SimpleNamespace

import pytest

import quoth
from quoth import _html, _picture, _report, plots
from quoth.compare import Change

PAYLOADS = [
    "<script>alert(1)</script>",
    "</td></tr></table><script>alert(1)</script>",
    "</pre><script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<style>*{display:none}</style>",
    "<img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "` onmouseover=`alert(1)",
    '" style="position:fixed;inset:0;background:red',
    '" autofocus onfocus="alert(1)" x="',
    "x onclick=alert(1) y",
    "<svg onload=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data='data:text/html,<script>alert(1)</script>'>",
    "<embed src='javascript:alert(1)'>",
    "<base href='//example.invalid/'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href='//example.invalid/x.css'>",
    "<form action='javascript:alert(1)'><input type=submit autofocus>",
    "<a href='javascript:alert(1)'>click</a>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!-- a comment",
    "--><script>alert(1)</script>",
    "<!DOCTYPE html>",
    "<?xml version='1.0'?>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script\x00>alert(1)</script>",
    "<\x00script>alert(1)</script>",
    "<script/x>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;script&#x3e;",
    "&notanentity; &amp;amp; & &#0; &#xD800;",
    "{{ 7 * 7 }} {% raw %} {# x #} ${7*7} <%= 7*7 %>",
    "{{ ''.__class__.__mro__ }}",
    "\u202eevil\u202c and \u202dso on",
    "\u2066isolate\u2069\u2069\u2069 \u2067x",
    "\u200f\u200e\u061c\ufeff",
    "a\u2028b\u2029c\x85d",
    "\x00\x01\x02\x08\x0b\x0c\x0e\x1b[31m\x1f\x7f\x80\x9f",
    "\ud800 alone \udfff and \udc80",
    "\ufffe\uffff\ufdd0\U0001ffff",
    "$x^2$ and $$\\int$$ and \\(a\\) and \\[b\\]",
    "$\\href{javascript:alert(1)}{x}$",
    "`code` **bold** [a](javascript:alert(1)) <b>",
    "\r\n\r\n<script>\r\nalert(1)\r\n</script>",
    "＜script＞alert(1)＜/script＞",
    "expression(alert(1)); url(javascript:alert(1)); }</style>",
]

ALLOWED = {
    "article", "b", "bdi", "blockquote", "br", "caption", "del", "details", "div", "i", "ins", "li", "p", "small",
    "span", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
PAGE = ALLOWED | {
    "a", "body", "code", "figure", "h1", "h2", "h3", "head", "header", "html", "img", "main", "meta", "nav", "ol",
    "picture", "section", "source", "style", "title",
}  # fmt: skip
ATTRIBUTES = {"class", "dir", "lang", "rowspan", "scope", "style", "title"}
PAGE_ATTRIBUTES = ATTRIBUTES | {
    "alt", "aria-label", "aria-labelledby", "charset", "content", "height", "href", "http-equiv", "id", "media", "name",
    "src", "srcset", "width",
}  # fmt: skip
VOID = {"br", "img", "meta", "source"}
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


class Reader(html.parser.HTMLParser):
    """Reads HTML as a browser would, and notes whatever is not allowed."""

    def __init__(self, page=False):
        super().__init__(convert_charrefs=True)
        self.tags, self.names = (PAGE, PAGE_ATTRIBUTES) if page else (ALLOWED, ATTRIBUTES)
        self.open, self.wrong, self.words, self.levels, self.ids, self.links = [], [], [], [], [], []

    def handle_starttag(self, tag, attributes):
        if tag not in self.tags:
            self.wrong.append(f"<{tag}>")
        for name, value in attributes:
            self.attribute(tag, name, value or "")
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))

    def attribute(self, tag, name, value):
        fine = name in self.names and not name.startswith("on")
        if name in ("href", "src", "srcset"):
            fine &= bool(re.fullmatch(r"#[a-z]+(-\d+)?|data:image/png;base64,[A-Za-z0-9+/=]+", value))
        if name == "style":
            fine &= not re.search(r"url|expression|@|position|[<>\"\\]", value)
        if name == "id":
            self.ids.append(value)
            fine &= bool(re.fullmatch(r"[a-z]+(-\d+)?", value))
        if name == "href":
            self.links.append(value[1:])
        if name == "lang":
            fine &= bool(re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", value))
        if not fine:
            self.wrong.append(f"{tag} {name}={value[:80]!r}")

    def handle_endtag(self, tag):
        if tag in VOID or not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    def handle_comment(self, data):
        self.wrong.append(f"comment {data[:80]!r}")

    def handle_decl(self, decl):
        if decl != "DOCTYPE html" or not self.tags >= PAGE:
            self.wrong.append(f"declaration {decl[:80]!r}")

    def handle_pi(self, data):
        self.wrong.append(f"instruction {data[:80]!r}")

    def unknown_decl(self, data):
        self.wrong.append(f"declaration {data[:80]!r}")

    @property
    def text(self):
        return "".join(self.words)


def read(made, page=False):
    """Read a picture; it is well formed, allowed, small, and holds no character that HTML cannot."""
    reader = Reader(page)
    reader.feed(made)
    reader.close()
    assert reader.wrong == []
    assert reader.open == []
    assert not CONTROL.search(made.replace("\n", ""))
    if not page:
        assert len(made.encode()) <= _html.SIZE
    return reader


# ------------------------------------------------------------------------------------------------------- stand-ins


def quotation_of(payload, account, start, end):
    return SimpleNamespace(
        id=f"{payload}#1",
        account=account,
        start=start,
        end=end,
        outer_start=start,
        outer_end=end,
        level=1,
        kind=payload,
        speaker=payload,
        speaker_as_written=payload,
        addressee=payload,
        chain=(payload + "2", payload),
        cue=payload,
        sure=0.7,
        why=payload,
        text=account.text[start:end],
        asserted=False,
        closed=False,
        mended=payload,
    )


def account_of(payload, text, siglum):
    made = SimpleNamespace(
        id=payload,
        siglum=siglum,
        title=payload,
        date=payload,
        source=payload,
        lang=payload,
        lang_guessed=True,
        text=text,
        words=7,
        start=0,
        quotations=[],
    )
    made.quotations = [quotation_of(payload, made, 0, len(text))]
    return made


def change_of(kind, payload, before, after, turns=True):
    return Change(
        kind, payload, payload, *(before or (None, None)), *(after or (None, None)), 2, 2, turns, f"{payload} changed"
    )


def hostile(payload):
    """Make an utterance in which every word comes from a payload."""
    texts = [f"one {payload} two three {payload}", f"{payload} one {payload} two"]
    accounts = [account_of(payload, text, f"{payload}{at}") for at, text in enumerate(texts)]
    readings = []
    for at, account in enumerate(accounts):
        end = len(account.text)
        changes = (
            change_of("negation", payload, (4, 4 + len(payload)), (0, len(payload))),
            change_of("added", payload, None, (len(payload) + 5, 2 * len(payload) + 5)),
            change_of("cut_silent", payload, (len(texts[0]) - len(payload), len(texts[0])), None),
            change_of(payload, payload, (0, 3), (len(payload) + 1, len(payload) + 4)),
        )
        readings.append(
            SimpleNamespace(
                account=account,
                quotation=account.quotations[0],
                start=0,
                end=end,
                pieces=((0, end),),
                words=5,
                changed=3,
                similarity=0.5,
                changes=changes if at else (),
                is_base=not at,
                text=account.text,
                turns_sense=bool(at),
            )
        )
    readings.append(readings[1])
    made = SimpleNamespace(
        id=payload,
        speaker=payload,
        base=readings[0],
        readings=tuple(readings),
        turns_sense=1,
        reason=payload,
        share=0.5,
        why=payload,
        accounts=tuple(accounts),
    )
    for reading in readings:
        reading.utterance = made
    return made


def said(payload):
    """Give what a reader must still see of a payload: its letters."""
    return "".join(re.findall(r"[a-z]+", str(_html.clean(payload)).replace("\n", " ")))


def letters(text):
    return "".join(re.findall(r"[a-z]+", text))


@pytest.mark.parametrize("payload", PAYLOADS)
class TestNoPayloadGetsATagIn:
    def test_into_the_picture_of_an_utterance(self, payload):
        made = read(_html.html_utterance(hostile(payload)))
        assert said(payload) in letters(made.text)

    def test_into_the_smaller_pictures(self, payload):
        utterance = hostile(payload)
        account = utterance.base.account
        person = SimpleNamespace(name=payload, gender=None, aliases=(payload,) * 30, quotations=[])
        pictures = [
            _html.html_utterances([utterance]),
            _html.html_reading(utterance.readings[1]),
            _html.html_change(utterance.readings[1].changes[0]),
            _html.html_quotations(account.quotations),
            _html.html_quotation(account.quotations[0]),
            _html.html_account(account),
            _html.html_accounts([account]),
            _html.html_people([person]),
            _html.html_person(person),
        ]
        for made in pictures:
            assert said(payload) in letters(read(made).text)

    def test_into_pieces_of_a_text(self, payload):
        read(_html.html_tokens(quoth.tokens(payload)))
        read(_html.html_stretches(quoth.paragraphs(payload)))

    def test_into_a_report(self, payload, tmp_path, monkeypatch):
        # without figures: they are pictures made of points
        monkeypatch.setattr(_report, "figures", lambda corpus: [])
        clean = payload.encode("utf-8", "replace").decode()
        texts = {
            f"a{clean}": f"“I never saw {payload} in Moscow last summer,” said Mary {payload} Brown.",
            f"b{clean}": f"“I saw {payload} in Moscow last summer,” Mary {payload} Brown said.",
        }
        meta = {id_: {"title": payload, "source": payload, "date": payload} for id_ in texts}
        try:
            corpus = quoth.corpus(texts, meta=meta)
        except quoth.Error:  # refused by name: such an id or such metadata is none
            corpus = quoth.corpus(list(texts.values()))
        path = tmp_path / "report.html"
        corpus.report(path, title=payload)
        made = read(path.read_text(encoding="utf-8"), page=True)
        assert set(made.links) <= set(made.ids)
        assert len(set(made.ids)) == len(made.ids)


def test_a_file_name_is_shown_and_is_no_tag(tmp_path):
    (tmp_path / "<img src=x onerror=alert(1)>.txt").write_bytes(b"\xff not UTF-8")
    (tmp_path / "good.txt").write_text("“It is late,” Mary Brown said.")
    with pytest.warns(quoth.AccountWarning):
        corpus = quoth.read(tmp_path)
    assert "onerror" in read(_html.html_corpus(corpus)).text
    corpus.report(tmp_path / "report.html")
    assert "onerror" in read((tmp_path / "report.html").read_text(), page=True).text


def test_text_is_shown_as_it_is_but_for_what_steers_the_page():
    assert _html.clean("naïve “quotes” 日本 שלום\n") == "naïve “quotes” 日本 שלום\n"
    assert _html.clean("a\x00b\x1b[31m\u202ec\u2066d\ud800") == "a␀b␛[31m\ufffdcd\ufffd"
    assert _html.clean(None) == ""


# ------------------------------------------------------------------------------------------------------------- size


def test_many_quotations_are_few_rows():
    text = "\n\n".join(f"“This is number {number} of them,” Mary Brown said." for number in range(10_000))
    corpus = quoth.corpus({"a": text})
    made = read(_html.html_quotations(corpus.quotations))
    assert "10,000 quotations" in made.text
    assert "and 9,950 more" in made.text
    assert "more characters" in read(_html.html_account(corpus["a"])).text
    read(_html.html_corpus(corpus))


@pytest.mark.parametrize("word", ["word ", "& ", "<>'\" ", "日本 "])
def test_long_quotations_are_cut(word):
    long = word * 30_000
    corpus = quoth.corpus(
        {"a": f"“{long} said it,” Mary Brown said.", "b": f"“{long} never said it,” Mary Brown said."}
    )
    for made in map(_html.html_quotation, corpus.quotations):
        read(made)
    read(_html.html_quotations(corpus.quotations))
    utterance = hostile(word * 5_000)
    read(_html.html_utterance(utterance))
    read(_html.html_reading(utterance.readings[1]))


def test_nothing_is_shown_as_nothing():
    corpus = quoth.corpus({"a": "Nobody said a word."})
    for made in (corpus, corpus.quotations, corpus.utterances(), corpus.people, quoth.tokens("")):
        read(made._repr_html_())


# --------------------------------------------------------------------------------------------------------- contents

SAID = {
    "a": (
        "2024-02-01",
        "“You know, it is interesting. I think so. I have talked to my team, and it is not possible now.”",
    ),
    "b": ("2024-02-02", "“You know, it is interesting. I think so. I have talked to my team, and it is possible now.”"),
    "c": ("2024-02-03", "“You know, I have talked to my team, and it is not possible now, frankly.”"),
}


@pytest.fixture(scope="module")
def small():
    texts = {id_: f"{words} Mary Brown said.\n" for id_, (_, words) in SAID.items()}
    return quoth.corpus(texts, meta={id_: {"date": date, "title": f"Daily {id_}"} for id_, (date, _) in SAID.items()})


@pytest.fixture(scope="module")
def picture(small):
    return read(small.utterances()[0]._repr_html_()).text


def test_the_picture_says_what_changed_in_words(small, picture):
    base = small.utterances()[0].base
    assert "Readings against" in picture
    assert f"({base.words} words)" in picture
    assert "[−6 words]" in picture
    assert "⚠ negation changed" in picture
    turned = sum(reading.turns_sense for reading in small.utterances()[0].readings)
    assert f"Mary Brown · 3 accounts · ⚠ {turned} may turn the sense" in " ".join(picture.split())
    assert "Daily a" in picture
    assert "2024-02-03" in picture
    assert "=" in picture
    assert "—" in picture
    assert "Apparatus." in picture
    assert "om." in picture
    assert "Why these are one utterance" in picture
    assert "How alike" in picture


def test_added_words_are_in_ins_and_missing_ones_in_del(small):
    made = small.utterances()[0]._repr_html_()
    assert re.search(r"<ins [^>]*><bdi>,? ?frankly</bdi></ins>", made)
    assert re.search(r"<del [^>]*dashed[^>]*>\[−6 words\]</del>", made)


def bits(base, reading, changes):
    """Show a reading of plain words, with changes of (kind, words of the base, words of the reading)."""

    def place(text, words):
        return (text.index(words), text.index(words) + len(words)) if words else (None, None)

    def side(text, named):
        account = SimpleNamespace(text=text, id=text, siglum=text[:2])
        return SimpleNamespace(
            account=account, start=0, end=len(text), pieces=((0, len(text)),), changes=named, is_base=not named
        )

    made = [
        Change(
            kind, a, b, *place(base, a), *place(reading, b), len((a or "").split()), len((b or "").split()), False, ""
        )
        for kind, a, b in changes
    ]
    sides = _picture.Sides(side(base, ()), side(reading, tuple(made)), "B")
    return sides, [(bit.mark, bit.text) for bit in _picture.bits_of(sides, 1000) if bit.mark]


@pytest.mark.parametrize(
    ("base", "reading", "changes", "shown"),
    [
        ("one two three", "one three", [("cut_silent", "two", None)], "one [−1 word] three"),
        ("one two three", "one, three", [("cut_silent", "two", None)], "one, [−1 word] three"),
        ("one two three", "two three", [("cut_silent", "one", None)], "[−1 word] two three"),
        ("one two three", "one two", [("cut_silent", "three", None)], "one two [−1 word]"),
        ("a b c d", "a x d", [("replaced", "b", "x"), ("cut_silent", "c", None)], "a x [−1 word] d"),
        ("a b c", "a x b c", [("added", None, "x")], "a x b c"),
        ("a b “c d”", "a “d”", [("cut_silent", "b “c", None)], "a [−2 words] “d”"),
        ("a b c d e f", "a d e b c f", [("moved", "b c", "b c")], "a d e b c f"),
        ("a b c", "a c", [("cut_silent", "b", None)], "a [−1 word] c"),
    ],
)
def test_a_gap_stands_where_the_words_are_missing(base, reading, changes, shown):
    sides, _ = bits(base, reading, changes)
    assert "".join(bit.text for bit in _picture.bits_of(sides, 1000)) == shown


@pytest.mark.parametrize(
    ("base", "reading", "changes", "rows"),
    [
        ("one two three", "one three", [("cut_silent", "two", None)], [("one", "="), ("two", "—"), ("three", "=")]),
        ("a b c", "a x b c", [("added", None, "x")], [("a", "= x"), ("b c", "=")]),
        ("a b c", "x a b c", [("added", None, "x")], [("a b c", "x =")]),
        ("a b c", "a b c x", [("added", None, "x")], [("a b c", "= x")]),
        ("a b, c", "a y, c", [("replaced", "b", "y")], [("a", "="), ("b,", "y"), ("c", "=")]),
    ],
)
def test_the_grid_has_a_row_for_each_stretch_of_the_base(base, reading, changes, rows):
    sides, _ = bits(base, reading, changes)
    made, more = _picture.grid(sides.base, [sides], 60)

    def cell(one):
        middle = "=" if one.same else "—" if one.missing else ""
        return " ".join(filter(None, [*(bit.text for bit in one.front), middle, *(bit.text for bit in one.bits)]))

    assert [(row.text, cell(row.cells[0])) for row in made] == rows
    assert more == 0


def test_the_words_of_a_reading_are_all_there_in_order(demo):
    for utterance in demo.utterances():
        for reading in utterance.readings:
            sides = _picture.Sides(utterance.base, reading)
            shown = "".join(bit.text for bit in _picture.bits_of(sides, 10_000) if bit.mark != "missing")
            assert shown.split() == reading.account.text[reading.start : reading.end].split()


def test_every_row_of_the_grid_is_filled(demo):
    for utterance in demo.utterances():
        sides = [_picture.Sides(utterance.base, one) for one in utterance.readings if not one.is_base]
        rows, _ = _picture.grid(utterance.base, sides, 60)
        for column in range(len(sides)):
            reach = 0
            for at, row in enumerate(rows):
                cell = row.cells[column]
                assert (cell is None) == (at < reach)
                reach = at + cell.rows if cell else reach


def test_colours_can_be_seen_on_light_and_dark_grounds():
    def light(colour):
        channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for ground in ("#ffffff", "#f7f7f7", "#111111", "#1e1e1e", "#212121", "#383838"):
        for line in (_html.ADDED, _html.MISSING, _html.MOVED, _html.NEUTRAL):
            high, low = sorted((light(ground), light(line)), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 3


def test_pictures_set_no_colour_of_text_and_need_no_style_sheet(demo):
    for made in (demo, demo.quotations, demo.utterances(), demo.utterances()[0], demo["MIN"], demo.people):
        picture = made._repr_html_()
        assert not re.search(r"[;\"]\s*color:(?!inherit)", picture)
        assert "<style" not in picture
        assert "id=" not in picture.replace("grid", "")
        assert "tex2jax_ignore mathjax_ignore" in picture


# ----------------------------------------------------------------------------------------------------------- report


@pytest.fixture(scope="module")
def page(demo):
    return _report.page(demo, "What did Clinton answer?")


def test_the_report_is_one_page_in_order(demo, page):
    made = read(page, page=True)
    assert made.levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(made.levels, made.levels[1:], strict=False))
    assert set(made.links) <= set(made.ids)
    assert len(set(made.ids)) == len(made.ids)
    for account in demo:
        assert account.title in made.text
        assert account.source in made.text
    for utterance in demo.utterances():
        assert utterance.id in made.text
    for person in demo.people:
        assert person.name in made.text
    assert quoth.build_info()["version"] in made.text
    assert "Every account was read." in made.text


def test_the_report_loads_nothing_and_is_the_same_each_time(demo, page):
    assert "default-src 'none'" in page
    assert not re.search(r"(?:https?:)?//[a-z]", page.replace("data:image/png;base64,", "").split("<body>")[0])
    assert "<script" not in page
    assert page == _report.page(quoth.demo(), "What did Clinton answer?")


def test_the_report_says_what_it_lacks_without_matplotlib(demo, monkeypatch):
    def missing(*arguments):
        raise ImportError("no matplotlib")

    monkeypatch.setattr(plots, "_drawing", missing)
    made = read(_report.page(demo), page=True)
    assert "Figures are drawn where matplotlib is installed" in made.text


def test_the_report_of_nothing(tmp_path):
    quoth.corpus({"a": "Nobody said a word."}).report(tmp_path / "report.html")
    made = read((tmp_path / "report.html").read_text(encoding="utf-8"), page=True)
    assert "No saying is told twice" in made.text
    assert "It quotes nobody." in made.text
