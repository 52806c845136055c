"""How a derivation is shown: nested for machines, as a tree for people, down to the events behind each number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from zibo_port.cli import terminal
from zibo_port.cli.language import current, t
from zibo_port.cli.reading_words import reading_words
from zibo_port.cli.widths import visible, width, wrap
from zibo_port.domain.telling import tell

if TYPE_CHECKING:
    from zibo_port.domain.derivation import Derivation, FactRef
    from zibo_port.office.archive import Archive

NARROWEST: Final = 24


def nested(step: Derivation, archive: Archive) -> dict[str, Any]:
    """A step with everything below it; facts with what was recorded, when and by whom."""
    return {
        "code": step.code,
        "text": t(step.zh, step.en),
        "clause": step.clause,
        "value": step.value,
        "reading": step.reading,
        "facts": [_fact(fact, archive) for fact in step.facts],
        "parts": [nested(part, archive) for part in step.parts],
    }


def _fact(ref: FactRef, archive: Archive) -> dict[str, Any]:
    if ref.position is None:
        return {"position": None, "event": ref.event}
    from zibo_port.office.scanning import fact_at

    fact = fact_at(archive, ref.position).fact
    return {
        "position": ref.position,
        "event": ref.event,
        "recorded_at": fact.timestamp,
        "effective_on": fact.effective_on,
        "officer": fact.officer,
        "department": fact.department,
        "clause": fact.CLAUSE,
        "summary": tell(fact).summary.to(current()),
    }


def tree(step: dict[str, Any]) -> Iterator[str]:
    """A nested step as a tree."""
    yield from _entry(step, "", "")


def _entry(step: dict[str, Any], first: str, rest: str) -> Iterator[str]:
    below = [*step["facts"], *step["parts"]]
    yield from _folded(step["text"], first, rest + ("│  " if below else "   "))
    notes = [t(f"依据：{step['clause']}", f"clause: {step['clause']}")]
    if step["reading"]:
        ambiguity, _, reading = step["reading"].partition("=")
        said = reading_words(ambiguity, reading)
        notes.append(t(f"解读：{said}（{ambiguity}）", f"reading: {said} ({ambiguity})"))
    for note in notes:
        yield from _folded(note, rest + ("│  " if below else "   "), rest + ("│  " if below else "   "))
    for number, item in enumerate(below, 1):
        last = number == len(below)
        branch, under = rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  ")
        if "parts" in item:
            yield from _entry(item, branch, under)
        else:
            yield from _folded(_event(item), branch, under)


def _event(fact: dict[str, Any]) -> str:
    if fact["position"] is None:
        return fact["event"] or ""
    on = fact["effective_on"] or t("登记之日", "the day recorded")
    return t(
        f"事件 第 {fact['position']} 号 {fact['event']}（{on}，{fact['officer']}）：{fact['summary']}",
        f"event {fact['position']} {fact['event']} ({on}, {fact['officer']}): {fact['summary']}",
    )


def _folded(text: str, first: str, rest: str) -> Iterator[str]:
    """A text behind its branch, in lines that fit a terminal."""
    columns = terminal.columns()
    lines: Sequence[str] = [visible(text)] if columns is None else wrap(visible(text), max(columns - width(rest), NARROWEST))
    yield first + lines[0]
    for line in lines[1:]:
        yield rest + line
