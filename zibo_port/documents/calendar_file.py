"""Reads a year's days off and make-up workdays from a TOML file that follows the State Council's notice, holiday by holiday.

year = 2025                                      the year
title = "国务院办公厅关于2025年部分节假日安排的通知"
number = "国办发明电〔2024〕12号"                    may be left out
issued_on = 2024-11-12                           may be left out

[[holidays]]                                     once for each holiday
name = "春节"
from = 2025-01-28                                first and last day off, weekends within them included
to = 2025-02-04
worked = [2025-01-26, 2025-02-08]                Saturdays and Sundays worked instead, may be left out
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from zibo_port.domain.errors import InvalidData

LONGEST: Final = 31
"""Days; no notice gives more at once, a longer span has a wrong month or year."""

_OF_FILE: Final = ("year", "title", "number", "issued_on", "holidays")
_OF_HOLIDAY: Final = ("name", "from", "to", "worked")
_PLACE: Final = re.compile(r"line (\d+)")


class CalendarFile(NamedTuple):
    """What such a file says; `paper` is the notice's title with its number."""

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    paper: str
    issued_on: date | None


def read_calendar(data: bytes) -> CalendarFile:
    """The year in a file.

    Raises:
        InvalidData: no TOML in UTF-8; an entry that is missing, unknown or of another kind, named as it stands in the file.
    """
    said = _parsed(data)
    _must_know(said, _OF_FILE, "")
    spans = _must(said, "holidays", list, "", "[[holidays]]")
    holidays, workdays = list[date](), list[date]()
    for number, span in enumerate(spans, 1):
        where = f"holidays.{number}."
        if not isinstance(span, dict):
            raise _wrong(where.removesuffix("."), "[[holidays]]")
        _must_know(span, _OF_HOLIDAY, where)
        holidays += _span(span, where)
        workdays += [_day(day, f"{where}worked") for day in _may(span, "worked", list, where, "[2025-01-26]") or ()]
    title, number_ = _must(said, "title", str, "", '"..."'), _may(said, "number", str, "", '"..."')
    issued_on = said.get("issued_on")
    return CalendarFile(
        _must(said, "year", int, "", "2025"),
        tuple(holidays),
        tuple(workdays),
        f"{title}（{number_}）" if number_ else title,
        None if issued_on is None else _day(issued_on, "issued_on"),
    )


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InvalidData.of("file", "文件不是 UTF-8 编码，请另存为 UTF-8。", "The file isn't UTF-8; save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        zh, en = (f"第 {place[1]} 行", f"line {place[1]}") if place else ("文件末尾", "the end of the file")
        raise InvalidData.of(
            "file",
            f"{zh}读不懂：应是“名称 = 值”、[[holidays]] 或以 # 开头的说明；文字加双引号，日期写成 2025-01-01 不加引号。"
            "可用 zibo-port calendar import --template 文件 写出样例对照。",
            f"Can't read {en}: write NAME = VALUE, [[holidays]], or # and a remark; texts in double quotes, days as 2025-01-01 without. "
            "zibo-port calendar import --template FILE writes an example.",
        ) from None


def _span(span: Mapping[str, Any], where: str) -> Iterator[date]:
    first, last = (_day(_must(span, name, object, where, "2025-01-01"), where + name) for name in ("from", "to"))
    length = (last - first).days + 1
    if not 1 <= length <= LONGEST:
        raise InvalidData.of(
            f"{where}to",
            f"{where}to：{first} 至 {last} 不成一段假期（1 至 {LONGEST} 天），请核对起止日期。",
            f"{where}to: {first} to {last} is no span of 1 to {LONGEST} days off; check both days.",
        )
    return (first + timedelta(days=n) for n in range(length))


# --- entries ------------------------------------------------------------------------------------------------------


def _must_know(said: Mapping[str, Any], known: Collection[str], where: str) -> None:
    unknown = next((name for name in said if name not in known), None)
    if unknown is not None:
        raise InvalidData.of(
            where + unknown,
            f"{where}{unknown}：没有这一项，可以写的有 {'、'.join(known)}。",
            f"{where}{unknown}: there is no such entry; there are {', '.join(known)}.",
        )


def _must(said: Mapping[str, Any], name: str, kind: type, where: str, example: str) -> Any:
    if said.get(name) is None or not str(said[name]).strip():
        raise InvalidData.of(
            where + name,
            f"{where}{name}：没有填写，请补填，如 {example}。",
            f"{where}{name} is missing; fill it in, as {example}.",
        )
    return _may(said, name, kind, where, example)


def _may(said: Mapping[str, Any], name: str, kind: type, where: str, example: str) -> Any:
    value = said.get(name)
    if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
        raise _wrong(where + name, example)
    return value


def _day(value: object, where: str) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _wrong(where, "2025-01-01")
    return value


def _wrong(where: str, example: str) -> InvalidData:
    return InvalidData.of(where, f"{where}：写法不对，应如 {example}。", f"{where}: wrong form, write it as {example}.")
