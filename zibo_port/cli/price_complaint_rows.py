"""Price complaints as the counter shows them: rows for programs and in people's words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from zibo_port.cli.duty_rows import deadline_words, state_words
from zibo_port.cli.language import t
from zibo_port.cli.output import Column
from zibo_port.cli.unit_option import unit_words
from zibo_port.domain.errors import Text
from zibo_port.domain.prevention_codes import ANSWERS, CHANNELS

if TYPE_CHECKING:
    from zibo_port.office.prevention import Handled

LIST: Final = (
    Column("received_on", "收到", "Received"),
    Column("reference", "编号", "Reference"),
    Column("name", "企业", "Enterprise"),
    Column("what", "内容", "What"),
    Column("state", "进度", "State"),
    Column("unit", "办理单位", "Unit"),
    Column("due_on", "期限", "Due"),
    Column("result", "结果", "Result"),
)
_STATES: Final = {
    "received": Text("待交办", "to be assigned"),
    "assigned": Text("办理中", "assigned"),
    "answered": Text("已答复", "answered"),
}


def row(now: Handled, on: date) -> dict[str, Any]:
    """A complaint; `due_on` and what follows are those of the step that is owed, or of the answer once it is given."""
    received, assigned, answered, escalated = now.received, now.complaint.assigned, now.complaint.answered, now.complaint.escalated
    duty = now.open or now.duties[-1]
    return {
        "reference": received.reference,
        "enterprise": now.who.code,
        "name": now.who.name,
        "received_on": received.effective_on,
        "received_by": received.unit,
        "received_by_name": received.unit_name,
        "channel": received.channel,
        "what": received.what,
        "emergency": now.complaint.emergency,
        "escalated_on": escalated.effective_on if escalated is not None else None,
        "state": now.complaint.state,
        "unit": assigned.unit if assigned is not None else None,
        "unit_name": assigned.unit_name if assigned is not None else None,
        "assigned_on": assigned.effective_on if assigned is not None else None,
        "result": answered.result if answered is not None else None,
        "answer": answered.answer if answered is not None else None,
        "told_on": answered.effective_on if answered is not None else None,
        "step": duty.step,
        "due_on": duty.due_on,
        "provisional": duty.provisional,
        "assumed": duty.assumed,
        "late": duty.late(on),
    }


def words(one: dict[str, Any], on: date) -> dict[str, Any]:
    """The same for people: the state with how many days are left or late."""
    unit, name = (one["unit"], one["unit_name"]) if one["unit"] is not None else (one["received_by"], one["received_by_name"])
    urgent = t("（应急）", " (emergency)") if one["emergency"] else ""
    standing = state_words({"done_on": one["told_on"], "due_on": one["due_on"], "late": one["late"]}, on)
    answered = one["state"] == "answered"
    return one | {
        "reference": one["reference"] + urgent,
        "state": standing if answered else f"{t(*_STATES[one['state']])}{t('，', ', ')}{standing}",
        "unit": unit_words(unit, name),
        "due_on": deadline_words(one),
        "channel": t(*CHANNELS[one["channel"]]),
        "result": t(*ANSWERS[one["result"]]) if answered else None,
    }
