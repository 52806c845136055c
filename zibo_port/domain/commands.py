"""Forms: what an officer, a file or a workflow asks for, checked for shape at the door.

Shape alone is checked here (a date is a date, a code is on its list); what history or a rule forbids is decided by
the aggregates. Each form names its own idempotency key: asking twice with the same content is asking once.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from zibo_port.domain import codes
from zibo_port.domain.credit_code import CreditCode
from zibo_port.domain.document_no import checked, safe_name

Money = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=6, allow_inf_nan=False)]
"""元, at most six decimals (万元 with six decimals is a cent at the finest, the rest is what files carry)."""


def _credit_code(value: object) -> str:
    return CreditCode.parse(str(value)).value


def _document_no(value: object) -> str:
    return checked(str(value))


def _on_list(codes_: dict[str, object], field: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in codes_:
            raise UnknownCode(field, value, tuple(codes_))
        return value

    return AfterValidator(check)


class UnknownCode(ValueError):
    """A code that isn't on its list."""

    def __init__(self, field: str, value: str, known: tuple[str, ...]) -> None:
        super().__init__(f"{field}: {value!r}")
        self.value = value
        self.known = known


def _name(value: object) -> str:
    return safe_name(str(value), "name")


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
QuarterKey = Annotated[str, Field(pattern=r"^\d{4}Q[1-4]$")]


class Command(BaseModel):
    """A request. `DEPARTMENT` is the one it is done for, where the form doesn't say."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    DEPARTMENT: ClassVar[str] = "port-office"
    KEYED: ClassVar[bool] = True
    """Whether the key alone makes it the same request; otherwise the aggregate compares the content with what stands."""

    def key(self) -> str:
        """What makes two requests the same one."""
        raise NotImplementedError  # pragma: no cover - every form below says its own

    def digest(self) -> str:
        """The fingerprint of the content: same key with another fingerprint is a contradiction, not a repeat."""
        return sha256(self.model_dump_json().encode()).hexdigest()

    @property
    def department_(self) -> str:
        """The department for which the officer acts."""
        return self.DEPARTMENT


# --- enterprises --------------------------------------------------------------------------------------------------


class RegisterEnterprise(Command):
    """Put an enterprise on the register (口岸相关经营服务主体)."""

    enterprise: Usci
    name: Name
    lines: tuple[Line, ...] = Field(min_length=1)
    branch_of: Usci | None = None
    seat: Literal["zibo"] | None = None

    def key(self) -> str:
        return f"enterprise.register|{self.enterprise}"


class RenameEnterprise(Command):
    """Record a new name; the former one is kept with the day it ended."""

    enterprise: Usci
    name: Name
    on: date

    def key(self) -> str:
        return f"enterprise.rename|{self.enterprise}|{self.name}|{self.on}"


class DeregisterEnterprise(Command):
    """Record that an enterprise is no longer registered."""

    enterprise: Usci
    on: date
    reason: Prose

    def key(self) -> str:
        return f"enterprise.deregister|{self.enterprise}"


# --- penalties ----------------------------------------------------------------------------------------------------


class PenaltyForm(Command):
    """The content of a penalty decision; amounts in 元."""

    DEPARTMENT: ClassVar[str] = "market-supervision"

    enterprise: Usci
    document_no: DocumentNo
    decided_on: date
    authority: Name
    articles: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    procedure: Literal["ordinary", "summary"] = "ordinary"
    severity: Literal["normal", "heavier", "serious"] = "normal"
    gains: Money | Literal["none", "undeterminable"] | None = None
    fine: Money | None = None
    confiscated: Money | None = None
    refunded: Money | None = None
    refund_ordered: bool = False
    filed_on: date | None = None
    served_on: date | None = None
    facts: Prose | None = None
    mitigated: Prose | None = None
    departure: Prose | None = None
    same_act: bool = False
    attachments: tuple[str, ...] = ()


class LogPenalty(PenaltyForm):
    """Log a penalty decision (the notice, third plan, two (二))."""

    source: Literal["counter", "import"] = "counter"
    notes: tuple[str, ...] = ()
    """Codes of what an import found worth flagging."""

    def key(self) -> str:
        return f"penalty.log|{self.enterprise}|{self.document_no}"

    def digest(self) -> str:
        return sha256(self.model_dump_json(exclude={"source", "notes"}).encode()).hexdigest()


class CorrectPenalty(PenaltyForm):
    """Put right what was recorded wrongly; the decision itself is unchanged."""

    KEYED: ClassVar[bool] = False

    reason: Prose

    def key(self) -> str:
        return f"penalty.correct|{self.document_no}|{self.digest()}"


class OpenCase(Command):
    """Open the case of a logged penalty (issued by the workflow)."""

    enterprise: str
    document_no: str

    def key(self) -> str:
        return f"case.open|{self.document_no}"


class RequestPublication(Command):
    """Freeze what is to be published at a platform (issued by the workflow)."""

    DEPARTMENT: ClassVar[str] = "market-supervision"

    enterprise: str
    document_no: str
    platform: str
    revision: int
    clause: str

    def key(self) -> str:
        return f"publication.request|{self.document_no}|{self.platform}|{self.revision}"


# --- publication --------------------------------------------------------------------------------------------------


class RecordSending(Command):
    """Record that a frozen payload was handed to a platform."""

    KEYED: ClassVar[bool] = False
    DEPARTMENT: ClassVar[str] = "market-supervision"

    publication: str
    enterprise: str
    document_no: str
    platform: str
    revision: int
    payload_sha256: str
    channel: str
    place: str

    def key(self) -> str:
        return f"publication.send|{self.publication}|{self.channel}|{self.place}"


class RecordReceipt(Command):
    """Record what the platform answered: an acceptance number, or the reason of a rejection."""

    KEYED: ClassVar[bool] = False
    DEPARTMENT: ClassVar[str] = "market-supervision"

    publication: str
    case: DocumentNo
    accepted: Prose | None = None
    rejected: Prose | None = None
    on: date | None = None

    def key(self) -> str:
        return f"publication.receipt|{self.publication}|{self.digest()}"


# --- consultation -------------------------------------------------------------------------------------------------


class CallConsultation(Command):
    """Call departments to a meeting about cases (the notice, third plan, two (三))."""

    on: date
    kind: Literal["regular", "ad-hoc"] = "ad-hoc"
    departments: tuple[Department, ...] = Field(min_length=1)
    cases: tuple[DocumentNo, ...] = ()

    def key(self) -> str:
        return f"consultation.call|{self.on}|{self.kind}|{'|'.join(sorted(self.cases))}"


class MeasureOrder(BaseModel):
    """A measure given to a department, with the day by which it reports."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    measure: str
    department: Department
    due_on: date | None = None


