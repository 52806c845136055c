"""Bottlenecks as the counter shows them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from zibo_port.cli.language import t
from zibo_port.cli.output import Column
from zibo_port.domain.bottleneck import due_without_day
from zibo_port.domain.codes import DEPARTMENTS

if TYPE_CHECKING:
    from zibo_port.domain.bottleneck import Bottleneck, BottleneckRaised

LIST: Final = (
    Column("id", "编号", "Id"),
    Column("due_text", "期限", "Due"),
    Column("state_text", "状态", "State"),
    Column("owner", "负责部门", "Owner"),
    Column("title", "问题", "Problem"),
    Column("name", "企业", "Enterprise"),
)

ROW: Final = tuple(
    Column(key, key, key)
    for key in (
        *("id", "title", "text", "owner", "enterprise", "name", "visit", "raised_on", "raised_by", "due_on", "assumed", "state", "late"),
        *("resolved_on", "how"),
    )
)
"""The entries of a bottleneck for a spreadsheet, so that a list of none has its headings too."""

SHOW: Final = (
    *LIST[:5],
    Column("text", "情况", "Text"),
    Column("enterprise", "信用代码", "Credit code"),
    Column("name", "企业", "Enterprise"),
    Column("visit", "调研", "Visit"),
    Column("raised_on", "提出日期", "Raised on"),
    Column("raised_by", "提出部门", "Raised by"),
    Column("resolved_on", "解决日期", "Resolved on"),
    Column("how", "如何解决", "How"),
    Column("reports", "进展", "Reports", columns=(Column("on", "日期", "On"), Column("text", "进展", "Report"))),
    Column(
        "extensions",
        "延期",
        "Extensions",
        columns=(Column("on", "日期", "On"), Column("due_on", "延至", "Until"), Column("reason", "原因", "Reason")),
    ),
)


def bottleneck_row(bottleneck: Bottleneck, raised: BottleneckRaised, name: str | None, on: date) -> dict[str, Any]:
    """A bottleneck as it stands on a day; `name` is the enterprise's."""
    resolved, due = bottleneck.resolved, bottleneck.due_on or due_without_day(raised.effective_on or date.min)
    return {
        "id": raised.bottleneck,
        "title": raised.title,
        "text": raised.text,
        "owner": raised.owner,
        "enterprise": raised.enterprise,
        "name": name,
        "visit": raised.visit,
        "raised_on": raised.effective_on,
        "raised_by": raised.department,
        "due_on": due,
        "assumed": bottleneck.due_on is None,
        "state": "open" if resolved is None else "resolved",
        "late": ((resolved.effective_on if resolved is not None else None) or on) > due,
        "resolved_on": resolved.effective_on if resolved is not None else None,
        "how": resolved.how if resolved is not None else None,
        "reports": [{"on": fact.effective_on, "text": fact.text, "department": fact.department} for fact in bottleneck.reports],
        "extensions": [{"on": fact.effective_on, "due_on": fact.due_on, "reason": fact.reason} for fact in bottleneck.extensions],
    }


def bottleneck_words(row: dict[str, Any], on: date) -> dict[str, Any]:
    """The same for people."""
    from zibo_port.cli.duty_rows import deadline_words, state_words

    duty = {"due_on": row["due_on"], "done_on": row["resolved_on"], "late": row["late"], "provisional": False, "assumed": row["assumed"]}
    return row | {
        "due_text": deadline_words(duty),
        "state_text": state_words(duty, on),
        "owner": t(*DEPARTMENTS[row["owner"]]),
        "raised_by": t(*DEPARTMENTS[row["raised_by"]]),
    }
