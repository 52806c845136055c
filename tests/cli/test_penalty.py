from __future__ import annotations

import pytest

from tests.cli.city import CASE, SECOND, City, build
from tests.cli.frame_runner import run_process
from tests.facts import AUTHORITY, BROKER, FORWARDER, WAREHOUSE

LOG = {
    "--enterprise": FORWARDER,
    "--document-no": CASE,
    "--decided-on": "2026-09-10",
    "--authority": AUTHORITY,
    "--article": "price-regulation.9.5",
    "--kind": "fine",
    "--gains": "none",
    "--fine": "60000",
}
NOT_GIVEN = None


def log(**changes: str | None) -> list[str]:
    """The words of `penalty log` with these options changed or left out."""
    options = LOG | {f"--{name.replace('_', '-')}": value for name, value in changes.items()}
    return ["penalty", "log", *(word for name, value in options.items() if value is not None for word in (name, value))]


@pytest.fixture
def city(tmp_path) -> City:
    return build(tmp_path)


# --- log ----------------------------------------------------------------------------------------------------------


def test_a_logged_penalty_tells_range_case_and_duties(city):
    head = city.head()
    told = city.ask(*log())
    assert {name: told[name] for name in ("event", "position", "enterprise", "document_no", "case")} == {
        "event": "PenaltyLogged",
        "position": head + 1,
        "enterprise": FORWARDER,
        "document_no": CASE,
        "case": CASE,
    }
    assert told["lawful_range"] == {"min": "50000", "max": "500000", "clause": "《价格违法行为行政处罚规定》第九条第（五）项"}
    assert told["warnings"] == []
    assert {d["step"]: (d["department"], d["due_on"], d["provisional"], d["assumed"]) for d in told["duties"]} == {
        "publish-credit-china-zibo": ("market-supervision", "2026-09-20", False, False),
        "publish-necips": ("market-supervision", "2026-10-14", False, False),
        "consult": ("port-office", "2026-10-20", False, True),
    }
    assert all(d["clause"] and d["case"] == CASE and d["done_on"] is None and d["late"] is False for d in told["duties"])


def test_people_are_told_position_duties_and_the_next_command(city):
    head = city.head()
    told = city.done(*log())
    assert told.startswith(f"已记录（第 {head + 1} 号）。\n{CASE}：淄博示例货代有限公司，罚款 60000 元\n法定罚款幅度：50000–500000 元")
    assert "2026-09-20" in told
    assert "公示到国家企业信用信息公示系统" in told
    assert "下一步：zibo-port publication send --all" in told
    assert f"--case {CASE}" in told
    assert "Recorded (position" not in told
    assert "Next: zibo-port" in city.done(*log(), "--lang", "en")


def test_the_same_again_says_so_and_records_nothing(city):
    first = city.ask(*log())
    head = city.head()
    again = city.ask(*log(document_no="淄市监罚[2026] 101号"))
    assert again.pop("repeated") is True
    assert again == first
    other_id = city.ask(*log(), "--command-id", "abc")
    assert (other_id["repeated"], other_id["position"]) == (True, first["position"])
    assert city.head() == head


def test_the_same_number_with_other_content_is_refused_with_the_way_out(city):
    city.done(*log())
    head = city.head()
    for other in (log(fine="70000"), log(article="price-regulation.9.4"), log(facts="多收费"), log(enterprise=BROKER)):
        assert city.refused(4, *other)["code"] == "refused"
    assert "penalty correct" in city.refused(4, *log(fine="70000"))["message"]
    assert "penalty correct" in city.refused(4, *log(fine="70000"), "--command-id", "abc")["message"]
    assert city.head() == head


def test_a_dry_run_tells_the_duties_and_records_nothing(city):
    head = city.head()
    dry = city.ask(*log(), "--dry-run")
    assert city.head() == head
    real = city.ask(*log())
    assert dry.pop("dry_run") is True
    assert dry == real


