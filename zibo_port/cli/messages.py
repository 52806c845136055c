"""What click itself says, in Chinese: a catalogue in code, and its place in `gettext`."""

from __future__ import annotations

import gettext
from typing import Any, Final

from zibo_port.cli.language import CHINESE, current
from zibo_port.domain.errors import reason_of

DOMAIN: Final = "zibo-port"

CATALOGUE: Final[dict[str, str]] = {
    # Help pages
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示本帮助并退出",
    "Show the version and exit.": "显示版本并退出",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s 版",
    "env var: {var}": "环境变量：{var}",
    "default: {default}": "默认：{default}",
    "required": "必填",
    "(dynamic)": "（运行时确定）",
    "deprecated": "已停用",
    "file": "文件",
    "directory": "目录",
    "path": "路径",
    # Wrong usage
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "运行“{command} {option}”查看帮助。",
    "Did you mean {possibility}?": "您是不是要输入 {possibility}？",
    "No such option {name!r}.": "没有“{name}”这个选项。",
    "No such command {name!r}.": "没有“{name}”这个命令。",
    "Missing command.": "缺少命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Missing {param_type}": "缺少{param_type}",
    "Choose from:\n\t{choices}": "可用的值：{choices}",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Got unexpected extra argument ({args})": "多出了参数：{args}。",
    "Takes {nargs} values but 1 was given.": "需要 {nargs} 个值，给了 {len} 个。",
    "Option {name!r} does not take a value.": "选项“{name}”不带值。",
    "Option {name!r} requires an argument.": "选项“{name}”后面要跟 {nargs} 个值。",
    "Argument {name!r} takes {nargs} values.": "参数“{name}”需要 {nargs} 个值。",
    "Value must be an iterable.": "这里需要多个值。",
    "{len_type} values are required, but {len_value} was given.": "需要 {len_type} 个值，给了 {len_value} 个。",
    # Values
    "{value!r} is not {choice}.": "“{value}”不可用，只能是 {choice}。",
    "{value!r} does not match the format {format}.": "“{value}”不符合格式 {formats}。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是整数，请只写数字。",
    "{value} is not in the range {range}.": "{value} 不在允许的范围内（{range}）。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "“{value}”不是“是”或“否”，可用的值：{states}",
    "{value!r} is not a valid UUID.": "“{value}”不是有效的 UUID。",
    "{name} {filename!r} does not exist.": "{name}“{filename}”不存在。",
    "{name} {filename!r} is a file.": "{name}“{filename}”其实是文件。",
    "{name} {filename!r} is a directory.": "{name}“{filename}”其实是目录。",
    "{name} {filename!r} is not readable.": "{name}“{filename}”不可读。",
    "{name} {filename!r} is not writable.": "{name}“{filename}”不可写。",
    "{name} {filename!r} is not executable.": "{name}“{filename}”不可执行。",
    "Could not open file {filename!r}: {message}": "打不开文件“{filename}”：{message}",
    "unknown error": "原因不明",
    # Conversations
    "Aborted!": "已取消。",
    "Do you want to continue?": "要继续吗？",
    "Confirm the action without prompting.": "不再询问，直接执行",
    "Repeat for confirmation": "请再输入一次",
    "Error: The two entered values do not match.": "错误：两次输入不一致。",
    "Error: invalid input": "错误：输入无效",
    "Press any key to continue...": "按任意键继续……",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}": "提醒：命令“{name}”已停用。{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}": "提醒：“{name}”已停用。{extra_message}",
    "d": "天",
}

_ENGLISH: Final = {"Show this message and exit.": "show this help and exit"}  # in the tone of the other lines of help


class Catalogue(gettext.NullTranslations):
    """Chinese while Chinese is in use, else English; Chinese has no plural."""

    def gettext(self, message: str) -> str:
        """`message` in the language in use."""
        return (CATALOGUE if current() == CHINESE else _ENGLISH).get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for `n` in the language in use."""
        otherwise = msgid1 if n == 1 else msgid2
        return CATALOGUE.get(msgid1, otherwise) if current() == CHINESE else otherwise


def why(error: OSError) -> str:
    """What the operating system says, in the language in use, without punctuation at its end."""
    return reason_of(error).to(current())


def install() -> None:
    """Let `gettext` answer from the catalogue for this program's own text domain; other domains are untouched."""
    if gettext.textdomain() == DOMAIN:
        return
    ours, others = Catalogue(), gettext.translation

    # The standard library knows catalogues as compiled files alone; this is the one public place where
    # `gettext.gettext`, which click calls at the moment it speaks, asks for them.
    def translation(domain: str, *args: Any, **kwargs: Any) -> gettext.NullTranslations:
        return ours if domain == DOMAIN else others(domain, *args, **kwargs)

    gettext.translation = translation  # type: ignore[assignment]
    gettext.textdomain(DOMAIN)
