"""The root: a static table of what the program offers, so that help and completion load none of it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import click

from zibo_port.cli.frame import Noun, option_rows, write_examples
from zibo_port.cli.language import t
from zibo_port.cli.options import shared_options
from zibo_port.cli.page import Page, Section

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

PROGRAM: Final = "zibo-port"
COMPLETION_VARIABLE: Final = "_ZIBO_PORT_COMPLETE"

_STATUSES: Final = (
    ("完成", "done"),
    ("程序故障", "a fault of ours"),
    ("用法不对", "wrong usage"),
    ("数据不对", "wrong data"),
    ("规则或历史不允许", "refused by a rule or by history"),
    ("找不到", "not found"),
    ("没有权限", "not allowed"),
    ("存储或平台连不上", "the store or a platform can't be reached"),
    ("核验不通过", "verification failed"),
)


class Entry(NamedTuple):
    """A line of the root's table: the module to load when it is used, and one line for help."""

    module: str
    zh: str
    en: str


class Root(Noun):
    """The program: a static table of nouns and commands, each module loaded when it is used.

    Args:
        nouns: what is listed as a noun; its module offers `group`.
        verbs: what stands alone; its module offers `command`.
        examples: command lines that end the help.
        attributes: as for `click.Group`.
    """

    def __init__(self, *, nouns: dict[str, Entry], verbs: dict[str, Entry], examples: Sequence[str], **attributes: Any) -> None:
        attributes.setdefault("options_metavar", t("[选项]", "[OPTIONS]"))
        attributes.setdefault("subcommand_metavar", t("对象 操作 …", "NOUN VERB …"))
        super().__init__(PROGRAM, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, **attributes)
        self.nouns, self.verbs, self.examples = nouns, verbs, examples
        self.params = cast("list[click.Parameter]", shared_options(at_root=True))

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The nouns and the commands that stand alone."""
        return [*self.nouns, *self.verbs]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load what `cmd_name` names."""
        if cmd_name in self.nouns:
            return cast("click.Command", import_module(self.nouns[cmd_name].module).group)
        if cmd_name in self.verbs:
            return cast("click.Command", import_module(self.verbs[cmd_name].module).command)
        return None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names from the table, with nothing loaded, and options."""
        from click.shell_completion import CompletionItem

        table = {**self.nouns, **self.verbs}
        names = [CompletionItem(name, help=t(entry.zh, entry.en)) for name, entry in table.items() if name.startswith(incomplete)]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nouns, commands and options, with nothing loaded."""
        own, shared = option_rows(self, ctx)
        variables = [(param.envvar, t("即 ", "for ") + max(param.opts, key=len)) for param in self.params if isinstance(param.envvar, str)]
        sections = (
            Section(t("对象", "Nouns"), _table_rows(self.nouns)),
            Section(t("命令", "Commands"), _table_rows(self.verbs)),
            Section(t("选项（写在最后也可以）", "Options (they may also stand last)"), [*shared, *own]),
            Section(t("环境变量（选项优先）", "Environment (options come first)"), [*variables, ("NO_COLOR", t("不用颜色", "no colours"))]),
        )
        cast("Page", formatter).write_sections([section for section in sections if section.rows])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what the exit status means, and the examples."""
        # The no-break space keeps a number and its meaning on one line.
        meanings = [f"{status}\u00a0{t(zh, en)}" for status, (zh, en) in enumerate(_STATUSES)]
        with formatter.section(t("退出状态", "Exit status")):
            formatter.write_text(t("；", "; ").join(meanings) + t("。", "."))
        write_examples(formatter, "\n".join(self.examples))


def _table_rows(table: dict[str, Entry]) -> list[tuple[str, str]]:
    return [(name, t(entry.zh, entry.en)) for name, entry in table.items()]
