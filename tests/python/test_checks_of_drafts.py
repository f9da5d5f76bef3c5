"""Check: the quotations of a draft against accounts, in Python and on the command line."""

import csv
import io
import json
import pickle

import pytest
from click.testing import CliRunner

import quoth
from quoth.cli import main

HARBOUR = (
    "---\nsiglum: HAR\ndate: 2019-11-04\n---\n\n"
    "The mayor, Anna Petrova, spoke on Monday. “We will build the new breakwater before the next winter comes,” "
    "Petrova said, “and no boat will be lost again. I do not doubt that the money is there.”\n\n"
    "An old pilot, John Miller, was not convinced. “I heard the same promise from her father,” Miller said.\n"
)
DRAFT = """---
title: The breakwater
---
# A draft

“I do not doubt that the money is there,” Anna Petrova said.

> “I *doubt* that the money is there,” Petrova said.

“I heard the same promise from her father,” Petrova said.

“The glacier is melting faster than anybody expected,” Miller said.
"""


@pytest.fixture
def corpus():
    return quoth.corpus({"harbour": HARBOUR}, lang="en")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with accounts and a draft."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts" / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    return tmp_path


def run(*arguments, code=0, stdin=None):
    done = CliRunner().invoke(main, list(map(str, arguments)), input=stdin, prog_name="quoth")
    assert done.exit_code == code, (done.output, done.exception)
    run.said = done.stderr
    return done.stdout


def test_each_is_exact_changed_of_another_or_not_found(corpus):
    checks = quoth.check(DRAFT, corpus)
    assert [check.found for check in checks] == ["exact", "changed", "other_speaker", "not_found"]
    assert checks.counts() == {"exact": 1, "changed": 1, "other_speaker": 1, "not_found": 1}
    assert not checks.exact
    assert checks[:1].exact
    assert [check.line for check in checks] == [6, 8, 10, 12]
    exact, changed, other, missing = checks
    assert DRAFT[exact.start : exact.end] == exact.text
    assert exact.said == "I do not doubt that the money is there"
    assert exact.account.siglum == "HAR"
    assert exact.quotation.speaker == exact.said_by == "Anna Petrova"
    assert changed.turns_sense
    assert [change.kind for change in changed.changes if change.turns_sense] == ["negation"]
    assert "*doubt*" in changed.text
    assert (other.speaker, other.said_by) == ("Anna Petrova", "John Miller")
    assert "not Anna Petrova" in other.why
    assert missing.account is missing.quotation is missing.said is missing.similarity is None
    assert missing.changes == ()
    assert "no account" in missing.why


def test_checks_are_a_sequence(corpus):
    checks = quoth.check(DRAFT, corpus)
    assert [check.line for check in checks.where("changed")] == [8]
    assert len(checks.where(["exact", "not_found"])) == 2
    assert pickle.loads(pickle.dumps(checks)) == checks
    assert checks == quoth.check(DRAFT, corpus)
    assert hash(checks[0]) == hash(checks[0])
    assert [row["found"] for row in checks.to_dicts()] == checks.table.list("found")
    assert "<table" in checks._repr_html_()
    assert "⚠" in checks._repr_html_()
    assert "<table" in checks[1]._repr_html_()
    assert "⚠ changed" in str(checks)
    assert "line 8" in str(checks[1])
    with pytest.raises(AttributeError):
        checks[0].found = "exact"


def test_a_draft_from_a_path(here, corpus):
    checks = quoth.check(here / "draft.md", corpus)
    assert checks.draft.id == "draft"
    assert len(checks) == 4
    with pytest.raises(quoth.AccountError, match="missing"):
        quoth.check(here / "missing.md", corpus)


def test_the_bound_and_the_limits(corpus):
    draft = "“I heard it, or the same, from her mother,” Miller said."
    assert quoth.check(draft, corpus, at_least=0.3)[0].found == "changed"
    assert quoth.check(draft, corpus, at_least=0.9)[0].found == "not_found"
    with pytest.raises(quoth.InputError):
        quoth.check(draft, corpus, at_least=7)
    with pytest.raises(quoth.LimitError):
        quoth.check(draft, corpus, limits={"max_bytes": 3})
    assert len(quoth.check("", corpus)) == 0
    assert quoth.check("", corpus).exact


def test_every_quotation_of_an_account_is_exact_in_itself(demo):
    for account in demo:
        found = quoth.check(account.text, quoth.corpus({"own": account.text}, lang="en")).counts()
        assert found.get("not_found", 0) == 0
        assert found.get("changed", 0) == 0, (account.id, found)


# ------------------------------------------------------------------------------------------------- the command line


def test_the_command_shows_what_it_found(here):
    told = run("check", "draft.md", "--against", "accounts", code=1)
    assert told.splitlines()[0] == "draft · 4 quotations · 1 exact · 1 changed · 1 other speaker · 1 not found"
    assert "⚠ changed" in told
    assert "⚠ negation" in told
    assert "John Miller says it in HAR (harbour#3), not Anna Petrova" in " ".join(told.split())


def test_the_exit_code_is_0_where_all_is_exact(here):
    (here / "good.md").write_text("“I do not doubt that the money is there,” Petrova said.\n", encoding="utf-8")
    told = run("check", "good.md", "--against", "accounts/harbour.txt")
    assert "1 exact" in told
    assert run("check", "-", "--against", "accounts", stdin="Nobody said anything.\n").startswith(
        "stdin · 0 quotations"
    )


def test_bad_input_ends_with_2(here):
    run("check", "none.md", "--against", "accounts", code=2)
    assert "none.md" in run.said
    run("check", "draft.md", "--against", "nowhere", code=2)
    assert "nowhere" in run.said
    run("check", "draft.md", code=2)
    run("check", "draft.md", "--against", "accounts", "--at-least", "3", code=2)


def test_lines_of_json_and_csv(here):
    (line,) = map(
        json.loads, run("check", "draft.md", "--against", "accounts", "--format", "jsonl", code=1).splitlines()
    )
    assert line["id"] == "draft"
    assert [check["found"] for check in line["checks"]][:2] == ["exact", "changed"]
    table = run("check", "draft.md", "--against", "accounts", "--format", "csv", code=1)
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert len(rows) == 4
    assert rows[1]["turns_sense"] == "true"
    assert "negation" in rows[1]["changes"]
    run("check", "draft.md", "--against", "accounts", "--format", "csv", "-o", "found.csv", code=1)
    assert (here / "found.csv").is_file()


def test_the_draft_may_lie_among_the_accounts(here):
    """A draft with the id of an account is still no account."""
    (here / "harbour.md").write_text(DRAFT, encoding="utf-8")
    assert "4 quotations" in run("check", "harbour.md", "--against", "accounts", code=1)
