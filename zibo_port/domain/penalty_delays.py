"""What the days of a decision tell of the periods of its procedure: decided late after the case was filed, served late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from zibo_port.domain.errors import Text
from zibo_port.domain.lawful_range import PenaltyWarning

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.provision_models import Period


def delays(filed_on: date | None, decided_on: date, served_on: date | None, books: Books) -> Iterator[PenaltyWarning]:
    """Each period that a day was beyond; worth knowing, no fault: time may have been given or not have counted."""
    if filed_on is not None:
        more = books.provisions.period("decide-extension", filed_on)
        yield from _beyond(
            "decided-late",
            books.provisions.period("decide", filed_on),
            filed_on,
            decided_on,
            Text(
                f"请核对是否经批准延长（{more.count}日，{more.clause}），或有中止、听证、公告、检测鉴定等不计入的时间。",
                f"Check that it was extended ({more.count} days, {more.clause}) or that time wasn't counted: suspension, hearing, tests.",
            ),
            books,
        )
    if served_on is not None:
        asked = Text("请核对送达日期和送达方式。", "Check the day and the manner of service.")
        yield from _beyond("served-late", books.provisions.period("serve", decided_on), decided_on, served_on, asked, books)


def _beyond(code: str, period: Period, since: date, done_on: date, asked: Text, books: Books) -> Iterator[PenaltyWarning]:
    last = books.calendar.count(since, period.count, period.unit).on
    if done_on > last:
        said = Text(
            f"{period.zh}：自 {since} 起算，末日为 {last}，实为 {done_on}。{asked.zh}",
            f"To {period.en}: counted from {since} the last day is {last}, it was {done_on}. {asked.en}",
        )
        yield PenaltyWarning(code, period.clause, said, fault=False)
