"""The kinds of values that monitoring takes: a month, a month or a quarter, a figure of an indicator."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Final

import click

from zibo_port.cli.language import t
from zibo_port.cli.options import codes
from zibo_port.cli.values import DECIMAL
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.periods import Month, Quarter

NONE: Final = frozenset({"无", "none"})
"""What stands for a figure that is taken out of a report."""


class MonthKind(click.ParamType[Month]):
    """A month: 2026-08, full-width digits too. Anything else is wrong data (3)."""

    name = "month"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """How help shows the value."""
        return t("月份", "MONTH")

    def convert(self, value: str | Month, param: click.Parameter | None, ctx: click.Context | None) -> Month:  # noqa: ARG002
        """The month that `value` names."""
        return value if isinstance(value, Month) else Month.parse(value)


class PeriodKind(click.ParamType[Month | Quarter]):
    """A month (2026-08) or a quarter (2026Q3). Anything else is wrong data (3)."""

    name = "period"

    def convert(self, value: str | Month | Quarter, param: click.Parameter | None, ctx: click.Context | None) -> Month | Quarter:  # noqa: ARG002
        """The period that `value` names."""
        if not isinstance(value, str):
            return value
        return Quarter.parse(value) if "Q" in unicodedata.normalize("NFKC", value).upper() else Month.parse(value)


class FigureKind(click.ParamType[tuple[str, Decimal | None]]):
    """CODE=VALUE: an indicator and its value in plain digits, or 无 (none) to take it out of a report."""

    name = "figure"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """How help shows the value."""
        return t("指标=数值", "CODE=VALUE")

    def convert(
        self, value: str | tuple[str, Decimal | None], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Decimal | None]:
        """The indicator's code and its value."""
        if isinstance(value, tuple):
            return value
        code, given, number = (part.strip() for part in unicodedata.normalize("NFKC", value).partition("="))
        if not code or not given or not number:
            self.fail(
                t(f"“{value}”应写成 指标代码=数值，如 import-value=1200.5。", f"{value!r}: write CODE=VALUE, as import-value=1200.5.")
            )
        return code, None if number.lower() in NONE else DECIMAL.convert(number, param, ctx)


MONTH: Final = MonthKind()
PERIOD: Final = PeriodKind()
FIGURE: Final = FigureKind()

UNIT: Final = click.option(
    "--department",
    required=True,
    metavar=t("部门", "CODE"),
    help=t("报送单位：", "the unit that reports: ")
    + codes({code: name for code, name in DEPARTMENTS.items() if code != "port-service-centre"}),
)
OF_MONTH: Final = click.option("--month", type=MONTH, required=True, help=t("月份，如 2026-08", "the month, as 2026-08"))
