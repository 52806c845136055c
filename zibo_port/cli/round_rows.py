"""How a round of evaluation is shown, and what closing and publishing it brought about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from zibo_port.cli import terminal
from zibo_port.cli.language import t
from zibo_port.cli.score_rows import STATUSES, figure, grade_words
from zibo_port.cli.table import Heading, table
from zibo_port.cli.widths import visible
from zibo_port.domain.enterprise import Enterprise

if TYPE_CHECKING:
    from zibo_port.office.desk import Recorded
    from zibo_port.office.rounds import Results

ROUND_STATUSES: Final = {"open": STATUSES["open"], "closed": STATUSES["closed"], "published": STATUSES["published"]}


def counted(results: Results) -> dict[str, Any]:
    """The counts of a round."""
    return {
        "quarter": str(results.quarter),
        "evaluated": len(results.results),
        "grades": results.grades,
        "no_data": [_who(r.code, r.name) for r in results.no_data],
    }


def full(results: Results) -> dict[str, Any]:
    """A round with every result."""
    round_ = results.round
    closing = round_.closing
    return counted(results) | {
        "status": round_.status,
        "opened_on": round_.opened_on,
        "closed_on": closing.on if closing else None,
        "published_on": round_.published_on,
        "known_position": closing.known_position if closing else None,
        "results_sha256": closing.results_sha256 if closing else None,
        "restatements_pending": [_who(r.code, r.name) for r in results.pending],
        "results": [figure(r) for r in results.results],
    }


def _who(code: str, name: str) -> dict[str, str]:
    return {"enterprise": code, "name": name}


def listed(recorded: Sequence[Recorded], names: dict[Any, tuple[str, str]]) -> dict[str, Any]:
    """Who entered the watch list, and who left it, by what was recorded; `names` are code and name by stream."""
    entered, left = [], []
    for _, fact in recorded:
        who = _who(*names.get(fact.originator_id, ("", "")))
        match fact:
            case Enterprise.WatchListEntered():
                entered.append(who | {"grade": fact.grade})
            case Enterprise.WatchListLeft():
                left.append(who | {"reason": fact.reason})
    return {"entered": entered, "left": left}


# --- for people ---------------------------------------------------------------------------------------------------


def count_words(said: dict[str, Any]) -> Iterator[str]:
    """The counts of a round."""
    number = said["evaluated"]
    counts = [t(f"{grade} {n} 家", f"{grade_words(grade)} {n}") for grade, n in said["grades"].items()]
    yield t("，", ", ").join([t(f"{said['quarter']}：评价 {number} 家", f"{said['quarter']}: {number} evaluated"), *counts])
    lacking = said["no_data"]
    if lacking:
        names = t("、", ", ").join(f"{who['name']}（{who['enterprise']}）" for who in lacking)
        yield t(f"无数据 {len(lacking)} 家，不计总分、不定等次：{names}", f"No data, no total and no grade ({len(lacking)}): {names}")


def list_words(said: dict[str, Any]) -> Iterator[str]:
    """What became of the watch list."""
    for who in said["watch_list"]["entered"]:
        yield t(f"列入重点关注：{who['name']}（{who['grade']}）", f"On the watch list: {who['name']} ({grade_words(who['grade'])})")
    for who in said["watch_list"]["left"]:
        yield t(f"退出重点关注：{who['name']}（{who['reason']}）", f"Off the watch list: {who['name']} ({grade_words(who['reason'])})")
    if not said["watch_list"]["entered"] and not said["watch_list"]["left"]:
        yield t("重点关注名单没有变化。", "The watch list stays as it was.")


def text(said: dict[str, Any]) -> str:
    """A round with every result."""
    status = t(*ROUND_STATUSES[said["status"]])
    lines = [t(f"{said['quarter']} 评价（{status}）", f"Evaluation of {said['quarter']} ({status})"), *_dates(said), *count_words(said)]
    if said["restatements_pending"]:
        names = t("、", ", ").join(who["name"] for who in said["restatements_pending"])
        lines.append(t(f"封账后又有登记，待重述：{names}", f"Recorded since the close, restatements pending: {names}"))
    if said["results"]:
        lines += ["", *_table(said["results"])]
    return "\n".join(lines)


def _dates(said: dict[str, Any]) -> Iterator[str]:
    if said["closed_on"] is not None:
        on, at, sha = said["closed_on"], said["known_position"], said["results_sha256"][:12]
        yield t(f"封账：{on}，以截至第 {at} 号的记录为准，摘要 {sha}", f"Closed on {on} by position {at}, digest {sha}")
    if said["published_on"] is not None:
        yield t(f"发布：{said['published_on']}", f"Published on {said['published_on']}")


def _table(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    titles = (t("信用代码", "Credit code"), t("企业", "Enterprise"), t("总分", "Total"), t("等次", "Grade"), t("备注", "Remark"))
    headings = [Heading(title, right=number == 2) for number, title in enumerate(titles)]
    cells = [
        [
            row["enterprise"],
            visible(row["name"]),
            "—" if row["total"] is None else str(row["total"]),
            grade_words(row["grade"]) if row["grade"] else t("无数据", "no data"),
            t("待重述", "restatement pending") if row["restatement_pending"] else "",
        ]
        for row in rows
    ]
    return table(headings, cells, terminal.columns())
