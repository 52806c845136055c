"""The office's own books as facts: the founding of the store, its officers, the calendar years it adopted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from zibo_port.domain.arranged_year import arranged, otherwise
from zibo_port.domain.calendar import Calendar, Year
from zibo_port.domain.errors import Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.profile import Profile
from zibo_port.domain.stream import Stream

if TYPE_CHECKING:
    from zibo_port.domain.commands import AdoptYear


class OfficeFounded(Fact):
    """The store was set up; a rehearsal store honours a clock that is given to it."""

    TOPIC: ClassVar[str] = "office.founded"

    store: str
    rehearsal: bool
    authority: str
    authority_code: str
    source: str
    source_code: str
    authorities: tuple[str, ...]

    def apply(self, aggregate: OfficeBook) -> None:
        """Set the particulars."""
        aggregate.store, aggregate.rehearsal = self.store, self.rehearsal
        aggregate.founded_on = self.effective_on
        aggregate.profile = _profile_of(self)


class ProfileChanged(Fact):
    """The office's particulars were given or changed; what was published before stays as it was."""

    TOPIC: ClassVar[str] = "office.profile-changed"

    authority: str
    authority_code: str
    source: str
    source_code: str
    authorities: tuple[str, ...]

    def apply(self, aggregate: OfficeBook) -> None:
        """Set the particulars."""
        aggregate.profile = _profile_of(self)


def _profile_of(said: OfficeFounded | ProfileChanged) -> Profile:
    return Profile(
        authority=said.authority,
        authority_code=said.authority_code,
        source=said.source,
        source_code=said.source_code,
        authorities=said.authorities,
    )


class OfficerRegistered(Fact):
    """An officer may act for these departments; `four_eyes` says that what this officer wrote another one must approve."""

    TOPIC: ClassVar[str] = "office.officer-registered"

    name: str
    departments: tuple[str, ...]
    four_eyes: bool = False

    def apply(self, aggregate: OfficeBook) -> None:
        """Know the officer."""
        aggregate.officers[self.name] = Officer(self.departments, self.four_eyes)


class Officer(NamedTuple):
    """For whom an officer may act, and whether four eyes are asked of this officer."""

    departments: tuple[str, ...]
    four_eyes: bool


class OfficeBook(Stream):
    """The aggregate of the office itself."""

    KIND = "office"
    Event = Fact

    OfficeFounded = OfficeFounded
    ProfileChanged = ProfileChanged
    OfficerRegistered = OfficerRegistered

    def begin(self) -> None:
        """Not founded."""
        self.store = ""
        self.rehearsal = False
        self.founded_on: date | None = None
        self.profile: Profile | None = None
        self.officers: dict[str, Officer] = {}

    def found(self, store: str, profile: Profile, act: Act, *, rehearsal: bool) -> None:
        """Found the office, once."""
        if self.profile is None:
            self.record(OfficeFounded, act, effective_on=act.today, store=store, rehearsal=rehearsal, **profile.model_dump())

    def change_profile(self, profile: Profile, act: Act) -> None:
        """Give the office other particulars; the same ones are no event."""
        if profile != self.profile:
            self.record(ProfileChanged, act, effective_on=act.today, **profile.model_dump())

    def register_officer(self, name: str, departments: tuple[str, ...], act: Act, *, four_eyes: bool = False) -> None:
        """Register an officer; the same again is no event, other departments are refused."""
        known = self.officers.get(name)
        if known is None:
            self.record(OfficerRegistered, act, effective_on=act.today, name=name, departments=departments, four_eyes=four_eyes)
        elif set(known.departments) != set(departments):
            raise Refused(
                f"人员“{name}”已登记，可代表的部门与本次不同。",
                f"Officer {name} is registered for other departments.",
                clause="一名人员只登记一次",
            )


class CalendarYearAdopted(Fact):
    """The working days of a year were adopted: weekdays off, and weekend days worked (调休)."""

    TOPIC: ClassVar[str] = "calendar.year-adopted"
    CLAUSE: ClassVar[str] = "《中华人民共和国行政处罚法》第八十五条"

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    paper: str
    issued_on: date | None = None
    reason: str | None = None
    """Why what was adopted before is corrected."""

    @property
    def arrangement(self) -> Year:
        """The year as a value."""
        return Year(self.year, frozenset(self.holidays), frozenset(self.workdays), self.paper, self.issued_on)

    def apply(self, aggregate: CalendarBook) -> None:
        """The year is known from here on."""
        aggregate.years[self.year] = self.arrangement
        aggregate.adopted[self.year] = self


class CalendarBook(Stream):
    """The aggregate of the working calendar."""

    KIND = "calendar"
    Event = Fact

    CalendarYearAdopted = CalendarYearAdopted

    def begin(self) -> None:
        """No year is known."""
        self.years: dict[int, Year] = {}
        self.adopted: dict[int, Fact] = {}

    def adopt(self, year: Year, act: Act, reason: str | None = None) -> None:
        """Adopt a year; the same content again is no event."""
        if self.years.get(year.year) != year:
            self.record(
                CalendarYearAdopted,
                act,
                effective_on=None,
                year=year.year,
                holidays=tuple(sorted(year.holidays)),
                workdays=tuple(sorted(year.workdays)),
                paper=year.paper,
                issued_on=year.issued_on,
                reason=reason,
            )

    def adopt_arranged(self, form: AdoptYear, act: Act) -> Fact:
        """Adopt a year as it was handed in; the fact that stands. The library says nothing new where the days are the same.

        Raises:
            InvalidData: as `arranged` says.
            Refused: the year is adopted with other content, and no reason is given for a correction.
        """
        year, known = arranged(form, act.today), self.years.get(form.year)
        days = () if known is None else self.calendar.differing(self.calendar.with_(year), form.year)
        if known is None or (known != year and (days or form.source == "notice")):
            if known is not None and form.reason is None:
                raise otherwise(known, year, days)
            self.adopt(year, act, form.reason)
        return self.adopted[form.year]

    @property
    def calendar(self) -> Calendar:
        """The calendar as a value."""
        return Calendar(self.years.values())
