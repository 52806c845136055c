"""Where a report goes: its format, its place, and a file that is put there as a whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from zibo_port.cli import terminal
from zibo_port.cli.counter import Counter
from zibo_port.cli.language import t
from zibo_port.cli.messages import why
from zibo_port.cli.output import emit
from zibo_port.domain.errors import InvalidData

if TYPE_CHECKING:
    from zibo_port.cli.session import Session
    from zibo_port.domain.periods import Quarter

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

FORMATS: Final = ("html", "xlsx", "docx", "txt", "json")
STDOUT: Final = "-"


def official_paper(command: Decorated) -> Decorated:
    """Options of an official paper, which is always a Word file: `--format docx` and where it goes."""
    where = click.option(
        "--out",
        type=click.Path(dir_okay=False),
        required=True,
        metavar=t("文件", "FILE"),
        help=t("写到这个文件，原有的文件会被替换", "write to this file, replacing what is there"),
    )
    form = click.option(
        "--format", "kind", type=click.Choice(["docx"]), default="docx", help=t("格式：docx（默认）", "format: docx (default)")
    )
    return form(where(command))


def kind_of(target: str | None, counter: Counter, formats: Sequence[str] = FORMATS) -> str:
    """The format where none is named: by the suffix, else JSON for programs and HTML for people."""
    suffix = Path(target).suffix.lower().removeprefix(".") if target else ""
    if suffix in formats:
        return suffix
    if suffix not in {"", "htm"}:
        raise click.UsageError(
            t(
                f"看不出“.{suffix}”是哪种格式，请用 --format 指明：{'、'.join(formats)}。",
                f"“.{suffix}” is no format of a report; name one with --format: {', '.join(formats)}.",
            )
        )
    return "html" if target or counter.output != "json" else "json"


def must_have_a_place(kind: str, target: str | None, counter: Counter) -> None:
    """Refuse what can't go to standard output."""
    if target is not None:
        return
    if kind in {"xlsx", "docx"}:
        raise click.UsageError(
            t(f"{kind} 不能输出到屏幕，请用 --out 指定文件。", f"{kind} can't go to standard output; name a file with --out.")
        )
    if kind != "json" and not counter.for_people:
        raise click.UsageError(
            t(
                f"{kind} 与 -o {counter.output} 不能都输出到标准输出，请用 --out 指定文件。",
                f"{kind} and -o {counter.output} can't both go to standard output; name a file with --out.",
            )
        )


def hand_over(
    counter: Counter, content: bytes, kind: str, target: str | None, more: Mapping[str, Any], told: Callable[[dict[str, Any]], str]
) -> None:
    """Write a report to standard output, or put it in the file `target` and tell what was written: `more` is what it is about."""
    if target is None:
        terminal.prepare(for_machines=True)
        terminal.write(content.decode())
        return
    write_file(Path(target), content)
    written = {"file": target, "format": kind, "bytes": len(content), "sha256": sha256(content).hexdigest()}
    emit(counter, {**written, **more}, text=told)


def write_file(path: Path, content: bytes) -> None:
    """Put a file in its place as a whole, or not at all."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise InvalidData.of(
            "out",
            f"写不了“{path}”：{why(error)}。请核对文件夹是否存在、能否写入。",
            f"“{path}” can't be written: {why(error)}. Check its folder and your rights.",
        ) from None


def must_have_begun(session: Session, quarter: Quarter) -> None:
    """Refuse a report of a quarter that nothing can be known of yet.

    Raises:
        InvalidData: it begins after the office's day.
    """
    from zibo_port.office.aftermath import today

    if quarter.first_day > today(session.office):
        raise InvalidData.of(
            "quarter",
            f"{quarter} 到 {quarter.first_day} 才开始，还没有可报告的内容；请核对季度。",
            f"{quarter} begins on {quarter.first_day}; there is nothing to report yet. Check the quarter.",
        )
