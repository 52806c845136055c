"""Fictional enterprises and decisions from which tests start; all codes are made up, with valid check digits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.scenario import TODAY, Given, books, given, on
from zibo_port.domain.commands import LogPenalty, RegisterEnterprise
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.fact import Fact

FORWARDER = "91370303MADEM0011X"
BROKER = "91370305MAFAKE0276"
WAREHOUSE = "92370303MATE0T0366"
NUMBER = "淄市监罚〔2026〕1号"
DECIDED = date(2026, 11, 20)
AUTHORITY = "淄博市市场监督管理局"


def registration(code: str = FORWARDER, **changes: Any) -> RegisterEnterprise:
    """A form that registers a forwarder."""
    return RegisterEnterprise(**{"enterprise": code, "name": "淄博示例货代有限公司", "lines": ("freight-forwarding",)} | changes)


def penalty(document_no: str = NUMBER, **changes: Any) -> LogPenalty:
    """A form that logs a fine of 60,000 元 under article 9 (5) with no gains."""
    content = {
        "enterprise": FORWARDER,
        "document_no": document_no,
        "decided_on": DECIDED,
        "authority": AUTHORITY,
        "articles": ("price-regulation.9.5",),
        "kinds": ("fine",),
        "gains": "none",
        "fine": Decimal(60000),
    }
    return LogPenalty(**content | changes)


def registered(code: str = FORWARDER, **changes: Any) -> Given:
    """An enterprise on the register."""
    return given(Enterprise, code).when(lambda e: e.register(registration(code, **changes), on(date(2026, 1, 5)))).and_then()


def punished(*forms: LogPenalty, day: date = TODAY) -> Given:
    """A registered enterprise with logged penalties."""
    history = registered(forms[0].enterprise if forms else FORWARDER)
    for form in forms or (penalty(),):
        history = history.when(lambda e, form=form: e.log_penalty(form, on(day), books())).and_then()
    return history


def facts_of(history: Given) -> list[Fact]:
    """All facts of a history."""
    return [*history.before, *history.happened]
