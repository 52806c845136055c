"""The mechanisms that this house runs, by name: their steps and versions, and a case on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from zibo_port.domain.commands import MigrateCase
from zibo_port.domain.document_no import comparable
from zibo_port.domain.duty import Duty
from zibo_port.domain.errors import NotFound, Refused, Text
from zibo_port.domain.steps import Step
from zibo_port.office.archive import Archive, File, View
from zibo_port.office.folder import ENTERPRISE_WORKFLOWS
from zibo_port.workflows import joint_supervision, port_monitoring, price_supervision, service_evaluation


class Mechanism(Protocol):
    """What a workflow module offers for drawing."""

    NAME: str
    TITLE: Text
    VERSION: int
    VERSIONS: Mapping[int, Sequence[Step]]


def mechanisms() -> Mapping[str, Mechanism]:
    """Every mechanism by its name: this house's, then those that were plugged in."""
    found: dict[str, Mechanism] = {m.NAME: m for m in (joint_supervision, service_evaluation, port_monitoring, price_supervision)}
    return found | {w.NAME: w for w in ENTERPRISE_WORKFLOWS}


def mechanism(name: str) -> Mechanism:
    """A mechanism by its name.

    Raises:
        NotFound: there is none of that name.
    """
    all_of_them = mechanisms()
    found = all_of_them.get(name.replace("-", "_"))
    if found is None:
        known = "、".join(all_of_them), ", ".join(all_of_them)
        raise NotFound(f"没有名为 {name} 的流程，现有：{known[0]}。", f"There is no workflow {name}; there are {known[1]}.")
    return found


class OnCase(NamedTuple):
    """A case on the steps of its version: every duty that runs, done or not."""

    document_no: str
    enterprise: str
    name: str
    version: int
    steps: Sequence[Step]
    duties: Sequence[Duty]
    happened: frozenset[str]
    """Kinds of events that the enterprise's history has about the case."""


def on_case(archive: Archive, document_no: str, view: View) -> OnCase:
    """One case as a view shows it.

    Raises:
        NotFound: no such decision by then.
    """
    file = archive.file_of_case(document_no, view)
    state, case = _case(file, document_no)
    facts = [fact for _, fact in archive.trail(file.enterprise.identity.code, view)]
    key = comparable(document_no)
    happened = frozenset(type(f).__name__ for f in facts if comparable(vars(f).get("document_no", "")) == key)
    owed = list(joint_supervision.duties_of(state, case, view.on))
    who = file.enterprise.identity
    return OnCase(case.document_no, who.code, who.name, case.version, joint_supervision.steps_of(case), owed, happened)


class Difference(NamedTuple):
    """What a migration changes about one duty; None: not owed."""

    step: str
    before: Duty | None
    after: Duty | None


def difference(archive: Archive, form: MigrateCase, view: View) -> list[Difference]:
    """The duties of a case that a migration would change.

    Raises:
        NotFound: no such decision.
        Refused: no such version.
    """
    state, case = _case(archive.file_of_case(form.document_no, view), form.document_no)
    if form.to_version not in joint_supervision.VERSIONS:
        raise Refused(
            f"流程 {joint_supervision.NAME} 没有第 {form.to_version} 版。",
            f"{joint_supervision.NAME} has no version {form.to_version}.",
            clause="流程版本只增不改",
        )
    before = {d.step: d for d in joint_supervision.duties_of(state, case, view.on)}
    case.version = form.to_version  # the file is this question's own
    after = {d.step: d for d in joint_supervision.duties_of(state, case, view.on)}
    changed = (name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name))
    return [Difference(name, before.get(name), after.get(name)) for name in changed]


def _case(file: File, document_no: str) -> tuple[joint_supervision.State, joint_supervision.Case]:
    state = next(f for f in file.flows if isinstance(f, joint_supervision.State))
    return state, state.cases[comparable(document_no)]
