"""The options that say what a penalty decision says, shared by `penalty log` and `penalty correct`."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Final, TypeVar

import click

from zibo_port.cli.language import t
from zibo_port.cli.options import codes
from zibo_port.cli.values import DATE, DECIMAL, TEXT_OR_FILE
from zibo_port.domain.codes import KINDS, SEVERITIES

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

CLEARABLE: Final = (
    *("gains", "fine", "confiscated", "refunded", "refund-ordered", "same-act"),
    *("filed-on", "served-on", "facts", "mitigated", "departure"),
)
"""The options that a correction can take out."""

_NO_GAINS: Final = {"none": "none", "无": "none", "undeterminable": "undeterminable", "无法确定": "undeterminable"}


class GainsKind(click.ParamType[Decimal | str]):
    """Illegal gains: an amount in 元, `none` or `undeterminable`."""

    name = "gains"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """How help shows the value."""
        return t("元|none|undeterminable", "YUAN|none|undeterminable")

    def convert(self, value: str | Decimal, param: click.Parameter | None, ctx: click.Context | None) -> Decimal | str:
        """The amount, or the word."""
        if isinstance(value, Decimal):
            return value
        return _NO_GAINS.get(unicodedata.normalize("NFKC", value).strip().lower()) or DECIMAL.convert(value, param, ctx)


def _yuan() -> str:
    return t("元", "YUAN")


def content_options(*, correcting: bool) -> Callable[[Decorated], Decorated]:
    """All options on a decision's content; when `correcting`, none is required and none has a default, so that what isn't given stays."""

    def decorate(function: Decorated) -> Decorated:
        for option in reversed([*_decision(correcting=correcting), *_amounts(), *_circumstances()]):
            function = option(function)
        return function

    return decorate


def _decision(*, correcting: bool) -> list[Callable[[Decorated], Decorated]]:
    needed = not correcting
    return [
        click.option("--decided-on", type=DATE, required=needed, help=t("作出决定的日期", "the day of the decision")),
        click.option("--authority", required=needed, metavar=t("机关", "TEXT"), help=t("作出决定的机关", "the authority that made it")),
        click.option(
            "--article",
            "articles",
            multiple=True,
            required=needed,
            metavar=t("条款", "CODE"),
            help=t(
                "适用条款，如 price-regulation.9.5 即《价格违法行为行政处罚规定》第九条第（五）项；代码见 provision list --kind article",
                "article applied, as price-regulation.9.5 for article 9 (5) of the Regulation; codes: provision list --kind article",
            ),
        ),
        click.option(
            "--kind",
            "kinds",
            type=click.Choice(list(KINDS)),
            multiple=True,
            required=needed,
            metavar=t("种类", "KIND"),
            help=t("处罚种类：", "kind of penalty: ") + codes(KINDS),
        ),
        click.option(
            "--procedure",
            type=click.Choice(["ordinary", "summary"]),
            default=None if correcting else "ordinary",
            metavar="ordinary|summary",
            help=t("程序：ordinary 普通（默认）、summary 简易", "procedure; ordinary by default"),
        ),
        click.option(
            "--severity",
            type=click.Choice(list(SEVERITIES)),
            default=None if correcting else "normal",
            metavar="|".join(SEVERITIES),
            help=t("情节：normal 一般（默认）、heavier 较重、serious 严重", "severity; normal by default"),
        ),
    ]


def _amounts() -> list[Callable[[Decorated], Decorated]]:
    return [
        click.option(
            "--gains",
            type=GainsKind(),
            help=t(
                "违法所得：金额（元）、none 没有、undeterminable 无法确定；不填则不核对罚款幅度",
                "illegal gains; without them the range isn't checked",
            ),
        ),
        click.option("--fine", type=DECIMAL, metavar=_yuan(), help=t("罚款金额", "the fine")),
        click.option("--confiscated", type=DECIMAL, metavar=_yuan(), help=t("没收金额", "the amount confiscated")),
        click.option("--refunded", type=DECIMAL, metavar=_yuan(), help=t("已退还的多收价款", "overcharges refunded")),
        click.option(
            "--refund-ordered",
            is_flag=True,
            default=None,
            help=t("责令退还多收价款，到期核查", "refunds were ordered, to be checked later"),
        ),
        click.option(
            "--same-act",
            is_flag=True,
            default=None,
            help=t("几个条款针对同一行为，只按罚款最高的一条", "several articles on one act: the one with the highest fine applies"),
        ),
    ]


def _circumstances() -> list[Callable[[Decorated], Decorated]]:
    return [
        click.option("--filed-on", type=DATE, help=t("立案日期", "the day it was filed")),
        click.option("--served-on", type=DATE, help=t("送达日期", "the day it was served")),
        click.option("--facts", type=TEXT_OR_FILE, help=t("违法事实", "the facts")),
        click.option(
            "--mitigated",
            metavar=t("理由", "REASON"),
            help=t("减轻处罚的理由，罚款可低于下限", "grounds of mitigation: the fine may be below the range"),
        ),
        click.option(
            "--departure",
            metavar=t("理由", "REASON"),
            help=t("罚款超出法定幅度的理由，列入裁量偏离清单", "the reason of a fine outside the range; it is listed for the auditor"),
        ),
        click.option(
            "--attach",
            "attach",
            multiple=True,
            type=click.Path(exists=True, dir_okay=False),
            metavar=t("文件", "FILE"),
            help=t("附件；按内容摘要保存一份", "an attachment; a copy is kept under its digest"),
        ),
    ]


def typed_content(options: dict[str, Any]) -> dict[str, Any]:
    """The options that were typed; codes once each."""
    typed = {name: value for name, value in options.items() if value not in (None, ())}
    for name in {"articles", "kinds"} & set(typed):
        typed[name] = _codes(typed[name])
    return typed


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unicodedata.normalize("NFKC", code).strip().lower() for code in codes))
