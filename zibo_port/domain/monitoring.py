"""A member unit's monthly report: submitted, corrected, returned, approved; and the baselines that figures are compared with.

The notice, first plan: three assigns the data, four (一) names the 10th, five asks for the approval of the unit's responsible
officer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.errors import InvalidData, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.periods import REPORT_CLAUSE, Month, report_due
from zibo_port.domain.stream import Stream

if TYPE_CHECKING:
    from zibo_port.domain.commands import ApproveReport, ReturnReport, SetBaseline, SubmitReport
    from zibo_port.domain.indicators import Indicators

CLAUSE_APPROVAL: Final = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》五（一）"
CLAUSE_ANALYSIS: Final = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》一.2、五（三）"

Figures = tuple[tuple[str, Decimal], ...]
"""Code of an indicator and its value, in the order of the unit's data set."""

State = Literal["missing", "submitted", "returned", "approved"]

# --- facts --------------------------------------------------------------------------------------------------------


class ReportContent(Fact):
    """What a report says, whether it is new or put right; `four_eyes` that its writer may not approve it."""

    unit: str
    month: str
    figures: Figures
    notes: str | None
    four_eyes: bool

    def apply(self, aggregate: MonthlyReport) -> None:
        """This is what the report says; it awaits approval."""
        if aggregate.submitted_on is None:
            aggregate.submitted_on = self.effective_on
        aggregate.content, aggregate.approval, aggregate.returned = self, None, None


class ReportSubmitted(ReportContent):
    """A unit reported its figures for a month; effective on the day it handed them in."""

    TOPIC: ClassVar[str] = "monthly-report.submitted"
    CLAUSE: ClassVar[str] = REPORT_CLAUSE


class ReportCorrected(ReportContent):
    """What a unit reported was put right: all that the report says from now on, and why."""

    TOPIC: ClassVar[str] = "monthly-report.corrected"
    CLAUSE: ClassVar[str] = REPORT_CLAUSE

    reason: str


class ReportReturned(Fact):
    """A report was sent back to be put right."""

    TOPIC: ClassVar[str] = "monthly-report.returned"
    CLAUSE: ClassVar[str] = CLAUSE_APPROVAL

    unit: str
    month: str
    reason: str

    def apply(self, aggregate: MonthlyReport) -> None:
        """It doesn't stand until it is put right."""
        aggregate.returned, aggregate.approval = self, None


class ReportApproved(Fact):
    """The unit's responsible officer approved what the report says: the content of version `content` in this stream."""

    TOPIC: ClassVar[str] = "monthly-report.approved"
    CLAUSE: ClassVar[str] = CLAUSE_APPROVAL

    unit: str
    month: str
    content: int

    def apply(self, aggregate: MonthlyReport) -> None:
        """Approved, as long as nothing is put right."""
        aggregate.approval = self


class BaselineSet(Fact):
    """What an indicator is compared with: its value in a period of the past, with the source it was taken from."""

    TOPIC: ClassVar[str] = "monitoring.baseline-set"
    CLAUSE: ClassVar[str] = CLAUSE_ANALYSIS

    indicator: str
    value: Decimal
    period: str
    source: str
    reason: str | None

    def apply(self, aggregate: MonitoringBook) -> None:
        """The latest one counts."""
        aggregate.baselines[self.indicator] = self


# --- the report ---------------------------------------------------------------------------------------------------


