"""Something that a department must have done by a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Duty:
    """A step that people owe.

    `since` and `due_on` are days in Asia/Shanghai; `provisional` says that the period crosses a year whose working
    days aren't known yet, `assumed` that the period isn't fixed by the notice or the law. `unit` is the district's unit
    that has it in hand, below the department that answers for it.
    """

    step: str
    case: str
    department: str
    since: date
    due_on: date
    provisional: bool
    assumed: bool
    clause: str
    done_on: date | None = None
    unit: str | None = None

    def done(self, on: date) -> date | None:
        """The day it was done, if that was by a day; one that is done later isn't done yet."""
        return self.done_on if self.done_on is not None and self.done_on <= on else None

    def late(self, on: date) -> bool:
        """Late on a day: not done by then though due before, or done after it was due, whenever it was recorded."""
        return (self.done(on) or on) > self.due_on
