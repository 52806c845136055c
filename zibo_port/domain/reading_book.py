"""Which reading of an ambiguity was adopted, from when, by which meeting: the office's own interpretation of the notice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.readings import Adoption
from zibo_port.domain.stream import Stream

if TYPE_CHECKING:
    from zibo_port.domain.commands import AdoptReading
    from zibo_port.domain.readings import Readings

# --- facts --------------------------------------------------------------------------------------------------------


class ReadingAdopted(Fact):
    """A reading was adopted: it is used for quarters that end on `since` or later and aren't closed yet.

    `adopted_by` is the meeting, else the first line of its minutes.
    """

    TOPIC: ClassVar[str] = "readings.adopted"
    CLAUSE: ClassVar[str] = "《淄博市口岸服务评价机制实施方案》四（由市口岸办公室负责解释）"

    ambiguity: str
    reading: str
    since: date
    adopted_by: str
    minutes: str

    def apply(self, aggregate: ReadingBook) -> None:
        """One more adoption."""
        made = aggregate.adoptions.get(self.ambiguity, ())
        aggregate.adoptions[self.ambiguity] = (*made, Adoption(self.reading, self.since, self.adopted_by))


# --- state and decisions ------------------------------------------------------------------------------------------


class ReadingBook(Stream):
    """The aggregate of all adoptions."""

    KIND = "readings"
    Event = Fact

    ReadingAdopted = ReadingAdopted

    def begin(self) -> None:
        """Nothing was adopted."""
        self.adoptions: dict[str, tuple[Adoption, ...]] = {}

    def adopt(self, form: AdoptReading, act: Act, readings: Readings) -> None:
        """Adopt an admissible reading that this release computes; the same adoption again is no event.

        Raises:
            NotFound: no such ambiguity.
            InvalidData: field `reading`; not admissible.
            Refused: admissible, but this release can't compute with it.
        """
        readings.with_(form.ambiguity, form.reading)
        by = form.meeting or form.minutes.splitlines()[0][:80]
        if Adoption(form.reading, form.since, by) not in self.adoptions.get(form.ambiguity, ()):
            self.record(
                ReadingAdopted,
                act,
                effective_on=form.since,
                ambiguity=form.ambiguity,
                reading=form.reading,
                since=form.since,
                adopted_by=by,
                minutes=form.minutes,
            )
