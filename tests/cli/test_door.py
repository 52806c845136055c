"""What the process itself does: status, pipes, interrupts, faults, environment, and how fast it is there."""

import json
import os
import pty
import re
import resource
import select
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from tests.cli.city import build
from tests.cli.frame_runner import PROGRAM, ROOT, process_environment, run, run_process
from tests.facts import AUTHORITY, FORWARDER
from zibo_port.cli import SEARCH_AFTER
from zibo_port.cli.counter import Counter
from zibo_port.cli.session import open_session

HEAVY = ("pydantic", "sqlalchemy", "eventsourcing", "platformdirs", "zoneinfo", "logging")


def process(*argv: str, **options: object) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", PROGRAM, *argv], env=process_environment(), **options)  # type: ignore[call-overload,no-any-return]


def in_terminal(*argv: str, env: dict[str, str] | None = None, columns: int = 60) -> str:
    """What a person sees who runs `argv` in a terminal."""
    ours, theirs = pty.openpty()
    wanted = {"TERM": "xterm", "COLUMNS": str(columns), **(env or {})}
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *argv], stdin=theirs, stdout=theirs, stderr=theirs, env=process_environment(wanted)
    )
    os.close(theirs)
    seen = b""
    while select.select([ours], [], [], 20)[0]:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        seen += part
    child.wait(20)
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (["--help"], 0),
        (["--version"], 0),
        (["sample", "list", "--json"], 0),
        (["sample", "fail", "fault"], 1),
        (["nothing"], 2),
        (["sample", "fail", "invalid"], 3),
        (["sample", "fail", "refused"], 4),
        (["sample", "fail", "abort"], 130),
        (["sample", "fail", "interrupt"], 130),
    ],
)
def test_exit_status(argv: list[str], status: int, tmp_path: Path) -> None:
    done = run_process(*argv, env={"XDG_STATE_HOME": str(tmp_path)})
    assert done.status == status
    assert "Traceback" not in done.err


def test_the_door_of_a_checkout_and_the_installed_command_are_the_same() -> None:
    done = subprocess.run([sys.executable, "cli.py", "--version"], cwd=ROOT, capture_output=True, check=True, timeout=60)
    installed = Path(sys.executable).with_name("zibo-port")
    assert done.stdout.startswith(b"zibo-port ")
    if installed.exists():
        assert subprocess.run([installed, "--version"], capture_output=True, check=True, timeout=60).stdout == done.stdout


def test_environment_variables_reach_the_command() -> None:
    env = {"ZIBO_PORT_OUTPUT": "json", "ZIBO_PORT_OFFICER": "li", "ZIBO_PORT_LANG": "en", "ZIBO_PORT_NOW": "2026-10-12"}
    told = run_process("sample", "log", "--decided-on", "2026-03-05", env=env).document
    assert (told["as"], told["lang"], told["now"]) == ("li", "en", "2026-10-12T00:00:00+08:00")


