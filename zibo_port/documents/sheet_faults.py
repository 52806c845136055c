"""Finds the cells of an xlsx that hold an error or a formula never calculated; readers return both as empty, which loses amounts."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from io import BytesIO
from posixpath import join, normpath

Faults = dict[int, list[tuple[int, str]]]
"""Row number → columns (from 0) and what is wrong there: "error" or "formula"."""

_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ERROR = re.compile(rb"""<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*\st="e\"""")
_UNCALCULATED = re.compile(
    rb"""<c r="([A-Z]{1,3})([0-9]{1,7})"(?![^>]*\st="(?:str|e)")[^>]*>\s*<f[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"""
)


def faults_by_sheet(data: bytes) -> dict[str, Faults]:
    """The faults of each sheet of an xlsx, by the sheet's name; nothing for other formats."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        found = {name: _faults(archive, part) for name, part in _parts(archive).items()}
    return {name: faults for name, faults in found.items() if faults}


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → path of its part in the archive."""
    relations = _attributes(_RELATION, archive, "xl/_rels/workbook.xml.rels")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    sheets = _attributes(_SHEET, archive, "xl/workbook.xml")
    return {unescape(sheet.get("name", "")): normpath(join("xl", targets.get(sheet.get("r:id"), ""))).lstrip("/") for sheet in sheets}


def _attributes(tag: re.Pattern[str], archive: zipfile.ZipFile, part: str) -> list[dict[str, str]]:
    if part not in archive.namelist():
        return []
    text = archive.read(part).decode("utf-8", "replace")
    return [dict(_ATTRIBUTE.findall(found)) for found in tag.findall(text)]


def _faults(archive: zipfile.ZipFile, part: str) -> Faults:
    if part not in archive.namelist():
        return {}
    text = archive.read(part)
    found: Faults = {}
    for mark, pattern, fault in ((b't="e"', _ERROR, "error"), (b"<f", _UNCALCULATED, "formula")):
        if mark in text:
            for column, row in pattern.findall(text):
                found.setdefault(int(row), []).append((_column(column), fault))
    return found


def _column(letters: bytes) -> int:
    """A column's letters as a number from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
