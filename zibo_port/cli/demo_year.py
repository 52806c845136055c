"""What comes round in the demonstration's year: monthly reports, decisions and their publication, meetings, quarters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Final, NamedTuple

from zibo_port.cli.demo_stage import Entry, Stage, batches, later, noon, note, weekday
from zibo_port.cli.language import t
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.periods import Quarter

REPORTING: Final = ("port-office", "customs", "commerce", "market-supervision", "tax", "central-bank", "bonded-zone")
"""The seven units that report."""

LATE_REPORT: Final = ("commerce", "2026-02", "2026-03-11")
"""A report that comes a day late, on purpose."""

LATE_MEASURE: Final = ("淄市监罚〔2026〕19号", "raise-inspection-rate")
"""A measure that isn't carried out in time, on purpose."""

TOGETHER: Final = 6
"""Decisions of so many days are imported together: early enough for the seven working days of the credit site."""

REJECTED_EVERY: Final = 25
"""Every so many sendings the platform sends one back, to be sent again."""


class Round(NamedTuple):
    """A quarter's evaluation: inputs come in, the meeting is called and held, the results come out."""

    quarter: str
    inputs: str
    call: str
    meeting: str
    publish: str
    ratings: str = ""
    """The file of ratings that came out before it."""


ROUNDS: Final = (
    Round("2025Q4", "2026-01-08", "2026-01-09", "2026-01-15", "2026-01-20", "ratings-2024.csv"),
    Round("2026Q1", "2026-04-08", "2026-04-09", "2026-04-15", "2026-04-20", "ratings-2025.csv"),
    Round("2026Q2", "2026-07-06", "2026-07-08", "2026-07-15", "2026-07-21"),
    Round("2026Q3", "2026-10-09", "2026-10-12", "2026-10-15", "2026-10-20"),
)

AD_HOC: Final = (("2026Q2", "2026-06-18", "2026-06-25"), ("2026Q3", "2026-09-17", "2026-09-24"))
"""Meetings on lesser cases: quarter, day of the call, day of the meeting."""


def round_the_year(stage: Stage) -> Iterator[Entry]:
    """Everything that comes round, in no order of days."""
    yield from _reports(stage)
    for one in ROUNDS:
        yield from _decisions(stage, one.quarter)
        yield from _quarter(one)
    for quarter, call, on in AD_HOC:
        yield Entry(call, partial(call_meeting, kind="ad-hoc", on=on, cases=f"outcomes-{quarter}-ad-hoc.json"))
        yield Entry(on, partial(conclude, outcomes=f"outcomes-{quarter}-ad-hoc.json", full=False))
    for month in range(2, 11):
        yield Entry(f"2026-{month:02}-16", measures_done)


# --- monthly reports ----------------------------------------------------------------------------------------------


def _reports(stage: Stage) -> Iterator[Entry]:
    """Every month's reports on the 9th of the next one, or on the Monday after it."""
    rows = stage.rows("monthly-reports.csv")
    unit, month, _ = LATE_REPORT
    late = DEPARTMENTS[unit].zh
    for at in sorted({row["月份"] for row in rows}):
        nexts = (date.fromisoformat(f"{at}-01") + timedelta(days=31)).replace(day=9)
        of_month = [row for row in rows if row["月份"] == at]
        in_time = [row for row in of_month if (at, row["报送单位"]) != (month, late)]
        yield Entry(_not_sunday(nexts), partial(report, month=at, rows=in_time))
        if len(in_time) < len(of_month):
            yield Entry(LATE_REPORT[2], partial(report, month=at, rows=[row for row in of_month if row not in in_time]))


def _not_sunday(day: date) -> str:
    return (day + timedelta(days=day.isoweekday() == 7)).isoformat()


def report(stage: Stage, day: str, *, month: str, rows: list[dict[str, str]]) -> None:
    """A month's figures are imported, and approved in the afternoon by each unit's responsible officer."""
    names = {row["报送单位"] for row in rows}
    units = [code for code in REPORTING if DEPARTMENTS[code].zh in names]
    stage.quiet(
        noon(day), "monitoring", "import", stage.part(f"monthly-reports-{month}{'' if len(units) > 1 else f'-{units[0]}'}.csv", rows)
    )
    for unit in units:
        stage.quiet(later(day), "monitoring", "approve", "--department", unit, "--month", month)
    if len(units) == 1:
        note(
            day,
            f"{rows[0]['报送单位']} {month} 月报迟报一天，已审核（有意安排）。",
            f"{units[0]}'s report of {month} came a day late, on purpose.",
        )
    else:
        note(day, f"{len(units)} 个单位的 {month} 月报 {len(rows)} 项指标已报送并审核。", f"{len(units)} units reported {month}: approved.")


