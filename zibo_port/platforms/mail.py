"""Letters by SMTP: one message to one unit, with time limits and no surprises."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from zibo_port.domain.errors import InvalidData, Unreachable

CHANNEL: Final = "smtp"
SECONDS: Final = 15


class Server(NamedTuple):
    """A mail server: `smtp://host:port`, or `smtps://…` for TLS from the first byte; the sender's address."""

    scheme: str
    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = None


def server_of(url: str, sender: str, password: str | None) -> Server:
    """The server behind a URL.

    Raises:
        InvalidData: field `smtp`; another scheme, no host, or no port that there could be.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise InvalidData.of(
            "smtp",
            "邮件服务器应写成 smtp://主机:端口 或 smtps://主机:端口。",
            "Write the mail server as smtp://HOST:PORT or smtps://HOST:PORT.",
        )
    return Server(parts.scheme, parts.hostname, port or (465 if parts.scheme == "smtps" else 25), sender, parts.username, password)


@contextmanager
def connected(server: Server) -> Iterator[smtplib.SMTP]:
    """A connection for several letters.

    Raises:
        Unreachable: the server can't be reached, or doesn't take the login or a letter.
    """
    try:
        if server.scheme == "smtps":
            client: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=ssl.create_default_context())
        else:
            client = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
        with client:
            if server.scheme == "smtp" and client.has_extn("starttls"):
                client.starttls(context=ssl.create_default_context())
            if server.user is not None:
                client.login(server.user, server.password or "")
            yield client
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(
            f"邮件服务器 {server.host}:{server.port} 无法使用（{type(error).__name__}），其余没有发出。请核对地址，或改用 --digest。",
            f"The mail server {server.host}:{server.port} can't be used ({type(error).__name__}); the rest wasn't sent. Check its "
            "address, or write to a folder with --digest.",
        ) from error


def send(client: smtplib.SMTP, sender: str, to: str, subject: str, text: str, attachments: Mapping[str, bytes]) -> None:
    """Send one letter; attachments are JSON."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message.set_content(text)
    for name, content in attachments.items():
        message.add_attachment(content, maintype="application", subtype="json", filename=name)
    client.send_message(message)
