"""Who may import whom, room by room and sibling by sibling; and how large anything may grow."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.plan import HOUSE, PLAN, imports, room_of, sources, violations

FOLDER = Path(__file__).parent.parent / HOUSE
MODULES = sources(FOLDER)

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40


def test_the_house_is_built_to_its_plan() -> None:
    assert violations(MODULES) == []


def test_every_room_of_the_plan_is_there_and_no_other() -> None:
    assert {room_of(module) for module in MODULES} - {""} == set(PLAN)
    assert len(MODULES) > 100


PLANTED = [
    ("zibo_port.domain.scoring", "import zibo_port.office.office"),
    ("zibo_port.domain.scoring", "from zibo_port.workflows import joint_supervision"),
    ("zibo_port.domain.scoring", "import sqlalchemy"),
    ("zibo_port.domain.scoring", "from eventsourcing.persistence import StoredEvent"),
    ("zibo_port.domain.scoring", "import eventsourcing"),
    ("zibo_port.domain.scoring", "from pathlib import Path"),
    ("zibo_port.domain.scoring", "import os.path"),
    ("zibo_port.domain.scoring", "import time"),
    ("zibo_port.domain.scoring", "def rules():\n    return open('rules.toml').read()"),
    ("zibo_port.domain.scoring", "from datetime import datetime\ndef late(): return datetime.now()"),
    ("zibo_port.domain.enterprise.penalties", "def f():\n    import sqlite3"),
    (
        "zibo_port.domain.enterprise.penalties",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from zibo_port.office.desk import Desk",
    ),
    ("zibo_port.domain.enterprise.penalties", "from ...office import desk"),
    ("zibo_port.domain", "from ..office import desk"),
    ("zibo_port.workflows.joint_supervision", "from zibo_port.workflows import service_evaluation"),
    ("zibo_port.workflows.service_evaluation", "from . import joint_supervision"),
    ("zibo_port.workflows.service_evaluation", "from .joint_supervision import NAME"),
    ("zibo_port.workflows.joint_supervision", "import eventsourcing.domain"),
    ("zibo_port.workflows.joint_supervision", "import pydantic"),
    ("zibo_port.workflows.joint_supervision", "from zibo_port.projections import tables"),
    ("zibo_port.projections.penalties", "from zibo_port.projections import enterprises"),
    ("zibo_port.projections.penalties", "import zibo_port.projections.watch_list"),
    ("zibo_port.projections.tables", "from zibo_port.projections import penalties"),
    ("zibo_port.projections.penalties", "from zibo_port.office.archive import Archive"),
    ("zibo_port.projections.penalties", "import zibo_port.workflows.joint_supervision"),
    ("zibo_port.documents.workbook", "from zibo_port.office import office"),
    ("zibo_port.documents.workbook", "import sqlalchemy"),
    ("zibo_port.platforms.drop_folder", "from zibo_port.office import office"),
    ("zibo_port.office.office", "import sqlalchemy.orm"),
    ("zibo_port.office.office", "import click"),
    ("zibo_port.office.office", "import psycopg"),
    ("zibo_port.office.office", "from eventsourcing.persistence import StoredEvent"),
    ("zibo_port.office.office", "from zibo_port.projections import penalties"),
    ("zibo_port.office.office", "from zibo_port.documents import workbook"),
    ("zibo_port.office.office", "from zibo_port.cli import output"),
    ("zibo_port.cli.output", "from zibo_port.workflows import joint_supervision"),
    ("zibo_port.cli.output", "import eventsourcing.domain"),
    ("zibo_port.cli.output", "import psycopg"),
    ("zibo_port", "import zibo_port.domain.events"),
    ("zibo_port.documents.cells", "from zibo_port.documents import tables"),
]


@pytest.mark.parametrize(("module", "planted"), PLANTED)
def test_a_planted_violation_is_found(module: str, planted: str) -> None:
    assert module in MODULES
    assert violations(MODULES | {module: f"{MODULES[module]}\n{planted}\n"}) != []


def test_what_the_plan_allows_is_no_violation() -> None:
    allowed = [
        ("zibo_port.domain.scoring", "import decimal\nimport pydantic.fields\nfrom eventsourcing.domain import Aggregate"),
        ("zibo_port.domain.enterprise.penalties", "def f():\n    from .. import scoring"),
        ("zibo_port.office.store.postgres", "import psycopg.rows"),
        ("zibo_port.projections.penalties", "import sqlalchemy.dialects.postgresql"),
        ("zibo_port.cli.output", "def f():\n    from zibo_port.office.office import Office"),
    ]
    for module, planted in allowed:
        assert violations(MODULES | {module: f"{MODULES[module]}\n{planted}\n"}) == []


def test_imports_are_read_wherever_they_stand() -> None:
    source = "import a.b\nfrom c import d\nclass E:\n    import f\ndef g():\n    import h\nif TYPE_CHECKING:\n    import i\n"
    assert [(one.of, one.at_load) for one in imports("m", source, frozenset({"m"}))] == [
        ("a.b", True),
        ("c", True),
        ("f", True),
        ("h", False),
        ("i", False),
    ]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_states_its_job_and_stays_small(module: str) -> None:
    tree = ast.parse(MODULES[module])
    assert ast.get_docstring(tree), f"{module} doesn't say what it is for"
    assert len(MODULES[module].splitlines()) <= LONGEST_MODULE
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [f.name for f in functions if _lines(f) > LONGEST_FUNCTION] == []


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The length of a function, its docstring apart."""
    said = ast.get_docstring(function, clean=False)
    return (function.end_lineno or 0) - function.lineno + 1 - (len(said.splitlines()) if said else 0)