# --- decisions and their publication ------------------------------------------------------------------------------


def _decisions(stage: Stage, quarter: str) -> Iterator[Entry]:
    """Decisions come in within days; what was ordered to be refunded is checked three weeks later."""
    for number, rows in enumerate(batches(stage.rows(f"penalties-{quarter}.csv"), "decided-on", TOGETHER), 1):
        day = weekday(rows[-1]["decided-on"])
        yield Entry(day, partial(decisions, name=f"penalties-{quarter}-{number}.csv", rows=rows, full=quarter == "2025Q4" and number == 1))
        for row in rows:
            if row["refunded"]:
                yield Entry(weekday(row["decided-on"], 21), partial(fulfil, case=row["document-no"]))


def decisions(stage: Stage, day: str, *, name: str, rows: list[dict[str, str]], full: bool) -> None:
    """Decisions are imported; what must be published is sent and acknowledged by the platforms."""
    file = stage.part(name, rows)
    if full:
        stage.type(noon(day), "penalty", "import", file)
    else:
        stage.quiet(noon(day), "penalty", "import", file)
    note(day, f"导入处罚决定 {len(rows)} 件，案件随即建立。", f"{len(rows)} decisions imported; each opened its case.")
    send(stage, day, full=full)


def send(stage: Stage, day: str, *, full: bool = False) -> None:
    """Everything not final is sent, and answered in the afternoon; now and then a platform sends one back."""
    waiting = [p for p in stage.ask(noon(day), "publication", "list") if p["state"] in WAITING]
    if not waiting:
        return
    words = ("publication", "send", "--all", "--drop", str(stage.out / "drop" / str(Quarter.of(date.fromisoformat(day)))))
    (stage.type if full else stage.quiet)(noon(day), *words)
    back = 0
    for publication in waiting:
        stage.answered += 1
        if stage.answered % REJECTED_EVERY == 0:
            back += 1
            _sent_back(stage, day, publication["id"])
        stage.quiet(later(day, 17), "publication", "receipt", publication["id"], "--accepted", f"HZ{stage.answered:05d}")
    more = t(f"，其中 {back} 项被退回后重新报送", f", {back} after being sent back") if back else ""
    note(day, f"公示报送 {len(waiting)} 项，平台均已回执{more}。", f"{len(waiting)} publications sent and acknowledged{more}.")


WAITING: Final = frozenset({"requested", "rejected", "withdrawal-requested"})
"""States of a publication in which it is the office's turn."""


def _sent_back(stage: Stage, day: str, publication: str) -> None:
    reason = t("平台维护，未能入库，请重新报送", "under maintenance, please send again")
    stage.quiet(later(day), "publication", "receipt", publication, "--rejected", reason)
    stage.quiet(later(day), "publication", "send", publication, "--drop", str(stage.out / "drop" / "again"))


def fulfil(stage: Stage, day: str, *, case: str) -> None:
    """The party refunded what it had to; the regulator checked it."""
    stage.quiet(noon(day), "penalty", "fulfil", case, "--on", day, "--note", t("退款核查属实", "refunds checked"))
    note(day, f"{case} 已全部履行，退款核查属实。", f"{case} was fulfilled; the refunds were checked.")


# --- meetings and what they ask -----------------------------------------------------------------------------------


