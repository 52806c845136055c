"""Forms about the units: their contacts, and which of them may score."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator

from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands.base import Command, Departments, Name, Prose, QuarterKey, UnknownCode
from zibo_port.domain.errors import InvalidData

_UNIT: Final = re.compile(r"[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?")
_PHONE: Final = re.compile(r"\+?[0-9][0-9 ()-]{2,24}[0-9](转[0-9]{1,6})?")
_MOBILE: Final = re.compile(r"(\+?86)?1[3-9][0-9]{9}")


def _unit(value: str) -> str:
    if not _UNIT.fullmatch(value) or value.partition(".")[0] not in DEPARTMENTS:
        raise UnknownCode("unit", value, tuple(DEPARTMENTS))
    return value


def _phone(value: object) -> str:
    """An office's number: a person's own mobile number doesn't go into the log, which can't forget it."""
    number = unicodedata.normalize("NFKC", str(value)).strip()
    if _MOBILE.fullmatch(re.sub(r"[ ()-]", "", number)):
        raise InvalidData.of(
            "phone",
            "这是手机号码，属个人信息，不登记；请填办公电话，如 0533-0000000。",
            "This is a mobile number, which is personal and isn't recorded; give the office's, as 0533-0000000.",
        )
    if not _PHONE.fullmatch(number):
        raise InvalidData.of(
            "phone", "不是电话号码，请写成 0533-0000000 或 0533-0000000转12。", "It is no telephone number; write it as 0533-0000000."
        )
    return number


UnitCode = Annotated[str, AfterValidator(_unit)]
Phone = Annotated[str, BeforeValidator(_phone)]


class NameContact(Command):
    """Name a unit's contact for a purpose (the notice, first plan, five (一); third plan, three (一)).

    `on` is the day from which that person is the contact, the day of recording where it is left out.
    """

    unit: UnitCode
    purpose: Literal["monitoring", "evaluation", "joint-supervision"]
    name: Name
    post: Name
    phone: Phone | None = None
    on: date | None = None
    reason: Prose | None = None

    @property
    def department_(self) -> str:
        """The unit, or the department above a district's unit."""
        return self.unit.partition(".")[0]


class NameScorers(Command):
    """Name the departments that may score from a quarter on (the notice, second plan, annex)."""

    departments: Departments
    quarter: QuarterKey
    minutes: Prose
