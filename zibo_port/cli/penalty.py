"""`zibo-port penalty …`: penalty decisions, logged by market supervision and corrected where the record is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import click

from zibo_port.cli import penalty_reviews
from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import records
from zibo_port.cli.penalty_import import import_
from zibo_port.cli.penalty_options import CLEARABLE, content_options, typed_content
from zibo_port.cli.penalty_reading import list_, show
from zibo_port.cli.session import open_session

group = Noun(
    "penalty",
    help=t("处罚决定：登记、导入、更正、变更、撤销、修复、查看。", "Penalty decisions: log, import, correct, vary, revoke, repair, show."),
)


@group.command(
    example=(
        "zibo-port penalty log --enterprise 91370303MADEM0011X --document-no 淄市监罚〔2026〕101号 --decided-on 2026-09-24 "
        "--authority 淄博市市场监督管理局 --article price-regulation.9.5 --kind fine --gains none --fine 60000"
    ),
    help=t(
        "登记一份处罚决定，金额以元为单位。\n\n按决定当日的规定核对罚款幅度；在幅度之外的，用 --mitigated 或 --departure 说明理由才能登记。"
        "登记后自动立案，应当公示的同时形成公示任务。",
        "Log a penalty decision; amounts in yuan.\n\nThe fine is held against the lawful range of that day; outside of it a reason is "
        "needed (--mitigated, --departure). A case is opened, and what must be published is requested at once.",
    ),
)
@click.option(
    "--enterprise", required=True, metavar=t("信用代码", "USCC"), help=t("当事人的统一社会信用代码，须已登记", "the party's credit code")
)
@click.option(
    "--document-no",
    required=True,
    metavar=t("文号", "TEXT"),
    help=t("决定书文号，括号写法不限", "the decision's number, with any brackets"),
)
@content_options(correcting=False)
@records
@click.pass_obj
def log(counter: Counter, /, attach: tuple[str, ...], dry_run: bool, command_id: str | None, **given: Any) -> None:
    """Log it."""
    from zibo_port.cli.attachments import described, kept
    from zibo_port.cli.forms import form
    from zibo_port.cli.penalty_telling import tell_logged
    from zibo_port.domain.commands import LogPenalty

    session = open_session(counter)
    request = form(LogPenalty, **typed_content(given), attachments=described(attach))
    office = session.office
    known_as = command_id or office.default_id(request)
    with kept(attach, office.store.url, dry_run=dry_run):
        # The same number with other content is told by the record itself: it knows that a mistake is put right by `penalty correct`.
        receipt = office.transact(lambda desk: office.decide(desk, request, known_as, strict=command_id is not None), dry_run=dry_run)
    tell_logged(session, receipt, request.enterprise, request.document_no, dry_run=dry_run)


@group.command(
    example='zibo-port penalty correct 淄市监罚〔2026〕101号 --fine 80000 --reason "录入时少写"',
    help=t(
        "更正登记错误：只写要改的选项，其余保持原样；多登记的用 --clear 去掉。\n\n决定本身没有变；已经公示的，按更正后的内容重新公示。",
        "Put right what was recorded wrongly: give the options that change, all else stays; --clear takes out what shouldn't be there.\n\n"
        "The decision itself is unchanged; what was published is published anew.",
    ),
)
@click.argument("document_no", metavar=t("文号", "DOCUMENT_NO"), help=t("决定书文号", "the decision's number"))
@content_options(correcting=True)
@click.option(
    "--clear",
    type=click.Choice(CLEARABLE),
    multiple=True,
    metavar=t("选项名", "OPTION"),
    help=t("去掉这一项：", "take this one out: ") + t("、", ", ").join(CLEARABLE),
)
@click.option("--reason", required=True, metavar=t("原因", "REASON"), help=t("更正的原因", "why it is corrected"))
@records
@click.pass_obj
def correct(
    counter: Counter,
    /,
    document_no: str,
    attach: tuple[str, ...],
    clear: tuple[str, ...],
    reason: str,
    dry_run: bool,
    command_id: str | None,
    **given: Any,
) -> None:
    """Correct it."""
    from zibo_port.cli.attachments import described, kept
    from zibo_port.cli.forms import form
    from zibo_port.cli.penalty_telling import tell_corrected
    from zibo_port.domain.commands import CorrectPenalty
    from zibo_port.office.aftermath import enterprise_of

    session = open_session(counter)
    enterprise = enterprise_of(session.office, document_no)
    before = enterprise.penalty(document_no)
    content = {name: value for name, value in asdict(before).items() if name in CorrectPenalty.model_fields}
    content = _cleared(content, clear, given) | typed_content(given)
    content |= {"attachments": tuple(dict.fromkeys((*before.attachments, *described(attach))))}
    request = form(CorrectPenalty, **content, enterprise=enterprise.identity.code, reason=reason)
    with kept(attach, session.office.store.url, dry_run=dry_run):
        receipt = session.office.handle(request, command_id=command_id, dry_run=dry_run)
    tell_corrected(session, receipt, before, enterprise.identity.code, dry_run=dry_run)


group.add_command(import_)
group.add_command(list_)
group.add_command(show)
for verb in (penalty_reviews.vary, penalty_reviews.revoke, penalty_reviews.fulfil, penalty_reviews.repair):
    group.add_command(verb)


def _cleared(content: dict[str, Any], clear: Iterable[str], given: dict[str, Any]) -> dict[str, Any]:
    """The content without what is taken out; the form knows what stands there instead."""
    names = {option: option.replace("-", "_") for option in clear}
    for option, name in names.items():
        if given[name] is not None:
            raise click.UsageError(
                t(f"--{option} 和 --clear {option} 只能写一个。", f"Give either --{option} or --clear {option}."),
                click.get_current_context(),
            )
    return {name: value for name, value in content.items() if name not in names.values()}
