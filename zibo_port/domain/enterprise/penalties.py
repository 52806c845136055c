"""Penalty decisions against an enterprise, and the case each one opens (the notice, third plan, two (二))."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.registration import Registration
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.fines import PenaltyFacts, check_penalty
from zibo_port.domain.publicity import publishable

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.commands import CorrectPenalty, LogPenalty, OpenCase, PenaltyForm
    from zibo_port.domain.enterprise import Enterprise
    from zibo_port.domain.fines import PenaltyCheck

OTHER_AUTHORITY = "other-authority"
UNSTATED = "未注明"
"""The authority of an imported decision whose file names none; such a decision isn't published until it is corrected."""

# --- facts --------------------------------------------------------------------------------------------------------


class PenaltyContent(Fact):
    """What a decision says, as recorded; amounts in 元.

    `publication` is "due", or the code of the reason why it isn't published by this office; `warnings` are the codes
    that the officer was shown; `range_min` and `range_max` the lawful range of the fine by the provisions of the day.
    """

    document_no: str
    decided_on: date
    authority: str
    articles: tuple[str, ...]
    kinds: tuple[str, ...]
    procedure: str
    severity: str
    gains: str | None
    fine: Decimal | None
    confiscated: Decimal | None
    refunded: Decimal | None
    refund_ordered: bool
    filed_on: date | None
    served_on: date | None
    facts: str | None
    mitigated: str | None
    departure: str | None
    same_act: bool
    attachments: tuple[str, ...]
    publication: str
    publication_clause: str
    range_min: Decimal | None
    range_max: Decimal | None
    range_clause: str
    departs: bool
    warnings: tuple[str, ...]


class PenaltyLogged(PenaltyContent):
    """A penalty decision was logged; effective on the day it was decided."""

    TOPIC: ClassVar[str] = "enterprise.penalty-logged"
    CLAUSE: ClassVar[str] = "《淄博市口岸领域企业联合监管共治机制实施方案》二（二）"

    source: str

    def apply(self, aggregate: Enterprise) -> None:
        """Remember the decision."""
        aggregate.penalties[comparable(self.document_no)] = Penalty.of(self, revision=1)


class PenaltyCorrected(PenaltyContent):
    """What had been recorded wrongly was put right; effective on the day of what it corrects."""

    TOPIC: ClassVar[str] = "enterprise.penalty-corrected"
    CLAUSE: ClassVar[str] = "《市场监督管理行政处罚信息公示规定》第十二条"

    reason: str

    def apply(self, aggregate: Enterprise) -> None:
        """Replace the content; the case goes on."""
        key = comparable(self.document_no)
        before = aggregate.penalties.get(key)
        aggregate.penalties[key] = Penalty.of(self, revision=before.revision + 1 if before else 1)
        aggregate.reopen(key)


class CaseOpened(Fact):
    """The case of a penalty was opened under one version of the workflow."""

    TOPIC: ClassVar[str] = "enterprise.case-opened"
    CLAUSE: ClassVar[str] = "《淄博市口岸领域企业联合监管共治机制实施方案》二（三）"

    document_no: str
    workflow: str
    workflow_version: int

    def apply(self, aggregate: Enterprise) -> None:
        """Mark the case as open."""
        aggregate.cases.setdefault(comparable(self.document_no), None)


# --- state --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Penalty:
    """A decision as it now stands; amounts in 元."""

    document_no: str
    decided_on: date
    authority: str
    articles: tuple[str, ...]
    kinds: tuple[str, ...]
    procedure: str
    severity: str
    gains: str | None
    fine: Decimal | None
    confiscated: Decimal | None
    refunded: Decimal | None
    refund_ordered: bool
    filed_on: date | None
    served_on: date | None
    facts: str | None
    mitigated: str | None
    departure: str | None
    same_act: bool
    attachments: tuple[str, ...]
    publication: str
    publication_clause: str
    revision: int

    @classmethod
    def of(cls, content: PenaltyContent, *, revision: int) -> Penalty:
        """The decision that an event tells of."""
        said = content.__dict__
        return cls(**{name: said[name] for name in _COPIED}, revision=revision)


_COPIED = tuple(f.name for f in fields(Penalty) if f.name != "revision")

# --- decisions ----------------------------------------------------------------------------------------------------