def test_a_fine_outside_the_range_needs_a_reason(city):
    error = city.refused(4, *log(fine="1000"))
    assert error["clause"] == "《价格违法行为行政处罚规定》第九条第（五）项"
    assert "50000–500000" in error["message"]
    assert "--mitigated" in error["hint"]
    assert city.refused(4, *log(fine="600000", mitigated="主动退款"))["code"] == "refused"
    told = city.ask(*log(fine="1000", mitigated="主动消除危害后果"))
    assert told["departure"] == {"code": "mitigated", "reason": "主动消除危害后果", "clause": told["lawful_range"]["clause"]}
    told = city.ask(*log(document_no=SECOND, fine="600000", departure="数额巨大"))
    assert told["departure"]["code"] == "departure"
    assert "裁量偏离清单：数额巨大" in city.done(*log(document_no=SECOND, fine="600000", departure="数额巨大"))


@pytest.mark.parametrize(
    ("changes", "warnings", "steps"),
    [
        ({"gains": NOT_GIVEN}, ["gains-unknown"], {"publish-necips", "publish-credit-china-zibo", "consult"}),
        ({"kind": "warning", "fine": NOT_GIVEN}, ["warning-only"], {"consult"}),
        ({"procedure": "summary", "article": "price-regulation.13.1", "fine": "3000"}, ["summary-procedure"], {"consult"}),
        ({"authority": "济南市市场监督管理局"}, ["other-authority"], {"consult"}),
        ({"refunded": "0"}, [], {"publish-necips", "publish-credit-china-zibo", "consult", "refund-check"}),
    ],
)
def test_what_is_worth_knowing_and_what_is_owed(city, changes, warnings, steps):
    told = city.ask(*log(**changes))
    assert [warning["code"] for warning in told["warnings"]] == warnings
    assert all(warning["clause"] and warning["message"] for warning in told["warnings"])
    assert {duty["step"] for duty in told["duties"]} == steps
    again = city.ask(*log(**changes))
    assert (again["warnings"], again["duties"]) == (told["warnings"], told["duties"])


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"decided_on": "2026-09-16"}, 3, "decided-on"),
        ({"decided_on": "2026-02-30"}, 3, "decided_on"),
        ({"decided_on": "last week"}, 2, "decided_on"),
        ({"article": "price-regulation.99"}, 3, "article"),
        ({"kind": "jail"}, 2, "kind"),
        ({"fine": "-1"}, 3, "fine"),
        ({"fine": "6万"}, 2, "fine"),
        ({"fine": "0.1234567"}, 3, "fine"),
        ({"kind": "warning"}, 3, "fine"),
        ({"gains": "some"}, 2, "gains"),
        ({"gains": "100", "confiscated": "200"}, 3, "confiscated"),
        ({"severity": "heavier", "article": "price-regulation.13.1"}, 3, "severity"),
        ({"served_on": "2026-09-01"}, 3, "served-on"),
        ({"document_no": " "}, 3, "document_no"),
        ({"authority": "局\u200f"}, 3, "authority"),
        ({"enterprise": "370303199001011234"}, 3, "enterprise"),
    ],
)
def test_wrong_data_names_the_field_and_records_nothing(city, changes, status, field):
    head = city.head()
    error = city.refused(status, *log(**changes))
    assert field in [fault["field"] for fault in error["fields"]]
    assert all(fault["message"] for fault in error["fields"])
    assert city.head() == head


def test_a_decision_older_than_its_article_is_refused_with_the_clause(city):
    assert city.refused(4, *log(decided_on="1990-01-01"))["clause"]


def test_an_enterprise_that_is_not_registered_is_not_found(city):
    assert city.refused(5, *log(enterprise="91370303MADE0002X3"))["code"] == "not-found"


def test_what_must_be_given_is_asked_for(city):
    assert "--article" in city.refused(2, *log(article=NOT_GIVEN))["message"]


def test_a_penalty_logged_late_shows_its_periods_from_the_decision(city):
    told = city.ask(*log(decided_on="2026-07-01"))
    late = {d["step"]: d["late"] for d in told["duties"]}
    assert late == {"publish-credit-china-zibo": True, "publish-necips": True, "consult": False}
    assert "逾期" in city.done(*log(decided_on="2026-07-01"))


