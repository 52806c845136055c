"""The help page: sections whose columns stand in line with Chinese in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import click

from zibo_port.cli.language import t
from zibo_port.cli.widths import pad, width, wrap

TERMS_AT_MOST: Final = 30
SPACING: Final = 2


class Section(NamedTuple):
    """A titled list of terms, each with its explanation."""

    title: str
    rows: Sequence[tuple[str, str]]


class Page(click.HelpFormatter):
    """click's formatter, measuring in terminal columns instead of characters."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line; what follows the first line stands under the arguments."""
        start = f"{t('用法：', 'Usage: ') if prefix is None else prefix}{prog} "
        indent = " " * (width(start) if width(start) + 20 <= self.width else 4)
        first, *others = wrap(args, self.width - len(indent))
        if indent == "    " and args:
            self.write(f"{start.rstrip()}\n")
            start = indent
        self.write(f"{start}{first}".rstrip() + "\n")
        self.write("".join(f"{indent}{line}\n" for line in others))

    def write_heading(self, heading: str) -> None:
        """Write a section's title."""
        self.write(f"{'':>{self.current_indent}}{heading}{t('：', ':')}\n")

    def write_text(self, text: str) -> None:
        r"""Write paragraphs, wrapped; one that begins with a line ``\b`` stays as it is."""
        indent = " " * self.current_indent
        paragraphs = [_paragraph(lines, self.width - self.current_indent) for lines in _split(text)]
        self.write("\n".join("".join(f"{indent}{line}".rstrip() + "\n" for line in lines) for lines in paragraphs))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = TERMS_AT_MOST, col_spacing: int = SPACING) -> None:
        """Write terms and explanations in two columns, the first at most `col_max` wide."""
        rows = list(rows)
        self._write_rows(rows, min(max((width(term) for term, _ in rows), default=0), col_max) + col_spacing)

    def write_sections(self, sections: Sequence[Section]) -> None:
        """Write all lists of a page with their explanations in one column."""
        widths = [width(term) for section in sections for term, _ in section.rows]
        column = max((each for each in widths if each <= TERMS_AT_MOST), default=TERMS_AT_MOST) + SPACING
        for section in sections:
            with self.section(section.title):
                self._write_rows(section.rows, column)

    def _write_rows(self, rows: Sequence[tuple[str, str]], column: int) -> None:
        indent = " " * self.current_indent
        under = indent + " " * column
        for term, explanation in rows:
            first, *others = wrap(explanation, max(self.width - width(under), 20))
            if width(term) > column - SPACING and first:
                self.write(f"{indent}{term}\n{under}{first}\n")
            else:
                self.write(f"{indent}{pad(term, column)}{first}".rstrip() + "\n")
            self.write("".join(f"{under}{line}\n" for line in others))


def _split(text: str) -> list[list[str]]:
    """The paragraphs of `text`, each a list of lines."""
    paragraphs: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip() or line == "\b":
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [lines for lines in paragraphs if lines]


def _paragraph(lines: list[str], columns: int) -> list[str]:
    if lines[0].strip(" ") == "\b":
        return lines[1:]
    text = lines[0].strip()
    for line in lines[1:]:
        glue = "" if width(text[-1]) == 2 and width(line.strip()[0]) == 2 else " "
        text = f"{text}{glue}{line.strip()}"
    return wrap(text, columns)
