"""Who counts when a case is decided: recusal (回避), the quorum, and how many departments a joint measure needs.

The notice (third plan, two (三)) is silent on all three; the numbers come from procedure.toml, marked as assumed.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.consultation.calling import CLAUSE, Calling, ConsultationCalled
from zibo_port.domain.document_no import comparable
from zibo_port.domain.errors import Refused, Text
from zibo_port.domain.fact import Act, Fact

if TYPE_CHECKING:
    from datetime import date

    from zibo_port.domain.commands import Outcome, RecuseMember
    from zibo_port.domain.consultation import Consultation
    from zibo_port.domain.consultation.attending import ConsultationAttended, OpinionGiven
    from zibo_port.domain.provisions import Provisions

CLAUSE_RECUSAL: Final = "《中华人民共和国行政处罚法》第四十三条"

# --- facts --------------------------------------------------------------------------------------------------------


class MemberRecused(Fact):
    """A unit was recused from cases of a meeting: it doesn't count and gives no opinion on them.

    Effective on the day recorded, or on the meeting's day where that is earlier.
    """

    TOPIC: ClassVar[str] = "consultation.member-recused"
    CLAUSE: ClassVar[str] = CLAUSE_RECUSAL

    meeting: str
    unit: str
    cases: tuple[str, ...]
    reason: str

    def apply(self, aggregate: Consultation) -> None:
        """What it said on these cases before doesn't count any more."""
        for case in self.cases:
            aggregate.recusals[self.unit, comparable(case)] = self
            aggregate.opinions.pop((self.unit, comparable(case)), None)


# --- state --------------------------------------------------------------------------------------------------------


class Rules(NamedTuple):
    """What a decision needs: more than `share` of the units that may decide, and so many of them for a joint measure.

    `assumed`: the notice doesn't say so.
    """

    share: Decimal
    joint: int
    clause: str
    assumed: bool

    @classmethod
    def on(cls, day: date, provisions: Provisions) -> Rules:
        """Those in force on a meeting's day."""
        quorum, joint = provisions.figure("quorum", day), provisions.figure("joint-departments", day)
        return cls(quorum.value or Decimal(0), int(joint.value or 0), quorum.clause, quorum.assumed)


class Bench(NamedTuple):
    """Who may decide a case, and who of them was there; without any attendance on record those called count as there."""

    entitled: tuple[str, ...]
    present: tuple[str, ...]
    recorded: bool

    def quorate(self, share: Decimal) -> bool:
        """Whether more than this share of them was there."""
        return len(self.present) > share * len(self.entitled)


# --- decisions ----------------------------------------------------------------------------------------------------


class Sitting(Calling):
    """Who counts, and what may be decided about it."""

    if TYPE_CHECKING:
        attendance: dict[str, ConsultationAttended]
        opinions: dict[tuple[str, str], OpinionGiven]
        recusals: dict[tuple[str, str], MemberRecused]

    def bench(self, call: ConsultationCalled, case: str) -> Bench:
        """Who may decide a case of this meeting."""
        entitled = tuple(unit for unit in call.departments if not self.is_recused(unit, case))
        recorded = any(said.presence != "observer" for said in self.attendance.values())
        there = {unit for unit, said in self.attendance.items() if said.presence == "present"} if recorded else set(entitled)
        return Bench(entitled, tuple(unit for unit in entitled if unit in there), recorded)

    def is_recused(self, unit: str, case: str | None) -> bool:
        """Whether a unit is recused from a case."""
        return (unit, comparable(case or "")) in self.recusals

    def must_be_quorate(self, call: ConsultationCalled, outcomes: Iterable[Outcome], rules: Rules) -> None:
        """Refuse what too few decide.

        Raises:
            Refused: no quorum for a case; fewer departments than a joint measure needs.
        """
        for outcome in outcomes:
            bench = self.bench(call, outcome.case)
            if not bench.quorate(rules.share):
                raise _no_quorum(call, outcome.case, bench, rules)
            if outcome.measures and len(bench.present) < rules.joint:
                raise _too_few(call, outcome.case, bench, rules)

    def recuse(self, form: RecuseMember, act: Act) -> Fact:
        """Recuse a unit from a case, or from all of a meeting; what now stands.

        Raises:
            Refused: a unit that wasn't invited; a case that isn't the meeting's or was concluded; another reason is on record.
        """
        call = self.must_be_called(form.meeting)
        _must_be_invited(form.department, call)
        asked = tuple(self.open_cases.values()) if form.case is None else (self._undecided(form.case, call),)
        if not asked:
            raise _nothing_to_recuse_from(call)
        fresh = tuple(case for case in asked if not self.is_recused(form.department, case))
        if not fresh:
            return self._known_recusal(form.department, asked[0], form.reason)
        said = {"meeting": call.meeting, "unit": form.department, "cases": fresh, "reason": form.reason}
        self.record(MemberRecused, act, effective_on=min(act.today, call.on), **said)
        return self.recusals[form.department, comparable(fresh[0])]

    def _undecided(self, case: str, call: ConsultationCalled) -> str:
        known = self.case_of(case, call)
        if comparable(case) not in self.open_cases:
            raise Refused(
                f"案件 {known} 已由会商 {call.meeting} 作出结论，不能再登记回避。",
                f"Case {known} was concluded by {call.meeting}; nobody can be recused from it any more.",
                clause=CLAUSE_RECUSAL,
            )
        return known

    def _known_recusal(self, unit: str, case: str, reason: str) -> MemberRecused:
        known = self.recusals[unit, comparable(case)]
        if known.reason != reason:
            name = DEPARTMENTS[unit]
            raise Refused(
                f"{name.zh}就案件 {case} 的回避已登记，原因：{known.reason}。",
                f"The {name.en} is recused from case {case} already: {known.reason}.",
                clause=CLAUSE_RECUSAL,
            )
        return known


