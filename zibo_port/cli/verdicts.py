"""The verdicts on an imported file: set aside as they come, so that a long file needs little memory, then printed with their counts."""

from __future__ import annotations

import json
import re
from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Any, Final, Self

from zibo_port.cli import terminal
from zibo_port.cli.counter import Counter
from zibo_port.cli.language import t
from zibo_port.cli.output import Column, emit, said
from zibo_port.cli.penalty_words import NAMES
from zibo_port.cli.plain import document
from zibo_port.cli.table import Heading, table
from zibo_port.cli.widths import visible
from zibo_port.documents.evaluation_words import NAMES as EVALUATION_NAMES
from zibo_port.documents.monitoring_columns import NAMES as MONITORING_NAMES
from zibo_port.documents.visible import quoted
from zibo_port.domain.errors import Text
from zibo_port.office.batches import ACCEPTED, DUPLICATE, FLAGGED, REJECTED, Verdict

NONE_USABLE: Final = 3
IN_MEMORY: Final = 8_000_000
ROWS_NAMED: Final = 8

_VERDICTS: Final = {
    ACCEPTED: Text("登记", "accepted"),
    FLAGGED: Text("登记（待核对）", "flagged"),
    DUPLICATE: Text("重复", "duplicate"),
    REJECTED: Text("拒收", "rejected"),
}
_NAMES: Final = {
    **MONITORING_NAMES,
    **EVALUATION_NAMES,
    **NAMES,
    "article": NAMES["articles"],
    "kind": NAMES["kinds"],
    "enterprise": Text("信用代码", "Credit code"),
    "department": Text("部门", "department"),
    "party_name": Text("名称", "Name"),
    "name": Text("名称", "Name"),
    "lines": Text("业务", "Line"),
    "branch_of": Text("上级", "Branch of"),
    "seat": Text("所在地", "Seat"),
}
_FIRST: Final = (ACCEPTED, FLAGGED, DUPLICATE, REJECTED)


_PARTICULAR: Final = re.compile(r"“[^”]*”|《[^》]*》|[0-9A-Za-z./:+–-]+")
"""The parts of a sentence that tell of one row alone: what a cell holds, numbers, clauses."""


@dataclass(slots=True)
class _Kind:
    """Rows about which the same was said; the sentence is that of the first."""

    message: str
    count: int = 0
    rows: list[int] = field(default_factory=list)

    def add(self, row: int) -> None:
        if self.rows and self.rows[-1] == row:
            return
        self.count += 1
        self.rows.append(row)
        del self.rows[ROWS_NAMED + 1 :]


class Verdicts:
    """The verdicts of one import. Use it in a `with` statement.

    `subject` is the key under which a row's number or code stands, `further` are those of what else names it.
    """

    def __init__(self, subject: str, *further: str) -> None:
        self.subjects = (subject, *further)
        self.counts: Tally[str] = Tally()
        self.registered = 0
        self._kinds: dict[tuple[str, str, str, str], _Kind] = {}
        self._file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by `__exit__`

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    @property
    def exit_status(self) -> int:
        """0 if any row was recorded or is on record, else 3."""
        return 0 if any(self.counts[verdict] for verdict in (ACCEPTED, FLAGGED, DUPLICATE)) else NONE_USABLE

    def add(self, verdict: Verdict) -> None:
        """Set a verdict aside."""
        self.counts[verdict.verdict] += 1
        self.registered += verdict.registered
        for code, named, message in verdict.messages:
            shape = _PARTICULAR.sub("", t(*message).replace(verdict.subject or "\0", ""))
            kind = self._kinds.setdefault((verdict.verdict, code, named, shape), _Kind(t(*message)))
            kind.add(verdict.row)
        messages = [{"code": m.code, "field": m.field, "message": m.message} for m in verdict.messages]
        subjects: dict[str, object] = dict(zip(self.subjects, (verdict.subject, *verdict.further), strict=True))
        row = {"row": verdict.row, **subjects, "verdict": verdict.verdict, "messages": messages}
        self._file.write(document(row).encode("utf-8", "surrogatepass") + b"\n")

    def write(self, counter: Counter, **about: Any) -> None:
        """Print counts and verdicts in the format that was asked for; `about` the file and the run."""
        head = {
            "rows": self.counts.total(),
            **{verdict: self.counts[verdict] for verdict in _FIRST},
            "registered": self.registered,
            **about,
        }
        match counter.output:
            case "json":
                self._write_document(head)
            case "table":
                said(counter, "\n".join(self._lines(head)))
            case _:
                columns = [Column(key, key, key) for key in ("row", *self.subjects, "verdict", "messages")]
                emit(counter, (json.loads(line) for line in self._aside()), columns)

    def _aside(self) -> Iterator[bytes]:
        self._file.seek(0)
        return (line.rstrip(b"\n") for line in self._file)

    def _write_document(self, head: dict[str, Any]) -> None:
        """One document, without ever holding all of it."""
        terminal.write(document(head)[:-1] + ', "verdicts": [')
        for number, line in enumerate(self._aside()):
            terminal.write((", " if number else "") + line.decode("utf-8", "surrogatepass"))
        terminal.write("]}\n")

    # --- for people -----------------------------------------------------------------------------------------------

    def _lines(self, head: dict[str, Any]) -> Iterator[str]:
        counts = t("，", ", ").join(f"{t(*_VERDICTS[verdict])} {head[verdict]}" for verdict in _FIRST)
        yield t(f"共 {head['rows']} 行：{counts}。", f"{head['rows']} rows: {counts}.")
        if head.get("dry_run"):
            yield t("试运行，未记录任何内容。", "Dry run, nothing was recorded.")
        if head["registered"]:
            yield t(
                f"一并登记企业 {head['registered']} 家（业务为“其他”）。", f"Enterprises registered (line 'other'): {head['registered']}."
            )
        for note in head.get("notes", ()):
            yield t("注意：", "Note: ") + t(*note["message"])
        if head.get("ignored_columns"):
            names = t("、", ", ").join(f"“{quoted(name)}”" for name in head["ignored_columns"])
            yield t(f"没有读取的列：{names}。", f"Columns that weren't read: {names}.")
        if not head["rows"]:
            yield t("表头以下没有数据行，请核对文件。", "There are no rows below the headings; check the file.")
        for verdict in (REJECTED, FLAGGED):
            rows = [(named, kind) for (of, _, named, _), kind in self._kinds.items() if of == verdict]
            if rows:
                yield ""
                yield t(f"{_VERDICTS[verdict].zh}的原因：", f"Why {_VERDICTS[verdict].en}:")
                yield from _table(rows)
        if self._kinds:
            yield ""
            yield t("逐行结果：加 --json 或 -o csv。", "Row by row: add --json or -o csv.")


def _table(rows: Iterable[tuple[str, _Kind]]) -> Iterator[str]:
    headings = [
        Heading(t("行数", "Rows"), right=True),
        Heading(t("行号", "Numbers")),
        Heading(t("项目", "Field")),
        Heading(t("说明（以首行为例）", "What was said of the first")),
    ]
    cells = [[str(kind.count), _numbers(kind), _name(named), visible(kind.message)] for named, kind in rows]
    return table(headings, cells, terminal.columns())


def _numbers(kind: _Kind) -> str:
    return t("、", ", ").join(map(str, kind.rows[:ROWS_NAMED])) + ("…" if kind.count > ROWS_NAMED else "")


def _name(field_: str) -> str:
    """A field in words."""
    name = _NAMES.get(field_.replace("-", "_"))
    return t(*name) if name is not None else field_ or "-"