def test_codes_are_read_as_people_type_them(city):
    told = city.ask(*log(article="Ｐrice-Regulation.9.5 ", gains="无"), "--kind", "fine")
    assert (told["kinds"], told["lawful_range"]["min"]) == (["fine"], "50000")


def test_the_facts_come_from_a_file(city):
    (city.folder / "事实.txt").write_text("多收费\n共三笔\n", encoding="utf-8")
    city.done(*log(facts=f"@{city.folder / '事实.txt'}"))
    assert city.ask("penalty", "show", CASE)["facts"] == "多收费\n共三笔"


# --- attachments --------------------------------------------------------------------------------------------------


def test_an_attachment_is_kept_once_under_its_digest(city):
    first, second = city.folder / "决定书.pdf", city.folder / "送达回证.pdf"
    first.write_bytes(b"%PDF decision")
    second.write_bytes(b"%PDF decision")
    city.done(*log(attach=str(first)), "--attach", str(second))
    kept = list((city.folder / "attachments").iterdir())
    assert [place.read_bytes() for place in kept] == [b"%PDF decision"]
    names = city.ask("penalty", "show", CASE)["attachments"]
    assert names == [f"sha256:{kept[0].name} 决定书.pdf", f"sha256:{kept[0].name} 送达回证.pdf"]
    assert "决定书.pdf、送达回证.pdf" in city.done("penalty", "show", CASE)


def test_what_is_not_recorded_leaves_no_attachment(city):
    paper = city.folder / "决定书.pdf"
    paper.write_bytes(b"%PDF")
    city.done(*log(attach=str(paper)), "--dry-run")
    city.refused(4, *log(fine="1000", attach=str(paper)))
    assert not (city.folder / "attachments").exists() or not list((city.folder / "attachments").iterdir())
    city.done(*log(attach=str(paper)))
    city.refused(4, *log(document_no=SECOND, fine="1000", attach=str(paper)))
    assert len(list((city.folder / "attachments").iterdir())) == 1, "what another decision needs stays"


def test_a_file_name_is_data_and_never_a_path(city):
    paper = city.folder / "..决定\u202efdp.书"
    paper.write_bytes(b"%PDF")
    error = city.refused(3, *log(attach=str(paper)))
    assert [fault["field"] for fault in error["fields"]] == ["attach"]
    assert city.refused(2, *log(attach=str(city.folder / "没有.pdf")))["code"] == "usage"


def test_a_folder_that_cant_be_written_records_nothing(city):
    (city.folder / "attachments").write_text("not a folder")
    paper = city.folder / "决定书.pdf"
    paper.write_bytes(b"%PDF")
    head = city.head()
    assert "没有记录任何内容" in city.refused(7, *log(attach=str(paper)))["message"]
    assert city.head() == head


# --- correct ------------------------------------------------------------------------------------------------------


def test_a_correction_changes_what_is_given_and_keeps_the_rest(city):
    city.done(*log(facts="多收费", filed_on="2026-09-01"))
    before = city.ask("penalty", "show", CASE)
    told = city.ask(
        "penalty", "correct", "淄市监罚[2026]101号", "--fine", "80000", "--kind", "fine", "--kind", "warning", "--reason", "少录"
    )
    assert (told["event"], told["document_no"]) == ("PenaltyCorrected", CASE)
    assert told["changed"] == {"kinds": {"before": ["fine"], "after": ["fine", "warning"]}, "fine": {"before": "60000", "after": "80000"}}
    after = city.ask("penalty", "show", CASE)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"kinds", "fine", "revision", "publications", "history"}
    assert [p["superseded"] for p in after["publications"]] == [True, True, False, False]


def test_a_correction_that_changes_nothing_records_nothing(city):
    city.done(*log())
    head = city.head()
    told = city.ask("penalty", "correct", CASE, "--fine", "60000.00", "--reason", "核对")
    assert (told["repeated"], told["changed"], told["position"]) == (True, {}, head - 3)
    assert city.head() == head


