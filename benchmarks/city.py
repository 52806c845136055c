"""Fictional decisions for the benchmarks, and offices to record them in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from zibo_port.domain.commands import LogPenalty, RegisterEnterprise
from zibo_port.office.clock import fixed
from zibo_port.office.founding import found
from zibo_port.office.office import Office
from zibo_port.office.store import open_store

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NOW = datetime(2026, 9, 25, 1, tzinfo=UTC)


def credit_code(number: int) -> str:
    """A fictional code with valid check digits."""
    body = f"MAD{number:05d}"
    inner = (11 - sum(_ORGANISATION.index(c) * w for c, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))) % 11
    code = "91370303" + body + ("X" if inner == 10 else str(inner))
    return code + _ALPHABET[(31 - sum(_ALPHABET.index(c) * w for c, w in zip(code, _WEIGHTS, strict=True)) % 31) % 31]


def founded(url: str) -> Office:
    """A rehearsal office at a store."""
    store = open_store(url)
    found(store, "bench", rehearsal=True, clock=fixed(NOW))
    return Office(store, clock=fixed(NOW))


def at(folder: Path, name: str) -> str:
    """The URL of a fresh file."""
    return f"sqlite:///{folder / name}.db"


def registration(number: int) -> RegisterEnterprise:
    """An enterprise to register."""
    return RegisterEnterprise(enterprise=credit_code(number), name=f"示例第{number}货运代理有限公司", lines=("freight-forwarding",))


def penalty(number: int, enterprise: int) -> LogPenalty:
    """A decision to log: publishable, so that it leads to four events."""
    return LogPenalty(
        enterprise=credit_code(enterprise),
        document_no=f"淄市监罚〔2026〕{number}号",
        decided_on=date(2026, 9, 24),
        authority="淄博市市场监督管理局",
        articles=("price-regulation.9.5",),
        kinds=("fine", "confiscation"),
        gains=Decimal(56000),
        fine=Decimal(112000),
        confiscated=Decimal(56000),
        facts="在港口货物代理服务中自立收费项目，向委托人收取目录清单以外的费用",
    )
