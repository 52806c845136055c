"""CSV and TSV for spreadsheets: a header, a row a line, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, Literal

from zibo_port.cli.plain import plain

FORMULA_STARTS: Final = tuple("=+-@\t\r\n＝＋－＠")


def write_sheet(kind: Literal["csv", "tsv"], keys: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write `rows` to stdout, the values under `keys` alone; what isn't there is an empty cell."""
    writer = csv.writer(sys.stdout, delimiter="," if kind == "csv" else "\t", lineterminator="\n")
    if keys:
        writer.writerow([guarded(key) for key in keys])
    for row in rows:
        writer.writerow([cell(row.get(key)) for key in keys])


def cell(value: object) -> str:
    """`value` as a cell; lists and documents are JSON. Numbers keep their sign, texts are `guarded`."""
    said = plain(value)
    if said is None:
        return ""
    if isinstance(said, bool | list | dict):
        return json.dumps(said, ensure_ascii=False)
    return str(said) if isinstance(value, int | Decimal) else guarded(str(said))


def guarded(text: str) -> str:
    """`text` with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
