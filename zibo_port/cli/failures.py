"""How failures are told: a few lines for people, or one JSON document, on stderr; and the exit status of each."""

from __future__ import annotations

import json
from typing import Final, NamedTuple

import click

from zibo_port.cli.language import current, t
from zibo_port.cli.terminal import may_style, write_error
from zibo_port.cli.values import field_of
from zibo_port.cli.widths import pad, visible, width
from zibo_port.domain.errors import ZiboPortError

WRONG_USAGE: Final = 2
INTERRUPTED: Final = 130


class Failure(NamedTuple):
    """A failure in the language in use: sentences for people, codes for machines, and the exit status.

    `fields` pairs a field's name with what is wrong with it; `usage` is a usage line or a whole help page.
    """

    code: str
    exit_status: int
    message: str
    clause: str | None = None
    hint: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    usage: str | None = None
    reference: str | None = None


def of_error(error: ZiboPortError) -> Failure:
    """A failure of the request."""
    lang = current()
    fields = tuple((fault.field, fault.message.to(lang)) for fault in error.fields)
    hint = error.hint.to(lang) if error.hint else None
    return Failure(error.code, error.exit_status, error.message.to(lang), error.clause, hint, fields)


def of_usage(error: click.ClickException) -> Failure:
    """Wrong usage, as click found it."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    message = _sentence(error, context)
    fields: tuple[tuple[str, str], ...] = ()
    if isinstance(error, click.BadParameter) and error.param is not None:
        fields = ((field_of(error.param), _wrong_value(error) or message),)
    if context is None:
        return Failure("usage", WRONG_USAGE, message, fields=fields)
    command = f"{context.command_path} --help"
    hint = t(f"用“{command}”查看用法和示例。", f"See usage and examples with '{command}'.")
    return Failure("usage", WRONG_USAGE, message, hint=hint, fields=fields, usage=context.get_usage())


def of_abort() -> Failure:
    """A question that was not answered."""
    return Failure("cancelled", INTERRUPTED, t("已取消。", "Cancelled."))


def report(failure: Failure, *, as_json: bool) -> None:
    """Tell `failure` on stderr."""
    write_error(_document(failure) if as_json else _lines(failure))


def _sentence(error: click.ClickException, context: click.Context | None) -> str:
    match error:
        case click.exceptions.NoArgsIsHelpError():
            return t("还没有写要做什么。", "Nothing to do was named.")
        case click.MissingParameter():
            return _missing(error, context)
        case click.BadParameter(param=param, param_hint=named) if param is not None or named is not None:
            name = named if isinstance(named, str) else _name_of(param, context)
            said = _wrong_value(error)
            return t(f"{name} 的值不对：{said}", f"Invalid value for {name}: {said}")
        case click.NoSuchOption() | click.NoSuchCommand():
            return error.message + _suggestion(error.possibilities)
    return error.format_message()


def _wrong_value(error: click.BadParameter) -> str:
    """What is wrong with a value; a list of choices as people write one."""
    if error.param is None or not isinstance(error.param.type, click.Choice):
        return error.message
    choices = [str(choice) for choice in error.param.type.choices]
    return error.message.replace(", ".join(map(repr, choices)), t("、", ", ").join(choices))


def _missing(error: click.MissingParameter, context: click.Context | None) -> str:
    name = _name_of(error.param, context)
    choices = error.param.type.get_missing_message(param=error.param, ctx=context) if error.param is not None else None
    more = " ".join(choices.split()) if choices else ""
    return t(f"缺少必填的 {name}。{more.replace(', ', '、')}", f"Missing {name}. {more}".rstrip())


def _name_of(param: click.Parameter | None, context: click.Context | None) -> str:
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    if isinstance(param, click.Argument) and context is not None:
        return param.make_metavar(context)
    return param.human_readable_name if param is not None else ""


def _suggestion(possibilities: list[str] | None) -> str:
    if not possibilities:
        return ""
    nearest = possibilities[0]
    return t(f"您是不是要输入“{nearest}”？", f" Did you mean {nearest!r}?")


def _document(failure: Failure) -> str:
    error: dict[str, object] = {
        "code": failure.code,
        "message": failure.message,
        "clause": failure.clause,
        "hint": failure.hint,
        "fields": [{"field": field, "message": message} for field, message in failure.fields],
    }
    if failure.reference is not None:
        error["reference"] = failure.reference
    return json.dumps({"error": error}, ensure_ascii=False)


def _lines(failure: Failure) -> str:
    title = t("错误：", "Error: ")
    if may_style("stderr"):
        title = click.style(title, fg="red", bold=True)
    lines = [f"{title}{visible(failure.message)}"]
    named = max((width(visible(field)) for field, _ in failure.fields), default=0)
    # A single field's sentence mostly is the message again.
    told = [(field, message) for field, message in failure.fields if message.rstrip("。") not in failure.message]
    lines += [f"  {pad(visible(field), named)}  {visible(message)}" for field, message in told]
    if failure.clause:
        lines.append(t("依据：", "Clause: ") + visible(failure.clause))
    if failure.usage:
        lines.append(failure.usage)
    if failure.hint:
        lines.append(t("提示：", "Hint: ") + visible(failure.hint))
    return "\n".join(lines)