class Penalties(Registration):
    """What may be decided about penalties."""

    if TYPE_CHECKING:
        penalties: dict[str, Penalty]
        cases: dict[str, Any]

    def penalty(self, document_no: str) -> Penalty:
        """A decision by its number, however its brackets were typed."""
        found = self.penalties.get(comparable(document_no))
        if found is None:
            raise NotFound(
                f"没有文号为 {document_no} 的处罚决定。用 zibo-port penalty list 查看已登记的文号。",
                f"No penalty decision {document_no} is recorded. See zibo-port penalty list.",
            )
        return found

    def log_penalty(self, form: LogPenalty, act: Act, books: Books) -> PenaltyCheck | None:
        """Log a decision; None where the same one is on record already.

        Raises:
            InvalidData: a date in the future, amounts that contradict each other, an unknown article.
            Refused: a fine outside the lawful range without a reason, the number is taken by another content.
        """
        self.must_exist(form.enterprise)
        known = self.penalties.get(comparable(form.document_no))
        if known is not None:
            self._same_as_logged(form, known)
            return None
        lenient = form.source == "import"
        content, check = self._content(form, act, books, lenient=lenient)
        self.record(
            PenaltyLogged,
            act,
            effective_on=form.decided_on,
            **content,
            warnings=tuple(dict.fromkeys((*form.notes, *(w.code for w in check.warnings)))),
            source=form.source,
        )
        return check

    def correct_penalty(self, form: CorrectPenalty, act: Act, books: Books) -> PenaltyCheck:
        """Put right what was recorded wrongly; nothing happens if nothing changes."""
        before = self.penalty(form.document_no)
        content, check = self._content(form, act, books, lenient=False)
        content["document_no"] = before.document_no
        if any(getattr(before, name) != content[name] for name in _COPIED):
            self.record(
                PenaltyCorrected,
                act,
                effective_on=form.decided_on,
                **content,
                warnings=tuple(w.code for w in check.warnings),
                reason=form.reason,
            )
        return check

    def open_case(self, form: OpenCase, act: Act, workflow: str, version: int) -> None:
        """Open the case of a logged penalty, once."""
        document_no = self.penalty(form.document_no).document_no
        if comparable(document_no) not in self.cases:
            self.record(CaseOpened, act, effective_on=act.today, document_no=document_no, workflow=workflow, workflow_version=version)

    def _content(self, form: PenaltyForm, act: Act, books: Books, *, lenient: bool) -> tuple[dict[str, Any], PenaltyCheck]:
        _in_order(form, act)
        gains = form.gains
        check = check_penalty(_facts(form, individual=self.identity.individual), books.provisions, lenient=lenient)
        ours = books.profile.speaks_for(form.authority)
        publicity = publishable(form.procedure, form.kinds)
        content = form.model_dump(include=set(_COPIED) - {"gains", "publication", "publication_clause"}) | {
            "gains": str(gains) if gains is not None else None,
            "publication": ("due" if publicity.ok else publicity.reason) if ours else OTHER_AUTHORITY,
            "publication_clause": publicity.clause,
            "range_min": check.range.minimum,
            "range_max": check.range.maximum,
            "range_clause": check.range.clause,
            "departs": bool(check.departures),
        }
        return content, check

    def _same_as_logged(self, form: LogPenalty, known: Penalty) -> None:
        same = _same_in_files if form.source == "import" else _same
        if not same(form, known):
            raise Refused(
                f"文号 {known.document_no} 已登记，内容与本次不同。如记录有误，请用 penalty correct 更正。",
                f"{known.document_no} is on record with other content. Use penalty correct for a mistake in the record.",
                clause="一个文号只登记一次",
            )


def _same(form: LogPenalty, known: Penalty) -> bool:
    """Whether a form says what is on record; the number may be typed with other brackets."""
    names = set(_COPIED) - {"document_no", "gains", "publication", "publication_clause"}
    gains = None if form.gains is None else str(form.gains)
    return gains == known.gains and all(getattr(form, name) == getattr(known, name) for name in names)


def _same_in_files(form: LogPenalty, known: Penalty) -> bool:
    """Whether a row of a file tells of the decision on record: its day, authority and amounts; a file carries no more for sure."""
    authorities = {comparable(form.authority), comparable(known.authority)} - {UNSTATED}
    amounts = all((getattr(form, name) or None) == (getattr(known, name) or None) for name in ("fine", "confiscated"))
    return amounts and form.decided_on == known.decided_on and len(authorities) <= 1


def _facts(form: PenaltyForm, *, individual: bool) -> PenaltyFacts:
    return PenaltyFacts(
        articles=form.articles,
        kinds=form.kinds,
        procedure=form.procedure,
        severity=form.severity,
        gains=form.gains,
        fine=form.fine,
        confiscated=form.confiscated,
        refunded=form.refunded,
        mitigated=form.mitigated,
        departure=form.departure,
        individual=individual,
        same_act=form.same_act,
        decided_on=form.decided_on,
    )


def _in_order(form: PenaltyForm, act: Act) -> None:
    """The days of a decision: filed, decided, served, none of them to come."""
    if form.decided_on > act.today:
        raise InvalidData.of(
            "decided-on",
            f"处罚决定日期 {form.decided_on} 在将来。请核对决定书上的日期。",
            f"The day of the decision, {form.decided_on}, lies in the future. Check the date on the decision.",
        )
    if form.filed_on is not None and form.filed_on > form.decided_on:
        raise InvalidData.of("filed-on", "立案日期晚于决定日期，请核对。", "Filed after it was decided; check both days.")
    if form.served_on is not None and not form.decided_on <= form.served_on <= act.today:
        raise InvalidData.of(
            "served-on", "送达日期须在决定日期与今天之间，请核对。", "The day of service must lie between the decision and today."
        )
