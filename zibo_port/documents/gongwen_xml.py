"""Pieces of the word-processing vocabulary that python-docx has no names for."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from zibo_port.documents.visible import visible

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def element(name: str, children: Sequence[Any] = (), **attributes: str) -> Any:
    """An element of the word-processing vocabulary, with attributes of the same."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    made.extend(children)
    return made


def paragraph(style: str, *texts: str, align: str = "", keep: bool = False) -> Any:
    """A paragraph in a style (its id), with a tab between its texts; `keep` keeps it on the page of what follows."""
    properties = [element("pStyle", val=style), *([element("keepNext")] if keep else []), *([element("jc", val=align)] if align else [])]
    run = element("r")
    for place, text in enumerate(texts):
        if place:
            run.append(element("tab"))
        said = element("t")
        said.text = visible(text)
        said.set(_SPACE, "preserve")
        run.append(said)
    return element("p", [element("pPr", properties), *([run] if texts else [])])


def characters(text: str) -> float:
    """How many characters of the grid a line of text takes: one each, and half a one for letters and digits."""
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)
