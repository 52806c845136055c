"""The empty sheet of an official paper, and a finished one as bytes that depend on its content alone."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import docx
from docx.document import Document

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS: Final = {
    "styles": ("styles", "styles"),
    "settings": ("settings", "settings"),
    "fonts": ("fontTable", "fontTable"),
    "header-odd": ("header", "header"),
    "header-even": ("header", "header"),
    "footer-odd": ("footer", "footer"),
    "footer-even": ("footer", "footer"),
}
"""Each part beside the text: how it is related to the text, and its content type."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def sheet() -> Document:
    """An empty A4 page with the margins, the grid, the styles and the page numbers of GB/T 9704-2012."""
    return docx.Document(BytesIO(_sheet()))


def packed(document: Document) -> bytes:
    """The document as a file: no clock of this machine in it, and not compressed, as compressors differ."""
    written, content = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as loose, ZipFile(content, "w", ZIP_STORED) as package:
        for name in loose.namelist():
            package.writestr(ZipInfo(name, _EPOCH), loose.read(name))
    return content.getvalue()


@cache
def _sheet() -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as package:
        package.writestr("[Content_Types].xml", _content_types())
        package.writestr("_rels/.rels", _relationships({"document": ("officeDocument", "word/document.xml")}))
        package.writestr(
            "word/_rels/document.xml.rels", _relationships({name: (kind, f"{name}.xml") for name, (kind, _) in _PARTS.items()})
        )
        for name in ("document", *_PARTS):
            package.writestr(f"word/{name}.xml", _template(name))
    return content.getvalue()


def _template(name: str) -> str:
    return files("zibo_port.documents").joinpath(f"templates/gongwen/{name}.xml").read_text(encoding="utf-8")


def _content_types() -> str:
    types = {"document": "document.main", **{name: kind for name, (_, kind) in _PARTS.items()}}
    parts = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in types.items())
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{default}{parts}</Types>'


def _relationships(targets: dict[str, tuple[str, str]]) -> str:
    each = "".join(f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for key, (kind, target) in targets.items())
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'
