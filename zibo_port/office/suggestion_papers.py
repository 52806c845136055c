"""Gathers what the paper of a suggestion to the city's leadership says, from what is recorded of it."""

from __future__ import annotations

from typing import Literal

from zibo_port.domain.papers import LeadershipPaper
from zibo_port.domain.periods import Month, Quarter
from zibo_port.domain.suggestion import Suggestion, SuggestionDrafted
from zibo_port.office.archive import Archive, View
from zibo_port.office.following import stream
from zibo_port.office.meetings import meeting

_NUMERALS = "一二三四"


def suggestion_text(archive: Archive, name: str, kind: Literal["reading", "request"], view: View) -> LeadershipPaper:
    """The paper of a suggestion as a view shows it; dated by the day it was submitted, and a draft before.

    Raises:
        NotFound: nobody drafted it by then.
    """
    found = stream(archive, view, Suggestion, name)
    draft = found.must_be_drafted(name)
    return LeadershipPaper(
        kind=kind,
        title=draft.title,
        addressee=draft.addressee,
        text=tuple(line for line in draft.text.splitlines() if line.strip()),
        as_of=view.known_at,
        rehearsal=archive.office.rehearsal,
        on=found.submitted.effective_on if found.submitted is not None else None,
        sources=(_source(archive, draft, view),),
    )


def _source(archive: Archive, draft: SuggestionDrafted, view: View) -> str:
    """What it rests on, in words."""
    if draft.meeting is not None:
        on = meeting(archive, draft.meeting, view).call.on
        return f"{on.year}年{on.month}月{on.day}日会议（{draft.meeting}）纪要"
    if draft.quarter is not None:
        quarter = Quarter.parse(draft.quarter)
        return f"{quarter.year}年第{_NUMERALS[quarter.number - 1]}季度口岸运行和服务评价情况"
    month = Month.parse(draft.month or "")
    return f"{month.year}年{month.number}月各成员单位月报"
