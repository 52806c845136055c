"""What workflows call their steps; those that follow enterprises are asked first, so that logging a penalty loads no others."""

from __future__ import annotations

from collections.abc import Iterator

from zibo_port.domain.errors import Text
from zibo_port.domain.steps import Step
from zibo_port.office.folder import ENTERPRISE_WORKFLOWS


def title_of(step: str) -> Text | None:
    """What the workflow that asks for a step calls it; None if none does."""
    return next((declared.title for declared in _declared() if declared.covers(step)), None)


def _declared() -> Iterator[Step]:
    for workflow in ENTERPRISE_WORKFLOWS:
        for version in sorted(workflow.VERSIONS, reverse=True):
            yield from workflow.VERSIONS[version]
    from zibo_port.office.mechanisms import mechanisms  # the others, with all that they follow

    for mechanism in mechanisms().values():
        yield from mechanism.VERSIONS[mechanism.VERSION]
