"""What LibreOffice prints of the workbooks: it opens them as they are, and not a character of any cell is cut off."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest

from tests.documents import quarterly_scene as scene
from tests.documents.quarterly_scene import LONG
from tests.documents.test_publicity_sheet import RECORD
from zibo_port.documents import workbook
from zibo_port.documents.publicity_sheet import write_publicity_sheet
from zibo_port.documents.quarterly_sheets import write_report
from zibo_port.domain.quarterly import QuarterlyReport

OFFICE, READER = shutil.which("soffice"), shutil.which("pdftotext")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None or READER is None, reason="LibreOffice or pdftotext isn't installed: no printed sheet was looked at"),
]

Printer = Callable[[bytes], str]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    """Prints a workbook; the text of its pages, a form feed after each."""
    folder = tmp_path_factory.mktemp("print")

    def pages(content: bytes) -> str:
        path = folder / "sheets.xlsx"
        path.write_bytes(content)
        own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        ran = subprocess.run(
            [str(OFFICE), own, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)],
            capture_output=True,
            text=True,
            timeout=180,
            check=True,
        )
        assert "Error" not in ran.stderr
        return subprocess.run(
            [str(READER), "-raw", str(path.with_suffix(".pdf")), "-"], capture_output=True, text=True, timeout=60, check=True
        ).stdout

    return pages


def cut_off(content: bytes, pages: str) -> Counter[str]:
    """The characters of text cells that no page shows."""
    wanted: Counter[str] = Counter()
    for sheet in openpyxl.load_workbook(BytesIO(content)):
        for row in sheet.iter_rows(values_only=True):
            wanted.update("".join("".join(value.split()) for value in row if isinstance(value, str)))
    return wanted - Counter("".join(pages.split()))


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> QuarterlyReport:
    report = scene.whole(tmp_path_factory.mktemp("city")).report()
    return scene.renamed(scene.of_size(report, 60), [LONG, "=1+1", "@甲", "港" * 200])


def records() -> bytes:
    content = BytesIO()
    facts = "当事人在港口货物代理服务中未执行政府指导价，" * 20
    write_publicity_sheet(content, [RECORD, {**RECORD, "CF_SY": facts}, {**RECORD, "CF_XDR_MC": LONG}] * 12)
    return content.getvalue()


@pytest.mark.parametrize(
    ("lang", "sheet", "heading", "mark", "last"),
    [("zh", "排名", "统一社会信用代码", "演练", "第 {0} 页 共 {0} 页"), ("en", "Ranking", "Credit code", "REHEARSAL", "Page {0} of {0}")],
)
def test_nothing_of_the_report_is_cut_off(
    figures: QuarterlyReport, printed: Printer, lang: str, sheet: str, heading: str, mark: str, last: str
) -> None:
    content = BytesIO()
    write_report(content, figures, lang)
    pages = printed(content.getvalue())
    assert not cut_off(content.getvalue(), pages)
    sheets = pages.split("\f")[:-1]
    ranking = [page for page in sheets if f"· {sheet}" in page]
    assert len(ranking) > 1
    assert all(heading in page and mark in page for page in ranking)
    assert last.format(len(sheets)) in sheets[-1]


def test_nothing_of_a_record_is_cut_off_and_each_page_names_the_enterprise(printed: Printer) -> None:
    content = records()
    pages = printed(content)
    assert not cut_off(content, pages)
    sheets = pages.split("\f")[:-1]
    assert len(sheets) > 3
    assert all("行政相对人名称" in page and RECORD["CF_XDR_MC"] in page for page in sheets)


def test_with_rows_of_one_height_something_is_cut_off(printed: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "height", lambda texts, heading=False: 19)
    content = records()
    assert cut_off(content, printed(content))
