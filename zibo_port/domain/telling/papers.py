"""Tells of the papers in which results are published, and of the outlets that show them."""

from __future__ import annotations

from zibo_port.domain.errors import Text
from zibo_port.domain.quarter import OutletAccepted, OutletRejected, OutletRequested, PaperKept
from zibo_port.domain.telling.words import Telling, platform


def kept(fact: PaperKept) -> Telling:
    """A paper."""
    return Telling(
        Text(
            f"存档 {fact.quarter} 评价结果的{fact.form}文件（第 {fact.revision} 版，摘要 {fact.sha256[:12]}）。",
            f"The {fact.form} paper of {fact.quarter}, revision {fact.revision}, is kept ({fact.sha256[:12]}).",
        ),
        Text("此后调取的就是这份文件，逐字节相同。", "Whoever asks for it gets these very bytes."),
    )


def requested(fact: OutletRequested) -> Telling:
    """An outlet is asked."""
    where = platform(fact.platform)
    return Telling(
        Text(
            f"应在{where.zh}发布 {fact.quarter} 评价结果（第 {fact.revision} 版）。",
            f"The results of {fact.quarter}, revision {fact.revision}, are due at {where.en}.",
        ),
        Text("登记回执后才算发布。", "It counts as shown once its receipt is recorded."),
    )


def accepted(fact: OutletAccepted) -> Telling:
    """An outlet shows them."""
    where = platform(fact.platform)
    return Telling(
        Text(
            f"{where.zh}已发布 {fact.quarter} 评价结果：{fact.receipt}。",
            f"{where.en} shows the results of {fact.quarter}: {fact.receipt}.",
        ),
        Text("该渠道的发布办结。", "This outlet is done."),
    )


def rejected(fact: OutletRejected) -> Telling:
    """An outlet doesn't."""
    where = platform(fact.platform)
    return Telling(
        Text(
            f"{where.zh}退回 {fact.quarter} 评价结果：{fact.reason}。", f"{where.en} rejected the results of {fact.quarter}: {fact.reason}."
        ),
        Text("需要处理后再次报送。", "They must be sent again."),
    )