def test_a_correction_is_held_against_the_rules(city):
    city.done(*log())
    assert city.refused(4, "penalty", "correct", CASE, "--fine", "1", "--reason", "少录")["clause"]
    assert city.refused(5, "penalty", "correct", SECOND, "--fine", "1", "--reason", "少录")["code"] == "not-found"
    assert city.refused(2, "penalty", "correct", CASE, "--fine", "70000")["code"] == "usage"
    dry = city.ask("penalty", "correct", CASE, "--fine", "70000", "--reason", "少录", "--dry-run")
    assert dry["changed"]["fine"]["after"] == "70000"
    assert city.ask("penalty", "show", CASE)["fine"] == "60000"


def test_a_correction_adds_attachments(city):
    paper = city.folder / "决定书.pdf"
    paper.write_bytes(b"%PDF 1")
    city.done(*log(attach=str(paper)))
    paper.write_bytes(b"%PDF 2")
    city.done("penalty", "correct", CASE, "--attach", str(paper), "--reason", "补附件")
    assert len(city.ask("penalty", "show", CASE)["attachments"]) == 2


def test_people_read_what_changed_in_words(city):
    city.done(*log())
    told = city.done(
        *("penalty", "correct", CASE, "--fine", "2000", "--kind", "warning", "--kind", "fine", "--procedure", "summary"),
        *("--article", "price-regulation.13.1", "--gains", "undeterminable", "--reason", "程序录错"),
    )
    for line in (
        "  种类：罚款 → 警告、罚款",
        "  程序：普通程序 → 简易程序",
        "  违法所得：没有 → 无法确定",
        "  罚款：60000 元 → 2000 元",
        "  公示：应当公示 → 适用简易程序，不公示",
    ):
        assert line in told.splitlines()
    assert "已立案" not in told
    assert "应办事项：" in told


def test_a_correction_takes_out_what_should_not_be_there(city):
    city.done(*log(facts="多收费"), "--refund-ordered")
    assert city.refused(3, "penalty", "correct", CASE, "--kind", "warning", "--reason", "种类录错")["fields"][0]["field"] == "fine"
    told = city.ask("penalty", "correct", CASE, "--kind", "warning", "--clear", "fine", "--clear", "refund-ordered", "--reason", "种类录错")
    assert told["changed"]["fine"] == {"before": "60000", "after": None}
    assert told["changed"]["refund_ordered"] == {"before": True, "after": False}
    shown = city.ask("penalty", "show", CASE)
    assert (shown["kinds"], shown["fine"], shown["facts"]) == (["warning"], None, "多收费")
    error = city.refused(2, "penalty", "correct", CASE, "--fine", "1", "--clear", "fine", "--reason", "试")
    assert error["message"] == "--fine 和 --clear fine 只能写一个。"


def test_a_decision_without_a_fine_is_told_by_its_kinds(city):
    told = city.done(*log(kind="warning", fine=NOT_GIVEN, gains=NOT_GIVEN, article="price-regulation.14"))
    assert f"{CASE}：淄博示例货代有限公司，警告\n" in told


def test_a_dry_run_says_what_would_be_and_names_no_next_command(city):
    told = city.done(*log(), "--dry-run")
    assert "登记后的应办事项：" in told
    assert "已立案" not in told
    assert "下一步" not in told


# --- list and show ------------------------------------------------------------------------------------------------


def test_the_list_is_filtered_and_as_of_any_day(city):
    city.done(*log())
    city.at("2026-09-16").done(*log(document_no=SECOND, enterprise=BROKER, fine="70000"))
    later = city.at("2026-09-17")
    rows = later.ask("penalty", "list")
    assert [(r["document_no"], r["enterprise"], r["decided_on"], r["fine"], r["confiscated"], r["state"]) for r in rows] == [
        (CASE, FORWARDER, "2026-09-10", "60000", None, "open"),
        (SECOND, BROKER, "2026-09-10", "70000", None, "open"),
    ]
    assert [r["document_no"] for r in later.ask("penalty", "list", "--enterprise", BROKER)] == [SECOND]
    assert later.ask("penalty", "list", "--state", "concluded") == []
    assert [r["document_no"] for r in later.ask("penalty", "list", "--known-at", "2026-09-15")] == [CASE]
    assert later.ask("penalty", "list", "--effective-at", "2026-09-09") == []
    assert later.refused(5, "penalty", "list", "--enterprise", "91370303MADE0002X3")["code"] == "not-found"
    assert later.ask("penalty", "list", "--enterprise", WAREHOUSE) == []


