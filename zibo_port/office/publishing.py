"""What waits at the platforms: every publication with its state, what is still to be sent, and the record of a sending."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final, NamedTuple

from zibo_port.domain.commands import RecordSending
from zibo_port.domain.document_no import comparable
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.publications import Publication
from zibo_port.domain.enterprise.withdrawals import ENDS
from zibo_port.domain.errors import NotFound, Refused, VerificationFailed
from zibo_port.domain.publication import PublicationSent
from zibo_port.domain.quarter import PaperKept
from zibo_port.office.archive import Archive, File, View
from zibo_port.office.office import Office, Receipt
from zibo_port.office.outlets import shown_at
from zibo_port.office.scanning import scan

REQUESTED: Final = "requested"
SENT: Final = "sent"
ACCEPTED: Final = "accepted"
REJECTED: Final = "rejected"
WITHDRAWING: Final = "withdrawal-requested"
GONE: Final = ("withdrawn", "ended")


class Sending(NamedTuple):
    """One handing-over, at its position in the log."""

    position: int
    fact: PublicationSent


@dataclass(frozen=True, slots=True)
class Shown:
    """A publication as a view shows it.

    `state` is requested, sent, accepted or rejected, then withdrawal-requested, withdrawn or ended; `current` whether the
    decision still stands in this revision (an older one is superseded and never sent again); `duty` the period in which it
    must be shown, or be gone.
    """

    enterprise: str
    name: str
    publication: Publication
    state: str
    current: bool
    duty: Duty | None
    late: bool
    sendings: tuple[Sending, ...] = ()
    papers: tuple[PaperKept, ...] = ()
    """What an outlet is to show; none for a decision at a platform."""

    @property
    def pending(self) -> bool:
        """Whether it is still to be sent, or to be sent again."""
        return self.state == WITHDRAWING or (self.current and self.state in {REQUESTED, SENT, REJECTED})

    @property
    def receipt(self) -> str | None:
        """The number of the platform's receipt."""
        return self.publication.answer if self.state in {ACCEPTED, WITHDRAWING, *GONE} else None

    @property
    def due_on(self) -> date | None:
        """The last day on which the platform must show it."""
        return self.duty.due_on if self.duty is not None else None


def publications(archive: Archive, view: View) -> list[Shown]:
    """Every publication, by due day, decision and platform; the results of a round at its outlets among them."""
    sendings = _sendings(archive, view)
    shown = [s for file in archive.files(view) for s in _of(archive, file, view, sendings)]
    shown += _of_rounds(archive, view, sendings)
    return sorted(
        shown, key=lambda s: (s.due_on or date.max, comparable(s.publication.document_no), s.publication.platform, s.publication.revision)
    )


def publication(archive: Archive, name: str, view: View) -> Shown:
    """One publication by its id; of the enterprises only its own is read.

    Raises:
        NotFound: none has it.
    """
    sendings = _sendings(archive, view)
    asked = next((fact for _, fact in scan(archive, view, Enterprise.PublicationRequested) if fact.publication == name), None)
    if asked is None:
        return chosen(list(_of_rounds(archive, view, sendings)), [name])[0]
    file = archive.file_of_case(asked.document_no, view)
    return chosen(list(_of(archive, file, view, sendings)), [name])[0]


def chosen(shown: Sequence[Shown], names: Iterable[str]) -> list[Shown]:
    """Publications by their ids, each once.

    Raises:
        NotFound: none has that id.
    """
    known = {s.publication.publication: s for s in shown}
    for name in names:
        if name not in known:
            raise NotFound(
                f"没有编号为 {name} 的公示任务。用 zibo-port publication list 查看编号。",
                f"There is no publication {name}. See zibo-port publication list.",
            )
    return [known[name] for name in dict.fromkeys(names)]


def must_be_pending(shown: Shown) -> Shown:
    """Refuse to send what was accepted, or what a correction has superseded.

    Raises:
        Refused: with what to do instead.
    """
    name = shown.publication.publication
    if shown.state == WITHDRAWING:
        return shown
    if not shown.current:
        raise Refused(
            f"公示任务 {name} 不再报送：决定已更正、变更的，请报送它的新任务；已撤销的，不再公示。用 publication list 查看。",
            f"Publication {name} isn't sent any more: of a decision that was corrected or varied send the new one; one that was "
            "revoked isn't shown. See publication list.",
            clause="《市场监督管理行政处罚信息公示规定》第十二条",
        )
    if shown.state == ACCEPTED:
        raise Refused(
            f"公示任务 {name} 已有回执 {shown.receipt}，无须再报送。",
            f"Publication {name} was accepted as {shown.receipt}; it needn't be sent again.",
            clause="回执是事实，只记一次",
        )
    return shown


