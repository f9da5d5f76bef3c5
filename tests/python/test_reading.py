"""Files to accounts: what is read, what is refused, and what each refusal says."""

import codecs
import gzip
import json
import os
import pickle
import warnings
import zipfile

import pytest

import quoth

GOOD = "“It is late,” Mary Brown said.\n"


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def refused(path, **options):
    """The message for one file that cannot be read."""
    with pytest.raises(quoth.AccountError) as caught:
        quoth.read(path, **options)
    (problem,) = caught.value.problems
    assert str(path) in problem.where
    assert str(problem) in str(caught.value)
    return problem.message


def write(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return path


# ------------------------------------------------------------------------------------------------------ what is read


def test_a_path_a_folder_and_a_glob_give_the_same(tmp_path, good):
    write(tmp_path, "other.md", "“So it is,” he said.".encode())
    write(tmp_path, "third.TEXT", "“So it was,” she said.".encode())
    write(tmp_path, "README.md", "“No account,” it says.".encode())
    write(tmp_path, "accounts.csv", b"id,date\n")
    write(tmp_path, ".hidden.txt", "“No account,” it says.".encode())
    (tmp_path / "folder.txt").mkdir()
    corpus = quoth.read(tmp_path)
    assert [account.id for account in corpus] == ["good", "other", "third"]
    assert corpus.problems == ()
    assert quoth.read(str(tmp_path / "[got]*.[tTm]*")) == corpus
    assert quoth.read(good, tmp_path / "other.md", str(tmp_path / "third.TEXT")) == corpus
    assert quoth.read(good, tmp_path) == corpus, "a file is read once"
    assert quoth.read(str(tmp_path / "**" / "good.txt"))["good"].path == str(good)


def test_files_of_one_name_in_two_folders_get_their_folder_in_front(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, "x.txt", GOOD.encode())
    assert [one.id for one in quoth.read(tmp_path / "a", tmp_path / "b")] == ["a/x", "b/x"]


def test_an_id_may_be_made_of_the_path(good):
    assert quoth.read(good, id=lambda path: path.name.upper())["GOOD.TXT"].text == GOOD


def test_a_name_with_signs_of_a_glob_is_a_name_first(tmp_path):
    path = write(tmp_path, "[2017] tass.txt", GOOD.encode())
    assert quoth.read(path)[0].id == "[2017] tass"


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n", "\u2028"])
def test_newlines_stay_as_they_are(tmp_path, newline):
    text = f"He came.{newline}{newline}“It is late,” she said."
    account = quoth.read(write(tmp_path, "lines.txt", text.encode()))[0]
    assert account.text == text
    (quotation,) = account.quotations
    assert text[quotation.start : quotation.end] == "It is late,"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_places_count_after_the_byte_order_mark(tmp_path, encoding):
    path = write(tmp_path, "mark.txt", GOOD.encode(encoding))
    account = quoth.read(path, encoding=None if encoding == "utf-8-sig" else encoding)[0]
    assert account.text == GOOD
    assert account.quotations[0].start == 1


def test_front_matter_is_read_and_not_analysed(tmp_path):
    text = "---\r\nid: first\r\nsiglum: F\r\ntitle: “A title”\r\ndate: 2017-06\r\nlang: en\r\n---\r\n" + GOOD
    account = quoth.read(write(tmp_path, "front.txt", text.encode()))["first"]
    assert (account.siglum, account.title, account.date, account.lang) == ("F", "“A title”", "2017-06", "en")
    assert account.text == text
    assert account.text[account.start :] == GOOD
    assert [one.text for one in account.quotations] == ["It is late,"]
    assert account.text[account.quotations[0].start :].startswith("It is late")
    assert not account.lang_guessed


def test_a_language_that_is_not_said_is_guessed_and_shown(tmp_path):
    text = "“It is late,” she said to him, and that was all that he had of her for the day."
    account = quoth.read(write(tmp_path, "x.txt", text.encode()))[0]
    assert (account.lang, account.lang_guessed) == ("en", True)
    assert "en (guessed)" in str(account)
    account = quoth.read(write(tmp_path, "x.txt", text.encode()), lang="en")[0]
    assert (account.lang, account.lang_guessed) == ("en", False)


def test_lines_of_json(tmp_path):
    lines = [
        {"id": "a", "text": GOOD, "date": "2017-06-03", "siglum": "X", "unknown": [1]},
        {"text": "“So it is,” he said. \ud800"},
    ]
    path = tmp_path / "all.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)) + "\n\n")
    corpus = quoth.read(path)
    assert [one.id for one in corpus] == ["a", "all-2"]
    assert (corpus["X"].id, corpus["a"].date) == ("a", "2017-06-03")
    assert corpus[1].text.endswith("\ud800")
    assert corpus[1].path == f"{path}, line 2"


# -------------------------------------------------------------------------------------------------- what is refused


def test_no_path():
    with pytest.raises(quoth.InputError, match="no path"):
        quoth.read()


def test_no_such_file(good):
    message = refused(good.with_name("goood.txt"))
    assert message == "no such file; did you mean 'good.txt'?"
    assert refused(good / "inside") == "no such file"
    assert "a path without a name" in refused("")  # an unset variable of the shell does not mean this folder
    assert refused(good.with_name("zz*.txt")) == "no file matches"


def test_a_folder_without_texts(tmp_path):
    assert "no texts in this folder" in refused(tmp_path)


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8])
def test_empty(tmp_path, data):
    assert refused(write(tmp_path, "empty.txt", data)) == "it is empty"


