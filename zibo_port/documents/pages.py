"""Pages of HTML that need nothing else: templates in which every expression is escaped, and their styles."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from zibo_port.documents.visible import visible


@cache
def environment() -> Environment:
    """Every expression is escaped, what can't be seen is shown, and a name that is missing is a fault."""
    made = Environment(
        loader=PackageLoader("zibo_port.documents", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["trusted"] = Markup  # for constants of the template alone
    return made


def _shown(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return "" if value is None else value


def style(name: str) -> Markup:
    """A style of the package, to stand within the page."""
    return Markup(files("zibo_port.documents").joinpath(f"templates/{name}.css").read_text(encoding="utf-8"))  # noqa: S704 - ours
