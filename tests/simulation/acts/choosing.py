"""How people of the city choose: mostly what makes sense, now and then what the rules forbid or another way of typing it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.simulation.city import City
from zibo_port.domain import commands as c

Act = Callable[[City, Random], c.Command | None]


def rarely(chance: Random) -> bool:
    """Once in a dozen times."""
    return chance.random() < 0.08


def one(chance: Random, things: Any) -> Any:
    """One of some things, None where there are none."""
    ordered = list(things)
    return chance.choice(ordered) if ordered else None


def numbers(city: City) -> list[str]:
    """All decisions on record."""
    return list(city.notebook.cases)


def a_case(city: City, chance: Random, fits: Callable[[str], Any]) -> str | None:
    """A decision that fits, or now and then any."""
    found: str | None = one(chance, [n for n in numbers(city) if rarely(chance) or fits(n)])
    return found


def typed(number: str, chance: Random) -> str:
    """A number as this or that officer types it."""
    return number.translate(str.maketrans("〔〕", "[]")) if rarely(chance) else number


def since(day: date, city: City, chance: Random) -> date:
    """A day between another and today."""
    return day + timedelta(days=chance.randint(0, max(0, (city.today - day).days)))
