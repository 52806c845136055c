"""The few ways a request can fail: each a sentence in two languages, a code for machines and an exit status."""

from __future__ import annotations

import errno
from typing import Final, NamedTuple


class Text(NamedTuple):
    """One sentence for people, in Chinese and in English."""

    zh: str
    en: str

    def to(self, lang: str) -> str:
        """The sentence in `lang` ("zh" or "en")."""
        return self.en if lang == "en" else self.zh


_REASONS: Final = {
    errno.ENOENT: "没有这个文件或目录",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许这样做",
    errno.EISDIR: "这是一个目录",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只能读",
    errno.EEXIST: "已经有同名的文件",
    errno.ENAMETOOLONG: "名称太长",
}


def reason_of(error: OSError) -> Text:
    """What the operating system says, without punctuation at its end; in its own words where no others are known."""
    said = error.strerror or type(error).__name__
    return Text(_REASONS.get(error.errno or 0, said), said)


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
