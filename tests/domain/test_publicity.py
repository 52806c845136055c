"""Which decisions are published, in which words, and which remedy is open against them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.rule_files import provisions
from zibo_port.domain.codes import KINDS
from zibo_port.domain.publicity import CATEGORIES, penalty_categories, publishable, remedy_regime

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("procedure", "kinds", "ok", "reason"),
    [
        ("ordinary", ("fine",), True, "ordinary-procedure"),
        ("ordinary", ("warning", "fine"), True, "ordinary-procedure"),
        ("ordinary", ("confiscation",), True, "ordinary-procedure"),
        ("ordinary", ("criticism", "confiscation"), True, "ordinary-procedure"),
        ("ordinary", ("warning",), False, "warning-only"),
        ("ordinary", ("criticism",), False, "criticism-only"),
        ("ordinary", ("warning", "criticism"), False, "criticism-only"),
        ("ordinary", (), False, "kind-missing"),
        ("summary", ("fine",), False, "summary-procedure"),
        ("summary", ("warning",), False, "summary-procedure"),
        ("summary", (), False, "summary-procedure"),
    ],
)
def test_publishable(procedure: str, kinds: tuple[str, ...], ok: bool, reason: str) -> None:
    publicity = publishable(procedure, kinds)
    assert (publicity.ok, publicity.reason) == (ok, reason)
    assert "《" in publicity.clause
    assert publicity.text.zh.endswith("。")


def test_what_is_not_published_cites_order_45_or_the_provincial_regulation() -> None:
    assert "《市场监督管理行政处罚信息公示规定》第二条" in publishable("ordinary", ("warning",)).clause
    for procedure, kind in (("summary", "fine"), ("ordinary", "warning"), ("ordinary", "criticism")):
        assert "《山东省社会信用条例》第十三条第二款" in publishable(procedure, (kind,)).clause


@given(st.sets(st.sampled_from(sorted(KINDS)), min_size=1))
def test_a_further_kind_never_hides_a_decision(kinds: set[str]) -> None:
    if publishable("ordinary", kinds).ok:
        assert all(publishable("ordinary", kinds | {kind}).ok for kind in KINDS)


def test_every_kind_has_its_text() -> None:
    assert CATEGORIES.keys() == KINDS.keys()


@pytest.mark.parametrize(
    ("kinds", "text"),
    [
        (("fine",), "罚款"),
        (("warning", "fine", "confiscation"), "警告;罚款;没收违法所得、没收非法财物"),
        (("licence-suspension", "licence-revocation"), "暂扣或者吊销许可证/执照"),
        (("business-suspension",), "责令停产停业"),
        (("detention", "other"), "行政拘留;其他"),
        ((), ""),
    ],
)
def test_penalty_categories(kinds: tuple[str, ...], text: str) -> None:
    assert penalty_categories(kinds) == text


@given(st.lists(st.sampled_from(sorted(KINDS))))
def test_the_text_of_the_kinds_fits_its_column(kinds: list[str]) -> None:
    assert len(penalty_categories(kinds)) <= 255


@pytest.mark.parametrize(
    ("codes", "regime"),
    [
        (("price-regulation.4",), "reconsideration_first"),
        (("price-regulation.9.5",), "reconsideration_first"),
        (("price-regulation.13.1",), "reconsideration_first"),
        (("price-regulation.14", "price-regulation.13"), "reconsideration_first"),
        (("price-regulation.14",), "unknown"),
        (("price-law.42",), "unknown"),
        ((), "unknown"),
    ],
)
def test_remedy_regime(codes: tuple[str, ...], regime: str) -> None:
    remedy = remedy_regime([provisions().article(code, TODAY) for code in codes])
    assert remedy.regime == regime
    assert remedy.assumed
    assert ("第二十条" in remedy.clause) == (regime == "reconsideration_first")


def test_articles_4_to_13_of_the_regulation_and_no_others_need_reconsideration_first() -> None:
    first = {a.code.split(".")[1].split("-")[0] for a in provisions().articles() if a.reconsideration_first}
    assert first == {"4", "5", "6", "7", "8", "9", "10", "12", "13"}
    assert all(a.law == "price-regulation" for a in provisions().articles() if a.reconsideration_first)
