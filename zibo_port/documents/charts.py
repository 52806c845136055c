"""Draws small charts as inline SVG: bars with labels, told apart by word and pattern as well as by colour; no script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from zibo_port.documents.line_breaks import broken, ems
from zibo_port.documents.visible import visible

FONT: Final = 12
LINE: Final = 16
_MARK: Final = 17  # the room of a sample before a note


class Tone(NamedTuple):
    """How one kind of thing is drawn: the name of its pattern and what it is called."""

    name: str
    label: str


class Part(NamedTuple):
    """A stretch of a bar."""

    tone: Tone
    value: float


class Bar(NamedTuple):
    """A bar: its label, its stretches from the left, what is written at its end."""

    label: str
    parts: tuple[Part, ...]
    note: str
    mark: Tone | None = None
    """Sampled before the note."""
    overlay: tuple[Tone, float, float] | None = None
    """Drawn over the bar from one value to another: what was taken off."""
    ahead: str = ""
    """A number in a column of its own, left of the label."""


def width_of(text: str) -> float:
    """About how wide a text is, in units of the chart at the size in which charts write."""
    return FONT * ems(text)


def wrapped(text: str, width: float, lines: int) -> list[str]:
    """A text in lines no wider than `width`, broken as Chinese and English are; beyond so many it ends in an ellipsis."""
    found = broken(text, width / FONT)
    if len(found) <= lines:
        return found
    last = found[lines - 1]
    while width_of(last + "…") > width:
        last = last[:-1]
    return [*found[: lines - 1], f"{last}…"]


def element(name: str, *inside: str, **attributes: object) -> Markup:
    """An element; every attribute and every text inside that isn't markup already is escaped."""
    said = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(_text(value))}"' for key, value in attributes.items())
    return Markup("<{0}{1}>{2}</{0}>").format(name, Markup(said), Markup().join(inside))  # noqa: S704 - escaped above


def written(text: str, x: float, y: float, **attributes: object) -> Markup:
    """A line of text at a place."""
    return element("text", visible(text), x=x, y=y, **attributes)


def _text(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def picture(key: str, title: str, description: str, size: tuple[float, float], parts: Iterable[Markup]) -> Markup:
    """A picture that says in words what it shows; `key` is unique within the page."""
    width, height = size
    return element(
        "svg",
        element("title", visible(title), id=f"{key}-title"),
        element("desc", visible(description), id=f"{key}-desc"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_text(width)} {_text(height)}",
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        class_="chart",
    )


def swatch(tone: Tone | str) -> Markup:
    """A small sample of a tone, to stand beside its word."""
    name = tone if isinstance(tone, str) else tone.name
    box = element("rect", x=0.75, y=0.75, width=12.5, height=10.5, rx=2, class_=f"tone tone-{name}")
    return element("svg", box, viewBox="0 0 14 12", class_="swatch", aria_hidden="true")


def legend(tones: Sequence[Tone], y: float, x: float = 0.0, *, width: float) -> tuple[Markup, float]:
    """Samples with their words in rows; also the y below them."""
    found, at = [], x
    for tone in tones:
        room = 22 + width_of(tone.label) + 14
        if at > x and at + room > width:
            at, y = x, y + LINE + 2
        found.append(element("rect", x=at + 0.5, y=y + 0.5, width=14, height=10, rx=2, class_=f"tone tone-{tone.name}"))
        found.append(written(tone.label, at + 20, y + 10, class_="legend"))
        at += room
    return Markup().join(found), y + LINE + 8


class Scale(NamedTuple):
    """Where values lie between two edges of a chart."""

    left: float
    right: float
    low: float
    high: float

    def at(self, value: float) -> float:
        """The place of a value."""
        return self.left + (self.right - self.left) * (value - self.low) / (self.high - self.low or 1)


def room_for(rows: Iterable[Bar], most: float) -> float:
    """The width that the labels of bars need, up to `most`."""
    return min(most, max((width_of(row.label) for row in rows), default=0.0) + 2)


def room_for_notes(rows: Iterable[Bar]) -> float:
    """The width that the notes of bars need, with their samples."""
    return max((width_of(row.note) + (_MARK if row.mark else 0) for row in rows), default=0.0) + 4


class Layout(NamedTuple):
    """The columns of a bar chart: labels, bars, notes; the values at the ends of its scale; the least height of a bar's row."""

    width: float
    label: float
    note: float
    low: float
    high: float
    row: float = 24.0
    ahead: float = 0.0
    """What the labels leave free at their left."""

    @property
    def scale(self) -> Scale:
        """Where values lie between labels and notes."""
        return Scale(self.label + 10, self.width - self.note - 8, self.low, self.high)


def bars(rows: Sequence[Bar], layout: Layout, top: float) -> tuple[Markup, float]:
    """Bars below each other, drawn to one scale; also the y below them."""
    scale, y = layout.scale, top
    found: list[Markup] = []
    for row in rows:
        lines = wrapped(row.label, layout.label - layout.ahead, 3)
        height = max(layout.row, len(lines) * LINE + 4.0)
        middle = y + height / 2
        first = middle - (len(lines) - 1) * LINE / 2 + 4
        found += [written(line, layout.label, first + i * LINE, class_="label") for i, line in enumerate(lines)]
        if row.ahead:
            found.append(written(row.ahead, layout.ahead - 8, middle + 4, class_="ahead"))
        found += _bar(row, scale, middle, layout.row * 2 / 3)
        found.append(_note(row, layout.width - layout.note, middle))
        y += height
    axis = element("line", x1=scale.at(0), x2=scale.at(0), y1=top, y2=y, class_="axis")
    return Markup().join([*found, axis]), y


def guides(marks: Iterable[tuple[float, str]], scale: Scale, top: float, bottom: float) -> Markup:
    """Dotted lines at values, each with its word above."""
    found = []
    for value, word in marks:
        x = scale.at(value)
        found += [element("line", x1=x, x2=x, y1=top, y2=bottom, class_="guide"), written(word, x, top - 5, class_="guide-label")]
    return Markup().join(found)


def _note(row: Bar, x: float, middle: float) -> Markup:
    if row.mark is None:
        return written(row.note, x, middle + 4, class_="note")
    sample = element("rect", x=x, y=middle - 5.5, width=12, height=11, rx=2, class_=f"tone tone-{row.mark.name}")
    return sample + written(row.note, x + _MARK, middle + 4, class_="note")


def _bar(row: Bar, scale: Scale, middle: float, thick: float) -> list[Markup]:
    found, value = [], 0.0
    for part in row.parts:
        if part.value:
            found.append(_stretch(part.tone, value, value + part.value, scale, middle, thick))
            value += part.value
    if row.overlay is not None:
        tone, start, end = row.overlay
        found.append(_stretch(tone, start, end, scale, middle, thick))
    return found


def _stretch(tone: Tone, start: float, end: float, scale: Scale, middle: float, thick: float) -> Markup:
    left, right = sorted((scale.at(start), scale.at(end)))
    place = {"x": left, "y": middle - thick / 2, "width": max(right - left, 1.0), "height": thick}
    return element("rect", **place, class_=f"tone tone-{tone.name}")
