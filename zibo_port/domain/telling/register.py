"""Tells what happened to the register: enterprises, the office's own particulars, officers, the calendar."""

from __future__ import annotations

from zibo_port.domain.codes import LINES
from zibo_port.domain.enterprise.registration import Deregistered, LinesChanged, Registered, Renamed
from zibo_port.domain.errors import Text
from zibo_port.domain.reading_book import ReadingAdopted
from zibo_port.domain.registry import CalendarYearAdopted, OfficeFounded, OfficerRegistered, ProfileChanged
from zibo_port.domain.telling.words import Telling, department, listed, named


def registered(fact: Registered) -> Telling:
    """An enterprise on the register."""
    lines = listed(named(LINES, line) for line in fact.lines)
    branch = Text(f"，系 {fact.branch_of} 的分支机构", f", a branch of {fact.branch_of}") if fact.branch_of else Text("", "")
    return Telling(
        Text(
            f"登记企业“{fact.name}”（{fact.code}），业务：{lines.zh}{branch.zh}。",
            f"{fact.name} ({fact.code}) registered for {lines.en}{branch.en}.",
        ),
        Text(
            "可以登记它的处罚、投诉和评分；从事口岸业务的，列入评价。",
            "Its penalties, complaints and scores can be recorded; in port business, it is evaluated.",
        ),
    )


def renamed(fact: Renamed) -> Telling:
    """Another name."""
    return Telling(
        Text(f"企业自 {fact.effective_on} 起更名为“{fact.name}”。", f"Renamed {fact.name} from {fact.effective_on} on."),
        Text("原名称留存，信用代码不变。", "The former name is kept; the credit code stays."),
    )


def lines_changed(fact: LinesChanged) -> Telling:
    """Other lines of business."""
    lines = listed(named(LINES, line) for line in fact.lines)
    return Telling(
        Text(
            f"企业自 {fact.effective_on} 起的业务为：{lines.zh}（原因：{fact.reason}）。",
            f"Its lines of business from {fact.effective_on} on: {lines.en} ({fact.reason}).",
        ),
        Text(
            "季度末从事口岸业务的，列入该季度的评价；已封账的季度须经重述。",
            "It is evaluated in a quarter at whose end it is in port business; a closed quarter takes a restatement.",
        ),
    )


def deregistered(fact: Deregistered) -> Telling:
    """The end of a registration."""
    return Telling(
        Text(f"企业于 {fact.effective_on} 注销：{fact.reason}。", f"Deregistered on {fact.effective_on}: {fact.reason}."),
        Text(
            "此后的季度不再评价，退出重点关注名单；未结案件继续办理。",
            "No evaluation after this quarter, off the watch list; open cases go on.",
        ),
    )


def founded(fact: OfficeFounded) -> Telling:
    """The store."""
    kind = Text("演练库", "rehearsal store") if fact.rehearsal else Text("正式库", "real store")
    return Telling(
        Text(f"建立{kind.zh}，公示机关为{fact.authority}。", f"A {kind.en} was founded for {fact.authority}."),
        Text("可以开始办理。", "Work can begin."),
    )


def profile_changed(fact: ProfileChanged) -> Telling:
    """The office's particulars."""
    return Telling(
        Text(
            f"机构信息改为：{fact.authority}（{fact.authority_code or '代码未填'}）。",
            f"The office's particulars are now {fact.authority} ({fact.authority_code or 'no code given'}).",
        ),
        Text("此后形成的公示内容使用新的机构信息，以前的不变。", "What is published from now on carries them; what was before stays."),
    )


def officer_registered(fact: OfficerRegistered) -> Telling:
    """An officer."""
    units = listed(department(code) for code in fact.departments)
    return Telling(
        Text(f"登记人员“{fact.name}”，可代表{units.zh}办理。", f"Officer {fact.name} registered, to act for {units.en}."),
        Text("此人可以办理这些部门的事项。", "This person can act for these departments."),
    )


def year_adopted(fact: CalendarYearAdopted) -> Telling:
    """A year of working days, or its correction."""
    off, on = len(fact.holidays), len(fact.workdays)
    issued = Text(f"，{fact.issued_on} 发文", f", issued on {fact.issued_on}") if fact.issued_on else Text("", "")
    why = Text(f"更正原因：{fact.reason}。", f" Corrected because: {fact.reason}.") if fact.reason else Text("", "")
    return Telling(
        Text(
            f"采用 {fact.year} 年工作日历：放假 {off} 个工作日，调休上班 {on} 天（来源：{fact.paper}{issued.zh}）。{why.zh}",
            f"Working days of {fact.year} adopted: {off} weekdays off, {on} weekend days worked (source: {fact.paper}{issued.en}).{why.en}",
        ),
        Text(f"涉及 {fact.year} 年的期限按它重新计算，不再是暂定的。", f"Deadlines in {fact.year} are counted by it, provisional no more."),
    )


def reading_adopted(fact: ReadingAdopted) -> Telling:
    """A reading of an ambiguity."""
    return Telling(
        Text(
            f"自 {fact.since} 起，对“{fact.ambiguity}”采用解读“{fact.reading}”（依据：{fact.adopted_by}）。",
            f"From {fact.since} on, {fact.ambiguity} is read as {fact.reading} (by {fact.adopted_by}).",
        ),
        Text(
            "此后结束且未封账的季度按此计算；已封账的季度不变。",
            "Quarters that end after it and aren't closed yet are scored by it; closed ones stay.",
        ),
    )
