"""The drawing kit: lines that fit, markup that is escaped, bars that lie where their values are."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zibo_port.documents.charts import (
    FONT,
    Bar,
    Layout,
    Part,
    Scale,
    Tone,
    bars,
    element,
    guides,
    legend,
    picture,
    room_for,
    room_for_notes,
    swatch,
    width_of,
    wrapped,
    written,
)
from zibo_port.documents.quarterly_words import clauses_words, number, places_of, total_words

TONE = Tone("good", "良好")
LAYOUT = Layout(width=400.0, label=80.0, note=60.0, low=0.0, high=100.0)
words = st.text(st.sampled_from("淄博港（）《》。，abcdef 12"), max_size=60)


@given(words, st.integers(60, 300))
def test_lines_lose_nothing_but_the_spaces_at_which_they_break(text: str, width: int) -> None:
    lines = wrapped(text, width, 100)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(st.sampled_from("淄博港货代"), min_size=1, max_size=80), st.integers(60, 300), st.integers(1, 4))
def test_no_line_is_wider_than_its_room_and_none_is_too_many(text: str, width: int, most: int) -> None:
    lines = wrapped(text, width, most)
    assert len(lines) <= most
    assert all(width_of(line) <= width for line in lines)
    assert "".join(lines) == text or lines[-1].endswith("…")


def test_words_stay_whole_and_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    assert wrapped("Administration for Market Regulation", 130, 3) == ["Administration for", "Market Regulation"]
    for width in range(3, 20):
        lines = wrapped("淄博市齐鲁（淄博综合保税区）有限公司", width * FONT, 9)
        assert not any(line.startswith("）") or line.endswith("（") for line in lines)


def test_attributes_and_texts_are_escaped() -> None:
    drawn = str(written("<b>\"'&", 1, 2.0, class_='x"y'))
    assert drawn == '<text x="1" y="2" class="x&#34;y">&lt;b&gt;&#34;&#39;&amp;</text>'
    assert str(element("g", "<i>", swatch(TONE))).startswith("<g>&lt;i&gt;<svg")


def rects(markup: str) -> list[dict[str, str]]:
    return [dict(e.attrib) for e in ET.fromstring(f"<g>{markup}</g>").iter("rect")]


def test_a_bar_is_as_long_as_its_parts() -> None:
    drawn, bottom = bars([Bar("甲", (Part(TONE, 25.0), Part(TONE, 0.0), Part(TONE, 50.0)), "75")], LAYOUT, 0)
    first, second = rects(drawn)
    scale = LAYOUT.scale
    assert float(first["x"]) == scale.at(0)
    assert float(second["x"]) == pytest.approx(float(first["x"]) + float(first["width"]), abs=0.11)
    assert float(second["x"]) + float(second["width"]) == pytest.approx(scale.at(75), abs=0.11)
    assert bottom == 24.0


def test_what_was_taken_off_reaches_below_nothing() -> None:
    layout = LAYOUT._replace(low=-20.0)
    drawn, _ = bars([Bar("甲", (Part(TONE, 10.0),), "−15", overlay=(Tone("taken", ""), -15.0, 10.0))], layout, 0)
    taken = rects(drawn)[-1]
    assert float(taken["x"]) == pytest.approx(layout.scale.at(-15), abs=0.06)
    assert float(taken["width"]) == pytest.approx(layout.scale.at(10) - layout.scale.at(-15), abs=0.06)


def test_a_mark_stands_before_its_word() -> None:
    drawn, _ = bars([Bar("甲", (), "优秀", mark=TONE)], LAYOUT, 0)
    assert rects(drawn)[0]["class"] == "tone tone-good"
    assert "优秀" in drawn


def test_a_number_ahead_stands_in_its_own_column_and_labels_leave_it_free() -> None:
    layout = LAYOUT._replace(row=20.0, ahead=26.0)
    drawn, bottom = bars([Bar("淄博", (Part(TONE, 50.0),), "", ahead="7")], layout, 0)
    assert '<text x="18" y="14" class="ahead">7</text>' in drawn
    assert bottom == 20.0
    (bar,) = rects(drawn)
    assert float(bar["y"]) + float(bar["height"]) / 2 == pytest.approx(10, abs=0.1)
    _, of_two_lines = bars([Bar("淄" * 5, (), "", ahead="7")], layout, 0)  # 60 wide, and 54 are left
    assert of_two_lines > 20.0


def test_notes_have_the_room_that_they_need() -> None:
    plain, marked = Bar("甲", (), "97.00 优秀"), Bar("甲", (), "97.00 优秀", mark=TONE)
    assert width_of(plain.note) < room_for_notes([plain]) < room_for_notes([plain, marked])
    assert room_for_notes([]) < FONT


def test_a_legend_goes_on_in_a_second_row() -> None:
    one, after_one = legend([TONE], 0, width=300.0)
    many, after_many = legend([TONE] * 9, 0, width=300.0)
    assert one.count("<rect") == 1
    assert many.count("<rect") == 9
    assert after_many > after_one


def test_a_scale_of_nothing_is_no_error() -> None:
    assert Scale(0.0, 10.0, 5.0, 5.0).at(5.0) == 0.0
    assert room_for([], 100.0) == 2.0
    assert guides([], LAYOUT.scale, 0, 1) == ""


def test_a_picture_has_title_and_description_and_is_well_formed() -> None:
    drawn = picture("k", "题 <1>", "说明", (10.0, 20.5), [written("甲", 0, 0)])
    root = ET.fromstring(str(drawn))
    space = "{http://www.w3.org/2000/svg}"
    assert root.attrib["viewBox"] == "0 0 10 20.5"
    assert root.attrib["aria-labelledby"] == "k-title k-desc"
    assert (root.findtext(f"{space}title"), root.findtext(f"{space}desc")) == ("题 <1>", "说明")
    assert not re.search(r"script|href", str(drawn))


@pytest.mark.parametrize(
    ("value", "said"), [("50", "50"), ("50.00", "50"), ("8.50", "8.5"), ("-3.10", "−3.1"), ("100", "100"), ("0", "0"), (None, "—")]
)
def test_numbers_have_no_idle_zeros(value: str | None, said: str) -> None:
    assert number(None if value is None else Decimal(value)) == said


def test_numbers_of_a_column_have_the_decimals_of_the_one_that_needs_most() -> None:
    column = [Decimal(20), Decimal("16.50"), None, Decimal("-3.25")]
    assert places_of(column) == 2
    assert [number(value, places_of(column)) for value in column] == ["20.00", "16.50", "—", "−3.25"]
    assert places_of([]) == places_of([None, Decimal("20.00")]) == 0


def test_totals_keep_their_decimals() -> None:
    assert [total_words(Decimal(v)) for v in ("80.00", "-12.50")] == ["80.00", "−12.50"]
    assert total_words(None) == "—"


def test_a_law_is_named_once() -> None:
    clauses = ("《价格违法行为行政处罚规定》第七条", "《价格违法行为行政处罚规定》第九条第（五）项", "《中华人民共和国价格法》第四十二条")
    assert clauses_words(clauses).zh == "《价格违法行为行政处罚规定》第七条、第九条第（五）项、《中华人民共和国价格法》第四十二条"
    assert clauses_words(()).zh == "决定书条款未登记"
