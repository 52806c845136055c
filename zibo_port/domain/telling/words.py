"""What tellings are made of: the telling itself, and codes, amounts and lists in people's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from zibo_port.domain.codes import DEPARTMENTS, PLATFORMS
from zibo_port.domain.errors import Text
from zibo_port.domain.payload import plain

_PUBLICITY: Final[Mapping[str, Text]] = {
    "due": Text("应当公示", "to be published"),
    "summary-procedure": Text("适用简易程序，不公示", "not published, being of summary procedure"),
    "warning-only": Text("仅警告，不公示", "not published, a warning only"),
    "criticism-only": Text("仅通报批评，不公示", "not published, a public criticism only"),
    "kind-missing": Text("处罚种类不明，暂不公示", "not published until the kind of penalty is known"),
    "other-authority": Text("由作出决定的机关公示", "published by the authority that made it"),
}
_WORKFLOWS: Final[Mapping[str, Text]] = {
    "joint_supervision": Text("联合监管共治", "joint supervision"),
    "service_evaluation": Text("口岸服务评价", "service evaluation"),
    "port_monitoring": Text("运行监测与会商", "monitoring and consultation"),
    "price_supervision": Text("处罚前的价格监管", "price supervision before a penalty"),
}


class Telling(NamedTuple):
    """What happened, in one sentence, and what it changed, in another."""

    summary: Text
    change: Text


def named(codes: Mapping[str, Text], code: str) -> Text:
    """The name of a code; a code that isn't on the list stands for itself."""
    return codes.get(code, Text(code, code))


def department(code: str) -> Text:
    """A department's name."""
    return named(DEPARTMENTS, code)


def platform(code: str) -> Text:
    """A platform's name."""
    return named(PLATFORMS, code)


def publicity(code: str) -> Text:
    """Whether a decision is published by this office, or why it isn't, by the code on record."""
    return named(_PUBLICITY, code)


def workflow(name: str) -> Text:
    """A workflow's name, as its plan has it."""
    return named(_WORKFLOWS, name)


def listed(texts: Iterable[Text]) -> Text:
    """Names one after another; a dash where there is none."""
    names = list(texts)
    return Text("、".join(n.zh for n in names) or "—", ", ".join(n.en for n in names) or "—")


def yuan(amount: Decimal | None) -> Text:
    """An amount of money."""
    return Text("—", "—") if amount is None else Text(f"{plain(amount)} 元", f"{plain(amount)} yuan")


def by_day(day: date | None) -> Text:
    """A day to report by; without one, the next regular meeting."""
    return Text("下次例会前", "the next regular meeting") if day is None else Text(f"{day} 前", f"{day}")
