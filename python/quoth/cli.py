"""The command line: the words of the package as commands.

    arguments ─► Given (accounts in) ─► corpus ─► rows ─► Output (table, CSV, JSON lines; a file or standard output)

Every command ends through `_run`, which turns what was found and what could not be read into the exit code.
"""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from tqdm import tqdm

from . import __version__, build_info, export
from .checks import Checks, check
from .corpora import Corpus, build, demo, edited
from .errors import AccountError, Error, InputError, NotFoundError, Problem, listed
from .metadata import Lookup
from .plain import safe
from .plain import table as drawn
from .reading import Draft, Reader, described, distinct, problem_of
from .search import AT_LEAST
from .text import Limits, Token, read_language, tokens
from .utterance import Utterances
from .views import counted

if TYPE_CHECKING:
    from ._core import Language

FOUND, NOTHING, BAD_INPUT, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141

EXIT_CODES = """
\b
Exit codes:
  0  done
  1  nothing found where something was asked for; for compare:
     something differs, or the two accounts share no utterance;
     for check: a quotation is not exact
  2  bad input: some or all accounts could not be read; what was
     found in the others is printed all the same, and the problems
     are listed on standard error at the end
"""


# -------------------------------------------------------------------------------------------------------- accounts in


def _progress(drafts: Sequence[Draft]) -> Iterable[Draft]:
    """Show a bar on work of more than a second, where a person looks."""
    return tqdm(drafts, desc="reading", unit="account", delay=1, leave=False, disable=not sys.stderr.isatty())


@dataclass(frozen=True, slots=True)
class Given:
    """The accounts that a command was given, and how to read them."""

    input: str = "text"
    meta: str | None = None
    encoding: str | None = None
    lang: str | None = None
    limits: Limits = field(default_factory=Limits)
    edits: str | None = None
    indirect: bool = True

    def drafts(self, paths: Sequence[str], problems: list[Problem]) -> list[Draft]:
        """Read the accounts of paths; those of standard input, written -, come last."""
        reader = Reader(self.encoding, lines=self.input == "jsonl")
        drafts = list(reader.read((path for path in paths if path != "-"), problems))
        if "-" in paths:
            try:
                drafts += reader.drafts(sys.stdin.buffer.read(), "stdin", problems)
            except InputError as error:
                problems.append(Problem("stdin", str(error)))
        return distinct(drafts)

    def corpus(self, paths: Sequence[str]) -> Corpus:
        """Read and analyse the accounts of paths."""
        problems: list[Problem] = []
        return self._built(self.drafts(paths, problems), problems)

    def pair(self, a: str, b: str) -> Corpus:
        """Read and analyse two accounts, which may be one and the same, or two states of it."""
        problems: list[Problem] = []
        drafts = [*self.drafts((a,), problems), *(self.drafts((b,), problems) if a != "-" or b != "-" else ())]
        return self._built(_told_apart(drafts), problems)

    def _built(self, drafts: list[Draft], problems: list[Problem]) -> Corpus:
        lookup = Lookup(self.meta)
        drafts = described(drafts, lookup, problems)
        made = build(drafts, problems, self.language, self.limits, _progress, indirect=self.indirect)
        made._lost = tuple(edited(made, self.edits))
        return made

    @property
    def language(self) -> str | Language | None:
        """The language that was given: a code, or the words of a file."""
        return read_language(self.lang) if self.lang and self.lang.endswith(".tsv") else self.lang


def _told_apart(drafts: list[Draft]) -> list[Draft]:
    """Give the second of two accounts an id and a siglum of its own, where it has those of the first."""
    if len(drafts) != 2:
        return drafts
    first, second = drafts
    id_ = f"{second.id} (2)" if second.id == first.id else second.id
    return [first, replace(second, id=id_, siglum=None if second.siglum == first.siglum else second.siglum)]


_LIMITS = {
    "bytes": "Bytes of one account at the most.",
    "tokens": "Words and marks of one account at the most.",
    "depth": "How deep quotations may lie in each other; 64 unless set.",
    "work": "Steps of one analysis at the most, of about one machine instruction.",
}


