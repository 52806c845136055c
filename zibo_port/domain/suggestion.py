"""An opinion or suggestion to the city's leadership: drafted, submitted, answered (the notice, first plan, one.3)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.short_names import short_name
from zibo_port.domain.stream import Stream

if TYPE_CHECKING:
    from zibo_port.domain.commands import AnswerSuggestion, DraftSuggestion, SubmitSuggestion

CLAUSE: Final = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》一.3"

State = Literal["drafted", "submitted", "answered"]

# --- facts --------------------------------------------------------------------------------------------------------


class SuggestionDrafted(Fact):
    """A suggestion was written, or with a reason rewritten; it rests on a meeting, a quarter or a month.

    `four_eyes` says that its writer may not submit it.
    """

    TOPIC: ClassVar[str] = "suggestion.drafted"
    CLAUSE: ClassVar[str] = CLAUSE

    suggestion: str
    title: str
    text: str
    meeting: str | None
    quarter: str | None
    month: str | None
    addressee: str
    four_eyes: bool
    reason: str | None

    def apply(self, aggregate: Suggestion) -> None:
        """This is what it says."""
        aggregate.draft = self


class SuggestionSubmitted(Fact):
    """What a suggestion says in version `content` of its stream was handed to the leadership; effective on that day."""

    TOPIC: ClassVar[str] = "suggestion.submitted"
    CLAUSE: ClassVar[str] = CLAUSE

    suggestion: str
    addressee: str
    content: int

    def apply(self, aggregate: Suggestion) -> None:
        """It awaits an answer."""
        aggregate.submitted = self


class SuggestionAnswered(Fact):
    """The leadership's written instruction (批示); effective on the day it bears."""

    TOPIC: ClassVar[str] = "suggestion.answered"
    CLAUSE: ClassVar[str] = CLAUSE

    suggestion: str
    by: str
    text: str

    def apply(self, aggregate: Suggestion) -> None:
        """One more answer."""
        aggregate.answers.append(self)


# --- state and decisions ------------------------------------------------------------------------------------------


def name_of(form: DraftSuggestion) -> str:
    """The short name of a suggestion: the same title on the same basis is the same one."""
    return short_name("S", f"{form.meeting or form.quarter or form.month}|{form.title}")


