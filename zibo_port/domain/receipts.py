"""What a platform or an outlet answers: an acceptance or a rejection, recorded once."""

from __future__ import annotations

from typing import Protocol

from zibo_port.domain.errors import InvalidData, Refused


class Answer(Protocol):
    """A form that says what was answered."""

    @property
    def accepted(self) -> str | None:
        """The number of the acceptance."""

    @property
    def rejected(self) -> str | None:
        """The reason of the rejection."""


def answer_of(form: Answer) -> tuple[str, str]:
    """The state, accepted or rejected, and the number or the reason.

    Raises:
        InvalidData: neither or both were given.
    """
    if (form.accepted is None) == (form.rejected is None):
        raise InvalidData.of(
            "accepted",
            "请给出回执编号（--accepted）或退回原因（--rejected），二者择一。",
            "Give either --accepted NUMBER or --rejected REASON.",
        )
    return ("accepted", form.accepted) if form.accepted is not None else ("rejected", form.rejected or "")


def already_accepted(publication: str, receipt: str | None) -> Refused:
    """Another answer after the acceptance."""
    return Refused(
        f"公示任务 {publication} 已有回执 {receipt}，不能再改为其他结果。",
        f"Publication {publication} was accepted as {receipt}; the answer can't be changed.",
        clause="回执是事实，只记一次",
    )
