"""What the rules say of a penalty decision as a whole: its range held against its fine, its amounts and its kinds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from zibo_port.domain.errors import FieldFault, InvalidData, Refused, Text, ZiboPortError
from zibo_port.domain.lawful_range import UNCHECKED, Gains, LawfulRange, PenaltyWarning, lawful_range, plain
from zibo_port.domain.penalty_remarks import remarks_on
from zibo_port.domain.provision_models import Article, Severity
from zibo_port.domain.provisions import Provisions

__all__ = ["Departure", "LawfulRange", "PenaltyCheck", "PenaltyFacts", "PenaltyWarning", "check_penalty", "departure_of", "lawful_range"]

UNEXPLAINED: Final = "unexplained"


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyFacts:
    """The facts of a decision that the rules look at; amounts in 元.

    `individual` says that the party is an individual business (个体工商户). `mitigated` and `departure` are reasons for
    a fine outside the range: the first lifts the lower limit, the second both.
    """

    articles: tuple[str, ...]
    kinds: tuple[str, ...]
    decided_on: date
    procedure: str = "ordinary"
    severity: Severity = "normal"
    gains: Gains | None = None
    fine: Decimal | None = None
    confiscated: Decimal | None = None
    refunded: Decimal | None = None
    mitigated: str | None = None
    departure: str | None = None
    individual: bool = False
    same_act: bool = False


class Departure(NamedTuple):
    """A fine outside its range: "mitigated" or "departure" with the reason given, or "unexplained" without one."""

    code: str
    reason: str | None
    clause: str


class PenaltyCheck(NamedTuple):
    """What the rules say of a decision."""

    range: LawfulRange
    warnings: tuple[PenaltyWarning, ...]
    departures: tuple[Departure, ...]


def check_penalty(facts: PenaltyFacts, provisions: Provisions, *, lenient: bool = False, article_11: bool = False) -> PenaltyCheck:
    """Hold a decision against the provisions of its day.

    With `lenient` (an import: a decision made is a fact) what doesn't hold becomes a warning with `fault` instead of
    an error. `article_11` treats an individual business as an individual (the register's default: it doesn't).

    Raises:
        InvalidData: an unknown article, a tier that the article lacks, amounts that contradict kinds or gains.
        Refused: a decision older than its article, a fine outside the range without a reason, a summary fine above
            the limit; with the clause.
    """
    findings = _Findings(lenient)
    articles = _articles(facts, provisions, findings)
    _check_kinds_and_amounts(facts, findings)
    individual = facts.individual and article_11
    lawful = _range(facts, articles, findings, individual=individual)
    findings.settle()
    departures: tuple[Departure, ...] = ()
    if "fine" in facts.kinds:
        findings.warnings.extend(lawful.notes)
        _check_summary_fine(facts, provisions, findings, individual=individual)
        departures = _check_fine(facts, lawful, findings)
    findings.warnings.extend(remarks_on(facts, articles))
    return PenaltyCheck(lawful, tuple(findings.warnings), departures)


@dataclass(slots=True)
class _Findings:
    """What was found so far; strict findings about data are raised together, refusals at once."""

    lenient: bool
    warnings: list[PenaltyWarning] = field(default_factory=list)
    faults: list[FieldFault] = field(default_factory=list)

    def invalid(self, code: str, name: str, zh: str, en: str, *, clause: str = "") -> None:
        """A field of the form is wrong."""
        if self.lenient:
            self.warnings.append(PenaltyWarning(code, clause, Text(zh, en)))
        else:
            self.faults.append(FieldFault(name, Text(zh, en)))

    def refused(self, code: str, error: ZiboPortError) -> None:
        """A rule forbids it."""
        if not self.lenient:
            raise error
        self.warnings.append(PenaltyWarning(code, error.clause or "", error.message))

    def settle(self) -> None:
        """Raise the faults of the form, all of them together."""
        if self.faults:
            said = [fault.message for fault in self.faults]
            raise InvalidData("".join(m.zh for m in said), " ".join(m.en for m in said), fields=tuple(self.faults))


# --- what is cited ------------------------------------------------------------------------------------------------


def _articles(facts: PenaltyFacts, provisions: Provisions, findings: _Findings) -> list[Article]:
    if not facts.articles:
        findings.invalid(
            "article-missing", "article", "没有填写处罚依据的条款（--article）。", "Give the article that was applied (--article)."
        )
    found = []
    for code in facts.articles:
        try:
            found.append(provisions.article(code, facts.decided_on))
        except InvalidData as error:
            findings.refused("article-unknown", error)
        except Refused as error:
            findings.refused("article-not-in-force", error)
    return found


def _range(facts: PenaltyFacts, articles: list[Article], findings: _Findings, *, individual: bool) -> LawfulRange:
    """The range; none where an article isn't known, since its limits would be missing."""
    if len(articles) < len(facts.articles):
        return UNCHECKED
    severity = facts.severity
    try:
        return lawful_range(articles, severity=severity, gains=facts.gains, individual=individual, same_act=facts.same_act)
    except InvalidData as error:
        findings.invalid("severity-without-tier", "severity", error.message.zh, error.message.en, clause=articles[0].clause)
        return lawful_range(articles, gains=facts.gains, individual=individual, same_act=facts.same_act)


