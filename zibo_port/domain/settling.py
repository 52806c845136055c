"""What an enterprise may do about its quarter: settle complaints, see measures through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise.evaluation import CLAUSE_ANNEX
from zibo_port.domain.enterprise_page import Recourse
from zibo_port.domain.errors import Text
from zibo_port.domain.evidence import Evidence
from zibo_port.domain.periods import Quarter

_BEFORE_CLOSE: Final = Text("封账前登记的化解计入本季度得分。", "What is recorded before the close counts in this quarter.")
_AFTER_CLOSE: Final = Text("本季度已封账：此后登记的化解引起重述。", "The quarter is closed: what is recorded now raises a restatement.")


def settling(evidence: Evidence, quarter: Quarter, *, closed: bool) -> Iterator[Recourse]:
    """Each complaint of the quarter that isn't resolved yet, to be settled on the enterprise's own initiative."""
    for complaint in sorted(evidence.complaints, key=lambda c: (c.received_on, c.reference)):
        if Quarter.of(complaint.received_on) == quarter and complaint.resolved_on is None:
            reference = complaint.reference
            what = Text(f"主动化解投诉 {reference}", f"settle complaint {reference} on its own initiative")
            note = _AFTER_CLOSE if closed else _BEFORE_CLOSE
            yield Recourse("settle-complaint", reference, what, CLAUSE_ANNEX, complaint.received_on, None, note)


def measures(duties: Sequence[Duty], names: dict[str, Text], on: date) -> Iterator[Recourse]:
    """Each measure that a department has still to carry out, to be seen through by its day."""
    for duty in duties:
        kind, _, code = duty.step.partition("-")
        if kind == "measure" and duty.done(on) is None:
            name, unit = names.get(code, Text(code, code)), DEPARTMENTS.get(duty.department, Text(duty.department, duty.department))
            what = Text(f"配合{unit.zh}完成措施：{name.zh}", f"see through with {unit.en}: {name.en}")
            note = Text("由该部门报告完成后解除。", "It ends when that department reports it done.")
            yield Recourse(
                "finish-measure",
                duty.case,
                what,
                duty.clause,
                duty.since,
                duty.due_on,
                note,
                owed=True,
                provisional=duty.provisional,
                assumed=duty.assumed,
            )
