from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.facts import BROKER, FORWARDER, registration
from tests.scenario import refuses
from zibo_port.domain.commands import CloseQuarter, RecordComplaint, RecordDepartmentScore, RecordRating, RenameEnterprise
from zibo_port.domain.errors import InvalidData, NotAllowed, Text
from zibo_port.office.aftermath import enterprise_now
from zibo_port.office.batches import Verdict
from zibo_port.office.catching_up import catch_up
from zibo_port.office.clock import fixed
from zibo_port.office.evaluation_import import import_inputs
from zibo_port.office.office import Office
from zibo_port.office.verifying import verify

NAME = "淄博示例货代有限公司"
NEW = "91370303MADE0002X3"
RATINGS, COMPLAINTS, SCORES = "ratings", "complaints", "department-scores"

GIVEN: dict[str, dict[str, Any]] = {
    RATINGS: {"enterprise": FORWARDER, "year": 2025, "favourable": 452, "total": 500},
    COMPLAINTS: {"enterprise": FORWARDER, "reference": "ZB-7", "received_on": date(2026, 8, 3)},
    SCORES: {"enterprise": FORWARDER, "quarter": "2026Q3", "department": "customs", "points": Decimal("18.5")},
}
NAMED_BY = {RATINGS: (2025,), COMPLAINTS: ("ZB-7",), SCORES: ("2026Q3", "customs")}
CHANGED: dict[str, dict[str, Any]] = {
    RATINGS: {"favourable": 451},
    COMPLAINTS: {"received_on": date(2026, 8, 4)},
    SCORES: {"points": Decimal(17)},
}


@dataclass
class Row:
    """A row as a reader hands it over."""

    number: int
    fields: dict[str, Any]
    party_name: str = ""
    messages: tuple[tuple[str, str, Text], ...] = ()
    rejected: bool = False


def row(kind: str, number: int = 2, *, party: str = "", remarks: tuple[str, ...] = (), rejected: bool = False, **changes: Any) -> Row:
    """A row in which nothing is wrong but what is said."""
    content = {name: value for name, value in (GIVEN[kind] | changes).items() if value is not None}
    return Row(number, content, party, tuple((code, "points", Text(code, code)) for code in remarks), rejected)


def imported(office: Office, kind: str, *rows: Row, **options: Any) -> list[Verdict]:
    return list(import_inputs(office, rows, kind, **options))


def told(verdicts: Iterable[Verdict]) -> list[tuple[str, list[str]]]:
    assert all(m.message.zh and m.message.en for v in verdicts for m in v.messages)
    return [(verdict.verdict, [message.code for message in verdict.messages]) for verdict in verdicts]


@pytest.fixture
def registered(office: Office) -> Office:
    office.handle(registration())
    office.handle(registration(BROKER, name="淄博示例报关有限公司", lines=("customs-broker",)))
    return office


# --- verdicts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", GIVEN)
def test_a_row_is_recorded_as_the_counter_would(registered, kind):
    head = registered.store.head().position
    assert imported(registered, kind, row(kind)) == [Verdict(2, FORWARDER, "accepted", further=NAMED_BY[kind])]
    assert registered.store.head().position == head + 1
    form = {RATINGS: RecordRating, COMPLAINTS: RecordComplaint, SCORES: RecordDepartmentScore}[kind]
    assert registered.handle(form(**GIVEN[kind])).repeated
    who = enterprise_now(registered, FORWARDER)
    assert (len(who.ratings), len(who.complaints), len(who.department_scores)) == tuple(int(k == kind) for k in GIVEN)
    assert catch_up(registered) == 0
    assert verify(registered.store).verified


@pytest.mark.parametrize("kind", GIVEN)
def test_remarks_of_the_file_flag_a_row_and_a_rejected_one_is_not_recorded(registered, kind):
    head = registered.store.head().position
    verdicts = imported(registered, kind, row(kind, remarks=("rate-differs",)), row(kind, 3, remarks=("date-unreadable",), rejected=True))
    assert told(verdicts) == [("flagged", ["rate-differs"]), ("rejected", ["date-unreadable"])]
    assert registered.store.head().position == head + 1


