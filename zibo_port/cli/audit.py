"""`zibo-port audit`: the log told, replayed and put to the proof."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import reads
from zibo_port.cli.output import emit
from zibo_port.cli.progress import progress
from zibo_port.cli.session import open_session, opened
from zibo_port.domain.credit_code import CreditCode

if TYPE_CHECKING:
    from zibo_port.domain.errors import VerificationFailed
    from zibo_port.office.verifying import Verdict

group = Noun(
    "audit",
    help=t(
        "审计：事件轨迹、重放、决定回看、偏离幅度清单、核验。", "Audit: trail, replay, hindsight, departures from the range, verification."
    ),
)

_CODE = click.argument("code", metavar=t("信用代码", "USCC"))


@group.command(
    example="zibo-port audit trail 91370303MADEM0011X",
    help=t("列出一家企业的全部事件：谁、何时、依据、内容和账本摘要。", "List an enterprise's events: who, when, clause, content, digest."),
)
@_CODE
@reads
@click.pass_obj
def trail(counter: Counter, code: str, known_at: datetime | None, effective_at: date | None) -> None:
    """Print the events."""
    from zibo_port.cli.audit_rows import TRAIL, trail_row, words

    session = open_session(counter)
    found = session.archive.trail(CreditCode.parse(code).value, session.view(known_at, effective_at))
    rows = [trail_row(row, fact, session.office.store) for row, fact in found]
    emit(counter, [words(r) for r in rows] if counter.for_people else rows, TRAIL)


@group.command(
    example="zibo-port audit replay 91370303MADEM0011X",
    help=t(
        "重放一家企业的经过：逐个事件讲明发生了什么、改变了什么。",
        "Replay an enterprise's history: event by event, what happened and what it changed.",
    ),
)
@_CODE
@reads
@click.pass_obj
def replay(counter: Counter, code: str, known_at: datetime | None, effective_at: date | None) -> None:
    """Print the history."""
    from zibo_port.cli.audit_rows import replay_text, step_row
    from zibo_port.office.replaying import replay as replayed

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    steps = replayed(session.archive, CreditCode.parse(code).value, view)
    emit(counter, [step_row(step) for step in steps], text=lambda _: replay_text(steps, session.archive.books(view)))


@group.command(
    example="zibo-port audit hindsight 淄市监罚〔2026〕101号",
    help=t(
        "回看会商对一个案件的决定：作决定时看到的是哪些事件，此后又有哪些情况。\n\n"
        "分为两类：决定前已发生、决定后才登记的，和决定后发生的。",
        "Look back on what a meeting decided about a case: what was known then, and what came to light since.\n\n"
        "Two lists: what had happened by then and was recorded later, and what happened afterwards.",
    ),
)
@click.argument("case", metavar=t("文号", "DOCUMENT_NO"))
@reads
@click.pass_obj
def hindsight(counter: Counter, case: str, known_at: datetime | None, effective_at: date | None) -> None:
    """Print what came to light."""
    from zibo_port.cli.hindsight_rows import hindsight_row, hindsight_text
    from zibo_port.office.hindsight import hindsight as looked_back

    session = open_session(counter)
    found = looked_back(session.archive, case, session.view(known_at, effective_at))
    emit(counter, hindsight_row(found), text=lambda _: hindsight_text(found))


@group.command(
    example="zibo-port audit departures",
    help=t("列出罚款超出法定幅度的决定，连同理由、经办人和依据。", "List fines outside the lawful range, with reason, officer and clause."),
)
@reads
@click.pass_obj
def departures(counter: Counter, known_at: datetime | None, effective_at: date | None) -> None:
    """Print the departures."""
    from zibo_port.cli.audit_rows import DEPARTURES, departure_row, departure_words
    from zibo_port.office.departures import departures as found

    session = open_session(counter)
    rows = [departure_row(d) for d in found(session.archive, session.view(known_at, effective_at))]
    emit(counter, [departure_words(r) for r in rows] if counter.for_people else rows, DEPARTURES)


@group.command(
    example="zibo-port audit verify",
    help=t(
        "核验：逐条重算事件摘要和账本的链，指出第一处不符。\n\n相符退出状态为 0，不符为 8。",
        "Verify: recompute every digest and the chain of the ledger; name the first place that doesn't hold.\n\n"
        "Exit status 0 if all holds, 8 if not.",
    ),
)
@reads
@click.pass_obj
def verify(counter: Counter, known_at: datetime | None, effective_at: date | None) -> None:  # noqa: ARG001 - digests know no days
    """Put the log to the proof; nothing of the office is trusted for it."""
    from zibo_port.office.verifying import WHOLE, position_known
    from zibo_port.office.verifying import verify as proof

    store = opened(counter)
    upto = WHOLE if known_at is None else position_known(store, known_at)
    with progress(t("核验", "verify")) as task:
        verdict = proof(store, upto, task.advance)
    if not verdict.verified:
        raise _failure(verdict)
    document = {"events": verdict.events, "head": verdict.head, "verified": True}
    emit(counter, document, text=_verified)


def _failure(verdict: Verdict) -> VerificationFailed:
    from zibo_port.domain.errors import FieldFault, Text, VerificationFailed

    position, why = verdict.position, verdict.why or Text("", "")
    return VerificationFailed(
        f"核验不通过：第 {position} 号起不符——{why.zh}。此前 {verdict.events} 个事件相符。",
        f"Verification failed: position {position} doesn't hold: {why.en}. The {verdict.events} events before it do.",
        hint=Text(
            "请保留库文件原样，与备份和此前记下的链首比对。",
            "Keep the store as it is; compare it with back-ups and with heads noted before.",
        ),
        fields=(FieldFault("position", Text(str(position), str(position))),),
    )


def _verified(said: dict[str, Any]) -> str:
    return t(
        f"核验通过：{said['events']} 个事件，链首 {said['head']}",
        f"Verified: {said['events']} events, head {said['head']}",
    )
