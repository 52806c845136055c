"""Enterprises from a file: each row is registered, found on the register already, or rejected with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from zibo_port.domain.commands import RegisterEnterprise
from zibo_port.domain.credit_code import CreditCode
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.forms import form
from zibo_port.office.batches import ACCEPTED, DUPLICATE, FLAGGED, REJECTED, Message, SheetRow, Verdict, before, in_batches, told
from zibo_port.office.desk import Desk, enterprise_key
from zibo_port.office.office import Office


class EnterpriseRow(SheetRow, Protocol):
    """A row about an enterprise: the form's fields that it fills."""

    @property
    def fields(self) -> Mapping[str, object]:
        """Keys of `RegisterEnterprise`."""


def import_enterprises(office: Office, rows: Iterable[EnterpriseRow], *, dry_run: bool) -> Iterator[Verdict]:
    """Register the enterprises of a file, with a verdict for each row, in order; a parent stands before its branches.

    Raises:
        NotAllowed, Unreachable: as for any request; what was recorded until then stays.
    """
    return in_batches(office, rows, lambda desk, row: _verdict(office, desk, row), _keys, dry_run=dry_run)


def _keys(row: EnterpriseRow) -> Iterator[str]:
    yield enterprise_key(str(row.fields.get("enterprise", "")).strip())


def _verdict(office: Office, desk: Desk, row: EnterpriseRow) -> Verdict:
    remarks = [Message(*message) for message in row.messages]
    written = str(row.fields.get("enterprise", ""))
    if row.rejected:
        return Verdict(row.number, written, REJECTED, tuple(remarks))
    try:
        with desk.trial():
            request = form(RegisterEnterprise, **row.fields)
            receipt = office.decide(desk, request, office.default_id(request), strict=False)
    except (InvalidData, Refused, NotFound) as error:
        return Verdict(row.number, written, REJECTED, told(error, "enterprise"))
    if receipt.repeated:
        return Verdict(row.number, request.enterprise, DUPLICATE, (before(_position(receipt.recorded), "enterprise"),))
    remarks += [Message(w.code, "enterprise", w.message) for w in CreditCode.parse(request.enterprise).warnings]
    return Verdict(row.number, request.enterprise, FLAGGED if remarks else ACCEPTED, tuple(remarks))


def _position(recorded: Sequence[tuple[int, object]]) -> int | None:
    return recorded[0][0] if recorded else None
