"""The units of the conference: their names over time, their contacts, and which of them may score."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest

from tests.scenario import TODAY, Given, given, on, refuses
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands import NameContact, NameScorers
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.indicators import REPORTING_UNITS
from zibo_port.domain.periods import Quarter
from zibo_port.domain.unit_book import UnitBook, missing
from zibo_port.domain.units import Units

NOTICE_DAY = date(2021, 9, 30)


def document() -> dict[str, Any]:
    return tomllib.loads(files("zibo_port.domain").joinpath("rules", "units.toml").read_text(encoding="utf-8"))


UNITS = Units.from_document(document())


def contact(**changes: Any) -> NameContact:
    return NameContact(**{"unit": "customs", "purpose": "monitoring", "name": "李敏", "post": "科员"} | changes)


def named(*forms: NameContact, day: date = TODAY) -> Given:
    history = given(UnitBook, "units")
    for form in forms:
        history = history.when(lambda book, form=form: book.name_contact(form, UNITS, on(day))).and_then()
    return history


# --- the list -----------------------------------------------------------------------------------------------------


def test_every_department_is_on_the_list_under_the_name_of_the_notice():
    entries = {unit.code: unit for unit in UNITS.on(NOTICE_DAY)}
    assert {code: entry.zh for code, entry in entries.items() if entry.parent is None} == {c: t.zh for c, t in DEPARTMENTS.items()}
    assert [unit.code for unit in UNITS.on(NOTICE_DAY) if unit.reports] == list(REPORTING_UNITS)


def test_the_central_bank_has_its_name_of_the_day_and_the_later_one_is_assumed():
    before, after = UNITS.get("central-bank", date(2023, 8, 17)), UNITS.get("central-bank", date(2023, 8, 18))
    assert (before.zh, before.assumed) == ("人民银行淄博市中心支行", False)
    assert (after.zh, after.assumed) == ("中国人民银行淄博市分行", True)
    assert after.note_zh
    assert after.note_en


def test_a_unit_before_the_notice_is_answered_with_its_first_name_and_assumed():
    assert UNITS.get("tax", NOTICE_DAY - timedelta(days=1)).assumed
    assert not UNITS.get("tax", NOTICE_DAY).assumed


def test_district_bureaus_stand_below_the_citys_and_are_assumed():
    districts = [unit for unit in UNITS.on(TODAY) if unit.role == "district"]
    assert {unit.zh[:3] for unit in districts} >= {"张店区", "淄川区", "博山区", "临淄区", "周村区", "桓台县", "高青县", "沂源县"}
    assert len(districts) == 11
    assert all(unit.parent == "market-supervision" and unit.assumed and unit.note_zh for unit in districts)


def _gap(entries: list[dict[str, Any]]) -> None:
    next(e for e in entries if e["code"] == "central-bank" and "to" in e)["to"] = date(2023, 8, 1)


def _overlap(entries: list[dict[str, Any]]) -> None:
    next(e for e in entries if e["code"] == "central-bank" and "to" in e)["to"] = date(2023, 9, 1)


def _orphan(entries: list[dict[str, Any]]) -> None:
    entries.append(entries[-1] | {"code": "fisheries.zhangdian"})


@pytest.mark.parametrize(("spoil", "says"), [(_gap, "gap"), (_overlap, "overlaps"), (_orphan, "no fisheries")])
def test_a_list_that_does_not_fit_together_is_refused(spoil, says):
    spoilt = document()
    spoil(spoilt["units"])
    with pytest.raises(ValueError, match=says):
        Units.from_document(spoilt)


def test_an_unknown_unit_is_not_found():
    refuses(NotFound, lambda: UNITS.get("market-supervision.nowhere", TODAY))


# --- contacts -----------------------------------------------------------------------------------------------------


def test_a_contact_is_named_from_a_day_on_and_the_one_before_keeps_its_end():
    book = named(contact(on=date(2026, 3, 2)), contact(name="周宁", on=date(2026, 9, 1))).stream
    first, second = book.history("customs", "monitoring")
    assert (first.fact.name, first.until) == ("李敏", date(2026, 9, 1))
    assert (second.fact.name, second.until) == ("周宁", None)
    assert book.contact("customs", "monitoring", date(2026, 3, 1)) is None
    assert book.contact("customs", "monitoring", date(2026, 8, 31)) is first.fact
    assert book.contact("customs", "monitoring", date(2026, 9, 1)) is second.fact


def test_one_named_later_from_an_earlier_day_stands_where_it_belongs():
    book = named(contact(name="周宁", on=date(2026, 9, 1)), contact(on=date(2026, 3, 2))).stream
    assert [(c.fact.name, c.until) for c in book.history("customs", "monitoring")] == [("李敏", date(2026, 9, 1)), ("周宁", None)]


def test_the_same_contact_again_is_no_event():
    named(contact()).when(lambda book: book.name_contact(contact(), UNITS, on())).then_nothing()
    later = named(contact(on=date(2026, 3, 2)))
    later.when(lambda book: book.name_contact(contact(on=TODAY), UNITS, on())).then_nothing()


def test_another_contact_from_the_same_day_needs_a_reason():
    other = contact(name="周宁")
    named(contact()).when(lambda book: book.name_contact(other, UNITS, on())).then_refused(Refused, "--reason")
    put_right = named(contact()).when(lambda book: book.name_contact(other.model_copy(update={"reason": "录错"}), UNITS, on()))
    put_right.then(UnitBook.ContactNamed, name="周宁", reason="录错", effective_on=TODAY)
    assert [c.fact.name for c in put_right.and_then().stream.history("customs", "monitoring")] == ["周宁"]


def test_nobody_is_named_from_a_day_to_come_or_for_a_unit_that_is_not_there():
    given(UnitBook, "units").when(lambda book: book.name_contact(contact(on=date(2026, 11, 24)), UNITS, on())).then_refused(
        InvalidData, field="on"
    )
    given(UnitBook, "units").when(lambda book: book.name_contact(contact(unit="tax.linzi"), UNITS, on())).then_refused(NotFound)


def test_the_name_of_the_day_is_kept_with_the_contact():
    form = contact(unit="central-bank")
    then = given(UnitBook, "units").when(lambda book: book.name_contact(form, UNITS, on(date(2022, 1, 5))))
    then.then(UnitBook.ContactNamed, unit_name="人民银行淄博市中心支行")


@pytest.mark.parametrize("phone", ["13800000000", "+86 138 0000 0000", "１３９００００００００"])
def test_a_mobile_number_is_personal_and_is_refused(phone):
    told = refuses(InvalidData, lambda: contact(phone=phone))
    assert "办公电话" in str(told)


@pytest.mark.parametrize(("phone", "stored"), [("0533-0000000", "0533-0000000"), ("０５３３－０００００００转12", "0533-0000000转12")])
def test_an_offices_number_is_kept(phone, stored):
    assert contact(phone=phone).phone == stored


def test_what_is_no_number_is_refused():
    refuses(InvalidData, lambda: contact(phone="李敏"))


def test_a_districts_contact_is_named_by_the_department_above_it():
    assert contact(unit="market-supervision.zhangdian", purpose="joint-supervision").department_ == "market-supervision"


def test_contacts_that_the_notice_asks_for_and_nobody_named_are_missing():
    lacking = {(unit.code, purpose) for unit, purpose in missing(UnitBook.blank(UnitBook.id_of("units")), UNITS, TODAY)}
    assert lacking == {
        *((code, purpose) for code in REPORTING_UNITS for purpose in ("monitoring", "joint-supervision")),
        *((unit.code, "joint-supervision") for unit in UNITS.on(TODAY) if unit.role == "district"),
    }
    after = {(unit.code, purpose) for unit, purpose in missing(named(contact()).stream, UNITS, TODAY)}
    assert lacking - after == {("customs", "monitoring")}


# --- who may score ------------------------------------------------------------------------------------------------

Q3, Q4 = Quarter.parse("2026Q3"), Quarter.parse("2026Q4")


def scorers(quarter: str = "2026Q4", *departments: str) -> NameScorers:
    return NameScorers(departments=departments or ("tax", "customs"), quarter=quarter, minutes="联席会议明确")


def naming(*forms: NameScorers) -> Given:
    history = given(UnitBook, "units")
    for form in forms:
        history = history.when(lambda book, form=form: book.name_scorers(form, on())).and_then()
    return history


def test_before_anybody_is_named_every_unit_may_score():
    book = given(UnitBook, "units").stream
    book.must_score("port-service-centre", Q4)
    assert book.scoring(Q4) is None


def test_once_named_only_they_score_from_that_quarter_on():
    book = naming(scorers()).stream
    book.must_score("tax", Q4)
    book.must_score("commerce", Q3)
    told = refuses(Refused, lambda: book.must_score("commerce", Q4))
    assert "淄博海关、市税务局" in str(told)
    assert told.clause == "《淄博市口岸服务评价赋分细则》各部门内部评价"
    refuses(Refused, lambda: book.must_score("commerce", Quarter.parse("2027Q3")))


def test_a_later_naming_counts_from_its_own_quarter_and_of_one_quarter_the_last():
    book = naming(scorers(), scorers("2027Q2", "commerce"), scorers("2027Q2", "commerce", "tax")).stream
    assert book.scoring(Quarter.parse("2027Q1")).departments == ("customs", "tax")
    assert book.scoring(Quarter.parse("2027Q2")).departments == ("commerce", "tax")


def test_the_same_naming_again_is_no_event_in_whatever_order():
    naming(scorers()).when(lambda book: book.name_scorers(scorers("2026Q4", "customs", "tax"), on())).then_nothing()
    naming(scorers()).when(lambda book: book.name_scorers(scorers("2027Q1"), on())).then(UnitBook.ScorersNamed, quarter="2027Q1")
