"""What is said about one row of a table that was handed over."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from zibo_port.documents.cells import CellError
from zibo_port.domain.errors import Text


class RowMessage(NamedTuple):
    """A remark on a row: a code for machines, the field it is about, a sentence for people."""

    code: str
    field: str
    message: Text


class Remarks:
    """The remarks on a row while it is read, and whether one of them keeps it from being recorded."""

    __slots__ = ("messages", "rejected")

    def __init__(self) -> None:
        self.messages: list[RowMessage] = []
        self.rejected = False

    def flag(self, code: str, field: str, zh: str, en: str) -> None:
        """The row can be recorded; people should look at this."""
        self.messages.append(RowMessage(code, field, Text(zh, en)))

    def reject(self, code: str, field: str, zh: str, en: str) -> None:
        """The row can't be recorded."""
        self.flag(code, field, zh, en)
        self.rejected = True

    def fault(self, field: str, fault: CellError, *, rejects: bool = True) -> None:
        """A cell that can't be read."""
        self.messages.append(RowMessage(fault.code, field, fault.message))
        self.rejected = self.rejected or rejects


def yuan(amount: Decimal) -> str:
    """An amount as sentences show it: without decimals that are nought."""
    shown = f"{amount:.2f}"
    return shown.removesuffix(".00")
