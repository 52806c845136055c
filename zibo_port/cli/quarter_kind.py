"""The kind of option whose value is a quarter."""

from __future__ import annotations

from typing import Final

import click

from zibo_port.cli.language import t
from zibo_port.domain.periods import Quarter


class QuarterKind(click.ParamType[Quarter]):
    """A quarter: 2026Q3, in either case and width. Anything else is wrong data (3)."""

    name = "quarter"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """How help shows the value."""
        return t("季度", "QUARTER")

    def convert(self, value: str | Quarter, param: click.Parameter | None, ctx: click.Context | None) -> Quarter:  # noqa: ARG002
        """The quarter that `value` names."""
        return value if isinstance(value, Quarter) else Quarter.parse(value)


QUARTER: Final = QuarterKind()
