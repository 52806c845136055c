"""Opinions and suggestions to the city's leadership: to read (呈阅件), and to decide upon (请示)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.documents.word import opened, texts, whole_text
from zibo_port.documents.suggestion_paper import suggestion_paper
from zibo_port.domain.papers import Finding, LeadershipPaper, Suggestion

READING = LeadershipPaper(
    kind="reading",
    title="关于压缩整体通关时间有关情况的报告",
    addressee="市委、市政府",
    text=("现将有关情况和意见建议报告如下：",),
    findings=(Finding("主要情况", ("进口整体通关时间较上季度增加",)), Finding("存在问题", ("申报差错率偏高。", "退单重报较多"))),
    suggestions=(
        Suggestion("建立申报差错通报机制", "差错是主要原因", "淄博海关", date(2026, 12, 31)),
        Suggestion("推广提前申报", owner="市口岸办公室"),
    ),
    sources=("2026年第四季度口岸运行分析会议纪要", "2026年9月各成员单位月报"),
    as_of=datetime(2026, 10, 20, 4, tzinfo=UTC),
    rehearsal=False,
    on=date(2026, 10, 20),
    number="2026年第3期",
)
REQUEST = replace(READING, kind="request", title="关于建立申报差错通报机制的请示", signer="示例人", number=None)


def test_a_paper_to_read() -> None:
    content = suggestion_paper(READING)
    assert texts(content, "发文机关标志") == ["淄博市口岸办公室呈阅件"]
    assert texts(content, "发文字号") == ["2026年第3期"]
    assert texts(content, "上行文字号") == ["淄博市口岸办公室\t2026年10月20日"]
    assert texts(content, "Title") == ["淄博市口岸办公室\n关于压缩整体通关时间有关情况的报告"]
    assert texts(content, "主送机关") == ["市委、市政府："]
    assert texts(content, "公文正文")[-1] == "以上意见建议，供市委、市政府决策参考。"
    assert texts(content, "发文机关署名") == ["淄博市口岸办公室", "2026年10月20日"]


def test_a_paper_to_decide_upon_names_who_signs_and_ends_with_the_request() -> None:
    content = suggestion_paper(REQUEST)
    assert texts(content, "发文机关标志") == ["淄博市口岸办公室文件"]
    (line,) = texts(content, "上行文字号")
    assert line.replace("　", "") == "〔2026〕号\t签发人：示例人"
    assert texts(content, "Title") == ["淄博市口岸办公室\n关于建立申报差错通报机制的请示"]
    assert texts(content, "公文正文")[-1] == "妥否，请批示。"


def test_findings_and_suggestions_are_chapters() -> None:
    content = suggestion_paper(READING)
    assert texts(content, "Heading 1") == ["一、主要情况", "二、存在问题", "三、意见建议"]
    assert texts(content, "Heading 2") == ["（一）建立申报差错通报机制。", "（二）推广提前申报。"]
    said = texts(content, "公文正文")
    assert said[:4] == ["现将有关情况和意见建议报告如下：", "进口整体通关时间较上季度增加。", "申报差错率偏高。", "退单重报较多。"]
    assert said[4:6] == ["差错是主要原因。责任单位：淄博海关。完成时限：2026年12月31日。", "责任单位：市口岸办公室。"]
    assert said[6] == (
        "本件依据《淄博市口岸运行监测及通关时效会商工作机制实施方案》第一部分第3项提出，所据材料：2026年第四季度口岸运行分析会议纪要；2026年9月各成员单位月报。"
    )


def test_a_paper_may_be_its_text_alone() -> None:
    content = suggestion_paper(replace(READING, findings=(), suggestions=(), sources=(), addressee="市政府"))
    assert texts(content, "Heading 1") == []
    assert texts(content, "公文正文") == ["现将有关情况和意见建议报告如下：", "以上意见建议，供市政府决策参考。"]


def test_a_bare_suggestion_leaves_no_empty_paragraph() -> None:
    content = suggestion_paper(replace(READING, findings=(), suggestions=(Suggestion("推广提前申报"),), sources=()))
    assert texts(content, "Heading 1") == ["一、意见建议"]
    assert "" not in texts(content, "公文正文")


def test_a_paper_that_is_not_issued_is_a_draft() -> None:
    for kind in ("reading", "request"):
        content = suggestion_paper(replace(READING, kind=kind, on=None, rehearsal=True))
        assert texts(content, "版头标注") == ["演练", "送审稿"]
    assert texts(suggestion_paper(READING), "版头标注") == []


def test_markup_is_text() -> None:
    assert "<w:p>甲\\u202e乙" in whole_text(suggestion_paper(replace(READING, title="<w:p>甲\u202e乙")))


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert suggestion_paper(READING) == suggestion_paper(READING)
    assert opened(suggestion_paper(READING)).core_properties.modified == READING.as_of
