"""What a meeting concluded, as it is typed: options for one case, or a file with one object for each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NoReturn

from zibo_port.cli.forms import named
from zibo_port.cli.messages import why
from zibo_port.cli.values import read_input
from zibo_port.domain.commands import Outcome
from zibo_port.domain.errors import FieldFault, InvalidData
from zibo_port.domain.forms import form

_KEYS: Final = ("case", "deduct", "quarter", "measures", "push", "no_action")


def measure_order(text: str) -> dict[str, Any]:
    """CODE:DEPARTMENT[:DUE] taken apart.

    Raises:
        InvalidData: field `measure`; another form, or no such day.
    """
    parts = text.replace("：", ":").split(":")
    if len(parts) not in {2, 3} or not all(parts):
        raise InvalidData.of(
            "measure",
            f"“{text}”的写法不对，请写成 代码:部门[:期限]，如 raise-inspection-rate:customs:2026-12-31。",
            f"“{text}” isn't written as CODE:DEPARTMENT[:DUE], as raise-inspection-rate:customs:2026-12-31.",
        )
    order: dict[str, Any] = {"measure": parts[0].strip(), "department": parts[1].strip()}
    return order | {"due_on": _day(parts[2].strip())} if len(parts) == 3 else order


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidData.of("measure", f"“{text}”不是日期，请写成 2026-12-31。", f"“{text}” is no date; write 2026-12-31.") from None


def outcomes_of_file(path: str) -> tuple[Outcome, ...]:
    """The outcomes in a JSON file: an array with one object per case.

    Raises:
        InvalidData: no such JSON, or an object at fault, named by its number (from 1) and field.
    """
    rows = _parsed(path)
    if not isinstance(rows, list) or not rows:
        raise InvalidData.of(
            "outcomes",
            "文件应是 JSON 数组，每个案件一个对象，至少一个。",
            "The file must be a JSON array with one object per case, at least one.",
        )
    return tuple(_outcome(number, row) for number, row in enumerate(rows, 1))


def _parsed(path: str) -> Any:
    try:
        return json.loads(
            read_input(path).decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once_each
        )
    except OSError as error:
        raise InvalidData.of("outcomes", f"读不了文件“{path}”：{why(error)}。", f"{path} can't be read: {why(error)}.") from error
    except RecursionError:
        raise InvalidData.of("outcomes", "文件嵌套太深，请核对。", "The file is nested too deeply; check it.") from None
    except (UnicodeDecodeError, ValueError) as error:
        where = f"第 {error.lineno} 行" if isinstance(error, json.JSONDecodeError) else "编码须为 UTF-8，键不得重复"
        said = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "it must be UTF-8 and no key may stand twice"
        raise InvalidData.of(
            "outcomes",
            f"“{path}”不是可用的 JSON（{where}），没有记录任何内容。",
            f"{path} is no usable JSON ({said}); nothing was recorded.",
        ) from error


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _once_each(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("duplicate key")
    return dict(pairs)


def _outcome(number: int, row: Any) -> Outcome:
    if not isinstance(row, dict):
        keys = "、".join(_KEYS), ", ".join(_KEYS)
        raise InvalidData.of(
            f"outcomes.{number}.case",
            f"第 {number} 个案件应为一个对象，键为 {keys[0]}。",
            f"Case {number} must be an object with the keys {keys[1]}.",
        )
    try:
        values = {key.replace("-", "_"): value for key, value in row.items()}
        if isinstance(values.get("measures"), list):
            values["measures"] = tuple(measure_order(m) if isinstance(m, str) else m for m in values["measures"])
        if isinstance(values.get("quarter"), str):
            values["quarter"] = values["quarter"].strip().upper()
        return form(Outcome, **values)
    except InvalidData as fault:
        said = named(fault, str).message
        fields = tuple(FieldFault(f"outcomes.{number}.{f.field}", f.message) for f in fault.fields)
        raise InvalidData(f"第 {number} 个案件：{said.zh}", f"Case {number}: {said.en}", hint=fault.hint, fields=fields) from None