def test_nothing_after_the_front_matter(tmp_path):
    assert "after the front matter" in refused(write(tmp_path, "x.txt", b"---\ndate: 2017\n---\n\n"))


def test_not_utf8_names_the_byte_and_the_encoding_to_try(tmp_path):
    text = GOOD + "“Das wäre schön,” sagte der Müller über die Straße, “und ich möchte es auch.”"
    path = write(tmp_path, "west.txt", text.encode("cp1252"))
    message = refused(path)
    assert message.startswith("not UTF-8 at byte 0 (line 1); it looks like cp1252")
    assert message.endswith("read with encoding='cp1252'")
    assert quoth.read(path, encoding="cp1252")[0].text == text
    path = write(tmp_path, "late.txt", b"x" * 1233 + b"\n\xe9t\xe9 caf\xe9")
    assert refused(path).startswith("not UTF-8 at byte 1,234 (line 2)")


def test_utf16_without_being_told(tmp_path):
    path = write(tmp_path, "wide.txt", GOOD.encode("utf-16"))
    assert refused(path).endswith("it looks like utf-16: read with encoding='utf-16'")


def test_the_wrong_encoding_names_the_byte(tmp_path):
    message = refused(write(tmp_path, "x.txt", "naïve".encode()), encoding="ascii")
    assert message.startswith("not ascii at byte 2 (line 1)")


def test_an_encoding_that_there_is_not(good):
    with pytest.raises(quoth.InputError, match="no encoding 'utf-9'"):
        quoth.read(good, encoding="utf-9")


def test_a_nul_names_its_place(tmp_path):
    assert refused(write(tmp_path, "x.txt", b"one\ntwo \0 three")) == "a NUL at character 8 (line 2): take it out"


def test_binary(tmp_path):
    assert "binary" in refused(write(tmp_path, "x.txt", bytes(range(128)) * 40))
    assert "no text" in refused(write(tmp_path, "y.txt", bytes(range(256)) * 40))


