from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.facts import AUTHORITY, BROKER, FORWARDER, WAREHOUSE, penalty, registration
from tests.scenario import refuses
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.penalties import OTHER_AUTHORITY, UNSTATED
from zibo_port.domain.errors import NotAllowed, Refused, Text
from zibo_port.office.aftermath import content_now, enterprise_now
from zibo_port.office.batches import Verdict
from zibo_port.office.catching_up import catch_up
from zibo_port.office.importing import import_penalties
from zibo_port.office.office import Office
from zibo_port.office.verifying import verify

NAME = "淄博示例货代有限公司"
NEW = "91370303MADE0002X3"


@dataclass
class Row:
    """A row as a reader hands it over."""

    number: int
    document_no: str
    fields: dict[str, Any]
    party_name: str = NAME
    messages: tuple[tuple[str, str, Text], ...] = ()
    rejected: bool = False


def row(
    number: int = 2, document_no: str = "1号", *, party: str = NAME, remarks: tuple[str, ...] = (), rejected: bool = False, **changes: Any
) -> Row:
    """A row in which nothing is wrong but what is said."""
    fields = {
        "enterprise": FORWARDER,
        "document_no": document_no,
        "decided_on": date(2026, 3, 12),
        "authority": AUTHORITY,
        "articles": ("price-regulation.9.5",),
        "kinds": ("fine",),
        "gains": "none",
        "fine": Decimal(60000),
    }
    content = {name: value for name, value in (fields | changes).items() if value is not None}
    return Row(number, document_no, content, party, tuple((code, "fine", Text(code, code)) for code in remarks), rejected)


def imported(office: Office, *rows: Row, register_missing: bool = False, dry_run: bool = False) -> list[Verdict]:
    return list(import_penalties(office, rows, register_missing=register_missing, dry_run=dry_run))


def told(verdicts: Iterable[Verdict]) -> list[tuple[str, list[str]]]:
    return [(verdict.verdict, [message.code for message in verdict.messages]) for verdict in verdicts]


@pytest.fixture
def registered(office: Office) -> Office:
    office.handle(registration())
    office.handle(registration(BROKER, name="淄博示例报关有限公司", lines=("customs-broker",)))
    return office


# --- verdicts -----------------------------------------------------------------------------------------------------


def test_a_row_in_which_nothing_is_wrong_is_accepted_and_opens_its_case(registered):
    before = registered.store.head().position
    (verdict,) = imported(registered, row())
    assert verdict == Verdict(2, "1号", "accepted")
    rows = registered.store.log(before, before + 10, 10)
    assert [r.topic for r in rows] == [
        "enterprise.penalty-logged",
        "enterprise.case-opened",
        "enterprise.publication-requested",
        "enterprise.publication-requested",
    ]
    assert content_now(registered, FORWARDER, "1号").fact.source == "import"
    assert catch_up(registered) == 0


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"remarks": ("amount-only-in-text",)}, ["amount-only-in-text"]),
        ({"fine": Decimal(1)}, ["fine-outside-range"]),
        ({"kinds": ("warning",)}, ["fine-kind-missing", "warning-only"]),
        ({"articles": ("price-regulation.99",)}, ["article-unknown"]),
        ({"articles": ("price-regulation.99", "price-regulation.9.5")}, ["article-unknown"]),
        ({"decided_on": date(1990, 1, 1)}, ["article-not-in-force"]),
        (
            {"decided_on": date(1990, 1, 1), "articles": ("price-regulation.99", "price-regulation.9.5")},
            ["article-unknown", "article-not-in-force"],
        ),
        ({"authority": None}, ["authority-missing"]),
        ({"filed_on": date(2026, 4, 1)}, ["filed-on-out-of-order"]),
        ({"served_on": date(2026, 3, 1)}, ["served-on-out-of-order"]),
        ({"served_on": date(2026, 12, 31)}, ["served-on-out-of-order"]),
        ({"party": "另一家公司"}, ["name-differs"]),
        (
            {"procedure": "summary", "articles": ("price-regulation.13.1",)},
            ["fine-outside-range", "summary-fine-above-limit", "summary-procedure"],
        ),
    ],
)
def test_what_is_doubtful_is_recorded_and_flagged(registered, changes, codes):
    (verdict,) = imported(registered, row(**changes))
    assert verdict.verdict == "flagged"
    assert sorted(message.code for message in verdict.messages) == sorted(codes)
    assert all(message.message.zh and message.message.en for message in verdict.messages)
    assert enterprise_now(registered, FORWARDER).penalties
    assert set(codes) <= {warning.partition(":")[0] for warning in content_now(registered, FORWARDER, "1号").fact.warnings} | {
        "authority-missing"
    }
    assert imported(registered, row(**changes))[0].verdict == "duplicate"


