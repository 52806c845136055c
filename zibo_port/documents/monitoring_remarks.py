"""What of a monitoring report isn't final, said in sentences: nothing that is missing or unapproved may look like a fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zibo_port.documents.monitoring_words import month_words
from zibo_port.documents.quarterly_remarks import Remark
from zibo_port.documents.quarterly_words import counted, department_words
from zibo_port.domain.errors import Text
from zibo_port.domain.monitoring_report import MonitoringReport, UnitMonth


def remarks(report: MonitoringReport) -> tuple[Remark, ...]:
    """Everything in the report that may still change, is missing, or rests on an assumption."""
    return (*_of_reports(report), *_of_figures(report), *_of_rules(report))


def _of_reports(report: MonitoringReport) -> Iterator[Remark]:
    if report.unreported:
        n = len(report.unreported)
        text = Text(f"{n} 份月报尚未报送，其数据缺。", f"{counted(n, 'report')} not handed in: their figures are missing.")
        yield Remark("not-reported", text, tuple(_named(report.unreported)))
    if report.returned:
        n = len(report.returned)
        text = Text(
            f"{n} 份月报已退回，改正之前其数据不计。", f"{counted(n, 'report')} returned: their figures don't count until put right."
        )
        yield Remark("returned", text, tuple(_named(report.returned)))
    if report.unapproved:
        n = len(report.unapproved)
        text = Text(
            f"{n} 份月报待单位负责人审核，其数据标注“待审核”。", f"{counted(n, 'report')} awaiting approval; their figures are marked."
        )
        yield Remark("not-approved", text, tuple(_named(report.unapproved)))


def _named(units: Iterable[UnitMonth]) -> Iterator[Text]:
    for unit in units:
        name, month = department_words(unit.unit), month_words(unit.month)
        why = Text(f"（{unit.returned}）", f" ({unit.returned})") if unit.returned else Text("", "")
        yield Text(f"{name.zh}，{month.zh}{why.zh}", f"{name.en}, {month.en}{why.en}")


def _of_figures(report: MonitoringReport) -> Iterator[Remark]:
    lacking = [(u, u.missing) for u in report.units if u.missing and u.state != "missing"]
    if lacking:
        n = sum(len(missing) for _, missing in lacking)
        items = tuple(
            Text(
                f"{department_words(u.unit).zh}，{month_words(u.month).zh}：{'、'.join(i.zh for i in missing)}",
                f"{department_words(u.unit).en}, {month_words(u.month).en}: {', '.join(i.en for i in missing)}",
            )
            for u, missing in lacking
        )
        yield Remark(
            "figures-missing", Text(f"已报的月报缺 {n} 项指标。", f"{counted(n, 'figure')} missing from reports on record."), items
        )
    without = [row.indicator for row in report.compressed if row.baseline is None]
    if without:
        text = Text(
            f"{len(without)} 项时长没有登记基数，不计压缩比。",
            f"{counted(len(without), 'duration')} without a baseline: no compression ratio.",
        )
        yield Remark("no-baseline", text, tuple(i.name for i in without))
    young = [row.indicator for row in report.rows if row.points[-1] is not None and row.points[-1].limits is None]
    if young:
        text = Text(
            f"{len(young)} 项指标此前不足6个数值，还不能判断是否超出预期范围。",
            f"{counted(len(young), 'indicator')} with fewer than 6 figures before: no expected range yet.",
        )
        yield Remark("no-expected-range", text, tuple(i.name for i in young))


def _of_rules(report: MonitoringReport) -> Iterator[Remark]:
    assumed = [row.indicator for row in report.rows if row.indicator.assumed and row.reported]
    if assumed:
        text = Text(
            f"{len(assumed)} 项指标由清单推定，通知只写明数据种类。",
            f"{counted(len(assumed), 'indicator')} assumed: the notice names the kind of data alone.",
        )
        yield Remark("indicators-assumed", text, tuple(i.name for i in assumed))
    open_ = [u for u in report.readings if u.reading.assumed]
    if open_:
        text = Text(f"{len(open_)} 处解读为推定，尚无会议采用。", f"{counted(len(open_), 'reading')} assumed: no meeting has adopted them.")
        yield Remark("readings-assumed", text, tuple(u.ambiguity.question.text for u in open_))
