"""What leaves quoth for other programs: lines of JSON, and CSV that a spreadsheet may open."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .checks import Check
from .corpora import Corpus
from .plain import without_surrogates
from .quotation import Quotations
from .utterance import Utterances

_SURROGATES = re.compile("[\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_line(record: Mapping[str, Any]) -> str:
    """Write a record as one line of JSON; a lone surrogate is written as its escape, so that the line is UTF-8.

    Examples
    --------
    >>> json_line({"text": "‘No’ \\ud800", "speaker": None})
    '{"text": "‘No’ \\\\ud800", "speaker": null}'
    """
    line = json.dumps(record, ensure_ascii=False)
    return _SURROGATES.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def _plain_cell(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return without_surrogates(value) if isinstance(value, str) else value


def _guarded_cell(value: Any) -> Any:
    cell = _plain_cell(value)
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def csv_text(records: Iterable[Mapping[str, Any]], guard: bool = True) -> str:
    """Write records as CSV with a head; lists are joined by semicolons.

    Parameters
    ----------
    records : iterable of mappings
        All with the keys of the first.
    guard : bool, optional
        Put ' before a cell that begins with = + - @, a tab or a carriage return: a spreadsheet takes it for a formula.

    Returns
    -------
    str

    Examples
    --------
    >>> csv_text([{"id": "a#1", "text": "=1+1"}])
    "id,text\\r\\na#1,'=1+1\\r\\n"
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    cell: Callable[[Any], Any] = _guarded_cell if guard else _plain_cell
    for number, record in enumerate(records):
        if number == 0:
            writer.writerow(record)
        writer.writerow(map(cell, record.values()))
    return written.getvalue()


def account_lines(corpus: Corpus, quotations: Quotations) -> Iterable[dict[str, Any]]:
    """Give one record an account: its id and its quotations, of those that are given."""
    found: dict[str, list[dict[str, Any]]] = {account.id: [] for account in corpus}
    for record in quotations.to_dicts():
        found[record.pop("account")].append(record)
    return ({"id": id_, "quotations": records} for id_, records in found.items())


def check_row(draft: str, check: Check) -> dict[str, Any]:
    """Give one record a quotation of a draft, for CSV."""
    record = {"draft": draft, **check.to_dict()}
    record["changes"] = [f"{change.kind}: {change.why}" for change in check.changes if change.kind != "same"]
    return record


def reading_rows(utterances: Utterances) -> Iterable[dict[str, Any]]:
    """Give one record a reading, for CSV."""
    for utterance in utterances:
        for reading in utterance.readings:
            account, changes = reading.account, reading.changes
            yield {
                "utterance": utterance.id,
                "speaker": utterance.speaker,
                "account": account.id,
                "siglum": account.siglum,
                "date": account.date,
                "quotation": reading.quotation.id,
                "base": reading.is_base,
                "start": reading.start,
                "end": reading.end,
                "words": reading.words,
                "changed": reading.changed,
                "similarity": round(reading.similarity, 4),
                "changes": list(dict.fromkeys(change.kind for change in changes)),
                "turns_sense": any(change.turns_sense for change in changes),
                "text": reading.text,
                "why": [change.why for change in changes],
            }