@pytest.mark.parametrize(
    "changes",
    [
        {"gains": None},
        {"kinds": ("warning",), "fine": None},
        {"authority": "济南市市场监督管理局"},
        {"party": ""},
        {"party": "淄博示例货代 有限公司"},
    ],
)
def test_what_is_merely_worth_knowing_is_no_flag(registered, changes):
    assert imported(registered, row(**changes)) == [Verdict(2, "1号", "accepted")]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"remarks": ("natural-person",), "rejected": True}, ["natural-person"]),
        ({"enterprise": "91370303MADEM0011A"}, ["credit-code-invalid"]),
        ({"enterprise": NEW}, ["enterprise-unregistered"]),
        ({"decided_on": date(2026, 11, 24)}, ["decided-on-in-future"]),
        ({"document_no": "1号\u202e"}, ["document-no-invalid"]),
        ({"authority": "局\n局"}, ["authority-invalid"]),
        ({"facts": "字" * 20001}, ["facts-invalid"]),
        ({"fine": Decimal("0.0000001")}, ["fine-invalid"]),
    ],
)
def test_what_cannot_be_recorded_is_rejected_with_the_reason(registered, changes, codes):
    before = registered.store.head().position
    verdicts = imported(registered, row(**changes), row(3, "2号"))
    assert [v.verdict for v in verdicts] == ["rejected", "accepted"]
    assert [message.code for message in verdicts[0].messages] == codes
    assert verdicts[0].messages[0].field
    assert registered.store.head().position == before + 4, "the row before it left nothing"


def test_nothing_of_a_decision_without_authority_is_published_until_it_is_corrected(registered):
    imported(registered, row(authority=None))
    fact = content_now(registered, FORWARDER, "1号").fact
    assert (fact.authority, fact.publication) == (UNSTATED, OTHER_AUTHORITY)
    assert enterprise_now(registered, FORWARDER).publications == {}


def test_the_notes_of_a_row_stay_on_record_with_the_article_it_named(registered):
    imported(registered, row(articles=("price-regulation.99",), remarks=("kind-from-wording",)))
    fact = content_now(registered, FORWARDER, "1号").fact
    assert fact.articles == ()
    assert {"article-unknown:price-regulation.99", "kind-from-wording", "article-missing"} <= set(fact.warnings)


def test_an_article_that_is_known_but_was_not_in_force_is_noted_as_that(registered):
    imported(registered, row(decided_on=date(1990, 1, 1)))
    warnings = content_now(registered, FORWARDER, "1号").fact.warnings
    assert "article-not-in-force:price-regulation.9.5" in warnings
    assert not [code for code in warnings if code.startswith("article-unknown")]


# --- the same again -----------------------------------------------------------------------------------------------


def test_the_same_rows_again_record_nothing(registered):
    rows = [row(n, f"{n}号") for n in range(2, 8)]
    assert told(imported(registered, *rows)) == [("accepted", [])] * 6
    head = registered.store.head()
    again = imported(registered, *rows)
    assert told(again) == [("duplicate", ["recorded-before"])] * 6
    assert "第 " in again[0].messages[0].message.zh
    assert registered.store.head() == head


def test_a_row_twice_in_a_file_is_a_duplicate_and_with_other_content_rejected(registered):
    rows = (
        row(2),
        row(3, "1 号"),
        row(4, fine=Decimal(70000)),
        row(5, decided_on=date(2026, 3, 13)),
        row(6, authority="济南市市场监督管理局"),
    )
    verdicts = imported(registered, *rows)
    assert [v.verdict for v in verdicts] == ["accepted", "duplicate", "rejected", "rejected", "rejected"]
    assert {m.code for v in verdicts[2:] for m in v.messages} == {"other-content"}


def test_a_number_of_another_enterprise_is_rejected(registered):
    assert told(imported(registered, row(2), row(3, enterprise=BROKER, party="")))[1] == ("rejected", ["other-content"])


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ({}, "duplicate"),
        ({"facts": "多收费", "articles": ("price-regulation.9.4",), "kinds": ("fine", "warning")}, "duplicate"),
        ({"confiscated": Decimal(0)}, "duplicate"),
        ({"fine": Decimal(70000)}, "rejected"),
        ({"authority": "张店区市场监督管理局"}, "rejected"),
        ({"decided_on": date(2026, 3, 11)}, "rejected"),
    ],
)
def test_a_decision_typed_at_the_counter_is_known_by_its_day_authority_and_amounts(registered, typed, verdict):
    registered.handle(penalty("1号", **{"decided_on": date(2026, 3, 12)} | typed))
    head = registered.store.head()
    assert imported(registered, row())[0].verdict == verdict
    assert registered.store.head() == head


def test_what_a_file_recorded_is_not_logged_again_with_other_content_at_the_counter(registered):
    imported(registered, row())
    form = penalty("1号", decided_on=date(2026, 3, 12), facts="多收费")
    refused = refuses(Refused, lambda: registered.transact(lambda desk: registered.decide(desk, form, "other", strict=False)))
    assert "penalty correct" in refused.message.zh


# --- whose it is --------------------------------------------------------------------------------------------------


