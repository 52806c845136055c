"""A city's whole archive is one file: it is read row by row, whatever its length."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents.builders import penalty_csv, saved, xlsx_bytes

ROWS = 20_000
STATUS = Path("/proc/self/status")
SCRIPT = """
import re, sys
from pathlib import Path
from zibo_port.documents.penalty_headings import PENALTY_HEADINGS
from zibo_port.documents.penalty_rows import penalty_rows
from zibo_port.documents.tables import read_table
with read_table(sys.argv[1], known=PENALTY_HEADINGS.known) as table:
    read = sum(not row.rejected for row in penalty_rows(table))
print(read, int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


@pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells how much memory a process took")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_long_table_is_read_in_small_memory(kind: str, tmp_path: Path) -> None:
    content = penalty_csv(*({"CF_WSH": f"淄市监处罚〔2026〕{i}号", "CF_NR": f"罚款3000元（第{i}号）"} for i in range(ROWS)))
    if kind == "xlsx":
        content = xlsx_bytes([line.split(",") for line in content.decode().splitlines()])
    path = saved(tmp_path, f"long.{kind}", content)
    done = subprocess.run([sys.executable, "-c", SCRIPT, path], capture_output=True, check=True, env={**os.environ, "PYTHONPATH": "."})
    read, megabytes = map(int, done.stdout.split())
    assert read == ROWS
    assert megabytes < 80
