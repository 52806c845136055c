"""What one officer writes and another approves."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tests.simulation.acts.choosing import one
from tests.simulation.city import City
from zibo_port.domain import commands as c
from zibo_port.domain.monitoring import ReportContent
from zibo_port.domain.periods import Month
from zibo_port.domain.suggestion import SuggestionDrafted


def draft_suggestion(city: City, chance: Random) -> c.Command | None:
    month = Month.of(city.today)
    said = {"title": f"关于{month}查验窗口的建议", "text": chance.choice(("延长至22时。", "延长至23时。")), "month": str(month)}
    return c.DraftSuggestion(**said, reason="修改文字" if chance.random() < 0.5 else None)


def submit_suggestion(city: City, chance: Random) -> c.Command | None:
    drafted = one(chance, {f.suggestion: None for f in city.notebook.all(SuggestionDrafted)})
    return drafted and c.SubmitSuggestion(suggestion=drafted)


def submit_report(city: City, chance: Random) -> c.Command | None:
    value = Decimal(chance.randint(1000, 1009))
    figures = (c.ReportedFigure(indicator="import-value", value=value),)
    return c.SubmitReport(department="customs", month=str(Month.of(city.today).previous), figures=figures, reason="更正")


def approve_report(city: City, chance: Random) -> c.Command | None:
    written = one(chance, {(f.unit, f.month): None for _, f in city.notebook.facts if isinstance(f, ReportContent)})
    return written and c.ApproveReport(department=written[0], month=written[1])
