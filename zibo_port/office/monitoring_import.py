"""Monthly reports from a file: the rows of one unit and month are one report, recorded as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Protocol

from zibo_port.domain.commands import ReportedFigure, SubmitReport
from zibo_port.domain.errors import InvalidData, NotAllowed, Refused, Text, ZiboPortError
from zibo_port.domain.forms import form
from zibo_port.domain.monitored import Remark
from zibo_port.domain.monthly_figures import FIELD
from zibo_port.domain.periods import Month
from zibo_port.office.archive import Archive
from zibo_port.office.batches import ACCEPTED, DUPLICATE, FLAGGED, REJECTED, Message, SheetRow, Verdict, before
from zibo_port.office.desk import Desk, Recorded
from zibo_port.office.monitoring import monitored
from zibo_port.office.office import Office, Receipt
from zibo_port.office.rulebook import indicators

Key = tuple[str, Month]


class MonitoringRow(SheetRow, Protocol):
    """A row about a figure: unit, month and indicator as far as they are known, its value, its note."""

    @property
    def department(self) -> str:
        """The unit's code, empty where it isn't known."""

    @property
    def month(self) -> Month | None:
        """The month, if it is known."""

    @property
    def indicator(self) -> str:
        """The indicator's code, empty where it isn't known."""

    @property
    def value(self) -> Decimal | None:
        """None where the cell was empty or couldn't be read."""

    @property
    def note(self) -> str:
        """What was said beside it."""


@dataclass(slots=True)
class _Outcome:
    """What became of one report: its receipt, or what is wrong with it (with the whole, or with single figures)."""

    receipt: Receipt | None = None
    fault: Message | None = None
    of_figures: dict[str, Message] = field(default_factory=dict)


def import_reports(office: Office, rows: Iterable[MonitoringRow], *, on: date | None, reason: str | None, dry_run: bool) -> list[Verdict]:
    """Record the reports of a file in one transaction, with a verdict for each row, in order; again, nothing new is recorded.

    `on` is the day on which they were handed in, `reason` makes corrections of reports on record.

    Raises:
        Unreachable: as for any request; nothing was recorded.
    """
    read = list(rows)
    repeated = dict(_repeated(read))
    groups = _groups(read, {*repeated})

    def work(desk: Desk) -> dict[Key, _Outcome]:
        return {key: _recorded(office, desk, key, of, on, reason) for key, of in groups.items()}

    outcomes = office.transact(work, dry_run=dry_run)
    remarks = _remarks(office, outcomes)
    return [_verdict(row, repeated.get(row.number), outcomes, remarks, groups) for row in read]


# --- which rows are one report ------------------------------------------------------------------------------------


def _repeated(rows: Sequence[MonitoringRow]) -> Iterator[tuple[int, Message]]:
    """The rows that give a figure a second time."""
    first: dict[tuple[str, Month | None, str], int] = {}
    for row in rows:
        at = first.setdefault((row.department, row.month, row.indicator), row.number)
        if row.indicator and at != row.number:
            said = Text(f"第 {at} 行已有同一指标，请删去其中一行。", f"Row {at} has the same indicator: remove one of the two.")
            yield row.number, Message("figure-repeated", "indicator", said)


def _groups(rows: Sequence[MonitoringRow], bad: set[int]) -> dict[Key, list[MonitoringRow]]:
    """The rows of each report that can be recorded: none of a report to which a row belongs, or may belong, that can't be."""
    spoilt = [(row.department, row.month) for row in rows if row.rejected or row.number in bad]
    found: dict[Key, list[MonitoringRow]] = {}
    for row in rows:
        if row.department and row.month is not None:
            found.setdefault((row.department, row.month), []).append(row)
    return {(u, m): of for (u, m), of in found.items() if not any(unit in ("", u) and of_ in (None, m) for unit, of_ in spoilt)}


def _recorded(office: Office, desk: Desk, key: Key, rows: Sequence[MonitoringRow], on: date | None, reason: str | None) -> _Outcome:
    if all(row.value is None for row in rows):
        return _Outcome(fault=_EMPTY)
    try:
        with desk.trial():
            request = _request(key, rows, on, reason)
            return _Outcome(office.decide(desk, request, office.default_id(request)))
    except (InvalidData, Refused, NotAllowed) as error:
        return _refused(error)


