"""The examples that end each help work when they are typed, on the store that the READMEs make."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.frame_runner import ROOT, Outcome, run
from tests.test_readme import PROMISED, offered

SEPTEMBER, OCTOBER = "2026-09-25T09:00:00+08:00", "2026-10-09T10:00:00+08:00"
MEETING = "2026-10-15T16:00:00+08:00"
DECEMBER, JUNE = "2026-12-21T10:00:00+08:00", "2027-06-01T10:00:00+08:00"
CASE = "淄市监罚〔2026〕101号"
CODE = "91370303MADEM0011X"
LOGGED = (
    f"penalty log --enterprise {CODE} --document-no {CASE} --decided-on 2026-09-24 --authority 淄博市市场监督管理局 "
    "--article price-regulation.9.5 --kind fine --gains none --fine 60000"
)
HISTORY = (
    (SEPTEMBER, "init --rehearsal"),
    (SEPTEMBER, f"enterprise register {CODE} 示例海岱货运代理有限公司 --line freight-forwarding"),
    (
        SEPTEMBER,
        LOGGED,
    ),
    (SEPTEMBER, f"consultation call --on 2026-09-28 --department market-supervision --department customs --case {CASE}"),
    (OCTOBER, f"evaluation rating {CODE} --year 2025 --favourable 452 --total 500"),
    (OCTOBER, f"evaluation department-score {CODE} --quarter 2026Q3 --department customs --points 18.5"),
    (OCTOBER, "suggestion draft --title 关于延长夜间查验窗口的建议 --text 建议将夜间查验窗口延长至22时…… --quarter 2026Q3"),
    (
        SEPTEMBER,
        f"price-complaint receive JB-2026-0031 --enterprise {CODE} --received-on 2026-09-22 --channel 12315 --what 清单以外收取查验服务费",
    ),
    (SEPTEMBER, "price-complaint assign JB-2026-0031 --unit market-supervision.zhangdian --on 2026-09-23"),
    (OCTOBER, 'bottleneck raise --title 冷链查验设备不足 --text "仅一台，旺季排队。" --owner customs --due 2026-11-30'),
)
CITY = "enterprise import examples/enterprises.csv"
ASKED = "consultation oblige M20260928-f6cd --department customs --task 提出压缩通关时间的措施 --due 2026-11-30"
CONCLUDED = f"M20260928-f6cd --case {CASE} --deduct 5 --minutes 纪要"
REPORTED = "monitoring submit --department customs --month 2026-08 --figure overall-import-hours=33.10"
SHOWN = f"{CONCLUDED} --measure raise-inspection-rate:customs:2026-12-31"
OBJECTED = f"objection file {CASE} --kind reconsideration --on 2026-10-12 --before 淄博市人民政府 --grounds 事实不清"
FIRST = {
    "evaluation restate": (
        f"evaluation close 2026Q3\nevaluation publish 2026Q3\n"
        f"evaluation department-score {CODE} --quarter 2026Q3 --department tax --points 10\n"
        "consultation call --on 2026-10-15 --department customs --department commerce"
    ),
    "penalty repair": f"penalty fulfil {CASE} --on 2026-11-30",
    "objection decide": OBJECTED,
    "deadline resume": f'deadline pause {CASE} consult --on 2026-10-12 --for reconsideration --reason "复议期间"',
    "measure report": f"consultation conclude {SHOWN}",
    "measure complete": f"consultation conclude {SHOWN}",
    "measure extend": f"consultation conclude {SHOWN}",
    "monitoring approve": REPORTED,
    "monitoring return": REPORTED,
    "monitoring show": REPORTED,
    "evaluation publish": "evaluation close 2026Q3",
    "penalty import": CITY,
    "evaluation import": CITY,
    "consultation opine": "consultation attend M20260928-f6cd --department customs",
    "consultation minute": "consultation call --on 2026-10-09 --department customs",
    "consultation approve": f"officer add 李敏 --department port-office\nconsultation draft {CONCLUDED}",
    "audit hindsight": f"consultation conclude {CONCLUDED}",
    "obligation done": ASKED,
    "obligation extend": ASKED,
    "suggestion answer": "suggestion submit S-767d6257",
}
"""What must have been done before a command's example."""

LATER = {
    **dict.fromkeys(("penalty vary", "penalty revoke", "penalty fulfil", "objection file", "objection decide"), DECEMBER),
    **dict.fromkeys(("deadline pause", "deadline resume", "deadline extend", "measure report", "measure complete"), DECEMBER),
    "penalty repair": JUNE,
    "measure extend": DECEMBER,
    "evaluation restate": MEETING,
}
"""When a command's example is typed, where that isn't in October."""

ELSEWHERE = {"demo", "completion"}
"""Commands whose examples other tests type: the demonstration, and a line for the shell."""


def typed(folder: Path, now: str, line: str) -> Outcome:
    """A command line on the store in a folder."""
    return run(*shlex.split(line), "--store", f"sqlite:///{folder / 'office.db'}", "--now", now)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("history")
    for now, line in HISTORY:
        done = typed(folder, now, line)
        assert done.status == 0, f"{line}: {done.err}"
    return folder


def examples() -> list[tuple[str, str]]:
    """Every line of every example, with the command it belongs to."""
    return [
        (words, line)
        for words, verb in offered().items()
        if words not in ELSEWHERE
        for line in str(verb.example).splitlines()  # type: ignore[attr-defined]
    ]


@pytest.mark.parametrize(("words", "line"), examples())
def test_an_example_works_when_it_is_typed(history, tmp_path, monkeypatch, words, line):
    shutil.copytree(history, tmp_path, dirs_exist_ok=True)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    if words == "evaluation rating" and "--not-publicised" in line:
        line += " --reason 平台更正"
    if words in FIRST:
        for before in FIRST[words].splitlines():
            typed(tmp_path, LATER.get(words, OCTOBER), before)
    program, *rest = shlex.split(line)
    assert program == "zibo-port"
    done = typed(tmp_path, LATER.get(words, OCTOBER), shlex.join(rest))
    # Commands of later chapters may need a history that isn't here: they may be refused, not misread.
    expected = {0} if words in PROMISED else {0, 4, 5, 8}
    assert done.status in expected, f"{line}\n{done.out}{done.err}"
