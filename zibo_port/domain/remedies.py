"""What a decision asks of an enterprise and which remedies its articles imply: pay, refund, reconsideration, suit, with their days.

Periods and figures are those of the provisions of the decision's day. Who is told what is a matter of the decision
itself, so a period that runs from service is only assumed where no service is on record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from zibo_port.domain.enterprise_page import Recourse
from zibo_port.domain.errors import Text, ZiboPortError
from zibo_port.domain.payload import plain
from zibo_port.domain.publicity import Remedy, remedy_regime

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.enterprise.objections import Objection
    from zibo_port.domain.enterprise.penalties import Penalty
    from zibo_port.domain.enterprise.reviews import Review
    from zibo_port.domain.provision_models import Article, Period, Unit

WHERE_TO_APPLY: Final = "《中华人民共和国行政复议法》第二十四条"

_NOT_SERVED: Final = Text(
    "送达日期没有登记，按作出决定之日推算，实际自收到决定书之日起算。",
    "No service is on record, so it is counted from the decision; it runs from the day the decision was received.",
)
_UNITS: Final[dict[Unit, Text]] = {
    "working-days": Text("个工作日", "working days"),
    "calendar-days": Text("日", "days"),
    "months": Text("个月", "months"),
    "years": Text("年", "years"),
}


def about_decision(penalty: Penalty, review: Review, objections: Sequence[Objection], books: Books) -> Iterator[Recourse]:
    """Paying, refunding, and the remedies that its articles imply."""
    if "fine" in penalty.kinds and penalty.fine and review.fulfilled_on is None:
        yield _pay(penalty, books)
    if penalty.refund_ordered and review.fulfilled_on is None:
        yield _refund(penalty, books)
    remedy = remedy_regime(_articles(penalty, books))
    yield _reconsider(penalty, remedy, books)
    decided = [o.decided_on for o in objections if o.kind == "reconsideration" and o.decided_on is not None]
    yield _sue(penalty, remedy, decided[-1] if decided else None, books)


def _pay(penalty: Penalty, books: Books) -> Recourse:
    period = books.provisions.period("pay", penalty.decided_on)
    daily = books.provisions.figure("late-fine-daily", penalty.decided_on)
    rate = plain((daily.value or Decimal()) * 100)
    note = Text(
        f"逾期每日按罚款数额的 {rate}% 加处罚款（{daily.clause}）。", f"Late payment adds {rate} % of the fine a day ({daily.clause})."
    )
    fine = plain(penalty.fine or Decimal())
    what = Text(f"缴纳罚款 {fine} 元", f"pay the fine of {fine} yuan")
    return replace(_since_service("pay", penalty, what, period, period.clause, note, books), owed=True)


def _refund(penalty: Penalty, books: Books) -> Recourse:
    period = books.provisions.period("refund-check", penalty.decided_on)
    end = books.calendar.count(penalty.decided_on, period.count, period.unit)
    return Recourse(
        "refund",
        penalty.document_no,
        Text("退还多收的价款", "refund what was overcharged"),
        period.clause,
        penalty.decided_on,
        end.on,
        Text(period.note_zh or "", period.note_en or ""),
        owed=True,
        provisional=end.provisional,
        assumed=period.assumed,
    )


def _reconsider(penalty: Penalty, remedy: Remedy, books: Books) -> Recourse:
    period = books.provisions.period("reconsider", penalty.served_on or penalty.decided_on)
    what = Text("向作出决定的机关的本级人民政府申请行政复议", "apply to the people's government at that level for reconsideration")
    clause = f"{remedy.clause}、{period.clause}、{WHERE_TO_APPLY}"
    return _since_service("reconsideration", penalty, what, period, clause, remedy.text, books)


def _sue(penalty: Penalty, remedy: Remedy, reconsidered_on: date | None, books: Books) -> Recourse:
    """After reconsideration where that comes first; else directly, as the decision states."""
    on = penalty.served_on or penalty.decided_on
    what = Text("向人民法院提起行政诉讼", "sue in the people's court")
    if remedy.regime != "reconsideration_first":
        period = books.provisions.period("sue-direct", on)
        return _since_service("lawsuit", penalty, what, period, f"{remedy.clause}、{period.clause}", remedy.text, books)
    period = books.provisions.period("sue-after-reconsideration", on)
    end = books.calendar.count(reconsidered_on, period.count, period.unit) if reconsidered_on else None
    note = Text(
        f"须先经行政复议；自收到复议决定书之日起 {in_words(period).zh}内。",
        f"Only after reconsideration, within {in_words(period).en} of receiving its decision.",
    )
    return Recourse(
        "lawsuit",
        penalty.document_no,
        what,
        f"{remedy.clause}、{period.clause}",
        reconsidered_on,
        end.on if end else None,
        note,
        waits=reconsidered_on is None,
        provisional=end is not None and end.provisional,
        assumed=remedy.assumed,
    )


def _since_service(code: str, penalty: Penalty, what: Text, period: Period, clause: str, note: Text, books: Books) -> Recourse:
    since = penalty.served_on or penalty.decided_on
    end = books.calendar.count(since, period.count, period.unit)
    return Recourse(
        code,
        penalty.document_no,
        what,
        clause,
        since,
        end.on,
        note if penalty.served_on else joined(note, _NOT_SERVED),
        provisional=end.provisional,
        assumed=period.assumed or penalty.served_on is None,
    )


def _articles(penalty: Penalty, books: Books) -> list[Article]:
    found = []
    for code in penalty.articles:
        try:
            found.append(books.provisions.article(code, penalty.decided_on))
        except ZiboPortError:  # recorded from a file that cites other law, or older than the provisions
            continue
    return found


def in_words(period: Period) -> Text:
    """How long a period is, in words."""
    unit = _UNITS[period.unit]
    return Text(f"{period.count} {unit.zh}", f"{period.count} {unit.en}")


def joined(one: Text, other: Text) -> Text:
    """Two sentences, one after the other."""
    return Text(one.zh + other.zh, f"{one.en} {other.en}".strip())
