"""What the C extension offers: tables in and out (csrc/python says how it works)."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, Self, SupportsIndex, TypeAlias, final, overload

import pandas
from typing_extensions import Buffer, CapsuleType

_Text: TypeAlias = str | Buffer
_Value: TypeAlias = int | float | str | None
_Things: TypeAlias = str | Buffer | Iterable[Hashable]
_Ranges: TypeAlias = Iterable[Iterable[int]] | None
_Measure: TypeAlias = Literal[
    "levenshtein",
    "indel",
    "lcs",
    "osa",
    "damerau",
    "hamming",
    "prefix",
    "postfix",
    "jaro",
    "jaro_winkler",
    "dice",
    "jaccard",
    "containment",
    "cosine",
]
_Dtype: TypeAlias = Literal["uint8", "uint16", "uint32", "float32"]
_Sequences: TypeAlias = tuple[Buffer, Buffer]
_Units: TypeAlias = Literal["codepoints", "utf16"]
_Unit: TypeAlias = Literal["word", "token", "character"]
_Type: TypeAlias = Literal["u8", "u32", "u64", "f64", "utf8", "name"]
# A dict with any of max_bytes, max_tokens, max_depth, max_work, or an object with such attributes.
_Limits: TypeAlias = Mapping[str, int | None] | object | None

# start, end, name, gender ("m", "f"), sort ("person", "body"); and start, end, speaker, addressee.
_Mention: TypeAlias = Iterable[int | str | None]
_Said: TypeAlias = Iterable[int | str | None]
_Edit: TypeAlias = Literal["speaker", "addressee", "kind", "not_a_quotation", "same_person", "merge", "split"]
# account, start, end, words
_Place: TypeAlias = tuple[str, int, int, str | None]

__version__: Final[str]
KINDS: Final[tuple[str, ...]]
CHANGES: Final[tuple[str, ...]]
TURNS_SENSE: Final[tuple[str, ...]]

class Error(Exception):
    status: str | None
    place: int | None

class InputError(Error, ValueError): ...
class LimitError(Error): ...
class LanguageError(Error, ValueError): ...

@final
class Table:
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def children(self) -> tuple[str, ...]: ...
    def column(self, name: str, /) -> Column: ...
    def child(self, name: str, /) -> Table: ...
    def value(self, name: str, row: SupportsIndex, /) -> Any: ...
    def list(self, name: str, /) -> list[Any]: ...
    def row(self, row: SupportsIndex, /) -> dict[str, Any]: ...
    def to_pandas(self) -> pandas.DataFrame: ...
    def __len__(self) -> int: ...
    def __getitem__(self, name: str, /) -> Column: ...
    def __contains__(self, name: object, /) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> CapsuleType: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> CapsuleType: ...
    def __sizeof__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: object, /) -> Self: ...

@final
class Column:
    @property
    def name(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def null_count(self) -> int: ...
    @property
    def pool(self) -> tuple[str, ...]: ...
    @property
    def indices(self) -> Column: ...
    @property
    def offsets(self) -> Column: ...
    @property
    def bytes(self) -> Column: ...
    @property
    def validity(self) -> Column | None: ...
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, row: SupportsIndex, /) -> Any: ...
    @overload
    def __getitem__(self, rows: slice, /) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]
    def __buffer__(self, flags: int, /) -> memoryview: ...

@final
class Matrix:
    def __new__(cls, rows: SupportsIndex, columns: SupportsIndex, dtype: _Dtype) -> Self: ...
    @property
    def shape(self) -> tuple[int, int]: ...
    @property
    def dtype(self) -> str: ...
    def tolist(self) -> list[list[Any]]: ...
    def __len__(self) -> int: ...
    def __getitem__(self, place: SupportsIndex | tuple[SupportsIndex, SupportsIndex], /) -> Any: ...
    def __sizeof__(self) -> int: ...
    def __buffer__(self, flags: int, /) -> memoryview: ...

@final
class Step(tuple[str, int, int, int, int]):
    n_fields: Final = 5
    n_sequence_fields: Final = 5
    n_unnamed_fields: Final = 0
    __match_args__: Final = ("op", "a_start", "a_end", "b_start", "b_end")
    @property
    def op(self) -> str: ...
    @property
    def a_start(self) -> int: ...
    @property
    def a_end(self) -> int: ...
    @property
    def b_start(self) -> int: ...
    @property
    def b_end(self) -> int: ...

@final
class Alignment:
    def __new__(cls, steps: Iterable[tuple[str, int, int, int, int]]) -> Self: ...
    @property
    def cigar(self) -> str: ...
    @property
    def distance(self) -> int: ...
    @property
    def a_length(self) -> int: ...
    @property
    def b_length(self) -> int: ...
    @property
    def table(self) -> Table: ...
    def editops(self) -> list[tuple[str, int, int]]: ...
    def opcodes(self) -> list[tuple[str, int, int, int, int]]: ...
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, place: SupportsIndex, /) -> Step: ...
    @overload
    def __getitem__(self, place: slice, /) -> tuple[Step, ...]: ...
    def __iter__(self) -> Iterator[Step]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Language:
    @property
    def code(self) -> str: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Vocabulary:
    def __new__(cls, *, keep_case: bool = False, strip_marks: bool = False, stems: str | None = None) -> Self: ...
    def add(self, word: _Text, /) -> int: ...
    def merge(self, other: Vocabulary, /) -> list[int]: ...
    def save(self) -> bytes: ...
    def __len__(self) -> int: ...
    def __getitem__(self, id: SupportsIndex, /) -> str: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Corpus:
    def __new__(cls) -> Self: ...
    def __len__(self) -> int: ...
    def add(
        self,
        id: str,
        text: _Text,
        *,
        skip: int = 0,
        siglum: str | None = None,
        date: str | None = None,
        source: str | None = None,
        title: str | None = None,
        lang: str | None = None,
        language: Language | None = None,
        indirect: bool = True,
        spans_only: bool = False,
        mentions: Iterable[_Mention] | None = None,
        speakers: Iterable[_Said] | None = None,
        limits: _Limits = None,
    ) -> None: ...
    def accounts(self, *, limits: _Limits = None) -> Table: ...
    def quotations(self, *, limits: _Limits = None) -> Table: ...
    def spans(self, *, limits: _Limits = None) -> Table: ...
    def people(self, *, limits: _Limits = None) -> Table: ...
    def utterances(self, *, limits: _Limits = None) -> Table: ...
    def find(self, passage: _Text, *, at_least: float = 0, most: int = 0, limits: _Limits = None) -> Table: ...
    def check(
        self,
        draft: _Text,
        *,
        skip: int = 0,
        at_least: float = 0,
        lang: str | None = None,
        language: Language | None = None,
        limits: _Limits = None,
    ) -> Table: ...
    def edit(
        self,
        kind: _Edit,
        at: _Place | None = None,
        other: _Place | None = None,
        value: str | None = None,
        other_value: str | None = None,
        note: str | None = None,
    ) -> None: ...
    def undo(self) -> bool: ...
    def redo(self) -> bool: ...
    def edits(self, *, limits: _Limits = None) -> Table: ...
    def why_speaker(self, row: SupportsIndex, /) -> str: ...
    def why_utterance(self, row: SupportsIndex, /) -> str: ...
    def why_change(self, row: SupportsIndex, /) -> str: ...
    def text(self, account: str | SupportsIndex, /) -> str: ...
    def __sizeof__(self) -> int: ...

def build_info() -> dict[str, str]: ...
def languages() -> tuple[str, ...]: ...
def load_language(code: str, /) -> Language: ...
def read_language(data: _Text, /) -> Language: ...
def load_vocabulary(data: Buffer, /) -> Vocabulary: ...
def guess_language(text: _Text, *, limits: _Limits = None) -> str | None: ...
def front_matter(text: _Text, /) -> dict[str, Any]: ...
def tokens(
    text: _Text,
    *,
    profile: Literal["news", "uax29"] = "news",
    spaces: bool = False,
    hyphens: bool = False,
    urls: bool = False,
    emails: bool = False,
    names: bool = False,
    tags: bool = False,
    numbers: bool = False,
    abbreviations: bool = False,
    elision: bool = False,
    colon: bool = False,
    no_break_spaces: bool = False,
    lang: str | None = None,
    language: Language | None = None,
    vocabulary: Vocabulary | None = None,
    forms: bool = True,
    units: _Units = "codepoints",
    limits: _Limits = None,
) -> Table: ...
def tokens_many(
    texts: Iterable[_Text],
    *,
    profile: Literal["news", "uax29"] = "news",
    spaces: bool = False,
    hyphens: bool = False,
    urls: bool = False,
    emails: bool = False,
    names: bool = False,
    tags: bool = False,
    numbers: bool = False,
    abbreviations: bool = False,
    elision: bool = False,
    colon: bool = False,
    no_break_spaces: bool = False,
    lang: str | None = None,
    language: Language | None = None,
    vocabulary: Vocabulary | None = None,
    forms: bool = True,
    units: _Units = "codepoints",
    limits: _Limits = None,
) -> Table: ...
def paragraphs(text: _Text, *, units: _Units = "codepoints", limits: _Limits = None) -> Table: ...
def graphemes(text: _Text, *, units: _Units = "codepoints", limits: _Limits = None) -> Table: ...
def sentences(
    text: _Text,
    *,
    lang: str | None = None,
    language: Language | None = None,
    profile: Literal["news", "uax29"] = "news",
    spaces: bool = False,
    units: _Units = "codepoints",
    limits: _Limits = None,
) -> Table: ...
def quotations(
    text: _Text,
    *,
    lang: str | None = None,
    language: Language | None = None,
    spans_only: bool = False,
    indirect: bool = True,
    mentions: Iterable[_Mention] | None = None,
    speakers: Iterable[_Said] | None = None,
    limits: _Limits = None,
) -> Table: ...
def why_speaker(
    text: _Text,
    quotations: Table,
    row: SupportsIndex,
    *,
    lang: str | None = None,
    language: Language | None = None,
    limits: _Limits = None,
) -> str: ...
def distance(
    a: _Things,
    b: _Things,
    measure: _Measure = "levenshtein",
    bound: int | None = None,
    *,
    costs: Iterable[int] | None = None,
    unit: _Unit | None = None,
    limits: _Limits = None,
) -> int | float: ...
def similarity(
    a: _Things,
    b: _Things,
    measure: _Measure = "levenshtein",
    *,
    costs: Iterable[int] | None = None,
    unit: _Unit | None = None,
    limits: _Limits = None,
) -> float: ...
def align(a: _Things, b: _Things, *, unit: _Unit | None = None, limits: _Limits = None) -> Alignment: ...
def sequences(
    sets: Iterable[Iterable[_Things]], *, unit: _Unit | None = None, dense: bool = False, limits: _Limits = None
) -> list[tuple[bytes, bytes]]: ...
def cdist(
    matrix: Matrix,
    queries: _Sequences,
    choices: _Sequences,
    measure: _Measure = "levenshtein",
    *,
    bound: int | None = None,
    weights: Buffer | None = None,
    start: SupportsIndex = 0,
    stop: SupportsIndex | None = None,
    cancel: Buffer | None = None,
    limits: _Limits = None,
) -> None: ...
def nearest(
    queries: _Sequences,
    passages: _Sequences,
    k: SupportsIndex,
    measure: _Measure = "levenshtein",
    *,
    weights: Buffer | None = None,
    start: SupportsIndex = 0,
    stop: SupportsIndex | None = None,
    cancel: Buffer | None = None,
    limits: _Limits = None,
) -> Table: ...
def join(
    passages: _Sequences,
    at_least: SupportsIndex,
    measure: _Measure = "levenshtein",
    *,
    weights: Buffer | None = None,
    cancel: Buffer | None = None,
    limits: _Limits = None,
) -> CapsuleType: ...
def join_pairs(
    join: CapsuleType,
    *,
    start: SupportsIndex = 0,
    stop: SupportsIndex | None = None,
    cancel: Buffer | None = None,
    limits: _Limits = None,
) -> Table: ...
def join_size(join: CapsuleType, /) -> int: ...
def merge(shares: Iterable[Table], /) -> Table: ...
def idf(passages: _Sequences, count: SupportsIndex, /) -> bytes: ...
def changes(
    base_text: _Text,
    base_ranges: _Ranges,
    reading_text: _Text,
    reading_ranges: _Ranges,
    *,
    lang: str | None = None,
    language: Language | None = None,
    limits: _Limits = None,
) -> Table: ...
def why_change(
    base_text: _Text,
    base_ranges: _Ranges,
    reading_text: _Text,
    reading_ranges: _Ranges,
    changes: Table,
    row: SupportsIndex,
    *,
    lang: str | None = None,
    language: Language | None = None,
    limits: _Limits = None,
) -> str: ...
def find(
    passage: _Text,
    text: _Text,
    *,
    at_least: float = 0,
    most: int = 0,
    lang: str | None = None,
    language: Language | None = None,
    limits: _Limits = None,
) -> Table: ...
def utterances(
    text: _Text,
    places: Buffer,
    *,
    accounts: Buffer | None = None,
    speakers: Buffer | None = None,
    letters: bool = False,
    at_least: SupportsIndex = 0,
    lang: str | None = None,
    language: Language | None = None,
    limits: _Limits = None,
) -> Table: ...
def make_table(
    columns: dict[str, tuple[_Type, Sequence[_Value]]], children: dict[str, Table] | None = None
) -> Table: ...
def _table_load(data: bytes, /) -> Table: ...
