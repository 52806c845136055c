"""The few ways a request can fail: each a sentence in two languages, a code for machines and an exit status."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """One sentence for people, in Chinese and in English."""

    zh: str
    en: str

    def to(self, lang: str) -> str:
        """The sentence in `lang` ("zh" or "en")."""
        return self.en if lang == "en" else self.zh


class FieldFault(NamedTuple):
    """What is wrong with one field of a form or one cell of a row."""

    field: str
    message: Text


class ZiboPortError(Exception):
    """A failure that the person who asked can understand and act on."""

    code = "fault"
    exit_status = 1

    def __init__(
        self,
        zh: str,
        en: str,
        *,
        clause: str | None = None,
        hint: Text | None = None,
        fields: tuple[FieldFault, ...] = (),
    ) -> None:
        super().__init__(zh)
        self.message = Text(zh, en)
        self.clause = clause
        self.hint = hint
        self.fields = fields


class InvalidData(ZiboPortError):
    """The data is wrong; every field at fault is named."""

    code = "invalid"
    exit_status = 3

    @classmethod
    def of(cls, field: str, zh: str, en: str, *, hint: Text | None = None) -> InvalidData:
        """A fault of one field."""
        return cls(zh, en, hint=hint, fields=(FieldFault(field, Text(zh, en)),))


class Refused(ZiboPortError):
    """A rule or the history forbids it; the clause says which."""

    code = "refused"
    exit_status = 4


class NotFound(ZiboPortError):
    """What was asked for isn't in the store."""

    code = "not-found"
    exit_status = 5


class NotAllowed(ZiboPortError):
    """The officer who acts may not do this."""

    code = "not-allowed"
    exit_status = 6


class Unreachable(ZiboPortError):
    """The store or a platform can't be reached, or isn't fit to be written to."""

    code = "unreachable"
    exit_status = 7


class VerificationFailed(ZiboPortError):
    """What was checked doesn't hold."""

    code = "verification-failed"
    exit_status = 8
