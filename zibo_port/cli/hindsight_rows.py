"""How the look back on a decision is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from zibo_port.cli.language import t
from zibo_port.domain.fact import ENGINE
from zibo_port.domain.periods import business_day_of
from zibo_port.domain.telling import clause_of, tell

if TYPE_CHECKING:
    from zibo_port.office.desk import Recorded
    from zibo_port.office.hindsight import Hindsight


def hindsight_row(found: Hindsight) -> dict[str, Any]:
    """A decision, what was known then, and what came to light since."""
    said = found.conclusion
    return {
        "case": found.case,
        "enterprise": found.enterprise,
        "name": found.name,
        "meeting": found.meeting,
        "decided_on": found.decided_on,
        "position": found.position,
        "drafted_by": said.drafted_by,
        "approved_by": said.approved_by,
        "known_position": found.known_position,
        "known_head": found.known_head,
        "pinned": found.pinned,
        "holds": found.holds,
        "known_later": _rows(found.known_later),
        "afterwards": _rows(found.afterwards),
    }


def _rows(facts: Sequence[Recorded]) -> list[dict[str, Any]]:
    return [
        {
            "position": position,
            "event": type(fact).__name__,
            "recorded_at": fact.timestamp,
            "effective_on": fact.effective_on,
            "officer": fact.officer,
            "department": fact.department,
            "clause": clause_of(fact),
            "summary": tell(fact).summary,
        }
        for position, fact in facts
    ]


def hindsight_text(found: Hindsight) -> str:
    """The same for people."""
    return "\n".join(_lines(found))


def _lines(found: Hindsight) -> Iterator[str]:
    yield t(
        f"案件 {found.case}（{found.name}）由会商 {found.meeting} 于 {found.decided_on} 作出结论（第 {found.position} 号）。",
        f"Case {found.case} ({found.name}) was concluded by meeting {found.meeting} on {found.decided_on} (position {found.position}).",
    )
    yield t(
        f"作决定时所据：第 {found.known_position} 号及以前的事件，链首 {found.known_head}。",
        f"Known then: everything up to position {found.known_position}, head {found.known_head}.",
    )
    yield from _remarks(found)
    if not found.known_later and not found.afterwards:
        yield t("此后没有新情况。", "Nothing came to light since.")
        return
    none = t("  无", "  none")
    yield t("决定前已发生、决定后才登记：", "Had happened by then, known later:")
    yield from (_told(r) for r in found.known_later) if found.known_later else (none,)
    yield t("决定后发生：", "Happened afterwards:")
    yield from (_told(r) for r in found.afterwards) if found.afterwards else (none,)


def _remarks(found: Hindsight) -> Iterator[str]:
    if not found.pinned:
        yield t(
            "注意：作出结论的版本尚不记录所据事件，按结论的前一号推定。",
            "Note: the release that recorded the conclusion pinned nothing; the position before it is taken.",
        )
    if not found.holds:
        yield t(
            "注意：账本在该处的链首与当时所记不符，请用 zibo-port audit verify 核验。",
            "Note: the ledger's head there isn't the one that was pinned; use zibo-port audit verify.",
        )


def _told(recorded: Recorded) -> str:
    position, fact = recorded
    officer = t("系统", "the engine") if fact.officer == ENGINE else fact.officer
    since = t(f"{fact.effective_on} 起", f"since {fact.effective_on}") if fact.effective_on is not None else t("自始", "from the beginning")
    day, summary = business_day_of(fact.timestamp), tell(fact).summary
    return t(f"  第 {position} 号 {day} {officer}（{since}）：{summary.zh}", f"  {position} {day} {officer} ({since}): {summary.en}")
