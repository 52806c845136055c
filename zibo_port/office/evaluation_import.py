"""Ratings, complaints and department scores from a file: each row is recorded, on record already, or rejected with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple, Protocol

from zibo_port.domain.commands import RecordComplaint, RecordDepartmentScore, RecordRating
from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import InvalidData, NotFound, Refused, Text
from zibo_port.domain.forms import form
from zibo_port.domain.periods import business_day_of
from zibo_port.office.archive import Archive
from zibo_port.office.batches import ACCEPTED, DUPLICATE, FLAGGED, REJECTED, Message, SheetRow, Verdict, before, in_batches, told
from zibo_port.office.desk import Desk
from zibo_port.office.importing import compare_names, of_workflow
from zibo_port.office.office import Office, Receipt
from zibo_port.office.scanning import scan

Input = RecordRating | RecordComplaint | RecordDepartmentScore


class Kind(NamedTuple):
    """A kind of input: its form, the fields that name a row besides its enterprise, and what is on record under them."""

    form: type[Input]
    named_by: tuple[str, ...]
    known: Callable[[Enterprise, Any], Any]


KINDS: Final[Mapping[str, Kind]] = {
    "ratings": Kind(RecordRating, ("year",), lambda e, asked: e.ratings.get(asked.year)),
    "complaints": Kind(RecordComplaint, ("reference",), lambda e, asked: e.complaints.get(comparable(asked.reference))),
    "department-scores": Kind(
        RecordDepartmentScore, ("quarter", "department"), lambda e, asked: e.department_scores.get((asked.quarter, asked.department))
    ),
}


class EvaluationRow(SheetRow, Protocol):
    """A row about an input: the form's fields that it fills, the enterprise's name."""

    @property
    def fields(self) -> Mapping[str, object]:
        """Keys of the form; without `enterprise`, the enterprise is found by its name."""

    @property
    def party_name(self) -> str:
        """As written; empty where there is none."""


def import_inputs(
    office: Office, rows: Iterable[EvaluationRow], kind: str, *, reason: str | None = None, dry_run: bool = False
) -> Iterator[Verdict]:
    """Record the ratings, complaints or scores of a file, with a verdict for each row, in order; the same rows again record nothing.

    A changed rating or score is rejected unless there is a `reason`, which is recorded with the change.

    Raises:
        InvalidData: a reason is given for complaints, which aren't changed.
        NotAllowed, Unreachable: as for any request; what was recorded until then stays.
    """
    if reason is not None and KINDS[kind].form is RecordComplaint:
        raise InvalidData.of(
            "reason",
            "投诉登记后只能补充化解日期，不能更改，请去掉 --reason。",
            "A complaint isn't changed, only its resolution is added: leave out --reason.",
        )
    work = _Import(office, KINDS[kind], reason)
    return in_batches(office, rows, work.verdict, work.keys, dry_run=dry_run)


@dataclass
class _Import:
    """One run over a file."""

    office: Office
    kind: Kind
    reason: str | None
    rows: dict[tuple[object, ...], int] = field(default_factory=dict)
    """What a row names → the first row that was taken for it; work done anew finds its own row's number there."""

    @cached_property
    def codes(self) -> dict[str, set[str]]:
        """The credit codes of every name that an enterprise has or had."""
        archive, found = Archive(self.office), dict[str, set[str]]()
        named: tuple[type[Any], ...] = (Enterprise.Registered, Enterprise.Renamed)
        for _, fact in scan(archive, archive.view(), *named):
            found.setdefault(comparable(fact.name), set()).add(fact.code)
        return found

    def keys(self, row: EvaluationRow) -> Iterator[str]:
        """A complaint's number is unique in the store."""
        if "reference" in row.fields:
            yield f"complaint:{comparable(str(row.fields['reference']))}"

    def verdict(self, desk: Desk, row: EvaluationRow) -> Verdict:
        """Decide on a row."""
        remarks = [Message(*message) for message in row.messages]
        fields = dict(row.fields)

        def judged(verdict: str, messages: Iterable[Message]) -> Verdict:
            further = tuple(fields.get(name) for name in self.kind.named_by)
            return Verdict(row.number, str(fields.get("enterprise", "")), verdict, tuple(messages), further=further)

        if row.rejected:
            return judged(REJECTED, remarks)
        try:
            with desk.trial():
                if "enterprise" not in fields:
                    fields["enterprise"] = self.code_of(row.party_name, remarks)
                asked: Any = form(self.kind.form, **fields)
                fields["enterprise"] = asked.enterprise
                receipt = self.decide(desk, row, asked, remarks)
        except (InvalidData, Refused, NotFound) as error:
            return judged(REJECTED, map(_advised, told(error, "enterprise")))
        if receipt.repeated:
            position = receipt.recorded[0].position if receipt.recorded else None
            return judged(DUPLICATE, (before(position, "enterprise"),))
        remarks += [*_consequences(receipt), *map(of_workflow, receipt.faults)]
        return judged(FLAGGED if remarks else ACCEPTED, remarks)

    def code_of(self, name: str, remarks: list[Message]) -> str:
        """The credit code of the one enterprise that has, or had, a name.

        Raises:
            NotFound: none has it, or several.
        """
        found = self.codes.get(comparable(name), set())
        if len(found) != 1:
            why = Text("登记的企业里没有这个名称", "no registered enterprise has this name")
            several = Text(f"有 {len(found)} 家企业用过这个名称", f"{len(found)} enterprises have or had this name")
            said = several if found else why
            raise NotFound(
                f"没有信用代码，{said.zh}。请在表中补填统一社会信用代码，或先登记企业。",
                f"There is no credit code, and {said.en}: fill the code in, or register the enterprise first.",
            )
        (code,) = found
        message = Text(f"没有信用代码，按名称认定为 {code}，请核对。", f"There is no credit code; by its name it is {code}: please check.")
        remarks.append(Message("code-from-name", "enterprise", message))
        return code

    def decide(self, desk: Desk, row: EvaluationRow, asked: Any, remarks: list[Message]) -> Receipt:
        """Let the enterprise decide; a reason goes with a change alone."""
        enterprise = desk.enterprise(asked.enterprise)
        known = self.kind.known(enterprise, asked) if enterprise.identity.code else None
        if enterprise.identity.code:
            compare_names(enterprise, row.party_name, remarks)
        named = (asked.enterprise, *(getattr(asked, name) for name in self.kind.named_by))
        first = min(self.rows.get(named, row.number), row.number)
        if known is not None and _resolved_since(known, asked):
            return Receipt("", (), repeated=True)
        if known is not None and self.reason is not None and first == row.number:
            asked = asked.model_copy(update={"reason": self.reason})
        try:
            receipt = self.office.decide(desk, asked, self.office.default_id(asked), strict=False)
        except Refused:
            if first < row.number:
                raise _twice(first) from None
            raise
        if not receipt.repeated:
            remarks += _unfinished(asked, business_day_of(desk.instant(self.office.clock())).year)
        self.rows[named] = first
        return receipt


