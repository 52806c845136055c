"""Opinions and suggestions to the city's leadership as an official paper: to read (呈阅件), or to decide upon (请示)."""

from __future__ import annotations

from zibo_port.documents.gongwen import Paper
from zibo_port.documents.letterhead import CONFERENCE, MONITORING_PLAN, PORT_OFFICE, numbered, ordinal, sentence, written_day
from zibo_port.domain.papers import LeadershipPaper, Suggestion


def suggestion_paper(said: LeadershipPaper) -> bytes:
    """The Word file; in Chinese, as all official papers are. The same paper gives the same bytes."""
    request = said.kind == "request"
    paper = Paper(f"{PORT_OFFICE}{said.title}", PORT_OFFICE, said.as_of, rehearsal=said.rehearsal)
    year = (said.on or said.as_of).year
    if request:
        paper.masthead(f"{PORT_OFFICE}文件", None if said.on else "送审稿")
        paper.number(numbered(said.number, year), said.signer or "　　　　")
    else:
        paper.masthead(f"{PORT_OFFICE}呈阅件", None if said.on else "送审稿")
        paper.issue(numbered(said.number, year), PORT_OFFICE, said.on)
    paper.title(PORT_OFFICE, said.title)
    paper.addressee(said.addressee)
    _text(paper, said)
    paper.body("妥否，请批示。" if request else f"以上意见建议，供{said.addressee}决策参考。")
    paper.signature(PORT_OFFICE, said.on)
    paper.imprint(f"{CONFERENCE}召集人", PORT_OFFICE, said.on)
    return paper.content()


def _text(paper: Paper, said: LeadershipPaper) -> None:
    """The text, findings, suggestions, and what all of it rests on."""
    for text in said.text:
        paper.body(sentence(text))
    for place, finding in enumerate(said.findings, 1):
        paper.heading(f"{ordinal(place)}、{finding.heading}")
        for text in finding.paragraphs:
            paper.body(sentence(text))
    if said.suggestions:
        paper.heading(f"{ordinal(len(said.findings) + 1)}、意见建议")
    for place, suggestion in enumerate(said.suggestions, 1):
        paper.subheading(f"（{ordinal(place)}）{sentence(suggestion.what)}")
        if grounds := _grounds(suggestion):
            paper.body(grounds)
    if said.sources:
        paper.body(f"本件依据{MONITORING_PLAN}第一部分第3项提出，所据材料：{'；'.join(said.sources)}。")


def _grounds(suggestion: Suggestion) -> str:
    """Why, by whom and until when."""
    owner = f"责任单位：{suggestion.owner}。" if suggestion.owner else ""
    due = f"完成时限：{written_day(suggestion.due_on)}。" if suggestion.due_on else ""
    return (sentence(suggestion.reason) if suggestion.reason else "") + owner + due
