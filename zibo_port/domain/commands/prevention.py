"""Forms about what comes before a penalty: reminders, inspections, price complaints."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated, ClassVar, Final, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from zibo_port.domain.commands.base import Command, DocumentNo, Name, Prose, Usci
from zibo_port.domain.commands.units import UnitCode
from zibo_port.domain.errors import InvalidData
from zibo_port.domain.prevention_codes import CHECKED

_PERSONAL: Final = re.compile(r"(?<![0-9])(1[3-9][0-9]{9}|[1-8][0-9]{5}(19|20)[0-9]{9}[0-9X])(?![0-9])")
"""A mobile number or an identity number."""

REGULATOR: Final = "market-supervision"

Checked = Literal["guided-price", "fixed-price", "marked-price", "fee-list", "other"]


def _impersonal(text: str, info: ValidationInfo) -> str:
    if _PERSONAL.search(re.sub(r"(?<=[0-9])[ -](?=[0-9])", "", unicodedata.normalize("NFKC", text).upper())):
        raise InvalidData.of(
            info.field_name or "text",
            "含有手机号码或身份证号码，属个人信息，不登记；请删去后再填。",
            "It contains a mobile or identity number, which is personal and isn't recorded; take it out.",
        )
    return text


def _in_order(checked: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in CHECKED if code in checked)


Impersonal = Annotated[Prose, AfterValidator(_impersonal)]
"""A text about a complaint: the log can't forget, and who complained is kept secret (投诉举报处理暂行办法 article 33)."""


class _OfUnit(Command):
    """What a unit does, or the department above a district's unit records for it."""

    unit: UnitCode = REGULATOR

    @property
    def department_(self) -> str:
        """The unit, or the department above it."""
        return self.unit.partition(".")[0]


class IssueReminder(_OfUnit):
    """Remind enterprises of the price policy, at a meeting or by letter; all of them or none."""

    enterprises: tuple[Usci, ...] = Field(min_length=1)
    on: date
    kind: Literal["meeting", "letter"]
    topic: Name
    text: Prose
    reason: Prose | None = None


class RecordInspection(_OfUnit):
    """Record an inspection of an enterprise; `document_no` is the penalty to which it led."""

    enterprise: Usci
    on: date
    kind: Literal["patrol", "special"]
    checked: Annotated[tuple[Checked, ...], Field(min_length=1), AfterValidator(_in_order)]
    result: Literal["clean", "corrected", "violation"]
    finding: Prose | None = None
    document_no: DocumentNo | None = None
    reason: Prose | None = None


class ReceivePriceComplaint(_OfUnit):
    """Take in a price complaint; `unit` is the one that received it and passes it on."""

    enterprise: Usci
    reference: Name
    received_on: date
    channel: Literal["12315", "12345", "phone", "letter", "visit", "online", "transferred", "other"]
    what: Impersonal
    emergency: bool = False
    reason: Prose | None = None


class EscalatePriceComplaint(Command):
    """Put a price complaint on the emergency path from a day on, the day of recording where it is left out."""

    DEPARTMENT: ClassVar[str] = REGULATOR

    reference: Name
    on: date | None = None
    reason: Prose


class AssignPriceComplaint(Command):
    """Pass a price complaint to the unit that looks into it; `on` is the day it was, the day of recording where it is left out."""

    DEPARTMENT: ClassVar[str] = REGULATOR

    reference: Name
    unit: UnitCode
    on: date | None = None
    reason: Prose | None = None


class AnswerPriceComplaint(_OfUnit):
    """Record what came of a price complaint and when the complainant was told, the day of recording where it is left out."""

    reference: Name
    result: Literal["violation", "settled", "unfounded", "not-competent"]
    answer: Impersonal
    told_on: date | None = None
    reason: Prose | None = None
