"""What the columns of monthly reports are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zibo_port.domain.errors import Text

NAMES: Final[Mapping[str, Text]] = {
    "department": Text("报送单位（department）", "unit (department)"),
    "month": Text("月份（month）", "month (month)"),
    "indicator": Text("指标代码（indicator）", "indicator (indicator)"),
    "name": Text("指标名称（name）", "name of the indicator (name)"),
    "measure": Text("计量单位（unit）", "unit of measure (unit)"),
    "value": Text("数值（value）", "value (value)"),
    "note": Text("备注（note）", "note (note)"),
}
