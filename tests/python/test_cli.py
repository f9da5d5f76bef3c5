"""The command line: what each command prints, where it writes, and how it ends."""

import csv
import io
import json
import os
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

import quoth
from quoth import cli
from quoth.cli import main
from quoth.export import csv_text

GOOD = "“It is late,” Mary Brown said.\n"
NO = "“No, it is not late,” Mary Brown said.\n"
LONG = "“It is late in the long and rainy evening of the old town of Bergen,” Mary Brown said.\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder to work in, with a good account."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path


def run(*arguments, code=0, stdin=None):
    """What a command printed on standard output; on standard error it said nothing where it ended with 0."""
    done = CliRunner().invoke(main, list(map(str, arguments)), input=stdin, prog_name="quoth")
    assert done.exit_code == code, (done.output, done.exception)
    assert code != 0 or done.stderr == ""
    run.said = done.stderr
    return done.stdout


def spawn(*arguments, **options):
    command = [sys.executable, "-m", "quoth", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, **options)


def lines(output):
    return [json.loads(line) for line in output.splitlines()]


def rows(output):
    return list(csv.DictReader(io.StringIO(output, newline="")))


# ---------------------------------------------------------------------------------------------------------- the words


@pytest.mark.parametrize("command", ["", *sorted(main.commands)])
def test_help_tells_the_exit_codes(command):
    told = run(*command.split(), "--help")
    assert "Exit codes:" in told
    assert "2  bad input" in told
    assert told.startswith(f"Usage: quoth {command}".rstrip())


def test_the_commands_are_those_promised():
    assert {"quotations", "utterances", "compare", "report", "demo", "tokens", "accounts"} <= set(main.commands)
    assert quoth.__version__ in run("--version")


def test_usage_errors_end_with_2(here):
    assert "good.txt" not in run("quotations", code=2)
    run("quotations", "good.txt", "--format", "xml", code=2)
    run("compare", "good.txt", code=2)
    run("nothing", code=2)
    run("quotations", "good.txt", "--limit-bytes", "0", code=2)


# --------------------------------------------------------------------------------------------------------- quotations


def test_quotations_in_three_forms(here):
    told = run("quotations", "good.txt")
    assert told.splitlines() == ["id      kind    speaker     text", "good#1  speech  Mary Brown  It is late,"]
    (account,) = lines(run("quotations", "good.txt", "--format", "jsonl"))
    assert account["id"] == "good"
    assert (account["quotations"][0]["text"], account["quotations"][0]["chain"]) == ("It is late,", ["Mary Brown"])
    (row,) = rows(run("quotations", "good.txt", "--format", "csv"))
    assert (row["account"], row["chain"], row["closed"], row["parent"]) == ("good", "Mary Brown", "true", "")


def test_a_folder_and_standard_input(here):
    assert run("quotations", here) == run("quotations", "good.txt")
    (account,) = lines(run("quotations", "-", "--format", "jsonl", stdin=GOOD.encode()))
    assert (account["id"], account["quotations"][0]["id"]) == ("stdin", "stdin#1")
    given = "".join(json.dumps({"id": name, "text": GOOD, "date": "2017", "siglum": name * 2}) + "\n" for name in "ab")
    assert [
        row["siglum"] for row in rows(run("accounts", "-", "--input", "jsonl", "--format", "csv", stdin=given))
    ] == [
        "aa",
        "bb",
    ]
    assert [one["id"] for one in lines(run("quotations", "good.txt", "-", "--format", "jsonl", stdin=GOOD))] == [
        "good",
        "stdin",
    ]
    run("quotations", "-", stdin=b"", code=2)
    assert "stdin: it is empty" in run.said


def test_asking_for_a_speaker_or_a_kind(here):
    (here / "two.txt").write_text(GOOD + "“So it is,” John Green said.\n", encoding="utf-8")
    found = lines(run("quotations", ".", "--speaker", "brown", "--format", "jsonl"))
    assert [len(one["quotations"]) for one in found] == [1, 1]
    assert len(lines(run("quotations", ".", "--kind", "speech", "--kind", "term", "--format", "jsonl"))) == 2
    run("quotations", ".", "--kind", "title", code=1)
    run("quotations", ".", "--speaker", "Browne", code=1)
    assert "did you mean 'Brown'" in run.said


def test_nothing_found_ends_with_1(here):
    (here / "none.txt").write_text("Nobody said a word.\n")
    assert lines(run("quotations", "none.txt", "--format", "jsonl", code=1)) == [{"id": "none", "quotations": []}]
    run("utterances", "none.txt", code=1)
    assert run.said == ""