def _with_options(command: Callable[..., Any], options: Sequence[Callable[..., Any]]) -> Callable[..., Any]:
    for option in reversed(options):
        command = option(command)
    return command


def _reads(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how accounts are read, gathered in an argument `given`."""

    @functools.wraps(command)
    def gathered(
        input: str, meta: str | None, encoding: str | None, lang: str | None, edits: str | None, **others: Any
    ) -> Any:
        limits: Any = {f"max_{name}": value for name in _LIMITS if (value := others.pop(f"limit_{name}")) is not None}
        return command(given=Given(input, meta, encoding, lang, limits, edits, others.pop("indirect")), **others)

    options = [
        click.option(
            "--input",
            type=click.Choice(["text", "jsonl"]),
            default="text",
            help="What the files are: texts, or lines of {id, text} with the keys of metadata. A file that ends in "
            ".jsonl is always the second.",
        ),
        click.option("--meta", type=click.Path(), metavar="CSV", help="A table of metadata, with a column id or file."),
        click.option("--encoding", metavar="NAME", help="The encoding of the files; UTF-8 unless given."),
        click.option(
            "--lang", metavar="CODE", help="The language of accounts that do not say theirs; or a .tsv file of words."
        ),
        click.option(
            "--indirect/--no-indirect",
            default=True,
            help='Find also what is told without marks, as "Putin said that ...". On unless switched off.',
        ),
        click.option(
            "--edits",
            type=click.Path(),
            metavar="JSONL",
            help="Corrections by hand, one a line, as corpus.edits.save writes them.",
        ),
        *(
            click.option(f"--limit-{name}", type=click.IntRange(min=1), metavar="N", help=what)
            for name, what in _LIMITS.items()
        ),
    ]
    return _with_options(gathered, options)


_PATHS = click.argument("paths", nargs=-1, required=True, metavar="[FILE | FOLDER | -]...")


# --------------------------------------------------------------------------------------------------------- output


def _is_report(path: Path) -> bool:
    with path.open("rb") as file:
        return b'name="generator" content="quoth' in file.read(4096)


def _check_free(path: str, force: bool, report: bool = False) -> None:
    """Refuse to write over a file, but for a report over a report."""
    file = Path(path)
    if not force and file.exists() and not (report and file.is_file() and _is_report(file)):
        raise InputError(f"{path} is there already: --force writes over it")


@dataclass(frozen=True, slots=True)
class Output:
    """Where the result goes, and in which form."""

    format: str = "table"
    file: str | None = None
    force: bool = False
    guard: bool = True

    def check(self) -> None:
        """Refuse a file that may not be written, before any work is done."""
        if self.file is not None:
            _check_free(self.file, self.force)

    def write(self, text: str) -> None:
        """Write what was made; a CSV file begins with a byte order mark, by which spreadsheets know UTF-8."""
        data = text.encode("utf-8", "replace")
        if self.file is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            mark = b"\xef\xbb\xbf" if self.format == "csv" else b""
            Path(self.file).write_bytes(mark + data)

    def put(
        self,
        table: Callable[[], str],
        rows: Callable[[], Iterable[dict[str, Any]]],
        lines: Callable[[], Iterable[dict[str, Any]]],
    ) -> None:
        """Write one of the three forms."""
        if self.format == "csv":
            self.write(export.csv_text(rows(), self.guard))
        elif self.format == "jsonl":
            self.write("".join(export.json_line(line) + "\n" for line in lines()))
        else:
            self.write(table() + "\n")


def _writes(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where the result goes, gathered in an argument `output`."""

    @functools.wraps(command)
    def gathered(format: str, output: str | None, force: bool, guard: bool, **others: Any) -> Any:
        made = Output(format, output, force, guard)
        return command(output=made, **others)

    options = [
        click.option(
            "--format",
            type=click.Choice(["table", "csv", "jsonl"]),
            default="table",
            help="A table to look at, CSV for spreadsheets, or lines of JSON for programs.",
        ),
        click.option("-o", "--output", metavar="FILE", help="Write there instead of to standard output."),
        click.option("--force", is_flag=True, help="Write over a file that is there."),
        click.option(
            "--guard/--no-guard",
            default=True,
            help="In CSV put ' before cells that begin with = + - @, a tab or a carriage return, which a spreadsheet "
            "would take for a formula. On unless switched off.",
        ),
    ]
    return _with_options(gathered, options)


# --------------------------------------------------------------------------------------------------------- endings


_OPTIONS = (
    (re.compile(r"\bencoding='([\w-]+)'"), r"--encoding \1"),
    (re.compile(r"\bthan max_(bytes|tokens|work) \((\d+)\): raise it with limits="), r"than --limit-\1 (\2): raise it"),
)


def _say(message: str) -> None:
    """Say something on standard error, in the words of the command line."""
    for pattern, option in _OPTIONS:
        message = pattern.sub(option, message)
    click.echo("\n".join(safe(line) for line in f"quoth: {message}".split("\n")), err=True)


def _problems(corpus: Corpus) -> list[Problem]:
    """Give what could not be read, and which edits found nothing to correct."""
    return [*corpus.problems, *corpus._lost]


def _ended(problems: Sequence[Problem], found: bool) -> int:
    if problems:
        _say(listed(counted(len(problems), "problem"), problems))
        return BAD_INPUT
    return FOUND if found else NOTHING


def _run(command: Callable[..., int]) -> Callable[..., None]:
    """Turn what a command gives back, or raises, into the exit code."""

    @functools.wraps(command)
    def ended(*arguments: Any, **options: Any) -> None:
        try:
            code = command(*arguments, **options)
        except AccountError as error:
            code = _ended(error.problems, False)
        except NotFoundError as error:
            _say(str(error))
            code = NOTHING
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = PIPE_CLOSED
        except Error as error:
            _say(str(error))
            code = BAD_INPUT
        except OSError as error:
            _say(f"{error.filename}: {problem_of(error)}" if error.filename else str(error))
            code = BAD_INPUT
        except KeyboardInterrupt:
            code = INTERRUPTED
        sys.exit(code)

    return ended


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        known = build_info()
        click.echo(f"quoth {__version__} (Unicode {known['unicode']}, utf8proc {known['utf8proc']})")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, epilog=EXIT_CODES)