def test_missing_enterprises_are_registered_when_asked(registered):
    rows = (
        row(2, enterprise=NEW, party="示例新公司"),
        row(3, "2号", enterprise=NEW, party="示例新公司"),
        row(4, "3号", enterprise=WAREHOUSE, party=""),
    )
    verdicts = imported(registered, *rows, register_missing=True)
    assert told(verdicts) == [("accepted", []), ("accepted", []), ("rejected", ["party-name-invalid"])]
    assert [v.registered for v in verdicts] == [True, False, False]
    who = enterprise_now(registered, NEW).identity
    assert (who.name, who.lines) == ("示例新公司", ("other",))


def test_a_rejected_row_does_not_leave_the_enterprise_it_would_have_registered(registered):
    before = registered.store.head().position
    rows = (row(2, enterprise=NEW, decided_on=date(2026, 12, 24)), row(3, "2号", enterprise=NEW, party="示例新公司"))
    verdicts = imported(registered, *rows, register_missing=True)
    assert [(v.verdict, v.registered) for v in verdicts] == [("rejected", False), ("accepted", True)]
    assert registered.store.head().position == before + 5
    assert enterprise_now(registered, NEW).identity.name == "示例新公司"
    assert verify(registered.store).verified


# --- batches ------------------------------------------------------------------------------------------------------


@pytest.fixture
def small_batches(monkeypatch) -> None:
    monkeypatch.setattr("zibo_port.office.batches.BATCH", 3)


def many() -> list[Row]:
    """Rows of every verdict, with repeats that lie in other batches than what they repeat."""
    rows = [row(n, f"{n}号", enterprise=(FORWARDER, BROKER, NEW)[n % 3], party="") for n in range(2, 12)]
    rows = [
        row(r.number, r.document_no, **r.fields | {"party": "示例新公司" if r.fields["enterprise"] == NEW else ""})
        for r in map(_plain, rows)
    ]
    return [
        *rows,
        row(12, "2号", enterprise=NEW, party="示例新公司"),
        row(13, "3号", fine=Decimal(1), party=""),
        row(14, "99号", fine=Decimal(1)),
    ]


def _plain(given: Row) -> Row:
    given.fields.pop("document_no")
    return given


@pytest.mark.usefixtures("small_batches")
def test_a_dry_run_gives_the_same_verdicts_across_batches_and_records_nothing(registered):
    before = registered.store.head()
    dry = imported(registered, *many(), register_missing=True, dry_run=True)
    assert registered.store.head() == before
    real = imported(registered, *many(), register_missing=True)
    assert dry == real
    assert {v.verdict for v in real} == {"accepted", "flagged", "duplicate", "rejected"}
    assert verify(registered.store).verified


@pytest.mark.usefixtures("small_batches")
def test_an_interrupted_import_goes_on(registered):
    def cut(rows: list[Row], after: int) -> Iterable[Row]:
        yield from rows[:after]
        raise KeyboardInterrupt

    rows = [row(n, f"{n}号") for n in range(2, 12)]
    with pytest.raises(KeyboardInterrupt):
        list(import_penalties(registered, cut(rows, 7), register_missing=False, dry_run=False))
    assert len(enterprise_now(registered, FORWARDER).penalties) == 6, "whole batches alone"
    assert [v.verdict for v in imported(registered, *rows)] == ["duplicate"] * 6 + ["accepted"] * 4
    assert len(enterprise_now(registered, FORWARDER).penalties) == 10


def test_a_dry_run_that_is_left_half_way_lets_others_write(registered):
    verdicts = import_penalties(registered, [row(n, f"{n}号") for n in range(2, 9)], register_missing=False, dry_run=True)
    next(verdicts)
    verdicts.close()
    assert imported(registered, row())[0].verdict == "accepted"


def test_an_officer_who_may_not_act_imports_nothing(registered):
    stranger = Office(registered.store, "陌生人", registered.clock)
    with pytest.raises(NotAllowed):
        imported(stranger, row())
    assert enterprise_now(registered, FORWARDER).penalties == {}


def test_a_workflow_that_fails_flags_the_row_and_the_record_stays(registered, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("zibo_port.workflows.joint_supervision.commands", lambda state, on: 1 / 0)
        assert told(imported(registered, row())) == [("flagged", ["workflow-fault"])]
    assert catch_up(registered) == 3


# --- the desk -----------------------------------------------------------------------------------------------------


def test_work_that_fails_on_a_desk_leaves_what_was_there_before(registered):
    def work(desk: Any) -> None:
        registered.decide(desk, penalty("1号"), "first")
        with pytest.raises(ZeroDivisionError), desk.trial():  # noqa: PT012
            registered.decide(desk, penalty("2号"), "second")
            registered.decide(desk, registration(NEW, name="示例新公司"), "third")
            raise ZeroDivisionError
        registered.decide(desk, penalty("3号"), "fourth")

    before = registered.store.head().position
    registered.transact(work)
    known = enterprise_now(registered, FORWARDER)
    assert sorted(p.document_no for p in known.penalties.values()) == ["1号", "3号"]
    assert registered.store.head().position == before + 8
    assert registered.store.claim("command:second") is None
    assert registered.store.claim("document:2号") is None
    assert not registered.store.stream(Enterprise.id_of(NEW))
    assert verify(registered.store).verified
