"""The READMEs and the help account for every command: what they show is typed here, line by line."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
PROMISED = {
    "init", "demo", "doctor", "tick", "duties", "watch-list", "completion",
    "enterprise register", "enterprise import", "enterprise rename", "enterprise deregister", "enterprise list", "enterprise show",
    "penalty log", "penalty import", "penalty correct", "penalty list", "penalty show",
    "consultation call", "consultation conclude", "consultation list", "consultation show",
    "consultation recuse", "consultation draft", "consultation approve", "audit hindsight",
    "consultation agenda", "consultation attend", "consultation opine", "consultation minute", "consultation oblige",
    "obligation list", "obligation done", "obligation extend",
    "publication list", "publication show", "publication send", "publication receipt",
    "evaluation rating", "evaluation complaint", "evaluation department-score", "evaluation open", "evaluation close", "evaluation publish",
    "evaluation show", "score show", "score explain", "report quarterly", "audit trail", "audit replay", "audit verify", "audit departures",
    "monitoring submit", "monitoring approve", "monitoring return", "monitoring import", "monitoring overdue", "monitoring list",
    "report monitoring", "monitoring show", "monitoring trend", "monitoring indicators", "monitoring baseline",
    "projection list", "projection rebuild", "provision list",
    "calendar show", "calendar import", "officer add", "officer list", "unit list", "unit show", "unit contact", "unit scorers",
    "visit record", "visit list",
    "bottleneck raise", "bottleneck report", "bottleneck extend", "bottleneck resolve", "bottleneck list", "bottleneck show",
    "circular send", "circular acknowledge", "circular list", "circular show",
    "reminder issue", "reminder list", "inspection record", "inspection list", "supervision",
    "price-complaint receive", "price-complaint assign", "price-complaint escalate", "price-complaint answer", "price-complaint list",
    "deadline extend", "deadline pause", "deadline resume", "measure complete", "measure extend", "measure list", "measure report",
    "objection decide", "objection file", "objection list", "penalty fulfil", "penalty repair", "penalty revoke", "penalty vary",
    "publication withdraw", "enterprise lines", "evaluation import", "evaluation restate", "score why-not",
    "provision adopt", "provision check", "provision show", "workflow list", "workflow migrate", "workflow show",
    "report article", "report enterprise", "report minutes", "report suggestion",
    "suggestion draft", "suggestion submit", "suggestion answer", "suggestion list", "suggestion show",
}  # fmt: skip


def command_lines(readme: str) -> list[str]:
    """What the `sh` blocks of a README say, continuation lines joined."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), flags=re.DOTALL)
    joined = "\n".join(blocks).replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip()]


@pytest.mark.parametrize("readme", READMES)
def test_every_command_of_the_readme_works_in_its_order(readme, tmp_path):
    environment = {**os.environ, "HOME": str(tmp_path)}
    ran = 0
    for line in command_lines(readme):
        words = shlex.split(line)
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            environment[name] = value
            continue
        assert words[0] == "zibo-port"
        done = subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), *words[1:]], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
        ran += 1
    assert ran > 20
    assert "演练" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_both_readmes_show_the_same_commands():
    english, chinese = (command_lines(readme) for readme in READMES)
    assert english == chinese


def offered() -> dict[str, object]:
    """Every command of the program, by its words."""
    import click

    from zibo_port.cli.door import program

    def walk(group: click.Group, words: tuple[str, ...]) -> dict[str, object]:
        found: dict[str, object] = {}
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            if isinstance(command, click.Group):
                found |= walk(command, (*words, name))
            else:
                found[" ".join((*words, name))] = command
        return found

    return walk(program(), ())


def test_the_program_offers_what_it_promises_and_nothing_unspoken():
    assert set(offered()) == PROMISED


@pytest.mark.parametrize("words", sorted(PROMISED))
def test_every_command_has_help_that_ends_with_an_example(words):
    from zibo_port.cli.frame import Verb

    command = offered()[words]
    assert isinstance(command, Verb)
    assert command.example.startswith(("zibo-port", "eval", "cat", "export"))
    assert words in command.example
