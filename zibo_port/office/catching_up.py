"""Asking every workflow again: what a fault, an older release or the passing of a day left undone is done now."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import Text, ZiboPortError
from zibo_port.domain.periods import business_day_of
from zibo_port.office.desk import Desk, enterprise_key
from zibo_port.office.folder import Folder
from zibo_port.office.office import Office
from zibo_port.office.store.mapper import decode

SHOWN: Final = 5
"""How many faults are told at length."""


def catch_up(office: Office) -> int:
    """Settle every enterprise, each in a transaction of its own; the number of events recorded.

    Asking twice is asking once: right after a catch-up another records nothing. Who has nothing to settle is only
    read, so that others may write meanwhile.

    Raises:
        ZiboPortError: a workflow failed on some enterprise; all others were settled nevertheless.
    """
    recorded = 0
    faults: list[str] = []
    for claim in office.store.claims(enterprise_key("")):
        if _asks(office, claim.stream):
            events, flaws = office.transact(lambda desk, stream=claim.stream: _settled(office, desk, stream))  # type: ignore[misc]
            recorded += events
            faults += [f"{claim.key.removeprefix(enterprise_key(''))}：{flaw}" for flaw in flaws]
    if faults:
        raise _failed(faults, recorded)
    return recorded


def _asks(office: Office, stream: UUID) -> bool:
    folder = Folder.of(Enterprise.blank(stream), [decode(row) for row in office.store.stream(stream)], office.books)
    try:
        return bool(folder.asked(business_day_of(office.today())))
    except Exception:  # noqa: BLE001 - met again on the desk, and told there
        return True


def _settled(office: Office, desk: Desk, stream: UUID) -> tuple[int, list[str]]:
    desk.settle([desk.folder_of(stream)], office.own_act(desk, "catch-up"))
    return len(desk.facts), desk.faults


def _failed(faults: list[str], recorded: int) -> ZiboPortError:
    shown = "；".join(faults[:SHOWN]) + ("……" if len(faults) > SHOWN else "")
    return ZiboPortError(
        f"有 {len(faults)} 家企业的流程出错，其余已办理（记录 {recorded} 条）：{shown}",
        f"Workflows failed for {len(faults)} enterprises, all others were settled ({recorded} events recorded): {shown}",
        hint=Text("请把以上内容报告给维护人员；修复后再运行 zibo-port tick。", "Report this; once it is mended, run zibo-port tick again."),
    )
