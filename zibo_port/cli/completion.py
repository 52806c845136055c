"""`zibo-port completion SHELL`: the script that lets a shell complete commands, options and values."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.root import COMPLETION_VARIABLE, PROGRAM


@click.command(
    "completion",
    cls=Verb,
    example='eval "$(zibo-port completion bash)"',
    help=t(
        "打印命令行补全脚本。\n\n装入后按 Tab 键补全命令、选项和取值。把下面的示例写进 shell 的启动文件，每次登录都会生效。",
        "Print a shell completion script.\n\nOnce it is loaded, Tab completes commands, options and values. "
        "Put the example into the shell's start-up file to have it with every login.",
    ),
)
@click.argument(
    "shell",
    type=click.Choice(["bash", "zsh", "fish", "powershell"]),
    metavar="SHELL",
    help=t("bash、zsh、fish、powershell", "bash, zsh, fish, powershell"),
)
def command(shell: str) -> None:
    """Print the script for `shell`."""
    speaker = get_completion_class(shell)
    if speaker is None:
        raise click.BadParameter(t(f"没有 {shell} 的补全脚本。", f"there is no completion script for {shell}."))
    script = speaker(command, {}, PROGRAM, COMPLETION_VARIABLE)
    # `source()` would start bash to ask for its version, and talk about it on stderr.
    click.echo(script.source_template % script.source_vars(), nl=False)
