"""Reads a row about a complaint from the 12345 hotline or another platform. Who complained, and about what, isn't read."""

from __future__ import annotations

from datetime import date

from zibo_port.documents.days import Day, day
from zibo_port.documents.evaluation_reader import EvaluationReader
from zibo_port.documents.evaluation_values import ON_INITIATIVE, RESOLVED, yes_or_no


class ComplaintReader(EvaluationReader):
    """One row about a complaint."""

    __slots__ = ()
    OF_ONE_ROW = frozenset({"reference"})

    def content(self) -> None:
        """Number, days, and how it was resolved."""
        self.reference()
        received = self.on("received_on")
        if received is None:
            self.missing(
                "received_on", "没有收到投诉的日期，无法计入月份。请补填（如 2026-08-03）。", "The day it was received is missing."
            )
        self.resolution()

    def reference(self) -> None:
        """The complaint's number as written."""
        number = self.code("reference")
        if number:
            self.fields["reference"] = number
        elif number is not None:
            self.missing("reference", "没有投诉编号，无法判断是否重复。请补填工单编号。", "The complaint's number is missing: fill it in.")

    def on(self, field: str) -> Day | None:
        """A day, kept under the field's name."""
        found = self.value(field, day)
        if found is not None:
            self.fields[field] = found.on
            if found.from_serial:
                self.remarks.flag(
                    "date-from-serial",
                    field,
                    f"日期是表格的日期序号，已换算为{found.on.isoformat()}，请核对。",
                    f"The date is a spreadsheet's day number, taken as {found.on.isoformat()}: please check.",
                )
        return found

    def resolution(self) -> None:
        """The day of resolution, and whether it was on the operator's own initiative."""
        resolved, said = self.on("resolved_on"), self.value("resolved", lambda cell: yes_or_no(cell, RESOLVED))
        own = self.either("on_initiative", ON_INITIATIVE)
        if resolved is None and said is not False:
            resolved = self.closing(resolved=said is True)
        self.contradictions(resolved, said)
        if resolved is None:
            return
        if own is not None:
            self.fields["on_initiative"] = own
        elif not self.unread & {"on_initiative", "not_on_initiative"}:
            self.remarks.flag(
                "initiative-unstated",
                "on_initiative",
                "没有写明是否主动化解，已按主动化解登记（与 evaluation complaint 的默认相同），请核对；导入前可先用 --dry-run 查看。",
                "Whether it was resolved on the operator's own initiative isn't said; it was taken so, as `evaluation complaint` does: "
                "please check; --dry-run shows this before anything is recorded.",
            )

    def closing(self, *, resolved: bool) -> Day | None:
        """The day on which the hotline closed the complaint: its resolution where the row says that it was resolved, else none."""
        closed = self.value("closed_on", day)
        if closed is None:
            return None
        if self.too_early(closed):
            return closed if resolved else None
        if not resolved:
            self.remarks.flag(
                "closed-not-resolved",
                "closed_on",
                f"办结日期 {closed.on} 不等于化解，没有登记化解。核实后请填化解日期再导入，或用 evaluation complaint 登记。",
                f"Closed on {closed.on} doesn't mean resolved; no resolution was recorded. Once that is certain, fill in the day of "
                "resolution and import again, or use `evaluation complaint`.",
            )
            return None
        self.fields["resolved_on"] = closed.on
        self.remarks.flag(
            "resolution-from-closing",
            "resolved_on",
            f"写明已化解，但没有化解日期，已按办结日期 {closed.on} 登记，请核对。",
            f"It says resolved, but not when; the day it was closed, {closed.on}, was taken: please check.",
        )
        return closed

    def too_early(self, closed: Day) -> bool:
        """Whether the hotline closed it before it came in; such a row is turned down."""
        received = self.fields.get("received_on")
        if not isinstance(received, date) or closed.on >= received:
            return False
        self.remarks.reject(
            "closed-before-received",
            "closed_on",
            f"办结日期 {closed.on} 早于收到日期 {received}。请核对后改正其中一项。",
            f"It was closed on {closed.on}, before it came in on {received}: correct one of them.",
        )
        return True

    def contradictions(self, resolved: Day | None, said: bool | None) -> None:  # noqa: FBT001 - what a cell says
        """A day of resolution and the word on it must fit."""
        if said is True and resolved is None:
            self.missing("resolved_on", "写明已化解，但没有化解日期。请补填日期。", "It says resolved, but not when: fill in the day.")
        elif said is False and resolved is not None:
            self.remarks.reject(
                "resolution-contradicted",
                "resolved",
                "写明未化解，却有化解日期。请核对后改正其中一项。",
                "It says not resolved, but gives a day of resolution: correct one of them.",
            )
