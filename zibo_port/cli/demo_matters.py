"""What happens once in the demonstration's year: contacts, a complaint, a visit, a review and its restatement, a reading, a suggestion."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from zibo_port.cli.demo_stage import Entry, Stage, later, noon, note, title
from zibo_port.cli.demo_year import LATE_MEASURE, REPORTING, attend, call_meeting, send
from zibo_port.cli.language import t

FOUNDED: Final = "2025-10-11"
FIRST_MEETING: Final = "2025-10-16"

CONTACTS: Final = ("李敏", "王磊", "赵静", "周宁", "孙洁", "吴涛", "郑爽")
"""Fictional names, one for each unit that reports."""

REVIEWED: Final = ("淄市监罚〔2025〕62号", "91370305MADE002062")
"""The decision that is revoked after its quarter's results came out, and its enterprise."""

INSPECTED: Final = "91370306MADE00134P"
VISITED: Final = "91370304MADE00038H"
COMPLAINT: Final = "JB-2026-0012"


def matters() -> Iterator[Entry]:
    """Everything that happens once, in order of days."""
    yield Entry(FOUNDED, _register)
    yield Entry(FOUNDED, partial(call_meeting, kind="regular", on=FIRST_MEETING))
    yield Entry(FIRST_MEETING, _first_meeting)
    yield Entry("2025-12-05", _remind)
    yield Entry("2025-12-10", _review)
    yield Entry("2026-01-09", partial(_agenda, on="2026-01-15"))
    yield Entry("2026-01-15", _oblige)
    yield Entry("2026-02-05", _revoked)
    yield Entry("2026-03-12", _price_complaint)
    yield Entry("2026-03-13", _assigned)
    yield Entry("2026-03-25", _obligation_done)
    yield Entry("2026-03-27", _answered)
    yield Entry("2026-04-15", _restate)
    yield Entry("2026-04-15", _adopt)
    yield Entry("2026-05-19", _visit)
    yield Entry("2026-06-22", _bottleneck_progress)
    yield Entry("2026-07-16", _suggest)
    yield Entry("2026-07-24", _bottleneck_resolved)
    yield Entry("2026-08-05", _suggestion_answered)
    yield Entry("2026-09-09", _warned)
    yield Entry("2026-09-25", _measure_behind)
    yield Entry("2026-09-28", _morning)


# --- the beginning ------------------------------------------------------------------------------------------------


def found(stage: Stage) -> None:
    """A rehearsal store of the demonstration's own."""
    title("演练库", "A rehearsal store")
    stage.type(noon(FOUNDED), "init", "--rehearsal")


def _register(stage: Stage, day: str) -> None:
    at = noon(day)
    stage.type(at, "enterprise", "import", str(stage.examples / "enterprises.csv"))
    for unit, name in zip(REPORTING, CONTACTS, strict=True):
        for purpose in ("monitoring", "joint-supervision"):
            words = ("unit", "contact", unit, "--for", purpose, "--name", name, "--post", t("综合科科长", "head of section"))
            (stage.type if (unit, purpose) == ("customs", "monitoring") else stage.quiet)(at, *words)
    note(day, "七个单位的联系人均已明确。", "The contacts of the seven units are named.")
    source = t("演示用虚构基数", "fictional, for the demonstration")
    stage.quiet(at, "monitoring", "baseline", "overall-import-hours", "--value", "48.50", "--period", "2020", "--source", source)
    note(day, "进口整体通关时间的基数已登记。", "A baseline of the import clearance time is recorded.")


def _first_meeting(stage: Stage, day: str) -> None:
    attend(stage, day, who=REPORTING)
    minutes = t("会议部署年度工作，明确评分部门。", "The meeting planned the year and named who scores.")
    stage.quiet(later(day), "consultation", "minute", stage.meetings[day], "--minutes", minutes)
    scorers = ("customs", "commerce", "market-supervision", "tax", "bonded-zone")
    stage.type(later(day), "unit", "scorers", *scorers, "--from", "2025Q4", "--minutes", minutes)
    note(day, "例会召开，纪要已登记。", "The regular meeting was held and minuted.")