@click.option("--version", is_flag=True, callback=_version, is_eager=True, expose_value=False, help="Show the version.")
def main() -> None:
    """Read several accounts of one conversation: who is quoted, who says so, what changed between the tellings.

    Accounts are UTF-8 texts, folders of such (.txt, .text, .md), or - for standard input. Lines `key: value` (id,
    siglum, date, source, title, lang) between two lines `---` at the very start of a text are its metadata.
    """


_command = functools.partial(main.command, epilog=EXIT_CODES)


# -------------------------------------------------------------------------------------------------------- commands


@_command("quotations")
@_PATHS
@click.option("--speaker", metavar="NAME", help="Only what this person is said to have said; a surname is enough.")
@click.option("--kind", metavar="KIND", multiple=True, help="Only this kind: speech, fragment, title ... (repeatable)")
@_reads
@_writes
@_run
def quotations_command(
    paths: tuple[str, ...], given: Given, output: Output, speaker: str | None, kind: tuple[str, ...]
) -> int:
    """List what is quoted, and who said it.

    A line of --format jsonl is one account: {"id", "quotations": [...]}.
    """
    output.check()
    corpus = given.corpus(paths)
    found = corpus.quotations.where(speaker=speaker or ..., kind=kind or ...)
    output.put(lambda: str(found), found.to_dicts, lambda: export.account_lines(corpus, found))
    return _ended(_problems(corpus), bool(found))


def _put_utterances(output: Output, found: Utterances) -> None:
    def pictures() -> str:
        return "\n\n".join(map(str, found)) or "no utterance is told twice"

    output.put(pictures, lambda: export.reading_rows(found), found.to_dicts)


