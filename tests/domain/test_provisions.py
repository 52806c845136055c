"""What is in force on a day: every entry is dated and cited, and the files are refused if their intervals don't fit."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.domain.rule_files import documents, provisions
from zibo_port.domain.codes import DEPARTMENTS, KINDS
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.provisions import Provisions

TODAY = date(2026, 11, 23)
REVISED = date(2010, 12, 4)
P = provisions()

# --- articles -----------------------------------------------------------------------------------------------------

CODES = [
    *("price-regulation.4", "price-regulation.5-1", "price-regulation.5-2", "price-regulation.5-3", "price-regulation.6-1"),
    *("price-regulation.6-2", "price-regulation.7", "price-regulation.8", "price-regulation.9", "price-regulation.10"),
    *("price-regulation.12", "price-regulation.13", "price-regulation.14"),
    *(f"price-regulation.9.{n}" for n in range(1, 12)),
    *(f"price-regulation.13.{n}" for n in range(1, 5)),
    *("price-law.39", "price-law.40", "price-law.41", "price-law.42", "price-law.43", "price-law.44"),
]


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_an_article_with_citation_and_words(code: str) -> None:
    article = P.article(code, TODAY)
    assert article.code == code
    assert article.law == code.split(".", maxsplit=1)[0]
    assert article.clause.startswith("《价格违法行为行政处罚规定》第" if code.startswith("price-reg") else "《中华人民共和国价格法》第")
    assert article.conduct
    assert article.conduct_en
    assert article.violation_type
    assert not article.assumed
    assert set(article.consequences) <= set(KINDS)
    assert set(article.details) <= set(CODES)


NUMERALS = "一二三四五六七八九十"


def test_the_items_of_article_9_and_13_are_cited_by_item() -> None:
    assert P.article("price-regulation.9.5", TODAY).clause == "《价格违法行为行政处罚规定》第九条第（五）项"
    assert P.article("price-regulation.9.5", TODAY).conduct == "自立收费项目或者自定标准收费"
    assert P.article("price-regulation.9.11", TODAY).clause == "《价格违法行为行政处罚规定》第九条第（十一）项"
    for number in range(1, 11):
        assert f"第（{NUMERALS[number - 1]}）项" in P.article(f"price-regulation.9.{number}", TODAY).clause
    for number in range(1, 5):
        assert P.article(f"price-regulation.13.{number}", TODAY).clause.endswith(f"第十三条第（{NUMERALS[number - 1]}）项")


def test_every_code_is_listed_once() -> None:
    listed = [article.code for article in P.articles()]
    assert len(listed) == len(set(listed))
    assert set(CODES) <= set(listed)
    assert P.articles(TODAY) == P.articles()


def test_articles_not_yet_in_force_are_not_listed() -> None:
    listed = {article.law for article in P.articles(REVISED - timedelta(days=1))}
    assert listed == {"price-law"}
    assert P.articles(date(1998, 4, 30)) == ()


@pytest.mark.parametrize(
    ("code", "kind", "number"),
    [
        ("price-regulation.4.1", "价格倾销", "1202"),
        ("price-regulation.4.2", "价格歧视", "1205"),
        ("price-regulation.5-1", "价格串通", "1201"),
        ("price-regulation.6-1.1", "哄抬价格", "1203"),
        ("price-regulation.7", "价格欺诈", "1204"),
        ("price-regulation.8", "变相提价压价", "1206"),
        ("price-regulation.12", "牟取暴利", "1207"),
        ("price-regulation.9.5", "不执行政府定价、政府指导价；不执行法定价格干预措施、紧急措施", "13"),
        ("price-regulation.10", "不执行政府定价、政府指导价；不执行法定价格干预措施、紧急措施", "13"),
        ("price-regulation.13.1", "违反明码标价规定行为", "11"),
        ("price-law.42", "违反明码标价规定行为", "11"),
    ],
)
def test_violation_types_have_the_words_and_codes_of_the_list(code: str, kind: str, number: str) -> None:
    article = P.article(code, TODAY)
    assert (article.violation_type, article.violation_code) == (kind, number)


def test_only_article_9_and_10_lack_revocation_among_those_with_suspension() -> None:
    suspends = {a.code: "licence-revocation" in a.consequences for a in P.articles() if "business-suspension" in a.consequences}
    without = {code for code, revokes in suspends.items() if not revokes}
    assert {code.split(".")[1] for code in without if code.startswith("price-regulation")} == {"9", "10"}


def test_an_unknown_code_is_a_fault_of_the_field_and_near_ones_are_suggested() -> None:
    with pytest.raises(InvalidData) as caught:
        P.article("price-regulation.9.12", TODAY)
    assert caught.value.fields[0].field == "article"
    assert caught.value.hint is not None
    assert "price-regulation.9.1" in caught.value.hint.zh


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("price-regulation.5.1", "price-regulation.5-1"),
        ("price-regulation.6.2", "price-regulation.6-2"),
        ("price-regulaton.9.5", "price-regulation.9.5"),
    ],
)
def test_of_what_is_near_the_same_article_is_suggested_first(typed: str, first: str) -> None:
    with pytest.raises(InvalidData) as caught:
        P.article(typed, TODAY)
    assert caught.value.hint is not None
    assert caught.value.hint.zh.startswith(f"是否指：{first}、")
    assert caught.value.hint.en.startswith(f"Did you mean {first},")


def test_nothing_near_gives_no_hint() -> None:
    with pytest.raises(InvalidData) as caught:
        P.article("ZZZ", TODAY)
    assert caught.value.hint is None


@pytest.mark.parametrize("typed", [" price-regulation.9.5 ", "PRICE-REGULATION.9.5", "ｐｒｉｃｅ-regulation.９.5"])
def test_a_code_is_understood_however_it_was_typed(typed: str) -> None:
    assert P.article(typed, TODAY).code == "price-regulation.9.5"


def test_a_decision_older_than_the_article_is_refused_with_the_clause() -> None:
    assert P.article("price-regulation.9", REVISED).since == REVISED
    with pytest.raises(Refused) as caught:
        P.article("price-regulation.9", REVISED - timedelta(days=1))
    assert caught.value.clause == "《价格违法行为行政处罚规定》第九条"
    assert "施行期间：2010-12-04 起" in caught.value.message.zh
    assert "(in force since 2010-12-04)" in caught.value.message.en


def test_a_decision_younger_than_the_article_is_told_both_its_days() -> None:
    altered = documents()
    next(entry for entry in altered["price_penalties"]["articles"] if entry["code"] == "price-regulation.9")["to"] = date(2026, 1, 31)
    with pytest.raises(Refused) as caught:
        Provisions.from_documents(altered).article("price-regulation.9", TODAY)
    assert "施行期间：2010-12-04 至 2026-01-31" in caught.value.message.zh
    assert "(in force from 2010-12-04 to 2026-01-31)" in caught.value.message.en


# --- periods and figures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "count", "unit", "assumed"),
    [
        ("publish-necips", 20, "working-days", False),
        ("publish-credit-china-zibo", 7, "working-days", False),
        ("cross-province-push", 10, "working-days", False),
        ("cross-province-publish", 10, "working-days", False),
        ("push-sanction", 7, "working-days", True),
        ("withdraw", 3, "working-days", False),
        ("serve", 7, "working-days", False),
        ("hearing-request", 5, "working-days", False),
        ("hearing-notice", 7, "working-days", False),
        ("decide", 90, "calendar-days", False),
        ("decide-extension", 30, "calendar-days", False),
        ("pay", 15, "calendar-days", False),
        ("refund-check", 30, "calendar-days", True),
        ("reconsider", 60, "calendar-days", False),
        ("sue-after-reconsideration", 15, "calendar-days", False),
        ("sue-direct", 6, "months", False),
        ("enforce", 3, "months", False),
        ("demand", 10, "working-days", False),
        ("objection", 3, "working-days", False),
        ("objection-assisted", 7, "working-days", False),
        ("early-stop-necips", 6, "months", False),
        ("early-stop-necips-special", 12, "months", False),
        ("max-disclosure", 5, "years", False),
    ],
)
def test_periods(name: str, count: int, unit: str, assumed: bool) -> None:
    period = P.period(name, TODAY)
    assert (period.count, period.unit, period.assumed) == (count, unit, assumed)
    assert "《" in period.clause


def test_days_of_two_three_five_and_seven_are_working_days() -> None:
    """Administrative Penalty Law, article 85."""
    for period in P.periods():
        if period.count in {2, 3, 5, 7} and period.unit.endswith("days"):
            assert period.unit == "working-days", period.name


def test_the_clause_of_a_period_is_the_one_in_force_on_the_day() -> None:
    assert "第九条" in P.period("publish-necips", date(2021, 9, 1)).clause
    assert P.period("publish-necips", date(2021, 8, 31)).clause == "《企业信息公示暂行条例》第六条"


def test_a_day_before_the_first_interval_takes_it_and_says_that_it_is_assumed() -> None:
    period = P.period("serve", date(2015, 1, 1))
    assert (period.count, period.assumed) == (7, True)
    assert P.period("serve", date(2021, 7, 15)).assumed is False
    assert P.period("publish-necips", date(2011, 1, 1)).clause == "《企业信息公示暂行条例》第六条"


def test_an_unknown_name_is_not_found() -> None:
    with pytest.raises(NotFound) as caught:
        P.period("publish-necip", TODAY)
    assert caught.value.hint is not None
    assert "publish-necips" in caught.value.hint.en
    with pytest.raises(NotFound):
        P.figure("no-such-thing", TODAY)


@pytest.mark.parametrize(
    ("name", "on", "value"),
    [
        ("summary-fine-natural", date(2021, 7, 15), "200"),
        ("summary-fine-legal", date(2021, 7, 15), "3000"),
        ("summary-fine-natural", date(2021, 7, 14), "50"),
        ("summary-fine-legal", date(2021, 7, 14), "1000"),
        ("late-fine-daily", TODAY, "0.03"),
        ("late-fine-cap", TODAY, "1"),
        ("late-gains-daily", TODAY, "0.002"),
        ("hearing-fine-natural", TODAY, "10000"),
        ("hearing-fine-legal", TODAY, "100000"),
    ],
)
def test_figures(name: str, on: date, value: str) -> None:
    assert P.figure(name, on).value == Decimal(value)


def test_what_the_province_has_not_confirmed_has_no_value_and_is_assumed() -> None:
    for name in ("low-fine-natural", "low-fine-legal"):
        assert P.figure(name, TODAY).value is None
        assert P.figure(name, TODAY).assumed


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_every_day_has_an_answer_for_every_period(day: date) -> None:
    for period in P.periods():
        assert P.period(period.name, day).count >= 0


# --- publication terms --------------------------------------------------------------------------------------------


def test_necips_shows_three_years_from_publication() -> None:
    term = P.publication_term("necips", ("fine", "confiscation"), Decimal(900), TODAY)
    assert term is not None
    assert (term.count, term.unit, term.counted_from, term.assumed) == (3, "years", "publication", False)


def test_a_fine_alone_is_three_years_and_assumed_while_the_low_amount_is_not_confirmed() -> None:
    term = P.publication_term("necips", ("fine",), Decimal(900), TODAY)
    assert term is not None
    assert (term.count, term.unit, term.assumed) == (3, "years", True)


def test_criticism_alone_is_three_months_at_necips() -> None:
    term = P.publication_term("necips", ("criticism",), None, TODAY)
    assert term is not None
    assert (term.count, term.unit) == (3, "months")


def with_low_fine(**values: int) -> Provisions:
    altered = documents()
    for figure in altered["procedure"]["figures"]:
        if figure["name"] in values:
            figure["value"] = values[figure["name"]]
            figure["assumed"] = False
    return Provisions.from_documents(altered)


@pytest.mark.parametrize(
    ("fine", "kinds", "individual", "expected"),
    [
        (99_999, ("fine",), False, (3, "months")),
        (100_000, ("fine",), False, (3, "years")),
        (9_999, ("fine",), True, (3, "months")),
        (10_000, ("fine",), True, (3, "years")),
        (50_000, ("fine", "confiscation"), False, (3, "years")),
    ],
)
def test_a_confirmed_low_amount_shortens_the_term_of_a_fine_alone(
    fine: int, kinds: tuple[str, ...], individual: bool, expected: tuple[int, str]
) -> None:
    confirmed = with_low_fine(**{"low-fine-legal": 100_000, "low-fine-natural": 10_000})
    term = confirmed.publication_term("necips", kinds, Decimal(fine), TODAY, individual=individual)
    assert term is not None
    assert (term.count, term.unit) == expected
    assert term.assumed is False


@pytest.mark.parametrize(("months", "expected"), [(36, (3, "years")), (37, (37, "months"))])
def test_a_restriction_longer_than_three_years_is_shown_as_long_as_it_lasts(months: int, expected: tuple[int, str]) -> None:
    term = P.publication_term("necips", ("practice-ban",), None, TODAY, restriction_months=months)
    assert term is not None
    assert (term.count, term.unit) == expected
    assert ("第三款" in term.clause) == (months > 36)


@pytest.mark.parametrize(
    ("kinds", "on", "count", "unit", "minimum", "assumed"),
    [
        (("fine",), date(2023, 4, 30), 1, "years", (3, "months"), True),
        (("fine",), date(2023, 5, 1), 3, "years", (3, "months"), False),
        (("fine",), date(2026, 3, 31), 3, "years", (3, "months"), False),
        (("fine",), date(2026, 4, 1), 1, "years", (3, "months"), True),
        (("fine", "confiscation"), TODAY, 1, "years", (3, "months"), True),
        (("fine", "business-suspension"), TODAY, 3, "years", (1, "years"), True),
        (("licence-revocation",), date(2026, 3, 31), 3, "years", (3, "months"), False),
        (("warning",), TODAY, 3, "months", None, True),
        ((), TODAY, 1, "years", (3, "months"), True),
        (("fine",), date(2012, 1, 1), 1, "years", (3, "months"), True),
    ],
)
def test_credit_china_counts_from_the_decision_by_the_rule_of_that_day(
    kinds: tuple[str, ...], on: date, count: int, unit: str, minimum: tuple[int, str] | None, assumed: bool
) -> None:
    term = P.publication_term("credit-china-zibo", kinds, None, on)
    assert term is not None
    assert (term.count, term.unit, term.minimum, term.assumed) == (count, unit, minimum, assumed)
    assert term.counted_from == "decision"


def test_special_fields_had_a_longer_minimum_under_order_58() -> None:
    term = P.publication_term("credit-china-zibo", ("fine",), None, date(2024, 1, 1), special=True)
    assert term is not None
    assert term.minimum == (1, "years")


def test_a_summary_decision_is_minor() -> None:
    term = P.publication_term("credit-china-zibo", ("fine",), None, TODAY, procedure="summary")
    assert term is not None
    assert (term.category, term.count, term.unit) == ("minor", 3, "months")


@pytest.mark.parametrize("platform", ["sanction-provincial", "sanction-national"])
def test_sanction_systems_follow_credit_china_by_assumption(platform: str) -> None:
    before = date(2024, 1, 1)
    followed = P.publication_term("credit-china-zibo", ("fine",), None, before)
    term = P.publication_term(platform, ("fine",), None, before)
    assert term is not None
    assert followed is not None
    assert (term.count, term.unit) == (followed.count, followed.unit)
    assert term.assumed
    assert not followed.assumed


def test_no_rule_sets_a_term_elsewhere() -> None:
    assert P.publication_term("wechat", ("fine",), None, TODAY) is None


def test_every_kind_of_penalty_has_a_class() -> None:
    ranks = {kind: P.credit_class((kind,), TODAY).name for kind in KINDS}
    assert ranks["fine"] == "ordinary"
    assert ranks["warning"] == "minor"
    assert ranks["closure"] == "serious"
    assert set().union(*(P.credit_class((k,), TODAY).kinds for k in KINDS)) == set(KINDS)


# --- measures -----------------------------------------------------------------------------------------------------


def test_the_four_measures_of_the_notice_and_the_list_of_the_province_are_one_catalogue() -> None:
    plans = {measure.code: measure.plans for measure in P.measures()}
    notice = {code for code, plan in plans.items() if "service-evaluation" in plan}
    assert notice == {"raise-inspection-rate", "special-rectification-target", "limit-awards", "other-statutory"}
    joint = {code for code, plan in plans.items() if "joint-supervision" in plan}
    assert {"limit-convenience", "limit-fiscal-support", "procurement-credit-downgrade"} <= joint
    assert all("joint-supervision" in plan for plan in plans.values())
    assert {d for m in P.measures() for d in m.departments} <= set(DEPARTMENTS)


def test_the_wording_of_the_province_is_printed_and_the_notice_stands_in_a_footnote() -> None:
    measure = P.measure("raise-inspection-rate", TODAY)
    assert measure.name.startswith("适当提高")
    assert "大幅" not in measure.name
    assert measure.footnote is not None
    assert "大幅提高" in measure.footnote
    assert measure.clause == "《山东省社会信用条例》第二十八条第（四）项"


def test_a_measure_beyond_the_catalogue_is_refused_with_the_clause_that_closes_it() -> None:
    with pytest.raises(Refused) as caught:
        P.measure("raise-inspection-rat", TODAY)
    assert caught.value.clause == "《山东省社会信用条例》第二十八条"
    assert caught.value.hint is not None
    assert "raise-inspection-rate" in caught.value.hint.zh


def test_a_measure_older_than_its_basis_is_refused() -> None:
    with pytest.raises(Refused):
        P.measure("limit-awards", date(2020, 9, 30))


def test_a_department_without_the_power_may_not_be_given_a_measure() -> None:
    measure = P.measure("raise-inspection-rate", TODAY)
    measure.must_be_for("customs")
    with pytest.raises(Refused) as caught:
        measure.must_be_for("port-service-centre")
    assert caught.value.clause == measure.clause
    assert "不在市口岸管理服务中心的职权内。可承担的部门：淄博海关" in str(caught.value)


def test_a_measure_for_the_list_of_serious_dishonesty_needs_that_list() -> None:
    measure = P.measure("serious-list-restraint", TODAY)
    measure.must_be_for("customs", on_serious_list=True)
    with pytest.raises(Refused, match="严重失信主体名单"):
        measure.must_be_for("customs")


# --- the files ----------------------------------------------------------------------------------------------------


def period(**said: object) -> dict[str, object]:
    return {
        "name": "x",
        "zh": "某期限",
        "en": "a period",
        "count": 3,
        "unit": "working-days",
        "clause": "《某法》第一条",
        "source": "某令",
    } | said


def loaded_with(*periods: dict[str, object]) -> Provisions:
    altered = documents()
    altered["procedure"]["periods"] = list(periods)
    return Provisions.from_documents(altered)


DAY = date(2020, 1, 1)


def test_intervals_that_follow_each_other_are_accepted_in_any_order() -> None:
    first = period(**{"from": DAY, "to": date(2020, 12, 31), "count": 3})
    second = period(**{"from": date(2021, 1, 1), "count": 5})
    found = loaded_with(second, first)
    assert found.period("x", date(2020, 12, 31)).count == 3
    assert found.period("x", date(2021, 1, 1)).count == 5


@pytest.mark.parametrize(
    ("first_to", "second_from", "said"),
    [
        (date(2020, 12, 30), date(2021, 1, 1), r"x: a gap between 2020-12-30 and 2021-01-01"),
        (date(2020, 12, 31), date(2020, 12, 31), r"x: 2020-01-01 to 2020-12-31 overlaps what begins on 2020-12-31"),
        (None, date(2021, 1, 1), r"x: 2020-01-01 to open overlaps what begins on 2021-01-01"),
    ],
)
def test_a_gap_or_an_overlap_is_named(first_to: date | None, second_from: date, said: str) -> None:
    first = period(**{"from": DAY} | ({"to": first_to} if first_to else {}))
    with pytest.raises(ValueError, match=said):
        loaded_with(first, period(**{"from": second_from}))


def test_an_interval_that_ends_before_it_begins_is_named() -> None:
    with pytest.raises(ValueError, match="x: ends on 2019-12-31, before it begins on 2020-01-01"):
        loaded_with(period(**{"from": DAY, "to": date(2019, 12, 31)}))


def test_a_rule_that_has_ended_is_still_answered_but_assumed() -> None:
    found = loaded_with(period(**{"from": DAY, "to": date(2020, 12, 31)}))
    assert found.period("x", date(2021, 1, 1)).assumed
    assert found.periods(date(2021, 1, 1)) == ()


@pytest.mark.parametrize(
    "wrong",
    [{"count": -1}, {"count": 2.5}, {"unit": "days"}, {"clause": ""}, {"surprise": 1}, {"source": ""}],
)
def test_an_entry_of_the_wrong_shape_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        loaded_with(period(**{"from": DAY}) | wrong)


@pytest.mark.parametrize(
    "band",
    [{}, {"upper": 1, "multiple": 5}, {"lower": 2, "upper": 1}, {"upper": 1.5}, {"upper": -1}, {"multiple": 5, "unlimited": True}],
)
def test_a_band_has_exactly_one_limit(band: dict[str, object]) -> None:
    altered = documents()
    altered["price_penalties"]["articles"][0]["normal"] = band
    with pytest.raises(ValidationError):
        Provisions.from_documents(altered)


def test_an_unknown_violation_type_is_refused() -> None:
    altered = documents()
    altered["price_penalties"]["articles"][0]["violation_type"] = "no-such-type"
    with pytest.raises(ValueError, match="no-such-type"):
        Provisions.from_documents(altered)


def test_other_rule_files_are_left_alone_and_a_missing_one_is_named() -> None:
    Provisions.from_documents(documents() | {"service_evaluation": {"anything": 1}})
    without = documents()
    del without["measures"]
    with pytest.raises(ValueError, match=r"measures\.toml"):
        Provisions.from_documents(without)


def test_a_new_cap_for_price_marking_is_a_matter_of_data() -> None:
    altered = documents()
    articles = altered["price_penalties"]["articles"]
    old = next(a for a in articles if a["code"] == "price-regulation.13")
    old["to"] = date(2027, 12, 31)
    articles.append(old | {"from": date(2028, 1, 1), "normal": {"upper": 50_000}, "with_gains": {"upper": 50_000}})
    del articles[-1]["to"]
    found = Provisions.from_documents(altered)
    assert found.article("price-regulation.13.1", date(2027, 12, 31)).normal.upper == 5_000
    assert found.article("price-regulation.13.1", date(2028, 1, 1)).normal.upper == 50_000


def test_every_assumption_of_the_files_can_be_listed() -> None:
    assumed = {p.name for p in P.periods() if p.assumed} | {f.name for f in P.figures() if f.assumed}
    assert {"refund-check", "push-sanction", "low-fine-legal", "hearing-fine-legal"} <= assumed
    assert "publish-necips" not in assumed


@pytest.mark.parametrize("kind", ["business-suspension", "restriction", "practice-ban", "licence-downgrade", "licence-revocation"])
def test_some_kinds_are_shown_at_the_national_system_for_the_whole_term(kind: str) -> None:
    found = P.no_early_end("necips", ("fine", kind), TODAY)
    assert found is not None
    assert found.clause == "《市场监督管理行政处罚信息公示规定》第十四条第三款"
    assert P.no_early_end("necips", ("fine", "confiscation"), TODAY) is None
    assert P.no_early_end("credit-china-zibo", (kind,), TODAY) is None
    assert P.no_early_end("necips", (kind,), date(2021, 8, 31)) is None
    assert kind in KINDS
