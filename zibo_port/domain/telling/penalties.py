"""Tells what happened about penalty decisions, their cases and their publication."""

from __future__ import annotations

from decimal import Decimal

from zibo_port.domain.codes import KINDS
from zibo_port.domain.enterprise.penalties import CaseOpened, PenaltyContent, PenaltyCorrected, PenaltyLogged
from zibo_port.domain.enterprise.publications import PublicationAccepted, PublicationRejected, PublicationRequested
from zibo_port.domain.errors import Text
from zibo_port.domain.publication import PublicationSent
from zibo_port.domain.telling.words import Telling, listed, named, platform, publicity, workflow, yuan


def _content(fact: PenaltyContent) -> Text:
    """What a decision says, in a clause."""
    amounts = {"fine": fact.fine, "confiscation": fact.confiscated}
    kinds = listed(_kind(kind, amounts.get(kind)) for kind in fact.kinds)
    said = kinds if fact.kinds else Text("处罚种类不明", "of an unknown kind")
    outside = Text("，罚款超出法定幅度", ", the fine is outside the lawful range") if fact.departs else Text("", "")
    return Text(
        f"{fact.authority} {fact.decided_on} 作出，{said.zh}{outside.zh}",
        f"decided by {fact.authority} on {fact.decided_on}, {said.en}{outside.en}",
    )


def _kind(kind: str, amount: Decimal | None) -> Text:
    name = named(KINDS, kind)
    return name if amount is None else Text(f"{name.zh} {yuan(amount).zh}", f"{name.en} of {yuan(amount).en}")


def logged(fact: PenaltyLogged) -> Telling:
    """A decision on record."""
    said, shown = _content(fact), publicity(fact.publication)
    return Telling(
        Text(f"登记处罚决定 {fact.document_no}：{said.zh}。", f"Penalty decision {fact.document_no} logged: {said.en}."),
        Text(f"产生一件待会商的案件；{shown.zh}。", f"A case for consultation arises; it is {shown.en}."),
    )


def corrected(fact: PenaltyCorrected) -> Telling:
    """A mistake put right."""
    said, shown = _content(fact), publicity(fact.publication)
    return Telling(
        Text(
            f"更正处罚决定 {fact.document_no} 的记录（原因：{fact.reason}）：{said.zh}。",
            f"The record of {fact.document_no} corrected ({fact.reason}): {said.en}.",
        ),
        Text(
            f"以更正后的内容为准，原记录留存；{shown.zh}。", f"The corrected content counts, the former record is kept; it is {shown.en}."
        ),
    )


def case_opened(fact: CaseOpened) -> Telling:
    """A case."""
    name = workflow(fact.workflow)
    return Telling(
        Text(
            f"案件 {fact.document_no} 立案，按{name.zh}流程第 {fact.workflow_version} 版办理。",
            f"Case {fact.document_no} opened under the workflow of {name.en}, version {fact.workflow_version}.",
        ),
        Text("口岸办须提请会商。", "The port office owes a consultation."),
    )


def requested(fact: PublicationRequested) -> Telling:
    """Something to publish."""
    where = platform(fact.platform)
    return Telling(
        Text(
            f"决定 {fact.document_no} 须在{where.zh}公示，公示内容已定稿（第 {fact.revision} 稿，任务 {fact.publication}）。",
            f"{fact.document_no} is to be shown at {where.en}; its text is frozen (revision {fact.revision}, {fact.publication}).",
        ),
        Text("待报送；只有平台回执才算办结。", "It awaits sending; only the platform's receipt completes it."),
    )


def accepted(fact: PublicationAccepted) -> Telling:
    """A receipt."""
    where = platform(fact.platform)
    return Telling(
        Text(
            f"{where.zh}于 {fact.accepted_on} 接收决定 {fact.document_no}，回执 {fact.receipt}。",
            f"{where.en} accepted {fact.document_no} on {fact.accepted_on}, receipt {fact.receipt}.",
        ),
        Text("该平台的公示已办结。", "The publication at this platform is done."),
    )


def rejected(fact: PublicationRejected) -> Telling:
    """A refusal of the platform."""
    where = platform(fact.platform)
    return Telling(
        Text(f"{where.zh}退回决定 {fact.document_no}：{fact.reason}。", f"{where.en} rejected {fact.document_no}: {fact.reason}."),
        Text("公示未完成，须更正或重新报送。", "The publication isn't done; correct it or send it again."),
    )


def sent(fact: PublicationSent) -> Telling:
    """A handing-over."""
    where = platform(fact.platform)
    return Telling(
        Text(
            f"向{where.zh}报送决定 {fact.document_no}（第 {fact.revision} 稿，{fact.place}）。",
            f"{fact.document_no} was handed over to {where.en} (revision {fact.revision}, {fact.place}).",
        ),
        Text("等待平台回执；报送不等于办结。", "It awaits the platform's receipt; sent isn't done."),
    )
