"""The minutes of a meeting (会议纪要): circumstances, opinions and conclusions case by case, tasks, who was there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.documents.word import opened, rows, texts, whole_text
from zibo_port.documents.minutes_paper import minutes_paper
from zibo_port.domain.minutes import CaseOutcome, Delegation, Minutes, Obligation, Opinion, Order, Person

BASIS = "《山东省社会信用条例》第二十八条第（四）项"
RATE = Order("适当提高抽查比例和频次", "淄博海关", BASIS, date(2026, 12, 31))
AWARDS = Order("限制参加评先评优", "市商务局", "《山东省社会信用条例》第二十八条第（二）项")
FINED = CaseOutcome(
    enterprise="91370303MADEM0011X",
    name="示例海岱货运代理有限公司",
    document_no="淄市监罚〔2026〕101号",
    decision="淄博市市场监督管理局于2026年9月24日作出处罚决定：罚款60000元",
    concluded=True,
    deducted=Decimal("5.0"),
    quarter="2026Q3",
    orders=(RATE, AWARDS),
    pushes=("省联合奖惩系统", "国家联合奖惩系统"),
    opinions=(Opinion("市市场监管局", "建议扣分"), Opinion("淄博海关", "同意。")),
)
SPARED = CaseOutcome(
    "91370305MAFAKE0276",
    "示例乙报关行",
    "淄市监罚〔2026〕102号",
    "某局作出处罚决定",
    concluded=True,
    no_action="已全部退还",
    orders=(RATE,),
)
OPEN = CaseOutcome("92370303MATE0T0366", "示例丙仓储", "淄市监罚〔2026〕103号", "某局作出处罚决定：警告")
MINUTES = Minutes(
    meeting="M20261015-57e8",
    on=date(2026, 10, 15),
    kind="regular",
    convener="市政府分管秘书长",
    called=("市口岸办公室", "淄博海关"),
    agenda=("分析口岸运行情况和通关时效", "通报行政处罚信息2件"),
    as_of=datetime(2026, 10, 21, 4, tzinfo=UTC),
    rehearsal=False,
    final=True,
    outcomes=(FINED, SPARED),
    obligations=(Obligation("分析超时通关票数", "淄博海关", date(2026, 10, 31)),),
    text="会议听取了汇报。\n\n会议要求按时报送月报",
)


def body(minutes: Minutes) -> list[str]:
    return texts(minutes_paper(minutes), "公文正文")


def test_the_masthead_and_title_are_those_of_the_kind_of_meeting() -> None:
    content = minutes_paper(MINUTES)
    assert texts(content, "发文机关标志") == ["淄博市口岸运行监测联席会议纪要"]
    assert texts(content, "Title") == ["2026年第四季度口岸运行分析会议纪要"]
    assert texts(content, "上行文字号") == ["淄博市口岸办公室\t2026年10月15日"]
    consulted = minutes_paper(replace(MINUTES, kind="ad-hoc", convener="市口岸办公室"))
    assert texts(consulted, "发文机关标志") == ["淄博市口岸办公室会议纪要"]
    assert texts(consulted, "Title") == ["口岸领域企业行政处罚信息部门会商纪要"]
    assert texts(minutes_paper(replace(MINUTES, kind="ad-hoc", outcomes=())), "Title") == ["口岸运行专题会议纪要"]


def test_the_number_is_printed_or_left_blank() -> None:
    assert texts(minutes_paper(MINUTES, "淄口纪〔2026〕4号"), "发文字号") == ["淄口纪〔2026〕4号"]
    assert texts(minutes_paper(MINUTES), "发文字号")[0].replace("　", "") == "〔2026〕号"


def test_the_circumstances_of_the_meeting() -> None:
    said = body(replace(MINUTES, place="市政府第三会议室"))
    assert said[0] == (
        "2026年10月15日，市政府分管秘书长召集召开2026年第四季度口岸运行分析会议，通报行政处罚信息2件并逐案会商。现将会议情况和议定事项纪要如下："
    )
    assert said[1:7] == [
        "时间：2026年10月15日",
        "地点：市政府第三会议室",
        "召集人：市政府分管秘书长",
        "召集单位：市口岸办公室、淄博海关。",
        "议题：1. 分析口岸运行情况和通关时效。",
        "2. 通报行政处罚信息2件。",
    ]


def test_a_single_line_of_the_agenda_has_no_number() -> None:
    assert "议题：通报。" in body(replace(MINUTES, agenda=("通报",)))


def test_each_case_has_its_opinions_and_its_conclusion_in_full() -> None:
    assert texts(minutes_paper(MINUTES), "Heading 2") == [
        "（一）示例海岱货运代理有限公司（淄市监罚〔2026〕101号）",
        "（二）示例乙报关行（淄市监罚〔2026〕102号）",
    ]
    said = body(MINUTES)
    at = said.index("处罚情况：淄博市市场监督管理局于2026年9月24日作出处罚决定：罚款6万元。")
    assert said[at + 1 : at + 3] == ["市市场监管局意见：建议扣分。", "淄博海关意见：同意。"]
    rate = f"由淄博海关适当提高抽查比例和频次，2026年12月31日前报告落实情况（依据{BASIS}）"
    awards = "由市商务局限制参加评先评优，下次例会前报告落实情况（依据《山东省社会信用条例》第二十八条第（二）项）"
    concluded = f"会商结论：在2026年第三季度口岸服务评价中扣5分。联合监管共治措施：（1）{rate}；（2）{awards}。"
    assert said[at + 3] == f"{concluded}将处罚信息推送至省联合奖惩系统、国家联合奖惩系统。"
    assert f"会商结论：不予扣分，理由：已全部退还。联合监管共治措施：{rate}。" in said


@pytest.mark.parametrize(
    ("told", "printed"),
    [
        ("罚款3000元", "罚款3000元"),
        ("罚款1200000元；没收违法所得10500元", "罚款120万元；没收违法所得1.05万元"),
        ("罚款10050.50元", "罚款10050.50元"),
        ("罚款12345元", "罚款12345元"),
        ("罚款5000000000元", "罚款500000万元"),
    ],
)
def test_amounts_are_read_in_ten_thousands_where_they_are_round(told: str, printed: str) -> None:
    assert f"处罚情况：{printed}。" in body(replace(MINUTES, outcomes=(replace(FINED, decision=told),)))


def test_a_dissent_and_who_was_recused_stand_with_the_case() -> None:
    first = replace(MINUTES.outcomes[0], opinions=(Opinion("市税务局", "扣分过重", dissent=True),), recused=("市商务局", "淄博海关"))
    said = body(replace(MINUTES, outcomes=(first,)))
    at = said.index("回避：市商务局、淄博海关。")
    assert said[at + 1] == "市税务局不同意见：扣分过重。"
    assert not any(line.startswith("回避") for line in body(MINUTES))


def test_a_case_without_a_conclusion_is_said_to_be_open_and_the_paper_is_a_draft() -> None:
    unfinished = replace(MINUTES, outcomes=(FINED, OPEN), final=False)
    assert "会商结论：会议尚未形成结论。" in body(unfinished)
    assert texts(minutes_paper(unfinished), "版头标注") == ["草稿"]
    assert texts(minutes_paper(MINUTES), "版头标注") == []


def test_what_was_written_and_said_in_general_keeps_its_paragraphs() -> None:
    said = body(replace(MINUTES, opinions=(Opinion("市商务局", "加强宣讲"),)))
    at = said.index("会议听取了汇报。")
    assert said[at : at + 3] == ["会议听取了汇报。", "会议要求按时报送月报。", "市商务局意见：加强宣讲。"]


def test_every_task_has_owner_and_day_and_measures_alike_are_one() -> None:
    assert rows(minutes_paper(MINUTES), 0) == [
        ["序号", "事项", "责任单位", "完成时限"],
        ["1", "分析超时通关票数", "淄博海关", "2026年10月31日前"],
        ["2", "适当提高抽查比例和频次：示例海岱货运代理有限公司、示例乙报关行", "淄博海关", "2026年12月31日前"],
        ["3", "限制参加评先评优：示例海岱货运代理有限公司", "市商务局", "下次例会前"],
    ]


def test_chapters_without_content_are_left_out_and_the_others_count_on() -> None:
    bare = replace(MINUTES, outcomes=(), obligations=(), text=" \n", opinions=())
    assert texts(minutes_paper(bare), "Heading 1") == ["一、会议概况"]
    assert texts(minutes_paper(MINUTES), "Heading 1") == ["一、会议概况", "二、行政处罚信息会商情况", "三、会议议定事项", "四、任务分工"]
    assert texts(minutes_paper(replace(bare, text="好")), "Heading 1") == ["一、会议概况", "二、会议议定事项"]


def test_who_was_there_who_was_excused_and_who_sat_in() -> None:
    present = replace(
        MINUTES,
        attended=(Delegation("市口岸办公室", (Person("主任"), Person("科长", "示例人"))), Delegation("淄博海关")),
        absent=(Delegation("市税务局", (Person("副局长"),)),),
        observers=(Delegation("市口岸管理服务中心"),),
    )
    assert texts(minutes_paper(present), "出席名单") == [
        "出席：市口岸办公室　主任、科长示例人\n淄博海关",
        "请假：市税务局　副局长",
        "列席：市口岸管理服务中心",
    ]


def test_attendance_that_is_not_recorded_is_not_guessed_from_the_call() -> None:
    assert texts(minutes_paper(MINUTES), "出席名单") == ["出席：（签到情况尚未登记）"]


def test_minutes_need_no_signature_but_have_an_imprint() -> None:
    content = minutes_paper(MINUTES)
    assert texts(content, "发文机关署名") == []
    assert "抄送：淄博市口岸运行监测联席会议召集人、各成员单位。" in whole_text(content)


def test_markup_in_what_was_said_is_text() -> None:
    said = replace(MINUTES, text="<w:p>甲\u202e乙", outcomes=(replace(FINED, name="<b>甲</b>\t公司"),))
    content = minutes_paper(said)
    assert "<w:p>甲\\u202e乙。" in texts(content, "公文正文")
    assert "<b>甲</b>\\u0009公司" in whole_text(content)


def test_the_same_minutes_give_the_same_bytes_dated_by_their_own_clock() -> None:
    assert minutes_paper(MINUTES) == minutes_paper(MINUTES)
    assert opened(minutes_paper(MINUTES)).core_properties.created == MINUTES.as_of
    assert minutes_paper(replace(MINUTES, rehearsal=True)) != minutes_paper(MINUTES)
