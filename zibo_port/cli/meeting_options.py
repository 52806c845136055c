"""Arguments and options that the verbs about meetings share."""

from __future__ import annotations

from typing import Final

import click

from zibo_port.cli.language import t
from zibo_port.cli.options import codes
from zibo_port.domain.codes import DEPARTMENTS

MEETING: Final = click.argument(
    "meeting", metavar=t("编号", "ID"), help=t("会商编号，见 consultation list", "the consultation's id, see consultation list")
)
UNIT: Final = click.option(
    "--department", required=True, metavar=t("部门", "CODE"), help=t("部门：", "the department: ") + codes(DEPARTMENTS)
)
REASON: Final = click.option("--reason", metavar=t("原因", "REASON"), help=t("更正已有登记的原因", "why a record is put right"))