class Outcome(BaseModel):
    """What a meeting concluded about one case: points and measures, or no action with the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: DocumentNo
    deduct: Annotated[Decimal, Field(gt=0, le=100, decimal_places=2)] | None = None
    quarter: QuarterKey | None = None
    measures: tuple[MeasureOrder, ...] = ()
    push: tuple[Platform, ...] = ()
    no_action: Prose | None = None


class ConcludeConsultation(Command):
    """Record what a meeting concluded, all cases at once."""

    meeting: str
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    minutes: Prose

    def key(self) -> str:
        return f"consultation.conclude|{self.meeting}|{'|'.join(sorted(o.case for o in self.outcomes))}"


# --- evaluation ---------------------------------------------------------------------------------------------------


class RecordRating(Command):
    """The single window's rating of an enterprise for a calendar year."""

    KEYED: ClassVar[bool] = False

    enterprise: Usci
    year: int = Field(ge=2000, le=2200)
    favourable: int | None = Field(default=None, ge=0)
    total: int | None = Field(default=None, ge=0)
    publicised: bool = True
    reason: Prose | None = None

    def key(self) -> str:
        return f"evaluation.rating|{self.enterprise}|{self.year}"


class RecordComplaint(Command):
    """A complaint from the 12345 hotline or another platform."""

    KEYED: ClassVar[bool] = False

    enterprise: Usci
    reference: DocumentNo
    received_on: date
    resolved_on: date | None = None
    on_initiative: bool = True

    def key(self) -> str:
        return f"evaluation.complaint|{self.reference}"


class RecordDepartmentScore(Command):
    """A department's own score of an enterprise for a quarter, 0 to 20 points."""

    KEYED: ClassVar[bool] = False

    enterprise: Usci
    quarter: QuarterKey
    department: Department
    points: Annotated[Decimal, Field(ge=0, le=20, decimal_places=2, allow_inf_nan=False)]
    reason: Prose | None = None

    def key(self) -> str:
        return f"evaluation.department-score|{self.enterprise}|{self.quarter}|{self.department}"

    @property
    def department_(self) -> str:
        return self.department


class OpenQuarter(Command):
    """Announce a round of evaluation; inputs don't wait for it."""

    quarter: QuarterKey

    def key(self) -> str:
        return f"evaluation.open|{self.quarter}"


class CloseQuarter(Command):
    """Freeze what is known of a quarter whose last day is over."""

    quarter: QuarterKey

    def key(self) -> str:
        return f"evaluation.close|{self.quarter}"


class PublishQuarter(Command):
    """Publish the results of a closed quarter as facts."""

    quarter: QuarterKey

    def key(self) -> str:
        return f"evaluation.publish|{self.quarter}"


class EnterWatchList(Command):
    """Put an enterprise on the watch list (issued by the workflow)."""

    enterprise: str
    quarter: str
    grade: str

    def key(self) -> str:
        return f"watch-list.enter|{self.enterprise}|{self.quarter}"


class LeaveWatchList(Command):
    """Take an enterprise off the watch list (issued by the workflow)."""

    enterprise: str
    quarter: str
    reason: str

    def key(self) -> str:
        return f"watch-list.leave|{self.enterprise}|{self.quarter}"
