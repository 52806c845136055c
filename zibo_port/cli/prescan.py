"""What a command line asks of the whole process, read before anything is parsed or said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from zibo_port.cli.language import CHINESE, LANGUAGES

FORMATS: Final = ("table", "json", "ndjson", "csv", "tsv")
LANG_VARIABLE: Final = "ZIBO_PORT_LANG"
OUTPUT_VARIABLE: Final = "ZIBO_PORT_OUTPUT"


class Asked(NamedTuple):
    """The language ("zh" or "en") and the output format; what isn't valid counts as not asked."""

    lang: str
    output: str

    @property
    def machine(self) -> bool:
        """Whether a program reads the output."""
        return self.output != "table"

    @property
    def json_errors(self) -> bool:
        """Whether errors are JSON documents."""
        return self.output in {"json", "ndjson"}


def prescan(argv: Sequence[str], environ: Mapping[str, str]) -> Asked:
    """Language and format that `argv` asks for wherever the options stand, else `environ`, else the defaults.

    The last option wins, and "--" ends the options, as it does for the parser itself.
    """
    lang = _valid(environ.get(LANG_VARIABLE), LANGUAGES, CHINESE)
    output = _valid(environ.get(OUTPUT_VARIABLE), FORMATS, "table")
    for name, value in _options(argv):
        if name == "--lang":
            lang = _valid(value, LANGUAGES, lang)
        else:
            output = _valid(value, FORMATS, output)
    return Asked(lang, output)


def _valid(value: str | None, allowed: Sequence[str], otherwise: str) -> str:
    return value if value is not None and value in allowed else otherwise


def _options(argv: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The options among `argv` that matter here, each with its value."""
    words = iter(argv)
    for word in words:
        if word == "--":
            return
        name, equals, value = word.partition("=")
        if word == "--json":
            yield "--output", "json"
        elif word in {"--lang", "--output", "-o"}:
            yield word, next(words, "")
        elif equals and name in {"--lang", "--output"}:
            yield name, value
        elif word.startswith("-o"):
            yield "-o", word[2:]
