"""Checks the figures of one report: known indicators of the unit itself, possible values, and what must hold between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.errors import FieldFault, InvalidData, NotFound, Refused, Text

if TYPE_CHECKING:
    from zibo_port.domain.indicators import Check, Indicators

CLAUSE_DUTIES: Final = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》三"

FIELD: Final = "figure"
"""A fault of the figure CODE is reported as one of the field `figure.CODE`."""


def checked(unit: str, given: Mapping[str, Decimal | None], indicators: Indicators) -> tuple[tuple[str, Decimal], ...]:
    """The figures of a unit's report in the order of its data set; None takes a figure out of it.

    Raises:
        InvalidData: every figure at fault is named: an unknown indicator, an impossible value, a contradiction; or none is left.
        Refused: figures that another unit reports, or a unit that reports none (first plan, three).
    """
    own = [indicator.code for indicator in indicators.of(unit)]
    if not own:
        raise _reports_nothing(unit)
    faults = list(_faults(given, indicators))
    if faults:
        raise _invalid(faults)
    foreign = [code for code in given if code not in own]
    if foreign:
        raise _foreign(unit, foreign, indicators)
    figures = {code: value for code in own if (value := given.get(code)) is not None}
    if not figures:
        raise InvalidData.of(FIELD, "没有一项指标，请至少填报一项。", "There is no figure; report one at least.")
    contradictions = [FieldFault(f"{FIELD}.{c.total}", _contradiction(c, indicators)) for c in indicators.checks if not c.holds(figures)]
    if contradictions:
        raise _invalid(contradictions)
    return tuple(figures.items())


def _faults(given: Mapping[str, Decimal | None], indicators: Indicators) -> Iterator[FieldFault]:
    for code, value in given.items():
        try:
            fault = None if value is None else indicators.get(code).fault(value)
        except NotFound as unknown:
            near = unknown.hint or Text("", "")
            fault = Text(unknown.message.zh + near.zh, f"{unknown.message.en} {near.en}".strip())
        if fault is not None:
            yield FieldFault(f"{FIELD}.{code}", fault)


def _contradiction(check: Check, indicators: Indicators) -> Text:
    total, parts = indicators.get(check.total), [indicators.get(code) for code in check.parts]
    zh, en = "、".join(part.zh for part in parts), ", ".join(part.en for part in parts)
    if check.relation == "sum":
        return Text(f"{total.zh}应等于{zh}之和，请核对各项。", f"The {total.en} must be the sum of: {en}. Check them.")
    return Text(f"{zh}不应多于{total.zh}，请核对。", f"More {en} than {total.en}; check both.")


def _reports_nothing(unit: str) -> Refused:
    name = DEPARTMENTS.get(unit, Text(unit, unit))
    return Refused(
        f"通知没有要求{name.zh}提报数据，不报月报。",
        f"The notice assigns no data to the {name.en}; it doesn't report.",
        clause=CLAUSE_DUTIES,
    )


def _foreign(unit: str, codes: list[str], indicators: Indicators) -> Refused:
    found = [indicators.get(code) for code in codes]
    faults = tuple(
        FieldFault(
            f"{FIELD}.{i.code}",
            Text(
                f"“{i.zh}”由{DEPARTMENTS[i.owner].zh}提报，不能由{DEPARTMENTS[unit].zh}填报；请从本单位月报中删去。",
                f"The {i.en} is reported by the {DEPARTMENTS[i.owner].en}, not by the {DEPARTMENTS[unit].en}; take it out.",
            ),
        )
        for i in found
    )
    zh, en = "".join(f.message.zh for f in faults), " ".join(f.message.en for f in faults)
    return Refused(zh, en, clause=CLAUSE_DUTIES, fields=faults)


def _invalid(faults: list[FieldFault]) -> InvalidData:
    zh, en = "".join(f.message.zh for f in faults), " ".join(f.message.en for f in faults)
    return InvalidData(zh, en, fields=tuple(faults))
