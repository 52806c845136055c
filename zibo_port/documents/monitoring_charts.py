"""The charts of the monitoring report: an indicator month by month, with the range that was expected of it.

Numbers become floating in charts and nowhere else: as places in a picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from markupsafe import Markup

from zibo_port.documents.charts import Scale, element, picture, written
from zibo_port.documents.monitoring_words import SIDES, change_words, limits_words, month_words, percent_words, value_words
from zibo_port.domain.errors import Text
from zibo_port.domain.monitoring_report import Row
from zibo_port.domain.periods import Month

WIDTH: Final = 356.0
HEIGHT: Final = 152.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, 340.0, 16.0, 122.0
_LEAST: Final = 2
"""A single month is no line."""


class _Plot(NamedTuple):
    """A row with the scales on which its months and values lie; y grows downwards."""

    row: Row
    x: Scale
    y: Scale

    def at(self, month: Month) -> float:
        return self.x.at(float(_index(month)))

    def height(self, value: float) -> float:
        return self.y.at(value)


def line_chart(row: Row, lang: str) -> Markup | None:
    """An indicator over the months up to the period, with expected ranges as bands; None for less than two months."""
    if len(row.history) < _LEAST:
        return None
    plot = _plot(row)
    parts = [*_frame(plot), *_bands(plot), *_lines(plot), *_dots(plot, lang)]
    indicator, first, last = row.indicator, row.history[0], row.history[-1]
    said = Text(
        f"{month_words(first.month).zh}至{month_words(last.month).zh}，单位：{indicator.unit}；{_described(row).zh}",
        f"{month_words(first.month).en} to {month_words(last.month).en}, in {indicator.unit_en}; {_described(row).en}",
    )
    return picture(f"line-{indicator.code}", indicator.name.to(lang), said.to(lang), (WIDTH, HEIGHT), parts)


def _described(row: Row) -> Text:
    """The last month in words, for who can't see the picture."""
    indicator, last = row.indicator, row.history[-1]
    value, change = value_words(indicator, last.value), change_words(indicator, last.month_on_month)
    limits = limits_words(last.limits)
    return Text(
        f"末月 {value}，环比 {change.zh}，预期范围 {limits.zh}，压缩比 {percent_words(last.compression)}",
        f"last month {value}, on the month before {change.en}, expected {limits.en}, compression {percent_words(last.compression)}",
    )


def _plot(row: Row) -> _Plot:
    values = [float(p.value) for p in row.history]
    bounds = [float(edge) for p in row.history if p.limits is not None for edge in (p.limits.lower, p.limits.upper)]
    low, high = min(values + bounds), max(values + bounds)
    if row.indicator.minimum is not None:
        low = max(low, float(row.indicator.minimum))
    margin = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    x = Scale(_LEFT + 8, _RIGHT - 8, float(_index(row.history[0].month)), float(_index(row.history[-1].month)))
    return _Plot(row, x, Scale(_BOTTOM, _TOP, low - margin, high + margin))


def _index(month: Month) -> int:
    return month.year * 12 + month.number


def _frame(plot: _Plot) -> Iterator[Markup]:
    """The axis, what stands at its ends, and the months at both ends and in between."""
    yield element("line", x1=_LEFT, x2=_RIGHT, y1=_BOTTOM, y2=_BOTTOM, class_="axis")
    indicator, values = plot.row.indicator, [p.value for p in plot.row.history]
    for value in dict.fromkeys((min(values), max(values))):
        y = plot.height(float(value))
        yield element("line", x1=_LEFT, x2=_RIGHT, y1=y, y2=y, class_="guide")
        yield written(value_words(indicator, value), _LEFT - 6, y + 4, class_="label tick-value")
    months = [p.month for p in plot.row.history]
    for month in dict.fromkeys((months[0], months[len(months) // 2], months[-1])):
        yield written(str(month), plot.at(month), _BOTTOM + 18, class_="tick")


def _bands(plot: _Plot) -> Iterator[Markup]:
    """The range that was expected of each month, where there was one."""
    half = (plot.x.right - plot.x.left) / max(plot.x.high - plot.x.low, 1.0) / 2
    for p in plot.row.history:
        if p.limits is not None:
            top = max(plot.height(float(p.limits.upper)), _TOP)
            bottom = min(plot.height(float(p.limits.lower)), _BOTTOM)
            left, right = max(plot.at(p.month) - half, _LEFT), min(plot.at(p.month) + half, _RIGHT)
            yield element("rect", x=left, y=top, width=right - left, height=max(bottom - top, 0.8), class_="expected")


def _lines(plot: _Plot) -> Iterator[Markup]:
    """From month to month; where one is missing the line is broken."""
    for before, after in pairwise(plot.row.history):
        if before.month.next == after.month:
            ends = {"x1": plot.at(before.month), "y1": plot.height(float(before.value))}
            ends |= {"x2": plot.at(after.month), "y2": plot.height(float(after.value))}
            yield element("line", **ends, class_="series")


def _dots(plot: _Plot, lang: str) -> Iterator[Markup]:
    """Each month's figure: filled, or a marked diamond where it lies outside its range; the last one with its value."""
    for p in plot.row.history:
        x, y = plot.at(p.month), plot.height(float(p.value))
        if p.outside is not None:
            yield element("path", d=f"M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z", class_="unexpected")
            yield written(SIDES[p.outside].to(lang), x, y - 9, class_="tick warned")
        else:
            yield element("circle", cx=x, cy=y, r=3, class_="dot")


def legend(lang: str) -> Markup:
    """What the signs of these charts mean, in one line."""
    words = (Text("当月数值", "figure"), Text("预期范围", "expected range"), Text("超出预期范围", "outside it"))
    signs = (
        element("circle", cx=7, cy=8, r=3, class_="dot"),
        element("rect", x=0, y=2, width=14, height=12, class_="expected"),
        element("path", d="M7 2l6 6l-6 6l-6 -6z", class_="unexpected"),
    )
    samples = [element("svg", sign, viewBox="0 0 14 16", class_="swatch", aria_hidden="true") for sign in signs]
    parts = [element("span", sample, word.to(lang)) for sample, word in zip(samples, words, strict=True)]
    return element("p", *parts, class_="key")


def charts(rows: Sequence[Row], lang: str) -> list[tuple[Row, Markup]]:
    """The charts of those rows that have months enough."""
    drawn = [(row, line_chart(row, lang)) for row in rows]
    return [(row, chart) for row, chart in drawn if chart is not None]
