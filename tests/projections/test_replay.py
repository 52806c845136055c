"""Whatever people do, the read models are those of a fold from scratch, and show what the aggregates hold, at any two clocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.projections.town import CODES, OPENING, Town, dump, number
from zibo_port.cli.reading import ReadModels, pages_of
from zibo_port.domain.enterprise import Enterprise
from zibo_port.office.archive import View
from zibo_port.projections import enterprises, inputs, penalties, publications, quarters, watch_list
from zibo_port.projections.catching_up import catch_up
from zibo_port.projections.engine import engine_for, memory_engine

NUMBERS = st.integers(1, 4)
WHO = st.sampled_from(CODES)
PLATFORMS = st.sampled_from(["necips", "credit-china-zibo"])
FINES = st.sampled_from([Decimal(60000), Decimal("80000.50"), Decimal(100)])
REASONS = st.sampled_from([None, "主动配合"])
AGO = st.integers(0, 20).map(timedelta)

Act = Callable[[Town], Any]


def _act(name: str, *parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Act]:
    """Something done on a town, by the name of its method."""
    return st.tuples(*parts).map(lambda values: lambda town: getattr(town, name)(*values))


ACTS = st.one_of(
    _act("pass_days", st.integers(1, 60)),
    _act("register", WHO, st.sampled_from(["甲示例公司", "乙示例公司"]), st.sampled_from(["customs-broker", "other"])),
    st.tuples(WHO, st.sampled_from(["丙", "丁"]), AGO).map(lambda v: lambda town: town.rename(v[1], town.today - v[2], v[0])),
    st.tuples(NUMBERS, WHO, FINES, REASONS, AGO).map(
        lambda v: lambda town: town.log(v[0], v[1], fine=v[2], departure=v[3], decided_on=town.today - v[4])
    ),
    st.tuples(NUMBERS, WHO, FINES, REASONS, AGO).map(
        lambda v: lambda town: town.correct(v[0], v[1], fine=v[2], departure=v[3], decided_on=town.today - v[4])
    ),
    _act("send", NUMBERS, PLATFORMS, WHO),
    st.tuples(NUMBERS, PLATFORMS, WHO).map(lambda v: lambda town: town.answer(*v, accepted=f"HZ-{v[0]}")),
    st.tuples(NUMBERS, PLATFORMS, WHO).map(lambda v: lambda town: town.answer(*v, rejected="栏目不全")),
    _act("call", NUMBERS),
    _act("conclude", NUMBERS, st.sampled_from([None, Decimal(5), Decimal("2.50")])),
    _act("rate", WHO, st.integers(60, 100)),
    st.tuples(WHO, st.sampled_from(["C1", "C2"]), AGO, st.booleans()).map(
        lambda v: lambda town: town.complain(v[0], v[1], OPENING.date() - v[2], town.today if v[3] else None)
    ),
    _act("score", WHO, st.sampled_from(["customs", "tax"]), st.sampled_from(["3", "18.50"])),
    _act("publish", st.sampled_from(["2026Q2", "2026Q3"])),
)

BRIEFLY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def _beginning() -> bytes:
    """The store of a town on its first day: two enterprises, two decisions."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "office.db"
        town = Town(f"sqlite:///{path}")
        for code in CODES[:2]:
            town.register(code)
        for n in (1, 2):
            town.log(n, CODES[0])
        town.office.store.close()
        return path.read_bytes()


@contextmanager
def a_town() -> Iterator[Town]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "office.db"
        path.write_bytes(_beginning())
        town = Town(f"sqlite:///{path}")
        yield town
        town.office.store.close()


@BRIEFLY
@given(st.lists(st.tuples(ACTS, st.booleans()), max_size=25))
def test_a_projection_equals_a_replay_from_scratch(history: list[tuple[Act, bool]]) -> None:
    with a_town() as town:
        for act, asked in history:
            town.attempt(lambda act=act: act(town))
            if asked:
                town.models()
        town.models()
        scratch = memory_engine()
        catch_up(scratch, pages_of(town.office.store))
        assert dump(engine_for(town.office.store.url)) == dump(scratch)
        scratch.dispose()


@BRIEFLY
@given(st.lists(ACTS, max_size=30), st.lists(st.tuples(st.integers(0, 250), st.integers(-40, 250)), min_size=1, max_size=4))
def test_lists_show_what_the_aggregates_hold_at_any_two_clocks(history: list[Act], clocks: list[tuple[int, int]]) -> None:
    with a_town() as town:
        for act in history:
            town.attempt(lambda act=act: act(town))
        agree(town, None, None)
        for known, effective in clocks:
            agree(town, OPENING + timedelta(days=known), OPENING.date() + timedelta(days=effective))
            agree(town, OPENING + timedelta(days=known), None)
            agree(town, None, OPENING.date() + timedelta(days=effective))


