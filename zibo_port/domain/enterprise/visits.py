"""Visits to an enterprise (调研): who went, about what, what was found (the notice, first plan, five (二))."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from zibo_port.domain.enterprise.registration import Registration
from zibo_port.domain.errors import InvalidData, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.short_names import short_name

if TYPE_CHECKING:
    from zibo_port.domain.commands import RecordVisit
    from zibo_port.domain.enterprise import Enterprise

CLAUSE_VISITS: Final = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》五（二）"

# --- facts --------------------------------------------------------------------------------------------------------


class VisitRecorded(Fact):
    """A department visited the enterprise; effective on the day of the visit. `bottleneck` is the problem it found, in a few words."""

    TOPIC: ClassVar[str] = "enterprise.visit-recorded"
    CLAUSE: ClassVar[str] = CLAUSE_VISITS

    visit: str
    visiting_department: str
    topic: str
    findings: str
    bottleneck: str | None
    reason: str | None

    def apply(self, aggregate: Enterprise) -> None:
        """What was found; what is put right replaces what was said before."""
        aggregate.visits[self.visit] = self


# --- decisions ----------------------------------------------------------------------------------------------------


def name_of(form: RecordVisit) -> str:
    """The short name of a visit: the same department about the same topic on the same day is the same visit."""
    return short_name("V", f"{form.enterprise}|{form.department}|{form.topic}", form.on)


class Visits(Registration):
    """What may be decided about visits."""

    if TYPE_CHECKING:
        visits: dict[str, VisitRecorded]

    def record_visit(self, form: RecordVisit, act: Act) -> Fact:
        """Record a visit; the same again is no event, other findings need a reason. What now stands.

        Raises:
            InvalidData: a day in the future.
            Refused: the visit is on record with other findings, and no reason is given.
        """
        self.must_exist(form.enterprise)
        if form.on > act.today:
            raise InvalidData.of(
                "on", f"调研日期 {form.on} 在将来，请在调研后登记。", f"{form.on} lies in the future; record a visit once it was made."
            )
        name = name_of(form)
        known = self.visits.get(name)
        if known is not None and (known.findings, known.bottleneck) == (form.findings, form.bottleneck):
            return known
        if known is not None and form.reason is None:
            raise Refused(
                f"这次调研已登记为 {name}，内容与本次不同。更正请说明原因：--reason。",
                f"This visit is on record as {name} with other findings. To correct it give --reason.",
                clause="更改须留原因",
            )
        said = form.model_dump(include={"topic", "findings", "bottleneck", "reason"})
        self.record(VisitRecorded, act, effective_on=form.on, visit=name, visiting_department=form.department, **said)
        return self.visits[name]
