import io

import pytest

from zibo_port.cli import terminal
from zibo_port.cli.progress import Progress, progress


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """What a terminal on stderr would get."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def able(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


def test_nothing_is_drawn_within_the_first_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", drawn := Terminal())
    clock = Clock()
    task = Progress("导入", 100, clock=clock)
    clock.now = 0.99
    task.advance(50)
    task.wipe()
    assert drawn.getvalue() == ""


def test_then_ten_times_a_second_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", drawn := Terminal())
    clock = Clock()
    task = Progress("导入", 100, clock=clock)
    for eighth in range(8, 12):
        clock.now = eighth / 8
        task.advance(10)
        task.advance(1)
    assert drawn.getvalue().count("\r") == 4
    task.wipe()
    assert drawn.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("done", "total", "line"),
    [
        (0, 4, "导入  [........................]    0%  0/4"),
        (1, 4, "导入  [######..................]   25%  1/4"),
        (4, 4, "导入  [########################]  100%  4/4"),
        (5, 4, "导入  [########################]  100%  5/4"),
        (7, None, "导入  7"),
        (7, 0, "导入  7"),
    ],
)
def test_the_line(done: int, total: int | None, line: str) -> None:
    task = Progress("导入", total)
    task.advance(done)
    assert task.line() == line


def test_nothing_is_drawn_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    task = Progress("导入", 2, clock=clock)
    clock.now = 5
    task.advance()
    task.wipe()
    assert capsys.readouterr() == ("", "")


def test_a_dumb_terminal_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", Terminal())
    monkeypatch.setenv("TERM", "dumb")
    assert not Progress("导入", 2).shown
    assert terminal.is_terminal("stderr")


def test_a_failure_wipes_the_line_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", drawn := Terminal())
    monkeypatch.setattr("zibo_port.cli.progress.PATIENCE", 0.0)

    def fail() -> None:
        with progress("导入", 2) as task:
            task.advance()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert drawn.getvalue().endswith("\r\x1b[K")
