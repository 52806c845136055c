from __future__ import annotations

import json

from tests.cli.frame_runner import run


def test_every_kind_of_provision_is_listed_with_its_clause():
    done = run("provision", "list", "--json")
    rows = json.loads(done.out)
    assert {row["kind"] for row in rows} == {"article", "measure", "period", "ambiguity"}
    assert all(row["clause"] and row["name"] for row in rows)
    codes = {row["code"] for row in rows}
    assert {"price-regulation.9.5", "price-law.42", "raise-inspection-rate", "publish-necips", "grade.decimals"} <= codes


def test_a_period_is_told_in_words():
    assert "在国家企业信用信息公示系统公示：20 个工作日" in run("provision", "list", "--kind", "period").out
    assert "20 working days" in run("provision", "list", "--kind", "period", "--lang", "en").out


def test_an_article_is_not_in_force_before_its_law():
    rows = json.loads(run("provision", "list", "--kind", "article", "--on", "1990-01-01", "--json").out)
    assert rows == []
