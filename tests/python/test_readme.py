"""What README.md shows is so: its Python lines, its command lines, its files, its targets and its figures' commands."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import quoth

TREE = Path(__file__).resolve().parents[2]
README = (TREE / "README.md").read_text(encoding="utf-8")
SEPARATOR = "\n"


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands():
    """The lines of shell blocks that call quoth, with what stands before it; comments are left out."""
    lines = SEPARATOR.join(blocks("sh")).splitlines()
    return [line.partition("  #")[0].strip() for line in lines if re.search(r"\bquoth [a-z]+ ", line)]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with the demonstration accounts, as the lines expect it, a file of lines, and the draft shown."""
    shutil.copytree(Path(quoth.__file__).parent / "data" / "accounts", tmp_path / "accounts")
    (tmp_path / "lines.jsonl").write_text('{"id": "a", "text": "“It is late,” Mary Brown said.", "date": "2024"}\n')
    (tmp_path / "draft.md").write_text(blocks("markdown")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shell(line):
    """Run a line by the shell, `quoth` being this one."""
    line = re.sub(r"\bquoth (?=[a-z])", f"{shlex.quote(sys.executable)} -m quoth ", line, count=1)
    environment = {**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1"}
    return subprocess.run(
        ["sh", "-c", line], capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )


def test_the_python_lines():
    parsed = doctest.DocTestParser().get_doctest(SEPARATOR.join(blocks("python")), {}, "README.md", "README.md", 0)
    assert len(parsed.examples) > 8
    output = []
    failed, _ = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(parsed, out=output.append)
    assert failed == 0, "".join(output)


def test_there_are_lines_of_every_command():
    shown = {line.split("quoth ")[1].split()[0] for line in commands()}
    assert shown == {"quotations", "utterances", "compare", "report"}


@pytest.mark.parametrize("line", commands())
def test_the_command_lines(here, line):
    done = shell(line)
    assert done.returncode == (1 if " compare " in line else 0), done.stderr
    assert done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("block", blocks("console"))
def test_the_command_lines_with_their_output(here, block):
    line, _, expected = block.removeprefix("$ ").partition("\n")
    assert shell(line).stdout == expected


def test_every_file_that_is_named_is_there():
    named = re.findall(r'(?:src|srcset)="([^"]+)"|`((?:docs|tests|notebooks|examples)/[\w./]+)', README)
    assert len(named) > 8
    for one in {name for pair in named for name in pair if name}:
        assert (TREE / one).is_file(), one


def test_every_target_of_make_is_there():
    known = set(re.findall(r"^([a-z-]+):", (TREE / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)\b(?=`|\s+(?:#|&&|PREFIX))", README)) <= known
    assert {"demo", "test"} <= set(re.findall(r"^make ([a-z]+)", README, re.MULTILINE))


def figures():
    """The rows of the table of accuracy: command, and the figures of all its rows in their order."""
    made = {}
    accuracy = README.partition("## How right it is")[2].partition("\n## ")[0]
    for row in re.findall(r"^\| .+ \|$", accuracy, re.MULTILINE)[1:]:
        *_, figure, command = (cell.strip() for cell in row.strip("|").split("|"))
        key = next(reversed(made)) if command == "the same" else command
        made.setdefault(key, []).extend(map(float, re.findall(r"\d\.\d+", figure)))
    return made


# what the command prints for the figures of a corpus, in the order of the table
PRINTED = {
    "accounts.gold.jsonl": ("precision", "recall", "f1", "level:", "parent:", "name:"),
    "polnear.jsonl": ("precision", "recall", "f1", "mention overlap:", "mention exact:"),
    "polnear.jsonl --independent": ("content:.* f1", "cue:.* f1", "source:.* f1"),
    "litbank.jsonl": ("precision", "recall", "f1", "name:"),
    "gernews.jsonl": ("precision", "recall", "f1", "mention overlap:", "mention exact:"),
    "redewiedergabe.jsonl": ("precision", "recall", "f1", "mention overlap:", "mention exact:"),
    "openboek.jsonl": ("precision", "recall", "f1", "mention overlap:", "mention exact:"),
    "aads_french.jsonl": ("precision", "recall", "f1"),
}


@pytest.mark.parametrize("line", figures())
def test_no_figure_is_above_what_is_reached(shared, line):
    program, name, *options = line.strip("`").split()
    path = next(path for path in (shared / "accounts" / name, shared / "corpora" / name) if path.is_file())
    command = [sys.executable, TREE / program, path, *options]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    wanted = PRINTED.get(f"{name} {' '.join(options)}") or PRINTED[name]
    reached = [float(re.search(rf"{what} ([\d.]+)", printed)[1]) for what in wanted]
    promised = figures()[line]
    assert len(promised) == len(reached)
    assert all(one >= least for one, least in zip(reached, promised, strict=True)), printed
