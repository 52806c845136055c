from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.city import City, build

DRAFT = ("suggestion", "draft", "--title", "关于延长夜间查验窗口的建议", "--text", "建议延长至22时。", "--quarter", "2026Q3")


@pytest.fixture
def city(tmp_path: Path) -> City:
    return build(tmp_path)


def test_one_is_drafted_submitted_and_answered(city):
    drafted = city.ask(*DRAFT)
    assert (drafted["event"], drafted["state"], drafted["quarter"], drafted["addressee"]) == (
        "SuggestionDrafted", "drafted", "2026Q3", "市委、市政府",
    )  # fmt: skip
    name = drafted["id"]
    submitted = city.at("2026-09-18").ask("suggestion", "submit", name, "--on", "2026-09-17")
    assert (submitted["state"], submitted["submitted_on"], submitted["submitted_by"]) == ("submitted", "2026-09-17", "王晓")
    answer = ("suggestion", "answer", name, "--by", "市政府分管副市长", "--text", "请落实。")
    answered = city.at("2026-09-21").ask(*answer)
    assert answered["answers"] == [{"on": "2026-09-21", "by": "市政府分管副市长", "text": "请落实。"}]
    later = city.at("2026-10-09")
    assert [row["state"] for row in later.ask("suggestion", "list")] == ["answered"]
    assert [row["state"] for row in later.ask("suggestion", "list", "--known-at", "2026-09-18")] == ["submitted"]
    assert later.ask("suggestion", "show", name, "--effective-at", "2026-09-16")["state"] == "drafted"
    assert later.ask("suggestion", "list", "--known-at", "2026-09-14") == []


def test_a_draft_is_changed_with_a_reason_until_it_is_submitted(city):
    first = city.ask(*DRAFT)
    assert city.ask(*DRAFT)["position"] == first["position"]
    changed = (*DRAFT[:5], "建议延长至23时。", *DRAFT[6:])
    assert "--reason" in city.refused(4, *changed)["message"]
    assert city.ask(*changed, "--reason", "企业意见")["text"] == "建议延长至23时。"
    city.done("suggestion", "submit", first["id"])
    assert "不能再改" in city.refused(4, *DRAFT, "--reason", "再改")["message"]
    assert city.ask("suggestion", "submit", first["id"])["repeated"] is True


def test_where_four_eyes_are_asked_another_officer_submits(city):
    city.done("officer", "add", "李敏", "--department", "port-office")
    name = city.ask("--as", "李敏", *DRAFT)["id"]
    refused = city.refused(4, "--as", "李敏", "suggestion", "submit", name)
    assert "须由另一人审核报送" in refused["message"]
    assert refused["clause"]
    assert city.ask("suggestion", "submit", name)["submitted_by"] == "王晓"


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (DRAFT[:6], 3, "三者择一"),
        ((*DRAFT, "--month", "2026-08"), 3, "三者择一"),
        ((*DRAFT[:6], "--month", "2026-13"), 3, "2026-03"),
        ((*DRAFT[:6], "--meeting", "M0"), 5, "consultation list"),
        (("suggestion", "submit", "S-0"), 5, "suggestion list"),
        (("suggestion", "answer", "S-0", "--by", "市长", "--text", "请落实"), 5, "suggestion list"),
        (("suggestion", "show", "S-0"), 5, "suggestion list"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_recorded(city, words, status, says):
    head = city.head()
    assert says in city.refused(status, *words)["message"]
    assert city.head() == head


def test_an_answer_needs_a_submission_and_days_lie_in_their_order(city):
    name = city.ask(*DRAFT)["id"]
    answer = ("suggestion", "answer", name, "--by", "市长", "--text", "请落实")
    assert "suggestion submit" in city.refused(4, *answer)["message"]
    assert "2026-09-15" in city.refused(3, "suggestion", "submit", name, "--on", "2026-09-14")["message"]
    city.done("suggestion", "submit", name)
    assert "今天" in city.refused(3, *answer, "--on", "2026-09-16")["message"]
    city.done(*answer)
    assert "核对原件" in city.refused(4, *answer[:-1], "另一批示")["message"]


def test_a_dry_run_shows_it_and_leaves_nothing(city):
    head = city.head()
    assert city.ask(*DRAFT, "--dry-run")["state"] == "drafted"
    assert city.head() == head
    assert "没有意见建议" in city.done("suggestion", "list")
    assert city.done("suggestion", "list", "-o", "csv").startswith("id,state,title,text,meeting,")


def test_people_read_what_comes_next(city):
    told = city.done(*DRAFT, "--to", "市政府")
    assert "报送市政府" in told
    name = city.ask("suggestion", "list")[0]["id"]
    assert f"下一步：zibo-port suggestion submit {name}" in told
    assert f"suggestion answer {name} --by" in city.done("suggestion", "submit", name)
    assert "已报送" in city.done("suggestion", "list")
    assert "submitted" in city.done("suggestion", "list", "--lang", "en")


def test_its_paper_is_written(city):
    name = city.ask(*DRAFT)["id"]
    out = city.folder / "呈阅件.docx"
    said = city.ask("report", "suggestion", name, "--format", "docx", "--out", str(out))
    assert said["suggestion"] == name
    assert out.read_bytes().startswith(b"PK")
