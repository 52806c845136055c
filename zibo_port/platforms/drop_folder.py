"""A folder from which people upload: each sending is a new file there, whole or not at all, and none is ever overwritten."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from zibo_port.domain.errors import Unreachable, reason_of
from zibo_port.domain.periods import SHANGHAI

CHANNEL: Final = "drop-folder"
MOST_A_SECOND: Final = 1000


def put(folder: Path, platform: str, at: datetime, write: Callable[[Path], None], suffix: str = "xlsx") -> Path:
    """Let `write` make a file for a platform under a name that nobody used; the path it got.

    The name says platform and instant (Asia/Shanghai): necips-20261123-090000.xlsx, then …-2.xlsx. The file appears
    under it complete, or not at all.

    Raises:
        Unreachable: the folder can't be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path, part = _reserve(folder, f"{platform}-{at.astimezone(SHANGHAI):%Y%m%d-%H%M%S}", suffix)
        _place(part, write, lambda: part.rename(path))
    except OSError as error:
        why = reason_of(error)
        raise Unreachable(
            f"写不了投递文件夹 {folder}（{why.zh}），本次没有报送。请检查权限和磁盘空间，或用 --drop 换一处。",
            f"The drop folder {folder} can't be written to ({why.en}); nothing was sent. Check it, or name another with --drop.",
        ) from error
    return path


def replace(folder: Path, name: str, content: bytes) -> Path:
    """Write a file whole or not at all, in place of one of that name that may be there; its path.

    Raises:
        Unreachable: the folder can't be written to.
    """
    path, part = folder / name, folder / f".{name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _place(part, lambda file: file.write_bytes(content), lambda: part.replace(path))
    except OSError as error:
        why = reason_of(error)
        raise Unreachable(
            f"写不了文件夹 {folder}（{why.zh}）。请检查权限和磁盘空间，或换一处。",
            f"The folder {folder} can't be written to ({why.en}). Check it, or name another.",
        ) from error
    return path


def _place(part: Path, write: Callable[[Path], object], move: Callable[[], object]) -> None:
    """Write a file beside its place and move it there once the disk has it; what fails leaves nothing."""
    try:
        write(part)
        _settle(part)
        move()
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    _settle(part.parent)


def _reserve(folder: Path, stem: str, suffix: str) -> tuple[Path, Path]:
    """A name that is free, held by an exclusive temporary file: whoever else wants it finds that one or the finished file."""
    for number in range(1, MOST_A_SECOND):
        path = folder / (f"{stem}.{suffix}" if number == 1 else f"{stem}-{number}.{suffix}")
        part = folder / f".{path.name}.part"
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
        except FileExistsError:
            continue
        if path.exists():
            part.unlink()
            continue
        return path, part
    raise FileExistsError(17, "no name left", str(folder))


def _settle(path: Path) -> None:
    """Have the disk keep it; a folder that can't be opened (Windows) needs no such thing."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
