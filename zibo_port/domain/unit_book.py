"""What is recorded about the units: who is their contact for what, and which of them may score from which quarter on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from zibo_port.domain.codes import department_name
from zibo_port.domain.errors import InvalidData, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.periods import Quarter
from zibo_port.domain.purposes import CLAUSE_PERSONS, CLAUSE_REPORTER, CLAUSE_SCORERS, PURPOSES
from zibo_port.domain.stream import Stream

if TYPE_CHECKING:
    from zibo_port.domain.commands import NameContact, NameScorers
    from zibo_port.domain.units import UnitEntry, Units

# --- facts --------------------------------------------------------------------------------------------------------


class ContactNamed(Fact):
    """A unit named its contact for a purpose, by name and post; effective on the day from which that person is one.

    `unit_name` is what the unit was called then.
    """

    TOPIC: ClassVar[str] = "unit.contact-named"
    CLAUSE: ClassVar[str] = f"{CLAUSE_REPORTER}、{CLAUSE_PERSONS}"

    unit: str
    unit_name: str
    purpose: str
    name: str
    post: str
    phone: str | None
    reason: str | None

    def apply(self, aggregate: UnitBook) -> None:
        """One more contact; the one before stays with its end."""
        aggregate.contacts.setdefault((self.unit, self.purpose), []).append(self)


class ScorersNamed(Fact):
    """The conference named the departments that may score, from a quarter on."""

    TOPIC: ClassVar[str] = "unit.scorers-named"
    CLAUSE: ClassVar[str] = CLAUSE_SCORERS

    departments: tuple[str, ...]
    quarter: str
    minutes: str

    def apply(self, aggregate: UnitBook) -> None:
        """For that quarter and later ones, until others are named."""
        aggregate.scorers.append(self)


# --- state --------------------------------------------------------------------------------------------------------


class Contact(NamedTuple):
    """A contact, and the day on which the next one took over."""

    fact: ContactNamed
    until: date | None


class UnitRecords(Stream):
    """Who was named, and what may be decided about it."""

    def begin(self) -> None:
        """Nobody was named."""
        self.contacts: dict[tuple[str, str], list[ContactNamed]] = {}
        self.scorers: list[ScorersNamed] = []

    def history(self, unit: str, purpose: str) -> tuple[Contact, ...]:
        """Every contact of a unit for a purpose, in order of time; of two from one day the later recorded counts."""
        days: dict[date, ContactNamed] = {}
        for fact in self.contacts.get((unit, purpose), ()):
            days[fact.effective_on or date.min] = fact
        begun = sorted(days)
        ends = (*begun[1:], None)
        return tuple(Contact(days[day], ends[n]) for n, day in enumerate(begun))

    def contact(self, unit: str, purpose: str, on: date) -> ContactNamed | None:
        """Who is the contact on a day."""
        begun = [c.fact for c in self.history(unit, purpose) if (c.fact.effective_on or date.min) <= on]
        return begun[-1] if begun else None

    def scoring(self, quarter: Quarter) -> ScorersNamed | None:
        """By which naming departments score a quarter; None as long as every unit of the conference may."""
        begun = sorted((f for f in self.scorers if Quarter.parse(f.quarter) <= quarter), key=lambda f: f.quarter)
        return begun[-1] if begun else None

    # --- decisions ------------------------------------------------------------------------------------------------

    def name_contact(self, form: NameContact, units: Units, act: Act) -> Fact:
        """Name a contact; the same one again is no event. What now stands.

        Raises:
            NotFound: there is no such unit.
            InvalidData: a day in the future.
            Refused: another contact was named from that very day, and no reason is given.
        """
        on = form.on or act.today
        unit = units.get(form.unit, on)
        if on > act.today:
            raise InvalidData.of(
                "on", f"{on} 在将来，请在到任当天登记。", f"{on} lies in the future; record it on the day the contact takes over."
            )
        known = self.contact(form.unit, form.purpose, on)
        if known is not None and (known.name, known.post, known.phone) == (form.name, form.post, form.phone):
            return known
        if known is not None and known.effective_on == on and form.reason is None:
            raise Refused(
                f"{unit.zh}已登记自 {on} 起的联系人 {known.name}（{known.post}），与本次不同。更正请说明原因：--reason。",
                f"{unit.en} has {known.name} ({known.post}) as its contact from {on} on. To correct it give --reason.",
                clause="更改须留原因",
            )
        said = form.model_dump(include={"unit", "purpose", "name", "post", "phone", "reason"})
        self.record(ContactNamed, act, effective_on=on, unit_name=unit.zh, **said)
        return self.contacts[form.unit, form.purpose][-1]

    def name_scorers(self, form: NameScorers, act: Act) -> Fact:
        """Name the departments that may score; the same ones for the same quarter are no event. What now stands."""
        known = self.scoring(Quarter.parse(form.quarter))
        if known is not None and (known.quarter, set(known.departments)) == (form.quarter, set(form.departments)):
            return known
        said = {"departments": form.departments, "quarter": form.quarter, "minutes": form.minutes}
        self.record(ScorersNamed, act, effective_on=act.today, **said)
        return self.scorers[-1]

    def must_score(self, department: str, quarter: Quarter) -> None:
        """Refuse a score by a department that wasn't named for that quarter."""
        named = self.scoring(quarter)
        if named is not None and department not in named.departments:
            names = [department_name(code) for code in named.departments]
            unit = department_name(department)
            raise Refused(
                f"自 {named.quarter} 起由{'、'.join(n.zh for n in names)}评分，{quarter} 不登记{unit.zh}的评分。",
                f"From {named.quarter} on, scores are given by {', '.join(n.en for n in names)}; {quarter} takes none of the {unit.en}.",
                clause=CLAUSE_SCORERS,
            )


class UnitBook(UnitRecords):
    """The aggregate of everything that is recorded about the units."""

    KIND = "unit"
    Event = Fact

    ContactNamed = ContactNamed
    ScorersNamed = ScorersNamed


def missing(book: UnitBook, units: Units, on: date) -> Iterator[tuple[UnitEntry, str]]:
    """Every unit and purpose for which the notice asks for a named contact and nobody is one on a day."""
    for unit in units.on(on):
        for code, purpose in PURPOSES.items():
            if unit.role in purpose.asked_of and book.contact(unit.code, code, on) is None:
                yield unit, code
