"""What an officer should know of a penalty on record: told anew from the record, so that a repeat tells the same."""

from __future__ import annotations

from decimal import Decimal

from zibo_port.domain.books import Books
from zibo_port.domain.enterprise.penalties import OTHER_AUTHORITY, UNSTATED, PenaltyContent
from zibo_port.domain.errors import Text
from zibo_port.domain.fines import Departure, PenaltyCheck, PenaltyFacts, check_penalty, departure_of
from zibo_port.domain.lawful_range import Gains, PenaltyWarning
from zibo_port.domain.penalty_delays import delays
from zibo_port.domain.provision_models import Severity

_CLAUSE = "《市场监督管理行政处罚信息公示规定》第十六条"
_UNSTATED = PenaltyWarning(
    "authority-missing",
    _CLAUSE,
    Text(
        "没有处罚机关，无法判断由谁公示，暂不公示；请用 penalty correct 补上。",
        "No authority is given, so who publishes it can't be told and nobody does yet: add it with `penalty correct`.",
    ),
)
_SEVERITIES: dict[str, Severity] = {"normal": "normal", "heavier": "heavier", "serious": "serious"}


def notices(
    content: PenaltyContent, books: Books, *, individual: bool = False, check: PenaltyCheck | None = None
) -> tuple[PenaltyWarning, ...]:
    """The warnings of a recorded decision by the provisions of its day; `individual` for an individual business (个体工商户).

    What an officer gave a reason for is a departure, no warning; what an import recorded though it doesn't hold is a warning
    with `fault`. That another authority made the decision, and what was decided or served late, is told too. `check` is what
    the rules said just now, where somebody asked them already.
    """
    check = check or check_penalty(facts_of(content, individual=individual), books.provisions, lenient=True)
    other = (_other_authority(content.authority),) if content.publication == OTHER_AUTHORITY else ()
    return (*check.warnings, *other, *delays(content.filed_on, content.decided_on, content.served_on, books))


def departure_on_record(content: PenaltyContent) -> Departure | None:
    """How a recorded fine departs from the range recorded with it; None where it doesn't."""
    if not content.departs:
        return None
    span = (content.fine, content.range_min, content.range_max, content.range_clause)
    return departure_of(*span, mitigated=content.mitigated, departure=content.departure)


def facts_of(content: PenaltyContent, *, individual: bool = False) -> PenaltyFacts:
    """What the rules look at."""
    return PenaltyFacts(
        articles=content.articles,
        kinds=content.kinds,
        procedure=content.procedure,
        severity=_SEVERITIES.get(content.severity, "normal"),
        gains=_gains(content.gains),
        fine=content.fine,
        confiscated=content.confiscated,
        refunded=content.refunded,
        mitigated=content.mitigated,
        departure=content.departure,
        individual=individual,
        same_act=content.same_act,
        decided_on=content.decided_on,
    )


def _gains(recorded: str | None) -> Gains | None:
    match recorded:
        case None | "none" | "undeterminable":
            return recorded
    return Decimal(recorded)


def _other_authority(authority: str) -> PenaltyWarning:
    if authority == UNSTATED:
        return _UNSTATED
    return PenaltyWarning(
        OTHER_AUTHORITY,
        _CLAUSE,
        Text(
            f"“{authority}”不是本机关，谁办案、谁录入：决定由作出机关公示，本库只登记、立案、会商。",
            f"“{authority}” isn't this office; the authority that made the decision publishes it. Here it is recorded and gets a case.",
        ),
        fault=False,
    )
