"""What the program offers: the nouns and the commands of its root, in the order in which help lists them."""

from __future__ import annotations

from typing import Final

from zibo_port.cli.root import Entry

NOUNS: Final[dict[str, Entry]] = {}
"""Each module offers `group`, a `zibo_port.cli.frame.Noun`."""

COMMANDS: Final[dict[str, Entry]] = {
    "completion": Entry("zibo_port.cli.completion", "打印命令行补全脚本", "print a shell completion script"),
}
"""Each module offers `command`, a `zibo_port.cli.frame.Verb`."""

EXAMPLES: Final = ("zibo-port completion bash",)
"""The command lines that end the root's help."""
