"""Opens what is handed over (a file or standard input) so that it can be read more than once and is never changed."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple

from zibo_port.documents.visible import visible
from zibo_port.domain.errors import InvalidData, reason_of

LARGEST = 512_000_000
"""Bytes of the largest file that is read at all (over a million rows of text)."""
_STDIN = "标准输入（stdin）"
_CHUNK = 1 << 20
_STREAM = "文件（stream）"
_IN_MEMORY = 4 << 20


class Source(NamedTuple):
    """An open, seekable file: what people call it, its bytes and their SHA-256 (hexadecimal)."""

    name: str
    file: IO[bytes]
    size: int
    sha256: str


def open_source(source: str | os.PathLike[str] | BinaryIO, *, name: str | None = None) -> Source:
    """Open a path, `-` (standard input) or a binary stream; a stream is set aside first, so that a pipe can be read twice.

    Raises InvalidData if there is no such file, if it can't be read, is empty or larger than `LARGEST` bytes.
    """
    if source == "-":
        return _measured(_set_aside(sys.stdin.buffer), visible(name or _STDIN))
    if isinstance(source, str | os.PathLike):
        return _measured(_opened(Path(source)), visible(name or Path(source).name))
    return _measured(_set_aside(source), visible(name or _STREAM))


def _opened(path: Path) -> IO[bytes]:
    shown = visible(str(path))
    if path.is_dir():
        raise InvalidData.of(
            "file", f"“{shown}”是文件夹，请给出其中的表格文件。", f"“{shown}” is a folder: give the spreadsheet inside it."
        )
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise InvalidData.of("file", f"找不到文件“{shown}”，请核对路径。", f"There is no file “{shown}”: check the path.") from None
    except OSError as error:
        reason = reason_of(error)
        raise InvalidData.of(
            "file",
            f"打不开文件“{shown}”（{reason.zh}），请核对读取权限，或先关闭正在使用它的程序。",
            f"“{shown}” can't be opened ({reason.en}): check that you may read it and that no other program holds it.",
        ) from None


def _set_aside(stream: BinaryIO) -> IO[bytes]:
    aside: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the table that reads it closes it
    taken = 0
    while chunk := stream.read(_CHUNK):
        taken += len(chunk)
        if taken > LARGEST:
            aside.close()
            raise _too_large(_STDIN)
        aside.write(chunk)
    return aside


def _measured(file: IO[bytes], name: str) -> Source:
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        if size > LARGEST:
            file.close()
            raise _too_large(name)
        digest.update(chunk)
    if size == 0:
        file.close()
        raise InvalidData.of("file", f"“{name}”是空文件，请重新导出后再导入。", f"“{name}” is empty: export it again.")
    file.seek(0)
    return Source(name, file, size, digest.hexdigest())


def _too_large(name: str) -> InvalidData:
    return InvalidData.of(
        "file",
        f"“{name}”超过{LARGEST // 1_000_000} MB，请拆成几个文件分别导入。",
        f"“{name}” is larger than {LARGEST // 1_000_000} MB: split it and import the parts.",
    )
