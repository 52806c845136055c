"""The notice (通报) of a quarter's results: what it says, of whom, and on which basis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.documents import quarterly_scene as scene
from tests.documents.quarterly_scene import BEST, CODES, FAIR, LONG, NAMES, POOR, SCRIPT, City
from tests.documents.word import paragraphs, rows, texts, whole_text
from zibo_port.documents.results_notice import results_notice
from zibo_port.domain.quarterly import Imposed, QuarterlyReport
from zibo_port.domain.readings import Reading

GRADES, RESULTS, WATCHED, READINGS = range(4)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> QuarterlyReport:
    return scene.whole(tmp_path_factory.mktemp("city")).report()


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> QuarterlyReport:
    return City(tmp_path_factory.mktemp("closed")).inputs().meeting().closed().report()


def body(report: QuarterlyReport) -> str:
    return "\n".join(texts(results_notice(report), "公文正文"))


def test_head_and_signature(published: QuarterlyReport) -> None:
    content = results_notice(published)
    assert texts(content, "发文机关标志") == ["淄博市口岸办公室文件"]
    assert texts(content, "Title") == ["淄博市口岸办公室关于2026年第三季度\n口岸服务评价结果的通报"]
    assert texts(content, "发文机关署名") == ["淄博市口岸办公室", "2026年10月12日"]
    assert "2026年10月12日印发" in whole_text(content)
    assert texts(content, "主送机关")[0].endswith("：")


def test_chapters_in_their_order(published: QuarterlyReport) -> None:
    content = results_notice(published)
    assert texts(content, "Heading 1") == ["一、总体情况", "二、评价结果", "三、重点关注企业及措施", "四、有关说明"]
    assert texts(content, "Heading 2") == ["（一）待定事项", "（二）结果重述", "（三）评价口径"]
    assert texts(content, "附件序号") == ["附件1", "附件2", "附件3"]
    assert texts(content, "附件标题") == ["2026年第三季度口岸服务评价结果", "重点关注企业名单", "评价所用解读"]
    assert texts(content, "附件说明") == ["附件：1. 2026年第三季度口岸服务评价结果", "2. 重点关注企业名单", "3. 评价所用解读"]


def test_the_distribution_of_grades_agrees_with_the_report(published: QuarterlyReport) -> None:
    table = rows(results_notice(published), GRADES)
    assert {row[0]: int(row[2]) for row in table[1:]} == published.grades() == {"优秀": 2, "良好": 0, "一般": 1, "较差": 1}
    assert [row[1] for row in table[1:]] == ["90分以上", "80分以上、不满90分", "60分以上、不满80分", "60分以下"]
    assert [row[3] for row in table[1:]] == ["50.0%", "0.0%", "25.0%", "25.0%"]
    text = body(published)
    assert "参加评价的口岸相关经营服务主体5家，评定等次4家，因缺少数据未评定等次1家" in text
    assert "最高得分98.50分，最低得分41.50分" in text


def test_deductions_of_those_who_are_not_evaluated_are_not_counted(published: QuarterlyReport) -> None:
    assert len(published.taken) == 3
    assert "因行政处罚对2家企业予以扣分，共2件，合计13.5分" in body(published)
    assert "予以扣分" not in body(replace(published, taken=tuple(t for t in published.taken if not t.counted)))


def test_the_list_of_results(published: QuarterlyReport) -> None:
    table = rows(results_notice(published), RESULTS)
    assert [(row[0], row[1], row[7], row[8]) for row in table[1:]] == [
        ("1", NAMES[0], "98.50", "优秀"),
        ("1", NAMES[1], "98.50", "优秀"),
        ("3", SCRIPT, "74.33", "一般"),
        ("4", LONG, "41.50", "较差"),
        ("—", NAMES[4], "—", "—"),
    ]
    assert table[3][2:7] == [CODES[FAIR], "50", "13.33", "16", "5"]
    notes = texts(results_notice(published), "注")
    assert any("单一窗口用户评价60分、12345热线投诉20分、有关部门内部评价20分相加" in note for note in notes)


def test_the_watch_list_names_reason_day_and_measures(published: QuarterlyReport) -> None:
    table = rows(results_notice(published), WATCHED)
    assert [row[1] for row in table[1:]] == [f"{SCRIPT}\n{CODES[FAIR]}", f"{LONG}\n{CODES[POOR]}"]
    assert table[1][2:] == [
        "2026年第三季度评价结果为一般",
        "2026年10月12日",
        "1. 适当提高抽查比例和频次（淄博海关，2026年9月15日前；淄市监处罚〔2026〕1号）",
    ]
    assert table[2][4] == "—"


def test_a_measure_without_a_day_is_due_at_the_next_meeting(published: QuarterlyReport) -> None:
    order = Imposed("limit-awards", "commerce", "淄市监处罚〔2026〕9号", None)
    changed = replace(published, watched=(replace(published.watched[0], imposed=(order, order)), *published.watched[1:]))
    line = "限制参加评先评优（市商务局，下次例会前；淄市监处罚〔2026〕9号）"
    assert rows(results_notice(changed), WATCHED)[1][4] == f"1. {line}\n2. {line}"


def test_the_measures_of_the_notice_stand_with_basis_units_and_footnotes(published: QuarterlyReport) -> None:
    content = results_notice(published)
    listed = [text for text in texts(content, "公文正文") if "；责任单位：" in text]
    assert len(listed) == len(published.catalogue) == 4
    assert listed[0].startswith(
        "1. 适当提高抽查比例和频次①。依据：《山东省社会信用条例》第二十八条第（四）项；责任单位：淄博海关、市商务局、"
    )
    notes = texts(content, "注")
    assert sum(note.lstrip("注：　").startswith(("①", "②", "③", "④")) for note in notes) == sum(
        bool(m.footnote) for m in published.catalogue
    )
    assert any("“在开展日常检查、专项检查时大幅提高抽查比例，增加检查频次”；条例只许“适当提高”，以条例为准" in note for note in notes)


def test_an_assumed_measure_is_marked(published: QuarterlyReport) -> None:
    measures = tuple(m.model_copy(update={"assumed": m.code == "limit-awards"}) for m in published.measures)
    assert "限制参加评先评优③。依据：《山东省社会信用条例》第二十八条第（二）项（推定）；" in body(replace(published, measures=measures))


def test_nobody_to_watch_means_no_list(published: QuarterlyReport) -> None:
    content = results_notice(replace(published, watched=()))
    assert "本季度结果公布后，没有企业列为重点关注企业。" in "\n".join(texts(content, "公文正文"))
    assert texts(content, "附件标题") == ["2026年第三季度口岸服务评价结果", "评价所用解读"]
    assert not [text for text in texts(content, "公文正文") if "；责任单位：" in text]


def test_the_readings_used_and_who_adopted_them(published: QuarterlyReport) -> None:
    table = rows(results_notice(published), READINGS)
    used = [u for u in published.readings if u.ambiguity.bears_on in {"score", "watch-list"}]
    assert 0 < len(used) < len(published.readings)
    assert len(table) - 1 == len(used)
    assert {row[3] for row in table[1:]} == {"推定"}
    assert f"未作明确的{len(used)}处，按附件3所列解读执行，其中{len(used)}处为推定" in body(published)
    first, *others = published.readings
    assert first == used[0]
    reading = Reading(first.reading.ambiguity, first.reading.reading, "M20261015-57e8", assumed=False)
    adopted = replace(published, readings=(replace(first, reading=reading), *others))
    assert rows(results_notice(adopted), READINGS)[1][3] == "M20261015-57e8"
    assert f"其中{len(used) - 1}处为推定" in body(adopted)


# --- what isn't final ---------------------------------------------------------------------------------------------


def test_what_lacks_data_is_named(published: QuarterlyReport) -> None:
    assert "1家企业缺少数据，不计总分、不定等次（淄博丁仓储有限公司：缺单一窗口用户评价）。" in body(published)
    assert "本次评价没有待定事项。" in body(replace(published, standings=published.ranked))


def test_before_publication_the_paper_is_a_draft_without_day(closed: QuarterlyReport) -> None:
    content = results_notice(closed)
    assert texts(content, "版头标注") == ["演练", "送审稿"]
    assert texts(content, "发文机关署名")[1].replace("　", "") == "年月日"
    text = body(closed)
    assert "本季度已封账、尚未公布，所列得分是封账时的计算结果。" in text
    assert "目前重点关注企业0家；按本次结果，拟新列入2家，拟移出0家" in text
    assert [(row[1].split("\n")[0], row[3]) for row in rows(content, WATCHED)[1:]] == [(SCRIPT, "拟列入"), (LONG, "拟列入")]


def test_an_open_quarter_says_which_cases_may_still_count(tmp_path: Path) -> None:
    report = City(tmp_path).inputs().meeting().report()
    content = results_notice(report)
    assert texts(content, "版头标注") == ["演练", "测算稿"]
    assert f"1件案件尚未会商，本季度仍可能扣分（{NAMES[BEST]}：{scene.OPEN}）。" in body(report)
    assert "所列得分" in body(report)
    assert "以下得分" not in body(report)


def test_restated_and_pending_results_are_marked_and_named(published: QuarterlyReport) -> None:
    first, second, *others = published.standings
    changed = replace(published, standings=(replace(first, status="restated"), replace(second, restatement_pending=True), *others))
    text = body(changed)
    assert f"以下1家企业的结果经会商重述，所列为重述后的结果：{first.name}。" in text
    assert f"以下1家企业在封账后另有事实登记，结果待会商重述，重述前所列结果仍然有效：{second.name}。" in text
    content = results_notice(changed)
    assert [row[1] for row in rows(content, RESULTS)[1:3]] == [f"{first.name}＊", f"{second.name}△"]
    assert sum("重述" in note for note in texts(content, "注")) == 2
    assert "没有重述" not in text
    assert "没有重述" in body(published)


def test_a_total_under_review_is_provisional(published: QuarterlyReport) -> None:
    first, *others = published.standings
    changed = replace(published, standings=(replace(first, interval=(Decimal("93.50"), Decimal("98.50"))), *others))
    assert f"{first.name}：93.50至98.50分" in body(changed).replace(" ", "")


def test_a_quarter_without_rules_or_enterprises_is_a_paper_all_the_same(published: QuarterlyReport) -> None:
    content = results_notice(
        replace(published, edition=None, standings=(), taken=(), watched=(), readings=(), published_on=date(2026, 1, 5))
    )
    assert texts(content, "附件说明") == ["附件：2026年第三季度口岸服务评价结果"]
    assert texts(content, "附件序号") == ["附件"]
    assert "见附件。" in "\n".join(texts(content, "公文正文"))


def test_a_rehearsal_is_marked_and_a_real_paper_isnt(published: QuarterlyReport) -> None:
    assert ("版头标注", "演练") in paragraphs(results_notice(published))
    assert "演练" not in whole_text(results_notice(replace(published, rehearsal=False)))


def test_names_that_try_to_mislead_are_shown_as_they_are(published: QuarterlyReport) -> None:
    content = results_notice(scene.renamed(published, ["甲\u202e乙公司", "<w:br/>&amp;公司"]))
    assert [row[1] for row in rows(content, RESULTS)[1:3]] == ["甲\\u202e乙公司", "<w:br/>&amp;公司"]


def test_the_same_figures_give_the_same_bytes(published: QuarterlyReport) -> None:
    assert results_notice(published) == results_notice(published)
    moved = replace(published, as_of=replace(published.as_of, known_position=published.as_of.known_position + 1))
    assert results_notice(moved) != results_notice(published)