def _resolved_since(known: Any, asked: Any) -> bool:
    """Whether a complaint is on record as the row has it, and its resolution besides: the file is older than that."""
    return (
        isinstance(asked, RecordComplaint)
        and asked.resolved_on is None
        and known.resolved_on is not None
        and known.received_on == asked.received_on
    )


# --- what is said -------------------------------------------------------------------------------------------------


def _twice(row: int) -> Refused:
    return Refused(
        f"第{row}行登记的是同一事项，内容不同，无法判断以哪一行为准。请核对后只留一行。",
        f"Row {row} is about the same, with other content, so it can't be known which counts: check them and keep one.",
    )


def _unfinished(asked: Any, this_year: int) -> Iterator[Message]:
    if isinstance(asked, RecordRating) and asked.year == this_year:
        said = Text(
            f"{asked.year} 年度尚未结束，评价要用全年的数据；年度结束后请用全年数据重新导入，并加 --reason。",
            f"{asked.year} isn't over, but a rating is of the whole year: import it again when it is, with --reason.",
        )
        yield Message("year-unfinished", "year", said)


def _consequences(receipt: Receipt) -> Iterator[Message]:
    for _, fact in receipt.recorded:
        if isinstance(fact, Enterprise.RestatementRaised):
            said = Text(
                f"{fact.quarter} 已封账，原结果不变，已列为待重述；请会商后用 evaluation restate 办理。",
                f"{fact.quarter} is closed and its result stands; a restatement was raised, for a meeting and `evaluation restate`.",
            )
            yield Message("restatement-raised", "quarter", said)


_ADVICE: Final = {
    "points": Text("部门评分为 0 至 20 分，最多两位小数；百分制的请先折算。", "A score has 0 to 20 points, two decimals at most."),
    "year": Text("年度请写成 2025。", "Write the year as 2025."),
}


def _advised(message: Message) -> Message:
    """A form's bare fault, with what to do about it."""
    advice = _ADVICE.get(message.field)
    return (
        message if advice is None else message._replace(message=Text(message.message.zh + advice.zh, f"{message.message.en} {advice.en}"))
    )
