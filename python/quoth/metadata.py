"""What is known of an account beside its words: from columns, a CSV table, or any data frame.

A table of metadata is a list of rows, each a dict of `FIELDS`; a value that is missing is None. Rows are matched with
accounts by their id, or by the name of the file in a column `file`.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from .errors import InputError, Problem, near

FIELDS = ("siglum", "date", "source", "title", "lang")
"""What an account may say of itself beside its id."""

Row: TypeAlias = dict[str, Any]
Metadata: TypeAlias = str | os.PathLike[str] | Mapping[str, Any] | Iterable[Mapping[str, Any]] | Any


def is_missing(value: Any) -> bool:
    """Tell whether a value of a table is what stands for none."""
    return value is None or (not isinstance(value, str) and str(value) in ("nan", "NaT", "<NA>"))


def text_of(value: Any) -> str | None:
    """Turn a value of a table into a str: None for what is missing, the date alone for a time at midnight."""
    if is_missing(value):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    written = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return written.removesuffix("T00:00:00").strip() or None


def fields_of(row: Mapping[str, Any]) -> dict[str, str | None]:
    """Keep what an account may say of itself."""
    return {field: text_of(row.get(field)) for field in FIELDS}


# ------------------------------------------------------------------------------------------------------- data frames


def is_frame(table: Any) -> bool:
    """Tell whether something has named columns."""
    return hasattr(table, "columns") or hasattr(table, "__arrow_c_stream__")


def _column_values(column: Any) -> list[Any]:
    for method in ("to_pylist", "to_list", "tolist"):
        if hasattr(column, method):
            return list(getattr(column, method)())
    return list(column)


def frame_rows(frame: Any) -> list[Row]:
    """Read the rows of a pandas, polars or pyarrow table, or of anything that has an Arrow stream."""
    if not hasattr(frame, "columns"):
        frame = _from_arrow(frame)
    names = list(getattr(frame, "column_names", frame.columns))
    columns = [_column_values(frame[name]) for name in names]
    return [dict(zip(map(str, names), values, strict=True)) for values in zip(*columns, strict=True)]


def _from_arrow(stream: Any) -> Any:
    for module, reader in (("pyarrow", "table"), ("polars", "DataFrame")):
        try:
            return getattr(__import__(module), reader)(stream)
        except ImportError:
            continue
    raise InputError("a table that has only an Arrow stream is read by pyarrow or polars: install one of them")


# ---------------------------------------------------------------------------------------------------------- CSV files


def _csv_rows(path: Path) -> list[Row]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}; it is the table of metadata") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start:,}: save it as UTF-8") from None
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    reader.fieldnames = [name.strip().casefold() for name in reader.fieldnames or ()]
    if not {"id", "file"} & set(reader.fieldnames):
        raise InputError(f"{path}: no column 'id' or 'file'; its columns are {', '.join(reader.fieldnames) or 'none'}")
    try:
        return list(reader)
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num + 1}: {error}") from None


def table_rows(table: Metadata) -> list[Row]:
    """Read a table of metadata.

    Parameters
    ----------
    table : path, data frame, mapping or iterable of mappings
        A CSV file with a head; a data frame; ``{id: {"date": ...}}``; or rows with the keys ``id`` or ``file``.

    Returns
    -------
    list of dict
    """
    if isinstance(table, (str, os.PathLike)):
        return _csv_rows(Path(table))
    if isinstance(table, Mapping):
        return [{**fields, "id": id_} for id_, fields in table.items()]
    return frame_rows(table) if is_frame(table) else [dict(row) for row in table]


# ----------------------------------------------------------------------------------------------------------- matching


class Lookup:
    """A table of metadata by id and by file name."""

    def __init__(self, table: Metadata | None) -> None:
        self.rows = [] if table is None else table_rows(table)
        self.name = str(table) if isinstance(table, (str, os.PathLike)) else "meta"
        self.used: set[int] = set()
        self.by_id: dict[str, int] = {}
        self.by_file: dict[str, int] = {}
        for number, row in enumerate(self.rows):
            for key, index in (("id", self.by_id), ("file", self.by_file)):
                if (value := text_of(row.get(key))) is not None:
                    index.setdefault(value, number)

    def find(self, ids: Sequence[str | None], path: str | None) -> Row:
        """Find the row of an account by any of its ids, or by its file; {} where there is none."""
        found = [self.by_id[one] for one in ids if one in self.by_id]
        if path is not None:
            found += [self.by_file[one] for one in (path, Path(path).name) if one in self.by_file]
        self.used.update(found[:1])
        return self.rows[found[0]] if found else {}

    def left_over(self, ids: Iterable[str]) -> Iterator[Problem]:
        """Report rows that met no account though their id is nearly that of one: likely a slip."""
        free = [one for one in ids if self.by_id.get(one) not in self.used]
        for one, number in self.by_id.items():
            if number not in self.used and (hint := near(one, free)):
                yield Problem(f"{self.name}, row {number + 1}", f"no account {one!r}{hint}")