def _must_be_invited(unit: str, call: ConsultationCalled) -> None:
    if unit not in call.departments:
        name = DEPARTMENTS[unit]
        raise Refused(
            f"{name.zh}不在会商 {call.meeting} 的参加部门中，不必回避。",
            f"The {name.en} wasn't invited to {call.meeting}; it needn't be recused.",
            clause=CLAUSE_RECUSAL,
        )


def _nothing_to_recuse_from(call: ConsultationCalled) -> Refused:
    return Refused(
        f"会商 {call.meeting} 没有待作结论的案件，回避只就案件登记。",
        f"Meeting {call.meeting} has no open case; units are recused from cases alone.",
        clause=CLAUSE_RECUSAL,
    )


def _no_quorum(call: ConsultationCalled, case: str, bench: Bench, rules: Rules) -> Refused:
    away = _names(unit for unit in bench.entitled if unit not in bench.present)
    recused = _names(unit for unit in call.departments if unit not in bench.entitled)
    count, there = len(bench.entitled), len(bench.present)
    least = int(rules.share * count) + 1
    assumed = Text("，推定", ", assumed") if rules.assumed else Text("", "")
    missing = Text(f"未到会：{away.zh}。", f" Missing: {away.en}.") if away.zh else Text("", "")
    without = Text(f"回避：{recused.zh}。", f" Recused: {recused.en}.") if recused.zh else Text("", "")
    return Refused(
        f"案件 {case}：会商 {call.meeting} 应到 {count} 个部门，到会 {there} 个，"
        f"不足法定人数（至少 {least} 个{assumed.zh}），不能作出结论。{missing.zh}{without.zh}",
        f"Case {case}: of {count} units that may decide at {call.meeting} {there} were present; a quorum takes {least}{assumed.en}, "
        f"so nothing can be concluded.{missing.en}{without.en}",
        clause=rules.clause,
        hint=Text(
            f"漏记到会的，先登记：zibo-port consultation attend {call.meeting} --department 部门；确未到会的，另行召集会商。",
            f"If a unit was there: zibo-port consultation attend {call.meeting} --department CODE; if not, call another meeting.",
        ),
    )


def _too_few(call: ConsultationCalled, case: str, bench: Bench, rules: Rules) -> Refused:
    there = _names(bench.present)
    return Refused(
        f"案件 {case}：联合监管共治措施须由至少 {rules.joint} 个部门会商决定，会商 {call.meeting} 计入的只有{there.zh}。"
        "请另行召集其他部门会商，或不采取措施。",
        f"Case {case}: a joint measure takes at least {rules.joint} departments; at {call.meeting} only {there.en} counts. "
        "Call another meeting with further departments, or conclude without a measure.",
        clause=CLAUSE,
    )


def _names(units: Iterable[str]) -> Text:
    known = [DEPARTMENTS[unit] for unit in units]
    return Text("、".join(name.zh for name in known), ", ".join(name.en for name in known))
