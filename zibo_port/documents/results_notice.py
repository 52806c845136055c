"""The notice (通报) by which a quarter's results are made public, as an official paper (the notice, second plan, four).

It is in Chinese whatever language is spoken: it is what the office signs and hands out.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from zibo_port.documents import quarterly_words as words
from zibo_port.documents.gongwen import Paper
from zibo_port.documents.gongwen_tables import Column
from zibo_port.documents.letterhead import CONFERENCE, EVALUATION_PLAN, MEMBERS, PORT_OFFICE, numbered, ordinal
from zibo_port.documents.results_lists import readings_list, results_list, watch_list
from zibo_port.documents.results_statements import STATES, band, measures, open_points, readings_used, restated, tight
from zibo_port.domain.quarterly import QuarterlyReport

ADDRESSEES: Final = "市政府有关部门、有关单位，各口岸相关经营服务主体"
_GRADES: Final = (Column("等次", 39), Column("得分", 51), Column("企业数（家）", 33), Column("占比", 33))


def results_notice(report: QuarterlyReport) -> bytes:
    """The Word file; the same figures give the same bytes."""
    quarter = words.quarter_words(report.quarter).zh
    paper = Paper(f"{PORT_OFFICE}关于{quarter}口岸服务评价结果的通报", PORT_OFFICE, report.as_of.known_at, rehearsal=report.rehearsal)
    paper.masthead(f"{PORT_OFFICE}文件", STATES.get(report.status))
    paper.number(numbered(None, (report.published_on or report.as_of.on).year))
    paper.title(f"{PORT_OFFICE}关于{quarter}", "口岸服务评价结果的通报")
    paper.addressee(ADDRESSEES)
    paper.body(
        f"为及时掌握进出口企业满意度情况，促进口岸营商环境进一步优化，根据{EVALUATION_PLAN}（以下简称《方案》），"
        f"依托{CONFERENCE}，组织开展了{quarter}口岸服务评价。现将评价结果通报如下："
    )
    enclosed = _enclosed(report, quarter)
    _overall(paper, report)
    _list(paper, enclosed)
    _watched(paper, report, enclosed)
    _explained(paper, report, enclosed)
    paper.enclosures(*enclosed.values())
    paper.signature(PORT_OFFICE, report.published_on)
    _enclosures(paper, report, enclosed)
    paper.imprint(MEMBERS, PORT_OFFICE, report.published_on)
    return paper.content()


def _enclosed(report: QuarterlyReport, quarter: str) -> dict[str, str]:
    """The enclosures that there are, in their order."""
    titles = {"results": f"{quarter}口岸服务评价结果"}
    if report.watched or report.expected_entries or report.expected_exits:
        titles["watch-list"] = "重点关注企业名单"
    if readings_used(report):
        titles["readings"] = "评价所用解读"
    return titles


def _place(enclosed: dict[str, str], key: str) -> str:
    return f"附件{list(enclosed).index(key) + 1}" if len(enclosed) > 1 else "附件"


# --- text ---------------------------------------------------------------------------------------------------------


def _overall(paper: Paper, report: QuarterlyReport) -> None:
    paper.heading("一、总体情况")
    all_, ranked, lacking = len(report.standings), report.ranked, len(report.without_data)
    said = f"本季度参加评价的口岸相关经营服务主体 {all_} 家，评定等次 {len(ranked)} 家"
    paper.body(tight(said + (f"，因缺少数据未评定等次 {lacking} 家。" if lacking else "。") + _range(report)))
    counted = [t for t in report.taken if t.counted]
    if counted:
        points = words.number(sum((t.deduction.points for t in counted), Decimal()))
        fined = len({t.enterprise for t in counted})
        paper.body(f"依据部门会商意见，因行政处罚对{fined}家企业予以扣分，共{len(counted)}件，合计{points}分。")
    if ranked:
        paper.table(_GRADES, list(_grades(report)), "评价等次分布")


def _range(report: QuarterlyReport) -> str:
    totals = [s.total for s in report.ranked if s.total is not None]
    return f"最高得分{words.total_words(max(totals))}分，最低得分{words.total_words(min(totals))}分。" if totals else ""


def _grades(report: QuarterlyReport) -> Iterator[tuple[str, str, str, str]]:
    scale = {g.grade: g for g in report.edition.grades.scale} if report.edition else {}
    for grade, count in report.grades().items():
        share = Decimal(count * 100) / len(report.ranked)
        yield grade, band(scale.get(grade)), str(count), f"{share:.1f}%"


def _list(paper: Paper, enclosed: dict[str, str]) -> None:
    paper.heading("二、评价结果")
    paper.body(f"各企业得分、会商扣分、等次和名次见{_place(enclosed, 'results')}。未评定等次的企业不排名次。")


def _watched(paper: Paper, report: QuarterlyReport, enclosed: dict[str, str]) -> None:
    paper.heading("三、重点关注企业及措施")
    paper.body(tight(_who_is_watched(report, enclosed)))
    if not (report.watched or report.expected_entries):
        return
    paper.body("对重点关注企业，有关部门在法定权限范围内可采取以下措施（法律法规另有规定的除外）：")
    told = measures(report)
    for place, measure in enumerate(told, 1):
        paper.body(f"{place}. {measure.name}{measure.mark}。依据：{measure.clause}；责任单位：{measure.units}。")
    paper.notes(*(f"{m.mark}{m.footnote}" for m in told if m.footnote))


def _who_is_watched(report: QuarterlyReport, enclosed: dict[str, str]) -> str:
    rule = "按照《方案》规定，评定为一般、较差等次的企业列为重点关注企业。"
    if report.status != "published":
        entering, leaving = len(report.expected_entries), len(report.expected_exits)
        said = f"目前重点关注企业 {len(report.watched)} 家；按本次结果，拟新列入 {entering} 家，拟移出 {leaving} 家"
    elif report.watched:
        new = sum(w.quarter == str(report.quarter) for w in report.watched)
        said = f"本季度结果公布后，重点关注企业共 {len(report.watched)} 家，其中本季度新列入 {new} 家"
    else:
        return f"{rule}本季度结果公布后，没有企业列为重点关注企业。"
    return f"{rule}{said}" + (f"，名单及会商决定的措施见{_place(enclosed, 'watch-list')}。" if "watch-list" in enclosed else "。")


def _explained(paper: Paper, report: QuarterlyReport, enclosed: dict[str, str]) -> None:
    """What isn't final, what was restated, and by which readings the words were applied."""
    paper.heading("四、有关说明")
    parts = [("待定事项", list(open_points(report))), ("结果重述", list(restated(report))), ("评价口径", list(_basis(report, enclosed)))]
    for place, (name, said) in enumerate(parts, 1):
        paper.subheading(f"（{ordinal(place)}）{name}")
        for text in said:
            paper.body(text)


def _basis(report: QuarterlyReport, enclosed: dict[str, str]) -> Iterator[str]:
    at = words.instant_words(report.as_of.known_at).zh
    yield f"本通报依据截至{at}登记的事实（登记序号{report.as_of.known_position}）作出，各项得分均可追溯至登记的事实和所依据的条款。"
    used = readings_used(report)
    if used:
        assumed = sum(u.reading.assumed for u in used)
        said = f"《方案》和有关法规未作明确的{len(used)}处，按{_place(enclosed, 'readings')}所列解读执行"
        yield said + (f"，其中{assumed}处为推定，尚未经会议采用。" if assumed else "。")


# --- enclosures ---------------------------------------------------------------------------------------------------


def _enclosures(paper: Paper, report: QuarterlyReport, enclosed: dict[str, str]) -> None:
    writers = {"results": results_list, "watch-list": watch_list, "readings": readings_list}
    for key, title in enclosed.items():
        paper.enclosure(_place(enclosed, key), title)
        writers[key](paper, report)