# --- kinds and amounts --------------------------------------------------------------------------------------------


def _check_kinds_and_amounts(facts: PenaltyFacts, findings: _Findings) -> None:
    if not facts.kinds:
        findings.invalid("kind-missing", "kind", "没有填写处罚种类（--kind）。", "Give the kind of penalty (--kind).")
    elif facts.fine and "fine" not in facts.kinds:
        findings.invalid(
            "fine-kind-missing",
            "fine",
            "填写了罚款金额，但处罚种类中没有罚款。请加上 --kind fine，或者去掉罚款金额。",
            "A fine is given, but no kind “fine”. Add --kind fine or drop the amount.",
        )
    elif "fine" in facts.kinds and not facts.fine:
        findings.invalid(
            "fine-amount-missing",
            "fine",
            "处罚种类有罚款，但没有填写罚款金额（--fine，单位为元）。",
            "The kinds include a fine, but its amount is missing (--fine, in yuan).",
        )
    _check_gains(facts, findings)


def _check_gains(facts: PenaltyFacts, findings: _Findings) -> None:
    """Refunds and confiscation come out of the gains (Regulation, article 16)."""
    if facts.gains is None or facts.gains == "undeterminable":
        return
    gains = facts.gains if isinstance(facts.gains, Decimal) else Decimal(0)
    taken = (facts.confiscated or Decimal(0)) + (facts.refunded or Decimal(0))
    if taken > gains:
        findings.invalid(
            "amounts-exceed-gains",
            "confiscated" if facts.confiscated else "refunded",
            f"没收与退还合计 {plain(taken)} 元，多于违法所得 {plain(gains)} 元。请核对 --gains、--confiscated、--refunded。",
            f"Confiscation and refunds come to {plain(taken)} yuan, more than the gains of {plain(gains)} yuan. "
            "Check --gains, --confiscated and --refunded.",
            clause="《价格违法行为行政处罚规定》第十六条",
        )


# --- the fine -----------------------------------------------------------------------------------------------------


def _check_summary_fine(facts: PenaltyFacts, provisions: Provisions, findings: _Findings, *, individual: bool) -> None:
    if facts.procedure != "summary" or facts.fine is None:
        return
    limit = provisions.figure("summary-fine-natural" if individual else "summary-fine-legal", facts.decided_on)
    if limit.value is not None and facts.fine > limit.value:
        findings.refused(
            "summary-fine-above-limit",
            Refused(
                f"简易程序的罚款以 {plain(limit.value)} 元为限，本决定罚款 {plain(facts.fine)} 元。请核对适用的程序和金额。",
                f"A summary fine is at most {plain(limit.value)} yuan; this one is {plain(facts.fine)} yuan. "
                "Check the procedure and the amount.",
                clause=limit.clause,
            ),
        )


def departure_of(
    fine: Decimal | None, least: Decimal | None, most: Decimal | None, clause: str, *, mitigated: str | None, departure: str | None
) -> Departure | None:
    """How a fine departs from a range in 元, and the reason that covers it; None within the range, or where there are no limits."""
    if not fine or least is None or most is None or least <= fine <= most:
        return None
    if mitigated and fine < least:
        return Departure("mitigated", mitigated, clause)
    return Departure("departure", departure, clause) if departure else Departure(UNEXPLAINED, None, clause)


def _check_fine(facts: PenaltyFacts, lawful: LawfulRange, findings: _Findings) -> tuple[Departure, ...]:
    """The departure from the range; one without a reason is refused, and stands where a decision made is a fact."""
    least, most, fine = lawful.minimum, lawful.maximum, facts.fine
    found = departure_of(fine, least, most, lawful.clause, mitigated=facts.mitigated, departure=facts.departure)
    if fine is None or least is None or most is None or found is None:
        return ()
    if found.code == UNEXPLAINED:
        findings.refused("fine-outside-range", _outside(fine, least, most, lawful.clause))
    return (found,)


def _outside(fine: Decimal, least: Decimal, most: Decimal, clause: str) -> Refused:
    span = f"{plain(least)}–{plain(most)}"
    return Refused(
        f"罚款 {plain(fine)} 元不在法定幅度 {span} 元之内（{clause}）。",
        f"A fine of {plain(fine)} yuan is outside the lawful range of {span} yuan ({clause}).",
        clause=clause,
        hint=_BELOW if fine < least else _ABOVE,
    )


_BELOW: Final = Text(
    "有减轻处罚情形的，用 --mitigated 说明理由；其他情形用 --departure 说明理由。",
    "On mitigating grounds give --mitigated REASON; otherwise --departure REASON.",
)
_ABOVE: Final = Text(
    "请核对金额、条款和违法所得；决定确系如此的，用 --departure 说明理由。",
    "Check the amount, the article and the gains; if that is the decision give --departure REASON.",
)
