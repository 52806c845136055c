"""An official paper in the layout of GB/T 9704-2012, written from top to bottom: head, text, signature, enclosures, imprint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph

from zibo_port.documents.gongwen_imprint import imprint
from zibo_port.documents.gongwen_package import packed, sheet
from zibo_port.documents.gongwen_tables import Column, Row, table
from zibo_port.documents.gongwen_xml import characters
from zibo_port.documents.letterhead import REHEARSAL, REHEARSAL_LINE, written_day
from zibo_port.documents.visible import visible

LINE: Final = 579
"""A line of the grid, in twentieths of a point: 22 of them are as high as the text."""
CHARACTER: Final = 316
"""A character of the grid: 28 of them are as wide as the text."""
_MASTHEAD_WIDTH: Final = 425
"""Points; the text is 442 wide."""
_HEAD_DEPTH: Final = 1984
"""From the upper edge of the text to that of the masthead: 35 mm."""
_LARGEST_MASTHEAD: Final = 44
_SEAL: Final = 4 * CHARACTER
"""How far from the right a sealed paper's date ends."""


class Paper:
    """One paper; each method adds what comes next.

    Args:
        title: what the file is called in its properties, on one line.
        author: who issues it.
        at: the clock of what it tells (aware), taken for the day on which the file was made.
        rehearsal: whether it says on every page that it is no official paper.
    """

    def __init__(self, title: str, author: str, at: datetime, *, rehearsal: bool) -> None:
        self._document = sheet()
        self._rehearsal = rehearsal
        properties = self._document.core_properties
        properties.title, properties.author, properties.last_modified_by = visible(title), author, author
        properties.created = properties.modified = at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
        properties.revision, properties.language = 1, "zh-CN"
        if rehearsal:
            section = self._document.sections[0]
            for header in (section.header, section.even_page_header):
                header.paragraphs[0].add_run(REHEARSAL_LINE)

    def content(self) -> bytes:
        """The file."""
        return packed(self._document)

    # --- head -----------------------------------------------------------------------------------------------------

    def masthead(self, name: str, state: str | None = None) -> None:
        """The issuer's name in red, 35 mm below the upper edge of the text; above it `state`, such as 送审稿."""
        marks = [mark for mark in (REHEARSAL if self._rehearsal else None, state) if mark]
        for mark in marks:
            self._add(mark, "版头标注")
        size = min(_LARGEST_MASTHEAD, int(_MASTHEAD_WIDTH / len(name)))
        paragraph = self._add(name, "发文机关标志")
        paragraph.runs[0].font.size = Pt(size)
        paragraph.paragraph_format.line_spacing = Pt(size * 1.2)
        paragraph.paragraph_format.space_before = Twips(_HEAD_DEPTH - len(marks) * LINE - size * 2)

    def number(self, number: str, signer: str | None = None) -> None:
        """The document number above the red rule; a paper to superiors names who signs (签发人) beside it."""
        if signer is None:
            self._add(number, "发文字号")
        else:
            paragraph = self._add(f"{number}\t签发人：", "上行文字号", tabs=True)
            self._run(paragraph, signer, "签发人")
        self._add("", "红色分隔线")

    def issue(self, number: str, issuer: str, day: date | None) -> None:
        """The number of a series (minutes, papers to read), then issuer and day at both ends, above the red rule."""
        self._add(number, "发文字号")
        paragraph = self._add(f"{issuer}\t{written_day(day)}", "上行文字号", tabs=True)
        paragraph.paragraph_format.space_before = Twips(0)
        self._add("", "红色分隔线")

    # --- text -----------------------------------------------------------------------------------------------------

    def title(self, *lines: str) -> None:
        """The title, its lines broken by meaning."""
        self._lines(self._add(lines[0], "Title"), lines[1:])

    def addressee(self, name: str) -> None:
        """To whom it is addressed."""
        self._add(f"{name}：", "主送机关")

    def heading(self, text: str) -> None:
        """一、"""
        self._add(text, "Heading 1")

    def subheading(self, text: str) -> None:
        """（一）"""
        self._add(text, "Heading 2")

    def body(self, text: str, label: str = "") -> None:
        """A paragraph, after a label in 黑体 where there is one."""
        paragraph = self._document.add_paragraph(style="公文正文")
        if label:
            self._run(paragraph, label, "引题")
        self._run(paragraph, text)

    def table(self, columns: Sequence[Column], rows: Sequence[Row], caption: str = "", notes: Sequence[str] = ()) -> None:
        """A table as wide as the text, its head repeated on every page, with its notes below."""
        if caption:
            self._add(caption, "表题")
        self._place(table(columns, rows, noted=bool(notes)))
        self.notes(*notes)

    def notes(self, *notes: str) -> None:
        """Notes below a table or a list, 注： before the first."""
        for place, note in enumerate(notes):
            self._add(f"{'注：' if place == 0 else '　　'}{note}", "注")

    def gap(self) -> None:
        """An empty line."""
        self._add("", "Normal")

    # --- what follows the text ------------------------------------------------------------------------------------

    def enclosures(self, *titles: str) -> None:
        """附件：1. … below the text."""
        self.gap()
        for place, title in enumerate(titles, 1):
            number = f"{place}. " if len(titles) > 1 else ""
            paragraph = self._add(f"{'附件：' if place == 1 else ''}{number}{title}", "附件说明")
            hanging = (3 * CHARACTER if place == 1 else 0) + (CHARACTER if number else 0)
            paragraph.paragraph_format.left_indent = Twips(5 * CHARACTER + (CHARACTER if number else 0))
            paragraph.paragraph_format.first_line_indent = Twips(-hanging)

    def signature(self, issuer: str, day: date | None) -> None:
        """The issuer above the day, centred on it, with room for the seal; the last lines of the text stay with it."""
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        written = written_day(day)
        aside = round((characters(issuer) - characters(written)) * CHARACTER / 2)
        day_indent = max(_SEAL, aside)
        first = self._add(issuer, "发文机关署名")
        first.paragraph_format.space_before = Twips(2 * LINE)
        first.paragraph_format.right_indent = Twips(day_indent - aside)
        last = self._add(written, "发文机关署名")
        last.paragraph_format.keep_with_next = False
        last.paragraph_format.right_indent = Twips(day_indent)

    def roll(self, label: str, units: Sequence[str]) -> None:
        """出席, 请假 or 列席: a unit a line, below each other."""
        paragraph = self._document.add_paragraph(style="出席名单")
        self._run(paragraph, f"{label}：", "引题")
        self._lines(paragraph, units, first=True)

    def enclosure(self, number: str, title: str) -> None:
        """An enclosure, on a page of its own."""
        self._add(number, "附件序号")
        self._add(title, "附件标题")

    def imprint(self, copies: str, issuer: str, day: date | None) -> None:
        """抄送 and 印发, at the foot of the last page."""
        self._place(imprint(f"{copies}。", issuer, f"{written_day(day)}印发"))

    # --- paragraphs -----------------------------------------------------------------------------------------------

    def _add(self, text: str, style: str, *, tabs: bool = False) -> Paragraph:
        paragraph = self._document.add_paragraph(style=style)
        paragraph.add_run(visible(text, keep="\t" if tabs else ""))
        return paragraph

    def _run(self, paragraph: Paragraph, text: str, style: str | None = None) -> None:
        paragraph.add_run(visible(text), style)

    def _lines(self, paragraph: Paragraph, lines: Sequence[str], *, first: bool = False) -> None:
        for place, line in enumerate(lines):
            if place or not first:
                paragraph.add_run().add_break()
            self._run(paragraph, line)

    def _place(self, made: Any) -> None:
        self._document.element.body.sectPr.addprevious(made)
