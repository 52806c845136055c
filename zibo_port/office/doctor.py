"""Whether the office is fit for work: versions, durability, calendar, ledger, and proof that what falls due shows."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from importlib.metadata import version
from typing import Final, Literal, NamedTuple

from zibo_port.domain.commands import Escalate, LogPenalty, OpenCase, RegisterEnterprise
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import Text, ZiboPortError
from zibo_port.domain.fact import Act
from zibo_port.domain.mornings import DutyEscalated, Escalation
from zibo_port.domain.periods import business_day_of
from zibo_port.office import mornings
from zibo_port.office.archive import Owed
from zibo_port.office.office import Office
from zibo_port.office.store.sqlite_connection import WAL_RESET_FIXED
from zibo_port.office.verifying import verify
from zibo_port.workflows import joint_supervision

State = Literal["ok", "warning", "broken"]

LIBRARIES: Final = ("zibo-port", "eventsourcing", "pydantic", "chinesecalendar")

_AFFECTED_SINCE: Final = (3, 7, 0)


class Finding(NamedTuple):
    """What one look showed: "ok", "warning" (work can go on) or "broken"; `value` for machines."""

    check: str
    state: State
    value: str
    said: Text


def examine(office: Office) -> Iterator[Finding]:
    """Every look in turn; a look that fails is a finding too.

    Raises:
        Unreachable: the store can't be opened at all.
    """
    yield from _versions(office)
    for name, look in _LOOKS.items():
        try:
            yield look(office)
        except ZiboPortError as error:
            yield Finding(name, "broken", error.code, error.message)
        except Exception as error:  # noqa: BLE001 - a store that makes a look fail is a finding, not a fault of ours
            why = f"{type(error).__name__}: {error}"
            yield Finding(name, "broken", why, Text(f"检查中断（{why}）。", f"The check was cut short ({why})."))


# --- versions -----------------------------------------------------------------------------------------------------


def _versions(office: Office) -> Iterator[Finding]:
    yield _is("python", platform.python_version())
    for name in LIBRARIES:
        yield _is(name, version(name))
    if office.store.url.startswith("sqlite"):
        yield sqlite_finding(sqlite3.sqlite_version_info)


def _is(check: str, value: str) -> Finding:
    return Finding(check, "ok", value, Text(value, value))


def sqlite_finding(found: tuple[int, ...]) -> Finding:
    """The SQLite release in use; a warning where it has the WAL-reset race (sqlite.org/changes.html, 3.51.3)."""
    value = ".".join(map(str, found[:3]))
    if not _has_wal_reset_race(found):
        return _is("sqlite", value)
    return Finding(
        "sqlite",
        "warning",
        value,
        Text(
            f"SQLite {value} 有已知的 WAL 重置竞态，多个程序同时写同一库时极少数情况下可能损坏数据。请升级到 3.51.3 以上"
            "（或 3.50.7、3.44.6），并按时备份。",
            f"SQLite {value} has the known WAL-reset race: with several writers data may be damaged in rare cases. "
            "Upgrade to 3.51.3 (or 3.50.7, 3.44.6), and keep backups.",
        ),
    )


def _has_wal_reset_race(found: tuple[int, ...]) -> bool:
    newest = max(WAL_RESET_FIXED)
    mended = any(found[:2] == fixed[:2] and found >= fixed for fixed in WAL_RESET_FIXED)
    return _AFFECTED_SINCE <= found < newest and not mended


# --- the store ----------------------------------------------------------------------------------------------------


def _store(office: Office) -> Finding:
    officers = len(office.book.officers)
    kind = Text("演练库", "rehearsal store") if office.rehearsal else Text("正式库", "real store")
    profile = office.book.profile
    empty = profile.empty_columns if profile is not None else ()
    if empty:
        said = Text(
            f"{kind.zh}；机构代码未填，公示表的 {'、'.join(empty)} 列为空，请用 init --profile 补上。",
            f"A {kind.en}; the columns {', '.join(empty)} are empty, give the office's codes with init --profile.",
        )
        return Finding("store", "warning", "real", said)
    said = Text(f"{kind.zh}，人员 {officers} 人", f"{kind.en}, officers: {officers}")
    return Finding("store", "ok", "rehearsal" if office.rehearsal else "real", said)


def _durability(office: Office) -> Finding:
    settings = office.store.check()
    said = "，".join(f"{name}={value}" for name, value in settings.items())
    return Finding("durability", "ok", said, Text(said, said.replace("，", ", ")))


def _calendar(office: Office) -> Finding:
    today = business_day_of(office.today())
    missing = [year for year in (today.year, today.year + 1) if not office.books.calendar.covers(year)]
    if not missing:
        said = Text("本年和下一年均已采用", "this year and the next are adopted")
        return Finding("calendar", "ok", f"{today.year}-{today.year + 1}", said)
    years = "、".join(map(str, missing))
    return Finding(
        "calendar",
        "warning",
        ",".join(map(str, missing)),
        Text(
            f"{years} 年的放假安排尚未采用，跨入该年的期限为暂定。国务院公布后用 zibo-port calendar import 文件 采用。",
            f"The working days of {years.replace('、', ', ')} aren't adopted; deadlines that fall there are provisional. "
            "Adopt them with zibo-port calendar import FILE once the State Council has published them.",
        ),
    )


def _ledger(office: Office) -> Finding:
    verdict = verify(office.store)
    if verdict.why is None:
        said = Text(f"{verdict.events} 条事件全部核验无误", f"all {verdict.events} events hold")
        return Finding("ledger", "ok", verdict.head, said)
    return Finding(
        "ledger",
        "broken",
        str(verdict.position),
        Text(
            f"第 {verdict.position} 号起不成立：{verdict.why.zh}。请停止办理，从备份恢复，并查明原因。",
            f"It doesn't hold from position {verdict.position} on: {verdict.why.en}. Stop work, restore a backup, find the cause.",
        ),
    )


# --- what falls due -----------------------------------------------------------------------------------------------


def _due_items(office: Office) -> Finding:
    """A fictional decision, played through in memory: its steps are asked for, and the day after a deadline it shows as late."""
    today = business_day_of(office.today())
    asked, duties = _rehearsed(office, today)
    late = [duty.step for duty in duties if duty.late(today) and not duty.late(duty.due_on)]
    if asked == ["RequestPublication"] * 2 and len(late) >= 2:
        return Finding("due-items", "ok", ",".join(late), Text("到期事项能按时提示", "what falls due shows in time"))
    return Finding(
        "due-items",
        "broken",
        ",".join(asked + late),
        Text("试算的到期事项没有提示，请联系维护人员。", "A rehearsed deadline didn't show; call those who maintain the program."),
    )


def _escalation(office: Office) -> Finding:
    """The same decision's overdue steps are escalated, in memory, once each, and not before their time."""
    today = business_day_of(office.today())
    # A provisional deadline isn't escalated; that a year isn't adopted is the calendar's finding, not one of this look.
    owed = [Owed("", "", replace(duty, provisional=False)) for duty in _rehearsed(office, today)[1]]
    first = min((one.duty.due_on for one in owed), default=today)
    raised = [_raised(office, day, one.duty) for day, one in mornings.ripe(owed, office.books, today)]
    early = mornings.ripe(owed, office.books, first + timedelta(days=1))
    if len(raised) >= 2 and all(raised) and not early:
        return Finding("escalation", "ok", str(len(raised)), Text("逾期已久的事项能提请督办", "what is long overdue is escalated"))
    return Finding(
        "escalation",
        "broken",
        str(sum(raised)),
        Text(
            "试算的逾期事项没有提请督办，请联系维护人员。",
            "A rehearsed overdue step wasn't escalated; call those who maintain the program.",
        ),
    )