@pytest.mark.parametrize("kind", ["table", "ndjson", "csv", "json"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_is_no_fault(kind: str, unbuffered: str) -> None:
    env = process_environment({"PYTHONUNBUFFERED": unbuffered})
    argv = [sys.executable, "-c", PROGRAM, "sample", "flood", "-o", kind]
    child = subprocess.Popen(argv, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.read(10)
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(60) == 141


def test_a_reader_that_was_never_there_is_no_fault() -> None:
    script = '"$0" -c "$PROGRAM" sample list | true; echo ${PIPESTATUS[0]}'
    env = {**process_environment(), "PROGRAM": PROGRAM}
    done = subprocess.run(["bash", "-c", script, sys.executable], env=env, capture_output=True, check=True, timeout=60)
    assert done.stdout.decode().strip() in {"0", "141"}
    assert done.stderr == b""


def test_ctrl_c_ends_quietly() -> None:
    # A shell that runs the tests in the background has its children ignore the key; the program is to hear it.
    heard = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731
    child = process("sample", "wait", stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heard)
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    child.send_signal(signal.SIGINT)
    assert child.communicate(timeout=20) == (b"", b"")
    assert child.returncode == 130


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told_once() -> None:
    with Path("/dev/full").open("w") as full:
        child = process("sample", "list", stdout=full, stderr=subprocess.PIPE)
        _, err = child.communicate(timeout=20)
    assert child.returncode == 1
    assert err.decode().startswith("错误：程序出了故障，编号 ")
    assert b"Exception ignored" not in err


def test_closed_streams_are_no_fault() -> None:
    for closed in (">&-", "2>&-"):
        script = f'"$0" -c "$PROGRAM" --version {closed}'
        env = {**process_environment(), "PROGRAM": PROGRAM}
        assert subprocess.run(["bash", "-c", script, sys.executable], env=env, capture_output=True, check=False, timeout=60).returncode == 0


def test_a_fault_gets_a_number_and_its_traceback_a_private_file(tmp_path: Path) -> None:
    done = run_process("sample", "fail", "fault", "--json", env={"XDG_STATE_HOME": str(tmp_path)})
    assert done.status == 1
    assert done.error["code"] == "fault"
    reference = done.error["reference"]
    assert re.fullmatch(r"\d{8}-\d{6}-[0-9A-F]{4}", reference)
    assert reference in done.error["message"]
    (log,) = tmp_path.rglob("*.log")
    assert str(log) in done.error["hint"]
    assert log.stem == reference
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    told = log.read_text(encoding="utf-8")
    assert "RuntimeError" in told
    assert "frame_sample.py" in told
    assert "postgresql://clerk:***@db/office" in told
    assert "secret" not in told


def test_a_fault_is_one_sentence_for_people(tmp_path: Path) -> None:
    done = run_process("sample", "fail", "fault", env={"XDG_STATE_HOME": str(tmp_path)})
    first, second = done.err.splitlines()
    assert first.startswith("错误：程序出了故障，编号 ")
    assert second.startswith("提示：详情已写入 ")
    assert "RuntimeError" not in done.err


def test_a_fault_that_cannot_be_logged_is_still_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    done = run("sample", "fail", "fault", "--json", env={"XDG_STATE_HOME": str(blocked)})
    assert done.status == 1
    assert done.error["hint"] == "详情没能写入日志：路径中有一段不是目录。"


@pytest.mark.parametrize("encoding", ["ascii", "gb18030", "latin-1"])
def test_machines_read_utf_8_whatever_the_terminal_speaks(encoding: str) -> None:
    done = run_process("sample", "list", "--json", env={"PYTHONIOENCODING": encoding})
    assert done.document[0]["name"] == "演示国际货运代理有限公司"
    assert run_process("sample", "fail", "refused", "--json", env={"PYTHONIOENCODING": encoding}).error["message"] == "罚款超出法定幅度。"


def test_a_poor_terminal_loses_no_text() -> None:
    done = run_process("sample", "list", env={"PYTHONIOENCODING": "ascii"})
    assert done.status == 0
    assert "\\u6f14" in done.out


def test_an_argument_that_is_no_text_is_told() -> None:
    done = subprocess.run(
        [sys.executable.encode(), b"-c", PROGRAM.encode(), b"\xff\xfe", b"--json"],
        env=process_environment(), capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert "udcff" in repr(json.loads(done.stderr)["error"]["message"])


def test_colours_on_a_terminal_only_and_never_with_no_color() -> None:
    assert "\x1b[31m" in in_terminal("sample", "fail", "refused")
    assert "\x1b" not in in_terminal("sample", "fail", "refused", env={"NO_COLOR": "1"})
    assert "\x1b" not in in_terminal("sample", "fail", "refused", env={"TERM": "dumb"})
    assert "\x1b" not in run_process("sample", "fail", "refused").err


def test_a_table_fits_the_terminal_and_is_plain_elsewhere() -> None:
    narrow = in_terminal("sample", "list", columns=44)
    assert "演示国际货运代理有限公司" not in narrow
    assert "\x1b" not in narrow
    assert "演示国际货运代理有限公司" in run_process("sample", "list", env={"COLUMNS": "44"}).out


def test_progress_is_drawn_on_a_terminal_after_a_second_and_wiped_away() -> None:
    seen = in_terminal("sample", "work", "--json")
    assert re.search(r"导入  \[#+\.*\] +\d+%  \d+/15", seen)
    assert seen.endswith("\r\x1b[K")
    assert run_process("sample", "work") == (0, "", "")


def at_the_end(words: str, *argv: str, env: dict[str, str] | None = None) -> list[str]:
    """What a process that serves `argv` says of itself when it ends: an expression's words."""
    code = PROGRAM.replace("main()", f"import atexit, gc; atexit.register(lambda: sys.stderr.write(' '.join({words})))\nmain()")
    done = subprocess.run([sys.executable, "-c", code, *argv], env=process_environment(env), capture_output=True, check=True, timeout=60)
    return done.stderr.decode().split()


LOADED = "sys.modules"


def test_help_loads_nothing_heavy() -> None:
    loaded = at_the_end(LOADED, "--help")
    assert "zibo_port.cli.root" in loaded
    assert not set(HEAVY) & set(loaded)
    assert "tests.cli.frame_sample" not in loaded


NOT_FOR_WRITING = (
    *("sqlalchemy", "psycopg", "chinese_calendar", "platformdirs", "logging", "asyncio", "multiprocessing"),
    *("python_calamine", "xlsxwriter", "jinja2", "zibo_port.projections", "zibo_port.documents", "zibo_port.platforms"),
    *("zibo_port.office.handlers.register", "zibo_port.office.handlers.evaluation", "zibo_port.office.archive", "zibo_port.cli.reading"),
    *("zibo_port.domain.events", "zibo_port.domain.consultation", "zibo_port.domain.monitoring", "zibo_port.domain.commands.meetings"),
    *("zibo_port.domain.telling", "zibo_port.domain.quarterly", "zibo_port.office.quarterly", "zibo_port.office.publishing"),
)
"""What logging a penalty does without."""

MET = (
    "(k.TOPIC for k in __import__('zibo_port.domain.events', fromlist=['*']).TOPICS.values()"
    " if isinstance(vars(k)['__dataclass_fields__'], dict))"
)
"""The kinds of event that a process has made use of."""

BUILT = (
    "(m.__name__ for name in ('provision_models', 'measures', 'scoring_rules', 'readings')"
    " for m in vars(sys.modules['zibo_port.domain.' + name]).values()"
    " if getattr(m, '__pydantic_complete__', False) and m.__module__ == 'zibo_port.domain.' + name)"
)
"""The models of the rule files that can check something by themselves."""


def test_logging_a_penalty_loads_what_it_needs(tmp_path: Path) -> None:
    city = build(tmp_path)
    env = {"ZIBO_PORT_STORE": city.store, "ZIBO_PORT_NOW": city.now}
    content = (
        "--decided-on",
        "2026-09-10",
        "--authority",
        AUTHORITY,
        "--article",
        "price-regulation.9.5",
        "--kind",
        "fine",
        "--gains",
        "none",
    )
    log = ("penalty", "log", "--enterprise", FORWARDER, *content, "--fine", "60000", "--document-no")
    loaded = at_the_end(LOADED, *log, "淄市监罚〔2026〕1号", env=env)
    assert "zibo_port.office.handlers.cases" in loaded
    assert not set(NOT_FOR_WRITING) & set(loaded)
    assert {"sqlalchemy", "zibo_port.projections"} <= set(at_the_end(LOADED, "penalty", "list", env=env))
    met = at_the_end(MET, *log, "淄市监罚〔2026〕2号", env=env)
    assert "enterprise.penalty-logged" in met
    assert {topic.partition(".")[0] for topic in met} == {"enterprise", "office", "calendar"}
    assert len(met) <= 8
    built = at_the_end(BUILT, *log, "淄市监罚〔2026〕3号", env=env)
    assert sorted(built) == ["MeasureDocument", "PenaltyDocument", "ProcedureDocument", "PublicityDocument", "Register", "ScoringRules"]


def test_the_end_of_a_process_searches_nothing_and_its_store_is_closed(tmp_path: Path) -> None:
    city = build(tmp_path)
    env = {"ZIBO_PORT_STORE": city.store, "ZIBO_PORT_NOW": city.now}
    frozen, threshold = map(int, at_the_end("map(str, (gc.get_freeze_count(), gc.get_threshold()[0]))", "duties", "--json", env=env))
    assert frozen > 10_000
    assert threshold == SEARCH_AFTER
    assert [path.name for path in tmp_path.iterdir()] == ["office.db"]


def test_a_store_is_open_as_long_as_its_command(tmp_path: Path) -> None:
    city = build(tmp_path)
    with click.Context(click.Command("trial")):
        store: Any = open_session(Counter(store=city.store)).office.store
        assert store._connection is not None
    assert store._connection is None


def test_the_door_itself_loads_nothing() -> None:
    code = "import sys; before = set(sys.modules); import zibo_port.cli; print(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], env=process_environment(), capture_output=True, check=True, timeout=60)
    assert set(done.stdout.decode().split()) <= {"zibo_port", "zibo_port.cli", "__future__", "gc", "warnings", "typing", *TYPING}


TYPING = ("collections", "collections.abc", "functools", "operator", "re", "contextlib", "_collections", "_functools", "_operator",
          "copyreg", "enum", "keyword", "reprlib", "itertools", "types", "_typing", "re._compiler", "re._parser", "re._constants",
          "re._casefix", "_sre", "typing.io", "typing.re", "heapq", "_heapq")  # fmt: skip


def test_help_takes_less_than_an_eighth_of_a_second_of_processor_time() -> None:
    def spent() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "cli.py", "--help"], cwd=ROOT, stdout=subprocess.DEVNULL, check=True, timeout=60)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(spent() for _ in range(5)) <= 0.12


def test_python_warnings_stay_out_of_the_error_stream() -> None:
    code = PROGRAM.replace("main()", "import atexit, warnings\natexit.register(lambda: warnings.warn('old', DeprecationWarning))\nmain()")
    done = subprocess.run([sys.executable, "-c", code, "--version"], env=process_environment(), capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    heard = subprocess.run([sys.executable, "-W", "always", "-c", code, "--version"], env=process_environment(), capture_output=True,
                           check=True, timeout=60)  # fmt: skip
    assert b"DeprecationWarning: old" in heard.stderr
