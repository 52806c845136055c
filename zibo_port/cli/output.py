"""What commands print: one set of data as a table for people, or as JSON, NDJSON, CSV or TSV for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Literal, NamedTuple, TypeGuard

from zibo_port.cli import terminal
from zibo_port.cli.counter import Counter
from zibo_port.cli.language import t
from zibo_port.cli.plain import document, words
from zibo_port.cli.table import NARROWEST, Heading, table
from zibo_port.cli.widths import pad, visible, visible_lines, width, wrap

Row = Mapping[str, Any]


class Column(NamedTuple):
    """A column of a table or a line of a document: its key in the data and its title in both languages.

    `columns` are those of a list of rows that stands under the key.
    """

    key: str
    zh: str
    en: str
    align: Literal["left", "right"] = "left"
    columns: tuple[Column, ...] = ()

    @property
    def title(self) -> str:
        """The title in the language in use."""
        return t(self.zh, self.en)


def emit(
    counter: Counter,
    data: Row | Iterable[Row],
    columns: Sequence[Column] = (),
    *,
    text: Callable[[Any], str] | None = None,
) -> None:
    """Print a document (a mapping) or a list of rows in the format that was asked for.

    Args:
        counter: its `output` is the format.
        data: what JSON gives in full: decimals as strings, instants with offset; an empty list is ``[]``.
        columns: what tables, CSV and TSV show, in this order; without them, the keys of the data.
        text: writes the document or the list of rows for people instead of a table.
    """
    match counter.output:
        case "json":
            terminal.write(document(data if isinstance(data, Mapping) else list(data)) + "\n")
        case "ndjson":
            for row in _rows(data):
                terminal.write(document(row) + "\n")
        case "csv" | "tsv" as kind:
            _emit_sheet(kind, _rows(data), [column.key for column in columns])
        case _:
            _emit_text(data, columns, text)


def said(counter: Counter, text: str) -> None:
    """Say something to people on stdout; machines don't hear it. What data smuggled in is spelled out."""
    if counter.for_people:
        terminal.write(visible_lines(text) + "\n")


def _rows(data: Row | Iterable[Row]) -> Iterable[Row]:
    return [data] if isinstance(data, Mapping) else data


def _emit_sheet(kind: Literal["csv", "tsv"], rows: Iterable[Row], keys: Sequence[str]) -> None:
    from zibo_port.cli.sheet import write_sheet

    following = iter(rows)
    first = list(_head(following))
    write_sheet(kind, keys or [key for row in first for key in row], chain(first, following))


def _head(rows: Iterable[Row]) -> Iterable[Row]:
    for row in rows:
        yield row
        return


def _emit_text(data: Row | Iterable[Row], columns: Sequence[Column], text: Callable[[Any], str] | None) -> None:
    if text is not None:
        written = visible_lines(text(data if isinstance(data, Mapping) else list(data)))
    elif isinstance(data, Mapping):
        written = "\n".join(_document_lines(data, columns))
    else:
        written = "\n".join(_table_lines(list(data), columns))
    if written:
        terminal.write(written + "\n")


def _table_lines(rows: Sequence[Row], columns: Sequence[Column]) -> Iterable[str]:
    if not rows:
        return [t("没有记录。", "No records.")]
    columns = columns or _columns_of(rows)
    headings = [Heading(visible(column.title), column.align == "right") for column in columns]
    cells = [[words(row.get(column.key)) for column in columns] for row in rows]
    return table(headings, cells, terminal.columns())


def _document_lines(document: Row, columns: Sequence[Column]) -> Iterable[str]:
    """A line for each entry; a list of rows stands below its title, as a table."""
    columns = columns or _columns_of([document])
    titles = max((width(visible(column.title)) for column in columns), default=0)
    for column in columns:
        value = document.get(column.key)
        title = visible(column.title)
        if _is_rows(value):
            yield from ("", f"{title}{t('：', ':')}", *_table_lines(value, column.columns))
        else:
            first, *others = _entry(value, titles + 2)
            yield f"{pad(title, titles)}  {first}"
            yield from (" " * (titles + 2) + line for line in others)


def _entry(value: object, indent: int) -> list[str]:
    """The lines of an entry; a text in several lines, as minutes are, keeps them."""
    parts = [words(part) for part in value.splitlines()] if isinstance(value, str) else []
    return [line for part in parts or [words(value)] for line in _fitting(part, indent)]


def _fitting(text: str, indent: int) -> list[str]:
    """`text` in lines that fit beside `indent` columns on a terminal; elsewhere one line."""
    columns = terminal.columns()
    return [text] if columns is None else wrap(text, max(columns - indent, NARROWEST))


def _is_rows(value: object) -> TypeGuard[Sequence[Row]]:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _columns_of(rows: Iterable[Row]) -> list[Column]:
    keys = dict.fromkeys(key for row in rows for key in row)
    return [Column(key, key, key) for key in keys]
