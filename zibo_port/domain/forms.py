"""Forms filled in: values become a request, and each field that doesn't fit is named, with what to do, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from zibo_port.domain.commands import UnknownCode
from zibo_port.domain.errors import FieldFault, InvalidData, Text

M = TypeVar("M", bound=BaseModel)


def _bare(codes: str) -> str:
    return codes.replace("'", "")


def _too_long(said: Mapping[str, Any]) -> Text:
    return Text(
        f"太长，最多 {said['max_length']} 个字符；请摘要填写，全文可作附件。",
        f"Too long, {said['max_length']} characters at most; summarise it and attach the full text.",
    )


_SENTENCES: Final[Mapping[str, Callable[[Mapping[str, Any]], Text]]] = {
    "missing": lambda _: Text("没有填写，请补填。", "It is missing; fill it in."),
    "extra_forbidden": lambda _: Text("没有这一项，请核对名称。", "There is no such field; check its name."),
    "too_short": lambda said: Text(f"至少要有 {said['min_length']} 项。", f"At least {said['min_length']} must be given."),
    "string_too_long": _too_long,
    "too_long": _too_long,
    "string_pattern_mismatch": lambda _: Text("形式不对，季度请写成 2026Q3。", "Wrong form; write a quarter as 2026Q3."),
    "literal_error": lambda said: Text(
        f"只能是 {_bare(said['expected']).replace(' or ', '、').replace(', ', '、')}。", f"It must be {_bare(said['expected'])}."
    ),
    "greater_than_equal": lambda said: Text(f"不能小于 {said['ge']}。", f"It can't be less than {said['ge']}."),
    "greater_than": lambda said: Text(f"必须大于 {said['gt']}。", f"It must be more than {said['gt']}."),
    "less_than_equal": lambda said: Text(f"不能大于 {said['le']}。", f"It can't be more than {said['le']}."),
    "less_than": lambda said: Text(f"必须小于 {said['lt']}。", f"It must be less than {said['lt']}."),
    "decimal_max_places": lambda said: Text(
        f"小数最多 {said['decimal_places']} 位。", f"It has more than {said['decimal_places']} decimal places."
    ),
    "decimal_max_digits": lambda said: Text(
        f"数字太长，最多 {said['max_digits']} 位；请核对单位。", f"More than {said['max_digits']} digits; check the unit."
    ),
    "decimal_whole_digits": lambda said: Text(
        f"整数部分最多 {said['whole_digits']} 位；请核对单位。",
        f"More than {said['whole_digits']} digits before the point; check the unit.",
    ),
    "finite_number": lambda _: Text("不是有限的数，请填数字。", "It isn't a finite number; give digits."),
    "none_required": lambda _: Text("这里不填。", "Nothing is filled in here."),
}
_KINDS_OF_VALUE: Final = (
    ("decimal", Text("不是数值，请只写数字和小数点，如 50000 或 18.5。", "No number; write digits and a point alone, as 50000 or 18.5.")),
    ("int", Text("不是整数，请只写数字。", "No whole number; write digits alone.")),
    ("date", Text("不是日期，请写成 2026-03-05。", "No date; write it as 2026-03-05.")),
    ("bool", Text("只能填 true 或 false。", "It must be true or false.")),
    ("string", Text("不是文字，请加上引号。", "No text; put it in quotation marks.")),
    ("tuple", Text('应为一组值，如 ["…"]。', 'It must be a list, as ["…"].')),
    ("model", Text("应为一个对象，如 {…}。", "It must be an object, as {…}.")),
)
_OTHERWISE: Final = Text("这个值不能用，请对照帮助中的示例填写。", "This value can't be used; see the example in the help.")


def form(model: type[M], /, **values: Any) -> M:
    """A form with these values.

    Raises:
        InvalidData: every field at fault is named, as the option is, with what to do about it; what a field's own check
            says comes through as it is.
    """
    try:
        return model(**values)
    except ValidationError as wrong:
        raise invalid(wrong) from None


def invalid(wrong: ValidationError) -> InvalidData:
    """The faults of a form as one error: a field once, by the first thing that is wrong with it."""
    found: dict[str, FieldFault] = {}
    for details in wrong.errors(include_url=False):
        name = _field(details)
        if not any(fault.startswith(f"{name}.") for fault in found):  # a list whose forms are at fault isn't short of them
            found.setdefault(name, FieldFault(name, _sentence(details)))
    faults = tuple(found.values())
    zh = "；".join(f"{f.field}：{f.message.zh.rstrip('。')}" for f in faults)
    en = " ".join(f"{f.field}: {f.message.en}" for f in faults)
    return InvalidData(f"{zh}。", en, fields=faults)


def _field(details: ErrorDetails) -> str:
    """The field's name; within a list of forms, the form's number (from 1) and its own field's name."""
    place = details["loc"]
    name = str(place[0]) if place else ""
    for number, within in zip(place[1::2], place[2::2], strict=False):
        if isinstance(number, int) and isinstance(within, str):
            name += f".{number + 1}.{within}"
    return name


def _sentence(details: ErrorDetails) -> Text:
    said = details.get("ctx", {})
    error = said.get("error")
    if isinstance(error, UnknownCode):
        return _unknown(error)
    if details["type"] == "value_error":
        return Text("内容为空，请填写。", "It is empty; fill it in.") if str(error) == "empty" else _OTHERWISE
    sentence = _SENTENCES.get(details["type"])
    if sentence is not None:
        return sentence(said)
    return next((text for start, text in _KINDS_OF_VALUE if details["type"].startswith(start)), _OTHERWISE)


def _unknown(error: UnknownCode) -> Text:
    return Text(
        f"没有代码“{error.value}”，可用：{'、'.join(error.known)}。", f"There is no code {error.value!r}; use {', '.join(error.known)}."
    )