def test_a_concluded_case_shows_its_conclusion(city):
    city.done(*log())
    meeting = city.concluded()
    later = city.at("2026-09-29")
    assert [r["state"] for r in later.ask("penalty", "list")] == ["concluded"]
    shown = later.ask("penalty", "show", CASE)
    assert shown["case"]["meeting"] == meeting
    assert shown["case"]["deductions"] == [{"quarter": "2026Q3", "points": "5"}]
    assert shown["state"] == "concluded"
    assert f"由会商 {meeting} 作出结论" in later.done("penalty", "show", CASE)


def test_a_page_tells_the_history_in_order(city):
    city.done(*log())
    shown = city.ask("penalty", "show", CASE)
    assert [entry["event"] for entry in shown["history"]] == ["PenaltyLogged", "CaseOpened", "PublicationRequested", "PublicationRequested"]
    assert [entry["officer"] for entry in shown["history"]] == ["王晓", "engine", "engine", "engine"]
    assert {p["platform"]: p["state"] for p in shown["publications"]} == {"necips": "requested", "credit-china-zibo": "requested"}
    assert city.refused(5, "penalty", "show", SECOND)["code"] == "not-found"
    assert city.refused(5, "penalty", "show", CASE, "--effective-at", "2026-09-09")["code"] == "not-found"


def test_a_page_is_told_in_words(city):
    city.done(*log(facts="多收费\n罚款      1 元"), "--refund-ordered")
    page = city.done("penalty", "show", CASE).splitlines()
    assert "条款      《价格违法行为行政处罚规定》第九条第（五）项（price-regulation.9.5）" in page
    assert "违法所得  没有" in page
    assert "责令退还  是" in page
    assert "公示      应当公示" in page
    assert "          罚款      1 元" in page, "a second line of the facts stands below the first, not as an entry of its own"
    assert any(line.endswith("待报送  -") for line in page)
    assert any("（系统）  案件" in line and "按联合监管共治流程第 1 版办理" in line for line in page)
    assert not any("engine" in line for line in page)


def test_a_publication_that_nobody_owes_any_more_is_not_shown_as_waiting(city):
    city.done(*log())
    city.done("penalty", "correct", CASE, "--authority", "某市市场监督管理局", "--reason", "机关录错")
    assert [p["superseded"] for p in city.ask("penalty", "show", CASE)["publications"]] == [True, True]
    assert "待报送" not in city.done("penalty", "show", CASE)


def test_a_name_with_markup_or_marks_is_shown_harmlessly(city):
    city.done(*log(authority="<script>alert(1)</script>局"))
    assert "<script>" in city.done("penalty", "show", CASE)
    assert city.ask("penalty", "list")[0]["authority"] == "<script>alert(1)</script>局"


# --- in a process of its own --------------------------------------------------------------------------------------


def test_logging_loads_no_read_side(city):
    code = (
        "import sys; from zibo_port.cli.door import serve; "
        f"status = serve({[*log(), '--store', city.store, '--now', city.now, '--json']!r}); "
        "print([m for m in ('sqlalchemy', 'xlsxwriter', 'jinja2', 'python_calamine') if m in sys.modules], status, file=sys.stderr)"
    )
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.stderr == "[] 0\n"


def test_a_penalty_is_logged_by_the_program_itself(city):
    done = run_process(*log(), "--store", city.store, "--now", city.now, "--json")
    assert (done.status, done.err) == (0, "")
    assert done.document["event"] == "PenaltyLogged"