class MonthlyReport(Stream):
    """The aggregate of one unit's report for one month."""

    KIND = "monthly-report"
    Event = Fact

    ReportSubmitted = ReportSubmitted
    ReportCorrected = ReportCorrected
    ReportReturned = ReportReturned
    ReportApproved = ReportApproved

    @staticmethod
    def key_of(unit: str, month: str) -> str:
        """The natural key of a report."""
        return f"{unit}|{month}"

    def begin(self) -> None:
        """Not reported."""
        self.submitted_on: date | None = None
        self.content: ReportContent | None = None
        self.returned: ReportReturned | None = None
        self.approval: ReportApproved | None = None

    @property
    def state(self) -> State:
        """missing, submitted, returned or approved."""
        if self.content is None:
            return "missing"
        if self.returned is not None:
            return "returned"
        return "submitted" if self.approval is None else "approved"

    @property
    def figures(self) -> Mapping[str, Decimal]:
        """Its figures by indicator."""
        return dict(self.content.figures) if self.content is not None else {}

    # --- decisions ------------------------------------------------------------------------------------------------

    def submit(self, form: SubmitReport, indicators: Indicators, act: Act) -> Fact | None:
        """Report a month, or with a reason put right what was reported; what stands now.

        Raises:
            InvalidData: the month isn't over; an unknown indicator, an impossible figure, figures that contradict each other.
            Refused: another unit's figures; the month was reported with other content and no reason is given.
        """
        month = Month.parse(form.month)
        on = _day_of_submission(form, month, act)
        given = {figure.indicator: figure.value for figure in form.figures}
        known = self.figures
        figures = indicators.checked(form.department, {**known, **given})
        notes = form.notes if form.notes is not None or self.content is None else self.content.notes
        if self.content is None:
            self._write(ReportSubmitted, act, on, form, figures, notes)
        else:
            self._put_right(self.content, form, figures, notes, act)
        return self.content

    def _put_right(self, content: ReportContent, form: SubmitReport, figures: Figures, notes: str | None, act: Act) -> None:
        same = (figures, notes) == (content.figures, content.notes)
        reason = form.reason or (self.returned.reason if self.returned is not None and not same else None)
        if same and (self.returned is None or form.reason is None):
            return
        if reason is None:
            raise Refused(
                f"{form.month} 的月报已经报送，内容与本次不同。更正请说明原因：--reason。",
                f"The report for {form.month} is on record with other content. To correct it give --reason.",
                clause="一个月只报送一次，更正须留原因",
            )
        self._write(ReportCorrected, act, act.today, form, figures, notes, reason=reason)

    def _write(
        self, kind: type[ReportContent], act: Act, on: date, form: SubmitReport, figures: Figures, notes: str | None, **more: str
    ) -> None:
        said = {"unit": form.department, "month": form.month, "figures": figures, "notes": notes, "four_eyes": act.four_eyes}
        self.record(kind, act, effective_on=on, **said, **more)

    def give_back(self, form: ReturnReport, act: Act) -> Fact | None:
        """Send the report back with the reason; what stands now."""
        self._must_be_submitted(form.department, form.month)
        if self.returned is None or self.returned.reason != form.reason:
            self.record(ReportReturned, act, effective_on=act.today, unit=form.department, month=form.month, reason=form.reason)
        return self.returned

    def approve(self, form: ApproveReport, act: Act) -> Fact | None:
        """Approve what the report says now; what stands now.

        Raises:
            Refused: nothing was reported, it was returned, or who approves wrote it and four eyes are asked of either.
        """
        content = self._must_be_submitted(form.department, form.month)
        if self.returned is not None:
            raise Refused(
                f"{form.month} 的月报已退回（{self.returned.reason}），改正后方可审核。",
                f"The report for {form.month} was returned ({self.returned.reason}); it can be approved once it is put right.",
                clause=CLAUSE_APPROVAL,
            )
        if (act.four_eyes or content.four_eyes) and act.officer == content.officer:
            raise Refused(
                f"{form.month} 的月报由“{act.officer}”报送，须由本单位另一名负责人审核。",
                f"{act.officer} wrote the report for {form.month}; another responsible officer of the unit must approve it.",
                clause=CLAUSE_APPROVAL,
            )
        if self.approval is None:
            said = {"unit": form.department, "month": form.month, "content": content.originator_version}
            self.record(ReportApproved, act, effective_on=act.today, **said)
        return self.approval

    def _must_be_submitted(self, unit: str, month: str) -> ReportContent:
        if self.content is None:
            name = DEPARTMENTS[unit]
            raise Refused(
                f"{name.zh}尚未报送 {month} 的月报。先用 zibo-port monitoring submit 或 import 报送。",
                f"The {name.en} hasn't reported {month} yet. First use zibo-port monitoring submit or import.",
                clause=REPORT_CLAUSE,
            )
        return self.content


def _day_of_submission(form: SubmitReport, month: Month, act: Act) -> date:
    """The day on which a unit handed its report in: after the month, and not in the future."""
    if act.today <= month.last_day:
        raise InvalidData.of(
            "month",
            f"{month} 到 {month.last_day} 才结束，尚不能报送；请核对月份。",
            f"{month} ends on {month.last_day}; it can't be reported yet. Check the month.",
        )
    on = form.on or act.today
    if not month.next.first_day <= on <= act.today:
        raise InvalidData.of(
            "on",
            f"报送日期 {on} 应在 {month.next.first_day} 与今天（{act.today}）之间，请核对。",
            f"The day of submission {on} must lie between {month.next.first_day} and today ({act.today}); check it.",
        )
    return on


def in_time(month: Month, submitted_on: date) -> bool:
    """Whether a report was handed in in time: on the 10th of the next month or before."""
    return submitted_on <= report_due(month)


# --- the book of baselines ----------------------------------------------------------------------------------------


class MonitoringBook(Stream):
    """The aggregate of what the conference's office keeps for its analysis."""

    KIND = "monitoring"
    Event = Fact

    BaselineSet = BaselineSet

    def begin(self) -> None:
        """No baseline."""
        self.baselines: dict[str, BaselineSet] = {}

    def set_baseline(self, form: SetBaseline, indicators: Indicators, act: Act) -> Fact:
        """Set the baseline of an indicator with its source; a changed one needs a reason. What stands now.

        Raises:
            NotFound: no such indicator.
            InvalidData: an impossible value.
            Refused: another baseline is on record and no reason is given.
        """
        indicator = indicators.get(form.indicator)
        fault = indicator.fault_as_baseline(form.value)
        if fault is not None:
            raise InvalidData.of("value", *fault)
        known = self.baselines.get(form.indicator)
        said = (form.value, form.period, form.source)
        if known is not None and said == (known.value, known.period, known.source):
            return known
        if known is not None and form.reason is None:
            raise Refused(
                f"“{indicator.zh}”的基数已登记为 {known.value:f}（{known.period}）。更改请说明原因：--reason。",
                f"The baseline of the {indicator.en} is on record as {known.value:f} ({known.period}). To change it give --reason.",
                clause="更改须留原因",
            )
        self.record(BaselineSet, act, effective_on=act.today, **form.model_dump())
        return self.baselines[form.indicator]
