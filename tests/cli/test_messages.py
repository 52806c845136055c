"""The catalogue covers what the installed click can say to a person."""

import ast
import gettext
import string
from pathlib import Path

import click
import pytest

from zibo_port.cli import language, messages
from zibo_port.cli.messages import CATALOGUE

# Said to programmers, who made a mistake in a declaration, or by parts of click that this program never calls.
NEVER_MET = {
    "Name '{name}' defined twice",
    "Could not determine name for option with declarations {decls!r}",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? Did you mean to pass '--{name}'?",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Invalid start character for option ({option})",
    "Choice({choices})",
    "Unknown color {colour!r}",
    "Unknown standard stream '{name}'",
    "{editor}: Editing failed",
    "{editor}: Editing failed: {e}",
    "Windows error: {error}",
    "Shell completion is not supported for Bash versions older than 4.4.",
    "Couldn't detect Bash version, shell completion is not supported.",
}


def said_by_click() -> dict[str, set[str]]:
    """Every message of the installed click, with the fields of all its forms."""
    found: dict[str, set[str]] = {}
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
                forms = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                if forms:
                    found[forms[0]] = set().union(*map(fields, forms))
    return found


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_click_says_nothing_that_is_not_translated() -> None:
    assert len(said_by_click()) > 50
    assert set(said_by_click()) - set(CATALOGUE) == NEVER_MET


def test_nothing_is_translated_that_click_does_not_say() -> None:
    # click asks for the word "required" through a variable
    assert set(CATALOGUE) - set(said_by_click()) == {"required"}


@pytest.mark.parametrize(("message", "chinese"), CATALOGUE.items())
def test_a_translation_uses_the_fields_that_click_fills(message: str, chinese: str) -> None:
    given = said_by_click().get(message, set())
    # the quantity is told by {len} in the plural form, which Chinese always takes
    assert fields(chinese) <= given
    assert chinese != message
    assert "  " not in chinese


@pytest.fixture
def english():
    language.use("en")
    yield
    language.use("zh")


def test_gettext_answers_in_chinese() -> None:
    messages.install()
    assert gettext.gettext("Missing option") == "缺少选项"
    assert gettext.gettext("not in the catalogue") == "not in the catalogue"
    assert gettext.ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 2).startswith("选项")


def test_gettext_answers_in_english(english: None) -> None:
    messages.install()
    assert gettext.gettext("Missing option") == "Missing option"
    assert gettext.ngettext("one", "many", 1) == "one"
    assert gettext.ngettext("one", "many", 2) == "many"


def test_other_text_domains_are_left_alone() -> None:
    messages.install()
    installed = gettext.translation
    messages.install()
    assert gettext.translation is installed
    assert gettext.dgettext("argparse-of-somebody", "Missing option") == "Missing option"
    with pytest.raises(FileNotFoundError):
        gettext.translation("argparse-of-somebody")


def test_reasons_of_the_operating_system() -> None:
    assert messages.why(FileNotFoundError(2, "No such file or directory")) == "没有这个文件或目录"
    assert messages.why(OSError(9999, "Something odd")) == "Something odd"
    assert messages.why(OSError()) == "OSError"


def test_reasons_in_english(english: None) -> None:
    assert messages.why(FileNotFoundError(2, "No such file or directory")) == "No such file or directory"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown language"):
        language.use("fr")
    assert language.current() == "zh"