def test_bad_input_ends_with_2_and_the_others_are_told(here):
    (here / "bad.txt").write_bytes(
        b"caf\xe9 or th\xe9\xe2tre, a hotel where they said so for the first time, d\xe9j\xe0 vu\n"
    )
    told = run("quotations", "bad.txt", "good.txt", "none.txt", code=2)
    assert "good#1" in told
    assert run.said.startswith("quoth: 2 problems:\n  ")
    assert "bad.txt: not UTF-8 at byte 3 (line 1); it looks like" in run.said
    assert "read with --encoding" in run.said
    assert "none.txt: no such file" in run.said
    assert run("quotations", "bad.txt", code=2) == ""
    run("utterances", "bad.txt", code=2)
    run("report", "bad.txt", code=2)
    assert not (here / "report.html").exists()
    run("tokens", "bad.txt", code=2)
    run("tokens", "bad.txt", "--encoding", "cp1252")
    run("compare", "bad.txt", "good.txt", code=2)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--encoding", "none"], "no encoding 'none'"),
        (["--lang", "xx"], "known: de, en"),
        (["--lang", "none.tsv"], "quoth: none.tsv: no such file or directory"),
        (["--meta", "none.csv"], "none.csv"),
        (["--limit-bytes", "3"], "than --limit-bytes (3): raise it, or"),
        (["--limit-tokens", "2"], "more tokens than --limit-tokens (2): raise it, or"),
        (["--limit-work", "10"], "than --limit-work (10): raise it, or"),
        (["-o", "good.txt"], "good.txt is there already: --force writes over it"),
        (["-o", "no/such/folder.txt"], "quoth: no/such/folder.txt: no such file or directory"),
    ],
)
def test_options_that_cannot_be_followed(here, options, message):
    assert run("quotations", "good.txt", *options, code=2) == ""
    assert message in run.said
    assert (here / "good.txt").read_text(encoding="utf-8") == GOOD


def test_metadata_and_a_limit_of_depth(here):
    (here / "accounts.csv").write_text("file,date,siglum\ngood.txt,2017-06-03,G\n")
    (row,) = rows(run("accounts", "good.txt", "--meta", "accounts.csv", "--format", "csv"))
    assert (row["siglum"], row["date"], row["path"]) == ("G", "2017-06-03", "good.txt")
    told = run("accounts", "good.txt", "--meta", "accounts.csv")
    assert told.splitlines()[1].split()[:3] == ["G", "good", "2017-06-03"]
    (here / "deep.txt").write_text("“A ‘b “c ‘d’” e’ f,” he said.", encoding="utf-8")
    (account,) = lines(run("quotations", "deep.txt", "--limit-depth", "2", "--format", "jsonl"))
    assert max(one["level"] for one in account["quotations"]) <= 2


# ------------------------------------------------------------------------------------------------------------- output


