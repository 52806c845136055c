from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zibo_port.domain.errors import Unreachable
from zibo_port.platforms.drop_folder import put

AT = datetime(2026, 11, 23, 17, 0, 5, tzinfo=UTC)
"""01:00:05 of the 24th in Zibo."""


def writer(content: bytes):
    return lambda path: path.write_bytes(content)


def test_a_file_is_named_by_platform_and_the_instant_in_zibo(tmp_path):
    path = put(tmp_path / "a" / "drop", "necips", AT, writer(b"1"))
    assert path == tmp_path / "a" / "drop" / "necips-20261124-010005.xlsx"
    assert path.read_bytes() == b"1"
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_no_file_is_overwritten(tmp_path):
    names = [put(tmp_path, "necips", AT, writer(bytes([n]))).name for n in range(3)]
    assert names == ["necips-20261124-010005.xlsx", "necips-20261124-010005-2.xlsx", "necips-20261124-010005-3.xlsx"]
    assert [(tmp_path / name).read_bytes() for name in names] == [b"\0", b"\1", b"\2"]


def test_a_sending_that_fails_midway_leaves_nothing(tmp_path):
    def halfway(path: Path) -> None:
        path.write_bytes(b"half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        put(tmp_path, "necips", AT, halfway)
    assert list(tmp_path.iterdir()) == []
    assert put(tmp_path, "necips", AT, writer(b"1")).name == "necips-20261124-010005.xlsx"


def test_what_a_crash_left_is_neither_used_nor_removed(tmp_path):
    left = tmp_path / ".necips-20261124-010005.xlsx.part"
    left.write_bytes(b"half")
    assert put(tmp_path, "necips", AT, writer(b"1")).name == "necips-20261124-010005-2.xlsx"
    assert left.read_bytes() == b"half"


def test_many_at_once_all_keep_their_own(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda n: put(tmp_path, "necips", AT, writer(b"%d" % n)), range(64)))
    assert len(set(paths)) == 64
    assert [path.read_bytes() for path in paths] == [b"%d" % n for n in range(64)]
    assert len(list(tmp_path.iterdir())) == 64


def test_the_file_is_seen_only_when_it_is_whole(tmp_path):
    def watched(path: Path) -> None:
        path.write_bytes(b"whole")
        assert not [p for p in tmp_path.iterdir() if not p.name.startswith(".")]

    put(tmp_path, "necips", AT, watched)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unreachable, match="--drop") as caught:
        put(tmp_path / "file" / "drop", "necips", AT, writer(b"1"))
    assert "（路径中有一段不是目录）" in caught.value.message.zh
    assert "(Not a directory)" in caught.value.message.en
