"""口岸服务评价: what must happen after a round was closed or its result published (the notice, second plan, three and four).

What is recorded after a close and would change the result raises a restatement, one for each quarter, which a meeting
accepts or defers; it lapses if the standing result comes out again. Who is graded 一般 or 较差 goes on the watch list and
stays there until a result of 良好 or 优秀 is published (reading `watch-list.leaving`), or until it is deregistered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from zibo_port.domain.books import Books
from zibo_port.domain.codes import PLATFORMS, RESULT_PLATFORMS
from zibo_port.domain.commands import Command, EnterWatchList, LapseRestatement, LeaveWatchList, RaiseRestatement
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.results import Figures, ResultFrozen, ResultPublished, ResultRestated
from zibo_port.domain.errors import Text
from zibo_port.domain.fact import Fact
from zibo_port.domain.periods import Quarter
from zibo_port.domain.quarter import Round
from zibo_port.domain.steps import ENGINE_OWNER, AtMeeting, Ordered, Running, Step, Within, duty_of

NAME: Final = "service_evaluation"
TITLE: Final = Text("口岸服务评价", "service evaluation")
VERSION: Final = 1
LISTED: Final = ("一般", "较差")
_CLAUSE_ROUND: Final = "《淄博市口岸服务评价机制实施方案》三"
_CLAUSE_LIST: Final = "《淄博市口岸服务评价机制实施方案》四（二）"
_CLAUSE_OUTLET: Final = "《淄博市口岸服务评价机制实施方案》四（一）"
_INPUTS: Final = ("RatingRecorded", "ComplaintReceived", "ComplaintResolved", "DepartmentScored", "PointsDeducted", "DeductionCancelled")

STEPS: Final[tuple[Step, ...]] = (
    Step("close-quarter", Text("封账", "close the quarter"), "port-office", _INPUTS, ("QuarterClosed",), _CLAUSE_ROUND, Ordered()),
    Step(
        "publish-quarter",
        Text("发布结果", "publish the results"),
        "port-office",
        ("QuarterClosed",),
        ("QuarterPublished",),
        _CLAUSE_OUTLET,
        Ordered(),
    ),
    Step(
        "keep-papers",
        Text("文件存档", "keep the papers"),
        ENGINE_OWNER,
        ("QuarterPublished", "ResultRestated"),
        ("PaperKept", "OutletRequested"),
        _CLAUSE_OUTLET,
    ),
    *(
        Step(
            f"publish-results-{platform}",
            Text(f"发布评价结果到{PLATFORMS[platform].zh}", f"publish the results at {PLATFORMS[platform].en}"),
            "port-service-centre" if platform == "wechat" else "port-office",
            ("OutletRequested",),
            ("OutletAccepted",),
            _CLAUSE_OUTLET,
            Within("publish-results"),
        )
        for platform in RESULT_PLATFORMS
    ),
    Step(
        "list",
        Text("列入重点关注企业", "put on the watch list"),
        ENGINE_OWNER,
        ("ResultPublished", "ResultRestated"),
        ("WatchListEntered",),
        _CLAUSE_LIST,
    ),
    Step(
        "unlist",
        Text("退出重点关注企业", "take off the watch list"),
        ENGINE_OWNER,
        ("ResultPublished", "ResultRestated", "Deregistered"),
        ("WatchListLeft",),
        _CLAUSE_LIST,
    ),
    Step(
        "raise-restatement",
        Text("提出重述", "raise a restatement"),
        ENGINE_OWNER,
        _INPUTS,
        ("RestatementRaised", "RestatementLapsed"),
        _CLAUSE_ROUND,
    ),
    Step(
        "decide-restatement",
        Text("会商决定重述", "decide on a restatement"),
        "port-office",
        ("RestatementRaised",),
        ("ResultRestated", "RestatementDeferred"),
        _CLAUSE_ROUND,
        AtMeeting(),
    ),
)
"""The mechanism as data. Closing and publishing have no day in the notice; a restatement waits for the next meeting."""

_DECIDE: Final = STEPS[-1]

VERSIONS: Final[dict[int, tuple[Step, ...]]] = {1: STEPS}
DEREGISTERED: Final = "已注销"


@dataclass(slots=True)
class State:
    """What counts for an enterprise's results, and which of them are to be looked at again.

    It belongs to the fold that made it: `evolve` changes it.
    """

    books: Books
    scored: Enterprise | None = None
    """The enterprise as far as results and scores are concerned."""
    readings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Closed quarter → the readings that its close froze."""
    touched: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Closed quarter → kind and version of the event that last bore on it."""
    quarter: str = ""
    grade: str | None = None


def initial(books: Books) -> State:
    """Nothing happened yet."""
    return State(books)


def evolve(state: State, event: Fact) -> State:
    """The state after an event; events of other mechanisms change nothing."""
    step = _STEPS.get(type(event))
    if step is not None:
        if state.scored is None:
            state.scored = Enterprise.blank(event.originator_id)
        state.scored.replay((event,))
        step(state, event)
    return state


def _keep(state: State, event: Fact) -> None:
    """The fact is in `scored` now; nothing closed depends on it."""


def _closed(state: State, event: ResultFrozen | ResultPublished) -> None:
    state.readings[event.quarter] = event.readings


def _published(state: State, event: ResultPublished) -> None:
    _closed(state, event)
    _graded(state, event)


def _graded(state: State, event: ResultPublished | ResultRestated) -> None:
    """The grade of the latest quarter that has one decides on the list."""
    if event.grade is not None and event.quarter >= state.quarter:
        state.quarter, state.grade = event.quarter, event.grade


def _restated(state: State, event: ResultRestated) -> None:
    if event.quarter == state.quarter and event.grade is None:
        state.grade = None
    _graded(state, event)


def _touching(quarters: Callable[[Any], Callable[[Quarter], bool]]) -> Callable[[State, Any], None]:
    """A step that marks the closed quarters on which an event bears."""

    def mark(state: State, event: Fact) -> None:
        bears_on = quarters(event)
        for name in state.readings:
            if bears_on(Quarter.parse(name)):
                state.touched[name] = (type(event).__name__, event.originator_version)

    return mark


_rating = _touching(lambda event: lambda quarter: quarter.year == event.year + 1)
_complaint = _touching(lambda event: lambda quarter: quarter == Quarter.of(event.received_on))
_named = _touching(lambda event: lambda quarter: str(quarter) == event.quarter)
_any = _touching(lambda _: lambda __: True)


def _resolved(state: State, event: Any) -> None:
    known = state.scored.complaints.get(event.reference) if state.scored else None
    if known is not None:
        _touching(lambda _: lambda quarter: quarter == Quarter.of(known.received_on))(state, event)


_STEPS: Final[Mapping[type[Fact], Callable[[State, Any], None]]] = {
    Enterprise.Registered: _keep,
    Enterprise.LinesChanged: _any,
    Enterprise.Deregistered: _any,
    Enterprise.RatingRecorded: _rating,
    Enterprise.ComplaintReceived: _complaint,
    Enterprise.ComplaintResolved: _resolved,
    Enterprise.DepartmentScored: _named,
    Enterprise.PointsDeducted: _named,
    Enterprise.DeductionCancelled: _named,
    Enterprise.ResultFrozen: _closed,
    Enterprise.ResultPublished: _published,
    Enterprise.RestatementRaised: _keep,
    Enterprise.RestatementLapsed: _keep,
    Enterprise.RestatementDeferred: _keep,
    Enterprise.ResultRestated: _restated,
    Enterprise.WatchListEntered: _keep,
    Enterprise.WatchListLeft: _keep,
}


def due(state: State, on: date) -> Iterator[Command | Duty]:
    """What the engine does by itself, then the restatements on which a meeting is to decide."""
    yield from commands(state, on)
    for restatement in state.scored.restatements.values() if state.scored is not None else ():
        if restatement.since is not None:
            running = Running(_DECIDE.name, _DECIDE.owner, restatement.since)
            yield duty_of(_DECIDE, running, restatement.quarter, state.books, on)


def commands(state: State, on: date) -> Iterator[Command]:  # noqa: ARG001 - every workflow is asked about a day
    """Restatements of what was touched, and entry to or exit from the list."""
    if state.scored is None:
        return
    for quarter, cause in state.touched.items():
        yield from _restatement(state, state.scored, quarter, cause)
    yield from _listing(state, state.scored)


def _restatement(state: State, scored: Enterprise, quarter: str, cause: tuple[str, int]) -> Iterator[Command]:
    before, after, known = scored.stands(quarter), _now(state, scored, quarter), scored.restatements.get(quarter)
    if after == before:
        if known is not None:
            yield LapseRestatement(enterprise=scored.identity.code, quarter=quarter)
    elif before is not None and (known is None or known.after != after):
        yield RaiseRestatement(
            enterprise=scored.identity.code,
            quarter=quarter,
            **after._asdict(),
            cause=cause[0],
            cause_version=cause[1],
            to_tell=("enterprise", *(RESULT_PLATFORMS if quarter in scored.results else ())),
        )


def _now(state: State, scored: Enterprise, name: str) -> Figures:
    """What everything on record gives for a quarter, under the readings of its close."""
    from zibo_port.domain.standing import standing  # noqa: PLC0415 - the scoring is loaded where a closed quarter was touched

    quarter = Quarter.parse(name)
    if not scored.identity.evaluated_in(quarter):
        return Figures()
    pinned = state.books.readings.pinned(state.readings[name], quarter.last_day)
    score = standing(scored, quarter, replace(state.books, readings=pinned))
    return Figures(score.total, score.grade)


def _listing(state: State, scored: Enterprise) -> Iterator[Command]:
    who, watched = scored.identity, scored.watched is not None
    deregistered = who.deregistered_on is not None
    listed = state.grade in LISTED and not deregistered
    if listed and not watched:
        yield EnterWatchList(enterprise=who.code, quarter=state.quarter, grade=state.grade or "")
    if watched and not listed:
        reason = DEREGISTERED if deregistered else state.grade or "无数据"
        yield LeaveWatchList(enterprise=who.code, quarter=state.quarter, reason=reason)


# --- the round itself ---------------------------------------------------------------------------------------------


def outlets_due(round_: Round, quarter: Quarter, books: Books) -> Iterator[Duty]:
    """What people owe after a publication or a restatement: the results at each outlet (the notice, second plan, four (一))."""
    steps = {step.name: step for step in STEPS}
    for outlet in round_.outlets.values():
        if outlet.revision == round_.revision and outlet.requested_on is not None:
            step = steps[f"publish-results-{outlet.platform}"]
            running = Running(step.name, step.owner, outlet.requested_on, outlet.accepted_on)
            yield duty_of(step, running, str(quarter), books, outlet.requested_on)