def test_documents_are_refused_by_name_and_by_their_first_bytes(tmp_path):
    with zipfile.ZipFile(tmp_path / "word.txt", "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
    first = {
        "HTML": b"\xef\xbb\xbf\n<!-- saved --><!DOCTYPE HTML>\n<p>hi",
        "XML": b"<?xml version='1.0'?><TEI/>",
        "PDF": b"%PDF-1.7\n",
        "RTF": b"{\\rtf1\\ansi hi}",
        "gzip": gzip.compress(GOOD.encode()),
        "an old Word": codecs.BOM_UTF8[:0] + b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    }
    for kind, data in first.items():
        message = refused(write(tmp_path, "plain.txt", data))
        assert kind in message
        assert ".txt" in message, "it says what to do"
    assert "docx" in refused(tmp_path / "word.txt")
    by_name = {
        ".html": "HTML",
        ".HTM": "HTML",
        ".pdf": "PDF",
        ".rtf": "RTF",
        ".docx": "docx",
        ".odt": "odt",
        ".epub": "epub",
    }
    for suffix, kind in by_name.items():
        assert kind in refused(write(tmp_path, f"named{suffix}", GOOD.encode()))


def test_a_less_than_sign_is_no_html(tmp_path):
    assert quoth.read(write(tmp_path, "x.txt", b'<3 he said, "yes"'))[0].words == 4


def test_a_text_over_a_limit(good):
    message = refused(good, limits={"max_bytes": 10})
    assert "more than max_bytes (10): raise it with limits=" in message
    with pytest.raises(TypeError, match="max_byte"):
        quoth.read(good, limits={"max_byte": 10})


def test_lines_that_cannot_be_read_are_named(tmp_path):
    lines = [
        '{"id": "a", "text": "“Yes,” he said."}',
        "{oh",
        "[" * 200_000,
        "[1]",
        '{"id": "b"}',
        '{"text": "a\\u0000b"}',
        '{"text": " "}',
    ]
    path = tmp_path / "all.jsonl"
    path.write_text("\n".join(lines))
    with pytest.warns(quoth.AccountWarning):
        corpus = quoth.read(path)
    assert [one.id for one in corpus] == ["a"]
    assert [problem.where.rpartition(" ")[2] for problem in corpus.problems] == ["2", "3", "4", "5", "6", "7"]
    wanted = ["not JSON", "not JSON", "an object", "an object", "NUL at character 1", "empty"]
    for problem, words in zip(corpus.problems, wanted, strict=True):
        assert words in problem.message


def test_one_bad_account_leaves_the_others_whole(tmp_path, good):
    bad = write(tmp_path, "bad.txt", b"\xff\xfe\xfd")
    alone = quoth.read(good)
    with pytest.warns(
        quoth.AccountWarning, match=r"2 problems; 1 account could be read(?s:.*)bad\.txt(?s:.*)none\.txt"
    ):
        corpus = quoth.read(bad, good, tmp_path / "none.txt")
    assert corpus == alone
    assert corpus.quotations == alone.quotations
    assert {problem.where for problem in corpus.problems} == {str(bad), str(tmp_path / "none.txt")}
    assert "bad.txt" in str(corpus)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert pickle.loads(pickle.dumps(corpus)).problems == corpus.problems


def test_a_file_name_that_is_no_text(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(path, "wb") as file:
        file.write(GOOD.encode())
    corpus = quoth.read(tmp_path)
    assert corpus[0].quotations[0].id == f"{corpus[0].id}#1"
    assert corpus[corpus[0].id].path == os.fsdecode(path)


def test_an_id_or_a_siglum_twice_is_a_problem(tmp_path):
    write(tmp_path, "a.txt", f"---\nid: x\nsiglum: S\n---\n{GOOD}".encode())
    write(tmp_path, "b.txt", f"---\nid: x\n---\n{GOOD}".encode())
    write(tmp_path, "c.txt", f"---\nsiglum: S\n---\n{GOOD}".encode())
    with pytest.warns(quoth.AccountWarning):
        corpus = quoth.read(tmp_path)
    assert [one.id for one in corpus] == ["x"]
    assert ["'x'" in problem.message or "'S'" in problem.message for problem in corpus.problems] == [True, True]


def test_the_exception_pickles_with_its_problems(tmp_path):
    with pytest.raises(quoth.AccountError) as caught:
        quoth.read(tmp_path)
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.problems == caught.value.problems
    assert str(again) == str(caught.value)