@pytest.mark.parametrize(
    ("kind", "changes", "code", "says"),
    [
        (RATINGS, {"favourable": 501}, "favourable-invalid", "超过业务总量"),
        (RATINGS, {"favourable": -1}, "favourable-invalid", "不能小于 0"),
        (RATINGS, {"year": 2027}, "year-invalid", "请核对年度"),
        (RATINGS, {"year": 1900}, "year-invalid", "请写成 2025"),
        (RATINGS, {"enterprise": NEW}, "enterprise-unregistered", "enterprise register"),
        (RATINGS, {"enterprise": "91370303MADEM0011A"}, "credit-code-invalid", "第18位"),
        (COMPLAINTS, {"received_on": date(2026, 11, 24)}, "received-on-invalid", "将来"),
        (COMPLAINTS, {"resolved_on": date(2026, 8, 2)}, "resolved-on-invalid", "化解日期须在投诉日期与今天之间"),
        (COMPLAINTS, {"resolved_on": date(2026, 11, 24)}, "resolved-on-invalid", "化解日期须在投诉日期与今天之间"),
        (COMPLAINTS, {"reference": "ZB\u202e7"}, "document-no-invalid", "隐藏"),
        (SCORES, {"points": Decimal("20.5")}, "points-invalid", "0 至 20 分"),
        (SCORES, {"points": Decimal("18.555")}, "points-invalid", "小数最多 2 位"),
        (SCORES, {"quarter": "2027Q1"}, "quarter-invalid", "尚未开始"),
        (SCORES, {"department": "nobody"}, "department-invalid", "customs"),
    ],
)
def test_what_cannot_be_recorded_is_rejected_with_what_to_mend(registered, kind, changes, code, says):
    head = registered.store.head().position
    good = {RATINGS: {"year": 2024}, COMPLAINTS: {"reference": "ZB-8"}, SCORES: {"department": "tax"}}[kind]
    bad, after = imported(registered, kind, row(kind, **changes), row(kind, 3, **good))
    assert [(m.code, says in m.message.zh) for m in bad.messages] == [(code, True)]
    assert (bad.verdict, after.verdict) == ("rejected", "accepted")
    assert registered.store.head().position == head + 1, "the row before it left nothing"


def test_a_rating_of_a_year_that_is_not_over_is_flagged(registered):
    assert told(imported(registered, RATINGS, row(RATINGS, year=2026))) == [("flagged", ["year-unfinished"])]
    assert told(imported(registered, RATINGS, row(RATINGS, year=2026))) == [("duplicate", ["recorded-before"])]


# --- the same again, and other content ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", GIVEN)
def test_the_same_rows_again_record_nothing(registered, kind):
    rows = [row(kind), row(kind, 3, enterprise=BROKER, **({"reference": "ZB-8"} if kind == COMPLAINTS else {}))]
    assert [v.verdict for v in imported(registered, kind, *rows)] == ["accepted"] * 2
    head = registered.store.head()
    assert told(imported(registered, kind, *rows)) == [("duplicate", ["recorded-before"])] * 2
    options = {} if kind == COMPLAINTS else {"reason": "更正"}
    assert told(imported(registered, kind, *rows, **options)) == [("duplicate", ["recorded-before"])] * 2
    assert registered.store.head() == head


@pytest.mark.parametrize("kind", [RATINGS, SCORES])
def test_a_changed_value_needs_a_reason_which_stays_with_the_change_alone(registered, kind):
    imported(registered, kind, row(kind))
    changed = row(kind, **CHANGED[kind])
    (verdict,) = imported(registered, kind, changed)
    assert (verdict.verdict, [m.code for m in verdict.messages]) == ("rejected", ["other-content"])
    assert "--reason" in verdict.messages[0].message.zh
    new = row(kind, 3, **({"year": 2024} if kind == RATINGS else {"department": "tax"}))
    assert [v.verdict for v in imported(registered, kind, changed, new, reason="录入有误")] == ["accepted"] * 2
    who = enterprise_now(registered, FORWARDER)
    reasons = [fact.reason for fact in (who.ratings if kind == RATINGS else who.department_scores).values()]
    assert reasons == ["录入有误", None]
    assert imported(registered, kind, changed, reason="录入有误")[0].verdict == "duplicate"


def test_a_complaint_is_not_changed_only_its_resolution_is_added(registered):
    imported(registered, COMPLAINTS, row(COMPLAINTS))
    assert told(imported(registered, COMPLAINTS, row(COMPLAINTS, **CHANGED[COMPLAINTS]))) == [("rejected", ["other-content"])]
    resolved = row(COMPLAINTS, resolved_on=date(2026, 8, 6), on_initiative=False)
    assert told(imported(registered, COMPLAINTS, resolved)) == [("accepted", [])]
    head = registered.store.head()
    assert told(imported(registered, COMPLAINTS, resolved)) == [("duplicate", ["recorded-before"])]
    assert told(imported(registered, COMPLAINTS, row(COMPLAINTS))) == [("duplicate", ["recorded-before"])], "a file from before"
    assert told(imported(registered, COMPLAINTS, row(COMPLAINTS, **CHANGED[COMPLAINTS]))) == [("rejected", ["other-content"])]
    assert told(imported(registered, COMPLAINTS, row(COMPLAINTS, enterprise=BROKER))) == [("rejected", ["other-content"])]
    assert registered.store.head() == head
    refused = refuses(InvalidData, lambda: imported(registered, COMPLAINTS, reason="更正"))
    assert "--reason" in refused.message.zh


@pytest.mark.parametrize("reason", [None, "更正"])
@pytest.mark.parametrize("kind", [RATINGS, SCORES])
def test_of_two_rows_about_the_same_with_other_content_the_second_is_rejected(registered, kind, reason):
    rows = [row(kind), row(kind, 3), row(kind, 4, **CHANGED[kind])]
    verdicts = imported(registered, kind, *rows, reason=reason)
    assert told(verdicts) == [("accepted", []), ("duplicate", ["recorded-before"]), ("rejected", ["other-content"])]
    assert "第2行" in verdicts[2].messages[0].message.zh
    head = registered.store.head()
    assert [v.verdict for v in imported(registered, kind, *rows, reason=reason)] == ["duplicate", "duplicate", "rejected"]
    assert registered.store.head() == head