def agree(town: Town, known_at: datetime | None, effective_at: date | None) -> None:
    view = town.session.view(known_at, effective_at)
    models = town.models(known_at, effective_at)
    files = [file.enterprise for file in town.session.archive.files(view)]
    assert shown_penalties(models) == [row for e in files for row in held_penalties(e)]
    assert shown_publications(models) == sorted(row for e in files for row in held_publications(e))
    assert [(e["enterprise"], e["name"], e["lines"], former(e)) for e in models.ask(enterprises.listed)] == [
        (e.identity.code, e.identity.name, list(e.identity.lines), e.identity.former_names) for e in files
    ]
    assert [w["enterprise"] for w in models.ask(watch_list.current)] == [e.identity.code for e in files if e.watched is not None]
    assert shown_inputs(models) == [held_inputs(e) for e in files]
    rounds_agree(town, models, view)
    models.close()


def shown_penalties(models: ReadModels) -> list[tuple[Any, ...]]:
    rows = sorted(models.ask(penalties.listed), key=lambda p: (p["enterprise"], p["key"]))
    return [(p["document_no"], p["fine"], p["decided_on"], p["departure"], p["state"], p["meeting"]) for p in rows]


def held_penalties(enterprise: Enterprise) -> list[tuple[Any, ...]]:
    rows = []
    for key, p in sorted(enterprise.penalties.items()):
        ended = enterprise.cases.get(key)
        state = "concluded" if ended else "open" if key in enterprise.cases else "logged"
        rows.append((p.document_no, p.fine, p.decided_on, p.departure, state, ended.meeting if ended else None))
    return rows


def shown_publications(models: ReadModels) -> list[tuple[Any, ...]]:
    rows = models.ask(publications.listed)
    return sorted((p["id"], p["revision"], p["receipt"] or "", p["rejection"] or "", p["state"] == "accepted") for p in rows)


def held_publications(enterprise: Enterprise) -> list[tuple[Any, ...]]:
    return [
        (
            p.publication,
            p.revision,
            p.answer if p.state == "accepted" else "",
            p.answer if p.state == "rejected" else "",
            p.state == "accepted",
        )
        for p in enterprise.publications.values()
    ]


def former(row: dict[str, Any]) -> list[tuple[str, date | None]]:
    return [(name["name"], name["until"]) for name in row["former_names"]]


def shown_inputs(models: ReadModels) -> list[tuple[Any, ...]]:
    def of(question: Callable[..., list[dict[str, Any]]], code: str, *names: str) -> list[tuple[Any, ...]]:
        return sorted(tuple(row[name] for name in names) for row in models.ask(question, enterprise=code))

    return [
        (
            of(inputs.ratings, who["enterprise"], "year", "favourable"),
            of(inputs.complaints, who["enterprise"], "reference", "resolved_on"),
            of(inputs.department_scores, who["enterprise"], "quarter", "department", "points"),
            of(inputs.deductions, who["enterprise"], "document_no", "quarter", "points"),
        )
        for who in models.ask(enterprises.listed)
    ]


def held_inputs(enterprise: Enterprise) -> tuple[Any, ...]:
    return (
        sorted((r.year, r.favourable) for r in enterprise.ratings.values()),
        sorted((reference, c.resolved_on) for reference, c in enterprise.complaints.items()),
        sorted((*key, s.points) for key, s in enterprise.department_scores.items()),
        sorted((d.document_no, d.quarter, d.points) for d in enterprise.deductions),
    )


def rounds_agree(town: Town, models: ReadModels, view: View) -> None:
    """Published figures are filtered by what was known alone."""
    everything = view._replace(effective_at=date.max)
    held = [file.enterprise for file in town.session.archive.files(everything)]
    assert sorted((r["enterprise"], r["quarter"], r["total"], r["grade"]) for r in models.ask(quarters.results)) == sorted(
        (e.identity.code, quarter, r.total, r.grade) for e in held for quarter, r in e.results.items()
    )


def test_a_published_figure_is_shown_whatever_day_is_asked_about_but_not_before_it_was_known() -> None:
    with a_town() as town:
        published(town)
        day = OPENING.date()
        assert [r["quarter"] for r in town.models(None, day).ask(quarters.results)] == ["2026Q3", "2026Q3"]
        assert [q["status"] for q in town.models(None, day).ask(quarters.listed)] == ["published"]
        assert town.models(None, day).ask(watch_list.current) == []
        before = OPENING + timedelta(days=94)
        assert town.models(before, None).ask(quarters.results) == []
        assert town.models(before, None).ask(quarters.listed) == []
        assert len(town.models().ask(watch_list.current)) == 1


def published(town: Town) -> None:
    town.rate(CODES[0], 76)
    town.score(CODES[0], "customs", "1")
    town.pass_days(95)
    town.publish("2026Q3")


def test_a_question_about_another_day_leaves_the_stores_own_tables_alone() -> None:
    with a_town() as town:
        town.models()
        before = dump(engine_for(town.office.store.url))
        town.pass_days(10)
        town.log(3)
        asked = town.models(OPENING, None)
        assert [p["document_no"] for p in asked.ask(penalties.listed)] == [number(1), number(2)]
        assert dump(engine_for(town.office.store.url)) == before
