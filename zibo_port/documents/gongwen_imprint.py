"""The imprint (版记) of an official paper: 抄送 and 印发 between rules, at the foot of its last page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import ceil
from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from zibo_port.documents.gongwen_xml import characters, paragraph

_LINE, _RULE = 480, 40
"""Heights, in twentieths of a point."""
_PER_LINE: Final = 25
"""Characters of size 4 that surely fit beside 抄送：."""
_EMU: Final = 635
"""How many of the units of a drawing make a twentieth of a point."""
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ANCHOR: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def imprint(copies: str, issuer: str, issued: str) -> Any:
    """The paragraph to which it is anchored, the last one of the paper."""
    made = parse_xml(_template())
    lines = ceil(characters(copies) / _PER_LINE) + 1
    height = str((lines * _LINE + 3 * _RULE) * _EMU)
    for sized in (*made.iter(f"{_ANCHOR}extent"), *made.iter(f"{_DRAWING}ext")):
        sized.set("cy", height)
    box = next(made.iter(qn("w:txbxContent")))
    box.extend(
        [
            paragraph("ImprintRule"),
            paragraph("Copies", f"抄送：{copies}"),
            paragraph("ImprintThinRule"),
            paragraph("Issued", issuer, issued),
            paragraph("ImprintRule"),
        ]
    )
    return made


@cache
def _template() -> bytes:
    return files("zibo_port.documents").joinpath("templates/gongwen/imprint.xml").read_bytes()
