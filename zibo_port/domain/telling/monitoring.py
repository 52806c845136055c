"""Tells what happened to monthly reports and to the baselines of their indicators."""

from __future__ import annotations

from zibo_port.domain.errors import Text
from zibo_port.domain.monitoring import BaselineSet, ReportApproved, ReportCorrected, ReportReturned, ReportSubmitted
from zibo_port.domain.payload import plain
from zibo_port.domain.periods import Month, report_due
from zibo_port.domain.telling.words import Telling, department


def submitted(fact: ReportSubmitted) -> Telling:
    """A report."""
    unit, many = department(fact.unit), len(fact.figures)
    due = report_due(Month.parse(fact.month))
    late = fact.effective_on is not None and fact.effective_on > due
    return Telling(
        Text(
            f"{unit.zh}报送 {fact.month} 月报，填报 {many} 项指标{f'（逾期，期限 {due}）' if late else ''}。",
            f"The {unit.en} reported {fact.month}, {many} figures{f' (late, due on {due})' if late else ''}.",
        ),
        Text("当月视为已报送；待本单位负责人审核。", "The month counts as reported; the unit's responsible officer is to approve it."),
    )


def corrected(fact: ReportCorrected) -> Telling:
    """A report put right."""
    unit, many = department(fact.unit), len(fact.figures)
    return Telling(
        Text(
            f"{unit.zh}更正 {fact.month} 月报（原因：{fact.reason}），更正后共 {many} 项指标。",
            f"The {unit.en} corrected its report for {fact.month} ({fact.reason}); it now has {many} figures.",
        ),
        Text(
            "以更正后的数据为准，原数据留存；须重新审核。",
            "The corrected figures count, the former ones are kept; it is to be approved again.",
        ),
    )


def returned(fact: ReportReturned) -> Telling:
    """A report sent back."""
    unit = department(fact.unit)
    return Telling(
        Text(f"{unit.zh} {fact.month} 月报退回：{fact.reason}。", f"The {unit.en}'s report for {fact.month} was returned: {fact.reason}."),
        Text("改正并重新报送之前，其数据不参加分析。", "Its figures don't count until it is put right."),
    )


def approved(fact: ReportApproved) -> Telling:
    """A report approved."""
    unit = department(fact.unit)
    return Telling(
        Text(f"{unit.zh} {fact.month} 月报审核通过。", f"The {unit.en}'s report for {fact.month} was approved."),
        Text("数据不再标注“待审核”。", "Its figures are marked as awaiting approval no more."),
    )


def baseline_set(fact: BaselineSet) -> Telling:
    """A baseline."""
    value, why = plain(fact.value), Text("", "")
    if fact.reason is not None:
        why = Text(f"，更改原因：{fact.reason}", f", changed because: {fact.reason}")
    return Telling(
        Text(
            f"指标 {fact.indicator} 的基数定为 {value}（{fact.period}，来源：{fact.source}{why.zh}）。",
            f"The baseline of {fact.indicator} is {value} ({fact.period}, source: {fact.source}{why.en}).",
        ),
        Text("此后与这一基数比较。", "Figures are compared with it from now on."),
    )
