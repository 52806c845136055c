"""Handing publications over to the platforms, and recording what the platforms answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import records
from zibo_port.cli.output import emit
from zibo_port.cli.publication_receipts import ID
from zibo_port.cli.session import Session, open_session
from zibo_port.domain.codes import PLATFORMS, RESULT_PLATFORMS
from zibo_port.domain.periods import business_day_of

if TYPE_CHECKING:
    from zibo_port.office.publishing import Shown


@click.command(
    "send",
    cls=Verb,
    example="zibo-port publication send --all --drop drop",
    help=t(
        "报送：把定稿的内容按平台写成双公示表格，放入投递文件夹，再登记报送。\n\n再次报送写出的内容逐字相同；已有回执的不再报送。",
        "Send: write the frozen records as a sheet per platform into the drop folder, then record the sending.\n\n"
        "Sending again writes the same records; what was accepted isn't sent again.",
    ),
)
@click.argument("publications", metavar=t("编号", "ID"), nargs=-1, help=ID)
@click.option("--all", "everything", is_flag=True, help=t("所有未办结的任务", "everything that isn't accepted yet"))
@click.option(
    "--drop",
    type=click.Path(file_okay=False, path_type=Path),
    metavar=t("文件夹", "DIR"),
    help=t("投递文件夹，默认在库旁边的 drop", "drop folder, by default drop beside the store"),
)
@records
@click.pass_obj
def send(
    counter: Counter, publications: tuple[str, ...], everything: bool, drop: Path | None, dry_run: bool, command_id: str | None
) -> None:
    """Hand publications over."""
    if everything == bool(publications):
        raise click.UsageError(
            t("请写出要报送的编号，或用 --all 报送全部，二者择一。", "Name the publications to send, or --all, one of both.")
        )
    session = open_session(counter)
    pending = _pending(session, publications)
    folder = drop or _folder_of(session)
    document: dict[str, Any] = {"event": "PublicationSent", "position": None, "drop": str(folder), "files": [], "sent": []}
    if dry_run:
        document |= {"sent": [_sent(shown, None, None) for shown in pending], "dry_run": True}
    elif pending:
        document |= _hand_over(session, pending, folder, command_id)
    emit(counter, document, text=_sent_words)


def _pending(session: Session, names: Sequence[str]) -> list[Shown]:
    from zibo_port.office.publishing import chosen, intact, must_be_pending, publications

    found = publications(session.archive, session.view(None, None))
    pending = [must_be_pending(s) for s in chosen(found, names)] if names else [s for s in found if s.pending]
    for shown in pending:
        intact(shown)
    return pending


def _folder_of(session: Session) -> Path:
    """Beside the store's file; where the store is a server, in the user's data folder."""
    path = getattr(session.office.store, "path", None)
    if isinstance(path, Path):
        return path.parent / "drop"
    from platformdirs import user_data_dir

    return Path(user_data_dir("zibo-port", appauthor=False)) / "drop"


class Written(NamedTuple):
    """A file for a platform, and the publications that are handed over with it."""

    platform: str
    path: Path
    publications: list[Shown]


def _hand_over(session: Session, pending: Sequence[Shown], folder: Path, command_id: str | None) -> dict[str, Any]:
    """Write the files first, then record: what is recorded as sent did leave the house."""
    from zibo_port.office.publishing import record_sendings
    from zibo_port.platforms.drop_folder import CHANNEL

    written: list[Written] = []
    try:
        for each in _files(session, pending, folder):
            written.append(each)  # noqa: PERF402 - those before a failure must be known
        placed = [(shown, file.path.name) for file in written for shown in file.publications]
        receipts = record_sendings(session.office, placed, CHANNEL, command_id)
    except BaseException:
        for file in written:  # nothing was recorded, so nothing may be uploaded
            file.path.unlink(missing_ok=True)
        raise
    sent = [_sent(shown, place, receipt.recorded[0].position) for (shown, place), receipt in zip(placed, receipts, strict=True)]
    return {
        "position": sent[0]["position"],
        "files": [
            {
                "platform": file.platform,
                "file": str(file.path),
                "records": len(file.publications),
                "sha256": sha256(file.path.read_bytes()).hexdigest(),
            }
            for file in written
        ],
        "sent": sent,
    }


def _files(session: Session, pending: Sequence[Shown], folder: Path) -> Iterator[Written]:
    """One workbook of decisions for each platform, the papers of a round for each outlet."""
    from zibo_port.documents.publicity_sheet import write_publicity_sheet
    from zibo_port.platforms.drop_folder import put

    order = list(PLATFORMS)
    at = session.office.today()
    ordered = sorted(pending, key=lambda s: order.index(s.publication.platform))
    for platform, group_ in groupby(ordered, key=lambda s: s.publication.platform):
        part = list(group_)
        if part[0].papers:
            yield from _papers(session, part, folder, at)
            continue
        leaving = [s for s in part if s.publication.leaving is not None]
        for name, shown in ((platform, [s for s in part if s.publication.leaving is None]), (f"{platform}-withdraw", leaving)):
            if shown:
                records_ = [_record(s) for s in shown]

                def write(path: Path, records_: list[dict[str, str]] = records_) -> None:
                    write_publicity_sheet(path, records_, rehearsal=session.office.rehearsal, created=business_day_of(at))

                yield Written(platform, put(folder, name, at, write), shown)


def _record(shown: Shown) -> dict[str, str]:
    """The frozen record; where it must go, the remark says so, under which receipt it was accepted and why."""
    record: dict[str, str] = json.loads(shown.publication.payload)
    if shown.publication.leaving is not None:
        from zibo_port.domain.telling.reviews import WHYS

        receipt = f"，原回执 {shown.publication.answer}" if shown.publication.answer else ""
        record["BZ"] = f"撤下（{WHYS[shown.publication.leaving].zh}）{receipt}"
    return record


def _papers(session: Session, part: Sequence[Shown], folder: Path, at: datetime) -> Iterator[Written]:
    """The papers of a round for one outlet, form by form; all of them stand for its one publication."""
    from zibo_port.office.papers import content
    from zibo_port.platforms.drop_folder import put

    for shown in part:
        name = f"{shown.publication.platform}-{shown.publication.document_no}-{shown.publication.revision}"
        for number, paper in enumerate(shown.papers):
            found = content(session.archive, paper)

            def write(path: Path, found: bytes = found) -> None:
                path.write_bytes(found)

            path = put(folder, name, at, write, paper.form)
            yield Written(shown.publication.platform, path, [shown] if number == 0 else [])


def _sent(shown: Shown, place: str | None, position: int | None) -> dict[str, Any]:
    asked = shown.publication
    return {
        "id": asked.publication,
        "document_no": asked.document_no,
        "platform": asked.platform,
        "revision": asked.revision,
        "position": position,
        "file": place,
        "payload_sha256": asked.payload_sha256,
        "due_on": shown.due_on,
    }


def _sent_words(document: dict[str, Any]) -> str:
    sent = document["sent"]
    if not sent:
        return t("没有待报送的公示任务。", "There is nothing to send.")
    if document.get("dry_run"):
        return t(
            f"试运行：将报送 {len(sent)} 项，未写文件，未记录。", f"Dry run: {len(sent)} would be sent; nothing was written or recorded."
        )
    lines = [
        t(
            f"已记录（第 {sent[0]['position']} 号起）：报送 {len(sent)} 项。",
            f"Recorded (from position {sent[0]['position']}): {len(sent)} sent.",
        )
    ]
    lines += [f"  {_file_words(f)}" for f in document["files"]]
    lines.append(t("报送不等于办结，请上传后登记平台回执。", "Sent isn't done: upload the files, then record the platforms' receipts."))
    example = sent[0]["id"]
    lines.append(
        t(
            f"下一步：zibo-port publication receipt {example} --accepted 回执编号",
            f"Next: zibo-port publication receipt {example} --accepted NUMBER",
        )
    )
    return "\n".join(lines)


def _file_words(file: dict[str, Any]) -> str:
    where = PLATFORMS[file["platform"]]
    if file["platform"] in RESULT_PLATFORMS:
        return t(f"{where.zh}：{file['file']}", f"{where.en}: {file['file']}")
    return t(f"{where.zh}：{file['records']} 条，{file['file']}", f"{where.en}: {file['records']} records, {file['file']}")
