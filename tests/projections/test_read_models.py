"""What each list shows after what people did, on each database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.facts import BROKER, FORWARDER
from tests.projections.town import Town, number
from zibo_port.domain.commands import ChangeLines, CloseQuarter, DeregisterEnterprise, OpenQuarter, PublishQuarter
from zibo_port.office.store.mapper import decode
from zibo_port.projections import consultations, enterprises, inputs, penalties, publications, quarters, watch_list

SEND = "necips"


def test_the_register_keeps_former_names_with_the_day_they_ended(town: Town) -> None:
    town.pass_days(40)
    town.rename("淄博示例国际货代有限公司", date(2026, 8, 1))
    town.rename("齐鲁示例货代有限公司")
    town.register(BROKER, "示例报关行", "customs-broker")
    town.do(DeregisterEnterprise(enterprise=BROKER, on=town.today, reason="歇业"))
    models = town.models()
    first, second = models.ask(enterprises.listed)
    assert first["enterprise"] == FORWARDER
    assert first["name"] == "齐鲁示例货代有限公司"
    assert first["former_names"] == [
        {"name": "淄博示例货代有限公司", "until": date(2026, 8, 1)},
        {"name": "淄博示例国际货代有限公司", "until": date(2026, 8, 10)},
    ]
    assert (first["lines"], first["registered_on"], first["deregistered_on"]) == (["freight-forwarding"], date(2026, 7, 1), None)
    assert (second["name"], second["deregistered_on"], second["former_names"]) == ("示例报关行", date(2026, 8, 10), [])
    assert [e["enterprise"] for e in models.ask(enterprises.listed, active=True)] == [FORWARDER]
    assert [e["enterprise"] for e in models.ask(enterprises.listed, active=False)] == [BROKER]
    assert [e["enterprise"] for e in models.ask(enterprises.listed, enterprise=BROKER)] == [BROKER]


def test_the_register_shows_the_lines_recorded_last(town: Town) -> None:
    town.pass_days(40)
    town.do(ChangeLines(enterprise=FORWARDER, lines=("other", "customs-broker"), on=date(2026, 8, 1), reason="取得备案"))
    (now,) = town.models().ask(enterprises.listed)
    assert now["lines"] == ["other", "customs-broker"]
    (before,) = town.models(effective_at=date(2026, 7, 31)).ask(enterprises.listed)
    assert before["lines"] == ["freight-forwarding"]


def test_a_decision_goes_from_open_to_concluded_and_a_correction_keeps_its_state(town: Town) -> None:
    town.log(1, fine=Decimal("60000.50"), kinds=("fine", "confiscation"), gains=Decimal(90000), confiscated=Decimal("0.01"))
    (shown,) = town.models().ask(penalties.listed)
    assert shown["state"] == "open"
    assert shown["document_no"] == number(1)
    assert shown["key"] == "淄市监罚(2026)1号"
    assert (shown["fine"], shown["confiscated"], shown["refunded"]) == (Decimal("60000.50"), Decimal("0.01"), None)
    assert (shown["articles"], shown["kinds"]) == (["price-regulation.9.5"], ["fine", "confiscation"])
    assert shown["publication"] == "due"

    meeting = town.call(1)
    town.conclude(1, deduct=None)
    town.correct(1, fine=Decimal(70000))
    (shown,) = town.models().ask(penalties.listed)
    assert (shown["state"], shown["meeting"], shown["no_action"]) == ("concluded", meeting, "情节轻微")
    assert shown["fine"] == Decimal(70000)


def test_decisions_are_found_by_enterprise_state_and_number_however_typed(town: Town) -> None:
    town.register(BROKER, "示例报关行", "customs-broker")
    town.log(2)
    town.log(1, BROKER)
    town.call(2)
    town.conclude(2)
    models = town.models()
    assert [p["document_no"] for p in models.ask(penalties.listed)] == [number(2), number(1)]
    assert [p["document_no"] for p in models.ask(penalties.listed, enterprise=BROKER)] == [number(1)]
    assert [p["document_no"] for p in models.ask(penalties.listed, state="concluded")] == [number(2)]
    assert [p["document_no"] for p in models.ask(penalties.listed, state="open")] == [number(1)]
    assert [p["document_no"] for p in models.ask(penalties.listed, document_no="淄市监罚[2026] 2号")] == [number(2)]
    assert models.ask(penalties.listed, document_no=number(9)) == []


def test_the_auditors_list_has_departures_with_range_clause_and_reason_until_they_are_put_right(town: Town) -> None:
    town.log(1)
    town.log(2, fine=Decimal(1000), departure="当事人主动配合")
    town.log(3, fine=Decimal(600000), departure="影响恶劣")
    models = town.models()
    low, high = models.ask(penalties.departures)
    assert (low["document_no"], low["departure"], low["mitigated"]) == (number(2), "当事人主动配合", None)
    assert (low["range_min"], low["range_max"]) == (Decimal(50000), Decimal(500000))
    assert low["range_clause"].startswith("《价格违法行为行政处罚规定》")
    assert (low["officer"], low["department"], low["recorded_at"]) == ("王晓", "market-supervision", town.now)
    assert high["fine"] == Decimal(600000)
    assert [p["departs"] for p in models.ask(penalties.listed)] == [False, True, True]

    town.correct(2, fine=Decimal(60000))
    assert [d["document_no"] for d in town.models().ask(penalties.departures)] == [number(3)]
    assert [p["departs"] for p in town.models().ask(penalties.listed)] == [False, False, True]


def test_a_publication_is_requested_sent_rejected_sent_again_and_accepted(town: Town) -> None:
    town.log(1)

    def state() -> str:
        (shown,) = [p for p in town.models().ask(publications.listed) if p["platform"] == SEND]
        return str(shown["state"])

    assert state() == "requested"
    town.send(1, SEND)
    assert state() == "sent"
    town.answer(1, SEND, rejected="栏目不全")
    assert state() == "rejected"
    town.pass_days(1)
    town.send(1, SEND)
    assert state() == "sent"
    town.answer(1, SEND, accepted="HZ-1")
    assert state() == "accepted"
    town.pass_days(1)
    town.send(1, SEND)
    assert state() == "accepted"


def test_a_publication_carries_receipt_and_hash_and_an_older_revision_is_superseded(town: Town) -> None:
    town.log(1)
    town.answer(1, SEND, accepted="HZ-1")
    town.correct(1, fine=Decimal(70000))
    models = town.models()
    shown = models.ask(publications.listed, enterprise=FORWARDER)
    assert [(p["platform"], p["revision"], p["superseded"]) for p in shown] == [
        ("necips", 1, True),
        ("credit-china-zibo", 1, True),
        ("necips", 2, False),
        ("credit-china-zibo", 2, False),
    ]
    assert (shown[0]["state"], shown[0]["receipt"], shown[0]["answered_on"]) == ("accepted", "HZ-1", town.today)
    frozen = town.session.archive.file(FORWARDER, town.session.view(None, None)).enterprise.publications
    assert [p["payload_sha256"] for p in shown] == [frozen[p["id"]].payload_sha256 for p in shown]
    assert models.ask(publications.listed, publication=shown[2]["id"]) == [shown[2]]
    assert models.ask(publications.listed, enterprise=BROKER) == []


def test_the_position_of_a_publication_leads_to_its_frozen_payload(town: Town) -> None:
    town.log(1)
    for shown in town.models().ask(publications.listed):
        (row,) = town.office.store.log(shown["position"] - 1, shown["position"], 1)
        assert decode(row).payload_sha256 == shown["payload_sha256"]


def test_a_meeting_shows_its_open_and_concluded_cases_and_all_minutes(town: Town) -> None:
    town.log(1)
    town.log(2)
    meeting = town.call(1, 2)
    town.conclude(2, minutes="先议二号")
    (shown,) = town.models().ask(consultations.listed)
    assert (shown["meeting"], shown["on"], shown["kind"]) == (meeting, town.today, "ad-hoc")
    assert shown["departments"] == ["customs", "tax"]
    assert (shown["cases"], shown["concluded"], shown["open"]) == ([number(1), number(2)], [number(2)], [number(1)])
    town.conclude(1, minutes="再议一号")
    (shown,) = town.models().ask(consultations.listed, meeting=meeting)
    assert shown["open"] == []
    assert [(m["cases"], m["minutes"]) for m in shown["minutes"]] == [([number(2)], "先议二号"), ([number(1)], "再议一号")]
    assert town.models().ask(consultations.listed, meeting="M0") == []


def graded(town: Town, quarter: str, points: str, favourable: int, year: int = 2025) -> None:
    town.rate(FORWARDER, favourable, year)
    town.score(FORWARDER, "customs", points, quarter)


def test_who_is_graded_badly_is_on_the_watch_list_until_graded_well(town: Town) -> None:
    graded(town, "2026Q3", "1", 76)
    town.pass_days(95)
    town.publish("2026Q3")
    models = town.models()
    (entry,) = models.ask(watch_list.current)
    assert (entry["enterprise"], entry["quarter"], entry["since"], entry["until"]) == (FORWARDER, "2026Q3", date(2026, 10, 4), None)
    assert entry["grade"] in {"一般", "较差"}
    (result,) = models.ask(quarters.results, quarter="2026Q3")
    assert (result["enterprise"], result["grade"]) == (FORWARDER, entry["grade"])
    assert str(result["total"]) == f"{result['total']:.2f}"

    graded(town, "2026Q4", "20", 100)
    town.pass_days(95)
    town.publish("2026Q4")
    models = town.models()
    assert models.ask(watch_list.current) == []
    (stay,) = models.ask(watch_list.history, enterprise=FORWARDER)
    assert (stay["since"], stay["until"], stay["reason"]) == (date(2026, 10, 4), town.today, "优秀")


def test_a_round_is_open_then_closed_then_published(town: Town) -> None:
    assert town.models().ask(quarters.listed) == []
    town.do(OpenQuarter(quarter="2026Q3"))
    (shown,) = town.models().ask(quarters.listed)
    assert (shown["status"], shown["opened_on"], shown["closed_on"]) == ("open", date(2026, 7, 1), None)
    town.pass_days(95)
    before = town.office.store.head().position
    town.do(CloseQuarter(quarter="2026Q3"))
    (shown,) = town.models().ask(quarters.listed, quarter="2026Q3")
    assert (shown["status"], shown["known_position"], shown["closed_on"]) == ("closed", before, town.today)
    town.do(PublishQuarter(quarter="2026Q3"))
    (shown,) = town.models().ask(quarters.listed)
    assert (shown["status"], shown["published_on"]) == ("published", town.today)
    (result,) = town.models().ask(quarters.results, enterprise=FORWARDER)
    assert (result["total"], result["grade"]) == (None, None)


def test_inputs_show_what_now_stands(town: Town) -> None:
    town.rate(FORWARDER, 90)
    town.rate(FORWARDER, 95)
    town.complain(FORWARDER, "12345-1", date(2026, 6, 30))
    town.complain(FORWARDER, "12345-2", date(2026, 6, 29), date(2026, 6, 30))
    town.complain(FORWARDER, "12345-1", date(2026, 6, 30), date(2026, 7, 1))
    town.score(FORWARDER, "tax", "18.50")
    town.log(1)
    town.call(1)
    town.conclude(1, Decimal("2.50"))
    models = town.models()
    (rating,) = models.ask(inputs.ratings, year=2025)
    assert (rating["favourable"], rating["total"], rating["publicised"], rating["reason"]) == (95, 100, True, "复核")
    assert [(c["reference"], c["resolved_on"]) for c in models.ask(inputs.complaints)] == [
        ("12345-2", date(2026, 6, 30)),
        ("12345-1", date(2026, 7, 1)),
    ]
    (score,) = models.ask(inputs.department_scores, quarter="2026Q3")
    assert (score["department"], str(score["points"])) == ("tax", "18.50")
    (deduction,) = models.ask(inputs.deductions, quarter="2026Q3")
    assert (deduction["document_no"], str(deduction["points"]), deduction["quarter"]) == (number(1), "2.50", "2026Q3")
    for question in (inputs.ratings, inputs.complaints, inputs.department_scores, inputs.deductions):
        assert models.ask(question, enterprise=BROKER) == []
