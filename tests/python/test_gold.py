"""What is found, held against answers made by hand: of the five accounts beside the tree, and of our own."""

import json
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from quoth.export import account_lines, json_line

DATA = Path(__file__).resolve().parents[1] / "data"
KINDS = "speech,thought,writing,fragment,title,name,term"


def command(*arguments, code=0):
    done = subprocess.run(
        [sys.executable, "-m", "quoth", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done.stdout


def score(tool, *arguments):
    done = subprocess.run([sys.executable, str(tool), *map(str, arguments)], capture_output=True, text=True, check=True)
    print(done.stdout)
    return done.stdout


def share(output, name):
    """The share of all, of a line such as `level: 1.0000 given the span, 1.0000 of all 65`."""
    return float(re.search(rf"^{name}: .*, ([\d.]+) of all", output, re.M)[1])


def predicted(tmp_path, what, *paths):
    file = tmp_path / f"{what}.jsonl"
    command(what, *paths, "--format", "jsonl", "-o", file)
    return file


def test_the_quotations_of_the_five_accounts(shared, tmp_path):
    paths = sorted((shared / "accounts").glob("*.txt"))
    output = score(
        shared / "tools" / "score_quotations.py",
        shared / "accounts" / "accounts.gold.jsonl",
        predicted(tmp_path, "quotations", *paths),
        "--kinds", KINDS, "--errors", 20,
    )  # fmt: skip
    assert "quotations: gold 65, predicted 65, found 65" in output
    assert share(output, "name") * 65 >= 61.9
    assert share(output, "level") == 1
    assert share(output, "parent") == 1


def test_the_utterances_of_the_five_accounts(shared, tmp_path):
    paths = sorted((shared / "accounts").glob("*.txt"))
    output = score(
        shared / "tools" / "score_utterances.py",
        shared / "accounts" / "accounts.gold.jsonl",
        shared / "accounts" / "utterances.gold.json",
        predicted(tmp_path, "utterances", *paths),
    )
    precision, recall = map(float, re.search(r"precision ([\d.]+) recall ([\d.]+)", output).groups())
    assert precision == 1
    assert recall >= 0.9


# ------------------------------------------------------------------------------------- the demonstration accounts


@pytest.fixture(scope="module")
def gold():
    lines = (DATA / "demo.gold.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row["quotations"] for row in map(json.loads, lines)}


@pytest.fixture(scope="module")
def found(demo):
    return {line["id"]: line["quotations"] for line in account_lines(demo, demo.quotations)}


def trimmed(text, quotation):
    """The place of the words without white space and marks at the ends."""
    words = text[quotation["start"] : quotation["end"]]
    rest = words.lstrip(" \n,.;:!?…\"'“”‘’")
    start = quotation["end"] - len(rest)
    return start, start + len(rest.rstrip(" \n,.;:!?…\"'“”‘’"))


def by_place(demo, rows):
    return {(id_, trimmed(demo[id_].text, row)): row for id_, all_of_one in rows.items() for row in all_of_one}


def test_the_quotations_of_the_demonstration(demo, gold, found):
    marked = {id_: [row for row in rows if row["level"] is not None] for id_, rows in found.items()}
    right, ours = by_place(demo, gold), by_place(demo, marked)
    assert ours.keys() == right.keys()
    right_ids, our_ids = ({row["id"]: place for place, row in rows.items()} for rows in (right, ours))
    for place, row in right.items():
        assert ours[place]["level"] == row["level"], place
        assert our_ids.get(ours[place]["parent"]) == right_ids.get(row["parent"]), place
    named = [(row, ours[place]["speaker"]) for place, row in right.items() if row["speaker"]]
    wrong = [(row["id"], name) for row, name in named if name not in row["speaker_aliases"]]
    assert len(wrong) <= 3, wrong


def pairs(groups):
    return {frozenset(pair) for group in groups for pair in combinations(sorted(set(group)), 2)}


def test_the_utterances_of_the_demonstration(demo, gold):
    right = json.loads((DATA / "demo.utterances.json").read_text(encoding="utf-8"))
    ids = {(id_, trimmed(demo[id_].text, row)): row["id"] for id_, rows in gold.items() for row in rows}

    def meant(reading):
        place = trimmed(reading.account.text, {"start": reading.start, "end": reading.end})
        return ids[reading.account.id, place]

    wanted = pairs(group["told_in"] for group in right["utterances"])
    either = pairs(right["either_way"]) - wanted
    ours = pairs([meant(reading) for reading in utterance.readings] for utterance in demo.utterances()) - either
    assert ours - wanted == set(), "wrong"
    missed = wanted - ours
    assert len(missed) <= len(wanted) * 0.1, missed


def test_lines_are_as_they_are_promised(demo, found):
    first = next(iter(found.values()))[0]
    assert " ".join(first) == (
        "id start end level parent group part kind kind_sure marked closed mended asserted speaker speakers "
        "speaker_as_written speaker_start speaker_end addressee chain cue cue_start cue_end sure edited why text within"
    )
    told = demo.utterances()[0].to_dict()
    assert list(told) == ["id", "speaker", "base", "readings", "why"]
    assert list(told["readings"][0]) == ["account", "quotation", "start", "end", "text", "changes"]
    change = told["readings"][1]["changes"][0]
    assert list(change) == ["kind", "before", "after", "before_start", "before_end", "after_start", "after_end", "why"]
    assert json.loads(json_line(told)) == told
