"""How a publication is shown: as a row of the list, and with its frozen columns and its sendings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from zibo_port.cli.language import t
from zibo_port.cli.output import Column
from zibo_port.domain.codes import PLATFORMS
from zibo_port.domain.errors import Text
from zibo_port.domain.payload import COLUMNS

if TYPE_CHECKING:
    from zibo_port.office.publishing import Sending, Shown

STATES: Final = {
    "requested": Text("待报送", "requested"),
    "sent": Text("已报送，待回执", "sent, no receipt yet"),
    "accepted": Text("已接收", "accepted"),
    "rejected": Text("被退回", "rejected"),
    "withdrawal-requested": Text("待撤下", "to be withdrawn"),
    "withdrawn": Text("已撤下", "withdrawn"),
    "ended": Text("已停止公示", "ended"),
}

LIST: Final = (
    Column("id", "编号", "Id"),
    Column("document_no", "文号", "Document"),
    Column("platform", "平台", "Platform"),
    Column("state", "状态", "State"),
    Column("due_on", "期限", "Due"),
    Column("late", "逾期", "Late"),
    Column("receipt", "回执", "Receipt"),
    Column("payload_sha256", "内容摘要", "Digest of the content"),
)


def row(shown: Shown) -> dict[str, Any]:
    """A publication as the list gives it."""
    asked = shown.publication
    return {
        "id": asked.publication,
        "document_no": asked.document_no,
        "enterprise": shown.enterprise or None,
        "name": shown.name or None,
        "platform": asked.platform,
        "revision": asked.revision,
        "superseded": not shown.current,
        "state": shown.state,
        "due_on": shown.due_on,
        "late": shown.late,
        "receipt": shown.receipt,
        "rejection": asked.answer if shown.state == "rejected" else None,
        "leaving": asked.leaving,
        "payload_sha256": asked.payload_sha256,
    }


def full(shown: Shown) -> dict[str, Any]:
    """A publication with its 30 columns as they were frozen, and every sending."""
    record = json.loads(shown.publication.payload) if shown.publication.payload else {}
    duty = shown.duty
    return row(shown) | {
        "clause": duty.clause if duty else None,
        "provisional": duty.provisional if duty else False,
        "sendings": [_sending(sending) for sending in shown.sendings],
        "columns": [{"column": name, "heading": COLUMNS.get(name, name), "value": value} for name, value in record.items()],
        "papers": [{"form": p.form, "sha256": p.sha256, "size": p.size} for p in shown.papers],
    }


def _sending(sending: Sending) -> dict[str, Any]:
    fact = sending.fact
    return {
        "position": sending.position,
        "sent_at": fact.timestamp,
        "officer": fact.officer,
        "channel": fact.channel,
        "place": fact.place,
    }


def words(shown: dict[str, Any]) -> dict[str, Any]:
    """The same row for people: codes by their names, the digest by its beginning."""
    superseded = t("（已被取代或撤销）", " (superseded or revoked)") if shown["superseded"] else ""
    return shown | {
        "platform": PLATFORMS[shown["platform"]].to(t("zh", "en")),
        "state": STATES[shown["state"]].to(t("zh", "en")) + superseded,
        "late": t("逾期", "late") if shown["late"] else None,
        "payload_sha256": shown["payload_sha256"][:12],
    }


SHOW: Final = (
    Column("id", "编号", "Id"),
    Column("document_no", "文号", "Document"),
    Column("enterprise", "统一社会信用代码", "Credit code"),
    Column("name", "企业名称", "Enterprise"),
    Column("platform", "平台", "Platform"),
    Column("state", "状态", "State"),
    Column("due_on", "期限", "Due"),
    Column("late", "逾期", "Late"),
    Column("receipt", "回执", "Receipt"),
    Column("rejection", "退回原因", "Rejected because"),
    Column("payload_sha256", "内容摘要", "Digest of the content"),
    Column(
        "sendings",
        "报送记录",
        "Sendings",
        columns=(
            Column("position", "序号", "Position", "right"),
            Column("sent_at", "时间", "Sent at"),
            Column("officer", "经办人", "Officer"),
            Column("place", "文件", "File"),
        ),
    ),
    Column(
        "columns",
        "公示内容（定稿）",
        "What is published (frozen)",
        columns=(Column("column", "数据项", "Column"), Column("heading", "名称", "Heading"), Column("value", "内容", "Value")),
    ),
    Column(
        "papers",
        "文件",
        "Papers",
        columns=(Column("form", "格式", "Form"), Column("size", "字节", "Bytes", "right"), Column("sha256", "摘要", "Digest")),
    ),
)
