"""Forms at the counter: what was typed becomes a request, or an error that names each option at fault as it is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

import click
from pydantic import BaseModel

from zibo_port.cli.language import t
from zibo_port.domain import forms
from zibo_port.domain.errors import FieldFault, InvalidData

M = TypeVar("M", bound=BaseModel)

_ALSO_CALLED: Final = {"enterprise": {"uscc", "code"}}
"""Arguments that stand for a field of another name."""


def form(model: type[M], /, **values: object) -> M:
    """A form with these values.

    Raises:
        InvalidData: every field at fault, named as its option or argument is.
    """
    try:
        return forms.form(model, **values)
    except InvalidData as fault:
        raise named(fault, _as_typed) from None


def named(fault: InvalidData, name: Callable[[str], str]) -> InvalidData:
    """The same fault, each field's sentence behind the name under which people know the field."""
    zh = "；".join(f"{_said(f, name)}{f.message.zh.rstrip('。')}" for f in fault.fields)
    en = " ".join(f"{_said(f, name).replace('：', ': ')}{f.message.en}" for f in fault.fields)
    return InvalidData(f"{zh}。", en, hint=fault.hint, fields=fault.fields)


def _said(fault: FieldFault, name: Callable[[str], str]) -> str:
    # A sentence about a credit code says so itself.
    return "" if fault.message.zh.startswith("统一社会信用代码") and fault.field == "enterprise" else f"{name(fault.field)}："


def _as_typed(field: str) -> str:
    """The option or argument behind a field; one in a list with its number and its own name."""
    root, _, within = field.partition(".")
    context = click.get_current_context(silent=True)
    known_as = {root} | _ALSO_CALLED.get(root, set())
    param = next((p for p in context.command.params if p.name in known_as), None) if context else None
    if param is None or context is None:
        return field
    label = max(param.opts, key=len) if isinstance(param, click.Option) else param.make_metavar(context)
    number, _, own = within.partition(".")
    return f"{label}{t(f' 第 {number} 项 {own}', f' no. {number}, {own}')}" if own else label
