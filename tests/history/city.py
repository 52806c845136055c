"""A quarter of a fictional city in which every kind of event happens, and the lines that it leaves in the log."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from tests.facts import AUTHORITY, BROKER, FORWARDER, WAREHOUSE, penalty, registration
from zibo_port.domain import commands as c
from zibo_port.domain.agenda import AgendaLine
from zibo_port.domain.bottleneck import name_of
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.measures import measure_id
from zibo_port.domain.profile import REHEARSAL
from zibo_port.domain.quarter import Round
from zibo_port.office import mornings
from zibo_port.office.archive import Archive
from zibo_port.office.founding import found
from zibo_port.office.office import Office, Receipt
from zibo_port.office.store import open_store
from zibo_port.office.store.base import Logged
from zibo_port.workflows.joint_supervision import steps

HERE = Path(__file__).parent
QUARTER = "2026Q4"


class Clock:
    """It stands where it was set."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


def corpus() -> Iterator[tuple[str, Logged]]:
    """Every stored event of every release, with the file that it stands in."""
    for path in sorted(HERE.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield path.stem, Logged(0, row["stream"], row["version"], row["topic"], row["state"].encode())


def quarter_of_a_city(office: Office, clock: Clock) -> None:
    """Everything that can happen, once at least."""
    _register(office)
    logged = office.handle(penalty(mitigated="主动消除危害后果", fine=Decimal(20000)))
    office.handle(
        c.CorrectPenalty(**penalty().model_dump(exclude={"source", "notes"}) | {"fine": Decimal("60000.50"), "reason": "金额录错"})
    )
    _publish(office, logged)
    meeting = _meet(office)
    _confer(office)
    office.handle(
        c.AdoptReading(ambiguity="complaints.quarter", reading="worst-month", since=date(2026, 10, 1), minutes="会议明确", meeting=meeting)
    )
    _evaluate(office)
    _monitor(office)
    _follow_up(office, meeting)
    _prevent(office)
    clock.at = datetime(2026, 12, 31, 1, tzinfo=UTC)
    _morning(office)
    clock.at = datetime(2027, 1, 15, 1, tzinfo=UTC)
    office.handle(c.CloseQuarter(quarter=QUARTER))
    office.handle(c.PublishQuarter(quarter=QUARTER))
    _print(office)
    _restate(office, meeting)
    _review(office, meeting)
    office.handle(c.DeregisterEnterprise(enterprise=FORWARDER, on=date(2027, 1, 14), reason="依申请注销"))


def _register(office: Office) -> None:
    office.handle(registration())
    office.handle(registration(BROKER, name="淄博示例报关有限公司", lines=("customs-broker",), branch_of=FORWARDER))
    office.handle(registration(WAREHOUSE, name="临淄示例仓储服务部", lines=("warehouse-yard", "other"), seat="zibo"))
    office.handle(c.ChangeLines(enterprise=WAREHOUSE, lines=("warehouse-yard",), on=date(2026, 11, 2), reason="停止零售"))
    office.handle(c.RenameEnterprise(enterprise=FORWARDER, name="淄博示例国际货代有限公司", on=date(2026, 11, 1)))


def _publish(office: Office, logged: Receipt) -> None:
    first, second = (r.fact for r in logged.recorded if isinstance(r.fact, Enterprise.PublicationRequested))
    office.handle(
        c.RecordSending(
            publication=first.publication,
            enterprise=FORWARDER,
            document_no=first.document_no,
            platform=first.platform,
            revision=first.revision,
            payload_sha256=first.payload_sha256,
            channel="drop-folder",
            place="necips/2026-11-23.xlsx",
        )
    )
    office.handle(c.RecordReceipt(publication=first.publication, case=first.document_no, accepted="回执0001"))
    office.handle(c.RecordReceipt(publication=second.publication, case=second.document_no, rejected="缺少处罚依据"))


def _print(office: Office) -> None:
    paper = c.PaperMade(form="html", sha256="0" * 64, size=1)
    kept = office.handle(c.KeepPapers(quarter=QUARTER, revision=1, known_position=office.store.head().position, papers=(paper,)))
    first, second = [r.fact for r in kept.recorded if isinstance(r.fact, Round.OutletRequested)][:2]
    office.handle(c.RecordOutlet(publication=first.publication, quarter=QUARTER, accepted="https://example.gov.cn/2026q4"))
    office.handle(c.RecordOutlet(publication=second.publication, quarter=QUARTER, rejected="格式不符"))


def _review(office: Office, meeting: str) -> None:
    """A decision is moved about, objected to, varied, repaired; another one is withdrawn, then revoked."""
    first, second = penalty().document_no, "淄市监罚〔2026〕2号"
    day, later = date(2027, 1, 13), date(2027, 1, 14)
    measure = measure_id(first, meeting, "raise-inspection-rate", "customs")
    of_measure = {"measure": measure, "department": "customs"}
    office.handle(c.ReportMeasure(**of_measure, text="已抽查三票"))
    office.handle(c.ExtendMeasure(**of_measure, until=date(2027, 2, 28), reason="需核查境外单证"))
    clock = {"document_no": first, "step": "measure-raise-inspection-rate"}
    office.handle(c.PauseDeadline(**clock, on=day, why="reconsideration", reason="复议期间"))
    office.handle(c.ResumeDeadline(**clock, on=later, reason="复议已决定"))
    office.handle(c.ExtendDeadline(**clock, until=date(2027, 3, 31), reason="需核查境外单证"))
    said = {"document_no": first, "on": later, "by": "淄博市人民政府", "reason": "减轻处罚"}
    with patch.dict(steps.VERSIONS, {2: steps.STEPS}):  # as a later release will have it
        office.handle(c.MigrateCase(document_no=first, to_version=2, reason="规则调整"))
    office.handle(c.CompleteMeasure(**of_measure, result="抽查完毕"))
    filed = office.handle(
        c.FileObjection(document_no=first, kind="reconsideration", on=day, before_whom="淄博市人民政府", grounds="事实不清")
    )
    name = filed.recorded[0].fact.objection  # type: ignore[attr-defined]
    office.handle(c.DecideObjection(objection=name, on=later, by="淄博市人民政府", outcome="varied", reason="减轻处罚"))
    office.handle(c.VaryPenalty(**penalty().model_dump(exclude={"source", "notes"}) | said | {"fine": Decimal(50000)}))
    office.handle(c.FulfilPenalty(document_no=first, on=later))
    for asked in office.transact(lambda desk: [*desk.enterprise_of_case(second).publications.values()]):
        if asked.document_no == second:
            office.handle(c.RecordReceipt(publication=asked.publication, case=second, accepted=f"回执{asked.platform}"))
            office.handle(c.WithdrawPublication(publication=asked.publication, case=second, reason="金额录错"))
            office.handle(c.RecordReceipt(publication=asked.publication, case=second, accepted=f"撤下{asked.platform}"))
    office.handle(c.RevokePenalty(document_no=first, on=later, by="淄博市人民政府", reason="主要证据不足"))
    _repair(office)


def _repair(office: Office) -> None:
    """A decision of long ago is repaired, and its publication ends."""
    number = "淄市监罚〔2026〕3号"
    office.handle(penalty(number, decided_on=date(2026, 6, 1)))
    asked = office.transact(lambda desk: [p for p in desk.enterprise_of_case(number).publications.values() if p.document_no == number])
    for one in asked:
        office.handle(c.RecordReceipt(publication=one.publication, case=number, accepted="回执", on=date(2026, 6, 3)))
    office.handle(c.FulfilPenalty(document_no=number, on=date(2026, 7, 1)))
    office.handle(c.RepairPenalty(document_no=number, on=date(2027, 1, 14), by="淄博市市场监督管理局", reason="已履行"))
    office.handle(c.RecordReceipt(publication=asked[0].publication, case=number, accepted="已停止"))


def _restate(office: Office, meeting: str) -> None:
    restated = {"enterprise": BROKER, "quarter": QUARTER, "meeting": meeting}
    for points, accept in (("10", False), ("18.5", None), ("12", True)):
        changed = {"enterprise": BROKER, "quarter": QUARTER, "department": "customs", "points": Decimal(points), "reason": "核对后更正"}
        office.handle(c.RecordDepartmentScore(**changed))
        if accept is not None:
            office.handle(c.RestateResult(**restated, accept=accept, reason="材料已核实" if accept else "待核实"))


def _meet(office: Office) -> str:
    number = penalty().document_no
    office.handle(penalty("淄市监罚〔2026〕2号", decided_on=date(2026, 11, 2), authority=AUTHORITY))
    called = office.handle(c.CallConsultation(on=date(2026, 11, 23), departments=("customs", "tax"), cases=(number, "淄市监罚〔2026〕2号")))
    measure = c.MeasureOrder(measure="raise-inspection-rate", department="customs", due_on=date(2026, 12, 31))
    first = c.Outcome(case=number, deduct=Decimal("25.5"), push=("sanction-provincial",), measures=(measure,))
    second = c.Outcome(case="淄市监罚〔2026〕2号", no_action="当场改正，未造成后果")
    meeting = called.recorded[0].fact.meeting  # type: ignore[attr-defined]
    office.handle(c.RecuseMember(meeting=meeting, department="tax", case=second.case, reason="与当事人有利害关系"))
    office.handle(c.ConcludeConsultation(meeting=meeting, outcomes=(first,), minutes="会商纪要"))
    office.handle(c.DraftConclusion(meeting=meeting, outcomes=(second,), minutes="会商纪要"))
    office.handle(c.AddOfficer(name="李敏", departments=("port-office",)))
    Office(office.store, "李敏", office.clock).handle(c.ApproveConclusion(meeting=meeting))
    return str(meeting)


def _confer(office: Office) -> None:
    line = AgendaLine("monthly-report", "2026-10", "tax", None, date(2026, 11, 10), "市税务局月报尚未报送。", "The report is missing.")
    units = ("customs", "tax", "commerce")
    called = office.handle(
        c.CallConsultation(
            on=date(2026, 11, 23), kind="regular", departments=units, agenda=(line,), known_position=office.store.head().position
        )
    )
    meeting = {"meeting": called.recorded[0].fact.meeting}  # type: ignore[attr-defined]
    office.handle(c.RecordAttendance(**meeting, department="customs", person="统计科科长"))
    office.handle(c.RecordAttendance(**meeting, department="tax", absent="另有会议"))
    office.handle(c.RecordAttendance(**meeting, department="central-bank", observer=True))
    office.handle(c.RecordOpinion(**meeting, department="customs", text="建议压缩通关环节"))
    office.handle(c.MinuteConsultation(**meeting, minutes="例会纪要"))
    office.handle(c.MinuteConsultation(**meeting, minutes="例会纪要（更正）", reason="日期有误"))
    asked = office.handle(c.ImposeObligation(**meeting, department="customs", task="提出压缩通关时间的措施", due=date(2026, 12, 1)))
    obligation = {"obligation": asked.recorded[0].fact.obligation}  # type: ignore[attr-defined]
    office.handle(c.ExtendObligation(**obligation, until=date(2026, 12, 20), reason="需征求企业意见"))
    office.handle(c.FulfilObligation(**obligation, department="customs", report="已印发措施"))


def _evaluate(office: Office) -> None:
    office.handle(c.OpenQuarter(quarter=QUARTER))
    for code in (FORWARDER, BROKER):
        office.handle(c.RecordRating(enterprise=code, year=2025, favourable=17, total=20))
        office.handle(c.RecordDepartmentScore(enterprise=code, quarter=QUARTER, department="customs", points=Decimal("18.5")))
    complaint = {"enterprise": FORWARDER, "reference": "12345-001", "received_on": date(2026, 11, 3)}
    office.handle(c.RecordComplaint(**complaint))
    office.handle(c.RecordComplaint(**complaint, resolved_on=date(2026, 11, 5)))


def _monitor(office: Office) -> None:
    report = {"department": "customs", "month": "2026-10", "on": date(2026, 11, 9)}
    hours = c.ReportedFigure(indicator="overall-import-hours", value=Decimal("33.10"))
    value = c.ReportedFigure(indicator="import-value", value=Decimal("1203456.78"))
    office.handle(c.SubmitReport(**report, figures=(hours, value), notes="台风两日，进口通关时间略升"))
    office.handle(c.ReturnReport(department="customs", month="2026-10", reason="进口值单位有误"))
    office.handle(c.SubmitReport(**report, figures=(value.model_copy(update={"value": Decimal("120345.68")}),)))
    office.handle(c.ApproveReport(department="customs", month="2026-10"))
    office.handle(
        c.SetBaseline(indicator="overall-import-hours", value=Decimal("60.5"), period="2017", source="示例：淄博海关 2018 年 1 月通报")
    )


def _follow_up(office: Office, meeting: str) -> None:
    contact = {"unit": "customs", "purpose": "monitoring", "post": "综合科科员", "phone": "0533-0000000"}
    office.handle(c.NameContact(**contact, name="李敏"))
    office.handle(c.NameContact(**contact, name="李 敏", reason="姓名录错"))
    office.handle(c.NameScorers(departments=("customs", "tax"), quarter="2027Q1", minutes="联席会议明确"))
    visit = {"enterprise": FORWARDER, "department": "customs", "on": date(2026, 11, 20), "topic": "通关时效", "findings": "查验等待偏长"}
    office.handle(c.RecordVisit(**visit, bottleneck="夜间查验无人值守", owner="customs", due_on=date(2026, 12, 31)))
    bottleneck = name_of("夜间查验无人值守", FORWARDER)
    office.handle(c.ReportBottleneck(bottleneck=bottleneck, text="已排夜班", department="customs"))
    office.handle(c.ExtendBottleneck(bottleneck=bottleneck, due_on=date(2027, 1, 31), reason="设备到货推迟"))
    office.handle(c.ResolveBottleneck(bottleneck=bottleneck, how="夜间查验专班上岗", department="customs"))
    sent = office.handle(c.SendCircular(title="三季度评价情况", text="详见附表。", to=("customs", "tax"), quarter="2026Q3"))
    circular = sent.recorded[0].fact.circular  # type: ignore[attr-defined]
    office.handle(c.AcknowledgeCircular(circular=circular, department="tax"))
    drafted = office.handle(c.DraftSuggestion(title="关于延长查验窗口的建议", text="建议延长至 22 时。", meeting=meeting))
    suggestion = drafted.recorded[0].fact.suggestion  # type: ignore[attr-defined]
    office.handle(c.SubmitSuggestion(suggestion=suggestion))
    office.handle(c.AnswerSuggestion(suggestion=suggestion, by="市政府分管副市长", text="请口岸办牵头落实。"))


def _morning(office: Office) -> None:
    archive = Archive(office)
    mornings.escalate(archive, archive.view())
    letter = mornings.unsent(archive, archive.view())[0]
    mornings.record_digest(office, letter, sha256(b"").hexdigest(), "folder", "2026-12-31-customs.json")


def _prevent(office: Office) -> None:
    """Reminders, an inspection that led to a penalty, a price complaint from its receipt to its answer."""
    day = date(2026, 11, 16)
    office.handle(
        c.IssueReminder(enterprises=(FORWARDER, BROKER), on=day, kind="letter", topic="口岸收费明码标价", text="请于月底前自查。")
    )
    found = {"result": "violation", "finding": "清单外收取查验服务费", "document_no": penalty().document_no}
    office.handle(c.RecordInspection(enterprise=FORWARDER, on=day, kind="special", checked=("guided-price", "fee-list"), **found))
    complaint = {"reference": "JB-2026-0031"}
    received = {"enterprise": FORWARDER, "received_on": day, "channel": "12315", "what": "清单外收取查验服务费"}
    office.handle(c.ReceivePriceComplaint(**complaint, **received))
    district = "market-supervision.zhangdian"
    office.handle(c.AssignPriceComplaint(**complaint, unit=district, on=date(2026, 11, 17)))
    office.handle(c.EscalatePriceComplaint(**complaint, on=date(2026, 11, 18), reason="多家企业集中反映"))
    office.handle(
        c.AnswerPriceComplaint(**complaint, unit=district, result="settled", answer="已退还并停止收取", told_on=date(2026, 11, 19))
    )


def recorded() -> list[Logged]:
    """The log of that quarter."""
    with TemporaryDirectory() as folder:
        store, clock = open_store(f"sqlite:///{folder}/city.db"), Clock()
        found(store, "王晓", rehearsal=True, clock=clock)
        found(store, "王晓", rehearsal=True, clock=clock, profile=REHEARSAL.model_copy(update={"source": "淄博市示例数据中心"}))
        quarter_of_a_city(Office(store, clock=clock), clock)
        rows = store.log(0, 10**9, 10**9)
        store.close()
    return rows


def main() -> None:
    """Write a line for each topic that has none yet."""
    known = {row.topic for _, row in corpus()}
    for row in recorded():
        if row.topic not in known:
            known.add(row.topic)
            line = {"stream": str(row.stream), "version": row.version, "topic": row.topic, "state": row.state.decode()}
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
