"""A year of days off in a text file: the shipped example is the notice on 2025; what can't be read is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.scenario import refuses
from zibo_port.documents.calendar_file import read_calendar
from zibo_port.domain.errors import InvalidData
from zibo_port.office.calendars import library_year

EXAMPLE = Path(__file__).parents[2] / "examples" / "calendar-2025.toml"
SPAN = '[[holidays]]\nname = "元旦"\nfrom = 2027-01-01\nto = 2027-01-03\n'
HEAD = 'year = 2027\ntitle = "通知"\n'


def test_the_example_says_what_the_calendar_library_says_of_2025():
    read = read_calendar(EXAMPLE.read_bytes())
    known = library_year(2025)
    assert (read.year, read.issued_on) == (2025, date(2024, 11, 12))
    assert read.paper == "国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）"
    assert {day for day in read.holidays if day.weekday() < 5} == known.holidays
    assert set(read.workdays) == known.workdays


def test_number_and_day_may_be_left_out_and_a_mark_of_utf_8_is_borne():
    read = read_calendar(b"\xef\xbb\xbf" + (HEAD + SPAN).encode())
    assert read == (2027, tuple(date(2027, 1, n) for n in (1, 2, 3)), (), "通知", None)


@pytest.mark.parametrize(
    ("text", "field", "says"),
    [
        ("year 2027", "file", "第 1 行读不懂"),
        (HEAD + "[[holidays]", "file", "第 3 行读不懂"),
        ("", "holidays", "没有填写"),
        (HEAD + 'holidays = "元旦"', "holidays", "写法不对"),
        (HEAD + "holidays = [1]", "holidays.1", "写法不对"),
        ('title = "通知"\n' + SPAN, "year", "没有填写"),
        ('year = "2027"\ntitle = "通知"\n' + SPAN, "year", "如 2025"),
        ("year = true\n" + SPAN, "title", "没有填写"),
        ('year = true\ntitle = "通知"\n' + SPAN, "year", "写法不对"),
        ('years = 2027\ntitle = "通知"\n' + SPAN, "years", "没有这一项"),
        (HEAD + "issued_on = 2026-11-10T08:00:00\n" + SPAN, "issued_on", "写法不对"),
        (HEAD + SPAN.replace("from = 2027-01-01\n", ""), "holidays.1.from", "没有填写"),
        (HEAD + SPAN.replace("2027-01-01", '"1月1日"'), "holidays.1.from", "写法不对"),
        (HEAD + SPAN + SPAN.replace("to = 2027-01-03", "to = 2026-12-31"), "holidays.2.to", "不成一段假期"),
        (HEAD + SPAN.replace("to = 2027-01-03", "to = 2027-11-03"), "holidays.1.to", "不成一段假期"),
        (HEAD + SPAN + "worked = 2027-01-09", "holidays.1.worked", "写法不对"),
        (HEAD + SPAN + "worked = [9]", "holidays.1.worked", "写法不对"),
        (HEAD + SPAN + "off = true", "holidays.1.off", "可以写的有 name、from、to、worked"),
    ],
)
def test_what_cannot_be_read_is_named_as_it_stands_in_the_file(text, field, says):
    refused = refuses(InvalidData, lambda: read_calendar(text.encode()))
    assert [fault.field for fault in refused.fields] == [field]
    assert says in refused.message.zh
    assert refused.message.en.isascii()


def test_another_encoding_is_said_so():
    refused = refuses(InvalidData, lambda: read_calendar((HEAD + SPAN).encode("gb18030")))
    assert "UTF-8" in refused.message.zh