def intact(shown: Shown) -> str:
    """The frozen payload, checked against the hash under which it was recorded.

    Raises:
        VerificationFailed: it isn't what was frozen; nothing may be sent.
    """
    frozen = shown.publication
    if shown.papers:
        return ""  # each paper is checked when it is taken out
    if sha256(frozen.payload.encode()).hexdigest() != frozen.payload_sha256:
        raise VerificationFailed(
            f"公示任务 {frozen.publication} 的内容与定稿时的摘要不符，没有报送。请运行 zibo-port audit verify 核验。",
            f"Publication {frozen.publication} isn't what was frozen; nothing was sent. Run zibo-port audit verify.",
        )
    return frozen.payload


def record_sendings(office: Office, sent: Sequence[tuple[Shown, str]], channel: str, command_id: str | None) -> list[Receipt]:
    """Record that publications were handed over, each at its place, all in one transaction."""
    forms = [_form(shown, channel, place) for shown, place in sent]

    def key(form: RecordSending) -> str:
        return office.default_id(form) if command_id is None else f"{command_id}|{form.publication}"

    return office.transact(lambda desk: [office.decide(desk, form, key(form)) for form in forms])


def _form(shown: Shown, channel: str, place: str) -> RecordSending:
    asked = shown.publication
    return RecordSending(
        publication=asked.publication,
        enterprise=shown.enterprise,
        document_no=asked.document_no,
        platform=asked.platform,
        revision=asked.revision,
        payload_sha256=asked.payload_sha256,
        channel=channel,
        place=place,
    )


# --- how it is known ----------------------------------------------------------------------------------------------

Sendings = dict[str, list[Sending]]


def _sendings(archive: Archive, view: View) -> Sendings:
    found: Sendings = {}
    for position, fact in scan(archive, view, PublicationSent):
        found.setdefault(fact.publication, []).append(Sending(position, fact))
    return found


def _of(archive: Archive, file: File, view: View, sendings: Sendings) -> Iterator[Shown]:
    enterprise = file.enterprise
    if not enterprise.publications:
        return
    duties = {(comparable(o.duty.case), o.duty.step): o.duty for o in archive.duties_of(file, view)}
    for asked in enterprise.publications.values():
        key = comparable(asked.document_no)
        penalty = enterprise.penalties.get(key)
        leaving = asked.state in {WITHDRAWING, *GONE}
        step = f"{'end' if asked.leaving in ENDS else 'withdraw'}-{asked.platform}" if leaving else f"publish-{asked.platform}"
        duty = duties.get((key, step))
        current = leaving or (penalty is not None and penalty.revision == asked.revision and duty is not None)
        yield Shown(
            enterprise=enterprise.identity.code,
            name=enterprise.identity.name,
            publication=asked,
            state=_state(archive, file, view, asked, sendings.get(asked.publication, [])),
            current=current,
            duty=duty if current else None,
            late=current and duty is not None and duty.late(view.on),
            sendings=tuple(sendings.get(asked.publication, ())),
        )


def _of_rounds(archive: Archive, view: View, sendings: Sendings) -> Iterator[Shown]:
    for quarter, outlet, papers, duty in shown_at(archive, view):
        sent = sendings.get(outlet.publication, [])
        state = SENT if sent and outlet.state == REQUESTED else outlet.state
        yield Shown(
            enterprise="",
            name="",
            publication=Publication(
                outlet.publication, str(quarter), outlet.platform, outlet.revision, "", outlet.payload_sha256, outlet.state, outlet.answer
            ),
            state=state,
            current=duty is not None,
            duty=duty,
            late=duty is not None and duty.late(view.on),
            sendings=tuple(sent),
            papers=tuple(papers.values()),
        )


def _state(archive: Archive, file: File, view: View, asked: Publication, sent: Sequence[Sending]) -> str:
    """Sent counts until the platform answers; a rejected one that was sent again waits for another answer."""
    if asked.state in {ACCEPTED, WITHDRAWING, *GONE} or not sent:
        return asked.state
    if asked.state == REJECTED:
        return SENT if sent[-1].position > _rejected_at(archive, file, view, asked) else REJECTED
    return SENT


def _rejected_at(archive: Archive, file: File, view: View, asked: Publication) -> int:
    return max(
        row.position
        for row, fact in archive.trail(file.enterprise.identity.code, view)
        if isinstance(fact, Enterprise.PublicationRejected) and fact.publication == asked.publication
    )
