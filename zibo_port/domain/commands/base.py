"""What forms are made of: fields checked for shape, and the idempotency key that each form names."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from zibo_port.domain import codes
from zibo_port.domain.credit_code import CreditCode
from zibo_port.domain.document_no import checked, safe_name


def _shortest(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()


Money = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=6, allow_inf_nan=False), AfterValidator(_shortest)]
"""元, at most six decimals (万元 with six decimals is a cent at the finest, the rest is what files carry), without trailing
zeros: the same amount is the same request however it was typed."""

Quantity = Annotated[Decimal, Field(max_digits=18, decimal_places=6, allow_inf_nan=False), AfterValidator(_shortest)]
"""A measured number of any sign, without trailing zeros."""


# Forms repeat themselves: an import names one authority ten thousand times.
_number = lru_cache(maxsize=8_192)(checked)
_safe = lru_cache(maxsize=8_192)(safe_name)


def _credit_code(value: object, info: ValidationInfo) -> str:
    return CreditCode.parse(str(value), info.field_name or "enterprise").value


def _document_no(value: object) -> str:
    return _number(str(value))


def _on_list(codes_: dict[str, object], field: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in codes_:
            raise UnknownCode(field, value, tuple(codes_))
        return value

    return AfterValidator(check)


def _in_order(departments: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in codes.DEPARTMENTS if code in departments)


class UnknownCode(ValueError):
    """A code that isn't on its list."""

    def __init__(self, field: str, value: str, known: tuple[str, ...]) -> None:
        super().__init__(f"{field}: {value!r}")
        self.value = value
        self.known = known


def _name(value: object, info: ValidationInfo) -> str:
    return _safe(str(value), info.field_name or "name")


def _prose(value: object) -> str:
    text = str(value).strip()
    if not text:
        raise ValueError("empty")
    return "".join(c for c in text if c == "\n" or c.isprintable())


Usci = Annotated[str, BeforeValidator(_credit_code)]
DocumentNo = Annotated[str, BeforeValidator(_document_no)]
Name = Annotated[str, BeforeValidator(_name)]
Prose = Annotated[str, BeforeValidator(_prose), Field(max_length=20000)]
Department = Annotated[str, _on_list(dict(codes.DEPARTMENTS), "department")]
Platform = Annotated[str, _on_list(dict(codes.PLATFORMS), "platform")]
Kind = Annotated[str, _on_list(dict(codes.KINDS), "kind")]
Line = Annotated[str, _on_list(dict(codes.LINES), "line")]
Departments = Annotated[tuple[Department, ...], Field(min_length=1), AfterValidator(_in_order)]
"""Departments, each once and in the order of their list: the same ones are the same request however they were typed."""
QuarterKey = Annotated[str, Field(pattern=r"^\d{4}Q[1-4]$")]


class Command(BaseModel):
    """A request. `DEPARTMENT` is the one it is done for, where the form doesn't say."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    DEPARTMENT: ClassVar[str] = "port-office"
    KEY: ClassVar[str | None] = None
    """What makes two requests the same one; without it the aggregate compares the content with what stands."""

    def key(self) -> str | None:
        """The key with this form's content."""
        return None if self.KEY is None else self.KEY.format_map(vars(self))

    def digest(self) -> str:
        """The fingerprint of the content: same key with another fingerprint is a contradiction, not a repeat."""
        return sha256(self.model_dump_json().encode()).hexdigest()

    @property
    def department_(self) -> str:
        """The department for which the officer acts."""
        return self.DEPARTMENT
