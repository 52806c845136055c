"""Kinds of values on a command line: dates, instants, decimal numbers, texts and files."""

from __future__ import annotations

import re
import sys
import unicodedata
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from zibo_port.cli.language import t
from zibo_port.cli.messages import why
from zibo_port.domain.errors import InvalidData

# Asia/Shanghai has kept this offset since 1991, before anything that is recorded here.
SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)", re.ASCII)
_INSTANT: Final = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:.*", re.ASCII)
_DECIMAL: Final = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_IMPOSSIBLE: Final = ("“{}”不是存在的日期，请核对年、月、日。", "{!r} is no day of the calendar; check year, month and day.")

Parameter = click.Parameter | None
Context = click.Context | None


def field_of(param: Parameter) -> str:
    """The name under which a fault of `param` is reported: the option's without dashes, as ``decided_on``."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len).lstrip("-").replace("-", "_")
    return param.name if param is not None else ""


class DateKind(click.ParamType[date]):
    """A day: 2026-03-05, 2026/3/5 or 2026年3月5日, full-width digits too.

    Another form is wrong usage (2), a day that doesn't exist wrong data (3).
    """

    name = "date"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """How help shows the value."""
        return t("日期", "DATE")

    def convert(self, value: str | date, param: Parameter, ctx: Context) -> date:
        """The day that `value` names."""
        if isinstance(value, date):
            return value
        parts = _date_parts(value)
        if parts is None:
            self.fail(t(f"“{value}”不是日期，请写成 2026-03-05。", f"{value!r} is not a date; write 2026-03-05."), param, ctx)
        try:
            return date(*parts)
        except ValueError:
            zh, en = (text.format(value) for text in _IMPOSSIBLE)
            raise InvalidData.of(field_of(param), zh, en) from None


class InstantKind(click.ParamType[datetime]):
    """An instant of ISO 8601, or a day; without an offset it is Asia/Shanghai. Anything else is wrong usage (2).

    A day alone is its first instant, or with `end_of_day` its last microsecond.
    """

    name = "instant"

    def __init__(self, *, end_of_day: bool = False) -> None:
        self.of_day = time.max if end_of_day else time.min

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """How help shows the value."""
        return t("时刻", "INSTANT")

    def convert(self, value: str | datetime, param: Parameter, ctx: Context) -> datetime:
        """The aware instant that `value` names."""
        if isinstance(value, datetime):
            return value
        try:
            return self._instant(value.strip())
        except (ValueError, OverflowError):
            self._refuse(value, param, ctx)

    def _instant(self, value: str) -> datetime:
        parts = _date_parts(value)
        if parts is not None:
            return datetime.combine(date(*parts), self.of_day, SHANGHAI)
        if not _INSTANT.fullmatch(value):  # Python reads more forms than people mean, weeks and bare digits among them
            raise ValueError(value)
        read = datetime.fromisoformat(value)
        instant = read.replace(tzinfo=SHANGHAI) if read.tzinfo is None else read
        instant.astimezone(SHANGHAI)  # the first and last days of the calendar overflow here, not in a later report
        return instant

    def _refuse(self, value: str, param: Parameter, ctx: Context) -> NoReturn:
        zh = f"“{value}”不是日期或时刻，请写成 2026-03-05 或 2026-03-05T09:30:00+08:00。"
        self.fail(t(zh, f"{value!r} is neither a date nor an instant; write 2026-03-05 or 2026-03-05T09:30:00+08:00."), param, ctx)


class DecimalKind(click.ParamType[Decimal]):
    """A decimal number in plain digits, full-width ones too; no exponent, no thousands separator, no infinity."""

    name = "decimal"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """How help shows the value."""
        return t("数值", "NUMBER")

    def convert(self, value: str | Decimal, param: Parameter, ctx: Context) -> Decimal:
        """The number that `value` writes."""
        if isinstance(value, Decimal):
            return value
        plain = unicodedata.normalize("NFKC", value).strip()
        if not _DECIMAL.fullmatch(plain):
            zh = f"“{value}”不是数值，请只写数字和小数点，如 50000 或 18.5。"
            self.fail(t(zh, f"{value!r} is not a number; write digits and a point alone, as 50000 or 18.5."), param, ctx)
        return Decimal(plain)


class TextOrFileKind(click.ParamType[str]):
    """A text as it stands; ``@FILE`` reads it from a file, ``-`` from standard input, ``@@…`` begins with one @."""

    name = "text-or-file"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """How help shows the value."""
        return t("文本|@文件", "TEXT|@FILE")

    def convert(self, value: str, param: Parameter, ctx: Context) -> str:
        """The text that is meant, without the line end that editors leave."""
        if value.startswith("@@"):
            return value[1:]
        if value != "-" and not value.startswith("@"):
            return value
        source = value if value == "-" else value[1:]
        try:
            return _text(read_input(source), source, param)
        except OSError as error:
            zh, en = f"读不了文件“{source}”：{why(error)}。", f"can't read {source!r}: {why(error)}."
            self.fail(t(zh, en), param, ctx)


class InputFileKind(click.Path):
    """A file that can be read, or ``-`` for standard input; its value is the path as typed (see `read_input`)."""

    def __init__(self) -> None:
        super().__init__(exists=True, dir_okay=False, allow_dash=True)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """How help shows the value."""
        return t("文件", "FILE")

    def convert(self, value: Any, param: Parameter, ctx: Context) -> str:
        """The path, checked."""
        self.name = t("文件", "file")
        return str(super().convert(value, param, ctx))


DATE: Final = DateKind()
INSTANT: Final = InstantKind()
KNOWN_AT: Final = InstantKind(end_of_day=True)
DECIMAL: Final = DecimalKind()
TEXT_OR_FILE: Final = TextOrFileKind()
INPUT_FILE: Final = InputFileKind()


def read_input(path: str) -> bytes:
    """The bytes of the file at `path`, or of standard input for ``-``.

    Raises:
        OSError: it can't be read.
    """
    return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()


def _date_parts(value: str) -> tuple[int, int, int] | None:
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", value).strip())
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part is not None)
    return year, month, day


def _text(data: bytes, source: str, param: Parameter) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).removesuffix("\n").removesuffix("\r")
        except UnicodeDecodeError:
            continue
    zh, en = f"“{source}”不是文本文件，请存为 UTF-8 编码。", f"{source!r} is no text file; save it as UTF-8."
    raise InvalidData.of(field_of(param), zh, en)
