"""One enterprise as a transaction works on it: its state, and what each workflow makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from zibo_port.domain.books import Books
from zibo_port.domain.commands import Command
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import Text
from zibo_port.domain.fact import Fact
from zibo_port.domain.steps import Step
from zibo_port.workflows import joint_supervision, price_supervision, service_evaluation


class Workflow(Protocol):
    """The names that each mechanism's module offers."""

    NAME: str
    TITLE: Text
    VERSION: int
    VERSIONS: Mapping[int, Sequence[Step]]

    @staticmethod
    def initial(books: Books) -> Any:
        """The state before anything happened."""

    @staticmethod
    def evolve(state: Any, event: Fact) -> Any:
        """The state after an event."""

    @staticmethod
    def commands(state: Any, on: Any) -> Iterator[Command]:
        """What the engine does by itself."""

    @staticmethod
    def due(state: Any, on: Any) -> Iterator[Any]:
        """What the engine does and what people owe."""


ENTERPRISE_WORKFLOWS: Final[list[Workflow]] = [joint_supervision, service_evaluation, price_supervision]  # type: ignore[list-item]
"""The mechanisms that follow enterprises: this house's, then those that were plugged in."""


def plug_in(workflow: Workflow) -> None:
    """Let a further mechanism follow every enterprise: its engine's steps are settled, its duties owed, its steps drawn.

    To be called once, before a store is opened; a program that does so and then runs `zibo_port.cli.main` offers it in every
    command. Its facts are those of enterprises, its commands those that the office knows.

    Raises:
        ValueError: there is a mechanism of that name.
    """
    if any(known.NAME == workflow.NAME for known in ENTERPRISE_WORKFLOWS):
        raise ValueError(f"there is a workflow {workflow.NAME} already")
    ENTERPRISE_WORKFLOWS.append(workflow)


@dataclass(slots=True)
class Folder:
    """One enterprise on the desk: its state, and what each workflow makes of it.

    A workflow that fails over a fact doesn't stand in the way of the enterprise's own decisions: its `fault` is kept,
    and told when the folder is settled.
    """

    enterprise: Enterprise
    flows: list[Any]
    fault: Exception | None = None

    @classmethod
    def of(cls, enterprise: Enterprise, facts: Sequence[Fact], books: Books) -> Folder:
        """The folder of an enterprise, of which nothing was replayed so far."""
        folder = cls(enterprise.replay(facts), [w.initial(books) for w in ENTERPRISE_WORKFLOWS])
        folder.follow(facts)
        return folder

    def follow(self, facts: Sequence[Fact]) -> None:
        """Let the workflows see facts."""
        try:
            for number, workflow in enumerate(ENTERPRISE_WORKFLOWS):
                state = self.flows[number]
                for fact in facts:
                    state = workflow.evolve(state, fact)
                self.flows[number] = state
        except Exception as fault:  # noqa: BLE001 - told to the officer, and met again by the catch-up
            self.fault = fault

    def asked(self, on: date) -> list[Command]:
        """What the workflows ask of the engine."""
        if self.fault is not None:
            raise self.fault
        return [c for w, s in zip(ENTERPRISE_WORKFLOWS, self.flows, strict=True) for c in w.commands(s, on)]
