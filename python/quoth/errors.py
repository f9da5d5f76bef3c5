"""What can go wrong: exceptions, the warning, and the problem of one account."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from ._core import Error, InputError, LanguageError, LimitError

__all__ = [
    "AccountError",
    "AccountWarning",
    "EditWarning",
    "Error",
    "InputError",
    "LanguageError",
    "LimitError",
    "NotFoundError",
    "Problem",
]


class NotFoundError(Error, KeyError):
    """There is no such account, quotation, utterance or person; the message has the nearest names."""

    def __str__(self) -> str:
        return Exception.__str__(self)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an account is not in the corpus, or what was strange about it.

    Attributes
    ----------
    where : str
        The file, the line of a file, or the account that it is about.
    message : str
        What is wrong, at which place, and what to do.
    """

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class AccountWarning(UserWarning):
    """Some accounts could not be read; the others are whole. `Corpus.problems` lists them."""


class EditWarning(UserWarning):
    """Some edits found nothing to correct: `Edits.lost` lists them, and `Edits.save` keeps them."""


class AccountError(InputError):
    """No account could be read.

    Attributes
    ----------
    problems : tuple of Problem
        One for each account.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(listed("no account could be read", self.problems))

    def __reduce__(self) -> tuple[type["AccountError"], tuple[tuple[Problem, ...]]]:
        return AccountError, (self.problems,)


def listed(head: str, problems: Iterable[Problem]) -> str:
    """Put a line for each problem under a head."""
    return "\n  ".join([f"{head}:", *map(str, problems)])


def near(name: str, names: Iterable[str]) -> str:
    """Say which names are most like a name, to be put after a message; nothing where none is."""
    folded = {known.casefold(): known for known in names}
    found = difflib.get_close_matches(name.casefold(), folded, n=3, cutoff=0.7)
    return "; did you mean " + " or ".join(repr(folded[one]) for one in found) + "?" if found else ""
