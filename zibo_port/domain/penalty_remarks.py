"""What is worth knowing of a penalty decision beside its range: kinds, gravity, confiscation and procedure that don't fit together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from zibo_port.domain.codes import KINDS
from zibo_port.domain.errors import Text
from zibo_port.domain.lawful_range import PenaltyWarning
from zibo_port.domain.publicity import publishable

if TYPE_CHECKING:
    from zibo_port.domain.fines import PenaltyFacts
    from zibo_port.domain.provision_models import Article

_GRAVEST: Final = ("business-suspension", "licence-revocation")
_SUMMARY_KINDS: Final = frozenset({"fine", "warning"})


def remarks_on(facts: PenaltyFacts, articles: Sequence[Article]) -> list[PenaltyWarning]:
    """What doesn't fit together in a decision, and why one isn't published."""
    remarks = [*_about_gravity(facts, articles), *_about_confiscation(facts, articles)]
    if facts.procedure == "summary" and not _SUMMARY_KINDS.issuperset(facts.kinds):
        said = Text("简易程序只能给予警告或者罚款，请核对处罚种类。", "Summary procedure allows a warning or a fine only; check the kinds.")
        remarks.append(PenaltyWarning("summary-kind", "《中华人民共和国行政处罚法》第五十一条", said))
    publicity = publishable(facts.procedure, facts.kinds)
    if facts.kinds and not publicity.ok:
        remarks.append(PenaltyWarning(publicity.reason, publicity.clause, publicity.text, fault=False))
    return remarks


def _about_gravity(facts: PenaltyFacts, articles: Sequence[Article]) -> list[PenaltyWarning]:
    clause = "、".join(dict.fromkeys(article.clause for article in articles))
    remarks = []
    if facts.severity == "serious" and not set(_GRAVEST) & set(facts.kinds):
        said = Text(
            "情节严重，但没有登记责令停业整顿或者吊销，请核对情节和处罚种类。",
            "Serious, yet neither suspension of business nor revocation is recorded; check the severity and the kinds.",
        )
        remarks.append(PenaltyWarning("serious-without-suspension", clause, said))
    possible = {kind for article in articles for kind in article.consequences}
    for kind in _GRAVEST:
        if articles and kind in facts.kinds and kind not in possible:
            name = KINDS[kind]
            said = Text(f"所援引的条款没有规定“{name.zh}”这一处罚种类，请核对。", f"The articles cited don't provide for {name.en}; check.")
            remarks.append(PenaltyWarning("kind-without-basis", clause, said))
    return remarks


def _about_confiscation(facts: PenaltyFacts, articles: Sequence[Article]) -> list[PenaltyWarning]:
    if not facts.confiscated:
        return []
    remarks = []
    if facts.kinds and "confiscation" not in facts.kinds:
        said = Text("填写了没收金额，但处罚种类中没有没收。", "An amount is confiscated, but no kind “confiscation” is given.")
        remarks.append(PenaltyWarning("confiscation-kind-missing", "《中华人民共和国行政处罚法》第九条第（二）项", said))
    if facts.refunded is None and any(article.refund_first for article in articles):
        said = Text(
            "违法所得属于多付价款的，应先责令限期退还，没有退还的才没收。退还情况用 --refunded 登记。",
            "Overcharges are first ordered to be refunded; only what isn't refunded is confiscated. Record refunds with --refunded.",
        )
        remarks.append(PenaltyWarning("refund-first", "《价格违法行为行政处罚规定》第十六条", said, fault=False))
    return remarks
