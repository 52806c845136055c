"""Reads a row about the single window's rating of an enterprise for a year: counts, or a rate and the business it is a share of."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from zibo_port.documents.evaluation_reader import EvaluationReader
from zibo_port.documents.evaluation_values import PUBLICISED, Rate, count, rate, year

_COMPUTED: Final = Decimal("0.000001")
"""A count that a spreadsheet computed is this far from whole at most."""

_ROUNDED: Final = Decimal("0.005")
"""What rounding a rate to whole per cent explains; where counts are further off, rate and business don't fit."""


class RatingReader(EvaluationReader):
    """One row about a rating."""

    __slots__ = ()
    OF_ONE_ROW = frozenset({"favourable", "total", "rate"})

    def content(self) -> None:
        """Year, whether publicised, counts."""
        if self.agreed("year", self.value("year", year), self.given.year) is None:
            self.missing("year", "没有年度。请填 2025 这样的年度，或用 --year 写明。", "The year is missing: fill it in, or give --year.")
        publicised = self.either("publicised", PUBLICISED)
        favourable, total = self.value("favourable", count), self.value("total", count)
        share = self.value("rate", lambda cell: rate(cell, in_per_cent="rate" in self.columns.units))
        if publicised is False:
            self.not_publicised(favourable, total)
        elif total is None:
            self.missing("total", *_NO_TOTAL)
        else:
            self.counts(favourable, total, share)

    def not_publicised(self, favourable: int | None, total: int | None) -> None:
        """No counts belong to who isn't publicised; noughts are as good as none."""
        self.fields["publicised"] = False
        if favourable or total:
            self.remarks.reject(
                "counts-of-not-publicised",
                "publicised",
                "写明未按要求公示，却有好评数或业务量。未公示的请清空两列；已公示的请改为“是”。",
                "It says not publicised, but gives counts: clear them, or correct it to 是 (yes).",
            )

    def counts(self, favourable: int | None, total: int, share: Rate | None) -> None:
        """The favourable ratings as given, else by rate and business; where all three are given, they must agree."""
        self.fields["total"] = total
        if favourable is None and share is None:
            if "rate" not in self.unread:
                self.missing("favourable", "没有好评数，也没有好评率。请补填其中一项。", "Neither favourable ratings nor a rate are given.")
            return
        if favourable is None and share is not None:
            if share.taken_as:
                self.remarks.flag("rate-unit-assumed", "rate", *_taken(share))
            favourable = self.derived(share, total)
        elif share is not None and favourable is not None and favourable <= total:
            self.compare(favourable, total, share)
        self.fields["favourable"] = favourable

    def derived(self, share: Rate, total: int) -> int:
        """The favourable ratings that a rate stands for: to be whole, or looked at."""
        exact = share.share * total
        nearest = exact.to_integral_value(ROUND_HALF_UP)
        true = nearest / total if total else Decimal(0)
        if abs(exact - nearest) <= _COMPUTED and abs(true - share.share) <= _ROUNDED:
            return int(nearest)
        shown, given = _percent(share.share), f"{exact.normalize():f}"
        if abs(true - share.share) > _ROUNDED:
            self.remarks.reject(
                "rate-impossible",
                "rate",
                f"业务量 {total} 的好评率不可能是 {shown}（好评数要是 {given}）。请核对，或补填好评数。",
                f"Of {total}, {shown} can't be the rate (it would take {given} favourable ratings): check it, or give the count.",
            )
        else:
            self.remarks.flag(
                "favourable-from-rate",
                "favourable",
                f"没有好评数；按 {total} × {shown} = {given} 取整，登记为 {nearest}。请向原单位核对好评数。",
                f"There is no count; {total} × {shown} = {given} was rounded to {nearest}: ask for the count and check it.",
            )
        return int(nearest)

    def compare(self, favourable: int, total: int, share: Rate) -> None:
        """Counts and rate side by side; the counts are recorded."""
        true = Decimal(favourable) / total if total else Decimal(0)
        if abs(true - share.share) > max(share.step / 2, _COMPUTED):
            self.remarks.flag(
                "rate-differs",
                "rate",
                f"好评率 {_percent(share.share)} 与 {favourable}/{total}（{_percent(true)}）不符，已按好评数和业务量登记，请核对。",
                f"The rate {_percent(share.share)} doesn't fit {favourable}/{total} ({_percent(true)}); the counts were recorded: check.",
            )


_NO_TOTAL: Final = (
    "没有总业务量；只有好评率不能登记，评价要用好评数和总业务量。请补填总业务量。",
    "There is no count of all business; a rate alone can't be recorded: fill it in.",
)


def _taken(share: Rate) -> tuple[str, str]:
    shown = _percent(share.share)
    return (
        f"好评率没有写明是否百分数，已按 {shown} 登记，请核对；今后请写成 96.5% 这样的百分数。",
        f"Whether the rate is per cent isn't said; it was taken as {shown}: please check, and write it as 96.5%.",
    )


def _percent(share: Decimal) -> str:
    """A share as people read it: per cent, two decimals at most."""
    shown = f"{share * 100:.2f}"
    return f"{shown.rstrip('0').rstrip('.')}%"
