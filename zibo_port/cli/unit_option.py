"""The option that names a market regulator, of the city or of a district, and how a unit is called."""

from __future__ import annotations

from typing import Final

import click

from zibo_port.cli.language import t
from zibo_port.domain.codes import DEPARTMENTS

REGULATOR: Final = click.option(
    "--unit",
    default="market-supervision",
    metavar=t("单位", "CODE"),
    help=t("哪个市场监管部门，默认市局；区县局的代码见 unit list", "which market regulator, by default the city's; districts: unit list"),
)


def unit_words(code: str, name: str) -> str:
    """A unit by the name it had on the day; in English a department's name, a district's code."""
    return t(name, DEPARTMENTS[code].en if code in DEPARTMENTS else code)