class Suggesting(Stream):
    """How far it has come, and what may be decided about it."""

    def begin(self) -> None:
        """Nothing is written."""
        self.draft: SuggestionDrafted | None = None
        self.submitted: SuggestionSubmitted | None = None
        self.answers: list[SuggestionAnswered] = []

    @property
    def state(self) -> State:
        """How far it has come."""
        if self.answers:
            return "answered"
        return "drafted" if self.submitted is None else "submitted"

    def write(self, form: DraftSuggestion, act: Act) -> Fact:
        """Write it, or with a reason rewrite it; the same again is no event. What now stands.

        Raises:
            Refused: it was submitted, or says something else and no reason is given.
        """
        said = form.model_dump(include={"title", "text", "meeting", "quarter", "month", "addressee"})
        known = self.draft
        if known is not None:
            if all(getattr(known, name) == value for name, value in said.items()):
                return known
            self._may_be_rewritten(known, form)
        said |= {"suggestion": name_of(form), "four_eyes": act.four_eyes, "reason": form.reason}
        self.record(SuggestionDrafted, act, effective_on=act.today, **said)
        return self.must_be_drafted(said["suggestion"])

    def _may_be_rewritten(self, known: SuggestionDrafted, form: DraftSuggestion) -> None:
        if self.submitted is not None:
            raise Refused(
                f"{known.suggestion}《{known.title}》已于 {self.submitted.effective_on} 报送，不能再改。补充意见请另拟标题。",
                f"{known.suggestion} was submitted on {self.submitted.effective_on} and can't be changed. Give a supplement its own title.",
                clause=CLAUSE,
            )
        if form.reason is None:
            raise Refused(
                f"{known.suggestion}《{known.title}》已有草稿，内容与本次不同。修改请说明原因：--reason。",
                f"There is a draft {known.suggestion} with other content. To change it give --reason.",
                clause="更改须留原因",
            )

    def submit(self, form: SubmitSuggestion, act: Act) -> Fact:
        """Hand it to the leadership; the same again is no event. What now stands.

        Raises:
            NotFound: there is no such suggestion.
            Refused: who submits wrote it and four eyes are asked of either; it was submitted on another day.
            InvalidData: a day before it was written, or in the future.
        """
        draft = self.must_be_drafted(form.suggestion)
        if self.submitted is not None:
            return self._as_submitted(self.submitted, form)
        if (act.four_eyes or draft.four_eyes) and act.officer == draft.officer:
            raise Refused(
                f"{form.suggestion} 由“{act.officer}”起草，须由另一人审核报送。",
                f"{act.officer} drafted {form.suggestion}; another officer must submit it.",
                clause=CLAUSE,
            )
        on = _between(form.on or act.today, draft.effective_on, act.today, "报送", "submission")
        said = {"suggestion": form.suggestion, "addressee": draft.addressee, "content": draft.originator_version}
        self.record(SuggestionSubmitted, act, effective_on=on, **said)
        return self._must_be_submitted(form.suggestion)

    def _as_submitted(self, known: SuggestionSubmitted, form: SubmitSuggestion) -> Fact:
        if form.on in (None, known.effective_on):
            return known
        raise Refused(
            f"{form.suggestion} 已于 {known.effective_on} 报送{known.addressee}。",
            f"{form.suggestion} was submitted on {known.effective_on}.",
            clause="报送只登记一次",
        )

    def answer(self, form: AnswerSuggestion, act: Act) -> Fact:
        """Record an instruction; the same again is no event. What now stands.

        Raises:
            NotFound: there is no such suggestion.
            Refused: it wasn't submitted, or who answered is on record with other words of that day.
            InvalidData: a day before it was submitted, or in the future.
        """
        self.must_be_drafted(form.suggestion)
        submitted = self._must_be_submitted(form.suggestion)
        on = _between(form.on or act.today, submitted.effective_on, act.today, "批示", "the answer")
        known = next((a for a in self.answers if (a.by, a.effective_on) == (form.by, on)), None)
        if known is not None and known.text != form.text:
            raise Refused(
                f"{form.by}{on} 的批示已登记，内容与本次不同，请核对原件。",
                f"An answer of {form.by} of {on} is on record with other words; compare it with the original.",
                clause="同一批示只登记一次",
            )
        if known is not None:
            return known
        self.record(SuggestionAnswered, act, effective_on=on, suggestion=form.suggestion, by=form.by, text=form.text)
        return self.answers[-1]

    def must_be_drafted(self, name: str) -> SuggestionDrafted:
        """The suggestion of this name."""
        if self.draft is None:
            raise NotFound(
                f"没有编号为 {name} 的意见建议。用 zibo-port suggestion list 查看编号。",
                f"There is no suggestion {name}. See zibo-port suggestion list.",
            )
        return self.draft

    def _must_be_submitted(self, name: str) -> SuggestionSubmitted:
        if self.submitted is None:
            raise Refused(
                f"{name} 尚未报送，不能登记批示。先用 zibo-port suggestion submit {name}。",
                f"{name} wasn't submitted yet. First use zibo-port suggestion submit {name}.",
                clause=CLAUSE,
            )
        return self.submitted


class Suggestion(Suggesting):
    """The aggregate of one suggestion."""

    KIND = "suggestion"
    Event = Fact

    SuggestionDrafted = SuggestionDrafted
    SuggestionSubmitted = SuggestionSubmitted
    SuggestionAnswered = SuggestionAnswered


def _between(on: date, first: date | None, last: date, zh: str, en: str) -> date:
    if (first or date.min) <= on <= last:
        return on
    raise InvalidData.of(
        "on",
        f"{zh}日期 {on} 应在 {first} 与今天（{last}）之间，请核对。",
        f"The day of {en} ({on}) must lie between {first} and today ({last}); check it.",
    )