@_command("utterances")
@_PATHS
@click.option("--speaker", metavar="NAME", help="Only what this person is said to have said; a surname is enough.")
@click.option("--turns-sense", is_flag=True, help="Only those in which a change may turn the sense.")
@_reads
@_writes
@_run
def utterances_command(
    paths: tuple[str, ...], given: Given, output: Output, speaker: str | None, turns_sense: bool
) -> int:
    """Show the tellings of each utterance.

    They stand side by side, with what changed in words.
    A line of --format jsonl is one utterance; a row of --format csv is one reading.
    """
    output.check()
    corpus = given.corpus(paths)
    found = corpus.utterances().where(speaker=speaker or ..., turns_sense=turns_sense or ...)
    _put_utterances(output, found)
    return _ended(_problems(corpus), bool(found))


@_command("compare")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@_reads
@_writes
@_run
def compare_command(a: str, b: str, given: Given, output: Output) -> int:
    """Show what changed between two accounts.

    Every utterance that both tell is shown. The two may be one file, or two states of one account.
    The earlier account by its date is the base; A where they have no dates. Exit code 0: nothing differs; 1: something
    does, or the two share no utterance.
    """
    output.check()
    corpus = given.pair(a, b)
    if not corpus.problems and len(corpus) != 2:
        raise InputError(f"compare takes two accounts, and {counted(len(corpus), 'account')} came from {a} and {b}")
    every = corpus.utterances()
    shared = Utterances(corpus, [row for row, one in enumerate(every) if len(one.accounts) > 1])
    _put_utterances(output, shared)
    same = len(corpus) == 2 and corpus.accounts[0].text == corpus.accounts[1].text
    if not shared and not same and not corpus.problems:
        _say(f"{a} and {b} share no utterance")
    return _ended(_problems(corpus), same or (bool(shared) and not _differs(shared)))


def _differs(utterances: Utterances) -> bool:
    return any(change.kind != "same" for one in utterances for reading in one.readings for change in reading.changes)


@_command("check")
@click.argument("drafts", nargs=-1, required=True, metavar="[DRAFT | -]...")
@click.option(
    "--against", metavar="PATH", multiple=True, required=True, help="A file or folder of accounts (repeatable)."
)
@click.option(
    "--at-least",
    type=click.FloatRange(0, 1),
    default=AT_LEAST,
    show_default=True,
    help="A quotation is not found where nothing is so similar to it.",
)
@_reads
@_writes
@_run
def check_command(
    drafts: tuple[str, ...], against: tuple[str, ...], at_least: float, given: Given, output: Output
) -> int:
    """Hold the quotations of a draft against accounts.

    Each is exact, changed (it is shown how, with a ⚠ where the sense may turn), found with another speaker, or not
    found. A draft is text or Markdown. Exit code 0: all are exact; 1: something differs.
    A line of --format jsonl is one draft: {"id", "checks": [...]}.
    """
    output.check()
    problems: list[Problem] = []
    made = given.drafts(drafts, problems)
    corpus = given.corpus(against)
    problems += _problems(corpus)
    found = [one for draft in made if (one := _checked(draft, corpus, at_least, given, problems)) is not None]

    def rows() -> Iterable[dict[str, Any]]:
        return (export.check_row(one.draft.id, check) for one in found for check in one)

    def lines() -> Iterable[dict[str, Any]]:
        return ({"id": one.draft.id, "checks": one.to_dicts()} for one in found)

    output.put(lambda: "\n\n".join(map(str, found)), rows, lines)
    return _ended(problems, all(one.exact for one in found))


def _checked(made: Draft, corpus: Corpus, at_least: float, given: Given, problems: list[Problem]) -> Checks | None:
    try:
        return check(made, corpus, at_least=at_least, lang=corpus._language, limits=given.limits)
    except Error as error:
        problems.append(Problem(made.where, str(error)))
        return None