def _request(key: Key, rows: Sequence[MonitoringRow], on: date | None, reason: str | None) -> SubmitReport:
    names = {i.code: i.zh for i in indicators().all()}
    figures = tuple(form(ReportedFigure, indicator=row.indicator, value=row.value) for row in rows if row.value is not None)
    notes = "；".join(f"{names[row.indicator]}：{row.note}" for row in rows if row.note) or None
    return form(SubmitReport, department=key[0], month=key[1], figures=figures, notes=notes, on=on, reason=reason)


def _refused(error: ZiboPortError) -> _Outcome:
    """What is wrong with a report: with the figures that are named, or with the whole."""
    of_figures = {
        fault.field.removeprefix(f"{FIELD}."): Message("figure-invalid" if error.code == "invalid" else error.code, "value", fault.message)
        for fault in error.fields
        if fault.field.startswith(f"{FIELD}.")
    }
    if of_figures:
        return _Outcome(of_figures=of_figures)
    name = error.fields[0].field if error.fields else ""
    return _Outcome(fault=Message(f"{name}-invalid" if name else error.code, name, error.message))


# --- verdicts -----------------------------------------------------------------------------------------------------

_EMPTY: Final = Message(
    "report-empty",
    "value",
    Text("这份月报没有一项填了数值，没有登记；请填写后再导入。", "No row of this report has a value; fill it in and import again."),
)
_WITH_ANOTHER: Final = Text(
    "同一份月报（同一单位、同一月份）中有不能登记的行，整份没有登记；改正后重新导入。",
    "Another row of the same report (unit and month) can't be recorded, so that none of it was; mend that one and import again.",
)


def _remarks(office: Office, outcomes: Mapping[Key, _Outcome]) -> dict[Key, list[Remark]]:
    """What is to be looked at in the reports that were recorded, as they stand beside all others."""
    archive = Archive(office)
    view = archive.view()
    facts: list[Recorded] = [r for o in outcomes.values() if o.receipt is not None and not o.receipt.repeated for r in o.receipt.recorded]
    known = monitored(archive, view, sorted(facts, key=lambda r: r.position))
    fresh = [key for key, o in outcomes.items() if o.receipt is not None and not o.receipt.repeated]
    return {(unit, month): list(known.remarks(unit, month)) for unit, month in fresh}


def _verdict(
    row: MonitoringRow,
    repeated: Message | None,
    outcomes: Mapping[Key, _Outcome],
    remarks: Mapping[Key, Sequence[Remark]],
    groups: Mapping[Key, Sequence[MonitoringRow]],
) -> Verdict:
    messages = [Message(*message) for message in row.messages]
    key = (row.department, row.month) if row.month is not None else None
    outcome = outcomes.get(key) if key is not None else None

    def told(verdict: str, *further: Message) -> Verdict:
        said = (*messages, *further)
        return Verdict(row.number, row.indicator, verdict, said, further=(row.department or None, str(row.month) if row.month else None))

    if row.rejected or repeated is not None:
        return told(REJECTED, *([repeated] if repeated is not None else []))
    if key is None or outcome is None:
        return told(REJECTED, Message("same-report", "", _WITH_ANOTHER))
    if outcome.receipt is None:
        said = outcome.of_figures.get(row.indicator) or outcome.fault or Message("same-report", "", _WITH_ANOTHER)
        return told(REJECTED, said)
    if outcome.receipt.repeated:
        recorded = outcome.receipt.recorded
        messages.clear()
        return told(DUPLICATE, before(recorded[0].position if recorded else None, "indicator"))
    own = list(_of_row(row, key, remarks, groups))
    return told(FLAGGED if messages or own else ACCEPTED, *own)


def _of_row(
    row: MonitoringRow, key: Key, remarks: Mapping[Key, Sequence[Remark]], groups: Mapping[Key, Sequence[MonitoringRow]]
) -> Iterator[Message]:
    """What is to be looked at in a row; what no row is about is said of the report's first."""
    codes = {of.indicator for of in groups[key]}
    first = groups[key][0].number == row.number
    lacking = [remark.name for remark in remarks.get(key, ()) if remark.code == "figure-missing" and remark.indicator not in codes]
    for remark in remarks.get(key, ()):
        if remark.code != "figure-missing" and (remark.indicator == row.indicator or (first and remark.indicator not in codes)):
            yield Message(remark.code, "value", remark.message)
    if first and lacking:
        zh, en = "、".join(name.zh for name in lacking), ", ".join(name.en for name in lacking)
        yield Message("figure-missing", "indicator", Text(f"这份月报没有填报：{zh}。", f"Not in this report: {en}."))