def _agenda(stage: Stage, day: str, *, on: str) -> None:
    stage.type(noon(day), "consultation", "agenda", "--on", on)


# --- prevention, a complaint, a visit -----------------------------------------------------------------------------


def _remind(stage: Stage, day: str) -> None:
    text = t("请对照收费目录清单自查，清单以外不得收取任何费用。", "Check your charges against the list; nothing beyond it may be charged.")
    words = ("reminder", "issue", "--enterprise", INSPECTED, "--enterprise", VISITED, "--on", day, "--kind", "meeting")
    stage.quiet(noon(day), *words, "--topic", t("口岸收费明码标价", "marked prices at the port"), "--text", text)
    note(day, "召开价格政策提醒会，提醒 2 家企业。", "A price policy meeting reminded two enterprises.")


def _price_complaint(stage: Stage, day: str) -> None:
    what = t("清单以外收取查验服务费", "an inspection fee beyond the list")
    words = ("price-complaint", "receive", COMPLAINT, "--enterprise", INSPECTED, "--received-on", day, "--channel", "12315", "--what", what)
    stage.type(noon(day), *words)


def _assigned(stage: Stage, day: str) -> None:
    stage.quiet(noon(day), "price-complaint", "assign", COMPLAINT, "--unit", "market-supervision.zhoucun", "--on", day)
    note(day, f"价格举报 {COMPLAINT} 交周村区局办理。", f"Price complaint {COMPLAINT} is assigned to the bureau of Zhoucun.")


def _answered(stage: Stage, day: str) -> None:
    answer = t("已退还并停止收取，已告知举报人", "refunded, no longer charged; the complainant was told")
    stage.type(noon(day), "price-complaint", "answer", COMPLAINT, "--result", "settled", "--answer", answer, "--told-on", day)


def _visit(stage: Stage, day: str) -> None:
    words = ["visit", "record", "--enterprise", VISITED, "--department", "customs", "--on", day]
    words += [
        "--topic",
        t("通关时效", "clearance times"),
        "--findings",
        t("查验等待偏长，夜间无人值守。", "Long waits; nobody on duty at night."),
    ]
    words += ["--bottleneck", t("夜间查验无人值守", "no inspections at night"), "--owner", "customs", "--due", "2026-07-31"]
    stage.type(noon(day), *words)


def _bottleneck_progress(stage: Stage, day: str) -> None:
    (raised,) = stage.ask(noon(day), "bottleneck", "list")
    stage.quiet(
        noon(day), "bottleneck", "report", raised["id"], "--text", t("夜间值守方案已定，七月试行。", "Night duty is planned from July.")
    )
    note(day, f"堵点问题 {raised['id']} 登记进展。", f"Progress on bottleneck {raised['id']}.")


def _bottleneck_resolved(stage: Stage, day: str) -> None:
    (raised,) = stage.ask(noon(day), "bottleneck", "list")
    how = t("查验窗口延长至22时，试行两周无积压。", "Inspections run until 22:00; no queue in two weeks.")
    stage.type(noon(day), "bottleneck", "resolve", raised["id"], "--how", how)


# --- a review, the restatement it brings, a reading ---------------------------------------------------------------


def _review(stage: Stage, day: str) -> None:
    case, _ = REVIEWED
    words = ("--before", "淄博市人民政府", "--grounds", t("主要证据不足", "insufficient evidence"))
    stage.type(noon(day), "objection", "file", case, "--kind", "reconsideration", "--on", day, *words)


def _revoked(stage: Stage, day: str) -> None:
    case, enterprise = REVIEWED
    (review,) = stage.ask(noon(day), "objection", "list")
    words = ("--on", day, "--by", "淄博市人民政府", "--reason", t("主要证据不足", "insufficient evidence"))
    stage.type(noon(day), "objection", "decide", review["id"], "--outcome", "revoked", *words)
    note(day, f"{case} 的评价季度已公布：待重述，公示即撤。", f"{case} counts in published results: a restatement is raised.")
    send(stage, day)
    stage.type(later(day, 18), "score", "show", enterprise, "--quarter", "2025Q4")


