"""Digests of the morning round: rendered for people and programs, put in a folder or mailed, and recorded once sent."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from zibo_port.cli.duty_rows import duty_row, worded
from zibo_port.cli.language import t
from zibo_port.cli.plain import document
from zibo_port.cli.session import Session
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.errors import InvalidData, Text

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.office.mornings import Item, Letter

PASSWORD: Final = "ZIBO_PORT_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
_HEADINGS: Final = {"late": Text("已经逾期", "Late"), "today": Text("今天到期", "Due today"), "soon": Text("即将到期", "Due soon")}


class Mail(NamedTuple):
    """Where letters go by mail."""

    url: str
    sender: str
    addresses: Path


class Rendered(NamedTuple):
    """A digest as it is sent: its subject, text, and JSON."""

    subject: str
    text: str
    json: bytes


def to_folder(session: Session, folder: Path) -> list[dict[str, Any]]:
    """Put each unit's digest of today in a folder, as text and JSON, and record it; what was sent.

    Raises:
        Unreachable: the folder can't be written to; what was put there before stands and is recorded.
    """
    from zibo_port.office import mornings
    from zibo_port.platforms.drop_folder import replace

    def put(letter: Letter, paper: Rendered) -> str:
        stem = f"{letter.day}-{letter.department}"
        replace(folder, f"{stem}.txt", paper.text.encode())
        return str(replace(folder, f"{stem}.json", paper.json))

    return _send(session, mornings.unsent(session.archive, session.archive.view()), "folder", put)


def by_mail(session: Session, mail: Mail) -> list[dict[str, Any]]:
    """Mail each unit its digest of today, and record it; what was sent.

    Raises:
        InvalidData: the file of addresses lacks a unit, or isn't readable.
        Unreachable: the mail server can't be used; what was sent before stands and is recorded.
    """
    from zibo_port.office import mornings
    from zibo_port.platforms import mail as post

    server = post.server_of(mail.url, mail.sender, os.environ.get(PASSWORD))
    known = _addresses(mail.addresses)
    waiting = mornings.unsent(session.archive, session.archive.view())
    missing = [letter.department for letter in waiting if letter.department not in known]
    if missing:
        units = [DEPARTMENTS[code] for code in missing]
        raise InvalidData.of(
            "addresses",
            f"{mail.addresses} 缺少{'、'.join(u.zh for u in units)}的邮箱（{'、'.join(missing)}），没有发出。",
            f"{mail.addresses} has no address for {', '.join(u.en for u in units)} ({', '.join(missing)}); nothing was sent.",
        )
    if not waiting:
        return []
    with post.connected(server) as client:

        def put(letter: Letter, paper: Rendered) -> str:
            name = f"{letter.day}-{letter.department}.json"
            post.send(client, server.sender, known[letter.department], paper.subject, paper.text, {name: paper.json})
            return known[letter.department]

        return _send(session, waiting, post.CHANNEL, put)


def _addresses(path: Path) -> dict[str, str]:
    import tomllib

    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidData.of(
            "addresses",
            f'读不了邮箱清单 {path}（{type(error).__name__}）。每行应写成 market-supervision = "邮箱"。',
            f'The addresses in {path} can\'t be read ({type(error).__name__}). Write lines like market-supervision = "ADDRESS".',
        ) from error
    flawed = [name for name, to in said.items() if name not in DEPARTMENTS or not _is_address(to)]
    if flawed:
        raise InvalidData.of(
            "addresses",
            f"{path} 中的 {'、'.join(flawed)} 不是部门代码，或写的不是邮箱。",
            f"In {path}, {', '.join(flawed)}: no department's code, or no address.",
        )
    return said


def _is_address(to: object) -> bool:
    """Whether a letter can be addressed to it: one line of ASCII with an @."""
    return isinstance(to, str) and "@" in to and to.isascii() and to.isprintable()


def _send(session: Session, letters: Sequence[Letter], channel: str, put: Callable[[Letter, Rendered], str]) -> list[dict[str, Any]]:
    from zibo_port.office import mornings

    books, sent = session.office.books, []
    for letter in letters:
        paper = rendered(letter, books)
        place, digest = put(letter, paper), sha256(paper.json).hexdigest()
        mornings.record_digest(session.office, letter, digest, channel, place)
        counts = {urgency: sum(item.urgency == urgency for item in letter.items) for urgency in _HEADINGS}
        sent.append({"department": letter.department, "on": letter.day, **counts, "channel": channel, "place": place, "sha256": digest})
    return sent


# --- rendering ----------------------------------------------------------------------------------------------------


def rendered(letter: Letter, books: Books) -> Rendered:
    """A digest in the language in use; its JSON is the same in both."""
    return Rendered(_subject(letter), "\n".join(_lines(letter, books)) + "\n", (document(_data(letter)) + "\n").encode())


def _data(letter: Letter) -> dict[str, Any]:
    rows = {urgency: [_row(item, letter) for item in letter.items if item.urgency == urgency] for urgency in _HEADINGS}
    return {"department": letter.department, "on": letter.day, **rows}


def _row(item: Item, letter: Letter) -> dict[str, Any]:
    owed = item.owed
    others = {"enterprise": owed.enterprise or None, "name": owed.name or None, "escalated_on": item.escalated_on}
    return duty_row(owed.duty, letter.day, **others)


def _subject(letter: Letter) -> str:
    return t(
        f"{letter.day} 事项提醒：{DEPARTMENTS[letter.department].zh}", f"What is due, {letter.day}: {DEPARTMENTS[letter.department].en}"
    )


def _lines(letter: Letter, books: Books) -> Iterator[str]:
    yield _subject(letter)
    for urgency, heading in _HEADINGS.items():
        items = [item for item in letter.items if item.urgency == urgency]
        if items:
            yield ""
            yield t(f"{heading.zh}（{len(items)} 项）", f"{heading.en} ({len(items)})")
            for item in items:
                yield _line(item, letter, books)


def _line(item: Item, letter: Letter, books: Books) -> str:
    (row,) = worded([_row(item, letter)], books, letter.day)
    about = [row["case"]] + ([row["name"]] if row["name"] else [])
    return f"  {row['due_on']}  {row['step']}  {'  '.join(about)}  {row['state']}"
