"""Points, measures, results and what was kept between requests: all as the facts say."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal

from tests.simulation.city import City
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.results import Figures
from zibo_port.domain.periods import Quarter
from zibo_port.domain.standing import standing
from zibo_port.workflows import joint_supervision


def consequences_stand(city: City) -> None:
    """Points and measures are those of what stands, by the notebook's sums; results, restatements and list follow."""
    book, view = city.notebook, city.archive.view()
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for file in city.archive.files(view):
        who = file.enterprise
        for deduction in who.deductions:
            sums[who.identity.code, deduction.quarter] += deduction.points
        in_force = Counter((m.document_no, m.meeting, m.measure) for m in who.measures)
        mine = [n for n in book.cases if book.cases[n][0].originator_id == who.id]
        assert in_force == Counter((m.document_no, m.meeting, m.measure) for n in mine for m in book.in_force(n))
        _results_follow(city, who)
    assert dict(sums) == {key: points for key, points in book.deductions().items() if points}


def _results_follow(city: City, who: Enterprise) -> None:
    """A closed quarter whose facts now give another result has an open restatement that says so."""
    for name in who.frozen:
        quarter = Quarter.parse(name)
        evaluated = who.identity.evaluated_in(quarter)
        score = standing(who, quarter, city.office.books)
        assert sum(d.points for d in score.deductions) == city.notebook.deductions().get((who.identity.code, name), 0)
        now = Figures(score.total, score.grade) if evaluated else Figures()
        known = who.restatements.get(name)
        assert (known.after if known else who.stands(name)) == now, f"{name}: {who.stands(name)}, {known}, now {now}"


def replay_agrees(city: City) -> None:
    """Enterprises as they were kept from one request to the next are those that a replay of the log gives."""
    view = city.archive.view()
    replayed = {file.enterprise.id: file for file in city.archive.files(view)}
    for stream_id, folder in city.drawer._folders.items():
        if stream_id in replayed:
            file = replayed[stream_id]
            assert folder.fault is None
            assert vars(folder.enterprise) == vars(file.enterprise)
            kept = [d for s in folder.flows if isinstance(s, joint_supervision.State) for d in joint_supervision.due(s, view.on)]
            again = [d for s in file.flows if isinstance(s, joint_supervision.State) for d in joint_supervision.due(s, view.on)]
            assert kept == again
            assert list(folder.flows) == list(file.flows)
