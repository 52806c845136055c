"""Bugs that a hurried hand could plant in the house; a harness that doesn't find them proves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any
from unittest.mock import patch

from zibo_port.domain.calendar import Calendar
from zibo_port.domain.commands import Command, ConcludeConsultation
from zibo_port.domain.consultation import Consultation
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.outcomes import CONCLUDED_AGAIN
from zibo_port.domain.fact import Act
from zibo_port.domain.periods import business_day_of
from zibo_port.office import catching_up, mornings
from zibo_port.office.desk import Desk
from zibo_port.office.office import Office
from zibo_port.workflows import joint_supervision
from zibo_port.workflows.joint_supervision import history

Patch = tuple[Any, str, Any]


def deducted_twice() -> Iterator[Patch]:
    """A conclusion is carried out as often as it is asked for: nobody looks whether its id was taken, or the case concluded."""
    decide, claim, take = Office.decide, Desk.claim, Desk.take
    concluding = [False]

    def remembered(self: Office, desk: Desk, command: Command, *rest: Any, **more: Any) -> Any:
        concluding[0] = isinstance(command, ConcludeConsultation)
        return decide(self, desk, command, *rest, **more)

    def unseen(self: Desk, key: str) -> Any:
        return None if concluding[0] and key.startswith("command:") else claim(self, key)

    def taken_once(self: Desk, key: str, *rest: Any) -> None:
        if not key.startswith("command:") or self.writing.claim(key) is None:
            take(self, key, *rest)

    yield Office, "decide", remembered
    yield Desk, "claim", unseen
    yield Desk, "take", taken_once
    yield Consultation, "_open_case", Consultation.case_of
    yield Enterprise, "conclusion", lambda *_: None


def deducted_again() -> Iterator[Patch]:
    """When a case is concluded anew, the points of the former conclusion stay."""
    cancel = Enterprise.cancel_deductions

    def kept(self: Enterprise, number: str, on: date, why: str, act: Act) -> None:
        if why != CONCLUDED_AGAIN:
            cancel(self, number, on, why, act)

    yield Enterprise, "cancel_deductions", kept


def withdrawal_forgotten() -> Iterator[Patch]:
    """What was revoked stays on the platforms."""
    leave = history._leave

    def unless_revoked(case: Any, why: str, *rest: Any) -> None:
        if why != "revoked":
            leave(case, why, *rest)

    yield history, "_leave", unless_revoked


def make_up_saturday_off() -> Iterator[Patch]:
    """A Saturday is a Saturday, whatever the State Council says."""
    works = Calendar.is_working_day
    yield Calendar, "is_working_day", lambda self, day: day.weekday() != 5 and works(self, day)


def catch_up_looks_at_today() -> Iterator[Patch]:
    """The morning's catch-up looks only at enterprises of which something was recorded that day."""
    asks = catching_up._asks

    def only_today(office: Office, stream: Any) -> bool:
        last = office.store.stream(stream)[-1]
        return business_day_of(office.store.recorded_at(last.position)) == business_day_of(office.today()) and asks(office, stream)

    yield catching_up, "_asks", only_today


def author_approves() -> Iterator[Patch]:
    """Four eyes are asked of nobody."""
    act = Office.act
    yield Office, "act", lambda self, *rest: act(self, *rest)._replace(four_eyes=False)


def no_quorum() -> Iterator[Patch]:
    """Whoever came decides."""
    yield Consultation, "must_be_quorate", lambda *_: None


def correction_forgets() -> Iterator[Patch]:
    """A corrected decision begins from nothing: its measures and objections are forgotten."""
    changed = history._changed

    def anew(case: Any, *rest: Any) -> None:
        changed(case, *rest)
        case.measures, case.objections = [], {}

    yield history, "_changed", anew


def deadline_moves() -> Iterator[Patch]:
    """A period begins again whenever somebody asks."""
    duty_of = joint_supervision.duty_of

    def since_today(step: Any, one: Any, case: str, books: Any, on: date, *rest: Any) -> Any:
        return duty_of(step, one if one.done_on else one._replace(since=on), case, books, on, *rest)

    yield joint_supervision, "duty_of", since_today


def lost_follow_up() -> Iterator[Patch]:
    """A follow-up that failed is forgotten: nobody asks for it again."""
    yield catching_up, "_asks", lambda *_: False


def rejected_is_withdrawn() -> Iterator[Patch]:
    """The workflow doesn't hear of rejections, and asks for the withdrawal of what was never shown, which is refused for ever."""
    step = {**history.EVOLVE}
    del step[Enterprise.PublicationRejected]
    yield history, "EVOLVE", step


def late_acceptance_stays() -> Iterator[Patch]:
    """What a platform accepts after the decision was revoked stays there."""
    yield history, "_gone_before", lambda *_: (None, None)


def escalated_from_today() -> Iterator[Patch]:
    """After an outage what is long overdue is escalated as of the day somebody looked."""
    ripe = mornings.ripe
    yield mornings, "ripe", lambda owed, books, on: [(on, one) for _, one in ripe(owed, books, on)]


BUGS: dict[str, Callable[[], Iterator[Patch]]] = {
    bug.__name__: bug
    for bug in (
        deducted_twice,
        deducted_again,
        withdrawal_forgotten,
        make_up_saturday_off,
        catch_up_looks_at_today,
        author_approves,
        no_quorum,
        correction_forgets,
        deadline_moves,
        lost_follow_up,
        rejected_is_withdrawn,
        late_acceptance_stays,
        escalated_from_today,
    )
}


@contextmanager
def planted(name: str) -> Iterator[None]:
    """While this lasts, the house has a bug."""
    with ExitStack() as stack:
        for where, what, how in list(BUGS[name]()):
            stack.enter_context(patch.object(where, what, how))
        yield
