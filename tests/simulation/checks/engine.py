"""What the workflows owe by themselves, and what people owe because of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tests.simulation.city import City
from tests.simulation.notebook import Notebook, papers
from zibo_port.domain.codes import CREDIT_PLATFORMS
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.fact import Fact


def nothing_missing(city: City) -> None:
    """Nothing that the workflows owe by themselves is missing."""
    book = city.notebook
    missing = [f"{number}: {what}" for number in book.cases for what in _missing(book, number)]
    assert not missing, missing


def _missing(book: Notebook, number: str) -> Iterable[str]:
    facts, shown = book.cases[number], book.papers(number)
    if not book.of(number, Enterprise.CaseOpened):
        yield "no case was opened"
    if book.stands(number) and book.content(number).publication == "due":
        revision = 1 + len(book.of(number, Enterprise.PenaltyCorrected, Enterprise.PenaltyVaried))
        asked = {p.asked.platform for p in shown.values() if p.asked.revision == revision}
        pushes = book.of(number, Enterprise.CaseConcluded)[-1:]
        yield from (f"not asked for at {p}" for p in {*CREDIT_PLATFORMS, *(pushes[0].pushes if pushes else ())} - asked)
    for name in _must_leave(facts):
        if shown[name].state not in {"leaving", "gone"}:
            yield f"{name} must leave {shown[name].asked.platform}"


def _must_leave(facts: Sequence[Fact]) -> set[str]:
    """Publications that may be seen somewhere though the decision was varied, revoked or repaired since it was asked for."""
    leave: set[str] = set()
    outdated: set[str] = set()
    for n, fact in enumerate(facts):
        if isinstance(fact, Enterprise.PenaltyVaried | Enterprise.PenaltyRevoked | Enterprise.PenaltyRepaired):
            so_far = papers(facts[:n])
            leave |= {name for name, p in so_far.items() if p.state == "accepted" or (p.state == "requested" and p.sent)}
            outdated |= so_far.keys()
        if isinstance(fact, Enterprise.PublicationAccepted) and fact.publication in outdated:
            leave.add(fact.publication)
    rejected = {name for name, paper in papers(facts).items() if paper.state == "rejected"}
    return leave - rejected


def duties_are_there(city: City) -> None:
    """What people owe is on the list: to meet, to publish, to withdraw, to answer."""
    book, listed = city.notebook, Counter((d.case, d.step) for d in city.duties())
    for number in book.cases:
        shown = book.papers(number)
        if book.of(number, Enterprise.CaseOpened) and not book.of(number, Enterprise.PenaltyRevoked):
            assert listed[number, "consult"] == 1, number
        for name in _must_leave(book.cases[number]):
            platform = shown[name].asked.platform
            assert listed[number, f"withdraw-{platform}"] + listed[number, f"end-{platform}"] > 0, f"{number} {platform}"
        if book.stands(number) and book.content(number).publication == "due":
            assert all(listed[number, f"publish-{platform}"] == 1 for platform in CREDIT_PLATFORMS), number
    for objection in book.objections():
        if objection.kind == "publication":
            assert listed[objection.document_no, "answer-objection"] > 0, objection
