"""What must hold of a city, found out by its notebook; each check raises with what it found."""

from tests.simulation.checks.consequences import consequences_stand, replay_agrees
from tests.simulation.checks.days import days_are_right, facts_in_order
from tests.simulation.checks.duties import nothing_lost, nothing_moved
from tests.simulation.checks.engine import duties_are_there, nothing_missing
from tests.simulation.checks.meetings import four_eyes, quorums
from tests.simulation.checks.mornings import escalated_in_order, nothing_left_to_escalate
from tests.simulation.checks.records import nothing_doubled

__all__ = [
    "consequences_stand",
    "days_are_right",
    "duties_are_there",
    "escalated_in_order",
    "facts_in_order",
    "four_eyes",
    "nothing_doubled",
    "nothing_left_to_escalate",
    "nothing_lost",
    "nothing_missing",
    "nothing_moved",
    "quorums",
    "replay_agrees",
]
