"""A year's arrangement of days off and days worked, as somebody hands it in: checked against what no notice leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from zibo_port.domain.calendar import Year
from zibo_port.domain.errors import InvalidData, Refused, Text

if TYPE_CHECKING:
    from zibo_port.domain.commands import AdoptYear

CLAUSE: Final = "《全国年节及纪念日放假办法》第二条"

SHOWN: Final = 6
"""How many days are named at most where two arrangements differ."""

_SATURDAY: Final = 5
_FIXED: Final = ((1, 1, "元旦", "New Year"), (5, 1, "劳动节", "Labour Day"), (10, 1, "国庆节", "National Day"))
"""The public holidays that fall on the same day of every year."""


def arranged(form: AdoptYear, today: date) -> Year:
    """The year that a form arranges; days off that are weekends anyway are left out, as they change nothing.

    Raises:
        InvalidData: a day of another year, or both off and worked (field `date`); a day worked that is no weekend day
            (`workdays`); a public holiday that is missing (`holidays`); a notice of a day to come or of another time
            (`issued_on`).
    """
    year = Year.of(form.year, form.holidays, form.workdays, form.paper, form.issued_on)
    _must_be_weekends(form)
    _must_be_whole(year, form.holidays)
    _must_be_issued(form, today)
    return Year(year.year, frozenset(d for d in year.holidays if d.weekday() < _SATURDAY), year.workdays, year.paper, year.issued_on)


def _must_be_weekends(form: AdoptYear) -> None:
    for day in form.workdays:
        if day.weekday() < _SATURDAY:
            said = Text(*_weekday(day))
            raise InvalidData.of(
                "workdays",
                f"{day} 是{said.zh}，本来就上班；调休上班的日子应是周六或周日，请核对通知。",
                f"{day} is a {said.en}, worked anyway; a make-up day is a Saturday or Sunday. Compare it with the notice.",
            )


def _must_be_whole(year: Year, holidays: tuple[date, ...]) -> None:
    """A list without a fixed holiday was cut short, or mixes days off up with days worked."""
    for month, day, zh, en in _FIXED:
        first = date(year.year, month, day)
        if first not in holidays and (first.weekday() < _SATURDAY or first in year.workdays):
            raise InvalidData.of(
                "holidays",
                f"缺少{zh}（{first}），请核对是否漏列：{CLAUSE}规定的节日都要列出。",
                f"{en} ({first}) is missing; list every holiday of the notice ({CLAUSE}).",
            )


def _must_be_issued(form: AdoptYear, today: date) -> None:
    day = form.issued_on
    if day is None:
        return
    if day > today:
        raise InvalidData.of("issued_on", f"发文日期 {day} 在将来，请核对。", f"The notice's day {day} lies in the future; check it.")
    if day.year not in {form.year - 1, form.year}:
        raise InvalidData.of(
            "issued_on",
            f"{form.year}年的放假通知不会在 {day} 发文，请核对年份和发文日期。",
            f"A notice on {form.year} isn't issued on {day}; check the year and the day.",
        )


def _weekday(day: date) -> tuple[str, str]:
    return f"星期{'一二三四五'[day.weekday()]}", ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")[day.weekday()]


def otherwise(known: Year, year: Year, days: Sequence[date]) -> Refused:
    """The year was adopted before, and says something else."""
    shown = "、".join(map(str, days[:SHOWN])) + ("……" if len(days) > SHOWN else "")
    what = (
        Text(f"这些日子是否上班不同：{shown}", f"they differ on {shown.replace('、', ', ')}")
        if days
        else Text(f"日子相同，来源不同：“{year.paper}”", f"the days are the same, the source is another: {year.paper}")
    )
    return Refused(
        f"{known.year}年的放假安排已采用（来源：{known.paper}），与本次不同，{what.zh}。核对无误、确需更正的，加 --reason 写明原因。",
        f"{known.year} is adopted (source: {known.paper}) with other content: {what.en}. To correct it, say why with --reason.",
        clause="一个年度的放假安排只采用一次，更正须写明原因",
    )