def test_a_row_that_was_rejected_does_not_stand_in_the_way_of_a_good_one(registered):
    rows = [row(SCORES, points=Decimal(99)), row(SCORES, 3)]
    assert [v.verdict for v in imported(registered, SCORES, *rows)] == ["rejected", "accepted"]


# --- whose it is --------------------------------------------------------------------------------------------------


def test_an_enterprise_is_found_by_a_name_that_it_has_or_had_and_the_row_is_flagged(registered):
    registered.handle(RenameEnterprise(enterprise=FORWARDER, name="新名货代有限公司", on=date(2026, 9, 1)))
    for number, name in enumerate(("新名货代有限公司", "淄博示例货代 有限公司", "淄博示例货代有限公司（１）"), 2):
        (verdict,) = imported(
            registered, SCORES, row(SCORES, number, enterprise=None, party=name, department=("tax", "customs", "commerce")[number - 2])
        )
        if number < 4:
            assert (verdict.subject, told([verdict])) == (FORWARDER, [("flagged", ["code-from-name"])])
        else:
            assert (verdict.subject, told([verdict])) == ("", [("rejected", ["enterprise-unregistered"])])
            assert "请在表中补填统一社会信用代码" in verdict.messages[0].message.zh


def test_a_name_of_several_enterprises_is_no_answer(registered):
    registered.handle(registration(NEW, name=NAME))
    (verdict,) = imported(registered, SCORES, row(SCORES, enterprise=None, party=NAME))
    assert told([verdict]) == [("rejected", ["enterprise-unregistered"])]
    assert "2 家" in verdict.messages[0].message.zh


def test_a_name_that_is_not_the_codes_is_flagged(registered):
    assert told(imported(registered, SCORES, row(SCORES, party="另一家公司"), row(SCORES, 3, department="tax", party=NAME))) == [
        ("flagged", ["name-differs"]),
        ("accepted", []),
    ]


# --- a closed quarter ---------------------------------------------------------------------------------------------


def test_what_touches_a_closed_quarter_says_that_a_restatement_was_raised(registered):
    imported(registered, RATINGS, row(RATINGS))
    imported(registered, SCORES, row(SCORES))
    registered.handle(CloseQuarter(quarter="2026Q3"))
    verdicts = imported(registered, SCORES, row(SCORES, department="tax", points=Decimal(1)))
    assert told(verdicts) == [("flagged", ["restatement-raised"])]
    assert "evaluation restate" in verdicts[0].messages[0].message.zh
    assert "2026Q3" in enterprise_now(registered, FORWARDER).restatements


# --- batches ------------------------------------------------------------------------------------------------------


def many() -> list[Row]:
    """Rows of every verdict, with repeats that lie in other batches than what they repeat."""
    units = ("customs", "commerce", "tax", "market-supervision", "central-bank")
    rows = [row(SCORES, n, department=units[n % 5], enterprise=(FORWARDER, BROKER)[n % 2]) for n in range(2, 10)]
    return [*rows, row(SCORES, 10, enterprise=NEW), rows[0], row(SCORES, 12, enterprise=None, party=NAME, department="bonded-zone")]


@pytest.mark.parametrize("reason", [None, "更正"])
def test_a_dry_run_gives_the_same_verdicts_across_batches_and_records_nothing(registered, monkeypatch, reason):
    monkeypatch.setattr("zibo_port.office.batches.BATCH", 3)
    before = registered.store.head()
    dry = imported(registered, SCORES, *many(), dry_run=True, reason=reason)
    assert registered.store.head() == before
    real = imported(registered, SCORES, *many(), reason=reason)
    assert dry == real
    assert {v.verdict for v in real} == {"accepted", "flagged", "duplicate", "rejected"}
    assert verify(registered.store).verified


def test_an_officer_who_may_not_act_imports_nothing(registered):
    stranger = Office(registered.store, "陌生人", registered.clock)
    with pytest.raises(NotAllowed):
        imported(stranger, SCORES, row(SCORES))
    assert enterprise_now(registered, FORWARDER).department_scores == {}


def test_a_workflow_that_fails_flags_the_row_and_the_record_stays(registered, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("zibo_port.workflows.service_evaluation.commands", lambda state, on: 1 / 0)
        assert told(imported(registered, SCORES, row(SCORES))) == [("flagged", ["workflow-fault"])]
    assert enterprise_now(registered, FORWARDER).department_scores


def test_the_day_in_zibo_decides_what_lies_in_the_future(registered):
    evening = Office(registered.store, clock=fixed(datetime(2026, 12, 31, 16, 30, tzinfo=UTC)))
    assert told(imported(evening, RATINGS, row(RATINGS, year=2027))) == [("flagged", ["year-unfinished"])]
