"""The lawful range of a fine, row by row, and what the rules say of a decision as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.rule_files import provisions
from zibo_port.domain.errors import InvalidData, Refused
from zibo_port.domain.fines import Departure, LawfulRange, PenaltyCheck, PenaltyFacts, check_penalty, lawful_range
from zibo_port.domain.provision_models import Article

P = provisions()
TODAY = date(2026, 11, 23)
YUAN = Decimal(1)


def article(code: str) -> Article:
    return P.article(code if code.startswith("price-") else f"price-regulation.{code}", TODAY)


def range_of(*codes: str, gains: Any = "none", **said: Any) -> LawfulRange:
    return lawful_range([article(code) for code in codes], gains=gains, **said)


def facts(*codes: str, fine: Any = None, **said: Any) -> PenaltyFacts:
    return PenaltyFacts(
        articles=tuple(article(code).code for code in codes),
        fine=None if fine is None else Decimal(fine),
        decided_on=said.pop("decided_on", TODAY),
        kinds=said.pop("kinds", ("fine",)),
        gains=said.pop("gains", "none"),
        **said,
    )


def check(*codes: str, lenient: bool = False, article_11: bool = False, **said: Any) -> PenaltyCheck:
    return check_penalty(facts(*codes, **said), P, lenient=lenient, article_11=article_11)


def codes_of(found: PenaltyCheck) -> set[str]:
    return {warning.code for warning in found.warnings}


# --- every row of the table ---------------------------------------------------------------------------------------

WITHOUT_GAINS = [
    # an article and tier, whether article 11 applies, and the two limits in 元
    ("4", "normal", False, 100_000, 1_000_000),
    ("4", "serious", False, 100_000, 1_000_000),
    ("5-1", "normal", False, 100_000, 1_000_000),
    ("5-1", "heavier", False, 1_000_000, 5_000_000),
    ("5-1", "serious", False, 1_000_000, 5_000_000),
    ("5-2", "normal", False, 100_000, 1_000_000),
    ("5-3", "normal", False, 0, 500_000),
    ("6-1", "normal", False, 50_000, 500_000),
    ("6-1", "heavier", False, 500_000, 3_000_000),
    ("6-1", "serious", False, 500_000, 3_000_000),
    ("6-2", "normal", False, 0, 500_000),
    ("7", "normal", False, 50_000, 500_000),
    ("7", "serious", False, 50_000, 500_000),
    ("8", "normal", False, 20_000, 200_000),
    ("9", "normal", False, 50_000, 500_000),
    ("9", "heavier", False, 500_000, 2_000_000),
    ("9", "serious", False, 500_000, 2_000_000),
    ("9.5", "normal", False, 50_000, 500_000),
    ("9.11", "heavier", False, 500_000, 2_000_000),
    ("10", "normal", False, 100_000, 1_000_000),
    ("10", "heavier", False, 1_000_000, 5_000_000),
    ("10", "serious", False, 1_000_000, 5_000_000),
    ("12", "normal", False, 0, 0),
    ("13", "normal", False, 0, 5_000),
    ("13.4", "serious", False, 0, 5_000),
    ("14", "normal", False, 0, 100_000),
    ("price-law.41", "normal", False, 0, 0),
    ("price-law.42", "normal", False, 0, 5_000),
    ("4", "normal", True, 0, 100_000),
    ("5-1", "normal", True, 0, 100_000),
    ("5-1", "serious", True, 100_000, 500_000),
    ("5-1", "heavier", True, 0, 100_000),
    ("5-2", "normal", True, 0, 100_000),
    ("5-2", "serious", True, 100_000, 500_000),
    ("6-1", "normal", True, 0, 100_000),
    ("6-1", "serious", True, 100_000, 500_000),
    ("7", "normal", True, 0, 100_000),
    ("8", "normal", True, 0, 100_000),
    ("9", "normal", True, 0, 100_000),
    ("9", "heavier", True, 0, 100_000),
    ("9", "serious", True, 0, 100_000),
    ("10", "normal", True, 0, 100_000),
    ("10", "serious", True, 100_000, 500_000),
    ("13", "normal", True, 0, 5_000),
    ("14", "normal", True, 0, 100_000),
]


@pytest.mark.parametrize("gains", ["none", "undeterminable", Decimal(0)])
@pytest.mark.parametrize(("code", "severity", "individual", "lower", "upper"), WITHOUT_GAINS)
def test_the_range_of_every_row_without_gains(code: str, severity: str, individual: bool, lower: int, upper: int, gains: Any) -> None:
    found = range_of(code, severity=severity, individual=individual, gains=gains)
    assert (found.minimum, found.maximum, found.checked) == (Decimal(lower), Decimal(upper), True)
    assert ("第十一条" in found.clause) == (individual and code not in {"13", "14"})


@pytest.mark.parametrize(("code", "severity", "individual", "lower", "upper"), WITHOUT_GAINS)
def test_a_fine_at_either_limit_is_accepted_and_one_yuan_beyond_refused(
    code: str, severity: str, individual: bool, lower: int, upper: int
) -> None:
    kinds = ("fine", "business-suspension") if severity == "serious" else ("fine",)
    said = {"severity": severity, "individual": individual, "article_11": individual, "kinds": kinds}
    for inside in {lower, upper} - {0}:
        assert check(code, fine=inside, **said).departures == ()
    for outside in {lower - 1, upper + 1} - {-1, 0}:
        with pytest.raises(Refused) as caught:
            check(code, fine=outside, **said)
        assert caught.value.clause == range_of(code, severity=severity, individual=individual).clause
        assert f"{lower}–{upper}" in caught.value.message.zh


WITH_GAINS = [
    # an article and its upper limit in 元 where the gains are 20,000 元
    *((code, 100_000) for code in ("4", "5-1", "5-2", "6-1", "7", "8", "9", "9.5", "10", "12", "price-law.39", "price-law.40")),
    ("5-3", 500_000),
    ("6-2", 500_000),
    ("13", 5_000),
    ("14", 100_000),
    ("price-law.41", 0),
    ("price-law.42", 5_000),
]


@pytest.mark.parametrize("individual", [False, True])
@pytest.mark.parametrize(("code", "upper"), WITH_GAINS)
def test_with_gains_every_row_has_its_upper_limit_and_no_lower_one(code: str, upper: int, individual: bool) -> None:
    said = {"gains": Decimal(20_000), "individual": individual, "article_11": individual}
    found = range_of(code, gains=Decimal(20_000), individual=individual)
    assert (found.minimum, found.maximum, found.checked) == (Decimal(0), Decimal(upper), True)
    assert "第十一条" not in found.clause
    if upper:
        check(code, fine=1, **said)
        check(code, fine=upper, **said)
    with pytest.raises(Refused):
        check(code, fine=upper + 1, **said)


@pytest.mark.parametrize("code", ["5-1", "6-1", "9", "10"])
def test_with_gains_the_tiers_make_no_difference(code: str) -> None:
    assert range_of(code, severity="heavier", gains=Decimal("1234.56")).maximum == Decimal("6172.8")


@pytest.mark.parametrize("code", ["price-law.39", "price-law.40", "price-law.43", "price-law.44"])
def test_where_the_law_names_no_amount_nothing_is_checked_and_it_says_so(code: str) -> None:
    found = check(code, fine=9_000_000)
    assert found.range.checked is False
    assert (found.range.minimum, found.range.maximum) == (None, None)
    assert "no-amount-in-law" in codes_of(found)


@pytest.mark.parametrize("code", ["4", "5-2", "5-3", "6-2", "7", "8", "12", "13", "14", "price-law.42"])
def test_heavier_needs_an_article_with_that_tier(code: str) -> None:
    with pytest.raises(InvalidData) as caught:
        range_of(code, severity="heavier")
    assert [fault.field for fault in caught.value.fields] == ["severity"]
    with pytest.raises(InvalidData):
        range_of(code, severity="heavier", gains=None)


def test_heavier_may_stand_beside_an_article_without_tiers() -> None:
    found = range_of("9.5", "13.1", severity="heavier")
    assert (found.minimum, found.maximum) == (Decimal(500_000), Decimal(2_005_000))


# --- gains --------------------------------------------------------------------------------------------------------


def test_without_gains_given_nothing_is_checked_but_a_warning_given() -> None:
    found = check("9.5", fine=9_999_999, gains=None)
    assert found.range.checked is False
    assert (found.range.minimum, found.range.maximum) == (None, None)
    assert found.range.clause == "《价格违法行为行政处罚规定》第九条第（五）项"
    assert codes_of(found) == {"gains-unknown"}
    assert not found.warnings[0].fault


def test_gains_that_cannot_be_determined_count_as_none_and_the_clause_is_said() -> None:
    found = check("9", fine=60_000, gains="undeterminable")
    assert (found.range.minimum, found.range.maximum) == (Decimal(50_000), Decimal(500_000))
    warning = next(w for w in found.warnings if w.code == "gains-undeterminable")
    assert warning.clause == "《价格违法行为行政处罚规定》第十八条"


def test_five_times_is_of_the_gains_before_refunds() -> None:
    said = {"gains": Decimal(20_000), "refunded": Decimal(15_000), "confiscated": Decimal(5_000), "kinds": ("fine", "confiscation")}
    assert check("9", fine=100_000, **said).range.maximum == Decimal(100_000)


@given(st.decimals(min_value="0.01", max_value="1e12", places=2))
def test_the_upper_limit_is_five_times_the_gains_to_the_fen(gains: Decimal) -> None:
    found = range_of("9", gains=gains)
    assert found.maximum == 5 * gains
    assert "E" not in str(found.maximum)


# --- several articles ---------------------------------------------------------------------------------------------


def test_limits_of_several_articles_add_up() -> None:
    found = range_of("9.5", "13.1")
    assert (found.minimum, found.maximum) == (Decimal(50_000), Decimal(505_000))
    assert found.clause == "《价格违法行为行政处罚规定》第九条第（五）项、《价格违法行为行政处罚规定》第十三条第（一）项"
    found = range_of("9", "7")
    assert (found.minimum, found.maximum) == (Decimal(100_000), Decimal(1_000_000))


def test_one_act_under_several_articles_takes_the_highest() -> None:
    found = range_of("9.5", "13.1", "10", same_act=True)
    assert (found.minimum, found.maximum) == (Decimal(100_000), Decimal(1_000_000))
    assert found.clause == "《价格违法行为行政处罚规定》第十条"


def test_the_gains_of_all_acts_are_multiplied_once() -> None:
    assert range_of("9", "7", gains=Decimal(10_000)).maximum == Decimal(50_000)
    assert range_of("9", "13", gains=Decimal(10_000)).maximum == Decimal(55_000)
    assert range_of("9", "13", gains=Decimal(100), same_act=True).maximum == Decimal(5_000)


def test_items_of_one_article_count_once() -> None:
    for codes in (("9", "9.5"), ("9.5", "9.6"), ("9.5", "9.5"), ("9.6", "9", "9.5")):
        assert range_of(*codes).maximum == Decimal(500_000)
    assert range_of("5-1", "5-2").maximum == Decimal(2_000_000)


def test_the_law_beside_the_regulation_that_spells_it_out_counts_once() -> None:
    assert range_of("price-law.42", "13.1").maximum == Decimal(5_000)
    assert range_of("price-law.39", "9.5").maximum == Decimal(500_000)
    assert range_of("price-law.39", "9.5", gains=Decimal(1000)).maximum == Decimal(5_000)
    assert range_of("price-law.42", "9.5").maximum == Decimal(505_000)


def test_an_article_without_amount_among_others_leaves_nothing_to_check() -> None:
    assert range_of("price-law.40", "9.5").checked is False
    assert range_of("price-law.40", "9.5", same_act=True).checked is False


def test_no_article_has_no_range() -> None:
    assert lawful_range([], gains="none").checked is False


@given(
    st.lists(st.sampled_from(["4", "5-1", "6-1", "7", "8", "9", "10", "12", "13", "14"]), min_size=1, max_size=4, unique=True),
    st.one_of(st.just("none"), st.decimals(min_value=1, max_value=10**9, places=2)),
)
def test_one_act_is_never_fined_higher_than_several_and_order_does_not_matter(codes: list[str], gains: Any) -> None:
    several = range_of(*codes, gains=gains)
    one = range_of(*codes, gains=gains, same_act=True)
    turned = range_of(*reversed(codes), gains=gains)
    assert several.maximum is not None
    assert one.maximum is not None
    assert one.maximum <= several.maximum
    assert (turned.minimum, turned.maximum) == (several.minimum, several.maximum)


# --- individuals --------------------------------------------------------------------------------------------------


def test_article_11_applies_to_individual_businesses_only_where_that_reading_was_chosen() -> None:
    assert check("9", fine=60_000, individual=True).range.minimum == Decimal(50_000)
    assert check("9", fine=60_000, individual=True, article_11=True).range.minimum == Decimal(0)
    assert check("9", fine=60_000, individual=False, article_11=True).range.minimum == Decimal(50_000)


def test_a_kind_without_basis_is_named_in_words() -> None:
    said = next(w.message for w in check("13", fine=1_000, kinds=("fine", "licence-revocation")).warnings if w.code == "kind-without-basis")
    assert "吊销许可证件" in said.zh
    assert "licence-revocation" not in said.zh
    assert "revocation of licence" in said.en


# --- departures ---------------------------------------------------------------------------------------------------


def test_mitigation_lifts_the_lower_limit_only() -> None:
    found = check("9", fine=18_000, mitigated="主动消除危害后果")
    assert [(d.code, d.reason, d.clause) for d in found.departures] == [
        ("mitigated", "主动消除危害后果", "《价格违法行为行政处罚规定》第九条")
    ]
    with pytest.raises(Refused) as caught:
        check("9", fine=500_001, mitigated="主动消除危害后果")
    assert caught.value.hint is not None
    assert "--departure" in caught.value.hint.zh


def test_mitigation_is_suggested_below_the_range_alone() -> None:
    for fine, suggested in ((49_999, True), (500_001, False)):
        with pytest.raises(Refused) as caught:
            check("9", fine=fine)
        assert caught.value.hint is not None
        for said in caught.value.hint:
            assert "--departure" in said
            assert ("--mitigated" in said) == suggested


@pytest.mark.parametrize("fine", [49_999, 500_001])
def test_a_departure_lifts_both_limits(fine: int) -> None:
    assert [d.code for d in check("9", fine=fine, departure="另有依据").departures] == ["departure"]


def test_a_reason_that_is_not_needed_is_no_departure() -> None:
    assert check("9", fine=60_000, departure="另有依据", mitigated="主动改正").departures == ()


# --- summary procedure --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fine", "individual", "decided_on", "ok"),
    [
        (3_000, False, TODAY, True),
        (3_001, False, TODAY, False),
        (200, True, TODAY, True),
        (201, True, TODAY, False),
        (1_000, False, date(2021, 7, 14), True),
        (1_001, False, date(2021, 7, 14), False),
        (3_000, False, date(2021, 7, 15), True),
    ],
)
def test_a_summary_fine_is_limited(fine: int, individual: bool, decided_on: date, ok: bool) -> None:
    said: dict[str, Any] = {
        "fine": fine,
        "procedure": "summary",
        "individual": individual,
        "article_11": individual,
        "decided_on": decided_on,
        "departure": "说明过理由",
    }
    if ok:
        assert "summary-procedure" in codes_of(check("13.1", **said))
        return
    with pytest.raises(Refused) as caught:
        check("13.1", **said)
    assert caught.value.clause is not None
    assert "行政处罚法" in caught.value.clause


def test_summary_procedure_gives_warnings_and_fines_only() -> None:
    found = check("13.1", fine=100, procedure="summary", kinds=("fine", "confiscation"), gains=Decimal(100))
    assert "summary-kind" in codes_of(found)
    assert "summary-kind" not in codes_of(check("13.1", fine=100, procedure="summary", kinds=("fine", "warning")))


@pytest.mark.parametrize(("kinds", "code"), [(("warning",), "warning-only"), (("criticism",), "criticism-only")])
def test_what_is_not_published_is_said_with_its_clause(kinds: tuple[str, ...], code: str) -> None:
    found = check("14", kinds=kinds)
    warning = next(w for w in found.warnings if w.code == code)
    assert "《" in warning.clause
    assert not warning.fault


# --- amounts and kinds --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"fine": 60_000, "kinds": ("confiscation",)}, "fine"),
        ({"kinds": ("fine",)}, "fine"),
        ({"fine": 0, "kinds": ("fine",)}, "fine"),
        ({"kinds": ()}, "kind"),
        ({"fine": 1000, "gains": Decimal(1000), "confiscated": Decimal("1000.01")}, "confiscated"),
        ({"fine": 1000, "gains": Decimal(1000), "refunded": Decimal(1001)}, "refunded"),
        ({"fine": 1000, "gains": Decimal(1000), "refunded": Decimal(600), "confiscated": Decimal(401)}, "confiscated"),
        ({"fine": 60_000, "gains": "none", "confiscated": Decimal(1)}, "confiscated"),
    ],
)
def test_amounts_that_contradict_kinds_or_gains_are_faults_of_their_field(said: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidData) as caught:
        check("9", **said)
    assert [fault.field for fault in caught.value.fields] == [field]


def test_all_faults_of_a_form_are_named_together() -> None:
    with pytest.raises(InvalidData) as caught:
        check(kinds=(), gains=Decimal(1), refunded=Decimal(2))
    assert [fault.field for fault in caught.value.fields] == ["article", "kind", "refunded"]


def test_all_the_gains_may_be_refunded_or_confiscated() -> None:
    said = {"gains": Decimal(1000), "refunded": Decimal(400), "confiscated": Decimal(600), "kinds": ("fine", "confiscation")}
    assert codes_of(check("9", fine=1000, **said)) == set()


@pytest.mark.parametrize("gains", [None, "undeterminable"])
def test_without_an_amount_of_gains_refunds_and_confiscation_are_not_compared(gains: Any) -> None:
    assert codes_of(check("9", fine=60_000, gains=gains, refunded=Decimal(10**9))) <= {"gains-unknown", "gains-undeterminable"}


def test_a_decision_without_a_fine_is_not_held_against_the_range() -> None:
    found = check("9", kinds=("confiscation",), gains=None, confiscated=Decimal(10), refunded=Decimal(1))
    assert found.warnings == ()
    assert check("9", kinds=("confiscation",), fine=0).departures == ()


def test_refunds_come_before_confiscation() -> None:
    said = {"kinds": ("fine", "confiscation"), "gains": Decimal(1000), "confiscated": Decimal(1000), "fine": 1000}
    warning = next(w for w in check("9", **said).warnings if w.code == "refund-first")
    assert warning.clause == "《价格违法行为行政处罚规定》第十六条"
    assert "refund-first" not in codes_of(check("9", **said, refunded=Decimal(0)))
    assert "refund-first" not in codes_of(check("14", **said))


def test_a_confiscated_amount_needs_its_kind() -> None:
    assert "confiscation-kind-missing" in codes_of(check("9", fine=10, gains=Decimal(1000), confiscated=Decimal(1)))


# --- severity and kinds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kinds", "warned"),
    [(("fine",), True), (("fine", "business-suspension"), False), (("fine", "licence-revocation"), False)],
)
def test_serious_without_suspension_or_revocation_is_remarked(kinds: tuple[str, ...], warned: bool) -> None:
    found = check("7", fine=60_000, severity="serious", kinds=kinds)
    assert ("serious-without-suspension" in codes_of(found)) == warned
    assert "serious-without-suspension" not in codes_of(check("9", fine=600_000, severity="heavier", kinds=kinds))


@pytest.mark.parametrize(
    ("code", "kind", "warned"),
    [
        ("9", "licence-revocation", True),
        ("9", "business-suspension", False),
        ("7", "licence-revocation", False),
        ("13", "business-suspension", True),
    ],
)
def test_a_kind_that_the_article_does_not_know_is_remarked(code: str, kind: str, warned: bool) -> None:
    found = check(code, severity="serious", kinds=(kind,))
    assert ("kind-without-basis" in codes_of(found)) == warned


# --- strict and lenient -------------------------------------------------------------------------------------------


def test_an_unknown_article_and_one_not_yet_in_force_stop_a_decision_at_the_counter() -> None:
    unknown = replace(facts("9", fine=60_000), articles=("price-regulation.99",))
    with pytest.raises(InvalidData):
        check_penalty(unknown, P)
    with pytest.raises(Refused):
        check("9", fine=60_000, decided_on=date(2010, 12, 3))


@pytest.mark.parametrize(
    ("codes", "said", "code"),
    [
        ((), {"fine": 1}, "article-missing"),
        (("9",), {"kinds": ()}, "kind-missing"),
        (("9",), {"kinds": (), "fine": 9}, "kind-missing"),
        (("9",), {"kinds": ("confiscation",), "fine": 9}, "fine-kind-missing"),
        (("9",), {}, "fine-amount-missing"),
        (("9",), {"fine": 49_999}, "fine-outside-range"),
        (("9",), {"fine": 9, "gains": Decimal(10), "refunded": Decimal(11)}, "amounts-exceed-gains"),
        (("7",), {"fine": 60_000, "severity": "heavier"}, "severity-without-tier"),
        (("9",), {"fine": 60_000, "decided_on": date(2010, 12, 3)}, "article-not-in-force"),
        (("13",), {"fine": 3_001, "procedure": "summary"}, "summary-fine-above-limit"),
    ],
)
def test_on_import_what_does_not_hold_is_flagged(codes: tuple[str, ...], said: dict[str, Any], code: str) -> None:
    found = check(*codes, lenient=True, **said)
    flagged = {warning.code for warning in found.warnings if warning.fault}
    assert code in flagged
    assert [warning.code for warning in found.warnings].count(code) == 1


@pytest.mark.parametrize("fine", [49_999, 500_001])
def test_on_import_a_fine_outside_its_range_departs_without_a_reason(fine: int) -> None:
    found = check("9", fine=fine, lenient=True)
    assert found.departures == (Departure("unexplained", None, "《价格违法行为行政处罚规定》第九条"),)
    assert [warning.code for warning in found.warnings if warning.fault] == ["fine-outside-range"]


def test_on_import_a_mitigating_reason_explains_no_fine_above_the_range() -> None:
    assert [d.code for d in check("9", fine=500_001, mitigated="主动改正", lenient=True).departures] == ["unexplained"]


@pytest.mark.parametrize("said", [{"gains": None}, {"kinds": ()}, {"kinds": ("warning",)}])
def test_on_import_what_is_held_against_no_range_departs_from_none(said: dict[str, Any]) -> None:
    assert check("9", fine=1, lenient=True, **said).departures == ()


def test_on_import_an_unknown_article_is_flagged_and_nothing_is_held_against_a_range() -> None:
    unknown = replace(facts("9", fine=1), articles=("price-regulation.9", "price-regulation.99"))
    found = check_penalty(unknown, P, lenient=True)
    assert codes_of(found) == {"article-unknown"}
    assert found.range.checked is False


def test_on_import_a_reason_given_is_still_a_departure() -> None:
    assert [d.code for d in check("9", fine=18_000, mitigated="主动改正", lenient=True).departures] == ["mitigated"]


@given(
    st.sampled_from(["4", "5-1", "7", "9.5", "12", "13.1", "14", "price-law.39"]),
    st.sampled_from(["normal", "heavier", "serious"]),
    st.sampled_from(["ordinary", "summary"]),
    st.sets(st.sampled_from(["fine", "warning", "confiscation", "business-suspension"])),
    st.one_of(st.sampled_from([None, "none", "undeterminable"]), st.integers(0, 10**7).map(Decimal)),
    st.one_of(st.none(), st.integers(0, 10**7)),
    st.one_of(st.none(), st.integers(0, 10**7).map(Decimal)),
)
def test_an_import_never_raises_and_agrees_with_the_counter(
    code: str, severity: Any, procedure: str, kinds: set[str], gains: Any, fine: int | None, confiscated: Decimal | None
) -> None:
    said: dict[str, Any] = {
        "severity": severity,
        "procedure": procedure,
        "kinds": tuple(sorted(kinds)),
        "gains": gains,
        "fine": fine,
        "confiscated": confiscated,
    }
    lenient = check(code, lenient=True, **said)
    try:
        strict = check(code, **said)
    except (InvalidData, Refused):
        assert any(warning.fault for warning in lenient.warnings)
    else:
        assert strict == lenient
