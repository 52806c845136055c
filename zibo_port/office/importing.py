"""Penalty decisions from a file: what was decided is a fact, so doubts are flagged, and only what can't be recorded is rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, Protocol

from zibo_port.domain.commands import LogPenalty, RegisterEnterprise
from zibo_port.domain.credit_code import CreditCode
from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.penalties import UNSTATED
from zibo_port.domain.errors import InvalidData, NotFound, Refused, Text
from zibo_port.domain.fines import PenaltyCheck
from zibo_port.domain.forms import form
from zibo_port.domain.notices import notices
from zibo_port.domain.periods import business_day_of
from zibo_port.domain.provisions import Provisions
from zibo_port.office.batches import ACCEPTED, DUPLICATE, FLAGGED, REJECTED, Message, SheetRow, Verdict, before, in_batches, told
from zibo_port.office.desk import Desk, command_key, document_key
from zibo_port.office.office import Office, Receipt

UNKNOWN: Final = "article-unknown"
NOT_IN_FORCE: Final = "article-not-in-force"

REGISTERED_AS: Final = ("other",)
"""The line of business of an enterprise that is registered because a file names it: it isn't evaluated until that is put right."""


class PenaltyRow(SheetRow, Protocol):
    """A row about a decision: its number as written, the form's fields that it fills, the party."""

    @property
    def document_no(self) -> str:
        """As written."""

    @property
    def fields(self) -> Mapping[str, object]:
        """Keys of `LogPenalty`, among them the three without which a row is rejected; amounts in 元."""

    @property
    def party_name(self) -> str:
        """As written; empty where there is none."""


def import_penalties(office: Office, rows: Iterable[PenaltyRow], *, register_missing: bool, dry_run: bool) -> Iterator[Verdict]:
    """Log the decisions of a file, with a verdict for each row, in order; asked again for the same rows, nothing new is recorded.

    `register_missing` registers the enterprises that the rows name and the store lacks, with the line "other".

    Raises:
        NotAllowed, Unreachable: as for any request; what was recorded until then stays, and a repeat goes on after it.
    """

    def decide(desk: Desk, row: PenaltyRow) -> Verdict:
        return _verdict(office, desk, row, register_missing=register_missing)

    return in_batches(office, rows, decide, lambda row: _keys(office, row), dry_run=dry_run)


def _keys(office: Office, row: PenaltyRow) -> Iterator[str]:
    """The decision's own keys, as far as the row can be read without filling in the form."""
    if not row.rejected:
        yield document_key(row.document_no)
        yield command_key(office.id_of(LogPenalty.key_of(str(row.fields["enterprise"]).strip(), row.document_no)))


def _verdict(office: Office, desk: Desk, row: PenaltyRow, *, register_missing: bool) -> Verdict:
    remarks = [Message(*message) for message in row.messages]
    if row.rejected:
        return Verdict(row.number, row.document_no, REJECTED, tuple(remarks))
    try:
        with desk.trial():
            request, left_out = _request(row, office.books.provisions, business_day_of(desk.instant(office.clock())), remarks)
            known_as = office.default_id(request)
            new = desk.claim(command_key(known_as)) is None
            registered = new and _known(office, desk, row, request, remarks, register_missing=register_missing)
            receipt = office.decide(desk, request.model_copy(update={"notes": _notes(remarks, left_out)}), known_as, strict=False)
    except (InvalidData, Refused, NotFound) as error:
        return Verdict(row.number, row.document_no, REJECTED, told(error, "document_no"))
    if receipt.repeated:
        position = receipt.recorded[0].position if receipt.recorded else None
        return Verdict(row.number, row.document_no, DUPLICATE, (before(position, "document_no"),))
    return _recorded(desk, row, request, receipt, remarks, registered=registered)


def _recorded(desk: Desk, row: PenaltyRow, request: LogPenalty, receipt: Receipt, remarks: list[Message], *, registered: bool) -> Verdict:
    """Flagged if the file left a doubt, or if the decision doesn't hold by the rules; what is merely worth knowing comes with it."""
    doubts = _doubts(desk, request, receipt)
    worth_a_look = bool(remarks) or bool(receipt.faults) or any(fault for _, fault in doubts)
    messages = (*remarks, *(message for message, _ in doubts), *map(of_workflow, receipt.faults)) if worth_a_look else ()
    return Verdict(row.number, row.document_no, FLAGGED if worth_a_look else ACCEPTED, messages, registered)


# --- from row to request ------------------------------------------------------------------------------------------


def _request(row: PenaltyRow, provisions: Provisions, today: date, remarks: list[Message]) -> tuple[LogPenalty, list[str]]:
    """The row as a form, and why which article it names can't stand in a record; nor can days out of order."""
    fields: dict[str, Any] = {"authority": UNSTATED, **row.fields}
    fields["articles"], left_out = _articles(fields, provisions)
    remarks += [Message(why, "articles", said) for why, _, said in left_out]
    for field, said in list(_out_of_order(fields, today)):
        remarks.append(Message(f"{field.replace('_', '-')}-out-of-order", field, said))
        del fields[field]
    return form(LogPenalty, **fields, source="import"), [f"{why}:{code}" for why, code, _ in left_out]


def _notes(remarks: Iterable[Message], left_out: Iterable[str]) -> tuple[str, ...]:
    """What was worth flagging, as the record keeps it: an article left out with the code that the file gave."""
    codes = (remark.code for remark in remarks if remark.code not in {UNKNOWN, NOT_IN_FORCE})
    return tuple(dict.fromkeys((*left_out, *codes)))


