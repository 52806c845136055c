"""The demonstration is the main job: it must run from nothing, and leave what it names."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from zibo_port.office import rulebook

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> tuple[Path, str]:
    """The demonstration, played once; its folder and what it printed."""
    out = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "demo", "--out", str(out)],
        env={**os.environ, "HOME": str(out)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    return out, done.stdout


def test_it_ends_by_naming_files_that_exist(played):
    out, said = played
    named = [line for line in said.splitlines() if line.startswith(str(out))]
    assert {Path(name).suffix for name in named} == {".html", ".xlsx", ".json", ".db"}
    assert all(Path(name).stat().st_size > 0 for name in named)


def test_the_report_has_a_watch_list_and_marks_itself_as_a_rehearsal(played):
    out, _ = played
    page = (out / "report-2026Q3.html").read_text(encoding="utf-8")
    assert "演练" in page
    assert "重点关注" in page
    assert "<script" not in page
    json.loads((out / "report-2026Q3.json").read_text(encoding="utf-8"))


def test_it_shows_one_explained_score_and_no_fault(played):
    _, said = played
    assert "四舍五入" in said
    assert "Traceback" not in said


def _rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_examples_cover_every_article_row_in_use():
    penalties = [*_rows("penalties-2026Q2.csv"), *_rows("penalties-2026Q3.csv")]
    used = {row["article"] for row in penalties}
    parents = {code.rsplit(".", 1)[0] if code.count(".") == 2 else code for code in used}
    regulation = {a.code for a in rulebook.provisions().articles() if a.code.startswith("price-regulation") and a.code.count(".") == 1}
    assert regulation <= parents | used
    assert len(penalties) >= 40
    assert len(_rows("enterprises.csv")) >= 30
    assert {row["severity"] for row in penalties} == {"normal", "heavier", "serious"}
