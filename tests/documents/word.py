"""Word files read back as tests look at them: their parts, their paragraphs with styles, the cells of their tables."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE, READER = shutil.which("soffice"), shutil.which("pdftotext")
MISSING = "LibreOffice or pdftotext isn't installed: no Word file was opened"

Printer = Callable[[bytes], list[str]]


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def part(content: bytes, name: str) -> ET.Element:
    return ET.fromstring(parts(content)[f"word/{name}.xml"])


def opened(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    """Style and text of every paragraph of the body, tables and the imprint apart."""
    return [(p.style.name, p.text) for p in opened(content).paragraphs]


def texts(content: bytes, style: str) -> list[str]:
    return [text for name, text in paragraphs(content) if name == style]


def whole_text(content: bytes) -> str:
    """Everything the paper says, tables and imprint included."""
    return "\n".join("".join(t.text or "" for t in p.iterfind(f"{W}r/{W}t")) for p in part(content, "document").iter(f"{W}p"))


def rows(content: bytes, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in opened(content).tables[table].rows]


def printer(folder: Path) -> Printer:
    """Prints with LibreOffice; the text of each page."""

    def pages(content: bytes) -> list[str]:
        path = folder / "paper.docx"
        path.write_bytes(content)
        own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(OFFICE), own, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
        assert "Error" not in ran.stderr
        read = subprocess.run(
            [str(READER), "-layout", str(path.with_suffix(".pdf")), "-"], capture_output=True, text=True, timeout=60, check=True
        )
        return read.stdout.split("\f")[:-1]

    return pages


def closed_up(text: str) -> str:
    return re.sub(r"\s", "", text)
