"""Attachments of a decision: kept once under the digest of their content; the name they had is data and never a path."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path
from shutil import copyfile
from typing import Final
from uuid import uuid4

from zibo_port.cli.messages import why
from zibo_port.domain.document_no import safe_name
from zibo_port.domain.errors import InvalidData, Unreachable

FOLDER: Final = "attachments"


def folder_of(url: str) -> Path:
    """Where a store's attachments lie: beside an SQLite file, else in the user's data folder."""
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///")).parent / FOLDER
    from platformdirs import user_data_path

    return user_data_path("zibo-port", appauthor=False) / FOLDER


def described(paths: Sequence[str]) -> tuple[str, ...]:
    """Each file as a record names it: the digest of its content and the name it had.

    Raises:
        InvalidData: it can't be read, or its name hides characters.
    """
    return tuple(f"sha256:{_digest(Path(path))} {safe_name(Path(path).name, 'attach')}" for path in paths)


@contextmanager
def kept(paths: Sequence[str], url: str, *, dry_run: bool) -> Iterator[None]:
    """Keep files beside a store before what names them is recorded; if that fails, those that weren't there before go again.

    Raises:
        InvalidData: one can't be read.
        Unreachable: it can't be kept.
    """
    new: list[Path] = []
    try:
        for path in () if dry_run else map(Path, paths):
            place = folder_of(url) / _digest(path)
            if not place.exists():
                _copy(path, place)
                new.append(place)
        yield
    except BaseException:
        for place in new:
            with suppress(OSError):
                place.unlink()
        raise


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InvalidData.of(
            "attach",
            f"附件“{path.name}”读不了（{why(error)}），请核对文件。本次没有记录任何内容。",
            f"The attachment “{path.name}” can't be read ({why(error)}); check the file. Nothing was recorded.",
        ) from None


def _copy(path: Path, place: Path) -> None:
    """A copy that is there whole or not at all, also after a crash."""
    half = place.with_name(f"{place.name}.{uuid4().hex}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        copyfile(path, half)
        with half.open("rb") as copy:
            os.fsync(copy.fileno())
        half.replace(place)
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        raise Unreachable(
            f"附件存不进 {place.parent}（{why(error)}），请核对权限和磁盘空间。本次没有记录任何内容。",
            f"The attachment can't be kept in {place.parent} ({why(error)}); check permissions and disk. Nothing was recorded.",
        ) from None
