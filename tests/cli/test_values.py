from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.frame_runner import run
from zibo_port.cli.values import DATE, DECIMAL, INSTANT, KNOWN_AT, TEXT_OR_FILE, field_of, read_input
from zibo_port.domain.errors import InvalidData

DECIDED_ON = click.Option(["-d", "--decided-on"])


@pytest.mark.parametrize(
    "written", ["2026-03-05", "2026-3-5", "2026/3/5", "2026/03/05", "2026年3月5日", "２０２６年３月５日", " 2026-03-05 "]
)
def test_a_date_in_any_usual_form(written: str) -> None:
    assert DATE.convert(written, None, None) == date(2026, 3, 5)


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    assert DATE.convert(day.isoformat(), None, None) == day
    assert DATE.convert(f"{day.year:04}年{day.month}月{day.day}日", None, None) == day


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "26-03-05", "2026-03", "20260305", "2026-W10-4", "2026-03/05", "2026年3月5", "2026-03-05T10:00", "٢٠٢٦-03-05"],
)
def test_what_is_no_date_is_wrong_usage(written: str) -> None:
    with pytest.raises(click.BadParameter, match="2026-03-05"):
        DATE.convert(written, None, None)


@pytest.mark.parametrize("written", ["2026-02-30", "2026年13月1日", "2025/2/29", "0000-01-01"])
def test_a_day_that_does_not_exist_is_wrong_data(written: str) -> None:
    with pytest.raises(InvalidData) as caught:
        DATE.convert(written, DECIDED_ON, None)
    assert [fault.field for fault in caught.value.fields] == ["decided_on"]
    assert written in caught.value.message.zh
    assert written in caught.value.message.en


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-03-05", "2026-03-05T00:00:00+08:00"),
        ("2026年3月5日", "2026-03-05T00:00:00+08:00"),
        ("2026-03-05T09:30", "2026-03-05T09:30:00+08:00"),
        ("2026-03-05 09:30:15.5", "2026-03-05T09:30:15.500000+08:00"),
        ("2026-03-05T01:30:00Z", "2026-03-05T09:30:00+08:00"),
        ("2026-03-05T09:30:00+08:00", "2026-03-05T09:30:00+08:00"),
    ],
)
def test_an_instant_is_aware(written: str, instant: str) -> None:
    read = INSTANT.convert(written, None, None)
    assert read == datetime.fromisoformat(instant)
    assert read.tzinfo is not None


def test_a_date_as_known_at_is_the_end_of_its_day() -> None:
    assert KNOWN_AT.convert("2026-03-05", None, None).isoformat() == "2026-03-05T23:59:59.999999+08:00"
    assert KNOWN_AT.convert("2026-03-05T09:30", None, None).isoformat() == "2026-03-05T09:30:00+08:00"


def test_a_value_of_its_kind_is_kept() -> None:
    instant = datetime(2026, 3, 5, tzinfo=UTC)
    assert INSTANT.convert(instant, None, None) is instant
    assert DATE.convert(date(2026, 3, 5), None, None) == date(2026, 3, 5)
    assert DECIMAL.convert(Decimal("1.5"), None, None) == Decimal("1.5")


@pytest.mark.parametrize(
    "written", ["", "now", "20260305", "2026-W10", "2026-02-30", "2026-03-05T25:00", "2026-03-05x09:30", "9999-12-31T23:59:59-23:00"]
)
def test_what_is_no_instant_is_wrong_usage(written: str) -> None:
    with pytest.raises(click.BadParameter, match="时刻"):
        INSTANT.convert(written, None, None)


@pytest.mark.parametrize(
    ("written", "number"), [("50000", "50000"), ("18.50", "18.50"), ("-5", "-5"), ("５００．５", "500.5"), (" 7 ", "7")]
)
def test_a_number_in_plain_digits(written: str, number: str) -> None:
    assert str(DECIMAL.convert(written, None, None)) == number


@pytest.mark.parametrize("written", ["", "NaN", "Infinity", "-inf", "1e5", "1E+5", "50,000", "5万", "0x10", "1_000", "1.", ".5", "٥"])
def test_what_is_no_number_is_wrong_usage(written: str) -> None:
    with pytest.raises(click.BadParameter, match="数值"):
        DECIMAL.convert(written, None, None)


def test_a_text_as_it_stands() -> None:
    assert TEXT_OR_FILE.convert("照价目表", None, None) == "照价目表"
    assert TEXT_OR_FILE.convert("@@开头", None, None) == "@开头"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_from_a_file(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "纪要.txt"
    path.write_text("第一行\n第二行\n", encoding=encoding)
    assert TEXT_OR_FILE.convert(f"@{path}", None, None) == "第一行\n第二行"


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF\xff\xff\xff")
    with pytest.raises(InvalidData, match="不是文本文件"):
        TEXT_OR_FILE.convert(f"@{path}", DECIDED_ON, None)


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(click.BadParameter, match="没有这个文件或目录"):
        TEXT_OR_FILE.convert(f"@{tmp_path / 'nothing'}", None, None)
    with pytest.raises(click.BadParameter, match="这是一个目录"):
        TEXT_OR_FILE.convert(f"@{tmp_path}", None, None)


def test_a_text_from_standard_input() -> None:
    given = run("sample", "log", "--decided-on", "2026-03-05", "--facts", "-", "--json", stdin="违法\n事实\r\n".encode())
    assert given.document["facts"] == "违法\n事实"


def test_a_file_argument_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "附件.pdf"
    path.write_bytes(b"x")
    asked = ["sample", "log", "--decided-on", "2026-03-05", "--json", "--attach"]
    assert run(*asked, str(path)).document["attach"] == str(path)
    assert run(*asked, "-").document["attach"] == "-"
    missing = run(*asked, str(tmp_path / "没有.pdf"))
    assert missing.status == 2
    assert missing.error["fields"][0]["field"] == "attach"
    assert "不存在" in missing.error["message"]
    assert read_input(str(path)) == b"x"


def test_fields_are_named_as_options_are() -> None:
    assert field_of(DECIDED_ON) == "decided_on"
    assert field_of(click.Argument(["uscc"])) == "uscc"
    assert field_of(None) == ""
