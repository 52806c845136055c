"""`zibo-port projection`: what it prints, and that a rebuild repairs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import text

from tests.projections.town import Town, number
from zibo_port.projections import penalties
from zibo_port.projections.catalogue import PROJECTIONS
from zibo_port.projections.engine import engine_for, writing

NAMES = [p.name for p in PROJECTIONS]


def typed(town: Town, *words: str) -> subprocess.CompletedProcess[str]:
    """As a person types it, in a process of its own."""
    program = [sys.executable, "-c", "from zibo_port.cli import main; main()"]
    return subprocess.run([*program, "--store", town.office.store.url, *words], capture_output=True, text=True, check=False)


def asked(town: Town, *words: str) -> Any:
    done = typed(town, *words, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_list_shows_how_far_each_one_is(town: Town) -> None:
    head = town.office.store.head().position
    assert asked(town, "projection", "list") == [{"name": name, "position": 0, "lag": head} for name in NAMES]
    town.models()
    town.log(1)
    assert asked(town, "projection", "list") == [{"name": name, "position": head, "lag": 4} for name in NAMES]


def test_rebuild_makes_all_of_them_anew_and_says_from_how_much(town: Town) -> None:
    town.log(1)
    town.models()
    with writing(engine_for(town.office.store.url)) as connection:
        connection.execute(text("DELETE FROM rm_penalties"))
    assert town.models().ask(penalties.listed) == []
    said = asked(town, "projection", "rebuild")
    assert said == {"projections": NAMES, "events": town.office.store.head().position}
    assert [p["document_no"] for p in town.models().ask(penalties.listed)] == [number(1)]


def test_rebuild_takes_names_and_refuses_unknown_ones_with_those_there_are(town: Town) -> None:
    said = asked(town, "projection", "rebuild", "watch-list", "quarters", "watch-list")
    assert said["projections"] == ["watch-list", "quarters"]
    refused = typed(town, "projection", "rebuild", "penalty")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "penalties" in refused.stderr


def test_people_are_told_in_a_sentence(town: Town) -> None:
    head = town.office.store.head().position
    assert typed(town, "projection", "rebuild", "inputs").stdout == f"已由 {head} 条记录重建：inputs。\n"


def test_a_store_at_a_path_with_signs_that_mean_something_in_a_url(tmp_path: Path) -> None:
    folder = tmp_path / "口岸 50%?x=1#2"
    folder.mkdir()
    town = Town(f"sqlite:///{folder / 'office.db'}")
    town.register()
    town.log(1)
    assert len(town.models().ask(penalties.listed)) == 1
    town.office.store.close()
    assert {p.name.partition("-")[0] for p in folder.iterdir()} == {"office.db"}
