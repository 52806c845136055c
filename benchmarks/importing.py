"""An import of decisions, against raw executemany of the very rows it stored, in one run; and its memory.

The yardstick inserts the same bytes into the same tables, 16,000 rows in a transaction.
"""

from __future__ import annotations

import csv
import resource
import sqlite3
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.city import at, credit_code, founded, registration

ROUNDS = 5
IN_ONE_TRANSACTION = 16_000
HEADINGS = (
    "document-no", "enterprise", "decided-on", "authority", "article", "kind", "gains", "fine", "confiscated", "facts",
)  # fmt: skip


def write_file(path: Path, rows: int, enterprises: int) -> None:
    """A file of fictional decisions."""
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(HEADINGS)
        for n in range(rows):
            sheet.writerow(
                [f"淄市监罚〔2026〕{n}号", credit_code(n % enterprises), "2026-09-24", "淄博市市场监督管理局", "price-regulation.9.5",
                 "fine、confiscation", "56000", "112000", "56000", "在港口货物代理服务中自立收费项目，向委托人收取目录清单以外的费用"]
            )  # fmt: skip


def imported(office, file: Path) -> None:
    """Import the file; every row must be accepted."""
    from zibo_port.documents.penalty_headings import PENALTY_HEADINGS
    from zibo_port.documents.penalty_rows import penalty_rows
    from zibo_port.documents.tables import read_table
    from zibo_port.office.importing import import_penalties

    with read_table(str(file), known=PENALTY_HEADINGS.known) as table:
        for verdict in import_penalties(office, penalty_rows(table), register_missing=False, dry_run=False):
            assert verdict.verdict == "accepted", verdict


def raw(source: Path, target: Path) -> float:
    """Seconds to insert all rows of a store into an empty one."""
    founded(f"sqlite:///{target}").store.close()
    rows = sqlite3.connect(source)
    tables = {name: rows.execute(f"SELECT * FROM {name}").fetchall() for name in ("stored_events", "ledger", "claims")}
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    for name in tables:
        connection.execute(f"DELETE FROM {name}")
    start = perf_counter()
    for name, content in tables.items():
        statement = f"INSERT INTO {name} VALUES ({','.join('?' * len(content[0]))})"
        for part in _parts(content):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(statement, part)
            connection.execute("COMMIT")
    return perf_counter() - start


def _parts(rows: list) -> list[list]:
    return [rows[n : n + IN_ONE_TRANSACTION] for n in range(0, len(rows), IN_ONE_TRANSACTION)]


def one_round(folder: Path, name: str, rows: int) -> tuple[float, int]:
    """The ratio of one import to the raw insertion of its rows; the most memory so far in MB, the yardstick's not counted."""
    enterprises = max(1, rows // 20)
    file = folder / f"{name}.csv"
    write_file(file, rows, enterprises)
    office = founded(at(folder, name))
    for n in range(enterprises):
        office.handle(registration(n))
    start = perf_counter()
    imported(office, file)
    ours = perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    office.store.close()
    return raw(folder / f"{name}.db", folder / f"{name}-raw.db") / ours, memory


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        rounds = [one_round(Path(folder), f"r{n}", rows) for n in range(ROUNDS if rows <= 10_000 else 1)]
    ratios, memory = [ratio for ratio, _ in rounds], rounds[0][1]  # later rounds stand on the yardstick's heap
    middle = median(ratios)
    verdict = "reached" if middle >= 0.22 else "NOT reached"
    spread = f"{middle:.2f} [{min(ratios):.2f}-{max(ratios):.2f}]"
    print(f"import of {rows:,} rows: {spread} of raw executemany, goal 0.22 {verdict}; peak {memory} MB")


if __name__ == "__main__":
    main()
