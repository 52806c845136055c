"""Who signs the papers of the office, and the words that all of them share."""

from __future__ import annotations

from datetime import date
from typing import Final

from zibo_port.documents.quarterly_words import day_words, quarter_words
from zibo_port.domain.periods import Quarter

PORT_OFFICE: Final = "淄博市口岸办公室"
"""Which runs the evaluation and the joint conference (the notice, first plan, two; second plan, four)."""
CONFERENCE: Final = "淄博市口岸运行监测联席会议"
MEMBERS: Final = f"{CONFERENCE}召集人、各成员单位"
EVALUATION_PLAN: Final = "《淄博市口岸服务评价机制实施方案》"
MONITORING_PLAN: Final = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》"

REHEARSAL: Final = "演练"
REHEARSAL_LINE: Final = "【演练】本件由演练库生成，所涉企业、案件和数据均为虚构，不作公文使用"

_DIGITS: Final = "一二三四五六七八九"


def ordinal(n: int) -> str:
    """1 to 99 as headings count: 一, 十, 二十一."""
    tens, ones = divmod(n, 10)
    if not 0 < n < 100:
        return str(n)
    return ("" if tens < 2 else _DIGITS[tens - 1]) + ("十" if tens else "") + (_DIGITS[ones - 1] if ones else "")


def circled(n: int) -> str:
    """1 to 20 as a mark of a note: ①."""
    return chr(0x2460 + n - 1) if 0 < n <= 20 else f"（{n}）"


def written_day(day: date | None) -> str:
    """2026年10月20日; a blank to be filled in where there is no day yet."""
    return day_words(day).zh if day else "　　　　年　　月　　日"


def written_quarter(quarter: str) -> str:
    """2026年第三季度, of 2026Q3."""
    return quarter_words(Quarter.parse(quarter)).zh


def sentence(text: str) -> str:
    """A text as a sentence of an official paper: with one full stop at its end."""
    said = text.strip().rstrip("。；;.")
    return said if said.endswith(("！", "？", "：")) else f"{said}。"


def numbered(number: str | None, year: int) -> str:
    """The document number, or the blank for it: a number is given when the paper is signed."""
    return number or f"　　　　〔{year}〕　　号"
