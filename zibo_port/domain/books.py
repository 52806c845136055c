"""What a decision may consult: the calendar, the provisions, the readings adopted and the office's particulars."""

from __future__ import annotations

from dataclasses import dataclass

from zibo_port.domain.calendar import Calendar
from zibo_port.domain.profile import Profile
from zibo_port.domain.provisions import Provisions
from zibo_port.domain.readings import Readings
from zibo_port.domain.scoring_rules import ScoringRules


@dataclass(frozen=True, slots=True)
class Books:
    """The values that the office loads and hands to the domain."""

    calendar: Calendar
    provisions: Provisions
    scoring: ScoringRules
    readings: Readings
    profile: Profile
