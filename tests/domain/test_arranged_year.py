"""A year's arrangement as somebody hands it in: what is taken, and what no notice says."""

from __future__ import annotations

from datetime import date

import pytest

from tests.scenario import Given, given, on
from zibo_port.domain.commands import AdoptYear
from zibo_port.domain.errors import InvalidData, Refused
from zibo_port.domain.registry import CalendarBook

TODAY = date(2026, 11, 20)
NOTICE = "国务院办公厅关于2027年部分节假日安排的通知"
HOLIDAYS = (date(2027, 1, 1), date(2027, 5, 1), *(date(2027, 10, n) for n in range(1, 8)))
WORKED = (date(2027, 10, 9),)
"""Fictional: 1 January is a Friday, 1 May a Saturday, 1 to 7 October Friday to Thursday, the 9th a Saturday."""


def form(**changes: object) -> AdoptYear:
    content = {"year": 2027, "holidays": HOLIDAYS, "workdays": WORKED, "paper": NOTICE, "issued_on": date(2026, 11, 10)}
    return AdoptYear(**content | changes)


def book(*forms: AdoptYear) -> Given:
    history = given(CalendarBook, "calendar")
    for one in forms:
        history = history.when(lambda b, one=one: b.adopt_arranged(one, on(TODAY))).and_then()
    return history


def test_a_year_is_adopted_without_the_weekends_among_its_days_off():
    adopted = book().when(lambda b: b.adopt_arranged(form(), on(TODAY)))
    off = (date(2027, 1, 1), *(date(2027, 10, n) for n in (1, 4, 5, 6, 7)))
    adopted.then(
        CalendarBook.CalendarYearAdopted, year=2027, holidays=off, workdays=WORKED, paper=NOTICE, issued_on=date(2026, 11, 10), reason=None
    )
    calendar = adopted.stream.calendar
    assert calendar.working_days(date(2027, 9, 30), 2) == (date(2027, 10, 9), False)


def test_the_same_again_is_no_event_however_the_days_were_typed():
    again = form(holidays=(*reversed(HOLIDAYS), HOLIDAYS[0]))
    assert again.digest() == form().digest()
    book(form()).when(lambda b: b.adopt_arranged(again, on(TODAY))).then_nothing()


def test_the_library_says_nothing_new_where_its_days_are_those_of_the_notice():
    library = form(paper="chinesecalendar", issued_on=None, source="library")
    book(form()).when(lambda b: b.adopt_arranged(library, on(TODAY))).then_nothing()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"workdays": ()}, "2027-10-09"),
        ({"workdays": (), "source": "library"}, "2027-10-09"),
        ({"holidays": HOLIDAYS[:-1]}, "2027-10-07"),
        ({"paper": "另一通知"}, "来源不同"),
    ],
)
def test_other_content_is_refused_and_with_a_reason_it_is_a_correction(changes, says):
    history = book(form())
    refused = history.when(lambda b: b.adopt_arranged(form(**changes), on(TODAY))).then_refused(Refused, says)
    assert "--reason" in refused.message.zh
    corrected = history.when(lambda b: b.adopt_arranged(form(**changes, reason="通知修改"), on(TODAY)))
    corrected.then(CalendarBook.CalendarYearAdopted, reason="通知修改")
    corrected.and_then().when(lambda b: b.adopt_arranged(form(**changes), on(TODAY))).then_nothing()


def test_days_of_the_december_before_that_are_off_already_are_no_other_content():
    """The notice on 2019 gave 31 December 2018, which the library lists under 2018."""
    monday, saturday = date(2018, 12, 31), date(2018, 12, 29)
    fixed = (date(2018, 10, 1), date(2018, 10, 2), date(2018, 10, 3), date(2018, 5, 1), date(2018, 1, 1))
    earlier = form(year=2018, holidays=(*fixed, monday), workdays=(saturday,), paper="甲", issued_on=None)
    plain = form(year=2019, holidays=tuple(d.replace(year=2019) for d in fixed), workdays=(), paper="乙", issued_on=None)
    whole = form(year=2019, holidays=(monday, *plain.holidays), workdays=(saturday,), paper="丙", issued_on=None, source="library")
    book(earlier, plain).when(lambda b: b.adopt_arranged(whole, on(TODAY))).then_nothing()


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"workdays": (date(2027, 10, 11),)}, "workdays", "星期一"),
        ({"workdays": (date(2027, 5, 1),)}, "date", "既列为放假又列为上班"),
        ({"holidays": HOLIDAYS[1:]}, "holidays", "元旦（2027-01-01）"),
        ({"holidays": HOLIDAYS[:2]}, "holidays", "国庆节（2027-10-01）"),
        ({"holidays": (*HOLIDAYS, date(2028, 1, 3))}, "date", "2028-01-03"),
        ({"year": 2028}, "date", "不属于2028年"),
        ({"issued_on": date(2026, 11, 21)}, "issued_on", "将来"),
        ({"issued_on": date(2024, 11, 10)}, "issued_on", "2027年的放假通知不会在 2024-11-10 发文"),
    ],
)
def test_what_no_notice_says_is_wrong_data(changes, field, says):
    book().when(lambda b: b.adopt_arranged(form(**changes), on(TODAY))).then_refused(InvalidData, says, field=field)


def test_a_holiday_on_a_weekend_needn_t_be_listed():
    saturday_left_out = tuple(day for day in HOLIDAYS if day != date(2027, 5, 1))
    book().when(lambda b: b.adopt_arranged(form(holidays=saturday_left_out), on(TODAY))).then(CalendarBook.CalendarYearAdopted)
