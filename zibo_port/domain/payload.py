"""What is handed to a platform about a decision: the 30 columns of the 双公示 layout, frozen as text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pydantic_core import to_json

from zibo_port.domain.codes import KINDS
from zibo_port.domain.publicity import penalty_categories

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.enterprise.penalties import Penalty
    from zibo_port.domain.enterprise.registration import Identity

COLUMNS: Final[Mapping[str, str]] = {
    "CF_XDR_MC": "行政相对人名称",
    "CF_XDR_LB": "行政相对人类别",
    "CF_XDR_SHXYM": "行政相对人代码_1（统一社会信用代码）",
    "CF_XDR_GSZC": "行政相对人代码_2（工商注册号）",
    "CF_XDR_ZZJG": "行政相对人代码_3（组织机构代码）",
    "CF_XDR_SWDJ": "行政相对人代码_4（税务登记号）",
    "CF_XDR_SYDW": "行政相对人代码_5（事业单位证书号）",
    "CF_XDR_SHZZ": "行政相对人代码_6（社会组织登记证号）",
    "CF_FRDB": "法定代表人",
    "CF_FR_ZJLX": "法定代表人证件类型",
    "CF_FR_ZJHM": "法定代表人证件号码",
    "CF_XDR_ZJLX": "证件类型",
    "CF_XDR_ZJHM": "证件号码",
    "CF_WSH": "行政处罚决定书文号",
    "CF_WFXW": "违法行为类型",
    "CF_SY": "违法事实",
    "CF_YJ": "处罚依据",
    "CF_CFLB": "处罚类别",
    "CF_NR": "处罚内容",
    "CF_NR_FK": "罚款金额（万元）",
    "CF_NR_WFFF": "没收违法所得、没收非法财物的金额（万元）",
    "CF_NR_ZKDX": "暂扣或吊销证照名称及编号",
    "CF_JDRQ": "处罚决定日期",
    "CF_YXQ": "处罚有效期",
    "CF_GSJZQ": "公示截止期",
    "CF_CFJG": "处罚机关",
    "CF_CFJGDM": "处罚机关统一社会信用代码",
    "CF_SJLY": "数据来源单位",
    "CF_SJLYDM": "数据来源单位统一社会信用代码",
    "BZ": "备注",
}
"""Column name → Chinese heading, in the order of the template of 2018."""

FOR_EVER = "2099/12/31"
_EMPTY: Final = dict.fromkeys(COLUMNS, "")
_WAN = Decimal(10000)
_MICRO = Decimal("0.000001")


def payload_text(who: Identity, penalty: Penalty, platform: str, requested_on: date, books: Books) -> str:
    """The record as JSON text, keys in the order of the layout, amounts in 万元 with up to six decimals.

    Personal columns stay empty: no representative's name or number enters an event.
    """
    articles = [books.provisions.article(code, penalty.decided_on) for code in penalty.articles]
    profile = books.profile
    record = _EMPTY | {
        "CF_XDR_MC": who.name,
        "CF_XDR_LB": "个体工商户" if who.individual else "法人及非法人组织",
        "CF_XDR_SHXYM": who.code,
        "CF_WSH": penalty.document_no,
        "CF_WFXW": _joined([a.violation_type for a in articles]),
        "CF_SY": penalty.facts or _joined([a.conduct for a in articles]),
        "CF_YJ": _joined([a.clause for a in articles]),
        "CF_CFLB": penalty_categories(penalty.kinds),
        "CF_NR": content_of(penalty),
        "CF_NR_FK": wan(penalty.fine),
        "CF_NR_WFFF": wan(penalty.confiscated),
        "CF_JDRQ": slashed(penalty.decided_on),
        "CF_YXQ": FOR_EVER,
        "CF_GSJZQ": _shown_until(penalty, platform, requested_on, books),
        "CF_CFJG": profile.authority,
        "CF_CFJGDM": profile.authority_code,
        "CF_SJLY": profile.source,
        "CF_SJLYDM": profile.source_code,
    }
    return to_json(record).decode()


def content_of(penalty: Penalty) -> str:
    """The content of the penalty in words, composed from kinds and amounts in 元 (column CF_NR)."""
    parts = []
    for kind in penalty.kinds:
        words = KINDS[kind].zh
        if kind == "fine" and penalty.fine is not None:
            words = f"罚款{plain(penalty.fine)}元"
        elif kind == "confiscation" and penalty.confiscated is not None:
            words = f"没收违法所得{plain(penalty.confiscated)}元"
        parts.append(words)
    if penalty.refunded is not None:
        parts.append(f"责令退还多收价款{plain(penalty.refunded)}元")
    return "；".join(parts)


@lru_cache(maxsize=1_024)
def wan(yuan: Decimal | None) -> str:
    """元 as 万元 with up to six decimals; nothing for nothing."""
    return "" if yuan is None else plain((yuan / _WAN).quantize(_MICRO))


def plain(number: Decimal) -> str:
    """A number without exponent or trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def slashed(day: date) -> str:
    """A day as the template writes it."""
    return day.isoformat().replace("-", "/")


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else "；".join(dict.fromkeys(words))


def _shown_until(penalty: Penalty, platform: str, requested_on: date, books: Books) -> str:
    """The last day of publication. Where a platform counts from its own publication, the day of the request stands for it."""
    term = books.provisions.publication_term(platform, penalty.kinds, penalty.fine, penalty.decided_on)
    if term is None:
        return FOR_EVER
    since = penalty.decided_on if term.counted_from == "decision" else requested_on
    return slashed(books.calendar.count(since, term.count, term.unit).on)
