"""The plan of the house: which room may import what, as data, and the one function that reads code against it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

HOUSE = "zibo_port"


@dataclass(frozen=True)
class Room:
    """What a room may import: other rooms, and packages from outside (with everything below them)."""

    rooms: frozenset[str] = frozenset()
    packages: frozenset[str] = frozenset()


def _room(rooms: str = "", packages: str = "") -> Room:
    return Room(frozenset(rooms.split()), frozenset(packages.split()))


PLAN: Mapping[str, Room] = {
    "domain": _room(packages="pydantic pydantic_core eventsourcing.domain"),
    "workflows": _room("domain"),
    "projections": _room("domain", "sqlalchemy"),
    "documents": _room("domain", "python_calamine xlsxwriter jinja2 markupsafe docx"),
    "platforms": _room("domain", "httpx"),
    "office": _room("workflows domain", "pydantic eventsourcing.persistence eventsourcing.sqlite psycopg chinese_calendar"),
    "cli": _room("office projections documents platforms domain", "click platformdirs pydantic sqlalchemy"),
}

OUTSIDE_WORLD = frozenset(
    {"asyncio", "ctypes", "http", "importlib", "io", "locale", "logging", "mmap", "multiprocessing", "os", "pathlib", "pickle", "random"}
    | {"secrets", "select", "shelve", "shutil", "signal", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile"}
    | {"threading", "time", "tomllib", "urllib", "zoneinfo"}
)
"""Parts of the standard library that the pure rooms do without: files, clocks, networks, processes, chance."""

PURE = {"domain": frozenset({"zoneinfo", "importlib"}), "workflows": frozenset[str]()}
"""Rooms without input, output or clock, and what each may use of the world nevertheless: a table of time zones is data, and
forms are loaded by chapter (decision 5)."""

WORLDLY_CALLS = frozenset({"open", "print", "input", "exec", "eval", "__import__", "now", "utcnow", "today", "uuid4", "uuid1", "getenv"})

APART = {"workflows": frozenset[str](), "projections": frozenset({"directory", "engine", "positions", "projection", "tables"})}
"""Rooms whose modules know nothing of each other, and those modules of the room that all share."""

GATHERING = frozenset({"zibo_port.projections.catalogue", "zibo_port.projections.catching_up"})
"""Modules that list or drive all others of their room."""

DRIVERS = {"psycopg": "zibo_port.office.store.postgres", "eventsourcing": "zibo_port.office.store"}
"""What only the store may use of all that the office may."""


class Import(NamedTuple):
    """One import of a module, where it stands, and whether it is made when the module is loaded."""

    of: str
    line: int
    at_load: bool


def sources(folder: Path) -> dict[str, str]:
    """Every module of the house, by name."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text(encoding="utf-8")
    return found


@lru_cache(maxsize=4096)
def imports(module: str, source: str, modules: frozenset[str]) -> tuple[Import, ...]:
    """Every import of a module, those within functions and for type checkers included."""
    return tuple(found for node in ast.parse(source).body for found in _imports(node, module, modules, at_load=True))


def _imports(node: ast.AST, module: str, modules: frozenset[str], *, at_load: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        yield from (Import(alias.name, node.lineno, at_load) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = _absolute(node, module, modules)
        for alias in node.names:
            whole = f"{base}.{alias.name}"
            yield Import(whole if whole in modules else base, node.lineno, at_load)
    else:
        deferred = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or _for_type_checkers(node)
        for child in ast.iter_child_nodes(node):
            yield from _imports(child, module, modules, at_load=at_load and not deferred)


def _absolute(node: ast.ImportFrom, module: str, modules: frozenset[str]) -> str:
    if not node.level:
        return node.module or ""
    is_package = any(other.startswith(f"{module}.") for other in modules)
    parts = module.split(".")[: None if is_package and node.level == 1 else -(node.level - is_package)]
    return ".".join([*parts, *([node.module] if node.module else [])])


def _for_type_checkers(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


# --- what the plan forbids ------------------------------------------------------------------------------------------


def violations(modules: Mapping[str, str]) -> list[str]:
    """Everything in the house that its plan forbids."""
    found, names = [], frozenset(modules)
    for module, source in modules.items():
        made = [(one, _forbidden(module, one.of)) for one in imports(module, source, names)]
        found += [f"{module}:{one.line} imports {one.of}: {why}" for one, why in made if why]
        found += [f"{module}:{line} calls {name}(): {room_of(module)} is pure" for name, line in _worldly_calls(module, source)]
    return found + _circles(modules)


def room_of(module: str) -> str:
    """The room a module is in; the house's own front door is in none."""
    return module.partition(".")[2].partition(".")[0]


def _forbidden(module: str, imported: str) -> str | None:
    room = room_of(module)
    if room not in PLAN:
        return None if not imported.startswith(HOUSE) else "the house's front door opens on nothing"
    if imported == HOUSE:
        return None if room == "cli" else "the house's front door is for the counter"
    if imported.startswith(f"{HOUSE}."):
        return _forbidden_within(module, room, imported)
    return _forbidden_outside(module, room, imported)


def _forbidden_within(module: str, room: str, imported: str) -> str | None:
    other = room_of(imported)
    if other != room:
        return None if other in PLAN[room].rooms else f"{room} may not know {other}"
    sibling, own = (name.removeprefix(f"{HOUSE}.{room}.").partition(".")[0] for name in (imported, module))
    alone = room in APART and module not in GATHERING and sibling != own and sibling not in APART[room]
    return "modules of this room know nothing of each other" if alone else None


def _forbidden_outside(module: str, room: str, imported: str) -> str | None:
    top = imported.partition(".")[0]
    keeper = DRIVERS.get(top)
    if room == "office" and keeper is not None and not module.startswith(keeper):
        return f"only {keeper} may"
    if top in sys.stdlib_module_names:
        worldly = room in PURE and top in OUTSIDE_WORLD and top not in PURE[room]
        return f"{room} is pure" if worldly else None
    allowed = any(imported == p or imported.startswith(f"{p}.") for p in PLAN[room].packages)
    return None if allowed else f"{room} does without it"


@lru_cache(maxsize=4096)
def _worldly_calls(module: str, source: str) -> tuple[tuple[str, int], ...]:
    if room_of(module) not in PURE:
        return ()
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = ((getattr(call.func, "id", None) or getattr(call.func, "attr", ""), call.lineno) for call in calls)
    return tuple((name, line) for name, line in named if name in WORLDLY_CALLS)


def _circles(modules: Mapping[str, str]) -> list[str]:
    """Modules that need each other in order to be loaded."""
    names = frozenset(modules)
    needs = {
        module: {one.of for one in imports(module, source, names) if one.at_load and one.of in modules and one.of != module}
        for module, source in modules.items()
    }
    found: list[str] = []
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        if module in path:
            found.append("in a circle: " + " → ".join([*path[path.index(module) :], module]))
        elif module not in done:
            for needed in sorted(needs[module]):
                visit(needed, (*path, module))
            done.add(module)

    for module in sorted(modules):
        visit(module, ())
    return found
