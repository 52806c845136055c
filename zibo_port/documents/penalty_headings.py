"""The headings under which penalty tables arrive: 双公示 column names, their Chinese headings, the options of `penalty log`."""

from __future__ import annotations

from typing import Final

from zibo_port.documents.headings import Vocabulary
from zibo_port.domain.errors import Text
from zibo_port.domain.payload import COLUMNS

_NAMES: Final = {
    "document_no": Text("行政处罚决定书文号（CF_WSH）", "decision number (CF_WSH)"),
    "enterprise": Text("统一社会信用代码（CF_XDR_SHXYM）", "credit code (CF_XDR_SHXYM)"),
    "decided_on": Text("处罚决定日期（CF_JDRQ）", "date of decision (CF_JDRQ)"),
    "party_name": Text("行政相对人名称", "name of the party"),
    "party_category": Text("行政相对人类别", "category of the party"),
    "person_id": Text("自然人证件号码", "identity number"),
    "authority": Text("处罚机关", "authority"),
    "articles": Text("适用条款", "articles"),
    "basis": Text("处罚依据", "legal basis"),
    "kinds": Text("处罚类别", "kinds of penalty"),
    "wording": Text("处罚内容", "wording of the penalty"),
    "procedure": Text("处罚程序", "procedure"),
    "severity": Text("情节", "severity"),
    "gains": Text("违法所得", "illegal gains"),
    "fine": Text("罚款金额", "fine"),
    "confiscated": Text("没收金额", "confiscated amount"),
    "refunded": Text("退还金额", "refunded amount"),
    "filed_on": Text("立案日期", "date of filing"),
    "served_on": Text("送达日期", "date of service"),
    "facts": Text("违法事实", "facts"),
    "mitigated": Text("减轻理由", "reason for mitigation"),
    "departure": Text("裁量说明", "reason for departure"),
}

_SYNONYMS: Final = {
    "document_no": (
        *("CF_WSH", "document-no", "行政处罚决定书文号", "处罚决定书文号", "决定书文号", "行政处罚决定文号", "处罚决定文号"),
        *("决定文号", "行政处罚文号", "处罚文号", "文号", "行政处罚决定书编号", "处罚决定书编号", "决定书编号", "行政处罚决定书号"),
    ),
    "enterprise": (
        *("CF_XDR_SHXYM", "enterprise", "credit-code", "USCC", "统一社会信用代码", "社会信用代码", "信用代码", "行政相对人代码_1"),
        *("行政相对人代码_1（统一社会信用代码）", "行政相对人代码（统一社会信用代码）", "行政相对人统一社会信用代码"),
        *("当事人统一社会信用代码", "企业统一社会信用代码", "统一信用代码"),
    ),
    "decided_on": (
        *("CF_JDRQ", "decided-on", "处罚决定日期", "行政处罚决定日期", "作出处罚决定日期", "作出行政处罚决定日期", "决定日期", "处罚日期"),
        *("作出处罚决定的日期", "作出行政处罚决定的日期", "作出行政处罚日期", "行政处罚日期", "决定书日期", "处罚决定书日期"),
    ),
    "party_name": (
        *("CF_XDR_MC", "party", "name", "行政相对人名称", "相对人名称", "当事人名称", "当事人", "企业名称", "单位名称", "市场主体名称"),
        *("经营主体名称", "被处罚人名称", "被处罚人", "被处罚单位", "被处罚单位名称"),
    ),
    "party_category": ("CF_XDR_LB", "行政相对人类别", "相对人类别", "当事人类别", "当事人类型", "行政相对人类型", "主体类型", "主体类别"),
    "person_id": ("CF_XDR_ZJHM",),
    "authority": (
        *("CF_CFJG", "CF_XZJG", "authority", "处罚机关", "处罚机关名称", "行政处罚机关", "作出处罚机关", "作出处罚的机关", "决定机关"),
        *(
            "作出行政处罚的机关",
            "作出行政处罚决定机关名称",
            "作出处罚决定的机关",
            "作出处罚决定机关",
            "处罚决定机关",
            "行政处罚决定机关",
            "执法机关",
        ),
    ),
    "articles": ("article", "articles", "适用条款"),
    "basis": ("CF_YJ", "处罚依据", "行政处罚依据", "处罚法律依据", "处罚依据条款"),
    "kinds": ("CF_CFLB", "CF_CFLB1", "kind", "kinds", "处罚类别", "处罚种类", "行政处罚种类", "行政处罚类别"),
    "wording": ("CF_NR", "CF_JG", "处罚内容", "行政处罚内容", "处罚结果", "行政处罚结果", "处罚决定内容"),
    "procedure": ("procedure", "处罚程序", "程序类型", "适用程序", "办案程序"),
    "severity": ("severity", "情节", "违法情节", "情节轻重"),
    "fine": ("CF_NR_FK", "fine"),
    "confiscated": ("CF_NR_WFFF", "confiscated"),
    "gains": ("gains",),
    "refunded": ("refunded",),
    "filed_on": ("filed-on", "立案日期", "立案时间"),
    "served_on": ("served-on", "送达日期", "送达时间"),
    "facts": ("CF_SY", "facts", "违法事实", "主要违法事实", "处罚事由", "违法违规事实"),
    "mitigated": ("mitigated", "减轻理由", "减轻处罚理由"),
    "departure": ("departure", "裁量说明"),
}

_LOOSE: Final = ("处罚金额", "行政处罚金额")
"""What many call the fine; beside a heading that says 罚款 they may be a total."""

_AMOUNTS: Final = {
    "fine": ("罚款金额", "罚款", "罚款数额", "罚款额", "处罚款金额", *_LOOSE),
    "confiscated": (
        *("没收违法所得、没收非法财物的金额", "没收违法所得、没收非法财物金额", "没收违法所得、没收非法财物", "没收违法所得金额"),
        *("没收违法所得的金额", "没收违法所得数额", "没收违法所得", "没收金额", "没收非法财物金额"),
    ),
    "gains": ("违法所得", "违法所得金额", "违法所得数额"),
    "refunded": ("退还金额", "责令退还金额", "退款金额", "退还多收价款", "退还多收价款金额", "退还用户金额"),
}

PENALTY_HEADINGS: Final = Vocabulary(
    _NAMES,
    _SYNONYMS,
    required=("document_no", "enterprise", "decided_on"),
    amounts=_AMOUNTS,
    loose=_LOOSE,
    unread=[word for column in COLUMNS.items() for word in column],
)