@_command("accounts")
@_PATHS
@_reads
@_writes
@_run
def accounts_command(paths: tuple[str, ...], given: Given, output: Output) -> int:
    """List the accounts and what is known of them."""
    output.check()
    corpus = given.corpus(paths)
    accounts = corpus.accounts
    output.put(lambda: str(accounts), accounts.to_dicts, accounts.to_dicts)
    return _ended(_problems(corpus), bool(accounts))


_JOINS = ("hyphens", "urls", "emails", "names", "tags", "numbers", "abbreviations")
_SPLITS = ("elision", "colon", "no-break-spaces")


def _names(option: str, known: tuple[str, ...], what: str) -> Callable[..., Any]:
    """Give an option of names with commas between, out of those that there are."""

    def read(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
        names = tuple(filter(None, map(str.strip, value.split(","))))
        for name in names:
            if name not in known:
                raise click.BadParameter(f"{name!r} is none of {', '.join(known)}.", ctx, param)
        return names

    return click.option(option, default="", metavar="NAMES", callback=read, help=f"{what}: {', '.join(known)}.")


@_command("tokens")
@_PATHS
@click.option("--profile", type=click.Choice(["news", "uax29"]), default="news", help="uax29 is the standard alone.")
@_names("--join", _JOINS, "Make one token of each of these")
@_names("--split", _SPLITS, "Split at these")
@_reads
@_writes
@_run
def tokens_command(
    *, paths: tuple[str, ...], given: Given, output: Output, profile: str, join: tuple[str, ...], split: tuple[str, ...]
) -> int:
    """List words, numbers and marks (UAX #29).

    A line of --format jsonl is one account: {"id", "tokens": [...]}.
    """
    output.check()
    problems: list[Problem] = []
    shape: Any = {"profile": profile, **{name.replace("-", "_"): True for name in (*join, *split)}}
    found = {made.id: _tokens_of(made, given, shape, problems) for made in given.drafts(paths, problems)}

    def rows() -> Iterable[dict[str, Any]]:
        return ({"account": id_, **token._asdict()} for id_, tokens in found.items() for token in tokens)

    def lines() -> Iterable[dict[str, Any]]:
        return ({"id": id_, "tokens": [token._asdict() for token in tokens]} for id_, tokens in found.items())

    output.put(lambda: drawn(("account", *Token._fields), (tuple(row.values()) for row in rows())), rows, lines)
    return _ended(problems, any(found.values()))


def _tokens_of(made: Draft, given: Given, shape: dict[str, Any], problems: list[Problem]) -> list[Token]:
    try:
        found = tokens(made.text, lang=given.language, limits=given.limits, **shape)
        return [token for token in found if token.start >= made.start]
    except Error as error:
        problems.append(Problem(made.where, str(error)))
        return []


_REPORT = click.option(
    "-o", "--output", "file", metavar="FILE", default="report.html", show_default=True, help="The file to write."
)
_FORCE = click.option("--force", is_flag=True, help="Write over a file that is there, not only over a report.")


@_command("report")
@_PATHS
@_REPORT
@_FORCE
@click.option("--title", metavar="TEXT", help="The title of the report.")
@_reads
@_run
def report_command(paths: tuple[str, ...], given: Given, file: str, force: bool, title: str | None) -> int:
    """Write everything into one HTML file.

    It needs no network. A report of quoth that is there is written over, another file only with --force.
    """
    _check_free(file, force, report=True)
    corpus = given.corpus(paths)
    corpus.report(file, title)
    click.echo(f"report: {safe(file)}")
    return _ended(_problems(corpus), bool(corpus.quotations))


@_command("demo")
@_REPORT
@_FORCE
@_run
def demo_command(file: str, force: bool) -> int:
    """Run on five accounts that come with quoth.

    Prints them and their utterances, and writes a report; one that is there is written over.
    """
    _check_free(file, force, report=True)
    corpus = demo()
    click.echo("\n\n".join([str(corpus), *map(str, corpus.utterances())]))
    corpus.report(file)
    click.echo(f"\nreport: {safe(file)}")
    return FOUND
