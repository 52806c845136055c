"""What a paper of opinions and suggestions to the city's leadership says (the notice, first plan, one 3): pure values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was found: a heading, and what there is to say, a paragraph each."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is suggested: what, why, by whom, until when."""

    what: str
    reason: str = ""
    owner: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class LeadershipPaper:
    """Opinions and suggestions for the city's leadership to read (呈阅件), or to decide upon (请示).

    `title` stands below the issuer's name: 关于…的建议, 关于…的请示. `sources` name what the paper rests on: meetings, months, quarters.
    `signer` is who signs a request (签发人); `on` is None as long as it isn't issued. `as_of` is the clock of what is known (aware).
    """

    kind: Literal["reading", "request"]
    title: str
    addressee: str
    text: tuple[str, ...]
    as_of: datetime
    rehearsal: bool
    on: date | None = None
    findings: tuple[Finding, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    sources: tuple[str, ...] = ()
    signer: str | None = None
    number: str | None = None
