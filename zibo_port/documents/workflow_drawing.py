"""Draws a mechanism from its steps: what happens, what follows, who owes it by when; on a case, how far each step is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from markupsafe import escape

from zibo_port.documents.charts import LINE, width_of, wrapped

Standing = Literal["done", "late", "running", "waiting"]
"""Done, late, running, not begun."""

MARKS: Final = {"done": "✓", "late": "!", "running": "…", "waiting": ""}
_FILLS: Final = {None: "#ffffff", "done": "#e6f4ea", "late": "#fce8e6", "running": "#fff8e1", "waiting": "#f5f5f5"}
_EDGES: Final = {None: "#5f6368", "done": "#137333", "late": "#a50e0e", "running": "#8a6d00", "waiting": "#9aa0a6"}


class Node(NamedTuple):
    """One step as it is drawn: its name and who owes it by when in words, its events, and on a case how far it is."""

    key: str
    title: str
    owner: str
    deadline: str
    clause: str
    after: tuple[str, ...]
    done_by: tuple[str, ...]
    automatic: bool
    standing: Standing | None = None
    note: str = ""
    """What is said of it on the case: due or done on which day."""


class Drawing(NamedTuple):
    """A mechanism, or one case on it."""

    title: str
    subtitle: str
    nodes: Sequence[Node]


# --- mermaid ------------------------------------------------------------------------------------------------------


def mermaid(drawing: Drawing) -> str:
    """A flowchart as Mermaid text: events are rounded, steps are boxes, what the engine does by itself is a hexagon."""
    lines = [f"%% {drawing.title}", "flowchart LR"]
    events = dict.fromkeys(name for node in drawing.nodes for name in (*node.after, *node.done_by))
    lines += [f'    {_event(name)}(["{name}"])' for name in events]
    for node in drawing.nodes:
        words = "<br/>".join(_quoted(w) for w in (node.title, node.owner, node.deadline, node.note) if w)
        opening, closing = ("{{", "}}") if node.automatic else ("[", "]")
        lines.append(f'    {_step(node)}{opening}"{words}"{closing}{f":::{node.standing}" if node.standing else ""}')
        lines += [f"    {_event(name)} --> {_step(node)}" for name in node.after]
        lines += [f"    {_step(node)} --> {_event(name)}" for name in node.done_by]
    lines += [f"    classDef {name} fill:{_FILLS[name]},stroke:{_EDGES[name]}" for name in _used(drawing.nodes)]
    return "\n".join(lines) + "\n"


def _event(name: str) -> str:
    return f"e_{name}"


def _step(node: Node) -> str:
    return "s_" + node.key.strip("-").replace("-", "_")


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")


def _used(nodes: Iterable[Node]) -> list[Standing]:
    return sorted({node.standing for node in nodes if node.standing is not None})


# --- svg ----------------------------------------------------------------------------------------------------------

_EVENT_WIDTH: Final = 190
_STEP_WIDTH: Final = 360
_GAP: Final = 70
_PAD: Final = 10
_MARGIN: Final = 24
_HEAD: Final = 64
_WIDTH: Final = 2 * _MARGIN + 2 * _EVENT_WIDTH + _STEP_WIDTH + 2 * _GAP


def svg(drawing: Drawing) -> str:
    """The same as one picture that needs nothing else: a row for each step, its beginning left, its end right."""
    rows, y = [], float(_HEAD)
    for node in drawing.nodes:
        drawn, height = _row(node, y)
        rows.append(drawn)
        y += height + 16
    height = y + _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height:.0f}" viewBox="0 0 {_WIDTH} {height:.0f}" '
        f'font-family="sans-serif" font-size="12" role="img" aria-label="{escape(drawing.title)}">\n'
        f"<title>{escape(drawing.title)}</title>\n"
        '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#5f6368"/></marker></defs>\n'
        f'<rect width="{_WIDTH}" height="{height:.0f}" fill="#ffffff"/>\n'
        f'<text x="{_MARGIN}" y="30" font-size="17" font-weight="bold">{escape(drawing.title)}</text>\n'
        f'<text x="{_MARGIN}" y="50" fill="#5f6368">{escape(drawing.subtitle)}</text>\n' + "".join(rows) + "</svg>\n"
    )


def _row(node: Node, y: float) -> tuple[str, float]:
    words = [node.title, *_details(node)]
    lines = [line for text in words for line in wrapped(text, _STEP_WIDTH - 2 * _PAD - 16, 3)]
    height = max(len(lines) * LINE + 2 * _PAD, max(len(node.after), len(node.done_by), 1) * 30)
    x = _MARGIN + _EVENT_WIDTH + _GAP
    middle = y + height / 2
    dashed = ' stroke-dasharray="5 3"' if node.automatic else ""
    box = (
        f'<rect x="{x}" y="{y:.0f}" width="{_STEP_WIDTH}" height="{height:.0f}" rx="4" fill="{_FILLS[node.standing]}" '
        f'stroke="{_EDGES[node.standing]}"{dashed}/>\n'
    )
    heading = len(wrapped(node.title, _STEP_WIDTH - 2 * _PAD - 16, 3))
    texts = "".join(
        f'<text x="{x + _PAD}" y="{y + _PAD + 12 + n * LINE:.0f}"{_weight(n < heading)}>{escape(line)}</text>\n'
        for n, line in enumerate(lines)
    )
    mark = MARKS[node.standing] if node.standing else ""
    sign = f'<text x="{x + _STEP_WIDTH - 18}" y="{y + _PAD + 13:.0f}" font-weight="bold" fill="{_EDGES[node.standing]}">{mark}</text>\n'
    left = _events(node.after, _MARGIN, y, height, x, middle, begins=True)
    right = _events(node.done_by, x + _STEP_WIDTH + _GAP, y, height, x + _STEP_WIDTH, middle, begins=False)
    return box + texts + (sign if mark else "") + left + right, height


def _details(node: Node) -> list[str]:
    who = " · ".join(w for w in (node.owner, node.deadline) if w)
    return [w for w in (who, node.clause, node.note) if w]


def _weight(heading: bool) -> str:  # noqa: FBT001
    return ' font-weight="bold"' if heading else ' fill="#3c4043"'


def _events(names: Sequence[str], x: float, y: float, height: float, side: float, middle: float, *, begins: bool) -> str:
    drawn, step = "", height / max(len(names), 1)
    for number, name in enumerate(names):
        at = y + step * (number + 0.5)
        width = min(_EVENT_WIDTH, width_of(name) + 24)
        left = x + _EVENT_WIDTH - width if begins else x
        drawn += (
            f'<rect x="{left:.0f}" y="{at - 11:.0f}" width="{width:.0f}" height="22" rx="11" fill="#e8f0fe" stroke="#1a73e8"/>\n'
            f'<text x="{left + width / 2:.0f}" y="{at + 4:.0f}" text-anchor="middle">{escape(name)}</text>\n'
        )
        start, end = ((x + _EVENT_WIDTH, at), (side, middle)) if begins else ((side, middle), (x, at))
        drawn += (
            f'<path d="M{start[0]:.0f} {start[1]:.0f} C{start[0] + 35:.0f} {start[1]:.0f} {end[0] - 35:.0f} {end[1]:.0f} '
            f'{end[0]:.0f} {end[1]:.0f}" fill="none" stroke="#5f6368" marker-end="url(#arrow)"/>\n'
        )
    return drawn
