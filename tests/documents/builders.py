"""Makes the files that people hand over: whole ones and broken ones. All content is fictional."""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import openpyxl

COMPANY, BRANCH, TRADER = "91370303MADEM0011X", "91370305MAFAKE0276", "92370303MATE0T0366"
NUMBER = "淄市监处罚〔2026〕12号"

OFFICIAL = (
    "行政处罚决定书文号",
    "行政相对人名称",
    "行政相对人类别",
    "统一社会信用代码",
    "处罚机关",
    "处罚决定日期",
    "罚款金额（万元）",
    "没收违法所得、没收非法财物的金额（万元）",
    "处罚内容",
)
"""Headings as public tables of penalties have them."""

CODES = (
    *("CF_WSH", "CF_XDR_MC", "CF_XDR_LB", "CF_XDR_SHXYM", "CF_CFJG", "CF_JDRQ"),
    *("CF_NR_FK", "CF_NR_WFFF", "CF_NR", "CF_YJ", "CF_CFLB"),
)
"""The same by column names, with legal basis and category."""

ROW = {
    "CF_WSH": NUMBER,
    "CF_XDR_MC": "淄博示范国际货运代理有限公司",
    "CF_XDR_LB": "法人及非法人组织",
    "CF_XDR_SHXYM": COMPANY,
    "CF_CFJG": "淄博市市场监督管理局",
    "CF_JDRQ": "2026-03-12",
    "CF_NR_FK": "0.3",
    "CF_NR_WFFF": "",
    "CF_NR": "罚款3000元",
    "CF_YJ": "《价格违法行为行政处罚规定》第十三条第（一）项",
    "CF_CFLB": "罚款",
}
"""A row in which nothing is wrong."""


def csv_bytes(rows: Iterable[Sequence[object]], *, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """Rows as a csv file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(*sheets: Sequence[Sequence[object]], prepare: Callable[[openpyxl.Workbook], object] | None = None) -> bytes:
    """Rows as an xlsx file, a sheet each; `prepare` may merge, hide and spoil cells before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        page = book.create_sheet()
        for row in rows:
            page.append(list(row))
    if prepare is not None:
        prepare(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ods_bytes(rows: Sequence[Sequence[str]], *, of_rows: str = "", of_cells: str = "") -> bytes:
    """Rows of texts as an ods file, with attributes added to every row and every cell."""
    cell = f'<table:table-cell office:value-type="string" {of_cells}><text:p>{{}}</text:p></table:table-cell>'
    body = "".join(f"<table:table-row {of_rows}>{''.join(cell.format(text) for text in row)}</table:table-row>" for row in rows)
    spaces = " ".join(f'xmlns:{space}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"' for space in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="表">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    return zip_bytes(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": _MANIFEST, "content.xml": content}
    )


def zip_bytes(members: dict[str, str | bytes]) -> bytes:
    """An archive of members."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()


def edited(archive: bytes, edit: Callable[[str, bytes], bytes]) -> bytes:
    """An archive whose members went through `edit`."""
    with zipfile.ZipFile(io.BytesIO(archive)) as before:
        return zip_bytes({name: edit(name, before.read(name)) for name in before.namelist()})


def merged_bytes(rows: Sequence[Sequence[object]], *ranges: str) -> bytes:
    """An xlsx with merged ranges of any size."""
    cells = "".join(f'<mergeCell ref="{cells}"/>' for cells in ranges)
    merge = f"</sheetData><mergeCells>{cells}</mergeCells>".encode()
    return edited(xlsx_bytes(rows), lambda name, part: part.replace(b"</sheetData>", merge) if "sheet1" in name else part)


def far_cell_bytes() -> bytes:
    """A small xlsx with a cell in the last row and column: as a full grid it would take half a terabyte."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return edited(xlsx_bytes([OFFICIAL]), lambda name, part: part.replace(b"</sheetData>", far) if "sheet1" in name else part)


def bomb_bytes(size: int) -> bytes:
    """A small xlsx with a part that unpacks to `size` bytes."""
    return edited(xlsx_bytes([OFFICIAL]), lambda name, part: part + b" " * size if "sheet1" in name else part)


def lying_bomb_bytes(size: int) -> bytes:
    """The same, but its directory says that every part is tiny."""
    data = bytearray(bomb_bytes(size))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        for found in re.finditer(re.escape(mark), bytes(data)):
            at = found.start() + offset
            if struct.unpack_from("<I", data, at)[0] >= size:
                struct.pack_into("<I", data, at, 100)
    return bytes(data)


def encrypted_bytes() -> bytes:
    """The outside of a workbook with a password: an OLE file with a stream `EncryptedPackage`."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 488


def penalty_csv(*rows: dict[str, object], headings: Sequence[str] = CODES) -> bytes:
    """Rows of penalties by column name; what a row doesn't say is as in `ROW`."""
    return csv_bytes([headings, *([{**ROW, **row}.get(heading, "") for heading in headings] for row in rows)])


def saved(folder: Path, name: str, content: bytes) -> Path:
    """The content as a file."""
    path = folder / name
    path.write_bytes(content)
    return path


_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
