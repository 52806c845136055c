"""`zibo-port monitoring`: monthly reports of the member units, their approval, who is late, and what the figures say."""

from __future__ import annotations

from zibo_port.cli import monitoring_import, monitoring_inputs, monitoring_reading, monitoring_trend
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t

group = Noun(
    "monitoring",
    help=t("运行监测：月报的报送、审核、导入、催报，以及趋势分析。", "Monitoring: monthly reports, approval, import, overdue, trends."),
)
for verb in (
    monitoring_inputs.submit,
    monitoring_inputs.approve,
    monitoring_inputs.return_,
    monitoring_import.import_,
    monitoring_reading.overdue,
    monitoring_reading.list_,
    monitoring_reading.show,
    monitoring_trend.trend,
    monitoring_trend.indicators,
    monitoring_inputs.baseline,
):
    group.add_command(verb)