def _raised(office: Office, day: date, duty: Duty) -> bool:
    stream = Escalation.blank(Escalation.id_of("doctor"))
    form = Escalate(step=duty.step, case=duty.case, owing=duty.department, due_on=duty.due_on, on=day)
    for _ in range(2):
        stream.escalate(form, Act("doctor", "port-office", "doctor", office.today(), day))
    return [type(fact) for fact in stream.pending_events] == [DutyEscalated]


def _rehearsed(office: Office, today: date) -> tuple[list[str], list[Duty]]:
    """What a fictional decision of sixty days ago asks of the engine, and what it makes people owe."""
    enterprise = _fictional(office, today - timedelta(days=60), Act("doctor", "port-office", "doctor", office.today(), today))
    state = joint_supervision.initial(office.books)
    for fact in enterprise.pending_events:
        state = joint_supervision.evolve(state, fact)  # type: ignore[arg-type]
    asked = [type(command).__name__ for command in joint_supervision.commands(state, today)]
    return asked, [duty for duty in joint_supervision.due(state, today) if isinstance(duty, Duty)]


def _fictional(office: Office, decided: date, act: Act) -> Enterprise:
    code = "91370303MADEM0011X"
    enterprise = Enterprise.blank(Enterprise.id_of("doctor"))
    enterprise.register(RegisterEnterprise(enterprise=code, name="检查用", lines=("other",)), act)
    form = LogPenalty(
        enterprise=code,
        document_no="检查用1号",
        decided_on=decided,
        authority=office.books.profile.authority,
        articles=("price-regulation.7",),
        kinds=("fine",),
        fine=Decimal(1000),
    )
    enterprise.log_penalty(form, act, office.books)
    enterprise.open_case(OpenCase(enterprise=code, document_no=form.document_no), act, joint_supervision.NAME, joint_supervision.VERSION)
    return enterprise


_LOOKS: Final[dict[str, Callable[[Office], Finding]]] = {
    "store": _store,
    "durability": _durability,
    "calendar": _calendar,
    "ledger": _ledger,
    "due-items": _due_items,
    "escalation": _escalation,
}
