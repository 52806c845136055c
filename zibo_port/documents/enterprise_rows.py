"""Reads a table of enterprises row by row, for the register."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from zibo_port.documents.headings import Vocabulary
from zibo_port.documents.persons import NATURAL_PERSON, identity_number
from zibo_port.documents.row_messages import RowMessage
from zibo_port.documents.row_reader import RowReader
from zibo_port.documents.tables import Table
from zibo_port.documents.visible import quoted
from zibo_port.domain.codes import LINES
from zibo_port.domain.errors import Text

_NAMES: Final = {
    "enterprise": Text("统一社会信用代码（credit-code）", "credit code (credit-code)"),
    "name": Text("名称（name）", "name (name)"),
    "lines": Text("业务类型（line）", "line of business (line)"),
    "branch_of": Text("上级（branch-of）", "parent (branch-of)"),
    "seat": Text("所在地（seat）", "seat (seat)"),
}

ENTERPRISE_HEADINGS: Final = Vocabulary(
    _NAMES,
    {
        "enterprise": ("credit-code", "USCC", "enterprise", "统一社会信用代码", "社会信用代码", "信用代码", "企业统一社会信用代码"),
        "name": ("name", "名称", "企业名称", "单位名称", "主体名称", "市场主体名称", "经营主体名称", "公司名称"),
        "lines": ("line", "lines", "业务类型", "业务类别", "业务", "主体类型"),
        "branch_of": ("branch-of", "上级", "上级代码", "上级统一社会信用代码", "上级企业", "总公司", "总公司统一社会信用代码"),
        "seat": ("seat", "所在地", "住所", "注册地", "注册地址"),
    },
    required=("enterprise", "name", "lines"),
)

_LINES: Final = {
    **{code: code for code in LINES},
    **dict.fromkeys(("国际货运代理", "货运代理", "国际货代", "货代"), "freight-forwarding"),
    **dict.fromkeys(("报关报检", "报关", "报检", "报关代理", "代理报关"), "customs-broker"),
    **dict.fromkeys(("仓储场站", "仓储", "场站", "仓储和场站"), "warehouse-yard"),
    **dict.fromkeys(("其他", "其它"), "other"),
}
_SEPARATORS: Final = str.maketrans(dict.fromkeys("、;,/|+\n", " "))


class EnterpriseRow(NamedTuple):
    """One row: its number, the form's fields that it fills (keys of `RegisterEnterprise`), and what is said about it."""

    number: int
    fields: Mapping[str, object]
    messages: tuple[RowMessage, ...]
    rejected: bool


def enterprise_rows(table: Table) -> Iterator[EnterpriseRow]:
    """The rows of a table of enterprises, in order.

    Raises InvalidData at once if a required column (credit code, name, line) is missing, or if two columns mean the same.
    """
    columns = ENTERPRISE_HEADINGS.columns(table.headings)
    return (_EnterpriseReader(columns, row).result() for row in table.rows())


class _EnterpriseReader(RowReader):
    """One row about an enterprise."""

    __slots__ = ()

    def result(self) -> EnterpriseRow:
        if identity_number(self.cell("enterprise")):
            self.remarks.reject("natural-person", "enterprise", *NATURAL_PERSON)
            return EnterpriseRow(self.row.number, {}, tuple(self.remarks.messages), rejected=True)
        self.credit_code()
        self.name()
        self.lines()
        if parent := self.code("branch_of"):
            self.fields["branch_of"] = parent
        if "淄博" in (seat := self.text("seat")) or seat.lower() == "zibo":
            self.fields["seat"] = "zibo"
        if self.row.merged:
            self.check_merged(frozenset({"enterprise", "name"}))
        return EnterpriseRow(self.row.number, self.fields, tuple(self.remarks.messages), self.remarks.rejected)

    def name(self) -> None:
        if name := self.text("name"):
            self.fields["name"] = name
            self.flag_formulas((("name", name),))
        else:
            self.remarks.reject(
                "name-missing",
                "name",
                "没有名称。请按营业执照补填后再导入。",
                "The name is missing: fill it in from the licence.",
            )

    def lines(self) -> None:
        """The lines of business, several allowed; a row with none, or with one that is unknown, is rejected."""
        words = unicodedata.normalize("NFKC", self.text("lines")).lower().translate(_SEPARATORS).split()
        for word in words:
            if word not in _LINES:
                self.remarks.reject(
                    "line-unknown",
                    "lines",
                    f"业务类型“{quoted(word)}”不能识别，请填国际货运代理、报关报检、仓储场站或其他（可填几项，用顿号隔开）。",
                    f"The line of business “{quoted(word)}” isn't known: use {', '.join(LINES)} (several, separated by commas).",
                )
        if not words:
            self.remarks.reject(
                "line-missing",
                "lines",
                "没有业务类型，请填国际货运代理、报关报检、仓储场站或其他（可填几项，用顿号隔开）。",
                f"The line of business is missing: use {', '.join(LINES)} (several, separated by commas).",
            )
        self.fields["lines"] = tuple(dict.fromkeys(_LINES[word] for word in words if word in _LINES))