def _articles(fields: Mapping[str, Any], provisions: Provisions) -> tuple[tuple[str, ...], list[tuple[str, str, Text]]]:
    """The articles in force on the day of the decision, and for each other one why it isn't recorded: in a code and a sentence."""
    known, left_out = [], []
    for code in fields.get("articles", ()):
        try:
            known.append(provisions.article(code, fields["decided_on"]).code)
        except (InvalidData, Refused) as error:
            left_out.append((NOT_IN_FORCE if isinstance(error, Refused) else UNKNOWN, code, error.message))
    return tuple(dict.fromkeys(known)), left_out


def _out_of_order(fields: Mapping[str, Any], today: date) -> Iterator[tuple[str, Text]]:
    decided, filed, served = (fields.get(name) for name in ("decided_on", "filed_on", "served_on"))
    if filed is not None and filed > decided:
        yield (
            "filed_on",
            Text(
                f"立案日期 {filed} 晚于决定日期，没有登记，请核对。", f"Filed on {filed}, after the decision; not recorded, please check."
            ),
        )
    if served is not None and not decided <= served <= today:
        yield (
            "served_on",
            Text(
                f"送达日期 {served} 不在决定日期与今天之间，没有登记，请核对。",
                f"Served on {served}, not between the decision and today; not recorded, please check.",
            ),
        )


# --- whose it is --------------------------------------------------------------------------------------------------


def _known(office: Office, desk: Desk, row: PenaltyRow, request: LogPenalty, remarks: list[Message], *, register_missing: bool) -> bool:
    """See to it that the enterprise is on the register; whether it was put there now.

    Raises:
        NotFound: it isn't, and isn't to be registered.
        InvalidData: it can't be, for want of a name.
    """
    enterprise = desk.enterprise(request.enterprise)
    if enterprise.identity.code:
        compare_names(enterprise, row.party_name, remarks)
        return False
    if not register_missing:
        raise NotFound(
            f"没有登记信用代码为 {request.enterprise} 的企业。请先登记，或加 --register-missing 一并登记。",
            f"No enterprise is registered under {request.enterprise}. Register it first, or add --register-missing.",
        )
    if not row.party_name:
        raise InvalidData.of(
            "party_name",
            "企业尚未登记，表中也没有名称，无法一并登记。请补填名称，或先用 enterprise register 登记。",
            "The enterprise isn't registered and the file gives no name: fill it in, or register it with `enterprise register`.",
        )
    registration = form(RegisterEnterprise, enterprise=request.enterprise, name=row.party_name, lines=REGISTERED_AS)
    office.decide(desk, registration, office.default_id(registration), strict=False)
    return True


def compare_names(enterprise: Enterprise, written: str, remarks: list[Message]) -> None:
    """Remark on a name in a file that isn't the enterprise's, nor one that it had."""
    who = enterprise.identity
    names = [who.name, *(name for name, _ in who.former_names)]
    if written and all(comparable(written) != comparable(name) for name in names):
        said = Text(
            f"表中名称与登记名称“{who.name}”不同；请核对信用代码，确已更名的用 enterprise rename 登记。",
            f"The name in the file isn't the registered one, “{who.name}”: check the credit code, or record the change of name.",
        )
        remarks.append(Message("name-differs", "party_name", said))


# --- what to look at ----------------------------------------------------------------------------------------------


def _doubts(desk: Desk, request: LogPenalty, receipt: Receipt) -> list[tuple[Message, bool]]:
    """What the rules and the credit code leave to doubt, each with whether something doesn't hold."""
    code = CreditCode.parse(request.enterprise)
    doubts = [(Message(w.code, "enterprise", w.message), True) for w in code.warnings]
    content, check = receipt.recorded[0].fact, receipt.answer
    assert isinstance(content, Enterprise.PenaltyLogged)  # noqa: S101 - the first event of a decision that was logged
    assert isinstance(check, PenaltyCheck)  # noqa: S101 - what logging one answers
    said = notices(content, desk.books, check=check)
    return doubts + [(Message(w.code, _FIELD_OF.get(w.code, ""), w.message), w.fault) for w in said if w.code not in _TOLD_BY_FILES]


_TOLD_BY_FILES: Final = frozenset({"article-missing", "kind-missing"})
"""What the reader of the file says better."""

_FIELD_OF: Final = {
    "fine-outside-range": "fine",
    "fine-kind-missing": "fine",
    "fine-amount-missing": "fine",
    "summary-fine-above-limit": "fine",
    "amounts-exceed-gains": "confiscated",
    "confiscation-kind-missing": "confiscated",
    "refund-first": "refunded",
    "gains-unknown": "gains",
    "gains-undeterminable": "gains",
    "severity-without-tier": "severity",
    "serious-without-suspension": "severity",
    "kind-without-basis": "kinds",
    "summary-kind": "kinds",
    "other-authority": "authority",
    "authority-missing": "authority",
}


def of_workflow(fault: str) -> Message:
    """The row was recorded, but what should follow from it wasn't done."""
    return Message(
        "workflow-fault",
        "",
        Text(
            f"已登记，但流程出错（{fault}）；请运行 zibo-port tick 补办。",
            f"Recorded, but a workflow failed ({fault}); run zibo-port tick.",
        ),
    )
