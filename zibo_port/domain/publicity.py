"""Whether a penalty decision is published, in which words its kinds are reported, and which remedy is open against it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from zibo_port.domain.errors import Text
from zibo_port.domain.provision_models import Article


class Publicity(NamedTuple):
    """Whether a decision is published; if not, `reason` is the code of why, with the clause and a sentence."""

    ok: bool
    reason: str
    clause: str
    text: Text


_PUBLISHED: Final = Publicity(
    ok=True,
    reason="ordinary-procedure",
    clause="《市场监督管理行政处罚信息公示规定》第二条第一款",
    text=Text("适用普通程序作出的处罚决定，应当公示。", "A decision by ordinary procedure is published."),
)
_KIND_MISSING: Final = Publicity(
    ok=False,
    reason="kind-missing",
    clause="《市场监督管理行政处罚信息公示规定》第二条",
    text=Text(
        "没有登记处罚种类，无法判断应否公示。补充种类后再公示。",
        "No kind of penalty is recorded, so whether it is published can't be told. Add the kind first.",
    ),
)
_SUMMARY: Final = Publicity(
    ok=False,
    reason="summary-procedure",
    clause="《市场监督管理行政处罚信息公示规定》第二条第一款、《山东省社会信用条例》第十三条第二款",
    text=Text("适用简易程序作出的处罚决定，不予公示。", "A decision by summary procedure isn't published."),
)
_WARNING: Final = Publicity(
    ok=False,
    reason="warning-only",
    clause="《市场监督管理行政处罚信息公示规定》第二条第二款、《山东省社会信用条例》第十三条第二款",
    text=Text("仅受到警告的处罚决定，不予公示。", "A decision that only warns isn't published."),
)
_CRITICISM: Final = Publicity(
    ok=False,
    reason="criticism-only",
    clause="《山东省社会信用条例》第十三条第二款",
    text=Text("仅受到通报批评的处罚决定，不予公示。", "A decision that only criticises isn't published."),
)
_MINOR: Final = frozenset({"warning", "criticism"})


def publishable(procedure: str, kinds: Collection[str]) -> Publicity:
    """Whether a decision is published: ordinary procedure, and more than a warning or a criticism.

    Order 45 of the State Administration for Market Regulation, article 2; Shandong social credit regulation, article
    13(2).
    """
    if procedure == "summary":
        return _SUMMARY
    if not kinds:
        return _KIND_MISSING
    if not _MINOR.issuperset(kinds):
        return _PUBLISHED
    return _CRITICISM if "criticism" in kinds else _WARNING


CATEGORIES: Final[Mapping[str, str]] = {
    "warning": "警告",
    "criticism": "通报批评",
    "fine": "罚款",
    "confiscation": "没收违法所得、没收非法财物",
    "licence-downgrade": "降低资质等级",
    "licence-suspension": "暂扣或者吊销许可证/执照",
    "licence-revocation": "暂扣或者吊销许可证/执照",
    "business-suspension": "责令停产停业",
    "restriction": "限制开展生产经营活动",
    "closure": "责令关闭",
    "practice-ban": "限制从业",
    "detention": "行政拘留",
    "other": "其他",
}
"""Kind of penalty → its text in column CF_CFLB: the list of 发改办财金〔2018〕424号, with the kinds that the
Administrative Penalty Law of 2021 (article 9) added. The exchange takes text, not codes."""


def penalty_categories(kinds: Iterable[str]) -> str:
    """Column CF_CFLB of the 双公示 layout: the texts of the kinds, each once, joined by a semicolon."""
    return ";".join(dict.fromkeys(CATEGORIES[kind] for kind in kinds))


class Remedy(NamedTuple):
    """The remedy against a decision: "reconsideration_first" or "unknown"; derived from the articles, so assumed.

    Decisions differ in what they print; the text on the decision itself prevails.
    """

    regime: str
    clause: str
    text: Text
    assumed: bool


def remedy_regime(articles: Iterable[Article]) -> Remedy:
    """The remedy that the articles of a decision imply (Regulation, article 20; Reconsideration Law, article 23)."""
    if any(article.reconsideration_first for article in articles):
        return Remedy(
            "reconsideration_first",
            "《价格违法行为行政处罚规定》第二十条、《中华人民共和国行政复议法》第二十三条第一款第（五）项",
            Text("应当先申请行政复议，对复议决定不服的再提起诉讼。", "Reconsideration must be sought before a suit."),
            assumed=True,
        )
    return Remedy(
        "unknown",
        "《中华人民共和国行政处罚法》第七条",
        Text("救济途径以决定书所载为准。", "The remedy is the one that the decision states."),
        assumed=True,
    )
