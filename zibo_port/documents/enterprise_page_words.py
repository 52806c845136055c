"""The words of an enterprise's page: how kinds, states and platforms are called, its title and its first paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from zibo_port.documents.quarterly_words import NO_DATA, STATUS, counted, day_words, number, quarter_words, total_words
from zibo_port.domain.codes import PLATFORMS, RESULT_PLATFORMS
from zibo_port.domain.enterprise.results import Figures
from zibo_port.domain.enterprise_page import EnterprisePage, Kind, Recourse, Shown, State
from zibo_port.domain.errors import Text

KINDS: Final[Mapping[Kind, Text]] = {
    "deduction": Text("扣分", "Deduction"),
    "complaint": Text("投诉", "Complaint"),
    "rating": Text("用户评价", "Rating"),
    "department-scores": Text("部门评价", "Departments"),
    "case": Text("在办案件", "Open case"),
    "publication": Text("公示", "Publication"),
    "measure": Text("措施", "Measure"),
    "watch-list": Text("重点关注", "Watch list"),
    "restatement": Text("待重述", "Restatement"),
}

STATES: Final[Mapping[State, Text]] = {
    "open": Text("现在可办", "possible now"),
    "later": Text("尚未到期", "not yet"),
    "over": Text("期限已过", "period over"),
    "overdue": Text("已逾期", "overdue"),
    "waiting": Text("条件未到", "not before a step"),
    "filed": Text("已提出", "filed"),
    "decided": Text("已办结", "decided"),
    "never": Text("依法不得", "barred"),
}

OWED: Final = Text("应办", "to be done")

SHOWN_STATES: Final[Mapping[str, Text]] = {
    "requested": Text("待公示，尚无回执", "not shown yet, no receipt"),
    "accepted": Text("已公示", "shown"),
    "rejected": Text("被退回", "sent back"),
    "withdrawal-requested": Text("待撤下", "to be withdrawn"),
    "withdrawn": Text("已撤下", "withdrawn"),
    "ended": Text("公示已结束", "no longer shown"),
}


def title(page: EnterprisePage) -> Text:
    """What the page is called."""
    quarter = quarter_words(page.quarter)
    return Text(f"{page.who.name}　{quarter.zh}评价情况", f"{page.who.name}: evaluation, {quarter.en}")


def status_words(page: EnterprisePage) -> Text:
    """How final the result is."""
    return STATUS.get(page.status, Text(page.status, page.status))


def grade_words(page: EnterprisePage, grade: str | None) -> Text:
    """What a grade is called; without one there is no data."""
    scale = page.edition.grades.scale if page.edition else ()
    return NO_DATA if grade is None else Text(grade, next((g.en for g in scale if g.grade == grade), grade))


def figures_words(page: EnterprisePage, figures: Figures) -> Text:
    """Total and grade in a phrase."""
    if figures.total is None:
        return NO_DATA
    grade = grade_words(page, figures.grade)
    return Text(f"{total_words(figures.total)} 分，{grade.zh}", f"{total_words(figures.total)}, {grade.en}")


def difference(page: EnterprisePage, figures: Figures) -> Decimal | None:
    """By how much a total differs from the one that stands."""
    stands = page.figures.total
    return None if stands is None or figures.total is None else figures.total - stands


def step_state(step: Recourse, page: EnterprisePage) -> Text:
    """Where a step stands; one that is owed isn't merely possible."""
    state = step.state(page.as_of.on)
    return OWED if step.owed and state == "open" else STATES[state]


def shown_words(shown: Shown) -> Text:
    """What is shown: a decision by its number, or the results of a quarter."""
    if shown.platform in RESULT_PLATFORMS:
        return Text(f"{shown.about} 评价结果", f"results of {shown.about}")
    return Text(shown.about, shown.about)


def platform_words(code: str) -> Text:
    """What a platform is called."""
    return PLATFORMS.get(code, Text(code, code))


def state_words(shown: Shown) -> Text:
    """What became of a publication; an older revision is superseded."""
    if not shown.current:
        return Text("已有新版", "superseded")
    return SHOWN_STATES.get(shown.state, Text(shown.state, shown.state))


def lead(page: EnterprisePage) -> Text:
    """The page in a paragraph."""
    if not page.evaluated and page.reason is not None:
        return page.reason
    quarter, result = quarter_words(page.quarter), figures_words(page, page.figures)
    zh, en = [f"{quarter.zh}评价结果：{result.zh}。"], [f"Result of the {quarter.en}: {result.en}."]
    if page.recomputed is not None:
        now = figures_words(page, page.recomputed)
        zh.append(f"封账后又有登记，按现有记录为 {now.zh}，待重述；重述以前以上述结果为准。")
        en.append(f"What was recorded since the close gives {now.en}; until a restatement the result stands.")
    if page.interval is not None:
        fails, succeeds = (total_words(total) for total in page.interval)
        zh.append(f"有处罚决定正在复议或诉讼：维持的为 {fails} 分，撤销的为 {succeeds} 分。")
        en.append(f"A decision is under review: {fails} if it stands, {succeeds} if it is revoked.")
    taken = [a for a in page.against if a.kind == "deduction" and a.item is not None]
    if taken:
        points = number(sum((a.points or Decimal() for a in taken), Decimal()))
        zh.append(f"本季度因行政处罚扣 {points} 分。")
        en.append(f"{points} points were deducted for penalties in the quarter.")
    zh.append(_counted_zh(page))
    en.append(_counted_en(page))
    return Text("".join(zh), " ".join(en))


def _counted_zh(page: EnterprisePage) -> str:
    of = {kind: sum(a.kind == kind for a in page.against) for kind in KINDS}
    parts = [f"在办案件 {of['case']} 件", f"正在公示 {of['publication']} 处", f"未完成的措施 {of['measure']} 项"]
    watched = next((a for a in page.against if a.kind == "watch-list"), None)
    listed = f"；自 {day_words(watched.since).zh}起为重点关注企业" if watched is not None and watched.since else ""
    return "，".join(parts) + listed + "。"


def _counted_en(page: EnterprisePage) -> str:
    of = {kind: sum(a.kind == kind for a in page.against) for kind in KINDS}
    parts = [counted(of["case"], "open case"), f"shown at {counted(of['publication'], 'place')}", counted(of["measure"], "open measure")]
    watched = next((a for a in page.against if a.kind == "watch-list"), None)
    listed = f"; on the watch list since {day_words(watched.since).en}" if watched is not None and watched.since else ""
    return ", ".join(parts) + listed + "."
