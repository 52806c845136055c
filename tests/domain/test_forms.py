from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.facts import AUTHORITY, FORWARDER
from tests.scenario import refuses
from zibo_port.domain.commands import ConcludeConsultation, LogPenalty, RecordRating, RegisterEnterprise
from zibo_port.domain.errors import InvalidData
from zibo_port.domain.forms import form

FILLED = {"enterprise": FORWARDER, "document_no": "1号", "decided_on": date(2026, 3, 5), "authority": AUTHORITY}


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("decided_on", "昨天", "2026-03-05"),
        ("fine", "一千", "数字"),
        ("fine", "-1", "不能小于 0"),
        ("fine", "0.1234567", "最多 6 位"),
        ("fine", "1" * 19, "最多 18 位"),
        ("fine", "NaN", "有限"),
        ("gains", "0.1234567", "最多 6 位"),
        ("kinds", ("jail",), "warning、criticism、fine"),
        ("procedure", "quick", "ordinary、summary"),
        ("facts", "  ", "内容为空"),
        ("facts", "字" * 20001, "最多 20000 个字符"),
        ("refund_ordered", "maybe", "true 或 false"),
        ("verdict", "guilty", "没有这一项"),
    ],
)
def test_a_field_that_does_not_fit_is_named_with_what_to_do(field, value, says):
    error = refuses(InvalidData, lambda: form(LogPenalty, **FILLED | {field: value}))
    (fault,) = error.fields
    assert fault.field == field
    assert says in fault.message.zh
    assert fault.message.en
    assert "’" not in error.message.zh
    assert fault.field in error.message.zh


def test_every_field_at_fault_is_named_at_once():
    error = refuses(InvalidData, lambda: form(LogPenalty, enterprise=FORWARDER, authority=AUTHORITY, kinds=("jail", "exile"), fine="x"))
    assert sorted(fault.field for fault in error.fields) == ["decided_on", "document_no", "fine", "kinds"]


def test_what_a_fields_own_check_says_comes_through_under_the_fields_name():
    error = refuses(InvalidData, lambda: form(RegisterEnterprise, enterprise=FORWARDER, name="甲", lines=("other",), branch_of="123"))
    assert [fault.field for fault in error.fields] == ["branch_of"]
    assert "应为18位" in error.message.zh
    error = refuses(InvalidData, lambda: form(LogPenalty, **FILLED | {"authority": "局\u202e"}))
    assert [fault.field for fault in error.fields] == ["authority"]


def test_a_field_of_a_form_within_a_list_is_named_by_its_place():
    outcomes = [{"case": "1号", "deduct": "5"}, {"case": "2号", "deduct": "-5"}]
    error = refuses(InvalidData, lambda: form(ConcludeConsultation, meeting="M", outcomes=outcomes, minutes="纪要"))
    assert [fault.field for fault in error.fields] == ["outcomes.2.deduct"]


def test_an_empty_list_and_a_missing_number_are_told():
    error = refuses(InvalidData, lambda: form(RegisterEnterprise, enterprise=FORWARDER, name="甲", lines=()))
    assert error.fields[0].message.zh == "至少要有 1 项。"
    error = refuses(InvalidData, lambda: form(RecordRating, enterprise=FORWARDER, year="去年"))
    assert error.fields[0].message.zh.startswith("不是整数")


def test_a_form_that_fits_is_made():
    assert form(LogPenalty, **FILLED, fine="60000", gains="none").fine == Decimal(60000)
    assert form(LogPenalty, **FILLED, gains="1200.50").gains == Decimal("1200.50")