def _restate(stage: Stage, day: str) -> None:
    _, enterprise = REVIEWED
    words = ("--enterprise", enterprise, "--consultation", stage.meetings[day], "--accept")
    stage.type(later(day), "evaluation", "restate", "2025Q4", *words)
    send(stage, day)


def _adopt(stage: Stage, day: str) -> None:
    changed = stage.ask(later(day), "provision", "check", "--quarter", "2026Q1")
    other = len([row for row in changed if row["ambiguity"] == "complaints.quarter"])
    note(
        day,
        f"试算 2026Q1：投诉改按最低月计，{other} 家企业等次会变；会议明确按三个月平均。",
        f"2026Q1 by the worst month would change {other} grades; the meeting adopts the mean of the months.",
    )
    minutes = t("会议研究试算结果，明确投诉得分取三个月的平均值。", "Having seen the figures, the meeting takes the mean of the months.")
    words = ("--from", "2026-03-31", "--minutes", minutes, "--consultation", stage.meetings[day])
    stage.type(later(day), "provision", "adopt", "complaints.quarter", "mean-of-months", *words)


# --- what meetings ask, what leaders are told, what mornings bring ------------------------------------------------


def _oblige(stage: Stage, day: str) -> None:
    task = t("提出压缩进口通关时间的措施", "propose how to cut import clearance times")
    stage.type(later(day), "consultation", "oblige", stage.meetings[day], "--department", "customs", "--task", task, "--due", "2026-03-31")


def _obligation_done(stage: Stage, day: str) -> None:
    (asked,) = stage.ask(noon(day), "obligation", "list", "--open")
    stage.quiet(noon(day), "obligation", "done", asked["id"], "--report", t("已提出五条措施", "five measures were proposed"))
    note(day, "海关办结会议交办事项。", "Customs did what the meeting asked.")


def _suggest(stage: Stage, day: str) -> None:
    text = t("建议将夜间查验窗口延长至22时，并安排周末值守。", "Inspections should run until 22:00, with duty at weekends.")
    name = t("关于延长夜间查验窗口的建议", "Longer hours of inspection")
    stage.type(noon(day), "suggestion", "draft", "--title", name, "--text", text, "--meeting", stage.meetings["2026-07-15"])
    (drafted,) = stage.ask(noon(day), "suggestion", "list")
    stage.quiet(later(day), "suggestion", "submit", drafted["id"])
    note(day, "意见建议已报送市领导。", "The suggestion went to the city's leadership.")


def _suggestion_answered(stage: Stage, day: str) -> None:
    (sent,) = stage.ask(noon(day), "suggestion", "list")
    words = ("--by", t("市政府分管副市长", "vice mayor"), "--text", t("请市口岸办牵头落实。", "The port office takes the lead."))
    stage.quiet(noon(day), "suggestion", "answer", sent["id"], *words)
    stage.quiet(noon(day), "report", "suggestion", sent["id"], "--format", "docx", "--out", str(stage.out / "suggestion.docx"))
    note(day, "市领导批示已登记，呈阅件已存。", "The vice mayor's answer is recorded, the paper is kept.")


def _warned(stage: Stage, day: str) -> None:
    stage.type(later(day, 17), "monitoring", "trend", "overall-import-hours", lines=30)


def _measure_behind(stage: Stage, day: str) -> None:
    case, code = LATE_MEASURE
    (behind,) = [m for m in stage.ask(noon(day), "measure", "list", "--open") if (m["document_no"], m["measure"]) == (case, code)]
    words = (
        "--department",
        behind["department"],
        "--text",
        t("已抽查两次，第三次因企业停工未成", "two checks done, the third failed: closed for repairs"),
    )
    stage.quiet(noon(day), "measure", "report", behind["id"], *words)
    note(day, f"{case} 的抽查措施进展不顺，到期不能落实（有意安排）。", f"The checks asked in {case} won't be done in time, on purpose.")


def _morning(stage: Stage, day: str) -> None:
    stage.type(f"{day}T08:30:00+08:00", "tick", "--digest", str(stage.out / "digest"))
