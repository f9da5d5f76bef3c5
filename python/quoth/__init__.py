"""quoth: several accounts of one conversation - who is quoted, who says so, and what changed between the tellings.

>>> import quoth
>>> corpus = quoth.demo()
>>> corpus.utterances().where(speaker="Clinton", account="ROB")[0].base.account.date
'2024-02-09'

`read` and `corpus` make a `Corpus` of files and of texts; `quotations` needs no corpus. `find` tells where a passage
is said again, `check` holds the quotations of a draft against the accounts, `utterances` tells which of many passages
are one saying. `distance`, `similarity`,
`align` and `changes` compare two texts; `tokens`, `words`, `sentences` and `paragraphs` cut one into pieces.
"""

from ._core import Alignment, Language, Matrix, Step, Table, Vocabulary, build_info, load_vocabulary
from ._core import __version__ as __version__
from .account import Account, Accounts
from .checks import Check, Checks, check
from .compare import Change, align, changes, distance, similarity
from .corpora import Corpus, corpus, demo, quotations, read
from .edits import Edit, Edits, Log, Place
from .errors import (
    AccountError,
    AccountWarning,
    EditWarning,
    Error,
    InputError,
    LanguageError,
    LimitError,
    NotFoundError,
    Problem,
)
from .given import Mention, Said, from_spacy
from .many import cdist, nearest, pairs
from .passages import utterances
from .person import People, Person
from .quotation import Quotation, Quotations
from .search import Hit, Hits, find
from .text import (
    Limits,
    Stretch,
    Stretches,
    Token,
    Tokens,
    front_matter,
    graphemes,
    languages,
    paragraphs,
    read_language,
    sentences,
    tokens,
    tokens_many,
    words,
)
from .utterance import Reading, Utterance, Utterances

__all__ = [
    "Account",
    "AccountError",
    "AccountWarning",
    "Accounts",
    "Alignment",
    "Change",
    "Check",
    "Checks",
    "Corpus",
    "Edit",
    "EditWarning",
    "Edits",
    "Error",
    "Hit",
    "Hits",
    "InputError",
    "Language",
    "LanguageError",
    "LimitError",
    "Limits",
    "Log",
    "Matrix",
    "Mention",
    "NotFoundError",
    "People",
    "Person",
    "Place",
    "Problem",
    "Quotation",
    "Quotations",
    "Reading",
    "Said",
    "Step",
    "Stretch",
    "Stretches",
    "Table",
    "Token",
    "Tokens",
    "Utterance",
    "Utterances",
    "Vocabulary",
    "align",
    "build_info",
    "cdist",
    "changes",
    "check",
    "corpus",
    "demo",
    "distance",
    "find",
    "from_spacy",
    "front_matter",
    "graphemes",
    "languages",
    "load_vocabulary",
    "nearest",
    "pairs",
    "paragraphs",
    "quotations",
    "read",
    "read_language",
    "sentences",
    "similarity",
    "tokens",
    "tokens_many",
    "utterances",
    "words",
]
