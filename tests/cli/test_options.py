import json
from datetime import timedelta

import click
import pytest

from tests.cli.frame_runner import run
from zibo_port.cli import language
from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb

LOG = ("sample", "log", "--decided-on", "2026-03-05")


@pytest.mark.parametrize(
    ("argv", "env", "key", "value"),
    [
        (["--store", "sqlite:///a.db", *LOG], {}, "store", "sqlite:///a.db"),
        ([*LOG, "--store", "sqlite:///a.db"], {}, "store", "sqlite:///a.db"),
        (["sample", "--store", "sqlite:///a.db", *LOG[1:]], {}, "store", "sqlite:///a.db"),
        (["--store", "sqlite:///a.db", *LOG, "--store", "sqlite:///b.db"], {}, "store", "sqlite:///b.db"),
        (["--store", "sqlite:///a.db", "--store", "sqlite:///b.db", *LOG], {}, "store", "sqlite:///b.db"),
        (LOG, {"ZIBO_PORT_STORE": "sqlite:///e.db"}, "store", "sqlite:///e.db"),
        (["--store", "sqlite:///a.db", *LOG], {"ZIBO_PORT_STORE": "sqlite:///e.db"}, "store", "sqlite:///a.db"),
        ([*LOG, "--store", "sqlite:///b.db"], {"ZIBO_PORT_STORE": "sqlite:///e.db"}, "store", "sqlite:///b.db"),
        (LOG, {"ZIBO_PORT_STORE": ""}, "store", None),
        (LOG, {}, "store", None),
        (["--as", "li", *LOG], {}, "as", "li"),
        ([*LOG, "--as", "wang"], {"ZIBO_PORT_OFFICER": "li"}, "as", "wang"),
        (LOG, {"ZIBO_PORT_OFFICER": "li"}, "as", "li"),
        ([*LOG, "--lang", "en"], {}, "lang", "en"),
        (["--lang", "en", *LOG, "--lang", "zh"], {}, "lang", "zh"),
        (LOG, {"ZIBO_PORT_LANG": "en"}, "lang", "en"),
        ([*LOG, "--now", "2026-10-12"], {}, "now", "2026-10-12T00:00:00+08:00"),
        (["--now", "2026-10-12T01:00:00Z", *LOG], {}, "now", "2026-10-12T09:00:00+08:00"),
        (LOG, {"ZIBO_PORT_NOW": "2026-10-12T09:30"}, "now", "2026-10-12T09:30:00+08:00"),
    ],
)
def test_shared_options_stand_anywhere_and_the_last_counts(argv: list[str], env: dict[str, str], key: str, value: str | None) -> None:
    done = run(*argv, "--json", env=env)
    assert done.status == 0, done.err
    assert done.document[key] == value


@pytest.mark.parametrize(
    ("argv", "env", "kind"),
    [
        (["--json", *LOG], {}, "json"),
        ([*LOG, "--json"], {}, "json"),
        (["-o", "json", *LOG], {}, "json"),
        ([*LOG, "-ojson"], {}, "json"),
        (["--json", *LOG, "-o", "table"], {}, "table"),
        (["-o", "table", *LOG, "--json"], {}, "json"),
        ([*LOG, "-o", "csv", "--json", "--output", "table"], {}, "table"),
        ([*LOG, "--output", "table", "--json"], {}, "json"),
        (LOG, {"ZIBO_PORT_OUTPUT": "json"}, "json"),
        ([*LOG, "-o", "table"], {"ZIBO_PORT_OUTPUT": "json"}, "table"),
        (["--json", *LOG], {"ZIBO_PORT_OUTPUT": "table"}, "json"),
    ],
)
def test_the_last_format_counts(argv: list[str], env: dict[str, str], kind: str) -> None:
    done = run(*argv, env=env)
    assert done.status == 0, done.err
    if kind == "json":
        assert json.loads(done.out)["decided_on"] == "2026-03-05"
    else:
        assert done.out.startswith("decided_on ")


def test_a_verb_may_have_an_officer_of_its_own() -> None:
    done = run("--as", "li", *LOG, "zhang", "--json")
    assert (done.document["as"], done.document["officer"]) == ("li", "zhang")


@pytest.mark.parametrize(
    ("argv", "env", "field"),
    [
        (["--now", "never", *LOG], {}, "now"),
        ([*LOG, "--now", "2026-02-30"], {}, "now"),
        (LOG, {"ZIBO_PORT_NOW": "never"}, "now"),
        ([*LOG, "--lang", "fr"], {}, "lang"),
        ([*LOG, "-o", "xml"], {}, "output"),
        (LOG, {"ZIBO_PORT_OUTPUT": "xml"}, "output"),
    ],
)
def test_a_bad_shared_option_is_wrong_usage(argv: list[str], env: dict[str, str], field: str) -> None:
    done = run("--json", *argv, env=env) if field == "now" else run(*argv, env=env)
    assert done.status == 2
    assert done.out == ""
    if field == "now":
        assert done.error["code"] == "usage"
        assert [fault["field"] for fault in done.error["fields"]] == [field]
    else:
        assert f"--{field}" in done.err


def test_recording_commands_take_dry_run_and_command_id() -> None:
    assert run(*LOG, "--json").document.items() >= {"dry_run": False, "command_id": None}.items()
    assert run(*LOG, "--dry-run", "--command-id", "K1", "--json").document.items() >= {"dry_run": True, "command_id": "K1"}.items()


def test_reading_commands_take_both_clocks() -> None:
    done = run("sample", "list", "--known-at", "2026-03-05", "--effective-at", "2026年3月5日")
    assert done.out.splitlines()[-1] == "2026-03-05 23:59:59.999999+08:00 2026-03-05"
    assert run("sample", "list", "--effective-at", "2026-02-30").status == 3
    assert run("sample", "list", "--known-at", "2026-02-30").status == 2


def test_a_verb_alone_has_a_counter_too() -> None:
    seen: list[Counter] = []

    @click.command("look", cls=Verb, example="zibo-port look", help="看。")
    @click.pass_obj
    def look(counter: Counter) -> None:
        seen.append(counter)

    look.main(["--now", "2026-10-12"], standalone_mode=False)
    look.main([], standalone_mode=False)
    assert seen[0].now is not None
    assert seen[0].now.utcoffset() == timedelta(hours=8)
    assert seen[1] == Counter(lang=language.current())
    assert seen[1].for_people


def test_the_counter_keeps_real_values() -> None:
    counter = Counter()
    assert (counter.store, counter.officer, counter.lang, counter.output, counter.now) == (None, None, "zh", "table", None)
    with pytest.raises(AttributeError):
        counter.store = "sqlite:///x.db"  # type: ignore[misc]


@pytest.mark.parametrize("argv", [["--version"], ["sample", "log", "--version"], ["sample", "--version"]])
def test_version(argv: list[str]) -> None:
    from zibo_port import __version__

    assert run(*argv) == (0, f"zibo-port {__version__}\n", "")
