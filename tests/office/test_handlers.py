"""Every form has the one decision that serves it, and none is looked for in the wrong chapter."""

from __future__ import annotations

import pytest

from zibo_port.domain import commands
from zibo_port.domain.commands import Command, PenaltyForm
from zibo_port.office.handlers import CHAPTERS

FORMS = [f for f in (getattr(commands, name) for name in dir(commands)) if isinstance(f, type) and issubclass(f, Command)]
ISSUED = [form for form in FORMS if form not in (Command, PenaltyForm)]


@pytest.mark.parametrize("form", ISSUED)
def test_a_form_has_a_decision_with_its_name(form: type[Command]) -> None:
    handler = CHAPTERS[form.__module__.rpartition(".")[2]]()[form]
    assert handler.__name__.replace("_", "") == form.__name__.lower()


def test_no_decision_serves_a_form_that_is_never_issued() -> None:
    assert {form for chapter in CHAPTERS.values() for form in chapter()} == set(ISSUED)