def call_meeting(stage: Stage, day: str, *, kind: str, on: str, cases: str = "") -> None:
    """A meeting is called on cases; the departments acknowledge the circular that goes with it."""
    of = [outcome["case"] for outcome in json.loads((stage.examples / cases).read_text(encoding="utf-8"))] if cases else []
    who = REPORTING if kind == "regular" else REPORTING[:4]
    words = ["consultation", "call", "--on", on, "--kind", kind]
    words += [word for unit in who for word in ("--department", unit)] + [word for case in of for word in ("--case", case)]
    stage.meetings[on] = stage.ask(noon(day), *words)["id"]
    _acknowledge(stage, day)
    name = t(*{"regular": ("例会", "Regular meeting"), "ad-hoc": ("专题会商", "Ad-hoc meeting")}[kind])
    about = t(f"，案件 {len(of)} 件", f", on {len(of)} cases") if of else ""
    note(day, f"召集 {on} {name} {stage.meetings[on]}{about}。", f"{name} {stage.meetings[on]} called for {on}{about}.")


def _acknowledge(stage: Stage, day: str) -> None:
    for circular in stage.ask(noon(day), "circular", "list"):
        for waiting in circular["open"]:
            stage.quiet(later(day), "circular", "acknowledge", circular["id"], "--department", waiting)


def attend(stage: Stage, day: str, *, who: tuple[str, ...]) -> None:
    """The departments that were called come."""
    for unit in who:
        person = t("分管负责人", "officer in charge")
        stage.quiet(noon(day), "consultation", "attend", stage.meetings[day], "--department", unit, "--person", person)


def conclude(stage: Stage, day: str, *, outcomes: str, full: bool) -> None:
    """The meeting concludes its cases; what must be pushed is sent."""
    attend(stage, day, who=REPORTING if full else REPORTING[:4])
    file = str(stage.examples / outcomes)
    minutes = t("会议听取案情通报，逐案研究并形成一致意见。", "The meeting heard each case and agreed.")
    words = ("consultation", "conclude", stage.meetings[day], "--outcomes", file, "--minutes", minutes)
    (stage.type if full else stage.quiet)(later(day), *words)
    if not full:
        note(day, "专题会商逐案形成结论。", "The ad-hoc meeting concluded its cases.")
    send(stage, day)


def measures_done(stage: Stage, day: str) -> None:
    """Measures due within five weeks are carried out and reported, but for one."""
    limit = (date.fromisoformat(day) + timedelta(days=35)).isoformat()
    due = [m for m in stage.ask(noon(day), "measure", "list", "--open") if m["due_on"] <= limit]
    done = [m for m in due if (m["document_no"], m["measure"]) != LATE_MEASURE]
    result = t("已落实，未发现新的违规", "carried out, no new breach found")
    for measure in done:
        stage.quiet(noon(day), "measure", "complete", measure["id"], "--department", measure["department"], "--result", result)
    if done:
        note(day, f"联合监管措施落实 {len(done)} 项。", f"{len(done)} joint measures carried out.")


# --- a quarter ----------------------------------------------------------------------------------------------------


def _quarter(one: Round) -> Iterator[Entry]:
    yield Entry(one.inputs, partial(inputs, one=one))
    yield Entry(one.call, partial(call_meeting, kind="regular", on=one.meeting, cases=f"outcomes-{one.quarter}.json"))
    yield Entry(one.meeting, partial(conclude, outcomes=f"outcomes-{one.quarter}.json", full=True))
    yield Entry(one.publish, partial(publish, quarter=one.quarter))


def inputs(stage: Stage, day: str, *, one: Round) -> None:
    """Ratings, and what came in for the quarter: complaints and the departments' scores."""
    files = [str(stage.examples / one.ratings)] if one.ratings else []
    for name in ("complaints", "department-scores"):
        rows = [row for row in stage.rows(f"{name}.csv") if _quarter_of(row) == one.quarter]
        files.append(stage.part(f"{name}-{one.quarter}.csv", rows))
    rows_read = sum(stage.ask(noon(day), "evaluation", "import", file)["rows"] for file in files)
    note(day, f"{one.quarter} 评价数据导入 {rows_read} 行。", f"Inputs for {one.quarter}: {rows_read} rows.")


def _quarter_of(row: dict[str, str]) -> str:
    """The quarter for which a score is given, or in which a complaint was received."""
    return row["quarter"] if "quarter" in row else str(Quarter.of(date.fromisoformat(row["received-on"])))


def publish(stage: Stage, day: str, *, quarter: str) -> None:
    """The quarter is closed and its results are published in the three outlets."""
    stage.quiet(noon(day), "evaluation", "close", quarter)
    stage.type(noon(day), "evaluation", "publish", quarter)
    send(stage, day)
