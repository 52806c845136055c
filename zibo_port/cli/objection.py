"""`zibo-port objection`: reconsideration, litigation and objections to publication, and how they ended."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import codes, reads, records
from zibo_port.cli.output import Column, emit
from zibo_port.cli.session import Session, open_session, opening, outcome
from zibo_port.cli.values import DATE
from zibo_port.domain.commands import DecideObjection, FileObjection
from zibo_port.domain.enterprise.objections import Objection
from zibo_port.domain.errors import Text
from zibo_port.domain.telling.reviews import KINDS, OUTCOMES

LIST: Final = (
    Column("id", "编号", "Id"),
    Column("document_no", "文号", "Document"),
    Column("name", "企业", "Enterprise"),
    Column("kind", "种类", "Kind"),
    Column("before_whom", "受理机关", "Before"),
    Column("filed_on", "提出日期", "Filed"),
    Column("outcome", "结果", "Outcome"),
    Column("decided_on", "办结日期", "Decided"),
)
WARNINGS: Final = {
    "filed-late": Text("提出时间已超过法定期限，是否受理由受理机关决定。", "It came after its period; whoever reviews decides on that."),
    "reconsideration-first": Text(
        "价格处罚应当先申请行政复议（《价格违法行为行政处罚规定》第二十条），请核对。",
        "Against price penalties reconsideration comes first (Regulation, article 20); check it.",
    ),
}

group = Noun("objection", help=t("异议：复议、诉讼、公示异议的提出和结果。", "Objections: reconsideration, litigation, publication."))


@group.command(
    "file",
    example="zibo-port objection file 淄市监罚〔2026〕101号 --kind reconsideration --on 2026-10-12 "
    '--before 淄博市人民政府 --grounds "事实不清"',
    help=t(
        "登记一件异议。复议、诉讼期间，相关得分为暂定，给出两种结果的区间；决定不停止执行。",
        "Record an objection. While a review is open the score is provisional, with the totals of both outcomes.",
    ),
)
@click.argument("document_no", metavar=t("文号", "DOCUMENT_NO"))
@click.option("--kind", type=click.Choice(list(KINDS)), required=True, metavar=t("种类", "KIND"), help=codes(KINDS))
@click.option("--on", type=DATE, required=True, help=t("提出日期", "the day it was filed"))
@click.option("--before", "before_whom", required=True, metavar=t("机关", "TEXT"), help=t("受理机关", "with whom"))
@click.option("--grounds", required=True, metavar=t("理由", "TEXT"), help=t("理由", "on which grounds"))
@records
@click.pass_obj
def file_(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Record an objection."""
    asked = form(FileObjection, **typed)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    objection = _standing(session, asked, receipt.answer, receipt.recorded)
    fact: Any = receipt.recorded[0].fact if receipt.recorded else None
    warnings = [{"code": code, "message": WARNINGS[code]} for code in (fact.warnings if fact else ())]
    document = outcome(receipt, dry_run=dry_run) | _row(objection) | {"warnings": warnings}

    def text(said: dict[str, Any]) -> str:
        lines = [opening(receipt, dry_run=dry_run), f"{said['id']}  {said['document_no']}  {t(*KINDS[said['kind']])}"]
        lines += [t("注意：", "Note: ") + t(*w["message"]) for w in said["warnings"]]
        example = (
            f"zibo-port objection decide {said['id']} --outcome dismissed --on {said['filed_on']} --by {said['before_whom']} --reason …"
        )
        return "\n".join([*lines, t("结果出来后：", "Once decided: ") + example])

    emit(counter, document, text=text)


def _standing(session: Session, asked: FileObjection, answer: object, recorded: Any) -> Objection:
    from zibo_port.domain.enterprise.objections import objection_id
    from zibo_port.office.aftermath import enterprise_now, enterprise_of

    if isinstance(answer, Objection):
        return answer
    enterprise = enterprise_now(session.office, enterprise_of(session.office, asked.document_no).identity.code, recorded)
    return enterprise.objections[objection_id(enterprise.penalty(asked.document_no).document_no, asked.kind, asked.on)]


@group.command(
    "decide",
    example='zibo-port objection decide O216930f8 --outcome revoked --on 2026-12-10 --by 淄博市人民政府 --reason "主要证据不足"',
    help=t(
        "登记异议的结果。撤销的，决定随即按 penalty revoke 处理；变更的，三个工作日内用 penalty vary 登记新内容。",
        "Record the outcome. A revocation takes effect at once as by penalty revoke; a variation awaits penalty vary within three days.",
    ),
)
@click.argument("objection", metavar=t("编号", "ID"))
@click.option("--outcome", type=click.Choice(list(OUTCOMES)), required=True, metavar=t("结果", "OUTCOME"), help=codes(OUTCOMES))
@click.option("--on", type=DATE, required=True, help=t("办结日期", "the day of the outcome"))
@click.option("--by", required=True, metavar=t("机关", "TEXT"), help=t("由哪个机关决定", "by whom"))
@click.option("--reason", required=True, metavar=t("理由", "TEXT"), help=t("理由", "why"))
@records
@click.pass_obj
def decide(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Record an outcome."""
    from zibo_port.cli.duty_rows import duty_row
    from zibo_port.domain.telling import tell
    from zibo_port.office.aftermath import duties_now, enterprise_of, today

    asked = form(DecideObjection, **typed)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    fact: Any = receipt.recorded[0].fact if receipt.recorded else receipt.answer
    code = enterprise_of(session.office, fact.document_no).identity.code
    owed = duties_now(session.office, code, fact.document_no, receipt.recorded)
    document = outcome(receipt, dry_run=dry_run) | {
        "id": asked.objection,
        "document_no": fact.document_no,
        "outcome": asked.outcome,
        "decided_on": asked.on,
        "consequences": [{"event": type(r.fact).__name__, "position": r.position} for r in receipt.recorded[1:]],
        "duties": [duty_row(duty, today(session.office)) for duty in owed],
    }
    told = [t(*tell(r.fact).summary) for r in receipt.recorded]
    emit(counter, document, text=lambda _: "\n".join((opening(receipt, dry_run=dry_run), *told)))


@group.command("list", example="zibo-port objection list --open", help=t("列出异议和结果。", "List objections and outcomes."))
@click.option("--open", "open_", is_flag=True, help=t("只列未办结的", "those that are open alone"))
@reads
@click.pass_obj
def list_(counter: Counter, open_: bool, known_at: datetime | None, effective_at: date | None) -> None:
    """Print them."""
    session = open_session(counter)
    view = session.view(known_at, effective_at)
    rows = [
        _row(objection) | {"enterprise": file.enterprise.identity.code, "name": file.enterprise.identity.name}
        for file in session.archive.files(view)
        for objection in file.enterprise.objections.values()
        if not open_ or objection.outcome is None
    ]
    rows.sort(key=lambda row: (row["filed_on"] or date.min, row["id"]))
    emit(counter, [_words(row) for row in rows] if counter.for_people else rows, LIST)


def _row(objection: Objection) -> dict[str, Any]:
    return {
        "id": objection.objection,
        "document_no": objection.document_no,
        "kind": objection.kind,
        "before_whom": objection.before_whom,
        "filed_on": objection.filed_on,
        "grounds": objection.grounds,
        "outcome": objection.outcome,
        "decided_on": objection.decided_on,
    }


def _words(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"kind": t(*KINDS[row["kind"]]), "outcome": t(*OUTCOMES[row["outcome"]]) if row["outcome"] else t("审理中", "open")}
