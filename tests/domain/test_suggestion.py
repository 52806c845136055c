from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.scenario import TODAY, Given, given, on, refuses
from zibo_port.domain.commands import AnswerSuggestion, DraftSuggestion, SubmitSuggestion
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.suggestion import Suggestion, name_of

EYES = on()._replace(four_eyes=True)
OTHER = on()._replace(officer="李敏")
SUBMIT = SubmitSuggestion(suggestion="S1")


def draft(**changes: Any) -> DraftSuggestion:
    return DraftSuggestion(**{"title": "关于夜间查验的建议", "text": "建议延长至22时。", "quarter": "2026Q3"} | changes)


def written(act=None, **changes: Any) -> Given:
    return given(Suggestion, "S1").when(lambda s: s.write(draft(**changes), act or on())).and_then()


def submitted() -> Given:
    return written().when(lambda s: s.submit(SUBMIT, on())).and_then()


def answer(**changes: Any) -> AnswerSuggestion:
    return AnswerSuggestion(**{"suggestion": "S1", "by": "市政府分管副市长", "text": "请落实。"} | changes)


def test_a_draft_says_what_it_rests_on_and_for_whom_it_is():
    then = given(Suggestion, "S1").when(lambda s: s.write(draft(), on()))
    then.then(Suggestion.SuggestionDrafted, quarter="2026Q3", meeting=None, addressee="市委、市政府", suggestion=name_of(draft()))
    assert then.and_then().stream.state == "drafted"


@pytest.mark.parametrize("basis", [{"quarter": None}, {"month": "2026-08"}, {"meeting": "M1"}])
def test_it_rests_on_one_thing(basis):
    told = refuses(InvalidData, lambda: draft(**basis))
    assert "三者择一" in str(told)


def test_the_same_title_on_another_basis_is_another_one():
    assert name_of(draft()) != name_of(draft(quarter=None, month="2026-08"))


def test_a_draft_is_changed_with_a_reason_until_it_is_submitted():
    written().when(lambda s: s.write(draft(), on())).then_nothing()
    written().when(lambda s: s.write(draft(text="改"), on())).then_refused(Refused, "--reason")
    written().when(lambda s: s.write(draft(text="改", reason="补充数据"), on())).then(Suggestion.SuggestionDrafted, text="改")
    submitted().when(lambda s: s.write(draft(text="改", reason="补充数据"), on())).then_refused(Refused, "已于 2026-11-23 报送")


def test_what_is_submitted_is_the_version_that_stands():
    twice = written().when(lambda s: s.write(draft(text="改", reason="补充"), on())).and_then()
    twice.when(lambda s: s.submit(SUBMIT, on())).then(Suggestion.SuggestionSubmitted, content=2, effective_on=TODAY)


def test_where_four_eyes_are_asked_another_one_submits():
    written(EYES).when(lambda s: s.submit(SUBMIT, on())).then_refused(Refused, "须由另一人审核报送")
    written().when(lambda s: s.submit(SUBMIT, EYES)).then_refused(Refused, "须由另一人")
    written(EYES).when(lambda s: s.submit(SUBMIT, OTHER)).then(Suggestion.SuggestionSubmitted)
    written().when(lambda s: s.submit(SUBMIT, on())).then(Suggestion.SuggestionSubmitted)


def test_it_is_submitted_once():
    submitted().when(lambda s: s.submit(SUBMIT, on(date(2026, 12, 1)))).then_nothing()
    other_day = SubmitSuggestion(suggestion="S1", on=date(2026, 11, 25))
    submitted().when(lambda s: s.submit(other_day, on(date(2026, 12, 1)))).then_refused(Refused, "2026-11-23")
    for day in (date(2026, 11, 22), date(2026, 11, 24)):
        form = SubmitSuggestion(suggestion="S1", on=day)
        written().when(lambda s, form=form: s.submit(form, on())).then_refused(InvalidData, field="on")


def test_an_answer_follows_a_submission_and_several_may():
    written().when(lambda s: s.answer(answer(), on())).then_refused(Refused, "suggestion submit")
    first = submitted().when(lambda s: s.answer(answer(), on()))
    first.then(Suggestion.SuggestionAnswered, by="市政府分管副市长", effective_on=TODAY)
    known = first.and_then()
    assert known.stream.state == "answered"
    known.when(lambda s: s.answer(answer(), on())).then_nothing()
    known.when(lambda s: s.answer(answer(text="另一批示"), on())).then_refused(Refused, "核对原件")
    known.when(lambda s: s.answer(answer(by="市长"), on())).then(Suggestion.SuggestionAnswered, by="市长")
    submitted().when(lambda s: s.answer(answer(on=date(2026, 11, 24)), on())).then_refused(InvalidData, field="on")


def test_what_was_never_drafted_is_not_found():
    given(Suggestion, "S1").when(lambda s: s.submit(SUBMIT, on())).then_refused(NotFound, "suggestion list")
    given(Suggestion, "S1").when(lambda s: s.answer(answer(), on())).then_refused(NotFound)