def test_writing_to_a_file(here):
    assert run("quotations", "good.txt", "--format", "csv", "-o", "out.csv") == ""
    data = (here / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfaccount,id,")
    run("quotations", "good.txt", "--format", "jsonl", "-o", "out.csv", code=2)
    assert (here / "out.csv").read_bytes() == data
    run("quotations", "good.txt", "--format", "jsonl", "-o", "out.csv", "--force")
    assert lines((here / "out.csv").read_text(encoding="utf-8"))[0]["id"] == "good"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_cells_that_a_spreadsheet_would_run(here, start):
    (here / "formula.txt").write_text(f"“{start}1+cmd|x,” Mary Brown said.", encoding="utf-8")
    (row,) = rows(run("quotations", "formula.txt", "--format", "csv"))
    assert row["text"] == f"'{start}1+cmd|x,"
    (row,) = rows(run("quotations", "formula.txt", "--format", "csv", "--no-guard"))
    assert row["text"] == f"{start}1+cmd|x,"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_every_cell_is_guarded(start):
    records = [{"a": f"{start}x", "b": [f"{start}y", "z"], "c": -1, "d": None, "e": True, "f": f" {start}x"}]
    (row,) = rows(csv_text(records))
    assert list(row.values()) == [f"'{start}x", f"'{start}y; z", "-1", "", "true", f" {start}x"]
    (row,) = rows(csv_text(records, guard=False))
    assert row["a"] == f"{start}x"


def test_what_is_quoted_cannot_steer_the_terminal(here):
    (here / "esc.txt").write_text("“\x1b]0;hi\x07\u202eIt is late,” Mary \x1b[31mBrown said.", encoding="utf-8")
    for command in ("quotations", "accounts", "tokens"):
        told = run(command, "esc.txt")
        assert not set("\x1b\x07\u202e\r") & set(told)
    odd = here / "a\x1b[31m.txt"
    run("quotations", odd, code=2)
    assert "\x1b" not in run.said


def test_lone_surrogates_leave_as_utf8(here):
    given = json.dumps({"id": "a", "text": "“It \ud800 is late,” Mary Brown said."})
    (account,) = lines(run("quotations", "-", "--input", "jsonl", "--format", "jsonl", stdin=given))
    assert account["quotations"][0]["text"] == "It \ud800 is late,"
    (row,) = rows(run("quotations", "-", "--input", "jsonl", "--format", "csv", stdin=given))
    assert row["text"] == "It \ufffd is late,"
    assert "<U+D800>" in run("quotations", "-", "--input", "jsonl", stdin=given)


def test_tables_are_as_wide_as_the_terminal(here, monkeypatch):
    (here / "long.txt").write_text("“" + "It is late. " * 50 + "” Mary Brown said.", encoding="utf-8")
    for width in (60, 100, 140):
        monkeypatch.setenv("COLUMNS", str(width))
        told = run("quotations", "long.txt").splitlines()
        assert width - 8 <= len(told[1]) <= width
        assert told[1].endswith("…")


def test_tokens(here):
    (here / "front.txt").write_text(f"---\ndate: 2017\n---\n{GOOD}", encoding="utf-8")
    table = rows(run("tokens", "front.txt", "--format", "csv"))
    assert [row["text"] for row in table] == ["“", "It", "is", "late", ",", "”", "Mary", "Brown", "said", "."]
    assert table[1] | {"start": "", "end": ""} == {
        "account": "front", "start": "", "end": "", "kind": "word", "form": "it", "text": "It",
    }  # fmt: skip
    (account,) = lines(run("tokens", "front.txt", "--format", "jsonl"))
    assert [one["text"] for one in account["tokens"]] == [row["text"] for row in table]
    assert "Brown" in run("tokens", "front.txt")


def test_tokens_joined_and_split(here):
    (here / "web.txt").write_text("@jo: l’ex-roi, https://a.org/b\n", encoding="utf-8")

    def texts(*options):
        (account,) = lines(run("tokens", "web.txt", "--lang", "fr", "--format", "jsonl", *options))
        return [token["text"] for token in account["tokens"]]

    assert texts("--join", "hyphens,urls, names", "--split", "elision") == [
        "@jo", ":", "l’", "ex-roi", ",", "https://a.org/b"
    ]  # fmt: skip
    assert texts()[:5] == ["@", "jo", ":", "l’ex", "-"]
    assert texts("--profile", "uax29") == texts()
    run("tokens", "web.txt", "--join", "words", code=2)
    assert "'words' is none of hyphens, urls" in run.said


# --------------------------------------------------------------------------------------------- utterances and compare


@pytest.fixture
def told_twice(here):
    for name, text in (("a", LONG), ("b", LONG), ("c", LONG.replace("late", "not late"))):
        (here / f"{name}.txt").write_text(text, encoding="utf-8")
    return here


def test_utterances_in_three_forms(told_twice):
    (utterance,) = lines(run("utterances", "a.txt", "b.txt", "c.txt", "--format", "jsonl"))
    assert [one["quotation"] for one in utterance["readings"]] == ["a#1", "b#1", "c#1"]
    assert [[change["kind"] for change in one["changes"]] for one in utterance["readings"]] == [
        [],
        ["same"],
        ["negation"],
    ]
    table = rows(run("utterances", "a.txt", "b.txt", "c.txt", "--format", "csv"))
    assert [(row["base"], row["changes"], row["turns_sense"]) for row in table] == [
        ("true", "", "false"),
        ("false", "same", "false"),
        ("false", "negation", "true"),
    ]
    told = run("utterances", "a.txt", "b.txt", "c.txt")
    assert "u1 · Mary Brown · 3 readings · ⚠ the sense may turn in 1" in told
    assert "same words" in told
    assert "⚠ negation" in told


@pytest.mark.parametrize("width", [40, 60, 72, 140])
def test_readings_are_as_wide_as_the_terminal(told_twice, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    told = run("utterances", "a.txt", "b.txt", "c.txt").splitlines()[1:]
    assert max(map(len, told)) <= width
    assert sum(len(line.split()) < 3 for line in told) < 8  # no column of single words


def test_asking_for_utterances(told_twice):
    run("utterances", "a.txt", "b.txt", "--turns-sense", code=1)
    run("utterances", "a.txt", "c.txt", "--turns-sense")
    run("utterances", "a.txt", "c.txt", "--speaker", "Brown")
    run("utterances", "a.txt", "c.txt", "--speaker", "Braun", code=1)


def test_an_account_is_compared_with_itself_and_with_a_later_state(told_twice):
    assert "same words" in run("compare", "a.txt", "a.txt")
    front = "---\nsiglum: S\n---\n"
    (told_twice / "later").mkdir()
    (told_twice / "state.txt").write_text(front + LONG, encoding="utf-8")
    (told_twice / "later" / "state.txt").write_text(front + LONG.replace("late", "not late"), encoding="utf-8")
    assert "same words" in run("compare", "state.txt", "state.txt")
    assert "negation" in run("compare", "state.txt", "later/state.txt", code=1)
    (told_twice / "plain.txt").write_text("Nobody is quoted here.", encoding="utf-8")
    run("compare", "plain.txt", "plain.txt")


def test_compare_ends_with_0_where_nothing_differs(told_twice):
    assert "same words" in run("compare", "a.txt", "b.txt")
    assert "negation" in run("compare", "a.txt", "c.txt", code=1)
    assert run.said == ""
    (told_twice / "d.txt").write_text("“We shall see,” John Green said.\n", encoding="utf-8")
    run("compare", "a.txt", "d.txt", code=1)
    assert "a.txt and d.txt share no utterance" in run.said
    run("compare", "a.txt", "a.txt", "b.txt", code=2)
    (told_twice / "more").mkdir()
    for name in ("e", "f"):
        (told_twice / "more" / f"{name}.txt").write_text(LONG, encoding="utf-8")
    run("compare", "more", "a.txt", code=2)
    assert "compare takes two accounts" in run.said
    assert lines(run("compare", "a.txt", "-", "--format", "jsonl", stdin=LONG))[0]["base"] == "a#1"


# --------------------------------------------------------------------------------------------------- report and demo


def test_a_report_is_written_over_a_report_alone(told_twice):
    assert run("report", "a.txt", "b.txt", "--title", "What <she> said") == "report: report.html\n"
    page = (told_twice / "report.html").read_text(encoding="utf-8")
    assert "What &lt;she&gt; said" in page
    run("report", "a.txt", "c.txt")
    assert (told_twice / "report.html").read_text(encoding="utf-8") != page
    run("report", "a.txt", "-o", "b.txt", code=2)
    assert (told_twice / "b.txt").read_text(encoding="utf-8") == LONG
    run("report", "a.txt", "-o", "b.txt", "--force")
    (told_twice / "bad.txt").write_bytes(b"")
    run("report", "a.txt", "bad.txt", "-o", "other.html", code=2)
    assert (told_twice / "other.html").exists()


def test_the_demonstration(here):
    told = run("demo")
    for siglum in ("CAR", "ROB", "MIN", "STO", "TAS"):
        assert siglum in told
    assert "Bill Clinton" in told
    assert "⚠" in told
    assert told.endswith("\nreport: report.html\n")
    assert run("demo") == told
    assert (here / "report.html").stat().st_size > 10_000
    assert run("demo", "-o", "mine.html").endswith("report: mine.html\n")
    run("demo", "-o", "good.txt", code=2)


# -------------------------------------------------------------------------------------------------- as a real command


def test_as_a_module_in_a_plain_environment(here):
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = spawn("quotations", "good.txt", cwd=here, env=plain)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode() == run("quotations", "good.txt")
    done = spawn("quotations", "ü.txt", cwd=here, env={**plain, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 2
    assert b"no such file" in done.stderr
    done = spawn("demo", cwd=here, env={**plain, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr
    assert "⚠".encode() in done.stdout


def test_standard_input_of_a_process(here):
    done = spawn("quotations", "-", "--format", "jsonl", input=GOOD.encode(), cwd=here)
    assert lines(done.stdout.decode())[0]["quotations"][0]["speaker"] == "Mary Brown"
    assert done.stderr == b"", "no progress where nobody looks"


def test_a_closed_pipe_is_quiet(here):
    (here / "many.txt").write_text(GOOD * 3000, encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "quoth", "quotations", "many.txt", "--format", "jsonl"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60, cwd=here)
    os.close(writer)
    assert done.stderr == b""
    assert done.returncode == 141


def test_progress_is_shown_on_long_work_where_a_person_looks(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    def shown(stream, seconds):
        monkeypatch.setattr(sys, "stderr", stream)
        for _ in cli._progress([None] * 2):
            time.sleep(seconds)
        return stream.getvalue()

    assert "account" in shown(Terminal(), 0.7)
    assert shown(Terminal(), 0) == ""
    assert shown(io.StringIO(), 0.7) == ""
